package casebook

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"jikenbo"
)

// Feed is what is known of a source of pages. The zero Feed was never asked.
type Feed struct {
	Name         string    `json:"name"` // as the operator calls it
	Polls        int       `json:"polls"`
	Checked      time.Time `json:"checked,omitzero"`
	Due          time.Time `json:"due"`
	Failures     int       `json:"failures"`        // in a row
	Error        string    `json:"error,omitempty"` // the last of them
	ETag         string    `json:"-"`
	LastModified string    `json:"-"`
	Digest       string    `json:"-"`     // SHA-256 of its last bytes, in hexadecimal
	Items        int       `json:"items"` // how many it listed last
}

// PageStatus is what a page is to the watch.
type PageStatus string

// What a page can be.
const (
	NewPage        PageStatus = "new"        // listed, not had yet
	LivePage       PageStatus = "live"       // a notice, kept
	GonePage       PageStatus = "gone"       // taken down
	SkippedPage    PageStatus = "skipped"    // no notice
	ExcludedPage   PageStatus = "excluded"   // not wanted by the operator
	DuplicatePage  PageStatus = "duplicate"  // another address of a page that is kept
	UnreadablePage PageStatus = "unreadable" // no text can be made of it
)

// Page is a page of the web that a source listed.
type Page struct {
	URL          string       `json:"url"`    // normalised, which tells pages apart
	Address      string       `json:"-"`      // to be asked for
	Host         string       `json:"-"`      // of the address
	Source       string       `json:"source"` // which listed it first
	Title        string       `json:"title,omitempty"`
	Published    jikenbo.Date `json:"published,omitzero"` // the latest date listed
	Seen         time.Time    `json:"seen"`               // first
	Looks        int          `json:"looks"`
	Checked      time.Time    `json:"checked,omitzero"`
	Due          time.Time    `json:"due,omitzero"` // when it is looked at again; zero for never
	Status       PageStatus   `json:"status"`
	Reason       string       `json:"reason,omitempty"`
	Score        float64      `json:"score,omitempty"` // of the screening
	Missed       int          `json:"-"`               // times in a row it was not there
	Failures     int          `json:"failures"`        // times in a row it could not be had
	ETag         string       `json:"-"`
	LastModified string       `json:"-"`
	Digest       string       `json:"-"`                // SHA-256 of its bytes, in hexadecimal
	Words        string       `json:"-"`                // SHA-256 of its text without regard to white space, in hexadecimal
	Final        string       `json:"-"`                // where it redirects to, normalised; "" if it does not
	Notice       string       `json:"notice,omitempty"` // the last snapshot: SHA-256, in hexadecimal
}

// What says what a [Sighting] saw.
type What string

// What there is to see.
const (
	FeedFailed    What = "source-failed"
	FeedRecovered What = "source-recovered"
	PageListed    What = "listed"    // by a source, for the first time
	PageExcluded  What = "excluded"  // listed, and not wanted by the operator
	PageSkipped   What = "skipped"   // no notice
	PageAdded     What = "added"     // a notice, now kept
	PageDuplicate What = "duplicate" // another address of a page that is kept
	PageEdited    What = "edited"    // its text is another one
	PageMissing   What = "missing"   // not there; it is gone if that is so again
	PageGone      What = "gone"
	PageReturned  What = "returned" // there again
	PageFailed    What = "failed"   // it could not be had or read
)

// Sighting is one line of the log of what was seen, skipped and why.
type Sighting struct {
	At      time.Time      `json:"at"`
	What    What           `json:"what"`
	Source  string         `json:"source"`
	URL     string         `json:"url,omitempty"`
	Title   string         `json:"title,omitempty"`
	Why     string         `json:"why,omitempty"`
	Score   *float64       `json:"score,omitempty"` // of the screening, where that decided
	Notice  string         `json:"notice,omitempty"`
	Earlier string         `json:"earlier,omitempty"` // the notice that an edit replaced
	Entries []EntryOutcome `json:"entries,omitempty"` // what became of a notice's entries, where it was just kept

	id int64
}

// Listed is a page that a source lists.
type Listed struct {
	URL       string // normalised
	Address   string // to be asked for
	Host      string // of the address
	Title     string
	Published jikenbo.Date // or updated; zero if it is not stated
	Exclude   string       // why it is not wanted; "" if it is
	Now       bool         // it is to be looked at, however often it was
}

