package main

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"jikenbo"
	"jikenbo/internal/casebook"
)

var splitHelp = help{
	short: message{"別の事件の公表文を事件から外す", "Take notices of another incident out of a case"},
	long: message{`
事件 NUMBER から公表文を外し、別の事件にします。外した先の番号を表示します。ほかの事件から移された
公表文なら、元の番号に戻ります。少なくとも一つは残します。

NOTICE は、jikenbo show の「公表文」の番号、SHA-256 の初めの 4 桁以上、または取得元（ファイルの
パスか名前、アドレス）です。一つの公表文に複数の記事があるときは、#2 のように記事の番号を続けます。`, `
Take notices out of the case NUMBER and make another case of them; the number of
that is printed. Notices that came from another case go back to its number. At
least one must stay.

NOTICE is its number under "Notices" in jikenbo show, the first 4 digits or more of
its SHA-256, or where it came from: the path or the name of a file, or an address.
For one entry of a notice of several, its number follows, as in #2.`},
	example: message{`
  jikenbo split 2023-012 3 --why '別の店での紛失'
  jikenbo split 2023-012 a4192c81 --why '別の店での紛失'
  jikenbo split 2023-012 news.html#2 news.html#3 --why '別の事件'`, `
  jikenbo split 2023-012 3 --why 'lost in another shop'
  jikenbo split 2023-012 a4192c81 --why 'lost in another shop'
  jikenbo split 2023-012 news.html#2 news.html#3 --why 'other incidents'`},
}

var redirectHelp = help{
	short: message{"重複した事件から元の事件へつなぐ", "Lead from a duplicate to the case it doubles"},
	long: message{`
事件 NUMBER を事件 TO の重複とします。NUMBER の公表文はそのままで、理由とともに見られますが、一覧にも
件数にも入らず、番号は TO へつながります。公表文も移すには jikenbo join を、取り消すには
jikenbo reopen を使います。`, `
Make the case NUMBER a duplicate of the case TO. It keeps its notices and can be
seen with the reason, but it is not listed and counts nowhere, and its number leads
to TO. To move the notices too, use jikenbo join; to undo it, jikenbo reopen.`},
	example: message{`  jikenbo redirect 2023-015 2023-012 --why '同じ公表文の転載'`, `  jikenbo redirect 2023-015 2023-012 --why 'the same notice, reprinted'`},
}

var withdrawHelp = help{
	short: message{"事件を取り下げる", "Withdraw a case"},
	long: message{`
事件でないと分かったものなどを取り下げます。事件は理由とともに見られますが、件数には入りません。
番号は二度と使われません。取り消すには jikenbo reopen を使います。`, `
Withdraw a case, such as one that turned out to be none. It can be seen with the
reason but counts nowhere, and its number is never used again. To undo it, use
jikenbo reopen.`},
	example: message{`  jikenbo withdraw 2023-015 --why '訓練のお知らせ'`, `  jikenbo withdraw 2023-015 --why 'it was an exercise'`},
}

var reopenHelp = help{
	short: message{"取り下げや重複を取り消す", "Take back a withdrawal or a redirect"},
	long: message{`
取り下げた事件や、重複とした事件を元に戻します。公表文がほかの事件に移っているときは、
jikenbo split でそこから外します。`, `
Open a case again that was withdrawn or led to another. If its notices have become
part of another case, use jikenbo split on that.`},
	example: message{`  jikenbo reopen 2023-015 --why '別の事件と分かった'`, `  jikenbo reopen 2023-015 --why 'it is an incident of its own'`},
}

// act does what a person decided of cases and gives those to be told of.
type act func(ctx context.Context, book *casebook.Book, who, why string, args []string) ([]fate, error)

// decisionCommand makes a command by which a person decides, with the reason.
// numbers says how many of its arguments, the first, are numbers of cases.
func (a *app) decisionCommand(use string, h help, want cobra.PositionalArgs, numbers int, do act) *cobra.Command {
	var why string
	var asJSON bool
	cmd := a.command(use, h)
	cmd.Args = want
	cmd.Flags().StringVar(&why, "why", "", a.lang.text(mFlagWhy))
	cmd.Flags().BoolVar(&asJSON, "json", false, a.lang.text(mFlagDecideJSON))
	cmd.ValidArgsFunction = a.completeNumbers(numbers)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if _, err := parseNumbers(cmd, args[:numbers]); err != nil {
			return err
		}
		if strings.TrimSpace(why) == "" {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(mNoWhy))}
		}
		return a.decide(cmd.Context(), asJSON, func(book *casebook.Book) ([]fate, error) {
			return do(cmd.Context(), book, a.user(), why, args)
		})
	}
	return cmd
}

