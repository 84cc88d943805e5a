package link

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var legalForms = strings.NewReplacer(
	"株式会社", "", "(株)", "", "有限会社", "", "(有)", "", "合同会社", "", "合名会社", "", "合資会社", "",
	"公益財団法人", "", "一般財団法人", "", "公益社団法人", "", "一般社団法人", "", "財団法人", "", "社団法人", "",
	"地方独立行政法人", "", "独立行政法人", "", "国立大学法人", "", "公立大学法人", "", "学校法人", "",
	"医療法人社団", "", "医療法人財団", "", "社会医療法人", "", "医療法人", "", "社会福祉法人", "",
	"特定非営利活動法人", "", "npo法人", "",
)

// nameKey is what is the same of the spellings of an organization's name.
func nameKey(s string) string {
	s = legalForms.Replace(strings.ToLower(norm.NFKC.String(s)))
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '&' })
	for len(words) > 1 {
		switch words[len(words)-1] {
		case "inc", "co", "corp", "corporation", "company", "ltd", "limited", "llc", "kk", "plc":
			words = words[:len(words)-1]
			continue
		}
		break
	}
	return strings.Join(words, "")
}

// kin says how two names of organizations stand to each other.
type kin uint8

const (
	strangers kin = iota
	related
	oneself
)

// compareNames compares the names of organizations.
func compareNames(a, b *Profile) kin {
	switch {
	case a.org == b.org:
		return oneself
	case len(a.org) >= 6 && len(b.org) >= 6 && (strings.Contains(a.org, b.org) || strings.Contains(b.org, a.org)):
		return related
	}
	return strangers
}
