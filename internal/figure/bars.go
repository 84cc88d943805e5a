package figure

import (
	"cmp"
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
	aside        bool // those that do not are told in words only
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

// top gives the row of most cases, if there is one that stands out.
func (t Tally) top() (Row, bool) {
	var best Row
	alone := false
	for _, r := range t.Rows {
		switch {
		case r.Cases > best.Cases:
			best, alone = r, true
		case r.Cases == best.Cases:
			alone = false
		}
	}
	return best, alone && best.Cases > 1
}

// rowsDrawn is how many bars a drawing holds; the table has all.
const rowsDrawn = 45

// Items draws in how many cases each kind of data leaked or may have leaked,
// and, apart, in how many the publisher says it did not.
func Items(t Tally, lang string) Figure {
	l := language(lang)
	f := t.figure("items", l.t("項目", "Data items"), l, [2]string{"項目", "data items"}, l.t("項目", "item"), true)
	if top, ok := t.top(); ok {
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
	f := t.figure("discoverers", l.t("発覚のきっかけ", "Who noticed first"), l, [2]string{"発見者", "who noticed"}, l.t("発見者", "discovered by"), false)
	if top, ok := t.top(); ok {
		f.Finding = l.t(
			"記載のある"+l.cases(t.Stated)+"のうち"+l.cases(top.Cases)+"は"+clean(top.Label)+"が最初に気づいています",
			l.cases(top.Cases)+" of the "+strconv.Itoa(t.Stated)+" that say so were noticed first by: "+clean(top.Label))
	}
	return f
}

// Suppliers draws how many cases name each supplier.
func Suppliers(t Tally, lang string) Figure {
	l := language(lang)
	t.aside = true // most incidents have no supplier to name: that is no gap in what is known
	f := t.figure("suppliers", l.t("委託先・利用サービス", "Suppliers"), l, [2]string{"名前", "a supplier"}, l.t("委託先など", "supplier"), false)
	if top, ok := t.top(); ok {
		f.Finding = l.t(
			"最も多く挙げられたのは"+clean(top.Label)+"（"+l.cases(top.Cases)+"）",
			"Named in the most cases: "+clean(top.Label)+" ("+l.cases(top.Cases)+")")
	}
	f.Caption += l.t("公表文に名前が挙がった件数で、原因や責任を示すものではありません。",
		" Counted where a notice names the supplier; that says nothing of cause or blame.")
	return f
}

func (t Tally) figure(name, title string, l language, fact [2]string, heading string, excluded bool) Figure {
	f := Figure{Name: name, Title: title, Caption: t.words(l, fact[0], fact[1], t.Stated, t.Unstated)}
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
	f.Empty = t.Cases == 0 || len(t.Rows) == 0 && (t.Unstated == 0 || t.aside)
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
	more := len(t.Rows) - len(rows)
	unstated := t.Unstated
	if t.aside {
		unstated = 0
	}
	var denied []Row
	labels := make([]string, 0, len(rows)+1)
	largest := max(unstated, 1)
	for _, r := range rows {
		labels = append(labels, r.Label)
		largest = max(largest, r.Cases, r.Excluded)
		if excluded && r.Excluded > 0 {
			denied = append(denied, Row{Label: r.Label, Cases: r.Excluded, Href: r.ExcludedHref})
		}
	}
	labels = append(labels, l.unstated())
	share := 0.34
	if c.narrow() {
		share = 0.46
	}
	b := bars{l: l, top: 0, largest: largest}
	b.left = widest(labels, c.size, c.width*share) + 10
	b.room = c.width - b.left
	switch {
	case len(denied) == 0:
		b.draw(c, rows, more, unstated, t.UnstatedHref, "ink")
	case c.narrow(): // one beneath the other, to the same scale
		b.head(c, l.t("含まれる・可能性がある", "affected or possibly"))
		b.draw(c, rows, more, unstated, t.UnstatedHref, "ink")
		b.top = c.height + 12
		b.head(c, l.t("含まれないと公表", "stated as not affected"))
		b.draw(c, denied, 0, 0, "", "hollow")
	default: // beside each other, to the same scale
		left := b
		left.room = (b.room - 24) / 2
		left.head(c, l.t("含まれる・可能性がある", "affected or possibly"))
		left.draw(c, rows, more, unstated, t.UnstatedHref, "ink")
		right := b
		right.left, right.room, right.unnamed = b.left+left.room+24, left.room, true
		right.head(c, l.t("含まれないと公表", "stated as not affected"))
		for i := range rows {
			rows := slices.Clone(rows[i : i+1])
			rows[0].Cases, rows[0].Href = rows[0].Excluded, rows[0].ExcludedHref
			right.rows(c, rows, "hollow")
		}
		c.rule("axis", right.left, c.line()+4, right.left, right.top)
	}
}

// bars are rows of bars to one scale.
type bars struct {
	l       language
	left    float64 // where the bars begin; their names end before it
	room    float64 // for bars and numbers
	top     float64 // of the next row
	largest int     // of all bars
	unnamed bool    // the names stand elsewhere
}

func (b *bars) head(c *canvas, s string) {
	x := b.left
	if c.narrow() {
		x = 0
	}
	c.text("soft", x, b.top+c.size, begins, s, c.width)
	b.top += c.line() + 4
}

func (c *canvas) barPitch() float64 { return math.Max(24, c.line()+2) }

// draw draws the rows with their axis, what there is no room for, and what is
// not stated.
func (b *bars) draw(c *canvas, rows []Row, more, unstated int, unstatedHref, class string) {
	top := b.top
	b.rows(c, rows, class)
	if more > 0 {
		c.text("soft", b.left+6, b.top+c.barPitch()/2+c.size*0.36, begins, b.l.t("ほか"+jikenbo.Commas(more)+"行は表に", strconv.Itoa(more)+" more rows in the table"), c.width)
		b.top += c.barPitch()
	}
	if unstated > 0 {
		b.top += 6
		b.rows(c, []Row{{Label: b.l.unstated(), Cases: unstated, Href: unstatedHref}}, "hatch")
	}
	c.rule("axis", b.left, top, b.left, b.top)
}

func (b *bars) rows(c *canvas, rows []Row, class string) {
	numbers := measure(jikenbo.Commas(b.largest), c.size) + 10
	scale := max(b.room-numbers, 1) / float64(b.largest)
	const height = 14
	pitch := c.barPitch()
	for _, r := range rows {
		base := b.top + pitch/2 + c.size*0.36
		if !b.unnamed {
			name := ""
			if r.Quote {
				name = "said"
			}
			if class == "hatch" {
				name = "soft"
			}
			c.text(name, b.left-10, base, ends, r.Label, b.left-10)
		}
		switch {
		case r.Cases > 0:
			w := math.Max(float64(r.Cases)*scale, 1.5)
			c.mark(r.Href, clean(r.Label)+" "+b.l.cases(r.Cases), func() {
				y := b.top + (pitch-height)/2
				c.rect("hit", b.left, b.top, min(max(w+numbers, 24), c.width-b.left), pitch)
				switch class {
				case "hatch":
					c.hatch(b.left, y, w, height)
				case "hollow":
					c.rect(class, b.left+0.75, y+0.75, max(w-1.5, 0.5), height-1.5)
				default:
					c.rect(class, b.left, y, w, height)
				}
				c.text("", b.left+w+5, base, begins, jikenbo.Commas(r.Cases), c.width)
			})
		case !b.unnamed:
			c.text("soft", b.left+5, base, begins, "0", numbers)
		}
		b.top += pitch
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
	slices.SortFunc(codes, func(a, b string) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b))
	})
	return codes
}

// typeGroup is types that share a tag.
type typeGroup struct {
	tag   string
	types []jikenbo.Type
}

// typeGroups are in the order in which types are shown.
var typeGroups = []typeGroup{
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

// sign draws the tag of a type in a box of the given size; a code without one
// gets nothing.
func (c *canvas) sign(code string, x, y, s float64) {
	i := slices.IndexFunc(typeGroups, func(g typeGroup) bool { return slices.Contains(g.types, jikenbo.Type(code)) })
	if i < 0 {
		return
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
}
