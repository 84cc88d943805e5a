package main

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"jikenbo"
	"jikenbo/internal/fetch"
	"jikenbo/internal/web"
)

// What the site reads is read as by the command, and it fetches public pages only.
func TestSiteReads(t *testing.T) {
	for _, test := range []struct {
		name string
		n    jikenbo.Notice
		want error
		as   string
	}{
		{"a text", jikenbo.Notice{Source: "a.txt", Bytes: []byte("お知らせ\n")}, nil, "text/plain"},
		{"a page by its name", jikenbo.Notice{Source: "a.html", Bytes: []byte("<p>お知らせ")}, nil, "text/html"},
		{"a page as it was declared", jikenbo.Notice{Source: "https://example.jp/", Declared: "text/html", Bytes: []byte("<p>お知らせ")}, nil, "text/html"},
		{"a web archive", jikenbo.Notice{Source: "a.warc.gz", Bytes: []byte("x")}, web.ErrArchive, ""},
		{"a mailbox", jikenbo.Notice{Source: "a.mbox", Bytes: []byte("x")}, web.ErrArchive, ""},
		{"no text", jikenbo.Notice{Source: "a.txt", Bytes: []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")}, jikenbo.ErrNotText, ""},
	} {
		if _, err := readForSite(t.Context(), &test.n); !errors.Is(err, test.want) || test.n.Type != test.as {
			t.Errorf("%s: %q, %v", test.name, test.n.Type, err)
		}
	}

	served := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/notice" {
			http.NotFound(w, r)
		}
	}))
	defer served.Close()
	get := fetchForSite(&fetch.Client{Timeout: 5 * time.Second})
	for _, address := range []string{
		served.URL + "/notice", "http://localhost/", "http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://10.0.0.1/", "file:///etc/passwd", "gopher://example.jp/", "example.jp", "http://user:pass@example.jp/", "",
	} {
		if _, err := get(t.Context(), address); !errors.Is(err, web.ErrAddress) {
			t.Errorf("%s: %v", address, err)
		}
	}
	allowed := fetchForSite(&fetch.Client{Allow: []string{"127.0.0.1:*"}, Interval: -1, Timeout: 5 * time.Second})
	if n, err := allowed(t.Context(), served.URL+"/notice"); err != nil || n.Capture == nil || n.Source != served.URL+"/notice" {
		t.Errorf("%+v, %v", n, err)
	}
	if _, err := allowed(t.Context(), served.URL+"/other"); !errors.Is(err, web.ErrGone) {
		t.Errorf("error %v", err)
	}
}
