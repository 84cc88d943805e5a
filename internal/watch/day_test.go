package watch

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"jikenbo"
	"jikenbo/internal/alert"
	"jikenbo/internal/casebook"
	"jikenbo/internal/document"
	"jikenbo/internal/fetch"
	"jikenbo/internal/screen"
)

// morning is when the scripted days begin.
var morning = time.Date(2026, 4, 1, 9, 0, 0, 0, jikenbo.JST)

// site is a web site that the test changes as it goes.
type site struct {
	*httptest.Server
	mu      sync.Mutex
	pages   map[string]page
	moved   map[string]string // path to path
	feeds   map[string][]item
	broken  map[string]int // path to status
	version int            // of the pages' menus
	hits    map[string]int // pages sent, by path
}

type page struct{ title, body, date string }

type item struct{ path, title, guid, date string }

func newSite(t testing.TB) *site {
	s := &site{pages: map[string]page{}, moved: map[string]string{}, feeds: map[string][]item{}, broken: map[string]int{}, hits: map[string]int{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *site) change(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if status := s.broken[r.URL.Path]; status != 0 {
		http.Error(w, "broken", status)
		return
	}
	if to, ok := s.moved[r.URL.Path]; ok {
		http.Redirect(w, r, to, http.StatusFound)
		return
	}
	var body, contentType string
	if items, ok := s.feeds[r.URL.Path]; ok {
		contentType, body = "application/rss+xml", rss(s.URL, items)
	} else if p, ok := s.pages[r.URL.Path]; ok {
		contentType, body = "text/html; charset=utf-8", p.html(s.version)
	} else if r.URL.Path == "/" {
		contentType, body = "text/html; charset=utf-8", page{"見本", "ようこそ。", ""}.html(s.version)
	} else {
		http.NotFound(w, r)
		return
	}
	tag := `"` + jikenbo.Hash([]byte(body))[:16] + `"`
	w.Header().Set("ETag", tag)
	w.Header().Set("Content-Type", contentType)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	s.hits[r.URL.Path]++
	io.WriteString(w, body)
}

func rss(base string, items []item) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>お知らせ</title><link>` + base + `</link>`)
	for _, i := range items {
		fmt.Fprintf(&b, `<item><title>%s</title><link>%s</link><guid isPermaLink="false">%s</guid><pubDate>%s</pubDate></item>`,
			html.EscapeString(i.title), html.EscapeString(base+i.path), html.EscapeString(i.guid), i.date)
	}
	return b.String() + `</channel></rss>`
}

func (p page) html(version int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>%s</title></head><body>
<header><nav><ul><li><a href="/">ホーム</a></li><li><a href="/products/%d">製品情報</a></li><li><a href="/company">会社案内</a></li></ul></nav></header>
<main><article><h1>%s</h1>`, html.EscapeString(p.title), version, html.EscapeString(p.title))
	for line := range strings.SplitSeq(p.body, "\n") {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(line))
	}
	fmt.Fprintf(&b, `</article></main><footer><p>Copyright %d 見本株式会社</p></footer></body></html>`, 2020+version)
	return b.String()
}

// incident is the page of a notice.
func incident(org, subject string, count int, date string) page {
	return page{subject, fmt.Sprintf(`%s
お客様各位
%s
このたび、弊社が運営する通販サイト「%sオンライン」が第三者による不正アクセスを受け、お客様の個人情報%d件が漏えいしたことが判明いたしました。お客様に多大なるご迷惑とご心配をおかけしますことを、深くお詫び申し上げます。
1．経緯
2026年3月20日、お客様からのお問い合わせにより不正アクセスの痕跡を確認し、同日中にサイトを停止いたしました。
2．漏えいした情報
氏名、住所、電話番号、メールアドレス
件数　%d件
3．対応
個人情報保護委員会に報告し、所轄の警察署に被害を申告いたしました。
お問い合わせ先　お客様窓口　電話 03-0000-0000`, date, org, org, count, count), date}
}

