package jikenbo

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Span is a half-open byte range of the text of a notice.
type Span struct {
	Notice string `json:"notice,omitempty"` // SHA-256 of the notice, in hexadecimal; empty where the notice is plain from the context
	Start  int    `json:"start"`            // byte offset in the text as UTF-8, zero-based, inclusive
	End    int    `json:"end"`              // byte offset, exclusive
	Quote  string `json:"quote"`            // text[Start:End]
	Rule   string `json:"rule,omitempty"`   // the recognizer's rule that read these words, and behind a space what a model thought of it: --, -, 0, + or ++; or [Curated]
	// Confidence is how probably the words state the fact they are evidence of,
	// above 0 and below 1: the share of such readings that were right on notices
	// nothing was learnt from. 0 where nobody has estimated it, 1 where a person
	// has decided that they do.
	Confidence float64 `json:"confidence,omitempty"`
}

// PutRight is the rule of words by which a notice corrects an earlier one: the
// fact they state takes the place of the one of its kind.
const PutRight = "put-right"

// PutsRight reports whether the words correct what an earlier notice said.
func (s Span) PutsRight() bool {
	rule, _, _ := strings.Cut(s.Rule, " ")
	return rule == PutRight
}

// Curated is the rule of words that a person chose or accepted for a fact. Who
// did stands in the revision. No recognizer's rule has this name.
const Curated = "curated"

// Check reports what is wrong with the span against the text it points into,
// nil if nothing is.
func (s Span) Check(text string) error {
	if s.Start < 0 || s.End <= s.Start || s.End > len(text) {
		return fmt.Errorf("span [%d,%d) is outside the text of %d bytes", s.Start, s.End, len(text))
	}
	if text[s.Start:s.End] != s.Quote {
		return fmt.Errorf("span [%d,%d) quotes %q, the text has %q", s.Start, s.End, s.Quote, text[s.Start:s.End])
	}
	return nil
}

// Evidence holds for each fact of a case the spans that state it, by the JSON
// Pointer (RFC 6901) of the fact in the JSON form of the case: "/leak",
// "/affected/0", "/timeline/3".
type Evidence map[string][]Span

// Pointer builds the JSON Pointer of a member of a list.
func Pointer(field string, index int) string {
	if ready := pointers[field]; index >= 0 && index < len(ready) {
		return ready[index]
	}
	return "/" + field + "/" + strconv.Itoa(index)
}

// pointers are those of the first members of each field, ready made: every
// reading of a notice needs some.
var pointers = func() map[string][]string {
	all := map[string][]string{}
	for _, f := range Fields {
		for i := range 24 {
			all[f.Name] = append(all[f.Name], "/"+f.Name+"/"+strconv.Itoa(i))
		}
	}
	return all
}()

// Pointers gives the pointers in the order of the fields of a case, members of
// a list by their index.
func (e Evidence) Pointers() []string {
	ps := make([]string, 0, len(e))
	for p := range e {
		ps = append(ps, p)
	}
	slices.SortFunc(ps, func(a, b string) int {
		af, ai := splitPointer(a)
		bf, bi := splitPointer(b)
		if af != bf {
			if d := fieldOrder(af) - fieldOrder(bf); d != 0 {
				return d
			}
			return strings.Compare(af, bf)
		}
		return ai - bi
	})
	return ps
}

func splitPointer(p string) (field string, index int) {
	field = strings.TrimPrefix(p, "/")
	if name, rest, ok := strings.Cut(field, "/"); ok {
		index, _ = strconv.Atoi(rest)
		return name, index
	}
	return field, -1
}

// Curated reports whether a person has decided that the fact at a pointer is
// right.
func (e Evidence) Curated(pointer string) bool {
	return slices.ContainsFunc(e[pointer], func(s Span) bool { return s.Rule == Curated })
}

// Confidence is how probably the fact at a pointer is right: the highest
// confidence of the words that state it, 0 where it has none, 1 where a person
// has decided it.
func (e Evidence) Confidence(pointer string) float64 {
	p := 0.0
	for _, s := range e[pointer] {
		p = max(p, s.Confidence)
	}
	return p
}

// Check proves every span against the text and every fact of the case against
// the evidence: a fact that follows from an absence (a stage of only, anything
// unstated) needs no span, every other one needs at least one.
func (e Evidence) Check(c *Case, text string) []error {
	var errs []error
	facts := c.Facts()
	known := make(map[string]bool, len(facts))
	for _, f := range facts {
		known[f.Pointer] = true
		if len(e[f.Pointer]) == 0 && !f.Absence {
			errs = append(errs, fmt.Errorf("%s: no evidence", f.Pointer))
		}
	}
	for _, p := range e.Pointers() {
		if !known[p] {
			errs = append(errs, fmt.Errorf("%s: evidence for a fact the case does not have", p))
		}
		for _, s := range e[p] {
			if err := s.Check(text); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", p, err))
			}
		}
	}
	return errs
}

// Finding is what a recognizer says it has read: one candidate value for one
// field, with its words. Assembly chooses among the findings of an entry.
type Finding struct {
	Field string // the JSON name of the field
	Value any    // the field's Go type; the member's type for a list
	Spans []Span // where it is stated, each with its rule; empty only for what follows from an absence
	Rank  int    // among findings for a field of one value, the highest wins; 0 is the lowest
}
