package assemble

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"jikenbo"
)

// Join makes one case of the accounts of one incident, whatever their order.
// One account gives its own case, evidence and conflicts, which are shared.
//
// A later account supersedes an earlier one, and one that is silent erases
// nothing. Where accounts of the same day and stage differ, the last in the
// order of [Sort] is taken and the others are kept as a conflict. What has been
// replaced at its address is left out, unless nothing else is there.
//
// Every fact has the words of the accounts that state this very value, newest
// first. The dates on which earlier accounts came out are kept as happenings.
func Join(accounts []jikenbo.Account) (jikenbo.Case, jikenbo.Evidence, []jikenbo.Conflict) {
	j := gather(accounts, namebook{}, false)
	return j.c, j.evidence, j.conflicts
}

// joiner makes a case of accounts field by field.
type joiner struct {
	accounts  []*jikenbo.Account // those that count, oldest first
	places    []place            // of these
	c         jikenbo.Case
	evidence  jikenbo.Evidence
	conflicts []jikenbo.Conflict
	said      map[string][]int // by pointer: who says it, as indices of the accounts given; nil if nobody asks
	sources   []source         // memory for those of facts
	spans     []jikenbo.Span   // memory for those of the evidence
	names     namebook
}

// source is where a fact stands in an account.
type source struct {
	account int32 // index of the account
	index   int32 // among the values of the field, or one of those below
}

const (
	alone  = -1 // the value of a field of one value
	itself = -2 // a happening: that the account itself came out
)

// pointer gives where a fact of a field stands in the case of its account.
func (s source) pointer(field string) string {
	switch s.index {
	case alone:
		return "/" + field
	case itself:
		return "/published"
	}
	return jikenbo.Pointer(field, int(s.index))
}

// fact is a value of a field with the accounts that say it.
type fact[T any] struct {
	value  T
	from   []source // that state this very value, or it in another spelling; oldest first
	margin *margin  // nil for most
}

// margin is what few facts have.
type margin struct {
	repeated []int32 // accounts that say as much in fewer words
	against  []rival // values of accounts of the same place that the fact was preferred to
}

// rival is a value that competed and lost.
type rival struct {
	source
	field string
	value any
}

// by reports whether an account states the fact.
func (f *fact[T]) by(account int32) bool {
	return slices.ContainsFunc(f.from, func(s source) bool { return s.account == account })
}

// notes gives the margin to write on.
func (f *fact[T]) notes() *margin {
	if f.margin == nil {
		f.margin = new(margin)
	}
	return f.margin
}

// repeat notes that an account says as much in fewer words.
func (f *fact[T]) repeat(accounts ...int32) {
	m := f.notes()
	m.repeated = append(m.repeated, accounts...)
}

// sameDay is why one of several accounts of the same place is preferred.
const sameDay = "another account of the same day and stage states otherwise"

// gather does what Join does; told asks who says what. The namebook may be
// used again.
func gather(accounts []jikenbo.Account, names namebook, told bool) *joiner {
	j := &joiner{names: names}
	if told {
		j.said = map[string][]int{}
	}
	standing, incident := false, false
	for i := range accounts {
		standing = standing || !accounts[i].Replaced
	}
	for i := range accounts {
		incident = incident || accounts[i].Case.Kind == jikenbo.Incident && !(standing && accounts[i].Replaced)
	}
	places := seat(accounts)
	j.accounts = make([]*jikenbo.Account, 0, len(accounts))
	j.places = places[:0]
	for _, p := range places {
		a := &accounts[p.at]
		if standing && a.Replaced || incident && a.Case.Kind != jikenbo.Incident {
			continue
		}
		if n := len(j.accounts); n > 0 && a.EntryRef == j.accounts[n-1].EntryRef && reflect.DeepEqual(a, j.accounts[n-1]) {
			continue // given twice
		}
		j.accounts = append(j.accounts, a)
		j.places = append(j.places, p)
	}
	switch len(j.accounts) {
	case 0:
	case 1:
		a := j.accounts[0]
		j.c, j.evidence, j.conflicts = a.Case, a.Evidence, a.Conflicts
		if told {
			for _, f := range a.Case.Facts() {
				j.said[f.Pointer] = []int{j.places[0].at}
			}
		}
	default:
		j.all()
	}
	return j
}

