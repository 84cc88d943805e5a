package web

import (
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/width"

	"jikenbo"
	"jikenbo/internal/assemble"
	"jikenbo/internal/casebook"
	"jikenbo/internal/feed"
	"jikenbo/internal/figure"
)

// caseRoutes are the addresses of cases and of their notices.
func (s *Server) caseRoutes() {
	s.page("GET /cases/{number}", s.casePage)
	s.page("GET /cases/{number}/history", s.instalmentsPage)
	s.page("GET /notices/{sha}", s.notice)
}

// casePage is what the page of a case shows.
type casePage struct {
	*CaseView
	Shown    *jikenbo.Case // the facts on the page: those now, or those of one notice
	Evidence *evidenceView
	Timeline template.HTML
	Counts   template.HTML  // "" where no count is stated
	Notice   jikenbo.Notice // that stands beside the facts
	Stages   []stage        // the notices of the case as they were published, where there are several
	Then     *stage         // the one that was asked for, nil for the case as it is now
	Day      *asOf          // of which the case is shown, nil for now
	Steps    []instalment   // what each of several notices did
	Led      *turned        // from which number the visitor was led here
	Moved    *turned        // where the case leads to
	Possible []link         // cases that may be the same, for editors
	History  []revision     // newest first
	Cite     citation
	Contacts []contact
	Original string // where the notice can be read, "" if that is not on the web
	File     string // the name of the file it came from, where there is no address
	Similar  []link
	Withdrew *revision // what took the case back
	Cascades []cascadeLink

	all   []jikenbo.EntryRef // the notices of the case now, by whose places addresses name them
	steps []jikenbo.Step
	base  string // where the case is, from this page; "" for here
}

// Recent gives the revisions that the page tells: of a case of several notices,
// whose page of changes has them all, the last one alone, with what a person did.
func (d *casePage) Recent() []revision {
	if len(d.Steps) == 0 {
		return d.History
	}
	last := d.History[0]
	if len(last.Changes) > 3 {
		last.Changes = nil // the notices have told them
	}
	return []revision{last}
}

// IsOpen reports whether the case can be edited as it is.
func (d *casePage) IsOpen() bool { return d.Status == jikenbo.Open && len(d.all) > 0 }

// IsInferred reports whether the case has no notices of its own.
func (d *casePage) IsInferred() bool { return d.Status == jikenbo.Inferred }

// Latest gives the date of the latest notice, "" where that is the first.
func (d *casePage) Latest() string {
	if d.Case.Published == d.Case.FirstPublished() {
		return ""
	}
	return d.Case.Published.String()
}

// turned is how the number of a duplicate came to lead to another case.
type turned struct {
	Number jikenbo.Number // the other one
	Href   string
	Who    string
	Why    string
	At     time.Time
}

// turn gives how a duplicate came to lead to another case.
func (p *page) turn(rec *jikenbo.Record, other jikenbo.Number, href string) *turned {
	last := rec.Revisions[len(rec.Revisions)-1]
	return &turned{other, href, p.By(last.Who), p.Why(last.Why), last.At}
}

// Why gives the reason of a revision; what the casebook itself adds to it is in
// English.
func (p *page) Why(why string) string {
	if p.Lang != "ja" {
		return why
	}
	for _, n := range caseNotes {
		why = n.english.ReplaceAllString(why, n.japanese)
	}
	return why
}

// caseNote is what the casebook itself adds to reasons.
type caseNote struct {
	english  *regexp.Regexp
	japanese string
}

var caseNotes = []caseNote{
	{regexp.MustCompile("its notices are part of " + aNumber), "公表文は #$1 に移りました"},
	{regexp.MustCompile("notices came from " + aNumber), "#$1 の公表文を移しました"},
	{regexp.MustCompile("notices went to " + aNumber), "公表文を #$1 へ移しました"},
	{regexp.MustCompile("split from " + aNumber), "#$1 から切り離しました"},
	{regexp.MustCompile("its cascade is that of " + aNumber), "波及は #$1 と同じものになりました"},
	{regexp.MustCompile("what a person decided stays"), "人の決めたことはそのままです"},
	{regexp.MustCompile("several organizations name it as their supplier"), "複数の組織が委託先などとして挙げています"},
	{regexp.MustCompile("no two organizations tell of it any more"), "二つ以上の組織が挙げるものではなくなりました"},
}

