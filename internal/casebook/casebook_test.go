package casebook

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"jikenbo"
)

// noon is the clock of the tests: 2024-01-01 in Japan, 2023-12-31 in UTC.
var noon = time.Date(2024, 1, 1, 0, 30, 0, 0, jikenbo.JST)

// open opens a casebook for the length of the test.
func open(t testing.TB, path string) *Book {
	t.Helper()
	b, err := Open(t.Context(), path, Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func newBook(t testing.TB) *Book {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "casebook.db"))
}

// post is an entry of a notice written for a test.
type post struct {
	kind      jikenbo.Kind // "" is an incident
	number    string
	org       string
	published string
	count     int64
}

// body fills an entry up to the length of a usual notice.
var body = strings.Repeat("このたび、当社が運営するサイトにおいて、第三者による不正アクセスを受けたことが判明いたしました。", 20)

// write writes a notice of the posts and reads it as a reader would.
func write(source string, posts ...post) Intake {
	var text strings.Builder
	var in Intake
	for i, p := range posts {
		r := jikenbo.Reading{Entry: i + 1, Start: text.Len(), Evidence: jikenbo.Evidence{}}
		state := func(pointer, words string) {
			r.Evidence[pointer] = []jikenbo.Span{{Start: text.Len(), End: text.Len() + len(words), Quote: words, Rule: "test"}}
			text.WriteString(words)
		}
		r.Case.Kind = p.kind
		if p.kind == "" {
			r.Case.Kind, r.Case.Stage, r.Case.Leak = jikenbo.Incident, jikenbo.OnlyStage, jikenbo.LeakUnstated
			r.Case.DiscoveredBy, r.Case.SecondaryDamage = jikenbo.DiscovererUnstated, jikenbo.DamageUnstated
		}
		if p.number != "" {
			r.Case.Number = p.number
			text.WriteString("#")
			state("/number", p.number)
		}
		if p.org != "" {
			r.Case.Organization = p.org
			state("/organization", p.org)
		}
		if p.published != "" {
			r.Case.Published, _ = jikenbo.ParseDate(p.published)
			state("/published", p.published)
		}
		if p.count != 0 {
			r.Case.Affected = []jikenbo.Affected{{Count: p.count, Unit: "件", Bound: jikenbo.Exact, Role: jikenbo.Total}}
			state("/affected/0", fmt.Sprint(p.count)+"件")
		}
		text.WriteString("\n" + body + "\n")
		r.End = text.Len()
		in.Readings = append(in.Readings, r)
	}
	text.WriteString("出典 " + source + "\n")
	in.Notice = jikenbo.Notice{Source: source, Fetched: noon, Bytes: []byte(text.String()), Text: text.String(), Charset: "utf-8", Type: "text/plain", Reader: "plain 1"}
	return in
}

// sample is the i-th of any number of different notices of about 3 KB.
func sample(i int) Intake {
	return write(fmt.Sprintf("notices/%06d.txt", i), post{org: fmt.Sprintf("株式会社例%d", i), published: fmt.Sprintf("20%02d-04-0%d", 10+i%14, 1+i%9), count: int64(i + 1)})
}

func add(t testing.TB, b *Book, batch ...Intake) []Outcome {
	t.Helper()
	outcomes, err := b.Add(t.Context(), "reader", "read", batch)
	if err != nil {
		t.Fatal(err)
	}
	if len(outcomes) != len(batch) {
		t.Fatalf("%d outcomes for %d notices", len(outcomes), len(batch))
	}
	return outcomes
}

// show gives an outcome as one line.
func show(o Outcome) string {
	var parts []string
	for _, e := range o.Entries {
		parts = append(parts, strings.TrimSpace(fmt.Sprintf("%v %s", e.Number, e.Change)))
	}
	if o.Known {
		return "known: " + strings.Join(parts, ", ")
	}
	return strings.Join(parts, ", ")
}

