package fetch

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
	"unicode/utf8"

	"jikenbo"
)

// Response is what a server gave for an address.
type Response struct {
	URL         string             // asked for: canonical, but with all parameters, unlike what [Normalize] gives
	Final       string             // where the last redirect led, URL if there was none
	Redirects   []jikenbo.Redirect // in order
	At          time.Time          // when the last request was sent
	Remote      netip.Addr         // of the server
	Status      int                // 200, or 304 if nothing changed since Conditions; anything else is an error
	NotModified bool               // 304, or the same bytes by their digest
	Header      http.Header
	Body        []byte // content encodings taken off
	Request     []byte // head of the last request as sent: the line, the fields and an empty line
	Head        []byte // head of the last response as received, in the same form
}

// Conditions let a server say that nothing changed. The zero value asks for
// the page whatever happened to it.
type Conditions struct {
	ETag         string
	LastModified string // as the server wrote it
	SHA256       string // of the body had before, as [jikenbo.Hash] gives it, for servers that know no conditions
}

// ErrGone: the server says that there is no such page, or no more.
var ErrGone = errors.New("gone")

// StatusError is an answer that is no page.
type StatusError struct {
	Status int
	// RetryAfter is how long the server wants to be left alone, 0 if it did
	// not say.
	RetryAfter time.Duration
}

func (e *StatusError) Error() string {
	s := fmt.Sprintf("status %d %s: ", e.Status, http.StatusText(e.Status))
	switch {
	case e.Status == 404 || e.Status == 410:
		return s + "the page is gone; check the address, or look for it in an archive"
	case e.Status == 401 || e.Status == 403 || e.Status == 407 || e.Status == 451:
		return s + "the server gives the page to others only; read it in a browser and give the saved file"
	case e.RetryAfter > 0:
		return s + "the server asks to come back in " + e.RetryAfter.String()
	case e.Status == 429 || e.Status >= 500:
		return s + "the server cannot answer now; try again later"
	}
	return s + "this is no page"
}

// Is makes 404 and 410 [ErrGone].
func (e *StatusError) Is(err error) bool {
	return err == ErrGone && (e.Status == 404 || e.Status == 410)
}

const (
	maxHead      = 128 << 10 // bytes of a response before its body
	maxRedirects = 10
	attempts     = 3                // for what may get better by itself
	firstDelay   = 2 * time.Second  // before the second; doubled for each further one
	maxDelay     = 60 * time.Second // a server that wants more is asked another day
)

// Client fetches pages over HTTP, as a polite and careful robot: it keeps to
// robots.txt and to a rate for each host, says who it is, and goes nowhere
// where it could do harm. It uses no proxy, since a proxy could connect where
// the client would not, and keeps no cookies. A connection serves one request,
// so that what was sent and received can be kept as it was.
//
// The zero Client is ready to use, by any number of goroutines. Its fields
// must not change once it is used, and it must not be copied.
type Client struct {
	// UserAgent says who asks, as in "jikenbo/1.0 (+https://example.jp/robot)".
	// Rules of robots.txt are those for its first word, before the slash. ""
	// means "jikenbo".
	UserAgent string
	// MaxBytes is the size in bytes above which a body is refused, encoded or
	// decoded; 0 or less means DefaultMaxBytes.
	MaxBytes int64
	// Timeout bounds each request, from connecting to the last byte of the
	// body; 0 or less means 60 seconds. A third of it bounds the wait for
	// the head of the answer.
	Timeout time.Duration
	// Interval is the least time between the beginnings of two requests to one
	// host; 0 means one second, less than 0 none. A longer Crawl-delay of its
	// robots.txt is kept, up to 30 seconds.
	Interval time.Duration
	// Allow lists what is fetched though it is not public: names (with all
	// they resolve to), addresses and prefixes, each for the ports 80 and
	// 443 or with a port of its own, or * for all: "intranet.example.jp",
	// "10.0.0.0/8", "127.0.0.1:8080", "[::1]:*". It allows other ports of public
	// names too: "www.example.jp:8080".
	Allow []string
	// Roots are the certificates that servers must be known by; nil means
	// those of the system.
	Roots *x509.CertPool
	// Lookup resolves names; nil means the resolver of the system.
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error)
	// Dial connects to an address that the guard has let pass; nil means
	// [net.Dialer.DialContext].
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Now and Sleep are the clock; nil means that of the system.
	Now   func() time.Time
	Sleep func(ctx context.Context, d time.Duration) error

	start     sync.Once
	startErr  error
	guard     guard
	transport *http.Transport
	mu        sync.Mutex
	free      map[string]time.Time // by host: when its next request may be sent
	sites     map[string]*site     // by scheme and authority
}

