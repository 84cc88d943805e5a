package web

import (
	"net/http"
	"net/netip"
	"sync"
	"time"

	"jikenbo/internal/account"
)

// Bounds of exports, which take long and therefore have places of their own:
// whoever reads one slowly keeps nobody from the rest of the site.
const (
	exportsAtOnce = 8
	exportsEach   = 2                // of one sender
	exportTime    = 10 * time.Minute // for all of it
	exportStep    = 64 << 10         // bytes that are sent at least
	exportStall   = 15 * time.Second // within this time
)

// exports are those under way, by who asked for them.
type exports struct {
	mu     sync.Mutex
	all    int
	sender map[netip.Addr]int
}

var errExports = &refusal{http.StatusTooManyRequests,
	"いまは多くの書き出しに応じています。終わるのを待ってからやり直してください。",
	"Too many exports are under way. Try again when they are done."}

// enter takes a place for an export. leave gives it back.
func (e *exports) enter(from netip.Addr) (leave func(), err error) {
	from = account.Sender(from)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.all >= exportsAtOnce || e.sender[from] >= exportsEach {
		return nil, errExports
	}
	if e.sender == nil {
		e.sender = make(map[netip.Addr]int)
	}
	e.all++
	e.sender[from]++
	return func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.all--
		if e.sender[from]--; e.sender[from] == 0 {
			delete(e.sender, from)
		}
	}, nil
}

// paced is an answer that its client must keep reading.
type paced struct {
	http.ResponseWriter
	until time.Time // when all of it must be sent
	step  int       // bytes until more time is given; 0 at first
}

func (p *paced) Write(b []byte) (n int, err error) {
	for len(b) > 0 && err == nil {
		if p.step == 0 {
			by := time.Now().Add(exportStall)
			if by.After(p.until) {
				by = p.until
			}
			_ = http.NewResponseController(p.ResponseWriter).SetWriteDeadline(by) // where there is a connection
			p.step = exportStep
		}
		var sent int
		sent, err = p.ResponseWriter.Write(b[:min(len(b), p.step)])
		n, p.step, b = n+sent, p.step-sent, b[sent:]
	}
	return n, err
}
