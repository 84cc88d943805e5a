package recognize

import (
	"slices"
	"strings"

	"jikenbo"
	"jikenbo/internal/classify"
)

// polarity says what a text states of a data item.
type polarity uint8

const (
	unsaid   polarity = iota
	leaked            // it leaked, may have leaked, or was in what was lost
	excluded          // it is stated not to be among it
)

// itemAt is one mention of a data item.
type itemAt struct {
	hit
	kind     string // what it is where no lexicon has it, see [Entry.completeLists]
	sentence int
	polarity polarity
	words    classify.Sentence // to learn from

	leaks, spared float32 // how probable the model holds either
}

// code gives what kind of data it is, several with commas between.
func (it *itemAt) code() string {
	if it.kind != "" {
		return it.kind
	}
	return it.hit.code()
}

// codes gives the kinds of data it is.
func (it *itemAt) codes() []string {
	if it.kind != "" {
		return []string{it.kind}
	}
	return lex.codes[it.term]
}

// readItems reads the data items that leaked or may have leaked, and those that
// the text states are not affected. In Japanese the predicate stands last, so
// an item belongs to the next statement to its right; in a list or a table the
// heading speaks for it.
func (e *Entry) readItems() {
	e.itemsAt = e.weighItems()
	if !e.unaided {
		e.completeLists()
	}
	var specific [excluded + 1]bool // card numbers and the like are named one by one
	for k := range e.itemsAt {
		it := &e.itemsAt[k]
		if it.polarity != unsaid && strings.HasPrefix(it.code(), "card-") {
			specific[it.polarity] = true
		}
	}
	var room [3][32]string
	said := room[0][:0]
	for k := range e.itemsAt {
		it := &e.itemsAt[k]
		for _, code := range it.codes() {
			if it.polarity == leaked && !slices.Contains(said, code) {
				said = append(said, code)
			}
		}
	}
	done := [...][]string{leaked: room[1][:0], excluded: room[2][:0]}
	for k := range e.itemsAt {
		it := &e.itemsAt[k]
		if it.polarity == unsaid {
			continue
		}
		field, rule := "items", "item-leaked"
		if it.polarity == excluded {
			field, rule = "items_excluded", "item-excluded"
		}
		for _, code := range it.codes() {
			if code == "card" && specific[it.polarity] || slices.Contains(done[it.polarity], code) || it.polarity == excluded && slices.Contains(said, code) {
				continue
			}
			done[it.polarity] = append(done[it.polarity], code)
			e.add(field, itemValue(code), 0, e.span(rule, int(it.start), int(it.end)))
		}
	}
}

// itemValue gives an item as the value of a finding.
func itemValue(code string) any {
	if v, ok := itemValues[code]; ok {
		return v
	}
	return jikenbo.Item(code)
}

// itemValues are the values of all items, ready made.
var itemValues = func() map[string]any {
	values := map[string]any{}
	for _, t := range jikenbo.TaxonomyOf("item").Terms {
		values[t.Code] = jikenbo.Item(t.Code)
	}
	return values
}()

var listBelow = anyOf("以下のとおり", "以下の通り", "次のとおり", "次の通り", "下記のとおり", "下記の通り", "以下の情報", "以下です", "次の情報", "下記の情報", "以下の項目")

// weighItems decides for each mention of a data item what is stated of it.
func (e *Entry) weighItems() []itemAt {
	out := e.itemsAt
	listed := unsaid // what a sentence before a list says of the list
	listTopic := topic(0)
	for i, s := range e.sentences() {
		if e.zones[i] == headZone || e.zones[i] == footZone || e.zones[i] == appendZone {
			continue
		}
		w := e.words(i)
		if s.Heading {
			listed = unsaid
		}
		if s.First && !s.Item && !s.Heading && listed != unsaid && e.topics[i] != listTopic {
			listed = unsaid
		}
		hs := e.having(i, itemClass)
		any := false
		for _, h := range hs {
			if h.class() == itemClass && h.code() != "none" {
				any = true
				out = append(out, e.weighItem(i, h, listed))
			}
		}
		out = e.ofKinds(out, i, listed)
		if e.shows(i, englishMark) && !s.Heading && !s.Item {
			if below := e.listsBelow(i); below != unsaid {
				listed, listTopic = below, e.topics[i]
			} else if strings.HasSuffix(w, ".") {
				listed = unsaid
			}
		} else if !s.Heading && e.holdsIn(i, w, listBelow) {
			switch {
			case e.denied(i, s.Start, s.End):
				listed, listTopic = excluded, e.topics[i]
			case e.is(i, leakClass, "leak", "expose", "hold") || e.about(i, itemizing):
				listed, listTopic = leaked, e.topics[i]
			}
		} else if strings.HasSuffix(w, "。") && !s.Item && !any {
			listed = unsaid
		}
	}
	return out
}

