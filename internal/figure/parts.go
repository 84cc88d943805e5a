package figure

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"jikenbo"
)

// Parts draws the counts of a case: parts under which their total is written
// only if they add up to it, counts that are part of another beneath it, and
// those that stand alone. Counts of different things are never added. link
// gives the address of the words behind a fact by its JSON Pointer; it may be
// nil.
func Parts(c *jikenbo.Case, lang string, link func(pointer string) string) Figure {
	l := language(lang)
	if link == nil {
		link = func(string) string { return "" }
	}
	p := partsOf(c, l, link)
	f := Figure{Name: "parts", Title: l.t("影響と検算", "Counts and check"), Empty: len(c.Affected) == 0 && len(c.Checks) == 0}
	f.Table.Header = []string{l.t("区分", "role"), l.t("数", "count"), l.t("単位", "unit"), l.t("内容", "of what")}
	roles := jikenbo.TaxonomyOf("role")
	for i, a := range c.Affected[:min(len(c.Affected), countsDrawn)] {
		n := number(a.Count).to(link(jikenbo.Pointer("affected", i)))
		n.Text = newCount(a, l, "").words
		f.Table.Rows = append(f.Table.Rows, []Cell{text(clean(roles.Label(string(a.Role), lang))), n, text(clean(a.Unit)), text(itemsOf(a, l))})
	}
	checks, failed := len(p.sums)+len(p.subsets), 0
	for _, s := range p.sums {
		switch {
		case s.mixed:
			checks--
		case !s.holds:
			failed++
		}
		f.Table.Rows = append(f.Table.Rows, []Cell{text(l.t("検算", "check")), number(s.total.count).to(s.href), text(s.total.unit), text(s.words(l))})
	}
	for _, s := range p.subsets {
		mark := "✓"
		if !s.holds {
			failed++
			mark = "✗"
		}
		f.Table.Rows = append(f.Table.Rows, []Cell{text(l.t("検算", "check")), number(s.whole).to(s.href), text(""),
			text(jikenbo.Commas(s.part) + " ≤ " + jikenbo.Commas(s.whole) + " " + mark)})
	}
	switch {
	case f.Empty:
		f.Caption = l.t("件数の記載がありません。0件という意味ではありません。", "No count is stated. That does not mean none.")
	case checks == 0:
		f.Caption = l.t("記載された数"+jikenbo.Commas(len(c.Affected))+"。検算できる内訳の記載はありません。", counted(len(c.Affected), "count")+" stated, with nothing to check.")
	case failed == 0:
		f.Caption = l.t("記載された数"+jikenbo.Commas(len(c.Affected))+"。検算"+jikenbo.Commas(checks)+"はすべて合います。", counted(len(c.Affected), "count")+" stated; "+counted(checks, "check")+", no contradiction.")
	default:
		f.Caption = l.t("記載された数"+jikenbo.Commas(len(c.Affected))+"。検算"+jikenbo.Commas(checks)+"のうち"+jikenbo.Commas(failed)+"が合いません。", counted(len(c.Affected), "count")+" stated; "+jikenbo.Commas(failed)+" of "+counted(checks, "check")+" did not hold.")
	}
	if !f.Empty {
		f.Caption = l.sentences(f.Caption, l.t("縮尺は図ごとに別です。", "Each drawing has a scale of its own."))
	}
	f.draw(func(c *canvas) {
		if f.Empty {
			c.hatch(0, 4, 28, 18)
			c.text("soft", 36, 4+c.size, begins, l.t("件数の記載なし", "no count stated"), c.width)
			c.rule("axis", 0, c.line()+16, c.width, c.line()+16)
			return
		}
		p.draw(c, l)
	})
	return f
}

const (
	countsDrawn = 200 // counts and checks of a case that are looked at
	partsDrawn  = 24  // parts of one sum that are drawn
	blocksDrawn = 12  // sums, chains and units that are drawn
)

// count is one stated number as it is drawn.
type count struct {
	count int64
	unit  string
	bound jikenbo.Bound
	words string // 最大9,270
	items string
	href  string
}

type sumOf struct {
	parts []count
	total count
	sum   *big.Int
	holds bool
	mixed bool // the parts are of different things
	href  string
}

