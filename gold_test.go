package jikenbo_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"jikenbo"
)

// gold is one gold case, as it is written and without the names of the notices
// of the same incident, which are no fact of the text.
type gold struct {
	name string // file and place in it
	raw  map[string]any
	json []byte
}

// golds gives all gold cases: those of testdata, and the real and invented
// pages of the collection that stands beside the module.
func golds(t *testing.T) []gold {
	t.Helper()
	files, err := filepath.Glob("testdata/notices/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no gold in testdata/notices: %v", err)
	}
	pages, _ := filepath.Glob("../shared/notices/page/*.json")
	if len(pages) == 0 {
		t.Log("without the pages: ../shared/notices/page is not there")
	}
	var all []gold
	for _, path := range append(files, pages...) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, parseGold(t, path, b)...)
	}
	return all
}

func parseGold(t *testing.T, path string, b []byte) []gold {
	t.Helper()
	if !bytes.HasPrefix(bytes.TrimSpace(b), []byte("[")) {
		b = append(append([]byte("["), b...), ']')
	}
	var raws []map[string]any
	if err := json.Unmarshal(b, &raws); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	var gs []gold
	for i, raw := range raws {
		delete(raw, "same")
		one, err := json.Marshal(raw)
		if err != nil {
			t.Fatal(err)
		}
		gs = append(gs, gold{filepath.Base(path) + "#" + string(rune('1'+i)), raw, one})
	}
	return gs
}

func parseCase(t *testing.T, b []byte) jikenbo.Case {
	t.Helper()
	var c jikenbo.Case
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		t.Fatalf("%v in\n%s", err, b)
	}
	return c
}

func date(s string) jikenbo.Date {
	d, err := jikenbo.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// The real page, by name: it is what the program must read.
func TestRealPage(t *testing.T) {
	const path = "../shared/notices/page/casebook-2023-01.json"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("the real page is not there: %v", err)
	}
	var numbers []string
	for _, g := range parseGold(t, path, b) {
		c := parseCase(t, g.json)
		if flaws := c.Lint(nil); len(flaws) > 0 {
			t.Errorf("%s: %v", g.name, flaws)
		}
		if c.Number != "" {
			numbers = append(numbers, c.Number)
		}
	}
	if len(numbers) != 6 || numbers[0] != "2023-009" || numbers[5] != "2023-004" {
		t.Errorf("numbers %v, want 2023-009 to 2023-004", numbers)
	}
}
