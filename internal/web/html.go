package web

import (
	"html/template"
	"strconv"
	"sync"
	"unicode/utf8"
)

// htmlBuffer writes HTML by hand, for the parts of a page that are too large
// for templates to be fast. Its zero value is empty.
type htmlBuffer struct {
	b     []byte
	turns int // characters that turn the direction, as text wrote them
}

// maxTurns is how many characters that turn the direction are shown by their
// code, which is many times as long.
const maxTurns = 500

// rooms are the memory of buffers that were taken, for those that begin.
var rooms = sync.Pool{New: func() any { b := make([]byte, 0, 16<<10); return &b }}

// begin gives the buffer memory, where it is to hold much.
func (h *htmlBuffer) begin() { h.b = (*rooms.Get().(*[]byte))[:0] }

// take gives what was written, and empties the buffer.
func (h *htmlBuffer) take() template.HTML {
	s := template.HTML(h.b) //nolint:gosec // made of what raw, text and attr wrote
	h.b = h.b[:0]
	return s
}

// end gives what was written, and the memory back.
func (h *htmlBuffer) end() template.HTML {
	s := h.take()
	if room := h.b; cap(room) <= 256<<10 {
		rooms.Put(&room)
	}
	h.b = nil
	return s
}

// raw writes HTML of this program.
func (h *htmlBuffer) raw(s string) { h.b = append(h.b, s...) }

// int writes a number without commas.
func (h *htmlBuffer) int(n int) { h.b = strconv.AppendInt(h.b, int64(n), 10) }

// text writes a text of anybody's as the content of an element. A control
// character that would turn the direction of what follows is enclosed in an
// element of its own, where it turns nothing, and is shown by its code; after
// maxTurns of them U+FFFD stands for it.
func (h *htmlBuffer) text(s string) {
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < 0x7F && c != '&' && c != '<' && c != '>' || c == '\n' || c == '\t' {
			i++
			continue
		}
		size := 1
		var instead string
		switch {
		case c == '&':
			instead = "&amp;"
		case c == '<':
			instead = "&lt;"
		case c == '>':
			instead = "&gt;"
		case c == '\r':
			instead = "&#13;"
		case c < ' ' || c == 0x7F:
			instead = "\uFFFD" // HTML has no way to write it
		default:
			var r rune
			r, size = utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 || r >= 0x80 && r < 0xA0 {
				instead = "\uFFFD"
			} else if turns(r) && h.turns >= maxTurns {
				instead = "\uFFFD"
			} else if turns(r) {
				h.turns++
				code := strconv.FormatInt(int64(r), 16)
				instead = `<bdi class="turn" data-code="` + code + `">&#x` + code + `;</bdi>`
			}
		}
		if instead != "" {
			h.b = append(h.b, s[done:i]...)
			h.b = append(h.b, instead...)
			done = i + size
		}
		i += size
	}
	h.b = append(h.b, s[done:]...)
}

// attr writes a text of anybody's as the value of an attribute in double
// quotes.
func (h *htmlBuffer) attr(s string) {
	for _, r := range s {
		switch {
		case r == '&':
			h.raw("&amp;")
		case r == '<':
			h.raw("&lt;")
		case r == '>':
			h.raw("&gt;")
		case r == '"':
			h.raw("&#34;")
		case r < ' ' || r >= 0x7F && r < 0xA0 || turns(r):
			h.raw("\uFFFD")
		default:
			h.b = utf8.AppendRune(h.b, r)
		}
	}
}

// turns reports whether a character embeds, overrides or isolates a direction
// of writing (Unicode Standard Annex 9, 2.1 to 2.5).
func turns(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }
