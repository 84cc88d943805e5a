package web

import (
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/feed"
	"jikenbo/internal/search"
)

// Bounds of the address of a search.
const (
	hitsOnPage   = 20
	lastPage     = 5000
	queryBytes   = 2000
	chosenValues = 100 // in all facets
	valueBytes   = 300
	valuesOpen   = 8 // values of a facet that are not folded
)

// searchState is a search as the address of its page has it.
type searchState struct {
	Query  string
	Facets map[string][]string
	Sort   casebook.Sort
	Page   int // 1-based

	Unit        string // of the figures asked for
	Least, Most int64  // of them: ends of bands, 0 for open
}

// searchOf reads the state of a search. What is out of bounds is an error for
// the person who asked; parameters it does not know are left alone.
func searchOf(q url.Values) (searchState, error) {
	st := searchState{Query: q.Get("q"), Facets: make(map[string][]string), Sort: casebook.Sort(q.Get("sort")), Page: 1, Unit: q.Get("unit")}
	refuse := func(ja, en string, args ...any) (searchState, error) {
		return searchState{}, &refusal{http.StatusBadRequest, fmt.Sprintf(ja, args...), fmt.Sprintf(en, args...)}
	}
	if len(st.Query) > queryBytes {
		return refuse("検索の言葉が長すぎます。%dバイトまでにしてください。", "The query is too long: at most %d bytes.", queryBytes)
	}
	values := 0
	for _, name := range search.Facets() {
		for _, v := range q[name] {
			if v == "" || slices.Contains(st.Facets[name], v) {
				continue
			}
			if values++; values > chosenValues || len(v) > valueBytes {
				return refuse("絞り込みの条件が多すぎるか、長すぎます。減らしてください。", "There are too many filters, or one is too long. Use fewer.")
			}
			if codes := codesOf(name); codes != "" && v != search.Unstated && !jikenbo.TaxonomyOf(codes).Has(v) {
				return refuse("%s に %q という値はありません。/help/search に一覧があります。", "%s has no value %q: /help/search lists them.", name, v)
			}
			st.Facets[name] = append(st.Facets[name], v)
		}
	}
	if st.Sort != "" && !slices.Contains(casebook.Sorts, st.Sort) {
		sorts := strings.Join(strs(casebook.Sorts), ", ")
		return refuse("その並べ方はありません。sort には次のどれかを指定してください: %s", "There is no such order: sort is one of %s.", sorts)
	}
	if page := q.Get("page"); page != "" {
		n, err := strconv.Atoi(page)
		if err != nil || n < 1 || n > lastPage {
			return refuse("page には1から%dまでの数を指定してください。条件を足して絞り込むと、先のほうも見られます。", "page is a number from 1 to %d. Add filters to reach what comes later.", lastPage)
		}
		st.Page = n
	}
	for _, bound := range []struct {
		name string
		into *int64
	}{{"least", &st.Least}, {"most", &st.Most}} {
		if v := q.Get(bound.name); v != "" {
			n, err := strconv.ParseInt(v, 10, 64)
			if err != nil || n < 0 || n > 1e12 {
				return refuse("%s には0以上の数を指定してください。", "%s is a number, 0 or more.", bound.name)
			}
			*bound.into = n
		}
	}
	if st.Least > 0 || st.Most > 0 {
		if !slices.Contains(search.UnitClasses, st.Unit) {
			return refuse("件数で絞り込むときは、単位（人、件など）を選んでください。", "Choose a unit to filter by figures.")
		}
		if st.Most > 0 && st.Most < st.Least {
			st.Least, st.Most = st.Most, st.Least
		}
		st.Least, st.Most = wholeBands(st.Least, st.Most)
		st.Facets["size"] = sizeBands(st.Unit, st.Least, st.Most)
	} else {
		st.Unit = ""
	}
	return st, nil
}

// wholeBands widens a range of figures to the bands that it begins and ends in, 0
// for open: no others can be chosen.
func wholeBands(least, most int64) (int64, int64) {
	end := func(n int64, last bool) int64 {
		lo, hi, _ := strings.Cut(search.SizeBand(n), "-")
		if last {
			lo = hi
		}
		if end, err := strconv.ParseInt(lo, 10, 64); err == nil {
			return end
		}
		return n
	}
	if least > 0 {
		least = end(least, false)
	}
	if most > 0 {
		most = end(most, true)
	}
	return least, most
}

