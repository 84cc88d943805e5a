package recognize

import (
	"slices"
	"strings"

	"jikenbo"
)

// relate finds which counts add up to which, which are steps inside others,
// and gives each its role and the checks that follow.
func (e *Entry) relate() {
	cs := e.counts
	if len(cs) > 60 { // a statistic, no notice
		cs = cs[:60]
		e.counts = cs
	}
	isPart := make([]bool, len(cs))
	total := make([]bool, len(cs))
	type sum struct {
		total int
		parts []int
	}
	var sums []sum
	for i := range cs {
		cs[i].subset = e.subsetAmong(cs, i)
	}
	for t := range cs {
		if parts := e.partsOf(t, isPart); parts != nil {
			sums = append(sums, sum{t, parts})
			total[t] = true
			cs[t].summed = true
			for _, p := range parts {
				isPart[p] = true
			}
		}
	}
	for i := range cs {
		c := &cs[i]
		switch {
		case isPart[i]:
			c.role = jikenbo.Part
		case c.subset || c.step && !total[i]:
			c.role = jikenbo.Subset
			c.whole = e.wholeOf(i, total, isPart)
			for k := range cs { // 155名(卒業生2名を含む)
				if c.whole < 0 && cs[k].value > c.value && e.bracketedPart(c) && strings.HasSuffix(strings.TrimRight(e.beforeBracket(c), " "), e.str(cs[k].number, cs[k].end)) {
					c.whole = k
				}
			}
			if c.whole < 0 {
				c.role = jikenbo.Total
			}
		default:
			c.role = jikenbo.Total
		}
	}
	for _, s := range sums {
		check := jikenbo.Check{Kind: jikenbo.SumCheck, Total: cs[s.total].value}
		spans := []jikenbo.Span{}
		for _, p := range s.parts {
			check.Parts = append(check.Parts, cs[p].value)
			spans = append(spans, e.span("sum", cs[p].start, cs[p].end))
		}
		e.add("checks", check, 0, append(spans, e.span("sum", cs[s.total].start, cs[s.total].end))...)
	}
	for i := range cs {
		if c := &cs[i]; c.role == jikenbo.Subset {
			w := &cs[c.whole]
			check := jikenbo.Check{Kind: jikenbo.SubsetCheck, Whole: w.value, Part: c.value}
			e.add("checks", check, 0, e.span("subset", w.start, w.end), e.span("subset", c.start, c.end))
		}
	}
}

// partsOf finds the counts that add up to count t: neighbours in the text, two
// or more in a row. Only the words or the place make figures parts of each
// other, so the row must stand next to t.
func (e *Entry) partsOf(t int, taken []bool) []int {
	cs := e.counts
	goal := cs[t].value
	if goal < 3 {
		return nil
	}
	// Candidate rows, nearest first: behind t, then before it.
	try := func(from, step int) []int {
		for skip := range 3 {
			var rows []int
			var sum int64
			for k := from + skip*step; k >= 0 && k < len(cs); k += step {
				if k == t || cs[k].value >= goal {
					if cs[k].value == goal {
						continue
					}
					break
				}
				if taken[k] || cs[k].subset && !contains(e.beforeCount(k), "内訳") {
					continue
				}
				rows = append(rows, k)
				sum += cs[k].value
				if sum == goal && len(rows) > 1 {
					slices.Sort(rows)
					return rows
				}
				if sum > goal {
					break
				}
			}
		}
		return nil
	}
	if rows := try(t+1, 1); rows != nil {
		return rows
	}
	if rows := try(t-1, -1); rows != nil {
		return rows
	}
	// 35世帯(うち…18世帯、…17世帯): steps that are the whole of it
	var rows []int
	var sum int64
	for k := t + 1; k < len(cs) && (cs[k].sentence == cs[t].sentence || cs[k].sentence == cs[t].sentence+1 && cs[t+1].sentence == cs[k].sentence) && !taken[k]; k++ {
		rows = append(rows, k)
		sum += cs[k].value
		if sum == goal && len(rows) > 1 {
			return rows
		}
	}
	// 計 behind rows some of which have steps of their own is covered by the
	// skipping of steps; what is left are rows around t.
	return nil
}

// beforeCount gives the words that stand before count k in its sentence.
func (e *Entry) beforeCount(k int) string {
	c := &e.counts[k]
	return e.text.Norm[e.page.Sentences[c.sentence].Start:c.start]
}

