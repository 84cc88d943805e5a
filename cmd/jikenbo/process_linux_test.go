package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// buildProgram gives the real program, which is made once for all tests.
func buildProgram(t *testing.T) string {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

var built = sync.OnceValues(func() (path string, err error) {
	if builtIn, err = os.MkdirTemp("", "jikenbo-test-"); err != nil {
		return "", err
	}
	if err := os.Chmod(builtIn, 0o755); err != nil { // other users run it too
		return "", err
	}
	path = filepath.Join(builtIn, "jikenbo")
	cmd := exec.Command("go", "build", "-o", path, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
})

// folder makes a folder of n different notices out of those of the test data.
func folder(t *testing.T, n int) string {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/notices/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no notices: %v", err)
	}
	var texts [][]byte
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, b)
	}
	dir := t.TempDir()
	for i := range n {
		text := fmt.Appendf(nil, "%s\n受付番号 %d\n", texts[i%len(texts)], i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%06d.txt", i)), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestKill kills the program at many moments of its work. The casebook must
// verify after each, and hold every notice that was printed as saved.
func TestKill(t *testing.T) {
	t.Parallel()
	// The notices are copies of a few and join, so that verifying takes as long as
	// the square of them.
	const notices = 300
	books, kills := 3, 10 // of each book
	if testing.Short() {
		books, kills = 2, 4
	}
	program, dir := buildProgram(t), folder(t, notices)
	read := func(book string) *exec.Cmd {
		return exec.Command(program, "read", "--json", "--casebook", book, dir)
	}
	began := time.Now()
	if err := read(filepath.Join(t.TempDir(), "whole.casebook")).Run(); err != nil {
		t.Fatal(err)
	}
	whole := time.Since(began)

	var reported atomic.Int64
	t.Run("kills", func(t *testing.T) {
		for i := range books {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				t.Parallel()
				book := filepath.Join(t.TempDir(), "killed.casebook")
				for k := range kills {
					// By turns within all of its work, and soon after it reported what
					// it saved first.
					cmd, after := read(book), rand.N(whole)
					kill := func() { time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) } // it may have ended
					var out reportWriter
					if k%2 == 1 {
						after, out.first = after/16, kill
					}
					cmd.Stdout = &out
					if err := cmd.Start(); err != nil {
						t.Fatal(err)
					}
					if k%2 == 0 {
						kill()
					}
					_ = cmd.Wait()

					if _, err := os.Stat(book); err != nil {
						continue // killed before it made one
					}
					n := wantSaved(t, book, out.Bytes())
					reported.Add(int64(n))
					if out, err := exec.Command(program, "verify", "--casebook", book).CombinedOutput(); err != nil && !bytes.Contains(out, []byte("it is empty")) {
						t.Fatalf("killed %v after its %s: verify: %v\n%s", after, []string{"start", "first report"}[k%2], err, out)
					}
					if n > notices/2 { // begin anew, so that every stage of a casebook is killed in
						book = filepath.Join(t.TempDir(), "killed.casebook")
					}
				}
			})
		}
	})
	if reported.Load() == 0 {
		t.Error("nothing was reported as saved before any kill")
	}
	t.Logf("%d kills within %v, %d notices reported as saved", books*kills, whole, reported.Load())
}

// reportWriter keeps what is written, and tells when the first of it comes.
type reportWriter struct {
	bytes.Buffer
	first func() // nil if nobody asks
}

func (w *reportWriter) Write(p []byte) (int, error) {
	if w.first != nil && w.Len() == 0 {
		w.first()
	}
	return w.Buffer.Write(p)
}

