package alert

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// forms are legal forms as fold leaves them, which say nothing about who it is.
var forms = strings.NewReplacer(
	"株式会社", "", "(株)", "", "有限会社", "", "(有)", "", "合同会社", "", "(同)", "", "合名会社", "", "合資会社", "",
	"公益財団法人", "", "一般財団法人", "", "公益社団法人", "", "一般社団法人", "", "財団法人", "", "社団法人", "",
	"(財)", "", "(社)", "", "独立行政法人", "", "国立大学法人", "", "公立大学法人", "", "学校法人", "",
	"医療法人社団", "", "医療法人財団", "", "社会医療法人", "", "医療法人", "", "社会福祉法人", "", "宗教法人", "",
	"特定非営利活動法人", "", "npo法人", "",
)

// english are legal forms that are words of their own.
var english = map[string]bool{
	"inc": true, "incorporated": true, "co": true, "company": true, "corp": true, "corporation": true, "ltd": true,
	"limited": true, "llc": true, "kk": true, "plc": true, "gmbh": true,
}

// fold makes spellings equal that differ in width, kana, case, spaces, marks
// and legal form. It is "" for what has neither letters nor digits.
func fold(s string) string {
	s = strings.ToLower(norm.NFKC.String(s))
	s = strings.ReplaceAll(s, "k.k.", "kk")
	s = forms.Replace(strings.Map(func(r rune) rune {
		if r >= 'ァ' && r <= 'ヶ' {
			return r - 'ァ' + 'ぁ'
		}
		return r
	}, s))
	var out strings.Builder
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	for i, w := range words {
		if i > 0 && english[w] {
			continue
		}
		out.WriteString(w)
	}
	return out.String()
}
