package jikenbo

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Flaw is something in a case that does not add up. It says nothing about who
// erred: the notice may be misprinted, or misread.
type Flaw struct {
	Pointer string `json:"pointer"` // JSON Pointer of the fact, or of the part of it that is concerned
	Rule    string `json:"rule"`    // a code of [LintRules]
	Ja      string `json:"ja"`
	En      string `json:"en"`
}

// Message says what does not add up, in "ja" or "en".
func (f Flaw) Message(lang string) string {
	if lang == "ja" {
		return f.Ja
	}
	return f.En
}

// Fact gives the pointer of the fact that is concerned, or of which a part is.
func (f Flaw) Fact() string {
	field, rest, _ := strings.Cut(strings.TrimPrefix(f.Pointer, "/"), "/")
	index, _, _ := strings.Cut(rest, "/")
	if _, err := strconv.Atoi(index); err == nil {
		return "/" + field + "/" + index
	}
	return "/" + field
}

// LintRules are the rules of [Case.Lint].
var LintRules = Taxonomy{"lint", []Term{
	{"code", "定められていない符号", "a code outside its set"},
	{"date", "暦にない日付", "a date that is not in the calendar"},
	{"missing", "あるべき項目がない", "a field that must be there is not"},
	{"misplaced", "この種別にない項目", "a field that entries of this kind do not have"},
	{"range", "始まりより早い終わり", "a range that ends before it begins"},
	{"order", "前後する日付", "happenings out of order"},
	{"after-publication", "公表日より後の日付", "a date after the publication"},
	{"weekday", "日付と曜日の不一致", "a weekday that is not the date's"},
	{"sum", "合わない合計", "a sum that does not hold"},
	{"subset", "全体を超える内数", "a subset larger than its whole"},
	{"figure", "件数にない検算の数", "a check of a figure that is not among the counts"},
	{"total", "総数を超える内訳", "parts larger than their total"},
	{"excluded", "対象かつ対象外の項目", "an item both leaked and not affected"},
	{"leak", "漏えいなしとの矛盾", "a denied leak that the rest contradicts"},
}}

// Lint lists what does not add up in the case, in the order of its fields. The
// evidence is asked for the weekdays printed beside dates; it may be nil.
//
// A flaw is always a contradiction. Where a date is partial, a count rounded
// or open to one side, or the text may mean another thing, there is none.
func (c *Case) Lint(e Evidence) []Flaw {
	l := linter{c: c, e: e}
	l.shape()
	l.ranges()
	l.order()
	l.weekdays()
	l.checks()
	l.totals()
	l.leak()
	slices.SortStableFunc(l.flaws, func(a, b Flaw) int {
		af, ai := splitPointer(a.Pointer)
		bf, bi := splitPointer(b.Pointer)
		return cmp.Or(fieldOrder(af)-fieldOrder(bf), ai-bi)
	})
	return l.flaws
}

type linter struct {
	c     *Case
	e     Evidence
	flaws []Flaw
}

func (l *linter) flaw(pointer, rule, ja, en string) {
	l.flaws = append(l.flaws, Flaw{pointer, rule, ja, en})
}

// shape finds what the JSON Schema forbids too: unknown codes, dates outside
// the calendar, missing and misplaced fields.
func (l *linter) shape() {
	walk(reflect.ValueOf(l.c), "", func(pointer string, v reflect.Value) {
		if set, ok := codesOf(v.Type()); ok && !set.Has(v.String()) {
			l.flaw(pointer, "code",
				fmt.Sprintf("「%s」という符号はありません", v.String()),
				fmt.Sprintf("%q is not a code of %s", v.String(), set.Name))
		}
		if d, ok := v.Interface().(Date); ok && !d.Valid() {
			l.flaw(pointer, "date",
				fmt.Sprintf("%sは暦にありません", cmp.Or(d.String(), "空の日付")),
				fmt.Sprintf("%s is not in the calendar", cmp.Or(d.String(), "an empty date")))
		}
		if p, ok := v.Interface().(Period); ok && p.IsZero() {
			l.flaw(pointer, "missing", "期間に始まりも終わりもありません", "a period without either end")
		}
	})
	if !TaxonomyOf("kind").Has(string(l.c.Kind)) {
		return // what it should have is not known
	}
	present := make(map[string]bool)
	kind := TaxonomyOf("kind")
	for _, f := range l.c.Facts() {
		field, _ := splitPointer(f.Pointer)
		if !present[field] && !belongs(field, l.c.Kind) {
			l.flaw("/"+field, "misplaced",
				fmt.Sprintf("種別「%s」にこの項目はありません", kind.Label(string(l.c.Kind), "ja")),
				fmt.Sprintf("entries of kind %s do not have this", l.c.Kind))
		}
		present[field] = true
	}
	for _, field := range required[l.c.Kind] {
		if !present[field] {
			l.flaw("/"+field, "missing",
				fmt.Sprintf("種別「%s」には必ず要る項目です", kind.Label(string(l.c.Kind), "ja")),
				fmt.Sprintf("always present on entries of kind %s", l.c.Kind))
		}
	}
}

