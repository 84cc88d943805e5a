package classify

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"sync"
)

// Set is models laid out to classify by. They share the numbers of their
// tokens, so that a sentence is cut into them once for all. It is safe for use by
// many goroutines at once.
type Set struct {
	Models map[string]*Classifier
	vocabulary
}

// vocabulary numbers the tokens that the runs of some models are made of, from
// 1; 0 is any other token.
type vocabulary struct {
	pages [1 << 10]uint16 // of the characters by their upper ten bits, in chars
	chars [][64]sides     // the first has none
	rare  []known         // words, marks and rare characters, by hash; their number is a power of two
}

// sides are the numbers of a character before the place in question and behind
// it.
type sides [2]uint16

// known is a token with its number; 0 is none.
type known struct {
	token token
	id    uint16
}

// id gives the number of a token, 0 if no run has it.
func (v *vocabulary) id(t token) uint16 {
	if r := t &^ behind; r < 1<<16 {
		return v.chars[v.pages[r>>6]][r&63][t>>31]
	}
	for k := spread(t); ; k++ {
		if c := v.rare[int(k)&(len(v.rare)-1)]; c.id == 0 || c.token == t {
			return c.id
		}
	}
}

func spread(t token) uint32 { return uint32(t) * 0x9E3779B1 >> 8 }

// number gives the tokens their numbers, in their order.
func (v *vocabulary) number(tokens []token) {
	v.chars = make([][64]sides, 1)
	v.rare = make([]known, roomFor(len(tokens)))
	for i, t := range tokens {
		id := uint16(i + 1)
		if r := t &^ behind; r < 1<<16 {
			if v.pages[r>>6] == 0 {
				v.pages[r>>6] = uint16(len(v.chars))
				v.chars = append(v.chars, [64]sides{})
			}
			v.chars[v.pages[r>>6]][r&63][t>>31] = id
			continue
		}
		k := int(spread(t))
		for v.rare[k&(len(v.rare)-1)].id != 0 {
			k++
		}
		v.rare[k&(len(v.rare)-1)] = known{t, id}
	}
}

// Tokens appends the numbers of the tokens of a sentence, and zeros that end it.
func (v *vocabulary) Tokens(r *Room, dst []uint16, s Sentence) []uint16 {
	r.tokens = s.tokens(r.tokens[:0])
	return v.ids(dst, r.tokens)
}

func (v *vocabulary) ids(dst []uint16, ts []token) []uint16 {
	from := len(dst)
	dst = slices.Grow(dst, len(ts)+longest-1)[:from+len(ts)+longest-1]
	own := dst[from:]
	for i, t := range ts {
		own[i] = v.id(t)
	}
	clear(own[len(ts):])
	return dst
}

// Classifier is a model of a [Set].
//
// A notice is asked about thousands of runs, which are spread over all of the
// model, so that it is laid out to look at little memory and to wait for none of
// it: the runs are a trie in a double array (Aoe, 1989), where one look at one
// place tells whether a run goes on, where the longer one stands and what it
// says of two classes; few say something of more.
type Classifier struct {
	Classes []string // in the order of the probabilities
	words   *vocabulary
	bias    []int32  // of each class, in hundredths
	cells   []cell   // the runs; the first is the empty run
	rows    []uint64 // of the runs that speak of many classes: a byte a class, and 128 more than the weight
	stride  int      // the length of a row
	wide    []wide   // the weights that take several rows
}

// cell is a run. It stands at the place its number tells, and the run that
// token n makes of it, if there is one, n cells behind its base. Its bits are,
// from the lowest, 16 of the run it lengthens, 16 of its base, and its weights.
type cell uint64

func newCell(from, base uint16, weights uint32) cell {
	return cell(from) | cell(base)<<16 | cell(weights)<<32
}

func (c cell) base() uint16    { return uint16(c >> 16) }
func (c cell) weights() uint32 { return uint32(c >> 32) }

