package figure

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"jikenbo"
)

var update = flag.Bool("u", false, "rewrite the golden drawings")

// example reads the gold of an example notice.
func example(t testing.TB, name string) *jikenbo.Case {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	var c jikenbo.Case
	if err := json.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	return &c
}

func pointers(p string) string { return "#" + p[1:] }

func day(s string) jikenbo.Date {
	d, err := jikenbo.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func period(p string) string { return "/?supplier=x&period=" + p }

func search(typ string, months []string) string {
	return "/?type=" + typ + "&month=" + strings.Join(months, "&month=")
}

// monthly makes the months of so many years, the same each time.
func monthly(years int) Monthly {
	r := rand.New(rand.NewPCG(1, 2))
	m := Monthly{Undated: 7, Today: jikenbo.Date{Year: 2022 + years, Month: 12, Day: 3}, Link: search}
	for i := range years * 12 {
		month := Month{Month: fmt.Sprintf("%d-%02d", 2023+i/12, i%12+1), Types: map[string]int{}}
		for _, term := range jikenbo.TaxonomyOf("type").Terms {
			if n := r.IntN(9) - 5; n > 0 && term.Code > "m" {
				month.Types[term.Code] = n
				month.Cases += n
			}
		}
		m.Months = append(m.Months, month)
		m.Cases += month.Cases
	}
	m.Cases += m.Undated
	m.Of = m.Cases + 64
	return m
}

func lagging() Lagging {
	g := Lagging{Scope: Scope{448, 512}, From: jikenbo.Discovery, To: jikenbo.Publication, Median: 48, Unknown: 42, Negative: 3, NegativeHref: "/?lag=negative", UnknownHref: "/?nolag", Types: map[string][]Band{}}
	r := rand.New(rand.NewPCG(3, 4))
	make := func(most int) []Band {
		var bands []Band
		for _, label := range []string{"当日", "1–3", "4–7", "8–14", "15–30", "31–60", "61–90", "91–180", "181–365", "366–"} {
			bands = append(bands, Band{Label: label, Cases: r.IntN(most), Href: "/?lag=" + label})
		}
		return bands
	}
	g.Bands = make(80)
	for _, b := range g.Bands {
		g.Known += b.Cases
	}
	for _, code := range []string{"ransomware", "web-skimming", "mis-sending", "loss", "supplier-breach"} {
		g.Types[code] = make(20)
	}
	return g
}

func sizing() Sizing {
	s := Sizing{Scope: Scope{448, 512}, Unstated: 61, UnstatedHref: "/?size=unstated"}
	for i, unit := range []string{"人", "件", "アカウント"} {
		u := Unit{Label: unit}
		lo := int64(1)
		for j, n := range []int{3, 9, 14, 31, 44, 61, 40, 22, 9, 4, 2, 1}[:12-i*3] {
			hi := []int64{3, 9, 31, 99, 316, 999, 3162, 9999, 31622, 99999, 316227, 999999}[j]
			u.Bands = append(u.Bands, Band{Lo: lo, Hi: hi, Cases: n / (i + 1), Href: fmt.Sprint("/?size=", unit, lo)})
			u.Cases += n / (i + 1)
			lo = hi + 1
		}
		s.Units = append(s.Units, u)
	}
	return s
}

func items() Tally {
	t := Tally{Scope: Scope{448, 512}, Stated: 402, Unstated: 46, UnstatedHref: "/?noitem"}
	n := 260
	for i, term := range jikenbo.TaxonomyOf("item").Terms[:18] {
		row := Row{Label: term.Ja, Cases: n, Href: "/?item=" + term.Code}
		if i%4 == 2 {
			row.Excluded, row.ExcludedHref = 11+i*4, "/?excluded="+term.Code
		}
		t.Rows = append(t.Rows, row)
		n = n * 4 / 5
	}
	return t
}

func suppliers() Tally {
	return Tally{Scope: Scope{448, 512}, Stated: 31, Unstated: 417, Rows: []Row{
		{Label: "株式会社ひのき情報サービス", Cases: 12, Href: "/suppliers/1", Quote: true},
		{Label: "みらい決済代行株式会社関西支社西日本オペレーションセンター第二事業部", Cases: 9, Href: "/suppliers/2", Quote: true},
		{Label: "Acme Hosting K.K.", Cases: 1, Href: "/suppliers/3", Quote: true},
	}}
}

func branches(n int) []Branch {
	var bs []Branch
	at := day("2022-11-04")
	for i := range n {
		bs = append(bs, Branch{
			Number: fmt.Sprintf("#2023-%03d", i+1), Organization: []string{"株式会社あさひ百貨店", "学校法人みなと学園", "東雲市"}[i%3],
			Date: at, Quote: "当社が業務を委託しております丙株式会社のサーバーが第三者による不正アクセスを受けたことにより、お客様情報の一部が流出した可能性があります",
			Counts: "2,259件", Href: fmt.Sprintf("/cases/2023-%03d", i+1),
		})
		at = at.AddDays(5 + i*i*7%45)
	}
	return bs
}

// long is a case whose attack was noticed long after it began, with dates of
// every precision.
var long = &jikenbo.Case{
	Kind: jikenbo.Incident, Published: day("2023-01-10"),
	Windows:  []jikenbo.Period{{From: day("2017-05"), To: day("2022-07")}, {To: day("2022-07-28")}},
	Timeline: []jikenbo.Happening{{Date: day("2017"), Kind: jikenbo.Intrusion}, {Date: day("2022-07-28"), Kind: jikenbo.Discovered}, {Date: day("2022-08"), Kind: jikenbo.Contained}, {Date: day("2022-09-01"), To: day("2022-09-20"), Kind: jikenbo.InvestigationStarted}},
}

// wrong is a case whose sums do not close.
var wrong = &jikenbo.Case{
	Kind: jikenbo.Incident,
	Affected: []jikenbo.Affected{
		{Count: 3325, Unit: "名", Bound: jikenbo.Exact, Role: jikenbo.Total},
		{Count: 7, Unit: "名", Bound: jikenbo.Exact, Role: jikenbo.Part, Items: []jikenbo.Item{"card-number"}},
		{Count: 384, Unit: "名", Bound: jikenbo.Exact, Role: jikenbo.Part},
		{Count: 2943, Unit: "名", Bound: jikenbo.Exact, Role: jikenbo.Part, Items: []jikenbo.Item{"name", "address", "phone"}},
		{Count: 35, Unit: "社", Bound: jikenbo.Exact, Role: jikenbo.Total},
		{Count: 41, Unit: "社", Bound: jikenbo.Exact, Role: jikenbo.Subset},
		{Count: 9270, Unit: "件", Bound: jikenbo.Max, Role: jikenbo.Total},
		{Count: 5200, Unit: "件", Bound: jikenbo.About, Role: jikenbo.Total},
		{Count: 1200, Unit: "件", Bound: jikenbo.Over, Role: jikenbo.Total},
		{Count: 412, Unit: "人", Bound: jikenbo.Exact, Role: jikenbo.Part},
		{Count: 38, Unit: "件", Bound: jikenbo.Exact, Role: jikenbo.Part},
		{Count: 450, Unit: "人", Bound: jikenbo.Exact, Role: jikenbo.Total},
	},
	Checks: []jikenbo.Check{
		{Kind: jikenbo.SumCheck, Parts: []int64{7, 384, 2943}, Total: 3325},
		{Kind: jikenbo.SubsetCheck, Whole: 35, Part: 41},
		{Kind: jikenbo.SumCheck, Parts: []int64{412, 38}, Total: 450},
	},
}

// figures are one of each kind and of each state that looks different.
func figures(t testing.TB, lang string) map[string]Figure {
	own := Branch{Number: "#2022-311", Organization: "丙株式会社", Date: day("2022-10-25"), Quote: "弊社が提供するサービスへの不正アクセスについて", Href: "/cases/2022-311"}
	return map[string]Figure{
		"timeline":          Timeline(example(t, "examples/03-ransomware-final-report.json"), lang, pointers),
		"timeline-cut":      Timeline(example(t, "examples/01-ec-card-leak.json"), lang, pointers),
		"timeline-partial":  Timeline(long, lang, nil),
		"timeline-lacking":  Timeline(example(t, "testdata/notices/b05.json"), lang, pointers),
		"timeline-months":   Timeline(example(t, "testdata/notices/a11.json"), lang, pointers),
		"timeline-day":      Timeline(example(t, "testdata/notices/b14.json"), lang, pointers),
		"timeline-empty":    Timeline(&jikenbo.Case{Kind: jikenbo.Incident}, lang, nil),
		"parts":             Parts(example(t, "examples/03-ransomware-final-report.json"), lang, pointers),
		"parts-funnel":      Parts(example(t, "examples/11-point-app-credential-stuffing.json"), lang, pointers),
		"parts-bounds":      Parts(example(t, "examples/10-news-article.json"), lang, pointers),
		"parts-wrong":       Parts(wrong, lang, pointers),
		"parts-empty":       Parts(&jikenbo.Case{Kind: jikenbo.Incident}, lang, nil),
		"months":            Months(monthly(1), lang),
		"months-folded":     Months(monthly(6), lang),
		"months-empty":      Months(Monthly{Scope: Scope{0, 512}}, lang),
		"sizes":             Sizes(sizing(), lang),
		"sizes-empty":       Sizes(Sizing{Scope: Scope{0, 512}}, lang),
		"lags":              Lags(lagging(), lang),
		"lags-empty":        Lags(Lagging{From: jikenbo.Discovery, To: jikenbo.Publication}, lang),
		"items":             Items(items(), lang),
		"discoverers":       Discoverers(Tally{Scope: Scope{448, 512}, Stated: 344, Unstated: 104, Rows: []Row{{Label: "自組織", Cases: 198, Href: "/?discoverer=internal"}, {Label: "カード会社", Cases: 98}, {Label: "外部の専門家", Cases: 48}}}, lang),
		"suppliers":         Suppliers(suppliers(), lang),
		"suppliers-empty":   Suppliers(Tally{Scope: Scope{0, 512}}, lang),
		"cascade":           Cascade("丙株式会社", &own, branches(4), lang, period),
		"cascade-alone":     Cascade("丙株式会社", nil, branches(1), lang, period),
		"cascade-folded":    Cascade("丙株式会社", nil, append(branches(80), Branch{Number: "#2023-900", Organization: "甲"}), lang, period),
		"cascade-no-branch": Cascade("丙株式会社", &own, nil, lang, period),
	}
}

// inEnglish are those figures of which the English drawing is kept too.
var inEnglish = map[string]bool{"timeline-partial": true, "parts-wrong": true, "sizes": true, "cascade-alone": true}

func TestGolden(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		for name, f := range figures(t, lang) {
			if lang == "en" && !inEnglish[name] {
				continue
			}
			for _, width := range []int{Narrow, Wide} {
				file := filepath.Join("testdata", fmt.Sprintf("%s.%s.%d.svg", name, lang, width))
				got := strings.ReplaceAll(string(f.SVG(width)), "><", ">\n<") + "\n"
				if *update {
					if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
					continue
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("%s is drawn differently; look at it, then go test -u", file)
				}
			}
		}
	}
}

