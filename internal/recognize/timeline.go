package recognize

import (
	"slices"
	"strings"

	"jikenbo"
)

// act is a dated act found in the text, before it is settled what it counts as.
type act struct {
	date, to jikenbo.Date
	code     string // of the moment lexicon
	sentence int
	start    int // the words of the act
	end      int
	when     [2]int // the words of the date
}

// happening is a dated happening with its words: those of an act, or of a report.
type happening struct {
	jikenbo.Happening
	act    act
	rule   string
	report []jikenbo.Span
}

// readTimeline reads dated happenings. An act belongs to the date before it in
// its sentence; in a row of a chronology, to the date the row begins with. What
// 判明 and 確認 mean depends on what was known before.
func (e *Entry) readTimeline() {
	acts := e.datedActs()
	out := e.course[:0]
	put := func(a act, kind jikenbo.Moment, rule string) {
		if kind != "" && !slices.ContainsFunc(out, func(o happening) bool { return o.Date == a.date && o.Kind == kind }) {
			out = append(out, happening{Happening: jikenbo.Happening{Date: a.date, To: a.to, Kind: kind}, act: a, rule: rule})
		}
	}

	// Spans of attack or exposure.
	for k := 0; k+1 < len(e.attacks); k += 2 {
		i := e.attacks[k]
		m := &e.datesOf(i)[e.attacks[k+1]]
		a := act{date: m.date, to: m.to, sentence: i, start: m.start, end: m.tail, when: [2]int{m.start, m.end}}
		put(a, jikenbo.Intrusion, "span")
	}
	for _, r := range e.reported {
		h := jikenbo.Happening{Date: r.date, Kind: jikenbo.Reported}
		if !slices.ContainsFunc(out, func(o happening) bool { return o.Happening == h }) {
			out = append(out, happening{Happening: h, report: r.spans})
		}
	}

	// First what is plain, then what depends on it.
	known := jikenbo.Date{} // when the incident was first noticed
	told := 0
	for _, a := range acts {
		switch a.code {
		case "discovered", "told":
			if known.IsZero() || a.date.Compare(known) < 0 {
				known = a.date
			}
		}
	}
	var notices []jikenbo.Date // days on which it was noticed
	slots := e.slots()
	for k := range slots {
		slots[k].guesses = e.guessMoments(slots[k])
	}
	e.timed = slots
	for _, a := range acts {
		kind := jikenbo.Moment("")
		switch a.code {
		case "found":
			switch {
			case known.IsZero() && e.figured(a):
				kind = jikenbo.Identified
			case known.IsZero():
				kind = jikenbo.Discovered
				known = a.date
				notices = append(notices, a.date)
			case a.date.Compare(known) < 0 && e.earlyFind(a):
				kind = jikenbo.Discovered
				notices = append(notices, a.date)
			case a.date == known:
				kind = "" // the same noticing
			case e.scoped(a):
				kind = jikenbo.Identified
			}
		case "told":
			if told > 0 && slices.Contains(notices, a.date) {
				kind = jikenbo.Discovered
				break
			}
			if told == 0 {
				kind = jikenbo.Discovered
			} else if e.scoped(a) {
				kind = jikenbo.Identified
			}
			told++
			if kind == jikenbo.Discovered {
				notices = append(notices, a.date)
			}
		case "discovered":
			kind = jikenbo.Discovered
			notices = append(notices, a.date)
		case "mis-dispatch":
			// Sending is the mistake only before it was noticed.
			if known.IsZero() || a.date.Compare(known) <= 0 {
				kind = jikenbo.Intrusion
			}
		default:
			kind = jikenbo.Moment(a.code)
		}
		alone := kind == jikenbo.Discovered && !slices.ContainsFunc(acts, func(o act) bool {
			return (o.code == "published" || o.code == "discovered" || o.code == "told") && o.date != a.date
		})
		if !e.unlikely(slots, a, kind, alone) {
			rule := actRule(a.code)
			if e.putRight(a.when[0]) {
				rule = jikenbo.PutRight
			}
			put(a, kind, rule)
		}
	}
	read := len(out)
	for _, w := range slots {
		known := slices.ContainsFunc(out[:read], func(h happening) bool { return h.Date == w.date.date })
		for _, g := range w.guesses {
			if g.p < sure || known && g.p < surer || e.refuses(w, g.code) || e.takenAs(out[:read], w, g.code) {
				continue
			}
			kind := jikenbo.Moment(g.code)
			if !slices.ContainsFunc(out, func(h happening) bool {
				// What ended that day did not begin that day.
				return h.Date == w.date.date && (h.Kind == kind || h.Kind == "investigation-completed" && kind == "investigation-started")
			}) {
				put(act{date: w.date.date, sentence: w.sentence, start: w.start, end: w.end, when: [2]int{w.date.start, w.date.end}}, kind, "act-model")
			}
		}
	}
	out = e.afterPublication(out)
	e.course = out
	t := jikenbo.TaxonomyOf("moment")
	slices.SortStableFunc(out, func(a, b happening) int {
		if c := a.Date.Compare(b.Date); c != 0 {
			return c
		}
		return t.Index(string(a.Kind)) - t.Index(string(b.Kind))
	})
	for _, h := range out {
		if h.Kind == jikenbo.Intrusion && h.To.IsZero() {
			// A day that only opens or repeats a span already told.
			if slices.ContainsFunc(out, func(o happening) bool {
				return o.Kind == jikenbo.Intrusion && !o.To.IsZero() && o.Date == h.Date
			}) {
				continue
			}
		}
		if h.report != nil {
			e.add("timeline", h.Happening, 0, h.report...)
			continue
		}
		e.add("timeline", h.Happening, 0, e.span(h.rule, h.act.when[0], h.act.when[1]), e.span(h.rule, h.act.start, h.act.end))
	}
}

// afterPublication makes a discovery on a day after the incident was told of the
// first time what it is: something more was found out.
func (e *Entry) afterPublication(out []happening) []happening {
	first := jikenbo.Date{}
	for _, h := range out {
		if h.Kind == jikenbo.PublishedMoment && h.Date.Before(e.published) && (first.IsZero() || h.Date.Before(first)) {
			first = h.Date
		}
	}
	if first.IsZero() {
		return out
	}
	for k := 0; k < len(out); k++ {
		h := &out[k]
		if h.Kind != jikenbo.Discovered || !first.Before(h.Date) || h.report != nil {
			continue
		}
		h.Kind = jikenbo.Identified
		again := slices.ContainsFunc(out, func(o happening) bool { return o.Kind == jikenbo.Identified && o.Date == h.Date && o.act != h.act })
		if again || !e.scoped(h.act) {
			out = slices.Delete(out, k, k+1)
			k--
		}
	}
	return out
}

// actRule gives the name of the rule that reads acts of a code.
func actRule(code string) string {
	if rule, ok := actRules[code]; ok {
		return rule
	}
	return "act-" + code
}

// actRules are the names of the most common rules, ready made.
var actRules = func() map[string]string {
	rules := map[string]string{}
	for _, t := range jikenbo.TaxonomyOf("moment").Terms {
		rules[t.Code] = "act-" + t.Code
	}
	for _, code := range []string{"found", "told"} {
		rules[code] = "act-" + code
	}
	return rules
}()

// unlikely reports whether the model all but excludes that an act was of a kind
// and knows a better one.
//
// Alone says that the notice tells of no other discovery: what is identified had
// been discovered.
func (e *Entry) unlikely(slots []slot, a act, kind jikenbo.Moment, alone bool) bool {
	if kind == "investigation-completed" {
		return false // 調査が完了 can mean nothing else
	}
	if kind == jikenbo.Intrusion && e.subjectBefore(a.sentence, a.when[0], a.start, a.end) {
		return false
	}
	for _, w := range slots {
		if w.sentence == a.sentence && w.date.start == a.when[0] && w.start <= a.start && w.end-w.start <= 2*most && len(w.guesses) > 0 {
			better := false
			for _, g := range w.guesses {
				if g.code == string(kind) && g.p >= unlikelihood {
					return false
				}
				better = better || g.p >= sure && !(alone && g.code == string(jikenbo.Identified))
			}
			return better
		}
	}
	return false
}

// refuses reports whether the words around a date name what happened, but deny
// it or plan it.
func (e *Entry) refuses(w slot, kind string) bool {
	if clause, _, ok := strings.Cut(part(e.text.Norm, w.start, w.end), "までの間"); ok && kind == string(jikenbo.Intrusion) && strings.HasPrefix(clause, "に") && !contains(clause, "、") {
		return true // the day ends it
	}
	words := part(e.text.Norm, w.start, w.end)
	if startsAny(words, "現在", "時点") && (kind == string(jikenbo.Contained) || kind == string(jikenbo.Notified) || kind == string(jikenbo.Resumed)) {
		return true // how things stood
	}
	if kind == string(jikenbo.Identified) && e.has(words, "削除いただ", "削除していただ", "消去いただ", "破棄いただ", "廃棄いただ") {
		return true // by those who got it
	}
	if rest, ok := strings.CutPrefix(words, ")"); ok && startsAny(rest, "と", "の", "が", "を", "は", "から", "に", "以前", "以降") {
		return true // an aside in a phrase: 開始日(2022年12月27日)と件数が確定
	}
	if kind == string(jikenbo.Reported) {
		heard, spoken := false, false
		if !e.shows(w.sentence, englishMark) && !e.tells(w.sentence, recipientClass) && !e.tells(w.sentence, reportClass) {
			return true // to nobody
		}
		for _, h := range e.within(w.sentence, w.start, w.end) {
			if h.class() == recipientClass && h.code() != "none" {
				heard = heard || h.code() == "police"
				spoken = spoken || e.addressed(w.sentence, h)
			}
		}
		return heard && !spoken
	}
	for _, h := range e.within(w.sentence, w.start, w.end) {
		if h.class() == momentClass && h.code() == kind && e.settle(w.sentence, h, w.date) == "" {
			return true
		}
	}
	return false
}

// takenAs reports whether the words from which the model reads a kind were
// already taken for another: the finding in 8日に侵入したことが判明 is not of the 8th,
// mail sent astray tells nobody, and settings made right contain.
func (e *Entry) takenAs(out []happening, w slot, kind string) bool {
	words := part(e.text.Norm, w.start, w.end)
	for k := range out {
		h := &out[k]
		if h.report != nil || h.act.when[0] != w.date.start || h.act.start < w.start {
			continue
		}
		switch {
		case h.Kind == jikenbo.Intrusion && kind == string(jikenbo.Discovered):
			if strings.HasPrefix(words, "に") && !startsAny(words, "には", "に、") && !contains(part(e.text.Norm, w.start, h.act.start), "、") {
				return true
			}
		case h.Kind == jikenbo.Intrusion && kind == string(jikenbo.Notified):
			if e.isType("mis-sending") && !e.has(words, "お詫び", "謝罪", "おわび", "連絡", "通知", "説明", "お知らせ", "削除", "電話") {
				return true
			}
		case h.Kind == jikenbo.Contained && kind == string(jikenbo.Remediated):
			if e.has(part(e.text.Norm, h.act.start, h.act.end), "設定", "権限") && h.act.end+len("いたしました。") >= w.end-len(" ") {
				return true
			}
		}
	}
	return false
}

var scopeWords = anyOf("漏えい", "漏洩", "流出", "件数", "対象", "可能性", "おそれ", "掲載", "特定", "原因", "範囲", "閲覧", "持ち出", "窃取", "保存", "残って", "公開", "人数", "該当", "なりすまし", "不審事案", "データ", "個人情報", "お客様情報", "お客さま情報", "顧客情報", "リスト", "名分", "調査の結果", "不正に使用", "不正に利用", "経路", "ずれ", "封入", "脆弱性", "悪用", "posted", "data", "read the messages", "access", "leak", "unauthorized", "不正ログイン", "侵入", "含まれて", "外部")

