package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"jikenbo"
	"jikenbo/internal/casebook"
)

var diffHelp = help{
	short: message{"公表文ごとに、何が加わり、変わり、消えたかを見る", "See what each notice of a case added, changed and took back"},
	long: message{`
一つの事件について、公表文が出た順に、それぞれが知られていたことをどう変えたかを示します。

  +  加わった
  ~  変わった（前 → 後）
  -  取り消された、または否定された
  ·  前の公表文にはあり、この公表文では触れられていない。取り消されてはいないので事件には残る

書き換えられたページは、書き換えの前と後がそれぞれ一つの公表文です。· は項目ごとの件数だけを示し、
公表文の題・日付・報は見出しにあるので繰り返しません。--all ですべて並べます。人が決めたことは
含みません（jikenbo show の「履歴」にあります）。

--from と --to で範囲を絞れます。日付か、公表文の番号です。`, `
Show what each notice of a case did to what was known, in the order they were
published.

  +  added
  ~  changed (before → after)
  -  taken back or denied
  ·  stated before, not mentioned by this notice: not taken back, it stays in the case

A page that was edited is two notices, one before and one after the edit. Of · only
the numbers by field are given, and what the heading of a notice says (title, date,
stage) is not repeated; --all lists everything. What persons decided is no part of
it (see "History" in jikenbo show).

--from and --to narrow it to notices between two dates, or numbers of notices.`},
	example: message{`
  jikenbo diff 2023-012
  jikenbo diff 2023-012 --evidence --from 2
  jikenbo diff 2023-012 --to 2023-07
  jikenbo diff 2023-012 --json | jq -c '.changes[] | select(.field == "affected")'`, `
  jikenbo diff 2023-012
  jikenbo diff 2023-012 --evidence --from 2
  jikenbo diff 2023-012 --to 2023-07
  jikenbo diff 2023-012 --json | jq -c '.changes[] | select(.field == "affected")'`},
}

type diffOptions struct {
	json, evidence, all, itself bool
	from, to                    string
}

func (a *app) diffCommand() *cobra.Command {
	var o diffOptions
	cmd := a.command("diff [--json] [--evidence] [--all] [--from WHEN] [--to WHEN] [--itself] NUMBER", diffHelp)
	cmd.Args = a.exactly(1)
	flags := cmd.Flags()
	flags.BoolVar(&o.json, "json", false, a.lang.text(mFlagDiffJSON))
	flags.BoolVar(&o.evidence, "evidence", false, a.lang.text(mFlagEvidence))
	flags.BoolVar(&o.all, "all", false, a.lang.text(mFlagDiffAll))
	flags.StringVar(&o.from, "from", "", a.lang.text(mFlagFrom))
	flags.StringVar(&o.to, "to", "", a.lang.text(mFlagTo))
	flags.BoolVar(&o.itself, "itself", false, a.lang.text(mFlagItself))
	cmd.ValidArgsFunction = a.completeNumbers(1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		numbers, err := parseNumbers(cmd, args)
		if err != nil {
			return err
		}
		var from, to when
		for _, w := range []struct {
			flag, text string
			into       *when
		}{{"--from", o.from, &from}, {"--to", o.to, &to}} {
			if w.text == "" {
				continue
			}
			if *w.into, err = parseWhen(w.text); err != nil {
				return usageError{cmd.CommandPath(), errors.New(a.lang.text(mBadWhen, w.flag, w.text))}
			}
		}
		return a.runDiff(cmd.Context(), numbers[0], from, to, o)
	}
	return cmd
}

// when is a day, or a notice of a case by its number; zero for neither.
type when struct {
	notice int // 1-based
	day    jikenbo.Date
}

func parseWhen(s string) (when, error) {
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && len(s) < 4 { // a year has four
		return when{notice: n}, nil
	}
	day, err := jikenbo.ParseDate(s)
	return when{day: day}, err
}

// lastDay gives the last day within a date that leaves its month or day open.
func lastDay(d jikenbo.Date) jikenbo.Date {
	switch d.Precision() {
	case jikenbo.YearOnly:
		return jikenbo.Date{Year: d.Year, Month: 12, Day: 31}
	case jikenbo.MonthOfYear:
		last := jikenbo.Date{Year: d.Year, Month: d.Month, Day: 31}
		for !last.Valid() {
			last.Day--
		}
		return last
	}
	return d
}

// step is what one notice did, as --json gives it.
type step struct {
	N int `json:"n"` // its place among the notices of the case, 1-based
	jikenbo.Step
	casebook.Tie
}