// sound proves what is true of every drawing.
func sound(t testing.TB, f Figure) {
	t.Helper()
	for _, width := range []int{Narrow, Wide} {
		if err := check(string(f.SVG(width)), width); err != nil {
			t.Errorf("%s, %d wide: %v", f.Name, width, err)
		}
	}
	if f.Title == "" || f.Caption == "" {
		t.Errorf("%s: title %q, caption %q", f.Name, f.Title, f.Caption)
	}
	for _, row := range f.Table.Rows {
		if len(row) != len(f.Table.Header) {
			t.Errorf("%s: a row of %d cells under %d headings", f.Name, len(row), len(f.Table.Header))
		}
		for _, c := range row {
			if !utf8.ValidString(c.Text) || c.Href != local(c.Href) {
				t.Errorf("%s: cell %q leads to %q", f.Name, c.Text, c.Href)
			}
		}
	}
}

var (
	elements   = map[string]bool{"svg": true, "g": true, "a": true, "title": true, "text": true, "rect": true, "line": true, "path": true}
	attributes = map[string]bool{
		"xmlns": true, "class": true, "width": true, "height": true, "viewBox": true, "font-size": true, "aria-hidden": true, "focusable": true,
		"x": true, "y": true, "x1": true, "y1": true, "x2": true, "y2": true, "d": true, "href": true, "tabindex": true, "text-anchor": true, "opacity": true,
	}
	coordinate = regexp.MustCompile(`-?[0-9.]+`)
)

