package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

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
	{"pair", "重複かも", "may be the same"},
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
	Pairs   []reviewPair // cases that may be one incident
	Pair    *decision    // the one beside the list
}

// reviewPair is a pair of cases that may be one incident.
type reviewPair struct {
	A, B         jikenbo.Number
	Organization string
	Href         string
	Shown        bool
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
	if d.Reason == "pair" {
		return s.reviewPairs(w, r, p, &d, page)
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
	d.choices(p)
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

// choices offers the reasons for which cases wait.
func (d *reviewData) choices(p *page) {
	for _, x := range reviewReasons {
		v := url.Values{}
		if x.code != "" {
			v.Set("reason", x.code)
		}
		if d.Sort != "" && x.code != "pair" {
			v.Set("sort", d.Sort)
		}
		d.Reasons = append(d.Reasons, reviewChoice{p.T(x.ja, x.en), strings.TrimSuffix("/review?"+v.Encode(), "?"), x.code == d.Reason})
	}
}

// pairsAtMost is how many pairs the review looks at, the likeliest first.
const pairsAtMost = 200

// reviewPairs shows the pairs of cases that may be one incident, and one of them
// side by side.
func (s *Server) reviewPairs(w http.ResponseWriter, r *http.Request, p *page, d *reviewData, page int) error {
	all, err := s.book.Proposals(r.Context(), jikenbo.Number{}, pairsAtMost+1)
	if err != nil {
		return err
	}
	d.choices(p)
	d.Waiting = p.T("待ち%d組", "%d pairs waiting", len(all))
	if len(all) > pairsAtMost {
		all = all[:pairsAtMost]
		d.Waiting = p.T("待ち%d組より多い", "more than %d pairs waiting", pairsAtMost)
	}
	here := "/review?reason=pair"
	if page > 1 {
		here += "&page=" + strconv.Itoa(page)
	}
	first := min((page-1)*queueLength, len(all))
	last := min(first+queueLength, len(all))
	if last < len(all) {
		d.More = "/review?reason=pair&page=" + strconv.Itoa(page+1)
	}
	asked := r.URL.Query().Get("pair")
	shown := -1
	for i, x := range all[first:last] {
		name := x.A.String() + "." + x.B.String()
		if asked == name || asked == "" && i == 0 {
			shown = i
		}
		rec, err := s.book.Case(r.Context(), x.A)
		if err != nil {
			return err
		}
		d.Pairs = append(d.Pairs, reviewPair{A: x.A, B: x.B, Organization: rec.Case.Organization, Href: here + "&pair=" + name, Shown: i == shown})
	}
	if shown < 0 && len(d.Pairs) > 0 { // it has been decided
		shown = 0
		d.Pairs[0].Shown = true
	}
	if shown >= 0 {
		x := d.Pairs[shown]
		a, err := s.book.Case(r.Context(), x.A)
		if err != nil {
			return err
		}
		b, err := s.book.Case(r.Context(), x.B)
		if err != nil {
			return err
		}
		d.Pair = &decision{Record: a, Kind: "join", Keep: a.Number.String(), Next: here}
		if shown+1 < len(d.Pairs) {
			d.Pair.Next = d.Pairs[shown+1].Href
		}
		if d.Pair.Pair, err = s.newPair(r, p, a, b); err != nil {
			return err
		}
	}
	p.Data = *d
	return s.render(w, r, http.StatusOK, "review", p)
}

// reviewCase shows a case with what a person should look at. here is the
// address of the page, to which what is decided leads back.
func (s *Server) reviewCase(r *http.Request, p *page, number jikenbo.Number, here string) (*reviewCase, error) {
	number, err := s.book.Resolve(r.Context(), number) // it may have been joined meanwhile
	if err != nil {
		return nil, err
	}
	rec, err := s.book.Case(r.Context(), number)
	if err != nil {
		return nil, err
	}
	if len(rec.Notices) == 0 {
		return nil, jikenbo.ErrNotFound
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
