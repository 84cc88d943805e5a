package casebook

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"sync"

	"jikenbo"
	"jikenbo/internal/search"
)

// Search is a question to the casebook. The zero Search finds every case, the
// newest first.
type Search struct {
	Query  string              // in the query language: doc/search.md
	Facets map[string][]string // chosen values by facet: any of the values of one facet, all of the facets; kind is incident if none is chosen
	Sort   Sort
	Offset int
	Limit  int      // hits wanted; 0 is 20, at most 1000
	Count  []string // facets to count; nil none, "*" all
}

// Sort is an order of what is found.
type Sort string

// The orders. What is not known stands last; what is the same, newest first.
const (
	ByDate   Sort = "date"   // newest first, also ""
	Oldest   Sort = "oldest" // oldest first
	ByNumber Sort = "number" // by case number
	BySize   Sort = "size"   // by the largest figure of any unit
	ByRank   Sort = "rank"   // where the words stand: organization, title, supplier and service, text
	ByDoubt  Sort = "doubt"  // least confident fact first
)

// Sorts are the orders, the usual one first.
var Sorts = []Sort{ByDate, Oldest, ByNumber, BySize, ByRank, ByDoubt}

var orders = map[Sort]search.Order{
	"": search.Newest, ByDate: search.Newest, Oldest: search.Oldest, ByNumber: search.Numbered,
	BySize: search.Largest, ByRank: search.Ranked, ByDoubt: search.Doubtful,
}

// Found is what a [Search] found.
type Found struct {
	Total       int              `json:"total"` // how many match
	Exact       bool             `json:"exact"` // false: Total may be a little too high, as with long words that very many cases may have
	Of          int              `json:"of"`    // cases in the casebook, withdrawn ones included
	Hits        []Hit            `json:"hits"`
	Facets      []Facet          `json:"facets,omitempty"` // those counted, in the order in which they are shown
	FacetsExact bool             `json:"facets_exact"`     // likewise of the counts of facets, which take in cases that are not chosen
	Spellings   []Spelling       `json:"spellings,omitempty"`
	Problems    []search.Problem `json:"problems,omitempty"`

	query *search.Query
}

// Marks gives the byte ranges of a text that match the words that were looked
// for, in order and apart from each other.
func (f *Found) Marks(text string) [][2]int { return f.query.Marks(text) }

// Hit is a case, or an entry that is no incident, that was found.
type Hit struct {
	Number  jikenbo.Number   `json:"number,omitzero"` // zero for an entry that is no incident
	Ref     jikenbo.EntryRef `json:"ref"`             // the entry that joined the case last
	Status  jikenbo.Status   `json:"status,omitempty"`
	Case    jikenbo.Case     `json:"case"`
	Snippet search.Snippet   `json:"snippet,omitzero"` // the words around the first match; zero where nothing in the text matched
}

// Facet is a facet of what was found.
type Facet struct {
	Name          string       `json:"name"`
	Values        []FacetValue `json:"values"`
	Missing       int          `json:"missing"`        // cases found that do not state it
	MissingChosen bool         `json:"missing_chosen"` // the value [search.Unstated] was chosen, which stands for them
}

// FacetValue is one value of a facet: a code of the taxonomy, a year, a name, a
// band.
type FacetValue struct {
	Value  string `json:"value"`
	Count  int    `json:"count"`
	Chosen bool   `json:"chosen,omitempty"`
}

// Spelling is another way to say a word of the query, with how many cases that
// finds.
type Spelling struct {
	search.Spelling
	Count int `json:"count"`
}

const (
	defaultLimit = 20
	maxLimit     = 1000
	maxNames     = 100  // suppliers and services that are counted
	provable     = 40   // documents that are looked at to be sure of all
	provableAll  = 2000 // likewise, of a casebook that has no more: they stay in memory
)

// Search finds cases. It shows the casebook as of one moment, and changes
// nothing. The error wraps [ErrIndexing] if the casebook has to be opened for
// writing first. Facets and sorts that there are not are errors.
func (b *Book) Search(ctx context.Context, s Search) (*Found, error) {
	found, err := b.search(ctx, s)
	if err != nil {
		return nil, b.fail("search", err)
	}
	return found, nil
}

