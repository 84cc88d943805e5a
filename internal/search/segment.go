package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sort"
	"strings"
	"sync"
)

// Version is the version of what an index has of a document: of the rules of
// folding, of the terms and facets, and of the form they are kept in. An index
// of another version is made anew.
const Version = 7

// MaxDocuments is how many documents a segment has at most.
const MaxDocuments = 1 << 16

// blockSize is how many bytes a block has at most, unless it is one posting: a
// page of the file holds it.
const blockSize = 4000

// Written is a segment in the form in which it is kept. A segment never
// changes; a document that did is in a newer one.
type Written struct {
	Docs   int
	Rows   []byte   // the numbers of its documents, newest first
	Terms  []byte   // the first term of every block
	Blocks [][]byte // terms in order with their postings; nil if they are kept elsewhere
}

// Build makes a segment of at most [MaxDocuments] documents.
func Build(cards []*Card) *Written {
	cards = slices.Clone(cards)
	slices.SortFunc(cards, func(a, b *Card) int { return a.row.compare(&b.row) })
	rows := make([]row, len(cards))
	size := 0
	texts := make(map[string][]uint16)
	for i, c := range cards {
		rows[i] = c.row
		size += len(c.wide)
		for _, t := range c.terms {
			docs := texts[t]
			if n := len(docs); n == 0 || docs[n-1] != uint16(i) {
				texts[t] = append(docs, uint16(i))
			}
		}
	}
	wide, three := make([]packed, 0, size), make([]packed, 0, size/2)
	for i, c := range cards {
		for _, p := range c.wide {
			wide = append(wide, p|packed(i))
		}
		for _, p := range c.three {
			three = append(three, p|packed(i))
		}
	}
	sortPacked(wide)
	sortPacked(three)

	keys := make([]string, 0, len(texts))
	for t := range texts {
		keys = append(keys, t)
	}
	slices.Sort(keys)
	built := &Written{Docs: len(cards)}
	w := &writer{w: built, keep: func(_ int, block []byte) error { // no error comes of it
		built.Blocks = append(built.Blocks, slices.Clone(block))
		return nil
	}}
	// Terms of all three forms, in the order of their keys.
	var key, key3 []byte
	var docs []uint16
	take := func(from []packed) []packed {
		docs = docs[:0]
		for of := from[0] >> 16; len(from) > 0 && from[0]>>16 == of; from = from[1:] {
			if d := uint16(from[0]); len(docs) == 0 || docs[len(docs)-1] != d {
				docs = append(docs, d)
			}
		}
		return from
	}
	single := newSet(len(cards)) // the documents with a character
	for counted := packed(0); len(wide) > 0 || len(three) > 0 || len(keys) > 0; {
		key, key3 = key[:0], key3[:0]
		of := packed(0) // the character, with its space
		if len(wide) > 0 {
			if of = wide[0] >> 37; of != counted {
				key = (of << 37).key(key)
			} else {
				key = wide[0].key(key)
			}
		}
		if len(three) > 0 {
			key3 = three[0].key3(key3)
		}
		before := func(a, b []byte) bool { return len(a) > 0 && (len(b) == 0 || string(a) < string(b)) }
		switch {
		case before(key3, key) && (len(keys) == 0 || string(key3) < keys[0]):
			three = take(three)
			w.add(key3, docs)
		case len(key) > 0 && (len(keys) == 0 || string(key) < keys[0]):
			if of == counted {
				wide = take(wide)
			} else { // all pairs that begin with it, or it stands last
				counted = of
				clear(single)
				last := wide
				for ; len(last) > 0 && last[0]>>37 == of; last = last[1:] {
					single.add(int(uint16(last[0])))
				}
				docs = docs[:0]
				single.each(func(doc int) bool { docs = append(docs, uint16(doc)); return true })
				for len(wide) > 0 && wide[0]>>16 == of<<21 {
					wide = wide[1:]
				}
			}
			w.add(key, docs)
		default:
			w.add([]byte(keys[0]), texts[keys[0]])
			keys = keys[1:]
		}
	}
	w.finish(rows)
	return built
}

// sortPacked sorts terms of documents that are in order already, by radix.
func sortPacked(a []packed) {
	const (
		width = 12 // bits of a digit: the places of one fit into the cache
		docs  = 16 // bits that need no sorting
	)
	from, to := a, make([]packed, len(a))
	for shift := docs; shift < 64; shift += width {
		var places [1 << width]int32
		for _, x := range from {
			places[x>>shift&(1<<width-1)]++
		}
		sum := int32(0)
		for i, n := range places {
			places[i] = sum
			sum += n
		}
		for _, x := range from {
			i := x >> shift & (1<<width - 1)
			to[places[i]] = x
			places[i]++
		}
		from, to = to, from
	} // four passes: what is sorted is in a again
}

