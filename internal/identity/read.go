package identity

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"jikenbo"
	"jikenbo/internal/text"
)

// StatementKind is what a notice says of who an organization is.
type StatementKind string

// The kinds of statements.
const (
	SaysFormer StatementKind = "former" // the value is a name it had
	SaysShort  StatementKind = "short"  // a short name that this notice gives it
	SaysShop   StatementKind = "shop"   // a shop, site or service that it runs
	SaysGroup  StatementKind = "group"  // the group it belongs to, or the company that holds it
	SaysNumber StatementKind = "number" // its 法人番号
	SaysCode   StatementKind = "code"   // its securities code
	SaysSector StatementKind = "sector" // its sector
)

// Statement is one thing a notice says of who an organization is, with the
// words that say it.
type Statement struct {
	Kind  StatementKind `json:"kind"`
	Of    string        `json:"of"`            // the organization, as this notice names it
	Value string        `json:"value"`         // in NFKC; of a number the digits, of a sector the letter
	From  jikenbo.Date  `json:"from,omitzero"` // of a former name: when it ceased; zero if that is not said
	// Doubt says why the value cannot be right: "check-digit" or "form" of a
	// number, "form" of a code. "" if nothing is against it.
	Doubt string         `json:"doubt,omitempty"`
	Spans []jikenbo.Span `json:"spans"`
}

// mostSpans is how many places a statement keeps.
const mostSpans = 8

// Read gives what a text says of who organizations are, in the order of the
// text. Whoever speaks (当社, our) is the given organization.
func Read(raw, organization string) []Statement {
	return ReadText(text.New(raw), organization)
}

// ReadText is [Read] of a text that has been normalised.
func ReadText(t *text.Text, organization string) []Statement {
	return read(t, 0, len(t.Norm), organization)
}

// ReadEntry is [Read] of one entry of a text.
func ReadEntry(t *text.Text, e *text.Entry, organization string) []Statement {
	return read(t, e.Start, e.End, organization)
}

// read reads the range [from, to) of the normalised text.
func read(t *text.Text, from, to int, organization string) []Statement {
	r := reader{t: t, from: from, s: t.Norm[:to], org: strings.TrimSpace(organization), seen: map[string]int{}}
	for _, rule := range []struct {
		word string
		read func(*reader, int)
	}{
		{"旧", (*reader).former},
		{"(現", (*reader).present},
		{"名変更", (*reader).renamed}, {"号変更", (*reader).renamed}, {"名を", (*reader).renamed}, {"商号を", (*reader).renamed}, {"名称を", (*reader).renamed}, {"称変更", (*reader).renamed},
		{"formerly", (*reader).formerly},
		{"子会社", (*reader).subsidiary},
		{"親会社", (*reader).parent},
		{"subsidiary", (*reader).subsidiaryEnglish},
		{"グループ", (*reader).group},
		{"法人番号", (*reader).number}, {"Corporate Number", (*reader).number}, {"Corporate number", (*reader).number},
		{"コード", (*reader).code}, {"ecurities code", (*reader).code}, {"ecurities Code", (*reader).code}, {"(東証", (*reader).code}, {"(TSE", (*reader).code},
		{"運営", (*reader).runs}, {"が提供する", (*reader).provides}, {"サイト「", (*reader).site}, {"を運営", (*reader).ran},
		{"以下", (*reader).short},
		{"業種", (*reader).sector},
	} {
		for i := from; ; {
			k := strings.Index(r.s[i:], rule.word)
			if k < 0 {
				break
			}
			rule.read(&r, i+k)
			i += k + len(rule.word)
		}
	}
	slices.SortStableFunc(r.out, func(a, b Statement) int { return a.Spans[0].Start - b.Spans[0].Start })
	return r.out
}

type reader struct {
	t    *text.Text
	from int    // where what is read begins in it
	s    string // t.Norm up to where it ends
	org  string
	out  []Statement
	seen map[string]int // of statements: their index in out
}

// add notes a statement that the words [lo, hi) make.
func (r *reader) add(rule string, lo, hi int, st Statement) {
	st.Of, st.Value = strings.TrimSpace(st.Of), strings.TrimSpace(st.Value)
	if st.Of == "" || st.Value == "" || lo >= hi {
		return
	}
	a, b := r.t.Span(lo, hi)
	if a >= b {
		return
	}
	span := jikenbo.Span{Start: a, End: b, Quote: r.t.Raw[a:b], Rule: "identity-" + rule}
	key := string(st.Kind) + "\x00" + Key(st.Of) + "\x00" + Key(st.Value)
	if i, ok := r.seen[key]; ok {
		if old := &r.out[i]; len(old.Spans) < mostSpans && !slices.ContainsFunc(old.Spans, func(s jikenbo.Span) bool { return s.Start < b && a < s.End }) {
			old.Spans = append(old.Spans, span)
		}
		return
	}
	r.seen[key] = len(r.out)
	st.Spans = []jikenbo.Span{span}
	r.out = append(r.out, st)
}

