package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"jikenbo"
)

// another is a notice of the same organization as misprint, of another incident.
const another = `2023年9月20日
株式会社つづら商会

メール誤送信に関するお詫びとお知らせ

2023年9月18日、当社の担当者が会員12名様に宛てた電子メールを誤送信いたしました。
漏えいした項目は、氏名、メールアドレスです。
`

// decide sends one of the forms of a case.
func (p *person) decide(n jikenbo.Number, kind string, pairs ...string) *person {
	p.t.Helper()
	in := url.Values{"token": {p.token()}}
	for i := 0; i < len(pairs); i += 2 {
		in.Add(pairs[i], pairs[i+1])
	}
	return p.post("/cases/"+n.String()+"/"+kind, in)
}

func TestJoinAndSplit(t *testing.T) {
	d := newDesk(t)
	a, b := d.add(t, "a.txt", misprint)[0], d.add(t, "b.txt", another)[0]
	if a == b {
		t.Fatal("they are one case already")
	}
	nobody, p := d.person(t), d.signedIn(t, "hanako")
	nobody.get("/cases/" + a.String() + "/join").want(http.StatusSeeOther)
	d.signedIn(t, "reader").get("/cases/" + a.String() + "/join").want(http.StatusForbidden)
	for _, kind := range []string{"edit", "join", "redirect", "withdraw"} {
		p.get("/cases/"+a.String()).want(http.StatusOK, `href="/cases/`+a.String()+"/"+kind+`"`)
	}
	if strings.Contains(p.body, "/split") || strings.Contains(p.body, "/reopen") {
		t.Error("it offers what cannot be done")
	}
	for with, told := range map[string]string{"x": "Write the number", "2023-999": "There is no case", a.String(): "this case itself", "<script>": "Write the number"} {
		p.get("/cases/"+a.String()+"/join?with="+url.QueryEscape(with)).want(http.StatusUnprocessableEntity, told)
	}
	p.get("/cases/"+a.String()+"/join?with="+b.String()).want(http.StatusOK, "Same incident: join", "Different incidents", "Later", "メール誤送信", "100名")
	same := []string{"with", b.String(), "rev", "1", "seen", "1", "keep", a.String(), "do", "same"}
	p.decide(a, "join", same...).want(http.StatusUnprocessableEntity, "Say why")
	p.post("/cases/"+a.String()+"/join", url.Values{"with": {b.String()}, "why": {"x"}}).want(http.StatusForbidden)
	for _, wrong := range [][]string{{"rev", "9"}, {"rev", "x"}, {"seen", "0"}, {"keep", "2023-999"}} {
		p.get("/cases/" + a.String() + "/join?with=" + b.String())
		in := url.Values{"token": {p.token()}, "with": {b.String()}, "rev": {"1"}, "seen": {"1"}, "keep": {a.String()}, "why": {"x"}}
		in.Set(wrong[0], wrong[1])
		p.post("/cases/"+a.String()+"/join", in).want(http.StatusNotFound)
	}
	if record(t, d, a).Status != jikenbo.Open || record(t, d, b).Status != jikenbo.Open {
		t.Fatal("something was joined")
	}
	if strings.Contains(p.body, "different organizations") {
		t.Error("one organization is taken for two")
	}
	other := d.add(t, "c.txt", own)[0]
	p.get("/cases/"+a.String()+"/join?with="+other.String()).want(http.StatusOK, "They name different organizations: 株式会社つづら商会, サンヨシ食品株式会社")
	// What another did meanwhile is told.
	p.get("/cases/" + a.String() + "/join?with=" + b.String())
	jiro := d.signedIn(t, "jiro")
	jiro.get("/cases/" + b.String() + "/withdraw")
	jiro.decide(b, "withdraw", "rev", "1", "why", "an exercise").want(http.StatusSeeOther)
	p.decide(a, "join", append(same, "why", "one mail")...).want(http.StatusUnprocessableEntity, "is withdrawn: reopen it first")
	jiro.get("/cases/"+b.String()).want(http.StatusOK, "an exercise", "Reopen")
	jiro.get("/cases/" + b.String() + "/reopen")
	jiro.decide(b, "reopen", "rev", "2").want(http.StatusUnprocessableEntity, "Say why")
	jiro.decide(b, "reopen", "rev", "2", "why", "it was none").want(http.StatusSeeOther)
	p.get("/cases/" + a.String() + "/join?with=" + b.String())
	p.decide(a, "join", append(same, "why", "one mail")...).want(http.StatusConflict, "In the meantime jiro changed it")

	same[5] = "3"
	p.decide(a, "join", append(same, "why", "one <b>mail</b>")...).want(http.StatusSeeOther)
	if rec := record(t, d, a); len(rec.Notices) != 2 || record(t, d, b).Redirect != a {
		t.Fatalf("joined: %+v, %+v", rec.Notices, record(t, d, b))
	}
	// The number that was given up leads on, for now, and can be seen itself.
	nobody.get("/cases/" + b.String()).want(http.StatusFound)
	to := "/cases/" + a.String() + "?from=" + b.String()
	if nobody.header.Get("Location") != to || nobody.header.Get("Cache-Control") != "no-cache" {
		t.Errorf("to %s, %s", nobody.header.Get("Location"), nobody.header.Get("Cache-Control"))
	}
	nobody.get(to).want(http.StatusOK, "You came from #"+b.String(), "one &lt;b&gt;mail&lt;/b&gt;", "an editor", "?itself=1")
	nobody.get("/cases/"+b.String()+"?itself=1").want(http.StatusOK, "A duplicate", `href="/cases/`+a.String()+`"`, "one &lt;b&gt;mail", "are part of", "「メール誤送信に関するお詫びとお知らせ」")
	if strings.Contains(nobody.body, "hanako") || strings.Contains(nobody.body, "/edit") {
		t.Errorf("it names people: %s", nobody.main())
	}
	p.get("/cases/"+b.String()+"?itself=1").want(http.StatusOK, "hanako")
	nobody.get("/cases/" + a.String() + "?from=2023-999").want(http.StatusOK)
	if strings.Contains(nobody.body, "You came from") {
		t.Error("a number that does not lead here is told")
	}
	var v CaseView
	nobody.get("/api/v1/cases/" + b.String()).want(http.StatusOK)
	if err := json.Unmarshal([]byte(nobody.body), &v); err != nil || v.Status != jikenbo.Duplicate || v.Redirect != a || v.Number != b || v.Notices == nil {
		t.Errorf("%v: %s", err, nobody.body)
	}
	// Whoever still looks at the old number is told where it went.
	for _, kind := range []string{"join", "split", "redirect", "reopen", "edit", "withdraw"} {
		p.get("/cases/"+b.String()+"/"+kind).want(http.StatusConflict, `<a href="/cases/`+a.String()+`">#`+a.String(), "hanako")
		p.decide(b, kind, "rev", "1", "why", "late", "field", "items").want(http.StatusConflict)
	}
	p.get("/cases/"+a.String()+"/join?with="+b.String()).want(http.StatusUnprocessableEntity, "leads to #"+a.String())

	// They are split again: the notice goes back to its number.
	p.get("/cases/"+a.String()+"/split").want(http.StatusOK, "Notices to split off", "b.txt")
	ref := record(t, d, a).Notices
	values := []string{ref[0].Notice + "/1", ref[1].Notice + "/1"}
	p.decide(a, "split", "why", "two mails").want(http.StatusUnprocessableEntity, "Choose the notices")
	p.decide(a, "split", "why", "two mails", "notice", values[0], "notice", values[1]).want(http.StatusUnprocessableEntity, "Leave at least one")
	p.decide(a, "split", "notice", values[1]).want(http.StatusUnprocessableEntity, "Say why", "checked")
	p.decide(a, "split", "why", "two mails", "notice", strings.Repeat("0", 64)+"/1").want(http.StatusConflict, "no longer part of this case")
	p.decide(a, "split", "why", "two mails", "notice", values[1]).want(http.StatusSeeOther)
	if to := p.header.Get("Location"); to != "/cases/"+b.String() {
		t.Errorf("split to %s", to)
	}
	nobody.get("/cases/"+b.String()).want(http.StatusOK, "メール誤送信")
	nobody.get("/cases/"+a.String()+"/history").want(http.StatusOK, "notices came from "+b.String(), "notices went to "+b.String())
	nobody.get("/cases/"+a.String()+"/history?lang=ja").want(http.StatusOK, "#"+b.String()+" の公表文を移しました", "公表文を #"+b.String()+" へ移しました")
}

