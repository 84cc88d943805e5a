package web

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/identity"
	"jikenbo/internal/search"
)

// searchOperations adds what takes the parameters of a search.
func (a *api) searchOperations() {
	asked := searchParameters()
	operate(a, operation{"search", "/search", "search", said{"事件簿を探す", "Search the casebook"},
		said{"検索のページと同じ引数で同じものを探します。ページの宛先の / を /api/v1/search に替えてください。count を加えると、絞り込みの件数も数えます。", "The same search as the page has, with the same parameters: its address with /api/v1/search for / asks the same. Add count to have facets counted."}},
		a.search, asked...)
	operate(a, operation{"statistics", "/statistics", "search", said{"数える", "Statistics"},
		said{"見つかった事件の図の数: 月別、件数と日数の分布、項目、発見者、委託先。述べていない事件は数に入れず、その数を別に示します。", "The figures of what a search finds: months, sizes, lags, items, discoverers, suppliers. Cases that do not state a fact are not counted as a value of it; how many there are stands beside."}},
		a.statistics, asked...)
	operate(a, operation{"list-suppliers", "/suppliers", "search", said{"委託先", "Suppliers"},
		said{"見つかった事件が挙げた委託先等を、事件の多い順に100まで。", "The suppliers that the found cases name, those of most cases first, up to 100."}}, a.listSuppliers, asked...)
	operate(a, operation{"supplier", "/suppliers/{name}", "search", said{"一つの委託先", "One supplier"},
		said{"その委託先等を挙げた事件を、公表の古い順に。件数は重なるので合算しません。", "The cases that name it, the oldest first. Their figures overlap and are not summed."}}, a.oneSupplier)
	operate(a, operation{"organization", "/organizations/{name}", "search", said{"一つの組織", "One organization"},
		said{"組織が何者か（表記、旧名、法人番号など、それぞれに述べている言葉か出典）と、関わる事件を新しい順に2000まで。同じ組織かもしれない名前は理由とともに。", "Who an organization is (its names, former names, corporate number and so on, each with the words or the source that say so), the cases it has a part in, the latest first, up to 2000, and names that may be of it, with the reasons."}}, a.oneOrganization)
	operate(a, operation{"list-entries", "/entries", "notices", said{"事件でない記事", "Entries that are no cases"},
		said{"催し、脅威メモ、その他を、あとに収めた公表文のものから。番号はなく、公表文と記事の位置が名前です。", "Events, threat notes and others, those of the notice that was kept last first. They have no number: notice and entry name them."}}, a.listEntries)
	operate(a, operation{"entry", "/entries/{sha256}/{entry}", "notices", said{"公表文の一つの記事", "One entry of a notice"},
		said{"種別を問わず、一つの記事から読み取ったこと。", "What was read out of one entry, whatever its kind."}}, a.oneEntry)
}

// facetMeanings say what the values of a facet are.
var facetMeanings = map[string]string{
	"kind":       "What an entry is; incident if none is chosen.",
	"status":     statusNames("en") + ". Duplicates are found only where they are asked for.",
	"type":       "A type of incident.",
	"year":       "YYYY, of the first publication.",
	"month":      "YYYY-MM, of the first publication.",
	"sector":     "Of the rules of a threat note.",
	"stage":      "The place of the notice among those of its incident.",
	"leak":       "What is stated of leakage.",
	"item":       "An item that leaked or may have leaked.",
	"excluded":   "An item that is stated not to be affected.",
	"discoverer": "Who noticed it first.",
	"supplier":   "A name; legal forms and width make no difference.",
	"service":    "A name; legal forms and width make no difference.",
	"recipient":  "To whom it was reported.",
	"response":   "What was done.",
	"damage":     "What is stated of secondary damage.",
	"size":       "UNIT:LO-HI, a band of half a decade, such as 件:1000-3162.",
	"review":     "flaw, conflict, doubt or curated.",
}

