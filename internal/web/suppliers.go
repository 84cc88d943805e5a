package web

import (
	"cmp"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/feed"
	"jikenbo/internal/figure"
	"jikenbo/internal/identity"
)

// supplierRoutes are the addresses of suppliers.
func (s *Server) supplierRoutes() {
	s.page("GET /suppliers", s.suppliersPage)
	s.page("GET /suppliers/{name}", s.supplierPage)
}

// supplierAddress is the page of a supplier.
func supplierAddress(name string) string {
	// A name of dots alone would be taken for a step in the path.
	return "/suppliers/" + strings.ReplaceAll(url.PathEscape(name), ".", "%2E")
}

const (
	victimsShown   = 1000 // cases on the page of a supplier
	victimsQuoted  = 100  // of them with the words of the notice
	suppliersShown = 100  // in the list
)

// suppliersPage lists the suppliers that cases name.
func (s *Server) suppliersPage(w http.ResponseWriter, r *http.Request) error {
	asked := feed.OneLine(clipBytes(strings.TrimSpace(r.URL.Query().Get("name")), valueBytes))
	question := casebook.Search{Count: []string{"supplier"}, Limit: 1}
	if asked != "" {
		question.Query = `supplier:"` + strings.ReplaceAll(asked, `"`, " ") + `"`
	}
	found, err := s.book.Search(r.Context(), question)
	if err != nil {
		return err
	}
	type named struct {
		Name, Href string
		Cases      int
	}
	var data struct {
		Asked          string
		Suppliers      []named
		Cases, Of      int
		Unstated, Most int
	}
	data.Asked, data.Of, data.Most = asked, found.Of, suppliersShown
	for _, f := range found.Facets {
		data.Unstated = f.Missing
		for _, v := range f.Values[:min(len(f.Values), suppliersShown)] {
			if v.Value != "" && (asked == "" || strings.Contains(identity.Key(v.Value), identity.Key(asked))) {
				data.Suppliers = append(data.Suppliers, named{v.Value, supplierAddress(v.Value), v.Count})
			}
		}
	}
	data.Cases = found.Total - data.Unstated
	p := s.newPage(r, "委託先・利用サービス", "Suppliers")
	p.Data = data
	return s.render(w, r, http.StatusOK, "suppliers", p)
}

// victim is a case that names a supplier.
type victim struct {
	Number jikenbo.Number
	Status jikenbo.Status
	Case   *jikenbo.Case
	Quote  string
	Href   string // of the words in the case
	Others []supplierLink
}

type supplierLink struct{ Name, Href string }

// supplierPage shows who named a supplier, in order of publication.
func (s *Server) supplierPage(w http.ResponseWriter, r *http.Request) error {
	asked := feed.OneLine(r.PathValue("name"))
	if asked == "" || len(asked) > valueBytes {
		return jikenbo.ErrNotFound
	}
	found, err := s.book.Search(r.Context(), casebook.Search{Facets: map[string][]string{"supplier": {asked}}, Sort: casebook.Oldest, Limit: victimsShown})
	if err != nil {
		return err
	}
	if len(found.Hits) == 0 {
		p := s.newPage(r, "この名前を挙げた事件はありません", "No case names this supplier")
		p.Error, p.Query = true, asked
		p.Data = &link{"/suppliers?name=" + url.QueryEscape(asked), p.T("「%s」を委託先の一覧で探す", "Look for “%s” among the suppliers", asked)}
		w.Header().Set("Cache-Control", "no-store")
		return s.render(w, r, http.StatusNotFound, "error", p)
	}
	p := s.newPage(r, asked, asked)
	var data struct {
		Name    string
		Spelled []string // other ways in which the cases write it
		Total   int
		Victims []victim
		Figure  template.HTML
		Own     *casebook.Hit
		Search  string
	}
	data.Total = found.Total
	names := make(map[string]int)
	var branches []figure.Branch
	for i, h := range found.Hits {
		v := victim{Number: h.Number, Status: h.Status, Case: &h.Case, Href: "/cases/" + h.Number.String()}
		at := slices.IndexFunc(h.Case.Suppliers, func(n string) bool { return identity.Key(n) == identity.Key(asked) })
		if at >= 0 {
			names[h.Case.Suppliers[at]]++
		}
		for j, n := range h.Case.Suppliers {
			if j != at {
				v.Others = append(v.Others, supplierLink{feed.OneLine(n), supplierAddress(n)})
			}
		}
		if i < victimsQuoted && at >= 0 {
			if v.Quote, err = s.sentenceOf(r, h.Number, jikenbo.Pointer("suppliers", at)); err != nil {
				return err
			}
		}
		data.Victims = append(data.Victims, v)
		branches = append(branches, figure.Branch{Number: "#" + h.Number.String(), Organization: h.Case.Organization, Date: h.Case.Published,
			Quote: v.Quote, Counts: p.counts(&h.Case), Href: v.Href})
	}
	for n := range names {
		data.Spelled = append(data.Spelled, feed.OneLine(n))
	}
	slices.SortFunc(data.Spelled, func(a, b string) int { return cmp.Or(cmp.Compare(names[b], names[a]), cmp.Compare(a, b)) })
	data.Name = asked
	if len(data.Spelled) > 0 { // as it is written most often
		data.Name, data.Spelled = data.Spelled[0], data.Spelled[1:]
	}
	p.Title = data.Name
	var own *figure.Branch
	if data.Own, err = s.ownNotice(r, data.Name, found.Hits); err != nil {
		return err
	}
	if o := data.Own; o != nil {
		own = &figure.Branch{Number: "#" + o.Number.String(), Organization: o.Case.Organization, Date: o.Case.Published, Counts: p.counts(&o.Case), Href: "/cases/" + o.Number.String()}
	}
	f := figure.Cascade(data.Name, own, branches, p.Lang, func(period string) string {
		q := url.Values{"supplier": {data.Name}, "month": {period}}
		if len(period) == 4 {
			q = url.Values{"supplier": {data.Name}, "year": {period}}
		}
		return "/?" + q.Encode()
	})
	f.Table.Rows = nil // the page has the table with more in it
	data.Figure = p.figure(f)
	data.Search = "/?" + url.Values{"supplier": {data.Name}}.Encode()
	p.Wide, p.Data = true, data
	return s.render(w, r, http.StatusOK, "supplier", p)
}

