package web

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/ingest"
)

// notices are the paths of the notices in folders of the repository.
func notices(t testing.TB, dirs ...string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, dir := range dirs {
			files, err := filepath.Glob(filepath.Join("../..", dir, "*.txt"))
			if err != nil || len(files) == 0 {
				t.Fatalf("%s: %d notices, %v", dir, len(files), err)
			}
			for _, f := range files {
				if !yield(f, nil) {
					return
				}
			}
		}
	}
}

// bookOf makes a casebook of notices of the repository.
func bookOf(t testing.TB, dirs ...string) *casebook.Book {
	t.Helper()
	b, err := casebook.Open(t.Context(), filepath.Join(t.TempDir(), "casebook"), casebook.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	if len(dirs) > 0 {
		err = ingest.Run(t.Context(), notices(t, dirs...), ingest.Options{Book: b, Who: "test", Why: "test"}, func(ingest.Result) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// siteOf serves a book.
func siteOf(t testing.TB, b *casebook.Book) *Server {
	t.Helper()
	s, err := New(Options{Book: b})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// getPage asks for a page as a browser does that wants Japanese.
func getPage(t testing.TB, s *Server, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	r.Header.Set("Accept-Language", "ja")
	s.ServeHTTP(w, r)
	return w
}

// numbers are the numbers of the cases of a book.
func numbers(t testing.TB, b *casebook.Book) []jikenbo.Number {
	t.Helper()
	var all []jikenbo.Number
	for c, err := range b.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c.Number)
	}
	return all
}

// body parses the page that was answered, and fails unless the status is right.
func body(t testing.TB, w *httptest.ResponseRecorder, status int) *html.Node {
	t.Helper()
	if w.Code != status {
		t.Fatalf("status %d, want %d: %s", w.Code, status, w.Body)
	}
	return parse(t, template.HTML(w.Body.String()))
}

// TestCasePageShowsAll proves the pages of many cases against their JSON: every
// fact is there with the words that state it, in both languages, and the page
// is no larger than it may be.
func TestCasePageShowsAll(t *testing.T) {
	book := bookOf(t, "examples", "testdata/notices")
	s := siteOf(t, book)
	largest := 0
	for _, n := range numbers(t, book) {
		var v CaseView
		if err := json.Unmarshal(getPage(t, s, "/cases/"+n.String()+".json").Body.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"ja", "en"} {
			w := getPage(t, s, "/cases/"+n.String()+"?lang="+lang)
			page := body(t, w, http.StatusOK)
			largest = max(largest, w.Body.Len())
			rows := ""
			for _, dl := range elements(page, "dl") {
				if attrOf(dl, "class") == "facts" {
					rows = textOf(dl)
				}
			}
			for pointer, spans := range v.Evidence {
				for i, span := range spans {
					if quote := "「" + shorten(span.Quote) + "」"; i < shownQuotes && !strings.Contains(rows, quote) {
						t.Errorf("%s in %s: %s without %s", n, lang, pointer, quote)
					}
				}
			}
			ids := make(map[string]bool)
			for d := range page.Descendants() {
				if id := attrOf(d, "id"); id != "" {
					if ids[id] {
						t.Errorf("%s in %s: two elements #%s", n, lang, id)
					}
					ids[id] = true
				}
			}
			for _, a := range elements(page, "a") {
				if id, local := strings.CutPrefix(attrOf(a, "href"), "#"); local && !ids[id] {
					t.Errorf("%s in %s: nothing at #%s", n, lang, id)
				}
			}
		}
	}
	if largest > 60<<10 {
		t.Errorf("the largest page has %d bytes, want at most 60 KB", largest)
	}
	t.Logf("the largest page has %d bytes", largest)
}

func TestCaseAddress(t *testing.T) {
	book := bookOf(t, "examples")
	s := siteOf(t, book)
	n := numbers(t, book)[0].String()
	year, seq, _ := strings.Cut(n, "-")
	short := year + "-" + strings.TrimLeft(seq, "0")
	for asked, to := range map[string]string{
		"/cases/" + short:                   "/cases/" + n,
		"/cases/%23" + n:                    "/cases/" + n,
		"/cases/" + short + "?notice=1&x=2": "/cases/" + n + "?notice=1&x=2",
		"/cases/" + short + ".json":         "/cases/" + n + ".json",
		"/cases/２０" + n[2:]:                 "/cases/" + n,
	} {
		w := getPage(t, s, asked)
		if w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != to {
			t.Errorf("%s: %d to %q, want %s", asked, w.Code, w.Header().Get("Location"), to)
		}
	}
	for _, asked := range []string{"/cases/1999-999", "/cases/x", "/cases/2023", "/cases/2023-0", "/cases/-", "/cases/2023-9999999999", "/cases/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/cases/%00"} {
		page := body(t, getPage(t, s, asked), http.StatusNotFound)
		found := false
		for _, a := range elements(page, "a") {
			found = found || strings.HasPrefix(attrOf(a, "href"), "/?q=")
		}
		if !found {
			t.Errorf("%s: no link to search for it", asked)
		}
		if len(elements(page, "script")) > 0 {
			t.Errorf("%s: a script", asked)
		}
	}
	for query, status := range map[string]int{"?notice=1": 200, "?notice=2": 404, "?notice=0": 404, "?notice=x": 404, "?notice=": 200, "?notice=99999999999999999999": 404} {
		if w := getPage(t, s, "/cases/"+n+query); w.Code != status {
			t.Errorf("%s: %d, want %d", query, w.Code, status)
		}
	}
}

// intake is a notice with its reading.
func intake(t testing.TB, source, text, earlier string) casebook.Intake {
	t.Helper()
	n, err := notice([]byte(text), source, "text/plain", time.Date(2024, 6, 1, 3, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return casebook.Intake{Notice: n, Readings: ingest.Read(n.Text), Earlier: earlier}
}

// TestCaseStages follows a case through two notices, a correction by a person
// and its withdrawal.
func TestCaseStages(t *testing.T) {
	const first = "2024年4月1日\n株式会社甲\n\n不正アクセスによる個人情報漏えいのお知らせ（続報）\n\n2024年3月1日、不正アクセスを受け、お客様2,411名の情報が漏えいしたことを確認しました。\n"
	const second = "2024年5月1日\n株式会社甲\n\n不正アクセスによる個人情報漏えいのお知らせ（最終報）\n\n2024年3月1日、不正アクセスを受け、お客様2,259名の情報が漏えいしたことを確認しました。\n"
	book := bookOf(t)
	s := siteOf(t, book)
	sha := ""
	for i, text := range []string{first, second} {
		out, err := book.Add(t.Context(), "reader", "read", []casebook.Intake{intake(t, fmt.Sprintf("/home/somebody/%d.txt", i+1), text, sha)})
		if err != nil {
			t.Fatal(err)
		}
		sha = out[0].Notice
	}
	if len(numbers(t, book)) != 1 {
		t.Fatalf("cases %v, want one", numbers(t, book))
	}
	n := numbers(t, book)[0]
	at := "/cases/" + n.String()
	has := func(path string, words ...string) {
		t.Helper()
		text := textOf(body(t, getPage(t, s, path), http.StatusOK))
		for _, w := range words {
			if without, not := strings.CutPrefix(w, "!"); not == strings.Contains(text, strings.TrimPrefix(w, "!")) {
				t.Errorf("%s: %q is there: %v\n%s", path, without, not, text)
			}
		}
		if strings.Contains(text, "/home/somebody") {
			t.Errorf("%s tells a path of the server", path)
		}
	}
	has(at, "続報", "最終報", "「2,259名」", "漏えいを確認", "!に書かれていること。", "第2版", "2.txt", sha)
	has(at+"?notice=1", "続報（2024-04-01）に書かれていること。", "「2,411名」", "いまの事実を見る")
	page := body(t, getPage(t, s, at), http.StatusOK)
	var struck strings.Builder
	for _, e := range elements(page, "s") {
		struck.WriteString(textOf(e) + "|")
	}
	if !strings.Contains(struck.String(), "2,411名") || strings.Contains(struck.String(), "2,259名") {
		t.Errorf("struck: %s", struck.String())
	}

	// A correction by a person, whose words are in the first notice.
	rec, err := book.Case(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	c, e := rec.Case, rec.Evidence
	i := strings.Index(first, "不正アクセスを受け")
	c.DiscoveredBy = "internal"
	e["/discovered_by"] = []jikenbo.Span{{Notice: rec.Notices[0].Notice, Start: i, End: i + len("不正アクセスを受け"), Quote: "不正アクセスを受け"}}
	if _, err := book.Revise(t.Context(), n, "hanako", "続報で <b>確かめた</b>", c, e, len(rec.Revisions)); err != nil {
		t.Fatal(err)
	}
	has(at, "第3版", "編集者", "!hanako", "続報で <b>確かめた</b>", "「不正アクセスを受け」 続報")
	if _, err := book.Withdraw(t.Context(), n, "jiro", "同じ事件が二つあった", len(rec.Revisions)+1); err != nil {
		t.Fatal(err)
	}
	has(at, "この事件は取り下げられました", "同じ事件が二つあった", "編集者", "!jiro", "「2,259名」")
}

func TestNoticePage(t *testing.T) {
	book := bookOf(t, "examples")
	s := siteOf(t, book)
	for _, n := range numbers(t, book) {
		rec, err := book.Case(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		if len(rec.Notices) == 0 { // it is inferred from those of others
			continue
		}
		kept, err := book.Notice(t.Context(), rec.Notices[0].Notice)
		if err != nil {
			t.Fatal(err)
		}
		page := body(t, getPage(t, s, "/notices/"+kept.SHA256), http.StatusOK)
		if !slices.Contains(hrefs(page), "/cases/"+n.String()) {
			t.Errorf("%s: the notice does not lead to the case", n)
		}
		text := ""
		for _, div := range byClass(page, "text") {
			if attrOf(div.Parent, "class") == "notice" {
				text = textOf(div)
			}
		}
		if text != kept.Text {
			t.Errorf("%s: the text is changed", n)
		}
	}
	for _, path := range []string{"/notices/x", "/notices/" + strings.Repeat("0", 64), "/notices/" + strings.Repeat("F", 64), "/notices/%2e%2e"} {
		if w := getPage(t, s, path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// TestCaseEscapes shows a case whose every text is hostile.
func TestCaseEscapes(t *testing.T) {
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>{{.}}` + "\u202Egnp"
	text := "株式会社" + evil + "\n" + evil + "の漏えいについて\n2,259件\n"
	span := func(q string) []jikenbo.Span {
		i := strings.Index(text, q)
		return []jikenbo.Span{{Start: i, End: i + len(q), Quote: q, Rule: evil, Confidence: .5}}
	}
	in := casebook.Intake{
		Notice: jikenbo.Notice{Source: "javascript:alert(1)//" + evil, Bytes: []byte(text), Text: text, Type: "text/plain", Reader: "plain 1", Charset: "utf-8"},
		Readings: []jikenbo.Reading{{
			Entry: 1, Start: 0, End: len(text),
			Case: jikenbo.Case{Kind: jikenbo.Incident, Stage: jikenbo.OnlyStage, Leak: jikenbo.LeakUnstated, DiscoveredBy: jikenbo.DiscovererUnstated, SecondaryDamage: jikenbo.DamageUnstated,
				Organization: "株式会社" + evil, Title: evil, Suppliers: []string{evil}, Services: []string{evil}, Contacts: []string{evil, "javascript:alert(1)@x", "a@b?cc=c@d"},
				Affected: []jikenbo.Affected{{Count: 2259, Unit: evil, Bound: jikenbo.Exact, Role: jikenbo.Total}}},
			Evidence: jikenbo.Evidence{"/organization": span("株式会社" + evil), "/title": span(evil), "/suppliers/0": span(evil), "/services/0": span(evil),
				"/contacts/0": span(evil), "/contacts/1": span("2,259件"), "/contacts/2": span("2,259件"), "/affected/0": span("2,259件")},
			Conflicts: []jikenbo.Conflict{{Pointer: "/organization", Chosen: evil, Reason: evil, Others: []jikenbo.Alternative{{Value: evil, Spans: span(evil)}}}},
		}},
	}
	book := bookOf(t)
	if _, err := book.Add(t.Context(), evil, evil, []casebook.Intake{in}); err != nil {
		t.Fatal(err)
	}
	s := siteOf(t, book)
	n := numbers(t, book)[0].String()
	for _, path := range []string{"/cases/" + n, "/", "/?q=" + url.QueryEscape(evil), "/?supplier=" + url.QueryEscape(evil), "/?q=" + url.QueryEscape("foo:"+evil)} {
		page := body(t, getPage(t, s, path), http.StatusOK)
		for d := range page.Descendants() {
			if d.Type != html.ElementNode {
				continue
			}
			if d.Data == "img" || d.Data == "script" && !strings.HasPrefix(attrOf(d, "src"), "/static/") {
				t.Errorf("%s: <%s>", path, d.Data)
			}
			for _, a := range d.Attr {
				if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.ToLower(a.Val), "javascript:") || a.Key == "style" {
					t.Errorf("%s: <%s %s=%q>", path, d.Data, a.Key, a.Val)
				}
			}
			if own := ownText(d); d.Data != "bdi" && strings.Contains(own, "\u202E") {
				t.Errorf("%s: <%s> turns the text: %q", path, d.Data, own)
			}
		}
	}
}

// TestKept proves that a page that is kept is the page, compressed or not, and
// is given up when the casebook changes.
func TestKept(t *testing.T) {
	book := bookOf(t, "examples")
	s := siteOf(t, book)
	n := numbers(t, book)[0]
	at := "/cases/" + n.String()
	first := getPage(t, s, at)
	if again := getPage(t, s, at); again.Body.String() != first.Body.String() || again.Header().Get("ETag") != first.Header().Get("ETag") {
		t.Error("the page that is kept is another one")
	}
	ask := func(header ...string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, at, nil)
		r.Header.Set("Accept-Language", "ja")
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		s.ServeHTTP(w, r)
		return w
	}
	w := ask("Accept-Encoding", "br, gzip;q=0.5")
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(z); err != nil || string(b) != first.Body.String() {
		t.Errorf("the compressed page is another one: %v", err)
	}
	for _, tag := range []string{w.Header().Get("ETag"), first.Header().Get("ETag")} {
		for _, coding := range []string{"gzip", "identity"} {
			if w := ask("If-None-Match", tag, "Accept-Encoding", coding); w.Code != http.StatusNotModified || w.Body.Len() > 0 || w.Header().Get("Content-Encoding") != "" {
				t.Errorf("%s in %s: %d with %d bytes", tag, coding, w.Code, w.Body.Len())
			}
		}
	}
	if w := ask("Accept-Encoding", "gzip;q=0"); w.Header().Get("Content-Encoding") != "" {
		t.Error("compressed for who does not take it")
	}
	if w := ask("Accept-Language", "en"); w.Body.String() == first.Body.String() {
		t.Error("the page of another language")
	}
	if w := ask("Cookie", "theme=dark"); !strings.Contains(w.Body.String(), `data-theme="dark"`) {
		t.Error("the page of another theme")
	}
	if w := ask("Host", "other.example"); w.Code != http.StatusOK {
		t.Error(w.Code)
	}
	if _, err := book.Withdraw(t.Context(), n, "editor", "wrong", 1); err != nil {
		t.Fatal(err)
	}
	if now := getPage(t, s, at); !strings.Contains(now.Body.String(), "取り下げられました") {
		t.Error("the page is that of before the change")
	}

	k := newKept(10000)
	for i := range 100 {
		k.put(strconv.Itoa(i), casebook.Edition{}, &drawing{body: make([]byte, 500)})
		if k.size > k.limit || len(k.pages) != k.order.Len() {
			t.Fatalf("%d pages of %d bytes", len(k.pages), k.size)
		}
	}
	if k.get("0", casebook.Edition{}) != nil || k.get("99", casebook.Edition{}) == nil {
		t.Error("what was asked for last is not what is kept")
	}
	k.put("large", casebook.Edition{}, &drawing{body: make([]byte, 5000)})
	if k.get("large", casebook.Edition{}) != nil {
		t.Error("a page is kept that would drive out the others")
	}
}

func TestTakesGzip(t *testing.T) {
	for field, want := range map[string]bool{"": false, "gzip": true, "br, GZIP": true, "gzip;q=0": false, "gzip; q=0.1": true, "gzip;q=x": false, "x-gzip": false, "deflate": false, "gzip;q=0.000, br": false} {
		if takesGzip(field) != want {
			t.Errorf("%q: %v", field, !want)
		}
	}
}

func TestCite(t *testing.T) {
	c := &jikenbo.Case{Organization: "株式会社甲 & {乙}", Title: "100%の\nお知らせ", Published: jikenbo.Date{Year: 2023, Month: 1, Day: 10}}
	got := cite(c, jikenbo.Number{Year: 2023, Seq: 9}, 2, time.Date(2024, 1, 31, 16, 0, 0, 0, time.UTC), "https://a.example/cases/2023-009")
	want := citation{
		Ja: "株式会社甲 & {乙}「100%の お知らせ」 2023年1月10日公表。事件簿 #2023-009 第2版（2024年2月1日）。https://a.example/cases/2023-009",
		En: "株式会社甲 & {乙}, “100%の お知らせ” (in Japanese), published 2023-01-10. Jikenbo casebook #2023-009, revision 2 (2024-02-01). https://a.example/cases/2023-009",
		BibTeX: `@misc{jikenbo-2023-009,
  author       = {{株式会社甲 \& \{乙\}}},
  title        = {{100\%の お知らせ}},
  year         = {2023},
  month        = {1},
  note         = {Jikenbo casebook \#2023-009, revision 2},
  url          = {https://a.example/cases/2023-009},
  urldate      = {2024-02-01},
}`,
	}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestOriginal(t *testing.T) {
	for source, want := range map[string][2]string{
		"https://a.example/x?y=1": {"https://a.example/x?y=1", ""},
		"/home/a/notice.txt":      {"", "notice.txt"},
		`C:\a\notice.txt`:         {"", "notice.txt"},
		"javascript:alert(1)":     {"", "javascript:alert(1)"},
		"ftp://a.example/x":       {"", "x"},
		"https://u:p@a.example/":  {"https://a.example/", ""},
		"file:///home/a/x.txt":    {"", "x.txt"},
		"file:///home%2Fa%2Fx":    {"", "x"},
		"-":                       {"", "-"},
	} {
		if href, file := original(&jikenbo.Notice{Source: source}); [2]string{href, file} != want {
			t.Errorf("%s: %q, %q", source, href, file)
		}
	}
	captured := &jikenbo.Notice{Source: "x", Capture: &jikenbo.Capture{URL: "http://a.example/", Final: "https://a.example/b"}}
	if href, _ := original(captured); href != "https://a.example/b" {
		t.Errorf("captured: %q", href)
	}
}

// BenchmarkCasePage makes the pages of cases by turns: those that are kept in
// memory, and anew each time.
func BenchmarkCasePage(b *testing.B) {
	book := bookOf(b, "examples", "testdata/notices", "testdata/written")
	all := numbers(b, book)
	for _, bench := range []struct {
		name string
		room int // bytes of pages that are kept
	}{{"kept", keptBytes}, {"anew", 0}} {
		b.Run(bench.name, func(b *testing.B) {
			s := siteOf(b, book)
			s.kept = newKept(bench.room)
			bytes := 0
			for i := 0; b.Loop(); i++ {
				w := getPage(b, s, "/cases/"+all[i%len(all)].String())
				if w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
				bytes += w.Body.Len()
			}
			b.ReportMetric(float64(bytes)/float64(b.N), "page-bytes")
		})
	}
}
