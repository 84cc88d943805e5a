package web

import (
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// wordRows is how many places for words a form without script has.
const wordRows = 2

// maxWhy bounds the reason of a change, in characters.
const maxWhy = 500

// factForm is the form by which a person decides one fact of a case.
type factForm struct {
	Number   jikenbo.Number
	Base     int    // the revision the person looked at
	Fact     string // the JSON Pointer of the fact in that revision, "" for a new one
	Field    jikenbo.Field
	List     bool
	Curated  bool          // a person has decided the fact already
	Now      template.HTML // the fact as it is
	Controls []control
	Spans    []keptSpan
	Rows     []wordRow
	Why      string
	Next     string // where to go then
	Problems []problem
	Told     *told // what another did meanwhile
	Notice   int   // which of the case's entries is shown, 1-based
	Notices  []noticeChoice
	View     *evidenceView
	Words    string // where the words of the fact stand on the page
}

// keptSpan is one of the words that state the fact.
type keptSpan struct {
	N     int
	Quote string
	Kept  bool
}

// wordRow is a place for words: a paragraph, a quote in it, and where the quote
// stands there several times, which.
type wordRow struct{ Paragraph, Quote, Nth, Problem string }

// told is what the second of two is told about the first.
type told struct {
	Who, Why string
	At       time.Time
	Value    template.HTML // "" if the fact was taken away
}

type noticeChoice struct {
	N     int
	Name  string
	Href  string
	Shown bool
}

// caseOf reads the case of the address.
func (s *Server) caseOf(r *http.Request) (*jikenbo.Record, error) {
	n, err := jikenbo.ParseNumber(r.PathValue("number"))
	if err != nil {
		return nil, jikenbo.ErrNotFound
	}
	return s.book.Case(r.Context(), n)
}

// ownCase reads the case of the address, one whose facts can be decided: it leads
// to no other, and has notices whose words state them.
func (s *Server) ownCase(r *http.Request) (*jikenbo.Record, error) {
	rec, err := s.caseOf(r)
	switch {
	case err != nil:
		return nil, err
	case rec.Status == jikenbo.Duplicate:
		return nil, moved(rec)
	case len(rec.Notices) == 0:
		return nil, &refusal{http.StatusConflict, "この事件自身の公表文はまだないので、決められる事実がありません。", "The case has no notice of its own yet whose words could state a fact."}
	}
	return rec, nil
}

// editPage shows the form for one fact, or all facts with ways to the form.
func (s *Server) editPage(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.ownCase(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	if !q.Has("fact") && !q.Has("field") {
		return s.showFacts(w, r, rec)
	}
	f, old, err := s.startForm(r, rec, q)
	if err != nil {
		return err
	}
	for i := range f.Spans {
		f.Spans[i].Kept = true
	}
	p := s.newPage(r, "", "")
	f.Controls = p.controls(f.Field, inputsOf(old), nil)
	return s.showForm(w, r, http.StatusOK, p, rec, f)
}

// startForm finds the fact that a form is about, and its value in the revision
// it is based on.
func (s *Server) startForm(r *http.Request, rec *jikenbo.Record, in url.Values) (f *factForm, old any, err error) {
	f = &factForm{Number: rec.Number, Base: len(rec.Revisions), Fact: in.Get("fact"), Why: in.Get("why"), Next: localPath(in.Get("next"))}
	if in.Has("rev") {
		if f.Base, err = strconv.Atoi(in.Get("rev")); err != nil || f.Base < 1 || f.Base > len(rec.Revisions) {
			return nil, nil, jikenbo.ErrNotFound
		}
	}
	if f.Next == "/" {
		f.Next = "/cases/" + f.Number.String()
	}
	name := in.Get("field")
	base := &rec.Revisions[f.Base-1]
	facts := base.Case.Facts()
	if f.Fact == "" && slices.ContainsFunc(facts, func(fact jikenbo.Fact) bool { return fact.Pointer == "/"+name }) {
		f.Fact = "/" + name // it has one value only
	}
	if f.Fact != "" {
		name = fieldOf(f.Fact)
		i := slices.IndexFunc(facts, func(fact jikenbo.Fact) bool { return fact.Pointer == f.Fact })
		if i < 0 {
			return nil, nil, jikenbo.ErrNotFound
		}
		old = facts[i].Value
	}
	if !editable(name) {
		return nil, nil, jikenbo.ErrNotFound
	}
	f.Field, _ = jikenbo.FieldNamed(name)
	f.List = listField(name)
	lang := langOf(r)
	if old != nil {
		f.Now = factWords(f.Field, old, lang)
		f.Curated = base.Evidence.Curated(f.Fact)
		for i, span := range base.Evidence[f.Fact] {
			f.Spans = append(f.Spans, keptSpan{N: i + 1, Quote: span.Quote})
		}
	}
	f.Notice = len(rec.Notices)
	if spans := base.Evidence[f.Fact]; len(spans) > 0 {
		for i, ref := range rec.Notices {
			if ref.Notice == spans[0].Notice && spans[0].Start >= ref.Start && spans[0].Start < ref.End {
				f.Notice = i + 1
			}
		}
	}
	if n, err := strconv.Atoi(in.Get("notice")); err == nil && n >= 1 && n <= len(rec.Notices) {
		f.Notice = n
	}
	return f, old, nil
}

// factWords gives a value as the case page does.
func factWords(f jikenbo.Field, value any, lang string) template.HTML {
	w := evidenceWriter{evidenceOptions: evidenceOptions{Lang: lang}}
	w.value(&f, value)
	return w.take()
}

// entryView shows one of the case's entries with the words of a fact marked.
func (s *Server) entryView(r *http.Request, rec *jikenbo.Record, n int, c *jikenbo.Case, e jikenbo.Evidence) (view *evidenceView, text string, ref jikenbo.EntryRef, err error) {
	ref = rec.Notices[n-1]
	notice, err := s.book.Notice(r.Context(), ref.Notice)
	if err != nil {
		return nil, "", ref, err
	}
	view = newEvidence(notice.Text[ref.Start:ref.End], ref.Start, c, e, nil, evidenceOptions{Lang: langOf(r), Notice: ref.Notice, Numbered: true})
	return view, notice.Text, ref, nil
}

// showForm answers with the form.
func (s *Server) showForm(w http.ResponseWriter, r *http.Request, status int, p *page, rec *jikenbo.Record, f *factForm) error {
	base := &rec.Revisions[f.Base-1]
	var err error
	if f.View, _, _, err = s.entryView(r, rec, f.Notice, &base.Case, jikenbo.Evidence{f.Fact: base.Evidence[f.Fact]}); err != nil {
		return err
	}
	if f.Words = f.View.Link(f.Fact); !strings.HasPrefix(f.Words, "#e") {
		f.Words = ""
	}
	for i, ref := range rec.Notices {
		q := url.Values{"notice": {strconv.Itoa(i + 1)}, "rev": {strconv.Itoa(f.Base)}, "next": {f.Next}}
		if f.Fact != "" {
			q.Set("fact", f.Fact)
		} else {
			q.Set("field", f.Field.Name)
		}
		f.Notices = append(f.Notices, noticeChoice{N: i + 1, Name: ref.Source, Href: r.URL.Path + "?" + q.Encode(), Shown: i+1 == f.Notice})
	}
	for len(f.Rows) < wordRows {
		f.Rows = append(f.Rows, wordRow{})
	}
	p.Error = len(f.Problems) > 0 || f.Told != nil
	p.Wide = true
	label := f.Field.Label(p.Lang)
	p.Title = p.T("%s の「%s」を加える", "Add to %s: %s", "#"+f.Number.String(), label)
	if f.Fact != "" {
		p.Title = p.T("%s の「%s」を直す", "Correct in %s: %s", "#"+f.Number.String(), label)
	}
	p.Data = f
	return s.render(w, r, status, "edit", p)
}

// edit decides a fact as the form says.
func (s *Server) edit(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.ownCase(r)
	if err != nil {
		return err
	}
	in := r.PostForm
	f, old, err := s.startForm(r, rec, in)
	if err != nil {
		return err
	}
	p := s.newPage(r, "", "")
	edit := casebook.Edit{Field: f.Field.Name, Old: old}
	why := strings.TrimSpace(in.Get("why"))
	if utf8.RuneCountInString(why) > maxWhy || !utf8.ValidString(why) {
		f.Problems = append(f.Problems, problem{"why", p.T("理由は%d字以内で書いてください。", "Give the reason in at most %d characters.", maxWhy)})
	}
	switch in.Get("do") {
	case "accept":
		edit.New = old
		why = orElse(why, p.T("確認", "checked"))
		if old == nil {
			return jikenbo.ErrNotFound
		}
	case "reject":
		why = orElse(why, p.T("誤りとして外す", "not stated"))
		if old == nil {
			return jikenbo.ErrNotFound
		}
	default:
		var problems []problem
		edit.New, problems = p.parseInputs(f.Field.Name, in)
		f.Problems = append(f.Problems, problems...)
		f.Controls = p.controls(f.Field, in, problems)
		if err := s.chosenWords(r, p, rec, f, &edit, in); err != nil {
			return err
		}
		if old == nil {
			why = orElse(why, p.T("追加", "added"))
		} else {
			why = orElse(why, p.T("訂正", "corrected"))
		}
	}
	if f.Controls == nil {
		f.Controls = p.controls(f.Field, inputsOf(old), nil)
		for i := range f.Spans {
			f.Spans[i].Kept = true
		}
	}
	if len(f.Problems) > 0 {
		return s.showForm(w, r, http.StatusUnprocessableEntity, p, rec, f)
	}
	_, err = s.book.Edit(r.Context(), f.Number, sessionOf(r).Name, why, f.Base, edit)
	stale, isStale := errors.AsType[*casebook.StaleError](err)
	switch {
	case err == nil:
		http.Redirect(w, r, f.Next, http.StatusSeeOther)
		return nil
	case isStale:
		return s.showTold(w, r, p, f, stale)
	case errors.Is(err, casebook.ErrUnchanged):
		f.Problems = []problem{{"value", p.T("いまもそうなっています。変えるところがありません。", "It says so already. There is nothing to change.")}}
	case errors.Is(err, casebook.ErrStated):
		f.Problems = []problem{{"value", p.T("同じ値がもう挙がっています。", "The case has that value already.")}}
	case errors.Is(err, casebook.ErrEdit):
		s.log.Warn("edit refused", "case", f.Number, "field", f.Field.Name, "error", err)
		f.Problems = []problem{{"value", p.T("この値か根拠は使えません。値と言葉を見直してください。", "This value or its words cannot be used. Look at both again.")}}
	default:
		return err
	}
	return s.showForm(w, r, http.StatusUnprocessableEntity, p, rec, f)
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// chosenWords reads which words of the notice state the value.
func (s *Server) chosenWords(r *http.Request, p *page, rec *jikenbo.Record, f *factForm, edit *casebook.Edit, in url.Values) error {
	spans := rec.Revisions[f.Base-1].Evidence[f.Fact]
	kept := 0
	for i := range f.Spans {
		if f.Spans[i].Kept = slices.Contains(in["keep"], strconv.Itoa(i+1)); f.Spans[i].Kept {
			kept++
			edit.Spans = append(edit.Spans, spans[i])
		}
	}
	view, text, ref, err := s.entryView(r, rec, f.Notice, &jikenbo.Case{Kind: jikenbo.Incident}, nil)
	if err != nil {
		return err
	}
	added := false
	for i := range min(len(in["paragraph"]), len(in["quote"]), len(in["nth"]), 50) {
		row := wordRow{Paragraph: strings.TrimSpace(in["paragraph"][i]), Quote: in["quote"][i], Nth: in["nth"][i]}
		if row.Paragraph == "" && strings.TrimSpace(row.Quote) == "" {
			continue
		}
		n, _ := strconv.Atoi(row.Paragraph)
		nth, _ := strconv.Atoi(row.Nth)
		switch paragraph, ok := view.Paragraph(n); {
		case !ok:
			row.Problem = p.T("公表文の左に出ている段落の番号を書いてください。", "Give the number of a paragraph, as it stands beside the notice.")
		default:
			start, end, ok := findWords(text, paragraph, row.Quote, nth)
			if !ok {
				row.Problem = p.T("%d番の段落にこの言葉はありません。", "Paragraph %d does not have these words.", n)
				break
			}
			edit.Spans = append(edit.Spans, jikenbo.Span{Notice: ref.Notice, Start: start, End: end, Quote: text[start:end]})
			added = true
		}
		if row.Problem != "" {
			f.Problems = append(f.Problems, problem{fmt.Sprintf("paragraph%d", len(f.Rows)+1), row.Problem})
		}
		f.Rows = append(f.Rows, row)
	}
	if kept == len(spans) && !added {
		edit.Spans = nil // the words stay
	}
	if len(f.Problems) == 0 && len(edit.Spans) == 0 && kept < max(len(spans), 1) && !absence(edit.New) {
		f.Problems = append(f.Problems, problem{"paragraph1", p.T("そう書いてある言葉を、公表文から選んでください。", "Choose the words of the notice that say so.")})
	}
	return nil
}

// absence reports whether a value follows from what a text does not say, and so
// needs no words.
func absence(value any) bool {
	switch value {
	case jikenbo.OnlyStage, jikenbo.LeakUnstated, jikenbo.DiscovererUnstated, jikenbo.DamageUnstated:
		return true
	}
	return false
}

// showTold answers the second of two who decided the same fact: what the first
// did, and the form again with what was entered, based on how it is now.
func (s *Server) showTold(w http.ResponseWriter, r *http.Request, p *page, f *factForm, stale *casebook.StaleError) error {
	rec, err := s.book.Case(r.Context(), f.Number)
	if err != nil {
		return err
	}
	f.Told = &told{Who: stale.By.Who, Why: stale.By.Why, At: stale.By.At.In(jikenbo.JST)}
	f.Base, f.Fact, f.Now, f.Spans, f.Curated = len(rec.Revisions), "", "", nil, false
	if stale.Value != nil {
		f.Told.Value = factWords(f.Field, stale.Value, p.Lang)
		for _, fact := range rec.Case.Facts() {
			if fieldOf(fact.Pointer) != f.Field.Name || f.List && !sameFact(fact.Value, stale.Value) {
				continue
			}
			f.Fact, f.Now, f.Curated = fact.Pointer, factWords(f.Field, fact.Value, p.Lang), rec.Evidence.Curated(fact.Pointer)
			for i, span := range rec.Evidence[fact.Pointer] {
				f.Spans = append(f.Spans, keptSpan{N: i + 1, Quote: span.Quote, Kept: len(f.Rows) == 0})
			}
		}
	}
	return s.showForm(w, r, http.StatusConflict, p, rec, f)
}

// sameFact reports whether two values of a fact are one.
func sameFact(a, b any) bool {
	return fmt.Sprintf("%#v", inputsOf(a)) == fmt.Sprintf("%#v", inputsOf(b))
}

// factsData is what the page of all facts shows.
type factsData struct {
	*jikenbo.Record
	View    *evidenceView
	Fields  []jikenbo.Field // to which a fact may be added
	Base    int
	Notices []noticeChoice
	Open    bool
}

// showFacts shows the facts of a case with what can be decided about each.
func (s *Server) showFacts(w http.ResponseWriter, r *http.Request, rec *jikenbo.Record) error {
	p := s.newPage(r, "", "")
	p.Title = p.T("%s を直す", "Correct %s", "#"+rec.Number.String())
	p.Wide = true
	d := factsData{Record: rec, Base: len(rec.Revisions), Open: rec.Status == jikenbo.Open}
	n := len(rec.Notices)
	if asked, err := strconv.Atoi(r.URL.Query().Get("notice")); err == nil && asked >= 1 && asked <= n {
		n = asked
	}
	ref := rec.Notices[n-1]
	notice, err := s.book.Notice(r.Context(), ref.Notice)
	if err != nil {
		return err
	}
	for i, ref := range rec.Notices {
		d.Notices = append(d.Notices, noticeChoice{N: i + 1, Name: ref.Source, Href: fmt.Sprintf("%s?notice=%d", r.URL.Path, i+1), Shown: i+1 == n})
	}
	d.View = newEvidence(notice.Text[ref.Start:ref.End], ref.Start, &rec.Case, rec.Evidence, rec.Conflicts, evidenceOptions{
		Lang: p.Lang, Notice: ref.Notice, Numbered: true,
		Elsewhere: func(span jikenbo.Span) (string, string) {
			for i, other := range rec.Notices {
				if other.Notice == span.Notice {
					return d.Notices[i].Href, p.T("%d番の公表文", "notice %d", i+1)
				}
			}
			return "", ""
		},
		Action: p.factActions(rec, r.URL.RequestURI()),
	})
	for _, f := range jikenbo.Fields {
		if editable(f.Name) && listField(f.Name) {
			d.Fields = append(d.Fields, f)
		}
	}
	p.Data = d
	return s.render(w, r, http.StatusOK, "edit-case", p)
}

// factActions gives what an editor can do with each fact of a case: accept it,
// correct it, or add what is not stated. next is where to go then.
func (p *page) factActions(rec *jikenbo.Record, next string) func(jikenbo.Fact) template.HTML {
	var b htmlBuffer
	base := strconv.Itoa(len(rec.Revisions))
	path := "/cases/" + rec.Number.String() + "/edit"
	hidden := func(name, value string) {
		b.raw(`<input type="hidden" name="` + name + `" value="`)
		b.attr(value)
		b.raw(`">`)
	}
	return func(fact jikenbo.Fact) template.HTML {
		field := fieldOf(fact.Pointer)
		f, ok := jikenbo.FieldNamed(field)
		if !ok || !editable(field) {
			return ""
		}
		b.raw(`<span class="decide">`)
		link := func(ja, en string, q url.Values) {
			q.Set("next", next)
			b.raw(`<a href="`)
			b.attr(path + "?" + q.Encode())
			b.raw(`" aria-label="`)
			b.attr(p.T(ja, en) + ": " + f.Label(p.Lang))
			b.raw(`">`)
			b.text(p.T(ja, en))
			b.raw(`</a>`)
		}
		switch spans := rec.Evidence[fact.Pointer]; {
		case fact.Value == nil || absence(fact.Value) && len(spans) == 0:
			q := url.Values{"field": {field}, "rev": {base}}
			if fact.Value != nil {
				q = url.Values{"fact": {fact.Pointer}, "rev": {base}}
			}
			link("加える", "Add", q)
		default:
			disputed := slices.ContainsFunc(rec.Conflicts, func(c jikenbo.Conflict) bool { return c.Pointer == fact.Pointer })
			if disputed || !rec.Evidence.Curated(fact.Pointer) {
				b.raw(`<form method="post" action="`)
				b.attr(path)
				b.raw(`">`)
				hidden("token", p.Token())
				hidden("rev", base)
				hidden("fact", fact.Pointer)
				hidden("next", next)
				b.raw(`<button name="do" value="accept" class="plain" aria-label="`)
				w := evidenceWriter{evidenceOptions: evidenceOptions{Lang: p.Lang}}
				b.attr(p.T("採る", "Accept") + ": " + f.Label(p.Lang) + " " + shorten(w.shortName(&f, fact.Value)))
				b.raw(`">`)
				b.text(p.T("採る", "Accept"))
				b.raw(`</button></form> `)
			}
			link("直す", "Correct", url.Values{"fact": {fact.Pointer}, "rev": {base}})
		}
		b.raw("</span>")
		return b.take()
	}
}

// withdrawData is what the page shows by which a case is withdrawn.
type withdrawData struct {
	*jikenbo.Record
	Base    int
	Why     string
	Problem string
}

func (s *Server) withdrawPage(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.ownCase(r)
	if err != nil {
		return err
	}
	return s.showWithdraw(w, r, http.StatusOK, withdrawData{Record: rec, Base: len(rec.Revisions)})
}

func (s *Server) showWithdraw(w http.ResponseWriter, r *http.Request, status int, d withdrawData) error {
	p := s.newPage(r, "", "")
	p.Title = p.T("%s を取り下げる", "Withdraw %s", "#"+d.Number.String())
	p.Error = d.Problem != ""
	p.Data = d
	return s.render(w, r, status, "withdraw", p)
}

// withdraw takes a case back.
func (s *Server) withdraw(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.ownCase(r)
	if err != nil {
		return err
	}
	d := withdrawData{Record: rec, Base: len(rec.Revisions), Why: strings.TrimSpace(r.PostForm.Get("why"))}
	pick := (&page{Lang: langOf(r)}).T
	base, err := strconv.Atoi(r.PostForm.Get("rev"))
	switch {
	case err != nil:
		return jikenbo.ErrNotFound
	case d.Why == "":
		d.Problem = pick("なぜ取り下げるかを書いてください。この事件のページに出ます。", "Say why it is withdrawn. The page of the case will show it.")
	case utf8.RuneCountInString(d.Why) > maxWhy || !utf8.ValidString(d.Why):
		d.Problem = pick("理由は%d字以内で書いてください。", "Give the reason in at most %d characters.", maxWhy)
	case rec.Status == jikenbo.Withdrawn:
		d.Problem = pick("すでに取り下げられています。", "It is withdrawn already.")
	}
	if d.Problem != "" {
		return s.showWithdraw(w, r, http.StatusUnprocessableEntity, d)
	}
	_, err = s.book.Withdraw(r.Context(), rec.Number, sessionOf(r).Name, d.Why, base)
	if errors.Is(err, casebook.ErrStale) {
		last := rec.Revisions[len(rec.Revisions)-1]
		d.Problem = pick("その間に %s がこの事件を直しました（%s）。見てから、よければもう一度送ってください。", "In the meantime %s changed the case (%s). Look at it, then send this again if it still holds.", last.Who, last.Why)
		return s.showWithdraw(w, r, http.StatusConflict, d)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/cases/"+rec.Number.String(), http.StatusSeeOther)
	return nil
}