// weighItem decides what the text states of the item at h: as the model says
// where it is sure, else as the rules do.
func (e *Entry) weighItem(i int, h hit, listed polarity) itemAt {
	it := itemAt{hit: h, sentence: i, polarity: e.itemPolarity(i, h, listed)}
	stated := false
	if e.shows(i, englishMark) {
		if p, ok := e.englishItem(i, h); ok {
			it.polarity, stated = p, true
		} else if it.polarity == unsaid && listed != unsaid && e.page.Sentences[i].Item {
			it.polarity = listed
		}
	}
	if e.unaided {
		it.words = e.itemSentence(i, h, listed)
		return it
	}
	var room [2]float32
	before, after, marks := e.itemWords(i, h, listed)
	p := itemModel().ClassifyAround(&e.room, room[:0], before, after, marks)
	it.leaks, it.spared = p[0], p[1]
	switch {
	case h.code() == "password" && e.hashed(i, h):
		it.kind = "password-hash"
	case h.code() == "password-hash" && startsAny(e.text.Norm[h.end:e.page.Sentences[i].End], "されていません", "されていない", "されておらず", "していません", "していない", "なし"):
		it.kind = "password"
	}
	switch other, ok := e.otherwise(i, h); {
	case !ok:
	case other == "":
		it.polarity = unsaid
		return it
	default:
		it.kind = other
	}
	switch leaks, spared := p[0], p[1]; {
	case stated: // by its clause
	case it.polarity == excluded && e.heldNot(i, h):
	case h.start > 0 && isDigit(e.text.Norm[h.start-1]) && lex.terms[h.term].text == "学年": // 第1学年 is whose data it is
	case it.polarity == excluded && (e.about(i, notItems) || e.labelledNot(i, int(h.start)) || e.exempted(i, h)): // the heading says so
	case it.polarity == leaked && e.about(i, itemizing) && e.has(e.words(i), "変更は", "変更ござい"): // a list that stays as it was
	case h.code() == "password" && startsAny(e.text.Norm[h.end:e.page.Sentences[i].End], "は暗号化", "は、暗号化", "はハッシュ化", "は、ハッシュ化") && e.has(e.words(i), "解読", "復号", "復元"):
		it.polarity = unsaid // how hard it is to use
	case leaks > spared && leaks > 0.75:
		it.polarity = leaked
	case spared > 0.75:
		it.polarity = excluded
	case it.polarity == leaked && leaks < 0.5 && (e.defines(i, int(h.start)) || e.onlyThese(i, h) || e.labelledHeld(i, h)):
	case it.polarity == excluded && spared < 0.5 && startsAny(e.text.Norm[h.end:e.page.Sentences[i].End], "は含まれ", "は含んで", "は記載され", "は流出し", "は漏えいし", "は漏洩し", "は表示され", "は保存し", "は保存され"):
	case it.polarity == leaked && leaks < 0.06 || it.polarity == excluded && spared < 0.06 && !e.about(i, notItems):
		it.polarity = unsaid
	}
	return it
}

var (
	containing = anyOf("contain", "includ", "hold", "held", "stored", "store ", "stores", "kept", "keep ", "record", "display", "show", "involve", "affect", "access", "leak", "expos", "compromis", "taken", "stolen", "obtained", "in the file", "on the ", "collect", "ask for", "appear", "reached", "seen", "viewed", "visible", "copied", "download", "disclosed", "present", "impact", "consist", "comprise", "listed", "posted", "published", "on any ", "there is no ", "there are no ", "untouched", "are safe", "is safe", "remain safe", "remain secure", "were found", "among the data", " have ", " had ")
	laidBare   = anyOf("contain", "includ", "held ", "stored", "listed", "shown", "show ", "taken", "stolen", "leaked", "accessed", "viewed", "exposed", "obtained", "disclosed", "copied", "visible", "present", "were found", "among the data", " had ", "involved", "affected", "compromised", "posted", "published")
	negating   = anyOf("no ", "not ", "nor ", "neither ", "never ", "n't ", "without ", "none of", "excluding ", "unaffected", "untouched", "are safe", "is safe", "remain safe", "remain secure")
	uncertain  = anyOf("evidence", "indication", "not aware", "reason to", "not confirmed", "no confirm", "no report", "misuse", "whether", "not only", "not yet", "not limited to", "unable to rule", "cannot rule", "rule out", "for whom", "we have no valid", "we have no current", "do not have a current", "where we have no", "be reached", "from us", "does not apply", "may not", "no need", "not need", "fraud")
	requesting = anyOf("please", "you should", "do not enter", "do not respond", "we will never", "never ask", "you can ", "you may ", "claim", "change your", "reset your", "call us", "contact us", "we will not ask", "will not phone", "enter your", "your statement")
)