type subsetOf struct {
	whole, part int64
	holds       bool
	href        string
}

// chain is a count and those that are part of it.
type chain struct {
	whole  count
	within []portion
}

// portion is a count that is part of another.
type portion struct {
	count
	of    int64 // what it is part of
	depth int
	holds bool
}

type parts struct {
	sums    []sumOf
	subsets []subsetOf
	chains  []chain
	alone   [][]count // in no check, by unit
}

func partsOf(c *jikenbo.Case, l language, address func(string) string) parts {
	affected := c.Affected[:min(len(c.Affected), countsDrawn)]
	checks := c.Checks[:min(len(c.Checks), countsDrawn)]
	used := make([]bool, len(affected))
	// find takes the count a check speaks of; each is taken for one part only.
	find := func(n int64, taken map[int]bool, roles ...jikenbo.Role) count {
		best := -1
		for _, role := range append(roles, "") {
			for i, a := range affected {
				if a.Count == n && !taken[i] && (role == "" || a.Role == role) {
					best = i
					break
				}
			}
			if best >= 0 {
				break
			}
		}
		if best < 0 {
			return newCount(jikenbo.Affected{Count: n, Bound: jikenbo.Exact}, l, "")
		}
		if taken != nil {
			taken[best] = true
		}
		used[best] = true
		return newCount(affected[best], l, address(jikenbo.Pointer("affected", best)))
	}
	var p parts
	var edges []jikenbo.Check
	for i, k := range checks {
		href := address(jikenbo.Pointer("checks", i))
		switch k.Kind {
		case jikenbo.SumCheck:
			s := sumOf{total: find(k.Total, nil, jikenbo.Total, jikenbo.Part), sum: sum(k.Parts), href: href}
			s.holds = len(k.Parts) > 1 && s.sum.Cmp(big.NewInt(k.Total)) == 0
			taken := map[int]bool{}
			for _, n := range k.Parts[:min(len(k.Parts), 1000)] {
				s.parts = append(s.parts, find(n, taken, jikenbo.Part, jikenbo.Subset))
			}
			for _, x := range s.parts {
				s.mixed = s.mixed || !adds(x.unit, s.total.unit)
			}
			p.sums = append(p.sums, s)
		case jikenbo.SubsetCheck:
			p.subsets = append(p.subsets, subsetOf{k.Whole, k.Part, k.Holds(), href})
			edges = append(edges, k)
		}
	}
	// Chains begin with a whole that is no part of another.
	done := make([]bool, len(edges))
	var follow func(whole int64, depth int, into *chain)
	follow = func(whole int64, depth int, into *chain) {
		for i, e := range edges {
			if done[i] || e.Whole != whole {
				continue
			}
			done[i] = true
			into.within = append(into.within, portion{find(e.Part, nil, jikenbo.Subset, jikenbo.Part), whole, depth, e.Holds()})
			if depth < 8 {
				follow(e.Part, depth+1, into)
			}
		}
	}
	for _, inner := range []bool{false, true} { // circles, if anybody should state one, come last
		for i, e := range edges {
			if done[i] || !inner && slices.ContainsFunc(edges, func(x jikenbo.Check) bool { return x.Part == e.Whole && x.Whole != x.Part }) {
				continue
			}
			ch := chain{whole: find(e.Whole, nil, jikenbo.Total, jikenbo.Part, jikenbo.Subset)}
			follow(e.Whole, 1, &ch)
			p.chains = append(p.chains, ch)
		}
	}
	units := map[string]int{}
	for i, a := range affected {
		if used[i] {
			continue
		}
		key := thing(clean(a.Unit))
		if _, ok := units[key]; !ok {
			units[key] = len(p.alone)
			p.alone = append(p.alone, nil)
		}
		x := newCount(a, l, address(jikenbo.Pointer("affected", i)))
		p.alone[units[key]] = append(p.alone[units[key]], x)
	}
	return p
}

// newCount is a stated number as it is drawn.
func newCount(a jikenbo.Affected, l language, href string) count {
	x := count{count: a.Count, unit: clean(a.Unit), bound: a.Bound, items: itemsOf(a, l), href: href}
	x.words = x.said("", l)
	return x
}

