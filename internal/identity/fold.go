package identity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"jikenbo/internal/text"
)

// origin is where a byte of a folded name stands in the name as written.
type origin struct {
	from, to int32
	gap      bool // a space or a mark stands before it
}

// folded is a name as it is compared: letters, digits and a few signs without
// anything between them, and for each byte its origin.
type folded struct {
	b  []byte
	at []origin
}

// What the table of characters says of those that are not folded to one other.
const (
	mark    = iota + 1 // a space, or a mark that says nothing
	dropped            // a combining mark, a control
	several            // is folded to several characters
	voiced             // ゛ behind its kana
	plosive            // ゜
	hyphen             // or a prolonged sound
	repeat             // 々
	one                // and more: the character
)

var table = text.NewTable(look)

// look finds what a character is folded to.
func look(r rune) int32 {
	switch r {
	case 0x3099, 0xff9e, 0x309b:
		return voiced
	case 0x309a, 0xff9f, 0x309c:
		return plosive
	case '々':
		return repeat
	case 'ー', 'ｰ', '-', 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2500, 0x2501, 0xfe63, 0xff0d:
		return hyphen
	case utf8.RuneError:
		return mark
	}
	if unicode.Is(unicode.M, r) || unicode.Is(unicode.Cf, r) {
		return dropped
	}
	s := expand(r)
	c, size := utf8.DecodeRuneInString(s)
	switch {
	case s == "":
		return mark
	case size < len(s):
		return several
	}
	return one + c
}

// expand folds one character by itself, to "" if it says nothing.
func expand(r rune) string {
	var b strings.Builder
	for _, c := range strings.ToLower(norm.NFKC.String(string(r))) {
		for _, d := range norm.NFKC.String(plain(c)) {
			if signs(d) || unicode.IsLetter(d) || unicode.IsDigit(d) {
				b.WriteRune(large(text.Usual(d)))
			}
		}
	}
	return b.String()
}

// plain takes the accents off a character of an alphabet.
func plain(c rune) string {
	if c >= 0x2e80 {
		return string(c)
	}
	return strings.Map(func(d rune) rune {
		if unicode.Is(unicode.M, d) {
			return -1
		}
		return d
	}, norm.NFKD.String(string(c)))
}

// signs are the marks that tell names apart. The bar parts what stood on
// either side of a legal form.
func signs(r rune) bool { return strings.ContainsRune("&+@#%|()", r) }

// large gives small and old kana as the usual ones.
func large(r rune) rune {
	switch r {
	case 'ヵ':
		return 'カ'
	case 'ヶ', 'ゖ':
		return 'ケ'
	case 'ゕ':
		return 'カ'
	case 'ヰ', 'ゐ', 'ヱ', 'ゑ':
		return map[rune]rune{'ヰ': 'イ', 'ゐ': 'い', 'ヱ': 'エ', 'ゑ': 'え'}[r]
	case 'ヴ':
		return 'ブ'
	case 'ゔ':
		return 'ぶ'
	}
	if strings.ContainsRune("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ", r) {
		return r + 1
	}
	return r
}

// fold folds a name into the memory of b and at.
func fold(s string, b []byte, at []origin) folded {
	var prev rune // written last
	gap, vu, number := true, false, false
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		next := i + size
		if l := r | 0x20; r < utf8.RuneSelf && l >= 'a' && l <= 'z' {
			b, at = append(b, byte(l)), append(at, origin{int32(i), int32(next), gap})
			prev, gap, vu, number = l, false, false, false
			i = next
			continue
		}
		wasVu, wasNumber := vu, number
		vu, number = false, false
		switch c := table.Of(r); c {
		case mark:
			if (r == '.' || r == '．') && wasNumber && digit(s[next:]) {
				b, at = put(b, at, '.', i, next, gap)
				prev, gap = '.', false
				break
			}
			gap, vu = true, wasVu
		case dropped:
			vu, number = wasVu, wasNumber
		case several:
			for _, d := range expand(r) {
				b, at = put(b, at, d, i, next, gap)
				prev, gap = d, false
			}
		case voiced, plosive:
			if v := with(prev, c); v != 0 && !gap {
				from := int(at[len(at)-1].from)
				b = b[:len(b)-utf8.RuneLen(prev)]
				at = at[:len(b)]
				b, at = put(b, at, v, from, next, false)
				prev, vu = v, v == 'ブ' && wasU(s[:i]) || v == 'ぶ' && wasU(s[:i])
			}
		case hyphen:
			switch {
			case isKana(prev) && (r == 'ー' || r == 'ｰ' || !gap && isKatakana(prev) && !latin(s[next:])):
				b, at = put(b, at, 'ー', i, next, gap)
				prev, gap = 'ー', false
			case wasNumber && digit(s[next:]):
				b, at = put(b, at, '-', i, next, gap)
				prev, gap = '-', false
			default:
				gap = true
			}
		case repeat:
			if unicode.Is(unicode.Han, prev) && !gap {
				b, at = put(b, at, prev, i, next, gap)
			} else {
				gap = true
			}
		default:
			d := c - one
			if wasVu {
				if v := vowel(prev, d); v != 0 && small(r) {
					b = b[:len(b)-3]
					d = v
					at = at[:len(b)]
				}
			}
			b, at = put(b, at, d, i, next, gap)
			prev, gap = d, false
			vu = r == 'ヴ' || r == 'ゔ'
			number = d >= '0' && d <= '9'
		}
		i = next
	}
	return folded{b, at}
}

func put(b []byte, at []origin, r rune, from, to int, gap bool) ([]byte, []origin) {
	n := len(b)
	b = utf8.AppendRune(b, r)
	for range len(b) - n {
		at = append(at, origin{int32(from), int32(to), gap})
		gap = false
	}
	return b, at
}

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func digit(s string) bool {
	c := table.Of(first(s)) - one
	return s != "" && c >= '0' && c <= '9'
}

func latin(s string) bool {
	c := table.Of(first(s)) - one
	return s != "" && (c >= '0' && c <= '9' || c >= 'a' && c <= 'z')
}

func isKatakana(r rune) bool { return r >= 'ァ' && r <= 'ヺ' || r == 'ー' }
func isHiragana(r rune) bool { return r >= 'ぁ' && r <= 'ゖ' }
func isKana(r rune) bool     { return isKatakana(r) || isHiragana(r) }

// wasU tells whether a text ends in ウ or う, whose voiced form is ヴ.
func wasU(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == 'ウ' || r == 'ｳ' || r == 'う'
}

func small(r rune) bool { return strings.ContainsRune("ァィェォｧｨｪｫぁぃぇぉ", r) }

// vowel gives ヴ before a small vowel: バ of ヴァ. It is 0 if there is none.
func vowel(vu, v rune) rune {
	at := strings.IndexRune("アイエオあいえお", v)
	if at < 0 {
		return 0
	}
	of := "バビベボばびべぼ"
	if (vu == 'ブ') != (at < len(of)/2) {
		return 0
	}
	return first(of[at:])
}

// with gives a kana with its mark, 0 if it has none.
func with(r rune, mark int32) rune {
	if !isKana(r) {
		return 0
	}
	m := "\u3099"
	if mark == plosive {
		m = "\u309a"
	}
	s := norm.NFC.String(string(r) + m)
	if c, n := utf8.DecodeRuneInString(s); n == len(s) {
		return large(c)
	}
	return 0
}
