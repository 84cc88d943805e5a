package recognize

import (
	"slices"
	"strings"

	"jikenbo"
	"jikenbo/internal/classify"
)

// spanKind is what a span of days bounds.
type spanKind uint8

const (
	noSpan       spanKind = iota
	attackSpan            // the attack, or the data lay open
	purchaseSpan          // purchases or entries whose data leaked
	otherSpan             // an investigation, notices: a happening, no window
)

// readWindows reads the periods in which the data was exposed or the attack
// ran: stated spans, also of hours within one day.
func (e *Entry) readWindows() {
	type found struct {
		p jikenbo.Period
		s []jikenbo.Span
	}
	var out []found
	for i := range e.sentences() {
		if e.zones[i] == headZone || e.zones[i] == footZone || e.zones[i] == appendZone {
			continue
		}
		ds := e.datesOf(i)
		for k := range ds {
			m := &ds[k]
			if e.takenBack(m.start) {
				continue
			}
			if from := e.begunBefore(i, k); from != nil {
				from.to, from.ranged = m.date, true
				p := from.period()
				if k > 0 && &ds[k-1] == from {
					e.attacks = append(e.attacks, i, k-1)
				} else {
					e.attacks = append(e.attacks, i-1, len(e.datesOf(i-1))-1)
				}
				out = append(out, found{p: p, s: []jikenbo.Span{e.span("window", from.start, from.tail), e.span("window", m.start, m.tail)}})
				continue
			}
			kind := e.weighSpan(i, k)
			if kind == attackSpan && e.correctedPurchase(m.start) {
				kind = purchaseSpan
			}
			if kind != attackSpan && kind != purchaseSpan {
				continue
			}
			p := m.period()
			if kind == attackSpan && !m.openTo {
				e.attacks = append(e.attacks, i, k)
			}
			at := slices.IndexFunc(out, func(f found) bool { return f.p == p })
			if at < 0 {
				out = append(out, found{p: p})
				at = len(out) - 1
			}
			out[at].s = append(out[at].s, e.span("window", m.start, m.tail))
		}
		if m := e.hoursOf(i); m != nil {
			p := jikenbo.Period{From: ds[0].date, To: ds[0].date}
			if !slices.ContainsFunc(out, func(f found) bool { return f.p == p }) {
				e.attacks = append(e.attacks, i, 0)
				out = append(out, found{p: p, s: []jikenbo.Span{e.span("window", ds[0].start, ds[0].end), e.span("window", m.start, m.tail)}})
			}
		}
	}
	for _, f := range out {
		if f.p.To.IsZero() && slices.ContainsFunc(out, func(g found) bool { return g.p.From == f.p.From && !g.p.To.IsZero() }) {
			continue // the closed span says more
		}
		e.windows = append(e.windows, f.p)
		e.add("windows", f.p, 0, f.s...)
	}
}

// hoursOf gives the hours of an attack on the one date of sentence i that stand
// apart from it: 9月12日、…したところ、10時35分から11時50分までの間、遠隔操作された.
func (e *Entry) hoursOf(i int) *mention {
	ds := e.datesOf(i)
	st := e.page.Sentences[i]
	if len(ds) != 1 || ds[0].spans() || ds[0].date.Precision() != jikenbo.DayOfMonth || ds[0].date == e.published || e.about(i, faq|contacting|business|prevent|ask) {
		return nil
	}
	m, ok := e.hoursIn(ds[0].tail, st.End)
	if !ok || e.otherDate(i, &ds[0]) {
		return nil
	}
	behind := part(e.text.Norm, m.tail, st.End)
	if end := index(behind, "。"); end >= 0 {
		behind = behind[:end]
	}
	if behind = behind[:min(len(behind), 180)]; !startsAny(behind, "まで", "の間", "にかけて", "頃") || !e.holds(behind, attackWords) || e.holds(behind, messageWords) {
		return nil
	}
	hours := m // only what is given needs memory of its own
	return &hours
}

var beginnings = anyOf("以降、", "以後、", "以来、", "侵入", "入り込", "改ざんされ", "書き換えられ", "設置され", "仕掛けられ", "公開に設定", "公開設定", "全体公開", "掲載し", "公開し", "設定され", "埋め込まれ", "感染し", "不正アクセスを受け", "誤って", "から始ま", "に始ま")

