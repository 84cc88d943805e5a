package alert

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold makes spellings equal that differ in width, kana, case, spaces and marks.
// It is "" for what has neither letters nor digits. Watchlists ask whether a word
// occurs in a text, in whichever kana: for whether two names are one, see package
// identity.
func fold(s string) string {
	s = strings.ToLower(norm.NFKC.String(s))
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'ァ' && r <= 'ヶ':
			return r - 'ァ' + 'ぁ'
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			return -1
		}
		return r
	}, s)
}
