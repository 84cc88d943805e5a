package assemble

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"jikenbo"
)

// sequence makes up accounts of one incident: few days, names and numbers, so
// that they meet in every way.
func sequence(r *rand.Rand) []jikenbo.Account {
	some := func(chance float64) bool { return r.Float64() < chance }
	day := func() jikenbo.Date {
		d := jikenbo.Date{Year: 2024, Month: 4 + r.IntN(2), Day: 1 + r.IntN(4)}
		if some(0.15) {
			d.Day = 0
		}
		return d
	}
	span := func() jikenbo.Period {
		p := jikenbo.Period{From: day(), To: day()}
		if p.To.Compare(p.From) < 0 {
			p.From, p.To = p.To, p.From
		}
		switch r.IntN(6) {
		case 0:
			p.From = jikenbo.Date{}
		case 1:
			p.To = jikenbo.Date{}
		}
		return p
	}
	accounts := make([]jikenbo.Account, 1+r.IntN(5))
	for i := range accounts {
		c := jikenbo.Case{Kind: jikenbo.Incident, Leak: jikenbo.LeakUnstated, DiscoveredBy: jikenbo.DiscovererUnstated, SecondaryDamage: jikenbo.DamageUnstated}
		c.Stage = pick(r, jikenbo.OnlyStage, jikenbo.FirstStage, jikenbo.UpdateStage, jikenbo.FinalStage)
		if some(0.8) {
			c.Published = day()
		}
		if some(0.9) {
			c.Organization = pick(r, "甲商事株式会社", "甲商事", "乙", "学校法人丙 甲商事")
		}
		if some(0.9) {
			c.Title = pick(r, "お知らせ", "お知らせ(第2報)", "お知らせ(第3報)")
		}
		if some(0.1) {
			c.Number = "2024-001"
		}
		c.Leak = pick(r, jikenbo.LeakUnstated, jikenbo.LeakPossible, jikenbo.LeakConfirmed, jikenbo.LeakNone)
		c.DiscoveredBy = pick(r, jikenbo.DiscovererUnstated, "internal", "police")
		c.SecondaryDamage = pick(r, jikenbo.DamageUnstated, jikenbo.DamageConfirmed, jikenbo.DamageNoneConfirmed)
		c.Types = several(r, 3, func() jikenbo.Type { return pick[jikenbo.Type](r, unauthorized, "ransomware", "supplier-breach") })
		c.Items = several(r, 4, func() jikenbo.Item { return pick[jikenbo.Item](r, "name", "email", "card", "card-number", "card-cvv") })
		c.ItemsExcluded = several(r, 3, func() jikenbo.Item { return pick[jikenbo.Item](r, "name", "email", "card", "card-number") })
		c.ItemsExcluded = slices.DeleteFunc(c.ItemsExcluded, func(x jikenbo.Item) bool { return slices.Contains(c.Items, x) })
		c.Windows = several(r, 3, span)
		c.Timeline = several(r, 5, func() jikenbo.Happening {
			p := span()
			h := jikenbo.Happening{Date: p.From, Kind: pick(r, jikenbo.Intrusion, jikenbo.Discovered, jikenbo.Reported, jikenbo.PublishedMoment)}
			if h.Date.IsZero() {
				h.Date = day()
			} else if some(0.4) {
				h.To = p.To
			}
			return h
		})
		c.Reports = several(r, 3, func() jikenbo.Report {
			x := jikenbo.Report{To: pick[jikenbo.Recipient](r, "ppc", "police")}
			if some(0.6) {
				x.Date = day()
			}
			return x
		})
		c.Suppliers = several(r, 3, func() string {
			return pick(r, "丁システム", "丁システム株式会社", "㈱丁システム", "戊")
		})
		c.Services = several(r, 2, func() string { return pick(r, "甲オンライン", "甲 オンライン", "乙ショップ") })
		c.Responses = several(r, 3, func() jikenbo.Response { return pick[jikenbo.Response](r, "waf", "training", "hotline", "mfa") })
		c.Contacts = several(r, 2, func() string { return pick(r, "0120-000-001", "0120-000-002") })
		for range r.IntN(4) {
			a := jikenbo.Affected{Count: int64(pick(r, 10, 12, 100, 110, 500)), Unit: pick(r, "件", "名", "人", "社"), Bound: pick(r, jikenbo.Exact, jikenbo.Max, jikenbo.About), Role: pick(r, jikenbo.Total, jikenbo.Total, jikenbo.Part, jikenbo.Subset)}
			a.Items = several(r, 2, func() jikenbo.Item { return pick[jikenbo.Item](r, "name", "email") })
			if some(0.2) {
				p := span()
				a.Window = &p
			}
			if !slices.ContainsFunc(c.Affected, a.Equal) {
				c.Affected = append(c.Affected, a)
			}
		}
		if n := len(c.Affected); n > 1 {
			c.Checks = []jikenbo.Check{{Kind: jikenbo.SubsetCheck, Whole: c.Affected[0].Count, Part: c.Affected[1].Count}}
		}
		a := account(fmt.Sprintf("%c%d", 'a'+r.IntN(26), i), c)
		if c.Published.IsZero() && some(0.8) {
			a.Known = jikenbo.Date{Year: 2024, Month: 4 + r.IntN(2), Day: 1 + r.IntN(6)} // found
		}
		if facts := slices.Sorted(func(yield func(string) bool) {
			for p := range a.Evidence {
				if !yield(p) {
					return
				}
			}
		}); len(facts) > 0 && some(0.3) {
			p := pick(r, facts...)
			a.Conflicts = []jikenbo.Conflict{{Pointer: p, Chosen: "x", Others: []jikenbo.Alternative{{Value: "y", Spans: []jikenbo.Span{{Notice: a.Notice, Start: 7, End: 9}}}}, Reason: "rank"}}
		}
		accounts[i] = a
	}
	return accounts
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// several makes up to n different values.
func several[T comparable](r *rand.Rand, n int, one func() T) []T {
	var all []T
	for range r.IntN(n + 1) {
		if v := one(); !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	return all
}

// properties runs a property on many sequences.
func properties(t *testing.T, property func(t *testing.T, r *rand.Rand, accounts []jikenbo.Account)) {
	t.Helper()
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 6))
		accounts := sequence(r)
		before, _ := json.Marshal(accounts)
		property(t, r, slices.Clone(accounts))
		if after, _ := json.Marshal(accounts); string(after) != string(before) {
			t.Error("the accounts were written on")
		}
		if t.Failed() {
			for _, a := range accounts {
				b, _ := json.Marshal(a.Case)
				t.Logf("%s known %s replaced %v: %s", a.Notice, a.Known, a.Replaced, b)
			}
			t.Fatalf("seed %d", seed)
		}
	}
}