// widest is how many bytes around a word are looked at.
const widest = 300

// sentence gives the range of the sentence around i, at most widest on either
// side.
func (r *reader) sentence(i int) (lo, hi int) { return r.around(i, "。\n") }

func (r *reader) around(i int, marks string) (lo, hi int) {
	lo, hi = max(r.from, i-widest), min(len(r.s), i+widest)
	for lo < i && !utf8.RuneStart(r.s[lo]) {
		lo++
	}
	for hi < len(r.s) && hi > i && !utf8.RuneStart(r.s[hi]) {
		hi--
	}
	if k := strings.LastIndexAny(r.s[lo:i], marks); k >= 0 {
		_, size := utf8.DecodeRuneInString(r.s[lo+k:])
		lo += k + size
	}
	if k := strings.IndexAny(r.s[i:hi], marks); k >= 0 {
		hi = i + k
	}
	return lo, hi
}

// line gives the range of the line that i stands in, at most widest on either
// side.
func (r *reader) line(i int) (lo, hi int) { return r.around(i, "\n") }

// speakers are words of whoever publishes for itself.
var speakers = []string{"当社", "弊社", "当行", "弊行", "当会", "弊会", "本会", "当院", "本院", "本学", "本学園", "当学園", "当法人", "本法人", "当財団", "本財団", "当協会", "本協会", "当組合", "当金庫", "当館", "当園", "当機構", "本機構", "当店", "弊店", "本市", "当市", "本町", "本県", "当団体", "当社団", "当事務所", "弊事務所", "当連盟", "当公社", "当センター"}

// spoken gives the place where a word for the speaker that ends at i begins.
func (r *reader) spoken(lo, i int) (int, bool) {
	for _, w := range speakers {
		if strings.HasSuffix(r.s[lo:i], w) {
			return i - len(w), true
		}
	}
	return i, false
}

// speaksAt gives the end of a word for the speaker that stands at i.
func (r *reader) speaksAt(i, hi int) (int, bool) {
	best := i
	for _, w := range speakers {
		if i < hi && strings.HasPrefix(r.s[i:hi], w) && i+len(w) > best {
			best = i + len(w)
		}
	}
	return best, best > i
}

// formAt gives the length of a Japanese legal form at the beginning of s.
func formAt(s string) int {
	first, _ := utf8.DecodeRuneInString(s)
	if first == '(' {
		if k := strings.IndexByte(s, ')'); k > 0 && k <= 13 && short[s[1:k]] != "" {
			return k + 1
		}
		return 0
	}
	for _, sp := range heads[first] {
		if strings.HasPrefix(s, string(sp.b)) {
			return len(sp.b)
		}
	}
	return 0
}

// formBefore gives the length of a Japanese legal form at the end of s.
func formBefore(s string) int {
	last, _ := utf8.DecodeLastRuneInString(s)
	if last == ')' {
		if k := strings.LastIndexByte(s, '('); k >= 0 && len(s)-k <= 13 && short[s[k+1:len(s)-1]] != "" {
			return len(s) - k
		}
		return 0
	}
	for _, sp := range tails[last] {
		if !sp.latin && strings.HasSuffix(s, string(sp.b)) {
			return len(sp.b)
		}
	}
	return 0
}

// joins tells whether a character may stand in a name.
func joins(r rune) bool {
	return unicode.Is(unicode.Han, r) || isKana(r) || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("々&・ー-.'’!", r)
}

const particles = "はがをにでとのへもや"

// endings are words before a name that are no part of it.
var endings = []string{"する", "した", "である", "として", "している", "いる", "および", "及び", "より", "から", "また", "において", "における", "により", "による", "という", "なお", "このたび", "ました", "ます", "です", "とは", "には", "では", "並びに", "もしくは", "または"}

