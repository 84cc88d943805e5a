package recognize

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"jikenbo"
	"jikenbo/internal/text"
)

// count is one number with a unit in the text.
type count struct {
	start, end int // the words, with what limits the number before and behind it
	number     int // where the number itself begins
	value      int64
	unit       string
	bound      jikenbo.Bound
	role       jikenbo.Role
	sentence   int
	score      int
	whole      int // index of the count it is a step of, -1 for none
	subset     bool
	step       bool  // it is told of as a step of another one elsewhere
	summed     bool  // other counts add up to it
	places     []int // sentences that tell of it, the first of them c.sentence or later
	spans      []jikenbo.Span
	items      []jikenbo.Item
	window     *jikenbo.Period
}

// enough is the weight from which on a number is a count of affected.
const enough = 4

// readCounts reads the counts of affected people and records, the place of
// each among the others, and the arithmetic that follows.
func (e *Entry) readCounts() {
	e.numbered = e.numbers()
	e.counts = e.merge(e.numbered)
	e.relate()
	e.tieItems()
	for i := range e.counts {
		c := &e.counts[i]
		e.tieWindow(c)
		a := jikenbo.Affected{Count: c.value, Unit: c.unit, Bound: c.bound, Role: c.role, Items: c.items, Window: c.window}
		e.add("affected", a, 0, c.spans...)
	}
}

// numbers finds every number with a unit and weighs it.
func (e *Entry) numbers() []count {
	out := e.numbered[:0]
	s := e.text.Norm
	for i, st := range e.sentences() {
		if e.zones[i] == headZone || e.zones[i] == footZone || e.zones[i] == appendZone {
			continue
		}
		if c, ok := e.cellFigure(i); ok && len(out) < 500 {
			c.spans = piece(&e.spans, e.span("count-cell", c.start, c.end))
			c.places = piece(&e.places, i)
			out = append(out, c)
			continue
		}
		if !e.tells(i, unitClass) {
			continue
		}
		var withdrawn [][2]int // once looked for
		looked := false
		hs := e.of(i)
		busy := st.Start
		for _, h := range hs {
			if h.class() != unitClass || int(h.start) < busy {
				continue
			}
			u := int(h.start)
			ns, value, ok := e.numberBefore(st.Start, u)
			if !ok {
				ns, value, ok = e.englishNumber(st.Start, u, h)
			}
			end := int(h.end)
			if !ok {
				ns, end, value, ok = e.numberOf(st.Start, h, st.End)
			}
			if !ok {
				continue
			}
			if e.takenBack(ns) {
				busy = end
				continue
			}
			if k := ns + len("一"); ns == st.Start && k < u && s[k] == ' ' && s[ns] >= 0x80 {
				continue // 一 カード番号: the mark of a list
			}
			if st.Heading && ns == st.Start && value < 50 && s[u-1] == ' ' {
				continue // 2 カードの記載内容
			}
			if strings.HasSuffix(s[:ns], "\ufffd") { // the rest of a number that was damaged
				continue
			}
			busy = end
			unit := h.code()
			if unit == "部" && !isDigit(s[u-1]) && s[u-1] != ' ' { // 一部
				continue
			}
			if unit == "-" || value == 0 {
				continue
			}
			c := count{start: ns, number: ns, end: end, value: value, sentence: i, bound: jikenbo.Exact, whole: -1}
			name, suffix, _ := strings.Cut(unit, "+")
			c.unit = name
			if suffix != "" {
				c.bound = jikenbo.Bound(suffix)
			}
			if name == "them" { // 37 of them: of the kind counted before
				if len(out) == 0 {
					continue
				}
				c.unit = counted(out)
				c.score = 1
			}
			shared := false
			if n1, v1, ok := e.paired(st.Start, ns); ok { // 428 current and 212 former employees
				p := count{start: n1, number: n1, end: ns, value: v1, unit: c.unit, sentence: i, bound: jikenbo.Exact, whole: -1, score: enough}
				p.spans = piece(&e.spans, e.span("count", n1, c.end))
				p.places = piece(&e.places, i)
				out = append(out, p)
				shared = true
			}
			e.limit(&c, st.Start, st.End)
			c.score = e.weigh(i, &c)
			if s[u] < 0x80 && e.shows(i, englishMark) {
				c.score += e.weighEnglish(i, &c, out)
				if shared {
					c.score = max(c.score, enough)
				}
			}
			if !looked {
				withdrawn, looked = e.withdrawn(i), true
			}
			if slices.ContainsFunc(withdrawn, func(r [2]int) bool { return r[0] <= c.number && c.number < r[1] }) {
				c.score = -9
			}
			if c.score >= 1 && len(out) < 500 { // more is a statistic
				c.spans = piece(&e.spans, e.span("count", c.start, c.end))
				c.places = piece(&e.places, i)
				out = append(out, c)
			}
		}
		if busy > st.Start {
			out = e.whom(out, i)
		}
	}
	return e.promote(out)
}

// counted gives the unit of the last count of affected, which there is.
func counted(cs []count) string {
	for _, c := range slices.Backward(cs) {
		if c.score >= enough {
			return c.unit
		}
	}
	return cs[len(cs)-1].unit
}

var wholes = anyOf("of whom ", "of which ", "of these, ", "of those, ", "of them, ", " who ", " whose ", "of the ")

// whom appends the numbers of sentence i that stand for some of the persons
// counted just before: …11,842 patients, of whom 327 had their number in it.
func (e *Entry) whom(out []count, i int) []count {
	st := e.page.Sentences[i]
	low := e.text.Low[st.Start:st.End]
	if len(out) == 0 || !e.shows(i, letterMark) || !e.holds(low, wholes) {
		return out
	}
	for _, cue := range []string{"of whom ", "of which ", "of these, ", "of those, ", "of them, ", "including ", " for ", "of the "} {
		k := index(low, cue)
		if k < 0 {
			continue
		}
		at := st.Start + k + len(cue)
		if cue == "of the " { // of the 5,218 persons, 74 have been found
			if _, end, ok := text.Number(e.text.Norm, at); !ok || end > st.End {
				continue
			}
			comma := index(e.text.Low[at:st.End], ", ")
			for comma > 0 && isDigit(e.text.Low[at+comma-1]) {
				comma = -1
			}
			if comma < 0 || comma > 40 {
				continue
			}
			at += comma + len(", ")
		}
		for _, w := range []string{"about ", "approximately ", "around ", "roughly ", "more than ", "over ", "at least ", "up to ", "some "} {
			if strings.HasPrefix(e.text.Low[at:], w) {
				at += len(w)
				break
			}
		}
		v, end, ok := text.Number(e.text.Norm, at)
		if !ok || v == 0 || end > st.End || !startsAny(e.text.Low[end:st.End], "had", "have", "were", "was", "also", "may", "are", "did", "contained", "included", "used", "lost", "held", "gave", "who ", "whose ") || (cue == "including " || cue == " for ") && !startsAny(e.text.Low[end:st.End], "who ", "whose ") || slices.ContainsFunc(out, func(o count) bool { return o.number == at }) {
			continue
		}
		c := count{start: at, number: at, end: end, value: v, unit: counted(out), bound: jikenbo.Exact, sentence: i, score: enough, whole: -1}
		e.limit(&c, st.Start, st.End)
		c.spans = []jikenbo.Span{e.span("count", c.start, c.end)}
		c.places = []int{i}
		out = append(out, c)
	}
	return out
}

// promote keeps the numbers that weigh enough, and with them those that add up
// with their neighbours: figures that fit speak for each other.
func (e *Entry) promote(in []count) []count {
	for k := range in {
		in[k].subset = e.subsetAmong(in, k)
	}
	for t := range in {
		for _, step := range []int{1, -1} {
			e.addsUp(in, t, step, false)
		}
		e.addsUp(in, t, 1, true)
	}
	return slices.DeleteFunc(in, func(c count) bool { return c.score < enough || e.stepOfNone(in, &c) })
}