const aNumber = `([0-9]{4}-[0-9]+)` // of a case

// stage is one of the notices of a case.
type stage struct {
	N       int
	Label   string
	Date    string
	Href    string
	Current bool
}

// revision is one state of a case with what it changed.
type revision struct {
	N       int
	At      time.Time
	Who     string
	Why     string
	Changes []change
}

// change is a field that a revision set.
type change struct {
	Field    string
	Old, New []template.HTML // values that went, and that came
}

type link struct{ Href, Text string }

// contact is where people can ask, with a link that calls or writes.
type contact struct{ Text, Href string }

// casePage shows a case. Any way of writing its number leads to the one address,
// and so does the name that the day has in the API.
func (s *Server) casePage(w http.ResponseWriter, r *http.Request) error {
	asked, asJSON := strings.CutSuffix(r.PathValue("number"), ".json")
	n, err := jikenbo.ParseNumber(width.Fold.String(asked))
	if err != nil && asJSON {
		return jikenbo.ErrNotFound
	}
	if err != nil {
		return s.noCase(w, r, asked)
	}
	canonical := "/cases/" + n.String()
	q := r.URL.Query()
	if day := q.Get("as_of"); asked != n.String() || day != "" {
		if asJSON {
			canonical += ".json"
		}
		to := url.URL{Path: canonical, RawQuery: r.URL.RawQuery}
		if day != "" {
			q.Set("as-of", day)
			q.Del("as_of")
			to.RawQuery = q.Encode()
		}
		http.Redirect(w, r, to.String(), http.StatusMovedPermanently)
		return nil
	}
	if asJSON {
		v, err := s.publicView(r.Context(), n, q.Get("as-of"))
		if err != nil {
			return err
		}
		return sendCase(w, r, v)
	}
	to := n
	err = s.keep(w, r, "case", func() (*page, error) {
		if q.Get("itself") == "" {
			if to, err = s.book.Resolve(r.Context(), n); err == nil && to != n {
				err = errElsewhere
			}
			if err != nil && !errors.Is(err, jikenbo.ErrNotFound) {
				return nil, err
			}
		}
		return s.newCasePage(r, n)
	})
	switch {
	case errors.Is(err, errElsewhere):
		turn(w, r, n, to)
		return nil
	case errors.Is(err, errNoCase):
		return s.noCase(w, r, asked)
	}
	return err
}

// errElsewhere is the error where a number leads to another case.
var errElsewhere = errors.New("the number leads to another case")

// turn leads from the number of a duplicate to the case it leads to. A person may
// take that back, and a joined case be split again: a browser or a search engine
// that kept it for good, as 301 and 308 allow, would never see the number again.
func turn(w http.ResponseWriter, r *http.Request, from, to jikenbo.Number) {
	q := url.Values{"from": {from.String()}}
	for _, name := range []string{"lang", "as-of"} {
		if v := r.URL.Query().Get(name); v != "" {
			q.Set(name, v)
		}
	}
	w.Header().Set("Cache-Control", "no-cache")
	http.Redirect(w, r, "/cases/"+to.String()+"?"+q.Encode(), http.StatusFound)
}

// errNoCase is the error where there is no case of a number.
var errNoCase = errors.New("there is no such case")