func getCase(t testing.TB, b *Book, number string) *jikenbo.Record {
	t.Helper()
	n, err := jikenbo.ParseNumber(number)
	if err != nil {
		t.Fatal(err)
	}
	rec, err := b.Case(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// plain decodes bytes that are UTF-8 already, or a toy charset that stands for
// the others: upper case for "rot", one byte on.
func plain(b []byte, _ string) (text, charset, reader string, err error) {
	if rest, ok := bytes.CutPrefix(b, []byte("\xffrot")); ok {
		for i := range rest {
			rest[i]--
		}
		return string(rest), "rot", "plain 1", nil
	}
	if !utf8.Valid(b) {
		return "", "", "", jikenbo.ErrNotText
	}
	return string(b), "utf-8", "plain 1", nil
}

func problems(t testing.TB, b *Book) []string {
	t.Helper()
	var ps []string
	for p, err := range b.Verify(t.Context(), plain) {
		if err != nil {
			t.Fatal(err)
		}
		ps = append(ps, p.String())
	}
	return ps
}

func wantSound(t testing.TB, b *Book) {
	t.Helper()
	for _, p := range problems(t, b) {
		t.Error(p)
	}
}

func wantCounts(t testing.TB, b *Book, want Counts) {
	t.Helper()
	got, err := b.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("counts %+v, want %+v", got, want)
	}
}

func TestAdd(t *testing.T) {
	page := write("page.txt",
		post{number: "2023-009", org: "株式会社甲", published: "2023-01-20", count: 10},
		post{kind: jikenbo.EventKind, published: "2023-01-19"},
		post{kind: jikenbo.ThreatNote},
		post{kind: jikenbo.OtherKind},
		post{number: "2023-007", org: "株式会社乙", published: "2023-01-18", count: 7})
	for _, test := range []struct {
		name    string
		batches [][]Intake
		want    []string // one outcome a line
		counts  Counts
	}{
		{"nothing", [][]Intake{{}}, nil, Counts{}},
		{"no entries", [][]Intake{{write("empty.txt")}}, []string{""}, Counts{Notices: 1}},
		{"a page keeps its numbers and every entry", [][]Intake{{page}},
			[]string{"2023-009 added, kept, kept, kept, 2023-007 added"}, Counts{2, 1, 2, 5}},
		{"read again", [][]Intake{{page}, {page}},
			[]string{"2023-009 added, kept, kept, kept, 2023-007 added", "known: 2023-009 unchanged, unchanged, unchanged, unchanged, 2023-007 unchanged"}, Counts{2, 1, 2, 5}},
		{"twice in a batch", [][]Intake{{sample(0), sample(0)}}, []string{"2010-001 added", "known: 2010-001 unchanged"}, Counts{1, 1, 1, 1}},
		{"numbers are allocated by the year of publication", [][]Intake{{
			write("a", post{org: "甲", published: "2023-02-01"}), write("b", post{org: "乙", published: "2022-02"}),
			write("c", post{org: "丙", published: "2023"}), write("d", post{org: "丁"})}},
			[]string{"2023-001 added", "2022-001 added", "2023-002 added", "2024-001 added"}, Counts{4, 4, 4, 4}},
		{"a date before there were numbers", [][]Intake{{write("a", post{org: "甲", published: "0023-02-01"})}}, []string{"2024-001 added"}, Counts{1, 1, 1, 1}},
		{"printed numbers count", [][]Intake{{page, write("a", post{org: "丙", published: "2023-02-01"})}},
			[]string{"2023-009 added, kept, kept, kept, 2023-007 added", "2023-010 added"}, Counts{3, 2, 3, 6}},
		{"a number printed far ahead does not use up the year", [][]Intake{{
			write("a", post{number: "2023-999999999", org: "甲"}), write("b", post{org: "乙", published: "2023"}), write("c", post{org: "丙", published: "2023"})}},
			[]string{"2023-999999999 added", "2023-001 added", "2023-002 added"}, Counts{3, 3, 3, 3}},
		{"allocation steps over numbers printed ahead", [][]Intake{{
			write("a", post{number: "2023-1001", org: "甲"}), write("b", post{number: "2023-1000", org: "乙"}), write("c", post{org: "丙", published: "2023"})}},
			[]string{"2023-1001 added", "2023-1000 added", "2023-1002 added"}, Counts{3, 3, 3, 3}},
		{"not a case number", [][]Intake{{write("a", post{number: "2023-0000000000", org: "甲", published: "2023"})}}, []string{"2023-001 added"}, Counts{1, 1, 1, 1}},
		{"joined: the same organization, the same facts", [][]Intake{
			{write("a", post{number: "2023-009", org: "株式会社甲", count: 10})}, {write("b", post{number: "2023-009", org: "株式会社甲", count: 10})}},
			[]string{"2023-009 added", "2023-009 joined"}, Counts{1, 2, 2, 2}}, // the second revision has the words of both
		{"revised: other facts", [][]Intake{
			{write("a", post{number: "2023-009", org: "株式会社甲", count: 10})}, {write("b", post{number: "2023-009", org: "株式会社甲", count: 12})}},
			[]string{"2023-009 added", "2023-009 revised"}, Counts{1, 2, 2, 2}},
		{"revised: the organization in another width", [][]Intake{
			{write("a", post{number: "2023-009", org: "株式会社 ABC"})}, {write("b", post{number: "2023-9", org: "株式会社　ＡＢＣ"})}},
			[]string{"2023-009 added", "2023-009 revised"}, Counts{1, 2, 2, 2}},
		{"revised: published before the facts now", [][]Intake{
			{write("a", post{number: "2023-009", org: "甲", published: "2023-03-01", count: 12})}, {write("b", post{number: "2023-009", org: "甲", published: "2023-02-01", count: 10})}},
			[]string{"2023-009 added", "2023-009 revised"}, Counts{1, 2, 2, 2}}, // by the first publication
		{"joined within a page", [][]Intake{{write("a", post{number: "2023-009", org: "甲"}, post{number: "2023-009", org: "甲"})}},
			[]string{"2023-009 added, 2023-009 joined"}, Counts{1, 1, 2, 2}},
		{"the number is taken by another organization", [][]Intake{
			{write("a", post{number: "2023-009", org: "甲"})}, {write("b", post{number: "2023-009", org: "乙", published: "2023"})}},
			[]string{"2023-009 added", "2023-010 added"}, Counts{2, 2, 2, 2}},
		{"taken, and seen again", [][]Intake{
			{write("a", post{number: "2023-009", org: "甲"})}, {write("b", post{number: "2023-009", org: "乙", published: "2023"})},
			{write("c", post{number: "2023-009", org: "乙", published: "2023"})}, {write("d", post{number: "2023-009", org: "甲"})}},
			[]string{"2023-009 added", "2023-010 added", "2023-010 joined", "2023-009 joined"}, Counts{2, 4, 4, 4}},
		{"an allocated number is not printed, so others of the organization do not join", [][]Intake{
			{write("a", post{org: "甲", published: "2023"})}, {write("b", post{org: "甲", published: "2023"})}},
			[]string{"2023-001 added", "2023-002 added"}, Counts{2, 2, 2, 2}},
		{"an event with a number is no case", [][]Intake{{write("a", post{kind: jikenbo.EventKind, number: "2023-001"}, post{number: "2023-001", org: "甲"})}},
			[]string{"kept, 2023-001 added"}, Counts{1, 1, 1, 2}},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBook(t)
			var got []string
			for _, batch := range test.batches {
				for _, o := range add(t, b, batch...) {
					got = append(got, show(o))
				}
			}
			if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
			wantCounts(t, b, test.counts)
			wantSound(t, b)
		})
	}
}

