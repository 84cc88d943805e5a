package recognize

import (
	"cmp"
	"slices"
	"strings"

	"jikenbo"
)

var asUsual = anyOf("通常どおり", "通常通り", "平常どおり", "平常通り", "従来どおり", "as usual", "as normal")

// readResponses reads what was done or will be done by the publisher or its
// supplier. Advice to readers and what others did is none.
func (e *Entry) readResponses() {
	type measure struct {
		code string
		at   hit
	}
	var taken [32]measure
	found := taken[:0]
	guesses := e.likely[:0]
	for i, st := range e.sentences() {
		if e.zones[i] == footZone || e.zones[i] == appendZone && !strings.HasPrefix(e.words(i), "A") || e.zones[i] == headZone {
			continue
		}
		var room [8]string
		refused := room[:0]
		given := false
		likely := e.guessResponses(i)
		if len(likely) > 0 && e.holdsIn(i, e.words(i), asUsual) {
			refused = append(refused, "service-stopped", "payment-stopped", "shipment-stopped") // they go on
		}
		hs := e.having(i, responseClass)
		for _, h := range hs {
			if h.class() != responseClass || h.code() == "none" {
				continue
			}
			if code := e.response(i, h, st.Start, st.End); code != "" {
				found = append(found, measure{code, h})
				given = true
			} else if definite, open := strings.CutSuffix(h.code(), "?"); len(likely) > 0 && (!open || e.barred(i, h, st.Start, st.End)) {
				refused = append(refused, cmp.Or(openMeasures[definite], definite))
			}
		}
		for _, g := range likely {
			if !slices.Contains(refused, g.code) && (!given || g.p >= surer || e.shows(i, englishMark) && g.p >= convinced) {
				guesses = append(guesses, g)
			}
		}
	}
	e.likely = guesses
	for _, t := range jikenbo.TaxonomyOf("response").Terms {
		var spans [3]jikenbo.Span
		n := 0
		for _, m := range found {
			if m.code == t.Code && n < len(spans) {
				spans[n] = e.span("response", int(m.at.start), int(m.at.end))
				n++
			}
		}
		if n == 0 {
			if k := slices.IndexFunc(guesses, func(g guess) bool { return g.code == t.Code }); k >= 0 {
				spans[n] = e.sentenceSpan("response-model", guesses[k].sentence)
				n++
			}
		}
		if n > 0 {
			e.add("responses", responseValues[t.Code], 0, spans[:n]...)
		}
	}
}

// responseValues are the values of all responses, ready made.
var responseValues = func() map[string]any {
	values := map[string]any{}
	for _, t := range jikenbo.TaxonomyOf("response").Terms {
		values[t.Code] = jikenbo.Response(t.Code)
	}
	return values
}()

// openMeasures are the measures that the open codes of the lexicon may become.
var openMeasures = map[string]string{
	"caution": "public-notice", "delete": "data-deleted", "forensic": "forensics", "isolate": "network-isolated",
	"monitor": "monitoring", "notify": "individual-notice", "oversight": "supplier-oversight", "rebuild": "system-rebuilt",
	"receive": "retrieved", "reissue": "reissue-cost", "retrieve": "retrieved", "revise": "rules-revised",
	"setting": "access-restricted", "stop": "service-stopped", "thatwemake": "rules-revised", "vuln": "vulnerability-fixed",
}