// wantSaved wants every notice that a whole line of the output names to be in
// the casebook, and gives their number.
func wantSaved(t *testing.T, path string, out []byte) int {
	t.Helper()
	end := bytes.LastIndexByte(out, '\n') + 1 // the last line may be cut
	if end == 0 {
		return 0
	}
	book, err := casebook.Open(t.Context(), path, casebook.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sources := make(map[string]bool)
	for line := range bytes.Lines(out[:end]) {
		var entry struct{ Source string }
		if err := json.Unmarshal(line, &entry); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		sources[entry.Source] = true
	}
	for source := range sources {
		b, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		if known, err := book.Known(t.Context(), jikenbo.Hash(b)); err != nil || !known {
			t.Fatalf("%s was printed as saved and is not in the casebook: %v", source, err)
		}
	}
	return len(sources)
}

// TestInterrupt stops the program as Ctrl-C does.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	program, dir := buildProgram(t), folder(t, 2000)
	book := filepath.Join(t.TempDir(), "t.casebook")
	cmd := exec.Command(program, "read", "--json", "--casebook", book, dir)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for _, err := os.Stat(book); err != nil; _, err = os.Stat(book) {
		time.Sleep(time.Millisecond)
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exitFailed || !strings.Contains(errs.String(), "jikenbo: interrupted") {
		t.Errorf("exit code %d: %s", code, errs.String())
	}
	wantSaved(t, book, out.Bytes())
}

// TestClosedPipe closes the output after the first line, as head -1 does. The
// program ends without a complaint, and with everything saved.
func TestClosedPipe(t *testing.T) {
	t.Parallel()
	program, dir := buildProgram(t), folder(t, 600)
	book := filepath.Join(t.TempDir(), "t.casebook")
	for _, args := range []string{"read --json " + dir, "list", "list --json"} {
		cmd := exec.Command(program, append(strings.Fields(args), "--casebook", book)...)
		var errs bytes.Buffer
		cmd.Stderr = &errs
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		out.Close()
		if err := cmd.Wait(); err != nil || strings.Contains(errs.String(), "jikenbo:") {
			t.Errorf("%s: %v: %s", args, err, errs.String())
		}
	}
	b, err := casebook.Open(t.Context(), book, casebook.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if n, err := b.Counts(t.Context()); err != nil || n.Notices != 600 {
		t.Errorf("%+v, %v", n, err)
	}
}

// TestFolder reads a folder of JIKENBO_FOLDER notices, 2,000 if it is not set,
// in less than 200 MB of memory.
func TestFolder(t *testing.T) {
	n := 2000
	if s := os.Getenv("JIKENBO_FOLDER"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	began := time.Now()
	peak, errs := peakMemory(t, buildProgram(t), "read", "--casebook", filepath.Join(t.TempDir(), "t.casebook"), folder(t, n))
	t.Logf("%sin %v, peak %.0f MB", errs, time.Since(began).Round(time.Millisecond), float64(peak)/1e6)
	if peak >= 200e6 {
		t.Errorf("peak memory %d bytes, want less than 200 MB", peak)
	}
	if want := fmt.Sprintf("notices: %d ", n); !strings.Contains(errs, want) {
		t.Errorf("it does not say %q", want)
	}
}

// peakMemory runs a program and gives the most memory it took, in bytes, and what
// it wrote on standard error. Linux counts to the peak of a process what its
// parent held when it was started, so a process of its own, which holds little,
// starts the program and measures it.
func peakMemory(t *testing.T, program string, args ...string) (peak int64, errs string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, append([]string{"-test.run=^TestMeasured$", "--"}, args...)...)
	cmd.Env = append(os.Environ(), "JIKENBO_MEASURE="+program)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s%s", err, out, stderr.String())
	}
	if _, err := fmt.Sscanf(string(out), "peak %d", &peak); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return peak, stderr.String()
}

// TestMeasured is the process that measures, for peakMemory.
func TestMeasured(t *testing.T) {
	program := os.Getenv("JIKENBO_MEASURE")
	if program == "" {
		return
	}
	cmd := exec.Command(program, flag.Args()...)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	fmt.Println("peak", cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss<<10) // kilobytes on Linux
}

// TestFullDisk fills the disk. The program says so, and what it printed as
// saved is there.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=6m"); err != nil {
		t.Skipf("a small disk cannot be mounted here: %v", err)
	}
	defer syscall.Unmount(disk, syscall.MNT_DETACH)
	program, book := buildProgram(t), filepath.Join(disk, "t.casebook")
	cmd := exec.Command(program, "read", "--json", "--casebook", book, folder(t, 2000))
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	_ = cmd.Run()
	if code := cmd.ProcessState.ExitCode(); code != exitFailed || !strings.Contains(errs.String(), "the disk is full") {
		t.Errorf("exit code %d: %s", code, errs.String())
	}
	if n := wantSaved(t, book, out.Bytes()); n == 0 {
		t.Error("nothing was saved before the disk was full")
	}
	if out, err := exec.Command(program, "verify", "--casebook", book).CombinedOutput(); err != nil {
		t.Errorf("verify: %v\n%s", err, out)
	}
}

// TestLocked reads a folder with a folder and a file in it that may not be
// read, as a user to whom permissions apply.
func TestLocked(t *testing.T) {
	t.Parallel()
	program, dir := buildProgram(t), folder(t, 2)
	if err := os.Mkdir(filepath.Join(dir, "locked"), 0); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dir, "000000.txt"), 0); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "read", "--no-save", dir)
	if os.Geteuid() == 0 {
		const nobody = 65534
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		for _, path := range []string{filepath.Dir(dir), dir} {
			if err := os.Chmod(path, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	var errs bytes.Buffer
	cmd.Stderr = &errs
	_ = cmd.Run()
	if code := cmd.ProcessState.ExitCode(); code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	for _, want := range []string{
		"jikenbo: " + filepath.Join(dir, "locked") + ": permission denied",
		"jikenbo: " + filepath.Join(dir, "000000.txt") + ": permission denied",
		"notices: 1 ", "failed: 2",
	} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("no %q in\n%s", want, errs.String())
		}
	}
}
