package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"jikenbo"
	"jikenbo/internal/casebook"
)

var listHelp = help{
	short: message{"事件を番号順に並べる", "List the cases by number"},
	long: message{`
事件簿の事件を番号順に、一行に一事件で並べます。端末では幅に合わせて切り詰め、それ以外では
切り詰めません。取り下げた事件と、ほかの公表文から推定した事件には、そう印を付けます。重複として
別の事件につながる番号は --all で並びます。`, `
List the cases of the casebook by number, one line a case. On a terminal the lines
are cut to its width; elsewhere nothing is cut. Withdrawn cases, and those inferred
from the notices of others, are marked. Numbers that lead to another case, as
duplicates do, are listed with --all.`},
	example: message{`
  jikenbo list
  jikenbo list --json | jq -r 'select(.case.leak == "confirmed") | .number'`, `
  jikenbo list
  jikenbo list --json | jq -r 'select(.case.leak == "confirmed") | .number'`},
}

func (a *app) listCommand() *cobra.Command {
	var asJSON, all bool
	cmd := a.command("list [--json] [--all]", listHelp)
	cmd.Args = a.exactly(0)
	cmd.Flags().BoolVar(&all, "all", false, a.lang.text(mFlagListAll))
	cmd.Flags().BoolVar(&asJSON, "json", false, a.lang.text(mFlagListJSON))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return a.runList(cmd.Context(), asJSON, all) }
	return cmd
}

func (a *app) runList(ctx context.Context, asJSON, all bool) error {
	book, err := a.openBook(ctx, true)
	if err != nil {
		return err
	}
	defer book.Close()
	p := newPrinter(a.stdout, a.env)
	hidden := 0
	for s, err := range book.Cases(ctx) {
		if err != nil {
			return err
		}
		if s.Status == jikenbo.Duplicate && !all {
			hidden++
			continue
		}
		if asJSON {
			err = writeJSON(p.w, s)
		} else {
			err = a.listLine(p, s)
		}
		if err != nil {
			return err
		}
	}
	if err := p.flush(); err != nil {
		return err
	}
	if hidden > 0 {
		fmt.Fprintln(a.stderr, a.lang.text(mHidden, hidden))
	}
	return nil
}

// listLine writes number, publication, organization, types, leakage and main
// figures. Each column has its room; the last has what is left.
func (a *app) listLine(p *printer, s casebook.Summary) error {
	types := make([]string, len(s.Case.Types))
	for i, t := range s.Case.Types {
		types[i] = a.lang.label("type", string(t))
	}
	var figures []string
	for _, n := range s.Case.Affected {
		if n.Role == jikenbo.Total {
			figures = append(figures, n.Words(string(a.lang)))
		}
	}
	status := a.state(s.Status, s.Redirect)
	if status != "" {
		status += " "
	}
	columns := []struct {
		width int // 0 for what is left
		style style
		text  string
	}{
		{9, strong, a.numberOrKind(s)},
		{10, plain, s.Case.Published.String()},
		{30, plain, status + whose(s)},
		{24, plain, strings.Join(types, a.lang.comma())},
		{14, plain, a.lang.label("leak", string(s.Case.Leak))},
		{0, plain, strings.Join(figures, a.lang.comma())},
	}
	const gap = "  "
	var pieces []piece
	left := p.width
	for _, c := range columns {
		text := clean(c.text)
		if p.width > 0 { // on a terminal nothing is wider than its room
			if left <= 0 {
				break
			}
			if c.width == 0 || c.width > left {
				c.width = left
			}
			text = ansi.Truncate(text, c.width, "…")
		}
		text += strings.Repeat(" ", max(0, c.width-cells(text)))
		left -= c.width + len(gap)
		if len(pieces) > 0 {
			text = gap + text
		}
		pieces = append(pieces, piece{c.style, text})
	}
	return p.row(pieces...)
}
