// Package ingest is the one place that joins the readers to the casebook: paths
// to bytes, bytes to text, text to readings, readings to a casebook.
package ingest

import (
	"jikenbo"
	"jikenbo/internal/assemble"
	"jikenbo/internal/recognize"
	"jikenbo/internal/text"
)

// Read reads the text of a notice into its entries, in the order of the text.
// It is deterministic: the same text gives the same readings.
func Read(raw string) []jikenbo.Reading {
	t := text.New(raw)
	entries := t.Entries()
	masthead := ""
	if len(entries) > 0 && entries[0].Head >= 0 {
		masthead = recognize.Masthead(t, entries[0].Lo)
	}
	out := make([]jikenbo.Reading, 0, len(entries))
	for i := range entries {
		e := &entries[i]
		c, evidence, conflicts := assemble.Case(recognize.Read(t, e, masthead))
		start, end := t.Span(e.Start, e.End)
		out = append(out, jikenbo.Reading{Entry: i + 1, Start: start, End: end, Case: c, Evidence: evidence, Conflicts: conflicts})
	}
	return out
}