// sentenceOf gives the sentence in which a case states a fact.
func (s *Server) sentenceOf(r *http.Request, n jikenbo.Number, pointer string) (string, error) {
	rec, err := s.book.Case(r.Context(), n)
	if err != nil {
		return "", err
	}
	spans := rec.Evidence[pointer]
	if len(spans) == 0 {
		return "", nil
	}
	notice, err := s.book.Notice(r.Context(), cmp.Or(spans[0].Notice, rec.Notices[0].Notice))
	if err != nil {
		return "", err
	}
	return sentenceAround(notice.Text, spans[0].Start, spans[0].End), nil
}

const sentenceBytes = 400 // of a quoted sentence, each way from the words

// sentenceAround gives the sentence that the words at [start, end) stand in,
// in one line; a long one is cut, with … where it was.
func sentenceAround(text string, start, end int) string {
	start = min(max(start, 0), len(text))
	end = min(max(end, start), len(text))
	from, to := start, end
	for from > 0 && start-from < sentenceBytes && !strings.HasSuffix(text[:from], "。") && text[from-1] != '\n' {
		from--
	}
	for to < len(text) && to-end < sentenceBytes && !strings.HasSuffix(text[:to], "。") && text[to] != '\n' {
		to++
	}
	s := strings.TrimFunc(feed.OneLine(strings.ToValidUTF8(text[from:to], "")), func(r rune) bool { return r == ' ' || r == '　' })
	if start-from >= sentenceBytes {
		s = "…" + s
	}
	if to-end >= sentenceBytes {
		s += "…"
	}
	return s
}

// ownNotice finds a case that the supplier published itself about the time it
// was first named: the nearest one from a year before to a year after. It need
// not be about the same incident.
func (s *Server) ownNotice(r *http.Request, name string, victims []casebook.Hit) (*casebook.Hit, error) {
	found, err := s.book.Search(r.Context(), casebook.Search{Query: `org:"` + strings.ReplaceAll(name, `"`, " ") + `"`, Sort: casebook.Oldest, Limit: 200})
	if err != nil {
		return nil, err
	}
	var first jikenbo.Date
	for _, v := range victims {
		if v.Case.Published.Precision() == jikenbo.DayOfMonth {
			first = v.Case.Published
			break
		}
	}
	var best *casebook.Hit
	nearest := 366
	for i := range found.Hits {
		h := &found.Hits[i]
		if identity.Key(h.Case.Organization) != identity.Key(name) {
			continue
		}
		days, ok := first.DaysUntil(h.Case.Published)
		if days = max(days, -days); ok && days < nearest {
			best, nearest = h, days
		}
	}
	return best, nil
}

// counts writes the counts by which a case is known, in words.
func (p *page) counts(c *jikenbo.Case) string {
	var all []string
	for _, a := range mainFigures(c) {
		all = append(all, feed.OneLine(a.Words(p.Lang)))
	}
	return strings.Join(all, p.T("、", ", "))
}
