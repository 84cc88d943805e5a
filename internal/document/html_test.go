package document

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"jikenbo"
)

// letter is enough prose for a page to be about it.
const letter = "<p>このたび、当社のサーバーが第三者による不正アクセスを受け、お客様の個人情報が漏えいした可能性があることが判明いたしました。深くお詫び申し上げます。</p>"

const letterText = "このたび、当社のサーバーが第三者による不正アクセスを受け、お客様の個人情報が漏えいした可能性があることが判明いたしました。深くお詫び申し上げます。"

func readText(t *testing.T, page string) string {
	t.Helper()
	d, err := Read([]byte(page), "text/html; charset=utf-8")
	if err != nil {
		t.Fatal(err)
	}
	return d.Text
}

// TestHTMLLines: what markup becomes as lines.
func TestHTMLLines(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"line breaks", "甲<br>乙<br/>丙", "甲\n乙\n丙"},
		{"two line breaks", "甲<br><br>乙", "甲\n\n乙"},
		{"inline markup is no space", "不<b>正</b>ア<span>ク</span>セス<wbr>検知", "不正アクセス検知"},
		{"newlines in Japanese vanish", "<p>不正\n   アクセス\r\nについて</p>", "不正アクセスについて"},
		{"newlines between words are spaces", "<p>unauthorized\n  access</p>", "unauthorized access"},
		{"newlines between scripts are spaces", "<p>件数は\n1,234件</p>", "件数は 1,234件"},
		{"lines of a text put in as it is stay", "<div>お詫び\n\n2024年5月1日\n株式会社見本\n\n当社のサーバーが第三者による不正アクセスを受けたことを確認しました。\n・氏名 1,200件\n・住所 300件</div>", "お詫び\n\n2024年5月1日\n株式会社見本\n\n当社のサーバーが第三者による不正アクセスを受けたことを確認しました。\n・氏名 1,200件\n・住所 300件"},
		{"lines that are broken for their length do not", "<p>\n  このたび、当社のサーバーが第三者による不正アクセスを受け、お客様の\n  個人情報が漏えいした可能性があることが判明いたしました。お客様には\n  ご迷惑をおかけしましたことを深くお詫び申し上げます。\n</p>", "このたび、当社のサーバーが第三者による不正アクセスを受け、お客様の個人情報が漏えいした可能性があることが判明いたしました。お客様にはご迷惑をおかけしましたことを深くお詫び申し上げます。"},
		{"spaces collapse", "<p>電話   \t 03</p>", "電話 03"},
		{"no-break spaces do not", "<p>電話&nbsp;&nbsp;03-0000-0000</p>", "電話  03-0000-0000"},
		{"ideographic spaces stay", "<p>　甲　乙</p>", "　甲　乙"},
		{"no width", "<p>不\u200b正\u00adア\ufeffクセス\u2060</p>", "不正アクセス"},
		{"entities", "<p>A&amp;B &lt;&#x682a;&gt; &copy;&unknown; &#0;&#xD800;</p>", "A&B <株> ©&unknown; ��"},
		{"ruby", "<p><ruby>漏洩<rp>（</rp><rt>ろうえい</rt><rp>）</rp></ruby>した</p>", "漏洩した"},
		{"ul", "<ul><li>氏名</li><li>住所</ul>", "・氏名\n・住所"},
		{"ul with marks of its own", "<ul><li>・氏名<li>※住所<li>(1) 電話<li>①年齢</ul>", "・氏名\n※住所\n(1) 電話\n①年齢"},
		{"ul without marks", `<ul style="list-style:none"><li>氏名<li>住所</ul>`, "氏名\n住所"},
		{"ol", "<ol><li>検知<li>遮断</ol>", "1. 検知\n2. 遮断"},
		{"ol from three, with a value", "<ol start=3><li>検知<li value=7>遮断<li>報告</ol>", "3. 検知\n7. 遮断\n8. 報告"},
		{"ol with numbers of its own", "<ol><li>１．検知<li>２．遮断</ol>", "１．検知\n２．遮断"},
		{"nested lists", "<ul><li>顧客<ul><li>氏名<li>住所</ul><li>社員</ul>", "・顧客\n　・氏名\n　・住所\n・社員"},
		{"table of two columns", "<table><tr><th>件数</th><td>1,234件</td></tr><tr><th>期間</th><td>5月1日～3日</td></tr></table>", "件数：1,234件\n期間：5月1日～3日"},
		{"table of three columns", "<table><thead><tr><th>区分<th>人数<th>項目<tbody><tr><td>会員<td>12名<td>氏名<br>住所</table>", "区分  人数  項目\n会員  12名  氏名、住所"},
		{"table of dates", "<table><tr><td>5月1日<td>検知<tr><td>5月2日：<td>遮断</table>", "5月1日  検知\n5月2日：  遮断"},
		{"table of one column", "<table><tr><td>甲<tr><td>乙</table>", "甲\n乙"},
		{"table that arranges", "<table><tr><td><h2>件名</h2>甲<td>乙</table>", "件名\n甲\n乙"},
		{"label with lines", "<table><tr><th>項目<td>氏名<br>住所</table>", "項目\n氏名\n住所"},
		{"definitions", "<dl><dt>日時<dd>5月1日<dt>原因：<dd>誤送信</dl>", "日時：5月1日\n原因：誤送信"},
		{"definitions of lines", "<dl><dt>項目<dd>氏名<br>住所</dl>", "項目\n氏名\n住所"},
		{"pre", "<pre>甲  乙\n  丙\n\n丁</pre>", "甲  乙\n  丙\n\n丁"},
		{"white-space: pre-line", `<div style="color:red; white-space : pre-line">甲
乙</div>`, "甲\n乙"},
		{"white space by a style sheet", "<style>/* c */ .a, div.b { white-space: pre-wrap } @media print { .c { display: none } }</style><div class='x b'>甲\n乙</div><p class=c>丙</p>", "甲\n乙\n丙"},
		{"headings", "甲<h2>概要</h2>乙", "甲\n\n概要\n乙"},
		{"headings behind the first prose get a mark", letter + "<h2>概要</h2>甲<h3>２．原因</h3><h3>【対応】</h3>乙", letterText + "\n\n■概要\n甲\n\n２．原因\n\n【対応】\n乙"},
		{"an author without markup", "<p>項目\n・氏名\n・住所</p>", "項目\n・氏名\n・住所"},
		{"paragraphs of single lines", letter + "<p>記</p><p>氏名</p>" + letter + "<p>2月1日</p><p>遮断</p>", letterText + "\n\n記\n氏名\n" + letterText + "\n2月1日\n遮断"},
		{"paragraphs of lines", "<p>甲<br>乙</p><p>丙</p>", "甲\n乙\n\n丙"},
		{"marks are not taken by a style sheet", "<style>ul{list-style:none}</style><ul><li>氏名</ul>", "・氏名"},
		{"image for a heading", `<h2><img src=a.gif alt="概要"></h2>甲<img alt="飾り">`, "概要\n甲"},
		{"image in a heading", `<h2><img src=a.gif alt="飾り">概要</h2>`, "概要"},
		{"ins stays", "<p>対象は<ins>12</ins>名</p>", "対象は12名"},
		{"hidden", `<p hidden>甲</p><p style="display: none">乙</p><p aria-hidden="true">丙</p><div style="visibility:hidden">丁</div>戊`, "戊"},
		{"hidden by a style sheet", "<style>.h{display:none}</style><p class=h>甲</p>乙", "乙"},
		{"no text", `<script>"<p>甲</p>"</script><style>p{}</style><template>乙</template><select><option>丙</select><textarea>丁</textarea><button>戊</button><noscript>己</noscript><svg><text>庚</text></svg><iframe>辛</iframe>壬`, "壬"},
		{"comments", "甲<!-- 乙 --><!--[if IE]>丙<![endif]-->丁", "甲丁"},
		{"custom elements", "<x-page><x-text><p>甲</p>乙</x-text></x-page>丙", "甲\n乙丙"},
		{"unclosed", "<div><p>甲<p><b>乙<div>丙", "甲\n乙\n丙"},
		{"stray end tags", "</div></td>甲</p></table></b>乙", "甲乙"},
		{"nothing before the first line", "<br><br><p></p>甲", "甲"},
	} {
		if got := readText(t, "<html><body>"+tt.in); got != tt.want {
			t.Errorf("%s: %q\ngot  %q\nwant %q", tt.name, tt.in, got, tt.want)
		}
	}
}