// writer writes the blocks of a segment.
type writer struct {
	w     *Written
	keep  KeepBlock
	n     int // blocks that are written
	block []byte
	last  []byte // key in the block
}

// KeepBlock keeps the n-th block of a segment that is being written. The block
// is valid during the call only.
type KeepBlock func(n int, block []byte) error

// add writes a term, of which there is none twice and each follows the one
// before it.
func (w *writer) add(key []byte, docs []uint16) error {
	n := len(w.block)
	shared := 0
	if n > 0 {
		for shared < len(key) && shared < len(w.last) && key[shared] == w.last[shared] {
			shared++
		}
	}
	w.block = binary.AppendUvarint(w.block, uint64(shared))
	w.block = binary.AppendUvarint(w.block, uint64(len(key)-shared))
	w.block = append(w.block, key[shared:]...)
	w.block = appendPosting(w.block, docs, w.w.Docs)
	if n > 0 && len(w.block) > blockSize {
		if err := w.cut(n); err != nil {
			return err
		}
		return w.add(key, docs)
	}
	if n == 0 {
		w.w.Terms = binary.AppendUvarint(w.w.Terms, uint64(len(key)))
		w.w.Terms = append(w.w.Terms, key...)
	}
	w.last = append(w.last[:0], key...)
	return nil
}

// cut ends a block at n bytes.
func (w *writer) cut(n int) error {
	err := w.keep(w.n, w.block[:n])
	w.n++
	w.block = w.block[:0]
	return err
}

func (w *writer) finish(rows []row) error {
	w.w.Rows = encodeRows(rows)
	if len(w.block) == 0 {
		return nil
	}
	return w.cut(len(w.block))
}

func encodeRows(rows []row) []byte {
	var b []byte
	for i := range rows {
		r := &rows[i]
		b = binary.AppendUvarint(b, uint64(r.ref))
		b = binary.AppendUvarint(b, uint64(r.entry))
		b = binary.AppendUvarint(b, uint64(r.date))
		b = binary.AppendUvarint(b, r.number>>32)
		b = binary.AppendUvarint(b, r.number&0xffffffff)
		b = binary.LittleEndian.AppendUint16(b, r.doubt)
		known := uint64(0)
		for j, l := range r.lags {
			if l != noLag {
				known |= 1 << j
			}
		}
		b = binary.AppendUvarint(b, known)
		for _, l := range r.lags {
			if l != noLag {
				b = binary.AppendVarint(b, int64(l))
			}
		}
		b = binary.AppendUvarint(b, uint64(len(r.sizes)))
		for _, a := range r.sizes {
			b = append(b, a.class)
			b = binary.AppendVarint(b, a.count)
		}
	}
	return b
}

func decodeRows(b []byte, docs int) ([]row, error) {
	if docs < 0 || docs > MaxDocuments || len(b) < 8*docs {
		return nil, ErrDamaged
	}
	rows := make([]row, docs)
	bad := false
	uvarint := func() uint64 {
		x, n := binary.Uvarint(b)
		if n <= 0 {
			bad = true
			return 0
		}
		b = b[n:]
		return x
	}
	varint := func() int64 {
		x, n := binary.Varint(b)
		if n <= 0 {
			bad = true
			return 0
		}
		b = b[n:]
		return x
	}
	for i := range rows {
		r := &rows[i]
		r.ref = int64(uvarint())
		r.entry = int64(uvarint())
		r.date = uint32(uvarint())
		r.number = uvarint() << 32
		r.number |= uvarint() & 0xffffffff
		if len(b) < 2 {
			return nil, ErrDamaged
		}
		r.doubt = binary.LittleEndian.Uint16(b)
		b = b[2:]
		known := uvarint()
		for j := range r.lags {
			r.lags[j] = noLag
			if known>>j&1 != 0 {
				r.lags[j] = int32(varint())
			}
		}
		n := uvarint()
		if n > uint64(len(UnitClasses)) {
			return nil, ErrDamaged
		}
		for range n {
			if len(b) == 0 || int(b[0]) >= len(UnitClasses) {
				return nil, ErrDamaged
			}
			class := b[0]
			b = b[1:]
			r.sizes = append(r.sizes, amount{class, varint()})
		}
		if bad || i > 0 && rows[i-1].compare(r) >= 0 {
			return nil, ErrDamaged
		}
	}
	if len(b) > 0 {
		return nil, ErrDamaged
	}
	return rows, nil
}

