package recognize

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// forgotten tells of words that are read as if nobody had entered them, see
// [Teach]; nil but in a cross-validation.
var forgotten func(word string) bool

// hasAny reports whether s holds any of the words.
func hasAny(s string, words ...string) bool {
	for _, w := range words {
		if contains(s, w) {
			return true
		}
	}
	return false
}

// has is hasAny for a part of the text of e, or for what is put together of
// parts with something between them. Words with two neighbouring characters that
// the entry nowhere has side by side, which are most, are not searched for.
func (e *Entry) has(s string, words ...string) bool {
	for _, w := range words {
		if len(w) >= 6 && w[0] >= 0xE0 && w[3] >= 0xE0 && !e.pairs.hold(pairIn(w)) { // most words, at once
			continue
		}
		if len(w) <= len(s) && e.pairs.may(w) && contains(s, w) {
			return true
		}
	}
	return false
}

// wordSet is a list of words that a condition asks for often, an index in
// wordSets. What is asked for seldom stands where it is asked for.
type wordSet uint16

// wordSets are all sets.
var wordSets []wordList

// wordList holds the words of a set, and beside them what turns most places away
// without a look at the words.
type wordList struct {
	words []string
	pairs []uint16 // by word: its first pair of characters in a pairSet, see firstPair
	rare  []uint8  // by word: the place of its rarest byte, see indexAt

	// By word, as one string each: its third byte, which tells most words of
	// three bytes or more apart, and its last. Beside them, as sets of the low six
	// bits of a byte, the third bytes of the second characters and the last bytes
	// of the last characters but one.
	third, last    string
	second, before uint64
	short          bool // a word has less than three bytes
}

// anyOf makes a set of words.
func anyOf(words ...string) wordSet {
	l := wordList{words: words}
	third, last := make([]byte, len(words)), make([]byte, len(words))
	mark := func(set *uint64, w string, i int) {
		if i < 0 || i >= len(w) {
			*set = ^uint64(0) // whatever stands there
		} else {
			*set |= 1 << (w[i] & 0x3F)
		}
	}
	for i, w := range words {
		l.pairs = append(l.pairs, firstPair(w))
		l.rare = append(l.rare, uint8(rarest(w)))
		if len(w) < 3 {
			l.short = true
		} else {
			third[i] = w[2]
		}
		last[i] = w[len(w)-1]
		mark(&l.second, w, 5)
		mark(&l.before, w, len(w)-4)
	}
	l.third, l.last = string(third), string(last)
	wordSets = append(wordSets, l)
	return wordSet(len(wordSets) - 1)
}

// sifted tells that a set was gone through for an entry, and overflow stands
// for all words from the 63rd on.
const (
	sifted   = 1 << 63
	overflow = 62
)

// sift gives the words of a set that the entry may have, as bits by their index.
func (e *Entry) sift(set wordSet) uint64 {
	may := uint64(sifted)
	l := &wordSets[set]
	for i, pair := range l.pairs {
		if (pair == anyPair || e.pairs.hold(uint(pair))) && e.pairs.may(l.words[i]) {
			may |= 1 << min(i, overflow)
		}
	}
	e.sieve[set] = may
	return may
}

// holds reports whether s, a part of the text of e or put together of such
// parts, holds any word of a set. The set is gone through once an entry for the
// words that may be there at all.
func (e *Entry) holds(s string, set wordSet) bool { return e.search(s, set, nil) }

// holdsIn is holds of a part of sentence i: words that it cannot have are not
// searched for.
func (e *Entry) holdsIn(i int, s string, set wordSet) bool { return e.search(s, set, &e.signs[i]) }

// search searches s for the words of a set. has tells which pairs there are where
// s stands, nil if that is not known.
func (e *Entry) search(s string, set wordSet, has *fewPairs) bool {
	may := e.sieve[set]
	if may == sifted {
		return false
	}
	if may == 0 {
		may = e.sift(set)
	}
	for may &^= sifted; may != 0; may &= may - 1 {
		l, i := &wordSets[set], bits.TrailingZeros64(may)
		if i == overflow {
			return e.has(s, l.words[i:]...)
		}
		if has != nil && l.pairs[i] != anyPair && !has.hold(uint(l.pairs[i])) {
			continue
		}
		if w := l.words[i]; indexAt(s, w, int(l.rare[i])) >= 0 && (forgotten == nil || !forgotten(w)) {
			return true
		}
	}
	return false
}

