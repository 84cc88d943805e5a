package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/document"
	"jikenbo/internal/fetch"
)

// Options says how notices are brought into a casebook.
type Options struct {
	Source fetch.Source  // reads the bytes behind a path
	Client *fetch.Client // fetches the page behind an address; must be set if there is one among the paths
	// Pick decides which documents of an archive (WARC, mbox) are read; nil
	// reads all. What is named by itself is always read.
	Pick   func(title, text string) bool
	Book   *casebook.Book   // nil to read only and save nothing
	Who    string           // to whom the casebook ascribes what is saved
	Why    string           // for what reason
	Reread bool             // give readings also of a notice that is in the casebook already
	Now    func() time.Time // the clock; nil is time.Now
	Log    *slog.Logger     // nil for none

	reader func(text string) []jikenbo.Reading // nil is Read
}

// Result is what became of one path.
type Result struct {
	Path     string // as given or found, - for standard input; a document of an archive is archive#address or archive#number
	Skipped  bool   // a document of an archive that was not picked; the other fields but Path and Size are empty then
	Size     int    // of the notice in bytes
	Readings []jikenbo.Reading
	Remarks  []string         // what a reader of its text should know, as in [jikenbo.Markup]
	Outcome  casebook.Outcome // what the casebook did with it, if there is one
	Err      error            // why the path gave nothing; the other fields but Path are empty then

	notice jikenbo.Notice
}

// Limits of what is held in memory at a time, however many notices there are.
const (
	windowNotices = 512      // read and not emitted yet
	windowBytes   = 32 << 20 // of these, unless one alone is larger
)

// Limits of a batch. They trade the price of a commit against the time until a
// notice is reported as saved. A batch is smaller than the window, so that
// reading goes on meanwhile.
const (
	batchNotices = 256
	batchBytes   = 4 << 20
	batchTime    = 200 * time.Millisecond // from its first notice to its commit
)

// Run reads the notices behind the paths on all cores and adds them to the
// casebook. It calls emit, from one goroutine, once for every path in the
// order the paths come, and for a saved notice only after the commit that
// holds it. A path that fails is a Result with its error; the others go on.
//
// Run ends early if emit fails, if the casebook takes nothing any more or if
// ctx is cancelled. What was emitted as saved stays saved.
func Run(ctx context.Context, paths iter.Seq2[string, error], o Options, emit func(Result) error) error {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.reader == nil {
		o.reader = Read
	}
	r := runner{Options: o, emit: emit, room: semaphore.NewWeighted(windowBytes)}

	var group sync.WaitGroup
	defer group.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	work := make(chan *job)
	order := make(chan *job, windowNotices)
	group.Go(func() {
		defer close(work)
		defer close(order)
		r.feed(ctx, paths, work, order)
	})
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for j := range work {
				j.Result = r.read(ctx, &j.Result)
				close(j.done)
			}
		})
	}
	return r.collect(ctx, order)
}

// job is a path on its way through the workers.
type job struct {
	Result
	room int64         // it takes in the window, in bytes
	done chan struct{} // closed when Result is ready
}

type runner struct {
	Options
	emit  func(Result) error
	room  *semaphore.Weighted // in the window, in bytes
	batch []*job
	size  int // of the notices of the batch, in bytes
}

// feed hands every path to the workers and, in the same order, to the
// collector, as long as there is room in the window. Room is given in that
// order too, so the first unfinished job always has its own.
func (r *runner) feed(ctx context.Context, paths iter.Seq2[string, error], work, order chan<- *job) {
	send := func(res Result, size int64) bool {
		j := &job{Result: res, room: min(size, windowBytes), done: make(chan struct{})}
		if r.room.Acquire(ctx, j.room) != nil {
			return false
		}
		select {
		case order <- j:
		case <-ctx.Done():
			return false
		}
		if res.Err != nil {
			close(j.done)
			return true
		}
		select {
		case work <- j:
			return true
		case <-ctx.Done():
			return false
		}
	}
	for path, err := range paths {
		if documents := archives[fetch.TypeOf(path)]; err == nil && documents != nil {
			for res := range documents(r, ctx, path) {
				if !send(res, int64(len(res.notice.Bytes))) {
					return
				}
			}
			continue
		}
		size := int64(0)
		if fetch.IsURL(path) {
			size = cmp.Or(max(r.Source.MaxBytes, 0), fetch.DefaultMaxBytes)
		} else if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			size = info.Size()
		}
		if !send(Result{Path: path, Err: err}, size) {
			return
		}
	}
}

