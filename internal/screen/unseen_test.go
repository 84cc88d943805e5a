package screen

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type sample struct {
	about, text string
	kind        Kind
}

func unseen(t testing.TB) []sample {
	b, err := os.ReadFile("testdata/unseen.txt")
	if err != nil {
		t.Fatal(err)
	}
	return split(string(b))
}

func split(b string) (out []sample) {
	for part := range strings.SplitSeq("\n"+b, "\n=== ") {
		head, text, ok := strings.Cut(part, "\n")
		if !ok || head == "" {
			continue
		}
		about, kind, _ := strings.Cut(head, " ")
		out = append(out, sample{about, text, Kind(kind)})
	}
	return out
}

func TestUnseen(t *testing.T) {
	miss := 0
	ss := unseen(t)
	for _, s := range ss {
		v := Text("", s.text)
		if v.Kind != s.kind {
			miss++
			t.Logf("%s: %v want %s", s.about, v, s.kind)
		}
	}
	t.Logf("%d of %d wrong", miss, len(ss))
	fs, _ := filepath.Glob("../../testdata/notices/*.txt")
	n := 0
	for _, f := range fs {
		b, _ := os.ReadFile(f)
		if v := Text("", string(b)); v.Kind != Notice {
			n++
			t.Logf("%s %v", f, v)
		}
	}
	t.Logf("%d of %d notices missed", n, len(fs))
}
