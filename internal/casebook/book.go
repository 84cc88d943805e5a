// Package casebook keeps the casebook in one SQLite file: the notices byte for
// byte, what was read out of every entry, the numbered cases, and every
// revision of them.
//
// Nothing that was kept is ever changed or taken away; triggers in the file see
// to it. Only the state of a watch changes: when a page is looked at next, and
// what waits to be sent. What a call reports as saved has been written through to the disk. A
// process killed at any moment leaves a casebook that opens, verifies and holds
// everything reported until then, and of a batch either all or nothing.
//
// Any number of goroutines may use a [Book], and any number of processes may
// have the same file open: writers wait for each other, readers for nobody.
package casebook

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"jikenbo"
	"jikenbo/internal/identity"
	"jikenbo/internal/link"
	"jikenbo/internal/search"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Errors that callers tell apart, beside those of the domain.
var (
	// ErrFull: the disk is full. What was reported as saved before is kept.
	ErrFull = errors.New("the disk is full")
	// ErrBroken: the program broke on what it was to keep. Nothing of it is kept.
	ErrBroken = errors.New("the program broke on this, please report it")
	// ErrStale: the case has been revised since the revision that a change was based on.
	ErrStale = errors.New("the case has been revised in the meantime")
)

// applicationID marks a SQLite file as a casebook: "jknb" in ASCII.
const applicationID = 0x6a6b6e62

// maxReads is how many looks are at work at a time. SQLite's are bound by the
// processor; each connection has a page cache of its own.
var maxReads = max(4, 2*runtime.GOMAXPROCS(0))

// readCache sets the page cache of each of them, in KiB: of a large casebook, the
// inner pages of its tables and more.
const readCache = "&_pragma=cache_size(-8000)"

// busyTimeout is how long a writer waits for one in another process.
const busyTimeout = 30 * time.Second

// pageSize is that of new files, in bytes. A notice of 1.6 KB leaves a quarter of
// a page of 4 KB empty, and half of that in one twice as large.
const pageSize = 8192

// migrations is the schema from its first version on: the n-th file, in the
// order of names, leads from version n-1 to version n.
//
//go:embed migrations/*.sql
var migrationFiles embed.FS

var migrations = func() []string {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		panic(err)
	}
	scripts := make([]string, len(names))
	for i, name := range names {
		script, err := migrationFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		scripts[i] = string(script)
	}
	return scripts
}()

// Options say how a casebook is opened. The zero Options open it for reading
// and writing, with the clock of the machine.
type Options struct {
	ReadOnly bool             // never create, bring up to date or write the casebook
	Now      func() time.Time // the clock of every change; nil is time.Now

	// Aliases is what is known of names besides how they are written; nil is
	// [identity.Default]. Links and cascades that were made with others are made
	// anew.
	Aliases *identity.Aliases

	// Indexing is told how far the making of the search index is, where a
	// casebook of an older version needs it; nil if nobody wants to know.
	Indexing func(done, total int)
}

// Book is an open casebook. Close it after use.
type Book struct {
	path     string
	db       *sql.DB  // for changes, and for what is read while callers act on it
	reads    *sql.DB  // for what is read at once; see look
	looks    sync.Map // of *sql.Stmt by query, prepared on reads
	now      func() time.Time
	readOnly bool
	writing  chan struct{}        // holds a token while a goroutine writes: first come, first served
	kept     map[string]*sql.Stmt // prepared on db for changes; who holds the token may use it
	wanted   []string             // what changes prepared that is not kept yet; likewise
	opened   opened               // of the search index
	profiles cache[int64, *link.Profile]
	names    cache[string, int64] // rows of names
	base     *identity.Aliases    // without those that persons decided
	naming   atomic.Pointer[naming]
	viewing  sync.Mutex   // held while a view is made
	foldAt   int          // pending documents that make a segment
	left     atomic.Int64 // pending documents after the last change

	provable    int // documents that are looked at to be sure of all
	provableAll int // likewise, of a casebook that has no more
}

