package figure

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"jikenbo"
)

// Band is one column of a distribution.
type Band struct {
	Label string // 当日, 1–3; of sizes it is made from Lo and Hi
	Lo    int64
	Hi    int64 // inclusive; 0 or less: open
	Cases int
	Href  string
}

// column is what is drawn of one value: a bar with a link.
type column struct {
	label string // under the axis, "" for none
	title string
	n     int
	href  string
	hatch bool // not finished, or not stated
	apart bool // behind a gap
}

// panel draws columns in a box with its lower left corner at x, y: the axis at
// y, columns up to height above it for max cases. numbers writes the counts
// above the columns where there is room.
func (c *canvas) panel(l language, x, y, w, height float64, most int, columns []column, numbers bool) {
	if len(columns) == 0 || most < 1 {
		c.rule("axis", x, y, x+w, y)
		return
	}
	slots := float64(len(columns))
	for _, col := range columns {
		if col.apart {
			slots += 0.6
		}
	}
	pitch := w / slots
	const widest = 56 // of a column, however few there are
	gap := math.Max(math.Min(math.Max(pitch*0.18, 0.4), 6), pitch-widest)
	at := x
	for _, col := range columns {
		if col.apart {
			c.rule("axis", x, y, at, y)
			at += pitch * 0.6
			x = at
		}
		if col.n > 0 {
			h := math.Max(float64(col.n)/float64(most)*height, 1.5)
			c.mark(col.href, col.title+" "+l.cases(col.n), func() {
				if numbers { // few and wide columns: all of the height answers the pointer
					c.rect("hit", at, y-height, pitch, height)
				}
				if col.hatch {
					c.hatch(at+gap/2, y-h, pitch-gap, h)
				} else {
					c.rect("ink", at+gap/2, y-h, pitch-gap, h)
				}
			})
			if s := jikenbo.Commas(col.n); numbers && measure(s, c.size) <= pitch+2 {
				c.text("", at+pitch/2, y-h-5, middle, s, pitch+4)
			}
		}
		switch {
		case col.label == "":
		case col.apart: // it may reach into the gap before it
			c.text("soft", at+pitch, y+c.line(), ends, col.label, pitch*1.6)
		default:
			c.text("soft", at+pitch/2, y+c.line(), middle, col.label, pitch)
		}
		at += pitch
	}
	c.rule("axis", x, y, at, y)
}

// heading writes the name of a panel with the tag of its type into the lower
// of two lines, or into both.
func (c *canvas) heading(code, label string, x, y, w float64) {
	s := c.size * 0.7
	lines := wrap(label, c.size, w-s-5, 2)
	y += float64(2-len(lines)) * c.line()
	c.sign(code, x, y+c.size*0.25, s)
	for i, line := range lines {
		c.text("", x+s+5, y+c.size+float64(i)*c.line(), begins, line, w-s-5)
	}
}

// grid places small panels in rows: as many beside each other as the drawing
// has room for.
func (c *canvas) grid(n int, y, height float64, draw func(i int, x, y, w float64)) (bottom float64) {
	across := 4
	if c.narrow() {
		across = 2
	}
	const gap = 14
	w := (c.width - gap*float64(across-1)) / float64(across)
	for i := range n {
		draw(i, float64(i%across)*(w+gap), y+float64(i/across)*height, w)
	}
	return y + math.Ceil(float64(n)/float64(across))*height
}

// Monthly counts cases by the month of their publication.
type Monthly struct {
	Scope
	Months  []Month      // in order, without holes
	Undated int          // cases without a month
	Today   jikenbo.Date // the month it lies in is not finished
	// Link gives the address of the cases of a type, "" for any, in the months;
	// nil where nothing leads anywhere.
	Link        func(typ string, months []string) string
	UndatedHref string
}

// Month is one month of [Monthly].
type Month struct {
	Month string // YYYY-MM
	Cases int
	Types map[string]int // by code; a case may have several types
}

// linkedMonths is up to how many months every number by type is a link; of more
// only those of all types are, for the page would be links for the most part.
const linkedMonths = 36

// monthsDrawn bounds the months that are looked at: 9999 years have 119,988.
const monthsDrawn = 1200

