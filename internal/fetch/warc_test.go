package fetch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"jikenbo"
	"jikenbo/internal/nodetest"
)

// warcRecord writes one plain record; a negative length means that of block.
func warcRecord(length int, kind, uri, block string) string {
	if length < 0 {
		length = len(block)
	}
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, uri, length, block)
}

func response(uri, body string) string {
	return warcRecord(-1, "response", uri, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"+body)
}

// readAll lists what ReadWARC gives: the address and body of each record, and
// errors after a !.
func readAll(r io.Reader, limit int64) []string {
	var got []string
	for r, err := range ReadWARC(r, limit) {
		if err != nil {
			got = append(got, "!"+err.Error())
			continue
		}
		body, err := r.Body()
		line := r.URL() + " " + string(body)
		if err != nil {
			line = "!" + err.Error()
		}
		got = append(got, line)
	}
	return got
}

func TestReadWARC(t *testing.T) {
	a, b, c := response("a", "<p>一</p>"), response("b", "<p>二</p>"), response("c", "<p>三</p>")
	const A, B, C = "a <p>一</p>", "b <p>二</p>", "c <p>三</p>"
	pa, pb, pc := packed(a), packed(b), packed(c)
	broken := func(s string, at int) string { return s[:at] + string(s[at]^0x55) + s[at+1:] }
	at := func(n int, says string) string { return fmt.Sprintf("!WARC record at %d: %s", n, says) }
	head := "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: x\r\n"
	for _, test := range []struct {
		name, archive string
		want          []string // beginnings
	}{
		{"plain", a + b + c, []string{A, B, C}},
		{"a member each", pa + pb + pc, []string{A, B, C}},
		{"one member", packed(a + b + c), []string{A, B, C}},
		{"members of several", packed(a+b) + pc, []string{A, B, C}},
		{"lines end in LF", "WARC/1.0\nWARC-Type: response\nWARC-Target-URI: a\nContent-Length: 29\n\nHTTP/1.1 200 OK\n\n<p>一</p>\n\n" + b, []string{A, B}},
		{"zeros between members", pa + strings.Repeat("\x00", 1000) + pb, []string{A, B}},
		{"an address in brackets", response("<http://example.jp/>", "x"), []string{"http://example.jp/ x"}},
		{"resources", warcRecord(-1, "resource", "r", "HTTP/1.1 is text here"), []string{"r HTTP/1.1 is text here"}},
		{"a block of nothing", warcRecord(-1, "response", "e", "") + b, []string{"e ", B}},
		{"no end after the last block", strings.TrimRight(a, "\r\n"), []string{A}},
		{"chunked", warcRecord(-1, "response", "x", "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n3\r\nabc\r\n2;e=f\r\nde\r\n0\r\n\r\n"), []string{"x abcde"}},
		{"chunked and cut", warcRecord(-1, "response", "x", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n9\r\nde"), []string{"x abcde"}},
		{"not chunked after all", warcRecord(-1, "response", "x", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>\r\n"), []string{"x <p>"}},
		{"gzip", warcRecord(-1, "response", "x", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"+packed("お知らせ")), []string{"x お知らせ"}},
		{"not gzip after all", warcRecord(-1, "response", "x", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n<p>"), []string{"x <p>"}},
		{"a head without end", warcRecord(-1, "response", "x", "HTTP/1.1 200 OK\r\nContent-Type: a"), []string{"x "}},

		{"no bytes", "", nil},
		{"a page, no archive", "<html>", []string{at(0, "this is neither a WARC record nor a gzip member")}},
		{"a compressed page, no archive", packed("<html>") + pb, []string{at(0, "it does not begin as a WARC record"), B}},
		{"garbage in front", "garbage\r\n" + a, []string{at(0, "this is neither"), A}},
		{"garbage between records", a + "garbage\r\n\r\n" + b, []string{A, at(len(a), "it does not begin as a WARC record"), B}},
		{"garbage between members", pa + "garbage" + pb, []string{A, at(len(pa), "this is neither"), B}},
		{"a length of less than 0", head + "Content-Length: -5\r\n\r\nx\r\n\r\n" + b, []string{at(0, `its Content-Length "-5" is no length`), B}},
		{"a length of 10^18", head + "Content-Length: 1000000000000000000\r\n\r\nx\r\n\r\n" + b, []string{at(0, `its Content-Length "1000000000000000000" is no length`), B}},
		{"a length beyond 64 bits", head + "Content-Length: 99999999999999999999\r\n\r\nx\r\n\r\n" + b, []string{at(0, `its Content-Length`), B}},
		{"a length in words", head + "Content-Length: long\r\n\r\nx\r\n\r\n" + b, []string{at(0, `its Content-Length "long" is no length`), B}},
		{"no length", head + "\r\nx\r\n\r\n" + b, []string{at(0, `its Content-Length "" is no length`), B}},
		{"a length that is too small", warcRecord(3, "response", "x", "<html>お知らせ") + b, []string{at(0, "its Content-Length 3 is wrong"), B}},
		{"a length that is too large", warcRecord(150, "response", "x", "<html>") + b + c, []string{at(0, "its Content-Length 150 is wrong"), B, C}},
		{"a length beyond the end", warcRecord(9000, "response", "x", "<html>") + b + c, []string{at(0, "it is cut off: its block has"), B, C}},
		{"a length beyond the member", packed(warcRecord(9000, "response", "x", "<html>")) + pb, []string{at(0, "it is cut off: its block has"), B}},
		{"a block beyond the limit", warcRecord(-1, "resource", "x", strings.Repeat("x", 20_000)) + b, []string{at(0, "too large: 20000 bytes of block are above the limit of 10000"), B}},
		{"a packed block beyond the limit", packed(warcRecord(-1, "resource", "x", strings.Repeat("x", 20_000_000))) + pb, []string{at(0, "too large: 20000000 bytes"), B}},
		{"a bomb for a body", warcRecord(-1, "response", "x", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"+packed(strings.Repeat("x", 1_000_000))) + b, []string{at(0, "x: too large: the body goes on beyond"), B}},
		{"a damaged body", warcRecord(-1, "response", "x", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"+packed("お知らせ")[:20]) + b, []string{at(0, "x: the body is damaged (gzip)"), B}},
		{"an unknown encoding", warcRecord(-1, "response", "x", "HTTP/1.1 200 OK\r\nContent-Encoding: rot13\r\n\r\nuryyb") + b, []string{at(0, `x: the body has the content encoding "rot13"`), B}},
		{"fields that never end", head + strings.Repeat("X: "+strings.Repeat("y", 97)+"\r\n", 1000) + "\r\n" + b, []string{at(0, "its fields go on beyond the limit"), B}},
		{"cut in its fields", a + head, []string{A, at(len(a), "it is cut off in its fields")}},
		{"a cut member", pa[:40] + pb + pc, []string{at(0, "the gzip member is damaged"), B, C}},
		{"a cut member at the end", pa + pb[:40], []string{A, at(len(pa), "the gzip member is damaged: unexpected EOF")}},
		{"a cut gzip head", pa + pb[:6], []string{A, at(len(pa), "the gzip member is damaged")}},
		{"a changed byte in a member", pa + broken(pb, 50) + pc, []string{A, at(len(pa), "the gzip member is damaged"), C}},
		{"a wrong checksum", pa + broken(pb, len(pb)-6) + pc, []string{A, at(len(pa), "the gzip member is damaged: gzip: invalid checksum"), C}},
		{"a member in a cut member", pa[:20] + pb[:30] + pc, []string{at(0, "the gzip member is damaged"), at(20, "the gzip member is damaged"), C}},
	} {
		for _, reader := range []io.Reader{strings.NewReader(test.archive), iotest.OneByteReader(strings.NewReader(test.archive))} {
			got := readAll(reader, 10_000)
			ok := len(got) == len(test.want)
			for i := range min(len(got), len(test.want)) {
				ok = ok && strings.HasPrefix(got[i], test.want[i])
			}
			if !ok {
				t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
			}
		}
	}
}

func TestReadWARCFields(t *testing.T) {
	archive := "WARC/1.1\r\nwarc-type: Response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-05-01T00:00:00.5Z\r\nWARC-Target-URI: https://example.jp/\r\n" +
		"WARC-Truncated: length\r\nContent-Type: application/http\r\nContent-Length: 66\r\n\r\nHTTP/1.1 404 Not Found\r\ncontent-type: text/html; charset=x\r\n\r\nabcd\r\n\r\n"
	for r, err := range ReadWARC(strings.NewReader(archive), 0) {
		must(t, err)
		got := []any{r.Type, r.ID(), r.Date(), r.URL(), string(r.Field("warc-truncated")), r.Field("X"), r.Status(), r.ContentType(), string(r.Payload())}
		want := []any{"response", "<urn:uuid:1>", time.Date(2024, 5, 1, 0, 0, 0, 500_000_000, time.UTC), "https://example.jp/", "length", []byte(nil), 404, "text/html; charset=x", "abcd"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

// An error of the reader ends the archive, and records are no longer than the
// loop that asks for them.
func TestReadWARCStops(t *testing.T) {
	fail := errors.New("disk on fire")
	archive := packed(response("a", "x")) + packed(response("b", "y"))
	got := readAll(io.MultiReader(strings.NewReader(archive[:len(archive)-5]), iotest.ErrReader(fail)), 0)
	if len(got) != 2 || got[0] != "a x" || !strings.Contains(got[1], fail.Error()) {
		t.Errorf("%q", got)
	}
	for range ReadWARC(strings.NewReader(archive), 0) {
		break // a reader that went on would panic
	}
}

// Archives made to be slow are read in time in proportion to their size.
func TestReadWARCLinear(t *testing.T) {
	for name, archive := range map[string]func(n int) string{
		"gzip heads":      func(n int) string { return strings.Repeat("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", n) },
		"lengths wrong":   func(n int) string { return strings.Repeat(warcRecord(3, "response", "x", "abcdefgh"), n/10) },
		"lengths too far": func(n int) string { return strings.Repeat(warcRecord(9000, "response", "x", "abcdefgh"), n/10) },
		"cut members":     func(n int) string { return strings.Repeat(packed(response("a", "x"))[:60], n/6) },
		// Each stored block holds all that follows, down to the last member.
		"members in members": func(n int) string {
			return strings.Repeat("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x00\xff\xff\x00\x00WARC/1.0\r\nContent-Length: 1\r\n\r\n", n/5)
		},
		"one line":  func(n int) string { return "WARC/1.0\r\n" + strings.Repeat("x", 10*n) },
		"new lines": func(n int) string { return "WARC/1.0\r\nContent-Length: 0\r\n\r\n" + strings.Repeat("\r\n", 5*n) },
	} {
		read := func(n int) func() {
			s := archive(n)
			return func() {
				for range ReadWARC(strings.NewReader(s), 1<<20) {
				}
			}
		}
		if s, l := spent(read(2_500)), spent(read(40_000)); tooSlow(s, l) {
			t.Errorf("%s: %v, and %v for 16 times as much", name, s, l)
		}
	}
}

// zeros is a reader of n zeros.
type zeros int64

func (z *zeros) Read(p []byte) (int, error) {
	if *z == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), int64(*z))
	clear(p[:n])
	*z -= zeros(n)
	return int(n), nil
}

// Memory is bounded by the limit, whatever is announced and whatever comes.
func TestReadWARCMemory(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for _, archive := range []io.Reader{
		io.MultiReader(strings.NewReader("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 100000000\r\n\r\n"), new(zeros(100_000_000)), strings.NewReader("\r\n\r\n"+response("b", "y"))),
		strings.NewReader(warcRecord(1<<20, "response", "x", "") + response("b", "y")),
	} {
		got := readAll(archive, 1<<20)
		if len(got) != 2 || got[0][0] != '!' || got[1] != "b y" {
			t.Errorf("%q", got)
		}
	}
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 8<<20 {
		t.Errorf("%d bytes were allocated for a limit of 1 MiB", grown)
	}
}

var exchanges = []Exchange{
	{
		URL: "https://www.example.jp/news/1.html", At: time.Date(2024, 5, 1, 9, 0, 0, 0, jikenbo.JST), Remote: netip.MustParseAddr("192.0.2.1"),
		Request: []byte("GET /news/1.html HTTP/1.1\r\nHost: www.example.jp\r\n\r\n"),
		Head:    []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"),
		Body:    []byte("<p>お知らせ</p>"),
	},
	{
		URL: "https://www.example.jp/news/2.html", At: time.Date(2024, 5, 1, 9, 0, 1, 0, jikenbo.JST), Remote: netip.MustParseAddr("2001:db8::1"),
		Head: []byte("HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 6\n\n"),
		Body: []byte("資料"),
	},
	{
		URL: "https://www.example.jp/news/1.html", At: time.Date(2024, 5, 2, 9, 0, 0, 0, jikenbo.JST),
		Request: []byte("GET /news/1.html HTTP/1.1\r\nHost: www.example.jp\r\nIf-None-Match: \"1\"\r\n\r\n"),
		Head:    []byte("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n"),
		Refers:  time.Date(2024, 5, 1, 9, 0, 0, 0, jikenbo.JST),
	},
	{
		URL: "https://www.example.jp/empty", At: time.Date(2024, 5, 2, 9, 0, 0, 0, jikenbo.JST),
		Head: []byte("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nContent-Length: 7\r\n\r\n"),
	},
}

// written gives the archive of exchanges, with counted identifiers.
func written(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	n := 0
	w := WARCWriter{W: &b, NewID: func() string { n++; return fmt.Sprintf("urn:uuid:00000000-0000-4000-8000-%012d", n) }}
	for _, x := range exchanges {
		must(t, w.Write(x))
	}
	return b.Bytes()
}

func TestWARCWriter(t *testing.T) {
	var got []string
	for r, err := range ReadWARC(bytes.NewReader(written(t)), 0) {
		must(t, err)
		got = append(got, r.Type+" "+r.URL(), string(r.Head), string(r.Block))
		if digest := "sha256:" + jikenbo.Hash(r.Block); string(r.Field("WARC-Block-Digest")) != digest {
			t.Errorf("%s: block digest %s, want %s", r.URL(), r.Field("WARC-Block-Digest"), digest)
		}
		body, err := r.Body()
		must(t, err)
		if digest := "sha256:" + jikenbo.Hash(body); r.Type == "response" && string(r.Field("WARC-Payload-Digest")) != digest {
			t.Errorf("%s: payload digest %s, want %s", r.URL(), r.Field("WARC-Payload-Digest"), digest)
		}
	}
	all := strings.Join(got, "\n")
	for _, want := range []string{
		"software: jikenbo\r\n",
		"response https://www.example.jp/news/1.html\n",
		"WARC-Concurrent-To: <urn:uuid:00000000-0000-4000-8000-000000000002>\r\n",
		"WARC-IP-Address: 192.0.2.1\r\n", "WARC-IP-Address: 2001:db8::1\r\n", "WARC-Date: 2024-05-01T00:00:00Z\r\n",
		"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Archive-Orig-Content-Encoding: gzip\r\nX-Archive-Orig-Transfer-Encoding: chunked\r\nContent-Length: 19\r\n\r\n<p>お知らせ</p>",
		"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\n資料",
		"WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified\r\nWARC-Refers-To-Target-URI: https://www.example.jp/news/1.html\r\nWARC-Refers-To-Date: 2024-05-01T00:00:00Z\r\n",
		"HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n",
		"X-Archive-Orig-Content-Length: 7\r\nX-Archive-Orig-Content-Length: 7\r\nContent-Length: 0\r\n\r\n",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("the archive lacks %q", want)
		}
	}
	if len(got) != 3*7 {
		t.Errorf("%d records, want 7:\n%s", len(got)/3, all)
	}
}

func TestWARCWriterErrors(t *testing.T) {
	var b bytes.Buffer
	w := WARCWriter{W: &b}
	for _, x := range []Exchange{
		{URL: "https://www.example.jp/"},
		{URL: "https://www.example.jp/", Head: []byte("<html>")},
		{URL: "not an address\r\nX: y", Head: exchanges[0].Head},
		{URL: "https://user:secret@www.example.jp/", Head: exchanges[0].Head},
	} {
		err := w.Write(x)
		if err == nil || strings.Contains(err.Error(), "secret") || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes written", x.URL, err, b.Len())
		}
	}
	must(t, w.Write(exchanges[0])) // the archive is as it was
	if got := readAll(&b, 0); len(got) != 3 {
		t.Errorf("%q", got)
	}
	w = WARCWriter{W: brokenWriter{}}
	first := w.Write(exchanges[0])
	if second := w.Write(exchanges[1]); first == nil || second != first {
		t.Errorf("a broken disk: %v, then %v", first, second)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

// node runs testdata/warcio/check.mjs with the package warcio from npm.
func node(t *testing.T, args ...string) []byte {
	t.Helper()
	dir := nodetest.Folder(t, "testdata/warcio", "archives are checked against warcio")
	out, err := exec.CommandContext(t.Context(), "node", append([]string{filepath.Join(dir, "check.mjs")}, args...)...).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("node: %v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	return out
}

// warcio reads what we write: every record, every digest, bodies as replayed.
func TestWarcioReads(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ours.warc.gz")
	must(t, os.WriteFile(path, written(t), 0o644))
	type record struct {
		Type, URL, Date, ContentType, Original, Body string
		Status                                       int
	}
	var got []record
	for d := json.NewDecoder(bytes.NewReader(node(t, "read", path))); ; {
		var r record
		if err := d.Decode(&r); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		got = append(got, r)
	}
	const page = "https://www.example.jp/news/1.html"
	want := []record{
		{Type: "warcinfo", Date: "2024-05-01T00:00:00Z"},
		{Type: "request", URL: page, Date: "2024-05-01T00:00:00Z"},
		{Type: "response", URL: page, Date: "2024-05-01T00:00:00Z", ContentType: "text/html; charset=utf-8", Original: "gzip", Status: 200, Body: "<p>お知らせ</p>"},
		{Type: "response", URL: "https://www.example.jp/news/2.html", Date: "2024-05-01T00:00:01Z", ContentType: "text/plain", Status: 200, Body: "資料"},
		{Type: "request", URL: page, Date: "2024-05-02T00:00:00Z"},
		{Type: "revisit", URL: page, Date: "2024-05-02T00:00:00Z", Status: 304},
		{Type: "response", URL: "https://www.example.jp/empty", Date: "2024-05-02T00:00:00Z", Status: 200},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// We read what warcio writes, and what it reads itself.
func TestWarcioWrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "theirs.warc.gz")
	node(t, "write", path)
	b, err := os.ReadFile(path)
	must(t, err)
	var got []string
	for r, err := range ReadWARC(bytes.NewReader(b), 0) {
		must(t, err)
		body, err := r.Body()
		must(t, err)
		got = append(got, fmt.Sprintf("%s %s %d %s: %s", r.Type, r.URL(), r.Status(), r.ContentType(), strings.TrimSpace(string(body))))
	}
	const html = "text/html; charset=utf-8"
	want := []string{
		"warcinfo  0 application/warc-fields: software: warcio",
		"response https://www.example.jp/plain 200 " + html + ": お知らせ",
		"response https://www.example.jp/chunked 200 " + html + ": お知らせ。",
		"response https://www.example.jp/gzip 200 " + html + ": お知らせ",
		"response https://www.example.jp/br 200 " + html + ": お知らせ",
		"response https://www.example.jp/gone 404 " + html + ": ありません",
		"resource https://www.example.jp/file.txt 0 text/plain: 資料",
		"revisit https://www.example.jp/plain 200 " + html + ": ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Whatever an archive is, reading it ends, and records keep to the limit.
func FuzzWARC(f *testing.F) {
	f.Add([]byte(response("a", "x") + warcRecord(3, "response", "x", "abcdefgh") + response("b", "y")))
	f.Add([]byte(packed(response("a", "x"))[:50] + packed(response("b", "y"))))
	f.Add([]byte(packed(response("a", "x") + response("b", "y"))))
	f.Add(written(f))
	f.Add([]byte(warcRecord(-1, "response", "x", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip, br\r\n\r\n3\r\nabc\r\n0\r\n\r\n")))
	f.Fuzz(func(t *testing.T, b []byte) {
		const limit = 1 << 16
		last, records := int64(-1), 0
		for r, err := range ReadWARC(bytes.NewReader(b), limit) {
			if records++; records > len(b)+1 {
				t.Fatal("more records than bytes")
			}
			if err != nil {
				if e, ok := errors.AsType[*RecordError](err); !ok || e.Offset < 0 || e.Offset > int64(len(b)) {
					t.Fatalf("%v is no error of a record", err)
				}
				continue
			}
			if r.Offset < last || r.Offset > int64(len(b)) || len(r.Block) > limit {
				t.Fatalf("a record of %d bytes at %d after %d", len(r.Block), r.Offset, last)
			}
			last = r.Offset
			if body, _ := r.Body(); len(body) > limit {
				t.Fatalf("a body of %d bytes", len(body))
			}
			_, _, _, _, _ = r.Status(), r.ContentType(), r.Date(), r.URL(), r.ID()
		}
	})
}