func (b *Book) search(ctx context.Context, s Search) (*Found, error) {
	order, ok := orders[s.Sort]
	if !ok {
		return nil, fmt.Errorf("there is no sort %q", s.Sort)
	}
	if s.Limit == 0 {
		s.Limit = defaultLimit
	}
	s.Limit, s.Offset = min(max(s.Limit, 1), maxLimit), max(s.Offset, 0)
	l, err := b.inquire(ctx, s)
	if err != nil {
		return nil, err
	}
	defer l.tx.Rollback() // a snapshot, to be given up
	defer l.found.Release()
	out := &Found{Of: l.view.cases, Problems: l.problems, query: l.query}

	if out.Exact, out.FacetsExact, err = l.settle(b); err != nil {
		return nil, err
	}
	// What is found is counted while the hits are read.
	var counts []search.Counts
	var counting sync.WaitGroup
	if len(s.Count) > 0 {
		count, err := l.found.Counting(b.opened.dict, s.Count, maxNames)
		if err != nil {
			return nil, err
		}
		counting.Go(func() { counts = count() })
	}
	out.Hits, err = l.hits(order, s)
	counting.Wait()
	if err != nil {
		return nil, err
	}
	out.Total = l.found.Total()
	if len(s.Count) > 0 {
		for _, c := range counts {
			f := Facet{Name: c.Facet, Missing: c.Missing, MissingChosen: c.Chosen, Values: make([]FacetValue, len(c.Values))}
			for i, v := range c.Values {
				f.Values[i] = FacetValue{v.Value, v.N, v.Chosen}
			}
			out.Facets = append(out.Facets, f)
		}
	}
	for _, spelling := range l.query.Spellings(s.Query) {
		other, _ := search.Parse(spelling.Query)
		found, err := l.view.index.Find(l.read, other, l.choices)
		if err != nil {
			return nil, err
		}
		if n := found.Total(); n > 0 {
			out.Spellings = append(out.Spellings, Spelling{spelling, n})
		}
		found.Release()
	}
	return out, nil
}

// inquiry is one look into the casebook.
type inquiry struct {
	ctx      context.Context
	tx       *sql.Tx
	rows     querying // in tx
	view     *view
	read     search.ReadBlock
	query    *search.Query
	problems []search.Problem
	choices  []search.Choice
	found    *search.Found
	loaded   map[int64]*document
	cached   *cache[documentKey, *document]
}

// inquire finds what a search asks for, as far as the index tells.
func (b *Book) inquire(ctx context.Context, s Search) (*inquiry, error) {
	l := &inquiry{ctx: ctx, loaded: make(map[int64]*document), cached: &b.opened.documents}
	l.query, l.problems = search.Parse(s.Query)
	for _, name := range search.Facets() {
		if values := s.Facets[name]; len(values) > 0 {
			l.choices = append(l.choices, search.Choice{Facet: name, Values: values})
		}
	}
	for name := range s.Facets {
		if !search.IsFacet(name) {
			return nil, fmt.Errorf("there is no facet %q", name)
		}
	}
	for _, name := range s.Count {
		if name != "*" && !search.IsFacet(name) {
			return nil, fmt.Errorf("there is no facet %q", name)
		}
	}
	if len(s.Facets["kind"]) == 0 && !l.query.Bounded() && !slices.Contains(s.Facets["status"], string(jikenbo.Duplicate)) {
		l.choices = append(l.choices, search.Choice{Facet: "kind", Values: []string{string(jikenbo.Incident)}})
	}
	var err error
	for _, query := range []string{stateQuery, blockQuery, casesQuery, entriesQuery, textsQuery} {
		if _, err := b.prepared(ctx, query); err != nil {
			return nil, err
		}
	}
	if l.tx, err = b.reads.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}); err != nil {
		return nil, err
	}
	l.rows = b.within(l.tx)
	l.read = b.reader(ctx, l.rows)
	if l.view, err = b.viewOf(ctx, l.rows); err == nil {
		l.found, err = l.view.index.Find(l.read, l.query, l.choices)
	}
	if err != nil {
		l.tx.Rollback()
		return nil, err
	}
	return l, nil
}