// said writes the number with its bound, and a unit.
func (x count) said(unit string, l language) string {
	before, number, after := jikenbo.Affected{Count: x.count, Unit: unit, Bound: x.bound}.Parts(string(l))
	return before + strings.Replace(number, "-", "−", 1) + after
}

// itemsOf names the data a count is of, and its period.
func itemsOf(a jikenbo.Affected, l language) string {
	items := jikenbo.TaxonomyOf("item")
	var names []string
	for _, it := range a.Items[:min(len(a.Items), 50)] {
		names = append(names, clean(items.Label(string(it), string(l))))
	}
	s := strings.Join(names, l.t("・", ", "))
	if a.Window != nil && !a.Window.IsZero() {
		w := a.Window.From.String() + "〜" + a.Window.To.String()
		if s != "" {
			w = l.t("（"+w+"）", " ("+w+")")
		}
		s += w
	}
	return s
}

// thing is what a unit counts. Units of one thing may be added; 人 and 件 are
// not of one thing. 者 is said of persons and of companies alike.
func thing(unit string) string {
	switch strings.ToLower(unit) {
	case "人", "名", "方", "people", "persons", "person", "individuals", "customers", "users", "members", "students", "employees", "patients", "staff", "guests", "applicants":
		return "人"
	case "件", "records", "cases", "entries":
		return "件"
	case "口座", "accounts", "アカウント", "id":
		return "アカウント"
	case "世帯", "戸", "households":
		return "世帯"
	case "社", "companies", "団体", "organizations", "先":
		return "社"
	}
	return unit
}

// adds reports whether counts in the one unit may be part of a total in the
// other.
func adds(unit, total string) bool {
	u, t := thing(unit), thing(total)
	return u == t || unit == "" || total == "" || t == "者" && (u == "人" || u == "社")
}

// words writes a sum out: 7 + 384 + 2,934 = 3,325名 ✓
func (s sumOf) words(l language) string {
	figure := func(n int64, unit string) string {
		return jikenbo.Affected{Count: n, Unit: unit, Bound: jikenbo.Exact}.Words(string(l))
	}
	var b strings.Builder
	for i, x := range s.parts {
		if i > 0 {
			b.WriteString(" + ")
		}
		unit := ""
		if s.mixed || x.unit != s.total.unit {
			unit = x.unit
		}
		b.WriteString(figure(x.count, unit))
	}
	total := figure(s.total.count, s.total.unit)
	if s.mixed {
		return strings.ReplaceAll(b.String(), " + ", l.t("、", ", ")) + l.t("。公表文の合計は", "; the notice gives a total of ") +
			total + l.t("。単位が違うため足しません", ". Different units are not added")
	}
	if s.holds {
		return b.String() + " = " + total + " ✓"
	}
	return b.String() + " = " + s.bigSum() + " ≠ " + total + l.t("（差 ", " (difference ") + s.difference() + l.t("）", ")")
}

func (s sumOf) bigSum() string { return jikenbo.Commas(s.sum) }

// difference is by how much the parts are more (+) or less (−) than the total.
func (s sumOf) difference() string {
	d := new(big.Int).Sub(s.sum, big.NewInt(s.total.count))
	sign := "+"
	if d.Sign() < 0 {
		sign = "−"
	}
	return sign + jikenbo.Commas(d.Abs(d))
}

func (p parts) draw(c *canvas, l language) {
	blocks, y := 0, 0.0
	room := func() bool { // for another block
		if blocks++; blocks > blocksDrawn {
			return false
		}
		if y > 0 {
			y += 20
		}
		return true
	}
	for _, s := range p.sums {
		if room() {
			y = s.draw(c, l, y)
		}
	}
	for _, ch := range p.chains {
		if room() {
			y = ch.draw(c, l, y)
		}
	}
	for _, unit := range p.alone {
		if !room() {
			continue
		}
		unit = unit[:min(len(unit), partsDrawn)]
		most := int64(1)
		var words []string
		for _, x := range unit {
			most = max(most, x.count)
			words = append(words, x.words)
		}
		left, units := c.numbers(words), c.units(unit)
		for _, x := range unit {
			y = c.count(x, "", left, units, y, 0, float64(x.count)/float64(most), false, l)
		}
	}
	if blocks > blocksDrawn {
		c.text("soft", 0, y+20+c.size, begins, l.t("ほかは表に", "more in the table"), c.width)
	}
}

