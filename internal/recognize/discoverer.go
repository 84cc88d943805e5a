package recognize

import (
	"slices"
	"strings"
	"unicode/utf8"

	"jikenbo"
)

var (
	afterNotice = anyOf("公表後", "発表後", "お知らせ後", "公表以降")
	notNoticed  = anyOf("ておりません", "ていません", "されておりません", "できず", "に至ら", "されず", "ツール", "した場合", "っておりません", "っていません", "っていない", "らなかった", "らず、", "くことができませ", "くことができず", "くことができな", "くことはでき", "けませんで", "きませんで", "けなかった", "かなかった", "かないまま", "かれないまま", "きにく", "かず、", "けず、")
)

// readDiscoverer reads who noticed the incident first: the agent of the first
// act of noticing or telling. 判明 alone names nobody.
func (e *Entry) readDiscoverer() {
	type candidate struct {
		who  jikenbo.Discoverer
		date jikenbo.Date
		rank int
		span jikenbo.Span
	}
	var best candidate
	s := e.text.Norm
	consider := func(c candidate) {
		if best.rank == 0 || c.rank > best.rank && !(c.date.Precision() > 0 && best.date.Precision() > 0 && c.date.Compare(best.date) > 0) ||
			c.rank >= best.rank-2 && !c.date.IsZero() && !best.date.IsZero() && c.date.Compare(best.date) < 0 {
			best = c
		}
	}
	for i, st := range e.sentences() {
		if e.zones[i] == headZone || e.zones[i] == footZone || e.zones[i] == appendZone || e.about(i, faq|contacting|business|prevent) && !e.about(i, course) {
			continue
		}
		if e.about(i, ask) && !e.about(i, course) || !e.tells(i, momentClass) {
			continue
		}
		for _, h := range e.of(i) {
			if h.class() != momentClass {
				continue
			}
			code := h.code()
			if code != "told" && code != "told?" && code != "discovered" && code != "find?" && code != "found" && code != "discovered?" && code != "found?" {
				continue
			}
			behind := part(s, h.end, st.End)
			if e.holdsIn(i, part(s, st.Start, h.start), afterNotice) {
				continue
			}
			if s[h.start] < utf8.RuneSelf && e.has(e.text.Low[max(st.Start, int(h.start)-16):h.start], " not ", "n't ") {
				continue // we have not learned of any misuse
			}
			if startsWith(behind, notNoticed) || e.quoted(i, int(h.start)) || st.Heading {
				continue
			}
			if (code == "told" || code == "told?") && startsAny(behind, "ますと", "によりますと", "によると", "によれば", "きによ", "いた内容によ") {
				continue // what they say, not that they noticed
			}
			from := e.clauseStart(st.Start, int(h.start))
			if int(h.start)-from < 30 {
				from = st.Start
			}
			before := part(s, from, h.start)
			who, span, rank := e.agent(i, from, h, code, before, behind)
			said := int(h.start) // dates behind are in what was told
			if teller, at, link := e.teller(i, h, code); teller != "" {
				who, span, rank, said = teller, e.span("discoverer", at, int(h.end)), 9, link
			}
			if who == "" {
				continue
			}
			if who == "internal" && e.supplied && e.suppliersOwn(i, from, int(h.start)) {
				who, rank = "supplier", max(rank, 7)
			}
			c := candidate{who: who, rank: rank, span: span}
			for k := range e.datesOf(i) {
				if m := &e.datesOf(i)[k]; m.start <= said {
					c.date = m.date
				}
			}
			if c.date.IsZero() {
				if m := e.rowDate(i); m != nil {
					c.date = m.date
				}
			}
			consider(c)
		}
	}
	if best.rank == 0 {
		if who, span := e.informant(); who != "" {
			e.add("discovered_by", who, 0, span)
			return
		}
		if g, ok := likeliest(e.guessAll(discovererModel, leastLikely, func(i int) bool { return true })); ok {
			e.add("discovered_by", jikenbo.Discoverer(g.code), 0, e.sentenceSpan("discoverer-model", g.sentence))
			return
		}
		e.add("discovered_by", jikenbo.DiscovererUnstated, 0)
		return
	}
	if best.who == "internal" && best.rank <= 3 && e.supplied {
		if span, ok := e.suppliersReport(); ok { // its people noticed, and it told us
			best.who, best.span = "supplier", span
		}
	}
	e.add("discovered_by", best.who, 0, best.span)
}

// suppliersReport finds where the supplier is said to have told of the incident:
// Ｈ社が市に報告, 受託者から料金課に連絡.
func (e *Entry) suppliersReport() (jikenbo.Span, bool) {
	names := append(e.supplierNames(), "委託先", "受託者", "受託会社", "受託業者", "受託事業者", "指定管理者", "委託業者", "委託会社")
	for i, st := range e.sentences() {
		if !e.told(i) {
			continue
		}
		w := e.words(i)
		for _, act := range []string{"に報告", "に連絡", "へ報告", "へ連絡", "に通報", "に第一報", "への報告", "への連絡", "に一報"} {
			at := index(w, act)
			if at < 0 || e.has(w[:at], "委員会", "警察") {
				continue
			}
			for _, name := range names {
				if k := index(w[:at], name); k >= 0 && startsAny(w[k+len(name):], "が", "から", "より") {
					return e.span("discoverer-supplier", st.Start+k, st.Start+at+len(act)), true
				}
			}
		}
	}
	return jikenbo.Span{}, false
}

