package recognize

import (
	"strings"
	"unicode/utf8"

	"jikenbo"
)

var (
	harmHints       = anyOf("被害", "申し出", "勧誘", "架電", "しまった", "送金", "メール")
	noHarm          = anyOf("被害のご報告はござ", "被害の報告はござ", "被害報告はござ", "被害報告はあり", "被害のご報告はな", "被害は確認されて", "被害は発生して", "被害等は確認", "被害のご報告はあり", "被害の報告はあり", "被害の報告はな", "被害のご連絡はいただいて", "お申し出もいただいておりません", "お申し出はいただいておりません")
	strangePayments = anyOf("不正な送金", "不正に送金", "不正に出金", "不正な出金")
	strangeMails    = anyOf("不審なメール", "不審メール", "なりすましメール", "迷惑メール", "かたる", "かたり", "装った")
	harmTopics      = anyOf("悪用", "不正利用", "不正使用", "不正取引", "不正な", "不正に", "被害", "実害", "不審", "なりすまし", "迷惑電話", "迷惑メール", "いたずら電話", "勧誘", "使われ", "利用され", "使用され", "悪いこと", "詐欺", "架電", "不正行為", "トラブルは報告", "トラブルの報告", "トラブルは確認", "トラブルの発生")
	harmTidings     = anyOf("確認", "報告", "連絡", "申し出", "申出", "届", "相談", "情報", "という話", "との話", "聞", "寄せ", "把握", "受け", "事実", "事例", "形跡", "痕跡", "認め", "見つか", "発生", "生じ", "起き", "出て", "問い合わせ", "問合せ", "声", "知らせ", "苦情", "訴え", "認識", "承知", "案件", "兆候", "被害は", "被害も", "認知", "接し")
	harmDenials     = anyOf("ておりません", "ていません", "ていない", "ておらず", "てはおりません", "てはいません", "てはいない", "はない", "もない", "はなく", "もなく", "はなし", "なかった", "されず", "認められない", "認められません", "見られません", "見られない", "見受けられ", "見当たり", "見つかりません", "ありません", "ございません")
	harmOpen        = anyOf("場合", "ください", "下さい", "可能性", "おそれ", "恐れ", "懸念", "よう、", "ように", "お尋ね", "防止", "お願い", "負担", "被害届を", "かどうか", "調査中", "ことはありません", "ことはございません", "か。", "か?")
	suchTidings     = anyOf("そのような", "このような", "こうした", "それらしい", "該当する")
	misusePast      = anyOf("されました", "されていました", "されていたこと", "されたこと", "されていること", "されていた。", "されたとの", "されたという連絡", "されたという報告", "された旨", "された形跡", "された事例", "された事実を確認", "された事案", "された件数", "された金額", "された、または", "された又は", "された商品", "され、", "した形跡があ", "したものと", "したとみて", "されたとみ", "されてお", "し、代金", "していた。", "していました", "していたこと", "していたとい", "した疑いで", "されて、")
	misuseActs      = anyOf("不正に利用", "不正に使用", "不正利用", "不正使用", "不正に購入", "不正購入", "不正に出金", "不正出金", "不正に送金", "不正送金", "不正に引き出", "不正に交換", "不正に売却", "悪用", "なりすまして", "電子マネーに交換", "ギフト券に交換", "ギフト券と交換", "ギフトカードに交換", "商品に交換", "無断で送金", "勝手に送金", "勝手に使用", "勝手に使わ", "勝手に利用", "私的に利用", "第三者に使用", "第三者に使わ")
	ways            = anyOf("認証情報が", "認証情報を", "パスワードが", "パスワードを", "アカウントが", "アカウントを", "IDが", "IDを", "権限が", "権限を", "脆弱性が", "脆弱性を", "機能が", "機能を", "サーバーが", "サーバが", "サーバーを", "サーバを", "端末が", "端末を", "接続が", "装置が", "装置を", "設定が", "設定を", "仕組みを", "仕組みが", "ツールが", "ツールを", "欠陥を", "欠陥が", "不備を", "経路が", "鍵が", "キーが", "立場を", "証明書が")
	masks           = anyOf("騙る", "騙り", "騙った", "かたる", "かたり", "かたった", "装った", "装い", "装って", "装う", "名乗る", "名乗り", "名乗って", "名乗った", "名前をかた", "なりすます", "なりすまし", "偽の", "不審な", "不審メール", "詐欺メール", "詐欺電話", "身に覚えのない", "見覚えのない")
	reached         = anyOf("届いた", "届いて", "届き", "送られて", "送られた", "送信されて", "送信された", "送信されま", "送信され、", "送信される。", "送信される ", "送信していた", "かかってき", "かかって来", "があった", "がありました", "が寄せられ", "事例を確認", "事例が", "発信されて", "発信された", "送付されて", "送付された", "配信されて", "配信された", "受けたと")
	mailbox         = anyOf("アドレス帳", "当該アカウント", "当該メールアドレス", "同アカウント", "本アカウント", "アカウントから", "メールアドレスから", "過去にやり取り", "送信元", "第三者により", "第三者によって", "大量", "送信履歴", "登録され", "踏み台")
	paidWords       = anyOf("支払ってしまった", "振り込んでしまった", "送金してしまった", "入力してしまった", "購入してしまった", "購入された方")
)