// Segment is a segment that is open for searching. Any number of goroutines
// may use it.
type Segment struct {
	id     int64
	rows   []row
	refs   []refAt  // by ref
	terms  []string // the first of each block
	blocks [][]byte // where they are all in memory, else nil

	mu      sync.Mutex
	counted *facetSets     // once they are asked for
	chosen  map[string]set // by choice, of some that were asked for
}

type refAt struct {
	ref int64
	doc int32
}

// Open opens a segment. id tells it from others; its blocks are read when they
// are needed, if w has none.
func Open(id int64, w *Written) (*Segment, error) {
	s := &Segment{id: id, blocks: w.Blocks}
	var err error
	if s.rows, err = decodeRows(w.Rows, w.Docs); err != nil {
		return nil, err
	}
	for b := w.Terms; len(b) > 0; {
		size, n := binary.Uvarint(b)
		if n <= 0 || size > uint64(len(b)-n) {
			return nil, ErrDamaged
		}
		s.terms = append(s.terms, string(b[n:n+int(size)]))
		b = b[n+int(size):]
	}
	if s.blocks != nil && len(s.blocks) != len(s.terms) || !slices.IsSorted(s.terms) {
		return nil, ErrDamaged
	}
	s.refs = make([]refAt, len(s.rows))
	for i := range s.rows {
		s.refs[i] = refAt{s.rows[i].ref, int32(i)}
	}
	slices.SortFunc(s.refs, func(a, b refAt) int { return cmp.Compare(a.ref, b.ref) })
	return s, nil
}

// ID gives what tells the segment from others.
func (s *Segment) ID() int64 { return s.id }

// Docs is how many documents the segment has.
func (s *Segment) Docs() int { return len(s.rows) }

// Ref names a document.
func (s *Segment) Ref(doc int) int64 { return s.rows[doc].ref }

// Find gives the document of that name, -1 if it is not in the segment.
func (s *Segment) Find(ref int64) int {
	i, ok := slices.BinarySearchFunc(s.refs, ref, func(r refAt, ref int64) int { return cmp.Compare(r.ref, ref) })
	if !ok {
		return -1
	}
	return int(s.refs[i].doc)
}

// ReadBlock reads the n-th block of a segment that is not in memory.
type ReadBlock func(segment int64, n int) ([]byte, error)

func (s *Segment) block(read ReadBlock, n int) ([]byte, error) {
	if s.blocks != nil {
		return s.blocks[n], nil
	}
	return read(s.id, n)
}

// scan calls use for every term from key on, in order, as long as it returns
// true. The term is valid during the call only.
func (s *Segment) scan(read ReadBlock, key string, use func(term []byte, p posting) (bool, error)) error {
	first := max(0, sort.Search(len(s.terms), func(i int) bool { return s.terms[i] > key })-1)
	term := []byte(key)
	for i := first; i < len(s.terms); i++ {
		b, err := s.block(read, i)
		if err != nil {
			return err
		}
		if i == first {
			if b, err = seek(b, key); err != nil {
				return err
			}
		} else {
			term = term[:0]
		}
		for len(b) > 0 {
			var p posting
			if term, p, b, err = readEntry(term, b); err != nil {
				return err
			}
			if string(term) < key { // in a later block
				return ErrDamaged
			}
			if more, err := use(term, p); err != nil || !more {
				return err
			}
		}
	}
	return nil
}

