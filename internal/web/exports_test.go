package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// allNumbers gives the numbers of what a search finds, in its order; of entries
// that are no cases, what names them.
func allNumbers(t testing.TB, book *casebook.Book, query string) (all []string) {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	st, err := searchOf(values)
	if err != nil {
		t.Fatal(err)
	}
	question := st.search()
	question.Limit, question.Offset = 1000, 0
	found, err := book.Search(t.Context(), question)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range found.Hits {
		all = append(all, hitKey(h))
	}
	return all
}

var someSearches = []string{"", "type=ransomware", "q=" + url.QueryEscape("漏えい"), "year=2023&sort=oldest", "q=zzzzqqqq"}

func TestCSV(t *testing.T) {
	s, book := exampleServer(t)
	for _, query := range someSearches {
		r := ask(s, "GET", "/cases.csv?"+query)
		body := bodyOf(t, r)
		if r.StatusCode != http.StatusOK || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/csv; charset=utf-8") ||
			r.Header.Get("Content-Disposition") != `attachment; filename="cases.csv"` {
			t.Errorf("%s: %s %v", query, r.Status, r.Header)
		}
		body, marked := bytes.CutPrefix(body, []byte("\xef\xbb\xbf"))
		if !marked || bytes.Count(body, []byte("\n")) != bytes.Count(body, []byte("\r\n")) {
			t.Errorf("%s: no byte order mark, or lines do not end with CR LF", query)
		}
		rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range rows[1:] {
			got = append(got, row[0])
			if row[9] == "0" || (row[9] == "") != (row[10] == "") {
				t.Errorf("%s: count %q %q", row[0], row[9], row[10])
			}
		}
		if want := allNumbers(t, book, query); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
		for i, c := range columns {
			if rows[0][i] != c.name {
				t.Errorf("column %d is %s, want %s", i, rows[0][i], c.name)
			}
		}
	}
}

// Words of a notice never become a formula, nor another cell.
func TestCSVIsDefused(t *testing.T) {
	s, book := exampleServer(t)
	for i, name := range []string{`=HYPERLINK("http://evil")`, "+1", "-1+1", "@SUM(1)", "＝1", "|cmd", "甲,\"乙\"", "\t=1"} {
		if _, err := book.Add(t.Context(), "tester", "hostile", noticeOf(name, fmt.Sprintf("2031-00%d", i+1))); err != nil {
			t.Fatal(err)
		}
	}
	body := bytes.TrimPrefix(bodyOf(t, ask(s, "GET", "/cases.csv?sort=number")), []byte("\xef\xbb\xbf"))
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range rows {
		if strings.HasPrefix(row[0], "2031-") {
			got = append(got, row[3])
		}
		for i, cell := range row {
			if strings.ContainsAny(cell[:min(len(cell), 1)], "=+@|\t\r") || strings.HasPrefix(cell, "-") && !strings.HasPrefix(columns[i].name, "days_") {
				t.Errorf("%s: %q in %s", row[0], cell, columns[i].name)
			}
		}
	}
	want := []string{`'=HYPERLINK("http://evil")`, "'+1", "'-1+1", "'@SUM(1)", "'＝1", "'|cmd", "甲,\"乙\"", "'=1"}
	if !slices.Equal(got, want) && !slices.Equal(got, reversed(want)) {
		t.Errorf("%q, want %q", got, want)
	}
}

func reversed(s []string) []string {
	r := slices.Clone(s)
	slices.Reverse(r)
	return r
}

func TestJSONExport(t *testing.T) {
	s, book := exampleServer(t)
	for _, query := range someSearches {
		var all struct {
			Total int
			Cases []struct {
				Number jikenbo.Number
				Case   jikenbo.Case
			}
		}
		r := ask(s, "GET", "/cases.json?"+query)
		if err := json.Unmarshal(bodyOf(t, r), &all); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		var got []string
		for _, c := range all.Cases {
			got = append(got, c.Number.String())
		}
		if want := allNumbers(t, book, query); !slices.Equal(got, want) || all.Total != len(want) {
			t.Errorf("%s: %d, %v, want %v", query, all.Total, got, want)
		}
	}
}

