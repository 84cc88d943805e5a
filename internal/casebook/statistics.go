package casebook

import (
	"context"
	"maps"
	"slices"
	"strings"

	"jikenbo"
	"jikenbo/internal/search"
)

// Statistics are figures of what a [Search] finds. A case that does not state
// a fact is never counted as a value of it; how many there are stands beside.
type Statistics struct {
	Cases        int     `json:"cases"` // found
	Exact        bool    `json:"exact"` // see [Found]
	Of           int     `json:"of"`    // in the casebook
	Months       []Month `json:"months"`
	NoMonth      int     `json:"no_month"` // published in no stated month
	Sizes        []Sizes `json:"sizes"`    // by class of units, those of most cases first
	NoSize       int     `json:"no_size"`
	Lags         []Lags  `json:"lags"`
	Items        []Coded `json:"items"`
	NoItems      int     `json:"no_items"`
	Discoverers  []Coded `json:"discoverers"`
	NoDiscoverer int     `json:"no_discoverer"`
	Suppliers    []Named `json:"suppliers"` // most cases first
	NoSupplier   int     `json:"no_supplier"`
}

// Month is a month with the cases published in it. Between the first and the
// last no month is missing, unless they are more than a century.
type Month struct {
	Month string         `json:"month"` // YYYY-MM
	Cases int            `json:"cases"`
	Types map[string]int `json:"types"` // a case may be of several
}

// Band is a range of figures or days.
type Band struct {
	Value string `json:"value"` // of the facet
	Lo    int64  `json:"lo"`
	Hi    int64  `json:"hi,omitempty"` // included; 0 for no end
	Cases int    `json:"cases"`
}

// Sizes are the main figures of cases in one class of units: the largest total
// of a case in that class.
type Sizes struct {
	Unit    string `json:"unit"` // one of [search.UnitClasses]
	Bands   []Band `json:"bands"`
	Cases   int    `json:"cases"`
	Missing int    `json:"missing"` // cases without a figure in this class
}

// Lags are the days from one milestone to another.
type Lags struct {
	From     jikenbo.Milestone `json:"from"`
	To       jikenbo.Milestone `json:"to"`
	Facet    string            `json:"facet"`
	Bands    []Band            `json:"bands"`
	Negative int               `json:"negative"` // cases in which the end came first
	Median   float64           `json:"median"`   // days, of all that are known
	Known    int               `json:"known"`
	Unknown  int               `json:"unknown"`
	Types    map[string][]Band `json:"types"` // by type of incident
}

// Coded is a code with its cases.
type Coded struct {
	Code     string `json:"code"`
	Cases    int    `json:"cases"`
	Excluded int    `json:"excluded,omitempty"` // of items: cases that state it is not affected
}

// Named is a name, as it is written most often, with its cases.
type Named struct {
	Name  string `json:"name"`
	Cases int    `json:"cases"`
}

// Statistics counts what a search finds, without withdrawn cases unless a status
// is chosen; its Sort, Offset, Limit and Count are of no effect. The error is as with [Book.Search].
func (b *Book) Statistics(ctx context.Context, s Search) (*Statistics, error) {
	st, err := b.statistics(ctx, s)
	if err != nil {
		return nil, b.fail("statistics", err)
	}
	return st, nil
}

