package recognize

import (
	"slices"
	"strings"

	"jikenbo"
)

var (
	notHappened      = anyOf("対策", "防止", "保険", "訓練", "に備え", "への備え", "を防", "によるものでは", "が原因ではな", "に起因するものでは", "ではな", "の痕跡はな", "の事実はな", "による被害はござ", "による被害はあり", "などの被害", "等の被害", "感染などの被害")
	othersCases      = anyOf("他社の事案", "他社で発生", "他の業種", "同業他社", "他県の", "県内では昨年", "県内では一昨年", "市内では昨年", "県内では今年", "国内では昨年", "他の金融機関", "他機関", "とは関係", "との関連", "とは関連", "過去にも", "以前にも", "国内の多数の企業", "各社の被害", "別の事案", "一般に", "昨今", "問題も起きて", "も起きている", "後を絶た", "あとを絶た", "相次いでいる", "相次いで明らか", "同様の事案は", "同種の事案は", "同様の被害は", "本誌", "別の団体", "別の自治体", "別の学校", "別の中学校", "別の小学校", "別の高校", "同病院では")
	unnamedSuppliers = anyOf("委託先の元", "委託先の社員", "委託先社員", "業務委託先の", "業務委託先に", "委託先で", "委託先より", "委託先から", "委託先のシステム", "委託先のサービス", "受託業者が", "受託業者の", "受託会社が", "受託会社の", "受託会社において", "受託事業者が", "受託事業者の", "受託事業者において", "受託者が", "受託者の", "受託者において", "委託業者の", "委託業者において", "委託会社が", "委託会社の", "委託している「", "委託していた会社", "委託していた事業者", "委託していた業者", "委託された業者", "委託された会社", "委託を受けた会社", "委託を受けた事業者", "指定管理者が", "指定管理者の", "指定管理者において", "委託先の担当", "委託先の従業員", "委託先の職員", "委託先において", "委託先が", "委託先のサーバ", "委託先に対する", "再委託先", "委託先事業者の", "委託業者が", "委託している会社の", "委託している業者の", "委託している事業者の", "委託している会社において", "委託している会社が", "委託している事業者において", "委託している事業者が", "委託している業者が")
)

// mistakes are what 誤って may stand before, and the kinds of incidents they are.
var mistakes = []struct {
	is   jikenbo.Type
	acts wordSet
}{
	{"mis-sending", anyOf("送信", "送付", "交付", "郵送", "発送", "配布", "手渡", "配信", "投函", "封入", "FAX", "ファクス", "ファックス", "入力して送", "渡し", "同封", "届い", "転送", "添付")},
	{"mis-publication", anyOf("掲載", "公開", "アップロード", "投稿", "掲示")},
	{"loss", anyOf("廃棄", "溶解", "シュレッダ", "破棄", "処分", "捨て", "裁断")},
}

var (
	insiders   = anyOf("職員", "社員", "従業員", "行員", "教員", "教諭", "看護師", "医師", "出向者", "スタッフ", "派遣", "アルバイト", "担当者", "役員", "委託先の者", "警察官", "巡査")
	wrongly    = anyOf("私用", "自分のため", "個人の興味", "業務外", "業務と関係", "業務に関係", "業務上必要", "業務上の必要", "私的", "個人的な", "無断で", "許可なく", "許可を得ず", "承認を得ず", "承諾を得ず", "同意を得ず", "同意なく", "興味本位", "に頼まれ", "目的外", "職務と関係", "職務に関係", "正当な理由なく", "不正な目的", "不正の目的", "営利")
	misdeeds   = anyOf("閲覧し", "のぞき", "検索し", "照会し", "提供し", "漏らし", "伝え", "取得し", "コピーし", "撮影し", "売却し", "販売し", "利用し", "使用し", "持ち出し", "見てい", "転送し", "複写し", "ダウンロードし", "印刷し", "漏えいし", "漏えいさせ", "調べてい", "調べた")
	lostThings = anyOf("落とした", "落とし、", "紛失", "盗難", "盗まれ", "置き忘れ", "なくし", "持ち帰", "誤って", "誤送")
)

// stolenKeys are what is stolen without being a thing.
var stolenKeys = anyOf("password", "credential", "login", "data", "information", "token", "secret", "records")

