package bench

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/ikawaha/kagome-dict/ipa"
	"github.com/ikawaha/kagome/v2/tokenizer"
	"golang.org/x/text/unicode/norm"

	"jikenbo/internal/ingest"
)

// notices loads the notices of the examples and of the test data.
func notices(tb testing.TB) (all []string, size int) {
	tb.Helper()
	for _, dir := range []string{"examples", "testdata/notices", "testdata/written"} {
		paths, err := filepath.Glob(filepath.Join("..", dir, "*.txt"))
		if err != nil || len(paths) == 0 {
			tb.Fatalf("no notices in %s: %v", dir, err)
		}
		for _, path := range paths {
			b, err := os.ReadFile(path)
			if err != nil {
				tb.Fatal(err)
			}
			all = append(all, string(b))
			size += len(b)
		}
	}
	return all, size
}

// task is something done with the text of a notice.
type task struct {
	name string
	do   func(text string)
}

// tasks gives what is compared, ready to run: whatever is loaded once is.
func tasks(tb testing.TB, all []string) []task {
	tb.Helper()
	kagome, err := tokenizer.New(ipa.Dict(), tokenizer.OmitBosEos())
	if err != nil {
		tb.Fatal(err)
	}
	ts := []task{
		{"normalise", func(text string) { norm.NFKC.String(text) }},
		{"tokenise", func(text string) { kagome.Tokenize(text) }},
		{"read", func(text string) { ingest.Read(text) }},
	}
	for _, t := range ts {
		for _, text := range all {
			t.do(text)
		}
	}
	return ts
}

// BenchmarkCompare times the tasks on the same bytes, one notice after the
// other, each alone. Run it on one core: make bench-compare.
func BenchmarkCompare(b *testing.B) {
	all, size := notices(b)
	for _, t := range tasks(b, all) {
		b.Run(t.name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			n := 0
			for b.Loop() {
				n++
				for _, text := range all {
					t.do(text)
				}
			}
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(n)/float64(size)*1000, "allocs/KB")
		})
	}
}

// BenchmarkRatio runs the tasks by turns, so that a busy machine is busy for
// all of them alike, and tells how reading compares with the other two.
func BenchmarkRatio(b *testing.B) {
	all, size := notices(b)
	ts := tasks(b, all)
	took := make([]time.Duration, len(ts))
	n := 0
	for b.Loop() {
		n++
		for i, t := range ts {
			start := time.Now()
			for _, text := range all {
				t.do(text)
			}
			took[i] += time.Since(start)
		}
	}
	for i, t := range ts {
		b.ReportMetric(float64(size)*float64(n)/took[i].Seconds()/1e6, t.name+"-MB/s")
	}
	b.ReportMetric(float64(took[2])/float64(took[0]), "read/normalise")
	b.ReportMetric(float64(took[1])/float64(took[2]), "tokenise/read")
}
