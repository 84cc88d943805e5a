package figure

import (
	"math"
	"slices"
	"strconv"

	"jikenbo"
)

// Tally counts cases by a value that a case may have several of, or one.
type Tally struct {
	Scope
	Rows         []Row // in the order they are drawn
	Stated       int   // cases that state a value
	Unstated     int   // cases that do not
	UnstatedHref string
}

// Row is one value of a [Tally].
type Row struct {
	Label        string
	Cases        int
	Href         string
	Excluded     int // cases that state the item is not affected; of [Items] only
	ExcludedHref string
	Quote        bool // the label is a name as published
}

// rowsDrawn is how many bars a drawing holds; the table has all.
const rowsDrawn = 45

// Items draws in how many cases each kind of data leaked or may have leaked,
// and, apart, in how many the publisher says it did not.
func Items(t Tally, lang string) Figure {
	l := language(lang)
	f := t.figure("items", l.t("項目", "Data items"), l, l.t("項目", "item"), true)
	if len(t.Rows) > 0 && t.Rows[0].Cases > 0 {
		top := t.Rows[0]
		f.Finding = l.t(
			"最も多く挙げられた項目は"+clean(top.Label)+"（"+l.cases(top.Cases)+"）",
			"Named most often: "+clean(top.Label)+" ("+l.cases(top.Cases)+")")
	}
	f.Caption += l.t("1件に複数の項目があるため、合計は件数を超えます。白い棒は「含まれない」と公表された件数です。",
		" A case may name several items, so the bars add up to more than the cases. Hollow bars: cases whose notice says the item is not affected.")
	return f
}

// Discoverers draws who noticed the incidents first.
func Discoverers(t Tally, lang string) Figure {
	l := language(lang)
	f := t.figure("discoverers", l.t("発覚のきっかけ", "Who noticed first"), l, l.t("発見者", "discovered by"), false)
	if len(t.Rows) > 0 && t.Rows[0].Cases > 0 {
		top := t.Rows[0]
		f.Finding = l.t(
			"記載のある"+l.cases(t.Stated)+"のうち"+l.cases(top.Cases)+"は"+clean(top.Label)+"が最初に気づいています",
			l.cases(top.Cases)+" of the "+strconv.Itoa(t.Stated)+" that say so were noticed first by: "+clean(top.Label))
	}
	return f
}

// Suppliers draws how many cases name each supplier.
func Suppliers(t Tally, lang string) Figure {
	l := language(lang)
	f := t.figure("suppliers", l.t("委託先・利用サービス", "Suppliers"), l, l.t("委託先など", "supplier"), false)
	if len(t.Rows) > 0 && t.Rows[0].Cases > 0 {
		top := t.Rows[0]
		f.Finding = l.t(
			"最も多く挙げられたのは"+clean(top.Label)+"（"+l.cases(top.Cases)+"）",
			"Named in the most cases: "+clean(top.Label)+" ("+l.cases(top.Cases)+")")
	}
	f.Caption += l.t("公表文に名前が挙がった件数で、原因や責任を示すものではありません。",
		" Counted where a notice names the supplier; that says nothing of cause or blame.")
	return f
}

func (t Tally) figure(name, title string, l language, heading string, excluded bool) Figure {
	f := Figure{Name: name, Title: title, Caption: t.words(l, t.Stated, t.Unstated)}
	f.Table.Header = []string{heading, l.t("事件", "cases")}
	if excluded {
		f.Table.Header = append(f.Table.Header, l.t("含まれないと公表", "stated as not affected"))
	}
	for _, r := range t.Rows {
		row := []Cell{{Text: clean(r.Label), Href: local(r.Href), Quote: r.Quote}, number(r.Cases).to(r.Href)}
		if excluded {
			row = append(row, number(r.Excluded).to(r.ExcludedHref))
		}
		f.Table.Rows = append(f.Table.Rows, row)
	}
	row := []Cell{text(l.unstated()), number(t.Unstated).to(t.UnstatedHref)}
	if excluded {
		row = append(row, text(""))
	}
	f.Table.Rows = append(f.Table.Rows, row)
	f.Empty = t.Cases == 0 || len(t.Rows) == 0 && t.Unstated == 0
	f.draw(func(c *canvas) {
		if f.Empty {
			c.empty(l)
			return
		}
		t.draw(c, l, excluded)
	})
	return f
}