// Open opens the casebook in the file at path. Unless opts say otherwise, it
// creates the file and its folder where there are none, and brings a casebook
// of an older version up to date.
//
// The error wraps [jikenbo.ErrNotCasebook] for a file that is something else
// or is damaged, [jikenbo.ErrNewerCasebook] for a casebook of a newer version,
// and [jikenbo.ErrNotFound] if there is nothing to open for reading only. Such
// a file is left as it is.
func Open(ctx context.Context, path string, opts Options) (*Book, error) {
	b := &Book{path: path, now: opts.Now, readOnly: opts.ReadOnly, writing: make(chan struct{}, 1), foldAt: foldAt,
		provable: provable, provableAll: provableAll}
	b.opened.dict = search.NewDictionary()
	b.opened.blocks.most, b.opened.documents.most, b.profiles.most = blocksMost/2, documentsMost/2, profilesMost/2
	b.opened.documents.weigh = func(d *document) int { return d.Size() }
	b.names.most = namesMost / 2
	if b.base = opts.Aliases; b.base == nil {
		b.base = identity.Default()
	}
	if b.now == nil {
		b.now = time.Now
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, b.fail("open", err)
	}
	switch info, err := os.Stat(abs); {
	case errors.Is(err, fs.ErrNotExist) && opts.ReadOnly:
		return nil, b.fail("open", fmt.Errorf("%w: read a notice into it first", jikenbo.ErrNotFound))
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(filepath.Dir(abs), 0o755); err != nil {
			return nil, b.fail("create its folder", err)
		}
	case err != nil:
		return nil, b.fail("open", err)
	case info.IsDir():
		return nil, b.fail("open", fmt.Errorf("%w: it is a folder; name a file", jikenbo.ErrNotCasebook))
	case !info.Mode().IsRegular():
		return nil, b.fail("open", fmt.Errorf("%w: it is no regular file; name another", jikenbo.ErrNotCasebook))
	}

	if b.db, err = sql.Open("sqlite", dsn(abs, opts.ReadOnly)); err != nil {
		return nil, b.fail("open", err)
	}
	err = b.ready(ctx)
	if err == nil && !b.readOnly {
		for _, make := range []func(context.Context, func(done, total int)) error{b.rename, b.relink, b.realias, b.recascade, b.index} {
			if err = make(ctx, opts.Indexing); err != nil {
				break
			}
		}
	}
	if err != nil {
		b.db.Close()
		if code := resultCode(err); code == sqlite3.SQLITE_CORRUPT || code == sqlite3.SQLITE_NOTADB {
			err = fmt.Errorf("%w, or a damaged one (%w)", jikenbo.ErrNotCasebook, err)
		}
		return nil, b.fail("open", err)
	}
	if b.reads, err = sql.Open("sqlite", dsn(abs, true)+readCache); err != nil {
		b.db.Close()
		return nil, b.fail("open", err)
	}
	b.reads.SetMaxOpenConns(maxReads)
	b.reads.SetMaxIdleConns(maxReads)
	b.db.SetMaxIdleConns(maxReads) // opening one takes longer than most of what is asked of it
	return b, nil
}

// dsn names the file to the driver. What would change a file stays out of it:
// nothing is known yet about what the file is.
func dsn(abs string, readOnly bool) string {
	q := url.Values{
		"_busy_timeout": {fmt.Sprint(busyTimeout.Milliseconds())},
		"_foreign_keys": {"on"},
		"_synchronous":  {"full"}, // in WAL mode, a commit is on the disk before it is reported
		"_txlock":       {"immediate"},
		"_dqs":          {"0"},
		"_error_rc":     {"1"},
	}
	if readOnly {
		q.Set("mode", "rw") // not created; and unlike ro leaves no -shm and -wal files behind
		q.Set("_query_only", "on")
	}
	return fileURL(abs, q)
}

func fileURL(abs string, q url.Values) string {
	slashed := filepath.ToSlash(abs)
	if !strings.HasPrefix(slashed, "/") { // C:/…
		slashed = "/" + slashed
	}
	return (&url.URL{Scheme: "file", Path: slashed, RawQuery: q.Encode()}).String()
}