// scoped reports whether what was found concerns the leak, the number or the
// circle of those affected, so that finding it is identifying.
func (e *Entry) scoped(a act) bool {
	st := e.page.Sentences[a.sentence]
	return e.holdsIn(a.sentence, part(e.text.Norm, st.Start, st.End), scopeWords)
}

// figured reports whether what was found is a number of those affected.
func (e *Entry) figured(a act) bool {
	st := e.page.Sentences[a.sentence]
	return e.has(e.text.Norm[st.Start:st.End], "件であること", "名であること", "人であること", "件数が", "人数が", "対象者を特定", "対象者が")
}

// earlyFind reports whether a find is the supplier's own, before the publisher
// was told.
func (e *Entry) earlyFind(a act) bool {
	st := e.page.Sentences[a.sentence]
	return e.has(part(e.text.Norm, st.Start, st.End), "感染", "異常", "不正アクセス", "攻撃", "障害", "不審")
}

var (
	consequent       = anyOf("その結果", "この結果", "調査の結果", "これにより", "これを受け", "同時に", "あわせて", "併せて", "また、同時に", "直ちに", "ただちに")
	byLetter         = anyOf("メールで", "メールにて", "書面で", "書面にて", "郵送で", "郵送にて", "郵便で", "郵便にて", "文書で", "文書にて", "電話で", "電話にて", "書面により", "郵送により", "文書により", "メールにより", "電話により", "個別に", "お手紙で", "書状にて")
	wordsOfOthers    = anyOf("報告を", "報告を、", "連絡を", "連絡を、", "通知を", "通報を", "指摘を", "知らせを")
	discoveryLabels  = anyOf("発覚日", "発覚年月日", "判明日", "検知日", "発見日", "認知日", "覚知日", "把握日", "発覚した日", "判明した日", "発見した日")
	occurrenceLabels = anyOf("発生日", "発生時刻", "発生年月日", "送付日", "発送日")
)

// datedActs pairs acts with their dates over the whole entry.
func (e *Entry) datedActs() []act {
	out := e.acted[:0]
	ss := e.sentences()
	for i, st := range ss {
		if e.zones[i] == headZone || e.zones[i] == footZone || e.zones[i] == appendZone {
			continue
		}
		if e.about(i, faq|contacting|business|elsewhere) && !e.about(i, course|respond|prevent|damaging) {
			continue
		}
		if e.about(i, ask) {
			continue
		}
		if e.reportedEarlier(i) {
			e.earlierNotice(i, &out)
			continue
		}
		ds := e.datesOf(i)
		row := e.rowDate(i)
		if row == nil && i > 0 && startsWith(e.words(i), consequent) && (ss[i-1].Line == st.Line || ss[i-1].Section == st.Section && startsAny(e.words(i), "同時に", "また、同時に")) {
			// What came of the act just told.
			for k := len(e.datesOf(i-1)) - 1; k >= 0; k-- {
				if m := &e.datesOf(i - 1)[k]; !m.ranged && !startsWith(part(e.text.Norm, m.tail, ss[i-1].End), noticesOfDay) {
					row = m
					break
				}
			}
		}
		carried, around := false, false
		if len(ds) == 0 && row == nil && e.about(i, course|overview) {
			if row = e.paragraphDate(i); row != nil {
				carried = true
			}
		}
		if len(ds) == 0 && row == nil {
			row = e.dayAround(i)
			around = row != nil
		}
		if len(ds) == 0 && row == nil {
			continue
		}
		for k := range ds {
			// …との報告を4月18日に受けました
			if m := &ds[k]; m.date.Precision() == jikenbo.DayOfMonth && !m.ranged && startsAny(part(e.text.Norm, m.tail, st.End), "に受け", "に受領") && endsWith(part(e.text.Norm, st.Start, m.start), wordsOfOthers) {
				out = append(out, act{date: m.date, code: "told", sentence: i, start: m.start, end: m.end, when: [2]int{m.start, m.end}})
			}
		}
		for k := range ds { // カード会社からの連絡(4月11日)により
			if m := &ds[k]; m.date.Precision() == jikenbo.DayOfMonth && !m.ranged && e.dayOfTidings(m) && e.has(part(e.text.Norm, st.Start, m.start), "から", "より") && startsAny(part(e.text.Norm, m.tail, st.End), ")により", ")によって", ")を受け", ")で", ")があ", ")から", ")に基づ") {
				out = append(out, act{date: m.date, code: "told", sentence: i, start: m.start, end: m.end, when: [2]int{m.start, m.end}})
			}
		}
		if m := row; m != nil || len(ds) > 0 {
			if m == nil || !(m.start >= st.Start) && len(ds) > 0 {
				m = &ds[0]
			}
			if m.date.Precision() == jikenbo.DayOfMonth && !m.ranged && !e.otherDate(i, m) && !e.about(i, prevent|delayed) {
				if at, end := e.toldTo(i, m); end > 0 {
					out = append(out, act{date: m.date, code: "told", sentence: i, start: at, end: end, when: [2]int{m.start, m.end}})
				}
			}
		}
		for k := range ds { // 調査は4月25日から5月20日まで
			m := &ds[k]
			if before := strings.TrimRight(part(e.text.Norm, st.Start, m.start), " :"); m.ranged && !e.otherDate(i, m) && (endsAny(before, "調査は", "解析は", "検証は", "調査期間", "調査期間は", "調査の期間", "解析期間") || strings.HasSuffix(before, "期間") && len(before) < 30 && e.has(e.headingWords(i), "調査の方法", "調査方法", "調査の概要", "調査体制")) {
				out = append(out, act{date: m.date, to: m.to, code: "investigation-started", sentence: i, start: m.start, end: m.end, when: [2]int{m.start, m.end}})
			}
		}
		for k := range ds { // フォレンジック調査を3月27日より進めて
			if m := &ds[k]; m.date.Precision() == jikenbo.DayOfMonth && !m.ranged && !e.otherDate(i, m) && endsWith(part(e.text.Norm, st.Start, m.start), inquiries) && startsWith(part(e.text.Norm, m.tail, st.End), begins) {
				out = append(out, act{date: m.date, code: "investigation-started", sentence: i, start: m.start, end: m.end, when: [2]int{m.start, m.end}})
			}
		}
		for k := range ds {
			m := &ds[k]
			if m.date.Precision() != jikenbo.DayOfMonth || m.ranged || !m.date.Before(e.published) || e.about(i, prevent|delayed|business) {
				continue
			}
			if e.failedFrom(i, m) || k == 0 && (e.dispatchRow(i, m) || e.putOut(i, m)) || e.closedAct(i, m) || e.slipOn(i, m) {
				out = append(out, act{date: m.date, code: "intrusion", sentence: i, start: m.start, end: m.end, when: [2]int{m.start, m.end}})
			}
		}
		if len(ds) > 0 && ds[0].date.Precision() == jikenbo.DayOfMonth && !ds[0].ranged && !ds[0].hours && ds[0].date.Before(e.published) && e.occurrenceRow(i, &ds[0]) {
			out = append(out, act{date: ds[0].date, code: "intrusion", sentence: i, start: ds[0].start, end: ds[0].end, when: [2]int{ds[0].start, ds[0].end}})
		}
		for k := range ds { // 暗号化は5月7日に始まり
			if m := &ds[k]; m.date.Precision() == jikenbo.DayOfMonth && !m.ranged && endsWith(part(e.text.Norm, st.Start, m.start), attackSubjects) && startsAny(part(e.text.Norm, m.tail, st.End), "に始ま", "から始ま", "に行われ", "に起き", "に開始") {
				out = append(out, act{date: m.date, code: "intrusion", sentence: i, start: m.start, end: m.end, when: [2]int{m.start, m.end}})
			}
		}
		for k := range ds { // 10月6日に発生したシステム障害につきまして
			if m := &ds[k]; m.date.Precision() == jikenbo.DayOfMonth && !m.ranged && e.occurred(i, m) {
				out = append(out, act{date: m.date, code: "intrusion", sentence: i, start: m.start, end: m.end, when: [2]int{m.start, m.end}})
			}
		}
		for k := range ds {
			if m := &ds[k]; m.date.Precision() == jikenbo.DayOfMonth && !m.ranged && endsWith(strings.TrimSuffix(strings.TrimRight(part(e.text.Norm, st.Start, m.start), " :"), "時"), discoveryLabels) {
				out = append(out, act{date: m.date, code: "discovered", sentence: i, start: m.start, end: m.end, when: [2]int{m.start, m.end}})
			}
		}
		if head := e.headingWords(i); e.holds(head, discoveryLabels) && !e.holds(head, occurrenceLabels) {
			for k := range ds {
				if m := &ds[k]; !m.ranged && m.date.Precision() == jikenbo.DayOfMonth && !e.bracketed(st.Start, m.start, st.End) && (m.leading || st.Label > st.Start && strings.Trim(part(e.text.Norm, st.Label, m.start), " :") == "") {
					out = append(out, act{date: m.date, code: "discovered", sentence: i, start: m.start, end: m.end, when: [2]int{m.start, m.end}})
					break
				}
			}
		} else if e.holds(head, occurrenceLabels) && !e.has(head, "発覚") && !e.otherLabel(i) {
			for k := range ds {
				if m := &ds[k]; !m.ranged && !m.hours && !m.openFrom && m.date.Precision() == jikenbo.DayOfMonth && !e.bracketed(st.Start, m.start, st.End) {
					out = append(out, act{date: m.date, code: "intrusion", sentence: i, start: m.start, end: m.end, when: [2]int{m.start, m.end}})
					break
				}
			}
		}
		for _, h := range e.having(i, momentClass) {
			if h.class() != momentClass || h.code() == "none" {
				continue
			}
			m := e.dateOf(i, h, ds, row)
			if m == nil || m.date.Precision() < jikenbo.MonthOfYear {
				continue
			}
			kind := e.settle(i, h, m)
			if (kind == "found" || kind == "told" || kind == "discovered") && e.dayOfAct(i, m) {
				if m = e.dayBefore(i, m, row); m == nil || kind != "found" {
					continue
				}
			}
			if around && kind != "discovered" && kind != "found" && kind != "contained" {
				continue
			}
			if kind == "" || carried && kind != "intrusion" && kind != "discovered" && kind != "contained" {
				continue
			}
			a := act{date: m.date, code: kind, sentence: i, start: int(h.start), end: int(h.end), when: [2]int{m.start, m.end}}
			if m.ranged {
				if kind != "investigation-started" && kind != "notified" && kind != "intrusion" && !(kind == "contained" && h.code() == "retrieve") {
					continue
				}
				a.to = m.to
			}
			out = append(out, a)
			if m.ranged || !strings.HasPrefix(kind, "noti") && kind != "intrusion" && kind != "contained" && kind != "published" {
				continue
			}
			for k := range ds { // 6日と7日に伺って
				if k+1 < len(ds) && ds[k+1].start == m.start && !ds[k].ranged && !ds[k].openTo && ds[k].date.Precision() == jikenbo.DayOfMonth && e.strung(part(e.text.Norm, ds[k].tail, m.start)) && !e.otherDate(i, &ds[k]) {
					a.date, a.when = ds[k].date, [2]int{ds[k].start, ds[k].end}
					out = append(out, a)
				}
			}
		}
	}
	if len(e.corrections) > 0 {
		out = e.putRightActs(out)
	}
	e.acted = out
	return out
}

