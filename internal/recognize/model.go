package recognize

import (
	"bytes"
	"embed"
	"slices"
	"strings"
	"sync"

	"jikenbo"
	"jikenbo/internal/classify"
)

// Beside the words of the lexicons linear models are asked, one a field, trained
// by internal/train on labelled sentences and on notices with gold. They add what
// the lexicons have no words for; where they are all but sure they also overrule
// them on items, spans and dates.
//
//go:embed model/*.model
var modelFiles embed.FS

// taught are the models in place of the embedded ones, see [Teach].
var taught *classify.Set

// embedded loads the embedded models when they are first asked for. A fault in
// one is a fault of the program.
var embedded = sync.OnceValue(func() *classify.Set {
	files, err := modelFiles.ReadDir("model")
	if err != nil {
		panic(err)
	}
	all := map[string]*classify.Model{}
	var reading sync.WaitGroup
	var mu sync.Mutex
	for _, f := range files {
		reading.Go(func() {
			data, err := modelFiles.ReadFile("model/" + f.Name())
			if err != nil {
				panic(err)
			}
			m, err := classify.Read(bytes.NewReader(data))
			if err != nil {
				panic("model/" + f.Name() + ": " + err.Error())
			}
			mu.Lock()
			defer mu.Unlock()
			all[strings.TrimSuffix(f.Name(), ".model")] = m
		})
	}
	reading.Wait()
	set, err := classify.Compile(all)
	if err != nil {
		panic("model: " + err.Error())
	}
	return set
})

func models() *classify.Set {
	if taught != nil {
		return taught
	}
	return embedded()
}

// model gives what gives a model.
func model(name string) func() *classify.Classifier {
	embedded := sync.OnceValue(func() *classify.Classifier { return embedded().Models[name] })
	return func() *classify.Classifier {
		if taught != nil {
			return taught.Models[name]
		}
		return embedded()
	}
}

var (
	momentModel     = model("timeline")
	responseModel   = model("responses")
	typeModel       = model("types")
	leakModel       = model("leak")
	damageModel     = model("secondary_damage")
	discovererModel = model("discovered_by")
	itemModel       = model("items")
	windowModel     = model("windows")
)

// From sure on the model is believed; from likely on about measures and about who
// noticed, of which nearly every notice tells. For another field of one value it
// has to be convinced; surer, where the lexicons have read something else in the
// same words, or where no predicate stands.
const (
	sure      = 0.4
	convinced = 0.6
	surer     = 0.93
	likely    = 0.2
)

// As sums of a model.
var leastConvinced, leastSurer, leastLikely = classify.Least(convinced), classify.Least(surer), classify.Least(likely)

// Below unlikelihood the model overrules the lexicons.
const unlikelihood = 0.015

// guess is what a model says of a sentence.
type guess struct {
	sentence int
	code     string
	p        float32 // 0 to 1
}

// slot is a date of the body with the words around it that may tell what
// happened on it.
type slot struct {
	sentence int
	date     *mention
	words    classify.Sentence
	start    int // the words, in the normalised text
	end      int
	guesses  []guess // what the model makes of them, all kinds
}

// slots gives the dates that may be of happenings, each with its words: those
// between the date before it and the date behind it.
func (e *Entry) slots() []slot {
	out := e.timed[:0]
	s := e.text.Norm
	for i, st := range e.sentences() {
		if !e.eventful(i) || st.Heading {
			continue
		}
		ds := e.datesOf(i)
		for k := range ds {
			m := &ds[k]
			if m.ranged || m.openFrom || m.openTo || m.hours || m.date.Precision() < jikenbo.MonthOfYear || e.takenBack(m.start) || e.putRight(m.start) || e.dayOfAct(i, m) || startsWith(part(s, m.tail, st.End), noticesOfDay) || e.otherDate(i, m) {
				continue
			}
			from, to := st.Start, st.End
			if k > 0 {
				from = ds[k-1].tail
			}
			if k+1 < len(ds) {
				to = ds[k+1].start
			}
			w := slot{sentence: i, date: m, start: m.tail, end: to}
			w.words = classify.Sentence{Around: true, Before: part(s, max(from, m.start-90), m.start), Text: ends(part(s, m.tail, to))}
			out = append(out, w)
		}
		if len(ds) == 0 {
			if row := e.rowDate(i); row != nil && !row.ranged && row.date.Precision() >= jikenbo.MonthOfYear {
				out = append(out, slot{sentence: i, date: row, words: classify.Sentence{Around: true, Text: ends(part(s, st.Start, st.End))}, start: st.Start, end: st.End})
			}
		}
	}
	return out
}