// ready makes sure that the file is a casebook of this version.
func (b *Book) ready(ctx context.Context) error {
	version, err := b.version(ctx)
	switch {
	case err != nil:
		return err
	case version > len(migrations):
		return fmt.Errorf("%w: it has version %d, this program knows versions up to %d; use a newer program", jikenbo.ErrNewerCasebook, version, len(migrations))
	case b.readOnly && version == 0:
		return fmt.Errorf("%w yet: it is empty; read a notice into it first", jikenbo.ErrNotCasebook)
	case b.readOnly && version < len(migrations):
		return fmt.Errorf("it has version %d, older than %d: open it for writing once to bring it up to date", version, len(migrations))
	case b.readOnly:
		return nil
	}
	if err := b.useWAL(ctx); err != nil {
		return err
	}
	if err := b.migrate(ctx, migrations); err != nil {
		return err
	}
	// Changes nothing, but fails where nothing can be changed: better now than
	// after the reading of a first batch.
	_, err = b.db.ExecContext(ctx, `UPDATE allocations SET next = next WHERE FALSE`)
	return err
}

// version gives the version of the casebook, 0 for a file with nothing in it.
func (b *Book) version(ctx context.Context) (int, error) {
	var application, version, objects int
	err := b.db.QueryRowContext(ctx, `
		SELECT (SELECT application_id FROM pragma_application_id),
			(SELECT user_version FROM pragma_user_version),
			(SELECT count(*) FROM sqlite_schema)`).Scan(&application, &version, &objects)
	if err != nil {
		return 0, err
	}
	empty := application == 0 && version == 0 && objects == 0
	if !empty && (application != applicationID || version < 0) {
		return 0, fmt.Errorf("%w: it is the SQLite database of another program; name another file", jikenbo.ErrNotCasebook)
	}
	return version, nil
}

