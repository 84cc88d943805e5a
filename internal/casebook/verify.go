package casebook

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"

	"jikenbo"

	sqlite3 "modernc.org/sqlite/lib"
)

// Problem is something that is not as it must be in a casebook.
type Problem struct {
	Where string `json:"where"` // the notice, the case or the file
	What  string `json:"what"`
}

// String gives the problem as one line.
func (p Problem) String() string { return p.Where + ": " + p.What }

// Verify proves the casebook from the stored bytes on and gives every problem;
// none means that it is sound. It decodes every notice anew with decode, which
// gives its text and charset, and proves against that text every span of every
// entry and of every revision of every case. It proves every hash, that every
// fact has evidence, that revisions have no gaps, that every case has a
// notice, and the structure of the file. It does not judge what the facts say.
//
// It shows the casebook as it was when it began, holds one notice at a time in
// memory, and ends after the first error, which means that it could not go on.
func (b *Book) Verify(ctx context.Context, decode func([]byte) (text, charset string, err error)) iter.Seq2[Problem, error] {
	return func(yield func(Problem, error) bool) {
		tx, err := b.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
		if err != nil {
			yield(Problem{}, b.fail("verify", err))
			return
		}
		defer tx.Rollback() // a snapshot, to be given up
		v := &verifier{ctx: ctx, tx: tx, decode: decode, path: b.path, yield: yield}
		for _, proof := range []func() error{v.file, v.notices, v.cases, v.revisions, v.numbers} {
			err := proof()
			if resultCode(err) == sqlite3.SQLITE_CORRUPT {
				err = v.report(b.path, "it is damaged: %v", err)
			}
			if errors.Is(err, errStopped) {
				return
			}
			if err != nil {
				yield(Problem{}, b.fail("verify", err))
				return
			}
		}
	}
}

// CaseFlaw is something in the facts of a case that does not add up.
type CaseFlaw struct {
	Number jikenbo.Number `json:"number"`
	jikenbo.Flaw
}

