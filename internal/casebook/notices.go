package casebook

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/netip"
	"reflect"
	"slices"
	"time"
	"unicode/utf8"

	"jikenbo"
	"jikenbo/internal/identity"
	"jikenbo/internal/link"
)

// Intake is a notice to keep, with what was read out of it.
type Intake struct {
	Notice   jikenbo.Notice    // SHA256 may be empty; otherwise it must be that of Bytes
	Readings []jikenbo.Reading // one for each entry; their spans need not name the notice
	Earlier  string            // SHA-256 of the notice it has taken the place of, whose cases it joins; "" for the last of its address, if any
}

// Outcome says what became of an [Intake].
type Outcome struct {
	Notice  string         // SHA-256, in hexadecimal
	Known   bool           // its bytes were kept before, so nothing changed but perhaps another source
	Entries []EntryOutcome // in the order of their numbers
}

// EntryOutcome says what became of one entry.
type EntryOutcome struct {
	Entry  int            `json:"entry"`           // place in the notice, 1-based
	Number jikenbo.Number `json:"number,omitzero"` // of its case; zero for an entry that is no incident
	Change Change         `json:"change"`
	For    []link.Reason  `json:"for,omitempty"`   // why it was joined, where it surely is of one incident with a notice that was there
	Moved  []Move         `json:"moved,omitempty"` // entries of other notices, by what this one showed
}

// Move is that entries of one case became part of another.
type Move struct {
	From    jikenbo.Number `json:"from"`
	To      jikenbo.Number `json:"to"`
	Entries int            `json:"entries"` // how many
}

// Change is what an entry did to the casebook.
type Change string

// What an entry can do to the casebook.
const (
	Added     Change = "added"     // a new case
	Joined    Change = "joined"    // one more notice of a case whose facts stay as they are
	Revised   Change = "revised"   // one more notice of a case whose facts are others now
	Kept      Change = "kept"      // not an incident, so kept with its notice only
	Unchanged Change = "unchanged" // read before
)

// Check reports what keeps the notice from being added, nil if nothing does:
// every fact must have its evidence and every span must quote the text, for
// what is kept once is kept for good.
func (in *Intake) Check() error {
	n := &in.Notice
	if len(n.Bytes) == 0 {
		return jikenbo.ErrEmpty
	}
	if sha := jikenbo.Hash(n.Bytes); n.SHA256 != "" && n.SHA256 != sha {
		return fmt.Errorf("its SHA-256 is %s, not %s", sha, n.SHA256)
	}
	if !utf8.ValidString(n.Text) {
		return fmt.Errorf("%w: it is not valid UTF-8", jikenbo.ErrNotText)
	}
	var errs []error
	seen := make(map[int]bool, len(in.Readings))
	for i := range in.Readings {
		r := &in.Readings[i]
		if r.Entry < 1 || seen[r.Entry] {
			errs = append(errs, fmt.Errorf("entry %d: entries are numbered from 1, each once", r.Entry))
		}
		seen[r.Entry] = true
		for _, err := range checkReading(r, n.Text) {
			errs = append(errs, fmt.Errorf("entry %d: %w", r.Entry, err))
		}
	}
	return errors.Join(errs...)
}

// checkReading proves a reading against the text of its notice.
func checkReading(r *jikenbo.Reading, text string) []error {
	var errs []error
	if !jikenbo.TaxonomyOf("kind").Has(string(r.Case.Kind)) {
		errs = append(errs, fmt.Errorf("kind %q is unknown", r.Case.Kind))
	}
	if r.Start < 0 || r.End < r.Start || r.End > len(text) {
		errs = append(errs, fmt.Errorf("[%d,%d) is outside the text of %d bytes", r.Start, r.End, len(text)))
	}
	errs = append(errs, r.Evidence.Check(&r.Case, text)...)
	for _, p := range r.Evidence.Pointers() {
		if r.Evidence.Curated(p) {
			errs = append(errs, fmt.Errorf("%s: only a person's revision has words of the rule %s", p, jikenbo.Curated))
		}
	}
	for _, c := range r.Conflicts {
		for _, other := range c.Others {
			for _, span := range other.Spans {
				if err := span.Check(text); err != nil {
					errs = append(errs, fmt.Errorf("%s: the value not chosen: %w", c.Pointer, err))
				}
			}
		}
	}
	return errs
}

// intake is a checked notice in the form in which it is kept.
type intake struct {
	notice            *jikenbo.Notice
	sha               [sha256.Size]byte
	markup, redirects []byte // JSON, nil for none
	entries           []entry
	earlier           string
}

