package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// described checks answers against the OpenAPI document that the server itself
// serves.
type described struct {
	server    *Server
	validator validator.Validator
}

func describedServer(t testing.TB) (*described, *casebook.Book) {
	t.Helper()
	s, book := exampleServer(t)
	document := bodyOf(t, ask(s, "GET", "/api/v1/openapi.json"))
	parsed, err := libopenapi.NewDocument(document)
	if err != nil {
		t.Fatal(err)
	}
	v, errs := validator.NewValidator(parsed)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return &described{s, v}, book
}

// get asks for an address, checks the question and the answer, and decodes the
// answer into what is given.
func (d *described) get(t testing.TB, target string, into any) *http.Response {
	t.Helper()
	response := ask(d.server, "GET", target)
	body := bodyOf(t, response)
	request := httptest.NewRequest("GET", target, nil)
	ok, errs := d.validator.ValidateHttpResponse(request, response)
	if response.StatusCode == http.StatusOK {
		asked, more := d.validator.ValidateHttpRequest(request)
		ok, errs = ok && asked, append(errs, more...)
	}
	if !ok {
		var all []string
		for _, err := range errs {
			all = append(all, err.Error())
			for _, s := range err.SchemaValidationErrors {
				all = append(all, fmt.Sprintf("%s: %s", s.KeywordLocation, s.Reason))
			}
		}
		t.Errorf("%s: %d is not as described: %s\n%.2000s", target, response.StatusCode, strings.Join(all, "\n"), body)
	}
	if into != nil {
		if err := json.Unmarshal(body, into); err != nil {
			t.Fatalf("%s: %v in %.300s", target, err, body)
		}
	}
	return response
}

type page1[T any] struct {
	Items []T
	Next  string
}

// walk gives all items of a list, page by page, following both the cursors and
// the links.
func walk[T any](t testing.TB, d *described, target string, limit int) (all []T) {
	t.Helper()
	address := fmt.Sprintf("%s%climit=%d", target, map[bool]rune{true: '&', false: '?'}[strings.Contains(target, "?")], limit)
	for address != "" {
		var p page1[T]
		r := d.get(t, address, &p)
		all = append(all, p.Items...)
		if len(p.Items) > limit || p.Next != "" && len(p.Items) != limit {
			t.Errorf("%s: a page of %d", address, len(p.Items))
		}
		link, found := strings.CutSuffix(r.Header.Get("Link"), `>; rel="next"`)
		if found != (p.Next != "") {
			t.Fatalf("%s: next %q, link %q", address, p.Next, r.Header.Get("Link"))
		}
		address = strings.TrimPrefix(link, "<")
		if found && !strings.Contains(address, "cursor="+p.Next) {
			t.Fatalf("link %s does not lead to %s", address, p.Next)
		}
	}
	return all
}

func TestDocumentIsValid(t *testing.T) {
	d, _ := describedServer(t)
	if ok, errs := d.validator.ValidateDocument(); !ok {
		for _, err := range errs {
			t.Errorf("%v", err)
		}
	}
	var document struct {
		OpenAPI    string
		Components struct {
			Schemas map[string]struct {
				Properties map[string]struct{ Description string }
			}
		}
	}
	r := ask(d.server, "GET", "/api/v1/openapi.json")
	if err := json.Unmarshal(bodyOf(t, r), &document); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(document.OpenAPI, "3.1.") || r.Header.Get("Content-Type") != "application/vnd.oai.openapi+json;version=3.1" {
		t.Errorf("version %q, %s", document.OpenAPI, r.Header.Get("Content-Type"))
	}
	for name, schema := range document.Components.Schemas {
		for property, s := range schema.Properties {
			if s.Description == "" {
				t.Errorf("nothing is said of %s.%s", name, property)
			}
		}
	}
	for _, forbidden := range []string{"$schema", "http://", "https://unpkg"} {
		if bytes.Contains(bodyOf(t, ask(d.server, "GET", "/api/v1/openapi.json")), []byte(forbidden)) {
			t.Errorf("the document has %s", forbidden)
		}
	}
}