var (
	inquiries = anyOf("調査を", "調査を、", "解析を", "解析を、", "分析を", "検証を", "点検を", "調査も", "聞き取りを", "聴き取りを", "ヒアリングを", "確認作業を")
	begins    = anyOf("から進め", "より進め", "から行", "より行", "から実施", "より実施", "から開始", "より開始", "から始め", "より始め", "から続け", "に開始", "に始め", "に着手", "に依頼", "に委託", "付で依頼", "付けで依頼")

	failures     = anyOf("できない状態", "できない状況", "いただけない状態", "いただけない状況", "できなくな", "使えなくな", "使えない状態", "使えない状況", "動かなくな", "動かない状態", "つながらなくな", "つながりにくい状態", "接続できない", "ログインできない", "利用できない", "閲覧できない", "表示されない", "表示できない", "障害が発生", "障害が続", "不通とな", "ダウンし", "停止した状態", "停止する事象", "停止している状態")
	attackTypes  = []jikenbo.Type{"ransomware", "malware", "unauthorized-access", "dos", "vulnerability-exploit", "defacement", "web-skimming"}
	closedActs   = anyOf("改ざん", "侵入", "不正アクセス", "不正なアクセス", "攻撃", "暗号化", "設置", "書き出", "持ち出", "不正ログイン", "埋め込")
	endsOfClause = []string{"れ", "け", "し", "り", "られました", "されました", "られており", "されており", "受けました", "行われました"}
)

// failedFrom reports whether from the date m on something did not work because
// it was attacked: 28日の朝から、受注システムがご利用いただけない状態.
func (e *Entry) failedFrom(i int, m *mention) bool {
	behind := part(e.text.Norm, m.tail, e.page.Sentences[i].End)
	for _, w := range []string{"の朝", "朝", "の未明", "未明", "の夜", "の深夜", "深夜", "の早朝", "早朝", "の夕方", "の午前", "の午後", "の昼", "頃", "ごろ"} {
		behind = strings.TrimPrefix(behind, w)
	}
	if !startsAny(behind, "から", "より") || startsAny(behind, "から順次", "より順次") || !e.isType(attackTypes...) || e.otherDate(i, m) || e.about(i, respond|ask) && !e.about(i, course) {
		return false
	}
	if end := index(behind, "。"); end >= 0 {
		behind = behind[:end]
	}
	for _, d := range e.datesOf(i) {
		if d.start > m.tail {
			behind = part(e.text.Norm, m.tail, d.start)
			break
		}
	}
	return e.holds(behind[:min(len(behind), 240)], failures) && !e.has(behind, "ように", "設定", "いたします", "とします", "措置")
}

// dispatchRow reports whether sentence i is the row of a table that says when
// what went astray was sent: 発送  6月26日(月).
func (e *Entry) dispatchRow(i int, m *mention) bool {
	label := strings.TrimLeft(part(e.text.Norm, e.page.Sentences[i].Start, m.start), " 0123456789.()①②③・■○●◆□◇:")
	label = strings.ReplaceAll(strings.TrimRight(label, " :"), " ", "")
	switch label {
	case "発送", "発送日", "発送日時", "送付", "送付日", "送付日時", "送信", "送信日", "送信日時", "投函", "投函日", "郵送", "郵送日", "配布", "配布日", "交付", "交付日", "差出し", "差出日":
		return e.isType("mis-sending")
	}
	return false
}

// putOut reports whether sentence i tells that on the day m was put on a site, or
// sent out, what the next sentences find to hold more than it should.
func (e *Entry) putOut(i int, m *mention) bool {
	if !e.isType("mis-publication", "misconfiguration") {
		return false
	}
	ss := e.sentences()
	st := ss[i]
	behind := part(e.text.Norm, m.tail, st.End)
	if !endsAny(strings.TrimSuffix(behind, "。"), "掲載いたしました", "掲載しました", "掲載した", "公開いたしました", "公開しました", "公開した", "アップロードしました", "アップロードした", "アップした", "投稿しました", "投稿した", "配信しました", "配信した", "開示しました", "提供しました") ||
		startsAny(strings.TrimLeft(behind, " "), "付", "から", "より", "まで") || e.has(behind, "お知らせを", "お詫び", "第1報", "第一報", "続報", "訂正", "差し替え", "再") || e.about(i, respond|notifying) && !e.about(i, course) {
		return false
	}
	for k := i + 1; k < len(ss) && k <= i+2 && ss[k].Section == st.Section; k++ {
		if e.has(e.words(k), "残って", "含まれて", "含んで", "見える状態", "閲覧できる状態", "閲覧可能", "表示される状態", "誤って", "非表示", "読み取れる", "判読でき", "個人情報が") && e.has(e.words(k), "判明", "分かりました", "わかりました", "分かった", "気付", "気づ", "発覚", "指摘", "連絡", "状態") {
			return !e.otherDate(i, m)
		}
	}
	return false
}

var (
	slips    = []string{"誤って", "取り違えて", "間違えて", "間違って", "取り違え、", "誤り、"}
	handings = anyOf("配布し", "配布いた", "配付し", "配付いた", "交付し", "交付いた", "手渡し", "お渡しし", "お渡しいた", "渡してしま", "渡しま", "渡した", "返却し", "提供し", "開示し", "掲示し", "掲示いた", "回覧し", "投函し", "発送し", "送付し", "送付いた", "送信し", "送信いた", "封入し", "廃棄し", "廃棄いた", "処分し", "公開し", "掲載し", "貼付し", "添付し", "郵送し", "返信し", "転送し", "ファクスし", "読み上げ", "放送し", "表示し")
)

// slipOn reports whether on the day m something was handed out by mistake and
// nothing is said of finding it on that day: 5月8日、担任が資料を誤って全員に配布しました。
func (e *Entry) slipOn(i int, m *mention) bool {
	if !e.isType("mis-sending", "mis-publication", "loss") || m.openFrom || m.openTo || m.hours {
		return false
	}
	behind := part(e.text.Norm, m.tail, e.page.Sentences[i].End)
	for _, d := range e.datesOf(i) {
		if d.start > m.tail {
			behind = part(e.text.Norm, m.tail, d.start)
			break
		}
	}
	if len(behind) > 300 || e.has(behind, "判明", "気付", "気づ", "分かり", "わかり", "発覚", "確認", "連絡", "指摘", "申出", "申し出", "回収", "お詫び", "謝罪", "訂正", "通り", "とおり", "報告", "公表", "発表", "明らかに", "という", "説明") {
		return false
	}
	for _, w := range slips {
		if k := index(behind, w); k >= 0 && e.holds(behind[k:], handings) && endsAny(strings.TrimRight(behind, "。、"), "した", "し", "しまった", "しており", "したもの", "したものです", "したため", "したことによるもの", "たところ") {
			return !e.otherDate(i, m)
		}
	}
	return false
}

// closedAct reports whether the clause behind the date m tells of an attack and
// is over before anything was found: 3月18日に最初の改ざんが行われ、….
func (e *Entry) closedAct(i int, m *mention) bool {
	behind := part(e.text.Norm, m.tail, e.page.Sentences[i].End)
	clause, _, ok := strings.Cut(behind, "、")
	if !ok || !strings.HasPrefix(clause, "に") || startsAny(clause, "にも", "における", "において") || len(clause) > 150 || contains(clause, "。") || !endsAny(clause, endsOfClause...) {
		return false
	}
	if !e.holds(clause, closedActs) || e.has(clause, "確認", "判明", "検知", "発見", "発覚", "気付", "気づ", "認め", "報告", "連絡", "公表", "対策", "受信", "停止", "遮断", "調査", "相談") {
		return false
	}
	return !e.otherDate(i, m)
}

// dayBefore gives the date before m to which what was found in sentence i then
// belongs: the one before it in the sentence, else that of the row.
func (e *Entry) dayBefore(i int, m, row *mention) *mention {
	ds := e.datesOf(i)
	for k := len(ds) - 1; k >= 0; k-- {
		if d := &ds[k]; d.start < m.start && !d.ranged && d.date.Precision() == jikenbo.DayOfMonth && m.date.Before(d.date) && !e.dayOfAct(i, d) {
			return d
		}
	}
	if row != nil && row.start < e.page.Sentences[i].Start && !row.ranged && m.date.Before(row.date) {
		return row
	}
	return nil
}

var attackSubjects = anyOf("攻撃は", "不正アクセスは", "不正なアクセスは", "侵入は", "暗号化は", "改ざんは", "不正ログインは", "持ち出しは", "誤送信は")

var (
	occurrences = anyOf("に発生した", "に発生いたしました", "に発生しました", "に発生致しました", "に起きた", "に起こった", "に生じた")
	incidents   = anyOf("障害", "不正アクセス", "攻撃", "ランサム", "紛失", "盗難", "誤送信", "誤送付", "誤交付", "乗っ取り", "車上", "事故", "事案", "漏えい", "改ざん", "感染")
)

// occurred reports whether a date is that on which the incident happened that
// the words behind it name: 10月6日に発生したシステム障害.
func (e *Entry) occurred(i int, m *mention) bool {
	behind := part(e.text.Norm, m.tail, e.page.Sentences[i].End)
	if !startsWith(behind, occurrences) || e.anotherIncident(i, m) || e.otherDate(i, m) || !e.published.IsZero() && m.date.Compare(e.published.AddDays(-400)) < 0 {
		return false
	}
	if end := strings.IndexAny(behind, "。、"); end >= 0 {
		behind = behind[:end]
	}
	return e.holds(behind[:min(len(behind), 120)], incidents) && !e.has(behind, "地震", "台風", "災害", "他社", "同業", "同様の")
}

// toldTo finds where sentence i tells that somebody else reported to an office of
// the publisher on the day m: 受託者から料金課に報告. end is 0 if it does not.
func (e *Entry) toldTo(i int, m *mention) (start, end int) {
	st := e.page.Sentences[i]
	from := st.Start
	if m.start >= st.Start {
		from = m.tail
	}
	s := part(e.text.Norm, from, st.End)
	for _, source := range []string{"から", "より"} {
		k := index(s, source)
		if k <= 0 || k > 90 || endsAny(s[:k], "当社", "弊社", "当行", "当院", "本校", "本学", "市", "当組合", "当協会", "県", "町", "村", "区", "日", "時", "分", "頃", "ごろ", "改めて", "自") {
			continue
		}
		rest := s[k+len(source):]
		n := -1
		for _, act := range []string{"に報告", "へ報告", "に連絡", "へ連絡", "に通報", "へ通報", "に一報", "へ一報", "に第一報", "へ第一報", "に電話", "へ電話", "に申し出", "に申出", "へ申し出", "に問い合わせ", "へ問い合わせ", "に問合せ", "へ問合せ", "に届出", "に相談"} {
			if p := index(rest, act); p > 0 && p <= 45 && !contains(rest[:p], "、") && (n < 0 || p < n) {
				after := rest[p+len(act):]
				if after == "" || startsAny(after, "。", "、", "が", "し", "いたし", "を行", "あり", ")", "\n") {
					n, end = p, from+k+len(source)+p+len(act)
				}
			}
		}
		if n < 0 {
			continue
		}
		start = from + k + len(source)
		for _, h := range e.within(i, start, end) {
			if h.class() == recipientClass && h.code() != "none" {
				return 0, 0
			}
		}
		if e.has(rest[:n], "対象", "お客", "本人", "皆様", "保護者", "利用者", "会員", "患者", "取引先", "方に", "委員会", "警察", "署", "省", "庁", "取締役", "議会") {
			return 0, 0
		}
		return start, end
	}
	return 0, 0
}

// occurrenceRow reports whether sentence i begins with the bare label 日時 and the
// date m, in a table that tells of what happened.
func (e *Entry) occurrenceRow(i int, m *mention) bool {
	st := e.page.Sentences[i]
	label := strings.TrimLeft(part(e.text.Norm, st.Start, m.start), " 0123456789.()①②③・■○●◆□◇:")
	if strings.ReplaceAll(strings.TrimRight(label, " :"), " ", "") != "日時" {
		return false
	}
	ss := e.sentences()
	for k := i + 1; k < len(ss) && k <= i+4; k++ {
		if e.has(e.words(k), "会見", "発表者", "開催", "参加", "申込", "登壇", "講師") {
			return false
		}
	}
	return true
}

