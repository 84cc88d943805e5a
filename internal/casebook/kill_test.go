package casebook

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
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
	const fresh = 6 // kills with one casebook
	kills := 8 * fresh
	if testing.Short() {
		kills = 2 * fresh
	}
	random := rand.New(rand.NewPCG(20230109, 1))
	path := ""
	var saved []string
	for k := range kills {
		left, within := random.IntN(60), 5*time.Millisecond // notices that are reported before
		if k%fresh == 0 {                                   // a new casebook: some die while they make it
			path = filepath.Join(t.TempDir(), "casebook.db")
			saved = nil
			left, within = 0, 100*time.Millisecond
		}
		env := []string{"CASEBOOK_TEST_FILL=" + path, fmt.Sprintf("CASEBOOK_TEST_FROM=%d", k*1_000_000)}
		Kill(t, random, within, env, func(sha string) bool {
			if sha != "" {
				saved = append(saved, sha)
				left--
			}
			return left <= 0
		})
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
}