func (j *joiner) all() {
	facts, most := 0, 0
	for _, a := range j.accounts {
		facts += len(a.Evidence)
		most = max(most, len(a.Evidence))
	}
	j.evidence = make(jikenbo.Evidence, (facts+most)/2)
	j.sources = make([]source, 0, facts+most)
	j.spans = make([]jikenbo.Span, 0, facts-most)
	c := &j.c
	c.Kind = j.accounts[len(j.accounts)-1].Case.Kind
	latest(j, "number", &c.Number, func(c *jikenbo.Case) string { return c.Number }, "")
	j.organization()
	latest(j, "title", &c.Title, func(c *jikenbo.Case) string { return c.Title }, "")
	latest(j, "published", &c.Published, func(c *jikenbo.Case) jikenbo.Date { return c.Published }, jikenbo.Date{})
	latest(j, "stage", &c.Stage, func(c *jikenbo.Case) jikenbo.Stage { return c.Stage }, jikenbo.OnlyStage)
	j.types()
	latest(j, "leak", &c.Leak, func(c *jikenbo.Case) jikenbo.Leak { return c.Leak }, jikenbo.LeakUnstated)
	j.affected()
	j.items()
	j.windows()
	j.timeline()
	j.reports()
	c.Suppliers = names(j, "suppliers", func(c *jikenbo.Case) []string { return c.Suppliers })
	c.Services = names(j, "services", func(c *jikenbo.Case) []string { return c.Services })
	latest(j, "discovered_by", &c.DiscoveredBy, func(c *jikenbo.Case) jikenbo.Discoverer { return c.DiscoveredBy }, jikenbo.DiscovererUnstated)
	latest(j, "secondary_damage", &c.SecondaryDamage, func(c *jikenbo.Case) jikenbo.Damage { return c.SecondaryDamage }, jikenbo.DamageUnstated)
	j.responses()
	c.Contacts = keep(j, "contacts", union(j, func(c *jikenbo.Case) []string { return c.Contacts }))
	j.checks()
	j.last()
}

// latest takes a field of one value from the last account that states it. The
// value unstated says that the text does not.
func latest[T comparable](j *joiner, field string, value *T, get func(*jikenbo.Case) T, unstated T) {
	var zero T
	at := -1
	for i, a := range slices.Backward(j.accounts) {
		v := get(&a.Case)
		if v == zero {
			continue
		}
		*value = v
		if v != unstated {
			at = i
			break
		}
	}
	if *value == zero {
		return
	}
	f := fact[T]{value: *value}
	for i, a := range j.accounts {
		if get(&a.Case) == *value {
			f.from = append(f.from, source{int32(i), alone})
		}
	}
	for i := at - 1; i >= 0 && j.places[i].day == j.places[at].day && field != "title"; i-- { // each notice has a title of its own
		v := get(&j.accounts[i].Case)
		if v != zero && v != unstated && v != *value && j.places[i].equal(j.places[at]) && fold(v) != fold(*value) {
			m := f.notes()
			m.against = append(m.against, rival{source{int32(i), alone}, field, v})
		}
	}
	settle(j, field, alone, &f)
}

// organization takes the name that the last account gives, in its fullest form.
func (j *joiner) organization() {
	at := -1
	for i, a := range slices.Backward(j.accounts) {
		if a.Case.Organization != "" {
			at = i
			break
		}
	}
	if at < 0 {
		return
	}
	name := j.accounts[at].Case.Organization
	f := fact[string]{value: name}
	one := make([]bool, len(j.accounts)) // who gives the same name
	for i, a := range slices.Backward(j.accounts) {
		n := a.Case.Organization
		if n == "" {
			continue
		}
		if one[i] = oneOrganization(n, name); one[i] {
			f.value = fuller(f.value, n)
		} else if j.places[i].equal(j.places[at]) {
			m := f.notes()
			m.against = append(m.against, rival{source{int32(i), alone}, "organization", n})
		}
	}
	for i, a := range j.accounts {
		switch {
		case a.Case.Organization == f.value:
			f.from = append(f.from, source{int32(i), alone})
		case one[i]:
			f.repeat(int32(i))
		}
	}
	j.c.Organization = f.value
	settle(j, "organization", alone, &f)
}

