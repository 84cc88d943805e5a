package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jikenbo"
	"jikenbo/internal/assemble"
	"jikenbo/internal/casebook"
	"jikenbo/internal/watch"
)

var showHelp = help{
	short: message{"一つの事件を根拠とともに見る", "Show one case with its evidence"},
	long: message{`
一つの事件を見ます: 事実とそれを述べた言葉、経過と間隔、件数と検算、採らなかった値とその理由、
つじつまの合わない点、元になった公表文、改訂の履歴。公表文によって変わった事実には、いつ何から何に
変わったかを添えます（くわしくは jikenbo diff）。

事実の右の百分率は確からしさ、すなわち同じ規則による読みが、学習に使っていない公表文で正しかった
割合です。90%に満たないものには ? を付けます。見直すならそこからです。人が確かめた事実には
「確認済み」とあります。

--as-of は、その日の終わりまでに公表されていた公表文だけから分かることを示します。年や月まででも
書けます（その年や月の終わりまで）。

重複などで別の事件につながる番号では、つながる先の事件とその理由を示します。番号そのものの記録は
--itself で見られます。`, `
Show one case: its facts with the words that state them, the timeline with its
lags, the counts with their check, values that were not chosen and why, what does
not add up, the notices it was made from, and the history of its revisions. Where
notices changed a fact, it says when, and what it was before (more: jikenbo diff).

The percentage beside a fact is how far to trust it: how often readings by the
same rule were right on notices that nothing was learnt from. Below 90 % it has
a question mark: look there first. What a person has checked says so.

With --as-of, show what was known at the end of a day, from the notices that were
public by then; a year or a month is meant to its end.

A number that leads to another case shows that case, and why. With --itself, show
what is kept under the number itself.`},
	example: message{`
  jikenbo show 2023-009
  jikenbo show 2023-009 --as-of 2023-07-31
  jikenbo show '#2023-009' --json | jq .lags`, `
  jikenbo show 2023-009
  jikenbo show 2023-009 --as-of 2023-07-31
  jikenbo show '#2023-009' --json | jq .lags`},
}

func (a *app) showCommand() *cobra.Command {
	var o showOptions
	var asOf string
	cmd := a.command("show [--json] [--as-of DATE] [--itself] NUMBER", showHelp)
	cmd.Args = a.exactly(1)
	flags := cmd.Flags()
	flags.BoolVar(&o.json, "json", false, a.lang.text(mFlagJSON))
	flags.StringVar(&asOf, "as-of", "", a.lang.text(mFlagAsOf))
	flags.BoolVar(&o.itself, "itself", false, a.lang.text(mFlagItself))
	cmd.ValidArgsFunction = a.completeNumbers(1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		number, err := jikenbo.ParseNumber(args[0])
		if err != nil {
			return usageError{cmd.CommandPath(), err}
		}
		if asOf != "" {
			day, err := jikenbo.ParseDate(asOf)
			if err != nil {
				return usageError{cmd.CommandPath(), errors.New(a.lang.text(mBadDate, "--as-of", asOf))}
			}
			o.asOf = lastDay(day)
		}
		return a.runShow(cmd.Context(), number, o)
	}
	return cmd
}

type showOptions struct {
	json, itself bool
	asOf         jikenbo.Date // a day, or zero for now
}

// lead is a number that led to another case.
type lead struct {
	from, to jikenbo.Number
	who, why string
}

// follow gives the case that a number leads to, and how it led there, nil where
// it did not. itself stays at the number.
func follow(ctx context.Context, book *casebook.Book, n jikenbo.Number, itself bool) (*jikenbo.Record, *lead, error) {
	rec, err := book.Case(ctx, n)
	if err != nil || itself || rec.Redirect == (jikenbo.Number{}) {
		return rec, nil, err
	}
	last := rec.Revisions[len(rec.Revisions)-1]
	to, err := book.Resolve(ctx, n)
	if err != nil {
		return nil, nil, err
	}
	rec, err = book.Case(ctx, to)
	return rec, &lead{n, to, last.Who, last.Why}, err
}

// led says how a number led to a case.
func (a *app) led(p *printer, l *lead) {
	if l != nil {
		p.line(2, piece{warned, a.lang.text(mLed, l.from, l.to)}, piece{faint, fmt.Sprintf(" %s (%s)", l.why, l.who)})
	}
}

// marked gives a number with what is to be known of its case.
func (a *app) marked(n jikenbo.Number, status jikenbo.Status, redirect jikenbo.Number) string {
	return n.String() + strings.TrimSuffix(" "+a.state(status, redirect), " ")
}

// state marks a case that is not open: [withdrawn], [duplicate of #2023-012].
func (a *app) state(status jikenbo.Status, redirect jikenbo.Number) string {
	switch {
	case status == jikenbo.Withdrawn:
		return "[" + a.lang.text(mWithdrawn) + "]"
	case status == jikenbo.Inferred:
		return "[" + a.lang.text(mInferred) + "]"
	case status == jikenbo.Duplicate && redirect != (jikenbo.Number{}):
		return "[" + a.lang.text(mDuplicateOf, redirect) + "]"
	case status == jikenbo.Duplicate:
		return "[" + a.lang.text(mDuplicate) + "]"
	}
	return ""
}