// newCasePage makes the page of a case.
func (s *Server) newCasePage(r *http.Request, n jikenbo.Number) (*page, error) {
	v, err := s.view(r.Context(), n)
	if errors.Is(err, jikenbo.ErrNotFound) {
		return nil, errNoCase
	}
	if err != nil {
		return nil, err
	}
	now := v.Record
	q := r.URL.Query()
	p := s.newPage(r, "", "")
	p.Wide = true
	d := &casePage{CaseView: v, all: now.Notices}
	if now.Status == jikenbo.Duplicate {
		d.Moved = p.turn(now, now.Redirect, "/cases/"+now.Redirect.String())
	}
	if asked := q.Get("as-of"); asked != "" || len(now.Notices) > 1 && len(now.Notices) <= shownNotices {
		as, err := s.book.AccountsOf(r.Context(), n)
		if err != nil {
			return nil, err
		}
		if asked != "" {
			day, err := asOfDay(asked)
			if err != nil {
				return nil, err
			}
			if d.CaseView, err = s.viewOf(r.Context(), n, day, as); err != nil {
				return nil, err
			}
			d.Revisions = now.Revisions
			d.days(p, as, day)
			as = by(as, day)
		}
		if len(as) > 1 && len(as) <= shownNotices {
			d.instalments(p, assemble.History(as))
		}
	}
	rec := d.Record
	p.Title = feed.OneLine("#" + n.String() + " " + rec.Case.Organization)
	if d.Day != nil {
		p.Title += p.T("（%s の時点）", " as of %s", d.Day.Day)
	}
	d.Shown = &rec.Case
	if err := s.showNotice(r, p, d); err != nil {
		return nil, err
	}
	if err := s.connections(r, p, d); err != nil {
		return nil, err
	}
	d.Timeline = p.figure(figure.Timeline(d.Shown, p.Lang, d.Evidence.Link))
	if len(d.Shown.Affected) > 0 {
		d.Counts = p.figure(figure.Parts(d.Shown, p.Lang, d.Evidence.Link))
	}
	if d.Day == nil {
		d.history(p)
	}
	d.contacts()
	d.similar(p)
	if d.Cascades, err = s.cascadeLinks(r.Context(), p, n); err != nil {
		return nil, err
	}
	d.Cite = cite(&rec.Case, n, len(rec.Revisions), rec.Revisions[len(rec.Revisions)-1].At, s.address(r, "/cases/"+n.String()))
	if d.Day != nil {
		d.Cite.asOf(d.Day.Day)
	}
	p.Data = d
	return p, nil
}

// noCase tells that there is no such case, and offers to search for it.
func (s *Server) noCase(w http.ResponseWriter, r *http.Request, asked string) error {
	p := s.newPage(r, "この番号の事件はありません", "There is no case of this number")
	p.Error, p.Query = true, feed.OneLine(asked)
	p.Data = &link{"/?" + url.Values{"q": {p.Query}}.Encode(), p.T("「%s」を事件簿で探す", "Search the casebook for “%s”", p.Query)}
	w.Header().Set("Cache-Control", "no-store")
	return s.render(w, r, http.StatusNotFound, "error", p)
}

// showNotice chooses the notice that stands beside the facts: the one that was
// asked for, with what it says, or the one that states most of what is known.
// A case that has none of its own, as its notices are part of another or nobody
// published one, names where the words stand.
func (s *Server) showNotice(r *http.Request, p *page, d *casePage) error {
	rec, q := d.Record, r.URL.Query()
	elsewhere := make(map[string]link) // by the SHA-256 of a notice
	for _, st := range d.Stages {
		elsewhere[d.all[st.N-1].Notice] = link{st.Href, st.Label}
	}
	last := rec.Revisions[len(rec.Revisions)-1]
	options := evidenceOptions{
		Lang:    p.Lang,
		Decided: p.By(last.Who) + " " + dateTime(last.At),
		Elsewhere: func(span jikenbo.Span) (string, string) {
			if to, ok := elsewhere[span.Notice]; ok {
				return fmt.Sprintf("%s&words=%d-%d#e0", to.Href, span.Start, span.End), to.Text
			}
			return "/notices/" + span.Notice, p.T("ほかの公表文", "another notice")
		},
	}
	if len(rec.Notices) == 0 {
		d.Evidence = newEvidence("", 0, d.Shown, rec.Evidence, rec.Conflicts, options)
		return nil
	}
	ref := rec.Notices[mainNotice(rec)]
	evidence, conflicts := rec.Evidence, rec.Conflicts
	if asked := q.Get("notice"); asked != "" {
		n, err := strconv.Atoi(asked)
		if err != nil || n < 1 || n > len(d.all) {
			return &refusal{http.StatusNotFound,
				fmt.Sprintf("この事件の公表文は%d件です。notice には1から%dまでを指定してください。", len(d.all), len(d.all)),
				fmt.Sprintf("This case has %d notices: notice is a number from 1 to %d.", len(d.all), len(d.all))}
		}
		if ref = d.all[n-1]; !slices.ContainsFunc(rec.Notices, func(x jikenbo.EntryRef) bool { return x.Notice == ref.Notice && x.Entry == ref.Entry }) {
			return &refusal{http.StatusNotFound,
				fmt.Sprintf("この公表文は %s にはまだ公表されていません。", d.Day.Day),
				fmt.Sprintf("This notice was not public yet on %s.", d.Day.Day)}
		}
		if i := slices.IndexFunc(d.Stages, func(st stage) bool { return st.N == n }); i >= 0 && d.Day == nil {
			reading, err := s.reading(r, ref)
			if err != nil {
				return err
			}
			d.Shown, evidence, conflicts, d.Then = &reading.Case, reading.Evidence, reading.Conflicts, &d.Stages[i]
		}
	}
	for i, st := range d.Stages {
		x := d.all[st.N-1]
		d.Stages[i].Current = x.Notice == ref.Notice && x.Entry == ref.Entry
	}
	var err error
	if d.Notice, err = s.book.Notice(r.Context(), ref.Notice); err != nil {
		return err
	}
	d.Original, d.File = original(&d.Notice)
	text := d.Notice.Text
	start, end := min(max(ref.Start, 0), len(text)), min(max(ref.End, 0), len(text))
	options.Notice = ref.Notice
	if d.Day == nil && d.Moved == nil {
		options.Action = p.editLink(rec)
	}
	if d.Then == nil {
		options.Past = d.past(p)
	}
	_, err = fmt.Sscanf(q.Get("words"), "%d-%d", &options.Words[0], &options.Words[1])
	if err != nil { // nothing is lit
		options.Words = [2]int{}
	}
	d.Evidence = newEvidence(text[start:max(start, end)], start, d.Shown, evidence, conflicts, options)
	d.changed(p, ref.Notice)
	return nil
}