func TestFeedsOfSearches(t *testing.T) {
	s, book := exampleServer(t)
	n := jikenbo.Number{Year: 2023, Seq: 1}
	rec, err := book.Case(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Withdraw(t.Context(), n, "editor", "test", len(rec.Revisions)); err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{}
	for _, form := range []string{"atom", "json"} {
		for _, query := range someSearches {
			r := ask(s, "GET", "/feed."+form+"?"+query, "Accept-Language", "ja")
			body := bodyOf(t, r)
			f, err := gofeed.NewParser().Parse(bytes.NewReader(body))
			if err != nil {
				t.Fatalf("%s %s: %v in %.300s", form, query, err, body)
			}
			want := allNumbers(t, book, query)
			if len(f.Items) != min(len(want), feedEntries) || f.Language != "ja" || !strings.HasPrefix(f.Link, "https://example.com/") {
				t.Errorf("%s %s: %d entries of %d, %s", form, query, len(f.Items), len(want), f.Link)
			}
			for _, item := range f.Items {
				number := strings.TrimPrefix(strings.Fields(item.Title)[0], "#")
				if !slices.Contains(want, number) || !strings.HasSuffix(item.Link, "/cases/"+number) || !strings.HasPrefix(item.GUID, "urn:uuid:") || item.Content == "" {
					t.Errorf("%s %s: %+v", form, query, item)
				}
				if ids[number] == "" {
					ids[number] = item.GUID
				}
				if ids[number] != item.GUID {
					t.Errorf("%s is %s and %s", number, ids[number], item.GUID)
				}
				if number == "2023-001" != strings.Contains(item.Content, "状態: 取り下げ") {
					t.Errorf("%s: %s", number, item.Content)
				}
			}
		}
	}
	seen := map[string]bool{}
	for _, id := range ids {
		if seen[id] {
			t.Errorf("%s twice", id)
		}
		seen[id] = true
	}
	english := bodyOf(t, ask(s, "GET", "/feed.atom?lang=en&type=ransomware"))
	if !bytes.Contains(english, []byte("Organization: ")) || !bytes.Contains(english, []byte(`xml:lang="en"`)) {
		t.Errorf("%.500s", english)
	}
}

// What changed last comes first, whenever it was published.
func TestFeedsBeginWithTheLastChange(t *testing.T) {
	now := noon
	book := exampleBookAt(t, func() time.Time { return now })
	s, err := New(Options{Book: book})
	if err != nil {
		t.Fatal(err)
	}
	now = noon.Add(time.Hour)
	if _, err := book.Add(t.Context(), "tester", "later", noticeOf("株式会社あとから", "2012-001")); err != nil {
		t.Fatal(err)
	}
	var f struct {
		Updated string `xml:"updated"`
		Entries []struct {
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(bodyOf(t, ask(s, "GET", "/feed.atom?q="+url.QueryEscape("株式会社"))), &f); err != nil ||
		f.Updated != "2026-04-01T04:00:00Z" || !strings.Contains(f.Entries[0].Title, "あとから") {
		t.Errorf("%s, %v, %v", f.Updated, f.Entries, err)
	}
}

func TestExportsAreConditional(t *testing.T) {
	s, book := exampleServer(t)
	for _, target := range []string{"/feed.atom", "/feed.json?type=ransomware", "/cases.csv", "/cases.json?year=2023"} {
		r := ask(s, "GET", target)
		etag := r.Header.Get("ETag")
		if etag == "" || r.Header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: %v", target, r.Header)
		}
		if again := ask(s, "GET", target, "If-None-Match", etag); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s again: %s", target, again.Status)
		}
		if other := ask(s, "GET", target+map[bool]string{true: "&", false: "?"}[strings.Contains(target, "?")]+"q=x", "If-None-Match", etag); other.StatusCode != http.StatusOK {
			t.Errorf("another search of %s: %s", target, other.Status)
		}
		if head := ask(s, "HEAD", target); head.StatusCode != http.StatusOK || head.Header.Get("ETag") != etag || head.Header.Get("Content-Type") != r.Header.Get("Content-Type") {
			t.Errorf("HEAD %s: %s %v", target, head.Status, head.Header)
		}
	}
	etag := ask(s, "GET", "/cases.csv").Header.Get("ETag")
	if _, err := book.Add(t.Context(), "tester", "later", noticeOf("株式会社あとから", "2031-001")); err != nil {
		t.Fatal(err)
	}
	if r := ask(s, "GET", "/cases.csv", "If-None-Match", etag); r.StatusCode != http.StatusOK {
		t.Errorf("of a casebook that has changed: %s", r.Status)
	}
}

func TestExportsRefuse(t *testing.T) {
	s, _ := exampleServer(t)
	for _, target := range []string{"/feed.atom?sort=x", "/feed.json?least=x", "/cases.csv?page=0", "/cases.json?q=" + strings.Repeat("a", queryBytes+1)} {
		wantProblem(t, target, ask(s, "GET", target), http.StatusBadRequest)
	}
}

func TestNowhere(t *testing.T) {
	s, _ := exampleServer(t)
	for _, x := range []struct {
		method, target, allow string
		status                int
	}{
		{"GET", "/nothing", "", 404},
		{"GET", "/cases/", "", 404},
		{"GET", "/.git/config", "", 404},
		{"POST", "/", "GET, HEAD", 405},
		{"POST", "/about", "GET, HEAD", 405},
		{"DELETE", "/cases/2023-001", "GET, HEAD", 405},
		{"GET", "/preferences", "POST", 405},
		{"PUT", "/nothing", "", 404},
		{"TRACE", "/", "GET, HEAD", 405},
	} {
		r := ask(s, x.method, x.target)
		if r.StatusCode != x.status || r.Header.Get("Allow") != x.allow || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%s %s: %s, Allow %q", x.method, x.target, r.Status, r.Header.Get("Allow"))
		}
	}
}

