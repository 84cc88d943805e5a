package link_test

import (
	"os"
	"slices"
	"strconv"
	"testing"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/generate/cases"
	"jikenbo/internal/identity"
	"jikenbo/internal/link"
)

// told is a generated notice with its profile.
type told struct {
	cases.Told
	refs    link.Refs
	profile *link.Profile
}

// linked is what linking makes of notices.
type linked struct {
	part     []int           // of each notice
	proposed map[[2]int]bool // pairs that are in different parts, the smaller index first
	compared int
}

// linkAll links notices as a casebook does: what shares a key is compared, but
// for keys that more than a hundred have, and what is connected is clustered.
func linkAll(profiles []*link.Profile) linked {
	const common = 100
	byKey := map[uint64][]int{}
	for i, p := range profiles {
		for _, k := range p.Keys() {
			byKey[k] = append(byKey[k], i)
		}
	}
	l := linked{part: make([]int, len(profiles)), proposed: map[[2]int]bool{}}
	near := make([][]int, len(profiles))
	for i, p := range profiles {
		seen := map[int]bool{}
		for _, k := range p.Keys() {
			if len(byKey[k]) > common {
				continue
			}
			for _, j := range byKey[k] {
				if j <= i || seen[j] {
					continue
				}
				seen[j] = true
				l.compared++
				switch link.Compare(p, profiles[j]).Degree {
				case link.Same:
					near[i] = append(near[i], j)
					near[j] = append(near[j], i)
					l.proposed[[2]int{i, j}] = true // if it is not joined
				case link.Possible:
					l.proposed[[2]int{i, j}] = true
				}
			}
		}
	}
	for i := range l.part {
		l.part[i] = -1
	}
	parts := 0
	for i := range profiles {
		if l.part[i] >= 0 {
			continue
		}
		component := []int{i}
		for k := 0; k < len(component); k++ {
			for _, j := range near[component[k]] {
				if !slices.Contains(component, j) {
					component = append(component, j)
				}
			}
		}
		slices.Sort(component)
		for _, part := range link.Cluster(len(component), func(x, y int) link.Verdict {
			return link.Compare(profiles[component[x]], profiles[component[y]])
		}, undecided) {
			for _, x := range part {
				l.part[component[x]] = parts
			}
			parts++
		}
	}
	for pair := range l.proposed {
		if l.part[pair[0]] == l.part[pair[1]] {
			delete(l.proposed, pair)
		}
	}
	return l
}

// TestWorld links a made-up world, of which the truth is known. It is larger, and
// another one, with JIKENBO_WORLD=20000 and JIKENBO_SEED=2; -v tells of what is wrong.
func TestWorld(t *testing.T) {
	number := func(name string, otherwise int) int {
		if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
			return n
		}
		return otherwise
	}
	var ns []told
	var profiles []*link.Profile
	for n := range cases.NewWorld(uint64(number("JIKENBO_SEED", 5)), number("JIKENBO_WORLD", 3000)).Published() {
		r := n.Intake.Readings[0]
		refs := link.References(n.Intake.Notice.Text[r.Start:r.End], &r.Case)
		var urls []string
		if c := n.Intake.Notice.Capture; c != nil {
			urls = []string{c.URL}
		}
		p := link.NewProfile(&jikenbo.Account{Known: r.Case.Published, Case: r.Case}, refs, urls, identity.Default())
		n.Intake = casebook.Intake{Readings: []jikenbo.Reading{{Case: jikenbo.Case{Types: r.Case.Types}}}} // the rest is large
		ns, profiles = append(ns, told{n, refs, p}), append(profiles, p)
	}
	l := linkAll(profiles)

	shown := map[string]int{}
	show := func(what string, i, j int) {
		if shown[what]++; shown[what] <= number("JIKENBO_SHOW", 8) && testing.Verbose() {
			a, b := ns[i], ns[j]
			x, y := a.Intake.Readings[0].Case, b.Intake.Readings[0].Case
			t.Logf("%s: %d.%d %s %v / %d.%d %s %v: %v/%v %s\n\t%+v\n\t%+v", what, a.Incident, a.Place, a.Degree, a.Traits, b.Incident, b.Place, b.Degree, b.Traits,
				x.Types, y.Types, explain(link.Compare(a.profile, b.profile), "ja"), a.refs, b.refs)
		}
	}
	byPart, byIncident := map[int][]int{}, map[uint64][]int{}
	for i := range ns {
		byPart[l.part[i]] = append(byPart[l.part[i]], i)
		byIncident[ns[i].Incident] = append(byIncident[ns[i].Incident], i)
	}
	pairs := func(groups []int, visit func(i, j int)) {
		for x, i := range groups {
			for _, j := range groups[x+1:] {
				visit(i, j)
			}
		}
	}
	wrong := 0
	for _, group := range byPart {
		pairs(group, func(i, j int) {
			if ns[i].Incident != ns[j].Incident {
				wrong++
				if link.Compare(profiles[i], profiles[j]).Degree == link.Same {
					show("wrong by itself", i, j)
				} else {
					show("wrong through others", i, j)
				}
			}
		})
	}
	type count struct{ all, joined, proposed int }
	byDegree := map[cases.Degree]*count{}
	var total count
	for _, group := range byIncident {
		pairs(group, func(i, j int) {
			if !ns[i].Decidable || !ns[j].Decidable {
				return
			}
			later := ns[j]
			if ns[i].Place > ns[j].Place {
				later = ns[i]
			}
			c := byDegree[later.Degree]
			if c == nil {
				c = new(count)
				byDegree[later.Degree] = c
			}
			for _, c := range []*count{c, &total} {
				c.all++
				if l.part[i] == l.part[j] {
					c.joined++
				} else if l.proposed[[2]int{i, j}] {
					c.proposed++
				}
			}
			if l.part[i] != l.part[j] {
				show("missed "+string(later.Degree), i, j)
			}
		})
	}
	idle := 0
	for pair := range l.proposed {
		if ns[pair[0]].Incident != ns[pair[1]].Incident {
			idle++
			show("proposed", pair[0], pair[1])
		}
	}
	ratio := func(n, of int) float64 { return float64(n) / float64(max(1, of)) }
	precision, recall, both := ratio(total.joined, total.joined+wrong), ratio(total.joined, total.all), ratio(total.joined+total.proposed, total.all)
	t.Logf("%d notices, %d pairs of one incident, %d compared: precision %.4f (%d wrong), recall %.4f, with proposals %.4f; %d proposals are of no use",
		len(ns), total.all, l.compared, precision, wrong, recall, both, idle)
	for _, d := range cases.Degrees {
		if c := byDegree[d.Degree]; c != nil {
			t.Logf("%-15s %5d pairs, joined %.3f, proposed %.3f", d.Degree, c.all, ratio(c.joined, c.all), ratio(c.proposed, c.all))
		}
	}
	if precision < 0.995 || recall < 0.97 || both < 0.99 {
		t.Error("want precision 0.995, recall 0.97 and 0.99 with proposals")
	}
}