// stepOfNone reports whether a count is a step inside a figure just before it that
// is none of the affected: 生徒12人の端末から開かれ、うち2人は.
func (e *Entry) stepOfNone(in []count, c *count) bool {
	st := e.page.Sentences[c.sentence]
	before := part(e.text.Norm, st.Start, c.start)
	head := ""
	for _, w := range []string{"、うち", "(うち", "、このうち", "、そのうち"} {
		if h, ok := strings.CutSuffix(before, w); ok {
			head = h
		}
	}
	if head == "" || e.is(c.sentence, leakClass, "leak", "misuse") || e.about(c.sentence, counting|itemizing) {
		return false
	}
	if slices.ContainsFunc(in, func(o count) bool {
		return o.sentence == c.sentence && o.start < c.start && o.score >= enough
	}) {
		return false
	}
	for _, h := range slices.Backward(e.within(c.sentence, st.Start, st.Start+len(head))) {
		if h.code() == "名" || h.code() == "人" {
			_, v, ok := e.numberBefore(st.Start, int(h.start))
			return ok && v > c.value && !slices.ContainsFunc(in, func(o count) bool { return o.value == v && o.score >= enough })
		}
	}
	return false
}

// addsUp makes counts that add up to count t enough, those behind or before it in a
// row. With steps it takes steps for what they are the whole of: 6,450名, うち…4,830名、
// …1,620名.
func (e *Entry) addsUp(in []count, t, step int, steps bool) {
	var sum int64
	n := 0
	for k := t + step; k >= 0 && k < len(in) && n < 12 && k-t < 30 && t-k < 30; k += step {
		if in[k].value >= in[t].value || steps && in[k].sentence > in[t].sentence+1 {
			return
		}
		if in[k].subset && !steps {
			continue
		}
		sum += in[k].value
		n++
		if sum == in[t].value && n > 1 && (in[t].value >= 10 || n > 2) {
			for j := t; j != k+step; j += step {
				if !in[j].subset || steps {
					in[j].score = max(in[j].score, enough)
				}
			}
		}
		if sum > in[t].value {
			return
		}
	}
}

var columnHeads = anyOf("件数", "人数", "対象者数", "名数", "会員数", "アカウント数", "枚数", "世帯数", "社数")

// inTable reports whether sentence i is a row of a table whose head names a
// column of counts.
func (e *Entry) inTable(i int) bool {
	ss := e.sentences()
	for k := i - 1; k >= 0 && k >= i-9; k-- {
		w := e.words(k)
		if ss[k].Heading || strings.HasSuffix(w, "。") {
			return false
		}
		if !e.countedHere(k) && e.holds(w, columnHeads) && (contains(w, "|") || contains(w, "│") || contains(w, "  ")) {
			return true
		}
	}
	return false
}

// columnUnits are the heads of columns of figures that have no units of their
// own, and the units they mean.
var columnUnits = []struct{ head, unit string }{
	{"アカウント数", "アカウント"}, {"件数", "件"}, {"人数", "人"}, {"名数", "名"}, {"対象者数", "名"}, {"会員数", "名"}, {"枚数", "枚"}, {"世帯数", "世帯"}, {"社数", "社"},
}

// cellFigure reads the figure of sentence i where that is a row of a table and
// its head names what the column counts: | 合計 | 12,907 |.
func (e *Entry) cellFigure(i int) (count, bool) {
	st := e.page.Sentences[i]
	w := e.words(i)
	if body := strings.TrimRight(w, " |"); i == 0 || len(w) > 300 || body == "" || !isDigit(body[len(body)-1]) {
		return count{}, false
	}
	row := cellsOf(w)
	if len(row) < 2 {
		return count{}, false
	}
	ss := e.sentences()
	for k := i - 1; k >= 0 && k >= i-9 && ss[k].Section == st.Section; k-- {
		head := e.words(k)
		if strings.HasSuffix(head, "。") || ss[k].Heading {
			return count{}, false
		}
		if !e.holds(head, columnHeads) || strings.ContainsAny(head, "123456789") {
			continue
		}
		names := cellsOf(head)
		if len(names) != len(row) {
			return count{}, false
		}
		for c := len(names) - 1; c > 0; c-- {
			for _, u := range columnUnits {
				name := head[names[c][0]:names[c][1]]
				if !strings.Contains(name, u.head) || strings.Contains(name, "前回") || strings.Contains(name, "全") {
					continue
				}
				from, to := st.Start+row[c][0], st.Start+row[c][1]
				v, end, ok := text.Number(e.text.Norm, from)
				if !ok || end != to || v == 0 {
					return count{}, false
				}
				return count{start: from, number: from, end: to, value: v, unit: u.unit, bound: jikenbo.Exact, sentence: i, score: enough + 1, whole: -1}, true
			}
		}
		return count{}, false
	}
	return count{}, false
}

// cellsOf cuts a row of a table at its lines, else at its gaps, into the ranges
// of the cells that are not empty.
func cellsOf(w string) [][2]int {
	lines := strings.Contains(w, "|")
	var cells [][2]int
	from := 0
	cut := func(to int) {
		cell := w[from:to]
		a := len(cell) - len(strings.TrimLeft(cell, " "))
		b := len(strings.TrimRight(cell, " "))
		if a < b {
			cells = append(cells, [2]int{from + a, from + b})
		}
	}
	for at := 0; at < len(w); at++ {
		switch {
		case lines && w[at] == '|':
			cut(at)
			from = at + 1
		case !lines && w[at] == ' ' && at+1 < len(w) && w[at+1] == ' ':
			cut(at)
			from = at + 1
		}
	}
	cut(len(w))
	return cells
}

// numberBefore reads the number that ends at u, a space aside.
func (e *Entry) numberBefore(lo, u int) (start int, value int64, ok bool) {
	s := e.text.Norm
	end := u
	for end > lo && s[end-1] == ' ' && u-end < 2 {
		end--
	}
	at := end
	for at > lo && end-at < 40 {
		c := s[at-1]
		if isDigit(c) || c == ',' || c == '.' {
			at--
			continue
		}
		if c == ' ' && at-2 > lo && at < end {
			// 1 億 4,300 万 with spaced myriads
			if r, size := runeBefore(s, at-1); strings.ContainsRune("万億千百", r) && at-1-size > lo {
				at -= 1 + size
				continue
			}
			if end-at == 3 && s[at-2] == ',' && at-3 >= lo && isDigit(s[at-3]) {
				at -= 2 // 1, 234 of a scan
				continue
			}
			break
		}
		r, size := runeBefore(s, at)
		if numeral(r) || r == '、' && strings.ContainsRune("一二三四五六七八九", func() rune { p, _ := runeBefore(s, at-size); return p }()) && at < end && strings.ContainsRune("〇一二三四五六七八九", firstRune(s[at:])) {
			at -= size
			continue
		}
		break
	}
	for at < end && (s[at] == ',' || s[at] == '.' || s[at] == ' ') {
		at++
	}
	for at < end {
		v, stop, good := text.Number(s, at)
		if good && stop == end {
			if at > lo {
				p, _ := runeBefore(s, at)
				if letter(s[at-1]) || p == '第' || p == '-' && at-2 >= lo && isDigit(s[at-2]) || p == '#' || p == '/' && at-2 >= lo && s[at-2] < 0x80 || p == '.' || p == 'v' {
					return 0, 0, false
				}
				if (p == '数' || p == '何') && !isDigit(s[at]) { // 数十名, but 件数120件
					return 0, 0, false
				}
			}
			return at, v, true
		}
		_, size := runeAt(s, at)
		at += size
	}
	return 0, 0, false
}

// numeral reports whether r is a digit or a unit of a number in kanji.
func numeral(r rune) bool {
	switch r {
	case '万', '億', '千', '百', '十', '〇', '一', '二', '三', '四', '五', '六', '七', '八', '九':
		return true
	}
	return false
}

