package web

import (
	"bytes"
	"database/sql"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/search"
)

// TestSearchState proves that the address holds the whole state.
func TestSearchState(t *testing.T) {
	for _, tt := range []struct{ query, want string }{
		{"", ""},
		{"q=漏洩+病院&page=3", "q=漏洩+病院"},
		{"type=ransomware&type=malware&type=ransomware&leak=unstated", "leak=unstated&type=ransomware&type=malware"},
		{"q=&type=&sort=", ""},
		{"unknown=x&utm_source=y&year=2023", "year=2023"},
		{"unit=人&least=100&most=999", "least=100&most=999&unit=人"},
		{"unit=人&least=1000&most=99", "least=30&most=2999&unit=人"},
		{"unit=人", ""},
		{"size=人:1000-2999&sort=size", "size=人:1000-2999&sort=size"},
		{"size=人:1000-2999&unit=件&least=10", "least=10&unit=件"},
	} {
		q, err := url.ParseQuery(tt.query)
		if err != nil {
			t.Fatal(err)
		}
		st, err := searchOf(q)
		if err != nil {
			t.Errorf("%s: %v", tt.query, err)
			continue
		}
		got, _ := url.QueryUnescape(st.values().Encode())
		if got != strings.ReplaceAll(tt.want, "+", " ") {
			t.Errorf("%s: %s, want %s", tt.query, got, tt.want)
		}
		again, err := searchOf(st.values())
		if err != nil || !maps.EqualFunc(again.Facets, st.Facets, slices.Equal) || again.Query != st.Query || again.Sort != st.Sort || again.Least != st.Least || again.Most != st.Most {
			t.Errorf("%s: the address gives another search: %+v, want %+v, %v", tt.query, again, st, err)
		}
	}
}

func TestSearchRefuses(t *testing.T) {
	s := siteOf(t, bookOf(t, "examples"))
	many := url.Values{}
	for i := range chosenValues + 1 {
		many.Add("supplier", fmt.Sprint(i))
	}
	for _, query := range []string{
		"page=0", "page=-1", "page=x", "page=99999999999999999999", "sort=worst", "type=nope", "year=2023&leak=maybe", "least=x&unit=人", "most=-3&unit=人", "least=5", "least=5&unit=台",
		"q=" + strings.Repeat("a", queryBytes+1), "type=" + strings.Repeat("a", valueBytes+1), many.Encode(),
	} {
		page := body(t, getPage(t, s, "/?"+query), http.StatusBadRequest)
		if h1 := elements(page, "h1"); len(h1) != 1 || len(textOf(h1[0])) < 20 {
			t.Errorf("%.40s: nothing says what is wrong", query)
		}
	}
	for _, query := range []string{"q=" + url.QueryEscape(strings.Repeat("(", 600)), "q=%00%ff%fe", "year=0", "size=x", "size=人:", "lang=xx", "q=a&q=b", "attack-discovery=0", "kind=threat-note", "page=4000", "least=1&unit=other&most=1000000000000"} {
		if w := getPage(t, s, "/?"+query); w.Code != http.StatusOK {
			t.Errorf("%.40s: %d", query, w.Code)
		}
	}
}

// hrefs gives the addresses that an element links to.
func hrefs(n *html.Node) []string {
	var all []string
	for _, a := range elements(n, "a") {
		all = append(all, attrOf(a, "href"))
	}
	return all
}

// byClass gives the elements with a class.
func byClass(n *html.Node, class string) []*html.Node {
	var found []*html.Node
	for d := range n.Descendants() {
		if slices.Contains(strings.Fields(attrOf(d, "class")), class) {
			found = append(found, d)
		}
	}
	return found
}

