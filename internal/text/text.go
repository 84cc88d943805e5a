// Package text gives a notice's text a form that can be matched: width and
// compatibility characters folded, lines that were only wrapped joined again,
// and for every byte of that form its place in the original. It cuts a page
// into entries and an entry into sections, lines and sentences.
//
// Nothing here copies or changes the original: every span that leaves the
// readers is a range of the original text.
package text

import (
	"bytes"
	_ "embed" // the table of misreadings
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text is an original text with its normalised form.
type Text struct {
	Raw  string // as it stands in the notice
	Norm string // NFKC but for enumerating marks, dashes and waves unified, wrapped lines joined
	// Low is Norm with ASCII letters in lower case. It has the same length.
	Low   string
	Lines []Line
	runs  []run   // ordered; the first begins with Norm, the last at its end
	near  []int32 // by 64 bytes of Norm: the run that their first byte is in

	// Memory to read the next text in.
	phys      []physLine
	norm      []byte
	doubts    []int32
	entries   []Entry
	sections  []Section
	sentences []Sentence
}

// run tells of a stretch of Norm, up to the next run, where it comes from. Most
// of a text is taken over as it is and full-width letters come one by one, so
// that a run stands for many bytes; a place in the original is asked for only
// where something was found.
type run struct {
	norm, raw int32 // where it begins
	step      int32 // bytes of Raw to a byte of Norm: 1, 3 of full-width letters, 0 where all stand for one character
}

// origin gives the place in Raw of the byte at i of Norm, or of its end.
func (t *Text) origin(i int) int {
	k := int(t.near[i>>6])
	for k+1 < len(t.runs) && int(t.runs[k+1].norm) <= i {
		k++
	}
	r := t.runs[k]
	return int(r.raw) + int(r.step)*(i-int(r.norm))
}

// index makes near.
func (t *Text) index(size int) {
	t.near = slices.Grow(t.near[:0], size>>6+1)
	k := int32(0)
	for i := 0; i <= size; i += 1 << 6 {
		for int(k)+1 < len(t.runs) && int(t.runs[k+1].norm) <= i {
			k++
		}
		t.near = append(t.near, k)
	}
}

// Line is a logical line of the normalised form.
type Line struct {
	Start, End int // byte offsets in Norm, without surrounding space and the newline
	Indent     int // display columns before the first visible character
	Blank      int // blank lines that stand before this line
}

// New gives the text of raw.
func New(raw string) *Text {
	t := new(Text)
	t.Read(raw)
	return t
}

// Read makes t the text of raw, which it normalises, in time and space linear
// in the length of raw. It uses the memory of what t was before: the lines and
// the entries of that are void.
func (t *Text) Read(raw string) {
	t.Raw = raw
	t.phys = physicalLines(t.phys[:0], raw)
	phys := t.phys
	w := writer{raw: raw, norm: t.norm[:0], runs: t.runs[:0], doubts: t.doubts[:0]}
	wrap := wrapColumn(raw, phys)
	t.Lines = slices.Grow(t.Lines[:0], len(phys))
	blank := 0
	for i := 0; i < len(phys); i++ {
		p := phys[i]
		if p.start == p.end {
			blank++
			continue
		}
		start := len(w.norm)
		w.write(p.start, p.end)
		for i+1 < len(phys) && softWrapped(raw, p, phys[i+1], wrap) {
			i++
			p = phys[i]
			if asciiJoin(raw, phys[i-1], p) {
				w.put(' ', phys[i-1].end)
			}
			w.write(p.start, p.end)
		}
		end := len(w.norm)
		for end > start && w.norm[end-1] == ' ' {
			end--
		}
		for start < end { // the border of a table and its empty first cells too
			if n := border(w.norm[start:end]); n > 0 {
				start += n
			} else if w.norm[start] == ' ' {
				start++
			} else {
				break
			}
		}
		if start < end {
			t.Lines = append(t.Lines, Line{Start: start, End: end, Indent: phys[i].indent, Blank: blank})
			blank = 0
		} else {
			blank++
		}
		w.put('\n', p.end)
	}
	w.runs = append(w.runs, run{int32(len(w.norm)), int32(len(raw)), 0})
	t.norm, t.runs = w.norm, w.runs
	t.index(len(w.norm))
	t.doubts = w.doubts
	mend(w.norm, w.doubts)
	t.Norm = string(w.norm)
	t.Low = t.Norm
	if lowerASCII(w.norm) {
		t.Low = string(w.norm)
	}
}

// border gives the length of the vertical line of a table's frame that b begins
// with, 0 for none.
func border(b []byte) int {
	for _, line := range []string{"│", "┃", "║"} {
		if bytes.HasPrefix(b, []byte(line)) {
			return len(line)
		}
	}
	return 0
}

//go:embed ocr.tsv
var ocrTable string

// misread are the misreadings of character recognition and what was printed,
// misreadHeads the first two characters of them.
var misread, misreadHeads = func() (pairs [][2][]byte, heads pairSet) {
	for line := range strings.SplitSeq(ocrTable, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		wrong, right, _ := strings.Cut(line, "\t")
		if len(wrong) != len(right) || wrong == right || len(wrong) < 6 || wrong[0] < 0xE0 || wrong[3] < 0xE0 {
			panic(fmt.Sprintf("ocr.tsv: %q and %q differ in length or have no two kana or kanji", wrong, right))
		}
		pairs = append(pairs, [2][]byte{[]byte(wrong), []byte(right)})
		heads.add(pairKey(wrong[1], wrong[2], wrong[4], wrong[5]))
	}
	return pairs, heads
}()

// pairSet tells which two characters of three bytes may stand at the head of
// some words. It is asked of every character of a text, so it is small and errs
// on the side of yes.
type pairSet [1 << 14 / 64]uint64

func (ps *pairSet) add(k uint)      { ps[k>>6] |= 1 << (k & 63) }
func (ps *pairSet) may(k uint) bool { return ps[k>>6%uint(len(ps))]>>(k&63)&1 != 0 }

// pairKey folds two characters by their last two bytes.
func pairKey(a1, a2, b1, b2 byte) uint {
	return (uint(a1)<<11 ^ uint(a2)<<6 ^ uint(b1)<<9 ^ uint(b2)) & (1<<14 - 1)
}

// mend writes what was printed over what was misread, which may begin at the
// doubts. The original keeps it.
func mend(norm []byte, doubts []int32) {
	for at := 0; ; at++ {
		i := bytes.IndexByte(norm[at:], 'O')
		if i < 0 {
			break
		}
		at += i
		if at > 0 && digit(norm[at-1]) && datePart(norm[at+1:]) { // 2O24年5月1O日
			norm[at] = '0'
		}
	}
	if !slices.ContainsFunc(doubts, func(at int32) bool { return at >= 0 && misreadAt(norm[at:]) }) {
		return
	}
	for _, p := range misread { // in the order of the table: one may lead to the next
		for at := 0; ; at += len(p[0]) {
			i := bytes.Index(norm[at:], p[0])
			if i < 0 {
				break
			}
			at += i
			copy(norm[at:], p[1])
		}
	}
}

// datePart reports whether what follows a digit goes on a date or a count.
func datePart(s []byte) bool {
	if len(s) == 0 {
		return false
	}
	return digit(s[0]) || bytes.HasPrefix(s, []byte("年")) || bytes.HasPrefix(s, []byte("月")) || bytes.HasPrefix(s, []byte("日")) || bytes.HasPrefix(s, []byte("件"))
}

func misreadAt(s []byte) bool {
	for _, p := range misread {
		if bytes.HasPrefix(s, p[0]) {
			return true
		}
	}
	return false
}

// Span gives the range of Raw that the range [start, end) of Norm stands for,
// without white space at its ends.
func (t *Text) Span(start, end int) (int, int) {
	if start < 0 || end <= start || end > len(t.Norm) {
		return 0, 0
	}
	s, e := t.origin(start), t.origin(end)
	if e <= s { // several normalised bytes come from one original character
		_, size := utf8.DecodeRuneInString(t.Raw[s:])
		e = s + size
	} else if e == t.origin(end-1) {
		_, size := utf8.DecodeRuneInString(t.Raw[e:])
		e += size
	}
	for s < e {
		r, size := utf8.DecodeRuneInString(t.Raw[s:e])
		if !invisible(r) {
			break
		}
		s += size
	}
	for s < e {
		r, size := utf8.DecodeLastRuneInString(t.Raw[s:e])
		if !invisible(r) {
			break
		}
		e -= size
	}
	return s, e
}

// Gap reports whether white space that Norm does not show stands between the
// normalised bytes at i-1 and i.
func (t *Text) Gap(i int) bool {
	if i <= 0 || i >= len(t.Norm) {
		return true
	}
	before := t.origin(i - 1)
	_, size := utf8.DecodeRuneInString(t.Raw[before:])
	return t.origin(i) > before+size
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

func invisible(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', 0x3000, 0xA0, 0x200B, 0x200C, 0x200D, 0xFEFF, 0xAD, 0x2028, 0x2029:
		return true
	}
	return r >= 0x2000 && r <= 0x200A
}

// lowerASCII writes small letters for capitals and reports whether there were
// any.
func lowerASCII(b []byte) bool {
	any := false
	for i, c := range b {
		if c-'A' < 26 {
			b[i] = c + ('a' - 'A')
			any = true
		}
	}
	return any
}

// physLine is a line of the original without its surrounding white space.
type physLine struct {
	start, end int
	indent     int // columns
	width      int // columns, indent included
}

// physicalLines appends the lines of raw to lines.
func physicalLines(lines []physLine, raw string) []physLine {
	for pos := 0; pos < len(raw); {
		l := physLine{start: pos}
		seen := false
		i := pos
	scan:
		for i < len(raw) {
			c := raw[i]
			if seen { // most characters are as wide as two and of three bytes
				for c >= 0xE3 && c <= 0xEC && i+3 < len(raw) && raw[i+1]&0xC0 == 0x80 && raw[i+2]&0xC0 == 0x80 {
					l.width += 2
					i += 3
					c = raw[i]
				}
			}
			r, size := rune(c), 1
			switch {
			case c == '\n' || c == '\r' || c == '\v' || c == '\f':
				break scan
			case c >= utf8.RuneSelf:
				r, size = utf8.DecodeRuneInString(raw[i:])
			}
			w := columns(r)
			if !seen && invisible(r) {
				l.start = i + size
				l.indent += w
			} else {
				seen = true
			}
			l.width += w
			i += size
		}
		l.end = i
		for l.end > l.start {
			r, size := rune(raw[l.end-1]), 1
			if r >= utf8.RuneSelf {
				r, size = utf8.DecodeLastRuneInString(raw[l.start:l.end])
			}
			if !invisible(r) {
				break
			}
			l.end -= size
			l.width -= columns(r)
		}
		lines = append(lines, l)
		pos = i + 1
		if pos < len(raw) && raw[i] == '\r' && raw[pos] == '\n' {
			pos++
		}
	}
	return lines
}

// columns gives how wide a character is shown.
func columns(r rune) int {
	switch {
	case r == 0x200B || r == 0xFEFF:
		return 0
	case r < 0x1100 || r >= 0xFF61 && r <= 0xFF9F:
		return 1
	}
	return 2
}

// wrapColumn finds the column at which the lines of a hard-wrapped text break:
// several lines that do not end a sentence are equally wide, and text goes on
// below them. It is 0 for a text that is not wrapped.
func wrapColumn(raw string, lines []physLine) int {
	const widest = 120
	var ending [widest + 1]int
	filled := 0
	for i, l := range lines {
		if l.start == l.end {
			continue
		}
		filled++
		if l.width < 40 || l.width > widest || i+1 >= len(lines) || lines[i+1].start == lines[i+1].end {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(raw[l.start:l.end])
		first, _ := utf8.DecodeRuneInString(raw[lines[i+1].start:])
		if !strings.ContainsRune("。.:」】|─━│┃", last) && !isMarker(first) && !tabular(raw[l.start:l.end]) {
			ending[l.width]++
		}
	}
	var wider [widest + 2]int // lines wider than a column
	for _, l := range lines {
		wider[min(l.width, widest+1)]++
	}
	for c := widest; c >= 0; c-- {
		wider[c] += wider[c+1]
	}
	column, most := 0, 0
	for c := 41; c <= widest; c++ {
		if n := ending[c] + ending[c-1]; n >= most && n > 0 && wider[min(c+3, widest+1)] <= n/2+2 {
			column, most = c, n
		}
	}
	if most < 3 || most*12 < filled {
		return 0
	}
	return column
}

// softWrapped reports whether next only goes on with what line began.
func softWrapped(raw string, line, next physLine, wrap int) bool {
	if next.start == next.end || line.start == line.end {
		return false
	}
	first, _ := utf8.DecodeRuneInString(raw[next.start:])
	last, lastSize := utf8.DecodeLastRuneInString(raw[line.start:line.end])
	switch first {
	case '。', '、', '」', '』', ',', '，', '．':
		return true // no line begins with these
	}
	if ending(last) || isMarker(first) {
		return false
	}
	switch {
	case last == '~' || last == '～' || last == '〜':
		return first >= '0' && first <= '9' || first >= '０' && first <= '９'
	case line.width >= 30 && (last >= '0' && last <= '9' || last >= '０' && last <= '９') && strings.ContainsRune("件名人社世", first):
		return true
	case label(raw[next.start:next.end]) && !strings.HasSuffix(raw[line.start:line.end], "から"):
		return false
	}
	if wrap > 0 && line.width >= wrap-4 && line.width <= wrap+2 {
		return next.indent <= line.indent+4 && !tabular(raw[line.start:line.end]) || next.indent <= line.indent+28 && !strings.ContainsRune("件名人社分", last) && !tabular(raw[next.start:next.end])
	}
	// A line that ends in the middle of a phrase, in the same column. A line
	// that only names something ends in a noun.
	if next.indent > line.indent || utf8.RuneCountInString(raw[line.start:line.end]) < 12 {
		return false
	}
	switch last {
	case '、', '，':
		return line.width >= 40
	case 'へ': // but no addressee
		tail := raw[line.start : line.end-lastSize]
		return line.width >= 50 && !slices.ContainsFunc(addressees, func(w string) bool { return strings.HasSuffix(tail, w) })
	case 'の', 'を', 'に', 'が', 'は', 'び', 'る':
		tail := raw[line.start : line.end-lastSize]
		if last == 'る' && !strings.HasSuffix(tail, "よ") && !strings.HasSuffix(tail, "す") {
			return false
		}
		if last == 'び' && !strings.HasSuffix(tail, "よ") && !strings.HasSuffix(tail, "及") && !strings.HasSuffix(tail, "並") {
			return false
		}
		return !tabular(raw[line.start:line.end])
	}
	if last >= 0x30A1 && last <= 0x30FC && first >= 0x30A1 && first <= 0x30FC && next.indent == line.indent && strings.Contains(raw[line.start:line.end], "、") {
		whole := slices.ContainsFunc(wordEnds, func(w string) bool { return strings.HasSuffix(raw[line.start:line.end], w) })
		anew := slices.ContainsFunc(wordHeads, func(w string) bool { return strings.HasPrefix(raw[next.start:next.end], w) })
		return !(whole && anew) // メールアド / レス
	}
	if last >= 'a' && last <= 'z' && first >= 'a' && first <= 'z' && line.width >= 50 {
		return true
	}
	return false
}

// wordEnds and wordHeads tell two words in katakana from one that is broken:
// メールアドレス / クレジットカード情報は….
var (
	wordEnds  = []string{"アドレス", "カード", "コード", "ワード", "データ", "ファイル", "サービス", "システム", "サーバ", "サーバー", "ポイント", "ガナ", "ユーザ", "ユーザー", "メール", "アカウント", "ログイン", "ナンバー"}
	wordHeads = []string{"クレジット", "メール", "パスワード", "カード", "ログイン", "サービス", "サーバ", "システム", "セキュリティ", "フリガナ", "ポイント", "アカウント", "データ", "マイナンバー", "ファイル", "ユーザ"}
)

// addressees end the words for those that a letter is to.
var addressees = []string{"様", "さま", "方", "者", "各位"}

// ending reports whether a line that ends in r is over: nothing goes on below.
func ending(r rune) bool {
	switch r {
	case '。', '！', '？', '!', '?', '」', '』', '】', '〕', '〉', '》', '>', '＞', ':', '：', ';', '|', '｜', '─', '━', '│', '┃':
		return true
	}
	return false
}

// label reports whether a line begins with a short name and a colon, or with
// a date of a chronology: it begins something of its own.
func label(s string) bool {
	n := 0
	for i, r := range s {
		switch {
		case n == 0 && (r >= '0' && r <= '9' || r >= '０' && r <= '９'):
			return strings.ContainsAny(s[:min(len(s), 12)], "/月年") || strings.Contains(s[:min(len(s), 30)], "月")
		case r == ':' || r == '：':
			return i > 0 && n <= 8
		case n > 8:
			return false
		}
		n++
	}
	return false
}

// tabular reports whether a line has cells: wide gaps after its first words.
func tabular(s string) bool {
	s = strings.TrimLeft(s, " \t\u3000")
	return strings.Contains(s, "   ") || strings.Contains(s, "\u3000\u3000") || strings.Contains(s, "\t") || strings.Contains(s, "|")
}

func asciiJoin(raw string, line, next physLine) bool {
	return raw[line.end-1] < utf8.RuneSelf && raw[next.start] < utf8.RuneSelf
}

func isMarker(r rune) bool {
	switch {
	case r >= 0x2460 && r <= 0x24FF:
		return true
	}
	switch r {
	case '・', '•', '●', '○', '◎', '◆', '◇', '■', '□', '▼', '▽', '▲', '△', '★', '☆', '※', '【', '〔', '［', '〈', '＜', '《', '(', '（', '-', '‐', '–', '—', '─', '━', '┌', '├', '└', '│', '┃', '➢', '✓', '→', '⇒', '>':
		return true
	}
	return false
}

// writer builds the normalised form.
type writer struct {
	raw  string
	norm []byte
	runs []run

	doubts []int32 // where in norm a misreading may begin
}

// from says that the bytes to come stand for Raw from at on.
func (w *writer) from(at, step int) {
	if n := len(w.runs); n > 0 {
		if r := w.runs[n-1]; int(r.step) == step && int(r.raw)+step*(len(w.norm)-int(r.norm)) == at {
			return
		}
	}
	w.runs = append(w.runs, run{int32(len(w.norm)), int32(at), int32(step)})
}

func (w *writer) put(c byte, at int) {
	w.from(at, 1)
	w.norm = append(w.norm, c)
}

func (w *writer) copy(start, end int) {
	w.from(start, 1)
	from := len(w.norm)
	w.norm = append(w.norm, w.raw[start:end]...)
	w.meet(from)
}

// meet notes what may be a misreading of which the second character begins at i
// of norm.
func (w *writer) meet(i int) {
	if i >= 3 && i+3 <= len(w.norm) && w.norm[i-3] >= 0xE0 && misreadHeads.may(pairKey(w.norm[i-2], w.norm[i-1], w.norm[i+1], w.norm[i+2])) {
		w.doubts = append(w.doubts, int32(i-3))
	}
}

// write normalises raw[start:end], a line without its newline.
func (w *writer) write(start, end int) {
	raw := w.raw
	for i := start; i < end; {
		if n := w.plain(raw[i:end]); n > 0 {
			w.copy(i, i+n)
			i += n
			continue
		}
		c := raw[i]
		if c < utf8.RuneSelf {
			if c == '\t' || c < ' ' || c == 0x7F {
				c = ' '
			}
			if c == ' ' && w.spread(start, i, i+1, end) {
				i++
				continue
			}
			if accented(raw[i+1 : end]) {
				i = w.compose(i, end)
				continue
			}
			w.put(c, i)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(raw[i:end])
		switch {
		case kana(r) || ideograph(r):
			if combining(raw[i+size : end]) {
				i = w.compose(i, end)
				continue
			}
			w.copy(i, i+size)
		case r >= 0xFF01 && r <= 0xFF5E:
			w.from(i, 3)
			w.norm = append(w.norm, byte(r-0xFF01+'!'))
		case r == 0x3000 && w.spread(start, i, i+size, end):
			// 氏　名: letters set apart
		case invisible(r):
			if r == 0x200B || r == 0xFEFF || r == 0xAD || r == 0x200C || r == 0x200D {
				break // shows nothing
			}
			w.put(' ', i)
			if r == 0x3000 { // as wide as two
				w.put(' ', i)
			}
		case r == '〜':
			w.put('~', i)
		case sign(r):
			w.copy(i, i+size)
		case r >= 0x2010 && r <= 0x2015, r == 0x2212:
			w.put('-', i)
		case r == '“', r == '”':
			w.put('"', i)
		case r == '‘', r == '’':
			w.put('\'', i)
		case r == utf8.RuneError && size == 1:
			w.put('?', i)
		default:
			i = w.compose(i, end)
			continue
		}
		i += size
	}
}

// plain gives the length of the characters at the beginning of s that stay as
// they are: letters, kana, kanji and signs, no spaces, nothing that a mark
// composes with. It notes what may be misreadings among them.
func (w *writer) plain(s string) int {
	i, last := 0, 0 // last is where the last character begins
	var a, b byte   // the last two bytes of the last character of three
	for i < len(s) {
		c := s[i]
		if c >= 0xE2 && i+2 < len(s) {
			d, e := s[i+1], s[i+2]
			if c > 0xE9 || (d^0x80|e^0x80) >= 0x40 || stays[c&0xF][d&0x3F]>>(e&0x3F)&1 == 0 {
				break
			}
			if misreadHeads.may(pairKey(a, b, d, e)) {
				w.doubts = append(w.doubts, int32(len(w.norm)+i-3))
			}
			a, b = d, e
			last = i
			i += 3
			continue
		}
		if c <= ' ' || c >= 0x7F {
			break
		}
		last = i
		i++
	}
	if i == 0 || i == len(s) || s[i] == ' ' {
		return i
	}
	if s[last] < utf8.RuneSelf {
		if accented(s[i:]) {
			return last
		}
	} else if r, _ := utf8.DecodeRuneInString(s[last:]); !sign(r) && combining(s[i:]) {
		return last
	}
	return i
}

// stays has the characters of three bytes that stay as they are, by the low bits
// of the bytes.
var stays = func() (bits [16][64]uint64) {
	for r := rune(0x2000); r < 0xA000; r++ {
		if ideograph(r) || kana(r) && r != 0x3099 && r != 0x309A || sign(r) && r != '〜' {
			bits[r>>12][r>>6&0x3F] |= 1 << (r & 0x3F)
		}
	}
	return bits
}()

// kana reports whether r is a kana that stays as it is.
func kana(r rune) bool {
	return r >= 0x3041 && r <= 0x30FF && r != 0x309B && r != 0x309C && r != 0x30FF && r != 0x309F
}

// sign reports whether r is a punctuation mark or a symbol that stays as it is.
func sign(r rune) bool {
	return r >= 0x3001 && r <= 0x3020 || r >= 0x2460 && r <= 0x24FF || r == '…' || r == '‥' || r >= 0x2500 && r <= 0x27BF
}

// accented reports whether a mark for the letter before it begins s.
func accented(s string) bool { return s != "" && s[0] >= 0xCC && s[0] <= 0xCD }

// spread reports whether the one space raw[i:next] only sets apart the letters
// of a word: 氏 名, 以　上. Both its neighbours stand alone.
func (w *writer) spread(start, i, next, end int) bool {
	if i == start || next >= end {
		return false
	}
	raw := w.raw
	before, n := utf8.DecodeLastRuneInString(raw[start:i])
	after, m := utf8.DecodeRuneInString(raw[next:end])
	if !ideograph(before) || !ideograph(after) {
		return false
	}
	b, _ := utf8.DecodeLastRuneInString(raw[start : i-n])
	if i-n > start && letterOrDigit(b) {
		return false
	}
	if a, _ := utf8.DecodeRuneInString(raw[next+m : end]); next+m < end && letterOrDigit(a) {
		hiragana := a >= 0x3041 && a <= 0x309F
		return hiragana && b == ' ' && i-n > start+1 // 電 話 番 号です: the word ends here
	}
	return true
}

func ideograph(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }

func letterOrDigit(r rune) bool {
	return ideograph(r) || r >= 0x3041 && r <= 0x30FF || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '０' && r <= 'ｚ'
}

func combining(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r == 0x3099 || r == 0x309A || r >= 0x300 && r <= 0x36F || r == 0xFF9E || r == 0xFF9F
}

// compose normalises the characters from i to the next normalisation boundary
// by NFKC and returns where it stopped.
func (w *writer) compose(i, end int) int {
	n := norm.NFKC.NextBoundaryInString(w.raw[i:end], true)
	if n <= 0 {
		n = end - i
	}
	w.from(i, 0)
	from := len(w.norm)
	if part := w.raw[i : i+n]; norm.NFKC.QuickSpanString(part) == n {
		w.norm = append(w.norm, part...)
	} else {
		w.norm = append(w.norm, norm.NFKC.String(part)...)
	}
	for ; from < len(w.norm); from++ {
		w.meet(from)
	}
	return i + n
}