// check reads a drawing: it is XML of a few elements and attributes, its text
// is at least 14 pixels high at the least width at which it is shown, and all
// of it is within the view box.
func check(svg string, width int) error {
	d := xml.NewDecoder(strings.NewReader(svg))
	var w, h, size, x float64
	anchor := ""
	var stack []string
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("not XML: %w", err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			stack = append(stack, tok.Name.Local)
			at := map[string]string{}
			for _, a := range tok.Attr {
				at[a.Name.Local] = a.Value
				if !attributes[a.Name.Local] {
					return fmt.Errorf("attribute %s of %s", a.Name.Local, tok.Name.Local)
				}
			}
			f := func(name string) float64 {
				v, err := strconv.ParseFloat(at[name], 64)
				if err != nil {
					v = 0
				}
				return v
			}
			within := func(x, y float64) error {
				if x < -0.1 || y < -0.1 || x > w+0.1 || y > h+0.1 {
					return fmt.Errorf("%s %v at %g, %g is outside of %g by %g", tok.Name.Local, tok.Attr, x, y, w, h)
				}
				return nil
			}
			var err error
			switch tok.Name.Local {
			case "svg":
				w, h, size = f("width"), f("height"), f("font-size")
				least := 280.0
				if width == Wide {
					least = Wide
				}
				switch {
				case len(stack) > 1:
					err = errors.New("a drawing in a drawing")
				case w != float64(width) || h < 10 || h > 40_000:
					err = fmt.Errorf("%g by %g", w, h)
				case at["viewBox"] != "0 0 "+at["width"]+" "+at["height"]:
					err = fmt.Errorf("view box %s", at["viewBox"])
				case at["aria-hidden"] != "true":
					err = errors.New("not hidden from screen readers")
				case size*least/w < 14:
					err = fmt.Errorf("text of %g at %g", size, least)
				}
			case "rect":
				if err = within(f("x"), f("y")); err == nil {
					err = within(f("x")+f("width"), f("y")+f("height"))
				}
			case "line":
				if err = within(f("x1"), f("y1")); err == nil {
					err = within(f("x2"), f("y2"))
				}
			case "path":
				ps := coordinate.FindAllString(at["d"], -1)
				for i := 0; i+1 < len(ps) && err == nil; i += 2 {
					px, _ := strconv.ParseFloat(ps[i], 64)
					py, _ := strconv.ParseFloat(ps[i+1], 64)
					err = within(px, py)
				}
			case "text":
				x, anchor = f("x"), at["text-anchor"]
				if err = within(x, f("y")); err == nil {
					err = within(x, f("y")-size*0.75)
				}
			case "a":
				if at["tabindex"] != "-1" || local(at["href"]) == "" {
					err = fmt.Errorf("link %v", tok.Attr)
				}
			}
			if err != nil {
				return err
			}
			if !elements[tok.Name.Local] {
				return fmt.Errorf("element %s", tok.Name.Local)
			}
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if len(stack) == 0 || stack[len(stack)-1] != "text" {
				continue
			}
			long := measure(string(tok), size)
			from, to := x, x+long
			switch anchor {
			case "middle":
				from, to = x-long/2, x+long/2
			case "end":
				from, to = x-long, x
			}
			if from < -0.5 || to > w+0.5 {
				return fmt.Errorf("text %q from %g to %g in a drawing %g wide", tok, from, to, w)
			}
		case xml.Comment, xml.Directive, xml.ProcInst:
			return fmt.Errorf("%T", tok)
		}
	}
	return nil
}