var (
	tidings  = []string{"自己申告", "投書", "告発", "指摘", "連絡", "通報", "問い合わせ", "問合せ", "問合わせ", "申し出", "申出", "電話", "情報提供", "情報の提供", "知らせ", "相談", "苦情", "届け出", "届出", "訴え", "メール", "報告", "照会", "声"}
	received = anyOf("があ", "がござ", "を受", "をいただ", "を頂", "を戴", "が寄せ", "が入", "が届", "が来", "が相次", "がきっかけ", "が端緒", "を端緒", "をきっかけ", "を機に", "を契機", "をもら", "を賜", "がなされ", "で発覚", "で判明", "で把握", "で気", "で知", "で明らか", "で分か", "により", "によって", "に基づ", "から発覚", "から判明", "が複数")
	notTold  = anyOf("ください", "お願い", "場合", "おりません", "ていない", "ありません", "確認されて", "なかった", "お待ち", "無い", "ございません", "二次被害", "公表後", "発表後", "掲載後", "お知らせ後", "おそれ")
)

var byMeans = []string{"を電子メールで", "をメールで", "をお電話で", "を電話で", "を書面で", "を文書で", "をSNSで", "を口頭で", "を直接"}

var (
	threats      = anyOf("脅迫", "身代金", "金銭を要求", "金銭の要求", "支払わなければ", "支払いがなければ", "連絡がなければ公開", "応じなければ公開", "盗み、暗号化した", "盗んだ。", "暗号化した。", "公開すると", "公開する」", "犯行声明")
	threatsCame  = anyOf("届きました", "届いた", "届き、", "届く。", "が届", "を受信", "送られてき", "送り付けられ", "送りつけられ", "送付されて")
	errands      = anyOf("整理", "点検", "照合", "突き合わせ", "突合", "棚卸", "集計", "準備", "片付け", "片づけ", "検品", "見直", "作業", "引き継", "引継", "仕分け", "精算", "締め", "巡回", "清掃", "入れ替え", "一斉に調べ", "洗い出", "洗い直")
	inErrands    = anyOf("していたところ", "したところ", "せたところ", "たところ、", "していた際", "した際", "する際", "の際", "中に、", "作業中", "途中で", "過程で", "の中で", "していて", "するうち")
	notOwnErrand = anyOf("から", "より", "専門", "調査会社", "調査機関", "警察", "お客様が", "お客さまが", "第三者", "委託", "受託", "同社", "調査の結果", "攻撃者")
)

// informers are how persons are called who tell of an incident, by the end of
// what stands before から. The first that fits counts.
var informers = []struct {
	who  jikenbo.Discoverer
	ends wordSet
}{
	{"attacker", anyOf("攻撃者", "犯人", "ハッカー", "名乗る者", "名乗る人物", "名乗る人", "名乗る集団", "名乗る送信者", "攻撃グループ", "脅迫者")},
	{"card-company", anyOf("カード会社", "カード会社等", "カード会社各社", "カード発行会社", "決済代行会社", "決済代行業者", "決済代行事業者", "決済会社", "国際ブランド", "アクワイアラ", "アクワイアラー", "信販会社")},
	{"police", anyOf("警察", "警察署", "警察本部", "警視庁", "県警", "府警", "道警", "警察官", "捜査機関", "捜査当局")},
	{"outside-expert", anyOf("研究者", "専門家", "専門機関", "専門会社", "専門業者", "専門企業", "セキュリティ企業", "セキュリティ会社", "セキュリティ事業者", "セキュリティベンダー", "調査会社", "調査機関", "研究機関", "監視機関", "観測機関", "監視団体", "セキュリティ団体", "センター/CC", "JPCERT", "IPA", "情報処理推進機構", "NISC")},
	{"regulator", anyOf("個人情報保護委員会", "庁", "財務局", "運輸局", "監督官庁", "監督当局", "総務省", "金融庁", "厚生労働省", "文部科学省", "経済産業省")},
	{"supplier", anyOf("サーバーの事業者", "サーバ事業者", "サーバー事業者", "クラウド事業者", "クラウドの事業者", "サービス事業者", "システムの事業者", "サービスの事業者", "サーバー管理者", "ホスティング会社", "レンタルサーバー会社", "セキュリティ監視会社", "SOC事業者", "運用会社", "監視会社", "運用業者", "開発元", "販売元", "委託先", "委託業者", "委託事業者", "委託会社", "受託者", "受託業者", "受託事業者", "受託会社", "指定管理者", "ベンダー", "保守業者", "保守会社", "開発会社", "開発業者", "運営会社", "運営事業者", "提供会社", "提供元", "提供事業者", "管理会社", "制作会社", "配送業者", "運送会社", "配送会社", "印刷会社", "印刷業者", "サーバー会社", "システム会社", "サービス会社", "倉庫会社", "同社", "同社担当者", "委託先企業", "委託元", "データセンター")},
	{"public", anyOf("第三者", "外部の方", "一般の方", "通行人", "近隣住民", "近隣の方", "匿名の方", "報道機関", "記者", "新聞社", "外部", "見つけた方", "拾った方", "拾得者", "発見者", "閲覧者", "議員", "遺失物係", "駅員", "忘れ物センター", "清掃会社", "SNS上", "インターネット上", "ネット上", "匿名")},
	{"internal", anyOf("職員", "社員", "従業員", "教員", "教諭", "店舗", "支店", "営業所", "店長", "拠点", "担当部署", "現場", "当社担当者", "子会社", "グループ会社", "スタッフ", "乗務員", "行員", "看護師", "医師", "監視センター")},
	{"customer", anyOf("様", "さま", "さん", "署", "の方", "方々", "方", "人", "客", "先", "者", "生", "会員", "組合員", "家族", "店", "校", "園", "企業", "患者", "保護者", "フォロワー", "ユーザー", "ユーザ", "組合", "団体", "病院", "親", "園児", "世帯", "社", "名", "相手方", "契約者", "顧客", "オーナー", "メンバー", "リスナー", "視聴者", "大学", "学校", "事業所", "金融機関", "銀行", "信用金庫", "診療所", "医療機関", "薬局")},
}

