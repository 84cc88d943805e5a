package web

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/fetch"
	"jikenbo/internal/ingest"
)

// noon is the clock of the tests.
var noon = time.Date(2026, 4, 1, 12, 0, 0, 0, jikenbo.JST)

func clock() time.Time { return noon }

// examples is a casebook of the examples and of the notices of the tests, as a
// file to be copied.
var examples = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "jikenbo-web-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "t.casebook")
	book, err := casebook.Open(context.Background(), path, casebook.Options{Now: clock})
	if err != nil {
		return nil, err
	}
	source := fetch.Source{}
	err = ingest.Run(context.Background(), source.Paths(context.Background(), []string{"../../examples", "../../testdata/notices"}),
		ingest.Options{Source: source, Book: book, Who: "tester", Why: "read", Now: clock}, func(r ingest.Result) error { return r.Err })
	if err != nil {
		return nil, err
	}
	if err := book.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// exampleBook opens a copy of the examples for the length of the test.
func exampleBook(t testing.TB) *casebook.Book { return exampleBookAt(t, clock) }

// exampleBookAt opens such a copy with a clock of its own.
func exampleBookAt(t testing.TB, now func() time.Time) *casebook.Book {
	t.Helper()
	b, err := examples()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "t.casebook")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	book, err := casebook.Open(t.Context(), path, casebook.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book
}

// exampleServer serves the examples.
func exampleServer(t testing.TB) (*Server, *casebook.Book) {
	t.Helper()
	book := exampleBook(t)
	s, err := New(Options{Book: book, Now: clock, Version: "test", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return s, book
}

// newRequest makes a request for an address as it is written.
func newRequest(method, target string, fields ...string) *http.Request {
	r := httptest.NewRequest(method, "/", nil)
	r.RequestURI = target
	if u, err := r.URL.Parse(target); err == nil {
		r.URL = u
	}
	for pair := range slices.Chunk(fields, 2) {
		r.Header.Add(pair[0], pair[1])
	}
	return r
}

func serveRequest(h http.Handler, r *http.Request) *http.Response {
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec.Result()
}

// ask sends a request to a server. Pairs of the names and values of fields
// follow the method and the address.
func ask(h http.Handler, method, target string, fields ...string) *http.Response {
	return serveRequest(h, newRequest(method, target, fields...))
}

// bodyOf reads the body of an answer.
func bodyOf(t testing.TB, r *http.Response) []byte {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(b))
	return b
}

// emptyBook is a casebook with nothing in it.
func emptyBook(t testing.TB) *casebook.Book {
	t.Helper()
	book, err := casebook.Open(t.Context(), filepath.Join(t.TempDir(), "t.casebook"), casebook.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book
}
