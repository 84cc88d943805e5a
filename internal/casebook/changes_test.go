package casebook

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jikenbo"
)

// changesAfter gives up to limit changes, one a line.
func changesAfter(t *testing.T, b *Book, after Mark, limit int) (lines []string, last Mark) {
	t.Helper()
	last = after
	for c, err := range b.Changes(t.Context(), after) {
		if err != nil {
			t.Fatal(err)
		}
		if !c.At.Equal(noon) {
			t.Errorf("%v is of %v", c.Number, c.At)
		}
		lines = append(lines, fmt.Sprintf("%d %v %s %d %s", c.Change, c.Number, c.What, c.Revision, c.Status))
		last = c.Mark()
		if len(lines) == limit {
			break
		}
	}
	return lines, last
}

func TestChanges(t *testing.T) {
	b := newBook(t)
	if lines, _ := changesAfter(t, b, Mark{}, 0); len(lines) != 0 {
		t.Errorf("an empty casebook has changes: %v", lines)
	}
	first := post{number: "2023-009", org: "甲株式会社", published: "2023-01-10", count: 7}
	second := first
	second.published, second.count = "2023-02-01", 9
	earlier := first
	earlier.published = "2023-01-01"
	add(t, b, write("a", first, post{org: "乙社", published: "2023-03-01"}), write("b", second))
	add(t, b, write("c", post{kind: jikenbo.EventKind})) // no case
	add(t, b, write("d", earlier))                       // joins
	n, err := jikenbo.ParseNumber("2023-009")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Withdraw(t.Context(), n, "editor", "twice", 3); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"1 2023-009 added 2 open", // and revised by the second notice of the same change
		"1 2023-010 added 1 open",
		"3 2023-009 revised 3 open",
		"4 2023-009 revised 4 withdrawn",
	}
	got, last := changesAfter(t, b, Mark{}, 0)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if id, err := b.LastChange(t.Context()); err != nil || id != 4 {
		t.Errorf("last change %d, %v", id, err)
	}
	// In pages of any size, nothing is missed or repeated.
	for size := 1; size <= 3; size++ {
		var all []string
		for mark := (Mark{}); ; {
			lines, next := changesAfter(t, b, mark, size)
			if len(lines) == 0 {
				break
			}
			all, mark = append(all, lines...), next
		}
		if diff := cmp.Diff(want, all); diff != "" {
			t.Errorf("in pages of %d: %s", size, diff)
		}
	}
	if lines, _ := changesAfter(t, b, After(1), 0); !slices.Equal(lines, want[2:]) {
		t.Errorf("after change 1: %v", lines)
	}
	add(t, b, write("e", post{org: "丙社", published: "2020-01-01"})) // an earlier number
	if lines, _ := changesAfter(t, b, last, 0); !slices.Equal(lines, []string{"5 2020-001 added 1 open"}) {
		t.Errorf("after the last: %v", lines)
	}
	for at, want := range map[time.Time]int64{noon: 0, noon.Add(500 * time.Millisecond): 0, noon.Add(time.Second): 5, noon.Add(-time.Hour): 0} {
		if id, err := b.ChangeBefore(t.Context(), at); err != nil || id != want {
			t.Errorf("change before %v: %d, %v; want %d", at, id, err, want)
		}
	}
}

// Changes are found by their indexes: a page of them does not cost what the
// casebook holds.
func TestChangesUseIndexes(t *testing.T) {
	b := newBook(t)
	rows, err := b.db.Query(`EXPLAIN QUERY PLAN `+changesQuery, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var plan strings.Builder
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&plan, detail)
	}
	for _, want := range []string{"USING COVERING INDEX revisions_change ((change,case_id)>(?,?))", "USING COVERING INDEX notices_change (change>?)", "MERGE (UNION ALL)"} {
		if !strings.Contains(plan.String(), want) {
			t.Errorf("no %q in\n%s", want, plan.String())
		}
	}
	if strings.Contains(plan.String(), "SCAN ") {
		t.Errorf("it scans:\n%s", plan.String())
	}
}

func TestCasesAfterAndNotices(t *testing.T) {
	b := newBook(t)
	for i := range 4 {
		add(t, b, sample(i))
	}
	add(t, b, write("both", post{number: "2023-009", org: "甲"}, post{org: "乙", published: "2023-01-01"}, post{kind: jikenbo.EventKind}))
	var numbers []string
	for c, err := range b.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, c.Number.String())
	}
	for i, s := range numbers {
		n, err := jikenbo.ParseNumber(s)
		if err != nil {
			t.Fatal(err)
		}
		var rest []string
		for c, err := range b.CasesAfter(t.Context(), n) {
			if err != nil {
				t.Fatal(err)
			}
			rest = append(rest, c.Number.String())
		}
		if !slices.Equal(rest, numbers[i+1:]) {
			t.Errorf("after %s: %v", s, rest)
		}
	}
	var heads []NoticeHead
	for h, err := range b.Notices(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		heads = append(heads, h)
	}
	if len(heads) != 5 || !slices.Equal(heads[4].Cases, []string{"2023-009", "2023-010"}) || heads[0].Source != "notices/000000.txt" {
		t.Errorf("%+v", heads)
	}
	for i, h := range heads {
		n := 0
		for _, err := range b.Notices(t.Context(), h.SHA256) {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		if n != len(heads)-1-i {
			t.Errorf("after notice %d: %d", i, n)
		}
	}
	for _, unknown := range []string{jikenbo.Hash([]byte("?")), "zz", "'"} {
		for _, err := range b.Notices(t.Context(), unknown) {
			if !errors.Is(err, jikenbo.ErrNotFound) {
				t.Errorf("after %q: %v", unknown, err)
			}
		}
	}
}