// clauseOf gives the range of the English clause of a sentence that a place is
// in, and the whole of it where a list goes on.
func (e *Entry) clauseOf(i, at int) (start, end int) {
	st := e.page.Sentences[i]
	low := e.text.Low
	start, end = st.Start, st.End
	for _, cut := range []string{"; ", " but ", " while ", " although ", " however", ". ", ", and no ", ", and we do not", ", nor ", " whereas ", " except "} {
		if k := strings.LastIndex(low[start:at], cut); k >= 0 {
			start += k + len(cut) - len(" no ")*b2i(cut == ", and no ")
		}
		if k := strings.Index(low[at:end], cut); k >= 0 {
			end = at + k
		}
	}
	return start, end
}

// englishItem decides what an English clause states of the item at h: that it was
// among what was held, shown or taken, or that it was not. False where it states
// neither.
func (e *Entry) englishItem(i int, h hit) (polarity, bool) {
	if e.about(i, contacting|ask|business|elsewhere) && !e.about(i, itemizing|counting|notItems) || e.quoted(i, int(h.start)) {
		return unsaid, false
	}
	low := e.text.Low
	start, end := e.clauseOf(i, int(h.start))
	st := e.page.Sentences[i]
	before, behind := low[start:h.start], low[h.end:end]
	if e.notThatItem(h, before, behind) || strings.HasSuffix(strings.TrimRight(low[st.Start:st.End], " "), "?") {
		return unsaid, true
	}
	if h.code() == "none" || e.holds(low[st.Start:st.End], requesting) || !e.holds(low[start:end], containing) {
		return unsaid, false
	}
	if e.holds(low[start:end], uncertain) {
		return unsaid, false
	}
	if e.holds(before, negating) || e.holds(behind, negating) {
		return excluded, true
	}
	if e.about(i, notItems|prevent|faq|respond|cause) && !e.about(i, itemizing|counting) {
		return unsaid, false
	}
	if !e.is(i, leakClass, "leak", "expose", "hold") && !e.about(i, itemizing|counting) && !(h.code() != "password" && e.holds(low[start:end], laidBare)) || e.is(i, momentClass, "notified", "contained", "remediated") {
		return unsaid, false
	}
	return leaked, true
}

// notThatItem reports whether a word for an item of data names something else: our
// email systems, an affected email, 412 addresses, the password of the service
// account, passwords obtained elsewhere.
func (e *Entry) notThatItem(h hit, before, behind string) bool {
	before = strings.TrimRight(before, " ")
	if n := len(before); n > 0 && isDigit(before[n-1]) {
		return true
	}
	term := e.text.Low[h.start:h.end]
	soon := behind[:min(len(behind), 45)]
	if strings.HasPrefix(term, "email") || strings.HasPrefix(term, "e-mail") {
		if !strings.HasSuffix(term, "s") && startsAny(behind, " system", " account", " server", " service", " environment", " and learning", " platform", " inbox", " security", " of apology", " message") ||
			!contains(term, "address") && (contains(soon, " system") || before != "" && !endsAny(before, ",", " and", "(", ":", "-", "/", " or", "name", "*", "•", "phone")) {
			return true
		}
	}
	if term == "department" || term == "position" {
		return startsAny(behind, " of ") || before != "" && !endsAny(before, ",", " and", "(", ":", "-", "name", "/", " or")
	}
	if h.code() == "password" || h.code() == "login-id" || h.code() == "login-id,password" {
		if e.has(soon, "service account", "administrator", "employee", "staff", "elsewhere", "other ", "from another") || e.has(before, "using ", "used ", "use a", "use the", "employee", "administrator", "entered ", "entering ", "obtained ", "combination", "stole ", "laptop", "protected", "reused", "staff member") {
			return true
		}
	}
	return false
}

// listsBelow tells what an English sentence that ends in a colon states of the
// list that stands below it.
func (e *Entry) listsBelow(i int) polarity {
	st := e.page.Sentences[i]
	low := strings.TrimRight(e.text.Low[st.Start:st.End], " ")
	if !strings.HasSuffix(low, ":") || !e.holds(low, containing) && !e.has(low, "following", "information", "data") || e.holds(low, requesting) || e.about(i, ask|respond|prevent|contacting) && !e.about(i, itemizing|counting) {
		return unsaid
	}
	if e.holds(low, negating) && !e.holds(low, uncertain) {
		return excluded
	}
	if e.has(low, "we have", "we are", "measures", "steps", "will ") && !e.has(low, "information", "data", "record") {
		return unsaid
	}
	return leaked
}

var (
	treated     = anyOf("をかた", "を騙", "を名乗", "を装", "の入力を", "をお尋ね", "をお聞き", "を入力しな", "の変更", "を変更", "のリセット", "をリセット", "の設定", "の再設定", "の使い回し", "を使い回", "を無効", "の強化", "の漏えい懸念", "の流出懸念", "の漏洩懸念", "の取扱い", "の取り扱い", "の持ち出しに関", "の管理", "の入力画面", "が必要", "で保護", "は設定", "が設定", "を設定", "による認証", "によるロック", "の方を除", "を除く", "による保護", "ロック")
	listAttacks = anyOf("リスト攻撃", "リスト型", "他社のサービスから流出", "他社サービスから")
	advices     = anyOf("お願いいたします", "お願いします", "お願い申し上げ", "ください", "ご注意")
)