// otherLabel reports whether between sentence i and its heading a line stands
// that heads a course of events.
func (e *Entry) otherLabel(i int) bool {
	ss := e.page.Sentences
	for k := i - 1; k >= 0 && ss[k].Section == ss[i].Section && !ss[k].Heading; k-- {
		if w := e.words(k); len(w) <= 30 && len(e.datesOf(k)) == 0 && e.has(w, "経過", "経緯", "対応", "時系列") {
			return true
		}
	}
	return false
}

// dateOf finds the date an act at h belongs to, nil for none.
func (e *Entry) dateOf(i int, h hit, ds []mention, row *mention) *mention {
	s := e.text.Norm
	st := e.page.Sentences[i]
	var m *mention
	at := -1
	for k := range ds {
		d := &ds[k]
		if d.start > int(h.start) {
			break
		}
		if e.bracketed(st.Start, d.start, int(h.start)) {
			continue // (講座は7月8日開講): closed before the act
		}
		if d.ranged && m != nil && !spanning(h.code()) {
			continue // 5月20日に…完了し、3月1日~4月2日の…を確認
		}
		m, at = d, k
	}
	// (2022年12月7日完了済み), (発覚日:12月16日): a date in brackets says when
	// what stands before it was done.
	if m == nil || at >= 0 {
		for k := range ds {
			d := &ds[k]
			if d.start >= int(h.end) && e.bracketed(st.Start, d.start, st.End) && !e.bracketed(st.Start, int(h.start), d.start) {
				open := strings.LastIndex(part(s, st.Start, d.start), "(") + st.Start
				inner := part(s, open, min(st.End, d.tail+24))
				if e.has(inner, "完了", "済", "導入") && open >= int(h.end) && open-int(h.end) < 60 && (m == nil || m.start < int(h.start)) {
					return d
				}
			}
		}
	}
	if s[h.start] < 0x80 { // English puts the date behind the act as often as before it
		for k := range ds {
			d := &ds[k]
			if d.start > int(h.start) && d.tail <= int(h.end) && !d.ranged {
				m = d // told the trust on June 16 that
				break
			}
			if d.start < int(h.end) || d.ranged && !spanning(h.code()) {
				continue
			}
			if e.datedBehind(i, h, m, d) {
				m = d
			}
			break
		}
		if m != nil && m.start < int(h.start) && e.has(part(e.text.Low, m.tail, h.start), " since ", " later ", "subsequently", "afterwards", "ever since") {
			return nil // at a time that is not told
		}
	}
	if rest := part(s, h.end, st.End); h.code() == "intrusion" || h.code() == "intrusion?" {
		// 最初の侵入は10月22日でした: the act is the subject, the date its predicate.
		for k := range ds {
			if d := &ds[k]; d.start > int(h.end) && d.start-int(h.end) <= 30 && startsAny(rest, "は", "があったのは", "が行われたのは", "を受けたのは", "されたのは") && !d.ranged {
				m = d
				break
			}
		}
	}
	if rest := part(s, h.end, st.End); m == nil {
		// 連絡を受けたのは9月5日です: likewise of any act that is told of in the past.
		for k := range ds {
			if d := &ds[k]; d.start > int(h.end) && d.start-int(h.end) <= 40 && !d.ranged && !d.openTo && !d.openFrom {
				if n := index(rest, "のは"); n >= 0 && int(h.end)+n+len("のは") <= d.start && endsAny(part(s, h.start, int(h.end)+n), "た", "だ") && strings.Trim(part(s, int(h.end)+n+len("のは"), d.start), "、 ") == "" {
					m = d
				}
				break
			}
		}
	}
	if m == nil || m.ranged && row != nil && row != m && !spanning(h.code()) {
		return row
	}
	// 7月21日に攻撃を受けた旨の連絡を受領: the telling belongs to the first
	// date, what was told to the inner one.
	if at > 0 {
		gap := part(s, m.tail, h.start)
		if e.has(gap, "旨の", "との", "旨を", "という") || startsAny(s[h.start:], "旨の", "との連絡", "との報告") {
			if from := part(s, ds[at-1].tail, m.start); e.has(from, "より", "から", "は、", "に対し") {
				return &ds[at-1]
			}
		}
	}
	if m.openTo && !m.ranged && !m.hours && m.word == "" && at == 0 {
		gap := part(s, m.tail, min(len(s), m.tail+60))
		if !e.has(gap, "検査", "完了", "調査", "点検") && !e.doneBy(i, h, m) {
			return nil
		}
	}
	if m.date.Precision() < jikenbo.MonthOfYear {
		return nil
	}
	if startsAny(part(s, m.tail, st.End), "現在", "時点") && (h.code() == "retrieve" || h.code() == "contained" || h.code() == "contain?") {
		return nil // how things stood
	}
	if m.word == "today" && startsAny(part(s, m.tail, st.End), "現在", "まで", "時点") {
		return nil
	}
	if startsAny(part(s, m.tail, st.End), "現在", "時点") && at == len(ds)-1 && int(h.start)-m.tail > 60 {
		return nil
	}
	if e.otherDate(i, m) {
		return nil
	}
	return m
}

// doneBy reports whether the act at h was done by the day m: 5月10日までに対象の
// 方にお詫びしました.
func (e *Entry) doneBy(i int, h hit, m *mention) bool {
	st := e.page.Sentences[i]
	rest := part(e.text.Norm, h.end, st.End)
	if k := index(rest, "、"); k > 0 {
		rest = rest[:k]
	}
	if !strings.HasPrefix(strings.TrimLeft(part(e.text.Norm, m.tail, st.End), " "), "までに") || e.has(rest, "予定", "見込", "目指", "こととし", "願い", "ください", "する方針") {
		return false
	}
	switch h.code() {
	case "notify?", "notified", "contained", "contain?", "contained?", "retrieve", "complete?", "remediated", "remedy?", "remediated?", "resumed", "resume?", "identified", "identified?", "investigation-completed", "published", "delete?":
		return true
	}
	return false
}

var dayNames = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// datedBehind reports whether the date d is that of the English act at h before
// it: …suspended the account the following day. m is the date before the act.
func (e *Entry) datedBehind(i int, h hit, m, d *mention) bool {
	gap := strings.TrimRight(part(e.text.Low, h.end, d.start), " ")
	for _, name := range dayNames {
		gap = strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(gap, ","), name), " ")
	}
	if len(gap) > 110 {
		return false
	}
	for _, o := range e.within(i, int(h.end), d.start) {
		if o.class() == momentClass && o.code() != "none" && o.code() != h.code() {
			return false
		}
	}
	if endsAny(gap, "on", "by", "in", "from", "between", "since", ":", "(", "of", "and", "at", "during", "around", "about", "until", "early", "late", "dated") || gap == "" {
		return true
	}
	return d.word != "" && d.word != "today" && (m == nil || m.start < e.page.Sentences[i].Start)
}

var asides = anyOf("なお", "また、", "現在", "今後", "その後", "当該", "ただし", "これまで", "本件")

// paragraphDate gives the one date of the paragraph of sentence i, where the
// paragraph begins with it and tells what happened that day.
func (e *Entry) paragraphDate(i int) *mention {
	ss := e.sentences()
	if startsWith(e.words(i), asides) {
		return nil
	}
	var found *mention
	for k := i - 1; k >= 0 && k >= i-6 && ss[k].Section == ss[i].Section && !ss[k].Heading; k-- {
		if startsAny(e.words(k), "なお", "その後", "現在") {
			return nil
		}
		for j := range e.datesOf(k) {
			if found != nil || e.datesOf(k)[j].ranged || !e.datesOf(k)[j].leading || e.datesOf(k)[j].date.Precision() != jikenbo.DayOfMonth {
				return nil
			}
			found = &e.datesOf(k)[j]
		}
	}
	return found
}

var atOnce = anyOf("直ちに", "ただちに", "即座に", "すぐに", "判明後", "発覚後", "直後に")

// dayAround gives the day of sentence i, which has no date, where the sentences
// around tell it: what was done at once was done on the day told of before, and
// what 同日 follows happened on that day.
func (e *Entry) dayAround(i int) *mention {
	ss := e.sentences()
	if ss[i].Heading || startsWith(e.words(i), asides) || e.about(i, prevent|ask|damaging|notifying) {
		return nil
	}
	if k := i + 1; k < len(ss) && ss[k].Section == ss[i].Section && len(e.datesOf(k)) > 0 {
		if m := &e.datesOf(k)[0]; m.word == "same-day" && !m.ranged && !m.hours && m.start-ss[k].Start <= 90 && m.date.Precision() == jikenbo.DayOfMonth && m.date.Before(e.published) {
			return m
		}
	}
	if w := e.words(i); !e.holds(w[:min(len(w), 90)], atOnce) {
		return nil
	}
	for k := i - 1; k >= 0 && k >= i-4 && ss[k].Section == ss[i].Section; k-- {
		ds := e.datesOf(k)
		for j := len(ds) - 1; j >= 0; j-- {
			if m := &ds[j]; !m.ranged && !m.hours && m.date.Precision() == jikenbo.DayOfMonth && !e.otherDate(k, m) && !e.bracketed(ss[k].Start, m.start, ss[k].End) {
				return m
			}
		}
	}
	return nil
}

// spanning reports whether an act of the moment lexicon can last for days.
func spanning(code string) bool {
	switch code {
	case "retrieve", "investigate?", "investigation-started", "notify?", "notified", "intrusion", "takeout", "expose", "mis", "lose":
		return true
	}
	return false
}

var (
	noDayOfIt = anyOf("法律", "施行", "制定", "創業", "設立", "に開設", "開設", "発売", "開業", "予定", "に予定", "に開催", "開催", "の決算", "期", "改定)", "をめど", "を目途", "を目処", "頃に終わる", "に終わる見込", "より受付", "時点で", "に退職", "末に退職", "に放送", "に開く", "に開かれ", "に控え", "に迎え", "に定め", "に移行", "に終了", "のリニューアル")
	planned   = anyOf("に予定して", "の予定", "予定です", "予定であ", "を予定", "に延長", "まで延長", "に公表された", "に報道", "見込みです")
	foundings = anyOf("創業", "設立", "開設日の", "制定", "受付は", "(受付", "次回", "来る", "期限", "開業")
)

// otherDate reports whether a date is no happening of the incident: of a law,
// a founding, an earlier notice named by its date, a plan.
func (e *Entry) otherDate(i int, m *mention) bool {
	st := e.page.Sentences[i]
	s := e.text.Norm
	behind := part(s, m.tail, st.End)
	if len(behind) > 100 {
		behind = behind[:100]
	}
	before := part(s, st.Start, m.start)
	if startsWith(behind, noDayOfIt) && !(strings.HasPrefix(behind, "に終了") && e.has(before, "調査", "検証", "解析", "点検", "分析")) || startsAny(behind, "分の", "分)", "分、", "分に") || endsAny(before, "毎年", "例年", "毎年の") {
		return true
	}
	of := behind
	for _, d := range e.datesOf(i) {
		if d.start > m.tail && d.start-m.tail < len(of) {
			of = of[:d.start-m.tail] // what is planned has a day of its own
			break
		}
	}
	if e.holds(of, planned) && !e.has(behind, "していた", "しておりました") && !startsAny(behind, "に報道発表", "に報道提供", "に報道機関") {
		return true
	}
	if endsWith(before, foundings) {
		return true
	}
	if e.published.Before(m.date) {
		return true // planned
	}
	return e.anotherIncident(i, m)
}

