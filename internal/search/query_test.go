package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jikenbo"
)

// show writes a query in a form that says how it was read.
func (n *node) String() string {
	if n == nil {
		return "all"
	}
	kids := func(op string) string {
		var all []string
		for _, k := range n.kids {
			all = append(all, k.String())
		}
		return "(" + strings.Join(all, op) + ")"
	}
	switch n.op {
	case opAnd:
		return kids(" & ")
	case opOr:
		return kids(" | ")
	case opNot:
		return "!" + n.kids[0].String()
	case opWord:
		name := []string{"", "org:", "title:", "supplier:", "service:"}[n.space]
		return name + strings.ReplaceAll(n.word.text, "\n", "/")
	case opFacet:
		return facets[n.facet].name + "=" + strings.Join(n.values, ",")
	case opDate:
		return fmt.Sprintf("%08d..%08d", n.lo, n.hi)
	case opNumber:
		return fmt.Sprintf("#%d-%03d", n.number>>32, n.number&0xffffffff)
	}
	class := ""
	if n.class >= 0 {
		class = UnitClasses[n.class]
	}
	lo, hi := "", ""
	if n.lo > -1<<62 {
		lo = fmt.Sprint(n.lo)
	}
	if n.hi < 1<<62 {
		hi = fmt.Sprint(n.hi)
	}
	return "[" + lo + ".." + hi + class + "]"
}

func TestParse(t *testing.T) {
	for _, test := range []struct {
		query, want string
		problems    int
	}{
		{"", "all", 0},
		{" \u3000\n", "all", 0},
		{"漏洩", "漏洩", 0},
		{"漏洩　病院", "(漏洩 & 病院)", 0},
		{"ランサムウェア", "らんさむうぇあ", 0},
		{"a AND b", "(a & b)", 0},
		{"a b OR c", "((a & b) | c)", 0},
		{"a OR b c", "(a | (b & c))", 0},
		{"a | b｜c", "(a | b | c)", 0},
		{"a ＯＲ b", "(a | b)", 0},
		{"a or b", "(a & or & b)", 0},
		{"(a OR b) c", "((a | b) & c)", 0},
		{"（a OR b）c", "((a | b) & c)", 0},
		{"a -b", "(a & !b)", 0},
		{"a －b", "(a & !b)", 0},
		{"a −(b OR c)", "(a & !(b | c))", 0},
		{"NOT a", "!a", 0},
		{"NOT NOT a", "a", 0},
		{"e-mail", "e-mail", 0},
		{"a - b", "(a & b)", 1},
		{`"a b" c`, "(a b & c)", 0},
		{"“カード 情報”", "かーど情報", 0},
		{"「不正 アクセス」", "不正あくせす", 0},
		{`"a b`, "a b", 1},
		{`""`, "all", 0},
		{`"、。"`, "all", 1},
		{"、", "all", 1},
		{"(a", "a", 1},
		{"a)", "a", 1},
		{"a) b", "(a & b)", 1},
		{"a OR", "a", 1},
		{"OR a", "a", 1},
		{"a OR OR b", "(a | b)", 1},
		{"NOT", "all", 1},
		{"a NOT", "a", 1},
		{"()", "all", 0},
		{")(", "all", 2},
		{"株式会社つづら屋", "つづら屋", 0},
		{"㈱つづら屋", "つづら屋", 0},
		{"(株)つづら屋", "(株 & つづら屋)", 0},
		{`"株式会社つづら屋"`, "株式会社つづら屋", 0},
		{"株式会社", "株式会社", 0},
		{"2023-009", "(#2023-009 | 2023-009)", 0},
		{"#2023-9", "(#2023-009 | 2023-9)", 0},
		{"2,259", "2259", 0},

		{"org:つづら屋", "org:つづら屋", 0},
		{"組織：（株）つづら屋", "org:つづら屋", 0},
		{`org:"つづら屋 染織"`, "org:つづら屋染織", 0},
		{"org:「つづら屋」", "org:つづら屋", 0},
		{"title:お詫び supplier:丙社 service:x", "(title:お詫び & supplier:丙社 & service:x)", 0},
		{"actor:LockBit", "lockbit", 0},
		{"ORG:a", "org:a", 0},
		{"-org:a", "!org:a", 0},
		{"(org:a)", "org:a", 0},
		{"org:", "all", 1},
		{"org:、", "all", 1},
		{"foo:bar", "foo:bar", 1},
		{"https://example.jp/a", "https://example.jp/a", 0},
		{"10:30", "10:30", 0},
		{"type:ransomware", "type=ransomware", 0},
		{"type:ランサムウェア", "type=ransomware", 0},
		{"type:ﾗﾝｻﾑｳｪｱ", "type=ransomware", 0},
		{"類型:改ざん", "type=web-skimming,defacement", 0},
		{"type:denial", "type=dos", 0},
		{"type:何か", "何か", 1},
		{"item:name", "item=name", 0},
		{"item:氏名", "item=name", 0},
		{"leak:unstated", "leak=unstated", 0},
		{"leak:記載なし", "leak=unstated", 0},
		{"stage:最終報", "stage=final", 0},
		{"kind:event", "kind=event", 0},
		{"review:doubt", "review=doubt", 0},
		{"status:取り下げ", "status=withdrawn", 0},
		{"size:人:1000-2999", "size=人:1000-2999", 0},
		{"year:2023", "20230000..20239999", 0},
		{"year:令和5年", "20230000..20239999", 0},
		{"year:2023-01", "2023-01", 1},
		{"month:2023-01", "month=2023-01", 0},
		{"after:2023-01-10", "20230110..99999999", 0},
		{"after:2023/1", "20230100..99999999", 0},
		{"after:R5.1.10", "20230110..99999999", 0},
		{"before:2024", "00000001..20239999", 0},
		{"before:2023年1月10日", "00000001..20230109", 0},
		{"before:令和元年5月1日", "00000001..20190500", 0},
		{"after:2023-02-30", "2023-02-30", 1},
		{"after:いつか", "いつか", 1},
		{"after:20230110", "20230110..99999999", 0},
		{"count>1000", "[1001..]", 0},
		{"count＞＝1,000人", "[1000..人]", 0},
		{"件数≦1.5万件", "[..15000件]", 0},
		{"count<100名", "[..99人]", 0},
		{"count=7社", "[7..7社]", 0},
		{"count:7", "[7..7]", 0},
		{"count>1億", "[100000001..]", 0},
		{"count>1.5", "[2..]", 0},
		{"count>=1.5", "[2..]", 0},
		{"count<1.5", "[..1]", 0},
		{"count>many", "many", 1},
		{"count>5倍", "5倍", 1},
		{"a>b", "a>b", 0},
		{"number:2023-009", "#2023-009", 0},
		{"number:9", "9", 1},
		{strings.Repeat("(", 40) + "a", "a", maxProblems},
		{strings.Repeat("-", 3) + "a", "a", 0},
	} {
		t.Run(test.query, func(t *testing.T) {
			q, problems := Parse(test.query)
			if got := q.root.String(); got != test.want {
				t.Errorf("%q is read as %s, want %s", test.query, got, test.want)
			}
			if len(problems) != test.problems {
				t.Errorf("%q has problems %v, want %d", test.query, problems, test.problems)
			}
		})
	}
}