func TestAddRefuses(t *testing.T) {
	good := sample(0)
	for _, test := range []struct {
		name  string
		spoil func(*Intake)
		want  string
	}{
		{"no bytes", func(in *Intake) { in.Notice.Bytes = nil }, "empty"},
		{"another hash", func(in *Intake) { in.Notice.SHA256 = strings.Repeat("0", 64) }, "SHA-256"},
		{"not UTF-8", func(in *Intake) { in.Notice.Text = "\xed\xa0\x80" }, "not a text"},
		{"no reader", func(in *Intake) { in.Notice.Reader = "" }, "which rules"},
		{"entry 0", func(in *Intake) { in.Readings[0].Entry = 0 }, "entry 0"},
		{"an entry twice", func(in *Intake) { in.Readings = append(in.Readings, in.Readings[0]) }, "each once"},
		{"an entry outside", func(in *Intake) { in.Readings[0].End = 1 << 20 }, "outside the text"},
		{"no kind", func(in *Intake) { in.Readings[0].Case.Kind = "" }, "kind"},
		{"a fact without words", func(in *Intake) { in.Readings[0].Case.Title = "x" }, "/title: no evidence"},
		{"a false quote", func(in *Intake) { in.Readings[0].Evidence["/organization"][0].Quote = "株式会社乙" }, "quotes"},
		{"a reader that calls itself a person", func(in *Intake) { in.Readings[0].Evidence["/organization"][0].Rule = jikenbo.Curated }, "only a person"},
		{"a false quote of a value not chosen", func(in *Intake) {
			in.Readings[0].Conflicts = []jikenbo.Conflict{{Pointer: "/published", Others: []jikenbo.Alternative{{Spans: []jikenbo.Span{{Start: 0, End: 3, Quote: "x"}}}}}}
		}, "not chosen"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBook(t)
			bad := sample(1)
			test.spoil(&bad)
			_, err := b.Add(t.Context(), "reader", "read", []Intake{good, bad})
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), bad.Notice.Source) {
				t.Errorf("error %v, want one about %q that names %s", err, test.want, bad.Notice.Source)
			}
			wantCounts(t, b, Counts{})
		})
	}
	t.Run("nobody for no reason", func(t *testing.T) {
		b := newBook(t)
		if _, err := b.Add(t.Context(), "", "", []Intake{good}); err == nil {
			t.Error("added by nobody for no reason")
		}
	})
	t.Run("canceled", func(t *testing.T) {
		b := newBook(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := b.Add(ctx, "reader", "read", []Intake{good}); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
		wantCounts(t, b, Counts{})
	})
}

