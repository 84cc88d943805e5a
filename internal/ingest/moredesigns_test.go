package ingest

import (
	"fmt"
	"regexp"
	"strings"
)

// The pages of this file were drawn when those of designs_test.go were read
// rightly, to see what falls at first sight.

// utilityPage has class names that say nothing, as frameworks write them.
func utilityPage(n wrapped) string {
	return fmt.Sprintf(`<!DOCTYPE html><html lang="ja"><head><meta charSet="utf-8"/><title>%[1]s</title><meta name="viewport" content="width=device-width"/></head><body class="__className_a1b2"><div id="__next"><div class="min-h-screen flex flex-col">
<div class="fixed top-0 w-full h-16 bg-white z-50 flex items-center px-8"><a class="font-bold" href="/">Sample Cloud</a><div class="ml-auto flex gap-6"><a href="/features">機能</a><a href="/pricing">料金</a><a href="/cases">導入事例</a><a href="/signin">ログイン</a><button class="btn">無料で始める</button></div></div>
<div class="mt-16 bg-gray-50 py-12 px-8"><div class="text-sm text-gray-500">%[2]s ・ セキュリティ</div><h1 class="text-3xl font-bold mt-2">%[1]s</h1></div>
<div class="flex px-8 gap-12"><div class="flex-1 leading-8">%[3]s</div>
<div class="w-64 shrink-0"><div class="rounded border p-4"><div class="font-bold">最近のお知らせ</div><a class="block mt-2" href="/n/1">2026年4月1日のメンテナンスについて</a><a class="block mt-2" href="/n/2">新機能のお知らせ</a><a class="block mt-2" href="/n/3">障害のお知らせ（3月9日）</a></div>
<div class="rounded border p-4 mt-4"><div class="font-bold">資料をダウンロード</div><p class="text-sm">Sample Cloud は1,500社が利用する業務管理サービスです。30日間無料でお試しいただけます。</p><a href="/dl">資料請求</a></div></div></div>
<div class="bg-gray-900 text-white py-10 px-8 mt-20"><div class="grid grid-cols-4"><div><p>サービス</p><a href="/a">勤怠</a><a href="/b">経費</a></div><div><p>会社</p><a href="/c">会社概要</a><a href="/d">採用</a></div><div><p>お電話でのお問い合わせ</p><p>050-0000-1212（平日 10:00〜18:00）</p></div></div><p class="text-xs mt-8">© Sample Cloud, Inc.</p></div>
</div></div><script id="__NEXT_DATA__" type="application/json">{"props":{"title":"x"}}</script></body></html>`, esc(n.title), strings.ReplaceAll(n.date, "-", "."), n.rich("h2", false))
}

// diaryPage is an entry of a blog service.
func diaryPage(n wrapped) string {
	return fmt.Sprintf(`<html lang="ja"><head><meta charset="utf-8"><title>%[1]s : スタッフ日記</title></head><body>
<div id="container"><div id="blog-title"><h1><a href="/">スタッフ日記</a></h1><p>スタッフの毎日をつづります。コメントはお気軽にどうぞ。</p></div>
<div id="wrap"><div class="entry-inner"><div class="day"><p class="posted">%[2]s</p><h2 class="entry-title"><a href="/2020/1">%[1]s</a></h2><div class="entry-body">
%[3]s
</div><div class="entry-foot">投稿者 staff ｜ <a href="/2020/1#c">この記事へのコメント (3)</a> ｜ <a href="/2020/1#t">トラックバック (0)</a></div>
<div class="pr"><a href="/ad/1">格安の回線なら見本通信。月額980円から、いまなら工事費無料！</a></div></div></div>
<div id="links2"><div class="mod"><h4>自己紹介</h4><p>見本商店のスタッフです。東京都在住。2011年9月から働いています。趣味は登山と写真。</p></div><div class="mod"><h4>最近の記事</h4><ul><li><a href="/2">棚卸しのためお休みします</a></li><li><a href="/3">1月17日の地震について</a></li></ul></div><div class="mod"><h4>最近のコメント</h4><ul><li>早く返金してください（3月4日） by <a href="/4">名無し</a></li></ul></div>
<div class="mod"><h4>カレンダー</h4><table><tr><td>日</td><td>月</td><td>火</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table></div></div></div>
<div id="bottom">Powered by Sample Blog</div></div></body></html>`, esc(n.title), n.date, n.broken())
}

