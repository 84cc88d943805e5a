package casebook

import (
	"strings"
	"testing"

	"jikenbo"
)

// What a person decided stays, whatever a later notice says; all else is what
// the last notice says.
func TestFollow(t *testing.T) {
	first := post{number: "2023-009", org: "甲", published: "2023-01-01", count: 10}
	second := post{number: "2023-009", org: "甲", published: "2023-03-01", count: 99}
	third := post{number: "2023-009", org: "甲", published: "2023-05-01", count: 99}
	for _, test := range []struct {
		name      string
		edits     []Edit
		later     []post
		outcome   string // of the last
		count     int64  // then, 0 for none
		published string
		conflicts []string // not chosen
		revisions int
	}{
		{"nobody decided anything", nil, []post{second}, "revised", 99, "2023-03-01", nil, 2},
		{"another fact was accepted", []Edit{{Field: "organization", Old: "甲", New: "甲"}}, []post{second}, "revised", 99, "2023-03-01", nil, 3},
		{"the fact was accepted", []Edit{{Field: "affected", Old: figure(10), New: figure(10)}}, []post{second}, "revised", 10, "2023-03-01", []string{"99件"}, 3},
		{"the fact was corrected", []Edit{{Field: "affected", Old: figure(10), New: figure(11)}}, []post{second}, "revised", 11, "2023-03-01", []string{"99件"}, 3},
		{"the fact was rejected", []Edit{{Field: "affected", Old: figure(10)}}, []post{second}, "revised", 0, "2023-03-01", nil, 3},
		{"two later ones say the same", []Edit{{Field: "affected", Old: figure(10), New: figure(11)}}, []post{second, third}, "revised", 11, "2023-05-01", []string{"99件"}, 4},
		{"the later one says what was decided", []Edit{{Field: "affected", Old: figure(10), New: figure(99)}}, []post{second}, "revised", 99, "2023-03-01", nil, 3},
		{"an earlier one", []Edit{{Field: "organization", Old: "甲", New: "甲"}}, []post{{number: "2023-009", org: "甲", published: "2022-01-01", count: 99}}, "revised", 10, "2023-01-01", nil, 3},
		{"one that says the same", []Edit{{Field: "affected", Old: figure(10), New: figure(11)}}, []post{first}, "revised", 11, "2023-01-01", []string{"10件"}, 3},
		{"the date was decided", []Edit{{Field: "published", Old: jikenbo.Date{Year: 2023, Month: 1, Day: 1}, New: jikenbo.Date{Year: 2023, Month: 1, Day: 2}}}, []post{second}, "revised", 99, "2023-01-02", []string{"2023-03-01"}, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBook(t)
			add(t, b, write("first", first))
			for i, e := range test.edits {
				if _, err := b.Edit(t.Context(), n2023009, "editor", "a test", i+1, e); err != nil {
					t.Fatal(err)
				}
			}
			decided := getCase(t, b, "2023-009")
			var got string
			for i, p := range test.later {
				got = show(add(t, b, write("later"+strings.Repeat("!", i), p))[0])
			}
			if got != "2023-009 "+test.outcome {
				t.Error(got)
			}
			rec := getCase(t, b, "2023-009")
			var count int64
			if len(rec.Case.Affected) > 0 {
				count = rec.Case.Affected[0].Count
			}
			if count != test.count || len(rec.Case.Affected) > 1 || rec.Case.Published.String() != test.published || len(rec.Revisions) != test.revisions {
				t.Errorf("%d on %v after %d revisions", count, rec.Case.Published, len(rec.Revisions))
			}
			var others []string
			for _, c := range rec.Conflicts {
				for _, o := range c.Others {
					others = append(others, o.Value)
					if len(o.Spans) == 0 || o.Spans[0].Notice == rec.Notices[0].Notice {
						t.Errorf("the value not chosen stands at %+v", o.Spans)
					}
				}
			}
			if strings.Join(others, "|") != strings.Join(test.conflicts, "|") {
				t.Errorf("conflicts %v", others)
			}
			for _, e := range test.edits {
				if e.New == nil {
					continue
				}
				f, was := find(&rec.Case, rec.Evidence, e.Field, e.New), find(&decided.Case, decided.Evidence, e.Field, e.New)
				if f.changed(was) || f.value == nil {
					t.Errorf("%s was decided as %+v and is %+v", e.Field, was, f)
				}
			}
			if len(test.conflicts) > 0 { // who accepts the fact again has seen the other value
				f := test.edits[0]
				if _, err := b.Edit(t.Context(), n2023009, "editor", "a test", len(rec.Revisions), Edit{Field: f.Field, Old: f.New, New: f.New}); err != nil {
					t.Error(err)
				}
				if settled := getCase(t, b, "2023-009"); len(settled.Conflicts) > 0 || !same(settled.Case, rec.Case) {
					t.Errorf("settled as %+v with %+v", settled.Case, settled.Conflicts)
				}
			}
			if last := rec.Revisions[len(rec.Revisions)-1]; len(test.edits) > 0 && test.outcome == "revised" && (last.Who != "reader" || !strings.HasSuffix(last.Why, "what a person decided stays")) {
				t.Errorf("by %s: %s", last.Who, last.Why)
			}
			wantSound(t, b)
		})
	}

	t.Run("a withdrawn case", func(t *testing.T) {
		b := newBook(t)
		add(t, b, write("first", first))
		if _, err := b.Withdraw(t.Context(), n2023009, "editor", "a test", 1); err != nil {
			t.Fatal(err)
		}
		if got := show(add(t, b, write("later", second))[0]); got != "2023-009 joined" {
			t.Error(got)
		}
	})
	t.Run("a decision after a later notice", func(t *testing.T) {
		b := newBook(t)
		add(t, b, write("first", first))
		for i, step := range []func() error{
			func() error {
				_, err := b.Edit(t.Context(), n2023009, "editor", "a test", 1, Edit{Field: "organization", Old: "甲", New: "甲"})
				return err
			},
			func() error { add(t, b, write("second", second)); return nil },
			func() error { // on what the editor saw before the second notice came
				_, err := b.Edit(t.Context(), n2023009, "editor", "a test", 2, Edit{Field: "published", Old: jikenbo.Date{Year: 2023, Month: 3, Day: 1}, New: jikenbo.Date{Year: 2023, Month: 3, Day: 1}})
				if err == nil {
					t.Error("a date that was not there was accepted")
				}
				_, err = b.Edit(t.Context(), n2023009, "editor", "a test", 3, Edit{Field: "published", Old: jikenbo.Date{Year: 2023, Month: 3, Day: 1}, New: jikenbo.Date{Year: 2023, Month: 3, Day: 1}})
				return err
			},
			func() error {
				add(t, b, write("third", post{number: "2023-009", org: "甲", published: "2023-05-01", count: 100}))
				return nil
			},
		} {
			if err := step(); err != nil {
				t.Fatalf("step %d: %v", i, err)
			}
		}
		rec := getCase(t, b, "2023-009")
		if rec.Case.Affected[0].Count != 100 || rec.Case.Published.String() != "2023-03-01" || !rec.Evidence.Curated("/organization") || len(rec.Conflicts) != 1 {
			t.Errorf("now %+v, conflicts %+v", rec.Case, rec.Conflicts)
		}
		wantSound(t, b)
	})
}