// settle keeps the evidence of a fact and the values that lost against it.
// index is where it stands among the values of the field.
func settle[T any](j *joiner, field string, index int32, f *fact[T]) {
	pointer := source{0, index}.pointer(field)
	j.proof(pointer, field, f.from)
	if j.said != nil {
		for _, s := range f.from {
			j.saidBy(pointer, s.account)
		}
		if f.margin != nil {
			for _, i := range f.margin.repeated {
				j.saidBy(pointer, i)
			}
		}
	}
	var k jikenbo.Conflict
	add := func(o jikenbo.Alternative) {
		if len(k.Others) < maxOthers && !slices.ContainsFunc(k.Others, func(x jikenbo.Alternative) bool { return fold(x.Value) == fold(o.Value) }) {
			k.Others = append(k.Others, o)
		}
	}
	if f.margin != nil {
		for _, r := range f.margin.against {
			k.Reason = sameDay
			spans := j.accounts[r.account].Evidence[r.pointer(r.field)]
			add(jikenbo.Alternative{Value: wording(r.value, spans), Spans: spans})
		}
	}
	for _, s := range slices.Backward(f.from) {
		for i := range j.accounts[s.account].Conflicts {
			own := &j.accounts[s.account].Conflicts[i]
			if own.Pointer != s.pointer(field) {
				continue
			}
			k.Chosen, k.Reason = cmp.Or(k.Chosen, own.Chosen), cmp.Or(k.Reason, own.Reason)
			for _, o := range own.Others {
				add(o)
			}
		}
	}
	if len(k.Others) > 0 {
		k.Pointer = pointer
		k.Chosen = cmp.Or(k.Chosen, wording(f.value, j.evidence[pointer]))
		j.conflicts = append(j.conflicts, k)
	}
}

// wording gives a value as text: what is made of several parts, in the words
// that state it.
func wording(value any, spans []jikenbo.Span) string {
	if len(spans) == 0 || reflect.TypeOf(value).Kind() == reflect.String || reflect.TypeOf(value) == reflect.TypeFor[jikenbo.Date]() {
		return fmt.Sprint(value)
	}
	var quotes []string
	for _, s := range spans {
		if !slices.Contains(quotes, s.Quote) {
			quotes = append(quotes, s.Quote)
		}
	}
	return strings.Join(quotes, " … ")
}

// proof keeps the words of the accounts that state a fact, newest first: of
// each some, of the newest as many as there is room for.
func (j *joiner) proof(pointer, field string, from []source) {
	if len(from) == 1 {
		if spans := j.accounts[from[0].account].Evidence[from[0].pointer(field)]; len(spans) > 0 {
			j.evidence[pointer] = slices.Clip(spans)
		}
		return
	}
	start := len(j.spans)
	for i, s := range slices.Backward(from) {
		own := j.accounts[s.account].Evidence[s.pointer(field)]
		room := maxSpans - (len(j.spans) - start)
		for _, o := range own[:min(len(own), max(1, room-i), room)] {
			if !slices.Contains(j.spans[start:], o) {
				j.spans = append(j.spans, o)
			}
		}
	}
	if spans := j.spans[start:]; len(spans) > 0 {
		j.evidence[pointer] = slices.Clip(spans)
	}
}

func (j *joiner) saidBy(pointer string, account int32) {
	if at := j.places[account].at; !slices.Contains(j.said[pointer], at) {
		j.said[pointer] = append(j.said[pointer], at)
	}
}

// keep settles the facts of a list and gives their values.
func keep[T any](j *joiner, field string, facts []fact[T]) []T {
	if len(facts) == 0 {
		return nil
	}
	values := make([]T, len(facts))
	for i := range facts {
		values[i] = facts[i].value
		settle(j, field, int32(i), &facts[i])
	}
	return values
}