func (a *app) runDiff(ctx context.Context, number jikenbo.Number, from, to when, o diffOptions) error {
	book, err := a.openBook(ctx, true)
	if err != nil {
		return err
	}
	defer book.Close()
	rec, led, err := follow(ctx, book, number, o.itself)
	if err != nil {
		return err
	}
	history, err := book.History(ctx, rec.Number)
	if err != nil {
		return err
	}
	if len(history) == 0 {
		return fmt.Errorf("#%v: %s", rec.Number, a.lang.text(mNoNotices))
	}
	ties, err := book.Ties(ctx, rec.Number)
	if err != nil {
		return err
	}
	ties = append(ties, make([]casebook.Tie, len(history))...) // of what came meanwhile
	var steps []step
	for i, s := range history {
		early := i+1 < from.notice || lastDay(s.Known).Before(from.day)
		late := to.notice > 0 && i+1 > to.notice || !to.day.IsZero() && lastDay(to.day).Before(s.Known)
		if !early && !late {
			steps = append(steps, step{i + 1, s, ties[i]})
		}
	}
	if len(steps) == 0 {
		return fmt.Errorf("#%v: %s", rec.Number, a.lang.text(mNoneBetween, len(history), history[0].Known, history[len(history)-1].Known))
	}
	p := newPrinter(a.stdout, a.env)
	if !o.json {
		a.lang.heading(p, a.marked(rec.Number, rec.Status, rec.Redirect), &rec.Case)
		a.led(p, led)
		p.line(2, piece{faint, a.lang.text(mDiffLegend)})
	}
	for _, s := range steps {
		if o.json {
			if err := writeJSON(p.w, s); err != nil {
				return err
			}
			continue
		}
		p.blank()
		p.line(4, piece{strong, fmt.Sprintf("%d  %s", s.N, a.lang.noticeHead(s.Known, s.Stage, s.Title))})
		p.line(4, piece{faint, "   " + a.lang.text(mEntry, s.Source, s.Entry)})
		if s.With > 0 {
			p.line(5, piece{faint, "   " + a.lang.text(mJoinedWith, s.With, a.reasonsInWords(s.For))})
		}
		a.lang.changes(p, s.Step, o.evidence, o.all)
	}
	return p.flush()
}

// noticeHead gives the day, the stage and the title of a notice.
func (l lang) noticeHead(known jikenbo.Date, stage jikenbo.Stage, title string) string {
	words := []string{known.String()}
	if stage != "" {
		words = append(words, l.label("stage", string(stage)))
	}
	if title == "" {
		title = l.text(mUntitled)
	}
	return strings.Join(append(words, title), "  ")
}

// marks stand before what a notice did to a fact.
var marks = map[jikenbo.Verb]string{
	jikenbo.FactAdded: "+", jikenbo.FactChanged: "~", jikenbo.FactWithdrawn: "-", jikenbo.FactDropped: "·",
}

// changes writes what a notice did: a row a field and kind of change, or a row a
// fact where quotes stand under it.
func (l lang) changes(p *printer, s jikenbo.Step, evidence, all bool) {
	width := 0
	for _, f := range jikenbo.Fields {
		width = max(width, cells(f.Label(string(l))))
	}
	indent := 3 + 2 + width + 2
	row := func(mark, label, text string, st style) {
		p.line(indent, piece{st, "   " + mark + " "}, piece{faint, pad(label, width) + "  "}, piece{plain, text})
	}
	shown := false
	var dropped []string
	for _, f := range jikenbo.Fields {
		label := f.Label(string(l))
		for _, verb := range []jikenbo.Verb{jikenbo.FactAdded, jikenbo.FactChanged, jikenbo.FactWithdrawn, jikenbo.FactDropped} {
			st := plain
			if verb == jikenbo.FactWithdrawn {
				st = warned
			}
			var shorts []string
			n := 0
			for _, c := range s.Changes {
				if c.Field != f.Name || c.What != verb || !all && inStep(c, s) {
					continue
				}
				shown = true
				if verb == jikenbo.FactDropped && !all {
					n++
					continue
				}
				text, short := l.change(f, c)
				if short && !evidence {
					shorts = append(shorts, text)
					continue
				}
				row(marks[verb], label, text, st)
				label = ""
				if evidence {
					l.quote(p, indent, text, c.Spans, plainQuotes)
				}
			}
			if len(shorts) > 0 {
				row(marks[verb], label, strings.Join(shorts, l.comma()), st)
				label = ""
			}
			if n > 0 {
				dropped = append(dropped, fmt.Sprintf("%s %d", f.Label(string(l)), n))
			}
		}
	}
	switch {
	case len(dropped) > 0:
		p.line(5, piece{plain, "   " + marks[jikenbo.FactDropped] + " "}, piece{faint, strings.Join(dropped, l.comma())})
	case !shown:
		p.line(5, piece{faint, "   " + l.text(mNothingNew)})
	}
}

// inStep reports whether a change only tells what the heading of its step does.
func inStep(c jikenbo.FactChange, s jikenbo.Step) bool {
	return c.Field == "title" && c.After == any(s.Title) || c.Field == "stage" && c.After == any(s.Stage) ||
		c.Field == "published" && c.After == any(s.Known)
}