var (
	amongWhom     = anyOf("of whom", "of which", "among them", "of these", "including", "for ")
	ofThe         = anyOf(" of the ", " of them", " of these", " of those")
	wholeOpenings = anyOf("for", "for about", "for approximately", "for some", "including", "including about", "whom", "of these,", "among them")
	ofThose       = anyOf(" of them", " of these", " of whom", " of those")
	ofAWhole      = anyOf("of the above", "of the affected", "of this number", "of this total", "of that number", "of that total", "out of these", "out of those", "a subset of", "a smaller group of", "a smaller number of", "within this group", "among those", "among these", "additionally, for", "in addition, for")
	caseOpenings  = anyOf("in the case of", "in the cases of", "subset of", "with regard to", "as for")
	ofTheAbove    = anyOf(" of the above", " of the affected", " of the same", " of this group")
)

// subsetWords reports whether the words before a count make it a step inside
// another: うち, このうち, 上記(1)のうち, among them.
func (e *Entry) subsetAmong(cs []count, at int) bool {
	c := &cs[at]
	st := e.page.Sentences[c.sentence]
	if startsAny(part(e.text.Norm, c.end, st.End), "を含む)", "を含みます)", "含む)") && e.bracketedPart(c) {
		return true // 155名(卒業生2名を含む)
	}
	if strings.TrimLeft(part(e.text.Norm, st.Start, c.start), " (") == "" && c.sentence > 0 {
		// A figure alone on its line: the line above names it.
		if w := e.words(c.sentence - 1); startsAny(w, "(うち", "うち", "・うち", "このうち", "そのうち", "内、", "(内") {
			return true
		}
	}
	before := part(e.text.Norm, st.Start, c.start)
	// Another count between うち and this one takes the word for itself.
	for k := range cs {
		if o := &cs[k]; o.sentence == c.sentence && o.start < c.start && o.end > st.Start {
			before = part(e.text.Norm, o.end, c.start)
		}
	}
	if c.bound == jikenbo.Min && strings.HasSuffix(e.words(c.sentence), "。") && slices.ContainsFunc(cs, func(o count) bool { return o.value > c.value && o.start < c.start }) {
		return true // 少なくとも17名分の…が閲覧された
	}
	if k := strings.LastIndex(before, "うち"); k >= 0 && contains(before, "うち") && !contains(before, "うち合わせ") {
		return !endsAny(before[k:], "家族", "ご家族様", "の保護者", "扶養親族")
	}
	if e.someHave(cs, at) {
		return true
	}
	return e.has(before, "このアカウントのうち", "が確認されたお客", "そのなかで") || e.shows(c.sentence, letterMark) && e.subsetInEnglish(cs, at, before)
}

// someHave reports whether a count only says of how many there is more: 52名については
// 電話番号が含まれ, ・振込先口座(約940件).
func (e *Entry) someHave(cs []count, at int) bool {
	c := &cs[at]
	larger := false
	for k := at - 1; k >= 0 && !larger; k-- {
		o := &cs[k]
		larger = o.value > c.value && o.score >= enough && (o.unit == c.unit || c.unit == "名" || c.unit == "人") && c.sentence-o.sentence <= 12
	}
	if !larger {
		return false
	}
	st := e.page.Sentences[c.sentence]
	behind := part(e.text.Norm, c.end, st.End)
	for _, w := range []string{")", "分", "の方", "様", "のお客様", "のお客さま", "の患者様", "の皆様", "の会員様"} {
		behind = strings.TrimPrefix(behind, w)
	}
	if startsAny(behind, "については", "につきましては", "には", "に関しては") && e.has(behind, "も含", "も記載", "も登録", "も保存", "も漏", "も流出", "も閲覧", "も表示", "が含ま", "を含", "が記載", "が登録") {
		return true
	}
	if startsAny(behind, "は") && e.has(behind, "も含まれ", "も記載", "も漏えい", "も流出", "も登録されて") {
		return true
	}
	if startsAny(behind, "が含まれ", "も含まれ", "を含みます", "を含む。", "を含んで") && !slices.ContainsFunc(cs[:at], func(o count) bool { return o.sentence == c.sentence }) {
		return true
	}
	before := part(e.text.Norm, st.Start, c.start)
	if behind := strings.Trim(behind, " 。)です"); behind == "" && startsAny(strings.TrimLeft(before, " "), "※", "(", "*", "なお", "注") && e.someWith(before) && at > 0 && c.sentence-cs[at-1].sentence <= 4 {
		return true // ※配慮を要する事項の記入があるもの 44人
	}
	if strings.HasPrefix(before, "(") && e.has(before, "方は、", "場合は、", "ものは、", "方のみ") && strings.Trim(behind, "。)") == "" {
		return true // (メモのある方は、その内容。31人)
	}
	if strings.Contains(before, "一部の") && startsAny(behind, "については", "につきましては", "には", "は") {
		return true
	}
	if !e.ofItems(c, before) || !st.Item && strings.TrimSpace(part(e.text.Norm, c.end, st.End)) != "" {
		return false
	}
	for k := at - 1; k >= 0 && c.sentence-cs[k].sentence <= 12; k-- { // what the list is of stands further out
		up := e.page.Sentences[cs[k].sentence]
		if cs[k].value > c.value && cs[k].sentence != c.sentence && (!up.Item && st.Item || e.text.Lines[up.Line].Indent < e.text.Lines[st.Line].Indent) {
			return true
		}
	}
	return false
}

