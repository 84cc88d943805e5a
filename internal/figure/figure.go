// Package figure draws the figures of the casebook on the server: each twice,
// for a phone and for a wide page, as SVG, and beside it its caption in words
// and its numbers as a table. It takes plain data and knows neither pages nor
// databases.
//
// The drawings are hidden from screen readers (aria-hidden); the caption and
// the table carry everything. Geometry stands in attributes, colour in classes
// (figure.css), and there is no id, style or script, so that any number of them
// stand in one page under a strict policy. Whatever text comes in is cleaned,
// cut to its place and escaped.
package figure

import (
	"encoding/csv"
	"html/template"
	"io"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"jikenbo"
)

// The widths of the two drawings, in units that are pixels at the least size
// at which they are shown: the wide one is never shrunk, the narrow one not
// below 280 pixels, where its text of 17 units is 14 pixels high.
const (
	Narrow = 340
	Wide   = 720
)

// Figure is one figure, ready for a page: all its texts are in one language.
// The zero Figure is not a figure.
type Figure struct {
	Name    string // "timeline", "months": fit for an address and a class
	Title   string
	Finding string // what it shows, in one sentence; "" where there is none
	Caption string // what was counted: n of N, how many do not state it
	Table   Table
	Empty   bool // nothing is drawn but an axis

	narrow, wide string
}

// SVG gives the drawing of the given width, [Narrow] or [Wide].
func (f Figure) SVG(width int) template.HTML {
	if width == Wide {
		return template.HTML(f.wide)
	}
	return template.HTML(f.narrow)
}

// Drawings gives both drawings; figure.css shows the one that fits.
func (f Figure) Drawings() template.HTML { return template.HTML(f.narrow + f.wide) }

// Table holds the numbers of a figure: what is drawn, and what is folded in
// the drawing.
type Table struct {
	Header []string
	Rows   [][]Cell // as long as Header
}

// Cell is one cell of a [Table].
type Cell struct {
	Text    string // for people; numbers with commas
	Number  int64  // where Numeric
	Numeric bool
	Href    string // leads to the cases behind it; ""
	Quote   bool   // words of a publisher: always Japanese or as published
}

// WriteCSV writes the table as CSV: numbers without commas, and no cell that a
// spreadsheet would take for a formula.
func (t Table) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	record := slices.Clone(t.Header)
	if err := out.Write(record); err != nil {
		return err
	}
	for _, row := range t.Rows {
		record = record[:0]
		for _, c := range row {
			switch {
			case c.Numeric:
				record = append(record, strconv.FormatInt(c.Number, 10))
			case c.Text != "" && strings.ContainsRune("=+-@\t\r\n", rune(c.Text[0])):
				record = append(record, "'"+c.Text)
			default:
				record = append(record, c.Text)
			}
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func text(s string) Cell { return Cell{Text: s} }

func number[N int | int64](n N) Cell {
	return Cell{Text: jikenbo.Commas(n), Number: int64(n), Numeric: true}
}

// to gives the cell with a link, if the address stays on this site and there is
// something to see.
func (c Cell) to(href string) Cell {
	if !c.Numeric || c.Number != 0 {
		c.Href = local(href)
	}
	return c
}

// draw makes both drawings with one function.
func (f *Figure) draw(drawing func(c *canvas)) {
	for _, w := range []struct {
		width int
		into  *string
	}{{Narrow, &f.narrow}, {Wide, &f.wide}} {
		c := newCanvas(w.width)
		drawing(c)
		*w.into = c.svg()
	}
}

// language is "ja" or "en".
type language string

func (l language) t(ja, en string) string {
	if l == "ja" {
		return ja
	}
	return en
}

// cases words a number of cases.
func (l language) cases(n int) string {
	if l == "ja" {
		return jikenbo.Commas(n) + "件"
	}
	return counted(n, "case")
}

// counted is a number of things in English.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return jikenbo.Commas(n) + " " + thing + "s"
}

// days words a number of days.
func (l language) days(n int) string {
	s := strings.Replace(jikenbo.Commas(n), "-", "−", 1)
	if l == "ja" {
		return s + "日"
	}
	if n == 1 || n == -1 {
		return s + " day"
	}
	return s + " days"
}

func (l language) none() string {
	return l.t("この条件の事件はありません", "No cases match these conditions")
}

func (l language) unstated() string { return l.t("記載なし", "not stated") }

// list joins sentences.
func (l language) sentences(s ...string) string {
	s = slices.DeleteFunc(s, func(x string) bool { return x == "" })
	return strings.Join(s, l.t("", " "))
}

// sum adds without overflow.
func sum(parts []int64) *big.Int {
	total := new(big.Int)
	for _, p := range parts {
		total.Add(total, big.NewInt(p))
	}
	return total
}

// Scope says which cases a figure of many cases was drawn from.
type Scope struct {
	Cases int // found by the search
	Of    int // in the casebook
}

// words is the beginning of a caption: how many of the cases state the fact, a
// noun in both languages.
func (s Scope) words(l language, ja, en string, stated, unstated int) string {
	return l.t(
		"事件簿の"+jikenbo.Commas(s.Of)+"件のうち条件に合う"+jikenbo.Commas(s.Cases)+"件。"+ja+"の記載あり"+jikenbo.Commas(stated)+"件、記載なし"+jikenbo.Commas(unstated)+"件。",
		jikenbo.Commas(s.Cases)+" of "+l.cases(s.Of)+" in the casebook match. State "+en+": "+jikenbo.Commas(stated)+"; do not: "+jikenbo.Commas(unstated)+".",
	)
}

// dateCell gives a date as stated, "" for none.
func dateCell(d jikenbo.Date) Cell { return text(d.String()) }
