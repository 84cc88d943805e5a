package fetch

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"jikenbo"
)

var quiet = log.New(io.Discard, "", 0)

// forever says s until nobody listens.
func forever(c net.Conn, s string) {
	for {
		if _, err := io.WriteString(c, s); err != nil {
			return
		}
	}
}

// bomb is n spaces, encoded.
func bomb(t testing.TB, encoding string, n int) string {
	return compress(t, encoding, strings.Repeat(" ", n))
}

// Servers that mean harm, and broken ones: each is a clear error within little
// time and memory.
func TestHostileServers(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\n"
	say := func(s string) func(net.Conn) { return func(c net.Conn) { io.WriteString(c, s) } }
	body := func(encoding, b string) func(net.Conn) {
		return say(ok + "Content-Encoding: " + encoding + "\r\nContent-Length: " + strconv.Itoa(len(b)) + "\r\n\r\n" + b)
	}
	redirect := func(to string) func(net.Conn) {
		return say("HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n")
	}
	gz := bomb(t, "gzip", 30<<20)
	for _, test := range []struct {
		name string
		say  func(net.Conn)
		says string
		is   error
	}{
		{"redirect to loopback", redirect("http://127.0.0.2:9/"), "redirected to http://127.0.0.2:9/", ErrRefused},
		{"redirect to IPv6 loopback", redirect("http://[::1]/"), "loopback", ErrRefused},
		{"redirect to the metadata address", redirect("http://169.254.169.254/latest/"), "metadata", ErrRefused},
		{"redirect to a number", redirect("http://2130706433/"), "unusual spelling", ErrRefused},
		{"redirect to a name that is loopback", redirect("http://own.example/"), "127.0.0.1, which it resolves to, is loopback", ErrRefused},
		{"redirect to a file", redirect("file:///etc/passwd"), `the scheme "file"`, ErrRefused},
		{"redirect with a password", redirect("http://user:secret@www.example/"), "user name or password", ErrRefused},
		{"redirect to another port", redirect("http://public.example:22/"), "neither 80 nor 443", ErrRefused},
		{"redirect with a tab", redirect("http://127.0.\t0.1/"), "cannot be read", ErrRefused},
		{"redirect to itself", redirect("/"), "in a circle", nil},
		{"redirect to nowhere", say("HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n"), "redirects to nowhere", nil},

		{"gzip bomb", body("gzip", gz), "decompression bomb", jikenbo.ErrTooLarge},
		{"deflate bomb", body("deflate", bomb(t, "deflate", 30<<20)), "decompression bomb", jikenbo.ErrTooLarge},
		{"brotli bomb", body("br", bomb(t, "br", 30<<20)), "decompression bomb", jikenbo.ErrTooLarge},
		{"zstd bomb", body("zstd", bomb(t, "zstd", 30<<20)), "decompression bomb", jikenbo.ErrTooLarge},
		{"bomb in a bomb", body("gzip, gzip", packed(gz)), "decompression bomb", jikenbo.ErrTooLarge},
		{"bomb without end", func(c net.Conn) {
			io.WriteString(c, ok+"Content-Encoding: gzip\r\n\r\n")
			forever(c, gz)
		}, "decompression bomb", jikenbo.ErrTooLarge},
		{"empty gzip members without end", func(c net.Conn) {
			io.WriteString(c, ok+"Content-Encoding: gzip\r\n\r\n")
			forever(c, strings.Repeat(packed(""), 1000))
		}, "the encoded body goes on beyond", jikenbo.ErrTooLarge},
		{"encoded ten times", body(strings.Repeat("gzip, ", 10), "x"), "encoded 10 times over", nil},
		{"unknown encoding", body("rot13", "x"), `content encoding "rot13"`, nil},
		{"not gzip", body("gzip", "<html>お知らせ</html>"), "damaged (gzip)", nil},
		{"cut gzip", body("gzip", packed("お知らせ")[:20]), "damaged (gzip)", io.ErrUnexpectedEOF},
		{"cut brotli", body("br", compress(t, "br", strings.Repeat("お知らせ", 9))[:12]), "damaged (br)", io.ErrUnexpectedEOF},
		{"cut zstd", body("zstd", compress(t, "zstd", strings.Repeat("お知らせ", 9))[:12]), "damaged (zstd)", io.ErrUnexpectedEOF},

		{"endless body", func(c net.Conn) { io.WriteString(c, ok+"\r\n"); forever(c, strings.Repeat("x", 1<<16)) }, "goes on beyond", jikenbo.ErrTooLarge},
		{"endless chunks", func(c net.Conn) {
			io.WriteString(c, ok+"Transfer-Encoding: chunked\r\n\r\n")
			forever(c, "1000\r\n"+strings.Repeat("x", 0x1000)+"\r\n")
		}, "goes on beyond", jikenbo.ErrTooLarge},
		{"a body that drips", func(c net.Conn) {
			io.WriteString(c, ok+"Content-Length: 1000\r\n\r\nx")
			io.Copy(io.Discard, c) // until the client hangs up
		}, "too slow", context.DeadlineExceeded},
		{"no answer", func(c net.Conn) { io.Copy(io.Discard, c) }, "too slow", context.DeadlineExceeded},
		{"half a head", func(c net.Conn) { io.WriteString(c, ok+"X: "); io.Copy(io.Discard, c) }, "too slow", context.DeadlineExceeded},
		{"a body that is cut", say(ok + "Content-Length: 1000\r\n\r\nx"), "breaks off", io.ErrUnexpectedEOF},
		{"chunks that are cut", say(ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nab"), "breaks off", io.ErrUnexpectedEOF},
		{"chunk sizes that are none", say(ok + "Transfer-Encoding: chunked\r\n\r\nxyz\r\nab"), "cannot be used", nil},
		{"a huge Content-Length", say(ok + "Content-Length: 9000000000000000000\r\n\r\nx"), "above the limit", jikenbo.ErrTooLarge},
		{"a Content-Length beyond numbers", say(ok + "Content-Length: 99999999999999999999999\r\n\r\nx"), "cannot be used", nil},
		{"a Content-Length below 0", say(ok + "Content-Length: -1\r\n\r\nx"), "cannot be used", nil},
		{"two Content-Lengths", say(ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxy"), "cannot be used", nil},
		{"a head of one long field", func(c net.Conn) { io.WriteString(c, ok+"X: "); forever(c, strings.Repeat("x", 1<<12)) }, "header", nil},
		{"a head of many fields", func(c net.Conn) { io.WriteString(c, ok); forever(c, strings.Repeat("X: y\r\n", 1<<10)) }, "header", nil},
		{"a status line without end", func(c net.Conn) { forever(c, strings.Repeat("H", 1<<12)) }, "cannot be used", nil},
		{"interim answers without end", func(c net.Conn) { forever(c, "HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n") }, "cannot be used", nil},
		{"a protocol switch", say("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"), "no page", nil},
		{"not HTTP", say("SSH-2.0-OpenSSH_9.2\r\n"), "cannot be used", nil},
		{"nothing", func(net.Conn) {}, "breaks off", io.EOF},
		{"control characters in a field", say(ok + "X: \x00\x1b[31m\r\nContent-Length: 1\r\n\r\nx"), "cannot be used", nil},
		{"status 999", say("HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n"), "status 999", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, _ := local()
			c.MaxBytes = 4 << 20
			if test.is == context.DeadlineExceeded {
				c.Timeout = 50 * time.Millisecond
			}
			own := c.Allow
			url := speak(t, test.say)
			// Only this server is allowed, so that all other ways are seen.
			_, port, err := net.SplitHostPort(url[len("http://") : len(url)-1])
			must(t, err)
			c.Allow = append(own[:0:0], "127.0.0.1:"+port)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			resp, err := c.Get(t.Context(), url, Conditions{})
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if err == nil || !strings.Contains(err.Error(), test.says) || test.is != nil && !errors.Is(err, test.is) {
				t.Errorf("%v, %v; want an error that says %q", resp, err, test.says)
			} else if !strings.HasPrefix(err.Error(), url) || strings.Contains(err.Error(), "secret") || strings.ContainsAny(err.Error(), "\x00\x1b\t") {
				t.Errorf("the message %q", err)
			}
			if allocated := after.TotalAlloc - before.TotalAlloc; took > 5*time.Second || allocated > 100<<20 {
				t.Errorf("it took %v and %d bytes", took, allocated)
			}
		})
	}
}

// Redirects that never end do not go on for ever.
func TestHostileRedirects(t *testing.T) {
	var n atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		http.Redirect(w, r, "/"+strconv.Itoa(int(n.Add(1))), http.StatusFound)
	})
	c, _ := local()
	_, err := c.Get(t.Context(), s.URL, Conditions{})
	if err == nil || !strings.Contains(err.Error(), "more than 10 redirects") || n.Load() > 11 {
		t.Errorf("%v after %d", err, n.Load())
	}
}

// A name that is public when it is first looked up and loopback the next time
// is not connected to then.
func TestHostileRebinding(t *testing.T) {
	s := serve(t, text("secret of the own machine"))
	var mu sync.Mutex
	var lookups int
	var dialed []string
	c := Client{
		Sleep: noWait,
		Lookup: func(context.Context, string) ([]netip.Addr, error) {
			mu.Lock()
			defer mu.Unlock()
			lookups++
			if lookups == 1 {
				return []netip.Addr{netip.MustParseAddr("93.184.215.14")}, nil
			}
			return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
		},
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			mu.Lock()
			dialed = append(dialed, address)
			mu.Unlock()
			// The public address is a server of ours here.
			return new(net.Dialer).DialContext(ctx, network, s.Listener.Addr().String())
		},
	}
	_, err := c.Get(t.Context(), "http://rebind.example/", Conditions{})
	if !errors.Is(err, ErrRefused) || len(dialed) != 1 || dialed[0] != "93.184.215.14:80" {
		t.Errorf("%v, dialed %v in %d lookups", err, dialed, lookups)
	}
}