// walk visits every value under v that is stated or must be, depth first, with
// its JSON Pointer: structs other than dates by their fields, lists by their
// members.
func walk(v reflect.Value, pointer string, visit func(pointer string, v reflect.Value)) {
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	visit(pointer, v)
	switch {
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), pointer+"/"+strconv.Itoa(i), visit)
		}
	case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[Date]():
		for i := range v.NumField() {
			name, optional := jsonName(v.Type().Field(i))
			if f := v.Field(i); !optional || !f.IsZero() {
				walk(f, pointer+"/"+name, visit)
			}
		}
	}
}

// periods gives every stated span of days by its pointer: windows, dated
// happenings, reports, the event.
func (l *linter) periods(visit func(pointer string, p Period)) {
	for i, w := range l.c.Windows {
		visit(Pointer("windows", i), w)
	}
	for i, a := range l.c.Affected {
		if a.Window != nil {
			visit(Pointer("affected", i)+"/window", *a.Window)
		}
	}
	for i, h := range l.c.Timeline {
		visit(Pointer("timeline", i), Period{h.Date, h.To})
	}
	if l.c.Event != nil {
		visit("/event", Period{l.c.Event.From, l.c.Event.To})
	}
}

// ranges finds spans that end before they begin, and spans of what happened
// that reach past the publication. A report may be planned (報告予定), so its
// date may lie after the publication; so does an event.
func (l *linter) ranges() {
	l.periods(func(pointer string, p Period) {
		if p.To.Before(p.From) {
			l.flaw(pointer, "range",
				fmt.Sprintf("終わり（%s）が始まり（%s）より前です", p.To, p.From),
				fmt.Sprintf("ends on %s, before it begins on %s", p.To, p.From))
		}
		if pointer == "/event" {
			return
		}
		for _, d := range []Date{p.From, p.To} {
			if l.c.Published.Before(d) {
				l.flaw(pointer, "after-publication",
					fmt.Sprintf("%sは公表日（%s）より後です", d, l.c.Published),
					fmt.Sprintf("%s is after the publication on %s", d, l.c.Published))
				return
			}
		}
	})
}

// order finds happenings that cannot have come in that order: discovered or
// contained before any attack began, reported before it was discovered.
func (l *linter) order() {
	var begins []Date
	for _, h := range l.c.Timeline {
		if h.Kind == Intrusion {
			begins = append(begins, h.Date)
		}
	}
	attacked := len(begins) > 0
	for _, w := range l.c.Windows { // what a window spans is left open, so it can only excuse
		begins = append(begins, w.From) // an open begin is before nothing
	}
	for i, h := range l.c.Timeline {
		if (h.Kind != Discovered && h.Kind != Contained) || !attacked || !beforeAll(h.Date, begins) {
			continue
		}
		l.flaw(Pointer("timeline", i), "order",
			fmt.Sprintf("%s（%s）が侵入・発生より前です", TaxonomyOf("moment").Label(string(h.Kind), "ja"), h.Date),
			fmt.Sprintf("%s on %s, before the intrusion", h.Kind, h.Date))
	}

	// A supplier or the police may have known before the publisher did.
	if len(l.c.Suppliers) > 0 || slices.Contains([]Discoverer{"supplier", "police", "regulator"}, l.c.DiscoveredBy) {
		return
	}
	var discovered []Date
	for _, h := range l.c.Timeline {
		if h.Kind == Discovered {
			discovered = append(discovered, h.Date)
		}
	}
	early := func(pointer string, d Date) {
		if len(discovered) > 0 && beforeAll(d, discovered) {
			l.flaw(pointer, "order",
				fmt.Sprintf("報告（%s）が発覚より前です", d),
				fmt.Sprintf("reported on %s, before it was discovered", d))
		}
	}
	for i, h := range l.c.Timeline {
		if h.Kind == Reported {
			early(Pointer("timeline", i), h.Date)
		}
	}
	for i, r := range l.c.Reports {
		early(Pointer("reports", i), r.Date)
	}
}

