package identity

import (
	"strings"
	"unicode/utf8"
)

// adjectives stand before 子会社.
var adjectives = []string{"連結", "非連結", "完全", "100%", "100%出資", "出資", "海外", "国内", "米国", "中国", "関係", "の", " "}

// links stand between 子会社 and its name.
var links = []string{"である", "にあたる", "となる", "の", "、", ",", " ", "「", ":"}

// subsidiary reads 当社の連結子会社である株式会社A, 株式会社Bの子会社である当社 and
// 株式会社A(株式会社Bの連結子会社).
func (r *reader) subsidiary(i int) {
	lo, hi := r.sentence(i)
	stop := r.trimBack(lo, i, adjectives...)
	from, owner := stop, ""
	if b, ok := r.spoken(lo, stop); ok {
		from, owner = b, r.org
	} else if b, ok := r.nameBefore(lo, stop); ok {
		from, owner = b, r.s[b:stop]
	}
	if owner == "" {
		return
	}
	at := i + len("子会社")
	if strings.HasPrefix(r.s[at:hi], ")") {
		if open := from - 1; open > lo && r.s[open] == '(' {
			if b, ok := r.nameBefore(lo, open); ok {
				r.belongs("subsidiary", b, at, r.s[b:open], owner)
			} else if b, ok := r.spoken(lo, open); ok {
				r.belongs("subsidiary", b, at, r.org, owner)
			}
		}
		return
	}
	begin := at
	at = r.skip(at, hi, links...)
	if at == begin {
		return
	}
	if end, ok := r.speaksAt(at, hi); ok {
		if Key(owner) != Key(r.org) {
			r.belongs("subsidiary", from, end, r.org, owner)
		}
		return
	}
	if end := r.nameAt(at, hi); end > 0 {
		r.belongs("subsidiary", from, end, r.s[at:end], owner)
	}
}

// belongs notes that an organization is held by another.
func (r *reader) belongs(rule string, lo, hi int, of, owner string) {
	if Key(of) != Key(owner) {
		r.add(rule, lo, hi, Statement{Kind: SaysGroup, Of: of, Value: owner})
	}
}

// skip gives the place behind words at i.
func (r *reader) skip(i, hi int, words ...string) int {
	for again := true; again; {
		again = false
		for _, w := range words {
			if strings.HasPrefix(r.s[i:hi], w) {
				i, again = i+len(w), true
			}
		}
	}
	return i
}

// parent reads 当社の親会社である株式会社A.
func (r *reader) parent(i int) {
	lo, hi := r.sentence(i)
	stop := r.trimBack(lo, i, "の", " ")
	from, ok := r.spoken(lo, stop)
	child := r.org
	if !ok {
		if from, ok = r.nameBefore(lo, stop); !ok {
			return
		}
		child = r.s[from:stop]
	}
	begin := i + len("親会社")
	at := r.skip(begin, hi, links...)
	if end := r.nameAt(at, hi); at > begin && end > 0 {
		r.belongs("parent", from, end, child, r.s[at:end])
	}
}

// subsidiaryEnglish reads our consolidated subsidiary, A Co., Ltd.; A Co., Ltd.,
// a subsidiary of B Corporation.
func (r *reader) subsidiaryEnglish(i int) {
	lo, hi := max(r.from, i-widest), min(len(r.s), i+widest)
	if k := strings.LastIndex(r.s[lo:i], "\n\n"); k >= 0 {
		lo += k
	}
	at := i + len("subsidiary")
	// back over the words before it to whose it is
	from := i
	for range 4 {
		from = r.trimBack(lo, from, " ", "\n")
		b := strings.LastIndexAny(r.s[lo:from], " \n") + 1 + lo
		w := strings.ToLower(r.s[b:from])
		from = b
		if w == "our" || w == "its" || w == "company's" {
			at = r.skip(at, hi, ",", " ", "\n")
			if end := r.latinEnd(at, hi); end > 0 {
				r.belongs("subsidiary-english", from, end, r.s[at:end], r.org)
			}
			return
		}
		if w == "a" || w == "an" {
			rest, ok := strings.CutPrefix(r.s[at:hi], " of ")
			if !ok {
				return
			}
			begin := hi - len(rest)
			end := r.latinEnd(begin, hi)
			stop := r.trimBack(lo, from, " ", "\n", ",", "is")
			if b, ok := r.latinBefore(lo, stop); ok && end > 0 {
				r.belongs("subsidiary-english", b, end, r.s[b:stop], r.s[begin:end])
			}
			return
		}
	}
}

