package jikenbo_test

import (
	"fmt"
	"strings"
	"testing"

	"jikenbo"
)

func TestLags(t *testing.T) {
	whole := incident() // published 2024-03-10
	whole.Timeline = []happening{
		{Date: date("2024-02-10"), Kind: jikenbo.Intrusion},
		{Date: date("2024-02-01"), To: date("2024-02-09"), Kind: jikenbo.Intrusion},
		{Date: date("2024-02-12"), Kind: jikenbo.Discovered},
		{Date: date("2024-02-20"), Kind: jikenbo.Discovered},
		{Date: date("2024-02-11"), Kind: jikenbo.Contained},
		{Date: date("2024-02-15"), Kind: jikenbo.Reported},
		{Date: date("2024-02-14"), Kind: jikenbo.Notified},
	}
	whole.Reports = []jikenbo.Report{{To: "police"}, {To: "ppc", Date: date("2024-02-14")}}
	for _, tt := range []struct {
		name string
		edit func(*jikenbo.Case)
		want string // days of each lag, ? for unknown
	}{
		{"the first of each counts", func(*jikenbo.Case) {}, "11 -1 3 25 38 27"},
		{"an earlier window", func(c *jikenbo.Case) {
			c.Windows = []jikenbo.Period{{To: date("2024-01-01")}, {From: date("2024-01-31")}}
		}, "12 -1 3 25 39 27"},
		{"an earlier month: the first day is not known", func(c *jikenbo.Case) {
			c.Windows = []jikenbo.Period{{From: date("2024-02")}}
		}, "? -1 3 25 ? 27"},
		{"an earlier publication", func(c *jikenbo.Case) {
			c.Timeline = append(c.Timeline[:len(c.Timeline):len(c.Timeline)], happening{Date: date("2024-02-16"), Kind: jikenbo.PublishedMoment})
		}, "11 -1 3 2 15 4"},
		{"no publication date", func(c *jikenbo.Case) { c.Published = jikenbo.Date{} }, "11 -1 3 ? ? ?"},
		{"nothing stated", func(c *jikenbo.Case) { c.Timeline, c.Reports = nil, nil }, "? ? ? ? ? ?"},
		{"an event has none", func(c *jikenbo.Case) { c.Kind = jikenbo.EventKind }, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := whole
			tt.edit(&c)
			var got []string
			for _, l := range c.Lags() {
				if l.Label("ja") == "" || l.Label("en") == "" {
					t.Errorf("%s to %s has no label", l.From, l.To)
				}
				if l.Known {
					got = append(got, fmt.Sprint(l.Days))
				} else {
					got = append(got, "?")
				}
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
		})
	}
	var labels []string
	for _, l := range whole.Lags() {
		labels = append(labels, l.Label("ja"))
	}
	if s := strings.Join(labels, " "); s != "発覚まで 遮断まで 報告まで 公表まで 攻撃から公表まで 発覚から公表まで" {
		t.Errorf("labels %s", s)
	}
}

func TestFirstPublished(t *testing.T) {
	for _, tt := range []struct{ published, timeline, want string }{
		{"", "", ""},
		{"2024-03-10", "", "2024-03-10"},
		{"2024-03-10", "published 2024-02-16", "2024-02-16"},
		{"2024-03-10", "published 2024-02-16, published 2023-12-28, published 2024-03-01", "2023-12-28"},
		{"2024-03-10", "published 2024-03-20", "2024-03-10"},
		{"2024-03-10", "discovered 2023-12-28, reported 2024-01-05", "2024-03-10"},
		{"2024-03-10", "published 2024-02", "2024-02"},
		{"2024-02-10", "published 2024-02", "2024-02"}, // it may have been an earlier day of the month
		{"", "published 2024-02-16, published 2024-02", "2024-02"},
	} {
		c := jikenbo.Case{Kind: jikenbo.Incident}
		if tt.published != "" {
			c.Published = date(tt.published)
		}
		for _, h := range strings.FieldsFunc(tt.timeline, func(r rune) bool { return r == ',' }) {
			kind, day, _ := strings.Cut(strings.TrimSpace(h), " ")
			c.Timeline = append(c.Timeline, happening{Date: date(day), Kind: jikenbo.Moment(kind)})
		}
		if got := c.FirstPublished().String(); got != tt.want {
			t.Errorf("published %q with %q: first %q, want %q", tt.published, tt.timeline, got, tt.want)
		}
	}
}
