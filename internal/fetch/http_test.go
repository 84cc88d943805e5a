package fetch

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"

	"jikenbo"
)

// A testClock stands still but for those who sleep.
type testClock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *testClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

// local makes a client that may reach servers of this machine, which all names
// under .example resolve to, without waiting.
func local() (*Client, *testClock) {
	clock := &testClock{now: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)}
	return &Client{
		Allow:    []string{"127.0.0.0/8:*"},
		Interval: -1,
		Now:      clock.Now,
		Sleep:    clock.Sleep,
		Lookup: func(_ context.Context, host string) ([]netip.Addr, error) {
			if !strings.HasSuffix(host, ".example") {
				return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
			}
			return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
		},
	}, clock
}

// serve runs a server; a robots.txt that h does not have is not found.
func serve(t testing.TB, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// pages serves answers by path, 404 for others.
func pages(answers map[string]http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if h := answers[r.URL.RequestURI()]; h != nil {
			h(w, r)
		} else {
			http.NotFound(w, r)
		}
	}
}

func text(s string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, s) }
}

// speak runs a server that is no HTTP server: it reads a request and says what
// it likes. To questions for robots.txt it answers as one should.
func speak(t testing.TB, say func(c net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	var wg sync.WaitGroup
	t.Cleanup(func() { l.Close(); wg.Wait() })
	wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() {
				defer c.Close()
				r, err := http.ReadRequest(bufio.NewReader(c))
				if err != nil {
					return
				}
				if r.URL.Path == "/robots.txt" {
					io.WriteString(c, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
					return
				}
				say(c)
			})
		}
	})
	return "http://" + l.Addr().String() + "/"
}

func TestGet(t *testing.T) {
	var request []byte
	url := speak(t, func(c net.Conn) {
		io.WriteString(c, "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 Fine\r\nX-Odd:  twice \r\ncontent-type: text/html\r\nContent-Length: 12\r\n\r\nお知らせ")
	})
	c, clock := local()
	c.UserAgent = "jikenbo/1.2 (+https://example.jp/robot)"
	resp, err := c.Get(t.Context(), strings.ToUpper(url[:4])+url[4:]+"a?b#c", Conditions{})
	must(t, err)
	request = resp.Request
	for _, want := range []string{
		"GET /a?b HTTP/1.1\r\nHost: 127.0.0.1:", "User-Agent: jikenbo/1.2 (+https://example.jp/robot)\r\n", "Accept-Language: ja,en;q=0.5\r\n",
		"Accept-Encoding: gzip, deflate, br, zstd\r\n",
	} {
		if !strings.Contains(string(request), want) {
			t.Errorf("the request lacks %q:\n%s", want, request)
		}
	}
	if !bytes.HasSuffix(request, []byte("\r\n\r\n")) || bytes.Contains(request, []byte("If-")) || bytes.Contains(request, []byte("Cookie")) {
		t.Errorf("the request is\n%s", request)
	}
	got := Response{
		URL: resp.URL, Final: resp.Final, At: resp.At, Remote: resp.Remote, Status: resp.Status, Body: resp.Body,
		Head: resp.Head, Header: http.Header{"Content-Type": resp.Header["Content-Type"]},
	}
	want := Response{
		URL: url + "a?b", Final: url + "a?b", At: clock.Now(), Remote: netip.MustParseAddr("127.0.0.1"), Status: 200, Body: []byte("お知らせ"),
		Head: []byte("HTTP/1.1 200 Fine\r\nX-Odd:  twice \r\ncontent-type: text/html\r\nContent-Length: 12\r\n\r\n"), Header: http.Header{"Content-Type": {"text/html"}},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b netip.Addr) bool { return a == b })); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// An instant is a connection to a server that answers before Write returns.
type instant struct {
	net.Conn
	answered func()
}

func (c instant) Write(p []byte) (int, error) { c.answered(); return len(p), nil }

func TestRecorderKeepsRequestBeforeAnswer(t *testing.T) {
	const head = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"
	var r *recorder
	var kept []byte
	r = &recorder{Conn: instant{answered: func() {
		r.received = []byte("HTTP/1.1 204 No Content\r\n\r\n")
		kept, _ = r.heads()
	}}}
	if _, err := r.Write([]byte(head)); err != nil || string(kept) != head {
		t.Errorf("at the answer the request kept is %q, %v, want %q", kept, err, head)
	}
}

