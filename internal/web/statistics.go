package web

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/figure"
	"jikenbo/internal/search"
)

// statisticsRoutes are the addresses of the pictures of the whole.
func (s *Server) statisticsRoutes() {
	s.page("GET /statistics", s.statisticsPage)
	s.page("GET /statistics.csv", s.statisticsCSV)
}

// drawn is a figure on the page of statistics.
type drawn struct {
	Name    string
	Title   string
	Finding string
	Figure  template.HTML
	CSV     string
}

// filterFacets are the facets that the page of statistics offers; any other is
// taken from the address.
var filterFacets = []string{"type", "leak", "year", "discoverer"}

// statisticsPage draws the whole, or what a search finds of it.
func (s *Server) statisticsPage(w http.ResponseWriter, r *http.Request) error {
	st, err := searchOf(r.URL.Query())
	if err != nil {
		return err
	}
	p := s.newPage(r, "統計", "Statistics")
	figures, whole, err := s.figures(r, p, &st)
	if err != nil {
		return err
	}
	var data struct {
		Cases, Of int
		Exact     bool
		Roughly   bool // the counts of filters may be a little too high
		Chips     []link
		Filters   []facetList
		Kept      []link // parameters that the form of filters does not show
		Search    string // address of the cases
		Figures   []drawn
	}
	data.Cases, data.Of, data.Exact = whole.Cases, whole.Of, whole.Exact
	data.Search = st.href("/", 1)
	for _, facet := range search.Facets() {
		for _, v := range st.Facets[facet] {
			data.Chips = append(data.Chips, link{st.without(facet, v).href("/statistics", 1), p.facetLabel(facet) + p.T("：", ": ") + p.valueLabel(facet, v)})
		}
	}
	question := st.search()
	question.Limit, question.Offset, question.Count = 1, 0, filterFacets
	found, err := s.book.Search(r.Context(), question)
	if err != nil {
		return err
	}
	panel := searchPage{State: &st}
	panel.panel(p, found)
	data.Roughly = !found.FacetsExact
	data.Filters = append(panel.Open, panel.Folded...)
	for name, values := range st.values() {
		if name != "q" && name != "sort" && !slices.Contains(filterFacets, name) {
			for _, v := range values {
				data.Kept = append(data.Kept, link{name, v})
			}
		}
	}
	slices.SortFunc(data.Kept, func(a, b link) int { return cmp.Or(strings.Compare(a.Href, b.Href), strings.Compare(a.Text, b.Text)) })
	for _, f := range figures {
		d := drawn{Name: f.Name, Title: f.Title, Finding: f.Finding}
		if !f.Empty {
			q := st.values()
			q.Set("figure", f.Name)
			d.CSV = "/statistics.csv?" + q.Encode()
		}
		f.Finding = "" // it stands above the drawing
		d.Figure = p.figure(f)
		data.Figures = append(data.Figures, d)
	}
	p.Wide, p.Data = true, data
	return s.render(w, r, http.StatusOK, "statistics", p)
}

// statisticsCSV gives the numbers of one figure.
func (s *Server) statisticsCSV(w http.ResponseWriter, r *http.Request) error {
	st, err := searchOf(r.URL.Query())
	if err != nil {
		return err
	}
	figures, _, err := s.figures(r, s.newPage(r, "", ""), &st)
	if err != nil {
		return err
	}
	name := r.URL.Query().Get("figure")
	i := slices.IndexFunc(figures, func(f figure.Figure) bool { return f.Name == name })
	if i < 0 {
		var names []string
		for _, f := range figures {
			names = append(names, f.Name)
		}
		return &refusal{http.StatusNotFound,
			"figure には次のどれかを指定してください。" + strings.Join(names, "、"),
			"figure is one of: " + strings.Join(names, ", ")}
	}
	var b bytes.Buffer
	b.WriteString("\uFEFF") // spreadsheets take it for UTF-8 only with this mark
	if err := figures[i].Table.WriteCSV(&b); err != nil {
		return err
	}
	sendFile(w, r, "text/csv", `attachment; filename="jikenbo-`+figures[i].Name+`.csv"`, b.Bytes())
	return nil
}

// sendFile answers with a file in the language of the pages, which a browser
// asks for again but need not be sent again.
func sendFile(w http.ResponseWriter, r *http.Request, kind, disposition string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", kind+"; charset=utf-8")
	h.Set("Content-Disposition", disposition)
	h.Set("Cache-Control", "private, no-cache")
	h.Add("Vary", "Cookie, Accept-Language")
	sum := sha256.Sum256(body)
	h.Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	if matches(r.Header.Get("If-None-Match"), h.Get("ETag")) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(body) // whoever left cannot be told
}

