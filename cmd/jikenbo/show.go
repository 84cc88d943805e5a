package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/watch"
)

var showHelp = help{
	short: message{"一つの事件を根拠とともに見る", "Show one case with its evidence"},
	long: message{`
一つの事件を見ます: 事実とそれを述べた言葉、経過と間隔、件数と検算、採らなかった値とその理由、
つじつまの合わない点、元になった公表文、改訂の履歴。

事実の右の百分率は確からしさ、すなわち同じ規則による読みが、学習に使っていない公表文で正しかった
割合です。90%に満たないものには ? を付けます。見直すならそこからです。人が確かめた事実には
「確認済み」とあります。`, `
Show one case: its facts with the words that state them, the timeline with its
lags, the counts with their check, values that were not chosen and why, what does
not add up, the notices it was made from, and the history of its revisions.

The percentage beside a fact is how far to trust it: how often readings by the
same rule were right on notices that nothing was learnt from. Below 90 % it has
a question mark: look there first. What a person has checked says so.`},
	example: message{`
  jikenbo show 2023-009
  jikenbo show '#2023-009' --json | jq .lags`, `
  jikenbo show 2023-009
  jikenbo show '#2023-009' --json | jq .lags`},
}

func (a *app) showCommand() *cobra.Command {
	var asJSON bool
	cmd := a.command("show [--json] NUMBER", showHelp)
	cmd.Args = a.exactly(1)
	cmd.Flags().BoolVar(&asJSON, "json", false, a.lang.text(mFlagJSON))
	cmd.ValidArgsFunction = a.completeNumbers(1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		number, err := jikenbo.ParseNumber(args[0])
		if err != nil {
			return usageError{cmd.CommandPath(), err}
		}
		return a.runShow(cmd.Context(), number, asJSON)
	}
	return cmd
}

func (a *app) runShow(ctx context.Context, number jikenbo.Number, asJSON bool) error {
	book, err := a.openBook(ctx, true)
	if err != nil {
		return err
	}
	defer book.Close()
	rec, err := book.Case(ctx, number)
	if err != nil {
		return err
	}
	v := view{
		app:    a,
		p:      newPrinter(a.stdout, a.env),
		Record: rec,
		Lags:   rec.Case.Lags(),
		Flaws:  rec.Case.Lint(rec.Evidence),
	}
	if v.Web, err = webChanges(ctx, book, number); err != nil {
		return err
	}
	if v.Cascades, err = book.CascadeOf(ctx, number); err != nil {
		return err
	}
	if asJSON {
		return writeJSON(a.stdout, v)
	}
	v.print()
	return v.p.flush()
}

// view is a case with what follows from it.
type view struct {
	*jikenbo.Record
	Lags  []jikenbo.Lag  `json:"lags,omitempty"`
	Flaws []jikenbo.Flaw `json:"flaws,omitempty"`
	Web   []watch.Event  `json:"web,omitempty"` // what became of its pages

	Cascades []casebook.Cascade `json:"cascades,omitempty"` // that it is of

	app *app
	p   *printer
}

func (v *view) print() {
	number := v.Number.String()
	if word, ok := statuses[v.Status]; ok {
		number += " [" + v.app.lang.text(word) + "]"
	}
	if v.Status == jikenbo.Inferred {
		v.p.line(2, piece{strong, "#" + number + " " + v.Case.Organization})
		v.p.line(0, piece{warned, v.app.lang.text(mInferredFrom)})
		v.p.blank()
		stated := v.Case // without what follows from silence: there is nobody who is silent
		stated.Stage, stated.Leak, stated.DiscoveredBy, stated.SecondaryDamage = "", "", "", ""
		v.app.lang.facts(v.p, &stated, v.Evidence, plainQuotes)
		v.cascades()
		v.history()
		return
	}
	v.app.lang.heading(v.p, number, &v.Case)
	v.p.blank()
	v.app.lang.facts(v.p, &v.Case, v.Evidence, plainQuotes)
	v.timeline()
	v.lags()
	v.counts()
	v.conflicts()
	v.flaws()
	v.cascades()
	v.notices()
	v.web()
	v.history()
}

// section begins a part of the page.
func (v *view) section(title message) {
	v.p.blank()
	v.p.line(0, piece{strong, v.app.lang.text(title)})
}

// timeline draws the happenings from above to below, those of a day together,
// with the days in between.
func (v *view) timeline() {
	happenings := slices.Clone(v.Case.Timeline)
	published := jikenbo.Happening{Date: v.Case.Published, Kind: jikenbo.PublishedMoment}
	if !v.Case.Published.IsZero() && !slices.Contains(happenings, published) {
		happenings = append(happenings, published)
	}
	if len(v.Case.Timeline) == 0 {
		return
	}
	slices.SortStableFunc(happenings, func(a, b jikenbo.Happening) int { return a.Date.Compare(b.Date) })
	v.section(mTimeline)
	var before jikenbo.Date
	for i, h := range happenings {
		date := h.Date.String()
		if i > 0 && h.Date == before {
			date = ""
		} else if n, ok := before.DaysUntil(h.Date); ok {
			v.p.line(0, piece{faint, fmt.Sprintf("  %10s  │ %s", "", v.app.lang.days(n))})
		}
		before = h.Date
		label := v.app.lang.label("moment", string(h.Kind))
		if !h.To.IsZero() {
			label += " → " + h.To.String()
		}
		v.p.line(16, piece{plain, fmt.Sprintf("  %-10s  ", date)}, piece{strong, "● "}, piece{plain, label})
	}
}

// days words a number of days.
func (l lang) days(n int) string {
	if n == 1 || n == -1 {
		return l.text(mDay, n)
	}
	return l.text(mDays, n)
}

