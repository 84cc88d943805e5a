package recognize

import (
	"slices"
	"strings"
	"unicode/utf8"

	"jikenbo"
	"jikenbo/internal/text"
)

// correction is a figure or a date that the notice puts right: 230名と記載して
// おりましたが、正しくは203名. The ranges are of the normalised text; one of them
// may be empty.
type correction struct {
	was, is [2]int
	date    bool   // a date, not a figure
	on      [2]int // the words that say what was wrong: 判明した日を
}

// quantity is a figure with its unit, or a date.
type quantity struct {
	start, end int
	value      int64 // of a figure
	date       bool
}

// correcting are the words without one of which nothing is put right.
var correcting = anyOf("誤", "正し", "訂正", "修正", "変更", "改め", "ではなく", "でなく", "ましたが", "でしたが", "たところ", "報では", "報は", "前回", "当初", "お知らせで", "公表で", "発表で", "公表時", "correct", ", not ", "revis", "rather than", "instead of", "updated", "changed", "should not have")

// readCorrections finds what the notice puts right, once its dates are found and
// before it is read what they and its figures say.
func (e *Entry) readCorrections() {
	said := 0 // what the label of a line says of those that follow: -1 wrong, 1 right, 2 first wrong, then right
	left := 0 // of how many
	section := -1
	var wrong []quantity // under the label 誤, in their order
	on := 0              // where the words begin that say what was wrong
	for i, st := range e.sentences() {
		w := e.words(i)
		if !e.holdsIn(i, e.text.Low[st.Start:st.End], correcting) && said == 0 {
			continue
		}
		if st.Section != section && st.Heading && said > 0 {
			said, wrong = 0, wrong[:0]
		}
		section = st.Section
		qs := e.quantities(i)
		if labels := labelsIn(w); len(labels) > 0 {
			if said >= 0 { // the first of a pair
				on = st.Start
				if i > 0 {
					on = e.page.Sentences[i-1].Start
				}
			}
			if len(labels) == 2 && labels[0].said < 0 && labels[1].said > 0 && len(qs) == 0 { // the head of a table
				said, left = 2, 20
				continue
			}
			for k, l := range labels {
				from, to := st.Start+l.end, st.End
				if k+1 < len(labels) {
					to = st.Start + labels[k+1].start
				}
				said, left = l.said, 3
				if said < 0 {
					wrong = wrong[:0]
				}
				e.labelled(said, &wrong, beginning(qs, from, to), on)
				if strings.TrimSpace(e.text.Norm[from:to]) != "" {
					left = 1
				}
			}
			continue
		}
		if said != 0 {
			left--
			switch {
			case left < 0 || len(qs) == 0 && strings.HasSuffix(w, "。") && said > 0:
				said = 0
			case said == 2 && len(qs)%2 == 0:
				wrong = wrong[:0]
				e.labelled(-1, &wrong, qs[:len(qs)/2], st.Start)
				e.labelled(1, &wrong, qs[len(qs)/2:], st.Start)
				continue
			case said == 2:
				continue
			default:
				e.labelled(said, &wrong, qs, on)
				continue
			}
		}
		if len(qs) > 0 {
			e.contrasts(i, qs)
		}
	}
}

// takenBack reports whether what stands at a place was taken back by the notice
// itself, putRight whether it is what is right instead.
func (e *Entry) takenBack(at int) bool {
	for k := range e.corrections {
		if c := &e.corrections[k]; c.was[0] <= at && at < c.was[1] {
			return true
		}
	}
	return false
}

func (e *Entry) putRight(at int) bool { return e.rightAt(at) != nil }

// rightAt gives the correction of which the right words stand at a place, nil for
// none.
func (e *Entry) rightAt(at int) *correction {
	for k := range e.corrections {
		if c := &e.corrections[k]; c.is[0] <= at && at < c.is[1] {
			return c
		}
	}
	return nil
}

// correctedPurchase reports whether what is right at a place is a time of
// purchases, by the words above it: 対象期間(誤)…(正)….
func (e *Entry) correctedPurchase(at int) bool {
	c := e.rightAt(at)
	return c != nil && e.has(part(e.text.Norm, c.on[0], c.on[1]), "決済", "購入", "注文", "ご利用", "入力")
}

