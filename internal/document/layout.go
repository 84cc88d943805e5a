package document

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// layout makes one text of the characters on pages, by where they stand. It
// knows nothing of what the text says but the marks of lists.
//
// All lengths are in points or, where said so, in ems: times the size of the
// font. Coordinates are those of reading: x grows along a line, y from line to
// line.
type layout struct {
	pages    [][]run
	vertical bool // a page is in vertical writing
}

// mark is a character on a page.
type mark struct {
	s      string
	x0, x1 float64
	y      float64 // of the baseline, in vertical writing of the middle
	size   float64
	link   int // 0 for none
}

// run is what stands on one baseline without a wide gap: a line of a column, a
// cell of a table.
type run struct {
	text   string
	x0, x1 float64
	y      float64
	size   float64
	head   float64 // width of its first characters, up to where a line may be broken
	n      int     // characters
	linked int     // of these in links
	links  int     // that it is part of
}

// row is the runs on one baseline, from left to right.
type row []run

func (r row) y() float64    { return r[0].y }
func (r row) last() run     { return r[len(r)-1] }
func (r row) size() float64 { return r[0].size }
func (r row) single() bool  { return len(r) == 1 }

// region is rows that are read from the first to the last.
type region struct {
	rows   []row
	x0, x1 float64 // where its lines begin and end
	aside  bool    // a menu beside the text
}

// Gaps, in ems.
const (
	cellGap  = 1.25 // between two cells
	spaceGap = 0.15 // shown as a space, beyond what the line is spread by
	mixedGap = 0.4  // likewise, between a letter and a kanji or kana, which many programs part without a space
)

// page adds a page and reports whether it has text.
func (l *layout) page(gs []glyph) bool {
	gs = slices.DeleteFunc(gs, func(g glyph) bool { return g.size < 1 || g.size > 1000 || !finite(g) })
	ms, vertical := reading(gs)
	rs := runs(ms)
	l.pages = append(l.pages, rs)
	l.vertical = l.vertical || vertical && len(rs) > 0
	return len(rs) > 0
}

func finite(g glyph) bool {
	for _, v := range []float64{g.left, g.right, g.top, g.bottom, g.x, g.y} {
		if math.IsNaN(v) || math.Abs(v) > 1e6 {
			return false
		}
	}
	return true
}

// reading turns characters into the direction most of them are read in, and
// drops those across it, as watermarks are.
func reading(gs []glyph) (ms []mark, vertical bool) {
	var turned [4]int
	down, along := 0, 0
	for i, g := range gs {
		if g.angle >= 0 {
			turned[g.angle]++
		}
		if i == 0 || g.angle != 0 || gs[i-1].angle != 0 {
			continue
		}
		dx, dy := math.Abs(g.x-gs[i-1].x), gs[i-1].y-g.y
		switch {
		case dx < 0.15*g.size && dy > 0.4*g.size && dy < 1.8*g.size:
			down++
		case math.Abs(dy) < 0.15*g.size && dx > 0.1*g.size:
			along++
		}
	}
	angle := 0
	for a, n := range turned {
		if n > turned[angle] {
			angle = a
		}
	}
	vertical = angle == 0 && down > along && down >= 5
	for i := 0; i < len(gs); i++ {
		g := gs[i]
		m := mark{s: unify(g.r), size: g.size, link: g.link}
		switch {
		case vertical && (g.angle == 0 || g.angle == 3):
			// Letters side by side in a column, as 12 may be, stand as one.
			left, right := g.left, g.right
			for g.angle == 0 && i+1 < len(gs) && gs[i+1].angle == 0 && math.Abs(gs[i+1].y-g.y) < 0.1*g.size && math.Abs(gs[i+1].left-right) < 0.3*g.size && latin(string(gs[i+1].r)) {
				i++
				m.s += unify(gs[i].r)
				right = gs[i].right
			}
			m.x0, m.x1, m.y = -g.top, -g.bottom, -(left+right)/2
		case vertical || g.angle != angle:
			continue
		case angle == 0:
			m.x0, m.x1, m.y = g.left, g.right, -g.y
		case angle == 1:
			m.x0, m.x1, m.y = g.bottom, g.top, g.x
		case angle == 2:
			m.x0, m.x1, m.y = -g.right, -g.left, g.y
		case angle == 3:
			m.x0, m.x1, m.y = -g.top, -g.bottom, -g.x
		}
		if m.s != "" {
			ms = append(ms, m)
		}
	}
	return ms, vertical
}

