// Package archive makes web archives to measure screening by: ordinary pages of
// many kinds from templates, in the designs and charsets that pages have, with
// notices among them. The same options give the same bytes.
package archive

import (
	"compress/gzip"
	_ "embed"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
)

// Sample is the text of a page, as its reader sees it.
type Sample struct {
	About string // what kind of page it is
	Kind  string // notice, event or other
	Text  string // its title stands on the first line that is not empty
}

// Options says what an archive holds.
type Options struct {
	Seed    uint64
	Pages   int
	Share   float64  // of notices among the pages, 0 to 1
	Notices []Sample // taken in turn
	Others  []Sample // pages that are no notices, a fifth of them; the rest comes from templates
}

// Truth is a page of an archive.
type Truth struct {
	URL     string
	About   string
	Kind    string
	Charset string
	Style   string // how its HTML is written
	Size    int    // in bytes
}

// Write writes an archive as gzip records and gives its pages in order.
func Write(w io.Writer, o Options) ([]Truth, error) {
	g := generator{rand.New(rand.NewPCG(o.Seed, 1))}
	out := &recorder{w: w}
	out.record("warcinfo", "", "application/warc-fields", []byte("software: jikenbo archive generator\r\nformat: WARC File Format 1.0\r\n"))
	truths := make([]Truth, 0, o.Pages)
	notices, others := 0, 0
	for i := range o.Pages {
		var s Sample
		switch {
		case g.Float64() < o.Share && len(o.Notices) > 0:
			s = o.Notices[notices%len(o.Notices)]
			notices++
		case len(o.Others) > 0 && i%5 == 0:
			s = o.Others[others%len(o.Others)]
			others++
		default:
			s = g.page(families[g.IntN(len(families))])
		}
		t := Truth{URL: fmt.Sprintf("https://www%d.example.jp/%d.html", g.IntN(500), i), About: s.About, Kind: s.Kind}
		page := g.design(s, &t)
		header := "text/html"
		if g.IntN(2) == 0 {
			header += "; charset=" + t.Charset
		}
		if g.IntN(12) == 0 { // what else a page needs
			out.response(strings.TrimSuffix(t.URL, "html")+"png", "image/png", g.noise(2000+g.IntN(6000)))
		}
		out.response(t.URL, header, page)
		t.Size = len(page)
		truths = append(truths, t)
	}
	return truths, out.err
}

// recorder writes WARC records (ISO 28500), a gzip member each.
type recorder struct {
	w   io.Writer
	n   int
	err error
}

func (r *recorder) response(url, contentType string, body []byte) {
	head := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\nServer: example\r\n\r\n", contentType, len(body))
	r.record("response", url, "application/http; msgtype=response", append([]byte(head), body...))
}

func (r *recorder) record(kind, url, contentType string, block []byte) {
	r.n++
	head := fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\nWARC-Date: 2025-06-01T00:00:00Z\r\n", kind, r.n)
	if url != "" {
		head += "WARC-Target-URI: " + url + "\r\n"
	}
	head += fmt.Sprintf("Content-Type: %s\r\nContent-Length: %d\r\n\r\n", contentType, len(block))
	z := gzip.NewWriter(r.w)
	for _, b := range [][]byte{[]byte(head), block, []byte("\r\n\r\n")} {
		if _, err := z.Write(b); err != nil && r.err == nil {
			r.err = err
		}
	}
	if err := z.Close(); err != nil && r.err == nil {
		r.err = err
	}
}

// family is a template of pages of one kind.
type family struct {
	about, kind   string
	titles        []string
	always, lines []string
}

//go:embed kinds.txt
var kinds string

var families = parse(kinds)

