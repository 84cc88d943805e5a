package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"jikenbo/internal/document"
	"jikenbo/internal/fetch"
)

// TestLines holds every line of read --json to the schema that jikenbo schema
// prints, and every quote to the text of its notice.
func TestLines(t *testing.T) {
	var schema, out, errs bytes.Buffer
	if code := run(t.Context(), []string{"schema"}, nil, &schema, &errs, env()); code != exitDone {
		t.Fatal(errs.String())
	}
	doc, err := jsonschema.UnmarshalJSON(&schema)
	if err != nil {
		t.Fatal(err)
	}
	const url = "urn:jikenbo:case"
	c := jsonschema.NewCompiler()
	if err := c.AddResource(url, doc); err != nil {
		t.Fatal(err)
	}
	line := c.MustCompile(url + "#/$defs/Line")

	args := []string{"read", "--json", "--no-save", "../../examples", "../../testdata/notices"}
	if code := run(t.Context(), args, nil, &out, &errs, env()); code != exitDone {
		t.Fatal(errs.String())
	}
	texts := make(map[string]string)
	place := make(map[string]int) // of the last entry of a source
	for b := range bytes.Lines(out.Bytes()) {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		var l entryLine
		d := json.NewDecoder(bytes.NewReader(b))
		d.DisallowUnknownFields()
		if err := d.Decode(&l); err != nil {
			t.Fatal(err)
		}
		if err := line.Validate(value); err != nil {
			t.Errorf("%s entry %d: %v", l.Source, l.Entry, err)
		}
		if _, read := texts[l.Source]; !read {
			texts[l.Source] = textOf(t, l.Source)
		}
		for _, err := range l.Evidence.Check(&l.Case, texts[l.Source]) {
			t.Errorf("%s entry %d: %v", l.Source, l.Entry, err)
		}
		if place[l.Source]++; l.Entry != place[l.Source] {
			t.Errorf("%s: entry %d in place %d", l.Source, l.Entry, place[l.Source])
		}
		for _, flaw := range l.Case.Lint(l.Evidence) {
			if flaw.Rule == "code" || flaw.Rule == "misplaced" || flaw.Rule == "missing" {
				t.Errorf("%s entry %d: %s: %s", l.Source, l.Entry, flaw.Pointer, flaw.En)
			}
		}
	}
	files, _ := filepath.Glob("../../examples/*.txt")
	more, _ := filepath.Glob("../../testdata/notices/*.txt")
	if want := len(files) + len(more); len(texts) != want || strings.Contains(errs.String(), "jikenbo:") {
		t.Errorf("%d of %d notices read: %s", len(texts), want, errs.String())
	}
}

func textOf(t *testing.T, path string) string {
	t.Helper()
	b, err := fetch.Source{}.Read(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	text, _, err := document.Text(b)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