// runs joins characters to runs, ordered by y, then x.
func runs(ms []mark) []run {
	for i := 1; i < len(ms); i++ { // what is raised or lowered stands in its line
		p, m := &ms[i-1], &ms[i]
		if m.size < 0.8*p.size && math.Abs(m.y-p.y) < 0.6*p.size && math.Abs(m.x0-p.x1) < 0.5*p.size {
			m.y = p.y
		}
	}
	spaced := slices.ContainsFunc(ms, func(m mark) bool { return m.s == " " }) // a space is a character of its own
	slices.SortStableFunc(ms, func(a, b mark) int { return cmp.Compare(a.y, b.y) })
	var rs []run
	for i := 0; i < len(ms); {
		k := i + 1
		for k < len(ms) && ms[k].y-ms[i].y < 0.35*min(ms[i].size, ms[k].size) {
			k++
		}
		rs = splitRuns(rs, ms[i:k], spaced)
		i = k
	}
	slices.SortStableFunc(rs, func(a, b run) int { return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x0, b.x0)) })
	return rs
}

// splitRuns appends the runs of the characters on one baseline.
func splitRuns(rs []run, ms []mark, spaced bool) []run {
	slices.SortStableFunc(ms, func(a, b mark) int { return cmp.Compare(a.x0+a.x1, b.x0+b.x1) })
	from := 0
	for i := 1; i <= len(ms); i++ {
		if i < len(ms) && ms[i].x0-ms[i-1].x1 <= cellGap*max(ms[i].size, ms[i-1].size) {
			continue
		}
		if r, ok := newRun(ms[from:i], spaced); ok {
			rs = append(rs, r)
		}
		from = i
	}
	return rs
}

func newRun(ms []mark, spaced bool) (run, bool) {
	blank := func(m mark) bool { return m.s == " " || m.s == "\u3000" }
	for len(ms) > 0 && blank(ms[0]) {
		ms = ms[1:]
	}
	for len(ms) > 0 && blank(ms[len(ms)-1]) {
		ms = ms[:len(ms)-1]
	}
	if len(ms) == 0 {
		return run{}, false
	}
	r := run{x0: ms[0].x0, x1: ms[0].x1, y: ms[len(ms)/2].y}
	spread := spreadOf(ms)
	var b strings.Builder
	broken := false // whether the first place for a break is behind
	var p mark
	link := 0
	for _, m := range ms {
		if r.n > 0 {
			if m.s == p.s && m.x0-p.x0 < 0.3*(p.x1-p.x0) && !blank(m) { // printed twice to look bold
				continue
			}
			gap := m.x0 - p.x1
			limit := spaceGap
			if spaced && wideText(p.s) != wideText(m.s) {
				limit = mixedGap
			}
			if !blank(m) && !blank(p) && gap-spread > limit*m.size {
				if gap-spread > 0.75*m.size {
					b.WriteRune(0x3000)
				} else {
					b.WriteByte(' ')
				}
				broken = true
			}
			broken = broken || breakable(p.s, m.s)
		}
		b.WriteString(m.s)
		r.n++
		r.size += m.size
		if m.link > 0 {
			r.linked++
			if m.link != link {
				r.links++
			}
		}
		link = m.link
		r.x1 = max(r.x1, m.x1)
		if !broken {
			r.head = r.x1 - r.x0
		}
		p = m
	}
	r.size /= float64(r.n)
	r.text = b.String()
	return r, true
}

// spreadOf gives how far the characters of a justified or letter-spaced line
// are spread, in points.
func spreadOf(ms []mark) float64 {
	var gaps []float64
	for i := 1; i < len(ms); i++ {
		if !latin(ms[i].s) && !latin(ms[i-1].s) {
			gaps = append(gaps, ms[i].x0-ms[i-1].x1)
		}
	}
	if len(gaps) < 2 {
		return 0
	}
	slices.Sort(gaps)
	if len(gaps) < 8 && gaps[len(gaps)-1]-gaps[0] > 0.1*ms[0].size {
		return 0
	}
	return max(0, gaps[len(gaps)/2])
}