func beforeAll(d Date, all []Date) bool {
	return !slices.ContainsFunc(all, func(e Date) bool { return !d.Before(e) })
}

// weekdays compares the weekdays printed in the evidence of dated facts with
// the calendar.
func (l *linter) weekdays() {
	check := func(pointer, evidence string, dates ...Date) {
		for _, d := range dates {
			if d.Precision() != DayOfMonth || !d.Valid() {
				continue
			}
			day, _ := d.Weekday()
			for _, p := range l.printed(evidence) {
				if p.is(d) && p.weekday != day {
					l.flaw(pointer, "weekday",
						fmt.Sprintf("%sは%s曜日ですが、%s曜日とあります", d, weekdaysJa[day], weekdaysJa[p.weekday]),
						fmt.Sprintf("%s is a %s, the text says %s", d, day, p.weekday))
					break
				}
			}
		}
	}
	check("/published", "/published", l.c.Published)
	for i, r := range l.c.Reports {
		check(Pointer("reports", i), Pointer("reports", i), r.Date)
	}
	l.periods(func(pointer string, p Period) {
		evidence := strings.TrimSuffix(pointer, "/window")
		if p.From == p.To {
			p.To = Date{}
		}
		check(pointer, evidence, p.From, p.To)
	})
}

func (l *linter) printed(pointer string) []printedDay {
	var days []printedDay
	for _, s := range l.e[pointer] {
		days = append(days, printedDays(s.Quote)...)
	}
	return days
}

// printedDay is a day as a text prints it, with its weekday.
type printedDay struct {
	year    int // 0 where it is left out; two digits stay two
	month   int
	day     int
	weekday time.Weekday
}

// is reports whether the printed day can be d.
func (p printedDay) is(d Date) bool {
	return p.month == d.Month && p.day == d.Day && (p.year == 0 || p.year == d.Year || p.year == d.Year%100)
}

// plainDigits turns full-width digits, brackets and the radicals that PDF
// extraction leaves into the plain characters.
var plainDigits = strings.NewReplacer(
	"０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"（", "(", "）", ")", "／", "/", "．", ".", "，", ",", "　", " ",
	"⽉", "月", "⽕", "火", "⽔", "水", "⽊", "木", "⾦", "金", "⼟", "土", "⽇", "日", "⽣", "生",
)

// dayForm is a way to print a day and its weekday. What has none of the signs
// cannot be of the form, which is much cheaper to see.
type dayForm struct {
	signs string
	*regexp.Regexp
}