// Months draws the cases of each month, all of them and by type.
func Months(m Monthly, lang string) Figure {
	l := language(lang)
	months := m.Months
	if len(months) > monthsDrawn {
		months = months[len(months)-monthsDrawn:]
	}
	byType := map[string]int{}
	total, top, alone := 0, Month{}, false
	for _, month := range months {
		total += month.Cases
		switch {
		case month.Cases > top.Cases:
			top, alone = month, true
		case month.Cases == top.Cases:
			alone = false
		}
		for code, n := range month.Types {
			if n > 0 {
				byType[code] += n
			}
		}
	}
	codes := make([]string, 0, len(byType))
	for code := range byType {
		codes = append(codes, code)
	}
	codes = typesInOrder(codes)
	codes = codes[:min(len(codes), 30)]

	f := Figure{
		Name: "months", Title: l.t("月別の公表", "Publications by month"),
		Caption: l.sentences(m.words(l, "公表月", "the month of publication", total, m.Undated),
			l.t("公表された月で数えます。1件に複数の型があるため、型の合計は件数を超えます。型の図は同じ目盛りです。",
				"Counted in the month of publication. A case may have several types, so the types add up to more than the cases. The panels of the types share one scale.")),
		Empty: m.Cases == 0 || total == 0,
	}
	if alone && top.Cases > 1 {
		f.Finding = l.t("公表は"+clean(top.Month)+"が最も多い（"+l.cases(top.Cases)+"）",
			"Most were published in "+clean(top.Month)+" ("+l.cases(top.Cases)+")")
	}
	if len(months) < len(m.Months) {
		f.Caption = l.sentences(f.Caption, l.t("最近の1,200か月だけを描いています。", "Only the last 1,200 months are drawn."))
	}
	if now := monthOf(m.Today); now != "" && slices.ContainsFunc(months, func(x Month) bool { return x.Month >= now && x.Cases > 0 }) {
		f.Caption = l.sentences(f.Caption, l.t("斜線の月はまだ終わっていません。", "Hatched: the month is not over."))
	}
	f.Table.Header = []string{l.t("月", "month"), l.t("事件", "cases")}
	for _, code := range codes {
		f.Table.Header = append(f.Table.Header, typeLabel(code, l))
	}
	for _, month := range months {
		row := []Cell{text(clean(month.Month)), number(month.Cases)}
		if month.Cases > 0 {
			row[1] = row[1].to(m.link("", []string{month.Month}))
		}
		for _, code := range codes {
			cell := number(month.Types[code])
			if month.Types[code] > 0 && len(months) <= linkedMonths {
				cell = cell.to(m.link(code, []string{month.Month}))
			}
			row = append(row, cell)
		}
		f.Table.Rows = append(f.Table.Rows, row)
	}
	if m.Undated > 0 {
		row := []Cell{text(l.unstated()), number(m.Undated).to(m.UndatedHref)}
		for range codes {
			row = append(row, text(""))
		}
		f.Table.Rows = append(f.Table.Rows, row)
	}
	f.draw(func(c *canvas) {
		if f.Empty {
			c.empty(l)
			return
		}
		m.draw(c, l, months, codes)
	})
	return f
}

func (m Monthly) link(typ string, months []string) string {
	if m.Link == nil {
		return ""
	}
	return m.Link(typ, months)
}

func monthOf(d jikenbo.Date) string {
	if d.Precision() < jikenbo.MonthOfYear {
		return ""
	}
	return jikenbo.Date{Year: d.Year, Month: d.Month}.String()
}

// span is one column of the months: a month, or several where single ones
// would be too thin.
type span struct {
	first, last string
	months      []string
	cases       int
	types       map[string]int
}

// fold joins months by calendar quarters, years or decades until there are at
// most so many spans, and gives how many months one has.
func fold(months []Month, most int) ([]span, int) {
	for _, size := range []int{1, 3, 12, 120} {
		var out []span
		key := ""
		for _, m := range months {
			k := m.Month
			if y, mo, ok := cutMonth(m.Month); ok {
				k = strconv.Itoa((y*12 + mo - 1) / size)
			}
			if k != key || len(out) == 0 {
				out = append(out, span{first: m.Month, types: map[string]int{}})
				key = k
			}
			s := &out[len(out)-1]
			s.last = m.Month
			s.cases += m.Cases
			if m.Cases > 0 {
				s.months = append(s.months, m.Month)
			}
			for code, n := range m.Types {
				s.types[code] += n
			}
		}
		if len(out) <= most || size == 120 {
			return out, size
		}
	}
	return nil, 1
}