// informant finds the first sentence that tells of tidings from somebody whom
// no lexicon names: フォロワーからの指摘で, 高校生の方から電話で….
func (e *Entry) informant() (jikenbo.Discoverer, jikenbo.Span) {
	for i, st := range e.sentences() {
		if !e.told(i) {
			continue
		}
		s := e.str(st.Start, st.End)
		if e.holdsIn(i, s, notTold) || st.Heading {
			continue
		}
		if e.holds(s, threats) && e.holds(s, threatsCame) {
			return "attacker", e.span("discoverer-threat", st.Start, st.End)
		}
		for _, word := range tidings {
			at := index(s, word)
			if at < 0 || endsAny(s[:at], "中間", "最終", "調査", "調査の", "調査結果の", "完了", "確定") {
				continue
			}
			behind := unbracketed(s[at+len(word):])
			for _, how := range byMeans {
				if rest, ok := strings.CutPrefix(behind, how); ok { // ご指摘を電子メールでいただき
					behind = "を" + rest
					break
				}
			}
			if who, n := e.giver(behind); who != "" { // 問い合わせを複数のお客さまからいただき
				return who, e.span("informant", st.Start+at, st.Start+at+len(word)+n)
			}
			if behind != "" && !startsWith(behind, received) && !severalCalls(behind) {
				continue
			}
			before := speaker(s[:at])
			if content := strings.TrimSuffix(strings.TrimSuffix(s[:at], "お"), "ご"); endsAny(content, "との", "旨の", "という") || contains(content, "「") {
				if k := firstLink(content); k > 0 {
					before = content[:k] // whoever stands in what is told
				}
			}
			if word == "自己申告" || endsAny(s[:at], "内部", "警告", "アラート") {
				return "internal", e.span("informant", st.Start, st.Start+at+len(word))
			}
			if who := e.informer(before); who != "" {
				return who, e.span("informant", st.Start, st.Start+at+len(word))
			}
		}
	}
	return "", jikenbo.Span{}
}

// severalCalls reports whether a number of calls follows: …との電話が2件.
func severalCalls(behind string) bool {
	rest, ok := strings.CutPrefix(behind, "が")
	return ok && rest != "" && rest[0] >= '0' && rest[0] <= '9'
}

// firstLink gives where the first から or より stands with a comma or a quotation
// behind it, -1 if there is none.
func firstLink(s string) int {
	best := -1
	for _, link := range []string{"から、", "より、", "から「", "より「", "から,", "より,"} {
		if k := index(s, link); k > 0 && (best < 0 || k < best) {
			best = k
		}
	}
	return best
}

// giver gives who tidings came from where he is named behind them:
// …を複数のお客さまからいただき.
func (e *Entry) giver(behind string) (jikenbo.Discoverer, int) {
	rest, ok := strings.CutPrefix(behind, "を")
	if !ok {
		return "", 0
	}
	for _, link := range []string{"から", "より"} {
		k := strings.Index(rest, link)
		if k <= 0 || k > 60 || contains(rest[:k], "、") || contains(rest[:k], "。") || !startsAny(rest[k+len(link):], "いただ", "頂", "受け", "お寄せ", "もら", "賜") {
			continue
		}
		if who := e.informer(rest[:k]); who != "" {
			return who, len("を") + k + len(link)
		}
	}
	return "", 0
}

