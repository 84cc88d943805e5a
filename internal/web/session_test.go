package web

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"jikenbo"
	"jikenbo/internal/account"
	"jikenbo/internal/casebook"
	"jikenbo/internal/document"
	"jikenbo/internal/ingest"
)

// desk is a server with accounts, as those who edit meet it.
type desk struct {
	*httptest.Server
	book  *casebook.Book
	site  *Server
	mu    sync.Mutex
	clock time.Time
}

const deskPassword = "correct horse battery"

func (d *desk) now() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.clock
}

func (d *desk) pass(t time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.clock = d.clock.Add(t)
}

// newDesk serves a casebook with some of the examples and the accounts hanako
// (editor), jiro (editor), admin and reader.
func newDesk(t testing.TB, examples ...string) *desk {
	t.Helper()
	d := &desk{clock: time.Date(2024, 6, 1, 3, 0, 0, 0, time.UTC)}
	var err error
	if d.book, err = casebook.Open(t.Context(), filepath.Join(t.TempDir(), "casebook.db"), casebook.Options{Now: d.now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.book.Close() })
	gate := account.NewGate(d.book, d.now)
	for name, role := range map[string]casebook.Role{"hanako": casebook.Editor, "jiro": casebook.Editor, "admin": casebook.Admin, "reader": casebook.Reader} {
		if _, err := gate.Add(t.Context(), "tester", name, role, deskPassword); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range examples {
		b, err := os.ReadFile("../../examples/" + name)
		if err != nil {
			t.Fatal(err)
		}
		d.add(t, name, string(b))
	}
	if d.site, err = New(Options{Book: d.book, Now: d.now, Read: readForTest, Fetch: fetchForTest}); err != nil {
		t.Fatal(err)
	}
	d.Server = httptest.NewServer(d.site)
	t.Cleanup(d.Close)
	return d
}

// add keeps a notice and gives its cases.
func (d *desk) add(t testing.TB, source, text string) []jikenbo.Number {
	t.Helper()
	n, err := notice([]byte(text), source, "text/plain", d.now())
	if err != nil {
		t.Fatal(err)
	}
	outcomes, err := d.book.Add(t.Context(), "reader", "read", []casebook.Intake{{Notice: n, Readings: ingest.Read(n.Text)}})
	if err != nil {
		t.Fatal(err)
	}
	var numbers []jikenbo.Number
	for _, e := range outcomes[0].Entries {
		numbers = append(numbers, e.Number)
	}
	return numbers
}

// notice reads bytes as the command does.
func notice(b []byte, source, declared string, at time.Time) (jikenbo.Notice, error) {
	doc, err := document.Read(b, declared)
	n := jikenbo.Notice{Source: source, Fetched: at, Bytes: b, Declared: declared}
	doc.Fill(&n)
	return n, err
}

// person is a browser of one person.
type person struct {
	t    testing.TB
	desk *desk
	http.Client
	status int
	header http.Header
	body   string
}

func (d *desk) person(t testing.TB) *person {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &person{t: t, desk: d, Client: http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// signedIn is the browser of somebody who has signed in.
func (d *desk) signedIn(t testing.TB, name string) *person {
	t.Helper()
	p := d.person(t)
	p.post("/sign-in", url.Values{"name": {name}, "password": {deskPassword}})
	if p.status != http.StatusSeeOther {
		t.Fatalf("sign in %s: %d %s", name, p.status, p.body)
	}
	return p
}

func (p *person) do(r *http.Request) *person {
	p.t.Helper()
	resp, err := p.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	p.status, p.header, p.body = resp.StatusCode, resp.Header, string(b)
	if strings.Contains(p.body, "goroutine ") || strings.Contains(p.body, p.desk.path()) || strings.Contains(p.body, ".go:") {
		p.t.Errorf("%s %s gives away what is behind it:\n%s", r.Method, r.URL, p.body)
	}
	return p
}

func (d *desk) path() string { return os.TempDir() + "/Test" }

func (p *person) request(method, path string, body io.Reader) *http.Request {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.desk.URL+path, body)
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Accept-Language", "en")
	return r
}

func (p *person) get(path string) *person {
	p.t.Helper()
	return p.do(p.request(http.MethodGet, path, nil))
}

// post sends a form as a browser does.
func (p *person) post(path string, form url.Values) *person {
	p.t.Helper()
	r := p.request(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", p.desk.URL)
	return p.do(r)
}

var tokenField = regexp.MustCompile(`name="token" value="([^"]*)"`)

// token is the one of the forms of the page that was had last.
func (p *person) token() string {
	p.t.Helper()
	m := tokenField.FindStringSubmatch(p.body)
	if m == nil {
		p.t.Fatalf("no form with a token:\n%s", p.body)
	}
	return m[1]
}

// want fails unless the last answer has the status and all of the words.
func (p *person) want(status int, words ...string) {
	p.t.Helper()
	if p.status != status {
		p.t.Errorf("status %d, want %d:\n%s", p.status, status, p.main())
	}
	for _, w := range words {
		if !strings.Contains(p.body, w) {
			p.t.Errorf("no %q in:\n%s", w, p.main())
		}
	}
}

// main is what the last page is about.
func (p *person) main() string {
	_, body, _ := strings.Cut(p.body, `<main id="main"`)
	body, _, _ = strings.Cut(body, "</main>")
	return body
}

func TestSignIn(t *testing.T) {
	d := newDesk(t)
	p := d.person(t)
	p.get("/sign-in?return=/about").want(http.StatusOK, `autocomplete="username"`, `autocomplete="current-password"`, `value="/about"`, "Sign in (editors only)")
	if p.header.Get("Cache-Control") != "no-store" {
		t.Errorf("cached: %v", p.header)
	}

	p.post("/sign-in", url.Values{"name": {`<b>"x`}, "password": {"wrong password"}, "return": {"/about"}})
	p.want(http.StatusUnprocessableEntity, "The name or the password is wrong", "<title>Error: ", `value="&lt;b&gt;&#34;x"`, `value="/about"`)
	if strings.Contains(p.body, "wrong password\"") || len(p.header["Set-Cookie"]) > 0 {
		t.Errorf("the password comes back, or a cookie: %v", p.header)
	}

	p.post("/sign-in", url.Values{"name": {"HANAKO"}, "password": {deskPassword}, "return": {"/about?x=1"}})
	p.want(http.StatusSeeOther)
	cookie := p.header.Get("Set-Cookie")
	if p.header.Get("Location") != "/about?x=1" || !strings.HasPrefix(cookie, "session=") || !strings.Contains(cookie, "HttpOnly") ||
		!strings.Contains(cookie, "SameSite=Lax") || !strings.Contains(cookie, "Path=/;") || strings.Contains(cookie, "Secure") || strings.Contains(cookie, "Domain") {
		t.Errorf("to %s with %s", p.header.Get("Location"), cookie)
	}
	p.get("/about").want(http.StatusOK, "hanako", "Sign out", `href="/review"`)
	token := p.token()
	p.post("/sign-out", url.Values{"token": {token}}).want(http.StatusSeeOther)
	p.get("/about").want(http.StatusOK, `href="/sign-in?return=%2fabout"`)
}

func TestCookies(t *testing.T) {
	d := newDesk(t)
	for host, want := range map[string]string{
		"localhost:8484": "session=", "127.0.0.1": "session=", "[::1]:8484": "session=",
		"jikenbo.example.jp": "__Host-session=", "192.0.2.1:8484": "__Host-session=", "localhost.example.jp": "__Host-session=", "": "__Host-session=",
	} {
		r := httptest.NewRequest(http.MethodPost, "/sign-in", strings.NewReader(url.Values{"name": {"hanako"}, "password": {deskPassword}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Host = host
		w := httptest.NewRecorder()
		d.site.ServeHTTP(w, r)
		cookie := w.Header().Get("Set-Cookie")
		if !strings.HasPrefix(cookie, want) || strings.Contains(cookie, "Secure") != (want != "session=") {
			t.Errorf("%s: %d %s", host, w.Code, cookie)
		}
		// The cookie of the other kind is none.
		other := "session"
		if want == "session=" {
			other = "__Host-session"
		}
		r = httptest.NewRequest(http.MethodGet, "/about", nil)
		r.Host = host
		value, _, _ := strings.Cut(strings.TrimPrefix(cookie, want), ";")
		r.AddCookie(&http.Cookie{Name: other, Value: value})
		w = httptest.NewRecorder()
		d.site.ServeHTTP(w, r)
		if strings.Contains(w.Body.String(), "hanako") {
			t.Errorf("%s: the cookie %s is taken", host, other)
		}
	}
}

// A session that somebody else began is not the one that a sign-in leads to,
// and what was signed out does not come back.
func TestSessionFixationAndReplay(t *testing.T) {
	d := newDesk(t)
	base, _ := url.Parse(d.URL)
	planted := d.signedIn(t, "reader").Jar.Cookies(base)[0]
	p := d.person(t)
	p.Jar.SetCookies(base, []*http.Cookie{planted})
	p.post("/sign-in", url.Values{"name": {"hanako"}, "password": {deskPassword}}).want(http.StatusSeeOther)
	own := p.Jar.Cookies(base)[0]
	if own.Value == planted.Value {
		t.Error("the planted session is kept")
	}
	thief := d.person(t)
	thief.Jar.SetCookies(base, []*http.Cookie{planted})
	if thief.get("/about"); strings.Contains(thief.body, "hanako") || strings.Contains(thief.body, "Sign out") {
		t.Error("the planted session lives on")
	}
	p.get("/about")
	p.post("/sign-out", url.Values{"token": {p.token()}}).want(http.StatusSeeOther)
	thief.Jar.SetCookies(base, []*http.Cookie{own})
	if thief.get("/about"); strings.Contains(thief.body, "hanako") {
		t.Error("a session that was signed out came back")
	}
	for _, value := range []string{"", "x", strings.Repeat("A", 43), own.Value + "A", strings.Repeat("x", 4000), `"`} {
		thief.Jar.SetCookies(base, []*http.Cookie{{Name: "session", Value: value}})
		thief.get("/about").want(http.StatusOK, "Sign in")
	}
}

func TestReturn(t *testing.T) {
	d := newDesk(t)
	for path, want := range map[string]string{
		"/cases/2023-009": "/cases/2023-009", "//evil.example": "/", "https://evil.example/": "/", `/\evil.example`: "/", "javascript:alert(1)": "/", "": "/",
		"/about\r\nX: y": "/",
	} {
		p := d.person(t)
		p.post("/sign-in", url.Values{"name": {"hanako"}, "password": {deskPassword}, "return": {path}})
		if got := p.header.Get("Location"); got != want {
			t.Errorf("%q leads to %s, want %s", path, got, want)
		}
	}
}

func TestSignInLimit(t *testing.T) {
	d := newDesk(t)
	p := d.person(t)
	for range 5 {
		p.post("/sign-in", url.Values{"name": {"hanako"}, "password": {"wrong password"}}).want(http.StatusUnprocessableEntity)
	}
	p.post("/sign-in", url.Values{"name": {"hanako"}, "password": {"wrong password"}}).want(http.StatusTooManyRequests, "Wait 2 seconds")
	if p.header.Get("Retry-After") != "2" {
		t.Errorf("Retry-After %s", p.header.Get("Retry-After"))
	}
	p.post("/sign-in", url.Values{"name": {"hanako"}, "password": {deskPassword}}).want(http.StatusTooManyRequests)
	d.pass(2 * time.Second)
	p.post("/sign-in", url.Values{"name": {"hanako"}, "password": {deskPassword}}).want(http.StatusSeeOther)
}

// Whoever has signed in before is not kept out by guesses of others, also after
// the server was started again and from another address; a pass of somebody else
// or of another password is none.
func TestPass(t *testing.T) {
	d := newDesk(t)
	try := func(from, name, password, pass string) *http.Response {
		r := newRequest(http.MethodPost, "/sign-in", "Content-Type", "application/x-www-form-urlencoded")
		r.Body = io.NopCloser(strings.NewReader(url.Values{"name": {name}, "password": {password}}.Encode()))
		r.RemoteAddr = from
		if pass != "" {
			r.AddCookie(&http.Cookie{Name: "__Host-pass", Value: pass})
		}
		return serveRequest(d.site, r)
	}
	passOf := func(r *http.Response) string {
		for _, c := range r.Cookies() {
			if c.Name == "__Host-pass" && c.HttpOnly && c.Secure {
				return c.Value
			}
		}
		t.Fatalf("no pass: %s %v", r.Status, r.Header)
		return ""
	}
	hanako, jiro := passOf(try("192.0.2.1:1", "hanako", deskPassword, "")), passOf(try("192.0.2.1:1", "jiro", deskPassword, ""))

	var err error
	if d.site, err = New(Options{Book: d.book, Now: d.now}); err != nil { // started again
		t.Fatal(err)
	}
	for i := range 20 {
		try(fmt.Sprintf("198.51.100.%d:1", i+1), "hanako", "wrong password", "")
	}
	for _, test := range []struct {
		pass string
		want int
	}{{"", http.StatusTooManyRequests}, {jiro, http.StatusTooManyRequests}, {hanako[1:], http.StatusTooManyRequests}, {hanako, http.StatusSeeOther}} {
		if got := try("203.0.113.1:1", "hanako", deskPassword, test.pass); got.StatusCode != test.want {
			t.Errorf("with the pass %q: %s, want %d", test.pass, got.Status, test.want)
		}
	}
	if got := try("203.0.113.2:1", "hanako", "wrong password", hanako); got.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a pass with a wrong password: %s", got.Status)
	}

	gate := account.NewGate(d.book, d.now)
	if err := gate.SetPassword(t.Context(), "tester", "hanako", "another "+deskPassword); err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		try(fmt.Sprintf("198.51.100.%d:1", i+1), "hanako", "wrong password", "")
	}
	if got := try("203.0.113.3:1", "hanako", "another "+deskPassword, hanako); got.StatusCode != http.StatusTooManyRequests {
		t.Errorf("the pass of the password before: %s", got.Status)
	}
}

// Behind a proxy that is trusted everybody has an address; from elsewhere nobody
// can pretend to one.
func TestSender(t *testing.T) {
	far, err := New(Options{Book: emptyBook(t), Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}})
	if err != nil {
		t.Fatal(err)
	}
	here, err := New(Options{Book: far.book})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		s                       *Server
		remote, forwarded, want string
	}{
		{here, "127.0.0.1:5000", "", "127.0.0.1"},
		{here, "127.0.0.1:5000", "198.51.100.7", "198.51.100.7"},
		{here, "127.0.0.1:5000", "203.0.113.1, 198.51.100.7", "198.51.100.7"},
		{here, "127.0.0.1:5000", "203.0.113.1, 127.0.0.1", "203.0.113.1"},
		{here, "[::1]:5000", "2001:db8::1", "2001:db8::1"},
		{here, "[::ffff:127.0.0.1]:5000", "2001:db8::1", "2001:db8::1"},
		{here, "127.0.0.1:5000", "unknown", "127.0.0.1"},
		{here, "203.0.113.9:5000", "198.51.100.7", "203.0.113.9"},
		{here, "10.0.0.1:5000", "198.51.100.7", "10.0.0.1"},
		{here, "@", "198.51.100.7", "invalid IP"},
		{far, "10.0.0.1:5000", "203.0.113.1, 198.51.100.7, 10.0.0.2", "198.51.100.7"},
		{far, "10.0.0.1:5000", "198.51.100.7, unknown", "10.0.0.1"},
		{far, "127.0.0.1:5000", "198.51.100.7", "127.0.0.1"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = test.remote
		if test.forwarded != "" {
			r.Header.Set("X-Forwarded-For", test.forwarded)
		}
		r, _ = test.s.register(httptest.NewRecorder(), r)
		if got := sender(r).String(); got != test.want {
			t.Errorf("%s for %q: %s, want %s", test.remote, test.forwarded, got, test.want)
		}
	}
}

// Forms from other sites, of other kinds and without the token are refused.
func TestForgery(t *testing.T) {
	d := newDesk(t)
	p := d.signedIn(t, "hanako")
	p.get("/about")
	token := p.token()
	other := d.signedIn(t, "jiro")
	other.get("/about")
	send := func(change func(*http.Request), form string) int {
		r := p.request(http.MethodPost, "/sign-out", strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		change(r)
		return p.do(r).status
	}
	good := "token=" + token
	for _, test := range []struct {
		name   string
		change func(*http.Request)
		form   string
		want   int
	}{
		{"from another site", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, good, http.StatusForbidden},
		{"from a sister site", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }, good, http.StatusForbidden},
		{"from another origin", func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }, good, http.StatusForbidden},
		{"from nowhere", func(r *http.Request) { r.Header.Set("Origin", "null") }, good, http.StatusForbidden},
		{"without a token", func(*http.Request) {}, "", http.StatusForbidden},
		{"with another's token", func(*http.Request) {}, "token=" + other.token(), http.StatusForbidden},
		{"with the token in the address", func(r *http.Request) { r.URL.RawQuery = good }, "", http.StatusForbidden},
		{"as text", func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }, good, http.StatusUnsupportedMediaType},
		{"as JSON", func(r *http.Request) { r.Header.Set("Content-Type", "application/json") }, `{"token":"` + token + `"}`, http.StatusUnsupportedMediaType},
		{"as nothing", func(r *http.Request) { r.Header.Del("Content-Type") }, good, http.StatusUnsupportedMediaType},
		{"very long", func(*http.Request) {}, good + "&x=" + strings.Repeat("x", formBytes), http.StatusRequestEntityTooLarge},
		{"with bad escapes", func(*http.Request) {}, good + "&x=%zz", http.StatusBadRequest},
	} {
		if got := send(test.change, test.form); got != test.want {
			t.Errorf("%s: %d, want %d", test.name, got, test.want)
		}
		if p.get("/about"); !strings.Contains(p.body, "hanako") {
			t.Fatalf("%s: signed out", test.name)
		}
	}
	if got := send(func(*http.Request) {}, good); got != http.StatusSeeOther {
		t.Errorf("the form itself: %d", got)
	}
}

func TestWaitText(t *testing.T) {
	for seconds, want := range map[int]string{1: "1秒 1 second", 59: "59秒 59 seconds", 60: "1分 1 minute", 61: "2分 2 minutes", 900: "15分 15 minutes"} {
		if got := fmt.Sprint(waitText(seconds, "ja"), " ", waitText(seconds, "en")); got != want {
			t.Errorf("%d: %s", seconds, got)
		}
	}
}

// The names of those who edit are for those who are signed in.
func TestNamesOfEditors(t *testing.T) {
	d := newDesk(t)
	n := d.add(t, "a.txt", "お知らせ\n株式会社例\n不正アクセスにより、1,234名の個人情報が漏えいしました。\n")[0]
	if _, err := d.book.Withdraw(t.Context(), n, "hanako", "twice", 1); err != nil {
		t.Fatal(err)
	}
	p := d.person(t)
	for target, want := range map[string]string{
		"/cases/" + n.String() + "?lang=en": "an editor", "/cases/" + n.String() + "?lang=ja": "編集者", "/cases/" + n.String() + ".json": `"who":"an editor"`,
		"/api/v1/cases/" + n.String(): `"who":"an editor"`, "/api/v1/changes": n.String(), "/feed.atom": "", "/feed.json": "", "/cases.json": "", "/cases.csv": "",
	} {
		p.get(target)
		if p.status != http.StatusOK || strings.Contains(p.body, "hanako") || strings.Contains(p.body, `"who":"reader"`) || !strings.Contains(p.body, want) {
			t.Errorf("%s: %d %s", target, p.status, p.body)
		}
	}
	p = d.signedIn(t, "reader")
	if p.get("/cases/" + n.String()); strings.Count(p.body, "hanako") < 2 {
		t.Errorf("to whom is signed in: %s", p.body)
	}
	if p.get("/api/v1/cases/" + n.String()); strings.Contains(p.body, "hanako") {
		t.Errorf("public, and may be kept by a proxy: %s", p.body)
	}
	// What nobody asked for by name was done by the program.
	if _, err := d.book.Add(t.Context(), "jikenbo", "read", noticeOf("株式会社例", "2031-001")); err != nil {
		t.Fatal(err)
	}
	if p = d.person(t); !strings.Contains(p.get("/cases/2031-001.json").body, `"who":"jikenbo"`) {
		t.Errorf("by the program: %s", p.body)
	}
}