func latin(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func wideText(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0x2E80
}

// breakable reports whether a line may be broken between two characters.
func breakable(a, b string) bool {
	p, _ := utf8.DecodeLastRuneInString(a)
	r, _ := utf8.DecodeRuneInString(b)
	switch {
	case r == ' ' || r == 0x3000:
		return true
	case strings.ContainsRune("、。，．・：；？！」』）】〉》〕］｝ー々ゝゞァィゥェォッャュョぁぃぅぇぉっゃゅょ,.:;?!)]}%％", r):
		return false
	case strings.ContainsRune("「『（【〈《〔［｛([{￥＄¥$", p):
		return false
	}
	return p == ' ' || p == 0x3000 || wide(p) || wide(r)
}

// wide reports whether r is written without spaces between words.
func wide(r rune) bool {
	return r >= 0x2E80 && !(r >= '０' && r <= '９') || r >= 0x2460 && r < 0x2600
}

// listMark is how an item of a list or a headed part begins.
var listMark = regexp.MustCompile(`^(?:[・•●○◎◯◉◆◇■□▪◦▼▽▲△★☆※➢✓✔└├→⇒▶►❖·【〔①-⑳㈠-㉃㊀-㊉❶-❿]` +
	`|[(（](?:[0-9０-９]{1,2}|[a-zA-Zａ-ｚＡ-Ｚア-ンあ-ん一二三四五六七八九十]|[ivxIVX]{1,4})[)）]` +
	`|[0-9０-９]{1,2}(?:[-.．－][0-9０-９]{1,2})*(?:[.．、)）](?:[^0-9０-９]|$)|[ \x{3000}])` +
	`|第[0-9０-９一二三四五六七八九十]{1,3}[ \x{3000}.．]` +
	`|[一二三四五六七八九十]{1,2}[、.．][^一二三四五六七八九十]` +
	`|(?:(?:[0-9０-９]{4}|(?:令和|平成)[0-9０-９元]{1,2})年 ?)?[0-9０-９]{1,2} ?月 ?[0-9０-９]{1,2} ?日(?:[(（][月火水木金土日][^)）]{0,4}[)）])?[ \x{3000}]` + // of a chronology
	`|[-*–] |[QAＱＡ][0-9０-９]{0,2}[.．:： \x{3000}]|[a-zA-Z][.)] )`)

// marked reports whether r begins an item of a list or a headed part.
func (r row) marked() bool {
	s := r[0].text
	m := listMark.FindString(s)
	if m == "" {
		return false
	}
	if c := m[0]; c >= '0' && c <= '9' && (m[len(m)-1] == ' ' || strings.HasSuffix(m, "\u3000")) && utf8.RuneCountInString(m) <= 3 {
		next, _ := utf8.DecodeRuneInString(s[len(m):])
		return !strings.ContainsRune("年月日時分秒件名人社万千億円台回", next) // 5 月
	}
	return true
}

// text gives the text of the pages: a line each for a paragraph, a heading, an
// item of a list, a row of a table; an empty line where they stand apart.
func (l *layout) text() string {
	rows := make([][]row, len(l.pages))
	for i, rs := range l.pages {
		rows[i] = rowsOf(rs)
	}
	dropRunning(rows)
	for i := range rows {
		rows[i] = dropSides(rows[i])
	}
	dropMenus(rows)
	var regions []region
	for _, page := range rows {
		regions = append(regions, columns(page, 0)...)
	}
	slices.SortStableFunc(regions, func(a, b region) int { // what is beside the text comes behind it
		switch {
		case a.aside == b.aside:
			return 0
		case a.aside:
			return 1
		}
		return -1
	})
	return norm.NFC.String(write(regions))
}

// rowsOf gathers runs that are ordered by y.
func rowsOf(rs []run) []row {
	var rows []row
	for i := 0; i < len(rs); {
		k := i + 1
		for k < len(rs) && rs[k].y-rs[i].y < 0.4*min(rs[i].size, rs[k].size) {
			k++
		}
		r := slices.Clone(rs[i:k])
		slices.SortStableFunc(r, func(a, b run) int { return cmp.Compare(a.x0, b.x0) })
		rows = append(rows, r)
		i = k
	}
	return rows
}

// pageNumber is a line of nothing but the number of a page.
var pageNumber = regexp.MustCompile(`(?i)^[-–—―~・ (<\[]*(?:p(?:age|\.)? ?)?[0-9]{1,4}(?: ?(?:/|of) ?(?:p(?:age|\.)? ?)?[0-9]{1,4})? ?(?:ページ|頁|p)?[-–—―~・ )>\]]*$`)

// printed is how a browser closes a page: its address and number.
var printed = regexp.MustCompile(`(?:https?|file)://\S+.*[0-9]+/[0-9]+$`)

// printing is how it opens such a page: the time of printing and the title.
var printing = regexp.MustCompile(`^[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{1,4},? ?(?:午前|午後)?[0-9]{1,2}:[0-9]{2}`)

// dropRunning takes out of pages the outermost lines that return on others at
// the same place, but for their digits, and page numbers.
func dropRunning(pages [][]row) {
	for i, p := range pages {
		if len(p) > 1 && printed.MatchString(p[len(p)-1].String()) && printing.MatchString(strings.ReplaceAll(p[0].String(), "\u3000", " ")) {
			pages[i] = p[1:]
		}
	}
	for _, top := range []bool{true, false} {
		outer := func(p []row) int {
			if top {
				return 0
			}
			return len(p) - 1
		}
		cut := func(p []row) []row {
			if top {
				return p[1:]
			}
			return p[:len(p)-1]
		}
		for range 5 {
			type place struct {
				words string
				y     int
			}
			pagesAt := map[place][]int{}
			words, numbers := make([]string, len(pages)), make([][]int, len(pages))
			for i, p := range pages {
				if len(p) > 0 {
					r := p[outer(p)]
					words[i], numbers[i] = runningWords(r)
					at := place{words[i], int(math.Round(r.y() / 4))}
					pagesAt[at] = append(pagesAt[at], i)
				}
			}
			var drop []int
			for i, p := range pages {
				if len(p) == 0 {
					continue
				}
				y := int(math.Round(p[outer(p)].y() / 4))
				n := 0
				for d := -1; d <= 1; d++ {
					for _, j := range pagesAt[place{words[i], y + d}] {
						if i != j && sameNumbers(numbers[i], numbers[j], j-i) {
							n++
						}
					}
				}
				if n >= 1 && (n+1)*5 >= len(pages)*2 || numbersPage(p, outer(p)) || !top && printed.MatchString(p[outer(p)].String()) {
					drop = append(drop, i)
				}
			}
			for _, i := range drop {
				pages[i] = cut(pages[i])
			}
			if len(drop) == 0 {
				break
			}
		}
	}
}

// runningWords gives a line without its numbers, and these.
func runningWords(r row) (string, []int) {
	var b strings.Builder
	var numbers []int
	for _, c := range r {
		inNumber := false
		for _, ch := range norm.NFKC.String(c.text) {
			switch {
			case ch >= '0' && ch <= '9':
				if !inNumber {
					numbers = append(numbers, 0)
					b.WriteByte('#')
				}
				n := &numbers[len(numbers)-1]
				*n = (*n*10 + int(ch-'0')) % 1e9
				inNumber = true
			case !unicode.IsSpace(ch):
				b.WriteRune(ch)
				inNumber = false
			}
		}
	}
	return b.String(), numbers
}

// sameNumbers reports whether the numbers of two lines are the same but for
// those of their pages, which are d apart.
func sameNumbers(a, b []int, d int) bool {
	for i := range a {
		if a[i] != b[i] && b[i]-a[i] != d {
			return false
		}
	}
	return true
}

// numbersPage reports whether the row i, the first or the last, is a page
// number that stands apart from the text.
func numbersPage(p []row, i int) bool {
	r := p[i]
	if !r.single() || !pageNumber.MatchString(norm.NFKC.String(r[0].text)) {
		return false
	}
	if len(p) == 1 {
		return true
	}
	next := 1
	if i > 0 {
		next = i - 1
	}
	return math.Abs(p[next].y()-r.y()) > 1.8*r.size()
}

func (r row) String() string {
	var b strings.Builder
	for i, c := range r {
		switch {
		case i == 0:
		case r[i-1].n == 1 && c.n == 1: // letters set far apart
			b.WriteByte(' ')
		default:
			b.WriteString("\u3000\u3000")
		}
		b.WriteString(c.text)
	}
	return b.String()
}

// columns orders the rows of a page, or of a column, by its columns.
func columns(rows []row, depth int) []region {
	if len(rows) == 0 {
		return nil
	}
	if depth < 6 {
		if from, to, x, ok := findGutter(rows); ok {
			left, right := sides(rows[from:to], x)
			l, r := columns(left, depth+1), columns(right, depth+1)
			switch {
			case prose(left) == prose(right):
			case prose(left):
				setAside(r)
			default:
				setAside(l)
			}
			return slices.Concat(columns(rows[:from], depth+1), l, r, columns(rows[to:], depth+1))
		}
	}
	rows = tableRows(rows)
	b := region{rows: rows, x0: math.Inf(1), x1: math.Inf(-1)}
	for _, r := range rows {
		b.x0 = min(b.x0, r[0].x0)
		b.x1 = max(b.x1, r.last().x1)
	}
	return []region{b}
}

func setAside(regions []region) {
	for i := range regions {
		regions[i].aside = true
	}
}

// gutters gives the places before which a run begins, the most frequent first.
func gutters(rows []row) []float64 {
	count := map[int]int{}
	for _, r := range rows {
		for _, c := range r {
			count[int(math.Floor(c.x0/3))]++
		}
	}
	var keys []int
	for k := range count {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b int) int { return cmp.Or(count[b]-count[a], a-b) })
	var xs []float64
	for _, k := range keys[:min(len(keys), 40)] {
		xs = append(xs, float64(k)*3-1)
	}
	return xs
}