func (c *Client) init() error {
	c.start.Do(func() {
		c.guard, c.startErr = newGuard(c.Allow)
		c.UserAgent = cmp.Or(c.UserAgent, "jikenbo")
		if c.MaxBytes <= 0 {
			c.MaxBytes = DefaultMaxBytes
		}
		if c.Timeout <= 0 {
			c.Timeout = time.Minute
		}
		if c.Interval == 0 {
			c.Interval = time.Second
		}
		if c.Lookup == nil {
			c.Lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
				return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
			}
		}
		if c.Dial == nil {
			c.Dial = new(net.Dialer).DialContext
		}
		if c.Now == nil {
			c.Now = time.Now
		}
		if c.Sleep == nil {
			c.Sleep = sleep
		}
		c.free, c.sites = map[string]time.Time{}, map[string]*site{}
		c.transport = &http.Transport{
			DialContext:            c.dial,
			DialTLSContext:         c.dialTLS,
			DisableKeepAlives:      true,
			DisableCompression:     true, // decode keeps its limits
			MaxResponseHeaderBytes: maxHead,
			ResponseHeaderTimeout:  c.Timeout / 3,
		}
	})
	return c.startErr
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// Get fetches the page at an address, following redirects and, after errors
// that may pass (429, 5xx, timeouts, broken connections), trying again. It
// waits its turn for the host and as long as the server asks for, a minute at
// most.
//
// Errors name the address and say what is wrong: [ErrRefused] for what the
// guard refuses, also behind a redirect or a name; [ErrRobots] for what
// robots.txt forbids; [ErrGone] for 404 and 410; a *[StatusError] for other
// answers; [jikenbo.ErrTooLarge] for bodies beyond MaxBytes and decompression
// bombs.
func (c *Client) Get(ctx context.Context, address string, cond Conditions) (*Response, error) {
	if err := c.init(); err != nil {
		return nil, err
	}
	resp, err := c.get(ctx, address, cond)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", showURL(address), err)
	}
	return resp, nil
}

func (c *Client) get(ctx context.Context, address string, cond Conditions) (*Response, error) {
	t, err := c.guard.parse(address)
	if err != nil {
		return nil, err
	}
	p := &page{client: c, cond: cond, limit: c.MaxBytes, robots: true}
	return p.follow(ctx, t)
}

// A page is one that is being fetched.
type page struct {
	client *Client
	cond   Conditions
	limit  int64
	cut    bool // a longer body is cut at limit, without an error
	robots bool // robots.txt is asked
}

// follow fetches t and follows redirects.
func (p *page) follow(ctx context.Context, t target) (*Response, error) {
	first := t.url.String()
	seen := []string{first}
	var redirects []jikenbo.Redirect
	for {
		interval := p.client.Interval
		if p.robots {
			delay, err := p.client.admitted(ctx, t)
			if err != nil {
				return nil, behind(redirects, err)
			}
			interval = max(interval, delay)
		}
		resp, to, err := p.try(ctx, t, interval)
		if err != nil {
			return nil, behind(redirects, err)
		}
		if to == "" {
			resp.URL, resp.Redirects = first, redirects
			return resp, nil
		}
		next, err := resolve(t.url, to)
		if err != nil {
			return nil, behind(redirects, fmt.Errorf("it redirects to %s: %w", showURL(to), err))
		}
		redirects = append(redirects, jikenbo.Redirect{URL: resp.Final, Status: resp.Status, To: showURL(next)})
		if t, err = p.client.guard.parse(next); err != nil {
			return nil, behind(redirects, err)
		}
		next = t.url.String()
		redirects[len(redirects)-1].To = next
		switch {
		case slices.Contains(seen, next):
			return nil, behind(redirects, errors.New("the redirects lead in a circle; the page may need a browser"))
		case len(redirects) > maxRedirects:
			return nil, behind(redirects, fmt.Errorf("there are more than %d redirects; the page may need a browser", maxRedirects))
		}
		seen = append(seen, next)
	}
}

