package document

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
	"golang.org/x/text/width"

	"jikenbo"
)

// A writer writes the nodes of a page as lines: a block begins a line, a row of
// a table is one, and white space is what CSS makes of it.
type writer struct {
	p         *page
	out       []byte
	gap       int    // newlines before what comes next
	space     bool   // white space before what comes next
	broken    bool   // a newline of the source is in it
	lead      string // the mark of the list item that comes next
	joined    bool   // what comes next stands on the line of its term
	depth     int    // of lists
	prose     bool   // the first paragraph of sentences has come
	deleted   []string
	published jikenbo.Date // of the first <time> near the beginning
}

// Newlines that end what stood before.
const (
	line  = 1
	blank = 2 // one empty line
)

func (p *page) write() *writer {
	w := &writer{p: p, out: make([]byte, 0, len(p.text))}
	w.children(0)
	return w
}

func (w *writer) text() string { return string(bytes.TrimRight(w.out, " \n")) }

func (w *writer) end(gap int) {
	if len(w.out) > 0 {
		w.gap = max(w.gap, gap)
	}
	w.space, w.broken = false, false
}

func (w *writer) children(i int32) {
	for c := i + 1; c < w.p.nodes[i].end; c = w.p.nodes[c].end {
		w.node(c)
	}
}

func (w *writer) node(i int32) {
	n := &w.p.nodes[i]
	if n.flags&(gone|dropped) != 0 {
		return
	}
	if n.tag == 0 {
		w.run(w.p.text[n.lo:n.hi], n.flags&pre != 0)
		return
	}
	if n.flags&struck != 0 {
		w.delete(i)
		return
	}
	switch n.tag {
	case atom.Br:
		if len(w.out) > 0 {
			w.gap = min(w.gap+1, 3)
		}
		w.space, w.broken = false, false
	case atom.Hr:
		w.end(blank)
	case atom.Img, atom.Image:
		w.image(n)
	case atom.Time:
		if w.published.IsZero() && len(w.out) < 1500 {
			w.published = parseMarkupDate(string(w.p.text[n.lo:n.hi]))
		}
		w.children(i)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.end(blank)
		if w.prose && n.flags&headline == 0 {
			w.lead = "■"
		}
		w.children(i)
		w.lead = ""
		w.end(line)
	case atom.P, atom.Div:
		w.paragraph(i)
	case atom.Pre, atom.Blockquote, atom.Figure, atom.Address, atom.Details:
		w.end(line)
		w.children(i)
		w.end(line)
	case atom.Section, atom.Article:
		w.end(blank)
		w.children(i)
		w.end(blank)
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		w.list(i)
	case atom.Dt:
		w.term(i)
	case atom.Dd:
		if !w.joined {
			w.end(line)
		}
		w.joined = false
		w.children(i)
		w.end(line)
	case atom.Table:
		w.table(i)
	case atom.Tr:
		if w.p.isForm(i) && w.p.isPlain(i) { // of a table that arranges
			w.row(i)
			return
		}
		w.end(line)
		w.children(i)
		w.end(line)
	case atom.Q:
		w.run([]byte("「"), false)
		w.children(i)
		w.run([]byte("」"), false)
	default:
		if n.flags&block != 0 {
			w.end(line)
		}
		w.children(i)
		if n.flags&block != 0 {
			w.end(line)
		}
	}
}

// paragraph writes a paragraph, or a division that may be one. Pages have
// paragraphs of single lines too, so a blank line stands only before the first
// prose, between a sentence and a line that is none, and around a paragraph of
// many lines.
func (w *writer) paragraph(i int32) {
	w.end(line)
	n := &w.p.nodes[i]
	if n.tag == atom.P && w.p.holdsBreaks(i) {
		w.end(blank)
		w.children(i)
		w.end(blank)
		return
	}
	switch {
	case n.chars == 0 || w.p.holdsBlocks(i):
	case n.stops == 0:
		if len(w.out) > 0 && endsSentence(w.out) && !beginsDate(w.p.textOf(i, 12)) {
			w.end(blank)
		}
	case !w.prose && n.chars >= 40:
		w.prose = true
		w.end(blank)
	}
	w.children(i)
	w.end(line)
}

// beginsDate reports whether t may begin with a date, under which more is told.
func beginsDate(t string) bool {
	r, _ := utf8.DecodeRuneInString(t)
	return r >= '0' && r <= '9' || r >= '０' && r <= '９' || strings.HasPrefix(t, "令和") || strings.HasPrefix(t, "平成")
}

