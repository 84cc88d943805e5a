package document

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"

	"jikenbo"
)

// The tables are those of golang.org/x/text; the walk over the bytes is our
// own, since its decoders put U+FFFD for bad bytes and say neither that nor
// where.

// A charset reads bytes one character at a time.
type charset struct {
	name string
	// next gives the character at b[i] and its length in bytes. The character
	// is bad, and the length that of the bytes in question, where they are none.
	next func(j *jis, b []byte, i int) (r rune, size int)
}

// bad stands for bytes that are no character.
const bad rune = -1

var (
	utf8Charset  = charset{"utf-8", nextUTF8}
	shiftJIS     = charset{"shift_jis", nextShiftJIS}
	eucJP        = charset{"euc-jp", nextEUCJP}
	utf16LE      = charset{"utf-16le", nextUTF16LE}
	utf16BE      = charset{"utf-16be", nextUTF16BE}
	iso2022JP    = charset{name: "iso-2022-jp"}             // has states: decodeISO2022JP
	windows1252  = charset{"windows-1252", nextWindows1252} // of pages only
	charsetNames = "utf-8, shift_jis, euc-jp, iso-2022-jp, utf-16le, utf-16be"
)

// decode reads all bytes, or says which are the first that are no character.
// before is the length of the byte order mark cut off in front of b.
func (cs charset) decode(b []byte, before int) (string, error) {
	j := tables()
	out := make([]byte, 0, len(b)*3/2+utf8.UTFMax)
	for i := 0; i < len(b); {
		r, size := cs.next(j, b, i)
		if r == bad {
			return "", badBytes(cs, b, i, size, before, out)
		}
		out = utf8.AppendRune(out, r)
		i += size
	}
	return string(out), nil
}

// repair reads all bytes, with U+FFFD for those that are no character, and
// counts these.
func (cs charset) repair(b []byte) (text []byte, replaced int) {
	if cs.name == iso2022JP.name {
		text, replaced, _ = readISO2022JP(b, 0, true)
		return text, replaced
	}
	if cs.name == utf8Charset.name && utf8.Valid(b) {
		return b, 0
	}
	j := tables()
	text = make([]byte, 0, len(b)*3/2+utf8.UTFMax)
	for i := 0; i < len(b); {
		if c := b[i]; c < utf8.RuneSelf && !strings.HasPrefix(cs.name, "utf-16") {
			text = append(text, c)
			i++
			continue
		}
		r, size := cs.next(j, b, i)
		if r == bad {
			r = utf8.RuneError
			replaced++
		}
		text = utf8.AppendRune(text, r)
		i += size
	}
	return text, replaced
}

// badBytes is the error for b[i:i+size], after the text read so far.
func badBytes(cs charset, b []byte, i, size, before int, read []byte) error {
	what := "is no character of " + cs.name
	switch {
	case cs.name == "utf-8" && size == 3 && b[i] == 0xed:
		what = "is a lone half of a surrogate pair, which is no character of utf-8"
	case i+size == len(b) && cs.truncated(b[i:]):
		what = "is a character of " + cs.name + " cut off at the end of the input"
	case strings.HasPrefix(cs.name, "utf-16") && size == 2:
		what = "is a lone half of a surrogate pair"
	}
	return fmt.Errorf("%w: byte %d (line %d): % X %s; fetch the notice again or save it as UTF-8",
		jikenbo.ErrNotText, before+i, 1+bytes.Count(read, []byte("\n")), b[i:i+size], what)
}

// truncated reports whether tail, which is no character, may be the beginning
// of one.
func (cs charset) truncated(tail []byte) bool {
	switch cs.name {
	case "utf-8":
		return !utf8.FullRune(tail)
	case "shift_jis":
		return len(tail) == 1 && isShiftJISLead(tail[0])
	case "euc-jp":
		return len(tail) == 1 && (tail[0] == 0x8e || tail[0] == 0x8f || isEUC(tail[0])) ||
			len(tail) == 2 && tail[0] == 0x8f && isEUC(tail[1])
	case "utf-16le":
		return len(tail) == 1 || utf16.IsSurrogate(rune(tail[0])|rune(tail[1])<<8) && tail[1] < 0xdc
	case "utf-16be":
		return len(tail) == 1 || utf16.IsSurrogate(rune(tail[1])|rune(tail[0])<<8) && tail[0] < 0xdc
	}
	return false
}

