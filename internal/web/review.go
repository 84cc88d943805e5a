package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// queueLength is how many cases the list of the review shows at a time.
const queueLength = 20

// reviewReasons are why cases wait for a person, in the order they are offered.
// "" is any of the first three.
var reviewReasons = []struct{ code, ja, en string }{
	{"", "すべて", "all"},
	{"flaw", "検算・つじつま", "does not add up"},
	{"conflict", "食い違い", "values differ"},
	{"doubt", "確からしさ", "doubtful"},
	{"new", "新着", "new"},
}

// reviewData is what the page of the review shows.
type reviewData struct {
	Waiting string // how many cases
	Reason  string
	Sort    string
	Reasons []reviewChoice
	Sorts   []reviewChoice
	Hits    []reviewHit
	More    string // the next part of the list; "" if there is none
	Case    *reviewCase
}

type reviewChoice struct {
	Label, Href string
	Chosen      bool
}

// reviewHit is a case that waits.
type reviewHit struct {
	Number       jikenbo.Number
	Organization string
	Published    jikenbo.Date
	Href         string
	Shown        bool
}

// reviewCase is the case beside the list.
type reviewCase struct {
	*jikenbo.Record
	View    *evidenceView
	Base    int
	Doubts  []doubt
	Notices []noticeChoice
	Next    string // the case that comes next, "" if it is the last of the list
}

// doubt is something about a fact that a person should look at.
type doubt struct {
	Field string // its label
	Href  string
	What  string
	less  float64 // those with less come first
}

// review shows what waits for a person, and one of the cases beside its notice.
func (s *Server) review(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	p := s.newPage(r, "審査", "Review")
	p.Wide = true
	d := reviewData{Reason: q.Get("reason"), Sort: q.Get("sort")}
	if !slices.ContainsFunc(reviewReasons, func(x struct{ code, ja, en string }) bool { return x.code == d.Reason }) {
		return jikenbo.ErrNotFound
	}
	page, err := strconv.Atoi(cmp.Or(q.Get("page"), "1"))
	if err != nil || page < 1 || page > lastPage {
		return jikenbo.ErrNotFound
	}
	ask := casebook.Search{
		Sort: casebook.ByDoubt, Limit: queueLength, Offset: (page - 1) * queueLength,
		Facets: map[string][]string{"status": {string(jikenbo.Open)}, "review": {d.Reason}},
	}
	switch d.Reason {
	case "":
		ask.Facets["review"] = []string{"flaw", "conflict", "doubt"}
	case "new": // nobody has decided anything
		delete(ask.Facets, "review")
		ask.Query = "-review:curated"
		ask.Sort = casebook.ByDate
	}
	switch d.Sort {
	case "oldest":
		ask.Sort = casebook.Oldest
	case "":
	default:
		return jikenbo.ErrNotFound
	}
	found, err := s.book.Search(r.Context(), ask)
	if err != nil {
		return err
	}
	d.Waiting = p.T("待ち%s件", "%s waiting", jikenbo.Commas(found.Total))
	if !found.Exact {
		d.Waiting = p.T("待ち約%s件", "about %s waiting", jikenbo.Commas(found.Total))
	}

	// The state of the list is in the address; a case is one more word of it.
	address := func(change map[string]string) string {
		v := url.Values{}
		for name, value := range map[string]string{"reason": d.Reason, "sort": d.Sort, "page": strconv.Itoa(page), "case": ""} {
			if changed, ok := change[name]; ok {
				value = changed
			}
			if value != "" && (name != "page" || value != "1") {
				v.Set(name, value)
			}
		}
		if len(v) == 0 {
			return "/review"
		}
		return "/review?" + v.Encode()
	}
	for _, x := range reviewReasons {
		d.Reasons = append(d.Reasons, reviewChoice{p.T(x.ja, x.en), address(map[string]string{"reason": x.code, "page": "1"}), x.code == d.Reason})
	}
	d.Sorts = []reviewChoice{
		{p.T("確からしさの低い順", "least certain first"), address(map[string]string{"sort": "", "page": "1"}), d.Sort == ""},
		{p.T("公表の古い順", "oldest first"), address(map[string]string{"sort": "oldest", "page": "1"}), d.Sort == "oldest"},
	}
	if d.Reason == "new" {
		d.Sorts[0].Label = p.T("公表の新しい順", "newest first")
	}
	if page*queueLength < found.Total {
		d.More = address(map[string]string{"page": strconv.Itoa(page + 1)})
	}
	var shown jikenbo.Number
	switch asked := q.Get("case"); {
	case asked != "":
		if shown, err = jikenbo.ParseNumber(asked); err != nil {
			return jikenbo.ErrNotFound
		}
	case len(found.Hits) > 0:
		shown = found.Hits[0].Number
	}
	next := ""
	for i, h := range found.Hits {
		hit := reviewHit{Number: h.Number, Organization: h.Case.Organization, Published: h.Case.Published, Href: address(map[string]string{"case": h.Number.String()}), Shown: h.Number == shown}
		d.Hits = append(d.Hits, hit)
		if hit.Shown && i+1 < len(found.Hits) {
			next = address(map[string]string{"case": found.Hits[i+1].Number.String()})
		}
	}
	if next == "" && len(d.Hits) > 0 && d.Hits[0].Number != shown {
		next = d.Hits[0].Href // the case that was shown has left the list
	}
	if shown != (jikenbo.Number{}) {
		here := address(map[string]string{"case": shown.String()})
		if d.Case, err = s.reviewCase(r, p, shown, here); err != nil {
			return err
		}
		d.Case.Next = next
	}
	p.Data = d
	return s.render(w, r, http.StatusOK, "review", p)
}