// someWith reports whether the label of a count names those of a whole of whom
// there is more: 口座番号の記載があるもの, 電話番号を登録されていた方.
func (e *Entry) someWith(label string) bool {
	label = strings.TrimRight(label, " :…は・(")
	if !e.has(label, "の記入", "の記載", "の登録", "も記載", "も登録", "を登録", "を記入", "を含む", "も含む", "が含まれる", "も含まれる", "の入力", "を入力") {
		return false
	}
	for _, w := range []string{"お客様", "お客さま", "もの", "方", "者", "書類", "データ", "会員"} {
		if head, ok := strings.CutSuffix(label, w); ok {
			return endsAny(head, "ある", "あった", "含む", "含まれる", "含まれていた", "されていた", "した", "している", "していた", "いただいた", "いただいていた", "れた", "記載の", "登録の")
		}
	}
	return false
}

// ofItems reports whether nothing but data stand before a count in its line.
func (e *Entry) ofItems(c *count, before string) bool {
	st := e.page.Sentences[c.sentence]
	rest, items := before, 0
	for _, h := range e.within(c.sentence, st.Start, c.start) {
		if h.of == itemClass && h.code() != "none" {
			rest = strings.Replace(rest, part(e.text.Norm, h.start, h.end), "", 1)
			items++
		}
		if h.of == populationClass || h.start > 0 && isDigit(e.text.Norm[h.start-1]) {
			return false // 第1学年 118人
		}
	}
	rest = strings.Trim(rest, " ・、(-①②③④⑤⑥⑦⑧⑨⑩1234567890.)およびと及:")
	return items > 0 && len(rest) <= len("保険金の") && !e.has(before, "件数", "人数")
}

// subsetInEnglish is subsetAmong for what stands before count at and behind it in
// English.
func (e *Entry) subsetInEnglish(cs []count, at int, before string) bool {
	c := &cs[at]
	st := e.page.Sentences[c.sentence]
	low := e.text.Low[c.start-len(before) : c.start]
	larger := slices.ContainsFunc(cs[:at], func(o count) bool { return o.value > c.value && o.score >= enough })
	if larger && e.ofThatWhole(cs, at, low) {
		return true
	}
	if e.holds(low, amongWhom) && strings.TrimSpace(low) != "" && e.has(part(e.text.Low, c.end, min(st.End, c.end+12)), "of them", "of these") || e.has(low, "of whom", "of which", "among them", "of these", "of those") {
		return true
	}
	if own := e.str(c.number, c.end); e.holds(own, ofThe) {
		return true // 212 of these patients
	}
	if b := strings.TrimRight(low, " "); endsWith(b, wholeOpenings) &&
		slices.ContainsFunc(cs[:at], func(o count) bool { return o.unit == c.unit && o.value > c.value }) {
		return true // 26,000 supporters … For 3,150 supporters who play
	}
	behind := part(e.text.Low, c.end, min(st.End, c.end+24))
	return e.holds(behind[:min(len(behind), 14)], ofThose) && !ofOthers(behind) || e.holds(behind, ofTheAbove)
}

// ofThatWhole reports whether a number is of a larger one told of before: of the
// above, 52 customers; in the case of 52 people; of the 1,157 accounts, 52 accounts.
func (e *Entry) ofThatWhole(cs []count, at int, low string) bool {
	c := &cs[at]
	if e.holds(low, ofAWhole) || endsWith(strings.TrimRight(low, " "), caseOpenings) {
		return true
	}
	st := e.page.Sentences[c.sentence]
	for k := range cs[:at] {
		if o := &cs[k]; o.sentence == c.sentence && o.value > c.value && o.start > st.Start {
			head := strings.TrimRight(part(e.text.Low, st.Start, o.start), " ")
			return head == "of the" || head == "of" || head == "out of" || head == "out of the" || head == "of all" || head == "of our"
		}
	}
	return false
}

// ofOthers reports whether words behind a count say whose they are, not of whom they
// are some: 148 dependents of those clients.
func ofOthers(behind string) bool {
	for _, of := range []string{" of those ", " of these "} {
		if k := strings.Index(behind, of); k >= 0 {
			next := wordAt(behind, k+len(of))
			return k == 0 && strings.HasSuffix(next, "s") && next != "affected"
		}
	}
	return false
}

