package casebook

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"iter"
	"strings"
	"time"

	"jikenbo"
)

// CaseChange is what one change of the casebook did to one case.
type CaseChange struct {
	Change   int64          `json:"change"` // its number, 1 or more; later changes have larger ones
	At       time.Time      `json:"at"`
	Number   jikenbo.Number `json:"number"`
	What     Change         `json:"what"` // Added, Revised or Joined
	Status   jikenbo.Status `json:"status"`
	Revision int            `json:"revision"` // the last one of the case when the change was done

	caseID int64
}

// Mark is where the change stands in the order of [Book.Changes].
func (c CaseChange) Mark() Mark { return Mark{c.Change, c.caseID} }

// Mark is a place in the order in which changes touched cases. The zero Mark
// stands before all of them.
type Mark struct {
	Change int64
	Case   int64 // within the change; opaque. 0 stands before its first case
}

// After stands behind all that a change did.
func After(change int64) Mark { return Mark{Change: change + 1} }

// changesQuery gives what changes touched after a mark. Its halves come in the
// order of an index each and are merged as they are read.
const changesQuery = `
	SELECT r.change, r.case_id, r.n, h.at, c.year, c.seq, ` + stateThen + `
	FROM revisions r CROSS JOIN changes h ON h.id = r.change CROSS JOIN cases c ON c.id = r.case_id
	WHERE (r.change, r.case_id) > (?1, ?2)
	UNION ALL
	SELECT r.change, e.case_id, 0, h.at, c.year, c.seq, ` + stateThen + `
	FROM notices r CROSS JOIN changes h ON h.id = r.change CROSS JOIN entries e ON e.notice = r.id CROSS JOIN cases c ON c.id = e.case_id
	WHERE r.change >= ?1 AND (r.change > ?1 OR e.case_id > ?2)
	ORDER BY 1, 2, 3`

// stateThen is the last revision of a case c when the change of r was done, and
// the status it gave.
const stateThen = `
	(SELECT max(n) FROM revisions WHERE case_id = c.id AND change <= r.change),
	(SELECT status FROM revisions WHERE case_id = c.id AND change <= r.change ORDER BY n DESC LIMIT 1)`

// Changes gives what was done to cases after a mark, the oldest first, each
// case once for each change. What comes later always has a later mark, so
// whoever goes on from the last mark misses nothing and gets nothing twice. It
// ends after the first error.
func (b *Book) Changes(ctx context.Context, after Mark) iter.Seq2[CaseChange, error] {
	return func(yield func(CaseChange, error) bool) {
		rows, err := b.db.QueryContext(ctx, changesQuery, after.Change, after.Case)
		if err != nil {
			yield(CaseChange{}, b.fail("changes", err))
			return
		}
		defer rows.Close()
		var last CaseChange // not given yet: its other rows may follow
		for rows.Next() {
			c := CaseChange{What: Joined}
			var at string
			var n int
			err := rows.Scan(&c.Change, &c.caseID, &n, &at, &c.Number.Year, &c.Number.Seq, &c.Revision, &c.Status)
			if err == nil {
				c.At, err = parseTime(at)
			}
			if err != nil {
				yield(CaseChange{}, b.fail("changes", err))
				return
			}
			switch {
			case n == 1:
				c.What = Added
			case n > 1:
				c.What = Revised
			}
			if c.Mark() == last.Mark() {
				if last.What == Joined {
					last.What = c.What
				}
				continue
			}
			if last.Change != 0 && !yield(last, nil) {
				return
			}
			last = c
		}
		if err := rows.Err(); err != nil {
			yield(CaseChange{}, b.fail("changes", err))
			return
		}
		if last.Change != 0 {
			yield(last, nil)
		}
	}
}