// stretches yields the maximal stretches of rows of which no run crosses x.
func stretches(rows []row, x float64, yield func(from, to int) bool) {
	from := 0
	for i := 0; i <= len(rows); i++ {
		if i < len(rows) && !slices.ContainsFunc(rows[i], func(c run) bool { return c.x0 < x && c.x1 > x }) {
			continue
		}
		if i-from >= 2 && !yield(from, i) {
			return
		}
		from = i + 1
	}
}

// sides parts rows at x.
func sides(rows []row, x float64) (left, right []row) {
	for _, r := range rows {
		i := slices.IndexFunc(r, func(c run) bool { return c.x0 >= x })
		switch {
		case i < 0:
			left = append(left, r)
		case i == 0:
			right = append(right, r)
		default:
			left, right = append(left, r[:i:i]), append(right, r[i:])
		}
	}
	return left, right
}

// findGutter finds the longest stretch of rows in two columns.
func findGutter(rows []row) (from, to int, x float64, ok bool) {
	for _, g := range gutters(rows) {
		stretches(rows, g, func(a, b int) bool {
			if b-a <= to-from {
				return true
			}
			left, right := sides(rows[a:b], g)
			if inColumns(left, right) {
				from, to, x, ok = a, b, g, true
			}
			return true
		})
	}
	return from, to, x, ok
}