var noticesOfDay = anyOf("付「", "付で", "付(", "付の", "付け", "付『", "(第", "の第1報", "の第一報", "の第2報", "の第二報", "の第3報", "の第三報", "の続報", "に第2報", "に第二報", "に第1報を公表", "に第一報を公表", "に第1報をお知らせ", "に第一報をお知らせ", "に第1報を発表", "に公表いたしました", "に公表しました", "に公表した", "にお知らせいたしました", "にお知らせしました", "にお知らせした", "にお知らせ致しました", "に発表いたしました", "に発表しました", "に発表した", "にご報告いたしました", "にご報告しました", "にご報告した", "に掲載いたしました「", "に掲載しました「", "に掲載した「", "に「")

// reportedEarlier reports whether the sentence speaks of an earlier notice by
// its date: 3月6日に公表した「…」に関し, 8月31日付「…」にて.
func (e *Entry) reportedEarlier(i int) bool {
	ds := e.datesOf(i)
	if len(ds) == 0 || i > e.body+3 && !e.about(i, course|respond) {
		return false
	}
	s := e.text.Norm
	st := e.page.Sentences[i]
	for k := range ds {
		behind := part(s, ds[k].tail, st.End)
		if endsAny(strings.TrimRight(part(s, st.Start, ds[k].start), " 、"), "省に", "庁に", "委員会に", "省へ", "委員会へ", "庁へ", "警察に", "警察署に", "省には", "委員会には") {
			continue // told an authority
		}
		if startsWith(behind, noticesOfDay) && !startsAny(behind, "付で退職", "付で懲戒", "付けで懲戒") {
			if startsAny(behind, "付で", "付けで") && (!e.has(behind, "公表", "お知らせ", "発表", "リリース", "報告") || e.tells(i, recipientClass)) {
				continue
			}
			if startsAny(behind, "に「") && !e.has(behind, "を公表", "をお知らせ", "にて") && !titleQuoted(behind[len("に"):]) {
				continue
			}
			return true
		}
	}
	return false
}

// titleQuoted reports whether s begins with the quoted title of a notice that was
// put out: 「…のお知らせ」を掲載し.
func titleQuoted(s string) bool {
	k := index(s, "」")
	if k < 0 {
		return false
	}
	return endsAny(strings.TrimRight(s[:k], " )報"), "お知らせ", "について", "お詫び", "おわび", "ご報告", "お願い", "第一", "第1", "第二", "第2") &&
		startsAny(s[k+len("」"):], "を掲載", "を公表", "を発表", "を公開", "を告知", "を開示", "を配信", "と題", "として", "のとおり", "の通り", "でお知らせ", "でご報告", "で公表", "で発表", "において", "にて")
}

var (
	likewise  = anyOf("再び", "再度このような", "重ねて", "に続き", "に引き続き", "に続く", "立て続け", "相次い", "再発防止に取り組ん", "再発防止に努めて")
	otherwise = anyOf("とは別の", "とは別に", "とは異なる", "とは関係", "とは無関係", "との関連は", "との関連性は")
)

// anotherIncident reports whether a date is that of the notice of another
// incident, which this one follows or is told from: 3月30日に公表した事案を受け、再発
// 防止に取り組んでいたところ、再び….
func (e *Entry) anotherIncident(i int, m *mention) bool {
	st := e.page.Sentences[i]
	behind := part(e.text.Norm, m.tail, st.End)
	if len(behind) > 240 {
		behind = behind[:240]
	}
	if !e.has(behind, "公表", "お知らせ", "発表", "報告", "掲載", "発生した") {
		return false
	}
	return e.holds(behind, otherwise) || e.holds(behind, likewise) && e.has(behind, "このような", "同様", "お詫び", "事案が発生", "事態", "発生いたし", "発生しまし", "発生させ")
}

// strung reports whether the words between two dates only string them, numbers
// of reports aside: 11月22日(第1報)、11月30日(第2報).
func (e *Entry) strung(gap string) bool {
	gap = strings.TrimSpace(gap)
	if k := strings.IndexByte(gap, ')'); k > 0 && strings.HasPrefix(gap, "(") && k < 40 {
		gap = strings.TrimSpace(gap[k+1:])
	}
	switch gap {
	case "、", "及び", "および", "と", "や", "並びに", "ならびに", "・", "、及び", "付及び", "付および":
		return true
	}
	return false
}

// earlierNotice records the earlier notices that sentence i names by date.
func (e *Entry) earlierNotice(i int, out *[]act) {
	s := e.text.Norm
	st := e.page.Sentences[i]
	for k := range e.datesOf(i) {
		m := &e.datesOf(i)[k]
		if e.anotherIncident(i, m) {
			continue
		}
		if m.ranged || m.date.Precision() != jikenbo.DayOfMonth || !e.published.IsZero() && m.date.Compare(e.published) >= 0 || m.word == "today" {
			continue
		}
		behind := part(s, m.tail, st.End)
		if k+1 < len(e.datesOf(i)) { // 3月15日及び4月2日に公表しました
			if next := &e.datesOf(i)[k+1]; !next.ranged && e.strung(part(s, m.tail, next.start)) && startsWith(part(s, next.tail, st.End), noticesOfDay) {
				behind = part(s, next.tail, st.End)
			}
		}
		end := m.tail
		if startsAny(behind, "付", "の第", "の続報", "に公表", "に第", "にお知らせ", "に「", "に発表") || startsAny(behind, "(第") {
			for _, h := range e.within(i, m.tail, st.End) {
				if h.class() == momentClass && hasAny(h.code(), "publish", "dated") {
					end = int(h.end)
					break
				}
			}
			*out = append(*out, act{date: m.date, code: "published", sentence: i, start: m.start, end: max(end, m.end), when: [2]int{m.start, m.end}})
			continue
		}
		// other dated acts of the same sentence
		for _, h := range e.within(i, m.tail, st.End) {
			if h.class() != momentClass || h.code() == "none" {
				continue
			}
			if e.has(part(s, m.tail, h.start), "。") || k+1 < len(e.datesOf(i)) && e.datesOf(i)[k+1].start < int(h.start) {
				break
			}
			if kind := e.settle(i, h, m); kind != "" && kind != "found" && kind != "published" {
				*out = append(*out, act{date: m.date, code: kind, sentence: i, start: int(h.start), end: int(h.end), when: [2]int{m.start, m.end}})
			}
		}
	}
}

var (
	undone        = anyOf("ておりません", "ていません", "ていない", "ていなかった", "ておらず", "されておりません", "されていません", "されていない", "できておりません", "はございません", "はありません", "しておりません", "していません", "には至っておりません", "に至りません", "されませんでした", "らなかった", "らず", "りません", "かない", "かず", "けず", "なかった", "ませんで", "する予定", "いたします予定", "予定", "を予定", "することとし", "するまで", "後に", "を検討", "しないよう", "すべき", "するよう", "に努め", "を防", "防止")
	namesIncident = anyOf("に発生した", "に起きた", "に発生いたしました", "に判明した", "に発覚した", "に公表した")
)