// lengthens gives 1 if the run at a place lengthens another, else 0.
func (c cell) lengthens(run uint16) uint32 { return (uint32(uint16(c)^run) - 1) >> 31 }

// The weights of a run are two classes, in 5 bits each, each with its weight
// behind it, in 11. In a run that speaks of more both classes are noClass, and the
// other bits tell its row, or behind all rows its number in wide.
const (
	free       = math.MaxUint16 // as the run that one lengthens: none stands there
	noClass    = 1<<classBits - 1
	classBits  = 5
	weightBits = 11
	pairBits   = classBits + weightBits
	lanes      = 8 // classes in one number of a row
)

// wide are rows, one behind the other, of a run with weights that are more than
// a byte holds.
type wide struct{ first, n uint32 }

// maxClasses is how many classes a model has at most.
const maxClasses = noClass

func inRow(k uint32) uint32 {
	return k>>weightBits<<pairBits | k&(1<<weightBits-1) | noClass<<weightBits | noClass<<(weightBits+pairBits)
}

func rowOf(weights uint32) uint32 {
	return weights>>pairBits&(1<<weightBits-1)<<weightBits | weights&(1<<weightBits-1)
}

// Room is memory to classify in, for one goroutine at a time. The zero value is
// ready for use.
type Room struct {
	tokens []token
	ids    []uint16
	places []uint32
	found  []uint32
	pairs  []uint32
}

// ClassifyIn gives the probability of each class, each judged by itself: they
// need not sum to 1. dst is used if it has room.
func (c *Classifier) ClassifyIn(r *Room, dst []float32, s Sentence) []float32 {
	r.ids = c.words.Tokens(r, r.ids[:0], s)
	return c.probabilities(r, dst)
}

// ClassifyAround is [Classifier.ClassifyIn] of the words before and behind a
// place that stand in memory of the caller.
func (c *Classifier) ClassifyAround(r *Room, dst []float32, before, after []byte, marks uint32) []float32 {
	r.tokens = around(r.tokens[:0], before, after, marks)
	r.ids = c.words.ids(r.ids[:0], r.tokens)
	return c.probabilities(r, dst)
}

func (c *Classifier) probabilities(r *Room, dst []float32) []float32 {
	var sums [maxClasses + 1]int32
	c.sum(r, &sums, r.ids)
	dst = dst[:0]
	for _, x := range sums[:len(c.bias)] {
		dst = append(dst, Probability(x))
	}
	return dst
}

// Sums appends for each class what the runs of a sentence, cut by
// [Set.Tokens], say for or against it, in hundredths. See [Probability].
func (c *Classifier) Sums(r *Room, dst []int32, ids []uint16) []int32 {
	var sums [maxClasses + 1]int32
	c.sum(r, &sums, ids)
	return append(dst, sums[:len(c.bias)]...)
}

