package main

import (
	"context"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"

	"jikenbo/internal/fetch"
)

// progress is the bar of a long run on a terminal. A nil progress shows
// nothing.
type progress struct {
	mu    sync.Mutex // of what stands below but total
	bar   *progressbar.ProgressBar
	began time.Time
	drawn time.Time    // when it was last drawn
	total atomic.Int64 // paths in all, 0 while they are being counted
	done  int
}

// newProgress gives a bar that appears after a second, when the paths have been
// counted; none if standard error is no terminal, or if standard output is one
// and what is printed there shows how it goes on.
func (a *app) newProgress(ctx context.Context, source fetch.Source, args []string) *progress {
	_, seen := terminal(a.stderr)
	if _, printed := terminal(a.stdout); !seen || printed {
		return nil
	}
	p := &progress{began: time.Now(), bar: progressbar.NewOptions64(1,
		progressbar.OptionSetWriter(a.stderr),
		progressbar.OptionSetWidth(30),
		progressbar.OptionShowCount())}
	go func() {
		n := int64(0)
		for range source.Paths(ctx, args) {
			n++
		}
		p.total.Store(n)
	}()
	return p
}

// newBytesProgress is newProgress for the bytes of files.
func (a *app) newBytesProgress(paths []string) *progress {
	if _, seen := terminal(a.stderr); !seen {
		return nil
	}
	p := &progress{began: time.Now(), bar: progressbar.NewOptions64(1,
		progressbar.OptionSetWriter(a.stderr),
		progressbar.OptionSetWidth(30),
		progressbar.OptionShowBytes(true))}
	total := int64(0)
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil {
			total += info.Size()
		}
	}
	p.total.Store(total)
	return p
}

// newCountProgress is newProgress for things whose number is known.
func (a *app) newCountProgress(total int) *progress {
	if _, seen := terminal(a.stderr); !seen {
		return nil
	}
	p := &progress{began: time.Now(), bar: progressbar.NewOptions(total,
		progressbar.OptionSetWriter(a.stderr),
		progressbar.OptionSetWidth(30),
		progressbar.OptionShowCount())}
	p.total.Store(int64(total))
	return p
}

// set says how many are done.
func (p *progress) set(done int) {
	if p != nil {
		p.add(done - p.done)
	}
}

// step counts one path as done, and draws the bar if it is time to.
func (p *progress) step() { p.add(1) }

// add counts so many more as done.
func (p *progress) add(n int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += n
	now, total := time.Now(), p.total.Load()
	if total == 0 || now.Sub(p.began) < time.Second || now.Sub(p.drawn) < 100*time.Millisecond {
		return
	}
	p.drawn = now
	if p.bar.GetMax64() != total {
		p.bar.ChangeMax64(total)
	}
	_ = p.bar.Set(p.done) // a bar that cannot be drawn stops nothing
}

// clear takes the bar from the terminal, so that a line can be written.
func (p *progress) clear() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.drawn.IsZero() {
		_ = p.bar.Clear()
	}
}