// quantities gives the figures and the dates of sentence i in their order.
func (e *Entry) quantities(i int) []quantity {
	st := e.page.Sentences[i]
	var out []quantity
	busy := st.Start
	for _, h := range e.having(i, unitClass) {
		u := int(h.start)
		if h.class() != unitClass || u < busy || h.code() == "-" {
			continue
		}
		at, v, ok := e.numberBefore(st.Start, u)
		if !ok {
			at, v, ok = e.englishNumber(st.Start, u, h)
		}
		if ok && at >= busy {
			busy = int(h.end)
			out = append(out, quantity{start: at, end: busy, value: v})
		}
	}
	for _, m := range e.datesOf(i) {
		if m.word == "" {
			k := len(out)
			for k > 0 && out[k-1].start > m.start {
				k--
			}
			out = append(out, quantity{})
			copy(out[k+1:], out[k:])
			out[k] = quantity{start: m.start, end: m.tail, date: true}
		}
	}
	return out
}

func beginning(qs []quantity, from, to int) []quantity {
	for len(qs) > 0 && qs[0].start < from {
		qs = qs[1:]
	}
	for len(qs) > 0 && qs[len(qs)-1].start >= to {
		qs = qs[:len(qs)-1]
	}
	return qs
}

// label is the word that says of a line that it is wrong, or right.
type label struct {
	start, end int // in the sentence
	said       int // -1 wrong, 1 right
}

var labelWords = []struct {
	word string
	said int
}{{"訂正前", -1}, {"訂正後", 1}, {"修正前", -1}, {"修正後", 1}, {"変更前", -1}, {"変更後", 1}, {"更新前", -1}, {"更新後", 1}, {"誤", -1}, {"正", 1}}

// labelsIn finds (誤), 【正】, 訂正前: and the like in the words of a sentence.
func labelsIn(w string) []label {
	if !strings.Contains(w, "誤") && !strings.Contains(w, "正") && !strings.Contains(w, "前") && !strings.Contains(w, "後") {
		return nil
	}
	var out []label
	for at := 0; at < len(w); {
		r, size := utf8.DecodeRuneInString(w[at:])
		if r != '誤' && r != '正' && r != '訂' && r != '修' && r != '変' && r != '更' {
			at += size
			continue
		}
		for _, l := range labelWords {
			if !strings.HasPrefix(w[at:], l.word) {
				continue
			}
			end := at + len(l.word)
			open, start := opened(w[:at])
			closed, behind := closing(w[end:])
			if start > 0 && !open && !strings.HasSuffix(w[:start], " ") && !strings.HasSuffix(w[:start], "→") && !strings.HasSuffix(w[:start], "、") && !strings.HasSuffix(w[:start], "|") {
				continue // within a word
			}
			if open == closed && (closed || behind > 0 || end == len(w)) {
				out = append(out, label{start, end + behind, l.said})
				at = end + behind - size
			}
			break
		}
		at += size
	}
	return out
}

// opened reports whether a bracket opens at the end of before, and gives where
// the label begins.
func opened(before string) (bool, int) {
	for _, b := range []string{"(", "【", "[", "〔", "<", "《", "「"} {
		if strings.HasSuffix(before, b) {
			return true, len(before) - len(b)
		}
	}
	return false, len(before)
}

// closing reports whether a bracket closes at the beginning of behind, and gives
// how long that and what sets the label off are.
func closing(behind string) (bool, int) {
	for _, b := range []string{")", "】", "]", "〕", ">", "》", "」"} {
		if strings.HasPrefix(behind, b) {
			rest := strings.TrimLeft(behind[len(b):], " :")
			return true, len(behind) - len(rest)
		}
	}
	rest := strings.TrimLeft(behind, " ")
	for _, b := range []string{":", "→", "…", "|"} {
		if r, ok := strings.CutPrefix(rest, b); ok {
			rest = strings.TrimLeft(r, " ")
			break
		}
	}
	return false, len(behind) - len(rest)
}