// resolve gives the address that a redirect or link leads to, which the guard
// is still to read.
func resolve(base *url.URL, to string) (string, error) {
	if !utf8.ValidString(to) { // in the charset of the page; browsers send the bytes
		var b strings.Builder
		for _, c := range []byte(to) {
			if c < utf8.RuneSelf {
				b.WriteByte(c)
			} else {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		}
		to = b.String()
	}
	u, err := url.Parse(to)
	if err != nil {
		return "", fmt.Errorf("%w: the address cannot be read", ErrRefused)
	}
	if u.IsAbs() {
		return to, nil // as it stands, so that the guard sees all of it
	}
	return base.ResolveReference(u).String(), nil
}

// behind says where an error happened if that is not where one began.
func behind(redirects []jikenbo.Redirect, err error) error {
	if len(redirects) == 0 {
		return err
	}
	return fmt.Errorf("redirected to %s: %w", redirects[len(redirects)-1].To, err)
}

// try asks for t up to three times.
func (p *page) try(ctx context.Context, t target, interval time.Duration) (resp *Response, to string, err error) {
	c := p.client
	for n := range attempts {
		if err := c.turn(ctx, t.host, interval); err != nil {
			return nil, "", err
		}
		resp, to, err = p.once(ctx, t)
		if err == nil || ctx.Err() != nil || !passing(err) {
			break
		}
		delay := firstDelay << n
		delay += rand.N(delay / 2)
		if e, ok := errors.AsType[*StatusError](err); ok {
			delay = max(delay, e.RetryAfter)
		}
		if delay > maxDelay {
			break
		}
		c.hold(t.host, delay)
	}
	if ctxErr := ctx.Err(); ctxErr != nil {
		return nil, "", ctxErr
	}
	return resp, to, err
}

// turn waits until a request to host may be sent.
func (c *Client) turn(ctx context.Context, host string, interval time.Duration) error {
	c.mu.Lock()
	now := c.Now()
	if len(c.free) >= maxSites {
		for h, at := range c.free {
			if at.Before(now) {
				delete(c.free, h)
			}
		}
	}
	at := c.free[host]
	if at.Before(now) {
		at = now
	}
	c.free[host] = at.Add(max(interval, 0))
	c.mu.Unlock()
	if wait := at.Sub(now); wait > 0 {
		return c.Sleep(ctx, wait)
	}
	return ctx.Err()
}

// hold leaves host alone for d.
func (c *Client) hold(host string, d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if until := c.Now().Add(d); c.free[host].Before(until) {
		c.free[host] = until
	}
}

// passing reports whether an error may be gone at the next attempt.
func passing(err error) bool {
	if e, ok := errors.AsType[*StatusError](err); ok {
		return slices.Contains([]int{408, 425, 429, 500, 502, 503, 504}, e.Status)
	}
	if errors.Is(err, ErrRefused) || errors.Is(err, jikenbo.ErrTooLarge) {
		return false
	}
	if e, ok := errors.AsType[*net.DNSError](err); ok {
		return !e.IsNotFound
	}
	_, isNet := errors.AsType[net.Error](err)
	return isNet || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// once sends one request. to is where the answer redirects to, "" if it does
// not.
func (p *page) once(ctx context.Context, t target) (resp *Response, to string, err error) {
	c := p.client
	ctx, cancel := context.WithTimeoutCause(ctx, c.Timeout, errTimeout)
	defer cancel()
	var conn *recorder
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) { conn, _ = info.Conn.(*recorder) },
	})
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, t.url.String(), nil)
	if err != nil {
		return nil, "", err
	}
	req.Header = http.Header{
		"User-Agent":      {c.UserAgent},
		"Accept":          {"text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,*/*;q=0.8"},
		"Accept-Language": {"ja,en;q=0.5"},
		"Accept-Encoding": {acceptEncoding},
	}
	if p.cond.ETag != "" {
		req.Header.Set("If-None-Match", p.cond.ETag)
	}
	if p.cond.LastModified != "" {
		req.Header.Set("If-Modified-Since", p.cond.LastModified)
	}
	at := c.Now()
	answer, err := c.transport.RoundTrip(req)
	if err != nil {
		return nil, "", explainHTTP(ctx, err)
	}
	defer answer.Body.Close()
	resp = &Response{
		Final:  t.url.String(),
		At:     at,
		Remote: conn.remote,
		Status: answer.StatusCode,
		Header: answer.Header,
	}
	resp.Request, resp.Head = conn.heads()
	switch resp.Status {
	case http.StatusOK:
		body, err := p.body(answer)
		if err != nil {
			return nil, "", explainHTTP(ctx, err)
		}
		resp.Body = body
		resp.NotModified = p.cond.SHA256 != "" && p.cond.SHA256 == jikenbo.Hash(body)
		return resp, "", nil
	case http.StatusNotModified:
		if p.cond.ETag != "" || p.cond.LastModified != "" {
			resp.NotModified = true
			return resp, "", nil
		}
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		to := answer.Header.Get("Location")
		if to == "" {
			return nil, "", fmt.Errorf("status %d: it redirects to nowhere; the page may need a browser", resp.Status)
		}
		return resp, to, nil
	}
	return nil, "", &StatusError{resp.Status, retryAfter(answer.Header.Get("Retry-After"), at)}
}

