package casebook

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"

	"jikenbo"
	"jikenbo/internal/identity"
	"jikenbo/internal/search"

	sqlite3 "modernc.org/sqlite/lib"
)

// Problem is something that is not as it must be in a casebook.
type Problem struct {
	Where  string `json:"where"` // the notice, the case or the file
	What   string `json:"what"`
	Remark bool   `json:"remark,omitempty"` // it is no fault, only something to know
}

// Decoder makes the text of a notice of its bytes and the Content-Type that
// came with them, and names the rules it did so by, with their version.
type Decoder func(b []byte, declared string) (text, charset, reader string, err error)

// String gives the problem as one line.
func (p Problem) String() string { return p.Where + ": " + p.What }

// Verify proves the casebook from the stored bytes on and gives every problem;
// none means that it is sound. It decodes every notice anew, compares its text
// with the stored one, and proves against that every span of every entry and of
// every revision of every case. Where the rules of decode have another version
// than those that a notice was read by, their texts may differ, and a remark
// says so. It proves every hash, that every
// fact has evidence, that revisions have no gaps, that every open case has a
// notice and every other one leads to such a case or is withdrawn, the structure
// of the file, that cascades are what the cases tell, and that the search index has every document once, as it is now. It does not judge what the facts say.
//
// It shows the casebook as it was when it began, holds one notice at a time in
// memory, and ends after the first error, which means that it could not go on.
func (b *Book) Verify(ctx context.Context, decode Decoder) iter.Seq2[Problem, error] {
	return func(yield func(Problem, error) bool) {
		tx, err := b.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
		if err != nil {
			yield(Problem{}, b.fail("verify", err))
			return
		}
		defer tx.Rollback() // a snapshot, to be given up
		v := &verifier{ctx: ctx, tx: tx, decode: decode, path: b.path, yield: yield, base: b.base}
		for _, proof := range []func() error{v.file, v.notices, v.cases, v.revisions, v.roots, v.links, v.joined, v.cascades, v.named, v.numbers, v.index} {
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
// casebook. Only open cases are looked at. It ends after the first error.
func (b *Book) Lint(ctx context.Context) iter.Seq2[CaseFlaw, error] {
	return func(yield func(CaseFlaw, error) bool) {
		rows, err := b.db.QueryContext(ctx, `
			SELECT c.year, c.seq, coalesce(r.facts, e.facts), coalesce(r.evidence, e.evidence)
			FROM cases c
			JOIN revisions r ON r.case_id = c.id AND r.n = (SELECT max(n) FROM revisions WHERE case_id = c.id)
			LEFT JOIN entries e ON e.id = r.entry
			WHERE r.status = 'open' ORDER BY c.year, c.seq`)
		if err != nil {
			yield(CaseFlaw{}, b.fail("lint", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var n jikenbo.Number
			var c jikenbo.Case
			var e jikenbo.Evidence
			var facts, evidence sql.RawBytes
			err := rows.Scan(&n.Year, &n.Seq, &facts, &evidence)
			if err == nil {
				err = decodeReading(facts, &c, evidence, &e, nil, nil)
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
	decode Decoder
	path   string
	yield  func(Problem, error) bool

	aliases *identity.Aliases // that links and cascades were made with
	base    *identity.Aliases // without those that persons decided
}

func (v *verifier) report(where, format string, args ...any) error {
	return v.say(Problem{Where: where, What: fmt.Sprintf(format, args...)})
}

func (v *verifier) say(p Problem) error {
	if !v.yield(p, nil) {
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
		SELECT n.sha256, n.charset, n.bytes, n.text, n.reader, n.declared, EXISTS (SELECT 1 FROM sources WHERE notice = n.id) FROM notices n ORDER BY n.id`,
		func(rows *sql.Rows) error {
			var sha, bytes []byte
			var charset, reader, declared string
			var kept sql.NullString
			var sourced bool
			if err := rows.Scan(&sha, &charset, &bytes, &kept, &reader, &declared, &sourced); err != nil {
				return err
			}
			stored := kept.String
			if !kept.Valid {
				stored = string(bytes)
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
			text, actual, now, err := v.decode(bytes, declared)
			switch {
			case err != nil:
				err = v.report(where, "its bytes cannot be decoded: %v", err)
			case now != reader:
				err = v.say(Problem{where, fmt.Sprintf("read by %q, which is now %q", reader, now), true})
			case actual != charset:
				err = v.report(where, "its charset is %s, not %s", actual, charset)
			case stored != text:
				err = v.report(where, "its text is not what its bytes decode to")
			}
			if err != nil {
				return err
			}
			return v.entries(where, sha, stored)
		})
}

func (v *verifier) entries(where string, sha []byte, text string) error {
	rs, err := readings(v.ctx, v.tx.QueryContext, sha)
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

// cases proves that every open case has an entry, and every case a revision;
// that entries are where the log of their moves ends; and that every number of a
// duplicate leads to a case that is none.
func (v *verifier) cases() error {
	err := v.each(`
		SELECT c.year, c.seq, EXISTS (SELECT 1 FROM entries WHERE case_id = c.id),
			coalesce((SELECT status FROM revisions WHERE case_id = c.id ORDER BY n DESC LIMIT 1), '')
		FROM cases c ORDER BY c.year, c.seq`,
		func(rows *sql.Rows) error {
			var n jikenbo.Number
			var entered bool
			var status jikenbo.Status
			if err := rows.Scan(&n.Year, &n.Seq, &entered, &status); err != nil {
				return err
			}
			if status == "" {
				return v.report("case "+n.String(), "no revision")
			}
			if entered == (status == jikenbo.Inferred) && (entered || status == jikenbo.Open) {
				what := "no notice"
				if entered {
					what = "a notice, though it is inferred from those of others"
				}
				return v.report("case "+n.String(), "%s", what)
			}
			return nil
		})
	if err != nil {
		return err
	}
	err = v.each(`
		SELECT m.id, m.entry FROM moves m
		WHERE m.now <> coalesce((SELECT was FROM moves WHERE entry = m.entry AND id > m.id ORDER BY id LIMIT 1), (SELECT case_id FROM entries WHERE id = m.entry), 0)`,
		func(rows *sql.Rows) error {
			var move, entry int64
			if err := rows.Scan(&move, &entry); err != nil {
				return err
			}
			return v.report(v.path, "move %d brought entry %d to another case than it was in after that", move, entry)
		})
	if err != nil {
		return err
	}
	return v.each(`
		WITH RECURSIVE last (id, redirect) AS (
			SELECT c.id, (SELECT redirect FROM revisions WHERE case_id = c.id ORDER BY n DESC LIMIT 1) FROM cases c),
		way (start, at) AS (
			SELECT id, redirect FROM last WHERE redirect IS NOT NULL
			UNION -- ends where a way meets itself
			SELECT way.start, last.redirect FROM way JOIN last ON last.id = way.at WHERE last.redirect IS NOT NULL)
		SELECT c.year, c.seq FROM way JOIN cases c ON c.id = way.start WHERE way.start = way.at ORDER BY 1, 2`,
		func(rows *sql.Rows) error {
			var n jikenbo.Number
			if err := rows.Scan(&n.Year, &n.Seq); err != nil {
				return err
			}
			return v.report("case "+n.String(), "it leads back to itself")
		})
}

// links proves that every incident can be found by what it tells.
func (v *verifier) links() error {
	var version int
	if err := oneRow(v.ctx, v.tx.QueryContext, `SELECT version FROM link_state`, nil, &version); err != nil {
		return err
	}
	query := func(query string, args ...any) (*sql.Rows, error) { return v.tx.QueryContext(v.ctx, query, args...) }
	if version != linkVersion {
		return v.say(Problem{"links", fmt.Sprintf("of version %d; they are made anew when the casebook is opened for writing", version), true})
	}
	stray := func(rows *sql.Rows) error {
		var n int
		if err := rows.Scan(&n); err != nil || n == 0 {
			return err
		}
		return v.report("links", "%d keys of no incident", n)
	}
	if err := v.each(`SELECT count(*) FROM link_keys WHERE entry NOT IN (SELECT id FROM entries WHERE case_id IS NOT NULL)`, stray); err != nil {
		return err
	}
	kept := make(map[int64][]int64)
	err := v.each(`SELECT entry, key FROM link_keys`, func(rows *sql.Rows) error {
		var entry, key int64
		err := rows.Scan(&entry, &key)
		kept[entry] = append(kept[entry], key)
		return err
	})
	if err != nil {
		return err
	}
	return v.each(`SELECT id, lower(hex((SELECT sha256 FROM notices WHERE id = notice))), n FROM entries WHERE case_id IS NOT NULL`, func(rows *sql.Rows) error {
		var entry int64
		var sha string
		var n int
		if err := rows.Scan(&entry, &sha, &n); err != nil {
			return err
		}
		where := fmt.Sprintf("notice %s entry %d", sha, n)
		p, _, err := readProfile(query, entry, true, v.aliases)
		if err != nil {
			if resultCode(err) != 0 {
				return err
			}
			return v.report(where, "%v", err)
		}
		slices.Sort(kept[entry])
		if !slices.Equal(keysOf(p), kept[entry]) {
			return v.report(where, "it cannot be found by what it tells")
		}
		return nil
	})
}

// joined proves that every case says what its entries and the decisions of
// persons make of it.
func (v *verifier) joined() error {
	query := func(query string, args ...any) (*sql.Rows, error) { return v.tx.QueryContext(v.ctx, query, args...) }
	return v.each(`
		SELECT c.id, c.year, c.seq, r.decided, coalesce(r.facts, e.facts), coalesce(r.evidence, e.evidence)
		FROM cases c JOIN revisions r ON r.case_id = c.id AND r.n = (SELECT max(n) FROM revisions WHERE case_id = c.id) LEFT JOIN entries e ON e.id = r.entry
		WHERE r.status = 'open'`, func(rows *sql.Rows) error {
		var id int64
		var number jikenbo.Number
		var decided string
		var facts, evidence sql.RawBytes
		now := new(state)
		if err := rows.Scan(&id, &number.Year, &number.Seq, &decided, &facts, &evidence); err != nil {
			return err
		}
		if err := decodeReading(facts, &now.Case, evidence, &now.Evidence, nil, nil); err != nil {
			return nil // told already
		}
		now.decided = parseFields(decided)
		as, err := tellings(query, id, false)
		if err != nil || len(as) == 0 {
			if resultCode(err) != 0 {
				return err
			}
			return nil // told already
		}
		together := together(as)
		next := overlay(now, &together, nil)
		if alike, err := sameJSON(next.Case, now.Case); err != nil || alike {
			return err
		}
		return v.say(Problem{"case " + number.String(), "its notices say together what it does not say, as read by this program", true})
	})
}

// revisions proves every revision of every case. Those that are an entry's
// reading were proved with the entry.
func (v *verifier) revisions() error {
	var last jikenbo.Number
	var lastN int
	return v.each(`
		SELECT c.year, c.seq, r.n, r.entry IS NULL, coalesce(e.case_id = c.id OR EXISTS (SELECT 1 FROM moves WHERE entry = e.id AND was = c.id), FALSE), r.facts, r.evidence, r.conflicts
		FROM revisions r JOIN cases c ON c.id = r.case_id LEFT JOIN entries e ON e.id = r.entry ORDER BY r.case_id, r.n`,
		func(rows *sql.Rows) error {
			var number jikenbo.Number
			var n int
			var curated, own bool
			var facts, evidence, conflicts sql.RawBytes
			if err := rows.Scan(&number.Year, &number.Seq, &n, &curated, &own, &facts, &evidence, &conflicts); err != nil {
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
			var k []jikenbo.Conflict
			if err := decodeReading(facts, &c, evidence, &e, conflicts, &k); err != nil {
				return v.report(where, "%v", err)
			}
			text := v.texts()
			for _, err := range append(prove(&c, e, text), proveConflicts(k, text)...) {
				if err := v.report(where, "%v", err); err != nil {
					return err
				}
			}
			return nil
		})
}

// texts gives a function that reads the stored text of a notice, once for as
// long as the same one is asked for.
func (v *verifier) texts() func(sha string) (string, error) {
	var held, text string
	return func(sha string) (string, error) {
		if sha == held && held != "" {
			return text, nil
		}
		n, err := notice(v.ctx, v.tx.QueryContext, sha)
		if err != nil {
			return "", err
		}
		held, text = sha, n.Text
		return text, nil
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

// index proves that the search index has every case, and every entry that is no
// incident, once, with the terms that are made of it anew.
func (v *verifier) index() error {
	const where = "search index"
	query := v.tx.QueryContext
	var version int
	if err := oneRow(v.ctx, query, `SELECT version FROM search_state`, nil, &version); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return v.report(where, "its state is lost")
		}
		return err
	}
	if version != search.Version {
		return v.say(Problem{where, fmt.Sprintf("of version %d; it is made anew when the casebook is opened for writing", version), true})
	}
	left := make(map[int64]bool) // documents that were not seen yet
	err := v.each(`SELECT id << 1 FROM cases UNION ALL SELECT id << 1 | 1 FROM entries WHERE case_id IS NULL`, func(rows *sql.Rows) error {
		var ref int64
		if err := rows.Scan(&ref); err != nil {
			return err
		}
		left[ref] = true
		return nil
	})
	if err != nil {
		return err
	}
	see := func(ref int64) error {
		if !left[ref] {
			return v.report(where, "document %d is there twice, or is none", ref)
		}
		delete(left, ref)
		return nil
	}
	pending, err := pendingRefs(v.ctx, query, math.MaxInt64)
	if err != nil {
		return err
	}
	gone := make(map[int64]bool, len(pending))
	for _, p := range pending {
		gone[p.ref] = true
		if err := see(p.ref); err != nil {
			return err
		}
	}
	var ids []int64
	err = v.each(`SELECT id FROM search_segments ORDER BY id`, func(rows *sql.Rows) error {
		ids = append(ids, 0)
		return rows.Scan(&ids[len(ids)-1])
	})
	if err != nil {
		return err
	}
	for _, id := range ids {
		err := v.segment(id, gone, see)
		if errors.Is(err, search.ErrDamaged) || errors.Is(err, sql.ErrNoRows) {
			err = v.report(where, "segment %d: %v", id, err)
		}
		if err != nil {
			return err
		}
	}
	for ref := range left {
		if err := v.report(where, "document %d is not there", ref); err != nil {
			return err
		}
	}
	return v.each(`SELECT count(*) FROM search_blocks WHERE id >> 24 NOT IN (SELECT id FROM search_segments)`, func(rows *sql.Rows) error {
		var stray int
		if err := rows.Scan(&stray); err != nil || stray == 0 {
			return err
		}
		return v.report(where, "%d blocks of no segment", stray)
	})
}

// segment proves the documents of a segment that are up to date.
func (v *verifier) segment(id int64, gone map[int64]bool, see func(int64) error) error {
	query := v.tx.QueryContext
	s, err := openSegment(v.ctx, query, id)
	if err != nil {
		return err
	}
	sums, err := s.Sums(func(segment int64, n int) (block []byte, err error) {
		err = oneRow(v.ctx, query, blockQuery, []any{segment<<blockBits | int64(n)}, &block)
		return block, err
	})
	if err != nil {
		return err
	}
	const batch = 1000
	var refs []int64
	prove := func() error {
		docs, err := loadDocuments(v.ctx, query, refs, true, func(*document) {})
		if err != nil {
			if resultCode(err) != 0 {
				return err
			}
			return v.report("search index", "documents of segment %d: %v", id, err)
		}
		for _, d := range docs {
			card, doc := search.NewCard(&d.Document), s.Find(d.Ref)
			if sums[doc] != card.Sum() || !card.SameRow(s.Segment, doc) {
				if err := v.report("search index", "document %d of segment %d is not as it is now", d.Ref, id); err != nil {
					return err
				}
			}
		}
		refs = refs[:0]
		return nil
	}
	for doc := range s.Docs() {
		ref := s.Ref(doc)
		if s.isDead(doc) || gone[ref] {
			continue
		}
		if err := see(ref); err != nil {
			return err
		}
		if refs = append(refs, ref); len(refs) == batch {
			if err := prove(); err != nil {
				return err
			}
		}
	}
	return prove()
}