var (
	usedToWin  = anyOf("営業", "勧誘", "を勧める", "を受け取った", "転職先", "名簿をもとに", "名簿を使", "名簿を用い", "情報を用い", "情報を使", "情報をもとに", "情報を利用", "名簿を利用", "持ち出した名簿", "持ち出した情報")
	approached = anyOf("接触した", "接触して", "接触し、", "電話をかけて", "電話をかけた", "電話をしていた", "電話や訪問を", "訪問や電話を", "訪問を行", "電話を行", "訪問していた", "訪問した", "勧誘していた", "勧誘した", "案内を送って", "案内を送付し", "手紙を送", "メールを送って", "連絡していた", "連絡を取って")
	grabs      = grabbing()
	cashings   = anyOf("出金を行っていた", "出金が行われていた", "出金が行われた", "出金された口座", "売却された口座", "送金された口座", "出金されていた", "売却されていた", "送金を行っていた", "送金が行われていた", "送金が行われた", "引き出されていた", "引き出された口座", "ポイントが使われていた", "ポイントが使われた", "ポイントが交換されて", "ポイントが利用されて", "残高が使われ")
)

// grabbing gives the words by which others' money or goods are taken: 勝手に売却.
func grabbing() wordSet {
	var words []string
	for _, how := range []string{"勝手に", "無断で", "不正に"} {
		for _, act := range []string{"売却", "購入", "注文", "払い戻", "払戻", "解約", "契約", "買い付け", "引き落と", "予約", "申し込", "譲渡", "チャージ", "引き換え"} {
			words = append(words, how+act)
		}
	}
	return anyOf(words...)
}

// noneOfIt is how English denies or supposes harm.
var noneOfIt = anyOf("no ", "none of", "not ", "nobody", "never ", "n't ", "if ", "may ", "might ", "could ", "please", "whether")