// robots.txt leads nowhere that pages may not lead.
func TestHostileRobots(t *testing.T) {
	for _, test := range []struct {
		name string
		h    http.HandlerFunc
		is   error
	}{
		{"redirect to loopback", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.2:9/", http.StatusFound)
		}, ErrRefused},
		{"redirects in a circle", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) }, nil},
		{"a bomb", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, bomb(t, "gzip", 100<<20))
		}, errPage},
		{"without end", func(w http.ResponseWriter, _ *http.Request) {
			for {
				if _, err := io.WriteString(w, strings.Repeat("Disallow: /\n", 100)); err != nil {
					return
				}
			}
		}, errPage},
	} {
		var asked atomic.Int32
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				test.h(w, r)
			} else {
				asked.Add(1)
			}
		})
		c, _ := local()
		c.Allow = []string{s.Listener.Addr().String()}
		_, err := c.Get(t.Context(), s.URL, Conditions{})
		switch {
		case test.is == errPage && (err != nil || asked.Load() != 1),
			test.is != errPage && (err == nil || !errors.Is(err, test.is) && test.is != nil || asked.Load() > 0):
			t.Errorf("%s: %v, page asked for %d times", test.name, err, asked.Load())
		}
	}
}

// errPage marks a robots.txt whose first 500 KiB forbid nothing.
var errPage = errors.New("the page is given")
