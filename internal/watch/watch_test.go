package watch

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"jikenbo"
	"jikenbo/internal/alert"
	"jikenbo/internal/casebook"
	"jikenbo/internal/fetch"
)

// bench is a watch of one site for a test.
type bench struct {
	*Watcher
	t      *testing.T
	site   *site
	clock  *clock
	events []Event
}

// newBench makes a watch by a file in which $SITE is the site.
func newBench(t *testing.T, config string) *bench {
	b := &bench{t: t, site: newSite(t), clock: &clock{now: morning}}
	c, err := parse([]byte(strings.ReplaceAll(config, "$SITE", b.site.URL)))
	if err != nil {
		t.Fatal(err)
	}
	book, err := casebook.Open(t.Context(), filepath.Join(t.TempDir(), "casebook.db"), casebook.Options{Now: b.clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	b.Watcher = newWatcher(book, c, b.clock.Now, func(e Event) { b.events = append(b.events, e) })
	return b
}

// once does what is due after a while, and gives what was seen, each line as
// "what path", without that pages were listed.
func (b *bench) once(after time.Duration) (Report, []string) {
	b.t.Helper()
	b.clock.pass(after)
	b.events = nil
	report, err := b.Once(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	var lines []string
	for _, e := range b.events {
		if e.What != casebook.PageListed {
			lines = append(lines, strings.TrimSpace(string(e.What)+" "+strings.TrimPrefix(e.URL, b.site.URL)))
		}
	}
	slices.Sort(lines)
	return report, lines
}

func (b *bench) want(after time.Duration, want ...string) Report {
	b.t.Helper()
	report, got := b.once(after)
	if !slices.Equal(got, want) {
		b.t.Errorf("%s: %q, want %q", b.clock.Now().Format("02 15:04"), got, want)
	}
	return report
}

func (b *bench) page(path string) casebook.Page {
	b.t.Helper()
	p, err := b.Book.Page(b.t.Context(), b.site.URL+path)
	if err != nil {
		b.t.Fatal(err)
	}
	return p
}

var sample = incident("株式会社つづら", "不正アクセスによる個人情報漏えいについて", 1200, "2026年4月1日")

// TestPageSource watches one page, which is looked at at its interval and not
// screened.
func TestPageSource(t *testing.T) {
	b := newBench(t, `sources: [{name: page, url: '$SITE/status', kind: page, interval: 10m}]`)
	b.site.pages["/status"] = ordinary["/news/10"]
	b.want(0, "added /status")
	b.want(10 * time.Minute)
	b.site.change(func() { b.site.pages["/status"] = sample })
	b.want(10*time.Minute, "edited /status")
	b.site.change(func() { b.site.broken["/status"] = 500 })
	report := b.want(10*time.Minute, "failed /status")
	if len(report.Failing) != 1 || report.Failing[0].Source != "page" || !strings.Contains(report.Failing[0].Error, "500") {
		t.Errorf("failing %+v", report.Failing)
	}
	b.want(10 * time.Minute) // still, which is no news
	b.site.change(func() { delete(b.site.broken, "/status") })
	if report := b.want(10 * time.Minute); len(report.Failing) != 0 {
		t.Errorf("failing %+v", report.Failing)
	}
	if counts, err := b.Book.Counts(t.Context()); err != nil || counts.Cases != 1 || counts.Notices != 2 {
		t.Errorf("%+v, %v", counts, err)
	}
}

// TestFailureIsNotGone wants a page that cannot be had for days to stay what
// it is, and to be asked for less and less often.
func TestFailureIsNotGone(t *testing.T) {
	b := newBench(t, `sources: [{name: feed, url: '$SITE/feed.xml', interval: 1000h}]`)
	b.site.pages["/1"] = sample
	b.site.feeds["/feed.xml"] = []item{{path: "/1"}}
	b.want(0, "added /1")
	b.site.change(func() { b.site.broken["/1"] = 503 })
	b.want(time.Hour, "failed /1")
	looks := b.page("/1").Looks
	for range 3 * 24 * 4 {
		b.want(quarter)
	}
	if p := b.page("/1"); p.Status != casebook.LivePage || p.Looks-looks > 10 || p.Looks-looks < 5 {
		t.Errorf("%s after %d looks", p.Status, p.Looks-looks)
	}
	b.site.change(func() { delete(b.site.broken, "/1") })
	b.want(day)
	if p := b.page("/1"); p.Failures != 0 || p.Reason != "" {
		t.Errorf("page %+v", p)
	}
}

// TestHostDown wants a host that does not answer to be asked a few times, and
// the others to have their turn.
func TestHostDown(t *testing.T) {
	b := newBench(t, `sources: [{name: feed, url: '$SITE/feed.xml', interval: 1000h}]`)
	for i := range 10 {
		path := fmt.Sprintf("/%d", i)
		b.site.feeds["/feed.xml"] = append(b.site.feeds["/feed.xml"], item{path: path})
		b.site.broken[path] = 503
	}
	r, err := b.runner()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	due, err := b.Book.DuePages(t.Context(), pagesOfHost)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.visit(t.Context(), due); err != nil || r.Looks != failuresAtMost {
		t.Errorf("%d looks, %v", r.Looks, err)
	}
	if _, lines := b.once(0); len(lines) != 10-failuresAtMost {
		t.Errorf("%q: the others have their turn all the same", lines)
	}
}

// TestGoneBriefly wants one 404 to be no removal.
func TestGoneBriefly(t *testing.T) {
	b := newBench(t, `sources: [{name: feed, url: '$SITE/feed.xml', interval: 1000h}]`)
	b.site.pages["/1"] = sample
	b.site.feeds["/feed.xml"] = []item{{path: "/1"}, {path: "/dead"}}
	b.want(0, "added /1", "missing /dead")
	b.site.change(func() { b.site.broken["/1"] = 404 })
	b.want(time.Hour, "gone /dead", "missing /1")
	b.site.change(func() { delete(b.site.broken, "/1") })
	b.want(time.Hour)
	if p := b.page("/1"); p.Status != casebook.LivePage || p.Missed != 0 {
		t.Errorf("page %+v", p)
	}
	for range 60 {
		b.want(day)
	}
	if p := b.page("/dead"); !p.Due.IsZero() || p.Looks > 10 {
		t.Errorf("a dead link is asked for still: %+v", p)
	}
	if p := b.page("/1"); p.Due.IsZero() {
		t.Errorf("a notice is not looked at any more: %+v", p)
	}
}

// TestUnreadable wants a page without text to be said once, and read when it
// has one.
func TestUnreadable(t *testing.T) {
	b := newBench(t, `sources: [{name: feed, url: '$SITE/feed.xml', interval: 1000h}]`)
	b.site.pages["/1"] = page{"", "", ""}
	b.site.feeds["/feed.xml"] = []item{{path: "/1"}}
	raw := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/1" {
			w.Header().Set("Content-Type", "application/octet-stream")
			w.Write([]byte{0, 1, 2, byte(b.clock.Now().Hour())})
			return
		}
		b.site.ServeHTTP(w, r)
	})
	b.site.Config.Handler = raw
	b.want(0, "failed /1")
	b.want(time.Hour) // other bytes, which cannot be read either
	if p := b.page("/1"); p.Status != casebook.UnreadablePage || p.Reason == "" {
		t.Errorf("page %+v", p)
	}
	b.site.pages["/1"] = sample
	b.site.Config.Handler = b.site
	b.want(5*time.Hour, "added /1")
}

