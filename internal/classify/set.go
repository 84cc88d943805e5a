package classify

import (
	"cmp"
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
// place tells whether a run goes on and where the longer one stands. What the
// longest run says, together with those that it begins with, stands apart.
type Classifier struct {
	Classes []string // in the order of the probabilities
	words   *vocabulary
	bias    []int32         // of each class, in hundredths
	cells   *[free + 1]cell // the runs; the first is the empty run
	few     []uint32        // of two classes: what the run in each cell says, 16 bits a class
	rows    []uint64        // of more: likewise, and offset more than the sum of the weights
	stride  int             // the length of a row
	offset  uint16
	safe    int // of so many rows each lane holds the sum
}

// cell is a run. It stands at the place its number tells, and the run that
// token n makes of it, if there is one, n cells behind its base. Its bits are,
// from the lowest, 16 of the run it lengthens and 16 of its base.
type cell uint32

func newCell(from, base uint16) cell { return cell(from) | cell(base)<<16 }

func (c cell) base() uint16 { return uint16(c >> 16) }

// lengthens gives all bits set if the run at a place lengthens another, else 0.
func (c cell) lengthens(run uint16) uint16 { return uint16((uint32(uint16(c)^run) - 1) >> 16) }

const (
	free       = math.MaxUint16 // as the run that one lengthens: none stands there
	lanes      = 4              // classes in one number of a row
	laneBits   = 64 / lanes
	maxClasses = 32
)

// Room is memory to classify in, for one goroutine at a time. The zero value is
// ready for use.
type Room struct {
	tokens []token
	ids    []uint16
	runs   []uint16
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
	var sums [maxClasses]int32
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
	var sums [maxClasses]int32
	c.sum(r, &sums, ids)
	return append(dst, sums[:len(c.bias)]...)
}

// sum adds the weights of all runs in ids. What the longest run at a place says
// includes the shorter ones, so that there is one row a place. It is found without
// a branch on what is there, so that the looks into memory of one place need not
// wait for those of another.
func (c *Classifier) sum(r *Room, sums *[maxClasses]int32, ids []uint16) {
	copy(sums[:], c.bias)
	n := len(ids) - longest + 1
	if n <= 0 {
		return
	}
	if cap(r.runs) < n {
		r.runs = make([]uint16, 2*n)
	}
	runs := r.runs[:n]
	for i := range runs {
		next := (*[longest]uint16)(ids[i:])
		at := next[0]
		x := c.cells[at]
		is := x.lengthens(0)
		run := at & is
		for _, id := range next[1:] {
			from := at
			at = (x.base() + id) & is
			x = c.cells[at]
			is = x.lengthens(from)
			run ^= (run ^ at) & is
		}
		runs[i] = run
	}
	if c.few != nil {
		for _, run := range runs {
			row := c.few[run]
			sums[0] += int32(int16(row))
			sums[1] += int32(row) >> 16
		}
		return
	}
	for len(runs) > 0 {
		some := runs[:min(len(runs), c.safe)]
		runs = runs[len(some):]
		for k := range (len(c.bias) + lanes - 1) / lanes {
			column := c.rows[k:]
			var x uint64
			for _, run := range some {
				x += column[int(run)*c.stride]
			}
			for lane := range lanes {
				sums[k*lanes+lane] += int32(x>>(lane*laneBits)&math.MaxUint16) - int32(len(some))*int32(c.offset)
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
			c, err := m.lay(&s.vocabulary)
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
func (m *Model) lay(v *vocabulary) (*Classifier, error) {
	c := &Classifier{Classes: m.Classes, words: v, bias: m.bias, stride: 1}
	for c.stride*lanes < len(m.Classes) { // a power of two, so that a row stands in one line of the cache
		c.stride *= 2
	}
	edges := m.edges()
	follow := make([][]int32, len(m.runs)) // by run: those it goes on to
	ids := make([]uint16, len(m.runs))
	for _, e := range edges {
		follow[e.from] = append(follow[e.from], e.to)
		ids[e.to] = v.id(e.token)
	}
	for _, f := range follow {
		slices.SortFunc(f, func(a, b int32) int { return cmp.Compare(ids[a], ids[b]) })
	}
	bases, ok := pack(follow, ids)
	if !ok || len(m.Classes) > maxClasses {
		return nil, fmt.Errorf("%d runs for %d classes are too many", len(edges), len(m.Classes))
	}
	c.cells = new([free + 1]cell)
	for i := range c.cells {
		c.cells[i] = free
	}
	at := make([]uint16, len(m.runs)) // where each run stands; the empty one at 0
	for _, e := range edges {
		at[e.to] = bases[e.from] + ids[e.to]
		c.cells[at[e.to]] = newCell(at[e.from], bases[e.to])
	}
	return c, c.write(edges, m.runs, at)
}

// write writes what all runs say.
func (c *Classifier) write(edges []edge, runs []run, at []uint16) error {
	row := c.stride * lanes
	sums := make([]int32, (int(slices.Max(at))+1)*row) // as the rows
	most := int32(1)
	for _, e := range edges { // the shorter ones first
		own := sums[int(at[e.to])*row:][:row]
		copy(own, sums[int(at[e.from])*row:])
		for _, w := range runs[e.to].weights {
			x := &own[w.class]
			*x += w.w
			most = max(most, *x, -*x)
		}
	}
	if most > math.MaxInt16 {
		return fmt.Errorf("a weight of %d hundredths is too much", most)
	}
	if len(c.bias) <= 2 {
		c.few = make([]uint32, len(sums)/row)
		for i := range c.few {
			c.few[i] = uint32(uint16(sums[i*row])) | uint32(sums[i*row+1])<<16
		}
		return nil
	}
	c.offset, c.safe = uint16(most), int(math.MaxUint16/(2*most))
	c.rows = make([]uint64, len(sums)/lanes)
	for i, x := range sums {
		c.rows[i/lanes] |= uint64(uint16(x+most)) << (i % lanes * laneBits)
	}
	return nil
}

// roomFor gives the size of a hash table for n things.
func roomFor(n int) int {
	size := 8
	for size < n+n/2 {
		size *= 2
	}
	return size
}
