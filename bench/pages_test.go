package bench

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/markusmobius/go-trafilatura"

	"jikenbo/internal/document"
)

// page is a page of testdata/pages with the notice it holds.
type page struct {
	name  string
	bytes []byte
	want  string
}

func pages(tb testing.TB) (all []page, size int) {
	tb.Helper()
	paths, err := filepath.Glob("../testdata/pages/*.html")
	if err != nil || len(paths) == 0 {
		tb.Fatalf("no pages: %v", err)
	}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		notice, design, _ := strings.Cut(strings.TrimSuffix(filepath.Base(path), ".html"), "-")
		want, err := os.ReadFile(filepath.Join("../testdata/notices", notice+".txt"))
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, page{design, b, string(want)})
		size += len(b)
	}
	return all, size
}

// extractors are what finds the text of a page.
var extractors = []struct {
	name string
	do   func(b []byte) string
}{
	{"document", func(b []byte) string {
		d, err := document.Read(b, "text/html")
		if err != nil {
			return ""
		}
		return d.Text
	}},
	{"trafilatura", func(b []byte) string {
		r, err := trafilatura.Extract(bytes.NewReader(b), trafilatura.Options{})
		if err != nil {
			return ""
		}
		return r.Metadata.Title + "\n" + r.ContentText
	}},
	{"trafilatura-recall", func(b []byte) string {
		r, err := trafilatura.Extract(bytes.NewReader(b), trafilatura.Options{EnableFallback: true, Focus: trafilatura.FavorRecall})
		if err != nil {
			return ""
		}
		return r.Metadata.Title + "\n" + r.ContentText
	}},
}

// plain gives a text without white space and the marks of lists, which readers
// put in their own ways.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '　', '\t', '\n', '\r', '・', '：', ':', '-', '●', '│', '|', '─', '┌', '├', '└', '┬', '┼', '┴', '┐', '┤', '┘', '\u00a0':
			return -1
		}
		return r
	}, s)
}

// share is how much of the runs of eight characters of a text stands in another.
func share(text, in string) (part, whole int) {
	const length = 8
	known := map[string]bool{}
	each := func(s string, do func(run string)) {
		rs := []rune(plain(s))
		for i := range max(0, len(rs)-length+1) {
			do(string(rs[i : i+length]))
		}
	}
	each(in, func(run string) { known[run] = true })
	each(text, func(run string) {
		whole++
		if known[run] {
			part++
		}
	})
	return part, whole
}

// TestPages tells how much of the notices each extractor finds and how much of
// what it finds is theirs.
func TestPages(t *testing.T) {
	all, _ := pages(t)
	for _, e := range extractors {
		var found, wanted, right, got int
		for _, p := range all {
			text := e.do(p.bytes)
			f, w := share(p.want, text)
			r, g := share(text, p.want)
			found, wanted, right, got = found+f, wanted+w, right+r, got+g
			t.Logf("%-20s %-10s recall %.3f precision %.3f", e.name, p.name, float64(f)/float64(w), float64(r)/float64(max(1, g)))
		}
		t.Logf("%-20s all        recall %.3f precision %.3f", e.name, float64(found)/float64(wanted), float64(right)/float64(got))
	}
}

func BenchmarkPages(b *testing.B) {
	all, size := pages(b)
	for _, e := range extractors {
		b.Run(e.name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, p := range all {
					e.do(p.bytes)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N*len(all)), "ms/page")
		})
	}
}
