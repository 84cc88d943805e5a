package cases

import (
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"jikenbo"
	"jikenbo/internal/casebook"
)

func TestDeterministic(t *testing.T) {
	i, some := 0, Some(1, 50)
	for in := range All(1) {
		if diff := cmp.Diff(some[i], in); diff != "" {
			t.Fatalf("notice %d of the same seed: %s", i, diff)
		}
		if i++; i == len(some) {
			break
		}
	}
	for i, in := range Some(2, 50) {
		if in.Notice.Text == some[i].Notice.Text {
			t.Errorf("notice %d of another seed is the same", i)
		}
	}
}

// TestTrue proves every span, and that each notice is one incident and perhaps
// one entry of another kind.
func TestTrue(t *testing.T) {
	for _, seed := range []uint64{1, 7} {
		for i, in := range Some(seed, 3000) {
			if err := in.Check(); err != nil {
				t.Fatalf("seed %d, notice %d: %v\n%s", seed, i, err, in.Notice.Text)
			}
			if in.Readings[0].Case.Kind != jikenbo.Incident || len(in.Readings) > 2 || len(in.Readings) == 2 && in.Readings[1].Case.Kind == jikenbo.Incident {
				t.Errorf("seed %d, notice %d: %d entries", seed, i, len(in.Readings))
			}
		}
	}
}

// TestStatistics wants the notices to be as different as real ones are.
func TestStatistics(t *testing.T) {
	const n = 5000
	var bytes, facts, few int
	texts, organizations, suppliers, bigrams := map[string]int{}, map[string]int{}, map[string]int{}, map[[2]rune]int{}
	types, fields, years, digits := map[jikenbo.Type]int{}, map[string]int{}, map[int]int{}, map[int]int{}
	for _, in := range Some(1, n) {
		text := in.Notice.Text
		texts[text]++
		bytes += len(text)
		c := in.Readings[0].Case
		if f := len(c.Facts()); f < 10 {
			few++
		} else {
			facts += f
		}
		organizations[c.Organization]++
		for _, s := range c.Suppliers {
			suppliers[s]++
		}
		for _, x := range c.Types {
			types[x]++
		}
		for _, r := range in.Readings {
			v := reflect.ValueOf(r.Case)
			for i := range v.NumField() {
				if !v.Field(i).IsZero() {
					fields[v.Type().Field(i).Name]++
				}
			}
		}
		years[c.Published.Year]++
		for _, a := range c.Affected {
			digits[len(strconv.FormatInt(a.Count, 10))]++
		}
		var last rune
		seen := map[[2]rune]bool{}
		for _, r := range text {
			seen[[2]rune{last, r}] = true
			last = r
		}
		for pair := range seen {
			bigrams[pair]++
		}
	}
	for _, test := range []struct {
		what        string
		got         float64
		least, most float64
	}{
		{"different texts", float64(len(texts)), n, n},
		{"bytes of a notice", float64(bytes) / n, 1400, 1900},
		{"facts of a notice", float64(facts) / n, 15, 40},
		{"notices with less than 10 facts", float64(few) / n, 0, 0.01},
		{"organizations", float64(len(organizations)), 2000, n},
		{"notices of the most frequent organization", float64(most(organizations)), 10, 200},
		{"suppliers", float64(len(suppliers)), 150, n},
		{"types", float64(len(types)), 19, 19},
		{"years", float64(len(years)), 15, 15},
		{"sizes by their digits", float64(len(digits)), 6, 9},
		{"pairs of characters", float64(len(bigrams)), 35_000, 1e6},
		{"notices with the most frequent pair", float64(most(bigrams)) / n, 0.9, 1},
		{"fields in use", float64(len(fields)), float64(reflect.TypeFor[jikenbo.Case]().NumField() - 1), float64(reflect.TypeFor[jikenbo.Case]().NumField() - 1)}, // no number is printed
	} {
		if test.got < test.least || test.got > test.most {
			t.Errorf("%s: %v, want %v to %v", test.what, test.got, test.least, test.most)
		}
		t.Logf("%s: %v", test.what, test.got)
	}
	rare := 0
	for _, n := range bigrams {
		if n <= 5 {
			rare++
		}
	}
	if rare < len(bigrams)/4 {
		t.Errorf("of %d pairs of characters %d are in five notices or less: words are too much alike", len(bigrams), rare)
	}
}

func most[K comparable](counts map[K]int) int {
	m := 0
	for _, n := range counts {
		m = max(m, n)
	}
	return m
}

func TestTemplates(t *testing.T) {
	for what, types := range templates {
		for _, term := range jikenbo.TaxonomyOf("type").Terms {
			if len(types[jikenbo.Type(term.Code)]) == 0 {
				t.Errorf("templates.tsv: no %s for %s", what, term.Code)
			}
		}
	}
	for _, s := range filler {
		if all := strings.Join(s, ""); !utf8.ValidString(all) || len(s)%2 == 0 {
			t.Errorf("sentences.txt: %q", s)
		}
	}
}

func TestFill(t *testing.T) {
	const n = 1234
	b, err := casebook.Open(t.Context(), filepath.Join(t.TempDir(), "t.casebook"), casebook.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	var told []int
	if err := Fill(t.Context(), b, 3, n, func(done int) { told = append(told, done) }); err != nil {
		t.Fatal(err)
	}
	if counts, err := b.Counts(t.Context()); err != nil || counts.Cases != n || counts.Notices != n || counts.Entries <= n {
		t.Errorf("counts %+v, %v", counts, err)
	}
	if diff := cmp.Diff([]int{1000, n}, told); diff != "" {
		t.Error(diff)
	}
	plain := func(b []byte, _ string) (text, charset, reader string, err error) {
		return string(b), "utf-8", "plain 1", nil
	}
	for p, err := range b.Verify(t.Context(), plain) {
		t.Fatal(p, err)
	}
}

func BenchmarkAll(b *testing.B) {
	b.ReportAllocs()
	bytes, i := 0, 0
	p := newPlanner(1, true)
	for b.Loop() {
		bytes += len(first(1, p.incident()).Notice.Text)
		i++
	}
	b.SetBytes(int64(bytes) / int64(i))
}

// TestFillMany: what is added in batches larger than those of a reader of notices can
// be found, all of it.
func TestFillMany(t *testing.T) {
	const n = 6000
	b, err := casebook.Open(t.Context(), filepath.Join(t.TempDir(), "generated.casebook"), casebook.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if err := Fill(t.Context(), b, 1, n, func(int) {}); err != nil {
		t.Fatal(err)
	}
	found, err := b.Search(t.Context(), casebook.Search{})
	if err != nil || found.Total != n || !found.Exact {
		t.Fatalf("found %+v, %v; want %d", found, err, n)
	}
}
