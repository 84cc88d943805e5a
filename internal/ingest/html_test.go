package ingest

import (
	"bytes"
	"flag"
	"fmt"
	"html"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"

	"jikenbo/internal/document"
	"jikenbo/internal/score"
)

var updatePages = flag.Bool("update-pages", false, "write testdata/pages")

var showPages = flag.Bool("pages", false, "say what was read otherwise from the pages than from the text")

// A design is the page of a site around a notice.
type design struct {
	name    string
	charset encoding.Encoding
	header  string // the declared Content-Type
	page    func(n wrapped) string
}

// wrapped is a notice on its way into a page.
type wrapped struct {
	title string
	date  string // YYYY-MM-DD, "" if unknown
	lines []string
}

// TestPages wraps the notices with gold into pages and wants from each design
// nearly what the plain text gives.
func TestPages(t *testing.T) {
	var pairs []score.Pair
	for _, dir := range []string{"../../testdata/notices", "../../examples"} {
		ps, err := score.Load(dir, Text)
		if err != nil {
			t.Fatal(err)
		}
		pairs = append(pairs, ps...)
	}
	plain, base := micro(score.Score(pairs, Read))
	var all score.Count
	for _, d := range designs {
		t.Run(d.name, func(t *testing.T) {
			pages := make([]score.Pair, len(pairs))
			for i, p := range pairs {
				pages[i] = p
				pages[i].Text = readPage(t, d, p)
			}
			r := score.Score(pages, Read)
			f, c := micro(r)
			all.TP, all.FP, all.FN = all.TP+c.TP, all.FP+c.FP, all.FN+c.FN
			t.Logf("micro-F1 %.4f, of plain text %.4f (%+.4f)", f, plain, f-plain)
			if f < plain-0.01 {
				t.Errorf("micro-F1 %.4f, want %.4f or more", f, plain-0.01)
			}
			for _, f := range r.Faults {
				t.Errorf("%s[%d]: %s", f.Notice, f.Entry, f.Error)
			}
			if *showPages {
				show(t, pairs, r)
			}
		})
	}
	if f, _ := all.F1(); len(designs) > 0 && f < plain-0.005 {
		t.Errorf("micro-F1 over all designs %.4f, want %.4f or more", f, plain-0.005)
	} else {
		t.Logf("all: %.4f, plain %.4f (%+v)", f, plain, base)
	}
}

// TestPagesWritten wraps each notice of testdata/written, none of which the
// designs were drawn for, into one design.
func TestPagesWritten(t *testing.T) {
	pairs, err := score.Load("../../testdata/written", Text)
	if err != nil {
		t.Fatal(err)
	}
	plain, _ := micro(score.Score(pairs, Read))
	for i, p := range pairs {
		pairs[i].Text = readPage(t, designs[i%len(designs)], p)
	}
	r := score.Score(pairs, Read)
	if f, _ := micro(r); f < plain-0.01 {
		t.Errorf("micro-F1 %.4f, want %.4f or more", f, plain-0.01)
	} else {
		t.Logf("micro-F1 %.4f, of plain text %.4f (%+.4f)", f, plain, f-plain)
	}
}

func micro(r score.Result) (float64, score.Count) {
	f, _ := r.Micro.F1()
	return f, r.Micro
}

// show logs the misses that the plain texts do not have.
func show(t *testing.T, pairs []score.Pair, r score.Result) {
	known := map[string]int{}
	key := func(m score.Miss) string { return fmt.Sprint(m.Notice, m.Entry, m.Field, m.Kind, m.Value) }
	for _, m := range score.Score(pairs, Read).Misses {
		known[key(m)]++
	}
	for _, m := range r.Misses {
		if known[key(m)]--; known[key(m)] < 0 {
			t.Logf("%s[%d] %s %s %.120s", m.Notice, m.Entry, m.Kind, m.Field, m.Value)
		}
	}
}

func wrap(p score.Pair) wrapped {
	n := wrapped{lines: strings.Split(strings.TrimRight(p.Text, "\n"), "\n")}
	if len(p.Gold) > 0 {
		n.title = p.Gold[0].Title
		n.date = p.Gold[0].Published.String()
	}
	for i := range n.lines {
		n.lines[i] = strings.TrimRight(n.lines[i], " 　\r")
	}
	return n
}

