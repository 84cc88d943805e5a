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
		case c.subset:
			c.role = jikenbo.Subset
			c.whole = e.wholeOf(i, total, isPart)
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
				if taken[k] || cs[k].subset && !strings.Contains(e.beforeCount(k), "内訳") {
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
	// 計 behind rows some of which have steps of their own is covered by the
	// skipping of steps; what is left are rows around t.
	return nil
}

// beforeCount gives the words that stand before count k in its sentence.
func (e *Entry) beforeCount(k int) string {
	c := &e.counts[k]
	return e.text.Norm[e.page.Sentences[c.sentence].Start:c.start]
}

// subsetWords reports whether the words before a count make it a step inside
// another: うち, このうち, 上記(1)のうち, among them.
func (e *Entry) subsetAmong(cs []count, at int) bool {
	c := &cs[at]
	st := e.page.Sentences[c.sentence]
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
	if c.bound == jikenbo.Min && slices.ContainsFunc(cs, func(o count) bool { return o.value > c.value && o.start < c.start }) {
		return true // 少なくとも17名分の…が閲覧された
	}
	if strings.Contains(before, "うち") && !strings.Contains(before, "うち合わせ") {
		return true
	}
	low := strings.ToLower(before)
	if hasAny(low, "of whom", "of which", "among them", "of these", "including", "for ") && strings.TrimSpace(low) != "" && hasAny(strings.ToLower(part(e.text.Norm, c.end, min(st.End, c.end+12))), "of them", "of these") || hasAny(low, "of whom", "of which", "among them", "of these", "of those") {
		return true
	}
	if hasAny(strings.ToLower(part(e.text.Norm, c.end, min(st.End, c.end+14))), " of them", " of these", " of whom") {
		return true
	}
	for _, w := range []string{"このアカウントのうち", "中の", "以下の", "が確認されたお客", "そのなかで"} {
		if w != "以下の" && w != "中の" && strings.Contains(before, w) {
			return true
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
		case cs[j].role == jikenbo.Subset && (follows || deep):
			return j
		case !isPart[j]:
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

// marked finds the count of the row that begins with the mark that head ends
// in: 上記(1), B, ①.
func (e *Entry) marked(head string, i int) int {
	head = strings.TrimSuffix(strings.TrimSpace(head), "の件数")
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

// tie gives a count the items and the window that its own sentence, row or
// section states.
func (e *Entry) tie(c *count) {
	st := e.page.Sentences[c.sentence]
	others := 0
	for k := range e.counts {
		if e.counts[k].sentence == c.sentence {
			others++
		}
	}
	add := func(code string) {
		for one := range strings.SplitSeq(code, ",") {
			if it := jikenbo.Item(one); !slices.Contains(c.items, it) {
				c.items = append(c.items, it)
			}
		}
	}
	// The next count in the sentence ends what belongs to this one.
	limit := st.End
	for k := range e.counts {
		if o := &e.counts[k]; o.sentence == c.sentence && o.start > c.start && o.start < limit {
			limit = o.start
		}
	}
	for _, it := range e.itemsAt {
		if it.sentence == c.sentence && it.polarity == leaked && (others == 1 || int(it.start) > c.end && int(it.start) < limit) {
			add(it.code())
		}
	}
	if len(c.items) == 0 && (c.role == jikenbo.Total || c.role == jikenbo.Part) {
		// The list that follows, up to the next count.
		for _, it := range e.itemsAt {
			if it.polarity != leaked || it.sentence <= c.sentence || it.sentence > c.sentence+14 {
				continue
			}
			blocked := false
			for k := range e.counts {
				if o := &e.counts[k]; o.sentence > c.sentence && o.sentence <= it.sentence {
					blocked = true
				}
			}
			if !blocked && e.page.Sentences[it.sentence].Section == st.Section {
				add(it.code())
			}
		}
	}
	if len(c.items) == 0 && len(e.counts) == 1 {
		for _, it := range e.itemsAt {
			if it.polarity == leaked {
				add(it.code())
			}
		}
	}
	if slices.ContainsFunc(c.items, func(it jikenbo.Item) bool { return strings.HasPrefix(string(it), "card-") }) {
		c.items = slices.DeleteFunc(c.items, func(it jikenbo.Item) bool { return it == "card" })
	}
	for _, m := range e.datesOf(c.sentence) {
		if m.ranged && m.end <= c.start && others == 1 {
			c.window = &jikenbo.Period{From: m.date, To: m.to}
		}
	}
}
