package web

import (
	"encoding/json"
	"html/template"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"jikenbo"
)

// textsOf gives the texts of notices of the repository, in the order named.
func textsOf(t testing.TB, names ...string) (texts []string) {
	t.Helper()
	for _, name := range names {
		b, err := os.ReadFile("../../testdata/notices/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	return texts
}

// group keeps notices of one incident and gives its case.
func group(t testing.TB, d *desk, names ...string) jikenbo.Number {
	t.Helper()
	var n jikenbo.Number
	for i, text := range textsOf(t, names...) {
		all := d.add(t, names[i]+".txt", text)
		if n != (jikenbo.Number{}) && !slices.Contains(all, n) {
			t.Fatalf("%s is part of %v, not of %v", names[i], all, n)
		}
		n = all[0]
	}
	return n
}

var steps = regexp.MustCompile(`<li><p><b><a href="([^"]*)">([^<]*)</a></b> <time>([^<]*)</time>`)

// The page of a case of several notices tells what each corrected, whatever
// their order of arrival.
func TestInstalments(t *testing.T) {
	var first []string
	for _, order := range [][]string{{"b01", "b02", "b03"}, {"b03", "b01", "b02"}} {
		d := newDesk(t)
		n := group(t, d, order...).String()
		p := d.person(t)
		p.get("/cases/"+n+"?lang=ja").want(http.StatusOK, "報の移り変わり", "2023-06-12", "最新の報", `<s class="superseded">約2,400件</s> → <time>2023-10-20</time> 2,291件`, "触れられていない", "/cases/"+n+"/history")
		var got []string
		for _, m := range steps.FindAllStringSubmatch(p.body, -1) {
			got = append(got, m[2]+" "+m[3])
		}
		if want := []string{"第一報 2023-06-12", "続報 2023-07-03", "最終報 2023-10-20"}; !slices.Equal(got, want) {
			t.Errorf("%v: steps %v, want %v", order, got, want)
		}
		p.get("/cases/"+n+"/history").want(http.StatusOK, "Added", "Not repeated", "Revision 1", "Joined with the first report of 2023-06-12, as: same organization, refers to the publication of 2023-06-12")
		changes := regexp.MustCompile(`(?s)<h2><a.*<h2 id="revisions">`).FindString(p.body)
		if changes = regexp.MustCompile(`\?notice=\d`).ReplaceAllString(changes, ""); first == nil {
			first = []string{changes}
		} else if changes != first[0] {
			t.Errorf("%v: another order of arrival changes what the notices did", order)
		}
	}
}

// Every link of the changes leads to words that light in their notice.
func TestWordsOfChanges(t *testing.T) {
	d := newDesk(t)
	n := group(t, d, "b01", "b02", "b03").String()
	p := d.person(t)
	looked := 0
	p.get("/cases/" + n + "/history")
	for _, m := range regexp.MustCompile(`<a class="quote" href="([^"]*)">「([^<]*)」</a>`).FindAllStringSubmatch(p.body, -1) {
		if looked++; looked%7 != 0 {
			continue
		}
		href, fragment, _ := strings.Cut(html.UnescapeString(m[1]), "#")
		if fragment != "e0" {
			t.Errorf("%s leads to no words", href)
			continue
		}
		p.get(href).want(http.StatusOK)
		var lit strings.Builder
		for _, e := range elements(parse(t, template.HTML(p.body)), "mark") {
			if slices.Contains(strings.Fields(attrOf(e, "data-f")), "0") {
				lit.WriteString(textOf(e))
			}
		}
		if squeeze(lit.String()) != squeeze(html.UnescapeString(m[2])) || strings.Count(p.body, "<i id=e0 ") != 1 {
			t.Errorf("%s lights %q, want %q", href, lit.String(), m[2])
		}
	}
	if looked < 50 {
		t.Errorf("only %d links", looked)
	}
	for _, q := range []string{"words=5-4", "words=-1-9", "words=0-99999999", "words=x", "words=99999999999999999999-1"} { // nothing lights
		if p.get("/cases/" + n + "?notice=2&" + q).want(http.StatusOK); strings.Contains(p.body, "id=e0") {
			t.Errorf("%s lights something", q)
		}
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// A case as of a day is what was public by its end, in the page, in its JSON and
// in the API.
func TestAsOfDay(t *testing.T) {
	d := newDesk(t)
	number := group(t, d, "b01", "b02", "b03")
	n := number.String()
	p := d.person(t)
	for _, x := range []struct {
		day      string
		has, not []string
	}{
		{"2023-06-12", []string{"As of 2023-06-12", "What 1 of 3 notices said", "After →", `href="/cases/` + n + `?as-of=2023-07-03"`}, []string{"約2,400件", "about 2,400", "3,547", "← Before", "Revision 1"}},
		{"2023-07-10", []string{"What 2 of 3 notices said", "about 2,400", "← Before", "After →"}, []string{"3,547"}},
		{"2023-10", []string{"What 3 of 3 notices said", "3,547"}, []string{"After →"}},
		{"2030-01-01", []string{"What 3 of 3 notices said", "3,547"}, nil},
	} {
		p.get("/cases/"+n+"?as-of="+x.day).want(http.StatusOK, x.has...)
		for _, not := range x.not {
			if strings.Contains(p.main(), not) {
				t.Errorf("as of %s: it has %q", x.day, not)
			}
		}
		var page CaseView
		p.get("/cases/" + n + ".json?as-of=" + x.day).want(http.StatusOK)
		if err := json.Unmarshal([]byte(p.body), &page); err != nil {
			t.Fatal(err)
		}
		inPage := p.body
		if p.get("/api/v1/cases/" + n + "?as_of=" + x.day).want(http.StatusOK); p.body != inPage {
			t.Errorf("as of %s: the API says\n%s\nand the page\n%s", x.day, p.body, inPage)
		}
		day, _ := jikenbo.ParseDate(x.day)
		want, err := d.book.AsOf(t.Context(), number, day)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := json.Marshal(page.Case); string(got) != string(must(json.Marshal(want.Case))) || page.AsOf != day || len(page.Revisions) != 0 || len(page.Notices) != len(want.Notices) {
			t.Errorf("as of %s: %s of %d notices", x.day, got, len(page.Notices))
		}
	}
	for from, to := range map[string]string{ // as the API has it
		"/cases/" + n + "?as_of=2023-07-03":              "/cases/" + n + "?as-of=2023-07-03",
		"/cases/" + n + ".json?lang=ja&as_of=2023-07-03": "/cases/" + n + ".json?as-of=2023-07-03&lang=ja",
	} {
		if p.get(from).want(http.StatusMovedPermanently); p.header.Get("Location") != to {
			t.Errorf("%s leads to %s", from, p.header.Get("Location"))
		}
	}
	p.get("/cases/"+n+"?as-of=2023-06-11").want(http.StatusNotFound, "its first notice is of 2023-06-12")
	p.get("/cases/"+n+".json?as-of=2023-06-11").want(http.StatusNotFound, "its first notice is of 2023-06-12")
	p.get("/api/v1/cases/"+n+"?as_of=2023-06-11").want(http.StatusNotFound, "its first notice is of 2023-06-12")
	p.get("/cases/"+n+"?as-of=2023-06-12&notice=3").want(http.StatusNotFound, "not public yet")
	p.get("/cases/"+n+"?as-of=2023-06-12&notice=1").want(http.StatusOK, "As of 2023-06-12")
	for _, wrong := range []string{"yesterday", "2023-02-30", "2023-13", "%00", "2023-06-12x"} {
		p.get("/cases/"+n+"?as-of="+wrong).want(http.StatusBadRequest, "Write the day as")
		p.get("/api/v1/cases/" + n + "?as_of=" + wrong).want(http.StatusBadRequest)
	}
	p.get("/cases/2023-999?as-of=2023-06-12").want(http.StatusNotFound)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// The history of a case in the API is that of the casebook.
func TestCaseHistory(t *testing.T) {
	d := newDesk(t)
	n := group(t, d, "b01", "b02", "b03")
	var got CaseHistory
	p := d.person(t)
	p.get("/api/v1/cases/" + n.String() + "/history").want(http.StatusOK)
	if err := json.Unmarshal([]byte(p.body), &got); err != nil {
		t.Fatal(err)
	}
	if got.Number != n || len(got.Steps) != 3 || got.Steps[2].Stage != jikenbo.FinalStage || len(got.Steps[2].Changes) == 0 || len(got.Steps[2].Changes[0].Spans) == 0 {
		t.Errorf("%+v", got)
	}
	if len(got.Ties) != 2 || got.Ties[0].Step != 2 || got.Ties[0].With != 1 || len(got.Ties[0].For) < 2 || got.Ties[0].For[0].En != "same organization" {
		t.Errorf("ties %+v", got.Ties)
	}
	p.get("/api/v1/cases/2023-999/history").want(http.StatusNotFound)
	p.get("/cases/2023-999/history").want(http.StatusNotFound)
	p.get("/cases/x/history").want(http.StatusNotFound)
}

func TestPastOf(t *testing.T) {
	count := func(n int64, b jikenbo.Bound) jikenbo.Affected {
		return jikenbo.Affected{Count: n, Unit: "名", Bound: b, Role: jikenbo.Total}
	}
	day := func(s string) jikenbo.Date { d, _ := jikenbo.ParseDate(s); return d }
	a, b, c := count(447610, jikenbo.Max), count(442779, jikenbo.Exact), count(5, jikenbo.Exact)
	change := func(what jikenbo.Verb, before, after any) jikenbo.FactChange {
		return jikenbo.FactChange{What: what, Field: "affected", Before: before, After: after}
	}
	all := []jikenbo.Step{
		{Known: day("2026-09-27"), Changes: []jikenbo.FactChange{change(jikenbo.FactAdded, nil, a), change(jikenbo.FactAdded, nil, c)}},
		{Known: day("2026-10-01"), Changes: []jikenbo.FactChange{change(jikenbo.FactChanged, a, b), change(jikenbo.FactDropped, c, nil)}},
		{Known: day("2026-11-01"), Changes: []jikenbo.FactChange{change(jikenbo.FactChanged, b, a)}},
	}
	for _, x := range []struct {
		name  string
		steps []jikenbo.Step
		field string
		value any
		want  string
	}{
		{"corrected", all[:2], "affected", b, "2026-09-27 最大447,610名 → 2026-10-01 442,779名"},
		{"and back", all, "affected", a, "2026-09-27 最大447,610名 → 2026-10-01 442,779名 → 2026-11-01 最大447,610名"},
		{"never changed", all, "affected", c, ""},
		{"another field", all, "items", b, ""},
		{"set by a person", all, "affected", count(7, jikenbo.Exact), ""},
		{"one notice", all[:1], "affected", a, ""},
		{"stated before in other words", all[1:2], "affected", b, "2026-10-01 最大447,610名 → 2026-10-01 442,779名"},
	} {
		var got []string
		for _, past := range pastOf(x.steps, x.field, x.value) {
			v := past.value.(jikenbo.Affected)
			got = append(got, past.day.String()+" "+v.Words("ja"))
		}
		if s := strings.Join(got, " → "); s != x.want {
			t.Errorf("%s: %q, want %q", x.name, s, x.want)
		}
	}
}

func TestSlim(t *testing.T) {
	for in, want := range map[string]string{
		`<svg xmlns="http://www.w3.org/2000/svg" class="drawing" viewBox="0 0 3 4"><title>a="b" c</title><text x="5">x="5" y</text></svg>`: `<svg class=drawing viewBox="0 0 3 4"><title>a="b" c</title><text x=5>x="5" y</text></svg>`,
		`<line class="line" x1="8" y1="14.5" x2="8" y2="68.5"/>`:                                                                           `<path class=line d="M8 14.5V68.5"/>`,
		`<line class="rule" x1="8" y1="1" x2="9.5" y2="1"/>`:                                                                               `<path class=rule d="M8 1H9.5"/>`,
		`<line class="rule" x1="8" y1="1" x2="9.5" y2="2"/>`:                                                                               `<path class=rule d="M8 1L9.5 2"/>`,
		`<rect class="hit" x="1" y="2.5" width="24" height="26"/>`:                                                                         `<path class=hit d="M1 2.5h24v26h-24z"/>`,
		`<rect class="hit" x="1" y="2.5" width="24" height="26" rx="2"/>`:                                                                  `<rect class=hit x=1 y=2.5 width=24 height=26 rx="2"/>`,
		`<a href="/suppliers/甲&#34; x"><path d="M1 2"/></a>`:                                                                               `<a href="/suppliers/甲&#34; x"><path d="M1 2"/></a>`,
		`<a href="#e1" tabindex="-1">`:                                                                                                     `<a href=#e1 tabindex=-1>`,
		`<text x="5" class="">`:                                                                                                            `<text x=5 class="">`,
		"no tag":                                                                                                                           "no tag", "": "", "a < b": "a < b",
	} {
		if got := slim(in, false); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	if got := slim(`<a href="#e1"><title>a <!-- b</title><text>a</text></a>`, true); got != `<a href=#e1><text>a</text></a>` {
		t.Errorf("on a phone: %s", got)
	}
}