// begunBefore gives the day on which began what lasted until date k of sentence
// i, where the words before tell it, else nil: 3月8日に侵入し、3月19日までの間、探索して
// いた; 4月3日に公開に設定され、12月11日に是正するまで、閲覧できる状態でした.
func (e *Entry) begunBefore(i, k int) *mention {
	ds := e.datesOf(i)
	ss := e.sentences()
	m := &ds[k]
	if m.ranged || m.hours || m.date.Precision() != jikenbo.DayOfMonth || e.about(i, faq|contacting|business) {
		return nil
	}
	behind := part(e.text.Norm, m.tail, ss[i].End)
	clause, rest, ok := strings.Cut(behind, "、")
	if n := index(clause, "まで続"); n >= 0 {
		clause, rest = clause[:n+len("まで")], clause[n+len("まで"):]
	} else if !ok {
		rest = ""
	}
	switch {
	case startsAny(clause, "まで約", "までの"):
	case strings.HasPrefix(clause, "に") && endsAny(clause, "るまで", "すまで", "るまでの間", "すまでの間", "くまで", "くまでの間", "うまで", "うまでの間", "たまで") && len(clause) < 90:
	default:
		return nil
	}
	about := clause + rest
	if startsAny(rest, "続") {
		about = part(e.text.Norm, ss[i].Start, ss[i].End)
	}
	if clause = about; !e.holds(clause[:min(len(clause), 240)], attackWords) || e.holds(clause[:min(len(clause), 120)], purchaseWords) {
		return nil
	}
	var from *mention
	var words string
	if k > 0 {
		from = &ds[k-1]
		words = part(e.text.Norm, from.tail, m.start)
	} else if prev := i - 1; prev >= 0 && ss[prev].Section == ss[i].Section && len(e.datesOf(prev)) > 0 && (m.start-ss[i].Start < 12 || startsAny(e.words(i), "その後、", "以後、", "以降、", "それ以降、", "そのまま、", "以来、")) && m.start-ss[i].Start < 30 && startsAny(behind, "まで") {
		from = &e.datesOf(prev)[len(e.datesOf(prev))-1]
		words = part(e.text.Norm, from.tail, ss[prev].End)
	}
	if from == nil || from.ranged || from.openTo || from.hours || from.date.Precision() != jikenbo.DayOfMonth || !from.date.Before(m.date) || e.bracketed(ss[i].Start, from.start, m.start) && k > 0 || !e.holds(words, beginnings) || len(words) > 300 {
		return nil
	}
	return from
}

// weighSpan decides what date k of sentence i bounds: as the rules do, and as
// the model does where it is surer than they can be.
func (e *Entry) weighSpan(i, k int) spanKind {
	kind := e.spanKind(i, k)
	m := &e.datesOf(i)[k]
	if kind == otherSpan && (e.spanOfWork(i, m) || m.row && m.ranged && strings.TrimSpace(part(e.text.Norm, m.tail, e.page.Sentences[i].End)) == "" && m.end <= m.tail && i+1 < len(e.page.Sentences) && strings.HasPrefix(e.words(i+1), "~")) {
		return kind
	}
	if e.unaided || !m.spans() || m.date.Precision() < jikenbo.MonthOfYear {
		return kind
	}
	var room [2]float32
	p := windowModel().ClassifyIn(&e.room, room[:0], e.spanWords(i, k))
	switch window, attack := p[0], p[1]; {
	case kind == attackSpan || kind == purchaseSpan:
		if window < 0.03 {
			return otherSpan
		}
	case window > 0.85 && attack > 0.5:
		return attackSpan
	case window > 0.85:
		return purchaseSpan
	}
	return kind
}

// spans reports whether a mention has an extent.
func (m *mention) spans() bool { return m.ranged || m.hours || m.openFrom || m.openTo }

// spanWords gives the words around date k of sentence i.
func (e *Entry) spanWords(i, k int) classify.Sentence {
	st := e.page.Sentences[i]
	m := &e.datesOf(i)[k]
	marks := uint32(e.topics[i])
	for b, is := range []bool{m.ranged, m.hours, m.openFrom, m.openTo, m.row, st.Heading} {
		if is {
			marks |= 1 << (24 + b)
		}
	}
	s := e.text.Norm
	return classify.Sentence{Around: true, Before: part(s, max(st.Start, m.start-120), m.start), Text: ends(part(s, m.tail, st.End)), Marks: marks}
}

