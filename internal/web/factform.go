package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"jikenbo"
)

// control is one input of the form for a value.
type control struct {
	Name    string
	Label   string
	Hint    string
	Kind    string // text, select or checks
	Narrow  bool
	Value   string
	Options []option // of a select, and of checks
	Problem string
}

type option struct {
	Code, Label string
	Chosen      bool
}

// problem is what is wrong with an input.
type problem struct {
	For  string // the name of the input
	Text string
}

// freeText are the fields whose values are words of the notice.
var freeText = []string{"number", "organization", "title", "suppliers", "services", "contacts"}

// valueKind gives what values of a field are made of.
func valueKind(field string) string {
	switch {
	case slices.Contains(freeText, field):
		return "text"
	case field == "published":
		return "date"
	case field == "affected", field == "windows", field == "timeline", field == "reports", field == "checks":
		return field
	}
	return "code"
}

// editable reports whether cases have facts of a field that can be decided.
func editable(field string) bool {
	_, ok := jikenbo.FieldNamed(field)
	return ok && field != "kind" && field != "event" && field != "rules"
}

// listField reports whether a case may have several values of a field.
func listField(name string) bool {
	for f := range reflect.TypeFor[jikenbo.Case]().Fields() {
		if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); tag == name {
			return f.Type.Kind() == reflect.Slice
		}
	}
	return false
}

// inputsOf gives the inputs of the form for a value, nil for none.
func inputsOf(value any) url.Values {
	in := url.Values{}
	period := func(p jikenbo.Period) {
		in.Set("from", p.From.String())
		in.Set("to", p.To.String())
	}
	number := func(name string, n int64) {
		if n != 0 {
			in.Set(name, jikenbo.Commas(n))
		}
	}
	switch v := value.(type) {
	case nil:
	case jikenbo.Affected:
		number("count", v.Count)
		in.Set("unit", v.Unit)
		in.Set("bound", string(v.Bound))
		in.Set("role", string(v.Role))
		for _, item := range v.Items {
			in.Add("items", string(item))
		}
		if v.Window != nil {
			period(*v.Window)
		}
	case jikenbo.Period:
		period(v)
	case jikenbo.Happening:
		in.Set("from", v.Date.String())
		in.Set("to", v.To.String())
		in.Set("kind", string(v.Kind))
	case jikenbo.Report:
		in.Set("kind", string(v.To))
		in.Set("from", v.Date.String())
	case jikenbo.Check:
		in.Set("kind", string(v.Kind))
		parts := make([]string, len(v.Parts))
		for i, n := range v.Parts {
			parts[i] = jikenbo.Commas(n)
		}
		in.Set("parts", strings.Join(parts, " + "))
		number("total", v.Total)
		number("whole", v.Whole)
		number("part", v.Part)
	default:
		in.Set("value", fmt.Sprint(v))
	}
	return in
}

