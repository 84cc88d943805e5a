package text

import (
	"strings"
	"testing"
)

// norms are originals and their normalised forms, lines parted by newlines.
var norms = []struct{ name, raw, want string }{
	{"full-width digits", "２０２３年８月２２日", "2023年8月22日"},
	{"full-width letters and signs", "ＶＰＮ（Ａ－１）：１，２３４％", "VPN(A-1):1,234%"},
	{"half-width kana", "ﾒｰﾙｱﾄﾞﾚｽ", "メールアドレス"},
	{"half-width kana with marks of sound", "ﾊﾟｽﾜｰﾄﾞとﾎﾞﾀﾝ", "パスワードとボタン"},
	{"half-width punctuation", "｢氏名｣､住所｡", "「氏名」、住所。"},
	{"combining mark of sound", "か\u3099く", "がく"},
	{"combining half mark of sound", "ハ\u309Aス", "パス"},
	{"combining mark on a letter", "Cafe\u0301", "Café"},
	{"radicals", "⽒名、⽣年⽉⽇", "氏名、生年月日"},
	{"squared words", "㈱テスト　㍿", "(株)テスト  株式会社"},
	{"squared era and month", "㋿5年㋃", "令和5年4月"},
	{"unit signs", "５㌔　㎏", "5キロ  kg"},
	{"compatibility ideographs", "\uFA19奈川", "神奈川"},
	{"circled digits stay", "①②⑳", "①②⑳"},
	{"ligature", "ﬁle", "file"},
	{"wide space is two", "氏名　住所", "氏名  住所"},
	{"no-break and thin spaces", "5\u00A0月\u200910\u2003日", "5 月 10 日"},
	{"zero-width characters vanish", "個\u200B人\uFEFF情\u200D報\u00AD", "個人情報"},
	{"tab", "氏名\t住所", "氏名 住所"},
	{"control characters", "氏名\x00住所\x1B", "氏名 住所"},
	{"dashes", "‐‑‒–—―−", "-------"},
	{"waves", "5日〜7日～9日", "5日~7日~9日"},
	{"quotation marks", "“A”‘b’", `"A"'b'`},
	{"prolonged sound mark stays", "サーバー", "サーバー"},
	{"byte order mark", "\uFEFF氏名", "氏名"},
	{"spoiled bytes", "氏名\xFF住所", "氏名?住所"},
	{"emoji", "お知らせ🙇", "お知らせ🙇"},
	{"leading and trailing space", "  氏名  \n\t住所\u3000", "氏名\n住所"},
	{"line ends of all kinds", "甲\r\n乙\r丙\v丁\f戊", "甲\n乙\n丙\n丁\n戊"},
	{"blank lines are no lines", "甲\n\n \u3000\n乙", "甲\n乙"},
	{"empty", "", ""},
	{"space only", " \n\u3000\n", ""},
}

func TestFold(t *testing.T) {
	for _, tc := range norms {
		t.Run(tc.name, func(t *testing.T) {
			if got := lines(New(tc.raw)); got != tc.want {
				t.Errorf("New(%q) gives %q, want %q", tc.raw, got, tc.want)
			}
		})
	}
}

// lines gives the logical lines, parted by newlines.
func lines(t *Text) string {
	all := make([]string, len(t.Lines))
	for i := range t.Lines {
		all[i] = t.line(i)
	}
	return strings.Join(all, "\n")
}