// period gives the time a mention spans.
func (m *mention) period() jikenbo.Period {
	switch {
	case m.ranged:
		return jikenbo.Period{From: m.date, To: m.to}
	case m.hours:
		return jikenbo.Period{From: m.date, To: m.date}
	case m.openTo:
		return jikenbo.Period{To: m.date}
	}
	return jikenbo.Period{From: m.date}
}

// layOpen stand right before the days for which it did.
var layOpen = anyOf("改ざんされていた", "改ざんされた状態にあった", "改ざんされた状態であった", "書き換えられていた", "侵入されていた", "侵入を受けていた", "不正アクセスを受けていた", "攻撃を受けていた", "閲覧できる状態にあった", "閲覧できる状態であった", "閲覧できる状態だった", "閲覧できる状態となっていた", "閲覧可能な状態にあった", "閲覧可能であった", "公開されていた", "公開状態にあった", "公開状態となっていた", "見える状態にあった", "見える状態だった", "掲載されていた", "感染していた")

var (
	happenedIn    = anyOf("にかけて行われ", "の間に行われ", "まで行われ", "に行われ", "にかけて発生", "です", "でした", "である", "までです", "までの間です")
	dealings      = anyOf("取扱分", "年度分", "にご契約", "をご契約", "契約いただい", "受診", "検査を受け", "入社", "在籍", "採用", "応募", "お取引", "に登録された", "会員登録され", "に入会", "登録いただ", "の登録者", "にお申込", "に申し込", "発行", "出荷", "製造", "受講され", "卒業", "に宿泊", "に来院", "ご来店", "利用された方の", "ご加入", "に加入", "お問い合わせいただいた", "に作成", "に提出され", "参加され", "納品")
	messageWords  = anyOf("お詫び", "謝罪", "通知", "訪問し", "訪問又は", "お知らせ", "説明", "お伺い", "に伺い", "発送", "書面", "ご連絡", "連絡いた")
	purchaseWords = anyOf("決済", "購入", "お買い物", "お買い上げ", "注文", "カードを利用", "カードをご利用", "カードを登録", "カード情報を入力", "カード情報を登録", "支払", "入力され", "クレジットカードでお", "サイトを利用", "サイトをご利用", "にご利用", "checkout", "purchas")
	attackWords   = anyOf("不正アクセス", "不正なアクセス", "攻撃", "改ざん", "侵入", "閲覧", "公開", "掲載", "状態", "つながりにく", "遠隔操作", "操作され", "ログイン", "持ち出", "書き出", "窃取", "取得", "表示され", "被害", "障害", "接続し", "なりすま", "誘導", "確認されて", "設置され", "送信され", "盗", "紛失", "乗っ取", "attack", "unauthorized", "took place", "copied", "accessed", "flooded", "添付した", "含まれていた", "配信", "送信して", "unsolicited", "exposed", "accessible", "viewable", "Attack", "altered", "intrusion", "encrypted", "アクセスが可能", "アクセス可能", "漏えいし", "流出し", "参照", "利用し、勧誘", "在籍", "接続のあ", "接続があ", "抽出し", "抜き出", "ダウンロード", "コピーし", "複製", "不審な通信", "潜伏", "探索し", "動作して", "稼働して", "送付して", "持ち帰", "私的な", "私的に", "私用", "無断で", "業務外", "不正に利用", "不正利用", "不正使用", "不正に使用", "検索し", "のぞき見", "横流し", "持出し", "つきまと", "アップロード", "見られる", "見える", "混入", "流用", "転送され", "試行", "暗号化", "通信が発生", "外部に送信", "外部へ送信", "送られてい")
)