// most is how many bytes of the beginning and of the end of long words a model
// sees.
const most = 180

// ends gives the beginning and the end of long words: the subject and the
// predicate.
func ends(words string) string {
	if len(words) <= 2*most {
		return words
	}
	return words[:most] + " " + words[len(words)-most:]
}

// itemWords gives what may tell whether the data item at h in sentence i leaked:
// the words before it and those behind it up to the end of the statement, other
// items left out, and what the sentence is about. They are void when it is
// asked again.
func (e *Entry) itemWords(i int, h hit, listed polarity) (before, after []byte, marks uint32) {
	st := e.page.Sentences[i]
	b := e.written[:0]
	behind := func(from, to int) {
		for _, o := range e.within(i, from, to) {
			if o.class() == itemClass && int(o.start) >= from {
				b = append(b, part(e.text.Norm, from, o.start)...)
				b = append(b, "□"...)
				from = int(o.end)
			}
		}
		b = append(b, part(e.text.Norm, from, to)...)
	}
	behind(st.Start, int(h.start))
	if cut := len(b) - 120; cut > 0 {
		b = b[:copy(b, b[cut:])]
	}
	border := len(b)
	stop := min(e.nextBreak(int(h.end), st.End), int(h.end)+360)
	for _, w := range []string{"で、", "だが、", "、一方"} { // 流出したのは氏名と住所で、カード情報は…
		if k := index(part(e.text.Norm, h.end, stop), w); k >= 0 {
			stop = int(h.end) + k + len(w)
		}
	}
	behind(int(h.end), stop)
	e.written = b
	marks = uint32(e.topics[i])
	for k, is := range []bool{listed == leaked, listed == excluded, st.Item, st.Label > st.Start, strings.HasSuffix(e.words(i), "。")} {
		if is {
			marks |= 1 << (24 + k)
		}
	}
	return b[:border], b[border:], marks
}

// itemSentence is [Entry.itemWords] to keep.
func (e *Entry) itemSentence(i int, h hit, listed polarity) classify.Sentence {
	before, after, marks := e.itemWords(i, h, listed)
	return classify.Sentence{Around: true, Before: string(before), Text: string(after), Marks: marks}
}

// eventful reports whether sentence i may tell of dated happenings.
func (e *Entry) eventful(i int) bool {
	switch {
	case e.zones[i] != bodyZone:
		return false
	case e.about(i, faq|contacting|business|elsewhere) && !e.about(i, course|respond|prevent|damaging), e.about(i, ask):
		return false
	}
	return true
}

// measured reports whether sentence i may tell of measures.
func (e *Entry) measured(i int) bool {
	return e.zones[i] == bodyZone && !e.page.Sentences[i].Heading && !e.about(i, faq|business|elsewhere|ask|contacting) && strings.Trim(e.words(i), "|-─ =+") != ""
}

// told reports whether sentence i is one of the body that tells of the
// incident: no heading, no advice, nothing about prevention or business.
func (e *Entry) told(i int) bool {
	return e.zones[i] == bodyZone && !e.page.Sentences[i].Heading && (!e.about(i, faq|business|elsewhere|ask|contacting|prevent) || e.about(i, course|damaging))
}