// wraps are lines and what they are joined to: the number of logical lines.
var wraps = []struct {
	name, raw string
	want      int
}{
	{"a stop at the beginning of a line", "深くお詫び申し上げます\n。今後は", 1},
	{"a comma at the beginning of a line", "氏名\n、住所が漏えいしました。", 1},
	{"a closing quote at the beginning of a line", "「お客様窓口\n」にお電話ください。", 1},
	{"a line that ends in a particle", "このたび弊社のサーバーに対する第三者による不正アクセスが行われた可能性があることを\n確認いたしました。", 1},
	{"a hard-wrapped paragraph", strings.Repeat("このたび弊社のサーバーに対する第三者による不正アクセスが行われたことが\n", 4) + "判明いたしました。", 1},
	{"a line that breaks behind へ", "弊社では当該アカウントのパスワードを変更し、8月5日に個人情報保護委員会へ\n報告いたしました。", 1},
	{"an addressee", "平素より当社の通信販売サイトをご利用いただいております会員の皆様へ\n報告いたします。", 2},
	{"a hard-wrapped paragraph in English", "We have confirmed that our server was accessed by a third party\nwithout authorization and that information may have been leaked\nto the outside. We sincerely apologize to our customers for the\ntrouble this has caused.", 1},
	{"a list of items", "・氏名\n・住所\n・電話番号", 3},
	{"a list of plain items", "氏名\n住所\n電話番号", 3},
	{"a numbered list", "1. 概要\n2. 原因\n3. 対応", 3},
	{"a list behind a colon", "漏えいした可能性のある情報は以下のとおりです：\n氏名", 2},
	{"a table with gaps", "区分　　　件数　　　備考\n会員　　　１２０　　　一部を除く", 2},
	{"a table with bars", "| 区分 | 件数 |\n| 会員 | 120 |", 2},
	{"a table with frames", "┌──┬──┐\n│会員│120│\n└──┴──┘", 3},
	{"a heading above text", "■経緯\n弊社のサーバーが不正アクセスを受けました。", 2},
	{"a heading in brackets above text", "【経緯】\n弊社のサーバーが不正アクセスを受けました。", 2},
	{"whom it is addressed to", "お取引先の皆様へ\n平素は格別のご高配を賜り、厚く御礼申し上げます。", 2},
	{"long words of address", "弊社オンラインショップをご利用いただいているお客様各位へ\n平素は格別のご高配を賜り、厚く御礼申し上げます。", 2},
	{"lines with labels", "発生日時：5月10日\n発生場所：本社", 2},
	{"rows of dates", "2024年5月10日　不正アクセスを検知\n2024年5月11日　サーバーを停止", 2},
	{"sentences of their own", "不正アクセスを検知しました。\nサーバーを停止しました。", 2},
	{"a blank line between", "このたび弊社のサーバーに対する第三者による不正アクセスが行われた可能性があることを\n\n確認いたしました。", 2},
	{"a signature", "株式会社みなと通販\n代表取締役　港　一郎", 2},
	{"remarks", "氏名、住所\n※電話番号は含まれません", 2},
}

func TestWraps(t *testing.T) {
	for _, tc := range wraps {
		t.Run(tc.name, func(t *testing.T) {
			if got := New(tc.raw); len(got.Lines) != tc.want {
				t.Errorf("%d lines, want %d:\n%s", len(got.Lines), tc.want, lines(got))
			}
		})
	}
}

// TestJoin wants nothing between Japanese lines and a space between English
// ones.
func TestJoin(t *testing.T) {
	if got, want := lines(New("帰\n。校内")), "帰。校内"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	english := "We have confirmed that our server was accessed by a third party\nwithout authorization."
	if got, want := lines(New(english)), strings.ReplaceAll(english, "\n", " "); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSpans(t *testing.T) {
	for _, tc := range []struct{ name, raw, norm, want string }{
		{"plain", "会社テスト", "テスト", "テスト"},
		{"full width", "令和６年６月", "6年6", "６年６"},
		{"one sign of several letters", "旧㈱テスト", "株", "㈱"},
		{"half-width kana with its mark", "ﾊﾟｽﾜｰﾄﾞ", "パス", "ﾊﾟｽ"},
		{"the mark belongs to the end too", "ﾊﾟｽﾜｰﾄﾞ", "ード", "ｰﾄﾞ"},
		{"combining mark", "か\u3099く", "が", "か\u3099"},
		{"over a zero-width character", "個\u200B人", "個人", "個\u200B人"},
		{"over a joined line", "帰\n。校内", "帰。校", "帰\n。校"},
		{"space at the ends is left out", "氏名　住所", "  住所", "住所"},
		{"behind a byte order mark", "\uFEFF氏名", "氏名", "氏名"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			n := New(tc.raw)
			i := strings.Index(n.Norm, tc.norm)
			if i < 0 {
				t.Fatalf("%q is not in %q", tc.norm, n.Norm)
			}
			s, e := n.Span(i, i+len(tc.norm))
			if got := tc.raw[s:e]; got != tc.want {
				t.Errorf("%q stands for %q, want %q", tc.norm, got, tc.want)
			}
		})
	}
	n := New("氏名")
	for _, r := range [][2]int{{-1, 2}, {3, 3}, {4, 2}, {0, 100}} {
		if s, e := n.Span(r[0], r[1]); s != 0 || e != 0 {
			t.Errorf("Span(%d, %d) = %d, %d, want nothing", r[0], r[1], s, e)
		}
	}
}