func (v *view) lags() {
	if len(v.Lags) == 0 {
		return
	}
	v.section(mLags)
	l := v.app.lang
	width := 0
	for _, lag := range v.Lags {
		width = max(width, cells(lag.Label(string(l))))
	}
	for _, lag := range v.Lags {
		days := l.text(mUnknown)
		if lag.Known {
			days = l.days(lag.Days)
		}
		v.p.line(width+4, piece{plain, "  " + pad(lag.Label(string(l)), width) + "  "}, piece{plain, days})
	}
}

// counts shows the sums and funnels that the stated counts make.
func (v *view) counts() {
	if len(v.Case.Checks) == 0 {
		return
	}
	v.section(mCounts)
	for _, chain := range chains(v.Case.Checks) {
		s := plain
		if slices.ContainsFunc(chain, func(c jikenbo.Check) bool { return !c.Holds() }) {
			s = warned
		}
		v.p.line(4, piece{plain, "  "}, piece{s, equation(chain...)})
	}
}

// chains joins subsets of subsets into funnels: 35 ⊃ 29 and 29 ⊃ 24.
func chains(checks []jikenbo.Check) [][]jikenbo.Check {
	var all [][]jikenbo.Check
	for _, c := range checks {
		i := slices.IndexFunc(all, func(chain []jikenbo.Check) bool {
			last := chain[len(chain)-1]
			return c.Kind == jikenbo.SubsetCheck && last.Kind == c.Kind && last.Part == c.Whole
		})
		if i < 0 {
			all = append(all, []jikenbo.Check{c})
			continue
		}
		all[i] = append(all[i], c)
	}
	return all
}

func (v *view) conflicts() {
	if len(v.Conflicts) == 0 {
		return
	}
	l := v.app.lang
	v.section(mConflicts)
	for _, c := range v.Conflicts {
		v.p.line(4, piece{plain, "  " + l.text(mConflict, l.place(c.Pointer), c.Chosen)}, piece{faint, " " + c.Reason})
		for _, other := range c.Others {
			v.p.line(6, piece{plain, "    " + l.text(mInsteadOf, other.Value)})
			l.quote(v.p, 4, other.Value, other.Spans, plainQuotes)
		}
	}
}

func (v *view) flaws() {
	if len(v.Flaws) == 0 {
		return
	}
	l := v.app.lang
	v.section(mLint)
	for _, f := range v.Flaws {
		v.p.line(4, piece{warned, "  " + l.place(f.Pointer) + ": "}, piece{plain, f.Message(string(l))})
	}
}

// place names the field a pointer points into.
func (l lang) place(pointer string) string {
	name := fieldOf(pointer)
	for _, f := range jikenbo.Fields {
		if f.Name == name {
			return f.Label(string(l))
		}
	}
	return name
}

func (v *view) notices() {
	v.section(mNotices)
	for _, n := range v.Notices {
		v.p.line(4, piece{plain, "  " + v.app.lang.text(mEntry, n.Source, n.Entry)}, piece{faint, "  sha256:" + n.Notice})
	}
}

// cascades names the incidents at suppliers that the case is of, and whom those
// of its own organization reached.
func (v *view) cascades() {
	cascades := slices.DeleteFunc(slices.Clone(v.Cascades), func(c casebook.Cascade) bool { return c.Case == (jikenbo.Number{}) })
	if len(cascades) == 0 {
		return
	}
	v.section(mCascades)
	for i := range cascades {
		c := &cascades[i]
		v.p.line(4, append([]piece{{plain, "  "}}, v.app.cascadeHead(c)...)...)
		if c.Case != v.Number {
			continue
		}
		for j := range c.Victims {
			v.app.reached(v.p, &c.Victims[j], "")
		}
	}
}

// webChanges gives what a watch saw become of the pages of a case.
func webChanges(ctx context.Context, book *casebook.Book, number jikenbo.Number) ([]watch.Event, error) {
	var all []watch.Event
	for s, err := range book.Sightings(ctx, number) {
		if err != nil {
			return nil, err
		}
		switch s.What {
		case casebook.PageEdited, casebook.PageGone, casebook.PageReturned:
			e, err := watch.Compare(ctx, book, s)
			if err != nil {
				return nil, err
			}
			all = append(all, e)
		}
	}
	return all, nil
}

func (v *view) web() {
	if len(v.Web) == 0 {
		return
	}
	v.section(mWeb)
	for _, e := range v.Web {
		e.Title = "" // it is that of the case
		v.app.event(v.p, e)
	}
}

func (v *view) history() {
	v.section(mHistory)
	for i, r := range v.Revisions {
		v.p.line(4, piece{plain, fmt.Sprintf("  %d  %s  %s  %s", r.N, r.At.In(jikenbo.JST).Format("2006-01-02 15:04"), r.Who, r.Why)})
		if i == 0 {
			continue
		}
		if changed := v.app.lang.changed(&v.Revisions[i-1].Case, &r.Case); len(changed) > 0 {
			v.p.line(5, piece{faint, "     " + strings.Join(changed, v.app.lang.comma())})
		}
	}
}

// changed lists the fields in which two states of a case differ.
func (l lang) changed(a, b *jikenbo.Case) []string {
	fields := func(c *jikenbo.Case) map[string]json.RawMessage {
		var m map[string]json.RawMessage
		if encoded, err := json.Marshal(c); err == nil {
			_ = json.Unmarshal(encoded, &m) // what was just encoded
		}
		return m
	}
	before, after := fields(a), fields(b)
	var names []string
	for _, f := range jikenbo.Fields {
		if !bytes.Equal(before[f.Name], after[f.Name]) {
			names = append(names, f.Label(string(l)))
		}
	}
	return names
}