// sum adds the weights of all runs in ids: first it looks at the runs of one
// token, then at those of two and so on, so that no look into memory waits for
// another, and without a branch on what it finds.
func (c *Classifier) sum(r *Room, sums *[maxClasses + 1]int32, ids []uint16) {
	copy(sums[:], c.bias)
	n := len(ids) - longest + 1
	if n <= 0 {
		return
	}
	if cap(r.places) < n {
		r.places = make([]uint32, 2*n)
		r.found, r.pairs = make([]uint32, 2*n*longest), make([]uint32, 2*n*longest)
	}
	// By token: where the next longer run stands, and 16 bits higher the run it
	// lengthens; the first cell, where no run stands, if there is none.
	places := r.places[:n]
	found := r.found[:n*longest]
	all := uint32(0)
	next := ids[1:]
	for i, id := range ids[:n] {
		x := c.cells[id]
		is := x.lengthens(0)
		found[all] = x.weights()
		all += is
		places[i] = uint32(id)<<16 | uint32(x.base()+next[i])&-is
	}
	for m := 2; m <= longest; m++ {
		next := ids[min(m, longest-1):][:n]
		for i, place := range places {
			x := c.cells[uint16(place)]
			is := x.lengthens(uint16(place >> 16))
			found[all] = x.weights()
			all += is
			places[i] = place<<16 | uint32(x.base()+next[i])&-is
		}
	}
	pairs, rows := r.pairs[:all], found
	p, q := 0, 0
	for _, w := range found[:all] {
		row := int((uint64(w) + 1<<32 - noClass<<(weightBits+pairBits)) >> 32)
		pairs[p], rows[q] = w, w
		p += 1 - row
		q += row
	}
	for _, w := range pairs[:p] {
		sums[w>>(weightBits+pairBits)] += int32(w) << classBits >> (32 - weightBits)
		sums[w>>weightBits&noClass] += int32(w) << (classBits + pairBits) >> (32 - weightBits)
	}
	rows = rows[:q]
	for i, w := range rows {
		at := rowOf(w)
		if int(at) >= len(c.rows) { // hardly ever
			wide := c.wide[int(at)-len(c.rows)]
			at = wide.first
			for k := uint32(1); k < wide.n; k++ {
				rows = append(rows, wide.first+k*uint32(c.stride))
			}
		}
		rows[i] = at
	}
	c.addRows(sums, rows)
}

// addRows adds rows to the sums, eight classes at a time, as lanes of 16 bits.
func (c *Classifier) addRows(sums *[maxClasses + 1]int32, rows []uint32) {
	const (
		odd  = 0x00FF00FF00FF00FF
		safe = math.MaxUint16 / math.MaxUint8 // of so many rows each lane holds the sum
	)
	for len(rows) > 0 {
		some := rows[:min(len(rows), safe)]
		rows = rows[len(some):]
		for k := range c.stride {
			column := c.rows[k:]
			var x, y uint64
			for _, at := range some {
				x += column[at] & odd
				y += column[at] >> 8 & odd
			}
			eight := (*[lanes]int32)(sums[k*lanes:])
			for lane := 0; lane < lanes; lane += 2 {
				eight[lane] += int32(x&math.MaxUint16) - int32(len(some))<<7
				eight[lane+1] += int32(y&math.MaxUint16) - int32(len(some))<<7
				x, y = x>>16, y>>16
			}
		}
	}
}

// Probability gives the probability that a sum in hundredths stands for.
func Probability(x int32) float32 {
	if i := int(x) + len(logistics)/2; i >= 0 && i < len(logistics) {
		return logistics[i]
	}
	return float32(1 / (1 + math.Exp(-float64(x)/100)))
}

// Least gives the lowest sum that stands for a probability of at least p, which
// is between 0.01 and 0.99.
func Least(p float32) int32 {
	x := int32(-len(logistics) / 2)
	for Probability(x) < p {
		x++
	}
	return x
}

// logistics are the probabilities of sums around 0.
var logistics = func() (p [4001]float32) {
	for i := range p {
		p[i] = float32(1 / (1 + math.Exp(-float64(i-len(p)/2)/100)))
	}
	return p
}()

// Compile lays models out as a set, on all cores.
//
// The error tells of more classes, runs or tokens than there is room for.
func Compile(models map[string]*Model) (*Set, error) {
	s := &Set{Models: map[string]*Classifier{}}
	// The tokens that most runs go on by have the lowest numbers, which packs
	// the cells closely.
	uses := map[token]int{}
	for _, m := range models {
		for _, r := range m.runs[1:] {
			uses[r.token]++
		}
	}
	tokens := slices.SortedFunc(maps.Keys(uses), func(a, b token) int { return cmp.Or(uses[b]-uses[a], cmp.Compare(a, b)) })
	if len(tokens) >= free {
		return nil, fmt.Errorf("%d tokens are too many", len(tokens))
	}
	s.number(tokens)
	var laying sync.WaitGroup
	var mu sync.Mutex
	var failed error
	for name, m := range models {
		laying.Go(func() {
			c, err := m.lay(&s.vocabulary, len(tokens))
			mu.Lock()
			defer mu.Unlock()
			s.Models[name] = c
			if err != nil {
				failed = fmt.Errorf("%s: %w", name, err)
			}
		})
	}
	laying.Wait()
	if failed != nil {
		return nil, failed
	}
	return s, nil
}

