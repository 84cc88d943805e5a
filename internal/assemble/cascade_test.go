package assemble

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"jikenbo"
)

// dated reads a date of a test.
func dated(t testing.TB, s string) jikenbo.Date {
	t.Helper()
	if s == "" {
		return jikenbo.Date{}
	}
	d, err := jikenbo.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// reached writes a case in short: organization, then attack=, window=, found=,
// published=, type= and service= with their values.
func reached(t testing.TB, organization, facts string) Trace {
	t.Helper()
	c := jikenbo.Case{Kind: jikenbo.Incident, Organization: organization}
	for f := range strings.FieldsSeq(facts) {
		name, value, _ := strings.Cut(f, "=")
		from, to, _ := strings.Cut(value, "/")
		switch name {
		case "attack":
			c.Timeline = append(c.Timeline, jikenbo.Happening{Date: dated(t, from), To: dated(t, to), Kind: jikenbo.Intrusion})
		case "window":
			c.Windows = append(c.Windows, jikenbo.Period{From: dated(t, from), To: dated(t, to)})
		case "found":
			c.Timeline = append(c.Timeline, jikenbo.Happening{Date: dated(t, from), Kind: jikenbo.Discovered})
		case "published":
			c.Published = dated(t, from)
		case "type":
			c.Types = append(c.Types, jikenbo.Type(value))
		case "service":
			c.Services = append(c.Services, value)
		default:
			t.Fatalf("%q in %q", f, facts)
		}
	}
	trace := NewTrace(&c)
	trace.ID, trace.Own = organization, strings.HasPrefix(organization, "!")
	return trace
}

// written gives cascades as the names of their cases.
func written(traces []Trace, cascades []Cascade) []string {
	var out []string
	for _, c := range cascades {
		var names []string
		if c.Own >= 0 {
			names = append(names, traces[c.Own].ID)
		}
		victims := []string{}
		for _, i := range c.Victims {
			victims = append(victims, traces[i].ID)
		}
		slices.Sort(victims)
		out = append(out, strings.Join(append(names, victims...), " "))
	}
	slices.Sort(out)
	return out
}

func TestCascades(t *testing.T) {
	for name, test := range map[string]struct {
		cases []string // organization, facts; ! is the supplier's own
		want  []string
	}{
		"none":                  {nil, nil},
		"one victim":            {[]string{"甲 attack=2024-07-21"}, []string{"甲"}},
		"the same attack":       {[]string{"甲 attack=2024-07-21 published=2024-08-09", "乙 attack=2024-07-21 published=2024-08-21"}, []string{"乙 甲"}},
		"years apart":           {[]string{"甲 attack=2021-07-21", "乙 attack=2021-07-20", "丙 attack=2024-07-21", "丁 attack=2024-07-21"}, []string{"丁 丙", "乙 甲"}},
		"months apart":          {[]string{"甲 attack=2024-01-10", "乙 attack=2024-04-10"}, []string{"乙", "甲"}},
		"exposure and attack":   {[]string{"甲 window=2022-07-19/2022-07-26", "乙 attack=2022-07-19"}, []string{"乙 甲"}},
		"a month is its days":   {[]string{"甲 attack=2022-07", "乙 attack=2022-07-31"}, []string{"乙 甲"}},
		"told later":            {[]string{"甲 attack=2024-05-26", "乙 found=2024-07-03"}, []string{"乙 甲"}},
		"told before it":        {[]string{"甲 attack=2024-05-26", "乙 found=2024-03-03"}, []string{"乙", "甲"}},
		"only published":        {[]string{"甲 attack=2022-07-19", "乙 published=2023-01-10"}, []string{"乙 甲"}},
		"published years later": {[]string{"甲 attack=2022-07-19", "乙 published=2024-01-10"}, []string{"乙", "甲"}},
		"publication counts only where nothing else does": {[]string{"甲 attack=2022-07-19", "乙 attack=2022-12-20 published=2023-01-10"}, []string{"乙", "甲"}},
		"no date at all":             {[]string{"甲 type=ransomware", "乙 type=ransomware"}, []string{"乙", "甲"}},
		"another way":                {[]string{"甲 attack=2024-07-21 type=ransomware type=supplier-breach", "乙 attack=2024-07-20 type=mis-sending type=supplier-breach"}, []string{"乙", "甲"}},
		"no way stated":              {[]string{"甲 attack=2024-07-21 type=ransomware", "乙 attack=2024-07-20 type=supplier-breach"}, []string{"乙 甲"}},
		"a product in common":        {[]string{"甲 attack=2022-07-19 service=甲店 service=P", "乙 attack=2022-07-26 service=P"}, []string{"乙 甲"}},
		"own shops are no products":  {[]string{"甲 attack=2022-07-19 service=甲店", "乙 attack=2022-07-26 service=乙店"}, []string{"乙 甲"}},
		"two products, two attacks":  {[]string{"甲 attack=2022-07-10 service=P", "乙 attack=2022-07-11 service=P", "丙 attack=2022-07-20 service=Q", "丁 attack=2022-07-21 service=Q", "戊 attack=2022-07-21 service=Q"}, []string{"丁 丙 戊", "乙 甲"}},
		"two products, one attack":   {[]string{"甲 attack=2022-07-10 service=P", "乙 attack=2022-07-10 service=P", "丙 attack=2022-07-10 service=Q", "丁 attack=2022-07-10 service=Q"}, []string{"丁 丙 乙 甲"}},
		"one names both products":    {[]string{"甲 attack=2022-07-10 service=P", "乙 attack=2022-07-11 service=P service=Q", "丙 attack=2022-07-12 service=Q"}, []string{"丙 乙 甲"}},
		"the supplier's own":         {[]string{"!社 attack=2022-07-19/2022-07-26", "甲 attack=2022-07-20"}, []string{"!社 甲"}},
		"its own of another year":    {[]string{"!社 attack=2020-07-19", "甲 attack=2022-07-20"}, []string{"!社", "甲"}},
		"its own in another way":     {[]string{"!社 attack=2022-07-19 type=loss", "甲 attack=2022-07-20 type=ransomware"}, []string{"!社", "甲"}},
		"its own, published only":    {[]string{"!社 published=2022-08-01", "甲 attack=2022-07-20", "乙 attack=2022-07-21"}, []string{"!社 乙 甲"}},
		"its own holds what differs": {[]string{"!社 attack=2022-03-10/2022-07-26", "甲 attack=2022-03-10", "乙 attack=2022-07-20"}, []string{"!社 乙 甲"}},
		"two of its own":             {[]string{"!一 attack=2022-03-10", "!二 attack=2022-07-10", "甲 attack=2022-03-15", "乙 attack=2022-07-15"}, []string{"!一 甲", "!二 乙"}},
		"the nearest of its own":     {[]string{"!一 published=2022-04-10", "!二 published=2022-07-20", "甲 attack=2022-03-15", "乙 attack=2022-07-15"}, []string{"!一 甲", "!二 乙"}},
		"a window of years":          {[]string{"甲 window=2010-01-01/2022-07-26", "乙 attack=2011-07-15", "丙 attack=2022-07-15"}, []string{"丙 甲", "乙"}},
	} {
		var traces []Trace
		for _, c := range test.cases {
			organization, facts, _ := strings.Cut(c, " ")
			traces = append(traces, reached(t, organization, facts))
		}
		want := make([]string, len(test.want))
		for i, w := range test.want { // names in the order of written
			names := strings.Fields(w)
			slices.Sort(names)
			want[i] = strings.Join(names, " ")
		}
		slices.Sort(want)
		if got := written(traces, Cascades(traces)); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// A supplier that has an incident every week has many cascades, none longer
// than what its cases may mean by their dates.
func TestCascadesDoNotChain(t *testing.T) {
	var traces []Trace
	for week := range 150 {
		d := jikenbo.Date{Year: 2021, Month: 1, Day: 4}.AddDays(7 * week)
		traces = append(traces, reached(t, fmt.Sprintf("%03d", week), "attack="+d.String()))
	}
	cascades := Cascades(traces)
	for _, c := range cascades {
		first, last := traces[c.Victims[0]], traces[c.Victims[len(c.Victims)-1]]
		if days := last.Attack - first.Attack; days > 2*aroundAttack {
			t.Errorf("a cascade over %d days", days)
		}
	}
	if n := len(cascades); n < 20 || n > 75 {
		t.Errorf("%d cascades of 150 weeks", n)
	}
}

// randomTraces makes traces of a supplier that is often attacked.
func randomTraces(r *rand.Rand, n int) []Trace {
	traces := make([]Trace, n)
	for i := range traces {
		t := Trace{ID: fmt.Sprintf("%04d", i), Organization: fmt.Sprint(r.IntN(n)), Ways: uint8(1 + r.IntN(7)), Own: r.IntN(8) == 0}
		switch at := 18000 + r.IntN(2000); r.IntN(8) {
		case 0:
			t.From, t.To = at-beforePublication, at
		case 1:
			t.From, t.To = at-beforeDiscovery, at
		case 2:
			t.From = 1
		default:
			at -= at % (1 + r.IntN(60))
			t.Dated, t.Attack, t.From, t.To = true, at, at-aroundAttack, at+aroundAttack+r.IntN(20)
		}
		for range r.IntN(3) {
			t.Products = append(t.Products, string(rune('A'+r.IntN(6))))
		}
		traces[i] = t
	}
	return traces
}

// The same set of cases has the same cascades in any order; every case is in
// one; cases of one cascade may be of one day and one way; what lies far away
// changes nothing.
func TestCascadesOfAnySet(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 6))
		traces := randomTraces(r, 1+r.IntN(60))
		cascades := Cascades(traces)
		want := written(traces, cascades)

		seen := make(map[int]bool)
		for _, c := range cascades {
			from, to, ways := math.MinInt, math.MaxInt, allWays
			for _, i := range append(slices.Clone(c.Victims), c.Own) {
				if i < 0 {
					continue
				}
				if seen[i] {
					t.Fatalf("seed %d: %s is in two cascades", seed, traces[i].ID)
				}
				seen[i] = true
				if c.Own >= 0 && !traces[i].Own && traces[c.Own].Dated && !traces[i].meets(&traces[c.Own]) {
					t.Errorf("seed %d: %s does not meet the supplier's own", seed, traces[i].ID)
				}
				from, to, ways = max(from, traces[i].From), min(to, traces[i].To), ways&traces[i].Ways
			}
			if c.Own < 0 && len(c.Victims) > 1 && (from > to || ways == 0) {
				t.Errorf("seed %d: a cascade with no day and way in common: %v", seed, c)
			}
		}
		if len(seen) != len(traces) {
			t.Errorf("seed %d: %d of %d cases are in a cascade", seed, len(seen), len(traces))
		}

		for range 5 {
			other := slices.Clone(traces)
			r.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
			if got := written(other, Cascades(other)); !slices.Equal(got, want) {
				t.Fatalf("seed %d: another order gives %q, want %q", seed, got, want)
			}
		}
		far := randomTraces(r, 20)
		for i := range far {
			far[i].ID = "far" + far[i].ID
			if !far[i].undated() {
				far[i].From, far[i].To = far[i].From+5000, far[i].To+5000
			}
			if far[i].Attack != 0 {
				far[i].Attack += 5000
			}
		}
		both := append(slices.Clone(traces), far...)
		want = append(want, written(far, Cascades(far))...)
		slices.Sort(want)
		if got := written(both, Cascades(both)); !slices.Equal(got, want) {
			t.Fatalf("seed %d: with others far away %q, want %q", seed, got, want)
		}
	}
}