// connections finds what else has to do with a case: the number that led here,
// and for editors the cases that may be the same.
func (s *Server) connections(r *http.Request, p *page, d *casePage) error {
	if from, err := jikenbo.ParseNumber(r.URL.Query().Get("from")); err == nil && from != d.Number {
		to, err := s.book.Resolve(r.Context(), from)
		if err == nil && to == d.Number {
			var rec *jikenbo.Record
			if rec, err = s.book.Case(r.Context(), from); err == nil {
				d.Led = p.turn(rec, from, "/cases/"+from.String()+"?itself=1")
			}
		}
		if err != nil && !errors.Is(err, jikenbo.ErrNotFound) {
			return err
		}
	}
	if !p.Editor() || d.Status != jikenbo.Open || d.Day != nil {
		return nil
	}
	proposals, err := s.book.Proposals(r.Context(), d.Number, 5)
	for _, x := range proposals {
		other := x.A
		if other == d.Number {
			other = x.B
		}
		d.Possible = append(d.Possible, link{"/cases/" + d.Number.String() + "/join?with=" + other.String(), "#" + other.String()})
	}
	return err
}

// editLink gives the links by which editors correct facts, nil for others.
func (p *page) editLink(rec *jikenbo.Record) func(jikenbo.Fact) template.HTML {
	if !p.Editor() {
		return nil
	}
	return func(f jikenbo.Fact) template.HTML {
		if !editable(fieldOf(f.Pointer)) {
			return ""
		}
		what, word := url.Values{"fact": {f.Pointer}}, p.T("直す", "correct")
		if f.Value == nil { // it is not stated
			what, word = url.Values{"field": {fieldOf(f.Pointer)}}, p.T("加える", "add")
		}
		var b htmlBuffer
		b.raw(`<a class="edit" href="`)
		b.attr("/cases/" + rec.Number.String() + "/edit?" + what.Encode())
		b.raw(`">`)
		b.raw(word)
		b.raw(`</a>`)
		return b.take()
	}
}

// reading gives what one entry of a notice says.
func (s *Server) reading(r *http.Request, ref jikenbo.EntryRef) (jikenbo.Reading, error) {
	all, err := s.book.Readings(r.Context(), ref.Notice)
	if err != nil {
		return jikenbo.Reading{}, err
	}
	i := slices.IndexFunc(all, func(x jikenbo.Reading) bool { return x.Entry == ref.Entry })
	if i < 0 {
		return jikenbo.Reading{}, fmt.Errorf("notice %s has no entry %d: verify the casebook", ref.Notice, ref.Entry)
	}
	return all[i], nil
}

// mainNotice gives the place of the notice that states most of a case, of
// several the last one.
func mainNotice(rec *jikenbo.Record) int {
	spans := make(map[string]int)
	for _, all := range rec.Evidence {
		for _, s := range all {
			spans[s.Notice]++
		}
	}
	best := 0
	for i, ref := range rec.Notices {
		if spans[ref.Notice] >= spans[rec.Notices[best].Notice] {
			best = i
		}
	}
	return best
}

