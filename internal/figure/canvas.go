package figure

import (
	"html"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// canvas collects one drawing. Units are pixels; y grows downwards.
type canvas struct {
	b      strings.Builder
	width  float64
	height float64 // the lowest point drawn so far
	size   float64 // of the text
}

func newCanvas(width int) *canvas {
	c := &canvas{width: float64(width), size: 14}
	if width == Narrow {
		c.size = 17
	}
	return c
}

func (c *canvas) narrow() bool { return c.width == Narrow }

// line is the distance from one line of text to the next.
func (c *canvas) line() float64 { return math.Round(c.size * 1.45) }

func (c *canvas) svg() string {
	kind := "wide"
	if c.narrow() {
		kind = "narrow"
	}
	w, h := num(c.width), num(math.Ceil(c.height+4))
	return `<svg xmlns="http://www.w3.org/2000/svg" class="drawing ` + kind + `" width="` + w + `" height="` + h +
		`" viewBox="0 0 ` + w + ` ` + h + `" font-size="` + num(c.size) + `" aria-hidden="true" focusable="false">` + c.b.String() + `</svg>`
}

// num writes a coordinate with at most one decimal.
func num(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		f = 0
	}
	tenths := math.Round(f * 10)
	if whole := int64(tenths / 10); math.Abs(tenths) < 1e15 && float64(whole*10) == tenths {
		return strconv.FormatInt(whole, 10) // most are
	}
	return strconv.FormatFloat(tenths/10, 'f', -1, 64)
}

func (c *canvas) element(name, class string, attributes ...any) {
	c.b.WriteString("<" + name)
	if class != "" {
		c.b.WriteString(` class="` + class + `"`)
	}
	for i := 0; i+1 < len(attributes); i += 2 {
		c.b.WriteString(" " + attributes[i].(string) + `="`)
		switch v := attributes[i+1].(type) {
		case float64:
			c.b.WriteString(num(v))
		case string:
			c.b.WriteString(html.EscapeString(v))
		}
		c.b.WriteString(`"`)
	}
	c.b.WriteString("/>")
}

func (c *canvas) reach(y float64) { c.height = max(c.height, y) }

// rect draws a box with the upper left corner at x, y.
func (c *canvas) rect(class string, x, y, w, h float64) {
	c.element("rect", class, "x", x, "y", y, "width", max(w, 0), "height", max(h, 0))
	c.reach(y + h)
}

// rule draws a line.
func (c *canvas) rule(class string, x1, y1, x2, y2 float64) {
	c.element("line", class, "x1", x1, "y1", y1, "x2", x2, "y2", y2)
	c.reach(max(y1, y2))
}

// path draws lines through points: x, y, x, y.
func (c *canvas) path(class string, closed bool, points ...float64) {
	var d strings.Builder
	for i := 0; i+1 < len(points); i += 2 {
		d.WriteString(map[bool]string{true: "M", false: "L"}[i == 0])
		d.WriteString(num(points[i]) + " " + num(points[i+1]))
		c.reach(points[i+1])
	}
	if closed {
		d.WriteString("Z")
	}
	c.element("path", class, "d", d.String())
}

// hatch fills a box with ▨: not stated, or not finished. The lines are drawn
// one by one: a pattern would need an id, and ids are one a page.
func (c *canvas) hatch(x, y, w, h float64) {
	if w <= 0 || h <= 0 {
		return
	}
	const step = 5
	var d strings.Builder
	for s := step / 2.0; s < w+h; s += step { // x+y = s, within the box
		x1, y1 := min(s, w), max(0, s-w)
		x2, y2 := max(0, s-h), min(s, h)
		d.WriteString("M" + num(x+x1) + " " + num(y+y1) + "L" + num(x+x2) + " " + num(y+y2))
	}
	c.element("path", "hatch", "d", d.String())
	c.rect("frame", x+0.5, y+0.5, max(w-1, 0), max(h-1, 0))
	c.reach(y + h)
}

// Where a text stands at its x.
const (
	begins = "start"
	middle = "middle"
	ends   = "end"
)

// text writes one line with its baseline at y, cut to the given room. The
// room keeps within the drawing whatever is asked for.
func (c *canvas) text(class string, x, y float64, anchor, s string, room float64) {
	switch anchor {
	case begins:
		room = min(room, c.width-x)
	case ends:
		room = min(room, x)
	case middle:
		room = min(room, 2*x, 2*(c.width-x))
	}
	s = fit(s, c.size, room)
	if s == "" {
		return
	}
	c.b.WriteString("<text")
	if class != "" {
		c.b.WriteString(` class="` + class + `"`)
	}
	c.b.WriteString(` x="` + num(x) + `" y="` + num(y) + `"`)
	if anchor != begins {
		c.b.WriteString(` text-anchor="` + anchor + `"`)
	}
	c.b.WriteString(">" + html.EscapeString(s) + "</text>")
	c.reach(y + c.size*0.3)
}

// mark draws what leads somewhere and says what it is when the pointer rests
// on it. Links in a drawing are for pointers only: the table has them for
// everybody, so they are no stops of the keyboard.
func (c *canvas) mark(href, title string, draw func()) {
	href = local(href)
	if href != "" {
		c.b.WriteString(`<a href="` + html.EscapeString(href) + `" tabindex="-1">`)
	} else {
		c.b.WriteString("<g>")
	}
	if title = fit(title, 1, 120); title != "" {
		c.b.WriteString("<title>" + html.EscapeString(title) + "</title>")
	}
	draw()
	if href != "" {
		c.b.WriteString("</a>")
	} else {
		c.b.WriteString("</g>")
	}
}