// englishNumber reads a number some words before an English head noun.
func (e *Entry) englishNumber(lo, u int, h hit) (int, int64, bool) {
	s := e.text.Norm
	if s[u] >= 0x80 || h.code() == "ID" {
		return 0, 0, false
	}
	at := u
	for range 5 {
		for at > lo && s[at-1] == ' ' {
			at--
		}
		k := at
		for k > lo && s[k-1] != ' ' && s[k-1] != '(' {
			k--
		}
		if k == at {
			return 0, 0, false
		}
		w := part(s, k, at)
		if isDigit(w[0]) {
			v, stop, ok := text.Number(s, k)
			if ok && stop == at && !strings.ContainsAny(w, "./") {
				return k, v, true
			}
			return 0, 0, false
		}
		if scale := map[string]float64{"thousand": 1e3, "million": 1e6}[w]; scale > 0 { // 1.2 million users
			n := strings.TrimRight(part(s, lo, k), " ")
			n = n[strings.LastIndexAny(n, " (")+1:]
			if f, err := strconv.ParseFloat(n, 64); err == nil && f > 0 && f < 1e4 {
				return k - 1 - len(n), int64(math.Round(f * scale)), true
			}
			return 0, 0, false
		}
		if v := numberWords[strings.ToLower(w)]; v > 0 && !endsAny(part(e.text.Low, lo, k), " the ", " these ", " those ", " all ", " our ") {
			return k, v, true
		}
		if w == "of" && startsAny(s[at:u], " these ", " those ", " the ", " our ", " its ") { // 212 of these patients
			at = k
			continue
		}
		if (w == "the" || w == "these" || w == "those") && strings.HasSuffix(part(s, lo, k), " of ") {
			at = k
			continue
		}
		if w == "and" && endsAny(strings.TrimRight(part(s, lo, k), " "), " current", " past", " present", " former", " active", " prospective") {
			at = k // 8,500 current and former employees
			continue
		}
		if strings.HasSuffix(w, ",") || strings.HasSuffix(w, ".") || w == "of" || w == "the" || w == "to" || w == "for" || w == "and" || w == "by" || w == "in" {
			return 0, 0, false
		}
		at = k
	}
	return 0, 0, false
}