// entry is a reading in the form in which it is kept.
type entry struct {
	reading                    *jikenbo.Reading
	json                       []byte        // the facts
	facts, evidence, conflicts []byte        // packed; no conflicts are nil
	year                       int           // of publication, 0 if nothing tells
	text                       string        // of the notice
	profile                    *link.Profile // of an incident
	refs                       link.Refs
	statements                 []uint32 // marks of the organizations of which it states who they are
}

func prepare(in *Intake, aliases *identity.Aliases) (intake, error) {
	if err := in.Check(); err != nil {
		return intake{}, err
	}
	p := intake{notice: &in.Notice, sha: sha256.Sum256(in.Notice.Bytes), entries: make([]entry, len(in.Readings)), earlier: in.Earlier}
	var err error
	if !reflect.ValueOf(in.Notice.Markup).IsZero() {
		if p.markup, err = encode(in.Notice.Markup); err != nil {
			return intake{}, err
		}
	}
	if c := in.Notice.Capture; c != nil && len(c.Redirects) > 0 {
		if p.redirects, err = encode(c.Redirects); err != nil {
			return intake{}, err
		}
	}
	for i := range in.Readings {
		r := &in.Readings[i]
		e := entry{reading: r, year: year(&in.Notice, &r.Case), text: in.Notice.Text[r.Start:r.End]}
		if e.json, err = encode(r.Case); err != nil {
			return intake{}, err
		}
		if e.facts, err = pack(e.json); err != nil {
			return intake{}, err
		}
		if e.evidence, err = encodePacked(r.Evidence); err != nil {
			return intake{}, err
		}
		if len(r.Conflicts) > 0 {
			if e.conflicts, err = encodePacked(r.Conflicts); err != nil {
				return intake{}, err
			}
		}
		if r.Case.Kind == jikenbo.Incident {
			e.profile, e.refs = profileOf(p.notice, hex.EncodeToString(p.sha[:]), r, aliases)
			e.statements = statementMarks(e.text, r.Case.Organization)
		}
		p.entries[i] = e
	}
	return p, nil
}

// year gives the year in which an entry was published: as it states it, as the
// markup of its page does, or that in which the page was fetched for an archive;
// 0 if there is none.
func year(n *jikenbo.Notice, c *jikenbo.Case) int {
	years := []int{c.Published.Year, n.Markup.Published.Year}
	if n.Capture != nil {
		years = append(years, jikenbo.DateOf(n.Capture.At).Year)
	}
	for _, y := range years {
		if y >= 1900 { // there are no numbers before
			return y
		}
	}
	return 0
}

