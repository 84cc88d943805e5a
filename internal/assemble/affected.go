package assemble

import (
	"math"
	"slices"

	"jikenbo"
)

// unitKind tells what a unit counts: its class, and the unit itself where it has
// none. Figures of one kind correct each other.
func unitKind(unit string) string {
	class := jikenbo.UnitClass(unit)
	if class == "other" {
		unit = fold(unit)
		if class = jikenbo.UnitClass(unit); class == "other" {
			return unit
		}
	}
	if class == "口座" {
		return "アカウント"
	}
	return class
}

const (
	records   = "件" // of whatever the data are about
	companies = "社"
)

// figure is a stated count with what its unit counts.
type figure struct {
	fact[jikenbo.Affected]
	kind string
}

// affected joins the figures. Those of a later account take the place of all
// earlier ones, but for what it says nothing of: another kind of unit, another
// population where the items tell them apart, the total where it gives pieces
// only, the pieces where it repeats the total.
func (j *joiner) affected() {
	var now []figure
	for i, a := range j.accounts {
		if len(a.Case.Affected) > 0 {
			now = j.correct(now, int32(i), a.Case.Affected)
		}
	}
	facts := make([]fact[jikenbo.Affected], len(now))
	for i := range now {
		facts[i] = now[i].fact
	}
	j.c.Affected = keep(j, "affected", facts)
}

// correct gives the figures after an account.
func (j *joiner) correct(before []figure, account int32, values []jikenbo.Affected) []figure {
	now := make([]figure, 0, len(values)+len(before))
	used := make([]bool, len(before))
	for k, v := range values {
		s := source{account, int32(k)}
		if at := slices.IndexFunc(now, func(f figure) bool { return f.value.Equal(v) }); at >= 0 {
			now[at].from = append(now[at].from, s)
			continue
		}
		f := figure{kind: unitKind(v.Unit)}
		for o := range before {
			old := &before[o]
			if used[o] {
				continue
			}
			if old.value.Equal(v) {
				f.fact = old.fact
				again(j, &f.fact, s)
				used[o] = true
				break
			}
			if barer(v, old.value) && !slices.ContainsFunc(values, old.value.Equal) {
				f.fact = old.fact // it says no less: it stands
				f.repeat(account)
				used[o] = true
				break
			}
		}
		if f.from == nil {
			f.fact = first(j, v, s)
			for o, old := range before {
				if !used[o] && barer(old.value, v) {
					for _, s := range old.from {
						f.repeat(s.account)
					}
					used[o] = true
					break
				}
			}
		}
		now = append(now, f)
	}
	stated := now
	var kept []figure
	for o, old := range before {
		if used[o] {
			continue
		}
		if stays(&old, before, stated) {
			kept = append(kept, old)
		} else if at := counterpart(old.value, stated); at >= 0 {
			oppose(j, "affected", &stated[at].fact, &old.fact, account)
		}
	}
	if !slices.ContainsFunc(stated, func(f figure) bool { return f.value.Role == jikenbo.Total }) {
		return append(kept, stated...)
	}
	return append(stated, kept...)
}

// barer reports whether a is the count of b without the items and the window
// that the text of b ties to it.
func barer(a, b jikenbo.Affected) bool {
	return a.Count == b.Count && a.Unit == b.Unit && a.Bound == b.Bound && a.Role == b.Role &&
		(len(a.Items) == 0 || sameItems(a.Items, b.Items)) && (a.Window == nil || b.Window != nil && *a.Window == *b.Window)
}

// stays reports whether an earlier figure stands beside those an account
// states.
func stays(old *figure, before, stated []figure) bool {
	about := make([]*figure, 0, 8) // what is stated of the same
	totals := make([]*figure, 0, 4)
	for i := range stated {
		f := &stated[i]
		if concerns(f.kind, old, before) {
			about = append(about, f)
			if f.value.Role == jikenbo.Total {
				totals = append(totals, f)
			}
		}
	}
	if len(about) == 0 {
		return true
	}
	whole := make([]*figure, 0, 4) // the totals it belongs to
	for i := range before {
		f := &before[i]
		if f.value.Role == jikenbo.Total && (f.kind == old.kind || f.kind == records || old.kind == records) {
			whole = append(whole, f)
		}
	}
	total := old.value.Role == jikenbo.Total
	switch {
	case len(totals) > 0 && total:
		return otherPopulation(old, whole, about, totals) || !slices.ContainsFunc(totals, func(t *figure) bool { return !besides(&t.value, &old.value) })
	case len(totals) > 0:
		// A piece of totals that are all repeated, where no such pieces are.
		for _, w := range whole {
			if !slices.ContainsFunc(totals, func(t *figure) bool { return t.value.Count == w.value.Count }) {
				return false
			}
		}
		return len(whole) > 0 && !slices.ContainsFunc(about, func(f *figure) bool { return f.value.Role == old.value.Role })
	case len(whole) == 0 || !fits(about, whole):
		return false
	}
	return total || !slices.ContainsFunc(about, func(f *figure) bool {
		return f.value.Role == old.value.Role && sameItems(f.value.Items, old.value.Items)
	})
}

