package casebook

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
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

// curatedBy tells whether a person decided anything about a test's case. A
// case without notices is one that others follow from.
func curatedBy(rec *jikenbo.Record) bool {
	return len(rec.Notices) > 0 && slices.ContainsFunc(rec.Revisions, func(r jikenbo.Revision) bool { return r.Who == "editor" })
}

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
		if len(s.Facets["kind"]) == 0 && !q.Bounded() && !slices.Contains(s.Facets["status"], "duplicate") {
			ok = ok && d.Case.Kind == jikenbo.Incident && d.Status != jikenbo.Duplicate
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
	if !got.Exact || !got.FacetsExact {
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
		source := []rune(d.Case.Organization)
		if len(d.Texts) > 0 { // an inferred case has none
			source = []rune(d.Texts[r.IntN(len(d.Texts))])
		}
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

// searched gives the numbers of the cases that a search finds, in their order.
func searched(t *testing.T, b *Book, s Search) string {
	t.Helper()
	found, err := b.Search(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, h := range found.Hits {
		all = append(all, cmp.Or(h.Number.String(), string(h.Case.Kind)))
	}
	return strings.Join(all, " ")
}

// told makes a notice of one incident whose facts the given function sets. The
// text is evidence of all of them.
func told(source, text string, set func(*jikenbo.Case)) Intake {
	in := write(source, post{})
	in.Notice.Text = text + "\n" + source
	in.Notice.Bytes = []byte(in.Notice.Text)
	r := &in.Readings[0]
	r.Start, r.End = 0, len(in.Notice.Text)
	set(&r.Case)
	r.Evidence = jikenbo.Evidence{}
	for _, f := range r.Case.Facts() {
		if !f.Absence {
			r.Evidence[f.Pointer] = []jikenbo.Span{{Start: 0, End: 3, Quote: in.Notice.Text[:3], Rule: "test", Confidence: 0.9}}
		}
	}
	return in
}

// Of words that the index is not sure of, so many documents are looked at as is
// worth it: then the total is exact, and if those are all that may match, the
// counts of facets too.
func TestSearchExact(t *testing.T) {
	b := newBook(t)
	for i := range 5 { // one in words that are apart, which only looking tells
		text, kind := "目印の言葉", jikenbo.Type("loss")
		if i%2 == 1 {
			text = "目印の。印の言。の言葉"
		}
		if i > 2 {
			kind = "theft"
		}
		add(t, b, told(fmt.Sprint(i), text, func(c *jikenbo.Case) { c.Types = []jikenbo.Type{kind} }))
	}
	chosen := map[string][]string{"type": {"loss"}}
	for _, test := range []struct {
		provable, provableAll int
		facets                map[string][]string
		total                 int
		exact, facetsExact    bool
	}{
		{5, 0, nil, 3, true, true},
		{4, 0, nil, 5, false, false},
		{5, 0, chosen, 2, true, true},
		{3, 0, chosen, 2, true, false}, // of the others it is not known
		{2, 0, chosen, 3, false, false},
		{0, 5, nil, 3, true, true}, // a small casebook
		{0, 4, nil, 5, false, false},
		{0, 5, chosen, 2, true, true},
	} {
		b.provable, b.provableAll = test.provable, test.provableAll
		found, err := b.Search(t.Context(), Search{Query: "目印の言葉", Facets: test.facets, Count: []string{"type"}})
		if err != nil {
			t.Fatal(err)
		}
		if found.Exact && found.Total != test.total || found.Exact != test.exact || found.FacetsExact != test.facetsExact {
			t.Errorf("%+v: found %d, exact %t, facets %t", test, found.Total, found.Exact, found.FacetsExact)
		}
		statistics, err := b.Statistics(t.Context(), Search{Query: "目印の言葉", Facets: test.facets})
		if err != nil {
			t.Fatal(err)
		}
		if statistics.Cases != test.total || statistics.Exact != test.exact {
			t.Errorf("%+v: statistics of %d, exact %t", test, statistics.Cases, statistics.Exact)
		}
	}
}

func TestSearchSorts(t *testing.T) {
	b := newBook(t)
	for sort := range orders {
		if sort != "" && !slices.Contains(Sorts, sort) {
			t.Errorf("%s is not among the sorts", sort)
		}
	}
	for _, sort := range Sorts {
		searched(t, b, Search{Sort: sort})
	}
	date := func(c *jikenbo.Case, s string) { c.Published, _ = jikenbo.ParseDate(s) }
	doubt := func(in Intake, p float64) Intake {
		in.Readings[0].Evidence["/title"][0].Confidence = p
		return in
	}
	add(t, b,
		doubt(told("a", "桜病院のことではない", func(c *jikenbo.Case) { date(c, "2020-05-01"); c.Title = "お知らせ" }), 0.8),
		doubt(told("b", "文章", func(c *jikenbo.Case) { date(c, "2020-04-01"); c.Title = "桜病院について" }), 0.3),
		doubt(told("c", "文章", func(c *jikenbo.Case) {
			date(c, "2020-03-01")
			c.Title, c.Organization = "お知らせ", "医療法人 桜病院"
		}), 0.9),
		doubt(told("d", "文章", func(c *jikenbo.Case) {
			date(c, "2020-02-01")
			c.Title, c.Suppliers = "お知らせ", []string{"桜病院事務サービス"}
			c.Affected = []jikenbo.Affected{{Count: 10, Unit: "件", Bound: jikenbo.Exact, Role: jikenbo.Total}}
		}), 0.7),
		doubt(told("e", "文章", func(c *jikenbo.Case) {
			date(c, "2020-01-01")
			c.Title, c.Organization = "お知らせ", "株式会社桜病院サポート"
			c.Affected = []jikenbo.Affected{
				{Count: 5000, Unit: "人", Bound: jikenbo.Exact, Role: jikenbo.Subset}, {Count: 9, Unit: "人", Bound: jikenbo.Exact, Role: jikenbo.Total}}
		}), 0.6),
		doubt(told("f", "日付のない桜病院", func(c *jikenbo.Case) { c.Title = "お知らせ" }), 0.5),
	)
	for _, test := range []struct {
		sort Sort
		want string
	}{
		// f has no date, so that its number is of the year of the clock.
		{"", "2020-001 2020-002 2020-003 2020-004 2020-005 2024-001"},
		{Oldest, "2020-005 2020-004 2020-003 2020-002 2020-001 2024-001"},
		{ByNumber, "2020-001 2020-002 2020-003 2020-004 2020-005 2024-001"},
		{BySize, "2020-004 2020-005 2020-001 2020-002 2020-003 2024-001"},
		{ByRank, "2020-003 2020-005 2020-002 2020-004 2020-001 2024-001"},
		{ByDoubt, "2020-002 2024-001 2020-005 2020-004 2020-001 2020-003"},
	} {
		if got := searched(t, b, Search{Query: "桜病院", Sort: test.sort}); got != test.want {
			t.Errorf("by %q: %s, want %s", test.sort, got, test.want)
		}
		if got, want := searched(t, b, Search{Query: "桜病院", Sort: test.sort, Offset: 2, Limit: 2}), strings.Join(strings.Fields(test.want)[2:4], " "); got != want {
			t.Errorf("by %q: the second page is %s, want %s", test.sort, got, want)
		}
	}
	if _, err := b.Search(t.Context(), Search{Sort: "best"}); err == nil {
		t.Error("an order that there is not was taken")
	}
	if _, err := b.Search(t.Context(), Search{Facets: map[string][]string{"colour": {"red"}}}); err == nil {
		t.Error("a facet that there is not was taken")
	}
	if got := searched(t, b, Search{Offset: 100}); got != "" {
		t.Errorf("behind the last page: %s", got)
	}
}

func TestSearchNames(t *testing.T) {
	b := newBook(t)
	for i, name := range []string{"株式会社丙", "㈱丙", "丙株式会社", "株式会社丙", "丁サービス"} {
		add(t, b, told(fmt.Sprint(i), "文章", func(c *jikenbo.Case) { c.Suppliers = []string{name} }))
	}
	found, err := b.Search(t.Context(), Search{Facets: map[string][]string{"supplier": {"丙（株）"}}, Count: []string{"supplier"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []FacetValue{{"株式会社丙", 4, true}, {"丁サービス", 1, false}}
	if found.Total != 4 || !slices.Equal(found.Facets[0].Values, want) {
		t.Errorf("found %d with %v, want %v", found.Total, found.Facets, want)
	}
}

func TestSearchSnippet(t *testing.T) {
	b := newBook(t)
	add(t, b, told("a", "前置き。当社のｻｰﾊﾞｰが被害を受け、\n　２，２５９件の情報が漏洩しました。以上。", func(*jikenbo.Case) {}))
	found, err := b.Search(t.Context(), Search{Query: "サーバー 2259件"})
	if err != nil {
		t.Fatal(err)
	}
	s := found.Hits[0].Snippet
	var marked []string
	for _, m := range s.Marks {
		marked = append(marked, s.Text[m[0]:m[1]])
	}
	if got := strings.Join(marked, "|"); got != "ｻｰﾊﾞｰ|２，２５９件" || !strings.HasPrefix(s.Text, "当社の") {
		t.Errorf("marked %s in %q", got, s.Text)
	}
	if got := found.Marks("サ－バ－"); len(got) != 1 || got[0] != [2]int{0, len("サ－バ－")} {
		t.Errorf("marks %v", got)
	}
	found, err = b.Search(t.Context(), Search{Query: "-病院"})
	if err != nil || len(found.Hits) != 1 || found.Hits[0].Snippet.Text != "" {
		t.Errorf("found %+v, %v: want no snippet where nothing is looked for", found.Hits, err)
	}
}

// TestSearchSeesChanges: what another process saved is found at once, and what
// it changed is not found as it was.
func TestSearchSeesChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casebook.db")
	b, other := open(t, path), open(t, path)
	b.foldAt, other.foldAt = 2, 3
	for i := range 20 {
		add(t, other, told(fmt.Sprint(i), "目印の言葉", func(c *jikenbo.Case) { c.Organization = fmt.Sprintf("例%c社", 'ア'+2*i) }))
		if n := len(strings.Fields(searched(t, b, Search{Query: "目印"}))); n != i+1 {
			t.Fatalf("%d are found of %d", n, i+1)
		}
	}
	number := jikenbo.Number{Year: 2024, Seq: 7}
	rec := getCase(t, b, "2024-007")
	rec.Case.Organization = "別の名前"
	if _, err := b.Revise(t.Context(), number, "editor", "test", rec.Case, rec.Evidence, 1); err != nil {
		t.Fatal(err)
	}
	for _, book := range []*Book{b, other} {
		if got := searched(t, book, Search{Query: "org:別の名前"}); got != "2024-007" {
			t.Errorf("the new name finds %q", got)
		}
		if got := searched(t, book, Search{Query: `org:"例シ社"`}); got != "" {
			t.Errorf("the old name finds %q", got)
		}
	}
	if _, err := other.Withdraw(t.Context(), number, "editor", "test", 2); err != nil {
		t.Fatal(err)
	}
	if got := searched(t, b, Search{Query: "org:別の名前 status:open"}); got != "" {
		t.Errorf("a withdrawn case is open: %s", got)
	}
	if got := searched(t, b, Search{Query: "org:別の名前 status:withdrawn review:curated"}); got != "2024-007" {
		t.Errorf("a withdrawn case is %q", got)
	}
}

// TestSearchMeanwhile searches from many goroutines while others write: each
// search sees a casebook as it was at one moment, and nothing that was there
// before it began is missing.
func TestSearchMeanwhile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casebook.db")
	b, writer := open(t, path), open(t, path)
	b.foldAt, writer.foldAt = 4, 4
	var saved atomic.Int64
	var writing sync.WaitGroup
	done := make(chan struct{})
	for w := range 2 {
		writing.Go(func() {
			book := []*Book{b, writer}[w]
			for i := range 60 {
				name := fmt.Sprintf("%d-%d", w, i)
				if _, err := book.Add(t.Context(), "reader", "read", []Intake{told(name, "目印の言葉", func(c *jikenbo.Case) { c.Leak = jikenbo.LeakPossible })}); err != nil {
					t.Error(err)
					return
				}
				saved.Add(1)
			}
		})
	}
	var reading sync.WaitGroup
	for range 4 {
		reading.Go(func() {
			last := 0
			for {
				before := int(saved.Load())
				found, err := b.Search(t.Context(), Search{Query: "目印の言葉", Count: []string{"leak", "kind"}, Limit: 1000})
				if err != nil {
					t.Error(err)
					return
				}
				if found.Total < before || found.Total < last || found.Of != found.Total {
					t.Errorf("found %d of %d, when %d were saved and %d found before", found.Total, found.Of, before, last)
				}
				if n := found.Facets[1].Values[0:]; found.Total > 0 && n[0].Count != found.Total {
					t.Errorf("%v are counted of %d", n, found.Total)
				}
				last = found.Total
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	writing.Wait()
	close(done)
	reading.Wait()
	wantSound(t, b)
}

// TestIndexAnew: a casebook whose index is of another version, or was lost, gets
// a new one when it is opened for writing; until then searching says so.
func TestIndexAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casebook.db")
	b := open(t, path)
	b.foldAt = 8
	for i := range 30 {
		add(t, b, told(fmt.Sprint(i), "目印の言葉", func(*jikenbo.Case) {}), write(fmt.Sprintf("event %d", i), post{kind: jikenbo.EventKind}))
	}
	all := searched(t, b, Search{Query: "目印"})
	for _, damage := range []string{
		`UPDATE search_state SET version = 0`,
		`UPDATE search_state SET version = version + 1`,
		`UPDATE search_state SET version = 0; DELETE FROM search_blocks; DELETE FROM search_segments`,
	} {
		execute(t, path, damage)
		reader, err := Open(t.Context(), path, Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := reader.Search(t.Context(), Search{}); !errors.Is(err, ErrIndexing) {
			t.Errorf("%s: %v, want ErrIndexing", damage, err)
		}
		reader.Close()
		heard := 0
		w, err := Open(t.Context(), path, Options{Indexing: func(_, total int) { heard = total }})
		if err != nil {
			t.Fatal(err)
		}
		if heard == 0 {
			heard = 60 // few enough to be left pending
		}
		if got := searched(t, w, Search{Query: "目印"}); got != all || heard != 60 {
			t.Errorf("%s: found %s, want %s; told of %d", damage, got, all, heard)
		}
		wantSound(t, w)
		w.Close()
	}
}

// TestVerifyIndex: every fault of the index is found.
func TestVerifyIndex(t *testing.T) {
	for _, damage := range []string{
		`DELETE FROM search_pending`,
		`DELETE FROM search_segments WHERE id = (SELECT max(id) FROM search_segments)`,
		`DELETE FROM search_blocks WHERE id = (SELECT max(id) FROM search_blocks)`,
		`UPDATE search_segments SET dead = x'01' WHERE id = (SELECT max(id) FROM search_segments)`,
		`UPDATE search_blocks SET block = substr(block, 1, length(block) - 1)`,
		`INSERT INTO search_pending VALUES (1000000, 1)`,
		`INSERT INTO search_blocks VALUES (1 << 40, x'00')`,
		`UPDATE search_segments SET rows = x'00'`,
		`DELETE FROM search_state`,
		// A document that was indexed and is another one now.
		`INSERT INTO revisions (case_id, n, change, status, person, decided, entry) SELECT case_id, 2, change, 'withdrawn', 1, '', entry FROM revisions WHERE case_id = 1`,
	} {
		path := filepath.Join(t.TempDir(), "casebook.db")
		b := open(t, path)
		b.foldAt = 8
		for i := range 20 {
			add(t, b, told(fmt.Sprint(i), "目印の言葉", func(*jikenbo.Case) {}))
		}
		wantSound(t, b)
		execute(t, path, damage)
		if got := problems(t, b); len(got) == 0 || !slices.ContainsFunc(got, func(p string) bool { return strings.HasPrefix(p, "search index: ") }) {
			t.Errorf("%s: problems %q", damage, got)
		}
	}
}

func TestStatistics(t *testing.T) {
	b := newBook(t)
	day := func(s string) jikenbo.Date { d, _ := jikenbo.ParseDate(s); return d }
	for i, x := range []struct {
		published, discovered string
		count                 int64
		unit                  string
		kind                  jikenbo.Type
		items, excluded       []jikenbo.Item
	}{
		{"2023-01-10", "2023-01-09", 5, "人", "ransomware", []jikenbo.Item{"name"}, nil},
		{"2023-01-20", "2023-01-10", 40, "名", "phishing", nil, []jikenbo.Item{"name"}},
		{"2023-03-02", "2023-03-01", 2000, "人", "ransomware", []jikenbo.Item{"name", "address"}, nil},
		{"2023-03-02", "2023-03-05", 7, "件", "ransomware", nil, nil},
		{"2023", "", 0, "", "loss", nil, nil},
	} {
		add(t, b, told(fmt.Sprint(i), "文章", func(c *jikenbo.Case) {
			c.Published, c.Types, c.Items, c.ItemsExcluded = day(x.published), []jikenbo.Type{x.kind}, x.items, x.excluded
			if x.discovered != "" {
				c.Timeline = []jikenbo.Happening{{Date: day(x.discovered), Kind: jikenbo.Discovered}}
			}
			if x.count > 0 {
				c.Affected = []jikenbo.Affected{{Count: x.count, Unit: x.unit, Bound: jikenbo.Exact, Role: jikenbo.Total}}
			}
		}))
	}
	st, err := b.Statistics(t.Context(), Search{})
	if err != nil {
		t.Fatal(err)
	}
	if st.Cases != 5 || st.Of != 5 || st.NoMonth != 1 || st.NoSize != 1 || st.NoItems != 3 || st.NoSupplier != 5 || st.NoDiscoverer != 5 {
		t.Errorf("statistics %+v", st)
	}
	months := fmt.Sprint(st.Months)
	if want := "[{2023-01 2 map[phishing:1 ransomware:1]} {2023-02 0 map[]} {2023-03 2 map[ransomware:2]}]"; months != want {
		t.Errorf("months %s, want %s", months, want)
	}
	if want := "[{人 [{人:3-9 3 9 1} {人:10-29 10 29 0} {人:30-99 30 99 1} {人:100-299 100 299 0} {人:300-999 300 999 0} {人:1000-2999 1000 2999 1}] 3 2} {件 [{件:3-9 3 9 1}] 1 4}]"; fmt.Sprint(st.Sizes) != want {
		t.Errorf("sizes %v, want %s", st.Sizes, want)
	}
	lag := st.Lags[5]
	if lag.From != jikenbo.Discovery || lag.To != jikenbo.Publication || lag.Known != 4 || lag.Unknown != 1 || lag.Negative != 1 || lag.Median != 1 {
		t.Errorf("lag %+v", lag)
	}
	if lag.Bands[1] != (Band{"1-3", 1, 3, 2}) || lag.Bands[3] != (Band{"8-14", 8, 14, 1}) || lag.Types["phishing"][3].Cases != 1 {
		t.Errorf("lag %+v", lag)
	}
	if want := "[{name 2 1} {address 1 0}]"; fmt.Sprint(st.Items) != want {
		t.Errorf("items %v, want %s", st.Items, want)
	}
	// What is chosen is what is counted.
	st, err = b.Statistics(t.Context(), Search{Facets: map[string][]string{"type": {"ransomware"}}})
	if err != nil || st.Cases != 3 || st.Lags[5].Known != 3 || len(st.Lags[5].Types) != 1 {
		t.Errorf("statistics of some %+v, %v", st, err)
	}
}

func TestEntries(t *testing.T) {
	b := newBook(t)
	o := add(t, b, write("a", post{org: "甲", published: "2020-01-01"}, post{kind: jikenbo.EventKind}, post{kind: jikenbo.EventKind}), write("b", post{kind: jikenbo.EventKind}))
	var got []string
	for e, err := range b.Entries(t.Context(), jikenbo.EventKind) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(e.Ref.Source, e.Ref.Entry))
	}
	if want := "[b1 a2 a3]"; fmt.Sprint(got) != want {
		t.Errorf("events %v, want %s", got, want)
	}
	e, err := b.Entry(t.Context(), o[0].Notice, 1)
	if err != nil || e.Number.String() != "2020-001" || e.Case.Organization != "甲" || e.Ref.Source != "a" {
		t.Errorf("entry %+v, %v", e, err)
	}
	for _, sha := range []string{o[0].Notice, "00", "x"} {
		if _, err := b.Entry(t.Context(), sha, 9); !errors.Is(err, jikenbo.ErrNotFound) {
			t.Errorf("an entry that is not there: %v", err)
		}
	}
}

// A case counts in the month in which it was first told of, and stands in lists
// where its latest notice puts it.
func TestMonthOfFirstPublication(t *testing.T) {
	b := newBook(t)
	day := func(s string) jikenbo.Date { d, _ := jikenbo.ParseDate(s); return d }
	for i, x := range []struct{ published, earlier string }{{"2024-03-10", "2023-12-28"}, {"2024-02-01", ""}, {"2024-01-15", "2024-03-01"}} {
		add(t, b, told(fmt.Sprint(i), "文章", func(c *jikenbo.Case) {
			c.Published = day(x.published)
			if x.earlier != "" {
				c.Timeline = []jikenbo.Happening{{Date: day(x.earlier), Kind: jikenbo.PublishedMoment}}
			}
		}))
	}
	for _, x := range []struct {
		facet, value string
		want         int
	}{{"year", "2023", 1}, {"month", "2023-12", 1}, {"year", "2024", 2}, {"month", "2024-03", 0}, {"month", "2024-01", 1}} {
		found, err := b.Search(t.Context(), Search{Facets: map[string][]string{x.facet: {x.value}}})
		if err != nil || found.Total != x.want {
			t.Errorf("%s %s: %d cases, %v, want %d", x.facet, x.value, found.Total, err, x.want)
		}
	}
	found, err := b.Search(t.Context(), Search{Sort: ByDate, Limit: 3})
	if err != nil || len(found.Hits) != 3 || found.Hits[0].Case.Published != day("2024-03-10") {
		t.Errorf("newest first: %+v, %v", found.Hits, err)
	}
}