// controls gives the form for a value of a field, filled with inputs.
func (p *page) controls(f jikenbo.Field, in url.Values, problems []problem) []control {
	var all []control
	put := func(c control) {
		c.Value = in.Get(c.Name)
		for i := range c.Options {
			c.Options[i].Chosen = slices.Contains(in[c.Name], c.Options[i].Code)
		}
		if c.Kind == "checks" { // those of a count come first, in their order
			at := func(o option) int {
				if i := slices.Index(in[c.Name], o.Code); i >= 0 {
					return i
				}
				return len(in[c.Name])
			}
			slices.SortStableFunc(c.Options, func(a, b option) int { return at(a) - at(b) })
		}
		for _, wrong := range problems {
			if wrong.For == c.Name {
				c.Problem = wrong.Text
			}
		}
		all = append(all, c)
	}
	choice := func(taxonomy string) []option {
		var os []option
		for _, t := range jikenbo.TaxonomyOf(taxonomy).Terms {
			label := t.En
			if p.Lang == "ja" {
				label = cmp.Or(t.Ja, "ちょうど") // of the bounds, exact has no word
			}
			os = append(os, option{Code: t.Code, Label: label})
		}
		return os
	}
	day := func(name, label string) {
		put(control{Name: name, Label: label, Kind: "text", Narrow: true, Hint: p.T("例 2023-01-10、2023-01、2023", "such as 2023-01-10, 2023-01 or 2023")})
	}
	count := func(name, label string) { put(control{Name: name, Label: label, Kind: "text", Narrow: true}) }
	switch valueKind(f.Name) {
	case "text":
		put(control{Name: "value", Label: f.Label(p.Lang), Kind: "text"})
	case "date":
		day("value", f.Label(p.Lang))
	case "code":
		put(control{Name: "value", Label: f.Label(p.Lang), Kind: "select", Options: choice(f.Taxonomy)})
	case "affected":
		put(control{Name: "bound", Label: p.T("数の意味", "Meaning"), Kind: "select", Options: choice("bound")})
		count("count", p.T("数", "Number"))
		put(control{Name: "unit", Label: p.T("単位", "Unit"), Kind: "text", Narrow: true, Hint: p.T("例 件、名、世帯", "as written, such as 件 or customers")})
		put(control{Name: "role", Label: p.T("ほかの数との関係", "Among the other counts"), Kind: "select", Options: choice("role")})
		put(control{Name: "items", Label: p.T("この数に結び付いた項目", "Items of this count"), Kind: "checks", Options: choice("item")})
		day("from", p.T("この数の期間の始め", "Period of this count, first day"))
		day("to", p.T("終わり", "last day"))
	case "windows":
		day("from", p.T("始め", "First day"))
		day("to", p.T("終わり", "Last day"))
	case "timeline":
		put(control{Name: "kind", Label: p.T("できごと", "What happened"), Kind: "select", Options: choice("moment")})
		day("from", p.T("日", "Day"))
		day("to", p.T("終わりの日（続いたとき）", "Last day, if it went on"))
	case "reports":
		put(control{Name: "kind", Label: p.T("届け先", "To"), Kind: "select", Options: choice("recipient")})
		day("from", p.T("日", "Day"))
	case "checks":
		put(control{Name: "kind", Label: p.T("種類", "Kind"), Kind: "select", Options: choice("check")})
		put(control{Name: "parts", Label: p.T("足される数", "Parts"), Kind: "text", Hint: p.T("合計のとき。例 7 + 384 + 2,934", "of a sum, such as 7 + 384 + 2,934")})
		count("total", p.T("合計", "Total"))
		count("whole", p.T("全体（内数のとき）", "Whole, of a subset"))
		count("part", p.T("うち", "Part"))
	}
	return all
}

// parseInputs reads a value of a field out of the inputs of its form. It is nil
// if there are problems.
func (p *page) parseInputs(field string, in url.Values) (any, []problem) {
	var problems []problem
	wrong := func(name, ja, en string) { problems = append(problems, problem{name, p.T(ja, en)}) }
	get := func(name string) string { return strings.TrimSpace(in.Get(name)) }
	day := func(name string, needed bool) (d jikenbo.Date) {
		if get(name) == "" && !needed {
			return d
		}
		d, err := parseDay(get(name))
		if err != nil {
			wrong(name, "日付は 2023-01-10、2023-01、2023 のように書いてください。暦にある日だけです。", "Write the date as 2023-01-10, 2023-01 or 2023. It must be in the calendar.")
		}
		return d
	}
	count := func(name string) int64 {
		n, err := parseCount(get(name))
		if err != nil {
			wrong(name, "1 以上の数を書いてください。例 2,259", "Write a number of 1 or more, such as 2,259.")
		}
		return n
	}
	code := func(name, taxonomy string) string {
		c := get(name)
		if !jikenbo.TaxonomyOf(taxonomy).Has(c) {
			wrong(name, "一つ選んでください。", "Choose one.")
		}
		return c
	}

	var value any
	switch valueKind(field) {
	case "text":
		text := get("value")
		switch {
		case text == "":
			wrong("value", "言葉を書いてください。", "Write the words.")
		case len(text) > 4000 || !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }):
			wrong("value", "一行で、1,300字以内で書いてください。", "Write one line of at most 1,300 characters.")
		}
		value = text
		if field == "number" {
			if n, err := jikenbo.ParseNumber(text); err != nil {
				wrong("value", "番号は 2023-009 のように書いてください。", "Write the number as 2023-009.")
			} else {
				value = n.String()
			}
		}
	case "date":
		value = day("value", true)
	case "code":
		f, _ := jikenbo.FieldNamed(field)
		value = code("value", f.Taxonomy)
	case "affected":
		a := jikenbo.Affected{
			Bound: jikenbo.Bound(code("bound", "bound")), Count: count("count"), Unit: get("unit"), Role: jikenbo.Role(code("role", "role")),
		}
		if a.Unit == "" || utf8.RuneCountInString(a.Unit) > 40 {
			wrong("unit", "単位を、書かれているとおりに書いてください。例 件", "Write the unit as it stands in the notice.")
		}
		for _, code := range in["items"] {
			if item := jikenbo.Item(code); jikenbo.TaxonomyOf("item").Has(code) && !slices.Contains(a.Items, item) {
				a.Items = append(a.Items, item)
			}
		}
		if w := (jikenbo.Period{From: day("from", false), To: day("to", false)}); !w.IsZero() {
			a.Window = &w
		}
		value = a
	case "windows":
		w := jikenbo.Period{From: day("from", false), To: day("to", false)}
		if w.IsZero() && len(problems) == 0 {
			wrong("from", "始めか終わりの、少なくとも一方を書いてください。", "Write the first day, the last day or both.")
		}
		value = w
	case "timeline":
		value = jikenbo.Happening{Kind: jikenbo.Moment(code("kind", "moment")), Date: day("from", true), To: day("to", false)}
	case "reports":
		value = jikenbo.Report{To: jikenbo.Recipient(code("kind", "recipient")), Date: day("from", false)}
	case "checks":
		c := jikenbo.Check{Kind: jikenbo.CheckKind(code("kind", "check"))}
		if c.Kind == jikenbo.SubsetCheck {
			c.Whole, c.Part = count("whole"), count("part")
		} else {
			for part := range strings.FieldsFuncSeq(norm.NFKC.String(get("parts")), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("+、;", r) }) {
				n, err := parseCount(part)
				if err != nil {
					c.Parts = nil
					break
				}
				c.Parts = append(c.Parts, n)
			}
			if len(c.Parts) < 2 {
				wrong("parts", "足される数を二つ以上、+ でつないで書いてください。", "Write two numbers or more, with + between them.")
			}
			c.Total = count("total")
		}
		value = c
	}
	if len(problems) > 0 {
		return nil, problems
	}
	b, err := json.Marshal(value)
	if err == nil {
		value, err = jikenbo.ParseValue(field, b)
	}
	if err != nil {
		return nil, []problem{{"value", p.T("この値は使えません。", "This value cannot be used.")}}
	}
	return value, nil
}

