package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/nodetest"
)

// What the browser tests need, and what is left out without it.
const browserTests = "a browser is driven through the pages, and axe-core looks at each of them"

// shownPage is a page that the browser is to open.
type shownPage struct {
	Name   string `json:"name"` // of its pictures
	Path   string `json:"path"`
	Status int    `json:"status,omitempty"` // 0 is 200
	Who    string `json:"who,omitempty"`    // is signed in; "" for nobody
}

// browserSetup is what testdata/browser is told.
type browserSetup struct {
	Chromium string      `json:"chromium"`
	Base     string      `json:"base"`
	Out      string      `json:"out"` // a folder
	Pages    []shownPage `json:"pages"`
	Case     string      `json:"case"`     // with many facts
	Edited   string      `json:"edited"`   // one that is corrected
	Word     string      `json:"word"`     // that finds some cases
	Files    []string    `json:"files"`    // notices to be read
	RealPage string      `json:"realPage"` // "" where it is not
	Editors  []string    `json:"editors"`
	Password string      `json:"password"`
	Only     string      `json:"only"` // a regular expression of checks
}

// TestBrowser drives Debian's Chromium through the real program. With
// JIKENBO_SCREENSHOTS, a folder, it takes pictures of the pages instead, and
// with JIKENBO_BROWSER, a regular expression, runs only some of the checks.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: nearly all that it takes is the browser's time, of which the race detector sees nothing")
	}
	setup := browserSetup{Out: t.TempDir(), Word: "漏えい", Editors: []string{"tanaka", "suzuki"}, Password: "correct horse battery", Only: os.Getenv("JIKENBO_BROWSER")}
	scripts := nodetest.Folder(t, "testdata/browser", browserTests)
	setup.Chromium = nodetest.Need(t, browserTests, "chromium:chromium-browser:google-chrome")
	program := buildProgram(t)
	book := browserBook(t, program, &setup)
	server := startServer(t, program, book)
	setup.Base = "http://" + server.host
	browserPages(t, server, &setup)

	script := "check.mjs"
	if dir := os.Getenv("JIKENBO_SCREENSHOTS"); dir != "" {
		script, setup.Out = "shots.mjs", dir
	}
	told, err := json.Marshal(setup)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", filepath.Join(scripts, script), string(told))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines, checks := bufio.NewScanner(out), 0
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var result struct {
			Name     string
			Problems []string
		}
		if err := json.Unmarshal(lines.Bytes(), &result); err != nil {
			t.Errorf("%v: %s", err, lines.Bytes())
		}
		checks++
		t.Run(result.Name, func(t *testing.T) {
			for _, p := range result.Problems {
				t.Error(p)
			}
		})
	}
	if err := cmd.Wait(); err != nil || checks == 0 {
		t.Errorf("%d checks, then %v: %s", checks, err, stderr.String())
	}
	t.Run("real page", func(t *testing.T) {
		if setup.RealPage == "" {
			t.Skip("the real page is not here; with it, its eight readings are looked at in the browser")
		}
	})
	server.end(t)
	if strings.Contains(server.stderr.String(), "panic") {
		t.Errorf("%s", server.stderr)
	}
}

// browserBook makes a casebook that has something for every page.
func browserBook(t *testing.T, program string, setup *browserSetup) string {
	t.Helper()
	path := exampleBook(t, program, "examples", "testdata/notices", "testdata/written")
	book, err := casebook.Open(t.Context(), path, casebook.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if _, err := book.Add(t.Context(), "tester", "written for this test", []casebook.Intake{threatNote(t), stages(1), stages(2), half(911, "紛失", "2024年5月1日"), half(912, "盗難", "2024年6月3日")}); err != nil {
		t.Fatal(err)
	}
	withdrawn := jikenbo.Number{Year: 2023, Seq: 2}
	rec, err := book.Case(t.Context(), withdrawn)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Withdraw(t.Context(), withdrawn, "tester", "同じ事件が二度載っていました", len(rec.Revisions)); err != nil {
		t.Fatal(err)
	}
	for _, name := range setup.Editors {
		cmd := exec.Command(program, "user", "add", name, "--casebook", path)
		cmd.Stdin = strings.NewReader(setup.Password + "\n")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("user add: %v\n%s", err, out)
		}
	}
	most := 0
	for c, err := range book.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if n := len(c.Case.Facts()); n > most {
			most, setup.Case = n, "/cases/"+c.Number.String()
		}
	}
	dir := t.TempDir()
	for _, name := range []string{"01-ec-card-leak.txt", "02-ransomware-first-report.txt"} {
		text, err := os.ReadFile(filepath.Join("../../examples", name))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, "new-"+name) // which the casebook does not have
		if err := os.WriteFile(file, append(text, "\n以上\n"...), 0o600); err != nil {
			t.Fatal(err)
		}
		setup.Files = append(setup.Files, file)
	}
	if page, err := filepath.Abs("../../../shared/notices/page/casebook-2023-01.txt"); err == nil {
		if _, err := os.Stat(page); err == nil {
			setup.RealPage = page
		}
	}
	setup.Edited = "/cases/2024-907"
	return path
}

