package recognize

import (
	"strings"

	"jikenbo"
)

// readStage reads what the notice calls itself: the title decides, else the
// first lines. A notice that does not place itself is the only one.
func (e *Entry) readStage() {
	rankOf := map[string]int{"first": 1, "update": 2, "final": 3}
	best, rank := hit{}, 0
	consider := func(hs []hit, start, end int) {
		for _, h := range hs {
			if h.class() != stageClass || int(h.start) < start || int(h.end) > end {
				continue
			}
			r := rankOf[h.code()]
			if r == 3 && !strings.HasPrefix(lex.terms[h.term].text, "調査") {
				r = 4 // 最終報 says it outright
			}
			if r > rank {
				best, rank = h, r
			}
		}
	}
	title := e.findIn(e.title[0], e.title[1])
	consider(title, e.title[0], e.title[1])
	if rank == 3 && best.code() == "final" && strings.HasPrefix(lex.terms[best.term].text, "調査") && !e.earlier() {
		rank = 0 // a result, but of no earlier notice
	}
	if rank == 0 && e.title[1] > e.title[0] {
		// 第 1 報: digits set apart
		low := e.text.Low[e.title[0]:e.title[1]]
		if words := squeeze(low); words != low {
			title = lex.find(title[:0], nil, words, 0, len(words))
		}
		for _, h := range title {
			if h.class() == stageClass && rankOf[h.code()] > 0 && e.has(lex.terms[h.term].text, "報") && !strings.HasPrefix(lex.terms[h.term].text, "調査") {
				best, rank = hit{int32(e.title[0]), int32(e.title[1]), h.term, h.of}, rankOf[h.code()]
			}
		}
	}
	if rank == 0 {
		for i := range e.sentences() {
			if e.zones[i] == headZone {
				continue
			}
			if i > e.body+2 || e.page.Sentences[i].Section != 0 {
				break
			}
			for _, h := range e.of(i) {
				if h.class() != stageClass {
					continue
				}
				// 第1報としてお知らせします: this notice; 第一報を公表: an earlier one.
				rest := part(e.text.Norm, h.end, min(int(h.end)+40, e.page.Sentences[i].End))
				if h.code() == "first" && startsAny(rest, "として", "です", "を", "の") && e.has(rest, "として", "をお知らせ", "第1報です", "第一報です") && !startsAny(rest, "を受け", "を公表") && !e.has(rest, "公表した", "お知らせした", "しました") {
					best, rank = h, 1
				}
				if h.code() != "first" && e.has(rest, "として", "です") {
					best, rank = h, rankOf[h.code()]
				}
			}
		}
	}
	stage := jikenbo.OnlyStage
	if rank > 0 {
		stage = jikenbo.Stage(best.code())
		e.add("stage", stage, 0, e.span("stage-named", int(best.start), int(best.end)))
		return
	}
	e.add("stage", stage, 0)
}

// earlier reports whether the notice speaks of an earlier one of its own.
func (e *Entry) earlier() bool {
	for i := range e.sentences() {
		if i > e.body+6 { // its chronology may: 8月1日 第一報を公表
			if e.about(i, course|respond|notifying) && len(e.datesOf(i)) > 0 && e.is(i, stageClass, "first") && !e.tells(i, recipientClass) && e.has(e.words(i), "公表", "掲載", "お知らせ", "発表", "公開") {
				return true
			}
			continue
		}
		if e.is(i, stageClass, "first", "update") || i <= e.body+3 && e.zones[i] != headZone && e.reportedEarlier(i) {
			return true
		}
		if w := e.words(i); e.is(i, momentClass, "published", "publish?") && len(e.datesOf(i)) > 0 && e.has(w, "付", "公表いたしました", "公表しました", "お知らせ") && i <= e.body+2 {
			return true
		}
	}
	return false
}