// inColumns reports whether left is to be read before right. A table is not:
// what stands in its rows belongs together.
func inColumns(left, right []row) bool {
	if alongside(left, right) < 3 || alongside(right, left) < 3 {
		return false
	}
	if prose(left) && prose(right) {
		return !paired(left, right)
	}
	few, many := left, right
	if len(few) > len(many) {
		few, many = many, few
	}
	level := 0
	for _, r := range few {
		if leveled(many, r) {
			level++
		}
	}
	if level*2 < len(few) {
		return true
	}
	return interrupted(left, right)+interrupted(right, left) >= 3 && !paired(left, right)
}

// alongside counts the rows of a that stand within those of b.
func alongside(a, b []row) int {
	if len(b) == 0 {
		return 0
	}
	n := 0
	for _, r := range a {
		if r.y() > b[0].y()-r.size() && r.y() < b[len(b)-1].y()+r.size() {
			n++
		}
	}
	return n
}

// paired reports whether what stands apart on one side begins beside what
// stands apart on the other, as the cells of a table do.
func paired(left, right []row) bool {
	starts := func(rows []row) (ys []float64) {
		pitch := closest(rows)
		for i, r := range rows {
			if i == 0 || r.y()-rows[i-1].y() > 1.17*pitch {
				ys = append(ys, r.y())
			}
		}
		return ys
	}
	l, r := starts(left), starts(right)
	both := 0
	for _, y := range l {
		if slices.ContainsFunc(r, func(q float64) bool { return math.Abs(y-q) < 0.2*left[0].size() }) {
			both++
		}
	}
	return both >= 3 && both*10 >= 7*max(len(l), len(r))
}

// leveled reports whether r has its baseline with one of rows or in the middle
// between two that are close.
func leveled(rows []row, r row) bool {
	i, found := slices.BinarySearchFunc(rows, r.y(), func(q row, y float64) int { return cmp.Compare(q.y(), y) })
	if found {
		return true
	}
	near := 0.2 * r.size()
	if i < len(rows) && rows[i].y()-r.y() < near || i > 0 && r.y()-rows[i-1].y() < near {
		return true
	}
	return i > 0 && i < len(rows) && rows[i].y()-rows[i-1].y() < 2.2*r.size() && math.Abs((rows[i].y()+rows[i-1].y())/2-r.y()) < near
}