// settle decides what the act at h in sentence i, dated m, counts as.
func (e *Entry) settle(i int, h hit, m *mention) string {
	st := e.page.Sentences[i]
	s := e.text.Norm
	behind := part(s, h.end, st.End)
	soon := behind
	if len(soon) > 45 {
		soon = soon[:45]
	}
	from := m.tail
	if m.start > int(h.start) || m.start < st.Start {
		from = st.Start
	}
	before := part(s, from, max(from, int(h.start)))
	near := before
	if len(near) > 60 {
		near = near[len(near)-60:]
	}
	code := h.code()
	if m.date.Precision() == jikenbo.MonthOfYear && e.has(near, "公開されて", "提供されて", "配布されて", "リリースされて") && e.has(s[st.Start:st.End], "修正", "更新", "適用", "脆弱性") {
		return "" // the age of what was not applied
	}
	if startsWith(behind, undone) && !startsAny(behind, "しておりませんでしたが") {
		return ""
	}
	if e.quoted(i, int(h.start)) && code != "dated" && !(code == "contained" && startsAny(behind, "」に")) {
		return ""
	}
	if startsWith(part(s, m.tail, st.End), namesIncident) && h.class() == momentClass && code != "intrusion" && code != "published" {
		return "" // the date names the incident or the notice
	}
	switch code {
	case "intrusion", "infect?", "intrusion?", "failure", "lure?", "lure", "mis", "mis?", "lose", "takeout", "expose", "expose?":
		return e.settleIntrusion(i, h, m, code, before, behind)
	case "discovered":
		if e.isType("loss", "theft") && strings.HasPrefix(lex.terms[h.term].text, "見つか") && e.has(behind, "との連絡", "旨の連絡", "との通報", "旨の通報", "引き取", "受け取", "戻っ", "返却") {
			return "" // what was lost
		}
		if e.has(near, "お気づき", "お気付き") || startsAny(behind, "ツール", "システム", "サービス", "する仕組み", "するツール", "ソリューション", "した場合", "から今回", "から公表") || e.about(i, prevent) {
			return ""
		}
		if e.about(i, delayed) {
			return ""
		}
		return "discovered"
	case "discovered?":
		if e.has(soon, "電話を切", "電源", "遮断", "切断", "職員", "ケーブル", "連絡", "相談") || e.has(near, "データを検出", "不審に思") {
			return "discovered"
		}
		return ""
	case "find?":
		if startsAny(behind, "っていな", "っていませ", "っておりませ", "っておらず", "らな", "らず", "りませ", "るまで", "り次第") {
			return "" // not found yet
		}
		if e.has(near, "書類", "端末", "USB", "鞄", "かばん", "バッグ", "パソコン", "ポケット", "タブレット") && e.has(near, "見つか", "工場", "河川", "用水路", "付近", "落とし物", "届けられ") || e.isType("loss", "theft") && e.has(soon, "との連絡", "た旨", "回収", "受け取", "引き取", "との通報", "との一報", "との知らせ", "との届け") {
			return ""
		}
		if e.has(soon, "に至ら", "できず", "されず", "されていない", "されておらず", "していない", "しておりません", "されておりません") {
			return ""
		}
		if e.about(i, delayed|prevent) {
			return ""
		}
		if s[h.start] < 0x80 {
			return "found"
		}
		if e.has(s[st.Start:st.End], "ほかに感染", "他に感染", "他の", "ほかの") && e.has(behind, "おりません", "いません") {
			return ""
		}
		return "discovered"
	case "told", "told?":
		if int(h.start) == m.tail && startsAny(term0(h), "から", "より") {
			return "" // 7日から電話で
		}
		if e.about(i, delayed) || startsAny(behind, "ない", "ておりません", "ていません") {
			return ""
		}
		return e.settleTold(i, h, m, code, before, behind)
	case "found", "found?":
		if e.about(i, delayed|prevent) || startsAny(behind, "次第", "し次第") || strings.HasSuffix(lex.terms[h.term].text, "し") && strings.HasPrefix(behind, "次第") || m.openFrom && !m.ranged {
			return ""
		}
		if code == "found?" {
			// 確認 by itself: the end of a row, or with what was confirmed.
			if !(behind == "" || startsAny(behind, "。", ")", "、", "いた", "した", "しま") || e.has(near, "ことを", "されている")) {
				return ""
			}
		}
		if e.has(near, "削除いただ", "削除していただ", "消去いただ", "破棄いただ", "廃棄いただ", "削除済みであ", "開封されていないこと", "未開封") {
			return "" // by those who got it
		}
		if e.has(near, "削除されたこと") && e.isType("mis-sending") {
			return ""
		}
		if e.has(near, "停止されたこと", "停止したこと", "停止していること", "閉鎖されたこと", "閉鎖したこと", "遮断されたこと", "遮断したこと", "削除されたこと", "非公開となったこと", "無効となったこと") {
			return "contained"
		}
		if startsAny(behind, "できず", "ておりません", "ていません", "を行", "を実施", "体制", "作業", "後、再開", "したところ", "ており、ほか") || endsAny(near, "ないことを", "なかったことを", "ご本人", "安全を", "安全性を", "の削除を", "削除の", "復旧を", "完了を", "所在の") || e.has(soon, "ところ、ほかに") {
			return ""
		}
		if strings.HasPrefix(behind, "た") && !startsAny(behind, "た。", "た、", "たため", "たことから", "たもの", "たとこ", "ため") && behind != "た" && strings.HasSuffix(term0(h), "され") {
			return "" // 確認されたアカウント
		}
		if e.has(near, "削除の", "受領の", "宛先を", "宛先欄を", "連絡先を") && code == "found?" {
			return ""
		}
		return "found"
	case "identified", "identified?":
		if endsAny(near, "パソコンを", "端末を", "PCを", "機器を", "サーバーを", "発信元を", "端末の") {
			return ""
		}
		if code == "identified?" && !(behind == "" || startsAny(behind, "。", ")", "、", "に至", "が完", "を完", "でき")) {
			return ""
		}
		if e.has(soon, "に至っており", "できており") && e.has(soon, "ません") || e.about(i, delayed) || endsAny(near, "不特定") {
			return ""
		}
		return "identified"
	case "contained", "contain?", "contained?":
		return e.settleContained(i, h, code, near, behind)
	case "retrieve":
		if startsWith(lex.terms[h.term].text, regainings) && e.has(near, "権限", "アカウント", "信頼", "管理") {
			return ""
		}
		if strings.HasPrefix(behind, "に出") || endsAny(near, "古紙", "資源", "廃品", "ごみ", "ゴミ") {
			return ""
		}
		if strings.HasSuffix(term0(h), "受け取った") && attributive("た"+behind) {
			return "" // 証明書を受け取った方, 受け取った3名
		}
		if startsAny(term0(h), "受け取", "受取") && !(e.isType("loss", "theft") && e.has(near, "見つか", "発見さ", "届けられ")) && !(e.holds(near, gotBack) && !e.has(near, "連絡", "報告", "メール", "電話", "申請", "書面を")) {
			return ""
		}
		if startsAny(behind, "する", "を依頼", "をお願い", "できて", "に努め") && !startsAny(behind, "することができました", "することができた") {
			return ""
		}
		return "contained"
	case "delete?":
		if e.has(near, "プログラムを", "スクリプトを", "サイトから", "ページを", "ページから", "資料を", "ファイルを", "掲載を", "投稿を", "公開を", "データを", "PDFを", "投稿は", "投稿も", "掲載は", "ページは", "件とも") && !e.has(near, "検索サイト", "受信者", "メールの削除") && !startsAny(behind, "を依頼", "するよう", "依頼", "の確認", "するメール", "をお") {
			return "contained"
		}
		if e.has(behind, "依頼", "お願い") && e.has(part(s, st.Start, st.End), "受信者", "対象", "送信", "全員", "の皆様", "受信された", "送付先") && !e.has(near, "検索サイト", "サーバー管理", "プロバイダ") {
			return "notified"
		}
		return ""
	case "investigation-started":
		if e.about(i, prevent|delayed) && e.has(soon, "予定", "いたします") {
			return ""
		}
		if startsAny(behind, "した調査会社") {
			return ""
		}
		return "investigation-started"
	case "investigation-started?":
		if m.openFrom && !m.ranged && startsAny(strings.TrimLeft(s[m.tail:], " "), "から", "より") && !e.has(soon, "予定") {
			return "investigation-started"
		}
		if e.has(soon, "開始", "着手", "依頼", "始め", "実施", "委託", "います", "おります") {
			return "investigation-started"
		}
		return ""
	case "inspect?":
		if m.openTo && e.has(behind, "確認") {
			return "investigation-completed"
		}
		return ""
	case "investigate?":
		if e.about(i, delayed) {
			return ""
		}
		if m.ranged && m.start >= st.Start {
			return "investigation-started"
		}
		if m.openFrom && startsAny(s[m.tail:], "から", "より") {
			return "investigation-started"
		}
		return ""
	case "investigation-completed":
		if e.about(i, delayed) || e.has(soon, "する見込", "予定", "後") && !e.has(soon, "ました") {
			return ""
		}
		if m.ranged {
			return ""
		}
		return "investigation-completed"
	case "receive?":
		if near = s[st.Start:h.start]; len(near) > 90 {
			near = near[len(near)-90:]
		}
		if e.has(near, "報告書", "調査報告", "調査結果", "最終報告", "フォレンジック") && !e.has(near, "中間") {
			return "investigation-completed"
		}
		return ""
	case "report-paper":
		if endsAny(near, "中間") {
			return ""
		}
		if e.has(soon, "を受領", "を受け", "が提出") {
			return "investigation-completed"
		}
		return ""
	case "complete?":
		if e.has(soon, "見込", "予定", "めど", "目途", "目処") && !e.has(soon, "ました", "した。") {
			return ""
		}
		if rest, ok := strings.CutPrefix(behind, "た"); ok && rest != "" {
			if r, _ := runeAt(rest, 0); isKanji(r) || isKatakana(r) {
				return "" // 申込みを終えた人
			}
		}
		if e.has(before, "は") || before == "" || len(near) < 12 || strings.HasPrefix(before, "まで") && len(before) < 12 {
			near = part(s, st.Start, h.start) // 調査は2月16日に終わった: the noun stands before the date
		}
		if k := strings.LastIndex(near, "踏まえ"); k >= 0 {
			near = near[k:] // 調査の結果を踏まえ、…の修正を完了
		}
		switch {
		case e.has(near, "調査", "フォレンジック", "検査", "investigation", "Investigation") && !e.has(near, "特定"):
			if m.ranged {
				return ""
			}
			return "investigation-completed"
		case e.has(near, "特定", "精査"):
			return "identified"
		case e.has(near, "修正", "改修", "対策", "導入", "撤去", "除去", "移行", "強化", "適用", "バージョンアップ", "再構築", "廃止", "更新", "設定", "変更", "切り替え", "限定"):
			return "remediated"
		case e.has(near, "復旧"):
			return "resumed"
		case e.has(near, "連絡", "通知", "説明", "お詫び", "謝罪", "おわび", "訪問") || !e.isType("mis-sending") && e.has(near, "案内", "発送", "送付", "郵送", "投函"):
			return "notified"
		}
		// (2022年12月7日完了済み) behind a measure
		whole := part(s, e.text.Lines[st.Line].Start, h.start)
		if e.bracketed(st.Start, int(h.start), st.End) && e.has(whole, "修正", "導入", "撤去", "切り替え", "廃止", "強化", "限定", "変更", "対策", "改修", "適用", "更新") {
			return "remediated"
		}
		return ""
	case "remediated", "remedy?", "remediated?":
		if e.about(i, delayed) || startsAny(behind, "予定", "プログラム", "する", "ていた", "ている", "っていた", "たため", "たソフト", "たもの", "を予定", "いたします", "を進め", "の検討", "を検討", "します") && !startsAny(behind, "を完了", "が完了") {
			return ""
		}
		if code == "remedy?" && !(behind == "" || startsAny(behind, "。", ")", "、", "を完了", "完了", "が完了", "を実施", "済", "し", "いた", "を行い", "(")) {
			return ""
		}
		if strings.HasPrefix(behind, "ており") && strings.HasPrefix(term0(h), "導入") {
			return ""
		}
		if e.has(near, "修正プログラムは") || e.has(behind, "適用が完了しておりません") {
			return ""
		}
		return "remediated"
	case "resumed", "resume?":
		if startsAny(behind, "予定", "の予定", "日", "を予定", "する予定", "に向け", "の見通し", "の時期", "の目途", "依頼", "までの", "は未定", "作業", "いたします", "します", "を目指", "の際", "に伴", "支援", "手続") || e.about(i, delayed) {
			return ""
		}
		if code == "resume?" && !(behind == "" || startsAny(behind, "。", ")", "、", "を確認", "完了", "済", "が完了", "を完了", "した", "しま", "いた")) {
			return ""
		}
		return "resumed"
	case "published", "publish?":
		if m.word == "today" && !e.has(part(s, st.Start, st.End), "開始") {
			return ""
		}
		if code == "publish?" && !(behind == "" || startsAny(behind, "を行い", "を行っ", "を開", "を実施", "で公表", "にて公表", "により公表") || startsAny(behind, "。", ")", "、", "いた", "しま", "した", "(")) {
			return ""
		}
		if startsAny(behind, "された", "が遅れ", "まで", "に至", "されて", "の時期", "しており、", "を控え") || e.has(near, "他社", "情報の公") || e.about(i, delayed) {
			return ""
		}
		if lex.terms[h.term].text == "掲載いたしました" && !e.has(near, "お知らせ", "第一報", "第1報", "注意喚起") {
			return ""
		}
		if endsWith(before, byLetter) {
			return "notified" // those concerned
		}
		return "published"
	case "dated":
		return ""
	case "notified", "notify?":
		return e.settleNotified(i, h, m, code, before, behind)
	}
	return ""
}

var (
	otherThings = anyOf("サーバ", "パソコン", "した通知", "した書類", "した文書", "したメール", "した資料", "した封筒", "した郵便", "した名簿", "したファイル", "端末", "PC", "機器")
	learnings   = anyOf("ことが判明", "ことを確認", "ことが発覚", "ことがわか", "ことが分か", "たことを確認", "ていることを確認", "ていることが判明", "たことが判明", "被害を受けていること", "可能性", "の可能性", "のおそれ", "た可能性", "した可能性", "がないか", "の痕跡", "た痕跡", "の有無", "がないことを", "との連絡", "していないか", "たとショ", "したとの", "の状態", "されたと", "の報告", "たことによる", "に関する調査", "の調査", "について", "に気", "を検知", "を確認", "の被害を確認", "が判明", "ことが明らか", "確認され", "が確認され")
)

// thoseStruck follow an act that only tells which persons or things are meant.
var thoseStruck = anyOf("された口座", "された可能性のある口座", "されたアカウント", "された可能性のあるアカウント", "されたお客", "された可能性のあるお客", "された可能性があるお客", "された会員", "された可能性のある会員", "された方", "された可能性のある方", "された利用者", "されたID", "された注文", "されたポイント")