// mainFigures are the counts by which a case is known: its totals, one of each
// unit, two at most.
func mainFigures(c *jikenbo.Case) []jikenbo.Affected {
	var figures []jikenbo.Affected
	for _, a := range c.Affected {
		if a.Role == jikenbo.Total && len(figures) < 2 &&
			!slices.ContainsFunc(figures, func(f jikenbo.Affected) bool { return f.Unit == a.Unit }) {
			figures = append(figures, a)
		}
	}
	return figures
}

// history gives the revisions, newest first, with what each of them changed.
func (d *casePage) history(p *page) {
	all := d.Revisions
	for i, r := range slices.Backward(all) {
		rev := revision{N: r.N, At: r.At, Who: p.By(r.Who), Why: p.Why(r.Why)}
		if i > 0 {
			rev.Changes = changes(p.Lang, &all[i-1].Case, &r.Case)
		}
		d.History = append(d.History, rev)
	}
	if d.Status == jikenbo.Withdrawn {
		d.Withdrew = &d.History[0]
	}
}

// changes lists the fields in which two states of a case differ.
func changes(lang string, before, after *jikenbo.Case) []change {
	var w evidenceWriter
	w.Lang = lang
	values := func(c *jikenbo.Case) map[string][]template.HTML {
		all := make(map[string][]template.HTML)
		for _, fact := range c.Facts() {
			i := slices.IndexFunc(jikenbo.Fields, func(f jikenbo.Field) bool { return f.Name == fieldOf(fact.Pointer) })
			w.value(&jikenbo.Fields[i], fact.Value)
			all[jikenbo.Fields[i].Name] = append(all[jikenbo.Fields[i].Name], w.take())
		}
		return all
	}
	old, now := values(before), values(after)
	without := func(a, b []template.HTML) []template.HTML {
		return slices.DeleteFunc(slices.Clone(a), func(v template.HTML) bool { return slices.Contains(b, v) })
	}
	var cs []change
	for i := range jikenbo.Fields {
		f := &jikenbo.Fields[i]
		c := change{f.Label(lang), without(old[f.Name], now[f.Name]), without(now[f.Name], old[f.Name])}
		if len(c.Old)+len(c.New) > 0 {
			cs = append(cs, c)
		}
	}
	return cs
}

// contacts are the enquiry windows that are stated.
func (d *casePage) contacts() {
	for _, c := range d.Case.Contacts {
		switch {
		case strings.Trim(c, "+-0123456789") == "":
			d.Contacts = append(d.Contacts, contact{c, "tel:" + c})
		case strings.Count(c, "@") == 1 && !strings.ContainsAny(c, "?&=%:/\\ \t\r\n<>\""):
			d.Contacts = append(d.Contacts, contact{c, "mailto:" + c})
		default:
			d.Contacts = append(d.Contacts, contact{c, ""})
		}
	}
}

// similar leads to the other cases of the organization, and of its suppliers.
func (d *casePage) similar(p *page) {
	for _, name := range d.Shown.Suppliers {
		d.Similar = append(d.Similar, link{"/suppliers/" + url.PathEscape(name), p.T("「%s」を挙げた事件", "Cases that name “%s”", feed.OneLine(name))})
	}
	if org := d.Case.Organization; org != "" {
		d.Similar = append(d.Similar, link{organizationAddress(org), p.T("「%s」の記録と関わる事件", "Record of “%s” and its cases", feed.OneLine(org))})
		d.Similar = append(d.Similar, link{"/?" + url.Values{"q": {`org:"` + strings.ReplaceAll(org, `"`, " ") + `"`}}.Encode(),
			p.T("「%s」の公表した事件", "Cases published by “%s”", feed.OneLine(org))})
	}
}