// Add keeps a batch of notices with what was read out of them, and numbers
// their cases. When it returns without an error the whole batch is on the
// disk; with an error nothing of it is kept. The outcomes are in the order of
// the batch. A notice that is known already changes nothing, even if it was
// read differently; if it comes from another source, that is remembered.
//
// An incident joins the case of those that surely tell of the same one (package
// link), and the case says from then on what all of its notices say together; a
// notice that shows two cases to be one makes them one. Fields that a person
// changed stay as they are, and what the notice states otherwise is kept as a
// conflict. An incident of a notice that has taken the place of another at its
// address takes the place of the incident there that it corresponds to. Every
// other incident becomes a new case, under its printed number or, if it prints
// none or another organization has it, under the next free one of the year of
// its publication (if that is unstated, of what its markup says, of when it was
// fetched, or of the clock, in Japan).
//
// The error wraps [ErrFull] if the disk is full, and [ErrBroken] if the program
// broke on one of the notices.
func (b *Book) Add(ctx context.Context, who, why string, batch []Intake) ([]Outcome, error) {
	// All that does not need the lock happens before it is taken.
	intakes := make([]intake, len(batch))
	aliases, err := b.aliases(ctx, b.look)
	if err != nil {
		return nil, b.fail("add", err)
	}
	for i := range batch {
		err := unbroken(func() (err error) {
			intakes[i], err = prepare(&batch[i], aliases)
			return err
		})
		if err != nil {
			return nil, b.fail("add "+batch[i].Notice.Source, err)
		}
	}
	outcomes := make([]Outcome, len(batch))
	err = b.change(ctx, "add", who, why, func(s *scribe) error {
		for i := range intakes {
			var err error
			if outcomes[i], err = s.add(&intakes[i]); err != nil {
				return fmt.Errorf("%s: %w", intakes[i].notice.Source, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return outcomes, nil
}

func (s *scribe) add(in *intake) (Outcome, error) {
	outcome := Outcome{Notice: hex.EncodeToString(in.sha[:])}
	var notice int64
	var err error
	outcome.Known, err = s.find(`SELECT id FROM notices WHERE sha256 = ?`, []any{in.sha[:]}, &notice)
	if err != nil {
		return Outcome{}, err
	}
	if outcome.Known {
		if err := s.addSource(notice, in); err != nil {
			return Outcome{}, err
		}
		if in.earlier != "" && in.earlier != outcome.Notice {
			outcome.Entries, err = s.restore(notice, in.earlier)
		} else {
			outcome.Entries, err = s.known(notice)
		}
		return outcome, err
	}

	n := in.notice
	if n.Type == "" || n.Reader == "" {
		return Outcome{}, errors.New("it is not said as what and by which rules its text was read")
	}
	if in.earlier == "" && n.Capture != nil {
		_, err := s.find(`SELECT lower(hex(n.sha256)) FROM captures c JOIN notices n ON n.id = c.notice WHERE c.url = ? ORDER BY c.id DESC LIMIT 1`,
			[]any{n.Capture.URL}, &in.earlier)
		if err != nil {
			return Outcome{}, err
		}
	}
	change, err := s.changeID()
	if err != nil {
		return Outcome{}, err
	}
	var text sql.NullString
	if string(n.Bytes) != n.Text {
		text = sql.NullString{String: n.Text, Valid: true}
	}
	notice, err = s.insert(`
		INSERT INTO notices (sha256, charset, change, bytes, text, type, reader, declared, markup) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		in.sha[:], n.Charset, change, n.Bytes, text, n.Type, n.Reader, n.Declared, jsonText(in.markup))
	if err != nil {
		return Outcome{}, err
	}
	if err := s.addSource(notice, in); err != nil {
		return Outcome{}, err
	}
	cases, err := s.succeed(in)
	if err != nil {
		return Outcome{}, err
	}
	for i := range in.entries {
		if e := &in.entries[i]; e.profile != nil && e.profile.Aliases() != s.aliases { // a person decided in between
			e.profile, _ = profileOf(n, outcome.Notice, e.reading, s.aliases)
		}
		e, err := s.addEntry(notice, &in.entries[i], cases[i])
		if err != nil {
			return Outcome{}, fmt.Errorf("entry %d: %w", in.entries[i].reading.Entry, err)
		}
		outcome.Entries = append(outcome.Entries, e)
	}
	return outcome, nil
}

// addSource remembers where a notice was found, and how it came from there.
func (s *scribe) addSource(notice int64, in *intake) error {
	n := in.notice
	_, err := s.insert(`INSERT INTO sources (notice, path, fetched) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		notice, n.Source, formatTime(n.Fetched))
	c := n.Capture
	if err != nil || c == nil {
		return err
	}
	remote := ""
	if c.Remote.IsValid() {
		remote = c.Remote.String()
	}
	_, err = s.insert(`
		INSERT INTO captures (notice, url, final, redirects, at, remote, status, request, response)
		VALUES (?, ?, ?, ?, ?, ?, ?, coalesce(?, x''), coalesce(?, x'')) ON CONFLICT DO NOTHING`,
		notice, c.URL, c.Final, jsonText(in.redirects), formatTime(c.At), remote, c.Status, c.Request, c.Response)
	return err
}

// known gives the outcome of reading a notice again.
func (s *scribe) known(notice int64) ([]EntryOutcome, error) {
	stmt, err := s.prepare(`
		SELECT e.n, coalesce(c.year, 0), coalesce(c.seq, 0)
		FROM entries e LEFT JOIN cases c ON c.id = e.case_id WHERE e.notice = ? ORDER BY e.n`)
	if err != nil {
		return nil, err
	}
	rows, err := stmt.QueryContext(s.ctx, notice)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var entries []EntryOutcome
	for rows.Next() {
		e := EntryOutcome{Change: Unchanged}
		if err := rows.Scan(&e.Entry, &e.Number.Year, &e.Number.Seq); err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, rows.Err()
}

// addEntry keeps an entry, and with an incident opens its case or joins it; p
// is that case if it is known already.
func (s *scribe) addEntry(notice int64, e *entry, p placement) (EntryOutcome, error) {
	r := e.reading
	outcome := EntryOutcome{Entry: r.Entry, Change: Kept}
	if r.Case.Kind != jikenbo.Incident {
		id, err := s.insertEntry(notice, e, nil)
		if err != nil {
			return outcome, err
		}
		if err := s.touch(entryRef(id)); err != nil {
			return outcome, err
		}
		s.read(entryRef(id), jikenbo.Number{}, id, e)
		return outcome, nil
	}

	found, err := s.compare(e.profile, 0)
	if err != nil {
		return outcome, err
	}
	sure := slices.IndexFunc(found, func(l linked) bool { return l.verdict.Degree != link.Same })
	if sure < 0 {
		sure = len(found)
	}
	if p.caseID == 0 && sure > 0 {
		if p.caseID, err = s.end(found[0].caseID); err != nil {
			return outcome, err
		}
	}
	if p.caseID == 0 && r.Case.Number == "" { // it prints no number of its own
		if p.caseID, err = s.inferredFor(&r.Case); err != nil {
			return outcome, err
		}
	}
	if p.caseID == 0 {
		if p, err = s.place(&r.Case, e.year); err != nil {
			return outcome, err
		}
	}
	id, err := s.insertEntry(notice, e, p.caseID)
	if err != nil {
		return outcome, err
	}
	if err := s.keepLinks(id, e.profile, e.refs, found); err != nil {
		return outcome, err
	}
	if err := s.keepNames(id, namesOf(&r.Case)); err != nil {
		return outcome, err
	}
	if err := s.keepStatements(id, e.statements); err != nil {
		return outcome, err
	}
	if p.replaces != 0 {
		if _, err := s.insert(`UPDATE entries SET replaced_by = ? WHERE id = ?`, id, p.replaces); err != nil {
			return outcome, err
		}
	}
	if p.fresh {
		if err := s.touch(caseRef(p.caseID)); err != nil {
			return outcome, err
		}
		if err := s.revise(revision{caseID: p.caseID, n: 1, status: jikenbo.Open, note: p.note, entry: id}); err != nil {
			return outcome, err
		}
		s.read(caseRef(p.caseID), p.number, id, e)
		outcome.Number, outcome.Change = p.number, Added
		return outcome, nil
	}
	return s.settleEntry(outcome, id, found[:sure], p.replaces != 0)
}

// settleEntry makes the cases say what they say with an entry that one of them
// has now. sure are those it is surely of one incident with, the surest first.
func (s *scribe) settleEntry(outcome EntryOutcome, id int64, sure []linked, replaces bool) (EntryOutcome, error) {
	fresh := map[int64]bool{id: true}
	var done map[int64]Change
	if len(sure) > 0 || replaces {
		shifts, err := s.regroup(id)
		if err == nil {
			done, outcome.Moved, err = s.recount(shifts, id, fresh)
		}
		if err != nil {
			return outcome, err
		}
	}
	var home int64
	_, err := s.find(`SELECT case_id FROM entries WHERE id = ?`, []any{id}, &home)
	if err != nil {
		return outcome, err
	}
	for _, l := range sure {
		var its int64
		if _, err := s.find(`SELECT case_id FROM entries WHERE id = ?`, []any{l.entry}, &its); err != nil {
			return outcome, err
		}
		if its == home {
			outcome.For = l.verdict.For
			break
		}
	}
	var told bool
	if outcome.Change, told = done[home]; !told {
		if outcome.Change, err = s.compose(home, "", fresh); err != nil {
			return outcome, err
		}
	}
	outcome.Number, err = s.number(home)
	return outcome, err
}

func (s *scribe) insertEntry(notice int64, e *entry, caseID any) (int64, error) {
	r := e.reading
	return s.insert(`
		INSERT INTO entries (notice, n, start, stop, kind, case_id, facts, evidence, conflicts)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		notice, r.Entry, r.Start, r.End, string(r.Case.Kind), caseID, e.facts, e.evidence, e.conflicts)
}

// Known reports whether the bytes with that SHA-256 (in hexadecimal) are kept.
// It is cheap: a caller asks before it reads a notice.
func (b *Book) Known(ctx context.Context, sha string) (bool, error) {
	key, err := hex.DecodeString(sha)
	if err != nil {
		return false, b.fail("look for a notice", err)
	}
	known, err := b.lookOne(ctx, `SELECT 1 FROM notices WHERE sha256 = ?`, []any{key}, new(int))
	if err != nil {
		return false, b.fail("look for notice "+sha, err)
	}
	return known, nil
}

// Notice gives the notice with that SHA-256 (in hexadecimal), its Source,
// Fetched and Capture being those it was first added with. The error wraps
// [jikenbo.ErrNotFound] if it is not kept.
func (b *Book) Notice(ctx context.Context, sha string) (jikenbo.Notice, error) {
	n, err := notice(ctx, b.look, sha)
	if err != nil {
		return jikenbo.Notice{}, b.fail("notice "+sha, err)
	}
	return n, nil
}

// noticeQuery is what scanNotice wants, of one notice.
const noticeQuery = `SELECT ` + noticeColumns + `
	FROM notices n JOIN sources s ON s.id = (SELECT min(id) FROM sources WHERE notice = n.id)
	LEFT JOIN captures c ON c.id = (SELECT min(id) FROM captures WHERE notice = n.id)
	WHERE n.sha256 = ?`

// querying is how a query is run: [Book.look], or that of a transaction.
type querying func(ctx context.Context, query string, args ...any) (*sql.Rows, error)

func notice(ctx context.Context, query querying, sha string) (jikenbo.Notice, error) {
	key, err := hex.DecodeString(sha)
	if err != nil {
		return jikenbo.Notice{}, fmt.Errorf("%w: %w", jikenbo.ErrNotFound, err)
	}
	rows, err := query(ctx, noticeQuery, key)
	if err != nil {
		return jikenbo.Notice{}, err
	}
	defer rows.Close()
	if !rows.Next() {
		return jikenbo.Notice{}, cmp.Or(rows.Err(), jikenbo.ErrNotFound)
	}
	return scanNotice(rows)
}

// Captured gives the notice that came last from an address, with that Capture.
// The error wraps [jikenbo.ErrNotFound] if none did.
func (b *Book) Captured(ctx context.Context, url string) (jikenbo.Notice, error) {
	n, err := scanNotice(b.db.QueryRowContext(ctx, `SELECT `+noticeColumns+`
		FROM captures c JOIN notices n ON n.id = c.notice
		JOIN sources s ON s.id = (SELECT min(id) FROM sources WHERE notice = n.id)
		WHERE c.url = ? ORDER BY c.id DESC LIMIT 1`, url))
	if errors.Is(err, sql.ErrNoRows) {
		err = jikenbo.ErrNotFound
	}
	if err != nil {
		return jikenbo.Notice{}, b.fail("look up "+url, err)
	}
	n.Source, n.Fetched = n.Capture.URL, n.Capture.At
	return n, nil
}

// Captures gives every notice that came from an address, once for each
// address, with its Source, Fetched and Capture being those of that address,
// in the order they came. Where notices are named (by SHA-256 in hexadecimal),
// it gives those only. It ends after the first error.
func (b *Book) Captures(ctx context.Context, notices ...string) iter.Seq2[jikenbo.Notice, error] {
	return func(yield func(jikenbo.Notice, error) bool) {
		fail := func(err error) { yield(jikenbo.Notice{}, b.fail("captures", err)) }
		query, args := `SELECT `+noticeColumns+`
			FROM captures c JOIN notices n ON n.id = c.notice
			JOIN sources s ON s.id = (SELECT min(id) FROM sources WHERE notice = n.id)`, []any(nil)
		if len(notices) > 0 {
			list, err := json.Marshal(notices)
			if err != nil {
				fail(err)
				return
			}
			query, args = query+` WHERE lower(hex(n.sha256)) IN (SELECT value FROM json_each(?))`, []any{string(list)}
		}
		rows, err := b.db.QueryContext(ctx, query+` ORDER BY c.id`, args...)
		if err != nil {
			fail(err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			n, err := scanNotice(rows)
			if err != nil {
				fail(err)
				return
			}
			n.Source, n.Fetched = n.Capture.URL, n.Capture.At
			if !yield(n, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			fail(err)
		}
	}
}

// noticeColumns are what scanNotice wants, of a notice n, a source s of it and
// perhaps a capture c.
const noticeColumns = `
	n.sha256, n.charset, n.bytes, n.text, n.type, n.reader, n.declared, n.markup, s.path, s.fetched,
	c.url, c.final, c.redirects, c.at, c.remote, c.status, c.request, c.response`

func scanNotice(row interface{ Scan(...any) error }) (jikenbo.Notice, error) {
	var n jikenbo.Notice
	var c jikenbo.Capture
	var sha []byte
	var fetched string
	var text, markup, url, final, redirects, at, remote sql.NullString
	var status sql.NullInt64
	err := row.Scan(&sha, &n.Charset, &n.Bytes, &text, &n.Type, &n.Reader, &n.Declared, &markup, &n.Source, &fetched,
		&url, &final, &redirects, &at, &remote, &status, &c.Request, &c.Response)
	if err != nil {
		return jikenbo.Notice{}, err
	}
	n.SHA256, n.Text = hex.EncodeToString(sha), text.String
	if !text.Valid {
		n.Text = string(n.Bytes)
	}
	if markup.Valid {
		err = json.Unmarshal([]byte(markup.String), &n.Markup)
	}
	if err == nil {
		n.Fetched, err = parseTime(fetched)
	}
	if err != nil || !url.Valid {
		return n, err
	}
	c.URL, c.Final, c.Status = url.String, final.String, int(status.Int64)
	if redirects.Valid {
		err = json.Unmarshal([]byte(redirects.String), &c.Redirects)
	}
	if err == nil {
		c.At, err = parseTime(at.String)
	}
	if err == nil && remote.String != "" {
		c.Remote, err = netip.ParseAddr(remote.String)
	}
	n.Capture = &c
	return n, err
}

// Source is a place where the bytes of a notice were found.
type Source struct {
	Path    string    // as given: a path or an address, or - for standard input
	Fetched time.Time // when they were read there first
}

// Sources gives every place where the bytes with that SHA-256 (in hexadecimal)
// were found, the first one first. The error wraps [jikenbo.ErrNotFound] if
// they are not kept.
func (b *Book) Sources(ctx context.Context, sha string) ([]Source, error) {
	sources, err := b.sources(ctx, sha)
	if err != nil {
		return nil, b.fail("sources of notice "+sha, err)
	}
	return sources, nil
}

func (b *Book) sources(ctx context.Context, sha string) ([]Source, error) {
	key, err := hex.DecodeString(sha)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", jikenbo.ErrNotFound, err)
	}
	rows, err := b.db.QueryContext(ctx, `
		SELECT s.path, s.fetched FROM notices n JOIN sources s ON s.notice = n.id WHERE n.sha256 = ? ORDER BY s.id`, key)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var sources []Source
	for rows.Next() {
		var s Source
		var fetched string
		if err := rows.Scan(&s.Path, &fetched); err != nil {
			return nil, err
		}
		if s.Fetched, err = parseTime(fetched); err != nil {
			return nil, err
		}
		sources = append(sources, s)
	}
	if len(sources) == 0 && rows.Err() == nil {
		return nil, jikenbo.ErrNotFound // no notice is without a source
	}
	return sources, rows.Err()
}

// Readings gives what was read out of every entry of the notice with that
// SHA-256 (in hexadecimal), incident or not, in the order of the entries. It
// gives none for a notice that is not kept.
func (b *Book) Readings(ctx context.Context, sha string) ([]jikenbo.Reading, error) {
	key, err := hex.DecodeString(sha)
	if err != nil {
		return nil, b.fail("look for a notice", err)
	}
	rs, err := readings(ctx, b.look, key)
	if err != nil {
		return nil, b.fail("readings of notice "+sha, err)
	}
	return rs, nil
}

func readings(ctx context.Context, query querying, sha []byte) ([]jikenbo.Reading, error) {
	rows, err := query(ctx, `
		SELECT e.n, e.start, e.stop, e.kind, e.facts, e.evidence, e.conflicts
		FROM notices n JOIN entries e ON e.notice = n.id WHERE n.sha256 = ? ORDER BY e.n`, sha)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var rs []jikenbo.Reading
	for rows.Next() {
		var r jikenbo.Reading
		var kind jikenbo.Kind
		var facts, evidence, conflicts sql.RawBytes
		if err := rows.Scan(&r.Entry, &r.Start, &r.End, &kind, &facts, &evidence, &conflicts); err != nil {
			return nil, err
		}
		if err := decodeReading(facts, &r.Case, evidence, &r.Evidence, conflicts, &r.Conflicts); err != nil {
			return nil, fmt.Errorf("entry %d: %w", r.Entry, err)
		}
		if r.Case.Kind != kind {
			return nil, fmt.Errorf("entry %d: kept as kind %q, its facts say %q", r.Entry, kind, r.Case.Kind)
		}
		rs = append(rs, r)
	}
	return rs, rows.Err()
}

// jsonText gives JSON as a text of SQL, NULL for nil.
func jsonText(b []byte) sql.NullString { return sql.NullString{String: string(b), Valid: b != nil} }
