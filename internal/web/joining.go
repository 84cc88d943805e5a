package web

import (
	"errors"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/feed"
	linking "jikenbo/internal/link"
)

// joiningRoutes are the addresses at which editors decide what is one incident.
func (s *Server) joiningRoutes() {
	for _, kind := range []string{"join", "split", "redirect", "reopen"} {
		s.editing("GET /cases/{number}/"+kind, func(w http.ResponseWriter, r *http.Request) error { return s.decisionPage(w, r, kind) })
	}
	s.editing("POST /cases/{number}/join", s.join)
	s.editing("POST /cases/{number}/split", s.split)
	s.editing("POST /cases/{number}/redirect", s.redirect)
	s.editing("POST /cases/{number}/reopen", s.reopen)
}

// movedError says that the case of a number is part of another by now.
type movedError struct {
	*refusal
	to jikenbo.Number
}

func (e *movedError) Unwrap() error { return e.refusal }

// moved says where a duplicate leads, and how that came.
func moved(rec *jikenbo.Record) *movedError {
	last := rec.Revisions[len(rec.Revisions)-1]
	n, to := rec.Number.String(), rec.Redirect.String()
	return &movedError{&refusal{http.StatusConflict,
		"#" + n + " は #" + to + " と同じ事件とされ、そちらに移りました（" + last.Who + "、" + dateTime(last.At) + "）。#" + to + " を見てから決めてください。",
		"#" + n + " was taken to be the same incident as #" + to + " and leads there (" + last.Who + ", " + dateTime(last.At) + "). Look at #" + to + " and decide there."}, rec.Redirect}
}

// decision is the form by which a person decides what is one incident.
type decision struct {
	*jikenbo.Record
	Kind     string // join, split, redirect, reopen
	Base     int    // the revision the person looked at
	Seen     int    // likewise of the other case
	Why      string
	Other    string // the number of the other case, as it was typed
	Keep     string // of the two that are joined, the number that stays
	Next     string
	Notices  []chosenNotice
	Pair     *pair
	Possible []possible
	Told     *told
	Problems []problem
	stale    bool // what was chosen is not there any more
}

// chosenNotice is an entry of a notice that may be taken out of a case.
type chosenNotice struct {
	Value        string // SHA-256 and entry
	Label        string
	Title        string
	Date, Source string
	Chosen       bool
}

// possible is a case that may be the same as one at hand.
type possible struct {
	Number       jikenbo.Number
	Organization string
	Title        string
	Href         string
	Score        int
	For, Against []string
}

// pair is two cases side by side, with what speaks for and against their being
// one incident.
type pair struct {
	A, B         *jikenbo.Record
	Rows         []pairRow
	For, Against []string
	Proposed     bool
	Strangers    bool // they are of organizations that surely are two
}

type pairRow struct {
	Label string
	A, B  []template.HTML
	Same  bool
}

// Said gives the title of one of two cases in the words of its publisher.
func (p *pair) Said(rec *jikenbo.Record) string {
	return strings.TrimSpace(feed.OneLine(rec.Case.Organization + " " + rec.Case.Title))
}

// pairedFields are those by which two cases are compared.
var pairedFields = []string{"organization", "title", "published", "stage", "types", "leak", "affected", "windows", "timeline", "suppliers", "services", "contacts", "number"}

// newPair sets two cases side by side.
func (s *Server) newPair(r *http.Request, p *page, a, b *jikenbo.Record) (*pair, error) {
	out := &pair{A: a, B: b}
	w := evidenceWriter{evidenceOptions: evidenceOptions{Lang: p.Lang}}
	values := func(c *jikenbo.Case, f *jikenbo.Field) (all []template.HTML) {
		for _, fact := range c.Facts() {
			if fieldOf(fact.Pointer) == f.Name && len(all) < 20 && (!fact.Absence || f.Name == "stage") {
				w.value(f, fact.Value)
				all = append(all, w.take())
			}
		}
		return all
	}
	for _, name := range pairedFields {
		f, _ := jikenbo.FieldNamed(name)
		row := pairRow{Label: f.Label(p.Lang), A: values(&a.Case, &f), B: values(&b.Case, &f)}
		row.Same = slices.Equal(row.A, row.B)
		if len(row.A)+len(row.B) > 0 {
			out.Rows = append(out.Rows, row)
		}
	}
	var err error
	if out.Strangers, err = s.book.Strangers(r.Context(), &a.Case, &b.Case); err != nil {
		return nil, err
	}
	proposals, err := s.book.Proposals(r.Context(), a.Number, 200)
	if err != nil {
		return nil, err
	}
	for _, x := range proposals {
		if x.A == b.Number || x.B == b.Number {
			out.Proposed, out.For, out.Against = true, words(x.For, p.Lang), words(x.Against, p.Lang)
		}
	}
	return out, nil
}

