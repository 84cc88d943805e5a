package main

import (
	"slices"
	"testing"

	"jikenbo"
)

// TestPast wants what facts were before in words: as far as it changed, until
// it was taken back.
func TestPast(t *testing.T) {
	day := func(s string) jikenbo.Date {
		d, err := jikenbo.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	figure := func(n int64, bound jikenbo.Bound, items ...jikenbo.Item) jikenbo.Affected {
		return jikenbo.Affected{Count: n, Unit: "名", Bound: bound, Role: jikenbo.Total, Items: items}
	}
	change := func(what jikenbo.Verb, field string, before, after any) jikenbo.FactChange {
		return jikenbo.FactChange{What: what, Field: field, Before: before, After: after}
	}
	step := func(d string, changes ...jikenbo.FactChange) jikenbo.Step {
		return jikenbo.Step{Known: day(d), Changes: changes}
	}
	most, exact, fewer := figure(447610, jikenbo.Max), figure(442779, jikenbo.Exact), figure(442000, jikenbo.Exact)
	named := figure(442779, jikenbo.Exact, "name")
	window := func(from string) jikenbo.Period { return jikenbo.Period{From: day(from), To: day("2026-09-20")} }
	for _, c := range []struct {
		name  string
		steps []jikenbo.Step
		now   jikenbo.Case
		field string
		want  []string
	}{
		{"corrected", []jikenbo.Step{
			step("2026-09-27", change(jikenbo.FactAdded, "affected", nil, most)),
			step("2026-10-01", change(jikenbo.FactChanged, "affected", most, exact)),
		}, jikenbo.Case{Affected: []jikenbo.Affected{exact}}, "affected", []string{"2026/9/27 最大447,610名 → 10/1 442,779名"}},
		{"corrected twice, over the year", []jikenbo.Step{
			step("2026-12-27", change(jikenbo.FactAdded, "affected", nil, most)),
			step("2027-01-05", change(jikenbo.FactChanged, "affected", most, exact)),
			step("2027-02", change(jikenbo.FactChanged, "affected", exact, fewer)),
		}, jikenbo.Case{}, "affected", []string{"2026/12/27 最大447,610名 → 2027/1/5 442,779名 → 2027/02 442,000名"}},
		{"never changed", []jikenbo.Step{
			step("2026-09-27", change(jikenbo.FactAdded, "affected", nil, most)),
			step("2026-10-01", change(jikenbo.FactDropped, "affected", most, nil)),
		}, jikenbo.Case{Affected: []jikenbo.Affected{most}}, "affected", nil},
		{"left out by an edit", []jikenbo.Step{
			step("2026-09-27", change(jikenbo.FactAdded, "affected", nil, most)),
			step("2026-10-01", change(jikenbo.FactDropped, "affected", most, nil)),
		}, jikenbo.Case{}, "affected", []string{"2026/9/27 最大447,610名 → 10/1 記載なし"}},
		{"left out, then corrected", []jikenbo.Step{
			step("2026-09-27", change(jikenbo.FactAdded, "affected", nil, most)),
			step("2026-10-01", change(jikenbo.FactDropped, "affected", most, nil)),
			step("2026-10-05", change(jikenbo.FactChanged, "affected", most, exact)),
		}, jikenbo.Case{Affected: []jikenbo.Affected{exact}}, "affected", []string{"2026/9/27 最大447,610名 → 10/5 442,779名"}},
		{"taken back, and stated anew", []jikenbo.Step{
			step("2026-09-27", change(jikenbo.FactAdded, "items", nil, jikenbo.Item("name"))),
			step("2026-10-01", change(jikenbo.FactWithdrawn, "items", jikenbo.Item("name"), nil)),
			step("2026-10-05", change(jikenbo.FactAdded, "items", nil, jikenbo.Item("name"))),
		}, jikenbo.Case{Items: []jikenbo.Item{"name"}}, "items", []string{"2026/9/27 氏名 → 10/1 取り消し"}},
		{"the same figure of other data", []jikenbo.Step{
			step("2026-09-27", change(jikenbo.FactAdded, "affected", nil, exact)),
			step("2026-10-01", change(jikenbo.FactChanged, "affected", exact, named)),
		}, jikenbo.Case{}, "affected", []string{"2026/9/27 442,779名 → 10/1 442,779名 氏名"}},
		{"dates", []jikenbo.Step{
			step("2026-09-27", change(jikenbo.FactAdded, "windows", nil, window("2026-08-01"))),
			step("2026-10-01", change(jikenbo.FactChanged, "windows", window("2026-08-01"), window("2026-07-01"))),
		}, jikenbo.Case{}, "windows", []string{"2026/9/27: 2026-08-01 – 2026-09-20 → 10/1: 2026-07-01 – 2026-09-20"}},
		{"new with every notice", []jikenbo.Step{
			step("2026-09-27", change(jikenbo.FactAdded, "title", nil, "第一報")),
			step("2026-10-01", change(jikenbo.FactChanged, "title", "第一報", "第二報")),
		}, jikenbo.Case{}, "title", nil},
		{"two figures apart", []jikenbo.Step{
			step("2026-09-27", change(jikenbo.FactAdded, "affected", nil, most), change(jikenbo.FactAdded, "affected", nil, named)),
			step("2026-10-01", change(jikenbo.FactChanged, "affected", most, exact), change(jikenbo.FactWithdrawn, "affected", named, nil)),
		}, jikenbo.Case{}, "affected", []string{"2026/9/27 最大447,610名 → 10/1 442,779名", "2026/9/27 442,779名 → 10/1 取り消し"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := ja.past(c.steps, &c.now); !slices.Equal(got[c.field], c.want) {
				t.Errorf("%q, want %q", got[c.field], c.want)
			}
		})
	}
}

// TestWhen wants dates and numbers of notices told apart, and open dates taken
// to their end.
func TestWhen(t *testing.T) {
	for in, want := range map[string]when{
		"3": {notice: 3}, "999": {notice: 999},
		"2023": {day: jikenbo.Date{Year: 2023}}, "2023-07": {day: jikenbo.Date{Year: 2023, Month: 7}},
		"2023-07-03": {day: jikenbo.Date{Year: 2023, Month: 7, Day: 3}},
	} {
		if got, err := parseWhen(in); err != nil || got != want {
			t.Errorf("%q: %+v, %v; want %+v", in, got, err, want)
		}
	}
	for _, in := range []string{"", "0", "-1", "2023-7", "2023-02-29", "昨日"} {
		if got, err := parseWhen(in); err == nil {
			t.Errorf("%q: %+v", in, got)
		}
	}
	for in, want := range map[string]string{
		"2023": "2023-12-31", "2024-02": "2024-02-29", "2023-02": "2023-02-28", "2023-04": "2023-04-30", "2023-04-05": "2023-04-05",
	} {
		d, _ := jikenbo.ParseDate(in)
		if got := lastDay(d).String(); got != want {
			t.Errorf("the last day of %s is %s, want %s", in, got, want)
		}
	}
}
