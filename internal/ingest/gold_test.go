package ingest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"testing"

	"jikenbo/internal/score"
)

// wantF1 reads notices, wants that F1 or more over all facts against the gold,
// and wants all evidence to be true.
func wantF1(t *testing.T, dir string, want float64) score.Result {
	t.Helper()
	pairs, err := score.Load(dir, Text)
	if err != nil {
		t.Fatal(err)
	}
	r := score.Score(pairs, Read)
	if got, _ := r.Micro.F1(); got < want {
		t.Errorf("%s: micro-F1 %.3f, want %.2f or more (jikenbo score --misses %[1]s)", dir, got, want)
	}
	if r.Read != r.Entries {
		t.Errorf("%s: %d entries read, the gold has %d", dir, r.Read, r.Entries)
	}
	for _, f := range r.Faults {
		t.Errorf("%s[%d]: %s", f.Notice, f.Entry, f.Error)
	}
	return r
}

// TestNotices wants of the notices the reader was made with: precision 0.97 and
// recall 0.95 over all facts, and no field below F1 0.88.
func TestNotices(t *testing.T) {
	r := wantF1(t, "../../testdata/notices", 0.96)
	if p, _ := r.Micro.Precision(); p < 0.97 {
		t.Errorf("precision %.3f, want 0.97 or more", p)
	}
	if p, _ := r.Micro.Recall(); p < 0.95 {
		t.Errorf("recall %.3f, want 0.95 or more", p)
	}
	for _, c := range r.Fields {
		if f, ok := c.F1(); ok && f < 0.88 {
			t.Errorf("%s: F1 %.3f, want 0.88 or more", c.Field, f)
		}
	}
}

// TestConfidence wants that of the facts given 0.9 or more nine in ten are
// right, and that a confidence tells something: those below are right less
// often.
func TestConfidence(t *testing.T) {
	for _, dir := range []string{"../../testdata/notices", "../../testdata/written"} {
		pairs, err := score.Load(dir, Text)
		if err != nil {
			t.Fatal(err)
		}
		wrong := map[string]bool{}
		for _, m := range score.Score(pairs, Read).Misses {
			if m.Kind == score.Extra {
				wrong[fmt.Sprint(m.Notice, m.Entry, m.Pointer)] = true
			}
		}
		var facts, right [2]int // doubtful, sure
		for _, p := range pairs {
			for _, r := range Read(p.Text) {
				for pointer, spans := range r.Evidence {
					for _, s := range spans {
						if s.Confidence <= 0 || s.Confidence >= 1 {
							t.Errorf("%s[%d] %s: confidence %v of %q", p.Name, r.Entry, pointer, s.Confidence, s.Quote)
						}
					}
					k := 0
					if r.Evidence.Confidence(pointer) >= 0.9 {
						k = 1
					}
					facts[k]++
					if !wrong[fmt.Sprint(p.Name, r.Entry, pointer)] {
						right[k]++
					}
				}
			}
		}
		if facts[0] == 0 || right[1]*10 < facts[1]*9 || right[0]*facts[1] >= right[1]*facts[0] {
			t.Errorf("%s: of %d facts given 0.9 or more %d are right, of %d others %d", dir, facts[1], right[1], facts[0], right[0])
		}
	}
}

// TestWritten reads notices in other words than those of testdata/notices:
// banks, schools, hospitals, shops, a newspaper, a few of them in English.
func TestWritten(t *testing.T) { wantF1(t, "../../testdata/written", 0.95) }

// TestUnseen reads notices that nobody has looked at for a rule and that no model
// has learnt from: what is to be expected of any other.
func TestUnseen(t *testing.T) { wantF1(t, "../../testdata/unseen", 0.94) }

// TestPage reads a real page, which is not part of the module.
func TestPage(t *testing.T) {
	const dir = "../../../shared/notices/page"
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the real page ../shared/notices/page/casebook-2023-01.txt is not there")
	}
	wantF1(t, dir, 0.98)
}
