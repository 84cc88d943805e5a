package recognize

import (
	"strings"
	"unicode/utf8"

	"jikenbo"
)

// English for what cannot be excluded, and for what was perhaps done with data.
var (
	notRuledOut = anyOf("cannot exclude", "cannot be excluded", "can't rule out", "cannot rule out", "cannot be ruled out", "can not rule out", "could not rule out", "unable to rule out", "not possible to rule out", "cannot deny", "cannot be denied", "cannot entirely", "cannot completely", "cannot fully", "cannot be certain that", "cannot be sure that")
	laidHands   = anyOf("read", "access", "view", "seen", "taken", "obtain", "hands of", "copied", "acquir", "leak", "disclos", "download", "exfiltrat", "remov", "stolen")
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
			if strings.HasPrefix(lex.terms[h.term].text, "持ち出") && e.isType("theft", "loss") && !startsAny(part(s, h.end, st.End), "された可能性", "た可能性", "された恐れ", "されたおそれ", "可能性", "された形跡", "た形跡") {
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
			if t := lex.terms[h.term].text; e.has(t, "送られ") && !e.has(part(s, st.Start, h.start), "データ", "情報", "ファイル") || e.has(t, "転送", "に送信", "へ送信") && !e.has(t, "外部") && !e.sentOut(part(s, st.Start, h.start)) {
				continue
			}
			if asked(e.words(i)) && !e.has(e.words(i), "可能性", "おそれ", "恐れ") {
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
				if e.isType("misconfiguration", "mis-publication", "mis-sending") || s[h.start] < utf8.RuneSelf && e.intruded(st.Start, st.End) {
					maybe = append(maybe, span)
				}
			}
		}
		w := e.words(i)
		switch {
		case asked(w), e.about(i, prevent), e.otherCase(w):
		case e.shows(i, englishMark) && e.holds(e.text.Low[st.Start:st.End], notRuledOut) && e.holds(e.text.Low[st.Start:st.End], laidHands):
			maybe = append(maybe, e.span("leak-possible", st.Start, st.End))
		case e.isType("insider-misuse") && e.handsOn(w):
			sure = append(sure, e.span("leak-told", st.Start, st.End))
		case e.holds(w, shownTo) && e.holds(w, toOthers) && e.has(w, "情報", "氏名", "名前", "回答", "内容", "明細") && !e.holds(w, doubts) && !e.has(w, "サイトが表示", "ページが表示", "広告"):
			sure = append(sure, e.span("leak-shown", st.Start, st.End))
		case e.isType("misconfiguration", "mis-publication") && e.holds(w, openers) && e.holds(w, looks) && e.holds(w, looksFound) && !e.holds(w, doubts):
			sure = append(sure, e.span("leak-opened", st.Start, st.End))
		case e.holds(w, darkPlaces) && e.has(w, "掲載", "公開", "投稿", "売買", "販売", "売りに出", "アップロード") && e.has(w, "確認", "判明", "分かり", "分かった", "された", "されて", "いたしました") && !e.holds(w, doubts):
			sure = append(sure, e.span("leak-published", st.Start, st.End))
		case e.holds(w, notExcluded) && e.has(w, "流出", "漏", "送ら", "持ち出", "見ら", "閲覧", "渡"):
			maybe = append(maybe, e.span("leak-possible", st.Start, st.End))
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
	if len(sure) == 0 && len(final) == 0 && e.isType("mis-sending") {
		for _, f := range e.found { // the type as it was read
			if f.Field == "types" && f.Value == any(jikenbo.Type("mis-sending")) {
				sure = append(sure, f.Spans...)
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

var (
	shownTo     = anyOf("表示されました", "表示された。", "表示されたことを", "表示されたことが", "表示されておりました", "表示される事象が", "表示される事象を", "表示される不具合が", "表示される状態とな", "表示されてい", "閲覧されたことが", "閲覧されたことを", "閲覧されていたことが", "閲覧されていたことを", "見られたことを確認", "見えてしまいました", "見られていたことが", "閲覧した方がい", "実際に閲覧され", "実際に表示され")
	toOthers    = anyOf("別の", "他の", "ほかの", "他人", "第三者", "他者", "別人", "お客様以外", "本人以外", "実際に")
	doubts      = anyOf("可能性", "おそれ", "恐れ", "懸念", "疑い", "かどうか", "ておりません", "ていません", "ていない", "ておらず", "はありません", "はございません", "なかった", "ありませんでした", "か否か", "場合", "ください", "ないこと", "有無", "表示されない")
	openers     = anyOf("応募者", "申込者", "回答者", "生徒", "児童", "学生", "第三者", "関係のない", "無関係の", "外部の", "外部から", "社外の", "ほかの", "他の", "別の", "受講者", "参加者", "利用者が", "会員が", "保護者が", "人の端末から", "台の端末から")
	looks       = anyOf("を開いていた", "を開いたこと", "が開かれ", "をダウンロードしていた", "をダウンロードしたこと", "がダウンロードされ", "にダウンロードされ", "を撮影していた", "を撮影したこと", "を閲覧していた", "を閲覧したこと", "が閲覧されていた", "を保存していた", "を見ていた", "実際に開い", "実際に閲覧し")
	looksFound  = anyOf("確認され", "確認し", "分かり", "分かった", "わかりました", "判明", "聴取", "聞き取", "認められ")
	darkPlaces  = anyOf("闇サイト", "ダークウェブ", "ダークWeb", "リークサイト", "暴露サイト", "漏えいサイト", "攻撃者のサイト", "攻撃者のウェブサイト", "犯行声明", "攻撃グループのサイト", "闇市場", "ハッカーフォーラム", "匿名掲示板")
	notExcluded = anyOf("ないとは言", "ないとはい", "なかったとは言", "ないとも言", "ないとまでは", "ないとは限", "ないとは断", "まったくないとは", "全くないとは", "とは断定できません", "とは断定できない", "否定できな", "否定できません", "否定できず", "排除できな", "排除できません")
	hearers     = anyOf("知人", "友人", "親族", "家族", "同僚", "交際", "第三者", "社外の", "院外の", "外部の", "名簿業者", "他社", "転職先", "同業者", "別の会社", "保護者に", "知り合い", "取引先に", "競合", "業者に", "相手に", "SNS", "インターネット上に")
	handedOn    = anyOf("に伝えていた", "に伝えた", "を伝えていた", "を伝えた", "に教えていた", "に教えた", "を教えた", "を教えていた", "に話していた", "に話した", "を話していた", "に漏らし", "を漏らし", "に提供していた", "に提供した", "を提供していた", "を提供した", "に渡していた", "に渡した", "を渡していた", "を渡した", "に売却し", "を売却し", "に販売し", "を売って", "に送っていた", "に送った", "を送っていた", "を送信し", "に送信し", "に見せ", "を投稿し", "に転送し", "に開示し", "に流していた", "を流していた")
)

// handsOn reports whether words tell that somebody inside passed data on to a
// person who had no business with them: 知人に伝えていた.
func (e *Entry) handsOn(w string) bool {
	return e.holds(w, hearers) && e.holds(w, handedOn) && !e.holds(w, doubts) && e.has(w, "情報", "内容", "名簿", "データ", "病名", "氏名", "番号", "記録", "事実", "写真", "画像", "リスト", "住所")
}

// sentOut reports whether it is data that went out of the house, by what stands
// before a word of sending.
func (e *Entry) sentOut(before string) bool {
	return e.has(before, "外部", "攻撃者", "海外", "国外", "第三者", "クラウドストレージ", "社外") && e.has(before, "データ", "情報", "ファイル", "バイト", "GB", "TB") && !e.has(before, "メール", "注文", "誤って")
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
	leakAsTopic   = anyOf("の防止", "を防", "防止", "対策", "事案", "懸念について連絡", "の懸念について", "懸念から", "懸念の発覚", "懸念の判明", "懸念の連絡", "データ検出", "の有無", "検出ソリューション", "懸念が判明", "の対象に", "かどうか", "たかどうか", "か否か", "たか否か", "したとみられる", "していない情報", "の原因", "に支障", "に影響", "数", "環境", "履歴", "権限", "かは", "かが", "か、", "かに", "か特定", "かを", "たかは", "たかが", "たか、", "たかに", "たか特定", "たかを", "経路")
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
	if strings.HasSuffix(t, "られ") { // 抜き取られた, 盗まれ goes by its terms
		if startsAny(behind, "た", "ていた", "ており", "ました", "、") && !startsAny(behind, "た可能性", "た場合", "たおそれ", "た恐れ", "たか", "た疑い", "た懸念", "ておりません", "ていません") {
			return "sure"
		}
		return ""
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

// intruded reports whether an English sentence names an intruder, or that the
// access was none of one's own.
func (e *Entry) intruded(start, end int) bool {
	return e.has(e.text.Low[start:end], "unauthorized", "unauthorised", "attacker", "third party", "third parties", "intruder", "hacker", "criminal", "threat actor", "cyber")
}

// heldThings are what is stolen or lost without any data having leaked by that.
var heldThings = anyOf("laptop", "computer", "device", "usb", "drive", "bag", "phone", "tablet", "stick", "wallet", "password", "credential", "login", "account", "token", "secret", " id", "key", "car")

// englishModality weighs an English word of leakage: what doubts or denies it
// stands before it in its clause.
func (e *Entry) englishModality(start, end int, h hit) string {
	whole := e.text.Low[start:h.start]
	before := whole
	for _, cut := range []string{"; ", " but ", " although ", ". "} {
		if k := strings.LastIndex(before, cut); k >= 0 {
			before = before[k:]
		}
	}
	behind := e.text.Low[h.end:end]
	word := e.text.Low[h.start:h.end]
	near := before
	if len(near) > 40 {
		near = near[len(near)-40:]
	}
	unsure := e.has(before, "may ", "might ", "could have", "could include", "possib", "potential", "rule out", "ruled out", "cannot exclude", "was set to", "likely", "suspect", "believe", "appear", "assume", "risk that", "fear", "concern that") || e.has(behind, "is possible", "cannot be ruled out", "cannot rule out", "may have been", "could not be ruled out", "possibility")
	unable := e.has(before, "cannot", "could not", "unable", "not been able", "not possible", "not able", "do not know", "not known", "unclear", "no way")
	switch {
	case e.has(whole, "whether") || e.has(before, " if ") || strings.HasPrefix(before, "if "):
		if unable && !e.has(before, "investigat", "still ", "not yet", "at this stage") {
			return "maybe"
		}
		return ""
	case strings.HasPrefix(word, "stol") && e.holds(near, heldThings) && !e.has(near, "data", "information", "records"),
		strings.HasPrefix(word, "stol") && e.has(behind[:min(len(behind), 48)], "other ", "elsewhere", "laptop", "device", "drive", "computer", "phone", "service account", "password", "credential"),
		e.has(behind[:min(len(behind), 48)], "from other ", "from another", "from a different", "elsewhere"):
		return ""
	case e.has(before, "no evidence", "no indication", "not aware", "found no", "no sign", "not found", "not confirmed", "no confirmed", "have no", "not seen", "no trace") && !unsure:
		return "deny"
	case unable && e.has(before, "certain", "be sure", "confirm that"):
		return "maybe"
	case unsure:
		return "maybe"
	case e.has(before, "no ", "not ", "never ", "n't ", "without ", "nor ", "none of ") && !e.has(before, "did not make", "not only", "no longer"):
		if e.has(before, "number", "password", "card", "grades", "bank", "address", "date of birth", "dates of birth") && !e.has(before, "data", "information") {
			return "" // of an item only
		}
		if e.has(before, "card data", "card information", "financial information", "payment information", "bank account information", "health information", "medical information") {
			return ""
		}
		return "deny"
	case h.code() == "expose" && e.has(before, "we ", "our logs", "staff") && !e.has(before, "third party", "unauthorized", "unauthorised", "attacker"):
		return "" // one's own looking
	case h.code() == "expose":
		return "exposed"
	case lex.terms[h.term].text == "leak" || lex.terms[h.term].text == "leakage":
		return ""
	}
	return "sure"
}