// nameAt gives the end of the name with a Japanese or Latin legal form that
// begins at i, 0 if there is none.
func (r *reader) nameAt(i, hi int) int {
	if i >= hi {
		return 0
	}
	if n := formAt(r.s[i:hi]); n > 0 {
		if end := r.run(i+n, hi); end > i+n {
			return end
		}
		return 0
	}
	for at := i; at < hi && at-i < 150; {
		if at > i {
			if n := formAt(r.s[at:hi]); n > 0 { // A株式会社
				return at + n
			}
		}
		c, size := utf8.DecodeRuneInString(r.s[at:hi])
		if !joins(c) || isHiragana(c) && r.parts(at, i, hi) {
			break
		}
		at += size
	}
	return r.latinAt(i, hi)
}

// parts tells whether the hiragana at i is a particle between words.
func (r *reader) parts(i, lo, hi int) bool {
	c, size := utf8.DecodeRuneInString(r.s[i:hi])
	if !strings.ContainsRune(particles, c) || i == lo {
		return false
	}
	prev, _ := utf8.DecodeLastRuneInString(r.s[lo:i])
	next, _ := utf8.DecodeRuneInString(r.s[i+size : hi])
	return !isHiragana(prev) && (!isHiragana(next) || startsAny(r.s[i:hi], "において", "における", "により", "による", "とは", "では", "には", "からの", "への", "との", "より", "から", "まで", "です", "でした", "におきまして", "につき", "について", "に対", "に関", "がご", "をご", "がお", "をお"))
}

func startsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// run gives the end of the characters of a name from i on.
func (r *reader) run(i, hi int) int {
	at := i
	if at < hi && r.s[at] == ' ' {
		at++
	}
	begin := at
	for at < hi && at-begin < 120 {
		c, size := utf8.DecodeRuneInString(r.s[at:hi])
		if !joins(c) || r.parts(at, begin, hi) || at > begin && startsAny(r.s[at:hi], "及び", "および", "並びに", "御中", "様", "代表取締役", "からの", "とその") {
			break
		}
		at += size
	}
	if at == begin {
		return i
	}
	return at
}

// latinAt gives the end of a name of Latin words with a legal form, 0 if there
// is none.
func (r *reader) latinAt(i, hi int) int {
	if c := r.s[i]; c < 'A' || c > 'Z' {
		return 0
	}
	at, words := i, 0
	for at < hi && words < 9 {
		end := at
		for end < hi && r.s[end] != ' ' && r.s[end] != '\n' && r.s[end] < utf8.RuneSelf && (end == at || r.s[end] != '(' && r.s[end] != '"') {
			end++
		}
		w := r.s[at:end]
		if words > 0 && latinForm(strings.Trim(w, ".,;()\"'")) {
			if strings.HasSuffix(w, ",") && end+1 < hi && latinForm(letters(r.s[end+1:hi])) { // Co., Ltd.
				at, words = end+1, words+1
				continue
			}
			return at + len(strings.TrimRight(w, ",;)\"'"))
		}
		if end < hi && r.s[end] != ' ' && r.s[end] != '\n' {
			return 0
		}
		if w == "" || !(w[0] >= 'A' && w[0] <= 'Z' || w[0] == '(' || w[0] >= '0' && w[0] <= '9' || w == "&" || w == "of" || w == "and") {
			return 0
		}
		at, words = end+1, words+1
	}
	return 0
}

// letters gives the Latin letters that a text begins with.
func letters(s string) string {
	end := 0
	for end < len(s) && (s[end] >= 'a' && s[end] <= 'z' || s[end] >= 'A' && s[end] <= 'Z') {
		end++
	}
	return s[:end]
}

// latinForm tells whether a word is a legal form, or the beginning of one.
func latinForm(w string) bool {
	switch squeeze(w) {
	case "co", "ltd", "inc", "corp", "corporation", "limited", "incorporated", "llc", "plc", "kk", "gmbh", "bv", "nv", "llp", "ag", "sa", "pc", "aps":
		return w != "" && unicode.IsUpper(rune(w[0]))
	}
	return false
}

