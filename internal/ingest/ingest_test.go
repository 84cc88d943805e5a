package ingest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/fetch"
)

// line is a reader that takes the first line of a text for the title of an
// incident, and breaks on a text that says so.
func line(text string) []jikenbo.Reading {
	title, _, _ := strings.Cut(text, "\n")
	switch title {
	case "panic":
		panic("as the text says")
	case "lie":
		return []jikenbo.Reading{{Entry: 1, End: len(text), Case: jikenbo.Case{Kind: jikenbo.OtherKind, Title: "unproven"}}}
	}
	span := jikenbo.Span{Start: 0, End: len(title), Quote: title, Rule: "line"}
	return []jikenbo.Reading{{
		Entry: 1, End: len(text),
		Case:     jikenbo.Case{Kind: jikenbo.Incident, Title: title, Stage: jikenbo.OnlyStage, Leak: jikenbo.LeakUnstated},
		Evidence: jikenbo.Evidence{"/title": {span}},
	}}
}

// notices writes the texts into files, in their order, and gives their paths.
func notices(t *testing.T, texts ...string) []string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for i, text := range texts {
		path := filepath.Join(dir, fmt.Sprintf("%05d.txt", i))
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

func all(paths []string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, path := range paths {
			if !yield(path, nil) {
				return
			}
		}
	}
}

