package ingest

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

// The pages below are drawn after the kinds of sites that publish notices. All
// that surrounds the notice is invented, and full of what must not be read:
// other incidents, other dates, telephone numbers.
var designs = []design{
	{"cms", unicode.UTF8, "text/html; charset=UTF-8", cmsPage},
	{"tables", japanese.ShiftJIS, "text/html", tablesPage},
	{"wordpress", unicode.UTF8, "text/html; charset=utf-8", wordpressPage},
	{"municipal", japanese.EUCJP, "text/html", municipalPage},
	{"shop", japanese.ISO2022JP, "text/html; charset=ISO-2022-JP", shopPage},
	{"ir", unicode.UTF8, "text/html", irPage},
	{"breaks", japanese.ShiftJIS, "text/html; charset=utf-8", breaksPage}, // the server errs
	{"utility", unicode.UTF8, "text/html; charset=utf-8", utilityPage},
	{"diary", japanese.EUCJP, "text/html; charset=Shift_JIS", diaryPage},
	{"portal", unicode.UTF8, "", portalPage},
	{"clinic", unicode.UTF8, "text/html", clinicPage},
	{"sheet", unicode.UTF8, "text/html", sheetPage},
	{"mui", unicode.UTF8, "text/html", muiPage},
	{"frameless", japanese.ShiftJIS, "text/html", framelessPage},
	{"newspaper", unicode.UTF8, "text/html", newspaperPage},
	{"school", japanese.EUCJP, "text/html", schoolPage},
	{"press", unicode.UTF8, "text/html", pressPage},
	{"hotel", japanese.ShiftJIS, "text/html", hotelPage},
	{"front", unicode.UTF8, "text/html", frontPage},
	{"cards", unicode.UTF8, "text/html", cardsPage},
	{"record", unicode.UTF8, "text/html", recordPage},
	{"tmp", japanese.EUCJP, "text/html", tmpPage},
	{"byline", unicode.UTF8, "text/html", bylinePage},
}

func cmsPage(n wrapped) string {
	return fmt.Sprintf(`<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<title>%[1]s | ニュース | 事例ホールディングス</title>
<meta property="og:title" content="%[1]s">
<meta property="article:published_time" content="%[2]sT00:30:00+09:00">
<link rel="canonical" href="https://www.example.jp/news/0001/">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":%[3]q,"datePublished":"%[2]s"}</script>
<style>.l-header{position:sticky}</style>
</head>
<body class="page-news has-sidebar">
<a class="skip-link" href="#main">本文へスキップ</a>
<header class="l-header">
  <p class="logo"><a href="/"><img src="/logo.svg" alt="事例ホールディングス"></a></p>
  <nav aria-label="グローバル"><ul><li><a href="/company/">企業情報</a><li><a href="/service/">事業内容</a><li><a href="/ir/">IR情報</a><li><a href="/recruit/">採用情報</a></ul></nav>
  <form role="search"><input name="q" placeholder="検索"><button>検索</button></form>
</header>
<nav class="breadcrumb"><ol><li><a href="/">ホーム</a></li><li><a href="/news/">ニュース</a></li><li>%[1]s</li></ol></nav>
<main id="main">
<article>
%[4]s
<div class="share"><span>この記事をシェアする</span><a href="https://x.example/">X</a> <a href="https://f.example/">Facebook</a></div>
</article>
<section class="related"><h2>関連ニュース</h2><ul>
<li><time datetime="2019-02-01">2019年2月1日</time><a href="/news/2/">ランサムウェア感染による1,200件の個人情報漏えいについて</a></li>
<li><time datetime="2018-12-20">2018年12月20日</time><a href="/news/3/">年末年始の休業のお知らせ</a></li>
</ul></section>
</main>
<aside class="sidebar"><h2>カテゴリー</h2><ul><li><a href="/c/1">お知らせ</a><li><a href="/c/2">プレスリリース</a></ul>
<div class="box"><p>製品に関するお問い合わせは 0120-000-111（平日9時から18時まで）へ。</p></div></aside>
<footer><ul><li><a href="/privacy/">プライバシーポリシー</a><li><a href="/sitemap/">サイトマップ</a></ul>
<p>〒100-0000 東京都千代田区見本町1-2-3　電話 03-0000-9999</p><small>© 2009-2026 Jirei Holdings Inc. All rights reserved.</small></footer>
<div id="cookie-dialog" role="dialog" aria-modal="true"><p>当サイトでは、利便性の向上のためクッキーを使用します。個人情報を第三者に提供することはありません。</p><button>同意する</button></div>
<script>window.dataLayer=window.dataLayer||[];document.write("<p>2017年1月1日 不正アクセス</p>")</script>
</body></html>`, esc(n.title), n.date, n.title, n.rich("h2", true))
}

