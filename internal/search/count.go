package search

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"jikenbo"
)

// Dictionary numbers the values of facets. Segments that are searched together
// share one.
type Dictionary struct {
	mu     sync.RWMutex
	facets []dictionary
}

// dictionary has the values of one facet. Of the spellings of one name, the
// first one stands for all.
type dictionary struct {
	ids    map[string]int32
	values []string          // as written, of names without the key
	names  []string          // keys of names, by value
	heads  []uint64          // of names: the first eight bytes, which order most of them
	firsts map[string]int32  // first spellings by key
	first  []int32           // of names: the first spelling, by value
	others map[int32][]int32 // the other spellings, by the first one
	order  []int32           // of values that are no names: as they are shown
}

// NewDictionary gives an empty one.
func NewDictionary() *Dictionary {
	d := &Dictionary{facets: make([]dictionary, len(facets))}
	for i := range d.facets {
		d.facets[i] = dictionary{ids: make(map[string]int32), firsts: make(map[string]int32), others: make(map[int32][]int32)}
	}
	return d
}

// id gives the number of a value of a facet.
func (d *Dictionary) id(f int, value string) int32 {
	t := &d.facets[f]
	if id, ok := t.ids[value]; ok {
		return id
	}
	id := int32(len(t.values))
	t.ids[value] = id
	if !facets[f].named {
		t.values = append(t.values, value)
		before := valueOrder(f)
		i, _ := slices.BinarySearchFunc(t.order, value, func(id int32, v string) int { return before(t.values[id], v) })
		t.order = slices.Insert(t.order, i, id)
		return id
	}
	key, written, _ := strings.Cut(value, "\x00")
	var head [8]byte
	copy(head[:], key)
	t.values, t.names, t.heads = append(t.values, written), append(t.names, key), append(t.heads, binary.BigEndian.Uint64(head[:]))
	first, ok := t.firsts[key]
	if ok {
		t.others[first] = append(t.others[first], id)
	} else {
		first, t.firsts[key] = id, id
	}
	t.first = append(t.first, first)
	return id
}

// facetSets are the values of all facets in one segment, in memory: those that
// many documents have as columns of a matrix with a row for each document, or as
// a range where these documents stand in a row; the others one by one, in the row
// too, so that counting a document waits for memory once.
type facetSets struct {
	docs    int
	width   int      // words of a row that are columns
	stride  int      // words of a row
	rows    []uint64 // the columns that each document has, a bit each, and its others
	columns []column // in the order of facets
	facets  []facetPart
	lists   []valueList // the others, value by value
	more    []uint64    // those of documents that have too many for a row
	rare    facetMask
}

// column is a value that many documents have, or that a facet is not stated,
// where documents may have several of its values.
type column struct {
	facet int
	id    int32 // in the dictionary, notStated
	total int32 // documents
}

const notStated = -1

// facetPart are the values of one facet in one segment.
type facetPart struct {
	from, to int // its columns
	ranges   []valueRange
}

// valueRange are the documents with a value, from lo up to hi.
type valueRange struct {
	id     int32
	lo, hi int
}

// valueList are the documents with a value that is in no column or range.
type valueList struct {
	facet int
	id    int32
	docs  []uint16
}

// other is a value that is in no column or range, of a document: its facet and
// its number in the dictionary; or where in facetSets.more they are and how many;
// or 0 for none.
type other uint64

const (
	isOther   = 1 << 63
	areInMore = 1 << 62
)

func newOther(facet int, id int32) other { return isOther | other(facet)<<32 | other(uint32(id)) }
func (o other) facet() int               { return int(o >> 32 & 0xff) }
func (o other) id() int32                { return int32(uint32(o)) }

// othersMost is how many others of a document are in its row at most.
const othersMost = 6

// others gives the others of the document whose row begins there; the first 0
// ends them.
func (c *facetSets) others(row int) []uint64 {
	in := c.rows[row+c.width : row+c.stride]
	if len(in) > 0 && in[0]&areInMore != 0 {
		from, n := in[0]>>24&(1<<32-1), in[0]&(1<<24-1)
		return c.more[from : from+n]
	}
	return in
}

// facetMask is a set of facets, a bit each.
type facetMask uint64

func (m facetMask) has(f int) bool { return m>>f&1 != 0 }