// readDamage reads whether misuse of the data or other follow-on harm is
// stated, as a fact or as not found.
func (e *Entry) readDamage() {
	var yes, no, sent []jikenbo.Span
	told := e.says("被害", "お申し出", "報告されて", "不正な送金", "不正に送金", "不正に出金", "不正な出金", "不審な", "不審メール", "なりすましメール", "迷惑メール", "かたる", "かたり", "装った", "勧誘", "架電", "しまった", "悪用", "misuse")
	s := e.text.Norm
	for i, st := range e.sentences() {
		if e.zones[i] == headZone && !e.inTitle(st.Start, st.End) || e.zones[i] == footZone || e.zones[i] == appendZone {
			continue
		}
		hs := e.having(i, damageClass)
		w := e.words(i)
		for k, h := range hs {
			if h.class() != damageClass || h.code() == "none" {
				continue
			}
			behind := part(s, h.end, st.End)
			before := part(s, st.Start, h.start)
			if h.code() == "confirmed" {
				if s[h.start] < utf8.RuneSelf && (e.about(i, ask) || e.holds(e.text.Low[st.Start:st.End], noneOfIt)) {
					continue
				}
				if contains(lex.terms[h.term].text, "メール") && !e.stolenMails() && !e.has(w, "流出した", "漏えいした", "漏洩した", "窃取") {
					continue
				}
				if endsAny(before, "アカウントが", "IDが", "権限が", "パスワードが", "サーバーが", "サーバが", "端末が") {
					continue // the way in, not what came of it
				}
				if startsAny(behind, "た場合", "た際", "たとき", "ている場合") || e.has(before, "万が一", "万一") || e.denied(i, int(h.end), min(st.End, int(h.end)+60)) || startsAny(behind, "たという", "た可能性", "る可能性") || e.has(behind, "事実は確認されておりません", "可能性") && !e.has(behind, "確認いたしました", "ております") {
					continue
				}
				yes = append(yes, e.span("damage-stated", int(h.start), int(h.end)))
				continue
			}
			state := ""
			for _, m := range hs[k+1:] {
				if m.class() != modalClass || m.code() == "none" {
					continue
				}
				switch m.code() {
				case "maybe":
					state = "maybe"
				case "unfound", "deny":
					state = "no"
					if startsAny(lex.terms[m.term].text, "おそれ", "恐れ", "可能性") {
						state = "maybe" // 不正利用されるおそれはありません: what may come, not what came
					}
				case "sure":
					if !e.has(part(s, h.end, m.start), "お客様", "お客さま") || e.has(part(s, h.end, m.start), "が") {
						state = "yes"
					}
				}
				if state != "" {
					if state == "no" {
						no = append(no, e.span("damage-not-found", int(h.start), int(m.end)))
					}
					if state == "yes" && e.factOfMisuse(h, behind) {
						yes = append(yes, e.span("damage-stated", int(h.start), int(m.end)))
					}
					break
				}
			}
			if state == "" {
				if h.code() == "misuse" && (e.has(behind, "確認されて", "確認していない", "受けていない", "はない", "ございません", "ありません", "確認できて", "いただいておらず", "見つかって", "受けておりません", "確認されず", "なし", "報告されて", "has been confirmed", "been reported") && e.has(behind, "ない", "ません", "おらず", "なし", "been confirmed", "reported") || e.has(e.text.Low[st.Start:h.start], "no ", "not ")) && !e.about(i, ask) {
					no = append(no, e.span("damage-not-found", int(h.start), st.End))
				} else if startsAny(behind, "(総額", "が確認", "が発生", "の被害が") && !e.has(before, "防止", "おそれ") {
					yes = append(yes, e.span("damage-stated", int(h.start), min(st.End, int(h.end)+30)))
				}
			}
		}
		if asked(w) {
			continue
		}
		if e.shows(i, englishMark) && !e.about(i, ask) && e.noHarmKnown(e.text.Low[st.Start:st.End]) {
			no = append(no, e.span("damage-not-found", st.Start, st.End))
			continue
		}
		if e.holds(w, harmTopics) || e.holds(w, suchTidings) || e.holds(w, masks) || e.holds(w, misuseActs) || e.has(w, "覚えのない") || e.holds(w, grabs) || e.isType("insider-misuse") && (e.has(w, "私的", "個人的") || e.holds(w, usedToWin)) || e.holds(w, cashings) {
			switch {
			case e.deniesHarm(i, w):
				no = append(no, e.span("damage-not-found", st.Start, st.End))
				continue
			case e.about(i, ask|prevent) && !e.about(i, damaging|course), e.zones[i] == headZone:
			case e.tellsMisuse(w):
				yes = append(yes, e.span("damage-stated", st.Start, st.End))
			case e.holds(w, masks) && e.holds(w, reached) && e.has(w, "メール", "電話", "SMS", "連絡", "訪問", "請求", "はがき", "ハガキ", "郵便", "DM", "メッセージ", "口座") && !e.holds(w, harmOpen) && !e.holds(w, harmDenials) && !e.has(w, "攻撃者", "身代金", "金銭の支払い"):
				if e.fromLeak(i) {
					yes = append(yes, e.span("damage-mails", st.Start, st.End))
				} else if e.isType("account-takeover") && e.has(w, "メール") && e.holds(w, mailbox) && !e.holds(w, lured) {
					sent = append(sent, e.span("damage-mails", st.Start, st.End))
				}
			}
		}
		// What happened is itself the misuse; complaints that came of it.
		if told && (e.about(i, damaging) || !e.about(i, ask|prevent|faq|contacting)) && (e.about(i, damaging) || e.tells(i, damageClass) || e.tells(i, typeClass) || e.holdsIn(i, w, harmHints)) {
			switch {
			case e.about(i, damaging) && !st.Heading && len(w) < 240 && e.is(i, modalClass, "unfound") && !e.is(i, leakClass, "leak") && !e.is(i, damageClass):
				no = append(no, e.span("damage-not-found", st.Start, st.End))
			case e.about(i, damaging) && !st.Heading && len(w) < 80 && e.has(w, "ございません", "ありません") && !e.is(i, leakClass, "leak") && !e.is(i, itemClass) && e.has(w, "現在", "現時点", "今のところ", "これまで"):
				no = append(no, e.span("damage-not-found", st.Start, st.End))
			case e.holdsIn(i, w, noHarm):
				if e.has(w, "ありません", "なく", "おりません", "いません", "おらず", "ない") {
					no = append(no, e.span("damage-not-found", st.Start, st.End))
				}
			case e.has(w, "報告されて") && e.has(w, "被害が", "被害も") && !e.has(w, "おりません", "いません", "ない", "他社", "他の金融機関"),
				e.holdsIn(i, w, strangePayments) && e.has(w, "行われ", "されました", "送金され", "出金され", "発生") && !e.has(w, "ない", "ません"),
				e.holdsIn(i, w, strangeMails) && e.has(w, "送", "届", "確認して") && e.has(w, "送られて", "届いて", "送信され", "確認して") && e.has(w, "お取引先", "お客様", "お客さま", "皆様", "複数", "社外", "関係者", "弊社従業員", "弊社社員", "社員名", "会員") && !e.has(w, "場合", "おそれ", "可能性", "ください", "ご注意", "おりません", "いません", "ませんよう") && (e.stolenMails() || e.has(w, "流出した", "漏えいした", "漏洩した", "窃取された")):
				yes = append(yes, e.span("damage-mails", st.Start, st.End))
			case e.is(i, modalClass, "unfound") && e.has(w, "不審な電話", "不審な連絡", "不審な訪問", "不審なメール", "被害の報告", "被害等の") && !e.is(i, leakClass, "leak"):
				no = append(no, e.span("damage-not-found", st.Start, st.End))
			case !e.isType("account-takeover") && e.has(w, "勧誘") && e.has(w, "お申し出", "受けた", "連絡をいただ", "利用され", "電話があった") && e.has(w, "いただいて", "ました", "あった") && !e.has(w, "おりません", "いません"):
				yes = append(yes, e.span("damage-solicited", st.Start, st.End))
			case e.holdsIn(i, w, paidWords) && e.has(w, "いただいて", "あった", "寄せられ", "確認", "報告"):
				yes = append(yes, e.span("damage-paid", st.Start, st.End))
			case e.has(w, "架電") && e.has(w, "個人情報を用いて", "利用して", "私的"):
				yes = append(yes, e.span("damage-calls", st.Start, st.End))
			}
		}
	}
	switch {
	case len(yes) > 0:
		e.give("secondary_damage", jikenbo.DamageConfirmed, yes)
	case len(no) > 0:
		e.give("secondary_damage", jikenbo.DamageNoneConfirmed, no)
	case len(sent) > 0:
		e.give("secondary_damage", jikenbo.DamageConfirmed, sent)
	default:
		if g, ok := likeliest(e.guessAll(damageModel, leastConvinced, e.harms)); ok {
			e.add("secondary_damage", jikenbo.Damage(g.code), 0, e.sentenceSpan("damage-model", g.sentence))
			return
		}
		e.add("secondary_damage", jikenbo.DamageUnstated, 0)
	}
}