func cutMonth(s string) (year, month int, ok bool) {
	d, err := jikenbo.ParseDate(s)
	if err != nil || d.Precision() != jikenbo.MonthOfYear {
		return 0, 0, false
	}
	return d.Year, d.Month, true
}

func (s span) title() string {
	if s.first == s.last {
		return s.first
	}
	return s.first + "–" + s.last
}

func (m Monthly) draw(c *canvas, l language, months []Month, codes []string) {
	now := monthOf(m.Today)
	columns := func(spans []span, code string) (cols []column, most int) {
		for _, s := range spans {
			n := s.cases
			if code != "" {
				n = s.types[code]
			}
			cols = append(cols, column{title: s.title(), n: n, href: m.link(code, s.months), hatch: now != "" && s.last >= now})
			most = max(most, n)
		}
		return cols, most
	}
	spans, size := fold(months, int(c.width/4))
	cols, most := columns(spans, "")
	c.text("", 0, c.size, begins, l.t("全体", "All")+each(l, size), c.width)
	c.text("soft", c.width, c.size, ends, l.t("最多 ", "highest ")+jikenbo.Commas(most), c.width/2)
	const height = 96
	y := c.line() + 8 + height
	c.rule("rule", 0, y-height, c.width, y-height)
	c.panel(l, 0, y, c.width, height, most, cols, false)
	c.text("soft", 0, y+c.line(), begins, spans[0].first, c.width/2)
	if len(spans) > 1 {
		c.text("soft", c.width, y+c.line(), ends, spans[len(spans)-1].last, c.width/2)
	}
	y += c.line() + 20
	if len(codes) == 0 {
		return
	}
	across := 4.0
	if c.narrow() {
		across = 2
	}
	small, size := fold(months, int(c.width/across/3.4))
	most = 0
	for _, code := range codes {
		_, n := columns(small, code)
		most = max(most, n)
	}
	c.text("soft", 0, y+c.size, begins, l.t("型ごと", "By type")+each(l, size)+l.t("、上の線は", ", line above: ")+l.cases(most), c.width)
	y += c.line() + 8
	const low = 44
	head := 2*c.line() + 2
	c.grid(len(codes), y, head+low+14, func(i int, x, y, w float64) {
		code := codes[i]
		cols, _ := columns(small, code)
		c.heading(code, typeLabel(code, l), x, y, w)
		c.rule("rule", x, y+head, x+w, y+head)
		c.panel(l, x, y+head+low, w, low, most, cols, false)
	})
}

// each says how many months a column has, where it is not one.
func each(l language, size int) string {
	switch size {
	case 3:
		return l.t("（3か月ごと）", " (by quarter)")
	case 12:
		return l.t("（年ごと）", " (by year)")
	case 120:
		return l.t("（10年ごと）", " (by decade)")
	}
	return ""
}

// Sizing is the distribution of the sizes of cases, apart for each unit.
type Sizing struct {
	Scope
	Units        []Unit
	Unstated     int // cases that state no size in any unit
	UnstatedHref string
}

// Unit is the distribution of the sizes stated in one unit.
type Unit struct {
	Label string // 人, 件
	Bands []Band // half decades in order: 1–2, 3–9, 10–29, …
	Cases int    // that state a size in this unit
}

const unitsDrawn = 12