func TestNotice(t *testing.T) {
	b := newBook(t)
	in := sample(3)
	in.Notice.Bytes = []byte("\xffrot")
	for _, c := range []byte(in.Notice.Text) {
		in.Notice.Bytes = append(in.Notice.Bytes, c+1)
	}
	in.Notice.Charset = "rot"
	in.Notice.Source = "first/\xff.txt" // not every file name is UTF-8
	sha := add(t, b, in)[0].Notice
	if sha != jikenbo.Hash(in.Notice.Bytes) {
		t.Errorf("named %s", sha)
	}

	again := in
	again.Notice.Source, again.Notice.Fetched = "second.txt", noon.Add(time.Hour)
	for range 2 {
		if o := add(t, b, again)[0]; !o.Known {
			t.Errorf("outcome %+v", o)
		}
	}
	got, err := b.Notice(t.Context(), sha)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes, in.Notice.Bytes) || got.Text != in.Notice.Text || got.SHA256 != sha ||
		got.Charset != "rot" || got.Source != "first/\xff.txt" || !got.Fetched.Equal(noon) {
		t.Errorf("kept %+v", got)
	}
	sources, err := b.Sources(t.Context(), sha)
	if err != nil || len(sources) != 2 || sources[1].Path != "second.txt" || !sources[1].Fetched.Equal(noon.Add(time.Hour)) {
		t.Errorf("sources %+v, %v", sources, err)
	}
	rs, err := b.Readings(t.Context(), sha)
	if err != nil || len(rs) != 1 || rs[0].Case.Organization != "株式会社例3" || rs[0].Evidence["/organization"][0].Notice != "" {
		t.Errorf("readings %+v, %v", rs, err)
	}
	wantSound(t, b)

	for sha, want := range map[string]bool{sha: true, strings.Repeat("0", 64): false, "00": false} {
		if known, err := b.Known(t.Context(), sha); err != nil || known != want {
			t.Errorf("Known(%s) = %v, %v", sha, known, err)
		}
	}
	for _, sha := range []string{strings.Repeat("0", 64), "", "x"} {
		if _, err := b.Notice(t.Context(), sha); !errors.Is(err, jikenbo.ErrNotFound) {
			t.Errorf("Notice(%q): error %v", sha, err)
		}
		if _, err := b.Sources(t.Context(), sha); !errors.Is(err, jikenbo.ErrNotFound) {
			t.Errorf("Sources(%q): error %v", sha, err)
		}
	}
}

// page is the i-th notice as it came from an address.
func page(i int) Intake {
	in := sample(i)
	n := &in.Notice
	n.Source = fmt.Sprintf("https://www.example.jp/news/%d?x=%%E3%%81%%82", i)
	n.Declared, n.Type, n.Reader = "text/html; charset=UTF-8", "text/html", "html 1"
	published, _ := jikenbo.ParseDate("2024-01")
	n.Markup = jikenbo.Markup{
		Title: "お知らせ <&>", Published: published, Author: "広報", Canonical: "https://www.example.jp/news/1",
		Deleted: []string{"1,000件"}, Remarks: []string{"vertical writing"},
	}
	n.Capture = &jikenbo.Capture{
		URL: n.Source, Final: n.Source + "&y", Redirects: []jikenbo.Redirect{{URL: n.Source, Status: 301, To: n.Source + "&y"}},
		At: noon.Add(time.Second), Remote: netip.MustParseAddr("2001:db8::1"), Status: 200,
		Request: []byte("GET / HTTP/1.1\r\nHost: www.example.jp\r\n\r\n"), Response: []byte("HTTP/1.1 200 OK\r\nX: \xff\r\n\r\n"),
	}
	return in
}

func TestCaptures(t *testing.T) {
	b := newBook(t)
	first, second := page(1), page(2)
	elsewhere := page(1)
	bare := *first.Notice.Capture // of an archive that has little
	bare.URL, bare.Redirects, bare.Remote, bare.Request, bare.Response = "https://example.jp/1", nil, netip.Addr{}, nil, nil
	elsewhere.Notice.Source, elsewhere.Notice.Capture = bare.URL, &bare
	add(t, b, sample(0), first, second)
	add(t, b, elsewhere, first) // the last is known with its address

	collect := func(notices ...string) []jikenbo.Notice {
		var got []jikenbo.Notice
		for n, err := range b.Captures(t.Context(), notices...) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, n)
		}
		return got
	}
	var want []jikenbo.Notice
	for _, in := range []Intake{first, second, elsewhere} {
		n := in.Notice
		n.SHA256, n.Fetched = jikenbo.Hash(n.Bytes), n.Capture.At
		want = append(want, n)
	}
	equal := cmp.Options{cmp.Comparer(func(a, b netip.Addr) bool { return a == b }), cmpopts.EquateApproxTime(0), cmpopts.EquateEmpty()}
	if diff := cmp.Diff(want, collect(), equal); diff != "" {
		t.Errorf("captures (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want[1:2], collect(want[1].SHA256), equal); diff != "" {
		t.Errorf("of one notice (-want +got):\n%s", diff)
	}
	if got := collect(strings.Repeat("0", 64)); len(got) != 0 {
		t.Errorf("of a notice that is not kept: %v", got)
	}
	for range b.Captures(t.Context()) {
		break
	}
	want[0].Fetched = noon
	if got, err := b.Notice(t.Context(), want[0].SHA256); err != nil || !cmp.Equal(want[0], got, equal) {
		t.Errorf("notice, %v (-want +got):\n%s", err, cmp.Diff(want[0], got, equal))
	}
}

