package cases

import (
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// The bounds of joining; see doc/joining.md.
const (
	minPrecision = 0.995
	minRecall    = 0.97
	minReached   = 0.99
	maxMedian    = 5 * time.Millisecond
	maxGrowth    = 2.0 // of the median, for ten times as many cases
)

// TestJoin adds the notices of a world in a random order to a casebook, the last
// ones one by one, and compares the cases it makes of them with the truth: of
// 2,000 incidents, or with JIKENBO_CASES of that many and of a tenth of them, and
// then bounds the time too.
func TestJoin(t *testing.T) {
	sizes := []int{2000}
	if s := os.Getenv("JIKENBO_CASES"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 100 {
			t.Fatalf("JIKENBO_CASES is %q: want a number of 100 or more", s)
		}
		sizes = []int{n / 10, n}
	} else if testing.Short() {
		t.Skip("it takes some seconds")
	}
	var medians []time.Duration
	for _, n := range sizes {
		j, alone, further := joinWorld(t, NewWorld(2, n))
		median := middle(further, 50)
		medians = append(medians, median)
		t.Logf("%d incidents\n%vadding a notice that is joined: median %v, 99 of 100 within %v; one of a new case: %v, %v",
			n, j, median, middle(further, 99), middle(alone, 50), middle(alone, 99))
		if j.precision < minPrecision {
			t.Errorf("precision %.4f, want %v: %d pairs are wrong", j.precision, minPrecision, len(j.wrong))
		}
		if j.recall < minRecall {
			t.Errorf("recall %.4f, want %v", j.recall, minRecall)
		}
		if j.reached < minReached {
			t.Errorf("%.4f were joined or proposed, want %v", j.reached, minReached)
		}
		if len(sizes) > 1 && median > maxMedian {
			t.Errorf("joining a notice to one of %d cases takes %v, want %v", n, median, maxMedian)
		}
	}
	if len(sizes) > 1 {
		growth := float64(medians[1]) / float64(medians[0])
		t.Logf("the median grows by %.2f", growth)
		if growth > maxGrowth {
			t.Errorf("it grows by %.2f for ten times as many cases, want %v", growth, maxGrowth)
		}
	}
}

// middle gives what so many in a hundred durations do not exceed.
func middle(took []time.Duration, percent int) time.Duration {
	if len(took) == 0 {
		return 0
	}
	slices.Sort(took)
	return took[len(took)*percent/100]
}

// joinWorld adds all notices to a casebook, and gives what it joined and how long
// each of the last ones took: those of a new case, and those that were joined.
func joinWorld(t *testing.T, w *World) (j joined, alone, further []time.Duration) {
	b, err := casebook.Open(t.Context(), filepath.Join(t.TempDir(), "joined.casebook"), casebook.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	single := min(3000, w.Len()/4)
	var truth tally
	var batch []casebook.Intake
	place := map[string]int{} // of a notice, by its SHA-256
	add := func() {
		began := time.Now()
		outcomes, err := b.Add(t.Context(), "generate", "generated", batch)
		if err != nil {
			t.Fatal(err)
		}
		took := time.Since(began)
		switch {
		case len(batch) > 1:
		case outcomes[0].Entries[0].Change == casebook.Added:
			alone = append(alone, took)
		default:
			further = append(further, took)
		}
		for _, o := range outcomes {
			place[o.Notice] = len(place)
		}
		batch = batch[:0]
	}
	for told := range w.Arrivals(1) {
		batch = append(batch, told.Intake)
		truth.add(told)
		if left := w.Len() - len(truth.told); len(batch) == 1000 || left <= single {
			add()
		}
	}
	cases := make([]int, len(place))
	number := map[jikenbo.Number]int{}
	for s, err := range b.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		number[s.Number] = len(number) + 1
		rec, err := b.Case(t.Context(), s.Number)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range rec.Notices {
			cases[place[n.Notice]] = number[s.Number]
		}
	}
	proposals, err := b.Proposals(t.Context(), jikenbo.Number{}, w.Len())
	if err != nil {
		t.Fatal(err)
	}
	may := map[[2]int]bool{}
	for _, p := range proposals {
		x, y := number[p.A], number[p.B]
		may[[2]int{min(x, y), max(x, y)}] = true
	}
	j = truth.count(cases, func(a, b int) bool { return may[[2]int{min(cases[a], cases[b]), max(cases[a], cases[b])}] })
	if os.Getenv("JIKENBO_SHOW") != "" {
		showErrors(w, &truth, j)
	}
	return j, alone, further
}

// showErrors writes notices that were joined wrongly, and some that were not
// joined, for people.
func showErrors(w *World, truth *tally, j joined) {
	show := map[int]string{}
	for _, pair := range j.wrong[:min(len(j.wrong), 30)] {
		show[pair[0]] += fmt.Sprintf(" joined with %d.%d", truth.told[pair[1]].Incident, truth.told[pair[1]].Place)
		show[pair[1]] += fmt.Sprintf(" joined with %d.%d", truth.told[pair[0]].Incident, truth.told[pair[0]].Place)
	}
	for _, i := range j.missed[:min(len(j.missed), 30)] {
		show[i] += " missed"
	}
	i := 0
	for told := range w.Arrivals(1) {
		if what := show[i]; what != "" {
			fmt.Printf("=== %d.%d %s %q%s\n%s\n", told.Incident, told.Place, told.Degree, told.Traits, what, told.Intake.Notice.Text)
		}
		i++
	}
}

// TestJoinOrder: the cases are made of the same notices, and say the same,
// whatever the order in which the notices came; and joining anew changes nothing.
func TestJoinOrder(t *testing.T) {
	const n = 500
	w := NewWorld(4, n)
	var want map[string][]string
	for order, arrivals := range []iter.Seq[Told]{w.Published(), w.Arrivals(1), w.Arrivals(2)} {
		b, err := casebook.Open(t.Context(), filepath.Join(t.TempDir(), "joined.casebook"), casebook.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		var batch []casebook.Intake
		for told := range arrivals {
			batch = append(batch, told.Intake)
		}
		for some := range slices.Chunk(batch, 1+37*order) {
			if _, err := b.Add(t.Context(), "generate", "generated", some); err != nil {
				t.Fatal(err)
			}
		}
		if moved, err := b.Rejoin(t.Context(), "generate", "joined anew", nil); moved != 0 || err != nil {
			t.Errorf("order %d: joining anew moved %d notices, %v", order, moved, err)
		}
		got := casesOf(t, b)
		if want == nil {
			want = got
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("order %d: %s", order, diff)
		}
	}
}

// casesOf gives the facts of every case by its notices.
func casesOf(t *testing.T, b *casebook.Book) map[string][]string {
	all := map[string][]string{}
	for s, err := range b.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if s.Status != jikenbo.Open {
			continue
		}
		rec, err := b.Case(t.Context(), s.Number)
		if err != nil {
			t.Fatal(err)
		}
		var notices []string
		for _, n := range rec.Notices {
			notices = append(notices, fmt.Sprintf("%.8s %s", n.Notice, n.Source))
		}
		slices.Sort(notices)
		var facts []string
		for _, f := range rec.Case.Facts() {
			facts = append(facts, fmt.Sprint(f.Pointer, " ", f.Value))
		}
		all[strings.Join(notices, ", ")] = facts
	}
	return all
}
