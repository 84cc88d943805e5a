package recognize

import (
	"cmp"
	"slices"
	"strings"

	"jikenbo"
)

var asUsual = anyOf("通常どおり", "通常通り", "平常どおり", "平常通り", "従来どおり", "予定どおり", "予定通り", "滞りなく", "as usual", "as normal")

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
		if e.zones[i] == footZone || e.zones[i] == headZone {
			continue
		}
		desks := e.zones[i] == appendZone && !strings.HasPrefix(e.words(i), "A") // behind 以上 only whom to call
		var room [8]string
		refused := room[:0]
		given := false
		var likely []guess
		if !desks && (!endsAny(e.words(i), "ことはありません。", "ことはございません。", "ことは一切ありません。", "ことは一切ございません。", "ことは決してありません。", "ことは決してございません。") || e.has(e.words(i), "費用", "手数料", "負担")) {
			likely = e.guessResponses(i)
		}
		if len(likely) > 0 && e.holdsIn(i, e.words(i), asUsual) {
			refused = append(refused, "service-stopped", "payment-stopped", "shipment-stopped") // they go on
		}
		hs := e.having(i, responseClass)
		for _, h := range hs {
			if h.class() != responseClass || h.code() == "none" || desks && !desk(h.code()) {
				continue
			}
			if code := e.response(i, h, st.Start, st.End); code != "" {
				found = append(found, measure{code, h})
				given = true
			} else if h.code() == "desk?" && len(likely) > 0 && !startsAny(e.str(int(h.end), st.End), "を開", "を設", "を置", "を用意", "を新設", "を立ち上げ", "を準備") {
				refused = append(refused, "hotline") // the usual desk
			} else if definite, open := strings.CutSuffix(h.code(), "?"); len(likely) > 0 && (!open || e.barred(i, h, st.Start, st.End)) {
				refused = append(refused, cmp.Or(openMeasures[definite], definite))
			}
		}
		if !given && !desks && e.newPractice(i) {
			found = append(found, measure{"rules-revised", hit{start: int32(st.Start), end: int32(st.End)}})
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

var (
	carefully = anyOf("施錠", "番号をつけ", "番号を付け", "連番", "台帳に", "2名で", "二名で", "2人で", "二人で", "2名以上", "複数名で", "複数人で", "二段階で", "読み合わせ", "声に出して", "手渡しに", "対面で", "窓あき", "チェック表", "担当者以外の", "別の職員が", "別の社員が", "上長が", "責任者が", "のみとし", "だけとし", "鍵付", "鍵のかかる")
	keepTo    = anyOf("保管", "照合", "点検", "確認し", "確認いた", "確認を行", "署名", "封入", "持ち運", "運搬", "記録し", "押印", "渡し", "送付し", "送信し", "送信する")
)

// newPractice reports whether sentence i says how work is done from now on:
// 今後は、原本は番号をつけて施錠した棚で保管いたします.
func (e *Entry) newPractice(i int) bool {
	w := e.words(i)
	return (strings.HasPrefix(w, "今後") || e.about(i, prevent)) && e.holds(w, carefully) && e.holds(w, keepTo) &&
		endsAny(w, "ます。", "ます", "ました。", "ることとした。") && !e.about(i, faq|business|elsewhere|contacting|ask|cause) && !e.asksReaders(w) && !asked(w)
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
		case "vulnerability-fixed":
			if startsAny(behind, "する手順", "する体制", "する運用", "するルール", "するこ", "していな", "しておら", "されておら", "されていな") && !e.has(sentence, "しました") {
				return ""
			}
			return code
		case "hotline":
			if (term == "コールセンター") && e.has(before, "委託先の", "サポートセンター", "業務を") {
				return ""
			}
			if term == "コールセンター" && startsAny(behind, "にお電話があ", "に電話があ", "へお電話があ", "へ電話があ", "に入電", "に連絡があ", "にご連絡があ", "に問い合わせがあ", "にお問い合わせがあ", "の電話が", "の回線が", "がつながり", "がつながら", "の応対", "のシステム") {
				return ""
			}
			if term == "コールセンター" && (startsAny(behind, "の業務", "業務", "に「", "に、「", "職員", "の職員") || endsAny(before, "給付金", "予約", "接種", "や", "総合", "市民")) && !e.has(soon, "設置", "開設") {
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
			if who := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(behind, "っている"), "っていた"), "う"); len(who) < len(behind) && strings.HasSuffix(term, "を行") && who != "" && !startsAny(who, "。", "、", "こと", "よう", "体制", "仕組", "サービス", "システム", "ツール", "予定", "方針", "ため", "ほか", "など", "等", " ", ")", "(", "と", "製品", "ソフト", "機能", "機器") {
				return "" // 監視を行う研究機関: who they are
			}
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
			if startsAny(behind, "をしたばかり", "を行ったばかり", "用のデータ", "を受けていな", "が不足", "不足") || e.about(i, cause) {
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
		return e.stopped(i, h, term, before, behind)
	case "quit?":
		if near := before[max(0, len(before)-75):]; e.supplied && e.has(near, "契約は", "契約を", "契約に", "委託は", "委託を", "取引は", "利用は") && !e.has(near, "会員", "お客様", "雇用") {
			return "supplier-disconnected"
		}
		return ""
	case "unusable?":
		for _, w := range []struct {
			code string
			ends wordSet
		}{{"account-suspended", accounts}, {"payment-stopped", payments}, {"service-stopped", ownServices}} {
			if endsWith(object(before), w.ends) {
				return w.code
			}
		}
		return ""
	case "keep?":
		if e.has(before, "発送", "出荷", "配達", "荷物", "商品", "郵便", "通知書", "製品") {
			return "shipment-stopped"
		}
		return ""
	case "into?":
		if e.about(i, cause) || e.has(behind, "場合") {
			return ""
		}
		if endsWith(strings.TrimRight(before, " 」"), workings) && e.holds(before[max(0, len(before)-120):], humanSteps) && !e.has(before, "紙カルテ", "紙の伝票") {
			return "rules-revised"
		}
		return ""
	case "renew?":
		near := before[max(0, len(before)-60):]
		if e.has(near, "新しい", "新た", "新サーバ", "新環境", "新システム", "新サイト", "新基盤", "別の") && e.has(near, "環境", "サーバ", "システム", "基盤", "サイト", "クラウド", "機器", "構成") && !e.about(i, cause) && !e.has(near, "別の会社", "他社", "別会社") {
			return "system-rebuilt"
		}
		return ""
	case "mend?":
		if e.about(i, cause) || e.has(before[max(0, len(before)-90):], "プログラム", "不具合", "脆弱性", "欠陥", "弱点", "設定", "処理", "ソフトウェア", "ファームウェア", "バグ", "不備", "穴") {
			if e.about(i, cause|overview) && !e.about(i, course|respond) || e.has(behind, "場合") {
				return ""
			}
			if e.has(before, "共有", "公開", "閲覧") && e.has(before, "設定") {
				return "access-restricted"
			}
			return "vulnerability-fixed"
		}
		return ""
	case "hide?":
		if e.has(behind, "していませ", "しておら", "していな", "場合") || e.about(i, cause) || e.has(before, "パスワード", "アカウント", "お客様は", "お客さまは") {
			return ""
		}
		if term == "を無効" && !e.has(before[max(0, len(before)-60):], "共有", "公開", "リンク", "表示", "URL", "検索", "閲覧") {
			return ""
		}
		return "access-restricted"
	case "least?":
		if endsAny(object(before), "権限", "付与", "範囲", "者", "職員", "社員", "アクセス", "メンバー", "部署") && e.has(before, "権限", "アクセス", "閲覧", "共有", "付与") {
			return "access-restricted"
		}
		return ""
	case "narrow?":
		if e.has(before[max(0, len(before)-90):], "管理画面", "アクセス", "閲覧", "権限", "接続", "ログイン", "フォルダ", "共有") && !e.about(i, cause|ask) {
			return "access-restricted"
		}
		return ""
	case "spread?":
		if e.about(i, cause|overview) || e.has(sentence, "お客様に", "お客さまに", "皆様に", "皆さまに", "市民に", "利用者に", "会員に", "委託先に", "受託者に", "委託業者に") || startsAny(behind, "されておら", "されていな", "が不", "が徹底") {
			return ""
		}
		if e.holds(sentence, ownStaff) {
			return "training"
		}
		return ""
	case "desk?":
		if startsAny(behind, "(専用", "(本件", "(臨時", "(特設") {
			return "hotline"
		}
		if near := before[max(0, len(before)-36):]; e.has(near, "障害", "漏えい", "漏洩", "流出", "不正アクセス", "事案", "事故", "本件", "事件", "攻撃", "紛失", "誤送", "臨時", "特別") && !e.has(near, "個人情報保護", "総合", "情報公開", "情報セキュリティ", "情報管理", "情報システム", "お客様情報", "消費者", "に関するお") {
			return "hotline"
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
		if e.has(term, "修正", "是正", "改め", "正し", "直し", "戻") && !e.about(i, cause) && !startsAny(behind, "する手順", "する際", "する場合") {
			return "vulnerability-fixed"
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
		if term == "監視" && startsAny(behind, "して", "し、", "を続", "いたし", "を行") && e.has(clauseOf(before), "インターネット", "ダークウェブ", "闇サイト", "SNS", "ネット上", "取引", "ログ", "通信", "アクセス", "掲載", "投稿", "売買") && !e.has(behind, "ておらず", "ていな", "ていませ", "体制が") {
			return "monitoring"
		}
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
		if e.about(i, cause|overview) || startsAny(behind, "の受講記録", "の受講状況", "の受講履歴", "の実施状況", "の実施記録", "事業", "サービス", "委員会", "機関", "用", "関連", "研究", "長", "課") || e.about(i, course) && !e.about(i, respond|prevent) {
			return ""
		}
		if e.has(sentence, "予定どおり", "予定通り") || e.has(behind, "ばかりだった", "ばかりでした") || endsAny(before, "冬期", "夏期", "春期") {
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
	case "ban?":
		if endsWith(object(before), inward) || e.has(before[max(0, len(before)-40):], "接続", "アクセス", "閲覧") && !e.has(before[max(0, len(before)-40):], "USB", "私物") {
			return "access-restricted"
		}
		return "rules-revised"
	case "block?":
		if e.has(clauseOf(before), "IPアドレス", "接続元", "送信元", "発信元", "攻撃", "海外", "アクセス", "通信") {
			return "access-restricted"
		}
		return ""
	case "retrieve?":
		if strings.HasSuffix(term, "っ") && strings.HasPrefix(behind, "た") && !startsAny(behind, "た。", "た、", "たこと", "た旨", "たほか", "たとこ") {
			return "" // 当社から引き取った文書箱
		}
		if startsAny(behind, "する", "すべき", "に備え", "の際", "期限", "予定") && !startsAny(behind, "することがで", "するとともに") {
			return "" // その日のうちに返却することといたします
		}
		if startsAny(behind, "できて", "されておらず", "に努め", "を依頼", "をお願い") || e.has(sentence, "商品の回収", "代金") {
			return ""
		}
		if e.has(sentence, "書類", "USB", "メモリ", "端末", "鞄", "写し", "証明書", "文書", "郵便", "パソコン", "名簿", "通知書", "封筒", "資料", "カルテ", "記録", "媒体", "通を", "枚を", "部を", "冊を", "全て", "すべて", "職員が", "誤送付", "PC", "ファクス", "FAX", "紙", "明細") {
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

var (
	payments    = anyOf("カード払い", "カードでのお支払い", "カードでのお支払", "カードでの支払い", "カードによるお支払い", "カード支払い", "カード支払", "カードのご利用", "カードの利用", "カード利用", "カードの取扱い", "カードの取り扱い", "カードのお取り扱い", "決済機能", "決済サービス", "決済", "クレジットカード")
	shipping    = anyOf("出荷", "発送", "配送", "お届け", "配達", "納品", "出荷業務", "発送業務", "配送業務", "商品の引き渡し", "商品の送付")
	accounts    = anyOf("アカウント", "ID", "口座", "会員資格", "ユーザー", "利用資格", "IDの利用", "アカウントの利用", "アカウントの使用", "口座の利用", "権限", "ログイン情報", "利用者番号", "ユーザー番号", "識別番号")
	commerce    = anyOf("委託", "取引", "発注", "契約", "連携", "データの提供", "データ提供", "データの受け渡し", "データの授受", "データのやり取り", "データのやりとり", "データの送信", "情報の提供", "情報の受け渡し", "サービスの利用", "システムの利用", "サービスの使用")
	lines       = anyOf("ネットワーク", "回線", "インターネット", "LAN", "通信", "接続", "無線", "Wi-Fi", "通信経路")
	inward      = anyOf("外部からの接続", "リモート接続", "リモートデスクトップ接続", "遠隔接続", "VPN接続", "海外からの接続", "海外からの通信", "外部からの通信", "外部からのアクセス", "社外からの接続", "海外からのアクセス", "リモートアクセス", "外部公開", "保守用の接続", "攻撃元からの通信", "攻撃元からの接続", "不正な通信", "接続口")
	handling    = anyOf("添付", "送信", "持ち出し", "持ち帰り", "手渡し", "郵送", "受渡し", "受け渡し", "FAX", "ファクス", "ファックス", "送付", "持出し", "メモリー", "メモリ", "記録媒体", "媒体の使用", "媒体の利用", "運用", "紙での保管", "手作業", "手入力", "共用", "使い回し", "印刷", "貸出し", "貸し出し")
	ownServices = anyOf("ストア", "本店", "ショップ", "サイト", "ページ", "アプリ", "システム", "サービス", "フォーム", "サーバー", "サーバ", "API", "通販", "配信", "運用", "受入れ", "受け入れ", "受付", "ブティック", "モール", "ポータル", "予約", "申請", "申込", "申込み", "申し込み", "販売", "提供", "公開", "稼働", "機能", "運営", "営業", "外来", "診療", "会員登録", "ログイン", "窓口業務", "募集", "掲示板", "データベース", "メールマガジン", "店舗", "オンライン", "WEB", "Web", "交換", "取扱い", "注文", "購入", "検索", "投稿", "プログラム", "機器", "装置")
	ownStaff    = anyOf("職員", "社員", "従業員", "教員", "スタッフ", "担当者", "校長", "所属長", "部署", "各部", "朝礼", "会議", "社内", "庁内", "院内", "校内", "学内", "行内", "全店", "支店", "営業所", "事業所に", "全センター", "学校に", "全校", "小中学校", "役員", "教諭", "行員", "看護師", "乗務員", "作業者", "所員", "局内", "組合内", "園内", "部内", "課内", "配達員", "検針員")
	workings    = anyOf("方法", "方式", "手順", "運用", "体制", "取扱い", "取り扱い", "決まり", "きまり", "ルール", "仕組み", "しくみ", "やり方", "形", "フロー", "手続き", "手続", "様式", "封筒", "こと", "許可制", "承認制", "申請制")
	humanSteps  = anyOf("確認", "確かめ", "承認", "許可", "申請", "記入", "記録", "点検", "照合", "持ち出", "持出", "持ち歩", "持ち帰", "封入", "封緘", "渡す", "手渡", "受渡", "受け渡", "送付", "送信", "発送", "郵送", "配布", "交付", "二人", "2人", "複数", "責任者", "上長", "上司", "立ち会", "立会", "運搬", "保管", "施錠", "読み合わせ", "チェック", "廃棄", "鍵", "台帳", "名簿", "書類", "宛", "窓あき", "窓つき", "報告", "承諾", "目視", "決裁", "貸出", "メール", "ファイル")
	byOthers    = anyOf("攻撃者は", "攻撃者が", "攻撃者によ", "第三者によって", "何者かによ", "犯人が", "ウイルスによ", "により、", "偽サイト", "偽の", "なりすまし", "フィッシング")
)

// clauseOf gives what stands behind the last comma.
func clauseOf(before string) string {
	return before[max(0, strings.LastIndex(before, "、")):]
}

// object gives what a verb is said of: what stands before its particle, in 「」
// or not, adverbs aside.
func object(before string) string {
	before = strings.TrimRight(before, " 」』")
	for _, adverb := range []string{"一時的に", "直ちに", "ただちに", "速やかに", "すみやかに", "当面", "すべて", "全て", "緊急に", "全面的に", "いったん", "一旦", "当面の間", "即座に", "即日"} {
		if cut, ok := strings.CutSuffix(before, adverb); ok {
			before = strings.TrimRight(cut, " 、」')")
		}
	}
	for _, particle := range []string{"を", "は", "の", "も", "については", "につきましては", "について"} {
		if cut, ok := strings.CutSuffix(before, particle); ok {
			return strings.TrimRight(cut, " 」』)")
		}
	}
	return before
}

// stopped decides by what was stopped, closed, cut or given up which measure it
// was: the verbs are the same for a site, for cards, a line and a supplier.
func (e *Entry) stopped(i int, h hit, term, before, behind string) string {
	if strings.HasPrefix(term, "の") && !strings.HasPrefix(term, "の電源") { // a noun: の停止を行いました, but not の停止により
		if rest := strings.TrimLeft(behind, " "); rest != "" && !startsAny(rest, "を実施", "を行", "し", "いたし", "致し", "。", "、", ")", "措置", "を決", "など", "等", "および", "及び", "・", "処理", "対応", "を完了", "/") && !(strings.HasPrefix(rest, "と、") && e.has(rest, "終え", "実施し", "行いました", "完了")) || startsAny(rest, "していただ", "した影響", "したため") {
			return ""
		}
	}
	clause := part(e.text.Norm, e.clauseStart(e.page.Sentences[i].Start, int(h.start)), h.start)
	if startsAny(behind, "ておりませ", "ていませ", "ていない", "ておらず", "ません", "せず", "していませ", "しておりませ", "しない", "おりませ", "いませ", "いない", "おらず") {
		return ""
	}
	if e.holds(clause, byOthers) && !e.has(clause, "直ちに", "当社", "弊社") || startsAny(behind, "させられ", "された状態", "している間", "していた期間", "した期間", "しているため", "する場合", "した場合", "ざるを得") {
		return ""
	}
	what := object(before)
	quote := strings.HasSuffix(strings.TrimRight(before, " "), "」") || strings.HasSuffix(strings.TrimRight(before, " "), "』")
	cut := e.has(term, "断", "切")
	switch {
	case endsWith(what, payments):
		return "payment-stopped"
	case endsWith(what, shipping):
		return "shipment-stopped"
	case endsAny(what, "ログイン", "取引", "利用") && e.has(clause, "口座は", "アカウントは", "IDは", "口座について", "アカウントについて", "IDについて", "口座の", "アカウントの") && !cut:
		return "account-suspended"
	case endsWith(what, accounts) && !cut:
		return "account-suspended"
	case endsWith(what, inward):
		return "access-restricted"
	case e.has(term, "廃止", "取り止め", "取止め", "中止", "やめ") && endsWith(what, handling) && e.about(i, prevent|respond):
		return "rules-revised"
	case endsWith(what, commerce):
		if e.supplied || e.has(before, "委託", "同社", "社と", "社へ", "社の") {
			return "supplier-disconnected"
		}
		return ""
	case endsWith(what, lines):
		if e.has(clause, "攻撃元", "接続元", "不正な", "海外", "送信元", "通信元", "IPアドレス") {
			return "access-restricted"
		}
		if e.has(term, "廃止", "中止", "見合", "休止", "閉") || e.has(clause, "電話", "スマートフォン", "SIM") || e.isType("loss", "theft") {
			return ""
		}
		return "network-isolated"
	case e.has(term, "廃止"):
		return ""
	case cut && !e.has(term, "電源", "中断", "打ち切"):
		return ""
	case endsWith(what, ownServices), quote:
		if e.has(what[max(0, len(what)-60):], "イベント", "会場", "催し", "大会", "講座", "偽", "決済", "アカウント", "フィッシング") {
			return ""
		}
		if strings.HasPrefix(term, "は") && endsAny(what, "システム", "サーバー", "サーバ", "機能", "稼働", "運用") {
			return "" // what came of the attack
		}
		return "service-stopped"
	}
	for _, f := range e.found { // the bare name of a service: K-LINKを停止
		if name, ok := f.Value.(string); ok && f.Field == "services" && strings.HasSuffix(what, name) {
			return "service-stopped"
		}
	}
	return ""
}

var requests = anyOf("お願いいたします", "お願いします", "お願い申し上げ", "ください", "下さい", "お勧め", "おすすめ", "Please", "please", "You should", "Check your", "e recommend that you", "e recommend you", "e encourage you", "e advise you", "e suggest you", "e suggest that you", "you may wish to", "you may want to", "We urge you")

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
	told := e.shows(i, englishMark) && !e.asksReaders(sentence) && e.has(sentence, "e have ", " has ", "has been", "have been", " were ", " was ", "e are ", "e will ", " will be") // an answer
	if e.about(i, faq|business) && !(e.about(i, faq) && told) && !(e.about(i, faq) && !e.asksReaders(sentence) && e.has(behind, "ました", "ています", "おります", "します", "る。", "た。") && !e.has(behind, "ません", "場合")) && code != "password-reset" && code != "service-stopped" && !(desk(code) && e.has(sentence, "専用", "本件", "臨時")) {
		return true
	}
	if e.about(i, elsewhere) && !hasAny(code, "disciplinary", "delete?") {
		return true
	}
	individual := code == "individual-notice" || code == "notify?" || code == "public-notice" || code == "reissue?" || code == "caution?" || desk(code)
	switch {
	case code == "delete?", code == "password-reset", code == "password-reset?", code == "account-suspended":
	case e.about(i, ask) && ownVoice(sentence, behind) && !e.asksReaders(sentence) && !e.has(before, "お客様は", "お客さまは", "ご自身"):
	case e.about(i, ask) && !individual && code != "monitoring" && code != "monitor?":
		return true
	case e.about(i, contacting) && !desk(code), code == "hotline" && e.about(i, ask) && strings.HasSuffix(sentence, "。"):
		return true
	case !individual && e.asksReaders(sentence) && (code != "monitoring" || !e.has(sentence, "カード会社")) && !e.has(before, "ており", "ました"):
		return true
	}
	if asked(sentence) {
		return true
	}
	if startsWith(behind, notTaken) {
		return true
	}
	if e.quoted(i, int(h.start)) && !desk(code) && !(code == "access-restricted" && startsAny(behind, "」に")) {
		return true
	}
	if e.about(i, cause) && !e.about(i, respond|prevent|course) && !(ownVoice(sentence, behind) && e.has(before, "現在は", "現在では", "その後", "直ちに", "ただちに", "判明後", "発覚後", "既に", "すでに", "このため", "同日", "速やかに")) && code != "individual-notice" && code != "forensics" && code != "forensic?" {
		return true
	}
	if e.has(before, "他の機関", "他社では") {
		return true
	}
	if e.has(sentence, "てきました", "てまいりました", "ていましたが", "ておりましたが") && e.has(sentence, "年1回", "年に1回", "毎年", "毎月", "定期的", "従来", "これまで", "日頃", "かねて") && !e.has(sentence, "今後", "さらに", "一層", "改め", "加え", "新た") {
		return true // what had been done before
	}
	return false
}

// ownVoice reports whether a sentence ends in what the publisher does or did.
func ownVoice(sentence, behind string) bool {
	return endsAny(sentence, "ました。", "ています。", "します。", "予定です。", "済みです。", "おります。") && !hasAny(behind, "場合", "ません", "ていな", "ておら")
}

// desk reports whether a code of the lexicon is that of a window set up for the case.
func desk(code string) bool { return code == "hotline" || code == "hotline?" || code == "desk?" }

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
	case e.isType("mis-sending", "misconfiguration", "mis-publication") && endsAny(before, "するよう求め", "するよう依頼", "するよう要請", "するようお願い") && !e.asksReaders(sentence) && !e.about(i, prevent):
		return "data-deleted"
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
	case e.isType("mis-publication", "misconfiguration") && startsAny(behind, "した。", "しました", "いたしました", "した上", "した後", "を完了") && !e.about(i, prevent|cause|ask) && !e.has(before, "アカウント", "キャッシュ", "検索"):
		return "data-deleted"
	case e.has(behind, "お願いを差し上げ", "お願いをいたしました", "お願いをしました", "お願いいたしました", "お願いしました", "お願いをお送り", "依頼しました", "依頼いたしました", "依頼済") && e.has(sentence, "宛先", "受信", "送付先", "送信先", "受け取") && !e.asksReaders(sentence):
		return "data-deleted"
	case endsAny(before, "を廃棄") && (!endsAny(before, "データを廃棄", "情報を廃棄", "ファイルを廃棄") || e.has(sentence, "誤って", "書類", "文書")):
		return ""
	case e.has(before, "情報は", "データは", "ファイルは", "ページを", "資料を", "ファイルを", "PDFを", "データを", "掲載", "情報を", "サイトから", "サーバーから", "画像を", "投稿を", "データの", "情報の", "フォルダを", "書類を", "記録を") && !e.has(before, "アカウントを", "マルウェア", "ウイルス", "不正なファイル", "改ざんされた", "不正プログラム", "不正ファイル"):
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
	means := e.has(sentence, "個別", "順次", "書面", "書状", "文書", "郵送", "メール", "電話", "訪問", "手紙", "封書", "連絡", "通知", "発送", "説明し", "ご説明", "伺い", "説明会", "対面", "謝罪", "訪ね", "お詫び", "おわび")
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