// portalPage is a release on a portal for such.
func portalPage(n wrapped) string {
	return fmt.Sprintf(`<!doctype html><html><head><meta charset="utf-8"><title>%[1]s | 見本プレスのニュースリリース</title><meta property="og:title" content="%[1]s"></head><body>
<div class="g-head"><a href="/"><img src="logo.png" alt="見本プレス"></a><div class="g-head_catch">国内最大級のニュースリリース配信。毎日1,000件以上を掲載しています。</div><ul><li><a href="/top">トップ</a></li><li><a href="/tech">テクノロジー</a></li><li><a href="/biz">ビジネス</a></li></ul></div>
<section class="release-wrap"><div class="release-main"><div class="release-info"><a href="/company/1">見本株式会社</a><p class="release-info_time">%[2]s 15時00分</p></div><h1 class="release-ttl">%[1]s</h1>
<div class="release-text">%[3]s</div>
<div class="release-files"><h2>このプレスリリースには、メディア関係者向けの情報があります</h2><p>メディアユーザーログイン既に登録済みの方はこちら。メディアユーザー登録を行うと、企業担当者の連絡先や、イベント・記者会見の情報など様々な特記情報を閲覧できます。</p></div>
<table class="release-data"><tr><th>種類</th><td>その他</td></tr><tr><th>ビジネスカテゴリ</th><td><a href="/k/1">ネットサービス</a></td></tr><tr><th>キーワード</th><td><a href="/w/1">セキュリティ</a> <a href="/w/2">お詫び</a></td></tr></table>
<div class="corp"><p class="corp_name"><a href="/company/1">見本株式会社</a></p><p>47フォロワー</p><dl><dt>資本金</dt><dd>1億円</dd><dt>設立</dt><dd>2001年05月</dd><dt>電話番号</dt><dd>03-0000-2468</dd></dl></div></div>
<div class="release-r"><p class="tt">アクセスランキング</p><ol><li><a href="/r/1">新発売のアイス、発売3日で10万個突破</a><span>1時間前</span></li><li><a href="/r/2">個人情報5万件が漏えい、調査レポート公開</a><span>2時間前</span></li></ol></div></section>
<div class="g-foot"><ul><li><a href="/about">見本プレスとは</a></li><li><a href="/terms">利用規約</a></li></ul><p>Copyright © Mihon Press Inc. All Rights Reserved.</p></div></body></html>`, esc(n.title), strings.ReplaceAll(n.date, "-", "/"), n.grouped("h2", false))
}

