// Package score measures readings against gold facts: precision and recall of
// every field, each miss by name, and whether the evidence is true.
package score

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"jikenbo"
)

// Count is how the values of one field compare with the gold.
type Count struct {
	Field string // the JSON name of the field; "micro" for all together
	TP    int    // read and in the gold
	FP    int    // read and not in the gold
	FN    int    // in the gold and not read
}

// Precision is the share of what was read that is in the gold, 0 to 1; ok is
// false where nothing was read.
func (c Count) Precision() (p float64, ok bool) { return ratio(c.TP, c.TP+c.FP) }

// Recall is the share of the gold that was read, 0 to 1; ok is false where the
// gold has nothing.
func (c Count) Recall() (r float64, ok bool) { return ratio(c.TP, c.TP+c.FN) }

// F1 is the harmonic mean of precision and recall, 0 to 1; ok is false where
// neither the gold nor the reading has anything.
func (c Count) F1() (f float64, ok bool) { return ratio(2*c.TP, 2*c.TP+c.FP+c.FN) }

func ratio(part, whole int) (float64, bool) {
	if whole == 0 {
		return 0, false
	}
	return float64(part) / float64(whole), true
}

// Table is the comparison field by field.
type Table struct {
	Fields []Count `json:"fields"` // every field of a case, in its order
	Micro  Count   `json:"micro"`  // every value of every field alike
}

// MissKind says which side lacks a value.
type MissKind string

// The kinds of misses.
const (
	Missing MissKind = "missing" // in the gold, not read
	Extra   MissKind = "extra"   // read, not in the gold
)

// Miss is one value on which the reading and the gold disagree. A value read
// wrong is two misses: the right one missing, the wrong one extra.
type Miss struct {
	Notice  string         `json:"notice"`
	Entry   int            `json:"entry"` // 1-based: in the gold for a missing value, in the notice for an extra one
	Field   string         `json:"field"`
	Kind    MissKind       `json:"kind"`
	Value   string         `json:"value"`           // a string or code as it is, anything else as JSON
	Pointer string         `json:"-"`               // of an extra value in the case read
	Spans   []jikenbo.Span `json:"spans,omitempty"` // of an extra value: the words it was read from, and the rules
}

// Fault is evidence that does not prove what it should, or a notice on which
// the reader broke.
type Fault struct {
	Notice string `json:"notice"`
	Entry  int    `json:"entry"` // as the reading numbers it, 1-based; 0 for the whole notice
	Error  string `json:"error"`
}

// Result is a whole comparison.
type Result struct {
	Table
	Notices    int     `json:"notices"`
	Entries    int     `json:"entries"`     // in the gold
	Read       int     `json:"read"`        // entries read
	Facts      int     `json:"facts"`       // read
	Unproven   int     `json:"unproven"`    // facts that need evidence and have none
	Spans      int     `json:"spans"`       // in all evidence
	FalseSpans int     `json:"false_spans"` // whose quote is not what stands there
	Misses     []Miss  `json:"misses,omitempty"`
	Faults     []Fault `json:"faults,omitempty"` // all that [jikenbo.Evidence.Check] says, and broken readings
}

// Score reads the text of every pair and compares what comes out with the
// gold, value by value: scalars by value, lists and sets by member, affected
// by count and unit, windows by both ends, timeline by date and kind, reports
// by recipient and date, checks by their numbers, an event by its four
// members, rules by sector. Strings are compared after NFKC and without white
// space. A value that stands twice counts twice.
func Score(pairs []Pair, read func(text string) []jikenbo.Reading) Result {
	s := scorer{order: make(map[string]int)}
	for i, f := range jikenbo.Fields {
		s.order[f.Name] = i
		s.Fields = append(s.Fields, Count{Field: f.Name})
	}
	for _, p := range pairs {
		s.notice(p, s.read(p, read))
	}
	s.Micro.Field = "micro"
	for _, c := range s.Fields {
		s.Micro.TP += c.TP
		s.Micro.FP += c.FP
		s.Micro.FN += c.FN
	}
	return s.Result
}

type scorer struct {
	Result
	order map[string]int // of the fields, by name
}

func (s *scorer) count(v value) *Count { return &s.Fields[s.order[v.field]] }

// read reads the text of p. If the reader panics, the notice is scored as not
// read at all and the panic is a fault: one bad notice does not end the run.
func (s *scorer) read(p Pair, read func(text string) []jikenbo.Reading) (rs []jikenbo.Reading) {
	defer func() {
		if v := recover(); v != nil {
			s.Faults = append(s.Faults, Fault{p.Name, 0, fmt.Sprintf("the reader broke on this notice: %v", v)})
			rs = nil
		}
	}()
	return read(p.Text)
}

func (s *scorer) notice(p Pair, readings []jikenbo.Reading) {
	s.Notices++
	s.Entries += len(p.Gold)
	s.Read += len(readings)
	for _, r := range readings {
		s.evidence(p, r)
	}
	for _, m := range align(p.Gold, readings) {
		var gold, got []value
		var entry int
		var evidence jikenbo.Evidence
		if m.gold >= 0 {
			gold = values(&p.Gold[m.gold])
		}
		if m.read >= 0 {
			r := readings[m.read]
			got, entry, evidence = values(&r.Case), r.Entry, r.Evidence
		}
		missing, extra := s.compare(gold, got)
		first := len(s.Misses)
		for _, v := range missing {
			s.Misses = append(s.Misses, Miss{Notice: p.Name, Entry: m.gold + 1, Field: v.field, Kind: Missing, Value: v.shown})
		}
		for _, v := range extra {
			s.Misses = append(s.Misses, Miss{Notice: p.Name, Entry: entry, Field: v.field, Kind: Extra, Value: v.shown, Pointer: v.pointer, Spans: evidence[v.pointer]})
		}
		slices.SortStableFunc(s.Misses[first:], func(a, b Miss) int {
			return s.order[a.Field] - s.order[b.Field] // what is missing beside what was read for it
		})
	}
}

