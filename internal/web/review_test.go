package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"jikenbo"
)

var queued = regexp.MustCompile(`(?s)<nav class="queue".*?</nav>`)

// queue gives the numbers of the cases in the list.
func (p *person) queue() []string {
	var all []string
	for _, m := range regexp.MustCompile(`#(\d{4}-\d{3})`).FindAllStringSubmatch(queued.FindString(p.body), -1) {
		all = append(all, m[1])
	}
	return all
}

// misprint is a notice whose weekday is not that of its date.
const misprint = `2023年5月10日
株式会社つづら商会

個人情報の漏えいに関するお詫びとお知らせ

当社のサーバーが2023年4月1日（月）に第三者による不正アクセスを受け、お客様の個人情報が漏えいいたしました。

漏えいした件数は、会員100名です。
漏えいした項目は、氏名、住所です。
`

func TestReview(t *testing.T) {
	d := newDesk(t, "01-ec-card-leak.txt", "02-ransomware-first-report.txt", "04-municipal-bcc.txt")
	number := d.add(t, "misprint.txt", misprint)[0]
	if rec := record(t, d, number); len(rec.Case.Lint(rec.Evidence)) == 0 {
		t.Fatalf("the misprint adds up: %+v", record(t, d, number).Case)
	}
	d.person(t).get("/review").want(http.StatusSeeOther)
	d.signedIn(t, "reader").get("/review").want(http.StatusForbidden)

	p := d.signedIn(t, "hanako")
	p.get("/review?reason=flaw").want(http.StatusOK, "1 waiting", "To look at", ">Accept<", ">Correct<", "#"+number.String())
	if got := p.queue(); len(got) != 1 || got[0] != number.String() {
		t.Errorf("queue %v", got)
	}
	p.get("/review?reason=new").want(http.StatusOK, "4 waiting")
	if got := p.queue(); len(got) != 4 || got[0] == number.String() {
		t.Errorf("queue %v: the newest comes first", got)
	}
	p.get("/review?reason=new&sort=oldest")
	if got := p.queue(); len(got) != 4 || got[0] != number.String() {
		t.Errorf("queue %v: the oldest comes first", got)
	}
	// What is decided leads back to the case, which then is new no more.
	p.get("/review?reason=new&case=2026-001").want(http.StatusOK, "つづら屋")
	form := regexp.MustCompile(`(?s)<form method="post" action="(/cases/2026-001/edit)">(.*?)</form>`).FindStringSubmatch(p.main())
	if form == nil {
		t.Fatalf("nothing can be decided:\n%s", p.main())
	}
	values := url.Values{"do": {"accept"}}
	for _, m := range regexp.MustCompile(`name="(\w+)" value="([^"]*)"`).FindAllStringSubmatch(form[2], -1) {
		if m[1] != "do" {
			values.Set(m[1], strings.ReplaceAll(m[2], "&amp;", "&"))
		}
	}
	p.post(form[1], values).want(http.StatusSeeOther)
	if to := p.header.Get("Location"); to != "/review?case=2026-001&reason=new" {
		t.Errorf("to %s", to)
	}
	p.get(p.header.Get("Location")).want(http.StatusOK, "3 waiting", "checked", ">Next<")
	if rec := record(t, d, cardLeak); len(rec.Revisions) != 2 || rec.Revisions[1].Who != "hanako" {
		t.Errorf("revisions %+v", rec.Revisions)
	}

	// A person who has seen that the notice itself does not add up accepts it.
	for i, f := range record(t, d, number).Case.Lint(record(t, d, number).Evidence) {
		p.get("/review?reason=flaw").want(http.StatusOK)
		p.post("/cases/"+number.String()+"/edit", url.Values{"token": {p.token()}, "rev": {string(rune('1' + i))}, "fact": {f.Fact()}, "do": {"accept"}}).want(http.StatusSeeOther)
	}
	if rec := record(t, d, number); len(rec.Case.Lint(rec.Evidence)) == 0 {
		t.Error("it adds up now")
	}
	p.get("/review?reason=flaw").want(http.StatusOK, "0 waiting", "No case waits")
	// Withdrawn cases wait for nobody.
	p.get("/cases/2026-001/withdraw")
	p.post("/cases/2026-001/withdraw", url.Values{"token": {p.token()}, "rev": {"2"}, "why": {"a test"}}).want(http.StatusSeeOther)
	p.get("/review?reason=new").want(http.StatusOK)
	if got := p.queue(); strings.Contains(strings.Join(got, " "), "2026-001") {
		t.Errorf("queue %v", got)
	}
}