func (p *page) holdsBlocks(i int32) bool {
	for c := i + 1; c < p.nodes[i].end; c++ {
		if p.nodes[c].flags&block != 0 {
			return true
		}
	}
	return false
}

func (p *page) holdsBreaks(i int32) bool {
	for c := i + 1; c < p.nodes[i].end; c++ {
		if p.nodes[c].tag == atom.Br {
			return true
		}
	}
	return false
}

func endsSentence(t []byte) bool {
	r, _ := utf8.DecodeLastRune(t)
	return r == '。' || r == '.' || r == '！' || r == '？'
}

// delete keeps deleted text apart.
func (w *writer) delete(i int32) {
	sub := writer{p: w.p}
	sub.children(i)
	if t := strings.TrimSpace(sub.text()); t != "" {
		w.deleted = append(w.deleted, t)
	}
	w.deleted = append(w.deleted, sub.deleted...)
}

// image writes the words of an image that stands for a heading.
func (w *writer) image(n *node) {
	for at := n.parent; at > 0; at = w.p.nodes[at].parent {
		if up := &w.p.nodes[at]; up.kind&isHeading != 0 {
			if up.chars == 0 {
				w.run(w.p.text[n.lo:n.hi], false)
			}
			return
		} else if up.flags&block != 0 {
			return
		}
	}
}

// list writes the items of a list with their marks.
func (w *writer) list(i int32) {
	n := &w.p.nodes[i]
	number := max(1, int(n.number))
	if n.number == 0 {
		number = 0
	}
	w.end(line)
	w.depth++
	for c := i + 1; c < n.end; c = w.p.nodes[c].end {
		item := &w.p.nodes[c]
		if item.tag != atom.Li || item.flags&(gone|dropped) != 0 {
			w.node(c)
			continue
		}
		if item.number >= 0 {
			number = int(item.number)
		}
		w.end(line)
		switch {
		case n.tag == atom.Ol && n.flags&plainList == 0:
			w.lead = strconv.Itoa(number) + ". "
		case n.flags&plainList == 0:
			w.lead = "・"
		}
		if w.lead != "" {
			w.lead = strings.Repeat("　", min(w.depth, 8)-1) + w.lead
		}
		number++
		w.children(c)
		w.end(line)
		w.lead = ""
	}
	w.depth--
	w.end(line)
}

// term writes what is defined: before a word or two on their line, else as a
// heading.
func (w *writer) term(i int32) {
	n, next := &w.p.nodes[i], int32(0)
	for c := n.end; c < w.p.nodes[n.parent].end; c = w.p.nodes[c].end {
		if m := &w.p.nodes[c]; m.chars > 0 && m.flags&(gone|dropped) == 0 {
			next = c
			break
		}
	}
	w.end(line)
	if next == 0 || w.p.nodes[next].tag != atom.Dd {
		w.children(i)
		w.end(line)
		return
	}
	dd := &w.p.nodes[next]
	if n.chars <= 20 && dd.chars <= 80 && !w.p.holdsBlocks(next) && !w.p.holdsBreaks(next) {
		w.children(i)
		if !endsLabel(w.out) {
			w.run([]byte("："), false)
		}
		w.joined = true
		return
	}
	if dd.stops > 0 {
		w.end(blank)
	}
	w.children(i)
	w.end(line)
}

func endsLabel(t []byte) bool {
	r, _ := utf8.DecodeLastRune(t)
	return r == '：' || r == ':'
}

// hasMark reports whether an item brings its own mark.
func hasMark(t []byte) bool {
	t = bytes.TrimLeft(t, " 　")
	r, size := utf8.DecodeRune(t)
	if strings.ContainsRune("・•‣●○◎◆◇■□▲△▼▽★☆※→⇒└├*-－―＊▪◦✓(（【[〔", r) || r >= '①' && r <= '⑳' || r >= 'ⅰ' && r <= 'ⅻ' || r >= 'Ⅰ' && r <= 'Ⅻ' {
		return true
	}
	numbers, n := "0123456789", 0
	switch {
	case strings.ContainsRune("０１２３４５６７８９", r):
		numbers = "０１２３４５６７８９"
	case strings.ContainsRune("一二三四五六七八九十", r):
		numbers = "一二三四五六七八九十"
	case r >= 'A' && r <= 'Z':
		numbers = string(r)
	}
	for strings.ContainsRune(numbers, r) && n <= 2 {
		t = t[size:]
		n++
		r, size = utf8.DecodeRune(t)
	}
	return n > 0 && n <= 2 && strings.ContainsRune(".)．、）　 ", r)
}