// teller makes a case of a roll-up; n is the last part of its number.
func teller(n int, organization string, suppliers []string, figures ...jikenbo.Affected) Told {
	c := &jikenbo.Case{Kind: jikenbo.Incident, Organization: organization, Suppliers: suppliers, Affected: figures}
	e := make(jikenbo.Evidence)
	for i := range figures {
		e[jikenbo.Pointer("affected", i)] = []jikenbo.Span{{Notice: organization, Start: i, End: i + 1}}
	}
	return Told{jikenbo.Number{Year: 2024, Seq: n}, c, e}
}

func counted(count int64, unit string, more ...any) jikenbo.Affected {
	a := jikenbo.Affected{Count: count, Unit: unit, Bound: jikenbo.Exact, Role: jikenbo.Total}
	for _, m := range more {
		switch m := m.(type) {
		case jikenbo.Bound:
			a.Bound = m
		case jikenbo.Role:
			a.Role = m
		}
	}
	return a
}

// summary writes rows in short: unit, sum, and the codes of what is refused with
// the numbers of the figures.
func summary(rows []RolledUp) string {
	var out []string
	for _, r := range rows {
		var s strings.Builder
		s.WriteString(r.Unit)
		if r.Population != "" {
			s.WriteString("/" + r.Population)
		}
		if r.Sum != nil {
			fmt.Fprintf(&s, " %s %d of %d", r.Sum.Bound, r.Sum.Count, len(r.Sum.Victims))
			if r.Sum.Gross {
				s.WriteString(" gross")
			}
		}
		for _, x := range r.Refused {
			s.WriteString(" " + string(x.Code))
			for _, f := range x.Figures {
				fmt.Fprintf(&s, ":%d", f.Stated.Count)
			}
		}
		out = append(out, fmt.Sprintf("%s unstated %d", s.String(), r.Unstated))
	}
	return strings.Join(out, "; ")
}

