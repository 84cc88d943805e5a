package web

import (
	"crypto/tls"
	"net/http"
	"strings"
	"testing"
)

// hostServer serves the examples as the options say.
func hostServer(t testing.TB, o Options) *Server {
	t.Helper()
	o.Book, o.Now = exampleBook(t), clock
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A page of another site reads nothing of a server that only this machine
// reaches: neither by a script nor by a name that it points here.
func TestHosts(t *testing.T) {
	const ok, no = http.StatusOK, http.StatusMisdirectedRequest
	local, named, open := Options{Local: true}, Options{Local: true, Hosts: []string{"Jikenbo.Example.jp:443"}}, Options{}
	for _, test := range []struct {
		name    string
		options Options
		host    string
		status  int
		scripts bool // of other sites may read it
	}{
		{"local", local, "localhost:8484", ok, false},
		{"local", local, "LOCALHOST.", ok, false},
		{"local", local, "127.0.0.1:8484", ok, false},
		{"local", local, "127.1.2.3", ok, false},
		{"local", local, "[::1]:8484", ok, false},
		{"local", local, "[::1]", ok, false},
		{"local", local, "jikenbo.localhost:8484", ok, false},
		{"local", local, "", ok, false}, // no browser
		{"local", local, "evil.example:8484", no, false},
		{"local", local, "localhost.evil.example", no, false},
		{"local", local, "127.0.0.1.evil.example", no, false},
		{"local", local, "evillocalhost", no, false},
		{"local", local, "192.0.2.1:8484", no, false},
		{"local", local, "localhost@evil.example", no, false},
		{"named", named, "jikenbo.example.jp", ok, true},
		{"named", named, "JIKENBO.example.jp:8484", ok, true},
		{"named", named, "localhost:8484", ok, false},
		{"named", named, "evil.example", no, false},
		{"named", named, "x.jikenbo.example.jp", no, false},
		{"open", open, "evil.example", ok, true},
		{"open", open, "192.0.2.1:8484", ok, true},
		{"open, named", Options{Hosts: named.Hosts}, "evil.example", no, true},
		{"open, named", Options{Hosts: named.Hosts}, "jikenbo.example.jp", ok, true},
	} {
		s := hostServer(t, test.options)
		for _, target := range []string{"/", "/cases/2023-001.json", "/api/v1/cases", "/api/v1/nothing", "/cases.json", "/feed.atom", "/static/none", "/healthz"} {
			r := newRequest("GET", target, "Origin", "https://evil.example")
			r.Host = test.host
			got := serveRequest(s, r)
			if (got.StatusCode == no) != (test.status == no) {
				t.Errorf("%s, %q: %s: %s", test.name, test.host, target, got.Status)
			}
			program := strings.Contains(target, ".") || strings.HasPrefix(target, "/api")
			if allowed := got.Header.Get("Access-Control-Allow-Origin") != ""; allowed != (test.scripts && program) {
				t.Errorf("%s, %q: %s: may be read by scripts: %v", test.name, test.host, target, allowed)
			}
			if got.Header.Get("Access-Control-Allow-Origin") == "" && got.Header.Get("Cross-Origin-Resource-Policy") != "same-origin" {
				t.Errorf("%s, %q: %s: may be embedded", test.name, test.host, target)
			}
		}
	}
	r := newRequest("GET", "/cases/2023-001", "Accept-Language", "en")
	r.Host = "evil.example"
	if body := string(bodyOf(t, serveRequest(hostServer(t, local), r))); !strings.Contains(body, "--host") || strings.Contains(body, "2023-001 ") {
		t.Errorf("it says %s", body)
	}
}

// What a trusted proxy says of encryption counts, and makes the site one that
// is always encrypted.
func TestEncrypted(t *testing.T) {
	s := hostServer(t, Options{})
	for _, test := range []struct {
		remote, proto, host string
		tls                 bool
		kept                bool // browsers are told to keep to it
		secure              bool // cookies
	}{
		{"192.0.2.1:1", "", "jikenbo.example.jp", false, false, false},
		{"192.0.2.1:1", "", "jikenbo.example.jp", true, true, true},
		{"192.0.2.1:1", "https", "jikenbo.example.jp", false, false, false}, // anybody says so
		{"127.0.0.1:1", "https", "jikenbo.example.jp", false, true, true},
		{"127.0.0.1:1", "http, https", "jikenbo.example.jp", false, true, true},
		{"127.0.0.1:1", "https, http", "jikenbo.example.jp", false, false, false},
		{"127.0.0.1:1", "http", "jikenbo.example.jp", false, false, false},
		{"127.0.0.1:1", "", "localhost:8484", true, false, true}, // or it would count for all that is served there
	} {
		r := newRequest("POST", "/preferences", "X-Forwarded-Proto", test.proto, "Content-Type", "application/x-www-form-urlencoded")
		r.RemoteAddr, r.Host, r.TLS = test.remote, test.host, nil
		r.PostForm = map[string][]string{"theme": {"dark"}}
		r.Form = r.PostForm
		if test.tls {
			r.TLS = new(tls.ConnectionState)
		}
		got := serveRequest(s, r)
		if kept := got.Header.Get("Strict-Transport-Security") != ""; kept != test.kept {
			t.Errorf("%+v: %q", test, got.Header.Get("Strict-Transport-Security"))
		}
		if cookies := got.Cookies(); len(cookies) != 1 || cookies[0].Secure != test.secure {
			t.Errorf("%+v: %v", test, cookies)
		}
	}
	r := newRequest("GET", "/cases/2023-001", "X-Forwarded-Proto", "https")
	r.RemoteAddr, r.Host = "127.0.0.1:1", "localhost"
	if body := string(bodyOf(t, serveRequest(s, r))); !strings.Contains(body, "https://localhost/cases/2023-001") {
		t.Error("links are not to the encrypted site")
	}
}

// A page that was not encrypted sends nothing to the site that is.
func TestLessSecretOrigin(t *testing.T) {
	s := hostServer(t, Options{})
	for _, test := range []struct {
		origin, proto string
		status        int
	}{
		{"http://jikenbo.example.jp", "https", http.StatusForbidden},
		{"https://jikenbo.example.jp", "https", http.StatusSeeOther},
		{"http://jikenbo.example.jp", "", http.StatusSeeOther},
		{"https://evil.example", "https", http.StatusForbidden},
		{"", "https", http.StatusSeeOther},
	} {
		r := newRequest("POST", "/preferences", "X-Forwarded-Proto", test.proto)
		r.RemoteAddr, r.Host = "127.0.0.1:1", "jikenbo.example.jp"
		if test.origin != "" {
			r.Header.Set("Origin", test.origin)
		}
		if got := serveRequest(s, r); got.StatusCode != test.status {
			t.Errorf("from %q to %q: %s", test.origin, test.proto, got.Status)
		}
	}
}
