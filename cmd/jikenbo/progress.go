package main

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"

	"jikenbo/internal/fetch"
)

// progress is the bar of a long run on a terminal. It appears after a second,
// when the paths have been counted. A nil progress shows nothing.
type progress struct {
	app   *app
	since time.Time
	total atomic.Int64 // paths to come, 0 while they are being counted
	done  int
	bar   *progressbar.ProgressBar
}

func (a *app) newProgress(ctx context.Context, source fetch.Source, args []string) *progress {
	p := &progress{app: a, since: time.Now()}
	go func() {
		n := int64(0)
		for range source.Paths(ctx, args) {
			n++
		}
		p.total.Store(n)
	}()
	return p
}

// step counts one path as done and draws the bar.
func (p *progress) step() {
	if p == nil {
		return
	}
	p.done++
	total := p.total.Load()
	if p.bar == nil && (total == 0 || time.Since(p.since) < time.Second) {
		return
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(p.app.stderr),
			progressbar.OptionSetWidth(30),
			progressbar.OptionShowCount(),
			progressbar.OptionShowIts(),
			progressbar.OptionThrottle(100*time.Millisecond))
	}
	p.bar.Set(p.done)
}

// clear takes the bar from the terminal, so that lines can be written.
func (p *progress) clear() {
	if p != nil && p.bar != nil {
		p.bar.Clear()
	}
}