// searchParameters describes the parameters that searchOf reads.
func searchParameters() []*huma.Param {
	text := func(name, example, description string, most int) *huma.Param {
		p := &huma.Param{Name: name, In: "query", Description: description, Schema: &huma.Schema{Type: huma.TypeString, MaxLength: &most}}
		if example != "" {
			p.Example = example
		}
		return p
	}
	var orders []any
	for _, sort := range casebook.Sorts {
		orders = append(orders, string(sort))
	}
	explode, values, long := true, chosenValues, valueBytes
	all := []*huma.Param{
		text("q", "漏洩 病院", "A query: words, \"phrases\", OR, NOT, parentheses, and fields such as org: or count>1000. Every text is one.", queryBytes),
		{Name: "sort", In: "query", Description: "The order; the newest first without it.", Schema: &huma.Schema{Type: huma.TypeString, Enum: orders}},
		text("unit", "", "The unit of least and most, one of those of the facet size.", valueBytes),
		{Name: "least", In: "query", Description: "The smallest figure, to the half decade.", Schema: &huma.Schema{Type: huma.TypeInteger}},
		{Name: "most", In: "query", Description: "The largest figure, to the half decade.", Schema: &huma.Schema{Type: huma.TypeInteger}},
	}
	for _, facet := range search.Facets() {
		meaning := facetMeanings[facet]
		if meaning == "" { // a lag
			meaning = "Days, one of 0, 1-3, 4-7, 8-14, 15-30, 31-60, 61-90, 91-180, 181-365, 366-."
		}
		p := &huma.Param{
			Name: facet, In: "query", Explode: &explode,
			Description: meaning + " Any of the values; " + search.Unstated + " for what does not state one.",
			Schema:      &huma.Schema{Type: huma.TypeArray, MaxItems: &values, Items: &huma.Schema{Type: huma.TypeString, MaxLength: &long}},
		}
		if facet == "type" {
			p.Example = "ransomware"
		}
		all = append(all, p)
	}
	return all
}

// Asked is a search as the parameters of an address ask it: those of its page
// and any others that are named.
type Asked struct {
	state searchState
	query url.Values
}

// read reads the search, and refuses parameters that it does not know.
func (in *Asked) read(u url.URL, others ...string) (errs []error) {
	in.query = u.Query()
	wrong := func(name, message string) {
		errs = append(errs, &huma.ErrorDetail{Location: "query." + name, Message: message})
	}
	known := append(others, "q", "sort", "unit", "least", "most")
	for _, name := range slices.Sorted(maps.Keys(in.query)) {
		if !slices.Contains(known, name) && !search.IsFacet(name) {
			wrong(name, "unknown query parameter")
		}
	}
	var err error
	if in.state, err = searchOf(in.query); err != nil {
		wrong("q", err.Error())
	}
	return errs
}

// Resolve makes [Asked] an input by itself.
func (in *Asked) Resolve(ctx huma.Context) []error { return in.read(ctx.URL()) }

// searchInput is a search of which a part is wanted.
type searchInput struct {
	Window
	Count []string `query:"count,explode" maxItems:"40" doc:"Facets to count, or all: of a facet, as if nothing were chosen in it."`

	asked Asked
}

// Resolve reads the parameters of the search from the address.
func (in *searchInput) Resolve(ctx huma.Context) []error {
	errs := in.asked.read(ctx.URL(), "cursor", "limit", "count")
	for i, name := range in.Count {
		if name == "all" {
			in.Count[i] = "*"
		} else if !search.IsFacet(name) {
			errs = append(errs, &huma.ErrorDetail{Location: "query.count", Message: "there is no such facet"})
		}
	}
	return errs
}

// Results are what a search found.
type Results struct {
	Total       int                 `json:"total" doc:"How many match."`
	Exact       bool                `json:"exact" doc:"Whether the total is exact. Otherwise it may be a little too high."`
	Of          int                 `json:"of" doc:"How many cases the casebook has."`
	Items       []casebook.Hit      `json:"items" doc:"Those of this page, in the order of the search."`
	Next        string              `json:"next,omitempty" doc:"The cursor of the next page; absent on the last one."`
	Facets      []casebook.Facet    `json:"facets,omitempty" doc:"The facets that were counted."`
	FacetsExact bool                `json:"facets_exact" doc:"Whether their counts are exact, of which some are of cases that are not found. Otherwise they may be a little too high."`
	Spellings   []casebook.Spelling `json:"spellings,omitempty" doc:"Other spellings of words of the query, with what they would find."`
	Problems    []search.Problem    `json:"problems,omitempty" doc:"What in the query was taken as plain words."`
}

// slack is by how many cases the place of a page may move while it is turned.
const slack = 400