// TestSkippedBecomesNotice wants a page that was no notice to be one when it
// says so.
func TestSkippedBecomesNotice(t *testing.T) {
	b := newBench(t, `sources: [{name: feed, url: '$SITE/feed.xml', interval: 1000h}]`)
	b.site.pages["/1"] = ordinary["/news/10"]
	b.site.feeds["/feed.xml"] = []item{{path: "/1"}}
	b.want(0, "skipped /1")
	b.site.change(func() { b.site.pages["/1"] = ordinary["/news/11"] })
	b.want(time.Hour)
	b.site.change(func() { b.site.pages["/1"] = sample })
	b.want(5*time.Hour, "added /1")
}

// TestReaderOfAnotherVersion wants what only another version of the reader makes
// of a page to be no edit.
func TestReaderOfAnotherVersion(t *testing.T) {
	b := newBench(t, `sources: [{name: page, url: '$SITE/1', kind: page, interval: 10m}]`)
	b.site.pages["/1"] = sample
	r, err := b.runner()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	old := casebook.Intake{Notice: jikenbo.Notice{
		Source: b.site.URL + "/1", Bytes: []byte(sample.html(0)), Declared: "text/html; charset=utf-8", Text: "ホーム 製品情報", Charset: "utf-8", Type: "text/html", Reader: "html 0",
	}}
	p := b.page("/1")
	p.Status, p.Words = casebook.LivePage, words(old.Notice.Text)
	if _, err := b.Book.Look(t.Context(), "watch", casebook.Look{Page: p, Intake: &old, What: casebook.PageAdded}, func(casebook.News) []casebook.Alert { return nil }); err != nil {
		t.Fatal(err)
	}
	b.site.change(func() { b.site.version++ })
	b.want(10 * time.Minute)
	b.site.change(func() { b.site.pages["/1"] = ordinary["/news/10"] })
	b.want(10*time.Minute, "edited /1")
}