// first gives a fact that an account states as the first. There is memory for
// those that state it later.
func first[T any](j *joiner, value T, s source) fact[T] {
	n := len(j.sources)
	j.sources = append(j.sources, s)
	more := min(len(j.accounts)-int(s.account), cap(j.sources)-n)
	j.sources = j.sources[:n+max(1, more)]
	return fact[T]{value: value, from: j.sources[n : n+1 : len(j.sources)]}
}

// again notes that a later account states a fact. What was said against it on
// an earlier day is settled.
func again[T any](j *joiner, f *fact[T], s source) {
	if m := f.margin; m != nil {
		m.against = slices.DeleteFunc(m.against, func(r rival) bool { return !j.places[r.account].equal(j.places[s.account]) })
	}
	f.from = append(f.from, s)
}

// union gathers the values of a list from all accounts, each once: first what
// the newest account says, in its order, then what only earlier ones say.
func union[T comparable](j *joiner, get func(*jikenbo.Case) []T) []fact[T] {
	return unite(j, "", get, func(a, b *T) bool { return *a == *b }, nil)
}

// unite is union where equal tells what is the same. A value that corrects an
// earlier one, which its own account does not repeat, takes its place.
func unite[T any](j *joiner, field string, get func(*jikenbo.Case) []T, equal, corrects func(new, old *T) bool) []fact[T] {
	var facts []fact[T]
	for i, a := range j.accounts {
		values := get(&a.Case)
		if len(values) == 0 {
			continue
		}
		next := make([]fact[T], 0, len(values)+len(facts))
		repeated := make([]bool, len(facts)+len(values))
		fresh := repeated[len(facts):]
		for k := range values {
			v := &values[k]
			s := source{int32(i), int32(k)}
			at := -1
			for n := range next {
				if equal(v, &next[n].value) && alike(next[n].value, *v) {
					at = n
					break
				}
			}
			if at >= 0 {
				next[at].from = append(next[at].from, s)
				continue
			}
			for o := range facts {
				if !repeated[o] && equal(v, &facts[o].value) {
					at = o
					break
				}
			}
			if at < 0 {
				fresh[len(next)] = true
				next = append(next, first(j, *v, s))
				continue
			}
			repeated[at] = true
			next = append(next, facts[at])
			again(j, &next[len(next)-1], s)
		}
		stated := len(next)
		for o := range facts {
			if repeated[o] {
				continue
			}
			corrected := false
			for n := 0; corrects != nil && n < stated; n++ {
				if fresh[n] && corrects(&next[n].value, &facts[o].value) {
					corrected = true
					oppose(j, field, &next[n], &facts[o], int32(i))
				}
			}
			if !corrected {
				next = append(next, facts[o])
			}
		}
		facts = next
	}
	return facts
}

// oppose notes on a fact of an account what it took the place of, where both
// are of the same place.
func oppose[T any](j *joiner, field string, f, old *fact[T], account int32) {
	for _, s := range slices.Backward(old.from) {
		if j.places[s.account].equal(j.places[account]) {
			m := f.notes()
			m.against = append(m.against, rival{s, field, old.value})
			return
		}
	}
}

// refine leaves out what is said more exactly by an account that does not also
// say it like this.
func refine[T any](facts []fact[T], coarser func(a, b *T) bool) []fact[T] {
	for i := 0; i < len(facts); i++ {
		for k := range facts {
			if i == k || !coarser(&facts[i].value, &facts[k].value) ||
				!slices.ContainsFunc(facts[k].from, func(s source) bool { return !facts[i].by(s.account) }) {
				continue
			}
			for _, s := range facts[i].from {
				facts[k].repeat(s.account)
			}
			if m := facts[i].margin; m != nil {
				facts[k].repeat(m.repeated...)
			}
			facts = slices.Delete(facts, i, i+1)
			i--
			break
		}
	}
	return facts
}

