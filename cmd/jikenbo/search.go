package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/search"
)

var searchHelp = help{
	short: message{"事件を言葉と事実で探す", "Search the cases by words and facts"},
	long: message{`
公表文、表題、組織、委託先、サービスの言葉で事件を探し、公表日の新しい順に並べます。全角と半角、
大文字と小文字、ひらがなとカタカナ、新旧の漢字、数の桁区切りの違いは問いません。言葉を並べると
すべてを含むもの、OR でどれか、NOT で除くものを表します（-言葉 と書くときは前に -- を置きます）。
"…" は続いた言葉です。項目でも絞れます: org: title: supplier: type: item: leak: stage: after:
before: year: count>1000 など。値は符号でも日本語の名前でも書けます。詳しくは doc/search.md。

意味の同じ別の表記があれば、標準エラーに件数とともに示します。`, `
Find cases by the words of their notices, titles, organizations, suppliers and
services, the newest first. Full and half width, case, hiragana and katakana, old
and new kanji and commas in numbers make no difference. Several words must all be
there; OR takes any, NOT leaves out (put -- before the query to write -word). "…" is
a phrase. Fields narrow further: org: title: supplier: type: item: leak: stage:
after: before: year: count>1000 and more, with codes or labels as values. See
doc/search.md.

Other spellings with the same meaning are named on standard error, with how many
cases they find.`},
	example: message{`
  jikenbo search 漏洩 病院
  jikenbo search 'type:ランサムウェア after:2024 count>1000人'
  jikenbo search --sort size '紛失 OR 盗難'
  jikenbo search -- 不正アクセス -カード
  jikenbo search --json --limit 1000 org:市 | jq -r .number`, `
  jikenbo search leak hospital
  jikenbo search 'type:ransomware after:2024 count>1000'
  jikenbo search --sort size 'type:loss OR type:theft'
  jikenbo search -- 不正アクセス -カード
  jikenbo search --json --limit 1000 org:市 | jq -r .number`},
}

func (a *app) searchCommand() *cobra.Command {
	var asJSON bool
	var s casebook.Search
	var sort string
	sorts := make([]string, len(casebook.Sorts))
	for i, s := range casebook.Sorts {
		sorts[i] = string(s)
	}
	cmd := a.command("search [--json] [--sort ORDER] [--limit N] [--offset N] QUERY…", searchHelp)
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(mNoQuery))}
		}
		if !slices.Contains(sorts, sort) {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(mBadFlagValue, "--sort", sort))}
		}
		if s.Limit < 1 || s.Limit > 1000 {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(mBadFlagValue, "--limit", fmt.Sprint(s.Limit)))}
		}
		if s.Offset < 0 {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(mBadFlagValue, "--offset", fmt.Sprint(s.Offset)))}
		}
		return nil
	}
	flags := cmd.Flags()
	flags.BoolVar(&asJSON, "json", false, a.lang.text(mFlagListJSON))
	flags.StringVar(&sort, "sort", string(casebook.ByDate), a.lang.text(mFlagSort, strings.Join(sorts, " | ")))
	flags.IntVar(&s.Limit, "limit", 20, a.lang.text(mFlagLimit))
	flags.IntVar(&s.Offset, "offset", 0, a.lang.text(mFlagOffset))
	cmd.ValidArgsFunction = func(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
		return search.Complete(begun), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
	cmd.RegisterFlagCompletionFunc("sort", cobra.FixedCompletions(sorts, cobra.ShellCompDirectiveNoFileComp))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		s.Query, s.Sort = strings.Join(args, " "), casebook.Sort(sort)
		return a.runSearch(cmd.Context(), s, asJSON)
	}
	return cmd
}

func (a *app) runSearch(ctx context.Context, s casebook.Search, asJSON bool) error {
	book, err := a.openBook(ctx, true)
	if err != nil {
		return err
	}
	defer book.Close()
	found, err := book.Search(ctx, s)
	if err != nil {
		return err
	}
	for _, problem := range found.Problems {
		fmt.Fprintln(a.stderr, clean(fmt.Sprintf("jikenbo: %q: %s", s.Query[problem.Start:problem.End], problem.Message(string(a.lang)))))
	}
	p := newPrinter(a.stdout, a.env)
	for _, hit := range found.Hits {
		if asJSON {
			err = writeJSON(p.w, hit)
		} else if err = a.listLine(p, casebook.Summary{Number: hit.Number, Status: hit.Status, Case: hit.Case}); err == nil {
			a.snippet(p, hit.Snippet)
		}
		if err != nil {
			return err
		}
	}
	if err := p.flush(); err != nil {
		return err
	}
	about := ""
	if !found.Exact {
		about = a.lang.text(mAbout)
	}
	fmt.Fprintln(a.stderr, a.lang.text(mFound, about, found.Total, found.Of, len(found.Hits)))
	var others []string
	for _, spelling := range found.Spellings {
		others = append(others, fmt.Sprintf("%s → %s (%d)", spelling.Word, spelling.Other, spelling.Count))
	}
	if len(others) > 0 {
		fmt.Fprintln(a.stderr, clean(a.lang.text(mSpellings, strings.Join(others, a.lang.comma()))))
	}
	return nil
}

// snippet writes the words around what was found, on lines of their own.
func (a *app) snippet(p *printer, s search.Snippet) {
	if s.Text == "" {
		return
	}
	oneLine := func(text string) string { // of a notice's lines
		return strings.Map(func(r rune) rune {
			if r == '\n' || r == '\r' || r == '\t' || r == '\u3000' {
				return ' '
			}
			return r
		}, text)
	}
	pieces := []piece{{plain, "    "}}
	at := 0
	for _, m := range s.Marks {
		pieces = append(pieces, piece{faint, oneLine(s.Text[at:m[0]])}, piece{quoted, oneLine(s.Text[m[0]:m[1]])})
		at = m[1]
	}
	p.line(4, append(pieces, piece{faint, oneLine(s.Text[at:])})...)
}

// numberOrKind is what stands for an entry in a list: the number of its case,
// or what it is.
func (a *app) numberOrKind(s casebook.Summary) string {
	if s.Number == (jikenbo.Number{}) {
		return a.lang.label("kind", string(s.Case.Kind))
	}
	return "#" + s.Number.String()
}

// whose names the organization of a case or, of an entry that is no incident
// and has none, its title.
func whose(s casebook.Summary) string {
	if s.Number != (jikenbo.Number{}) {
		return s.Case.Organization
	}
	event := ""
	if s.Case.Event != nil {
		event = s.Case.Event.Name
	}
	return cmp.Or(s.Case.Organization, event, s.Case.Title)
}