// TestPanic wants a page that breaks a reader to be said, and the others to be
// read.
func TestPanic(t *testing.T) {
	b := newBench(t, `sources: [{name: feed, url: '$SITE/feed.xml'}]`)
	b.site.pages["/1"], b.site.pages["/2"] = ordinary["/news/10"], sample
	b.site.feeds["/feed.xml"] = []item{{path: "/1"}, {path: "/2"}}
	judge := b.Screen
	b.Screen = func(title, text string) (bool, float64) {
		if strings.Contains(text, "夏季休業") {
			panic("broken")
		}
		return judge(title, text)
	}
	b.want(0, "added /2", "failed /1")
}

// TestReverted wants a page that takes an edit back to say again what it said.
func TestReverted(t *testing.T) {
	b := newBench(t, `sources: [{name: page, url: '$SITE/1', kind: page, interval: 10m}]`)
	other := incident("株式会社つづら", "不正アクセスによる個人情報漏えいについて", 9800, "2026年4月1日")
	for i, p := range []page{sample, other, sample} {
		b.site.change(func() { b.site.pages["/1"] = p })
		b.want(10*time.Minute, []string{"added /1", "edited /1", "edited /1"}[i])
	}
	rec, err := b.Book.Case(t.Context(), jikenbo.Number{Year: 2026, Seq: 1})
	if err != nil {
		t.Fatal(err)
	}
	if n := rec.Case.Affected[0].Count; n != 1200 || len(rec.Revisions) != 3 {
		t.Errorf("%d affected after %d revisions", n, len(rec.Revisions))
	}
}

// TestMovedElsewhere wants a notice that goes on at another address to stay the
// case it is, be the other address known or not.
func TestMovedElsewhere(t *testing.T) {
	for _, known := range []bool{true, false} {
		b := newBench(t, `sources: [{name: feed, url: '$SITE/feed.xml', interval: 1h}]`)
		b.site.pages["/1"] = sample
		b.site.feeds["/feed.xml"] = []item{{path: "/1"}}
		b.want(0, "added /1")
		if known {
			b.site.change(func() {
				b.site.pages["/2"] = sample
				b.site.feeds["/feed.xml"] = []item{{path: "/1"}, {path: "/2"}}
			})
			b.want(time.Hour, "duplicate /2")
		}
		b.site.change(func() { delete(b.site.pages, "/1") })
		b.want(day, "missing /1")
		if known {
			b.want(time.Hour, "added /2", "gone /1")
		} else {
			b.want(time.Hour, "gone /1")
			b.site.change(func() {
				b.site.version++
				b.site.pages["/2"] = sample
				b.site.feeds["/feed.xml"] = []item{{path: "/2"}}
			})
			b.want(time.Hour, "added /2")
		}
		if counts, err := b.Book.Counts(t.Context()); err != nil || counts.Cases != 1 {
			t.Errorf("%+v, %v", counts, err)
		}
		if p := b.page("/2"); p.Status != casebook.LivePage || p.Due.IsZero() {
			t.Errorf("page %+v", p)
		}
	}
}