func tablesPage(n wrapped) string {
	return fmt.Sprintf(`<HTML>
<HEAD>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=x-sjis">
<TITLE>%s</TITLE>
</HEAD>
<BODY BGCOLOR="#FFFFFF" TEXT="#333333">
<CENTER>
<TABLE WIDTH="800" BORDER="0" CELLSPACING="0">
<TR><TD COLSPAN="3"><IMG SRC="top.gif" ALT="見本商事株式会社"><FONT SIZE="1">おかげさまで創業六十年。信頼の見本商事です。 TEL 03-0000-7777</FONT></TD></TR>
<TR><TD COLSPAN="3" BGCOLOR="#003366"><A HREF="index.html"><FONT COLOR="#FFFFFF">トップ</FONT></A>　<A HREF="c.html"><FONT COLOR="#FFFFFF">会社案内</FONT></A>　<A HREF="s.html">製品紹介</A>　<A HREF="m.html">お問い合わせ</A></TD></TR>
<TR VALIGN="TOP">
<TD WIDTH="150"><TABLE><TR><TD><A HREF="n1.html">新着情報</A><TR><TD><A HREF="n2.html">個人情報保護方針</A><TR><TD><A HREF="n3.html">採用</A></TABLE>
<FONT SIZE="2">営業時間<BR>平日9:00～17:30<BR>電話 0120-000-222<BR>2月3日は休業します。</FONT></TD>
<TD><IMG SRC="spacer.gif" WIDTH="10"></TD>
<TD WIDTH="620">
<FONT SIZE="2">
%s
</FONT>
</TD></TR>
<TR><TD COLSPAN="3" ALIGN="CENTER"><HR><FONT SIZE="1"><A HREF="index.html">トップ</A>｜<A HREF="p.html">個人情報保護方針</A>｜<A HREF="map.html">サイトマップ</A><BR>
Copyright (C) 1998-2010 MIHON SHOJI CO.,LTD. All Rights Reserved.</FONT></TD></TR>
</TABLE>
</CENTER>
</BODY></HTML>`, esc(n.title), n.fonts())
}

// fonts is the notice without a heading or paragraph in its markup.
func (n wrapped) fonts() string {
	var b strings.Builder
	for _, p := range n.parts() {
		switch p.kind {
		case "title":
			fmt.Fprintf(&b, "<CENTER><B><FONT SIZE=\"4\">%s</FONT></B></CENTER><BR>\n", esc(strings.Join(p.lines, "")))
		case "heading":
			fmt.Fprintf(&b, "<BR><B>%s</B><BR>\n", esc(p.lines[0]))
		case "table":
			b.WriteString("<TABLE BORDER=\"1\">")
			for _, r := range p.rows {
				fmt.Fprintf(&b, "<TR><TD>%s\n", strings.ReplaceAll(esc(strings.Join(r, "\v")), "\v", "<TD>"))
			}
			b.WriteString("</TABLE>\n")
		case "list":
			for _, l := range p.lines {
				fmt.Fprintf(&b, "・%s<BR>\n", esc(l))
			}
		default:
			for _, l := range p.lines {
				fmt.Fprintf(&b, "%s<BR>\n", esc(l))
			}
			b.WriteString("<BR>\n")
		}
	}
	return b.String()
}

