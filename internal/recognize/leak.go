package recognize

import (
	"strings"
	"unicode/utf8"

	"jikenbo"
)

var (
	leakDenials   = anyOf("流出した事実はございません", "流出した事実はありません", "漏えいした事実はございません", "漏えいした事実はありません", "流出の事実はございません", "流出の事実はありません", "漏えいの事実はございません", "漏えいの事実はありません")
	stolenData    = anyOf("情報を", "情報が", "データを", "データが", "情報の", "データの")
	keys          = anyOf("認証情報を", "認証情報が", "パスワードを", "アカウント情報を", "ログイン情報を", "権限を", "特権を")
	possibleLeaks = anyOf("持ち出された可能性", "外部に送信された可能性", "アクセスされた可能性", "取得された可能性", "閲覧の可能性", "知られた可能性")
)

// readLeak reads whether leakage is stated as a fact, as possible, or as not
// having happened. Every statement about leakage is weighed with what follows
// it in its clause; a conclusion of a final report outweighs what an earlier
// notice feared.
func (e *Entry) readLeak() {
	var sure, maybe, none, final []jikenbo.Span
	s := e.text.Norm
	ss := e.sentences()
	for i, st := range ss {
		if e.zones[i] == footZone || e.zones[i] == appendZone {
			continue
		}
		title := e.zones[i] == headZone && e.inTitle(st.Start, st.End)
		if e.zones[i] == headZone && !title {
			continue
		}
		if e.about(i, ask|faq|business|contacting) && !e.about(i, damaging) && !e.holdsIn(i, e.words(i), leakDenials) {
			continue
		}
		hs := e.having(i, leakClass)
		for k, h := range hs {
			if h.class() != leakClass || h.code() != "leak" && h.code() != "expose" {
				continue
			}
			if strings.HasPrefix(lex.terms[h.term].text, "持ち出") && e.isType("theft", "loss") {
				continue // 校外に持ち出した書類: before it was lost
			}
			if strings.HasPrefix(lex.terms[h.term].text, "盗") && e.isType("theft") && !endsWith(part(s, st.Start, h.start), stolenData) {
				continue // 鞄を盗まれ: a thing
			}
			if e.reportedBefore(i, int(h.end)) || e.otherCase(e.words(i)) {
				continue
			}
			behind := part(s, h.end, st.End)
			if t := lex.terms[h.term].text; e.has(t, "送信され", "転送され") && e.has(part(s, st.Start, h.start), "メール", "迷惑", "不審") && !e.has(part(s, st.Start, h.start), "データ", "情報が", "ファイル") {
				continue
			}
			if endsWith(part(s, st.Start, h.start), keys) {
				continue // the key, not what it opened
			}
			if e.elsewhereLeak(part(s, st.Start, h.start), behind) {
				continue
			}
			span := e.span("leak-statement", int(h.start), min(st.End, int(h.end)+e.toModal(hs[k:], int(h.end))))
			switch e.modality(i, k) {
			case "deny", "unfound":
				if e.has(behind, "ものの、") && e.has(behind, "可能性", "おそれ", "恐れ") && e.has(behind, "否定", "排除") {
					maybe = append(maybe, span) // …形跡は見つからなかったものの、可能性は否定できない
					continue
				}
				none = append(none, e.spanTo(i, "leak-denied", int(h.start), hs[k:]))
				if e.has(behind, "なかったもの", "なかったと", "事実はありませんでした", "はなかったこと", "事実はなかった", "ございませんでした", "ないことが判明", "ないことを確認") && !e.about(i, damaging) {
					final = append(final, span)
				}
			case "maybe":
				maybe = append(maybe, e.spanTo(i, "leak-possible", int(h.start), hs[k:]))
			case "sure":
				if h.code() == "leak" {
					sure = append(sure, e.spanTo(i, "leak-stated", int(h.start), hs[k:]))
				}
			case "exposed":
				if e.isType("misconfiguration", "mis-publication", "mis-sending") {
					maybe = append(maybe, span)
				}
			}
		}
		// 流出のおそれ without a word the loop has seen: 外部に送信された可能性.
		if !e.is(i, leakClass, "leak", "expose") && e.holdsIn(i, e.words(i), possibleLeaks) {
			maybe = append(maybe, e.span("leak-possible", st.Start, st.End))
		}
	}
	if len(sure) == 0 && len(final) == 0 && e.isType("mis-sending") {
		for i := range ss {
			if h, ok := e.hit(i, typeClass, "mis-sending", "mistake?", "mis-sending?"); ok && e.zones[i] != footZone {
				sure = append(sure, e.span("leak-misdelivered", int(h.start), int(h.end)))
				break
			}
		}
	}
	if len(sure) == 0 && e.isType("mis-publication", "misconfiguration") && e.titleHas("漏") && !(e.isType("misconfiguration") && (e.titleHas("可能性") || e.titleHas("おそれ") || e.titleHas("恐れ") || e.titleHas("懸念"))) {
		for i := range ss {
			if h, ok := e.hit(i, leakClass, "expose", "leak"); ok && e.zones[i] != footZone && e.zones[i] != headZone {
				sure = append(sure, e.span("leak-published", int(h.start), int(h.end)))
				break
			}
		}
	}
	switch {
	case len(final) > 0 && len(sure) == 0:
		e.give("leak", jikenbo.LeakNone, final)
	case len(sure) > 0:
		e.give("leak", jikenbo.LeakConfirmed, sure)
	case len(maybe) > 0:
		e.give("leak", jikenbo.LeakPossible, maybe)
	case len(none) > 0:
		e.give("leak", jikenbo.LeakNone, none)
	default:
		// confirmed before possible before none, as the taxonomy has them
		things := e.isType("loss", "theft") // are not yet a leak
		if gs := e.guessAll(leakModel, leastConvinced, e.spoken); len(gs) > 0 && !(things && gs[0].code == string(jikenbo.LeakConfirmed)) {
			e.add("leak", jikenbo.Leak(gs[0].code), 0, e.sentenceSpan("leak-model", gs[0].sentence))
			return
		}
		e.add("leak", jikenbo.LeakUnstated, 0)
	}
}