// local gives the address if it stays on this site, else "".
func local(href string) string {
	if len(href) > 8000 || strings.ContainsFunc(href, func(r rune) bool {
		return r <= ' ' || r == '\\' || r == unicode.ReplacementChar || !unicode.IsGraphic(r)
	}) {
		return ""
	}
	switch {
	case strings.HasPrefix(href, "//"):
		return ""
	case strings.HasPrefix(href, "/"), strings.HasPrefix(href, "#"), strings.HasPrefix(href, "?"):
		return href
	}
	return ""
}

// clean takes out what would not be one line of plain text: control and
// direction characters, heaps of accents, line ends.
func clean(s string) string {
	const most = 600 // characters; no place in a drawing holds more
	var b strings.Builder
	accents, n := 0, 0
	for _, r := range s {
		if n++; n > most {
			break
		}
		switch {
		case plain(r):
			accents = 0
		case unicode.IsSpace(r):
			r, accents = ' ', 0
		case unicode.In(r, unicode.Mn, unicode.Me):
			if accents++; accents > 2 {
				continue
			}
		case unicode.In(r, unicode.C), r == 0xFFFE, r == 0xFFFF:
			continue
		default:
			accents = 0
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}

// plain reports whether a character is a common one that needs no second look:
// of ASCII, a kana or an ideograph.
func plain(r rune) bool {
	return r >= '!' && r <= '~' || r >= 'ぁ' && r <= 'ゖ' || r >= 'ァ' && r <= 'ヾ' || r >= 0x4E00 && r <= 0x9FFF
}

// advance is the width of a character in ems, rather too wide than too narrow,
// for the fonts of figure.css and those that stand in for them.
func advance(r rune) float64 {
	switch {
	case plain(r) && r > '~':
		return 1
	case r > '~' && unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case r == ' ':
		return 0.34
	case strings.ContainsRune("ilj.,:;'|!", r):
		return 0.32
	case strings.ContainsRune("tfr()[]-/–", r):
		return 0.43
	case strings.ContainsRune("csz", r):
		return 0.56
	case r >= '0' && r <= '9':
		return 0.6
	case strings.ContainsRune("mwMW@%#&", r):
		return 0.98
	case r >= 'A' && r <= 'Z':
		return 0.72
	case r < 0x80:
		return 0.62
	case r < 0x590:
		return 0.8
	case r < 0x1100:
		return 1.3
	case r >= 0x2010 && r <= 0x2027, r >= 0x2190 && r <= 0x27BF, r == 0x2212, r == 0x2260: // … → ✓ − ≠
		return 1
	case r >= 0xFF61 && r <= 0xFFDC: // half-width kana
		return 0.55
	case r >= 0xFB50 && r <= 0xFDFF: // Arabic ligatures: words in one character
		return 6
	case r >= 0x2E80 && r < 0xFF61 || r >= 0x20000 && r < 0x40000:
		return 1
	}
	return 1.3
}

// measure estimates the width of a cleaned text.
func measure(s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		w += advance(r)
	}
	return w * size
}

// fit cleans a text and cuts it to the room, with … where it was cut.
func fit(s string, size, room float64) string {
	s = clean(s)
	if measure(s, size) <= room+0.1 {
		return s
	}
	w := size // of …
	for i, r := range s {
		if w += advance(r) * size; w > room {
			if i == 0 {
				return ""
			}
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

// wrap cuts a text into at most so many lines, the last one ending in … if it
// does not suffice. It cuts behind a sentence or a member of a list where that
// leaves half a line, keeps Latin words whole where they fit, and begins no
// line with what closes or lengthens.
func wrap(s string, size, room float64, lines int) []string {
	s = clean(s)
	var out []string
	for len(out)+1 < lines && measure(s, size) > room {
		cut := cutAt(s, size, room)
		if cut == 0 {
			return out
		}
		out = append(out, strings.TrimSpace(s[:cut]))
		s = strings.TrimSpace(s[cut:])
	}
	if s = fit(s, size, room); s != "" {
		out = append(out, s)
	}
	return out
}

func cutAt(s string, size, room float64) int {
	w, cut, good, before := 0.0, 0, 0, rune(0)
	for i, r := range s {
		fits := w+advance(r)*size <= room
		if i > 0 && breaks(before, r) {
			cut = i
			if strings.ContainsRune("。、・ ", before) && w > room/2 {
				good = i
			}
		}
		if !fits {
			if cut == 0 { // one word longer than a line
				cut = i
			}
			break
		}
		w += advance(r) * size
		before = r
	}
	if good > 0 {
		return good
	}
	return cut
}

// breaks reports whether a line may end between two characters.
func breaks(before, after rune) bool {
	word := func(r rune) bool { return r > ' ' && r < 0x250 }
	return !(word(before) && word(after)) &&
		!strings.ContainsRune("、。）」』】ー・っゃゅょぁぃぅぇぉッャュョァィゥェォ)]} ", after) &&
		!strings.ContainsRune("（「『【([{", before)
}

// widest is the width of the widest of the texts, at most the given room.
func widest(texts []string, size, room float64) float64 {
	w := 0.0
	for _, s := range texts {
		w = max(w, measure(clean(s), size))
	}
	return min(w, room)
}
