package jikenbo_test

import (
	"bytes"
	"encoding/json"
	"fmt"
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

// golds gives all gold cases: those of testdata, those of the examples, and
// those of the collection that stands beside the module.
func golds(t *testing.T) []gold {
	t.Helper()
	var files []string
	for _, dir := range []string{"testdata/notices", "testdata/written", "testdata/unseen", "examples", "../shared/notices/dev", "../shared/notices/page"} {
		found, err := filepath.Glob(dir + "/*.json")
		if err != nil {
			t.Fatal(err)
		}
		if len(found) == 0 {
			t.Logf("no gold in %s", dir)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Fatal("no gold at all")
	}
	var all []gold
	for _, path := range files {
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
		gs = append(gs, gold{fmt.Sprintf("%s#%d", path, i+1), raw, one})
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
