package casebook

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jikenbo"
	"jikenbo/internal/search"
)

// everything gives all documents of a casebook by its other methods.
func everything(t testing.TB, b *Book) []search.Document {
	t.Helper()
	var docs []search.Document
	texts := func(refs ...jikenbo.EntryRef) []string {
		var all []string
		for _, r := range refs {
			n, err := b.Notice(t.Context(), r.Notice)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, n.Text[r.Start:r.End])
		}
		return all
	}
	for s, err := range b.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		rec, err := b.Case(t.Context(), s.Number)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, search.Document{Number: rec.Number, Status: rec.Status, Case: &rec.Case, Evidence: rec.Evidence,
			Conflicted: len(rec.Conflicts) > 0, Curated: len(rec.Revisions) > 0 && curatedBy(rec), Texts: texts(rec.Notices...)})
	}
	for _, kind := range []jikenbo.Kind{jikenbo.EventKind, jikenbo.ThreatNote, jikenbo.OtherKind} {
		for e, err := range b.Entries(t.Context(), kind) {
			if err != nil {
				t.Fatal(err)
			}
			docs = append(docs, search.Document{Case: &e.Case, Evidence: e.Evidence, Conflicted: len(e.Conflicts) > 0, Texts: texts(e.Ref)})
		}
	}
	return docs
}

// curatedBy tells whether a person made the last revision of a test's case.
func curatedBy(rec *jikenbo.Record) bool { return rec.Revisions[len(rec.Revisions)-1].Who == "editor" }

// scan finds in documents what a search asks for, by looking at each.
func scan(docs []search.Document, s Search) []*search.Document {
	q, _ := search.Parse(s.Query)
	var found []*search.Document
	for i := range docs {
		d := &docs[i]
		ok := q.Match(d)
		for name, values := range s.Facets {
			ok = ok && (search.Choice{Facet: name, Values: values}).Match(d)
		}
		if len(s.Facets["kind"]) == 0 && !q.Bounded() {
			ok = ok && d.Case.Kind == jikenbo.Incident
		}
		if ok {
			found = append(found, d)
		}
	}
	return found
}

func largest(c *jikenbo.Case) int64 {
	total := slices.ContainsFunc(c.Affected, func(a jikenbo.Affected) bool { return a.Role == jikenbo.Total })
	most := int64(0)
	for _, a := range c.Affected {
		if a.Role == jikenbo.Total || !total {
			most = max(most, a.Count)
		}
	}
	return most
}