func TestRedirect(t *testing.T) {
	d := newDesk(t)
	a, b := d.add(t, "a.txt", misprint)[0], d.add(t, "b.txt", another)[0]
	nobody, p := d.person(t), d.signedIn(t, "hanako")
	p.get("/cases/" + b.String() + "/redirect")
	p.decide(b, "redirect", "rev", "1", "with", a.String()).want(http.StatusUnprocessableEntity, "Say why")
	p.decide(b, "redirect", "rev", "1", "with", b.String(), "why", "x").want(http.StatusUnprocessableEntity, "itself")
	p.decide(b, "redirect", "rev", "1", "with", "#"+a.String(), "why", "a reprint").want(http.StatusSeeOther)
	nobody.get("/cases/" + b.String()).want(http.StatusFound)
	nobody.get("/cases/"+b.String()+"?itself=1").want(http.StatusOK, "A duplicate", "a reprint", "会員12名様")
	// It counts nowhere, unless it is asked for.
	for target, want := range map[string]bool{"/?q=誤送信": false, "/cases.csv": false, "/cases.json": false, "/feed.json": false, "/?status=duplicate": true, "/cases.csv?status=duplicate": true} {
		nobody.get(strings.ReplaceAll(target, "誤送信", url.QueryEscape("誤送信"))).want(http.StatusOK)
		if strings.Contains(nobody.main()+nobody.body, b.String()) != want {
			t.Errorf("%s: it is there: %v", target, !want)
		}
		if strings.HasPrefix(target, "/cases.csv?") && !strings.Contains(nobody.body, "duplicate,") || want && !strings.Contains(nobody.body, a.String()) && strings.Contains(target, "csv") {
			t.Errorf("%s: %s", target, nobody.body)
		}
	}
	nobody.get("/api/v1/changes").want(http.StatusOK, `"status":"duplicate"`)
	p.get("/cases/"+b.String()+"/reopen").want(http.StatusOK, "a case of its own again")
	p.decide(b, "reopen", "rev", "1", "why", "no reprint").want(http.StatusConflict, "In the meantime hanako")
	p.decide(b, "reopen", "rev", "2", "why", "no reprint").want(http.StatusSeeOther)
	nobody.get("/cases/" + b.String()).want(http.StatusOK)
	p.get("/cases/" + b.String() + "/reopen").want(http.StatusOK)
	p.decide(b, "reopen", "rev", "3", "why", "again").want(http.StatusUnprocessableEntity, "neither withdrawn nor redirected")
}

