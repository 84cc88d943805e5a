package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/identity"
)

var organizationHelp = help{
	short: message{"組織が何者かと、関わる事件を見る", "Show who an organization is, and its cases"},
	long: message{`
組織の記録を見ます: 公表文での表記とその数、法人格、旧名、略称、英文名、店舗、グループ、法人番号、
証券コード、業種。それぞれに、述べている公表文の言葉か、別名の一覧の出典が付きます。続けて、関わる
事件（公表者として、委託先として、グループとして）と、同じ組織かもしれない名前をその理由とともに
並べます。表記、法人格の有無、旧名などが違っても、同じ組織の記録になります。

同じ組織かもしれない名前は、自動では一つにしません。--same A B で同じ組織と決めると A の名で
まとまり、その組織の事件は見直され、以後の公表文は一つの組織のものとしてまとめられます。--apart A B で
別の組織と決めると、もう並びません。理由（--why）は履歴に残ります。一つになった事件を分けるには
jikenbo split を使います。--proposals は、同じ組織かもしれない名前の組をすべての名前から並べます。

自分で調べた別名は、--aliases で指定するファイルに書けます。`, `
Show the record of an organization: how notices write its name and how often, its
legal form, former and short names, names in English, shops, groups, 法人番号
(corporate number), securities code and sector, each with the words of the notice
that states it or the source in the list of aliases. Then the cases it has a part
in (as publisher, as supplier, as a group), and names that may be of it, with the
reasons. Spelling, legal form and former names make no difference.

Names that may be of one organization are not made one by themselves. With
--same A B they are: it goes by A, its cases are looked at anew, and later notices
are joined as those of one. With --apart A B they are of two, and not listed any
more. The reason (--why) is kept in the history. To part cases that have become
one, use jikenbo split. With --proposals, list pairs of all names that may be of
one organization.

What you have looked up yourself goes into a file that --aliases names.`},
	example: message{`
  jikenbo organization 株式会社甲斐屋
  jikenbo organization 甲斐屋 --json | jq .cases[].number
  jikenbo organization --same 株式会社甲斐屋 '甲斐屋 東店' --why '会社概要の店舗一覧'
  jikenbo organization --apart 株式会社甲斐屋 有限会社甲斐屋 --why '別の会社'
  jikenbo organization --proposals`, `
  jikenbo organization 株式会社甲斐屋
  jikenbo organization 甲斐屋 --json | jq .cases[].number
  jikenbo organization --same 株式会社甲斐屋 '甲斐屋 東店' --why 'its list of shops'
  jikenbo organization --apart 株式会社甲斐屋 有限会社甲斐屋 --why 'two companies'
  jikenbo organization --proposals`},
}

func (a *app) organizationCommand() *cobra.Command {
	var same, apart, proposals, asJSON bool
	var why string
	var limit int
	cmd := a.command("organization [--json] NAME | --proposals [--limit N] | --same A B --why TEXT | --apart A B --why TEXT", organizationHelp)
	flags := cmd.Flags()
	flags.BoolVar(&same, "same", false, a.lang.text(mFlagSame))
	flags.BoolVar(&apart, "apart", false, a.lang.text(mFlagApartNames))
	flags.BoolVar(&proposals, "proposals", false, a.lang.text(mFlagProposals))
	flags.StringVar(&why, "why", "", a.lang.text(mFlagWhy))
	flags.BoolVar(&asJSON, "json", false, a.lang.text(mFlagJSON))
	flags.IntVar(&limit, "limit", 20, a.lang.text(mFlagLimit))
	cmd.ValidArgsFunction = cobra.NoFileCompletions
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		wrong := func(m message, args ...any) error {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(m, args...))}
		}
		chosen, want := 0, 1
		for _, c := range []struct {
			is   bool
			args int
		}{{same, 2}, {apart, 2}, {proposals, 0}} {
			if c.is {
				chosen, want = chosen+1, c.args
			}
		}
		switch {
		case chosen > 1:
			return wrong(mOneOf, "--same --apart --proposals")
		case len(args) != want:
			return wrong(mArguments, cmd.UseLine(), len(args))
		case limit < 1 || limit > 1000:
			return wrong(mBadFlagValue, "--limit", fmt.Sprint(limit))
		case proposals:
			return a.runNamePairs(cmd.Context(), limit, asJSON)
		case chosen == 0:
			return a.runOrganization(cmd.Context(), args[0], asJSON)
		case strings.TrimSpace(why) == "":
			return wrong(mNoWhy)
		}
		return a.runEquate(cmd.Context(), why, args[0], args[1], same, asJSON)
	}
	return cmd
}

