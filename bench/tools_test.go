package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/jackc/pgx/v5"
	_ "modernc.org/sqlite"
)

// Answers of SQL: the newest 20, in a row each, then the count of each value
// of each facet, then the total.
const (
	hitsSQL = `WITH hits AS MATERIALIZED (SELECT %s AS id FROM docs WHERE %s) `
	answer1 = `SELECT * FROM (SELECT 'hit', '', id FROM hits ORDER BY id DESC LIMIT 20) h `
	answer2 = `UNION ALL SELECT facet, value, count(*) FROM hits JOIN facets ON facets.id = hits.id GROUP BY facet, value `
	answer3 = `UNION ALL SELECT 'total', '', count(*) FROM hits`
)

// statement gives the SQL of a question; param names its n-th parameter.
func statement(id string, q question, param func(int) string) (string, []any) {
	var where []string
	var args []any
	arg := func(v any) string {
		args = append(args, v)
		return param(len(args))
	}
	for _, w := range q.folded {
		where = append(where, "text LIKE "+arg("%"+w+"%"))
	}
	for _, f := range q.facets {
		where = append(where, fmt.Sprintf("%s IN (SELECT id FROM facets WHERE facet = %s AND value = %s)", id, arg(f[0]), arg(f[1])))
	}
	return fmt.Sprintf(hitsSQL, id, strings.Join(where, " AND ")) + answer1 + answer2 + answer3, args
}

// add takes a row of an answer.
func (a *answer) add(what string, n int64) {
	switch what {
	case "hit":
		a.newest = append(a.newest, n)
	case "total":
		a.total, a.exact = int(n), true
	}
}

// sqliteTool is SQLite with its own trigram index, through the same driver as
// the casebook's.
func sqliteTool() tool {
	var db *sql.DB
	var path string
	return tool{
		name: "SQLite trigram",
		open: func(t *testing.T, dir string, n int) {
			path = filepath.Join(dir, "docs.db")
			var err error
			if db, err = sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(wal)&_pragma=synchronous(off)&_pragma=cache_size(-65536)&_txlock=immediate"); err != nil {
				t.Fatal(err)
			}
			db.SetMaxOpenConns(1)
			exec := func(statement string) {
				if _, err := db.ExecContext(t.Context(), statement); err != nil {
					t.Fatalf("%s: %v", statement, err)
				}
			}
			exec(`CREATE VIRTUAL TABLE docs USING fts5(text, tokenize = 'trigram')`)
			exec(`CREATE TABLE facets (id INTEGER NOT NULL, facet TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (id, facet, value)) WITHOUT ROWID`)
			tx, err := db.BeginTx(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer tx.Rollback()
			doc, err := tx.PrepareContext(t.Context(), `INSERT INTO docs (rowid, text) VALUES (?, ?)`)
			if err != nil {
				t.Fatal(err)
			}
			facet, err := tx.PrepareContext(t.Context(), `INSERT INTO facets VALUES (?, ?, ?)`)
			if err != nil {
				t.Fatal(err)
			}
			for d := range documents(n) {
				if _, err := doc.ExecContext(t.Context(), d.id, d.text); err != nil {
					t.Fatal(err)
				}
				for _, f := range d.facets {
					if _, err := facet.ExecContext(t.Context(), d.id, f[0], f[1]); err != nil {
						t.Fatal(err)
					}
				}
			}
			if err := tx.Commit(); err != nil {
				t.Fatal(err)
			}
			exec(`CREATE INDEX facets_value ON facets (facet, value, id)`)
			exec(`INSERT INTO docs (docs) VALUES ('optimize')`)
			exec(`ANALYZE`)
			exec(`PRAGMA wal_checkpoint(TRUNCATE)`)
		},
		ask: func(ctx context.Context, q question) (answer, error) {
			statement, args := statement("docs.rowid", q, func(int) string { return "?" })
			rows, err := db.QueryContext(ctx, statement, args...)
			if err != nil {
				return answer{}, err
			}
			defer rows.Close()
			return answerOf(rows)
		},
		size:   func() int64 { return folderSize(filepath.Dir(path)) },
		close:  func() { db.Close() },
		remark: "Facets by GROUP BY over the hits. Words of one and two characters are no trigrams: it reads every text.",
	}
}

// answerOf reads the rows of a statement: what, a value and a number.
func answerOf(rows interface {
	Next() bool
	Scan(...any) error
	Err() error
}) (answer, error) {
	var a answer
	for rows.Next() {
		var what, value string
		var n int64
		if err := rows.Scan(&what, &value, &n); err != nil {
			return answer{}, err
		}
		a.add(what, n)
	}
	return a, rows.Err()
}