// numberWords are the numbers that English writes as words.
var numberWords = func() map[string]int64 {
	m := map[string]int64{"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
	for i, w := range strings.Fields("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty") {
		m[w] = int64(i + 2)
	}
	return m
}()

var (
	laidVerbs    = anyOf("relate to", "relates to", "relating to", "pertain to", "pertains to", "pertaining to", "belong to", "belonging to", "got into", "broke into", "entered", "hijacked", "compromised", "affected", "affects", "impacted", "exposed", "stole", "copied", "data of", "information of", "records of", "details of", "information on", "data on", "information about", "access to", "logged in to", "logged into", "signed in to", "concerned", "involved", "identified", "listed", "lists", "register of", "list of")
	laidOpen     = anyOf("viewed", "accessed", "opened", "contain", " held", " hold ", "relate to", "relates to", "related to", "got into", "broken into", "broke into", "entered", "hijacked", "gained access", "pertain", "were found", "stored", "taken", "stolen", "copied", "download", "displayed", "shown", " lost", "posted", "published", "exposed", "leak", "affected", "involved", "impacted", "compromised", "concerned", "successful", "succeeded", "misused", "redeemed", "records of", "information of", "details of", "data of", "data on", "information about", "information on", "relating to", "belong", "included", "disclosed", "visible", "obtained", "encrypted", "logged in", "sent to", "listed", "on file")
	othersActs   = anyOf(" contacted", " called", " reported", " informed", " told", " noticed", " pointed", " asked", " complained", " opened", " clicked", " responded", " replied", " who opened", " who viewed", " who received", " who accessed", " who work", " in charge", " other than our", " worldwide", " on two", " on its", " nationwide", " in the group", " will be trained", " on duty", " on campus", " downloaded it")
	populationIn = anyOf("employs", "serves", "enrolls", "enrols", "operates", "opened by", "viewed by", "downloaded by", "seen by", "accessed by", "visited by", "more than one", "has over", "workforce", "headcount", "all of our", "founded", "established", "heard from", "training", "will be trained", "at least two", "log-in attempts", "login attempts", "followers", "helped", "subscribers to our", "replied", "responded", "approved by", "checked by", "by two", "team of")
)

// weighEnglish weighs what speaks for and against a count of affected in an
// English sentence, beside what does in any; before are the numbers before it.
func (e *Entry) weighEnglish(i int, c *count, before []count) int {
	st := e.page.Sentences[i]
	low := e.text.Low
	behind := low[c.end:st.End]
	clause := low[st.Start:c.start]
	if k := strings.LastIndexAny(clause, ";"); k >= 0 {
		clause = clause[k:]
	}
	near := clause
	if len(near) > 45 {
		near = near[len(near)-45:]
	}
	if startsWith(strings.TrimPrefix(strings.TrimPrefix(behind, " have"), " has"), othersActs) || e.holds(near, populationIn) || numberWords[low[c.number:min(c.end, c.number+len(wordAt(low, c.number)))]] > 0 && !e.is(i, itemClass) && !e.is(i, leakClass, "leak", "expose") {
		return -20
	}
	if c.unit == "addresses" && endsAny(near, "from ", "from the ") {
		return -20 // where it was looked at from
	}
	score := 0
	if e.holds(low[st.Start:st.End], laidOpen) {
		score += 2
	}
	if startsAny(strings.TrimLeft(behind, " "), "are being notified", "will be notified", "were notified", "have been notified", "had their", "have had their") {
		score += 3
	}
	rest := strings.TrimLeft(behind, " )")
	if startsAny(rest, ":", "- ", "-- ", "(", "|") && e.is(i, itemClass) || strings.HasSuffix(strings.TrimRight(behind, " "), ":") {
		score += 3 // 517 employees: name, …
		if strings.TrimSpace(behind) == ":" && c.value >= 10 && !e.about(i, prevent) {
			score++ // and a list below
		}
	}
	if endsWith(strings.TrimRight(near, " "), laidVerbs) && c.value >= 10 {
		score += 4 // the files relate to 4,800 employees; they got into 3,076 accounts
	}
	if endsWith(strings.TrimRight(near, " "), caseOpenings) && slices.ContainsFunc(before, func(o count) bool { return o.score >= enough && o.value > c.value }) {
		score += 4 // in the case of 365 people
	}
	row := strings.TrimRight(low[st.Start:c.start], " ")
	if len(row) > 0 && (c.start-st.Start-len(row) >= 2 || strings.HasSuffix(row, ":")) && !strings.HasSuffix(low[st.Start:st.End], ".") {
		score += 4 // Persons in charge      4,218 persons
	}
	own := low[c.number:c.end]
	if k := index(own, " of "); k > 0 && slices.ContainsFunc(before, func(o count) bool { return o.score >= enough && o.value > c.value }) {
		score += 4 + 2*b2i(c.value >= 10) // 342 of these accounts
	}
	if e.about(i, ask|prevent|business|contacting|elsewhere) {
		return min(score, 2)
	}
	return score
}

// wordAt gives the English word at i.
func wordAt(s string, i int) string {
	end := i
	for end < len(s) && letter(s[end]) {
		end++
	}
	return s[i:end]
}

// numberOf reads the number behind an English head noun: the number of affected
// customers is 19,384.
func (e *Entry) numberOf(lo int, h hit, hi int) (start, end int, value int64, ok bool) {
	u := int(h.start)
	if e.text.Norm[u] >= 0x80 || !e.has(e.text.Low[max(lo, u-50):u], "number of ", "total of ") {
		return 0, 0, 0, false
	}
	low := e.text.Low[h.end:min(hi, int(h.end)+90)]
	for _, verb := range []string{" is ", " was ", " to be ", " stands at ", " stood at ", " as ", " at ", " now "} {
		if k := index(low, verb); k >= 0 {
			if start, end, ok = e.bareNumber(int(h.end)+k+len(verb), hi); ok {
				value, _, _ = text.Number(e.text.Norm, start)
				return start, end, value, value > 0
			}
		}
	}
	return 0, 0, 0, false
}

// paired reads the first of two numbers that share a head noun: 428 current and
// 212 former employees, the second of which begins at u.
func (e *Entry) paired(lo, u int) (int, int64, bool) {
	s := e.text.Norm
	if !strings.HasSuffix(s[lo:u], " and ") {
		return 0, 0, false
	}
	words := s[lo : u-len(" and ")]
	for range 3 {
		k := strings.LastIndexAny(words, " (")
		w := words[k+1:]
		if w == "" {
			return 0, 0, false
		}
		if isDigit(w[0]) {
			v, stop, ok := text.Number(s, lo+k+1)
			return lo + k + 1, v, ok && stop == lo+len(words[:k+1])+len(w)
		}
		if w[0] < 'a' || w[0] > 'z' || k < 0 {
			return 0, 0, false
		}
		words = words[:k]
	}
	return 0, 0, false
}

// limiting is a word that limits a number; no bound is none of its own.
type limiting struct {
	word  string
	bound jikenbo.Bound
}

// limitsBefore stand before a number and limitsBehind behind its unit.
var (
	limitsBefore = []limiting{
		{"最大で", jikenbo.Max}, {"最大", jikenbo.Max}, {"最大で約", jikenbo.Max}, {"上限", jikenbo.Max}, {"多くとも", jikenbo.Max}, {"多くて", jikenbo.Max}, {"最多", jikenbo.Max}, {"約", jikenbo.About}, {"およそ", jikenbo.About},
		{"おおよそ", jikenbo.About}, {"概ね", jikenbo.About}, {"おおむね", jikenbo.About}, {"推定", jikenbo.About}, {"推計", jikenbo.About},
		{"少なくとも", jikenbo.Min}, {"延べ", ""}, {"のべ", ""}, {"計", ""}, {"合計", ""}, {"総数", ""}, {"総計", ""}, {"小計", ""}, {"合わせて", ""}, {"あわせて", ""}, {"併せて", ""}, {"全部で", ""},
		{"up to", jikenbo.Max}, {"Up to", jikenbo.Max}, {"as many as", jikenbo.Max}, {"approximately", jikenbo.About}, {"Approximately", jikenbo.About}, {"about", jikenbo.About}, {"around", jikenbo.About}, {"roughly", jikenbo.About}, {"Roughly", jikenbo.About},
		{"Fewer than", jikenbo.Max}, {"fewer than", jikenbo.Max}, {"less than", jikenbo.Max}, {"no more than", jikenbo.Max}, {"a maximum of", jikenbo.Max}, {"nearly", jikenbo.About}, {"Nearly", jikenbo.About}, {"almost", jikenbo.About}, {"Almost", jikenbo.About}, {"an estimated", jikenbo.About}, {"approx.", jikenbo.About}, {"About", jikenbo.About}, {"Around", jikenbo.About}, {"Some", jikenbo.About}, {"some", jikenbo.About}, {"More than", jikenbo.Over}, {"Over", jikenbo.Over}, {"At least", jikenbo.Min},
		{"at least", jikenbo.Min}, {"more than", jikenbo.Over}, {"over", jikenbo.Over},
	}
	limitsBehind = []limiting{
		{"以上", jikenbo.Min}, {"超", jikenbo.Over}, {"を超え", jikenbo.Over}, {"を上回", jikenbo.Over}, {"あまり", jikenbo.Over}, {"余り", jikenbo.Over}, {"余", jikenbo.Over},
		{"程度", jikenbo.About}, {"ほど", jikenbo.About}, {"前後", jikenbo.About}, {"近く", jikenbo.About}, {"弱", jikenbo.About}, {"強", jikenbo.Over}, {"以内", jikenbo.Max},
	}
)

// limit reads what stands around a number that limits it: 最大, 約, 以上, 超.
func (e *Entry) limit(c *count, lo, hi int) {
	s := e.text.Norm
	for range 3 {
		before := strings.TrimRight(part(s, lo, c.start), " ")
		moved := false
		for _, l := range limitsBefore {
			if strings.HasSuffix(before, l.word) {
				c.start = lo + len(before) - len(l.word)
				if l.bound != "" && (c.bound == jikenbo.Exact || l.bound == jikenbo.Max) {
					c.bound = l.bound
				}
				moved = true
				break
			}
		}
		if !moved {
			break
		}
	}
	behind := part(s, c.end, hi)
	for _, l := range limitsBehind {
		if strings.HasPrefix(behind, l.word) {
			if c.bound == jikenbo.Exact || c.bound == jikenbo.About && l.bound != jikenbo.About {
				c.bound = l.bound
			}
			c.end += len(l.word)
			break
		}
	}
}

var (
	nobody           = anyOf("もなく", "もない", "もなかった", "もありません", "もございません")
	viewers          = anyOf("届いた世帯は", "届いた方は", "受け取った方は", "受け取られた方は", "閲覧者数は", "閲覧者は", "閲覧数は", "アクセス者数は", "閲覧回数は", "ダウンロード数は")
	personalData     = anyOf("個人情報", "会員情報", "顧客情報", "お客様情報", "お客さま情報", "顧客データ", "会員データ", "個人データ", "personal information")
	affectedEnglish  = anyOf("identified", "affect", "impact", "involv", "belong", "concern", "information about", "information of", "information on", "records of", "records for", "data of", "data on", "answers of", "details of", "names of", "contained", "included", "held", "shown", "exposed", "disclosed", "copied", "stolen", "leaked", "logged in to", "viewed")
	totalLabels      = anyOf("計", "内訳", "総数", "計:", "件数:", "人数:", "対象者数:", "対象:")
	kindsOfPeople    = anyOf("個人", "法人", "学内", "学外", "国内", "海外")
	nextToCounts     = anyOf("(", "。", "、", ")")
	copulas          = anyOf("です", "でした", "であり", "である", "となり", "になり")
	affectedAre      = []string{"対象は", "対象者は", "対象となるのは", "対象となったのは", "該当するのは", "影響を受けたのは", "流出したのは", "漏えいしたのは"}
	affectedWords    = anyOf("影響を受け", "被害に遭", "被害にあ", "不正アクセスを受け", "影響の可能性", "被害を受け", "対象となる", "対象は", "対象者は", "対象件数は")
	estimates        = anyOf("と見込", "と想定", "を上限", "と推定", "とみられ", "と判明", "に上", "にのぼ", "に及", "におよ", "、")
	clients          = anyOf("委託元", "得意先", "顧問先", "荷主", "ご利用企業", "契約企業", "加盟店", "導入企業", "取引先")
	ofCompanies      = anyOf("の従業員", "の社員", "の役員", "のネットワーク", "のシステム")
	quotedTelling    = anyOf("」として", "」とお知らせ", "」と公表", "」とお伝え")
	warned           = anyOf("に注意喚起", "へ注意喚起", "に対し注意喚起", "に周知", "へ周知")
	corrected        = anyOf("に訂正", "へ訂正", "に修正", "と訂正")
	correctedFigures = anyOf("correct number", "corrected number", "correct figure", "now know that", "final number")
	settledFigures   = anyOf("と確定", "であることが判明", "と判明", "であることを確認", "となりました", "に上る", "にのぼ", "に及")
	populations      = anyOf("会員数", "定員", "フォロワー", "先着", "従業員数", "有識者", "社員数", "累計", "病床", "加盟", "全国", "店舗", "導入", "抽選", "売上", "世界", "利用者数", "登録者数", "総会員", "契約数", "名で", "国内の", "全従業員", "全社員", "全職員", "全役職員", "全教職員", "教職員約", "全学生", "学生約", "連結", "全会員", "子会社", "グループ")
	senders          = anyOf("から", "より", "の方から", "のお客様から", "のお客さまから", "の受信者から", "の会員から", "様から", "の利用者から")
	means            = anyOf("で確認", "で行", "で実施", "以上で", "体制", "で宛先", "による", "で対応", "がかり", "1組", "一組", "とも")
	countsOther      = anyOf("のお申し出", "の申し出", "のお問い合わせ", "の問い合わせ", "のお問合せ", "の苦情", "のご相談", "の相談", "のご連絡", "の連絡", "の通報", "のアクセス", "の不正アクセス", "の攻撃", "のご注文", "の注文", "の迷惑メール", "の不審なメール", "の不審メール", "のメールが送信", "の電子メールが送信", "のスパム", "のログイン", "の試行", "の被害", "の障害", "の事案", "の事故", "の事件", "の通信", "の問合せ", "の発送", "の納品", "の回答", "の見積", "の工事", "の業務", "の委託", "の契約", "のクレーム", "の応募", "の参加", "の出席", "の役員", "の社外", "の委員", "の専門", "の弁護士", "の監視", "の要員", "の体制", "の店舗", "の施設", "の企業が", "の自治体", "の団体から", "のリクエスト")
	actors           = anyOf("の職員で", "の職員が", "の職員に", "の従業員が", "の担当者が", "の社員が", "の教員が", "の医師が")
	addressees       = anyOf("にサービスを提供", "のお客さまにサービス", "のお客様にサービス", "を受託", "にご利用いただいて", "が加盟", "が参加", "を対象に", "を対象とし", "を対象とする", "に対し、研修", "への注意喚起", "に送信され", "が送信され", "送信されました", "の宛先", "に宛て", "に誤って送信", "へ誤って", "に対して送信", "宛に", "あてに")
	retold           = anyOf("とお知らせして", "とお伝えして", "とご報告して", "と公表して", "と発表して", "としており", "から訂正", "ではなく", "」とお知らせ")
	earlierFigures   = anyOf("第1報でお知らせした件数", "第一報でお知らせした", "前回", "第1報の", "第一報の", "第二報の", "第2報の", "お知らせした件数(", "公表した件数(", "当初", "訂正前", "お知らせした対象")
	notAffected      = anyOf("迷惑メール", "不審メール", "不審なメール", "ログイン試行", "試行回数", "アクセス件数", "アクセス数", "問い合わせ件数", "お問い合わせ", "参加者数", "参加者を", "参加者に", "説明会", "委託業務", "発注", "受信者のうち", "配信先は", "配信先数", "配信先:", "配信先(")
	notCounted       = anyOf("require", "all ", "heard from", "will be introduced", "serve", "have over")
)

// weigh weighs for and against a number being a count of affected.
func (e *Entry) weigh(i int, c *count) int {
	st := e.page.Sentences[i]
	s := e.text.Norm
	low := e.text.Low
	before := part(s, st.Start, c.start)
	behind := part(s, c.end, st.End)
	near := before
	if len(near) > 45 {
		near = near[len(near)-45:]
	}
	soon := behind
	if len(soon) > 60 {
		soon = soon[:60]
	}
	score := 0
	if e.putRight(c.number) && !e.has(near, "会員数", "総会員", "利用者数", "登録者数", "契約数", "従業員数") {
		score += 5
	}
	if startsAny(behind, "に", "へ", "の方に", "様に", "のお客様に") && e.has(near, "別の", "他の", "無関係の") {
		score -= 6 // to whom it went astray
	}
	if startsWith(behind, nobody) || endsWith(before, viewers) {
		score -= 8 // those who saw it
	}
	if e.about(i, counting|itemizing|notifying&counting) {
		score += 3
	}
	if e.about(i, overview|course|damaging) {
		score++
	}
	if st.Heading && e.about(i, counting|itemizing) {
		score++
	}
	if _, ok := pick(e.within(i, st.Start, c.start), populationClass, "data", "staff"); ok {
		score += 2
	} else if _, ok := pick(e.within(i, c.end, min(st.End, c.end+45)), populationClass, "data", "staff"); ok {
		score++
	}
	if e.is(i, leakClass, "leak", "expose", "hold") {
		score += 2
	}
	if e.is(i, leakClass, "misuse") || e.is(i, typeClass, "login?") || e.has(before, "不正ログイン") {
		score += 2
	}
	latin := e.shows(i, letterMark)
	if latin && e.has(low[st.Start:st.End], " affected", "impacted") && e.has(behind[:min(len(behind), 40)], " may ", " were ", " are ", " have ", " had ") {
		score += 2
	}
	if e.is(i, itemClass) || e.holdsIn(i, low[st.Start:st.End], personalData) {
		score += 2
	}
	if e.is(i, typeClass, "loss?", "mis-sending", "mis-sending?", "theft?", "loss", "theft") && startsAny(behind, "の") && endsAny(s[c.start:c.end], "人分", "名分", "件分", "世帯分") {
		score += 2 // 児童27人分の記録用紙を紛失
	}
	if s[c.end-1] < 0x80 && (e.holds(low[st.Start:c.start], affectedEnglish) ||
		e.has(low[c.end:st.End], " whose ", " were affected", " may have been", " had been", " were shown", " was shown", " are affected", " was exposed", " were exposed", " were obtained", " was obtained", " were stolen", " were taken", " were copied")) {
		score += 2
	}
	if c.start < c.number { // 最大, 約, 計 …
		score++
	}
	if c.sentence > 0 && before == "" && !st.Heading && endsAny(e.words(i-1), "アカウント数", "件数", "人数", "対象者数", "会員数:", "アカウント数:", "枚数", "世帯数", "口座数", "企業数", "団体数") && !strings.HasSuffix(e.words(i-1), "。") {
		score += 3 // the line above names it
	}
	if e.looked(i, c, behind) {
		score -= 8 // those who saw it
	}
	if e.has(soon, "聞き取り", "捜索", "捜した", "ヒアリング", "事情を聴", "事情聴取", "検索したが", "で手分け") || endsAny(near, "弁護士", "有識者", "監査役", "専門家", "外部委員", "大学教授") {
		score -= 6 // those who looked for it, or were asked
	}
	if c.unit == "施設" && startsAny(behind, ")の") {
		score -= 4 // that the publisher runs
	}
	if startsAny(behind, "を通じ", ")を通じ", ")経由", "を介し") {
		score -= 6
	}
	if rest := strings.TrimLeft(behind, ")"); startsAny(rest, "に", "へ") && e.has(near, "全保護者", "全家庭", "全生徒", "全児童", "全学生", "全会員", "全員", "配信先", "送付先", "送信先") && e.has(soon, "配信", "送信", "送付", "配布", "メール", "お知らせ", "お詫び", "通知", "説明") {
		score -= 5 // to whom all it was told
	}
	if endsAny(near, "電話が", "電話を", "連絡が", "連絡を", "問い合わせが", "問合せが", "問い合わせを", "相談が", "相談を", "苦情が", "苦情を", "通報が", "申し出が", "申出が", "届出が", "指摘が", "指摘を", "アクセスが", "要望が", "クレームが", "意見が", "反響が") {
		score -= 7
	}
	if e.has(before, "アクセス数は", "閲覧数は", "アクセス件数は", "ダウンロード数は", "表示回数は", "閲覧回数は", "再生回数は") {
		score -= 7
	}
	if e.has(before, "にも") && e.has(behind, "も起き", "も発生", "紛失しています", "紛失している", "流出しています", "流出している", "漏えいしています", "漏えいしている", "盗まれています", "発覚しています", "が起きている", "が起きています", "も明らかに", "事案があった", "事案がありました", "事故があった", "事故がありました", "ことがあった", "ことがありました", "問題があった", "紛失した", "紛失しました", "流出させ", "誤送信した") && e.bygone(i, c.start) {
		score -= 8 // another incident
	}
	if startsAny(behind, "を") && e.has(soon, "処分", "懲戒", "減給", "戒告", "停職", "解雇", "訓告", "厳重注意", "配置", "増員", "採用", "派遣", "任命", "選任", "起用", "逮捕", "書類送検") {
		score -= 8 // 役職員6名を減給の処分
	}
	if k := strings.LastIndex(before, "は"); k >= 0 && endsAny(before[:k], "契約者", "会員", "利用者", "登録者", "従業員", "職員", "加入者", "児童", "生徒", "学生") && len(before)-k < 60 && !e.is(i, leakClass) && !e.about(i, counting|itemizing) && !e.has(before, "対象", "該当", "影響") {
		score -= 4 // how many there are
	}
	if startsAny(behind, "でログインに成功", "へのログインに成功", "でログインが成功", "に不正ログイン", "に不正にログイン", "が不正にログイン", "が不正ログイン", "への不正ログイン", "への不正なログイン", "でログインされ", "にログインされ", "で不正ログイン") {
		score += 3
	}
	if suffix := s[c.number:c.end]; endsAny(suffix, "分") && strings.HasPrefix(behind, "の") && e.has(soon, documents...) && !e.has(soon, "弁当", "座席", "定員", "予算") {
		score += 2 // 11名分の問診票: 分 is said of what is about them
	}
	if endsAny(near, "実人数", "実人数は", "実数", "実数は", "重複を除く", "重複を除いた", "重複を除くと", "重複を除き", "名寄せ後", "名寄せをすると", "実際の人数は") {
		score += 4 // 延べ3,872名(実人数2,604名)
	}
	if b := strings.TrimRight(before, " 約最大延べ"); strings.HasSuffix(b, "数は") && startsWith(behind, copulas) && e.has(near, "対象", "該当", "流出", "漏えい", "漏洩", "影響", "被害") {
		score += 3
	}
	if (c.unit == "枚" || c.unit == "通" || c.unit == "件" || c.unit == "部") && startsAny(behind, "を送付", "を送信", "を郵送", "を発送", "を交付", "をお渡し", "を同封", "を封入", "を手渡", "を誤", "を紛失", "を配布") && e.has(before, "別の", "他の", "誤って", "誤り", "異なる") && !e.has(behind, "予定") {
		score += 3
	}
	if startsAny(behind, "に加え", "のほか、", "のほかに") && e.has(before, "対象", "流出", "漏えい", "漏洩", "影響") {
		score += 2
	}
	if strings.HasPrefix(behind, "ずつ") {
		score -= 20 // one by one
	}
	if e.treatedSo(behind) && !e.about(i, counting|itemizing) {
		score -= 8 // 社員約2,800名に対し研修を, 職員24名全員のパスワードを変更
	}
	if endsAny(strings.TrimRight(before, " :約"), "供給件数", "総口座数", "口座総数", "会員総数", "総会員数", "総契約数", "契約総数") {
		score -= 12 // how many there are
	}
	if endsAny(before, "出席者", "参加者", "来場者", "不在の", "連絡がつかない", "連絡のつかない", "連絡の取れない", "連絡が取れない", "連絡が取れていない", "電話がつながらない") && !e.about(i, counting|itemizing) {
		score -= 8 // (出席者191名)
	}
	if endsAny(near, "参加", "出席", "来場", "参加者", "出席者", "聴講", "応募総数") && (startsAny(behind, ")", "。") || behind == "") && e.has(near, "会(", "会参加", "会出席", "説明会", "保護者会", "会議", "会見", "研修") {
		score -= 8
	}
	if (c.unit == "社" || c.unit == "店" || c.unit == "施設" || c.unit == "団体") && endsWith(strings.TrimRight(near, " 計全約"), byWhom) {
		score -= 20 // by whom it went out: (代理店 9社)
	}
	if c.unit == "先" && (e.is(i, itemClass) || e.is(i, leakClass, "leak", "expose", "hold")) {
		score += 2
	}
	if own := s[c.number:c.end]; endsAny(own, "分") && strings.HasPrefix(behind, ")") && e.has(near, documents...) {
		score += 3 // お渡しした書類(2名様分)
	}
	if e.asksHowMany(i) || startsAny(behind, "が含まれ", "も含まれ", "を含んで") && e.has(near, "方", "客", "者", "員") {
		score += 3
	}
	if e.supersededBelow(i, before) {
		score -= 10
	}
	if strings.HasPrefix(s[c.end:st.End], "  ") && !strings.HasSuffix(behind, "。") && e.is(i, itemClass) {
		score += 2 // a row: 求職者  31,077名  氏名、生年月日
	}
	if c.unit == "点" && startsAny(behind, "です", "でした", "となります", "であ") || c.value == 1 && endsAny(near, "もうお", "もう") {
		score -= 6 // the items are three; もうお一人
	}
	if c.unit == "社" && e.about(i, counting|itemizing) && e.holds(near, clients) && !startsAny(behind, "に", "へ") {
		score += 2
	}
	if c.unit == "社" && e.holds(near, clients) && (e.has(before, "対象となる", "影響を受け", "影響の") || e.has(e.headingWords(i), "影響範囲", "影響の範囲", "影響を受け")) && !startsAny(behind, "に", "へ", "から", "より") {
		score += 5
	}
	if startsAny(behind, "のアカウントで不正ログイン", "のアカウントで不正なログイン", "のアカウントに不正", "のアカウントで、不正ログイン", "のIDで不正ログイン", "のアカウントへの不正") {
		score += 4
	}
	if c.unit == "社" && endsAny(before, "企業:", "企業様:", "団体様:", "団体:", "企業数:", "取引先:", "会社数:") {
		score += 4
	}
	if endsWith(near, totalLabels) || st.Label > st.Start && st.Label <= c.start && topicsOf(e.within(i, st.Start, st.Label))&counting != 0 {
		score += 3
	}
	if e.has(before, "うち", "内訳") {
		score += 2
	}
	if e.inTable(i) {
		score += 3
	}
	if row := !strings.HasSuffix(s[st.Start:st.End], "。") && (behind == "" || startsAny(behind, "(", "|", "│")); row && !e.about(i, course|ask|prevent|business|contacting|faq|delayed|elsewhere|cause) {
		score += 2
	}
	if strings.TrimLeft(before, "・○●■①②③ -(1234567890)") == "" || endsWith(near, kindsOfPeople) {
		score++
	}
	if behind == "" || startsWith(behind, nextToCounts) && len(behind) < 4 {
		score++
	}
	if startsWith(behind, copulas) && contains(before, "は") {
		score += 2
	}
	if k := e.lastOf(before, affectedAre...); k >= 0 && len(before)-k < 90 && !endsAny(before[:k], "研修の", "訓練の", "点検の", "補償の", "説明会の", "返金の", "実施の") && (e.is(i, itemClass) || startsWith(behind, copulas)) {
		score += 2 + b2i(endsAny(before, affectedAre...)) // 対象は組合員様230名の氏名
	}
	if e.about(i, counting) && strings.HasPrefix(before, "A") && strings.Trim(before[1:], "0123456789 .:") == "" && startsWith(behind, copulas) {
		score += 2 // A3 437件です。
	}
	if rest := unbracketed(behind); strings.HasSuffix(strings.TrimRight(before, " "), "は") && startsWith(rest, copulas) && e.has(near, "対象となる", "対象となった", "対象の", "影響を受けた", "流出した", "漏えいした", "漏洩した", "可能性のある", "可能性がある", "おそれのある") {
		score += 3
	}
	if e.holdsIn(i, before, affectedWords) && (startsWith(behind, estimates) || startsAny(behind, "で、うち", "で、この")) {
		score += 2
	}
	if behind == "" && e.holds(before, lostOrSent) {
		score += 2 // 誤って送付した書類  52世帯分
	}
	if startsAny(behind, "紛失", "を紛失", "が盗", "を盗", "が所在不明", "を誤送", "を誤って", "を誤廃棄", "が流出", "が漏") {
		score += 2 // 帳票を3名分紛失
	}
	if startsAny(behind, "のうち", "の内") && endsAny(near, "送信先の", "送信先", "送付先の", "送付先", "宛先の", "宛先", "配信先の", "配信先", "送信対象の", "送った", "送信した", "送付した") {
		score -= 6 // those among whom the affected are
	}
	if strings.HasPrefix(behind, "(") && len(behind) > 1 && isDigit(behind[1]) && contains(before, "は") {
		score += 2 // 87件(87名分)です
	}
	if c.unit == "社" && startsWith(behind, ofCompanies) || startsWith(behind, quotedTelling) || startsAny(behind, "に対し") && e.has(soon, "依頼", "要請") || e.has(near, "ダウンロード数", "閲覧数", "アクセス数", "によるもの") || c.unit == "組" && (c.value < 10 || e.isType("mis-sending")) {
		score -= 6
	}
	if startsAny(behind, "のうち") && e.has(near, "会員", "登録者", "利用者", "契約者", "全", "加入者", "ユーザー", "社員", "職員", "学生", "生徒", "受講者", "受験者", "申込者", "回答者", "参加者", "児童", "購読者") && !e.has(before, "漏えい", "流出", "漏洩", "対象") {
		score -= 6 // those among whom the affected are
	}
	if startsWith(behind, warned) {
		score -= 5
	}
	if startsWith(behind, corrected) {
		score += 4
	}
	if latin && e.holds(low[st.Start:c.start], correctedFigures) {
		score += 4
	}
	if latin && isDigit(s[c.end-1]) && e.has(low[st.Start:c.start], " affected ", " impacted ", " involved ", "whose ") {
		score += 4 // the number of affected customers is 19,384
	}
	if startsWith(behind, settledFigures) {
		score += 2
	}
	if strings.HasSuffix(strings.TrimRight(before, " "), "(") && e.is(i, leakClass, "leak", "expose") {
		score += 2
	}
	if startsAny(behind, "を含む)") && e.bracketedPart(c) {
		score += 3
	}
	if c.sentence >= e.body && c.value >= 50 && e.is(i, leakClass, "leak") {
		score++
	}

	// Against it: what the number counts instead.
	if e.about(i, ask|prevent|business|contacting|elsewhere|delayed) && !e.about(i, counting|itemizing) {
		score -= 5
	}
	if e.about(i, faq) {
		score -= 4
	}
	if e.about(i, cause) && !e.about(i, counting) {
		score -= 2
	}
	if e.holdsIn(i, near, populations) && !e.bracketedPart(c) {
		score -= 4
	}
	if startsWith(behind, senders) && !e.has(soon, "から漏", "から流出", "からお預かり", "から預か", "から受託", "から委託", "から提供") && !startsAny(behind, "からなる") {
		score -= 4
	}
	if startsWith(behind, means) || startsAny(behind, "で") && c.unit != "アカウント" && !startsAny(behind, "です", "でした", "で、", "であ", "でございま", "で確定") {
		score -= 4
	}
	if startsWith(behind, countsOther) {
		score -= 5
	}
	if startsWith(behind, actors) {
		score -= 5
	}
	if c.value <= 5 && endsAny(near, "職員", "従業員", "社員", "教員", "教諭", "担当者", "医師", "看護師", "行員", "役員", "取締役", "役職者", "者が", "研究員", "アルバイト") && !e.about(i, counting|itemizing) {
		score -= 4
	}
	if c.value <= 5 && endsAny(near, "関係者", "受信した方", "受信者", "連絡者", "ご指摘") {
		score -= 3
	}
	if e.has(soon, "のうち、") && e.has(behind, "対象外", "対象ではあり", "のみ") && !e.leakBetween(i, c.end, st.End) {
		score -= 6
	}
	if e.holdsIn(i, behind, addressees) && !e.has(behind, "漏えい", "流出した", "対象となる") {
		score -= 4
	}
	if !e.putRight(c.number) && (e.reportedBefore(i, c.end) || startsWith(behind, retold)) {
		score -= 10
	}
	if !startsWith(behind, corrected) && !e.putRight(c.number) && e.holdsIn(i, near, earlierFigures) {
		score -= 10
	}
	if s[c.end-1] < 0x80 && e.has(low[st.Start:c.start], "first notice", "first report", "previous notice", "previous report", "earlier notice", "earlier report", "initial notice", "initially", "previously", "we stated", "had said", "first estimate", "earlier estimate", "earlier figure", "statement of") && e.has(low[st.Start:st.End], "replac", "correct", "stated", "said", "estimate", "announced", "reported", "revis") {
		score -= 10 // an earlier figure
	}
	if e.excludedBehind(i, c.end) {
		score -= 8
	}
	if e.holdsIn(i, near, notAffected) && !e.has(near, "お問い合わせを", "お問い合わせいただ", "お問い合わせされ", "お問い合わせフォーム", "お問い合わせの内容") && !e.about(i, counting|itemizing) {
		score -= 4
	}
	if e.has(near, "委託業務(", "業務(令和") {
		score -= 6
	}
	if latin && e.has(low[st.Start:c.start], "to send ", "sent ") && e.has(behind, "to addresses", "outside") || e.has(low[c.start:min(len(low), c.end+20)], "unsolicited", "spam") {
		score -= 6
	}
	if latin && c.value < 100 && startsAny(low[c.end:st.End], "from ", "whose") {
		score -= 5
	}
	if latin && e.holds(low[st.Start:c.start], notCounted) {
		score -= 4
	}
	// A table or a list of counts under a fitting heading is sure.
	if c.unit == "枚" || c.unit == "通" || c.unit == "冊" || c.unit == "部" || c.unit == "点" || c.unit == "ファイル" || c.unit == "施設" || c.unit == "事業所" || c.unit == "校" || c.unit == "団体" || c.unit == "会員" || c.unit == "先" || c.unit == "者" || c.unit == "法人" || c.unit == "カード" || c.unit == "家族" || c.unit == "戸" || c.unit == "emails" || c.unit == "messages" || c.unit == "e-mails" || c.unit == "companies" || c.unit == "files" {
		score -= 1
	}
	if score > -9 && (endsAny(near, "残る", "残り", "残りの", "残る計") || startsAny(behind, "を回収", "は回収", "については回収", "について回収", "から回収", "が回収", "を削除済", "を破棄")) {
		score = max(score, 1) // tells only together with what it adds up to
	}
	return score
}

// documents are what data about persons stand in.
var documents = []string{"書類", "書面", "調書", "問診票", "申込書", "申請書", "名簿", "台帳", "帳票", "記録", "カルテ", "明細", "通知", "一覧", "資料", "データ", "ファイル", "リスト", "用紙", "答案", "写真", "映像", "情報", "票", "証", "届", "簿", "カード", "伝票", "領収", "処方", "契約書", "報告書", "個票", "レセプト"}

// byWhom end the names of those by whom, or through whom, data went out.
var byWhom = anyOf("代理店", "販売店", "取扱店", "委託先", "提携先", "提供先", "配信先", "業者", "請負会社", "受託会社")

var measures = anyOf("のパスワードを", "のアカウントのパスワード", "のID・パスワードを", "研修", "教育を", "再教育", "訓練", "講習", "周知", "指導を", "面談を", "誓約書", "ヒアリング", "聴き取り", "聞き取り", "eラーニング", "e-ラーニング", "受講", "増員", "配置し")

// treatedSo reports whether a count is of those with whom a measure was taken:
// 全職員640人を対象に研修を開く.
func (e *Entry) treatedSo(behind string) bool {
	rest := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(behind, ")"), "の方"), "全員")
	if !startsAny(rest, "に", "を対象", "へ", "のパス", "のアカウントのパス", "の全", "及び", "および", "と") {
		return false
	}
	if k := strings.Index(rest, "。"); k >= 0 {
		rest = rest[:k]
	}
	rest = rest[:min(len(rest), 150)]
	return e.holds(rest, measures) && !e.has(rest, "流出", "漏えい", "漏洩", "紛失", "誤送")
}

