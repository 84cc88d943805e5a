package casebook_test

import (
	"path/filepath"
	"strings"
	"testing"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/generate/cases"
)

// TestMoved: where a notice shows that others belong to other cases than they
// were in, the outcome says so, and the histories of both cases.
func TestMoved(t *testing.T) {
	b, err := casebook.Open(t.Context(), filepath.Join(t.TempDir(), "casebook.db"), casebook.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	get := func(n jikenbo.Number) *jikenbo.Record {
		rec, err := b.Case(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		return rec
	}
	there := map[jikenbo.Number]int{} // notices of each case
	var whole, part int
	for told := range cases.NewWorld(26, 600).Arrivals(3) {
		outcomes, err := b.Add(t.Context(), "reader", "read", []casebook.Intake{told.Intake})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range outcomes[0].Entries {
			for _, m := range e.Moved {
				from, to := get(m.From), get(m.To)
				if m.Entries < 1 || m.Entries > there[m.From] {
					t.Errorf("%d entries of %d moved from %v", m.Entries, there[m.From], m.From)
				}
				if why := to.Revisions[len(to.Revisions)-1].Why; !strings.Contains(why, "notices came from "+m.From.String()) {
					t.Errorf("%v has notices of %v: %s", m.To, m.From, why)
				}
				want := "notices went to " + m.To.String()
				if from.Status == jikenbo.Duplicate {
					want = "its notices are part of "
					whole++
				} else {
					part++
				}
				if why := from.Revisions[len(from.Revisions)-1].Why; !strings.Contains(why, want) {
					t.Errorf("notices of %v are in %v: %s", m.From, m.To, why)
				}
				there[m.From], there[m.To] = len(from.Notices), len(to.Notices)
			}
			if e.Number != (jikenbo.Number{}) {
				there[e.Number] = len(get(e.Number).Notices)
			}
		}
	}
	t.Logf("%d cases became part of others, %d gave notices away", whole, part)
	if whole == 0 {
		t.Error("nothing was moved")
	}
}