func wordpressPage(n wrapped) string {
	return fmt.Sprintf(`<!doctype html><html lang="ja" prefix="og: https://ogp.me/ns#"><head><meta charset="UTF-8"/>
<title>%[1]s - みほんブログ</title><meta property="og:title" content="%[1]s - みほんブログ"/><meta property="og:site_name" content="みほんブログ"/>
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"みほんブログ"},{"@type":["Article","BlogPosting"],"headline":%[3]q,"datePublished":"%[2]sT03:00:00+00:00",}]}</script>
</head><body class="post-template-default single single-post single-format-standard wp-embed-responsive right-sidebar">
<div id="page" class="site"><header id="masthead" class="site-header"><div class="site-branding"><p class="site-title"><a href="/">みほんブログ</a></p><p class="site-description">見本の情報をお届けします</p></div>
<nav id="site-navigation" class="main-navigation"><ul id="primary-menu" class="menu"><li class="menu-item"><a href="/about">会社概要</a></li><li class="menu-item"><a href="/contact">お問い合わせ</a></li></ul></nav></header>
<div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main">
<article id="post-123" class="post-123 post type-post status-publish format-standard hentry category-news tag-security">
<header class="entry-header"><h1 class="entry-title">%[1]s</h1><div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="%[2]sT12:00:00+09:00">%[2]s</time></span><span class="cat-links"><a href="/category/news">お知らせ</a></span></div></header>
<div class="entry-content">
%[4]s
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">共有:</h3><ul><li><a href="?share=x">X</a></li><li><a href="?share=f">Facebook</a></li></ul></div>
<div id="jp-relatedposts"><h3>関連</h3><p><a href="/p/9">メール誤送信のお詫び</a> 2020年5月6日</p><p><a href="/p/10">ウェブサイト改ざんについて</a> 2020年7月8日</p></div>
</div><footer class="entry-footer"><span class="cat-links">カテゴリー: <a href="/category/news">お知らせ</a></span></footer></article>
<nav class="navigation post-navigation"><h2 class="screen-reader-text">投稿ナビゲーション</h2><div class="nav-links"><a href="/p/1">夏季休業のお知らせ</a><a href="/p/3">新製品発売のお知らせ</a></div></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">コメント 2件</h2><ol class="comment-list"><li>たろう<br>2021年3月3日に私の情報も漏れたようです。どうなっているのでしょうか。</li><li>はなこ<br>500人が被害にあったと聞きました。</li></ol><div id="respond"><h3>コメントを残す</h3><form><textarea></textarea><input type="submit" value="送信"></form></div></div>
</main></div>
<aside id="secondary" class="widget-area"><section class="widget widget_search"><form role="search"><input type="search"></form></section><section class="widget widget_recent_entries"><h2 class="widget-title">最近の投稿</h2><ul><li><a href="/p/5">展示会に出展します（2022年9月1日）</a></li><li><a href="/p/6">価格改定のお知らせ</a></li></ul></section><section class="widget widget_text"><h2>店舗のご案内</h2><div class="textwidget"><p>見本市見本町1-1。営業時間は10時から18時まで、電話は03-0000-4444です。水曜日は休みます。</p></div></section></aside>
</div><footer id="colophon" class="site-footer"><div class="site-info">みほん株式会社　<a href="/privacy">プライバシーポリシー</a>　Copyright © みほんブログ All Rights Reserved.</div></footer></div></body></html>`,
		esc(n.title), n.date, n.title, n.grouped("h3", false))
}

