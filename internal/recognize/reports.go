package recognize

import (
	"slices"
	"strings"

	"jikenbo"
)

// report is one report found, with where it stands.
type report struct {
	to       jikenbo.Recipient
	date     jikenbo.Date
	spans    []jikenbo.Span
	generic  bool // 関係機関, 監督官庁: nobody is named
	vague    bool // 関係当局: it may be any of them
	sentence int
}

// toReaders are what advice to readers has in English.
var toReaders = anyOf("if you", "please", "you should", "you may", "you can", "you have the right", "we recommend", "we encourage", "call your bank")

var pleas = anyOf("ください", "お願いします", "お願いいたします", "お願い申し上げ")

// readReports reads reports to and consultations of authorities and industry
// bodies. A recipient needs an act of reporting behind it, or a heading that
// announces one; the date is the nearest before the act.
func (e *Entry) readReports() {
	out := e.heard[:0]
	ss := e.sentences()
	for i, st := range ss {
		if e.zones[i] == headZone || e.zones[i] == footZone || e.zones[i] == appendZone {
			continue
		}
		if e.about(i, faq|contacting|business) && !e.about(i, authority) {
			continue
		}
		if !e.tells(i, recipientClass) && !e.tells(i, reportClass) {
			continue
		}
		w := e.words(i)
		if e.holdsIn(i, w, pleas) && (e.about(i, ask) || e.has(w, "最寄り", "お近く", "場合は")) {
			continue
		}
		if e.shows(i, englishMark) && e.holds(e.text.Low[st.Start:st.End], toReaders) {
			continue
		}
		hs := e.of(i)
		acts := e.acts(i)
		prev := st.Start
		for _, h := range hs {
			if h.class() != recipientClass || h.code() == "none" || !e.addressed(i, h) || e.aliasOf(i, h) {
				continue
			}
			if t := lex.terms[h.term].text; len(t) == len("県") && strings.HasSuffix(e.org, t) {
				continue // to the publisher: 町に報告があった
			}
			// The act behind it.
			act := -1
			for _, a := range acts {
				if int(a.start) >= int(h.end) {
					act = int(a.start)
					prevAct := st.Start
					for _, b := range acts {
						if b.end <= h.start {
							prevAct = int(b.end)
						}
					}
					prev = prevAct
					break
				}
			}
			listed := e.about(i, authority) || e.authorityAbove(i) || e.datedLabel(i, h)
			if lex.terms[h.term].text == "110番" && startsAny(part(e.text.Norm, h.end, st.End), "し", "を", "通報") {
				act = int(h.end)
			}
			if act < 0 && !listed {
				if !e.reportedBeforeName(i, h) {
					continue
				}
				act = int(h.end)
			}
			if act > 0 && act-int(h.end) > 130 && !listed {
				continue
			}
			r := report{to: jikenbo.Recipient(h.code()), sentence: i}
			term := lex.terms[h.term].text
			r.generic = r.to == "supervisor" || r.to == "other" && strings.HasPrefix(term, "関係")
			r.vague = startsAny(term, "関係", "行政") || r.generic && e.has(w, "次のとおり", "以下のとおり", "下記のとおり", "次の通り", "以下の通り")
			if act < 0 {
				act = st.End
			}
			dates := e.reportDates(i, h, prev, act, listed)
			span := e.span("report", int(h.start), int(h.end))
			if len(dates) == 0 {
				r.spans = piece(&e.spans, span)
				out = append(out, r)
			}
			for _, m := range dates {
				r2 := r
				r2.date = m.date
				r2.spans = piece(&e.spans, span, e.span("report-date", m.start, m.end))
				out = append(out, r2)
			}
		}
		out = e.furtherReports(i, acts, out)
	}
	named, authorities := false, false
	for _, r := range out {
		if !r.generic {
			named = true
			switch r.to {
			case "police", "local-government", "ppc", "jpcert", "ipa", "jipdec", "jadma": // none supervises the trade
			default:
				authorities = true
			}
		}
	}
	e.heard = out
	kept := make([]report, 0, len(out))
	for _, r := range out {
		if r.generic && (r.to == "other" && named || r.to == "supervisor" && (authorities || r.vague && named)) {
			continue
		}
		k := slices.IndexFunc(kept, func(o report) bool { return o.to == r.to && o.date == r.date })
		if k >= 0 {
			kept[k].spans = append(kept[k].spans, r.spans...)
			continue
		}
		kept = append(kept, r)
	}
	for _, r := range kept {
		if r.date.IsZero() && slices.ContainsFunc(kept, func(o report) bool { return o.to == r.to && !o.date.IsZero() }) {
			continue
		}
		e.add("reports", jikenbo.Report{To: r.to, Date: r.date}, 0, r.spans...)
		if !r.date.IsZero() && (e.published.IsZero() || r.date.Compare(e.published) <= 0) {
			e.reported = append(e.reported, r)
		}
	}
}

