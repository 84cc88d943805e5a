package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	ical "github.com/arran4/golang-ical"
	markup "golang.org/x/net/html"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// pageOf asks for a page in a language and wants it to be there.
func pageOf(t testing.TB, s *Server, target, lang string) string {
	t.Helper()
	r := ask(s, "GET", target, "Cookie", "lang="+lang)
	body := string(bodyOf(t, r))
	if r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s\n%.400s", target, r.Status, body)
	}
	return body
}

var (
	drawnMark  = regexp.MustCompile(`<a href="([^"]*)" tabindex=-1><title>([^<]*)</title>`)
	lastNumber = regexp.MustCompile(`([0-9,]+)(?:件| cases?)$`)
	tableLink  = regexp.MustCompile(`<td class="figure"><a href="([^"]*)">([0-9,]+)</a>`)
)

// Every mark of a figure, and every number of its table, leads to a search that
// finds as many cases as it says.
func TestMarksLeadToTheirCases(t *testing.T) {
	s, book := exampleServer(t)
	for target, lang := range map[string]string{"/statistics": "en", "/statistics?type=ransomware&type=loss": "ja", "/statistics?q=" + url.QueryEscape("個人情報") + "&leak=possible": "ja"} {
		{
			body := pageOf(t, s, target, lang)
			looked := make(map[string]bool)
			check := func(href, words, number string) {
				href = html.UnescapeString(href)
				u, err := url.Parse(href)
				if err != nil || looked[href] {
					return
				}
				if looked[href] = true; len(looked)%3 != 0 { // a third of them tells as much
					return
				}
				want, err := strconv.Atoi(strings.ReplaceAll(number, ",", ""))
				if err != nil {
					t.Fatalf("%s: %s says %q", target, href, words)
				}
				var q casebook.Search
				if name, ok := strings.CutPrefix(u.Path, "/suppliers/"); ok {
					q.Facets = map[string][]string{"supplier": {name}}
				} else {
					st, err := searchOf(u.Query())
					if err != nil {
						t.Errorf("%s: %s: %v", target, href, err)
						return
					}
					q = st.search()
				}
				found, err := book.Search(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				if u.Path == "/" && found.Total != want {
					t.Errorf("%s: %q leads to %d cases by %s", target, words, found.Total, href)
				}
			}
			for _, m := range drawnMark.FindAllStringSubmatch(body, -1) {
				n := lastNumber.FindStringSubmatch(m[2])
				if n == nil {
					t.Errorf("%s: a mark says %q", target, m[2])
					continue
				}
				check(m[1], m[2], n[1])
			}
			for _, m := range tableLink.FindAllStringSubmatch(body, -1) {
				check(m[1], m[2], m[2])
			}
			if len(looked) < 50 {
				t.Errorf("%s in %s: only %d links", target, lang, len(looked))
			}
		}
	}
}

func TestStatisticsPage(t *testing.T) {
	s, book := exampleServer(t)
	counts, err := book.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	open, err := book.Search(t.Context(), casebook.Search{Facets: map[string][]string{"status": {"open"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		target, lang string
		has, hasNot  []string
	}{
		{"/statistics", "ja", []string{fmt.Sprintf("<strong>%d</strong>件／%d件", open.Total, counts.Cases), "公表された事件がすべての事件ではなく", "数え方と限界", "中央値", "記載なし"}, []string{`class="chips"`}},
		{"/statistics", "en", []string{"Published incidents are not all incidents", "Median from discovery to publication"}, []string{"統計"}},
		{"/statistics?type=ransomware", "ja", []string{`class="chips"`, "型：ランサムウェア", `name="type" value="ransomware" checked`}, nil},
		{"/statistics?supplier=" + url.QueryEscape("ない会社"), "ja", []string{"この条件の事件はありません", `<input type="hidden" name="supplier" value="ない会社">`}, []string{".csv?"}},
		{"/statistics?q=%3Cscript%3E", "en", []string{`value="&lt;script&gt;"`}, []string{"<script>"}},
	} {
		body := pageOf(t, s, x.target, x.lang)
		for _, has := range x.has {
			if !strings.Contains(body, has) {
				t.Errorf("%s in %s lacks %q", x.target, x.lang, has)
			}
		}
		for _, not := range x.hasNot {
			if strings.Contains(body, not) {
				t.Errorf("%s in %s has %q", x.target, x.lang, not)
			}
		}
	}
	if r := ask(s, "GET", "/statistics?page=-1"); r.StatusCode != http.StatusBadRequest {
		t.Errorf("a page before the first: %s", r.Status)
	}
}

// Every figure that has marks has its numbers as CSV, the same ones as its table.
func TestStatisticsCSV(t *testing.T) {
	s, _ := exampleServer(t)
	body := pageOf(t, s, "/statistics?leak=possible", "en")
	links := regexp.MustCompile(`href="(/statistics\.csv\?[^"]*)"`).FindAllStringSubmatch(body, -1)
	if len(links) < 10 {
		t.Fatalf("%d links to CSV", len(links))
	}
	for _, m := range links {
		target := html.UnescapeString(m[1])
		r := ask(s, "GET", target, "Cookie", "lang=en")
		b := bodyOf(t, r)
		if r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.Contains(r.Header.Get("Content-Disposition"), ".csv") {
			t.Errorf("%s: %s %v", target, r.Status, r.Header)
		}
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\uFEFF")))).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Errorf("%s: %v, %d rows", target, err, len(rows))
		}
		if again := ask(s, "GET", target, "Cookie", "lang=en", "If-None-Match", r.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s again: %s", target, again.Status)
		}
	}
	r := ask(s, "GET", "/statistics.csv?figure=no-such", "Cookie", "lang=en")
	if r.StatusCode != http.StatusNotFound || !strings.Contains(string(bodyOf(t, r)), "months, sizes") {
		t.Errorf("a figure that there is not: %s", r.Status)
	}
}

// made is a server of a casebook with the given readings, each a notice of its
// own whose text is the facts' words, one a line.
func made(t *testing.T, now time.Time, cases ...jikenbo.Case) *Server {
	t.Helper()
	book, err := casebook.Open(t.Context(), t.TempDir()+"/t.casebook", casebook.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	for i := range cases {
		c := &cases[i]
		text, e := "", jikenbo.Evidence{}
		for _, f := range c.Facts() {
			if f.Absence {
				continue
			}
			words := strings.Join(strings.Fields(fmt.Sprint(f.Value)), " ")
			switch v := f.Value.(type) {
			case string:
				words = v
			case jikenbo.Event:
				words = v.Name
			}
			e[f.Pointer] = []jikenbo.Span{{Start: len(text), End: len(text) + len(words), Quote: words}}
			text += words + "\n"
		}
		n, err := notice([]byte(text), fmt.Sprintf("%d.txt", i), "text/plain; charset=utf-8", now)
		if err != nil || n.Text != text {
			t.Fatalf("%v: %q is read as %q", err, text, n.Text)
		}
		if _, err := book.Add(t.Context(), "tester", "made", []casebook.Intake{{Notice: n, Readings: []jikenbo.Reading{{Entry: 1, End: len(text), Case: *c, Evidence: e}}}}); err != nil {
			t.Fatal(err)
		}
	}
	s, err := New(Options{Book: book, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func incident(org, published string, suppliers ...string) jikenbo.Case {
	d, _ := jikenbo.ParseDate(published)
	return jikenbo.Case{Kind: jikenbo.Incident, Organization: org, Title: org + "のお知らせ", Published: d, Stage: jikenbo.OnlyStage, Leak: jikenbo.LeakUnstated,
		Affected: []jikenbo.Affected{{Count: 1200, Unit: "名", Bound: jikenbo.Max, Role: jikenbo.Total}}, Suppliers: suppliers,
		DiscoveredBy: jikenbo.DiscovererUnstated, SecondaryDamage: jikenbo.DamageUnstated}
}

func TestSupplierPage(t *testing.T) {
	product := incident("株式会社いまいま", "2018-01-20", "戊カート株式会社")
	product.Services = []string{"カゴベンリ"}
	s := made(t, noon,
		incident("株式会社のちのち", "2025-05-02", "丙データ株式会社"),
		incident("学校法人さきざき", "2025-03-01", "丙データ(株)", "丁社"),
		incident("丙データ株式会社", "2025-02-20"),
		incident("株式会社むかし", "2019-02-20", "丁社"),
		product,
		incident("株式会社べつの", "2018-02-20", "己データ"))
	for _, name := range []string{"丙データ株式会社", "丙データ", "丙データ（株）"} {
		body := pageOf(t, s, supplierAddress(name), "ja")
		first, then := strings.Index(body, "学校法人さきざき"), strings.LastIndex(body, "株式会社のちのち")
		if first < 0 || then < first {
			t.Errorf("%s: cases at %d and %d, want them in order of publication", name, first, then)
		}
		for _, has := range []string{"最大1,200名", "人数は合算しません", "本人の公表文 2025-02-20", "この会社自身が公表した事件", "原因や責任を示すものではありません", supplierAddress("丁社")} {
			if !strings.Contains(body, has) {
				t.Errorf("%s: lacks %q", name, has)
			}
		}
		if strings.Contains(body, "2,400") || strings.Contains(body, "株式会社むかし") {
			t.Errorf("%s: adds figures up, or has cases of others", name)
		}
	}
	if body := pageOf(t, s, supplierAddress("丁社"), "en"); !strings.Contains(body, "no notice of its own here") || !strings.Contains(body, `class=dash`) {
		t.Error("a supplier without a notice of its own is not drawn so")
	}
	for _, target := range []string{supplierAddress("ない会社"), "/suppliers/%00", "/suppliers/" + strings.Repeat("a", 5000), "/suppliers/%ff%fe"} {
		if r := ask(s, "GET", target); r.StatusCode != http.StatusNotFound && r.StatusCode != http.StatusBadRequest {
			t.Errorf("%.60s: %s", target, r.Status)
		}
	}
	for asked, to := range map[string]string{"カゴベンリ": supplierAddress("戊カート株式会社"), "データ": "/suppliers?name=" + url.QueryEscape("データ"), "戊カー": supplierAddress("戊カート株式会社")} {
		if r := ask(s, "GET", supplierAddress(asked)); r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != to {
			t.Errorf("%s, a product or a part of a name: %s, to %q, want %q", asked, r.Status, r.Header.Get("Location"), to)
		}
	}
	list := pageOf(t, s, "/suppliers", "ja")
	if !strings.Contains(list, "事件簿の6件のうち5件が名前を挙げ、1件に記載がありません") {
		t.Errorf("the list does not say of how many cases: %s", list)
	}
	if found := pageOf(t, s, "/suppliers?name="+url.QueryEscape("丁"), "ja"); !strings.Contains(found, ">丁社</a>") || strings.Contains(found, ">丙データ") {
		t.Error("the list is not narrowed by a part of a name")
	}
	if none := pageOf(t, s, "/suppliers?name=zz", "en"); !strings.Contains(none, "No case names it") {
		t.Error("nothing found is not told")
	}
}

// Two that name a supplier make a cascade, drawn and rolled up on its page; their
// own pages lead there, and the inferred case says what it is.
func TestCascadePages(t *testing.T) {
	attacked := func(org, published string, count int64, suppliers ...string) jikenbo.Case {
		c := incident(org, published, suppliers...)
		day, _ := jikenbo.ParseDate("2025-03-12")
		c.Timeline = []jikenbo.Happening{{Date: day, Kind: jikenbo.Intrusion}}
		c.Affected[0].Count = count
		return c
	}
	s := made(t, noon,
		attacked("甲株式会社", "2025-04-18", 2610, "株式会社つばくろ配送"),
		attacked("有限会社乙", "2025-04-25", 1045, "(株)つばくろ配送"),
		incident("丙市", "2019-02-01", "つばくろ配送"))
	const inferred = "2025-003"
	body := pageOf(t, s, supplierAddress("つばくろ配送"), "ja")
	for _, has := range []string{`id="c` + inferred + `"`, "推定", "最大3,655人", "延べ", "最大2,610名", "そのほかに挙げた事件", "丙市", `href="/cases/2025-001"`} {
		if !strings.Contains(body, has) {
			t.Errorf("the supplier's page lacks %q", has)
		}
	}
	for path, want := range map[string][]string{
		"/cases/2025-001":    {"波及", "/cases/" + inferred, "有限会社乙", supplierAddress("株式会社つばくろ配送") + "#c" + inferred},
		"/cases/" + inferred: {"推定", "公表文は、ここにはありません", "甲株式会社", "有限会社乙", "株式会社つばくろ配送"},
		"/cases/2019-001":    nil,
		"/?q=つばくろ":           {inferred, "推定"},
	} {
		body := pageOf(t, s, path, "ja")
		for _, has := range want {
			if !strings.Contains(body, has) {
				t.Errorf("%s lacks %q", path, has)
			}
		}
		if want == nil && strings.Contains(body, `id="cascades"`) {
			t.Errorf("%s is of no cascade", path)
		}
	}
	var one Supplier
	if err := json.Unmarshal(bodyOf(t, ask(s, "GET", "/api/v1/suppliers/"+url.PathEscape("つばくろ配送"))), &one); err != nil {
		t.Fatal(err)
	}
	if len(one.Cascades) != 2 || !one.Cascades[0].Inferred || one.Cascades[0].Figures[0].Sum.Count != 3655 || one.Cascades[1].Case != (jikenbo.Number{}) {
		t.Errorf("%+v", one.Cascades)
	}
	if st := pageOf(t, s, "/statistics", "ja"); !strings.Contains(st, "<strong>3</strong>件／4件") {
		t.Error("the inferred case counts in the statistics")
	}
}

func event(name, from, to, address string) jikenbo.Case {
	f, _ := jikenbo.ParseDate(from)
	u, _ := jikenbo.ParseDate(to)
	return jikenbo.Case{Kind: jikenbo.EventKind, Title: name, Event: &jikenbo.Event{Name: name, From: f, To: u, URL: address}}
}

func TestEvents(t *testing.T) {
	s := made(t, noon, // 2026-04-01
		event("昨日の会", "2026-03-31", "2026-03-31", "https://a.example/"), event("続いている会", "2026-03-30", "2026-04-01", ""),
		event("月だけの会", "2026-05", "2026-05", ""), event("日のない会", "", "", ""), event("<b>悪い</b>;会,\\n", "2026-04-18", "2026-04-19", "javascript:alert(1)"))
	coming, past := pageOf(t, s, "/events", "ja"), pageOf(t, s, "/events?when=past", "ja")
	for name, wantPast := range map[string]bool{"昨日の会": true, "続いている会": false, "月だけの会": false, "日のない会": false, "悪い": false} {
		if strings.Contains(past, name) != wantPast || strings.Contains(coming, name) == wantPast {
			t.Errorf("%s: past %v, coming %v; want past %v", name, strings.Contains(past, name), strings.Contains(coming, name), wantPast)
		}
	}
	for _, has := range []string{"18（土）–19（日）", "30（月）–2026-04-01（水）", "2026年5月", "&lt;b&gt;"} {
		if !strings.Contains(coming, has) {
			t.Errorf("the agenda lacks %q", has)
		}
	}
	if strings.Contains(coming, "javascript:") {
		t.Error("a link runs script")
	}

	r := ask(s, "GET", "/events.ics")
	if r.Header.Get("Content-Type") != "text/calendar; charset=utf-8" {
		t.Errorf("events.ics: %v", r.Header)
	}
	if body := bodyOf(t, r); bytes.Count(body, []byte("\n")) != bytes.Count(body, []byte("\r\n")) { // RFC 5545, 3.1
		t.Errorf("lines end without CR: %q", body)
	}
	cal, err := ical.ParseCalendar(bytes.NewReader(bodyOf(t, r)))
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]string)
	for _, e := range cal.Events() {
		from, err1 := e.GetAllDayStartAt()
		to, err2 := e.GetAllDayEndAt()
		if err1 != nil || err2 != nil || e.Id() == "" {
			t.Errorf("event %v: %v %v", e, err1, err2)
		}
		got[e.GetProperty(ical.ComponentPropertySummary).Value] = from.Format("2006-01-02/") + to.Format("2006-01-02")
	}
	want := map[string]string{"昨日の会": "2026-03-31/2026-04-01", "続いている会": "2026-03-30/2026-04-02", "<b>悪い</b>;会,\\n": "2026-04-18/2026-04-20"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("calendar %v, want %v", got, want)
	}

	files := regexp.MustCompile(`href="(/events/[0-9a-f]{64}/1\.ics)"`).FindAllStringSubmatch(coming, -1)
	if len(files) != 2 {
		t.Fatalf("%d files of single events, want 2: what has no day has none", len(files))
	}
	for _, m := range files {
		if cal, err := ical.ParseCalendar(ask(s, "GET", m[1]).Body); err != nil || len(cal.Events()) != 1 {
			t.Errorf("%s: %v", m[1], err)
		}
	}
	for _, target := range []string{files[0][1][:len(files[0][1])-3], strings.Replace(files[0][1], "/1.ics", "/2.ics", 1), "/events/x/1.ics", "/events/" + strings.Repeat("z", 64) + "/1.ics", "/events/" + strings.Repeat("0", 64) + "/-1.ics"} {
		if r := ask(s, "GET", target); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", target, r.Status)
		}
	}
}

func threat(title string, rules ...jikenbo.TargetRule) jikenbo.Case {
	return jikenbo.Case{Kind: jikenbo.ThreatNote, Title: title, Rules: rules}
}

func TestActorsAndNotes(t *testing.T) {
	s := made(t, noon,
		threat("LockBit 3.0 の規則", jikenbo.TargetRule{Sector: "education", Encrypt: jikenbo.Allowed, Steal: jikenbo.PermissionUnstated, Condition: "<i>private</i>"},
			jikenbo.TargetRule{Sector: "medical-life-critical", Encrypt: jikenbo.Forbidden, Steal: jikenbo.Careful}),
		threat("lockbit 3.0 がまた動いた"), threat("名のない規則", jikenbo.TargetRule{Sector: "space-stations", Encrypt: jikenbo.Allowed, Steal: jikenbo.Allowed}),
		threat("Emotet の件名"), incident("LockBit 3.0に襲われた株式会社", "2025-01-01"))
	list := pageOf(t, s, "/actors", "ja")
	if strings.Count(list, `href="/actors/LockBit%203%2E0"`) != 1 || !strings.Contains(list, "2業種") || !strings.Contains(list, "名のない規則") {
		t.Errorf("the list of actors: %s", list)
	}
	for _, name := range []string{"/actors/LockBit%203%2E0", "/actors/lockbit%203.0", "/actors/lockbit"} {
		body := pageOf(t, s, name, "ja")
		for _, has := range []string{"攻撃者の自称です。守られた保証はありません", "教育", "医療（生命に関わる）", ">可", ">不可", ">慎重に", "記載なし", "&lt;i&gt;private", "<q class=", "lockbit 3.0 がまた動いた", "襲われた株式会社"} {
			if !strings.Contains(body, has) {
				t.Errorf("%s lacks %q", name, has)
			}
		}
	}
	if r := ask(s, "GET", "/actors/nobody"); r.StatusCode != http.StatusNotFound {
		t.Errorf("an actor nobody names: %s", r.Status)
	}
	notes := pageOf(t, s, "/notes", "en")
	links := regexp.MustCompile(`/notes/[0-9a-f]{64}/1`).FindAllString(notes, -1)
	if len(links) != 4 {
		t.Fatalf("%d notes, want 4", len(links))
	}
	marks := 0
	for _, l := range links {
		body := pageOf(t, s, l, "ja")
		marks += strings.Count(body, "<mark ")
		if strings.Contains(body, "<i>") {
			t.Errorf("%s: words of the note are markup", l)
		}
	}
	if marks < 7 {
		t.Errorf("%d marked words in four notes", marks)
	}
	number := regexp.MustCompile(`/cases/(\d{4}-\d{3})`).FindStringSubmatch(pageOf(t, s, "/actors/LockBit", "en"))
	if number == nil {
		t.Fatal("the case that names the actor is not listed")
	}
	n, _ := jikenbo.ParseNumber(number[1])
	rec, err := s.book.Case(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	if r := ask(s, "GET", entryAddress(rec.Notices[0])); r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != number[0] {
		t.Errorf("the entry of an incident: %s %s", r.Status, r.Header.Get("Location"))
	}
	for _, target := range []string{links[0] + "0", "/notes/x/1", "/notes/" + strings.Repeat("0", 64) + "/1", links[0][:len(links[0])-1] + "99999999999999999999"} {
		if r := ask(s, "GET", target); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", target, r.Status)
		}
	}
}

func TestActorsIn(t *testing.T) {
	for text, want := range map[string][]string{
		"LockBit 3.0のサイトにある規則":       {"LockBit 3.0"},
		"ＬｏｃｋＢｉｔ３．０":                 {"LockBit 3.0"},
		"ロックビットとBlackCat":            {"LockBit", "ALPHV"},
		"lockbit、LOCKBIT":            {"LockBit"},
		"Cl0p, Conti and 8Base":      {"Cl0p", "Conti", "8Base"},
		"Continental 社の contingency": nil,
		"unlockbits":                 nil,
		"LockBit 2023年の動き":           {"LockBit"},
		"Emotet":                     nil,
		"":                           nil,
	} {
		var got []string
		for _, a := range actorsIn(text) {
			got = append(got, a.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestSentenceAround(t *testing.T) {
	long := strings.Repeat("長い", 400)
	for _, x := range []struct{ text, words, want string }{
		{"前の文。委託先の丙社です。後の文。", "丙社", "委託先の丙社です。"},
		{"題\n　委託先 丙社\n次", "丙社", "委託先 丙社"},
		{"丙社", "丙社", "丙社"},
		{long + "丙社" + long, "丙社", "…" + strings.Repeat("長い", 400)[len(long)-sentenceBytes+1:] + "丙社"},
	} {
		start := strings.Index(x.text, x.words)
		got := sentenceAround(x.text, start, start+len(x.words))
		if got != x.want && !(strings.HasPrefix(x.want, "…") && strings.HasPrefix(got, "…") && strings.HasSuffix(got, "…") && strings.Contains(got, x.words) && len(got) < 3*sentenceBytes) {
			t.Errorf("%.60q: %.100q, want %.100q", x.text, got, x.want)
		}
	}
}

func FuzzSentenceAround(f *testing.F) {
	f.Add("前。中の文。後", 3, 6)
	f.Add("\xff\n。", 0, 9)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		if got := sentenceAround(text, start, end); len(got) > 2*sentenceBytes+max(0, min(end, len(text))-max(start, 0))+2*len("…")+6 || strings.ContainsAny(got, "\n\r") {
			t.Errorf("%q [%d,%d): %q", text, start, end, got)
		}
	})
}

// Whatever is asked of these pages, they answer without an error of the server,
// without a style or a script in the page, and with nothing of what was asked
// as markup.
func TestWholeHostileQuestions(t *testing.T) {
	evil := `"><script>alert(1)</script><b style=x>` + "\u202e\x00\n%00../../etc/passwd"
	claim := `"><script>alert(1)</script><b style=x>` + "\u202e"
	bad := incident(`<script>alert("org")</script>`, "2025-01-02", `<img src=x onerror=alert(1)>`, "../..", "a/b?c#d", "."+strings.Repeat("長", 500))
	bad.Title, bad.Affected[0].Unit = "<svg/onload=x>", "<u>"
	s := made(t, noon, bad, threat("LockBit <script>x</script>", jikenbo.TargetRule{Sector: "<a>", Encrypt: "x", Condition: claim}))
	targets := []string{"/suppliers", "/notes", "/actors", "/events", "/statistics", "/actors/LockBit", "/events.ics", supplierAddress("../.."), supplierAddress("a/b?c#d"), supplierAddress(`<img src=x onerror=alert(1)>`)}
	for _, l := range regexp.MustCompile(`href="(/(?:suppliers|notes|actors)/[^"]*)"`).FindAllStringSubmatch(pageOf(t, s, "/suppliers", "en")+pageOf(t, s, "/notes", "en"), -1) {
		targets = append(targets, html.UnescapeString(l[1]))
	}
	for _, target := range targets {
		pageOf(t, s, target, "en")
	}
	e := url.QueryEscape(evil)
	for _, base := range []string{"/statistics", "/statistics.csv", "/suppliers", "/events", "/notes", "/actors"} {
		for _, q := range []string{"q=" + e, "type=" + e, "name=" + e, "figure=" + e, "size=" + e, "when=" + e, "month=" + e, "least=9e99&unit=" + e, strings.Repeat("type=x&", 5000), "%zz", "q=" + strings.Repeat("(", 1900)} {
			targets = append(targets, base+"?"+q)
		}
	}
	for _, p := range []string{"/suppliers/", "/actors/", "/notes/", "/events/"} {
		targets = append(targets, p+url.PathEscape(evil), p+url.PathEscape(evil)+"/1", p+strings.Repeat("0", 64)+"/"+url.PathEscape(evil))
	}
	for _, target := range targets {
		r := ask(s, "GET", target, "Cookie", "lang=en")
		if r.StatusCode >= 500 {
			t.Errorf("%.80s: %s", target, r.Status)
		}
		if strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
			for _, what := range foreign(bodyOf(t, r)) {
				t.Errorf("%.80s: %s", target, what)
			}
		}
	}
}

// foreign names what no page of ours has: scripts and styles in it, and elements
// that only the words of a stranger would bring.
func foreign(page []byte) (found []string) {
	for z := markup.NewTokenizer(bytes.NewReader(page)); ; {
		switch z.Next() {
		case markup.ErrorToken:
			return found
		case markup.StartTagToken, markup.SelfClosingTagToken:
			tag := z.Token()
			src := ""
			for _, a := range tag.Attr {
				if a.Key == "src" {
					src = a.Val
				}
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.Contains(strings.ToLower(a.Val), "javascript:") && (a.Key == "href" || a.Key == "src" || a.Key == "action") {
					found = append(found, tag.String())
				}
			}
			if tag.Data == "img" || tag.Data == "u" || tag.Data == "style" || tag.Data == "iframe" || tag.Data == "script" && !strings.HasPrefix(src, "/static/") {
				found = append(found, tag.String())
			}
		}
	}
}