func municipalPage(n wrapped) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="EUC-JP"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset=EUC-JP" />
<title>%[1]s／見本市ホームページ</title></head>
<body><div id="baseall"><div id="headerbg"><div id="tools"><ul><li><a href="#honbun">本文へ</a></li><li>文字サイズ <a href="#" class="fs">小</a> <a href="#" class="fs">中</a> <a href="#" class="fs">大</a></li><li><a href="/en/">English</a></li></ul></div>
<p id="sitename"><a href="/">見本市</a></p>
<form action="/search"><label>サイト内検索</label><input type="text" name="q" /><input type="submit" value="検索" /></form>
<ul id="gnavi"><li><a href="/kurashi/">くらし・手続き</a></li><li><a href="/kosodate/">子育て・教育</a></li><li><a href="/shisei/">市政情報</a></li></ul></div>
<div id="pankuzu"><a href="/">トップページ</a> &gt; <a href="/shisei/">市政情報</a> &gt; <a href="/shisei/hodo/">報道発表</a> &gt; %[1]s</div>
<div id="container"><div id="center">
<p class="skip">ここから本文です。</p>
<div id="honbun"><p class="update">更新日：%[3]s</p>
%[2]s
</div>
<div class="pdf_box"><p><a href="http://adobe.example/reader">PDFファイルをご覧いただくには閲覧ソフトが必要です。こちらから入手してください。</a></p></div>
<div id="enquete"><h2>このページの情報は役に立ちましたか？</h2><form><input type="radio" name="q" />役に立った<input type="radio" name="q" />どちらともいえない<input type="radio" name="q" />役に立たなかった<input type="submit" value="送信" /></form></div>
<p class="totop"><a href="#baseall">ページの先頭へ戻る</a></p>
<p class="skip">本文ここまで</p></div>
<div id="lnavi"><h2>報道発表</h2><ul><li><a href="/1">令和2年度報道発表</a></li><li><a href="/2">個人情報の紛失について（平成30年4月3日）</a></li><li><a href="/3">職員の懲戒処分について</a></li></ul></div></div>
<div id="footer"><p>見本市役所　〒000-0000　見本県見本市本町1丁目1番地<br />電話：0000-00-0000（代表）　法人番号 0000000000000<br />開庁時間：午前8時30分から午後5時15分まで</p><p>Copyright (C) Mihon City. All rights reserved.</p></div>
</div></body></html>`, esc(n.title), n.rich("h3", true), n.date)
}

func shopPage(n wrapped) string {
	return fmt.Sprintf(`<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html><head><meta http-equiv="content-type" content="text/html; charset=iso-2022-jp"><title>お知らせ｜見本雑貨オンラインショップ</title></head>
<body>
<div id="wrapper">
<div id="head"><div class="logo"><a href="/"><img src="l.gif" alt="見本雑貨"></a></div><div class="free">5,500円以上お買い上げで送料無料　ご注文・お問い合わせ 0120-000-333</div>
<ul class="user"><li><a href="/login">ログイン</a></li><li><a href="/regist">新規会員登録</a></li><li><a href="/cart">カートを見る（0点）</a></li></ul></div>
<div id="col">
<div id="left"><h3>商品カテゴリー</h3><ul><li><a href="/c/1">食器</a></li><li><a href="/c/2">台所用品</a></li><li><a href="/c/3">布もの</a></li></ul>
<h3>店長日記</h3><p>こんにちは、店長の見本です。1月5日から新年の営業を始めました。毎月3,000名様に割引券を差し上げています。<a href="/blog">続きを読む</a></p>
<h3>営業カレンダー</h3><table><tr><th>日</th><th>月</th><th>火</th><th>水</th><th>木</th><th>金</th><th>土</th></tr><tr><td>1</td><td>2</td><td>3</td><td>4</td><td>5</td><td>6</td><td>7</td></tr></table></div>
<div id="center">
<h2 class="infoTtl">%s</h2>
<div class="infoBody">
%s
</div>
<div class="osusume"><h3>おすすめ商品</h3><div class="item"><a href="/i/1"><img src="1.jpg" alt="">青い皿</a><br>1,980円（税込）</div><div class="item"><a href="/i/2">白い碗</a><br>2,200円（税込）</div><div class="item"><a href="/i/3">木の匙</a><br>880円（税込）</div></div>
<div class="hist">最近チェックした商品<ul><li><a href="/i/4">麻の布巾</a>　660円</li></ul></div>
</div></div>
<div id="foot"><table><tr><td><b>お支払い方法</b><br>クレジットカード、代金引換、銀行振込をご利用いただけます。</td><td><b>配送について</b><br>ご注文から3日以内に発送いたします。</td></tr></table>
<p><a href="/law">特定商取引法に基づく表示</a> | <a href="/privacy">プライバシーポリシー</a> | <a href="/mail">お問い合わせ</a></p><address>Copyright(C) MIHON ZAKKA All rights reserved.</address></div>
</div></body></html>`, esc(n.title), n.divs())
}

// divs is the notice with a division for each line, its title apart.
func (n wrapped) divs() string {
	var b strings.Builder
	for _, p := range n.parts() {
		switch p.kind {
		case "title":
		case "heading":
			fmt.Fprintf(&b, "<h3>%s</h3>", esc(p.lines[0]))
		case "table":
			b.WriteString("<table>")
			for _, r := range p.rows {
				fmt.Fprintf(&b, "<tr><td>%s</td></tr>", strings.ReplaceAll(esc(strings.Join(r, "\v")), "\v", "</td><td>"))
			}
			b.WriteString("</table>")
		case "list":
			b.WriteString("<ul>")
			for _, l := range p.lines {
				fmt.Fprintf(&b, "<li><span>%s</span></li>", esc(trimLine(l)))
			}
			b.WriteString("</ul>")
		default:
			for _, l := range p.lines {
				fmt.Fprintf(&b, "<div>%s</div>\n", esc(trimLine(l)))
			}
		}
	}
	return b.String()
}

func irPage(n wrapped) string {
	return fmt.Sprintf(`<!DOCTYPE html>