func TestSitemap(t *testing.T) {
	b := newBench(t, `sources: [{name: map, url: '$SITE/sitemap.xml', kind: sitemap, include: ['/news/']}]`)
	b.site.pages["/news/1"] = sample
	more := ""
	b.site.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/sitemap.xml":
			fmt.Fprintf(w, `%s<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>%s/a.xml</loc></sitemap></sitemapindex>`, xml.Header, b.site.URL)
		case "/a.xml":
			fmt.Fprintf(w, `%s<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>%[2]s/news/1</loc></url><url><loc>%[2]s/company</loc></url>%[3]s</urlset>`, xml.Header, b.site.URL, more)
		default:
			b.site.ServeHTTP(w, r)
		}
	})
	b.want(0, "added /news/1", "excluded /company")
	// The list of sitemaps is the same, one of them is not.
	b.site.pages["/news/2"] = incident("株式会社かすみ商店", "個人情報の漏えいについて", 340, "2026年4月1日")
	more = "<url><loc>" + b.site.URL + "/news/2</loc></url>"
	b.want(time.Hour, "added /news/2")
}

// TestNoList wants what is no list of the kind that was said to be a failure,
// and one that lists nothing any more.
func TestNoList(t *testing.T) {
	b := newBench(t, `sources: [{name: feed, url: '$SITE/feed.xml', kind: feed, interval: 10m}]`)
	b.site.feeds["/feed.xml"] = []item{{path: "/1"}}
	b.site.pages["/1"] = sample
	b.want(0, "added /1")
	b.site.change(func() { b.site.feeds["/feed.xml"] = nil })
	report := b.want(10*time.Minute, "source-failed")
	if len(report.Failing) != 1 || !strings.Contains(report.Failing[0].Error, "lists nothing, after 1 pages") {
		t.Errorf("failing %+v", report.Failing)
	}
	b.site.change(func() {
		delete(b.site.feeds, "/feed.xml")
		b.site.pages["/feed.xml"] = page{"メンテナンス", "ただいまメンテナンス中です。しばらくお待ちください。詳しくはこちらのページをご覧ください。", ""}
	})
	report = b.want(10*time.Minute, "source-failed")
	if len(report.Failing) != 1 || report.Failing[0].Failures != 2 {
		t.Errorf("failing %+v", report.Failing)
	}
	b.want(10 * time.Minute) // backed off
	b.site.change(func() {
		delete(b.site.pages, "/feed.xml")
		b.site.feeds["/feed.xml"] = []item{{path: "/1"}}
	})
	if report := b.want(10*time.Minute, "source-recovered"); len(report.Failing) != 0 {
		t.Errorf("failing %+v", report.Failing)
	}
}

// TestUpdatedInFeed wants a page that a feed gives a later date to be looked at
// at once.
func TestUpdatedInFeed(t *testing.T) {
	b := newBench(t, `sources: [{name: feed, url: '$SITE/feed.xml', interval: 1h}]`)
	b.site.pages["/1"] = sample
	b.site.feeds["/feed.xml"] = []item{{path: "/1", date: "Wed, 01 Apr 2026 08:00:00 +0900"}}
	b.want(0, "added /1")
	for range 9 * 24 {
		b.want(time.Hour)
	}
	b.site.change(func() {
		b.site.pages["/1"] = incident("株式会社つづら", "不正アクセスによる個人情報漏えいについて（続報）", 9800, "2026年4月10日")
		b.site.feeds["/feed.xml"] = []item{{path: "/1", date: "Fri, 10 Apr 2026 08:00:00 +0900"}}
	})
	b.want(time.Hour, "edited /1")
	if counts, err := b.Book.Counts(t.Context()); err != nil || counts.Cases != 1 {
		t.Errorf("%+v, %v", counts, err)
	}
}