// spanKind decides what date k of sentence i bounds, noSpan for a bare day.
func (e *Entry) spanKind(i, k int) spanKind {
	ds := e.datesOf(i)
	m := &ds[k]
	if !m.ranged && !m.hours && !m.openFrom && !m.openTo {
		return noSpan
	}
	if m.date.Precision() < jikenbo.MonthOfYear || m.word == "today" && !m.hours {
		return noSpan
	}
	st := e.page.Sentences[i]
	s := e.text.Norm
	limit := st.End
	if k+1 < len(ds) && ds[k+1].start > m.tail {
		// …から11時30分頃まで、および12月29日…: one statement of both.
		if gap := strings.Trim(part(s, m.tail, ds[k+1].start), "まで、 "); gap != "および" && gap != "及び" && gap != "と" && gap != "ならびに" && gap != "" {
			limit = ds[k+1].start
		}
	}
	behind := part(s, m.tail, limit)
	if len(behind) > 240 {
		behind = behind[:240]
	}
	before := part(s, st.Start, m.start)
	if e.about(i, contacting|business|faq) || e.has(before, "受付", "営業", "開館", "休館", "休業", "会期", "申込期間", "キャンペーン") || startsAny(strings.TrimLeft(behind, "まで )"), "休業", "休館", "の営業", "受付", "も土日", "は休業") {
		return noSpan
	}
	if m.ranged && endsWith(before, layOpen) {
		return attackSpan // 改ざんされていた6月20日から9月1日までの間に購入
	}
	first := behind
	if p := index(first, "。"); p >= 0 {
		first = first[:p]
	}
	if e.shows(i, englishMark) {
		first = s[st.Start:st.End] // English tells of the attack before its days too
	}
	if startsWith(first, happenedIn) {
		first += before // 不正アクセスがあったのは、…です。
		if endsAny(strings.TrimRight(before, "、 "), "た期間は", "ていたのは") && !e.holds(before, dealings) && !e.has(before, "調査", "停止", "閉鎖", "休", "受付", "保存", "保管") {
			return attackSpan
		}
	}
	if strings.TrimSpace(first) == "" && m.row {
		// The days stand alone; what they bound stands below.
		for k := i + 1; k < len(e.page.Sentences) && k <= i+3; k++ {
			if e.page.Sentences[k].Heading || len(e.datesOf(k)) > 0 && e.datesOf(k)[0].leading {
				break
			}
			first += e.words(k)
		}
	}
	open := !m.ranged && !m.hours
	if e.has(before, "開設期間", "受付期間", "設置期間", "受付時間", "開設時間", "営業", "調査期間", "調査の期間", "解析期間", "研修期間", "閉鎖期間", "停止期間", "実施期間") {
		return otherSpan // of the desk
	}
	if e.spanOfWork(i, m) {
		return otherSpan
	}
	if e.has(first, "捜索", "予定") || startsAny(first, "にお送り", "、順次", "より順次", "順次") {
		return otherSpan
	}
	if e.holds(first, dealings) && !e.has(first, "不正アクセス", "閲覧", "カード決済", "クレジットカード", "持ち出", "私的な", "私的に", "無断で", "不正に") {
		return otherSpan
	}
	if startsAny(afterSpan(first), "調査", "社内調査", "検査", "詳細な調査", "追加の調査", "確認作業") {
		return otherSpan
	}
	if e.has(first, "調査", "検査", "検証を行", "ヒアリング") && !e.has(first, "不正アクセス", "攻撃", "閲覧", "改ざん", "侵入") {
		return otherSpan
	}
	if e.holds(first, messageWords) && !e.has(first, "不正アクセス", "閲覧", "改ざん") {
		return otherSpan
	}
	purchase := e.holds(first, purchaseWords)
	attack := e.holds(first, attackWords)
	switch {
	case open && m.openTo:
		if attack && !purchase && (e.has(before, "期間", "から") || e.has(first, "できる状態", "可能な状態", "公開状態", "な状態でし")) {
			return attackSpan
		}
		return noSpan
	case open:
		// 12月16日以降、…が確認されています: the attack goes on.
		rest := unquoted(part(s, m.tail, st.End))
		if !strings.HasPrefix(strings.TrimLeft(rest, " "), "以降") && !strings.HasPrefix(strings.TrimLeft(rest, " "), "~") {
			return noSpan
		}
		if hasAny(rest, "できる状態", "可能な状態", "公開状態", "公開された状態", "見える状態", "見られる状態", "表示される状態", "できるように", "見えるように") && !e.about(i, prevent|respond) {
			return attackSpan
		}
		if hasAny(rest, "メール", "サイト", "攻撃", "ログイン", "不正", "SMS", "偽") && hasAny(rest, "確認されて", "発生して", "届いて", "送信されて", "続いて", "確認して") && !hasAny(rest, "停止", "導入", "ます予定", "再開", "順次", "いたしません") && !e.about(i, damaging|respond|prevent|notifying) && k == 0 {
			return attackSpan
		}
		return noSpan
	case purchase && !attack:
		if e.says("カード", "payment") {
			return purchaseSpan
		}
		return otherSpan
	case purchase:
		// …の間に本サイトで決済されたお客様のカード情報が漏えい
		if e.has(first, "決済され", "購入され", "決済を", "購入した", "利用され", "入力され", "お支払い", "注文", "ご利用") && !e.has(first, "不正アクセスが", "改ざんされて", "不正アクセスを受け", "閲覧可能") {
			return purchaseSpan
		}
		return attackSpan
	case attack:
		if e.about(i, business) {
			return otherSpan
		}
		return attackSpan
	}
	if e.about(i, window) {
		head := strings.ToLower(e.headingWords(i))
		if e.has(head, "利用", "購入", "決済") && !e.has(head, "閲覧", "不正", "改ざん") {
			return purchaseSpan
		}
		if e.has(before, "次回", "開催", "開講") {
			return otherSpan
		}
		return attackSpan
	}
	if m.row && strings.TrimSpace(part(s, m.tail, st.End)) == "" {
		// A cell of a table flattened to lines: its head says what it bounds.
		for k := i - 1; k >= 0 && e.page.Sentences[k].Section == st.Section; k-- {
			if w := e.words(k); e.has(w, "期間", "時間帯", "日時") && len(e.datesOf(k)) == 0 && len(w) < 60 {
				if e.has(w, "購入", "決済", "注文", "利用") && !e.has(w, "不正") {
					return purchaseSpan
				}
				return attackSpan
			}
		}
	}
	// A bare span in a table of sites, periods and counts.
	if strings.TrimSpace(strings.Trim(first, "|() ")) == "" || e.countedHere(i) && (contains(part(s, st.Start, st.End), "|") || contains(part(s, st.Start, st.End), "  ")) {
		if e.says("期間", "サイト名") && (e.about(i, counting|itemizing|window|overview) || e.countedHere(i)) {
			if e.says("決済をされた", "お支払いになった", "決済された", "購入された") {
				return purchaseSpan
			}
			return attackSpan
		}
		if e.about(i, course|overview) && e.has(strings.ToLower(e.headingWords(i)), "発生", "不正アクセス", "攻撃", "期間") {
			return attackSpan
		}
	}
	if e.has(e.headingWords(i), "不正アクセスの発生", "発生日", "攻撃", "閲覧可能", "改ざんされていた", "改ざんの期間", "不正ログイン", "不正アクセスの状況", "閲覧できた", "公開されていた", "いつですか", "いつのこと", "いつ起き", "いつ発生", "いつから", "見ることのできた期間", "見られた期間", "見えていた期間") {
		return attackSpan
	}
	return otherSpan
}