// aliasOf reports whether the recipient at h only abbreviates the one before it:
// 独立行政法人情報処理推進機構(IPA).
func (e *Entry) aliasOf(i int, h hit) bool {
	if !strings.HasSuffix(part(e.text.Norm, e.page.Sentences[i].Start, h.start), "(") {
		return false
	}
	for _, o := range e.of(i) {
		if o.class() == recipientClass && o.code() == h.code() && o.end+1 == h.start {
			return true
		}
	}
	return false
}

// datedLabel reports whether the sentence is a row of a recipient and its dates
// and nothing else: 警視庁:2024年5月14日, 所轄警察署(被害相談) 2024年6月3日.
func (e *Entry) datedLabel(i int, h hit) bool {
	s := e.text.Norm
	st := e.page.Sentences[i]
	ds := e.datesOf(i)
	for k := range ds {
		if ds[k].start < int(h.end) {
			return false
		}
	}
	if len(ds) == 0 || int(h.start)-st.Start > 60 {
		return false
	}
	bare := func(from, to int) bool {
		gap := part(s, from, to)
		if a := strings.IndexByte(gap, '('); a >= 0 {
			if b := strings.LastIndexByte(gap, ')'); b > a {
				gap = gap[:a] + gap[b+1:]
			}
		}
		return strings.Trim(gap, " :、,・|-。.") == ""
	}
	from := int(h.end)
	for k := range ds {
		if !bare(from, ds[k].start) {
			return false
		}
		from = ds[k].tail
	}
	return bare(from, st.End)
}

// toPolice are acts that can only go to the police.
var toPolice = anyOf("被害届", "遺失届", "遺失物届", "紛失届", "盗難届", "告訴", "告発状")

// furtherReports adds the reports of sentence i that leave out to whom: a final
// report to whom the first went, 被害届 to the police.
func (e *Entry) furtherReports(i int, acts []hit, out []report) []report {
	s := e.text.Norm
	st := e.page.Sentences[i]
	ds := e.datesOf(i)
	var last hit
	prev := st.Start
	hs := e.of(i)
	for _, a := range acts {
		named := false
		for _, h := range hs {
			if h.class() == recipientClass && h.code() != "none" && h.end <= a.start && int(h.start) >= prev {
				named, last = true, h
			}
		}
		clause := part(s, prev, a.end)
		var m *mention
		for k := range ds {
			if d := &ds[k]; !d.ranged && d.date.Precision() == jikenbo.DayOfMonth && d.start >= prev && d.end <= int(a.start) && !e.takenBack(d.start) {
				m = d
			}
		}
		from := prev
		prev = int(a.end)
		term := lex.terms[a.term].text
		police := startsWith(term, toPolice) || term == "刑事告訴"
		switch {
		case named:
			continue
		case police && startsAny(part(s, a.end, st.End), "を含む", "を含め", "等を検討", "を検討", "も視野"):
		case police:
			if m == nil && slices.ContainsFunc(hs, func(h hit) bool { return h.class() == recipientClass && h.code() == "police" }) {
				continue
			}
			if m == nil {
				m = e.rowDate(i)
			}
			r := report{to: "police", sentence: i, spans: piece(&e.spans, e.span("report", int(a.start), int(a.end)))}
			if m != nil && m.date.Precision() == jikenbo.DayOfMonth && !m.ranged {
				r.date = m.date
				r.spans = piece(&e.spans, e.span("report", int(a.start), int(a.end)), e.span("report-date", m.start, m.end))
			}
			out = append(out, r)
		case last.end == 0 || m == nil || from == st.Start:
		case e.has(clause, "確報", "続報", "追加", "最終", "からも"):
			to := jikenbo.Recipient(last.code())
			if e.has(clause, "確報") && slices.ContainsFunc(out, func(r report) bool { return r.sentence == i && r.to == "ppc" }) {
				to = "ppc"
			}
			out = append(out, report{to: to, sentence: i, date: m.date, spans: piece(&e.spans, e.span("report", int(last.start), int(last.end)), e.span("report-date", m.start, m.end))})
		}
	}
	return out
}