// sizeBands are the values of the facet size between two figures, 0 for open.
func sizeBands(unit string, least, most int64) []string {
	most = cmp.Or(most, 1e12)
	var bands []string
	for lo := max(least, 1); lo <= most; {
		band := search.SizeBand(lo)
		bands = append(bands, unit+":"+band)
		_, hi, _ := strings.Cut(band, "-")
		n, err := strconv.ParseInt(hi, 10, 64)
		if err != nil {
			break
		}
		lo = n + 1
	}
	return bands
}

// sized reports whether figures are filtered by a range.
func (st *searchState) sized() bool { return st.Unit != "" }

// values gives the state as parameters; without the page they belong to every
// form of the search.
func (st *searchState) values() url.Values {
	q := url.Values{}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	set("q", st.Query)
	for name, values := range st.Facets {
		if name != "size" || !st.sized() {
			q[name] = values
		}
	}
	set("sort", string(st.Sort))
	if st.sized() {
		set("unit", st.Unit)
		if st.Least > 0 {
			set("least", strconv.FormatInt(st.Least, 10))
		}
		if st.Most > 0 {
			set("most", strconv.FormatInt(st.Most, 10))
		}
	}
	return q
}

// href gives the address of a page of the search in some form of it.
func (st *searchState) href(path string, page int) string {
	q := st.values()
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// without gives the state without one value of a facet, or without the facet.
func (st *searchState) without(facet, value string) *searchState {
	now := *st
	now.Facets = make(map[string][]string, len(st.Facets))
	for name, values := range st.Facets {
		kept := slices.DeleteFunc(slices.Clone(values), func(v string) bool { return name == facet && (value == "" || v == value) })
		if len(kept) > 0 {
			now.Facets[name] = kept
		}
	}
	if facet == "size" {
		now.Unit, now.Least, now.Most = "", 0, 0
	}
	return &now
}

// search gives what is to be asked of the casebook.
func (st *searchState) search() casebook.Search {
	return casebook.Search{Query: st.Query, Facets: st.Facets, Sort: st.Sort, Limit: hitsOnPage, Offset: (st.Page - 1) * hitsOnPage}
}

// sortWords name the orders that the page offers; by doubt is for those who
// check.
var sortWords = map[casebook.Sort]said{
	casebook.ByDate:   {"公表日の新しい順", "newest"},
	casebook.Oldest:   {"古い順", "oldest"},
	casebook.ByNumber: {"番号", "number"},
	casebook.BySize:   {"件数", "figure"},
	casebook.ByRank:   {"合う順", "best match"},
}

// facetFields are the facets whose values are those of a field.
var facetFields = map[string]string{
	"kind": "kind", "type": "types", "leak": "leak", "item": "items", "excluded": "items_excluded", "supplier": "suppliers",
	"service": "services", "discoverer": "discovered_by", "recipient": "reports", "stage": "stage", "response": "responses", "damage": "secondary_damage",
}

// facetWords name the other facets, but for those of days.
var facetWords = map[string]said{
	"status": {"状態", "State"},
	"size":   {"件数", "Figures"},
	"year":   {"公表年", "Year"},
	"month":  {"公表月", "Month"},
	"sector": {"業種（攻撃者の規則）", "Sector of attackers' rules"},
	"review": {"審査", "Review"},
}

// codesOf names the taxonomy whose codes the values of a facet are, "" for none.
func codesOf(facet string) string {
	f, _ := jikenbo.FieldNamed(facetFields[facet])
	return f.Taxonomy
}

// shownFacets are the facets of the panel: those that are open, then those that
// are folded.
var shownFacets, foldedFacets = []string{"type", "leak", "year", "item", "supplier"}, []string{"discoverer", "recipient", "response", "damage", "service", "stage"}

// facetLabel names a facet.
func (p *page) facetLabel(name string) string {
	if field, ok := jikenbo.FieldNamed(facetFields[name]); ok {
		return field.Label(p.Lang)
	}
	if words, ok := facetWords[name]; ok {
		return words.in(p.Lang)
	}
	from, to, _ := strings.Cut(name, "-")
	return jikenbo.Lag{From: jikenbo.Milestone(from), To: jikenbo.Milestone(to)}.Label(p.Lang)
}

// valueLabel words a value of a facet.
func (p *page) valueLabel(facet, value string) string {
	if value == search.Unstated {
		return p.T("記載なし", "not stated")
	}
	switch facet {
	case "year":
		return p.T("%s年", "%s", value)
	case "month":
		if d, err := jikenbo.ParseDate(value); err == nil && p.Lang == "ja" {
			return dateJa(d)
		}
	case "status":
		return jikenbo.Status(value).Label(p.Lang)
	case "review":
		if w, ok := reviewWords[value]; ok {
			return p.T(w[0], w[1])
		}
	case "size":
		unit, band, _ := strings.Cut(value, ":")
		lo, hi, _ := strings.Cut(band, "-")
		return p.between(lo, hi, p.unitLabel(unit))
	}
	if codes := codesOf(facet); codes != "" {
		return p.Label(codes, value)
	}
	if facetFields[facet] == "" && facetWords[facet] == (said{}) { // days
		if lo, hi, ranged := strings.Cut(value, "-"); ranged {
			return p.between(lo, hi, p.T("日", " days"))
		}
		return p.T("%s日", "%s days", value)
	}
	return feed.OneLine(value)
}

var reviewWords = map[string][2]string{
	"flaw": {"つじつまの合わない点", "something does not add up"}, "conflict": {"食い違い", "conflict"},
	"doubt": {"確からしさの低い事実", "doubtful fact"}, "curated": {"人が確かめた", "checked by a person"},
}

// unitLabel names a class of units, as it stands behind a number.
func (p *page) unitLabel(class string) string {
	switch name := feed.OneLine(jikenbo.UnitLabel(class, p.Lang)); {
	case p.Lang == "ja" && class == "other":
		return "（" + name + "）"
	case p.Lang == "ja":
		return name
	case class == "other":
		return " of " + name
	default:
		return " " + name
	}
}

// between words a range of numbers; either end may be open.
func (p *page) between(lo, hi, unit string) string {
	digits := func(s string) string {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return jikenbo.Commas(n)
		}
		return feed.OneLine(s)
	}
	switch {
	case hi == "" || hi == "0":
		return p.T("%s%s以上", "%s%s or more", digits(lo), unit)
	case lo == "" || lo == "0":
		return p.T("%s%s以下", "%s%s or less", digits(hi), unit)
	}
	return p.T("%s〜%s%s", "%s to %s%s", digits(lo), digits(hi), unit)
}