// noticeOf makes a notice of one entry of words that are facts.
func noticeOf(source, text string, c jikenbo.Case, words map[string]string) casebook.Intake {
	evidence := make(jikenbo.Evidence)
	for pointer, quote := range words {
		at := strings.Index(text, quote)
		evidence[pointer] = []jikenbo.Span{{Start: at, End: at + len(quote), Quote: quote, Rule: "test", Confidence: .5}}
	}
	return casebook.Intake{
		Notice:   jikenbo.Notice{Source: source, Fetched: time.Date(2024, 4, 1, 9, 0, 0, 0, jikenbo.JST), Bytes: []byte(text), Text: text, Charset: "utf-8", Type: "text/plain", Reader: "plain 1"},
		Readings: []jikenbo.Reading{{Entry: 1, End: len(text), Case: c, Evidence: evidence}},
	}
}

func threatNote(t *testing.T) casebook.Intake {
	t.Helper()
	const text = "LockBit 3.0 が掲げる規則\n2024年4月1日\n病院のうち生命に関わるところの暗号化は禁じ、窃取は許すとしている。学校は私立なら許すとしている。\n"
	return noticeOf("note.txt", text, jikenbo.Case{
		Kind: jikenbo.ThreatNote, Title: "LockBit 3.0 が掲げる規則", Published: jikenbo.Date{Year: 2024, Month: 4, Day: 1},
		Rules: []jikenbo.TargetRule{
			{Sector: "medical, life-critical", Encrypt: jikenbo.Forbidden, Steal: jikenbo.Allowed},
			{Sector: "education", Encrypt: jikenbo.Allowed, Steal: jikenbo.PermissionUnstated, Condition: "private"},
		},
	}, map[string]string{
		"/title": "LockBit 3.0 が掲げる規則", "/published": "2024年4月1日",
		"/rules/0": "病院のうち生命に関わるところの暗号化は禁じ、窃取は許す", "/rules/1": "学校は私立なら許す",
	})
}

// stages is the first or the second notice of one incident.
func stages(n int) casebook.Intake {
	c := jikenbo.Case{
		Kind: jikenbo.Incident, Number: "2024-907", Organization: "株式会社ふたたび", Title: "不正アクセスについて（第一報）", Published: jikenbo.Date{Year: 2024, Month: 3, Day: 1},
		Stage: jikenbo.FirstStage, Leak: jikenbo.LeakPossible, DiscoveredBy: jikenbo.DiscovererUnstated, SecondaryDamage: jikenbo.DamageUnstated,
		Affected: []jikenbo.Affected{{Count: 2400, Unit: "件", Bound: jikenbo.About, Role: jikenbo.Total}},
	}
	day, stage, count, leak := "2024年3月1日", "第一報", "約2,400件", "漏えいした可能性"
	if n == 2 {
		c.Title, c.Stage, c.Leak, c.Published = "不正アクセスについて（最終報）", jikenbo.FinalStage, jikenbo.LeakConfirmed, jikenbo.Date{Year: 2024, Month: 3, Day: 20}
		c.Affected[0] = jikenbo.Affected{Count: 2259, Unit: "件", Bound: jikenbo.Exact, Role: jikenbo.Total}
		day, stage, count, leak = "2024年3月20日", "最終報", "2,259件", "漏えいを確認"
	}
	text := "#2024-907 株式会社ふたたび\n" + c.Title + "\n" + day + "\nお客様情報" + count + "の" + leak + "いたしました。\n"
	return noticeOf(stage+".txt", text, c, map[string]string{
		"/number": "2024-907", "/organization": "株式会社ふたたび", "/title": c.Title, "/published": day, "/stage": stage, "/leak": leak, "/affected/0": count,
	})
}

// half is one of two cases that are joined by hand.
func half(n int, what, day string) casebook.Intake {
	number, title := fmt.Sprintf("2024-%d", n), what+"のお知らせ"
	var published jikenbo.Date
	if _, err := fmt.Sscanf(day, "%d年%d月%d日", &published.Year, &published.Month, &published.Day); err != nil {
		panic(err)
	}
	return noticeOf(number+".txt", "#"+number+" 株式会社かたわれ"+what+"\n"+title+"\n"+day+"\n書類がなくなりました。\n", jikenbo.Case{
		Kind: jikenbo.Incident, Number: number, Organization: "株式会社かたわれ" + what, Title: title, Published: published,
		Stage: jikenbo.OnlyStage, Leak: jikenbo.LeakUnstated, DiscoveredBy: jikenbo.DiscovererUnstated, SecondaryDamage: jikenbo.DamageUnstated,
	}, map[string]string{"/number": number, "/organization": "株式会社かたわれ" + what, "/title": title, "/published": day})
}