// Sizes draws how many cases there are of each size, a panel for each unit.
func Sizes(s Sizing, lang string) Figure {
	l := language(lang)
	f := Figure{
		Name: "sizes", Title: l.t("件数の大きさ", "Sizes"),
		Table: Table{Header: []string{l.t("単位", "unit"), l.t("から", "from"), l.t("まで", "to"), l.t("事件", "cases")}},
		Caption: l.sentences(
			l.t("事件簿の"+jikenbo.Commas(s.Of)+"件のうち条件に合う"+jikenbo.Commas(s.Cases)+"件。", jikenbo.Commas(s.Cases)+" of "+l.cases(s.Of)+" in the casebook match."),
			l.t("柱の幅は10倍の半分（約3.2倍）ごと。単位の違う件数は足しません。「最大」「約」「以上」は書かれた数で数えます。",
				"Each column spans half a decade (a factor of about 3.2). Counts in different units are not added. “At most”, “about” and “at least” count at the number written.")),
		Empty: true,
	}
	units := s.Units[:min(len(s.Units), unitsDrawn)]
	var stated []string
	for _, u := range units {
		f.Empty = f.Empty && u.Cases == 0
		stated = append(stated, clean(u.Label)+" "+jikenbo.Commas(u.Cases))
		for _, b := range u.Bands {
			hi := number(b.Hi)
			if b.Hi <= 0 {
				hi = text("")
			}
			f.Table.Rows = append(f.Table.Rows, []Cell{text(clean(u.Label)), number(b.Lo), hi, number(b.Cases).to(b.Href)})
		}
	}
	f.Table.Rows = append(f.Table.Rows, []Cell{text(l.unstated()), text(""), text(""), number(s.Unstated).to(s.UnstatedHref)})
	if len(stated) > 0 {
		f.Caption = l.sentences(
			l.t("記載のある事件は"+strings.Join(stated, "、")+"、どの単位でも記載のない事件は"+jikenbo.Commas(s.Unstated)+"。",
				"Cases that state a size, by unit: "+strings.Join(stated, ", ")+"; in no unit: "+jikenbo.Commas(s.Unstated)+"."), f.Caption)
	}
	if f.Empty = f.Empty || s.Cases == 0; !f.Empty {
		u := units[0]
		if b, alone := tallest(u.Bands); alone && b.Cases > 1 {
			f.Finding = l.t(clean(u.Label)+"で数える事件では"+sizeLabel(b, l)+"が最も多い（"+l.cases(b.Cases)+"）",
				"Counted in "+clean(u.Label)+", most have "+sizeLabel(b, l)+" ("+l.cases(b.Cases)+")")
		}
	}
	f.draw(func(c *canvas) {
		if f.Empty {
			c.empty(l)
			return
		}
		s.draw(c, l, units)
	})
	return f
}

// tallest gives the band of most cases, and whether no other has as many.
func tallest(bands []Band) (best Band, alone bool) {
	for _, b := range bands {
		switch {
		case b.Cases > best.Cases:
			best, alone = b, true
		case b.Cases == best.Cases:
			alone = false
		}
	}
	return best, alone
}

func sizeLabel(b Band, l language) string {
	if b.Hi <= 0 {
		return l.t(jikenbo.Commas(b.Lo)+"以上", jikenbo.Commas(b.Lo)+" or more")
	}
	if b.Hi == b.Lo {
		return jikenbo.Commas(b.Lo)
	}
	return jikenbo.Commas(b.Lo) + "–" + jikenbo.Commas(b.Hi)
}

func (s Sizing) draw(c *canvas, l language, units []Unit) {
	across, gap := 2.0, 32.0
	if c.narrow() {
		across = 1
	}
	w := (c.width - gap*(across-1)) / across
	const height = 96
	tall := 3*c.line() + height + 40
	i := 0
	defer func() { // those of no size: apart, against all cases
		y := c.height + 16
		share := min(float64(s.Unstated)/float64(max(s.Cases, 1)), 1)
		if s.Unstated <= 0 {
			return
		}
		c.mark(s.UnstatedHref, l.unstated()+" "+l.cases(s.Unstated), func() {
			c.rect("hit", 0, y, c.width, c.line()+24)
			c.text("soft", 0, y+c.size, begins, l.t("どの単位でも記載なし ", "Stated in no unit: ")+l.t(jikenbo.Commas(s.Cases)+"件のうち"+jikenbo.Commas(s.Unstated)+"件", jikenbo.Commas(s.Unstated)+" of "+l.cases(s.Cases)), c.width)
			c.rule("axis", 0, y+c.line()+19, c.width, y+c.line()+19)
			c.hatch(0, y+c.line()+4, max(share*c.width, 2), 14)
		})
	}()
	for _, u := range units {
		if u.Cases <= 0 {
			continue
		}
		x, y := float64(i%int(across))*(w+gap), math.Floor(float64(i)/across)*tall
		i++
		bands := u.Bands[:min(len(u.Bands), 24)]
		cols := make([]column, 0, len(bands))
		most := 1
		for _, b := range bands {
			cols = append(cols, column{title: clean(u.Label) + " " + sizeLabel(b, l), n: b.Cases, href: b.Href})
			most = max(most, b.Cases)
		}
		c.text("", x, y+c.size, begins, l.t("単位 ", "in ")+u.Label, w*0.6)
		c.text("soft", x+w, y+c.size, ends, l.t("記載あり ", "stated ")+l.cases(u.Cases), w*0.6)
		base := y + 2*c.line() + 6 + height
		pitch := w / float64(max(len(cols), 1))
		numbers := !slices.ContainsFunc(bands, func(b Band) bool { return measure(jikenbo.Commas(b.Cases), c.size) > pitch+3 })
		if !numbers {
			c.rule("rule", x, base-height, x+w, base-height)
			c.text("soft", x+w, base-height-6, ends, l.t("上の線は ", "line: ")+l.cases(most), w)
		}
		c.panel(l, x, base, w, height, most, cols, numbers)
		free := x // where the next label may begin
		for j, b := range bands {
			if !power(b.Lo) {
				continue
			}
			label := axisNumber(b.Lo, l)
			half := measure(label, c.size) / 2
			at := max(x+float64(j)*pitch, x+half)
			c.rule("axis", x+float64(j)*pitch, base, x+float64(j)*pitch, base+5)
			if at-half >= free && at+half <= x+w {
				c.text("soft", at, base+c.line()+3, middle, label, w)
				free = at + half + 8
			}
		}
	}
}

