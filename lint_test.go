package jikenbo_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"jikenbo"
)

func TestLintGolds(t *testing.T) {
	for _, g := range golds(t) {
		c := parseCase(t, g.json)
		for _, f := range c.Lint(nil) {
			t.Errorf("%s: %s %s: %s", g.name, f.Pointer, f.Rule, f.En)
		}
	}
}

// An incident without flaws, to which the tests add.
func incident() jikenbo.Case {
	return jikenbo.Case{
		Kind: jikenbo.Incident, Stage: jikenbo.OnlyStage, Leak: jikenbo.LeakConfirmed,
		DiscoveredBy: jikenbo.DiscovererUnstated, SecondaryDamage: jikenbo.DamageUnstated,
		Published: date("2024-03-10"),
	}
}

type happening = jikenbo.Happening

func affected(count int64, unit string, bound jikenbo.Bound, role jikenbo.Role) jikenbo.Affected {
	return jikenbo.Affected{Count: count, Unit: unit, Bound: bound, Role: role}
}

func TestLint(t *testing.T) {
	timeline := func(hs ...happening) func(*jikenbo.Case) {
		return func(c *jikenbo.Case) { c.Timeline = hs }
	}
	counts := func(as ...jikenbo.Affected) func(*jikenbo.Case) {
		return func(c *jikenbo.Case) { c.Affected = as }
	}
	sum := func(total int64, bound jikenbo.Bound, parts ...int64) func(*jikenbo.Case) {
		return func(c *jikenbo.Case) {
			c.Affected = []jikenbo.Affected{affected(total, "名", bound, jikenbo.Total)}
			for _, p := range parts {
				c.Affected = append(c.Affected, affected(p, "名", jikenbo.Exact, jikenbo.Part))
			}
			c.Checks = []jikenbo.Check{{Kind: jikenbo.SumCheck, Parts: parts, Total: total}}
		}
	}
	subset := func(whole, part int64) func(*jikenbo.Case) {
		return func(c *jikenbo.Case) {
			c.Affected = []jikenbo.Affected{
				affected(max(whole, part), "件", jikenbo.Exact, jikenbo.Total), affected(min(whole, part), "件", jikenbo.Exact, jikenbo.Subset),
			}
			c.Checks = []jikenbo.Check{{Kind: jikenbo.SubsetCheck, Whole: whole, Part: part}}
		}
	}
	const (
		exact, about, atMost, atLeast = jikenbo.Exact, jikenbo.About, jikenbo.Max, jikenbo.Min
		total, part, sub              = jikenbo.Total, jikenbo.Part, jikenbo.Subset
	)
	for _, tt := range []struct {
		name string
		edit func(*jikenbo.Case)
		want string // "rule pointer" of each flaw
	}{
		{"nothing wrong", func(*jikenbo.Case) {}, ""},

		{"code: of a set", func(c *jikenbo.Case) { c.Types = []jikenbo.Type{"loss", "lost"} }, "code /types/1"},
		{"code: of a scalar", func(c *jikenbo.Case) { c.Leak = "maybe" }, "code /leak"},
		{"code: deep inside", func(c *jikenbo.Case) {
			a := affected(3, "件", "", total)
			a.Items = []jikenbo.Item{"nmae"}
			c.Affected = []jikenbo.Affected{a}
		}, "code /affected/0/bound, code /affected/0/items/0"},
		{"code: no kind", func(c *jikenbo.Case) { c.Kind = "" }, "code /kind"},

		{"date: no such day", func(c *jikenbo.Case) { c.Published = jikenbo.Date{Year: 2024, Month: 2, Day: 30} }, "date /published"},
		{"date: 29 February of a leap year", func(c *jikenbo.Case) { c.Published = date("2024-02-29") }, ""},
		{"date: a happening without one", timeline(happening{Kind: jikenbo.Notified}), "date /timeline/0/date"},
		{"date: a month is one", timeline(happening{Date: date("2024-01"), Kind: jikenbo.Notified}), ""},

		{"missing: on an incident", func(c *jikenbo.Case) { c.Stage, c.SecondaryDamage = "", "" }, "missing /stage, missing /secondary_damage"},
		{"missing: not on an event", func(c *jikenbo.Case) { *c = jikenbo.Case{Kind: jikenbo.EventKind} }, ""},
		{"missing: both ends", func(c *jikenbo.Case) { c.Windows = []jikenbo.Period{{}} }, "missing /windows/0"},
		{"misplaced: an event on an incident", func(c *jikenbo.Case) { c.Event = &jikenbo.Event{Name: "会"} }, "misplaced /event"},
		{"misplaced: a leak on a note", func(c *jikenbo.Case) {
			*c = jikenbo.Case{Kind: jikenbo.ThreatNote, Leak: jikenbo.LeakNone, Title: "x"}
		}, "misplaced /leak"},
		{"misplaced: rules on a note are not", func(c *jikenbo.Case) {
			*c = jikenbo.Case{Kind: jikenbo.ThreatNote, Rules: []jikenbo.TargetRule{{Sector: "x", Encrypt: "allowed", Steal: "unstated"}}}
		}, ""},

		{"range: a window", func(c *jikenbo.Case) {
			c.Windows = []jikenbo.Period{{From: date("2024-02-02"), To: date("2024-02-01")}}
		}, "range /windows/0"},
		{"range: one day, an open end, a month and its day", func(c *jikenbo.Case) {
			c.Windows = []jikenbo.Period{
				{From: date("2024-02-02"), To: date("2024-02-02")}, {From: date("2024-02-02")}, {To: date("2024-02-02")},
				{From: date("2024-02-02"), To: date("2024-02")},
			}
		}, ""},
		{"range: of the timeline", timeline(happening{Date: date("2024-02-02"), To: date("2024-01-31"), Kind: jikenbo.Intrusion}), "range /timeline/0"},
		{"range: of a count", func(c *jikenbo.Case) {
			a := affected(3, "件", exact, total)
			a.Window = &jikenbo.Period{From: date("2024-02-02"), To: date("2023")}
			c.Affected = []jikenbo.Affected{a}
		}, "range /affected/0/window"},
		{"range: of an event", func(c *jikenbo.Case) {
			*c = jikenbo.Case{Kind: jikenbo.EventKind, Event: &jikenbo.Event{From: date("2024-04-02"), To: date("2024-04-01")}}
		}, "range /event"},

		{"after publication: a happening", timeline(happening{Date: date("2024-03-11"), Kind: jikenbo.Notified}), "after-publication /timeline/0"},
		{"after publication: the end of a range", timeline(happening{Date: date("2024-03-01"), To: date("2024-03-11"), Kind: jikenbo.Intrusion}), "after-publication /timeline/0"},
		{"after publication: a window", func(c *jikenbo.Case) { c.Windows = []jikenbo.Period{{To: date("2025")}} }, "after-publication /windows/0"},
		{"after publication: the same day, the same month", timeline(
			happening{Date: date("2024-03-10"), Kind: jikenbo.Notified}, happening{Date: date("2024-03"), Kind: jikenbo.Remediated}), ""},
		{"after publication: no publication date", func(c *jikenbo.Case) {
			c.Published = jikenbo.Date{}
			c.Timeline = []happening{{Date: date("2024-03-11"), Kind: jikenbo.Notified}}
		}, ""},
		{"after publication: a planned report, an event", func(c *jikenbo.Case) {
			c.Reports = []jikenbo.Report{{To: "ppc", Date: date("2024-03-29")}}
		}, ""},

		{"order: discovered before the intrusion", timeline(
			happening{Date: date("2024-02-02"), Kind: jikenbo.Intrusion}, happening{Date: date("2024-02-01"), Kind: jikenbo.Discovered}), "order /timeline/1"},
		{"order: contained before the intrusion", timeline(
			happening{Date: date("2024-02-01"), Kind: jikenbo.Contained}, happening{Date: date("2024-02-02"), Kind: jikenbo.Intrusion}), "order /timeline/0"},
		{"order: the same day, the same month, a later intrusion", timeline(
			happening{Date: date("2024-02-01"), Kind: jikenbo.Intrusion}, happening{Date: date("2024-02-01"), Kind: jikenbo.Discovered},
			happening{Date: date("2024-02"), Kind: jikenbo.Contained}, happening{Date: date("2024-02-07"), Kind: jikenbo.Intrusion}), ""},
		{"order: the window began earlier", func(c *jikenbo.Case) {
			c.Windows = []jikenbo.Period{{From: date("2024-01"), To: date("2024-02-02")}}
			c.Timeline = []happening{{Date: date("2024-02-02"), Kind: jikenbo.Intrusion}, {Date: date("2024-02-01"), Kind: jikenbo.Discovered}}
		}, ""},
		{"order: reported before it was discovered", func(c *jikenbo.Case) {
			c.Timeline = []happening{{Date: date("2024-02-02"), Kind: jikenbo.Discovered}, {Date: date("2024-02-01"), Kind: jikenbo.Reported}}
			c.Reports = []jikenbo.Report{{To: "ppc", Date: date("2024-02-01")}, {To: "police"}, {To: "fsa", Date: date("2024-02-02")}}
		}, "order /timeline/1, order /reports/0"},
		{"order: a supplier or the police may have reported first", func(c *jikenbo.Case) {
			c.Timeline = []happening{{Date: date("2024-02-02"), Kind: jikenbo.Discovered}, {Date: date("2024-02-01"), Kind: jikenbo.Reported}}
			c.DiscoveredBy = "supplier"
		}, ""},

		{"sum: holds", sum(3325, exact, 7, 384, 2934), ""},
		{"sum: does not", sum(3326, exact, 7, 384, 2934), "sum /checks/0"},
		{"sum: about", sum(3300, about, 7, 384, 2934), ""},
		{"sum: far from about", sum(33000, about, 7, 384, 2934), "sum /checks/0"},
		{"sum: within at most", sum(4000, atMost, 7, 384, 2934), ""},
		{"sum: above at most", sum(3000, atMost, 7, 384, 2934), "sum /checks/0"},
		{"subset: holds", subset(35, 29), ""},
		{"subset: the same", subset(35, 35), ""},
		{"subset: does not", subset(29, 35), "subset /checks/0"},
		{"figure: not stated", func(c *jikenbo.Case) {
			subset(35, 29)(c)
			c.Affected = c.Affected[:1]
		}, "figure /checks/0"},

		{"total: a part above it", counts(affected(100, "名", exact, total), affected(101, "名", exact, sub)), "total /affected/1"},
		{"total: below its parts", counts(
			affected(100, "名", exact, total), affected(60, "名", exact, part), affected(50, "名", exact, part)), "total /affected/0"},
		{"total: parts may be a selection", counts(
			affected(100, "名", exact, total), affected(60, "名", exact, part), affected(30, "名", exact, part)), ""},
		{"total: subsets overlap", counts(
			affected(100, "名", exact, total), affected(60, "名", exact, sub), affected(60, "名", exact, sub)), ""},
		{"total: another unit", counts(affected(20, "社", exact, total), affected(1000, "名", exact, sub)), ""},
		{"total: the part of another total", counts(
			affected(3, "名", exact, total), affected(1000, "件", exact, total), affected(200, "名", exact, sub)), ""},
		{"total: about, and a part a little above", counts(affected(1000, "名", about, total), affected(1012, "名", exact, part)), ""},
		{"total: at least", counts(affected(1000, "名", atLeast, total), affected(1012, "名", exact, part)), ""},
		{"total: no total", counts(affected(60, "名", exact, part), affected(70, "名", exact, part)), ""},
		{"total: broken down twice, as the checks say", func(c *jikenbo.Case) {
			sum(3325, exact, 7, 384, 2934)(c)
			c.Affected = append(c.Affected, affected(3000, "名", exact, part), affected(325, "名", exact, part))
		}, ""},

		{"excluded: on both lists", func(c *jikenbo.Case) {
			c.Items, c.ItemsExcluded = []jikenbo.Item{"name", "email"}, []jikenbo.Item{"card", "email"}
		}, "excluded /items_excluded/1"},
		{"excluded: on either", func(c *jikenbo.Case) {
			c.Items, c.ItemsExcluded = []jikenbo.Item{"name"}, []jikenbo.Item{"card"}
		}, ""},

		{"leak: denied of a mis-sending that is counted", func(c *jikenbo.Case) {
			c.Leak, c.Types = jikenbo.LeakNone, []jikenbo.Type{"mis-sending"}
			c.Affected = []jikenbo.Affected{affected(3, "名", exact, total)}
		}, "leak /leak"},
		{"leak: the medium was found again", func(c *jikenbo.Case) {
			c.Leak, c.Types = jikenbo.LeakNone, []jikenbo.Type{"loss"}
			c.Affected = []jikenbo.Affected{affected(3, "名", exact, total)}
		}, ""},
		{"leak: nobody is counted", func(c *jikenbo.Case) {
			c.Leak, c.Types = jikenbo.LeakNone, []jikenbo.Type{"mis-sending"}
		}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := incident()
			tt.edit(&c)
			expect(t, c.Lint(nil), tt.want)
		})
	}
}