func TestYearOfNumber(t *testing.T) {
	published, _ := jikenbo.ParseDate("2021-12")
	eve := time.Date(2018, 12, 31, 16, 0, 0, 0, time.UTC) // the new year in Japan
	for _, test := range []struct {
		name   string
		stated string
		markup jikenbo.Date
		at     time.Time
		want   string
	}{
		{"stated", "2020-04-01", published, eve, "2020-001"},
		{"in the markup", "", published, eve, "2021-001"},
		{"when fetched", "", jikenbo.Date{}, eve, "2019-001"},
		{"nothing", "", jikenbo.Date{}, time.Time{}, "2024-001"},
	} {
		t.Run(test.name, func(t *testing.T) {
			in := write(test.name, post{org: "甲", published: test.stated})
			in.Notice.Markup.Published = test.markup
			in.Notice.Capture = &jikenbo.Capture{URL: "https://example.jp/", Final: "https://example.jp/", At: test.at, Status: 200}
			if got := add(t, newBook(t), in)[0].Entries[0].Number.String(); got != test.want {
				t.Errorf("number %s, want %s", got, test.want)
			}
		})
	}
}

func TestCase(t *testing.T) {
	b := newBook(t)
	first := write("first.txt", post{number: "2023-009", org: "甲", published: "2023-01-01", count: 10})
	first.Readings[0].Conflicts = []jikenbo.Conflict{{Pointer: "/published", Chosen: "2023-01-01", Reason: "printed", Others: []jikenbo.Alternative{
		{Value: "x", Spans: []jikenbo.Span{{Start: 0, End: 1, Quote: "#"}}}}}}
	second := write("second.txt", post{kind: jikenbo.OtherKind}, post{number: "2023-009", org: "甲", published: "2023-02-01", count: 12})
	shas := []string{add(t, b, first)[0].Notice, add(t, b, second)[0].Notice}

	rec := getCase(t, b, "2023-009")
	if rec.Status != jikenbo.Open || rec.Case.Affected[0].Count != 12 ||
		len(rec.Conflicts) != 1 || rec.Conflicts[0].Pointer != "/timeline/0" { // of the day that is now the first publication
		t.Errorf("now %+v, conflicts %+v", rec.Case, rec.Conflicts)
	}
	if len(rec.Notices) != 2 || rec.Notices[1] != (jikenbo.EntryRef{Notice: shas[1], Source: "second.txt", Entry: 2, Start: second.Readings[1].Start, End: second.Readings[1].End}) {
		t.Errorf("notices %+v", rec.Notices)
	}
	if len(rec.Revisions) != 2 {
		t.Fatalf("%d revisions", len(rec.Revisions))
	}
	for i, rev := range rec.Revisions {
		if rev.N != i+1 || rev.Who != "reader" || rev.Why != "read" || !rev.At.Equal(noon) || rev.Evidence["/affected/0"][0].Notice != shas[i] {
			t.Errorf("revision %+v", rev)
		}
	}
	if got := rec.Revisions[0].Conflicts[0].Others[0].Spans[0].Notice; got != shas[0] {
		t.Errorf("the span of the value not chosen names notice %q", got)
	}

	taken := write("third.txt", post{number: "2023-009", org: "乙", published: "2023"})
	if got := show(add(t, b, taken)[0]); got != "2023-010 added" {
		t.Error(got)
	}
	if rev := getCase(t, b, "2023-010").Revisions[0]; rev.Why != "read; the printed number 2023-009 was taken by another organization" || rev.Case.Number != "2023-009" {
		t.Errorf("revision %+v", rev)
	}
	for _, n := range []jikenbo.Number{{}, {Year: 2023, Seq: 8}} {
		if _, err := b.Case(t.Context(), n); !errors.Is(err, jikenbo.ErrNotFound) {
			t.Errorf("case %v: error %v", n, err)
		}
	}
}

func TestCases(t *testing.T) {
	b := newBook(t)
	add(t, b, write("a", post{number: "2023-1000", org: "甲"}), write("b", post{number: "2023-999", org: "乙", count: 1}),
		write("c", post{number: "2022-001", org: "丙"}), write("d", post{number: "2023-999", org: "乙", count: 2}))
	var got []string
	for s, err := range b.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if rec := getCase(t, b, s.Number.String()); len(rec.Revisions) != s.Revisions { // while the list is open
			t.Errorf("%v: %d revisions, listed %d", s.Number, len(rec.Revisions), s.Revisions)
		}
		got = append(got, fmt.Sprintf("%v %s %s %d %d", s.Number, s.Status, s.Case.Organization, s.Notices, s.Revisions))
	}
	want := []string{"2022-001 open 丙 1 1", "2023-999 open 乙 2 2", "2023-1000 open 甲 1 1"}
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for range b.Cases(t.Context()) {
		break
	}
}