// otherPopulation reports whether an earlier total counts others than all those
// that are counted now: the items tell its population from the others, every
// total now is of one of the others, and nothing else is of this one.
func otherPopulation(old *figure, whole, about, totals []*figure) bool {
	if len(old.value.Items) == 0 || slices.ContainsFunc(about, func(f *figure) bool { return sameItems(f.value.Items, old.value.Items) }) {
		return false
	}
	var sum int64
	for _, w := range whole {
		sum += w.value.Count
	}
	for _, t := range totals {
		if !slices.ContainsFunc(whole, func(w *figure) bool {
			return sameItems(w.value.Items, t.value.Items) && !closer(t.value.Count, sum, w.value.Count)
		}) {
			return false
		}
	}
	return true
}

// besides reports whether a total counts others than an earlier one did, which
// it does not repeat (新たに判明した従業員310名): they have other items, and a
// total that was exact does not shrink to less than half.
func besides(new, old *jikenbo.Affected) bool {
	lacks := func(a, b []jikenbo.Item) bool {
		return slices.ContainsFunc(a, func(x jikenbo.Item) bool { return !slices.Contains(b, x) })
	}
	return old.Bound == jikenbo.Exact && new.Count < old.Count/2 &&
		len(new.Items) > 0 && len(old.Items) > 0 && lacks(new.Items, old.Items) && lacks(old.Items, new.Items)
}

// closer reports whether n is closer to a than to b.
func closer(n, a, b int64) bool {
	return math.Abs(float64(n)-float64(a)) < math.Abs(float64(n)-float64(b))
}

// concerns reports whether a figure of a kind says something of what an earlier
// one counts. Records may be of anything but companies; an earlier count of
// records beside one of that very kind was of something else.
func concerns(kind string, old *figure, before []figure) bool {
	switch {
	case kind == old.kind:
		return true
	case kind == records:
		return old.kind != companies
	case old.kind == records:
		return kind != companies && !slices.ContainsFunc(before, func(f figure) bool { return f.kind == kind })
	}
	return false
}

// fits reports whether pieces can be pieces of one of the totals.
func fits(pieces, totals []*figure) bool {
	most, least, sum := 0.0, 0.0, 0.0
	for _, t := range totals {
		_, high := possible(t.value)
		most += high
	}
	for _, p := range pieces {
		low, _ := possible(p.value)
		least = max(least, low)
		if p.value.Role == jikenbo.Part {
			sum += low
		}
	}
	return max(least, sum) <= most
}

// possible gives what a stated count leaves possible. A rounded number errs by
// no more than half.
func possible(a jikenbo.Affected) (low, high float64) {
	n := float64(a.Count)
	switch a.Bound {
	case jikenbo.Max:
		return 0, n
	case jikenbo.About:
		return n / 1.5, n * 1.5
	case jikenbo.Min, jikenbo.Over:
		return n, math.Inf(1)
	}
	return n, n
}

// sameItems reports whether two lists name the same items.
func sameItems(a, b []jikenbo.Item) bool {
	if len(a) != len(b) {
		return false
	}
	return !slices.ContainsFunc(a, func(x jikenbo.Item) bool { return !slices.Contains(b, x) })
}

// counterpart finds among figures the one that most likely took the place of
// an earlier one, -1 if none can have.
func counterpart(old jikenbo.Affected, figures []figure) int {
	best, most := -1, 0.0
	for i, f := range figures {
		if score := likeness(old, f.value); score > most {
			best, most = i, score
		}
	}
	return best
}

// likeness tells how likely a figure is the new value of an earlier one, 0 if
// it cannot be: the same role, the same items and a count close by speak for it.
func likeness(old, new jikenbo.Affected) float64 {
	a, b := unitKind(old.Unit), unitKind(new.Unit)
	if a != b && (a != records && b != records || a == companies || b == companies) {
		return 0
	}
	close := float64(min(old.Count, new.Count)) / float64(max(old.Count, new.Count, 1))
	score := 0.1 + 5*close*close
	if old.Role == new.Role {
		score += 1.5
	}
	if len(old.Items) > 0 && sameItems(old.Items, new.Items) {
		score += 2
	}
	return score
}