// wholeOf finds which count the subset i is a step of, -1 for none.
func (e *Entry) wholeOf(i int, total, isPart []bool) int {
	cs := e.counts
	c := &cs[i]
	st := e.page.Sentences[c.sentence]
	before := part(e.text.Norm, st.Start, c.start)
	// 2,291件のうち: the figure itself. It may have been told of before.
	if k := strings.LastIndex(before, "うち"); k >= 0 {
		head := strings.TrimRight(strings.TrimSuffix(strings.TrimRight(before[:k], " "), "の"), " ")
		for _, suffix := range []string{"分", "様", ""} {
			head := strings.TrimSuffix(head, suffix)
			for u := len(head) - 1; u > 0 && u > len(head)-20; u-- {
				if u < len(head) && !isDigit(head[u-1]) {
					continue
				}
				if _, v, ok := e.numberBefore(st.Start, st.Start+u); ok {
					for j := range cs {
						if j != i && cs[j].value == v && v >= c.value {
							return j
						}
					}
				}
				break
			}
		}
		// Bのうち, ①のうち, (1)のうち: the row with that mark.
		if j := e.marked(head, i); j >= 0 && cs[j].value >= c.value {
			return j
		}
	}
	if j := e.namesake(before, i); j >= 0 {
		return j
	}
	if j := e.justAbove(before, i, isPart); j >= 0 {
		return j
	}
	// A deeper indent, or the same sentence: the count just before.
	line := e.text.Lines[st.Line]
	same := slices.ContainsFunc(cs[:i], func(o count) bool { return o.unit == c.unit && o.value >= c.value })
	for j := i - 1; j >= 0; j-- {
		o := &cs[j]
		if o.value < c.value || same && o.unit != c.unit {
			continue
		}
		ost := e.page.Sentences[o.sentence]
		if o.sentence == c.sentence {
			return j
		}
		own := e.text.Lines[ost.Line]
		deep := line.Indent > own.Indent
		follows := ost.Line == st.Line || ost.Line == st.Line-1
		switch {
		case startsAny(before, "うち", "(うち", "└", "・うち", "そのうち", "さらに") && (deep || follows && !total[j]):
			return j
		case cs[j].role == jikenbo.Subset && (deep || follows && c.sentence-o.sentence == 1 && startsAny(before, "このうち", "そのうち", "さらに")):
			return j
		case !isPart[j] && (o.role != jikenbo.Subset || strings.Contains(before, "うち") && !follows):
			return j
		case startsAny(before, "うち", "(うち") && follows:
			return j
		}
	}
	for j := range cs {
		if j > i && cs[j].value >= c.value && total[j] {
			return j
		}
	}
	return -1
}

// groups are words for people that name no group of them.
var groups = anyOf("この", "その", "これら", "対象", "当該", "全体", "以上", "上", "前記", "同")

// namesake finds the count of whom the words around うち name: 代表者のうち652人,
// 上記のうち、お取引先様12名.
func (e *Entry) namesake(before string, i int) int {
	k := strings.LastIndex(before, "うち")
	if k < 0 {
		return -1
	}
	name := func(s string) string {
		if k := strings.LastIndexAny(s, "、。)(:: ・※"); k >= 0 {
			_, size := runeAt(s, k)
			s = s[k+size:]
		}
		s = strings.TrimSuffix(strings.TrimSpace(s), "の")
		for _, w := range []string{"上記の", "また", "なお", "この", "その"} {
			s = strings.TrimPrefix(s, w)
		}
		for _, w := range []string{"さま", "様", "の方", "の方々", "の皆様", "の皆さま", "分"} {
			s = strings.TrimSuffix(s, w)
		}
		return s
	}
	own := name(before[:k])
	if own == "" || startsWith(own, groups) {
		own = name(strings.TrimLeft(before[k+len("うち"):], "、 "))
	}
	if len(own) < len("会員") || startsWith(own, groups) {
		return -1
	}
	found := -1
	for j := range e.counts {
		o := &e.counts[j]
		if j == i || o.value <= e.counts[i].value || o.sentence == e.counts[i].sentence && o.start > e.counts[i].start {
			continue
		}
		st := e.page.Sentences[o.sentence]
		from := st.Start
		for n := range e.counts { // what stands between it and the count before
			if p := &e.counts[n]; p.sentence == o.sentence && p.start < o.start {
				from = max(from, p.end)
			}
		}
		if strings.Contains(part(e.text.Norm, from, o.start), own) {
			if found >= 0 && e.counts[found].value != o.value {
				if j > i {
					break
				}
			}
			found = j
		}
	}
	return found
}