<html lang="ja"><head><meta charset="UTF-8"><title>適時開示情報 %[1]s | 見本工業株式会社</title><link rel="stylesheet" href="ir.css"></head>
<body id="ir">
<div class="c-siteHead"><div class="c-siteHead__logo"><a href="/">MIHON</a></div><ul class="c-gMenu"><li><a href="/corp">企業情報</a></li><li><a href="/ir">株主・投資家情報</a></li><li><a href="/esg">サステナビリティ</a></li></ul><p class="stock">証券コード：0000　株価 1,234円（前日比 +12円）</p></div>
<div class="c-wrap">
<div class="c-localMenu"><ul><li><a href="/ir/news">IRニュース</a></li><li><a href="/ir/library">IRライブラリー</a><ul><li><a href="/ir/library/tanshin">決算短信</a></li></ul></li><li><a href="/ir/cal">IRカレンダー</a></li></ul></div>
<div class="c-body">
<div class="c-date"><span>%[2]s</span> <span class="c-label">適時開示</span></div>
<h1 class="c-h1">%[1]s</h1>
%[3]s
<p class="c-pdf"><a href="/ir/pdf/0001.pdf">PDF版（234KB）</a></p>
<p class="c-back"><a href="/ir/news/">IRニュース一覧に戻る</a></p>
</div></div>
<div class="c-mail"><p>IRメール配信 最新のIR情報をメールでお知らせします。</p><a href="/ir/mail">登録はこちら</a></div>
<div class="c-foot"><ul><li><a href="/policy">免責事項</a></li><li><a href="/sitemap">サイトマップ</a></li></ul><p>© MIHON KOGYO CO., LTD.</p></div>
</body></html>`, esc(n.title), n.date, n.listed())
}

func breaksPage(n wrapped) string {
	return fmt.Sprintf(`<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">
<title>お知らせ</title>
</head>
<body>
<a href="index.html">トップページ</a> | <a href="shop.html">店舗案内</a> | <a href="info.html">お知らせ</a><br>
<hr>
%s
<hr>
<a href="info.html">お知らせ一覧へ戻る</a><br>
<a href="sale.html">春のセール開催中</a> <a href="recruit.html">社員募集</a><br>
(C)2003 Mihon
</body>
</html>`, n.broken())
}