// itemPolarity decides what the text states of the item at h in sentence i.
func (e *Entry) itemPolarity(i int, h hit, listed polarity) polarity {
	s := e.page.Sentences[i]
	text := e.text.Norm
	if e.about(i, contacting) && !e.about(i, itemizing|counting) {
		return unsaid
	}
	end := s.End
	behind := text[h.end:end]
	if e.quoted(i, int(h.start)) {
		return unsaid
	}
	if h.start > 0 && isDigit(text[h.start-1]) && lex.terms[h.term].text == "学年" {
		return unsaid // 第1学年
	}
	if e.exempted(i, h) || e.heldNot(i, h) {
		return excluded
	}
	if strings.HasPrefix(behind, "の") && h.code() == "salary" || strings.HasPrefix(behind, "の") && h.code() == "contract" {
		if next, ok := pick(e.within(i, int(h.end), int(h.end)+len("のご")+1), itemClass); ok && next.code() != "none" {
			return unsaid // 給与の振込先口座
		}
	}
	if startsWith(behind, treated) && !e.denied(i, int(h.start), end) {
		return unsaid
	}
	if e.reportedBefore(i, int(h.end)) || e.holdsIn(i, w(e, i), listAttacks) {
		return unsaid
	}
	neg, pos := e.nextDenial(i, int(h.end)), e.nextLeak(i, int(h.end))
	if pos >= 0 && neg > pos && (e.attributive(pos) || neg-pos < 45 && startsAny(text[pos:end], "含む", "含まれる", "記載の", "記載された")) {
		pos = -1
	}
	brk := end
	if neg >= 0 {
		brk = e.nextBreak(int(h.end), end)
	}
	advice := e.about(i, ask|prevent|faq|business|delayed) || e.holdsIn(i, w(e, i), advices)
	if e.shows(i, englishMark) {
		before := e.text.Low[s.Start:h.start]
		whole := e.text.Low[s.Start:end]
		if e.has(whole, "affected", "includ", "leak", "involved", "accessed", "stored", "compromised", "exposed", "contain", "taken") && (strings.HasPrefix(before, "no ") || e.has(before, "not include", "not contain", "not involve", "not affect", " no ")) && !e.has(before, "not only") {
			return excluded
		}
	}
	if neg >= 0 && e.onlyThese(i, h) {
		return leaked
	}
	if pos >= 0 && neg > pos && neg-pos <= 45 && startsAny(text[pos:end], "漏えいは", "漏洩は", "流出は", "漏えいの事実は", "流出の事実は", "漏えいした事実は", "流出した事実は", "漏えいの可能性は", "流出の可能性は", "漏えいしたことは", "漏えいや") {
		pos = -1
		if brk <= neg {
			return excluded
		}
	}
	if neg > 0 && e.cleft(i, h) && e.has(part(text, h.end, neg), "で、", "であり、", "。") {
		return leaked
	}
	if before := part(text, s.Start, h.start); neg >= 0 && brk <= neg && brk < end {
		// 漏えいした可能性のある情報は氏名と住所であり、電話番号は…おりません
		if k := strings.LastIndex(before, "は"); k >= 0 {
			if _, ok := pick(e.within(i, s.Start, s.Start+k), leakClass, "leak", "expose", "hold"); ok && e.has(part(text, h.end, brk), "であり", "のみ", "だけ", "ですが") {
				return leaked
			}
		}
	}
	if neg < 0 && pos < 0 && e.shows(i, englishMark) && !advice && !e.about(i, notItems) {
		if sec, ok := pick(e.within(i, s.Start, int(h.start)), sectionClass, "items"); ok && e.has(e.text.Low[sec.end:h.start], "includ", "consist", " are ", " were ", " is ", " was ", ":") && !e.has(e.text.Low[s.Start:end], " not ", "no ") {
			return leaked
		}
		if l, ok := pick(e.within(i, s.Start, int(h.start)), leakClass, "leak", "expose", "hold"); ok && e.englishModality(s.Start, end, l) != "deny" && !e.has(e.text.Low[s.Start:end], " not ", "no ") {
			return leaked
		}
	}
	switch {
	case neg >= 0 && (pos < 0 || neg < brk || neg <= pos):
		if e.about(i, faq|business|ask) && !e.is(i, leakClass) && !e.has(w(e, i), "含まれ", "保持", "保有") {
			return unsaid
		}
		return excluded
	case pos >= 0 && !advice:
		return leaked
	case neg >= 0 && pos >= 0 && neg > pos && !advice:
		return leaked
	}
	if advice && !e.about(i, itemizing|counting) {
		return unsaid
	}
	// Words without a statement of their own: a list, a row, brackets.
	if e.labelledNot(i, int(h.start)) {
		return excluded
	}
	prose := strings.HasSuffix(w(e, i), "。") && !e.bracketed(s.Start, int(h.start), end)
	switch {
	case e.about(i, notItems):
		return excluded
	case e.about(i, ask|prevent|faq|business|delayed|contacting|respond|cause) && !e.about(i, itemizing|counting):
		return unsaid
	case prose && !(e.about(i, itemizing) && e.has(w(e, i), "。") && s.Item && !e.is(i, momentClass)):
		if e.has(w(e, i), "漏えいした", "流出した", "閲覧された", "対象となる情報は", "漏洩した", "情報は、", "項目は、", "内容は、", "情報の内容は", "データは、", "個人情報は") && endsAny(w(e, i), "です。", "となります。", "でした。", "であります。", "になります。", "である。") {
			return leaked
		}
		if e.victims(i, h) || e.cleft(i, h) || e.defines(i, int(h.start)) {
			return leaked
		}
		if e.about(i, itemizing) && !e.is(i, momentClass) && endsAny(w(e, i), "です。", "となります。", "でした。", "である。", "であった。", "になります。") {
			return leaked
		}
		return unsaid
	case listed != unsaid:
		return listed
	case e.labelledHeld(i, h):
		return leaked
	case e.about(i, itemizing|counting|damaging&itemizing):
		return leaked
	case e.about(i, overview) && !e.about(i, course) && (s.Label > s.Start || s.Item):
		return leaked
	case e.countedHere(i) && e.bracketed(s.Start, int(h.start), end):
		return leaked
	case e.englishList(i):
		return leaked
	}
	return unsaid
}

