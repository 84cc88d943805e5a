package fetch

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// archive writes pages of about 18 KB made of sentences of the dev notices.
func archive(t testing.TB, pages int) (path string, size int64) {
	t.Helper()
	files, err := filepath.Glob("../../testdata/notices/*.txt")
	must(t, err)
	var sentences []string
	for _, f := range files {
		b, err := os.ReadFile(f)
		must(t, err)
		sentences = append(sentences, regexp.MustCompile(`[^。\n]+[。\n]`).FindAllString(string(b), -1)...)
	}
	if len(sentences) == 0 {
		t.Fatal("no notices")
	}
	path = filepath.Join(t.TempDir(), "pages.warc.gz")
	f, err := os.Create(path)
	must(t, err)
	defer f.Close()
	random := rand.New(rand.NewPCG(1, 2))
	w := WARCWriter{W: f}
	for i := range pages {
		var page bytes.Buffer
		page.WriteString("<!DOCTYPE html><html lang=ja><head><meta charset=utf-8><title>お知らせ</title></head><body><main>\n")
		for page.Len() < 18<<10 {
			fmt.Fprintf(&page, "<p class=\"text-%d\"><a href=\"/news/%d.html\">%s</a></p>\n", random.IntN(50), random.IntN(1e6), strings.TrimSpace(sentences[random.IntN(len(sentences))]))
		}
		head := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: test\r\n\r\n"
		must(t, w.Write(Exchange{URL: fmt.Sprintf("https://www.example.jp/news/%d.html", i), At: time.Unix(1700000000, 0), Head: []byte(head), Body: page.Bytes()}))
		size += int64(page.Len())
	}
	return path, size
}

// BenchmarkReadWARC reads an archive with one record a gzip member, beside zcat
// on the same file: MB/s of decoded bytes by the clock, and by the time that the
// processor worked, which tells more where others work too.
func BenchmarkReadWARC(b *testing.B) {
	path, size := archive(b, 4_000)
	worked := func(b *testing.B, d time.Duration) {
		b.ReportMetric(float64(size)*float64(b.N)/1e6/d.Seconds(), "cpu-MB/s")
	}
	b.Run("ReadWARC", func(b *testing.B) {
		b.SetBytes(size)
		b.ReportAllocs()
		before := cpuTime()
		for b.Loop() {
			f, err := os.Open(path)
			must(b, err)
			n := 0
			for r, err := range ReadWARC(f, 0) {
				must(b, err)
				if r.Type == "response" && r.Status() == 200 {
					body, err := r.Body()
					must(b, err)
					n += len(body)
				}
			}
			f.Close()
			if int64(n) != size {
				b.Fatalf("%d bytes, want %d", n, size)
			}
		}
		worked(b, cpuTime()-before)
	})
	b.Run("zcat", func(b *testing.B) {
		b.SetBytes(size)
		var d time.Duration
		for b.Loop() {
			cmd := exec.Command("zcat", path)
			must(b, cmd.Run())
			d += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		}
		worked(b, d)
	})
}