// guessAll asks a model about the sentences that tell of the incident and are
// about what the model is of. It gives what the model is convinced of: for each
// code the likeliest sentence, in the order of the classes.
func (e *Entry) guessAll(asked func() *classify.Classifier, least int32, about func(i int) bool) []guess {
	if e.unaided {
		return nil
	}
	m := asked()
	best := make([]guess, len(m.Classes))
	for i := range e.page.Sentences {
		if !e.told(i) || !about(i) {
			continue
		}
		for c, x := range e.judge(m, i) {
			if x < least {
				continue
			}
			if p := classify.Probability(x); p > best[c].p {
				best[c] = guess{i, m.Classes[c], p}
			}
		}
	}
	return slices.DeleteFunc(best, func(g guess) bool { return g.p == 0 })
}

// likeliest gives the guess with the highest probability; ok is false for none.
func likeliest(gs []guess) (best guess, ok bool) {
	for _, g := range gs {
		if g.p > best.p {
			best = g
		}
	}
	return best, best.p > 0
}

// sentenceSpan gives the whole of a sentence as evidence.
func (e *Entry) sentenceSpan(rule string, i int) jikenbo.Span {
	st := e.page.Sentences[i]
	return e.span(rule, st.Start, st.End)
}

// guessResponses gives the measures that the model reads in sentence i.
func (e *Entry) guessResponses(i int) []guess {
	if !e.measured(i) {
		return nil
	}
	least := leastLikely
	if !endsAny(e.words(i), "。", ".") && !e.about(i, respond|prevent|course) {
		least = leastSurer // a list of something else
	}
	if e.unaided {
		return nil
	}
	m := responseModel()
	from := len(e.guessed)
	for c, x := range e.judge(m, i) {
		if x >= least {
			e.guessed = append(e.guessed, guess{i, m.Classes[c], classify.Probability(x)})
		}
	}
	return slices.Clip(e.guessed[from:])
}

// guessMoments gives what the model says happened on the date of a slot.
func (e *Entry) guessMoments(w slot) []guess {
	if e.unaided {
		return nil
	}
	var room [32]float32
	m := momentModel()
	from := len(e.guessed)
	for c, p := range m.ClassifyIn(&e.room, room[:0], w.words) {
		e.guessed = append(e.guessed, guess{w.sentence, m.Classes[c], p})
	}
	return slices.Clip(e.guessed[from:])
}

// judged is where the answers of a model about each sentence begin in
// Entry.judgements, counted from 1; 0 where it was not asked.
type judged struct {
	model *classify.Classifier
	at    []int32
}

// judge gives the sums of the classes of sentence i as a whole. The sentence is
// cut into tokens once, and each model is asked once about it.
func (e *Entry) judge(m *classify.Classifier, i int) []int32 {
	k := 0
	for k < len(e.judged) && e.judged[k].model != m {
		k++
	}
	if k == len(e.judged) {
		e.judged = slices.Grow(e.judged, 1)[:k+1] // with the memory that an earlier entry left there
		e.judged[k] = judged{m, sized(e.judged[k].at, len(e.page.Sentences))}
	}
	at := &e.judged[k].at[i]
	if *at == 0 {
		*at = int32(len(e.judgements) + 1)
		e.judgements = m.Sums(&e.room, e.judgements, e.tokensOf(i))
	}
	return e.judgements[*at-1:][:len(m.Classes)]
}

// tokensOf gives sentence i as the models read it.
func (e *Entry) tokensOf(i int) []uint16 {
	r := &e.cut[i]
	if r[1] == 0 {
		r[0] = int32(len(e.tokens))
		e.tokens = models().Tokens(&e.room, e.tokens, classify.Sentence{Text: e.words(i)})
		r[1] = int32(len(e.tokens))
	}
	return e.tokens[r[0]:r[1]]
}