// Compile lays the model out alone. The error is that of the other [Compile].
func (m *Model) Compile() (*Classifier, error) {
	set, err := Compile(map[string]*Model{"": m})
	if err != nil {
		return nil, err
	}
	return set.Models[""], nil
}

// lay lays a model out over so many tokens.
func (m *Model) lay(v *vocabulary, tokens int) (*Classifier, error) {
	c := &Classifier{Classes: m.Classes, words: v, bias: m.bias, stride: (len(m.Classes) + lanes - 1) / lanes}
	edges := m.edges()
	follow := make([][]int, len(m.runs)) // by run: the tokens it goes on by
	for _, e := range edges {
		follow[e.from] = append(follow[e.from], int(v.id(e.token)))
	}
	bases, highest := pack(follow)
	size := highest + tokens + 1
	if size > free || len(m.Classes) > maxClasses {
		return nil, fmt.Errorf("%d runs for %d classes are too many", len(edges), len(m.Classes))
	}
	c.cells = make([]cell, size)
	for i := range c.cells {
		c.cells[i] = free
	}
	weights := c.write(edges, m.runs)
	if len(c.rows)+len(c.wide) >= 1<<(2*weightBits) {
		return nil, errors.New("too many runs speak of many classes")
	}
	at := make([]int, len(m.runs)) // where each run stands; the empty one at 0
	for _, e := range edges {
		at[e.to] = bases[e.from] + int(v.id(e.token))
		c.cells[at[e.to]] = newCell(uint16(at[e.from]), uint16(bases[e.to]), weights[e.to])
	}
	return c, nil
}

// write writes the weights of all runs and gives what their cells say of them.
func (c *Classifier) write(edges []edge, runs []run) []uint32 {
	out := make([]uint32, len(runs))
	wides := map[int32]wide{}
	for _, e := range edges {
		ws := runs[e.to].weights
		if len(ws) <= 2 && !slices.ContainsFunc(ws, func(w whole) bool { return w.w < -1<<(weightBits-1) || w.w >= 1<<(weightBits-1) }) {
			for i, w := range ws {
				out[e.to] |= (uint32(w.class)<<weightBits | uint32(w.w)&(1<<weightBits-1)) << (i * pairBits)
			}
			continue
		}
		from := len(c.rows)
		for left := slices.Clone(ws); len(left) > 0; left = slices.DeleteFunc(left, func(w whole) bool { return w.w == 0 }) {
			row := slices.Repeat([]uint64{0x8080808080808080}, c.stride)
			for i := range left {
				w := &left[i]
				part := min(max(w.w, math.MinInt8), math.MaxInt8)
				row[w.class/lanes] += uint64(int64(part)) << (8 * (w.class % lanes))
				w.w -= part
			}
			c.rows = append(c.rows, row...)
		}
		out[e.to] = inRow(uint32(from))
		if n := (len(c.rows) - from) / c.stride; n > 1 {
			wides[e.to] = wide{uint32(from), uint32(n)}
		}
	}
	for _, e := range edges {
		if w, ok := wides[e.to]; ok {
			out[e.to] = inRow(uint32(len(c.rows) + len(c.wide)))
			c.wide = append(c.wide, w)
		}
	}
	return out
}

// roomFor gives the size of a hash table for n things.
func roomFor(n int) int {
	size := 8
	for size < n+n/2 {
		size *= 2
	}
	return size
}
