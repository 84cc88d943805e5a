// Package search finds documents of the casebook by their words and facts: it
// reads the query language, folds texts and words to one form, and keeps an
// index of segments that never change: sorted terms with the documents that
// have them, a bit or a few bytes each. It knows neither files nor SQL; who
// keeps the segments hands their blocks in.
//
// A document of a segment is a number from 0 on, in the order in which cases
// are shown, the newest first; what is found is a set of bits for each segment.
package search

import (
	"cmp"
	"container/heap"
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"jikenbo"

	"golang.org/x/sync/errgroup"
)

// View is a state of an index: segments, and which of their documents are up
// to date.
type View struct {
	segments []*Segment
	live     []set // nil where all are
	docs     int
}

// Add adds a segment to the view. dead are documents that are out of date;
// gone are names of others.
func (v *View) Add(s *Segment, dead Dead, gone []int64) {
	live := newSet(s.Docs())
	live.fill(0, s.Docs())
	for d := range s.Docs() {
		if isDead(dead, d) {
			live.drop(d)
		}
	}
	for _, ref := range gone {
		if d := s.Find(ref); d >= 0 {
			live.drop(d)
		}
	}
	n := live.count()
	v.docs += n
	if n == s.Docs() {
		live = nil
	}
	v.segments, v.live = append(v.segments, s), append(v.live, live)
}

// Docs counts the documents.
func (v *View) Docs() int { return v.docs }

// Place is where a document is in a view.
type Place struct{ segment, doc int }

// bounds are the documents that certainly match and those that may. Where
// they are the same, they are one set.
type bounds struct{ sure, may set }

func (b bounds) exact() bool { return len(b.sure) == 0 || &b.sure[0] == &b.may[0] }

func exactly(s set) bounds { return bounds{s, s} }

// finder evaluates queries on one segment.
type finder struct {
	s    *Segment
	read ReadBlock
	sets *arena
	one  set // of no use between two calls
}

func (f *finder) new() set { return f.sets.new((f.s.Docs() + 63) / 64) }

// arena is memory for the sets of a search, which the next one uses again. nil
// is an arena that always makes new sets. Several goroutines may use one.
type arena struct {
	words []uint64
	used  atomic.Int64 // also of what there was no room for
}

// arenas are those that no search uses.
var arenas = sync.Pool{New: func() any { return new(arena) }}

// arenaMost is the size of the largest one that is kept, in words.
const arenaMost = 1 << 20

// new gives an empty set of so many words.
func (a *arena) new(words int) set {
	if a == nil {
		return make(set, words)
	}
	to := int(a.used.Add(int64(words)))
	if to > len(a.words) {
		return make(set, words)
	}
	s := set(a.words[to-words : to : to])
	clear(s)
	return s
}

// clone gives a copy of a set.
func (a *arena) clone(s set) set {
	c := a.new(len(s))
	copy(c, s)
	return c
}

// release gives all sets back.
func (a *arena) release() {
	if n := min(int(a.used.Load()), arenaMost); n > len(a.words) {
		a.words = make([]uint64, n)
	}
	a.used.Store(0)
	arenas.Put(a)
}

func (f *finder) all() bounds {
	s := f.new()
	s.fill(0, f.s.Docs())
	return exactly(s)
}

// eval gives the documents that match a node; what it gives may be changed.
func (f *finder) eval(n *node) (bounds, error) {
	if n == nil {
		return f.all(), nil
	}
	switch n.op {
	case opAnd, opOr:
		return f.combine(n)
	case opNot:
		b, err := f.eval(n.kids[0])
		if err != nil {
			return bounds{}, err
		}
		if b.exact() {
			b.may.flip(f.s.Docs())
			return b, nil
		}
		b.sure.flip(f.s.Docs())
		b.may.flip(f.s.Docs())
		return bounds{b.may, b.sure}, nil
	case opWord:
		return f.word(n.space, &n.word)
	case opFacet:
		s := f.new()
		return exactly(s), f.facet(s, n.facet, n.values)
	case opDate:
		s := f.new()
		rows := f.s.rows // newest first
		lo, _ := slices.BinarySearchFunc(rows, n.hi, func(r row, hi int64) int {
			if int64(r.date) > hi {
				return -1
			}
			return 1
		})
		hi, _ := slices.BinarySearchFunc(rows, n.lo, func(r row, lo int64) int {
			if int64(r.date) >= lo {
				return -1
			}
			return 1
		})
		s.fill(lo, hi)
		return exactly(s), nil
	case opNumber:
		s := f.new()
		for i := range f.s.rows {
			if f.s.rows[i].number == n.number {
				s.add(i)
			}
		}
		return exactly(s), nil
	default: // opFigure
		s := f.new()
		for i := range f.s.rows {
			if f.s.rows[i].figure(n) {
				s.add(i)
			}
		}
		return exactly(s), nil
	}
}