// Lint gives what does not add up in the facts of the cases as they are now,
// by number; see [jikenbo.Case.Lint]. Unlike a [Problem] it is no fault of the
// casebook. Withdrawn cases are left out. It ends after the first error.
func (b *Book) Lint(ctx context.Context) iter.Seq2[CaseFlaw, error] {
	return func(yield func(CaseFlaw, error) bool) {
		rows, err := b.db.QueryContext(ctx, `
			SELECT c.year, c.seq, coalesce(r.facts, e.facts), coalesce(r.evidence, e.evidence)
			FROM cases c
			JOIN revisions r ON r.case_id = c.id AND r.n = (SELECT max(n) FROM revisions WHERE case_id = c.id)
			LEFT JOIN entries e ON e.id = r.entry
			WHERE r.status <> 'withdrawn' ORDER BY c.year, c.seq`)
		if err != nil {
			yield(CaseFlaw{}, b.fail("lint", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var n jikenbo.Number
			var c jikenbo.Case
			var e jikenbo.Evidence
			var facts, evidence sql.NullString
			err := rows.Scan(&n.Year, &n.Seq, &facts, &evidence)
			if err == nil {
				err = decode(facts, &c, evidence, &e, sql.NullString{}, nil)
			}
			if err != nil {
				yield(CaseFlaw{}, b.fail("lint "+n.String(), err))
				return
			}
			for _, flaw := range c.Lint(e) {
				if !yield(CaseFlaw{n, flaw}, nil) {
					return
				}
			}
		}
		if err := rows.Err(); err != nil {
			yield(CaseFlaw{}, b.fail("lint", err))
		}
	}
}

// errStopped ends a verification whose caller wants no more problems.
var errStopped = errors.New("stopped")

type verifier struct {
	ctx    context.Context
	tx     *sql.Tx
	decode func([]byte) (text, charset string, err error)
	path   string
	yield  func(Problem, error) bool
}

func (v *verifier) report(where, format string, args ...any) error {
	if !v.yield(Problem{where, fmt.Sprintf(format, args...)}, nil) {
		return errStopped
	}
	return nil
}

// each runs a query and calls use for every row.
func (v *verifier) each(query string, use func(*sql.Rows) error) error {
	rows, err := v.tx.QueryContext(v.ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := use(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// file proves the structure of the SQLite file.
func (v *verifier) file() error {
	err := v.each(`PRAGMA integrity_check`, func(rows *sql.Rows) error {
		var what string
		if err := rows.Scan(&what); err != nil || what == "ok" {
			return err
		}
		return v.report(v.path, "%s", what)
	})
	if err != nil {
		return err
	}
	return v.each(`PRAGMA foreign_key_check`, func(rows *sql.Rows) error {
		var table, parent string
		var row, key sql.NullInt64
		if err := rows.Scan(&table, &row, &parent, &key); err != nil {
			return err
		}
		return v.report(v.path, "row %d of %s refers to a row of %s that is not there", row.Int64, table, parent)
	})
}

// notices proves every notice and every entry of it.
func (v *verifier) notices() error {
	return v.each(`
		SELECT n.sha256, n.charset, n.bytes, n.text, EXISTS (SELECT 1 FROM sources WHERE notice = n.id) FROM notices n ORDER BY n.id`,
		func(rows *sql.Rows) error {
			var sha, bytes []byte
			var charset string
			var kept sql.NullString
			var sourced bool
			if err := rows.Scan(&sha, &charset, &bytes, &kept, &sourced); err != nil {
				return err
			}
			where := "notice " + hex.EncodeToString(sha)
			if !sourced {
				if err := v.report(where, "no source"); err != nil {
					return err
				}
			}
			if actual := jikenbo.Hash(bytes); actual != hex.EncodeToString(sha) {
				if err := v.report(where, "the SHA-256 of its bytes is %s", actual); err != nil {
					return err
				}
			}
			text, actual, err := v.decode(bytes)
			if err != nil {
				return v.report(where, "its bytes cannot be decoded: %v", err)
			}
			if actual != charset {
				if err := v.report(where, "its charset is %s, not %s", actual, charset); err != nil {
					return err
				}
			}
			if stored := kept.String; kept.Valid && stored != text || !kept.Valid && string(bytes) != text {
				if err := v.report(where, "its text is not what its bytes decode to"); err != nil {
					return err
				}
			}
			return v.entries(where, sha, text)
		})
}

func (v *verifier) entries(where string, sha []byte, text string) error {
	rs, err := readings(v.ctx, v.tx, sha)
	if err != nil {
		if resultCode(err) != 0 {
			return err
		}
		return v.report(where, "%v", err)
	}
	for i := range rs {
		for _, err := range checkReading(&rs[i], text) {
			if err := v.report(fmt.Sprintf("%s entry %d", where, rs[i].Entry), "%v", err); err != nil {
				return err
			}
		}
	}
	return nil
}

// cases proves that every case has an entry and a revision.
func (v *verifier) cases() error {
	return v.each(`
		SELECT c.year, c.seq, EXISTS (SELECT 1 FROM entries WHERE case_id = c.id), EXISTS (SELECT 1 FROM revisions WHERE case_id = c.id)
		FROM cases c ORDER BY c.year, c.seq`,
		func(rows *sql.Rows) error {
			var n jikenbo.Number
			var entered, revised bool
			if err := rows.Scan(&n.Year, &n.Seq, &entered, &revised); err != nil {
				return err
			}
			if !entered {
				if err := v.report("case "+n.String(), "no notice"); err != nil {
					return err
				}
			}
			if !revised {
				return v.report("case "+n.String(), "no revision")
			}
			return nil
		})
}

// revisions proves every revision of every case. Those that are an entry's
// reading were proved with the entry.
func (v *verifier) revisions() error {
	var last jikenbo.Number
	var lastN int
	return v.each(`
		SELECT c.year, c.seq, r.n, r.entry IS NULL, coalesce(e.case_id = c.id, FALSE), r.facts, r.evidence
		FROM revisions r JOIN cases c ON c.id = r.case_id LEFT JOIN entries e ON e.id = r.entry ORDER BY r.case_id, r.n`,
		func(rows *sql.Rows) error {
			var number jikenbo.Number
			var n int
			var curated, own bool
			var facts, evidence sql.NullString
			if err := rows.Scan(&number.Year, &number.Seq, &n, &curated, &own, &facts, &evidence); err != nil {
				return err
			}
			where := fmt.Sprintf("case %v revision %d", number, n)
			if number != last {
				last, lastN = number, 0
			}
			lastN++
			if n != lastN {
				if err := v.report(where, "revision %d is missing", lastN); err != nil {
					return err
				}
				lastN = n
			}
			if !curated {
				if !own {
					return v.report(where, "its entry is not one of the case")
				}
				return nil
			}
			var c jikenbo.Case
			var e jikenbo.Evidence
			if err := decode(facts, &c, evidence, &e, sql.NullString{}, nil); err != nil {
				return v.report(where, "%v", err)
			}
			for _, err := range prove(&c, e, v.texts()) {
				if err := v.report(where, "%v", err); err != nil {
					return err
				}
			}
			return nil
		})
}

// texts gives a function that decodes a notice anew, once for as long as the
// same one is asked for.
func (v *verifier) texts() func(sha string) (string, error) {
	var held, text string
	return func(sha string) (string, error) {
		if sha == held && held != "" {
			return text, nil
		}
		n, err := notice(v.ctx, v.tx, sha)
		if err != nil {
			return "", err
		}
		t, _, err := v.decode(n.Bytes)
		if err != nil {
			return "", err
		}
		held, text = sha, t
		return t, nil
	}
}

// numbers proves that no number can be given out a second time.
func (v *verifier) numbers() error {
	return v.each(`
		SELECT c.year, c.seq, count(*), max(NOT c.printed AND coalesce(a.next <= c.seq, TRUE))
		FROM cases c LEFT JOIN allocations a ON a.year = c.year
		GROUP BY c.year, c.seq HAVING count(*) > 1 OR max(NOT c.printed AND coalesce(a.next <= c.seq, TRUE))`,
		func(rows *sql.Rows) error {
			var n jikenbo.Number
			var count int
			var ahead bool
			if err := rows.Scan(&n.Year, &n.Seq, &count, &ahead); err != nil {
				return err
			}
			if count > 1 {
				return v.report("case "+n.String(), "%d cases have this number", count)
			}
			return v.report("case "+n.String(), "its number was given out, but is not counted as used")
		})
}