var (
	misused     = anyOf("変更された", "変更した", "改ざんされた", "引き出された", "出金された", "送金された", "利用された", "使われた", "使用された", "悪用された")
	guarded     = anyOf("かけ", "かかっ", "設定", "付け", "付与", "付い", "施さ", "なし", "ロック", "入力しなければ", "求め", "必要")
	weakOnes    = anyOf("簡単な", "単純な", "推測されやすい", "推測しやすい", "脆弱な", "弱い", "初期", "初期設定の", "同一の", "同じ", "共通の", "共用の", "使い回していた", "管理者の", "管理者用の", "管理用の", "保守用の", "試験用の", "テスト用の", "管理者", "端末の", "ファイルの", "zipの", "復号用の", "開封用の")
	misdirected = anyOf("本来の", "異なる", "別の", "正しい", "誤った", "他の", "誤", "実際の")
	strayed     = anyOf("とは異な", "と異な", "が異な", "を誤", "の誤", "を取り違", "を間違", "の間違", "に送", "へ送", "とは別", "の設定", "の確認", "を確認", "の選択", "の入力", "ごと", "が正し")
	ofThings    = anyOf("物件の", "土地の", "家屋の", "建物の", "不動産の", "店舗の", "施設の", "事故の", "工事の", "車両の")
	ofSales     = anyOf("販売", "営業", "業務", "人事", "勤務", "募集")
	holderless  = anyOf("名義人様の", "名義人さまの", "名義人の", "名義人様", "名義人さま", "カード会員の")
	heldStems   = []string{"表示", "記載", "保存", "登録", "入力", "記録", "掲載", "収録", "印字", "印刷", "格納", "取得", "保有", "保持", "保管", "収集", "表記", "添付", "通過"}
	heldVoices  = []string{"されて", "して", "され", "し", "を"}
	heldNots    = []string{"おりません", "いません", "おらず", "いない", "いなかった", "いなく", "ません", "ない", "なかった", "なく", "ず、", "ず。", "ず", "せず", "行っておらず"}
	absentHere  = anyOf("なし", "無し", "は含まず", "を含まず", "は含まない", "を含まない", "は除く", "の記載もない", "の記載はない", "の情報はない")
)

// otherwise gives what a word for data means by the words around it where that is
// something else than it says alone, "" where it is no data that the incident
// concerns, and false where it is what it says.
func (e *Entry) otherwise(i int, h hit) (string, bool) {
	st := e.page.Sentences[i]
	before := part(e.text.Norm, max(st.Start, int(h.start)-60), h.start)
	behind := part(e.text.Norm, h.end, st.End)
	if r, ok := cutAny(behind, "が", "は", "を", "から"); ok && startsWith(r, misused) && !e.is(i, leakClass, "leak", "expose", "hold") {
		return "", true // 口座番号が変更された事実はございません
	}
	for _, code := range lex.codes[h.term] {
		switch code {
		case "password", "login-id":
			if r, ok := cutAny(behind, "は", "も", "が", "を"); ok && startsWith(r, guarded) {
				return "", true // パスワードはかけられていなかった
			}
			if endsWith(before, weakOnes) && !e.about(i, itemizing|counting) {
				return "", true // 簡単なパスワードのまま
			}
		case "delivery":
			if own := e.text.Norm[h.start:h.end]; own == "送付先" && (endsWith(before, misdirected) || startsWith(behind, strayed)) {
				return "", true // 本来の送付先とは異なる
			}
		case "address":
			if endsWith(before, ofThings) {
				return "other", true // 物件の所在地
			}
		case "student":
			if endsWith(before, ofSales) {
				return "other", true // 販売成績
			}
		case "name":
			if endsWith(before, holderless) {
				return "card-holder", true
			}
		case "salary", "contract":
			if strings.HasPrefix(behind, "の") {
				if next, ok := pick(e.within(i, int(h.end), min(st.End, int(h.end)+len("の振込先"))), itemClass); ok && int(next.start) <= int(h.end)+len("のご") && next.code() == "bank-account" {
					return "", true // 給与の振込口座
				}
			}
		}
	}
	if e.punished(i) {
		return "", true
	}
	return "", false
}

