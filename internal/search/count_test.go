package search

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestCount proves the counts of facets against what the documents found have,
// from no document to all of them.
func TestCount(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for _, n := range []int{1, 40, 700, 6000} {
		cards := papers(r, n)
		of := make(map[int64]*Card)
		for _, c := range cards {
			of[c.row.ref] = c
		}
		view := new(View)
		for i, some := range [][]*Card{cards[:n/3], cards[n/3:]} {
			s, err := Open(int64(i+1), Build(some))
			if err != nil {
				t.Fatal(err)
			}
			dead := make(Dead, (s.Docs()+7)/8)
			for i := range dead {
				dead[i] = byte(r.Uint32() & r.Uint32() & r.Uint32())
			}
			view.Add(s, dead, nil)
		}
		dict := NewDictionary()
		for _, query := range []string{"", "漏洩", "漏洩 病院 学校 メール a", "NOT 漏洩", "year:2003", "year:2003 漏洩 委託先", "ありません", "type:ransomware OR 渡邉"} {
			for _, choices := range [][]Choice{nil, {{"kind", []string{"incident"}}}, {{"type", []string{"ransomware"}}, {"year", []string{"2001", "2002", Unstated}}}} {
				q, _ := Parse(query)
				found, err := view.Find(nil, q, choices)
				if err != nil {
					t.Fatal(err)
				}
				all, err := found.Count(dict, []string{"*"}, 0)
				if err != nil {
					t.Fatal(err)
				}
				for _, counts := range all {
					f := facetIndex(counts.Facet)
					others := slices.DeleteFunc(slices.Clone(choices), func(c Choice) bool { return c.Facet == counts.Facet })
					among, err := view.Find(nil, q, others)
					if err != nil {
						t.Fatal(err)
					}
					want, missing := make(map[string]int), 0
					among.Walk(Newest, 0, func(at Place) bool {
						none := true
						for _, term := range of[among.Ref(at)].terms {
							if term[0] == byte(inFacet)+byte(f) {
								value, _, _ := strings.Cut(term[1:], "\x00")
								want[value]++
								none = false
							}
						}
						if none {
							missing++
						}
						return true
					})
					got := make(map[string]int)
					for _, v := range counts.Values {
						if facets[f].named {
							v.Value = nameKey(v.Value)
						}
						if v.N > 0 {
							got[v.Value] += v.N
						}
					}
					if !maps.Equal(got, want) || counts.Missing != missing {
						t.Fatalf("%d documents, %q %v: %s: %v, %d missing, want %v, %d", n, query, choices, counts.Facet, got, counts.Missing, want, missing)
					}
				}
			}
		}
	}
}
