package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/semaphore"

	"jikenbo"
	"jikenbo/internal/document"
	"jikenbo/internal/fetch"
	"jikenbo/internal/ingest"
	"jikenbo/internal/screen"
)

var screenHelp = help{
	short: message{"ウェブアーカイブから公表文を選び出して読む", "Pick the incident notices out of web archives and read them"},
	long: message{`
ウェブアーカイブ（WARC、.warc と .warc.gz）から、情報セキュリティ事件の公表文を選び出し、
読んだ結果を JSON Lines で出力します。一行に一記事で、read --json の項目に url、date（収集した
日時）、score（公表文である確からしさ、0 から 1）が加わります。事件簿には加えません。

読むのは HTML と平文のページです。PDF など、ほかの形式は数えるだけです。FILE の - は標準入力です。
何百万ページあっても、使うメモリーは増えません。`, `
Pick the notices of security incidents out of web archives (WARC, .warc and
.warc.gz) and print what they say as JSON Lines: one line an entry, with the fields
of read --json and url, date (when the page was fetched) and score (how likely it is
a notice, 0 to 1). Nothing is added to the casebook.

Pages in HTML and plain text are read; PDF and other formats are only counted.
FILE - is standard input. Memory does not grow with the archive.`},
	example: message{`
  jikenbo screen crawl.warc.gz > notices.jsonl
  jikenbo screen --min-score 0.9 crawl-*.warc.gz | jq -r .url | sort -u
  jikenbo screen --verdicts crawl.warc.gz | jq -r 'select(.kind == "event").url'`, `
  jikenbo screen crawl.warc.gz > notices.jsonl
  jikenbo screen --min-score 0.9 crawl-*.warc.gz | jq -r .url | sort -u
  jikenbo screen --verdicts crawl.warc.gz | jq -r 'select(.kind == "event").url'`},
}

type screenOptions struct {
	minScore float64
	verdicts bool
}

func (a *app) screenCommand() *cobra.Command {
	var o screenOptions
	cmd := a.command("screen [--min-score X] [--verdicts] FILE…", screenHelp)
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(mNoArchive))}
		}
		return nil
	}
	flags := cmd.Flags()
	flags.Float64Var(&o.minScore, "min-score", screen.Threshold, a.lang.text(mFlagMinScore))
	flags.BoolVar(&o.verdicts, "verdicts", false, a.lang.text(mFlagVerdicts))
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.runScreen(cmd.Context(), args, o) }
	return cmd
}

// Limits of what is held in memory at a time, however large the archive is.
const (
	maxPage       = 1 << 20 // bytes of a page; what is larger is counted and not read
	screenWindow  = 4 << 20 // bytes of the pages on their way
	screenMemory  = 52 << 20
	screenResults = 256 // pages on their way
)

// screener picks notices out of archives and prints them.
type screener struct {
	*app
	screenOptions
	out      *printer
	progress *progress
	room     *semaphore.Weighted

	// Of the goroutine that reads the archives.
	pages, bytes, other, large int
	// Of the one that prints.
	notices, unreadable, failed int
}

// candidate is a page on its way from an archive to the output.
type candidate struct {
	source, url string
	fetched     time.Time
	contentType string
	body        []byte
	turnedAway  bool // by its bytes
	done        chan struct{}

	verdict  screen.Verdict
	readings []jikenbo.Reading
	err      error // of the archive, or of reading the page
	archive  bool  // err is one of the archive
}

func (a *app) runScreen(ctx context.Context, args []string, o screenOptions) error {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(screenMemory))
	began := time.Now()
	s := &screener{app: a, screenOptions: o, out: newPrinter(a.stdout, a.env), room: semaphore.NewWeighted(screenWindow)}
	s.progress = a.newBytesProgress(args)

	var group sync.WaitGroup
	defer group.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	work := make(chan *candidate)
	order := make(chan *candidate, screenResults)
	group.Go(func() {
		defer close(work)
		defer close(order)
		for _, path := range args {
			s.archive(ctx, path, work, order)
		}
	})
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for c := range work {
				s.judge(c)
				close(c.done)
			}
		})
	}
	for c := range order {
		<-c.done
		if err := s.emit(c); err != nil {
			return err
		}
		s.room.Release(int64(len(c.body)))
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	s.progress.clear()
	fmt.Fprintln(a.stderr, a.lang.text(mScreened, s.pages, size(s.bytes), time.Since(began).Round(10*time.Millisecond).String(), s.notices, s.other, s.large, s.unreadable, s.failed))
	if s.failed > 0 {
		return errReported
	}
	return nil
}