// labelled notes quantities that stand under a label, the right ones with the
// wrong ones of the same kind in their order. The words that say what was wrong
// begin at on.
func (e *Entry) labelled(said int, wrong *[]quantity, qs []quantity, on int) {
	if said < 0 {
		for _, q := range qs {
			e.corrections = append(e.corrections, correction{was: [2]int{q.start, q.end}, date: q.date, on: [2]int{on, q.start}})
		}
		*wrong = append(*wrong, qs...)
		return
	}
	for _, q := range qs {
		c := correction{is: [2]int{q.start, q.end}, date: q.date, on: [2]int{on, q.start}}
		for k, o := range *wrong {
			if o.date == q.date {
				*wrong = slices.Delete(*wrong, k, k+1)
				for n := range e.corrections {
					if e.corrections[n].was[0] == o.start {
						e.corrections[n].is, c.is = c.is, [2]int{}
						break
					}
				}
				break
			}
		}
		if c.is[1] > 0 {
			e.corrections = append(e.corrections, c)
		}
	}
}

var (
	retellings = anyOf("と記載", "と公表", "とお知らせ", "とご報告", "と報告", "とお伝え", "と発表", "と案内", "とご案内", "と掲載", "と説明", "とご説明", "として", "とありました", "とありますが", "となって", "と表記", "と申し上げ", "と誤", "との記載")
	rightOnes  = []string{"正しくは", "正確には", "正しい数は", "正しい件数は", "正しい人数は", "正しい日付は", "実際には", "実際は"}
	notThese   = []string{"ではなく", "でなく", "ではなくて"}
	settled    = []string{"と確定", "に確定", "と判明", "であることが判明", "であることを確認", "であることが確認", "となりました", "でした", "であると"}
	// contrastHeads are the characters that what contrasts looks for begins with.
	contrastHeads = charsOf("でなの正実はがもとにへ→⇒")
	putWords      = []string{"に訂正", "へ訂正", "と訂正", "に修正", "へ修正", "と修正", "に変更", "へ変更", "に改め", "へ改め", "に更新", "へ更新"}
)