var (
	notReporting  = anyOf("を受け", "があ", "を受領", "をいただ", "が寄せ", "書", "によ", "いただい", "を頂", "体制", "先", "はござ", "はあり", "は受け", "は入って")
	othersReports = anyOf("旨の", "との", "という", "からの", "もしくはお", "調査結果の", "被害の", "ご")
)

// acts gives the acts of reporting in sentence i; what others reported to the
// publisher is none.
func (e *Entry) acts(i int) []hit {
	if e.classes[i]>>reportClass&1 == 0 {
		return nil
	}
	if e.actingIn == i+1 {
		return e.acting
	}
	e.actingIn, e.acting = i+1, e.acting[:0]
	st := e.page.Sentences[i]
	s := e.text.Norm
	for _, h := range e.of(i) {
		if h.class() != reportClass || h.code() == "none" {
			continue
		}
		behind := part(s, h.end, st.End)
		before := part(s, max(st.Start, int(h.start)-24), h.start)
		if startsWith(behind, notReporting) && !startsAny(behind, "書を提出", "書の提出") || endsWith(before, othersReports) && lex.terms[h.term].text == "報告" && !strings.HasPrefix(behind, "を行") && !strings.HasPrefix(behind, "いたし") && !strings.HasPrefix(behind, "し") && endsAny(before, "旨の", "との", "という", "からの") {
			continue
		}
		if lex.terms[h.term].text == "連絡" && !startsAny(behind, "し", "いたし", "を行", "済", "。", "を入れ", "、") && behind != "" {
			continue
		}
		if refrained(behind) || startsAny(behind, "ください", "してください", "いただきますよう", "いただくよう", "をお願い", "いただければ", "するよう", "員") {
			continue
		}
		if t := lex.terms[h.term].text; t == "通知し" || t == "通知いたし" || t == "通知を行" {
			if !e.spokenTo(i, h) {
				continue
			}
		}
		if lex.terms[h.term].text == "連携し" && !e.is(i, recipientClass, "police") {
			continue
		}
		e.acting = append(e.acting, h)
	}
	return e.acting
}

// spokenTo reports whether a recipient stands right before the act at h, at most
// a date between: データ保護当局に5月13日に通知し.
func (e *Entry) spokenTo(i int, h hit) bool {
	for _, o := range e.of(i) {
		if o.class() == recipientClass && o.code() != "none" && o.end <= h.start {
			gap, ok := strings.CutPrefix(part(e.text.Norm, o.end, h.start), "に")
			if !ok {
				gap, ok = strings.CutPrefix(part(e.text.Norm, o.end, h.start), "へ")
			}
			if ok && len(gap) <= 36 && !contains(gap, "、") {
				return true
			}
		}
	}
	return false
}

// refrained reports whether what stands behind an act of reporting says that it
// was not done: 届出は行っておりません.
func refrained(behind string) bool {
	if end := strings.IndexAny(behind, "。、("); end >= 0 {
		behind = behind[:end]
	}
	return hasAny(behind, "不要", "ておりません", "ていません", "ていない", "いたしません", "行いません", "必要はな", "必要がな", "必要はあり", "見送")
}

var reportings = anyOf("報告", "ご報告", "届", "相談", "ご相談", "通報", "連絡", "申告", "情報", "提出", "説明", "通知", "速報", "確報", "被害", "追加", "第", "一報", "続報", "法", "中間", "最終", "初動", "申請", "照会", "所定", "必要", "事故", "漏", "本件", "当該", "提供", "共有", "告訴")

var actsOfTheirs = anyOf("から", "より", "が", "の捜査", "の調査に", "の指導", "の協力", "の現場", "と協力", "と連携", "を装", "をかた", "を名乗", "の立ち会", "の要請", "の助言", "職員", "相談員", "官", "の求め", "とも連携", "に協力", "のサーバ", "まとめ", "によ", "では", "の発表", "の聴取", "は、", "の統計", "と一体", "の職員", "公安")

