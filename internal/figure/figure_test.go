package figure

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
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
			if n := r.IntN(5) - 1; n > 0 {
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
	g := Lagging{Scope: Scope{448, 512}, From: jikenbo.Discovery, To: jikenbo.Publication, Median: 48, Unknown: 42, UnknownHref: "/?nolag", Types: map[string][]Band{}}
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
	s := Sizing{Scope: Scope{448, 512}}
	for i, unit := range []string{"人", "件", "アカウント"} {
		u := Unit{Label: unit, Unstated: 61 + i}
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
		"months":            Months(monthly(3), lang),
		"months-many":       Months(monthly(40), lang),
		"months-empty":      Months(Monthly{Scope: Scope{0, 512}}, lang),
		"sizes":             Sizes(sizing(), lang),
		"sizes-empty":       Sizes(Sizing{Scope: Scope{0, 512}}, lang),
		"lags":              Lags(lagging(), lang),
		"lags-empty":        Lags(Lagging{From: jikenbo.Discovery, To: jikenbo.Publication}, lang),
		"items":             Items(items(), lang),
		"discoverers":       Discoverers(Tally{Scope: Scope{448, 512}, Stated: 344, Unstated: 104, Rows: []Row{{Label: "自組織", Cases: 198, Href: "/?discoverer=internal"}, {Label: "カード会社", Cases: 98}, {Label: "外部の専門家", Cases: 48}}}, lang),
		"suppliers":         Suppliers(suppliers(), lang),
		"suppliers-empty":   Suppliers(Tally{Scope: Scope{0, 512}}, lang),
		"cascade":           Cascade("丙株式会社", &own, branches(4), lang),
		"cascade-alone":     Cascade("丙株式会社", nil, branches(1), lang),
		"cascade-folded":    Cascade("丙株式会社", nil, append(branches(80), Branch{Number: "#2023-900", Organization: "甲"}), lang),
		"cascade-no-branch": Cascade("丙株式会社", &own, nil, lang),
	}
}

func TestGolden(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		for name, f := range figures(t, lang) {
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