// startsWith reports whether s begins with any word of a set, spaces aside.
func startsWith(s string, set wordSet) bool {
	for len(s) > 0 && s[0] == ' ' {
		s = s[1:]
	}
	l := &wordSets[set]
	if l.short || len(s) < 6 {
		return startsAny(s, l.words...)
	}
	if l.second>>(s[5]&0x3F)&1 == 0 {
		return false
	}
	for i := 0; i < len(l.third); i++ {
		k := strings.IndexByte(l.third[i:], s[2])
		if k < 0 {
			return false
		}
		i += k
		if w := l.words[i]; strings.HasPrefix(s, w) && (forgotten == nil || !forgotten(w)) {
			return true
		}
	}
	return false
}

// endsWith reports whether s ends with any word of a set, spaces aside.
func endsWith(s string, set wordSet) bool {
	for len(s) > 0 && s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	l, n := &wordSets[set], len(s)
	if n == 0 || n >= 4 && l.before>>(s[n-4]&0x3F)&1 == 0 {
		return false
	}
	for i := 0; i < len(l.last); i++ {
		k := strings.IndexByte(l.last[i:], s[n-1])
		if k < 0 {
			return false
		}
		i += k
		if w := l.words[i]; strings.HasSuffix(s, w) && (forgotten == nil || !forgotten(w)) {
			return true
		}
	}
	return false
}

// pairSet tells which pairs of characters a text has, of three bytes both or of
// ASCII letters and signs, capital or small, and which characters of three
// bytes. It errs on the side of yes.
type pairSet [1 << 14 / 64]uint64

// filtered is false only in a test, which wants the same read without pairs.
var filtered = true

// margin is how far, in bytes, recognizers look beyond the entry they read.
const margin = 1000

// mark is a set of signs that a sentence has, and what it is written in.
type mark uint8

const (
	quoteMark   mark = 1 << iota // 「 or 『
	inchMark                     // "
	contactMark                  // @, 0, + or 〇: what telephone numbers and mail addresses have
	barMark                      // |
	moreMark                     // >
	slashMark                    // /
	englishMark                  // it is written in Latin letters
	letterMark                   // it has a Latin letter
)

// asciiMarks are the marks of the ASCII characters.
var asciiMarks = func() (marks [utf8.RuneSelf]mark) {
	for c := range marks {
		if letter(byte(c)) {
			marks[c] = letterMark
		}
	}
	marks['"'] = inchMark
	marks['@'], marks['0'], marks['+'] = contactMark, contactMark, contactMark
	marks['|'] = barMark
	marks['>'], marks['/'] = moreMark, slashMark
	return marks
}()

// survey gathers the pairs of characters that the entry and what stands around
// it have, and the marks of its sentences.
func (e *Entry) survey() {
	clear(e.pairs[:])
	if !filtered {
		for i := range e.pairs {
			e.pairs[i] = ^uint64(0)
		}
	}
	s := e.text.Norm[:min(len(e.text.Norm), e.page.End+margin)]
	at := max(0, e.page.Start-margin)
	var between fewPairs
	for i, st := range e.page.Sentences {
		e.pairs.gather(s, at, st.Start, &between)
		e.marks[i] = e.pairs.gather(s, st.Start, st.End, &e.signs[i])
		at = st.End
		if !filtered {
			e.signs[i].fill()
		}
	}
	e.pairs.gather(s, at, len(s), &between)
}

// gather adds the pairs of s that begin in [start, end), also to own, and gives
// the marks of that range.
func (ps *pairSet) gather(s string, start, end int, own *fewPairs) (m mark) {
	put := func(k uint) {
		ps[k>>6%uint(len(ps))] |= 1 << (k & 63)
		own.put(k)
	}
	latin, other := 0, 0 // bytes
	for i := start; i < end; {
		switch c := s[i]; {
		case c < utf8.RuneSelf:
			if i+1 < len(s) && s[i+1] < utf8.RuneSelf {
				put(pairOf(c, s[i+1]))
			}
			m |= asciiMarks[c]
			latin += int(asciiMarks[c] / letterMark)
			i++
		case c < 0xE0 || i+3 > len(s):
			other++
			i++
		default:
			put(single(s[i:]))
			if i+6 <= len(s) && s[i+3] >= 0xE0 {
				put(pairIn(s[i:]))
			}
			if c == 0xE3 && s[i+1] == 0x80 {
				switch s[i+2] {
				case "「"[2], "『"[2]:
					m |= quoteMark
				case "〇"[2]:
					m |= contactMark
				}
			}
			other += 3
			i += 3
		}
	}
	if latin > 2*other {
		m |= englishMark
	}
	return m
}