// nameBefore gives the beginning of the name with a legal form that ends at i.
func (r *reader) nameBefore(lo, i int) (int, bool) {
	for i > lo && r.s[i-1] == ' ' {
		i--
	}
	if i <= lo {
		return i, false
	}
	n := formBefore(r.s[lo:i])
	at := i - n
	for at > lo && i-at < 150 {
		c, size := utf8.DecodeLastRuneInString(r.s[lo:at])
		if n == 0 { // 株式会社A: back to the form
			if k := formBefore(r.s[lo:at]); k > 0 && at < i {
				return at - k, true
			}
			if c == ' ' && formBefore(r.s[lo:at-1]) > 0 {
				at--
				continue
			}
		}
		if !joins(c) || n > 0 && endsAny(r.s[lo:at], endings...) {
			break
		}
		if n > 0 && isHiragana(c) {
			prev, _ := utf8.DecodeLastRuneInString(r.s[lo : at-size])
			next, _ := utf8.DecodeRuneInString(r.s[at:i])
			if strings.ContainsRune(particles, c) && !isHiragana(prev) && !isHiragana(next) {
				break
			}
		}
		at -= size
	}
	if n > 0 {
		return at, at < i-n
	}
	return r.latinBefore(lo, i)
}

// latinBefore gives the beginning of a name of Latin words with a form.
func (r *reader) latinBefore(lo, i int) (int, bool) {
	from := max(lo, i-100)
	for at := from; at < i; at++ {
		if (at == from || r.s[at-1] == ' ' || r.s[at-1] == '\n' || r.s[at-1] == '(') && r.s[at] >= 'A' && r.s[at] <= 'Z' {
			if end := r.latinAt(at, i); end == i || end == i-1 && r.s[end] == ',' {
				return at, true
			}
		}
	}
	return i, false
}

func endsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// formed tells whether a name is written with a legal form.
func formed(s string) bool { n := Parse(s); return n.Form != "" }

// is tells whether a name is one of the organization that speaks.
func (r *reader) is(name string) bool { return r.org != "" && Key(name) == Key(r.org) }

var formerLabels = []string{"旧社名", "旧商号", "旧会社名", "旧法人名", "旧名称", "旧称"}

// notNames are what is called 旧 and is no organization.
var notNames = []string{"システム", "サイト", "サーバ", "サーバー", "アドレス", "住所", "姓", "氏名", "館", "版", "型", "制度", "年度", "工場", "店舗", "ページ", "URL", "Twitter", "ツイッター", "アプリ", "サービス", "アカウント", "名称", "字体", "耐震", "暦", "正月"}

// former reads 旧社名:A and B(旧A).
func (r *reader) former(i int) {
	lo, hi := r.sentence(i)
	at, label := i+len("旧"), false
	for _, w := range formerLabels {
		if strings.HasPrefix(r.s[i:hi], w) {
			at, label = i+len(w), true
			break
		}
	}
	open := strings.LastIndexByte(r.s[lo:i], '(')
	inside := open >= 0 && strings.TrimSpace(r.s[lo+open+1:i]) == ""
	if !inside && !label {
		return
	}
	begin := at
	for at < hi && strings.ContainsRune(" ::・=は", first(r.s[at:hi])) {
		at += utf8.RuneLen(first(r.s[at:hi]))
	}
	if label && !inside && at == begin && !strings.HasPrefix(r.s[at:hi], "「") {
		return // 旧社名のまま
	}
	value, end := r.quoted(at, hi)
	if value == "" {
		end = at
		depth := 0
		for end < hi {
			c, size := utf8.DecodeRuneInString(r.s[end:hi])
			if c == '(' {
				depth++
			} else if c == ')' {
				if depth--; depth < 0 {
					break
				}
			} else if strings.ContainsRune("、,;」", c) && !latinComma(r.s[end:hi]) {
				break
			}
			end += size
		}
		value = strings.TrimSpace(r.s[at:end])
	}
	if n := utf8.RuneCountInString(value); n < 2 || n > 60 || Key(value) == "" || strings.ContainsAny(value, "。") {
		return
	}
	of, from := r.org, i
	if inside {
		stop := lo + open
		if b, ok := r.nameBefore(lo, stop); ok {
			of, from = r.s[b:stop], b
		} else if b := r.wordBefore(lo, stop); b < stop && (r.is(r.s[b:stop]) || label) {
			of, from = r.s[b:stop], b
		} else if !label {
			return
		}
		if !label && (endsAny(value, notNames...) || !formed(value) && !r.is(of) && formBefore(r.s[lo:stop]) == 0) {
			return
		}
	}
	if Key(of) == Key(value) {
		return
	}
	date := r.date(end, min(hi, end+60))
	r.add("former", from, end, Statement{Kind: SaysFormer, Of: of, Value: value, From: date})
}

func latinComma(s string) bool {
	return strings.HasPrefix(s, ", ") && len(s) > 2 && latinForm(strings.TrimRight(strings.Fields(s[2:] + " x")[0], ".,)"))
}

