package assemble

import (
	"cmp"
	"slices"
	"time"

	"jikenbo"
	"jikenbo/internal/identity"
)

// Trace 痕跡 is what a case tells of the incident at a supplier that reached it:
// when it may have happened, in what way and through which products. The traces
// of one supplier make its cascades.
type Trace struct {
	ID           string   // orders cases that are alike: the same, whatever came first
	Own          bool     // the case is the supplier's own
	Organization string   // key of the publisher; "" where none is stated
	Dated        bool     // From and To are those of an attack that is stated
	From, To     int      // days since 1970 between which it happened; From > To: nothing tells
	Attack       int      // the first day of the attack; 0 where no day is stated
	Ways         uint8    // bits: from outside, by oversight, from inside; all where nothing tells
	Products     []string // keys of the services it names
}

// How far from the dates that a case states the incident of its supplier may
// lie, in days.
const (
	aroundAttack      = 15  // each way: notices round dates, and tell of their own share of it
	beforeDiscovery   = 90  // suppliers tell their customers late
	beforePublication = 240 // and those investigate before they publish
)

// LongestTrace bounds how long a trace is, in days; of what is longer the end
// counts.
const LongestTrace = 1100

// Ways in which incidents come about. Cases that have none in common are not of
// one incident.
const (
	outside uint8 = 1 << iota
	oversight
	inside
	allWays = outside | oversight | inside
)

var wayOf = map[jikenbo.Type]uint8{
	"unauthorized-access": outside | inside, // as insiders' access is called too
	"web-skimming":        outside, "credential-stuffing": outside, "account-takeover": outside, "ransomware": outside, "malware": outside,
	"phishing": outside, "support-scam": outside, "vulnerability-exploit": outside, "defacement": outside, "dos": outside, "impersonation": outside,
	"misconfiguration": outside | oversight, // what was left open was entered
	"mis-sending":      oversight, "mis-publication": oversight, "loss": oversight | inside, "theft": inside | outside, "insider-misuse": inside,
}

// NewTrace gives the trace of a case: by the attack or the exposure it states,
// else by its discovery, else by its publication. ID and Own are the caller's.
func NewTrace(c *jikenbo.Case) Trace {
	t := Trace{Organization: identity.Default().Key(c.Organization), From: 1}
	for _, x := range c.Types {
		t.Ways |= wayOf[x]
	}
	if t.Ways == 0 {
		t.Ways = allWays
	}
	for _, s := range c.Services {
		if k := identity.Default().Key(s); k != "" && !slices.Contains(t.Products, k) {
			t.Products = append(t.Products, k)
		}
	}
	slices.Sort(t.Products)

	var first jikenbo.Date
	add := func(from, to jikenbo.Date) {
		if !to.Valid() {
			to = from
		}
		if !from.Valid() {
			from = to
		}
		if !from.Valid() {
			return
		}
		if lo, hi := firstDay(from), max(firstDay(from), lastDay(to)); t.From > t.To {
			t.From, t.To, first = lo, hi, from
		} else {
			if lo < t.From {
				t.From, first = lo, from
			}
			t.To = max(t.To, hi)
		}
	}
	moment := func(kind jikenbo.Moment) {
		for _, h := range c.Timeline {
			if h.Kind == kind {
				add(h.Date, h.To)
			}
		}
	}
	moment(jikenbo.Intrusion)
	for _, w := range c.Windows {
		add(w.From, w.To)
	}
	if t.From <= t.To {
		t.Dated = true
		if first.Precision() == jikenbo.DayOfMonth {
			t.Attack = t.From
		}
		t.From, t.To = t.From-aroundAttack, t.To+aroundAttack
	} else if moment(jikenbo.Discovered); t.From <= t.To {
		t.From, t.To = t.From-beforeDiscovery, lastDay(first)
	} else if add(c.Published, c.Published); t.From <= t.To {
		t.From -= beforePublication
	}
	t.From = max(t.From, t.To-LongestTrace)
	return t
}

// Attacked gives the first and the last day of an attack or an exposure that a
// case states, as exact as it does; zero where it states none.
func Attacked(c *jikenbo.Case) (from, to jikenbo.Date) {
	add := func(a, b jikenbo.Date) {
		if a.Valid() && (from.IsZero() || a.Compare(from) < 0) {
			from = a
		}
		for _, d := range []jikenbo.Date{a, b} {
			if d.Valid() && (to.IsZero() || lastDay(d) > lastDay(to)) {
				to = d
			}
		}
	}
	for _, h := range c.Timeline {
		if h.Kind == jikenbo.Intrusion {
			add(h.Date, h.To)
		}
	}
	for _, w := range c.Windows {
		add(w.From, w.To)
	}
	return from, to
}