func TestParseLimits(t *testing.T) {
	q, problems := Parse(strings.Repeat("漏洩 ", MaxTerms+5))
	if len(q.words) != MaxTerms || len(problems) != 1 {
		t.Errorf("%d words, problems %v", len(q.words), problems)
	}
	q, problems = Parse(strings.Repeat("漏", MaxLength))
	if n := len(q.words[0].word.text); n > MaxLength || n < MaxLength-3 || len(problems) != 1 {
		t.Errorf("a word of %d bytes, problems %v", n, problems)
	}
}

// FuzzParse proves that every text is a query that can be asked, whose problems
// and words are places in it.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"漏洩 病院", `"a b" OR (c -d`, "org:㈱x count>1万人", "after:R5.1.10 ）", "＂「『|", "type:ランサム leak:", "NOT NOT (", "2023-009 #1900-1"} {
		f.Add(s)
	}
	d := &Document{Ref: 2, Number: jikenbo.Number{Year: 2023, Seq: 9}, Status: jikenbo.Open,
		Case: &jikenbo.Case{Kind: jikenbo.Incident, Organization: "株式会社つづら屋", Suppliers: []string{"丙社"}}, Texts: []string{"漏洩した件数は2,259件です。LockBit3.0"}}
	s, err := Open(1, Build([]*Card{NewCard(d)}))
	if err != nil {
		f.Fatal(err)
	}
	v := new(View)
	v.Add(s, nil, nil)
	f.Fuzz(func(t *testing.T, s string) {
		q, problems := Parse(s)
		for _, p := range problems {
			if p.Start < 0 || p.End < p.Start || p.End > len(s) || p.Ja == "" || p.En == "" {
				t.Fatalf("%q: problem %+v", s, p)
			}
		}
		for _, n := range q.words {
			if n.start < 0 || n.end <= n.start || n.end > len(s) || n.word.isZero() {
				t.Fatalf("%q: word %q at [%d,%d)", s, n.word.text, n.start, n.end)
			}
		}
		if len(q.words) > MaxTerms {
			t.Fatalf("%d words", len(q.words))
		}
		found, err := v.Find(nil, q, nil)
		if err != nil {
			t.Fatal(err)
		}
		places, _ := found.Unsure(false, 10)
		for _, at := range places {
			found.Settle(at, q.Match(d))
		}
		if matches := q.Match(d); matches != (found.Total() == 1) {
			t.Fatalf("%q: found %d, the document matches: %v", s, found.Total(), matches)
		}
		q.Snippet(d)
		for _, other := range q.Spellings(s) {
			Parse(other.Query)
		}
	})
}