// addressed reports whether the recipient at h is spoken to and not about.
func (e *Entry) addressed(i int, h hit) bool {
	st := e.page.Sentences[i]
	s := e.text.Norm
	behind := part(s, h.end, st.End)
	term := lex.terms[h.term].text
	if startsWith(behind, actsOfTheirs) && !startsAny(behind, "による相談", "では受理", "からの助言を受け、") {
		return false
	}
	if k, ok := strings.CutPrefix(behind, "への"); ok && !startsWith(k, reportings) {
		return false // 他の自治体への影響
	}
	if e.has(part(s, st.Start, h.start), "通行人が", "住民が", "市民が", "拾得者が", "発見者が", "拾った", "近隣の方が", "住民の方が", "男性が", "女性が") && e.has(behind, "届け", "通報") {
		return false
	}
	if startsAny(behind, "に届けて", "へ届けて", "に届けられ", "へ届けられ", "に届いた", "に届けがあ") {
		return false // by a finder
	}
	if strings.HasPrefix(term, "同") && !(h.code() == "ppc" && e.says("個人情報保護委員会") || h.code() == "police" && e.says("警察")) {
		return false
	}
	local := h.code() == "local-government"
	if local {
		before := part(s, st.Start, h.start)
		if utf := len(term) == len("県"); utf {
			r, _ := runeBefore(s, int(h.start))
			if n := officeOf(behind); n > 0 { // 県国民健康保険課に
				behind = behind[n:]
			}
			if !startsAny(behind, "に", "へ", "及び", "および", "、", "(", "並びに", "と", "・") {
				return false
			}
			if strings.ContainsRune("同当本各全他都", r) && r != '同' {
				return false
			}
			if (term == "市" || term == "町") && e.org != "" && strings.HasSuffix(e.org, term) {
				return false
			}
			if endsAny(before, "から", "より") && strings.HasPrefix(behind, "に") && e.has(behind, "との報告", "旨の", "に報告があ", "第一報", "との連絡") {
				return false
			}
		}
		if contains(term, "教育委員会") && contains(e.org, "教育委員会") && !(startsAny(term, "県", "都", "府", "道") && e.has(e.org, "市教", "町教", "村教", "区教")) || e.org != "" && strings.HasSuffix(e.org, term) && len(term) > 3 {
			return false
		}
		if row := behind == "" || startsAny(behind, "、", "(", "・", "。", "及び", "および", " "); !(row && (e.about(i, authority) || e.authorityAbove(i))) && !e.has(behind, "報告", "相談", "届", "連絡", "情報提供", "通報", "提出", "一報", "速報", "確報", "続報", "通知") {
			return false
		}
	}
	if strings.HasPrefix(term, "監督官庁") && startsAny(behind, "である", "の個人情報", "(") {
		return false
	}
	return true
}

// officeOf gives the length of the name of an office at the beginning of s that
// ends in 課, 部, 局 or 室; 0 if there is none.
func officeOf(s string) int {
	n := 0
	for i, r := range s {
		if i > 36 || !isKanji(r) && !isHiragana(r) && !isKatakana(r) {
			break
		}
		if strings.ContainsRune("課部局室", r) {
			if rest := s[i+len("課"):]; startsAny(rest, "に", "へ", "、", "及び", "および", "・") {
				n = i + len("課")
				break
			}
		}
		if isHiragana(r) && startsAny(s[i:], "に", "へ", "が", "は", "を") {
			break
		}
	}
	return n
}

// authorityAbove reports whether the heading above sentence i announces reports.
func (e *Entry) authorityAbove(i int) bool {
	h := e.headingWords(i)
	return e.has(h, "届出", "関係機関", "行政", "監督官庁", "報告先", "関係当局") && !e.has(h, "お詫びとご報告")
}

// reportedBeforeName reports whether the act stands before the recipient, as in
// English and in rows: reported to the Commission; 報告:個人情報保護委員会.
func (e *Entry) reportedBeforeName(i int, h hit) bool {
	st := e.page.Sentences[i]
	before := e.text.Low[st.Start:h.start]
	if e.text.Low[h.start] < 0x80 && contains(before, " ") {
		for _, a := range e.acts(i) {
			if a.end <= h.start && h.start-a.end < 160 && !e.has(part(e.text.Low, a.end, h.start), " by ", " from ", " to us", " who ", " if ") {
				return true
			}
		}
		if e.has(before, "report to", "reports to", "notification to", "notice to", "complaint with", "complaint to", "report with", "reported", "consultation with", "consultations with", "filing with") {
			return true
		}
		return e.has(before, "notified", "filed", "report") && len(before)-strings.LastIndex(before, "report") < 160
	}
	return e.has(before, "報告先", "報告:", "届出先", "相談先", "報告  ")
}

