package jikenbo

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"
)

// Affected is one stated count of people, records, accounts, cards, companies
// or households.
type Affected struct {
	Count  int64   `json:"count"`            // as stated, 1 or more
	Unit   string  `json:"unit"`             // as written: 件, 名, 世帯; an English head noun in lower case
	Bound  Bound   `json:"bound"`            // how the number is meant
	Role   Role    `json:"role"`             // where it stands among the others
	Items  []Item  `json:"items,omitempty"`  // only where the text ties them to this very count
	Window *Period `json:"window,omitempty"` // likewise
}

// Equal reports whether both say the same.
func (a Affected) Equal(b Affected) bool {
	if a.Window != b.Window && (a.Window == nil || b.Window == nil || *a.Window != *b.Window) {
		return false
	}
	return a.Count == b.Count && a.Unit == b.Unit && a.Bound == b.Bound && a.Role == b.Role && slices.Equal(a.Items, b.Items)
}

// Words writes the count with its bound and unit, in "ja" or "en": 最大3,817件,
// 61名以上, about 2,400 customers.
func (a Affected) Words(lang string) string {
	before, number, after := a.Parts(lang)
	return before + number + after
}

// Parts gives what [Affected.Words] writes in three parts: what stands before
// the number, the number, and what stands behind it, each with the space that
// it needs. A unit in Latin letters stands apart from its number; a bound that
// there is not is left out.
func (a Affected) Parts(lang string) (before, number, after string) {
	bound := ""
	if bounds := TaxonomyOf("bound"); a.Bound != Exact && bounds.Has(string(a.Bound)) {
		bound = bounds.Label(string(a.Bound), lang)
	}
	latin := a.Unit != "" && a.Unit[0] < utf8.RuneSelf
	if after = a.Unit; latin {
		after = " " + a.Unit
	}
	switch {
	case bound == "":
	case lang != "ja":
		before = bound + " "
	case a.Bound != Min && a.Bound != Over:
		before = bound
	case latin:
		after += " " + bound
	default:
		after += bound
	}
	return before, Commas(a.Count), after
}

// Commas writes a number in groups of three digits: 12,345.
func Commas[N int | int64 | *big.Int](n N) string {
	digits := fmt.Sprint(n)
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

// Check is an equation that the stated counts must satisfy.
type Check struct {
	Kind  CheckKind `json:"kind"`
	Parts []int64   `json:"parts,omitempty"` // of a sum
	Total int64     `json:"total,omitempty"`
	Whole int64     `json:"whole,omitempty"` // of a subset
	Part  int64     `json:"part,omitempty"`
}

// CheckKind is the kind of a [Check].
type CheckKind string

// The kinds of checks.
const (
	SumCheck    CheckKind = "sum"    // the parts add up to the total
	SubsetCheck CheckKind = "subset" // the part is no larger than the whole
)

// Holds reports whether the check is true.
func (c Check) Holds() bool {
	switch c.Kind {
	case SumCheck:
		var sum int64
		for _, p := range c.Parts {
			sum += p
		}
		return sum == c.Total && len(c.Parts) > 1
	case SubsetCheck:
		return c.Part <= c.Whole
	}
	return false
}

// Equal reports whether both say the same of the same numbers.
func (c Check) Equal(d Check) bool {
	return c.Kind == d.Kind && c.Total == d.Total && c.Whole == d.Whole && c.Part == d.Part && slices.Equal(c.Parts, d.Parts)
}

// UnitClasses are the classes that units of figures fall into: those of one
// class count the same. Units that are none of these count as other.
var UnitClasses = []string{"人", "件", "口座", "アカウント", "カード", "世帯", "社", "通", "枚", "ファイル", "other"}

// UnitsOf are the units of each class, parted by spaces, but for those named like their class.
var UnitsOf = map[string]string{
	"人": "名 会員 者 people persons individuals customers users members employees patients students guests residents clients staff pupils " +
		"subscribers donors drivers drivers passengers participants parents children pensioners graduates applicants alumni attendees borrowers " +
		"buyers candidates caregivers claimants contacts contractors councillors doctors families families fans holders learners lecturers " +
		"managers nurses officers owners policyholders players proprietors researchers retirees riders sellers shareholders shoppers supporters " +
		"survivors taxpayers teachers tenants them travelers travellers visitors volunteers voters workers beneficiaries faculty ユーザー",
	"件":     "点 レコード records orders invoices documents entries",
	"口座":    "accounts",
	"アカウント": "id",
	"カード":   "cards card",
	"世帯":    "戸 households 組",
	"社":     "法人 団体 先 companies businesses organisations organizations clubs schools branches merchants hospitals",
	"通":     "e-mails emails messages email e-mail addresses",
	"枚":     "冊 部",
	"ファイル":  "files",
}

// unitLabels name the classes in English; in Japanese they are their own names.
var unitLabels = map[string]string{
	"人": "people", "件": "records", "口座": "bank accounts", "アカウント": "accounts", "カード": "cards", "世帯": "households", "社": "companies",
	"通": "messages", "枚": "sheets", "ファイル": "files",
}

// UnitLabel names a class of units in "ja" or "en".
func UnitLabel(class, lang string) string {
	switch {
	case class == "other" && lang == "ja":
		return "そのほかの単位"
	case class == "other":
		return "other units"
	case lang == "ja" || unitLabels[class] == "":
		return class
	}
	return unitLabels[class]
}

var classOfUnit = func() map[string]string {
	m := make(map[string]string)
	for _, class := range UnitClasses {
		m[strings.ToLower(class)] = class
		for unit := range strings.FieldsSeq(UnitsOf[class]) {
			m[strings.ToLower(unit)] = class
		}
	}
	return m
}()

// UnitClass gives the class of a unit as it is recorded. Of English units
// ("card holders", "faculty members") the last word tells.
func UnitClass(unit string) string {
	unit = strings.ToLower(unit)
	if class, ok := classOfUnit[unit]; ok {
		return class
	}
	if class, ok := classOfUnit[unit[strings.LastIndexByte(unit, ' ')+1:]]; ok {
		return class
	}
	return "other"
}