// searchPage is what the page of a search shows.
type searchPage struct {
	*casebook.Found
	State    *searchState
	First    bool // nothing is asked for
	Rows     []resultRow
	Open     []facetList
	Folded   []facetList
	Units    []link // Href is the code
	Steps    []int64
	Chips    []link
	Chosen   int // filters that are on
	Sorts    []sortLink
	Others   []link // entries that are no incidents, which match too
	Examples []link
	Previous string
	Next     string
	LastPage int
	Forms    []link // the same search as CSV and so on
	Atom     string
}

type sortLink struct {
	link
	Current bool
}

// resultRow is a case, or another entry, that was found.
type resultRow struct {
	Number       string
	Href         string
	Kind         string // of an entry that is no incident
	Status       string // "" for an open case
	First        string // its first publication, where the date is of a later notice
	Date         string
	Organization template.HTML
	Title        template.HTML
	Types, Leak  template.HTML
	Figures      []template.HTML
	Snippet      template.HTML
	Matched      []link // values of chosen facets that the row does not show otherwise
	Lang         string
}

// facetList is a facet in the panel.
type facetList struct {
	Name    string
	Label   string
	Values  []facetChoice
	More    []facetChoice // folded
	Chosen  int
	Missing *facetChoice
}

type facetChoice struct {
	Value  string
	Label  template.HTML
	Count  int
	Chosen bool
}

// search shows the cases that are asked for.
func (s *Server) search(w http.ResponseWriter, r *http.Request) error {
	return s.keep(w, r, "search", func() (*page, error) { return s.newSearchPage(r) })
}

