package archive

import (
	"fmt"
	"strings"
)

// layouts are the designs of pages.
var layouts = []func(g generator, mark func(string) string, title string, lines []string, charset string) string{
	modern, tables, corporate, blog, municipal, plain,
}

// head is what stands before the body, with the styles and scripts of a page.
func head(g generator, title, charset string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"%s\">\n<title>%s</title>\n", charset, escape(title))
	b.WriteString(`<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/css/base.css"><style>` + "\n")
	for i := range 40 + g.IntN(60) {
		fmt.Fprintf(&b, ".c%d-%d{margin:%dpx %dpx;padding:%dpx;color:#%06x;display:%s}\n", i, g.IntN(1000), g.IntN(40), g.IntN(40), g.IntN(30), g.IntN(1<<24), g.pick("block", "flex", "grid", "none"))
	}
	b.WriteString("</style>\n<script>\n(function(w,d){var q=w.dataLayer=w.dataLayer||[];")
	for range 20 + g.IntN(50) {
		fmt.Fprintf(&b, "q.push({\"event\":\"e%d\",\"id\":\"%x-%x\",\"value\":%d});if(w.f%d){w.f%d(d.getElementById('n%d'));}\n", g.IntN(99), g.Uint32(), g.Uint32(), g.IntN(9999), g.IntN(99), g.IntN(99), g.IntN(999))
	}
	b.WriteString("})(window,document);</script>\n</head>\n")
	return b.String()
}

var menuWords = []string{"ホーム", "会社情報", "製品・サービス", "導入事例", "お知らせ", "採用情報", "IR情報", "サステナビリティ", "店舗一覧", "よくあるご質問", "お問い合わせ", "アクセス", "資料請求", "English", "サイトマップ", "沿革", "経営理念", "研究開発", "パートナー募集", "ログイン", "カタログ", "動画", "イベント情報", "メールマガジン"}

// menu is a list of links.
func menu(g generator, class string, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<ul class=\"%s\">\n", class)
	for range n {
		fmt.Fprintf(&b, "  <li class=\"%s__item\"><a class=\"%s__link\" href=\"/%x/%x/index.html\">%s</a></li>\n", class, class, g.IntN(1<<16), g.IntN(1<<16), escape(menuWords[g.IntN(len(menuWords))]))
	}
	b.WriteString("</ul>\n")
	return b.String()
}

var headlines = []string{"夏季休業のお知らせ", "新製品を発売しました", "決算短信を掲載しました", "展示会に出展します", "システムメンテナンスのお知らせ", "本社移転のご案内", "採用情報を更新しました", "ホームページをリニューアルしました", "台風による配送の遅れについて", "価格改定のお知らせ", "環境報告書を公開", "年末年始の営業について"}

// latest is a side column of news; that of one page in ten tells of an
// incident somewhere.
func latest(g generator) string {
	var b strings.Builder
	b.WriteString("<div class=\"side-news\"><h3>新着情報</h3><ul>\n")
	for range 4 + g.IntN(5) {
		fmt.Fprintf(&b, "<li><a href=\"/news/%d.html\">%s %s</a></li>\n", g.IntN(9999), g.fill("{date}"), headlines[g.IntN(len(headlines))])
	}
	if g.IntN(10) == 0 {
		b.WriteString("<li><a href=\"/news/1.html\">不正アクセスによる個人情報流出に関するお詫びとお知らせ</a></li>\n")
	}
	b.WriteString("</ul></div>\n")
	return b.String()
}

func footer(g generator) string {
	return "<footer class=\"footer\"><p>" + g.pick("プライバシーポリシー", "個人情報保護方針") + " | 情報セキュリティ基本方針 | ご利用条件 | サイトマップ</p>" + menu(g, "fnav", 8+g.IntN(20)) +
		"<p>" + g.fill("{org} 〒000-0000 {place} 電話 {tel}") + "</p><small>Copyright &copy; 2025 All rights reserved.</small></footer>\n"
}

const cookies = "<div class=\"cookie\"><p>当サイトでは利便性の向上のためCookieを使用しています。詳しくはプライバシーポリシーをご覧ください。</p><button>同意する</button></div>\n"

func heading(line string) bool {
	r := []rune(strings.TrimSpace(line))
	return len(r) > 0 && len(r) < 30 && strings.ContainsRune("【■□◆●１２３４５６７８1234567(（", r[0])
}

func modern(g generator, mark func(string) string, title string, lines []string, charset string) string {
	var b strings.Builder
	b.WriteString(head(g, title, charset) + "<body class=\"page\">\n<header class=\"header\"><div class=\"logo\"><img src=\"/logo.svg\" alt=\"ロゴ\"></div><nav>" + menu(g, "gnav", 20+g.IntN(40)) + "</nav></header>\n<main id=\"main\"><article class=\"article\">\n")
	for i, line := range lines {
		switch {
		case i == 0:
			fmt.Fprintf(&b, "<h1 class=\"article__title\">%s</h1>\n", mark(line))
		case heading(line):
			fmt.Fprintf(&b, "<h2>%s</h2>\n", mark(line))
		default:
			fmt.Fprintf(&b, "<p class=\"article__text\">%s</p>\n", mark(line))
		}
	}
	b.WriteString("</article></main>\n<aside class=\"aside\">" + latest(g) + menu(g, "snav", 10+g.IntN(20)) + "</aside>\n" + footer(g) + cookies + "</body></html>\n")
	return b.String()
}

