package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/search"
)

// Every facet there is can be asked for, and is described.
func TestSearchParametersAreAll(t *testing.T) {
	described := map[string]bool{}
	for _, p := range searchParameters() {
		described[p.Name] = true
	}
	for _, facet := range search.Facets() {
		if !described[facet] {
			t.Errorf("%s is not described", facet)
		}
		delete(described, facet)
	}
	for name := range facetMeanings {
		if !search.IsFacet(name) {
			t.Errorf("there is no facet %s", name)
		}
	}
	for _, name := range []string{"q", "sort", "unit", "least", "most"} {
		delete(described, name)
	}
	if len(described) > 0 {
		t.Errorf("nobody reads %v", described)
	}
}

// The API finds what the casebook does, in pages of any size, in every order.
func TestSearchFindsTheSame(t *testing.T) {
	d, book := describedServer(t)
	everything, err := book.Search(t.Context(), casebook.Search{})
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"", "q=" + url.QueryEscape("漏洩 OR 漏えい"), "type=ransomware&type=malware", "q=" + url.QueryEscape("不正アクセス") + "&leak=possible&sort=rank",
		"sort=size&unit=" + url.QueryEscape("件") + "&least=1000", "sort=oldest", "sort=number", "kind=event", "q=%22(%00", "supplier=unstated&year=2023"} {
		want := allNumbers(t, book, query)
		for _, limit := range []int{3, 17, 200} {
			if limit == 3 && len(want) > 60 {
				continue
			}
			var got []string
			for _, h := range walk[casebook.Hit](t, d, "/api/v1/search?"+query, limit) {
				got = append(got, hitKey(h))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s in pages of %d: %v, want %v", query, limit, got, want)
			}
		}
		var all Results
		d.get(t, "/api/v1/search?count=all&"+query, &all)
		if all.Total != len(want) || all.Of != everything.Of || len(all.Facets) != len(search.Facets()) {
			t.Errorf("%s: %d of %d, %d facets; want %d of %d", query, all.Total, all.Of, len(all.Facets), len(want), everything.Of)
		}
	}
}

// What is added while somebody reads page after page makes them miss nothing
// and see nothing twice.
func TestSearchCursorsAreStable(t *testing.T) {
	d, book := describedServer(t)
	var before []string
	for _, h := range walk[casebook.Hit](t, d, "/api/v1/search?sort=number", 200) {
		before = append(before, hitKey(h))
	}
	var got []string
	address := "/api/v1/search?sort=number&limit=40"
	for i := 0; address != ""; i++ {
		var page Results
		r := d.get(t, address, &page)
		for _, h := range page.Items {
			got = append(got, hitKey(h))
		}
		if i < 3 { // a case that comes first in this order
			if _, err := book.Add(t.Context(), "tester", "later", noticeOf(fmt.Sprintf("株式会社%d", i), fmt.Sprintf("2001-00%d", 9-i))); err != nil {
				t.Fatal(err)
			}
		}
		address = strings.TrimPrefix(strings.TrimSuffix(r.Header.Get("Link"), `>; rel="next"`), "<")
	}
	got = slices.DeleteFunc(got, func(n string) bool { return strings.HasPrefix(n, "2001") })
	slices.Sort(before)
	slices.Sort(got)
	if !slices.Equal(got, before) {
		t.Errorf("read %d, want %d: %v", len(got), len(before), got)
	}
}

func TestSearchIsChecked(t *testing.T) {
	d, _ := describedServer(t)
	var first Results
	d.get(t, "/api/v1/search?limit=1", &first)
	for _, query := range []string{
		"nonsense=1", "page=2", "sort=random", "limit=0", "limit=201", "count=nothing", "least=-1", "least=x", "least=5", "least=5&unit=x",
		"cursor=" + first.Next + "&q=x", "cursor=" + first.Next + "&type=loss", "cursor=x", "q=" + strings.Repeat("a", queryBytes+1),
		strings.Repeat("type=a&", 3) + "year=" + strings.Repeat("1", valueBytes+1),
		"cursor=" + cursor("/search?", "x y"), "cursor=" + cursor("/search?", "0 2023-001"), "cursor=" + cursor("/search?", "-1"),
	} {
		r := ask(d.server, "GET", "/api/v1/search?"+query)
		wantProblem(t, query, r, http.StatusBadRequest)
	}
	// A cursor whose case is gone goes on where it was.
	var after Results
	d.get(t, "/api/v1/search?limit=5&cursor="+cursor("/search?", "3 1999-999"), &after)
	var whole Results
	d.get(t, "/api/v1/search?limit=8", &whole)
	if len(after.Items) != 5 || hitKey(after.Items[0]) != hitKey(whole.Items[3]) {
		t.Errorf("it goes on at %v, want %v", after.Items, whole.Items[3:])
	}
}

