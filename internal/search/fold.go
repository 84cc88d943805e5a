package search

import (
	"math"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"jikenbo/internal/text"
)

// Folded is a text in the form in which texts and words are compared: NFKC
// without accents, lower case, katakana as hiragana, old and variant kanji as
// their usual forms, hyphens and prolonged sounds told apart by what stands
// around them, commas in numbers and white space within Japanese left out. An
// empty line is one line feed.
type Folded struct {
	Text string
	runs []run // in order
}

// run tells of a stretch of a folded text, up to the next run, where it comes
// from.
type run struct {
	at, from int32 // where it begins, and in the original
	size     int32 // of the original character all of it comes from; 0 if they go byte by byte
}

// Origin gives the range of the original that a range of Text came from.
func (f *Folded) Origin(start, end int) (from, to int) {
	if start >= end {
		return 0, 0
	}
	find := func(i int) *run {
		k := sort.Search(len(f.runs), func(k int) bool { return int(f.runs[k].at) > i })
		return &f.runs[k-1]
	}
	r := find(start)
	from = int(r.from)
	if r.size == 0 {
		from += start - int(r.at)
	}
	r = find(end - 1)
	if r.size > 0 {
		return from, int(r.from + r.size)
	}
	return from, int(r.from) + end - int(r.at)
}

// Fold folds a text.
func Fold(s string) string {
	w := folder{raw: s, out: make([]byte, 0, len(s))}
	w.fold()
	return string(w.out)
}

// FoldMapped folds a text and remembers where everything came from.
func FoldMapped(s string) *Folded {
	w := folder{raw: s, out: make([]byte, 0, len(s)), mapped: true}
	w.fold()
	return &Folded{string(w.out), slices.Clone(w.runs)}
}

// What folds has of a character that is not folded to another one.
const (
	none  = iota + 1 // dropped
	white            // white space
	many             // several characters
	first            // one character, which is added to this
)

// folds has the character that one is folded to, or what is to be done.
var folds = text.NewTable(classifyFold)

func classifyFold(r rune) int32 {
	s, isWhite := foldSlow(r)
	switch {
	case isWhite:
		return white
	case s == "":
		return none
	case utf8.RuneCountInString(s) == 1:
		c, _ := utf8.DecodeRuneInString(s)
		return first + c
	}
	return many
}

// foldSlow folds one character by itself.
func foldSlow(r rune) (s string, isWhite bool) {
	switch {
	case unicode.IsSpace(r) || unicode.Is(unicode.Zs, r):
		return "", true
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.M, r), r == 0xff9e || r == 0xff9f:
		return "", false
	case unicode.IsControl(r):
		return "", true
	case unicode.Is(unicode.No, r): // ① and ² are no digits of a number
		return string(r), false
	}
	var b strings.Builder
	for _, c := range strings.ToLower(norm.NFKC.String(string(r))) {
		if c < 0x2e80 { // accents
			for _, d := range norm.NFKD.String(string(c)) {
				if !unicode.Is(unicode.M, d) {
					b.WriteRune(foldOne(d))
				}
			}
		} else if !unicode.Is(unicode.M, c) {
			b.WriteRune(foldOne(c))
		}
	}
	return strings.TrimSpace(b.String()), false
}

// foldOne folds a character of NFKC, in lower case.
func foldOne(c rune) rune {
	switch {
	case c >= 'ァ' && c <= 'ヶ':
		return c - 'ァ' + 'ぁ'
	case c == 'ヽ' || c == 'ヾ':
		return c - 'ヽ' + 'ゝ'
	case c >= 0x2010 && c <= 0x2015, c == 0x2212, c == 0x2500, c == 0x2501, c == 0x30fc, c == 0xfe63:
		return '-' // prolonged sounds too: the folder tells them apart
	case c == 0x301c || c == 0x223c || c == 0x3030:
		return '~'
	case c == '‘' || c == '’' || c == '′':
		return '\''
	case c == '“' || c == '”' || c == '″':
		return '"'
	}
	return text.Usual(c)
}

// folder folds one text.
type folder struct {
	raw    string
	out    []byte
	mapped bool
	runs   []run
	even   int // place in the original less that in out while they go byte by byte

	prev   rune // folded, written last; 0 at the beginning
	kana   bool // prev was katakana
	gap    int  // line feeds since prev, noGap for none, 0 for other white space
	digits int  // digits that stand together at the end
	grown  bool // which a comma has been left out of
}

const noGap = -1