// empty draws an axis with nothing on it.
func (c *canvas) empty(l language) {
	c.text("soft", 0, c.size+12, begins, l.none(), c.width)
	c.rule("axis", 0, c.size+30, c.width, c.size+30)
}

func (t Tally) draw(c *canvas, l language, excluded bool) {
	rows := t.Rows[:min(len(t.Rows), rowsDrawn)]
	labels := make([]string, 0, len(rows)+1)
	largest := t.Unstated
	anyExcluded := false
	for _, r := range rows {
		labels = append(labels, r.Label)
		largest = max(largest, r.Cases, r.Excluded)
		anyExcluded = anyExcluded || excluded && r.Excluded > 0
	}
	labels = append(labels, l.unstated())
	share := 0.34
	if c.narrow() {
		share = 0.46
	}
	left := widest(labels, c.size, c.width*share) + 10
	numbers := widest([]string{commas(int64(atLeast(largest, 0)))}, c.size, c.width/3) + 8
	gap := 0.0
	columns := 1.0
	if anyExcluded {
		columns, gap = 2, 16
	}
	room := (c.width - left - columns*numbers - (columns-1)*gap) / columns
	scale := room / float64(atLeast(largest, 1))
	second := left + room + numbers + gap
	y := 0.0
	if anyExcluded {
		y = c.line() + 4
		out := []string{l.t("含まれる・可能性", "affected or possibly")}
		not := []string{l.t("含まれないと公表", "stated as not")}
		if c.narrow() { // the columns are too small for their headings in one line
			out, not = wrap(l.t("対象", "affected"), c.size, room+numbers, 1), wrap(l.t("含まれないと公表", "stated not"), c.size, room+numbers, 2)
			y = c.line()*float64(len(not)) + 4
		}
		for i, s := range out {
			c.text("soft", left, c.size+float64(i)*c.line(), begins, s, room+numbers)
		}
		for i, s := range not {
			c.text("soft", second, c.size+float64(i)*c.line(), begins, s, room+numbers)
		}
	}
	const height = 14
	pitch := math.Max(24, c.line()+2)
	top := y
	bar := func(x float64, n int, href, label string, how string) {
		if n <= 0 {
			if how != "hatch" {
				c.text("soft", x+4, y+pitch/2+c.size*0.36, begins, "0", numbers)
			}
			return
		}
		w := math.Max(float64(n)*scale, 1.5)
		c.mark(href, label+" "+l.cases(n), func() {
			c.rect("hit", x, y, max(w+numbers, 24), pitch)
			by := y + (pitch-height)/2
			switch how {
			case "hatch":
				c.hatch(x, by, w, height)
			case "hollow":
				c.rect("hollow", x+0.75, by+0.75, max(w-1.5, 0.5), height-1.5)
			default:
				c.rect(how, x, by, w, height)
			}
			c.text("", x+w+5, y+pitch/2+c.size*0.36, begins, commas(int64(n)), c.width)
		})
	}
	for _, r := range rows {
		class := ""
		if r.Quote {
			class = "quote"
		}
		c.text(class, left-10, y+pitch/2+c.size*0.36, ends, r.Label, left-10)
		bar(left, r.Cases, r.Href, clean(r.Label), "ink")
		if anyExcluded && r.Excluded > 0 {
			bar(second, r.Excluded, r.ExcludedHref, clean(r.Label)+" "+l.t("含まれないと公表", "stated as not affected"), "hollow")
		}
		y += pitch
	}
	if more := len(t.Rows) - len(rows); more > 0 {
		c.text("soft", left, y+pitch/2+c.size*0.36, begins, l.t("ほか"+commas(int64(more))+"行は表に", strconv.Itoa(more)+" more rows in the table"), c.width)
		y += pitch
	}
	if t.Unstated > 0 {
		y += 6
		c.text("soft", left-10, y+pitch/2+c.size*0.36, ends, l.unstated(), left-10)
		bar(left, t.Unstated, t.UnstatedHref, l.unstated(), "hatch")
		y += pitch
	}
	c.rule("axis", left, top, left, y)
	if anyExcluded {
		c.rule("axis", second, top, second, y)
	}
}