// English for harm, and for that none of it is known.
var (
	harmKinds   = anyOf("misuse", "fraud", "identity theft", "harm", "of the kind", "of that kind", "of this kind", "no such", "secondary use", "improper use", "abuse", "false tax", "scam", "illegitimate use", "unlawful")
	noneHeardOf = anyOf("nobody has", "no one has", "no-one has", "none of our", "none of the affected", "no such case", "no such incident", "no such use", "no such attempt", "no such report", "not come to our", "come to our attention", "come to our notice", "come to the company's", "found neither", "neither secondary", "no report", "not received any", "received no", "not had any report", "not been informed", "not learned of", "not seen any", "no case", "no instance", "unaware of", "not been made aware", "known to us", "not observed", "no sign", "not aware of")
	mayStill    = anyOf("if you", "if we", "please", "whether", "however,", "may have", "we recommend", "we cannot")
)

// noHarmKnown reports whether an English sentence says that no harm is known: nobody
// has told us of anything of the kind.
func (e *Entry) noHarmKnown(low string) bool {
	return e.holds(low, harmKinds) && e.holds(low, noneHeardOf) && e.holds(low, noneOfIt) && !e.holds(low, mayStill) || e.holds(low, noneHeardOf) && e.has(low, "neither ") && e.has(low, "misuse", "fraud", "secondary use")
}

