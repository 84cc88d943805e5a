package screen

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"jikenbo/internal/classify"
)

// Page is a page to learn from.
type Page struct {
	Text  string
	Kind  Kind
	Theme string // of a page of kind other: which of them it is, see classes
	Group string // pages alike have one
}

// folds is how many parts the pages are learnt from in turn, so that each model
// learns what those before it say of pages they have not seen.
const folds = 5

// Learn learns from pages. The same pages in the same order give the same
// judge.
func Learn(pages []Page) (*Judge, error) {
	fold := make([]int, len(pages)) // of each page; a group stays together
	groups := map[string]int{}
	for i, p := range pages {
		if _, known := groups[p.Group]; !known {
			groups[p.Group] = len(groups) % folds
		}
		fold[i] = groups[p.Group]
	}
	outside := func(f int) func(i int) bool { return func(i int) bool { return fold[i] != f } }
	const whole = folds // the fold that no page is in

	sentences, err := eachFold(func(f int) (model, error) { return learnSentences(pages, outside(f)) })
	if err != nil {
		return nil, err
	}
	digests := make([][]digest, len(pages))
	var d desk
	for i, p := range pages {
		for _, ss := range d.cut("", p.Text) {
			for _, most := range []int{digestSentences, 2 + i%3} { // pages may be short
				digests[i] = append(digests[i], d.digest(sentences[fold[i]], ss, most))
			}
		}
	}
	models, err := eachFold(func(f int) (model, error) {
		var examples []classify.Example
		for i, p := range pages {
			if fold[i] == f {
				continue
			}
			for _, g := range digests[i] {
				examples = append(examples, classify.Example{Sentence: g.sentence(), Labels: []string{p.class()}, Weight: p.weight()})
			}
		}
		return compile(classify.TrainHeavy(classes, examples, lightest))
	})
	if err != nil {
		return nil, err
	}
	var w weights
	for c := range w {
		var rows []facts
		var is []bool
		for i, p := range pages {
			for _, g := range digests[i] {
				rows = append(rows, d.facts(models[fold[i]], g))
				is = append(is, string(p.Kind) == classes[c])
			}
		}
		w[c] = regress(rows, is, [nKinds]float64{notice: 4, event: 1}[c]) // on the web nearly all pages are others
	}
	return &Judge{sentences[whole], models[whole], w}, nil
}

// eachFold learns without each fold, and last without none.
func eachFold(learn func(f int) (model, error)) ([]model, error) {
	out := make([]model, folds+1)
	errs := make([]error, folds+1)
	var wg sync.WaitGroup
	for f := range out {
		wg.Go(func() { out[f], errs[f] = learn(f) })
	}
	wg.Wait()
	return out, cmp.Or(errs...)
}

// class is what the models are to learn of the page.
func (p Page) class() string {
	if p.Kind == Other {
		return p.Theme
	}
	return string(p.Kind)
}

// weight makes up for how few events there are.
func (p Page) weight() float64 {
	if p.Kind == Event {
		return 2
	}
	return 1
}

// learnSentences learns twice: what the sentences of a notice are, and then
// what the most telling ones of each are, since most stand on any page.
func learnSentences(pages []Page, of func(i int) bool) (model, error) {
	var examples []classify.Example
	var groups [][]int // by page, the examples
	sums := map[Kind]float64{}
	known := map[string]bool{} // sentence and class
	var d desk
	for i, p := range pages {
		if !of(i) {
			continue
		}
		var group []int
		for _, sentences := range d.cut("", p.Text) {
			for _, s := range sentences {
				if known[p.class()+s] {
					continue
				}
				known[p.class()+s] = true
				group = append(group, len(examples))
				examples = append(examples, classify.Example{Sentence: classify.Sentence{Text: s}, Labels: []string{p.class()}, Weight: p.weight()})
				sums[p.Kind]++
			}
		}
		groups = append(groups, group)
	}
	for i := range examples {
		if examples[i].Labels[0] != string(Notice) {
			examples[i].Weight *= min(4, max(1, sums[Notice]/sums[Other]))
		}
	}
	m, err := compile(classify.TrainHeavy(classes, examples, lightest))
	if err != nil {
		return model{}, err
	}
	var room classify.Room
	for _, group := range groups {
		if len(group) == 0 {
			continue
		}
		label := examples[group[0]].Labels[0]
		c := slices.Index(classes, label)
		p := map[int]float32{}
		for _, i := range group {
			p[i] = m.ClassifyIn(&room, nil, examples[i].Sentence)[c]
		}
		slices.SortFunc(group, func(a, b int) int { return cmp.Or(cmp.Compare(p[b], p[a]), a-b) })
		for _, i := range group[min(len(group), digestSentences):] {
			examples[i].Labels, examples[i].Not = nil, []string{label}
		}
	}
	return compile(classify.TrainHeavy(classes, examples, lightest))
}

// lightest is the least weight that is kept, in hundredths: the many small ones
// make a model several times as large and hardly better.
const lightest = 34