// stated lists the facts that are stated, as JSON.
func stated(c *jikenbo.Case) map[string]bool {
	all := map[string]bool{}
	for field, facts := range byField(c) {
		for _, f := range facts {
			b, err := json.Marshal(f.Value)
			if err != nil {
				panic(err)
			}
			all[field+" "+string(b)] = true
		}
	}
	return all
}

// TestAnyOrder wants the same case and the same history of the same accounts,
// in whatever order and however often they come.
func TestAnyOrder(t *testing.T) {
	properties(t, func(t *testing.T, r *rand.Rand, accounts []jikenbo.Account) {
		for i := range accounts {
			accounts[i].Replaced = r.IntN(6) == 0
			accounts[i].Source = pick(r, "x", "y", accounts[i].Source)
		}
		c, e, k := Join(accounts)
		h := History(accounts)
		for range 3 {
			mixed := slices.Clone(accounts)
			r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
			twice := append(slices.Clone(mixed), accounts[r.IntN(len(accounts))])
			c3, e3, k3 := Join(twice)
			c2, e2, k2 := Join(mixed)
			if !reflect.DeepEqual(c, c2) || !reflect.DeepEqual(e, e2) || !reflect.DeepEqual(k, k2) {
				t.Error("another order gives another case")
			}
			if !reflect.DeepEqual(c, c3) || !reflect.DeepEqual(e, e3) || !reflect.DeepEqual(k, k3) {
				t.Error("an account given twice makes a difference")
			}
			if !reflect.DeepEqual(h, History(mixed)) {
				t.Error("another order gives another history")
			}
		}
	})
}

// TestAlone wants one account to be its own case.
func TestAlone(t *testing.T) {
	properties(t, func(t *testing.T, r *rand.Rand, accounts []jikenbo.Account) {
		a := accounts[0]
		if c, e, k := Join(accounts[:1]); !reflect.DeepEqual(c, a.Case) || !reflect.DeepEqual(e, a.Evidence) || !reflect.DeepEqual(k, a.Conflicts) {
			t.Error("one account is another case")
		}
	})
}

// TestSilent wants an account that states nothing to erase nothing and to add
// nothing, whenever it came out.
func TestSilent(t *testing.T) {
	properties(t, func(t *testing.T, r *rand.Rand, accounts []jikenbo.Account) {
		silent := says("silent", "", jikenbo.OnlyStage, "")
		silent.Known = jikenbo.Date{Year: 2024, Month: 4 + r.IntN(2), Day: 1 + r.IntN(4)}
		before, _, _ := Join(accounts)
		after, _, _ := Join(append(slices.Clone(accounts), silent))
		had, has := stated(&before), stated(&after)
		for f := range had {
			if !has[f] {
				t.Errorf("%s is erased", f)
			}
		}
		for f := range has {
			if !had[f] {
				t.Errorf("%s is there out of nothing", f)
			}
		}
	})
}

