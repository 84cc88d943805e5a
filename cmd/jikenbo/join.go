package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/link"
)

var joinHelp = help{
	short: message{"同じ事件の公表文を一つの事件にまとめる", "Make cases of one incident one case"},
	long: message{`
公表文は、事件簿に加わるときに同じ事件のものと確かに分かれば自動でまとめられます。確かでない組は
ここで人が決めます。

番号なしでは、同じ事件かもしれない組を、そう言える理由とそうでない理由とともに、ありそうな順に
並べます。番号が一つなら、その事件の組だけを並べます。

番号が二つ以上なら、二つ目からの事件の公表文を一つ目の事件に移します。一つ目の番号が残り、ほかの
番号はそこへつながります。別の事件だと分かったら --apart で記録します。その組はもう並ばず、自動でも
まとめられません。理由（--why）は履歴に残ります。取り消すには jikenbo split を使います。

--again は、すべての公表文を見直して、確かに同じ事件のものをまとめます。jikenbo を新しくしたあとに
使います。人が決めたことは変わりません。`, `
Notices that surely tell of one incident are joined when they are read. Of what is
not sure a person decides here.

Without a number, list the pairs of cases that may be one incident, the likeliest
first, with what speaks for and against it; with one number, those of that case.

With two numbers or more, move the notices of the others to the first case. Its
number stays, and the other numbers lead there. With --apart, keep that two cases
are two incidents: they are not listed any more, nor joined by themselves. The
reason (--why) is kept in the history. To undo a join, use jikenbo split.

With --again, look at all notices anew and join what surely is one incident, after
an update of jikenbo. What persons decided stays.`},
	example: message{`
  jikenbo join
  jikenbo join 2023-012
  jikenbo join 2023-012 2023-015 --why '続報が前の公表日を挙げている'
  jikenbo join --apart 2023-012 2023-015 --why '別の店での紛失'
  jikenbo join --again
  jikenbo join --json | jq -r '"\(.a) \(.b)"'`, `
  jikenbo join
  jikenbo join 2023-012
  jikenbo join 2023-012 2023-015 --why 'the second names the date of the first'
  jikenbo join --apart 2023-012 2023-015 --why 'lost in another shop'
  jikenbo join --again
  jikenbo join --json | jq -r '"\(.a) \(.b)"'`},
}

type joinOptions struct {
	why                string
	apart, again, json bool
	limit              int
}

func (a *app) joinCommand() *cobra.Command {
	var o joinOptions
	cmd := a.command("join [--json] [--limit N] [--apart] [--again] [--why TEXT] [NUMBER [NUMBER…]]", joinHelp)
	flags := cmd.Flags()
	flags.StringVar(&o.why, "why", "", a.lang.text(mFlagWhy))
	flags.BoolVar(&o.apart, "apart", false, a.lang.text(mFlagApart))
	flags.BoolVar(&o.again, "again", false, a.lang.text(mFlagAgain))
	flags.BoolVar(&o.json, "json", false, a.lang.text(mFlagDecideJSON))
	flags.IntVar(&o.limit, "limit", 20, a.lang.text(mFlagLimit))
	cmd.ValidArgsFunction = a.completeNumbers(0)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		numbers, err := parseNumbers(cmd, args)
		if err != nil {
			return err
		}
		wrong := func(m message, args ...any) error {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(m, args...))}
		}
		switch {
		case o.apart && o.again:
			return wrong(mOneOf, "--apart --again")
		case o.again && len(args) > 0, o.apart && len(args) != 2:
			return wrong(mArguments, cmd.UseLine(), len(args))
		case o.limit < 1 || o.limit > 1000:
			return wrong(mBadFlagValue, "--limit", fmt.Sprint(o.limit))
		case o.again:
			return a.runRejoin(cmd.Context(), cmp.Or(o.why, "jikenbo join --again"), o.json)
		case len(numbers) < 2:
			var of jikenbo.Number
			if len(numbers) == 1 {
				of = numbers[0]
			}
			return a.runProposals(cmd.Context(), of, o)
		case strings.TrimSpace(o.why) == "":
			return wrong(mNoWhy)
		case o.apart:
			return a.runApart(cmd.Context(), o.why, numbers[0], numbers[1], o.json)
		}
		return a.decide(cmd.Context(), o.json, func(book *casebook.Book) ([]fate, error) {
			warnings, err := a.strangers(cmd.Context(), book, numbers[0], numbers[1:])
			if err != nil {
				return nil, err
			}
			if err := book.Join(cmd.Context(), a.user(), o.why, numbers[0], numbers[1:]...); err != nil {
				return nil, err
			}
			for _, w := range warnings {
				fmt.Fprintln(a.stderr, w)
			}
			return fates(cmd.Context(), book, numbers[1:]...)
		})
	}
	return cmd
}