// ordinary pages are no notices of incidents.
var ordinary = map[string]page{
	"/news/10": {"夏季休業のお知らせ", "2026年4月1日\n誠に勝手ながら、8月12日から16日までを夏季休業とさせていただきます。休業中のお問い合わせには17日以降に順次お答えいたします。ご不便をおかけしますが、何とぞご了承ください。", ""},
	"/news/11": {"新製品「見本ブレンド」発売のお知らせ", "2026年4月1日\n深煎りの豆を合わせた新しいブレンドを4月10日に発売いたします。店頭とオンラインでお求めいただけます。価格は税込み1,080円です。", ""},
	"/news/12": {"プライバシーポリシー改定のお知らせ", "2026年4月1日\n当社は、個人情報の取り扱いについて定めたプライバシーポリシーを改定いたします。改定の内容は、利用目的の追記と共同利用に関する記述の整理です。", ""},
}

// inbox is a mail server.
type inbox struct {
	mu    sync.Mutex
	mails []*mail.Message
	addr  string
}

func newInbox(t testing.TB) *inbox {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	in := &inbox{addr: l.Addr().String()}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &delivery{in: in}, nil }))
	server.Domain = "localhost"
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return in
}

type delivery struct{ in *inbox }

func (d *delivery) Reset()                               {}
func (d *delivery) Logout() error                        { return nil }
func (d *delivery) Mail(string, *smtp.MailOptions) error { return nil }
func (d *delivery) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (d *delivery) Data(r io.Reader) error {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	d.in.mu.Lock()
	defer d.in.mu.Unlock()
	d.in.mails = append(d.in.mails, m)
	return nil
}

// ids gives the IDs of the mails that came.
func (in *inbox) ids() []string {
	in.mu.Lock()
	defer in.mu.Unlock()
	var ids []string
	for _, m := range in.mails {
		id, _, _ := strings.Cut(strings.Trim(m.Header.Get("Message-Id"), "<>"), "@")
		ids = append(ids, id)
	}
	return ids
}

// hook is the receiver of a webhook, which checks every signature.
type hook struct {
	*httptest.Server
	mu       sync.Mutex
	messages []alert.Message
	status   int // of the answer; 0 for 204
	refused  int // attempts that were answered with it
}

const secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZg=="

func newHook(t testing.TB) *hook {
	h := &hook{}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // cut off by a kill
		}
		mac := hmac.New(sha256.New, []byte("0123456789abcdef"))
		mac.Write([]byte(r.Header.Get("webhook-id") + "." + r.Header.Get("webhook-timestamp") + "." + string(body)))
		if want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)); r.Header.Get("webhook-signature") != want {
			t.Errorf("signature %s, want %s", r.Header.Get("webhook-signature"), want)
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.status != 0 {
			h.refused++
			w.WriteHeader(h.status)
			return
		}
		var m alert.Message
		if err := json.Unmarshal(body, &m); err != nil || m.ID != r.Header.Get("webhook-id") {
			t.Errorf("body %s: %v", body, err)
		}
		h.messages = append(h.messages, m)
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(h.Close)
	return h
}

func (h *hook) answer(status int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.status = status
}

// told gives what came, sorted, each message once by its ID, as "event
// organization".
func (h *hook) told() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []string
	seen := make(map[string]bool)
	for _, m := range h.messages {
		if seen[m.ID] {
			continue
		}
		seen[m.ID] = true
		all = append(all, string(m.Kind)+" "+m.Case.Organization)
	}
	slices.Sort(all)
	return all
}

func (h *hook) ids() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var ids []string
	for _, m := range h.messages {
		ids = append(ids, m.ID)
	}
	return ids
}

// clock is a clock that the test sets.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// writeConfig writes the file of a watch over two feeds and all channels.
func configFor(site, hook, inbox, folder string) string {
	return fmt.Sprintf(`
sources:
  - {name: news, url: '%[1]s/feed.xml', kind: feed, interval: 15m, exclude: ['/recruit/']}
  - {name: ir, url: '%[1]s/ir.xml', interval: 30m}
watchlists:
  - {name: everything}
  - {name: big, above: 5000, channels: [hook]}
channels:
  - {name: hook, webhook: {url: '%[2]s', secret: {env: HOOK_SECRET}, allow: ['127.0.0.1:*']}}
  - {name: mail, mail: {server: '%[3]s', tls: none, from: jikenbo@example.jp, to: [csirt@example.jp]}}
  - {name: atom, feed: {path: '%[4]s'}}
`, site, hook, inbox, filepath.Join(folder, "alerts.atom"))
}