// types gathers the types. An unauthorized access of which another account says
// what attack it was, is that attack.
func (j *joiner) types() {
	facts := union(j, func(c *jikenbo.Case) []jikenbo.Type { return c.Types })
	facts = refine(facts, func(a, b *jikenbo.Type) bool { return *a == unauthorized && attacks[*b] })
	j.c.Types = keep(j, "types", facts)
}

const unauthorized jikenbo.Type = "unauthorized-access"

// attacks are the types that say how an unauthorized access was done.
var attacks = map[jikenbo.Type]bool{
	"web-skimming": true, "credential-stuffing": true, "account-takeover": true, "ransomware": true, "malware": true, "phishing": true,
	"support-scam": true, "vulnerability-exploit": true, "insider-misuse": true, "dos": true, "defacement": true,
}

// items gathers the items on both lists. What a later account puts on one list
// leaves the other.
func (j *joiner) items() {
	var in, out []fact[jikenbo.Item]
	for k, a := range j.accounts {
		c, i := &a.Case, int32(k)
		if len(c.Items) == 0 && len(c.ItemsExcluded) == 0 {
			continue
		}
		oldIn, oldOut := in, out
		in = j.enlist("items", i, c.Items, oldIn, "items_excluded", oldOut)
		out = j.enlist("items_excluded", i, c.ItemsExcluded, oldOut, "items", oldIn)
		in = slices.DeleteFunc(in, func(f fact[jikenbo.Item]) bool {
			return !f.by(i) && slices.ContainsFunc(c.ItemsExcluded, func(x jikenbo.Item) bool { return covers(x, f.value) })
		})
		out = slices.DeleteFunc(out, func(f fact[jikenbo.Item]) bool {
			return !f.by(i) && slices.ContainsFunc(c.Items, func(x jikenbo.Item) bool { return covers(f.value, x) })
		})
	}
	j.c.Items = keep(j, "items", in)
	j.c.ItemsExcluded = keep(j, "items_excluded", out)
}

// covers reports whether one item is another, or part of what it names.
func covers(x, y jikenbo.Item) bool {
	return x == y || x == "card" && strings.HasPrefix(string(y), "card-")
}

// enlist adds to a list of items what an account puts on it. What stands on the
// other list in an account of the same place is told against it.
func (j *joiner) enlist(field string, account int32, values []jikenbo.Item, list []fact[jikenbo.Item], opposite string, other []fact[jikenbo.Item]) []fact[jikenbo.Item] {
	if len(values) == 0 {
		return list
	}
	next := make([]fact[jikenbo.Item], 0, len(values)+len(list))
	for k, v := range values {
		s := source{account, int32(k)}
		is := func(f fact[jikenbo.Item]) bool { return f.value == v }
		if at := slices.IndexFunc(next, is); at >= 0 {
			next[at].from = append(next[at].from, s)
			continue
		}
		if at := slices.IndexFunc(list, is); at >= 0 {
			next = append(next, list[at])
			again(j, &next[len(next)-1], s)
		} else {
			next = append(next, first(j, v, s))
		}
		if at := slices.IndexFunc(other, is); at >= 0 {
			oppose(j, opposite, &next[len(next)-1], &other[at], account)
		}
	}
	for _, f := range list {
		if !slices.Contains(values, f.value) {
			next = append(next, f)
		}
	}
	return next
}

// windows gathers the windows: a later one takes the place of those it
// overlaps.
func (j *joiner) windows() {
	get := func(c *jikenbo.Case) []jikenbo.Period { return c.Windows }
	same := func(a, b *jikenbo.Period) bool { return *a == *b }
	facts := unite(j, "windows", get, same, func(new, old *jikenbo.Period) bool { return corrects(*new, *old) })
	facts = refine(facts, func(a, b *jikenbo.Period) bool { return coarser(*a, *b) })
	slices.SortStableFunc(facts, func(a, b fact[jikenbo.Period]) int { return a.value.Compare(b.value) })
	j.c.Windows = keep(j, "windows", facts)
}

// corrects reports whether a window takes the place of an earlier one: they
// overlap, and they are not the two open ends of one.
func corrects(new, old jikenbo.Period) bool {
	if new.To.Before(old.From) || old.To.Before(new.From) || coarser(new, old) || coarser(old, new) {
		return false
	}
	return !(new.From.IsZero() && old.To.IsZero() || new.To.IsZero() && old.From.IsZero())
}

