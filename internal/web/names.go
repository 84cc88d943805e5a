package web

import (
	"strings"

	"golang.org/x/text/width"
)

// legalForms are the forms that names of companies are written with and
// without.
var legalForms = strings.NewReplacer(
	"株式会社", "", "有限会社", "", "合同会社", "", "合名会社", "", "合資会社", "", "(株)", "", "(有)", "", "(同)", "", "㈱", "", "㈲", "",
	"co.,ltd.", "", "co.,ltd", "", ",inc.", "", "inc.", "", "k.k.", "", "ltd.", "", "llc", "",
)

// bareName is what is the same of the spellings of a company's name: without
// its legal form, spaces, width and case.
func bareName(s string) string {
	s = strings.ToLower(width.Fold.String(s))
	s = strings.Join(strings.Fields(s), "")
	if bare := legalForms.Replace(s); bare != "" {
		return bare
	}
	return s
}

// compareFold orders names without regard to width and case.
func compareFold(a, b string) int {
	return strings.Compare(strings.ToLower(width.Fold.String(a)), strings.ToLower(width.Fold.String(b)))
}

// clipBytes bounds a text.
func clipBytes(s string, most int) string {
	return strings.ToValidUTF8(s[:min(len(s), most)], "")
}