// body reads the body of an answer and takes its encodings off.
func (p *page) body(answer *http.Response) ([]byte, error) {
	list := encodings(strings.Join(answer.Header.Values("Content-Encoding"), ","))
	if answer.ContentLength > p.limit && !p.cut {
		return nil, tooLarge(strconv.FormatInt(answer.ContentLength, 10)+" bytes of body are above", p.limit)
	}
	b, err := decode(nil, answer.Body, list, p.limit)
	if p.cut && errors.Is(err, jikenbo.ErrTooLarge) {
		return b, nil
	}
	return b, err
}

var errTimeout = errors.New("timeout")

// explainHTTP says what an error of the connection means for the user.
func explainHTTP(ctx context.Context, err error) error {
	_, isDNS := errors.AsType[*net.DNSError](err)
	_, isCert := errors.AsType[*tls.CertificateVerificationError](err)
	netErr, isNet := errors.AsType[net.Error](err)
	switch {
	case errors.Is(err, ErrRefused) || errors.Is(err, jikenbo.ErrTooLarge):
		return err
	case context.Cause(ctx) == errTimeout || isNet && netErr.Timeout():
		return fmt.Errorf("the server is too slow: %w; try again later or raise the timeout", context.DeadlineExceeded)
	case isCert:
		return fmt.Errorf("%w; whether the page is genuine cannot be known, so it was not read", err)
	case isDNS:
		return fmt.Errorf("%w; check the name", err)
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return fmt.Errorf("the answer breaks off: %w; try again later", err)
	}
	return fmt.Errorf("%w; the server's answer cannot be used", err)
}

// retryAfter reads a Retry-After field (RFC 9110, section 10.2.3).
func retryAfter(field string, now time.Time) time.Duration {
	if s, err := strconv.Atoi(field); err == nil && s > 0 {
		return time.Duration(min(s, 1<<30)) * time.Second
	}
	if at, err := http.ParseTime(field); err == nil && at.After(now) {
		return at.Sub(now).Round(time.Second)
	}
	return 0
}

// dial connects to one of the addresses that a name has, if the guard lets it
// pass: the address that was asked about is the one that is connected to.
func (c *Client) dial(ctx context.Context, _, address string) (net.Conn, error) {
	conn, err := c.connect(ctx, address)
	if err != nil {
		return nil, err
	}
	return conn, nil
}

