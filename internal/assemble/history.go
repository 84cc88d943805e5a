package assemble

import (
	"cmp"
	"slices"
	"strings"

	"jikenbo"
)

// History tells account by account, in the order of [Sort], what each did to
// what was known. After each account the case is what [Join] makes of the
// accounts up to it, so that the changes lead from the first case to the last.
//
// A text that has been replaced at its address has its step too, and counts
// until the next text from the same source: the step of that one tells what
// the edit changed, and what it left out without a word is dropped. What is not
// repeated is told once, by the first account that does not.
func History(accounts []jikenbo.Account) []jikenbo.Step {
	sorted := slices.Clone(accounts)
	Sort(sorted)
	heirs := heirs(sorted)
	steps := make([]jikenbo.Step, len(sorted))
	before := new(joiner)
	names := namebook{}
	missed := map[string][]jikenbo.Fact{}
	for i := range sorted {
		sofar := until(sorted, heirs, i+1)
		now := gather(sofar, names, true)
		a := &sorted[i]
		steps[i] = jikenbo.Step{EntryRef: a.EntryRef, Known: a.Known, Stage: a.Case.Stage, Title: a.Case.Title}
		d := differ{account: i, own: a, before: before, now: now, sofar: sofar, missed: missed}
		d.compare()
		steps[i].Changes = d.changes
		before = now
	}
	return steps
}

// differ tells what one account did.
type differ struct {
	account     int
	own         *jikenbo.Account
	before, now *joiner
	sofar       []jikenbo.Account
	missed      map[string][]jikenbo.Fact // what has not been repeated since it was told so, by field
	changes     []jikenbo.FactChange
}

func (d *differ) compare() {
	before, now, own := byField(&d.before.c), byField(&d.now.c), byField(&d.own.Case)
	for _, f := range jikenbo.Fields {
		if f.Name != "kind" && (len(before[f.Name]) > 0 || len(now[f.Name]) > 0) {
			d.field(f.Name, before[f.Name], now[f.Name], own[f.Name])
		}
	}
}

// byField gives the facts that are stated, by field.
func byField(c *jikenbo.Case) map[string][]jikenbo.Fact {
	all := map[string][]jikenbo.Fact{}
	for _, f := range c.Facts() {
		if !f.Absence {
			name, _, _ := strings.Cut(f.Pointer[1:], "/")
			all[name] = append(all[name], f)
		}
	}
	return all
}

// field tells what the account did to a field: before and now are its facts in
// the case, own those of the account.
func (d *differ) field(name string, before, now, own []jikenbo.Fact) {
	var gone, stay []jikenbo.Fact
	for _, f := range before {
		if find(now, f.Value) < 0 {
			gone = append(gone, f)
		} else {
			stay = append(stay, f)
		}
	}
	var fresh []jikenbo.Fact
	for _, f := range now {
		if find(before, f.Value) < 0 {
			fresh = append(fresh, f)
		}
	}
	d.missed[name] = slices.DeleteFunc(d.missed[name], func(f jikenbo.Fact) bool { return find(stay, f.Value) < 0 })
	heir := succession(name, gone, fresh, now)
	changed := map[string]bool{} // what is there now in the place of something, by pointer
	for i, f := range gone {
		if h := heir[i]; h != nil {
			changed[h.Pointer] = true
			d.add(jikenbo.FactChanged, name, f.Value, h.Value, d.stating(own, h))
		}
	}
	for _, f := range fresh {
		if !changed[f.Pointer] {
			d.add(jikenbo.FactAdded, name, nil, f.Value, d.stating(own, &f))
		}
	}
	for i, f := range gone {
		if heir[i] != nil {
			continue
		}
		if spans := d.denial(name, f.Value); spans != nil || !d.vanished(f.Pointer) {
			d.add(jikenbo.FactWithdrawn, name, f.Value, nil, spans)
		} else {
			d.add(jikenbo.FactDropped, name, f.Value, nil, d.before.evidence[f.Pointer])
		}
	}
	if len(own) == 0 || name == "checks" || !strings.Contains(own[0].Pointer[1:], "/") {
		return
	}
	for _, f := range stay {
		if h, ok := f.Value.(jikenbo.Happening); ok && h.Kind == jikenbo.PublishedMoment {
			continue // that an earlier notice is not named again means nothing
		}
		told := find(d.missed[name], f.Value)
		switch said := slices.Contains(d.now.said[now[find(now, f.Value)].Pointer], d.account); {
		case said && told >= 0:
			d.missed[name] = slices.Delete(d.missed[name], told, told+1)
		case !said && told < 0 && !d.sofar[d.account].Replaced:
			d.missed[name] = append(d.missed[name], f)
			d.add(jikenbo.FactDropped, name, f.Value, nil, d.before.evidence[f.Pointer])
		}
	}
}

func (d *differ) add(what jikenbo.Verb, field string, before, after any, spans []jikenbo.Span) {
	d.changes = append(d.changes, jikenbo.FactChange{What: what, Field: field, Before: before, After: after, Spans: spans})
}

// stating gives the words of the account that state a fact of the case, those
// of others where it has none of its own.
func (d *differ) stating(own []jikenbo.Fact, f *jikenbo.Fact) []jikenbo.Span {
	if i := find(own, f.Value); i >= 0 {
		return d.own.Evidence[own[i].Pointer]
	}
	return d.now.evidence[f.Pointer]
}

// vanished reports whether those who said a fact have all been replaced.
func (d *differ) vanished(pointer string) bool {
	said := d.before.said[pointer]
	return len(said) > 0 && !slices.ContainsFunc(said, func(i int) bool { return !d.sofar[i].Replaced })
}