// spanOfWork reports whether the label of a span, or the heading above, says that
// it bounds what was done about the incident: 調査期間, 調査の方法.
func (e *Entry) spanOfWork(i int, m *mention) bool {
	before := strings.TrimRight(part(e.text.Norm, e.page.Sentences[i].Start, m.start), " :")
	if endsAny(before, "調査期間", "調査の期間", "調査は", "解析期間", "研修期間", "捜索期間", "保存期間", "契約期間") {
		return true
	}
	return (m.leading || m.row || strings.HasSuffix(before, "期間")) && e.has(e.headingWords(i), "調査の方法", "調査方法", "調査の概要", "調査体制", "調査期間", "調査の期間", "調査の対象")
}

// afterSpan gives what follows the words that close a span of days.
func afterSpan(s string) string {
	for _, w := range []string{"にかけて", "までの間に", "までの間、", "までの間", "まで", "の間に", "に", "、", "再度", " "} {
		s = strings.TrimPrefix(s, w)
	}
	return s
}

// headingWords gives the words of the heading above sentence i and the label
// before it.
func (e *Entry) headingWords(i int) string {
	st := e.page.Sentences[i]
	sec := e.page.Sections[st.Section]
	if st.Label > st.Start {
		if e.headings[i] == "" {
			e.headings[i] = part(e.text.Norm, sec.Start, sec.End) + " " + part(e.text.Norm, st.Start, st.Label)
		}
		return e.headings[i]
	}
	return part(e.text.Norm, sec.Start, sec.End)
}