// archive hands the pages of an archive that may be notices to the workers and,
// in the same order, to what prints, as long as there is room for them.
func (s *screener) archive(ctx context.Context, path string, work, order chan<- *candidate) {
	send := func(c *candidate) bool {
		c.source, c.done = path, make(chan struct{})
		if s.room.Acquire(ctx, int64(len(c.body))) != nil {
			return false
		}
		select {
		case order <- c:
		case <-ctx.Done():
			return false
		}
		if c.body == nil {
			close(c.done)
			return true
		}
		select {
		case work <- c:
			return true
		case <-ctx.Done():
			return false
		}
	}
	fail := func(err error) bool { return send(&candidate{err: fmt.Errorf("%s: %w", path, err), archive: true}) }
	r := s.stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			send(&candidate{err: err, archive: true})
			return
		}
		defer f.Close()
		r = f
	}
	records := 0
	defer func() {
		if records == 0 && ctx.Err() == nil {
			fail(fmt.Errorf("%w: there is no record in it", jikenbo.ErrEmpty))
		}
	}()
	for rec, err := range fetch.ReadWARC(&untilDone{ctx, r, s.progress}, maxPage) {
		records++
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, jikenbo.ErrTooLarge):
			s.large++
		case err != nil:
			if !fail(err) {
				return
			}
		case rec.Type == "response" && rec.Status() == 200, rec.Type == "resource":
			if c, ok := s.page(rec); ok && !send(c) {
				return
			}
		}
	}
}

// page gives the page of a record, if it is one and may be a notice. What it
// holds is its own.
func (s *screener) page(rec *fetch.Record) (*candidate, bool) {
	contentType := rec.ContentType()
	media, _, err := mime.ParseMediaType(contentType)
	switch {
	case err != nil && media == "", media == "text/html", media == "application/xhtml+xml", media == "text/plain":
	default:
		s.other++
		return nil, false
	}
	body, err := rec.Body()
	if errors.Is(err, jikenbo.ErrTooLarge) {
		s.large++
		return nil, false
	}
	s.pages++
	s.bytes += len(body)
	turnedAway := !screen.Raw(body) // of a damaged body what could be read counts
	if len(body) == 0 || turnedAway && !s.verdicts {
		return nil, false
	}
	return &candidate{url: rec.URL(), fetched: rec.Date(), contentType: contentType, body: bytes.Clone(body), turnedAway: turnedAway}, true
}

// judge reads a page.
func (s *screener) judge(c *candidate) {
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("panic while reading", "url", c.url, "panic", p, "stack", string(debug.Stack()))
			c.err, c.archive = fmt.Errorf("%s: %s: the reader broke on this page, please report it: %v", c.source, c.url, p), true
		}
	}()
	d, err := document.Read(c.body, c.contentType)
	if err != nil {
		c.err = err
		return
	}
	if !s.verdicts && !screen.Raw([]byte(d.Text)) { // what spoke for it stood around the text
		return
	}
	c.verdict = screen.Text(d.Title, d.Text)
	if c.turnedAway && c.verdict.Kind == screen.Notice {
		c.verdict = screen.Verdict{Kind: screen.Other}
	}
	if c.isNotice(s.minScore) && !s.verdicts {
		c.readings = ingest.Read(d.Text)
	}
}

func (c *candidate) isNotice(least float64) bool {
	return c.err == nil && c.verdict.Kind != screen.Event && !c.turnedAway && c.verdict.Score >= least
}

// verdictLine is the line of --verdicts, a public contract (doc/format.md).
type verdictLine struct {
	Source string      `json:"source"`
	URL    string      `json:"url"`
	Date   string      `json:"date,omitempty"`
	Kind   screen.Kind `json:"kind"`
	Score  float64     `json:"score"`
}

// screenLine is the line of a reading, likewise.
type screenLine struct {
	Source   string           `json:"source"`
	URL      string           `json:"url"`
	Date     string           `json:"date,omitempty"`
	Score    float64          `json:"score"`
	Entry    int              `json:"entry"`
	Case     jikenbo.Case     `json:"case"`
	Evidence jikenbo.Evidence `json:"evidence"`
}

// emit prints what became of a page.
func (s *screener) emit(c *candidate) error {
	switch {
	case c.archive:
		s.failed++
		s.progress.clear()
		s.complain(c.err)
		return nil
	case c.err != nil:
		s.unreadable++
		s.log.LogAttrs(context.Background(), slog.LevelDebug, "unreadable page", slog.String("url", c.url), slog.Any("error", c.err))
		return nil
	}
	date := ""
	if !c.fetched.IsZero() {
		date = c.fetched.Format(time.RFC3339)
	}
	score := float64(int(c.verdict.Score*1000)) / 1000
	if c.isNotice(s.minScore) {
		s.notices++
	}
	if s.verdicts {
		kind := c.verdict.Kind
		if c.isNotice(s.minScore) {
			kind = screen.Notice
		} else if kind == screen.Notice {
			kind = screen.Other
		}
		if err := writeJSON(s.out.w, verdictLine{c.source, c.url, date, kind, score}); err != nil {
			return err
		}
		return s.out.flush()
	}
	for _, r := range c.readings {
		if err := writeJSON(s.out.w, screenLine{c.source, c.url, date, score, r.Entry, r.Case, bare(r.Evidence, false)}); err != nil {
			return err
		}
	}
	return s.out.flush()
}

// untilDone reads until its context is done, and shows how far it is.
type untilDone struct {
	ctx      context.Context
	r        io.Reader
	progress *progress
}

func (u *untilDone) Read(b []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := u.r.Read(b)
	u.progress.add(n)
	return n, err
}