// strangers warns of cases to be joined that name other organizations than the
// first one.
func (a *app) strangers(ctx context.Context, book *casebook.Book, into jikenbo.Number, others []jikenbo.Number) (warnings []string, err error) {
	first, err := book.Case(ctx, into)
	if err != nil {
		return nil, err
	}
	for _, n := range others {
		other, err := book.Case(ctx, n)
		if err != nil {
			return nil, err
		}
		apart, err := book.Strangers(ctx, &first.Case, &other.Case)
		if err != nil {
			return nil, err
		}
		if apart {
			warnings = append(warnings, clean(a.lang.text(mStrangers, into, n, first.Case.Organization, other.Case.Organization)))
		}
	}
	return warnings, nil
}

// parseNumbers reads the numbers of cases on the command line.
func parseNumbers(cmd *cobra.Command, args []string) ([]jikenbo.Number, error) {
	numbers := make([]jikenbo.Number, len(args))
	for i, arg := range args {
		var err error
		if numbers[i], err = jikenbo.ParseNumber(arg); err != nil {
			return nil, usageError{cmd.CommandPath(), err}
		}
	}
	return numbers, nil
}

// runProposals lists pairs of cases that may be one incident: those of one case,
// or of all for the zero number.
func (a *app) runProposals(ctx context.Context, of jikenbo.Number, o joinOptions) error {
	book, err := a.openBook(ctx, true)
	if err != nil {
		return err
	}
	defer book.Close()
	if of != (jikenbo.Number{}) {
		if of, err = book.Resolve(ctx, of); err != nil {
			return err
		}
	}
	proposals, err := book.Proposals(ctx, of, o.limit+1)
	if err != nil {
		return err
	}
	more := len(proposals) > o.limit
	proposals = proposals[:min(len(proposals), o.limit)]
	p := newPrinter(a.stdout, a.env)
	for i, x := range proposals {
		if o.json {
			if err := writeJSON(p.w, x); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			p.blank()
		}
		for _, n := range []jikenbo.Number{x.A, x.B} {
			rec, err := book.Case(ctx, n)
			if err != nil {
				return err
			}
			p.line(4, piece{strong, "#" + n.String()}, piece{plain, "  " + named(&rec.Case)})
			p.line(4, piece{plain, "    " + cmp.Or(rec.Case.Title, a.lang.text(mUntitled))})
		}
		a.reasons(p, "    + ", x.For)
		a.reasons(p, "    - ", x.Against)
	}
	if err := p.flush(); err != nil {
		return err
	}
	switch {
	case len(proposals) == 0:
		fmt.Fprintln(a.stderr, a.lang.text(mNoProposals))
		return nil
	case more:
		fmt.Fprintln(a.stderr, a.lang.text(mMoreProposals, o.limit))
	}
	fmt.Fprintln(a.stderr, a.lang.text(mDecide, proposals[0].A, proposals[0].B))
	return nil
}

// named gives the day and the organization of a case.
func named(c *jikenbo.Case) string {
	return strings.TrimSpace(c.Published.String() + "  " + c.Organization)
}

// reasons writes what speaks for a proposal, or against it.
func (a *app) reasons(p *printer, mark string, reasons []link.Reason) {
	if len(reasons) == 0 {
		return
	}
	p.line(cells(mark), piece{faint, mark}, piece{plain, a.reasonsInWords(reasons)})
}

func (a *app) reasonsInWords(reasons []link.Reason) string {
	words := make([]string, len(reasons))
	for i, r := range reasons {
		words[i] = r.Words(string(a.lang))
	}
	return strings.Join(words, a.lang.comma())
}

func (a *app) runApart(ctx context.Context, why string, n, m jikenbo.Number, asJSON bool) error {
	return a.decide(ctx, asJSON, func(book *casebook.Book) ([]fate, error) {
		if err := book.Apart(ctx, a.user(), why, n, m); err != nil {
			return nil, err
		}
		if !asJSON {
			_, err := fmt.Fprintln(a.stdout, a.lang.text(mKeptApart, n, m))
			return nil, err
		}
		return fates(ctx, book, n, m)
	})
}

func (a *app) runRejoin(ctx context.Context, why string, asJSON bool) error {
	book, err := a.openBook(ctx, false)
	if err != nil {
		return err
	}
	defer book.Close()
	var bar *progress
	moved, err := book.Rejoin(ctx, a.user(), why, func(done, total int) {
		if bar == nil {
			bar = a.newCountProgress(total)
		}
		bar.set(done)
	})
	bar.clear()
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(a.stdout, struct {
			Moved int `json:"moved"`
		}{moved})
	}
	_, err = fmt.Fprintln(a.stdout, a.lang.text(mRejoined, moved))
	return err
}
