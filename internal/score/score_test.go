package score

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jikenbo"
)

var update = flag.Bool("u", false, "rewrite golden files")

// goldDirs are all gold notices at hand: those of this test and, where the
// collection stands beside the module, its development and page notices.
func goldDirs(t *testing.T) []string {
	t.Helper()
	dirs := []string{"testdata/pairs"}
	for _, d := range []string{"../../../shared/notices/dev", "../../../shared/notices/page"} {
		if _, err := os.Stat(d); err != nil {
			t.Logf("without %s: %v", d, err)
			continue
		}
		dirs = append(dirs, d)
	}
	return dirs
}

func readFile(path string) (string, error) {
	b, err := os.ReadFile(path)
	if err == nil && len(b) == 0 {
		err = errors.New("no text")
	}
	return string(b), err
}

func load(t *testing.T, dir string) []Pair {
	t.Helper()
	pairs, err := Load(dir, readFile)
	if err != nil {
		t.Fatal(err)
	}
	return pairs
}

// reader gives for each text the cases that edit makes of its gold.
func reader(pairs []Pair, edit func([]jikenbo.Case) []jikenbo.Case) func(string) []jikenbo.Reading {
	return func(text string) []jikenbo.Reading {
		i := slices.IndexFunc(pairs, func(p Pair) bool { return p.Text == text })
		var rs []jikenbo.Reading
		for n, c := range edit(slices.Clone(pairs[i].Gold)) {
			rs = append(rs, jikenbo.Reading{Entry: n + 1, End: len(text), Case: c})
		}
		return rs
	}
}

func same(cs []jikenbo.Case) []jikenbo.Case { return cs }

func TestGoldAgainstItself(t *testing.T) {
	for _, dir := range goldDirs(t) {
		pairs := load(t, dir)
		r := Score(pairs, reader(pairs, same))
		for _, c := range append(r.Fields, r.Micro) {
			if f, ok := c.F1(); ok && f != 1 || c.FP != 0 || c.FN != 0 {
				t.Errorf("%s: %s: F1 %v: %+v", dir, c.Field, f, c)
			}
		}
		if r.Micro.TP == 0 || len(r.Misses) != 0 || r.Entries != r.Read {
			t.Errorf("%s: %+v", dir, r)
		}
	}
}

func TestNothingRead(t *testing.T) {
	pairs := load(t, "testdata/pairs")
	all := Score(pairs, reader(pairs, same))
	r := Score(pairs, func(string) []jikenbo.Reading { return nil })
	if r.Micro.TP != 0 || r.Micro.FP != 0 || r.Micro.FN != all.Micro.TP {
		t.Errorf("micro %+v, want %d missing", r.Micro, all.Micro.TP)
	}
	if len(r.Misses) != r.Micro.FN {
		t.Errorf("%d misses listed, %d counted", len(r.Misses), r.Micro.FN)
	}
	if f, ok := r.Micro.F1(); f != 0 || !ok {
		t.Errorf("F1 = %v, %v; want 0", f, ok)
	}
	if _, ok := r.Micro.Precision(); ok {
		t.Error("a precision of nothing")
	}
}

// TestReaderBreaks wants one notice the reader breaks on to be told, and the
// others to be scored.
func TestReaderBreaks(t *testing.T) {
	pairs := load(t, "testdata/pairs")
	read := reader(pairs, same)
	all := Score(pairs, read)
	r := Score(pairs, func(text string) []jikenbo.Reading {
		if text == pairs[0].Text {
			panic("broken")
		}
		return read(text)
	})
	if f := r.Faults[0]; f.Notice != pairs[0].Name || f.Entry != 0 || !strings.Contains(f.Error, "broken") {
		t.Errorf("the first fault is %+v, want one for %s", f, pairs[0].Name)
	}
	if r.Micro.TP == 0 || r.Micro.TP >= all.Micro.TP || r.Micro.TP+r.Micro.FN != all.Micro.TP {
		t.Errorf("micro %+v, of %d facts", r.Micro, all.Micro.TP)
	}
}