// response decides whether the word at h tells of a measure, and of which.
func (e *Entry) response(i int, h hit, start, end int) string {
	s := e.text.Norm
	code := h.code()
	term := lex.terms[h.term].text
	sentence := part(s, start, end)
	before := part(s, start, h.start)
	behind := part(s, h.end, end)
	soon := behind
	if len(soon) > 60 {
		soon = soon[:60]
	}
	if e.barred(i, h, start, end) {
		return ""
	}
	if !strings.HasSuffix(code, "?") {
		switch code {
		case "hotline":
			if (term == "コールセンター") && e.has(before, "委託先の", "サポートセンター", "業務を") {
				return ""
			}
			if term == "コールセンター" && !e.about(i, contacting|respond|notifying) && !e.has(soon, "設置", "開設", "まで", "電話", ")", "(", ":") {
				return ""
			}
			return code
		case "rules-revised":
			if e.about(i, cause|course) && !e.about(i, respond|prevent) || startsAny(behind, "とされて", "が定められ", "が形骸") {
				return ""
			}
			return code
		case "monitoring":
			if e.has(before, "システム監視部門", "当社の監視システム") && !e.has(soon, "強化") || e.about(i, course) && term == "monitoring" {
				return ""
			}
			if term == "monitoring" && e.has(behind, "raised an alert") {
				return ""
			}
			return code
		case "forensics":
			if e.has(sentence, "予定はありません") {
				return ""
			}
			return code
		case "password-reset":
			if e.adviseSelf(i, sentence, before, behind) {
				return ""
			}
			return code
		case "account-suspended":
			if e.asksReaders(sentence) && e.about(i, ask) {
				return ""
			}
			return code
		case "service-stopped":
			if e.has(before, "偽サイト", "なりすまし", "フィッシング") || startsAny(behind, "していただ", "の影響", "により、8月", "により、生産") && !e.has(before, "直ちに") || e.has(before, "システムの停止により") {
				return ""
			}
			if term == "システムの停止" && startsAny(behind, "により") {
				return ""
			}
			return code
		case "individual-notice":
			if e.has(sentence, "個別のお問い合わせ", "個別のご質問", "カード会社から") && !e.has(sentence, "連絡") {
				return ""
			}
			return code
		case "training":
			if startsAny(behind, "用のデータ", "を受けていな", "が不足", "不足") || e.about(i, cause) {
				return ""
			}
			if e.has(before, "お客様に", "ユーザーに", "皆様に") {
				return ""
			}
			return code
		}
		return code
	}
	switch code {
	case "stop?":
		object := strings.TrimRight(part(s, max(start, int(h.start)-60), h.start), " ")
		for _, w := range []string{"ストア", "本店", "ショップ", "サイト", "ページ", "アプリ", "システム", "サービス", "フォーム", "サーバー", "サーバ", "ホームページ", "API", "通販", "配信", "運用", "受入れ", "受け入れ", "受付", "」"} {
			if !strings.HasSuffix(object, w) {
				continue
			}
			if w == "」" && !e.has(object, "サイト", "システム", "サービス", "アプリ", "ストア", "ショップ", "フォーム", "サーバ", "ポータル", "予約", "受注", "オンライン", "WEB", "Web") || e.has(object, "偽", "決済", "アカウント", "フィッシング") {
				return ""
			}
			return "service-stopped"
		}
		for _, f := range e.found { // the bare name of a service: K-LINKを停止
			if name, ok := f.Value.(string); ok && f.Field == "services" && strings.HasSuffix(object, name) {
				return "service-stopped"
			}
		}
		return ""
	case "service-stopped?":
		return "service-stopped"
	case "supplier-disconnected?":
		if term == "契約を解除" && !e.has(before, "委託", "受託") {
			return ""
		}
		if e.has(before, "アカウント", "カード", "会員") && !e.has(before, "フォーム", "サービス", "システム") {
			if e.has(before, "アカウント") && e.has(term, "利用を停止", "利用を中止") {
				return "account-suspended"
			}
			return ""
		}
		if e.supplied || e.has(before, "フォーム", "サービスの", "」の", "委託", "システムの") && !e.has(before, "USB", "私物") {
			if e.has(before, "USB", "私物", "メモリ", "FAX") {
				return ""
			}
			if e.has(before, "アカウント") {
				return "account-suspended"
			}
			return "supplier-disconnected"
		}
		return ""
	case "isolate?":
		switch {
		case e.has(before, "攻撃元", "接続元", "IPアドレス", "不正な", "当該IP", "海外", "送信元", "アドレス群"):
			return "access-restricted"
		case e.supplied && e.has(before, "連携", "社との", "サービスとの"):
			return "supplier-disconnected"
		case e.has(before, "サーバ", "ネットワーク", "パソコン", "端末", "外部", "社内", "院内", "拠点", "インターネット", "システム", "拡大"):
			return "network-isolated"
		}
		return ""
	case "password-reset?":
		if e.adviseSelf(i, sentence, before, behind) || startsAny(behind, "されていません", "できません") {
			return ""
		}
		if e.has(before, "管理者", "従業員", "職員", "教員", "当該", "会員", "アカウント", "全ユーザー", "対象", "お客様の", "お客さまの", "すべての", "全ての", "該当", "staff", "All ", "all ", "利用者", "学生", "構成員", "社員", "メールアドレスの", "関係する", "管理用", "システムの") && (startsAny(behind, "を実施", "し", "する", "いたし", "を行", "。", "、", "および", "及び", "または", "をお願い", "を依頼", "の依頼", "を完了", "(", "have been", "を促", "を強制", "を必須", "と") || behind == "" || e.about(i, respond|prevent)) {
			return "password-reset"
		}
		if e.about(i, respond|prevent|course) && (behind == "" || startsAny(behind, "。", "、", "を実施", "し", "いたし", "を行", "等", "など", "(")) && !e.has(before, "注意喚起") && !startsAny(behind, "の注意喚起") {
			return "password-reset"
		}
		return ""
	case "access-restricted?":
		switch term {
		case "接続元を":
			if e.has(soon, "限定", "制限", "絞") {
				return "access-restricted"
			}
			return ""
		case "blocked":
			return "access-restricted"
		}
		if e.has(soon, "見直", "変更", "限定", "厳格", "最小", "制限", "縮小", "整理", "設定") && !startsAny(behind, "設定に不備", "設定の不備", "設定ミス", "設定が不") {
			if e.about(i, cause|overview) {
				return ""
			}
			return "access-restricted"
		}
		return ""
	case "setting?":
		if startsAny(behind, "に") && !e.has(before, "表示し", "閲覧") {
			return ""
		}
		if e.has(before, "公開", "共有", "閲覧", "権限", "アクセス", "フォーム") || e.has(behind, "閲覧できない", "非公開") {
			return "access-restricted"
		}
		return ""
	case "delete?":
		return e.deletion(i, sentence, before+term, behind)
	case "waf?":
		if e.has(sentence, "導入", "設置", "強化", "設定", "適用", "実装") && !e.has(behind, "されていな", "しておりませんでした", "されておらず") {
			return "waf"
		}
		return ""
	case "mfa?":
		if e.has(sentence, "導入", "必須", "有効", "適用", "取り入れ", "実装", "採用", "義務", "強化", "追加", "設定し", "設定いたし") && !e.has(behind, "されていな", "していな", "しておりませんでした", "されておらず", "をお願い", "未導入") {
			return "mfa"
		}
		return ""
	case "monitor?":
		if e.has(soon, "強化", "導入", "継続", "開始", "24時間", "実施", "強め", "徹底", "続け", "いたします", "整備", "構築", "見直") && !e.has(before, "システム監視部門", "当社の", "監視担当") || e.has(before, "による24時間", "24時間365日の", "外部事業者による") {
			return "monitoring"
		}
		if (term == "edr" || term == "soc") && e.has(sentence, "導入", "強化") {
			return "monitoring"
		}
		if term == "監視" && (e.has(before, "取引", "ログイン", "通信", "不審な", "24時間") && (startsAny(behind, "を", "。", "し", "いた", "体制") || behind == "")) && !e.has(before, "検知") {
			return "monitoring"
		}
		return ""
	case "forensic?":
		if !e.has(sentence, "調査", "解析", "分析", "フォレンジック", "調べ", "検証", "連携", "investigat") {
			return ""
		}
		if e.about(i, prevent) && !e.has(sentence, "調査", "解析") {
			return ""
		}
		if e.has(before, "警察", "弁護士") && term == "専門家" || startsAny(behind, "の意見", "の助言", "の指導", "の提言") {
			return ""
		}
		if e.has(sentence, "データ検出ソリューション", "お客様より") && term != "フォレンジック" {
			return ""
		}
		if e.has(term, "会社", "企業", "業者", "機関", "専門家", "フォレンジック") && e.has(before[max(0, len(before)-40):], "指摘", "研究者") {
			return ""
		}
		return "forensics"
	case "notify?":
		return e.individual(i, h, term, sentence, before, behind)
	case "caution?":
		if e.has(sentence, "掲載", "掲示", "ホームページ", "ウェブサイト", "Webサイト", "サイト上", "店頭", "SNS", "公式") && e.has(sentence, "しております", "しました", "行って", "掲示を行", "実施") {
			return "public-notice"
		}
		if e.about(i, respond) && e.has(soon, "を実施", "を行") && !e.has(before, "構成員", "職員", "従業員", "社員", "個別") {
			return "public-notice"
		}
		if e.has(before, "構成員", "職員", "従業員", "社員", "学生") && e.about(i, respond|prevent) {
			return "training"
		}
		return ""
	case "public-notice?":
		if term == "公告" {
			return ""
		}
		if e.has(sentence, "ホームページ", "サイト", "掲載", "掲示", "SNS", "店頭", "公式") {
			return "public-notice"
		}
		return ""
	case "hotline?":
		if e.has(sentence, "設置", "開設", "設け", "専用", "本件") {
			return "hotline"
		}
		return ""
	case "reissue?":
		if e.has(sentence, "カード", "再発行", "差し替え", "差替え") && e.has(sentence, "負担", "依頼", "無料", "いただく必要はござ", "弊社が", "当社が") {
			if e.has(sentence, "かたる", "不審な電話") {
				return ""
			}
			return "reissue-cost"
		}
		return ""
	case "training?":
		if e.about(i, cause|overview) || startsAny(behind, "事業", "サービス", "委員会", "機関", "用", "関連", "研究", "長", "課") || e.about(i, course) && !e.about(i, respond|prevent) {
			return ""
		}
		if e.has(sentence, "予定どおり", "予定通り") || endsAny(before, "冬期", "夏期", "春期") {
			return ""
		}
		if e.has(sentence, "実施", "徹底", "行い", "行う", "行っ", "強化", "義務", "受講", "受けさせ", "再度", "継続", "年", "全従業員", "全職員", "全社員", "教育を", "研修を", "訓練を", "講習を", "努め") || e.about(i, prevent|respond) && (behind == "" || startsAny(behind, "(", "。", "・", "の徹底")) {
			if e.has(before, "お客様への", "出席した", "参加した") {
				return ""
			}
			return "training"
		}
		return ""
	case "disciplinary?":
		if e.has(before, "報酬", "給与", "処分") || e.has(e.headingWords(i), "処分") {
			return "disciplinary"
		}
		return ""
	case "oversight?":
		if !e.supplied && !e.has(sentence, "委託", "受託") {
			return ""
		}
		if e.about(i, cause|course) && !e.about(i, respond|prevent) {
			return ""
		}
		if e.has(sentence, "実施しておりませんでした", "以降実施しておりません") {
			return ""
		}
		if e.has(sentence, "指導", "求め", "検査", "監査", "指示", "点検", "見直し", "改善", "立入", "監督", "確認", "徹底", "調査", "強化", "要請") && !e.has(sentence, "発注を停止") || term != "委託先に対し" && e.has(term, "立入", "実地", "求め", "指示", "監査") {
			return "supplier-oversight"
		}
		return ""
	case "rules-revised?":
		switch {
		case e.has(term, "基準"):
			if e.about(i, prevent|respond) && e.has(before, "立入", "委託先") {
				return "supplier-oversight"
			}
			return "rules-revised"
		case term == "使用を禁止":
			if e.has(before, "USB", "メモリ", "私物", "持ち出") {
				return "rules-revised"
			}
			return ""
		case term == "procedures" || term == "revised":
			if e.has(strings.ToLower(sentence), "procedure", "rules", "polic") && e.has(strings.ToLower(sentence), "revised", "reviewed", "updated", "changed") {
				return "rules-revised"
			}
			return ""
		}
		if e.about(i, prevent|respond) && e.has(behind, "確認", "行う", "チェック", "照合", "実施", "作業", "読み合わせ") && !e.has(behind, "こととして") {
			return "rules-revised"
		}
		return ""
	case "revise?":
		near := before
		if len(near) > 45 {
			near = near[len(near)-45:]
		}
		if e.has(near, "規程", "規則", "規定", "要綱", "要領", "要項", "ルール", "マニュアル", "手順", "基準", "ポリシー", "ガイドライン", "フロー", "指針", "手引") && !e.about(i, cause) && !startsAny(behind, "が行われてい", "されていな") {
			return "rules-revised"
		}
		return ""
	case "vuln?":
		if e.about(i, cause|overview) && !e.about(i, course|respond) || e.has(before, "管理を", "情報の") {
			return ""
		}
		if startsAny(behind, "が悪用") || e.has(behind, "公開されておりましたが", "公開されていましたが", "適用されておらず", "適用しておらず", "適用されていな", "未適用", "適用していな") {
			return "" // how it came to be
		}
		if e.has(soon, "解消", "修正", "対策", "改修", "塞", "更新", "対処", "除去", "改善") && !startsAny(behind, "診断", "情報", "を悪用", "を突", "をつ") {
			return "vulnerability-fixed"
		}
		return ""
	case "thatwemake?":
		if e.about(i, prevent|respond) && !e.has(before, "監視", "お知らせする") || e.lastThird(i) && e.has(before, "今後は", "定め", "廃止", "改め", "禁止", "つながない", "限る", "削除") {
			if e.has(before, "公表する", "お知らせ", "報告する", "待つ") {
				return ""
			}
			return "rules-revised"
		}
		return ""
	case "system-rebuilt?":
		if e.has(sentence, "構築", "移行", "環境で") {
			return "system-rebuilt"
		}
		return ""
	case "rebuild?":
		if e.has(sentence, "構築", "システムで") || term == "新サイト" && e.has(soon, "へ移行", "を構築") {
			return "system-rebuilt"
		}
		return ""
	case "retrieve?":
		if startsAny(behind, "できて", "されておらず", "に努め", "を依頼", "をお願い") || e.has(sentence, "商品の回収", "代金") {
			return ""
		}
		if e.has(sentence, "書類", "USB", "メモリ", "端末", "鞄", "写し", "証明書", "文書", "郵便", "パソコン", "名簿", "通知書", "封筒", "資料", "カルテ", "記録", "媒体", "全て", "すべて", "職員が", "誤送付", "PC", "ファクス", "FAX", "紙", "明細") {
			return "retrieved"
		}
		return ""
	case "receive?":
		if e.isType("theft", "loss") && e.has(before, "警察", "見つか") {
			return "retrieved"
		}
		return ""
	}
	return ""
}

