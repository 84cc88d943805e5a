// Command train trains the models of the recognizers on the labelled sentences
// and on the notices with gold of this repository, and writes them:
//
//	go run ./internal/train          train and write the models
//	go run ./internal/train -check   cross-validate, write nothing
//
// The same input gives the same models. With -check the examples are parted
// into ten folds, all of one notice in one; each fold is judged by a model
// trained on the others.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"jikenbo"
	"jikenbo/internal/classify"
	"jikenbo/internal/recognize"
	"jikenbo/internal/score"
)

const (
	sentenceDir = "internal/train/sentences"
	modelDir    = "internal/recognize/model"
)

// noticeDirs hold the notices with gold to learn from.
var noticeDirs = []string{"testdata/notices", "testdata/written", "examples"}

func main() {
	check := flag.Bool("check", false, "cross-validate and print the figures; write nothing")
	flag.Parse()
	if err := run(*check); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(check bool) error {
	lessons, err := gather()
	if err != nil {
		return err
	}
	for _, m := range []struct {
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
	} {
		examples := lessons[m.name]
		if check {
			validate(m.name, m.classes, examples)
			continue
		}
		f, err := os.Create(filepath.Join(modelDir, m.name+".model"))
		if err != nil {
			return err
		}
		if _, err := classify.Train(m.classes, examples).WriteTo(f); err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}

// codes gives the codes of a taxonomy that is not the absence of one.
func codes(taxonomy string) []string {
	var out []string
	for _, t := range jikenbo.TaxonomyOf(taxonomy).Terms {
		if t.Code != "unstated" {
			out = append(out, t.Code)
		}
	}
	return out
}

// gather reads all there is to learn from.
func gather() (recognize.Lessons, error) {
	lessons := recognize.Lessons{}
	files, err := filepath.Glob(filepath.Join(sentenceDir, "*.tsv"))
	if err != nil {
		return nil, err
	}
	for _, path := range files {
		name := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(path), ".tsv"), ".en")
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
	for _, dir := range noticeDirs {
		pairs, err := score.Load(dir)
		if err != nil {
			return nil, err
		}
		for _, p := range pairs {
			lessons.Notice(p.Name, p.Text, p.Gold)
		}
	}
	return lessons, nil
}

// validate prints how well a model trained without them judges the examples.
func validate(name string, classes []string, examples []classify.Example) {
	const folds = 10
	var groups []string
	for _, x := range examples {
		groups = append(groups, x.Group)
	}
	slices.Sort(groups)
	groups = slices.Compact(groups)
	fold := map[string]int{}
	for i, g := range groups {
		fold[g] = i % folds
	}
	thresholds := []float32{0.3, 0.5, 0.6, 0.7, 0.8, 0.9}
	type tally struct{ tp, fp, fn int }
	sum := make([]tally, len(thresholds))
	each := make([]tally, len(classes))
	for k := range folds {
		var learn, judge []classify.Example
		for _, x := range examples {
			if fold[x.Group] == k {
				judge = append(judge, x)
			} else {
				learn = append(learn, x)
			}
		}
		m := classify.Train(classes, learn)
		for _, x := range judge {
			for c, p := range m.Classify(nil, x.Sentence) {
				is := slices.Contains(x.Labels, classes[c])
				if !is && slices.Contains(x.Not, classes[c]) {
					continue
				}
				for t, limit := range thresholds {
					count := func(y *tally) {
						switch {
						case is && p >= limit:
							y.tp++
						case is:
							y.fn++
						case p >= limit:
							y.fp++
						}
					}
					count(&sum[t])
					if limit == 0.7 {
						count(&each[c])
					}
				}
			}
		}
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	row := func(head string, y tally) {
		p := float64(y.tp) / float64(max(1, y.tp+y.fp))
		r := float64(y.tp) / float64(max(1, y.tp+y.fn))
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%.3f\t%.3f\n", head, y.tp, y.fp, y.fn, p, r)
	}
	fmt.Fprintf(w, "%s: %d examples\tTP\tFP\tFN\tprecision\trecall\n", name, len(examples))
	for c, y := range each {
		row("  "+classes[c], y)
	}
	for t, y := range sum {
		row(fmt.Sprintf("sure from %.1f", thresholds[t]), y)
	}
	w.Flush()
}