// informer tells who a person is by the end of what he is called.
func (e *Entry) informer(called string) jikenbo.Discoverer {
	if k := strings.LastIndexByte(called, '('); k > 0 && strings.HasSuffix(called, ")") {
		called = called[:k] // アクワイアラー(加盟店契約会社)
	}
	called = strings.TrimRight(called, " 」')")
	switch {
	case endsAny(called, "社", "業者", "企業", "法人", "団体", "元") && e.has(called, "委託して", "委託先", "を運営する", "を運営している", "を提供する", "を提供している", "を管理する", "を管理している", "を保守する", "を保守している", "の保守を", "の運用を", "を開発した", "を構築した", "を運用する", "を運用している", "をお願いしている"):
		return "supplier"
	case endsAny(called, "名乗る者", "名乗る人物", "名乗る人", "名乗る送信者") && !e.has(called, "攻撃", "ハッカー", "犯人", "集団", "グループ", "盗"):
		return "" // the lure itself
	}
	for _, name := range e.supplierNames() {
		if strings.HasSuffix(called, name) {
			return "supplier"
		}
	}
	person := called // 研究者の方
	for _, polite := range []string{"の方々", "の方", "様", "さん", "氏"} {
		person = strings.TrimSuffix(person, polite)
	}
	for _, in := range informers {
		if endsWith(called, in.ends) || in.who != "customer" && endsWith(person, in.ends) {
			return in.who
		}
	}
	return ""
}

// supplierNames gives the suppliers' names without legal form, as notices go on
// to call them: 株式会社チケラボ, チケラボ; フォルムテック社.
func (e *Entry) supplierNames() []string {
	var names []string
	for _, n := range e.supplierAt {
		name := part(e.text.Norm, n.start, n.end)
		for _, form := range []string{"株式会社", "有限会社", "合同会社", "一般社団法人", "一般財団法人", "公益財団法人", "合資会社"} {
			name = strings.ReplaceAll(name, form, "")
		}
		if name = strings.TrimSpace(name); utf8.RuneCountInString(name) >= 3 {
			names = append(names, name, name+"社")
		}
		if alias := e.alias(n.end); alias != "" {
			names = append(names, alias)
		}
	}
	return names
}

// suppliersOwn reports whether the one who noticed between from and to belongs
// to the supplier: its name is the subject of the statement, or his calling is
// elsewhere said of its people (…サービスの検針員).
func (e *Entry) suppliersOwn(i, from, to int) bool {
	s := e.text.Norm
	st := e.page.Sentences[i]
	head := part(s, st.Start, to)
	for _, name := range e.supplierNames() {
		if k := index(head, name); k >= 0 && startsAny(head[k+len(name):], "は", "が", "において", "で", "の") && !e.has(head[k:], "当社", "弊社", "本市", "当市", "から", "より") {
			return true
		}
	}
	if a := e.shortSupplier(st.Start, to); a >= 0 {
		for _, subject := range []string{"社は", "社が", "社の", "社において", "社では"} {
			if k := index(part(s, a, to), subject); k >= 0 && k < 30 {
				return true
			}
		}
	}
	for _, a := range e.within(i, from, to) {
		if a.class() != agentClass || a.code() != "internal" {
			continue
		}
		t := lex.terms[a.term].text
		if strings.HasPrefix(part(s, a.end, to), "は") && e.suppliersMan(i, t) {
			return true
		}
		if hasAny(t, "当社", "弊社", "社内", "監視", "システム", "調査", "点検", "担当者", "職員", "社員", "従業員", "スタッフ", "監査", "アラート", "モニタリング") {
			continue
		}
		for _, n := range e.supplierAt {
			if strings.HasPrefix(part(s, n.end, n.end+60), "の"+t) {
				return true
			}
		}
	}
	return false
}

// suppliersMan reports whether a calling that stands alone in sentence i was
// said of the supplier's people just before: 同社の社員が…。社員は….
func (e *Entry) suppliersMan(i int, calling string) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		w := e.words(k)
		if at := strings.LastIndex(w, calling); at >= 0 {
			return endsAny(w[:at], "同社の", "委託先の", "受託者の", "受託会社の", "委託業者の", "受託業者の", "指定管理者の")
		}
	}
	return false
}