func (a *app) runEquate(ctx context.Context, why, x, y string, same, asJSON bool) error {
	book, err := a.openBook(ctx, false)
	if err != nil {
		return err
	}
	defer book.Close()
	if err := book.Equate(ctx, a.user(), why, x, y, same); err != nil {
		return err
	}
	if asJSON {
		all, err := book.Equalities(ctx)
		if err != nil {
			return err
		}
		return writeJSON(a.stdout, all[len(all)-1])
	}
	done := mAreApart
	if same {
		done = mAreSame
	}
	p := newPrinter(a.stdout, a.env)
	p.line(0, piece{plain, a.lang.text(done, x, y)})
	return p.flush()
}

func (a *app) runNamePairs(ctx context.Context, limit int, asJSON bool) error {
	book, err := a.openBook(ctx, true)
	if err != nil {
		return err
	}
	defer book.Close()
	pairs, err := book.NamePairs(ctx, limit+1)
	if err != nil {
		return err
	}
	more := len(pairs) > limit
	pairs = pairs[:min(len(pairs), limit)]
	v := recordView{app: a, p: newPrinter(a.stdout, a.env)}
	for i, x := range pairs {
		if asJSON {
			if err := writeJSON(v.p.w, x); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			v.p.blank()
		}
		for _, u := range []identity.Used{x.A, x.B} {
			v.p.line(4, piece{strong, u.Name}, piece{faint, "  " + a.lang.text(mNameCases, u.Count)})
		}
		v.p.line(4, piece{plain, "    " + x.Why.Words(string(a.lang))})
		v.words(ctx, book, 4, x.Spans)
	}
	if err := v.p.flush(); err != nil {
		return err
	}
	switch {
	case len(pairs) == 0:
		fmt.Fprintln(a.stderr, a.lang.text(mNoNamePairs))
		return nil
	case more:
		fmt.Fprintln(a.stderr, a.lang.text(mMoreProposals, limit))
	}
	fmt.Fprintln(a.stderr, clean(a.lang.text(mDecideNames, pairs[0].A.Name, pairs[0].B.Name)))
	return nil
}

func (a *app) runOrganization(ctx context.Context, name string, asJSON bool) error {
	book, err := a.openBook(ctx, true)
	if err != nil {
		return err
	}
	defer book.Close()
	o, err := book.Organization(ctx, name)
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(a.stdout, o)
	}
	v := recordView{a, newPrinter(a.stdout, a.env), o}
	if o.IsZero() {
		if err := v.p.flush(); err != nil {
			return err
		}
		fmt.Fprintln(a.stderr, clean(a.lang.text(mNoOrganization, name)))
		v.p = newPrinter(a.stderr, a.env)
		for _, u := range o.Unsure {
			v.p.line(4, piece{plain, "  " + u.Name}, piece{faint, "  " + u.Why.Words(string(a.lang))})
		}
		if err := v.p.flush(); err != nil {
			return err
		}
		return errReported
	}
	v.print(ctx, book)
	return v.p.flush()
}

// recordView prints records of organizations.
type recordView struct {
	*app
	p *printer
	*casebook.Organization
}