// contrasts notes what sentence i says is one thing and not another.
func (e *Entry) contrasts(i int, qs []quantity) {
	st := e.page.Sentences[i]
	s := e.text.Norm[:st.End]
	gap := func(from, to int) string { return strings.Trim(part(s, from, to), " 」』\"") }
	// A run of quantities that ends with k, or begins with it: 27社、214,600件.
	first := func(k int) int {
		for k > 0 && !qs[k].date && !qs[k-1].date && adjoining(gap(qs[k-1].end, qs[k].start)) {
			k--
		}
		return k
	}
	last := func(k int) int {
		for k+1 < len(qs) && !qs[k].date && !qs[k+1].date && adjoining(gap(qs[k].end, qs[k+1].start)) {
			k++
		}
		return k
	}
	note := func(was, wasTo, is, isTo int) { // indices, -1 for none
		for k := was; k >= 0 && k <= wasTo; k++ {
			c := correction{was: [2]int{qs[k].start, qs[k].end}, date: qs[k].date, on: [2]int{st.Start, qs[k].start}}
			if is >= 0 && is+k-was <= isTo && qs[is+k-was].date == qs[k].date {
				c.is = [2]int{qs[is+k-was].start, qs[is+k-was].end}
			}
			e.corrections = append(e.corrections, c)
		}
		for k := is; k >= 0 && k <= isTo; k++ {
			if !e.putRight(qs[k].start) {
				e.corrections = append(e.corrections, correction{is: [2]int{qs[k].start, qs[k].end}, date: qs[k].date, on: [2]int{st.Start, qs[k].start}})
			}
		}
	}
	behind := func(at, most int) int { // the quantity that begins behind a place
		for k := range qs {
			if qs[k].start >= at {
				if qs[k].start-at > most || strings.Contains(s[at:qs[k].start], "。") {
					return -1
				}
				return k
			}
		}
		return -1
	}
	before := func(at, most int) int { // that ends before it
		for k := len(qs) - 1; k >= 0; k-- {
			if qs[k].end <= at {
				if at-qs[k].end > most {
					return -1
				}
				return k
			}
		}
		return -1
	}
	// The last quantity before one of which the notice says that it was told.
	told := func(at int) int {
		for k := len(qs) - 1; k >= 0; k-- {
			if qs[k].end <= at && e.holds(s[qs[k].end:min(at, qs[k].end+90)], retellings) {
				return k
			}
		}
		return -1
	}
	for k := range qs { // 前回は「最大2,940名」とお知らせしました
		if !qs[k].date && !e.takenBack(qs[k].start) && !e.putRight(qs[k].start) && e.toldBefore(i, &qs[k]) {
			note(k, k, -1, -1)
		}
	}
	for at := st.Start; at < st.End; {
		rest := s[at:]
		if r, next := runeTo(s, at); r != ' ' && r != ',' && !contrastHeads.has(r) {
			at = next
			continue
		}
		switch {
		case startsAny(rest, notThese...):
			was := before(at, len("様のデータ"))
			if was < 0 {
				break
			}
			is := behind(at, 75)
			if is >= 0 && qs[is].date != qs[was].date {
				is = -1
			}
			if is < 0 && !qs[was].date && qs[was].value < 2 {
				break
			}
			end := -1
			if is >= 0 {
				end = last(is)
			}
			note(first(was), was, is, end)
			e.ignore(i, at, at+len("ではなく"))
		case startsAny(rest, rightOnes...):
			is := behind(at, 60)
			if is < 0 {
				break
			}
			was := told(at)
			if was < 0 {
				was = before(at, 60)
			}
			if was >= 0 && qs[was].date == qs[is].date {
				note(first(was), was, is, last(is))
			} else if startsAny(rest, "正し", "正確") {
				note(-1, -1, is, last(is))
			}
		case startsAny(rest, "の誤り", "の間違い", "の誤記"):
			is := before(at, len("」"))
			if is < 0 || first(is) == 0 {
				break
			}
			is0 := first(is)
			if was := is0 - 1; qs[was].date == qs[is].date && startsAny(strings.TrimLeft(s[qs[was].end:], "」』\""), "は", "とあるのは", "と記載", "とありますのは", "とお知らせ", "と公表", "としており", "としていた", "との記載") {
				note(first(was), was, is0, is)
			}
		case startsAny(rest, "は誤り", "が誤り", "も誤り", "は、誤り", "は間違い", "は誤記") && !startsAny(rest, "が誤りに", "は誤りに", "が誤りを", "は誤りを", "は間違いに", "は間違いを"): // 職員が誤りに気付き
			if was := before(at, len("」とのお知らせした内容")); was >= 0 {
				note(first(was), was, -1, -1)
			}
		case startsAny(rest, putWords...):
			is := before(at, len("」"))
			if is < 0 {
				break
			}
			e.ignore(i, at, at+len("に訂正"))
			is0 := first(is)
			if was := is0 - 1; was >= 0 && qs[was].date == qs[is].date && e.putInto(s[qs[was].end:qs[is0].start], rest) {
				note(first(was), was, is0, is)
			}
		case startsAny(rest, settled...):
			is := before(at, len("」"))
			if is < 0 || first(is) == 0 {
				break
			}
			is0 := first(is)
			if was := is0 - 1; qs[was].date == qs[is].date && e.revoked(s[qs[was].end:qs[is0].start]) {
				note(first(was), was, is0, is)
			}
		case startsAny(rest, "→", "⇒"):
			was, is := before(at, 1), behind(at+len("→"), 1)
			if was >= 0 && is >= 0 && qs[was].date == qs[is].date {
				note(was, was, is, is)
			}
		case rest[0] == ',' && strings.HasPrefix(rest, ", not "):
			e.notThat(i, qs, at)
		}
		_, size := utf8.DecodeRuneInString(rest)
		at += size
	}
	if e.shows(i, letterMark) {
		e.contrastsEnglish(i, qs)
	}
}

// earlierOnes name an earlier notice before what it told.
var earlierOnes = []string{"報において", "報にて", "公表において", "発表において", "お知らせにおいて", "報では", "報は", "前回は", "前回では", "当初は", "お知らせで", "公表では", "発表では", "公表時は", "公表時点では"}