// reviewCase shows a case with what a person should look at. here is the
// address of the page, to which what is decided leads back.
func (s *Server) reviewCase(r *http.Request, p *page, number jikenbo.Number, here string) (*reviewCase, error) {
	rec, err := s.book.Case(r.Context(), number)
	if err != nil {
		return nil, err
	}
	c := &reviewCase{Record: rec, Base: len(rec.Revisions)}
	n := len(rec.Notices)
	if asked, err := strconv.Atoi(r.URL.Query().Get("notice")); err == nil && asked >= 1 && asked <= n {
		n = asked
	}
	for i, ref := range rec.Notices {
		c.Notices = append(c.Notices, noticeChoice{N: i + 1, Name: ref.Source, Href: here + "&notice=" + strconv.Itoa(i+1), Shown: i+1 == n})
	}
	ref := rec.Notices[n-1]
	notice, err := s.book.Notice(r.Context(), ref.Notice)
	if err != nil {
		return nil, err
	}
	c.View = newEvidence(notice.Text[ref.Start:ref.End], ref.Start, &rec.Case, rec.Evidence, rec.Conflicts, evidenceOptions{
		Lang: p.Lang, Notice: ref.Notice, Numbered: true, Action: p.factActions(rec, here),
		Elsewhere: func(span jikenbo.Span) (string, string) {
			for i, other := range rec.Notices {
				if other.Notice == span.Notice {
					return c.Notices[i].Href, p.T("%d番の公表文", "notice %d", i+1)
				}
			}
			return "", ""
		},
	})
	c.Doubts = p.doubts(rec, c.View)
	return c, nil
}

// doubts lists what a person should look at, what does not add up first, then
// by how sure it is. What a person has decided is left out.
func (p *page) doubts(rec *jikenbo.Record, view *evidenceView) []doubt {
	var all []doubt
	label := func(pointer string) string {
		f, _ := jikenbo.FieldNamed(fieldOf(pointer))
		return f.Label(p.Lang)
	}
	for _, f := range rec.Case.Lint(rec.Evidence) {
		if !rec.Evidence.Curated(f.Fact()) {
			all = append(all, doubt{label(f.Pointer), view.Link(f.Fact()), f.Message(p.Lang), -2})
		}
	}
	for _, c := range rec.Conflicts {
		all = append(all, doubt{label(c.Pointer), view.Link(c.Pointer), p.T("食い違う値があります", "values differ"), -1})
	}
	for _, f := range rec.Case.Facts() {
		if sure := rec.Evidence.Confidence(f.Pointer); sure > 0 && sure < uncertain {
			w := evidenceWriter{evidenceOptions: evidenceOptions{Lang: p.Lang}}
			field, _ := jikenbo.FieldNamed(fieldOf(f.Pointer))
			all = append(all, doubt{label(f.Pointer), view.Link(f.Pointer), p.T("%s　確からしさ%.0f%%", "%s, %.0f%% certain", shorten(w.shortName(&field, f.Value)), 100*sure), sure})
		}
	}
	slices.SortStableFunc(all, func(a, b doubt) int { return cmp.Compare(a.less, b.less) })
	return all
}
