// Package watch looks after the pages that sources list: it reads new notices
// into the casebook once, notices when one is edited or taken down, and has it
// told to those who want to know.
//
// Its state stands in the casebook. What a source lists is kept before any of
// it is fetched, and what a look at a page gives is kept all at once, so that a
// process can be killed at any moment and another goes on where it was.
package watch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"jikenbo"
	"jikenbo/internal/alert"
	"jikenbo/internal/casebook"
	"jikenbo/internal/document"
	"jikenbo/internal/fetch"
	"jikenbo/internal/ingest"
)

// Watcher watches. All fields but Log must be set.
type Watcher struct {
	Book   *casebook.Book // whose clock is Now
	Config *Config
	Get    func(ctx context.Context, address string, c fetch.Conditions) (*fetch.Response, error) // as [fetch.Client.Get]
	Screen func(title, text string) (notice bool, score float64)                                  // decides whether a page is a notice
	Sender *alert.Sender
	Who    string // to whom the casebook ascribes what is kept
	Now    func() time.Time
	After  func(time.Duration) <-chan time.Time // as [time.After]
	Emit   func(Event)                          // called for each line of the log once it is kept, by one goroutine at a time
	Log    *slog.Logger                         // nil for none
}

// What is emitted, but no line of the log that is kept.
const (
	ChannelFailed casebook.What = "channel-failed" // it took nothing; Source is its name
	ChannelClosed casebook.What = "channel-closed" // its receiver wants nothing any more
)

// Event is a line of the log with what it changed.
type Event struct {
	casebook.Sighting
	Diff []string `json:"diff,omitempty"` // of an edit, as [Diff] gives it
}

// Compare gives a line of the log with what it changed.
func Compare(ctx context.Context, book *casebook.Book, s casebook.Sighting) (Event, error) {
	e := Event{Sighting: s}
	if s.Earlier == "" || s.Notice == "" {
		return e, nil
	}
	before, err := book.Notice(ctx, s.Earlier)
	if err != nil {
		return e, err
	}
	after, err := book.Notice(ctx, s.Notice)
	if err != nil {
		return e, err
	}
	e.Diff = Diff(before.Text, after.Text)
	return e, nil
}

// Report is what a run did, and what does not work.
type Report struct {
	Looks    int                   // at pages
	Seen     map[casebook.What]int // lines of the log, by what they say
	Sent     int                   // alerts that were accepted
	Failing  []Failure             // sources, as they are now
	Channels []alert.Problem       // that took nothing last
}

// Failure is a source that does not work now.
type Failure struct {
	Source   string
	Failures int       // in a row
	Error    string    // the last of them
	Due      time.Time // when it is asked again
}

const day = 24 * time.Hour

const (
	sourcesAtOnce  = 4
	hostsAtOnce    = 8
	pagesOfHost    = 20               // of a round, so that sources and alerts have their turn
	failuresAtMost = 2                // in a row at a host, until the next round
	mostSitemaps   = 50               // in a source that is a list of sitemaps
	mostListed     = 200_000          // pages of a source
	longestNap     = time.Hour        // between two looks at what is due
	longest        = 28 * day         // between two looks at a page
	firstRetry     = 10 * time.Minute // of a page that could not be had; doubled for each further one
)

// noNotice is why a page is skipped.
const noNotice = "no notice"

// steps are the ages at which a page is looked at again. A notice that is kept
// is looked at beyond them too.
var steps = []time.Duration{time.Hour, 6 * time.Hour, day, 3 * day, 7 * day, longest}

// Run watches until ctx is cancelled, which is no error.
func (w *Watcher) Run(ctx context.Context) (Report, error) {
	r, err := w.runner()
	if err != nil {
		return Report{}, err
	}
	for {
		err := r.once(ctx)
		var due time.Time
		if err == nil {
			due, err = r.next(ctx)
		}
		if ctx.Err() != nil {
			return r.finish(context.WithoutCancel(ctx))
		}
		if err != nil {
			return r.Report, err
		}
		select {
		case <-ctx.Done():
		case <-w.After(max(due.Sub(w.Now()), time.Second)):
		}
	}
}