func TestWord(t *testing.T) {
	for _, test := range []struct {
		word, text string
		want       bool
	}{
		{"漏洩", "情報が漏洩した", true},
		{"漏洩", "情報が漏えいした", false},
		{"社", "会社", true},
		{"lockbit", "LockBit3.0に感染", true},
		{"lock", "LockBit3.0", true},
		{"bit", "LockBit3.0", false},
		{"lockbit3.0", "LockBit3.0", true},
		{"3.0", "LockBit3.0", true},
		{"lock bit", "LockBit", false},
		{"2259", "2,259件", true},
		{"2,259", "2259件", true},
		{"2259", "12,259件", false},
		{"259", "2,259件", false},
		{"225", "2,259件", false},
		{"2259件", "２，２５９　件", true},
		{"300件", "1300件", false},
		{"cve-2023-1", "CVE-2023-12", false},
		{"cve-2023-12", "CVE‐2023‐12の", true},
		{"unauthorized access", "unauthorized\naccess", true},
		{"unauthorized acc", "unauthorized access", true},
		{"author", "unauthorized access", false},
		{"カード情報", "クレジットｶｰﾄﾞ\n  情報", true},
		{"終わり始め", "終わり\n\n始め", false},
		{"メール@example", "info@example.jp", false},
		{"info@example.jp", "連絡先はinfo@example.jpです", true},
		{"高橋", "髙橋", true},
		{"さーば", "サーバ―です", true},
	} {
		w := newWord(Fold(test.word))
		if got := w.in(Fold(test.text)); got != test.want {
			t.Errorf("%q in %q: %v, want %v", test.word, test.text, got, test.want)
		}
		// The index finds what is there, and where it proves, nothing else.
		s, err := Open(1, Build([]*Card{NewCard(&Document{Ref: 1, Case: &jikenbo.Case{}, Texts: []string{test.text}})}))
		if err != nil {
			t.Fatal(err)
		}
		f := finder{s: s}
		b, err := f.word(inText, &w)
		if err != nil {
			t.Fatal(err)
		}
		if sure, may := b.sure.has(0), b.may.has(0); sure && !test.want || !may && test.want {
			t.Errorf("%q in %q: the index says sure %v, may %v, want %v", test.word, test.text, sure, may, test.want)
		}
	}
}

func TestBare(t *testing.T) {
	for name, want := range map[string]string{
		"株式会社つづら屋": "つづら屋", "つづら屋株式会社": "つづら屋", "㈱つづら屋": "つづら屋", "つづら屋（株）": "つづら屋",
		"医療法人社団 清流会": "清流会", "Example Co., Ltd.": "example", "Example, Inc.": "example", "Zinc": "zinc", "株式会社": "株式会社",
		"株式会社(株)": "株式会社(株)", "NPO法人ひかり": "ひかり", "Limited": "limited", "": "", "学校": "学校",
	} {
		if got := bare(name); got != want {
			t.Errorf("%q is bare %q, want %q", name, got, want)
		}
	}
}

func TestSizeBand(t *testing.T) {
	for n, want := range map[int64]string{1: "1-2", 2: "1-2", 3: "3-9", 9: "3-9", 10: "10-29", 2259: "1000-2999", 3000: "3000-9999", 1 << 62: "100000000000000000-299999999999999999"} {
		if got := SizeBand(n); got != want {
			t.Errorf("%d is in %s, want %s", n, got, want)
		}
	}
}

func TestUnitClass(t *testing.T) {
	for unit, want := range map[string]string{"名": "人", "件": "件", "card holders": "人", "faculty members": "人", "email addresses": "通", "アカウント": "アカウント", "accounts": "口座", "匹": "other", "戸": "世帯"} {
		if got := UnitClasses[unitClass(unit)]; got != want {
			t.Errorf("%q is of class %s, want %s", unit, got, want)
		}
	}
}

func TestSpellings(t *testing.T) {
	q, _ := Parse("漏洩 病院 -流出")
	got := q.Spellings("漏洩 病院 -流出")
	i := slices.IndexFunc(got, func(s Spelling) bool { return s.Other == "漏えい" })
	if i < 0 || got[i].Word != "漏洩" || got[i].Query != "漏えい 病院 -流出" {
		t.Errorf("spellings %+v", got)
	}
	if slices.ContainsFunc(got, func(s Spelling) bool { return s.Word == "流出" || s.Word == s.Other }) {
		t.Errorf("what is excluded has spellings: %+v", got)
	}
	q, _ = Parse("ブラウザー")
	if got := q.Spellings("ブラウザー"); len(got) != 1 || got[0].Query != "ブラウザ" {
		t.Errorf("spellings %+v", got)
	}
}