// looked reports whether a count is of those who saw what was exposed: 9名の申込者が
// 一覧を閲覧していた.
func (e *Entry) looked(i int, c *count, behind string) bool {
	rest := behind
	if r, ok := strings.CutPrefix(rest, "の"); ok {
		h, hit := pick(e.within(i, c.end, c.end+len("の")+3), populationClass)
		switch {
		case hit && int(h.end) <= c.end+len(behind):
			rest = behind[int(h.end)-c.end:]
		case strings.HasPrefix(r, "方"):
			rest = r[len("方"):]
		default:
			return false
		}
	}
	rest, ok := strings.CutPrefix(strings.TrimPrefix(rest, "の方"), "が")
	if !ok {
		return false
	}
	rest = rest[:min(len(rest), 60)]
	if k := strings.Index(rest, "、"); k >= 0 {
		rest = rest[:k]
	}
	return e.has(rest, "閲覧して", "閲覧した", "を閲覧し", "を開い", "を開き", "ダウンロードし", "アクセスし", "を見た", "を取得し", "開いた", "開いて", "見た記録", "保存した", "保存して", "見ていた")
}

// bygone reports whether a year, or 過去 and the like, stands before a place in
// sentence i.
func (e *Entry) bygone(i, at int) bool {
	before := part(e.text.Norm, e.page.Sentences[i].Start, at)
	return e.has(before, "年にも", "月にも", "過去にも", "昨年", "以前にも", "年度にも", "ことし", "今年")
}