// typesInOrder puts the types in the order of the tags of the pages, which
// stand for groups of types; unknown codes come last.
func typesInOrder(codes []string) []string {
	place := func(code string) int {
		for i, g := range typeGroups {
			if j := slices.Index(g.types, jikenbo.Type(code)); j >= 0 {
				return i*100 + j
			}
		}
		return math.MaxInt
	}
	codes = slices.Clone(codes)
	slices.SortStableFunc(codes, func(a, b string) int {
		switch pa, pb := place(a), place(b); {
		case pa < pb:
			return -1
		case pa > pb:
			return 1
		case a < b:
			return -1
		case a > b:
			return 1
		}
		return 0
	})
	return slices.Compact(codes)
}

// typeGroups are the groups of types that share a tag, in their order.
var typeGroups = []struct {
	tag   string
	types []jikenbo.Type
}{
	{"▲", []jikenbo.Type{"unauthorized-access", "vulnerability-exploit", "web-skimming", "defacement"}},
	{"◆", []jikenbo.Type{"credential-stuffing", "account-takeover"}},
	{"⬢", []jikenbo.Type{"ransomware", "malware"}},
	{"◩", []jikenbo.Type{"phishing", "support-scam", "impersonation"}},
	{"□", []jikenbo.Type{"misconfiguration", "mis-sending", "mis-publication", "loss"}},
	{"▼", []jikenbo.Type{"insider-misuse", "theft"}},
	{"✕", []jikenbo.Type{"dos"}},
	{"↳", []jikenbo.Type{"supplier-breach"}},
}

func typeLabel(code string, l language) string {
	return clean(jikenbo.TaxonomyOf("type").Label(code, string(l)))
}

// sign draws the tag of a type in a box of the given size, and says whether
// there is one.
func (c *canvas) sign(code string, x, y, s float64) bool {
	i := slices.IndexFunc(typeGroups, func(g struct {
		tag   string
		types []jikenbo.Type
	}) bool {
		return slices.Contains(g.types, jikenbo.Type(code))
	})
	if i < 0 {
		return false
	}
	at := func(class string, closed bool, p ...float64) {
		for j := range p {
			if j%2 == 0 {
				p[j] = x + p[j]*s
			} else {
				p[j] = y + p[j]*s
			}
		}
		c.path(class, closed, p...)
	}
	switch typeGroups[i].tag {
	case "▲":
		at("ink", true, 0.5, 0.08, 0.98, 0.92, 0.02, 0.92)
	case "◆":
		at("ink", true, 0.5, 0, 1, 0.5, 0.5, 1, 0, 0.5)
	case "⬢":
		at("ink", true, 0.27, 0.07, 0.73, 0.07, 1, 0.5, 0.73, 0.93, 0.27, 0.93, 0, 0.5)
	case "◩":
		at("line", true, 0.07, 0.07, 0.93, 0.07, 0.93, 0.93, 0.07, 0.93)
		at("ink", true, 0.07, 0.07, 0.93, 0.07, 0.07, 0.93)
	case "□":
		at("line", true, 0.07, 0.07, 0.93, 0.07, 0.93, 0.93, 0.07, 0.93)
	case "▼":
		at("ink", true, 0.5, 0.92, 0.98, 0.08, 0.02, 0.08)
	case "✕":
		at("thick", false, 0.1, 0.1, 0.9, 0.9)
		at("thick", false, 0.9, 0.1, 0.1, 0.9)
	case "↳":
		at("thick", false, 0.15, 0.05, 0.15, 0.65, 0.85, 0.65)
		at("thick", false, 0.58, 0.38, 0.88, 0.65, 0.58, 0.92)
	}
	return true
}