// Once does all that is due.
func (w *Watcher) Once(ctx context.Context) (Report, error) {
	r, err := w.runner()
	if err != nil {
		return Report{}, err
	}
	if err := r.once(ctx); err != nil {
		return r.Report, err
	}
	return r.finish(ctx)
}

func (w *Watcher) runner() (*runner, error) {
	r := &runner{Watcher: w, log: w.Log, forced: make(map[string]bool)}
	if r.log == nil {
		r.log = slog.New(slog.DiscardHandler)
	}
	r.Seen = make(map[casebook.What]int)
	for _, c := range w.Config.Channels {
		r.channels = append(r.channels, c.Name)
	}
	for _, s := range w.Config.Sources {
		if s.Kind == Page {
			name, err := fetch.Normalize(s.URL)
			if err != nil {
				return nil, fmt.Errorf("source %q: %w", s.Name, err)
			}
			r.forced[name] = true
		}
	}
	var err error
	r.rules, err = w.Config.Rules()
	return r, err
}

type runner struct {
	*Watcher
	Report
	log      *slog.Logger
	rules    *alert.Rules
	channels []string
	forced   map[string]bool // pages that are sources, which are not screened
	mu       sync.Mutex      // guards Report and Emit
}

// tell counts and emits a line of the log.
func (r *runner) tell(e Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Seen[e.What]++
	r.Emit(e)
}

// once does what is due, until nothing is.
func (r *runner) once(ctx context.Context) error {
	r.Channels = nil
	for {
		if err := r.poll(ctx); err != nil {
			return err
		}
		pages, err := r.Book.DuePages(ctx, pagesOfHost)
		if err != nil {
			return err
		}
		if err := r.visit(ctx, pages); err != nil {
			return err
		}
		sent, problems, err := r.Sender.Send(ctx)
		r.Sent += sent
		r.Channels = append(r.Channels, problems...)
		for _, p := range problems {
			line := casebook.Sighting{At: r.Now(), What: ChannelFailed, Source: p.Channel, Why: p.Err.Error()}
			if p.Closed {
				line.What = ChannelClosed
			}
			r.tell(Event{Sighting: line})
		}
		if err != nil || len(pages) == 0 {
			return err
		}
	}
}

// next gives the time at which there is something to do again.
func (r *runner) next(ctx context.Context) (time.Time, error) {
	next := r.Now().Add(longestNap)
	due, err := r.Book.NextDue(ctx, r.channels)
	if err != nil {
		return time.Time{}, err
	}
	if !due.IsZero() && due.Before(next) {
		next = due
	}
	for _, s := range r.Config.Sources {
		f, err := r.Book.Feed(ctx, s.Name)
		if err != nil {
			return time.Time{}, err
		}
		if f.Due.Before(next) {
			next = f.Due
		}
	}
	return next, nil
}

// finish completes the report.
func (r *runner) finish(ctx context.Context) (Report, error) {
	var err error
	r.Failing, err = Failing(ctx, r.Book, r.Config)
	return r.Report, err
}

// Failing gives the sources that do not work now.
func Failing(ctx context.Context, book *casebook.Book, c *Config) ([]Failure, error) {
	var all []Failure
	for _, s := range c.Sources {
		f, err := book.Feed(ctx, s.Name)
		if err != nil {
			return nil, err
		}
		if f.Failures > 0 {
			all = append(all, Failure{s.Name, f.Failures, f.Error, f.Due})
		}
		if s.Kind != Page {
			continue
		}
		name, err := fetch.Normalize(s.URL)
		if err != nil {
			return nil, err
		}
		p, err := book.Page(ctx, name)
		if err != nil && !errors.Is(err, jikenbo.ErrNotFound) {
			return nil, err
		}
		if p.Failures > 0 || p.Status == casebook.UnreadablePage {
			all = append(all, Failure{s.Name, max(p.Failures, 1), p.Reason, f.Due})
		}
	}
	return all, nil
}