// clinicPage is a small site made with an editor, its text in spans.
func clinicPage(n wrapped) string {
	var b strings.Builder
	for _, l := range n.lines {
		if l == "" {
			b.WriteString("<p>&nbsp;</p>\n")
			continue
		}
		fmt.Fprintf(&b, `<p><span style="font-size: 14px;"><span style="color:#333">%s</span></span></p>`+"\n", esc(strings.TrimLeft(l, " ")))
	}
	return fmt.Sprintf(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>みほん医院 - お知らせ</title></head><body>
<div class="ly-top"><div class="ly-top-l"><h1>見本市の内科・小児科 みほん医院</h1></div><div class="ly-top-r">ご予約 0000-00-1111<br>診療時間 9:00～12:00／15:00～18:00　休診日 木曜・日曜</div></div>
<ul class="ly-gm"><li><a href="/">トップ</a></li><li><a href="/staff">医師紹介</a></li><li><a href="/access">アクセス</a></li></ul>
<div class="ly-mid"><div class="ly-l">
%[1]s
</div>
<div class="ly-r"><div class="bx"><h3>診療時間</h3><table><tr><th></th><th>月</th><th>火</th><th>水</th></tr><tr><th>午前</th><td>○</td><td>○</td><td>○</td></tr></table><p>受付は診療終了の30分前までです。</p></div><div class="bx"><h3>院長ごあいさつ</h3><p>地域の皆様の健康をお守りして30年。2024年4月にリニューアルしました。お気軽にご相談ください。</p></div></div></div>
<div class="ly-btm">みほん医院　〒000-0000 見本県見本市本町2-2　TEL 0000-00-1111　FAX 0000-00-1112</div></body></html>`, b.String())
}

// sheetPage breaks the lines by its style sheet.
func sheetPage(n wrapped) string {
	return fmt.Sprintf(`<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="UTF-8">
<title>%[1]s | サンプル株式会社</title>
<style>
body { font-family: sans-serif; }
.notice-body { white-space: pre-wrap; line-height: 1.8; }
</style>
</head>
<body>
<header>
  <div class="site-name">サンプル株式会社</div>
  <nav><a href="/">ホーム</a> <a href="/products">製品</a> <a href="/news">ニュース</a> <a href="/contact">お問い合わせ</a></nav>
</header>
<div class="container">
  <div class="left-column">
    <h3>メニュー</h3>
    <ul><li><a href="/news/2026">2026年のニュース</a></li><li><a href="/news/2025">2025年のニュース</a></li></ul>
  </div>
  <div class="main-column">
    <div class="notice-body">%[2]s</div>
  </div>
  <div class="right-column">
    <h3>お知らせ</h3>
    <p>2026年3月1日 本社を移転しました。新しい電話番号は 03-0000-5555 です。</p>
  </div>
</div>
<footer>
  <p>サンプル株式会社 〒000-0000 東京都見本区1-1-1 電話 03-0000-5555</p>
  <p>Copyright 2026 Sample Co., Ltd.</p>
</footer>
</body>
</html>`, esc(n.title), esc(strings.Join(n.lines, "\n")))
}

// muiPage is made of generated boxes, without a link in its menus.
func muiPage(n wrapped) string {
	var b strings.Builder
	for _, l := range n.lines {
		if l != "" {
			fmt.Fprintf(&b, `<div class="css-1r"><span class="MuiTypography-root css-9l">%s</span></div>`, esc(trimLine(l)))
		}
	}
	return fmt.Sprintf(`<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>%[1]s</title></head><body><div id="root"><div class="css-0">
<div class="MuiBox-root css-k0"><div class="css-x1">サンプル証券</div><div role="tablist"><div role="tab" tabindex="0">マーケット</div><div role="tab" tabindex="0">口座開設</div><div role="tab" tabindex="0">サポート</div></div></div>
<div class="MuiGrid-root css-g"><div class="MuiGrid-item css-a"><div class="css-lst"><div>お知らせ</div><div>メンテナンス</div><div>キャンペーン</div><div>重要なお知らせ</div></div></div>
<div class="MuiGrid-item css-b"><div class="css-t"><p class="MuiTypography-h4">%[1]s</p><p class="css-d">%[2]s</p></div><div class="css-bd">%[3]s</div></div>
<div class="MuiGrid-item css-c"><div class="css-card"><p>NISA口座が100万口座を突破</p><p>2025年12月1日</p><p>これからも皆さまの資産形成をお手伝いします。</p></div><div class="css-card"><p>お電話は 0570-000-888</p></div></div></div>
<div class="css-f"><div>金融商品取引業者 関東財務局長（金商）第000号 加入協会 日本証券業協会</div><div>©2026 Sample Securities</div></div></div></div></body></html>`, esc(n.title), n.date, b.String())
}

// framelessPage is a table without a width, its menu without links.
func framelessPage(n wrapped) string {
	return fmt.Sprintf(`<HTML><HEAD><TITLE>○○協会</TITLE></HEAD><BODY><TABLE BORDER=0><TR><TD COLSPAN=2><H1>社団法人 見本協会</H1>
会員2,300社を擁する業界団体です。昭和45年設立。</TD></TR>
<TR><TD NOWRAP><B>■メニュー</B><BR>・協会概要<BR>・入会案内<BR>・刊行物<BR>・講習会（次回2月20日）<BR><BR><B>事務局</B><BR>電話03-0000-1357<BR>FAX03-0000-1358</TD>
<TD><H2>%[1]s</H2><P ALIGN=RIGHT>%[2]s
%[3]s
<P><A HREF="index.htm">戻る</A></TD></TR>
<TR><TD COLSPAN=2><HR>東京都見本区見本町3-3 見本会館5階　社団法人 見本協会</TD></TR></TABLE></BODY></HTML>`, esc(n.title), n.date, n.rich("H3", false))
}

// newspaperPage is an article among teasers with first sentences of others.
func newspaperPage(n wrapped) string {
	return fmt.Sprintf(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>%[1]s：見本新聞デジタル</title><meta property="og:title" content="%[1]s：見本新聞デジタル"></head><body>
<div class="Hd"><a href="/">見本新聞</a><span>2026年11月23日(月)</span><a href="/login">会員登録</a></div>
<ul class="Genre"><li><a href="/n">速報</a></li><li><a href="/s">社会</a></li><li><a href="/e">経済</a></li></ul>
<div class="Cols"><div class="ArticleArea"><h1>%[1]s</h1><div class="Utility"><span class="Date">%[2]s 12時30分</span><a href="#print">印刷</a><a href="#mail">メール</a></div>
<div class="ArticleText">%[3]s</div>
<div class="MemberOnly"><p>この記事は有料記事です。残り 1,234 文字。有料会員になると続きをお読みいただけます。</p><a href="/join">会員になる</a></div>
<div class="Teasers"><h2>この記事を読んだ人はこんな記事も読んでいます</h2>
<div><a href="/a/1"><h3>銀行で書類紛失</h3></a><p>見本銀行は3日、顧客480人分の書類を紛失したと発表した。誤って廃棄した可能性が高いという。</p></div>
<div><a href="/a/2"><h3>大学で誤送信</h3></a><p>見本大学は5日、学生62人のメールアドレスを流出させたと発表した。</p></div></div></div>
<div class="Right"><h2>アクセスランキング</h2><ol><li><a href="/r/1">知事選、きょう投開票</a></li><li><a href="/r/2">市の情報漏えい、2万件に</a></li></ol><h2>コラム</h2><p>朝の光が差し込む台所で、母は今日も味噌汁を作っていた。私は新聞を広げた。</p></div></div>
<div class="Ft"><p>見本新聞デジタルに掲載の記事・写真の無断転載を禁じます。すべての内容は日本の著作権法並びに国際条約により保護されています。</p><p>Copyright © The Mihon Shimbun Company.</p></div></body></html>`, esc(n.title), n.date, n.grouped("h2", false))
}

