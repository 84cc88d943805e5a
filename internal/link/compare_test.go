package link_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jikenbo"
	"jikenbo/internal/identity"
	"jikenbo/internal/link"
)

// profileOf makes the profile of a case, and of what its text says.
func profileOf(c jikenbo.Case, text string, urls ...string) *link.Profile {
	if c.Kind == "" {
		c.Kind = jikenbo.Incident
	}
	return link.NewProfile(&jikenbo.Account{Known: c.Published, Case: c}, link.References(text, &c), urls, identity.Default())
}

func date(t testing.TB, s string) jikenbo.Date {
	t.Helper()
	d, err := jikenbo.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestSymmetric: a verdict is that of the two, whichever is named first.
func TestSymmetric(t *testing.T) {
	gold, read := load(t, "../../testdata/notices", "../../testdata/written")
	ns := slices.Concat(gold, read)
	codes := map[string]bool{}
	for i, a := range ns {
		for _, b := range ns[i:] {
			v, w := link.Compare(a.profile, b.profile), link.Compare(b.profile, a.profile)
			if diff := cmp.Diff(v, w); diff != "" {
				t.Fatalf("%s and %s: %s", a.name, b.name, diff)
			}
			for _, r := range slices.Concat(v.For, v.Against) {
				codes[r.Code] = true
				for _, lang := range []string{"ja", "en"} {
					if s := r.Words(lang); s == "" || s == r.Code || strings.Contains(s, "%") {
						t.Errorf("%v is worded %q", r, s)
					}
				}
			}
		}
	}
	if len(codes) < 20 {
		t.Errorf("only %d reasons are given", len(codes))
	}
}

// TestItself: a notice that is read twice is one account.
func TestItself(t *testing.T) {
	gold, read := load(t, "../../testdata/notices", "../../testdata/written", "../../examples")
	for _, n := range slices.Concat(gold, read) {
		if n.account.Case.Organization == "" {
			continue
		}
		if v := link.Compare(n.profile, n.profile); v.Degree != link.Same {
			t.Errorf("%s and itself: %s", n.name, explain(v, "ja"))
		}
		if keys := n.profile.Keys(); len(keys) == 0 || len(keys) > 12 || len(keys) != len(slices.Compact(slices.Sorted(slices.Values(keys)))) {
			t.Errorf("%s has %d keys, %v", n.name, len(keys), keys)
		}
	}
}

func TestReasons(t *testing.T) {
	first := jikenbo.Case{
		Organization: "株式会社七曜歯車製作所", Title: "システム障害の発生について(第一報)", Published: date(t, "2023-06-12"), Stage: jikenbo.FirstStage,
		Types: []jikenbo.Type{"ransomware"}, Timeline: []jikenbo.Happening{{Date: date(t, "2023-06-09"), Kind: jikenbo.Discovered}},
	}
	second := jikenbo.Case{
		Organization: "七曜歯車製作所(株)", Title: "個人情報漏えいの可能性について(第二報)", Published: date(t, "2023-07-03"), Stage: jikenbo.UpdateStage,
		Types: []jikenbo.Type{"ransomware"}, Timeline: []jikenbo.Happening{{Date: date(t, "2023-06-09"), Kind: jikenbo.Discovered}},
	}
	v := link.Compare(profileOf(first, ""), profileOf(second, "6月12日に公表いたしましたとおり"))
	want := []string{"同じ組織", "2023年6月12日の公表を指している", "発覚日が同じ(2023年6月9日)", "種別が同じ", "続く報である(1/2)"}
	var got []string
	for _, r := range v.For {
		got = append(got, r.Words("ja"))
	}
	if v.Degree != link.Same || !slices.Equal(got, want) || len(v.Against) > 0 {
		t.Errorf("%s, want %q", explain(v, "ja"), want)
	}
	second.Timeline[0].Date = date(t, "2023-08-02")
	second.Published = date(t, "2023-08-04")
	second.Stage, second.Title = jikenbo.FirstStage, first.Title
	v = link.Compare(profileOf(first, ""), profileOf(second, ""))
	var against []string
	for _, r := range v.Against {
		against = append(against, r.Words("en"))
	}
	want = []string{"different days of discovery (2023-06-09/2023-08-02)", "it happened after the other was published (2023-06-12)", "both are the same report in order (1)"}
	if v.Degree != link.Different || !slices.Equal(against, want) {
		t.Errorf("%s, want %q", explain(v, "en"), want)
	}
	// Names and numbers are given as they are written.
	first.Services, second.Services = []string{"おしょくじ便"}, []string{"おしょくじ便"}
	first.Suppliers, second.Suppliers = []string{"株式会社ショップメーカー"}, []string{"㈱髙ショウ"}
	first.Contacts, second.Contacts = []string{"0120-555-019"}, []string{"0120(555)019"}
	v = link.Compare(profileOf(first, ""), profileOf(second, ""))
	for code, want := range map[string]string{"same-service": "おしょくじ便", "other-supplier": "株式会社ショップメーカー/㈱髙ショウ", "same-contact": "0120-555-019"} {
		if !slices.Contains(slices.Concat(v.For, v.Against), link.Reason{Code: code, Detail: want}) {
			t.Errorf("%s, want %s %q", explain(v, "en"), code, want)
		}
	}
	if s := (link.Reason{Code: "of another version"}).Words("ja"); s != "of another version" {
		t.Errorf("a code that is not known is %q", s)
	}
}

func TestVerdicts(t *testing.T) {
	base := jikenbo.Case{
		Organization: "株式会社えんどう豆商店", Title: "不正アクセスによる個人情報漏えいに関するお詫び", Published: date(t, "2023-03-06"), Stage: jikenbo.OnlyStage,
		Types: []jikenbo.Type{"web-skimming"}, Timeline: []jikenbo.Happening{{Date: date(t, "2023-03-03"), Kind: jikenbo.Discovered}},
	}
	with := func(change func(*jikenbo.Case)) *link.Profile {
		c := base
		c.Timeline = slices.Clone(c.Timeline)
		change(&c)
		return profileOf(c, "")
	}
	same := func(*jikenbo.Case) {}
	for _, test := range []struct {
		what string
		a, b *link.Profile
		want []link.Degree
	}{
		{"one notice", with(same), with(same), []link.Degree{link.Same}},
		{"one number", with(func(c *jikenbo.Case) { c.Number = "2023-009" }), with(func(c *jikenbo.Case) {
			c.Number, c.Title, c.Published, c.Timeline = "2023-9", "別の題", date(t, "2023-05-01"), nil
		}), []link.Degree{link.Same}},
		{"two numbers", with(func(c *jikenbo.Case) { c.Number = "2023-009" }), with(func(c *jikenbo.Case) { c.Number = "2023-010" }), []link.Degree{link.Different}},
		{"one number of two organizations", with(func(c *jikenbo.Case) { c.Number = "2023-009" }), with(func(c *jikenbo.Case) { c.Number, c.Organization = "2023-009", "有限会社坂の上酒店" }), []link.Degree{link.Different}},
		{"another organization", with(same), with(func(c *jikenbo.Case) { c.Organization = "有限会社坂の上酒店" }), []link.Degree{link.Different}},
		{"another organization with the same contact", with(func(c *jikenbo.Case) { c.Contacts = []string{"0120-000-401"} }), with(func(c *jikenbo.Case) {
			c.Organization, c.Contacts = "坂の上ホールディングス株式会社", []string{"0120-000-401"}
		}), []link.Degree{link.Possible}},
		{"its supplier", with(func(c *jikenbo.Case) { c.Suppliers = []string{"株式会社カートベース"} }), with(func(c *jikenbo.Case) { c.Organization = "カートベース" }), []link.Degree{link.Different}},
		{"another victim", with(func(c *jikenbo.Case) { c.Suppliers = []string{"株式会社カートベース"} }), with(func(c *jikenbo.Case) {
			c.Organization, c.Suppliers = "有限会社坂の上酒店", []string{"カートベース(株)"}
		}), []link.Degree{link.Different}},
		{"its group", with(same), with(func(c *jikenbo.Case) { c.Organization = "株式会社えんどう豆商店ホールディングス" }), []link.Degree{link.Possible}},
		{"no organization", with(func(c *jikenbo.Case) { c.Organization = "" }), with(same), []link.Degree{link.Unlikely}},
		{"years later", with(same), with(func(c *jikenbo.Case) {
			c.Published, c.Timeline[0].Date = date(t, "2026-03-06"), date(t, "2026-03-03")
		}), []link.Degree{link.Different}},
		{"a day later", with(same), with(func(c *jikenbo.Case) {
			c.Published, c.Timeline[0].Date = date(t, "2023-03-07"), date(t, "2023-03-04")
		}), []link.Degree{link.Unlikely, link.Different, link.Possible}},
		{"another type on the same day", with(same), with(func(c *jikenbo.Case) { c.Types, c.Title = []jikenbo.Type{"loss"}, "書類の紛失について" }), []link.Degree{link.Different}},
		{"nothing but the organization", with(func(c *jikenbo.Case) { *c = jikenbo.Case{Organization: c.Organization, Published: c.Published} }),
			with(func(c *jikenbo.Case) {
				*c = jikenbo.Case{Organization: c.Organization, Published: date(t, "2023-04-01")}
			}), []link.Degree{link.Unlikely}},
		{"nothing at all", profileOf(jikenbo.Case{}, ""), profileOf(jikenbo.Case{}, ""), []link.Degree{link.Unlikely}},
	} {
		if v := link.Compare(test.a, test.b); !slices.Contains(test.want, v.Degree) {
			t.Errorf("%s: %s, want %v", test.what, explain(v, "en"), test.want)
		}
	}
}

// TestLinks: a page that names the page of another, and two texts of one page.
func TestLinks(t *testing.T) {
	c := jikenbo.Case{Organization: "株式会社旅の輪", Title: "会員情報の漏えいに関するお詫び", Published: date(t, "2024-09-02"), Types: []jikenbo.Type{"unauthorized-access"}}
	later := c
	later.Title, later.Published = "その後の状況について", date(t, "2024-10-02")
	page := "https://www.tabinowa.example/news/2024/12.html"
	a, b := profileOf(c, "", page), profileOf(later, "先に http://tabinowa.example/news/2024/12.html でお知らせしたとおりです。")
	if v := link.Compare(a, b); v.Degree != link.Same {
		t.Error(explain(v, "en"))
	}
	if v := link.Compare(a, profileOf(later, "", page)); v.Degree < link.Possible {
		t.Error(explain(v, "en"))
	}
	if v := link.Compare(profileOf(c, "", "https://www.tabinowa.example/"), profileOf(later, "http://tabinowa.example/")); v.Degree > link.Possible || slices.ContainsFunc(v.For, func(r link.Reason) bool { return r.Code == "names-address" }) {
		t.Error(explain(v, "en"))
	}
}

// TestVague: a notice that goes on about something and tells nothing of it is
// proposed with what its publisher published lately, and with nothing else.
func TestVague(t *testing.T) {
	c := jikenbo.Case{Organization: "株式会社旅の輪", Title: "会員情報の漏えいに関するお詫び", Published: date(t, "2024-09-02"), Types: []jikenbo.Type{"unauthorized-access"}}
	first := profileOf(c, "")
	for _, test := range []struct {
		what, published, text string
		change                func(*jikenbo.Case)
		want                  link.Degree
	}{
		{"lately", "2024-10-02", "先般公表いたしました件につきまして、再発防止策を取りまとめました。", nil, link.Possible},
		{"long ago", "2025-09-02", "先般公表いたしました件につきまして、再発防止策を取りまとめました。", nil, link.Unlikely},
		{"it came before", "2024-08-02", "先般公表いたしました件につきまして、再発防止策を取りまとめました。", nil, link.Unlikely},
		{"another publisher", "2024-10-02", "先般公表いたしました件につきまして、再発防止策を取りまとめました。", func(c *jikenbo.Case) { c.Organization = "株式会社しらなみ堂" }, link.Different},
		{"another type", "2024-10-02", "先般公表いたしました件につきまして、再発防止策を取りまとめました。", func(c *jikenbo.Case) { c.Types = []jikenbo.Type{"loss"} }, link.Unlikely},
	} {
		later := c
		later.Title, later.Published = "再発防止策について", date(t, test.published)
		if test.change != nil {
			test.change(&later)
		}
		v := link.Compare(first, profileOf(later, test.text))
		if v.Degree != test.want && (test.want != link.Unlikely || v.Degree != link.Different) {
			t.Errorf("%s: %s, want %v", test.what, explain(v, "en"), test.want)
		}
	}
}

func TestClusterDecisions(t *testing.T) {
	verdict := func(scores map[[2]int]int) func(i, j int) link.Verdict {
		return func(i, j int) link.Verdict {
			s, ok := scores[[2]int{i, j}]
			switch {
			case !ok:
				return link.Verdict{Degree: link.Unlikely}
			case s > 0:
				return link.Verdict{Degree: link.Same, Score: s}
			}
			return link.Verdict{Degree: link.Different}
		}
	}
	decided := func(d map[[2]int]bool) func(i, j int) (bool, bool) {
		return func(i, j int) (bool, bool) { same, known := d[[2]int{i, j}]; return same, known }
	}
	for _, test := range []struct {
		what    string
		n       int
		scores  map[[2]int]int
		decided map[[2]int]bool
		want    [][]int
	}{
		{"nothing", 0, nil, nil, nil},
		{"one", 1, nil, nil, [][]int{{0}}},
		{"a chain", 3, map[[2]int]int{{0, 1}: 90, {1, 2}: 90}, nil, [][]int{{0, 1, 2}}},
		{"the surer of two that exclude each other", 3, map[[2]int]int{{0, 1}: 90, {1, 2}: 120, {0, 2}: -1}, nil, [][]int{{0}, {1, 2}}},
		{"neither of two alike", 3, map[[2]int]int{{0, 1}: 90, {1, 2}: 95, {0, 2}: -1}, nil, [][]int{{0}, {1}, {2}}},
		{"a person says same", 2, map[[2]int]int{{0, 1}: -1}, map[[2]int]bool{{0, 1}: true}, [][]int{{0, 1}}},
		{"a person says different", 2, map[[2]int]int{{0, 1}: 300}, map[[2]int]bool{{0, 1}: false}, [][]int{{0}, {1}}},
		{"through a third", 3, map[[2]int]int{{0, 1}: 200, {1, 2}: 180}, map[[2]int]bool{{0, 2}: false}, [][]int{{0, 1}, {2}}},
		{"persons who contradict each other", 3, nil, map[[2]int]bool{{0, 1}: true, {1, 2}: true, {0, 2}: false}, [][]int{{0, 1}, {2}}},
		{"who belongs to one that a person joined belongs to both", 3, map[[2]int]int{{1, 2}: 200, {0, 2}: -1}, map[[2]int]bool{{0, 1}: true}, [][]int{{0, 1, 2}}},
		{"unless a person says otherwise", 3, map[[2]int]int{{1, 2}: 200, {0, 2}: -1}, map[[2]int]bool{{0, 1}: true, {0, 2}: false}, [][]int{{0, 1}, {2}}},
	} {
		if got := link.Cluster(test.n, verdict(test.scores), decided(test.decided)); !cmp.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.what, got, test.want)
		}
	}
}