// toldBefore reports whether a figure is what an earlier notice told: (第1報では約
// 1,200名), 前回は「最大2,940名」とお知らせしました.
func (e *Entry) toldBefore(i int, q *quantity) bool {
	st := e.page.Sentences[i]
	before := strings.TrimRight(part(e.text.Norm, max(st.Start, q.start-90), q.start), "「『\" 約最大延べおよそ")
	at := e.lastOf(before, earlierOnes...)
	if at < 0 {
		return false
	}
	named := before[:at]
	if endsAny(strings.TrimRight(named, "第0123456789一二三四五六七八九"), "本", "今回の", "本日の", "今") || e.has(before[at:], "。", "ましたが", "ところ", "新たに", "今回") || len(before)-at > 60 {
		return false
	}
	behind := part(e.text.Norm, q.end, st.End)
	if strings.HasPrefix(behind, ")") && strings.Contains(named, "(") && !strings.Contains(before[at:], ")") {
		return true
	}
	behind = strings.TrimLeft(behind, "」』\"")
	return strings.HasPrefix(behind, "と") && startsAny(behind, "としておりました", "としていました", "としましたが", "とお知らせ", "とご案内", "と公表", "と発表", "と記載", "とご報告", "と報告", "とお伝え", "と説明", "とご説明", "と案内")
}

// putInto reports whether the words between two quantities, and those behind,
// make the second take the place of the first: 5,000件から4,872件に変更.
func (e *Entry) putInto(gap, behind string) bool {
	gap = strings.TrimLeft(gap, "」』\"")
	switch {
	case startsAny(gap, "から", "より"):
		return len(gap) < 30
	case strings.HasPrefix(gap, "を") && len(gap) < 30:
		return true
	}
	return startsAny(behind[len("に"):], "訂正", "修正", "改め") && e.holds(gap, retellings)
}

// revoked reports whether the words behind a quantity say that it was told
// before, and that it turned out otherwise: とお知らせしておりましたが.
func (e *Entry) revoked(gap string) bool {
	gap = strings.TrimLeft(gap, "」』\"")
	if !strings.HasPrefix(gap, "と") || !e.has(gap, "ましたが", "でしたが", "たところ、", "ていたが") {
		return false
	}
	return e.holds(gap[:min(len(gap), 60)], retellings)
}

// adjoining reports whether the words between two quantities only string them.
func adjoining(gap string) bool {
	switch gap {
	case "", "、", "・", "及び", "および", "と", "(", "で", ",", "/":
		return true
	}
	return false
}

// ignore makes the words of sentence i in a range, by which a figure is put
// right, say nothing of the incident: なく in 340名ではなく352名 denies nothing, and
// 修正 in 8,214名に修正 mends no hole.
func (e *Entry) ignore(i, from, to int) {
	hs := e.of(i)
	for k := range hs {
		if h := &hs[k]; int(h.start) >= from && int(h.start) < to && (h.of == modalClass || h.of == momentClass || h.of == responseClass) {
			h.of = cueClass
		}
	}
}

// wrongDates are the words that say which date of an incident is put right.
var wrongDates = []struct {
	words wordSet
	kind  jikenbo.Moment
}{
	{anyOf("判明", "発覚", "検知", "認知", "発見", "覚知", "discover", "detect"), jikenbo.Discovered},
	{anyOf("発生", "侵入", "不正アクセスを受け", "不正アクセスの", "攻撃", "紛失した", "盗難", "送信した日", "送付した日", "intrusion", "attack"), jikenbo.Intrusion},
}