// useWAL makes the file keep a write-ahead log. Two processes that do so to a
// new file at once can each be in the other's way, which SQLite reports
// without waiting.
func (b *Book) useWAL(ctx context.Context) error {
	const pause = 10 * time.Millisecond
	for waited := time.Duration(0); ; waited += pause {
		var mode string
		err := b.db.QueryRowContext(ctx, fmt.Sprintf(`PRAGMA page_size = %d; PRAGMA journal_mode = WAL`, pageSize)).Scan(&mode)
		switch {
		case err == nil && mode != "wal":
			return errors.New("its disk cannot share memory between programs, as some network disks cannot: name a file on another")
		case err == nil || resultCode(err) != sqlite3.SQLITE_BUSY || waited >= busyTimeout:
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

// migrate brings the file to the version of the last script: a new one at once,
// so that it is never seen half made, others step by step, each in a transaction
// of its own.
func (b *Book) migrate(ctx context.Context, scripts []string) error {
	for done := false; !done; {
		tx, err := b.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		done, err = step(ctx, tx, scripts)
		if err != nil {
			tx.Rollback()
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// step takes the casebook one version further, a new one to the last; done says
// that it is there.
func step(ctx context.Context, tx *sql.Tx, scripts []string) (done bool, err error) {
	var version int
	if err := tx.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
		return false, err
	}
	if version >= len(scripts) {
		return true, nil
	}
	to := version + 1
	if version == 0 {
		to = len(scripts)
	}
	script := fmt.Sprintf("%s\n;PRAGMA application_id = %d; PRAGMA user_version = %d", strings.Join(scripts[version:to], "\n;"), applicationID, to)
	if _, err := tx.ExecContext(ctx, script); err != nil {
		return false, fmt.Errorf("bring it from version %d to %d: %w", version, to, err)
	}
	return false, nil
}

// Close closes the casebook. Nothing is lost where it is not called.
func (b *Book) Close() error {
	if b.left.Load() >= int64(b.foldAt) { // of many that were added at once
		b.foldPending(context.Background(), foldMost)
	}
	// The connections that may write come last, since the last one to be closed
	// clears the log away.
	if err := errors.Join(b.reads.Close(), b.db.Close()); err != nil {
		return b.fail("close", err)
	}
	return nil
}

// look runs a query that is prepared once for each connection, on one of at
// most maxReads. So the caller must not hold its rows while it waits for
// anything that looks too: what hands rows out as they come runs on db.
func (b *Book) look(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := b.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

// prepared gives a query as it is prepared once for each connection of reads.
func (b *Book) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	stmt, ok := b.looks.Load(query)
	if !ok {
		prepared, err := b.reads.PrepareContext(ctx, query)
		if err != nil {
			return nil, err
		}
		if stmt, ok = b.looks.LoadOrStore(query, prepared); ok {
			prepared.Close() // another goroutine was first
		}
	}
	return stmt.(*sql.Stmt), nil
}

// within gives how queries are run in a transaction of reads: as look does
// where a statement is prepared already. It must not prepare one for all
// connections, which would wait for another connection while it holds this one.
func (b *Book) within(tx *sql.Tx) querying {
	return func(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
		if stmt, ok := b.looks.Load(query); ok {
			return tx.StmtContext(ctx, stmt.(*sql.Stmt)).QueryContext(ctx, args...)
		}
		return tx.QueryContext(ctx, query, args...)
	}
}

// lookOne scans the first row of what look gives; found is false if there is
// none.
func (b *Book) lookOne(ctx context.Context, query string, args []any, dest ...any) (found bool, err error) {
	rows, err := b.look(ctx, query, args...)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	if !rows.Next() {
		return false, rows.Err()
	}
	if err := rows.Scan(dest...); err != nil {
		return false, err
	}
	return true, rows.Close()
}

// Counts says how much a casebook holds.
type Counts struct {
	Cases     int `json:"cases"`     // withdrawn ones included
	Notices   int `json:"notices"`   // of different bytes
	Revisions int `json:"revisions"` // of all cases, one or more each
	Entries   int `json:"entries"`   // of all notices and kinds
}

// Counts counts what the casebook holds.
func (b *Book) Counts(ctx context.Context) (Counts, error) {
	var c Counts
	err := b.db.QueryRowContext(ctx, `
		SELECT (SELECT count(*) FROM cases), (SELECT count(*) FROM notices),
			(SELECT count(*) FROM revisions), (SELECT count(*) FROM entries)`).
		Scan(&c.Cases, &c.Notices, &c.Revisions, &c.Entries)
	if err != nil {
		return Counts{}, b.fail("count", err)
	}
	return c, nil
}

// scribe writes one change of the casebook, in one transaction.
type scribe struct {
	ctx      context.Context
	tx       *sql.Tx
	who, why string
	at       time.Time
	id       int64 // of the change, 0 until it changes something
	prepared map[string]*sql.Stmt
	kept     map[string]*sql.Stmt // of the book
	book     *Book
	profiles map[int64]*link.Profile // of entries that are new
	names    map[string]int64        // likewise, rows of names
	aliases  *identity.Aliases

	cases      map[int64]bool // that have changed
	touched    bool           // something that can be found has changed
	generation int64          // of what can be found, with the change
	cards      map[int64]pendingCard
}

// change runs write in a transaction that is kept if write returns nil and
// leaves no trace otherwise. task names it in errors.
func (b *Book) change(ctx context.Context, task, who, why string, write func(*scribe) error) error {
	if who == "" || why == "" {
		return b.fail(task, errors.New("a change needs who makes it and why"))
	}
	if b.readOnly {
		return b.fail(task, errors.New("it is open for reading only"))
	}
	select {
	case b.writing <- struct{}{}:
		defer func() { <-b.writing }()
	case <-ctx.Done():
		return b.fail(task, ctx.Err())
	}
	b.keepPrepared(ctx)
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return b.fail(task, err)
	}
	defer tx.Rollback() // of no effect after Commit
	s := &scribe{ctx: ctx, tx: tx, who: who, why: why, at: b.now().UTC().Round(0), prepared: make(map[string]*sql.Stmt), kept: b.kept, book: b}
	var pending int
	err = unbroken(func() error {
		if err := s.adopt(); err != nil {
			return err
		}
		if err := write(s); err != nil {
			return err
		}
		if err := s.cascade(); err != nil {
			return err
		}
		pending, err = s.settle()
		return err
	})
	if err != nil {
		return b.fail(task, err)
	}
	if err := tx.Commit(); err != nil {
		return b.fail(task, err)
	}
	b.wanted = slices.AppendSeq(b.wanted, maps.Keys(s.prepared))
	b.opened.add(s.cards)
	for entry, p := range s.profiles {
		b.profiles.add(entry, p)
	}
	for name, id := range s.names {
		b.names.add(name, id)
	}
	wait := b.foldAt
	if len(s.cards) >= bulk {
		wait *= bulk
	}
	for pending >= wait {
		// What is pending is found all the same, so that it is no error of the
		// change if this cannot be done now.
		left, err := b.foldPending(ctx, min(max(foldMost, len(s.cards)), anewMost))
		if err != nil {
			break
		}
		pending = left
	}
	if s.touched {
		b.left.Store(int64(pending))
	}
	return nil
}

// unbroken makes a panic an error: what was to be kept may come from anywhere, and
// what keeps it serves others too.
func unbroken(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v\n%s", ErrBroken, p, debug.Stack())
		}
	}()
	return do()
}

// changeID gives the change's row, which exists from the first time on.
func (s *scribe) changeID() (int64, error) {
	if s.id == 0 {
		id, err := s.insert(`INSERT INTO changes (at, who, why) VALUES (?, ?, ?)`, formatTime(s.at), s.who, s.why)
		if err != nil {
			return 0, err
		}
		s.id = id
	}
	return s.id, nil
}

// keptMost bounds the statements that are kept prepared for changes.
const keptMost = 128

// keepPrepared prepares for the changes to come what the last one prepared for
// itself, which takes a fifth of the time of adding a notice. It is done between
// transactions: within one it would wait for another connection. What cannot be
// prepared is prepared by each change, which says why it cannot.
func (b *Book) keepPrepared(ctx context.Context) {
	for _, query := range b.wanted {
		if len(b.kept) == keptMost {
			break
		}
		if b.kept[query] != nil {
			continue
		}
		if stmt, err := b.db.PrepareContext(ctx, query); err == nil {
			if b.kept == nil {
				b.kept = make(map[string]*sql.Stmt)
			}
			b.kept[query] = stmt
		}
	}
	b.wanted = b.wanted[:0]
}

// prepare gives a statement for use in the transaction.
func (s *scribe) prepare(query string) (*sql.Stmt, error) {
	if stmt := s.prepared[query]; stmt != nil {
		return stmt, nil
	}
	var stmt *sql.Stmt
	if kept := s.kept[query]; kept != nil {
		stmt = s.tx.StmtContext(s.ctx, kept)
	} else {
		var err error
		if stmt, err = s.tx.PrepareContext(s.ctx, query); err != nil {
			return nil, err
		}
	}
	s.prepared[query] = stmt
	return stmt, nil
}

// insert runs a statement and gives the row it inserted last.
func (s *scribe) insert(query string, args ...any) (int64, error) {
	stmt, err := s.prepare(query)
	if err != nil {
		return 0, err
	}
	result, err := stmt.ExecContext(s.ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// find scans the first row of a query; found is false if there is none.
func (s *scribe) find(query string, args []any, dest ...any) (found bool, err error) {
	stmt, err := s.prepare(query)
	if err != nil {
		return false, err
	}
	err = stmt.QueryRowContext(s.ctx, args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// fail names the file and the task in an error, and says what can be done.
func (b *Book) fail(task string, err error) error {
	hint := ""
	switch resultCode(err) {
	case sqlite3.SQLITE_FULL:
		err = fmt.Errorf("%w (%w)", ErrFull, err)
		hint = "; everything reported as saved before is kept: make room and run it again"
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		err = fmt.Errorf("%w (%w)", fs.ErrPermission, err)
		hint = "; the file, its folder or its disk is read-only"
	case sqlite3.SQLITE_CANTOPEN:
		hint = "; it and its folder must be readable and writable"
	case sqlite3.SQLITE_BUSY:
		hint = fmt.Sprintf("; another program has been writing it for %v: run it again when that is done", busyTimeout)
	case sqlite3.SQLITE_IOERR:
		hint = "; the disk may be full or failing. Everything reported as saved before is kept"
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		hint = "; name another file, or restore this one from a copy"
	}
	return fmt.Errorf("casebook %s: %s: %w%s", b.path, task, err, hint)
}

// resultCode gives the primary result code of SQLite, 0 for other errors.
func resultCode(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}

func formatTime(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

func parseTime(s string) (time.Time, error) { return time.Parse(time.RFC3339Nano, s) }