// schoolPage has everything in divisions called after colours and numbers.
func schoolPage(n wrapped) string {
	return fmt.Sprintf(`<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>見本市立見本小学校</title></head><body><div id="d1"><div id="d2" class="blue"><img src="kosho.gif" alt="校章">見本市立見本小学校<br>〒000-0000 見本市緑町1丁目<br>TEL 0000-00-2222</div>
<div id="d3" class="green"><a href="1.html">学校紹介</a>　<a href="2.html">行事予定</a>　<a href="3.html">学校だより</a>　<a href="4.html">給食だより</a></div>
<div id="d4"><div id="d5"><b>行事予定</b><br>11月23日　勤労感謝の日<br>11月25日　避難訓練<br>12月24日　終業式<br><br><b>訪問者数</b><br>123,456人</div>
<div id="d6">%s</div></div>
<div id="d7" class="blue">当サイトの文章・画像の無断転載を禁じます。見本市立見本小学校</div></div></body></html>`, n.broken())
}

// unmarked leaves the marks of headings and items to the markup.
func (n wrapped) unmarked() string {
	var b strings.Builder
	item := regexp.MustCompile(`^[(（]?[0-9０-９]{1,2}[)）.．、 　]+`)
	ordered := false
	end := func() {
		if ordered {
			b.WriteString("</ol>\n")
			ordered = false
		}
	}
	for _, p := range n.parts() {
		if p.kind != "lines" {
			end()
		}
		switch p.kind {
		case "title":
			fmt.Fprintf(&b, "<h2 class=\"title\">%s</h2>\n", esc(strings.Join(p.lines, "")))
		case "heading":
			fmt.Fprintf(&b, "<h3>%s</h3>\n", esc(strings.Trim(item.ReplaceAllString(p.lines[0], ""), "■□◆◇●▼◎【】 　")))
		case "list":
			b.WriteString("<ul>\n")
			for _, l := range p.lines {
				fmt.Fprintf(&b, "<li>%s</li>\n", esc(trimLine(l)))
			}
			b.WriteString("</ul>\n")
		case "table":
			b.WriteString("<table border=\"1\">\n<tbody>\n")
			for _, r := range p.rows {
				fmt.Fprintf(&b, "<tr>\n<td>%s</td>\n</tr>\n", strings.ReplaceAll(esc(strings.Join(r, "\v")), "\v", "</td>\n<td>"))
			}
			b.WriteString("</tbody>\n</table>\n")
		default:
			for _, l := range p.lines {
				core := trimLine(l)
				if m := item.FindString(core); m != "" && !strings.ContainsAny(m, " 　") {
					if !ordered {
						b.WriteString("<ol>\n")
						ordered = true
					}
					fmt.Fprintf(&b, "<li>%s</li>\n", esc(core[len(m):]))
					continue
				}
				end()
				fmt.Fprintf(&b, "<p>%s</p>\n", esc(core))
			}
		}
	}
	end()
	return b.String()
}