// newSearchPage makes the page of a search.
func (s *Server) newSearchPage(r *http.Request) (*page, error) {
	st, err := searchOf(r.URL.Query())
	if err != nil {
		return nil, err
	}
	asked := st.search()
	asked.Count = slices.Concat(shownFacets, foldedFacets, []string{"kind"})
	found, err := s.find(r.Context(), asked)
	if err != nil {
		return nil, err
	}
	p := s.newPage(r, "公表された事件", "Published incidents")
	p.Wide = true
	if st.Query != "" {
		p.Title = p.T("「%s」を探す", "Search: %s", feed.OneLine(st.Query))
	}
	d := &searchPage{Found: found, State: &st, First: len(st.values()) == 0 && st.Page == 1, Atom: st.href("/feed.atom", 1)}
	for _, hit := range found.Hits {
		d.Rows = append(d.Rows, p.resultRow(found, &hit, &st))
	}
	d.panel(p, found)
	d.chips(p)
	for _, sort := range casebook.Sorts {
		words, offered := sortWords[sort]
		if !offered || sort == casebook.ByRank && st.Query == "" {
			continue
		}
		now := st
		if now.Sort = sort; sort == casebook.ByDate {
			now.Sort = ""
		}
		d.Sorts = append(d.Sorts, sortLink{link{now.href("/", 1), words.in(p.Lang)}, st.Sort == now.Sort || st.Sort == sort})
	}
	d.LastPage = min((found.Total+hitsOnPage-1)/hitsOnPage, lastPage)
	if st.Page > 1 {
		d.Previous = st.href("/", min(st.Page-1, max(d.LastPage, 1)))
	}
	if st.Page < d.LastPage {
		d.Next = st.href("/", st.Page+1)
	}
	for _, form := range []link{{"/cases.csv", "CSV"}, {"/cases.json", "JSON"}, {"/feed.atom", "Atom"}, {"/feed.json", "JSON Feed"}} {
		d.Forms = append(d.Forms, link{st.href(form.Href, 1), form.Text})
	}
	if d.First && len(found.Hits) > 0 {
		d.examples(p)
	}
	p.Data = d
	return p, nil
}

// state names the state of a case that does not count, "" for one that does.
func (p *page) state(s jikenbo.Status) string {
	if s == jikenbo.Open || s == "" {
		return ""
	}
	return s.Label(p.Lang)
}

// first says when a case was first told of, where its date is that of a later
// notice.
func (p *page) first(c *jikenbo.Case) string {
	if first := c.FirstPublished(); first != c.Published && c.Kind == jikenbo.Incident {
		return p.T("初報 %s", "first %s", first)
	}
	return ""
}

// resultRow shows one hit.
func (p *page) resultRow(found *casebook.Found, hit *casebook.Hit, st *searchState) resultRow {
	c := &hit.Case
	var b htmlBuffer
	marked := func(s string) template.HTML {
		b.marked(feed.OneLine(s), found.Marks(feed.OneLine(s)))
		return b.take()
	}
	row := resultRow{
		Href: "/cases/" + hit.Number.String(), Number: "#" + hit.Number.String(), Status: p.state(hit.Status), First: p.first(c),
		Date: c.Published.String(), Organization: marked(c.Organization), Title: marked(c.Title), Lang: languageOf(c.Organization + c.Title),
	}
	if c.Kind == jikenbo.Incident {
		row.Types, row.Leak = p.Types(c.Types), p.Leak(c.Leak)
		for _, a := range mainFigures(c) {
			row.Figures = append(row.Figures, p.figureCell(a))
		}
	} else {
		row.Number, row.Kind = "", p.Label("kind", c.Kind)
		row.Href = entryHref(c.Kind, hit.Ref)
	}
	if hit.Snippet.Text != "" {
		b.marked(hit.Snippet.Text, hit.Snippet.Marks)
		row.Snippet = b.take()
	}
	for _, name := range []string{"supplier", "service", "item", "excluded", "discoverer", "recipient", "response", "damage", "stage"} {
		if text := p.matched(c, name, st.Facets[name]); text != "" {
			row.Matched = append(row.Matched, link{p.facetLabel(name), text})
		}
	}
	return row
}

// entryHref gives where an entry that is no incident is shown.
func entryHref(kind jikenbo.Kind, ref jikenbo.EntryRef) string {
	switch kind {
	case jikenbo.ThreatNote:
		return fmt.Sprintf("/notes/%s/%d", ref.Notice, ref.Entry)
	case jikenbo.EventKind:
		return "/events"
	}
	return "/notices/" + ref.Notice
}

