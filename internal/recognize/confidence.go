package recognize

import (
	_ "embed" // the record of the rules
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"jikenbo"
	"jikenbo/internal/classify"
)

// How often each rule was right is counted by internal/train on notices it
// learnt nothing from. A row: the field, the rule, what the model thought of it
// (see opinion), how many facts were right and how many wrong.
//
//go:embed model/confidence.tsv
var recordFile string

// Ruling is what a confidence depends on: the field, the rule that read the
// words, and what the model of the field thinks of it: a grade from -- over 0 to
// ++, or ? where there is none to ask.
type Ruling struct{ Field, Rule, Opinion string }

// record is how often a ruling was right and wrong.
type record struct{ right, wrong int }

// standing is what a ruling earned.
type standing struct {
	confidence float64
	rule       string // the rule with the opinion, as evidence names it
}

var standings = func() map[Ruling]standing {
	sums := map[Ruling]record{}
	var rulings []Ruling
	for line := range strings.SplitSeq(recordFile, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 5 {
			panic(fmt.Sprintf("model/confidence.tsv: %q has not five cells", line))
		}
		right, err := strconv.Atoi(cells[3])
		wrong, err2 := strconv.Atoi(cells[4])
		if err != nil || err2 != nil {
			panic(fmt.Sprintf("model/confidence.tsv: no numbers in %q", line))
		}
		r := Ruling{cells[0], cells[1], cells[2]}
		rulings = append(rulings, r)
		for _, wider := range r.wider() {
			sums[wider] = record{sums[wider].right + right, sums[wider].wrong + wrong}
		}
	}
	out := map[Ruling]standing{}
	for _, r := range rulings {
		out[r] = standing{estimate(r, sums), r.name()}
		for _, wider := range r.wider() {
			if wider == r {
				continue
			}
			out[wider] = standing{confidence: estimate(wider, sums)}
		}
	}
	return out
}()

// wider gives the circles of rulings that r stands in, the widest first.
func (r Ruling) wider() [4]Ruling {
	return [4]Ruling{{}, {r.Field, "", ""}, {r.Field, r.Rule, ""}, r}
}

func (r Ruling) name() string {
	if r.Opinion == "?" {
		return r.Rule
	}
	return r.Rule + " " + r.Opinion
}

// estimate gives the share of facts of a ruling that were right, drawn to that
// of the rule, the field and all, the more the fewer there were.
func estimate(r Ruling, sums map[Ruling]record) float64 {
	const pull = 6 // facts that the wider share counts for
	p := 0.9
	for _, wider := range r.wider() {
		n := sums[wider]
		p = (float64(n.right) + pull*p) / float64(n.right+n.wrong+pull)
	}
	return min(0.99, math.Round(p*100)/100) // nothing is certain
}

// stand gives what a ruling earned, or the wider circle it is new in.
func (r Ruling) stand() standing {
	wider := r.wider()
	for i := len(wider) - 1; i >= 0; i-- {
		if s, ok := standings[wider[i]]; ok {
			if s.rule == "" {
				s.rule = r.name()
			}
			return s
		}
	}
	return standing{0.9, r.name()}
}

// trust writes its confidence into every span that was found, and what the
// model thought beside its rule.
func (e *Entry) trust() {
	var last Ruling // many facts are read by the same rule, one after the other
	var earned standing
	for _, f := range e.found {
		opinion, same := "?", false
		for i := range f.Spans {
			s := &f.Spans[i]
			if !same {
				opinion, same = e.opinion(f, s)
			}
			if r := (Ruling{f.Field, s.Rule, opinion}); r != last {
				last, earned = r, r.stand()
			}
			s.Confidence, s.Rule = earned.confidence, earned.rule
		}
	}
}

// RulingOf gives the ruling behind the confidence of a span read for the fact at
// a pointer.
func RulingOf(pointer string, s jikenbo.Span) Ruling {
	field, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	rule, opinion, ok := strings.Cut(s.Rule, " ")
	if !ok {
		opinion = "?"
	}
	return Ruling{field, rule, opinion}
}

// opinion is what the model of the field thinks of a fact read from the words
// of a span: a grade, or "?" where there is none to ask; and whether it thinks the
// same of all spans of the fact.
func (e *Entry) opinion(f jikenbo.Finding, s *jikenbo.Span) (grade string, ofAll bool) {
	switch f.Field {
	case "timeline":
		return e.dateOpinion(f.Value.(jikenbo.Happening)), true
	case "items", "items_excluded":
		return e.itemOpinion(f.Field == "items", s), false
	case "responses":
		return e.sentenceOpinion(responseModel, string(f.Value.(jikenbo.Response)), s), false
	case "types":
		return e.sentenceOpinion(typeModel, string(f.Value.(jikenbo.Type)), s), false
	case "leak":
		return e.sentenceOpinion(leakModel, string(f.Value.(jikenbo.Leak)), s), false
	case "secondary_damage":
		return e.sentenceOpinion(damageModel, string(f.Value.(jikenbo.Damage)), s), false
	case "discovered_by":
		return e.sentenceOpinion(discovererModel, string(f.Value.(jikenbo.Discoverer)), s), false
	}
	return "?", true
}

// dateOpinion is what the model thinks of what happened on a date.
func (e *Entry) dateOpinion(h jikenbo.Happening) string {
	best, asked := float32(0), false
	for i := range e.timed {
		w := &e.timed[i]
		if w.date.date != h.Date {
			continue
		}
		asked = true
		for _, g := range w.guesses {
			if g.code == string(h.Kind) {
				best = max(best, g.p)
			}
		}
	}
	if !asked {
		return "?"
	}
	return grade(best)
}

// itemOpinion is what the model thinks of the item in a span: that it leaked, or
// that it did not.
func (e *Entry) itemOpinion(leaked bool, s *jikenbo.Span) string {
	if len(e.itemStarts) == 0 {
		for _, it := range e.itemsAt {
			start, _ := e.text.Span(int(it.start), int(it.end))
			e.itemStarts = append(e.itemStarts, start)
		}
	}
	i := slices.Index(e.itemStarts, s.Start)
	switch {
	case i < 0:
		return "?"
	case leaked:
		return grade(e.itemsAt[i].leaks)
	}
	return grade(e.itemsAt[i].spared)
}

// sentenceOpinion asks a model whether the sentence of a span is of a class.
func (e *Entry) sentenceOpinion(m func() *classify.Classifier, code string, s *jikenbo.Span) string {
	if e.unaided {
		return "?"
	}
	if len(e.ends) == 0 {
		for _, st := range e.sentences() {
			_, end := e.text.Span(st.Start, st.End)
			e.ends = append(e.ends, end)
		}
	}
	i := sort.SearchInts(e.ends, s.Start+1)
	if i == len(e.ends) {
		return "?"
	}
	c := slices.Index(m().Classes, code)
	if c < 0 {
		return "?"
	}
	return grade(classify.Probability(e.judge(m(), i)[c]))
}

// grade writes a probability as one of five opinions.
func grade(p float32) string {
	switch {
	case p < 0.05:
		return "--"
	case p < 0.3:
		return "-"
	case p < 0.7:
		return "0"
	case p < 0.95:
		return "+"
	}
	return "++"
}