func openBook(t *testing.T) *casebook.Book {
	t.Helper()
	book, err := casebook.Open(t.Context(), filepath.Join(t.TempDir(), "t.casebook"), casebook.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book
}

func options(book *casebook.Book) Options {
	return Options{
		Source: fetch.Source{MaxBytes: 1 << 20},
		Book:   book, Who: "test", Why: "test",
		Now:    func() time.Time { return time.Date(2026, 11, 1, 0, 0, 0, 0, jikenbo.JST) },
		reader: line,
	}
}

func run(t *testing.T, paths []string, o Options) []Result {
	t.Helper()
	var results []Result
	err := Run(t.Context(), all(paths), o, func(r Result) error {
		results = append(results, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return results
}

func TestOrder(t *testing.T) {
	var texts []string
	for i := range 3 * windowNotices {
		texts = append(texts, fmt.Sprintf("notice %d", i))
	}
	paths := notices(t, texts...)
	for name, book := range map[string]*casebook.Book{"saved": openBook(t), "not saved": nil} {
		t.Run(name, func(t *testing.T) {
			results := run(t, paths, options(book))
			if len(results) != len(paths) {
				t.Fatalf("%d results of %d paths", len(results), len(paths))
			}
			for i, r := range results {
				if r.Err != nil || r.Path != paths[i] || r.Readings[0].Case.Title != texts[i] {
					t.Fatalf("result %d: %+v", i, r)
				}
				if book != nil && r.Outcome.Entries[0].Number != (jikenbo.Number{Year: 2026, Seq: i + 1}) {
					t.Fatalf("result %d: %+v", i, r.Outcome)
				}
			}
		})
	}
}

func TestFailuresAreNamedAndTheRestGoesOn(t *testing.T) {
	paths := notices(t, "first", "panic", "", "lie", "bad\xff\xfe\xfd", "last")
	paths = slices.Insert(paths, 1, filepath.Join(t.TempDir(), "missing.txt"))
	book := openBook(t)
	for _, r := range run(t, paths, options(book)) {
		good := r.Path == paths[0] || r.Path == paths[len(paths)-1]
		if good != (r.Err == nil) {
			t.Errorf("%s: err = %v", r.Path, r.Err)
		}
		if r.Err != nil && !strings.Contains(r.Err.Error(), r.Path) {
			t.Errorf("error does not name %s: %v", r.Path, r.Err)
		}
	}
	if n, err := book.Counts(t.Context()); err != nil || n.Notices != 2 {
		t.Errorf("%+v, %v", n, err)
	}
}

func TestKnownNoticeIsNotReadAgain(t *testing.T) {
	book := openBook(t)
	o := options(book)
	run(t, notices(t, "one", "two"), o)
	before, err := book.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}

	o.reader = func(string) []jikenbo.Reading { panic("read again") }
	for i, r := range run(t, notices(t, "one", "two"), o) {
		if r.Err != nil || !r.Outcome.Known || len(r.Readings) != 0 ||
			r.Outcome.Entries[0].Number.Seq != i+1 || r.Outcome.Entries[0].Change != casebook.Unchanged {
			t.Errorf("%+v", r)
		}
	}

	o.reader, o.Reread = line, true
	for _, r := range run(t, notices(t, "one", "two"), o) {
		if r.Err != nil || !r.Outcome.Known || len(r.Readings) != 1 {
			t.Errorf("%+v", r)
		}
	}
	if after, err := book.Counts(t.Context()); err != nil || after != before {
		t.Errorf("%+v became %+v, %v", before, after, err)
	}
}

func TestTwiceInOneRun(t *testing.T) {
	results := run(t, notices(t, "one", "one"), options(openBook(t)))
	if results[0].Outcome.Known || !results[1].Outcome.Known {
		t.Errorf("%+v", results)
	}
}

// TestCancel stops a run in the middle. What was emitted is in the casebook.
func TestCancel(t *testing.T) {
	var texts []string
	for i := range 2000 {
		texts = append(texts, fmt.Sprintf("notice %d", i))
	}
	book := openBook(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	emitted := 0
	err := Run(ctx, all(notices(t, texts...)), options(book), func(Result) error {
		if emitted++; emitted == 300 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v", err)
	}
	n, err := book.Counts(t.Context())
	if err != nil || n.Notices < emitted || n.Notices == len(texts) {
		t.Errorf("%d emitted, %+v, %v", emitted, n, err)
	}
}

func TestEmitStopsTheRun(t *testing.T) {
	stop := errors.New("stop")
	err := Run(t.Context(), all(notices(t, "one", "two", "three")), options(nil), func(Result) error { return stop })
	if err != stop {
		t.Errorf("err = %v", err)
	}
}

// TestSavedBeforeReported wants a notice reported only when another connection sees it.
func TestSavedBeforeReported(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.casebook")
	book, err := casebook.Open(t.Context(), path, casebook.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	other, err := casebook.Open(t.Context(), path, casebook.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	err = Run(t.Context(), all(notices(t, "one", "two", "three")), options(book), func(r Result) error {
		known, err := other.Known(t.Context(), r.Outcome.Notice)
		if !known {
			t.Errorf("%s is reported before it is saved", r.Path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestWindowOfLargeNotices reads more than fits the window.
func TestWindowOfLargeNotices(t *testing.T) {
	large := strings.Repeat("x\n", windowBytes/4)
	var texts []string
	for i := range 5 {
		texts = append(texts, fmt.Sprintf("notice %d\n%s", i, large))
	}
	o := options(openBook(t))
	o.Source.MaxBytes = 2 * windowBytes
	for i, r := range run(t, notices(t, texts...), o) {
		if r.Err != nil || r.Size != len(texts[i]) {
			t.Errorf("%d: %v", i, r.Err)
		}
	}
}

// A notice at hand is read as one that is found.
func TestNotice(t *testing.T) {
	b, err := os.ReadFile("../../examples/01-ec-card-leak.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := jikenbo.Notice{Bytes: b, Declared: "text/plain"}
	got, err := Notice(t.Context(), &n)
	if err != nil || n.Text != string(b) || n.SHA256 != jikenbo.Hash(b) || n.Reader == "" {
		t.Errorf("%+v, %v", n, err)
	}
	if !reflect.DeepEqual(Read(string(b)), got) {
		t.Error("the readings differ")
	}
	if _, err := Notice(t.Context(), &jikenbo.Notice{Bytes: []byte("\xff\x00\xff\x00\x01")}); err == nil {
		t.Error("bytes that are no text were read")
	}
}