// reportDates gives the dates of a report to h: those between the act before
// and this act, else the date of the row or of the sentence before it.
func (e *Entry) reportDates(i int, h hit, prev, act int, listed bool) []mention {
	st := e.page.Sentences[i]
	ds := e.datesOf(i)
	s := e.text.Norm
	var last *mention
	usable := func(m *mention) bool {
		if m.openTo && e.published.Before(m.date) && !e.published.IsZero() {
			return false // to be done by that day
		}
		return !e.takenBack(m.start) && !m.ranged && m.date.Precision() == jikenbo.DayOfMonth && !m.hours || m.hours && m.date.Precision() == jikenbo.DayOfMonth
	}
	if k := slices.IndexFunc(ds, func(m mention) bool { return usable(&m) && m.start >= int(h.end) }); k >= 0 && k == len(ds)-1 && endsAny(part(s, h.end, ds[k].start), "いずれも", "いずれも、", "ともに", "両方とも") {
		return []mention{ds[k]} // 委員会への報告及び警察への相談は、いずれも13日に
	}
	if own := e.bracketDates(h, ds); len(own) > 0 {
		return own
	}
	if rest := part(s, h.end, st.End); startsAny(rest, "とも", "とは", "にも随時", "へも随時", "にも適宜", "へも適宜") && e.has(rest, "情報", "共有", "連携", "協議") && e.has(part(s, st.Start, h.start), "ており、", "ました。", "おります。", "しており") {
		return nil // beside what was done on a day
	}
	// 22日に委員会へ、25日に県へ報告: the date right before it is its own.
	for k := range ds {
		m := &ds[k]
		if month := m.date.Precision() == jikenbo.MonthOfYear && !m.ranged && m.month > 0 && strings.HasPrefix(s[m.tail:], "に"); !usable(m) && !month || m.tail > int(h.start) || k+1 < len(ds) && ds[k+1].start < int(h.start) {
			continue
		}
		gap, direct := strings.CutPrefix(part(s, m.tail, h.start), "に")
		direct = direct || strings.TrimSpace(gap) == "" && gap != "" && k+1 < len(ds) // 6月28日 警察に相談、7月1日 …
		gap = strings.TrimPrefix(gap, "は")
		gap = strings.TrimPrefix(gap, "、")
		if _, other := pick(e.within(i, m.tail, int(h.start)), recipientClass); !direct || other || len(gap) > 30 || e.has(gap, "、", "し", "て") {
			break
		}
		if rest := part(s, h.end, st.End); contains(rest, "速報") && contains(rest, "確報") || k+1 < len(ds) && ds[k+1].start-int(h.end) <= len("には") && !contains(part(s, h.end, ds[k+1].start), "、") {
			break // 委員会には3月4日に、協会には6月13日に: it has its own behind it
		}
		if k > 0 && usable(&ds[k-1]) && m.start-ds[k-1].tail <= len("および") && e.has(part(s, ds[k-1].tail, m.start), "および", "及び", "と", "、") {
			return []mention{ds[k-1], *m}
		}
		return []mention{*m}
	}
	if listed || len(e.acts(i)) == 0 {
		// 個人情報保護委員会  昨年12月11日(速報)、本年1月8日(確報)
		var out []mention
		next := st.End
		for _, o := range e.of(i) {
			if o.class() == recipientClass && o.start > h.start && o.code() != "none" && int(o.start) < next {
				dated := slices.ContainsFunc(ds, func(d mention) bool { return d.start >= int(h.end) && d.start < int(o.start) })
				if !dated && e.has(part(s, h.end, o.start), "及び", "および", "、", "と", "並びに", "・") && len(part(s, h.end, o.start)) <= 24 || o.code() == h.code() && !dated {
					continue
				}
				next = int(o.start)
			}
		}
		for k := range ds {
			if ds[k].start >= int(h.end) && ds[k].start < next && usable(&ds[k]) {
				out = append(out, ds[k])
			}
		}
		if len(out) > 0 && (e.about(i, authority) || len(out) == 1 && e.shows(i, englishMark) || len(e.acts(i)) == 0) {
			if e.shows(i, englishMark) && !e.has(part(s, h.end, next), "preliminary", "final report") {
				return out[:1]
			}
			return out
		}
	}
	if s[h.start] < 0x80 {
		next := st.End
		for _, o := range e.of(i) {
			if o.class() == recipientClass && o.start > h.start && int(o.start) < next {
				next = int(o.start)
			}
		}
		var out []mention
		for k := range ds {
			if m := &ds[k]; usable(m) && m.start >= int(h.end) && m.start < next {
				out = append(out, *m)
			}
		}
		if len(out) > 0 {
			if !e.has(part(s, h.end, next), "preliminary", "final report") {
				out = out[:1]
			}
			return out
		}
		if e.datedOther(i, h, ds) {
			return nil
		}
	}
	if within := part(s, h.end, e.nextRecipient(i, h)); contains(within, "速報") && contains(within, "確報") {
		// 5月13日に速報を、6月12日に確報を提出: one act, two dates
		var out []mention
		for k := range ds {
			if m := &ds[k]; usable(m) && m.start >= int(h.end) && m.start < e.nextRecipient(i, h) {
				out = append(out, *m)
			}
		}
		if len(out) == 2 {
			return out
		}
	}
	// 委員会には3月4日に、協会には6月13日に報告: each has its own date behind it.
	next := act
	for _, o := range e.of(i) {
		if o.class() == recipientClass && o.code() != "none" && o.start > h.start && int(o.start) < next && e.has(part(s, h.end, o.start), "に", "へ") {
			next = int(o.start)
		}
	}
	each := false // 22日に委員会、25日に県へそれぞれ報告
	for k := range ds {
		each = each || contains(e.words(i), "それぞれ") && ds[k].start < int(h.start) && int(h.start)-ds[k].tail < 12 && strings.HasPrefix(s[ds[k].tail:], "に")
	}
	for k := range ds {
		if m := &ds[k]; usable(m) && m.start >= int(h.end) && m.start < next && !each {
			return []mention{*m}
		}
	}
	for k := range ds {
		if m := &ds[k]; usable(m) && m.start >= prev && m.start < min(act, int(h.start)) {
			last = m
		}
	}
	if last == nil {
		for k := range ds {
			if m := &ds[k]; usable(m) && m.start >= prev && m.start < act {
				last = m
			}
		}
	}
	if rest := part(s, h.end, st.End); last == nil && startsAny(rest, "にも", "へも") && !endsAny(part(s, st.Start, h.start), "とともに、", "とともに", "と共に、", "と同時に、", "併せて、", "あわせて、") && e.has(s[max(act, int(h.end)):min(st.End, max(act, int(h.end))+40)], "ており", "ている") {
		return nil // 3日に委員会へ報告し、警察にも相談している
	}
	if last == nil {
		// 22日に警察署に相談し、個人情報保護委員会に報告: one date for both.
		for k := range ds {
			if m := &ds[k]; usable(m) && m.start < act {
				last = m
			}
		}
	}
	if last == nil {
		if m := e.rowDate(i); m != nil && usable(m) {
			last = m
		}
	}
	if last == nil { // 委員会への報告を本日行っております
		for k := range ds {
			if m := &ds[k]; usable(m) && m.start >= act && m.start-act <= 45 {
				last = m
				break
			}
		}
	}
	if last == nil && e.has(e.words(i), "直ちに", "ただちに", "その場で", "すぐに", "速やかに警察") {
		if m := e.paragraphDate(i); m != nil {
			last = m
		}
	}
	if last == nil {
		return nil
	}
	return []mention{*last}
}