func firstDay(d jikenbo.Date) int {
	return day(time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC))
}

func lastDay(d jikenbo.Date) int {
	switch d.Precision() {
	case jikenbo.YearOnly:
		return day(time.Date(d.Year+1, 1, 0, 0, 0, 0, 0, time.UTC))
	case jikenbo.MonthOfYear:
		return day(time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC))
	}
	return firstDay(d)
}

func day(t time.Time) int { return int(t.Unix() / (24 * 60 * 60)) }

// undated reports whether nothing tells when it was.
func (t *Trace) undated() bool { return t.From > t.To }

// meets reports whether both may tell of one incident.
func (t *Trace) meets(u *Trace) bool {
	return !t.undated() && !u.undated() && t.From <= u.To && u.From <= t.To && t.Ways&u.Ways != 0
}

// Compare orders traces by what they tell.
func (t *Trace) compare(u *Trace) int {
	return cmp.Or(cmp.Compare(t.From, u.From), cmp.Compare(t.To, u.To), cmp.Compare(t.ID, u.ID))
}

// Cascade 波及 names the cases of one incident at a supplier by their places
// among the traces: the supplier's own, -1 if it has none, and those that it
// reached, which may be one or none.
type Cascade struct {
	Own     int
	Victims []int // in the order of what they tell
}

// Cascades parts the traces of one supplier by its incidents. Every trace is in
// one cascade. The same set of traces has the same cascades in any order, and
// traces that lie apart in time do not change each other's.
//
// All that one cascade without a case of the supplier holds may have happened
// on one and the same day, so that incidents of a supplier that has them all the
// time do not chain into one: the day that most cases may be of is taken first.
// A case of the supplier that dates its attack has the cases that its dates
// meet; one that does not has the cascade nearest to it.
func Cascades(traces []Trace) []Cascade {
	c := cascader{traces: traces, own: make(map[int][]int)}
	order := make([]int, len(traces))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return traces[i].compare(&traces[j]) })

	var dated, vague []int // of the supplier
	for _, i := range order {
		switch t := &traces[i]; {
		case t.Own && t.Dated && !t.undated():
			dated = append(dated, i)
		case t.Own:
			vague = append(vague, i)
		}
	}
	var rest []int
	for _, i := range order {
		if traces[i].Own {
			continue
		}
		if o := c.nearest(dated, i); o >= 0 {
			c.own[o] = append(c.own[o], i)
		} else if traces[i].undated() {
			c.all = append(c.all, Cascade{-1, []int{i}})
		} else {
			rest = append(rest, i)
		}
	}
	for _, o := range dated {
		for _, part := range c.divide(o, c.own[o]) {
			if part.Own >= 0 {
				c.all = append(c.all, part)
			} else { // they tell of another product
				rest = append(rest, part.Victims...)
			}
		}
	}
	slices.SortFunc(rest, func(i, j int) int { return traces[i].compare(&traces[j]) })
	c.gather(rest)
	c.claim(vague)
	slices.SortFunc(c.all, func(a, b Cascade) int { return traces[a.first()].compare(&traces[b.first()]) })
	return c.all
}

func (c Cascade) first() int {
	if c.Own >= 0 {
		return c.Own
	}
	return c.Victims[0]
}

type cascader struct {
	traces []Trace
	own    map[int][]int // victims of the supplier's dated cases
	all    []Cascade
}

// nearest gives the case of the supplier that a victim tells of, -1 for none.
func (c *cascader) nearest(dated []int, victim int) int {
	best, distance := -1, 0
	v := &c.traces[victim]
	for _, o := range dated {
		t := &c.traces[o]
		if d := abs(t.From - v.From); t.meets(v) && (best < 0 || d < distance) {
			best, distance = o, d
		}
	}
	return best
}

// gather makes cascades of victims of which the supplier has no case, given in
// order.
func (c *cascader) gather(rest []int) {
	for len(rest) > 0 {
		// Those that nothing later reaches back to are by themselves.
		n, until := 1, c.traces[rest[0]].To
		for ; n < len(rest) && c.traces[rest[n]].From <= until; n++ {
			until = max(until, c.traces[rest[n]].To)
		}
		for run := slices.Clone(rest[:n]); len(run) > 0; {
			at, way := c.densest(run)
			var taken, left []int
			for _, i := range run {
				if t := &c.traces[i]; t.From <= at && at <= t.To && t.Ways&way != 0 {
					taken = append(taken, i)
				} else {
					left = append(left, i)
				}
			}
			c.all = append(c.all, c.divide(-1, taken)...)
			run = left
		}
		rest = rest[n:]
	}
}

