package figure

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"jikenbo"
)

// Timeline draws the days of an incident: what happened when, a lane a kind,
// and how long it took from one milestone to the next. link gives the address
// of the words behind a fact by its JSON Pointer; it may be nil.
func Timeline(c *jikenbo.Case, lang string, link func(pointer string) string) Figure {
	l := language(lang)
	t := timelineOf(c, l, link)
	f := Figure{Name: "timeline", Title: l.t("経緯", "Timeline"), Empty: len(t.marks) == 0}
	f.Table.Header = []string{l.t("できごと", "what"), l.t("始まり", "from"), l.t("終わり", "to"), l.t("日数", "days")}
	for _, m := range t.marks {
		days := text("")
		if n, ok := m.from.DaysUntil(m.to); ok && m.to != m.from && n >= 0 {
			days = number(n + 1)
		}
		to := text("")
		if m.to != m.from {
			to = dateCell(m.to)
		}
		from := dateCell(m.from)
		from.Href, to.Href = local(m.href), ""
		if m.from.IsZero() {
			to.Href = local(m.href)
		}
		f.Table.Rows = append(f.Table.Rows, []Cell{text(m.label), from, to, days})
	}
	for _, g := range t.lags {
		days := text(g.words)
		if g.Known {
			days = number(g.Days)
			days.Text = g.words
		}
		f.Table.Rows = append(f.Table.Rows, []Cell{text(g.name), dateCell(g.Start), dateCell(g.End), days})
	}
	if f.Empty {
		f.Caption = l.t("日付の記載がありません。", "No date is stated.")
	} else {
		stated := l.t("日付の記載"+jikenbo.Commas(len(t.marks))+"件。", counted(len(t.marks), "date")+" or periods stated.")
		var sentences []string
		for _, g := range t.lags {
			if g.From == jikenbo.Discovery && g.To == jikenbo.Publication && g.drawn {
				sentences = append(sentences, l.t(g.name+g.words+"。", "From discovery to publication: "+g.words+"."))
			}
		}
		f.Caption = l.sentences(append(append(sentences, stated), t.missing...)...)
	}
	f.draw(func(c *canvas) {
		switch {
		case f.Empty:
			c.hatch(0, 4, 28, 18)
			c.text("soft", 36, 4+c.size, begins, l.t("日付の記載なし", "no date stated"), c.width)
			c.rule("axis", 0, c.line()+16, c.width, c.line()+16)
		case c.narrow():
			t.list(c, l)
		default:
			t.lanes(c, l)
		}
	})
	return f
}

// moment is a day, a bar of days or a band of what is less exact.
type moment struct {
	lane     int // order of its kind
	label    string
	from, to jikenbo.Date // as stated; equal for one day, zero where open
	lo, hi   int          // day numbers, hi inclusive
	fuzzyLo  int          // the first day on which it certainly was, or lo
	fuzzyHi  int
	openLo   bool
	openHi   bool
	href     string
}

type timeline struct {
	marks   []moment
	lags    []lag
	missing []string // sentences on milestones without a date
}

// lag is a lag of the case with its words.
type lag struct {
	jikenbo.Lag
	name  string
	words string // 166日, 139〜168日
	drawn bool   // both ends have a date, at least a year
	lo    int    // day number of its start
	hi    int
}

const timelineMarks = 500 // happenings of a case that are looked at; a real notice has a dozen

// windowLane is the lane of the periods, before those of the happenings.
const windowLane = 0