// wantSearch compares a search with what looking at each document finds.
func wantSearch(t *testing.T, b *Book, docs []search.Document, s Search) {
	t.Helper()
	s.Count = []string{"*"}
	s.Limit = 1000
	got, err := b.Search(t.Context(), s)
	if err != nil {
		t.Fatalf("%+v: %v", s, err)
	}
	want := scan(docs, s)
	if got.Total != len(want) || len(got.Hits) != len(want) {
		t.Fatalf("%+v: found %d with %d hits, want %d", s, got.Total, len(got.Hits), len(want))
	}
	name := func(n jikenbo.Number, c *jikenbo.Case) string {
		return fmt.Sprint(n, " ", c.Kind, " ", c.Published, " ", c.Organization, " ", c.Title)
	}
	newest := func(a, b *search.Document) int {
		return cmp.Or(b.Case.Published.Compare(a.Case.Published), cmp.Compare(b.Number.Year, a.Number.Year), cmp.Compare(b.Number.Seq, a.Number.Seq))
	}
	known := func(a, b bool) int { // what is known comes first
		if a == b {
			return 0
		} else if a {
			return -1
		}
		return 1
	}
	slices.SortStableFunc(want, func(a, b *search.Document) int {
		order := 0
		switch s.Sort {
		case Oldest:
			order = cmp.Or(known(!a.Case.Published.IsZero(), !b.Case.Published.IsZero()), a.Case.Published.Compare(b.Case.Published))
		case ByNumber:
			order = cmp.Or(known(a.Number.Year != 0, b.Number.Year != 0), cmp.Compare(a.Number.Year, b.Number.Year), cmp.Compare(a.Number.Seq, b.Number.Seq))
		case BySize:
			order = cmp.Compare(largest(b.Case), largest(a.Case))
		}
		return cmp.Or(order, newest(a, b))
	})
	for i, h := range got.Hits {
		if h.Number == (jikenbo.Number{}) || s.Sort == ByRank || s.Sort == ByDoubt {
			continue // the order of those alike, or another test's
		}
		if g, w := name(h.Number, &h.Case), name(want[i].Number, want[i].Case); g != w {
			t.Fatalf("%+v: hit %d is %s, want %s", s, i, g, w)
		}
		for _, m := range h.Snippet.Marks {
			if m[0] < 0 || m[0] >= m[1] || m[1] > len(h.Snippet.Text) {
				t.Fatalf("%+v: mark %v outside of %q", s, m, h.Snippet.Text)
			}
		}
	}
	if !got.Exact {
		t.Fatalf("%+v: %d is not exact", s, got.Total)
	}
	for _, f := range got.Facets {
		without := s
		without.Facets = make(map[string][]string)
		for name, values := range s.Facets {
			if name != f.Name {
				without.Facets[name] = values
			}
		}
		if f.Name == "kind" { // nothing said of it means incidents
			without.Facets["kind"] = []string{"incident", "event", "threat-note", "other"}
		}
		among := scan(docs, without)
		count := func(value string) int {
			n := 0
			for _, d := range among {
				if (search.Choice{Facet: f.Name, Values: []string{value}}).Match(d) {
					n++
				}
			}
			return n
		}
		stated := 0
		for _, v := range f.Values {
			if n := count(v.Value); n != v.Count {
				t.Fatalf("%+v: %s %q is counted %d, want %d", s, f.Name, v.Value, v.Count, n)
			}
			stated = max(stated, v.Count)
		}
		if n := count(search.Unstated); n != f.Missing {
			t.Fatalf("%+v: %s is missing %d times, want %d", s, f.Name, f.Missing, n)
		}
		if stated+f.Missing > len(among) {
			t.Fatalf("%+v: %s counts %d and %d of %d", s, f.Name, stated, f.Missing, len(among))
		}
	}
}

// question gives a query about words of the documents.
func question(r *rand.Rand, docs []search.Document, depth int) string {
	word := func() string {
		d := &docs[r.IntN(len(docs))]
		source := []rune(d.Texts[r.IntN(len(d.Texts))])
		switch r.IntN(4) {
		case 0:
			source = []rune(d.Case.Organization + " " + strings.Join(d.Case.Suppliers, " "))
		case 1:
			source = []rune("漏えい 漏洩 不正アクセス ﾗﾝｻﾑｳｪｱ LockBit 2,259 株式会社 サーバー")
		}
		n := min(len(source), 1+r.IntN(8))
		i := r.IntN(len(source) - n + 1)
		return strings.Map(func(c rune) rune {
			if strings.ContainsRune("\"“”＂「」『』()（）|｜:：", c) {
				return ' '
			}
			return c
		}, string(source[i:i+n]))
	}
	switch n := r.IntN(14); {
	case depth > 0 && n < 2:
		return question(r, docs, depth-1) + " " + question(r, docs, depth-1)
	case depth > 0 && n < 4:
		return "(" + question(r, docs, depth-1) + " OR " + question(r, docs, depth-1) + ")"
	case depth > 0 && n == 4:
		return question(r, docs, depth-1) + " -(" + question(r, docs, depth-1) + ")"
	case n == 5:
		return `"` + word() + `"`
	case n == 6:
		return []string{"org:", "supplier:", "title:", "service:", "actor:"}[r.IntN(5)] + `"` + word() + `"`
	case n == 7:
		return []string{"type:ransomware", "leak:possible", "item:氏名", "type:不正アクセス", "discoverer:unstated", "kind:event", "status:withdrawn", "review:curated"}[r.IntN(8)]
	case n == 8:
		return []string{"after:", "before:", "year:"}[r.IntN(3)] + fmt.Sprint(2010+r.IntN(16))
	case n == 9:
		return fmt.Sprintf("count%s%d%s", []string{">", ">=", "<", "<=", "="}[r.IntN(5)], 1<<r.IntN(20), []string{"", "件", "人"}[r.IntN(3)])
	}
	return word()
}