func (a *api) search(ctx context.Context, in *searchInput) (*answer[Results], error) {
	name := "/search?" + in.asked.state.values().Encode()
	from, err := placeOf(name, in.Cursor)
	if err != nil {
		return nil, err
	}
	question := in.asked.state.search()
	question.Count, question.Offset, question.Limit = in.Count, 0, in.Limit+1
	skip := 0 // hits that were given before
	if from != "" {
		position, last, _ := strings.Cut(from, " ")
		offset, err := strconv.Atoi(position)
		if err != nil || offset < 1 {
			return nil, badCursor
		}
		// The last hit of the page before is looked for where it was, and then
		// around it: what was added or changed meanwhile moves it.
		question.Offset, question.Limit, skip = offset-1, in.Limit+2, 1
		found, err := a.server.find(ctx, question)
		if err != nil {
			return nil, err
		}
		if len(found.Hits) > 0 && hitKey(found.Hits[0]) == last {
			return a.results(in, name, found, question.Offset, skip), nil
		}
		question.Offset, question.Limit = max(offset-slack, 0), min(2*slack+in.Limit+1, 1000)
		if found, err = a.server.find(ctx, question); err != nil {
			return nil, err
		}
		at := slices.IndexFunc(found.Hits, func(h casebook.Hit) bool { return hitKey(h) == last })
		if at < 0 { // it is no more among what is found
			at = min(offset-question.Offset, len(found.Hits)) - 1
		}
		return a.results(in, name, found, question.Offset, at+1), nil
	}
	found, err := a.server.find(ctx, question)
	if err != nil {
		return nil, err
	}
	return a.results(in, name, found, 0, 0), nil
}

// hitKey names a hit.
func hitKey(h casebook.Hit) string {
	if h.Number != (jikenbo.Number{}) {
		return h.Number.String()
	}
	return fmt.Sprintf("%s/%d", h.Ref.Notice, h.Ref.Entry)
}

// results gives a page of what was found from an offset on, without the first
// hits of it.
func (a *api) results(in *searchInput, name string, found *casebook.Found, offset, skip int) *answer[Results] {
	hits := found.Hits[min(skip, len(found.Hits)):]
	out := &answer[Results]{Body: Results{Total: found.Total, Exact: found.Exact, Of: found.Of, Items: hits,
		Facets: found.Facets, FacetsExact: found.FacetsExact, Spellings: found.Spellings, Problems: found.Problems}}
	if len(hits) > in.Limit {
		out.Body.Items = hits[:in.Limit]
		out.Body.Next = cursor(name, fmt.Sprintf("%d %s", offset+skip+in.Limit, hitKey(hits[in.Limit-1])))
		in.asked.query.Set("limit", strconv.Itoa(in.Limit))
		out.Link = nextLink("/search", in.asked.query, out.Body.Next)
	}
	out.Body.Items = list(out.Body.Items)
	return out
}

type entriesInput struct {
	Kind string `query:"kind" enum:"event,threat-note,other" default:"event" doc:"Of the entries."`
	Window
}

func (a *api) listEntries(ctx context.Context, in *entriesInput) (*answer[Listed[EntryView]], error) {
	name := "/entries?kind=" + in.Kind
	after, err := placeOf(name, in.Cursor)
	if err != nil {
		return nil, err
	}
	items := []EntryView{}
	more, reached := false, after == ""
	for e, err := range a.server.book.Entries(ctx, jikenbo.Kind(in.Kind)) {
		if err != nil {
			return nil, err
		}
		if !reached { // new ones come before it
			reached = fmt.Sprintf("%s/%d", e.Ref.Notice, e.Ref.Entry) == after
			continue
		}
		if more = len(items) == in.Limit; more {
			break
		}
		items = append(items, entryView(e))
	}
	if !reached {
		return nil, badCursor
	}
	out := &answer[Listed[EntryView]]{Body: Listed[EntryView]{Items: items}}
	if more {
		last := items[len(items)-1]
		out.Body.Next = cursor(name, fmt.Sprintf("%s/%d", last.Notice, last.Entry))
		out.Link = nextLink("/entries", url.Values{"kind": {in.Kind}, "limit": {strconv.Itoa(in.Limit)}}, out.Body.Next)
	}
	return out, nil
}

func entryView(e casebook.Entry) EntryView {
	return EntryView{e.Ref.Notice, e.Ref.Entry, e.Ref.Start, e.Ref.End, e.Number, e.Case, e.Evidence, e.Conflicts}
}

type entryInput struct {
	NoticeInput
	Entry int `path:"entry" minimum:"1" maximum:"1000000" doc:"Its place in the notice, from 1."`
}