func compress(t testing.TB, encoding, s string) string {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	var err error
	switch encoding {
	case "gzip":
		return packed(s)
	case "deflate":
		w = zlib.NewWriter(&b)
	case "raw deflate":
		w, err = flate.NewWriter(&b, 6)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		w, err = zstd.NewWriter(&b)
	}
	must(t, err)
	_, err = io.WriteString(w, s)
	must(t, err)
	must(t, w.Close())
	return b.String()
}

func TestGetEncodings(t *testing.T) {
	const page = "<p>不正アクセスのお知らせ</p>"
	for _, test := range []struct{ field, body string }{
		{"", page},
		{"identity", page},
		{"gzip", compress(t, "gzip", page)},
		{"X-GZIP", compress(t, "gzip", page)},
		{"gzip", compress(t, "gzip", page[:10]) + compress(t, "gzip", page[10:])},
		{"gzip", compress(t, "gzip", page) + "garbage"},
		{"deflate", compress(t, "deflate", page)},
		{"deflate", compress(t, "raw deflate", page)},
		{"br", compress(t, "br", page)},
		{"zstd", compress(t, "zstd", page)},
		{"gzip, br", compress(t, "br", compress(t, "gzip", page))},
	} {
		s := serve(t, pages(map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, _ *http.Request) {
			if test.field != "" {
				w.Header().Set("Content-Encoding", test.field)
			}
			io.WriteString(w, test.body)
		}}))
		c, _ := local()
		resp, err := c.Get(t.Context(), s.URL, Conditions{})
		if err != nil || string(resp.Body) != page {
			t.Errorf("%q: %v, %v", test.field, resp, err)
		}
	}
}

