package search

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"jikenbo"
)

// Limits of a query. What is beyond them is left out, and a [Problem] says so.
const (
	MaxLength = 1000 // bytes
	MaxTerms  = 50   // words, phrases and fields
	maxDepth  = 30   // of parentheses

	maxProblems = 20
)

// Problem is something in a query that was not taken as it may have been meant.
// It is never an error: every text is a query.
type Problem struct {
	Start int    `json:"start"` // where it stands in the query, a byte offset
	End   int    `json:"end"`   // exclusive
	Ja    string `json:"ja"`
	En    string `json:"en"`
}

// Message says what was not understood, in "ja" or "en".
func (p Problem) Message(lang string) string {
	if lang == "ja" {
		return p.Ja
	}
	return p.En
}

// Query is a query that was read. The zero Query finds everything.
type Query struct {
	root  *node
	words []*node // that are looked for, in their order: not those behind NOT
	kinds bool    // it says of which kinds the documents are to be
}

// Bounded reports whether the query itself says which kinds of entries it is
// about.
func (q *Query) Bounded() bool { return q.kinds }

// op is what a node does.
type op uint8

const (
	opAnd op = iota
	opOr
	opNot
	opWord   // word in space
	opFacet  // any of values
	opDate   // a date from lo up to hi, inclusive
	opFigure // a figure from lo up to hi, inclusive
	opNumber // the case number
)

type node struct {
	op         op
	kids       []*node
	space      space
	word       word
	facet      int
	values     []string // of a facet
	lo, hi     int64
	class      int // of units, -1 for any
	number     uint64
	start, end int // in the query
}

// Parse reads a query. Every text is one; see doc/search.md.
func Parse(s string) (*Query, []Problem) {
	p := parser{raw: s, limit: len(s)}
	if len(s) > MaxLength {
		p.limit = MaxLength
		for p.limit > 0 && !utf8.RuneStart(s[p.limit]) {
			p.limit--
		}
		p.problem(p.limit, len(s), "長すぎるため、ここから先は使いません", "too long: what follows is left out")
	}
	p.raw = s[:p.limit]
	p.lex()
	q := new(Query)
	q.root = p.or(0)
	q.collect(q.root, true)
	return q, p.problems
}

// collect finds the words that are looked for.
func (q *Query) collect(n *node, wanted bool) {
	if n == nil {
		return
	}
	switch n.op {
	case opNot:
		q.collect(n.kids[0], false)
	case opWord:
		if wanted {
			q.words = append(q.words, n)
		}
	case opFacet:
		if name := facets[n.facet].name; name == "kind" || name == "status" && slices.Contains(n.values, string(jikenbo.Duplicate)) {
			q.kinds = true
		}
	default:
		for _, k := range n.kids {
			q.collect(k, wanted)
		}
	}
}

// tokenKind is what a token of a query is.
type tokenKind uint8

const (
	tokenWord tokenKind = iota
	tokenPhrase
	tokenField // name and value, which may be a phrase
	tokenOr
	tokenAnd
	tokenNot
	tokenOpen
	tokenClose
)

type token struct {
	kind        tokenKind
	text, value string
	compare     string // of a field: ":", ">", ">=", "<", "<=" or "="
	quoted      bool   // the value was
	start, end  int
}

type parser struct {
	raw      string
	limit    int
	tokens   []token
	at       int
	terms    int
	problems []Problem
}

func (p *parser) problem(start, end int, ja, en string) {
	if len(p.problems) == maxProblems {
		return
	}
	p.problems = append(p.problems, Problem{start, end, ja, en})
}

// quotes gives the closing ones of opening quotation marks.
var quotes = map[rune]string{'"': "\"＂“”", '＂': "\"＂“”", '“': "\"＂“”", '”': "\"＂“”", '「': "」", '『': "』"}

func isMinus(r rune) bool {
	return r == '-' || r == '－' || r == '−' || r == '–' || r == '‐' || r == '‑'
}