// settle looks at the documents of which the index does not tell whether they
// match, if they are few. It tells whether it is known now of all that are
// chosen, and of those too that are not.
func (l *inquiry) settle(b *Book) (chosen, all bool, err error) {
	most := b.provable
	if l.view.index.Docs() <= b.provableAll {
		most = b.provableAll
	}
	places, more := l.found.Unsure(false, most)
	if all = !more; !all {
		if places, more = l.found.Unsure(true, most); more {
			return false, false, nil
		}
	}
	return true, all, l.prove(places)
}

// prove looks at documents.
func (l *inquiry) prove(places []search.Place) error {
	if err := l.load(places); err != nil {
		return err
	}
	for _, at := range places {
		l.found.Settle(at, l.query.Match(&l.loaded[l.found.Ref(at)].Document))
	}
	return nil
}

// load reads the documents at places that are not in memory.
func (l *inquiry) load(places []search.Place) error {
	var refs []int64
	alone := make(map[int64]search.Place) // cases of which one entry is all, by its name
	keys := make(map[int64]documentKey)
	for _, at := range places {
		ref := l.found.Ref(at)
		if l.loaded[ref] != nil {
			continue
		}
		segment, doc := l.found.At(at)
		key := documentKey{segment, doc}
		if segment != 0 { // those that are pending change
			if d := l.cached.get(key); d != nil {
				l.loaded[ref] = d
				continue
			}
			keys[ref] = key
		}
		if entry, _ := l.found.Entry(at); entry != 0 {
			ref = entryRef(entry)
			alone[ref] = at
		}
		refs = append(refs, ref)
	}
	docs, err := loadDocuments(l.ctx, l.rows, refs, false, func(d *document) { d.Fold() })
	if err != nil {
		return err
	}
	for _, d := range docs {
		if at, ok := alone[d.Ref]; ok {
			d.Entry, d.Number = l.found.Entry(at)
			d.Ref, d.Status = l.found.Ref(at), jikenbo.Open
		}
		l.loaded[d.Ref] = d
		if key, ok := keys[d.Ref]; ok {
			l.cached.add(key, d)
		}
	}
	for _, at := range places {
		if ref := l.found.Ref(at); l.loaded[ref] == nil {
			return fmt.Errorf("the index has a document %d that is not there: verify the casebook", ref)
		}
	}
	return nil
}

// hits gives the page of the hits that is asked for. What may not match is
// looked at before it is shown. Where too much of it does not, the page ends
// early.
func (l *inquiry) hits(order search.Order, s Search) ([]Hit, error) {
	want := s.Offset + s.Limit
	most, failures := want, 100+want/4
	var places []search.Place
	for done := false; !done; {
		places = places[:0]
		var unsure []search.Place
		err := l.found.Walk(order, most, func(at search.Place) bool {
			places = append(places, at)
			if !l.found.Sure(at) {
				unsure = append(unsure, at)
			}
			return len(places) < most
		})
		if err != nil {
			return nil, err
		}
		if err := l.prove(unsure); err != nil {
			return nil, err
		}
		walked := len(places)
		places = slices.DeleteFunc(places, func(at search.Place) bool { return !l.found.Sure(at) })
		failed := walked - len(places)
		failures -= failed
		most += failed // those that failed are not met again
		done = failed == 0 || len(places) >= want || failures < 0
	}
	places = places[min(s.Offset, len(places)):min(want, len(places))]
	if err := l.load(places); err != nil {
		return nil, err
	}
	hits := make([]Hit, len(places))
	for i, at := range places {
		d := l.loaded[l.found.Ref(at)]
		hits[i] = Hit{Number: d.Number, Ref: d.last, Status: d.Status, Case: *d.Case, Snippet: l.query.Snippet(&d.Document)}
	}
	return hits, nil
}

// view is the index as of one generation.
type view struct {
	generation int64
	index      *search.View
	cases      int
}

const (
	stateQuery = `SELECT version, generation FROM search_state`
	blockQuery = `SELECT block FROM search_blocks WHERE id = ?`
)