// poll asks the sources that are due.
func (r *runner) poll(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(sourcesAtOnce)
	for i := range r.Config.Sources {
		s := &r.Config.Sources[i]
		f, err := r.Book.Feed(ctx, s.Name)
		if err != nil {
			return errors.Join(err, group.Wait())
		}
		if f.Due.After(r.Now()) {
			continue
		}
		group.Go(func() error { return r.ask(ctx, s, f) })
	}
	return group.Wait()
}

// ask asks a source for the pages it lists, and keeps them.
func (r *runner) ask(ctx context.Context, s *Source, f casebook.Feed) error {
	now := r.Now()
	items, failure := r.items(ctx, s, &f)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var what casebook.What
	if failure != nil {
		f.Failures, f.Error, what = f.Failures+1, failure.Error(), casebook.FeedFailed
		f.Due = now.Add(backoff(s.Interval, f.Failures, max(day, s.Interval)))
		items = nil
	} else {
		if f.Failures > 0 {
			what = casebook.FeedRecovered
		}
		f.Failures, f.Error, f.Due = 0, "", now.Add(s.Interval)
	}
	lines, err := r.Book.List(ctx, f, items, what)
	if errors.Is(err, casebook.ErrStale) { // asked by another process in the meantime
		return nil
	}
	if err != nil {
		return err
	}
	r.log.Debug("source asked", "source", s.Name, "listed", len(items), "news", len(lines), "err", failure)
	for _, line := range lines {
		r.tell(Event{Sighting: line})
	}
	return nil
}

// backoff is first, doubled for each failure after the first one.
func backoff(first time.Duration, failures int, most time.Duration) time.Duration {
	for range failures - 1 {
		if first >= most {
			break
		}
		first *= 2
	}
	return min(first, most)
}

// items gives the pages that a source lists, and sets what f has of its last
// bytes; none if they are those of the last time.
func (r *runner) items(ctx context.Context, s *Source, f *casebook.Feed) ([]casebook.Listed, error) {
	if s.Kind == Page {
		name, err := fetch.Normalize(s.URL)
		return []casebook.Listed{{URL: name, Address: s.URL, Host: host(s.URL), Title: s.Name, Now: true}}, err
	}
	resp, err := r.Get(ctx, s.URL, fetch.Conditions{ETag: f.ETag, LastModified: f.LastModified, SHA256: f.Digest})
	if err != nil || resp.NotModified {
		return nil, err
	}
	all, err := r.read(s.Kind, resp)
	if err != nil {
		return nil, err
	}
	nested := slices.ContainsFunc(all, func(i fetch.Item) bool { return i.Sitemap })
	if nested {
		if all, err = r.sitemaps(ctx, all); err != nil {
			return nil, fmt.Errorf("%s: %w", s.URL, err)
		}
	}
	self, _ := fetch.Normalize(resp.Final)
	items := make([]casebook.Listed, 0, len(all))
	for _, i := range all {
		name, err := fetch.Normalize(i.URL)
		if err != nil || name == self {
			continue
		}
		items = append(items, casebook.Listed{URL: name, Address: i.URL, Host: host(i.URL), Title: i.Title, Published: i.Published, Exclude: s.excluded(i.URL, i.Title)})
	}
	if len(items) == 0 && f.Items > 0 {
		return nil, fmt.Errorf("%s: it lists nothing, after %d pages the last time", s.URL, f.Items)
	}
	f.ETag, f.LastModified, f.Digest, f.Items = resp.Header.Get("ETag"), resp.Header.Get("Last-Modified"), jikenbo.Hash(resp.Body), len(items)
	if nested { // those can change where the list of them does not
		f.ETag, f.LastModified, f.Digest = "", "", ""
	}
	return items, nil
}