// bullets begin lines of lists wherever they stand at the beginning of one.
const bullets = "・■□●◆◇※①②③④⑤⑥⑦⑧⑨⑩"

// begin writes what stands between the text so far and t, that comes next.
func (w *writer) begin(t []byte) {
	if w.gap > 0 || len(w.out) == 0 {
		for range w.gap {
			w.out = append(w.out, '\n')
		}
		w.gap = 0
		if w.lead != "" && !hasMark(t) {
			w.out = append(w.out, w.lead...)
		}
	} else if w.space {
		before, _ := utf8.DecodeLastRune(w.out)
		after, _ := utf8.DecodeRune(t)
		switch {
		case w.broken && strings.ContainsRune(bullets, after):
			w.out = append(w.out, '\n') // an author without markup, but with lines
		case before != '\n' && !(w.broken && isWide(before) && isWide(after)):
			w.out = append(w.out, ' ')
		}
	}
	w.lead = ""
	w.space, w.broken = false, false
}

// isWide reports whether a line break beside r is no word space.
func isWide(r rune) bool {
	if r < 0x1100 {
		return false
	}
	if r >= 0x3000 && r < 0xa000 || r >= 0xff00 && r < 0xfff0 {
		return true
	}
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth || r >= 0x2010 && r < 0x2700
}

// authored reports whether the newlines of a text are its author's, who gave no
// markup for them, as where plain text is put into a page as it is. Prose that is
// only broken in the source breaks where its lines are full, not where they end.
func authored(t []byte) bool {
	if bytes.IndexByte(bytes.TrimSpace(t), '\n') < 0 {
		return false
	}
	const (
		narrowest = 18 // characters of a line that is broken for its length
		fewest    = 40 // characters of a text that has lines of its own
	)
	var widths []int
	var ended []bool
	longest, all := 0, 0
	for line := range bytes.Lines(t) {
		if line = bytes.TrimSpace(line); len(line) > 0 {
			r, _ := utf8.DecodeLastRune(line)
			n := utf8.RuneCount(line)
			widths, ended = append(widths, n), append(ended, endsSentence(line) || !isWide(r))
			longest, all = max(longest, n), all+n
		}
	}
	last := len(widths) - 1
	if last < 1 || last == 1 && !ended[0] || all < fewest {
		return false
	}
	full := 0
	for i, n := range widths[:last] {
		if n >= narrowest && n*4 >= longest*3 && !ended[i] {
			full++
		}
	}
	return full*2 < last
}

// run writes text, white space collapsed unless it is preformatted.
func (w *writer) run(t []byte, pre bool) {
	lines := !pre && authored(t)
	for i := 0; i < len(t); {
		c := t[i]
		switch {
		case c == '\n' && lines:
			if len(w.out) > 0 {
				w.gap = min(w.gap+1, 2)
			}
			w.space, w.broken = false, false
			i++
			continue
		case c == '\n' && pre, c == '\r' && pre:
			if len(w.out) > 0 {
				w.gap = min(w.gap+1, 3)
			}
			w.space, w.broken = false, false
			i++
			continue
		case c == ' ' && pre, c == '\t' && pre:
			w.begin(t[i:])
			w.out = append(w.out, ' ')
			i++
			continue
		case c == ' ', c == '\t', c == '\n', c == '\r', c == '\f':
			w.space = true
			w.broken = w.broken || c == '\n' || c == '\r'
			i++
			continue
		case c < ' ', c == 0x7f:
			i++
			continue
		}
		from := i
		for i < len(t) && t[i] > ' ' && t[i] != 0x7f {
			if size, as := oddSpace(t[i:]); size > 0 {
				if i > from {
					w.begin(t[from:])
					w.out = append(w.out, t[from:i]...)
				}
				if as != "" {
					w.begin(t[i:])
					w.out = append(w.out, as...)
				}
				i += size
				from = i
				continue
			}
			i++
		}
		if i > from {
			w.begin(t[from:])
			w.out = append(w.out, t[from:i]...)
		}
	}
}

