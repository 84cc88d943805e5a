package document

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"jikenbo"
)

func TestMarkdown(t *testing.T) {
	for _, tt := range []struct{ name, in, want, title, published string }{
		{"heading and paragraphs", "# 不正アクセスについて\n\n第三者による\n不正アクセスを受けました。\n\n次の段落です。", "不正アクセスについて\n第三者による不正アクセスを受けました。\n次の段落です。", "不正アクセスについて", ""},
		{"hard breaks", "甲  \n乙\\\n丙", "甲\n乙\n丙", "", ""},
		{"lists", "- 氏名\n- 住所\n\n3. 検知\n4. 遮断", "・氏名\n・住所\n3. 検知\n4. 遮断", "", ""},
		{"table", "| 項目 | 件数 |\n|---|---:|\n| 氏名 | 12件 |", "項目：件数\n氏名：12件", "", ""},
		{"emphasis", "**重要**：不正*アクセス*を`検知`", "重要：不正アクセスを検知", "", ""},
		{"code", "```\n甲  乙\n丙\n```", "甲  乙\n丙", "", ""},
		{"HTML in it", "<div>甲</div>\n\n<script>乙</script>\n\n丙", "甲\n丙", "", ""},
		{"front matter", "---\ntitle: \"不正アクセスについて\"\ndate: 2024-05-01T16:00:00Z\nauthor: 見本商事\ntags:\n  - news\n---\n本文です。", "不正アクセスについて\n\n本文です。", "不正アクセスについて", "2024-05-02"},
		{"front matter of the other kind", "+++\ntitle = '告知'\ndate = 2024-05-01\n+++\n# 告知\n本文です。", "告知\n本文です。", "告知", "2024-05-01"},
		{"a rule is no front matter", "---\n\n本文です。\n\n---\n", "本文です。", "", ""},
		{"no front matter without an end", "---\ntitle: x\n", "title: x", "", ""},
		{"links", "[第一報](https://example.jp/1)をご覧ください。", "第一報をご覧ください。", "", ""},
	} {
		d, err := Read([]byte(tt.in), "text/markdown; charset=utf-8")
		if err != nil || d.Text != tt.want || d.Title != tt.title || d.Published.String() != tt.published || d.Type != "text/markdown" {
			t.Errorf("%s: text %q, title %q, published %q, %v", tt.name, d.Text, d.Title, d.Published, err)
		}
	}
	d, err := Read([]byte("対象は~~120名~~135名です。"), "text/markdown")
	if err != nil || d.Text != "対象は135名です。" || !slices.Equal(d.Deleted, []string{"120名"}) {
		t.Errorf("deleted: %+v, %v", d, err)
	}
	if d, err := Read([]byte("# 見出し"), ""); err != nil || d.Type != "text/plain" {
		t.Errorf("not declared: %+v, %v", d, err)
	}
	d, err = Read([]byte("> > ["+strings.Repeat("[", 5000)), "text/markdown")
	if err != nil || !strings.HasPrefix(d.Text, "> > [[") || len(d.Remarks) != 1 {
		t.Errorf("too nested: %.20q, %q, %v", d.Text, d.Remarks, err)
	}
	if _, err := Read([]byte("<!-- -->"), "text/markdown"); !errors.Is(err, jikenbo.ErrEmpty) {
		t.Errorf("nothing: %v, want ErrEmpty", err)
	}
}

// hostileMarkdown are the usual ways to make a reader of Markdown slow.
var hostileMarkdown = []string{
	strings.Repeat(">", 100000) + "x", strings.Repeat("1. ", 100000), strings.Repeat("- ![a](b\n", 50000), strings.Repeat("* * - ", 50000), strings.Repeat("[a]: b\n", 50000),
	strings.Repeat("> ", 5000) + "x", strings.Repeat("- ", 5000) + "x", strings.Repeat("[", 20000), strings.Repeat("*a_", 10000),
	strings.Repeat("`", 20000) + "x", strings.Repeat("![a](", 10000), strings.Repeat("<a ", 10000), strings.Repeat("|", 20000) + "\n" + strings.Repeat("|-", 10000),
	"---\n" + strings.Repeat("a: b\n", 1000) + "---\nx", strings.Repeat("a\n: b\n", 5000), strings.Repeat("~~", 10000) + "x",
}

func TestMarkdownHostile(t *testing.T) {
	for _, s := range hostileMarkdown {
		start := time.Now()
		if _, err := Read([]byte(s), "text/markdown"); err != nil && !errors.Is(err, jikenbo.ErrEmpty) {
			t.Errorf("%.40q: %v", s, err)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%.40q: %d bytes took %v", s, len(s), took)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range hostileMarkdown {
		f.Add(s[:min(len(s), 500)])
	}
	f.Add("# 件名\n\n- 氏名\n\n|a|b|\n|-|-|\n|c|d|\n")
	f.Add("---\ntitle: x\n---\n<p>y")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Read([]byte(s), "text/markdown")
		if err != nil {
			if !errors.Is(err, jikenbo.ErrEmpty) && !errors.Is(err, jikenbo.ErrNotText) {
				t.Fatal(err)
			}
			return
		}
		if d.Type == "text/markdown" && (!utf8.ValidString(d.Text) || strings.TrimSpace(d.Text) == "") {
			t.Fatalf("%q", d.Text)
		}
	})
}
