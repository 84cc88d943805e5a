package web

import (
	"crypto/rand"
	"crypto/sha256"
	"slices"
	"sync"
	"time"

	"jikenbo"
)

// Bounds of what is held of notices that editors have read and not saved. It is
// nowhere on disk.
const (
	draftLife  = time.Hour
	draftCount = 500
	draftBytes = 64 << 20
)

// draft is a notice that was read and is not saved.
type draft struct {
	ID       string
	Notice   jikenbo.Notice
	Readings []jikenbo.Reading

	owner [sha256.Size]byte // the session
	until time.Time
	size  int
}

// drafts holds what editors have read and not saved, each for the session that
// read it. When there is no more room, the oldest goes.
type drafts struct {
	mu   sync.Mutex
	all  []draft // the oldest first
	size int
}

func ownerOf(token string) [sha256.Size]byte { return sha256.Sum256([]byte(token)) }

// put holds a draft for a session and gives its ID, "" if it is too large.
func (d *drafts) put(now time.Time, token string, n jikenbo.Notice, readings []jikenbo.Reading) string {
	size := 2*len(n.Bytes) + 4*len(n.Text) // with what was read
	if size > draftBytes/2 {
		return ""
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.drop(func(old draft) bool { return !now.Before(old.until) })
	for len(d.all) >= draftCount || len(d.all) > 0 && d.size+size > draftBytes {
		oldest := d.all[0].ID
		d.drop(func(old draft) bool { return old.ID == oldest })
	}
	id := rand.Text()
	d.all = append(d.all, draft{id, n, readings, ownerOf(token), now.Add(draftLife), size})
	d.size += size
	return id
}

// take gives the drafts with those IDs that a session holds, and forgets them.
func (d *drafts) take(now time.Time, token string, ids []string) []draft {
	owner := ownerOf(token)
	d.mu.Lock()
	defer d.mu.Unlock()
	var taken []draft
	d.drop(func(old draft) bool {
		mine := old.owner == owner && slices.Contains(ids, old.ID)
		if mine && now.Before(old.until) {
			taken = append(taken, old)
		}
		return mine
	})
	return taken
}

// putBack holds drafts again that could not be saved.
func (d *drafts) putBack(taken []draft) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, t := range taken {
		d.all = append(d.all, t)
		d.size += t.size
	}
	slices.SortStableFunc(d.all, func(a, b draft) int { return a.until.Compare(b.until) })
}

// forget drops all that a session holds.
func (d *drafts) forget(token string) {
	owner := ownerOf(token)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.drop(func(old draft) bool { return old.owner == owner })
}

func (d *drafts) drop(gone func(draft) bool) {
	d.all = slices.DeleteFunc(d.all, func(old draft) bool {
		if !gone(old) {
			return false
		}
		d.size -= old.size
		return true
	})
}
