package text

import (
	"slices"
	"strings"
	"testing"
)

var sentenceCases = []struct {
	name, raw string
	want      []string
}{
	{"full stops", "発生しました。調査中です。", []string{"発生しました。", "調査中です。"}},
	{"no stop at the end", "発生しました。調査中", []string{"発生しました。", "調査中"}},
	{"question and cry", "被害は？ありません！以上", []string{"被害は?ありません!以上"}},
	{"a stop within quotes", "「確認しました。」と回答しました。次に", []string{"「確認しました。」と回答しました。", "次に"}},
	{"a stop within double quotes", "『調査中。続報あり。』と発表。次に", []string{"『調査中。続報あり。』と発表。", "次に"}},
	{"a stop within brackets", "漏えいしました（氏名。住所）。次に", []string{"漏えいしました(氏名。住所)。", "次に"}},
	{"a bracket never closed", "氏名（漢字。" + strings.Repeat("長", 330) + "。次に進みます。終わりです。", []string{"氏名(漢字。" + strings.Repeat("長", 330) + "。", "次に進みます。", "終わりです。"}},
	{"a bracket never opened", "氏名）が漏えい。次に", []string{"氏名)が漏えい。", "次に"}},
	{"English", "We stopped the server. The cause is unknown.", []string{"We stopped the server.", "The cause is unknown."}},
	{"English abbreviations", "Minato Co. Ltd. and No. 5 of Mr. Umino at 9 a.m. were told.", []string{"Minato Co. Ltd. and No. 5 of Mr. Umino at 9 a.m. were told."}},
	{"an abbreviation at the end", "It was done by Minato Inc. The cause is unknown.", []string{"It was done by Minato Inc.", "The cause is unknown."}},
	{"a month cut short", "On Jan. 5 we stopped. On Feb. 6 we resumed.", []string{"On Jan. 5 we stopped.", "On Feb. 6 we resumed."}},
	{"decimals and addresses", "Version 2.3.4 at www.example.jp was used.", []string{"Version 2.3.4 at www.example.jp was used."}},
	{"a question", "Was it leaked? We do not know.", []string{"Was it leaked?", "We do not know."}},
	{"nothing but stops", "。。", []string{"。", "。"}},
}

func TestSentences(t *testing.T) {
	for _, tc := range sentenceCases {
		t.Run(tc.name, func(t *testing.T) {
			n := New(tc.raw)
			var got []string
			sentences(n.Norm, 0, len(n.Norm)-1, func(a, b int) { got = append(got, n.Norm[a:b]) })
			if !slices.Equal(got, tc.want) {
				t.Errorf("got %q\nwant %q", got, tc.want)
			}
		})
	}
}

const prose = "弊社のサーバーが不正アクセスを受けたことを確認いたしました。"

