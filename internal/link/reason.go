package link

import (
	"fmt"
	"strings"

	"jikenbo"
)

// Reason is why two accounts are taken, or not taken, to be of one incident.
// Detail is what it is seen by: dates (YYYY-MM-DD), a number, a name; two of
// them with "/" between for what differs. It may be empty.
type Reason struct {
	Code   string `json:"code"`
	Detail string `json:"detail,omitempty"`
}

// wording is a reason in words: %s is the detail.
type wording struct {
	ja, en string
}

// wordings are the codes of reasons.
var wordings = map[string]wording{
	"same-organization":       {"同じ組織", "same organization"},
	"related-organization":    {"関係がありうる組織(%s)", "organizations that may be related (%s)"},
	"like-organization":       {"同じとみられる組織(%s)", "organizations that are probably one (%s)"},
	"unknown-organization":    {"組織が読めていない", "an organization is not stated"},
	"other-organization":      {"別の組織(%s)", "different organizations (%s)"},
	"supplier-and-victim":     {"委託先とその利用組織(%s)", "a supplier and an organization it reached (%s)"},
	"victims-of-one-supplier": {"同じ委託先の別の利用組織(%s)", "two organizations reached through one supplier (%s)"},
	"same-number":             {"印刷された番号が同じ(%s)", "same printed number (%s)"},
	"other-number":            {"印刷された番号が異なる(%s)", "different printed numbers (%s)"},
	"refers-to-date":          {"%sの公表を指している", "refers to the publication of %s"},
	"refers-to-month":         {"%sの公表を指している", "refers to a publication in %s"},
	"refer-to-same":           {"どちらも%sの公表を指している", "both refer to the publication of %s"},
	"says-apart":              {"%sの公表とは別の件としている", "says that the publication of %s is another matter"},
	"quotes-title":            {"件名を引いている(%s)", "quotes the title (%s)"},
	"quote-same-title":        {"同じ件名を引いている", "both quote the same title"},
	"same-title":              {"件名が同じ(%s)", "same title (%s)"},
	"like-title":              {"件名が似ている", "similar titles"},
	"names-address":           {"公表のページを指している", "links to the page of the other"},
	"same-address":            {"同じページ", "same page"},
	"same-discovery":          {"発覚日が同じ(%s)", "same day of discovery (%s)"},
	"same-intrusion":          {"発生日が同じ(%s)", "same day of the incident (%s)"},
	"same-containment":        {"停止・遮断の日が同じ(%s)", "same day of containment (%s)"},
	"same-end":                {"期間の終わりが同じ(%s)", "same last day (%s)"},
	"same-day":                {"経緯に同じ日がある(%s)", "a day in common (%s)"},
	"other-discovery":         {"発覚日が異なる(%s)", "different days of discovery (%s)"},
	"other-days":              {"発生・発覚の日が異なる(%s)", "different days of the incident (%s)"},
	"begins-later":            {"先の公表(%s)より後に起きている", "it happened after the other was published (%s)"},
	"published-at-discovery":  {"発覚の直後に公表されている(%s)", "published right after the discovery (%s)"},
	"same-count":              {"件数が同じ(%s)", "same count (%s)"},
	"other-count":             {"件数が異なる(%s)", "different counts (%s)"},
	"same-contact":            {"問い合わせ先が同じ(%s)", "same contact (%s)"},
	"same-service":            {"サービスが同じ(%s)", "same service (%s)"},
	"same-supplier":           {"委託先が同じ(%s)", "same supplier (%s)"},
	"other-supplier":          {"委託先が異なる(%s)", "different suppliers (%s)"},
	"same-type":               {"種別が同じ", "same type"},
	"near-type":               {"種別が両立する", "types that go together"},
	"other-type":              {"種別が異なる", "different types"},
	"next-report":             {"続く報である(%s)", "the next report (%s)"},
	"later-report":            {"先の公表があると述べている", "says that there was an earlier notice"},
	"same-report":             {"どちらも同じ報(%s)", "both are the same report in order (%s)"},
	"report-order":            {"報の順が公表の順と合わない", "the order of the reports is not that of their publication"},
	"two-on-one-day":          {"同じ日に別の内容で公表されている(%s)", "published on one day with other facts (%s)"},
	"same-publication":        {"公表日が同じ(%s)", "published on the same day (%s)"},
	"long-apart":              {"公表の間が長い(%s日)", "published long apart (%s days)"},
}

// Words says the reason in Japanese (ja) or else English.
func (r Reason) Words(lang string) string {
	w, known := wordings[r.Code]
	if !known {
		return r.Code
	}
	s := w.en
	if lang == "ja" {
		s = w.ja
	}
	if !strings.Contains(s, "%s") {
		return s
	}
	detail := r.Detail
	if lang == "ja" {
		parts := strings.Split(detail, "/")
		for i, p := range parts {
			if d, err := jikenbo.ParseDate(p); err == nil && d.Precision() >= jikenbo.MonthOfYear {
				parts[i] = japanese(d)
			}
		}
		detail = strings.Join(parts, "/")
	}
	if detail == "" {
		return strings.NewReplacer("(%s)", "", " (%s)", "", "%s", "").Replace(s)
	}
	return fmt.Sprintf(s, detail)
}

func japanese(d jikenbo.Date) string {
	switch d.Precision() {
	case jikenbo.DayOfMonth:
		return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
	case jikenbo.MonthOfYear:
		return fmt.Sprintf("%d年%d月", d.Year, d.Month)
	}
	return fmt.Sprintf("%d年", d.Year)
}
