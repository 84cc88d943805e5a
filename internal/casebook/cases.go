package casebook

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"jikenbo"
)

// Summary is a case in a list.
type Summary struct {
	Number    jikenbo.Number `json:"number"`
	Status    jikenbo.Status `json:"status"`
	Case      jikenbo.Case   `json:"case"`      // the facts now
	Notices   int            `json:"notices"`   // how many different ones it was made from, 1 or more
	Revisions int            `json:"revisions"` // 1 or more
}

// Cases gives every case, withdrawn ones included, in the order of their
// numbers. It holds one case at a time in memory, and shows the casebook as it
// was when it began. It ends after the first error.
func (b *Book) Cases(ctx context.Context) iter.Seq2[Summary, error] {
	return func(yield func(Summary, error) bool) {
		rows, err := b.db.QueryContext(ctx, `
			SELECT c.year, c.seq, r.status, r.n, coalesce(r.facts, e.facts),
				(SELECT count(DISTINCT notice) FROM entries WHERE case_id = c.id)
			FROM cases c
			JOIN revisions r ON r.case_id = c.id AND r.n = (SELECT max(n) FROM revisions WHERE case_id = c.id)
			LEFT JOIN entries e ON e.id = r.entry
			ORDER BY c.year, c.seq`)
		if err != nil {
			yield(Summary{}, b.fail("list", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var s Summary
			var facts sql.NullString
			err := rows.Scan(&s.Number.Year, &s.Number.Seq, &s.Status, &s.Revisions, &facts, &s.Notices)
			if err == nil {
				err = decode(facts, &s.Case, sql.NullString{}, nil, sql.NullString{}, nil)
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
	tx, err := b.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, b.fail("case "+n.String(), err)
	}
	defer tx.Rollback() // a snapshot, to be given up
	_, rec, err := record(ctx, tx, n)
	if err != nil {
		return nil, b.fail("case "+n.String(), err)
	}
	return rec, nil
}

// record reads a case, in one transaction.
func record(ctx context.Context, tx *sql.Tx, n jikenbo.Number) (id int64, rec *jikenbo.Record, err error) {
	err = tx.QueryRowContext(ctx, `SELECT id FROM cases WHERE year = ? AND seq = ?`, n.Year, n.Seq).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil, jikenbo.ErrNotFound
	}
	if err != nil {
		return 0, nil, err
	}
	rec = &jikenbo.Record{Number: n}
	if err := readRevisions(ctx, tx, id, rec); err != nil {
		return 0, nil, err
	}
	if len(rec.Revisions) == 0 {
		return 0, nil, errors.New("the case has no revision: verify the casebook")
	}
	now := rec.Revisions[len(rec.Revisions)-1]
	rec.Case, rec.Evidence, rec.Conflicts = now.Case, now.Evidence, now.Conflicts
	return id, rec, readEntryRefs(ctx, tx, id, rec)
}

func readRevisions(ctx context.Context, tx *sql.Tx, id int64, rec *jikenbo.Record) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT r.n, h.at, h.who, h.why || coalesce('; ' || r.note, ''), r.status,
			coalesce(r.facts, e.facts), coalesce(r.evidence, e.evidence), coalesce(r.conflicts, e.conflicts), coalesce(lower(hex(n.sha256)), '')
		FROM revisions r JOIN changes h ON h.id = r.change
		LEFT JOIN entries e ON e.id = r.entry LEFT JOIN notices n ON n.id = e.notice
		WHERE r.case_id = ? ORDER BY r.n`, id)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var rev jikenbo.Revision
		var at, notice string
		var facts, evidence, conflicts sql.NullString
		if err := rows.Scan(&rev.N, &at, &rev.Who, &rev.Why, &rec.Status, &facts, &evidence, &conflicts, &notice); err != nil {
			return err
		}
		if err := decode(facts, &rev.Case, evidence, &rev.Evidence, conflicts, &rev.Conflicts); err != nil {
			return fmt.Errorf("revision %d: %w", rev.N, err)
		}
		if rev.At, err = parseTime(at); err != nil {
			return fmt.Errorf("revision %d: %w", rev.N, err)
		}
		if notice != "" {
			attribute(&rev, notice)
		}
		rec.Revisions = append(rec.Revisions, rev)
	}
	return rows.Err()
}

// attribute names the notice in every span of a reading.
func attribute(rev *jikenbo.Revision, notice string) {
	for _, spans := range rev.Evidence {
		for i := range spans {
			spans[i].Notice = notice
		}
	}
	for _, c := range rev.Conflicts {
		for _, other := range c.Others {
			for i := range other.Spans {
				other.Spans[i].Notice = notice
			}
		}
	}
}

func readEntryRefs(ctx context.Context, tx *sql.Tx, id int64, rec *jikenbo.Record) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT lower(hex(n.sha256)), (SELECT path FROM sources WHERE notice = n.id ORDER BY id LIMIT 1), e.n, e.start, e.stop
		FROM entries e JOIN notices n ON n.id = e.notice WHERE e.case_id = ? ORDER BY e.id`, id)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var ref jikenbo.EntryRef
		if err := rows.Scan(&ref.Notice, &ref.Source, &ref.Entry, &ref.Start, &ref.End); err != nil {
			return err
		}
		rec.Notices = append(rec.Notices, ref)
	}
	return rows.Err()
}
