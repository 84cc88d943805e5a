package web

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"jikenbo"
)

// Bounds of what the page of a case tells of its notices.
const (
	shownNotices = 100  // of a case with more the steps are left out
	shownChanges = 2000 // of all notices together
)

// instalment is one of the notices of a case, with what it did to what was known.
type instalment struct {
	stage
	Title   string
	Then    string         // the address of the case as it was known when it was published
	Tie     string         // why it surely tells of one incident with another, "" if nothing says
	Facts   int            // of the first one: how many it states
	Changes []noticeChange // what it changed and took back
	Added   []noticeChange
	Dropped []noticeChange // what it does not repeat
	More    int            // changes that are not shown
	Fields  string         // of what it added, in words
}

// noticeChange is what a notice did to one fact.
type noticeChange struct {
	Verb     string // "" where old and new value tell
	Field    string
	Old, New template.HTML
	Kept     bool   // the old value is a fact of the case
	Words    []link // that state it
}

// asOf is the day of which a case is shown.
type asOf struct {
	Day    jikenbo.Date
	Public int // notices that were public by its end
	Of     int
	Days   []stage // on which something was published, each with its last notice
	Before string  // the address of the day before this one on which something was; "" if there is none
	After  string
	Now    string
}

// apart reports whether a field is one that every notice has of its own: its
// changes are no corrections.
func apart(field string) bool { return field == "title" || field == "published" || field == "stage" }

// stageLabel names the place of a notice among those of its case.
func (p *page) stageLabel(stage jikenbo.Stage, n int) string {
	if stage != "" && stage != jikenbo.OnlyStage {
		return p.Label("stage", stage)
	}
	return p.T("第%d報", "Notice %d", n)
}

// instalments gives the notices of a case in the order they were published. Of
// one notice alone there is nothing to tell.
func (d *casePage) instalments(p *page, steps []jikenbo.Step) {
	for i := range steps {
		s := &steps[i]
		n := slices.IndexFunc(d.all, func(ref jikenbo.EntryRef) bool { return ref.Notice == s.Notice && ref.Entry == s.Entry }) + 1
		if n == 0 {
			continue // it was taken out of the case a moment ago
		}
		st := stage{N: n, Label: p.stageLabel(s.Stage, i+1), Date: s.Known.String(), Href: d.href("notice", strconv.Itoa(n))}
		d.Stages = append(d.Stages, st)
		d.Steps = append(d.Steps, instalment{stage: st, Title: s.Title, Then: d.base + "?as-of=" + s.Known.String()})
	}
	d.steps = steps
}

// href gives the address of the case with parameters, on the day that it shows.
func (d *casePage) href(pairs ...string) string {
	q := url.Values{}
	if d.Day != nil {
		q.Set("as-of", d.Day.Day.String())
	}
	if d.Moved != nil {
		q.Set("itself", "1")
	}
	for pair := range slices.Chunk(pairs, 2) {
		q.Set(pair[0], pair[1])
	}
	return d.base + "?" + q.Encode()
}

// changed tells what each notice did, with links to its words. shown is the
// notice that stands beside the facts.
func (d *casePage) changed(p *page, shown string) {
	if len(d.steps) != len(d.Steps) {
		return
	}
	here := make(map[jikenbo.Span]string) // pointers of the facts whose words are marked
	if d.Then == nil && d.Evidence != nil {
		for pointer, spans := range d.Record.Evidence {
			for _, s := range spans {
				if s.Notice == shown {
					here[place(s)] = pointer
				}
			}
		}
	}
	now := d.Case.Facts()
	fields := make([]string, 0, 8)
	numbers := make(map[string]int) // of the notices, by SHA-256
	for _, s := range d.Steps {
		numbers[d.all[s.N-1].Notice] = s.N
	}
	w := evidenceWriter{evidenceOptions: evidenceOptions{Lang: p.Lang}}
	left := shownChanges
	for i := range d.steps {
		out := &d.Steps[i]
		if i == 0 {
			out.Facts = len(d.steps[0].Changes)
			continue
		}
		fields = fields[:0]
		for _, c := range d.steps[i].Changes {
			f, known := jikenbo.FieldNamed(c.Field)
			if !known || apart(c.Field) {
				continue
			}
			if left == 0 {
				out.More++
				continue
			}
			left--
			told := noticeChange{Field: f.Label(p.Lang), Kept: slices.ContainsFunc(now, func(fact jikenbo.Fact) bool { return reflect.DeepEqual(fact.Value, c.Before) })}
			if c.What == jikenbo.FactAdded || c.What == jikenbo.FactWithdrawn {
				told.Verb = c.What.Label(p.Lang)
			}
			if c.Before != nil {
				w.value(&f, c.Before)
				told.Old = w.take()
			}
			if c.After != nil {
				w.value(&f, c.After)
				told.New = w.take()
			}
			for _, s := range c.Spans[:min(len(c.Spans), 2)] {
				words := link{Text: "「" + shorten(strings.Join(strings.Fields(s.Quote), " ")) + "」"}
				if n := numbers[s.Notice]; n > 0 {
					words.Href = d.href("notice", strconv.Itoa(n), "words", fmt.Sprintf("%d-%d", s.Start, s.End)) + "#e0"
				}
				if pointer := here[place(s)]; pointer != "" {
					if at := d.Evidence.Link(pointer); strings.HasPrefix(at, "#e") {
						words.Href = at
					}
				}
				told.Words = append(told.Words, words)
			}
			switch c.What {
			case jikenbo.FactDropped:
				out.Dropped = append(out.Dropped, told)
			case jikenbo.FactAdded:
				out.Added = append(out.Added, told)
				fields = append(fields, told.Field)
			default:
				out.Changes = append(out.Changes, told)
			}
		}
		out.Fields = counted(p, fields)
	}
}

