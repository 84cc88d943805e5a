package ingest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/document"
)

// noticeIntake reads a notice of testdata as the command does.
func noticeIntake(t *testing.T, path string) casebook.Intake {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	n := jikenbo.Notice{Source: path, Fetched: time.Date(2025, 1, 1, 0, 0, 0, 0, jikenbo.JST), Bytes: b, Declared: "text/plain"}
	d, err := document.Read(b, n.Declared)
	if err != nil {
		t.Fatal(err)
	}
	d.Fill(&n)
	return casebook.Intake{Notice: n, Readings: Read(n.Text)}
}

// parts gives the notices that each case of a casebook is made of.
func parts(t *testing.T, b *casebook.Book) (all []string, numbers map[string]jikenbo.Number) {
	t.Helper()
	numbers = make(map[string]jikenbo.Number)
	for c, err := range b.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		rec, err := b.Case(t.Context(), c.Number)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, n := range rec.Notices {
			name := strings.TrimSuffix(filepath.Base(n.Source), ".txt")
			names = append(names, name)
			numbers[name] = rec.Number
		}
		if len(names) > 0 {
			slices.Sort(names)
			all = append(all, strings.Join(names, " "))
		}
	}
	slices.Sort(all)
	return all, numbers
}

// TestJoinNotices adds the development notices in many orders, one at a time. Those
// of one incident make one case, and no others do; what the case says, with its
// words, is the same in any order.
func TestJoinNotices(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/notices/*.txt")
	if err != nil || len(paths) < 40 {
		t.Fatalf("%d notices, %v", len(paths), err)
	}
	groups := make(map[string]bool) // as the golds have them
	intakes := make(map[string]casebook.Intake)
	for _, path := range paths {
		gold, err := os.ReadFile(strings.TrimSuffix(path, ".txt") + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var g struct{ Same []string }
		if err := json.Unmarshal(gold, &g); err != nil {
			t.Fatal(err)
		}
		if len(g.Same) == 0 {
			g.Same = []string{strings.TrimSuffix(filepath.Base(path), ".txt")}
		}
		slices.Sort(g.Same)
		groups[strings.Join(g.Same, " ")] = true
		intakes[path] = noticeIntake(t, path)
	}
	var want []string
	for g := range groups {
		want = append(want, g)
	}
	slices.Sort(want)

	same := make(map[string]string) // what each case says, by its notices
	for round := range uint64(6) {
		order := slices.Clone(paths)
		if round > 0 {
			rand.New(rand.NewPCG(6, round)).Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		}
		b := openBook(t)
		for _, path := range order {
			if _, err := b.Add(t.Context(), "reader", "a test", []casebook.Intake{intakes[path]}); err != nil {
				t.Fatal(err)
			}
		}
		got, numbers := parts(t, b)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("order %d: the cases (-gold +made):\n%s", round, diff)
		}
		for _, names := range got {
			first, _, _ := strings.Cut(names, " ")
			rec, err := b.Case(t.Context(), numbers[first])
			if err != nil {
				t.Fatal(err)
			}
			state, err := json.Marshal([]any{rec.Case, rec.Evidence, rec.Conflicts})
			if err != nil {
				t.Fatal(err)
			}
			if round > 0 && same[names] != string(state) {
				t.Errorf("order %d: %s says\n%s\nin another order\n%s", round, names, state, same[names])
			}
			same[names] = string(state)
		}
		for p, err := range b.Verify(t.Context(), decodeNotice) {
			t.Error(p, err)
		}
	}
}

func decodeNotice(b []byte, declared string) (text, charset, reader string, err error) {
	d, err := document.Read(b, declared)
	return d.Text, d.Charset, d.Reader, err
}

// TestAsOf looks at the cases of several notices on the day of each: what was
// known then is what the notices until then say, in whatever order they came.
func TestAsOf(t *testing.T) {
	for _, group := range [][]string{{"b01", "b02", "b03"}, {"b04", "b05"}, {"b06", "b07"}} {
		var intakes []casebook.Intake
		for _, name := range group {
			intakes = append(intakes, noticeIntake(t, "../../testdata/notices/"+name+".txt"))
		}
		backwards := openBook(t)
		for _, in := range slices.Backward(intakes) {
			if _, err := backwards.Add(t.Context(), "reader", "a test", []casebook.Intake{in}); err != nil {
				t.Fatal(err)
			}
		}
		_, numbers := parts(t, backwards)
		forwards := openBook(t)
		for i, in := range intakes {
			if _, err := forwards.Add(t.Context(), "reader", "a test", []casebook.Intake{in}); err != nil {
				t.Fatal(err)
			}
			_, now := parts(t, forwards)
			known, err := forwards.Case(t.Context(), now[group[0]])
			if err != nil {
				t.Fatal(err)
			}
			day := in.Readings[0].Case.Published
			then, err := backwards.AsOf(t.Context(), numbers[group[0]], day)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(known.Case, then.Case); diff != "" {
				t.Errorf("%s as of %v (-known then +told now):\n%s", group[0], day, diff)
			}
			if diff := cmp.Diff(known.Evidence, then.Evidence); diff != "" {
				t.Errorf("%s as of %v (-known then +told now):\n%s", group[0], day, diff)
			}
			if len(then.Notices) != i+1 {
				t.Errorf("%s as of %v: %d notices", group[0], day, len(then.Notices))
			}
		}
		if _, err := backwards.AsOf(t.Context(), numbers[group[0]], jikenbo.Date{Year: 2020, Month: 1, Day: 1}); err == nil || !strings.Contains(err.Error(), fmt.Sprint(intakes[0].Readings[0].Case.Published)) {
			t.Errorf("before the first: %v", err)
		}
	}
}
