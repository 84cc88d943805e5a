package casebook_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/generate/cases"
)

const (
	workers = 16 // that use the casebook at once
	fresh   = 10 // kills with one casebook
)

// TestJoinKill kills a process in which 16 workers add notices that belong
// together, join, split and redirect cases and read them, at many moments, and
// each time finds a sound casebook: nothing that was reported as done is lost,
// every entry is in one case, and every number leads to a case that is there.
func TestJoinKill(t *testing.T) {
	if path := os.Getenv("CASEBOOK_TEST_JOINS"); path != "" {
		if err := work(path, os.Getenv("CASEBOOK_TEST_FROM")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	kills, most := 24, 220 // operations before a kill
	must := []string{"add", "join", "split", "redirect", "reopen", "apart"}
	if testing.Short() { // too few for what is rare
		kills, most, must = 6, 80, must[:2]
	}
	random := rand.New(rand.NewPCG(20230612, 1))
	var path string
	var seen *journal
	operations := map[string]int{}
	for k := range kills {
		if k%fresh == 0 { // a new casebook
			path = filepath.Join(t.TempDir(), "casebook.db")
			seen = &journal{notices: map[string]bool{}, revisions: map[jikenbo.Number]int{}}
		}
		left := 20 + random.IntN(most-20) // operations until then
		env := []string{"CASEBOOK_TEST_JOINS=" + path, fmt.Sprintf("CASEBOOK_TEST_FROM=%d", k)}
		casebook.Kill(t, random, 5*time.Millisecond, env, func(line string) bool {
			verb, rest, _ := strings.Cut(line, " ")
			switch verb {
			case "":
			case "notice", "case":
				seen.note(t, verb, rest)
			default:
				operations[verb]++
				left--
			}
			return left <= 0
		})
		b, err := casebook.Open(t.Context(), path, casebook.Options{})
		if err != nil {
			t.Fatalf("after kill %d: %v", k, err)
		}
		seen.check(t, b)
		if err := b.Close(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Fatalf("after kill %d", k)
		}
	}
	t.Log(operations)
	for _, verb := range must {
		if operations[verb] < kills/4 {
			t.Errorf("%d times %s: too few to test it", operations[verb], verb)
		}
	}
}

// journal is what a process reported as done.
type journal struct {
	notices   map[string]bool
	revisions map[jikenbo.Number]int // the last of each case that was reported
}

func (j *journal) note(t *testing.T, verb, rest string) {
	switch verb {
	case "notice":
		j.notices[rest] = true
	case "case":
		var number string
		var n int
		if _, err := fmt.Sscan(rest, &number, &n); err != nil {
			t.Fatalf("%s %s: %v", verb, rest, err)
		}
		c, err := jikenbo.ParseNumber(number)
		if err != nil {
			t.Fatal(err)
		}
		j.revisions[c] = max(j.revisions[c], n)
	}
}

// check wants everything that was reported to be there, and all of it to be
// sound.
func (j *journal) check(t *testing.T, b *casebook.Book) {
	t.Helper()
	plain := func(b []byte, _ string) (text, charset, reader string, err error) {
		return string(b), "utf-8", "plain 1", nil
	}
	for p, err := range b.Verify(t.Context(), plain) {
		if err != nil {
			t.Fatal(err)
		}
		t.Error(p)
	}
	for sha := range j.notices {
		if known, err := b.Known(t.Context(), sha); err != nil || !known {
			t.Errorf("notice %s was reported as saved and is lost, %v", sha, err)
		}
	}
	in := map[string]jikenbo.Number{} // the case of each entry
	for s, err := range b.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		rec, err := b.Case(t.Context(), s.Number)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rec.Revisions {
			if r.N != i+1 {
				t.Errorf("%v: revision %d stands where %d should", s.Number, r.N, i+1)
			}
		}
		if len(rec.Revisions) < j.revisions[s.Number] {
			t.Errorf("%v has %d revisions, %d were reported", s.Number, len(rec.Revisions), j.revisions[s.Number])
		}
		delete(j.revisions, s.Number)
		j.revisions[s.Number] = len(rec.Revisions)
		for _, n := range rec.Notices {
			entry := fmt.Sprint(n.Notice, " ", n.Entry)
			if other, ok := in[entry]; ok {
				t.Errorf("entry %s is in %v and in %v", entry, other, s.Number)
			}
			in[entry] = s.Number
		}
		end, err := b.Resolve(t.Context(), s.Number)
		if err != nil {
			t.Error(err)
			continue
		}
		last, err := b.Case(t.Context(), end)
		switch {
		case err != nil:
			t.Error(err)
		case last.Status == jikenbo.Duplicate || last.Redirect != (jikenbo.Number{}):
			t.Errorf("%v leads to %v, which leads on to %v", s.Number, end, last.Redirect)
		case rec.Status == jikenbo.Duplicate && end == s.Number:
			t.Errorf("%v is a duplicate of itself", s.Number)
		case rec.Status == jikenbo.Open && len(rec.Notices) == 0:
			t.Errorf("%v is %s and has no notice", s.Number, rec.Status)
		}
	}
	for n := range j.revisions {
		if _, err := b.Case(t.Context(), n); err != nil {
			t.Error(err)
		}
	}
	saved := map[string]bool{}
	for entry := range in {
		sha, _, _ := strings.Cut(entry, " ")
		saved[sha] = true
	}
	for sha := range j.notices {
		if !saved[sha] {
			t.Errorf("no case has notice %s", sha)
		}
	}
}

// work uses a casebook without end and prints what is done.
func work(path, from string) error {
	seed, err := strconv.ParseUint(from, 10, 64)
	if err != nil {
		return err
	}
	ctx := context.Background()
	b, err := casebook.Open(ctx, path, casebook.Options{})
	if err != nil {
		return err
	}
	var mu sync.Mutex
	// Each process adds notices of the same incidents in another order, until
	// there is a new casebook.
	arrive, stop := iter.Pull(cases.NewWorld(1+seed/fresh, 600).Arrivals(seed))
	defer stop()
	var numbers, gone []jikenbo.Number // cases, and those that lead elsewhere
	for s, err := range b.Cases(ctx) {
		if err != nil {
			return err
		}
		numbers = append(numbers, s.Number)
	}
	say := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Printf(format+"\n", args...)
	}
	failed := make(chan error, workers)
	for i := range workers {
		go func() {
			r := rand.New(rand.NewPCG(seed, uint64(i)))
			pick := func(from *[]jikenbo.Number) jikenbo.Number {
				mu.Lock()
				defer mu.Unlock()
				if len(*from) == 0 {
					return jikenbo.Number{Year: 2020, Seq: 1}
				}
				return (*from)[r.IntN(len(*from))]
			}
			some := func() jikenbo.Number { return pick(&numbers) }
			// report prints how many revisions a case has.
			report := func(n jikenbo.Number) error {
				rec, err := b.Case(ctx, n)
				if err != nil {
					return err
				}
				say("case %v %d", n, len(rec.Revisions))
				return nil
			}
			done := func(err error, verb string, changed ...jikenbo.Number) error {
				if refused(err) {
					return nil
				}
				if err != nil {
					return fmt.Errorf("%s: %w", verb, err)
				}
				say("%s", verb)
				for _, n := range changed {
					if err := report(n); err != nil {
						return err
					}
				}
				return nil
			}
			for {
				var err error
				op := r.IntN(20)
				switch {
				case op < 6:
					var batch []casebook.Intake
					mu.Lock()
					for range 1 + r.IntN(3) {
						if told, ok := arrive(); ok {
							batch = append(batch, told.Intake)
						}
					}
					mu.Unlock()
					if len(batch) == 0 {
						continue
					}
					var outcomes []casebook.Outcome
					outcomes, err = b.Add(ctx, "reader", "read", batch)
					if err = done(err, "add"); err != nil {
						break
					}
					for _, o := range outcomes {
						say("notice %s", o.Notice)
						for _, e := range o.Entries {
							if e.Number != (jikenbo.Number{}) {
								mu.Lock()
								numbers = append(numbers, e.Number)
								mu.Unlock()
							}
						}
					}
				case op < 9:
					into, from := some(), some()
					err = done(b.Join(ctx, "person", "test", into, from), "join", into, from)
				case op < 11:
					n := some()
					var rec *jikenbo.Record
					if n, err = b.Resolve(ctx, n); err == nil {
						rec, err = b.Case(ctx, n)
					}
					if err != nil || len(rec.Notices) < 2 {
						break
					}
					var to jikenbo.Number
					to, err = b.Split(ctx, "person", "test", n, rec.Notices[:1+r.IntN(len(rec.Notices)-1)])
					if err == nil {
						mu.Lock()
						numbers = append(numbers, to)
						mu.Unlock()
						err = done(nil, "split", n, to)
					}
				case op < 12:
					n, to := some(), some()
					if err = b.Redirect(ctx, "person", "test", n, to); err == nil {
						mu.Lock()
						gone = append(gone, n)
						mu.Unlock()
					}
					err = done(err, "redirect", n, to)
				case op < 14:
					n := pick(&gone)
					err = done(b.Reopen(ctx, "person", "test", n), "reopen", n)
				case op < 15:
					n, m := some(), some()
					err = done(b.Apart(ctx, "person", "test", n, m), "apart", n, m)
				case op < 16:
					_, err = b.Proposals(ctx, some(), 10)
				case op < 17:
					_, err = b.History(ctx, some())
				case op < 18:
					_, err = b.AsOf(ctx, some(), jikenbo.Date{Year: 2012 + r.IntN(15), Month: 6, Day: 15})
				default:
					_, err = b.Case(ctx, some())
				}
				if err != nil && !refused(err) {
					failed <- err
					return
				}
				if op >= 15 {
					say("read")
				}
			}
		}()
	}
	return <-failed
}

// refused reports whether an operation was none that makes sense, which happens
// where cases are drawn by chance.
func refused(err error) bool {
	if err == nil {
		return false
	}
	if errors.Is(err, casebook.ErrRedirected) || errors.Is(err, casebook.ErrTooEarly) || errors.Is(err, jikenbo.ErrNotFound) {
		return true
	}
	for _, words := range []string{"with itself", "to itself", "that is one case", "is open already", "are part of", "no two organizations", "leave one", "is another text of", "withdrawn"} {
		if strings.Contains(err.Error(), words) {
			return true
		}
	}
	return false
}