// Every answer about every case and notice of the examples is as described.
func TestAnswersAreAsDescribed(t *testing.T) {
	d, book := describedServer(t)
	var holdings Holdings
	d.get(t, "/api/v1", &holdings)
	counts, err := book.Counts(t.Context())
	if err != nil || holdings.Counts != counts || holdings.Change == 0 {
		t.Errorf("%+v, want %+v; %v", holdings, counts, err)
	}
	var numbers []string
	for c, err := range book.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, c.Number.String())
	}
	for _, limit := range []int{1, 7, 200} {
		var got []string
		for _, c := range walk[casebook.Summary](t, d, "/api/v1/cases", limit) {
			got = append(got, c.Number.String())
		}
		if !slices.Equal(got, numbers) {
			t.Errorf("in pages of %d: %v", limit, got)
		}
	}
	for _, n := range numbers {
		var v CaseView
		d.get(t, "/api/v1/cases/"+n, &v)
		if v.Number.String() != n || len(v.Revisions) == 0 || (len(v.Notices) == 0) != (v.Status == jikenbo.Inferred) || len(v.Lags) == 0 {
			t.Errorf("%s: %+v", n, v)
		}
	}
	notices := walk[casebook.NoticeHead](t, d, "/api/v1/notices", 50)
	if len(notices) != counts.Notices {
		t.Errorf("%d notices, want %d", len(notices), counts.Notices)
	}
	entries := 0
	for _, n := range notices {
		var v NoticeView
		d.get(t, "/api/v1/notices/"+n.SHA256, &v)
		kept, err := book.Notice(t.Context(), n.SHA256)
		if err != nil || v.Text != kept.Text || v.Size != len(kept.Bytes) {
			t.Errorf("%s: %v", n.Source, err)
		}
		for _, e := range v.Entries {
			entries++
			if (e.Case.Kind == jikenbo.Incident) != (e.Number != jikenbo.Number{}) {
				t.Errorf("%s, entry %d: %s numbered %v", n.Source, e.Entry, e.Case.Kind, e.Number)
			}
			for _, err := range e.Evidence.Check(&e.Case, v.Text) {
				t.Errorf("%s: %v", n.Source, err)
			}
		}
		r := ask(d.server, "GET", "/api/v1/notices/"+n.SHA256+"/bytes")
		if !bytes.Equal(bodyOf(t, r), kept.Bytes) {
			t.Errorf("%s: other bytes", n.Source)
		}
	}
	if entries != counts.Entries {
		t.Errorf("%d entries, want %d", entries, counts.Entries)
	}
	for _, target := range []string{"/api/v1/taxonomies", "/api/v1/schema"} {
		d.get(t, target, nil)
	}
}