func timelineOf(c *jikenbo.Case, l language, link func(string) string) timeline {
	var t timeline
	if link == nil {
		link = func(string) string { return "" }
	}
	moments := jikenbo.TaxonomyOf("moment")
	add := func(lane int, label string, from, to jikenbo.Date, openLo, openHi bool, pointer string) {
		if len(t.marks) >= timelineMarks {
			return
		}
		if !from.Valid() {
			from = jikenbo.Date{}
		}
		if !to.Valid() {
			to = jikenbo.Date{}
		}
		if from.IsZero() && to.IsZero() {
			return
		}
		m := moment{lane: lane, label: label, from: from, to: to, href: link(pointer), openLo: openLo && from.IsZero(), openHi: openHi && to.IsZero()}
		switch {
		case from.IsZero():
			m.lo, m.hi = reachOf(to)
			m.fuzzyLo, m.fuzzyHi = m.lo, m.lo
		case to.IsZero():
			m.lo, m.hi = reachOf(from)
			m.fuzzyLo, m.fuzzyHi = m.hi, m.hi
			if m.lo != m.hi {
				m.fuzzyLo, m.fuzzyHi = m.hi+1, m.lo-1 // nothing in it is certain
			}
			if !m.openHi {
				m.to = from
			}
		default:
			m.lo, m.fuzzyLo = reachOf(from)
			m.fuzzyHi, m.hi = reachOf(to)
			if m.hi < m.lo { // printed the wrong way round
				m.lo, m.fuzzyLo = reachOf(to)
				m.fuzzyHi, m.hi = reachOf(from)
			}
		}
		t.marks = append(t.marks, m)
	}
	for i, w := range c.Windows {
		if slices.ContainsFunc(c.Timeline, func(h jikenbo.Happening) bool {
			return h.Kind == jikenbo.Intrusion && h.Date == w.From && h.To == w.To && !w.To.IsZero()
		}) {
			continue // said once is enough
		}
		add(windowLane, l.t("期間", "period"), w.From, w.To, true, true, jikenbo.Pointer("windows", i))
	}
	published := moments.Index(string(jikenbo.PublishedMoment))
	for i, h := range c.Timeline {
		lane := moments.Index(string(h.Kind))
		label := clean(moments.Label(string(h.Kind), string(l)))
		if lane < 0 {
			lane, label = len(moments.Terms), l.t("その他", "other")
		}
		add(lane+1, label, h.Date, h.To, false, false, jikenbo.Pointer("timeline", i))
	}
	if !slices.ContainsFunc(c.Timeline, func(h jikenbo.Happening) bool {
		return h.Kind == jikenbo.PublishedMoment && h.Date == c.Published
	}) {
		add(published+1, clean(moments.Label(string(jikenbo.PublishedMoment), string(l))), c.Published, jikenbo.Date{}, false, false, "/published")
	}
	slices.SortStableFunc(t.marks, func(a, b moment) int {
		return cmp.Or(cmp.Compare(a.lo, b.lo), cmp.Compare(a.hi, b.hi), cmp.Compare(a.lane, b.lane))
	})

	lacking := map[jikenbo.Milestone]bool{}
	for _, g := range c.Lags() {
		if !g.Start.Valid() {
			g.Start = jikenbo.Date{}
		}
		if !g.End.Valid() {
			g.End = jikenbo.Date{}
		}
		x := lag{Lag: g, name: lagName(g, l)}
		switch {
		case g.Start.IsZero() || g.End.IsZero():
			x.words = l.unstated()
			x.Known = false
		case g.Known:
			x.words = l.days(g.Days)
			x.lo, x.hi, x.drawn = dayNumber(g.Start), dayNumber(g.End), true
		default:
			slo, shi := reachOf(g.Start)
			elo, ehi := reachOf(g.End)
			x.lo, x.hi, x.drawn = slo, ehi, true
			x.words = l.t(jikenbo.Commas(elo-shi)+"〜"+jikenbo.Commas(ehi-slo)+"日", jikenbo.Commas(elo-shi)+" to "+jikenbo.Commas(ehi-slo)+" days")
		}
		t.lags = append(t.lags, x)
		for m, d := range map[jikenbo.Milestone]jikenbo.Date{g.From: g.Start, g.To: g.End} {
			lacking[m] = d.IsZero()
		}
	}
	for _, m := range []jikenbo.Milestone{jikenbo.Attack, jikenbo.Discovery, jikenbo.Containment, jikenbo.Reporting, jikenbo.Publication} {
		if lacking[m] {
			name := milestone(m, l)
			t.missing = append(t.missing, l.t(name+"日の記載なし。日数は計算しません。", "No day of "+name+" is stated; no days are counted from or to it."))
		}
	}
	return t
}

// lagName names a lag by both its ends where its label does not.
func lagName(g jikenbo.Lag, l language) string {
	return l.t(milestone(g.From, l)+"から"+milestone(g.To, l)+"まで", milestone(g.From, l)+" to "+milestone(g.To, l))
}