// lex cuts the query into tokens.
func (p *parser) lex() {
	s := p.raw
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			i += size
			continue
		case r == '(' || r == '（':
			p.tokens = append(p.tokens, token{kind: tokenOpen, start: i, end: i + size})
			i += size
			continue
		case r == ')' || r == '）':
			p.tokens = append(p.tokens, token{kind: tokenClose, start: i, end: i + size})
			i += size
			continue
		case r == '|' || r == '｜':
			p.tokens = append(p.tokens, token{kind: tokenOr, start: i, end: i + size})
			i += size
			continue
		case isMinus(r) && p.beginsTerm(i, i+size):
			p.tokens = append(p.tokens, token{kind: tokenNot, start: i, end: i + size})
			i += size
			continue
		case quotes[r] != "":
			text, end := p.phrase(i)
			p.tokens = append(p.tokens, token{kind: tokenPhrase, text: text, start: i, end: end})
			i = end
			continue
		}
		i = p.lexWord(i)
	}
}

// beginsTerm tells whether a minus excludes what follows: it stands at the
// beginning or behind a space, and before something.
func (p *parser) beginsTerm(start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(p.raw[:start])
	after, _ := utf8.DecodeRuneInString(p.raw[end:])
	return (start == 0 || unicode.IsSpace(before) || before == '(' || before == '（') &&
		end < len(p.raw) && !unicode.IsSpace(after) && !isMinus(after)
}

// phrase reads what stands in quotation marks at i.
func (p *parser) phrase(i int) (text string, end int) {
	r, size := utf8.DecodeRuneInString(p.raw[i:])
	rest := p.raw[i+size:]
	n := strings.IndexAny(rest, quotes[r])
	if n < 0 {
		p.problem(i, i+size, "引用符が閉じていません。最後までを一続きの言葉とします", "this quotation mark is not closed: all that follows is taken as one phrase")
		return rest, len(p.raw)
	}
	_, closing := utf8.DecodeRuneInString(rest[n:])
	return rest[:n], i + size + n + closing
}

// lexWord reads a word, an operator or a field at i.
func (p *parser) lexWord(i int) (end int) {
	s := p.raw
	end = i
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if unicode.IsSpace(r) || unicode.IsControl(r) || quotes[r] != "" || r == '|' || r == '｜' || r == ')' || r == '）' {
			break
		}
		if (r == '(' || r == '（') && !p.closes(end) {
			break
		}
		if name, compare, n := comparator(s[i:end], s[end:]); n > 0 {
			return p.lexValue(i, end+n, name, compare)
		}
		end += size
		if r == '(' || r == '（' { // (株) within a name
			end += strings.IndexAny(s[end:], ")）")
			_, closing := utf8.DecodeRuneInString(s[end:])
			end += closing
		}
	}
	text := s[i:end]
	kind := tokenWord
	switch Fold(text) {
	case "or":
		if asciiUpper(text) {
			kind = tokenOr
		}
	case "and":
		if asciiUpper(text) {
			kind = tokenAnd
		}
	case "not":
		if asciiUpper(text) {
			kind = tokenNot
		}
	}
	p.tokens = append(p.tokens, token{kind: kind, text: text, start: i, end: end})
	return end
}

// closes tells whether a parenthesis in a word is closed in it.
func (p *parser) closes(i int) bool {
	rest := p.raw[i:]
	n := strings.IndexAny(rest, ")）")
	return n > 0 && !strings.ContainsFunc(rest[:n], unicode.IsSpace)
}

// asciiUpper tells whether an operator is in capitals.
func asciiUpper(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLower(r) })
}

// comparator tells whether a field's name ends here, and gives the comparator
// that follows.
func comparator(before, after string) (name, compare string, size int) {
	r, n := utf8.DecodeRuneInString(after)
	if before == "" || r == utf8.RuneError {
		return "", "", 0
	}
	switch r {
	case ':', '：':
		return before, ":", n
	case '>', '＞', '<', '＜', '=', '＝', '≧', '≦', '≥', '≤':
	default:
		return "", "", 0
	}
	if f := fieldNames[Fold(before)]; f != fieldCount {
		return "", "", 0 // only figures are compared
	}
	compare = map[rune]string{'>': ">", '＞': ">", '<': "<", '＜': "<", '=': "=", '＝': "=", '≧': ">=", '≥': ">=", '≦': "<=", '≤': "<="}[r]
	if next, m := utf8.DecodeRuneInString(after[n:]); (compare == ">" || compare == "<") && (next == '=' || next == '＝') {
		return before, compare + "=", n + m
	}
	return before, compare, n
}