// compare counts the values of one entry and gives those without a partner.
func (s *scorer) compare(gold, got []value) (missing, extra []value) {
	open := make(map[string]int)
	for _, v := range got {
		open[v.id()]++
	}
	for _, v := range gold {
		if open[v.id()] > 0 {
			open[v.id()]--
			s.count(v).TP++
			continue
		}
		s.count(v).FN++
		missing = append(missing, v)
	}
	for _, v := range slices.Backward(got) { // of twins the later one is too many
		if open[v.id()] > 0 {
			open[v.id()]--
			s.count(v).FP++
			extra = append(extra, v)
		}
	}
	slices.Reverse(extra)
	return missing, extra
}

func (s *scorer) evidence(p Pair, r jikenbo.Reading) {
	for _, f := range r.Case.Facts() {
		s.Facts++
		if !f.Absence && len(r.Evidence[f.Pointer]) == 0 {
			s.Unproven++
		}
	}
	for _, spans := range r.Evidence {
		for _, span := range spans {
			s.Spans++
			if span.Check(p.Text) != nil {
				s.FalseSpans++
			}
		}
	}
	for _, err := range r.Evidence.Check(&r.Case, p.Text) {
		s.Faults = append(s.Faults, Fault{p.Name, r.Entry, err.Error()})
	}
}

// value is one comparable value of a case.
type value struct {
	field   string
	pointer string // of the fact it belongs to
	key     string // equal for values that count as the same
	shown   string
}

func (v value) id() string { return v.field + "\x00" + v.key }

// values takes a case apart into what is compared.
func values(c *jikenbo.Case) []value {
	var vs []value
	for _, f := range c.Facts() {
		field, _, _ := strings.Cut(strings.TrimPrefix(f.Pointer, "/"), "/")
		add := func(key, shown string) { vs = append(vs, value{field, f.Pointer, key, shown}) }
		switch v := f.Value.(type) {
		case jikenbo.Date:
			add(v.String(), v.String())
		case jikenbo.Affected:
			add(fmt.Sprint(v.Count, " ", plain(v.Unit)), show(v))
		case jikenbo.Period:
			add(v.String(), show(v))
		case jikenbo.Happening:
			add(v.Date.String()+" "+string(v.Kind), show(v))
		case jikenbo.Report:
			add(string(v.To)+" "+v.Date.String(), show(v))
		case jikenbo.Check:
			v.Parts = slices.Sorted(slices.Values(v.Parts))
			add(show(v), show(f.Value))
		case jikenbo.TargetRule:
			add(plain(v.Sector), show(v))
		case jikenbo.Event:
			for _, m := range [...]struct{ name, value string }{
				{"name", v.Name}, {"from", v.From.String()}, {"to", v.To.String()}, {"url", v.URL},
			} {
				if m.value != "" {
					add(m.name+" "+plain(m.value), m.name+" "+m.value)
				}
			}
		default: // strings and codes
			s := fmt.Sprint(v)
			add(plain(s), s)
		}
	}
	return vs
}

// plain makes strings comparable: NFKC, no white space.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}

func show(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v) // cannot happen: the domain's types are plain data
	}
	return string(b)
}

// match joins a gold entry to a reading; -1 stands for none.
type match struct{ gold, read int }

// align joins readings to gold entries in order: by position where there are
// as many of one as of the other, otherwise by number, title and kind, so that
// one entry missed does not shift all that follow.
func align(gold []jikenbo.Case, readings []jikenbo.Reading) []match {
	n, m := len(gold), len(readings)
	var ms []match
	if n == m {
		for i := range n {
			ms = append(ms, match{i, i})
		}
		return ms
	}
	// best[i][j] is the weight of the heaviest common subsequence of gold[i:]
	// and readings[j:].
	best := make([][]int, n+1)
	for i := range best {
		best[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1], best[i+1][j+1]+likeness(&gold[i], &readings[j].Case))
		}
	}
	i, j := 0, 0
	for i < n && j < m {
		like := likeness(&gold[i], &readings[j].Case)
		switch {
		case like > 0 && best[i][j] == best[i+1][j+1]+like:
			ms = append(ms, match{i, j})
			i++
			j++
		case best[i][j] == best[i+1][j]:
			ms = append(ms, match{i, -1})
			i++
		default:
			ms = append(ms, match{-1, j})
			j++
		}
	}
	for ; i < n; i++ {
		ms = append(ms, match{i, -1})
	}
	for ; j < m; j++ {
		ms = append(ms, match{-1, j})
	}
	return ms
}

// likeness weighs how surely both are the same entry, 0 for not at all.
func likeness(a, b *jikenbo.Case) int {
	like := 0
	if a.Kind == b.Kind {
		like = 1
	}
	if a.Title != "" && plain(a.Title) == plain(b.Title) {
		like += 4
	}
	if a.Number != "" && a.Number == b.Number {
		like += 8
	}
	return like
}
