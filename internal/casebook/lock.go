package casebook

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"path/filepath"

	sqlite3 "modernc.org/sqlite/lib"
)

// ErrWatched: another process watches with the casebook.
var ErrWatched = errors.New("another watch is at work on it: wait for it, or end it")

// LockWatch makes this process the one that watches with the casebook, until
// release is called or the process ends, however it does. The error wraps
// [ErrWatched] if there is one already. It leaves an empty file beside the
// casebook, its name with -watch at the end.
func (b *Book) LockWatch(ctx context.Context) (release func(), err error) {
	abs, err := filepath.Abs(b.path + "-watch")
	if err != nil {
		return nil, b.fail("lock", err)
	}
	// An open transaction holds a lock that the system gives back for the dead.
	q := url.Values{"_txlock": {"exclusive"}, "_busy_timeout": {"0"}}
	db, err := sql.Open("sqlite", fileURL(abs, q))
	if err != nil {
		return nil, b.fail("lock", err)
	}
	tx, err := db.BeginTx(context.WithoutCancel(ctx), nil) // not to end with ctx
	if err != nil {
		db.Close()
		if resultCode(err) == sqlite3.SQLITE_BUSY {
			err = ErrWatched
		}
		return nil, b.fail("lock", err)
	}
	return func() {
		tx.Rollback()
		db.Close()
	}, nil
}
