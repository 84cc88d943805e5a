// Package screen decides whether a page is a notice of an incident, fast enough
// for archives of millions of pages: [Raw] turns away, by their bytes alone,
// pages that cannot be one, and [Text] judges the text of what is left.
package screen

import (
	"bytes"
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"jikenbo/internal/classify"
	"jikenbo/internal/text"
)

// Kind is what a page is taken for.
type Kind string

// The kinds of pages.
const (
	Notice Kind = "notice" // it tells of an incident at its publisher or, as an article, at one organization
	Event  Kind = "event"  // it announces a gathering
	Other  Kind = "other"
)

// Verdict is what a page is taken for. The zero value is none.
type Verdict struct {
	Kind  Kind
	Score float64 // the probability that it is a notice, 0 to 1, as the models have it
}

// Threshold is the score from which a page is a notice, if it is no likelier an
// event: where of many pages that are none hardly any is taken for one. Possible
// is the score from which a page may be one, for who would rather look at a page
// too many than miss a notice of two sentences.
const (
	Threshold = 0.5
	Possible  = 0.2
)

// Text judges the text of a document. title is what its markup gives as its
// title; it may be empty. The same text gives the same verdict.
//
// A text of several entries is a notice if one of them is. What [Raw] turns away
// is none.
func Text(title, text string) Verdict {
	v := embedded().Text(title, text)
	if v.Kind == Notice && !Raw([]byte(title+"\n"+text)) {
		v.Kind = Other
	}
	return v
}

// Judge is what was learnt of pages. It is safe for use by many goroutines at
// once.
//
// A notice is a few telling sentences among many that any page may have, and
// the page around it may be long. So a first model finds in each entry the
// sentences that speak most for a notice or an event, a second one judges these,
// its digest, and a third weighs what both have said.
type Judge struct {
	sentences model
	digests   model
	weights   weights
}

// model is a model as it is written, and laid out to classify by.
type model struct {
	learnt *classify.Model
	*classify.Classifier
}

func compile(m *classify.Model, err error) (model, error) {
	if err != nil {
		return model{}, err
	}
	c, err := m.Compile()
	return model{m, c}, err
}

// classes are those of the models: the kinds, and what other pages are that have
// words in common with notices. That a page speaks of a product's weakness tells
// as much as that it does not speak of an incident.
var classes = []string{string(Notice), string(Event), "advisory", "policy", "talk", "list", "sorry", "plain"}

const (
	notice   = 0 // index of the class
	event    = 1
	nKinds   = 2
	nClasses = 8
)

//go:embed model/sentences.model
var sentenceModel []byte

//go:embed model/digests.model
var digestModel []byte

//go:embed model/weights.tsv
var weightModel string

// embedded loads the embedded models once; a fault in them is a fault of the
// program.
var embedded = sync.OnceValue(func() *Judge {
	s, err := compile(classify.Read(bytes.NewReader(sentenceModel)))
	d, err2 := compile(classify.Read(bytes.NewReader(digestModel)))
	w, err3 := readWeights(weightModel)
	if err := errors.Join(err, err2, err3); err != nil {
		panic("internal/screen/model: " + err.Error())
	}
	return &Judge{s, d, w}
})

// Text is [Text] by what j has learnt.
func (j *Judge) Text(title, raw string) Verdict {
	d := desks.Get().(*desk)
	defer desks.Put(d)
	best := Verdict{Kind: Other}
	for _, sentences := range d.cut(title, raw) {
		if len(sentences) == 0 {
			continue
		}
		g := d.digest(j.sentences, sentences, digestSentences)
		p := j.weights.weigh(d.facts(j.digests, g))
		best.Score = max(best.Score, p[notice])
		switch {
		case p[notice] >= Threshold && p[notice] >= p[event]:
			best.Kind = Notice
		case p[event] >= Threshold && best.Kind == Other:
			best.Kind = Event
		}
	}
	return best
}

// desk is memory to judge one text after the other in.
type desk struct {
	text    text.Text
	room    classify.Room
	ps      []float32
	entries [][]string
	ranked  []ranked
}

var desks = sync.Pool{New: func() any { return new(desk) }}

// longestSentence is the length in bytes from which a sentence is taken apart.
const longestSentence = 300

// cut gives the sentences of each entry of a text, each once.
func (d *desk) cut(title, raw string) [][]string {
	d.text.Read(strings.ReplaceAll(raw, "、・", "\n・")) // a list in a table that is there for the layout
	out := d.entries[:0]
	for _, e := range d.text.Entries() {
		seen := map[string]bool{}
		var ss []string
		add := func(s string) {
			s = strings.TrimSpace(s)
			if len(s) < 6 || seen[s] {
				return
			}
			seen[s] = true
			for len(s) > longestSentence { // a list or a row of a table, as one
				at := strings.LastIndex(s[:longestSentence], "、")
				if at <= 0 {
					at = longestSentence
					for !utf8.RuneStart(s[at]) {
						at--
					}
				}
				ss = append(ss, s[:at])
				s = s[at:]
			}
			ss = append(ss, s)
		}
		add(title)
		for _, s := range e.Sentences {
			add(d.text.Norm[s.Start:s.End])
		}
		out = append(out, ss)
	}
	d.entries = out
	return out
}