// datedOther reports whether the last date before the English recipient at h is that
// of another one, which it follows: informed the ICO on 2 May and the police.
func (e *Entry) datedOther(i int, h hit, ds []mention) bool {
	at := -1
	for k := range ds {
		if ds[k].end <= int(h.start) {
			at = ds[k].start
		}
	}
	if at < 0 {
		return false
	}
	for _, o := range e.of(i) {
		if o.class() != recipientClass || o.code() == "none" || int(o.end) > at {
			continue
		}
		gap := strings.TrimRight(part(e.text.Low, o.end, at), " ")
		if len(gap) < 40 && !e.has(gap, ",", ";", " and on") && endsAny(" "+gap, " on", " (") {
			return true
		}
	}
	return false
}

// nextRecipient gives where the recipient after h in sentence i begins, else the
// end of the sentence.
func (e *Entry) nextRecipient(i int, h hit) int {
	for _, o := range e.of(i) {
		if o.class() == recipientClass && o.code() != "none" && o.code() != h.code() && o.start >= h.end {
			return int(o.start)
		}
	}
	return e.page.Sentences[i].End
}

// bracketDates gives the dates in the brackets right behind a recipient: 東京都
// (5月15日), 個人情報保護委員会(5月13日速報、6月10日確報).
func (e *Entry) bracketDates(h hit, ds []mention) []mention {
	s := e.text.Norm[h.end:min(len(e.text.Norm), int(h.end)+120)]
	if !strings.HasPrefix(s, "(") {
		return nil
	}
	close := strings.IndexByte(s, ')')
	for close > 0 && close+1 < len(s) && strings.Count(s[:close+1], "(") > strings.Count(s[:close+1], ")") {
		k := strings.IndexByte(s[close+1:], ')')
		if k < 0 {
			break
		}
		close += 1 + k
	}
	var out []mention
	for k := range ds {
		if m := &ds[k]; m.start > int(h.end) && m.end <= int(h.end)+close && !m.ranged && m.date.Precision() == jikenbo.DayOfMonth {
			out = append(out, *m)
		}
	}
	return out
}