// interrupted counts where a line of text goes on in the next and both have
// something beside them, which is rare in a table: it has a label to a cell.
func interrupted(labels, text []row) int {
	right := rightEdge(text)
	n := 0
	for i := range len(text) - 1 {
		a, b := text[i], text[i+1]
		if !a.single() || !b.single() || a[0].n < 10 || a[0].x1+b[0].head < right-0.5*a.size() || b.marked() || b.y()-a.y() > 2.2*a.size() {
			continue
		}
		alongside := func(r row) bool {
			return slices.ContainsFunc(labels, func(l row) bool { return math.Abs(l.y()-r.y()) < 0.2*r.size() })
		}
		if alongside(a) && alongside(b) {
			n++
		}
	}
	return n
}

// prose reports whether most of rows are lines of running text.
func prose(rows []row) bool {
	right := rightEdge(rows)
	long, full := 0, 0
	for _, r := range rows {
		n := 0
		for _, c := range r {
			n += c.n
		}
		if n >= 12 {
			long++
			if r.last().x1 > right-2*r.size() {
				full++
			}
		}
	}
	return long*2 >= len(rows) && full*4 >= len(rows)
}

func rightEdge(rows []row) float64 {
	x := math.Inf(-1)
	for _, r := range rows {
		x = max(x, r.last().x1)
	}
	return x
}

// tableRows makes one row of the lines of a row of a table whose cells are
// wrapped, wherever in the row its labels stand. Rows must stand further apart
// than lines.
func tableRows(rows []row) []row {
	xs := gutters(rows)
	for _, x := range xs[:min(len(xs), 8)] {
		var out []row
		done := 0
		stretches(rows, x, func(from, to int) bool {
			left, right := sides(rows[from:to], x)
			if len(left) == 0 || len(right) == 0 {
				return true
			}
			pitch := 1.15 * min(closest(left), closest(right))
			out = append(out, rows[done:from]...)
			for i := from; i < to; {
				k := i + 1
				for k < to && rows[k].y()-rows[k-1].y() < pitch {
					k++
				}
				if r, ok := oneRow(rows[i:k], rows[from:to]); ok && k-i > 1 {
					out = append(out, r)
				} else {
					out = append(out, rows[i:k]...)
				}
				i = k
			}
			done = to
			return true
		})
		rows = append(out, rows[done:]...)
	}
	return rows
}

// closest gives the smallest distance of lines.
func closest(rows []row) float64 {
	d := math.Inf(1)
	for i := 1; i < len(rows); i++ {
		if e := rows[i].y() - rows[i-1].y(); e > 0.9*rows[i].size() {
			d = min(d, e)
		}
	}
	return d
}

// figure is a cell with nothing but a number and its unit: one to a row.
var figure = regexp.MustCompile(`^\D{0,4}[0-9０-９][0-9０-９,，.．]*\s?\D{0,4}$`)

// oneRow joins lines cell by cell if each cell is one wrapped paragraph. The
// table tells how wide its columns are.
func oneRow(lines, table []row) (row, bool) {
	if len(lines) > 12 {
		return nil, false
	}
	var rs []run
	for _, l := range lines {
		rs = append(rs, l...)
	}
	slices.SortStableFunc(rs, func(a, b run) int { return cmp.Compare(a.x0, b.x0) })
	var cells [][]run
	edge := math.Inf(-1)
	for _, c := range rs {
		if c.x0 > edge {
			cells = append(cells, nil)
		}
		cells[len(cells)-1] = append(cells[len(cells)-1], c)
		edge = max(edge, c.x1)
	}
	if len(cells) < 2 {
		return nil, false
	}
	tallest := 0
	for i, cell := range cells {
		slices.SortStableFunc(cell, func(a, b run) int { return cmp.Compare(a.y, b.y) })
		if len(cell) > len(cells[tallest]) {
			tallest = i
		}
	}
	first, last := cells[tallest][0], cells[tallest][len(cells[tallest])-1]
	if len(cells[tallest]) < 2 {
		return nil, false
	}
	top, middle := true, true // where the other cells stand
	for _, cell := range cells {
		from, to := cell[0].y, cell[len(cell)-1].y
		top = top && math.Abs(from-first.y) < 0.3*first.size
		middle = middle && math.Abs(from+to-first.y-last.y) < 0.6*first.size
	}
	if !top && !middle {
		return nil, false
	}
	right := rightEdge(table)
	var r row
	for i, cell := range cells {
		end := right // of the column
		if i+1 < len(cells) {
			end = cells[i+1][0].x0
		}
		whole := cell[0]
		for k, c := range cell[1:] {
			above := cell[k]
			atLeft := math.Abs(above.x0-c.x0) < 0.5*c.size || math.Abs(above.x0+above.x1-c.x0-c.x1) < c.size
			atRight := math.Abs(above.x1-c.x1) < 0.2*c.size && i > 0
			switch {
			case (row{c}).marked(), c.y-above.y < 0.5*c.size, figure.MatchString(above.text) && figure.MatchString(c.text):
				return nil, false
			case atLeft && above.x1+c.head > end-2.5*c.size:
			case atRight && above.x0-c.head < leftOf(table, whole.x0)+2.5*c.size:
			default:
				return nil, false
			}
			whole.text = joinLines(whole.text, c.text)
			whole.n += c.n
			whole.x0, whole.x1 = min(whole.x0, c.x0), max(whole.x1, c.x1)
		}
		whole.y = lines[len(lines)-1].y()
		r = append(r, whole)
	}
	return r, true
}