func (a *app) redirectCommand() *cobra.Command {
	return a.decisionCommand("redirect [--json] --why TEXT NUMBER TO", redirectHelp, a.exactly(2), 2,
		func(ctx context.Context, book *casebook.Book, who, why string, args []string) ([]fate, error) {
			n, _ := jikenbo.ParseNumber(args[0]) // parsed before
			to, _ := jikenbo.ParseNumber(args[1])
			if err := book.Redirect(ctx, who, why, n, to); err != nil {
				return nil, err
			}
			return fates(ctx, book, n)
		})
}

func (a *app) withdrawCommand() *cobra.Command {
	return a.decisionCommand("withdraw [--json] --why TEXT NUMBER", withdrawHelp, a.exactly(1), 1,
		func(ctx context.Context, book *casebook.Book, who, why string, args []string) ([]fate, error) {
			n, _ := jikenbo.ParseNumber(args[0])
			rec, err := book.Case(ctx, n)
			if err == nil {
				_, err = book.Withdraw(ctx, n, who, why, len(rec.Revisions))
			}
			if err != nil {
				return nil, err
			}
			return fates(ctx, book, n)
		})
}

func (a *app) reopenCommand() *cobra.Command {
	return a.decisionCommand("reopen [--json] --why TEXT NUMBER", reopenHelp, a.exactly(1), 1,
		func(ctx context.Context, book *casebook.Book, who, why string, args []string) ([]fate, error) {
			n, _ := jikenbo.ParseNumber(args[0])
			if err := book.Reopen(ctx, who, why, n); err != nil {
				return nil, err
			}
			return fates(ctx, book, n)
		})
}

func (a *app) splitCommand() *cobra.Command {
	some := func(cmd *cobra.Command, args []string) error {
		if len(args) >= 2 {
			return nil
		}
		return usageError{cmd.CommandPath(), errors.New(a.lang.text(mArguments, cmd.UseLine(), len(args)))}
	}
	cmd := a.decisionCommand("split [--json] --why TEXT NUMBER NOTICE…", splitHelp, some, 1,
		func(ctx context.Context, book *casebook.Book, who, why string, args []string) ([]fate, error) {
			n, _ := jikenbo.ParseNumber(args[0])
			tellings, err := book.AccountsOf(ctx, n)
			if err != nil {
				return nil, err
			}
			var out []jikenbo.EntryRef
			for _, arg := range args[1:] {
				refs, err := a.findNotice(ctx, book, tellings, arg)
				if err != nil {
					return nil, fmt.Errorf("#%v: %w", n, err)
				}
				out = append(out, refs...)
			}
			to, err := book.Split(ctx, who, why, n, out)
			if err != nil {
				return nil, err
			}
			f, err := fates(ctx, book, to)
			if err == nil {
				f[0].From, f[0].Notices = n, len(out)
			}
			return f, err
		})
	numbers := cmd.ValidArgsFunction
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return numbers(cmd, args, typed)
		}
		return a.completeNotice(cmd, args)
	}
	return cmd
}

// findNotice gives the entries of a case that the command line means: by the
// number in the list that show prints, by the beginning of the SHA-256, or by a
// source. For the whole of a notice it is each of its entries in the case.
func (a *app) findNotice(ctx context.Context, book *casebook.Book, tellings []jikenbo.Account, arg string) ([]jikenbo.EntryRef, error) {
	if i, err := strconv.Atoi(arg); err == nil && i >= 1 && i <= len(tellings) {
		return []jikenbo.EntryRef{tellings[i-1].EntryRef}, nil
	}
	name, entry := arg, 0
	if i := strings.LastIndexByte(arg, '#'); i >= 0 {
		if n, err := strconv.Atoi(arg[i+1:]); err == nil && n >= 1 {
			name, entry = arg[:i], n
		}
	}
	prefix := strings.ToLower(strings.TrimPrefix(name, "sha256:"))
	_, err := hex.DecodeString(prefix + strings.Repeat("0", len(prefix)%2))
	digits := err == nil && len(prefix) >= 4 && len(prefix) <= 64
	found := make(map[int][]jikenbo.EntryRef) // by how well the name fits, 0 best
	for i := range tellings {
		ref := tellings[i].EntryRef
		if entry != 0 && ref.Entry != entry {
			continue
		}
		if digits && strings.HasPrefix(ref.Notice, prefix) {
			found[0] = append(found[0], ref)
			continue
		}
		sources, err := book.Sources(ctx, ref.Notice)
		if err != nil {
			return nil, err
		}
		switch {
		case slices.ContainsFunc(sources, func(s casebook.Source) bool { return s.Path == name }):
			found[0] = append(found[0], ref)
		case name != "" && slices.ContainsFunc(sources, func(s casebook.Source) bool { return filepath.Base(s.Path) == name }):
			found[1] = append(found[1], ref)
		}
	}
	refs := found[0]
	if len(refs) == 0 {
		refs = found[1]
	}
	switch {
	case len(refs) == 0:
		return nil, fmt.Errorf("%s: %s", arg, a.lang.text(mNoSuchNotice))
	case slices.ContainsFunc(refs, func(r jikenbo.EntryRef) bool { return r.Notice != refs[0].Notice }):
		return nil, fmt.Errorf("%s: %s", arg, a.lang.text(mManyNotices))
	}
	return refs, nil
}

