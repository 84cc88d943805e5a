package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jikenbo/internal/casebook"
)

// texts loads the notices of a folder of the module.
func texts(tb testing.TB, dir string) []string {
	tb.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", dir, "*.txt"))
	if err != nil || len(paths) == 0 {
		tb.Fatalf("no notices in %s: %v", dir, err)
	}
	var all []string
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, string(b))
		Read(string(b)) // what is loaded when it is first asked for
	}
	return all
}

// BenchmarkRead reads the notices of the examples and of the test data, one by
// one on one core.
func BenchmarkRead(b *testing.B) {
	for _, dir := range []string{"examples", "testdata/notices", "testdata/written"} {
		b.Run(filepath.Base(dir), func(b *testing.B) {
			notices := texts(b, dir)
			size := 0
			for _, text := range notices {
				size += len(text)
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, text := range notices {
					Read(text)
				}
			}
			b.ReportMetric(float64(len(notices)*b.N)/b.Elapsed().Seconds(), "notices/s")
		})
	}
}

// BenchmarkReadFolder brings 1,000 notices of the test data from their files
// into a new casebook, on all cores.
func BenchmarkReadFolder(b *testing.B) {
	notices := texts(b, "testdata/notices")
	dir := b.TempDir()
	var paths []string
	size := 0
	for i := range 1000 {
		text := fmt.Sprintf("%s\n%d\n", notices[i%len(notices)], i)
		size += len(text)
		path := filepath.Join(dir, fmt.Sprintf("%04d.txt", i))
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
		paths = append(paths, path)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		book, err := casebook.Open(b.Context(), filepath.Join(dir, fmt.Sprintf("%d.casebook", n)), casebook.Options{})
		if err != nil {
			b.Fatal(err)
		}
		err = Run(b.Context(), all(paths), Options{Book: book, Who: "bench", Why: "bench"}, func(r Result) error { return r.Err })
		if err != nil {
			b.Fatal(err)
		}
		book.Close()
	}
	b.ReportMetric(float64(len(paths)*b.N)/b.Elapsed().Seconds(), "notices/s")
}

// BenchmarkReadLinear reads one page whose entries are the notices of the test
// data, once, ten times and a hundred times over. Reading is linear if MB/s
// stays.
func BenchmarkReadLinear(b *testing.B) {
	notices := texts(b, "testdata/notices")
	for _, times := range []int{1, 10, 100} {
		b.Run(fmt.Sprintf("%dx", times), func(b *testing.B) {
			var page strings.Builder
			for i := range times * len(notices) {
				fmt.Fprintf(&page, "2024年4月1日\n【セキュリティ事件簿#2024-%03d】株式会社あおば商会 個人情報の漏えいについて\n\n%s\n\n", i+1, notices[i%len(notices)])
			}
			text := page.String()
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			entries := 0
			for b.Loop() {
				entries = len(Read(text))
			}
			b.ReportMetric(float64(entries), "entries")
		})
	}
}