func TestFiguresAreSound(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		for name, f := range figures(t, lang) {
			t.Run(name+"."+lang, func(t *testing.T) { sound(t, f) })
		}
	}
}

// drawn gives what the marks of a drawing say of themselves, by their order:
// the number that their titles end in.
func drawn(t *testing.T, f Figure, width int) []int {
	t.Helper()
	var ns []int
	for _, m := range regexp.MustCompile(`<title>[^<]* ([0-9,]+)(?:件| cases?)</title>`).FindAllStringSubmatch(string(f.SVG(width)), -1) {
		n, err := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
		if err != nil {
			t.Fatal(err)
		}
		ns = append(ns, n)
	}
	return ns
}

func total[N int | int64](ns ...N) (sum int) {
	for _, n := range ns {
		sum += int(n)
	}
	return sum
}

// What is drawn adds up to what stands in the table, folded or not.
func TestTableHoldsWhatIsDrawn(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		for name, f := range map[string]Figure{
			"a year": Months(monthly(1), lang), "folded": Months(monthly(12), lang), "sizes": Sizes(sizing(), lang), "lags": Lags(lagging(), lang),
			"items": Items(items(), lang), "discoverers": figures(t, lang)["discoverers"],
		} {
			sum := 0
			for _, row := range f.Table.Rows {
				for i, c := range row {
					// All numbers of a table are counts of cases but the bounds of sizes, and
					// months that are not known or types whose dates are not, which are not drawn.
					if c.Numeric && (f.Name != "sizes" || i == 3) && !(f.Name == "months" && row[0].Text == language(lang).unstated()) &&
						!(f.Name[:3] == "lag" && i > 1 && row[0].Text == language(lang).unstated()) {
						sum += int(c.Number)
					}
				}
			}
			for _, width := range []int{Narrow, Wide} {
				if got := total(drawn(t, f, width)...); got != sum || sum == 0 {
					t.Errorf("%s %s %d: %d cases drawn, %d in the table", name, lang, width, got, sum)
				}
			}
		}
	}
}