// dayForms are the ways in which a day and its weekday are printed, in lower
// case. The groups are named by what they hold.
var dayForms = sync.OnceValue(func() []dayForm {
	parts := strings.NewReplacer(
		"YEAR", `(?:(?P<era>令和|平成|昭和|大正|明治|[rhstm])?\s*(?P<year>\d+|元)\s*[年./-]\s*)`,
		"DATE", `(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})\s*日?`,
		"JA", `(?P<weekday>[日月火水木金土])`,
		"EN", `\b(?P<weekday>sun|mon|tue|wed|thu|fri|sat)(?:day|s|sday|nesday|r|rs|rsday|urday)?\b\.?`,
		"NAME", `(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?`,
		"NTH", `(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?\b`,
		"AD", `(?:,?\s+(?P<year>\d{4}))?`,
	)
	var forms []dayForm
	for _, form := range [][2]string{
		{"([〔［", `YEAR?DATE\s*[(\[〔［]\s*JA(?:曜日?)?\s*[)\]〕］・、,祝休]`}, // 2022年7月28日(木), 9/3（火曜日）, 1月9日(月・祝)
		{"曜", `YEAR?DATE\s*JA曜`},                    // 10月4日 月曜日
		{"曜", `JA曜日?,?\s*DATEAD`},                   // 木曜日, 3月 10, 2022
		{"aeiou", `YEAR?DATE\s*[(\[]\s*EN\s*[)\]]`}, // 2025/07/11 (Fri)
		{"aeiou", `EN,?\s+NAME\s+NTHAD`},            // Tuesday, September 3, 2024
		{"aeiou", `EN,?\s+NTH\s+(?:of\s+)?NAMEAD`},  // Tuesday 3 September 2024
		{"aeiou", `NAME\s+NTHAD\s*\(EN\)`},          // September 3, 2024 (Tue)
	} {
		forms = append(forms, dayForm{form[0], regexp.MustCompile(parts.Replace(form[1]))})
	}
	return forms
})