func TestNoticeBytesAreHarmless(t *testing.T) {
	s, book := exampleServer(t)
	var sha string
	for n, err := range book.Notices(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		sha = n.SHA256
		break
	}
	r := ask(s, "GET", "/api/v1/notices/"+sha+"/bytes")
	for name, want := range map[string]string{
		"Content-Type": "application/octet-stream", "Content-Disposition": `attachment; filename="` + sha[:16] + `.txt"`,
		"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff",
		"ETag": `"` + sha + `"`, "Cache-Control": "public, max-age=31536000, immutable",
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if r := ask(s, "GET", "/api/v1/notices/"+sha+"/bytes", "If-None-Match", `"`+sha+`"`); r.StatusCode != http.StatusNotModified || len(bodyOf(t, r)) != 0 {
		t.Errorf("asked again: %s", r.Status)
	}
}

// Whoever follows the changes has, whenever they stop, what the casebook has.
func TestChangesAreFollowed(t *testing.T) {
	d, book := describedServer(t)
	type list struct {
		Items []casebook.CaseChange
		Next  string
		Until int64
	}
	seen := map[string]int{} // revisions
	var until int64
	follow := func() (n int) {
		target := fmt.Sprintf("/api/v1/changes?limit=100&since=%d", until)
		for cursor := ""; ; {
			var l list
			d.get(t, target+cursor, &l)
			for _, c := range l.Items {
				if c.Change <= until {
					t.Errorf("change %d again", c.Change)
				}
				seen[c.Number.String()] = c.Revision
				n++
			}
			if l.Next == "" {
				until = l.Until
				return n
			}
			cursor = "&cursor=" + l.Next
		}
	}
	if n := follow(); n == 0 || len(seen) == 0 {
		t.Fatal("there are no changes")
	}
	for c, err := range book.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if seen[c.Number.String()] != c.Revisions {
			t.Errorf("%v has %d revisions, followed %d", c.Number, c.Revisions, seen[c.Number.String()])
		}
	}
	if n := follow(); n != 0 {
		t.Errorf("%d changes where there are none", n)
	}
	n, err := jikenbo.ParseNumber("2023-001")
	if err != nil {
		t.Fatal(err)
	}
	rec, err := book.Case(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Withdraw(t.Context(), n, "editor", "test", len(rec.Revisions)); err != nil {
		t.Fatal(err)
	}
	if n := follow(); n != 1 {
		t.Errorf("%d changes, want that one", n)
	}
	for since, want := range map[string]bool{"2026-04-01": true, "2026-04-02": false, "2026-04-01T12:00:00%2B09:00": true, "2026-04-01T03:00:01Z": false} {
		var l list
		d.get(t, "/api/v1/changes?since="+since, &l)
		if (len(l.Items) > 0) != want {
			t.Errorf("since %s: %d changes", since, len(l.Items))
		}
	}
}

func TestCursorsAreStable(t *testing.T) {
	d, book := describedServer(t)
	var first page1[casebook.Summary]
	d.get(t, "/api/v1/cases?limit=3", &first)
	before := walk[casebook.Summary](t, d, "/api/v1/cases", 200)
	batch := noticeOf("株式会社あとから", "2012-001") // which stands before the cursor
	if _, err := book.Add(t.Context(), "tester", "later", batch); err != nil {
		t.Fatal(err)
	}
	var second page1[casebook.Summary]
	d.get(t, "/api/v1/cases?limit=3&cursor="+first.Next, &second)
	for i, c := range second.Items {
		if c.Number != before[3+i].Number {
			t.Errorf("after an insert: %v, want %v", c.Number, before[3+i].Number)
		}
	}
}

func TestCursorsAreChecked(t *testing.T) {
	d, _ := describedServer(t)
	var cases page1[casebook.Summary]
	d.get(t, "/api/v1/cases?limit=1", &cases)
	flip := func(i int) string {
		b := []byte(cases.Next)
		b[i] = map[bool]byte{true: 'B', false: 'A'}[b[i] == 'A']
		return string(b)
	}
	wrong := []string{"x", "AAAA", cases.Next + "A", cases.Next[:len(cases.Next)-1], "%00", "'--", strings.Repeat("A", 300), cursor("/notices", "2012-001"), cursor("/cases", "2012")}
	for i := range cases.Next {
		wrong = append(wrong, flip(i))
	}
	for _, c := range wrong {
		if r := d.get(t, "/api/v1/cases?limit=1&cursor="+url.QueryEscape(c), nil); r.StatusCode != http.StatusBadRequest {
			t.Errorf("cursor %q: %s", c, r.Status)
		}
	}
	for _, target := range []string{"/api/v1/notices?cursor=" + cases.Next, "/api/v1/changes?cursor=" + cases.Next,
		"/api/v1/notices?cursor=" + cursor("/notices", "00"), "/api/v1/changes?cursor=" + cursor("/changes", "1"), "/api/v1/changes?cursor=" + cursor("/changes", "1.x")} {
		if r := d.get(t, target, nil); r.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %s", target, r.Status)
		}
	}
}

// problemDetails is the form of every error.
type problemDetails struct {
	Type, Title, Detail, Instance string
	Status                        int
	Errors                        []struct{ Message, Location string }
}

