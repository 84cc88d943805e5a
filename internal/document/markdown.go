package document

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"jikenbo"
)

// isMarkdown goes by what is declared alone: any text may be Markdown.
func isMarkdown(_ []byte, declared string) bool {
	return declared == "text/markdown" || declared == "text/x-markdown"
}

// CommonMark (spec.commonmark.org) with the tables, strike-through and links of
// GitHub and with definition lists. HTML in it is read as in a page.
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify, extension.DefinitionList),
	goldmark.WithRendererOptions(html.WithUnsafe()),
)

// readMarkdown reads all of b, since nothing surrounds the text of a notice in
// Markdown.
func readMarkdown(b []byte, _ contentType) (Document, error) {
	text, charset, err := Text(b)
	if err != nil {
		return Document{}, err
	}
	d := Document{Charset: charset}
	body := d.frontMatter(text)
	if !tame(body) {
		d.Text = body
		d.Remarks = append(d.Remarks, "Markdown too deeply nested; kept as plain text")
		return d, nil
	}
	var page bytes.Buffer
	if err := markdown.Convert([]byte(body), &page); err != nil {
		return Document{}, fmt.Errorf("%w: Markdown: %w", jikenbo.ErrNotText, err)
	}
	p, err := parsePage(page.Bytes())
	if err != nil {
		return Document{}, err
	}
	p.sum()
	w := p.write()
	d.Text, d.Deleted = w.text(), w.deleted
	if d.Title == "" {
		for i := range p.nodes {
			if p.nodes[i].kind&isHeading != 0 {
				sub := writer{p: p}
				sub.children(int32(i))
				d.Title = squash(sub.text())
				break
			}
		}
	}
	if title := unspaced(d.Title); title != "" && !strings.Contains(unspaced(d.Text), title) {
		d.Text = d.Title + "\n\n" + d.Text
	}
	if strings.TrimSpace(d.Text) == "" {
		return Document{}, fmt.Errorf("%w: there is no text in the Markdown", jikenbo.ErrEmpty)
	}
	return d, nil
}

// tame reports whether no block of s has more delimiters, and no line stands
// deeper in quotations and lists, than people write: the parser takes the
// square of both.
func tame(s string) bool {
	const maxDelimiters, maxDepth = 1000, 50
	n := 0
	for line := range strings.Lines(s) {
		if strings.TrimSpace(line) == "" {
			n = 0
			continue
		}
		depth := 0
		for i := 0; i < len(line) && strings.IndexByte(" \t>-+*0123456789.)", line[i]) >= 0; i++ {
			if strings.IndexByte(">-+*.)", line[i]) >= 0 && i+1 < len(line) && line[i+1] != line[i] {
				depth++
			}
			if line[i] == '>' {
				depth++
			}
		}
		for i := range len(line) {
			if strings.IndexByte("[]*_~`<!(", line[i]) >= 0 {
				n++
			}
		}
		if n > maxDelimiters || depth > maxDepth {
			return false
		}
	}
	return true
}

// frontMatter takes title, date and author from the lines between --- or +++
// that site generators put before Markdown, and gives what stands behind them.
func (d *Document) frontMatter(text string) string {
	fence, rest, ok := strings.Cut(text, "\n")
	fence = strings.TrimRight(fence, " \r")
	if !ok || fence != "---" && fence != "+++" {
		return text
	}
	type field struct{ name, value string }
	var fields []field
	for {
		line, after, more := strings.Cut(rest, "\n")
		if strings.TrimRight(line, " \r") == fence {
			rest = after
			break
		}
		if !more || len(fields) > 200 {
			return text // a rule, no front matter
		}
		rest = after
		i := strings.IndexAny(line, ":=")
		switch {
		case i > 0:
			fields = append(fields, field{strings.ToLower(strings.TrimSpace(line[:i])), strings.Trim(strings.TrimSpace(line[i+1:]), `"'`)})
		case strings.TrimSpace(line) != "" && !strings.ContainsAny(line[:1], " \t-#"):
			return text
		}
	}
	for _, f := range fields {
		switch f.name {
		case "title":
			d.Title = f.value
		case "author":
			d.Author = f.value
		case "date", "published", "pubdate":
			if d.Published.IsZero() {
				d.Published = parseMarkupDate(f.value)
			}
		}
	}
	return rest
}