// justAbove finds the count in the line or sentence before one that begins with
// うち, and where that is such a step itself the one it is a step of.
// A part has such steps only where they stand further in or in brackets.
func (e *Entry) justAbove(before string, i int, isPart []bool) int {
	c := &e.counts[i]
	if !startsAny(strings.TrimLeft(before, " (※・-└*"), "このうち", "そのうち", "うち", "上記のうち", "さらに、このうち", "内、") {
		return -1
	}
	for j := i - 1; j >= 0; j-- {
		o := &e.counts[j]
		if o.sentence == c.sentence {
			continue
		}
		if c.sentence-o.sentence > 2 {
			return -1
		}
		if o.value <= c.value {
			continue
		}
		st, own := e.page.Sentences[o.sentence], e.page.Sentences[c.sentence]
		if o.role == jikenbo.Subset && o.whole >= 0 && startsAny(part(e.text.Norm, st.Start, o.start), "うち", "(うち", "・うち", "└") && startsAny(before, "うち", "(うち", "・うち", "└") && e.text.Lines[own.Line].Indent <= e.text.Lines[st.Line].Indent {
			return o.whole
		}
		if isPart[j] && e.text.Lines[own.Line].Indent <= e.text.Lines[st.Line].Indent && !strings.HasPrefix(before, "(") {
			return -1
		}
		for k := j; k >= 0 && e.counts[k].sentence == o.sentence; k-- {
			if e.counts[k].unit == c.unit && e.counts[k].value > c.value {
				return k
			}
		}
		return j
	}
	return -1
}

// marked finds the count of the row that begins with the mark that head ends
// in: 上記(1), B, ①.
func (e *Entry) marked(head string, i int) int {
	head = strings.TrimSpace(head)
	for _, w := range []string{"の件数", "のお客様", "のお客さま", "の方", "の皆様", "の会員", "の会員様", "の対象者", "のデータ"} {
		head = strings.TrimSuffix(head, w)
	}
	var m string
	if strings.HasSuffix(head, ")") {
		if k := strings.LastIndexByte(head, '('); k >= 0 && len(head)-k <= 6 {
			m = head[k:]
		}
	} else if head != "" {
		r, size := runeBefore(head, len(head))
		if r >= 'A' && r <= 'Z' || r >= '①' && r <= '⑳' {
			m = head[len(head)-size:]
		}
	}
	if m == "" {
		return -1
	}
	best := -1
	for j := range e.counts {
		if j == i {
			continue
		}
		st := e.page.Sentences[e.counts[j].sentence]
		if strings.HasPrefix(part(e.text.Norm, st.Start, st.End), m) {
			return j
		}
		sec := e.page.Sections[st.Section]
		if best < 0 && sec.End > sec.Start && strings.HasPrefix(part(e.text.Norm, sec.Start, sec.End), m) {
			best = j
		}
	}
	if best >= 0 {
		return best
	}
	// 期間: under A．, the rows of the block that the mark opens
	for k, st := range e.sentences() {
		if strings.HasPrefix(part(e.text.Norm, st.Start, st.End), m) {
			for j := range e.counts {
				if j != i && e.counts[j].sentence >= k && e.counts[j].sentence <= k+3 {
					return j
				}
			}
		}
	}
	return -1
}

// tieItems gives each count the items that its own sentence, row or list
// states. Where the notice has one total, its list of items goes with it.
func (e *Entry) tieItems() {
	cs := e.counts
	for k := range cs {
		// Where it is told of more than once, the place that names particulars.
		vague := func() bool { return len(cs[k].items) == 0 || len(cs[k].items) == 1 && cs[k].items[0] == "card" }
		for _, tie := range []func(k, i int){e.tieWithin, e.tieBelow} {
			for _, i := range cs[k].places {
				if len(cs[k].places) > 1 && e.among(k, i) {
					continue
				}
				if len(cs[k].items) == 0 && e.ofLabel(k, i) {
					e.tieBelow(k, i)
				}
				if vague() {
					before := cs[k].items
					cs[k].items = nil
					if tie(k, i); len(cs[k].items) == 0 {
						cs[k].items = before
					}
				}
			}
		}
		if len(cs[k].items) == 0 {
			e.tieByName(k)
		}
	}
	for k := range cs {
		for _, i := range cs[k].places {
			if len(cs[k].items) == 0 && cs[k].role == jikenbo.Total {
				e.tieBehindRows(k, i)
			}
			if len(cs[k].items) == 0 && i > 0 && strings.HasPrefix(e.words(i), "(") && strings.Trim(part(e.text.Norm, e.page.Sentences[i].Start, cs[k].start), "( 0123456789,世帯件名人社口座枚、・") == "" {
				for n := range e.itemsAt { // 氏名、続柄 and below it (64世帯 158人分)
					if it := &e.itemsAt[n]; it.sentence == i-1 && it.polarity == leaked {
						cs[k].hold(it.codes())
					}
				}
			}
		}
	}
	parted := slices.ContainsFunc(cs, func(c count) bool { return c.role == jikenbo.Part && len(c.items) > 0 })
	for k := range cs { // its parts say which items are whose, unless it names some beside itself
		if c := &cs[k]; parted && c.summed && c.role == jikenbo.Total && !slices.ContainsFunc(e.itemsAt, func(it itemAt) bool { return it.polarity == leaked && slices.Contains(c.places, it.sentence) }) {
			c.items = nil
		}
	}
	only := -1
	for k := range cs {
		if cs[k].role == jikenbo.Total {
			if only >= 0 {
				return
			}
			only = k
		}
	}
	if only < 0 {
		return
	}
	if parted {
		return // the parts have what is to be said of items
	}
	target := only
	for k := range cs { // of logins, what could be seen goes with those who were seen
		if cs[k].role == jikenbo.Subset && e.has(e.words(cs[k].sentence), "閲覧", "表示され") && e.says("不正ログイン", "不正なログイン", "不正にログイン") {
			target = k
			break
		}
	}
	if target == only || len(cs[target].items) == 0 {
		for k := range e.itemsAt {
			it := &e.itemsAt[k]
			own := target == only && slices.ContainsFunc(cs, func(c count) bool { return c.role == jikenbo.Subset && slices.Contains(c.places, it.sentence) })
			if it.polarity == leaked && !own {
				cs[target].hold(it.codes())
			}
		}
	}
}

