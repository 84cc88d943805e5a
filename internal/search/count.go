package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"sync"

	"jikenbo"
)

// Dictionary numbers the values of facets. Segments that are searched together
// share one.
type Dictionary struct {
	mu     sync.RWMutex
	facets []dictionary
}

// dictionary has the values of one facet. Spellings of one name share a key.
type dictionary struct {
	ids    map[string]int32
	values []string // as written, of names without the key
	keys   []int32  // of values
	keyIDs map[string]int32
	of     [][]int32 // values by key
	names  []string  // keys
	heads  []uint64  // of names: the first eight bytes, which order most of them
	order  []int32   // of values that are no names: as they are shown
}

// NewDictionary gives an empty one.
func NewDictionary() *Dictionary {
	d := &Dictionary{facets: make([]dictionary, len(facets))}
	for i := range d.facets {
		d.facets[i].ids, d.facets[i].keyIDs = make(map[string]int32), make(map[string]int32)
	}
	return d
}

// id gives the number of a value of a facet.
func (d *Dictionary) id(f int, value string) int32 {
	t := &d.facets[f]
	if id, ok := t.ids[value]; ok {
		return id
	}
	key, spelling := value, value
	if facets[f].named {
		key, spelling, _ = strings.Cut(value, "\x00")
	}
	k, ok := t.keyIDs[key]
	if !ok {
		k = int32(len(t.names))
		t.keyIDs[key] = k
		t.names = append(t.names, key)
		var head [8]byte
		copy(head[:], key)
		t.heads = append(t.heads, binary.BigEndian.Uint64(head[:]))
		t.of = append(t.of, nil)
	}
	id := int32(len(t.values))
	t.ids[value] = id
	t.values = append(t.values, spelling)
	t.keys = append(t.keys, k)
	if !facets[f].named {
		before := valueOrder(f)
		i, _ := slices.BinarySearchFunc(t.order, value, func(id int32, v string) int { return before(t.values[id], v) })
		t.order = slices.Insert(t.order, i, id)
	}
	t.of[k] = append(t.of[k], id)
	return id
}

// facetSets are the values of all facets in one segment, in memory.
type facetSets struct {
	facets []valueSets
	starts []uint32 // by document: where its values begin in lists, and the end
	lists  []member // the values of documents
}

// member is a value of a document.
type member struct {
	facet uint8
	id    int32 // in the dictionary
}

// valueSets are the values of one facet in one segment: those of many
// documents each by itself, those of few as pairs.
type valueSets struct {
	has    set // the documents that state it
	large  []valueSet
	docs   []uint16 // of pairs, by value
	values []int32  // of pairs
}

// valueSet are the documents with a value: in dense, or from lo up to hi.
type valueSet struct {
	id     int32 // in the dictionary
	lo, hi int
	dense  set
}

func (v *valueSet) countIn(s set) int {
	if v.dense != nil {
		return countBoth(v.dense, s)
	}
	return s.countIn(v.lo, v.hi)
}

// count adds the values of the documents in s to n.
func (v *valueSets) count(s set, n []int32) {
	for i := range v.large {
		n[v.large[i].id] += int32(v.large[i].countIn(s))
	}
	values := v.values[:len(v.docs)]
	for i, d := range v.docs {
		n[values[i]] += int32(s[d>>6] >> (d & 63) & 1)
	}
}

