package link_test

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"

	"jikenbo"
	"jikenbo/internal/generate/cases"
	"jikenbo/internal/link"
)

// member is a notice of a generated world.
type member struct {
	cases.Told
	profile *link.Profile
	refs    link.Refs
}

// worldly links a generated world as a casebook does: by keys, of which those
// that too many have are passed over.
func TestWorld(t *testing.T) {
	n := 4000
	if s := os.Getenv("JIKENBO_WORLD"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	const common = 100
	var ns []member
	byKey := map[uint64][]int{}
	for told := range cases.NewWorld(5, n).Published() {
		r := told.Intake.Readings[0]
		a := &jikenbo.Account{Known: r.Case.Published, Case: r.Case}
		refs := link.References(told.Intake.Notice.Text[r.Start:r.End], &r.Case)
		var urls []string
		if c := told.Intake.Notice.Capture; c != nil {
			urls = []string{c.URL}
		}
		m := member{Told: told, refs: refs, profile: link.NewProfile(a, refs, urls)}
		for _, k := range m.profile.Keys() {
			byKey[k] = append(byKey[k], len(ns))
		}
		ns = append(ns, m)
	}
	near := make([][]int, len(ns)) // Same
	proposed := map[[2]int]bool{}
	compared := 0
	for i := range ns {
		seen := map[int]bool{}
		for _, k := range ns[i].profile.Keys() {
			if len(byKey[k]) > common {
				continue
			}
			for _, j := range byKey[k] {
				if j <= i || seen[j] {
					continue
				}
				seen[j] = true
				compared++
				switch v := link.Compare(ns[i].profile, ns[j].profile); v.Degree {
				case link.Same:
					near[i] = append(near[i], j)
					near[j] = append(near[j], i)
				case link.Possible:
					proposed[[2]int{i, j}] = true
				}
			}
		}
	}
	part := make([]int, len(ns))
	for i := range part {
		part[i] = -1
	}
	parts := 0
	for i := range ns {
		if part[i] >= 0 {
			continue
		}
		component := []int{i}
		seen := map[int]bool{i: true}
		for k := 0; k < len(component); k++ {
			for _, j := range near[component[k]] {
				if !seen[j] {
					seen[j] = true
					component = append(component, j)
				}
			}
		}
		slices.Sort(component)
		for _, p := range link.Cluster(len(component), func(x, y int) link.Verdict {
			return link.Compare(ns[component[x]].profile, ns[component[y]].profile)
		}, undecided) {
			for _, x := range p {
				part[component[x]] = parts
			}
			parts++
		}
	}
	// pairs
	type count struct{ all, joined, proposed int }
	byDegree := map[cases.Degree]*count{}
	total := count{}
	wrong := 0
	byPart, byIncident := map[int][]int{}, map[uint64][]int{}
	for i := range ns {
		byPart[part[i]] = append(byPart[part[i]], i)
		byIncident[ns[i].Incident] = append(byIncident[ns[i].Incident], i)
	}
	shown := map[string]int{}
	show := func(what string, i, j int) {
		if shown[what]++; shown[what] > 8 || !testing.Verbose() {
			return
		}
		a, b := ns[i], ns[j]
		t.Logf("%s: %d.%d %s %v / %d.%d %s %v: %v/%v %s met=%v\n   %+v\n   %+v", what, a.Incident, a.Place, a.Degree, a.Traits, b.Incident, b.Place, b.Degree, b.Traits, a.Intake.Readings[0].Case.Types, b.Intake.Readings[0].Case.Types,
			explain(link.Compare(a.profile, b.profile), "ja"), sharedKey(a.profile, b.profile), a.refs, b.refs)
	}
	for _, p := range byPart {
		for x, i := range p {
			for _, j := range p[x+1:] {
				if ns[i].Incident != ns[j].Incident {
					wrong++
					show("wrong", i, j)
				}
			}
		}
	}
	rest := 0
	for pair := range proposed {
		if ns[pair[0]].Incident != ns[pair[1]].Incident {
			rest++
			show("proposed wrongly", pair[0], pair[1])
		}
	}
	for _, p := range byIncident {
		for x, i := range p {
			for _, j := range p[x+1:] {
				a, b := ns[i], ns[j]
				if !a.Decidable || !b.Decidable {
					if part[i] == part[j] {
						shown["undecidable joined"]++
					}
					continue
				}
				last := b
				if a.Place > b.Place {
					last = a
				}
				c := byDegree[last.Degree]
				if c == nil {
					c = new(count)
					byDegree[last.Degree] = c
				}
				for _, c := range []*count{c, &total} {
					c.all++
					if part[i] == part[j] {
						c.joined++
					} else if proposed[[2]int{min(i, j), max(i, j)}] {
						c.proposed++
					}
				}
				if part[i] != part[j] {
					show("missed "+string(last.Degree), i, j)
				}
			}
		}
	}
	// Of further notices, how many are with any other of their incident that can be placed.
	precision := float64(total.joined) / float64(max(1, total.joined+wrong))
	recall := float64(total.joined) / float64(max(1, total.all))
	t.Logf("%d notices, %d compared; pairs %d, joined %d, proposed %d, wrong %d: precision %.4f, recall %.4f; with proposals %.4f; %d proposals are wrong, %d of those that nobody can place are joined",
		len(ns), compared, total.all, total.joined, total.proposed, wrong, precision, recall, float64(total.joined+total.proposed)/float64(max(1, total.all)), rest, shown["undecidable joined"])
	for _, d := range cases.Degrees {
		if c := byDegree[d.Degree]; c != nil {
			t.Logf("%-15s %5d joined %.3f proposed %.3f", d.Degree, c.all, float64(c.joined)/float64(c.all), float64(c.proposed)/float64(c.all))
		}
	}
	_ = cmp.Compare[int]
	_ = fmt.Sprint
}

func sharedKey(a, b *link.Profile) bool {
	keys := b.Keys()
	return slices.ContainsFunc(a.Keys(), func(k uint64) bool { return slices.Contains(keys, k) })
}