// The length of a bar is its share of the largest one.
func TestBarsAreToScale(t *testing.T) {
	f := Discoverers(Tally{Scope: Scope{100, 100}, Stated: 90, Unstated: 10, Rows: []Row{{Label: "a", Cases: 60}, {Label: "b", Cases: 30}}}, "en")
	for _, width := range []int{Narrow, Wide} {
		var lengths []float64
		for _, m := range regexp.MustCompile(`<rect class="(?:ink|frame)"[^>]* width="([0-9.]+)"`).FindAllStringSubmatch(string(f.SVG(width)), -1) {
			w, _ := strconv.ParseFloat(m[1], 64)
			lengths = append(lengths, w)
		}
		if len(lengths) != 3 || math.Abs(lengths[0]/lengths[1]-2) > 0.02 || math.Abs(lengths[0]/(lengths[2]+1)-6) > 0.1 {
			t.Errorf("%d wide: bars of 60, 30 and 10 are %v long", width, lengths)
		}
	}
}

func TestTimelineWords(t *testing.T) {
	known := &jikenbo.Case{Kind: jikenbo.Incident, Published: day("2023-01-10"), Timeline: []jikenbo.Happening{{Date: day("2022-07-28"), Kind: jikenbo.Discovered}}}
	bare := &jikenbo.Case{Kind: jikenbo.Incident, Published: day("2023-01-10"), Timeline: []jikenbo.Happening{{Date: day("2022-07"), Kind: jikenbo.Discovered}}}
	lacking := &jikenbo.Case{Kind: jikenbo.Incident, Published: day("2023-01-10")}
	early := &jikenbo.Case{Kind: jikenbo.Incident, Published: day("2023-01-10"), Reports: []jikenbo.Report{{Date: day("2023-01-13")}}}
	for _, x := range []struct {
		c     *jikenbo.Case
		lang  string
		has   string
		hasNo string
	}{
		{known, "ja", "発覚から公表まで166日", "発覚日の記載なし"},
		{known, "en", "discovery to publication: 166 days", "of discovery is stated"},
		{bare, "ja", "発覚から公表まで163〜193日", "166"},
		{bare, "en", "163 to 193 days", "166"},
		{lacking, "ja", "発覚日の記載なし。日数は計算しません", "0日"},
		{lacking, "en", "No day of discovery is stated", "166"},
		{early, "ja", "−3日", " 3日"},
	} {
		f := Timeline(x.c, x.lang, nil)
		// What stands in a drawing may be cut into lines; the caption and the table may not.
		all := []string{f.Caption}
		for _, row := range f.Table.Rows {
			for _, c := range row {
				all = append(all, c.Text)
			}
		}
		words := strings.Join(all, " ")
		if !strings.Contains(words, x.has) || strings.Contains(words, x.hasNo) {
			t.Errorf("%v in %s: want %q, not %q, in %q", x.c, x.lang, x.has, x.hasNo, words)
		}
	}
}

// A gap is cut if it is longer than three fifths of all days, and only then.
func TestTimelineIsCut(t *testing.T) {
	for _, x := range []struct {
		middle string
		want   bool
	}{{"2023-01-10", true}, {"2023-03-01", true}, {"2023-06-01", false}, {"2023-12-20", true}} {
		c := &jikenbo.Case{Kind: jikenbo.Incident, Published: day("2023-12-31"), Timeline: []jikenbo.Happening{
			{Date: day("2023-01-01"), Kind: jikenbo.Intrusion}, {Date: day(x.middle), Kind: jikenbo.Discovered}}}
		if got := strings.Contains(string(Timeline(c, "ja", nil).SVG(Wide)), `class="cut"`); got != x.want {
			t.Errorf("from 2023-01-01 to 2023-12-31 with %s: cut %v, want %v", x.middle, got, x.want)
		}
	}
}