// read brings one notice from its path, or from the bytes of an archive, to its
// readings.
func (r *runner) read(ctx context.Context, given *Result) (res Result) {
	path := given.Path
	fail := func(err error) Result { return Result{Path: path, Err: err} }
	defer func() {
		if p := recover(); p != nil {
			r.Log.Error("panic while reading", "path", path, "panic", p, "stack", string(debug.Stack()))
			res = fail(fmt.Errorf("%s: the reader broke on this notice, please report it: %v", path, p))
		}
	}()
	n, archived := given.notice, given.notice.Bytes != nil
	var before jikenbo.Notice // at the same address
	var err error
	switch {
	case archived:
	case fetch.IsURL(path):
		n, before, err = r.fetch(ctx, path)
	default:
		n = jikenbo.Notice{Source: path, Fetched: r.Now(), Declared: fetch.TypeOf(path)}
		n.Bytes, err = r.Source.Read(ctx, path)
	}
	if err != nil {
		return fail(err)
	}
	n.SHA256 = jikenbo.Hash(n.Bytes)
	known := false
	if r.Book != nil {
		if known, err = r.Book.Known(ctx, n.SHA256); err != nil {
			return fail(fmt.Errorf("%s: %w", path, err))
		}
	}
	res = Result{Path: path, Size: len(n.Bytes), notice: n}
	if known && !r.Reread {
		return res
	}
	d, err := document.Read(n.Bytes, n.Declared)
	if err != nil {
		return fail(fmt.Errorf("%s: %w", path, err))
	}
	if archived && r.Pick != nil && !r.Pick(d.Title, d.Text) {
		return Result{Path: path, Size: len(n.Bytes), Skipped: true}
	}
	d.Fill(&n)
	if before.SHA256 != "" && sameWords(before.Text, n.Text) { // other bytes, as of a page that counts its visitors
		n = before
	}
	res.notice, res.Remarks, res.Readings = n, n.Remarks, r.reader(n.Text)
	// The casebook checks this too, but refuses the whole batch then.
	if err := (&casebook.Intake{Notice: n, Readings: res.Readings}).Check(); err != nil {
		return fail(fmt.Errorf("%s: the reader broke on this notice, please report it: %w", path, err))
	}
	return res
}

// collect takes the results in order, commits them in batches and emits them.
func (r *runner) collect(ctx context.Context, order <-chan *job) error {
	var next *job            // the job to wait for
	var due <-chan time.Time // when the batch must be committed
	for {
		jobs, done := order, (chan struct{})(nil)
		if next != nil {
			jobs, done = nil, next.done
		}
		var full bool
		select {
		case <-ctx.Done():
			return ctx.Err()
		case j, ok := <-jobs:
			if !ok {
				return r.flush(ctx)
			}
			next = j
		case <-done:
			if len(r.batch) == 0 {
				due = time.After(batchTime)
			}
			r.batch = append(r.batch, next)
			r.size += next.Size
			next = nil
			full = r.Book == nil || len(r.batch) >= batchNotices || r.size >= batchBytes
		case <-due:
			full = true
		}
		if full {
			if err := r.flush(ctx); err != nil {
				return err
			}
			due = nil
		}
	}
}

// flush commits the batch and emits it.
func (r *runner) flush(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := r.save(ctx); err != nil {
		return err
	}
	for _, j := range r.batch {
		j.notice = jikenbo.Notice{}
		if err := r.emit(j.Result); err != nil {
			return err
		}
		r.room.Release(j.room)
	}
	clear(r.batch)
	r.batch, r.size = r.batch[:0], 0
	return nil
}

// save adds the batch to the casebook, in one transaction. A notice that is
// known goes along, so that the casebook remembers where else it was found.
func (r *runner) save(ctx context.Context) error {
	if r.Book == nil {
		return nil
	}
	var intakes []casebook.Intake
	var saved []*job
	for _, j := range r.batch {
		if j.Err == nil && !j.Skipped {
			intakes = append(intakes, casebook.Intake{Notice: j.notice, Readings: j.Readings})
			saved = append(saved, j)
		}
	}
	if len(intakes) == 0 {
		return nil
	}
	outcomes, err := r.Book.Add(ctx, r.Who, r.Why, intakes)
	if errors.Is(err, casebook.ErrBroken) { // on one of them: the others are kept
		for i := range intakes {
			one, err := r.Book.Add(ctx, r.Who, r.Why, intakes[i:i+1])
			switch {
			case errors.Is(err, casebook.ErrBroken):
				r.Log.Error("panic while saving", "path", saved[i].Path, "error", err)
				saved[i].Result = Result{Path: saved[i].Path, Err: fmt.Errorf("%s: %w", saved[i].Path, casebook.ErrBroken)}
			case err != nil:
				return err
			default:
				saved[i].Outcome = one[0]
			}
		}
		return nil
	}
	if err != nil {
		return err
	}
	r.Log.Debug("committed", "notices", len(intakes))
	for i, o := range outcomes {
		saved[i].Outcome = o
	}
	return nil
}