// lexValue reads the value of a field at i.
func (p *parser) lexValue(start, i int, name, compare string) (end int) {
	s := p.raw
	t := token{kind: tokenField, text: name, compare: compare, start: start}
	if r, _ := utf8.DecodeRuneInString(s[i:]); i < len(s) && quotes[r] != "" {
		t.value, end = p.phrase(i)
		t.quoted = true
	} else {
		end = i
		for end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			if unicode.IsSpace(r) || unicode.IsControl(r) || r == '|' || r == '｜' || quotes[r] != "" {
				break
			}
			if (r == ')' || r == '）') && strings.Count(s[i:end], "(")+strings.Count(s[i:end], "（") <= strings.Count(s[i:end], ")")+strings.Count(s[i:end], "）") {
				break
			}
			end += size
		}
		t.value = s[i:end]
	}
	t.end = end
	p.tokens = append(p.tokens, t)
	return end
}

func (p *parser) peek() (token, bool) {
	if p.at < len(p.tokens) {
		return p.tokens[p.at], true
	}
	return token{}, false
}

func (p *parser) or(depth int) *node {
	var kids []*node
	for {
		if n := p.and(depth); n != nil {
			kids = append(kids, n)
		}
		t, ok := p.peek()
		if !ok || t.kind != tokenOr {
			if ok && t.kind == tokenClose && depth == 0 {
				p.problem(t.start, t.end, "対応する開き括弧がありません", "this parenthesis closes none")
				p.at++
				if n := p.or(0); n != nil { // what follows is meant too
					kids = []*node{join(opAnd, []*node{join(opOr, kids), n})}
				}
			}
			return join(opOr, kids)
		}
		p.at++
		if last, ok := p.peek(); !ok || last.kind == tokenOr || last.kind == tokenClose || len(kids) == 0 {
			p.problem(t.start, t.end, "OR の両側に言葉がありません", "OR without words on both sides")
		}
	}
}

func join(o op, kids []*node) *node {
	kids = slices.DeleteFunc(kids, func(n *node) bool { return n == nil })
	switch len(kids) {
	case 0:
		return nil
	case 1:
		return kids[0]
	}
	return &node{op: o, kids: kids}
}

func (p *parser) and(depth int) *node {
	var kids []*node
	for {
		t, ok := p.peek()
		switch {
		case !ok || t.kind == tokenOr || t.kind == tokenClose:
			return join(opAnd, kids)
		case t.kind == tokenAnd:
			p.at++
			continue
		}
		if n := p.unary(depth); n != nil {
			kids = append(kids, n)
		}
	}
}

func (p *parser) unary(depth int) *node {
	t, _ := p.peek()
	p.at++
	switch t.kind {
	case tokenNot:
		denied := true
		next, ok := p.peek()
		for ok && next.kind == tokenNot {
			denied = !denied
			p.at++
			next, ok = p.peek()
		}
		if !ok || next.kind == tokenOr || next.kind == tokenClose || next.kind == tokenAnd {
			p.problem(t.start, t.end, "NOT の後に言葉がありません", "NOT without a word behind it")
			return nil
		}
		n := p.unary(depth)
		if n == nil || !denied {
			return n
		}
		return &node{op: opNot, kids: []*node{n}}
	case tokenOpen:
		if depth == maxDepth {
			p.problem(t.start, t.end, "括弧が深すぎます", "too many parentheses within each other")
			return nil
		}
		n := p.or(depth + 1)
		if last, ok := p.peek(); ok && last.kind == tokenClose {
			p.at++
		} else {
			p.problem(t.start, t.end, "括弧が閉じていません", "this parenthesis is not closed")
		}
		return n
	}
	p.terms++
	if p.terms > MaxTerms {
		if p.terms == MaxTerms+1 {
			p.problem(t.start, len(p.raw), "言葉が多すぎるため、ここから先は使いません", "too many words: what follows is left out")
		}
		return nil
	}
	switch t.kind {
	case tokenField:
		return p.field(t)
	case tokenPhrase:
		return p.phraseNode(t)
	}
	return p.wordNode(t)
}