func (v *recordView) print(ctx context.Context, book *casebook.Book) {
	l := v.lang
	v.p.line(0, piece{strong, v.Name})
	width := cells(l.text(mOrgNames))
	row := func(label message, value string, rest ...piece) {
		v.p.line(width+4, append([]piece{{faint, "  " + pad(l.text(label), width) + "  "}, {plain, value}}, rest...)...)
	}
	if v.Form != "" {
		row(mOrgForm, v.Form)
	}
	for _, of := range []struct {
		label message
		names []identity.Used
	}{{mOrgNames, v.Names}, {mOrgUnits, v.Units}} {
		var used []string
		for _, u := range of.names {
			used = append(used, fmt.Sprintf("%s (%d)", u.Name, u.Count))
		}
		if len(used) > 0 {
			row(of.label, strings.Join(used, l.comma()))
		}
	}
	for _, of := range []struct {
		label message
		facts []identity.Fact
		word  func(string) string
	}{
		{mOrgFormer, v.Former, nil}, {mOrgShort, v.Short, nil}, {mOrgEnglish, v.English, nil}, {mOrgShops, v.Shops, nil}, {mOrgOthers, v.Others, nil},
		{mOrgGroups, v.Groups, nil}, {mOrgMembers, v.Members, nil}, {mOrgNumbers, v.Numbers, nil}, {mOrgCodes, v.Codes, nil},
		{mOrgSectors, v.Sectors, func(s string) string { return s + " " + identity.Sector(s).Label(string(l)) }},
	} {
		for _, f := range of.facts {
			value := f.Value
			if of.word != nil {
				value = of.word(value)
			}
			if !f.From.IsZero() {
				from := mOrgFrom
				if of.label == mOrgFormer {
					from = mOrgUntil
				}
				value += l.text(from, f.From)
			}
			var rest []piece
			if f.Doubt != "" {
				rest = append(rest, piece{warned, "  " + l.text(mOrgDoubt)})
			}
			if f.Source != "" {
				rest = append(rest, piece{faint, "  " + f.Source})
			}
			row(of.label, value, rest...)
			v.words(ctx, book, width+4, f.Spans)
		}
	}
	if v.Sum > 0 {
		v.p.blank()
		v.p.line(0, piece{strong, l.text(mOrgCases, v.Sum)})
	}
	for _, c := range v.Cases {
		roles := make([]string, len(c.Roles))
		for i, r := range c.Roles {
			roles[i] = l.text(standings[r])
		}
		v.p.line(4, piece{strong, "  #" + c.Number.String()}, piece{plain, fmt.Sprintf("  %-10s  ", c.Case.Published)}, piece{faint, strings.Join(roles, l.comma()) + "  "}, piece{plain, v.said(&c)})
	}
	if len(v.Unsure) == 0 {
		return
	}
	v.p.blank()
	v.p.line(0, piece{strong, l.text(mOrgUnsure)})
	for _, u := range v.Unsure {
		v.p.line(4, piece{plain, "  " + u.Name}, piece{faint, "  " + l.text(mNameCases, u.Count) + "  " + u.Why.Words(string(l))})
		v.words(ctx, book, 4, u.Spans)
	}
}

// said gives the title of a case, with its publisher where that is another.
func (v *recordView) said(c *casebook.Part) string {
	title := c.Case.Title
	if title == "" {
		title = v.lang.text(mUntitled)
	}
	if len(c.Roles) > 0 && c.Roles[0] == casebook.AsPublisher || c.Case.Organization == "" {
		return title
	}
	return c.Case.Organization + "  " + title
}

// words prints the words of notices that state something, and where they stand.
func (v *recordView) words(ctx context.Context, book *casebook.Book, indent int, spans []jikenbo.Span) {
	for _, s := range spans[:min(len(spans), 3)] {
		source := s.Notice[:min(8, len(s.Notice))]
		if n, err := book.Notice(ctx, s.Notice); err == nil {
			source = n.Source
		}
		v.p.line(indent, piece{plain, strings.Repeat(" ", indent)}, piece{quoted, "「" + strings.Join(strings.Fields(s.Quote), " ") + "」"}, piece{faint, "  " + source})
	}
}