// The double rule stands only beneath a sum that closes, and unlike things are
// not added.
func TestSumCloses(t *testing.T) {
	sumOf := func(total int64, unit string, units ...string) Figure {
		c := &jikenbo.Case{Kind: jikenbo.Incident, Affected: []jikenbo.Affected{{Count: total, Unit: unit, Bound: jikenbo.Exact, Role: jikenbo.Total}}}
		check := jikenbo.Check{Kind: jikenbo.SumCheck, Total: total}
		for i, u := range units {
			n := []int64{7, 384, 2934}[i]
			check.Parts = append(check.Parts, n)
			c.Affected = append(c.Affected, jikenbo.Affected{Count: n, Unit: u, Bound: jikenbo.Exact, Role: jikenbo.Part})
		}
		c.Checks = []jikenbo.Check{check}
		return Parts(c, "ja", nil)
	}
	for _, x := range []struct {
		f     Figure
		words string
		rules int // 1 above the total, 2 more beneath it
	}{
		{sumOf(3325, "名", "名", "名", "名"), "7 + 384 + 2,934 = 3,325名 ✓", 3},
		{sumOf(3335, "名", "名", "名", "名"), "7 + 384 + 2,934 = 3,325 ≠ 3,335名（差 −10）", 1},
		{sumOf(3320, "名", "名", "人", "名"), "7 + 384人 + 2,934 = 3,325 ≠ 3,320名（差 +5）", 1},
		{sumOf(3325, "件", "人", "件", "件"), "7人、384件、2,934件。公表文の合計は3,325件。単位が違うため足しません", 0},
		{sumOf(391, "者", "人", "社"), "7人 + 384社 = 391者 ✓", 3},
	} {
		rows := x.f.Table.Rows
		if got := rows[len(rows)-1][3].Text; got != x.words {
			t.Errorf("written out %q, want %q", got, x.words)
		}
		if got := strings.Count(string(x.f.SVG(Wide)), `<line class="line"`); got != x.rules {
			t.Errorf("%s: %d rules, want %d", x.words, got, x.rules)
		}
		sound(t, x.f)
	}
}

func TestEmptyFiguresSaySo(t *testing.T) {
	for name, f := range figures(t, "ja") {
		empty := strings.Contains(name, "empty")
		if f.Empty != empty {
			t.Errorf("%s: empty %v", name, f.Empty)
		}
		if !empty {
			continue
		}
		for _, width := range []int{Narrow, Wide} {
			s := string(f.SVG(width))
			if !strings.Contains(s, "この条件の事件はありません") && !strings.Contains(s, "記載なし") || !strings.Contains(s, `class="axis"`) {
				t.Errorf("%s: %s", name, s)
			}
		}
	}
}

func TestLinksStayHere(t *testing.T) {
	for href, want := range map[string]bool{
		"/cases/2023-009": true, "#e4": true, "?type=loss": true, "/?q=%E6%BC%8F&type=loss": true,
		"": false, "//evil.example": false, "https://evil.example/": false, "javascript:alert(1)": false, "/\\evil.example": false,
		"/a\nb": false, " /a": false, "data:text/html,x": false, "/" + strings.Repeat("a", 9000): false,
	} {
		if got := local(href) != ""; got != want {
			t.Errorf("%.40q: kept %v, want %v", href, got, want)
		}
	}
}

func TestCSVIsNoFormula(t *testing.T) {
	table := Table{Header: []string{"a", "b"}, Rows: [][]Cell{{text("=HYPERLINK(1)"), number(1234567)}, {text("-1"), number(int64(-5))}, {text("甲,\"乙\""), text("")}}}
	var b strings.Builder
	if err := table.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	if want := "a,b\n'=HYPERLINK(1),1234567\n'-1,-5\n\"甲,\"\"乙\"\"\",\n"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}

func TestWrap(t *testing.T) {
	for _, x := range []struct {
		s     string
		room  float64 // characters of 10 units
		lines int
		want  []string
	}{
		{"サービス妨害（DoS）", 85, 2, []string{"サービス妨害", "（DoS）"}},
		{"氏名・住所・電話番号", 70, 2, []string{"氏名・住所・", "電話番号"}},
		{"short", 70, 3, []string{"short"}},
		{"investigation completed", 100, 2, []string{"investigation", "completed"}},
		{"株式会社あいうえおかきくけこ", 70, 1, []string{"株式会社あい…"}},
		{"あいうえおかきくけこ", 40, 2, []string{"あいうえ", "おかき…"}},
		{"あいう、え", 30, 2, []string{"あい", "う、え"}},
		{"aaaaaaaaaaaaaaaaaaaa", 40, 2, []string{"aaaaaa", "aaaa…"}},
		{"\u202egnp.exe\x00", 70, 1, []string{"gnp.exe"}},
		{"", 70, 2, nil},
	} {
		if got := wrap(x.s, 10, x.room, x.lines); !slices.Equal(got, x.want) {
			t.Errorf("%q: %q, want %q", x.s, got, x.want)
		}
	}
}

