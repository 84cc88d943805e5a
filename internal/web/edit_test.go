package web

import (
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"jikenbo"
)

// fields gives the inputs of the form on the page that has the hidden input
// rev, as a browser would send them.
func (p *person) fields() url.Values {
	p.t.Helper()
	form := url.Values{}
	_, body, ok := strings.Cut(p.body, `class="stated">`)
	if !ok {
		p.t.Fatalf("no form:\n%s", p.body)
	}
	body, _, _ = strings.Cut(body, "</form>")
	for _, tag := range regexp.MustCompile(`(?s)<(input|select|textarea)\b([^>]*)>(.*?)(?:</select>|</textarea>|\n)`).FindAllStringSubmatch(body, -1) {
		attr := func(s, name string) string {
			m := regexp.MustCompile(name + `="([^"]*)"`).FindStringSubmatch(s)
			if m == nil {
				return ""
			}
			return html.UnescapeString(m[1])
		}
		name := attr(tag[2], " name")
		switch {
		case name == "" || strings.Contains(tag[2], `type="checkbox"`):
		case tag[1] == "select":
			chosen := regexp.MustCompile(`<option value="([^"]*)" selected>`).FindStringSubmatch(tag[3])
			form.Add(name, append(chosen, "", "")[1])
		case tag[1] == "textarea":
			form.Add(name, html.UnescapeString(tag[3]))
		default:
			form.Add(name, attr(tag[2], " value"))
		}
	}
	for _, m := range regexp.MustCompile(`<input type="checkbox" name="([^"]*)" value="([^"]*)" checked>`).FindAllStringSubmatch(body, -1) {
		form.Add(m[1], m[2])
	}
	return form
}