// spoken reports whether sentence i speaks of information or of its leakage.
func (e *Entry) spoken(i int) bool {
	return e.is(i, leakClass, "leak", "expose") || e.is(i, itemClass) || e.has(e.text.Low[e.page.Sentences[i].Start:e.page.Sentences[i].End], "情報", "データ", "information", "data")
}

// give records a fact with its first places.
func (e *Entry) give(field string, value any, spans []jikenbo.Span) {
	if len(spans) > 4 {
		spans = spans[:4]
	}
	e.add(field, value, 0, spans...)
}

// spanTo gives the span from start to the end of the first word of certainty
// behind it, so that the words show the statement and not only its object.
func (e *Entry) spanTo(i int, rule string, start int, hs []hit) jikenbo.Span {
	end := start
	for _, h := range hs {
		if int(h.start) < start {
			continue
		}
		if h.class() == leakClass && end == start {
			end = int(h.end)
		}
		if h.class() == modalClass && h.code() != "none" {
			end = int(h.end)
			break
		}
	}
	if end == start {
		end = e.page.Sentences[i].End
	}
	return e.span(rule, start, end)
}

func (e *Entry) toModal(hs []hit, from int) int {
	for _, h := range hs {
		if h.class() == modalClass && h.code() != "none" && int(h.start) >= from {
			return int(h.end) - from
		}
	}
	return 0
}

var (
	otherServices = anyOf("他社のサービス", "他社サービス", "他のサービスから", "外部のサービス", "当社以外", "以外のところから", "他社から", "他サイト", "他のサイト", "別のサービスから", "何らかの方法")
	leakAsTopic   = anyOf("の防止", "を防", "防止", "対策", "事案", "懸念について連絡", "の懸念について", "懸念から", "懸念の発覚", "懸念の判明", "懸念の連絡", "データ検出", "の有無", "検出ソリューション", "懸念が判明", "の対象に", "かどうか", "たかどうか", "か否か", "たか否か", "したとみられる", "していない情報", "の原因")
)

// elsewhereLeak reports whether the leakage spoken of is not that of this
// incident: passwords that leaked from other services, a fear as such.
func (e *Entry) elsewhereLeak(before, behind string) bool {
	return e.holds(before, otherServices) && !e.has(before, "また、") || e.has(before, "外部で不正に", "以外から", "以外の期間", "以外のサービス", "以外のお客さま", "以外のお客様", "以外の方", "以外の会員") ||
		startsWith(behind, leakAsTopic)
}