// hostile is text of the kind that notices of strangers may hold.
var hostile = []string{
	"</text></svg><script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "&lt;&#60;\x00\x1b[31m\ufffe\uffff",
	"\u202e\u2066株式会社\u2069", "Z̴̡̛͇͎̳̫͙a̷l̸g̴o̵" + strings.Repeat("\u0301", 5000), strings.Repeat("ﷺ﷽𒐫⸻", 200), strings.Repeat("W", 100_000), "\xff\xfe\xed\xa0\x80", "]]>", "👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿", "\n\r\u2028\u0085",
}

func TestHostileInput(t *testing.T) {
	const huge = math.MaxInt64
	for i, s := range hostile {
		bad := jikenbo.Date{Year: 2023, Month: 13, Day: 45}
		c := &jikenbo.Case{
			Kind: jikenbo.Incident, Published: day("0001-01-01"),
			Windows:  []jikenbo.Period{{From: day("9999-12-31"), To: day("0001-01-01")}, {From: bad, To: bad}, {From: day("2023")}},
			Timeline: []jikenbo.Happening{{Date: bad, Kind: jikenbo.Moment(s)}, {Date: day("9999"), Kind: jikenbo.Moment(s)}, {Date: day("2023-02"), To: day("2022-01"), Kind: jikenbo.Discovered}},
			Affected: []jikenbo.Affected{{Count: huge, Unit: s, Bound: jikenbo.Bound(s), Role: jikenbo.Role(s), Items: []jikenbo.Item{jikenbo.Item(s)}}, {Count: -huge, Unit: s, Bound: jikenbo.Max}, {Count: 0, Unit: s}, {Count: huge, Unit: s, Bound: jikenbo.Over}},
			Checks: []jikenbo.Check{
				{Kind: jikenbo.SumCheck, Parts: []int64{huge, huge, -1, 0}, Total: -2}, {Kind: jikenbo.SumCheck}, {Kind: jikenbo.CheckKind(s)},
				{Kind: jikenbo.SubsetCheck, Whole: -1, Part: huge}, {Kind: jikenbo.SubsetCheck, Whole: huge, Part: huge}, {Kind: jikenbo.SubsetCheck, Whole: 5, Part: 4}, {Kind: jikenbo.SubsetCheck, Whole: 4, Part: 5},
			},
		}
		link := func(string) string { return s }
		for _, lang := range []string{"ja", "en", s} {
			sound(t, Timeline(c, lang, link))
			sound(t, Parts(c, lang, link))
			tally := Tally{Scope: Scope{huge, -1}, Stated: huge, Unstated: -5, UnstatedHref: s, Rows: []Row{{Label: s, Cases: huge, Href: s, Excluded: huge, ExcludedHref: "/" + s, Quote: true}, {Label: s, Cases: -3, Excluded: -1}}}
			sound(t, Items(tally, lang))
			sound(t, Discoverers(tally, lang))
			sound(t, Suppliers(tally, lang))
			sound(t, Months(Monthly{Scope: Scope{huge, huge}, Today: bad, Undated: -1, Months: []Month{{Month: s, Cases: huge, Types: map[string]int{s: huge}}, {Month: s, Cases: -4, Types: map[string]int{"": -1}}}, Link: func(string, []string) string { return s }}, lang))
			sound(t, Sizes(Sizing{Scope: Scope{1, 1}, Unstated: huge, UnstatedHref: s, Units: []Unit{{Label: s, Cases: 1, Bands: []Band{{Lo: -huge, Hi: huge, Cases: 1, Href: s}, {Lo: huge, Cases: -1}, {}}}, {Label: s, Cases: 1}}}, lang))
			sound(t, Lags(Lagging{Scope: Scope{1, 1}, From: jikenbo.Milestone(s), To: jikenbo.Milestone(s), Median: math.NaN(), Known: 1, Bands: []Band{{Label: s, Cases: 1}}, Types: map[string][]Band{s: {{Label: s, Cases: 9}, {Cases: 3}}}}, lang))
			sound(t, Cascade(s, &Branch{Number: s, Organization: s, Date: bad, Quote: s, Href: s}, []Branch{{Number: s, Organization: s, Quote: s, Counts: s, Href: s}, {Date: day("9999")}, {Date: day("0001-01-01")}}, lang, link))
		}
		if t.Failed() {
			t.Fatalf("with text %d", i)
		}
	}
}