// The surest facts need no person; of the others the least sure comes first.
func TestDoubts(t *testing.T) {
	c := jikenbo.Case{Kind: jikenbo.Incident, Services: []string{"a", "b", "c", "d"}, Organization: "o"}
	span := func(confidence float64, rule string) []jikenbo.Span {
		return []jikenbo.Span{{Notice: "n", Start: 0, End: 1, Quote: "a", Rule: rule, Confidence: confidence}}
	}
	rec := &jikenbo.Record{Case: c, Evidence: jikenbo.Evidence{
		"/services/0": span(0.8, ""), "/services/1": span(0.3, ""), "/services/2": span(1, jikenbo.Curated), "/services/3": span(0.95, ""), "/organization": span(0, ""),
	}, Conflicts: []jikenbo.Conflict{{Pointer: "/organization", Chosen: "o"}}}
	p := &page{Lang: "en"}
	view := newEvidence("abcd", 0, &rec.Case, rec.Evidence, nil, evidenceOptions{Lang: "en"})
	var got []string
	for _, x := range p.doubts(rec, view) {
		got = append(got, x.Field+" "+x.What)
		if x.less > -2 && x.Href == "" {
			t.Errorf("%s leads nowhere", x.Field)
		}
	}
	want := "Organization values differ|Services Services, 30% certain|Services Services, 80% certain"
	if all := strings.Join(got, "|"); !strings.HasSuffix(all, want) {
		t.Errorf("doubts %s, want %s", all, want)
	}
}

func TestReviewHostile(t *testing.T) {
	d := newDesk(t, "01-ec-card-leak.txt")
	p := d.signedIn(t, "hanako")
	for _, q := range []string{"reason=x", "reason=%00", "sort=x", "page=0", "page=-1", "page=x", "page=99999999999999999999", "case=x", "case=2026-999", "case=<script>"} {
		p.get("/review?" + strings.ReplaceAll(strings.ReplaceAll(q, "<", "%3C"), ">", "%3E")).want(http.StatusNotFound)
	}
	p.get("/review?reason=new&notice=99&page=2").want(http.StatusOK)
	evil := d.add(t, "<img src=x>.txt", strings.ReplaceAll(misprint, "つづら商会", `つづら商会<script>alert(1)</script>`))[0]
	p.get("/review?reason=new&case=" + evil.String()).want(http.StatusOK)
	if strings.Contains(p.body, "<script>alert") || strings.Contains(p.body, "<img") {
		t.Error("what a notice says is run")
	}
}

// The page of a case leads editors to its facts, and nobody else; what is kept
// of it for everybody has nothing of theirs.
func TestCasePageOfEditors(t *testing.T) {
	d := newDesk(t, "01-ec-card-leak.txt")
	nobody, editor := d.person(t), d.signedIn(t, "hanako")
	for range 3 {
		editor.get("/cases/2026-001").want(http.StatusOK, `href="/cases/2026-001/edit"`, "hanako", `name="token"`)
		nobody.get("/cases/2026-001").want(http.StatusOK, "/sign-in?return=")
		if strings.Contains(nobody.body, "/edit") || strings.Contains(nobody.body, "hanako") || strings.Contains(nobody.body, `name="token"`) {
			t.Errorf("it has what is an editor's:\n%s", nobody.body)
		}
	}
}
