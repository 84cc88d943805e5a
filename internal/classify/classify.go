// Package classify tells what a sentence is about by the characters it is made
// of: a linear model over runs of one to four neighbouring characters, for text
// that no word list foresaw. It is trained on labelled sentences, gives a
// probability for each of its classes, and is deterministic: the same examples
// give the same model, the same model the same answer.
package classify

import (
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
func tokens(dst []token, s string, side token) []token {
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
			r, size := utf8.DecodeRuneInString(s[i:])
			dst = append(dst, token(r)|side)
			i += size
		}
	}
	return dst
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// Sentence is a sentence to classify: as a whole, or around a place in it that
// is asked about. The zero value is the empty sentence.
type Sentence struct {
	Before string // what stands before the place; empty where there is none
	Text   string // the sentence, or what stands behind the place
	Marks  uint32 // what else is known of it, a set of bits
}

func (s Sentence) tokens(dst []token) []token {
	for m := s.Marks; m != 0; m &= m - 1 {
		dst = append(dst, mark|token(bits.TrailingZeros32(m)))
	}
	if s.Before != "" {
		dst = tokens(dst, s.Before, 0)
		dst = append(dst, behind) // a border no feature crosses unseen
		return tokens(dst, s.Text, behind)
	}
	return tokens(dst, s.Text, behind)
}

// Model is a trained model. It is safe for use by many goroutines at once.
type Model struct {
	Classes []string // in the order of the probabilities
	bias    []int32  // of each class, in hundredths
	next    steps    // the run that a run and one more token make
	weights []weight // of all runs; each step has its own
}

// weight is what a run says for or against a class.
type weight struct {
	class uint16
	w     int16 // in hundredths
}

// steps is a hash table of the steps from run to run. Run 0 is the empty one.
type steps struct {
	cells []step // their number is a power of two; those that lead nowhere are empty
	n     int
}

type step struct {
	key   uint64 // the run before and the token
	to    int32
	first uint32 // where the weights of the run begin in Model.weights, and their number in the last 8 bits
}

// find gives the step with a key, nil if there is none.
func (s *steps) find(key uint64) *step {
	if len(s.cells) == 0 {
		return nil
	}
	for i := s.slot(key); ; i = (i + 1) & (len(s.cells) - 1) {
		if c := &s.cells[i]; c.to == 0 || c.key == key {
			if c.to == 0 {
				return nil
			}
			return c
		}
	}
}

// grow gives the run behind a step, which it makes if there is none.
func (s *steps) grow(key uint64) (to int32, made bool) {
	if c := s.find(key); c != nil {
		return c.to, false
	}
	if 2*s.n >= len(s.cells) {
		old := s.cells
		s.cells = make([]step, max(1<<8, 2*len(old)))
		for _, c := range old {
			if c.to != 0 {
				s.put(c)
			}
		}
	}
	s.n++
	s.put(step{key: key, to: int32(s.n)})
	return int32(s.n), true
}

func (s *steps) put(c step) {
	i := s.slot(c.key)
	for s.cells[i].to != 0 {
		i = (i + 1) & (len(s.cells) - 1)
	}
	s.cells[i] = c
}

func (s *steps) slot(key uint64) int {
	return int(key*0x9E3779B97F4A7C15>>32) & (len(s.cells) - 1)
}

// pack gives each step the weights of its run.
func (m *Model) pack(weights [][]weight) {
	for i := range m.next.cells {
		if c := &m.next.cells[i]; c.to != 0 {
			ws := weights[c.to]
			c.first = uint32(len(m.weights))<<8 | uint32(len(ws))
			m.weights = append(m.weights, ws...)
		}
	}
}

// of gives the weights of the run behind a step.
func (m *Model) of(c *step) []weight { return m.weights[c.first>>8:][:c.first&0xFF] }

// Classify gives the probability of each class, each judged by itself: they
// need not sum to 1. dst is used if it has room.
func (m *Model) Classify(dst []float32, s Sentence) []float32 {
	var room [512]token
	var sums [64]int32
	x := append(sums[:0], m.bias...)
	ts := s.tokens(room[:0])
	for i := range ts {
		at := int32(0)
		for _, t := range ts[i:min(i+longest, len(ts))] {
			c := m.next.find(key(at, t))
			if c == nil {
				break
			}
			at = c.to
			for _, w := range m.of(c) {
				x[w.class] += int32(w.w)
			}
		}
	}
	dst = dst[:0]
	for _, x := range x {
		dst = append(dst, logistic(x))
	}
	return dst
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

// Example is a labelled sentence.
type Example struct {
	Sentence
	Labels []string // the classes it is of; empty for none of them
	Not    []string // classes its group has: it may be of them or not, and nothing is learnt for them
	Group  string   // examples of one group are never parted by [Folds]
	Weight float64  // how much it counts, 0 for 1
}

// Train learns from the examples, in their order. A run of characters is a
// feature if at least two examples have it.
//
// The method is logistic regression, one class against the rest, by FTRL with
// L1 and L2 regularization (McMahan et al., "Ad Click Prediction", KDD 2013).
func Train(classes []string, examples []Example) *Model {
	m := &Model{Classes: classes, bias: make([]int32, len(classes))}
	runs := m.runs(examples)
	const (
		alpha, beta = 0.3, 1.0
		l1, l2      = 0.2, 0.2
		epochs      = 12
	)
	n := m.next.n + 1
	type state struct{ z, n float64 }
	index := make(map[string]int, len(classes))
	for c, name := range classes {
		index[name] = c
	}
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
	weights := make([][]weight, n)
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
		m.bias[c] = round(weigh(&states[0], true))
		for f := 1; f < n; f++ {
			if w := round(weigh(&states[f], false)); w != 0 {
				weights[f] = append(weights[f], weight{uint16(c), int16(w)})
			}
		}
	}
	m.pack(weights)
	return m
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

// round gives hundredths, no more than a weight can have.
func round(w float64) int32 {
	return int32(min(max(math.Round(w*100), math.MinInt16), math.MaxInt16))
}

// runs gives the features of each example, building the trie of those that
// occur in two examples at least.
func (m *Model) runs(examples []Example) [][]int32 {
	out := make([][]int32, len(examples))
	seen := map[uint64]int{} // by key of the run: the last example it was seen in
	streams := make([][]token, len(examples))
	for i, x := range examples {
		streams[i] = x.tokens(nil)
	}
	for n := 1; n <= longest; n++ {
		clear(seen)
		for i, ts := range streams {
			for a := 0; a+n <= len(ts); a++ {
				at, ok := m.run(ts[a : a+n-1])
				if !ok {
					continue
				}
				k := key(at, ts[a+n-1])
				if m.next.find(k) != nil {
					continue
				}
				if first, ok := seen[k]; !ok {
					seen[k] = i
				} else if first != i {
					m.next.grow(k)
				}
			}
		}
	}
	for i, ts := range streams {
		for a := range ts {
			at := int32(0)
			for b := a; b < len(ts) && b < a+longest; b++ {
				c := m.next.find(key(at, ts[b]))
				if c == nil {
					break
				}
				at = c.to
				out[i] = append(out[i], at)
			}
		}
	}
	return out
}

func (m *Model) run(ts []token) (at int32, ok bool) {
	for _, t := range ts {
		c := m.next.find(key(at, t))
		if c == nil {
			return 0, false
		}
		at = c.to
	}
	return at, true
}