// supersededBelow reports whether a line is the figure of an earlier notice, with
// that of now below: 第1報:約2,400名, 今回:2,318名.
func (e *Entry) supersededBelow(i int, before string) bool {
	if len(before) > 60 || !e.holds(before, earlierColumns) || e.holds(before, currentColumns) || strings.HasSuffix(e.words(i), "。") {
		return false
	}
	for k := i + 1; k < len(e.sentences()) && k <= i+2; k++ {
		if w := e.words(k); !strings.HasSuffix(w, "。") && e.holds(w[:min(len(w), 30)], currentColumns) && e.countedHere(k) {
			return true
		}
	}
	return false
}

// asksHowMany reports whether sentence i answers a question of how many.
func (e *Entry) asksHowMany(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		w := e.words(k)
		if endsAny(w, "か。", "か", "?") {
			return e.has(w, "何人", "何件", "何名", "どのくらい", "どれくらい", "どれだけ", "いくつ")
		}
	}
	return false
}

// bracketedPart reports whether a count stands in brackets behind another one,
// which it is a part of: 2,716名(国内のお客様 2,204名、海外のお客様 512名).
func (e *Entry) bracketedPart(c *count) bool {
	st := e.page.Sentences[c.sentence]
	before := part(e.text.Norm, st.Start, c.start)
	open := strings.LastIndexByte(before, '(')
	if open < 0 || strings.IndexByte(before[open:], ')') >= 0 {
		return false
	}
	if head := strings.TrimRight(e.beforeBracket(c), " "); head != "" {
		return endsAny(head, "名", "人", "件", "世帯", "口座", "社", "様")
	}
	// The bracket begins the line: the figure stands above.
	return c.sentence > 0 && endsAny(e.words(c.sentence-1), "名", "人", "件", "世帯", "口座", "社")
}