// TestSearchPage asks the page questions and follows its links.
func TestSearchPage(t *testing.T) {
	book := bookOf(t, "examples", "testdata/notices")
	s := siteOf(t, book)
	all := len(numbers(t, book))

	page := body(t, getPage(t, s, "/"), http.StatusOK)
	if got := textOf(elements(page, "h1")[0]); !strings.Contains(got, fmt.Sprintf("%d件/%d件", all, all)) {
		t.Errorf("found %q, want all of %d", got, all)
	}
	rows := elements(byClass(page, "rows")[0], "tr")[1:]
	if len(rows) != hitsOnPage {
		t.Errorf("%d rows", len(rows))
	}
	if len(byClass(page, "examples")) != 1 || len(byClass(page, "chips")) != 0 {
		t.Error("the first visit has no examples, or filters")
	}
	for _, href := range hrefs(byClass(page, "examples")[0]) {
		found := getPage(t, s, href)
		if found.Code != http.StatusOK || strings.Contains(found.Body.String(), "この条件の事件はありません") {
			t.Errorf("the example %s finds nothing: %d", href, found.Code)
		}
	}

	// Every count of a filter is what the filter finds.
	checked := 0
	for _, label := range elements(byClass(page, "narrow-by")[0], "label") {
		boxes := elements(label, "input")
		if len(boxes) != 1 || checked > 40 {
			continue
		}
		name, value := attrOf(boxes[0], "name"), attrOf(boxes[0], "value")
		count := textOf(byClass(label, "count")[0])
		found := body(t, getPage(t, s, "/?"+url.Values{name: {value}}.Encode()), http.StatusOK)
		if got := textOf(elements(found, "h1")[0]); !strings.Contains(got, ": "+count+"件/") {
			t.Errorf("%s=%s: %s, the filter says %s", name, value, got, count)
		}
		checked++
	}
	if checked < 20 {
		t.Errorf("only %d filters", checked)
	}

	// What is chosen stands as chips, each of which takes one away.
	page = body(t, getPage(t, s, "/?q=漏えい&type=ransomware&leak=confirmed&leak=possible&unit=人&least=100"), http.StatusOK)
	chips := hrefs(byClass(page, "chips")[0])
	want := []string{
		"/?leak=confirmed&leak=possible&least=100&q=漏えい&unit=人",
		"/?leak=possible&least=100&q=漏えい&type=ransomware&unit=人",
		"/?leak=confirmed&least=100&q=漏えい&type=ransomware&unit=人",
		"/?leak=confirmed&leak=possible&q=漏えい&type=ransomware",
		"/?q=漏えい",
	}
	for i := range chips {
		chips[i], _ = url.QueryUnescape(chips[i])
	}
	if !slices.Equal(chips, want) {
		t.Errorf("chips\n%s\nwant\n%s", strings.Join(chips, "\n"), strings.Join(want, "\n"))
	}
	for _, row := range elements(byClass(page, "rows")[0], "tr")[1:] {
		if snippet := byClass(row, "snippet"); len(snippet) != 1 || !slices.ContainsFunc(elements(snippet[0], "mark"), func(m *html.Node) bool { return textOf(m) == "漏えい" }) {
			t.Errorf("a row does not show what matched: %s", textOf(row))
		}
	}
	forms := hrefs(byClass(page, "forms")[0])
	for i, name := range []string{"/cases.csv?", "/cases.json?", "/feed.atom?", "/feed.json?"} {
		if !strings.HasPrefix(forms[i], name) || !strings.Contains(forms[i], "type=ransomware") || !strings.Contains(forms[i], "least=100") {
			t.Errorf("%s is not this search: %s", name, forms[i])
		}
	}

	// The box keeps the filters, the filters keep the words.
	box, filters := byClass(page, "searchbox")[0], byClass(page, "narrow-by")[0]
	field := func(form *html.Node, name string) (values []string) {
		for _, i := range elements(form, "input") {
			if _, checked := attr(i, "checked"); attrOf(i, "name") == name && (attrOf(i, "type") != "checkbox" || checked) {
				values = append(values, attrOf(i, "value"))
			}
		}
		return values
	}
	if got := field(box, "leak"); !slices.Equal(got, []string{"confirmed", "possible"}) {
		t.Errorf("the box keeps %v", got)
	}
	if q, leak := field(filters, "q"), field(filters, "leak"); !slices.Equal(q, []string{"漏えい"}) || !slices.Equal(leak, []string{"confirmed", "possible"}) {
		t.Errorf("the filters keep %v and %v", q, leak)
	}

	// Pages.
	seen := make(map[string]bool)
	for href := "/?sort=number"; href != ""; {
		page := body(t, getPage(t, s, href), http.StatusOK)
		for _, n := range byClass(byClass(page, "rows")[0], "casenumber") {
			if seen[textOf(n)] {
				t.Fatalf("%s stands on two pages", textOf(n))
			}
			seen[textOf(n)] = true
		}
		href = ""
		for _, a := range elements(page, "a") {
			if attrOf(a, "rel") == "next" {
				href = attrOf(a, "href")
			}
		}
	}
	if len(seen) != all {
		t.Errorf("%d cases on all pages, want %d", len(seen), all)
	}
	if text := getPage(t, s, "/?page=4999").Body.String(); !strings.Contains(text, "最後のページへ") {
		t.Error("a page that is not there says nothing")
	}
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func TestSearchWords(t *testing.T) {
	s := siteOf(t, bookOf(t, "examples", "testdata/notices"))
	for path, words := range map[string][]string{
		"/?q=漏洩":                                     {"「漏えい」でも探す", "「流出」でも探す"},
		"/?q=foo:bar":                                {"「foo」という項目はない", "探し方"},
		"/?q=ありえない言葉です":                              {"この条件の事件はありません", "すべての事件を見る"},
		"/?q=ありえない&year=1999":                        {"条件を外す", "1999年"},
		"/?item=card-cvv":                            {"項目 セキュリティコード"},
		"/?lang=en&q=count%3E1000&least=1000&unit=人": {"1,000 people or more", "cases"},
		"/?year=1999&lang=en":                        {"No case matches."},
		"/help/search":                               {"org:銀行", "type:ransomware", "ランサムウェア"},
		"/help/search?lang=en":                       {"in the name of the publisher"},
	} {
		text := textOf(body(t, getPage(t, s, path), http.StatusOK))
		for _, w := range words {
			if !strings.Contains(strings.ReplaceAll(text, " ", " "), w) {
				t.Errorf("%s: no %q in\n%s", path, w, text)
			}
		}
	}
}

func TestEmptyCasebook(t *testing.T) {
	s := siteOf(t, bookOf(t))
	page := body(t, getPage(t, s, "/"), http.StatusOK)
	if text := textOf(page); !strings.Contains(text, "jikenbo read examples") || !slices.Contains(hrefs(page), "/read") {
		t.Errorf("an empty casebook does not say what to do: %s", text)
	}
}

// TestOtherKinds finds entries that are no incidents.
func TestOtherKinds(t *testing.T) {
	book := bookOf(t)
	text := "特別な言葉の催しのお知らせ\n"
	in := casebook.Intake{
		Notice: jikenbo.Notice{Source: "x.txt", Bytes: []byte(text), Text: text, Type: "text/plain", Reader: "plain 1", Charset: "utf-8"},
		Readings: []jikenbo.Reading{{Entry: 1, End: len(text), Case: jikenbo.Case{Kind: jikenbo.EventKind, Title: "特別な言葉"},
			Evidence: jikenbo.Evidence{"/title": {{Start: 0, End: len("特別な言葉"), Quote: "特別な言葉"}}}}},
	}
	if _, err := book.Add(t.Context(), "reader", "read", []casebook.Intake{in, intake(t, "y.txt", "2024年4月1日\n株式会社甲\n\n個人情報漏えいのお知らせ\n\nお客様10名の個人情報が漏えいしました。\n", "")}); err != nil {
		t.Fatal(err)
	}
	s := siteOf(t, book)
	page := body(t, getPage(t, s, "/?q=特別な言葉"), http.StatusOK)
	also := byClass(page, "also")
	if len(also) != 1 || !strings.Contains(textOf(also[0]), "イベント 1件") {
		t.Fatalf("nothing tells of the event: %s", textOf(page))
	}
	page = body(t, getPage(t, s, hrefs(also[0])[0]), http.StatusOK)
	if rows := byClass(page, "rows"); len(rows) != 1 || !slices.Contains(hrefs(rows[0]), "/events") {
		t.Error("the event is not found")
	}
}

func TestSizeBands(t *testing.T) {
	for _, tt := range []struct {
		least, most int64
		want        string
	}{
		{100, 999, "人:100-299 人:300-999"}, {0, 9, "人:1-2 人:3-9"}, {1000, 1000, "人:1000-2999"}, {500, 400, ""},
	} {
		if got := strings.Join(sizeBands("人", tt.least, tt.most), " "); got != tt.want {
			t.Errorf("%d to %d: %s, want %s", tt.least, tt.most, got, tt.want)
		}
	}
	if n := len(sizeBands("人", 1, 0)); n < 10 || n > 40 {
		t.Errorf("%d bands", n)
	}
	for _, u := range search.UnitClasses {
		if strings.Contains(u, ":") {
			t.Errorf("unit %q", u)
		}
	}
}

// FuzzSearchOf reads any parameters: what is taken gives itself again.
func FuzzSearchOf(f *testing.F) {
	f.Add("q=a&type=x&page=2&unit=人&least=3")
	f.Add("sort=size&size=人:1-2&%zz=1")
	f.Fuzz(func(t *testing.T, raw string) {
		q, _ := url.ParseQuery(raw)
		st, err := searchOf(q)
		if err != nil {
			return
		}
		again, err := searchOf(st.values())
		if err != nil {
			t.Fatalf("%q: %v", raw, err)
		}
		if again.values().Encode() != st.values().Encode() {
			t.Errorf("%q: %q, then %q", raw, st.values().Encode(), again.values().Encode())
		}
	})
}

// While the index is made, whatever searches says so, and that it passes.
func TestIndexing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.casebook")
	book, err := casebook.Open(t.Context(), path, casebook.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	s, err := New(Options{Book: book, Now: clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	addresses := []string{"/", "/statistics", "/suppliers", "/feed.atom", "/cases.csv", "/api/v1/search", "/api/v1/statistics", "/api/v1/suppliers"}
	for _, target := range addresses {
		if r := ask(s, "GET", target); r.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", target, r.Status)
		}
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path}).String())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), `UPDATE search_state SET version = 0, generation = generation + 1`); err != nil {
		t.Fatal(err)
	}
	for _, target := range addresses {
		r := ask(s, "GET", target+"?q=x")
		if body := bodyOf(t, r); r.StatusCode != http.StatusServiceUnavailable || !bytes.Contains(body, []byte("The index of the search is being made.")) {
			t.Errorf("%s: %s\n%s", target, r.Status, body)
		}
	}
}
