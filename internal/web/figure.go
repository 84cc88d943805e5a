package web

import (
	"html/template"

	"jikenbo/internal/figure"
)

// figure writes a figure: its drawings, its caption, and its numbers as a table
// that carries everything the drawings do.
func (p *page) figure(f figure.Figure) template.HTML {
	var b htmlBuffer
	b.begin()
	b.raw(`<figure class="figure">`)
	b.raw(string(f.SVG(figure.Narrow)))
	b.raw(string(f.SVG(figure.Wide)))
	b.raw(`<figcaption>`)
	if f.Finding != "" {
		b.raw(`<b>`)
		b.text(f.Finding)
		b.raw(`</b> `)
	}
	b.text(f.Caption)
	b.raw(`</figcaption>`)
	if len(f.Table.Rows) > 0 {
		b.raw(`<details><summary>`)
		b.text(p.T("数値を見る", "The numbers"))
		b.raw(`</summary><div class="scroll"><table><caption class="hidden">`)
		b.text(f.Title)
		b.raw(`</caption><thead><tr>`)
		for _, h := range f.Table.Header {
			b.raw(`<th scope="col">`)
			b.text(h)
			b.raw(`</th>`)
		}
		b.raw(`</tr></thead><tbody>`)
		for _, cells := range f.Table.Rows {
			b.raw(`<tr>`)
			for _, c := range cells {
				b.raw(`<td`)
				if c.Numeric {
					b.raw(` class="figure"`)
				}
				b.raw(`>`)
				if c.Href != "" {
					b.raw(`<a href="`)
					b.attr(c.Href)
					b.raw(`">`)
				}
				if c.Quote {
					b.raw(`<span class="said" lang="ja">`)
				}
				b.text(c.Text)
				if c.Quote {
					b.raw(`</span>`)
				}
				if c.Href != "" {
					b.raw(`</a>`)
				}
				b.raw(`</td>`)
			}
			b.raw(`</tr>`)
		}
		b.raw(`</tbody></table></div></details>`)
	}
	b.raw(`</figure>`)
	return b.end()
}