// teller gives who told where a statement quotes what he said, …から、…との連絡,
// or where noticing came of tidings, …からの電話で気付き: the first whom から or
// より follows, for those behind are in what he says. It gives where he stands too.
func (e *Entry) teller(i int, h hit, code string) (who jikenbo.Discoverer, start, link int) {
	st := e.page.Sentences[i]
	s := part(e.text.Norm, st.Start, h.start)
	if e.text.Norm[h.start] < utf8.RuneSelf || e.holds(s, notTold) {
		return "", 0, 0
	}
	if e.isType("loss", "theft") && e.has(s, "見つか", "発見され", "拾", "届け") && e.has(s, "警察", "交番", "鞄", "かばん", "バッグ", "端末", "パソコン", "USB", "書類") {
		return "", 0, 0 // what was lost turned up
	}
	s = strings.TrimSuffix(strings.TrimSuffix(s, "お"), "ご")
	switch code {
	case "told", "told?":
		if !endsAny(s, "との", "旨の", "という", "旨", "と", "といった", "とする", "旨を", "とメールで", "と電話で", "とのメールで") && !contains(s, "「") && !startsAny(lex.terms[h.term].text, "旨", "との", "という") {
			return "", 0, 0
		}
	case "discovered", "find?", "discovered?", "found", "found?":
		last := -1
		for _, word := range tidings {
			if k := strings.LastIndex(s, word); k >= 0 && len(s)-k-len(word) <= 12 && startsAny(s[k+len(word):], "で", "によ", "を受け", "から", "に基づ", "をきっかけ", "を機") {
				last = max(last, k)
			}
		}
		if last < 0 {
			return "", 0, 0
		}
		s = s[:last]
		if who := e.informer(speaker(s)); who != "" {
			return who, st.Start, int(h.start)
		}
		return "", 0, 0
	default:
		return "", 0, 0
	}
	from := e.clauseStart(st.Start, int(h.start)) - st.Start
	if q := strings.Index(s, "「"); q >= 0 && q < from || len(s)-from < 30 {
		from = 0
	}
	best := firstLink(s[from:])
	if best < 0 {
		return "", 0, 0
	}
	called := s[from : from+best]
	for _, a := range e.within(i, st.Start+from, st.Start+from+best) { // as the lexicon knows him
		if a.class() == agentClass && a.code() != "none" && (int(a.end) == st.Start+from+best || int(a.end) >= st.Start+from+best-9 && endsAny(called, "様", "さま", "さん", "方", "等", "各社", "担当者")) {
			who := e.refine(i, a, a.code())
			return jikenbo.Discoverer(who), int(a.start), st.Start + from + best
		}
	}
	if who := e.informer(called); who != "" {
		return who, st.Start + from, st.Start + from + best
	}
	return "", 0, 0
}

// speaker cuts what stands before tidings behind the one they come from:
// …の方からの, …の方から電話で、…との, …の方の.
func speaker(before string) string {
	before = strings.TrimSuffix(strings.TrimSuffix(before, "ご"), "お")
	if !endsAny(before, "との", "旨の") {
		for _, link := range []string{"からの", "よりの", "による", "の"} {
			if cut, ok := strings.CutSuffix(before, link); ok {
				return strings.TrimRight(cut, " ")
			}
		}
	}
	return strings.TrimRight(before[:max(0, strings.LastIndex(before, "から"), strings.LastIndex(before, "より"))], " ")
}

