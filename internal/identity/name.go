// Package identity tells which names are names of one organization: it takes a
// name apart into its legal form and what is left, folds spellings, compares
// names with the help of a curated list of aliases, and reads what a notice
// states of an organization's identity.
//
// Nothing here decides for a person: names that may well be of one
// organization, without anybody having said so, are [Possible], never [Same].
package identity

import (
	"bytes"
	_ "embed" // the tables
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Name is the name of an organization taken apart. All parts are as they are
// written; the zero value is no name.
type Name struct {
	Written string
	// Core is the name of the organization without its legal form, a part of it,
	// honorifics and remarks. It is Written where nothing is left otherwise.
	Core string
	// Form is the legal form in full (株式会社 of ㈱), "" if none is written.
	Form string
	// Behind tells that the form stands behind the core.
	Behind bool
	// Unit is a part of the organization or what it runs that is named beside
	// it: a hospital of a medical corporation, a branch, a division, a shop.
	Unit string
	// Section is who in the organization writes: 広報部, お客様センター, 本社.
	Section string
	// In is the group that is named before it: 藤音グループ 株式会社藤音.
	In string
	// Alias is the short name that the text defines: (以下「しののめ社」).
	Alias string
	// Former is a name that it had: (旧社名:…).
	Former string
	// Remarks are what else stands in parentheses: (本社:…), (証券コード:…).
	Remarks []string
	// Honorific is what it is addressed with: 様, 御中.
	Honorific string
	Shop      bool // it, or its unit, is named as a shop
	Group     bool // it is named as a group of organizations
	Holding   bool // it is named as a company that holds others

	kind string // of its form
	key  string // of Written
	core string // key of Core
	unit string // key of Unit
	self string // key without the section and the group
	seat string // folded, where a remark says that it is
}

//go:embed forms.tsv
var formTable string

//go:embed words.tsv
var wordTable string

// spelling is one way to write a legal form, folded.
type spelling struct {
	b     []byte
	form  string
	kind  string
	where string
	latin bool // of Latin letters, a word of its own
}

var (
	heads = map[rune][]spelling{}                                                     // by first character, the longest first
	tails = map[rune][]spelling{}                                                     // by last character
	short = map[string]string{}                                                       // in parentheses: 株
	words = struct{ end, section, shop, group, holding, honorific, trade [][]byte }{} // folded, the longest first
)

func init() {
	for fields := range rows(formTable, 3) {
		form, kind, where := fields[0], fields[1], fields[2]
		spellings := []string{form}
		if len(fields) > 3 {
			spellings = append(spellings, strings.Fields(fields[3])...)
		}
		for _, s := range spellings {
			if in, ok := strings.CutPrefix(s, "("); ok {
				short[squeeze(strings.TrimSuffix(in, ")"))] = squeeze(form)
				continue
			}
			sp := spelling{[]byte(squeeze(s)), form, kind, where, where == "latin" || where == "dotted"}
			if len(sp.b) == 0 {
				panic(fmt.Sprintf("forms.tsv: %q is folded to nothing", s))
			}
			if where == "within" || where == "around" || where == "before" {
				r, _ := utf8.DecodeRune(sp.b)
				heads[r] = append(heads[r], sp)
			}
			if where != "before" {
				r, _ := utf8.DecodeLastRune(sp.b)
				tails[r] = append(tails[r], sp)
			}
		}
	}
	byLength := func(a, b spelling) int { return len(b.b) - len(a.b) }
	for _, all := range []map[rune][]spelling{heads, tails} {
		for r := range all {
			slices.SortStableFunc(all[r], byLength)
		}
	}
	lists := map[string]*[][]byte{"end": &words.end, "section": &words.section, "shop": &words.shop, "group": &words.group, "holding": &words.holding, "honorific": &words.honorific, "trade": &words.trade}
	for row := range rows(wordTable, 2) {
		list, ok := lists[row[0]]
		if !ok {
			panic(fmt.Sprintf("words.tsv: %q is no kind of words", row[0]))
		}
		for w := range strings.FieldsSeq(row[1]) {
			*list = append(*list, []byte(squeeze(w)))
		}
	}
	for _, list := range lists {
		slices.SortStableFunc(*list, func(a, b []byte) int { return len(b) - len(a) })
	}
}

// rows gives the fields of the rows of a table that have at least so many.
func rows(table string, least int) func(yield func([]string) bool) {
	return func(yield func([]string) bool) {
		for line := range strings.Lines(table) {
			line = strings.TrimRight(line, "\r\n")
			fields := strings.Split(line, "\t")
			if strings.HasPrefix(line, "#") || len(fields) < least {
				continue
			}
			if !yield(fields) {
				return
			}
		}
	}
}

// squeeze folds a text and takes nothing out of it but marks.
func squeeze(s string) string {
	return string(fold(s, nil, nil).b)
}

// office finds where the word for the office of a municipality begins that a
// part of a name ends in: 役所 of 市役所, hi if there is none.
func (f folded) office(lo, hi int) int {
	for _, w := range [...]struct{ office, of string }{{"役所", "市区"}, {"役場", "町村"}, {"庁", "県"}} {
		at := hi - len(w.office)
		if at-3 <= lo || string(f.b[at:hi]) != w.office {
			continue
		}
		if r, _ := utf8.DecodeLastRune(f.b[lo:at]); strings.ContainsRune(w.of, r) {
			return at
		}
	}
	return hi
}

// TrimForm gives a name as it is written, without the legal forms at its ends:
// つづら屋 of つづら屋(株). It is "" of what is nothing but forms.
func TrimForm(s string) string {
	var m room
	f := fold(s, m.b[:0], m.at[:0])
	if bytes.IndexByte(f.b, '(') >= 0 || bytes.IndexByte(f.b, ')') >= 0 {
		f = f.parentheses(s, false, nil)
	}
	p := f.strip(0, len(f.b), false)
	switch {
	case p.form == nil:
		return s
	case p.lo >= p.hi:
		return ""
	}
	return f.written(s, p.lo, p.hi)
}

// Version is raised when [Key] or [Compare] of the same names gives something
// else: who keeps what they gave makes it anew.
const Version = 1

// piece is a part of a name between legal forms.
type piece struct {
	lo, hi    int
	form      *spelling
	behind    bool // the form stands behind it
	honorific int  // where it begins; 0 if there is none
}

// room is what most names fit in.
type room struct {
	b      [160]byte
	at     [160]origin
	pieces [4]piece
}

// Key gives what is the same of all spellings of a name: it is folded (width,
// case, small and large kana, ヴ, prolonged sounds and hyphens, old and new
// kanji, accents), and has no legal form, spaces, marks, honorific or remark in
// parentheses. Where a form stands inside a name, a bar is left in its place.
// Hiragana and katakana are told apart. Key(Key(s)) is Key(s), and "" only
// where s is blank.
func Key(s string) string {
	var m room
	f := fold(s, m.b[:0], m.at[:0])
	if bytes.IndexByte(f.b, '(') >= 0 || bytes.IndexByte(f.b, ')') >= 0 {
		f = f.parentheses(s, true, nil)
	}
	ps := f.cut(m.pieces[:0])
	switch len(ps) {
	case 0:
		if len(f.b) > 0 {
			return string(f.b)
		}
		return bottom(s)
	case 1:
		return string(f.b[ps[0].lo:ps[0].hi])
	}
	return string(f.join(ps))
}

// join gives the pieces with bars between them.
func (f folded) join(ps []piece) []byte {
	b := make([]byte, 0, len(f.b))
	for i, p := range ps {
		if i > 0 {
			b = append(b, '|')
		}
		b = append(b, f.b[p.lo:p.hi]...)
	}
	return b
}

// bottom is the key of a text that has nothing but remarks and marks.
func bottom(s string) string {
	b := squeeze(s)
	b = strings.Map(func(r rune) rune {
		if r == '(' || r == ')' {
			return -1
		}
		return r
	}, b)
	if b != "" {
		return b
	}
	return strings.TrimSpace(strings.ToValidUTF8(s, ""))
}

// longest is how many bytes of a folded name a remark may have.
const longest = 600

// remark is what stands in parentheses, as written and folded.
type remark struct {
	written, folded string
	short           bool // a short form in Latin letters
}

// parentheses takes remarks in parentheses out of a folded name, writes short
// legal forms in full, and leaves others without their parentheses.
func (f folded) parentheses(s string, drop bool, note func(remark)) folded {
	b, at := f.b, f.at
	f = folded{make([]byte, 0, len(b)+16), make([]origin, 0, len(b)+16)}
	gap := false
	for i := 0; i < len(b); {
		if b[i] == ')' {
			gap = true
			i++
			continue
		}
		if b[i] != '(' {
			o := at[i]
			o.gap = o.gap || gap
			f.b, f.at = append(f.b, b[i]), append(f.at, o)
			gap = false
			i++
			continue
		}
		end, depth := i+1, 1
		for ; end < min(len(b), i+longest); end++ {
			if b[end] == '(' {
				depth++
			} else if b[end] == ')' {
				if depth--; depth == 0 {
					break
				}
			}
		}
		if end < len(b) && depth > 0 { // far too long for a remark
			gap = true
			i++
			continue
		}
		in := b[i+1 : end]
		whole := origin{at[i].from, at[min(end, len(b)-1)].to, at[i].gap || gap}
		if full, ok := short[string(in)]; ok {
			for j := range len(full) {
				f.b, f.at = append(f.b, full[j]), append(f.at, whole)
				whole.gap = false
			}
			gap = false
			i = end + 1
			continue
		}
		if drop && i > 0 && (remarked(in) || acronym(f.b, in)) {
			if note != nil && end > i+1 {
				note(remark{strings.TrimSpace(s[at[i+1].from:at[end-1].to]), string(in), !remarked(in)})
			}
			i = end + 1
			gap = true
			continue
		}
		gap = true
		i++
	}
	return f
}

var remarkHeads = foldAll("以下", "旧社名", "旧商号", "旧名称", "旧会社名", "旧称", "現商号", "現社名", "現名称", "本社", "本店", "本部", "所在地", "住所", "代表", "東証", "名証", "札証", "福証",
	"証券コード", "コード番号", "銘柄コード", "英文名", "英文社名", "英語名", "通称", "略称", "愛称", "法人番号", "登記", "資本金", "提供", "運営", "委託先", "再委託先", "受託者", "hereinafter", "the company", "formerly", "headquartered", "tse", "nyse", "nasdaq")

// places are what an address of a seat ends in.
var places = foldAll("都", "道", "府", "県", "市", "区", "町", "村")

func foldAll(ss ...string) [][]byte {
	var out [][]byte
	for _, s := range ss {
		out = append(out, []byte(squeeze(s)))
	}
	return out
}

// remarked tells whether what stands in parentheses is said of a name and no
// part of it.
func remarked(in []byte) bool {
	if len(in) == 0 {
		return true
	}
	for _, w := range remarkHeads {
		if bytes.HasPrefix(in, w) && (len(in) > len(w) || len(w) > 3) {
			return true
		}
	}
	if former(string(in)) != "" {
		return true
	}
	n := utf8.RuneCount(in)
	for _, w := range places {
		if n >= 3 && n <= 12 && bytes.HasSuffix(in, w) {
			return true
		}
	}
	return n == 4 && len(in) == 4 && in[0] >= '0' && in[0] <= '9' && in[1] >= '0' && in[1] <= '9' && in[2] >= '0' && in[2] <= '9' // a securities code
}

// acronym tells whether what stands in parentheses is a short form in Latin
// letters behind a name in Japanese: 情報処理推進機構(IPA). A country is none.
func acronym(name, in []byte) bool {
	if len(in) < 2 || len(in) > 8 || scriptOf(lastRune(name)) < hiragana {
		return false
	}
	for _, c := range in {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return !slices.Contains([]string{"usa", "us", "uk", "eu", "hk", "asia", "china", "thailand", "vietnam", "america", "europe", "japan", "global", "tokyo", "osaka"}, string(in))
}

func lastRune(b []byte) rune {
	r, _ := utf8.DecodeLastRune(b)
	return r
}

// former gives the folded name that a folded remark says was the name before.
func former(in string) string {
	for _, w := range []string{"旧社名", "旧商号", "旧名称", "旧会社名", "旧称", "formerlyknownas", "formerly"} {
		if rest, ok := strings.CutPrefix(in, w); ok {
			return strings.TrimPrefix(rest, "は")
		}
	}
	rest, ok := strings.CutPrefix(in, "旧")
	if !ok || utf8.RuneCountInString(rest) < 3 {
		return ""
	}
	return rest
}

// cut parts what is left of a folded name at its legal forms.
func (f folded) cut(ps []piece) []piece {
	lo, n := 0, len(f.b)
	var before *spelling // the form that ends where lo is
	for at := 0; ; {
		mid, end, sp := f.within(at, n)
		if sp == nil {
			if p := f.strip(lo, n, true); p.lo < p.hi {
				if p.form == nil {
					p.form, p.behind = before, false
				}
				ps = append(ps, p)
			} else if len(ps) > 0 {
				last := &ps[len(ps)-1]
				if p.honorific > 0 {
					last.honorific = p.honorific
				}
				if last.form == nil {
					last.form, last.behind = before, true
				}
			}
			return ps
		}
		p := f.strip(lo, mid, true)
		if p.lo < p.hi {
			if before != nil && p.form == nil {
				p.form, before = before, nil
			}
			ps = append(ps, p)
		}
		before, lo, at = sp, end, end
	}
}

var company = []byte("会社")

// within finds the next legal form of those that stand inside names from at on.
func (f folded) within(at, n int) (lo, hi int, sp *spelling) {
	for at < n {
		i := bytes.Index(f.b[at:n], company)
		if i < 0 {
			return 0, 0, nil
		}
		hi = at + i + len(company)
		for k := range tails['社'] {
			sp := &tails['社'][k]
			if lo := hi - len(sp.b); sp.where == "within" && lo >= 0 && bytes.Equal(f.b[lo:hi], sp.b) {
				return lo, hi, sp
			}
		}
		at = hi
	}
	return 0, 0, nil
}

// strip takes legal forms, and honorifics where they are none of the name, off
// both ends of a part of a name.
func (f folded) strip(lo, hi int, honorifics bool) piece {
	p := piece{lo: lo, hi: hi}
	for again := true; again && p.lo < p.hi; {
		again = false
		if honorifics {
			if k := f.office(p.lo, p.hi); k < p.hi {
				p.hi, again = k, true
				continue
			}
			if k := f.honorific(p.lo, p.hi); k < p.hi {
				p.hi, p.honorific, again = k, k, true
				continue
			}
		}
		r, _ := utf8.DecodeRune(f.b[p.lo:p.hi])
		for k := range heads[r] {
			sp := &heads[r][k]
			if !bytes.HasPrefix(f.b[p.lo:p.hi], sp.b) || strings.HasSuffix(sp.kind, "university") && !bytes.Contains(f.b[p.lo+len(sp.b):min(p.hi, p.lo+longest)], []byte("大学")) {
				continue
			}
			if p.form == nil {
				p.form = sp
			}
			p.lo, again = p.lo+len(sp.b), true
			break
		}
		if again {
			continue
		}
		if p.lo+3 < p.hi && f.at[p.lo+3].gap && bytes.HasPrefix(f.b[p.lo:p.hi], []byte("the")) {
			p.lo, again = p.lo+3, true
			continue
		}
		r, _ = utf8.DecodeLastRune(f.b[p.lo:p.hi])
		for k := range tails[r] {
			sp := &tails[r][k]
			at := p.hi - len(sp.b)
			if !bytes.HasSuffix(f.b[p.lo:p.hi], sp.b) || sp.latin && (at == p.lo || !f.at[at].gap || sp.where == "dotted" && !f.at[p.hi-1].gap) {
				continue
			}
			if p.form == nil {
				p.form, p.behind = sp, true
			}
			p.hi, again = at, true
			break
		}
	}
	return p
}

// honorific finds where one begins at the end of a part of a name, hi if there
// is none.
func (f folded) honorific(lo, hi int) int {
	for _, w := range words.honorific {
		rest, ok := bytes.CutSuffix(f.b[lo:hi], w)
		if !ok {
			continue
		}
		at := lo + len(rest)
		if len(rest) == 0 && lo > 0 { // behind a form
			return lo
		}
		last, _ := utf8.DecodeLastRune(rest)
		switch string(w) {
		case "殿":
			ok = f.at[at].gap
		case "さま":
			ok = f.at[at].gap || !isHiragana(last)
		case "様":
			ok = f.at[at].gap || !strings.ContainsRune("模多同仕", last)
		}
		if _, size := utf8.DecodeRune(rest); ok && len(rest) > size {
			return at
		}
	}
	return hi
}

// Parse takes a name apart. Of a name with a legal form inside, what the form
// belongs to is the organization and the rest a unit of it.
func Parse(s string) Name {
	n := Name{Written: s}
	var m room
	f := fold(s, m.b[:0], m.at[:0])
	if bytes.IndexByte(f.b, '(') >= 0 || bytes.IndexByte(f.b, ')') >= 0 {
		f = f.parentheses(s, true, func(r remark) { n.remark(r) })
	}
	ps := f.cut(m.pieces[:0])
	if len(ps) == 0 {
		n.Core = strings.TrimSpace(s)
		n.key = bottom(s)
		if len(f.b) > 0 {
			n.key = string(f.b)
		}
		n.core, n.self = n.key, n.key
		n.marks()
		return n
	}
	n.key = string(f.join(ps))
	if h := ps[len(ps)-1]; h.honorific > 0 {
		n.Honorific = f.written(s, h.honorific, len(f.b))
	}
	p := f.parts(ps)
	n.Core, n.core = f.written(s, p.corp.lo, p.corp.hi), string(f.b[p.corp.lo:p.corp.hi])
	if p.corp.form != nil {
		n.Form, n.kind, n.Behind = p.corp.form.form, p.corp.form.kind, p.corp.behind
	}
	n.self = n.core
	if p.unit.lo < p.unit.hi {
		n.Unit, n.unit = f.written(s, p.unit.lo, p.unit.hi), string(f.b[p.unit.lo:p.unit.hi])
		if n.self += n.unit; len(ps) > 1 {
			n.self = n.core + "|" + n.unit
		}
	}
	if p.section.lo < p.section.hi {
		n.Section = f.written(s, p.section.lo, p.section.hi)
	}
	if p.group.lo < p.group.hi {
		n.In = f.written(s, p.group.lo, p.group.hi)
	}
	if n.Section == "" && n.In == "" {
		n.self = n.key
	}
	n.marks()
	return n
}

// parts are what a name is made of. What is empty is not there.
type parts struct{ corp, unit, section, group piece }

// parts tells the organization from its unit, its section and its group.
func (f folded) parts(ps []piece) (out parts) {
	if len(ps) > 2 {
		ps = ps[:2]
	}
	corp, rest := ps[0], piece{}
	if len(ps) > 1 {
		a, b := ps[0], ps[1]
		before := b.form != nil && !b.behind // cut gives the form between them to B
		switch {
		case before && a.form == nil && (f.spaced(b) || ends(f.b[a.lo:a.hi], words.group) && !f.isUnit(b)): // A 株式会社B
			if corp = b; ends(f.b[a.lo:a.hi], words.group) {
				out.group = a
			} else {
				rest = a
			}
		case before && a.form == nil: // A株式会社B
			corp.form, corp.behind, rest = b.form, true, b
		default:
			rest = b
		}
		if rest.lo > corp.lo && f.isSection(rest) {
			out.section, rest = rest, piece{}
		}
	}
	for i := corp.hi - 1; i > corp.lo; i-- { // the sections at its end
		if i >= corp.hi || !f.at[i].gap { // a form at its end went with the last section
			continue
		}
		if i-corp.lo < 4 || !f.isSection(piece{lo: i, hi: corp.hi}) {
			break
		}
		if out.section.hi == 0 {
			out.section.hi = corp.hi
		}
		corp, out.section.lo = f.ended(corp, i), i
	}
	corp.hi = f.office(corp.lo, corp.hi)
	if corp.form != nil && corp.behind && out.group.hi == 0 { // 藤音グループ 藤音株式会社
		for i := corp.lo + 1; i < corp.hi; i++ {
			if f.at[i].gap && ends(f.b[corp.lo:i], words.group) {
				out.group, corp.lo = piece{lo: corp.lo, hi: i}, i
				break
			}
		}
	}
	out.corp, out.unit = corp, rest
	if rest.hi > 0 {
		return out
	}
	for i := corp.lo + 1; i < corp.hi; i++ { // 医療法人社団清流会 みずかげ総合病院
		if f.at[i].gap && f.isUnit(piece{lo: i, hi: corp.hi}) && (corp.form != nil && !corp.behind || utf8.RuneCount(f.b[corp.lo:i]) > 1) {
			out.corp, out.unit = f.ended(corp, i), piece{lo: i, hi: corp.hi}
			return out
		}
	}
	if corp.form != nil && !corp.behind && (corp.form.kind == "medical" || corp.form.kind == "welfare") { // 医療法人碧葉会みどり台記念病院
		for i := corp.lo + 3; i+6 < corp.hi; i++ {
			if bytes.HasPrefix(f.b[i:corp.hi], []byte("会")) && f.isUnit(piece{lo: i + 3, hi: corp.hi}) && utf8.RuneCount(f.b[i+3:corp.hi]) > 3 {
				out.corp.hi, out.unit = i+3, piece{lo: i + 3, hi: corp.hi}
				return out
			}
		}
	}
	return out
}

// ended gives a part of a name that ends at i already, without the form that is
// its end then: Example Inc. of Example Inc. 本部.
func (f folded) ended(p piece, i int) piece {
	q := f.strip(p.lo, i, true)
	if q.lo >= q.hi {
		p.hi = i
		return p
	}
	p.lo, p.hi = q.lo, q.hi
	if p.form == nil {
		p.form, p.behind = q.form, q.behind
	}
	return p
}

// spaced tells whether a space stands before the form that is before a piece
// and none behind it.
func (f folded) spaced(p piece) bool {
	at := p.lo
	if p.form != nil {
		at -= len(p.form.b)
	}
	return at > 0 && f.at[at].gap && !f.at[p.lo].gap
}

// isSection tells whether a part of a name says only who in it writes.
func (f folded) isSection(p piece) bool {
	b := f.b[p.lo:p.hi]
	return ends(b, words.section) && !ends(b, words.end)
}

// isUnit tells whether a part of a name may be a unit of an organization.
func (f folded) isUnit(p piece) bool {
	b := f.b[p.lo:p.hi]
	return ends(b, words.end) || ends(b, words.shop)
}

// ends tells whether a folded text ends in one of the words.
func ends(b []byte, list [][]byte) bool {
	for _, w := range list {
		if bytes.HasSuffix(b, w) {
			return true
		}
	}
	return false
}

// written gives the words that a part of a folded name comes from.
func (f folded) written(s string, lo, hi int) string {
	from, to := int(f.at[lo].from), int(f.at[hi-1].to)
	if in := s[from:to]; strings.Count(in, "(")+strings.Count(in, "（") > strings.Count(in, ")")+strings.Count(in, "）") && (strings.HasPrefix(s[to:], ")") || strings.HasPrefix(s[to:], "）")) {
		_, size := utf8.DecodeRuneInString(s[to:]) // Precision (Vietnam)
		to += size
	}
	return s[from:to]
}

// marks notes what the words of a name say it is.
func (n *Name) marks() {
	last := []byte(n.core)
	if n.unit != "" {
		last = []byte(n.unit)
	}
	n.Shop = ends(last, words.shop) && !bytes.HasSuffix(last, []byte("支店"))
	n.Group = ends([]byte(n.core), words.group) && !ends([]byte(n.core), words.holding)
	n.Holding = ends([]byte(n.core), words.holding)
}

// remark notes what a remark in parentheses says.
func (n *Name) remark(r remark) {
	switch {
	case strings.HasPrefix(r.folded, "以下"):
		if alias := defined(r.written); alias != "" && n.Alias == "" {
			n.Alias = alias
			return
		}
	case former(r.folded) != "":
		if name := formerName(r.written); name != "" && n.Former == "" {
			n.Former = name
			return
		}
	case n.Alias == "" && r.short:
		n.Alias = r.written
		return
	}
	if n.seat == "" {
		n.seat = seat(r.folded)
	}
	n.Remarks = append(n.Remarks, r.written)
}

// seat gives the folded place that a folded remark names: 東京都港区 of
// 本社:東京都港区, 代表取締役…
func seat(in string) string {
	labelled := false
	for _, w := range []string{"本社所在地", "本社", "本店所在地", "本店", "所在地", "住所"} {
		if rest, ok := strings.CutPrefix(in, w); ok {
			in, labelled = rest, true
			break
		}
	}
	end := 0 // of the last word for a place
	for _, w := range places {
		if k := strings.LastIndex(in, string(w)); k >= 0 {
			end = max(end, k+len(w))
		}
	}
	if n := utf8.RuneCountInString(in[:end]); n < 2 || n > 14 || !labelled && end < len(in) {
		return ""
	}
	return in[:end]
}

// defined gives the short name of a definition: 以下「しののめ社」といいます。
func defined(s string) string {
	s = strings.TrimSpace(strings.TrimPrefix(s, "以下"))
	s = strings.TrimLeft(s, "、,， 　")
	for _, q := range []string{"「」", "『』", "\"\"", "“”"} {
		r := []rune(q)
		if _, in, ok := strings.Cut(s, string(r[0])); ok {
			if in, _, ok := strings.Cut(in, string(r[1])); ok {
				return strings.TrimSpace(in)
			}
			return strings.TrimSpace(in) // the mark at the end says nothing and is gone
		}
	}
	for _, end := range []string{"といいます", "と言います", "という", "といい", "とします", "とする", "と記載", "と略", "。"} {
		s, _, _ = strings.Cut(s, end)
	}
	return strings.TrimSpace(s)
}

// formerName gives the name in a remark that says what the name was.
func formerName(s string) string {
	s = strings.TrimSpace(s)
	for _, w := range []string{"旧社名", "旧商号", "旧名称", "旧会社名", "旧称", "旧", "formerly known as", "formerly", "Formerly known as", "Formerly"} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return strings.Trim(rest, " 　:：は、,「」『』\"")
		}
	}
	return ""
}