func pressPage(n wrapped) string {
	return fmt.Sprintf(`<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="UTF-8">
<title>プレスリリース | テスト製薬株式会社</title>
</head>
<body>
<div id="wrapper">
  <div id="top-bar"><span>テスト製薬株式会社</span> <span>English</span> <span>文字サイズ 小 中 大</span></div>
  <div id="global"><ul><li>ホーム</li><li>会社情報</li><li>研究開発</li><li>投資家情報</li><li>お問い合わせ</li></ul></div>
  <div id="path">ホーム &gt; ニュース &gt; プレスリリース</div>
  <div id="two-col">
    <div id="col-main">
      <h1>プレスリリース</h1>
%s
    </div>
    <div id="col-sub">
      <div class="panel"><h2>最新のプレスリリース</h2>
        <ul><li>2026年5月12日 通期決算のお知らせ</li><li>2026年4月28日 個人情報漏えいに関する続報（対象 4,500名）</li></ul></div>
      <div class="panel"><h2>お問い合わせ</h2><p>広報部 03-0000-6666<br>受付 9:00〜17:00</p></div>
    </div>
  </div>
  <div id="bottom"><p>テスト製薬株式会社 東京都見本区1-2-3 TEL 03-0000-6666</p><p>Copyright &copy; Test Pharma. All Rights Reserved.</p></div>
</div>
</body>
</html>`, n.unmarked())
}

// hotelPage is a page of a hotel with its text between pictures and offers.
func hotelPage(n wrapped) string {
	return fmt.Sprintf(`<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>%[1]s｜ホテル見本</title></head><body>
<header class="gHeader"><div class="inner"><h1><a href="/"><img src="logo.png" alt="ホテル見本"></a></h1><p class="tel">ご予約 0000-11-0000（9:00〜21:00）</p><a class="reserve" href="/r">宿泊予約</a></div></header>
<div class="mv"><img src="mv.jpg" alt=""><p>海を望む、静かな休日。</p></div>
<div class="contents"><div class="newsDetail"><p class="cat">重要なお知らせ</p><h2>%[1]s</h2><p class="day">%[2]s</p>
<div class="txt">%[3]s</div><ul class="btn"><li class="prev"><a href="/p">PREV</a></li><li class="list"><a href="/news">LIST</a></li><li class="next"><a href="/n">NEXT</a></li></ul></div>
<div class="plan"><h2>おすすめ宿泊プラン</h2><dl><dt><a href="/1">早割21プラン</a></dt><dd>1泊2食 お一人様18,000円から。21日前までのご予約で。</dd><dt><a href="/2">記念日プラン</a></dt><dd>1泊2食 お一人様25,000円から。ケーキ付き。</dd></dl></div></div>
<footer class="gFooter"><p>ホテル見本<br>〒000-0000 見本県見本市海岸1-1<br>TEL 0000-11-0000 / FAX 0000-11-0001</p><p class="copy">&copy; Hotel Mihon</p></footer></body></html>`, esc(n.title), strings.ReplaceAll(n.date, "-", "."), n.grouped("h3", false))
}