// deniesHarm reports whether sentence i says that no harm is known: a word of
// harm, and behind it that no report, case or trace of it is there. 「そのような
// 連絡はない」 leans on the sentence before.
func (e *Entry) deniesHarm(i int, w string) bool {
	w = unquoted(w)
	at, end := -1, 0
	if e.holds(w, harmTopics) {
		for _, topic := range wordSets[harmTopics].words {
			if k := strings.LastIndex(w, topic); k > at && contains(w, topic) {
				at, end = k, k+len(topic)
			}
		}
	}
	if at < 0 && i > 0 && e.holds(w, suchTidings) && e.holds(e.words(i-1), harmTopics) {
		at = 0
	}
	if at < 0 {
		return false
	}
	rest := w[end:]
	return e.holds(w[at:], harmTidings) && e.holds(rest, harmDenials) && !e.holds(rest, harmOpen) && !e.holds(rest, innerNos) &&
		!e.holds(w[max(0, at-24):at], innerNos) && !e.has(w, "別のサーバ", "別のシステム", "他社", "被害届", "ほかに被害", "他に被害", "以外に被害", "以外の被害", "ほかの被害")
}

// asked reports whether a sentence is a question of an FAQ.
func asked(w string) bool {
	return startsAny(w, "Q", "問1", "問2", "問3", "問4", "問5", "問6", "問7", "問8", "問9", "問 ") || endsAny(w, "か", "か。", "?", "?。")
}

var (
	innerNos = anyOf("流出は", "流出した形跡", "漏えいは", "漏洩は", "侵入", "不正な通信", "不正なプログラム", "不正なファイル", "不正ログイン", "不正なログイン", "改ざん", "持ち出し", "閲覧", "アクセス", "ウイルス", "マルウェア", "暗号化", "影響は", "関係は", "関連は", "にはありません", "にはございません", "には含まれ", "被害拡大", "機器への被害", "システムへの被害", "業務への")
	sums     = anyOf("被害総額", "被害額", "被害金額", "不正利用額", "不正利用の金額", "不正利用された金額", "不正利用総額", "不正送金額", "不正出金額", "不正購入の総額")
	lured    = anyOf("開封", "クリック", "入力し", "開き", "受信し", "誘導され")
)