var requests = anyOf("お願いいたします", "お願いします", "お願い申し上げ", "ください", "下さい", "お勧め", "おすすめ", "Please", "please", "You should", "Check your")

// asksReaders reports whether a sentence asks something of its readers.
func (e *Entry) asksReaders(sentence string) bool {
	return e.holds(sentence, requests)
}

var notTaken = anyOf("は不要", "は必要あり", "は必要ござ", "の必要はあり", "の必要はござ", "をいただく必要はあり", "をいただく必要はござ", "しておりません", "していません", "していない", "しておらず", "は導入されていませ", "は実施していませ", "は行われていませ", "を受講していませ", "を受けていませ", "を受講していな", "を実施していませ", "を実施しておりませんで", "を行っておりませんで", "を行っていませ", "が行われていませ", "が実施されていませ", "が導入されていませ", "は導入しておりませんで", "できない", "されておらず", "されていなかった", "が不十分", "の不備", "の不足", "が不足", "を怠", "の仕組みが整備されていな", "が整備されていな", "が講じられていな", "が徹底され", "しなかった", "されていません")

// barred reports whether words of a measure tell of none that was taken: it is
// asked of readers, denied, quoted, missed before the incident, or others'.
func (e *Entry) barred(i int, h hit, start, end int) bool {
	code := h.code()
	sentence, before, behind := e.str(start, end), e.str(start, int(h.start)), e.str(int(h.end), end)
	if e.about(i, faq|business) && code != "password-reset" && code != "service-stopped" {
		return true
	}
	if e.about(i, elsewhere) && !hasAny(code, "disciplinary", "delete?") {
		return true
	}
	individual := code == "individual-notice" || code == "notify?" || code == "public-notice" || code == "reissue?" || code == "hotline" || code == "caution?"
	switch {
	case code == "delete?", code == "password-reset", code == "password-reset?", code == "account-suspended":
	case e.about(i, ask) && !individual && code != "monitoring" && code != "monitor?":
		return true
	case e.about(i, contacting) && code != "hotline", code == "hotline" && e.about(i, ask) && strings.HasSuffix(sentence, "。"):
		return true
	case !individual && e.asksReaders(sentence) && (code != "monitoring" || !e.has(sentence, "カード会社")) && !e.has(before, "ており", "ました"):
		return true
	}
	if startsWith(behind, notTaken) {
		return true
	}
	if e.quoted(i, int(h.start)) && code != "hotline" && !(code == "access-restricted" && startsAny(behind, "」に")) {
		return true
	}
	if e.about(i, cause) && !e.about(i, respond|prevent|course) && code != "individual-notice" && code != "forensics" && code != "forensic?" {
		return true
	}
	if e.has(before, "他の機関", "他社では") {
		return true
	}
	return false
}