// TestClusterOrder: the same accounts make the same parts, whatever their order,
// and what must not be together is not.
func TestClusterOrder(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		n := 2 + r.IntN(9)
		verdicts := make([]link.Verdict, n*n)
		decided := make([]uint8, n*n)
		scores := r.Perm(n * n) // no ties
		for i := range n {
			for j := i + 1; j < n; j++ {
				v := link.Verdict{Degree: []link.Degree{link.Different, link.Unlikely, link.Possible, link.Same, link.Same}[r.IntN(5)], Score: 80 + 7*scores[i*n+j]}
				verdicts[i*n+j], verdicts[j*n+i] = v, v
				if r.IntN(12) == 0 && seed%2 == 0 {
					decided[i*n+j] = 2 // different
					decided[j*n+i] = 2
				}
			}
		}
		var want [][]int
		for range 6 {
			order := r.Perm(n) // order[k] is the account at place k
			parts := link.Cluster(n, func(i, j int) link.Verdict { return verdicts[order[i]*n+order[j]] }, func(i, j int) (bool, bool) {
				return false, decided[order[i]*n+order[j]] == 2
			})
			for _, p := range parts {
				for k := range p {
					p[k] = order[p[k]]
				}
				slices.Sort(p)
				for x, i := range p {
					for _, j := range p[x+1:] {
						if verdicts[i*n+j].Degree == link.Different || decided[i*n+j] == 2 {
							t.Fatalf("seed %d: %d and %d are together", seed, i, j)
						}
					}
				}
			}
			slices.SortFunc(parts, func(a, b []int) int { return a[0] - b[0] })
			if want == nil {
				want = parts
			} else if !cmp.Equal(parts, want) {
				t.Fatalf("seed %d: %v, and in another order %v", seed, want, parts)
			}
		}
	}
}

// TestNoticesOrder: the notices make the same incidents in any order.
func TestNoticesOrder(t *testing.T) {
	_, ns := load(t, "../../testdata/notices", "../../testdata/written")
	name := func(ns []*notice) []string {
		var out []string
		for _, p := range parts(ns) {
			slices.Sort(p)
			out = append(out, strings.Join(p, " "))
		}
		slices.Sort(out)
		return out
	}
	want := name(ns)
	r := rand.New(rand.NewPCG(7, 7))
	for range 4 {
		r.Shuffle(len(ns), func(i, j int) { ns[i], ns[j] = ns[j], ns[i] })
		if diff := cmp.Diff(want, name(ns)); diff != "" {
			t.Fatal(diff)
		}
	}
}