// agent finds who did the act of noticing or telling at h.
func (e *Entry) agent(i, from int, h hit, code, before, behind string) (jikenbo.Discoverer, jikenbo.Span, int) {
	s := e.text.Norm
	st := e.page.Sentences[i]
	none := jikenbo.Span{}
	hs := e.within(i, from, int(h.start))
	// In English the subject stands first.
	if s[h.start] < 0x80 {
		if term := lex.terms[h.term].text; code == "told" && endsAny(term, " by", " from", "informed", "notified", "told") {
			// We were told by the police: the agent stands behind.
			for _, a := range e.within(i, int(h.end), min(st.End, int(h.end)+60)) {
				if a.class() == agentClass && a.code() != "none" {
					return jikenbo.Discoverer(a.code()), e.span("discoverer", int(h.start), int(a.end)), 9
				}
			}
			for _, n := range e.supplierAt {
				if name := englishHead(part(s, n.start, n.end)); name != "" && e.has(e.text.Low[h.end:min(st.End, int(h.end)+60)], name) {
					return "supplier", e.span("discoverer", int(h.start), min(st.End, int(h.end)+60)), 9
				}
			}
		}
		if code == "told" && int(h.term) >= lex.clauses {
			// Residents began to call the office: the clause begins with who told.
			for _, a := range e.within(i, int(h.start), int(h.end)) {
				if a.class() == agentClass && a.start == h.start && a.code() != "none" && a.code() != "internal" {
					return jikenbo.Discoverer(a.code()), e.span("discoverer", int(a.start), int(h.end)), 9
				}
			}
		}
		if code == "told" && int(h.term) >= lex.clauses && e.passiveTelling(i, h) {
			for _, a := range e.within(i, int(h.start), min(st.End, int(h.end)+60)) {
				if a.class() == agentClass && a.code() != "none" && a.code() != "internal" {
					return jikenbo.Discoverer(a.code()), e.span("discoverer", int(h.start), max(int(h.end), int(a.end))), 9
				}
			}
		}
		for k := range hs { // the subject stands first: our provider's routine review turned up
			if hs[k].class() == agentClass && hs[k].code() != "none" && (hs[k].code() != "attacker" || code == "told") {
				return jikenbo.Discoverer(hs[k].code()), e.span("discoverer", int(hs[k].start), int(h.end)), 8
			}
		}
		for _, n := range e.supplierAt {
			name := englishHead(part(s, n.start, n.end))
			if k := index(e.text.Low[st.Start:h.start], name); k >= 0 && name != "" {
				return "supplier", e.span("discoverer", st.Start+k, int(h.end)), 9
			}
		}
		return e.englishSubject(i, h, code)
	}
	if (e.has(before, "SNS上", "ネット上", "掲示板", "口コミ") && e.has(before, "投稿", "書き込み", "指摘") || e.has(before, "SNSに", "SNSで", "Xに", "X(", "Twitter", "ツイッター", "ブログ") && e.has(before, "投稿した", "投稿され", "投稿が", "書き込", "つぶや")) && !e.isType("account-takeover") && !e.has(before, "公式") {
		return "public", e.span("discoverer", from, int(h.end)), 9
	}
	if endsAny(before, "様", "さま") && code == "told" {
		return "customer", e.span("discoverer", from, int(h.end)), 7
	}
	if e.isType("loss", "theft") && (code == "told" || code == "told?") && e.has(before, "見つか", "発見された") && e.has(before, "鞄", "かばん", "バッグ", "端末", "パソコン", "USB", "書類") {
		return "", none, 0 // what was lost
	}
	if endsAny(part(s, h.start, h.end), "に通報") && endsAny(before, "警", "警察", "警察署") {
		return "", none, 0 // 県警本部に通報: whom they told
	}
	if code == "told" || code == "told?" {
		// …から, …より, …の(ご指摘): the last such agent before the act.
		for k := len(hs) - 1; k >= 0; k-- {
			a := hs[k]
			if a.class() != agentClass || a.code() == "none" {
				continue
			}
			if e.has(before, "名乗る者", "名乗った者", "を装った", "を騙る", "になりすまし") && !e.has(before, "攻撃者", "ハッカー", "犯人", "身代金", "金銭", "盗んだ") {
				break // the lure itself
			}
			gap := part(s, a.end, h.start)
			if k2 := strings.IndexAny(gap, "。"); k2 >= 0 && contains(gap, "。") {
				continue
			}
			if e.has(gap, "から", "より", "の方が") || startsAny(gap, "による", "様による", "さまによる", "の方による") || strings.HasPrefix(lex.terms[h.term].text, "から") && len(gap) <= 30 || startsAny(gap, "の", "様の", "さまの") && len(gap) <= 12 || strings.TrimSpace(gap) == "" || startsAny(behind, "により", "を受け") && len(gap) <= 12 || startsAny(gap, "が") {
				who := a.code()
				who = e.refine(i, a, who)
				if who == "internal" && (code == "told" || code == "told?") && e.has(gap, "から", "より") && !e.has(part(s, a.start, a.end), "通報", "調査", "監視", "アラート", "モニタリング") && !e.has(part(s, from, a.start), "当社", "弊社", "当行", "社内") {
					return "internal", e.span("discoverer", int(a.start), int(h.end)), 6
				}
				rank := 9
				if code == "told?" {
					rank = 5
					if who != "supplier" && who != "police" && who != "attacker" && who != "customer" {
						return "", none, 0
					}
				}
				return jikenbo.Discoverer(who), e.span("discoverer", int(a.start), int(h.end)), rank
			}
		}
		for _, n := range e.supplierAt {
			name := part(s, n.start, n.end)
			if k := strings.LastIndex(part(s, from, h.start), name); k >= 0 {
				return "supplier", e.span("discoverer", from+k, int(h.end)), 9
			}
		}
		if a := e.shortSupplier(from, int(h.start)); a >= 0 {
			return "supplier", e.span("discoverer", a, int(h.end)), 8
		}
		if e.has(before, "様より", "様から", "さまより", "さまから", "さんから", "さんより") {
			return "customer", e.span("discoverer", from, int(h.end)), 6
		}
		if e.has(before, "攻撃者を名乗る", "攻撃者から", "ハッカー") {
			return "attacker", e.span("discoverer", from, int(h.end)), 8
		}
		return "", none, 0
	}
	if code == "found" || code == "found?" {
		// 社内調査により判明, 調べたところ判明
		for k := len(hs) - 1; k >= 0; k-- {
			a := hs[k]
			if a.class() == agentClass && a.code() == "internal" {
				gap := part(s, a.end, h.start)
				t := lex.terms[a.term].text
				if e.has(t, "社内調査", "内部調査", "点検", "監査", "モニタリング", "監視", "チェック", "アラート", "内部通報") || e.has(gap, "により") && len(gap) < 30 {
					if t == "当社の" || t == "当社が" || t == "弊社が" {
						continue
					}
					return "internal", e.span("discoverer", int(a.start), int(h.end)), 4
				}
				if startsAny(gap, "が") && e.has(gap, "気", "異常", "不審", "点検", "確認したところ", "調べ", "照合", "見直") {
					return "internal", e.span("discoverer", int(a.start), int(h.end)), 5
				}
			}
			if a.class() == agentClass && a.code() == "supplier" && code == "found" {
				gap := part(s, a.end, h.start)
				if startsAny(gap, "が保有", "が管理", "が運営", "が提供", "が利用", "が所有") {
					continue
				}
				if startsAny(gap, "が", "の従業員が", "の担当者が", "において") && !e.has(gap, "当社", "弊社") {
					return "supplier", e.span("discoverer", int(a.start), int(h.end)), 4
				}
			}
		}
		if e.holds(before, errands) && e.holds(before, inErrands) && !e.holds(part(s, st.Start, h.start), notOwnErrand) {
			return "internal", e.span("discoverer-errand", from, int(h.end)), 2 // 書類を整理していたところ
		}
		return "", none, 0
	}
	if code == "find?" && e.has(behind, "に至ら", "できず", "されず", "されておらず", "されていない") {
		return "", none, 0
	}
	if code == "discovered?" && !e.has(before, "不審に思") && !e.has(part(s, h.start, h.end), "不審") {
		return "", none, 0
	}
	if e.isType("loss", "theft") && e.has(behind, "との連絡", "旨の連絡") && e.has(before, "鞄", "かばん", "バッグ", "端末", "パソコン", "USB", "書類") {
		return "", none, 0
	}
	if e.isType("loss", "theft") && code == "find?" && e.has(before, "USB", "端末", "鞄", "書類") && e.has(before, "ポケット", "工場", "警察", "拾") {
		return "", none, 0
	}
	// 検知, 気付く, 発見: an agent before it as subject, at the head of the row too.
	if from > st.Start {
		for _, a := range e.within(i, st.Start, from) {
			if a.class() == agentClass && a.code() == "supplier" && strings.HasPrefix(part(s, a.end, h.start), "が") && !e.has(part(s, st.Start, a.start), "。", "、") {
				return "supplier", e.span("discoverer", int(a.start), int(h.end)), 7
			}
		}
	}
	for k := len(hs) - 1; k >= 0; k-- {
		a := hs[k]
		if a.class() != agentClass || a.code() == "none" {
			continue
		}
		gap := part(s, a.end, h.start)
		if lex.terms[a.term].text == "同社" && !startsAny(gap, "が", "は", "において", "では", "の担当", "の社員", "の従業員", "の職員", "の監視", "の技術", "のシステム部") {
			continue // 同社のサーバーに…があるのを
		}
		if startsAny(gap, "が", "は", "で", "によ", "の従業員", "の職員", "において", "にて", "、") || e.has(gap, "が") || a.code() == "internal" && strings.TrimSpace(gap) == "" || startsAny(gap, "の点検", "の調査", "の監視", "による") {
			who := e.refine(i, a, a.code())
			if who == "attacker" || who == "card-company" && !e.has(gap, "が") {
				continue
			}
			if who == "public" || who == "customer" {
				if !startsAny(gap, "が", "様が", "さまが") {
					continue
				}
			}
			return jikenbo.Discoverer(who), e.span("discoverer", int(a.start), int(h.end)), 7
		}
	}
	if a := e.shortSupplier(from, int(h.start)); a >= 0 && contains(part(s, a, h.start), "が") {
		return "supplier", e.span("discoverer", a, int(h.end)), 6
	}
	if startsAny(behind, "かれ、", "かれて", "かれた", "かれま", "きになり", "きになら", "きくださ", "きいただ") && e.has(part(s, st.Start, h.start), "様が", "さまが", "様は", "さんが", "方が", "方は", "客様", "客さま", "ご家族", "保護者", "ご本人") && !e.has(before, "第三者に") {
		return "customer", e.span("discoverer-honoured", from, int(h.end)), 7 // ご家族様が気づかれ
	}
	if code == "discovered" || code == "find?" || code == "discovered?" {
		if code == "discovered" && e.has(part(s, h.start, h.end), "発覚") {
			return "", none, 0
		}
		// Nobody else is named: one's own.
		return "internal", e.span("discoverer-own", int(h.start), int(h.end)), 3
	}
	return "", none, 0
}