// figureCell sets a count with its digits apart from its unit, so that digits
// stand under each other.
func (p *page) figureCell(a jikenbo.Affected) template.HTML {
	before, number, after := a.Parts(p.Lang)
	var b htmlBuffer
	if before != "" {
		b.raw(`<small>`)
		b.text(strings.TrimSpace(before))
		b.raw(`</small> `)
	}
	b.text(number)
	b.raw(`<span class="unit">`)
	b.text(strings.Replace(after, " ", "\u00A0", 1))
	b.raw(`</span>`)
	return b.take()
}

// matched words what a case has of the chosen values of a facet.
func (p *page) matched(c *jikenbo.Case, facet string, chosen []string) string {
	if len(chosen) == 0 {
		return ""
	}
	var has []string
	codes := func(values ...string) {
		for _, v := range values {
			if slices.Contains(chosen, v) {
				has = append(has, p.valueLabel(facet, v))
			}
		}
	}
	switch facet {
	case "supplier": // names of one company may be written in several ways
		has = append(has, c.Suppliers...)
	case "service":
		has = append(has, c.Services...)
	case "item":
		codes(strs(c.Items)...)
	case "excluded":
		codes(strs(c.ItemsExcluded)...)
	case "response":
		codes(strs(c.Responses)...)
	case "recipient":
		for _, r := range c.Reports {
			codes(string(r.To))
		}
		slices.Sort(has)
		has = slices.Compact(has)
	case "discoverer":
		codes(string(c.DiscoveredBy))
	case "damage":
		codes(string(c.SecondaryDamage))
	case "stage":
		codes(string(c.Stage))
	}
	return feed.OneLine(strings.Join(has, p.T("、", ", ")))
}