func day(s string) jikenbo.Date {
	d, err := jikenbo.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// incident is a case with something in every field that an incident has.
func incident() jikenbo.Case {
	return jikenbo.Case{
		Kind: jikenbo.Incident, Number: "2023-009", Organization: "株式会社 カバ", Title: "ﾃｽﾄの お知らせ",
		Published: day("2023-01-10"), Stage: jikenbo.OnlyStage, Types: []jikenbo.Type{"loss", "theft"}, Leak: jikenbo.LeakPossible,
		Affected:     []jikenbo.Affected{{Count: 35, Unit: "件", Bound: jikenbo.Exact, Role: jikenbo.Total}},
		Items:        []jikenbo.Item{"name", "email"},
		Windows:      []jikenbo.Period{{From: day("2022-07-19"), To: day("2022-07-26")}},
		Timeline:     []jikenbo.Happening{{Date: day("2022-07-19"), To: day("2022-07-26"), Kind: jikenbo.Intrusion}},
		Reports:      []jikenbo.Report{{To: "ppc", Date: day("2022-08-01")}, {To: "police"}},
		Suppliers:    []string{"株式会社ショーケース"},
		DiscoveredBy: "supplier", SecondaryDamage: jikenbo.DamageUnstated,
		Checks: []jikenbo.Check{{Kind: jikenbo.SumCheck, Parts: []int64{7, 384, 2934}, Total: 3325}, {Kind: jikenbo.SubsetCheck, Whole: 35, Part: 29}},
	}
}

func TestMatching(t *testing.T) {
	event := jikenbo.Case{Kind: jikenbo.EventKind, Event: &jikenbo.Event{Name: "第3回 会", From: day("2023-03-16"), To: day("2023-03-17"), URL: "https://x.example/"}}
	note := jikenbo.Case{Kind: jikenbo.ThreatNote, Rules: []jikenbo.TargetRule{{Sector: "education", Encrypt: jikenbo.Allowed, Steal: jikenbo.PermissionUnstated}}}
	for _, tt := range []struct {
		name string
		gold jikenbo.Case
		edit func(*jikenbo.Case)
		want string // "field fp fn" of every field that is not perfect
	}{
		{"the same", incident(), func(c *jikenbo.Case) {}, ""},
		{"white space and width do not count", incident(), func(c *jikenbo.Case) {
			c.Organization, c.Title = "株式会社　カ\tバ\n", "テストのお知らせ"
		}, ""},
		{"another word", incident(), func(c *jikenbo.Case) { c.Title = "テストのお詫び" }, "title 1 1"},
		{"a scalar left out", incident(), func(c *jikenbo.Case) { c.Published = jikenbo.Date{} }, "published 0 1"},
		{"a less exact date", incident(), func(c *jikenbo.Case) { c.Published = day("2023-01") }, "published 1 1"},
		{"unstated is a value", incident(), func(c *jikenbo.Case) { c.SecondaryDamage = "" }, "secondary_damage 0 1"},
		{"a set in another order", incident(), func(c *jikenbo.Case) { c.Types = []jikenbo.Type{"theft", "loss"} }, ""},
		{"one member more, one less", incident(), func(c *jikenbo.Case) { c.Types = []jikenbo.Type{"dos", "loss"} }, "types 1 1"},
		{"a member twice", incident(), func(c *jikenbo.Case) { c.Types = []jikenbo.Type{"theft", "loss", "loss"} }, "types 1 0"},
		{"affected: bound, role and items do not count", incident(), func(c *jikenbo.Case) {
			c.Affected = []jikenbo.Affected{{Count: 35, Unit: "件", Bound: jikenbo.About, Role: jikenbo.Part, Items: []jikenbo.Item{"name"}}}
		}, ""},
		{"affected: the unit counts", incident(), func(c *jikenbo.Case) {
			c.Affected = []jikenbo.Affected{{Count: 35, Unit: "名", Bound: jikenbo.Exact, Role: jikenbo.Total}}
		}, "affected 1 1"},
		{"windows by both ends", incident(), func(c *jikenbo.Case) {
			c.Windows = []jikenbo.Period{{From: day("2022-07-19")}}
		}, "windows 1 1"},
		{"timeline: to does not count", incident(), func(c *jikenbo.Case) {
			c.Timeline = []jikenbo.Happening{{Date: day("2022-07-19"), Kind: jikenbo.Intrusion}}
		}, ""},
		{"timeline: the kind counts", incident(), func(c *jikenbo.Case) {
			c.Timeline = []jikenbo.Happening{{Date: day("2022-07-19"), Kind: jikenbo.Contained}}
		}, "timeline 1 1"},
		{"reports by recipient and date", incident(), func(c *jikenbo.Case) {
			c.Reports = []jikenbo.Report{{To: "ppc"}, {To: "police"}}
		}, "reports 1 1"},
		{"checks: the order of parts does not count", incident(), func(c *jikenbo.Case) {
			c.Checks = []jikenbo.Check{{Kind: jikenbo.SubsetCheck, Whole: 35, Part: 29}, {Kind: jikenbo.SumCheck, Parts: []int64{2934, 384, 7}, Total: 3325}}
		}, ""},
		{"checks: the numbers do", incident(), func(c *jikenbo.Case) {
			c.Checks = []jikenbo.Check{{Kind: jikenbo.SubsetCheck, Whole: 29, Part: 35}}
		}, "checks 1 2"},
		{"an event by its members", event, func(c *jikenbo.Case) {
			c.Event = &jikenbo.Event{Name: "第３回会", From: day("2023-03-16"), To: day("2023-03-18")}
		}, "event 1 2"},
		{"rules by sector", note, func(c *jikenbo.Case) {
			c.Rules = []jikenbo.TargetRule{{Sector: "education", Encrypt: jikenbo.Forbidden, Steal: jikenbo.Allowed, Condition: "x"}, {Sector: "medical"}}
		}, "rules 1 0"},
		{"an entry taken for another kind", note, func(c *jikenbo.Case) { c.Kind = jikenbo.OtherKind }, "kind 1 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			pairs := []Pair{{Name: "x", Text: "x", Gold: []jikenbo.Case{tt.gold}}}
			r := Score(pairs, reader(pairs, func(cs []jikenbo.Case) []jikenbo.Case { tt.edit(&cs[0]); return cs }))
			var got []string
			for _, c := range r.Fields {
				if c.FP != 0 || c.FN != 0 {
					got = append(got, strings.Join([]string{c.Field, itoa(c.FP), itoa(c.FN)}, " "))
				}
			}
			if s := strings.Join(got, ", "); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
			if len(r.Misses) != r.Micro.FP+r.Micro.FN {
				t.Errorf("%d misses listed, %d counted", len(r.Misses), r.Micro.FP+r.Micro.FN)
			}
		})
	}
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

// One entry missed, or one too many, costs that entry and no other.
func TestAlign(t *testing.T) {
	pairs := load(t, "testdata/pairs")
	page := pairs[slices.IndexFunc(pairs, func(p Pair) bool { return len(p.Gold) > 2 })]
	pairs = []Pair{page}
	whole := Score(pairs, reader(pairs, same)).Micro.TP
	one := func(i int) int { return len(values(&page.Gold[i])) }
	for i := range page.Gold {
		r := Score(pairs, reader(pairs, func(cs []jikenbo.Case) []jikenbo.Case { return slices.Delete(cs, i, i+1) }))
		if r.Micro.TP != whole-one(i) || r.Micro.FN != one(i) || r.Micro.FP != 0 {
			t.Errorf("without entry %d: %+v, want %d missing", i+1, r.Micro, one(i))
		}
		for _, m := range r.Misses {
			if m.Entry != i+1 {
				t.Errorf("without entry %d: %+v", i+1, m)
			}
		}
		spurious := jikenbo.Case{Kind: "other", Title: "無関係"}
		r = Score(pairs, reader(pairs, func(cs []jikenbo.Case) []jikenbo.Case { return slices.Insert(cs, i, spurious) }))
		if r.Micro.TP != whole || r.Micro.FN != 0 || r.Micro.FP != 2 {
			t.Errorf("one too many at %d: %+v", i+1, r.Micro)
		}
	}
}

func TestEvidence(t *testing.T) {
	text := "流出を確認。東京都。"
	c := jikenbo.Case{Kind: jikenbo.Incident, Organization: "東京都", Leak: jikenbo.LeakConfirmed, Stage: jikenbo.OnlyStage}
	quote := "流出を確認"
	read := func(string) []jikenbo.Reading {
		return []jikenbo.Reading{{Entry: 1, Case: c, Evidence: jikenbo.Evidence{
			"/leak": {{Start: 0, End: len(quote), Quote: quote, Rule: "leak.confirmed"}, {Start: 3, End: 6, Quote: "流"}},
		}}}
	}
	gold := jikenbo.Case{Kind: jikenbo.Incident, Organization: "東京都", Leak: jikenbo.LeakPossible, Stage: jikenbo.OnlyStage}
	r := Score([]Pair{{Name: "x", Text: text, Gold: []jikenbo.Case{gold}}}, read)
	if r.Facts != 4 || r.Unproven != 1 || r.Spans != 2 || r.FalseSpans != 1 || len(r.Faults) != 2 {
		t.Errorf("%+v", r)
	}
	want := []Miss{
		{Notice: "x", Entry: 1, Field: "leak", Kind: Missing, Value: "possible"},
		{Notice: "x", Entry: 1, Field: "leak", Kind: Extra, Value: "confirmed", Pointer: "/leak", Spans: read("")[0].Evidence["/leak"]},
	}
	if diff := cmp.Diff(want, r.Misses); diff != "" {
		t.Error(diff)
	}
}

func TestRender(t *testing.T) {
	gold := jikenbo.Case{Kind: jikenbo.Incident, Title: "お知らせ", Types: []jikenbo.Type{"loss", "theft"}}
	read := func(string) []jikenbo.Reading {
		return []jikenbo.Reading{{Entry: 1, Case: jikenbo.Case{Kind: jikenbo.Incident, Types: []jikenbo.Type{"loss", "dos"},
			Affected: []jikenbo.Affected{{Count: 3, Unit: "件", Bound: jikenbo.Exact, Role: jikenbo.Total}}},
			Evidence: jikenbo.Evidence{"/types/1": {{Start: 0, End: 6, Quote: "攻撃", Rule: "types.dos"}}}}}
	}
	r := Score([]Pair{{Name: "n01", Text: "攻撃と紛失", Gold: []jikenbo.Case{gold}}}, read)
	var b strings.Builder
	if err := r.WriteTable(&b); err != nil {
		t.Fatal(err)
	}
	b.WriteString("\n")
	if err := r.WriteMisses(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/render.golden", b.String())
	r.Fields = r.Fields[3:9] // title to affected
	j, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/render.json", string(j)+"\n")
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: (-want +got, rewrite with -u)\n%s", path, diff)
	}
}

func TestLoadFormats(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.txt", "a.html", "b.pdf", "c.css"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"a.json", "b.json"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(`{"kind":"other"}`), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, p := range load(t, dir) {
		got = append(got, p.Name+"="+p.Text)
	}
	if diff := cmp.Diff([]string{"a.html=a.html", "a=a.txt", "b.pdf=b.pdf"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestLoadErrors(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string // in the error
	}{
		{"empty", nil, "no pair"},
		{"no gold", map[string]string{"a.txt": "x"}, "a.txt: notice without its gold"},
		{"no notice", map[string]string{"a.json": `{"kind":"other"}`}, "a.json: gold without its notice"},
		{"broken", map[string]string{"a.txt": "x", "a.json": `{"kind":`}, "a.json: unexpected EOF"},
		{"unknown key", map[string]string{"a.txt": "x", "a.json": `{"kind":"other","colour":"red"}`}, `a.json: json: unknown field "colour"`},
		{"bad date", map[string]string{"a.txt": "x", "a.json": `{"kind":"other","published":"2023-02-30"}`}, "a.json: "},
		{"two values", map[string]string{"a.txt": "x", "a.json": `{"kind":"other"} {}`}, "a.json: more than one"},
		{"no kind", map[string]string{"a.txt": "x", "a.json": `[{"kind":"other"},{}]`}, "a.json: entry 2 has no kind"},
		{"no text", map[string]string{"a.txt": "", "a.json": `{"kind":"other"}`}, "a.txt: no text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, s := range tt.files {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := Load(dir, readFile); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q in it", err, tt.want)
			}
		})
	}
	if _, err := Load(filepath.Join(t.TempDir(), "nowhere"), readFile); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("error %v names no directory", err)
	}
}