// ranked is a sentence by how much it speaks for a notice.
type ranked struct {
	at   int
	odds float64
}

// digestSentences is how many sentences of an entry make its digest at most:
// those that speak most for a notice, and the best of each other class.
const digestSentences = 6

// digest is the most telling sentences of an entry.
type digest struct {
	text string               // in the order of the entry, a sentence a line
	tops [nClasses][3]float64 // log odds of the most telling sentences of all, the best first
	all  float64              // mean log odds for a notice of the sentences of the digest
}

// none are the log odds of a sentence that is not there.
const none = -1

// digest gives the digest of an entry, with at most so many sentences that
// speak for a notice.
func (d *desk) digest(m model, sentences []string, most int) (g digest) {
	rs := d.ranked[:0]
	for c := range g.tops {
		g.tops[c] = [3]float64{none, none, none}
	}
	var best [nClasses]int
	for i, s := range sentences {
		d.ps = m.ClassifyIn(&d.room, d.ps[:0], classify.Sentence{Text: s})
		r := ranked{at: i, odds: logOdds(d.ps[notice])}
		for c, p := range d.ps {
			x := logOdds(p)
			top := &g.tops[c]
			for k := range top {
				if x > top[k] {
					copy(top[k+1:], top[k:])
					top[k] = x
					if k == 0 {
						best[c] = i
					}
					break
				}
			}
		}
		rs = append(rs, r)
	}
	d.ranked = rs
	slices.SortFunc(rs, func(a, b ranked) int { return cmp.Or(cmp.Compare(b.odds, a.odds), a.at-b.at) })
	rs = rs[:min(most, len(rs))]
	for i := range most {
		x := float64(none)
		if i < len(rs) {
			x = rs[i].odds
		}
		g.all += x / float64(most)
	}
	for c, at := range best[1:] {
		if g.tops[c+1][0] > none && !slices.ContainsFunc(rs, func(r ranked) bool { return r.at == at }) {
			rs = append(rs, ranked{at: at})
		}
	}
	slices.SortFunc(rs, func(a, b ranked) int { return a.at - b.at })
	var b strings.Builder
	for _, r := range rs {
		b.WriteString(sentences[r.at])
		b.WriteByte('\n')
	}
	g.text = b.String()
	return g
}

// logOdds gives the logarithm of the odds of p, within ±6.
func logOdds(p float32) float64 {
	x := min(max(float64(p), 0.0025), 0.9975)
	return math.Log(x / (1 - x))
}

// sentence is the digest as the second model sees it, with how telling it is as
// marks.
func (g digest) sentence() classify.Sentence {
	var marks uint32
	for bit := range 12 {
		if mean(g.tops[notice][:]) >= -0.5+float64(bit)/2 {
			marks |= 1 << bit
		}
	}
	for bit := range 6 {
		if g.tops[notice][0] >= float64(bit) {
			marks |= 1 << (16 + bit)
		}
	}
	return classify.Sentence{Text: g.text, Marks: marks}
}

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}

// facts are what is known of an entry, each about 1 in size: for each class
// what the digest, its best sentence and its best three say for it, and then
// what the words of [Raw] do.
type facts [1 + 3*nClasses + 4]float64

// facts gives what the models and the words of [Raw] say of a digest.
func (d *desk) facts(m model, g digest) (f facts) {
	d.ps = m.ClassifyIn(&d.room, d.ps[:0], g.sentence())
	f[0] = 1
	for c := range nClasses {
		f[1+3*c] = logOdds(d.ps[c]) / 3
		f[2+3*c] = g.tops[c][0] / 3
		f[3+3*c] = mean(g.tops[c][:]) / 3
	}
	words := tables().utf8.count([]byte(g.text)).weight
	h, t := min(float64(words[happened]), 12)/6, min(float64(words[told]), 12)/6
	copy(f[1+3*nClasses:], []float64{g.all / 3, h, t, h * t})
	return f
}

// weights are those of the facts for each kind.
type weights [nKinds]facts

// weigh gives the probability of each kind.
func (w *weights) weigh(f facts) (p [nKinds]float64) {
	for c := range p {
		x := 0.0
		for i := range f {
			x += w[c][i] * f[i]
		}
		p[c] = 1 / (1 + math.Exp(-x))
	}
	return p
}

// readWeights reads weights: a fact a line.
func readWeights(s string) (w weights, err error) {
	i := 0
	for line := range strings.Lines(s) {
		if i == len(w[notice]) {
			return w, errors.New("weights.tsv is too long")
		}
		if _, err := fmt.Sscanf(line, "%g\t%g", &w[notice][i], &w[event][i]); err != nil {
			return w, fmt.Errorf("weights.tsv: %q: %w", line, err)
		}
		i++
	}
	if i < len(w[notice]) {
		return w, errors.New("weights.tsv is too short")
	}
	return w, nil
}
