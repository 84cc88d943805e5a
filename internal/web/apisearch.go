package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/search"
)

// searchOperations adds what takes the parameters of a search.
func (a *api) searchOperations() {
	asked := searchParameters()
	operate(a, operation{"search", "/search", "search", "Search the casebook",
		"The same search as the page has, with the same parameters: its address with /api/v1/search for / asks the same. Add count to have facets counted."},
		a.search, asked...)
	operate(a, operation{"list-entries", "/entries", "notices", "Entries that are no cases",
		"Events, threat notes and others, those of the notice that was kept last first. They have no number: notice and entry name them."}, a.listEntries)
	operate(a, operation{"entry", "/entries/{sha256}/{entry}", "notices", "One entry of a notice", "What was read out of one entry, whatever its kind."}, a.oneEntry)
}

// facetMeanings say what the values of a facet are.
var facetMeanings = map[string]string{
	"kind":       "What an entry is; incident if none is chosen.",
	"status":     "open or withdrawn.",
	"type":       "A type of incident.",
	"year":       "YYYY, of publication.",
	"month":      "YYYY-MM, of publication.",
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
	"damage":     "What is stated of follow-on harm.",
	"size":       "UNIT:LO-HI, a band of half a decade, such as 件:1000-3162.",
	"review":     "flaw, conflict, doubt or curated.",
}

// searchParameters describes the parameters that searchOf reads.
func searchParameters() []*huma.Param {
	text := func(name, description string, most int) *huma.Param {
		return &huma.Param{Name: name, In: "query", Description: description, Schema: &huma.Schema{Type: huma.TypeString, MaxLength: &most}}
	}
	var orders []any
	for _, o := range sorts {
		orders = append(orders, string(o.sort))
	}
	explode, values, long := true, chosenValues, valueBytes
	all := []*huma.Param{
		text("q", "A query: words, \"phrases\", OR, NOT, parentheses, and fields such as org: or count>1000. Every text is one.", queryBytes),
		{Name: "sort", In: "query", Description: "The order; the newest first without it.", Schema: &huma.Schema{Type: huma.TypeString, Enum: orders}},
		text("unit", "The unit of least and most, one of those of the facet size.", valueBytes),
		{Name: "least", In: "query", Description: "The smallest figure, to the half decade.", Schema: &huma.Schema{Type: huma.TypeInteger}},
		{Name: "most", In: "query", Description: "The largest figure, to the half decade.", Schema: &huma.Schema{Type: huma.TypeInteger}},
	}
	for _, facet := range search.Facets() {
		meaning := facetMeanings[facet]
		if meaning == "" { // a lag
			meaning = "Days, one of 0, 1-3, 4-7, 8-14, 15-30, 31-60, 61-90, 91-180, 181-365, 366-."
		}
		all = append(all, &huma.Param{
			Name: facet, In: "query", Explode: &explode,
			Description: meaning + " Any of the values; " + search.Unstated + " for what does not state one.",
			Schema:      &huma.Schema{Type: huma.TypeArray, MaxItems: &values, Items: &huma.Schema{Type: huma.TypeString, MaxLength: &long}},
		})
	}
	return all
}

// searchInput is a search as its page asks it.
type searchInput struct {
	Window
	Count []string `query:"count,explode" maxItems:"40" doc:"Facets to count, or all: of a facet, as if nothing were chosen in it."`

	state searchState
	query url.Values
}

// Resolve reads the parameters of the search from the address.
func (in *searchInput) Resolve(ctx huma.Context) []error {
	u := ctx.URL()
	in.query = u.Query()
	var errs []error
	wrong := func(name, message string) {
		errs = append(errs, &huma.ErrorDetail{Location: "query." + name, Message: message})
	}
	known := []string{"q", "sort", "unit", "least", "most", "cursor", "limit", "count"}
	for name := range in.query {
		if !slices.Contains(known, name) && !search.IsFacet(name) {
			wrong(name, "unknown query parameter")
		}
	}
	for i, name := range in.Count {
		if name == "all" {
			in.Count[i] = "*"
		} else if !search.IsFacet(name) {
			wrong("count", "there is no such facet")
		}
	}
	var err error
	if in.state, err = searchOf(in.query); err != nil {
		wrong("q", err.Error())
	}
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errs
}

// Results are what a search found.
type Results struct {
	Total     int                 `json:"total" doc:"How many match."`
	Exact     bool                `json:"exact" doc:"Whether the total and the counts are exact. Otherwise they may be a little too high."`
	Of        int                 `json:"of" doc:"How many cases the casebook has."`
	Items     []casebook.Hit      `json:"items" doc:"Those of this page, in the order of the search."`
	Next      string              `json:"next,omitempty" doc:"The cursor of the next page; absent on the last one."`
	Facets    []casebook.Facet    `json:"facets,omitempty" doc:"The facets that were counted."`
	Spellings []casebook.Spelling `json:"spellings,omitempty" doc:"Other spellings of words of the query, with what they would find."`
	Problems  []search.Problem    `json:"problems,omitempty" doc:"What in the query was taken as plain words."`
}

// slack is by how many cases the place of a page may move while it is turned.
const slack = 400

func (a *api) search(ctx context.Context, in *searchInput) (*answer[Results], error) {
	list := "/search?" + in.state.values().Encode()
	from, err := placeOf(list, in.Cursor)
	if err != nil {
		return nil, err
	}
	question := in.state.search()
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
			return a.results(in, list, found, question.Offset, skip), nil
		}
		question.Offset, question.Limit = max(offset-slack, 0), min(2*slack+in.Limit+1, 1000)
		if found, err = a.server.find(ctx, question); err != nil {
			return nil, err
		}
		at := slices.IndexFunc(found.Hits, func(h casebook.Hit) bool { return hitKey(h) == last })
		if at < 0 { // it is no more among what is found
			at = min(offset-question.Offset, len(found.Hits)) - 1
		}
		return a.results(in, list, found, question.Offset, at+1), nil
	}
	found, err := a.server.find(ctx, question)
	if err != nil {
		return nil, err
	}
	return a.results(in, list, found, 0, 0), nil
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
func (a *api) results(in *searchInput, list string, found *casebook.Found, offset, skip int) *answer[Results] {
	hits := found.Hits[min(skip, len(found.Hits)):]
	out := &answer[Results]{Body: Results{Total: found.Total, Exact: found.Exact, Of: found.Of, Items: hits,
		Facets: found.Facets, Spellings: found.Spellings, Problems: found.Problems}}
	if len(hits) > in.Limit {
		out.Body.Items = hits[:in.Limit]
		out.Body.Next = cursor(list, fmt.Sprintf("%d %s", offset+skip+in.Limit, hitKey(hits[in.Limit-1])))
		in.query.Set("limit", strconv.Itoa(in.Limit))
		out.Link = nextLink("/search", in.query, out.Body.Next)
	}
	if out.Body.Items == nil {
		out.Body.Items = []casebook.Hit{}
	}
	return out
}

type entriesInput struct {
	Kind string `query:"kind" enum:"event,threat-note,other" default:"event" doc:"Of the entries."`
	Window
}

func (a *api) listEntries(ctx context.Context, in *entriesInput) (*answer[Listed[EntryView]], error) {
	list := "/entries?kind=" + in.Kind
	after, err := placeOf(list, in.Cursor)
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
		out.Body.Next = cursor(list, fmt.Sprintf("%s/%d", last.Notice, last.Entry))
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