// Look is what one look at a page gave. All of it is kept at once.
type Look struct {
	Page   Page    // as it is from now on; Looks as it was before
	Intake *Intake // its text if that is a new one, nil if it is not
	What   What    // "" if there is nothing to tell
	Why    string
	Score  *float64
}

// News is what a [Look] means for one case.
type News struct {
	What   What // PageAdded, PageEdited, PageGone or PageReturned
	At     time.Time
	URL    string
	Change Change // what the entry did to the case
	Number jikenbo.Number
	Case   jikenbo.Case // its facts now
	Text   string       // of the entry
}

// Feed gives what is known of a source.
func (b *Book) Feed(ctx context.Context, name string) (Feed, error) {
	f := Feed{Name: name}
	var checked, due int64
	err := b.db.QueryRowContext(ctx, `
		SELECT polls, checked, due, failures, error, etag, modified, digest, items FROM feeds WHERE name = ?`, name).
		Scan(&f.Polls, &checked, &due, &f.Failures, &f.Error, &f.ETag, &f.LastModified, &f.Digest, &f.Items)
	if errors.Is(err, sql.ErrNoRows) {
		return f, nil
	}
	if err != nil {
		return Feed{}, b.fail("source "+name, err)
	}
	f.Checked, f.Due = time.UnixMilli(checked).UTC(), time.UnixMilli(due).UTC()
	return f, nil
}

// List keeps what asking a source gave: what is known of it from now on, and
// the pages that were not known yet. what is FeedFailed, FeedRecovered or "";
// it gives the lines that this adds to the log. f has Polls as they were
// before. The error wraps [ErrStale] if the source was asked by another in the
// meantime.
func (b *Book) List(ctx context.Context, f Feed, items []Listed, what What) ([]Sighting, error) {
	var log []Sighting
	err := b.state(ctx, "source "+f.Name, func(s *scribe) error {
		n, err := s.exec(`
			INSERT INTO feeds (name, polls, checked, due, failures, error, etag, modified, digest, items)
			VALUES (?1, ?2 + 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
			ON CONFLICT (name) DO UPDATE SET polls = polls + 1, checked = ?3, due = ?4, failures = ?5, error = ?6,
				etag = ?7, modified = ?8, digest = ?9, items = ?10 WHERE polls = ?2`,
			f.Name, f.Polls, s.at.UnixMilli(), f.Due.UnixMilli(), f.Failures, f.Error, f.ETag, f.LastModified, f.Digest, f.Items)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrStale
		}
		if what != "" {
			line := Sighting{What: what, Source: f.Name, Why: f.Error}
			if err := s.tell(&line, nil, nil, nil); err != nil {
				return err
			}
			log = append(log, line)
		}
		for _, item := range items {
			line, err := s.list(f.Name, item)
			if err != nil {
				return fmt.Errorf("%s: %w", item.URL, err)
			}
			if line.What != "" {
				log = append(log, line)
			}
		}
		return nil
	})
	return log, err
}

// list makes a page known, or due if it is listed with a later date.
func (s *scribe) list(source string, item Listed) (Sighting, error) {
	var id int64
	var status PageStatus
	var seen int64
	var listed string
	found, err := s.find(`SELECT id, status, seen, published FROM pages WHERE url = ?`, []any{item.URL}, &id, &status, &seen, &listed)
	if err != nil {
		return Sighting{}, err
	}
	line := Sighting{What: PageListed, Source: source, URL: item.URL, Title: item.Title, Why: item.Exclude}
	if item.Exclude != "" {
		line.What = PageExcluded
	}
	now := s.at.UnixMilli()
	switch {
	case !found:
		state, due := NewPage, any(now)
		if item.Exclude != "" {
			state, due = ExcludedPage, nil
		}
		id, err = s.insert(`
			INSERT INTO pages (url, address, host, source, title, published, seen, looks, due, status, reason, missed, failures, etag, modified, digest, words, final)
			VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, 0, 0, '', '', '', '', '')`,
			item.URL, item.Address, item.Host, source, item.Title, item.Published.String(), now, due, string(state), item.Exclude)
	case item.Exclude != "" || status == DuplicatePage:
		return Sighting{}, nil
	case status == ExcludedPage:
		_, err = s.exec(`UPDATE pages SET status = 'new', reason = '', source = ?, due = ? WHERE id = ?`, source, now, id)
	default:
		last, err := jikenbo.ParseDate(listed)
		if err != nil { // there was none
			last = jikenbo.DateOf(time.UnixMilli(seen))
		}
		if item.Now {
			_, err = s.exec(`UPDATE pages SET due = ? WHERE id = ?`, now, id)
			return Sighting{}, err
		}
		if last.Before(item.Published) && !jikenbo.DateOf(s.at).Before(item.Published) {
			_, err = s.exec(`UPDATE pages SET due = ?, published = ? WHERE id = ?`, now, item.Published.String(), id)
			return Sighting{}, err
		}
		return Sighting{}, nil
	}
	if err != nil {
		return Sighting{}, err
	}
	return line, s.tell(&line, id, nil, nil)
}