// host gives the host of an address, "" for none.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// read reads a list, which must be of the kind that the operator says.
func (r *runner) read(kind Kind, resp *fetch.Response) ([]fetch.Item, error) {
	items, err := fetch.Items(resp.Body, resp.Header.Get("Content-Type"), resp.Final)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", resp.Final, err)
	}
	if found := listKind(resp.Body); kind != Auto && found != kind {
		return nil, fmt.Errorf("%s: what it gives is no %s, but a list of kind %s", resp.Final, kind, found)
	}
	return items, nil
}

// listKind tells what kind of list b is, which [fetch.Items] has read.
func listKind(b []byte) Kind {
	head := strings.ToLower(string(b[:min(len(b), 4<<10)]))
	switch {
	case strings.Contains(head, "<urlset") || strings.Contains(head, "<sitemapindex") || strings.HasPrefix(head, "\x1f\x8b"):
		return Sitemap
	case strings.Contains(head, "<rss") || strings.Contains(head, "<feed") || strings.Contains(head, "<rdf:rdf") ||
		strings.HasPrefix(strings.TrimSpace(strings.TrimPrefix(head, "\ufeff")), "{"):
		return Feed
	case strings.Contains(head, "<html") || strings.Contains(head, "<!doctype"):
		return Index
	case strings.HasPrefix(strings.TrimSpace(head), "http"):
		return Sitemap // as plain text
	}
	return Index
}

// sitemaps puts what sitemaps list in their place.
func (r *runner) sitemaps(ctx context.Context, all []fetch.Item) ([]fetch.Item, error) {
	isMap := func(i fetch.Item) bool { return i.Sitemap }
	var pages []fetch.Item
	sitemaps := 0
	for _, item := range all {
		if !item.Sitemap {
			pages = append(pages, item)
			continue
		}
		if sitemaps++; sitemaps > mostSitemaps {
			return nil, fmt.Errorf("it lists more than %d sitemaps; give those that list news instead", mostSitemaps)
		}
		resp, err := r.Get(ctx, item.URL, fetch.Conditions{})
		if err != nil {
			return nil, err
		}
		items, err := r.read(Sitemap, resp)
		if err != nil {
			return nil, err
		}
		pages = append(pages, slices.DeleteFunc(items, isMap)...)
		if len(pages) > mostListed {
			return nil, fmt.Errorf("it lists more than %d pages; give one of its sitemaps that lists news instead", mostListed)
		}
	}
	return pages, nil
}