func (p *parser) phraseNode(t token) *node {
	w := newWord(Fold(t.text))
	if w.isZero() {
		if strings.TrimSpace(t.text) != "" {
			p.unsearchable(t)
		}
		return nil
	}
	return &node{op: opWord, word: w, start: t.start, end: t.end}
}

func (p *parser) unsearchable(t token) {
	p.problem(t.start, t.end, "記号だけでは探せません", "there is no letter or digit to look for")
}

// wordNode is a word of its own: without the legal form that a name has, and
// also the case of a number.
func (p *parser) wordNode(t token) *node {
	w := newWord(bare(t.text))
	if w.isZero() {
		p.unsearchable(t)
		return nil
	}
	n := &node{op: opWord, word: w, start: t.start, end: t.end}
	if number, err := jikenbo.ParseNumber(Fold(t.text)); err == nil {
		return &node{op: opOr, kids: []*node{{op: opNumber, number: numberKey(number), start: t.start, end: t.end}, n}}
	}
	return n
}

func numberKey(n jikenbo.Number) uint64 { return uint64(n.Year)<<32 | uint64(n.Seq) }

// field is a field of the query language.
type field uint8

const (
	noField field = iota
	fieldOrganization
	fieldTitle
	fieldSupplier
	fieldService
	fieldActor
	fieldAfter
	fieldBefore
	fieldYear
	fieldNumber
	fieldCount
	fieldFacet // and those after it: its facet
)

// fieldNames are the names of the fields, folded.
var fieldNames = func() map[string]field {
	m := map[string]field{}
	for i, f := range facets {
		m[f.name] = fieldFacet + field(i)
	}
	facet := func(name string) field { return fieldFacet + field(facetIndex(name)) }
	for f, names := range map[field]string{
		fieldOrganization: "org organization organisation 組織 公表者 会社 社名", fieldTitle: "title 表題 題 件名", fieldSupplier: "supplier 委託先",
		fieldService: "service サービス", fieldActor: "actor 攻撃者 行為者", fieldAfter: "after since from 以降 から", fieldBefore: "before until 以前 より前",
		fieldYear: "year 年", fieldNumber: "number no 番号", fieldCount: "count 件数 人数",
		facet("type"): "類型 型", facet("item"): "項目", facet("excluded"): "対象外", facet("leak"): "漏えい 漏洩 流出", facet("stage"): "報",
		facet("kind"): "種別", facet("month"): "月", facet("sector"): "業種", facet("discoverer"): "発見者 きっかけ", facet("recipient"): "報告先 届出",
		facet("response"): "対応", facet("damage"): "二次被害", facet("review"): "要確認", facet("status"): "状態",
	} {
		for name := range strings.FieldsSeq(names) {
			m[Fold(name)] = f
		}
	}
	return m
}()

func (p *parser) field(t token) *node {
	f := fieldNames[Fold(t.text)]
	if f == noField {
		if !strings.HasPrefix(t.value, "/") && strings.ContainsFunc(t.text, unicode.IsLetter) {
			p.problem(t.start, t.end, fmt.Sprintf("「%s」という項目はないため、言葉として探します", t.text), fmt.Sprintf("there is no field %q: it is taken as words", t.text))
		}
		return p.asWords(t)
	}
	if strings.TrimSpace(t.value) == "" {
		p.problem(t.start, t.end, fmt.Sprintf("「%s」に値がありません", t.text), fmt.Sprintf("%q has no value", t.text))
		return nil
	}
	n := &node{start: t.start, end: t.end}
	spaces := map[field]space{fieldOrganization: inOrganization, fieldTitle: inTitle, fieldSupplier: inSupplier, fieldService: inService, fieldActor: inText}
	if sp, ok := spaces[f]; ok {
		n.op, n.space = opWord, sp
		value := bare(t.value)
		if f == fieldTitle {
			value = Fold(t.value)
		}
		if n.word = newWord(value); n.word.isZero() {
			p.unsearchable(t)
			return nil
		}
		return n
	}
	ok := false
	switch f {
	case fieldAfter, fieldBefore, fieldYear:
		n.op = opDate
		n.lo, n.hi, ok = parseDates(t.value)
		switch {
		case f == fieldAfter:
			n.hi = 99999999
		case f == fieldBefore:
			n.lo, n.hi = 1, n.lo-1
		case n.lo%10000 != 0:
			ok = false
		}
	case fieldNumber:
		n.op = opNumber
		number, err := jikenbo.ParseNumber(Fold(t.value))
		n.number, ok = numberKey(number), err == nil
	case fieldCount:
		n.op = opFigure
		n.lo, n.hi, n.class, ok = parseFigures(t.compare, t.value)
	default:
		n.op, n.facet = opFacet, int(f-fieldFacet)
		n.values = facetValues(n.facet, t.value)
		ok = len(n.values) > 0
	}
	if !ok {
		p.problem(t.start, t.end, fmt.Sprintf("「%s」の値として「%s」は使えないため、言葉として探します", t.text, t.value),
			fmt.Sprintf("%q is no value of %q: it is taken as words", t.value, t.text))
		return p.asWords(t)
	}
	return n
}

