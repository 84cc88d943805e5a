package ingest

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"jikenbo"
	"jikenbo/internal/score"
)

var shrink = flag.Bool("shrink", false, "take out of the ratchet what is read right by now")

// ratchet lists the misreadings of the examples that are known: a line a fact,
// - for one that is not read, + for one that is too much. It may only shrink.
const ratchet = "testdata/examples.ratchet"

// TestExamples reads examples/*.txt and wants the cases of examples/*.json,
// fact by fact, but for what the ratchet lists.
func TestExamples(t *testing.T) {
	pairs, err := score.Load("../../examples", Text)
	if err != nil {
		t.Fatal(err)
	}
	if len(pairs) < 10 {
		t.Errorf("%d examples, want 10 or more", len(pairs))
	}
	b, err := os.ReadFile(ratchet)
	if err != nil {
		t.Fatal(err)
	}
	var known []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && !strings.HasPrefix(line, "#") {
			known = append(known, line)
		}
	}

	var found []string
	for _, p := range pairs {
		readings := Read(p.Text)
		for i := range max(len(p.Gold), len(readings)) {
			var want, got []string
			if i < len(p.Gold) {
				want = facts(t, &p.Gold[i])
			}
			if i < len(readings) {
				got = facts(t, &readings[i].Case)
				for _, err := range readings[i].Evidence.Check(&readings[i].Case, p.Text) {
					t.Errorf("%s[%d] evidence: %v", p.Name, i+1, err)
				}
			}
			for _, f := range minus(want, got) {
				found = append(found, fmt.Sprintf("- %s[%d] %s", p.Name, i+1, f))
			}
			for _, f := range minus(got, want) {
				found = append(found, fmt.Sprintf("+ %s[%d] %s", p.Name, i+1, f))
			}
		}
	}
	for _, f := range minus(found, known) {
		t.Errorf("misread: %s", f)
	}
	mended := minus(known, found)
	if *shrink {
		kept := strings.Builder{}
		for line := range strings.Lines(string(b)) {
			if i := slices.Index(mended, strings.TrimSuffix(line, "\n")); i >= 0 {
				mended = slices.Delete(mended, i, i+1)
				continue
			}
			kept.WriteString(line)
		}
		if err := os.WriteFile(ratchet, []byte(kept.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range mended {
		t.Errorf("no longer misread, take it out of %s (go test ./internal/ingest -run TestExamples -shrink): %s", ratchet, f)
	}
}

// facts writes every fact of a case as its field and its JSON. Where order
// says nothing, that of the gold does not count.
func facts(t *testing.T, c *jikenbo.Case) []string {
	var all []string
	for _, f := range c.Facts() {
		if a, ok := f.Value.(jikenbo.Affected); ok {
			a.Items = slices.Sorted(slices.Values(a.Items))
			f.Value = a
		}
		b, err := json.Marshal(f.Value)
		if err != nil {
			t.Fatal(err)
		}
		field, _, _ := strings.Cut(f.Pointer[1:], "/")
		all = append(all, field+" "+string(b))
	}
	return all
}

// minus gives the members of a beyond those of b; twins count one by one.
func minus(a, b []string) []string {
	open := make(map[string]int)
	for _, s := range b {
		open[s]++
	}
	var rest []string
	for _, s := range a {
		if open[s]--; open[s] < 0 {
			rest = append(rest, s)
		}
	}
	return rest
}