// write joins the lines of paragraphs and gives the text of regions.
func write(regions []region) string {
	pitch, body := linePitch(regions), bodySize(regions)
	var b strings.Builder
	var above row       // the row before
	var aboveIn *region // and its region
	var cells []string  // of the line that is not written yet
	indent := 0
	flush := func() {
		for range indent {
			b.WriteRune(0x3000)
		}
		b.WriteString(row(runsOf(cells)).String())
		b.WriteByte('\n')
	}
	for bi := range regions {
		in := &regions[bi]
		for ri, r := range in.rows {
			if above != nil {
				opens := begins(in, ri) && math.Abs(above[0].x0-aboveIn.x0-r[0].x0+in.x0) < 0.35*r.size()
				if to, ok := goesOn(above, r, aboveIn, in, pitch, body); ok && !opens {
					for i, c := range r {
						cells[to[i]] = joinLines(cells[to[i]], c.text)
						above[to[i]] = c
					}
					for i := range above { // the cells of the row now end here
						above[i].y = r.y()
					}
					aboveIn = in
					continue
				}
				flush()
				if ri > 0 && r.y()-above.y() > 1.3*pitch*max(r.size(), above.size()) {
					b.WriteByte('\n')
				}
			}
			above, aboveIn = slices.Clone(r), in
			cells = cells[:0]
			for _, c := range r {
				cells = append(cells, c.text)
			}
			if indent = int(math.Round((r[0].x0 - in.x0) / r.size())); indent > 6 {
				indent = 0
			}
		}
	}
	if above != nil {
		flush()
	}
	return b.String()
}

func runsOf(cells []string) []run {
	rs := make([]run, len(cells))
	for i, c := range cells {
		rs[i] = run{text: c, n: utf8.RuneCountInString(c)}
	}
	return rs
}

// linePitch gives the usual distance of the lines of a paragraph, in ems.
func linePitch(regions []region) float64 {
	count := map[int]int{}
	for _, b := range regions {
		for i := 1; i < len(b.rows); i++ {
			p, r := b.rows[i-1], b.rows[i]
			if p[0].n < 15 || math.Abs(p.size()-r.size()) > 0.1 {
				continue
			}
			if d := (r.y() - p.y()) / r.size(); d > 0.9 && d < 3 {
				count[int(math.Round(d*20))]++
			}
		}
	}
	best := 30
	for d, n := range count {
		if n > count[best] || n == count[best] && d < best {
			best = d
		}
	}
	return float64(best) / 20
}

// bodySize gives the size of the font of most of the text.
func bodySize(regions []region) float64 {
	count := map[int]int{}
	most := 0
	for _, b := range regions {
		for _, r := range b.rows {
			for _, c := range r {
				k := int(math.Round(c.size * 4))
				count[k] += c.n
				if count[k] > count[most] || count[k] == count[most] && k < most {
					most = k
				}
			}
		}
	}
	return float64(most) / 4
}

// begins reports whether the row i begins a paragraph, being indented and full
// where the next is not.
func begins(in *region, i int) bool {
	if i+1 >= len(in.rows) {
		return false
	}
	a, b := in.rows[i], in.rows[i+1]
	shift := (a[0].x0 - b[0].x0) / a.size()
	return a.single() && b.single() && shift > 0.6 && shift < 2.3 && !b.marked() && b[0].x0-in.x0 < 0.5*b.size() && full(a[0], b[0], in)
}