// frontPage keeps each paragraph in a section of its own.
func frontPage(n wrapped) string {
	var b strings.Builder
	for i, block := range strings.Split(strings.Join(n.lines, "\n"), "\n\n") {
		if block = strings.TrimSpace(block); block != "" {
			fmt.Fprintf(&b, "<section id=\"s%d\"><div class=\"inner\"><p>%s</p></div></section>\n", i, strings.ReplaceAll(esc(block), "\n", "<br>"))
		}
	}
	return fmt.Sprintf(`<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>%[1]s</title></head><body>
<div class="announcement">送料無料キャンペーン実施中！ 12月31日まで</div>
<div class="topnav">ホーム | 商品一覧 | ご利用案内 | 会社概要</div>
<div class="hero">サンプル通販 公式サイト</div>
%[2]s
<div class="newsletter"><h3>メルマガ登録</h3><p>お得な情報をお届けします。現在12,000名が登録中。</p><input type="email"><button>登録</button></div>
<div class="sitefooter">サンプル通販株式会社<br>東京都見本区9-9-9<br>カスタマーサポート 0120-000-999<br>&copy; 2026 Sample EC</div>
</body></html>`, esc(n.title), b.String())
}

func cardsPage(n wrapped) string {
	return fmt.Sprintf(`<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>お知らせ詳細 - 見本システムズ</title></head><body class="bg-light">
<nav class="navbar navbar-expand-lg"><div class="container"><a class="navbar-brand" href="/">見本システムズ</a><ul class="navbar-nav"><li class="nav-item"><a class="nav-link" href="/s">サービス</a></li><li class="nav-item"><a class="nav-link" href="/n">お知らせ</a></li></ul></div></nav>
<div class="container py-4"><ol class="breadcrumb"><li class="breadcrumb-item"><a href="/">ホーム</a></li><li class="breadcrumb-item active">お知らせ詳細</li></ol>
<div class="alert alert-warning">現在、電話がつながりにくくなっております。2026年12月28日から1月4日まで休業します。</div>
<div class="row"><div class="col-md-8"><div class="card"><div class="card-header"><span class="badge">重要</span> %[2]s</div><div class="card-body"><h5 class="card-title">%[1]s</h5><div class="card-text">%[3]s</div></div><div class="card-footer text-muted">閲覧数 3,210</div></div></div>
<div class="col-md-4"><div class="card mb-3"><div class="card-header">最近のお知らせ</div><ul class="list-group"><li class="list-group-item">システムメンテナンス（11月3日）</li><li class="list-group-item">メール誤送信のお詫び（対象213名）</li></ul></div><div class="card"><div class="card-header">サポート窓口</div><div class="card-body"><p>0120-000-456<br>平日 9:00〜17:00</p></div></div></div></div></div>
<footer class="bg-dark text-white"><div class="container"><p>株式会社見本システムズ 東京都見本区2-2-2</p><p>&copy; 2026 Mihon Systems</p></div></footer></body></html>`, esc(n.title), n.date, n.rich("h6", false))
}

func recordPage(n wrapped) string {
	return fmt.Sprintf(`<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>報道資料 - 見本県</title></head><body>
<div class="head"><span class="pref">見本県</span><span class="sub">県政情報をお届けします</span></div>
<div class="menu"><span><a href="/1">くらし</a></span><span><a href="/2">産業</a></span><span><a href="/3">県政</a></span></div>
<h2>報道発表資料</h2>
<table class="kisha" border="1" width="90%%"><tr><th width="20%%">発表日</th><td>%[2]s</td></tr><tr><th>タイトル</th><td>%[1]s</td></tr><tr><th>本文</th><td>%[3]s</td></tr><tr><th>添付</th><td><a href="a.pdf">資料（PDF：120KB）</a></td></tr></table>
<p><a href="/hodo/">報道発表資料の一覧</a></p>
<table width="100%%"><tr><td bgcolor="#eeeeee">見本県庁　〒000-0000 見本県見本市県庁前1-1　電話 000-000-1111（代表）<br>Copyright(C) Mihon Prefecture</td></tr></table></body></html>`, esc(n.title), n.date, n.broken())
}