func nextUTF8(_ *jis, b []byte, i int) (rune, int) {
	if c := b[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	r, size := utf8.DecodeRune(b[i:])
	if r != utf8.RuneError || size > 1 {
		return r, size
	}
	want := 1 // bytes that the first one announces
	switch c := b[i]; {
	case 0xc2 <= c && c <= 0xdf:
		want = 2
	case 0xe0 <= c && c <= 0xef:
		want = 3
	case 0xf0 <= c && c <= 0xf4:
		want = 4
	}
	n := 1
	for n < want && i+n < len(b) && !utf8.RuneStart(b[i+n]) {
		n++
	}
	return bad, n
}

func isShiftJISLead(c byte) bool { return 0x81 <= c && c <= 0x9f || 0xe0 <= c && c <= 0xfc }

func nextShiftJIS(j *jis, b []byte, i int) (rune, int) {
	c := b[i]
	switch {
	case c < utf8.RuneSelf:
		return rune(c), 1
	case 0xa1 <= c && c <= 0xdf:
		return halfKana + rune(c-0xa1), 1
	case !isShiftJISLead(c) || i+1 == len(b):
		return bad, 1
	}
	row := int(c) - 0x81
	if c >= 0xe0 {
		row -= 0xe0 - 0xa0
	}
	cell := int(b[i+1]) - 0x40
	switch d := b[i+1]; {
	case d < 0x40 || d == 0x7f || d > 0xfc:
		return bad, 1 // the second may be a character of its own
	case d > 0x7f:
		cell--
	}
	if r := rune(j.x0208[row*188+cell]); r != 0 {
		return r, 2
	}
	return bad, 2
}

func isEUC(c byte) bool { return 0xa1 <= c && c <= 0xfe }

func nextEUCJP(j *jis, b []byte, i int) (rune, int) {
	c := b[i]
	if c < utf8.RuneSelf {
		return rune(c), 1
	}
	rest := b[i+1:]
	switch {
	case len(rest) == 0 || !isEUC(rest[0]):
		return bad, 1
	case c == 0x8e && rest[0] <= 0xdf:
		return halfKana + rune(rest[0]-0xa1), 2
	case c == 0x8f:
		if len(rest) < 2 || !isEUC(rest[1]) {
			return bad, 2
		}
		if r := j.at0212(rest[0]-0xa1, rest[1]-0xa1); r != 0 {
			return r, 3
		}
		return bad, 3
	case isEUC(c):
		if r := j.at0208(c-0xa1, rest[0]-0xa1); r != 0 {
			return r, 2
		}
	}
	return bad, 2
}

func nextUTF16LE(_ *jis, b []byte, i int) (rune, int) { return nextUTF16(b, i, 0) }
func nextUTF16BE(_ *jis, b []byte, i int) (rune, int) { return nextUTF16(b, i, 1) }

// nextUTF16 reads with the low byte of each unit at low, 0 or 1.
func nextUTF16(b []byte, i, low int) (rune, int) {
	if i+1 >= len(b) {
		return bad, 1
	}
	r := rune(b[i+low]) | rune(b[i+1-low])<<8
	if !utf16.IsSurrogate(r) {
		return r, 2
	}
	if i+3 < len(b) {
		if r = utf16.DecodeRune(r, rune(b[i+2+low])|rune(b[i+3-low])<<8); r != utf8.RuneError {
			return r, 4
		}
	}
	return bad, 2
}

func nextWindows1252(_ *jis, b []byte, i int) (rune, int) {
	return charmap.Windows1252.DecodeByte(b[i]), 1
}

// charsetOf gives the charset that a page, a server or a mail means by a label.
// foreign says that the label is known and its charset is not read.
func charsetOf(label string) (cs charset, known, foreign bool) {
	label = strings.ToLower(strings.Trim(label, "\"' \t\r\n"))
	switch label {
	case "utf-8", "utf8", "x-utf-8", "utf_8", "unicode-1-1-utf-8":
		return utf8Charset, true, false
	case "shift_jis", "shift-jis", "shiftjis", "sjis", "x-sjis", "x-shift-jis", "x_sjis", "sjis-win", "ms_kanji", "csshiftjis", "ms932", "windows-31j", "cswindows31j", "cp932", "x-ms-cp932", "ibm943":
		return shiftJIS, true, false
	case "euc-jp", "euc_jp", "eucjp", "x-euc-jp", "x-euc", "eucjp-win", "cp51932", "cseucpkdfmtjapanese", "ujis":
		return eucJP, true, false
	case "iso-2022-jp", "iso2022-jp", "iso2022jp", "csiso2022jp", "iso-2022-jp-1", "iso-2022-jp-2", "iso-2022-jp-3", "iso-2022-jp-ms", "cp50220", "cp50221", "cp50222", "jis", "x-jis":
		return iso2022JP, true, false
	case "utf-16", "utf-16le", "utf16", "utf16le", "unicode", "ucs-2", "iso-10646-ucs-2":
		return utf16LE, true, false
	case "utf-16be", "utf16be", "unicodefffe":
		return utf16BE, true, false
	case "windows-1252", "cp1252", "x-cp1252", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "us-ascii", "ascii", "ansi_x3.4-1968", "iso-8859-15", "iso8859-15":
		return windows1252, true, false
	}
	for _, prefix := range [...]string{"gb", "big5", "euc-kr", "euc-tw", "ks_c", "ksc", "koi8", "windows-", "cp125", "iso-8859-", "iso8859-", "iso-2022-", "hz-", "tis-", "x-mac", "macintosh", "utf-7", "utf-32"} {
		foreign = foreign || strings.HasPrefix(label, prefix)
	}
	return charset{}, false, foreign
}

// decodeLabelled reads b, a page or the part of a mail, in the first of the
// charsets the labels stand for that b does not belie, else in the one it reads
// like most. It gives UTF-8, and U+FFFD for bytes that are no character, unless
// these are so many that b is no text.
func decodeLabelled(b []byte, labels ...string) (text []byte, cs charset, replaced int, err error) {
	if kind := magic(b); kind != "" {
		return nil, cs, 0, fmt.Errorf("%w: %s; give the page itself", jikenbo.ErrNotText, kind)
	}
	cs, b, err = charsetFor(b, labels)
	if err != nil {
		return nil, cs, 0, err
	}
	text, replaced = cs.repair(b)
	if replaced > 3+len(b)/100 {
		return nil, cs, 0, fmt.Errorf("%w: %d places are no character of %s; fetch it again or save it as UTF-8", jikenbo.ErrNotText, replaced, cs.name)
	}
	return text, cs, replaced, nil
}

// charsetFor finds the charset of b, and gives b without its byte order mark.
func charsetFor(b []byte, labels []string) (charset, []byte, error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return utf16LE, b[2:], nil
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return utf16BE, b[2:], nil
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if err := controls(b, 0); err != nil {
		if cs, ok := guessUTF16(b); ok {
			return cs, b, nil
		}
		if n := countControls(b); n > 3+len(b)/100 {
			return charset{}, nil, err
		}
	}
	if isISO2022JP(b) {
		return iso2022JP, b, nil
	}
	valid := utf8.Valid(b)
	if valid && firstHigh(b) < 0 {
		return utf8Charset, b, nil
	}
	s := sample(b, sampleSize/8) // enough, with a declaration
	best := utf8Charset
	if !valid {
		best = guessOf(s, b)
	}
	least := math.MaxInt // of best, counted when it is needed
	foreign := ""
	for _, label := range labels {
		cs, known, f := charsetOf(label)
		switch {
		case f && foreign == "":
			foreign = label
		case !known || cs.name == iso2022JP.name || strings.HasPrefix(cs.name, "utf-16"):
			continue // b has bytes beyond ASCII, and no NUL
		}
		if known && cs.name == best.name {
			return best, b, nil
		}
		if known && !valid && (cs.name != windows1252.name || best.name == utf8Charset.name) {
			if least == math.MaxInt {
				least = weight(best, s)
			}
			if c := weight(cs, s); c <= least+64+countHigh(s)/2 {
				return cs, b, nil
			}
		}
	}
	if foreign != "" && !valid {
		return charset{}, nil, fmt.Errorf("%w: its charset is said to be %q; what is read is %s", jikenbo.ErrNotText, foreign, charsetNames)
	}
	return best, b, nil
}

// weight is what s costs in cs, in bits.
func weight(cs charset, s []byte) int {
	if cs.name == windows1252.name {
		return cost1252(s)
	}
	return cost(cs, s, math.MaxInt)
}

func countHigh(b []byte) (n int) {
	for _, c := range b {
		n += int(c >> 7)
	}
	return n
}

func countControls(b []byte) (n int) {
	for _, c := range b {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\v' && c != '\f' && c != '\r' && c != 0x1b {
			n++
		}
	}
	return n
}