// own and parents are notices of a company and of what may be its parent.
const own = `2021年9月3日
サンヨシ食品株式会社

不正アクセスによる個人情報流出の可能性について

2021年8月27日、当社の通販サイトのサーバーが不正アクセスを受けていることが判明し、同日サーバーを停止いたしました。お客様7,455名の情報が流出した可能性があります。

お客様窓口 0120-000-907
`

const parents = `2021年9月3日
サンヨシホールディングス株式会社

子会社における不正アクセスによる個人情報流出の可能性について

当社の子会社であるサンヨシ食品株式会社の通販サイトのサーバーが不正アクセスを受けていることが2021年8月27日に判明いたしました。お客様7,455名の情報が流出した可能性があります。

お客様窓口 0120-000-907
`

func TestReviewPairs(t *testing.T) {
	d := newDesk(t)
	nobody, p := d.person(t), d.signedIn(t, "hanako")
	p.get("/review?reason=pair").want(http.StatusOK, "No cases may be the same", "0 pairs waiting")
	a, b := d.add(t, "a.txt", own)[0], d.add(t, "b.txt", parents)[0]
	if a == b {
		t.Fatal("they were joined by themselves")
	}
	var proposals Proposals
	nobody.get("/api/v1/proposals").want(http.StatusOK)
	if err := json.Unmarshal([]byte(nobody.body), &proposals); err != nil || len(proposals.Items) != 1 || proposals.Items[0].A != a || proposals.Items[0].B != b ||
		len(proposals.Items[0].For) == 0 || proposals.Items[0].For[0].Ja == "" || proposals.Items[0].Against == nil {
		t.Fatalf("%v: %s", err, nobody.body)
	}
	nobody.get("/api/v1/proposals?number="+a.String()).want(http.StatusOK, b.String())
	nobody.get("/api/v1/proposals?number=2021-999").want(http.StatusNotFound)
	nobody.get("/api/v1/proposals?number=x").want(http.StatusBadRequest)
	nobody.get("/api/v1/proposals?limit=0").want(http.StatusBadRequest)

	p.get("/review?reason=pair").want(http.StatusOK, "1 pairs waiting", "Are they one incident?", "サンヨシ食品", "サンヨシホールディングス", "7,455", proposals.Items[0].For[0].En)
	p.get("/review?reason=pair&pair=x&page=2").want(http.StatusOK)
	p.get("/cases/"+a.String()).want(http.StatusOK, "compare with #"+b.String())
	if nobody.get("/cases/" + a.String()); strings.Contains(nobody.body, "#"+b.String()) {
		t.Error("what may be the same is told to everybody")
	}
	// The reasons stand for one that is not written.
	p.get("/review?reason=pair")
	p.decide(a, "join", "with", b.String(), "rev", "1", "seen", "1", "keep", a.String(), "do", "apart", "next", "/review?reason=pair").want(http.StatusSeeOther)
	if to := p.header.Get("Location"); to != "/review?reason=pair" {
		t.Errorf("to %s", to)
	}
	p.get("/review?reason=pair").want(http.StatusOK, "No cases may be the same")
	if record(t, d, a).Status != jikenbo.Open || record(t, d, b).Status != jikenbo.Open {
		t.Error("they were joined")
	}
	p.get("/cases/"+a.String()+"/join").want(http.StatusOK, "Number of the other case")
	p.get("/cases/"+a.String()+"/join?with="+b.String()).want(http.StatusOK, "サンヨシホールディングス")
	p.decide(a, "join", "with", b.String(), "rev", "1", "seen", "1", "keep", b.String(), "do", "same", "why", "they are one after all").want(http.StatusSeeOther)
	if record(t, d, a).Redirect != b || len(record(t, d, b).Notices) != 2 {
		t.Errorf("%+v", record(t, d, b))
	}
	p.get("/review?case="+a.String()).want(http.StatusOK, "#"+b.String())
}
