package casebook

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"jikenbo"
)

// execute runs SQL on a file as another program would.
func execute(t testing.TB, path, script string) {
	t.Helper()
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path}).String())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), script); err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefuses(t *testing.T) {
	file := func(content []byte) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			if err := os.WriteFile(path, content, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	database := func(script string) func(*testing.T, string) {
		return func(t *testing.T, path string) { execute(t, path, script) }
	}
	// casebook makes one with some notices in it and then changes its bytes.
	casebook := func(change func([]byte) []byte) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			b, err := Open(t.Context(), path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			var batch []Intake
			for i := range 100 {
				batch = append(batch, sample(i))
			}
			add(t, b, batch...)
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			file(change(content))(t, path)
		}
	}
	newer := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d; CREATE TABLE later (x)", applicationID, len(migrations)+1)
	for _, test := range []struct {
		name string
		make func(*testing.T, string)
		want error
	}{
		{"text", file([]byte("これは事件簿ではありません。\n")), jikenbo.ErrNotCasebook},
		{"a long text", file(bytes.Repeat([]byte("これは事件簿ではありません。\n"), 1000)), jikenbo.ErrNotCasebook},
		{"zeros", file(make([]byte, 8192)), jikenbo.ErrNotCasebook},
		{"the first words of a SQLite file", file([]byte("SQLite format 3\x00")), jikenbo.ErrNotCasebook},
		{"a database of another program", database(`CREATE TABLE notes (x); INSERT INTO notes VALUES (1)`), jikenbo.ErrNotCasebook},
		{"one with a write-ahead log", database(`PRAGMA journal_mode = WAL; CREATE TABLE notes (x); INSERT INTO notes VALUES (1)`), jikenbo.ErrNotCasebook},
		{"one with an application_id", database(`PRAGMA application_id = 1; CREATE TABLE notes (x)`), jikenbo.ErrNotCasebook},
		{"one with a version", database(`PRAGMA user_version = 1`), jikenbo.ErrNotCasebook},
		{"a version below zero", database(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = -1", applicationID)), jikenbo.ErrNotCasebook},
		{"a newer version", database(newer), jikenbo.ErrNewerCasebook},
		{"half a page of a casebook", casebook(func(b []byte) []byte { return b[:2048] }), jikenbo.ErrNotCasebook},
		{"half a casebook", casebook(func(b []byte) []byte { return b[:len(b)/2/pageSize*pageSize] }), jikenbo.ErrNotCasebook},
		{"most of a casebook", casebook(func(b []byte) []byte { return b[:len(b)-pageSize-1000] }), jikenbo.ErrNotCasebook},
		{"a casebook with a damaged schema", casebook(func(b []byte) []byte { clear(b[100:pageSize]); return b }), jikenbo.ErrNotCasebook},
		{"a folder", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o755); err != nil {
				t.Fatal(err)
			}
		}, jikenbo.ErrNotCasebook},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a file?#%41 .db")
			test.make(t, path)
			before, _ := os.ReadFile(path)
			for _, readOnly := range []bool{false, true} {
				_, err := Open(t.Context(), path, Options{ReadOnly: readOnly})
				if !errors.Is(err, test.want) || !strings.Contains(err.Error(), path) {
					t.Errorf("error %v, want %v with the name of the file", err, test.want)
				}
				if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
					t.Error("the file was changed")
				}
				if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
					t.Errorf("files %v, %v: want the one only", files, err)
				}
			}
		})
	}
}

func TestOpen(t *testing.T) {
	t.Run("creates the file and its folder", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "データ", "50% #1?", "casebook.db")
		b := open(t, path)
		add(t, b, sample(0))
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	})
	t.Run("takes an empty file", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "casebook.db")
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		add(t, open(t, path), sample(0))
	})
	t.Run("a folder where a file is", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		path = filepath.Join(path, "casebook.db")
		if _, err := Open(t.Context(), path, Options{}); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("canceled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := Open(ctx, filepath.Join(t.TempDir(), "casebook.db"), Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("settings", func(t *testing.T) {
		b := newBook(t)
		for pragma, want := range map[string]string{"journal_mode": "wal", "foreign_keys": "1", "synchronous": "2", "busy_timeout": "30000"} {
			var got string
			if err := b.db.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s = %s, %v; want %s", pragma, got, err, want)
			}
		}
	})
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casebook.db")
	if _, err := Open(t.Context(), path, Options{ReadOnly: true}); !errors.Is(err, jikenbo.ErrNotFound) {
		t.Errorf("no file: error %v", err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path, Options{ReadOnly: true}); !errors.Is(err, jikenbo.ErrNotCasebook) {
		t.Errorf("an empty file: error %v", err)
	}
	writer := open(t, path)
	add(t, writer, sample(0))
	b, err := Open(t.Context(), path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	wantSound(t, b)
	getCase(t, b, "2010-001")
	if _, err := b.Add(t.Context(), "reader", "read", []Intake{sample(1)}); err == nil || !strings.Contains(err.Error(), "reading only") {
		t.Errorf("error %v", err)
	}
	add(t, writer, sample(1))
	wantCounts(t, b, Counts{2, 2, 2, 2})
}

// ofVersion makes a casebook of an older version, and runs a script on it.
func ofVersion(t testing.TB, path string, version int, script string) {
	t.Helper()
	db, err := sql.Open("sqlite", dsn(path, false))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := (&Book{path: path, db: db}).migrate(t.Context(), migrations[:version]); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), script); err != nil {
		t.Fatal(err)
	}
}