// The escape sequences of ISO-2022-JP (RFC 1468, RFC 2237) and of half-width
// katakana, with what they choose.
var escapes = []struct {
	seq string
	set isoSet
}{
	{"\x1b(B", isoASCII},
	{"\x1b(J", isoASCII}, // JIS X 0201 Roman: 5C and 7E are read as in ASCII, as in Shift_JIS
	{"\x1b(I", isoKana},
	{"\x1b$@", iso0208},
	{"\x1b$B", iso0208},
	{"\x1b$(D", iso0212},
}

type isoSet uint8

const (
	isoASCII isoSet = iota
	isoKana
	iso0208
	iso0212
)

// escape gives the escape sequence at the beginning of b, its length 0 if
// there is none.
func escape(b []byte) (set isoSet, size int) {
	for _, e := range escapes {
		if bytes.HasPrefix(b, []byte(e.seq)) {
			return e.set, len(e.seq)
		}
	}
	return isoASCII, 0
}

// isISO2022JP reports whether b, all seven-bit, chooses a Japanese character
// set. ESC ( B alone does not: terminals use it to reset colours.
func isISO2022JP(b []byte) bool {
	for rest := b; ; {
		i := bytes.IndexByte(rest, 0x1b)
		if i < 0 {
			return false
		}
		rest = rest[i:]
		if set, size := escape(rest); size > 0 && set != isoASCII {
			break
		}
		rest = rest[1:]
	}
	return firstHigh(b) < 0
}

