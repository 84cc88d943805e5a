package cases

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// tally holds what is known of the notices of a world, against which it counts
// what was joined.
type tally struct {
	told []Told // without their intakes, in the order of arrival
}

func (t *tally) add(told Told) {
	told.Intake.Readings, told.Intake.Notice.Text, told.Intake.Notice.Bytes = nil, "", nil
	t.told = append(t.told, told)
}

// joined is what was counted.
type joined struct {
	precision float64 // of the pairs of notices that were joined, those that are of one incident
	recall    float64 // of the pairs that a reader can tell to be of one incident, those that were joined
	reached   float64 // of the further notices that a reader can place, those that were joined with or proposed for one of their incident
	degrees   map[string]share
	wrong     [][2]int // pairs that were joined and are not of one incident, by arrival; the first of each two incidents only
	missed    []int    // further notices that a reader can place and that are not with the first
}

// share counts the further notices of a degree.
type share struct{ all, joined, proposed int }

// count compares cases, one for each notice by arrival, with the truth.
func (t *tally) count(cases []int, proposed func(a, b int) bool) joined {
	j := joined{degrees: map[string]share{}}
	byCase, byIncident := map[int][]int{}, map[uint64][]int{}
	for i := range t.told {
		byCase[cases[i]] = append(byCase[cases[i]], i)
		byIncident[t.told[i].Incident] = append(byIncident[t.told[i].Incident], i)
	}
	right, made := 0, 0
	for _, members := range byCase {
		seen := map[[2]uint64]bool{}
		for n, x := range members {
			for _, y := range members[:n] {
				made++
				a, b := t.told[x].Incident, t.told[y].Incident
				if a == b {
					right++
				} else if pair := [2]uint64{min(a, b), max(a, b)}; !seen[pair] {
					seen[pair] = true
					j.wrong = append(j.wrong, [2]int{y, x})
				}
			}
		}
	}
	found, all, reached, further := 0, 0, 0, 0
	for _, members := range byIncident {
		first := slices.IndexFunc(members, func(i int) bool { return t.told[i].Place == 0 })
		for n, x := range members {
			for _, y := range members[:n] {
				if t.told[x].Decidable && t.told[y].Decidable {
					all++
					if cases[x] == cases[y] {
						found++
					}
				}
			}
			told := &t.told[x]
			if told.Place == 0 {
				continue
			}
			is := cases[x] == cases[members[first]]
			mayBe := is || slices.ContainsFunc(members, func(y int) bool { return y != x && (cases[x] == cases[y] || proposed(x, y)) })
			if told.Decidable {
				further++
				if mayBe {
					reached++
				}
			}
			kinds := []string{string(told.Degree)}
			if !told.Decidable {
				kinds = []string{"(undecidable) " + string(told.Degree)}
			} else {
				for _, trait := range told.Traits {
					kinds = append(kinds, "· "+trait)
				}
				if !is {
					j.missed = append(j.missed, x)
				}
			}
			for _, k := range kinds {
				s := j.degrees[k]
				s.all++
				if is {
					s.joined++
				} else if mayBe {
					s.proposed++
				}
				j.degrees[k] = s
			}
		}
	}
	j.precision, j.recall, j.reached = ratio(right, made), ratio(found, all), ratio(reached, further)
	slices.SortFunc(j.wrong, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
	slices.Sort(j.missed)
	return j
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// String is a table by degree.
func (j joined) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "precision %.4f, recall %.4f, joined or proposed %.4f\n", j.precision, j.recall, j.reached)
	fmt.Fprintf(&b, "%8s %8s %8s  %s\n", "notices", "joined", "proposed", "degree")
	for _, k := range slices.Sorted(maps.Keys(j.degrees)) {
		s := j.degrees[k]
		fmt.Fprintf(&b, "%8d %7.1f%% %7.1f%%  %s\n", s.all, 100*ratio(s.joined, s.all), 100*ratio(s.proposed, s.all), k)
	}
	return b.String()
}
