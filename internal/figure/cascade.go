package figure

import (
	"cmp"
	"math"
	"slices"

	"jikenbo"
)

// Branch is one case that names a supplier, or the notice of the supplier
// itself.
type Branch struct {
	Number       string       // #2023-009
	Organization string       // the publisher, as published
	Date         jikenbo.Date // of publication
	Quote        string       // the words that name the supplier
	Counts       string       // the publisher's own figures, in words; never added up
	Href         string
}

// branchesDrawn is how many branches are drawn one by one; more are folded by
// month, then by year.
const branchesDrawn = 30

// fold of branches: all of one month or one year.
type bundle struct {
	label    string
	from, to int // days
	branches []Branch
	unknown  bool
	period   bool // the label is a month or a year
}

// Cascade draws the cases that name a supplier in order of their publication.
// own is the notice of the supplier itself, nil where the casebook has none.
// The figures of the branches are their publishers' own and are not added, for
// the same people may be counted by several. folded gives the address of the
// branches of a month (YYYY-MM) or a year (YYYY), where there are too many to
// draw each; it may be nil.
func Cascade(supplier string, own *Branch, branches []Branch, lang string, folded func(period string) string) Figure {
	l := language(lang)
	branches = slices.Clone(branches)
	for i := range branches {
		if !branches[i].Date.Valid() {
			branches[i].Date = jikenbo.Date{}
		}
	}
	slices.SortStableFunc(branches, func(a, b Branch) int {
		if a.Date.IsZero() != b.Date.IsZero() {
			if a.Date.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Number, b.Number))
	})
	undated := 0
	for _, b := range branches {
		if b.Date.IsZero() {
			undated++
		}
	}
	f := Figure{
		Name: "cascade", Title: l.t("この名前を挙げた事件", "Cases that name it"), Empty: len(branches) == 0 && own == nil,
		Table: Table{Header: []string{l.t("公表日", "published"), l.t("番号", "number"), l.t("公表者", "publisher"), l.t("公表者自身の件数", "the publisher's own figures"), l.t("公表文の言葉", "words of the notice")}},
	}
	f.Caption = l.sentences(
		l.t(l.cases(len(branches))+"が名前を挙げています。公表の順です。", "Named in "+l.cases(len(branches))+", in order of publication."),
		l.t("件数は各公表者のもので、重なりうるため合算しません。", "The figures are each publisher's own; they may overlap and are not added."))
	if undated > 0 {
		f.Caption = l.sentences(f.Caption, l.t("公表日の記載なし"+jikenbo.Commas(undated)+"件。", jikenbo.Commas(undated)+" state no date."))
	}
	if own == nil {
		f.Caption = l.sentences(f.Caption, l.t("本人の公表文は収録していません。", "The casebook has no notice of its own."))
	}
	row := func(b Branch) {
		date := dateCell(b.Date)
		if b.Date.IsZero() {
			date = text(l.unstated())
		}
		counts := text(clean(b.Counts))
		if b.Counts == "" {
			counts = text(l.unstated())
		}
		f.Table.Rows = append(f.Table.Rows, []Cell{date, text(clean(b.Number)).to(b.Href), {Text: clean(b.Organization), Quote: true}, counts, {Text: clean(b.Quote), Quote: true}})
	}
	if own != nil {
		row(*own)
	}
	for _, b := range branches {
		row(b)
	}
	f.draw(func(c *canvas) {
		if f.Empty {
			c.empty(l)
			return
		}
		c.cascade(l, supplier, own, branches, folded)
	})
	return f
}