// TestRun wants it to sleep until something is due, and to end without an error
// when it is interrupted.
func TestRun(t *testing.T) {
	b := newBench(t, `sources: [{name: feed, url: '$SITE/feed.xml', interval: 20m}]`)
	b.site.pages["/1"] = sample
	b.site.feeds["/feed.xml"] = []item{{path: "/1"}}
	ctx, cancel := context.WithCancel(t.Context())
	var naps []time.Duration
	b.After = func(d time.Duration) <-chan time.Time {
		if naps = append(naps, d); len(naps) == 4 {
			cancel()
			return nil
		}
		b.clock.pass(d)
		woken := make(chan time.Time, 1)
		woken <- b.clock.Now()
		return woken
	}
	report, err := b.Run(ctx)
	if err != nil || report.Looks != 2 || report.Seen[casebook.PageAdded] != 1 {
		t.Errorf("report %+v, %v", report, err)
	}
	if want := []time.Duration{20 * time.Minute, 20 * time.Minute, 20 * time.Minute, 20 * time.Minute}; !slices.Equal(naps, want) {
		t.Errorf("naps %v, want %v", naps, want)
	}
}

// TestTwo lets two processes watch the same at once.
func TestTwo(t *testing.T) {
	b := newBench(t, `sources: [{name: feed, url: '$SITE/feed.xml'}]`)
	for i := range 20 {
		path := fmt.Sprintf("/%d", i)
		b.site.pages[path] = incident(fmt.Sprintf("株式会社見本%d", i), "個人情報漏えいについて", 100+i, "2026年4月1日")
		b.site.feeds["/feed.xml"] = append(b.site.feeds["/feed.xml"], item{path: path})
	}
	done := make(chan error)
	for range 3 {
		w := *b.Watcher
		w.Emit = func(Event) {}
		go func() {
			_, err := w.Once(t.Context())
			done <- err
		}()
	}
	for range 3 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if counts, err := b.Book.Counts(t.Context()); err != nil || counts.Cases != 20 || counts.Notices != 20 {
		t.Errorf("%+v, %v", counts, err)
	}
	added := 0
	for s, err := range b.Book.Sightings(t.Context(), jikenbo.Number{}) {
		if err != nil {
			t.Fatal(err)
		}
		if s.What == casebook.PageAdded {
			added++
		}
	}
	if added != 20 {
		t.Errorf("%d lines of the log for 20 notices", added)
	}
}

func TestSchedule(t *testing.T) {
	const at = "2006-01-02 15:04"
	for _, test := range []struct {
		name, published, now string
		kept                 bool
		want                 string // "" for never
	}{
		{"at first", "2026-04-01", "2026-04-01 09:00", false, "2026-04-01 10:00"},
		{"an hour later", "2026-04-01", "2026-04-01 10:00", false, "2026-04-01 15:00"},
		{"a day later", "", "2026-04-02 09:00", false, "2026-04-04 09:00"},
		{"no notice, after all steps", "", "2026-04-29 09:00", false, ""},
		{"a notice, after all steps", "", "2026-04-29 09:00", true, "2026-05-27 09:00"},
		{"published two days before, no notice", "2026-03-30", "2026-04-01 09:00", false, "2026-04-02 00:00"},
		{"published two days before, a notice", "2026-03-30", "2026-04-01 09:00", true, "2026-04-01 10:00"},
		{"published in some month", "2026-03", "2026-04-01 09:00", true, "2026-04-01 10:00"},
		{"published long before, a notice", "2020-01-01", "2026-04-01 09:00", true, "2026-04-01 10:00"},
		{"published long before, no notice", "2020-01-01", "2026-04-01 09:00", false, ""},
		{"changed since", "2026-05-01", "2026-05-01 10:00", true, "2026-05-02 00:00"},
		{"published in the future", "2026-05-01", "2026-04-01 09:00", true, "2026-04-01 10:00"},
	} {
		now, err := time.ParseInLocation(at, test.now, jikenbo.JST)
		if err != nil {
			t.Fatal(err)
		}
		r := &runner{Watcher: &Watcher{Now: func() time.Time { return now }}}
		p := casebook.Page{Seen: morning}
		p.Published, _ = jikenbo.ParseDate(test.published)
		if test.kept {
			p.Status = casebook.LivePage
		}
		got := ""
		if due := r.schedule(p).Due; !due.IsZero() {
			got = due.In(jikenbo.JST).Format(at)
		}
		if got != test.want {
			t.Errorf("%s: due %q, want %q", test.name, got, test.want)
		}
	}
}