func record(t testing.TB, d *desk, n jikenbo.Number) *jikenbo.Record {
	t.Helper()
	rec, err := d.book.Case(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// cardLeak is the case of the first example.
var cardLeak = jikenbo.Number{Year: 2026, Seq: 1}

func editPath(n jikenbo.Number, q ...string) string {
	v := url.Values{}
	for i := 0; i < len(q); i += 2 {
		v.Set(q[i], q[i+1])
	}
	return "/cases/" + n.String() + "/edit?" + v.Encode()
}

// Every fact of every example comes through its form unchanged, and back.
func TestInputs(t *testing.T) {
	d := newDesk(t, "01-ec-card-leak.txt", "02-ransomware-first-report.txt", "04-municipal-bcc.txt", "08-insurer-supplier-breach.txt", "13-english-insider-misuse.txt")
	p := &page{Lang: "en"}
	kinds := map[string]bool{}
	for s, err := range d.book.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, fact := range s.Case.Facts() {
			field := fieldOf(fact.Pointer)
			if !editable(field) {
				continue
			}
			kinds[valueKind(field)] = true
			in := inputsOf(fact.Value)
			got, problems := p.parseInputs(field, in)
			if len(problems) > 0 || !reflect.DeepEqual(got, fact.Value) {
				t.Errorf("%v %s: %v gives %#v, %v", s.Number, fact.Pointer, in, got, problems)
			}
			f, _ := jikenbo.FieldNamed(field)
			for _, c := range p.controls(f, in, nil) {
				if _, known := in[c.Name]; c.Value == "" && known && in.Get(c.Name) != "" {
					t.Errorf("%s: %s is not in the form", fact.Pointer, c.Name)
				}
			}
		}
	}
	if len(kinds) < 7 {
		t.Errorf("only %v were tried", kinds)
	}
}

func TestParseInputs(t *testing.T) {
	p := &page{Lang: "en"}
	day := func(y, m, d int) jikenbo.Date { return jikenbo.Date{Year: y, Month: m, Day: d} }
	for _, test := range []struct {
		field, in string
		want      any // nil: refused
		wrong     string
	}{
		{"published", "value=2023-01-10", day(2023, 1, 10), ""},
		{"published", "value=2023/1/10", day(2023, 1, 10), ""},
		{"published", "value=２０２３年１月１０日", day(2023, 1, 10), ""},
		{"published", "value=2023年1月", day(2023, 1, 0), ""},
		{"published", "value=2023年", day(2023, 0, 0), ""},
		{"published", "value=2023-02-30", nil, "value"},
		{"published", "value=yesterday", nil, "value"},
		{"published", "", nil, "value"},
		{"leak", "value=possible", jikenbo.LeakPossible, ""},
		{"leak", "value=perhaps", nil, "value"},
		{"leak", "", nil, "value"},
		{"items", "value=name", jikenbo.Item("name"), ""},
		{"organization", "value= 甲株式会社 ", "甲株式会社", ""},
		{"organization", "value=", nil, "value"},
		{"organization", "value=a%0Ab", nil, "value"},
		{"organization", "value=a%E2%80%AEb", nil, "value"},
		{"organization", "value=%FF", nil, "value"},
		{"organization", "value=" + strings.Repeat("a", 4001), nil, "value"},
		{"number", "value=%232023-9", "2023-009", ""},
		{"number", "value=9", nil, "value"},
		{"affected", "count=２,２５９&unit=件&bound=max&role=total&items=name&items=email&items=bogus&from=2022-07-19", jikenbo.Affected{
			Count: 2259, Unit: "件", Bound: jikenbo.Max, Role: jikenbo.Total, Items: []jikenbo.Item{"name", "email"}, Window: &jikenbo.Period{From: day(2022, 7, 19)},
		}, ""},
		{"affected", "count=0&unit=件&bound=max&role=total", nil, "count"},
		{"affected", "count=-5&unit=件&bound=max&role=total", nil, "count"},
		{"affected", "count=many&unit=件&bound=max&role=total", nil, "count"},
		{"affected", "count=99999999999999999999&unit=件&bound=max&role=total", nil, "count"},
		{"affected", "count=5&bound=max&role=total", nil, "unit"},
		{"affected", "count=5&unit=件&role=total", nil, "bound"},
		{"affected", "count=5&unit=件&bound=max", nil, "role"},
		{"affected", "count=5&unit=件&bound=max&role=total&to=x", nil, "to"},
		{"windows", "from=2023-01&to=", jikenbo.Period{From: day(2023, 1, 0)}, ""},
		{"windows", "", nil, "from"},
		{"timeline", "kind=discovered&from=2023-01-10", jikenbo.Happening{Kind: jikenbo.Discovered, Date: day(2023, 1, 10)}, ""},
		{"timeline", "kind=discovered", nil, "from"},
		{"timeline", "from=2023", nil, "kind"},
		{"reports", "kind=police", jikenbo.Report{To: "police"}, ""},
		{"checks", "kind=sum&parts=7 %2B 384＋2,934&total=3,325", jikenbo.Check{Kind: jikenbo.SumCheck, Parts: []int64{7, 384, 2934}, Total: 3325}, ""},
		{"checks", "kind=sum&parts=7&total=7", nil, "parts"},
		{"checks", "kind=sum&parts=7 %2B x&total=7", nil, "parts"},
		{"checks", "kind=sum&parts=7 %2B 1", nil, "total"},
		{"checks", "kind=subset&whole=35&part=29&parts=ignored", jikenbo.Check{Kind: jikenbo.SubsetCheck, Whole: 35, Part: 29}, ""},
		{"checks", "kind=subset&whole=35", nil, "part"},
		{"checks", "", nil, "kind"},
	} {
		in, err := url.ParseQuery(test.in)
		if err != nil {
			t.Fatal(err)
		}
		got, problems := p.parseInputs(test.field, in)
		if test.want != nil && (len(problems) > 0 || !reflect.DeepEqual(got, test.want)) {
			t.Errorf("%s %s: %#v, %v", test.field, test.in, got, problems)
		}
		if test.want == nil && (got != nil || !slices.ContainsFunc(problems, func(p problem) bool { return p.For == test.wrong && p.Text != "" })) {
			t.Errorf("%s %s: %#v, %v; want a problem with %s", test.field, test.in, got, problems, test.wrong)
		}
	}
}

func TestFindWords(t *testing.T) {
	const text = "前の段落。\n会員２，２５９件の情報が、2259件\n漏えいし、会員２，２５９件に通知。\n後の段落。"
	at := strings.Index(text, "会員")
	p := paragraph{1, at, strings.Index(text, "後の")}
	for _, test := range []struct {
		quote string
		n     int
		want  string // "" for none
		from  int    // runes into the paragraph
	}{
		{"情報", 1, "情報", 9}, {"情報", 0, "情報", 9}, {"情報", 2, "", 0},
		{"会員２，２５９件", 2, "会員２，２５９件", 24},
		{"会員2,259件", 2, "会員２，２５９件", 24},
		{"2259件漏えい", 1, "2259件\n漏えい", 13},
		{"2259件\r\n漏えい", 1, "2259件\n漏えい", 13},
		{" 2259件 ", 1, "2259件", 13},
		{"", 1, strings.TrimSpace(text[p.Start:p.End]), 0},
		{"前の", 1, "", 0}, {"後の", 1, "", 0}, {"　", 1, strings.TrimSpace(text[p.Start:p.End]), 0},
	} {
		start, end, ok := findWords(text, p, test.quote, test.n)
		if ok != (test.want != "") {
			t.Errorf("%q: %v", test.quote, ok)
		}
		if ok && (text[start:end] != test.want || len([]rune(text[p.Start:start])) != test.from) {
			t.Errorf("%q: %q at %d", test.quote, text[start:end], len([]rune(text[p.Start:start])))
		}
	}
}

func FuzzFindWords(f *testing.F) {
	f.Add("会員２，２５９件の\n情報", "2,259件", 1)
	f.Add("ﬀ㍿株式会社", "f", 2)
	f.Fuzz(func(t *testing.T, text, quote string, n int) {
		p := paragraph{1, 0, len(text)}
		start, end, ok := findWords(text, p, quote, n)
		if ok && (start < 0 || end <= start || end > len(text)) {
			t.Errorf("%q in %q: [%d,%d)", quote, text, start, end)
		}
	})
}

func TestEdit(t *testing.T) {
	d := newDesk(t, "01-ec-card-leak.txt")
	before := record(t, d, cardLeak)
	p := d.signedIn(t, "hanako")
	p.get(editPath(cardLeak)).want(http.StatusOK, ">Accept<", ">Correct<", "Add what was missed", "Withdraw this case")

	t.Run("accept", func(t *testing.T) {
		form := url.Values{"token": {p.token()}, "rev": {"1"}, "fact": {"/organization"}, "do": {"accept"}, "next": {editPath(cardLeak)}}
		p.post(editPath(cardLeak), form).want(http.StatusSeeOther)
		if p.header.Get("Location") != editPath(cardLeak)[:len(editPath(cardLeak))-1] && p.header.Get("Location") != editPath(cardLeak) {
			t.Errorf("to %s", p.header.Get("Location"))
		}
		rec := record(t, d, cardLeak)
		last := rec.Revisions[1]
		if last.Who != "hanako" || last.Why != "checked" || !rec.Evidence.Curated("/organization") || !reflect.DeepEqual(rec.Case, before.Case) {
			t.Errorf("revision %d by %s: %s", last.N, last.Who, last.Why)
		}
		p.get(editPath(cardLeak)).want(http.StatusOK, "checked")
		p.post(editPath(cardLeak), url.Values{"token": {p.token()}, "rev": {"2"}, "fact": {"/organization"}, "do": {"accept"}}).want(http.StatusUnprocessableEntity, "It says so already")
	})
	t.Run("correct a value and choose its words", func(t *testing.T) {
		p.get(editPath(cardLeak, "fact", "/title")).want(http.StatusOK, "Correct in #2026-001: Title", html.EscapeString(before.Case.Title))
		form := p.fields()
		form.Set("value", "お詫び")
		form["keep"] = nil
		form["paragraph"], form["quote"], form["nth"] = []string{"3", ""}, []string{"クレジットカード", ""}, []string{"", ""}
		form.Set("why", "shorter")
		paragraph := regexp.MustCompile(`data-n="(\d+)">[^<]*クレジットカード`).FindStringSubmatch(p.body)
		if paragraph == nil {
			t.Fatalf("no paragraph with the words:\n%s", p.body)
		}
		form["paragraph"][0] = paragraph[1]
		p.post(editPath(cardLeak), form).want(http.StatusSeeOther)
		rec := record(t, d, cardLeak)
		spans := rec.Evidence["/title"]
		if rec.Case.Title != "お詫び" || len(spans) != 1 || spans[0].Quote != "クレジットカード" || rec.Revisions[2].Why != "shorter" {
			t.Errorf("%q by %+v", rec.Case.Title, spans)
		}
	})
	t.Run("add what was missed, then reject it", func(t *testing.T) {
		p.get(editPath(cardLeak, "field", "services")).want(http.StatusOK, "Add to #2026-001: Services")
		form := p.fields()
		form.Set("value", "あおばショップ")
		p.post(editPath(cardLeak), form).want(http.StatusUnprocessableEntity, "Choose the words", `value="あおばショップ"`, "<title>Error: ")
		form["paragraph"][0], form["quote"][0] = "1", "no such words"
		p.post(editPath(cardLeak), form).want(http.StatusUnprocessableEntity, "does not have these words", "no such words")
		form["paragraph"][0] = "1000"
		p.post(editPath(cardLeak), form).want(http.StatusUnprocessableEntity, "number of a paragraph")
		form["paragraph"][0], form["quote"][0] = "1", ""
		p.post(editPath(cardLeak), form).want(http.StatusSeeOther)
		rec := record(t, d, cardLeak)
		i := slices.Index(rec.Case.Services, "あおばショップ")
		if i < 0 || !rec.Evidence.Curated(jikenbo.Pointer("services", i)) {
			t.Fatalf("services %v", rec.Case.Services)
		}
		p.post(editPath(cardLeak), form).want(http.StatusConflict)
		p.get(editPath(cardLeak, "fact", jikenbo.Pointer("services", i)))
		form = p.fields()
		form.Set("do", "reject")
		p.post(editPath(cardLeak), form).want(http.StatusSeeOther)
		if got := record(t, d, cardLeak).Case.Services; slices.Contains(got, "あおばショップ") {
			t.Errorf("services %v", got)
		}
	})
	t.Run("nothing changed", func(t *testing.T) {
		p.get(editPath(cardLeak, "fact", "/leak"))
		form := p.fields()
		p.post(editPath(cardLeak), form).want(http.StatusSeeOther) // which accepts it
		p.get(editPath(cardLeak, "fact", "/leak"))
		p.post(editPath(cardLeak), p.fields()).want(http.StatusUnprocessableEntity, "It says so already")
	})
}

// The second of two is told what the first did, and what was entered is kept.
func TestEditConflict(t *testing.T) {
	d := newDesk(t, "01-ec-card-leak.txt")
	first, second := d.signedIn(t, "hanako"), d.signedIn(t, "jiro")
	first.get(editPath(cardLeak, "fact", "/title"))
	second.get(editPath(cardLeak, "fact", "/title"))
	form := first.fields()
	form.Set("value", "一番目の題")
	form.Set("why", `<i>why</i>`)
	first.post(editPath(cardLeak), form).want(http.StatusSeeOther)

	form = second.fields()
	form.Set("value", "二番目の題")
	second.post(editPath(cardLeak), form).want(http.StatusConflict, "In the meantime hanako changed it (2024-06-01 12:00)", "一番目の題", `value="二番目の題"`, "&lt;i&gt;why&lt;/i&gt;")
	if got := record(t, d, cardLeak).Case.Title; got != "一番目の題" {
		t.Errorf("title %s", got)
	}
	// Having seen it, the second may still decide.
	second.post(editPath(cardLeak), second.fields()).want(http.StatusSeeOther)
	if got := record(t, d, cardLeak).Case.Title; got != "二番目の題" {
		t.Errorf("title %s", got)
	}
	// Another fact is nobody's business.
	form = url.Values{"token": {first.token2(t)}, "rev": {"1"}, "fact": {"/organization"}, "do": {"accept"}}
	first.post(editPath(cardLeak), form).want(http.StatusSeeOther)

	// A fact that was taken away can be put back by the second.
	first.get(editPath(cardLeak, "fact", "/title"))
	second.get(editPath(cardLeak, "fact", "/title"))
	form = first.fields()
	form.Set("do", "reject")
	first.post(editPath(cardLeak), form).want(http.StatusSeeOther)
	form = second.fields()
	form.Set("value", "三番目の題")
	second.post(editPath(cardLeak), form).want(http.StatusConflict, "The fact was taken away", `value="三番目の題"`, `name="field" value="title"`)
}

// token2 opens a page for its token.
func (p *person) token2(t *testing.T) string {
	t.Helper()
	return p.get("/about").token()
}

func TestEditAtOnce(t *testing.T) {
	d := newDesk(t, "01-ec-card-leak.txt")
	const people = 8
	persons := make([]*person, people)
	forms := make([]url.Values, people)
	for i := range persons {
		persons[i] = d.signedIn(t, []string{"hanako", "jiro"}[i%2])
		persons[i].get(editPath(cardLeak, "fact", "/title"))
		forms[i] = persons[i].fields()
		forms[i].Set("value", fmt.Sprintf("題 %d", i))
	}
	var group sync.WaitGroup
	for i, p := range persons {
		group.Go(func() { p.post(editPath(cardLeak), forms[i]) })
	}
	group.Wait()
	saved := 0
	for _, p := range persons {
		switch p.status {
		case http.StatusSeeOther:
			saved++
		case http.StatusConflict:
		default:
			t.Errorf("status %d", p.status)
		}
	}
	if rec := record(t, d, cardLeak); saved != 1 || len(rec.Revisions) != 2 {
		t.Errorf("%d saved, %d revisions", saved, len(rec.Revisions))
	}
}

func TestEditRoles(t *testing.T) {
	d := newDesk(t, "01-ec-card-leak.txt")
	nobody, reader, editor := d.person(t), d.signedIn(t, "reader"), d.signedIn(t, "hanako")
	token := reader.token2(t)
	accept := url.Values{"rev": {"1"}, "fact": {"/organization"}, "do": {"accept"}}
	for _, path := range []string{editPath(cardLeak), "/cases/2026-001/withdraw"} {
		nobody.get(path).want(http.StatusSeeOther)
		if want := "/sign-in?return=" + url.QueryEscape(path); nobody.header.Get("Location") != want {
			t.Errorf("to %s, want %s", nobody.header.Get("Location"), want)
		}
		nobody.post(path, accept).want(http.StatusForbidden, "not signed in")
		reader.get(path).want(http.StatusForbidden, "Only editors")
		form := url.Values{"token": {token}, "why": {"x"}}
		maps.Copy(form, accept)
		reader.post(path, form).want(http.StatusForbidden, "Only editors")
		form.Set("role", "admin")
		form.Set("name", "hanako")
		reader.post(path, form).want(http.StatusForbidden)
		editor.post(path, form).want(http.StatusForbidden, "out of date") // with the reader's token
		editor.post(path, accept).want(http.StatusForbidden, "out of date")
	}
	if got := len(record(t, d, cardLeak).Revisions); got != 1 {
		t.Errorf("%d revisions", got)
	}
	// Whoever loses the role loses it at once.
	editor.get(editPath(cardLeak)).want(http.StatusOK)
	form := url.Values{"token": {editor.token()}}
	maps.Copy(form, accept)
	if err := d.book.SetRole(t.Context(), "tester", "hanako", "reader"); err != nil {
		t.Fatal(err)
	}
	editor.post(editPath(cardLeak), form).want(http.StatusForbidden)
	// Signed out, a form comes too late; signed in again, it can be sent.
	jiro := d.signedIn(t, "jiro")
	form.Set("token", jiro.token2(t))
	jiro.post("/sign-out", url.Values{"token": {form.Get("token")}})
	jiro.post(editPath(cardLeak), form).want(http.StatusForbidden)
	jiro.post("/sign-in", url.Values{"name": {"jiro"}, "password": {deskPassword}})
	jiro.post(editPath(cardLeak), form).want(http.StatusSeeOther)
}

func TestEditHostile(t *testing.T) {
	d := newDesk(t, "01-ec-card-leak.txt")
	p := d.signedIn(t, "hanako")
	for _, path := range []string{
		"/cases/x/edit", "/cases/2026-999/edit", "/cases/2026-001/edit?fact=/colour", "/cases/2026-001/edit?fact=/kind", "/cases/2026-001/edit?field=event",
		"/cases/2026-001/edit?field=", "/cases/2026-001/edit?fact=/affected/99", "/cases/2026-001/edit?fact=/affected/0/count", "/cases/2026-001/edit?fact=/leak&rev=0",
		"/cases/2026-001/edit?fact=/leak&rev=9", "/cases/2026-001/edit?fact=/leak&rev=x", "/cases/2026-001/edit?fact=%00", "/cases/2026-001/edit?fact=" + strings.Repeat("/a", 2000),
		"/cases/2026-001%2F..%2Fx/edit", "/cases/%3Cscript%3E/withdraw",
	} {
		p.get(path).want(http.StatusNotFound)
	}
	p.get("/cases/2026-001/edit?fact=/leak&notice=99&next=//evil.example").want(http.StatusOK, `name="next" value="/cases/2026-001"`)
	token := p.token()
	for _, form := range []url.Values{
		{"fact": {"/leak"}, "rev": {"1"}, "do": {"save"}, "value": {"perhaps"}},
		{"fact": {"/leak"}, "rev": {"1"}, "do": {"save"}},
		{"fact": {"/title"}, "rev": {"1"}, "do": {"save"}, "value": {"x"}, "paragraph": {"-1"}, "quote": {"x"}, "nth": {"9999999999999999999"}},
		{"fact": {"/title"}, "rev": {"1"}, "do": {"save"}, "value": {"x"}, "paragraph": {"1"}, "quote": {"<script>alert(1)</script>"}, "nth": {""}},
		{"fact": {"/title"}, "rev": {"1"}, "do": {"save"}, "value": {"a\x00b"}},
		{"fact": {"/title"}, "rev": {"1"}, "do": {"accept"}, "why": {strings.Repeat("x", 501)}},
	} {
		form.Set("token", token)
		p.post(editPath(cardLeak), form).want(http.StatusUnprocessableEntity)
		if strings.Contains(p.body, "<script>alert") {
			t.Error("a script stands in the page")
		}
	}
	form := url.Values{"token": {token}, "field": {"services"}, "rev": {"1"}, "do": {"accept"}}
	p.post(editPath(cardLeak), form).want(http.StatusNotFound)
	if got := len(record(t, d, cardLeak).Revisions); got != 1 {
		t.Errorf("%d revisions", got)
	}
	// What a person writes is shown as text wherever it comes up again.
	p.get(editPath(cardLeak, "fact", "/title"))
	form = p.fields()
	form.Set("value", `"><script>alert(1)</script>`)
	form.Set("why", `<img src=x onerror=alert(1)>`)
	p.post(editPath(cardLeak), form).want(http.StatusSeeOther)
	for _, path := range []string{editPath(cardLeak), editPath(cardLeak, "fact", "/title"), "/cases/2026-001/withdraw"} {
		if p.get(path).want(http.StatusOK); strings.Contains(p.body, "<script>alert") || strings.Contains(p.body, "<img") {
			t.Errorf("%s has what was written", path)
		}
	}
}

func TestWithdraw(t *testing.T) {
	d := newDesk(t, "01-ec-card-leak.txt")
	p := d.signedIn(t, "hanako")
	p.get("/cases/2026-001/withdraw").want(http.StatusOK, "It can be taken back")
	form := url.Values{"token": {p.token()}, "rev": {"1"}}
	p.post("/cases/2026-001/withdraw", form).want(http.StatusUnprocessableEntity, "Say why")
	form.Set("why", "it is the same as another")
	other := d.signedIn(t, "jiro")
	other.post(editPath(cardLeak), url.Values{"token": {other.token2(t)}, "rev": {"1"}, "fact": {"/organization"}, "do": {"accept"}}).want(http.StatusSeeOther)
	p.post("/cases/2026-001/withdraw", form).want(http.StatusConflict, "In the meantime jiro changed the case (checked)", "it is the same as another", `name="rev" value="2"`)
	form.Set("rev", "2")
	p.post("/cases/2026-001/withdraw", form).want(http.StatusSeeOther)
	rec := record(t, d, cardLeak)
	if last := rec.Revisions[2]; rec.Status != jikenbo.Withdrawn || last.Who != "hanako" || last.Why != "it is the same as another" {
		t.Errorf("%s by %s: %s", rec.Status, last.Who, last.Why)
	}
	form.Set("rev", "3")
	p.post("/cases/2026-001/withdraw", form).want(http.StatusUnprocessableEntity, "withdrawn already")
}