// visit looks at pages by host, one of a host after the other and several hosts
// at a time.
func (r *runner) visit(ctx context.Context, pages map[string][]casebook.Page) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(hostsAtOnce)
	for _, host := range slices.Sorted(maps.Keys(pages)) {
		group.Go(func() error {
			failures := 0
			for _, p := range pages[host] {
				failed, err := r.look(ctx, p)
				if err != nil {
					return err
				}
				if failures++; !failed {
					failures = 0
				}
				if failures == failuresAtMost { // it may be down, and each look takes minutes
					break
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// look looks at a page and keeps what that gives. failed says that the page
// could not be had.
func (r *runner) look(ctx context.Context, p casebook.Page) (failed bool, err error) {
	resp, getErr := r.Get(ctx, p.Address, fetch.Conditions{ETag: p.ETag, LastModified: p.LastModified, SHA256: p.Digest})
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	l, diff, err := r.judge(ctx, p, resp, getErr)
	if err != nil {
		return false, err
	}
	line, err := r.Book.Look(ctx, r.Who, l, func(n casebook.News) []casebook.Alert { return r.rules.Alerts(n, diff) })
	if errors.Is(err, casebook.ErrStale) { // another process looked at it in the meantime
		return false, nil
	}
	if err != nil {
		return false, err
	}
	r.mu.Lock()
	r.Looks++
	r.mu.Unlock()
	r.log.Debug("page looked at", "url", p.URL, "was", p.Status, "is", l.Page.Status, "due", l.Page.Due)
	if line.What != "" {
		r.tell(Event{Sighting: line, Diff: diff})
	}
	return l.Page.Failures > 0, nil
}

// judge says what a look at a page means. Its own error is that of the
// casebook.
func (r *runner) judge(ctx context.Context, p casebook.Page, resp *fetch.Response, err error) (casebook.Look, []string, error) {
	if err == nil {
		err = moved(p.Address, resp)
	}
	why := ""
	if err != nil {
		why = strings.TrimPrefix(err.Error(), p.Address+": ")
	}
	switch {
	case errors.Is(err, fetch.ErrGone):
		return r.missing(p, why), nil, nil
	case err != nil:
		p.Failures++
		p.Due = r.Now().Add(backoff(firstRetry, p.Failures, day))
		l := casebook.Look{Page: p, Why: why}
		if p.Failures == 1 {
			l.What = casebook.PageFailed
		}
		l.Page.Reason = l.Why
		return l, nil, nil
	}
	l := casebook.Look{}
	p.Missed, p.Failures = 0, 0
	switch {
	case p.Status == casebook.GonePage && p.Notice != "":
		p.Status, l.What = casebook.LivePage, casebook.PageReturned
	case p.Status == casebook.GonePage && p.Words != "":
		p.Status, p.Reason = casebook.SkippedPage, noNotice
	}
	if p.Notice != "" {
		p.Reason = ""
	}
	if resp.NotModified || jikenbo.Hash(resp.Body) == p.Digest {
		l.Page = r.schedule(p)
		return l, nil, nil
	}
	diff, err := r.compare(ctx, &p, resp, &l)
	l.Page = r.schedule(p)
	return l, diff, err
}

// compare reads the bytes of a page that are not those of the last time, and
// decides what they are.
func (r *runner) compare(ctx context.Context, p *casebook.Page, resp *fetch.Response, l *casebook.Look) (diff []string, err error) {
	p.ETag, p.LastModified, p.Digest = resp.Header.Get("ETag"), resp.Header.Get("Last-Modified"), jikenbo.Hash(resp.Body)
	n := ingest.Captured(resp)
	n.Source = p.Address
	if p.Final, err = fetch.Normalize(resp.Final); err != nil || p.Final == p.URL {
		p.Final = ""
	}
	fail := func(err error) ([]string, error) {
		if p.Status != casebook.UnreadablePage {
			l.What, l.Why = cmp.Or(l.What, casebook.PageFailed), err.Error()
		}
		if p.Reason = err.Error(); p.Notice == "" {
			p.Status = casebook.UnreadablePage
		}
		return nil, nil
	}
	err = r.safely(p.URL, func() error {
		d, err := document.Read(n.Bytes, n.Declared)
		d.Fill(&n)
		return err
	})
	if err != nil {
		return fail(err)
	}
	same := p.Words == words(n.Text)
	p.Words = words(n.Text)
	if same {
		return nil, nil // other bytes, the same text
	}
	var before jikenbo.Notice
	if p.Notice != "" {
		if before, err = r.Book.Notice(ctx, p.Notice); err != nil {
			return nil, err
		}
		if before.Reader != n.Reader { // read by another version, both texts may differ by that alone
			_ = r.safely(p.URL, func() error {
				d, err := document.Read(before.Bytes, before.Declared)
				if err == nil {
					before.Text = d.Text
				}
				return err
			})
			if words(before.Text) == p.Words {
				return nil, nil
			}
		}
	}
	if p.Notice == "" && !r.forced[p.URL] {
		var notice bool
		var score float64
		err := r.safely(p.URL, func() error {
			notice, score = r.Screen(cmp.Or(n.Title, p.Title), n.Text)
			return nil
		})
		if err != nil {
			return fail(err)
		}
		p.Score, l.Score = score, &score
		if !notice {
			if p.Status != casebook.SkippedPage {
				l.What, l.Why = casebook.PageSkipped, noNotice
			}
			p.Status, p.Reason = casebook.SkippedPage, noNotice
			return nil, nil
		}
	}
	in := casebook.Intake{Notice: n}
	err = r.safely(p.URL, func() error {
		in.Readings = ingest.Read(n.Text)
		if err := in.Check(); err != nil {
			return fmt.Errorf("the reader broke on this page, please report it: %w", err)
		}
		return nil
	})
	if err != nil {
		return fail(err)
	}
	l.Intake = &in
	p.Status, p.Reason = casebook.LivePage, ""
	if p.Notice == "" {
		l.What = casebook.PageAdded
		return nil, nil
	}
	l.What = cmp.Or(l.What, casebook.PageEdited)
	return Diff(before.Text, n.Text), nil
}

// words names a text by its words, without regard to white space.
func words(text string) string {
	return jikenbo.Hash([]byte(strings.Join(strings.Fields(text), "")))
}

// safely runs a reader, and makes a panic in it an error about the page.
func (r *runner) safely(address string, read func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			r.log.Error("panic while reading", "url", address, "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("the reader broke on this page, please report it: %v", p)
		}
	}()
	return read()
}

// missing is what it means that a page is not there.
func (r *runner) missing(p casebook.Page, why string) casebook.Look {
	p.Missed++
	p.Failures = 0
	l := casebook.Look{Why: why}
	now := r.Now()
	switch {
	case p.Missed == 1:
		l.What, p.Due = casebook.PageMissing, now.Add(time.Hour)
	case p.Missed > 6 && p.Notice == "":
		p.Due = time.Time{} // a dead link
	default:
		p.Due = now.Add(backoff(day, p.Missed-1, longest))
	}
	if p.Missed > 1 {
		if p.Status != casebook.GonePage {
			l.What = casebook.PageGone
		}
		p.Status, p.Reason = casebook.GonePage, why
	}
	l.Page = p
	return l
}

// schedule sets when a page that is there is looked at again.
func (r *runner) schedule(p casebook.Page) casebook.Page {
	now, base := r.Now(), p.Seen
	if d := p.Published; d.Day != 0 && d != jikenbo.DateOf(base) {
		// What is no notice by now will hardly become one; a notice is watched from
		// the day it was found.
		listed := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, jikenbo.JST)
		if !listed.After(now) && (p.Status != casebook.LivePage || listed.After(base)) {
			base = listed
		}
	}
	for _, step := range steps {
		if p.Due = base.Add(step); p.Due.After(now) {
			return p
		}
	}
	p.Due = time.Time{}
	if p.Status == casebook.LivePage {
		p.Due = now.Add(longest)
	}
	return p
}

// moved reports as [fetch.ErrGone] that a page leads to the top page of a site
// or to one that says that there is none, as servers do that never say 404.
func moved(address string, resp *fetch.Response) error {
	if len(resp.Redirects) == 0 {
		return nil
	}
	from, err1 := url.Parse(address)
	to, err2 := url.Parse(resp.Final)
	if err1 != nil || err2 != nil {
		return nil
	}
	top := func(u *url.URL) bool {
		switch strings.TrimSuffix(strings.ToLower(u.Path), "/") {
		case "", "/index.html", "/index.htm", "/index.php", "/index.asp", "/index.aspx", "/index.jsp", "/ja", "/jp", "/en":
			return u.RawQuery == ""
		}
		return false
	}
	last := strings.ToLower(to.Path[strings.LastIndexByte(strings.TrimSuffix(to.Path, "/"), '/')+1:])
	none := slices.Contains([]string{"404", "404.html", "404.htm", "404.php", "notfound", "notfound.html", "not-found", "not_found", "not_found.html", "not-found.html"},
		strings.TrimSuffix(last, "/"))
	if top(to) && !top(from) || none {
		return fmt.Errorf("%w: it redirects to %s", fetch.ErrGone, resp.Final)
	}
	return nil
}