func TestBackoff(t *testing.T) {
	var got []time.Duration
	for failures := 1; failures < 7; failures++ {
		got = append(got, backoff(time.Hour, failures, day))
	}
	want := []time.Duration{time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 16 * time.Hour, day}
	if !slices.Equal(got, want) || backoff(time.Hour, 1_000_000_000, day) != day || backoff(48*time.Hour, 3, 48*time.Hour) != 48*time.Hour {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestMoved(t *testing.T) {
	for _, test := range []struct {
		from, to string
		want     bool
	}{
		{"https://example.jp/news/1", "https://example.jp/", true},
		{"https://example.jp/news/1", "https://www.example.jp/index.html", true},
		{"https://example.jp/news/1", "https://example.jp/404.html", true},
		{"https://example.jp/news/1", "https://example.jp/error/not-found/", true},
		{"https://example.jp/news/1", "https://example.jp/news/1/", false},
		{"https://example.jp/news/1", "https://example.jp/archive/1", false},
		{"https://example.jp/news/404", "https://example.jp/news/1404", false},
		{"https://example.jp/news/1", "https://example.jp/?p=1", false},
		{"https://example.jp/", "https://www.example.jp/", false},
	} {
		resp := &fetch.Response{Final: test.to, Redirects: []jikenbo.Redirect{{URL: test.from, Status: 302, To: test.to}}}
		if err := moved(test.from, resp); errors.Is(err, fetch.ErrGone) != test.want {
			t.Errorf("%s to %s: %v", test.from, test.to, err)
		}
		if err := moved(test.from, &fetch.Response{Final: test.to}); err != nil {
			t.Errorf("without a redirect: %v", err)
		}
	}
}

func TestDiff(t *testing.T) {
	for _, test := range []struct {
		before, after string
		want          []string
	}{
		{"a\nb\nc\n", "a\nb\nc", nil},
		{"a\n\nb\n", "a  \nb\n", nil},
		{"a\nb\nc", "a\nx\nc", []string{"- b", "+ x"}},
		{"a\nc", "a\nb\nc\nd", []string{"+ b", "+ d"}},
		{"a\nb", "", []string{"- a", "- b"}},
		{"", "", nil},
	} {
		if got := Diff(test.before, test.after); !slices.Equal(got, test.want) {
			t.Errorf("%q, %q: %q, want %q", test.before, test.after, got, test.want)
		}
	}
	if got := Diff("", strings.Repeat("あ", 2000)); len(got) != 1 || got[0] != "+ "+strings.Repeat("あ", diffRunes)+"…" {
		t.Errorf("a long line: %d lines", len(got))
	}
	var before, after strings.Builder
	for i := range 100_000 { // nothing in common
		fmt.Fprintln(&before, i)
		fmt.Fprintln(&after, -i-1)
	}
	if got := Diff(before.String(), after.String()); len(got) != diffLines+1 || got[diffLines] != "…" {
		t.Errorf("%d lines", len(got))
	}
}

func TestLoad(t *testing.T) {
	c, err := parse([]byte(Example))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Sources) != 3 || c.Sources[1].Interval != defaultInterval || c.Sources[0].Kind != Auto || len(c.Watchlists) != 4 || len(c.Channels) != 3 {
		t.Errorf("example %+v", c)
	}
	for _, test := range []struct{ url, title, want string }{
		{"https://www.city.example.jp/oshirase/1.html", "個人情報の漏えいについて", ""},
		{"https://www.city.example.jp/oshirase/2.html", "夏祭り", "include: none occurs"},
		{"https://www.city.example.jp/recruit/1", "お詫び", "exclude: /recruit/"},
	} {
		if got := c.Sources[1].excluded(test.url, test.title); got != test.want {
			t.Errorf("%s: %q, want %q", test.url, got, test.want)
		}
	}
	for yaml, want := range map[string]string{
		"":                               "sources: there is none",
		"sources: {":                     "yaml",
		"sorces: []":                     "line 1: field sorces not found",
		"sources: [{url: https://a.jp}]": "a name of its own",
		"sources: [{name: a, url: 'ftp://example.jp/'}]":                           "no http or https address",
		"sources: [{name: a, url: 'https://example.jp/', kind: x}]":                `kind: "x" is unknown`,
		"sources: [{name: a, url: 'https://example.jp/', interval: 5}]":            "line 1: cannot unmarshal",
		"sources: [{name: a, url: 'https://example.jp/', include: ['(']}]":         "line 1: error parsing regexp",
		"sources: [{name: a, url: 'https://a.jp/'}, {name: a, url: https://b.jp}]": "a name of its own",
		"a: &a [x, x]\nb: &b [*a, *a]\nsources: [*b, *b]":                          "line 1",
	} {
		if _, err := parse([]byte(yaml)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", yaml, err, want)
		}
	}
	path := filepath.Join(t.TempDir(), "watch.yaml")
	if _, err := Load(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
	if err := os.WriteFile(path, make([]byte, maxConfig+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("error %v", err)
	}
}

// TestDocument wants doc/watch.md to tell of every field and kind of line.
func TestDocument(t *testing.T) {
	b, err := os.ReadFile("../../doc/watch.md")
	if err != nil {
		t.Fatal(err)
	}
	words := []string{
		string(casebook.FeedFailed), string(casebook.FeedRecovered), string(casebook.PageListed), string(casebook.PageExcluded),
		string(casebook.PageSkipped), string(casebook.PageAdded), string(casebook.PageDuplicate), string(casebook.PageEdited),
		string(casebook.PageMissing), string(casebook.PageGone), string(casebook.PageReturned), string(casebook.PageFailed),
		string(ChannelFailed), string(ChannelClosed),
	}
	for _, v := range []any{Event{}, casebook.Sighting{}, alert.Message{}} {
		for f := range reflect.TypeOf(v).Fields() {
			if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
				words = append(words, name)
			}
		}
	}
	for _, word := range words {
		if !strings.Contains(string(b), "`"+word+"`") {
			t.Errorf("%s is not told of", word)
		}
	}
}

// FuzzDiff wants every line that went to be one of the first text, and every
// line that came one of the second.
func FuzzDiff(f *testing.F) {
	f.Add("a\nb\nc\n", "a\nx\nc")
	f.Add("", "+ a\n- b")
	f.Add("件数　1,200件\r\n\r\nお詫び", "件数　9,800件\nお詫び\n")
	f.Add("\xff\n", "\x00\u2028")
	f.Fuzz(func(t *testing.T, before, after string) {
		old, now := strings.Split(trim(before), "\n"), strings.Split(trim(after), "\n")
		for _, line := range Diff(before, after) {
			mark, words, _ := strings.Cut(line, " ")
			in := map[string][]string{"-": old, "+": now}[mark]
			if line != "…" && !slices.ContainsFunc(in, func(s string) bool { return cut(s) == words }) {
				t.Errorf("%q is no line of %q", line, in)
			}
		}
		if got := Diff(before, before); len(got) > 0 {
			t.Errorf("a text differs from itself: %q", got)
		}
	})
}