// densest gives the day and the way that most victims may be of, the first of
// several.
func (c *cascader) densest(run []int) (at int, way uint8) {
	most := 0
	for w := outside; w <= inside; w <<= 1 {
		var ends []int
		for _, i := range run {
			if c.traces[i].Ways&w != 0 {
				ends = append(ends, c.traces[i].To)
			}
		}
		slices.Sort(ends)
		begun, ended := 0, 0
		for _, i := range run { // in the order of From
			t := &c.traces[i]
			if t.Ways&w == 0 {
				continue
			}
			begun++
			for ended < len(ends) && ends[ended] < t.From {
				ended++
			}
			if n := begun - ended; n > most || n == most && t.From < at {
				most, at, way = n, t.From, w
			}
		}
	}
	return at, way
}

// divide gives the cases of one time as one cascade, or as several where they
// name products that no case names together. A product is what two
// organizations name; those that state the same first day tell of the same
// attack whatever they name. Cases that name none are with the most.
func (c *cascader) divide(own int, victims []int) []Cascade {
	members := slices.Clone(victims)
	if own >= 0 {
		members = append(members, own)
	}
	named := make(map[string]string) // the organization that names it
	shared := make(map[string]bool)
	for _, i := range members {
		t := &c.traces[i]
		for _, p := range t.Products {
			if by, ok := named[p]; ok && by != t.Organization {
				shared[p] = true
			}
			named[p] = t.Organization
		}
	}
	group := make([]int, len(members)) // by member: the first member that it is with
	products := make([]bool, len(members))
	byProduct, byDay := make(map[string]int), make(map[int]int)
	find := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	with := func(i, j int) {
		i, j = find(i), find(j)
		group[max(i, j)] = min(i, j)
		products[min(i, j)] = products[i] || products[j]
	}
	for i := range members {
		group[i] = i
		t := &c.traces[members[i]]
		for _, p := range t.Products {
			if !shared[p] {
				continue
			}
			products[find(i)] = true
			if j, ok := byProduct[p]; ok {
				with(i, j)
			}
			byProduct[p] = i
		}
		if t.Attack != 0 {
			if j, ok := byDay[t.Attack]; ok {
				with(i, j)
			}
			byDay[t.Attack] = i
		}
	}
	size := make(map[int]int)
	for i := range members {
		size[find(i)]++
	}
	home := -1 // of those that name no product
	for i := range members {
		if g := find(i); products[g] && (home < 0 || size[g] > size[home]) {
			home = g
		}
	}
	var parts []Cascade
	at := make(map[int]int)
	for i, m := range members {
		g := find(i)
		if !products[g] {
			g = home // -1 where nobody names any
		}
		p, ok := at[g]
		if !ok {
			p = len(parts)
			at[g] = p
			parts = append(parts, Cascade{Own: -1})
		}
		if m == own {
			parts[p].Own = m
		} else {
			parts[p].Victims = append(parts[p].Victims, m)
		}
	}
	return parts
}

// claim gives cases of the supplier that state no date of the attack to the
// cascades nearest to them that have none.
func (c *cascader) claim(vague []int) {
	type claim struct{ distance, own, cascade int }
	var claims []claim
	rank := make(map[int]int, len(vague))
	for n, o := range vague {
		rank[o] = n
		for i := range c.all {
			if c.all[i].Own >= 0 {
				continue
			}
			t, core := &c.traces[o], c.core(c.all[i].Victims)
			if t.meets(&core) {
				claims = append(claims, claim{abs(t.To - core.From), o, i})
			}
		}
	}
	slices.SortFunc(claims, func(a, b claim) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(rank[a.own], rank[b.own]),
			c.traces[c.all[a.cascade].Victims[0]].compare(&c.traces[c.all[b.cascade].Victims[0]]))
	})
	claimed := make(map[int]bool)
	for _, x := range claims {
		if !claimed[x.own] && c.all[x.cascade].Own < 0 {
			claimed[x.own] = true
			c.all[x.cascade].Own = x.own
		}
	}
	for _, o := range vague {
		if !claimed[o] {
			c.all = append(c.all, Cascade{Own: o})
		}
	}
}

// core is when all of the victims may have been reached.
func (c *cascader) core(victims []int) Trace {
	core := c.traces[victims[0]]
	for _, i := range victims[1:] {
		t := &c.traces[i]
		core.From, core.To = max(core.From, t.From), min(core.To, t.To)
		core.Ways &= t.Ways
	}
	return core
}

func abs(n int) int { return max(n, -n) }
