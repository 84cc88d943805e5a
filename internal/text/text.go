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
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text is an original text with its normalised form.
type Text struct {
	Raw  string // as it stands in the notice
	Norm string // NFKC but for enumerating marks, dashes and waves unified, wrapped lines joined
	// Low is Norm with ASCII letters in lower case. It has the same length.
	Low    string
	Lines  []Line
	origin []int32 // for each byte of Norm, and for its end, the place in Raw
}

// Line is a logical line of the normalised form.
type Line struct {
	Start, End int // byte offsets in Norm, without surrounding space and the newline
	Indent     int // display columns before the first visible character
	Blank      int // blank lines that stand before this line
}

// New normalises raw. It takes time and space linear in the length of raw.
func New(raw string) *Text {
	t := &Text{Raw: raw}
	w := writer{
		raw:    raw,
		norm:   make([]byte, 0, len(raw)+len(raw)/16+16),
		origin: make([]int32, 0, len(raw)+len(raw)/16+16),
	}
	phys := physicalLines(raw)
	wrap := wrapColumn(raw, phys)
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
	w.origin = append(w.origin, int32(len(raw)))
	mend(w.norm)
	t.Norm, t.origin = string(w.norm), w.origin
	t.Low = lowerASCII(t.Norm)
	return t
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

// misread are the misreadings of character recognition and what was printed.
var misread = func() (pairs [][2][]byte) {
	for line := range strings.SplitSeq(ocrTable, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		wrong, right, _ := strings.Cut(line, "\t")
		if len(wrong) != len(right) || wrong == right {
			panic(fmt.Sprintf("ocr.tsv: %q and %q differ in length", wrong, right))
		}
		pairs = append(pairs, [2][]byte{[]byte(wrong), []byte(right)})
	}
	return pairs
}()

// mend writes what was printed over what was misread. The original keeps it.
func mend(norm []byte) {
	for i := 1; i+1 < len(norm); i++ { // 2O24年5月1O日
		if norm[i] == 'O' && digit(norm[i-1]) && (digit(norm[i+1]) || bytes.HasPrefix(norm[i+1:], []byte("年")) || bytes.HasPrefix(norm[i+1:], []byte("月")) || bytes.HasPrefix(norm[i+1:], []byte("日")) || bytes.HasPrefix(norm[i+1:], []byte("件"))) {
			norm[i] = '0'
		}
	}
	for _, p := range misread {
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

// Span gives the range of Raw that the range [start, end) of Norm stands for,
// without white space at its ends.
func (t *Text) Span(start, end int) (int, int) {
	if start < 0 || end <= start || end > len(t.Norm) {
		return 0, 0
	}
	s, e := int(t.origin[start]), int(t.origin[end])
	if e <= s { // several normalised bytes come from one original character
		_, size := utf8.DecodeRuneInString(t.Raw[s:])
		e = s + size
	} else if t.origin[end] == t.origin[end-1] {
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
	_, size := utf8.DecodeRuneInString(t.Raw[t.origin[i-1]:])
	return int(t.origin[i]) > int(t.origin[i-1])+size
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

func invisible(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', 0x3000, 0xA0, 0x200B, 0x200C, 0x200D, 0xFEFF, 0xAD, 0x2028, 0x2029:
		return true
	}
	return r >= 0x2000 && r <= 0x200A
}

func lowerASCII(s string) string {
	i := 0
	for i < len(s) && (s[i] < 'A' || s[i] > 'Z') {
		i++
	}
	if i == len(s) {
		return s
	}
	b := []byte(s)
	for ; i < len(b); i++ {
		if b[i] >= 'A' && b[i] <= 'Z' {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}

// physLine is a line of the original without its surrounding white space.
type physLine struct {
	start, end int
	indent     int // columns
	width      int // columns, indent included
}

func physicalLines(raw string) []physLine {
	lines := make([]physLine, 0, strings.Count(raw, "\n")+1)
	for pos := 0; pos < len(raw); {
		end := strings.IndexAny(raw[pos:], "\n\r\v\f")
		if end < 0 {
			end = len(raw)
		} else {
			end += pos
		}
		l := physLine{start: pos, end: end}
		seen := false
		for i := pos; i < end; {
			r, size := rune(raw[i]), 1
			if r >= utf8.RuneSelf {
				r, size = utf8.DecodeRuneInString(raw[i:end])
			}
			w := 2
			if r < 0x1100 || r >= 0xFF61 && r <= 0xFF9F {
				w = 1
			}
			if r == 0x200B || r == 0xFEFF {
				w = 0
			}
			if !seen && invisible(r) {
				l.start = i + size
				l.indent += w
			} else {
				seen = true
			}
			l.width += w
			i += size
		}
		for l.end > l.start {
			r, size := utf8.DecodeLastRuneInString(raw[l.start:l.end])
			if !invisible(r) {
				break
			}
			l.end -= size
			l.width -= 1 + b2i(r == 0x3000)
		}
		lines = append(lines, l)
		pos = end + 1
		if end+1 < len(raw) && raw[end] == '\r' && raw[end+1] == '\n' {
			pos++
		}
	}
	return lines
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
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
	if strings.ContainsRune("。！？!?」』】〕〉》>＞:：;|｜─━│┃", last) || isMarker(first) {
		return false
	}
	switch {
	case last == '~' || last == '～' || last == '〜':
		return first >= '0' && first <= '9' || first >= '０' && first <= '９'
	case line.width >= 30 && (last >= '0' && last <= '9' || last >= '０' && last <= '９') && strings.ContainsRune("件名人社世", first):
		return true
	case label(raw[next.start:next.end]):
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
		return true // メールアド / レス
	}
	if last >= 'a' && last <= 'z' && first >= 'a' && first <= 'z' && line.width >= 50 {
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
	case r >= '①' && r <= '⑳', r >= 0x2460 && r <= 0x24FF:
		return true
	}
	return strings.ContainsRune("・•●○◎◆◇■□▼▽▲△★☆※【〔［〈＜《(（-‐–—─━┌├└│┃➢✓→⇒>", r)
}

// writer builds the normalised form.
type writer struct {
	raw    string
	norm   []byte
	origin []int32
}

func (w *writer) put(c byte, at int) {
	w.norm = append(w.norm, c)
	w.origin = append(w.origin, int32(at))
}

func (w *writer) putString(s string, at int) {
	w.norm = append(w.norm, s...)
	for range len(s) {
		w.origin = append(w.origin, int32(at))
	}
}

// write normalises raw[start:end], a line without its newline.
func (w *writer) write(start, end int) {
	raw := w.raw
	for i := start; i < end; {
		c := raw[i]
		if c < utf8.RuneSelf {
			if c == '\t' || c < ' ' || c == 0x7F {
				c = ' '
			}
			if c == ' ' && w.spread(start, i, i+1, end) {
				i++
				continue
			}
			if i+1 < end && raw[i+1] >= 0xCC && raw[i+1] <= 0xCD { // combining mark
				i = w.compose(i, end)
				continue
			}
			w.put(c, i)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(raw[i:end])
		switch {
		case r >= 0x3041 && r <= 0x30FF && r != 0x309B && r != 0x309C && r != 0x30FF && r != 0x309F, r >= 0x4E00 && r <= 0x9FFF:
			if i+size < end && combining(raw[i+size:end]) {
				i = w.compose(i, end)
				continue
			}
			w.norm = append(w.norm, raw[i:i+size]...)
			for k := range size {
				w.origin = append(w.origin, int32(i+k))
			}
		case r >= 0xFF01 && r <= 0xFF5E:
			w.put(byte(r-0xFF01+'!'), i)
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
		case r >= 0x3001 && r <= 0x3020, r >= 0x2460 && r <= 0x24FF, r == '…', r == '‥', r >= 0x2500 && r <= 0x27BF:
			if r == '〜' {
				w.put('~', i)
				break
			}
			w.norm = append(w.norm, raw[i:i+size]...)
			for k := range size {
				w.origin = append(w.origin, int32(i+k))
			}
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
	out := w.raw[i : i+n]
	if !norm.NFKC.IsNormalString(out) {
		out = norm.NFKC.String(out)
	}
	w.putString(out, i)
	return i + n
}