// tell adds a line to the log.
func (s *scribe) tell(line *Sighting, page, notice, earlier any) error {
	line.At = s.at
	var err error
	line.id, err = s.insert(`INSERT INTO sightings (at, what, source, page, why, score, notice, earlier) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		formatTime(s.at), string(line.What), line.Source, page, line.Why, line.Score, notice, earlier)
	return err
}

// Look keeps what a look at a page gave. A text that is that of another page
// makes the page a duplicate of it and is not kept, unless that one is gone. A
// text that takes the place of another, at the same address or one that is
// gone, joins the cases of that one, however their facts differ. match says what is to be told to whom about each case that the
// look bears on; it must be quick. The line that this adds to the log has no
// What if there is nothing to tell.
//
// The error wraps [ErrStale] if another looked at the page in the meantime.
func (b *Book) Look(ctx context.Context, who string, l Look, match func(News) []Alert) (Sighting, error) {
	p := &l.Page
	line := Sighting{What: l.What, Source: p.Source, URL: p.URL, Title: p.Title, Why: l.Why, Score: l.Score}
	var in intake
	if l.Intake != nil {
		l.Intake.Earlier = p.Notice
		aliases, err := b.aliases(ctx, b.look)
		if err == nil {
			in, err = prepare(l.Intake, aliases)
		}
		if err != nil {
			return Sighting{}, b.fail("look at "+p.URL, err)
		}
	}
	err := b.change(ctx, "look at "+p.URL, who, "watch "+p.Source, func(s *scribe) error {
		var id int64
		var looks int
		var last sql.NullInt64
		if found, err := s.find(`SELECT id, looks, notice FROM pages WHERE url = ?`, []any{p.URL}, &id, &looks, &last); err != nil {
			return err
		} else if !found {
			return jikenbo.ErrNotFound
		}
		if looks != p.Looks {
			return ErrStale
		}
		notice, earlier := last, sql.NullInt64{}
		if l.Intake != nil && !last.Valid {
			url, sha, gone, err := s.original(id, p)
			if err != nil {
				return err
			}
			switch {
			case gone:
				in.earlier = sha
			case url != "":
				p.Status, p.Reason, p.Due = DuplicatePage, url, time.Time{}
				line.What, line.Why = PageDuplicate, url
				l.Intake = nil
			}
		}
		if l.Intake != nil {
			outcome, err := s.add(&in)
			if err != nil {
				return err
			}
			p.Notice, line.Notice, line.Earlier, line.Entries = outcome.Notice, outcome.Notice, in.earlier, outcome.Entries
			earlier = last
			if _, err := s.find(`SELECT id FROM notices WHERE sha256 = ?`, []any{in.sha[:]}, &notice); err != nil {
				return err
			}
			if _, err := s.insert(`INSERT INTO snapshots (page, notice, at) VALUES (?, ?, ?)`, id, notice, formatTime(s.at)); err != nil {
				return err
			}
		}
		_, err := s.exec(`
			UPDATE pages SET looks = looks + 1, checked = ?, due = ?, status = ?, reason = ?, score = ?, missed = ?, failures = ?,
				etag = ?, modified = ?, digest = ?, words = ?, final = ?, notice = ? WHERE id = ?`,
			s.at.UnixMilli(), millis(p.Due), string(p.Status), p.Reason, p.Score, p.Missed, p.Failures,
			p.ETag, p.LastModified, p.Digest, p.Words, p.Final, notice, id)
		if err != nil || line.What == "" {
			return err
		}
		if line.What == PageGone { // perhaps it is still there under another address
			_, err := s.exec(`
				UPDATE pages SET status = 'new', due = ?, etag = '', modified = '', digest = '', words = ''
				WHERE status = 'duplicate' AND reason = ?`, s.at.UnixMilli(), p.URL)
			if err != nil {
				return err
			}
		}
		if err := s.tell(&line, id, notice, earlier); err != nil {
			return err
		}
		return s.announce(&line, notice, match)
	})
	if err != nil {
		return Sighting{}, err
	}
	return line, nil
}

// original gives the address and the notice of the page of which this is
// another address, "" if there is none; gone says that it is not there any more.
func (s *scribe) original(id int64, p *Page) (url, sha string, gone bool, err error) {
	_, err = s.find(`
		SELECT p.url, lower(hex(n.sha256)), p.status = 'gone' FROM pages p JOIN notices n ON n.id = p.notice
		WHERE p.id <> ?1 AND (p.words = ?2 OR p.url = nullif(?3, '') OR p.final = nullif(?3, '') OR p.final = ?4)
		ORDER BY p.status = 'gone', p.id LIMIT 1`,
		[]any{id, p.Words, p.Final, p.URL}, &url, &sha, &gone)
	return url, sha, gone, err
}

// announce asks for the alerts about every case that a sighting bears on.
func (s *scribe) announce(line *Sighting, notice sql.NullInt64, match func(News) []Alert) error {
	switch line.What {
	case PageAdded, PageEdited, PageGone, PageReturned:
	default:
		return nil
	}
	stmt, err := s.prepare(`
		SELECT e.n, e.start, e.stop, e.case_id, c.year, c.seq, coalesce(n.text, CAST(n.bytes AS TEXT))
		FROM entries e JOIN cases c ON c.id = e.case_id JOIN notices n ON n.id = e.notice WHERE e.notice = ? ORDER BY e.n`)
	if err != nil {
		return err
	}
	rows, err := stmt.QueryContext(s.ctx, notice)
	if err != nil {
		return err
	}
	defer rows.Close()
	type subject struct {
		entry, start, stop int
		caseID             int64
		number             jikenbo.Number
		text               string
	}
	var subjects []subject
	for rows.Next() {
		var x subject
		if err := rows.Scan(&x.entry, &x.start, &x.stop, &x.caseID, &x.number.Year, &x.number.Seq, &x.text); err != nil {
			return err
		}
		subjects = append(subjects, x)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, x := range subjects {
		change := Unchanged
		for _, e := range line.Entries {
			if e.Entry == x.entry {
				change = e.Change
			}
		}
		if line.What == PageAdded && change == Unchanged {
			continue // known before it was found here
		}
		now, err := s.state(x.caseID)
		if err != nil {
			return err
		}
		news := News{What: line.What, At: s.at, URL: line.URL, Change: change, Number: x.number, Case: now.Case, Text: x.text[x.start:x.stop]}
		for _, a := range match(news) {
			_, err := s.insert(`
				INSERT INTO alerts (id, watchlist, channel, sighting, case_id, body, due, attempts, error)
				VALUES (?, ?, ?, ?, ?, ?, ?, 0, '') ON CONFLICT DO NOTHING`,
				a.ID, a.Watchlist, a.Channel, line.id, x.caseID, string(a.Body), s.at.UnixMilli())
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// state runs write in a transaction that is no change of a case.
func (b *Book) state(ctx context.Context, task string, write func(*scribe) error) error {
	return b.change(ctx, task, "watch", "watch", write)
}

// exec runs a statement and counts the rows it changed.
func (s *scribe) exec(query string, args ...any) (int64, error) {
	stmt, err := s.prepare(query)
	if err != nil {
		return 0, err
	}
	result, err := stmt.ExecContext(s.ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// millis is a time as pages keep it, nil for the zero time.
func millis(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

func fromMillis(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.UnixMilli(n.Int64).UTC()
}

const pageColumns = `
	p.url, p.address, p.host, p.source, p.title, p.published, p.seen, p.looks, p.checked, p.due, p.status, p.reason, coalesce(p.score, 0),
	p.missed, p.failures, p.etag, p.modified, p.digest, p.words, p.final, n.sha256
	FROM pages p LEFT JOIN notices n ON n.id = p.notice`

func scanPage(row interface{ Scan(...any) error }) (Page, error) {
	var p Page
	var checked, due sql.NullInt64
	var seen int64
	var published string
	var sha []byte
	err := row.Scan(&p.URL, &p.Address, &p.Host, &p.Source, &p.Title, &published, &seen, &p.Looks, &checked, &due, &p.Status, &p.Reason, &p.Score,
		&p.Missed, &p.Failures, &p.ETag, &p.LastModified, &p.Digest, &p.Words, &p.Final, &sha)
	p.Published, _ = jikenbo.ParseDate(published) // "" is no date
	p.Checked, p.Due = fromMillis(checked), fromMillis(due)
	p.Seen, p.Notice = time.UnixMilli(seen).UTC(), hex.EncodeToString(sha)
	return p, err
}

// Page gives what is known of the page with that normalised address. The error
// wraps [jikenbo.ErrNotFound] if no source listed it.
func (b *Book) Page(ctx context.Context, url string) (Page, error) {
	p, err := scanPage(b.db.QueryRowContext(ctx, `SELECT `+pageColumns+` WHERE p.url = ?`, url))
	if errors.Is(err, sql.ErrNoRows) {
		err = jikenbo.ErrNotFound
	}
	if err != nil {
		return Page{}, b.fail("page "+url, err)
	}
	return p, nil
}

// Pages gives every page, in the order they were first listed. It ends after
// the first error.
func (b *Book) Pages(ctx context.Context) iter.Seq2[Page, error] {
	return b.pages(ctx, ` ORDER BY p.id`)
}

// DuePages gives the pages that are to be looked at, by host: of each at most
// so many, those that wait longest first.
func (b *Book) DuePages(ctx context.Context, ofHost int) (map[string][]Page, error) {
	due := make(map[string][]Page)
	for p, err := range b.pages(ctx, ` WHERE p.id IN (
		SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY host ORDER BY due, id) AS place FROM pages WHERE due <= ?)
		WHERE place <= ?) ORDER BY p.due, p.id`, b.now().UnixMilli(), ofHost) {
		if err != nil {
			return nil, err
		}
		due[p.Host] = append(due[p.Host], p)
	}
	return due, nil
}

func (b *Book) pages(ctx context.Context, where string, args ...any) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		rows, err := b.db.QueryContext(ctx, `SELECT `+pageColumns+where, args...)
		if err != nil {
			yield(Page{}, b.fail("pages", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			p, err := scanPage(rows)
			if err != nil {
				yield(Page{}, b.fail("pages", err))
				return
			}
			if !yield(p, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Page{}, b.fail("pages", err))
		}
	}
}

// NextDue gives the time at which the first page is to be looked at or the
// first alert of these channels is to be sent, zero if there is none.
func (b *Book) NextDue(ctx context.Context, channels []string) (time.Time, error) {
	names, err := json.Marshal(channels)
	if err != nil {
		return time.Time{}, err
	}
	var due sql.NullInt64
	err = b.db.QueryRowContext(ctx, `
		SELECT min(due) FROM (SELECT min(due) AS due FROM pages
			UNION ALL SELECT min(due) FROM alerts WHERE channel IN (SELECT value FROM json_each(?)))`, string(names)).Scan(&due)
	if err != nil {
		return time.Time{}, b.fail("next look", err)
	}
	return fromMillis(due), nil
}

// Sightings gives the log, oldest line first: that of the pages that a case
// was read from, or all of it for the zero Number. It ends after the first
// error.
func (b *Book) Sightings(ctx context.Context, n jikenbo.Number) iter.Seq2[Sighting, error] {
	return func(yield func(Sighting, error) bool) {
		query, args := `
			SELECT l.id, l.at, l.what, l.source, coalesce(p.url, ''), coalesce(p.title, ''), l.why, l.score,
				coalesce(lower(hex(n.sha256)), ''), coalesce(lower(hex(e.sha256)), '')
			FROM sightings l LEFT JOIN pages p ON p.id = l.page
			LEFT JOIN notices n ON n.id = l.notice LEFT JOIN notices e ON e.id = l.earlier`, []any(nil)
		if n != (jikenbo.Number{}) {
			query += ` WHERE l.page IN (
				SELECT s.page FROM cases c JOIN entries e ON e.case_id = c.id JOIN snapshots s ON s.notice = e.notice
				WHERE c.year = ? AND c.seq = ?)`
			args = []any{n.Year, n.Seq}
		}
		rows, err := b.db.QueryContext(ctx, query+` ORDER BY l.id`, args...)
		if err != nil {
			yield(Sighting{}, b.fail("log", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var line Sighting
			var at string
			err := rows.Scan(&line.id, &at, &line.What, &line.Source, &line.URL, &line.Title, &line.Why, &line.Score, &line.Notice, &line.Earlier)
			if err == nil {
				line.At, err = parseTime(at)
			}
			if err != nil {
				yield(Sighting{}, b.fail("log", err))
				return
			}
			if !yield(line, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Sighting{}, b.fail("log", err))
		}
	}
}