var writtenDay = regexp.MustCompile(`^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?[年月日]?$`)

// parseDay reads a day as people write it: 2023-01-10, 2023/1/10, 2023年1月,
// in any width.
func parseDay(s string) (jikenbo.Date, error) {
	m := writtenDay.FindStringSubmatch(strings.ReplaceAll(norm.NFKC.String(s), " ", ""))
	if m == nil {
		return jikenbo.Date{}, fmt.Errorf("%q is no date", s)
	}
	var iso strings.Builder
	iso.WriteString(m[1])
	for _, part := range m[2:] {
		switch len(part) {
		case 1:
			iso.WriteString("-0" + part)
		case 2:
			iso.WriteString("-" + part)
		}
	}
	return jikenbo.ParseDate(iso.String())
}

// parseCount reads a number as people write it: 2259, 2,259, ２２５９.
func parseCount(s string) (int64, error) {
	n, err := strconv.ParseInt(strings.NewReplacer(",", "", " ", "").Replace(norm.NFKC.String(s)), 10, 64)
	if err == nil && n < 1 {
		err = fmt.Errorf("%d: want 1 or more", n)
	}
	return n, err
}

// findWords finds a quote in a paragraph of a text, in the n-th place it stands,
// from 1: exactly, or else without regard to white space and width. No quote is
// the whole paragraph.
func findWords(text string, p paragraph, quote string, n int) (start, end int, ok bool) {
	para := text[p.Start:p.End]
	quote = strings.ReplaceAll(quote, "\r\n", "\n")
	if strings.TrimSpace(quote) == "" {
		words := strings.TrimSpace(para)
		start = p.Start + strings.Index(para, words)
		return start, start + len(words), words != ""
	}
	quote = strings.TrimSpace(quote)
	at, found := 0, 0
	for {
		i := strings.Index(para[at:], quote)
		if i < 0 {
			break
		}
		if found++; found == max(n, 1) {
			return p.Start + at + i, p.Start + at + i + len(quote), true
		}
		at += i + len(quote)
	}
	if found > 0 {
		return 0, 0, false
	}
	// Compare what is written, not how.
	folded, places := foldPlaces(para)
	wanted, _ := foldPlaces(quote)
	if wanted == "" {
		return 0, 0, false
	}
	for at, left := 0, max(n, 1); ; {
		i := strings.Index(folded[at:], wanted)
		if i < 0 {
			return 0, 0, false
		}
		if left--; left == 0 {
			first, last := places[at+i], places[at+i+len(wanted)-1]
			_, size := utf8.DecodeRuneInString(para[last:])
			return p.Start + first, p.Start + last + size, true
		}
		at += i + len(wanted)
	}
}

// foldPlaces gives a text without white space, in one width, and for every byte
// of it where the character it is of begins in s.
func foldPlaces(s string) (folded string, places []int) {
	var b strings.Builder
	for i, r := range s {
		if unicode.IsSpace(r) {
			continue
		}
		for _, c := range []byte(strings.ToLower(norm.NFKC.String(string(r)))) {
			b.WriteByte(c)
			places = append(places, i)
		}
	}
	return b.String(), places
}
