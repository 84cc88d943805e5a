package main

import (
	"path/filepath"
	"strings"
	"testing"

	"jikenbo/internal/casebook"
)

func TestRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "made.casebook")
	if err := run(t.Context(), []string{"-n", "30", "-seed", "5", path}); err != nil {
		t.Fatal(err)
	}
	b, err := casebook.Open(t.Context(), path, casebook.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if counts, err := b.Counts(t.Context()); err != nil || counts.Cases != 30 {
		t.Errorf("%+v, %v", counts, err)
	}
	if err := run(t.Context(), []string{path}); err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("a file that is there: error %v", err)
	}
	if err := run(t.Context(), nil); err == nil {
		t.Error("no file: no error")
	}
}
