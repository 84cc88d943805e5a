package assemble

import (
	"reflect"
	"strings"
	"testing"

	"jikenbo"
)

// span is a place told by its first byte; its words do not matter here.
func span(start int, rule string) jikenbo.Span {
	return jikenbo.Span{Start: start, End: start + 3, Quote: "語", Rule: rule}
}

func found(field string, value any, rank int, spans ...jikenbo.Span) jikenbo.Finding {
	return jikenbo.Finding{Field: field, Value: value, Spans: spans, Rank: rank}
}

var incident = found("kind", jikenbo.Incident, 0)

// TestOne wants for a field of one value the highest rank, among equals the
// first, the evidence of all that agree, and the others kept with the reason.
func TestOne(t *testing.T) {
	for _, tc := range []struct {
		name     string
		findings []jikenbo.Finding
		want     string // the organization
		evidence []int  // where its spans begin
		others   []string
		reason   string // how it begins
	}{
		{"nothing", nil, "", nil, nil, ""},
		{"one", []jikenbo.Finding{found("organization", "甲", 0, span(0, "head"))}, "甲", []int{0}, nil, ""},
		{"the highest rank", []jikenbo.Finding{
			found("organization", "甲", 1, span(0, "head")), found("organization", "乙", 5, span(9, "signature")), found("organization", "丙", 3, span(12, "prose")),
		}, "乙", []int{9}, []string{"甲", "丙"}, "read by signature, which ranks above"},
		{"the first of equals", []jikenbo.Finding{
			found("organization", "甲", 2, span(0, "head")), found("organization", "乙", 2, span(9, "signature")),
		}, "甲", []int{0}, []string{"乙"}, "the first of equal rank"},
		{"those that agree speak together", []jikenbo.Finding{
			found("organization", "甲", 1, span(0, "head")), found("organization", "甲", 5, span(9, "signature")),
		}, "甲", []int{0, 9}, nil, ""},
		{"a lower rank that agrees adds its place", []jikenbo.Finding{
			found("organization", "甲", 5, span(9, "signature")), found("organization", "乙", 2, span(3, "prose")), found("organization", "甲", 1, span(0, "head")),
		}, "甲", []int{9, 0}, []string{"乙"}, "read by signature"},
		{"no conflict for width, case and space", []jikenbo.Finding{
			found("organization", "ＡＢ商会", 5, span(0, "head")), found("organization", "ab 商会", 1, span(9, "prose")),
		}, "ＡＢ商会", []int{0}, nil, ""},
		{"a value that lost is told once", []jikenbo.Finding{
			found("organization", "甲", 5, span(0, "head")), found("organization", "乙", 1, span(9, "prose")), found("organization", "乙", 1, span(12, "prose")),
		}, "甲", []int{0}, []string{"乙"}, "read by head"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, evidence, conflicts := Case(append([]jikenbo.Finding{incident}, tc.findings...))
			if c.Organization != tc.want {
				t.Errorf("chose %q, want %q", c.Organization, tc.want)
			}
			if got := starts(evidence["/organization"]); !reflect.DeepEqual(got, tc.evidence) {
				t.Errorf("evidence at %v, want %v", got, tc.evidence)
			}
			if _, there := evidence["/organization"]; there && tc.evidence == nil {
				t.Error("evidence for what was not found")
			}
			if tc.others == nil {
				if len(conflicts) > 0 {
					t.Errorf("conflicts %+v, want none", conflicts)
				}
				return
			}
			if len(conflicts) != 1 {
				t.Fatalf("%d conflicts, want 1", len(conflicts))
			}
			got := conflicts[0]
			var others []string
			for _, o := range got.Others {
				others = append(others, o.Value)
				if len(o.Spans) == 0 {
					t.Errorf("%s is kept without its place", o.Value)
				}
			}
			if got.Pointer != "/organization" || got.Chosen != tc.want || !reflect.DeepEqual(others, tc.others) {
				t.Errorf("conflict %s chose %s over %q, want %s over %q", got.Pointer, got.Chosen, others, tc.want, tc.others)
			}
			if !strings.HasPrefix(got.Reason, tc.reason) {
				t.Errorf("reason %q, want %q …", got.Reason, tc.reason)
			}
		})
	}
}

func starts(spans []jikenbo.Span) []int {
	var at []int
	for _, s := range spans {
		at = append(at, s.Start)
	}
	return at
}

// TestList wants each value once, in the order found, with the places of all
// findings in the order of the text.
func TestList(t *testing.T) {
	date := jikenbo.Date{Year: 2024, Month: 5, Day: 10}
	c, evidence, conflicts := Case([]jikenbo.Finding{
		incident,
		found("items", jikenbo.Item("name"), 0, span(30, "word")),
		found("items", jikenbo.Item("address"), 0, span(33, "word")),
		found("items", jikenbo.Item("name"), 0, span(0, "word"), span(30, "word")),
		found("timeline", jikenbo.Happening{Date: date, Kind: "discovered"}, 0, span(60, "row")),
		found("timeline", jikenbo.Happening{Date: date, Kind: "contained"}, 0, span(60, "row")),
		found("timeline", jikenbo.Happening{Date: date, Kind: "discovered"}, 0, span(90, "row")),
		found("affected", jikenbo.Affected{Count: 5, Unit: "件", Items: []jikenbo.Item{"name"}}, 0, span(9, "count")),
		found("affected", jikenbo.Affected{Count: 5, Unit: "件", Items: []jikenbo.Item{"name"}}, 0, span(12, "count")),
		found("affected", jikenbo.Affected{Count: 5, Unit: "名"}, 0, span(15, "count")),
	})
	if want := []jikenbo.Item{"name", "address"}; !reflect.DeepEqual(c.Items, want) {
		t.Errorf("items %v, want %v", c.Items, want)
	}
	if len(c.Timeline) != 2 || len(c.Affected) != 2 {
		t.Errorf("%d happenings and %d counts, want 2 and 2", len(c.Timeline), len(c.Affected))
	}
	for p, want := range map[string][]int{
		"/items/0": {0, 30}, "/items/1": {33}, "/timeline/0": {60, 90}, "/timeline/1": {60}, "/affected/0": {9, 12}, "/affected/1": {15},
	} {
		if got := starts(evidence[p]); !reflect.DeepEqual(got, want) {
			t.Errorf("%s at %v, want %v", p, got, want)
		}
	}
	if len(conflicts) > 0 {
		t.Errorf("lists do not conflict: %+v", conflicts)
	}
}

