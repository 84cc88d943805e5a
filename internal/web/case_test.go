package web

import (
	"iter"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/ingest"
)

// notices are the paths of the notices in folders of the repository.
func notices(t testing.TB, dirs ...string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, dir := range dirs {
			files, err := filepath.Glob(filepath.Join("../..", dir, "*.txt"))
			if err != nil || len(files) == 0 {
				t.Fatalf("%s: %d notices, %v", dir, len(files), err)
			}
			for _, f := range files {
				if !yield(f, nil) {
					return
				}
			}
		}
	}
}

// bookOf makes a casebook of notices of the repository.
func bookOf(t testing.TB, dirs ...string) *casebook.Book {
	t.Helper()
	b, err := casebook.Open(t.Context(), filepath.Join(t.TempDir(), "casebook"), casebook.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	if len(dirs) > 0 {
		err = ingest.Run(t.Context(), notices(t, dirs...), ingest.Options{Book: b, Who: "test", Why: "test"}, func(ingest.Result) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// siteOf serves a book.
func siteOf(t testing.TB, b *casebook.Book) *Server {
	t.Helper()
	s, err := New(Options{Book: b})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// getPage asks for a page as a browser does that wants Japanese.
func getPage(t testing.TB, s *Server, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	r.Header.Set("Accept-Language", "ja")
	s.ServeHTTP(w, r)
	return w
}

// numbers are the numbers of the cases of a book.
func numbers(t testing.TB, b *casebook.Book) []jikenbo.Number {
	t.Helper()
	var all []jikenbo.Number
	for c, err := range b.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c.Number)
	}
	return all
}

func BenchmarkCasePage(b *testing.B) {
	book := bookOf(b, "examples", "testdata/notices", "testdata/written")
	s, all := siteOf(b, book), numbers(b, book)
	bytes := 0
	for i := 0; b.Loop(); i++ {
		w := getPage(b, s, "/cases/"+all[i%len(all)].String())
		if w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
		bytes += w.Body.Len()
	}
	b.ReportMetric(float64(bytes)/float64(b.N), "page-bytes")
}
