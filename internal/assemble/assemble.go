// Package assemble chooses among the findings of an entry and makes one case
// of them. What competed and lost is kept with the reason; what the figures
// must satisfy is found and proved.
package assemble

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"

	"jikenbo"
)

// Case makes one case of the findings of one entry, in the order they were
// found. It gives the case, the evidence of every fact, and the conflicts. The
// evidence may share the spans of the findings.
func Case(findings []jikenbo.Finding) (jikenbo.Case, jikenbo.Evidence, []jikenbo.Conflict) {
	b := builder{findings: findings, evidence: make(jikenbo.Evidence, len(findings)*3/4)}
	b.index()
	c := &b.c
	one(&b, "/kind", &c.Kind)
	one(&b, "/number", &c.Number)
	one(&b, "/title", &c.Title)
	one(&b, "/published", &c.Published)
	switch c.Kind {
	case jikenbo.Incident:
		b.incident()
	case jikenbo.EventKind:
		c.Event = new(jikenbo.Event)
		if !one(&b, "/event", c.Event) {
			c.Event = nil
		}
	case jikenbo.ThreatNote:
		list(&b, "rules", &c.Rules)
	}
	delete(b.evidence, "/kind")
	return b.c, b.evidence, b.conflicts
}

// builder makes a case field by field.
type builder struct {
	findings  []jikenbo.Finding
	fields    []fieldFindings
	next      []int32 // by finding: the next for the same field, 0 for none
	c         jikenbo.Case
	evidence  jikenbo.Evidence
	conflicts []jikenbo.Conflict
	places    [][]jikenbo.Span // memory for the members of a list
	sorted    []jikenbo.Span   // memory for spans in another order than they were found in
}

// fieldFindings are the findings for a field: the first, the last and their number.
type fieldFindings struct {
	field       string
	first, last int32
	n           int
}

// index sorts the findings by their fields.
func (b *builder) index() {
	b.next = make([]int32, len(b.findings))
	b.fields = make([]fieldFindings, 0, 24)
	most := 1
	for i := range b.findings {
		if f := b.of(b.findings[i].Field); f != nil {
			b.next[f.last] = int32(i)
			f.last = int32(i)
			f.n++
			most = max(most, f.n)
			continue
		}
		b.fields = append(b.fields, fieldFindings{b.findings[i].Field, int32(i), int32(i), 1})
	}
	b.places = make([][]jikenbo.Span, 0, most)
}

// of gives the findings for a field, nil for none.
func (b *builder) of(field string) *fieldFindings {
	for i := range slices.Backward(b.fields) {
		if b.fields[i].field == field {
			return &b.fields[i]
		}
	}
	return nil
}

// all gives the findings for a field in their order.
func (b *builder) all(f *fieldFindings) iter.Seq[*jikenbo.Finding] {
	return func(yield func(*jikenbo.Finding) bool) {
		for i, left := f.first, f.n; left > 0 && yield(&b.findings[i]); left-- {
			i = b.next[i]
		}
	}
}

func (b *builder) incident() {
	c := &b.c
	one(b, "/organization", &c.Organization)
	one(b, "/stage", &c.Stage)
	list(b, "types", &c.Types)
	one(b, "/leak", &c.Leak)
	listFunc(b, "affected", &c.Affected, jikenbo.Affected.Equal)
	list(b, "items", &c.Items)
	list(b, "items_excluded", &c.ItemsExcluded)
	list(b, "windows", &c.Windows)
	list(b, "timeline", &c.Timeline)
	list(b, "reports", &c.Reports)
	list(b, "suppliers", &c.Suppliers)
	list(b, "services", &c.Services)
	one(b, "/discovered_by", &c.DiscoveredBy)
	one(b, "/secondary_damage", &c.SecondaryDamage)
	list(b, "responses", &c.Responses)
	list(b, "contacts", &c.Contacts)
	listFunc(b, "checks", &c.Checks, jikenbo.Check.Equal)
}

