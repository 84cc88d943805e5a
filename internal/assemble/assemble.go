// Package assemble chooses among the findings of an entry and makes one case
// of them. What competed and lost is kept with the reason; what the figures
// must satisfy is found and proved.
package assemble

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"jikenbo"
)

// Case makes one case of the findings of one entry, in the order they were
// found. It gives the case, the evidence of every fact, and the conflicts.
func Case(findings []jikenbo.Finding) (jikenbo.Case, jikenbo.Evidence, []jikenbo.Conflict) {
	b := builder{evidence: jikenbo.Evidence{}, byField: map[string][]jikenbo.Finding{}}
	for _, f := range findings {
		b.byField[f.Field] = append(b.byField[f.Field], f)
	}
	c := &b.c
	b.one("kind", func(v any) { c.Kind = v.(jikenbo.Kind) })
	b.one("number", func(v any) { c.Number = v.(string) })
	b.one("title", func(v any) { c.Title = v.(string) })
	b.one("published", func(v any) { c.Published = v.(jikenbo.Date) })
	switch c.Kind {
	case jikenbo.Incident:
		b.incident()
	case jikenbo.EventKind:
		b.one("event", func(v any) { ev := v.(jikenbo.Event); c.Event = &ev })
	case jikenbo.ThreatNote:
		c.Rules = list[jikenbo.TargetRule](&b, "rules")
	}
	delete(b.evidence, "/kind")
	return b.c, b.evidence, b.conflicts
}

// builder makes a case field by field.
type builder struct {
	c         jikenbo.Case
	evidence  jikenbo.Evidence
	conflicts []jikenbo.Conflict
	byField   map[string][]jikenbo.Finding
}

func (b *builder) incident() {
	c := &b.c
	b.one("organization", func(v any) { c.Organization = v.(string) })
	b.one("stage", func(v any) { c.Stage = v.(jikenbo.Stage) })
	c.Types = list[jikenbo.Type](b, "types")
	b.one("leak", func(v any) { c.Leak = v.(jikenbo.Leak) })
	c.Affected = list[jikenbo.Affected](b, "affected")
	c.Items = list[jikenbo.Item](b, "items")
	c.ItemsExcluded = list[jikenbo.Item](b, "items_excluded")
	c.Windows = list[jikenbo.Period](b, "windows")
	c.Timeline = list[jikenbo.Happening](b, "timeline")
	c.Reports = list[jikenbo.Report](b, "reports")
	c.Suppliers = list[string](b, "suppliers")
	c.Services = list[string](b, "services")
	b.one("discovered_by", func(v any) { c.DiscoveredBy = v.(jikenbo.Discoverer) })
	b.one("secondary_damage", func(v any) { c.SecondaryDamage = v.(jikenbo.Damage) })
	c.Responses = list[jikenbo.Response](b, "responses")
	c.Contacts = list[string](b, "contacts")
	c.Checks = list[jikenbo.Check](b, "checks")
}

// one chooses the finding for a field of one value: the highest rank, and
// among equals the first. Other values that were found are kept as a conflict.
func (b *builder) one(field string, set func(any)) {
	fs := b.byField[field]
	if len(fs) == 0 {
		return
	}
	best := fs[0]
	for _, f := range fs[1:] {
		if f.Rank > best.Rank {
			best = f
		}
	}
	set(best.Value)
	tied := false // with another value
	pointer := "/" + field
	seen := map[string]bool{fold(best.Value): true}
	var others []jikenbo.Alternative
	for _, f := range fs {
		if reflect.DeepEqual(f.Value, best.Value) {
			b.evidence[pointer] = append(b.evidence[pointer], f.Spans...)
			continue
		}
		tied = tied || f.Rank == best.Rank
		if key := fold(f.Value); !seen[key] && len(others) < maxOthers {
			seen[key] = true
			others = append(others, jikenbo.Alternative{Value: fmt.Sprint(f.Value), Spans: f.Spans})
		}
	}
	if spans := b.evidence[pointer]; len(spans) > maxSpans {
		b.evidence[pointer] = spans[:maxSpans]
	}
	if len(b.evidence[pointer]) == 0 {
		delete(b.evidence, pointer)
	}
	if len(others) > 0 {
		reason := "the first of equal rank in the text"
		if !tied && len(best.Spans) > 0 && best.Spans[0].Rule != "" {
			reason = "read by " + best.Spans[0].Rule + ", which ranks above what read the others"
		}
		b.conflicts = append(b.conflicts, jikenbo.Conflict{Pointer: pointer, Chosen: fmt.Sprint(best.Value), Others: others, Reason: reason})
	}
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
func list[T any](b *builder, field string) []T {
	fs := b.byField[field]
	if len(fs) == 0 {
		return nil
	}
	out := make([]T, 0, len(fs))
	for _, f := range fs {
		v := f.Value.(T)
		at := slices.IndexFunc(out, func(o T) bool { return reflect.DeepEqual(o, v) })
		if at < 0 {
			out = append(out, v)
			at = len(out) - 1
		}
		p := jikenbo.Pointer(field, at)
		for _, s := range f.Spans {
			if !slices.Contains(b.evidence[p], s) && len(b.evidence[p]) < maxSpans+len(fs) {
				b.evidence[p] = append(b.evidence[p], s)
			}
		}
		slices.SortStableFunc(b.evidence[p], func(x, y jikenbo.Span) int { return cmp.Compare(x.Start, y.Start) })
	}
	return out
}