// TestLatest wants a field of one value to have what the last account states,
// whatever stands in the others.
func TestLatest(t *testing.T) {
	properties(t, func(t *testing.T, r *rand.Rand, accounts []jikenbo.Account) {
		Sort(accounts)
		var leak jikenbo.Leak = jikenbo.LeakUnstated
		var published jikenbo.Date
		for _, a := range accounts {
			if a.Case.Leak != jikenbo.LeakUnstated {
				leak = a.Case.Leak
			}
			if !a.Case.Published.IsZero() {
				published = a.Case.Published
			}
		}
		c, _, _ := Join(accounts)
		if c.Leak != leak || c.Published != published {
			t.Errorf("leak %s published %s, want %s %s", c.Leak, c.Published, leak, published)
		}
		last := accounts[len(accounts)-1]
		has := stated(&c)
		for f := range stated(&last.Case) {
			if !has[f] && !said(&last.Case, accounts[:len(accounts)-1], f) {
				t.Errorf("%s of the last account is not there", f)
			}
		}
	})
}

// said reports whether a fact of an account is not in the case because earlier
// ones say it more exactly or in a fuller form.
func said(c *jikenbo.Case, earlier []jikenbo.Account, f string) bool {
	for field, facts := range byField(c) {
		for _, own := range facts {
			b, _ := json.Marshal(own.Value)
			if field+" "+string(b) != f {
				continue
			}
			for _, a := range earlier {
				if h, ok := own.Value.(jikenbo.Happening); ok && h.Kind == jikenbo.PublishedMoment && within(a.Case.Published, h.Date) {
					return true
				}
				for _, other := range byField(&a.Case)[field] {
					switch x := other.Value.(type) {
					case jikenbo.Affected:
						if barer(own.Value.(jikenbo.Affected), x) {
							return true
						}
					case jikenbo.Period:
						if coarser(own.Value.(jikenbo.Period), x) {
							return true
						}
					case jikenbo.Happening:
						if y := own.Value.(jikenbo.Happening); x.Kind == y.Kind && coarser(period(&y), period(&x)) {
							return true
						}
					case jikenbo.Report:
						if y := own.Value.(jikenbo.Report); x.To == y.To && within(x.Date, y.Date) {
							return true
						}
					case jikenbo.Type:
						if own.Value.(jikenbo.Type) == unauthorized && attacks[x] {
							return true
						}
					case string:
						if field != "contacts" && oneOrganization(x, own.Value.(string)) {
							return true
						}
					}
				}
			}
		}
	}
	return false
}

// TestProved wants every fact of a case of several accounts to have the words
// of those that state it, and nothing to be there that nobody states.
func TestProved(t *testing.T) {
	properties(t, func(t *testing.T, r *rand.Rand, accounts []jikenbo.Account) {
		c, e, conflicts := Join(accounts)
		facts := map[string]bool{}
		states := map[string]map[string]bool{} // by notice
		for i := range accounts {
			states[accounts[i].Notice] = stated(&accounts[i].Case)
		}
		for _, f := range c.Facts() {
			facts[f.Pointer] = true
			spans := e[f.Pointer]
			if len(spans) == 0 && !f.Absence {
				t.Errorf("%s has no evidence", f.Pointer)
			}
			if len(accounts) > 1 && len(spans) > maxSpans {
				t.Errorf("%s has %d places", f.Pointer, len(spans))
			}
			for i, s := range spans {
				if states[s.Notice] == nil {
					t.Errorf("%s is stated by %q, which is no account", f.Pointer, s.Notice)
				}
				if slices.Contains(spans[:i], s) {
					t.Errorf("%s has a place twice", f.Pointer)
				}
			}
			b, _ := json.Marshal(f.Value)
			field := f.Pointer[1:]
			for i := range field {
				if field[i] == '/' {
					field = field[:i]
					break
				}
			}
			if !f.Absence && !states[spans[0].Notice][field+" "+string(b)] && field != "suppliers" && field != "services" && field != "timeline" && field != "checks" {
				t.Errorf("%s %s is not what %s states", f.Pointer, b, spans[0].Notice)
			}
		}
		for p := range e {
			if !facts[p] {
				t.Errorf("evidence for %s, which is no fact", p)
			}
		}
		for i, k := range conflicts {
			if !facts[k.Pointer] || len(k.Others) == 0 || k.Reason == "" || k.Chosen == "" {
				t.Errorf("conflict %+v", k)
			}
			if slices.ContainsFunc(conflicts[:i], func(o jikenbo.Conflict) bool { return o.Pointer == k.Pointer }) {
				t.Errorf("two conflicts of %s", k.Pointer)
			}
		}
	})
}

