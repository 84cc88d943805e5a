package recognize

import "jikenbo"

var (
	harmHints       = anyOf("被害", "申し出", "勧誘", "架電", "しまった", "送金", "メール")
	noHarm          = anyOf("被害のご報告はござ", "被害の報告はござ", "被害報告はござ", "被害報告はあり", "被害のご報告はな", "被害は確認されて", "被害は発生して", "被害等は確認", "被害のご報告はあり", "被害の報告はあり", "被害の報告はな", "被害のご連絡はいただいて", "お申し出もいただいておりません", "お申し出はいただいておりません")
	strangePayments = anyOf("不正な送金", "不正に送金", "不正に出金", "不正な出金")
	strangeMails    = anyOf("不審なメール", "不審メール", "なりすましメール", "迷惑メール", "かたる", "かたり", "装った")
	paidWords       = anyOf("支払ってしまった", "振り込んでしまった", "送金してしまった", "入力してしまった", "購入してしまった", "購入された方")
)

// readDamage reads whether misuse of the data or other follow-on harm is
// stated, as a fact or as not found.
func (e *Entry) readDamage() {
	var yes, no []jikenbo.Span
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
		// What happened is itself the misuse; complaints that came of it.
		if told && (e.about(i, damaging) || !e.about(i, ask|prevent|faq|contacting)) && (e.about(i, damaging) || e.tells(i, damageClass) || e.tells(i, typeClass) || e.holdsIn(i, w, harmHints)) {
			switch {
			case e.about(i, damaging) && !st.Heading && len(w) < 100 && e.is(i, modalClass, "unfound") && !e.is(i, leakClass, "leak") && !e.is(i, damageClass):
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
	default:
		if g, ok := likeliest(e.guessAll(damageModel, leastConvinced, e.harms)); ok {
			e.add("secondary_damage", jikenbo.Damage(g.code), 0, e.sentenceSpan("damage-model", g.sentence))
			return
		}
		e.add("secondary_damage", jikenbo.DamageUnstated, 0)
	}
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