func tmpPage(n wrapped) string {
	return fmt.Sprintf(`<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>%[1]s|見本町</title></head><body class="format_free no_javascript"><div id="tmp_wrapper">
<noscript><p>このサイトではJavaScriptを使用しています。</p></noscript><p><a href="#tmp_honbun" class="skip">本文へスキップします。</a></p>
<div id="tmp_header"><div id="tmp_hlogo"><p><a href="/"><span>見本町</span></a></p></div><ul id="tmp_hnavi_s"><li><a href="/g">Foreign language</a></li><li>文字サイズ・色合い変更</li></ul></div>
<div id="tmp_gnavi"><ul><li><a href="/k">くらしの情報</a></li><li><a href="/c">町政情報</a></li></ul></div>
<div id="tmp_wrapper2"><div id="tmp_wrapper3"><div id="tmp_main"><div class="col_main"><p id="tmp_pankuzu"><a href="/">ホーム</a> &gt; <a href="/c">町政情報</a> &gt; %[1]s</p><p id="tmp_custom_update">更新日：%[2]s</p><ul id="tmp_social"><li>ツイート</li></ul>
<div id="tmp_honbun"><h1>%[1]s</h1>%[3]s
<div id="tmp_inquiry"><div id="tmp_inquiry_ttl"><p>お問い合わせ</p></div><div id="tmp_inquiry_cnt"><form><div class="inquiry_parts"><p>見本部見本課見本係</p><p><input type="submit" value="お問い合わせフォーム"></p></div></form></div></div></div>
<div id="tmp_feedback"><div id="tmp_feedback_ttl"><p>より良いウェブサイトにするためにみなさまのご意見をお聞かせください</p></div><div id="tmp_feedback_cnt"><form><fieldset><legend>このページの情報は役に立ちましたか？</legend><p><input type="radio" id="a"><label for="a">1：役に立った</label></p></fieldset></form></div></div></div></div>
<div id="tmp_lnavi"><div id="tmp_lnavi_ttl"><p><a href="/c/k">広報</a></p></div><ul><li><a href="/c/k/1">広報みほん</a></li></ul><div class="lnavi_txt"><p>注目情報</p><p>町民プールは9月1日で今年の営業を終えました。ご利用は12,345人でした。</p></div></div></div></div>
<div id="tmp_footer"><p>見本町役場</p><p>〒000-0000　見本県見本郡見本町大字見本1番地　電話番号：0000-22-1111</p><p lang="en">Copyright &copy; Mihon Town. All Rights Reserved.</p></div></div></body></html>`, esc(n.title), n.date, n.grouped("h2", false))
}

func bylinePage(n wrapped) string {
	return fmt.Sprintf(`<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>%[1]s｜見本社 公式note</title><meta property="og:title" content="%[1]s｜見本社 公式note"></head><body><div id="__nuxt"><div class="o-top"><a href="/">ノート</a><div class="o-top__search">キーワードやクリエイターで検索</div><a href="/login">ログイン</a></div>
<div class="p-article"><article class="p-article__in"><h1 class="o-ttl">%[1]s</h1><div class="o-by"><a href="/u">見本社 公式</a><time datetime="%[2]sT10:00:00.000+09:00">%[2]s 10:00</time></div><div class="note-body">%[3]s</div></article>
<div class="o-tags"><a href="/t/1">#お知らせ</a><a href="/t/2">#セキュリティ</a></div><div class="o-react"><span>128</span><button>スキ</button><button>シェア</button></div>
<div class="o-prof"><div class="o-prof__name"><a href="/u">見本社 公式</a></div><p>2015年設立。全国180店舗で雑貨を販売しています。お仕事のご依頼は pr@mihonsha.example まで。</p><button>フォロー</button></div>
<div class="o-reco"><h2>こちらもおすすめ</h2><div><a href="/n/1"><p>新店オープンのお知らせ</p></a></div><div><a href="/n/2"><p>個人情報の紛失について（3月1日）</p></a></div></div></div></div></body></html>`, esc(n.title), n.date, n.rich("h2", false))
}