func decodeISO2022JP(b []byte, before int) (string, error) {
	text, _, err := readISO2022JP(b, before, false)
	return string(text), err
}

// readISO2022JP reads all bytes. Those that are no character are an error or,
// if lossy, U+FFFD and counted.
func readISO2022JP(b []byte, before int, lossy bool) (text []byte, replaced int, err error) {
	j := tables()
	out := make([]byte, 0, len(b)*3/2+utf8.UTFMax)
	set := isoASCII
	for i := 0; i < len(b); {
		if b[i] == 0x1b {
			if next, size := escape(b[i:]); size > 0 {
				set, i = next, i+size
				continue
			}
		}
		r, size := bad, 1
		switch c := b[i]; {
		case c == '\n': // ends a set that was not ended, as other readers have it
			set, r = isoASCII, '\n'
		case set == isoASCII || c < 0x20 && c != 0x1b:
			r = rune(c)
		case set == isoKana && 0x21 <= c && c <= 0x5f:
			r = halfKana + rune(c-0x21)
		case set >= iso0208 && isJIS(c) && i+1 < len(b) && isJIS(b[i+1]):
			size = 2
			if set == iso0208 {
				r = j.at0208(c-0x21, b[i+1]-0x21)
			} else {
				r = j.at0212(c-0x21, b[i+1]-0x21)
			}
			if r == 0 {
				r = bad
			}
		}
		if r == bad {
			if !lossy {
				return nil, 0, badBytes(iso2022JP, b, i, size, before, out)
			}
			r = utf8.RuneError
			replaced++
		}
		out = utf8.AppendRune(out, r)
		i += size
	}
	return out, replaced, nil
}

func isJIS(c byte) bool { return 0x21 <= c && c <= 0x7e }

// halfKana is the first half-width form, ｡.
const halfKana = '\uff61'

// jis holds the Japanese character sets. In each, 0 stands for no character.
type jis struct {
	x0208 [120 * 94]uint16 // JIS X 0208 with the extensions of CP932, by row and cell
	x0212 [94 * 94]uint16  // JIS X 0212
	bits  [1 << 16]uint8   // what a character costs, see detect.go
}

// at0208 gives the character of a row and cell, both counted from 0.
func (j *jis) at0208(row, cell byte) rune { return rune(j.x0208[int(row)*94+int(cell)]) }

// at0212 does the same in JIS X 0212.
func (j *jis) at0212(row, cell byte) rune { return rune(j.x0212[int(row)*94+int(cell)]) }

// tables are built when the first text comes that is not UTF-8, in about a
// millisecond.
var tables = sync.OnceValue(func() *jis {
	j := new(jis)
	var src []byte
	for row := range 60 {
		lead := 0x81 + row
		if lead > 0x9f {
			lead += 0xe0 - 0xa0
		}
		for trail := 0x40; trail <= 0xfc; trail++ {
			if trail != 0x7f {
				src = append(src, byte(lead), byte(trail))
			}
		}
	}
	fill(j.x0208[:], src, japanese.ShiftJIS.NewDecoder().Bytes)
	// The rows that CP932 leaves to its users (外字, F040 to F9FC) are U+E000
	// and on.
	for i := range 10 * 188 {
		j.x0208[94*94+i] = uint16(0xe000 + i)
	}
	src = src[:0]
	for row := range 94 {
		for cell := range 94 {
			src = append(src, 0x8f, byte(0xa1+row), byte(0xa1+cell))
		}
	}
	fill(j.x0212[:], src, japanese.EUCJP.NewDecoder().Bytes)
	j.weigh()
	return j
})

func fill(table []uint16, src []byte, decode func([]byte) ([]byte, error)) {
	dst, err := decode(src)
	if err != nil || utf8.RuneCount(dst) != len(table) {
		panic(fmt.Sprintf("document: table of %d characters, want %d (%v)", utf8.RuneCount(dst), len(table), err))
	}
	i := 0
	for _, r := range string(dst) {
		if r != utf8.RuneError {
			table[i] = uint16(r)
		}
		i++
	}
}
