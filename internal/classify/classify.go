// Package classify tells what a sentence is about by the characters it is made
// of: a linear model over runs of one to four neighbouring characters, for text
// that no word list foresaw. It is trained on labelled sentences, gives a
// probability for each of its classes, and is deterministic: the same examples
// give the same model, the same model the same answer.
package classify

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// longest is how many neighbouring tokens make one feature at most.
const longest = 4

// token is a character of Japanese text or a word of Latin letters, as a
// number: the code point, or a hash of the word above all code points. behind
// marks those that stand behind the place in question.
type token uint32

const (
	word   token = 1 << 24
	mark   token = 1 << 25
	behind token = 1 << 31
)

// tokens appends the tokens of s. Case does not matter, all digits are alike,
// and white space only parts.
func tokens[S string | []byte](dst []token, s S, side token) []token {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == ',' || s[i] == '.') {
				i++
			}
			dst = append(dst, '0'|side)
		case letter(c):
			h := uint32(2166136261)
			for i < len(s) && (letter(s[i]) || s[i] == '\'') {
				h = (h ^ uint32(s[i]|0x20)) * 16777619
				i++
			}
			dst = append(dst, word|token(h&0x3FFFFF)|side)
		case c < utf8.RuneSelf:
			if c > ' ' {
				dst = append(dst, token(c)|side)
			}
			i++
		default:
			r, size := runeAt(s, i)
			dst = append(dst, token(r)|side)
			i += size
		}
	}
	return dst
}