// settleIntrusion decides whether words of attack, loss or mis-sending tell of
// its happening on that date.
func (e *Entry) settleIntrusion(i int, h hit, m *mention, code, before, behind string) string {
	st := e.page.Sentences[i]
	s := e.text.Norm
	sentence := part(s, st.Start, st.End)
	term := lex.terms[h.term].text
	if e.about(i, prevent|delayed) && !e.about(i, course) {
		return ""
	}
	if term == "割られ" || term == "なくなっていることに" {
		if e.isType("theft") {
			return "intrusion"
		}
		return ""
	}
	if code == "mis?" && e.isType("mis-sending") && m.start < int(h.start) && e.has(sentence, "同封", "誤っ", "入れ違", "取り違", "混入") && e.has(sentence, "判明", "分かり", "わかり", "発覚") && int(h.start)-m.tail < 40 {
		return "mis-dispatch"
	}
	// Learning of it is not its happening: …を受けたことが判明. But where the day goes
	// with the act, it is: 3月28日に侵入したことが判明.
	between := part(s, m.tail, h.start)
	tied := m.start < int(h.start) && strings.HasPrefix(between, "に") && !strings.HasPrefix(between, "には") && !contains(between, "、") || e.subjectBefore(i, m.start, int(h.start), int(h.end))
	if !tied && !m.ranged && !m.hours && !nested(behind) {
		rest := behind
		for k := range e.datesOf(i) {
			if d := &e.datesOf(i)[k]; d.start > int(h.end) {
				rest = part(s, h.end, d.start)
				break
			}
		}
		if e.has(rest, "ことを確認", "ことが判明", "ことが分か", "ことがわか", "ことが確認", "ことを把握", "ことに気", "疑いがある", "ことが明らか", "が発覚", "と発表", "と公表", "と明らかに") {
			return ""
		}
		if k := index(rest, "と"); k >= 0 && e.has(rest[k:], "より連絡", "から連絡", "より報告", "から報告", "より通知", "との連絡", "との報告", "との指摘", "との通報") && m.start == e.firstDate(i) {
			return ""
		}
	}
	if s[h.start] < 0x80 && e.has(e.text.Low[st.Start:h.start], "discovered that", "confirmed that", "learned that", "noticed that", "found ") && part(s, h.end, st.End) != "" && m.start < int(h.start) {
		return ""
	}
	if !tied && !m.ranged && !m.hours && startsWith(behind, thoseStruck) {
		return "" // 9月29日、不正にログインされた口座を特定
	}
	if code == "lose" && endsAny(before, "電源を", "見") {
		return ""
	}
	if code == "lose" && strings.HasPrefix(behind, "た") && !startsAny(behind, "た。", "た、", "たこと", "たもの", "たと", "ため") && behind != "た" {
		return "" // 盗まれたパソコン
	}
	if startsAny(behind, "した通知", "した書類", "した文書", "したメール", "した資料", "した封筒", "した郵便", "した名簿", "したファイル", "した請求", "した証明", "した明細") && !nested(behind) {
		return "" // what was sent, not its sending
	}
	if k := index(behind, "との"); k >= 0 && k < 40 && startsAny(behind[k:], "との知らせ", "とのお知らせ", "との連絡", "との報告", "との通知", "との一報") &&
		m.start == e.firstDate(i) && e.has(part(s, m.tail, h.start), "から", "より") {
		return "" // the day is that of being told
	}
	if clause, _, ok := strings.Cut(part(s, m.tail, max(m.tail, int(h.start))), "までの間"); ok && !m.ranged && strings.HasPrefix(clause, "に") && !contains(clause, "、") {
		return "" // the day ends it
	}
	if !m.ranged && startsAny(behind, "ているのを", "ているところを", "ていることを", "ている状態を") && e.has(behind, "発見", "見つけ", "気付", "気づ", "検知", "確認") {
		return "" // the day is that of seeing it
	}
	if (code == "mis" || code == "mis?" || code == "lose" || code == "takeout") && strings.HasPrefix(part(s, m.tail, st.End), "、") && attributive(behind) {
		return "" // 12日、誤って送られた7通のうち6通を回収
	}
	if m.start < st.Start && startsAny(behind, "たものと判断", "たものと考え", "たものとみ", "たものと推", "たと判断", "たと考え", "たと推") {
		return "" // what was made of it
	}
	if endsAny(part(s, st.Start, m.start), " dated") {
		return "" // the day of a notice
	}
	if startsAny(behind, "ていた間", "いた間", "た間", "たとの電子メール", "たとのメール", "たとの連絡", "たとの報告", "たとの通知", "たとの一報") {
		return ""
	}
	if startsWith(behind, otherThings) && strings.HasSuffix(term, "した") {
		return ""
	}
	if !tied && startsWith(behind, learnings) && !m.ranged && !m.hours {
		if !(e.has(behind, "旨の", "との") && m.start != e.firstDate(i)) {
			return ""
		}
	}
	if m.word == "today" && !m.hours {
		return ""
	}
	switch code {
	case "intrusion?":
		if term == "不正アクセス" {
			if !startsAny(behind, "が", "を受", "に", "。") && behind != "" || e.has(behind, "があったかどうか") {
				return ""
			}
			if e.has(behind, "判明", "確認", "連絡", "報告") && !m.ranged {
				return ""
			}
		}
		if term == "乗っ取られ" && e.has(behind, "確認", "判明", "発覚") {
			return ""
		}
		if term == "を暗号化" && (!e.isType("ransomware") || behind != "" && !startsAny(behind, "。", "し、", "しました", "した。", "、", "し 、") || e.has(sentence, "保存", "通信", "対策", "解読")) {
			return ""
		}
		if strings.HasSuffix(term, "発生") && !(behind == "" || behind == "。") {
			return ""
		}
		if term == "設置した" && !e.has(before, "プログラム", "ファイル", "バックドア", "侵入") {
			return ""
		}
		if term == "to send" && !e.has(strings.ToLower(sentence), "unsolicited", "spam") {
			return ""
		}
		if e.has(behind, "を受けたことが", "いることが") {
			return ""
		}
	case "infect?":
		if e.has(behind, "がないこと", "は見つかって", "がないか", "を確認", "していることが判明", "したことが判明", "しているおそれ", "が確認", "は確認され", "していたことが判明") || endsAny(before, "ほかに", "他に") {
			return ""
		}
	case "failure":
		if e.has(behind, "していることを確認", "していることが判明") {
			return ""
		}
	case "lure?":
		if e.has(sentence, "フィッシング", "偽", "騙", "かたる", "装った", "マクロ", "添付", "Emotet") && !e.has(behind, "ないよう", "ください") {
			return "intrusion"
		}
		return ""
	case "lure":
		return "intrusion"
	case "mis?":
		if !e.isType("mis-sending", "mis-publication") || startsAny(behind, "お詫び", "メールの削除") || e.has(before, "お詫び", "削除", "謝罪", "注意喚起", "訂正", "再送", "お願い") || e.about(i, prevent) {
			return ""
		}
		if e.has(behind, "際", "ところ、", "ため") && e.has(behind, "判明", "気付", "気づ") || startsAny(behind, "ファイルの", "資料に", "会議資料", "「", "メールを見") {
			if !e.has(behind, "状態となった", "見える状態", "閲覧できる状態") {
				if !e.has(before, "誤って", "誤り") {
					return ""
				}
			}
		}
		if e.has(before, "資料を", "調査") && e.isType("mis-publication") && e.has(behind, "こととし") {
			return ""
		}
		return "intrusion"
	case "mis":
		if e.has(behind, "ことが判明", "ていたことが") && !e.has(behind, "との") {
			if m.word == "" && m.leading && startsAny(behind, "いたことが") {
				return ""
			}
			return ""
		}
	case "lose":
		if startsAny(behind, "いることが", "たことが判明", "ていることに", "ことに気", "たことに気", "いることに気", "事案", "時点") || e.has(behind, "に気付い", "に気づ", "ことが判明") && !e.has(behind, "落として", "みられる") {
			return ""
		}
		if e.has(before, "警察", "見つか") {
			return ""
		}
	case "takeout":
		if contains(term, "取得") && !e.has(before, "情報", "データ", "ファイル", "個人") || e.has(before, "マーク", "認証を", "資格") {
			return ""
		}
		if e.isType("insider-misuse") {
			if !m.ranged && !e.has(behind, "しました", "した。", "していた") {
				return ""
			}
			if e.has(before, "認めた") || e.has(behind, "を認めた", "認めたため", "を禁止") {
				return ""
			}
			return "intrusion"
		}
		if e.isType("loss", "theft") || e.has(behind, "痕跡", "可能性") {
			return ""
		}
		if !m.ranged && e.has(behind, "確認", "判明") {
			return ""
		}
	case "expose":
		if !m.ranged && !m.hours && !m.openFrom {
			return ""
		}
	case "expose?":
		if !(m.ranged || m.hours) || !e.isType("mis-publication", "misconfiguration") {
			return ""
		}
	}
	if m.ranged {
		// A span is told by the windows; what they refused is no attack.
		return ""
	}
	if m.openTo && !m.hours {
		return ""
	}
	if e.about(i, faq|ask) {
		return ""
	}
	return "intrusion"
}

// attributive reports whether an act only tells of which thing it speaks: 送られた
// 7通, 紛失した書類.
func attributive(behind string) bool {
	for _, w := range []string{"られ", "され", "し", ""} {
		rest, ok := strings.CutPrefix(behind, w)
		if !ok {
			continue
		}
		if rest, ok = strings.CutPrefix(rest, "た"); !ok || rest == "" || startsAny(rest, "際", "後", "時", "旨", "件", "結果", "可能性", "疑い", "恐れ", "事") {
			continue
		}
		if r, _ := runeAt(rest, 0); isKanji(r) || isKatakana(r) || r >= '0' && r <= '9' {
			return true
		}
	}
	return false
}

// subjectBefore reports whether an act and its subject enclose a date, which so
// is that of the act and not of what is told behind it: サーバーが、4月14日、第三者
// による不正アクセスを受け、…が判明.
func (e *Entry) subjectBefore(i, date, start, end int) bool {
	st := e.page.Sentences[i]
	before := strings.TrimSuffix(part(e.text.Norm, st.Start, date), "、")
	if date > start || !strings.HasSuffix(before, "が") || strings.HasSuffix(before, "ましたが") || strings.HasSuffix(before, "ですが") {
		return false
	}
	behind := part(e.text.Norm, end, st.End)
	if strings.HasSuffix(part(e.text.Norm, start, end), "を受け") {
		return startsAny(behind, "、", "ました", "たため", "て")
	}
	return startsAny(behind, "を受け、", "を受けました", "を受けたため", "を受けて", "され、", "されました", "し、", "しました")
}

// dayOfAct reports whether a date of sentence i is that of an attack, so that
// what is told behind it was not on that day.
func (e *Entry) dayOfAct(i int, m *mention) bool {
	if e.closedAct(i, m) {
		return true
	}
	for _, h := range e.within(i, m.tail, e.page.Sentences[i].End) {
		if h.class() == momentClass && (h.code() == "intrusion" || h.code() == "intrusion?") && e.subjectBefore(i, m.start, int(h.start), int(h.end)) {
			return true
		}
		if gap := part(e.text.Norm, m.tail, h.start); h.class() == momentClass && h.code() == "intrusion" && strings.HasPrefix(gap, "に") && !strings.HasPrefix(gap, "には") && !contains(gap, "、") && startsAny(part(e.text.Norm, h.end, e.page.Sentences[i].End), "たこと", "したこと", "されたこと", "られたこと", "ていたこと") {
			return true // 8日に侵入したことが判明
		}
	}
	return false
}

// nested reports whether what follows is told about by somebody else: …旨の連絡.
func nested(behind string) bool { return hasAny(behind, "旨の") }

// term0 gives the term of a hit as its lexicon has it.
func term0(h hit) string { return lex.terms[h.term].text }

// firstDate gives where the first date of sentence i begins.
func (e *Entry) firstDate(i int) int {
	if ds := e.datesOf(i); len(ds) > 0 {
		return ds[0].start
	}
	return -1
}