// figures draws the statistics of a search, each mark leading to its cases.
func (s *Server) figures(r *http.Request, p *page, a *searchState) ([]figure.Figure, *casebook.Statistics, error) {
	st, err := s.book.Statistics(r.Context(), a.search())
	if err != nil {
		return nil, nil, err
	}
	lang := p.Lang
	scope := figure.Scope{Cases: st.Cases, Of: st.Of}
	unstated := func(facet string) string { return a.with(facet, search.Unstated) }

	months := figure.Monthly{Scope: scope, Undated: st.NoMonth, UndatedHref: unstated("month"), Today: jikenbo.DateOf(s.now()),
		Link: func(typ string, months []string) string {
			in := a
			if typ != "" {
				if in = a.choosing("type", typ); in == nil {
					return ""
				}
			}
			return in.with("month", months...)
		}}
	for _, m := range st.Months {
		months.Months = append(months.Months, figure.Month{Month: m.Month, Cases: m.Cases, Types: m.Types})
	}

	sizes := figure.Sizing{Scope: scope, Unstated: st.NoSize, UnstatedHref: unstated("size")}
	for _, x := range st.Sizes {
		u := figure.Unit{Label: jikenbo.UnitLabel(x.Unit, lang), Cases: x.Cases}
		for _, b := range x.Bands {
			u.Bands = append(u.Bands, figure.Band{Lo: b.Lo, Hi: b.Hi, Cases: b.Cases, Href: a.with("size", b.Value)})
		}
		sizes.Units = append(sizes.Units, u)
	}

	figures := []figure.Figure{figure.Months(months, lang), figure.Sizes(sizes, lang)}

	// The whole way first: it is what readers ask for.
	slices.SortStableFunc(st.Lags, func(x, y casebook.Lags) int { return cmp.Compare(lagOrder(x), lagOrder(y)) })
	for _, x := range st.Lags {
		bands := func(all []casebook.Band, in *searchState) []figure.Band {
			var out []figure.Band
			for _, b := range all {
				band := figure.Band{Label: lagLabel(b.Value, lang), Cases: b.Cases}
				if in != nil {
					band.Href = in.with(x.Facet, b.Value)
				}
				out = append(out, band)
			}
			return out
		}
		g := figure.Lagging{Scope: scope, From: x.From, To: x.To, Median: x.Median, Known: x.Known, Unknown: x.Unknown, UnknownHref: unstated(x.Facet),
			Bands: bands(x.Bands, a), Types: make(map[string][]figure.Band), Negative: x.Negative, NegativeHref: a.with(x.Facet, search.NegativeLag)}
		for code, all := range x.Types {
			g.Types[code] = bands(all, a.choosing("type", code))
		}
		figures = append(figures, figure.Lags(g, lang))
	}

	tally := func(facet string, all []casebook.Coded, missing int) figure.Tally {
		t := figure.Tally{Scope: scope, Stated: st.Cases - missing, Unstated: missing, UnstatedHref: unstated(facet)}
		for _, x := range all {
			row := figure.Row{Label: jikenbo.TaxonomyOf(facet).Label(x.Code, lang), Cases: x.Cases, Href: a.with(facet, x.Code), Excluded: x.Excluded}
			if x.Excluded > 0 {
				row.ExcludedHref = a.with("excluded", x.Code)
			}
			t.Rows = append(t.Rows, row)
		}
		slices.SortStableFunc(t.Rows, func(x, y figure.Row) int {
			return cmp.Or(cmp.Compare(y.Cases, x.Cases), cmp.Compare(y.Excluded, x.Excluded))
		})
		return t
	}
	figures = append(figures, figure.Items(tally("item", st.Items, st.NoItems), lang), figure.Discoverers(tally("discoverer", st.Discoverers, st.NoDiscoverer), lang))

	suppliers := figure.Tally{Scope: scope, Stated: st.Cases - st.NoSupplier, Unstated: st.NoSupplier, UnstatedHref: unstated("supplier")}
	for _, x := range st.Suppliers[:min(len(st.Suppliers), suppliersDrawn)] {
		suppliers.Rows = append(suppliers.Rows, figure.Row{Label: x.Name, Cases: x.Cases, Href: supplierAddress(x.Name), Quote: true})
	}
	return append(figures, figure.Suppliers(suppliers, lang)), st, nil
}

// suppliersDrawn is how many suppliers the statistics draw.
const suppliersDrawn = 20

// lagOrder puts the lag from discovery to publication first, then the others in
// their order.
func lagOrder(x casebook.Lags) int {
	if x.From == jikenbo.Discovery && x.To == jikenbo.Publication {
		return 0
	}
	return 1
}

// choosing gives the search with one more condition: one of these values of a
// facet. Where another choice within the facet stands already and a case may
// have several values, both must hold, which the query language says. nil where
// nothing can say it.
func (st *searchState) choosing(facet string, values ...string) *searchState {
	now := st.without("", "")
	field := map[string]string{"type": "type", "item": "item"}[facet]
	several := field != "" || facet == "excluded" || facet == "size"
	if chosen := st.Facets[facet]; len(chosen) == 0 || !several || len(chosen) == 1 && len(values) == 1 && chosen[0] == values[0] {
		now = st.without(facet, "")
		now.Facets[facet] = values
		return now
	}
	if field == "" || len(values) != 1 || values[0] == search.Unstated {
		return nil
	}
	now.Query = field + ":" + values[0]
	if st.Query != "" {
		now.Query += " (" + st.Query + ")"
	}
	if len(now.Query) > queryBytes {
		return nil
	}
	return now
}

// with gives the address of the cases of the search that meet one more
// condition, "" where there is none.
func (st *searchState) with(facet string, values ...string) string {
	now := st.choosing(facet, values...)
	if now == nil || len(values) > chosenValues {
		return ""
	}
	now.Sort = ""
	return now.href("/", 1)
}
