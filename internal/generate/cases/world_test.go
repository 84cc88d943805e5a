package cases

import (
	"fmt"
	"slices"
	"testing"

	"jikenbo"
)

// TestWorldTrue proves every span of every notice, and that all orders have the
// same notices.
func TestWorldTrue(t *testing.T) {
	const n = 4000
	w := NewWorld(1, n)
	texts := map[string]string{} // what is which notice
	degrees := map[Degree]int{}
	firsts, undecidable := 0, 0
	for told := range w.Arrivals(1) {
		in := told.Intake
		name := fmt.Sprint(told.Incident, " ", told.Place)
		if err := in.Check(); err != nil {
			t.Fatalf("%s (%s): %v\n%s", name, told.Degree, err, in.Notice.Text)
		}
		if other, ok := texts[in.Notice.Text]; ok {
			t.Fatalf("%s and %s have the same text", name, other)
		}
		texts[in.Notice.Text] = name
		degrees[told.Degree]++
		c := &in.Readings[0].Case
		if told.Place == 0 {
			firsts++
			if told.Degree != "" || !told.Decidable {
				t.Errorf("the first notice %s is of degree %q", name, told.Degree)
			}
		} else if !told.Decidable {
			undecidable++
		}
		if c.Kind != jikenbo.Incident || c.Organization == "" || c.Title == "" || c.Published.IsZero() {
			t.Errorf("%s (%s) states too little:\n%s", name, told.Degree, in.Notice.Text)
		}
	}
	if firsts != n || len(texts) != w.Len() {
		t.Errorf("%d first notices of %d, want %d of %d", firsts, len(texts), n, w.Len())
	}
	if further := len(texts) - firsts; further < n*13/100 || further > n*17/100 || undecidable < further*5/100 || undecidable > further*15/100 {
		t.Errorf("%d further notices of which nobody can place %d, of %d incidents", further, undecidable, n)
	}
	for _, d := range Degrees {
		if degrees[d.Degree] < n/1000 {
			t.Errorf("%d notices of degree %q", degrees[d.Degree], d.Degree)
		}
	}
	t.Log(degrees, undecidable)
	var days []jikenbo.Date
	for told := range w.Published() {
		if texts[told.Intake.Notice.Text] != fmt.Sprint(told.Incident, " ", told.Place) {
			t.Fatalf("another text of notice %d of incident %d in another order", told.Place, told.Incident)
		}
		days = append(days, told.Intake.Readings[0].Case.Published)
	}
	if len(days) != len(texts) || !slices.IsSortedFunc(days, jikenbo.Date.Compare) {
		t.Errorf("%d of %d notices in the order of publication", len(days), len(texts))
	}
}

// TestNoTwoAlike: no two incidents of an organization were found or published on
// one day, unless they are of different types and both say so.
func TestNoTwoAlike(t *testing.T) {
	type key struct {
		organization string
		day          jikenbo.Date
	}
	found := map[key]*incident{}
	p := newPlanner(1, false)
	for range 30_000 {
		x := p.incident()
		k := key{identity(x.name), x.moments.at(jikenbo.Discovered)}
		if y := found[k]; y != nil && akin(x.typ, y.typ) {
			t.Errorf("%s: %s and %s, both found on %v", x.name, x.typ, y.typ, k.day)
		}
		found[k] = x
	}
}