// may reports whether all pairs of w are there.
func (ps *pairSet) may(w string) bool {
	for i := 0; i < len(w); {
		switch c := w[i]; {
		case c < utf8.RuneSelf:
			if i+1 < len(w) && w[i+1] < utf8.RuneSelf && !ps.hold(pairOf(c, w[i+1])) {
				return false
			}
			i++
		case c < 0xE0 || i+3 > len(w):
			i++
		case i+6 <= len(w) && w[i+3] >= 0xE0:
			if !ps.hold(pairIn(w[i:])) {
				return false
			}
			i += 3
		default:
			if !ps.hold(single(w[i:])) {
				return false
			}
			i += 3
		}
	}
	return true
}

// anyPair is the first pair of a word that has none.
const anyPair = 1<<16 - 1

// firstPair gives the first pair or single character that [pairSet.may] would
// look for in w.
func firstPair(w string) uint16 {
	switch {
	case len(w) >= 6 && w[0] >= 0xE0 && w[3] >= 0xE0:
		return uint16(pairIn(w))
	case len(w) >= 3 && w[0] >= 0xE0:
		return uint16(single(w))
	case len(w) >= 2 && w[0] < utf8.RuneSelf && w[1] < utf8.RuneSelf:
		return uint16(pairOf(w[0], w[1]))
	}
	return anyPair
}

func (ps *pairSet) hold(k uint) bool { return ps[k>>6%uint(len(ps))]>>(k&63)&1 != 0 }

// fewPairs is a pairSet for a sentence.
type fewPairs [8]uint64

func (fp *fewPairs) put(k uint)       { k ^= k >> 7; fp[k>>6%uint(len(fp))] |= 1 << (k & 63) }
func (fp *fewPairs) hold(k uint) bool { k ^= k >> 7; return fp[k>>6%uint(len(fp))]>>(k&63)&1 != 0 }

func (fp *fewPairs) fill() {
	for i := range fp {
		fp[i] = ^uint64(0)
	}
}

// pairIn folds the first two characters of s into 14 bits.
func pairIn(s string) uint {
	return uint(s[2]&0x3F)<<8 ^ uint(s[5]&0x3F)<<2 ^ uint(s[4]&0x3F) ^ uint(s[1]&0x3F)<<5
}

// pairOf folds two ASCII characters, of which case does not matter.
func pairOf(a, b byte) uint { return uint(a|0x20)<<7 | uint(b|0x20) }

// single folds the first character of s.
func single(s string) uint { return uint(s[2]&0x3F)<<8 ^ uint(s[1]&0x3F)<<2 ^ uint(s[0]&0xF) }

// contains reports whether s holds w, a word of the reader: what was read from
// the notice itself, such as a name, is no word that could be forgotten.
func contains(s, w string) bool {
	return index(s, w) >= 0 && (forgotten == nil || !forgotten(w))
}

// index gives where w first stands in s, -1 if it does not. In Japanese text
// nearly every character begins with one of five bytes, so that a search for
// the first byte, which is what strings.Index does, stops everywhere; this one
// searches for the last byte of the first or of the second character, whichever
// is rarer.
func index(s, w string) int {
	n := len(w)
	if n < 3 {
		return strings.Index(s, w)
	}
	k := 2
	if n >= 6 && perMille[w[5]&0x3F] < perMille[w[2]&0x3F] {
		k = 5
	}
	return indexAt(s, w, k)
}

// rarest gives the place of the rarest among the last bytes of the characters of w.
func rarest(w string) int {
	k := min(2, len(w)-1)
	for i := 5; i < len(w); i += 3 {
		if perMille[w[i]&0x3F] < perMille[w[k]&0x3F] {
			k = i
		}
	}
	return k
}

// indexAt gives where w first stands in s, -1 if it does not, by a search for
// its byte k.
func indexAt(s, w string, k int) int {
	n := len(w)
	for i, last := k, len(s)-n+k; i <= last; i++ {
		j := strings.IndexByte(s[i:last+1], w[k])
		if j < 0 {
			return -1
		}
		i += j
		if s[i-k:i-k+n] == w {
			return i - k
		}
	}
	return -1
}