// cutAny cuts the first of some words that s begins with.
func cutAny(s string, words ...string) (string, bool) {
	for _, w := range words {
		if r, ok := strings.CutPrefix(s, w); ok {
			return r, true
		}
	}
	return s, false
}

// punished reports whether sentence i stands in a section that says who of the
// publisher's own was punished, and how.
func (e *Entry) punished(i int) bool {
	sec := e.page.Sections[e.page.Sentences[i].Section]
	if sec.End <= sec.Start {
		return false
	}
	head := e.text.Norm[sec.Start:sec.End]
	return e.has(head, "処分内容", "処分の内容", "処分者", "処分を受け", "処分対象", "懲戒処分の") && !e.has(head, "情報", "項目")
}

// heldNot reports whether what stands behind an item says that it was not among
// what was held or shown, by the form of the verb: 画面に表示されず, 記載していない.
func (e *Entry) heldNot(i int, h hit) bool {
	st := e.page.Sentences[i]
	rest := part(e.text.Norm, h.end, st.End)
	if k := strings.Index(rest, "。"); k >= 0 {
		rest = rest[:k+len("。")]
	}
	if b := strings.TrimRight(rest, "。) "); endsWith(b, absentHere) && len(b) < 120 && !e.has(b, "ため", "こと", "者", "方", "件") && e.only(i, int(h.end), st.End, b) {
		return true
	}
	best, stem := -1, ""
	for _, w := range heldStems {
		if k := strings.Index(rest, w); k >= 0 && (best < 0 || k < best) {
			best, stem = k, w
		}
	}
	if best < 0 || best > 100 || !strings.Contains(rest[:best], "は") && !strings.Contains(rest[:best], "も") {
		return false
	}
	if startsAny(rest, "の全桁", "の全て", "のすべて", "全桁") || strings.Count(rest[:best], "(") > strings.Count(rest[:best], ")") {
		return false // some of it was; the denial is of something else
	}
	if e.has(rest[:best], "ますが", "たが、", "ため", "ません", "場合", "であり", "です", "おり", "のみ", "だけ", "以外") || e.nextLeak(i, int(h.end)) >= 0 && e.nextLeak(i, int(h.end)) < int(h.end)+best {
		return false
	}
	r := rest[best+len(stem):]
	if v, ok := cutAny(r, heldVoices...); ok {
		r = v
	} else {
		return false
	}
	return startsExact(r, heldNots) && !startsAny(r, "ないよう", "ないため", "なくな", "なければ", "ないと")
}

// only reports whether nothing but data and what joins them stands before the words
// of absentHere that close a line.
func (e *Entry) only(i, from, to int, rest string) bool {
	for _, h := range e.within(i, from, to) {
		if h.class() == itemClass {
			rest = strings.Replace(rest, e.text.Norm[h.start:h.end], "", 1)
		}
	}
	return len(rest) <= len("・、・の記載はありなし")+9
}

var hashings = anyOf("ハッシュ", "暗号化", "不可逆", "復元でき", "復号でき")

// hashed reports whether a password is said to be kept so that it cannot be read:
// パスワード(不可逆な方式で暗号化したもの), ハッシュ化されたログイン用のパスワード.
func (e *Entry) hashed(i int, h hit) bool {
	st := e.page.Sentences[i]
	behind := part(e.text.Norm, h.end, st.End)
	if strings.HasPrefix(behind, "(") {
		if k := strings.IndexByte(behind, ')'); k > 0 && e.holds(behind[:k], hashings) && !e.has(behind[:k], "ない", "せず", "されず", "ません", "なし", "平文") {
			return true
		}
	}
	before := part(e.text.Norm, max(st.Start, int(h.start)-75), h.start)
	if k := strings.LastIndexAny(before, "、。・("); k >= 0 {
		before = before[k:]
	}
	return e.holds(before, hashings) && endsAny(before, "された", "した", "済み", "済", "用", "ログイン", "の", "化") && !e.has(before, "ない", "せず")
}