func power(n int64) bool {
	for n >= 10 && n%10 == 0 {
		n /= 10
	}
	return n == 1
}

// axisNumber shortens a power of ten; only axes do.
func axisNumber(n int64, l language) string {
	if l == "ja" {
		switch {
		case n >= 1_0000_0000_0000:
			return jikenbo.Commas(n/1_0000_0000_0000) + "兆"
		case n >= 1_0000_0000:
			return jikenbo.Commas(n/1_0000_0000) + "億"
		case n >= 1_0000:
			return jikenbo.Commas(n/1_0000) + "万"
		}
		return jikenbo.Commas(n)
	}
	switch {
	case n >= 1e12:
		return jikenbo.Commas(n/1e12) + "T"
	case n >= 1e9:
		return jikenbo.Commas(n/1e9) + "B"
	case n >= 1e6:
		return jikenbo.Commas(n/1e6) + "M"
	case n >= 1e3:
		return jikenbo.Commas(n/1e3) + "k"
	}
	return jikenbo.Commas(n)
}

// Lagging is the distribution of one lag.
type Lagging struct {
	Scope
	From, To     jikenbo.Milestone
	Bands        []Band // by their Label, in order: 当日, 1–3, 4–7, …
	Median       float64
	Known        int
	Unknown      int // cases that do not state both dates to the day
	UnknownHref  string
	Negative     int // cases in which the end came first, of those known and in no band
	NegativeHref string
	Types        map[string][]Band // the same by the code of a type
	TypesUnknown map[string]int
}

// milestoneNames name what lies at the ends of a lag.
var milestoneNames = map[jikenbo.Milestone]struct{ ja, en string }{
	jikenbo.Attack:      {"攻撃", "attack"},
	jikenbo.Discovery:   {"発覚", "discovery"},
	jikenbo.Containment: {"遮断", "containment"},
	jikenbo.Reporting:   {"報告", "report"},
	jikenbo.Publication: {"公表", "publication"},
}

func milestone(m jikenbo.Milestone, l language) string {
	if n, ok := milestoneNames[m]; ok {
		return l.t(n.ja, n.en)
	}
	return clean(string(m))
}

