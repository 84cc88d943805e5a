package web

import (
	"cmp"
	"fmt"
	"html/template"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"jikenbo"
	"jikenbo/internal/ingest"
)

// parse reads HTML as a browser does.
func parse(t testing.TB, s template.HTML) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(string(s)))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func attrOf(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf gives the text of an element and all that is in it.
func textOf(n *html.Node) string {
	var out strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			out.WriteString(d.Data)
		}
	}
	return out.String()
}

// elements gives the elements of a name below a node.
func elements(n *html.Node, name string) []*html.Node {
	var found []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == name {
			found = append(found, d)
		}
	}
	return found
}

// run is a marked piece of a shown text.
type run struct {
	start, end int
	numbers    []int
}

// shownText gives the text that a view shows and its marked runs, and reports
// marks within marks.
func shownText(t testing.TB, v *evidenceView) (string, []run) {
	t.Helper()
	var text strings.Builder
	var runs []run
	for _, p := range elements(parse(t, v.Text), "p") {
		if p.Parent.Data == "div" && attrOf(p.Parent.Parent, "class") == "peek" || attrOf(p.Parent, "class") == "peek" {
			continue
		}
		for d := range p.Descendants() {
			if d.Type == html.ElementNode && d.Data == "mark" {
				r := run{start: text.Len()}
				r.end = r.start + len(textOf(d))
				for n := range strings.FieldsSeq(attrOf(d, "data-f")) {
					number, err := strconv.Atoi(n)
					if err != nil {
						t.Errorf("data-f=%q", attrOf(d, "data-f"))
					}
					r.numbers = append(r.numbers, number)
				}
				if len(elements(d, "mark")) > 0 {
					t.Errorf("a mark within a mark at %d", r.start)
				}
				runs = append(runs, r)
			}
			if d.Type == html.TextNode {
				text.WriteString(d.Data)
			}
		}
	}
	return text.String(), runs
}

// asShown is a text as HTML can hold it.
func asShown(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r >= 0x7F && r < 0xA0 {
			return utf8.RuneError
		}
		return r
	}, s)
}

// covered joins ranges that touch.
func covered(ranges [][2]int) [][2]int {
	slices.SortFunc(ranges, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
	var out [][2]int
	for _, r := range ranges {
		if n := len(out); n > 0 && r[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], r[1])
			continue
		}
		out = append(out, r)
	}
	return out
}

// numberOf gives the number of a fact on the page.
func numberOf(t testing.TB, v *evidenceView, pointer string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.TrimLeft(v.Link(pointer), "#ef"))
	if err != nil {
		t.Errorf("%s has no number on the page: %q", pointer, v.Link(pointer))
	}
	return n
}

// TestEvidenceShowsAll proves the page against the notices of the repository:
// the text stands unchanged, every fact is there with its words as links, and
// the marks of a fact are the words that state it.
func TestEvidenceShowsAll(t *testing.T) {
	files, err := filepath.Glob("../../*/*/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("../../examples/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, more...)
	if len(files) < 100 {
		t.Fatalf("only %d notices", len(files))
	}
	for _, file := range files {
		text, err := ingest.Text(file)
		if err != nil {
			continue // no notice
		}
		for _, r := range ingest.Read(text) {
			for _, lang := range []string{"ja", "en"} {
				v := newEvidence(text[r.Start:r.End], r.Start, &r.Case, r.Evidence, r.Conflicts, evidenceOptions{Lang: lang})
				checkEvidence(t, fmt.Sprintf("%s %d %s", file, r.Entry, lang), v, text[r.Start:r.End], r)
			}
			if t.Failed() {
				return
			}
		}
	}
}

func checkEvidence(t *testing.T, name string, v *evidenceView, text string, r jikenbo.Reading) {
	t.Helper()
	got, runs := shownText(t, v)
	if got != text {
		t.Errorf("%s: the text is changed", name)
		return
	}
	rows := make(map[string]*html.Node)
	for d := range parse(t, v.Facts).Descendants() {
		if id := attrOf(d, "id"); id != "" {
			rows[id] = d
		}
	}
	for _, f := range r.Case.Facts() {
		spans := r.Evidence[f.Pointer]
		if f.Absence && len(spans) == 0 {
			continue
		}
		n := numberOf(t, v, f.Pointer)
		row := rows[fmt.Sprintf("f%d", n)]
		if row == nil {
			t.Errorf("%s: %s has no row", name, f.Pointer)
			continue
		}
		var want, have [][2]int
		for i, s := range spans {
			want = append(want, [2]int{s.Start - r.Start, s.End - r.Start})
			if quote := "「" + shorten(s.Quote) + "」"; i < shownQuotes && !strings.Contains(textOf(row), quote) {
				t.Errorf("%s: %s without %s: %s", name, f.Pointer, quote, textOf(row))
			}
		}
		for _, run := range runs {
			if slices.Contains(run.numbers, n) {
				have = append(have, [2]int{run.start, run.end})
			}
		}
		if !slices.Equal(covered(want), covered(have)) {
			t.Errorf("%s: %s is marked at %v, its words are at %v", name, f.Pointer, covered(have), covered(want))
		}
	}
}