func wantProblem(t testing.TB, what string, r *http.Response, status int) (p problemDetails) {
	t.Helper()
	body := bodyOf(t, r)
	if r.StatusCode != status || r.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%s: %s, %s: %s", what, r.Status, r.Header.Get("Content-Type"), body)
		return p
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil || p.Status != status || p.Type != "about:blank" || p.Title != http.StatusText(status) || p.Detail == "" ||
		!strings.HasPrefix(p.Instance, "urn:jikenbo:request:") || p.Instance != "urn:jikenbo:request:"+r.Header.Get("X-Request-ID") {
		t.Errorf("%s: %v: %s", what, err, body)
	}
	if r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("ETag") != "" || r.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%s: %v", what, r.Header)
	}
	for _, leak := range []string{"/tmp/", ".go:", "goroutine", "SQL", "sqlite", "casebook "} {
		if bytes.Contains(bytes.ReplaceAll(body, []byte(p.Instance), nil), []byte(leak)) {
			t.Errorf("%s: it tells of %s: %s", what, leak, body)
		}
	}
	return p
}

func TestProblems(t *testing.T) {
	s, _ := exampleServer(t)
	const unknown = "0000000000000000000000000000000000000000000000000000000000000000"
	for _, x := range []struct {
		method, target string
		status         int
		fields         []string
	}{
		{"GET", "/api", 404, nil},
		{"GET", "/api/", 404, nil},
		{"GET", "/api/v2/cases", 404, nil},
		{"GET", "/api/v1/", 404, nil},
		{"GET", "/api/v1/cases/", 404, nil},
		{"GET", "/api/v1/cases/1999-001", 404, nil},
		{"GET", "/api/v1/cases/0000-001", 404, nil},
		{"GET", "/api/v1/cases/2023-000", 404, nil},
		{"GET", "/api/v1/cases/2023-1234567890", 400, nil},
		{"GET", "/api/v1/cases/%00", 400, nil},
		{"GET", "/api/v1/cases/2023-001%0a", 400, nil},
		{"GET", "/api/v1/cases/%E3%81%82", 400, nil},
		{"GET", "/api/v1/cases/2023-001/x", 404, nil},
		{"GET", "/api/v1/notices/" + unknown, 404, nil},
		{"GET", "/api/v1/notices/" + unknown + "/bytes", 404, nil},
		{"GET", "/api/v1/notices/" + strings.Repeat("A", 64), 400, nil},
		{"GET", "/api/v1/notices/x", 400, nil},
		{"GET", "/api/v1/cases?limit=0", 400, nil},
		{"GET", "/api/v1/cases?limit=201", 400, nil},
		{"GET", "/api/v1/cases?limit=-1", 400, nil},
		{"GET", "/api/v1/cases?limit=1e9", 400, nil},
		{"GET", "/api/v1/cases?limit=99999999999999999999", 400, nil},
		{"GET", "/api/v1/cases?nonsense=1", 400, nil},
		{"GET", "/api/v1/cases?cursor=" + strings.Repeat("a", 401), 400, nil},
		{"GET", "/api/v1/changes?since=yesterday", 400, nil},
		{"GET", "/api/v1/changes?since=2023-13-01", 400, nil},
		{"GET", "/api/v1/changes?since=2023-01-01T99:00:00Z", 400, nil},
		{"GET", "/api/v1/changes?since=9999999999999999999", 400, nil},
		{"GET", "/api/v1/changes?since=-1", 400, nil},
		{"POST", "/api/v1/cases", 405, nil},
		{"DELETE", "/api/v1/cases/2023-001", 405, nil},
		{"PROPFIND", "/api/v1/openapi.json", 405, nil},
		{"POST", "/api/v1/nothing", 404, nil},
		{"POST", "/api/v1/cases", 403, []string{"Sec-Fetch-Site", "cross-site"}},
		{"GET", "/api/v1/cases", 406, []string{"Accept", "text/html"}},
		{"GET", "/api/v1/cases", 406, []string{"Accept", "application/xml, application/json;q=0"}},
		{"GET", "/api/v1/openapi.json", 406, []string{"Accept", "text/html"}},
	} {
		r := ask(s, x.method, x.target, x.fields...)
		p := wantProblem(t, x.method+" "+x.target, r, x.status)
		if x.status == 405 && r.Header.Get("Allow") != "GET, HEAD, OPTIONS" {
			t.Errorf("%s: allowed %q", x.target, r.Header.Get("Allow"))
		}
		if x.status == 400 && len(p.Errors) == 0 && !strings.Contains(p.Detail, "since") {
			t.Errorf("%s: it does not say what is wrong: %+v", x.target, p)
		}
	}
	if p := wantProblem(t, "in Japanese", ask(s, "GET", "/api/v1/nothing", "Accept-Language", "ja"), 404); !strings.Contains(p.Detail, "ありません") {
		t.Errorf("in Japanese: %s", p.Detail)
	}
	r := httptest.NewRequest("GET", "/api/v1/cases", bytes.NewReader(make([]byte, apiBody+1)))
	rec := httptest.NewRecorder()
	s.ServeHTTP(rec, r)
	wantProblem(t, "a large body", rec.Result(), http.StatusRequestEntityTooLarge)
}