// Lags draws how many days went by between two milestones: a distribution, of
// all cases and by type. No mark stands for one case.
func Lags(g Lagging, lang string) Figure {
	l := language(lang)
	from, to := milestone(g.From, l), milestone(g.To, l)
	f := Figure{
		Name:  "lag-" + clean(string(g.From)) + "-" + clean(string(g.To)),
		Title: l.t(from+"から"+to+"まで", "From "+from+" to "+to),
		Caption: l.sentences(g.words(l, "両方の日", "both dates", g.Known, g.Unknown), l.t(
			"公表文に日まで書かれたものだけを数えます。斜線は記載なしで、0日ではありません。",
			"Dates count only if stated to the day. Hatched: not stated, which is not zero days.")),
		Empty: g.Cases == 0 || g.Known+g.Unknown == 0,
	}
	if g.Known > 0 {
		median := strconv.FormatFloat(g.Median, 'f', -1, 64)
		f.Finding = l.t(from+"から"+to+"まで、中央値"+median+"日（"+l.cases(g.Known)+"）",
			"Median from "+from+" to "+to+": "+median+" days ("+l.cases(g.Known)+")")
	}
	if g.Negative > 0 {
		g.Bands = append([]Band{{Label: l.t("逆順", "reversed"), Cases: g.Negative, Href: g.NegativeHref}}, g.Bands...)
		f.Caption = l.sentences(f.Caption, l.t("逆順は"+to+"が"+from+"より先の事件です。", "Reversed: "+to+" came before "+from+"."))
	}
	codes := make([]string, 0, len(g.Types))
	for code, bands := range g.Types {
		if best, _ := tallest(bands); best.Cases > 0 {
			codes = append(codes, code)
		}
	}
	codes = typesInOrder(codes)
	codes = codes[:min(len(codes), 30)]
	bands := g.Bands[:min(len(g.Bands), 40)]
	f.Table.Header = []string{l.t("日数", "days"), l.t("事件", "cases")}
	for _, code := range codes {
		f.Table.Header = append(f.Table.Header, typeLabel(code, l))
	}
	row := func(label string, n int, href string, of func(code string) (int, string)) {
		cells := []Cell{text(clean(label)), number(n).to(href)}
		for _, code := range codes {
			n, href := of(code)
			cells = append(cells, number(n).to(href))
		}
		f.Table.Rows = append(f.Table.Rows, cells)
	}
	for _, b := range bands {
		row(b.Label, b.Cases, b.Href, func(code string) (int, string) {
			for _, x := range g.Types[code] {
				if x.Label == b.Label {
					return x.Cases, x.Href
				}
			}
			return 0, ""
		})
	}
	row(l.unstated(), g.Unknown, g.UnknownHref, func(code string) (int, string) { return g.TypesUnknown[code], "" })
	f.draw(func(c *canvas) {
		if f.Empty {
			c.empty(l)
			return
		}
		g.draw(c, l, bands, codes)
	})
	return f
}

func (g Lagging) columns(bands []Band, unknown int, href string, l language, labels bool) (cols []column, most int) {
	most = unknown
	for _, b := range bands {
		col := column{title: clean(b.Label), n: b.Cases, href: b.Href}
		if labels {
			col.label = clean(b.Label)
		}
		cols = append(cols, col)
		most = max(most, b.Cases)
	}
	last := column{title: l.unstated(), n: unknown, href: href, hatch: true, apart: true}
	if labels {
		last.label = l.unstated()
	}
	return append(cols, last), most
}

func (g Lagging) draw(c *canvas, l language, bands []Band, codes []string) {
	y := 0.0
	if c.narrow() || len(bands) > 12 {
		// The names of the columns need more room than a phone has beside each
		// other: the columns lie down.
		t := Tally{Scope: g.Scope, Unstated: g.Unknown, UnstatedHref: g.UnknownHref}
		for _, b := range bands {
			t.Rows = append(t.Rows, Row{Label: b.Label, Cases: b.Cases, Href: b.Href})
		}
		t.draw(c, l, false)
		y = c.height + 16
	} else {
		cols, most := g.columns(bands, g.Unknown, g.UnknownHref, l, true)
		const height = 140
		c.text("soft", 0, c.size, begins, l.t("横は日数、縦は事件の数", "Across: days; upwards: cases"), c.width)
		y = c.line() + height + 20
		c.panel(l, 0, y, c.width, height-8, most, cols, true)
		y += c.line() + 20
	}
	if len(codes) == 0 {
		return
	}
	most := 0
	for _, code := range codes {
		_, n := g.columns(g.Types[code], 0, "", l, false)
		most = max(most, n)
	}
	first, last := "", ""
	if of := g.Types[codes[0]]; len(of) > 0 {
		first, last = of[0].Label, of[len(of)-1].Label
	}
	c.text("soft", 0, y+c.size, begins, l.t("型ごと、上の線は", "By type, line above: ")+l.cases(most), c.width)
	y += c.line() + 8
	const low = 44
	head := 2*c.line() + 2
	c.grid(len(codes), y, head+low+c.line()+16, func(i int, x, y, w float64) {
		code := codes[i]
		cols, _ := g.columns(g.Types[code], 0, "", l, false)
		c.heading(code, typeLabel(code, l), x, y, w)
		c.rule("rule", x, y+head, x+w, y+head)
		cols = cols[:len(cols)-1]
		c.panel(l, x, y+head+low, w, low, most, cols, false)
		c.text("soft", x, y+head+low+c.line(), begins, first, w/2)
		c.text("soft", x+w, y+head+low+c.line(), ends, last, w/2)
	})
}