// TestEvidenceEscapes shows hostile texts: nothing of them becomes HTML, and
// nothing turns the text around it.
func TestEvidenceEscapes(t *testing.T) {
	const evil = `</p></div><script>alert(1)</script><img src=x onerror=alert(1)> "' &lt; {{.}} ` + "\u202Egnp.exe\u2066\x00\x1b[31m\r\n"
	quote := func(text, q string) jikenbo.Span {
		i := strings.Index(text, q)
		return jikenbo.Span{Start: i, End: i + len(q), Quote: q, Confidence: .5}
	}
	text := evil + "株式会社甲は、" + evil + "を公表しました。"
	c := jikenbo.Case{Kind: jikenbo.Incident, Organization: evil, Title: evil, Suppliers: []string{evil}, Types: []jikenbo.Type{evil}, Leak: evil,
		Affected: []jikenbo.Affected{{Count: -3, Unit: evil, Bound: evil, Role: evil, Items: []jikenbo.Item{evil}}}, Event: &jikenbo.Event{Name: evil, URL: "javascript:alert(1)"},
		Rules: []jikenbo.TargetRule{{Sector: evil, Condition: evil}}, Reports: []jikenbo.Report{{To: evil}}, Timeline: []jikenbo.Happening{{Kind: evil}}}
	e := jikenbo.Evidence{
		"/organization": {quote(text, evil), {Start: 0, End: 5, Quote: "other", Rule: evil}},
		"/title":        {{Notice: evil, Start: 0, End: len(evil), Quote: evil}},
		"/suppliers/0":  {{Start: -1, End: 1 << 40, Quote: evil}, {Start: 9, End: 3}, {Start: len(evil) + 1, End: len(evil) + 3, Quote: text[len(evil)+1 : len(evil)+3]}},
		evil:            {quote(text, evil)},
	}
	conflicts := []jikenbo.Conflict{{Pointer: "/organization", Chosen: evil, Reason: evil, Others: []jikenbo.Alternative{{Value: evil, Spans: []jikenbo.Span{quote(text, evil)}}}}}
	v := newEvidence(text, 0, &c, e, conflicts, evidenceOptions{Lang: "ja", Notice: "a", Decided: evil,
		Elsewhere: func(s jikenbo.Span) (string, string) { return "/notices/" + s.Notice, s.Notice }})
	for _, part := range []template.HTML{v.Facts, v.Text} {
		doc := parse(t, part)
		for d := range doc.Descendants() {
			if d.Type != html.ElementNode {
				continue
			}
			if slices.Contains([]string{"script", "img"}, d.Data) {
				t.Errorf("<%s> of the notice", d.Data)
			}
			for _, a := range d.Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("<%s %s=%q>", d.Data, a.Key, a.Val)
				}
			}
			if d.Data != "bdi" && strings.ContainsAny(ownText(d), "\u202E\u2066") {
				t.Errorf("<%s> turns the text: %q", d.Data, ownText(d))
			}
		}
	}
	if got, _ := shownText(t, v); got != asShown(text) {
		t.Errorf("the text is %q\nwant %q", got, asShown(text))
	}
}

// ownText gives the text directly within an element.
func ownText(n *html.Node) string {
	var out strings.Builder
	for c := range n.ChildNodes() {
		if c.Type == html.TextNode {
			out.WriteString(c.Data)
		}
	}
	return out.String()
}

// TestEvidenceBounds shows what is too large: the page stays small enough, and
// says that it is cut.
func TestEvidenceBounds(t *testing.T) {
	text := strings.Repeat("あ", 1<<20)
	var c jikenbo.Case
	c.Kind = jikenbo.Incident
	e := jikenbo.Evidence{}
	for i := range 6000 {
		c.Suppliers = append(c.Suppliers, strings.Repeat("長", 500))
		// every span contains all that begin after it: the worst there is
		e[jikenbo.Pointer("suppliers", i)] = []jikenbo.Span{{Start: 3 * i, End: 60000 - 3*i, Quote: text[3*i : 60000-3*i]}}
	}
	v := newEvidence(text, 0, &c, e, nil, evidenceOptions{Lang: "en"})
	if !v.Cut {
		t.Error("nothing says that it is cut")
	}
	if size := len(v.Facts) + len(v.Text); size > 8<<20 {
		t.Errorf("%d bytes", size)
	}
	if got, _ := shownText(t, v); !strings.HasPrefix(text, got) || len(got) < shownBytes-3 {
		t.Errorf("%d bytes of the text are shown", len(got))
	}
	small := newEvidence("短い。", 0, &jikenbo.Case{Kind: jikenbo.Incident}, nil, nil, evidenceOptions{Lang: "ja"})
	if small.Cut {
		t.Error("a small notice is said to be cut")
	}
}