func (c *Client) connect(ctx context.Context, address string) (*recorder, error) {
	host, portName, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	port, err := strconv.Atoi(portName)
	if err != nil {
		return nil, err
	}
	var addrs []netip.Addr
	if addr, err := netip.ParseAddr(host); err == nil {
		addrs = []netip.Addr{addr}
	} else if addrs, err = c.Lookup(ctx, host); err != nil {
		return nil, err
	}
	var refused, failed error
	tried := 0
	for _, addr := range addrs {
		if err := c.guard.connect(host, addr, port); err != nil {
			refused = cmp.Or(refused, err)
			continue
		}
		if tried++; tried > maxAddrs {
			break
		}
		dialCtx, cancel := context.WithTimeout(ctx, c.Timeout/maxAddrs)
		conn, err := c.Dial(dialCtx, "tcp", netip.AddrPortFrom(addr.Unmap(), uint16(port)).String())
		cancel()
		if err == nil {
			return &recorder{Conn: conn, remote: addr.Unmap()}, nil
		}
		failed = cmp.Or(failed, err)
	}
	switch {
	case failed != nil:
		return nil, failed
	case refused != nil:
		return nil, refused
	}
	return nil, &net.DNSError{Err: "no address", Name: host, IsNotFound: true}
}

// maxAddrs is how many addresses of one name are tried.
const maxAddrs = 4

// dialTLS records what is said inside the encryption, not its outside.
func (c *Client) dialTLS(ctx context.Context, _, address string) (net.Conn, error) {
	conn, err := c.connect(ctx, address)
	if err != nil {
		return nil, err
	}
	host, _, _ := net.SplitHostPort(address)
	secure := tls.Client(conn.Conn, &tls.Config{ServerName: host, RootCAs: c.Roots, MinVersion: tls.VersionTLS12})
	if err := secure.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, err
	}
	return &recorder{Conn: secure, remote: conn.remote}, nil
}

// A recorder keeps the beginning of what is sent and received on a connection.
type recorder struct {
	net.Conn
	remote         netip.Addr
	mu             sync.Mutex
	sent, received []byte
}

// Write keeps p before it is sent: the answer may be read, and heads asked,
// before the connection's own Write returns.
func (r *recorder) Write(p []byte) (int, error) {
	r.mu.Lock()
	r.sent = record(r.sent, p)
	r.mu.Unlock()
	return r.Conn.Write(p)
}

func (r *recorder) Read(p []byte) (int, error) {
	n, err := r.Conn.Read(p)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.received = record(r.received, p[:n])
	return n, err
}

// record keeps room for the interim answers (1xx) that may come before a head.
func record(kept, p []byte) []byte {
	return append(kept, p[:min(len(p), 2*maxHead-len(kept))]...)
}

// heads gives the head of the request and of the answer.
func (r *recorder) heads() (request, response []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	request = bytes.Clone(r.sent[:headEnd(r.sent)])
	b := r.received
	for {
		end := headEnd(b)
		if status(b[:end])/100 != 1 {
			return request, bytes.Clone(b[:end])
		}
		b = b[end:]
	}
}

// headEnd gives where the head that b begins with ends, behind its empty line;
// all of b if there is no such line.
func headEnd(b []byte) int {
	for i := 0; ; {
		n := bytes.IndexByte(b[i:], '\n')
		if n < 0 {
			return len(b)
		}
		i += n + 1
		if i < len(b) && b[i] == '\n' {
			return i + 1
		}
		if i+1 < len(b) && b[i] == '\r' && b[i+1] == '\n' {
			return i + 2
		}
	}
}

// status reads the status of the answer that head begins, 0 if there is none.
func status(head []byte) int {
	_, rest, ok := bytes.Cut(head, []byte(" "))
	if !ok || !bytes.HasPrefix(head, []byte("HTTP/")) {
		return 0
	}
	rest = bytes.TrimLeft(rest, " ")
	n := 0
	for i, c := range rest {
		if c < '0' || c > '9' || i == 3 {
			break
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// showURL gives an address for a message: without a password, and quoted
// where it has characters that a terminal would act on or not show.
func showURL(address string) string {
	if scheme, rest, ok := strings.Cut(address, "//"); ok {
		end := min(len(rest), strings.IndexAny(rest+"/", "/?#"))
		if at := strings.LastIndexByte(rest[:end], '@'); at >= 0 {
			address = scheme + "//…" + rest[at:]
		}
	} else if at := strings.LastIndexByte(address, '@'); at >= 0 {
		address = "…" + address[at:]
	}
	if len(address) > 500 {
		address = strings.ToValidUTF8(address[:500], "") + "…"
	}
	return name(address)
}