// refine corrects an agent by what stands around it: the customer of a
// supplier is told through it, one's own card desk is internal.
func (e *Entry) refine(i int, a hit, who string) string {
	s := e.text.Norm
	st := e.page.Sentences[i]
	before := part(s, st.Start, a.start)
	behind := part(s, a.end, st.End)
	switch who {
	case "internal":
		if endsAny(before, "社の") && contains(e.text.Norm[:min(len(e.text.Norm), 3000)], "子会社") {
			return "internal"
		}
		if (endsAny(before, "委託先の", "受託者の", "委託先従業員の") || e.supplied && endsAny(before, "社の")) && !endsAny(before, "当社の", "弊社の", "自社の", "本社の", "我が社の") {
			return "supplier"
		}
		if endsAny(before, "事業所の", "取引先の", "企業の", "お取引先様の", "送付先の", "受信先の", "加盟店の") {
			return "customer"
		}
		if endsAny(before, "保守会社の", "運用会社の", "保守会社が行った", "委託先が行った", "保守業者が行った", "保守会社による", "委託先による") {
			return "supplier"
		}
	case "public":
		if startsAny(behind, "の研究者", "のセキュリティ", "の専門", "セキュリティ") {
			return "outside-expert"
		}
		if t := lex.terms[a.term].text; e.has(t, "市民", "住民", "町民", "県民", "区民", "村民") {
			if endsAny(before, "受け取った", "届いた", "受け取られた", "受領した", "送付された", "郵送された") || e.has(behind, "届いた", "届いて", "入っている", "入っていた", "送られてき", "同封", "混じって", "混入") {
				return "customer"
			}
			return "public"
		}
	case "outside-expert":
		if endsAny(before, "保守会社の", "委託先の", "ベンダーの", "保守業者の", "開発会社の", "運用会社の", "受託者の", "受託会社の") {
			return "supplier"
		}
		return "outside-expert"
	case "customer":
		if t := lex.terms[a.term].text; (t == "学生" || t == "生徒") && endsAny(before, "県外の", "県外の大", "市外の", "学外の", "他大学の", "町外の", "無関係の", "別の大学の", "市外の大", "一般の") {
			return "public"
		}
		if endsAny(before, "カード") {
			return "card-company"
		}
	}
	return who
}