// oddSpace gives the length of a space that markup has its own name for at the
// beginning of t, and what stands for it: nothing if it has no width.
func oddSpace(t []byte) (size int, as string) {
	switch t[0] {
	case 0xc2:
		if len(t) > 1 && t[1] == 0xa0 { // U+00A0
			return 2, " "
		}
		if len(t) > 1 && t[1] == 0xad { // U+00AD
			return 2, ""
		}
	case 0xe2:
		if len(t) > 2 && (t[1] == 0x80 && t[2] >= 0x8b && t[2] <= 0x8f || t[1] == 0x80 && t[2] >= 0xaa && t[2] <= 0xae || t[1] == 0x81 && t[2] >= 0xa0 && t[2] <= 0xaf) {
			return 3, "" // U+200B…, U+202A…, U+2060…
		}
	case 0xef:
		if len(t) > 2 && t[1] == 0xbb && t[2] == 0xbf { // U+FEFF
			return 3, ""
		}
	}
	return 0, ""
}

// Of a table that holds data the cells are short and hold no tables.
const longestCell = 300 // characters

// holdsData reports whether the table i holds data in rows of several cells,
// and does not only arrange a page.
func (p *page) holdsData(i int32) bool {
	if !p.isPlain(i) {
		return false
	}
	for k := i + 1; k < p.nodes[i].end; k++ {
		if n := &p.nodes[k]; n.tag == atom.Tr && n.flags&(gone|dropped) == 0 {
			cells := 0
			for c := k + 1; c < n.end; c = p.nodes[c].end {
				if p.nodes[c].kind&isCell != 0 {
					cells++
				}
			}
			if cells > 1 {
				return true
			}
		}
	}
	return false
}

// isPlain reports whether the cells in i, a table or a row, are short and hold
// neither tables nor headings.
func (p *page) isPlain(i int32) bool {
	for k := i + 1; k < p.nodes[i].end; k++ {
		n := &p.nodes[k]
		switch {
		case n.flags&(gone|dropped) != 0:
			k = n.end - 1
		case n.tag == atom.Table, n.kind&isHeading != 0, n.kind&isCell != 0 && n.chars > longestCell:
			return false
		}
	}
	return true
}

// table writes the rows of a table of data as lines, and the cells of one that
// only arranges a page as blocks.
func (w *writer) table(i int32) {
	w.end(line)
	if w.p.holdsData(i) {
		w.rows(i)
	} else {
		w.children(i)
	}
	w.end(line)
}

func (w *writer) rows(i int32) {
	n := &w.p.nodes[i]
	for k := i + 1; k < n.end; {
		m := &w.p.nodes[k]
		switch {
		case m.flags&(gone|dropped) != 0, m.tag != 0 && m.tag != atom.Tr && m.tag != atom.Tbody && m.tag != atom.Thead && m.tag != atom.Tfoot, m.tag == 0:
			w.node(k)
			k = m.end
			continue
		case m.tag == atom.Tr:
			w.row(k)
			k = m.end
			continue
		}
		k++
	}
}

// row writes a row as one line.
func (w *writer) row(i int32) {
	var row [][]string
	for c := i + 1; c < w.p.nodes[i].end; c = w.p.nodes[c].end {
		if n := &w.p.nodes[c]; n.kind&isCell != 0 && n.flags&(gone|dropped) == 0 {
			sub := writer{p: w.p}
			sub.children(c)
			w.deleted = append(w.deleted, sub.deleted...)
			if t := strings.TrimSpace(sub.text()); t != "" {
				row = append(row, strings.Split(t, "\n"))
			}
		}
	}
	w.end(line)
	if len(row) == 2 && len(row[1]) > 1 && len(row[0]) == 1 {
		w.run([]byte(row[0][0]), false)
		for _, l := range row[1] {
			w.end(line)
			w.run([]byte(l), true)
		}
		w.end(line)
		return
	}
	for k, cell := range row {
		switch {
		case k == 0:
		case len(row) == 2 && utf8.RuneCountInString(row[0][0]) <= longestLabel && !beginsDate(row[0][0]):
			if !endsLabel(w.out) {
				w.out = append(w.out, "："...)
			}
		default:
			w.out = append(w.out, "  "...) // as wide as a column, for those who read columns
		}
		for j, l := range cell {
			if j > 0 {
				w.out = append(w.out, "、"...)
			}
			w.run([]byte(strings.TrimSpace(l)), true)
		}
	}
	w.end(line)
}
