package search

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jikenbo"
	"jikenbo/internal/identity"
)

// Unstated is the value, in every facet, of the documents that state none.
const Unstated = "unstated"

// facet is a question that documents have answers to.
type facet struct {
	name     string
	taxonomy string // whose codes its values are; "" for none
	named    bool   // values are names: the bare name, NUL, the name as written
	single   bool   // a document has one value at most
	values   func(d *Document, r *row, add func(string))
}

// facets are all facets, in the order in which they are shown. Their places are
// part of the format of the index: see [Version].
var facets = []facet{
	{"kind", "kind", false, true, func(d *Document, _ *row, add func(string)) {
		if d.Status != jikenbo.Duplicate { // which stands in the way of what it leads to
			add(string(d.Case.Kind))
		}
	}},
	{"status", "", false, true, func(d *Document, _ *row, add func(string)) { one(add, string(d.Status)) }},
	{"type", "type", false, false, func(d *Document, _ *row, add func(string)) { codes(add, d.Case.Types) }},
	{"year", "", false, true, func(d *Document, _ *row, add func(string)) {
		if first := d.Case.FirstPublished(); !first.IsZero() {
			add(fmt.Sprintf("%04d", first.Year))
		}
	}},
	{"month", "", false, true, func(d *Document, _ *row, add func(string)) {
		if first := d.Case.FirstPublished(); first.Month != 0 {
			add(fmt.Sprintf("%04d-%02d", first.Year, first.Month))
		}
	}},
	{"sector", "", false, false, func(d *Document, _ *row, add func(string)) {
		for _, r := range d.Case.Rules {
			one(add, r.Sector)
		}
	}},
	{"stage", "stage", false, true, func(d *Document, _ *row, add func(string)) { one(add, string(d.Case.Stage)) }},
	{"leak", "leak", false, true, func(d *Document, _ *row, add func(string)) { one(add, string(d.Case.Leak)) }},
	{"item", "item", false, false, func(d *Document, _ *row, add func(string)) { codes(add, d.Case.Items) }},
	{"excluded", "item", false, false, func(d *Document, _ *row, add func(string)) { codes(add, d.Case.ItemsExcluded) }},
	{"discoverer", "discoverer", false, true, func(d *Document, _ *row, add func(string)) { one(add, string(d.Case.DiscoveredBy)) }},
	{"supplier", "", true, false, func(d *Document, _ *row, add func(string)) { names(add, d.Case.Suppliers) }},
	{"service", "", true, false, func(d *Document, _ *row, add func(string)) { names(add, d.Case.Services) }},
	{"recipient", "recipient", false, false, func(d *Document, _ *row, add func(string)) {
		for _, r := range d.Case.Reports {
			one(add, string(r.To))
		}
	}},
	{"response", "response", false, false, func(d *Document, _ *row, add func(string)) { codes(add, d.Case.Responses) }},
	{"damage", "damage", false, true, func(d *Document, _ *row, add func(string)) { one(add, string(d.Case.SecondaryDamage)) }},
	{"size", "", false, false, func(_ *Document, r *row, add func(string)) {
		for _, a := range r.sizes {
			add(UnitClasses[a.class] + ":" + SizeBand(a.count))
		}
	}},
	lagFacet(0), lagFacet(1), lagFacet(2), lagFacet(3), lagFacet(4), lagFacet(5),
	{"review", "", false, false, func(d *Document, r *row, add func(string)) {
		// What a person has accepted though it does not add up is so in the notice.
		accepted := func(f jikenbo.Flaw) bool { return d.Evidence.Curated(f.Fact()) }
		if d.Number != (jikenbo.Number{}) && len(slices.DeleteFunc(d.Case.Lint(d.Evidence), accepted)) > 0 {
			add("flaw")
		}
		if d.Conflicted {
			add("conflict")
		}
		if r.doubt < doubtful*10000 {
			add("doubt")
		}
		if d.Curated {
			add("curated")
		}
	}},
}

// doubtful is the confidence below which a fact is doubtful.
const doubtful = 0.5

func lagFacet(i int) facet {
	return facet{string(Lags[i][0]) + "-" + string(Lags[i][1]), "", false, true, func(_ *Document, r *row, add func(string)) {
		if days := r.lags[i]; days != noLag {
			add(lagBand(int(days)))
		}
	}}
}

// one adds a value if there is one.
func one(add func(string), value string) {
	if value != "" && value != Unstated {
		add(value)
	}
}

func codes[T ~string](add func(string), values []T) {
	for _, v := range values {
		one(add, string(v))
	}
}

// names adds names, each once.
func names(add func(string), all []string) {
	var seen []string
	for _, name := range all {
		key := nameKey(name)
		if key == "" || slices.Contains(seen, key) {
			continue
		}
		seen = append(seen, key)
		add(key + "\x00" + clipName(strings.ReplaceAll(name, "\x00", "")))
	}
}

// nameKey is what is the same of two spellings of a name.
func nameKey(name string) string {
	return clipName(strings.ReplaceAll(identity.Key(name), "\x00", ""))
}

// clipName bounds a name.
func clipName(s string) string {
	const most = 200
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "")
}

// Facets are the names of all facets, in the order in which they are shown.
func Facets() []string {
	all := make([]string, len(facets))
	for i, f := range facets {
		all[i] = f.name
	}
	return all
}

func facetIndex(name string) int {
	return slices.IndexFunc(facets, func(f facet) bool { return f.name == name })
}

// IsFacet reports whether there is a facet of that name.
func IsFacet(name string) bool { return facetIndex(name) >= 0 }

// SizeBand gives the half decade that a figure is in, as LO-HI: 1-2, 3-9, 10-29,
// 30-99, …
func SizeBand(n int64) string {
	lo, hi := bandFrom(1)
	for hi < n && hi < 1e17 {
		lo, hi = bandFrom(hi + 1)
	}
	return strconv.FormatInt(lo, 10) + "-" + strconv.FormatInt(hi, 10)
}

// bandFrom gives the half decade that begins with lo, which is 1 or 3 and zeros.
func bandFrom(lo int64) (int64, int64) {
	if strconv.FormatInt(lo, 10)[0] == '1' {
		return lo, lo*3 - 1
	}
	return lo, lo/3*10 - 1
}

// LagBands are the bands of days.
var LagBands = []string{"0", "1-3", "4-7", "8-14", "15-30", "31-60", "61-90", "91-180", "181-365", "366-"}

// negativeBand has the lags whose end came first.
const negativeBand = "negative"

// lagBand gives the band that a number of days is in.
func lagBand(days int) string {
	if days < 0 {
		return negativeBand
	}
	for _, band := range LagBands {
		if _, hi := bandEnds(band); days <= hi {
			return band
		}
	}
	return LagBands[len(LagBands)-1]
}

// bandEnds gives the days of a band, both included.
func bandEnds(band string) (lo, hi int) {
	from, to, ok := strings.Cut(band, "-")
	lo, _ = strconv.Atoi(from)
	switch {
	case !ok:
		return lo, lo
	case to == "":
		return lo, 1 << 30
	}
	hi, _ = strconv.Atoi(to)
	return lo, hi
}