// lastThird reports whether sentence i stands in the last third of the body.
func (e *Entry) lastThird(i int) bool { return i*3 >= len(e.page.Sentences)*2 }

// adviseSelf reports whether a change of passwords is only recommended to
// readers in general and not forced or asked of those concerned one by one.
func (e *Entry) adviseSelf(i int, sentence, before, behind string) bool {
	if e.has(sentence, "個別に", "再設定のお願いを", "再設定をお願いする予定", "強制", "無効", "リセットし", "リセットいたし", "変更依頼", "順次") {
		return false
	}
	if e.has(sentence, "注意喚起") && !e.has(sentence, "変更し", "変更いたし", "リセット") {
		return true
	}
	if e.about(i, ask) || e.has(sentence, "他のサービス", "ほかのサービス", "他サイト", "他のWEBサイト", "使い回", "定期的に", "避けて", "お勧め", "推奨") {
		return true
	}
	return e.has(behind, "をお願い", "していただ", "ください", "いただきますよう", "のうえ", "されることを") && !e.has(sentence, "対象の会員", "対象の方", "対象者", "会員様には", "対象のお客様", "該当するお客", "全会員", "会員の皆様に", "お客さまには")
}

// deletion decides what deleting something counts as.
func (e *Entry) deletion(i int, sentence, before, behind string) string {
	switch {
	case e.isType("mis-sending") && e.has(behind, "お願い", "依頼", "もらう", "いただく") && !e.about(i, ask|prevent):
		return "data-deleted"
	case e.has(sentence, "メールの削除", "メールを削除", "当該メール", "送信したメール", "受信者", "受信された", "誤送信", "メールおよび", "送付先", "送信先", "ファイルの削除") && e.has(sentence, "お願い", "依頼", "確認", "削除した旨") && !e.has(sentence, "添付ファイルを開", "開封", "不審", "心当たり", "ごと削除"):
		if e.isType("mis-sending") {
			return "data-deleted"
		}
		return ""
	case e.asksReaders(sentence) && !e.has(before, "ました", "ており"):
		return ""
	case e.has(before, "検索サイト", "キャッシュ") && e.has(behind, "依頼", "要請"):
		if e.isType("mis-publication") {
			return "data-deleted"
		}
		return ""
	case startsAny(behind, "状況", "手順", "体制", "方法"):
		return ""
	case e.has(before, "情報は", "データは", "ファイルは", "ページを", "資料を", "ファイルを", "PDFを", "データを", "掲載", "情報を", "サイトから", "サーバーから", "画像を", "投稿を", "データの", "情報の", "フォルダを", "書類を") && !e.has(before, "アカウントを", "マルウェア", "ウイルス", "不正なファイル", "改ざんされた", "不正プログラム", "不正ファイル"):
		if e.about(i, cause|overview) && !e.about(i, course|respond) || e.about(i, prevent) && !e.has(sentence, "しました") {
			return ""
		}
		if e.has(behind, "済みです", "される仕組み", "されます", "されていませんでした", "することとして") || e.has(sentence, "業務の完了後", "契約書", "既に削除") && !e.has(sentence, "確認しています") {
			return ""
		}
		if startsAny(behind, "するよう", "していなかった", "されて") && !e.has(behind, "要請", "依頼", "ました", "いた") {
			return ""
		}
		return "data-deleted"
	}
	return ""
}