// asWords takes a field as words: its value, or with its name what is none.
func (p *parser) asWords(t token) *node {
	if fieldNames[Fold(t.text)] != noField || t.quoted {
		t.text = t.value
	} else {
		t.text = p.raw[t.start:t.end]
	}
	return p.phraseNode(t)
}

// facetValues gives the values of a facet that a text names: the value itself
// or, of a code, its label in either language or a part of it.
func facetValues(i int, text string) []string {
	f := &facets[i]
	want := Fold(text)
	if want == Unstated || want == Fold("記載なし") || want == Fold("不明") {
		return []string{Unstated}
	}
	switch {
	case f.named:
		return []string{text}
	case f.name == "review":
		return labelled(reviewValues, want)
	case f.name == "status":
		return labelled(jikenbo.Statuses.Terms, want)
	case f.taxonomy != "":
		return labelled(jikenbo.TaxonomyOf(f.taxonomy).Terms, want)
	case f.name == "year":
		if lo, _, ok := parseDates(text); ok && lo%10000 == 0 {
			return []string{fmt.Sprintf("%04d", lo/10000)}
		}
		return nil
	case f.name == "month":
		if lo, _, ok := parseDates(text); ok && lo%10000 != 0 && lo%100 == 0 {
			return []string{fmt.Sprintf("%04d-%02d", lo/10000, lo/100%100)}
		}
		return nil
	}
	return []string{strings.TrimSpace(text)}
}

var reviewValues = []jikenbo.Term{{Code: "flaw", Ja: "検算", En: "flaw"}, {Code: "conflict", Ja: "食い違い", En: "conflict"}, {Code: "doubt", Ja: "不確か", En: "doubt"}, {Code: "curated", Ja: "人手", En: "curated"}}

// labelled gives the codes that a folded text names: the one it is the code or
// a label of, else all whose labels have it.
func labelled(terms []jikenbo.Term, want string) []string {
	var parts []string
	for _, t := range terms {
		ja, en := Fold(t.Ja), Fold(t.En)
		switch {
		case want == Fold(t.Code) || want == ja || want == en:
			return []string{t.Code}
		case len([]rune(want)) > 1 && (strings.Contains(ja, want) || strings.Contains(en, want) || strings.HasPrefix(t.Code, want)):
			parts = append(parts, t.Code)
		}
	}
	return parts
}