// TestItemsApart wants no item on both lists, unless one account says so.
func TestItemsApart(t *testing.T) {
	properties(t, func(t *testing.T, r *rand.Rand, accounts []jikenbo.Account) {
		c, _, _ := Join(accounts)
		for _, x := range c.Items {
			if slices.Contains(c.ItemsExcluded, x) {
				t.Errorf("%s is affected and not affected", x)
			}
		}
	})
}

// TestReplay wants the changes of each step to lead from the case before to
// the case after, which is what the accounts so far make.
func TestReplay(t *testing.T) {
	properties(t, func(t *testing.T, r *rand.Rand, accounts []jikenbo.Account) {
		for i := range accounts {
			accounts[i].Replaced = r.IntN(5) == 0
			accounts[i].Source = pick(r, "x", "y", accounts[i].Source)
		}
		sorted := slices.Clone(accounts)
		Sort(sorted)
		heirs := heirs(sorted)
		state := map[string]bool{}
		key := func(field string, v any) string {
			b, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			return field + " " + string(b)
		}
		steps := History(accounts)
		if len(steps) != len(accounts) {
			t.Fatalf("%d steps of %d accounts", len(steps), len(accounts))
		}
		for i, s := range steps {
			sofar := until(sorted, heirs, i+1)
			c, _, _ := Join(sofar)
			want := stated(&c)
			for _, x := range s.Changes {
				if (x.Before == nil) != (x.What == jikenbo.FactAdded) || (x.After == nil) == (x.What == jikenbo.FactAdded || x.What == jikenbo.FactChanged) {
					t.Errorf("%+v", x)
				}
				if x.What != jikenbo.FactWithdrawn && len(x.Spans) == 0 {
					t.Errorf("step %d: %s %s without words", i, x.What, x.Field)
				}
				if x.Before != nil && !state[key(x.Field, x.Before)] {
					t.Errorf("step %d %s what was not there: %s", i, x.What, key(x.Field, x.Before))
				}
			}
			for _, x := range s.Changes {
				switch gone := key(x.Field, x.Before); x.What {
				case jikenbo.FactChanged, jikenbo.FactWithdrawn:
					delete(state, gone)
				case jikenbo.FactDropped:
					if !want[gone] {
						if !slices.ContainsFunc(sorted, func(a jikenbo.Account) bool { return a.Replaced }) {
							t.Errorf("step %d: %s is dropped, and gone", i, gone)
						}
						delete(state, gone)
					}
				}
			}
			for _, x := range s.Changes {
				if x.After != nil {
					state[key(x.Field, x.After)] = true
				}
			}
			if !reflect.DeepEqual(state, want) {
				t.Errorf("step %d leads to %v\nwant %v", i, state, want)
			}
		}
		c, _, _ := Join(accounts)
		if want := stated(&c); !reflect.DeepEqual(state, want) {
			t.Errorf("the steps lead to %v\nwant %v", state, want)
		}
	})
}

// TestSortSoFar wants the accounts up to any one to have the order they have
// among all.
func TestSortSoFar(t *testing.T) {
	properties(t, func(t *testing.T, r *rand.Rand, accounts []jikenbo.Account) {
		Sort(accounts)
		for n := range accounts {
			sofar := slices.Clone(accounts[:n+1])
			r.Shuffle(len(sofar), func(i, j int) { sofar[i], sofar[j] = sofar[j], sofar[i] })
			Sort(sofar)
			if !reflect.DeepEqual(sofar, accounts[:n+1]) {
				t.Errorf("the first %d are %v, not %v", n+1, order(sofar), order(accounts[:n+1]))
			}
		}
	})
}

// FuzzJoin wants no accounts whatever to break joining or to depend on their
// order.
func FuzzJoin(f *testing.F) {
	for seed := range uint64(20) {
		b, err := json.Marshal(sequence(rand.New(rand.NewPCG(seed, 7))))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`[{"Case":{"kind":"event","event":{"name":"x"}}},{"Case":{"kind":"threat-note","rules":[{"sector":"x"}]}},{}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var accounts []jikenbo.Account
		if json.Unmarshal(data, &accounts) != nil || len(accounts) > 12 {
			return
		}
		c, e, k := Join(accounts)
		steps := History(accounts)
		slices.Reverse(accounts)
		c2, e2, k2 := Join(accounts)
		a, err := json.Marshal([]any{c, e, k, steps})
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal([]any{c2, e2, k2, History(accounts)})
		if err != nil {
			t.Fatal(err)
		}
		if string(a) != string(b) {
			t.Errorf("another order gives\n%s\nnot\n%s", b, a)
		}
	})
}