func TestRevise(t *testing.T) {
	b := newBook(t)
	in := write("a", post{number: "2023-009", org: "甲", published: "2023-01-01", count: 10})
	add(t, b, in)
	n := jikenbo.Number{Year: 2023, Seq: 9}
	rec := getCase(t, b, "2023-009")
	facts, evidence := rec.Case, rec.Evidence
	facts.Affected = nil
	delete(evidence, "/affected/0")

	rev, err := b.Revise(t.Context(), n, "curator", "the count is of another case", facts, evidence, 1)
	if err != nil {
		t.Fatal(err)
	}
	if rev.N != 2 || rev.Who != "curator" || !rev.At.Equal(noon) || rev.Case.Affected != nil {
		t.Errorf("revision %+v", rev)
	}

	for _, test := range []struct {
		name  string
		n     jikenbo.Number
		base  int
		spoil func(*jikenbo.Case, jikenbo.Evidence)
		want  string
		is    error
	}{
		{"stale", n, 1, nil, "revision 1", ErrStale},
		{"from the future", n, 3, nil, "revision 3", ErrStale},
		{"no such case", jikenbo.Number{Year: 2023, Seq: 8}, 1, nil, "2023-008", jikenbo.ErrNotFound},
		{"not an incident", n, 2, func(c *jikenbo.Case, _ jikenbo.Evidence) { c.Kind = jikenbo.EventKind }, "withdraw", nil},
		{"no evidence", n, 2, func(c *jikenbo.Case, _ jikenbo.Evidence) { c.Title = "x" }, "/title: no evidence", nil},
		{"evidence for nothing", n, 2, func(c *jikenbo.Case, _ jikenbo.Evidence) { c.Organization = "" }, "does not have", nil},
		{"a false quote", n, 2, func(_ *jikenbo.Case, e jikenbo.Evidence) { e["/organization"][0].Quote = "x" }, "quotes", nil},
		{"a span of no notice", n, 2, func(_ *jikenbo.Case, e jikenbo.Evidence) { e["/organization"][0].Notice = "" }, "/organization", jikenbo.ErrNotFound},
	} {
		t.Run(test.name, func(t *testing.T) {
			rec := getCase(t, b, "2023-009")
			if test.spoil != nil {
				test.spoil(&rec.Case, rec.Evidence)
			}
			_, err := b.Revise(t.Context(), test.n, "curator", "a test", rec.Case, rec.Evidence, test.base)
			if err == nil || !strings.Contains(err.Error(), test.want) || test.is != nil && !errors.Is(err, test.is) {
				t.Errorf("error %v", err)
			}
		})
	}

	t.Run("a later reading does not overwrite it", func(t *testing.T) {
		later := write("b", post{number: "2023-009", org: "甲", published: "2023-03-01", count: 99})
		if got := show(add(t, b, later)[0]); got != "2023-009 revised" { // for it has another date
			t.Error(got)
		}
		rec := getCase(t, b, "2023-009")
		if rec.Case.Affected != nil || rec.Case.Published.String() != "2023-03-01" || len(rec.Revisions) != 3 || len(rec.Notices) != 2 {
			t.Errorf("now %+v after %d revisions", rec.Case, len(rec.Revisions))
		}
		rs, err := b.Readings(t.Context(), rec.Notices[1].Notice)
		if err != nil || rs[0].Case.Affected[0].Count != 99 {
			t.Errorf("the reading is lost: %+v, %v", rs, err)
		}
	})
	t.Run("a corrected organization still owns what printed the number", func(t *testing.T) {
		rec := getCase(t, b, "2023-009")
		rec.Case.Organization = "甲株式会社" // as a person knows better
		if _, err := b.Revise(t.Context(), n, "curator", "its name", rec.Case, rec.Evidence, 3); err != nil {
			t.Fatal(err)
		}
		if got := show(add(t, b, write("c", post{number: "2023-009", org: "甲"}))[0]); got != "2023-009 revised" {
			t.Error(got)
		}
		if got := getCase(t, b, "2023-009").Case.Organization; got != "甲株式会社" {
			t.Errorf("organization %s", got)
		}
	})
	wantSound(t, b)
}

func TestWithdraw(t *testing.T) {
	b := newBook(t)
	add(t, b, write("a", post{org: "甲", published: "2023"}))
	n := jikenbo.Number{Year: 2023, Seq: 1}
	if _, err := b.Withdraw(t.Context(), n, "curator", "no incident", 1); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Withdraw(t.Context(), n, "curator", "no incident", 1); !errors.Is(err, ErrStale) {
		t.Errorf("error %v", err)
	}
	if _, err := b.Withdraw(t.Context(), n, "curator", "no incident", 2); err == nil {
		t.Error("withdrawn twice")
	}
	rec := getCase(t, b, "2023-001")
	if rec.Status != jikenbo.Withdrawn || rec.Case.Organization != "甲" || rec.Revisions[1].Why != "no incident" {
		t.Errorf("withdrawn %+v", rec)
	}
	if _, err := b.Revise(t.Context(), n, "curator", "a detail", rec.Case, rec.Evidence, 2); err != nil {
		t.Fatal(err)
	}
	if got := getCase(t, b, "2023-001").Status; got != jikenbo.Withdrawn {
		t.Errorf("a revision made it %s", got)
	}
	if got := show(add(t, b, write("b", post{org: "甲", published: "2023"}))[0]); got != "2023-002 added" {
		t.Errorf("%s: the number of a withdrawn case is not to be used again", got)
	}
	wantSound(t, b)
}