// TestEvidenceElsewhere shows a fact whose words stand in another notice.
func TestEvidenceElsewhere(t *testing.T) {
	c := jikenbo.Case{Kind: jikenbo.Incident, Organization: "甲", Leak: jikenbo.LeakUnstated, SecondaryDamage: jikenbo.DamageNoneConfirmed, ItemsExcluded: []jikenbo.Item{"password"}}
	e := jikenbo.Evidence{
		"/organization":     {{Notice: "aa", Start: 10, End: 13, Quote: "甲"}},
		"/secondary_damage": {{Notice: "bb", Start: 10, End: 13, Quote: "乙"}},
		"/items_excluded/0": {{Notice: "aa", Start: 13, End: 16, Quote: "丙", Confidence: .897}},
	}
	v := newEvidence("甲丙", 10, &c, e, nil, evidenceOptions{Lang: "ja", Notice: "aa", Elsewhere: func(s jikenbo.Span) (string, string) {
		return "/cases/2023-001?notice=2", "第2報 " + s.Notice
	}})
	text := textOf(parse(t, v.Facts))
	for _, want := range []string{"「甲」", "「乙」 第2報 bb", "確認されていないと公表", "含まれないと公表", "90% ?", "記載なし"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	if !strings.Contains(string(v.Facts), `href="/cases/2023-001?notice=2"`) {
		t.Error("no link to the other notice")
	}
	if v.Marked != 2 || v.Link("/organization") != "#e1" || v.Link("/secondary_damage") != "#f3" || v.Link("/none") != "" {
		t.Errorf("marked %d, links %v", v.Marked, v.links)
	}
}

func TestParagraphs(t *testing.T) {
	long := strings.Repeat("長", 35)
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"lines", "一。\n二。\n", "一。\n|二。\n"},
		{"empty lines are one", "一。\n\n \n二。", "一。\n|\n \n|二。"},
		{"wrapped by hand", long + "\n続き。\n次。", long + "\n続き。\n|次。"},
		{"wrapped and indented", "　" + long + "\n　続き" + long + "\n　続き。", "　" + long + "\n　続き" + long + "\n　続き。"},
		{"another indent", long + "\n　次", long + "\n|　次"},
		{"an item", long + "\n・項目", long + "\n|・項目"},
		{"an end", long + "。\n次", long + "。\n|次"},
		{"short lines", "株式会社甲\n代表取締役", "株式会社甲\n|代表取締役"},
	} {
		var parts []string
		ps, joins := paragraphsOf(tt.text)
		for _, p := range ps {
			parts = append(parts, tt.text[p.Start:p.End])
		}
		for _, j := range joins {
			if cut := tt.text[j[0]:j[1]]; strings.Trim(cut, "\n 　") != "" || cut[0] != '\n' {
				t.Errorf("%s: %q is not to be seen", tt.name, cut)
			}
		}
		if inside := strings.Count(tt.want, "続き"); len(joins) != inside {
			t.Errorf("%s: %d lines are joined, want %d", tt.name, len(joins), inside)
		}
		if got := strings.Join(parts, "|"); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	v := newEvidence("一。\n\n二。", 100, &jikenbo.Case{}, nil, nil, evidenceOptions{Numbered: true})
	if p, ok := v.Paragraph(2); !ok || p.Start != 108 || p.End != 114 || !strings.Contains(string(v.Text), `id="p2"`) {
		t.Errorf("paragraph 2 is %+v, %v", p, ok)
	}
	if _, ok := v.Paragraph(0); ok {
		t.Error("there is a paragraph 0")
	}
}

// FuzzEvidence shows any text with any spans: the text stands unchanged and
// nothing of it becomes an element.
func FuzzEvidence(f *testing.F) {
	f.Add("甲社は<b>2,259件</b>の\r\n漏えいを\x00確認。", "2,259件", 3, 9, 0)
	f.Add(strings.Repeat("長", 30)+"\n続き\r\n"+strings.Repeat("a ", 50)+"\nb", "x", 80, 100, 0)
	f.Add("\u202Eabc\u2069 &amp; ｶﾞ", "<script>", -1, 2, 5)
	f.Fuzz(func(t *testing.T, text, value string, start, end, base int) {
		if len(text) > 10000 || len(value) > 1000 {
			return
		}
		span := jikenbo.Span{Start: start, End: end}
		if s, e := start-base, end-base; s >= 0 && e <= len(text) && s < e {
			span.Quote = text[s:e]
		}
		c := jikenbo.Case{Kind: jikenbo.Incident, Organization: value, Title: value, Suppliers: []string{value, value}}
		e := jikenbo.Evidence{"/organization": {span}, "/suppliers/1": {span, {Start: base, End: base + len(text), Quote: text}}}
		v := newEvidence(text, base, &c, e, nil, evidenceOptions{Lang: "en"})
		got, runs := shownText(t, v)
		if got != asShown(text) {
			t.Errorf("%q is shown as %q", text, got)
		}
		for _, r := range runs {
			if len(r.numbers) == 0 || r.start >= r.end {
				t.Errorf("an empty run %+v", r)
			}
		}
		for d := range parse(t, v.Facts).Descendants() {
			if d.Type == html.ElementNode && !slices.Contains([]string{"html", "head", "body", "dl", "div", "dt", "dd", "span", "b", "small", "a", "bdi", "svg", "path", "circle"}, d.Data) {
				t.Errorf("<%s> of %q", d.Data, value)
			}
		}
	})
}