func TestRobots(t *testing.T) {
	s, _ := exampleServer(t)
	if body := bodyOf(t, ask(s, "GET", "/robots.txt")); !bytes.HasPrefix(body, []byte("User-agent: *\n")) || !bytes.Contains(body, []byte("Disallow: /api/")) {
		t.Errorf("%s", body)
	}
}

func TestRequestIDs(t *testing.T) {
	s, _ := exampleServer(t)
	for given, kept := range map[string]bool{"0123456789abcdef": true, "": false, "short": false, "a\nb 0123456789": false, "<script>01234567": false, strings.Repeat("a", 65): false} {
		got := ask(s, "GET", "/healthz", "X-Request-ID", given).Header.Get("X-Request-ID")
		if (got == given) != kept || len(got) < 8 {
			t.Errorf("given %q: %q", given, got)
		}
	}
}

func TestMetricsAreLocal(t *testing.T) {
	s, _ := exampleServer(t)
	ask(s, "GET", "/about")
	ask(s, "GET", "/nothing/secret")
	for _, x := range []struct {
		remote, host, field string
		status              int
	}{
		{"127.0.0.1:1", "localhost:8484", "", 200}, {"[::1]:1", "[::1]:8484", "", 200}, {"192.0.2.1:1", "localhost", "", 404}, {"", "localhost", "", 404}, {"nonsense", "localhost", "", 404},
		{"127.0.0.1:1", "evil.example", "", 404}, {"127.0.0.1:1", "127.0.0.1.evil.example", "", 404},
		{"127.0.0.1:1", "localhost", "X-Forwarded-For", 404}, {"127.0.0.1:1", "localhost", "Forwarded", 404}, {"127.0.0.1:1", "localhost", "Via", 404}, {"127.0.0.1:1", "localhost", "X-Real-IP", 404},
	} {
		r := newRequest("GET", "/metrics")
		r.Host = x.host
		r.RemoteAddr = x.remote
		if x.field != "" {
			r.Header.Set(x.field, "x")
		}
		response := serveRequest(s, r)
		if response.StatusCode != x.status {
			t.Errorf("from %q with %q: %s", x.remote, x.field, response.Status)
		}
		if x.status != 200 {
			continue
		}
		body := string(bodyOf(t, response))
		for _, want := range []string{`jikenbo_http_requests_total{route="GET /about",status="200"} 1`, `jikenbo_http_requests_total{route="/",status="404"} `, "jikenbo_cases ", "jikenbo_http_requests_in_flight 1"} {
			if !strings.Contains(body, want) {
				t.Errorf("no %s", want)
			}
		}
		if strings.Contains(body, "secret") {
			t.Error("metrics tell what was asked for")
		}
	}
	elsewhere, err := New(Options{Book: exampleBook(t), MetricsElsewhere: true})
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]int{"localhost:9090": 200, "127.0.0.1:9090": 200, "evil.example:9090": 421} {
		r := newRequest("GET", "/metrics")
		r.Host = host
		if got := serveRequest(elsewhere.Metrics(true), r); got.StatusCode != want {
			t.Errorf("on an address of its own, as %s: %s", host, got.Status)
		}
		if got := serveRequest(elsewhere.Metrics(false), r); got.StatusCode != http.StatusOK {
			t.Errorf("on an address for others, as %s: %s", host, got.Status)
		}
	}
	r := newRequest("GET", "/metrics")
	r.RemoteAddr, r.Host = "127.0.0.1:1", "localhost"
	if response := serveRequest(elsewhere, r); response.StatusCode != http.StatusNotFound {
		t.Errorf("served elsewhere: %s", response.Status)
	}
}
