// Package ingest is the one place that joins the readers to the casebook: paths
// to bytes, bytes to text, text to readings, readings to a casebook.
package ingest

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"

	"jikenbo"
	"jikenbo/internal/assemble"
	"jikenbo/internal/casebook"
	"jikenbo/internal/document"
	"jikenbo/internal/fetch"
	"jikenbo/internal/recognize"
	"jikenbo/internal/text"
)

// reader holds the memory in which one text after the other is read.
type reader struct {
	text  text.Text
	entry recognize.Entry
}

var readers = sync.Pool{New: func() any { return new(reader) }}

// longest is the length in bytes of the longest text of which the memory is
// kept for the next one.
const longest = 1 << 20

// Read reads the text of a notice into its entries, in the order of the text.
// It is deterministic: the same text gives the same readings.
func Read(raw string) []jikenbo.Reading {
	r := readers.Get().(*reader)
	out := r.read(raw)
	if len(raw) <= longest {
		readers.Put(r)
	}
	return out
}

func (r *reader) read(raw string) []jikenbo.Reading {
	t := &r.text
	t.Read(raw)
	entries := t.Entries()
	masthead := ""
	if len(entries) > 0 && entries[0].Head >= 0 {
		masthead = recognize.Masthead(t, entries[0].Lo)
	}
	out := make([]jikenbo.Reading, 0, len(entries))
	for i := range entries {
		e := &entries[i]
		c, evidence, conflicts := assemble.Case(r.entry.Read(t, e, masthead))
		start, end := t.Span(e.Start, e.End)
		out = append(out, jikenbo.Reading{Entry: i + 1, Start: start, End: end, Case: c, Evidence: evidence, Conflicts: conflicts})
	}
	return out
}

// Notice reads a notice whose bytes are at hand: it fills in what n.Bytes and
// n.Declared say and gives the readings, as [Run] does. Errors are those of
// [document.ReadContext], or say that the reader broke.
func Notice(ctx context.Context, n *jikenbo.Notice) (readings []jikenbo.Reading, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the reader broke on this notice, please report it: %v\n%s", p, debug.Stack())
		}
	}()
	n.SHA256 = jikenbo.Hash(n.Bytes)
	d, err := document.ReadContext(ctx, n.Bytes, n.Declared)
	if err != nil {
		return nil, err
	}
	d.Fill(n)
	readings = Read(n.Text)
	if err := (&casebook.Intake{Notice: *n, Readings: readings}).Check(); err != nil {
		return nil, fmt.Errorf("the reader broke on this notice, please report it: %w", err)
	}
	return readings, nil
}

// Text reads the file at path as [Run] does, and gives its text.
func Text(path string) (string, error) {
	b, err := fetch.Source{}.Read(context.Background(), path)
	if err != nil {
		return "", err
	}
	d, err := document.Read(b, fetch.TypeOf(path))
	return d.Text, err
}
