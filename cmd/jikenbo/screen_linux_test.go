package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"jikenbo/internal/screen"
	"jikenbo/internal/screen/archive"
)

// written writes an archive to a file and gives what its pages are, by URL.
func written(t testing.TB, pages int, share float64) (path string, truths map[string]archive.Truth, size int64) {
	t.Helper()
	notices, others := archiveTexts(t)
	path = filepath.Join(t.TempDir(), "pages.warc.gz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	all, err := archive.Write(w, archive.Options{Seed: 7, Pages: pages, Share: share, Notices: notices, Others: others})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	truths = make(map[string]archive.Truth, len(all))
	for _, t := range all {
		truths[t.URL] = t
		size += int64(t.Size)
	}
	return path, truths, size
}

// archiveTexts gives the notices of the test data, and pages by hand that the
// models have not learnt from.
func archiveTexts(t testing.TB) (notices, others []archive.Sample) {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/notices/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no notices: %v", err)
	}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		notices = append(notices, archive.Sample{About: filepath.Base(path), Kind: string(screen.Notice), Text: string(b)})
	}
	b, err := os.ReadFile("../../internal/screen/testdata/unseen.txt")
	if err != nil {
		t.Fatal(err)
	}
	samples, err := archive.Samples(string(b))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		if s.Kind != string(screen.Notice) {
			others = append(others, s)
		}
	}
	return notices, others
}

// TestScreenArchive screens a mixed archive: of 5,000 pages, a tenth of them
// notices, in the designs and charsets of pages, at least 99 % of the notices
// are found, and at least 95 % of what is found are notices.
func TestScreenArchive(t *testing.T) {
	path, truths, _ := written(t, 5000, 0.1)
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"screen", path}, nil, &out, &errs, env("LANG", "en")); code != exitDone {
		t.Fatal(errs.String())
	}
	found := map[string]bool{}
	for line := range bytes.Lines(out.Bytes()) {
		var l struct{ URL string }
		if err := json.Unmarshal(line, &l); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		found[l.URL] = true
	}
	right, wrong, missed := 0, map[string]int{}, map[string]int{}
	for url, truth := range truths {
		switch is := truth.Kind == string(screen.Notice); {
		case is && found[url]:
			right++
		case is:
			missed[truth.About+" "+truth.Charset+" "+truth.Style]++
		case found[url]:
			wrong[truth.About]++
		}
	}
	recall := float64(right) / float64(right+sum(missed))
	precision := float64(right) / float64(right+sum(wrong))
	t.Logf("recall %.4f, precision %.4f; missed %v; wrong %v", recall, precision, missed, wrong)
	if recall < 0.99 || precision < 0.95 {
		t.Errorf("recall %.4f and precision %.4f, want 0.99 and 0.95", recall, precision)
	}
}

func sum(of map[string]int) (n int) {
	for _, k := range of {
		n += k
	}
	return n
}

// TestScreenSpeed times screening archives of two sizes beside zcat of the same
// file, by turns, on one core, by the processor time of both. It wants the memory
// of both under 100 MB and, where JIKENBO_ARCHIVE says how many pages the larger
// one shall have, that at 0.6 times the speed of zcat: of a small one much of the
// time goes into starting.
func TestScreenSpeed(t *testing.T) {
	pages, rounds := 2000, 1
	if s := os.Getenv("JIKENBO_ARCHIVE"); s != "" {
		var err error
		if pages, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
		rounds = 4
	}
	program := buildProgram(t)
	for _, n := range []int{pages / 5, pages} {
		path, _, size := written(t, n, 0.015)
		best := map[string]time.Duration{}
		memory, _ := peakMemory(t, program, "screen", path)
		for range rounds {
			for name, cmd := range map[string]*exec.Cmd{"zcat": exec.Command("zcat", path), "screen": exec.Command(program, "screen", path)} {
				cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
				if err := cmd.Run(); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				used := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
				if best[name] == 0 || used < best[name] {
					best[name] = used
				}
			}
		}
		speed := func(name string) float64 { return float64(size) / best[name].Seconds() / 1e6 }
		t.Logf("%d pages, %d MB: zcat %.0f MB/s, screen %.0f MB/s (%.2f), %d MB of memory", n, size>>20, speed("zcat"), speed("screen"), speed("screen")/speed("zcat"), memory>>20)
		if rounds > 1 && n == pages && speed("screen") < 0.6*speed("zcat") {
			t.Errorf("screening is less than 0.6 times as fast as zcat")
		}
		if memory > 100<<20 {
			t.Errorf("%d MB of memory, want less than 100", memory>>20)
		}
	}
}

// TestScreenOrder wants the pages in the order of the archive, whatever comes
// between.
func TestScreenOrder(t *testing.T) {
	path, truths, _ := written(t, 200, 0.3)
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"screen", "--verdicts", path}, nil, &out, &errs, env("LANG", "en")); code != exitDone {
		t.Fatal(errs.String())
	}
	next := 0
	for line := range bytes.Lines(out.Bytes()) {
		var l struct {
			URL  string
			Kind screen.Kind
		}
		if err := json.Unmarshal(line, &l); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if !strings.HasSuffix(l.URL, "/"+strconv.Itoa(next)+".html") {
			t.Fatalf("page %d is %s", next, l.URL)
		}
		next++
		if _, ok := truths[l.URL]; !ok {
			t.Errorf("%s is in no archive", l.URL)
		}
	}
	if next != len(truths) {
		t.Errorf("%d verdicts of %d pages", next, len(truths))
	}
}