// tellsMisuse reports whether words tell of misuse as of something that
// happened: 不正に利用されたとの連絡, 不正に出金されておりました. How the attacker
// came in (認証情報が悪用され) is none.
func (e *Entry) tellsMisuse(w string) bool {
	if e.holds(w, sums) && !e.isType("theft", "ransomware") && e.has(w, "円") && !e.holds(w, harmOpen) && !e.holds(w, harmDenials) && strings.ContainsAny(w, "123456789") && !e.has(w, "業界", "全国", "国内", "統計", "県内") {
		return true // 被害総額は約320万円
	}
	if e.has(w, "覚えのない") && e.has(w, "注文", "取引", "購入", "引き落とし", "出金", "ポイント", "利用があ") && e.has(w, "申し出", "申出", "連絡", "報告", "問い合わせ", "相談") && e.has(w, "いただいて", "いただき", "受け", "寄せられ", "あった", "ありました") && !e.holds(w, harmOpen) && !e.holds(w, harmDenials) {
		return true
	}
	if e.isType("insider-misuse") && e.has(w, "私的な", "私的に", "個人的な", "個人的に") && e.has(w, "メッセージを送", "連絡を取", "連絡をと", "連絡していた", "連絡した", "電話をかけ", "電話して", "架電", "誘って", "誘った", "友達申請", "フォロー", "接触") && !e.holds(w, harmOpen) {
		return true
	}
	if e.isType("insider-misuse") && e.holds(w, usedToWin) && e.holds(w, approached) && !e.holds(w, harmOpen) && !e.holds(w, harmDenials) {
		return true // 情報を営業活動に用い、お客様に電話で接触した
	}
	if (e.isType("credential-stuffing", "phishing", "account-takeover", "unauthorized-access") || e.has(w, "不正に")) && e.holds(w, cashings) && e.has(w, "口座", "アカウント", "ポイント", "残高", "カード", "会員", "お客") && !e.holds(w, harmOpen) && !e.holds(w, harmDenials) && !e.otherCase(w) {
		return true // 一部の口座で有価証券の売却及び出金を行っていた
	}
	for _, act := range wordSets[grabs].words {
		k := index(w, act)
		if k < 0 || !contains(w, act) || e.holds(w[max(0, k-36):k], ways) || e.otherCase(w) {
			continue
		}
		behind := w[k+len(act):]
		if near := cutAt(behind, 90); startsAny(behind, "した", "され", "する事", "する被害", "し、", "して", "られ", "ていた", "ました") && !startsAny(behind, "しておりませ", "していませ", "されないよう", "した場合", "された場合") && !e.holds(near, harmOpen) && !e.holds(near, harmDenials) {
			return true
		}
	}
	if !e.holds(w, misuseActs) {
		return false
	}
	for _, act := range wordSets[misuseActs].words {
		k := index(w, act)
		if k < 0 || !contains(w, act) {
			continue
		}
		before, behind := w[:k], w[k+len(act):]
		if e.holds(before[max(0, len(before)-36):], ways) || e.otherCase(w) {
			continue
		}
		if act == "悪用" && !e.has(before, "流出した", "漏えいした", "漏洩した", "盗まれた", "窃取した", "抜き取", "持ち出した") {
			continue
		}
		if act == "なりすまして" {
			if !e.has(behind, "購入", "注文", "売却", "引き出", "送金", "出金", "契約", "申し込", "申込", "交換") {
				continue
			}
		} else if !startsWith(behind, misusePast) {
			continue
		}
		if near := cutAt(behind, 90); e.holds(near, harmOpen) || e.holds(near, harmDenials) {
			continue
		}
		return true
	}
	return false
}

// fromLeak reports whether the strange mails or calls that sentence i tells of
// came of the data: it or the next one says so, or the data were taken before.
func (e *Entry) fromLeak(i int) bool {
	if e.stolenMails() {
		return true
	}
	near := e.words(i)
	if i+1 < len(e.page.Sentences) {
		near += e.words(i + 1)
	}
	return e.has(near, "流出した", "漏えいした", "漏洩した", "窃取", "抜き取", "盗まれた") && e.has(near, "悪用", "使われ", "用いられ", "利用され", "とみて", "とみられ", "考え", "思われ", "もとに", "基に", "元に")
}

// cutAt gives the first n bytes of s, or a little less, whole characters.
func cutAt(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}

// factOfMisuse reports whether misuse is told as a fact: 不正利用が確認されました.
func (e *Entry) factOfMisuse(h hit, behind string) bool {
	if startsAny(behind, "の可能性", "された可能性", "される可能性", "のおそれ", "を防", "の防止", "防止", "取引の防止", "懸念", "が疑われ") {
		return false
	}
	return startsAny(behind, "が確認", "を確認", "が判明", "が発生", "された事実", "の事実を確認", "されていること", "されたこと", "(総額", "の被害", "が行われ") || lex.terms[h.term].text == "二次被害" && e.has(behind, "を確認しました", "を確認しております", "が発生しております")
}

// stolenMails reports whether mails sent in the publisher's name came of the
// incident (Emotet, stolen addresses), and are not the incident itself.
func (e *Entry) stolenMails() bool {
	return e.isType("malware", "unauthorized-access", "ransomware", "vulnerability-exploit", "web-skimming", "supplier-breach", "misconfiguration", "insider-misuse") && !e.isType("account-takeover")
}

var harmWords = anyOf("被害", "不審", "なりすま", "勧誘", "迷惑", "請求", "使われ", "使用され", "電話を", "送金", "振り込", "購入", "misus", "transfer", "redeem", "solicit", " used", "fraud", "suspicious", "scam", "harm")

// harms reports whether sentence i speaks of harm that may come of a leak.
func (e *Entry) harms(i int) bool {
	return e.tells(i, damageClass) || e.holdsIn(i, e.text.Low[e.page.Sentences[i].Start:e.page.Sentences[i].End], harmWords)
}
