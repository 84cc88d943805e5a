package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/netip"
	"net/textproto"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"jikenbo"
	"jikenbo/internal/account"
	"jikenbo/internal/casebook"
	"jikenbo/internal/ingest"
)

// part is a part of a form with files.
type part struct{ name, file, kind, body string }

// upload sends a form with files as a browser does.
func (p *person) upload(path string, parts ...part) *person {
	p.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for _, x := range parts {
		h := textproto.MIMEHeader{}
		h.Set("Content-Disposition", `form-data; name="`+x.name+`"`)
		if x.file != "" {
			h.Set("Content-Disposition", `form-data; name="`+x.name+`"; filename="`+strings.ReplaceAll(x.file, `"`, "%22")+`"`)
		}
		if x.kind != "" {
			h.Set("Content-Type", x.kind)
		}
		w, err := form.CreatePart(h)
		if err != nil {
			p.t.Fatal(err)
		}
		_, _ = w.Write([]byte(x.body)) // to memory
	}
	if err := form.Close(); err != nil {
		p.t.Fatal(err)
	}
	r := p.request(http.MethodPost, path, &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Origin", p.desk.URL)
	return p.do(r)
}

func example(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("../../examples/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var draftField = regexp.MustCompile(`name="draft" value="([^"]+)"`)

func (p *person) drafts() (ids []string) {
	for _, m := range draftField.FindAllStringSubmatch(p.body, -1) {
		ids = append(ids, m[1])
	}
	return ids
}

func TestRead(t *testing.T) {
	d := newDesk(t)
	notice := example(t, "01-ec-card-leak.txt")
	nobody := d.person(t)
	nobody.get("/read").want(http.StatusOK, "Nothing is saved", `type="file"`, `name="address"`, `type="url"`)
	nobody.upload("/read", part{name: "text", body: notice}, part{name: "address"}, part{name: "file"}).
		want(http.StatusOK, "Not saved yet", "sign in as an editor", "1,846件", "<mark data-f=", "Pasted text", "つづら屋")
	if len(nobody.drafts()) > 0 {
		t.Error("something is held for somebody who is not signed in")
	}

	p := d.signedIn(t, "hanako")
	p.upload("/read", part{"file", "a.txt", "text/plain", notice}, part{"file", "b.txt", "text/plain", example(t, "04-municipal-bcc.txt")}).
		want(http.StatusOK, "Not saved yet", "Add to the casebook", ">a.txt<", ">b.txt<")
	if c, err := d.book.Counts(t.Context()); err != nil || c.Notices != 0 {
		t.Errorf("saved already: %+v, %v", c, err)
	}
	// Every number on the page is there once, and every link leads to one.
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="?([ef][\d-]+)`).FindAllStringSubmatch(p.body, -1) {
		if seen[m[1]] {
			t.Errorf("#%s is there twice", m[1])
		}
		seen[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`href="?#([ef][\d-]+)`).FindAllStringSubmatch(p.body, -1) {
		if !seen[m[1]] {
			t.Errorf("#%s leads nowhere", m[1])
		}
	}
	ids, token := p.drafts(), p.token()
	if len(ids) != 2 {
		t.Fatalf("drafts %v", ids)
	}
	// Nobody else can save or drop them.
	other := d.signedIn(t, "jiro")
	other.post("/read/save", url.Values{"token": {other.token2(t)}, "draft": ids, "do": {"save"}}).want(http.StatusGone)
	other.post("/read/save", url.Values{"token": {other.token2(t)}, "draft": ids, "do": {"discard"}}).want(http.StatusSeeOther)
	nobody.post("/read/save", url.Values{"token": {token}, "draft": ids}).want(http.StatusForbidden)
	same := d.signedIn(t, "hanako")
	same.post("/read/save", url.Values{"token": {token}, "draft": ids}).want(http.StatusGone) // another session of the same person

	p.post("/read/save", url.Values{"token": {"x"}, "draft": ids}).want(http.StatusForbidden)
	p.post("/read/save", url.Values{"token": {token}, "draft": ids, "do": {"save"}}).want(http.StatusOK, "/cases/2026-001", "new case", ">a.txt<")
	p.post("/read/save", url.Values{"token": {token}, "draft": ids, "do": {"save"}}).want(http.StatusGone)
	rec := record(t, d, cardLeak)
	if rec.Revisions[0].Who != "hanako" || rec.Notices[0].Source != "a.txt" {
		t.Errorf("by %s from %s", rec.Revisions[0].Who, rec.Notices[0].Source)
	}
	p.upload("/read", part{name: "text", body: notice}).want(http.StatusOK, "The casebook has this notice already")
	if len(p.drafts()) > 0 || strings.Contains(p.body, "Not saved yet") {
		t.Error("a known notice can be saved")
	}
}

// The script sends one file at a time, and asks for its part of the page.
func TestReadPart(t *testing.T) {
	d := newDesk(t)
	p := d.person(t)
	p.upload("/read", part{name: "part", body: "1"}, part{name: "after", body: "300"}, part{"file", "a.txt", "text/plain", example(t, "01-ec-card-leak.txt")})
	p.want(http.StatusOK, `<section class="drafts" data-last="3`, `id=f301`)
	if strings.Contains(p.body, "<html") || strings.Contains(p.body, "id=f1 ") {
		t.Error("more than the part")
	}
}

func TestDraftsExpire(t *testing.T) {
	d := newDesk(t)
	p := d.signedIn(t, "hanako")
	read := func() url.Values {
		p.upload("/read", part{name: "text", body: example(t, "01-ec-card-leak.txt")})
		return url.Values{"token": {p.token()}, "draft": p.drafts(), "do": {"save"}}
	}
	form := read()
	d.pass(draftLife)
	p.post("/read/save", form).want(http.StatusGone, "kept for an hour")
	form = read()
	p.post("/read/save", url.Values{"token": form["token"], "draft": form["draft"], "do": {"discard"}}).want(http.StatusSeeOther)
	p.post("/read/save", form).want(http.StatusGone)
	form = read()
	p.post("/sign-out", url.Values{"token": form["token"]})
	if len(d.site.drafts.all) != 0 {
		t.Error("held for a session that has ended")
	}
}

func TestDraftsAreBounded(t *testing.T) {
	var d drafts
	now := time.Now()
	n := jikenbo.Notice{Bytes: make([]byte, 1<<20), Text: strings.Repeat("x", 1<<20)}
	for i := range 50 {
		id := d.put(now, fmt.Sprint(i), n, nil)
		if id == "" || d.size > draftBytes || len(d.all) > draftCount {
			t.Fatalf("%d drafts of %d bytes", len(d.all), d.size)
		}
	}
	if got := d.take(now, "49", []string{d.all[len(d.all)-1].ID}); len(got) != 1 {
		t.Error("the newest is gone")
	}
	if d.put(now, "x", jikenbo.Notice{Bytes: make([]byte, draftBytes)}, nil) != "" {
		t.Error("one took all the room")
	}
	for range 2 * draftCount {
		d.put(now, "x", jikenbo.Notice{}, nil)
	}
	if len(d.all) > draftCount {
		t.Errorf("%d drafts", len(d.all))
	}
	// What could not be saved can be taken again.
	id := d.put(now, "y", jikenbo.Notice{Text: "y"}, nil)
	d.putBack(d.take(now, "y", []string{id}))
	if got := d.take(now, "y", []string{id}); len(got) != 1 || got[0].Notice.Text != "y" {
		t.Errorf("put back: %+v", got)
	}
	d.forget("x")
	sum := 0
	for _, draft := range d.all {
		sum += draft.size
	}
	if sum != d.size {
		t.Errorf("%d bytes, counted as %d", sum, d.size)
	}
}

func TestReadRefuses(t *testing.T) {
	d := newDesk(t)
	p := d.signedIn(t, "hanako")
	for _, test := range []struct {
		name   string
		parts  []part
		status int
		want   string
	}{
		{"nothing", nil, http.StatusUnprocessableEntity, "Paste a text"},
		{"empty fields", []part{{name: "text", body: " \n"}, {name: "file"}, {name: "address"}}, http.StatusUnprocessableEntity, "Paste a text"},
		{"an empty file", []part{{"file", "a.txt", "text/plain", ""}}, http.StatusOK, "No text was found"},
		{"white space", []part{{"file", "a.txt", "text/plain", " \n\n"}}, http.StatusOK, "No text was found"},
		{"a picture", []part{{"file", "a.png", "image/png", "\x89PNG\r\n\x1a\n\x00\x00"}}, http.StatusOK, "Pictures and films are not read"},
		{"a picture that says it is text", []part{{"file", "a.txt", "text/plain", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"}}, http.StatusOK, "cannot be read as a document"},
		{"a program", []part{{"file", "a.exe", "application/octet-stream", "MZ\x90\x00\x03\x00\x00\x00\xff\xff"}}, http.StatusOK, "cannot be read as a document"},
		{"a broken PDF", []part{{"file", "a.pdf", "application/pdf", "%PDF-1.7\nx"}}, http.StatusOK, "class=\"wrong\""},
		{"a broken Word file", []part{{"file", "a.docx", "", "PK\x03\x04 broken"}}, http.StatusOK, "class=\"wrong\""},
		{"an archive", []part{{"file", "a.warc.gz", "application/gzip", "x"}}, http.StatusOK, "Archives are not read here"},
		{"a large file", []part{{"file", "a.txt", "text/plain", strings.Repeat("x", int(toEditors.file)+1)}}, http.StatusOK, "too large"},
		{"a large text", []part{{name: "text", body: strings.Repeat("x", int(toEditors.file)+1)}}, http.StatusRequestEntityTooLarge, "too long"},
		{"no text", []part{{name: "text", body: "\xff\xfe"}}, http.StatusRequestEntityTooLarge, "no text"},
		{"much in all", []part{{"file", "a", "", strings.Repeat("x", int(toEditors.request)/2)}, {"file", "b", "", strings.Repeat("x", int(toEditors.request)/2)}}, http.StatusRequestEntityTooLarge, "16 MB"},
		{"many files", slicesOf(part{"file", "a.txt", "text/plain", "x"}, uploadFiles+1), http.StatusRequestEntityTooLarge, "At most 20 files"},
		{"many fields", slicesOf(part{name: "x", body: "x"}, 100), http.StatusRequestEntityTooLarge, "At most 20 files"},
		{"an address that is none", []part{{name: "address", body: "file:///etc/passwd"}}, http.StatusOK, "This address is not fetched"},
		{"a very long address", []part{{name: "address", body: "https://example.jp/" + strings.Repeat("x", 3000)}}, http.StatusOK, "This address is not fetched"},
		{"an address that is gone", []part{{name: "address", body: "https://example.jp/gone"}}, http.StatusOK, "There is no such page"},
		{"a site that asks not to", []part{{name: "address", body: "https://example.jp/robots"}}, http.StatusOK, "asks programs not to"},
		{"a site that is down", []part{{name: "address", body: "https://example.jp/down"}}, http.StatusOK, "could not be had"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p.upload("/read", test.parts...).want(test.status, test.want)
			if strings.Contains(p.body, "secret detail") || strings.Contains(p.body, "passwd") && !strings.Contains(p.body, `value="file:///etc/passwd"`) {
				t.Errorf("it tells too much:\n%s", p.main())
			}
		})
	}
	for kind, want := range map[string]int{
		"application/x-www-form-urlencoded": http.StatusUnsupportedMediaType, "text/plain": http.StatusUnsupportedMediaType, "application/json": http.StatusUnsupportedMediaType,
		"": http.StatusUnsupportedMediaType, "multipart/form-data": http.StatusBadRequest, "multipart/form-data; boundary=x": http.StatusUnprocessableEntity, "multipart/mixed; boundary=x": http.StatusUnsupportedMediaType,
	} {
		r := p.request(http.MethodPost, "/read", strings.NewReader("text=x"))
		r.Header.Set("Content-Type", kind)
		p.do(r).want(want)
	}
}

func slicesOf(p part, n int) []part {
	all := make([]part, n)
	for i := range all {
		all[i] = p
	}
	return all
}

// What stands in a file, a file name or an address is shown as text, and a name
// is never a path.
func TestReadHostile(t *testing.T) {
	d := newDesk(t)
	p := d.signedIn(t, "hanako")
	const script = `<script>alert(1)</script><img src=x onerror=alert(1)>"'&`
	notice := "2024年6月3日\n株式会社" + script + "\n\n個人情報の漏えいについて" + script + "\n\n当社のサーバーが不正アクセスを受け、お客様250名の氏名と住所が漏えいしました。" + script + "\n"
	for _, name := range []string{script + ".txt", "../../../../etc/cron.d/x.txt", `..\..\windows\x.txt`, "/etc/passwd.txt", "a\u202etxt.exe", strings.Repeat("あ", 3000) + ".txt", ".", "..", "%00.txt"} {
		p.upload("/read", part{"file", name, "text/plain", notice}, part{name: "address", body: "https://example.jp/" + script}).want(http.StatusOK)
		for _, bad := range []string{"<script>alert", "<img", "onerror=alert(1)>\"'", "../", `..\`, "/etc/", "\u202e"} {
			if strings.Contains(p.body, bad) {
				t.Errorf("%q: %q stands in the page", name, bad)
			}
		}
		if form := (url.Values{"token": {p.token()}, "draft": p.drafts(), "do": {"save"}}); len(form["draft"]) > 0 {
			p.post("/read/save", form).want(http.StatusOK)
			if strings.Contains(p.body, "<script>alert") || strings.Contains(p.body, "../") {
				t.Errorf("%q: the page of what was saved has it", name)
			}
		}
	}
	for given, want := range map[string]string{
		"a.txt": "a.txt", "/etc/passwd": "passwd", `C:\x\お知らせ.pdf`: "お知らせ.pdf", "a\x00\u202eb": "ab", "": "file", "..": "..", "/": "file", "\xff": "\uFFFD", " a ": "a",
	} {
		if got := fileName(given); got != want {
			t.Errorf("%q is shown as %q, want %q", given, got, want)
		}
	}
}

func TestReadAddress(t *testing.T) {
	d := newDesk(t)
	p := d.signedIn(t, "hanako")
	p.upload("/read", part{name: "address", body: " https://example.jp/notice "}).want(http.StatusOK, "https://example.jp/notice", "Add to the casebook")
	p.post("/read/save", url.Values{"token": {p.token()}, "draft": p.drafts(), "do": {"save"}}).want(http.StatusOK)
	n, err := d.book.Captured(t.Context(), "https://example.jp/notice")
	if err != nil || n.Capture.Status != http.StatusOK {
		t.Errorf("captured as %+v, %v", n.Capture, err)
	}
	for range fetchesEach {
		p.upload("/read", part{name: "address", body: "https://example.jp/gone"})
	}
	p.want(http.StatusOK, "Too many addresses")
	d.pass(time.Minute)
	p.upload("/read", part{name: "address", body: "https://example.jp/gone"}).want(http.StatusOK, "There is no such page")
}

func TestMayFetch(t *testing.T) {
	now := time.Date(2024, 6, 1, 3, 0, 0, 0, time.UTC)
	nobody, editor := session{}, session{Account: casebook.Account{Name: "hanako", Role: casebook.Editor}}
	rooms := newReadingRooms(2)
	times := func(who session, from func(i int) netip.Addr) (n int) {
		for i := range 50_000 {
			if rooms.mayFetch(now, who, account.Sender(from(i))) {
				n++
			}
		}
		return n
	}
	v6 := func(group int, i int) netip.Addr {
		return netip.AddrFrom16([16]byte{0x20, 0x01, 7: byte(group), 14: byte(i >> 8), 15: byte(i)})
	}
	if n := times(nobody, func(i int) netip.Addr { return v6(1, i) }); n != fetchesEach {
		t.Errorf("%d from one network", n)
	}
	if n := times(nobody, func(i int) netip.Addr { return v6(2, i) }); n != fetchesEach {
		t.Errorf("%d from another", n)
	}
	anywhere := func(i int) netip.Addr { return netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}) }
	if n := times(nobody, anywhere); n != fetchesOthers-2*fetchesEach {
		t.Errorf("%d from everywhere", n)
	}
	if n := times(editor, anywhere); n != fetchesEach {
		t.Errorf("%d by an editor", n)
	}
	if len(rooms.fetches) > fetchesOthers+1 {
		t.Errorf("%d counts are kept", len(rooms.fetches))
	}
	now = now.Add(time.Minute)
	if !rooms.mayFetch(now, nobody, account.Sender(v6(1, 0))) {
		t.Error("none a minute later")
	}
}

func TestReadBusy(t *testing.T) {
	d := newDesk(t)
	others := d.site.rooms.others
	if !others.bytes.TryAcquire(others.size) || !others.turns.TryAcquire(1) {
		t.Fatal("no room")
	}
	d.person(t).upload("/read", part{name: "text", body: "x"}).want(http.StatusServiceUnavailable, "busy")
	d.signedIn(t, "hanako").upload("/read", part{name: "text", body: example(t, "01-ec-card-leak.txt")}).want(http.StatusOK)
	others.bytes.Release(others.size)
	others.turns.Release(1)
	d.person(t).upload("/read", part{name: "text", body: example(t, "01-ec-card-leak.txt")}).want(http.StatusOK)
}

// The more is sent the fewer are read at a time, and others may send less.
func TestReadAllowance(t *testing.T) {
	d := newDesk(t)
	others := d.site.rooms.others
	large := part{"file", "a.txt", "text/plain", strings.Repeat("x", int(toOthers.file)+1)}
	d.person(t).upload("/read", large).want(http.StatusOK, "too large", "4 MB a file, for editors 10 MB")
	d.person(t).upload("/read", large, large).want(http.StatusRequestEntityTooLarge, "6 MB")
	d.signedIn(t, "hanako").upload("/read", part{"file", "a.png", "image/png", large.body}).want(http.StatusOK, "Pictures")
	if !others.bytes.TryAcquire(others.size - leastWeight) {
		t.Fatal("a place was not given back")
	}
	half := part{"file", "a.png", "image/png", strings.Repeat("x", int(toOthers.file)/2)}
	d.person(t).upload("/read", half).want(http.StatusServiceUnavailable, "busy")
	d.person(t).upload("/read", part{name: "text", body: "x"}).want(http.StatusOK)
}

// slowBody begins to send a form, and waits.
func slowBody(t *testing.T, p *person) (answer chan int, end func()) {
	t.Helper()
	body, w := io.Pipe()
	r := p.request(http.MethodPost, "/read", body)
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.Header.Set("Origin", p.desk.URL)
	answer = make(chan int, 1)
	go func() {
		resp, err := p.desk.Client().Do(r)
		if err != nil {
			answer <- 0
			return
		}
		resp.Body.Close()
		answer <- resp.StatusCode
	}()
	if _, err := io.WriteString(w, "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\na"); err != nil {
		t.Fatal(err)
	}
	return answer, func() { w.CloseWithError(io.ErrUnexpectedEOF) }
}

func TestReadSlowBody(t *testing.T) {
	d := newDesk(t)
	d.site.rooms.patience = time.Millisecond
	answer, end := slowBody(t, d.person(t))
	defer end()
	if got := <-answer; got != http.StatusRequestTimeout {
		t.Errorf("answered %d", got)
	}
	d.site.rooms.patience = receiveTime
	// Bodies that do not end take no place, but few may come from one network.
	left := make([]func(), bodiesEach-1)
	for i := range left {
		var ok bool
		if left[i], ok = d.site.rooms.receive(d.site.rooms.others, netip.MustParseAddr("127.0.0.1")); !ok {
			t.Fatal("refused")
		}
	}
	p := d.person(t)
	p.upload("/read", part{name: "text", body: "x"}).want(http.StatusOK)
	last, _ := d.site.rooms.receive(d.site.rooms.others, netip.MustParseAddr("127.0.0.1"))
	p.upload("/read", part{name: "text", body: "x"}).want(http.StatusServiceUnavailable)
	if _, ok := d.site.rooms.receive(d.site.rooms.others, netip.MustParseAddr("192.0.2.1")); !ok {
		t.Error("another network is kept out")
	}
	last()
	for _, f := range left {
		f()
	}
	if len(d.site.rooms.bodies) != 1 {
		t.Errorf("bodies are counted still: %v", d.site.rooms.bodies)
	}
}

// What takes too long is given up, with the rest of its request.
func TestReadTooLong(t *testing.T) {
	d := newDesk(t)
	calls := 0
	d.site.readBytes = func(ctx context.Context, _ *jikenbo.Notice) ([]jikenbo.Reading, error) {
		calls++
		if at, ok := ctx.Deadline(); !ok || time.Until(at) > noticeTime {
			t.Error("a notice may take longer")
		}
		return nil, fmt.Errorf("given up: %w", context.DeadlineExceeded)
	}
	d.person(t).upload("/read", slicesOf(part{"file", "a.pdf", "application/pdf", "%PDF-"}, 3)...).want(http.StatusOK, "took too long")
	if calls != 1 {
		t.Errorf("%d were read", calls)
	}
}

// Whoever leaves has nothing read any more.
func TestReadLeft(t *testing.T) {
	d := newDesk(t)
	began, ended := make(chan struct{}), make(chan error, 1)
	d.site.readBytes = func(ctx context.Context, _ *jikenbo.Notice) ([]jikenbo.Reading, error) {
		close(began)
		<-ctx.Done()
		ended <- ctx.Err()
		return nil, ctx.Err()
	}
	p := d.person(t)
	r := p.request(http.MethodPost, "/read", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\na\r\n--x--\r\n"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.Header.Set("Origin", d.URL)
	ctx, leave := context.WithCancel(t.Context())
	go func() {
		<-began
		leave()
	}()
	if resp, err := d.Client().Do(r.WithContext(ctx)); err == nil {
		resp.Body.Close()
		t.Errorf("answered %d", resp.StatusCode)
	}
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the reading ended with %v", err)
	}
}

func TestHTMLOfTurnsIsBounded(t *testing.T) {
	var h htmlBuffer
	h.text(strings.Repeat("\u202ea", maxTurns))
	h.text(strings.Repeat("\u202e\u2066", 100_000))
	s := string(h.take())
	if n := strings.Count(s, `data-code="202e"`); n != maxTurns {
		t.Errorf("%d marks", n)
	}
	if len(s) > 700_000 || strings.Contains(s, "\u202e") || strings.Count(s, "\uFFFD") != 200_000 {
		t.Errorf("%d bytes of 600,000", len(s))
	}
}

// The page of eight incidents that this program is measured by; it is no part
// of this repository.
func TestReadCasebookPage(t *testing.T) {
	const path = "../../../shared/notices/page/casebook-2023-01.txt"
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("no " + path)
	}
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(t)
	p := d.person(t)
	p.upload("/read", part{"file", "casebook-2023-01.txt", "text/plain", string(b)}).want(http.StatusOK)
	if got := strings.Count(p.body, `<article class="reading-of"`); got != 8 {
		t.Errorf("%d readings", got)
	}
	if got := strings.Count(p.body, "<mark data-f="); got < 8*5 {
		t.Errorf("%d marks", got)
	}
	t.Logf("%d bytes", len(p.body))
}

// readForTest is what the command hands in.
func readForTest(ctx context.Context, n *jikenbo.Notice) ([]jikenbo.Reading, error) {
	if strings.HasSuffix(n.Source, ".warc.gz") {
		return nil, ErrArchive
	}
	return ingest.Notice(ctx, n)
}

// fetchForTest knows a few addresses of example.jp.
func fetchForTest(_ context.Context, address string) (jikenbo.Notice, error) {
	path, ok := strings.CutPrefix(address, "https://example.jp/")
	switch {
	case !ok:
		return jikenbo.Notice{}, fmt.Errorf("%w: secret detail", ErrAddress)
	case path == "gone":
		return jikenbo.Notice{}, fmt.Errorf("%w: secret detail", ErrGone)
	case path == "robots":
		return jikenbo.Notice{}, fmt.Errorf("%w: secret detail", ErrRobots)
	case path == "down":
		return jikenbo.Notice{}, errors.New("secret detail")
	}
	at := time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)
	text := "2024年6月3日\n株式会社例\n\n個人情報の漏えいについて\n\n当社のサーバーが不正アクセスを受け、お客様250名の氏名と住所が漏えいしました。\n"
	return jikenbo.Notice{
		Source: address, Fetched: at, Bytes: []byte(text), Declared: "text/plain; charset=utf-8",
		Capture: &jikenbo.Capture{URL: address, Final: address, At: at, Status: http.StatusOK},
	}, nil
}
