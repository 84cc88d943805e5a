package text

import (
	_ "embed" // the table of variants
	"strings"
	"unicode/utf8"
)

//go:embed variants.tsv
var variantTable string

// usual gives for old and variant kanji the usual form.
var usual = func() map[rune]rune {
	m := make(map[rune]rune)
	for line := range strings.Lines(variantTable) {
		line = strings.TrimSpace(line)
		form, others, ok := strings.Cut(line, "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		u, _ := utf8.DecodeRuneInString(form)
		for _, r := range others {
			m[r] = u
		}
	}
	return m
}()

// Usual gives the usual form of an old or variant kanji (高 of 髙), and any
// other character as it is.
func Usual(r rune) rune {
	if u, ok := usual[r]; ok {
		return u
	}
	return r
}