// change words a change of a field; short says that it may share a row.
func (l lang) change(f jikenbo.Field, c jikenbo.FactChange) (text string, short bool) {
	switch {
	case c.What == jikenbo.FactChanged:
		pair := l.values(f, []any{c.Before, c.After})
		return pair[0] + " → " + pair[1], false
	case c.After != nil:
		return l.value(f, c.After)
	}
	return l.value(f, c.Before)
}

// values words values that took the place of one another: figures without
// what they are tied to, unless they differ in nothing else.
func (l lang) values(f jikenbo.Field, values []any) []string {
	out := make([]string, len(values))
	brief := func(v any) (string, bool) {
		a, ok := v.(jikenbo.Affected)
		if ok {
			a.Items, a.Window = nil, nil
			return l.affected(a), true
		}
		return "", false
	}
	for i, v := range values {
		if end, over := v.(message); over {
			out[i] = l.text(end)
			continue
		}
		short, figure := brief(v)
		same := func(j int) bool {
			if j < 0 || j >= len(values) {
				return false
			}
			other, figure := brief(values[j])
			return figure && other == short
		}
		if figure && !same(i-1) && !same(i+1) {
			out[i] = short
			continue
		}
		text, _ := l.value(f, v)
		out[i] = strings.Join(strings.Fields(text), " ")
	}
	return out
}

// stand is a value that a fact had from a day on, or the message that says how
// it ended.
type stand struct {
	day   jikenbo.Date
	value any
}

// course is what a fact has been, oldest first.
type course struct {
	stands  []stand
	dropped jikenbo.Date // when its last value was not repeated
}

// over reports whether the fact was taken back.
func (c *course) over() bool {
	_, over := c.stands[len(c.stands)-1].value.(message)
	return over
}

// is reports whether the fact has the value.
func (c *course) is(value any) bool { return !c.over() && same(c.stands[len(c.stands)-1].value, value) }

// past words, by field, what facts were before: 2023/9/27 最大447,610名 → 10/1
// 442,779名. What is new with every notice (title, date, stage) is left out, and
// so is what has never changed. now is the case as it is.
func (l lang) past(steps []jikenbo.Step, now *jikenbo.Case) map[string][]string {
	courses := make(map[string][]*course)
	for _, s := range steps {
		for _, c := range s.Changes {
			all := courses[c.Field]
			at := slices.IndexFunc(all, func(x *course) bool { return c.Before != nil && x.is(c.Before) })
			var next stand
			switch c.What {
			case jikenbo.FactDropped:
				if at >= 0 {
					all[at].dropped = s.Known
				}
				continue
			case jikenbo.FactWithdrawn:
				next = stand{s.Known, mTakenBack}
			default:
				next = stand{s.Known, c.After}
			}
			if at < 0 {
				courses[c.Field] = append(all, &course{stands: []stand{next}})
				continue
			}
			all[at].stands, all[at].dropped = append(all[at].stands, next), jikenbo.Date{}
		}
	}
	out := make(map[string][]string)
	for _, f := range jikenbo.Fields {
		if f.Name == "title" || f.Name == "published" || f.Name == "stage" {
			continue
		}
		for _, c := range courses[f.Name] {
			last := c.stands[len(c.stands)-1]
			if !c.dropped.IsZero() && !c.over() && !states(now, f.Name, last.value) {
				c.stands = append(c.stands, stand{c.dropped, mLeftOut})
			}
			if len(c.stands) < 2 {
				continue
			}
			values := make([]any, len(c.stands))
			for i, s := range c.stands {
				values[i] = s.value
			}
			words := l.values(f, values)
			year := 0
			for i, s := range c.stands {
				gap := " "
				if _, figure := s.value.(jikenbo.Affected); !figure && words[i] != "" && '0' <= words[i][0] && words[i][0] <= '9' {
					gap = ": " // between two dates
				}
				words[i] = shortDay(s.day, year) + gap + words[i]
				year = s.day.Year
			}
			out[f.Name] = append(out[f.Name], strings.Join(words, " → "))
		}
	}
	return out
}

// shortDay writes a day as 9/27, with its year before it unless that is year.
func shortDay(d jikenbo.Date, year int) string {
	switch {
	case d.Precision() != jikenbo.DayOfMonth:
		return strings.ReplaceAll(d.String(), "-", "/")
	case d.Year != year:
		return fmt.Sprintf("%d/%d/%d", d.Year, d.Month, d.Day)
	}
	return fmt.Sprintf("%d/%d", d.Month, d.Day)
}

// states reports whether a case has a fact.
func states(c *jikenbo.Case, field string, value any) bool {
	return slices.ContainsFunc(c.Facts(), func(f jikenbo.Fact) bool { return fieldOf(f.Pointer) == field && same(f.Value, value) })
}

// same reports whether two values of one field are one.
func same(a, b any) bool {
	switch x := a.(type) {
	case jikenbo.Affected:
		return x.Equal(b.(jikenbo.Affected))
	case jikenbo.Check:
		return x.Equal(b.(jikenbo.Check))
	}
	return a == b
}