// browserPages names every page of the server.
func browserPages(t *testing.T, server *serving, setup *browserSetup) {
	t.Helper()
	get := func(path string, into any) {
		t.Helper()
		status, body := server.fetchText(t, path)
		if err := json.Unmarshal([]byte(body), into); err != nil || status != 200 {
			t.Fatalf("%s: %d, %v", path, status, err)
		}
	}
	var suppliers struct{ Items []struct{ Name string } }
	get("/api/v1/suppliers", &suppliers)
	var notes, notices struct {
		Items []struct{ Notice, SHA256 string }
	}
	get("/api/v1/entries?kind=threat-note", &notes)
	get("/api/v1/notices?limit=1", &notices)
	if len(suppliers.Items) == 0 || len(notes.Items) == 0 || len(notices.Items) == 0 {
		t.Fatal("the casebook lacks something")
	}
	editor := setup.Editors[0]
	setup.Pages = []shownPage{
		{Name: "search", Path: "/"},
		{Name: "search-found", Path: "/?q=" + url.QueryEscape("漏えい OR 流出") + "&type=unauthorized-access"},
		{Name: "search-nothing", Path: "/?q=zzzzqqqq&year=2023"},
		{Name: "search-wrong", Path: "/?q=" + url.QueryEscape(`count>x (org:`)},
		{Name: "search-refused", Path: "/?sort=random", Status: 400},
		{Name: "search-help", Path: "/help/search"},
		{Name: "case", Path: setup.Case},
		{Name: "case-lit", Path: setup.Case + "#e8"},
		{Name: "case-stages", Path: "/cases/2024-907"},
		{Name: "case-first", Path: "/cases/2024-907?notice=1"},
		{Name: "case-as-of", Path: "/cases/2024-907?as-of=2024-03-01"},
		{Name: "case-too-early", Path: "/cases/2024-907?as-of=2020-01-01", Status: 404},
		{Name: "case-words", Path: "/cases/2024-907?notice=2&words=0-9#e0"},
		{Name: "case-history", Path: "/cases/2024-907/history"},
		{Name: "case-withdrawn", Path: "/cases/2023-002"},
		{Name: "case-none", Path: "/cases/1999-999", Status: 404},
		{Name: "statistics", Path: "/statistics"},
		{Name: "statistics-some", Path: "/statistics?type=ransomware"},
		{Name: "statistics-none", Path: "/statistics?q=zzzzqqqq"},
		{Name: "suppliers", Path: "/suppliers"},
		{Name: "supplier", Path: "/suppliers/" + url.PathEscape(suppliers.Items[0].Name)},
		{Name: "actors", Path: "/actors"},
		{Name: "actor", Path: "/actors/" + url.PathEscape("LockBit 3.0")},
		{Name: "events", Path: "/events"},
		{Name: "notes", Path: "/notes"},
		{Name: "note", Path: "/notes/" + notes.Items[0].Notice + "/1"},
		{Name: "notice", Path: "/notices/" + notices.Items[0].SHA256},
		{Name: "read", Path: "/read"},
		{Name: "about", Path: "/about"},
		{Name: "developers", Path: "/developers"},
		{Name: "sign-in", Path: "/sign-in"},
		{Name: "nowhere", Path: "/nothing", Status: 404},
		{Name: "review", Path: "/review", Who: editor},
		{Name: "case-editor", Path: setup.Case, Who: editor},
		{Name: "edit-case", Path: setup.Edited + "/edit", Who: editor},
		{Name: "edit", Path: setup.Edited + "/edit?fact=%2Faffected%2F0", Who: editor},
		{Name: "edit-add", Path: setup.Edited + "/edit?field=items&rev=2", Who: editor},
		{Name: "join", Path: setup.Edited + "/join", Who: editor},
		{Name: "join-pair", Path: "/cases/2024-911/join?with=2024-912", Who: editor},
		{Name: "split", Path: setup.Edited + "/split", Who: editor},
		{Name: "redirect", Path: setup.Edited + "/redirect", Who: editor},
		{Name: "reopen", Path: "/cases/2023-002/reopen", Who: editor},
		{Name: "review-pairs", Path: "/review?reason=pair", Who: editor},
		{Name: "withdraw", Path: setup.Edited + "/withdraw", Who: editor},
		{Name: "read-editor", Path: "/read", Who: editor},
	}
}