func strs[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// marked writes a text with the ranges in it that were looked for.
func (h *htmlBuffer) marked(s string, marks [][2]int) {
	at := 0
	for _, m := range marks {
		if m[0] < at || m[1] > len(s) || m[1] <= m[0] {
			continue
		}
		h.text(s[at:m[0]])
		h.raw("<mark>")
		h.text(s[m[0]:m[1]])
		h.raw("</mark>")
		at = m[1]
	}
	h.text(s[at:])
}

// panel makes the facets, and the links to entries that are no incidents.
func (d *searchPage) panel(p *page, found *casebook.Found) {
	lists := make(map[string]facetList)
	for _, f := range found.Facets {
		if f.Name == "kind" {
			d.others(p, f)
			continue
		}
		list := facetList{Name: f.Name, Label: p.facetLabel(f.Name)}
		if f.Name == "type" || f.Name == "item" || f.Name == "response" {
			slices.SortStableFunc(f.Values, func(a, b casebook.FacetValue) int { return cmp.Compare(b.Count, a.Count) })
		}
		for _, v := range f.Values {
			c := facetChoice{v.Value, p.choiceLabel(f.Name, v.Value), v.Count, v.Chosen}
			if v.Chosen {
				list.Chosen++
			}
			if len(list.Values) < valuesOpen || v.Chosen {
				list.Values = append(list.Values, c)
			} else {
				list.More = append(list.More, c)
			}
		}
		if f.Missing > 0 || f.MissingChosen {
			list.Missing = &facetChoice{search.Unstated, p.choiceLabel(f.Name, search.Unstated), f.Missing, f.MissingChosen}
			if f.MissingChosen {
				list.Chosen++
			}
		}
		lists[f.Name] = list
	}
	for _, name := range shownFacets {
		if l, ok := lists[name]; ok && len(l.Values) > 0 {
			d.Open = append(d.Open, l)
		}
	}
	for _, name := range foldedFacets {
		if l, ok := lists[name]; ok && len(l.Values) > 0 {
			d.Folded = append(d.Folded, l)
		}
	}
	for _, u := range search.UnitClasses {
		d.Units = append(d.Units, link{u, strings.TrimSpace(p.unitLabel(u))})
	}
	for n := int64(1); n <= 1e7; n *= 10 {
		d.Steps = append(d.Steps, n, 3*n)
	}
}

// choiceLabel words a value with its shape.
func (p *page) choiceLabel(facet, value string) template.HTML {
	var b htmlBuffer
	if facet == "type" || facet == "leak" || value == search.Unstated {
		b.raw(shapeOf(value))
	}
	b.text(p.valueLabel(facet, value))
	return b.take()
}

// others leads to entries of other kinds that match the query too.
func (d *searchPage) others(p *page, f casebook.Facet) {
	if d.State.Query == "" {
		return
	}
	for _, v := range f.Values {
		if v.Chosen || v.Value == string(jikenbo.Incident) && len(d.State.Facets["kind"]) == 0 {
			continue
		}
		now := d.State.without("kind", "")
		now.Facets["kind"] = []string{v.Value}
		d.Others = append(d.Others, link{now.href("/", 1), p.T("%s %s件", "%s: %s", p.Label("kind", v.Value), jikenbo.Commas(v.Count))})
	}
}

// chips are the filters that are on, each with what takes it off.
func (d *searchPage) chips(p *page) {
	st := d.State
	for _, name := range search.Facets() {
		if name == "size" && st.sized() {
			d.Chips = append(d.Chips, link{st.without("size", "").href("/", 1), p.between(strconv.FormatInt(st.Least, 10), strconv.FormatInt(st.Most, 10), p.unitLabel(st.Unit))})
			continue
		}
		for _, v := range st.Facets[name] {
			text := p.valueLabel(name, v)
			if name != "year" && name != "type" && name != "leak" && name != "size" {
				text = p.facetLabel(name) + p.T("：", ": ") + text
			}
			d.Chips = append(d.Chips, link{st.without(name, v).href("/", 1), text})
		}
	}
	d.Chosen = len(d.Chips)
}

// Clear gives the address of the search without any filter.
func (d *searchPage) Clear() string {
	return (&searchState{Query: d.State.Query, Sort: d.State.Sort}).href("/", 1)
}

// Kept are the parameters that the form of the filters keeps.
func (d *searchPage) Kept(names ...string) []link {
	var kept []link
	for name, values := range d.State.values() {
		shown := name == "unit" || name == "least" || name == "most" ||
			slices.ContainsFunc(slices.Concat(d.Open, d.Folded), func(l facetList) bool { return l.Name == name })
		if name == "q" && slices.Contains(names, "box") || shown && !slices.Contains(names, "box") {
			continue
		}
		for _, v := range values {
			kept = append(kept, link{name, v})
		}
	}
	slices.SortFunc(kept, func(a, b link) int { return cmp.Or(strings.Compare(a.Href, b.Href), strings.Compare(a.Text, b.Text)) })
	return kept
}

// examples are searches that find something here.
func (d *searchPage) examples(p *page) {
	add := func(query, text string) {
		d.Examples = append(d.Examples, link{"/?" + url.Values{"q": {query}}.Encode(), feed.OneLine(text)})
	}
	first := d.Hits[0]
	d.Examples = append(d.Examples, link{"/cases/" + first.Number.String(), "#" + first.Number.String()})
	if org := first.Case.Organization; org != "" && len(org) < 80 {
		add(org, org)
	}
	for _, f := range d.Facets {
		if f.Name == "supplier" && len(f.Values) > 0 && len(f.Values[0].Value) < 80 {
			add("supplier:"+quoted(f.Values[0].Value), p.T("委託先 ", "Supplier: ")+f.Values[0].Value)
		}
	}
	add("ランサムウェア 病院", "ランサムウェア 病院")
}

// quoted sets a name in quotation marks for a query.
func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, " ") + `"` }

// about tells how the casebook counts.
func (s *Server) about(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, r, http.StatusOK, "about", s.newPage(r, "数え方と限界", "How it counts, and its limits"))
}

// searchHelp tells how to ask.
func (s *Server) searchHelp(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, r, http.StatusOK, "help-search", s.newPage(r, "探し方", "How to search"))
}

// Excerpt gives a part of the query, for what is said of it.
func (p *page) Excerpt(start, end int) string {
	q := p.Data.(*searchPage).State.Query
	if start < 0 || end > len(q) || start >= end {
		return ""
	}
	return feed.OneLine(shorten(strings.ToValidUTF8(q[start:end], "")))
}

// Respell gives the address of the search with another query.
func (p *page) Respell(query string) string {
	now := *p.Data.(*searchPage).State
	now.Query = query
	return now.href("/", 1)
}

// codeList are the codes of a field of the query language.
type codeList struct {
	Field, Label string
	Terms        []jikenbo.Term
}

// Codes are the codes by which fields are searched.
func (p *page) Codes() []codeList {
	var all []codeList
	for _, field := range []string{"type", "leak", "item", "stage", "discoverer", "recipient", "response", "damage"} {
		all = append(all, codeList{field, p.facetLabel(field), jikenbo.TaxonomyOf(codesOf(field)).Terms})
	}
	return all
}