// rowDate gives the date of the row of a chronology that sentence i stands in:
// the leading date of its line, or of a line above it in the same section.
func (e *Entry) rowDate(i int) *mention {
	ss := e.sentences()
	for k := i; k >= 0 && k >= i-8; k-- {
		if ss[k].Section != ss[i].Section {
			return nil
		}
		if ss[k].Heading {
			return e.headingDate(k)
		}
		if k < i && e.text.Lines[ss[k+1].Line].Blank > 0 && ss[k+1].First {
			return nil
		}
		for j := range e.datesOf(k) {
			if m := &e.datesOf(k)[j]; m.leading && m.date.Precision() >= jikenbo.MonthOfYear {
				if m.ranged && !m.row && k == i && k > 0 && ss[k-1].Section == ss[i].Section && startsAny(part(e.text.Norm, m.tail, ss[k].End), "の期間", "の間", "に") {
					break // a span the row tells of
				}
				if k < i && m.full && m.date == e.published && !e.about(i, course|respond|authority) {
					return nil // the date of the notice
				}
				if k == i || e.isRow(k, m) {
					return m
				}
				if ss[k].Line == ss[i].Line && ss[k].Item && e.about(i, course|respond) {
					return m // ・8月21日、警視庁に相談。委員会に報告。
				}
				return nil
			}
		}
		if ss[k].Item && k != i && strings.HasSuffix(e.words(k), "。") && ss[k].First && len(e.datesOf(k)) == 0 && k < i {
			return nil
		}
	}
	return nil
}

// headingDate gives the date that the heading k consists of, nil if it is
// another heading: ○2月12日(日).
func (e *Entry) headingDate(k int) *mention {
	ds := e.datesOf(k)
	if len(ds) != 1 || ds[0].date.Precision() != jikenbo.DayOfMonth || ds[0].date == e.published {
		return nil
	}
	st := e.page.Sentences[k]
	if m := &ds[0]; e.shows(k, englishMark) { // Wednesday, 25 March 2024, 9:30 a.m.
		rest := part(e.text.Low, m.tail, st.End)
		if m.ranged || m.start-st.Start > len("Wednesday, ") || len(rest) > len(", 12:30 p.m. (JST)") ||
			strings.ContainsFunc(rest, func(r rune) bool { return r >= 'a' && r <= 'z' && !strings.ContainsRune("apmutcgsjedh", r) }) {
			return nil
		}
		return m
	}
	rest := part(e.text.Norm, st.Start, ds[0].start) + part(e.text.Norm, ds[0].tail, st.End)
	if strings.Trim(rest, " 【】[]<>〈〉《》()○●■□◆◇▼▽・:*、.0123456789一二三四五六七八九十") != "" {
		return nil
	}
	return &ds[0]
}

// isRow reports whether a leading date opens a row of a chronology: a gap, a
// colon or the end of the line stands behind it, not a comma and prose.
func (e *Entry) isRow(i int, m *mention) bool {
	st := e.page.Sentences[i]
	behind := part(e.text.Norm, m.tail, st.End)
	if m.row {
		return true
	}
	return e.about(i, course) && !startsAny(behind, "、", "に", "から", "より", "まで", "以降", "の", "は")
}