// regress gives the weights of a logistic regression with a little L2
// regularization, by gradient descent.
func regress(rows []facts, is []bool, others float64) facts {
	const (
		steps = 3000
		rate  = 1.0
		l2    = 0.002
		rarer = 3 // a page of another kind counts so much, so that the near misses are looked at
	)
	var ws weights
	for range steps {
		var grad facts
		for k, row := range rows {
			e := ws.weigh(row)[0]
			if is[k] {
				e = (e - 1) / rarer
			}
			for i, x := range row {
				grad[i] += e * x
			}
		}
		for i := range grad {
			ws[0][i] -= rate * (grad[i]/float64(len(rows)) + l2*ws[0][i])
		}
	}
	ws[0][0] -= border(ws[0], rows, is, others)
	return ws[0]
}

// border gives the log odds that part the rows best: by F1, if other pages were
// so many times as many as they are here. Where one row more or less decides is left
// to chance, so it is the middle of all that part them nearly as well.
func border(w facts, rows []facts, is []bool, others float64) float64 {
	const nearly = 0.01
	type row struct {
		odds float64
		is   bool
	}
	sorted := make([]row, len(rows))
	all := 0.0
	for k, f := range rows {
		sorted[k].is = is[k]
		for i, x := range f {
			sorted[k].odds += w[i] * x
		}
		if is[k] {
			all++
		}
	}
	slices.SortStableFunc(sorted, func(a, b row) int { return cmp.Compare(b.odds, a.odds) })
	f1 := make([]float64, len(sorted)-1)
	right, wrong := 0.0, 0.0
	for k, r := range sorted[:len(f1)] {
		if r.is {
			right++
		} else {
			wrong += others
		}
		f1[k] = 2 * right / (right + wrong + all)
	}
	best := slices.Max(f1)
	sum, n := 0.0, 0.0
	for k, x := range f1 {
		if x >= best-nearly {
			sum, n = sum+(sorted[k].odds+sorted[k+1].odds)/2, n+1
		}
	}
	return sum / n
}

// LearnEvidence learns how much each word of evidence.tsv turns [Raw], and
// gives that file anew.
func LearnEvidence(pages []Page) string {
	const (
		steps = 400
		rate  = 0.3
		l2    = 0.05
		most  = 1   // what a word turns against a notice at most: a notice may have one
		rarer = 0.1 // a notice that is turned away costs ten times as much as a page that is not
	)
	var w [maxWords]float64
	bias := 0.0
	var sums [maxWords]float64 // of squared gradients (AdaGrad)
	var biasSum float64
	rows := make([][]int, len(pages)) // the words of each page
	turn := func(i int) float64 {
		x := 0.0
		for _, k := range rows[i] {
			x += w[k]
		}
		return x
	}
	kinds := map[int]wordKind{}
	for _, c := range tables().utf8.next[1:] {
		kinds[c.number] = c.what
	}
	for i, p := range pages {
		seen := tables().utf8.count([]byte(p.Text)).seen
		for k := range maxWords {
			if seen[k>>6]&(1<<(k&63)) != 0 {
				rows[i] = append(rows[i], k)
			}
		}
	}
	for range steps {
		for i, p := range pages {
			g := 1 / (1 + math.Exp(-turn(i)-bias))
			if p.Kind == Notice {
				g--
			} else {
				g *= rarer
			}
			biasSum += g * g
			bias -= rate * g / math.Sqrt(biasSum+1)
			for _, k := range rows[i] {
				g := g + l2*rarer*w[k]
				sums[k] += g * g
				w[k] -= rate * g / math.Sqrt(sums[k]+1)
				if kinds[k] == against {
					w[k] = min(max(w[k], -most), 0)
				} else {
					w[k] = max(w[k], 0)
				}
			}
		}
	}
	var turns []float64 // of the notices
	for i, p := range pages {
		if p.Kind == Notice {
			turns = append(turns, turn(i))
		}
	}
	slices.Sort(turns)
	least := turns[len(turns)/66] // one in so many, the poorest, may be turned away
	var b strings.Builder
	number := 0
	for line := range strings.Lines(evidence) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		switch {
		case line[0] == '#':
			b.WriteString(line)
			continue
		case cells[1] == "least":
			cells[3] = strconv.Itoa(int(math.Floor(100 * least)))
		default:
			cells[3] = strconv.Itoa(int(math.Round(100 * w[number])))
			number++
		}
		b.WriteString(strings.Join(cells, "\t") + "\n")
	}
	return b.String()
}

// WriteTo writes the models, each to its own writer.
func (j *Judge) WriteTo(sentences, digests, weights io.Writer) error {
	if _, err := j.sentences.learnt.WriteTo(sentences); err != nil {
		return err
	}
	if _, err := j.digests.learnt.WriteTo(digests); err != nil {
		return err
	}
	for i := range j.weights[notice] {
		if _, err := fmt.Fprintf(weights, "%.3f\t%.3f\n", j.weights[notice][i], j.weights[event][i]); err != nil {
			return err
		}
	}
	return nil
}
