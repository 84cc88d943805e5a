package ingest

import (
	"os"
	"path/filepath"
	"testing"

	"jikenbo/internal/document"
	"jikenbo/internal/score"
)

// TestPDFNotices reads the notices of testdata/notices as PDFs of three
// designs, one of them in two columns, one with menus: F1 may be lower by 0.02
// than of the texts themselves.
func TestPDFNotices(t *testing.T) {
	pairs, err := score.Load("../../testdata/notices", Text)
	if err != nil {
		t.Fatal(err)
	}
	plain, _ := score.Score(pairs, Read).Micro.F1()
	for i, p := range pairs {
		b, err := os.ReadFile(filepath.Join("testdata/pdf", p.Name+".pdf"))
		if err != nil {
			t.Fatal(err)
		}
		d, err := document.Read(b, "")
		if err != nil {
			t.Fatalf("%s: %v", p.Name, err)
		}
		pairs[i].Text = d.Text
	}
	r := score.Score(pairs, Read)
	got, _ := r.Micro.F1()
	t.Logf("micro-F1 %.4f of the PDFs, %.4f of the texts", got, plain)
	if got < plain-0.02 {
		t.Error("it falls by more than 0.02")
	}
	for _, f := range r.Faults {
		t.Errorf("%s[%d]: %s", f.Notice, f.Entry, f.Error)
	}
}