// modality weighs the leak word hs[k] of sentence i: "sure", "maybe", "deny",
// "unfound", "exposed" or "".
func (e *Entry) modality(i, k int) string {
	hs := e.of(i)
	st := e.page.Sentences[i]
	h := hs[k]
	s := e.text.Norm
	end := st.End
	if s[h.start] < utf8.RuneSelf {
		return e.englishModality(st.Start, st.End, h)
	}
	behind := part(s, h.end, end)
	misuse := -1
	for _, m := range hs[k+1:] {
		if m.class() == leakClass && m.code() == "misuse" && misuse < 0 {
			misuse = int(m.start)
		}
		if m.class() != modalClass || m.code() == "none" {
			continue
		}
		gap := part(s, h.end, m.start)
		// A new statement has begun.
		if e.has(gap, "。") || e.has(gap, "ましたが、", "ものの、", "ますが、", "ですが、", "おりますが") {
			break
		}
		if misuse >= 0 && misuse < int(m.start) && (m.code() == "unfound" || m.code() == "deny") && startsAny(strings.TrimPrefix(strings.TrimPrefix(behind, "され"), "した"), "情報", "個人情報", "データ", "お客様情報", "顧客情報", "た情報", "た個人情報", "たデータ") {
			break // 漏えいした情報が悪用された事実は確認されていない
		}
		if misuse >= 0 && misuse < int(m.start) && misuse-int(h.end) > 18 && (m.code() == "unfound" || m.code() == "deny") {
			break // 流出した情報の不正利用は確認されておりません
		}
		switch m.code() {
		case "maybe":
			if e.has(gap, "し、また", "したことを確認", "したこと及び", "したことおよび", "ことが判明し、", "ました。", "を確認しました") {
				return "sure"
			}
			return "maybe"
		case "deny":
			if startsAny(s[h.end:], "した情報に含", "した情報には", "したお客様", "の対象に", "した個人情報に") || e.has(gap, "した情報に", "した個人情報に", "した項目に", "対象に") {
				return "" // about an item, not about leakage
			}
			if e.has(gap, "とお知らせ") {
				return ""
			}
			if e.itemBefore(i, int(h.start)) && !e.wholeDenied(st.Start, int(h.start)) {
				if endsAny(part(s, st.Start, int(h.start)), "おらず、") && e.has(part(s, st.Start, int(h.start)), "個人情報は") {
					return "deny" // we do not hold any
				}
				return ""
			}
			return "deny"
		case "unfound":
			if e.itemBefore(i, int(h.start)) && !e.wholeDenied(st.Start, int(h.start)) && e.has(gap, "含") {
				return ""
			}
			if rest := part(s, m.end, end); e.has(rest, "可能性", "おそれ", "恐れ") && e.has(rest, "否定", "排除", "ござい", "あり", "ある") && !e.has(rest, "可能性は低", "可能性はござい", "可能性はあり") {
				return "maybe" // 確認されておりませんが、その可能性を否定できません
			}
			return "unfound"
		case "unknown":
			return ""
		case "sure":
			return e.sureOf(h, behind)
		}
	}
	return e.sureOf(h, behind)
}

var leakedBehind = anyOf("した", "し、", "しました", "していた", "されました", "されていた", "された", "され、", "が確認", "を確認", "が判明", "いたしました", "の事実を確認", "している", "しており", "、", "へ", "取得", "の対象")

// sureOf decides what a leak word without doubt behind it says.
func (e *Entry) sureOf(h hit, behind string) string {
	t := lex.terms[h.term].text
	if h.code() == "expose" {
		if e.has(t, "状態", "可能", "でき") || e.has(behind, "状態") {
			return "exposed"
		}
		return ""
	}
	if strings.HasSuffix(t, "し") {
		behind = "し" + behind
	}
	if startsWith(behind, leakedBehind) || e.has(t, "した", "され", "に渡", "掲載", "公開") && !startsAny(behind, "されない", "されることの", "される可能性", "されるおそれ") {
		if startsAny(behind, "した場合", "したおそれ", "した可能性", "した恐れ", "するおそれ", "する可能性", "した疑い", "した懸念", "したか", "しないよう", "される", "されない", "防止", "る状態", "る仕組み", "るように") {
			return ""
		}
		return "sure"
	}
	if startsAny(behind, "について", "に関する", "に関し", "のお詫び", "に係る", "につきまして") {
		return "" // a title names it and leaves it open
	}
	return ""
}

// itemBefore reports whether a data item stands before the place in sentence i.
func (e *Entry) itemBefore(i, at int) bool {
	st := e.page.Sentences[i]
	for _, h := range e.within(i, st.Start, at) {
		if h.class() == itemClass && h.code() != "none" {
			return true
		}
	}
	return false
}

// wholeDenied reports whether a denial is about the information as a whole.
func (e *Entry) wholeDenied(start, at int) bool {
	return e.has(part(e.text.Norm, start, at), "を含む個人情報", "含む情報", "情報の", "個人情報が", "personal")
}

// englishModality weighs an English word of leakage: what doubts or denies it
// stands before it.
func (e *Entry) englishModality(start, end int, h hit) string {
	before := e.text.Low[start:h.start]
	behind := e.text.Low[h.end:end]
	if h.code() == "expose" && e.has(before, "we ", "our logs", "staff") && !e.has(before, "may ", "could ", "might ", "third party", "unauthorized") {
		return ""
	}
	switch {
	case e.has(before, "may have", "might have", "could have", "possib", "potential", "rule out", "cannot exclude", "may be", "was set to") || e.has(behind, "is possible", "cannot be ruled out"):
		return "maybe"
	case e.has(before, "no ", "not ", "never ", "n't ", "without ") && !e.has(before, "did not make", "not only"):
		if e.has(before, "number", "password", "card", "grades", "bank") && !e.has(before, "data", "information") {
			return "" // of an item only
		}
		return "deny"
	case h.code() == "expose":
		return "exposed"
	case lex.terms[h.term].text == "leak" || lex.terms[h.term].text == "leakage":
		return ""
	case contains(before, " if ") || strings.HasPrefix(before, "if "):
		return ""
	}
	return "sure"
}