// goesOn reports whether the row r only goes on with what the one above began,
// and to which of its cells each of r belongs.
func goesOn(above, r row, aboveIn, in *region, pitch, body float64) (to []int, ok bool) {
	size := r.size()
	if math.Abs(above.size()-size) > 0.08*size || r.marked() || len(r) > len(above) {
		return nil, false
	}
	if in == aboveIn {
		if r.y()-above.y() > 1.17*pitch*size {
			return nil, false
		}
	} else if !above.single() || !r.single() {
		return nil, false
	}
	if above.single() {
		a, b := above[0], r[0]
		da, db := a.x0-aboveIn.x0, b.x0-in.x0
		width := aboveIn.x1 - aboveIn.x0
		if size > 1.12*body && a.n >= 12 && a.x1-a.x0 >= b.x1-b.x0 { // a title, which may be broken anywhere
			return []int{0}, true
		}
		switch shift := (da - db) / size; {
		case da > 0.5*width:
			return nil, false
		case math.Abs(shift) < 0.35:
		case shift > 0 && shift < 2.3: // the first line is indented
		case shift < 0 && shift > -4 && above.marked(): // the others are
		default:
			return nil, false
		}
		if !full(a, b, aboveIn) {
			return nil, false
		}
		if strings.HasSuffix(a.text, "。") && b.n < 15 && !strings.HasSuffix(b.text, "。") {
			return nil, false
		}
		return []int{0}, true
	}
	for _, c := range r {
		i := slices.IndexFunc(above, func(a run) bool { return math.Abs(a.x0-c.x0) < 0.5*size })
		if i < 0 || i == 0 && len(r) < len(above) || !fullCell(above[i], c, in) {
			return nil, false
		}
		to = append(to, i)
	}
	return to, true
}

// full reports whether the first word of b did not fit behind a.
func full(a, b run, in *region) bool {
	end := a.x1 + b.head
	if end > in.x1-0.6*a.size {
		return true
	}
	// The lines of a box end before the others.
	n := 0
	at := slices.IndexFunc(in.rows, func(r row) bool { return r.y() >= a.y-0.1 })
	for i := max(at-8, 0); i < min(at+9, len(in.rows)); i++ {
		r := in.rows[i]
		if !r.single() || r[0].n < 12 || math.Abs(r.size()-a.size) > 0.1*a.size {
			continue
		}
		switch d := (r[0].x1 - a.x1) / a.size; {
		case math.Abs(d) < 0.8:
			n++
		case d >= 0.8 && d < 2 && a.x1+b.head > r[0].x1:
			n++
		case d >= 0.8:
			return false
		}
	}
	return n >= 3
}

// leftOf gives the end of what stands to the left of x.
func leftOf(table []row, x float64) float64 {
	end := math.Inf(-1)
	for _, r := range table {
		for _, c := range r {
			if c.x1 <= x {
				end = max(end, c.x1)
			}
		}
	}
	return end
}

// fullCell reports whether b goes on in a cell of a table with what a, above it,
// began: a reaches as far as others of its column, or as the text does.
func fullCell(a, b run, in *region) bool {
	edge, n := a.x1, 0
	for _, r := range in.rows {
		for _, c := range r {
			if math.Abs(c.x0-a.x0) < 0.5*a.size {
				edge = max(edge, c.x1)
			}
		}
	}
	for _, r := range in.rows {
		for _, c := range r {
			if math.Abs(c.x0-a.x0) < 0.5*a.size && c.x1 > edge-a.size {
				n++
			}
		}
	}
	return a.x1+b.head > edge-0.6*a.size && (n >= 2 || edge > in.x1-a.size)
}

// joinLines joins two lines of a paragraph: with a space between words of Latin
// letters, without it between others and within an address.
func joinLines(a, b string) string {
	p, size := utf8.DecodeLastRuneInString(a)
	r, _ := utf8.DecodeRuneInString(b)
	if p >= 0x2E80 || r >= 0x2E80 || wide(p) || wide(r) {
		return a + b
	}
	word := a[strings.LastIndexFunc(a, func(r rune) bool { return r == ' ' || wide(r) })+1:]
	switch {
	case strings.Contains(word, "://") || strings.HasPrefix(word, "www.") || strings.Contains(word, "@"):
		return a + b
	case p == '-' && unicode.IsLower(r) && !strings.ContainsFunc(a, wide) && strings.Count(a, " ") >= 3:
		return a[:len(a)-size] + b
	case p == '-' || p == '/' || unicode.IsDigit(p) && unicode.IsDigit(r):
		return a + b
	}
	return a + " " + b
}
