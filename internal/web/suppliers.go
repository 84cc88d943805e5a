package web

import (
	"cmp"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"jikenbo"
	"jikenbo/internal/assemble"
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
	found, err := s.book.Suppliers(r.Context(), asked)
	if err != nil {
		return err
	}
	type named struct {
		Name, Href string
		Cases      int
	}
	var data struct {
		Asked string
		*casebook.Suppliers
		Listed []named
		Most   int
	}
	data.Asked, data.Suppliers, data.Most = asked, found, suppliersShown
	for _, n := range found.Names[:min(len(found.Names), suppliersShown)] {
		data.Listed = append(data.Listed, named{n.Name, supplierAddress(n.Name), n.Cases})
	}
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

// supplierCascade is an incident at a supplier as its page shows it.
type supplierCascade struct {
	*casebook.Cascade
	Figure  template.HTML
	Victims []victim
	More    int // victims that are not shown
	Rows    []rollUpRow
	Refused []refusedRow
}

// rollUpRow are the figures of one unit.
type rollUpRow struct {
	Unit              string
	Supplier, Victims []rollUpFigure
	More              int // victims' figures that are not shown
	Sum               string
	Of                int // whose figures are in it
	Gross             bool
	Unstated          int
}

type rollUpFigure struct{ Text, Number, Href string }

// refusedRow says what is not added, and why.
type refusedRow struct {
	Figures []rollUpFigure
	More    int
	Why     string
}

const (
	cascadesShown = 20 // each with its drawing
	figuresShown  = 20 // in one cell
)

// supplierPage shows the incidents at a supplier, each with those that it
// reached in order of publication, and who named it besides.
func (s *Server) supplierPage(w http.ResponseWriter, r *http.Request) error {
	asked := feed.OneLine(r.PathValue("name"))
	if asked == "" || len(asked) > valueBytes {
		return jikenbo.ErrNotFound
	}
	found, err := s.book.Search(r.Context(), casebook.Search{Facets: map[string][]string{"supplier": {asked}}, Sort: casebook.Oldest, Limit: victimsShown})
	if err != nil {
		return err
	}
	all, err := s.book.Cascades(r.Context(), asked)
	if err != nil {
		return err
	}
	if len(found.Hits)+len(all) == 0 {
		named, err := s.book.Suppliers(r.Context(), asked)
		if err != nil {
			return err
		}
		if len(named.Names) > 0 { // a part of a name, or a product
			to := "/suppliers?name=" + url.QueryEscape(asked)
			if one := named.Names[0].Name; len(named.Names) == 1 && identity.Key(one) != identity.Key(asked) {
				to = supplierAddress(named.Names[0].Name)
			}
			http.Redirect(w, r, to, http.StatusSeeOther)
			return nil
		}
		p := s.newPage(r, "この名前を挙げた事件はありません", "No case names this supplier")
		p.Error, p.Query = true, asked
		p.Data = &link{"/suppliers?name=" + url.QueryEscape(asked), p.T("「%s」を委託先の一覧で探す", "Look for “%s” among the suppliers", asked)}
		w.Header().Set("Cache-Control", "no-store")
		return s.render(w, r, http.StatusNotFound, "error", p)
	}
	p := s.newPage(r, asked, asked)
	var data struct {
		Name     string
		Spelled  []string // other ways in which the cases write it
		Total    int
		Cascades []supplierCascade
		Rest     []victim // that are of none of them
		Figure   template.HTML
		Own      *casebook.Hit
		Search   string
	}
	data.Total = found.Total
	names := make(map[string]int)
	key := identity.Default().Key(asked)
	for _, h := range found.Hits {
		for _, n := range h.Case.Suppliers {
			if identity.Default().Key(n) == key {
				names[n]++
			}
		}
	}
	for n := range names {
		data.Spelled = append(data.Spelled, feed.OneLine(n))
	}
	slices.SortFunc(data.Spelled, func(a, b string) int {
		return cmp.Or(cmp.Compare(names[b], names[a]), cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	data.Name = asked
	if len(data.Spelled) > 0 { // as it is written most often
		data.Name, data.Spelled = data.Spelled[0], data.Spelled[1:]
	}
	p.Title = data.Name

	quotes := &quoting{server: s, request: r, left: victimsQuoted}
	folded := func(period string) string {
		q := url.Values{"supplier": {data.Name}, "month": {period}}
		if len(period) == 4 {
			q = url.Values{"supplier": {data.Name}, "year": {period}}
		}
		return "/?" + q.Encode()
	}
	of := make(map[jikenbo.Number]bool) // cases that are of a cascade on the page
	shown := 0
	for i := range all {
		c := &all[i]
		if c.Case == (jikenbo.Number{}) || len(data.Cascades) == cascadesShown {
			continue
		}
		x := supplierCascade{Cascade: c}
		var branches []figure.Branch
		for j := range c.Victims {
			v := &c.Victims[j]
			of[v.Number] = true
			y := victim{Number: v.Number, Status: jikenbo.Open, Case: &v.Case, Href: "/cases/" + v.Number.String(), Others: othersThan(key, &v.Case)}
			if y.Quote, err = quotes.of(v.Spans); err != nil {
				return err
			}
			branches = append(branches, p.branch(y))
			if shown < victimsShown {
				x.Victims = append(x.Victims, y)
				shown++
			}
		}
		x.More = len(c.Victims) - len(x.Victims)
		var own *figure.Branch
		if o := c.Own; o != nil {
			of[o.Number] = true
			b := p.branch(victim{Number: o.Number, Case: &o.Case, Href: "/cases/" + o.Number.String()})
			own = &b
		}
		f := figure.Cascade(data.Name, own, branches, p.Lang, folded)
		f.Table.Rows = nil // the page has the table with more in it
		x.Figure = p.figure(f)
		p.rollUp(&x)
		data.Cascades = append(data.Cascades, x)
	}

	var branches []figure.Branch
	var rest []casebook.Hit
	for _, h := range found.Hits {
		if of[h.Number] {
			continue
		}
		v := victim{Number: h.Number, Status: h.Status, Case: &h.Case, Href: "/cases/" + h.Number.String(), Others: othersThan(key, &h.Case)}
		if at := slices.IndexFunc(h.Case.Suppliers, func(n string) bool { return identity.Default().Key(n) == key }); at >= 0 && quotes.left > 0 {
			rec, err := s.book.Case(r.Context(), h.Number)
			if err != nil {
				return err
			}
			if v.Quote, err = quotes.of(rec.Evidence[jikenbo.Pointer("suppliers", at)]); err != nil {
				return err
			}
		}
		data.Rest, rest = append(data.Rest, v), append(rest, h)
		branches = append(branches, p.branch(v))
	}
	if len(data.Cascades) == 0 {
		var own *figure.Branch
		if data.Own, err = s.ownNotice(r, data.Name, rest); err != nil {
			return err
		}
		if o := data.Own; o != nil {
			b := p.branch(victim{Number: o.Number, Case: &o.Case, Href: "/cases/" + o.Number.String()})
			own = &b
		}
		f := figure.Cascade(data.Name, own, branches, p.Lang, folded)
		f.Table.Rows = nil
		data.Figure = p.figure(f)
	}
	data.Search = "/?" + url.Values{"supplier": {data.Name}}.Encode()
	p.Wide, p.Data = true, data
	return s.render(w, r, http.StatusOK, "supplier", p)
}

// othersThan leads to the other suppliers that a case names.
func othersThan(key string, c *jikenbo.Case) []supplierLink {
	var others []supplierLink
	for _, n := range c.Suppliers {
		if identity.Default().Key(n) != key {
			others = append(others, supplierLink{feed.OneLine(n), supplierAddress(n)})
		}
	}
	return others
}

// branch draws a case of a cascade.
func (p *page) branch(v victim) figure.Branch {
	return figure.Branch{Number: "#" + v.Number.String(), Organization: v.Case.Organization, Date: v.Case.FirstPublished(), Quote: v.Quote, Counts: p.counts(v.Case), Href: v.Href}
}

// rollUp words the figures of a cascade.
func (p *page) rollUp(x *supplierCascade) {
	figures := func(all []assemble.Figure) (out []rollUpFigure) {
		for _, f := range all[:min(len(all), figuresShown)] {
			text := feed.OneLine(f.Stated.Words(p.Lang))
			if f.Stated.Role == jikenbo.Part {
				text += p.T("（内訳）", " (part)")
			}
			out = append(out, rollUpFigure{text, "#" + f.Number.String(), "/cases/" + f.Number.String()})
		}
		return out
	}
	for i := range x.Cascade.Figures {
		f := &x.Cascade.Figures[i]
		row := rollUpRow{Unit: jikenbo.UnitLabel(f.Unit, p.Lang), Supplier: figures(f.Supplier), Victims: figures(f.Victims), Unstated: f.Unstated}
		if f.Population != "" {
			row.Unit = feed.OneLine(f.Population)
		}
		row.More = len(f.Victims) - len(row.Victims)
		if s := f.Sum; s != nil {
			row.Sum = jikenbo.Affected{Count: s.Count, Unit: jikenbo.UnitLabel(f.Unit, p.Lang), Bound: s.Bound}.Words(p.Lang)
			row.Of, row.Gross = len(s.Victims), s.Gross
		}
		x.Rows = append(x.Rows, row)
		for _, r := range f.Refused {
			said := refusedRow{Figures: figures(r.Figures), Why: r.Words(p.Lang)}
			said.More = len(r.Figures) - len(said.Figures)
			if len(x.Refused) < victimsQuoted {
				x.Refused = append(x.Refused, said)
			}
		}
	}
}

// quoting gives the sentences that words stand in, of so many at most.
type quoting struct {
	server  *Server
	request *http.Request
	left    int
}

func (q *quoting) of(spans []jikenbo.Span) (string, error) {
	if len(spans) == 0 || q.left <= 0 {
		return "", nil
	}
	q.left--
	notice, err := q.server.book.Notice(q.request.Context(), spans[0].Notice)
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
		if identity.Default().Key(h.Case.Organization) != identity.Default().Key(name) {
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