// counted lists names that come in runs, with how often: 漏えい、件数2、項目9.
func counted(p *page, names []string) string {
	var all []string
	for i := 0; i < len(names); {
		n := i
		for n < len(names) && names[n] == names[i] {
			n++
		}
		if name := names[i]; n-i > 1 {
			all = append(all, p.T("%s%d", "%s %d", name, n-i))
		} else {
			all = append(all, name)
		}
		i = n
	}
	return strings.Join(all, p.T("、", ", "))
}

// place is where a span stands, whatever read it.
func place(s jikenbo.Span) jikenbo.Span {
	return jikenbo.Span{Notice: s.Notice, Start: s.Start, End: s.End}
}

// dated is a value with the day from which on it was public.
type dated struct {
	day   jikenbo.Date
	value any
}

// pastOf follows a fact back through the notices: what was said in its place, the
// oldest first and the fact itself last. It is nil for a fact that never changed.
func pastOf(steps []jikenbo.Step, field string, value any) []dated {
	var all []dated
	for _, s := range slices.Backward(steps) {
		i := slices.IndexFunc(s.Changes, func(c jikenbo.FactChange) bool {
			return c.Field == field && c.After != nil && reflect.DeepEqual(c.After, value)
		})
		if i < 0 {
			continue
		}
		all = append(all, dated{s.Known, value})
		if value = s.Changes[i].Before; value == nil {
			break // it was new
		}
	}
	if len(all) > 0 && value != nil {
		all = append(all, dated{steps[0].Known, value})
	}
	if len(all) < 2 {
		return nil
	}
	slices.Reverse(all)
	return all
}

// past writes what was said in the place of a fact:
// 2026-09-27 最大447,610名 → 2026-10-01 442,779名.
func (d *casePage) past(p *page) func(jikenbo.Fact) template.HTML {
	if len(d.steps) < 2 {
		return nil
	}
	w := evidenceWriter{evidenceOptions: evidenceOptions{Lang: p.Lang}}
	return func(fact jikenbo.Fact) template.HTML {
		f, known := jikenbo.FieldNamed(fieldOf(fact.Pointer))
		if !known || apart(f.Name) {
			return ""
		}
		all := pastOf(d.steps, f.Name, fact.Value)
		if all == nil {
			return ""
		}
		w.raw(`<div class="past">`)
		for i, x := range all {
			if i > 0 {
				w.raw(` → `)
			}
			w.raw(`<time>`)
			w.text(x.day.String())
			w.raw(`</time> `)
			if i < len(all)-1 {
				w.raw(`<s class="superseded">`)
			}
			w.brief(&f, x.value)
			if i < len(all)-1 {
				w.raw(`</s>`)
			}
		}
		w.raw(`</div>`)
		return w.take()
	}
}

// brief writes a value by what corrections of it differ in.
func (w *evidenceWriter) brief(f *jikenbo.Field, v any) {
	switch v := v.(type) {
	case jikenbo.Affected:
		w.text(v.Words(w.Lang))
	case jikenbo.Leak:
		w.text(w.label("leak", string(v)))
	default:
		w.value(f, v)
	}
}