// coarser reports whether a says the same as b less exactly.
func coarser(a, b jikenbo.Period) bool {
	return a != b && within(b.From, a.From) && within(b.To, a.To)
}

// within reports whether d lies within the span that a partial date leaves
// open; no date leaves everything open.
func within(d, partial jikenbo.Date) bool {
	return partial.IsZero() || d == partial || !d.IsZero() && d.Precision() > partial.Precision() && !d.Before(partial) && !partial.Before(d)
}

// timeline gathers the happenings. The dates on which earlier accounts came out
// are happenings of the incident.
func (j *joiner) timeline() {
	get := func(c *jikenbo.Case) []jikenbo.Happening { return c.Timeline }
	same := func(a, b *jikenbo.Happening) bool { return a.Date == b.Date && a.Kind == b.Kind && a.To == b.To }
	facts := unite(j, "timeline", get, same, func(new, old *jikenbo.Happening) bool {
		return new.Kind == old.Kind && !new.To.IsZero() && !old.To.IsZero() && corrects(period(new), period(old))
	})
	facts = j.putRight(facts)
	for i, a := range j.accounts {
		h := jikenbo.Happening{Date: a.Case.Published, Kind: jikenbo.PublishedMoment}
		if h.Date.IsZero() || h.Date == j.c.Published || a.Case.Kind != jikenbo.Incident {
			continue
		}
		s := source{int32(i), itself}
		if at := slices.IndexFunc(facts, func(f fact[jikenbo.Happening]) bool { return f.value == h }); at >= 0 {
			facts[at].from = append(facts[at].from, s)
			slices.SortStableFunc(facts[at].from, func(a, b source) int { return cmp.Compare(a.account, b.account) })
		} else {
			facts = append(facts, first(j, h, s))
		}
	}
	facts = refine(facts, func(a, b *jikenbo.Happening) bool {
		return a.Date.Year == b.Date.Year && a.Kind == b.Kind && coarser(period(a), period(b))
	})
	slices.SortStableFunc(facts, func(a, b fact[jikenbo.Happening]) int {
		if c := a.value.Date.Compare(b.value.Date); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(moments[a.value.Kind], moments[b.value.Kind]), a.value.To.Compare(b.value.To))
	})
	j.c.Timeline = keep(j, "timeline", facts)
}

// putRight leaves out of the happenings those that a later account says were
// wrong: of the kind it corrects the nearest by date that no account from then
// on states.
func (j *joiner) putRight(facts []fact[jikenbo.Happening]) []fact[jikenbo.Happening] {
	for i, a := range j.accounts {
		for k := range a.Case.Timeline {
			right := &a.Case.Timeline[k]
			if !slices.ContainsFunc(a.Evidence[jikenbo.Pointer("timeline", k)], func(s jikenbo.Span) bool { return s.PutsRight() }) {
				continue
			}
			wrong, near := -1, math.MaxInt
			for n := range facts {
				f := &facts[n]
				if f.value.Kind != right.Kind || f.value.Date == right.Date || f.value.Date.Precision() != right.Date.Precision() ||
					slices.ContainsFunc(f.from, func(s source) bool { return int(s.account) >= i }) {
					continue
				}
				if d, ok := f.value.Date.DaysUntil(right.Date); ok && abs(d) < near {
					wrong, near = n, abs(d)
				}
			}
			if wrong < 0 {
				continue
			}
			for n := range facts {
				if facts[n].by(int32(i)) && facts[n].value == *right {
					oppose(j, "timeline", &facts[n], &facts[wrong], int32(i))
				}
			}
			facts = slices.Delete(facts, wrong, wrong+1)
		}
	}
	return facts
}

func period(h *jikenbo.Happening) jikenbo.Period { return jikenbo.Period{From: h.Date, To: h.To} }

// The places of codes in their taxonomies, from 1.
var (
	moments  = ordered[jikenbo.Moment]("moment")
	measures = ordered[jikenbo.Response]("response")
)

