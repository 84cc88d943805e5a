// Package screen decides whether a page is a notice of an incident, fast enough
// for archives of millions of pages: [Raw] turns away, by their bytes alone,
// pages that cannot be one, and [Text] judges the text of what is left.
package screen

import (
	"bytes"
	"cmp"
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"

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
	Kind  Kind    `json:"kind"`
	Score float64 `json:"score"` // the probability that it is a notice, 0 to 1, as the model has it
}

// Threshold is the score from which a page is a notice.
const Threshold = 0.5

// Text judges the text of a document. title is what its markup gives as its
// title; it may be empty. The same text gives the same verdict.
//
// A text of several entries is a notice if one of them is.
func Text(title, text string) Verdict { return embedded().Text(title, text) }

// Judge is what was learnt of pages. It is safe for use by many goroutines at
// once.
//
// A notice is a few telling sentences among many that any page may have, and
// the page around it may be long. So a first model finds in each entry the
// sentences that speak most for a notice or an event, and a second one judges
// these, its digest.
type Judge struct {
	sentences *classify.Model
	digests   *classify.Model
}

// A digest has at most so many sentences, those of events among them, each of
// at most so many bytes.
const (
	digestSentences = 8
	digestEvents    = 2
	longestSentence = 360
)

// classes are those of both models.
var classes = []string{string(Notice), string(Event)}

//go:embed model/sentences.model
var sentenceModel []byte

//go:embed model/digests.model
var digestModel []byte

// embedded loads the embedded models once; a fault in them is a fault of the
// program.
var embedded = sync.OnceValue(func() *Judge {
	read := func(b []byte) *classify.Model {
		m, err := classify.Read(bytes.NewReader(b))
		if err != nil {
			panic("internal/screen/model: " + err.Error())
		}
		return m
	}
	return &Judge{read(sentenceModel), read(digestModel)}
})

// Text is [Text] by what j has learnt.
func (j *Judge) Text(title, raw string) Verdict {
	d := desks.Get().(*desk)
	defer desks.Put(d)
	best := Verdict{Kind: Other}
	for _, sentences := range d.cut(title, raw) {
		ps := j.digests.ClassifyIn(&d.room, d.ps[:0], digest(j.sentences, d, sentences, digestSentences))
		d.ps = ps
		v := Verdict{Kind: Other, Score: float64(ps[0])}
		switch {
		case v.Score >= Threshold:
			v.Kind = Notice
		case ps[1] >= Threshold:
			v.Kind = Event
		}
		if best.Score < v.Score {
			best.Score = v.Score
		}
		if v.Kind == Notice || v.Kind == Event && best.Kind == Other {
			best.Kind = v.Kind
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

// ranked is a sentence by how much it speaks for a class.
type ranked struct {
	at int
	p  [2]float32 // of each class
}

// cut gives the sentences of each entry of a text, each once.
func (d *desk) cut(title, raw string) [][]string {
	d.text.Read(raw)
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
			if len(s) > longestSentence {
				s = strings.ToValidUTF8(s[:longestSentence/2]+" "+s[len(s)-longestSentence/2:], "")
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

// digest gives the most telling of the sentences, at most so many, in their
// order, with how many of them are as marks.
func digest(m *classify.Model, d *desk, sentences []string, most int) classify.Sentence {
	rs := d.ranked[:0]
	for i, s := range sentences {
		d.ps = m.ClassifyIn(&d.room, d.ps[:0], classify.Sentence{Text: s})
		rs = append(rs, ranked{at: i, p: [2]float32(d.ps)})
	}
	d.ranked = rs
	byClass := func(c int) func(a, b ranked) int {
		return func(a, b ranked) int { return cmp.Or(cmp.Compare(b.p[c], a.p[c]), a.at-b.at) }
	}
	slices.SortFunc(rs, byClass(1))
	events := min(digestEvents, most/4, len(rs))
	slices.SortFunc(rs[events:], byClass(0))
	rs = rs[:min(most, len(rs))]
	slices.SortFunc(rs, func(a, b ranked) int { return a.at - b.at })
	var b strings.Builder
	var tops [3]float64 // how much the best speak for a notice, as log odds
	for i := range tops {
		tops[i] = -1
	}
	for _, r := range rs {
		b.WriteString(sentences[r.at])
		b.WriteByte('\n')
		x := logOdds(r.p[0])
		for i, top := range tops {
			if x > top {
				copy(tops[i+1:], tops[i:])
				tops[i] = x
				break
			}
		}
	}
	mean := (tops[0] + tops[1] + tops[2]) / 3
	var marks uint32
	for bit, least := range [...]float64{-0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5} {
		if mean >= least {
			marks |= 1 << bit
		}
	}
	for bit, least := range [...]float64{0, 1, 2, 3, 4, 5} {
		if tops[0] >= least {
			marks |= 1 << (16 + bit)
		}
	}
	return classify.Sentence{Text: b.String(), Marks: marks}
}

// logOdds gives the logarithm of the odds of p, within ±6.
func logOdds(p float32) float64 {
	x := min(max(float64(p), 0.0025), 0.9975)
	return math.Log(x / (1 - x))
}
