package casebook

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"jikenbo"
)

func number(t testing.TB, s string) jikenbo.Number {
	t.Helper()
	n, err := jikenbo.ParseNumber(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// state tells of every case its status, its notices by their sources, and where
// it leads.
func states(t testing.TB, b *Book) string {
	t.Helper()
	var lines []string
	for s, err := range b.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		rec := getCase(t, b, s.Number.String())
		if s.Status != rec.Status || s.Redirect != rec.Redirect {
			t.Errorf("%v is listed as %s → %v and is %s → %v", s.Number, s.Status, s.Redirect, rec.Status, rec.Redirect)
		}
		var line strings.Builder
		fmt.Fprintf(&line, "%v %s", s.Number, s.Status)
		for _, n := range rec.Notices {
			line.WriteString(" " + n.Source)
		}
		if rec.Redirect != (jikenbo.Number{}) {
			line.WriteString(" → " + rec.Redirect.String())
		}
		lines = append(lines, line.String())
	}
	return strings.Join(lines, "\n")
}

func wantStates(t testing.TB, b *Book, want ...string) {
	t.Helper()
	if got := states(t, b); got != strings.Join(want, "\n") {
		t.Errorf("cases\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
	wantSound(t, b)
}

// three are notices of three organizations, each a case of its own.
func three(t testing.TB) *Book {
	b := newBook(t)
	add(t, b, write("a", post{number: "2023-001", org: "甲", published: "2023-01-01", count: 10}),
		write("b", post{number: "2023-002", org: "乙", published: "2023-02-01", count: 20}),
		write("c", post{number: "2023-003", org: "丙", published: "2023-03-01", count: 30}))
	return b
}

// deed is what a person does to the casebook of three.
type deed func(b *Book, t *testing.T) error

func joins(into string, others ...string) deed {
	return func(b *Book, t *testing.T) error {
		var ns []jikenbo.Number
		for _, o := range others {
			ns = append(ns, number(t, o))
		}
		return b.Join(t.Context(), "editor", "one incident", number(t, into), ns...)
	}
}

func splits(from string, sources ...string) deed {
	return func(b *Book, t *testing.T) error {
		var refs []jikenbo.EntryRef
		for _, n := range getCase(t, b, from).Notices {
			if slices.Contains(sources, n.Source) {
				refs = append(refs, jikenbo.EntryRef{Notice: n.Notice})
			}
		}
		if len(refs) < len(sources) {
			refs = append(refs, jikenbo.EntryRef{Notice: strings.Repeat("0", 64)})
		}
		_, err := b.Split(t.Context(), "editor", "two incidents", number(t, from), refs)
		return err
	}
}

func redirects(from, to string) deed {
	return func(b *Book, t *testing.T) error {
		return b.Redirect(t.Context(), "editor", "twice", number(t, from), number(t, to))
	}
}

func reopens(n string) deed {
	return func(b *Book, t *testing.T) error { return b.Reopen(t.Context(), "editor", "it is one", number(t, n)) }
}

func withdraws(n string) deed {
	return func(b *Book, t *testing.T) error {
		_, err := b.Withdraw(t.Context(), number(t, n), "editor", "no incident", len(getCase(t, b, n).Revisions))
		return err
	}
}

func brings(source string, p post) deed {
	return func(b *Book, t *testing.T) error { add(t, b, write(source, p)); return nil }
}

// TestDeeds does what persons can do with cases, one thing after the other. Only
// the last may be refused, with words that say what to do.
func TestDeeds(t *testing.T) {
	again := post{number: "2023-002", org: "乙", published: "2023-04-01", count: 25}
	untouched := []string{"2023-001 open a", "2023-002 open b", "2023-003 open c"}
	joined := []string{"2023-001 open a b", "2023-002 duplicate → 2023-001", "2023-003 open c"}
	for _, test := range []struct {
		name    string
		deeds   []deed
		refused string
		want    []string
	}{
		{"join", []deed{joins("2023-001", "2023-002")}, "", joined},
		{"join two at once", []deed{joins("2023-003", "2023-001", "2023-002")}, "", []string{"2023-001 duplicate → 2023-003", "2023-002 duplicate → 2023-003", "2023-003 open a b c"}},
		{"join in a chain", []deed{joins("2023-002", "2023-003"), joins("2023-001", "2023-002")}, "", []string{"2023-001 open a b c", "2023-002 duplicate → 2023-001", "2023-003 duplicate → 2023-002"}},
		{"join with itself", []deed{joins("2023-001", "2023-001")}, "itself", untouched},
		{"join with nothing", []deed{joins("2023-001")}, "no case is named", untouched},
		{"join with what is not there", []deed{joins("2023-001", "2023-009")}, "2023-009", untouched},
		{"join what leads elsewhere", []deed{joins("2023-001", "2023-002"), joins("2023-003", "2023-002")}, "name 2023-001", joined},
		{"join into what leads elsewhere", []deed{joins("2023-001", "2023-002"), joins("2023-002", "2023-003")}, "name 2023-001", joined},
		{"half a join is none", []deed{joins("2023-001", "2023-002", "2023-009")}, "2023-009", untouched},
		{"a later notice of what was joined", []deed{joins("2023-001", "2023-002"), brings("d", again)}, "", []string{"2023-001 open a b d", "2023-002 duplicate → 2023-001", "2023-003 open c"}},
		{"split takes a join back", []deed{joins("2023-001", "2023-002"), splits("2023-001", "b")}, "", untouched},
		{"split what came first", []deed{joins("2023-001", "2023-002"), splits("2023-001", "a")}, "", []string{"2023-001 open b", "2023-002 duplicate → 2023-001", "2023-003 open c", "2023-004 open a"}},
		{"split two that came from two", []deed{joins("2023-001", "2023-002", "2023-003"), splits("2023-001", "b", "c")}, "",
			[]string{"2023-001 open a", "2023-002 duplicate → 2023-001", "2023-003 duplicate → 2023-001", "2023-004 open b c"}},
		{"split all", []deed{splits("2023-001", "a")}, "leave one", untouched},
		{"split nothing", []deed{splits("2023-001")}, "no notice is named", untouched},
		{"split what is not there", []deed{splits("2023-001", "b")}, "none of the case", untouched},
		{"what was split stays apart", []deed{brings("d", again), splits("2023-002", "d"), brings("e", post{number: "2023-002", org: "乙", published: "2023-05-01", count: 26})}, "",
			[]string{"2023-001 open a", "2023-002 open b", "2023-003 open c", "2023-004 open d", "2023-005 open e"}}, // e is as likely of either
		{"join what was split", []deed{brings("d", again), splits("2023-002", "d"), joins("2023-004", "2023-002")}, "",
			[]string{"2023-001 open a", "2023-002 duplicate → 2023-004", "2023-003 open c", "2023-004 open b d"}},
		{"redirect", []deed{redirects("2023-002", "2023-001")}, "", []string{"2023-001 open a", "2023-002 duplicate b → 2023-001", "2023-003 open c"}},
		{"redirect to itself", []deed{redirects("2023-002", "2023-002")}, "itself", untouched},
		{"redirect in a ring", []deed{redirects("2023-002", "2023-001"), redirects("2023-001", "2023-002")}, "name 2023-001",
			[]string{"2023-001 open a", "2023-002 duplicate b → 2023-001", "2023-003 open c"}},
		{"a later notice of what was redirected", []deed{redirects("2023-002", "2023-001"), brings("d", again)}, "",
			[]string{"2023-001 open a d", "2023-002 duplicate b → 2023-001", "2023-003 open c"}},
		{"reopen what was redirected", []deed{redirects("2023-002", "2023-001"), reopens("2023-002")}, "", untouched},
		{"reopen what was withdrawn", []deed{withdraws("2023-002"), reopens("2023-002")}, "", untouched},
		{"reopen with what came meanwhile", []deed{withdraws("2023-002"), brings("d", again), reopens("2023-002")}, "", []string{"2023-001 open a", "2023-002 open b d", "2023-003 open c"}},
		{"reopen what is open", []deed{reopens("2023-002")}, "open already", untouched},
		{"reopen what was joined", []deed{joins("2023-001", "2023-002"), reopens("2023-002")}, "split them", joined},
		{"join what was withdrawn", []deed{withdraws("2023-002"), joins("2023-001", "2023-002")}, "reopen it first", []string{"2023-001 open a", "2023-002 withdrawn b", "2023-003 open c"}},
		{"withdraw what leads elsewhere", []deed{joins("2023-001", "2023-002"), withdraws("2023-002")}, "leads to 2023-001", joined},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := three(t)
			for i, do := range test.deeds {
				err := do(b, t)
				if refused := test.refused != "" && i == len(test.deeds)-1; refused != (err != nil) || refused && !strings.Contains(err.Error(), test.refused) {
					t.Fatalf("deed %d: error %v, want %q", i, err, test.refused)
				}
			}
			wantStates(t, b, test.want...)
			if _, err := b.Rejoin(t.Context(), "program", "a test", nil); err != nil {
				t.Fatal(err)
			}
			wantStates(t, b, test.want...) // what persons decided stands
		})
	}
}

// TestJoinedFacts looks at what a case says after its notices are joined and
// split: what they say together, and what persons decided with the words it was
// decided by.
func TestJoinedFacts(t *testing.T) {
	b := three(t)
	decide := func(n string, field string, old, value any) {
		t.Helper()
		rec := getCase(t, b, n)
		if _, err := b.Edit(t.Context(), rec.Number, "editor", "a test", len(rec.Revisions), Edit{Field: field, Old: old, New: value}); err != nil {
			t.Fatal(err)
		}
	}
	decide("2023-001", "organization", "甲", "甲乙")
	decide("2023-002", "affected", figure(20), figure(21))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(joins("2023-001", "2023-002")(b, t))
	rec := getCase(t, b, "2023-001")
	if c := rec.Case; c.Organization != "甲乙" || len(c.Affected) != 1 || c.Affected[0].Count != 21 || c.Published.String() != "2023-02-01" {
		t.Errorf("joined %+v", c)
	}
	if len(rec.Conflicts) == 0 || rec.Conflicts[0].Others[0].Value != "乙" {
		t.Errorf("conflicts %+v", rec.Conflicts)
	}
	if last := rec.Revisions[len(rec.Revisions)-1]; last.Who != "editor" || !strings.HasPrefix(last.Why, "one incident") {
		t.Errorf("by %s: %s", last.Who, last.Why)
	}
	if was := getCase(t, b, "2023-002"); was.Case.Affected[0].Count != 21 || len(was.Revisions) != 3 || !strings.Contains(was.Revisions[2].Why, "2023-001") {
		t.Errorf("the case that was joined says %+v after %d revisions", was.Case, len(was.Revisions))
	}
	add(t, b, write("d", post{number: "2023-001", org: "甲", published: "2023-05-01", count: 50}))
	rec = getCase(t, b, "2023-001")
	if c := rec.Case; c.Organization != "甲乙" || c.Affected[0].Count != 21 || c.Published.String() != "2023-05-01" {
		t.Errorf("a later notice made it %+v", c)
	}
	must(splits("2023-001", "b")(b, t))
	if c := getCase(t, b, "2023-002").Case; c.Organization != "乙" || c.Affected[0].Count != 21 {
		t.Errorf("split off %+v", c)
	}
	if c := getCase(t, b, "2023-001").Case; c.Organization != "甲乙" || c.Affected[0].Count != 50 {
		t.Errorf("left %+v", c)
	}
	wantSound(t, b)
}

// TestMovedApart adds a notice that shows of two others, which were taken to be of
// one incident, that only one of them is of its own: a case is opened for the two,
// of the year of the first of them, and the histories say where they came from.
func TestMovedApart(t *testing.T) {
	found := jikenbo.Date{Year: 2022, Month: 11, Day: 7}
	attack := func(source string, p post, services ...string) Intake {
		in := write(source, p)
		r := &in.Readings[0]
		words := []jikenbo.Span{{End: len(p.org), Quote: in.Notice.Text[:len(p.org)], Rule: "test"}}
		r.Case.Types, r.Case.Timeline, r.Case.Services = []jikenbo.Type{"unauthorized-access"}, []jikenbo.Happening{{Date: found, Kind: jikenbo.Discovered}}, services
		for _, f := range r.Case.Facts() {
			if len(r.Evidence[f.Pointer]) == 0 && !f.Absence {
				r.Evidence[f.Pointer] = words
			}
		}
		return in
	}
	numbered := func(in Intake, number string) Intake {
		in.Readings[0].Case.Number = number
		in.Readings[0].Evidence["/number"] = in.Readings[0].Evidence["/organization"]
		return in
	}
	for i := range 6 { // whatever the SHA-256 of the notices
		b := newBook(t)
		add(t, b, numbered(attack("a", post{org: "甲", published: "2022-11-10"}), "2022-001"))
		y := attack(fmt.Sprint("b", i), post{org: "甲", published: "2022-12-20", count: 5000}, "乙サービス")
		if got := show(add(t, b, y)[0]); got != "2022-001 revised" {
			t.Fatalf("%s: the two are not joined", got)
		}
		got := add(t, b, numbered(attack(fmt.Sprint("c", i), post{org: "甲", published: "2023-01-10", count: 5000}, "乙サービス"), "2023-001"))[0].Entries[0]
		if got.Number.String() != "2022-002" || len(got.Moved) != 1 || got.Moved[0] != (Move{number(t, "2022-001"), number(t, "2022-002"), 1}) {
			t.Errorf("%+v", got)
		}
		wantStates(t, b, "2022-001 open a", fmt.Sprintf("2022-002 open b%[1]d c%[1]d", i))
		for n, want := range map[string]string{"2022-001": "read; notices went to 2022-002", "2022-002": "read; notices came from 2022-001"} {
			revisions := getCase(t, b, n).Revisions
			if last := revisions[len(revisions)-1]; last.Why != want {
				t.Errorf("%s: %q, want %q", n, last.Why, want)
			}
		}
	}
}

// TestResolve follows numbers to where their cases went.
func TestResolve(t *testing.T) {
	b := three(t)
	for _, do := range []deed{joins("2023-002", "2023-003"), joins("2023-001", "2023-002")} {
		if err := do(b, t); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range []string{"2023-001", "2023-002", "2023-003"} {
		if end, err := b.Resolve(t.Context(), number(t, n)); err != nil || end.String() != "2023-001" {
			t.Errorf("%s leads to %v, %v", n, end, err)
		}
	}
	if _, err := b.Resolve(t.Context(), number(t, "2023-009")); !errors.Is(err, jikenbo.ErrNotFound) {
		t.Errorf("error %v", err)
	}
}

// TestDuplicatesCountNowhere looks for duplicates in searches and statistics.
func TestDuplicatesCountNowhere(t *testing.T) {
	b := three(t)
	for _, do := range []deed{redirects("2023-002", "2023-001"), joins("2023-001", "2023-003")} {
		if err := do(b, t); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		s    Search
		want string
	}{
		{Search{}, "2023-001"},
		{Search{Query: "乙"}, ""},
		{Search{Query: "丙"}, "2023-001"}, // whose notice it has now
		{Search{Query: "status:duplicate"}, "2023-003 2023-002"},
		{Search{Facets: map[string][]string{"status": {"duplicate"}}}, "2023-003 2023-002"},
	} {
		found, err := b.Search(t.Context(), test.s)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range found.Hits {
			got = append(got, h.Number.String())
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%+v finds %v, want %s", test.s, got, test.want)
		}
	}
	st, err := b.Statistics(t.Context(), Search{})
	if err != nil || st.Cases != 1 {
		t.Errorf("%+v, %v", st, err)
	}
}

// TestLinksVerified tampers with what joining rests on.
func TestLinksVerified(t *testing.T) {
	for _, test := range []struct{ name, statement, want string }{
		{"an entry moved", `UPDATE entries SET case_id = 1 WHERE case_id = 2`, "2023-002: no notice"},
		{"a move forged", `DROP TRIGGER entries_move; UPDATE entries SET case_id = 3 WHERE case_id = 1; INSERT INTO moves (change, entry, was, now) VALUES (1, 1, 1, 2)`, "move 3 brought"},
		{"a ring", `INSERT INTO revisions (case_id, n, change, status, redirect, person, decided, entry) SELECT case_id, n + 1, change, 'duplicate', 3, 1, '', 1 FROM revisions WHERE case_id = 1 ORDER BY n DESC LIMIT 1;
			INSERT INTO revisions (case_id, n, change, status, redirect, person, decided, entry) SELECT case_id, n + 1, change, 'duplicate', 1, 1, '', 3 FROM revisions WHERE case_id = 3 ORDER BY n DESC LIMIT 1`, "leads back to itself"},
		{"a key gone", `DELETE FROM link_keys WHERE entry = 1`, "cannot be found by what it tells"},
		{"a key of nobody", `PRAGMA foreign_keys = off; INSERT INTO link_keys VALUES (1, 99)`, "keys of no incident"},
		{"facts of nobody", `INSERT INTO revisions (case_id, n, change, status, person, decided, facts, evidence)
			SELECT 1, max(n) + 1, 1, 'open', 0, '', jikenbo_pack('{"kind":"incident","stage":"only","leak":"unstated","discovered_by":"unstated","secondary_damage":"unstated"}'), jikenbo_pack('{}') FROM revisions WHERE case_id = 1`, "say together what it does not say"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := three(t)
			for _, do := range []deed{joins("2023-001", "2023-002"), splits("2023-001", "b")} {
				if err := do(b, t); err != nil {
					t.Fatal(err)
				}
			}
			wantSound(t, b)
			if _, err := b.db.ExecContext(t.Context(), test.statement); err != nil {
				t.Fatal(err)
			}
			if ps := problems(t, b); !slices.ContainsFunc(ps, func(p string) bool { return strings.Contains(p, test.want) }) {
				t.Errorf("problems %q, want one with %q", ps, test.want)
			}
		})
	}
}

// TestBroken breaks in the middle of a change: nothing of it is kept, and the
// next one goes on.
func TestBroken(t *testing.T) {
	b := three(t)
	err := b.change(t.Context(), "break", "program", "a test", func(s *scribe) error {
		if _, err := s.openFor(2023); err != nil {
			t.Error(err)
		}
		var none []int
		return fmt.Errorf("%d", none[0])
	})
	if !errors.Is(err, ErrBroken) {
		t.Errorf("error %v", err)
	}
	add(t, b, write("d", post{org: "丁", published: "2023"}))
	wantStates(t, b, "2023-001 open a", "2023-002 open b", "2023-003 open c", "2023-004 open d")
}