// load reads the values of all facets, the first time.
func (s *Segment) load(read ReadBlock, dict *Dictionary) (*facetSets, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.counted != nil {
		return s.counted, nil
	}
	docs := s.Docs()
	c := &facetSets{facets: make([]valueSets, len(facets)), starts: make([]uint32, docs+1)}
	for f := range c.facets {
		c.facets[f].has = newSet(docs)
	}
	dict.mu.Lock()
	defer dict.mu.Unlock()
	type listed struct {
		member
		docs []uint16
	}
	var all []listed
	err := s.scan(read, string(byte(inFacet)), func(term []byte, p posting) (bool, error) {
		f := int(term[0]) - int(inFacet)
		if f >= len(facets) {
			return false, ErrDamaged
		}
		list, err := p.appendTo(nil, docs)
		if err != nil || len(list) == 0 {
			return false, cmp.Or(err, ErrDamaged)
		}
		v := &c.facets[f]
		id := dict.id(f, string(term[1:]))
		switch lo, hi := int(list[0]), int(list[len(list)-1])+1; {
		case len(list) > 8 && hi-lo == len(list):
			v.large = append(v.large, valueSet{id: id, lo: lo, hi: hi})
		case len(list) > docs/100+8:
			dense := newSet(docs)
			for _, d := range list {
				dense.add(int(d))
			}
			v.large = append(v.large, valueSet{id: id, dense: dense})
		default:
			for _, d := range list {
				v.docs, v.values = append(v.docs, d), append(v.values, id)
			}
		}
		for _, d := range list {
			v.has.add(int(d))
			c.starts[int(d)+1]++
		}
		all = append(all, listed{member{uint8(f), id}, list})
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	for d := range docs {
		c.starts[d+1] += c.starts[d]
	}
	c.lists = make([]member, c.starts[docs])
	next := slices.Clone(c.starts[:docs])
	for _, l := range all {
		for _, d := range l.docs {
			c.lists[next[d]] = l.member
			next[d]++
		}
	}
	s.counted = c
	return c, nil
}

// Counts are the values of one facet among the documents found.
type Counts struct {
	Facet   string
	Values  []Count // that documents have, or that are chosen
	Missing int     // documents that state none
	Chosen  bool    // those were chosen
}

// Count is how many documents have a value.
type Count struct {
	Value  string
	N      int
	Chosen bool
}

// Count counts the values of facets, each among the documents found without
// regard to what is chosen of the facet itself. Of names it gives the most
// frequent ones, at most so many, as they are written most often.
func (r *Found) Count(dict *Dictionary, names []string, mostNames int) ([]Counts, error) {
	count, err := r.Counting(dict, names, mostNames)
	if err != nil {
		return nil, err
	}
	return count(), nil
}

// Counting makes ready for what Count does: count counts what is found by now,
// whatever is settled meanwhile, and reads nothing, so that another goroutine may
// do it.
func (r *Found) Counting(dict *Dictionary, names []string, mostNames int) (count func() []Counts, err error) {
	var wanted []int
	for i := range facets {
		if slices.Contains(names, facets[i].name) || slices.Contains(names, "*") {
			wanted = append(wanted, i)
		}
	}
	loaded := make([]*facetSets, len(r.parts))
	for i, s := range r.view.segments {
		if loaded[i], err = s.load(r.read, dict); err != nil {
			return nil, err
		}
	}
	// Facets with a choice of their own have other documents than the rest.
	type group struct {
		facets []int
		among  []set // by segment
	}
	groups := make(map[int]*group) // by the choice that is left out, -1 for none
	for _, f := range wanted {
		except := slices.IndexFunc(r.choices, func(c choice) bool { return c.facet == f })
		g := groups[except]
		if g == nil {
			g = &group{among: make([]set, len(r.parts))}
			for i := range r.parts {
				if except >= 0 {
					g.among[i] = r.parts[i].hit(except)
				} else {
					g.among[i] = slices.Clone(r.parts[i].hits)
				}
			}
			groups[except] = g
		}
		g.facets = append(g.facets, f)
	}
	return func() []Counts {
		dict.mu.RLock()
		defer dict.mu.RUnlock()
		tallies := make([]tally, len(facets))
		for _, f := range wanted {
			tallies[f].n = zeros(len(dict.facets[f].values))
		}
		for _, g := range groups {
			// Two halves of the facets are counted at a time, each by itself.
			half := len(g.facets) / 2
			var first sync.WaitGroup
			first.Go(func() { tallyAll(loaded, g.among, g.facets[:half], tallies) })
			tallyAll(loaded, g.among, g.facets[half:], tallies)
			first.Wait()
		}
		all := make([]Counts, 0, len(wanted))
		for _, f := range wanted {
			var chosen []string
			if i := slices.IndexFunc(r.choices, func(c choice) bool { return c.facet == f }); i >= 0 {
				chosen = r.choices[i].values
			}
			all = append(all, dict.facets[f].counts(f, &tallies[f], chosen, mostNames))
			n := tallies[f].n
			counters.Put(&n)
		}
		return all
	}, nil
}

// tally has the counts of one facet.
type tally struct {
	n       []int32 // by value
	missing int
}

// counters are those that are not in use.
var counters = sync.Pool{New: func() any { return new([]int32) }}

// zeros gives so many counters.
func zeros(n int) []int32 {
	c := *counters.Get().(*[]int32)
	if cap(c) < n {
		return make([]int32, n, n+n/4+64)
	}
	c = c[:n]
	clear(c)
	return c
}

// tallyAll adds the values of the documents of all segments.
func tallyAll(segments []*facetSets, among []set, group []int, tallies []tally) {
	if len(group) == 0 {
		return
	}
	for i, c := range segments {
		c.tally(among[i], group, tallies)
	}
}

// tally adds the values of the documents of a segment.
func (c *facetSets) tally(among set, group []int, tallies []tally) {
	n := among.count()
	if n == 0 {
		return
	}
	for _, f := range group {
		tallies[f].missing += n - countBoth(among, c.facets[f].has)
	}
	// A few documents are faster than many values. All facets are asked for then.
	const few = 32
	if len(group) > len(facets)/4 && n < len(c.starts)/few {
		wanted := make([]bool, len(facets))
		for _, f := range group {
			wanted[f] = true
		}
		among.each(func(doc int) bool {
			for _, m := range c.lists[c.starts[doc]:c.starts[doc+1]] {
				if wanted[m.facet] {
					tallies[m.facet].n[m.id]++
				}
			}
			return true
		})
		return
	}
	for _, f := range group {
		c.facets[f].count(among, tallies[f].n)
	}
}

// counts gives what was counted, in the order in which it is shown: codes as
// their taxonomy has them, years and months newest first, bands as they
// follow, names by their count.
func (d *dictionary) counts(f int, t *tally, chosen []string, mostNames int) Counts {
	c := Counts{Facet: facets[f].name, Missing: t.missing, Chosen: slices.Contains(chosen, Unstated)}
	if facets[f].named {
		c.Values = d.nameCounts(t, chosen, mostNames)
		return c
	}
	for _, id := range d.order {
		n, is := t.n[id], len(chosen) > 0 && slices.Contains(chosen, d.values[id])
		if n > 0 || is {
			c.Values = append(c.Values, Count{d.values[id], int(n), is})
		}
	}
	for _, v := range chosen {
		if _, known := d.ids[v]; v != Unstated && !known {
			c.Values = append(c.Values, Count{v, 0, true})
		}
	}
	return c
}

func (d *dictionary) nameCounts(t *tally, chosen []string, most int) []Count {
	sums := t.n
	if len(d.names) != len(d.values) { // else every name has one spelling, of the same number
		sums = make([]int32, len(d.names))
		for id, n := range t.n {
			sums[d.keys[id]] += n
		}
	}
	var picked []int32
	for _, v := range chosen {
		if k, ok := d.keyIDs[nameKey(v)]; ok && !slices.Contains(picked, k) {
			picked = append(picked, k)
		}
	}
	top := d.top(sums, most)
	for _, k := range picked {
		if !slices.Contains(top, k) {
			top = append(top, k)
		}
	}
	var out []Count
	for _, k := range top {
		best := d.of[k][0]
		for _, id := range d.of[k] {
			if t.n[id] > t.n[best] || t.n[id] == t.n[best] && d.values[id] < d.values[best] {
				best = id
			}
		}
		out = append(out, Count{d.values[best], int(sums[k]), slices.Contains(picked, k)})
	}
	for _, v := range chosen {
		if _, ok := d.keyIDs[nameKey(v)]; !ok && v != Unstated {
			out = append(out, Count{v, 0, true})
		}
	}
	return out
}

// top gives the names with the highest counts, at most so many, or all that
// have any for 0; names of one count in their order.
func (d *dictionary) top(counts []int32, most int) []int32 {
	before := func(a, b int32) int {
		if counts[a] != counts[b] {
			return cmp.Compare(counts[b], counts[a])
		}
		if d.heads[a] != d.heads[b] {
			return cmp.Compare(d.heads[a], d.heads[b])
		}
		return strings.Compare(d.names[a], d.names[b])
	}
	var top []int32
	least, last := int32(1), int32(-1) // once there are as many as wanted: the last one, and its count
	for k, n := range counts {
		if n < least || last >= 0 && before(int32(k), last) > 0 {
			continue
		}
		top = append(top, int32(k))
		if most > 0 && len(top) == 2*most {
			slices.SortFunc(top, before)
			top = top[:most]
			last = top[most-1]
			least = counts[last]
		}
	}
	slices.SortFunc(top, before)
	if most > 0 && len(top) > most {
		top = top[:most]
	}
	return top
}

// valueOrder orders the values of a facet.
func valueOrder(f int) func(a, b string) int {
	index := func(list []string) func(a, b string) int {
		return func(a, b string) int { return cmp.Or(cmp.Compare(rank(list, a), rank(list, b)), strings.Compare(a, b)) }
	}
	switch name := facets[f].name; {
	case facets[f].taxonomy != "":
		var list []string
		for _, t := range jikenbo.TaxonomyOf(facets[f].taxonomy).Terms {
			list = append(list, t.Code)
		}
		return index(list)
	case name == "year" || name == "month":
		return func(a, b string) int { return strings.Compare(b, a) }
	case name == "size":
		return func(a, b string) int {
			ca, ba, _ := strings.Cut(a, ":")
			cb, bb, _ := strings.Cut(b, ":")
			la, _ := bandEnds(ba)
			lb, _ := bandEnds(bb)
			return cmp.Or(cmp.Compare(rank(UnitClasses, ca), rank(UnitClasses, cb)), cmp.Compare(la, lb))
		}
	case name == "review":
		return index([]string{"flaw", "conflict", "doubt", "curated"})
	case name == "status":
		return func(a, b string) int {
			return cmp.Or(cmp.Compare(jikenbo.Statuses.Index(a), jikenbo.Statuses.Index(b)), strings.Compare(a, b))
		}
	case name == "sector":
		return strings.Compare
	}
	return index(LagBands)
}

// rank gives the place in a list, its length if it is not there.
func rank(list []string, s string) int {
	if i := slices.Index(list, s); i >= 0 {
		return i
	}
	return len(list)
}