// numbers is where the bars begin, behind the widest number; 0 where it needs
// so much room that the numbers stand above their bars.
func (c *canvas) numbers(words []string) float64 {
	room := c.width * 0.45
	w := widest(words, c.size, c.width)
	if w > room {
		return 0
	}
	return w + 12
}

// units is the width of the widest unit.
func (c *canvas) units(counts []count) float64 {
	w := 0.0
	for _, x := range counts[:min(len(counts), partsDrawn)] {
		w = max(w, measure(x.unit, c.size))
	}
	return min(w, 112) + 1
}

// barRoom is the width that the bars of counts have: beside them stands the
// unit, and in the wide drawing what was counted.
func (c *canvas) barRoom(left, units float64) float64 {
	if c.narrow() {
		return c.width - left - units - barToUnit
	}
	return (c.width - left - units) * 0.5
}

// barToUnit leaves room for the arrow of a bar that is open to one side.
const barToUnit = 16

// count draws a row: the number behind what is said of it, its bar from one
// share of the whole to another, the unit and what was counted. It gives the y
// of the next row.
func (c *canvas) count(x count, of string, left, units, y, from, to float64, strong bool, l language) float64 {
	pitch := c.line() + 4
	room := c.barRoom(left, units)
	class := "number"
	if strong {
		class = "strong"
	}
	words, title := of+x.words, of+x.said(x.unit, l)
	if x.items != "" {
		title += " " + x.items
	}
	base := y + pitch/2 + c.size*0.36
	c.mark(x.href, title, func() {
		if left == 0 {
			c.text(class, 0, base, begins, words, c.width)
			y += c.line()
			base += c.line()
		}
		c.rect("hit", 0, y, left+room, pitch)
		c.text(class, left-12, base, ends, words, left-12)
		from, to := min(max(from, 0), 1), min(max(to, 0), 1)
		a, w := left+from*room, math.Max((to-from)*room, 2)
		a = min(a, left+room-2)
		const h = 14
		by := y + (pitch-h)/2
		switch x.bound {
		case jikenbo.Max:
			c.rect("hollow", a+0.75, by+0.75, math.Max(w-1.5, 0.5), h-1.5)
		case jikenbo.About:
			c.rect("about", a, by, w, h)
			c.rule("dash", a+w, by-3, a+w, by+h+3)
		case jikenbo.Min, jikenbo.Over:
			c.rect("ink", a, by, w, h)
			c.path("line", false, a+w+4, by, a+w+11, by+h/2, a+w+4, by+h)
			c.rule("line", a+w, by+h/2, a+w+11, by+h/2)
		default:
			c.rect("ink", a, by, w, h)
		}
		c.text("soft", left+room+barToUnit, base, begins, x.unit, units)
	})
	y += pitch
	if x.items != "" {
		if c.narrow() {
			for _, line := range wrap(x.items, c.size, c.width-left, 2) {
				c.text("soft", left, y+c.size-4, begins, line, c.width)
				y += c.line()
			}
			y += 2
		} else {
			at := left + room + barToUnit + units + 12
			c.text("soft", at, base, begins, x.items, c.width)
		}
	}
	c.reach(y)
	return y
}