// TestHTMLOwnText: the surroundings of a notice are dropped, its own parts stay.
func TestHTMLOwnText(t *testing.T) {
	const links = `<ul><li><a href="/a">会社案内</a><li><a href="/b">製品</a><li><a href="/c">採用</a></ul>`
	for _, tt := range []struct{ name, page, want string }{
		{"navigation", "<nav>" + links + "</nav>" + letter, letterText},
		{"a list of links without a name", links + letter, letterText},
		{"a line of links", `<a href="/">トップ</a> | <a href="/n">お知らせ</a> | <a href="/c">会社案内</a><hr>` + letter, letterText},
		{"breadcrumbs", `<div id="pankuzu"><a href="/">ホーム</a> &gt; お知らせ</div>` + letter, letterText},
		{"sidebar", `<div class="main">` + letter + `</div><div class="sidebar"><p>営業時間は9時から18時までです。</p></div>`, letterText},
		{"a class of the body names nothing", `<body class="sidebar footer">` + letter, letterText},
		{"footer", letter + `<footer><p>〒000-0000 見本市1-1</p></footer>`, letterText},
		{"copyright", letter + `<div>見本商事 電話 03-0000-0000<br>Copyright (C) 2001 Mihon All Rights Reserved.</div>`, letterText},
		{"cookie banner", letter + `<div><p>当サイトではクッキーを使用します。</p><button>同意する</button></div>`, letterText},
		{"related links with their heading", letter + `<h3>その他</h3><ul><li>2019/1/1 <a href="/1">障害のお知らせ</a><li>2019/2/1 <a href="/2">価格改定のお知らせ</a></ul>`, letterText},
		{"products", letter + `<div><div><a href="/1">青い皿</a> 1,980円</div><div><a href="/2">白い碗</a> 2,200円</div><div><a href="/3">木の匙</a> 880円</div></div>`, letterText},
		{"back links", letter + `<p><a href="/news">お知らせ一覧へ戻る</a></p>`, letterText},
		{"headed box", letter + `<div><h4>おすすめ商品</h4><p>春の新作が入りました。<a href="/s">見る</a></p></div>`, letterText},
		{"everything but links", links, "・会社案内\n・製品\n・採用"},

		{"headline and date above", `<div class="top"><p class="date">2024年5月1日</p><h1>不正アクセスについて</h1></div><div class="text">` + letter + `</div>`,
			"2024年5月1日\n\n不正アクセスについて\n\n" + letterText},
		{"signature and contact below", `<article><h1>不正アクセスについて</h1><div>` + letter + `</div><div>2024年5月1日<br>株式会社見本</div><div>お問い合わせ先<br>電話 03-0000-0000</div></article>`,
			"不正アクセスについて\n\n" + letterText + "\n2024年5月1日\n株式会社見本\nお問い合わせ先\n電話 03-0000-0000"},
		{"footer of the article", "<article>" + letter + "<footer>株式会社見本</footer></article>", letterText + "\n株式会社見本"},
		{"contact outside", `<div><div>` + letter + letter + `</div></div><div>このページに関するお問い合わせ<br>税務課 電話 0000-00-0000</div>`,
			letterText + "\n" + letterText + "\n\nこのページに関するお問い合わせ\n税務課 電話 0000-00-0000"},
		{"blocks of a page builder", `<div class="elementor-widget elementor-widget-heading"><h2>不正アクセスについて</h2></div><div class="elementor-widget"><div class="elementor-widget-container">` + letter + `</div></div><div class="elementor-widget"><p>株式会社見本</p></div>`,
			"不正アクセスについて\n\n" + letterText + "\n\n株式会社見本"},
		{"a body shown by a script", "<style>body{visibility:hidden}</style><body style='display:none'>" + letter, letterText},
		{"a script without an end", "<script src='a.js'/></script>" + letter, letterText},
		{"a form", "<table><tr><td>発表日<td>2024年5月1日<tr><td>件名<td>不正アクセス<tr><td>内容<td><div>" + letter + letter + letter + letter + letter + "</div><tr><td>担当<td>総務課 電話 0000-00-0000</table>",
			"発表日：2024年5月1日\n件名：不正アクセス\n内容\n\n" + strings.Repeat(letterText+"\n", 5) + "担当：総務課 電話 0000-00-0000"},
		{"addresses are no links", letter + `<p>窓口：<a href="mailto:a@example.jp">a@example.jp</a> <a href="tel:0300000000">03-0000-0000</a></p>`, letterText + "\n\n窓口：a@example.jp 03-0000-0000"},
		{"links in prose", `<p>詳細は<a href="/1">第一報</a>と<a href="/2">第二報</a>をご覧ください。当社のサーバーが不正アクセスを受けました。</p>`, "詳細は第一報と第二報をご覧ください。当社のサーバーが不正アクセスを受けました。"},
	} {
		if got := readText(t, "<!DOCTYPE html><html>"+tt.page); got != tt.want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

func TestHTMLDeleted(t *testing.T) {
	d, err := Read([]byte(`<html><p>対象は<del>120名</del><ins>135名</ins>です。<s>住所</s><strike> </strike><span style="text-decoration:line-through">電話<b>番号</b></span></p>`), "")
	if err != nil {
		t.Fatal(err)
	}
	if d.Text != "対象は135名です。" || !slices.Equal(d.Deleted, []string{"120名", "住所", "電話番号"}) {
		t.Errorf("text %q, deleted %q", d.Text, d.Deleted)
	}
}

// TestHTMLMetadata: title, date, author and address as the markup states them.
func TestHTMLMetadata(t *testing.T) {
	for _, tt := range []struct {
		name, head                          string
		title, published, author, canonical string
	}{
		{"nothing", "", "", "", "", ""},
		{"title", "<title>\n 不正アクセスについて &amp; お詫び </title>", "不正アクセスについて & お詫び", "", "", ""},
		{"og", `<title>お知らせ</title><meta property="og:title" content="不正アクセスについて"><meta property="article:published_time" content="2024-05-01T16:00:00Z">`,
			"不正アクセスについて", "2024-05-02", "", ""},
		{"author", `<meta name="Author" content="見本 太郎">`, "", "", "見本 太郎", ""},
		{"author by address", `<meta property="article:author" content="https://example.jp/x">`, "", "", "", ""},
		{"JSON-LD", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"お詫び","datePublished":"2024-05-01T23:30:00+09:00","author":{"@type":"Organization","name":"見本商事"}}</script>`,
			"お詫び", "2024-05-01", "見本商事", ""},
		{"JSON-LD graph", `<script type="application/ld+json; charset=utf-8">{"@graph":[{"@type":"WebSite","headline":"no"},{"@type":["Thing","BlogPosting"],"headline":"お詫び","author":["甲","乙"],"datePublished":"2024-05-01"}]}</script>`,
			"お詫び", "2024-05-01", "甲", ""},
		{"JSON-LD array", `<script type="application/ld+json">[{"@type":"BreadcrumbList"},{"@type":"https://schema.org/Article","headline":"お詫び"}]</script>`, "お詫び", "", "", ""},
		{"JSON-LD by hand", "<script type='application/ld+json'>\n<!--\n{\"@type\":\"Article\",\"headline\":\"お詫び\nと報告\",\"datePublished\":\"2024-05-01\",}\n-->\n</script>", "お詫び と報告", "2024-05-01", "", ""},
		{"JSON-LD broken", `<script type="application/ld+json">{"@type":"Article" "datePublished": "2024-05-01T00:00:00+09:00"</script>`, "", "2024-05-01", "", ""},
		{"JSON-LD of a product", `<script type="application/ld+json">{"@type":"Product","headline":"皿","datePublished":"2024-05-01"}</script>`, "", "", "", ""},
		{"canonical", `<link rel="alternate canonical" href="https://example.jp/news/1">`, "", "", "", "https://example.jp/news/1"},
		{"canonical against base", `<base href="https://example.jp/news/"><link rel=canonical href="1?a=b">`, "", "", "", "https://example.jp/news/1?a=b"},
		{"canonical against og:url", `<link rel=canonical href="/news/1"><meta property="og:url" content="https://example.jp/x">`, "", "", "", "https://example.jp/news/1"},
		{"canonical without base", `<link rel=canonical href="/news/1">`, "", "", "", ""},
		{"canonical of another kind", `<link rel=canonical href="javascript:alert(1)">`, "", "", "", ""},
		{"og:url", `<meta property="og:url" content="https://example.jp/x">`, "", "", "", "https://example.jp/x"},
	} {
		d, err := Read([]byte("<html><head>"+tt.head+"</head><body>不正アクセスについて & お詫びと報告"+letter), "text/html;charset=utf-8")
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if d.Title != tt.title || d.Published.String() != tt.published || d.Author != tt.author || d.Canonical != tt.canonical {
			t.Errorf("%s: %q %q %q %q", tt.name, d.Title, d.Published, d.Author, d.Canonical)
		}
	}
}

func TestHTMLTime(t *testing.T) {
	d, err := Read([]byte(`<html><nav><time datetime="2001-01-01">x</time></nav><p><time datetime="2024-05-01T20:00:00+00:00">5月2日</time></p>`+letter), "")
	if err != nil || d.Published.String() != "2024-05-02" {
		t.Errorf("published %q, %v", d.Published, err)
	}
}

func TestParseMarkupDate(t *testing.T) {
	for in, want := range map[string]string{
		"2024-05-01": "2024-05-01", "2024-05": "2024-05", "2024-05-01T16:00:00Z": "2024-05-02", "2024-05-01T14:59:59.999Z": "2024-05-01",
		"2024-05-01T00:30:00+0900": "2024-05-01", "2024-05-01 23:30:00": "2024-05-01", "2024/5/1": "2024-05-01", "2024年5月1日": "2024-05-01",
		"Wed, 01 May 2024 16:00:00 GMT": "2024-05-02", "20240501": "2024-05-01", " 2024-05-01 ": "2024-05-01",
		"": "", "yesterday": "", "2024-13-01": "", "0000-00-00": "", "0001-01-01T00:00:00Z": "0001-01-01",
	} {
		if got := parseMarkupDate(in).String(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestHTMLHeadline: a headline that stands in the head alone is put before the
// text, and no other title is.
func TestHTMLHeadline(t *testing.T) {
	for _, tt := range []struct{ title, body, want string }{
		{"不正アクセスに関するお知らせ | 見本商事", letter, "不正アクセスに関するお知らせ\n\n" + letterText},
		{"見本商事 - 不正アクセスに関するお知らせ", "<h1>不正アクセスに\n関するお知らせ</h1>" + letter, "不正アクセスに関するお知らせ\n\n" + letterText},
		{"ニュース 不正アクセスに関するお知らせ", "<p>不正アクセスに関するお知らせ</p>" + letter, "不正アクセスに関するお知らせ\n\n" + letterText},
		{"株式会社見本商事公式ウェブサイト", letter, letterText},
		{"お知らせ", letter, letterText},
	} {
		if got := readText(t, "<html><title>"+tt.title+"</title>"+tt.body); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.title, got, tt.want)
		}
	}
}

// TestHTMLCharset declares every charset by every means, and wrongly.
func TestHTMLCharset(t *testing.T) {
	page := func(meta string) string {
		return "<html><head>" + meta + "<title>お知らせ</title></head><body><h1>ウェブサイト改ざんに関するお詫び</h1>" + letter + "<p>㈱見本商事　担当：髙﨑</p></body></html>"
	}
	for _, tt := range []struct {
		enc            encoding.Encoding
		bom            string
		header, meta   string
		charset, where string
	}{
		{enc: unicode.UTF8, charset: "utf-8", where: "nothing declared"},
		{enc: unicode.UTF8, bom: "\ufeff", header: "text/html; charset=shift_jis", charset: "utf-8", where: "byte order mark"},
		{enc: unicode.UTF8, header: "text/html; charset=Shift_JIS", charset: "utf-8", where: "a header that lies"},
		{enc: unicode.UTF8, meta: `<meta charset="euc-jp">`, charset: "utf-8", where: "a page that lies"},
		{enc: japanese.ShiftJIS, charset: "shift_jis", where: "nothing declared"},
		{enc: japanese.ShiftJIS, header: "text/html; charset=UTF-8", meta: `<meta charset=utf8>`, charset: "shift_jis", where: "two that lie"},
		{enc: japanese.ShiftJIS, header: "text/html; charset=iso-8859-1", charset: "shift_jis", where: "a server's default"},
		{enc: japanese.ShiftJIS, header: "text/html; charset=EUC-JP", meta: `<META HTTP-EQUIV='content-type' CONTENT='text/html; charset=x-sjis'>`, charset: "shift_jis", where: "header against meta"},
		{enc: japanese.ShiftJIS, header: "text/html; charset=cp932", charset: "shift_jis"},
		{enc: japanese.ShiftJIS, header: "text/html; charset=Windows-31J", charset: "shift_jis"},
		{enc: japanese.ShiftJIS, header: "text/html; charset=MS932", charset: "shift_jis"},
		{enc: japanese.EUCJP, charset: "euc-jp", where: "nothing declared"},
		{enc: japanese.EUCJP, header: "text/html; charset=cp51932", charset: "euc-jp"},
		{enc: japanese.EUCJP, header: "text/html; charset=shift_jis", meta: `<meta charset="x-euc-jp">`, charset: "euc-jp"},
		{enc: japanese.ISO2022JP, charset: "iso-2022-jp", where: "nothing declared"},
		{enc: japanese.ISO2022JP, header: "text/html; charset=utf-8", charset: "iso-2022-jp"},
		{enc: japanese.ISO2022JP, header: "text/html; charset=cp50220", charset: "iso-2022-jp"},
		{enc: unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), header: "text/html", charset: "utf-16le"},
		{enc: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), header: "text/html", charset: "utf-16be"},
		{enc: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), charset: "utf-16le", where: "nothing declared"},
	} {
		b, err := encoding.HTMLEscapeUnsupported(tt.enc.NewEncoder()).Bytes([]byte(page(tt.meta)))
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("%s %q %q %s", tt.charset, tt.header, tt.meta, tt.where)
		d, err := Read(append([]byte(tt.bom), b...), tt.header)
		switch {
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case d.Type != "text/html" || d.Charset != tt.charset || !strings.HasSuffix(d.Text, letterText+"\n\n㈱見本商事　担当：髙﨑") || len(d.Remarks) > 0:
			t.Errorf("%s: %s %s %q %q", name, d.Type, d.Charset, d.Text, d.Remarks)
		}
	}
}

func TestHTMLCharsetWestern(t *testing.T) {
	b, _ := charmap.Windows1252.NewEncoder().Bytes([]byte("<html><body><p>We apologize to the café’s customers – their names were leaked.</p>"))
	d, err := Read(b, "text/html; charset=ISO-8859-1")
	if err != nil || d.Charset != "windows-1252" || d.Text != "We apologize to the café’s customers – their names were leaked." {
		t.Errorf("%q %q %v", d.Charset, d.Text, err)
	}
}

// TestHTMLBadBytes: a few bad bytes are replaced and told of, many refused.
func TestHTMLBadBytes(t *testing.T) {
	for _, enc := range []encoding.Encoding{unicode.UTF8, japanese.ShiftJIS, japanese.EUCJP} {
		b, _ := enc.NewEncoder().Bytes([]byte("<html><body>" + strings.Repeat(letter, 40)))
		i := bytes.LastIndex(b, []byte("</p>"))
		b = slices.Insert(b, i, 0xff, 0xff)
		d, err := Read(b, "")
		if err != nil || strings.Count(d.Text, "\ufffd") != 2 || len(d.Remarks) != 1 || !strings.Contains(d.Remarks[0], "2 bad bytes") {
			t.Errorf("%v: %q %v", enc, d.Remarks, err)
		}
	}
	if _, err := Read([]byte("<html><body>"+strings.Repeat("\xff\xfe\xfd", 400)), ""); !errors.Is(err, jikenbo.ErrNotText) {
		t.Errorf("bad bytes alone: %v, want ErrNotText", err)
	}
	if _, err := Read([]byte("\x89PNG\r\n\x1a\n<html>"), "text/html"); !errors.Is(err, jikenbo.ErrNotText) {
		t.Errorf("an image: %v, want ErrNotText", err)
	}
	b, _ := japanese.EUCJP.NewEncoder().Bytes([]byte("<html><p>一二三"))
	if _, err := Read(b, "text/html; charset=GB2312"); !errors.Is(err, jikenbo.ErrNotText) || !strings.Contains(err.Error(), "GB2312") && !strings.Contains(err.Error(), "gb2312") {
		t.Errorf("gb2312: %v, want ErrNotText with its name", err)
	}
}

func TestIsHTML(t *testing.T) {
	le := func(s string) string {
		b, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(s))
		return string(b)
	}
	for _, tt := range []struct {
		b, declared string
		want        bool
	}{
		{"<!DOCTYPE html><p>x", "", true},
		{"\ufeff \r\n<!-- x --> <!doctype HTML PUBLIC \"-//W3C\"><html>", "", true},
		{"<html>", "text/plain", true},
		{"<HTML lang=ja>", "", true},
		{"<head>", "", true},
		{"<body\nclass=x>", "", true},
		{"<?xml version=\"1.0\"?>\n<!DOCTYPE html>", "", true},
		{"<?xml version=\"1.0\"?>\n<rss>", "", false},
		{le("<html><p>x"), "", true},
		{"<p>x", "text/html", true},
		{"<p>x", "application/xhtml+xml", true},
		{"<p>x", "", false},
		{"不正アクセスについて", "text/html", false},
		{"3 < 5 です。", "text/html", false},
		{"<html>タグの書き換えがありました。", "", true},
		{"ページに<html>と<script>が挿入されました。", "", false},
		{"<htmlx>", "", false},
		{"<headline>", "", false},
		{"<!-- x", "", false},
		{"<html", "", false},
		{"", "text/html", false},
	} {
		if got := isHTML([]byte(tt.b), tt.declared); got != tt.want {
			t.Errorf("%q declared %q: %v", tt.b, tt.declared, got)
		}
	}
	d, err := Read([]byte("改ざんされたページには<script>が挿入されていました。\n対象は12件です。"), "text/html")
	if err != nil || d.Type != "text/html" || !strings.Contains(d.Text, "改ざんされたページには") {
		t.Errorf("%+v, %v", d, err)
	}
}

// TestHTMLEmpty: pages without text say why.
func TestHTMLEmpty(t *testing.T) {
	for _, tt := range []struct{ page, why string }{
		{"<html></html>", "JavaScript"},
		{`<!doctype html><html><body><div id="root"></div><script>render()</script><noscript>JavaScriptを有効にしてください。</noscript>`, "JavaScript"},
		{`<html><frameset cols="20%,*"><frame src="menu.html"><frame src="main.html"><noframes>x</noframes></frameset></html>`, "frames"},
		{`<html><meta http-equiv="Refresh" content="0; URL='https://example.jp/new'"></html>`, `"https://example.jp/new"`},
		{"<html><!-- <p>never closed", "JavaScript"},
		{"<html><p>&nbsp;　\u200b", "JavaScript"},
	} {
		if d, err := Read([]byte(tt.page), ""); !errors.Is(err, jikenbo.ErrEmpty) || !strings.Contains(err.Error(), tt.why) {
			t.Errorf("%q: %q, %v", tt.page, d.Text, err)
		}
	}
}

// hostile are pages made to break readers. Each ends with 終.
var hostile = map[string]string{
	"10,000 nested div":       "<html>" + strings.Repeat("<div>", 10000) + "終",
	"100,000 nested b":        "<html>" + strings.Repeat("<b>", 100000) + "終",
	"nested tables":           "<html>" + strings.Repeat("<table><tr><td>", 5000) + "終",
	"nested lists":            "<html>" + strings.Repeat("<ul><li>", 5000) + "終",
	"nested links":            "<html>" + strings.Repeat("<a href=x><p>", 5000) + "</a>終",
	"nested del":              "<html>" + strings.Repeat("<del>", 5000) + strings.Repeat("</del>", 5000) + "終",
	"formatting never closed": "<html>" + strings.Repeat("<p><b><i><font>x", 5000) + "終",
	"end tags of nothing":     "<html>" + strings.Repeat("</b></p></table>", 20000) + "終",
	"end tags at depth":       "<html>" + strings.Repeat("<i>", 190) + strings.Repeat("</b>", 50000) + "終",
	"a huge attribute":        "<html><p title=\"" + strings.Repeat("x ", 1<<19) + "\">終",
	"a huge class":            "<html><p class=\"" + strings.Repeat("nav-x ", 1<<17) + "\">x<p>終",
	"many attributes":         "<html><p " + manyAttributes(50000) + ">終",
	"entities":                "<html>" + strings.Repeat("&amp;&#x10FFFF;&#99999999;&lt", 20000) + "終",
	"many empty blocks":       "<html>" + strings.Repeat("<div><span></span></div>", 30000) + "終",
	"rows without a table":    "<html>" + strings.Repeat("<tr><td>x", 30000) + "終",
	"empty rows":              "<html><table>" + strings.Repeat("<tr><td>", 30000) + "終",
	"headings":                "<html><title>x</title>" + strings.Repeat("<h1>見出しについて", 10000) + "終",
	"a long title":            "<html><title>" + strings.Repeat("について｜", 30000) + "</title><h1>について</h1>終",
	"style sheets":            "<html>" + strings.Repeat("<style>.a{white-space:pre}@media{", 2000) + "</style>終",
	"braces":                  "<html><style>" + strings.Repeat("{", 200000) + "</style>終",
	"meta":                    "<html>" + strings.Repeat("<meta name=a content=b>", 20000) + "終",
	"JSON-LD":                 `<html><script type="application/ld+json">` + strings.Repeat("[", 100000) + "</script>終",
	"NULs":                    "<html>x\x00y<p\x00>終",
	"a comment":               "<html><!-- " + strings.Repeat("<!--", 100000) + "-->終",
	"less-than signs":         "<html>" + strings.Repeat("<", 200000) + " 終",
	"terms":                   "<html><dl>" + strings.Repeat("<dt>x", 20000) + "<dd>終",
	"one line of links":       "<html>" + strings.Repeat("<a href=x>y</a>", 30000) + "終",
	"hidden nesting":          "<html><div hidden>" + strings.Repeat("<div>", 5000) + strings.Repeat("</div>", 5001) + "終",
	"line breaks":             "<html>x" + strings.Repeat("<br>", 100000) + "終",
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d=%d ", i, i)
	}
	return b.String()
}

// TestHTMLHostile wants the text of each within a time that only what is
// quadratic exceeds.
func TestHTMLHostile(t *testing.T) {
	for name, page := range hostile {
		start := time.Now()
		d, err := Read([]byte(page), "text/html; charset=utf-8")
		if err != nil || !strings.HasSuffix(d.Text, "終") {
			t.Errorf("%s: %.100q, %v", name, d.Text, err)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s: %d bytes took %v", name, len(page), took)
		}
	}
}

func TestHTMLTooLarge(t *testing.T) {
	for name, page := range map[string]string{
		"bytes":    "<html>" + strings.Repeat("x", maxPage),
		"elements": "<html>" + strings.Repeat("<p>", maxNodes),
	} {
		if _, err := Read([]byte(page), ""); !errors.Is(err, jikenbo.ErrTooLarge) {
			t.Errorf("%s: %v, want ErrTooLarge", name, err)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, page := range hostile {
		if len(page) > 4000 {
			page = page[:2000] + page[len(page)-2000:]
		}
		f.Add([]byte(page), "text/html")
	}
	for _, s := range []string{
		"<html><p>不正アクセス", "<!doctype html><title>x</title>" + letter, "\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00", "\xfe\xff\x00<\x00p",
		"<html>\x1b$B%\"\x1b(B<p>", "<html>\x83\x41\x83", "<html><table><tr><td>a<table><td>b", "<html><a href=x><b></a>y</b>", "<p><svg><title>x</svg>",
		"<html><ruby>a<rt>b</ruby><del>c<ins>d", "<html><meta charset=gb2312>\xb0\xa1", "<html><base href='%zz'><link rel=canonical href='::'>",
	} {
		f.Add([]byte(s), "text/html; charset=utf-8")
		f.Add([]byte(s), "text/html; charset=shift_jis")
	}
	f.Fuzz(func(t *testing.T, b []byte, declared string) {
		d, err := Read(b, declared)
		if err != nil {
			if !errors.Is(err, jikenbo.ErrEmpty) && !errors.Is(err, jikenbo.ErrNotText) && !errors.Is(err, jikenbo.ErrTooLarge) {
				t.Fatal(err)
			}
			return
		}
		if d.Type != "text/html" {
			return
		}
		if !utf8.ValidString(d.Text) || strings.TrimSpace(d.Text) == "" || len(d.Text) > 8*len(b)+1000 {
			t.Fatalf("text of %d bytes out of %d: %.200q", len(d.Text), len(b), d.Text)
		}
		if strings.Contains(d.Text, "\n\n\n\n") || strings.ContainsAny(d.Text, "\r\x00\u200b") {
			t.Fatalf("%q", d.Text)
		}
		if again, _ := Read(b, declared); again.Text != d.Text {
			t.Fatal("not the same twice")
		}
	})
}

// cmsPage is a page of 60 KB as content management makes them: most of it is
// markup, style and scripts.
func cmsPage() []byte {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html lang=ja><head><title>不正アクセスに関するお知らせ｜見本商事</title><style>")
	for i := range 300 {
		fmt.Fprintf(&b, ".c-box%d{margin:0 auto;padding:%dpx;color:#333}", i, i)
	}
	b.WriteString("</style></head><body class=\"page news\"><header class=\"l-header\"><nav><ul>")
	for i := range 60 {
		fmt.Fprintf(&b, "<li class=\"c-menu__item\"><a href=\"/menu/%d/\" class=\"c-menu__link\"><span>製品情報%d</span></a></li>\n", i, i)
	}
	b.WriteString("</ul></nav></header><main><article class=\"c-article\"><h1 class=\"c-title\">不正アクセスに関するお知らせ</h1>")
	for i := range 40 {
		fmt.Fprintf(&b, "<h2 class=\"c-h2\">%d．経緯</h2>%s<ul class=\"c-list\"><li>氏名</li><li>住所</li></ul>", i, letter)
	}
	b.WriteString("</article></main><footer>")
	for i := range 40 {
		fmt.Fprintf(&b, "<a href=\"/f/%d\">案内</a>", i)
	}
	b.WriteString("</footer><script>")
	for i := range 300 {
		fmt.Fprintf(&b, "window.q=window.q||[];q.push({id:%d,name:'item'});", i)
	}
	b.WriteString("</script></body></html>")
	return []byte(b.String())
}

func BenchmarkHTML(b *testing.B) {
	for _, enc := range []struct {
		name string
		encoding.Encoding
	}{{"utf-8", unicode.UTF8}, {"shift_jis", japanese.ShiftJIS}} {
		src, err := enc.NewEncoder().Bytes(cmsPage())
		if err != nil {
			b.Fatal(err)
		}
		b.Run(enc.name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(src, "text/html"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