// load reads the values of all facets, the first time.
func (s *Segment) load(read ReadBlock, dict *Dictionary) (*facetSets, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.counted != nil {
		return s.counted, nil
	}
	docs := s.Docs()
	c := &facetSets{docs: docs, facets: make([]facetPart, len(facets))}
	dict.mu.Lock()
	defer dict.mu.Unlock()
	has := make([]set, len(facets)) // the documents that state it
	for f := range has {
		has[f] = newSet(docs)
	}
	var lists [][]uint16 // of columns
	err := s.scan(read, string(byte(inFacet)), func(term []byte, p posting) (bool, error) {
		f := int(term[0]) - int(inFacet)
		if f >= len(facets) {
			return false, ErrDamaged
		}
		list, err := p.appendTo(nil, docs)
		if err != nil || len(list) == 0 {
			return false, cmp.Or(err, ErrDamaged)
		}
		for _, d := range list {
			if facets[f].single && has[f].has(int(d)) {
				return false, ErrDamaged
			}
			has[f].add(int(d))
		}
		id := dict.id(f, string(term[1:]))
		switch lo, hi := int(list[0]), int(list[len(list)-1])+1; {
		case len(list) > 8 && hi-lo == len(list):
			c.facets[f].ranges = append(c.facets[f].ranges, valueRange{id, lo, hi})
		case len(list) > docs/100+8:
			c.columns, lists = append(c.columns, column{f, id, int32(len(list))}), append(lists, list)
		default:
			c.rare |= 1 << f
			c.lists = append(c.lists, valueList{f, id, list})
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	for f := range has {
		if facets[f].single {
			continue // those that state it tell
		}
		has[f].flip(docs)
		var list []uint16
		has[f].each(func(doc int) bool { list = append(list, uint16(doc)); return true })
		c.columns, lists = append(c.columns, column{f, notStated, int32(len(list))}), append(lists, list)
	}
	order := make([]int, len(lists))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return c.columns[a].facet - c.columns[b].facet })
	columns := make([]column, len(order))
	c.width = (len(columns) + 63) / 64
	c.makeRows()
	for to, i := range order {
		columns[to] = c.columns[i]
		v := &c.facets[columns[to].facet]
		if v.to == 0 {
			v.from = to
		}
		v.to = to + 1
		for _, d := range lists[i] {
			c.rows[int(d)*c.stride+to>>6] |= 1 << (to & 63)
		}
	}
	c.columns = columns
	s.counted = c
	return c, nil
}

// makeRows makes the rows, with the others in them. There is room for as many of
// them as nineteen of twenty documents have.
func (c *facetSets) makeRows() {
	has := make([]uint32, c.docs)
	for _, v := range c.lists {
		for _, d := range v.docs {
			has[d]++
		}
	}
	var documents [othersMost + 1]int // by how many others they have
	for _, n := range has {
		documents[min(n, othersMost)]++
	}
	room := min(1, len(c.lists))
	for within := documents[0] + documents[1]; within < c.docs-c.docs/20 && room < othersMost; within += documents[room] {
		room++
	}
	c.stride = c.width + room
	c.rows = make([]uint64, c.docs*c.stride)
	starts := make(map[uint16]int) // in more
	for d, n := range has {
		if int(n) > room {
			starts[uint16(d)] = len(c.more)
			c.rows[d*c.stride+c.width] = areInMore | uint64(len(c.more))<<24 | uint64(n)
			c.more = append(c.more, make([]uint64, n)...)
		}
		has[d] = 0
	}
	for _, v := range c.lists {
		for _, d := range v.docs {
			o := uint64(newOther(v.facet, v.id))
			if from, ok := starts[d]; ok {
				c.more[from+int(has[d])] = o
			} else {
				c.rows[int(d)*c.stride+c.width+int(has[d])] = o
			}
			has[d]++
		}
	}
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
	// Facets with a choice of their own have those documents too that only it
	// leaves out.
	shares := make([]share, len(r.parts)*(1+len(r.choices)))
	_ = inParallel(len(r.parts), func(i int) error {
		p, of := &r.parts[i], shares[i*(1+len(r.choices)):]
		hits := p.hits
		if !p.match.exact() { // what is settled meanwhile changes them
			hits = r.sets.clone(hits)
		}
		of[0] = share{in: loaded[i], among: hits, found: hits.count(), facets: wanted}
		for k, more := range r.leftOut(p) {
			if f := r.choices[k].facet; more != nil && slices.Contains(wanted, f) {
				of[1+k] = share{in: loaded[i], among: more, found: more.count(), facets: []int{f}}
			}
		}
		return nil
	})
	shares = slices.DeleteFunc(shares, func(s share) bool { return s.found == 0 })
	return func() []Counts {
		dict.mu.RLock()
		defer dict.mu.RUnlock()
		tallies := make([]tally, len(facets))
		for _, f := range wanted {
			tallies[f] = tally{n: zeros(len(dict.facets[f].values)), named: facets[f].named}
		}
		countAll(shares, tallies)
		counts := make([]Counts, len(wanted))
		_ = inParallel(len(wanted), func(k int) error {
			f := wanted[k]
			var chosen []string
			if i := slices.IndexFunc(r.choices, func(c choice) bool { return c.facet == f }); i >= 0 {
				chosen = r.choices[i].values
			}
			counts[k] = dict.facets[f].counts(f, &tallies[f], chosen, mostNames)
			tallies[f].done()
			return nil
		})
		return counts
	}, nil
}

// share are documents of one segment that facets are counted among.
type share struct {
	in     *facetSets
	among  set
	found  int // as many
	facets []int
	sums   []int32 // of columns
}

// countAll counts all shares. Where many documents were found, a part of the
// columns is added up at the same time as the rest.
func countAll(shares []share, tallies []tally) {
	var next atomic.Int32
	sum := func() (more bool) {
		at := int(next.Add(1)) - 1
		if at >= len(shares) {
			return false
		}
		s := &shares[at]
		s.sums = s.in.sums(s.among, s.found, s.facets)
		return true
	}
	found := 0
	for i := range shares {
		found += shares[i].found
	}
	const many = 4000 // a goroutine takes as long as so many, or nearly
	var others sync.WaitGroup
	if found > many {
		others.Go(func() {
			for sum() {
			}
		})
	}
	for i := range shares {
		if found <= many {
			sum() // of this share: it brings the rows near
		}
		s := &shares[i]
		s.in.countRanges(s, tallies)
		s.in.countOthers(s, tallies)
	}
	for sum() {
	}
	others.Wait()
	for i := range shares {
		s := &shares[i]
		s.in.tally(s.sums, s.found, s.facets, tallies)
	}
}

// tally has the counts of one facet.
type tally struct {
	n       []int32 // by value
	missing int     // of a facet with single values: documents, with those that state it
	named   bool
	counted []int32 // of names, of which there may be very many: those that n has
}

// add adds to the count of a value.
func (t *tally) add(id, n int32) {
	if t.named && t.n[id] == 0 && n > 0 {
		t.counted = append(t.counted, id)
	}
	t.n[id] += n
}

// done gives the counters back.
func (t *tally) done() {
	if t.named {
		for _, id := range t.counted {
			t.n[id] = 0
		}
	} else {
		clear(t.n)
	}
	counters.Put(&t.n)
}

// counters are those that are not in use, all of them zero.
var counters = sync.Pool{New: func() any { return new([]int32) }}

// zeros gives so many counters.
func zeros(n int) []int32 {
	c := *counters.Get().(*[]int32)
	if cap(c) < n {
		return make([]int32, n, n+n/4+64)
	}
	return c[:n]
}

// countRanges adds the values that are ranges.
func (c *facetSets) countRanges(s *share, tallies []tally) {
	for _, f := range s.facets {
		for _, r := range c.facets[f].ranges {
			tallies[f].add(r.id, int32(s.among.countIn(r.lo, r.hi)))
		}
	}
}

// countOthers adds the values that are in no column or range.
func (c *facetSets) countOthers(s *share, tallies []tally) {
	var wanted facetMask
	for _, f := range s.facets {
		wanted |= 1 << f
	}
	switch {
	case c.rare&wanted == 0:
	case s.found > c.docs/8: // so many that it is faster to ask of each value
		for _, v := range c.lists {
			if !wanted.has(v.facet) {
				continue
			}
			n := uint64(0)
			for _, d := range v.docs {
				n += s.among[d>>6] >> (d & 63) & 1
			}
			tallies[v.facet].add(v.id, int32(n))
		}
	default:
		for i, w := range s.among {
			for ; w != 0; w &= w - 1 {
				doc := i<<6 + bits.TrailingZeros64(w)
				for _, o := range c.others(doc * c.stride) {
					if o == 0 {
						break
					}
					if o := other(o); wanted.has(o.facet()) {
						tallies[o.facet()].add(o.id(), 1)
					}
				}
			}
		}
	}
}

// tally adds sums of columns among so many documents.
func (c *facetSets) tally(sums []int32, found int, group []int, tallies []tally) {
	for _, f := range group {
		v, t := &c.facets[f], &tallies[f]
		if facets[f].single {
			t.missing += found
		}
		for i, column := range c.columns[v.from:v.to] {
			if n := sums[v.from+i]; column.id == notStated {
				t.missing += int(n)
			} else {
				t.add(column.id, n)
			}
		}
	}
}

// sums counts the documents of a set, of which there are so many, that have the
// columns of facets.
func (c *facetSets) sums(among set, found int, group []int) []int32 {
	sums := make([]int32, len(c.columns))
	if found == 0 {
		return sums
	}
	rest := found > c.docs/2 // of so many, the others are counted
	if rest {
		among = slices.Clone(among)
		among.flip(c.docs)
		found = c.docs - found
	}
	planes := make([]planes, c.width)
	var rows [1 << 10]uint32 // where they begin; those of a piece stay in the cache
	n := 0
	for i, w := range among {
		for ; w != 0; w &= w - 1 {
			rows[n] = uint32((i<<6 + bits.TrailingZeros64(w)) * c.stride)
			n++
		}
		if n <= len(rows)-64 && i < len(among)-1 {
			continue
		}
		last := -1
		for _, f := range group {
			for w := max(c.facets[f].from>>6, last+1); w<<6 < c.facets[f].to; w++ {
				planes[w].add(c.rows[w:], rows[:n])
				last = w
			}
		}
		n = 0
	}
	size := bits.Len(uint(found))
	var of [64]int32 // the sums of a word
	word := -1
	for _, f := range group {
		for i := c.facets[f].from; i < c.facets[f].to; i++ {
			if word != i>>6 {
				word = i >> 6
				planes[word].sums(&of, size)
			}
			sums[i] = of[i&63]
			if rest {
				sums[i] = c.columns[i].total - sums[i]
			}
		}
	}
	return sums
}

// split gives the documents of a set by their values of a facet.
func (c *facetSets) split(f int, among set) map[int32]set {
	sets := make(map[int32]set)
	add := func(id int32, doc int) {
		if sets[id] == nil {
			sets[id] = newSet(c.docs)
		}
		sets[id].add(doc)
	}
	v := &c.facets[f]
	among.each(func(doc int) bool {
		for i := v.from; i < v.to; i++ {
			if id := c.columns[i].id; id != notStated && c.rows[doc*c.stride+i>>6]>>(i&63)&1 != 0 {
				add(id, doc)
			}
		}
		for _, r := range v.ranges {
			if doc >= r.lo && doc < r.hi {
				add(r.id, doc)
			}
		}
		for _, o := range c.others(doc * c.stride) {
			if o != 0 && other(o).facet() == f {
				add(other(o).id(), doc)
			}
		}
		return true
	})
	return sets
}

// planes are 64 sums below 65536: a bit of each, the lowest ones first.
type planes [16]uint64

// add adds a word of every row, of which from begins with that of the first one.
func (p *planes) add(from []uint64, rows []uint32) {
	ones, twos, fours, eights := p[0], p[1], p[2], p[3]
	for len(rows) >= 16 {
		r := rows[:16:16]
		a, one := carry(ones, from[r[0]], from[r[1]])
		b, one := carry(one, from[r[2]], from[r[3]])
		x, two := carry(twos, a, b)
		a, one = carry(one, from[r[4]], from[r[5]])
		b, one = carry(one, from[r[6]], from[r[7]])
		y, two := carry(two, a, b)
		s, four := carry(fours, x, y)
		a, one = carry(one, from[r[8]], from[r[9]])
		b, one = carry(one, from[r[10]], from[r[11]])
		x, two = carry(two, a, b)
		a, one = carry(one, from[r[12]], from[r[13]])
		b, one = carry(one, from[r[14]], from[r[15]])
		y, two = carry(two, a, b)
		t, four := carry(four, x, y)
		sixteens, eight := carry(eights, s, t)
		ones, twos, fours, eights = one, two, four, eight
		p.carryTo(4, sixteens)
		rows = rows[16:]
	}
	p[0], p[1], p[2], p[3] = ones, twos, fours, eights
	for _, r := range rows {
		p.carryTo(0, from[r])
	}
}

// carryTo adds 1<<k to the sums of the columns in x.
func (p *planes) carryTo(k int, x uint64) {
	for ; x != 0; k++ {
		p[k], x = p[k]^x, p[k]&x
	}
}

// sums gives the sums, which have so many bits at most.
func (p *planes) sums(n *[64]int32, size int) {
	for i := 0; i < 64; i += 8 {
		var low, high uint64 // a byte of eight of them
		for k, x := range p[:size] {
			// Each bit of a byte becomes a byte.
			x = (x >> i & 0xff) * 0x0101010101010101 & 0x8040201008040201
			x = (x + 0x7f7f7f7f7f7f7f7f) >> 7 & 0x0101010101010101
			if k < 8 {
				low |= x << k
			} else {
				high |= x << (k - 8)
			}
		}
		for j := range 8 {
			n[i+j] = int32(low>>(8*j)&0xff | high>>(8*j)&0xff<<8)
		}
	}
}

// carry adds three numbers of one bit, 64 times.
func carry(a, b, c uint64) (high, low uint64) {
	u := a ^ b
	return a&b | u&c, u ^ c
}

// counts gives what was counted, in the order in which it is shown: codes as
// their taxonomy has them, years and months newest first, bands as they
// follow, names by their count.
func (d *dictionary) counts(f int, t *tally, chosen []string, mostNames int) Counts {
	c := Counts{Facet: facets[f].name, Missing: t.missing, Chosen: slices.Contains(chosen, Unstated)}
	if facets[f].single {
		for _, n := range t.n {
			c.Missing -= int(n)
		}
	}
	if facets[f].named {
		c.Values = d.nameCounts(t, chosen, mostNames)
		return c
	}
	stated := len(chosen)
	for _, n := range t.n {
		stated += int(min(n, 1))
	}
	c.Values = make([]Count, 0, stated)
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

// nameCounts gives the counts of names.
func (d *dictionary) nameCounts(t *tally, chosen []string, most int) []Count {
	var picked []int32
	for _, v := range chosen {
		if first, ok := d.firsts[nameKey(v)]; ok && !slices.Contains(picked, first) {
			picked = append(picked, first)
		}
	}
	// What other spellings of a name have is added to the first one.
	others := tally{n: zeros(len(t.n)), named: true}
	for _, id := range t.counted {
		if d.first[id] != id {
			others.add(id, t.n[id])
		}
	}
	for _, id := range others.counted {
		t.add(d.first[id], others.n[id])
		t.n[id] = 0
	}
	top := d.top(t.n, t.counted, most)
	for _, id := range picked {
		if !slices.Contains(top, id) {
			top = append(top, id)
		}
	}
	out := make([]Count, 0, len(top))
	for _, first := range top {
		best, n := first, t.n[first] // the spelling that is written most often
		for _, id := range d.others[first] {
			n -= others.n[id]
		}
		for _, id := range d.others[first] {
			if m := others.n[id]; m > n || m == n && d.values[id] < d.values[best] {
				best, n = id, m
			}
		}
		out = append(out, Count{d.values[best], int(t.n[first]), slices.Contains(picked, first)})
	}
	others.done()
	for _, v := range chosen {
		if _, ok := d.firsts[nameKey(v)]; !ok && v != Unstated {
			out = append(out, Count{v, 0, true})
		}
	}
	return out
}

// top gives those of the names with the highest counts, at most so many, or all
// for 0; names of one count in their order.
func (d *dictionary) top(counts, names []int32, most int) []int32 {
	before := func(a, b int32) bool {
		if counts[a] != counts[b] {
			return counts[a] > counts[b]
		}
		if d.heads[a] != d.heads[b] {
			return d.heads[a] < d.heads[b]
		}
		return d.names[a] < d.names[b]
	}
	var top []int32 // once there are as many as wanted: a heap, the last one first
	sink := func(i int) {
		for {
			last := i
			for k := 2*i + 1; k <= 2*i+2 && k < len(top); k++ {
				if before(top[last], top[k]) {
					last = k
				}
			}
			if last == i {
				return
			}
			top[i], top[last] = top[last], top[i]
			i = last
		}
	}
	least := int32(1)
	for _, k := range names {
		switch {
		case counts[k] < least:
		case most == 0 || len(top) < most:
			if top = append(top, k); len(top) == most {
				for i := most/2 - 1; i >= 0; i-- {
					sink(i)
				}
				least = counts[top[0]]
			}
		case before(k, top[0]):
			top[0] = k
			sink(0)
			least = counts[top[0]]
		}
	}
	slices.SortFunc(top, func(a, b int32) int {
		if before(a, b) {
			return -1
		}
		return 1
	})
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