// Samples reads pages written by hand. Before each stands a line of ===, what it
// is about and its kind.
func Samples(text string) (out []Sample, err error) {
	for part := range strings.SplitSeq("\n"+text, "\n=== ") {
		head, body, ok := strings.Cut(part, "\n")
		if !ok || head == "" {
			continue
		}
		about, kind, _ := strings.Cut(head, " ")
		if kind != "notice" && kind != "event" && kind != "other" {
			return nil, fmt.Errorf("%q is no head of a page, want === about kind", head)
		}
		out = append(out, Sample{about, kind, body})
	}
	return out, nil
}

// Texts gives so many texts of each of the families that templates hold.
func Texts(seed uint64, templates string, each int) (out []Sample) {
	g := generator{rand.New(rand.NewPCG(seed, 2))}
	for _, f := range parse(templates) {
		for range each {
			out = append(out, g.page(f))
		}
	}
	return out
}

// parse reads templates. Before each family stands a line of ===, what its
// pages are about and their kind; then # and the titles, parted by bars, *
// before lines that every page has, and the lines that some have. Braces stand
// for words of a kind, see fill.
func parse(templates string) (out []family) {
	for part := range strings.SplitSeq("\n"+templates, "\n=== ") {
		head, body, ok := strings.Cut(part, "\n")
		if !ok || head == "" {
			continue
		}
		var f family
		f.about, f.kind, _ = strings.Cut(head, " ")
		for line := range strings.Lines(body) {
			line = strings.TrimSpace(line)
			switch {
			case line == "":
			case strings.HasPrefix(line, "# "):
				f.titles = strings.Split(line[2:], "|")
			case strings.HasPrefix(line, "* "):
				f.always = append(f.always, line[2:])
			default:
				f.lines = append(f.lines, line)
			}
		}
		out = append(out, f)
	}
	return out
}

type generator struct{ *rand.Rand }

func (g generator) pick(of ...string) string { return of[g.IntN(len(of))] }

// page makes a page of a family: its title, what always stands there and some
// of what may.
func (g generator) page(f family) Sample {
	var b strings.Builder
	b.WriteString(g.fill(g.pick(f.titles...)) + "\n")
	if g.IntN(2) == 0 {
		b.WriteString(g.fill("{date}") + "\n")
	}
	for _, line := range f.always {
		b.WriteString(g.fill(line) + "\n")
	}
	for n := 1 + g.IntN(3); n > 0; n-- {
		for _, k := range g.Perm(len(f.lines))[:(len(f.lines)*2+2)/3] {
			b.WriteString(g.fill(f.lines[k]))
			if g.IntN(2) == 0 {
				b.WriteByte('\n')
			}
		}
		if g.IntN(2) == 0 {
			break
		}
	}
	return Sample{f.about, f.kind, b.String()}
}