func (w *folder) fold() {
	w.gap = noGap
	for i := 0; i < len(w.raw); {
		r, size := rune(w.raw[i]), 1
		switch {
		case r < utf8.RuneSelf:
		case r >= 0xe3 && r <= 0xe9 && i+3 <= len(w.raw) && w.raw[i+1]>>6 == 2 && w.raw[i+2]>>6 == 2: // kana and most kanji
			r, size = r&0xf<<12|rune(w.raw[i+1]&0x3f)<<6|rune(w.raw[i+2]&0x3f), 3
		default:
			r, size = utf8.DecodeRuneInString(w.raw[i:])
		}
		end := i + size
		f := folds.Of(r)
		if c := f - first; c >= 0x3041 && w.gap == noGap && c != 'ー' && !marked(w.raw[end:]) { // most of a Japanese text
			at := len(w.out)
			if size == 3 && c <= 0x9fff {
				w.out = append(w.out, 0xe0|byte(c>>12), 0x80|byte(c>>6&0x3f), 0x80|byte(c&0x3f))
				if w.mapped && (w.even != i-at || at == 0) {
					w.remember(at, i, end)
				}
			} else {
				w.write(c, i, end)
			}
			w.prev, w.kana, w.digits, w.grown = c, katakana(r), 0, false
			i = end
			continue
		}
		switch f {
		case none:
		case white:
			if w.gap == noGap {
				w.gap = 0
			}
			if r == '\n' {
				w.gap++
			}
		case many:
			s, _ := foldSlow(r)
			for _, c := range s {
				w.put(c, i, end)
			}
			w.kana = false
		default:
			c := f - first
			isKana := katakana(r)
			switch {
			case c == '-' && w.gap == noGap && w.prolongs(r, end):
				c, isKana = 'ー', true
			case isKana && end < len(w.raw):
				if mark, n := utf8.DecodeRuneInString(w.raw[end:]); mark == 0xff9e || mark == 0xff9f || mark == 0x3099 || mark == 0x309a {
					if v := voiced(c, mark); v != 0 {
						c, end = v, end+n
					}
				}
			case c >= 'か' && c <= 'ほ' && end < len(w.raw): // hiragana with a mark of its own
				if mark, n := utf8.DecodeRuneInString(w.raw[end:]); mark == 0x3099 || mark == 0x309a {
					if v := voiced(c, mark); v != 0 {
						c, end = v, end+n
					}
				}
			case c == ',' && w.digits > 0 && w.gap == noGap && (w.digits == 3 || w.digits < 3 && !w.grown) && w.thousands(end):
				w.digits, w.grown = 0, true
				i = end
				continue
			}
			w.put(c, i, end)
			w.kana = isKana
		}
		i = end
	}
}

// marked tells whether a text may begin with a mark of a kana of its own.
func marked(s string) bool {
	return len(s) > 2 && (s[0] == 0xef && s[1] == 0xbe && s[2] >= 0x9e || s[0] == 0xe3 && s[1] == 0x82 && (s[2] == 0x99 || s[2] == 0x9a))
}

// put writes a folded character, and before it what is left of white space.
func (w *folder) put(c rune, from, to int) {
	if w.gap != noGap {
		switch {
		case w.prev == 0:
		case w.gap > 1:
			w.write('\n', from, from)
		case w.prev < 0x2e80 && c < 0x2e80:
			w.write(' ', from, from)
		}
		w.gap = noGap
		w.digits, w.grown = 0, false
	}
	w.write(c, from, to)
	if c >= '0' && c <= '9' {
		w.digits++
	} else {
		w.digits, w.grown = 0, false
	}
	w.prev = c
}

func (w *folder) write(c rune, from, to int) {
	at := len(w.out)
	w.out = utf8.AppendRune(w.out, c)
	if w.mapped {
		w.remember(at, from, to)
	}
}

// remember notes where what was written from at on came from.
func (w *folder) remember(at, from, to int) {
	switch {
	case to-from != len(w.out)-at:
		w.runs = append(w.runs, run{int32(at), int32(from), int32(to - from)})
		w.even = math.MaxInt
	case w.even != from-at || at == 0:
		w.runs = append(w.runs, run{int32(at), int32(from), 0})
		w.even = from - at
	}
}

// prolongs tells whether r, a dash or like one, stands for a prolonged sound: it
// is the character for it behind kana, or stands behind katakana and no letter
// or digit of another script follows.
func (w *folder) prolongs(r rune, end int) bool {
	if r == 'ー' || r == 'ｰ' {
		return w.prev >= 'ぁ' && w.prev <= 'ゖ' || w.prev == 'ー'
	}
	if !w.kana {
		return false
	}
	next, _ := utf8.DecodeRuneInString(w.raw[end:])
	f := folds.Of(next)
	return end == len(w.raw) || f == white || f >= first+0x2e80
}

// thousands tells whether three digits follow, and no fourth one.
func (w *folder) thousands(i int) bool {
	n := 0
	for i < len(w.raw) && n <= 3 {
		r, size := utf8.DecodeRuneInString(w.raw[i:])
		f := folds.Of(r)
		if f < first+'0' || f > first+'9' {
			break
		}
		n++
		i += size
	}
	return n == 3
}

func katakana(r rune) bool {
	return r >= 'ァ' && r <= 'ヺ' || r >= 'ｦ' && r <= 'ﾝ' || r == 'ー' || r == 'ｰ'
}

// voiced gives a folded kana with its mark, 0 if there is none.
func voiced(c, mark rune) rune {
	m := "\u3099"
	if mark == 0xff9f || mark == 0x309a {
		m = "\u309a"
	}
	s := norm.NFC.String(string(c) + m)
	if r, n := utf8.DecodeRuneInString(s); n == len(s) {
		return r
	}
	return 0
}

// class is what a folded character is to words.
type class uint8

const (
	mark   class = iota // no part of a word
	letter              // of a script with spaces between words
	digit
	wide // of a script without them: each one and each two are words
)

func classOf(r rune) class {
	switch {
	case r >= 'a' && r <= 'z':
		return letter
	case r >= '0' && r <= '9':
		return digit
	case r < 0x80:
		return mark
	case r >= 0x3041 && r <= 0x3096, r >= 0x4e00 && r <= 0x9fff, r == 'ー', r >= 0x3400 && r <= 0x4dbf,
		r >= 0x3005 && r <= 0x3007, r == 'ゝ', r == 'ゞ', r >= 0xac00 && r <= 0xd7a3, r >= 0x20000 && r <= 0x3ffff:
		return wide
	case unicode.Is(unicode.Han, r), unicode.Is(unicode.Hiragana, r), unicode.Is(unicode.Katakana, r), unicode.Is(unicode.Hangul, r):
		return wide
	case unicode.Is(unicode.Nd, r):
		return digit
	case unicode.IsLetter(r):
		return letter
	}
	return mark
}