var headingCases = []struct {
	name, raw string
	want      []string // the headings
}{
	{"numbers with stops", "1. 概要\n" + prose + "\n2. 原因\n" + prose, []string{"1. 概要", "2. 原因"}},
	{"full-width numbers", "１．概要\n" + prose + "\n２．原因\n" + prose, []string{"1.概要", "2.原因"}},
	{"numbers in brackets", "(1) 概要\n" + prose + "\n（２）原因\n" + prose, []string{"(1) 概要", "(2)原因"}},
	{"circled numbers", "①概要\n" + prose + "\n②原因\n" + prose, []string{"①概要", "②原因"}},
	{"squares", "■概要\n" + prose + "\n■ 原因\n" + prose, []string{"■概要", "■ 原因"}},
	{"other marks", "◆概要\n" + prose + "\n●原因\n" + prose + "\n▼対応\n" + prose, []string{"◆概要", "●原因", "▼対応"}},
	{"lenticular brackets", "【概要】\n" + prose + "\n【原因】" + prose, []string{"【概要】", "【原因】"}},
	{"angle brackets", "〈概要〉\n" + prose + "\n＜原因＞\n" + prose, []string{"〈概要〉", "<原因>"}},
	{"第1", "第1 概要\n" + prose + "\n第2 原因\n" + prose, []string{"第1 概要", "第2 原因"}},
	{"kanji numbers", "一、概要\n" + prose + "\n二、原因\n" + prose, []string{"一、概要", "二、原因"}},
	{"letters", "A. 概要\n" + prose + "\nB. 原因\n" + prose, []string{"A. 概要", "B. 原因"}},
	{"numbers with hyphens", "1-1. 概要\n" + prose + "\n1-2. 原因\n" + prose, []string{"1-1. 概要", "1-2. 原因"}},
	{"bullets that head unmarked lines", "・原因\n" + prose + "\n・対応\n" + prose, []string{"・原因", "・対応"}},
	{"bare short lines", prose + "\n\n経緯\n" + prose + "\n\n原因\n" + prose, []string{"経緯", "原因"}},
	{"a heading that ends in a colon", "■概要：\n" + prose, []string{"■概要:"}},
	{"a mark and a gap before the text", "■概要　　" + prose, []string{"■概要"}},
	{"English", "We have found that our server was accessed by an unauthorized third party.\n\nWhat Happened\nOn May 10 we saw odd traffic. We stopped it.", []string{"What Happened"}},
	{"bulleted items are none", "・氏名\n・住所\n・電話番号", nil},
	{"a mark and a gap before a figure", "■会員情報 128,436件\n■問い合わせ 345件", []string{"■会員情報", "■問い合わせ"}},
	{"a row with a figure is none", "1. 会員情報 128,436件\n2. 問い合わせ 345件", nil},
	{"a row with a figure and no gap is none", "■会員情報128,436件\n■問い合わせ345件", nil},
	{"a row with a figure in kanji is none", "(1)会員情報三百四十二名", nil},
	{"a marked sentence is none", "■" + prose, nil},
	{"a marked verb is none", "■サーバーを停止しました", nil},
	{"a date is none", "9月10日 検知\n10:30 停止", nil},
	{"a decimal is none", "1.2万件の情報", nil},
	{"a remark is none", "※電話番号を除く", nil},
	{"a question names what its answer tells", "Q1 何が起きましたか\n" + prose, []string{"Q1 何が起きましたか"}},
	{"an address is none", prose + "\n\nお客様各位\n" + prose, nil},
	{"a long line is none", prose + "\n\n株式会社みなと通販オンラインショップ事業部からのお知らせ\n" + prose, nil},
}

func TestHeadings(t *testing.T) {
	for _, tc := range headingCases {
		t.Run(tc.name, func(t *testing.T) {
			n := New(tc.raw)
			var got []string
			for _, e := range n.Entries() {
				for i := range e.Sections[1:] {
					got = append(got, e.HeadingOf(n, i+1))
				}
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("got %q\nwant %q", got, tc.want)
			}
		})
	}
}