// viewOf gives the index as it is in a transaction.
func (b *Book) viewOf(ctx context.Context, query querying) (*view, error) {
	var version int
	v := &view{index: new(search.View)}
	if err := oneRow(ctx, query, stateQuery, nil, &version, &v.generation); err != nil {
		return nil, err
	}
	if version != search.Version {
		return nil, ErrIndexing
	}
	b.opened.mu.Lock()
	now := b.opened.view
	b.opened.mu.Unlock()
	if now != nil && now.generation == v.generation {
		return now, nil
	}

	b.viewing.Lock() // one makes it, the others wait
	defer b.viewing.Unlock()
	b.opened.mu.Lock()
	now = b.opened.view
	b.opened.mu.Unlock()
	if now != nil && now.generation == v.generation {
		return now, nil
	}
	// Cases are never deleted, so that the last one tells how many there are.
	if err := oneRow(ctx, query, `SELECT coalesce(max(id), 0) FROM cases`, nil, &v.cases); err != nil {
		return nil, err
	}
	pending, err := pendingRefs(ctx, query, pendingMost+1)
	if err != nil {
		return nil, err
	}
	if len(pending) > pendingMost {
		return nil, ErrIndexing
	}
	segments, err := b.openSegments(ctx, query)
	if err != nil {
		return nil, err
	}
	cards, err := b.pendingCards(ctx, query, pending)
	if err != nil {
		return nil, err
	}
	gone := make([]int64, len(pending))
	for i, p := range pending {
		gone[i] = p.ref
	}
	for _, s := range segments {
		v.index.Add(s.Segment, s.dead, gone)
	}
	if len(cards) > 0 {
		s, err := search.Open(0, search.Build(cards))
		if err != nil {
			return nil, err
		}
		v.index.Add(s, nil, nil)
	}
	b.opened.mu.Lock()
	if b.opened.view == nil || b.opened.view.generation < v.generation {
		b.opened.view = v
	}
	b.opened.mu.Unlock()
	return v, nil
}

// pendingCards gives pending documents, and reads those that were not read
// before.
func (b *Book) pendingCards(ctx context.Context, query querying, pending []pendingRef) ([]*search.Card, error) {
	cards := make([]*search.Card, 0, len(pending))
	var refs []int64
	at := make(map[int64]int64)
	b.opened.mu.Lock()
	for _, p := range pending {
		if c := b.opened.cards[p.ref]; c.card != nil && c.at == p.at {
			cards = append(cards, c.card)
		} else {
			refs = append(refs, p.ref)
			at[p.ref] = p.at
		}
	}
	b.opened.mu.Unlock()
	docs, err := loadDocuments(ctx, query, refs, true, func(*document) {})
	if err != nil {
		return nil, err
	}
	read := make(map[int64]pendingCard, len(docs))
	for _, d := range docs {
		c := pendingCard{at[d.Ref], search.NewCard(&d.Document)}
		read[d.Ref] = c
		cards = append(cards, c.card)
	}
	b.opened.add(read)
	return cards, nil
}

// reader reads blocks of the index in a transaction, for several goroutines.
func (b *Book) reader(ctx context.Context, query querying) search.ReadBlock {
	var one sync.Mutex // a statement gives the rows of one query at a time
	return func(segment int64, n int) ([]byte, error) {
		id := segment<<blockBits | int64(n)
		if block := b.opened.blocks.get(blockKey(id)); block != nil {
			return block, nil
		}
		one.Lock()
		defer one.Unlock()
		var block []byte
		err := oneRow(ctx, query, blockQuery, []any{id}, &block)
		if err == nil {
			b.opened.blocks.add(blockKey(id), block)
		}
		return block, err
	}
}

// oneRow scans the first row of a query; the error is [sql.ErrNoRows] if there
// is none.
func oneRow(ctx context.Context, query querying, statement string, args []any, dest ...any) error {
	rows, err := query(ctx, statement, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	if !rows.Next() {
		return cmp.Or(rows.Err(), sql.ErrNoRows)
	}
	return rows.Scan(dest...)
}