// figure tells whether a document has a figure that a node asks for.
func (r *row) figure(n *node) bool {
	for _, a := range r.sizes {
		if (n.class < 0 || int(a.class) == n.class) && a.count >= n.lo && a.count <= n.hi {
			return true
		}
	}
	return false
}

func (f *finder) combine(n *node) (bounds, error) {
	b, err := f.eval(n.kids[0])
	if err != nil {
		return bounds{}, err
	}
	for _, kid := range n.kids[1:] {
		if n.op == opAnd && b.may.empty() {
			return b, nil
		}
		k, err := f.eval(kid)
		if err != nil {
			return bounds{}, err
		}
		if b.exact() && !k.exact() {
			b.sure = f.sets.clone(b.may)
		}
		merge := set.and
		if n.op == opOr {
			merge = set.or
		}
		merge(b.may, k.may)
		if !b.exact() {
			merge(b.sure, k.sure)
		}
	}
	return b, nil
}

// word gives the documents with a word in a space.
func (f *finder) word(sp space, w *word) (bounds, error) {
	may, of := f.new(), &w.inNames
	if sp == inText {
		of = &w.inTexts
	}
	for i, t := range of.terms {
		if i == 0 {
			if err := f.s.lookup(f.read, sp, t, may); err != nil {
				return bounds{}, err
			}
			continue
		}
		if f.one == nil {
			f.one = f.new()
		}
		clear(f.one)
		if err := f.s.lookup(f.read, sp, t, f.one); err != nil {
			return bounds{}, err
		}
		may.and(f.one)
		if may.empty() {
			break
		}
	}
	if of.proves || may.empty() {
		return exactly(may), nil
	}
	return bounds{f.new(), may}, nil
}

// facet adds to s the documents that have any of the values of a facet.
func (f *finder) facet(s set, i int, values []string) error {
	space := string(byte(inFacet) + byte(i))
	for _, value := range values {
		key, prefix := space+value, false
		switch {
		case value == Unstated:
			key, prefix = space, true
		case facets[i].named:
			key, prefix = space+nameKey(value)+"\x00", true
		}
		to := s
		if value == Unstated {
			to = f.new()
		}
		err := f.s.scan(f.read, key, func(found []byte, p posting) (bool, error) {
			if prefix && !strings.HasPrefix(string(found), key) || !prefix && string(found) != key {
				return false, nil
			}
			return prefix, p.addTo(to, f.s.Docs())
		})
		if err != nil {
			return err
		}
		if value == Unstated {
			to.flip(f.s.Docs())
			s.or(to)
		}
	}
	return nil
}

// keptChoices is how many choices a segment keeps the documents of, a bit each.
const keptChoices = 32

// chosen gives the documents of a choice, which the segment keeps: they must not
// be changed.
func (f *finder) chosen(c choice) (set, error) {
	key := string(rune(c.facet)) + strings.Join(c.values, "\x00")
	f.s.mu.Lock()
	kept := f.s.chosen[key]
	f.s.mu.Unlock()
	if kept != nil {
		return kept, nil
	}
	s := newSet(f.s.Docs())
	if err := f.facet(s, c.facet, c.values); err != nil {
		return nil, err
	}
	f.s.mu.Lock()
	defer f.s.mu.Unlock()
	if f.s.chosen == nil || len(f.s.chosen) == keptChoices {
		f.s.chosen = make(map[string]set)
	}
	f.s.chosen[key] = s
	return s, nil
}

// Choice is what was chosen of one facet: any of the values.
type Choice struct {
	Facet  string
	Values []string
}

// Found are the documents of a view that match a query and choices.
type Found struct {
	view    *View
	read    ReadBlock
	query   *Query
	choices []choice
	parts   []found // by segment
	unsure  bool    // some documents only may match
	sets    *arena  // all of them
}

