package screen

import (
	"cmp"
	"io"
	"slices"

	"jikenbo/internal/classify"
)

// Page is a page to learn from.
type Page struct {
	Text  string
	Kind  Kind
	Group string // pages alike have one
}

// Learn learns from pages, in their order: first which sentences tell of a
// notice, then what their digests look like. The digests are made by models
// that have not seen the page, as they will be of pages to come.
func Learn(pages []Page) (*Judge, error) {
	const folds = 5
	fold := make([]int, len(pages))
	groups := map[string]int{}
	for i, p := range pages {
		if _, known := groups[p.Group]; !known {
			groups[p.Group] = len(groups) % folds
		}
		fold[i] = groups[p.Group]
	}
	var examples []classify.Example
	for f := range folds {
		m, err := learnSentences(pages, func(i int) bool { return fold[i] != f })
		if err != nil {
			return nil, err
		}
		for i := range pages {
			if fold[i] != f {
				continue
			}
			for _, sentences := range new(desk).cut("", pages[i].Text) {
				for _, n := range []int{digestSentences, 2 + i%3} { // pages may be short
					examples = append(examples, classify.Example{Sentence: digest(m, new(desk), sentences, n), Labels: pages[i].labels()})
				}
			}
		}
	}
	digests, err := classify.Train(classes, examples)
	if err != nil {
		return nil, err
	}
	sentences, err := learnSentences(pages, func(int) bool { return true })
	return &Judge{sentences, digests}, err
}

func (p Page) labels() []string {
	if p.Kind == Other {
		return nil
	}
	return []string{string(p.Kind)}
}

// learnSentences learns twice: what the sentences of a notice are, and then
// what the most telling ones of each are, since most stand on any page.
func learnSentences(pages []Page, of func(i int) bool) (*classify.Model, error) {
	var examples []classify.Example
	var groups [][]int // by page, the examples
	sums := map[Kind]float64{}
	for i, p := range pages {
		if !of(i) {
			continue
		}
		var group []int
		for _, sentences := range new(desk).cut("", p.Text) {
			for _, s := range sentences {
				group = append(group, len(examples))
				examples = append(examples, classify.Example{Sentence: classify.Sentence{Text: s}, Labels: p.labels()})
				sums[p.Kind]++
			}
		}
		groups = append(groups, group)
	}
	for i := range examples {
		if len(examples[i].Labels) == 0 {
			examples[i].Weight = min(4, max(1, sums[Notice]/sums[Other]))
		}
	}
	m, err := classify.Train(classes, examples)
	if err != nil {
		return nil, err
	}
	for _, group := range groups {
		if len(group) == 0 || len(examples[group[0]].Labels) == 0 {
			continue
		}
		label := examples[group[0]].Labels[0]
		c := slices.Index(classes, label)
		p := map[int]float32{}
		for _, i := range group {
			p[i] = m.Classify(nil, examples[i].Sentence)[c]
		}
		slices.SortFunc(group, func(a, b int) int { return cmp.Or(cmp.Compare(p[b], p[a]), a-b) })
		for _, i := range group[min(len(group), digestSentences):] {
			examples[i].Labels, examples[i].Not = nil, []string{label}
		}
	}
	return classify.Train(classes, examples)
}

// WriteTo writes the models.
func (j *Judge) WriteTo(sentences, digests io.Writer) error {
	if _, err := j.sentences.WriteTo(sentences); err != nil {
		return err
	}
	_, err := j.digests.WriteTo(digests)
	return err
}
