// Render makes HTML pages, as for printing, of notices in plain text: a line of
// the text becomes a heading, an item of a list, a row of a table or a
// paragraph, by how it looks.
//
//	go run ./internal/document/testdata/render DESIGN FONT OUT NOTICE.txt...
package main

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// designs are style sheets, in which FONT stands for the font, a family or a file, with what the page
// has around the notice.
var designs = map[string]struct{ css, before, after string }{
	"letter": {css: `@page{size:A4;margin:25mm 22mm 20mm}h1,h2{font-weight:normal}
body{font:10.5pt/1.65 FONT;text-align:justify}
h1{font-size:13pt;text-align:center;margin:1.5em 2em}h2{font-size:10.5pt;margin:1.2em 0 .2em}
p{margin:0;text-indent:1em}p.plain,.right,.center{text-indent:0}.right{text-align:right}.center{text-align:center}
ul{margin:0;padding:0 0 0 2em;list-style:"・"}table{border-collapse:collapse;margin:.6em auto}td{border:.5pt solid #000;padding:2pt 6pt}`},
	"web": {css: `@page{size:A4;margin:12mm}h1,h2,b{font-weight:normal}
body{font:14px/1.8 FONT;color:#333}nav{font-size:12px}aside{float:right;width:170px;margin-left:24px;font-size:12px;line-height:2}
header{border-bottom:2px solid #06c;padding-bottom:8px}main{margin-right:194px}
h1{font-size:20px;line-height:1.4}h2{font-size:16px;border-left:4px solid #06c;padding-left:8px;margin:24px 0 8px}
p{margin:0 0 12px}ul{margin:0 0 12px;padding-left:1.4em}.right{text-align:right}.center{text-align:center}
table{width:100%;border-collapse:collapse;margin:0 0 12px}td{border-top:1px solid #ccc;padding:8px;vertical-align:middle}
footer{margin-top:32px;border-top:1px solid #ccc;font-size:11px;color:#666}`,
		before: `<header><b>サンプルグループ</b><nav>ホーム　｜　会社情報　｜　事業内容　｜　採用情報　｜　お問い合わせ</nav></header><aside><b>関連ページ</b><br>お知らせ一覧<br>会社概要<br>アクセス<br>サステナビリティ<br>個人情報の取り扱い<br>サイトマップ</aside><main>`,
		after:  `</main><footer>プライバシーポリシー　サイトのご利用にあたって　このページの先頭へ</footer>`},
	"newsletter": {css: `@page{size:A4;margin:18mm 15mm}
body{font:9.5pt/1.6 FONT;text-align:justify}main{columns:2;column-gap:8mm}
h1{font:15pt/1.3 FONT;column-span:all}h2{font:10.5pt FONT;margin:1em 0 .3em}
p{margin:0 0 .3em}ul{margin:0;padding-left:1.5em;list-style:"・"}.right{text-align:right}.center{text-align:center}
table{border-collapse:collapse;margin:.4em 0}td{border:.5pt solid #888;padding:1pt 4pt}`,
		before: `<main>`, after: `</main>`},
}

var (
	heading = regexp.MustCompile(`^(?:[■◆●◎]|【[^】]{2,20}】$|[0-9０-９]{1,2}[.．、]|[一二三四五六七八九十][、.．]|第[0-9０-９])`)
	bullet  = regexp.MustCompile(`^[\s　]*[・•]\s*`)
	cells   = regexp.MustCompile(`\s{3,}|　{2,}|\t+`)
	date    = regexp.MustCompile(`^[\s　]*(?:[12][0-9]{3}|[２][０-９]{3}|令和|平成|Reiwa).{2,20}日?$`)
	title   = regexp.MustCompile(`お詫び|お知らせ|について|ご報告|に関する`)
)

func body(text string) string {
	var b strings.Builder
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	titled := false
	for i := 0; i < len(lines); i++ {
		l := strings.TrimSpace(strings.Trim(lines[i], " 　\r"))
		e := html.EscapeString(l)
		n := len([]rune(l))
		row := func(s string) []string {
			c := cells.Split(strings.Trim(s, " 　\r"), -1)
			if len(c) < 2 || len(c) > 5 || strings.Contains(s, "。") {
				return nil
			}
			return c
		}
		switch {
		case l == "":
			if i > 0 && strings.TrimSpace(lines[i-1]) == "" { // the page's own parts stand further apart
				b.WriteString("<br>\n")
			}
		case bullet.MatchString(l):
			b.WriteString("<ul>")
			for ; i < len(lines) && bullet.MatchString(lines[i]); i++ {
				fmt.Fprintf(&b, "<li>%s</li>", html.EscapeString(bullet.ReplaceAllString(strings.Trim(lines[i], " 　\r"), "")))
			}
			i--
			b.WriteString("</ul>\n")
		case row(l) != nil && i+1 < len(lines) && row(lines[i+1]) != nil:
			b.WriteString("<table>")
			for ; i < len(lines) && row(lines[i]) != nil; i++ {
				b.WriteString("<tr>")
				for _, c := range row(lines[i]) {
					fmt.Fprintf(&b, "<td>%s</td>", html.EscapeString(c))
				}
				b.WriteString("</tr>")
			}
			i--
			b.WriteString("</table>\n")
		case i < 12 && !titled && n >= 12 && n < 90 && title.MatchString(l) && !strings.HasSuffix(l, "。"):
			titled = true
			for i+1 < len(lines) && title.MatchString(lines[i+1]) && !strings.HasSuffix(lines[i+1], "。") && len([]rune(lines[i+1])) < 60 {
				i++
				e += html.EscapeString(strings.Trim(lines[i], " 　\r"))
			}
			fmt.Fprintf(&b, "<h1>%s</h1>\n", e)
		case heading.MatchString(l) && n < 40 && !strings.HasSuffix(l, "。"):
			fmt.Fprintf(&b, "<h2>%s</h2>\n", e)
		case i < 10 && date.MatchString(l), l == "以上", l == "以 上", i < 10 && n < 30 && strings.Contains(l, "株式会社"):
			fmt.Fprintf(&b, "<p class=right>%s</p>\n", e)
		case l == "記":
			fmt.Fprintf(&b, "<p class=center>%s</p>\n", e)
		case n < 40:
			fmt.Fprintf(&b, "<p class=plain>%s</p>\n", e)
		default:
			fmt.Fprintf(&b, "<p>%s</p>\n", e)
		}
	}
	return b.String()
}

func main() {
	if len(os.Args) < 5 {
		fmt.Fprintln(os.Stderr, "usage: render DESIGN FONT OUT NOTICE.txt...")
		os.Exit(2)
	}
	d, ok := designs[os.Args[1]]
	if !ok {
		fmt.Fprintln(os.Stderr, "no such design:", os.Args[1])
		os.Exit(2)
	}
	css := strings.ReplaceAll(d.css, "FONT", strconv.Quote(os.Args[2]))
	if strings.HasSuffix(os.Args[2], ".ttf") {
		css += fmt.Sprintf("@font-face{font-family:%q;src:url(%q)}", os.Args[2], os.Args[2])
	}
	names := os.Args[4:]
	slices.Sort(names)
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		page := fmt.Sprintf("<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>notice</title><style>%s</style><body>%s\n%s%s\n", css, d.before, body(string(b)), d.after)
		out := filepath.Join(os.Args[3], strings.TrimSuffix(filepath.Base(name), ".txt")+".html")
		if err := os.WriteFile(out, []byte(page), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