// hold adds items to a count, each once; a card's particulars make card itself
// superfluous.
func (c *count) hold(codes []string) {
	for _, code := range codes {
		if it := jikenbo.Item(code); !slices.Contains(c.items, it) {
			if c.items == nil {
				c.items = make([]jikenbo.Item, 0, 8)
			}
			c.items = append(c.items, it)
		}
	}
	if slices.ContainsFunc(c.items, func(it jikenbo.Item) bool { return strings.HasPrefix(string(it), "card-") }) {
		c.items = slices.DeleteFunc(c.items, func(it jikenbo.Item) bool { return it == "card" })
	}
}

// numberIn gives where count k stands in sentence i, -1 if it does not.
func (e *Entry) numberIn(k, i int) int {
	st := e.page.Sentences[i]
	c := &e.counts[k]
	if c.start >= st.Start && c.start < st.End {
		return c.start
	}
	for _, h := range e.of(i) {
		if h.class() == unitClass {
			if at, v, ok := e.numberBefore(st.Start, int(h.start)); ok && v == c.value {
				return at
			}
		}
	}
	return -1
}

// tieWithin gives count k the items of sentence i: those behind it up to the
// next count, or, where all items stand before all counts, those.
func (e *Entry) tieWithin(k, i int) {
	at := e.numberIn(k, i)
	if at < 0 {
		return
	}
	c := &e.counts[k]
	next, counts, firstItem, lastItem, firstCount := e.page.Sentences[i].End, 0, -1, -1, at
	prev := -1 // the count before it
	for j := range e.counts {
		if !slices.Contains(e.counts[j].places, i) {
			continue
		}
		counts++
		if p := e.numberIn(j, i); p >= 0 {
			firstCount = min(firstCount, p)
			if p < at {
				prev = max(prev, p)
			}
			if p > at && p < next && !(e.counts[j].role == c.role && c.role == jikenbo.Total && p-at < 60) {
				next = p
			}
		}
	}
	for n := range e.itemsAt {
		it := &e.itemsAt[n]
		if it.sentence == i && it.polarity == leaked {
			if firstItem < 0 {
				firstItem = int(it.start)
			}
			lastItem = int(it.start)
		}
	}
	// カード情報(2,345件)および個人情報(最大12,800名): each in brackets behind its own.
	bracketed := counts > 1 && strings.HasSuffix(part(e.text.Norm, e.page.Sentences[i].Start, c.start), "(")
	for n := range e.itemsAt {
		it := &e.itemsAt[n]
		if it.sentence != i || it.polarity != leaked {
			continue
		}
		if bracketed && int(it.start) < at {
			if int(it.start) > prev {
				c.hold(it.codes())
			}
			continue
		}
		if counts == 1 || int(it.start) > at && int(it.start) < next || lastItem < firstCount {
			c.hold(it.codes())
		}
	}
}

