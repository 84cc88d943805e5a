package search

import (
	"cmp"
	"slices"
	"strings"

	"jikenbo"
)

// Cross is how many documents found have each value of one facet together with
// each value of another.
type Cross map[string]map[string]int

// Cross counts two facets that are no names against each other.
func (r *Found) Cross(dict *Dictionary, one, other string) (Cross, error) {
	f, g := facetIndex(one), facetIndex(other)
	out := make(Cross)
	for i, s := range r.view.segments {
		c, err := s.load(r.read, dict)
		if err != nil {
			return nil, err
		}
		hits := r.parts[i].hits
		if hits.empty() {
			continue
		}
		dict.mu.RLock()
		ones, others := &dict.facets[f], &dict.facets[g]
		tallies := make([]tally, len(facets))
		for id, among := range c.split(f, hits) {
			tallies[g] = tally{n: zeros(len(others.values))}
			countAll([]share{{in: c, among: among, found: among.count(), facets: []int{g}}}, tallies)
			row := out[ones.values[id]]
			if row == nil {
				row = make(map[string]int)
				out[ones.values[id]] = row
			}
			for other, n := range tallies[g].n {
				if n > 0 {
					row[others.values[other]] += int(n)
				}
			}
			tallies[g].done()
		}
		dict.mu.RUnlock()
	}
	return out, nil
}

// Median gives the median days of one of [Lags] among the documents found that
// it is known of, and how many those are.
func (r *Found) Median(lag int) (median float64, known int) {
	var days []int32
	for i := range r.parts {
		rows := r.view.segments[i].rows
		r.parts[i].hits.each(func(doc int) bool {
			if l := rows[doc].lags[lag]; l != noLag {
				days = append(days, l)
			}
			return true
		})
	}
	if len(days) == 0 {
		return 0, 0
	}
	slices.Sort(days)
	n := len(days)
	return (float64(days[(n-1)/2]) + float64(days[n/2])) / 2, n
}

// NegativeLag is the band of lags whose end came first.
const NegativeLag = negativeBand

// LagFacet names the facet of one of [Lags].
func LagFacet(lag int) string { return lagFacet(lag).name }

// Band is a value of a facet of sizes or lags with its ends, both included.
type Band struct {
	Value  string
	Lo, Hi int64
}

// SizeBands gives the bands of a class of units among values of the facet
// size, from the first that occurs to the last, with those between them.
func SizeBands(class string, values []string) []Band {
	least, most := int64(0), int64(0)
	for _, v := range values {
		c, band, _ := strings.Cut(v, ":")
		if c != class {
			continue
		}
		lo, hi := bandEnds(band)
		if least == 0 || int64(lo) < least {
			least = int64(lo)
		}
		most = max(most, int64(hi))
	}
	var all []Band
	for lo := least; lo > 0 && lo <= most; {
		var hi int64
		lo, hi = bandFrom(lo)
		all = append(all, Band{class + ":" + SizeBand(lo), lo, hi})
		lo = hi + 1
	}
	return all
}

// LagBandEnds gives the ends of a band of days, both included; the last one has
// no end and Hi is 0.
func LagBandEnds(band string) (lo, hi int64) {
	l, h := bandEnds(band)
	if strings.HasSuffix(band, "-") {
		return int64(l), 0
	}
	return int64(l), int64(h)
}

// MonthsBetween gives every month from one to another, as YYYY-MM.
func MonthsBetween(first, last string) []string {
	from, err1 := jikenbo.ParseDate(first)
	to, err2 := jikenbo.ParseDate(last)
	if err1 != nil || err2 != nil {
		return nil
	}
	var all []string
	for d := from; cmp.Or(cmp.Compare(d.Year, to.Year), cmp.Compare(d.Month, to.Month)) <= 0; {
		all = append(all, d.String())
		if d.Month++; d.Month > 12 {
			d.Year, d.Month = d.Year+1, 1
		}
	}
	return all
}