// LastChange gives the number of the last change of the casebook, 0 if there
// was none yet.
func (b *Book) LastChange(ctx context.Context) (int64, error) {
	var id int64
	if err := b.db.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM changes`).Scan(&id); err != nil {
		return 0, b.fail("last change", err)
	}
	return id, nil
}

// ChangeBefore gives the number of the last change made before the second of t,
// 0 if there is none. It takes the longer the more was changed since.
func (b *Book) ChangeBefore(ctx context.Context, t time.Time) (int64, error) {
	var id int64
	err := b.db.QueryRowContext(ctx, `SELECT id FROM changes WHERE substr(at, 1, 19) < ? ORDER BY id DESC LIMIT 1`,
		t.UTC().Format("2006-01-02T15:04:05")).Scan(&id)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, b.fail("changes", err)
	}
	return id, nil
}

// NoticeHead is what is known of a notice besides its bytes and its text.
type NoticeHead struct {
	SHA256   string    `json:"sha256"`   // its name
	Source   string    `json:"source"`   // where it was found first
	Fetched  time.Time `json:"fetched"`  // when it was read there
	Type     string    `json:"type"`     // the media type its bytes were read as
	Charset  string    `json:"charset"`  // of its bytes; "" where the format has none
	Reader   string    `json:"reader"`   // the rules that made its text, with their version
	Declared string    `json:"declared"` // the Content-Type that came with it; "" if none did
	Cases    []string  `json:"cases"`    // the numbers of the cases it is part of; may be empty
}

// Notices gives every notice in the order they were added, from the one after
// that SHA-256 on, "" for all. It ends after the first error, which wraps
// [jikenbo.ErrNotFound] where the notice to begin after is not kept.
func (b *Book) Notices(ctx context.Context, after string) iter.Seq2[NoticeHead, error] {
	return func(yield func(NoticeHead, error) bool) {
		fail := func(err error) { yield(NoticeHead{}, b.fail("notices", err)) }
		var from int64
		if after != "" {
			err := b.db.QueryRowContext(ctx, `SELECT id FROM notices WHERE sha256 = unhex(?)`, after).Scan(&from)
			if errors.Is(err, sql.ErrNoRows) {
				err = jikenbo.ErrNotFound
			}
			if err != nil {
				fail(err)
				return
			}
		}
		rows, err := b.db.QueryContext(ctx, `
			SELECT lower(hex(n.sha256)), s.path, s.fetched, n.type, n.charset, n.reader, n.declared,
				coalesce((SELECT group_concat(number, ' ') FROM (
					SELECT DISTINCT printf('%04d-%03d', c.year, c.seq) AS number FROM entries e JOIN cases c ON c.id = e.case_id
					WHERE e.notice = n.id ORDER BY e.n)), '')
			FROM notices n JOIN sources s ON s.id = (SELECT min(id) FROM sources WHERE notice = n.id)
			WHERE n.id > ? ORDER BY n.id`, from)
		if err != nil {
			fail(err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var n NoticeHead
			var fetched, cases string
			err := rows.Scan(&n.SHA256, &n.Source, &fetched, &n.Type, &n.Charset, &n.Reader, &n.Declared, &cases)
			if err == nil {
				n.Fetched, err = parseTime(fetched)
			}
			if err != nil {
				fail(err)
				return
			}
			n.Cases = strings.Fields(cases)
			if !yield(n, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			fail(err)
		}
	}
}

// EntryNumbers gives the cases of the entries of the notice with that SHA-256
// (in hexadecimal), by the number of the entry. Entries that are no incidents
// have none.
func (b *Book) EntryNumbers(ctx context.Context, sha string) (map[int]jikenbo.Number, error) {
	fail := func(err error) (map[int]jikenbo.Number, error) { return nil, b.fail("entries of notice "+sha, err) }
	rows, err := b.db.QueryContext(ctx, `
		SELECT e.n, c.year, c.seq FROM notices n JOIN entries e ON e.notice = n.id JOIN cases c ON c.id = e.case_id
		WHERE n.sha256 = unhex(?)`, sha)
	if err != nil {
		return fail(err)
	}
	defer rows.Close()
	numbers := make(map[int]jikenbo.Number)
	for rows.Next() {
		var entry int
		var n jikenbo.Number
		if err := rows.Scan(&entry, &n.Year, &n.Seq); err != nil {
			return fail(err)
		}
		numbers[entry] = n
	}
	if err := rows.Err(); err != nil {
		return fail(err)
	}
	return numbers, nil
}

// CaseTimes are when a case was opened and when it was last revised.
type CaseTimes struct{ Opened, Revised time.Time }

// Times gives when cases were opened and last revised. There is nothing of
// numbers that are not there.
func (b *Book) Times(ctx context.Context, numbers []jikenbo.Number) (map[jikenbo.Number]CaseTimes, error) {
	list, err := json.Marshal(numbers)
	if err != nil {
		return nil, b.fail("times of cases", err)
	}
	rows, err := b.db.QueryContext(ctx, `
		SELECT c.year, c.seq, first.at, last.at
		FROM json_each(?) j CROSS JOIN cases c ON c.year = substr(j.value, 1, 4) AND c.seq = CAST(substr(j.value, 6) AS INTEGER)
		JOIN changes first ON first.id = (SELECT change FROM revisions WHERE case_id = c.id ORDER BY n LIMIT 1)
		JOIN changes last ON last.id = (SELECT change FROM revisions WHERE case_id = c.id ORDER BY n DESC LIMIT 1)`, string(list))
	if err != nil {
		return nil, b.fail("times of cases", err)
	}
	defer rows.Close()
	all := make(map[jikenbo.Number]CaseTimes, len(numbers))
	for rows.Next() {
		var n jikenbo.Number
		var opened, revised string
		err := rows.Scan(&n.Year, &n.Seq, &opened, &revised)
		var times CaseTimes
		if err == nil {
			times.Opened, err = parseTime(opened)
		}
		if err == nil {
			times.Revised, err = parseTime(revised)
		}
		if err != nil {
			return nil, b.fail("times of cases", err)
		}
		all[n] = times
	}
	if err := rows.Err(); err != nil {
		return nil, b.fail("times of cases", err)
	}
	return all, nil
}

// Began gives when the casebook was changed first: what tells it from others.
// It is zero while the casebook is empty.
func (b *Book) Began(ctx context.Context) (time.Time, error) {
	var at string
	err := b.db.QueryRowContext(ctx, `SELECT at FROM changes ORDER BY id LIMIT 1`).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	var t time.Time
	if err == nil {
		t, err = parseTime(at)
	}
	if err != nil {
		return time.Time{}, b.fail("first change", err)
	}
	return t, nil
}