func (c *canvas) cascade(l language, supplier string, own *Branch, branches []Branch, folded func(string) string) {
	const box = 12.0 // within the box
	names := wrap(supplier, c.size, c.width-2*box-2, 2)
	under := l.t("本人の公表文は収録なし", "no notice of its own here")
	class := "dash"
	if own != nil {
		class = "line"
		under = l.t("本人の公表文", "its own notice")
		if !own.Date.IsZero() {
			under += " " + own.Date.String()
		}
	}
	w := min(max(widest(append(slices.Clone(names), under), c.size, c.width-2*box-2)+2*box, 120), c.width-2)
	h := float64(len(names)+1)*c.line() + 10
	href := ""
	if own != nil {
		href = own.Href
	}
	c.mark(href, clean(supplier)+" "+under, func() {
		c.rect(class, 1, 1, w, h)
		y := 1 + c.line()
		for _, name := range names {
			c.text("said strong", 1+box, y, begins, name, w-2*box+2)
			y += c.line()
		}
		c.text("soft", 1+box, y, begins, under, w-2*box+2)
	})
	c.reach(h + 2)
	if len(branches) == 0 {
		return
	}
	bundles := bundled(branches, l)
	single := len(branches) <= branchesDrawn
	quoteLines := 1
	if c.narrow() {
		quoteLines = 2
	}
	// Rows at even distances; the spine beside them is time, to scale.
	const spine = 16.0
	lead := 70.0
	if c.narrow() {
		lead = 34
	}
	x := spine + lead
	heights := make([]float64, len(bundles))
	for i, b := range bundles {
		lines := 1.0
		if single {
			if c.narrow() {
				lines++
			}
			if clean(b.branches[0].Quote) != "" {
				lines += float64(len(c.quoted(b.branches[0].Quote, x, quoteLines)))
			}
		}
		heights[i] = lines*c.line() + 12
	}
	top := h + 20
	lo, hi := math.MaxInt, math.MinInt
	for _, b := range bundles {
		if !b.unknown {
			lo, hi = min(lo, b.from), max(hi, b.to)
		}
	}
	from := top + c.line()*0.72 // the first and the last row with a date
	to, y := from, top
	for i, b := range bundles {
		if !b.unknown {
			to = y + c.line()*0.72
		}
		y += heights[i]
	}
	at := func(day float64) float64 {
		if hi <= lo {
			return from
		}
		return from + (day-float64(lo))/float64(hi-lo)*(to-from)
	}
	end := top
	y = top
	most := 1
	for _, b := range bundles {
		most = max(most, len(b.branches))
	}
	for i, b := range bundles {
		mid := y + c.line()*0.72
		href := b.branches[0].Href
		if !single {
			href = ""
			if folded != nil && !b.unknown && b.period {
				href = folded(b.label)
			}
		}
		c.mark(href, b.title(l), func() {
			if single {
				c.rect("hit", x-4, y, c.width-x+4, heights[i])
			}
			if b.unknown {
				c.rule("dash", x-lead+8, mid, x-6, mid)
			} else {
				t := at(float64(b.from+b.to) / 2)
				end = max(end, t)
				c.path("fine", false, spine, t, spine+lead*0.35, t, x-20, mid, x-6, mid)
				c.path("ink", true, spine, t-5, spine+5, t, spine, t+5, spine-5, t)
			}
			if single {
				c.branch(l, b.branches[0], b.label, x, y, quoteLines)
				return
			}
			label := b.label
			c.text("number", x, y+c.size, begins, label, c.width)
			left := x + measure("0000-00", c.size) + 16
			if b.unknown {
				left = max(left, x+measure(clean(label), c.size)+12)
			}
			n := jikenbo.Commas(len(b.branches))
			room := c.width - left - measure(n, c.size) - 12
			if room > 4 {
				bw := max(float64(len(b.branches))/float64(most)*room, 2)
				c.rect("ink", left, y+2, bw, 14)
				c.text("", left+bw+6, y+c.size, begins, n, c.width)
			}
		})
		y += heights[i]
	}
	c.rule("spine", spine, h+1, spine, max(end, h+12))
	c.reach(y)
}

func (c *canvas) quoted(quote string, x float64, lines int) []string {
	return wrap("「"+clean(quote)+"」", c.size, c.width-x, lines)
}

// branch writes a case beside its place on the spine.
func (c *canvas) branch(l language, b Branch, date string, x, y float64, lines int) {
	c.text("number", x, y+c.size, begins, date, c.width)
	at := x + measure(date, c.size) + 12
	number := clean(b.Number)
	c.text("link", at, y+c.size, begins, number, c.width)
	at += measure(number, c.size) + 12
	if c.narrow() {
		y += c.line()
		at = x
	}
	c.text("said", at, y+c.size, begins, b.Organization, c.width)
	y += c.line()
	if clean(b.Quote) == "" {
		return
	}
	for _, line := range c.quoted(b.Quote, x, lines) {
		c.text("said soft", x, y+c.size, begins, line, c.width)
		y += c.line()
	}
}

func (b bundle) title(l language) string {
	if len(b.branches) == 1 {
		return b.branches[0].Number + " " + b.branches[0].Organization
	}
	return b.label + " " + l.cases(len(b.branches))
}

// bundled gives the branches one by one, or folded until the drawing can hold
// them. The branches are in order.
func bundled(branches []Branch, l language) []bundle {
	for _, digits := range []int{10, 7, 4, 3, 2} { // days, months, years, decades, centuries
		var out []bundle
		key := ""
		for _, b := range branches {
			k := b.Date.String()
			k = k[:min(digits, len(k))]
			if k != key || len(out) == 0 || digits == 10 {
				key = k
				out = append(out, bundle{label: k + "00"[:max(0, min(4-len(k), 2))], unknown: b.Date.IsZero(), period: digits == 7 || digits == 4})
				if b.Date.IsZero() {
					out[len(out)-1].label = l.unstated()
				}
				out[len(out)-1].from, _ = reachOf(b.Date)
			}
			last := &out[len(out)-1]
			last.branches = append(last.branches, b)
			_, last.to = reachOf(b.Date)
		}
		if len(out) <= branchesDrawn {
			return out
		}
		if digits == 2 {
			return out[len(out)-branchesDrawn:]
		}
	}
	return nil
}