func TestOnlyAdded(t *testing.T) {
	b := newBook(t)
	add(t, b, page(0))
	for _, table := range []string{"captures", "changes", "notices", "sources", "cases", "allocations", "entries", "revisions"} {
		if _, err := b.db.ExecContext(t.Context(), "DELETE FROM "+table); err == nil {
			t.Errorf("%s: rows were deleted", table)
		}
	}
	for _, statement := range []string{
		`UPDATE changes SET who = 'x'`, `UPDATE notices SET bytes = x'00'`, `UPDATE sources SET path = 'x'`, `UPDATE cases SET seq = 2`,
		`UPDATE allocations SET next = 1`, `UPDATE entries SET facts = x'00'`, `UPDATE revisions SET n = 2`,
		`UPDATE captures SET url = 'x'`,
		`INSERT INTO revisions (case_id, n, change, status, person, decided, entry) VALUES (1, 3, 1, 'open', 0, '', 1)`,
		`INSERT OR REPLACE INTO revisions (case_id, n, change, status, entry) VALUES (1, 1, 1, 'open', 1)`,
	} {
		if _, err := b.db.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("%s: done", statement)
		}
	}
}

func TestVerify(t *testing.T) {
	// loosen lets the test change what triggers protect.
	loosen := func(t *testing.T, tx *sql.Conn) {
		rows, err := tx.QueryContext(t.Context(), `SELECT name FROM sqlite_schema WHERE type = 'trigger'`)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				t.Fatal(err)
			}
			names = append(names, name)
		}
		for _, name := range names {
			if _, err := tx.ExecContext(t.Context(), "DROP TRIGGER "+name); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, test := range []struct {
		name, damage, want string
	}{
		{"sound", "", ""},
		{"a byte of a notice", `UPDATE notices SET bytes = CAST(replace(CAST(bytes AS TEXT), '不正', '不止') AS BLOB) WHERE id = 1`, "the SHA-256 of its bytes is"},
		{"bytes that are no text", `UPDATE notices SET bytes = x'ff'`, "cannot be decoded"},
		{"the stored text", `UPDATE notices SET text = CAST(bytes AS TEXT) || 'x'`, "not what its bytes decode to"},
		{"the charset", `UPDATE notices SET charset = 'shift_jis'`, "its charset is utf-8, not shift_jis"},
		{"a quote of an entry", `UPDATE entries SET evidence = jikenbo_pack(replace(unpack(evidence), '"quote":"甲"', '"quote":"乙"'))`, "/organization: span"},
		{"an offset of an entry", `UPDATE entries SET evidence = jikenbo_pack(replace(unpack(evidence), '"start":', '"start":1'))`, "entry 1: /"},
		{"no evidence", `UPDATE entries SET evidence = jikenbo_pack('{}')`, "/organization: no evidence"},
		{"evidence that is no JSON", `UPDATE entries SET evidence = jikenbo_pack('{')`, "entry 1: evidence: "},
		{"evidence that is not packed", `UPDATE entries SET evidence = CAST('{}' AS BLOB)`, "entry 1: evidence: damaged"},
		{"evidence that is empty", `UPDATE entries SET evidence = x''`, "entry 1: evidence: "},
		{"half of the evidence", `UPDATE entries SET evidence = substr(evidence, 1, length(evidence) / 2)`, "entry 1: evidence: damaged"},
		{"facts with a byte changed", `UPDATE entries SET facts = CAST(substr(facts, 1, length(facts) - 6) || x'00' || substr(facts, -5) AS BLOB)`, "entry 1: facts: damaged"},
		{"conflicts that are not packed", `UPDATE entries SET conflicts = x'00'`, "entry 1: conflicts: damaged"},
		{"a range of an entry", `UPDATE entries SET stop = 1000000`, "outside the text"},
		{"the kind of an entry", `UPDATE entries SET kind = 'other', case_id = NULL`, `kept as kind "other"`},
		{"a quote of a curated revision", `UPDATE revisions SET evidence = jikenbo_pack(replace(unpack(evidence), '"quote":"甲"', '"quote":"乙"'))`, "case 2023-009 revision 2: /organization: notice"},
		{"facts of a curated revision", `UPDATE revisions SET facts = jikenbo_pack(replace(unpack(facts), '"organization"', '"title"'))`, "case 2023-009 revision 2: /title: no evidence"},
		{"a value not chosen in a curated revision", `UPDATE revisions SET conflicts = jikenbo_pack('[{"pointer":"/leak","others":[{"value":"x","evidence":[{"start":0,"end":1,"quote":"x"}]}]}]') WHERE n = 2`, "case 2023-009 revision 2: /leak: the value not chosen: notice"},
		{"a reading that says a person decided it", `UPDATE entries SET evidence = jikenbo_pack(replace(unpack(evidence), '"rule":"test"', '"rule":"curated"'))`, "entry 1: /organization: only a person's revision"},
		{"a missing revision", `DELETE FROM revisions WHERE n = 1`, "case 2023-009 revision 2: revision 1 is missing"},
		{"no revisions", `DELETE FROM revisions`, "case 2023-009: no revision"},
		{"an entry of another case", `UPDATE revisions SET entry = (SELECT id FROM entries WHERE case_id <> revisions.case_id) WHERE entry IS NOT NULL`, "case 2023-009 revision 1: its entry is not one of the case"},
		{"no source", `DELETE FROM sources`, "no source"},
		{"no notice of a case", `UPDATE entries SET case_id = 1`, "case 2023-009: no notice"},
		{"a number given out again", `UPDATE allocations SET next = 1`, "case 2023-001: its number was given out"},
		{"a lost row", `PRAGMA foreign_keys = OFF; DELETE FROM changes`, "refers to a row of changes that is not there"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBook(t)
			add(t, b, write("a", post{org: "乙", published: "2023", count: 3}), write("b", post{number: "2023-009", org: "甲"}))
			rec := getCase(t, b, "2023-009")
			if _, err := b.Revise(t.Context(), rec.Number, "curator", "a test", rec.Case, rec.Evidence, 1); err != nil {
				t.Fatal(err)
			}
			conn, err := b.db.Conn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			loosen(t, conn)
			if _, err := conn.ExecContext(t.Context(), test.damage); err != nil {
				t.Fatal(err)
			}
			if err := conn.Close(); err != nil {
				t.Fatal(err)
			}
			got := strings.Join(problems(t, b), "\n")
			if (got == "") != (test.want == "") || !strings.Contains(got, test.want) {
				t.Errorf("problems:\n%s\nwant one about %q", got, test.want)
			}
			for range b.Verify(t.Context(), plain) {
				break // at the first problem
			}
		})
	}
	t.Run("a reader of another version", func(t *testing.T) {
		b := newBook(t)
		in := sample(0)
		in.Notice.Reader = "plain 0"
		in.Notice.Bytes = append([]byte("\ufeff"), in.Notice.Bytes...)
		add(t, b, in, sample(1))
		var got []Problem
		for p, err := range b.Verify(t.Context(), plain) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, p)
		}
		want := []Problem{{"notice " + jikenbo.Hash(in.Notice.Bytes), `read by "plain 0", which is now "plain 1"`, true}}
		if !slices.Equal(got, want) {
			t.Errorf("problems %+v, want %+v", got, want)
		}
	})
	t.Run("canceled", func(t *testing.T) {
		b := newBook(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for _, err := range b.Verify(ctx, plain) {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("error %v", err)
			}
		}
	})
}