func TestProblemOfTheServer(t *testing.T) {
	s, book := exampleServer(t)
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{"/api/v1", "/api/v1/cases", "/api/v1/cases/2023-001", "/api/v1/notices", "/api/v1/changes"} {
		p := wantProblem(t, target, ask(s, "GET", target), http.StatusInternalServerError)
		if len(p.Errors) > 0 {
			t.Errorf("%s: %+v", target, p.Errors)
		}
	}
}

func TestPanicIsAProblem(t *testing.T) {
	s, _ := exampleServer(t)
	s.pageChanges = func(context.Context, jikenbo.Number) ([]PageChange, error) { panic("secret /tmp/x") }
	wantProblem(t, "a panic", ask(s, "GET", "/api/v1/cases/2023-001"), http.StatusInternalServerError)
	s.pageChanges = func(context.Context, jikenbo.Number) ([]PageChange, error) { return nil, errors.New("secret /tmp/x") }
	wantProblem(t, "an error", ask(s, "GET", "/api/v1/cases/2023-001"), http.StatusInternalServerError)
}

func TestTooMany(t *testing.T) {
	s, _ := exampleServer(t)
	s.api.wait = time.Millisecond
	for range apiAtOnce {
		s.api.places <- struct{}{}
	}
	r := ask(s, "GET", "/api/v1/cases")
	wantProblem(t, "one too many", r, http.StatusTooManyRequests)
	if r.Header.Get("Retry-After") != "10" {
		t.Errorf("Retry-After %q", r.Header.Get("Retry-After"))
	}
	<-s.api.places
	for range 3 { // a place that was free is given back
		if r := ask(s, "GET", "/api/v1/cases"); r.StatusCode != http.StatusOK {
			t.Errorf("with a free place: %s", r.Status)
		}
	}
}