func TestEntries(t *testing.T) {
	d, book := describedServer(t)
	for _, kind := range []string{"event", "threat-note", "other"} {
		var want []string
		for e, err := range book.Entries(t.Context(), jikenbo.Kind(kind)) {
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, fmt.Sprintf("%s/%d", e.Ref.Notice, e.Ref.Entry))
		}
		for _, limit := range []int{1, 3, 200} {
			var got []string
			for _, e := range walk[EntryView](t, d, "/api/v1/entries?kind="+kind, limit) {
				got = append(got, fmt.Sprintf("%s/%d", e.Notice, e.Entry))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s in pages of %d: %v, want %v", kind, limit, got, want)
			}
		}
		for _, name := range want {
			var e EntryView
			d.get(t, "/api/v1/entries/"+name, &e)
			if string(e.Case.Kind) != kind || fmt.Sprintf("%s/%d", e.Notice, e.Entry) != name {
				t.Errorf("%s: %+v", name, e)
			}
		}
	}
	for target, status := range map[string]int{
		"/api/v1/entries?kind=incident": 400, "/api/v1/entries?cursor=x": 400, "/api/v1/entries/" + strings.Repeat("0", 64) + "/1": 404,
		"/api/v1/entries/" + strings.Repeat("0", 64) + "/0": 400, "/api/v1/entries/x/1": 400, "/api/v1/entries?cursor=" + cursor("/entries?kind=event", "x/1"): 400,
	} {
		wantProblem(t, target, ask(d.server, "GET", target), status)
	}
}

// The address of a case's JSON, the API and the command give the same.
func TestCaseJSON(t *testing.T) {
	s, _ := exampleServer(t)
	a, b := ask(s, "GET", "/api/v1/cases/2023-001"), ask(s, "GET", "/cases/2023-001.json")
	if string(bodyOf(t, a)) != string(bodyOf(t, b)) || b.Header.Get("Content-Type") != "application/json" || a.Header.Get("ETag") != b.Header.Get("ETag") {
		t.Errorf("%.200s", bodyOf(t, b))
	}
	if r := ask(s, "GET", "/cases/2023-1.json"); r.StatusCode != http.StatusMovedPermanently || r.Header.Get("Location") != "/cases/2023-001.json" {
		t.Errorf("%s to %s", r.Status, r.Header.Get("Location"))
	}
	for _, target := range []string{"/cases/1999-001.json", "/cases/x.json"} {
		wantProblem(t, target, ask(s, "GET", target), http.StatusNotFound)
	}
	var v map[string]any
	if err := json.Unmarshal(bodyOf(t, b), &v); err != nil {
		t.Error(err)
	}
}

// Statistics and suppliers are those of the casebook for the same search.
func TestStatisticsAndSuppliers(t *testing.T) {
	d, book := describedServer(t)
	for _, query := range someSearches {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		st, err := searchOf(values)
		if err != nil {
			t.Fatal(err)
		}
		want, err := book.Statistics(t.Context(), st.search())
		if err != nil {
			t.Fatal(err)
		}
		var got casebook.Statistics
		d.get(t, "/api/v1/statistics?"+query, &got)
		if got.Cases != want.Cases || got.Of != want.Of || len(got.Months) != len(want.Months) || len(got.Lags) != len(want.Lags) {
			t.Errorf("%s: %+v, want %+v", query, got, want)
		}
		var suppliers Suppliers
		d.get(t, "/api/v1/suppliers?status=open&"+query, &suppliers) // the states that count
		if suppliers.Total != want.Cases || suppliers.Missing != want.NoSupplier {
			t.Errorf("%s: %d cases, %d without; want %d, %d", query, suppliers.Total, suppliers.Missing, want.Cases, want.NoSupplier)
		}
		for _, named := range suppliers.Items {
			address := "/api/v1/suppliers/" + url.PathEscape(named.Name)
			var one Supplier
			d.get(t, address, &one)
			if query == "" && one.Total != named.Cases || len(one.Names) == 0 {
				t.Errorf("%s: %+v, want %d cases", address, one, named.Cases)
			}
			if cases := walk[casebook.Hit](t, d, address, 1); len(cases) != one.Total {
				t.Errorf("%s: %d cases one by one, want %d", address, len(cases), one.Total)
			}
		}
	}
	for target, status := range map[string]int{
		"/api/v1/suppliers/" + url.PathEscape("無い会社/../x"): 404, "/api/v1/suppliers/" + strings.Repeat("a", 301): 400,
		"/api/v1/statistics?limit=3": 400, "/api/v1/statistics?page=2": 400, "/api/v1/suppliers?cursor=x": 400,
	} {
		wantProblem(t, target, ask(d.server, "GET", target), status)
	}
}
