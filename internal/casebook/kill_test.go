package casebook

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestMain turns the test program into the child of TestKill where that asks
// for it.
func TestMain(m *testing.M) {
	if path := os.Getenv("CASEBOOK_TEST_FILL"); path != "" {
		if err := fill(path, os.Getenv("CASEBOOK_TEST_FROM")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// fill adds notices without end, and prints the name of each that is saved.
func fill(path, from string) error {
	next, err := strconv.Atoi(from)
	if err != nil {
		return err
	}
	ctx := context.Background()
	b, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	for size := 1; ; size = size%5 + 1 {
		batch := make([]Intake, size)
		for i := range batch {
			batch[i] = sample(next)
			next++
		}
		outcomes, err := b.Add(ctx, "reader", "read", batch)
		if err != nil {
			return err
		}
		for _, o := range outcomes {
			fmt.Println(o.Notice)
		}
	}
}

// TestKill kills a process that adds notices, at many moments, and each time
// finds a sound casebook that holds every notice the process had reported.
func TestKill(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	kills := 48
	if testing.Short() {
		kills = 10
	}
	random := rand.New(rand.NewPCG(20230109, 1))
	path := ""
	within := 100_000 // microseconds, of each kill
	var saved []string
	reported := 0
	for k := range kills {
		if k%6 == 0 { // a new casebook, so that some die while they make it
			path = filepath.Join(t.TempDir(), "casebook.db")
			saved = nil
		}
		cmd := exec.CommandContext(t.Context(), program)
		cmd.Env = append(os.Environ(), "CASEBOOK_TEST_FILL="+path, fmt.Sprintf("CASEBOOK_TEST_FROM=%d", k*1_000_000))
		var stderr strings.Builder
		cmd.Stderr = &stderr
		stdout, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		killed := make(chan error, 1)
		if reported == 0 && k > 0 && k%6 == 0 { // a slow machine, or the race detector
			within *= 2
		}
		time.AfterFunc(time.Duration(random.IntN(within))*time.Microsecond, func() { killed <- cmd.Process.Kill() })
		for lines := bufio.NewScanner(stdout); lines.Scan(); {
			if sha := lines.Text(); len(sha) == 64 { // a line that the kill cut off reported nothing
				saved = append(saved, sha)
				reported++
			}
		}
		if err := <-killed; err != nil {
			t.Fatalf("%v: the process ended before it was killed: %s", err, stderr.String())
		}
		cmd.Wait() // killed, which is no news
		if stderr.Len() > 0 {
			t.Fatal(stderr.String())
		}

		b, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatalf("after kill %d: %v", k, err)
		}
		wantSound(t, b)
		for _, sha := range saved {
			if known, err := b.Known(t.Context(), sha); err != nil || !known {
				t.Errorf("after kill %d: notice %s was reported as saved and is lost, %v", k, sha, err)
			}
		}
		if err := b.Close(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			return
		}
	}
	if reported == 0 {
		t.Error("no process saved anything before it was killed")
	}
}