func TestLint(t *testing.T) {
	b := newBook(t)
	bad := write("bad.txt", post{number: "2023-002", org: "甲", count: 3})
	c := &bad.Readings[0].Case
	c.Checks = []jikenbo.Check{{Kind: jikenbo.SubsetCheck, Whole: 3, Part: 4}}
	bad.Readings[0].Evidence["/checks/0"] = bad.Readings[0].Evidence["/affected/0"]
	withdrawn := write("withdrawn.txt", post{number: "2023-003", org: "乙"})
	withdrawn.Readings[0].Case.Leak = "x"
	withdrawn.Readings[0].Evidence["/leak"] = withdrawn.Readings[0].Evidence["/organization"]
	add(t, b, sample(0), bad, withdrawn)
	if _, err := b.Withdraw(t.Context(), jikenbo.Number{Year: 2023, Seq: 3}, "curator", "a test", 1); err != nil {
		t.Fatal(err)
	}
	want := c.Lint(bad.Readings[0].Evidence)
	if len(want) == 0 {
		t.Fatal("the bad case has no flaw")
	}
	var got []jikenbo.Flaw
	for f, err := range b.Lint(t.Context()) {
		if err != nil || f.Number != (jikenbo.Number{Year: 2023, Seq: 2}) {
			t.Fatalf("flaw %+v, %v", f, err)
		}
		got = append(got, f.Flaw)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for range b.Lint(t.Context()) {
		break
	}
	wantSound(t, b)
}

func BenchmarkAdd(b *testing.B) {
	for _, size := range []int{1, 300} {
		b.Run(fmt.Sprintf("batch=%d", size), func(b *testing.B) {
			book := newBook(b)
			batch := make([]Intake, size)
			var next, total int
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				for i := range batch {
					batch[i] = sample(next)
					total += len(batch[i].Notice.Bytes)
					next++
				}
				b.StartTimer()
				if _, err := book.Add(b.Context(), "reader", "read", batch); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(total / max(b.N, 1)))
			b.ReportMetric(float64(next)/b.Elapsed().Seconds(), "notices/s")
		})
	}
}
