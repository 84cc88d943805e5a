package casebook

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"iter"

	"jikenbo"
)

// Entry is one entry of one notice with what was read out of it. Its spans do
// not name the notice, which Ref does.
type Entry struct {
	Ref       jikenbo.EntryRef   `json:"ref"`
	Number    jikenbo.Number     `json:"number,omitzero"` // of the case it is of; zero for an entry that is no incident
	Case      jikenbo.Case       `json:"case"`
	Evidence  jikenbo.Evidence   `json:"evidence"`
	Conflicts []jikenbo.Conflict `json:"conflicts,omitempty"`
}

const entryColumns = `
	SELECT n.sha256, (SELECT path FROM sources WHERE notice = n.id ORDER BY id LIMIT 1), e.n, e.start, e.stop,
		coalesce(c.year, 0), coalesce(c.seq, 0), e.facts, e.evidence, e.conflicts
	FROM entries e JOIN notices n ON n.id = e.notice LEFT JOIN cases c ON c.id = e.case_id `

func scanEntry(row *sql.Rows) (Entry, error) {
	var e Entry
	var sha []byte
	var facts, evidence, conflicts sql.RawBytes
	err := row.Scan(&sha, &e.Ref.Source, &e.Ref.Entry, &e.Ref.Start, &e.Ref.End, &e.Number.Year, &e.Number.Seq, &facts, &evidence, &conflicts)
	if err != nil {
		return Entry{}, err
	}
	e.Ref.Notice = hex.EncodeToString(sha)
	return e, decodeReading(facts, &e.Case, evidence, &e.Evidence, conflicts, &e.Conflicts)
}

// Entries gives every entry of a kind, those of the notice that was kept last
// first, in the order of each notice. It holds one entry at a time in memory,
// and ends after the first error.
func (b *Book) Entries(ctx context.Context, kind jikenbo.Kind) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		where := `WHERE e.kind = ? AND e.case_id IS NULL ORDER BY e.notice DESC, e.n`
		if kind == jikenbo.Incident {
			where = `WHERE e.kind = ? AND e.case_id IS NOT NULL ORDER BY e.notice DESC, e.n`
		}
		rows, err := b.db.QueryContext(ctx, entryColumns+where, string(kind))
		if err != nil {
			yield(Entry{}, b.fail("entries", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			e, err := scanEntry(rows)
			if err != nil {
				yield(Entry{}, b.fail("entries", err))
				return
			}
			if !yield(e, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Entry{}, b.fail("entries", err))
		}
	}
}

// Entry gives the n-th entry, counted from 1, of the notice with that SHA-256
// (in hexadecimal). The error wraps [jikenbo.ErrNotFound] if there is none.
func (b *Book) Entry(ctx context.Context, sha string, n int) (Entry, error) {
	key, err := hex.DecodeString(sha)
	if err != nil {
		return Entry{}, b.fail("entry of a notice", jikenbo.ErrNotFound)
	}
	e, err := b.entry(ctx, key, n)
	if err != nil {
		return Entry{}, b.fail("entry of notice "+sha, err)
	}
	return e, nil
}

func (b *Book) entry(ctx context.Context, sha []byte, n int) (Entry, error) {
	rows, err := b.look(ctx, entryColumns+`WHERE n.sha256 = ? AND e.n = ?`, sha, n)
	if err != nil {
		return Entry{}, err
	}
	defer rows.Close()
	if !rows.Next() {
		return Entry{}, cmp.Or(rows.Err(), jikenbo.ErrNotFound)
	}
	return scanEntry(rows)
}