var (
	noticesReceived = anyOf("を受", "をいただ", "があ", "先", "いただ", "を頂", "窓口", "によ", "ください", "フォーム", "が届", "体制", "のうえ", "が寄せ")
	concerned       = anyOf("該当する", "該当の", "可能性のあるお客", "可能性のある方", "可能性があるお客", "全員", "ご本人", "本人へ", "本人に", "当該お客", "当該患者", "受信者", "受信された", "世帯", "様宅", "会員の皆", "加入者", "全戸", "対象", "お取引先様へ", "皆様へ、", "方に", "方へ", "お客さまに順次", "送信先の", "被保険者", "保護者に", "保護者へ", "様に", "お客さまには", "お客様へ", "応募者の皆様", "皆さまへ", "退職者には", "生徒に", "生徒及び保護者", "患者さまへ", "患者様へ", "患者さまに", "ご家族に", "お客さまへ")
)

// individual decides whether a message of sentence i went, or will go, to the
// persons concerned one by one.
func (e *Entry) individual(i int, h hit, term, sentence, before, behind string) string {
	if e.about(i, delayed|contacting|prevent|cause|business|authority) && !e.about(i, notifying|respond|course) {
		return ""
	}
	if startsWith(behind, noticesReceived) {
		return ""
	}
	if e.about(i, ask) && !e.has(sentence, "該当", "対象") {
		return ""
	}
	who := e.holds(sentence, concerned)
	if !who {
		return ""
	}
	means := e.has(sentence, "個別", "順次", "書面", "書状", "文書", "郵送", "メール", "電話", "訪問", "手紙", "封書", "お詫び状", "連絡", "通知", "発送", "説明し", "ご説明", "伺い", "説明会", "対面", "謝罪")
	if !means {
		return ""
	}
	if e.has(sentence, "ご連絡ください", "までご連絡", "までお問い合わせ", "お申し出", "ご迷惑", "ご心配") && !e.has(sentence, "個別", "順次", "書面", "郵送", "お送り") {
		return ""
	}
	if term == "お詫び" || term == "おわび" || term == "お知らせ" || term == "書面" {
		if !e.has(sentence, "個別", "順次", "書面", "書状", "文書", "郵送", "メール", "電話", "訪問", "手紙", "封書", "伺", "発送", "お送り", "送付") {
			return ""
		}
	}
	if e.has(sentence, "深くお詫び", "心よりお詫び") && !e.has(sentence, "個別", "順次", "書面", "郵送", "訪問") {
		return ""
	}
	if e.has(sentence, "公表をもって", "掲載をもって") && !e.has(sentence, "順次", "個別", "書面", "文書") {
		return ""
	}
	if e.has(sentence, "不審なメール", "迷惑メール", "偽") && !e.has(sentence, "個別", "お詫び", "ご連絡") {
		return ""
	}
	if e.isType("mis-sending") && e.has(sentence, "一斉送信", "誤って", "誤送信") && !e.has(sentence, "お詫び", "謝罪", "削除") {
		return ""
	}
	return "individual-notice"
}