type choice struct {
	facet  int
	values []string
}

// found is what was found in one segment.
type found struct {
	match  bounds // the query, among the live documents
	chosen []set  // by choice; not to be changed
	hits   set    // that match, or may, and are chosen
}

// Find finds what matches a query and the choices. read may be called by several
// goroutines at a time.
func (v *View) Find(read ReadBlock, q *Query, choices []Choice) (*Found, error) {
	r := &Found{view: v, read: read, query: q, sets: arenas.Get().(*arena)}
	for _, c := range choices {
		if i := facetIndex(c.Facet); i >= 0 && len(c.Values) > 0 {
			r.choices = append(r.choices, choice{i, c.Values})
		}
	}
	r.parts = make([]found, len(v.segments))
	err := inParallel(len(v.segments), func(i int) error {
		f := finder{s: v.segments[i], read: read, sets: r.sets}
		match, err := f.eval(q.root)
		if err != nil {
			return err
		}
		if live := v.live[i]; live != nil {
			match.may.and(live)
			if !match.exact() {
				match.sure.and(live)
			}
		}
		part := found{match: match}
		for _, c := range r.choices {
			s, err := f.chosen(c)
			if err != nil {
				return err
			}
			part.chosen = append(part.chosen, s)
		}
		part.hits = r.sets.clone(match.may)
		for _, chosen := range part.chosen {
			part.hits.and(chosen)
		}
		r.parts[i] = part
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range r.parts {
		r.unsure = r.unsure || !r.parts[i].match.exact()
	}
	return r, nil
}

// Release gives back the memory of what was found, which must not be used any
// more. Who does not call it leaves it to the collector.
func (r *Found) Release() { r.sets.release() }

// inParallel calls do for 0 up to n by two goroutines.
func inParallel(n int, do func(int) error) error {
	var next atomic.Int32
	work := func() error {
		for {
			i := int(next.Add(1)) - 1
			if i >= n {
				return nil
			}
			if err := do(i); err != nil {
				return err
			}
		}
	}
	var beside errgroup.Group
	beside.Go(work)
	return cmp.Or(work(), beside.Wait())
}

// leftOut gives, by choice, what matches and only that choice leaves out; nil
// where that is nothing.
func (r *Found) leftOut(p *found) []set {
	out := make([]set, len(p.chosen))
	for w, x := range p.match.may {
		if x &^= p.hits[w]; x == 0 {
			continue
		}
		// What one choice at least leaves out, and what two do.
		var one, two uint64
		for _, chosen := range p.chosen {
			two |= one &^ chosen[w]
			one |= ^chosen[w]
		}
		if x &= one &^ two; x == 0 {
			continue
		}
		for k, chosen := range p.chosen {
			if y := x &^ chosen[w]; y != 0 {
				if out[k] == nil {
					out[k] = r.sets.new(len(p.hits))
				}
				out[k][w] = y
			}
		}
	}
	return out
}

// Total counts the documents found.
func (r *Found) Total() int {
	n := 0
	for i := range r.parts {
		n += r.parts[i].hits.count()
	}
	return n
}

// Unsure gives the documents that only may match: of all that match the query,
// or of those that are chosen too. more says that there are more than most.
func (r *Found) Unsure(chosen bool, most int) (places []Place, more bool) {
	if !r.unsure {
		return nil, false
	}
	for i := range r.parts {
		p := &r.parts[i]
		if p.match.exact() {
			continue
		}
		s := r.sets.clone(p.match.may)
		if chosen {
			copy(s, p.hits)
		}
		s.andNot(p.match.sure)
		s.each(func(doc int) bool {
			if len(places) == most {
				more = true
				return false
			}
			places = append(places, Place{i, doc})
			return true
		})
		if more {
			return nil, true
		}
	}
	return places, false
}

// Settle says of a document that only may match whether it does.
func (r *Found) Settle(at Place, matches bool) {
	p := &r.parts[at.segment]
	if matches {
		p.match.sure.add(at.doc)
		return
	}
	p.match.may.drop(at.doc)
	p.hits.drop(at.doc)
}

// Sure reports whether a document certainly matches.
func (r *Found) Sure(at Place) bool {
	p := &r.parts[at.segment]
	return p.match.exact() || p.match.sure.has(at.doc)
}

// Ref names the document at a place.
func (r *Found) Ref(at Place) int64 { return r.view.segments[at.segment].Ref(at.doc) }

// Entry gives what [Document.Entry] is of the document at a place, and its number.
func (r *Found) Entry(at Place) (entry int64, number jikenbo.Number) {
	row := r.row(at)
	if row.number != 0 {
		number = jikenbo.Number{Year: int(row.number >> 32), Seq: int(uint32(row.number))}
	}
	return row.entry, number
}

func (r *Found) row(at Place) *row { return &r.view.segments[at.segment].rows[at.doc] }

// Order is an order of the documents found.
type Order uint8

// The orders. Documents that a value is not known of come last; what is the
// same stands newest first.
const (
	Newest   Order = iota // by date of publication, the newest first
	Oldest                // the oldest first
	Numbered              // by case number
	Largest               // by the largest figure of any unit
	Ranked                // by where the words of the query stand
	Doubtful              // by the confidence of the least certain fact, the lowest first
)

// Walk gives the first documents found in an order, until use returns false;
// at most so many are wanted.
func (r *Found) Walk(o Order, most int, use func(Place) bool) error {
	switch o {
	case Newest:
		r.merge(r.hits(), use)
	case Ranked:
		return r.walkRanks(use)
	default:
		for _, at := range r.least(o, most) {
			if !use(at) {
				break
			}
		}
	}
	return nil
}

func (r *Found) hits() []set {
	sets := make([]set, len(r.parts))
	for i := range r.parts {
		sets[i] = r.parts[i].hits
	}
	return sets
}

// merge gives the documents of sets, newest first; it tells whether all were
// used.
func (r *Found) merge(sets []set, use func(Place) bool) bool {
	heads := make([]int, len(sets))
	for i, s := range sets {
		heads[i] = s.next(0)
	}
	for {
		best := -1
		for i, d := range heads {
			if d >= 0 && (best < 0 || r.row(Place{i, d}).compare(r.row(Place{best, heads[best]})) < 0) {
				best = i
			}
		}
		if best < 0 {
			return true
		}
		at := Place{best, heads[best]}
		heads[best] = sets[best].next(at.doc + 1)
		if !use(at) {
			return false
		}
	}
}

// next gives the first document from doc on, -1 if there is none.
func (s set) next(doc int) int {
	i := doc >> 6
	if i >= len(s) {
		return -1
	}
	w := s[i] & (^uint64(0) << (doc & 63))
	for w == 0 {
		if i++; i == len(s) {
			return -1
		}
		w = s[i]
	}
	return i<<6 + bits.TrailingZeros64(w)
}

// key orders documents: the lowest first.
func (r *row) key(o Order) int64 {
	switch o {
	case Oldest:
		if r.date == 0 {
			return math.MaxInt64
		}
		return int64(r.date)
	case Numbered:
		if r.number == 0 {
			return math.MaxInt64
		}
		return int64(r.number)
	case Largest:
		most := int64(0)
		for _, a := range r.sizes {
			most = max(most, a.count)
		}
		return -most
	}
	return int64(r.doubt)
}

type keyed struct {
	key int64
	at  Place
}

// worst is a heap of documents, the last one first.
type worst struct {
	r   *Found
	all []keyed
}

func (w *worst) Len() int           { return len(w.all) }
func (w *worst) Less(i, j int) bool { return w.before(w.all[j], w.all[i]) }
func (w *worst) Swap(i, j int)      { w.all[i], w.all[j] = w.all[j], w.all[i] }
func (w *worst) Push(x any)         { w.all = append(w.all, x.(keyed)) }
func (w *worst) Pop() any {
	last := w.all[len(w.all)-1]
	w.all = w.all[:len(w.all)-1]
	return last
}

func (w *worst) before(a, b keyed) bool {
	if a.key != b.key {
		return a.key < b.key
	}
	return w.r.row(a.at).compare(w.r.row(b.at)) < 0
}

// least gives the first documents by their keys.
func (r *Found) least(o Order, most int) []Place {
	w := &worst{r: r}
	for i := range r.parts {
		rows := r.view.segments[i].rows
		r.parts[i].hits.each(func(doc int) bool {
			k := keyed{rows[doc].key(o), Place{i, doc}}
			switch {
			case len(w.all) < most:
				heap.Push(w, k)
			case most > 0 && w.before(k, w.all[0]):
				w.all[0] = k
				heap.Fix(w, 0)
			}
			return true
		})
	}
	slices.SortFunc(w.all, func(a, b keyed) int {
		if w.before(a, b) {
			return -1
		}
		return 1
	})
	places := make([]Place, len(w.all))
	for i, k := range w.all {
		places[i] = k.at
	}
	return places
}

// walkRanks gives the documents by where words of the query stand: one is the
// organization, is in its name, in the title, in the name of a supplier or
// service, elsewhere.
func (r *Found) walkRanks(use func(Place) bool) error {
	left := r.hits()
	for i := range left {
		left[i] = r.sets.clone(left[i])
	}
	for tier := range 4 {
		sets := make([]set, len(left))
		for i := range left {
			f := finder{s: r.view.segments[i], read: r.read, sets: r.sets}
			sets[i] = f.new()
			if left[i].empty() {
				continue
			}
			for _, n := range r.query.words {
				if err := f.tier(tier, n, sets[i]); err != nil {
					return err
				}
			}
			sets[i].and(left[i])
			left[i].andNot(sets[i])
		}
		if !r.merge(sets, use) {
			return nil
		}
	}
	r.merge(left, use)
	return nil
}

// tier adds the documents in which a word stands in a place of that rank.
func (f *finder) tier(tier int, n *node, dst set) error {
	spaces := [][]space{{exactOrganization}, {inOrganization}, {inTitle}, {inSupplier, inService}}[tier]
	if n.space != inText && !slices.Contains(spaces, n.space) && tier > 0 {
		return nil
	}
	for _, sp := range spaces {
		if sp == exactOrganization {
			if err := f.s.lookup(f.read, sp, term{text: clip(n.word.text)}, dst); err != nil {
				return err
			}
			continue
		}
		b, err := f.word(sp, &n.word)
		if err != nil {
			return err
		}
		dst.or(b.may)
	}
	return nil
}

// Match tells whether a document matches the query: what [View.Find] finds by
// its index, found by looking. It does not look at the choices.
func (q *Query) Match(d *Document) bool {
	if q.root == nil {
		return true
	}
	m := matcher{d: d}
	return m.match(q.root)
}

type matcher struct {
	d     *Document
	parts []part
	r     *row
}

func (m *matcher) match(n *node) bool {
	switch n.op {
	case opAnd:
		return !slices.ContainsFunc(n.kids, func(k *node) bool { return !m.match(k) })
	case opOr:
		return slices.ContainsFunc(n.kids, m.match)
	case opNot:
		return !m.match(n.kids[0])
	case opWord:
		if m.parts == nil {
			m.parts = m.d.parts(false)
		}
		return slices.ContainsFunc(m.parts, func(p part) bool {
			return (n.space == inText || n.space == p.space) && n.word.in(p.Text)
		})
	case opFacet:
		return Choice{facets[n.facet].name, n.values}.Match(m.d)
	case opDate:
		date := int64(dateKey(m.d.Case.Published))
		return date >= n.lo && date <= n.hi
	case opNumber:
		return m.d.Number != (jikenbo.Number{}) && numberKey(m.d.Number) == n.number
	}
	if m.r == nil {
		m.r = &row{sizes: figures(m.d.Case)}
	}
	return m.r.figure(n)
}

// Match tells whether a document has any of the values.
func (c Choice) Match(d *Document) bool {
	i := facetIndex(c.Facet)
	if i < 0 {
		return true
	}
	k := rowOf(d)
	var has []string
	facets[i].values(d, &k, func(v string) {
		if facets[i].named {
			v, _, _ = strings.Cut(v, "\x00")
		}
		has = append(has, v)
	})
	return slices.ContainsFunc(c.Values, func(v string) bool {
		switch {
		case v == Unstated:
			return len(has) == 0
		case facets[i].named:
			v = nameKey(v)
		}
		return slices.Contains(has, v)
	})
}

// Closed gives what was found as a question of its own, in which nothing is
// chosen.
func (r *Found) Closed() *Found {
	closed := &Found{view: r.view, read: r.read, query: r.query}
	for i := range r.parts {
		closed.parts = append(closed.parts, found{match: exactly(r.parts[i].hits), hits: r.parts[i].hits})
	}
	return closed
}

// At gives the segment and the place in it of a document.
func (r *Found) At(at Place) (segment int64, doc int) {
	return r.view.segments[at.segment].ID(), at.doc
}
