// Command train trains the models of the recognizers on the labelled sentences
// and on the notices with gold of this repository, and writes them with the
// record of how often each rule was right:
//
//	go run ./internal/train           train and write
//	go run ./internal/train -check    cross-validate and print; write nothing
//	go run ./internal/train -check -misses
//	go run ./internal/train -screen          train and write what tells notices from other pages
//	go run ./internal/train -screen -check   how it does on notices and pages left out
//
// The same input gives the same models and the same record. Both commands part
// the notices into ten folds, all notices of one incident in one. Each fold is
// read with models trained on the other nine, and without the words, of the
// lexicons and of the conditions in Go, that of all these notices only those of
// the fold hold: as if nobody had ever seen them.
package main

import (
	"bufio"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"

	"jikenbo"
	"jikenbo/internal/classify"
	"jikenbo/internal/ingest"
	"jikenbo/internal/recognize"
	"jikenbo/internal/score"
)

const (
	sentenceDir = "internal/train/sentences"
	modelDir    = "internal/recognize/model"
	folds       = 10
)

// noticeDirs hold the notices with gold to learn from; the first is what the
// figures of the cross-validation are about.
var noticeDirs = []string{"testdata/notices", "testdata/written", "examples"}

// models are the models by name, each with its classes.
var models = []struct {
	name    string
	classes []string
}{
	{"timeline", codes("moment")},
	{"responses", codes("response")},
	{"types", codes("type")},
	{"leak", codes("leak")},
	{"secondary_damage", codes("damage")},
	{"discovered_by", codes("discoverer")},
	{"items", []string{"leaked", "excluded"}},
	{"windows", []string{"window", "attack"}},
}

// codes gives the codes of a taxonomy that say something.
func codes(taxonomy string) []string {
	var out []string
	for _, t := range jikenbo.TaxonomyOf(taxonomy).Terms {
		if t.Code != "unstated" {
			out = append(out, t.Code)
		}
	}
	return out
}