// readTypes reads what kind of incident it is. A word alone is often not
// enough: those marked ? in the lexicon need the company that is asked for here.
func (e *Entry) readTypes() {
	var order []jikenbo.Type
	at := map[jikenbo.Type][]jikenbo.Span{}
	give := func(t jikenbo.Type, rule string, start, end int) {
		if len(at[t]) == 0 {
			order = append(order, t)
		}
		if len(at[t]) < 3 {
			at[t] = append(at[t], e.span(rule, start, end))
		}
	}
	var tampered, login, exposed, access, fake, former, suspicious, scam, virus, lost []hit
	ss := e.sentences()
	read := func(i int, hs []hit, start, end int) {
		words := part(e.text.Norm, start, end)
		if i >= 0 && e.zones[i] != headZone && asked(words) && e.has(words, "可能性", "おそれ", "ことは", "のではない", "大丈夫", "心配", "別の", "他の", "どうなり") {
			return // 盗難の可能性はないのか
		}
		low := e.text.Low[start:end]
		if e.has(words, "装った", "装う", "装い", "騙る", "かたる", "偽の", "偽サイト") && e.has(words, "入力し", "入力させ") && e.has(words, "ID", "パスワード", "認証情報", "ログイン情報", "アカウント情報") && !e.has(words, "カード", "警告", "サポート") && !(i >= 0 && e.about(i, prevent|ask)) && !e.otherCase(words) && !e.asksReaders(words) {
			give("phishing", "type-lured", start, end)
		}
		if e.has(words, "メールアカウント", "メールのアカウント") && e.has(words, "不正にアクセス", "不正なアクセス", "不正にログイン", "第三者がアクセス", "第三者にアクセス", "第三者によるアクセス", "乗っ取", "不正に使用", "不正に利用", "不正使用", "不正利用", "のっと") && !(i >= 0 && e.about(i, prevent|ask)) && !e.otherCase(words) {
			give("account-takeover", "type-mail-account", start, end)
		}
		if e.has(words, "アカウント") && e.has(words, "メール", "365", "Gmail", "Outlook", "Workspace") && e.has(words, "サインイン", "ログイン") && e.has(words, "第三者が", "海外から", "何者か", "見知らぬ", "心当たりのない", "不審な", "身に覚えのない") && !e.has(words, "場合", "ません", "しないよう", "ください") && !(i >= 0 && e.about(i, prevent|ask)) && !e.otherCase(words) {
			give("account-takeover", "type-signed-in", start, end)
		}
		if e.has(words, "偽サイトに誘導", "偽サイトへの誘導", "偽サイトへ誘導", "偽のサイトに誘導", "偽のサイトへ誘導", "偽の画面に誘導", "偽の画面へ誘導") && e.has(words, "ID", "パスワード", "認証情報") && !e.has(words, "カード", "場合", "ご注意") && !(i >= 0 && e.about(i, prevent|ask)) && !e.otherCase(words) && !e.asksReaders(words) {
			give("phishing", "type-lured", start, end)
		}
		if e.has(words, "隣家", "隣の", "別の", "異なる", "違う", "他の", "無関係") && e.has(words, "郵便受け", "ポスト", "住所", "宅に", "お宅", "住戸", "部屋") && e.has(words, "投函し", "投函さ", "配達し", "配達さ") && !e.has(words, "ません", "よう") && !(i >= 0 && e.about(i, prevent|ask)) && !e.otherCase(words) {
			give("mis-sending", "type-wrong-door", start, end)
		}
		if e.holds(words, insiders) && e.holds(words, wrongly) && e.holds(words, misdeeds) && !(i >= 0 && e.about(i, prevent|ask)) && !e.holds(words, lostThings) && !e.otherCase(words) {
			give("insider-misuse", "type-insider", start, end)
		}
		elsewhere := -1 // not asked as yet
		for _, h := range hs {
			if h.class() != typeClass {
				continue
			}
			if elsewhere < 0 {
				elsewhere = 0
				if e.otherCase(words) {
					elsewhere = 1
				}
			}
			if elsewhere == 1 {
				break
			}
			code := h.code()
			hStart, hEnd := int(h.start), int(h.end)
			behind := part(e.text.Norm, hEnd, end)
			if startsWith(behind, notHappened) {
				continue
			}
			switch code {
			case "none":
			case "tamper":
				tampered = append(tampered, h)
				if e.has(low, "ホームページ", "ウェブサイト", "webサイト", "トップページ", "サイトが改ざん", "サイトの改ざん") && !e.says("決済", "ペイメント", "入力画面", "カード情報") && !e.has(words, "再発", "検知") {
					give("defacement", "type-tampered-site", hStart, hEnd)
				}
			case "mistake?":
				if i >= 0 && e.about(i, prevent) {
					break
				}
				near := cutAt(behind, 120)
				best := len(near)
				var which jikenbo.Type
				for _, m := range mistakes { // what comes first behind it was done by mistake
					for _, w := range wordSets[m.acts].words {
						if k := index(near, w); k >= 0 && k < best && contains(near, w) {
							best, which = k, m.is
						}
					}
				}
				if which != "" {
					give(which, "type-mistake", hStart, hEnd)
				}
			case "vuln?":
				if e.has(words, "悪用", "突い", "突か", "つい", "つか", "狙", "利用され", "攻撃", "侵入", "不正アクセス", "改ざん", "起因", "原因", "通じ", "経由", "置かれ", "足がかり", "送り込", "仕掛け") && !(e.about(max(i, 0), prevent) && !e.has(words, "悪用され", "侵入")) && !startsAny(behind, "診断", "はな", "は確認され", "は見つか") {
					give("vulnerability-exploit", "type-vulnerability", hStart, hEnd)
				}
			case "encrypt?":
				if e.has(words, "攻撃者", "身代金", "サーバ", "システム", "不正アクセス", "サイバー攻撃", "第三者", "ウイルス", "社内") && !e.has(words, "USB", "暗号化して保", "通信") {
					give("ransomware", "type-encryption", hStart, hEnd)
				}
			case "web-skimming?":
				if e.has(words, "改ざん", "改竄", "書き換え", "埋め込", "組み込", "設置され", "挿入", "仕掛け", "窃取") && !e.has(words, "改ざんされたサイト") && (e.says("カード", "card") || strings.HasPrefix(lex.terms[h.term].text, "ペイメント")) ||
					e.has(low, "altered", "tampered", "injected", "copied", "malicious code") {
					give("web-skimming", "type-payment-form", hStart, hEnd)
				}
			case "credential-stuffing?", "login?":
				login = append(login, h)
			case "account-takeover?":
				if (e.has(low, "アカウント", "account", "twitter", "instagram", "facebook", "line", "youtube", "tiktok", "sns", "メール", "公式x") || e.titleHas("アカウント")) && e.has(low, "乗っ取", "のっとり", "不正ログイン", "不正なログイン", "不正に利用", "不正アクセス", "悪用") {
					give("account-takeover", "type-account", hStart, hEnd)
				}
			case "malware?":
				virus = append(virus, h)
			case "phishing?":
				if e.has(words, "受信", "入力", "だまされ", "騙され", "開封", "クリック", "アクセスし", "誘導", "引っかか", "被害", "receive", "entered") && !e.has(words, "対策協議会", "on phishing") && !e.about(i, prevent|ask) {
					give("phishing", "type-phishing", hStart, hEnd)
				}
			case "fake?":
				fake = append(fake, h)
			case "support-scam?":
				scam = append(scam, h)
			case "exposed?":
				exposed = append(exposed, h)
			case "insider-misuse?":
				if e.has(words, "従業員", "職員", "社員", "行員", "派遣", "元", "閲覧", "持ち出", "名簿", "懲戒") && !e.about(i, prevent) {
					if e.says("持ち出し", "持ち出し", "私的", "不正に閲覧", "不正に取得", "業務外", "目的外") && (code != "insider-misuse?" || e.says("不正")) {
						give("insider-misuse", "type-insider", hStart, hEnd)
					}
				}
			case "former?":
				former = append(former, h)
			case "mis-sending?":
				if e.has(words, "送信", "送付", "発送", "交付", "宛先", "配布", "お渡しする事", "お渡しした", "お渡しして", "同封されて", "同封され、", "混入して", "混入し、") && !(e.has(words, "フォーム", "送信後", "送信ボタン", "送信画面") && e.has(words, "表示", "見え", "見ること", "閲覧")) && !e.about(i, prevent) && (e.says("誤って", "誤送", "誤り", "誤交付", "誤った", "入れ違え", "取り違え", "してしまい", "見える状態") || e.has(words, "する事案", "した事案", "する事故", "する事態", "同封されて", "混入して")) {
					give("mis-sending", "type-mis-sending", hStart, hEnd)
				}
			case "mis-publication?":
				if e.says("誤って掲載", "読み取れる", "黒塗り", "マスキング", "誤掲載", "誤って公開", "削除せず", "含まれたまま", "個人情報が記載された", "個人情報を含む") && !e.about(i, prevent|respond|contacting) && e.has(words, "漏えい", "状態", "誤", "個人情報", "流出") {
					give("mis-publication", "type-mis-publication", hStart, hEnd)
				}
			case "loss?", "theft?":
				lost = append(lost, h)
			case "dos?":
				if e.says("つながりにく", "接続しづら", "繋がりにく", "サービス妨害", "ddos") {
					give("dos", "type-dos", hStart, hEnd)
				}
			case "defacement?":
				if e.says("改ざん") && !e.says("決済") {
					give("defacement", "type-defacement", hStart, hEnd)
				}
			case "impersonate?", "impersonation?":
				if !e.about(i, ask|prevent) || i >= 0 && e.zones[i] == headZone {
					rest := behind
					if len(rest) > 40 {
						rest = rest[:40]
					}
					if e.has(rest, "メール", "サイト", "偽", "アカウント", "sms", "SMS", "ページ", "電話", "広告", "email", "e-mail") && !e.has(rest, "と思われ") {
						suspicious = append(suspicious, h)
					}
				}
			case "suspicious?":
			case "access?":
				if !strings.HasSuffix(part(e.text.Low, 0, hStart), "no ") {
					access = append(access, h)
				}
			case "supply?":
			default:
				if e.about(max(i, 0), prevent|ask|contacting) && i >= 0 && code != "vulnerability-exploit" && code != "dos" {
					if code == "misconfiguration" || code == "mis-sending" || code == "insider-misuse" || code == "mis-publication" || code == "loss" || code == "impersonation" || code == "credential-stuffing" {
						continue
					}
				}
				if code == "vulnerability-exploit" && i >= 0 && (e.about(i, prevent) && !contains(lex.terms[h.term].text, "修正を完了") || e.has(behind, "した攻撃はな")) {
					continue
				}
				if code == "misconfiguration" && (e.has(words, "点検", "確認する工程", "監視するツール") && !e.has(words, "状態", "不備", "誤")) {
					continue
				}
				if code == "theft" && e.holds(low[max(0, min(len(low), hStart-start-90)):min(len(low), max(0, hStart-start))], stolenKeys) {
					continue // the key, not a thing
				}
				if code == "insider-misuse" && (e.has(behind, "防止", "を防") || e.holds(words, lostThings) && endsAny(lex.terms[h.term].text, "持ち出")) {
					continue
				}
				give(jikenbo.Type(code), "type-word", hStart, hEnd)
			}
		}
	}
	if e.title[1] > e.title[0] && e.page.Head >= 0 {
		read(-1, e.findIn(e.title[0], e.title[1]), e.title[0], e.title[1])
	}
	for i, s := range ss {
		if e.zones[i] == footZone || e.zones[i] == headZone && !e.inTitle(s.Start, s.End) && (s.End-s.Start < 120 || s.Heading) { // a long line there is of the letter, broken by a printer
			continue
		}
		if e.zones[i] == appendZone || !e.tells(i, typeClass) && !e.holds(e.words(i), wrongly) && !e.has(e.words(i), "入力し", "サインイン", "ログインし", "投函し", "投函さ", "配達し") || e.shows(i, barMark) && strings.Count(e.words(i), "|") >= 2 && !strings.ContainsAny(e.words(i), "0123456789") {
			continue
		}
		read(i, e.of(i), s.Start, s.End)
	}

	has := func(t jikenbo.Type) bool { return len(at[t]) > 0 }
	if len(tampered) > 0 && !has("web-skimming") && slices.ContainsFunc(e.itemsAt, func(it itemAt) bool { return it.polarity == leaked && strings.HasPrefix(it.code(), "card-") }) {
		// A tampered program and card numbers with security codes: what was
		// typed in was taken.
		give("web-skimming", "type-tampered", int(tampered[0].start), int(tampered[0].end))
	}
	first := func(t jikenbo.Type, rule string, hs []hit) {
		if len(hs) > 0 && !has(t) {
			give(t, rule, int(hs[0].start), int(hs[0].end))
		}
	}
	// Losing a thing and having it stolen exclude each other unless both are said.
	for _, h := range lost {
		s := part(e.text.Norm, h.start, min(int(h.start)+60, e.page.End))
		if h.code() == "theft?" {
			if !e.has(s, "データ") && e.says("鞄", "かばん", "バッグ", "車", "パソコン", "端末", "書類", "荷物") && !has("ransomware") && !has("web-skimming") {
				first("theft", "type-stolen-thing", []hit{h})
			}
		} else if e.says("紛失") && !e.has(s, "紛失防止", "紛失・盗難", "紛失や盗難") {
			first("loss", "type-lost-thing", []hit{h})
		}
	}
	if has("theft") && has("loss") && !e.titleHas("紛失") {
		delete(at, "loss")
	}
	if has("loss") && has("theft") && e.titleHas("紛失") && !e.titleHas("盗難") {
		delete(at, "theft")
	}
	if len(scam) > 0 && (has("support-scam") || len(scam) > 1 || e.says("サポート詐欺", "サポートセンター", "偽の警告", "警告画面", "警告と電話番号", "という警告", "警告音", "警告が表示", "警告が出")) {
		first("support-scam", "type-support-scam", scam)
	}
	if has("support-scam") {
		delete(at, "phishing")
		delete(at, "malware")
	}
	if len(virus) > 0 && !has("ransomware") && !has("support-scam") && !has("web-skimming") {
		for _, h := range virus {
			if t := lex.terms[h.term].text; (t == "不正なプログラム" || t == "不正プログラム") && (has("defacement") || has("vulnerability-exploit")) {
				continue // the tool, not the kind
			}
			s := part(e.text.Norm, h.start, min(int(h.start)+60, e.page.End))
			if e.has(s, "感染し", "感染が", "感染を確認", "に感染", "を設置", "実行") && !e.has(s, "被害は", "被害の", "おそれ", "かどうか", "仕掛け", "ものではありません") {
				first("malware", "type-virus", []hit{h})
			}
		}
	}
	if has("malware") && (has("ransomware") || has("support-scam") || has("web-skimming")) {
		delete(at, "malware")
	}
	if len(login) > 0 && !has("account-takeover") && !has("credential-stuffing") {
		// Logins to customers' accounts of a service.
		if e.says("使い回", "他社", "他のサービス", "同一の", "会員", "アカウント", "ポイント", "アプリ") && !e.says("メールアカウント", "管理者アカウント", "保守用アカウント", "管理アカウント") && e.titleHas("ログイン") {
			first("credential-stuffing", "type-logins", login)
		}
	}
	if len(login) > 0 && !has("credential-stuffing") && e.says("メールアカウント", "メールのアカウント", "メールシステムのアカウント") {
		first("account-takeover", "type-mail-login", login)
	}
	if has("credential-stuffing") {
		delete(at, "account-takeover")
		delete(at, "impersonation")
	}
	if has("phishing") && e.says("メールアカウント", "email account", "アカウントに") && e.says("迷惑メール", "不正ログイン", "不正なログイン", "不正アクセス", "not been", "used by a third party", "unsolicited") && len(login)+len(access) > 0 {
		first("account-takeover", "type-account", append(login, access...))
	}
	if len(exposed) > 0 && !has("misconfiguration") && !has("mis-publication") && !has("mis-sending") && len(access) == 0 {
		for i, st := range ss { // a file that held more than it showed
			if w := e.words(i); e.zones[i] != footZone && e.has(w, "ホームページ", "サイト", "ポータル", "Web", "WEB") && e.has(w, "掲載し", "公開し", "アップロードし") && e.has(w, "ファイル", "資料", "PDF", "エクセル", "Excel", "統計", "表計算", "文書", "名簿", "一覧", "会議録", "議事録") && !e.about(i, prevent|respond) {
				give("mis-publication", "type-published-file", st.Start, st.End)
				break
			}
		}
	}
	if len(exposed) > 0 && !has("misconfiguration") && !has("mis-publication") && !has("mis-sending") && !has("vulnerability-exploit") && len(access) == 0 {
		first("misconfiguration", "type-exposed", exposed)
	}
	if len(exposed) > 0 && !has("misconfiguration") && !has("mis-publication") && !has("mis-sending") && !has("vulnerability-exploit") && e.says("設定", "条件下") {
		first("misconfiguration", "type-exposed", exposed)
	}
	if has("misconfiguration") && has("mis-publication") && e.titleHas("設定") {
		delete(at, "mis-publication")
	}
	if has("misconfiguration") && (has("mis-publication") || has("mis-sending") && len(exposed) == 0 || has("ransomware") || has("web-skimming")) {
		delete(at, "misconfiguration")
	}
	if len(former) > 0 && e.says("持ち出し", "持ち出さ", "不正に閲覧", "不正に取得") {
		first("insider-misuse", "type-former-staff", former)
	}
	if len(suspicious) > 0 && !has("support-scam") && !has("account-takeover") && !has("credential-stuffing") {
		titled := e.titleHas("装った") || e.titleHas("なりすまし") || e.titleHas("偽") || e.titleHas("騙") || e.titleHas("かた") || e.titleHas("名乗る")
		if titled || has("malware") || has("impersonation") {
			first("impersonation", "type-impersonation", suspicious)
		}
	}
	if has("impersonation") && !(e.titleHas("装") || e.titleHas("なりすま") || e.titleHas("偽") || e.titleHas("騙") || e.titleHas("かた") || e.titleHas("名乗") || has("malware")) {
		delete(at, "impersonation")
	}
	if len(fake) > 0 && !has("phishing") && !has("support-scam") && !has("web-skimming") {
		for _, h := range fake {
			near := part(e.text.Norm, max(e.page.Start, int(h.start)-150), min(e.page.End, int(h.end)+150))
			if e.has(near, "入力し", "入力され", "entered") && (e.has(near, "ID", "パスワード", "id", "password", "ログイン")) {
				first("phishing", "type-fake-site", []hit{h})
			}
		}
	}
	if has("web-skimming") {
		delete(at, "defacement")
		delete(at, "mis-publication")
	}
	if has("defacement") && (has("ransomware") || e.says("ペイメント")) {
		delete(at, "defacement")
	}
	// 不正アクセス alone says nothing of how; it stands where no other attack does.
	attack := false
	for _, t := range []jikenbo.Type{"web-skimming", "credential-stuffing", "account-takeover", "ransomware", "malware", "phishing", "support-scam", "vulnerability-exploit", "insider-misuse", "dos", "defacement", "impersonation"} {
		attack = attack || has(t)
	}
	if !attack && len(access) > 0 && !has("misconfiguration") && !has("mis-sending") && !has("mis-publication") && !has("loss") && !has("theft") {
		for _, h := range access {
			rest := part(e.text.Norm, h.end, min(int(h.end)+50, e.page.End))
			if !e.has(rest, "は確認されており", "がなかった", "の有無", "があったかどうか") {
				first("unauthorized-access", "type-access", []hit{h})
				break
			}
		}
	}
	if e.supplied && len(e.supplierAt) > 0 {
		give("supplier-breach", "type-supplier", e.supplierAt[0].start, e.supplierAt[0].end)
	}
	if !has("supplier-breach") {
		for i := e.body; i < len(ss) && i <= e.body+4; i++ {
			if w := e.words(i); e.zones[i] == bodyZone && e.holdsIn(i, w, unnamedSuppliers) && !e.has(w, "委託先が決", "委託先を") {
				if h, ok := e.hit(i, typeClass, "supply?"); ok {
					give("supplier-breach", "type-supplier-unnamed", int(h.start), int(h.end))
					break
				}
			}
		}
	}
	if len(at) == 0 {
		for _, g := range e.guessAll(typeModel, leastConvinced, func(i int) bool {
			return !strings.HasPrefix(e.text.Low[ss[i].Start:ss[i].End], "no ") && !asked(e.words(i))
		}) {
			st := ss[g.sentence]
			give(jikenbo.Type(g.code), "type-model", st.Start, st.End)
		}
	}
	for _, t := range order {
		if has(t) {
			e.add("types", t, 0, at[t]...)
			e.types = append(e.types, t)
		}
	}
}

// isType reports whether the incident is of one of the types.
func (e *Entry) isType(types ...jikenbo.Type) bool {
	for _, t := range e.types {
		if slices.Contains(types, t) {
			return true
		}
	}
	return false
}

// otherCase reports whether words speak of somebody else's incident, or of an
// earlier one: 他社で発生, 報道された.
func (e *Entry) otherCase(words string) bool {
	return e.holds(words, othersCases)
}

// inTitle reports whether a sentence is, or holds, the title.
func (e *Entry) inTitle(start, end int) bool {
	return e.title[1] > e.title[0] && start < e.title[1] && e.title[0] < end
}

func (e *Entry) titleHas(w string) bool {
	return e.title[1] > e.title[0] && contains(e.text.Norm[e.title[0]:e.title[1]], w)
}