// newWatcher makes a watcher as the command does, but for the clock.
func newWatcher(book *casebook.Book, c *Config, now func() time.Time, emit func(Event)) *Watcher {
	client := &fetch.Client{
		Allow: []string{"127.0.0.1:*"}, Interval: -1, Now: now,
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
	return &Watcher{
		Book: book, Config: c, Get: client.Get,
		Screen: func(title, text string) (bool, float64) {
			v := screen.Text(title, text)
			return v.Kind == screen.Notice, v.Score
		},
		Sender: &alert.Sender{
			Book: book, Channels: c.Channels, Lang: "ja", Now: now,
			Env: func(name string) string { return map[string]string{"HOOK_SECRET": secret}[name] },
		},
		Who: "watch", Now: now, After: time.After, Emit: emit,
	}
}

// day is a scripted day: what happens, at which hour.
type step struct {
	after time.Duration // the step before
	do    func(s *site)
}

var script = []step{
	{0, func(s *site) {
		maps.Copy(s.pages, ordinary)
		s.pages["/news/1"] = incident("株式会社つづら", "不正アクセスによる個人情報漏えいに関するお詫びとご報告", 1200, "2026年4月1日")
		s.pages["/news/2"] = incident("株式会社かすみ商店", "個人情報の漏えいについて", 340, "2026年4月1日")
		s.pages["/recruit/1"] = incident("株式会社採用", "個人情報の漏えいについて", 1, "2026年4月1日")
		const at = "Wed, 01 Apr 2026 08:00:00 +0900" // all the same
		s.feeds["/feed.xml"] = []item{
			{"/news/1?utm_source=rss", "お詫びとご報告", "a", at}, {"/news/10", "夏季休業", "b", at}, {"/news/11", "新製品", "b", at},
			{"/recruit/1", "採用", "c", at},
		}
		s.feeds["/ir.xml"] = []item{{"/news/1", "Re: お詫び", "ir-1", at}, {"/news/2", "漏えいについて", "ir-2", at}}
	}},
	{time.Hour, func(s *site) { // GUIDs, titles and order change, the menus too; a page gets a second address
		s.version++
		s.pages["/topics/2"] = s.pages["/news/2"]
		const at = "Wed, 01 Apr 2026 09:30:00 +0900"
		s.feeds["/feed.xml"] = []item{
			{"/news/11", "【発売中】新製品", "x1", at}, {"/news/12", "ポリシー", "x2", at},
			{"/news/1?utm_source=mail#top", "【重要】お詫びとご報告", "x3", at}, {"/topics/2", "漏えいについて", "x4", at},
		}
	}},
	{90 * time.Minute, func(s *site) { s.broken["/feed.xml"] = http.StatusServiceUnavailable }}, // for an hour
	{10 * time.Minute, func(s *site) { // meanwhile a notice is edited without a word, and another comes
		s.pages["/news/1"] = incident("株式会社つづら", "不正アクセスによる個人情報漏えいに関するお詫びとご報告", 9800, "2026年4月1日")
		s.pages["/news/3"] = incident("見本医療センター", "ランサムウェア被害による個人情報漏えいについて", 52000, "2026年4月1日")
		s.feeds["/feed.xml"] = append(s.feeds["/feed.xml"], item{"/news/3", "漏えいについて", "x5", ""})
	}},
	{50 * time.Minute, func(s *site) { delete(s.broken, "/feed.xml") }},
	{4 * time.Hour, func(s *site) { delete(s.pages, "/news/2"); s.broken["/topics/2"] = http.StatusGone }}, // taken down
	{3 * time.Hour, func(s *site) { s.moved["/news/3"] = "/" }},                                            // likewise
	{28 * time.Hour, func(s *site) { delete(s.moved, "/news/3") }},                                         // and is back
	{48 * time.Hour, func(*site) {}},
}

// wantDay wants what the scripted day must have left.
func wantDay(t *testing.T, book *casebook.Book, h *hook) {
	t.Helper()
	ctx := t.Context()
	decode := func(b []byte, declared string) (text, charset, reader string, err error) {
		d, err := document.Read(b, declared)
		return d.Text, d.Charset, d.Reader, err
	}
	for p, err := range book.Verify(ctx, decode) {
		if err != nil || !p.Remark {
			t.Errorf("verify: %v, %v", p, err)
		}
	}
	counts, err := book.Counts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if counts.Cases != 3 || counts.Notices != 4 || counts.Revisions != 4 {
		t.Errorf("%+v; want 3 cases, the 3 notices and the edited one, each once", counts)
	}
	var log []string
	for s, err := range book.Sightings(ctx, jikenbo.Number{}) {
		if err != nil {
			t.Fatal(err)
		}
		switch path := s.URL[strings.Index(s.URL+"/", "/"):]; s.What {
		case casebook.PageListed, casebook.PageMissing:
		case casebook.FeedFailed, casebook.FeedRecovered:
			if line := string(s.What) + " " + s.Source; !slices.Contains(log, line) { // it fails as often as it is asked
				log = append(log, line)
			}
		default:
			path = "/" + strings.Join(strings.Split(path, "/")[3:], "/")
			log = append(log, string(s.What)+" "+path)
		}
	}
	slices.Sort(log)
	want := []string{
		"added /news/1", "added /news/2", "added /news/3", "duplicate /topics/2", "edited /news/1", "excluded /recruit/1",
		"gone /news/2", "gone /news/3", "gone /topics/2", "returned /news/3",
		"skipped /news/10", "skipped /news/11", "skipped /news/12", "source-failed news", "source-recovered news",
	}
	if !slices.Equal(log, want) {
		t.Errorf("log:\n%s\nwant:\n%s", strings.Join(log, "\n"), strings.Join(want, "\n"))
	}
	told := []string{
		"changed 株式会社つづら", "changed 株式会社つづら", // for each watchlist: it is big now
		"gone 株式会社かすみ商店", "gone 見本医療センター", "gone 見本医療センター",
		"new 株式会社かすみ商店", "new 株式会社つづら", "new 見本医療センター", "new 見本医療センター",
		"returned 見本医療センター", "returned 見本医療センター",
	}
	slices.Sort(told)
	if got := h.told(); !slices.Equal(got, told) {
		t.Errorf("webhooks:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(told, "\n"))
	}
}

// wantOnce wants so many different IDs, and at most so many repetitions.
func wantOnce(t *testing.T, what string, ids []string, want, repeated int) {
	t.Helper()
	different := len(slices.Compact(slices.Sorted(slices.Values(ids))))
	if different != want || len(ids)-different > repeated {
		t.Errorf("%s: %d, %d of them different; want %d and at most %d repetitions", what, len(ids), different, want, repeated)
	}
}

func TestDay(t *testing.T) {
	folder := t.TempDir()
	s, h, in := newSite(t), newHook(t), newInbox(t)
	c, err := parse([]byte(configFor(s.URL, h.URL, in.addr, folder)))
	if err != nil {
		t.Fatal(err)
	}
	time := &clock{now: morning}
	book, err := casebook.Open(t.Context(), filepath.Join(folder, "casebook.db"), casebook.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var diff []string
	w := newWatcher(book, c, time.Now, func(e Event) {
		t.Logf("%s %s %s %s %s", time.Now().Format("02 15:04"), e.What, e.Source, e.URL, e.Why)
		if e.What == casebook.PageEdited {
			diff = e.Diff
		}
	})
	failing, unheard := 0, 0
	for i, step := range script {
		switch i {
		case 5: // the receiver is down while the edit is found
			h.answer(http.StatusServiceUnavailable)
		case 6:
			h.answer(0)
		}
		for passed := step.after; passed > 0; passed -= quarter {
			time.pass(quarter)
			report, err := w.Once(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			failing += len(report.Failing)
			unheard += len(report.Channels)
			if len(report.Channels) > 0 && i != 5 {
				t.Errorf("channels %+v", report.Channels)
			}
		}
		s.change(func() { step.do(s) })
		if _, err := w.Once(t.Context()); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
	}
	wantDay(t, book, h)
	wantOnce(t, "webhooks", h.ids(), 11, 0)
	wantOnce(t, "mails", in.ids(), 7, 0)
	if failing == 0 || unheard == 0 || unheard != h.refused {
		t.Errorf("%d runs reported the feed that failed, %d the webhook; it refused %d attempts", failing, unheard, h.refused)
	}
	if want := []string{"- 件数　1200件", "+ 件数　9800件"}; !slices.Contains(diff, want[0]) || !slices.Contains(diff, want[1]) || len(diff) != 4 {
		t.Errorf("diff:\n%s", strings.Join(diff, "\n"))
	}
	for path, n := range s.hits {
		if strings.HasPrefix(path, "/news/1") && path != "/news/1" && n > 2 {
			t.Errorf("%s was sent %d times; it has two versions", path, n)
		}
	}
}

const quarter = 15 * time.Minute