var (
	weekdaysJa = []string{"日", "月", "火", "水", "木", "金", "土"}
	weekdaysEn = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
	monthsEn   = []string{"", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
)

// printedDays finds the days printed with month, day and weekday.
func printedDays(quote string) []printedDay {
	quote = strings.ToLower(plainDigits.Replace(quote))
	var days []printedDay
	for _, form := range dayForms() {
		if !strings.ContainsAny(quote, form.signs) {
			continue
		}
		for _, m := range form.FindAllStringSubmatch(quote, -1) {
			group := func(name string) string {
				if i := form.SubexpIndex(name); i >= 0 {
					return m[i]
				}
				return ""
			}
			p := printedDay{year: printedYear(group("era"), group("year"))}
			p.day, _ = strconv.Atoi(group("day"))
			if p.month, _ = strconv.Atoi(group("month")); p.month == 0 {
				p.month = slices.Index(monthsEn, group("month"))
			}
			weekday := slices.Index(weekdaysJa, group("weekday"))
			if weekday < 0 {
				weekday = slices.Index(weekdaysEn, group("weekday"))
			}
			p.weekday = time.Weekday(weekday)
			days = append(days, p)
		}
	}
	return days
}

// printedYear converts the years of the eras (令和6, R6, 令和元) and takes
// every other one as it is printed.
func printedYear(era, year string) int {
	n, _ := strconv.Atoi(year)
	if year == "元" {
		n = 1
	}
	for _, e := range Eras {
		if era == e.Name || era == strings.ToLower(string(e.Letter)) {
			return e.First + n - 1
		}
	}
	return n
}

// interval is what a stated count leaves possible, both ends included.
type interval struct{ low, high float64 }

// possible gives the interval of a count. A rounded number errs by no more
// than half: 約1,000 may have been 1,499.
func (a Affected) possible() interval {
	n := float64(a.Count)
	switch a.Bound {
	case Max:
		return interval{0, n}
	case About:
		return interval{n / 1.5, n * 1.5}
	case Min, Over:
		return interval{n, math.Inf(1)}
	}
	return interval{n, n}
}

func (i interval) plus(j interval) interval { return interval{i.low + j.low, i.high + j.high} }

func (i interval) meets(j interval) bool { return i.low <= j.high && j.low <= i.high }

// figure gives what the stated counts of that number leave possible; ok is
// false where there is none.
func (l *linter) figure(n int64) (i interval, ok bool) {
	for _, a := range l.c.Affected {
		if a.Count != n {
			continue
		}
		p := a.possible()
		if ok {
			p = interval{min(i.low, p.low), max(i.high, p.high)}
		}
		i, ok = p, true
	}
	if !ok {
		i = interval{float64(n), float64(n)}
	}
	return i, ok
}

// checks finds equations that do not hold, whatever the counts that are
// rounded or bounded may have been, and equations of figures that the case
// does not have.
func (l *linter) checks() {
	for i, c := range l.c.Checks {
		pointer := Pointer("checks", i)
		figures := append(slices.Clone(c.Parts), c.Total)
		if c.Kind == SubsetCheck {
			figures = []int64{c.Whole, c.Part}
		}
		for _, n := range figures {
			if _, ok := l.figure(n); !ok {
				l.flaw(pointer, "figure",
					fmt.Sprintf("%dは件数にありません", n),
					fmt.Sprintf("%d is not among the counts", n))
			}
		}
		if c.Holds() {
			continue
		}
		switch c.Kind {
		case SumCheck:
			var sum interval
			var terms []string
			for _, n := range c.Parts {
				p, _ := l.figure(n)
				sum = sum.plus(p)
				terms = append(terms, strconv.FormatInt(n, 10))
			}
			if total, _ := l.figure(c.Total); !sum.meets(total) || len(c.Parts) < 2 {
				equation := fmt.Sprintf("%s ≠ %d", strings.Join(terms, " + "), c.Total)
				l.flaw(pointer, "sum", "合計が合いません: "+equation, "the sum does not hold: "+equation)
			}
		case SubsetCheck:
			whole, _ := l.figure(c.Whole)
			if part, _ := l.figure(c.Part); part.low > whole.high {
				l.flaw(pointer, "subset",
					fmt.Sprintf("内数%dが全体%dを超えています", c.Part, c.Whole),
					fmt.Sprintf("a subset of %d in a whole of %d", c.Part, c.Whole))
			}
		}
	}
}

// totals finds parts and subsets larger than every total there is, and parts
// that together exceed the one total. A total in another unit (20社, 1,000名)
// cannot be compared.
func (l *linter) totals() {
	totals := slices.DeleteFunc(slices.Clone(l.c.Affected), func(a Affected) bool { return a.Role != Total })
	if len(totals) == 0 {
		return
	}
	largest := 0.0
	for _, t := range totals {
		largest = max(largest, t.possible().high)
	}
	var parts interval // together, in the unit of the one total
	flawed := false
	for i, a := range l.c.Affected {
		sameUnit := slices.ContainsFunc(totals, func(t Affected) bool { return t.Unit == a.Unit })
		if a.Role == Total || !sameUnit {
			continue
		}
		if a.possible().low > largest {
			l.flaw(Pointer("affected", i), "total",
				fmt.Sprintf("内訳%d%sが総数を超えています", a.Count, a.Unit),
				fmt.Sprintf("%d %s, more than any total", a.Count, a.Unit))
			flawed = true
		}
		if a.Role == Part {
			parts = parts.plus(a.possible())
		}
	}
	summed := slices.ContainsFunc(l.c.Checks, func(c Check) bool { return c.Kind == SumCheck })
	if flawed || summed || len(totals) > 1 {
		return // said already; or the checks know more of what is part of what
	}
	if parts.low > largest {
		i := slices.IndexFunc(l.c.Affected, func(a Affected) bool { return a.Role == Total })
		l.flaw(Pointer("affected", i), "total",
			fmt.Sprintf("内訳の和が総数%d%sを超えています", totals[0].Count, totals[0].Unit),
			fmt.Sprintf("the parts exceed the total of %d %s", totals[0].Count, totals[0].Unit))
	}
}

// leak finds items on both lists, and leaks denied of what is one by nature.
// A loss made good or an attack that took nothing may well count who was
// concerned; data sent to the wrong person is out.
func (l *linter) leak() {
	for i, item := range l.c.ItemsExcluded {
		if slices.Contains(l.c.Items, item) {
			l.flaw(Pointer("items_excluded", i), "excluded",
				fmt.Sprintf("「%s」が対象にも対象外にもあります", TaxonomyOf("item").Label(string(item), "ja")),
				fmt.Sprintf("%s is both affected and not affected", item))
		}
	}
	total := slices.ContainsFunc(l.c.Affected, func(a Affected) bool { return a.Role == Total && a.Count > 0 })
	if l.c.Leak == LeakNone && total && slices.Contains(l.c.Types, "mis-sending") {
		l.flaw("/leak", "leak",
			"誤送信の件数があるのに漏えいなしとされています",
			"data sent to the wrong person is counted, yet leakage is denied")
	}
}