func (r *reader) latinEnd(i, hi int) int {
	if i >= hi {
		return 0
	}
	return r.latinAt(i, hi)
}

// noGroups are what ends in グループ and is no group of organizations, or of
// nobody in particular.
var noGroups = []string{"攻撃者", "攻撃", "ハッカー", "ハッキング", "クラッカー", "犯罪", "犯行", "恐喝", "ランサムウェア", "脅威", "アクター", "当社", "弊社", "当行", "同社", "本", "同", "他の", "その他の", "他", "国内", "海外", "各", "全", "企業", "会社", "広報", "総務", "人事", "経理", "法務", "情報", "システム", "サポート", "管理", "企画", "営業", "推進", "対策", "業務", "渉外", "コミュニケーション", "品質", "監査", "調査", "開発", "技術", "担当", "課", "部", "室", "係", "メール", "作業", "ワーキング", "研究", "ユーザー", "ユーザ", "LINE", "Facebook", "Google", "セキュリティ", "リスク", "運用", "保守", "窓口", "相談", "チーム", "サービス", "組織", "詐欺", "この", "その", "ある", "属する", "テスト", "共有", "お客様", "お客さま", "IT", "DX", "CS", "IR", "PR"}

// group reads a group's name where it says whose it is: alone at the head of the
// text, in parentheses behind a name, and before の一員 and the like.
func (r *reader) group(i int) {
	end := i + len("グループ")
	lo, hi := r.line(i)
	begin := r.wordBefore(lo, i)
	if b, ok := r.nameBefore(lo, i); ok {
		begin = b
	}
	for at := begin; at < i; { // the words of a sentence before it
		_, size := utf8.DecodeRuneInString(r.s[at:i])
		if isHiragana(first(r.s[at:i])) && r.parts(at, begin, end) {
			begin = at + size
		}
		at += size
	}
	if stop := r.trimBack(lo, i, adjectives...); startsAny(r.s[end:hi], "会社", "企業", "の", "である") { // 当社グループ会社である株式会社A
		if from, ok := r.spoken(lo, stop); ok {
			at := r.skip(end, hi, "会社", "企業", "である", "の", "、", "「")
			if stop := r.nameAt(at, hi); stop > 0 {
				r.belongs("group-company", from, stop, r.s[at:stop], r.org)
			}
			return
		}
	}
	name := r.s[begin:i]
	if utf8.RuneCountInString(name) < 2 || formBefore(name) == 0 && endsAny(name, noGroups...) || strings.HasPrefix(r.s[end:hi], "会社") || strings.HasPrefix(r.s[end:hi], "ウェア") {
		return
	}
	value := r.s[begin:end]
	rest := strings.TrimSpace(r.s[end:hi])
	switch {
	case begin > lo && r.s[begin-1] == '(' && strings.HasPrefix(rest, ")"):
		open := begin - 1
		b, ok := r.nameBefore(lo, open)
		if !ok {
			b = r.wordBefore(lo, open)
		}
		of := r.s[b:open]
		if of == "" || Compare(of, r.org) != Different {
			of = r.org
		}
		r.belongs("group-behind", b, end+1, of, value)
	case startsAny(rest, "の一員", "の一社", "に属する", "に属し", "傘下の"):
		if b, of, ok := r.subject(lo, begin); ok {
			r.belongs("group-member", b, end, of, value)
			return
		}
		at := r.skip(end, hi, "の一員", "の一社", "に属する", "傘下", "である", "の", "、")
		if stop, ok := r.speaksAt(at, hi); ok {
			r.belongs("group-member", begin, stop, r.org, value)
		} else if stop := r.nameAt(at, hi); stop > 0 {
			r.belongs("group-member", begin, stop, r.s[at:stop], value)
		}
	case strings.HasPrefix(rest, "の"): // 藤音グループの株式会社A
		at := r.skip(end, hi, "の", " ")
		if stop := r.nameAt(at, hi); stop > 0 && formed(r.s[at:stop]) {
			r.belongs("group-of", begin, stop, r.s[at:stop], value)
		}
	case strings.TrimSpace(r.s[lo:begin]) == "" && r.early(lo) && (rest == "" || startsAny(rest, "NEWS", "News", "ニュース", "プレスリリース", "お知らせ", "広報")):
		r.belongs("group-head", begin, end, r.org, value)
	}
}