func main() {
	check := flag.Bool("check", false, "cross-validate and print the figures; write nothing")
	misses := flag.Bool("misses", false, "with -check: print each miss too, with the rules and the words")
	screens := flag.Bool("screen", false, "train what tells notices from other pages, and nothing else")
	flag.Parse()
	var err error
	if *screens {
		err = trainScreen(os.Stdout, *check)
	} else {
		err = run(os.Stdout, *check, *misses)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, check, misses bool) error {
	sentences, err := readSentences()
	if err != nil {
		return err
	}
	notices, err := readNotices()
	if err != nil {
		return err
	}
	outcomes, err := validate(w, sentences, notices, check, misses)
	if err != nil || check {
		return err
	}
	trained, err := teach(sentences, notices, -1)
	if err != nil {
		return err
	}
	for name, m := range trained {
		if err := write(name+".model", func(f io.Writer) error { _, err := m.WriteTo(f); return err }); err != nil {
			return err
		}
	}
	return write("confidence.tsv", func(f io.Writer) error { return writeRecord(f, outcomes) })
}

func write(name string, content func(io.Writer) error) error {
	f, err := os.Create(filepath.Join(modelDir, name))
	if err != nil {
		return err
	}
	if err := content(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// notice is a notice with gold, and what it teaches.
type notice struct {
	score.Pair
	dir     string
	fold    int
	lessons recognize.Lessons
}

func readSentences() (recognize.Lessons, error) {
	lessons := recognize.Lessons{}
	files, err := filepath.Glob(filepath.Join(sentenceDir, "*.tsv"))
	if err != nil {
		return nil, err
	}
	for _, path := range files {
		name, _, _ := strings.Cut(filepath.Base(path), ".")
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		lines := bufio.NewScanner(f)
		for n := 1; lines.Scan(); n++ {
			if line := lines.Text(); line != "" && !strings.HasPrefix(line, "#") {
				if err := lessons.Sentence(name, line); err != nil {
					return nil, fmt.Errorf("%s:%d: %w", path, n, err)
				}
			}
		}
		f.Close()
		if err := lines.Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return lessons, nil
}

func readNotices() ([]*notice, error) {
	var out []*notice
	folded := map[string]int{} // by name: the notices of one incident go together
	next := 0
	for _, dir := range noticeDirs {
		pairs, err := score.Load(dir, ingest.Text)
		if err != nil {
			return nil, err
		}
		for _, p := range pairs {
			n := &notice{Pair: p, dir: dir, lessons: recognize.Lessons{}}
			k, known := folded[p.Name]
			if !known {
				k = next % folds
				next++
				for _, other := range p.Same {
					folded[other] = k
				}
			}
			n.fold = k
			n.lessons.Notice(p.Name, p.Text, p.Gold)
			out = append(out, n)
		}
	}
	return out, nil
}

// teach trains all models on the sentences and on the notices outside a fold;
// -1 leaves none out.
func teach(sentences recognize.Lessons, notices []*notice, without int) (map[string]*classify.Model, error) {
	out := map[string]*classify.Model{}
	var failed error
	var mu sync.Mutex
	var wg sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for _, m := range models {
		wg.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			examples := slices.Clone(sentences[m.name])
			for _, n := range notices {
				if n.fold != without {
					examples = append(examples, n.lessons[m.name]...)
				}
			}
			trained, err := classify.Train(m.classes, examples)
			if err == nil {
				// What a notice states somewhere stands, most likely, where a
				// first model says so.
				trained, err = classify.Train(m.classes, trained.Place(examples))
			}
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = errors.Join(failed, fmt.Errorf("%s: %w", m.name, err))
			}
			out[m.name] = trained
		})
	}
	wg.Wait()
	return out, failed
}

// outcome is one fact read in the cross-validation.
type outcome struct {
	rulings    []recognize.Ruling // what it was read by
	confidence float64
	right      bool
}

// validate reads every notice as if nobody had seen it, and prints how well if
// asked to.
func validate(w io.Writer, sentences recognize.Lessons, notices []*notice, report, misses bool) ([]outcome, error) {
	readings := map[string][]jikenbo.Reading{} // by text
	for fold := range folds {
		trained, err := teach(sentences, notices, fold)
		if err != nil {
			return nil, err
		}
		restore := recognize.Teach(trained, only(notices, fold))
		for _, n := range notices {
			if n.fold == fold {
				readings[n.Text] = ingest.Read(n.Text)
			}
		}
		restore()
	}
	var outcomes []outcome
	for _, dir := range noticeDirs {
		var pairs []score.Pair
		for _, n := range notices {
			if n.dir == dir {
				pairs = append(pairs, n.Pair)
			}
		}
		result := score.Score(pairs, func(text string) []jikenbo.Reading { return readings[text] })
		wrong := map[string]bool{} // notice, entry and pointer of what was read too much
		for _, m := range result.Misses {
			if m.Kind == score.Extra {
				wrong[fmt.Sprint(m.Notice, m.Entry, m.Pointer)] = true
			}
		}
		var of []outcome
		for _, p := range pairs {
			for _, r := range readings[p.Text] {
				for pointer, spans := range r.Evidence {
					o := outcome{confidence: r.Evidence.Confidence(pointer), right: !wrong[fmt.Sprint(p.Name, r.Entry, pointer)]}
					for _, s := range spans {
						if ruling := recognize.RulingOf(pointer, s); !slices.Contains(o.rulings, ruling) {
							o.rulings = append(o.rulings, ruling)
						}
					}
					of = append(of, o)
				}
			}
		}
		if report {
			fmt.Fprintf(w, "%s, each notice left out of all that was learnt:\n\n", dir)
			result.WriteTable(w)
			fmt.Fprintln(w)
			writeReliability(w, of)
			fmt.Fprintln(w)
			if misses {
				result.WriteMisses(w)
				fmt.Fprintln(w)
			}
		}
		outcomes = append(outcomes, of...)
	}
	return outcomes, nil
}

// only tells of a word whether, of all notices, only those of the fold hold it.
func only(notices []*notice, fold int) func(word string) bool {
	var in, out strings.Builder
	for _, n := range notices {
		b := &out
		if n.fold == fold {
			b = &in
		}
		b.WriteString(recognize.Searched(n.Text))
		b.WriteByte('\n')
	}
	inside, outside := in.String(), out.String()
	known := map[string]bool{}
	return func(word string) bool {
		answer, ok := known[word]
		if !ok {
			low := strings.ToLower(word)
			answer = strings.Contains(inside, low) && !strings.Contains(outside, low)
			known[word] = answer
		}
		return answer
	}
}

// writeReliability prints how often facts of a confidence were right.
func writeReliability(w io.Writer, outcomes []outcome) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tw, "confidence\tfacts\tright\tshare\t")
	for _, band := range [][2]float64{{0, 0.5}, {0.5, 0.7}, {0.7, 0.8}, {0.8, 0.9}, {0.9, 0.95}, {0.95, 1.01}, {0.9, 1.01}} {
		n, right := 0, 0
		for _, o := range outcomes {
			if o.confidence >= band[0] && o.confidence < band[1] {
				n++
				if o.right {
					right++
				}
			}
		}
		fmt.Fprintf(tw, "%.2f–%.2f\t%d\t%d\t%.3f\t\n", band[0], min(1, band[1]), n, right, float64(right)/float64(max(1, n)))
	}
	tw.Flush()
}

// writeRecord writes how often each ruling was right.
func writeRecord(w io.Writer, outcomes []outcome) error {
	type record struct{ right, wrong int }
	sums := map[recognize.Ruling]record{}
	for _, o := range outcomes {
		for _, r := range o.rulings {
			s := sums[r]
			if o.right {
				s.right++
			} else {
				s.wrong++
			}
			sums[r] = s
		}
	}
	fmt.Fprintln(w, "# How often each rule was right in the cross-validation, written by")
	fmt.Fprintln(w, "# go run ./internal/train: field, rule, what the model thought, right, wrong.")
	for _, r := range slices.SortedFunc(maps.Keys(sums), func(a, b recognize.Ruling) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Opinion, b.Opinion))
	}) {
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\n", r.Field, r.Rule, r.Opinion, sums[r].right, sums[r].wrong); err != nil {
			return err
		}
	}
	return nil
}