func TestGetConditions(t *testing.T) {
	s := serve(t, pages(map[string]http.HandlerFunc{
		"/tag": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"1"`)
			http.ServeContent(w, r, "x.html", time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC), strings.NewReader("お知らせ"))
		},
		"/plain": text("お知らせ"),
		"/304":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(304) },
	}))
	c, _ := local()
	first, err := c.Get(t.Context(), s.URL+"/tag", Conditions{})
	must(t, err)
	for _, test := range []struct {
		path        string
		cond        Conditions
		status      int
		notModified bool
	}{
		{"/tag", Conditions{ETag: first.Header.Get("ETag")}, 304, true},
		{"/tag", Conditions{LastModified: first.Header.Get("Last-Modified")}, 304, true},
		{"/tag", Conditions{ETag: `"2"`}, 200, false},
		{"/plain", Conditions{SHA256: jikenbo.Hash(first.Body)}, 200, true},
		{"/plain", Conditions{SHA256: jikenbo.Hash(nil)}, 200, false},
		{"/304", Conditions{ETag: `"1"`}, 304, true},
	} {
		resp, err := c.Get(t.Context(), s.URL+test.path, test.cond)
		if err != nil || resp.Status != test.status || resp.NotModified != test.notModified || (resp.Body == nil) != (test.status == 304) {
			t.Errorf("%s with %v: %v, %v", test.path, test.cond, resp, err)
		}
	}
	if _, err := c.Get(t.Context(), s.URL+"/304", Conditions{}); err == nil {
		t.Error("304 without a condition is no error")
	}
}

func TestGetRedirects(t *testing.T) {
	s := serve(t, nil)
	other := serve(t, pages(map[string]http.HandlerFunc{"/z": text("お知らせ")}))
	steps := map[string]http.HandlerFunc{}
	for from, to := range map[string]string{"/a": "b/?x=1", "/b/?x=1": "../c#frag", "/c": "//" + s.Listener.Addr().String() + "/\x82\xa0", "/%82%A0": "e f", "/e%20f": other.URL + "/z"} {
		steps[from] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", to)
			w.WriteHeader(307)
		}
	}
	s.Config.Handler = pages(steps)
	c, _ := local()
	resp, err := c.Get(t.Context(), s.URL+"/a", Conditions{})
	must(t, err)
	want := []jikenbo.Redirect{
		{URL: s.URL + "/a", Status: 307, To: s.URL + "/b/?x=1"}, {URL: s.URL + "/b/?x=1", Status: 307, To: s.URL + "/c"}, {URL: s.URL + "/c", Status: 307, To: s.URL + "/%82%A0"},
		{URL: s.URL + "/%82%A0", Status: 307, To: s.URL + "/e%20f"}, {URL: s.URL + "/e%20f", Status: 307, To: other.URL + "/z"},
	}
	if diff := cmp.Diff(want, resp.Redirects); diff != "" || resp.URL != s.URL+"/a" || resp.Final != other.URL+"/z" || string(resp.Body) != "お知らせ" {
		t.Errorf("%s to %s with %q: -want +got:\n%s", resp.URL, resp.Final, resp.Body, diff)
	}
	for r, want := range map[jikenbo.Redirect]bool{
		{URL: "https://a.example/", Status: 301, To: "http://a.example/"}: true, {URL: "http://a.example/", Status: 301, To: "https://a.example/"}: false, {URL: "https://a.example/", Status: 301, To: "https://b.example/"}: false,
	} {
		if r.Downgrade() != want {
			t.Errorf("%v: downgrade %v", r, !want)
		}
	}
}

// failing answers with statuses in turn, then with a page.
func failing(field string, statuses ...int) (h http.HandlerFunc, asked *atomic.Int32) {
	asked = new(atomic.Int32)
	return func(w http.ResponseWriter, r *http.Request) {
		n := int(asked.Add(1))
		if n > len(statuses) {
			io.WriteString(w, "お知らせ")
			return
		}
		if field != "" {
			w.Header().Set("Retry-After", field)
		}
		if statuses[n-1] == 0 {
			panic(http.ErrAbortHandler) // breaks the connection
		}
		w.WriteHeader(statuses[n-1])
	}, asked
}

func TestGetRetries(t *testing.T) {
	for _, test := range []struct {
		name       string
		retryAfter string
		statuses   []int
		asked      int32
		status     int // of the error, 0 for a page, -1 for another error
		least      []time.Duration
	}{
		{"at once", "", nil, 1, 0, nil},
		{"unavailable once", "", []int{503}, 2, 0, []time.Duration{2 * time.Second}},
		{"unavailable twice", "", []int{502, 500}, 3, 0, []time.Duration{2 * time.Second, 4 * time.Second}},
		{"unavailable", "", []int{503, 503, 503}, 3, 503, []time.Duration{2 * time.Second, 4 * time.Second}},
		{"broken connections", "", []int{0, 0}, 3, 0, []time.Duration{2 * time.Second, 4 * time.Second}},
		{"always broken", "", []int{0, 0, 0}, 3, -1, []time.Duration{2 * time.Second, 4 * time.Second}},
		{"later, in seconds", "20", []int{429}, 2, 0, []time.Duration{20 * time.Second}},
		{"later, as a date", "Wed, 01 May 2024 00:00:30 GMT", []int{503}, 2, 0, []time.Duration{30 * time.Second}},
		{"in the past", "Wed, 01 May 2024 00:00:00 GMT", []int{503}, 2, 0, []time.Duration{2 * time.Second}},
		{"tomorrow", "86400", []int{429}, 1, 429, nil},
		{"nonsense", "-5", []int{429}, 2, 0, []time.Duration{2 * time.Second}},
		{"not found", "", []int{404}, 1, 404, nil},
		{"gone", "", []int{410}, 1, 410, nil},
		{"forbidden", "", []int{403}, 1, 403, nil},
		{"unauthorized", "", []int{401}, 1, 401, nil},
		{"not implemented", "", []int{501}, 1, 501, nil},
		{"no content", "", []int{204}, 1, 204, nil},
		{"a part", "", []int{206}, 1, 206, nil},
		{"a teapot", "", []int{418}, 1, 418, nil},
	} {
		h, asked := failing(test.retryAfter, test.statuses...)
		s := serve(t, pages(map[string]http.HandlerFunc{"/": h}))
		c, clock := local()
		resp, err := c.Get(t.Context(), s.URL, Conditions{})
		status, _ := errors.AsType[*StatusError](err)
		switch {
		case test.status == 0 && (err != nil || string(resp.Body) != "お知らせ"),
			test.status > 0 && (status == nil || status.Status != test.status),
			test.status < 0 && (err == nil || status != nil):
			t.Errorf("%s: %v, %v", test.name, resp, err)
		}
		if gone := test.status == 404 || test.status == 410; errors.Is(err, ErrGone) != gone {
			t.Errorf("%s: gone is %v", test.name, !gone)
		}
		ok := len(clock.slept) == len(test.least)
		for i := range min(len(clock.slept), len(test.least)) {
			ok = ok && clock.slept[i] >= test.least[i] && clock.slept[i] < 2*test.least[i]
		}
		if asked.Load() != test.asked || !ok {
			t.Errorf("%s: asked %d times, waiting %v; want %d, at least %v", test.name, asked.Load(), clock.slept, test.asked, test.least)
		}
	}
	h, _ := failing("86400", 429)
	c, _ := local()
	_, err := c.Get(t.Context(), serve(t, pages(map[string]http.HandlerFunc{"/": h})).URL, Conditions{})
	if e, ok := errors.AsType[*StatusError](err); !ok || e.RetryAfter != 24*time.Hour {
		t.Errorf("a day later: %v", err)
	}
}

func TestGetEndsWithContext(t *testing.T) {
	h, asked := failing("", 503, 503)
	s := serve(t, pages(map[string]http.HandlerFunc{"/": h}))
	c, _ := local()
	ctx, cancel := context.WithCancel(t.Context())
	c.Sleep = func(ctx context.Context, _ time.Duration) error { cancel(); return ctx.Err() }
	if _, err := c.Get(ctx, s.URL, Conditions{}); !errors.Is(err, context.Canceled) || asked.Load() != 1 {
		t.Errorf("%v after %d requests", err, asked.Load())
	}
}

// Requests to one host keep apart; other hosts do not wait for it.
func TestGetInterval(t *testing.T) {
	s := serve(t, pages(map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.Host, "slow.") {
				io.WriteString(w, "User-agent: *\nCrawl-delay: 5")
			} else if strings.HasPrefix(r.Host, "slower.") {
				io.WriteString(w, "User-agent: *\nCrawl-delay: 3600")
			}
		},
		"/": text("お知らせ"),
	}))
	port := s.Listener.Addr().(*net.TCPAddr).Port
	c, clock := local()
	c.Interval = 0
	var all []time.Duration
	for _, host := range []string{"a", "a", "b", "slow", "slow", "slow", "slower", "slower", "slower"} {
		clock.slept = nil
		_, err := c.Get(t.Context(), fmt.Sprintf("http://%s.example:%d/", host, port), Conditions{})
		must(t, err)
		if len(clock.slept) > 1 {
			t.Errorf("%s: slept %v", host, clock.slept)
		}
		var sum time.Duration
		for _, d := range clock.slept {
			sum += d
		}
		all = append(all, sum)
	}
	// The first request to each host waits for the one for robots.txt.
	const s1, s5, s30 = time.Second, 5 * time.Second, 30 * time.Second
	if want := []time.Duration{s1, s1, s1, s1, s5, s5, s1, s30, s30}; !slices.Equal(all, want) {
		t.Errorf("waited %v, want %v", all, want)
	}
}

func TestGetRobots(t *testing.T) {
	for _, test := range []struct {
		name   string
		status int
		body   string
		url    string
		is     error
		asked  int32 // for robots.txt
	}{
		{"allowed", 200, "User-agent: *\nDisallow: /private/", "/", nil, 1},
		{"forbidden", 200, "User-agent: *\nDisallow: /private/", "/private/x", ErrRobots, 1},
		{"forbidden for us alone", 200, "User-agent: jikenbo\nDisallow: /\nUser-agent: *\nAllow: /", "/", ErrRobots, 1},
		{"forbidden behind a redirect", 200, "User-agent: *\nDisallow: /private/", "/to-private", ErrRobots, 1},
		{"there is none", 404, "", "/", nil, 1},
		{"not for us", 403, "", "/", nil, 1},
		{"out of order", 500, "", "/", ErrRobots, 3},
		{"out of order for a day", 503, "", "/", ErrRobots, 3},
		{"too many", 429, "", "/", ErrRobots, 3},
		{"a picture", 200, "\x89PNG\x00\xff", "/", nil, 1},
		{"larger than is read", 200, "User-agent: *\nDisallow: /private/\n" + strings.Repeat("# comment\n", 200_000), "/private/x", ErrRobots, 1},
	} {
		var asked, page atomic.Int32
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/robots.txt":
				asked.Add(1)
				w.WriteHeader(test.status)
				io.WriteString(w, test.body)
			case "/to-private":
				http.Redirect(w, r, "/private/x", http.StatusFound)
			case test.url:
				page.Add(1)
				io.WriteString(w, "お知らせ")
			default:
				page.Add(1)
			}
		})
		c, clock := local()
		for range 2 {
			if _, err := c.Get(t.Context(), s.URL+test.url, Conditions{}); !errors.Is(err, test.is) {
				t.Errorf("%s: %v, want %v", test.name, err, test.is)
			}
		}
		if asked.Load() != test.asked {
			t.Errorf("%s: asked %d times for robots.txt, want %d", test.name, asked.Load(), test.asked)
		}
		if test.is != nil && page.Load() > 0 {
			t.Errorf("%s: the page was asked for", test.name)
		}
		clock.now = clock.now.Add(robotsAge)
		c.Get(t.Context(), s.URL+test.url, Conditions{})
		if asked.Load() <= test.asked {
			t.Errorf("%s: robots.txt was not asked for again a day later", test.name)
		}
	}
}

// Many at a time ask once for robots.txt.
func TestGetConcurrently(t *testing.T) {
	var robots atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			robots.Add(1)
		}
		io.WriteString(w, r.URL.Path)
	})
	c, _ := local()
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			path := fmt.Sprintf("/%d", i)
			if resp, err := c.Get(t.Context(), s.URL+path, Conditions{}); err != nil || string(resp.Body) != path {
				t.Errorf("%s: %v, %v", path, resp, err)
			}
		})
	}
	wg.Wait()
	if robots.Load() != 1 {
		t.Errorf("asked %d times for robots.txt", robots.Load())
	}
}

func TestGetTLS(t *testing.T) {
	s := httptest.NewUnstartedServer(pages(map[string]http.HandlerFunc{"/": text("お知らせ")}))
	s.Config.ErrorLog = quiet
	s.StartTLS()
	t.Cleanup(s.Close)
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	port := s.Listener.Addr().(*net.TCPAddr).Port
	toServer := func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	for _, test := range []struct {
		name, host string
		roots      *x509.CertPool
		ok         bool
	}{
		{"known", "example.com", roots, true},
		{"known by address", "127.0.0.1", roots, true},
		{"unknown", "example.com", nil, false},
		{"known for another name", "www.other.example", roots, false},
	} {
		c, _ := local()
		c.Roots, c.Lookup = test.roots, toServer
		resp, err := c.Get(t.Context(), fmt.Sprintf("https://%s:%d/", test.host, port), Conditions{})
		if test.ok && (err != nil || string(resp.Body) != "お知らせ" || !bytes.HasPrefix(resp.Head, []byte("HTTP/1.1 200 OK\r\n"))) {
			t.Errorf("%s: %v, %v", test.name, resp, err)
		}
		if !test.ok && (err == nil || !strings.Contains(err.Error(), "certificate") || !strings.Contains(err.Error(), "genuine")) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// What was fetched is archived, and read back.
func TestGetToWARC(t *testing.T) {
	s := serve(t, pages(map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		io.WriteString(w, packed("お知らせ"))
	}}))
	c, _ := local()
	resp, err := c.Get(t.Context(), s.URL, Conditions{})
	must(t, err)
	var b bytes.Buffer
	w := WARCWriter{W: &b}
	must(t, w.Write(resp.Exchange()))
	got := readAll(&b, 0)
	if len(got) != 3 || !strings.HasPrefix(got[1], s.URL+"/ GET / HTTP/1.1\r\n") || got[2] != s.URL+"/ お知らせ" {
		t.Errorf("%q", got)
	}
}
