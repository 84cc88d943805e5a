package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"jikenbo"
)

const newsBase = "https://www.example.co.jp/news/"

// show writes items as lines: date, URL, title.
func show(items []Item) []string {
	var lines []string
	for _, it := range items {
		line := it.Published.String() + " " + it.URL + " " + it.Title
		if it.Sitemap {
			line = "sitemap " + line
		}
		lines = append(lines, line)
	}
	return lines
}

func packed(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

func encode(t testing.TB, e encoding.Encoding, s string) string {
	t.Helper()
	s, err := e.NewEncoder().String(s)
	must(t, err)
	return s
}

var lists = []struct {
	name, contentType, list string
	want                    []string
}{
	{"RSS 2.0", "application/rss+xml", `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>お知らせ</title>
<item><title>不正アクセスについて</title><link>https://www.example.co.jp/news/1.html?utm_source=rss</link><guid>a</guid><pubDate>Wed, 01 May 2024 23:30:00 GMT</pubDate></item>
<item><title>R&D 部門の移転</title><link>/news/2.html</link><guid>a</guid><pubDate>Wed, 01 May 2024 00:30:00 JST</pubDate></item>
<item><title>同じ</title><link>https://www.example.co.jp/news/1.html#top</link></item>
<item><title>別の方式</title><link>ftp://www.example.co.jp/3</link></item>
<item><title>&lt;b&gt;重要&lt;/b&gt; なお知らせ</title><guid>https://www.example.co.jp/news/4.html</guid><pubDate>2024年5月3日</pubDate></item>
</channel></rss>`, []string{
		"2024-05-02 https://www.example.co.jp/news/1.html?utm_source=rss 不正アクセスについて",
		"2024-05-01 https://www.example.co.jp/news/2.html R&D 部門の移転",
		"2024-05-03 https://www.example.co.jp/news/4.html 重要 なお知らせ",
	}},
	{"RSS 1.0", "text/xml", `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>x</title></channel>
<item rdf:about="https://www.example.co.jp/a"><title>お詫び</title><link>https://www.example.co.jp/a</link><dc:date>2024-05-01T23:00:00+09:00</dc:date></item></rdf:RDF>`,
		[]string{"2024-05-01 https://www.example.co.jp/a お詫び"}},
	{"RSS 0.91 with a document type", "", `<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://192.0.2.1/rss-0.91.dtd">
<rss version="0.91"><channel><item><title>一</title><link>http://www.example.co.jp/1</link></item></channel></rss>`,
		[]string{" http://www.example.co.jp/1 一"}},
	{"Atom", "application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;i&gt;お知らせ&lt;/i&gt;</title>
<link rel="self" href="https://www.example.co.jp/self"/><link rel="alternate" href="https://www.example.co.jp/b"/><id>urn:1</id><updated>2024-05-01T15:00:00Z</updated></entry></feed>`,
		[]string{"2024-05-02 https://www.example.co.jp/b お知らせ"}},
	{"JSON Feed", "application/feed+json", `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","url":"c.html","title":"お知らせ","date_published":"2024-05-01T10:00:00+09:00"}]}`,
		[]string{"2024-05-01 https://www.example.co.jp/news/c.html お知らせ"}},
	{"a feed with no entries", "", `<rss version="2.0"><channel><title>x</title></channel></rss>`, nil},
	{"sitemap", "application/xml", `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://www.example.co.jp/d </loc><lastmod>2024-05-01</lastmod><image:image><image:loc>https://www.example.co.jp/d.png</image:loc></image:image></url>
<url><loc>https://www.example.co.jp/e?a=1&amp;b=2</loc><news:news><news:publication_date>2024-05-01T16:00Z</news:publication_date><news:title>お知らせ</news:title></news:news><lastmod>2024-06-01</lastmod></url></urlset>`,
		[]string{"2024-05-01 https://www.example.co.jp/d ", "2024-05-02 https://www.example.co.jp/e?a=1&b=2 お知らせ"}},
	{"an index of sitemaps, compressed", "application/gzip", packed(`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://www.example.co.jp/s1.xml.gz</loc></sitemap></sitemapindex>`),
		[]string{"sitemap  https://www.example.co.jp/s1.xml.gz "}},
	{"dt and dd, in eras", "text/html", `<html><body><div id="header"><ul><li>2020.01.01 <a href="/h">別のお知らせ</a></li></ul></div><main><h1>お知らせ</h1><dl>
<dt>令和6年5月1日</dt><dd><a href="r1.html">不正アクセスによる情報漏えいについて</a></dd>
<dt>平成元年１２月３日</dt><dd><a href="h1.html">移転</a><br><a href="h2.html">電話番号の変更</a></dd>
<dt>R5.4.1(土)</dt><dd><a href="../ir/r5.pdf">PDF</a> 決算について (1MB)</dd></dl></main></body></html>`, []string{
		"2024-05-01 https://www.example.co.jp/news/r1.html 不正アクセスによる情報漏えいについて",
		"1989-12-03 https://www.example.co.jp/news/h1.html 移転",
		"1989-12-03 https://www.example.co.jp/news/h2.html 電話番号の変更",
		"2023-04-01 https://www.example.co.jp/ir/r5.pdf 決算について (1MB)",
	}},
	{"table rows, with kinds", "text/html", `<body><nav><a href="/">トップ</a> 2024.01.01 <a href="/n">ニュース一覧はこちら</a></nav><table>
<tr><td>2024.05.01</td><td><a href="/news/cat/">お知らせ</a></td><td><a href="/news/t1">2024年4月30日に発生した障害について</a></td></tr>
<tr><td>2024/4/9</td><td><a href="/news/cat/">お知らせ</a></td><td><a href="/news/t2">製品の回収</a></td></tr>
<tr><td></td><td></td><td><a href="/news/t3">同じ日のお知らせ</a></td></tr>
<tr><td>2024-04-08</td><td><a href="/news/cat/">お知らせ</a></td><td><a href="https://files.example.org/t4.PDF">外のPDF</a> <a href="https://other.example.org/">外のページ</a></td></tr>
</table><footer><a href="/privacy">プライバシーポリシーについて</a> 2019.01.01</footer></body>`, []string{
		"2024-05-01 https://www.example.co.jp/news/t1 2024年4月30日に発生した障害について",
		"2024-04-09 https://www.example.co.jp/news/t2 製品の回収",
		" https://www.example.co.jp/news/t3 同じ日のお知らせ",
		"2024-04-08 https://files.example.org/t4.PDF 外のPDF",
	}},
	{"whole rows as links", "text/html", `<base href="https://ir.example.co.jp/x/"><ul class="list">
<li><a href="1"><time datetime="2024-05-01T00:30:00+09:00">5/1</time><span>重要</span><p>システム障害のお知らせ</p></a></li>
<li><a href="2"><span>2024.04.09</span><p>2023年度の決算</p></a></li>
<li><a href="3#a"><img src="x.png" alt="画像のお知らせ"></a> 2024.04.01</li></ul>`, []string{
		"2024-05-01 https://ir.example.co.jp/x/1 重要 システム障害のお知らせ",
		"2024-04-09 https://ir.example.co.jp/x/2 2023年度の決算",
		"2024-04-01 https://ir.example.co.jp/x/3 画像のお知らせ",
	}},
	{"divs, date behind", "text/html", `<div class=news>
<div><p><a href='..\news\a.html'>個人情報の紛失について</a></p><p>2024年5月1日</p></div>
<div><p><a href="b c.html?q=100%">お詫びと訂正</a></p><p>2024年4月1日</p></div></div>`, []string{
		"2024-05-01 https://www.example.co.jp/news/a.html 個人情報の紛失について",
		"2024-04-01 https://www.example.co.jp/news/b%20c.html?q=100% お詫びと訂正",
	}},
	{"lines of text", "text/html", `<p>2024.05.01 <a href="1">一つ目</a><br>2024.04.01 <a href="2">二つ目</a><br>2024.03.01 <a href="3">三つ目</a></p>`, []string{
		"2024-05-01 https://www.example.co.jp/news/1 一つ目",
		"2024-04-01 https://www.example.co.jp/news/2 二つ目",
		"2024-03-01 https://www.example.co.jp/news/3 三つ目",
	}},
	{"one date that is no row's", "text/html", `<main><p>最終更新日 2024.05.01</p>` + strings.Repeat(`<ul><li><a href="u">関係ない長い見出しのお知らせ</a></li></ul>`, 1) +
		`<ul><li><a href="1">一つ目の長い見出しのお知らせ</a><li><a href="2">二つ目の長い見出しのお知らせ</a><li><a href="3">三つ目の長い見出しのお知らせ</a><li><a href="4">四つ目の長い見出しのお知らせ</a><li><a href="5">五つ目の長い見出しのお知らせ</a></ul></main>`, []string{
		" https://www.example.co.jp/news/u 関係ない長い見出しのお知らせ",
		" https://www.example.co.jp/news/1 一つ目の長い見出しのお知らせ",
		" https://www.example.co.jp/news/2 二つ目の長い見出しのお知らせ",
		" https://www.example.co.jp/news/3 三つ目の長い見出しのお知らせ",
		" https://www.example.co.jp/news/4 四つ目の長い見出しのお知らせ",
		" https://www.example.co.jp/news/5 五つ目の長い見出しのお知らせ",
	}},
	{"everything is called navigation", "text/html", `<div class="menu"><ul><li>2024.05.01 <a href="1">お知らせ</a></ul></div>`,
		[]string{"2024-05-01 https://www.example.co.jp/news/1 お知らせ"}},
}

func TestItems(t *testing.T) {
	for _, test := range lists {
		items, err := Items([]byte(test.list), test.contentType, newsBase)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		} else if diff := cmp.Diff(test.want, show(items)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// A list says the same in every charset, declared or not.
func TestItemsCharset(t *testing.T) {
	const title = "不正アクセスによる個人情報漏えいのお知らせ"
	want := []string{"2024-05-01 https://www.example.co.jp/news/1 " + title}
	for name, e := range map[string]encoding.Encoding{
		"Shift_JIS": japanese.ShiftJIS, "cp932": japanese.ShiftJIS, "EUC-JP": japanese.EUCJP, "iso-2022-jp": japanese.ISO2022JP,
		"UTF-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-8": unicode.UTF8BOM,
	} {
		feed := `<rss version="2.0"><channel><item><title>` + title + `</title><link>/news/1</link><pubDate>2024-05-01</pubDate></item></channel></rss>`
		page := `<html><body><ul><li>2024年5月1日 <a href="1">` + title + `</a></li></ul></body></html>`
		for _, test := range []struct{ contentType, list string }{
			{"application/xml", `<?xml version="1.0" encoding="` + name + `"?>` + feed},
			{"application/xml", `<?xml version="1.0" encoding="UTF-8"?>` + feed}, // wrong but for one
			{"application/xml; charset=" + name, feed},
			{"text/html", `<meta charset="` + name + `">` + page},
			{"text/html; charset=" + name, page},
			{"text/html", page},
		} {
			items, err := Items([]byte(encode(t, e, test.list)), test.contentType, newsBase)
			if err != nil {
				t.Errorf("%s %s: %v", name, test.contentType, err)
			} else if diff := cmp.Diff(want, show(items)); diff != "" {
				t.Errorf("%s %s (-want +got):\n%s", name, test.contentType, diff)
			}
		}
	}
}

func TestItemsHostile(t *testing.T) {
	rss := func(s string) string { return `<rss version="2.0"><channel>` + s + `</channel></rss>` }
	for _, test := range []struct {
		name, list string
		says       string
		is         error
	}{
		{"entities in entities (billion laughs)", `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>` + rss(`<item><title>&b;</title></item>`), "declares entities", nil},
		{"an entity that is a file", `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + rss(`<item><title>&x;</title></item>`), "declares entities", nil},
		{"10,000 elements in each other", rss(strings.Repeat("<a>", 10_000)), "100 elements in each other", nil},
		{"10,000 HTML tags in each other", strings.Repeat("<div>", 10_000) + `<a href="/x">長い見出しのお知らせです</a>`, "cannot be read", nil},
		{"a thousand namespaces", `<rss ` + strings.Repeat(`xmlns:a="b" `, 1000) + `/>`, "namespaces", nil},
		{"a feed that is cut off", `<rss version="2.0"><channel><item><title>お知`, "cut off", io.ErrUnexpectedEOF},
		{"a cut JSON feed", `{"version":"https://jsonfeed.org/version/1","items":[{"id`, "cannot be read", nil},
		{"a feed without addresses", rss(`<item><title>x</title><guid>1</guid></item>`), "none with an http address", jikenbo.ErrEmpty},
		{"a compressed bomb", packed(rss(strings.Repeat(" ", 20<<20))), "decompression bomb", jikenbo.ErrTooLarge},
		{"a cut gzip member", packed(rss(""))[:30], "damaged", io.ErrUnexpectedEOF},
		{"nothing", "", "no bytes", jikenbo.ErrEmpty},
		{"white space", " \n ", "no bytes", jikenbo.ErrEmpty},
		{"a page without links", `<p>2024.05.01 お知らせ`, "no list of links", jikenbo.ErrEmpty},
		{"a page of scripts", `<a href="javascript:alert(1)">2024.05.01 お知らせのページ</a>`, "no list of links", jikenbo.ErrEmpty},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00", "neither a feed", nil},
		{"JSON that is no feed", `{"items": 3}`, "cannot be read", nil},
		{"text", "お知らせ", "neither a feed", nil},
	} {
		_, err := Items([]byte(test.list), "", newsBase)
		if err == nil || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), newsBase) || test.is != nil && !errors.Is(err, test.is) {
			t.Errorf("%s: %v, want one that says %q", test.name, err, test.says)
		}
	}
}

// Lists made to be slow to read take no longer than in proportion to their size.
func TestItemsLinear(t *testing.T) {
	for name, list := range map[string]func(n int) string{
		"links in one cell": func(n int) string {
			return `<dl><dt>2024.05.01<dt>2024.05.02<dd>` + strings.Repeat(`<a href="/x">PDF</a>`, n)
		},
		"dates only":          func(n int) string { return `<p>` + strings.Repeat(`2024.05.01<br>`, n) + `<a href=x>y</a>` },
		"rows in one element": func(n int) string { return strings.Repeat(`<p>2024.05.01<p><a href="/x">詳細</a>`, n) },
		"digits": func(n int) string {
			return `<p><a href=x>長い見出しのお知らせ</a>` + strings.Repeat("2024.", n*4)
		},
		"unclosed links": func(n int) string { return strings.Repeat(`<a href="/x">お知らせ`, n) },
		"items of a feed": func(n int) string {
			return `<rss><channel>` + strings.Repeat(`<item><link>/x</link></item>`, n) + `</channel></rss>`
		},
		"namespaces of siblings": func(n int) string {
			return `<rss xmlns:a="b"><channel>` + strings.Repeat(`<x xmlns:c="d"/>`, n) + `</channel></rss>`
		},
		"attributes": func(n int) string { return `<rss ` + strings.Repeat(`a="b" `, n) + `></rss>` },
	} {
		if s, l := spent(func() { _, _ = Items([]byte(list(250)), "", newsBase) }), spent(func() { _, _ = Items([]byte(list(4_000)), "", newsBase) }); tooSlow(s, l) {
			t.Errorf("%s: %v, and %v for 16 times as much", name, s, l)
		}
	}
}

// spent gives the least time that this program works for f in a few runs,
// whatever else the machine does.
func spent(f func()) time.Duration {
	least := time.Duration(math.MaxInt64)
	for range 2 {
		before := cpuTime()
		f()
		least = min(least, cpuTime()-before)
	}
	return least
}

// cpuTime is how long this program has worked.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// tooSlow reports whether 16 times as much took far more than 16 times as long;
// in quadratic time it would be 256.
func tooSlow(small, large time.Duration) bool {
	return large > 80*max(small, time.Millisecond)
}

func TestNormalize(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"HTTPS://WWW.Example.JP:443", "https://www.example.jp/"},
		{"http://www.example.jp.:80/a/../b/./c?#frag", "http://www.example.jp/b/c"},
		{"https://example.jp/?b=2&utm_source=x&a=1&FBCLID=y&&b=1", "https://example.jp/?a=1&b=1&b=2"},
		{"https://example.jp/%e3%81%82/%7Ea%2fb?q=%e3%81%84", "https://example.jp/%E3%81%82/~a%2Fb?q=%E3%81%84"},
		{"https://example.jp/あ?い=う", "https://example.jp/%E3%81%82?%E3%81%84=%E3%81%86"},
		{"https://日本語.example/", "https://xn--wgv71a119e.example/"},
		{"https://example.jp:8443/x/", "https://example.jp:8443/x/"},
	} {
		got, err := Normalize(test.in)
		if err != nil || got != test.want {
			t.Errorf("Normalize(%q) = %q, %v, want %q", test.in, got, err, test.want)
		}
		if again, err := Normalize(got); again != got || err != nil {
			t.Errorf("Normalize(%q) = %q, %v: not the same again", got, again, err)
		}
	}
	for _, pair := range [][2]string{
		{"http://example.jp/a", "https://example.jp/a"}, {"https://example.jp/a", "https://example.jp/a/"},
		{"https://example.jp/a", "https://example.jp/A"}, {"https://example.jp/?id=1", "https://example.jp/?id=2"},
		{"https://example.jp/a%2fb", "https://example.jp/a/b"},
	} {
		a, errA := Normalize(pair[0])
		b, errB := Normalize(pair[1])
		if errA != nil || errB != nil || a == b {
			t.Errorf("%v are %q and %q (%v, %v)", pair, a, b, errA, errB)
		}
	}
}

func TestFeedDate(t *testing.T) {
	for in, want := range map[string]string{
		"Wed, 01 May 2024 10:00:00 JST":   "2024-05-01",
		"Wed, 01 May 2024 15:00:00 +0000": "2024-05-02",
		"Wed, 01 May 2024 14:59:59 GMT":   "2024-05-01",
		"Tue, 31 Dec 2024 20:00:00 PST":   "2025-01-01",
		"Wed, 01 May 2024 00:30:00 +1400": "2024-04-30",
		"Wed, 01 May 2024 23:30:00 XYZ":   "2024-05-01",
		"1 May 24 10:00 JST":              "2024-05-01",
		"2024-05-01T23:30:00Z":            "2024-05-02",
		"2024-05-01T23:30:00+09:00":       "2024-05-01",
		"2024-05-01T23:30:00":             "2024-05-01",
		"2024-05-01 08:30:00.123 -0500":   "2024-05-01",
		"2024-05":                         "",
		"May 1, 2024":                     "2024-05-01",
		"２０２４年５月１日":                       "2024-05-01",
		"令和元年5月1日":                        "2019-05-01",
		"20240501":                        "2024-05-01",
		"2024-02-30":                      "",
		"13/32/2024":                      "",
		"お知らせ":                            "",
		"":                                "",
	} {
		if got := feedDate(in).String(); got != want {
			t.Errorf("feedDate(%q) = %q, want %q", in, got, want)
		}
	}
}

// Whatever a list is, its items have addresses that can be asked for, each
// once.
func FuzzItems(f *testing.F) {
	for _, l := range lists {
		f.Add([]byte(l.list), l.contentType)
	}
	f.Add([]byte(`<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>`), "text/xml; charset=cp932")
	f.Fuzz(func(t *testing.T, b []byte, contentType string) {
		items, err := Items(b, contentType, newsBase)
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, it := range items {
			key, err := Normalize(it.URL)
			if err != nil || seen[key] {
				t.Fatalf("%q: %v, seen: %v", it.URL, err, seen[key])
			}
			seen[key] = true
			if again, err := Normalize(key); again != key || err != nil {
				t.Fatalf("Normalize(%q) = %q, %v", key, again, err)
			}
			if !it.Published.IsZero() && !it.Published.Valid() {
				t.Fatalf("%q: no such day as %v", it.URL, it.Published)
			}
		}
	})
}

func BenchmarkItems(b *testing.B) {
	var rss, page strings.Builder
	for i := range 500 {
		fmt.Fprintf(&rss, "<item><title>お知らせ %d</title><link>https://www.example.co.jp/news/%d.html</link><pubDate>Wed, 01 May 2024 10:00:00 +0900</pubDate><description>本文の要約がここに入ります。</description></item>\n", i, i)
		fmt.Fprintf(&page, "<li><span class=date>2024.05.01</span> <a href=\"/news/%d.html\">お知らせ %d について</a></li>\n", i, i)
	}
	for name, list := range map[string]string{
		"RSS":  `<rss version="2.0"><channel>` + rss.String() + `</channel></rss>`,
		"HTML": `<html><body><main><ul>` + page.String() + `</ul></main></body></html>`,
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(list)))
			b.ReportAllocs()
			for b.Loop() {
				items, err := Items([]byte(list), "", newsBase)
				if err != nil || len(items) != 500 {
					b.Fatal(len(items), err)
				}
			}
		})
	}
}