// runeAt decodes the character at i.
func runeAt[S string | []byte](s S, i int) (r rune, size int) {
	if i+2 < len(s) && s[i] >= 0xE1 && s[i] < 0xED && (s[i+1]^0x80|s[i+2]^0x80) < 0x40 { // nearly always
		return rune(s[i]&0xF)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(string(s[i:min(len(s), i+utf8.UTFMax)]))
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// Sentence is a sentence to classify: as a whole, or around a place in it that
// is asked about. The zero value is the empty sentence.
type Sentence struct {
	Around bool   // it is around a place
	Before string // what stands before the place
	Text   string // the sentence, or what stands behind the place
	Marks  uint32 // what else is known of it, a set of bits
}

func (s Sentence) tokens(dst []token) []token {
	if s.Around {
		return around(dst, s.Before, s.Text, s.Marks)
	}
	return tokens(marks(dst, s.Marks), s.Text, behind)
}

// around appends the tokens of words before and behind a place.
func around[S string | []byte](dst []token, before, after S, known uint32) []token {
	dst = tokens(marks(dst, known), before, 0)
	dst = append(dst, behind) // a border no feature crosses unseen
	return tokens(dst, after, behind)
}

// marks appends the tokens of a set of bits.
func marks(dst []token, known uint32) []token {
	for m := known; m != 0; m &= m - 1 {
		dst = append(dst, mark|token(bits.TrailingZeros32(m)))
	}
	return dst
}

// Model is a trained model. It is safe for use by many goroutines at once.
//
// A notice is asked about thousands of runs, which are spread over all of the
// model, so that it is laid out to look at little memory: the runs are a trie
// in a double array (Aoe, 1989), where one look at one place tells whether a
// run goes on, where the longer one stands and where its weights are.
type Model struct {
	Classes []string // in the order of the probabilities
	bias    []int32  // of each class, in hundredths
	tokens  []known  // by hash; their number is a power of two
	cells   []cell   // the runs; the first is the empty run
	sparse  []weight // of the runs that speak of few classes
	dense   []uint64 // of the others: rows of as many as it takes for a lane a class
	stride  int      // the length of a row
	safe    int      // of so many rows each lane holds the sum
}

// known is a token that some run has, by its number; 0 is none.
type known struct {
	token token
	id    uint16
}

// cell is a run. It stands at the place its number tells, and the run that
// token n makes of it, if there is one, n cells behind its base.
type cell struct {
	from    uint16 // the run it lengthens
	base    uint16
	weights uint32 // where its weights stand, and in the lowest byte how many, or inRow
}

const (
	free  = math.MaxUint16 // as from: no run stands there
	inRow = math.MaxUint8  // as a number of weights: they are a row
	lanes = 4              // classes in one number of a row, 16 bits each
)

// maxClasses is how many classes a model has at most.
const maxClasses = 32

// weight is what a run says for or against a class, in hundredths, or a part of
// it: what is more than a byte holds stands there in several parts.
type weight struct {
	class uint8
	w     int8
}

// find gives the number of a token, 0 if no run has it.
func (m *Model) find(t token) uint16 {
	for k := spread(t); ; k++ {
		if c := m.tokens[int(k)&(len(m.tokens)-1)]; c.id == 0 || c.token == t {
			return c.id
		}
	}
}

func spread(t token) uint32 { return uint32(t) * 0x9E3779B1 >> 8 }

// Classify gives the probability of each class, each judged by itself: they
// need not sum to 1. dst is used if it has room.
func (m *Model) Classify(dst []float32, s Sentence) []float32 {
	return m.ClassifyIn(new(Room), dst, s)
}

// ClassifyIn is Classify in memory that was used before.
func (m *Model) ClassifyIn(r *Room, dst []float32, s Sentence) []float32 {
	r.tokens = s.tokens(r.tokens[:0])
	return m.classify(r, dst)
}

// ClassifyAround is [Model.ClassifyIn] of the words before and behind a place
// that stand in memory of the caller.
func (m *Model) ClassifyAround(r *Room, dst []float32, before, after []byte, marks uint32) []float32 {
	r.tokens = around(r.tokens[:0], before, after, marks)
	return m.classify(r, dst)
}

// classify classifies r.tokens.
func (m *Model) classify(r *Room, dst []float32) []float32 {
	r.ids = r.ids[:0]
	for _, t := range r.tokens {
		r.ids = append(r.ids, m.find(t))
	}
	r.ids = append(r.ids, 0) // no run goes on behind the end
	var sums [maxClasses]int32
	copy(sums[:], m.bias)
	m.add(&sums, m.runs(r))
	dst = dst[:0]
	for _, x := range sums[:len(m.bias)] {
		dst = append(dst, logistic(x))
	}
	return dst
}

// runs gives where the weights of the runs in r.ids stand: first of those of
// one token, then of two and so on, so that no look into memory waits for
// another.
func (m *Model) runs(r *Room) []uint32 {
	ids, cells, places, found := r.ids, m.cells, r.places[:0], r.found[:0]
	for i, id := range ids {
		if id != 0 {
			places = append(places, place{int32(i + 1), id})
		}
	}
	r.places = places
	for n := 1; len(places) > 0; n++ {
		longer := places[:0]
		for _, p := range places {
			c := cells[p.run]
			if c.weights != 0 {
				found = append(found, c.weights)
			}
			next := c.base + ids[p.at]
			if n < longest && cells[next].from == p.run {
				longer = append(longer, place{p.at + 1, next})
			}
		}
		places = longer
	}
	r.found = found
	return found
}

// add adds the weights that stand at the places to the sums. Those of a row are
// added four at a time, as lanes of one number: a lane that is negative borrows
// from the next, which pays when it is taken off.
func (m *Model) add(sums *[maxClasses]int32, places []uint32) {
	var row [maxClasses / lanes]uint64
	n := 0
	settle := func() {
		for k, x := range row[:m.stride] {
			for c := range lanes {
				w := int16(x)
				sums[k*lanes+c] += int32(w)
				x = (x - uint64(w)) >> 16
			}
		}
		clear(row[:])
		n = 0
	}
	for _, at := range places {
		if count := at & 0xFF; count != inRow {
			for _, w := range m.sparse[at>>8:][:count] {
				sums[w.class%maxClasses] += int32(w.w)
			}
			continue
		}
		for k, x := range m.dense[at>>8:][:m.stride] {
			row[k%len(row)] += x
		}
		if n++; n == m.safe {
			settle()
		}
	}
	settle()
}

// Room is memory to classify in, for one goroutine at a time. The zero value is
// ready for use.
type Room struct {
	tokens []token
	ids    []uint16
	places []place
	found  []uint32
}

// place is a run and where the token behind it stands.
type place struct {
	at  int32
	run uint16
}

// logistic gives the probability that x hundredths stand for.
func logistic(x int32) float32 {
	if i := int(x) + len(logistics)/2; i >= 0 && i < len(logistics) {
		return logistics[i]
	}
	return float32(1 / (1 + math.Exp(-float64(x)/100)))
}

// logistics are the probabilities of sums around 0.
var logistics = func() (p [4001]float32) {
	for i := range p {
		p[i] = float32(1 / (1 + math.Exp(-float64(i-len(p)/2)/100)))
	}
	return p
}()

func key(at int32, t token) uint64 { return uint64(at)<<32 | uint64(t) }

// draft is a model as it is made.
type draft struct {
	classes []string
	bias    []int32
	next    map[uint64]int32 // the run that a run and one more token make; 0 is the empty run
	weights [][]whole        // of each run
}

// whole is what a run says for or against a class, in hundredths.
type whole struct {
	class int
	w     int32
}

// grow gives the run that a key stands for, which it makes if there is none.
func (d *draft) grow(key uint64) int32 {
	to, ok := d.next[key]
	if !ok {
		to = int32(len(d.weights))
		d.next[key] = to
		d.weights = append(d.weights, nil)
	}
	return to
}

// model lays the runs that have weights, and those they begin with, out as a
// model.
func (d *draft) model() (*Model, error) {
	m := &Model{Classes: d.classes, bias: d.bias, stride: (len(d.classes) + lanes - 1) / lanes}
	type edge struct {
		from, to int32
		token    token
	}
	edges := make([]edge, len(d.weights)) // by the run they lead to
	for k, to := range d.next {
		edges[to] = edge{int32(k >> 32), to, token(k)}
	}
	wanted := make([]bool, len(edges))
	for to := len(edges) - 1; to > 0; to-- { // a run stands behind those it begins with
		wanted[to] = wanted[to] || len(d.weights[to]) > 0
		if wanted[to] {
			wanted[edges[to].from] = true
		}
	}
	edges = slices.DeleteFunc(edges[1:], func(e edge) bool { return !wanted[e.to] })
	// The tokens that most runs go on by have the lowest numbers, which packs
	// the cells closely.
	uses := map[token]int{}
	for _, e := range edges {
		uses[e.token]++
	}
	ids := make(map[token]uint16, len(uses))
	m.tokens = make([]known, roomFor(len(uses)))
	for _, t := range slices.SortedFunc(maps.Keys(uses), func(a, b token) int { return cmp.Or(uses[b]-uses[a], cmp.Compare(a, b)) }) {
		ids[t] = uint16(len(ids) + 1)
		k := int(spread(t))
		for m.tokens[k&(len(m.tokens)-1)].id != 0 {
			k++
		}
		m.tokens[k&(len(m.tokens)-1)] = known{t, ids[t]}
	}
	behind := make([][]int, len(d.weights)) // by run: the tokens it goes on by
	for _, e := range edges {
		behind[e.from] = append(behind[e.from], int(ids[e.token]))
	}
	bases, highest := pack(behind, len(ids))
	size := highest + len(ids) + 1
	if size > free || len(ids) >= free || len(d.classes) > maxClasses {
		return nil, fmt.Errorf("%d runs of %d tokens for %d classes are too many", len(edges), len(ids), len(d.classes))
	}
	m.cells = make([]cell, size)
	for i := range m.cells {
		m.cells[i].from = free
	}
	at := make([]int, len(d.weights)) // where each run stands; the empty one at 0
	largest := 1
	for _, e := range edges {
		at[e.to] = bases[e.from] + int(ids[e.token])
		m.cells[at[e.to]] = cell{uint16(at[e.from]), uint16(bases[e.to]), m.lay(d.weights[e.to])}
		for _, w := range d.weights[e.to] {
			largest = max(largest, int(w.w), -int(w.w))
		}
	}
	m.safe = max(1, math.MaxInt16/largest)
	return m, nil
}

// lay writes the weights of a run and gives where they stand. A row costs as
// much time as a few single weights.
func (m *Model) lay(ws []whole) uint32 {
	if len(ws) == 0 {
		return 0
	}
	if len(ws) > 1+m.stride/2 {
		from := len(m.dense)
		m.dense = slices.Grow(m.dense, m.stride)[:from+m.stride]
		row := m.dense[from:]
		clear(row)
		for _, w := range ws {
			row[w.class/lanes] += uint64(w.w) << (16 * (w.class % lanes))
		}
		return uint32(from)<<8 | inRow
	}
	from := len(m.sparse)
	for _, w := range ws {
		for w.w != 0 {
			part := min(max(w.w, math.MinInt8), math.MaxInt8)
			m.sparse = append(m.sparse, weight{uint8(w.class), int8(part)})
			w.w -= part
		}
	}
	return uint32(from)<<8 | uint32(len(m.sparse)-from)
}

// pack finds a base for each run, so that no two runs that it and others make
// of a token fall into one cell, and gives the highest of them too. The cells
// up to tokens are those of the runs of one token.
func pack(behind [][]int, tokens int) (bases []int, highest int) {
	bases = make([]int, len(behind))
	var order []int
	for run, ids := range behind[1:] {
		if len(ids) > 0 {
			order = append(order, run+1)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(behind[b]) - len(behind[a]) })
	taken := make([]bool, tokens+1, 1<<16)
	for i := range taken {
		taken[i] = true
	}
	is := func(at int) bool { return at < len(taken) && taken[at] }
	first := tokens + 1 // the first cell that is tried
	alone := false      // single tokens fit in any cell that is left
	for _, run := range order {
		ids := behind[run]
		if len(ids) == 1 && !alone {
			alone, first = true, tokens+1
		}
		for at := first; ; at++ {
			base := at - ids[0]
			if is(at) || slices.ContainsFunc(ids, func(id int) bool { return is(base + id) }) {
				continue
			}
			bases[run], highest = base, max(highest, base)
			for _, id := range ids {
				for len(taken) <= base+id {
					taken = append(taken, false)
				}
				taken[base+id] = true
			}
			if alone || at-first > 200 {
				first = at // before it hardly any fits
			}
			break
		}
	}
	return bases, highest
}

// roomFor gives the size of a hash table for n things.
func roomFor(n int) int {
	size := 8
	for size < n+n/2 {
		size *= 2
	}
	return size
}

// Example is a labelled sentence.
type Example struct {
	Sentence
	Labels []string // the classes it is of; empty for none of them
	Not    []string // classes its group has: it may be of them or not, and nothing is learnt for them
	Group  string   // what the example was taken from, see [Model.Place]
	Weight float64  // how much it counts, 0 for 1
}

// Train learns from the examples, in their order. A run of characters is a
// feature if at least two examples have it.
//
// The method is logistic regression, one class against the rest, by FTRL with
// L1 and L2 regularization (McMahan et al., "Ad Click Prediction", KDD 2013).
//
// The error tells of more classes or runs than a model can have.
func Train(classes []string, examples []Example) (*Model, error) {
	return TrainHeavy(classes, examples, 1)
}

// TrainHeavy is [Train] without the weights that are lighter than so many
// hundredths, either way: a model of many classes has many of them, which take
// most of its size and tell little.
func TrainHeavy(classes []string, examples []Example, lightest int32) (*Model, error) {
	d := draft{classes: classes, bias: make([]int32, len(classes)), next: map[uint64]int32{}}
	runs := d.runs(examples)
	const (
		alpha, beta = 0.3, 1.0
		l1, l2      = 1.5, 0.2
		epochs      = 12
	)
	n := len(d.weights)
	type state struct{ z, n float64 }
	weigh := func(s *state, free bool) float64 {
		l := l1
		if free {
			l = 0
		}
		if math.Abs(s.z) <= l {
			return 0
		}
		return -(s.z - math.Copysign(l, s.z)) / ((beta+math.Sqrt(s.n))/alpha + l2)
	}
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	for c := range classes {
		target := make([]int8, len(examples))
		for i, x := range examples {
			if slices.Contains(x.Labels, classes[c]) {
				target[i] = 1
			} else if slices.Contains(x.Not, classes[c]) {
				target[i] = -1
			}
		}
		states := make([]state, n) // [0] is the bias
		seed := uint64(c + 1)
		for range epochs {
			for i := len(order) - 1; i > 0; i-- { // always the same shuffle
				seed = seed*6364136223846793005 + 1442695040888963407
				j := int(seed >> 33 % uint64(i+1))
				order[i], order[j] = order[j], order[i]
			}
			for _, i := range order {
				if target[i] < 0 {
					continue
				}
				x := weigh(&states[0], true)
				for _, f := range runs[i] {
					x += weigh(&states[f], false)
				}
				by := examples[i].Weight
				if by == 0 {
					by = 1
				}
				g := (1/(1+math.Exp(-x)) - float64(target[i])) * by
				learn := func(s *state, free bool) {
					w := weigh(s, free)
					s.z += g - (math.Sqrt(s.n+g*g)-math.Sqrt(s.n))/alpha*w
					s.n += g * g
				}
				learn(&states[0], true)
				for _, f := range runs[i] {
					learn(&states[f], false)
				}
			}
		}
		d.bias[c] = round(weigh(&states[0], true))
		for f := 1; f < n; f++ {
			if w := round(weigh(&states[f], false)); max(w, -w) >= lightest {
				d.weights[f] = append(d.weights[f], whole{c, w})
			}
		}
	}
	return d.model()
}

// Place gives the examples with those classes placed that a group has but none
// of its examples is known to be of: the likeliest of those that may be, if the
// model holds it for possible at all.
func (m *Model) Place(examples []Example) []Example {
	type want struct{ group, class string }
	type place struct {
		at int
		p  float32
	}
	known := map[want]bool{}
	best := map[want]place{}
	var order []want
	for i, x := range examples {
		for _, c := range x.Labels {
			known[want{x.Group, c}] = true
		}
		if len(x.Not) == 0 {
			continue
		}
		ps := m.Classify(nil, x.Sentence)
		for _, c := range x.Not {
			w := want{x.Group, c}
			k := slices.Index(m.Classes, c)
			if k < 0 {
				continue
			}
			if b, seen := best[w]; !seen || ps[k] > b.p {
				if !seen {
					order = append(order, w)
				}
				best[w] = place{i, ps[k]}
			}
		}
	}
	out := slices.Clone(examples)
	for _, w := range order {
		if b := best[w]; !known[w] && b.p >= possible {
			x := &out[b.at]
			x.Labels = append(slices.Clone(x.Labels), w.class)
		}
	}
	return out
}

// possible is the probability from which [Model.Place] places a class.
const possible = 0.08

// round gives hundredths: what the written form of a model has.
func round(w float64) int32 { return int32(math.Round(w * 100)) }

// runs gives the features of each example, building the trie of those that
// occur in two examples at least.
func (d *draft) runs(examples []Example) [][]int32 {
	out := make([][]int32, len(examples))
	seen := map[uint64]int{} // by key of the run: the last example it was seen in
	d.weights = make([][]whole, 1)
	streams := make([][]token, len(examples))
	for i, x := range examples {
		streams[i] = x.tokens(nil)
	}
	for n := 1; n <= longest; n++ {
		clear(seen)
		for i, ts := range streams {
			for a := 0; a+n <= len(ts); a++ {
				at, ok := d.run(ts[a : a+n-1])
				if !ok {
					continue
				}
				k := key(at, ts[a+n-1])
				if _, known := d.next[k]; known {
					continue
				}
				if first, ok := seen[k]; !ok {
					seen[k] = i
				} else if first != i {
					d.grow(k)
				}
			}
		}
	}
	for i, ts := range streams {
		for a := range ts {
			at := int32(0)
			for b := a; b < len(ts) && b < a+longest; b++ {
				to, ok := d.next[key(at, ts[b])]
				if !ok {
					break
				}
				at = to
				out[i] = append(out[i], at)
			}
		}
	}
	return out
}

func (d *draft) run(ts []token) (at int32, ok bool) {
	for _, t := range ts {
		to, ok := d.next[key(at, t)]
		if !ok {
			return 0, false
		}
		at = to
	}
	return at, true
}