// putRightActs gives the acts of a wrong date the right one. Where no act goes
// with it, the words before it say what it is the date of.
func (e *Entry) putRightActs(acts []act) []act {
	for _, c := range e.corrections {
		if !c.date {
			continue
		}
		var right *mention
		sentence := 0
		for k := range e.dates {
			if m := &e.dates[k]; c.is[1] > 0 && m.start == c.is[0] && m.sentence >= 0 {
				right, sentence = m, m.sentence
			}
		}
		if right != nil && right.date.Precision() < jikenbo.MonthOfYear {
			right = nil
		}
		found := false
		for k := 0; k < len(acts); k++ {
			a := &acts[k]
			switch {
			case c.was[1] > 0 && c.was[0] <= a.when[0] && a.when[0] < c.was[1]:
				if right == nil {
					acts = slices.Delete(acts, k, k+1)
					k--
					continue
				}
				a.date, a.to, a.sentence = right.date, jikenbo.Date{}, sentence
				a.when = [2]int{right.start, right.end}
				if right.ranged {
					a.to = right.to
				}
				found = true
			case right != nil && a.when[0] == right.start:
				found = true
			}
		}
		if found || right == nil || right.ranged {
			continue
		}
		for _, d := range wrongDates {
			subject := e.text.Low[c.on[0]:c.on[1]]
			if len(subject) > 100 {
				subject = subject[len(subject)-100:]
			}
			if e.holds(subject, d.words) {
				acts = append(acts, act{date: right.date, code: string(d.kind), sentence: sentence, start: right.start, end: right.end, when: [2]int{right.start, right.end}})
				break
			}
		}
	}
	return acts
}

// notThat notes the figure behind ", not " with that before it: 19,384, not
// approximately 21,000.
func (e *Entry) notThat(i int, qs []quantity, at int) {
	st := e.page.Sentences[i]
	from := at + len(", not ")
	start, end, ok := e.bareNumber(from, st.End)
	if !ok {
		return
	}
	is := correction{was: [2]int{start, end}, on: [2]int{st.Start, at}}
	for _, q := range qs {
		if q.end <= at && at-q.end <= 40 && !q.date {
			is.is = [2]int{q.start, q.end}
		}
	}
	e.corrections = append(e.corrections, is)
}

// bareNumber finds the number that begins at a place, after what limits it.
func (e *Entry) bareNumber(at, end int) (int, int, bool) {
	for _, w := range []string{"the ", "some ", "about ", "approximately ", "around ", "roughly ", "up to ", "as many as ", "more than ", "over ", "nearly "} {
		if strings.HasPrefix(e.text.Low[at:end], w) {
			at += len(w)
		}
	}
	if at >= end || !isDigit(e.text.Norm[at]) {
		return 0, 0, false
	}
	_, stop, ok := text.Number(e.text.Norm, at)
	return at, stop, ok && stop <= end
}

// contrastsEnglish notes what an English sentence says is one thing and not
// another.
func (e *Entry) contrastsEnglish(i int, qs []quantity) {
	st := e.page.Sentences[i]
	low := e.text.Low[st.Start:st.End]
	number := func(at int) [2]int {
		if start, end, ok := e.bareNumber(st.Start+at, st.End); ok {
			return [2]int{start, end}
		}
		return [2]int{}
	}
	for _, cue := range []string{"rather than ", "instead of ", "should not have been "} {
		if k := index(low, cue); k >= 0 {
			if was := number(k + len(cue)); was[1] > 0 {
				e.corrections = append(e.corrections, correction{was: was, on: [2]int{st.Start, st.Start + k}})
			}
		}
	}
	if k := index(low, "correct date"); k >= 0 {
		var c correction
		for _, q := range qs {
			switch {
			case !q.date:
			case q.end <= st.Start+k:
				c = correction{was: [2]int{q.start, q.end}, date: true, on: [2]int{st.Start, q.start}}
			case c.is[1] == 0:
				c.is, c.date = [2]int{q.start, q.end}, true
				if c.on[1] == 0 {
					c.on = [2]int{st.Start, q.start}
				}
			}
		}
		if c.is[1] > 0 {
			e.corrections = append(e.corrections, c)
		}
	}
	k := index(low, " from ")
	if k < 0 || !e.has(low[:k], "correct", "revise", "updated", "changed") {
		return
	}
	was := number(k + len(" from "))
	if was[1] == 0 {
		return
	}
	c := correction{was: was, on: [2]int{st.Start, st.Start + k}}
	if to := index(e.text.Low[was[1]:st.End], " to "); to >= 0 && to < 40 {
		if start, end, ok := e.bareNumber(was[1]+to+len(" to "), st.End); ok {
			c.is = [2]int{start, end}
		}
	}
	e.corrections = append(e.corrections, c)
}