// fill puts words for the braces of a template.
func (g generator) fill(s string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		s = after
		switch name {
		case "d":
			fmt.Fprint(&b, 1+g.IntN(9))
		case "n":
			n := 100 + g.IntN(30000)
			if n >= 1000 {
				fmt.Fprintf(&b, "%d,%03d", n/1000, n%1000)
			} else {
				fmt.Fprint(&b, n)
			}
		case "date":
			y, m, d := 2017+g.IntN(9), 1+g.IntN(12), 1+g.IntN(28)
			switch g.IntN(4) {
			case 0:
				fmt.Fprintf(&b, "令和%d年%d月%d日", 1+g.IntN(7), m, d)
			case 1:
				fmt.Fprintf(&b, "%d.%02d.%02d", y, m, d)
			default:
				fmt.Fprintf(&b, "%d年%d月%d日", y, m, d)
			}
		case "edate":
			fmt.Fprintf(&b, "%s %d, %d", g.pick("January", "March", "May", "June", "September", "November"), 1+g.IntN(28), 2018+g.IntN(8))
		case "fy":
			fmt.Fprintf(&b, "%d年度", 2017+g.IntN(9))
		case "tel":
			fmt.Fprintf(&b, "03-0000-%04d", g.IntN(10000))
		case "org":
			b.WriteString(g.pick("株式会社", "有限会社", "一般社団法人", "医療法人", "") + g.pick("あけぼの", "つばさ", "みずうみ", "はるか", "こだち", "いぶき", "しろがね", "ななほし") +
				g.pick("商会", "製作所", "システム", "フーズ", "銀行", "クリニック", "運送", "研究所", "電機"))
		case "eorg":
			b.WriteString(g.pick("Alder", "Birchwood", "Copperfield", "Dunmore", "Elmstead") + " " + g.pick("Foods", "Systems", "Health", "Logistics", "Bank") + g.pick(" Inc.", " Ltd", " plc"))
		case "place":
			b.WriteString(g.pick("青葉町", "三日月市", "白浜", "東山", "若松区", "緑丘", "七里ヶ丘", "小川原"))
		case "eplace":
			b.WriteString(g.pick("Oakport", "Riverton", "Westhaven", "Millbrook"))
		case "name":
			b.WriteString(g.pick("佐野", "水島", "岡部", "滝本", "早川", "堀内", "西尾") + " " + g.pick("翔太", "美咲", "健一", "千尋", "直樹", "由美"))
		case "item":
			b.WriteString(g.pick("抹茶ロールケーキ", "羽毛布団", "水彩画", "かぼちゃスープ", "電動ドライバー", "登山靴", "和菓子", "観葉植物", "加湿器", "だし醤油"))
		case "product":
			b.WriteString(g.pick("みはりくん", "SecureBox", "まもるゲート", "NetGuard Pro", "あんしんメール", "FireWall-X"))
		case "eproduct":
			b.WriteString(g.pick("Osprey VPN", "MailGate", "FormKit", "CloudBox"))
		case "svc":
			b.WriteString(g.pick("マイページ", "予約システム", "オンラインショップ", "会員サイト", "電子申請サービス", "インターネットバンキング"))
		default:
			panic("no word for {" + name + "}")
		}
	}
}

// noise gives bytes without order.
func (g generator) noise(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(g.Uint32())
	}
	return b
}

var charsets = []struct {
	name string
	enc  encoding.Encoding // nil for UTF-8
	of   int               // how many of a hundred pages
}{
	{"UTF-8", nil, 64}, {"Shift_JIS", japanese.ShiftJIS, 20}, {"EUC-JP", japanese.EUCJP, 10}, {"ISO-2022-JP", japanese.ISO2022JP, 6},
}

// design writes a page as HTML and tells of it in t.
func (g generator) design(s Sample, t *Truth) []byte {
	k := g.IntN(100)
	cs := charsets[0]
	for _, cs = range charsets {
		if k -= cs.of; k < 0 {
			break
		}
	}
	t.Charset = cs.name
	mark := escape
	switch g.IntN(40) {
	case 0:
		t.Style = "references"
		mark = references
	case 1, 2:
		t.Style = "tags in words"
		mark = func(s string) string { return g.tagged(s) }
	}
	lines := strings.FieldsFunc(s.Text, func(r rune) bool { return r == '\n' })
	title := ""
	if len(lines) > 0 {
		title = strings.TrimSpace(lines[0])
	}
	page := layouts[g.IntN(len(layouts))](g, mark, title, lines, cs.name)
	if cs.enc == nil {
		return []byte(page)
	}
	b, err := encoding.HTMLEscapeUnsupported(cs.enc.NewEncoder()).Bytes([]byte(page))
	if err != nil {
		panic(err)
	}
	return b
}

func escape(s string) string { return html.EscapeString(s) }

// references writes what is not ASCII as numeric references.
func references(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < 128 {
			b.WriteString(escape(string(r)))
		} else {
			fmt.Fprintf(&b, "&#%d;", r)
		}
	}
	return b.String()
}

// tagged puts tags between some characters.
func (g generator) tagged(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(escape(string(r)))
		if r > 0x3000 && g.IntN(8) == 0 {
			b.WriteString(g.pick("<wbr>", "<span></span>", "<b></b>", "\n"))
		}
	}
	return b.String()
}
