package casebook

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"slices"

	"jikenbo"
)

// Summary is a case in a list.
type Summary struct {
	Number    jikenbo.Number `json:"number"`
	Status    jikenbo.Status `json:"status"`
	Case      jikenbo.Case   `json:"case"`              // the facts now
	Redirect  jikenbo.Number `json:"redirect,omitzero"` // the case that a duplicate leads to
	Notices   int            `json:"notices"`           // how many different ones it is made from; 0 for an inferred case and a duplicate whose notices are part of another
	Revisions int            `json:"revisions"`         // 1 or more
}

// Cases gives every case, withdrawn ones included, in the order of their
// numbers. It holds one case at a time in memory, and shows the casebook as it
// was when it began. It ends after the first error.
func (b *Book) Cases(ctx context.Context) iter.Seq2[Summary, error] {
	return b.CasesAfter(ctx, jikenbo.Number{})
}

// CasesAfter gives cases as [Book.Cases] does, from the one after a number on.
func (b *Book) CasesAfter(ctx context.Context, after jikenbo.Number) iter.Seq2[Summary, error] {
	return b.summaries(ctx, `(c.year, c.seq) > (?, ?)`, after.Year, after.Seq)
}

// summaries gives the cases of which a condition is true.
func (b *Book) summaries(ctx context.Context, where string, args ...any) iter.Seq2[Summary, error] {
	return func(yield func(Summary, error) bool) {
		rows, err := b.db.QueryContext(ctx, `
			SELECT c.year, c.seq, r.status, coalesce(d.year, 0), coalesce(d.seq, 0), r.n, coalesce(r.facts, e.facts),
				(SELECT count(DISTINCT notice) FROM entries WHERE case_id = c.id)
			FROM cases c
			JOIN revisions r ON r.case_id = c.id AND r.n = (SELECT max(n) FROM revisions WHERE case_id = c.id)
			LEFT JOIN entries e ON e.id = r.entry LEFT JOIN cases d ON d.id = r.redirect
			WHERE `+where+`
			ORDER BY c.year, c.seq`, args...)
		if err != nil {
			yield(Summary{}, b.fail("list", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var s Summary
			var facts sql.RawBytes
			err := rows.Scan(&s.Number.Year, &s.Number.Seq, &s.Status, &s.Redirect.Year, &s.Redirect.Seq, &s.Revisions, &facts, &s.Notices)
			if err == nil {
				err = decodeFacts(facts, &s.Case)
			}
			if err != nil {
				yield(Summary{}, b.fail("list "+s.Number.String(), err))
				return
			}
			if !yield(s, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Summary{}, b.fail("list", err))
		}
	}
}

// Case gives a case with all its notices and revisions. The error wraps
// [jikenbo.ErrNotFound] if there is none of that number.
func (b *Book) Case(ctx context.Context, n jikenbo.Number) (*jikenbo.Record, error) {
	rows, err := b.look(ctx, recordQuery, n.Year, n.Seq)
	if err != nil {
		return nil, b.fail("case "+n.String(), err)
	}
	_, rec, err := scanRecord(rows, n)
	if err != nil {
		return nil, b.fail("case "+n.String(), err)
	}
	return rec, nil
}

// record reads a case in a transaction, with its row.
func record(ctx context.Context, tx *sql.Tx, n jikenbo.Number) (id int64, rec *jikenbo.Record, err error) {
	rows, err := tx.QueryContext(ctx, recordQuery, n.Year, n.Seq)
	if err != nil {
		return 0, nil, err
	}
	return scanRecord(rows, n)
}

// recordQuery is what scanRecord wants: of a case its revisions, in any order,
// and its entries, which have no number of a revision. It is one statement,
// which sees the casebook at one moment. The case is found first, since SQLite
// plans a query anew each time if a partial index, as that of entries, could
// depend on its parameters; and first by CROSS JOIN, whose order it keeps.
const recordQuery = `
	WITH c AS MATERIALIZED (SELECT id FROM cases WHERE year = ? AND seq = ?)
	SELECT c.id, r.n, h.at, h.who, h.why || coalesce('; ' || r.note, ''), r.status, coalesce(d.year, 0), coalesce(d.seq, 0),
		coalesce(r.facts, e.facts), coalesce(r.evidence, e.evidence), coalesce(r.conflicts, e.conflicts), n.sha256, NULL, NULL, NULL, NULL, NULL
	FROM c LEFT JOIN revisions r ON r.case_id = c.id LEFT JOIN changes h ON h.id = r.change LEFT JOIN cases d ON d.id = r.redirect
	LEFT JOIN entries e ON e.id = r.entry LEFT JOIN notices n ON n.id = e.notice
	UNION ALL
	SELECT c.id, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, n.sha256,
		e.id, (SELECT path FROM sources WHERE notice = n.id ORDER BY id LIMIT 1), e.n, e.start, e.stop
	FROM c CROSS JOIN entries e ON e.case_id = c.id JOIN notices n ON n.id = e.notice`

// scanRecord reads what a recordQuery gives, and closes it.
func scanRecord(rows *sql.Rows, number jikenbo.Number) (id int64, rec *jikenbo.Record, err error) {
	defer rows.Close()
	rec = &jikenbo.Record{Number: number}
	type entryRef struct {
		id int64
		jikenbo.EntryRef
	}
	var refs []entryRef
	last := 0 // revision
	for rows.Next() {
		var rev jikenbo.Revision
		var ref entryRef
		var revision, entry, n, start, stop sql.NullInt64
		var at, who, why, status, path sql.NullString
		var redirect jikenbo.Number
		var facts, evidence, conflicts, sha sql.RawBytes
		if err := rows.Scan(&id, &revision, &at, &who, &why, &status, &redirect.Year, &redirect.Seq, &facts, &evidence, &conflicts, &sha, &entry, &path, &n, &start, &stop); err != nil {
			return 0, nil, err
		}
		notice := hex.EncodeToString(sha)
		if entry.Valid {
			ref.id, ref.Notice, ref.Source = entry.Int64, notice, path.String
			ref.Entry, ref.Start, ref.End = int(n.Int64), int(start.Int64), int(stop.Int64)
			refs = append(refs, ref)
			continue
		}
		if !revision.Valid {
			continue // the case has none
		}
		rev.N, rev.Who, rev.Why = int(revision.Int64), who.String, why.String
		if err := decodeReading(facts, &rev.Case, evidence, &rev.Evidence, conflicts, &rev.Conflicts); err != nil {
			return 0, nil, fmt.Errorf("revision %d: %w", rev.N, err)
		}
		if rev.At, err = parseTime(at.String); err != nil {
			return 0, nil, fmt.Errorf("revision %d: %w", rev.N, err)
		}
		if notice != "" {
			attribute(rev.Evidence, rev.Conflicts, notice)
		}
		rec.Revisions = append(rec.Revisions, rev)
		if last < rev.N {
			last, rec.Status, rec.Redirect = rev.N, jikenbo.Status(status.String), redirect
		}
	}
	if err := rows.Err(); err != nil {
		return 0, nil, err
	}
	switch {
	case id == 0:
		return 0, nil, jikenbo.ErrNotFound
	case len(rec.Revisions) == 0:
		return 0, nil, errors.New("the case has no revision: verify the casebook")
	}
	slices.SortFunc(rec.Revisions, func(a, b jikenbo.Revision) int { return cmp.Compare(a.N, b.N) })
	now := rec.Revisions[len(rec.Revisions)-1]
	rec.Case, rec.Evidence, rec.Conflicts = now.Case, now.Evidence, now.Conflicts
	slices.SortFunc(refs, func(a, b entryRef) int { return cmp.Compare(a.id, b.id) })
	for _, ref := range refs {
		rec.Notices = append(rec.Notices, ref.EntryRef)
	}
	return id, rec, nil
}