// subject finds 当社は, or a name and は, before i in the sentence.
func (r *reader) subject(lo, i int) (int, string, bool) {
	for _, w := range speakers {
		for _, p := range []string{"は", "も", "では"} {
			if k := strings.LastIndex(r.s[lo:i], w+p); k >= 0 {
				return lo + k, r.org, true
			}
		}
	}
	if end := r.nameAt(lo, i); end > 0 && strings.HasPrefix(r.s[end:i], "は") {
		return lo, r.s[lo:end], true
	}
	return i, "", false
}

// early tells whether a place is among the first lines of what is read.
func (r *reader) early(i int) bool {
	return i < r.from+2000 && strings.Count(r.s[r.from:i], "\n") < 8
}

// number reads 法人番号 7000012050002.
func (r *reader) number(i int) {
	lo, hi := r.line(i)
	at := i + len("法人番号")
	if r.s[i] == 'C' {
		at = i + len("Corporate Number")
	}
	at = r.skip(at, hi, "(13桁)", ":", " ", "・", "は", "=", "(", ")", "「", "-", "T")
	end, digits := at, 0
	for end < hi && (r.s[end] >= '0' && r.s[end] <= '9' || r.s[end] == '-' || r.s[end] == ' ') && digits < 14 {
		if r.s[end] >= '0' && r.s[end] <= '9' {
			digits++
		}
		end++
	}
	end = at + len(strings.TrimRight(r.s[at:end], " -"))
	if digits != 13 {
		return
	}
	value := strings.NewReplacer("-", "", " ", "").Replace(r.s[at:end])
	n, err := ParseCorporateNumber(value)
	st := Statement{Kind: SaysNumber, Of: r.org, Value: value}
	switch {
	case err == nil:
		st.Value = string(n)
	case value[0] == '0':
		st.Doubt = "form"
	default:
		st.Doubt = "check-digit"
	}
	from := i
	if stop := r.trimBack(lo, i, " ", "(", "、", "・", ":"); stop > lo { // the name before it
		b, ok := r.nameBefore(lo, stop)
		if !ok {
			b = r.wordBefore(lo, stop)
		}
		if name := r.s[b:stop]; (ok || strings.TrimSpace(r.s[lo:b]) == "") && (ok || r.org == "" || Compare(name, r.org) != Different || endsAny(name, "庁", "役所", "役場", "省") || ends([]byte(Key(name)), words.end)) {
			from = b
			if r.org == "" || Compare(name, r.org) == Different {
				st.Of = name
			}
		}
	}
	r.add("number", from, end, st)
}

// code reads 証券コード:1234 and (コード番号 1234 東証プライム).
func (r *reader) code(i int) {
	lo, hi := r.line(i)
	s := r.s[i:hi]
	at, from := i, i
	before := strings.TrimSuffix(r.s[lo:i], " ")
	switch {
	case strings.HasPrefix(s, "コード"):
		at = r.skip(i+len("コード"), hi, "番号", "No.", "No")
		switch {
		case endsAny(before, "証券", "銘柄", "株式", "上場"):
			from = i - len("証券")
		case strings.HasSuffix(before, "("): // (コード番号:0000 東証スタンダード)
			if !strings.Contains(s, "東証") && !strings.Contains(s, "名証") && !strings.Contains(s, "市場") && !strings.Contains(s, "証券取引所") && !strings.Contains(s, "札証") && !strings.Contains(s, "福証") {
				return
			}
		case strings.HasPrefix(s, "コード番号") && strings.TrimSpace(before) == "" && (strings.Contains(s, "東証") || strings.Contains(s, "名証") || strings.Contains(s, "市場") || listed(r.s[max(r.from, lo-200):lo])):
		default:
			return
		}
	case strings.HasPrefix(s, "ecurities"):
		at, from = i+len("ecurities code"), i-1
	case strings.HasPrefix(s, "(東証"):
		at = i + len("(東証")
		at = r.skip(at, hi, "プライム", "スタンダード", "グロース", "マザーズ", "第一部", "第二部", "1部", "2部", "一部", "二部", "市場", "上場", "証券コード", " ")
		if at >= hi || r.s[at] != ':' && (hi-at < 5 || !startsAny(r.s[at+4:hi], ")", "、")) {
			return // (東証 2023年…
		}
	case strings.HasPrefix(s, "(TSE"):
		at = i + len("(TSE")
		at = r.skip(at, hi, " Prime", " Standard", " Growth", " Market")
	}
	at = r.skip(at, hi, ":", " ", "は", "・")
	if hi-at < 4 {
		return
	}
	value := r.s[at : at+4]
	for k := range 4 {
		c := value[k]
		if !(c >= '0' && c <= '9' || k%2 == 1 && c >= 'A' && c <= 'Z') {
			return
		}
	}
	end := at + 4
	if end < hi && (r.s[end] >= '0' && r.s[end] <= '9' || r.s[end] >= 'A' && r.s[end] <= 'Z' || r.s[end] == '-') {
		return
	}
	st := Statement{Kind: SaysCode, Of: r.org, Value: value}
	if value[0] == '0' {
		st.Doubt = "form" // codes begin with 1 to 9: 証券コード協議会
	}
	if open := r.trimBack(lo, from, " "); open > lo && (r.s[open-1] == '(' || r.s[from] == '(') { // A(証券コード:1234)
		stop := open
		if r.s[open-1] == '(' {
			stop--
		}
		if b, ok := r.nameBefore(lo, stop); ok {
			from = b
			if Compare(r.s[b:stop], r.org) == Different {
				st.Of = r.s[b:stop]
			}
		}
	}
	r.add("code", from, end, st)
}

