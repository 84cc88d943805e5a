package document

import (
	"bytes"
	_ "embed"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// A text that declares nothing is in the charset in which its bytes cost
// fewest bits. Each character costs about what a code made for Japanese
// notices would spend on it: kana, punctuation and frequent kanji little,
// rare kanji and half-width katakana much, bytes that are no character most.
// In a wrong charset kana turn into rare kanji, half-width katakana and bad
// bytes, so the right one wins by several bits a character; and a UTF-8 text
// with one bad byte stays UTF-8, since one bad byte costs less than a whole
// text of rare kanji.
//
// The guess decides the charset only. Validity is proven over all bytes
// afterwards, by decode.

// sampleSize bounds the bytes that are weighed. 8 KiB are thousands of bits
// of difference; more would only cost time.
const sampleSize = 8 << 10

// The costs, in bits.
const (
	bitsBad      = 22 // bytes that are no character
	bitsFirst    = 4  // added to half-width katakana that begin a run
	bitsVoiced   = 3  // ﾞ or ﾟ where it belongs
	bitsMixed    = 4  // added where Japanese touches a lower-case letter
	bitsAstral   = 20 // emoji and other characters beyond U+FFFF
	bitsUTF16    = 16 // a text in UTF-16 without byte order mark and without NUL
	maxUTF16Bits = 14 // a character on average, for bytes with NULs to be UTF-16
)

// guess chooses the charset of bytes that are not UTF-8. windows-1252 may
// win, though it is not read: its texts must not be taken for Japanese.
func guess(b []byte) charset { return guessOf(sample(b, sampleSize), b) }

// guessOf chooses by the sample s of b.
func guessOf(s, b []byte) charset {
	best, least := shiftJIS, cost(shiftJIS, s, math.MaxInt)
	try := func(cs charset, prior int) {
		if bits := cost(cs, s, least-prior) + prior; bits < least {
			best, least = cs, bits
		}
	}
	try(eucJP, 0)
	try(utf8Charset, -1)  // the better guess where nothing tells
	if len(s) == len(b) { // longer texts have newlines, thus NULs in UTF-16
		try(utf16LE, bitsUTF16)
		try(utf16BE, bitsUTF16)
	}
	if cost1252(s) < least {
		best = windows1252
	}
	return best
}

// guessUTF16 chooses the byte order of bytes with NULs or control characters
// among them; ok is false if they are no text in either.
func guessUTF16(b []byte) (cs charset, ok bool) {
	s := b[:min(len(b), sampleSize)]
	least := math.MaxInt
	for _, c := range []charset{utf16LE, utf16BE} {
		if bits := cost(c, s, least); bits < least {
			cs, least = c, bits
		}
	}
	return cs, least <= maxUTF16Bits*len(s)/2
}

// sample gives b itself if it is short, otherwise the lines that tell
// something: from the first byte beyond ASCII, which begins a character in
// every charset weighed, to the end of the line.
func sample(b []byte, size int) []byte {
	if len(b) <= size {
		return b
	}
	s := make([]byte, 0, size)
	for len(s) < size {
		i := firstHigh(b)
		if i < 0 {
			break
		}
		b = b[i:]
		end := bytes.IndexByte(b, '\n') + 1
		if end == 0 {
			end = len(b)
		}
		s = append(s, b[:min(end, size-len(s))]...)
		b = b[end:]
	}
	return s
}

// firstHigh gives the index of the first byte beyond ASCII, -1 if there is none.
func firstHigh(b []byte) int {
	return slices.IndexFunc(b, func(c byte) bool { return c >= utf8.RuneSelf })
}

// cost weighs b as a text in cs, and stops where it costs more than limit.
func cost(cs charset, b []byte, limit int) int {
	j := tables()
	bits := 0
	prev := rune('\n')
	for i := 0; i < len(b) && bits <= limit; {
		r, size := cs.next(j, b, i)
		i += size
		switch {
		case r == bad:
			bits += bitsBad
		case r > math.MaxUint16:
			bits += bitsAstral
		case isHalfKana(r):
			bits += halfKanaBits(prev, r, int(j.bits[r]))
		default:
			bits += int(j.bits[r])
			if isLower(prev) && r >= 0x3000 || isLower(r) && prev >= 0x3000 {
				bits += bitsMixed
			}
		}
		prev = r
	}
	return bits
}

func isHalfKana(r rune) bool { return halfKana <= r && r <= 'ﾟ' }
func isLower(r rune) bool    { return 'a' <= r && r <= 'z' }
func isLetter(c byte) bool   { return isLower(rune(c | 0x20)) }

func halfKanaBits(prev, r rune, bits int) int {
	switch {
	case r == 'ﾞ' && (prev == 'ｳ' || 'ｶ' <= prev && prev <= 'ﾄ' || 'ﾊ' <= prev && prev <= 'ﾎ'),
		r == 'ﾟ' && 'ﾊ' <= prev && prev <= 'ﾎ':
		return bitsVoiced
	case r == 'ﾞ' || r == 'ﾟ':
		return bitsBad
	case !isHalfKana(prev):
		return bits + bitsFirst
	}
	return bits
}

// cost1252 weighs b as Western European text: letters with accents and
// typographic punctuation beside letters.
func cost1252(b []byte) int {
	j := tables()
	bits := 0
	for i, c := range b {
		switch {
		case c < utf8.RuneSelf:
			bits += int(j.bits[c])
		case c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d:
			bits += bitsBad
		case i > 0 && isLetter(b[i-1]) || i+1 < len(b) && isLetter(b[i+1]):
			bits += 12
		default:
			bits += 24
		}
	}
	return bits
}

//go:embed kanji.txt
var kanji string

// punctuation is what Japanese notices are full of.
const punctuation = "　、。，．・：；？！々ー―～〜－…「」『』（）【】［］〔〕＜＞《》／＝％＆＠＊＃※＋○●◎◇◆□■△▲▽▼→←↑↓〒±×"

// weigh fills in the costs of all characters.
func (j *jis) weigh() {
	for r := range rune(len(j.bits)) {
		bits := 30 // Hangul, kanji outside JIS X 0208, …
		switch {
		case r == '\t' || r == '\n' || r == '\r' || isLower(r) || r == ' ':
			bits = 5
		case r < 0x20 || r == 0x7f:
			bits = 24
		case r < 0x7f:
			bits = 7
		case r < 0xa0:
			bits = 30
		case r < 0x250: // Latin letters with accents
			bits = 14
		case 0x2000 <= r && r < 0x2070: // dashes and quotation marks
			bits = 12
		case isHalfKana(r) && r < 'ｦ': // ｡｢｣､･
			bits = 12
		case isHalfKana(r):
			bits = 6
		}
		j.bits[r] = uint8(bits)
	}
	for i := len(j.x0208) - 1; i >= 0; i-- { // a character that is there twice counts as its first
		r := j.x0208[i]
		if r == 0 {
			continue
		}
		switch row := i/94 + 1; {
		case row <= 2: // symbols
			j.bits[r] = 14
		case row == 3: // full-width digits and letters
			j.bits[r] = 10
		case row == 4: // hiragana
			j.bits[r] = 7
		case row == 5: // katakana
			j.bits[r] = 8
		case row <= 7: // Greek, Cyrillic
			j.bits[r] = 18
		case row == 8: // lines of tables
			j.bits[r] = 9
		case row == 13: // ①㈱№
			j.bits[r] = 15
		case row <= 47: // kanji of level 1
			j.bits[r] = 16
		case row <= 84: // kanji of level 2
			j.bits[r] = 28
		default: // kanji of NEC and IBM, 外字
			j.bits[r] = 24
		}
	}
	for _, r := range punctuation {
		j.bits[r] = 8
	}
	n := 0
	for line := range strings.Lines(kanji) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, r := range strings.TrimSpace(line) {
			switch n++; {
			case n <= 200:
				j.bits[r] = 9
			case n <= 500:
				j.bits[r] = 11
			default:
				j.bits[r] = 13
			}
		}
	}
}