func TestConditional(t *testing.T) {
	s, book := exampleServer(t)
	for _, target := range []string{"/api/v1", "/api/v1/cases?limit=2", "/api/v1/cases/2023-001", "/api/v1/openapi.json", "/api/v1/taxonomies"} {
		r := ask(s, "GET", target)
		etag := r.Header.Get("ETag")
		if etag == "" || r.Header.Get("Cache-Control") != "public, no-cache" {
			t.Errorf("%s: ETag %q, Cache-Control %q", target, etag, r.Header.Get("Cache-Control"))
		}
		for _, known := range []string{etag, `"x", W/` + etag, "*", strings.TrimSuffix(etag, `"`) + `-gzip"`} {
			if r := ask(s, "GET", target, "If-None-Match", known); r.StatusCode != http.StatusNotModified || len(bodyOf(t, r)) != 0 {
				t.Errorf("%s with %s: %s", target, known, r.Status)
			}
		}
		if r := ask(s, "GET", target, "If-None-Match", `"x"`); r.StatusCode != http.StatusOK {
			t.Errorf("%s with another: %s", target, r.Status)
		}
	}
	before := ask(s, "GET", "/api/v1/cases/2023-001").Header.Get("ETag")
	n := jikenbo.Number{Year: 2023, Seq: 1}
	rec, err := book.Case(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Withdraw(t.Context(), n, "editor", "test", len(rec.Revisions)); err != nil {
		t.Fatal(err)
	}
	if r := ask(s, "GET", "/api/v1/cases/2023-001", "If-None-Match", before); r.StatusCode != http.StatusOK {
		t.Errorf("a changed case: %s", r.Status)
	}
}

func TestOtherSitesMayRead(t *testing.T) {
	s, _ := exampleServer(t)
	r := ask(s, "GET", "/api/v1/cases/2023-001", "Origin", "https://example.org", "Sec-Fetch-Site", "cross-site")
	if r.StatusCode != http.StatusOK || r.Header.Get("Access-Control-Allow-Origin") != "*" || r.Header.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("%s %v", r.Status, r.Header)
	}
	r = ask(s, "OPTIONS", "/api/v1/cases", "Origin", "https://example.org", "Access-Control-Request-Method", "GET")
	if r.StatusCode != http.StatusNoContent || r.Header.Get("Access-Control-Allow-Methods") != "GET, HEAD, OPTIONS" {
		t.Errorf("%s %v", r.Status, r.Header)
	}
	if r := ask(s, "GET", "/about"); r.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Error("other sites may read pages")
	}
}