// unbracketed gives s without the bracket it begins with.
func unbracketed(s string) string {
	if k := strings.IndexByte(s, ')'); k > 0 && k < 120 && s[0] == '(' {
		return s[k+1:]
	}
	return s
}

// beforeBracket gives the words before the last bracket that opens before a
// count in its sentence.
func (e *Entry) beforeBracket(c *count) string {
	before := part(e.text.Norm, e.page.Sentences[c.sentence].Start, c.start)
	return before[:max(0, strings.LastIndexByte(before, '('))]
}

// lastOf gives where the last of some words begins in s, -1 where none is.
func (e *Entry) lastOf(s string, words ...string) int {
	at := -1
	for _, w := range words {
		if len(w) <= len(s) && e.pairs.may(w) {
			at = max(at, strings.LastIndex(s, w))
		}
	}
	return at
}

// excludedBehind reports whether what stands behind the count in its statement
// denies that it is affected.
func (e *Entry) excludedBehind(i, at int) bool {
	st := e.page.Sentences[i]
	n := e.nextDenial(i, at)
	if n < 0 {
		return false
	}
	p := e.nextLeak(i, at)
	if p >= 0 && p < n && !e.attributive(p) {
		return false
	}
	brk := e.nextBreak(at, st.End)
	if n > brk && n-at > 150 {
		return false
	}
	// 最大12,406名で、…はございません speaks of something else.
	return !startsAny(e.text.Norm[at:], "です", "で、", "でし", "。")
}

