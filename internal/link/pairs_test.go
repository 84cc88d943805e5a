package link_test

import (
	"os"
	"strings"
	"testing"

	"jikenbo"
	"jikenbo/internal/ingest"
	"jikenbo/internal/link"
)

// TestMadeUpPairs reads the pairs of testdata/pairs.txt as notices are read.
func TestMadeUpPairs(t *testing.T) {
	file, err := os.ReadFile("testdata/pairs.txt")
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for block := range strings.SplitSeq(string(file), "\n=== ") {
		head, body, _ := strings.Cut(block, "\n")
		want, what, ok := strings.Cut(head, " ")
		if !ok || strings.HasPrefix(block, "#") {
			continue
		}
		x, y, ok := strings.Cut(body, "\n---\n")
		if !ok {
			t.Fatalf("%s: no ---", head)
		}
		count[want]++
		t.Run(what, func(t *testing.T) {
			a, b := readOne(t, x), readOne(t, y)
			v := link.Compare(a.profile, b.profile)
			good := map[string]bool{
				"same":    v.Degree == link.Same,
				"propose": v.Degree == link.Possible,
				"not":     v.Degree < link.Possible,
				"apart":   v.Degree < link.Possible,
			}[want]
			if !good {
				t.Errorf("%s, want %s", explain(v, "ja"), want)
			}
			if v.Degree >= link.Possible && !meet(a, b) {
				t.Error("no key in common")
			}
			if !good || testing.Verbose() {
				for _, n := range []*notice{a, b} {
					c := n.account.Case
					t.Logf("%s | %s | %v %v | %v | %v | %v %+v", c.Organization, c.Title, c.Published, c.Stage, c.Types, c.Timeline, c.Suppliers, n.refs)
				}
			}
		})
	}
	if negative := count["apart"] + count["not"]; count["same"]+count["propose"]+negative < 40 || negative < 14 {
		t.Errorf("%v: too few pairs", count)
	}
}

// TestBeside compares notices of testdata/written, as they are read, with what
// testdata/beside.txt has beside them.
func TestBeside(t *testing.T) {
	file, err := os.ReadFile("testdata/beside.txt")
	if err != nil {
		t.Fatal(err)
	}
	for block := range strings.SplitSeq(string(file), "\n=== ") {
		head, body, _ := strings.Cut(block, "\n")
		name, want, ok := strings.Cut(head, " ")
		if !ok || strings.HasPrefix(block, "#") {
			continue
		}
		t.Run(head, func(t *testing.T) {
			text, err := os.ReadFile("../../testdata/written/" + name + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			a, b := readOne(t, string(text)), readOne(t, body)
			v := link.Compare(a.profile, b.profile)
			if got := map[bool]string{true: "same", false: "not"}[v.Degree == link.Same]; got != want || v.Degree == link.Possible {
				t.Errorf("%s, want %s", explain(v, "ja"), want)
				for _, n := range []*notice{a, b} {
					c := n.account.Case
					t.Logf("%s | %s | %v %v | %v | %v | %v %+v", c.Organization, c.Title, c.Published, c.Stage, c.Types, c.Timeline, c.Suppliers, n.refs)
				}
			}
			if want == "same" && !meet(a, b) {
				t.Error("no key in common")
			}
		})
	}
}

// readOne reads a text that is one incident.
func readOne(t *testing.T, text string) *notice {
	t.Helper()
	for _, r := range ingest.Read(text) {
		if r.Case.Kind == jikenbo.Incident {
			return newNotice("", text, r.Case)
		}
	}
	t.Fatalf("no incident is read:\n%s", text)
	return nil
}