func ordered[T ~string](taxonomy string) map[T]int {
	order := map[T]int{}
	for i, t := range jikenbo.TaxonomyOf(taxonomy).Terms {
		order[T(t.Code)] = i + 1
	}
	return order
}

// reports gathers the reports, by date; those without one at the end.
func (j *joiner) reports() {
	facts := union(j, func(c *jikenbo.Case) []jikenbo.Report { return c.Reports })
	facts = refine(facts, func(a, b *jikenbo.Report) bool { return *a != *b && a.To == b.To && within(b.Date, a.Date) })
	slices.SortStableFunc(facts, func(a, b fact[jikenbo.Report]) int {
		x, y := a.value.Date, b.value.Date
		if x.IsZero() != y.IsZero() {
			return y.Compare(x)
		}
		return x.Compare(y)
	})
	j.c.Reports = keep(j, "reports", facts)
}

// names gathers names, each in its fullest form.
func names(j *joiner, field string, get func(*jikenbo.Case) []string) []string {
	facts := unite(j, field, func(c *jikenbo.Case) []name { return j.names.all(get(c)) }, func(a, b *name) bool { return a.same(*b) }, nil)
	spellings := make([]fact[string], len(facts))
	for i, f := range facts {
		spellings[i] = fact[string]{f.value.text, f.from, f.margin}
		for _, s := range f.from {
			spellings[i].value = fuller(spellings[i].value, get(&j.accounts[s.account].Case)[s.index])
		}
	}
	return keep(j, field, spellings)
}

// responses gathers the responses in the order of their taxonomy.
func (j *joiner) responses() {
	facts := union(j, func(c *jikenbo.Case) []jikenbo.Response { return c.Responses })
	slices.SortStableFunc(facts, func(a, b fact[jikenbo.Response]) int { return cmp.Compare(measures[a.value], measures[b.value]) })
	j.c.Responses = keep(j, "responses", facts)
}

// checks gathers the checks of figures that are in the case.
func (j *joiner) checks() {
	facts := unite(j, "checks", func(c *jikenbo.Case) []jikenbo.Check { return c.Checks }, func(a, b *jikenbo.Check) bool { return sameCheck(*a, *b) }, nil)
	has := func(n int64) bool {
		return slices.ContainsFunc(j.c.Affected, func(a jikenbo.Affected) bool { return a.Count == n })
	}
	facts = slices.DeleteFunc(facts, func(f fact[jikenbo.Check]) bool {
		c := f.value
		if c.Kind == jikenbo.SubsetCheck {
			return !has(c.Whole) || !has(c.Part)
		}
		return !has(c.Total) || slices.ContainsFunc(c.Parts, func(n int64) bool { return !has(n) })
	})
	j.c.Checks = keep(j, "checks", facts)
}

// sameCheck reports whether two checks are one equation.
func sameCheck(a, b jikenbo.Check) bool {
	if a.Kind != b.Kind || a.Total != b.Total || a.Whole != b.Whole || a.Part != b.Part || len(a.Parts) != len(b.Parts) {
		return false
	}
	return slices.Equal(a.Parts, b.Parts) || slices.Equal(slices.Sorted(slices.Values(a.Parts)), slices.Sorted(slices.Values(b.Parts)))
}

// last takes what entries of other kinds carry from the last account that has
// it.
func (j *joiner) last() {
	for i, a := range slices.Backward(j.accounts) {
		if a.Case.Event != nil && j.c.Event == nil {
			j.c.Event = a.Case.Event
			settle(j, "event", alone, &fact[jikenbo.Event]{value: *a.Case.Event, from: []source{{int32(i), alone}}})
		}
		if len(a.Case.Rules) > 0 && j.c.Rules == nil {
			facts := make([]fact[jikenbo.TargetRule], len(a.Case.Rules))
			for k, r := range a.Case.Rules {
				facts[k] = fact[jikenbo.TargetRule]{value: r, from: []source{{int32(i), int32(k)}}}
			}
			j.c.Rules = keep(j, "rules", facts)
		}
	}
}