func expect(t *testing.T, flaws []jikenbo.Flaw, want string) {
	t.Helper()
	var got []string
	for _, f := range flaws {
		got = append(got, f.Rule+" "+f.Pointer)
		if !jikenbo.LintRules.Has(f.Rule) {
			t.Errorf("rule %q is not listed", f.Rule)
		}
		if f.Message("ja") == "" || f.Message("en") == "" || f.Message("ja") == f.Message("en") {
			t.Errorf("%s: messages %q and %q", f.Rule, f.Ja, f.En)
		}
	}
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got %q, want %q", s, want)
	}
}

func TestLintWeekday(t *testing.T) {
	for _, tt := range []struct {
		quote string
		date  string
		wrong bool
	}{
		{"2022年7月28日(木)", "2022-07-28", false},
		{"2022年7月28日(金)", "2022-07-28", true},
		{"２０２２年７月２８日（金）", "2022-07-28", true},
		{"2022 年 7 月 28 日 (金)", "2022-07-28", true},
		{"2022年⽉⽇", "2022-07-28", false},
		{"7⽉28⽇（⾦）", "2022-07-28", true},
		{"9月3日（火曜日）", "2024-09-03", false},
		{"9月3日（水曜日）", "2024-09-03", true},
		{"2021年10月4日 月曜日", "2021-10-04", false},
		{"2021年10月4日 火曜日", "2021-10-04", true},
		{"1月9日(月・祝)", "2023-01-09", false},
		{"1月9日(火・祝)", "2023-01-09", true},
		{"1月9日(月祝)", "2023-01-09", false},
		{"木曜日, 3月 10, 2022", "2022-03-10", false},
		{"金曜日, 3月 10, 2022", "2022-03-10", true},
		{"令和6年5月17日(金)夕方", "2024-05-17", false},
		{"令和6年5月17日(土)夕方", "2024-05-17", true},
		{"R6.4.12（木）", "2024-04-12", true},
		{"R6.4.12（金）", "2024-04-12", false},
		{"令和元年5月7日(火)", "2019-05-07", false},
		{"令和元年5月7日(水)", "2019-05-07", true},
		{"2025/07/11 (Fri)", "2025-07-11", false},
		{"2025/07/11 (Thu)", "2025-07-11", true},
		{"Tuesday, September 3, 2024", "2024-09-03", false},
		{"Monday, September 3, 2024", "2024-09-03", true},
		{"on Mon, Sept. 3rd", "2024-09-03", true},
		{"Monday 3 September 2024", "2024-09-03", true},
		{"Tuesday the 3rd of September", "2024-09-03", false},
		{"September 3, 2024 (Mon)", "2024-09-03", true},
		{"TUESDAY, SEPTEMBER 3", "2024-09-03", false},
		{"ſunday, September 3", "2024-09-03", false},

		// Several days in one quote, one of which is meant.
		{"9月28日(水)午前3時頃 ~ 9月29日(木)午後1時", "2022-09-28", false},
		{"9月28日(水)午前3時頃 ~ 9月29日(金)午後1時", "2022-09-28", false},
		{"9月28日(水)午前3時頃 ~ 9月29日(金)午後1時", "2022-09-29", true},
		{"Between Saturday, May 3 and Sunday, May 4", "2025-05-04", false},
		{"Between Saturday, May 3 and Monday, May 4", "2025-05-04", true},

		// What cannot be compared.
		{"26日(月)、河川敷で鞄", "2024-03-26", false},  // no month
		{"同月18日（日）", "2024-03-18", false},      // no month
		{"8月28日(木)", "2022-07-28", false},      // another month
		{"2021年7月28日(水)", "2022-07-28", false}, // another year
		{"24年7月28日(火)", "2022-07-28", false},   // perhaps of an era, perhaps 2024
		{"22年7月28日(火)", "2022-07-28", true},
		{"7月28日(木)", "2022-07", false}, // a partial fact
		{"7月28日、水曜は定休", "2022-07-28", false},
		{"7月28日(土日を除く)", "2022-07-28", false},
		{"7月28日 日程", "2022-07-28", false},
		{"March 2024, Monday to Friday", "2024-03-01", false},
		{"", "2022-07-28", false},
	} {
		t.Run(tt.quote, func(t *testing.T) {
			c := incident()
			c.Published = jikenbo.Date{}
			c.Timeline = []happening{{Date: date("2017"), Kind: jikenbo.Intrusion}, {Date: date(tt.date), Kind: jikenbo.Discovered}}
			want := ""
			if tt.wrong {
				want = "weekday /timeline/1"
			}
			expect(t, c.Lint(jikenbo.Evidence{"/timeline/1": {{Quote: "はじめに"}, {Quote: tt.quote}}}), want)
		})
	}
}

