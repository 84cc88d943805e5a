package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"jikenbo/internal/casebook"
)

func TestOrganizationPage(t *testing.T) {
	s := made(t, noon,
		incident("株式会社甲斐屋", "2025-05-02", "丙データ株式会社"),
		incident("甲斐屋（株）", "2022-03-01"),
		incident("有限会社甲斐屋", "2021-03-01"),
		incident("丙データ株式会社", "2025-02-20"),
		incident("日本ユニシス株式会社", "2021-02-20"))
	for _, name := range []string{"株式会社甲斐屋", "甲斐屋株式会社", "㈱甲斐屋"} {
		body := pageOf(t, s, organizationAddress(name), "ja")
		for _, has := range []string{"関わる事件", "<strong>2</strong>", "甲斐屋（株）", "公表者", "最大1,200名", "同じ組織かもしれない名前", organizationAddress("有限会社甲斐屋"), "法人格のほかは同じ名前です"} {
			if !strings.Contains(body, has) {
				t.Errorf("%s: lacks %q", name, has)
			}
		}
		if later, earlier := strings.Index(body, "<time>2025-05-02"), strings.Index(body, "<time>2022-03-01"); later < 0 || earlier < later || strings.Contains(body, "<time>2021-03-01") {
			t.Errorf("%s: its cases are not the latest first, or there are others", name)
		}
	}
	if body := pageOf(t, s, organizationAddress("丙データ"), "en"); !strings.Contains(body, supplierAddress("丙データ株式会社")) || !strings.Contains(body, "supplier") {
		t.Error("a supplier's record does not lead to its page")
	}
	if body := pageOf(t, s, organizationAddress("BIPROGY"), "en"); !strings.Contains(body, "until 2022-04-01") || !strings.Contains(body, `rel="nofollow noopener noreferrer">source</a>`) {
		t.Error("a former name of the list of aliases has no day or no source")
	}
	if body := pageOf(t, s, organizationAddress("甲斐屋"), "en"); !strings.Contains(body, "does not tell which organization") || strings.Contains(body, "<time>") {
		t.Error("a name that two organizations have is taken for one of them")
	}
	body := pageOf(t, s, "/cases/2022-001", "ja")
	if !strings.Contains(body, organizationAddress("甲斐屋（株）")) {
		t.Error("the case does not lead to its organization")
	}
	for _, target := range []string{organizationAddress("ない会社"), "/organizations/%00", "/organizations/" + strings.Repeat("a", 5000), "/organizations/%ff%fe", "/organizations/"} {
		if r := ask(s, "GET", target); r.StatusCode != http.StatusNotFound && r.StatusCode != http.StatusBadRequest {
			t.Errorf("%.60s: %s", target, r.Status)
		}
	}
	if r := ask(s, "GET", organizationAddress(`<img src=x onerror=alert(1)>`)); strings.Contains(string(bodyOf(t, r)), "<img src=x") {
		t.Error("a name is markup")
	}
}

func TestOrganizationJSON(t *testing.T) {
	d, book := describedServer(t)
	n := 0
	for c, err := range book.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if c.Status != "open" || c.Case.Organization == "" {
			continue
		}
		n++
		var o casebook.Organization
		d.get(t, "/api/v1/organizations/"+url.PathEscape(c.Case.Organization), &o)
		if !slices.ContainsFunc(o.Cases, func(p casebook.Part) bool {
			return p.Number == c.Number && slices.Contains(p.Roles, casebook.AsPublisher)
		}) || o.Sum != len(o.Cases) {
			t.Errorf("the record of %s does not have its case %v", c.Case.Organization, c.Number)
		}
	}
	if n < 10 {
		t.Errorf("%d cases only", n)
	}
	if r := ask(d.server, "GET", "/api/v1/organizations/"+url.PathEscape("誰も知らない会社")); r.StatusCode != http.StatusNotFound {
		t.Errorf("nobody: %s", r.Status)
	}
}