// one chooses the finding for a field of one value, which a pointer names: the
// highest rank, and among equals the first. Other values that were found are kept as a conflict.
// It reports whether there was any.
func one[T comparable](b *builder, pointer string, value *T) bool {
	own := b.of(pointer[1:])
	if own == nil {
		return false
	}
	best := &b.findings[own.first]
	for f := range b.all(own) {
		if f.Rank > best.Rank {
			best = f
		}
	}
	*value = best.Value.(T)
	tied := false // with another value
	var spans []jikenbo.Span
	var seen []string // the values told, folded
	var others []jikenbo.Alternative
	for f := range b.all(own) {
		if f.Value.(T) == *value {
			spans = join(spans, f.Spans)
			continue
		}
		tied = tied || f.Rank == best.Rank
		if seen == nil {
			seen = append(seen, fold(best.Value))
		}
		if key := fold(f.Value); !slices.Contains(seen, key) && len(others) < maxOthers {
			seen = append(seen, key)
			others = append(others, jikenbo.Alternative{Value: fmt.Sprint(f.Value), Spans: f.Spans})
		}
	}
	if len(spans) > 0 {
		b.evidence[pointer] = slices.Clip(spans[:min(len(spans), maxSpans)])
	}
	if len(others) > 0 {
		reason := "the first of equal rank in the text"
		if !tied && len(best.Spans) > 0 && best.Spans[0].Rule != "" {
			reason = "read by " + best.Spans[0].Rule + ", which ranks above what read the others"
		}
		b.conflicts = append(b.conflicts, jikenbo.Conflict{Pointer: pointer, Chosen: fmt.Sprint(best.Value), Others: others, Reason: reason})
	}
	return true
}

// join appends more to spans. The first are taken as they are, not copied.
func join(spans, more []jikenbo.Span) []jikenbo.Span {
	if spans == nil {
		return slices.Clip(more)
	}
	return append(spans, more...)
}

const (
	maxSpans  = 6 // places kept for one fact
	maxOthers = 8 // values kept beside the one chosen
)

// fold gives what makes two values the same: case, width and space aside.
func fold(v any) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		if r >= 0xFF01 && r <= 0xFF5E {
			r -= 0xFF01 - '!'
		}
		return unicode.ToLower(r)
	}, fmt.Sprint(v))
}

// list gathers the findings for a field of many values, each value once.
func list[T comparable](b *builder, field string, values *[]T) {
	listFunc(b, field, values, func(x, y T) bool { return x == y })
}

func listFunc[T any](b *builder, field string, values *[]T, equal func(x, y T) bool) {
	own := b.of(field)
	if own == nil {
		return
	}
	n := own.n
	out := make([]T, 0, n)
	places := b.places[:0] // of each value
	for f := range b.all(own) {
		v := f.Value.(T)
		at := slices.IndexFunc(out, func(o T) bool { return equal(o, v) })
		if at < 0 {
			out = append(out, v)
			places = append(places, nil)
			at = len(out) - 1
		}
		spans := places[at]
		if spans == nil && distinct(f.Spans) && len(f.Spans) <= maxSpans+n {
			spans = slices.Clip(f.Spans)
		} else {
			for _, s := range f.Spans {
				if !slices.Contains(spans, s) && len(spans) < maxSpans+n {
					spans = append(spans, s)
				}
			}
		}
		if !slices.IsSortedFunc(spans, byStart) {
			spans = b.clone(spans)
			slices.SortStableFunc(spans, byStart)
		}
		places[at] = spans
	}
	b.places = places
	for i, spans := range places {
		if len(spans) > 0 {
			b.evidence[jikenbo.Pointer(field, i)] = spans
		}
	}
	*values = out
}

// clone copies spans, many of one case into one piece of memory.
func (b *builder) clone(spans []jikenbo.Span) []jikenbo.Span {
	if cap(b.sorted)-len(b.sorted) < len(spans) {
		b.sorted = make([]jikenbo.Span, 0, max(len(spans), len(b.findings)/2))
	}
	from := len(b.sorted)
	b.sorted = append(b.sorted, spans...)
	return slices.Clip(b.sorted[from:])
}

// distinct reports whether no span stands twice among them.
func distinct(spans []jikenbo.Span) bool {
	for i, s := range spans {
		if slices.Contains(spans[:i], s) {
			return false
		}
	}
	return true
}

func byStart(x, y jikenbo.Span) int { return cmp.Compare(x.Start, y.Start) }