// wordBefore gives the beginning of the characters of a name that end at i.
func (r *reader) wordBefore(lo, i int) int {
	at := i
	for at > lo {
		c, size := utf8.DecodeLastRuneInString(r.s[lo:at])
		if !joins(c) {
			break
		}
		at -= size
	}
	return at
}

// quoted gives what stands in corner brackets at i, and where that ends.
func (r *reader) quoted(i, hi int) (string, int) {
	for _, q := range [][2]string{{"「", "」"}, {"『", "』"}, {"“", "”"}, {"\"", "\""}} {
		rest, ok := strings.CutPrefix(r.s[i:hi], q[0])
		if !ok {
			continue
		}
		if in, _, ok := strings.Cut(rest, q[1]); ok {
			return strings.TrimSpace(in), i + len(q[0]) + len(in) + len(q[1])
		}
	}
	return "", i
}

// date gives the first date of the common era or 令和 in a range.
func (r *reader) date(lo, hi int) jikenbo.Date {
	if lo >= hi {
		return jikenbo.Date{}
	}
	s := r.s[lo:hi]
	k := strings.Index(s, "年")
	if k < 0 {
		return jikenbo.Date{}
	}
	begin := k
	for begin > 0 && s[begin-1] >= '0' && s[begin-1] <= '9' {
		begin--
	}
	year, _ := strconv.Atoi(s[begin:k])
	if strings.HasSuffix(s[:begin], "令和") {
		year += 2018
		if begin == k && strings.HasSuffix(s[:begin], "元") {
			year = 2019
		}
	}
	d := jikenbo.Date{Year: year}
	rest := strings.TrimPrefix(s[k+len("年"):], " ")
	d.Month, rest = numberBefore(rest, "月")
	if d.Month > 0 {
		d.Day, _ = numberBefore(strings.TrimPrefix(rest, " "), "日")
	}
	if year < 1800 || !d.Valid() {
		return jikenbo.Date{}
	}
	return d
}

func numberBefore(s, unit string) (int, string) {
	digits, rest, ok := strings.Cut(s, unit)
	digits = strings.TrimSpace(digits)
	if !ok || len(digits) > 2 {
		return 0, s
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0, s
	}
	return n, rest
}

// present reads A(現B): B had the name A.
func (r *reader) present(i int) {
	lo, hi := r.sentence(i)
	at := i + len("(現")
	for at < hi && strings.ContainsRune(" ::・", first(r.s[at:hi])) {
		at += utf8.RuneLen(first(r.s[at:hi]))
	}
	for _, w := range []string{"社名", "商号", "在", "名称"} {
		at += len(r.s[at:hi]) - len(strings.TrimPrefix(r.s[at:hi], w))
	}
	for at < hi && strings.ContainsRune(" ::・", first(r.s[at:hi])) {
		at += utf8.RuneLen(first(r.s[at:hi]))
	}
	end := r.nameAt(at, hi)
	b, ok := r.nameBefore(lo, i)
	if end == 0 || !ok || !startsAny(strings.TrimSpace(r.s[end:hi]), ")", "、", ",") || Key(r.s[b:i]) == Key(r.s[at:end]) {
		return
	}
	r.add("present", b, end, Statement{Kind: SaysFormer, Of: r.s[at:end], Value: r.s[b:i]})
}