// instalmentsPage shows everything that each notice of a case did.
func (s *Server) instalmentsPage(w http.ResponseWriter, r *http.Request) error {
	n, err := jikenbo.ParseNumber(r.PathValue("number"))
	if err != nil || n.String() != r.PathValue("number") {
		return jikenbo.ErrNotFound
	}
	return s.keep(w, r, "case-history", func() (*page, error) {
		rec, err := s.book.Case(r.Context(), n)
		if err != nil {
			return nil, err
		}
		p := s.newPage(r, "", "")
		p.Title = p.T("#%s の報の移り変わり", "What each notice of #%s changed", n)
		d := &casePage{CaseView: &CaseView{Record: rec}, Shown: &rec.Case, all: rec.Notices, base: "/cases/" + n.String()}
		if rec.Status == jikenbo.Duplicate {
			d.Moved = p.turn(rec, rec.Redirect, "/cases/"+rec.Redirect.String())
		}
		if len(rec.Notices) <= shownNotices {
			steps, err := s.book.History(r.Context(), n)
			if err != nil {
				return nil, err
			}
			d.instalments(p, steps)
			d.changed(p, "")
			ties, err := s.book.Ties(r.Context(), n)
			if err != nil {
				return nil, err
			}
			if len(ties) == len(d.Steps) { // else a notice came meanwhile
				for i, tie := range ties {
					if tie.With > 0 {
						why := strings.Join(words(tie.For, p.Lang), p.T("、", ", "))
						other := d.Steps[tie.With-1]
						d.Steps[i].Tie = p.T("%s（%s）と同じ事件とした理由: %s", "Joined with the %s of %s, as: %s", strings.ToLower(other.Label), other.Date, why)
					}
				}
			}
		}
		d.history(p)
		p.Data = d
		return p, nil
	})
}

// asOfDay reads the day of which a case is to be shown; a month or a year stands
// for its end.
func asOfDay(s string) (jikenbo.Date, error) {
	day, err := jikenbo.ParseDate(s)
	if err != nil || !day.Valid() {
		return jikenbo.Date{}, &refusal{http.StatusBadRequest,
			"時点には日付を 2026-09-30 のように書いてください。",
			"Write the day as 2026-09-30."}
	}
	return day, nil
}

// tooEarly says from when on something is known of a case.
func tooEarly(n jikenbo.Number, day jikenbo.Date, as []jikenbo.Account) *refusal {
	if len(as) == 0 {
		return &refusal{http.StatusNotFound,
			fmt.Sprintf("#%s 自身の公表文はないので、時点の姿はありません。", n),
			fmt.Sprintf("#%s has no notices of its own, so there is nothing as of a day.", n)}
	}
	first := slices.MinFunc(as, func(a, b jikenbo.Account) int { return a.Known.Compare(b.Known) }).Known
	return &refusal{http.StatusNotFound,
		fmt.Sprintf("#%s は %s にはまだ公表されていません。最初の公表は %s です。", n, day, first),
		fmt.Sprintf("Nothing of #%s was public yet on %s: its first notice is of %s.", n, day, first)}
}

// by gives the accounts that were public by the end of a day.
func by(as []jikenbo.Account, day jikenbo.Date) []jikenbo.Account {
	return slices.DeleteFunc(slices.Clone(as), func(a jikenbo.Account) bool { return day.Before(a.Known) })
}

// days prepares the steps through the days on which something was published.
func (d *casePage) days(p *page, as []jikenbo.Account, day jikenbo.Date) {
	d.Day = &asOf{Day: day, Public: len(by(as, day)), Of: len(as), Now: "/cases/" + d.Number.String()}
	var all []stage
	for i, a := range as {
		all = append(all, stage{N: i + 1, Label: p.stageLabel(a.Case.Stage, i+1), Date: a.Known.String(), Href: d.Day.Now + "?as-of=" + a.Known.String()})
	}
	slices.SortStableFunc(all, func(a, b stage) int { return strings.Compare(a.Date, b.Date) })
	for _, st := range all {
		if last := len(d.Day.Days) - 1; last >= 0 && d.Day.Days[last].Date == st.Date {
			d.Day.Days[last].Label += p.T("・", ", ") + st.Label
			continue
		}
		d.Day.Days = append(d.Day.Days, st)
	}
	at := -1 // of the last of them that is not after the day
	for i, st := range d.Day.Days {
		if known, _ := jikenbo.ParseDate(st.Date); !day.Before(known) {
			at = i
		}
	}
	if at > 0 {
		d.Day.Before = d.Day.Days[at-1].Href
	}
	if at+1 < len(d.Day.Days) {
		d.Day.After = d.Day.Days[at+1].Href
	}
	if at >= 0 {
		d.Day.Days[at].Current = true
	}
}