// Ten thousand of anything stays a drawing that a page can hold.
func TestMuch(t *testing.T) {
	c := &jikenbo.Case{Kind: jikenbo.Incident}
	for i := range 10_000 {
		c.Timeline = append(c.Timeline, jikenbo.Happening{Date: day("2000-01-01").AddDays(i), Kind: jikenbo.Moment(jikenbo.TaxonomyOf("moment").Terms[i%11].Code)})
		c.Affected = append(c.Affected, jikenbo.Affected{Count: int64(i), Unit: strconv.Itoa(i % 300)})
		c.Checks = append(c.Checks, jikenbo.Check{Kind: jikenbo.SubsetCheck, Whole: int64(i), Part: int64(i - 1)}, jikenbo.Check{Kind: jikenbo.SumCheck, Parts: make([]int64, 10_000)})
	}
	var many []Branch
	var rows []Row
	for i := range 10_000 {
		many = append(many, Branch{Number: strconv.Itoa(i), Organization: "甲", Date: day("1000-01-01").AddDays(i * 300)})
		rows = append(rows, Row{Label: strconv.Itoa(i), Cases: i, Href: "/"})
	}
	for _, f := range []Figure{
		Timeline(c, "ja", pointers), Parts(c, "ja", pointers), Cascade("丙", nil, many, "ja", nil), Months(monthly(500), "ja"), Suppliers(Tally{Scope: Scope{1, 1}, Rows: rows}, "ja"),
	} {
		sound(t, f)
		for _, width := range []int{Narrow, Wide} {
			if n := len(f.SVG(width)); n > 700_000 {
				t.Errorf("%s, %d wide: %d bytes", f.Name, width, n)
			}
		}
	}
}

func FuzzFigures(f *testing.F) {
	for i, s := range hostile {
		f.Add(s, int64(i), 2000+i, i, i, int64(1)<<(i*6))
	}
	f.Fuzz(func(t *testing.T, s string, n int64, year, month, day int, m int64) {
		d := jikenbo.Date{Year: year, Month: month, Day: day}
		e := jikenbo.Date{Year: year + int(n%100), Month: day, Day: month}
		c := &jikenbo.Case{
			Kind: jikenbo.Incident, Published: e, Windows: []jikenbo.Period{{From: d, To: e}, {From: e}, {To: d}},
			Timeline: []jikenbo.Happening{{Date: d, To: e, Kind: jikenbo.Intrusion}, {Date: e, Kind: jikenbo.Moment(s)}},
			Affected: []jikenbo.Affected{{Count: n, Unit: s, Bound: jikenbo.Max}, {Count: m, Unit: s, Items: []jikenbo.Item{jikenbo.Item(s)}}, {Count: n, Unit: "件"}},
			Checks:   []jikenbo.Check{{Kind: jikenbo.SumCheck, Parts: []int64{n, m, n}, Total: m}, {Kind: jikenbo.SubsetCheck, Whole: n, Part: m}, {Kind: jikenbo.SubsetCheck, Whole: m, Part: n}},
		}
		link := func(p string) string { return "/" + s + p }
		for _, lang := range []string{"ja", "en"} {
			sound(t, Timeline(c, lang, link))
			sound(t, Parts(c, lang, link))
			sound(t, Cascade(s, nil, []Branch{{Number: s, Date: d, Quote: s, Href: s}, {Organization: s, Date: e}}, lang, link))
			sound(t, Items(Tally{Scope: Scope{1, 1}, Unstated: int(m), Rows: []Row{{Label: s, Cases: int(n), Excluded: int(m), Href: s}}}, lang))
			sound(t, Months(Monthly{Scope: Scope{1, 1}, Today: d, Months: []Month{{Month: d.String(), Cases: int(n), Types: map[string]int{s: int(m)}}, {Month: s, Cases: 2}}}, lang))
			sound(t, Lags(Lagging{Scope: Scope{1, 1}, From: jikenbo.Attack, To: jikenbo.Discovery, Known: int(n), Unknown: int(m), Bands: []Band{{Label: s, Cases: int(n)}}}, lang))
		}
	})
}
