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
func tokens[S string | []byte](dst []token, s S, side token) []token {
	for i := 0; i < len(s); {
		c := s[i]
		if i+2 < len(s) && c >= 0xE1 && c < 0xED && (s[i+1]^0x80|s[i+2]^0x80) < 0x40 { // nearly always
			dst = append(dst, token(c&0xF)<<12|token(s[i+1]&0x3F)<<6|token(s[i+2]&0x3F)|side)
			i += 3
			continue
		}
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
			r, size := utf8.DecodeRuneInString(string(s[i:min(len(s), i+utf8.UTFMax)]))
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

// Model is a trained model, as it is written and read. To classify by it, it is
// laid out, alone or with others: see [Compile].
type Model struct {
	Classes []string
	bias    []int32 // of each class, in hundredths
	runs    []run   // the first is the empty run; each stands behind the one it lengthens
}

// run is a run of tokens.
type run struct {
	from    int32 // the run it lengthens, by a token
	token   token
	weights []whole
}

// whole is what a run says for or against a class, in hundredths.
type whole struct {
	class int32
	w     int32
}

// edge is how a run begins: by the run from, and one more token.
type edge struct {
	from, to int32
	token    token
}

// edges gives the runs that have weights and those they begin with, the shorter
// first.
func (m *Model) edges() []edge {
	wanted := make([]bool, len(m.runs))
	n := 0
	for to := len(m.runs) - 1; to > 0; to-- {
		if wanted[to] = wanted[to] || len(m.runs[to].weights) > 0; wanted[to] {
			wanted[m.runs[to].from] = true
			n++
		}
	}
	edges := make([]edge, 0, n)
	for to, is := range wanted {
		if is && to > 0 {
			edges = append(edges, edge{m.runs[to].from, int32(to), m.runs[to].token})
		}
	}
	return edges
}

// Classify gives the probability of each class, each judged by itself: they
// need not sum to 1. A model is laid out anew for it: to classify many
// sentences, use [Model.Compile].
func (m *Model) Classify(s Sentence) ([]float32, error) {
	c, err := m.Compile()
	if err != nil {
		return nil, err
	}
	return c.ClassifyIn(new(Room), nil, s), nil
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
	m := &Model{Classes: classes, bias: make([]int32, len(classes))}
	runs := m.features(examples)
	const (
		alpha, beta = 0.3, 1.0
		l1, l2      = 1.5, 0.2
		epochs      = 12
	)
	n := len(m.runs)
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
		m.bias[c] = round(weigh(&states[0], true))
		for f := 1; f < n; f++ {
			if w := round(weigh(&states[f], false)); max(w, -w) >= lightest {
				m.runs[f].weights = append(m.runs[f].weights, whole{int32(c), w})
			}
		}
	}
	return m, nil
}

// Place gives the examples with those classes placed that a group has but none
// of its examples is known to be of: the likeliest of those that may be, if the
// model holds it for possible at all.
func (m *Model) Place(examples []Example) ([]Example, error) {
	set, err := Compile(map[string]*Model{"": m})
	if err != nil {
		return nil, err
	}
	var room Room
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
		ps := set.Models[""].ClassifyIn(&room, nil, x.Sentence)
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
	return out, nil
}

// possible is the probability from which [Model.Place] places a class.
const possible = 0.08

// round gives hundredths: what the written form of a model has.
func round(w float64) int32 { return int32(math.Round(w * 100)) }

// features gives the runs of each example, having made those that occur in two
// examples at least.
func (m *Model) features(examples []Example) [][]int32 {
	key := func(at int32, t token) uint64 { return uint64(at)<<32 | uint64(t) }
	next := map[uint64]int32{} // the run that a run and one more token make
	m.runs = make([]run, 1)
	out := make([][]int32, len(examples))
	seen := map[uint64]int{} // by key of the run: the last example it was seen in
	streams := make([][]token, len(examples))
	for i, x := range examples {
		streams[i] = x.tokens(nil)
	}
	find := func(ts []token) (at int32, ok bool) {
		for _, t := range ts {
			if at, ok = next[key(at, t)]; !ok {
				return 0, false
			}
		}
		return at, true
	}
	for n := 1; n <= longest; n++ {
		clear(seen)
		for i, ts := range streams {
			for a := 0; a+n <= len(ts); a++ {
				at, ok := find(ts[a : a+n-1])
				if !ok {
					continue
				}
				k := key(at, ts[a+n-1])
				if _, known := next[k]; known {
					continue
				}
				if first, ok := seen[k]; !ok {
					seen[k] = i
				} else if first != i {
					next[k] = int32(len(m.runs))
					m.runs = append(m.runs, run{from: at, token: ts[a+n-1]})
				}
			}
		}
	}
	for i, ts := range streams {
		for a := range ts {
			at := int32(0)
			for b := a; b < len(ts) && b < a+longest; b++ {
				to, ok := next[key(at, ts[b])]
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