func TestMigrate(t *testing.T) {
	for version := range migrations {
		t.Run(fmt.Sprintf("from version %d", version), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "casebook.db")
			ofVersion(t, path, version, "")
			b := open(t, path)
			add(t, b, sample(0))
			wantSound(t, b)
			if got, err := b.version(t.Context()); err != nil || got != len(migrations) {
				t.Errorf("version %d, %v", got, err)
			}
		})
	}

	t.Run("a notice of version 1", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "casebook.db")
		sha := jikenbo.Hash([]byte("お知らせ"))
		ofVersion(t, path, 1, `
			INSERT INTO changes VALUES (1, '2024-01-01T00:00:00Z', 'reader', 'read');
			INSERT INTO notices VALUES (1, unhex('`+sha+`'), 'utf-8', 1, CAST('お知らせ' AS BLOB), NULL);
			INSERT INTO sources VALUES (1, 1, 'a.txt', '2024-01-01T00:00:00Z')`)
		b := open(t, path)
		wantSound(t, b)
		n, err := b.Notice(t.Context(), sha)
		if err != nil || n.Text != "お知らせ" || n.Type != "text/plain" || n.Reader != "plain 1" || n.Capture != nil {
			t.Errorf("notice %+v, %v", n, err)
		}
	})

	later := append(migrations[:len(migrations):len(migrations)], `CREATE TABLE later (x)`, `CREATE TABLE latest (x); INSERT INTO nowhere VALUES (1)`)
	b := newBook(t)
	add(t, b, sample(0))
	if err := b.migrate(t.Context(), later); err == nil {
		t.Error("no error from a bad step")
	}
	var tables int
	if err := b.db.QueryRowContext(t.Context(), `SELECT count(*) FROM sqlite_schema WHERE name IN ('later', 'latest')`).Scan(&tables); err != nil || tables != 1 {
		t.Errorf("%d tables of the good step and none of the bad one wanted, %v", tables, err)
	}
	if got, err := b.version(t.Context()); err != nil || got != len(migrations)+1 {
		t.Errorf("version %d, %v; want that of the good step", got, err)
	}
	wantSound(t, b)
	if _, err := Open(t.Context(), b.path, Options{}); !errors.Is(err, jikenbo.ErrNewerCasebook) {
		t.Errorf("error %v", err)
	}
}

// TestFull lets a casebook grow to a limit, which SQLite reports like a full disk.
func TestFull(t *testing.T) {
	b := newBook(t)
	b.db.SetMaxOpenConns(1) // the limit belongs to the connection
	if _, err := b.db.ExecContext(t.Context(), `PRAGMA max_page_count = 60`); err != nil {
		t.Fatal(err)
	}
	saved := 0
	var err error
	for ; err == nil; saved += 2 {
		_, err = b.Add(t.Context(), "reader", "read", []Intake{sample(saved), sample(saved + 1)})
	}
	saved -= 2
	if !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), b.path) || !strings.Contains(err.Error(), "is kept") {
		t.Errorf("error %v", err)
	}
	if saved == 0 {
		t.Fatal("nothing was saved")
	}
	wantCounts(t, b, Counts{saved, saved, saved, saved})
	if _, err := b.db.ExecContext(t.Context(), `PRAGMA max_page_count = 10000`); err != nil {
		t.Fatal(err)
	}
	add(t, b, sample(saved), sample(saved+1))
	b.db.SetMaxOpenConns(0)
	wantSound(t, b)
}

// TestConcurrency lets goroutines open, create and fill one casebook through
// handles of their own, and read it meanwhile.
func TestConcurrency(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casebook.db")
	const books, writers, batches, size = 3, 4, 5, 4
	var wg sync.WaitGroup
	for i := range books {
		wg.Go(func() {
			b, err := Open(t.Context(), path, Options{})
			if err != nil {
				t.Error(err)
				return
			}
			defer b.Close()
			var inner sync.WaitGroup
			for j := range writers {
				inner.Go(func() {
					for k := range batches {
						batch := []Intake{sample(0)} // all of them add this one
						for l := range size {
							batch = append(batch, sample(1+((i*writers+j)*batches+k)*size+l))
						}
						if _, err := b.Add(t.Context(), "reader", "read", batch); err != nil {
							t.Error(err)
							return
						}
					}
				})
				inner.Go(func() {
					for s, err := range b.Cases(t.Context()) {
						if err != nil {
							t.Error(err)
							return
						}
						if _, err := b.Case(t.Context(), s.Number); err != nil {
							t.Error(err)
							return
						}
					}
				})
			}
			inner.Wait()
		})
	}
	wg.Wait()
	b := open(t, path)
	const want = 1 + books*writers*batches*size
	wantCounts(t, b, Counts{want, want, want, want})
	wantSound(t, b)
}