// Every dated fact is compared, each once.
func TestLintWeekdayFacts(t *testing.T) {
	c := incident()
	day := date("2024-03-08") // a Friday
	c.Published = day
	c.Timeline = []happening{{Date: date("2024-03-07"), To: day, Kind: jikenbo.Intrusion}}
	c.Windows = []jikenbo.Period{{From: day, To: day}}
	c.Reports = []jikenbo.Report{{To: "ppc", Date: day}}
	a := affected(3, "名", jikenbo.Exact, jikenbo.Total)
	a.Window = &jikenbo.Period{From: day}
	c.Affected = []jikenbo.Affected{a}
	e := make(jikenbo.Evidence)
	for _, f := range c.Facts() {
		e[f.Pointer] = []jikenbo.Span{{Quote: "3月7日(木)から3月8日(土)"}, {Quote: "3月8日(土)"}}
	}
	var got []string
	for _, f := range c.Lint(e) {
		if f.Rule == "weekday" {
			got = append(got, f.Pointer)
		}
	}
	want := []string{"/published", "/affected/0/window", "/windows/0", "/timeline/0", "/reports/0"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	f := c.Lint(e)[0]
	if f.Ja != "2024-03-08は金曜日ですが、土曜日とあります" || f.En != "2024-03-08 is a Friday, the text says Saturday" {
		t.Errorf("%q, %q", f.Ja, f.En)
	}
}

// Whatever a case and its evidence hold, they are looked through.
func FuzzLint(f *testing.F) {
	f.Add([]byte(`{"kind":"incident","published":"2024-03-10","checks":[{"kind":"sum","parts":[1]}]}`), "3月10日(月)")
	f.Add([]byte(`{"kind":"event","event":{}}`), "ſun, Sep 3")
	f.Add([]byte(`{"published":"2024-09-01"}`), "令和元年9月1日[土曜]")
	f.Fuzz(func(t *testing.T, b []byte, quote string) {
		var c jikenbo.Case
		if json.Unmarshal(b, &c) != nil {
			return // no case
		}
		e := make(jikenbo.Evidence)
		for _, fact := range c.Facts() {
			e[fact.Pointer] = []jikenbo.Span{{Quote: quote}}
		}
		for _, flaw := range c.Lint(e) {
			if !jikenbo.LintRules.Has(flaw.Rule) || !strings.HasPrefix(flaw.Pointer, "/") {
				t.Errorf("%+v", flaw)
			}
		}
		c.Lags()
	})
}

func TestFlawFact(t *testing.T) {
	for pointer, want := range map[string]string{
		"/leak": "/leak", "/checks/0": "/checks/0", "/affected/12/window": "/affected/12", "/affected/0/items/3": "/affected/0", "/timeline/1/date": "/timeline/1",
		"/event": "/event", "/event/from": "/event", "/published": "/published",
	} {
		if got := (jikenbo.Flaw{Pointer: pointer}).Fact(); got != want {
			t.Errorf("%s: %s, want %s", pointer, got, want)
		}
	}
}