// settleTold decides what being told on that date counts as.
func (e *Entry) settleTold(i int, h hit, m *mention, code, near, behind string) string {
	st := e.page.Sentences[i]
	s := e.text.Norm
	sentence := part(s, st.Start, st.End)
	if e.has(near, "削除した旨", "回収", "見つかったとの", "見つかった旨", "発見したとの", "発見された") || e.has(sentence, "削除した旨") {
		return ""
	}
	if e.has(near, "ないとの", "ていない旨", "痕跡は") && !e.about(i, course) {
		return ""
	}
	if e.isType("loss", "theft") && e.has(near, "見つか", "発見", "届けられ") && e.has(near, "USB", "端末", "書類", "鞄", "バッグ", "財布", "パソコン", "警察") {
		if e.has(behind, "受け取り", "回収") {
			return ""
		}
		return ""
	}
	if e.isType("loss", "theft") && endsWith(strings.TrimRight(near, "、と"), foundAgain) && e.datedEarlier(i, m) {
		return "" // what had been missed
	}
	if m.ranged {
		return ""
	}
	if code == "told?" {
		term := lex.terms[h.term].text
		expert := e.has(s[st.Start:h.start], "調べた専門", "調べを依頼", "専門の会社", "専門の業者", "調査を行った会社", "調べた会社", "調査委員会") || e.has(near, "専門業者", "調査会社", "調査機関", "専門機関", "専門会社", "フォレンジック", "第三者機関", "専門家", "解析", "専門事業者", "セキュリティ会社")
		supplier := e.has(near, "委託先", "受託", "社から", "社より", "保守会社", "提供元", "開発会社", "業者から", "業者より", "運営会社")
		switch {
		case strings.HasPrefix(term, "が届") || strings.HasPrefix(term, "届") || strings.HasPrefix(term, "メールを受"):
			if e.has(near, "要求", "メール", "脅迫", "犯行") && e.has(sentence, "攻撃者", "金銭", "身代金", "暗号資産", "脅迫") {
				return "discovered"
			}
			return ""
		case endsAny(near, "中間") || e.has(near, "中間報告", "可能性があるとの中間"):
			return ""
		case expert && e.has(near, "調査", "解析", "報告書", "痕跡", "形跡", "可能性", "結果", "否定", "見つから", "持ち出", "送られ", "送った", "外に"):
			return "investigation-completed"
		case supplier || e.has(near, "から", "より"):
			return "told"
		}
		return ""
	}
	if lex.terms[h.term].text == "照会を受け" || lex.terms[h.term].text == "電話があ" {
		return "told"
	}
	if e.has(near, "弁護士", "保険会社", "株主") {
		return ""
	}
	return "told"
}

var foundAgain = anyOf("見つかった", "見つけた", "発見された", "発見した", "届いている", "届けられた", "届けがあった", "保管している", "預かっている", "拾得された")

// datedEarlier reports whether a sentence of the text before i has a day before m.
func (e *Entry) datedEarlier(i int, m *mention) bool {
	for k := range i {
		for _, d := range e.datesOf(k) {
			if e.zones[k] != headZone && d.date.Precision() == jikenbo.DayOfMonth && d.date.Before(m.date) {
				return true
			}
		}
	}
	return false
}

var (
	regainings = anyOf("取り戻")
	gotBack    = anyOf("書類", "用紙", "通を", "通も", "袋", "鞄", "かばん", "バッグ", "端末", "USB", "封筒", "証明書", "パソコン", "そろって", "揃って", "冊を", "カードを", "資料を", "名簿", "現物", "署で", "署から", "署より", "交番で", "警察から", "荷物", "遺失物", "忘れ物")
)

var takings = anyOf("受け入れを", "受付は", "受付を", "救急", "外来", "出荷を", "生産を", "工場の", "発送を", "製造を", "配信を", "販売を", "発注を", "支払いを", "お取引を一時")

// settleContained decides whether a stopping, cutting off or closing contains
// the incident.
func (e *Entry) settleContained(i int, h hit, code, near, behind string) string {
	st := e.page.Sentences[i]
	s := e.text.Norm
	sentence := part(s, st.Start, st.End)
	if e.about(i, prevent|delayed) && !e.about(i, course|respond) {
		return ""
	}
	if code == "contain?" && !(behind == "" || startsAny(behind, "。", ")", "、", "を実施", "済", "したう", "した。", "の措置", "し、", "するとともに", "(", "を行")) {
		return ""
	}
	if startsAny(behind, "中", "期間", "により", "によって", "して運用", "を解除", "しており、変更", "していた", "し続け", "の影響") {
		return ""
	}
	if strings.HasPrefix(term0(h), "停止") && strings.HasSuffix(near, "が") && !startsAny(behind, "され") && !endsAny(near, "社が", "者が", "室が", "課が", "部が", "市が", "県が", "院が", "校が", "員が", "店が", "会が") {
		return "" // it stopped by itself
	}
	if e.holds(near, takings) {
		if !e.has(near, "サイト", "サーバー", "システム", "ネットワーク", "決済", "フォーム", "データの提供", "カードで", "カードの", "カード払い", "カードによ") {
			return ""
		}
	}
	if e.has(near, "お預かりしていたご注文の") {
		return ""
	}
	if code == "contained?" {
		if !e.has(sentence, "アカウント", "共有", "公開", "アクセス権", "閲覧", "設定") {
			return ""
		}
		if lex.terms[h.term].text == "無効に" || lex.terms[h.term].text == "無効化し" {
			if e.has(near, "パスワード") {
				return ""
			}
		}
	}
	if e.has(sentence, "凍結", "停止と復旧を申請", "要請") && e.has(near, "要請", "申請", "依頼") {
		return ""
	}
	return "contained"
}

var (
	messagesReceived = anyOf("で発覚", "で判明", "で分か", "でわか", "で知", "で気", "を受", "をいただ", "があ", "が寄せ", "先", "いただ", "を頂", "窓口", "によ", "が入", "のうえ", "ください", "フォーム", "が届", "体制", "もしく", "文書番号", "のお願い")
	messagesSent     = anyOf("るとともに", "ると共に", "ており", "ている", "ました", "の上", "のうえ", "をいたし", "をさせ", "を郵送", "を投函", "を手渡", "をお届け", "を配布", "を持参", "し", "いたし", "を開始", "を行", "を差し", "を申し", "申し上げて", "差し上げて", "申しあげて", "差しあげて", "。", "を始め", "を送", "に伺", "を完了", "さ", "のメール", "の文書", "のお", "を取って", "をとって", "を取り", "を発送", "の書面", "済", "に向け", "状", "(", "にて", "で", "の電話", "、", "と")
	concernedIn      = anyOf("お客様", "対象", "該当", "皆様", "方々", "の方", "本人", "保護者", "受信", "会員", "利用者", "患者", "生徒", "学生", "世帯", "様宅", "さま", "全員", "全戸", "取引先", "参加者", "申込者", "退職者", "従業員", "加入者", "契約者", "応募者", "様に", "受講者", "方に", "B様", "A様", "様へ", "個別に", "入居者", "受給者", "被保険者", "登録者", "当事者", "組合員", "入所者", "家庭", "家族", "遺族", "申請者", "購入者", "軒", "所有者", "被害者", "寄付者", "寄附者", "受け取った方", "受け取られた方", "届いた方", "受領者", "被送付者", "送付先", "メールの相手", "お相手", "出席者", "来場者", "相談者", "各戸", "人に", "名に", "人へ", "名へ", "さん宅", "宅を訪問", "皆さん")
)

// sentAstray is how English says that a message was the mistake itself.
var sentAstray = anyOf("mistakenly", "inadvertently", "accidentally", "erroneously", "by mistake", "in error", "wrong recipient", "wrong address", "wrong person")

// amends is what those concerned are told once a message has gone astray.
var amends = anyOf("apolog", "inform", "notif", "ask", "explain", "wrote", "letter", "delet", "request", "contact")

// settleNotified decides whether a message went to the persons concerned.
func (e *Entry) settleNotified(i int, h hit, m *mention, code, before, behind string) string {
	st := e.page.Sentences[i]
	s := e.text.Norm
	sentence := part(s, st.Start, st.End)
	term := lex.terms[h.term].text
	if e.about(i, delayed|business) {
		return ""
	}
	if rest := part(s, m.tail, st.End); startsWith(rest, noticesOfDay) && (m.word != "today" && !startsAny(rest, "付で", "付けで", "付けにて") || e.has(rest, "公表", "掲載", "ホームページ", "発表")) {
		return ""
	}
	if s[h.start] < 0x80 {
		if e.holds(e.text.Low[st.Start:st.End], sentAstray) {
			return ""
		}
		if e.isType("mis-sending") && !e.holds(e.text.Low[st.Start:st.End], amends) && (m.date == e.published || startsAny(term, "sent", "were sent", "emailed", "e-mailed")) {
			return "mis-dispatch"
		}
	}
	if startsWith(behind, messagesReceived) && !startsAny(behind, "を頂戴") && !(startsAny(term, "謝罪", "お詫び", "おわび") && strings.HasPrefix(behind, "のうえ")) {
		return ""
	}
	if m.word == "today" && !e.has(part(s, m.tail, min(st.End, m.tail+130)), "連絡", "通知", "お知らせ", "お詫び", "お送り", "発送", "送付", "説明", "ご案内", "謝罪") {
		return ""
	}
	if e.isType("mis-sending") && e.has(behind, "した際", "差し上げた際", "する際") {
		return ""
	}
	if startsAny(behind, "していたことが判明", "していたことを確認", "していたことが分か", "していたことがわか", "していたことが発覚", "していたことに気") && strings.HasPrefix(part(s, m.tail, st.End), "、") {
		return "" // the day is that of finding it
	}
	if e.isType("mis-sending") && (term == "発送" || term == "送付" || term == "送信" || term == "配布" || term == "お送り" || term == "郵送") && !e.has(sentence, "お詫び", "謝罪", "おわび", "削除", "お知らせ", "連絡", "回収", "改めて", "再送", "正しい", "訂正") && (behind == "" || startsAny(behind, "し", "。", "いた", "、")) {
		return "mis-dispatch"
	}
	if term == "訪問" && e.has(sentence, "回収", "受け取") && !e.has(sentence, "お詫び", "おわび", "謝罪", "説明", "通知", "お知らせ", "お返し", "連絡") {
		return "" // to get it back
	}
	if strings.HasPrefix(term, "注意") && e.has(before, "店頭", "サイト", "ホームページ", "SNS", "マガジン", "掲示", "放送") {
		return ""
	}
	if code == "notify?" {
		if strings.HasPrefix(behind, "する予定") || startsAny(behind, "する予定", "いたす予定", "予定") {
			return ""
		}
		done := startsWith(behind, messagesSent) || behind == ""
		if !done {
			return ""
		}
		who := e.has(e.headingWords(i), "対象となる", "対象の", "対象者", "ご本人", "お客様への", "お客さまへの", "へのご連絡") || e.holds(sentence, concernedIn)
		if !who {
			return ""
		}
		if e.has(sentence, "お客様専用", "お問い合わせ") && !e.has(sentence, "個別", "発送", "送付") {
			return ""
		}
		// Reports to bodies are told apart.
		if term == "説明" || term == "説明し" || term == "連絡" || term == "ご連絡" || term == "お知らせ" || term == "通知" || term == "送信" || term == "送付" || term == "発送" || term == "書面" || term == "訪問" {
			if e.has(before, "委員会に", "警察に", "署に", "省に", "庁に", "委託先に", "カード会社に", "運営会社に", "県に", "市に", "受託者に", "から市", "から当") && !e.has(before, "対象", "お客", "皆様", "保護者", "の方") {
				return ""
			}
		}
		if (term == "送信" || term == "お送り" || term == "発送" || term == "送付") && !e.has(sentence, "お詫び", "謝罪", "お知らせ", "連絡", "削除", "通知", "ご案内", "書面", "文書", "お手紙", "注意喚起") {
			return ""
		}
		if term == "お詫び" || term == "おわび" {
			if startsAny(behind, "申し上げます", "申しあげます", "いたしま") && !e.has(sentence, "個別", "訪問", "電話", "メール", "お宅") {
				return ""
			}
		}
		if term == "書面" && !e.has(behind, "通知", "お知らせ", "ご連絡", "お送り", "発送", "郵送", "送付", "投函", "差し上げ", "手渡") {
			return ""
		}
		if (term == "お知らせ" || term == "ご案内") && e.has(behind, "ホームページ", "サイト") {
			return ""
		}
		if (term == "お知らせ") && !e.has(sentence, "個別", "書面", "メール", "文書", "郵送", "電話", "お詫びとお知らせ", "対象", "皆様へ") {
			return ""
		}
	}
	if e.isType("mis-sending") && e.has(before, "案内を", "一斉") && !e.has(before, "お詫び", "削除") {
		return ""
	}
	if e.has(sentence, "迷惑メール", "不審なメール") && !e.has(sentence, "お詫び", "連絡", "注意喚起", "お知らせ") {
		return ""
	}
	return "notified"
}