// draw draws a sum as in a ledger: the parts one behind the other, a rule, the
// total, and a double rule if and only if it closes.
func (s sumOf) draw(c *canvas, l language, y float64) float64 {
	words := make([]string, 0, len(s.parts)+1)
	for _, x := range s.parts {
		words = append(words, x.words)
	}
	left := c.numbers(append(words, s.total.words))
	units := c.units(append(slices.Clone(s.parts), s.total))
	room := c.barRoom(left, units)
	written := func() {
		for _, line := range wrap(s.words(l), c.size, c.width, 4) {
			c.text("strong", 0, y+c.size, begins, line, c.width)
			y += c.line()
		}
		y += 4
	}
	if s.mixed { // the notice may add them, a bar would say that they are one thing
		written()
		return y
	}
	whole := new(big.Float).SetInt(s.sum)
	if t := new(big.Float).SetInt64(s.total.count); whole.Cmp(t) < 0 {
		whole = t
	}
	share := func(n *big.Int) float64 {
		if whole.Sign() <= 0 {
			return 0
		}
		f, _ := new(big.Float).Quo(new(big.Float).SetInt(n), whole).Float64()
		return min(max(f, 0), 1)
	}
	at := new(big.Int)
	drawn := s.parts[:min(len(s.parts), partsDrawn)]
	for _, x := range drawn {
		next := new(big.Int).Add(at, big.NewInt(x.count))
		top := y
		y = c.count(x, "", left, units, y, share(at), share(next), false, l)
		if !c.narrow() { // in the narrow drawing words stand between the bars
			c.rule("rule", left+share(next)*room, top+4, left+share(next)*room, y+4)
		}
		at = next
	}
	if more := len(s.parts) - len(drawn); more > 0 {
		c.text("soft", left, y+c.size, begins, l.t("ほか"+strconv.Itoa(more)+"の内訳は表に", strconv.Itoa(more)+" more parts in the table"), c.width)
		y += c.line()
	}
	y += 4
	c.rule("line", 0, y, left+room, y)
	y += 3
	top := y
	of := s.total.items
	if c.narrow() { // beneath the rules
		s.total.items = ""
	}
	y = c.count(s.total, "", left, units, y, 0, share(big.NewInt(s.total.count)), true, l)
	if s.holds {
		end := top + c.line() + 5
		c.rule("line", 0, end, left+room, end)
		c.rule("line", 0, end+3, left+room, end+3)
		y = math.Max(y, end+3)
	} else {
		// What is missing, or too much, between the sum and the total.
		a, b := share(s.sum), share(big.NewInt(s.total.count))
		if a > b {
			a, b = b, a
		}
		c.rect("dash", left+a*room+0.5, top+3, math.Max((b-a)*room-1, 2), c.line()-2)
	}
	y += 8
	if c.narrow() && of != "" {
		for _, line := range wrap(of, c.size, c.width, 2) {
			c.text("soft", 0, y+c.size, begins, line, c.width)
			y += c.line()
		}
	}
	written()
	return y
}

// within01 is the share of n in most, from 0 to 1.
func within01(n, most int64) float64 {
	return min(max(float64(n)/float64(most), 0), 1)
}

// draw draws a count and what is part of it, left-aligned, each bar within the
// one it is part of.
func (ch chain) draw(c *canvas, l language, y float64) float64 {
	within := ch.within[:min(len(ch.within), partsDrawn)]
	of := l.t("うち", "of which ")
	words, counts := []string{ch.whole.words}, []count{ch.whole}
	most := max(ch.whole.count, 1)
	for _, x := range within {
		words, counts = append(words, of+x.words), append(counts, x.count)
		most = max(most, x.count.count)
	}
	left := c.numbers(words)
	units := c.units(counts)
	room := c.barRoom(left, units)
	y = c.count(ch.whole, "", left, units, y, 0, float64(ch.whole.count)/float64(most), true, l)
	for _, x := range within {
		top := y
		share := within01(x.count.count, most)
		y = c.count(x.count, of, left, units, y, 0, share, false, l)
		fraction := jikenbo.Commas(x.count.count) + "/" + jikenbo.Commas(x.of)
		if !x.holds {
			fraction += l.t(" 全体を超えています", " more than its whole")
			edge := left + within01(x.of, most)*room
			c.rule("dash", edge, top, edge, top+c.line()+4)
		}
		at := left + share*room + 16
		if !c.narrow() && at+measure(fraction, c.size) < left+room {
			c.text("soft", at, top+(c.line()+4)/2+c.size*0.36, begins, fraction, left+room-at)
		} else if x.items == "" || !x.holds {
			c.text("soft", left, y+c.size-4, begins, fraction, c.width)
			y += c.line()
		}
	}
	return y
}