// perMille tells how often each byte from 0x80 to 0xBF is seen in a notice.
var perMille = [64]uint8{
	35, 96, 40, 27, 7, 7, 4, 3, 13, 8, 11, 10, 9, 7, 2, 8,
	6, 5, 7, 6, 7, 6, 6, 13, 4, 7, 5, 6, 7, 2, 1, 10,
	6, 7, 5, 4, 7, 7, 7, 6, 8, 3, 6, 11, 3, 5, 13, 6,
	3, 6, 2, 6, 3, 3, 2, 4, 6, 5, 8, 7, 18, 4, 10, 5,
}

// startsAny reports whether s begins with any of the words, spaces aside.
func startsAny(s string, words ...string) bool {
	for len(s) > 0 && s[0] == ' ' {
		s = s[1:]
	}
	for _, w := range words { // the third byte tells most apart
		if (len(w) < 3 || len(s) >= 3 && w[2] == s[2]) && strings.HasPrefix(s, w) && (forgotten == nil || !forgotten(w)) {
			return true
		}
	}
	return false
}

// endsAny reports whether s ends with any of the words, spaces aside.
func endsAny(s string, words ...string) bool {
	for len(s) > 0 && s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	for _, w := range words {
		if (w == "" || s != "" && w[len(w)-1] == s[len(s)-1]) && strings.HasSuffix(s, w) && (forgotten == nil || !forgotten(w)) {
			return true
		}
	}
	return false
}

func isHiragana(r rune) bool { return r >= 0x3041 && r <= 0x309F }

func isKatakana(r rune) bool { return r >= 0x30A1 && r <= 0x30FA || r == 'ー' || r == '・' }

func isKanji(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r == '々' || r == 'ヶ' || r >= 0x3400 && r <= 0x4DBF
}

func isAlnum(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// clauseEnds are the words before a comma where one statement of a sentence ends
// and the next begins.
var clauseEnds = []string{"が", "ものの", "おり", "ず", "し", "され", "また", "なお", "一方", "であり", "となり", "のみで"}

// clauseStart gives where the statement of a sentence that begins at start and
// holds at begins.
func (e *Entry) clauseStart(start, at int) int {
	s := e.text.Norm[start:max(start, at)]
	for n := len(s); n >= 3; n-- {
		if s[n-3] == 0xE3 && endsClause(s[:n]) {
			return start + n
		}
	}
	return start
}

// nextBreak gives where the statement that begins at, at the latest, ends in a
// sentence that ends at end.
func (e *Entry) nextBreak(at, end int) int {
	s := part(e.text.Norm, at, end)
	for n := 3; n <= len(s); n++ {
		if s[n-3] == 0xE3 && endsClause(s[:n]) {
			return at + n
		}
	}
	return end
}

// endsClause reports whether s ends where one statement ends: with a full stop,
// or with が, or with one of clauseEnds and a comma.
func endsClause(s string) bool {
	n := len(s)
	if n < 3 || s[n-3] != 0xE3 {
		return false
	}
	switch {
	case s[n-2] == "、"[1] && s[n-1] == "、"[2]:
		return commaEnds(s[:n-3])
	case s[n-2] == "が"[1] && s[n-1] == "が"[2]:
		return strings.HasSuffix(s, "ましたが") || strings.HasSuffix(s, "ますが") || strings.HasSuffix(s, "ですが")
	}
	return s[n-2] == "。"[1] && s[n-1] == "。"[2]
}

// commaEnds reports whether one of clauseEnds ends s, which a comma stands behind.
func commaEnds(s string) bool {
	for _, w := range clauseEnds {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

func runeBefore(s string, i int) (rune, int) { return utf8.DecodeLastRuneInString(s[:i]) }

func runeAt(s string, i int) (rune, int) { return utf8.DecodeRuneInString(s[i:]) }

// part gives s[start:end], nothing where the range is empty or turned round:
// words of different lexicons may overlap.
func part[A, B int | int32](s string, start A, end B) string {
	from, to := max(int(start), 0), min(int(end), len(s))
	if from >= to {
		return ""
	}
	return s[from:to]
}

// english reports whether s is written in Latin letters.
func english(s string) bool {
	latin, other := 0, 0
	for i := range len(s) {
		if letter(s[i]) {
			latin++
		} else if s[i] >= utf8.RuneSelf {
			other++
		}
	}
	return latin > 2*other
}

// unquoted gives s without what stands in 「 」.
func unquoted(s string) string {
	for {
		a := strings.Index(s, "「")
		if a < 0 {
			return s
		}
		b := strings.Index(s[a:], "」")
		if b < 0 {
			return s
		}
		s = s[:a] + s[a+b+len("」"):]
	}
}