// TestSearchIsScan compares searches of a casebook that changes with looking
// at each document: with new cases, more notices of them, corrections and
// withdrawals, over merges of segments and after it is opened again.
func TestSearchIsScan(t *testing.T) {
	seeds := 4
	if testing.Short() {
		seeds = 1
	}
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 20230110))
			path := filepath.Join(t.TempDir(), "casebook.db")
			b := open(t, path)
			b.foldAt = 3 + r.IntN(6)
			pool := sentencePool(t)
			var numbers []jikenbo.Number
			several := 0
			for round := range 10 {
				for range 1 + r.IntN(12) {
					change(t, r, b, pool, round*1000+r.IntN(1000), &numbers)
				}
				if round == 6 { // another process
					b = open(t, path)
					b.foldAt = 5
				}
				var segments int
				if err := b.db.QueryRow(`SELECT count(*) FROM search_segments`).Scan(&segments); err != nil {
					t.Fatal(err)
				}
				several = max(several, segments)
				docs := everything(t, b)
				for range 15 {
					s := Search{Query: question(r, docs, 2), Sort: []Sort{"", Oldest, ByNumber, BySize, ByRank, ByDoubt}[r.IntN(6)], Facets: map[string][]string{}}
					for range r.IntN(3) {
						name := search.Facets()[r.IntN(len(search.Facets()))]
						var has []string
						for i := range docs {
							has = append(has, values(&docs[i], name)...)
						}
						s.Facets[name] = []string{search.Unstated}
						if len(has) > 0 && r.IntN(4) > 0 {
							s.Facets[name] = []string{has[r.IntN(len(has))], has[r.IntN(len(has))]}
						}
					}
					wantSearch(t, b, docs, s)
				}
			}
			if several < 2 {
				t.Errorf("%d segments at most: the test is of several", several)
			}
			wantSound(t, b)
		})
	}
}

// values gives some values of a facet that a document may have.
func values(d *search.Document, name string) []string {
	switch name {
	case "kind":
		return []string{string(d.Case.Kind)}
	case "type":
		return texts(d.Case.Types)
	case "item":
		return texts(d.Case.Items)
	case "supplier":
		return d.Case.Suppliers
	case "service":
		return d.Case.Services
	case "year":
		return []string{fmt.Sprint(d.Case.Published.Year)}
	case "response":
		return texts(d.Case.Responses)
	}
	return nil
}

func texts[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = string(v)
	}
	return out
}

// change makes one change to a casebook.
func change(t *testing.T, r *rand.Rand, b *Book, pool []string, i int, numbers *[]jikenbo.Number) {
	if len(*numbers) == 0 || r.IntN(3) > 0 {
		in := made(r, pool, i)
		switch r.IntN(6) {
		case 0:
			in = write(fmt.Sprintf("mixed/%d", i), post{org: "株式会社例示", published: "2020-01-02", count: 7}, post{kind: jikenbo.EventKind}, post{kind: jikenbo.OtherKind})
		case 1: // a second notice of a case
			in = write(fmt.Sprintf("again/%d", i), post{number: fmt.Sprintf("2021-%03d", 1+r.IntN(5)), org: "株式会社続報", published: fmt.Sprintf("2021-0%d-01", 1+r.IntN(9)), count: int64(r.IntN(100))})
		}
		for _, e := range add(t, b, in)[0].Entries {
			if e.Number != (jikenbo.Number{}) && !slices.Contains(*numbers, e.Number) {
				*numbers = append(*numbers, e.Number)
			}
		}
		return
	}
	n := (*numbers)[r.IntN(len(*numbers))]
	rec, err := b.Case(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	if r.IntN(4) == 0 && rec.Status != jikenbo.Withdrawn {
		if _, err := b.Withdraw(t.Context(), n, "editor", "test", len(rec.Revisions)); err != nil {
			t.Fatal(err)
		}
		return
	}
	c := rec.Case
	c.Types = []jikenbo.Type{"ransomware"}
	spans := rec.Evidence["/published"]
	e := jikenbo.Evidence{}
	for p, s := range rec.Evidence {
		if !strings.HasPrefix(p, "/types/") {
			e[p] = s
		}
	}
	e["/types/0"] = spans
	if r.IntN(2) == 0 {
		c.Suppliers = []string{"有限会社訂正ロックビット"}
		e["/suppliers/0"] = spans
		for i := 1; i < 9; i++ {
			delete(e, jikenbo.Pointer("suppliers", i))
		}
	}
	if _, err := b.Revise(t.Context(), n, "editor", "test", c, e, len(rec.Revisions)); err != nil {
		t.Fatal(err)
	}
}
