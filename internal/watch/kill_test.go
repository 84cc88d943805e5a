package watch

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

	"jikenbo/internal/casebook"
)

// TestMain turns the test program into the child of TestKill where that asks
// for it.
func TestMain(m *testing.M) {
	if path := os.Getenv("WATCH_TEST_BOOK"); path != "" {
		if err := child(path, os.Getenv("WATCH_TEST_CONFIG"), os.Getenv("WATCH_TEST_NOW")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child does all that is due at a moment, and says when it begins and when it
// has ended.
func child(path, config, at string) error {
	ms, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return err
	}
	now := func() time.Time { return time.UnixMilli(ms) }
	c, err := Load(config)
	if err != nil {
		return err
	}
	ctx := context.Background()
	book, err := casebook.Open(ctx, path, casebook.Options{Now: now})
	if err != nil {
		return err
	}
	release, err := book.LockWatch(ctx)
	if err != nil {
		return err
	}
	defer release()
	fmt.Println("begins")
	if _, err := newWatcher(book, c, now, func(Event) {}).Once(ctx); err != nil {
		return err
	}
	fmt.Println("ends")
	return book.Close()
}

// TestKill lives through the scripted day with a process that is killed at
// random moments after each thing that happens, and wants what TestDay wants:
// every notice once, and every alert, which only a kill between the acceptance
// and its record can repeat, under the same ID.
func TestKill(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	shortest := 2 * time.Millisecond // that a child lives at most, the first; doubled until one comes to its end
	if testing.Short() {
		shortest = 20 * time.Millisecond
	}
	random := rand.New(rand.NewPCG(20260401, 9))
	folder := t.TempDir()
	s, h, in := newSite(t), newHook(t), newInbox(t)
	path, config := filepath.Join(folder, "casebook.db"), filepath.Join(folder, "watch.yaml")
	if err := os.WriteFile(config, []byte(configFor(s.URL, h.URL, in.addr, folder)), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load(config)
	if err != nil {
		t.Fatal(err)
	}
	clock := &clock{now: morning}

	// run runs the child, kills it after a while unless that is 0, and tells
	// whether it came to its end.
	run := func(life time.Duration) bool {
		cmd := exec.CommandContext(t.Context(), program)
		cmd.Env = append(os.Environ(), "WATCH_TEST_BOOK="+path, "WATCH_TEST_CONFIG="+config, "WATCH_TEST_NOW="+strconv.FormatInt(clock.Now().UnixMilli(), 10))
		var stderr strings.Builder
		cmd.Stderr = &stderr
		stdout, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := false
		for lines := bufio.NewScanner(stdout); lines.Scan(); {
			if lines.Text() == "begins" && life > 0 {
				defer time.AfterFunc(life, func() { cmd.Process.Kill() }).Stop()
			}
			ended = ended || lines.Text() == "ends"
		}
		cmd.Wait() // killed, perhaps, which is no news
		if stderr.Len() > 0 {
			t.Fatal(stderr.String())
		}
		return ended
	}
	kills := 0
	for _, step := range script {
		// Quiet hours are lived through in this process.
		book, err := casebook.Open(t.Context(), path, casebook.Options{Now: clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		w := newWatcher(book, c, clock.Now, func(Event) {})
		for left := step.after - quarter; left > 0; left -= time.Hour {
			clock.pass(min(left, time.Hour))
			if _, err := w.Once(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
		s.change(func() { step.do(s) })
		clock.pass(quarter)
		for life := shortest; !run(time.Duration(1 + random.Int64N(int64(life)))); life *= 2 {
			kills++
			clock.pass(30 * time.Second)
		}
		clock.pass(quarter) // leases are over
		if !run(0) {
			t.Fatal("a child that was not killed did not end")
		}
	}
	book, err := casebook.Open(t.Context(), path, casebook.Options{Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	wantDay(t, book, h)
	wantOnce(t, "webhooks", h.ids(), 11, kills)
	wantOnce(t, "mails", in.ids(), 7, kills)
	t.Logf("%d kills; %d webhooks of 11 alerts, %d mails of 7", kills, len(h.ids()), len(in.ids()))
	if kills == 0 {
		t.Error("no process was killed")
	}
}