// postgresTool is a cluster of PostgreSQL 15 of its own, on a port of the
// loopback address, with pg_trgm.
func postgresTool(t *testing.T) tool {
	t.Helper()
	const bin = "/usr/lib/postgresql/15/bin"
	name := "PostgreSQL pg_trgm"
	if _, err := os.Stat(filepath.Join(bin, "initdb")); err != nil {
		return tool{name: name, remark: "there is no " + bin + "/initdb; install Debian's package postgresql"}
	}
	as := &syscall.SysProcAttr{}
	var owner *user.User
	if os.Geteuid() == 0 { // PostgreSQL does not run as root
		for _, candidate := range []string{"postgres", "nobody"} {
			if u, err := user.Lookup(candidate); err == nil {
				owner = u
				break
			}
		}
		if owner == nil {
			return tool{name: name, remark: "it does not run as root, and there is no user postgres or nobody"}
		}
		uid, err1 := strconv.Atoi(owner.Uid)
		gid, err2 := strconv.Atoi(owner.Gid)
		if err := errors.Join(err1, err2); err != nil {
			return tool{name: name, remark: err.Error()}
		}
		as.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	var conn *pgx.Conn
	var data, home string
	run := func(t *testing.T, program string, args ...string) {
		t.Helper()
		cmd := exec.Command(filepath.Join(bin, program), args...)
		cmd.Dir, cmd.SysProcAttr = home, as
		log, err := os.Create(filepath.Join(home, program+".log"))
		if err != nil {
			t.Fatal(err)
		}
		defer log.Close()
		cmd.Stdout, cmd.Stderr = log, log // a pipe would stay open as long as the server
		if err := cmd.Run(); err != nil {
			said, _ := os.ReadFile(log.Name())
			t.Fatalf("%s: %v\n%s", program, err, said)
		}
	}
	return tool{
		name: name,
		open: func(t *testing.T, _ string, n int) {
			var err error
			if home, err = os.MkdirTemp("", "jikenbo-bench-"); err != nil { // whose parents others may enter
				t.Fatal(err)
			}
			if owner != nil {
				if err := os.Chown(home, int(as.Credential.Uid), int(as.Credential.Gid)); err != nil {
					t.Fatal(err)
				}
			}
			data = filepath.Join(home, "data")
			run(t, "initdb", "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
			free, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			port := free.Addr().(*net.TCPAddr).Port
			free.Close()
			run(t, "pg_ctl", "start", "-w", "-D", data, "-l", filepath.Join(home, "server.log"), "-o", fmt.Sprintf(
				"-c listen_addresses=127.0.0.1 -c port=%d -c unix_socket_directories= -c fsync=off -c full_page_writes=off -c shared_buffers=1GB -c work_mem=64MB -c maintenance_work_mem=512MB -c max_wal_size=4GB -c random_page_cost=1.1 -c jit=off", port))
			if conn, err = pgx.Connect(t.Context(), fmt.Sprintf("postgres://bench@127.0.0.1:%d/postgres?sslmode=disable", port)); err != nil {
				t.Fatal(err)
			}
			exec := func(statement string) {
				if _, err := conn.Exec(t.Context(), statement); err != nil {
					t.Fatalf("%s: %v", statement, err)
				}
			}
			exec(`CREATE EXTENSION pg_trgm`)
			exec(`CREATE TABLE docs (id bigint NOT NULL, text text NOT NULL)`)
			exec(`CREATE TABLE facets (id bigint NOT NULL, facet text NOT NULL, value text NOT NULL)`)
			var rest []generated
			for d := range documents(n) {
				if rest = append(rest, d); len(rest) == 5000 {
					copyInto(t, conn, rest)
					rest = nil
				}
			}
			copyInto(t, conn, rest)
			exec(`ALTER TABLE docs ADD PRIMARY KEY (id)`)
			exec(`CREATE INDEX ON docs USING gin (text gin_trgm_ops)`)
			exec(`CREATE INDEX ON facets (id)`)
			exec(`CREATE INDEX ON facets (facet, value, id)`)
			exec(`VACUUM ANALYZE`)
			exec(`CHECKPOINT`)
		},
		ask: func(ctx context.Context, q question) (answer, error) {
			statement, args := statement("docs.id", q, func(n int) string { return fmt.Sprintf("$%d", n) })
			rows, err := conn.Query(ctx, statement, args...)
			if err != nil {
				return answer{}, err
			}
			defer rows.Close()
			return answerOf(rows)
		},
		size: func() int64 {
			var size int64
			if err := conn.QueryRow(context.Background(), `SELECT pg_total_relation_size('docs') + pg_total_relation_size('facets')`).Scan(&size); err != nil {
				return 0
			}
			return size
		},
		close: func() {
			if conn != nil {
				conn.Close(context.Background())
			}
			run(t, "pg_ctl", "stop", "-D", data, "-m", "immediate")
			os.RemoveAll(home)
		},
		remark: "Facets by GROUP BY over the hits; size without its log. Words of one and two characters have no trigram.",
	}
}

func copyInto(t *testing.T, conn *pgx.Conn, docs []generated) {
	t.Helper()
	var rows, facets [][]any
	for _, d := range docs {
		rows = append(rows, []any{d.id, d.text})
		for _, f := range d.facets {
			facets = append(facets, []any{d.id, f[0], f[1]})
		}
	}
	for _, table := range []struct {
		name    string
		columns []string
		rows    [][]any
	}{{"docs", []string{"id", "text"}, rows}, {"facets", []string{"id", "facet", "value"}, facets}} {
		if _, err := conn.CopyFrom(t.Context(), pgx.Identifier{table.name}, table.columns, pgx.CopyFromRows(table.rows)); err != nil {
			t.Fatal(err)
		}
	}
}

// bleveTool is bleve with its analyzer for Chinese, Japanese and Korean, which
// cuts text into pairs of characters.
func bleveTool() tool {
	var index bleve.Index
	var path string
	fields := []string{"year", "month", "stage", "leak", "discoverer", "damage", "type", "item", "excluded", "response", "supplier", "service", "recipient"}
	return tool{
		name: "bleve cjk",
		open: func(t *testing.T, dir string, n int) {
			path = filepath.Join(dir, "docs.bleve")
			text := bleve.NewTextFieldMapping()
			text.Analyzer, text.Store, text.IncludeInAll, text.DocValues = "cjk", false, false, false
			keyword := bleve.NewKeywordFieldMapping()
			keyword.Store, keyword.IncludeInAll, keyword.IncludeTermVectors = false, false, false
			m := bleve.NewIndexMapping()
			m.DefaultMapping = bleve.NewDocumentStaticMapping()
			m.DefaultMapping.AddFieldMappingsAt("text", text)
			m.DefaultMapping.AddFieldMappingsAt("id", keyword)
			for _, f := range fields {
				m.DefaultMapping.AddFieldMappingsAt(f, keyword)
			}
			var err error
			if index, err = bleve.New(path, m); err != nil {
				t.Fatal(err)
			}
			batch := index.NewBatch()
			flush := func() {
				if err := index.Batch(batch); err != nil {
					t.Fatal(err)
				}
				batch = index.NewBatch()
			}
			for d := range documents(n) {
				id := fmt.Sprintf("%019d", d.id)
				doc := map[string]any{"text": d.text, "id": id}
				for _, f := range d.facets {
					values, _ := doc[f[0]].([]string)
					doc[f[0]] = append(values, f[1])
				}
				if err := batch.Index(id, doc); err != nil {
					t.Fatal(err)
				}
				if batch.Size() == 1000 {
					flush()
				}
			}
			flush()
		},
		ask: func(ctx context.Context, q question) (answer, error) {
			var all []query.Query
			for _, w := range q.folded {
				phrase := bleve.NewMatchPhraseQuery(w)
				phrase.SetField("text")
				all = append(all, phrase)
			}
			for _, f := range q.facets {
				term := bleve.NewTermQuery(f[1])
				term.SetField(f[0])
				all = append(all, term)
			}
			request := bleve.NewSearchRequestOptions(bleve.NewConjunctionQuery(all...), 20, 0, false)
			request.SortBy([]string{"-id"})
			for _, f := range fields {
				request.AddFacet(f, bleve.NewFacetRequest(f, 100))
			}
			result, err := index.SearchInContext(ctx, request)
			if err != nil {
				return answer{}, err
			}
			a := answer{total: int(result.Total), exact: true}
			for _, hit := range result.Hits {
				id, err := strconv.ParseInt(hit.ID, 10, 64)
				if err != nil {
					return answer{}, err
				}
				a.newest = append(a.newest, id)
			}
			return a, nil
		},
		size:   func() int64 { return folderSize(path) },
		close:  func() { index.Close() },
		cannot: map[string]string{"1 character": "its analyzer makes pairs of what stands side by side"},
		remark: "It keeps no texts.",
	}
}