// listed tells whether the lines before a code are those of a listed company.
func listed(s string) bool {
	return strings.Contains(s, "会社名") || strings.Contains(s, "上場取引所")
}

// runs reads 当社が運営する「A」 and 当社運営の「A」.
func (r *reader) runs(i int) {
	lo, hi := r.sentence(i)
	from, of, ok := r.owner(lo, r.trimBack(lo, i, "が", "の"))
	if !ok {
		return
	}
	begin := i + len("運営")
	at := r.skip(begin, hi, "する", "している", "しております", "しています", "・管理する", "および管理する", "の", "、")
	if open := r.opening(at, hi); open > 0 && (at > begin || open == at) {
		r.shops("runs", from, open, hi, of)
	}
}

// provides reads 当社が提供するクラウドサービス「A」.
func (r *reader) provides(i int) {
	lo, hi := r.sentence(i)
	from, of, ok := r.owner(lo, i)
	at := i + len("が提供する")
	open := r.opening(at, hi)
	if ok && open > 0 && (of != r.org || endsAny(r.s[at:open], "サービス", "システム", "アプリ", "サイト", "クラウド", "ツール", "プラットフォーム", "ソフトウェア", "ソフト", "パッケージ")) {
		r.shops("provides", from, open, hi, of)
	}
}

// opening finds the bracket of the name of what stands at i, 0 if there is none
// soon, or the sentence goes on otherwise before it.
func (r *reader) opening(i, hi int) int {
	open := strings.IndexAny(r.s[i:hi], "「『")
	if open < 0 || open > 90 {
		return 0
	}
	between := r.s[i : i+open]
	for _, w := range []string{"、", "(", "において", "におきまして", "では", "へ", "にて", "が", "を"} {
		if strings.Contains(between, w) {
			return 0
		}
	}
	return i + open
}

// site reads 当社の通販サイト「A」.
func (r *reader) site(i int) {
	lo, hi := r.sentence(i)
	stop := r.trimBack(lo, i, "通信販売", "通販", "EC", "オンライン", "ショッピング", "会員", "公式", "予約", "ネット", "販売", "WEB", "Web", "ウェブ", "インターネット", "グッズ", "ショップ", "の")
	if from, of, ok := r.owner(lo, stop); ok && stop < i {
		r.shops("site", from, i+len("サイト"), hi, of)
	}
}

// owner gives the name, or the word for whoever speaks, that ends at i.
func (r *reader) owner(lo, i int) (from int, of string, ok bool) {
	if b, ok := r.spoken(lo, i); ok {
		return b, r.org, true
	}
	if b, ok := r.nameBefore(lo, i); ok {
		return b, r.s[b:i], true
	}
	if b := i - len("同社"); b > lo && r.s[b:i] == "同社" && r.org != "" { // 株式会社Aは、同社が…
		if k := strings.Index(r.s[lo:b], r.org); k >= 0 {
			return lo + k, r.org, true
		}
	}
	return i, "", false
}

// shops notes what stands in brackets at i: 「A」, 「A」および「B」.
func (r *reader) shops(rule string, from, i, hi int, of string) {
	for {
		value, end := r.quoted(i, hi)
		if value == "" {
			return
		}
		r.shop(rule, from, end, of, value)
		next := r.skip(end, hi, "および", "及び", "ならびに", "並びに", "、", "と", "・")
		if next == end {
			return
		}
		i = next
	}
}