func (a *api) oneEntry(ctx context.Context, in *entryInput) (*answer[EntryView], error) {
	e, err := a.server.book.Entry(ctx, in.SHA256, in.Entry)
	if err != nil {
		return nil, err
	}
	return &answer[EntryView]{Body: entryView(e)}, nil
}

func (a *api) statistics(ctx context.Context, in *Asked) (*answer[*casebook.Statistics], error) {
	found, err := a.server.book.Statistics(ctx, in.state.search())
	if err != nil {
		return nil, err
	}
	found.Months, found.Sizes, found.Items = list(found.Months), list(found.Sizes), list(found.Items)
	found.Discoverers, found.Suppliers = list(found.Discoverers), list(found.Suppliers)
	return &answer[*casebook.Statistics]{Body: found}, nil
}

// list gives a list that is written as one where it is empty.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

// Suppliers are those that cases name.
type Suppliers struct {
	Total   int              `json:"total" doc:"How many cases were found."`
	Of      int              `json:"of" doc:"How many cases the casebook has."`
	Missing int              `json:"missing" doc:"Cases found that name none."`
	Items   []casebook.Named `json:"items" doc:"Those of most cases first."`
}

// suppliersAtMost is how many suppliers are listed.
const suppliersAtMost = 100

func (a *api) listSuppliers(ctx context.Context, in *Asked) (*answer[Suppliers], error) {
	question := in.state.search()
	question.Count, question.Limit, question.Offset = []string{"supplier"}, 1, 0
	if len(question.Facets["status"]) == 0 && len(question.Facets["kind"]) == 0 { // an inferred case is of the supplier itself
		question.Facets = maps.Clone(question.Facets)
		question.Facets["status"] = []string{string(jikenbo.Open), string(jikenbo.Withdrawn)}
	}
	found, err := a.server.find(ctx, question)
	if err != nil {
		return nil, err
	}
	out := &answer[Suppliers]{Body: Suppliers{Total: found.Total, Of: found.Of, Items: []casebook.Named{}}}
	for _, f := range found.Facets {
		out.Body.Missing = f.Missing
		for _, v := range f.Values {
			if v.Count > 0 && len(out.Body.Items) < suppliersAtMost {
				out.Body.Items = append(out.Body.Items, casebook.Named{Name: v.Value, Cases: v.Count})
			}
		}
	}
	return out, nil
}

type supplierInput struct {
	Name string `path:"name" maxLength:"300" doc:"Its name; legal form and width make no difference."`
	Window
}

// Supplier is one supplier with the cases that name it.
type Supplier struct {
	Names []string       `json:"names" doc:"The spellings of its name in the cases of this page, that of most cases first."`
	Total int            `json:"total" doc:"How many cases name it."`
	Items []casebook.Hit `json:"items" doc:"Those cases, the oldest first."`
	Next  string         `json:"next,omitempty" doc:"The cursor of the next page; absent on the last one."`

	Cascades []casebook.Cascade `json:"cascades,omitempty" doc:"The incidents there that the cases tell of, the latest first, each with whom it reached and the figures together; on the first page, 20 at most."`
}

func (a *api) oneSupplier(ctx context.Context, in *supplierInput) (*answer[Supplier], error) {
	cases := &searchInput{Window: in.Window}
	cases.asked.query = url.Values{}
	cases.asked.state = searchState{Facets: map[string][]string{"supplier": {in.Name}}, Sort: casebook.Oldest, Page: 1}
	found, err := a.search(ctx, cases)
	if err != nil {
		return nil, err
	}
	if found.Body.Total == 0 {
		return nil, jikenbo.ErrNotFound
	}
	var cascades []casebook.Cascade
	if in.Cursor == "" {
		if cascades, err = a.server.book.Cascades(ctx, in.Name); err != nil {
			return nil, err
		}
		cascades = cascades[:min(len(cascades), cascadesShown)]
	}
	counts := make(map[string]int)
	for _, h := range found.Body.Items {
		for _, name := range h.Case.Suppliers {
			if identity.Key(name) == identity.Key(in.Name) {
				counts[name]++
			}
		}
	}
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	out := &answer[Supplier]{Body: Supplier{list(names), found.Body.Total, found.Body.Items, found.Body.Next, cascades}}
	if out.Body.Next != "" {
		out.Link = nextLink("/suppliers/"+url.PathEscape(in.Name), url.Values{"limit": {strconv.Itoa(in.Limit)}}, out.Body.Next)
	}
	return out, nil
}