// shortSupplier finds a supplier called by its short name (ショーケース社,
// しののめ社) between two places, -1 for none.
func (e *Entry) shortSupplier(from, to int) int {
	for _, n := range e.supplierAt {
		if alias := e.alias(n.end); alias != "" {
			if k := strings.LastIndex(part(e.text.Norm, from, to), alias); k >= 0 {
				return from + k
			}
		}
	}
	return -1
}

// alias gives by what a name that ends at end is called from there on, (以下「…」;
// empty for none.
func (e *Entry) alias(end int) string {
	d := part(e.text.Norm, end, min(end+90, len(e.text.Norm)))
	if !startsAny(d, "(以下") {
		return ""
	}
	_, d, ok := strings.Cut(d, "「")
	alias, _, closed := strings.Cut(d, "」")
	if !ok || !closed {
		return ""
	}
	return alias
}

// englishHead gives the first word of a name in lower case, by which English
// texts go on to call it; empty for a name in other letters.
func englishHead(name string) string {
	head, _, _ := strings.Cut(strings.ToLower(name), " ")
	if len(head) < 3 || !letter(head[0]) {
		return ""
	}
	return head
}

// passiveTelling reports whether the one who told stands behind the English act at
// h: we were alerted when members wrote, we received a call from a guest.
func (e *Entry) passiveTelling(i int, h hit) bool {
	st := e.page.Sentences[i]
	low := e.text.Low[h.start:min(st.End, int(h.end)+60)]
	return e.has(low, "receive", " by ", " from ") || e.has(e.text.Low[st.Start:h.end], "were ", "was ", "been ") && e.has(low, " when ", " after ")
}

// ownNames are how publishers call themselves in English.
var ownNames = wordMap("we i our company group firm bank university college hospital school council trust society charity museum foundation clinic district authority city")

// englishSubject finds who did the act of noticing or telling at h, where no word
// of a lexicon names anybody: the name or the pronoun that begins its clause.
func (e *Entry) englishSubject(i int, h hit, code string) (jikenbo.Discoverer, jikenbo.Span, int) {
	st := e.page.Sentences[i]
	var words []englishWord
	words = e.wordsOf(words, st.Start, int(h.start))
	last := len(words)
	for k := len(words) - 1; k >= 0 && last-k < 9; k-- {
		w := words[k]
		if ownNames[w.text] && code == "told" {
			break
		}
		if ownNames[w.text] {
			return "internal", e.span("discoverer-own", w.start, int(h.end)), 4
		}
		if c := e.text.Norm[w.start]; c >= 'A' && c <= 'Z' && !loose[w.text] && !barring[w.text] && k+1 < len(words)+1 {
			if month, _ := englishMonth(e.text.Norm[:w.end], w.start); month > 0 || slices.Contains(dayNames, w.text) || w.text == "on" || w.text == "in" || w.text == "at" {
				break
			}
			if e.org != "" && contains(strings.ToLower(e.org), w.text) {
				if code == "told" {
					break
				}
				return "internal", e.span("discoverer-own", w.start, int(h.end)), 4
			}
			if code == "told" && last-k <= 4 {
				return "supplier", e.span("discoverer-name", w.start, int(h.end)), 8
			}
		}
		if w.ended || w.text == "that" {
			break
		}
	}
	if code == "discovered" {
		return "internal", e.span("discoverer-own", int(h.start), int(h.end)), 2
	}
	return "", jikenbo.Span{}, 0
}