// attributive reports whether the word of leakage at p only describes a noun.
func (e *Entry) attributive(p int) bool {
	s := part(e.text.Norm, p, min(len(e.text.Norm), p+45))
	return e.has(s, "した情報に含", "したお客様に含", "対象に含", "の対象外", "の対象では")
}

var (
	earlierColumns = anyOf("第一報", "第二報", "第1報", "第2報", "第三報", "第3報", "初報", "速報", "前回", "訂正前", "修正前", "当初", "公表", "お知らせ時")
	currentColumns = anyOf("今回", "最終", "確定", "訂正後", "修正後", "本日", "今般", "現在", "本報")
	figureColumns  = anyOf("件数", "人数", "名数", "対象者数", "会員数")
)

// withdrawn gives the ranges of sentence i, the row of a table, in which figures
// of an earlier notice stand, by the head of the table.
func (e *Entry) withdrawn(i int) [][2]int {
	ss := e.sentences()
	if strings.HasSuffix(e.words(i), "。") {
		return nil
	}
	var row [][2]int
	for k := i - 1; k >= 0 && k >= i-9; k-- {
		w := e.words(k)
		if strings.HasSuffix(w, "。") || len(w) > 300 {
			return nil
		}
		if !e.holds(w, earlierColumns) && !e.holds(w, currentColumns) {
			continue
		}
		names := columnsOf(w)
		if len(names) < 2 { // a title that ends in （第一報） heads no table
			if ss[k].Heading {
				return nil
			}
			continue
		}
		var earlier []bool
		old, now, last := 0, 0, -1 // the last is that of the figures that stand
		for n, c := range names {
			name := w[c[0]:c[1]]
			current := e.holds(name, currentColumns)
			before := !current && (e.holds(name, earlierColumns) || strings.Contains(name, "月") && strings.HasSuffix(name, "日"))
			earlier = append(earlier, before)
			old += b2i(before)
			if current || !before && e.holds(name, figureColumns) {
				now++
				last = n
			}
		}
		if old == 0 || now == 0 {
			if e.countedHere(k) {
				continue
			}
			return nil
		}
		st := ss[i]
		row = columnsOf(e.words(i))
		var out [][2]int
		if len(row) == len(names) {
			for n, c := range row {
				if earlier[n] {
					out = append(out, [2]int{st.Start + c[0], st.Start + c[1]})
				}
			}
			return out
		}
		qs := e.quantities(i)
		if len(qs) < 2 {
			return nil
		}
		if last == len(names)-1 {
			return [][2]int{{qs[0].start, qs[len(qs)-2].end}}
		}
		return [][2]int{{qs[0].end, st.End}}
	}
	return nil
}

// columnsOf cuts a row of a table as cellsOf does, also at slashes.
func columnsOf(w string) [][2]int {
	if strings.Contains(w, "│") {
		w = strings.ReplaceAll(w, "│", "|  ")
	} else if strings.Contains(w, "/") && !strings.Contains(w, "  ") {
		w = strings.ReplaceAll(w, "/", "|")
	}
	return cellsOf(w)
}

// merge keeps each count once. The same figure with another unit is the same
// count told again.
func (e *Entry) merge(in []count) []count {
	out := e.counts
	for _, c := range in {
		k := slices.IndexFunc(out, func(o count) bool { return o.value == c.value })
		if k < 0 {
			out = append(out, c)
			continue
		}
		o := &out[k]
		if o.unit == c.unit {
			o.spans = append(o.spans, c.spans...)
			o.places = append(o.places, c.places...)
			if o.bound == jikenbo.Exact && c.bound != jikenbo.Exact {
				o.bound = c.bound
			}
			if e.about(c.sentence, counting|itemizing) && !e.about(o.sentence, counting|itemizing) {
				// The place where it stands among the others.
				spans, places, step := o.spans, o.places, o.step || o.subset
				*o = c
				o.spans, o.places, o.step = spans, places, step
			}
			continue
		}
		if c.value < 20 && e.about(c.sentence, counting) && o.sentence != c.sentence && e.page.Sentences[o.sentence].Section != e.page.Sentences[c.sentence].Section {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b count) int { return a.start - b.start })
	return slices.DeleteFunc(out, func(c count) bool { return e.rounded(out, &c) })
}

// rounded reports whether a figure written with 万 only rounds another one, told
// elsewhere: 2.8万人 in the title, 2万8114人 below.
func (e *Entry) rounded(cs []count, c *count) bool {
	own := e.str(c.number, c.end)
	if !contains(own, "万") || c.value < 10000 || c.role == jikenbo.Subset {
		return false
	}
	step := int64(1)
	for c.value%(step*10) == 0 {
		step *= 10
	}
	return step >= 1000 && slices.ContainsFunc(cs, func(o count) bool {
		return o.sentence != c.sentence && o.unit == c.unit && o.value%step != 0 && max(o.value-c.value, c.value-o.value) < step
	})
}