// TestKinds wants a case of another kind than incident to carry only its own
// fields, whatever was found.
func TestKinds(t *testing.T) {
	findings := func(kind jikenbo.Kind) []jikenbo.Finding {
		return []jikenbo.Finding{
			found("kind", kind, 0),
			found("number", "2024-101", 0, span(0, "number")),
			found("title", "題", 0, span(3, "title")),
			found("published", jikenbo.Date{Year: 2024, Month: 6, Day: 14}, 0, span(6, "date")),
			found("organization", "甲", 0, span(9, "head")),
			found("stage", jikenbo.OnlyStage, 0),
			found("leak", jikenbo.LeakUnstated, 0),
			found("items", jikenbo.Item("name"), 0, span(12, "word")),
			found("contacts", "0120-000-123", 0, span(15, "telephone")),
			found("event", jikenbo.Event{Name: "会議"}, 0, span(18, "event")),
			found("rules", jikenbo.TargetRule{Sector: "medical"}, 0, span(21, "rule")),
		}
	}
	common := []string{"/number", "/title", "/published"}
	for _, tc := range []struct {
		kind jikenbo.Kind
		want []string // pointers of the evidence
	}{
		{jikenbo.Incident, append([]string{"/organization", "/items/0", "/contacts/0"}, common...)},
		{jikenbo.EventKind, append([]string{"/event"}, common...)},
		{jikenbo.ThreatNote, append([]string{"/rules/0"}, common...)},
		{jikenbo.OtherKind, common},
	} {
		c, evidence, _ := Case(findings(tc.kind))
		if c.Kind != tc.kind || c.Number != "2024-101" || c.Title != "題" || c.Published.String() != "2024-06-14" {
			t.Errorf("%s: %+v", tc.kind, c)
		}
		if len(evidence) != len(tc.want) {
			t.Errorf("%s has evidence for %v, want %v", tc.kind, evidence.Pointers(), tc.want)
		}
		for _, p := range tc.want {
			if len(evidence[p]) == 0 {
				t.Errorf("%s has no evidence for %s", tc.kind, p)
			}
		}
		is := tc.kind == jikenbo.Incident
		if (c.Organization != "") != is || (c.Stage != "") != is || (c.Leak != "") != is || (c.Items != nil) != is || (c.Contacts != nil) != is {
			t.Errorf("%s carries %+v", tc.kind, c)
		}
		if (c.Event != nil) != (tc.kind == jikenbo.EventKind) || (c.Rules != nil) != (tc.kind == jikenbo.ThreatNote) {
			t.Errorf("%s carries event %v, rules %v", tc.kind, c.Event, c.Rules)
		}
		seen := map[string]bool{}
		for _, f := range c.Facts() {
			seen[f.Pointer] = true
		}
		for p := range evidence {
			if !seen[p] {
				t.Errorf("%s has evidence for %s, which it does not carry", tc.kind, p)
			}
		}
	}
}

// TestBounds wants what one fact keeps to stay small however often it is found.
func TestBounds(t *testing.T) {
	findings := []jikenbo.Finding{incident, found("organization", "甲", 9, span(0, "head"))}
	for i := range 100 {
		findings = append(findings,
			found("organization", "甲", 1, span(3*i, "prose")),
			found("organization", strings.Repeat("乙", i+1), 1, span(3*i, "prose")))
	}
	_, evidence, conflicts := Case(findings)
	if n := len(evidence["/organization"]); n == 0 || n > maxSpans {
		t.Errorf("%d places kept for one fact, want 1 to %d", n, maxSpans)
	}
	if len(conflicts) != 1 || len(conflicts[0].Others) != maxOthers {
		t.Errorf("conflicts %+v, want one with %d others", conflicts, maxOthers)
	}
}

// TestDeterministic wants the same case of the same findings.
func TestDeterministic(t *testing.T) {
	findings := []jikenbo.Finding{
		incident, found("organization", "甲", 1, span(0, "head")), found("organization", "乙", 1, span(3, "prose")),
		found("items", jikenbo.Item("name"), 0, span(6, "word")), found("items", jikenbo.Item("phone"), 0, span(9, "word")),
	}
	c, evidence, conflicts := Case(findings)
	for range 20 {
		c2, e2, k2 := Case(findings)
		if !reflect.DeepEqual(c, c2) || !reflect.DeepEqual(evidence, e2) || !reflect.DeepEqual(conflicts, k2) {
			t.Fatal("the same findings give another case")
		}
	}
}
