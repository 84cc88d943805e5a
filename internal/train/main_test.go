package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jikenbo/internal/classify"
)

// TestMain runs the tests where the command is run.
func TestMain(m *testing.M) {
	if err := os.Chdir("../.."); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// TestSentences reads all labelled sentences: they are of a model, have its
// classes, and none stands there twice with other labels.
func TestSentences(t *testing.T) {
	lessons, err := readSentences()
	if err != nil {
		t.Fatal(err)
	}
	for name, examples := range lessons {
		k := slices.IndexFunc(models, func(m struct {
			name    string
			classes []string
		}) bool {
			return m.name == name
		})
		if k < 0 {
			t.Errorf("sentences for %s, of which there is no model", name)
			continue
		}
		seen := map[classify.Sentence]string{}
		for _, x := range examples {
			for _, l := range x.Labels {
				if !slices.Contains(models[k].classes, l) {
					t.Errorf("%s: no class %q: %s", name, l, x.Group)
				}
			}
			labels := strings.Join(x.Labels, ",")
			if other, ok := seen[x.Sentence]; ok && other != labels {
				t.Errorf("%s: also labelled %q: %s", name, other, x.Group)
			}
			seen[x.Sentence] = labels
		}
	}
	for _, m := range models {
		if len(lessons[m.name]) < 50 {
			t.Errorf("%s has %d sentences", m.name, len(lessons[m.name]))
		}
	}
}

// TestFolds puts all notices of one incident into one fold.
func TestFolds(t *testing.T) {
	notices, err := readNotices()
	if err != nil {
		t.Fatal(err)
	}
	fold := map[string]int{}
	for _, n := range notices {
		fold[n.Name] = n.fold
	}
	parted := 0
	for _, n := range notices {
		for _, other := range n.Same {
			parted++
			if f, ok := fold[other]; ok && f != n.fold {
				t.Errorf("%s is in fold %d, %s of the same incident in %d", n.Name, n.fold, other, f)
			}
		}
	}
	if parted == 0 {
		t.Error("no notice tells of another of the same incident")
	}
}

// TestOnly tells the words of a fold from those that others have too.
func TestOnly(t *testing.T) {
	a, b := &notice{fold: 0}, &notice{fold: 1}
	a.Text, b.Text = "顧客名簿を紛失しました。", "顧客名簿を公開しました。"
	forget := only([]*notice{a, b}, 0)
	for word, want := range map[string]bool{"紛失": true, "名簿": false, "公開": false, "盗難": false} {
		if forget(word) != want {
			t.Errorf("only in fold 0: %s: got %v", word, !want)
		}
	}
}

// TestModelsAreWritten reads every model that is committed.
func TestModelsAreWritten(t *testing.T) {
	for _, m := range models {
		f, err := os.Open(filepath.Join(modelDir, m.name+".model"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := classify.Read(f)
		f.Close()
		if err != nil {
			t.Fatalf("%s: %v", m.name, err)
		}
		if !slices.Equal(got.Classes, m.classes) {
			t.Errorf("%s has the classes %v, want %v: run make train", m.name, got.Classes, m.classes)
		}
	}
}