// completeNotice offers the notices of a case to the shell.
func (a *app) completeNotice(cmd *cobra.Command, args []string) ([]cobra.Completion, cobra.ShellCompDirective) {
	number, err := jikenbo.ParseNumber(args[0])
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	book, err := a.openBook(cmd.Context(), true)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	defer book.Close()
	tellings, _ := book.AccountsOf(cmd.Context(), number) // an error offers nothing
	var offers []cobra.Completion
	for i, t := range tellings {
		if n := strconv.Itoa(i + 1); !slices.Contains(args[1:], n) {
			offers = append(offers, cobra.CompletionWithDesc(n, clean(t.Known.String()+" "+t.Case.Title)))
		}
	}
	return offers, cobra.ShellCompDirectiveNoFileComp
}

// fate is what became of the number of a case.
type fate struct {
	Number   jikenbo.Number `json:"number"`
	Status   jikenbo.Status `json:"status"`
	Redirect jikenbo.Number `json:"redirect,omitzero"`
	From     jikenbo.Number `json:"from,omitzero"`    // the case its notices were split from
	Notices  int            `json:"notices,omitzero"` // how many entries these were
}

// fates looks up what became of cases.
func fates(ctx context.Context, book *casebook.Book, numbers ...jikenbo.Number) ([]fate, error) {
	out := make([]fate, len(numbers))
	for i, n := range numbers {
		rec, err := book.Case(ctx, n)
		if err != nil {
			return nil, err
		}
		out[i] = fate{Number: n, Status: rec.Status, Redirect: rec.Redirect}
	}
	return out, nil
}

// decide opens the casebook, does what a person decided, and tells what became
// of the numbers.
func (a *app) decide(ctx context.Context, asJSON bool, do func(*casebook.Book) ([]fate, error)) error {
	book, err := a.openBook(ctx, false)
	if err != nil {
		return err
	}
	defer book.Close()
	done, err := do(book)
	if err != nil {
		return err
	}
	p := newPrinter(a.stdout, a.env)
	for _, f := range done {
		if asJSON {
			if err := writeJSON(p.w, f); err != nil {
				return err
			}
			continue
		}
		var text string
		switch {
		case f.From != (jikenbo.Number{}):
			text = a.lang.text(mSplit, f.From, f.Notices, f.Number)
		case f.Status == jikenbo.Duplicate:
			text = a.lang.text(mBecame, f.Number, f.Redirect)
		case f.Status == jikenbo.Withdrawn:
			text = a.lang.text(mIsWithdrawn, f.Number)
		default:
			text = a.lang.text(mIsOpen, f.Number)
		}
		p.line(2, piece{plain, text})
	}
	return p.flush()
}

// completeNumbers offers the numbers of the cases to the shell, for at most so
// many arguments, 0 for any number of them.
func (a *app) completeNumbers(most int) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if most > 0 && len(args) >= most {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		book, err := a.openBook(cmd.Context(), true)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		defer book.Close()
		var offers []cobra.Completion
		for s, err := range book.Cases(cmd.Context()) {
			if err != nil {
				break
			}
			if n := s.Number.String(); !slices.Contains(args, n) {
				offers = append(offers, cobra.CompletionWithDesc(n, clean(cmp.Or(s.Case.Organization, s.Case.Title))))
			}
		}
		return offers, cobra.ShellCompDirectiveNoFileComp
	}
}