// defines reports whether sentence i says in what the data consist that its
// heading speaks of: 項目はいずれも、氏名、学籍番号…です.
func (e *Entry) defines(i, at int) bool {
	st := e.page.Sentences[i]
	if st.Label > st.Start && !strings.HasSuffix(e.words(i), "。") && e.about(i, itemizing) && !e.about(i, notItems|ask|prevent) {
		label := strings.TrimRight(part(e.text.Norm, st.Start, st.Label), ": ")
		return endsAny(label, "項目", "項目は", "の内容", "事項") && !e.denied(i, at, st.End)
	}
	if e.about(i, notItems|ask|prevent) || !endsAny(e.words(i), "です。", "でした。", "となります。", "である。", "であった。") {
		return false
	}
	before := part(e.text.Norm, e.page.Sentences[i].Start, at)
	k := strings.Index(before, "は")
	if _, ok := pick(e.within(i, st.Start, st.Start+max(k, 0)), leakClass, "leak", "expose", "hold"); !ok && !e.about(i, itemizing) {
		return false
	}
	return k > 0 && k < 60 && endsAny(before[:k], "項目", "内容", "情報", "データ", "事項", "記載") && !e.denied(i, at, e.page.Sentences[i].End)
}

// exempted reports whether an item stands in brackets that exempt it: カード情報(
// セキュリティコードを除く).
func (e *Entry) exempted(i int, h hit) bool {
	st := e.page.Sentences[i]
	if !e.bracketed(st.Start, int(h.start), st.End) {
		return false
	}
	rest := e.text.Norm[h.end:st.End]
	k := strings.IndexByte(rest, ')')
	return k >= 0 && !e.has(rest[:k], "方", "様", "者", "場合", "件") && endsAny(rest[:k], "を除く", "は除く", "を除きます", "は除きます", "を除いた情報", "を除く。")
}

// onlyThese reports whether an item is one of those that alone leaked: 流出したのは氏名、
// メールアドレスのみであり、住所は….
func (e *Entry) onlyThese(i int, h hit) bool {
	st := e.page.Sentences[i]
	before := part(e.text.Norm, st.Start, h.start)
	k := strings.Index(before, "は")
	if k < 0 || !e.has(part(e.text.Norm, h.end, e.nextBreak(int(h.end), st.End)), "のみ", "だけ") {
		return false
	}
	_, ok := pick(e.within(i, st.Start, st.Start+k), leakClass, "leak", "expose", "hold")
	return ok && !e.denied(i, st.Start, st.Start+k)
}

// labelledHeld reports whether the label before an item says that what follows was
// held or leaked: USBメモリに保存していた情報:氏名、住所.
func (e *Entry) labelledHeld(i int, h hit) bool {
	st := e.page.Sentences[i]
	before := part(e.text.Norm, st.Start, h.start)
	k := strings.Index(before, ":")
	if k < 0 || k > 90 || strings.HasSuffix(e.words(i), "。") || e.about(i, notItems|ask|prevent|contacting) || !endsAny(before[:k], "情報", "内容", "項目", "データ", "もの") {
		return false
	}
	_, ok := pick(e.within(i, st.Start, st.Start+k), leakClass, "leak", "expose", "hold")
	return ok && !e.denied(i, st.Start, st.End) && !e.labelledNot(i, int(h.start))
}

// labelledNot reports whether what stands before a list says that it is of data
// not affected: 表示されなかった情報　メールアドレス、口座番号.
func (e *Entry) labelledNot(i, at int) bool {
	before := part(e.text.Norm, e.page.Sentences[i].Start, at)
	for _, w := range []string{"情報", "もの", "項目", "データ", "事項", "内容"} {
		if k := strings.Index(before, w); k > 0 && endsAny(before[:k], "ない", "なかった", "ません", "対象外の", "以外の") && !e.has(before[k:], "は、", "。", "が") {
			return !endsAny(before[:k], "でない", "わからない", "分からない", "限らない")
		}
	}
	return false
}

func w(e *Entry, i int) string { return e.words(i) }

// cleft reports whether the item is what a sentence says leaked by standing
// last: 流出した可能性があるのは、氏名、住所、電話番号。
func (e *Entry) cleft(i int, h hit) bool {
	st := e.page.Sentences[i]
	before := part(e.text.Norm, st.Start, h.start)
	k := strings.LastIndex(before, "のは")
	if k < 0 || e.has(before[k:], "ました", "です", "おり") {
		return false
	}
	_, ok := pick(e.within(i, st.Start, st.Start+k), leakClass, "leak", "expose", "hold")
	return ok && !e.denied(i, st.Start, st.Start+k)
}

// victims reports whether people gave the item away: 偽サイトに…を入力された.
func (e *Entry) victims(i int, h hit) bool {
	behind := e.text.Norm[h.end:e.page.Sentences[i].End]
	return e.has(behind, "を入力され", "を入力してしまった方") && e.is(i, populationClass, "data")
}

var tellings = anyOf("とお知らせ", "とお伝え", "と公表", "とご報告", "と発表", "としており", "とご案内", "と報告しておりました", "と説明しておりました")