// parseDates gives the first and the last day that a date stands for, as
// numbers that order dates: 2023, 2023-01, 2023/1/10, 2023年1月10日, 令和5年1月,
// R5.1.10. An open part of lo is 0, of hi 99.
func parseDates(s string) (lo, hi int64, ok bool) {
	s = strings.ReplaceAll(Fold(s), " ", "")
	year := 0
	for _, era := range jikenbo.Eras {
		for _, name := range []string{Fold(era.Name), strings.ToLower(string(era.Letter))} {
			rest, found := strings.CutPrefix(s, name)
			if !found {
				continue
			}
			if first, found := strings.CutPrefix(rest, "元"); found {
				year, s = era.First, first
			} else if n, digits := leadingInt(rest, 2); digits > 0 && n > 0 {
				year, s = era.First+n-1, rest[digits:]
			}
		}
		if year != 0 {
			break
		}
	}
	if year == 0 {
		n, digits := leadingInt(s, 4)
		if digits != 4 {
			return 0, 0, false
		}
		year, s = n, s[digits:]
	}
	d := jikenbo.Date{Year: year}
	for _, part := range []*int{&d.Month, &d.Day} {
		s = strings.TrimLeft(s, "年月-/.")
		if s == "" {
			break
		}
		n, digits := leadingInt(s, 2)
		if digits == 0 || n == 0 {
			return 0, 0, false
		}
		*part, s = n, s[digits:]
	}
	if s = strings.TrimLeft(s, "年月日"); s != "" || !d.Valid() {
		return 0, 0, false
	}
	lo, hi = int64(dateKey(d)), int64(dateKey(d))
	switch d.Precision() {
	case jikenbo.YearOnly:
		hi += 9999
	case jikenbo.MonthOfYear:
		hi += 99
	}
	return lo, hi, true
}

// leadingInt reads at most so many digits.
func leadingInt(s string, most int) (n, digits int) {
	for digits < len(s) && digits < most && s[digits] >= '0' && s[digits] <= '9' {
		n = n*10 + int(s[digits]-'0')
		digits++
	}
	return n, digits
}

// parseFigures gives the range of figures that a comparison stands for and the
// class of its unit, -1 for none: 1000, 1,000人, 1万件, 15.5万.
func parseFigures(compare, s string) (lo, hi int64, class int, ok bool) {
	s = Fold(s)
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.' && n > 0) {
		n++
	}
	x, err := strconv.ParseFloat(s[:n], 64)
	if err != nil {
		return 0, 0, 0, false
	}
	s = strings.TrimSpace(s[n:])
	for _, unit := range []struct {
		name string
		by   float64
	}{{"億", 1e8}, {"千万", 1e7}, {"百万", 1e6}, {"万", 1e4}, {"千", 1e3}} {
		if rest, found := strings.CutPrefix(s, unit.name); found {
			x, s = x*unit.by, rest
			break
		}
	}
	class = -1
	if s != "" {
		class = int(unitClass(s))
		if class == len(UnitClasses)-1 && s != "other" {
			return 0, 0, 0, false
		}
	}
	if x > math.MaxInt64/2 {
		return 0, 0, 0, false
	}
	v := int64(x)
	lo, hi = math.MinInt64, math.MaxInt64
	switch compare {
	case ">":
		lo = v + 1
	case ">=":
		lo = int64(math.Ceil(x))
	case "<":
		hi = int64(math.Ceil(x)) - 1
	case "<=":
		hi = v
	default:
		lo, hi = v, v
		ok = float64(v) == x
		return lo, hi, class, ok
	}
	return lo, hi, class, cmp.Compare(lo, hi) <= 0
}

// fieldHelp are the fields that [Complete] offers, in their order.
var fieldHelp = []string{"org:", "title:", "supplier:", "service:", "actor:", "type:", "item:", "excluded:", "leak:", "stage:", "discoverer:", "recipient:", "response:",
	"damage:", "kind:", "status:", "review:", "after:", "before:", "year:", "month:", "number:", "count>"}

// Complete gives what a word of a query that begins so can become: the names
// of fields, and of fields with codes the values.
func Complete(begun string) []string {
	var all []string
	name, value, ok := strings.Cut(begun, ":")
	if !ok {
		for _, f := range fieldHelp {
			if strings.HasPrefix(f, begun) {
				all = append(all, f)
			}
		}
		return all
	}
	f := fieldNames[Fold(name)]
	if f < fieldFacet {
		return nil
	}
	terms := jikenbo.TaxonomyOf(facets[f-fieldFacet].taxonomy).Terms
	switch facets[f-fieldFacet].name {
	case "review":
		terms = reviewValues
	case "status":
		terms = jikenbo.Statuses.Terms
	}
	for _, t := range terms {
		if strings.HasPrefix(t.Code, value) {
			all = append(all, name+":"+t.Code)
		}
	}
	return all
}
