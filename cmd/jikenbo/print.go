package main

import (
	"bufio"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"golang.org/x/term"
)

// style is how a piece of text is shown. Without colour all are alike, so a
// style never carries meaning alone.
type style int

const (
	plain  style = iota
	strong       // numbers of cases, headings
	faint        // labels, rules, places
	quoted       // the words of a notice
	warned       // what does not add up
)

// piece is a stretch of text of one style.
type piece struct {
	style style
	text  string
}

// printer writes lines for people. All it writes passes through clean, so no
// notice, path or name reaches the terminal with an escape sequence in it.
type printer struct {
	w      *bufio.Writer
	width  int // of the terminal in cells; 0 where the output is none and lines are not broken
	styles [5]lipgloss.Style
}

// newPrinter makes a printer for w: as wide as the terminal, in colour where
// there is one and NO_COLOR (no-color.org) is not set.
func newPrinter(w io.Writer, env func(string) string) *printer {
	p := &printer{w: bufio.NewWriter(w)}
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.Ascii)
	if f, ok := terminal(w); ok {
		p.width = 80
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			p.width = max(width, 20)
		}
		if env("NO_COLOR") == "" && env("TERM") != "dumb" {
			r.SetColorProfile(termenv.ANSI)
		}
	}
	p.styles = [...]lipgloss.Style{
		plain:  r.NewStyle(),
		strong: r.NewStyle().Bold(true),
		faint:  r.NewStyle().Faint(true),
		quoted: r.NewStyle().Foreground(lipgloss.ANSIColor(3)),
		warned: r.NewStyle().Foreground(lipgloss.ANSIColor(1)),
	}
	return p
}

// terminal reports whether w is one.
func terminal(w any) (*os.File, bool) {
	f, ok := w.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// line writes one line, broken to the width of the terminal; what follows the
// first line is indented by indent cells.
func (p *printer) line(indent int, pieces ...piece) {
	at := 0
	for _, s := range pieces {
		for i, part := range p.fold(clean(s.text), at, indent) {
			if i > 0 {
				p.w.WriteByte('\n')
				p.w.WriteString(strings.Repeat(" ", indent))
				at = indent
			}
			if part != "" {
				p.w.WriteString(p.styles[s.style].Render(part))
			}
			at += cells(part)
		}
	}
	p.w.WriteByte('\n')
}

// row writes pieces side by side without breaking the line.
func (p *printer) row(pieces ...piece) error {
	last := len(pieces) - 1
	for i, s := range pieces {
		text := clean(s.text)
		if i == last {
			text = strings.TrimRight(text, " ")
		}
		p.w.WriteString(p.styles[s.style].Render(text))
	}
	return p.w.WriteByte('\n')
}

// blank writes an empty line.
func (p *printer) blank() { p.w.WriteByte('\n') }

// flush hands on what was written and gives the first error of all writing.
func (p *printer) flush() error { return p.w.Flush() }

// fold breaks s, which begins in column at, into lines; those after the first
// begin in column indent. It breaks where a line may be broken, or anywhere if
// there is no such place.
func (p *printer) fold(s string, at, indent int) []string {
	if p.width == 0 {
		return []string{s}
	}
	var lines []string
	for {
		fits, good := 0, 0 // bytes that have room, and those up to the last good place to break
		column := at
		var before rune
		for i, r := range s {
			if i > 0 && breakable(before, r) {
				good = i
			}
			if column += cells(string(r)); column > p.width {
				break
			}
			fits = i + utf8.RuneLen(r)
			before = r
		}
		switch {
		case fits == len(s):
			return append(lines, s)
		case good > 0:
		case at > indent: // the next line has more room
		default:
			_, first := utf8.DecodeRuneInString(s)
			good = max(fits, first)
		}
		lines = append(lines, strings.TrimRight(s[:good], " "))
		s, at = s[good:], indent
	}
}

// noStart are the characters that do not begin a line in Japanese.
const noStart = "、。，．,.:;!?！？）)」』】〉》〕］ー・々っゃゅょッャュョ"

// breakable reports whether a line may be broken between two characters: after
// a space, and between Japanese ones.
func breakable(before, after rune) bool {
	narrow := func(r rune) bool { return r < 0x2e80 && r != ' ' }
	return !strings.ContainsRune(noStart, after) && (before == ' ' || !narrow(before) || !narrow(after))
}

// cells counts how many cells s takes on a terminal.
func cells(s string) int { return ansi.StringWidth(s) }

// pad cuts or fills s to the number of cells.
func pad(s string, width int) string {
	s = ansi.Truncate(s, width, "…")
	return s + strings.Repeat(" ", max(0, width-cells(s)))
}

// clean makes text of any origin fit for a terminal: line breaks and tabs
// become spaces; control characters (C0, DEL, C1), marks that reorder text
// (bidirectional controls) and invalid bytes are taken out.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == utf8.RuneError, r == '\ufeff':
			return -1
		}
		return r
	}, s)
}