// bytesOf gives the page of a design around the notice p, in its charset.
func bytesOf(t testing.TB, d design, p score.Pair) []byte {
	t.Helper()
	b, err := encoding.HTMLEscapeUnsupported(d.charset.NewEncoder()).Bytes([]byte(d.page(wrap(p))))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func readPage(t testing.TB, d design, p score.Pair) string {
	t.Helper()
	doc, err := document.Read(bytesOf(t, d, p), d.header)
	if err != nil {
		t.Fatalf("%s: %v", p.Name, err)
	}
	if doc.Type != "text/html" {
		t.Fatalf("%s: read as %s", p.Name, doc.Type)
	}
	return doc.Text
}

// TestPageFiles wants testdata/pages to be what the designs give: one notice in
// each, for bench/.
func TestPageFiles(t *testing.T) {
	pairs, err := score.Load("../../testdata/notices", Text)
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range designs {
		p := pairs[i*7%len(pairs)]
		path := fmt.Sprintf("../../testdata/pages/%s-%s.html", p.Name, d.name)
		want := bytesOf(t, d, p)
		if *updatePages {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the design gives (%v); go test ./internal/ingest -run TestPageFiles -update-pages", path, err)
		}
	}
}

// A part of a notice, as an author of a page sees it.
type part struct {
	kind  string // title, heading, list, table, lines
	lines []string
	rows  [][]string
}

var (
	headingLine = regexp.MustCompile(`^(■|□|◆|◇|●|▼|◎|【[^】]{2,20}】$|[0-9０-９一二三四五六]{1,2}[．.、 　]|[0-9０-９]{1,2}$)`)
	bulletLine  = regexp.MustCompile(`^[ 　]*[・•]`)
	labelLine   = regexp.MustCompile(`^[ 　]*([^：:。、（(「 　]{2,10})[：:]\s*([^：:]+)$`)
	gaps        = regexp.MustCompile(`[ 　]{3,}`)
	blanks      = regexp.MustCompile(`[ 　]+`)
)

func trimLine(s string) string { return strings.Trim(s, " 　\t") }

func dense(s string) string { return blanks.ReplaceAllString(s, "") }

// parts cuts a notice into what would be markup of its own.
func (n wrapped) parts() (ps []part) {
	title := dense(n.title)
	add := func(kind, line string) {
		if last := len(ps) - 1; last >= 0 && ps[last].kind == kind && (kind == "list" || kind == "lines" || kind == "table") {
			ps[last].lines = append(ps[last].lines, line)
			return
		}
		ps = append(ps, part{kind: kind, lines: []string{line}})
	}
	for i := 0; i < len(n.lines); i++ {
		line := n.lines[i]
		core := trimLine(line)
		switch {
		case core == "":
			ps = append(ps, part{kind: "gap"})
		case title != "" && dense(core) == title:
			add("title", core)
		case title != "" && i+1 < len(n.lines) && dense(core+n.lines[i+1]) == title:
			ps = append(ps, part{kind: "title", lines: []string{core, trimLine(n.lines[i+1])}})
			i++
		case len(gaps.FindAllString(core, -1)) > 0 && i+1 < len(n.lines) && len(gaps.FindAllString(trimLine(n.lines[i+1]), -1)) > 0 ||
			len(ps) > 0 && ps[len(ps)-1].kind == "columns" && gaps.MatchString(core):
			if last := len(ps) - 1; ps[last].kind != "columns" {
				ps = append(ps, part{kind: "columns"})
			}
			ps[len(ps)-1].rows = append(ps[len(ps)-1].rows, gaps.Split(core, -1))
		case bulletLine.MatchString(line):
			add("list", strings.TrimLeft(core, "・•"))
		case headingLine.MatchString(core) && len([]rune(core)) <= 30 && !strings.HasSuffix(core, "。") && !strings.ContainsAny(core, "：:、"):
			add("heading", core)
		case labelLine.MatchString(line):
			add("table", core)
		default:
			add("lines", line)
		}
	}
	for i := range ps {
		if ps[i].kind == "columns" {
			ps[i].kind = "table"
			continue
		}
		if ps[i].kind == "table" {
			if len(ps[i].lines) < 2 {
				ps[i].kind = "lines"
				continue
			}
			for _, l := range ps[i].lines {
				m := labelLine.FindStringSubmatch(l)
				ps[i].rows = append(ps[i].rows, []string{m[1], trimLine(m[2])})
			}
		}
	}
	return slices.DeleteFunc(ps, func(p part) bool { return p.kind == "gap" })
}

func esc(s string) string { return html.EscapeString(s) }

// rich marks up the parts: paragraphs, headings, lists and tables. The title is
// an h1 where it stands, or left out.
func (n wrapped) rich(h string, withTitle bool) string {
	var b strings.Builder
	for _, p := range n.parts() {
		switch p.kind {
		case "title":
			if withTitle {
				fmt.Fprintf(&b, "<h1 class=\"ttl\">%s</h1>\n", esc(strings.Join(p.lines, "")))
			}
		case "heading":
			fmt.Fprintf(&b, "<%s>%s</%[1]s>\n", h, esc(p.lines[0]))
		case "list":
			b.WriteString("<ul>\n")
			for _, l := range p.lines {
				fmt.Fprintf(&b, "  <li>%s</li>\n", esc(trimLine(l)))
			}
			b.WriteString("</ul>\n")
		case "table":
			b.WriteString("<table class=\"tbl\">\n")
			for _, r := range p.rows {
				b.WriteString("  <tr>")
				for _, c := range r {
					fmt.Fprintf(&b, "<td>%s</td>\n", esc(c))
				}
				b.WriteString("</tr>\n")
			}
			b.WriteString("</table>\n")
		case "lines":
			for _, l := range p.lines {
				fmt.Fprintf(&b, "<p>%s</p>\n", esc(trimLine(l)))
			}
		}
	}
	return b.String()
}

// grouped makes one paragraph of neighbouring lines, broken by <br>.
func (n wrapped) grouped(h string, withTitle bool) string {
	var b strings.Builder
	var group []string
	flush := func() {
		if len(group) > 0 {
			fmt.Fprintf(&b, "<p>%s</p>\n\n", strings.Join(group, "<br />\n"))
			group = nil
		}
	}
	title := dense(n.title)
	for _, l := range n.lines {
		core := trimLine(l)
		switch {
		case core == "":
			flush()
		case dense(core) == title:
			flush()
			if withTitle {
				fmt.Fprintf(&b, "<h1>%s</h1>\n", esc(core))
			}
		case headingLine.MatchString(core) && len([]rune(core)) <= 30 && !strings.HasSuffix(core, "。"):
			flush()
			fmt.Fprintf(&b, "<%s>%s</%[1]s>\n", h, esc(core))
		default:
			group = append(group, esc(strings.TrimRight(l, " 　")))
		}
	}
	flush()
	return b.String()
}

// broken ends every line with <br>, as old pages do.
func (n wrapped) broken() string {
	var b strings.Builder
	for _, l := range n.lines {
		b.WriteString(esc(l) + "<br>\n")
	}
	return b.String()
}

// listed makes definitions of headings and what stands below them.
func (n wrapped) listed() string {
	var b strings.Builder
	open := false
	for _, p := range n.parts() {
		switch p.kind {
		case "title":
		case "heading":
			if open {
				b.WriteString("</dd>\n")
			} else {
				b.WriteString("<dl class=\"irDetail\">\n")
				open = true
			}
			fmt.Fprintf(&b, "<dt>%s</dt>\n<dd>", esc(p.lines[0]))
		case "list":
			b.WriteString("<ul>")
			for _, l := range p.lines {
				fmt.Fprintf(&b, "<li>%s", esc(trimLine(l)))
			}
			b.WriteString("</ul>\n")
		case "table":
			b.WriteString("<dl>")
			for _, r := range p.rows {
				if len(r) != 2 {
					fmt.Fprintf(&b, "<dd>%s</dd>\n", esc(strings.Join(r, "　")))
					continue
				}
				fmt.Fprintf(&b, "<dt>%s</dt><dd>%s</dd>\n", esc(r[0]), esc(r[1]))
			}
			b.WriteString("</dl>\n")
		default:
			for i, l := range p.lines {
				if i > 0 {
					b.WriteString("<br>\n")
				}
				b.WriteString(esc(trimLine(l)))
			}
			b.WriteString("<br>\n")
			if !open {
				b.WriteString("<br>\n")
			}
		}
	}
	if open {
		b.WriteString("</dd></dl>\n")
	}
	return b.String()
}
