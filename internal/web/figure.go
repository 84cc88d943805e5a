package web

import (
	"html/template"
	"regexp"
	"strings"

	"jikenbo/internal/figure"
)

// figure writes a figure: its drawings, its caption, and its numbers as a table
// that carries everything the drawings do.
func (p *page) figure(f figure.Figure) template.HTML {
	var b htmlBuffer
	b.begin()
	b.raw(`<figure class="figure">`)
	b.raw(slim(string(f.SVG(figure.Narrow)), true))
	b.raw(slim(string(f.SVG(figure.Wide)), false))
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
		}
		b.raw(`<tbody>`) // what ends rows and cells may be left out
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
			}
		}
		b.raw(`</table></div></details>`)
	}
	b.raw(`</figure>`)
	return b.end()
}

// slim gives a drawing as HTML has it, which needs neither namespaces nor quotes
// around plain values; phones, which have no pointer to hold still, need no titles.
func slim(svg string, phone bool) string {
	var b strings.Builder
	b.Grow(len(svg))
	for svg != "" {
		at := strings.IndexByte(svg, '<')
		if at < 0 {
			break
		}
		b.WriteString(svg[:at])
		svg = svg[at:]
		if phone && strings.HasPrefix(svg, "<title>") {
			if _, rest, ok := strings.Cut(svg, "</title>"); ok {
				svg = rest
				continue
			}
		}
		end := strings.IndexByte(svg, '>') + 1
		tag := svg[:end]
		svg = svg[end:]
		tag = strings.Replace(tag, ` xmlns="http://www.w3.org/2000/svg"`, "", 1)
		if strings.HasPrefix(tag, "<line ") || strings.HasPrefix(tag, "<rect ") {
			tag = straight.ReplaceAllStringFunc(tag, asPath)
		}
		for {
			name, rest, ok := strings.Cut(tag, `="`)
			value, after, closed := strings.Cut(rest, `"`)
			if !ok || !closed {
				break
			}
			b.WriteString(name)
			if plain(value) && (after[0] == ' ' || after[0] == '>') {
				b.WriteString("=" + value)
			} else {
				b.WriteString(`="` + value + `"`)
			}
			tag = after
		}
		b.WriteString(tag)
	}
	b.WriteString(svg)
	return b.String()
}

// straight is a line or a box.
var straight = regexp.MustCompile(`^<(?:line class="(\w+)" x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="([\d.]+)"|rect class="(\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)")/>$`)

// asPath draws a line or a box as a path, which takes fewer letters.
func asPath(tag string) string {
	m := straight.FindStringSubmatch(tag)
	if m[1] == "" {
		return `<path class="` + m[6] + `" d="M` + m[7] + " " + m[8] + "h" + m[9] + "v" + m[10] + "h-" + m[9] + `z"/>`
	}
	d := "M" + m[2] + " " + m[3]
	switch {
	case m[2] == m[4]:
		d += "V" + m[5]
	case m[3] == m[5]:
		d += "H" + m[4]
	default:
		d += "L" + m[4] + " " + m[5]
	}
	return `<path class="` + m[1] + `" d="` + d + `"/>`
}

// plain reports whether a value of an attribute needs no quotes.
func plain(s string) bool {
	return s != "" && strings.Trim(s, "#.-0123456789abcdefghijklmnopqrstuvwxyz") == ""
}