// TestLevels wants each section in the one above it.
func TestLevels(t *testing.T) {
	n := New("1. 概要\n" + prose + "\n(1) 経緯\n" + prose + "\n(2) 原因\n" + prose + "\n2. 対応\n" + prose + "\n(1) 当社\n" + prose)
	e := n.Entries()[0]
	var got []string
	for i := range e.Sections[1:] {
		path := e.HeadingOf(n, i+1)
		for p := e.Sections[i+1].Parent; p != 0; p = e.Sections[p].Parent {
			path = e.HeadingOf(n, p) + " > " + path
		}
		got = append(got, path)
	}
	want := []string{"1. 概要", "1. 概要 > (1) 経緯", "1. 概要 > (2) 原因", "2. 対応", "2. 対応 > (1) 当社"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestLabels(t *testing.T) {
	for _, tc := range []struct{ raw, want string }{
		{"件数：1,234件", "件数"},
		{"・期間 : 5月10日から", "・期間 "},
		{"対象件数　　49,942件", "対象件数"},
		{"不正ログイン……4,312アカウント", "不正ログイン"},
		{"会員 | 120件", "会員 "},
		{"10:30 検知", ""},
		{"https://www.example.jp/", ""},
		{prose, ""},
	} {
		n := New(tc.raw)
		s := n.Entries()[0].Sentences[0]
		if got := n.Norm[s.Start:s.Label]; got != tc.want {
			t.Errorf("label of %q is %q, want %q", tc.raw, got, tc.want)
		}
	}
}

const body = "\n\n\nこのたび、お客様の個人情報が漏えいした可能性があることが判明いたしました。\n深くお詫び申し上げます。\n"

var entryCases = []struct {
	name, raw string
	want      []string // the lines that name the entries, "" for a text that is one
}{
	{"one notice", "2024年6月14日\n株式会社みなと通販\n個人情報漏えいに関するお詫びとお知らせ" + body, []string{""}},
	{
		"numbered posts",
		"【セキュリティ事件簿#2024-101】株式会社みなと通販 お詫び 2024年6月14日" + body + "\n\n\n【セキュリティ事件簿#2024-100】うみべ工房株式会社 お詫び 2024年6月12日" + body,
		[]string{"【セキュリティ事件簿#2024-101】株式会社みなと通販 お詫び 2024年6月14日", "【セキュリティ事件簿#2024-100】うみべ工房株式会社 お詫び 2024年6月12日"},
	},
	{
		"a post of an event between numbered ones",
		"【セキュリティ事件簿#2024-101】株式会社みなと通販 お詫び 2024年6月14日" + body + "\n\n\n[イベント] うみべ会議2024 (2024/7/6-7)\n\n\nうみべ会議を開催します。\n\n\n\n【セキュリティ事件簿#2024-100】うみべ工房株式会社 お詫び 2024年6月12日" + body,
		[]string{"【セキュリティ事件簿#2024-101】株式会社みなと通販 お詫び 2024年6月14日", "[イベント] うみべ会議2024 (2024/7/6-7)", "【セキュリティ事件簿#2024-100】うみべ工房株式会社 お詫び 2024年6月12日"},
	},
	{
		"posts under their dates",
		"金曜日, 6月 14, 2024\n株式会社みなと通販 個人情報漏えいのお詫び" + body + "\n\n水曜日, 6月 12, 2024\nうみべ工房株式会社 書類紛失のお詫び" + body,
		[]string{"株式会社みなと通販 個人情報漏えいのお詫び", "うみべ工房株式会社 書類紛失のお詫び"},
	},
	{
		"posts between rules",
		"====================\n2024年6月14日\n====================\n株式会社みなと通販 個人情報漏えいのお詫び" + body + "\n====================\n2024年6月12日\n====================\nうみべ工房株式会社 書類紛失のお詫び" + body,
		[]string{"株式会社みなと通販 個人情報漏えいのお詫び", "うみべ工房株式会社 書類紛失のお詫び"},
	},
	{
		"a chronology under date lines is one notice",
		"個人情報漏えいに関するお詫びとお知らせ" + body + "\n経緯\n2024年5月10日\nサーバーの異常を検知\n2024年5月11日\nサーバーを停止\n2024年5月13日\n個人情報保護委員会へ報告\n",
		[]string{""},
	},
	{
		"a chronology with blank lines is one notice",
		"個人情報漏えいに関するお詫びとお知らせ" + body + "\n2024年5月10日\n\nサーバーの異常を検知\n\n2024年5月11日\n\nサーバーを停止\n\n2024年5月13日\n\n個人情報保護委員会へ報告\n",
		[]string{""},
	},
	{
		"one numbered entry",
		"【セキュリティ事件簿#2024-101】株式会社みなと通販 お詫び 2024年6月14日" + body,
		[]string{"【セキュリティ事件簿#2024-101】株式会社みなと通販 お詫び 2024年6月14日"},
	},
	{
		"a number quoted in a notice is no entry",
		"2024年6月14日\n株式会社みなと通販\n個人情報漏えいに関するお詫びとお知らせ" + body + "本件は「事件簿#2024-101」とは関係がありません。\n",
		[]string{""},
	},
	{"nothing", "", nil},
}

func TestEntries(t *testing.T) {
	for _, tc := range entryCases {
		t.Run(tc.name, func(t *testing.T) {
			n := New(tc.raw)
			var got []string
			for _, e := range n.Entries() {
				if e.Head < 0 {
					got = append(got, "")
				} else {
					got = append(got, n.line(e.Head))
				}
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("got %q\nwant %q", got, tc.want)
			}
		})
	}
}

func TestCaseNumber(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"【セキュリティ事件簿#2023-009】甲", "2023-009"},
		{"事件簿 2023-9 甲", "2023-9"},
		{"事件簿No.2023-123456", "2023-123456"},
		{"事件簿#2023-", ""},
		{"事件簿#23-009", ""},
		{"事件簿#2023-1234567", ""},
		{"事件簿", ""},
		{"#2023-009", ""},
	} {
		got := ""
		if a, b, ok := CaseNumber(tc.in); ok {
			got = tc.in[a:b]
		}
		if got != tc.want {
			t.Errorf("CaseNumber(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
}