func (a *app) runShow(ctx context.Context, number jikenbo.Number, o showOptions) error {
	book, err := a.openBook(ctx, true)
	if err != nil {
		return err
	}
	defer book.Close()
	rec, led, err := follow(ctx, book, number, o.itself)
	if err != nil {
		return err
	}
	v := view{app: a, p: newPrinter(a.stdout, a.env), AsOf: o.asOf, led: led}
	if led != nil {
		v.Asked = led.from
	}
	if v.tellings, err = book.AccountsOf(ctx, rec.Number); err != nil {
		return err
	}
	v.of = len(v.tellings)
	if !o.asOf.IsZero() {
		if rec, err = book.AsOf(ctx, rec.Number, o.asOf); err != nil {
			return err
		}
		v.tellings = slices.DeleteFunc(v.tellings, func(t jikenbo.Account) bool { return !slices.Contains(rec.Notices, t.EntryRef) })
		rec.Revisions = []jikenbo.Revision{} // none is told
	} else {
		if v.Web, err = webChanges(ctx, book, rec.Number); err != nil {
			return err
		}
		if v.Proposals, err = book.Proposals(ctx, rec.Number, mostHinted); err != nil {
			return err
		}
		if v.Cascades, err = book.CascadeOf(ctx, rec.Number); err != nil {
			return err
		}
	}
	v.Record, v.Lags, v.Flaws = rec, rec.Case.Lags(), rec.Case.Lint(rec.Evidence)
	if o.json {
		return writeJSON(a.stdout, v)
	}
	v.print()
	if err := v.hints(ctx, book); err != nil {
		return err
	}
	v.history()
	return v.p.flush()
}

// mostHinted is how many cases that may be the same show names.
const mostHinted = 5

// view is a case with what follows from it.
type view struct {
	*jikenbo.Record
	Asked     jikenbo.Number      `json:"asked,omitzero"` // the number that led here
	AsOf      jikenbo.Date        `json:"as_of,omitzero"` // the day it is shown as of; there are no revisions then
	Lags      []jikenbo.Lag       `json:"lags,omitempty"`
	Flaws     []jikenbo.Flaw      `json:"flaws,omitempty"`
	Web       []watch.Event       `json:"web,omitempty"`       // what became of its pages
	Proposals []casebook.Proposal `json:"proposals,omitempty"` // cases that may be the same
	Cascades  []casebook.Cascade  `json:"-"`                   // jikenbo supplier tells them: incidents at its suppliers, or its own with whom it reached

	app      *app
	p        *printer
	led      *lead
	tellings []jikenbo.Account // of the notices that are shown
	of       int               // of so many
}

func (v *view) print() {
	l := v.app.lang
	l.heading(v.p, v.app.marked(v.Number, v.Status, v.Redirect), &v.Case)
	v.app.led(v.p, v.led)
	if n := len(v.Revisions); n > 0 && (v.Status == jikenbo.Withdrawn || v.Status == jikenbo.Duplicate) {
		last := v.Revisions[n-1]
		v.p.line(2, piece{warned, l.text(mReason)}, piece{plain, ": " + last.Why}, piece{faint, " (" + last.Who + ")"})
	}
	if v.Status == jikenbo.Inferred {
		v.p.line(2, piece{warned, l.text(mInferredWhy)})
	}
	if !v.AsOf.IsZero() {
		v.p.line(2, piece{warned, l.text(mAsOf, v.AsOf, len(v.tellings), v.of)})
	}
	v.p.blank()
	if v.Status == jikenbo.Inferred { // nobody is silent, so that nothing follows from silence
		stated := v.Case
		stated.Stage, stated.Leak, stated.DiscoveredBy, stated.SecondaryDamage = "", "", "", ""
		l.facts(v.p, &stated, v.Evidence, plainQuotes, nil)
		v.cascades()
		return
	}
	l.facts(v.p, &v.Case, v.Evidence, plainQuotes, l.past(assemble.History(v.tellings), &v.Case))
	v.timeline()
	v.lags()
	v.counts()
	v.conflicts()
	v.flaws()
	v.cascades()
	v.notices()
	v.web()
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

// hints names cases that may be the same.
func (v *view) hints(ctx context.Context, book *casebook.Book) error {
	if len(v.Proposals) == 0 {
		return nil
	}
	v.section(mMaybeSame)
	for _, x := range v.Proposals {
		other := x.A
		if other == v.Number {
			other = x.B
		}
		rec, err := book.Case(ctx, other)
		if err != nil {
			return err
		}
		v.p.line(4, piece{plain, "  #" + other.String() + "  " + named(&rec.Case) + "  " + rec.Case.Title})
	}
	v.p.line(4, piece{faint, "  " + v.app.lang.text(mSeeJoin, v.Number)})
	return nil
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
	if len(v.Lags) == 0 || v.Status == jikenbo.Inferred {
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

// notices lists the notices in the order they were published, with the numbers
// by which split and diff name them.
func (v *view) notices() {
	v.section(mNotices)
	if len(v.tellings) == 0 {
		v.p.line(2, piece{plain, "  " + v.app.lang.text(mNoNotices)})
	}
	for i, t := range v.tellings {
		edited := ""
		if t.Replaced {
			edited = "  [" + v.app.lang.text(mReplaced) + "]"
		}
		v.p.line(5, piece{plain, fmt.Sprintf("  %d  %s", i+1, v.app.lang.noticeHead(t.Known, t.Case.Stage, t.Case.Title))}, piece{warned, edited})
		v.p.line(5, piece{faint, "     " + v.app.lang.text(mEntry, t.Source, t.Entry) + "  sha256:" + t.Notice})
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
	if len(v.Revisions) == 0 {
		return
	}
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