// renamed reads what says that a name was changed: A(4月1日よりBに商号変更),
// AからBに社名を変更, 商号をBに変更.
func (r *reader) renamed(i int) {
	lo, hi := r.sentence(i)
	word := 0
	for _, w := range []string{"社名", "商号", "名称", "会社名", "法人名", "校名", "行名"} {
		for _, at := range []int{i, i - len("社"), i - len("商"), i - len("名")} {
			if at >= lo && strings.HasPrefix(r.s[at:hi], w) {
				word = at
			}
		}
	}
	if word == 0 && !startsAny(r.s[lo:hi], "社名", "商号", "名称") {
		return
	}
	word = max(word, lo)
	s := r.s[lo:hi]
	change := strings.Index(r.s[word:hi], "変更")
	if k := strings.Index(r.s[word:hi], "改め"); change < 0 || k >= 0 && k < change {
		change = k
	}
	if change < 0 || strings.Contains(s, "変更はござ") || strings.Contains(s, "変更はあり") || strings.Contains(s, "変更しておりません") || strings.Contains(s, "予定はござ") || strings.Contains(s, "予定はあり") {
		return
	}
	change += word
	// the new name: before 社名を変更, or between 社名を and に変更
	middle := lo
	if k := strings.IndexAny(r.s[word:change], "を"); k >= 0 && word+k+len("を") < change {
		middle = word + k + len("を")
	}
	newHi := change
	if middle == lo {
		newHi = word
	}
	newHi = r.trimBack(middle, newHi, "に", "へ", "と", "へと", " ", "、", "を")
	if oldHi := r.trimBack(middle, newHi, "より", "から"); oldHi < newHi && middle == lo { // B(…Aより社名変更)
		open := strings.LastIndexByte(r.s[lo:oldHi], '(')
		oldLo, ok := r.nameEnding(lo, oldHi)
		if !ok || open < 0 || strings.Contains(r.s[lo+open:oldHi], ")") || lo+open > oldLo {
			return
		}
		if b, ok := r.nameBefore(lo, lo+open); ok && Key(r.s[b:lo+open]) != Key(r.s[oldLo:oldHi]) {
			r.add("renamed", b, change+len("変更"), Statement{Kind: SaysFormer, Of: r.s[b : lo+open], Value: strings.Trim(r.s[oldLo:oldHi], "「」『』"), From: r.date(lo+open, hi)})
		}
		return
	}
	newLo, ok := r.nameEnding(middle, newHi)
	if !ok {
		return
	}
	now := strings.Trim(r.s[newLo:newHi], "「」『』\" ")
	from, was := newLo, ""
	if oldHi := r.trimBack(lo, newLo, " ", "、"); strings.HasSuffix(r.s[lo:oldHi], "から") {
		oldHi -= len("から")
		if oldLo, ok := r.nameEnding(lo, oldHi); ok {
			from, was = oldLo, strings.Trim(r.s[oldLo:oldHi], "「」『』\" ")
		}
	}
	if open := strings.LastIndexByte(r.s[lo:newLo], '('); was == "" && open >= 0 && !strings.Contains(r.s[lo+open:newLo], ")") { // A(…よりBに商号変更)
		if b, ok := r.nameBefore(lo, lo+open); ok {
			from, was = b, r.s[b:lo+open]
		} else if b := r.wordBefore(lo, lo+open); r.is(r.s[b : lo+open]) {
			from, was = b, r.s[b:lo+open]
		}
	}
	if was == "" {
		if r.org == "" || r.is(now) || !formed(now) {
			return
		}
		for _, w := range speakers { // 当社は…
			if k := strings.Index(r.s[lo:newLo], w); k >= 0 {
				from, was = lo+k, r.org
				break
			}
		}
	}
	if was == "" || Key(was) == Key(now) || !formed(was) && !formed(now) && !r.is(was) && !r.is(now) {
		return
	}
	end := change + len("変更")
	r.add("renamed", from, min(end, hi), Statement{Kind: SaysFormer, Of: now, Value: was, From: r.date(lo, hi)})
}

// trimBack gives the end of [lo, hi) without words at its end.
func (r *reader) trimBack(lo, hi int, words ...string) int {
	for again := true; again; {
		again = false
		for _, w := range words {
			if hi-len(w) >= lo && strings.HasSuffix(r.s[lo:hi], w) {
				hi, again = hi-len(w), true
			}
		}
	}
	return hi
}

// nameEnding gives the beginning of the name that ends at i, in brackets or not.
func (r *reader) nameEnding(lo, i int) (int, bool) {
	for _, q := range [][2]string{{"「", "」"}, {"『", "』"}} {
		if strings.HasSuffix(r.s[lo:i], q[1]) {
			if k := strings.LastIndex(r.s[lo:i], q[0]); k >= 0 && i-lo-k < 130 {
				return lo + k, true
			}
			return i, false
		}
	}
	return r.nameBefore(lo, i)
}

// formerly reads B (formerly A).
func (r *reader) formerly(i int) {
	lo, hi := r.sentence(i)
	at := i + len("formerly")
	for _, w := range []string{" known as ", " named ", " called ", " "} {
		if strings.HasPrefix(r.s[at:hi], w) {
			at += len(w)
			break
		}
	}
	end := r.latinAt(min(at, hi-1), hi)
	stop := r.trimBack(lo, i, " ", "(", ",")
	b, ok := r.nameBefore(lo, stop)
	if end == 0 || !ok || Key(r.s[b:stop]) == Key(r.s[at:end]) {
		return
	}
	r.add("formerly", b, end, Statement{Kind: SaysFormer, Of: r.s[b:stop], Value: r.s[at:end]})
}