// reportedBefore reports whether the statement at a place only repeats what an
// earlier notice said: …とお知らせしておりましたが, …とお伝えしておりましたが.
func (e *Entry) reportedBefore(i, at int) bool {
	rest := e.text.Norm[at:e.page.Sentences[i].End]
	if !e.holdsIn(i, rest, tellings) {
		return false
	}
	for _, w := range wordSets[tellings].words {
		before, behind, ok := strings.Cut(rest, w)
		if !ok {
			continue
		}
		if len(behind) > 60 {
			behind = behind[:60]
		}
		if e.has(behind, "ておりました", "ていました", "たが、", "ましたが", "いたしました。", "(第一報)", "(第1報)") && !contains(before, "。") {
			return true
		}
	}
	return false
}

// nextDenial gives the place of the next denial in sentence i from at on, -1
// if there is none. A bare はございません denies an item only where the sentence
// speaks of leakage or of what something held.
func (e *Entry) nextDenial(i, at int) int {
	s := e.page.Sentences[i]
	for _, h := range e.within(i, at, s.End) {
		if h.class() != modalClass {
			continue
		}
		if open := part(e.text.Norm, at, h.start); strings.Count(open, "(") > strings.Count(open, ")") {
			continue // within brackets that open behind the item
		}
		switch h.code() {
		case "deny":
			if endsWith(strings.TrimSuffix(strings.TrimSuffix(part(e.text.Norm, at, h.start), "事実"), "形跡"), misused) {
				continue // 変更された事実はありません says nothing of leakage
			}
			t := lex.terms[h.term].text
			if strings.HasPrefix(t, "は") || strings.HasPrefix(t, "あ") || strings.HasPrefix(t, "ご") || strings.HasPrefix(t, "が") || strings.HasPrefix(t, "事実") || strings.HasPrefix(t, "可能性") || strings.HasPrefix(t, "な") {
				clause := part(e.text.Norm, max(s.Start, int(h.start)-90), h.start)
				if !e.has(clause, "漏えい", "漏洩", "流出", "漏れ", "記載", "影響", "登録", "閲覧", "含ま", "含む", "対象", "保存", "保管", "取得", "窃取") {
					continue
				}
			}
			return int(h.start)
		case "unfound":
			if e.leakBetween(i, at, int(h.start)) && !e.misuseBetween(i, at, int(h.start)) {
				return int(h.start)
			}
		}
	}
	return -1
}

// leakBetween reports whether a word of leakage stands between two places.
func (e *Entry) leakBetween(i, from, to int) bool {
	_, ok := pick(e.within(i, from, to), leakClass, "leak", "expose")
	return ok
}

func (e *Entry) misuseBetween(i, from, to int) bool {
	_, ok := pick(e.within(i, from, to), leakClass, "misuse")
	return ok
}

// nextLeak gives the place of the next word of leakage, exposure or holding in
// sentence i from at on, -1 if there is none.
func (e *Entry) nextLeak(i, at int) int {
	if h, ok := pick(e.within(i, at, e.page.Sentences[i].End), leakClass, "leak", "expose", "hold"); ok {
		return int(h.start)
	}
	return -1
}

// denied reports whether a range of sentence i holds a denial.
func (e *Entry) denied(i, start, end int) bool {
	n := e.nextDenial(i, start)
	return n >= 0 && n < end
}

// quoted reports whether a place in sentence i stands within 「 」.
func (e *Entry) quoted(i, at int) bool {
	if !e.shows(i, quoteMark) {
		return false
	}
	before := part(e.text.Norm, e.page.Sentences[i].Start, at)
	single, double := 0, 0
	for i := 1; i+1 < len(before); i++ {
		j := strings.IndexByte(before[i:len(before)-1], "「"[1])
		if j < 0 {
			break
		}
		i += j
		if before[i-1] != "「"[0] {
			continue
		}
		switch before[i+1] {
		case "「"[2]:
			single++
		case "」"[2]:
			single--
		case "『"[2]:
			double++
		case "』"[2]:
			double--
		}
	}
	return single > 0 || double > 0
}

// bracketed reports whether a place stands within ( ).
func (e *Entry) bracketed(start, at, end int) bool {
	before := part(e.text.Norm, start, at)
	return strings.Count(before, "(") > strings.Count(before, ")") && contains(part(e.text.Norm, at, end), ")")
}

// countedHere reports whether sentence i states a number with a unit.
func (e *Entry) countedHere(i int) bool {
	for _, h := range e.of(i) {
		if h.class() == unitClass && h.code() != "-" && int(h.start) > e.page.Sentences[i].Start && isDigit(e.text.Norm[h.start-1]) {
			return true
		}
	}
	return false
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// englishList reports whether sentence i is a list of data in English that a
// heading announces or that follows a count.
func (e *Entry) englishList(i int) bool {
	s := e.page.Sentences[i]
	first := e.text.Norm[s.Start]
	return first < 0x80 && e.about(i, itemizing|counting)
}