// original gives where a notice can be read: an address of the web only, or
// the name of the file it came from.
func original(n *jikenbo.Notice) (href, file string) {
	candidates := []string{n.Source}
	if n.Capture != nil {
		candidates = []string{n.Capture.Final, n.Capture.URL}
	}
	for _, c := range candidates {
		if u, err := url.Parse(publicSource(c)); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			return u.String(), ""
		}
	}
	return "", path.Base(strings.ReplaceAll(publicSource(n.Source), `\`, "/"))
}

// address gives the whole address of a path of this site.
func (s *Server) address(r *http.Request, path string) string {
	u := url.URL{Scheme: "http", Host: r.Host, Path: path}
	if secure(r) {
		u.Scheme = "https"
	}
	return u.String()
}

// tex escapes a text for BibTeX.
var tex = strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "%", `\%`, "&", `\&`, "#", `\#`, "$", `\$`, "_", `\_`, "~", `\~{}`, "^", `\^{}`)

// citation is how a case is cited.
type citation struct{ Ja, En, BibTeX string }

func cite(c *jikenbo.Case, n jikenbo.Number, revision int, at time.Time, address string) citation {
	title, organization := feed.OneLine(c.Title), feed.OneLine(c.Organization)
	day := jikenbo.DateOf(at)
	var out citation
	out.Ja = organization + "「" + title + "」"
	if d := c.Published; !d.IsZero() {
		out.Ja += " " + dateJa(d) + "公表"
	}
	out.Ja += fmt.Sprintf("。事件簿 #%s 第%d版（%s）。%s", n, revision, dateJa(day), address)
	out.En = organization + ", “" + title + "”"
	if languageOf(c.Title) == "ja" {
		out.En += " (in Japanese)"
	}
	if !c.Published.IsZero() {
		out.En += ", published " + c.Published.String()
	}
	out.En += fmt.Sprintf(". Jikenbo casebook #%s, revision %d (%s). %s", n, revision, day, address)

	field := func(name, value string) string { return fmt.Sprintf("  %-12s = {%s},\n", name, value) }
	out.BibTeX = "@misc{jikenbo-" + n.String() + ",\n" + field("author", "{"+tex.Replace(organization)+"}") + field("title", "{"+tex.Replace(title)+"}")
	if d := c.Published; !d.IsZero() {
		out.BibTeX += field("year", fmt.Sprint(d.Year))
		if d.Month > 0 {
			out.BibTeX += field("month", fmt.Sprint(d.Month))
		}
	}
	out.BibTeX += field("note", fmt.Sprintf(`Jikenbo casebook \#%s, revision %d`, n, revision)) + field("url", address) + field("urldate", day.String()) + "}"
	return out
}

// asOf says of which day the cited state is.
func (c *citation) asOf(day jikenbo.Date) {
	c.Ja += "?as-of=" + day.String() + "（" + dateJa(day) + "の時点）"
	c.En += "?as-of=" + day.String() + " (as of that day)"
	c.BibTeX = strings.Replace(c.BibTeX, "},\n  urldate", "?as-of="+day.String()+"},\n  urldate", 1)
}

// dateJa writes a date as it is read: 2023年1月10日.
func dateJa(d jikenbo.Date) string {
	s := fmt.Sprintf("%d年", d.Year)
	if d.Month > 0 {
		s += fmt.Sprintf("%d月", d.Month)
	}
	if d.Day > 0 {
		s += fmt.Sprintf("%d日", d.Day)
	}
	return s
}

// dateTime writes a moment in Japan's time.
func dateTime(t time.Time) string { return t.In(jikenbo.JST).Format("2006-01-02 15:04") }

// MainFigures writes the counts by which a case is known, with bound and unit.
func (p *page) MainFigures(c *jikenbo.Case) template.HTML {
	var b htmlBuffer
	for _, a := range mainFigures(c) {
		b.raw(`<span class="amount">`)
		b.text(a.Words(p.Lang))
		b.raw(`</span> `)
	}
	if len(c.Affected) == 0 {
		b.tag("unstated", p.T("件数の記載なし", "figures not stated"))
	}
	return b.take()
}

// Unstated says that nothing is stated.
func (p *page) Unstated() template.HTML {
	var b htmlBuffer
	b.tag("unstated", p.T("記載なし", "not stated"))
	return b.take()
}

// FieldLabel names the field that a JSON Pointer points into.
func (p *page) FieldLabel(pointer string) string {
	if f, ok := jikenbo.FieldNamed(fieldOf(pointer)); ok {
		return f.Label(p.Lang)
	}
	return pointer
}

// What says what became of a watched page.
func (p *page) What(c PageChange) string {
	switch c.What {
	case casebook.PageEdited:
		return p.T("書き換えられました", "edited")
	case casebook.PageGone:
		return p.T("見られなくなりました", "gone")
	case casebook.PageReturned:
		return p.T("また見られるようになりました", "there again")
	}
	return string(c.What)
}