// seek gives what is left of a block from the first term on that is not before
// key. What that term shares with the one before it, it shares with key.
func seek(b []byte, key string) ([]byte, error) {
	same := 0 // bytes of key that the last term began with
	for len(b) > 0 {
		shared, size, n, err := readHead(b)
		if err != nil || shared < same {
			return b, err
		}
		if shared == same {
			more := b[n : n+size]
			i := 0
			for i < size && same+i < len(key) && more[i] == key[same+i] {
				i++
			}
			if same+i == len(key) || i < size && more[i] > key[same+i] {
				return b, nil
			}
			same += i
		}
		if _, b, err = readPosting(b[n+size:]); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// lookup adds to dst the documents that have a term.
func (s *Segment) lookup(read ReadBlock, sp space, t term, dst set) error {
	key := t.key(sp)
	return s.scan(read, key, func(found []byte, p posting) (bool, error) {
		if t.prefix {
			if !strings.HasPrefix(string(found), key) {
				return false, nil
			}
			return true, p.addTo(dst, len(s.rows))
		}
		if string(found) == key {
			return false, p.addTo(dst, len(s.rows))
		}
		return false, nil
	})
}

// Source is a segment to be merged, without the documents in Dead.
type Source struct {
	*Segment
	Dead Dead
}

// Dead are documents of a segment that are out of date, a bit each.
type Dead = []byte

// Merge makes one segment of several. Its blocks are handed to keep one by one;
// the Written has none.
func Merge(read ReadBlock, sources []Source, keep KeepBlock) (*Written, error) {
	type place struct{ source, doc int }
	var order []place
	for i, s := range sources {
		for d := range s.rows {
			if !isDead(s.Dead, d) {
				order = append(order, place{i, d})
			}
		}
	}
	slices.SortFunc(order, func(a, b place) int {
		return sources[a.source].rows[a.doc].compare(&sources[b.source].rows[b.doc])
	})
	moved := make([][]int32, len(sources))
	for i, s := range sources {
		moved[i] = make([]int32, len(s.rows))
		for d := range moved[i] {
			moved[i][d] = -1
		}
	}
	rows := make([]row, len(order))
	for to, at := range order {
		rows[to] = sources[at.source].rows[at.doc]
		moved[at.source][at.doc] = int32(to)
	}

	merged := &Written{Docs: len(order)}
	w := &writer{w: merged, keep: keep}
	cursors := make([]*cursor, 0, len(sources))
	for i, s := range sources {
		c := &cursor{s: s.Segment, read: read, moved: moved[i]}
		if err := c.next(); err != nil {
			return nil, err
		}
		cursors = append(cursors, c)
	}
	var docs, from []uint16
	var key []byte
	all := newSet(len(order))
	for {
		var least *cursor
		for _, c := range cursors {
			if !c.done && (least == nil || string(c.term) < string(least.term)) {
				least = c
			}
		}
		if least == nil {
			return merged, w.finish(rows)
		}
		key = append(key[:0], least.term...)
		docs = docs[:0]
		several := 0
		for _, c := range cursors {
			if c.done || string(c.term) != string(key) {
				continue
			}
			var err error
			if from, err = c.posting.appendTo(from[:0], len(c.moved)); err != nil {
				return nil, err
			}
			for _, d := range from {
				if to := c.moved[d]; to >= 0 {
					docs = append(docs, uint16(to))
				}
			}
			several++
			if err := c.next(); err != nil {
				return nil, err
			}
		}
		switch {
		case several > 1 && len(docs) > len(order)/32:
			clear(all)
			for _, d := range docs {
				all.add(int(d))
			}
			docs = docs[:0]
			all.each(func(d int) bool { docs = append(docs, uint16(d)); return true })
		case several > 1:
			slices.Sort(docs)
		}
		if len(docs) > 0 {
			if err := w.add(key, docs); err != nil {
				return nil, err
			}
		}
	}
}

func isDead(dead Dead, doc int) bool { return doc>>3 < len(dead) && dead[doc>>3]>>(doc&7)&1 != 0 }

// cursor goes through the terms of a segment.
type cursor struct {
	s       *Segment
	read    ReadBlock
	moved   []int32
	n       int    // the next block
	rest    []byte // of the block
	term    []byte
	posting posting
	done    bool
}

func (c *cursor) next() error {
	for len(c.rest) == 0 {
		if c.n == len(c.s.terms) {
			c.done = true
			return nil
		}
		var err error
		if c.rest, err = c.s.block(c.read, c.n); err != nil {
			return err
		}
		c.term = c.term[:0]
		c.n++
	}
	var err error
	c.term, c.posting, c.rest, err = readEntry(c.term, c.rest)
	return err
}

// readEntry reads the term and the posting at the beginning of what is left of
// a block; last is the term before it.
func readEntry(last, b []byte) (term []byte, p posting, rest []byte, err error) {
	shared, size, n, err := readHead(b)
	if err != nil || shared > len(last) {
		return nil, posting{}, nil, ErrDamaged
	}
	term = append(last[:shared], b[n:n+size]...)
	p, rest, err = readPosting(b[n+size:])
	return term, p, rest, err
}

// readHead reads how many bytes a term shares with the one before it, and how
// many others it has, which stand at n.
func readHead(b []byte) (shared, size, n int, err error) {
	if len(b) > 1 && b[0]|b[1] < 0x80 { // most terms are short
		shared, size, n = int(b[0]), int(b[1]), 2
	} else {
		x, k := binary.Uvarint(b)
		if k <= 0 || x > blockSize {
			return 0, 0, 0, ErrDamaged
		}
		y, l := binary.Uvarint(b[k:])
		if l <= 0 || y > uint64(len(b)) {
			return 0, 0, 0, ErrDamaged
		}
		shared, size, n = int(x), int(y), k+l
	}
	if size > len(b)-n {
		return 0, 0, 0, ErrDamaged
	}
	return shared, size, n, nil
}