// tieBelow gives count k the items of the list below sentence i, up to the next
// count. What is a piece of a total takes only the lines that are its own.
func (e *Entry) tieBelow(k, i int) {
	c := &e.counts[k]
	ss := e.sentences()
	reach := 14
	if c.role == jikenbo.Subset && strings.TrimLeft(part(e.text.Norm, ss[i].Start, e.numberIn(k, i)), " (") != "" {
		return
	}
	if c.role != jikenbo.Total {
		reach = 2
	}
	if c.role == jikenbo.Part && k > 0 {
		// A list behind the last of several parts is that of the whole.
		if o := &e.counts[k-1]; o.role == jikenbo.Part && o.sentence == i-1 && len(o.items) == 0 {
			return
		}
	}
	if c.role == jikenbo.Part {
		// A run of parts, one a line, has no lists of its own.
		if i+1 < len(ss) {
			for j := range e.counts {
				if j != k && slices.Contains(e.counts[j].places, i) {
					return
				}
			}
		}
	}
	for n := i + 1; n < len(ss) && n <= i+reach; n++ {
		for j := range e.counts {
			if j != k && slices.Contains(e.counts[j].places, n) && !slices.Contains(e.counts[j].places, i) {
				return
			}
		}
		if !e.inSection(ss[n].Section, ss[i].Section) && !ss[i].Heading {
			return
		}
		if n > i+1 && c.role == jikenbo.Part && len(c.items) > 0 {
			return
		}
		for k := range e.itemsAt {
			it := &e.itemsAt[k]
			if it.sentence == n && it.polarity == leaked {
				c.hold(it.codes())
			}
		}
	}
}

// inSection reports whether section s is of, or a part of it.
func (e *Entry) inSection(s, of int) bool {
	for n := 0; s != of; n++ {
		up := e.page.Sections[s].Parent
		if up == s || of == 0 || n > 20 { // all are of the first, the beginning of the text
			return false
		}
		s = up
	}
	return true
}

// tieBehindRows gives total k the items behind the rows of figures it stands in.
func (e *Entry) tieBehindRows(k, i int) {
	c := &e.counts[k]
	ss := e.sentences()
	counted := func(n int) bool {
		return slices.ContainsFunc(e.counts, func(o count) bool { return slices.Contains(o.places, n) })
	}
	other := func(n int) bool { // a figure of something else, or of some of them
		return slices.ContainsFunc(e.counts, func(o count) bool {
			return slices.Contains(o.places, n) && (o.role == jikenbo.Subset || o.role == jikenbo.Total && o.unit != c.unit)
		})
	}
	told := func(n int) bool {
		return slices.ContainsFunc(e.itemsAt, func(it itemAt) bool { return it.sentence == n && it.polarity == leaked })
	}
	n := i + 1
	for n < len(ss) && n <= i+8 && !told(n) && !other(n) && (counted(n) || ss[n].End-ss[n].Start < 60 && !strings.HasSuffix(e.words(n), "。")) {
		n++
	}
	for m := n; m < len(ss) && m < n+12 && told(m) && !counted(m) && markOf(e.words(m)) == "" && e.inSection(ss[m].Section, ss[i].Section); m++ {
		for x := range e.itemsAt {
			if it := &e.itemsAt[x]; it.sentence == m && it.polarity == leaked {
				c.hold(it.codes())
			}
		}
	}
}

// among reports whether count k stands in sentence i only as that of which some are
// told of: 上記186名のうち29名分.
func (e *Entry) among(k, i int) bool {
	at := e.numberIn(k, i)
	if at < 0 {
		return false
	}
	rest := part(e.text.Norm, at, e.page.Sentences[i].End)
	rest = strings.TrimLeft(rest, "0123456789,. 万億千名人件様分社世帯口座枚アカウント")
	return startsAny(rest, "のうち", "の内", "中、")
}

// ofLabel reports whether the data in sentence i only name in a row whose figure it
// is that stands at its end: 従業員及び扶養家族 1,902名, with a list below.
func (e *Entry) ofLabel(k, i int) bool {
	st := e.page.Sentences[i]
	at := e.numberIn(k, i)
	if at < 0 || strings.HasSuffix(e.words(i), "。") || i+1 >= len(e.sentences()) {
		return false
	}
	below := false
	for n := range e.itemsAt {
		it := &e.itemsAt[n]
		if it.polarity != leaked {
			continue
		}
		if it.sentence == i && int(it.start) > at {
			return false
		}
		below = below || it.sentence == i+1
	}
	if !below || !e.inSection(e.page.Sentences[i+1].Section, st.Section) || slices.ContainsFunc(e.counts, func(o count) bool { return slices.Contains(o.places, i+1) }) {
		return false
	}
	before := part(e.text.Norm, st.Start, at)
	return !e.has(before, "、", "・", ":")
}

