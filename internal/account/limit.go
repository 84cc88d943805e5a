package account

import (
	"container/list"
	"hash/maphash"
	"net/netip"
	"sync"
	"time"
)

// How attempts to sign in are slowed down. So many failures are free; from
// then on each doubles the time until the next attempt.
const (
	freeOfName    = 5
	freeOfAddress = 20 // many people may share one
	firstDelay    = time.Second
	maxDelay      = 15 * time.Minute
	forgetAfter   = time.Hour // without an attempt
	kept          = 10_000    // names, and as many addresses: about 2 MB
)

// limiter counts failures by name and by address. Names are counted whether
// there is such an account or not. A person is not kept out by guesses of
// others: from where the account was signed in to before, only failures from
// there count against its name.
type limiter struct {
	now  func() time.Time
	seed maphash.Seed

	mu        sync.Mutex
	names     recent
	addresses recent
	trusted   recent // name and address of successes
}

func newLimiter(now func() time.Time) *limiter {
	return &limiter{now: now, seed: maphash.MakeSeed(), names: newRecent(), addresses: newRecent(), trusted: newRecent()}
}

// attempt is one attempt to sign in that was let through. It counts as failed
// until success is called, so that many at once are no way round the count.
type attempt struct {
	l                   *limiter
	name, address, pair uint64
}

// try lets an attempt through, or says how long to wait for it.
func (l *limiter) try(name string, from netip.Addr) (a attempt, wait time.Duration) {
	a = attempt{l: l, name: maphash.String(l.seed, name), address: l.pair("", from), pair: l.pair(name, from)}

	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if l.trusted.find(a.pair) != nil {
		a.name = a.pair
	}
	wait = max(l.names.wait(a.name, freeOfName, now), l.addresses.wait(a.address, freeOfAddress, now))
	if wait > 0 {
		return attempt{}, wait
	}
	l.names.add(a.name, now)
	l.addresses.add(a.address, now)
	return a, 0
}

// pair is the key of a name at an address.
func (l *limiter) pair(name string, from netip.Addr) uint64 {
	return maphash.Comparable(l.seed, struct {
		name string
		from netip.Addr
	}{name, Sender(from)})
}

// trust counts an address as one from where an account was signed in to.
func (l *limiter) trust(name string, from netip.Addr) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.trusted.add(l.pair(name, from), l.now())
}

// Sender gives what stands for all addresses of whoever sends from one: itself,
// and for IPv6 the first of its /64, since who has one of these has them all.
func Sender(from netip.Addr) netip.Addr {
	from = from.Unmap().WithZone("")
	if from.Is6() {
		prefix, _ := from.Prefix(64) // 64 is in range
		from = prefix.Addr()
	}
	return from
}

// success takes the attempt back, and with it what was counted against the name.
func (a attempt) success() {
	l := a.l
	l.mu.Lock()
	defer l.mu.Unlock()
	l.names.forget(a.name)
	l.addresses.undo(a.address)
	l.trusted.add(a.pair, l.now())
}

// undo takes the attempt back: nothing was decided.
func (a attempt) undo() {
	a.l.mu.Lock()
	defer a.l.mu.Unlock()
	a.l.names.undo(a.name)
	a.l.addresses.undo(a.address)
}

// recent counts failures by key, for those tried most lately.
type recent struct {
	byKey map[uint64]*list.Element
	order *list.List // of *failures, the latest first
}

type failures struct {
	key  uint64
	n    int
	last time.Time
}

func newRecent() recent { return recent{make(map[uint64]*list.Element), list.New()} }

func (r *recent) find(key uint64) *failures {
	if e := r.byKey[key]; e != nil {
		return e.Value.(*failures)
	}
	return nil
}

// wait is how long no further attempt is let through.
func (r *recent) wait(key uint64, free int, now time.Time) time.Duration {
	f := r.find(key)
	if f == nil || f.n < free {
		return 0
	}
	delay := maxDelay
	if doublings := f.n - free; doublings < 20 {
		delay = min(firstDelay<<doublings, maxDelay)
	}
	return max(0, f.last.Add(delay).Sub(now))
}

func (r *recent) add(key uint64, now time.Time) {
	e := r.byKey[key]
	if e == nil {
		if len(r.byKey) >= kept {
			r.forget(r.order.Back().Value.(*failures).key)
		}
		e = r.order.PushFront(&failures{key: key})
		r.byKey[key] = e
	}
	r.order.MoveToFront(e)
	f := e.Value.(*failures)
	if now.Sub(f.last) > forgetAfter {
		f.n = 0
	}
	f.n++
	f.last = now
}

func (r *recent) undo(key uint64) {
	if f := r.find(key); f != nil && f.n > 0 {
		f.n--
	}
}

func (r *recent) forget(key uint64) {
	if e := r.byKey[key]; e != nil {
		r.order.Remove(e)
		delete(r.byKey, key)
	}
}