func (b *Book) statistics(ctx context.Context, s Search) (*Statistics, error) {
	if len(s.Facets["status"]) == 0 && len(s.Facets["kind"]) == 0 {
		s.Facets = maps.Clone(s.Facets)
		if s.Facets == nil {
			s.Facets = make(map[string][]string)
		}
		s.Facets["status"] = []string{string(jikenbo.Open)}
	}
	l, err := b.inquire(ctx, s)
	if err != nil {
		return nil, err
	}
	defer l.tx.Rollback() // a snapshot, to be given up
	exact, _, err := l.settle(b)
	if err != nil {
		return nil, err
	}
	// What is chosen counts here: what is found is a question of its own.
	found, dict := l.found.Closed(), b.opened.dict
	counted, err := found.Count(dict, []string{"*"}, 0)
	if err != nil {
		return nil, err
	}
	by := make(map[string]search.Counts, len(counted))
	for _, c := range counted {
		by[c.Facet] = c
	}
	st := &Statistics{Cases: found.Total(), Exact: exact, Of: l.view.cases}

	byType, err := found.Cross(dict, "month", "type")
	if err != nil {
		return nil, err
	}
	st.Months, st.NoMonth = months(by["month"], byType), by["month"].Missing
	st.Sizes, st.NoSize = sizes(by["size"], st.Cases), by["size"].Missing
	for i, lag := range search.Lags {
		x := Lags{From: lag[0], To: lag[1], Facet: search.LagFacet(i), Types: make(map[string][]Band)}
		x.Median, x.Known = found.Median(i)
		x.Unknown = st.Cases - x.Known
		all := make(map[string]int)
		for _, v := range by[x.Facet].Values {
			all[v.Value] = v.N
		}
		x.Negative = all[search.NegativeLag]
		x.Bands = lagBands(all)
		types, err := found.Cross(dict, "type", x.Facet)
		if err != nil {
			return nil, err
		}
		for code, bands := range types {
			if len(bands) > 0 {
				x.Types[code] = lagBands(bands)
			}
		}
		st.Lags = append(st.Lags, x)
	}
	st.Items, st.NoItems = coded(by["item"], by["excluded"]), by["item"].Missing
	st.Discoverers, st.NoDiscoverer = coded(by["discoverer"], search.Counts{}), by["discoverer"].Missing
	for _, v := range by["supplier"].Values {
		st.Suppliers = append(st.Suppliers, Named{v.Value, v.N})
	}
	st.NoSupplier = by["supplier"].Missing
	return st, nil
}

// months gives the months with their cases, oldest first and without gaps.
func months(c search.Counts, types search.Cross) []Month {
	if len(c.Values) == 0 {
		return nil
	}
	n := make(map[string]int, len(c.Values))
	var named []string
	for _, v := range c.Values {
		n[v.Value] = v.N
		named = append(named, v.Value)
	}
	slices.Sort(named)
	const century = 1200
	all := search.MonthsBetween(named[0], named[len(named)-1])
	if len(all) > century { // a date was misread, or mistyped
		all = named
	}
	out := make([]Month, len(all))
	for i, m := range all {
		out[i] = Month{m, n[m], types[m]}
		if out[i].Types == nil {
			out[i].Types = map[string]int{}
		}
	}
	return out
}

func sizes(c search.Counts, cases int) []Sizes {
	n := make(map[string]int)
	total := make(map[string]int)
	var values []string
	for _, v := range c.Values {
		class, _, _ := strings.Cut(v.Value, ":")
		n[v.Value] = v.N
		total[class] += v.N
		values = append(values, v.Value)
	}
	var all []Sizes
	for _, class := range search.UnitClasses {
		if total[class] == 0 {
			continue
		}
		x := Sizes{Unit: class, Cases: total[class], Missing: cases - total[class]}
		for _, band := range search.SizeBands(class, values) {
			x.Bands = append(x.Bands, Band{band.Value, band.Lo, band.Hi, n[band.Value]})
		}
		all = append(all, x)
	}
	slices.SortStableFunc(all, func(a, b Sizes) int { return b.Cases - a.Cases })
	return all
}

func lagBands(n map[string]int) []Band {
	all := make([]Band, len(search.LagBands))
	for i, v := range search.LagBands {
		lo, hi := search.LagBandEnds(v)
		all[i] = Band{v, lo, hi, n[v]}
	}
	return all
}

// coded gives codes with their cases, in the order of their taxonomy.
func coded(c, excluded search.Counts) []Coded {
	var all []Coded
	for _, v := range c.Values {
		all = append(all, Coded{Code: v.Value, Cases: v.N})
	}
	for _, v := range excluded.Values {
		if i := slices.IndexFunc(all, func(x Coded) bool { return x.Code == v.Value }); i >= 0 {
			all[i].Excluded = v.N
		} else {
			all = append(all, Coded{Code: v.Value, Excluded: v.N})
		}
	}
	return all
}