// ran reads 「A」を運営する株式会社B, and 株式会社Bは、「A」を運営しております.
func (r *reader) ran(i int) {
	lo, hi := r.sentence(i)
	b, ok := r.nameEnding(lo, i)
	if !ok || !endsAny(r.s[lo:i], "」", "』") {
		return
	}
	value, _ := r.quoted(b, hi)
	at := i + len("を運営")
	if !strings.HasPrefix(r.s[at:hi], "する") {
		if from, of, ok := r.subject(lo, b); ok && startsAny(r.s[at:hi], "し", "いたし") {
			r.shop("ran", from, at, of, value)
		}
		return
	}
	at += len("する")
	if end, ok := r.speaksAt(at, hi); ok {
		r.shop("ran", b, end, r.org, value)
	} else if end := r.nameAt(at, hi); end > 0 {
		r.shop("ran", b, end, r.s[at:end], value)
	}
}

func (r *reader) shop(rule string, lo, hi int, of, value string) {
	if n := utf8.RuneCountInString(value); n < 2 || n > 60 || Key(value) == Key(of) || endsAny(value, "について", "に関して", "のお知らせ", "ご報告") {
		return
	}
	r.add(rule, lo, hi, Statement{Kind: SaysShop, Of: of, Value: value})
}

// noShorts are short names for whoever has a part in the notice.
var noShorts = []string{"委託先", "再委託先", "委託会社", "委託元", "委託業者", "委託事業者", "受託者", "受託会社", "受託業者", "受託事業者", "提供元", "提供会社", "開発会社", "事業者", "業者", "印刷会社", "運営会社", "子会社", "親会社", "同社", "同法人", "同校", "同会", "本サイト", "本サービス", "本件", "本システム", "本社", "本法人", "対象会社", "調査会社", "保守会社", "取引先", "出向先", "転職先", "運送会社", "配送会社", "配送業者", "発送会社", "販売会社", "システム会社", "グループ会社", "代理店", "該当会社"}

// short reads 株式会社A(以下「B」という。).
func (r *reader) short(i int) {
	lo, hi := r.sentence(i)
	open := r.trimBack(lo, i, " ")
	if open == lo || r.s[open-1] != '(' {
		// (本社:東京都港区、以下「当社」)
		k := strings.LastIndexByte(r.s[lo:i], '(')
		if k < 0 || strings.Contains(r.s[lo+k:i], ")") {
			return
		}
		open = lo + k + 1
	}
	stop := open - 1
	from, ok := r.nameBefore(lo, stop)
	if !ok {
		return
	}
	at := r.skip(i+len("以下"), hi, "、", ",", " ")
	value, end := r.quoted(at, hi)
	if value == "" {
		for end = at; end < hi; {
			c, size := utf8.DecodeRuneInString(r.s[end:hi])
			if !joins(c) || startsAny(r.s[end:hi], "といい", "という", "と記", "と略", "とし") {
				break
			}
			end += size
		}
		value = r.s[at:end]
	}
	n := utf8.RuneCountInString(value)
	_, speaks := r.spoken(0, 0)
	for _, w := range speakers {
		speaks = speaks || value == w
	}
	bare := strings.TrimSuffix(value, "社")
	switch {
	case n < 2 || n > 30 || speaks || len(bare) < 2 || endsAny(value, noShorts...) || startsAny(value, "当", "本", "弊", "同"):
		return
	case Key(value) == Key(r.s[from:stop]):
		return
	}
	r.add("short", from, end, Statement{Kind: SaysShort, Of: r.s[from:stop], Value: value})
}

// sector reads 業種:製造業.
func (r *reader) sector(i int) {
	lo, hi := r.line(i)
	before := strings.TrimSpace(r.s[lo:i])
	if before != "" && !endsAny(before, "・", "■", "□", "○", "◆", "●", "|", "│", "(", "、", ")", "-") {
		return
	}
	begin := i + len("業種")
	at := r.skip(begin, hi, ":", " ", "|", "│", "\t")
	if at == begin {
		return
	}
	end := at
	for end < hi {
		c, size := utf8.DecodeRuneInString(r.s[end:hi])
		if strings.ContainsRune(" |│。\t", c) {
			break
		}
		end += size
	}
	if sector, err := ParseSector(r.s[at:end]); err == nil {
		r.add("sector", i, end, Statement{Kind: SaysSector, Of: r.org, Value: string(sector)})
	}
}