// words says reasons in a language.
func words(reasons []linking.Reason, lang string) []string {
	var all []string
	for _, r := range reasons {
		all = append(all, r.Words(lang))
	}
	return all
}

// decisionOf begins the form for the case of the address. A case that leads to
// another is to be decided about there, but for taking that back.
func (s *Server) decisionOf(r *http.Request, kind string) (*decision, error) {
	rec, err := s.caseOf(r)
	if err != nil {
		return nil, err
	}
	if rec.Status == jikenbo.Duplicate && (kind != "reopen" || len(rec.Notices) == 0) {
		return nil, moved(rec)
	}
	in := r.PostForm
	if r.Method != http.MethodPost {
		in = r.URL.Query()
	}
	d := &decision{Record: rec, Kind: kind, Base: len(rec.Revisions), Why: strings.TrimSpace(in.Get("why")),
		Other: feed.OneLine(in.Get("with")), Keep: in.Get("keep"), Next: localPath(in.Get("next"))}
	if d.Next == "/" {
		d.Next = ""
	}
	return d, nil
}

// decisionPage shows one of the forms.
func (s *Server) decisionPage(w http.ResponseWriter, r *http.Request, kind string) error {
	d, err := s.decisionOf(r, kind)
	if err != nil {
		return err
	}
	p := s.newPage(r, "", "")
	if d.Other != "" && kind == "join" {
		other, wrong, err := s.other(r, p, d)
		if err != nil {
			return err
		}
		if wrong != "" {
			d.Problems = append(d.Problems, problem{"with", wrong})
		} else if d.Pair, err = s.newPair(r, p, d.Record, other); err != nil {
			return err
		}
	}
	status := http.StatusOK
	if len(d.Problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return s.showDecision(w, r, status, p, d)
}

// other finds the case whose number was typed; wrong says why it cannot be
// taken.
func (s *Server) other(r *http.Request, p *page, d *decision) (rec *jikenbo.Record, wrong string, err error) {
	n, err := jikenbo.ParseNumber(width.Fold.String(d.Other))
	if err != nil {
		return nil, p.T("事件の番号を 2023-009 のように書いてください。", "Write the number of a case, such as 2023-009."), nil
	}
	if n == d.Number {
		return nil, p.T("それはこの事件自身の番号です。", "That is the number of this case itself."), nil
	}
	rec, err = s.book.Case(r.Context(), n)
	switch {
	case errors.Is(err, jikenbo.ErrNotFound):
		return nil, p.T("#%s という事件はありません。", "There is no case #%s.", n), nil
	case err != nil:
		return nil, "", err
	case rec.Status == jikenbo.Duplicate:
		return nil, p.T("#%s は #%s につながっています。#%s を書いてください。", "#%s leads to #%s: write #%s.", n, rec.Redirect, rec.Redirect), nil
	case rec.Status == jikenbo.Withdrawn:
		return nil, p.T("#%s は取り下げられています。先に取り下げを取り消してください。", "#%s is withdrawn: reopen it first.", n), nil
	}
	return rec, "", nil
}

// decisionTitles name the forms.
var decisionTitles = map[string]said{
	"join": {"#%s とほかの事件を一つにまとめる", "Join #%s with another case"}, "split": {"#%s から公表文を切り離す", "Split notices from #%s"},
	"redirect": {"#%s を重複として転送する", "Redirect #%s as a duplicate"}, "reopen": {"#%s を元に戻す", "Reopen #%s"},
}

// showDecision answers with one of the forms.
func (s *Server) showDecision(w http.ResponseWriter, r *http.Request, status int, p *page, d *decision) error {
	title := decisionTitles[d.Kind]
	p.Title = p.T(title.ja, title.en, d.Number)
	p.Error = len(d.Problems) > 0 || d.Told != nil
	p.Wide = d.Pair != nil
	if d.Keep == "" {
		d.Keep = d.Number.String()
		if d.Pair != nil && before(d.Pair.B.Number, d.Number) {
			d.Keep = d.Pair.B.Number.String()
		}
	}
	if d.Pair != nil {
		d.Seen = len(d.Pair.B.Revisions)
	}
	switch {
	case d.Kind == "split":
		as, err := s.book.AccountsOf(r.Context(), d.Number)
		if err != nil {
			return err
		}
		for i, a := range as {
			n := chosenNotice{Value: a.Notice + "/" + strconv.Itoa(a.Entry), Label: p.stageLabel(a.Case.Stage, i+1), Title: feed.OneLine(a.Case.Title), Date: a.Known.String(), Source: publicSource(a.Source)}
			n.Chosen = slices.Contains(r.PostForm["notice"], n.Value)
			d.Notices = append(d.Notices, n)
		}
	case d.Kind == "join" && d.Pair == nil:
		proposals, err := s.book.Proposals(r.Context(), d.Number, queueLength)
		if err != nil {
			return err
		}
		for _, x := range proposals {
			n := x.A
			if n == d.Number {
				n = x.B
			}
			rec, err := s.book.Case(r.Context(), n)
			if err != nil {
				return err
			}
			d.Possible = append(d.Possible, possible{Number: n, Organization: rec.Case.Organization, Title: rec.Case.Title,
				Href: "/cases/" + d.Number.String() + "/join?with=" + n.String(), For: words(x.For, p.Lang), Against: words(x.Against, p.Lang)})
		}
	}
	p.Data = d
	return s.render(w, r, status, "decide", p)
}

// before reports whether a case was numbered before another.
func before(a, b jikenbo.Number) bool { return a.Year < b.Year || a.Year == b.Year && a.Seq < b.Seq }

// reason checks the reason of a decision.
func (d *decision) reason(p *page) {
	switch {
	case d.Why == "":
		d.Problems = append(d.Problems, problem{"why", p.T("なぜそうするかを書いてください。事件のページに出ます。", "Say why. The page of the case will show it.")})
	case utf8.RuneCountInString(d.Why) > maxWhy || !utf8.ValidString(d.Why):
		d.Problems = append(d.Problems, problem{"why", p.T("理由は%d字以内で書いてください。", "Give the reason in at most %d characters.", maxWhy)})
	}
}

// tell tells what became of a case since the person looked at it, if something
// did.
func (d *decision) tell(rec *jikenbo.Record, seen string) (bool, error) {
	n, err := strconv.Atoi(seen)
	if err != nil || n < 1 || n > len(rec.Revisions) {
		return false, jikenbo.ErrNotFound
	}
	if n == len(rec.Revisions) {
		return false, nil
	}
	last := rec.Revisions[n]
	d.Told = &told{Who: last.Who, Why: last.Why, At: last.At.In(jikenbo.JST)}
	return true, nil
}

// decided answers what a person decided: with the page to go to, or with the
// form again where that cannot be.
func (s *Server) decided(w http.ResponseWriter, r *http.Request, p *page, d *decision, to string, err error) error {
	switch {
	case err == nil:
		http.Redirect(w, r, orElse(d.Next, to), http.StatusSeeOther)
		return nil
	case errors.Is(err, casebook.ErrRedirected):
		for _, typed := range []string{d.Number.String(), d.Other} {
			if n, err := jikenbo.ParseNumber(width.Fold.String(typed)); err == nil {
				if rec, err := s.book.Case(r.Context(), n); err == nil && rec.Status == jikenbo.Duplicate {
					return moved(rec)
				}
			}
		}
	case errors.Is(err, casebook.ErrOnePage):
		d.Problems = append(d.Problems, problem{"notices", p.T("同じページの書き換え前と後の公表文は、分けられません。両方を選んでください。", "Two of them are texts of one page, before and after it was edited. Choose both.")})
		return s.showDecision(w, r, http.StatusUnprocessableEntity, p, d)
	}
	return err
}

// decide answers one of the forms. do checks what the person decided, and does it:
// it gives the page to go to, or "" where the form is to be shown again, with its
// problems or with what became of the case meanwhile.
func (s *Server) decide(w http.ResponseWriter, r *http.Request, kind string, do func(p *page, d *decision) (to string, err error)) error {
	d, err := s.decisionOf(r, kind)
	if err != nil {
		return err
	}
	p := s.newPage(r, "", "")
	to, err := do(p, d)
	switch {
	case err != nil || to != "":
		return s.decided(w, r, p, d, to, err)
	case d.Told != nil || d.stale:
		return s.showDecision(w, r, http.StatusConflict, p, d)
	}
	return s.showDecision(w, r, http.StatusUnprocessableEntity, p, d)
}

// join makes two cases one, or keeps that they are two incidents.
func (s *Server) join(w http.ResponseWriter, r *http.Request) error {
	return s.decide(w, r, "join", func(p *page, d *decision) (string, error) {
		other, wrong, err := s.other(r, p, d)
		if err != nil {
			return "", err
		}
		if wrong != "" {
			d.Problems = append(d.Problems, problem{"with", wrong})
			return "", nil
		}
		if d.Pair, err = s.newPair(r, p, d.Record, other); err != nil {
			return "", err
		}
		changed, err := d.tell(d.Record, r.PostForm.Get("rev"))
		if err == nil && !changed {
			changed, err = d.tell(other, r.PostForm.Get("seen"))
		}
		if err != nil || changed {
			return "", err
		}
		apart := r.PostForm.Get("do") == "apart"
		if d.Why == "" && d.Pair.Proposed { // the reasons are there
			reasons := d.Pair.For
			if apart {
				reasons = d.Pair.Against
			}
			d.Why = feed.OneLine(strings.Join(reasons, p.T("、", ", ")))
			if utf8.RuneCountInString(d.Why) > maxWhy || d.Why == "" {
				d.Why = p.T("見比べて確かめました", "compared")
			}
		}
		if d.reason(p); len(d.Problems) > 0 {
			return "", nil
		}
		who := sessionOf(r).Name
		if apart {
			return "/cases/" + d.Number.String(), s.book.Apart(r.Context(), who, d.Why, d.Number, other.Number)
		}
		into, from := d.Number, other.Number
		switch d.Keep {
		case from.String():
			into, from = from, into
		case into.String():
		default:
			return "", jikenbo.ErrNotFound
		}
		return "/cases/" + into.String() + "?from=" + from.String(), s.book.Join(r.Context(), who, d.Why, into, from)
	})
}

// split takes notices out of a case.
func (s *Server) split(w http.ResponseWriter, r *http.Request) error {
	return s.decide(w, r, "split", func(p *page, d *decision) (string, error) {
		var out []jikenbo.EntryRef
		chosen := r.PostForm["notice"]
		for _, v := range chosen[:min(len(chosen), 1000)] {
			sha, entry, _ := strings.Cut(v, "/")
			n, err := strconv.Atoi(entry)
			i := slices.IndexFunc(d.Record.Notices, func(ref jikenbo.EntryRef) bool { return ref.Notice == sha && ref.Entry == n })
			if err != nil || i < 0 {
				d.stale = true
				d.Problems = append(d.Problems, problem{"notices", p.T("選んだ公表文の一つは、もうこの事件にありません。いまの公表文から選び直してください。", "One of the chosen notices is no longer part of this case. Choose among those it has now.")})
				return "", nil
			}
			out = append(out, d.Record.Notices[i])
		}
		d.reason(p)
		switch {
		case len(out) == 0:
			d.Problems = append(d.Problems, problem{"notices", p.T("切り離す公表文を選んでください。", "Choose the notices to split off.")})
		case len(out) == len(d.Record.Notices):
			d.Problems = append(d.Problems, problem{"notices", p.T("すべてが選ばれています。少なくとも一つは残してください。", "All are chosen. Leave at least one.")})
		}
		if len(d.Problems) > 0 {
			return "", nil
		}
		to, err := s.book.Split(r.Context(), sessionOf(r).Name, d.Why, d.Number, out)
		return "/cases/" + to.String(), err
	})
}

// redirect makes a case a duplicate of another.
func (s *Server) redirect(w http.ResponseWriter, r *http.Request) error {
	return s.decide(w, r, "redirect", func(p *page, d *decision) (string, error) {
		if changed, err := d.tell(d.Record, r.PostForm.Get("rev")); err != nil || changed {
			return "", err
		}
		other, wrong, err := s.other(r, p, d)
		if err != nil {
			return "", err
		}
		if wrong != "" {
			d.Problems = append(d.Problems, problem{"with", wrong})
		}
		if d.reason(p); len(d.Problems) > 0 {
			return "", nil
		}
		return "/cases/" + d.Number.String() + "?itself=1", s.book.Redirect(r.Context(), sessionOf(r).Name, d.Why, d.Number, other.Number)
	})
}

// reopen takes back that a case was withdrawn or redirected.
func (s *Server) reopen(w http.ResponseWriter, r *http.Request) error {
	return s.decide(w, r, "reopen", func(p *page, d *decision) (string, error) {
		if changed, err := d.tell(d.Record, r.PostForm.Get("rev")); err != nil || changed {
			return "", err
		}
		d.reason(p)
		if d.Status != jikenbo.Withdrawn && d.Status != jikenbo.Duplicate {
			d.Problems = append(d.Problems, problem{"why", p.T("この事件は取り下げられても転送されてもいません。", "The case is neither withdrawn nor redirected.")})
		}
		if len(d.Problems) > 0 {
			return "", nil
		}
		return "/cases/" + d.Number.String(), s.book.Reopen(r.Context(), sessionOf(r).Name, d.Why, d.Number)
	})
}