// HEAD tells what GET would, without the body.
func TestHead(t *testing.T) {
	s, _ := exampleServer(t)
	server := httptest.NewServer(s)
	defer server.Close()
	for _, target := range []string{"/api/v1/cases/2023-001", "/api/v1/openapi.json", "/about", "/robots.txt"} {
		answer := func(method string) *http.Response {
			r, err := http.NewRequestWithContext(t.Context(), method, server.URL+target, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Accept-Encoding", "identity")
			response, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
			return response
		}
		head, get := answer("HEAD"), answer("GET")
		if head.StatusCode != http.StatusOK || head.Header.Get("Content-Type") != get.Header.Get("Content-Type") || head.Header.Get("ETag") != get.Header.Get("ETag") {
			t.Errorf("%s: %v, by GET %v", target, head.Header, get.Header)
		}
	}
}

func TestAcceptable(t *testing.T) {
	for accept, want := range map[string]bool{
		"": true, "*/*": true, "application/json": true, "application/*": true, "text/html, */*;q=0.1": true, "APPLICATION/JSON": true,
		"text/html": false, "application/json;q=0": false, "application/xml": false, "text/*": false, "image/png, text/html": false,
		"nonsense;;;": true, "application/json; charset=utf-8": true, ",,": true, "text/html, *; q=.2": true,
	} {
		if got := acceptable([]string{accept}, []string{"application/json"}); got != want {
			t.Errorf("%q: %v", accept, got)
		}
	}
}

func TestPublicSource(t *testing.T) {
	for source, want := range map[string]string{
		"https://example.jp/news/1.html": "https://example.jp/news/1.html", "examples/a.txt": "examples/a.txt", "-": "-", "a.txt": "a.txt",
		"/home/alice/a.txt": "a.txt", `C:\Users\alice\a.txt`: "a.txt", `\\host\share\a.txt`: "a.txt", "../../home/alice/a.txt": "a.txt",
		"x/../../../etc/a.txt": "a.txt", "a..b/c.txt": "a..b/c.txt", "/": "/", "": "", "archive.warc.gz#https://example.jp/": "archive.warc.gz#https://example.jp/",
		"https://alice:secret@example.jp/a?b=@": "https://example.jp/a?b=@", "http://alice@[::1]:80/": "http://[::1]:80/", "HTTPS://a:b@c@example.jp": "HTTPS://example.jp",
		"https://alice:%zz@example.jp/": "https://example.jp/", "a.warc#https://alice:secret@example.jp/": "a.warc#https://example.jp/",
		"https://example.jp/@alice": "https://example.jp/@alice", "file:///home/alice/a.txt": "a.txt", "FILE:/home/alice/a.txt": "a.txt",
		"file:///home%2Falice%2Fa.txt": "a.txt", `file:///C:\Users\alice\a.txt`: "a.txt", "file:///home%2Falice%5Ca%zz.txt": "home%2Falice%5Ca%zz.txt",
	} {
		if got := publicSource(source); got != want {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
}

// Whatever is asked, the API answers with JSON as described or with a problem
// of the asker's, and tells nothing of the machine.
func FuzzAPI(f *testing.F) {
	s, _ := exampleServer(f)
	for _, seed := range []string{"cases?limit=3", "cases/2023-001", "changes?since=2026-04-01", "notices/00", "openapi.json", "cases?cursor=%ff%00", "search?q=%22(", "../../etc/passwd", "cases/2023-001?lang=ja"} {
		f.Add(seed, "application/json", "")
	}
	f.Add("cases", ";q=", "bytes=0-")
	f.Fuzz(func(t *testing.T, rest, accept, field string) {
		u, err := url.Parse("/api/v1/" + rest)
		if err != nil || u.Host != "" {
			return
		}
		r := httptest.NewRequest("GET", "/", nil)
		r.URL, r.RequestURI = u, u.RequestURI()
		r.Header = http.Header{"Accept": {accept}, "If-None-Match": {field}, "Range": {field}, "X-Request-Id": {field}, "Accept-Language": {field}}
		rec := httptest.NewRecorder()
		s.ServeHTTP(rec, r)
		answer := rec.Result()
		switch status := answer.StatusCode; {
		case status == http.StatusOK:
			if strings.HasSuffix(u.Path, "/bytes") {
				break
			}
			if !json.Valid(bodyOf(t, answer)) {
				t.Errorf("%s: %.200s", u, bodyOf(t, answer))
			}
		case status >= 400 && status < 500:
			wantProblem(t, u.String(), answer, status)
		case status != http.StatusNotModified && status != http.StatusMovedPermanently && status != http.StatusTemporaryRedirect && status != http.StatusPermanentRedirect:
			t.Errorf("%s: %s", u, answer.Status)
		}
	})
}

// noticeOf is a notice of one case with a printed number.
func noticeOf(organization, number string) []casebook.Intake {
	text := fmt.Sprintf("#%s %s\nお知らせ\n", number, organization)
	at := func(words string) []jikenbo.Span {
		i := strings.Index(text, words)
		return []jikenbo.Span{{Start: i, End: i + len(words), Quote: words}}
	}
	c := jikenbo.Case{Kind: jikenbo.Incident, Number: number, Organization: organization, Stage: jikenbo.OnlyStage,
		Leak: jikenbo.LeakUnstated, DiscoveredBy: jikenbo.DiscovererUnstated, SecondaryDamage: jikenbo.DamageUnstated}
	return []casebook.Intake{{
		Notice:   jikenbo.Notice{Source: "later.txt", Fetched: noon, Bytes: []byte(text), Text: text, Charset: "utf-8", Type: "text/plain", Reader: "plain 1"},
		Readings: []jikenbo.Reading{{Entry: 1, End: len(text), Case: c, Evidence: jikenbo.Evidence{"/number": at(number), "/organization": at(organization)}}},
	}}
}

// Nothing of a notice runs, and nothing of the machine is told, wherever it
// stands.
func TestHostileNotice(t *testing.T) {
	s, book := exampleServer(t)
	batch := noticeOf(`<script>alert(1)</script>"'&`, "2031-001")
	batch[0].Notice.Source = filepath.Join(os.TempDir(), `"><img src=x onerror=alert(1)>.txt`)
	if _, err := book.Add(t.Context(), "tester", "hostile", batch); err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{"/api/v1/cases/2031-001", "/api/v1/notices/" + jikenbo.Hash(batch[0].Notice.Bytes)} {
		r := ask(s, "GET", target)
		if body := bodyOf(t, r); r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != "application/json" || r.Header.Get("X-Content-Type-Options") != "nosniff" ||
			bytes.Contains(body, []byte(os.TempDir())) {
			t.Errorf("%s: %s %v %s", target, r.Status, r.Header, body)
		}
	}
}