// tieByName gives count k the items of a line that bears the same mark or name:
// ① … 1万2千件, and below: ①について … お名前、ご住所.
func (e *Entry) tieByName(k int) {
	c := &e.counts[k]
	if c.role == jikenbo.Subset || slices.ContainsFunc(e.counts, func(o count) bool { return o.sentence == c.sentence && o.start < c.start }) {
		return
	}
	own := part(e.text.Norm, e.page.Sentences[c.sentence].Start, c.start)
	mark := markOf(own)
	if sec := e.page.Sections[e.page.Sentences[c.sentence].Section]; mark == "" && sec.End > sec.Start {
		mark = markOf(e.text.Norm[sec.Start:sec.End])
	}
	for n := range e.itemsAt {
		it := &e.itemsAt[n]
		if it.polarity != leaked || it.sentence == c.sentence {
			continue
		}
		st := e.page.Sentences[it.sentence]
		line := e.text.Norm[st.Start:st.End]
		sec := e.page.Sections[st.Section]
		if mark != "" && strings.HasPrefix(line, mark) || mark != "" && strings.HasPrefix(e.text.Norm[sec.Start:max(sec.Start, sec.End)], mark) && sec.Start > e.page.Sentences[c.sentence].Start {
			c.hold(it.codes())
			continue
		}
		if st.Label > st.Start {
			name := strings.Trim(squeeze(strings.TrimLeft(part(e.text.Norm, st.Start, st.Label), "・○●■-(1234567890)①②③④⑤ ")), ":：")
			if len(name) >= 9 && strings.Contains(squeeze(own), name) {
				c.hold(it.codes())
			}
		}
	}
}

// tieWindow gives a count the window that its own sentence or block states.
func (e *Entry) tieWindow(c *count) {
	ss := e.sentences()
	give := func(m *mention) bool {
		p := jikenbo.Period{From: m.date, To: m.to}
		if m.hours {
			p.To = m.date
		}
		if slices.Contains(e.windows, p) {
			c.window = &p
			return true
		}
		return false
	}
	for _, i := range c.places {
		for k := range e.datesOf(i) {
			if m := &e.datesOf(i)[k]; (m.ranged || m.hours) && m.end <= max(c.start, ss[i].End) && c.role != jikenbo.Subset && give(m) {
				return
			}
		}
	}
	if c.role == jikenbo.Subset || c.summed {
		return
	}
	// 上記の期間に…された892名: the span told last.
	for _, i := range c.places {
		st := ss[i]
		if !e.has(part(e.text.Norm, st.Start, min(st.End, max(c.end, st.Start+120))), "上記の期間", "上記期間", "同期間", "この期間", "当該期間", "この間に", "期間中に", "前記の期間", "上記の時間帯", "上記時間帯", "上記の間") {
			continue
		}
		for n := i; n >= 0 && n >= i-12; n-- {
			ds := e.datesOf(n)
			for k := len(ds) - 1; k >= 0; k-- {
				if (ds[k].ranged || ds[k].hours) && (n < i || ds[k].start < c.start) && give(&ds[k]) {
					return
				}
			}
		}
	}
	// 対象期間: … 対象件数: …: lines beside each other
	for _, i := range c.places {
		if label := part(e.text.Norm, ss[i].Start, max(ss[i].Start, min(c.start, ss[i].End))); !contains(label, "数") && !contains(label, "対象") {
			continue // a list of data, not of figures
		}
		for _, n := range []int{i - 1, i + 1, i - 2, i + 2} {
			if n < 0 || n >= len(ss) || ss[n].Section != ss[i].Section || ss[n].Heading || strings.HasSuffix(e.words(n), "。") || strings.HasSuffix(e.words(i), "。") || len(e.datesOf(n)) == 0 {
				continue
			}
			if m := &e.datesOf(n)[0]; (m.ranged || m.hours) && e.has(part(e.text.Norm, ss[n].Start, m.start), "期間", "時間帯", "日時") && give(m) {
				return
			}
		}
	}
	if len(e.windows) < 2 {
		return
	}
	// 人数: … 期間: …: lines of one block
	for i := c.sentence + 1; i < len(ss) && i <= c.sentence+2 && ss[i].Section == ss[c.sentence].Section; i++ {
		if e.about(i, window) && len(e.datesOf(i)) > 0 && give(&e.datesOf(i)[0]) {
			return
		}
	}
	for i := c.sentence - 1; i >= 0 && i >= c.sentence-2 && ss[i].Section == ss[c.sentence].Section; i-- {
		if len(e.datesOf(i)) > 0 && e.datesOf(i)[0].ranged && give(&e.datesOf(i)[0]) {
			return
		}
	}
}

// markOf gives the mark of a list that a line begins with: ①, (A), (1), A with a
// space or a full stop behind it; "" for none.
func markOf(line string) string {
	r := firstRune(line)
	switch {
	case r >= '①' && r <= '⑳':
		return string(r)
	case r == '(':
		if k := strings.IndexByte(line, ')'); k > 1 && k <= 4 {
			return line[:k+1]
		}
	case r >= 'A' && r <= 'Z' && len(line) > 1 && (line[1] == ' ' || line[1] == '.'):
		return line[:1]
	}
	return ""
}