func tables(g generator, mark func(string) string, title string, lines []string, charset string) string {
	var b strings.Builder
	b.WriteString(head(g, title, charset) + "<body bgcolor=\"#ffffff\"><table width=\"960\" border=\"0\"><tr><td colspan=\"2\"><img src=\"head.gif\"></td></tr><tr><td width=\"180\" valign=\"top\">\n")
	b.WriteString(menu(g, "left", 25+g.IntN(30)) + "</td><td valign=\"top\">\n")
	for i, line := range lines {
		if i == 0 {
			fmt.Fprintf(&b, "<font size=\"4\"><b>%s</b></font><br><br>\n", mark(line))
		} else {
			fmt.Fprintf(&b, "%s<br>\n", mark(line))
		}
	}
	b.WriteString("</td></tr><tr><td colspan=\"2\" align=\"center\">" + footer(g) + "</td></tr></table></body></html>\n")
	return b.String()
}

func corporate(g generator, mark func(string) string, title string, lines []string, charset string) string {
	var b strings.Builder
	b.WriteString(head(g, title, charset) + "<body>" + cookies + "<div id=\"wrap\"><div id=\"header\">" + menu(g, "gn", 15+g.IntN(25)) + "</div><div id=\"topicpath\">トップ &gt; ニュース &gt; " + mark(title) + "</div><div id=\"contents\"><div class=\"newsDetail\">\n")
	for i, line := range lines {
		if i == 0 {
			fmt.Fprintf(&b, "<h2>%s</h2><dl>\n", mark(line))
		} else if heading(line) {
			fmt.Fprintf(&b, "<dt>%s</dt>\n", mark(line))
		} else {
			fmt.Fprintf(&b, "<dd>%s</dd>\n", mark(line))
		}
	}
	b.WriteString("</dl></div></div><div id=\"side\">" + menu(g, "ln", 12+g.IntN(12)) + latest(g) + "</div>" + footer(g) + "</div></body></html>\n")
	return b.String()
}

func blog(g generator, mark func(string) string, title string, lines []string, charset string) string {
	var b strings.Builder
	b.WriteString(head(g, title, charset) + "<body><div class=\"blog\"><div class=\"entry hentry\">\n")
	for i, line := range lines {
		if i == 0 {
			fmt.Fprintf(&b, "<h1 class=\"entry-title\"><a href=\"#\">%s</a></h1><div class=\"entry-content\">\n", mark(line))
		} else {
			fmt.Fprintf(&b, "<div>%s</div>\n", mark(line))
		}
	}
	b.WriteString("</div><div class=\"share\">共有 ツイート いいね! " + fmt.Sprint(g.IntN(99)) + "</div><h4>コメント</h4><p>参考になりました。</p></div><div class=\"sidebar\"><h3>カテゴリー</h3>" + menu(g, "cat", 20+g.IntN(20)) + latest(g) + "<h3>アーカイブ</h3>" + menu(g, "arc", 12+g.IntN(24)) + "</div></div>" + footer(g) + "</body></html>\n")
	return b.String()
}

func municipal(g generator, mark func(string) string, title string, lines []string, charset string) string {
	var b strings.Builder
	b.WriteString(head(g, title, charset) + "<body><p><a href=\"#main\">本文へ移動</a> ふりがなをつける よみあげる 文字サイズ 大 中 小</p><div role=\"navigation\">" + menu(g, "glo", 30+g.IntN(30)) + "</div><div id=\"main\" role=\"main\">\n")
	for i, line := range lines {
		switch {
		case i == 0:
			fmt.Fprintf(&b, "<h1>%s</h1><p class=\"update\">更新日：%s　ページID：%d</p>\n", mark(line), g.fill("{date}"), g.IntN(99999))
		case heading(line):
			fmt.Fprintf(&b, "<h3>%s</h3>\n", mark(line))
		default:
			fmt.Fprintf(&b, "<ul><li>%s</li></ul>\n", mark(line))
		}
	}
	b.WriteString("<div class=\"inq\"><h2>このページに関するお問い合わせ</h2><p>総務課　電話：0000-00-0000</p></div><p>この情報は役に立ちましたか</p></div>" + footer(g) + "</body></html>\n")
	return b.String()
}

func plain(g generator, mark func(string) string, title string, lines []string, charset string) string {
	var b strings.Builder
	b.WriteString(head(g, title, charset) + "<body>" + menu(g, "m", 40+g.IntN(40)) + "<hr><pre>\n")
	for _, line := range lines {
		b.WriteString(mark(line) + "\n")
	}
	b.WriteString("</pre><hr>" + menu(g, "m2", 20+g.IntN(20)) + footer(g) + "</body></html>\n")
	return b.String()
}