func TestRollUp(t *testing.T) {
	supplier := []string{"株式会社社"}
	own := teller(9, "株式会社社", nil, counted(100000, "名"))
	for name, test := range map[string]struct {
		own     *Told
		victims []Told
		want    string
	}{
		"nobody":                 {nil, nil, ""},
		"people are gross":       {nil, []Told{teller(1, "甲", supplier, counted(100, "名")), teller(2, "乙", supplier, counted(50, "人")), teller(3, "丙", supplier)}, "人 exact 150 of 2 gross unstated 1"},
		"records are not":        {nil, []Told{teller(1, "甲", supplier, counted(100, "件")), teller(2, "乙", supplier, counted(50, "件"))}, "件 exact 150 of 2 unstated 0"},
		"one figure is no sum":   {nil, []Told{teller(1, "甲", supplier, counted(100, "件")), teller(2, "乙", supplier, counted(50, "名"))}, "人 unstated 1; 件 unstated 1"},
		"other populations":      {nil, []Told{teller(1, "甲", supplier, counted(100, "会員")), teller(2, "乙", supplier, counted(50, "patients"))}, "人/patients unstated 1; 人/会員 unstated 1"},
		"of the supplier":        {&own, []Told{teller(1, "甲", supplier, counted(100, "名")), teller(2, "乙", supplier, counted(50, "名"))}, "人 exact 150 of 2 gross supplier-total:100000 unstated 0"},
		"the supplier's, quoted": {&own, []Told{teller(1, "甲", supplier, counted(100000, "名")), teller(2, "乙", supplier, counted(50, "名"))}, "人 quoted-total:100000 supplier-total:100000 unstated 0"},
		"parts":                  {nil, []Told{teller(1, "甲", supplier, counted(100, "名"), counted(60, "名", jikenbo.Part), counted(40, "名", jikenbo.Part)), teller(2, "乙", supplier, counted(50, "名"))}, "人 exact 150 of 2 gross part:60:40 unstated 0"},
		"a funnel is no figure":  {nil, []Told{teller(1, "甲", supplier, counted(100, "名"), counted(60, "名", jikenbo.Subset)), teller(2, "乙", supplier, counted(50, "名"))}, "人 exact 150 of 2 gross unstated 0"},
		"side by side":           {nil, []Told{teller(1, "甲", supplier, counted(60, "名"), counted(100, "名")), teller(2, "乙", supplier, counted(50, "名"))}, "人 exact 150 of 2 gross side-by-side:60 unstated 0"},
		"two units":              {nil, []Told{teller(1, "甲", supplier, counted(100, "件"), counted(70, "名")), teller(2, "乙", supplier, counted(50, "名"))}, "人 exact 120 of 2 gross other-unit:70 unstated 0; 件 other-unit:100 unstated 1"},
		"the same organization":  {nil, []Told{teller(1, "甲株式会社", supplier, counted(100, "名")), teller(2, "甲株式会社", supplier, counted(120, "名")), teller(3, "乙", supplier, counted(50, "名"))}, "人 exact 170 of 2 gross same-organization:100 unstated 0"},
		"a group":                {nil, []Told{teller(1, "ひだまり銀行株式会社", supplier, counted(100, "名")), teller(2, "ひだまりホールディングス株式会社", supplier, counted(120, "名")), teller(3, "乙", supplier, counted(50, "名"))}, "人 exact 170 of 2 gross same-organization:100 unstated 0"},
		"the same figure":        {nil, []Told{teller(1, "甲", supplier, counted(12345, "名")), teller(2, "乙", supplier, counted(12345, "名")), teller(3, "丙", supplier, counted(5, "名")), teller(4, "丁", supplier, counted(5, "名"))}, "人 exact 12355 of 3 gross same-figure:12345 unstated 0"},
		"re-commissioned":        {nil, []Told{teller(1, "甲", []string{"株式会社社", "乙"}, counted(100, "名")), teller(2, "乙", supplier, counted(5000, "名")), teller(3, "丙", supplier, counted(50, "名"))}, "人 exact 150 of 2 gross recommissioned:5000 unstated 0"},
		"at most":                {nil, []Told{teller(1, "甲", supplier, counted(100, "件", jikenbo.Max)), teller(2, "乙", supplier, counted(50, "件", jikenbo.About))}, "件 max 150 of 2 unstated 0"},
		"about":                  {nil, []Told{teller(1, "甲", supplier, counted(100, "件", jikenbo.About)), teller(2, "乙", supplier, counted(50, "件"))}, "件 about 150 of 2 unstated 0"},
		"at least and over":      {nil, []Told{teller(1, "甲", supplier, counted(100, "件", jikenbo.Min)), teller(2, "乙", supplier, counted(50, "件", jikenbo.Over))}, "件 over 150 of 2 unstated 0"},
		"at most and at least":   {nil, []Told{teller(1, "甲", supplier, counted(100, "件", jikenbo.Max)), teller(2, "乙", supplier, counted(50, "件", jikenbo.Min))}, "件 mixed-bounds unstated 0"},
		"too many":               {nil, []Told{teller(1, "甲", supplier, counted(math.MaxInt64, "件")), teller(2, "乙", supplier, counted(50, "件"))}, "件 too-large unstated 0"},
	} {
		rows := RollUp(test.own, test.victims)
		if got := summary(rows); got != test.want {
			t.Errorf("%s: %s\nwant %s", name, got, test.want)
		}
		backwards := slices.Clone(test.victims)
		slices.Reverse(backwards)
		again := RollUp(test.own, backwards)
		for i := range rows {
			if !reflect.DeepEqual(rows[i].Sum, again[i].Sum) || len(rows[i].Refused) != len(again[i].Refused) {
				t.Errorf("%s: in another order %s, want %s", name, summary(again), summary(rows))
			}
		}
		for _, row := range rows {
			for _, f := range append(row.Supplier, row.Victims...) {
				if len(f.Spans) == 0 || f.Spans[0].Notice == "" {
					t.Errorf("%s: %v names no notice", name, f)
				}
			}
			for _, x := range row.Refused {
				if x.Words("ja") == "" || x.Words("en") == "" {
					t.Errorf("%s has no words", x.Code)
				}
			}
		}
	}
	if n := Unstated([]Told{teller(1, "甲", nil), teller(2, "乙", nil, counted(1, "名"))}); n != 1 {
		t.Errorf("%d state no figure, want 1", n)
	}
}

func BenchmarkCascades(b *testing.B) {
	traces := randomTraces(rand.New(rand.NewPCG(1, 6)), 5000)
	for b.Loop() {
		Cascades(traces)
	}
}
