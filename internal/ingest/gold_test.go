package ingest

import (
	"errors"
	"io/fs"
	"os"
	"testing"

	"jikenbo/internal/score"
)

// wantF1 reads notices, wants that F1 or more over all facts against the gold,
// and wants all evidence to be true.
func wantF1(t *testing.T, dir string, want float64) {
	t.Helper()
	pairs, err := score.Load(dir)
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
}

func TestNotices(t *testing.T) { wantF1(t, "../../testdata/notices", 0.80) }

// TestWritten reads notices in other words than those of testdata/notices:
// banks, schools, hospitals, shops, a newspaper, a few of them in English.
func TestWritten(t *testing.T) { wantF1(t, "../../testdata/written", 0.95) }

// TestPage reads a real page, which is not part of the module.
func TestPage(t *testing.T) {
	const dir = "../../../shared/notices/page"
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the real page ../shared/notices/page/casebook-2023-01.txt is not there")
	}
	wantF1(t, dir, 0.95)
}