// denial gives the words of the account that take a fact back: what puts an
// item on the other list, or the figures that take the place of another.
func (d *differ) denial(field string, value any) []jikenbo.Span {
	c, e := &d.own.Case, d.own.Evidence
	switch field {
	case "items":
		for i, x := range c.ItemsExcluded {
			if covers(x, value.(jikenbo.Item)) {
				return e[jikenbo.Pointer("items_excluded", i)]
			}
		}
	case "items_excluded":
		for i, x := range c.Items {
			if covers(value.(jikenbo.Item), x) {
				return e[jikenbo.Pointer("items", i)]
			}
		}
	case "affected":
		best, most := -1, 0.0
		for i, a := range c.Affected {
			if score := likeness(value.(jikenbo.Affected), a); score > most {
				best, most = i, score
			}
		}
		if best >= 0 {
			return e[jikenbo.Pointer("affected", best)]
		}
	case "checks":
		if len(c.Affected) > 0 {
			return e[jikenbo.Pointer("affected", 0)]
		}
	}
	return nil
}

// find gives the place of a value among facts of its field, -1 for none.
func find(facts []jikenbo.Fact, value any) int {
	return slices.IndexFunc(facts, func(f jikenbo.Fact) bool { return alike(f.Value, value) })
}

func alike(a, b any) bool {
	switch x := a.(type) {
	case jikenbo.Affected:
		return x.Equal(b.(jikenbo.Affected))
	case jikenbo.Check:
		return x.Equal(b.(jikenbo.Check))
	}
	return a == b
}

// succession finds for each fact that is gone the one that took its place, nil
// where none did. A figure takes the place of one other; else one fact may take
// the place of several, and may have been there before.
func succession(field string, gone, fresh, now []jikenbo.Fact) []*jikenbo.Fact {
	heir := make([]*jikenbo.Fact, len(gone))
	if len(gone) == 0 {
		return heir
	}
	if field != "affected" && field != "checks" {
		for i := range gone {
			best := 0.0
			for _, among := range [][]jikenbo.Fact{fresh, now} {
				for k := range among {
					if score := succeeds(field, gone[i].Value, among[k].Value); score > best {
						best, heir[i] = score, &among[k]
					}
				}
				if best > 0 {
					break
				}
			}
		}
		return heir
	}
	type pair struct {
		gone, fresh int
		score       float64
	}
	var pairs []pair
	for i := range gone {
		for k := range fresh {
			if score := succeeds(field, gone[i].Value, fresh[k].Value); score > 0 {
				pairs = append(pairs, pair{i, k, score})
			}
		}
	}
	if field == "affected" {
		// The one total takes the place of the one total.
		i, k := onlyTotal(gone), onlyTotal(fresh)
		for p := range pairs {
			if pairs[p].gone == i && pairs[p].fresh == k {
				pairs[p].score += 10
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.score, a.score) })
	taken := make([]bool, len(fresh))
	for _, p := range pairs {
		if heir[p.gone] == nil && !taken[p.fresh] {
			heir[p.gone], taken[p.fresh] = &fresh[p.fresh], true
		}
	}
	return heir
}

// onlyTotal gives the place of the one total among figures, -1 if there is
// none or another.
func onlyTotal(figures []jikenbo.Fact) int {
	at := -1
	for i, f := range figures {
		if f.Value.(jikenbo.Affected).Role == jikenbo.Total {
			if at >= 0 {
				return -1
			}
			at = i
		}
	}
	return at
}

// succeeds tells how likely a value is what another of the field has become, 0
// if it cannot be.
func succeeds(field string, old, new any) float64 {
	is := func(b bool) float64 {
		if b {
			return 1
		}
		return 0
	}
	switch x := old.(type) {
	case jikenbo.Affected:
		return likeness(x, new.(jikenbo.Affected))
	case jikenbo.Check:
		y := new.(jikenbo.Check)
		return is(x.Kind == y.Kind) + is(x.Kind == y.Kind && len(x.Parts) == len(y.Parts))
	case jikenbo.Period:
		return meets(x, new.(jikenbo.Period))
	case jikenbo.Happening:
		y := new.(jikenbo.Happening)
		if x.Kind != y.Kind {
			return 0
		}
		if x.To.IsZero() && y.To.IsZero() {
			if days, ok := x.Date.DaysUntil(y.Date); ok && abs(days) < 100 { // put right, or edited
				return 0.5 - float64(abs(days))/250
			}
		}
		if (x.To.IsZero() || y.To.IsZero()) && !coarser(period(&x), period(&y)) {
			return 0
		}
		return meets(period(&x), period(&y))
	case jikenbo.Report:
		y := new.(jikenbo.Report)
		return is(x.To == y.To && within(y.Date, x.Date))
	case jikenbo.Item, jikenbo.Response:
		return 0
	case jikenbo.Type:
		return is(x == unauthorized && attacks[new.(jikenbo.Type)])
	case jikenbo.TargetRule:
		return is(x.Sector == new.(jikenbo.TargetRule).Sector)
	case string:
		if field == "contacts" {
			return 0
		}
		if field == "suppliers" || field == "services" {
			return is(oneName(x, new.(string)))
		}
	}
	return 1 // a field of one value
}

// meets tells how much two periods have in common: 0 for nothing, 1 for some
// days, more for each end.
func meets(a, b jikenbo.Period) float64 {
	if a.To.Before(b.From) || b.To.Before(a.From) {
		return 0
	}
	score := 1.0
	if within(a.From, b.From) || within(b.From, a.From) {
		score++
	}
	if within(a.To, b.To) || within(b.To, a.To) {
		score++
	}
	return score
}
