package web

import "jikenbo/internal/figure"

// plate is a figure on a page, for the template of that name.
type plate struct {
	*page
	Figure figure.Figure
	CSV    string // the address of its numbers, "" for none
}

// plateRows bounds the table of a figure on a page; the CSV has all rows.
const plateRows = 1000

// Plate puts a figure on the page.
func (p *page) Plate(f figure.Figure, csv string) plate { return plate{p, f, csv} }

// Rows are those of the table that the page shows.
func (p plate) Rows() [][]figure.Cell {
	return p.Figure.Table.Rows[:min(len(p.Figure.Table.Rows), plateRows)]
}

// More says that there are more rows.
func (p plate) More() string {
	more := len(p.Figure.Table.Rows) - plateRows
	if more <= 0 {
		return ""
	}
	return p.T("ほか%s行。", "%s more rows.", groupDigits(int64(more)))
}