// dayNumber counts days; 1970-01-01 is 0.
func dayNumber(d jikenbo.Date) int {
	return int(time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// reachOf gives the first and the last day a date may mean.
func reachOf(d jikenbo.Date) (lo, hi int) {
	switch d.Precision() {
	case jikenbo.NoDate:
		return 0, 0
	case jikenbo.YearOnly:
		return dayNumber(jikenbo.Date{Year: d.Year, Month: 1, Day: 1}), dayNumber(jikenbo.Date{Year: d.Year, Month: 12, Day: 31})
	case jikenbo.MonthOfYear:
		lo = dayNumber(jikenbo.Date{Year: d.Year, Month: d.Month, Day: 1})
		return lo, int(time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC).Unix() / 86400)
	}
	n := dayNumber(d)
	return n, n
}

// scale puts days on the drawing: linear, but for one cut through a gap.
type scale struct {
	lo, hi   int // days
	x, w     float64
	cutFrom  int // the gap that is cut; equal where there is none
	cutTo    int
	cutWidth float64
}

// gapShare is the share of all days beyond which a gap without any date is cut.
const gapShare = 0.6

func newScale(marks []moment, x, w float64, l language, size float64) scale {
	s := scale{lo: math.MaxInt, hi: math.MinInt, x: x, w: w}
	var days []int
	for _, m := range marks {
		s.lo, s.hi = min(s.lo, m.lo), max(s.hi, m.hi)
		days = append(days, m.lo, m.hi)
	}
	slices.Sort(days)
	for i := 1; i < len(days); i++ {
		gap := days[i] - days[i-1]
		if gap <= 14 || float64(gap) <= gapShare*float64(s.hi-s.lo) {
			continue
		}
		// A month or year that blurs is no gap: something happened on one of its days.
		blurred := slices.ContainsFunc(marks, func(m moment) bool {
			return (m.fuzzyLo > m.lo || m.fuzzyHi < m.hi) && m.lo <= days[i-1] && m.hi >= days[i] && m.fuzzyHi <= m.fuzzyLo
		})
		if !blurred {
			s.cutFrom, s.cutTo, s.cutWidth = days[i-1], days[i], measure(l.days(gap), size)+34
		}
	}
	return s
}

// rest is how many days are drawn to scale.
func (s scale) rest() float64 {
	return math.Max(float64(s.hi-s.lo-(s.cutTo-s.cutFrom)), 1)
}

func (s scale) at(day float64) float64 {
	day = min(max(day, float64(s.lo)), float64(s.hi))
	perDay := (s.w - s.cutWidth) / s.rest()
	x := s.x + (day-float64(s.lo))*perDay
	if s.cutTo > s.cutFrom {
		from, to := float64(s.cutFrom), float64(s.cutTo)
		switch {
		case day >= to:
			x -= (to-from)*perDay - s.cutWidth
		case day > from:
			x = s.x + (from-float64(s.lo))*perDay + (day-from)/(to-from)*s.cutWidth
		}
	}
	return x
}

func (s scale) cut() bool { return s.cutTo > s.cutFrom }

// lanes draws the wide timeline.
func (t timeline) lanes(c *canvas, l language) {
	type laneOf struct {
		order int
		label string
	}
	var lanes []laneOf
	for _, m := range t.marks {
		if !slices.ContainsFunc(lanes, func(x laneOf) bool { return x.order == m.lane }) {
			lanes = append(lanes, laneOf{m.lane, m.label})
		}
	}
	slices.SortFunc(lanes, func(a, b laneOf) int { return cmp.Compare(a.order, b.order) })
	var labels []string
	for _, x := range lanes {
		labels = append(labels, x.label)
	}
	for _, g := range t.lags {
		labels = append(labels, g.name)
	}
	left := widest(labels, c.size, 200) + 14
	const margin = 12 // for marks and arrows at both ends
	s := newScale(t.marks, left+margin, c.width-left-2*margin, l, c.size)

	const pitch = 26
	top := c.line() + 8
	bottom := top + float64(len(lanes))*pitch
	// Days along the top.
	ticks := s.ticks(l, c.size)
	for _, tick := range ticks {
		c.rule("rule", tick.x, top-2, tick.x, bottom)
		c.text("soft", tick.at, c.size, tick.anchor, tick.label, c.width)
	}
	c.rule("axis", left, top-2, c.width, top-2)
	for i, lane := range lanes {
		y := top + (float64(i)+0.5)*pitch
		c.text("", 0, y+c.size*0.36, begins, lane.label, left-6)
		c.rule("rule", left, y, c.width, y)
		seen := map[[4]int]bool{}
		for _, m := range t.marks {
			if m.lane != lane.order {
				continue
			}
			a, b := s.at(float64(m.lo)), s.at(float64(m.hi))
			key := [4]int{int(a * 2), int(b * 2)}
			if seen[key] {
				continue
			}
			seen[key] = true
			c.mark(m.href, m.title(), func() { c.moment(s, m, y, left, c.width) })
		}
	}
	c.rule("axis", left, bottom, c.width, bottom)
	if s.cut() {
		// Two strokes on either side of the gap, through everything, and its length.
		a, b := s.at(float64(s.cutFrom))+6, s.at(float64(s.cutTo))-6
		c.rect("paper", a+4, top-8, b-a-8, bottom-top+14)
		for _, x := range []float64{a + 4, b - 4} {
			var zigzag []float64
			for y, i := top-8, 0; y <= bottom+6; y, i = y+7, i+1 {
				zigzag = append(zigzag, x+[]float64{-3, 3}[i%2], y)
			}
			c.path("cut", false, zigzag...)
		}
		c.text("soft", (a+b)/2, (top+bottom)/2+c.size*0.36, middle, l.days(s.cutTo-s.cutFrom), b-a)
	}
	y := bottom + 12
	for _, g := range t.lags {
		if !g.drawn {
			continue
		}
		at := y + pitch/2
		c.text("", 0, at+c.size*0.36, begins, g.name, left-6)
		c.span(s, g, at, left)
		y += pitch
	}
	for _, sentence := range t.missing {
		c.hatch(left, y+5, 14, 14)
		c.text("soft", left+22, y+pitch/2+c.size*0.36, begins, sentence, c.width)
		y += pitch
	}
	c.reach(y)
}

// moment draws one happening on its lane.
func (c *canvas) moment(s scale, m moment, y, left, right float64) {
	const h = 10
	a, b := s.at(float64(m.lo)), s.at(float64(m.hi))
	c.rect("hit", max(a-12, left), y-13, min(b-a+24, right-max(a-12, left)), 26)
	switch {
	case m.openHi: // from then on, open
		c.fade(s, m.lo, m.fuzzyLo, y, h, false)
		c.rect("ink", b-2, y-h/2, max(right-8-b+2, 4), h)
		c.path("ink", true, right-8, y-h/2-2, right-1, y, right-8, y+h/2+2)
	case m.openLo: // until then, since when is open
		c.rect("ink", left+8, y-h/2, max(a-left-8, 4), h)
		c.path("ink", true, left+8, y-h/2-2, left+1, y, left+8, y+h/2+2)
		c.fade(s, m.fuzzyHi, m.hi, y, h, true)
	case m.lo == m.hi: // a day
		c.path("ink", true, a, y-7, a+7, y, a, y+7, a-7, y)
	case m.fuzzyLo > m.fuzzyHi: // some day of a month or a year
		mid := (m.lo + m.hi) / 2
		c.fade(s, m.lo, mid, y, h, false)
		c.fade(s, mid, m.hi, y, h, true)
	default: // a span, its ends exact or blurred
		c.fade(s, m.lo, m.fuzzyLo, y, h, false)
		x1, x2 := s.at(float64(m.fuzzyLo)), s.at(float64(m.fuzzyHi))
		c.rect("ink", min(x1, x2-3), y-h/2, max(x2-x1, 3), h)
		c.fade(s, m.fuzzyHi, m.hi, y, h, true)
	}
}

// fade draws a band that is the fainter the less certain the day, in steps.
func (c *canvas) fade(s scale, from, to int, y, h float64, out bool) {
	if to <= from {
		return
	}
	const steps = 8
	a, b := s.at(float64(from)), s.at(float64(to))
	w := (b - a) / steps
	for i := range steps {
		k := i + 1
		if out {
			k = steps - i
		}
		c.element("rect", "ink", "x", a+float64(i)*w, "y", y-h/2, "width", w+0.1, "height", h, "opacity", strconv.FormatFloat(float64(k)/(steps+1), 'f', 2, 64))
	}
}

// span draws a lag as a measured distance with its days.
func (c *canvas) span(s scale, g lag, y, left float64) {
	a, b := s.at(float64(g.lo)), s.at(float64(g.hi))
	if a > b {
		a, b = b, a
	}
	class := "line"
	if !g.Known {
		class = "dash"
	}
	c.rule("line", a, y-5, a, y+5)
	c.rule("line", b, y-5, b, y+5)
	if b-a > 1 {
		c.rule(class, a, y, b, y)
	}
	if s.cut() && g.lo <= s.cutFrom && g.hi >= s.cutTo { // it runs through the cut
		m := s.at(float64(s.cutFrom+s.cutTo) / 2)
		c.rect("paper", m-5, y-4, 10, 8)
		c.rule("cut", m-7, y+5, m-3, y-5)
		c.rule("cut", m+3, y+5, m+7, y-5)
	}
	room := measure(g.words, c.size) + 8
	switch {
	case b+room <= c.width:
		c.text("strong", b+8, y+c.size*0.36, begins, g.words, room)
	case a-room >= left:
		c.text("strong", a-8, y+c.size*0.36, ends, g.words, room)
	default: // across the whole: the words interrupt the line
		m := (a + b) / 2
		c.rect("paper", m-room/2-2, y-8, room+4, 16)
		c.text("strong", m, y+c.size*0.36, middle, g.words, room+4)
	}
}

func (m moment) title() string { return m.label + " " + m.when() }

// when writes the dates of a happening as stated.
func (m moment) when() string {
	switch {
	case m.from.IsZero():
		return "〜" + m.to.String()
	case m.to.IsZero():
		return m.from.String() + "〜"
	case m.from == m.to:
		return m.from.String()
	}
	return m.from.String() + "〜" + m.to.String()
}

// tick is a labelled day of the axis.
type tick struct {
	x      float64
	at     float64
	anchor string
	label  string
}

// ticks chooses days, months or years to write on the axis: round ones, as
// many as there is room for without touching, the first with its year.
func (s scale) ticks(l language, size float64) []tick {
	days := s.hi - s.lo
	shown := float64(days - (s.cutTo - s.cutFrom))
	var at []jikenbo.Date
	first := dateOf(s.lo)
	room := size * 0.6 * 8
	most := max(int((s.w-s.cutWidth)/room), 1)
	step := func(candidates ...int) int { // the first that gives few enough ticks
		for _, n := range candidates {
			if int(shown)/n <= most {
				return n
			}
		}
		return candidates[len(candidates)-1]
	}
	years := false
	switch {
	case shown <= float64(most)*10:
		n := step(1, 2, 5, 7, 10)
		for d := s.lo; d <= s.hi && len(at) < 2000; d += n {
			at = append(at, dateOf(d))
		}
	case shown <= float64(most)*365:
		months := max(step(31, 61, 92, 183, 366)/30, 1)
		for y, m := first.Year, first.Month; len(at) < 6000; m += months {
			y, m = y+(m-1)/12, (m-1)%12+1
			if months > 1 {
				m = (m-1)/months*months + 1
			}
			d := jikenbo.Date{Year: y, Month: m, Day: 1}
			if dayNumber(d) > s.hi || y > 9999 {
				break
			}
			if dayNumber(d) >= s.lo {
				at = append(at, d)
			}
		}
	default:
		years = true
		n := step(366, 731, 1827, 3653, 18263, 36525, 365250) / 365
		for y := (first.Year + n - 1) / n * n; y <= 9999; y += n {
			d := jikenbo.Date{Year: max(y, 1), Month: 1, Day: 1}
			if dayNumber(d) > s.hi {
				break
			}
			if dayNumber(d) >= s.lo {
				at = append(at, d)
			}
		}
	}
	if len(at) == 0 {
		at = append(at, first)
	}
	var out []tick
	free := math.Inf(-1)
	year := 0
	for _, d := range at {
		n := dayNumber(d)
		if s.cut() && n > s.cutFrom && n < s.cutTo {
			continue
		}
		var label string
		switch {
		case years:
			label = strconv.Itoa(d.Year)
		case d.Day == 1 && d.Year != year && d.Month == 1:
			label = jikenbo.Date{Year: d.Year, Month: 1}.String()
		case d.Year != year:
			label = d.String()
			if allFirst(at) {
				label = jikenbo.Date{Year: d.Year, Month: d.Month}.String()
			}
		case allFirst(at):
			label = l.t(strconv.Itoa(d.Month)+"月", time.Month(d.Month).String()[:3])
		default:
			label = strconv.Itoa(d.Month) + "/" + strconv.Itoa(d.Day)
		}
		x := s.at(float64(n))
		half := measure(label, size) / 2
		center := min(max(x, half), s.x+s.w+12-half)
		if center-half < free {
			continue
		}
		free = center + half + 8
		year = d.Year
		out = append(out, tick{x, center, middle, label})
	}
	return out
}

func allFirst(days []jikenbo.Date) bool {
	return len(days) > 1 && !slices.ContainsFunc(days, func(d jikenbo.Date) bool { return d.Day != 1 })
}

func dateOf(day int) jikenbo.Date {
	t := time.Unix(int64(day)*86400, 0).UTC()
	return jikenbo.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}

// listRows is how many rows the list of a phone has.
const listRows = 40

// list draws the timeline of a phone: a line downwards, what happened on a day
// beside each other, the days between written on the line.
func (t timeline) list(c *canvas, l language) {
	const spine = 8.0
	pitch := c.line() + 4
	y := 0.0
	rows := 0
	last := -1
	begin := pitch / 2
	for i := 0; i < len(t.marks); {
		m := t.marks[i]
		j := i + 1
		labels := []string{m.label}
		for j < len(t.marks) && t.marks[j].from == m.from && t.marks[j].to == m.to {
			if !slices.Contains(labels, t.marks[j].label) {
				labels = append(labels, t.marks[j].label)
			}
			j++
		}
		if rows++; rows > listRows {
			rest := len(t.marks) - i
			c.text("soft", spine+20, y+c.size, begins, l.t("ほか"+jikenbo.Commas(rest)+"件は表に", strconv.Itoa(rest)+" more in the table"), c.width)
			y += pitch
			break
		}
		exact := m.lo == m.hi || m.fuzzyLo == m.lo && m.from.Precision() == jikenbo.DayOfMonth
		if i > 0 {
			if prev := t.marks[last]; exact && prev.from.Precision() == jikenbo.DayOfMonth && m.lo > prev.lo {
				c.rule("line", spine, begin, spine, y+1.5*pitch-4)
				c.text("soft", spine+20, y+c.size-2, begins, l.days(m.lo-prev.lo), c.width)
				y += pitch - 4
			} else {
				c.rule("dash", spine, begin, spine, y+pitch/2)
			}
		}
		mid := y + pitch/2
		begin = mid
		joined := strings.Join(labels, l.t("・", ", "))
		x := spine + 20
		when := m.when()
		w := measure(when, c.size) + 12
		lines := wrap(joined, c.size, c.width-x-w, 1)
		below := measure(joined, c.size) > c.width-x-w
		if below {
			lines = wrap(joined, c.size, c.width-x, 3)
		}
		c.mark(m.href, when+" "+joined, func() {
			switch {
			case m.from != m.to:
				c.rect("ink", spine-3, mid-8, 6, 16)
			case m.lo != m.hi:
				c.hollowDiamond(spine, mid)
			default:
				c.path("ink", true, spine, mid-7, spine+7, mid, spine, mid+7, spine-7, mid)
			}
			c.text("number", x, mid+c.size*0.36, begins, when, c.width)
			for k, line := range lines {
				if below {
					c.text("", x, mid+c.size*0.36+float64(k+1)*c.line(), begins, line, c.width)
				} else {
					c.text("", x+w, mid+c.size*0.36, begins, line, c.width)
				}
			}
		})
		y += pitch
		if below {
			y += float64(len(lines)) * c.line()
		}
		last = j - 1
		i = j
	}
	y += 8
	c.rule("axis", 0, y, c.width, y)
	y += 8
	for _, g := range t.lags {
		if !g.drawn {
			continue
		}
		c.text("", 0, y+c.size, begins, g.name, c.width-measure(g.words, c.size)-8)
		c.text("strong", c.width, y+c.size, ends, g.words, c.width/2)
		y += c.line()
	}
	for _, sentence := range t.missing {
		c.hatch(0, y+6, 14, 14)
		for _, line := range wrap(sentence, c.size, c.width-22, 2) {
			c.text("soft", 22, y+c.size+2, begins, line, c.width)
			y += c.line()
		}
		y += 2
	}
	c.reach(y)
}

func (c *canvas) hollowDiamond(x, y float64) {
	c.path("hollow", true, x, y-6, x+6, y, x, y+6, x-6, y)
}
