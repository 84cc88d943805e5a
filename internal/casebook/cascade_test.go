package casebook

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jikenbo"
)

// notified writes a notice of an incident in short, with its facts read: attack=,
// published=, type=, supplier=, service= and count= with their values.
func notified(t testing.TB, organization, facts string) Intake {
	t.Helper()
	var text strings.Builder
	r := jikenbo.Reading{Entry: 1, Evidence: jikenbo.Evidence{}}
	r.Case = jikenbo.Case{Kind: jikenbo.Incident, Stage: jikenbo.OnlyStage, Leak: jikenbo.LeakUnstated,
		DiscoveredBy: jikenbo.DiscovererUnstated, SecondaryDamage: jikenbo.DamageUnstated}
	state := func(pointer, words string) {
		r.Evidence[pointer] = []jikenbo.Span{{Start: text.Len(), End: text.Len() + len(words), Quote: words, Rule: "test"}}
		text.WriteString(words + "\n")
	}
	day := func(s string) jikenbo.Date {
		d, err := jikenbo.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	c := &r.Case
	c.Organization = organization
	state("/organization", organization)
	for f := range strings.FieldsSeq(facts) {
		name, value, _ := strings.Cut(f, "=")
		switch name {
		case "number":
			c.Number = value
			state("/number", value)
		case "attack":
			state(jikenbo.Pointer("timeline", len(c.Timeline)), value)
			c.Timeline = append(c.Timeline, jikenbo.Happening{Date: day(value), Kind: jikenbo.Intrusion})
		case "published":
			state("/published", value)
			c.Published = day(value)
		case "type":
			state(jikenbo.Pointer("types", len(c.Types)), value)
			c.Types = append(c.Types, jikenbo.Type(value))
		case "supplier":
			state(jikenbo.Pointer("suppliers", len(c.Suppliers)), value)
			c.Suppliers = append(c.Suppliers, value)
		case "service":
			state(jikenbo.Pointer("services", len(c.Services)), value)
			c.Services = append(c.Services, value)
		case "count":
			var n int64
			if _, err := fmt.Sscan(value, &n); err != nil {
				t.Fatal(err)
			}
			state(jikenbo.Pointer("affected", len(c.Affected)), value+"名")
			c.Affected = append(c.Affected, jikenbo.Affected{Count: n, Unit: "名", Bound: jikenbo.Exact, Role: jikenbo.Total})
		default:
			t.Fatalf("%q in %q", f, facts)
		}
	}
	r.End = text.Len()
	return Intake{
		Notice:   jikenbo.Notice{Source: organization + ".txt", Fetched: noon, Bytes: []byte(text.String()), Text: text.String(), Charset: "utf-8", Type: "text/plain", Reader: "plain 1"},
		Readings: []jikenbo.Reading{r},
	}
}

func cascadesFor(t testing.TB, b *Book, supplier string) []Cascade {
	t.Helper()
	all, err := b.Cascades(t.Context(), supplier)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// reachedBy writes cascades as the organizations they reached, ! for one that has
// the supplier's own case, ? for one that is inferred.
func reachedBy(all []Cascade) []string {
	out := []string{}
	for _, c := range all {
		var names []string
		for _, v := range c.Victims {
			names = append(names, v.Case.Organization)
		}
		slices.Sort(names)
		mark := ""
		if c.Own != nil {
			mark = "!"
		}
		if c.Inferred {
			mark += "?"
		}
		out = append(out, mark+strings.Join(names, " "))
	}
	slices.Sort(out)
	return out
}

func record1(t testing.TB, b *Book, n jikenbo.Number) *jikenbo.Record {
	t.Helper()
	rec, err := b.Case(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// Two victims make an inferred case with nothing in it but the supplier and the
// products, in their words; the supplier's own notice becomes that case.
func TestInferred(t *testing.T) {
	b := open(t, filepath.Join(t.TempDir(), "b.db"))
	first := add(t, b, notified(t, "甲", "attack=2024-07-21 published=2024-08-09 type=ransomware type=supplier-breach supplier=株式会社帳票 service=甲店 service=らくらく count=100"))[0].Entries[0].Number
	if got := reachedBy(cascadesFor(t, b, "帳票")); !slices.Equal(got, []string{"甲"}) {
		t.Fatalf("one victim: %q", got)
	}
	add(t, b, notified(t, "乙", "attack=2024-07-21 published=2024-08-21 type=ransomware type=supplier-breach supplier=㈱帳票 service=らくらく count=50"))
	all := cascadesFor(t, b, "（株）帳票")
	if got := reachedBy(all); !slices.Equal(got, []string{"?乙 甲"}) {
		t.Fatalf("two victims: %q", got)
	}
	c := all[0]
	rec := record1(t, b, c.Case)
	if rec.Status != jikenbo.Inferred || rec.Case.Organization != "株式会社帳票" || !slices.Equal(rec.Case.Services, []string{"らくらく"}) || len(rec.Notices) != 0 || rec.Number.Year != 2024 {
		t.Errorf("the inferred case: %+v", rec)
	}
	for _, f := range rec.Case.Facts() {
		if !f.Absence && f.Pointer != "/organization" && f.Pointer != "/services/0" {
			t.Errorf("nobody stated %s: %v", f.Pointer, f.Value)
		}
	}
	if n := len(rec.Evidence["/organization"]); n != 2 {
		t.Errorf("%d words state the supplier, want 2", n)
	}
	if len(c.Figures) != 1 || c.Figures[0].Sum == nil || c.Figures[0].Sum.Count != 150 || !c.Figures[0].Sum.Gross || c.Unstated != 0 {
		t.Errorf("figures %+v", c.Figures)
	}
	if !slices.Equal(c.Products, []string{"らくらく"}) || c.From.String() != "2024-07-21" {
		t.Errorf("products %q from %v", c.Products, c.From)
	}
	st, err := b.Statistics(t.Context(), Search{})
	if err != nil || st.Cases != 2 {
		t.Errorf("statistics of %d cases, want 2: %v", st.Cases, err)
	}
	for _, n := range []jikenbo.Number{first, c.Case} {
		of, err := b.CascadeOf(t.Context(), n)
		if err != nil || len(of) != 1 || of[0].Case != c.Case || len(of[0].Victims) != 2 {
			t.Errorf("the cascade of %v: %+v, %v", n, of, err)
		}
	}
	wantSound(t, b)

	own := add(t, b, notified(t, "株式会社帳票", "attack=2024-07-21 published=2024-09-01 type=ransomware service=らくらく count=9000"))[0].Entries[0]
	if own.Number != c.Case {
		t.Errorf("the supplier's notice is case %v, want %v", own.Number, c.Case)
	}
	all = cascadesFor(t, b, "帳票")
	if got := reachedBy(all); !slices.Equal(got, []string{"!乙 甲"}) || all[0].Case != c.Case {
		t.Errorf("with the supplier's own: %q %v", got, all[0].Case)
	}
	if rec := record1(t, b, c.Case); rec.Status != jikenbo.Open || len(rec.Case.Affected) != 1 || len(rec.Revisions) != 2 {
		t.Errorf("the case then: %+v", rec)
	}
	if f := all[0].Figures[0]; len(f.Supplier) != 1 || f.Sum.Count != 150 {
		t.Errorf("figures then: %+v", f)
	}
	if _, err := b.CascadeOf(t.Context(), jikenbo.Number{Year: 1999, Seq: 1}); err == nil {
		t.Error("no such case has a cascade")
	}
	wantSound(t, b)
}

func TestInferredDissolves(t *testing.T) {
	const victim = "published=2024-08-09 supplier=帳票 type=ransomware "
	for name, test := range map[string]struct {
		change func(t *testing.T, b *Book, first jikenbo.Number)
		status jikenbo.Status
		want   []string
	}{
		"a victim is withdrawn": {func(t *testing.T, b *Book, first jikenbo.Number) {
			if _, err := b.Withdraw(t.Context(), first, "editor", "no incident", 1); err != nil {
				t.Fatal(err)
			}
		}, jikenbo.Withdrawn, []string{"乙"}},
		"a person corrects the supplier": {func(t *testing.T, b *Book, first jikenbo.Number) {
			_, err := b.Edit(t.Context(), first, "editor", "misread", 1, Edit{Field: "suppliers", Old: "帳票"})
			if err != nil {
				t.Fatal(err)
			}
		}, jikenbo.Withdrawn, []string{"乙"}},
		"a person corrects its spelling": {func(t *testing.T, b *Book, first jikenbo.Number) {
			_, err := b.Edit(t.Context(), first, "editor", "in full", 1, Edit{Field: "suppliers", Old: "帳票", New: "株式会社帳票"})
			if err != nil {
				t.Fatal(err)
			}
		}, jikenbo.Inferred, []string{"?乙 甲"}},
		"a victim is a duplicate of the other": {func(t *testing.T, b *Book, first jikenbo.Number) {
			if err := b.Redirect(t.Context(), "editor", "the same", first, jikenbo.Number{Year: 2024, Seq: first.Seq + 1}); err != nil {
				t.Fatal(err)
			}
		}, jikenbo.Withdrawn, []string{"乙"}},
		"the supplier's own case comes under a printed number": {func(t *testing.T, b *Book, _ jikenbo.Number) {
			add(t, b, notified(t, "帳票", "number=2024-500 attack=2024-07-21 type=ransomware"))
		}, jikenbo.Duplicate, []string{"!乙 甲"}},
		"a person withdraws it": {func(t *testing.T, b *Book, first jikenbo.Number) {
			if _, err := b.Withdraw(t.Context(), jikenbo.Number{Year: 2024, Seq: first.Seq + 2}, "editor", "two incidents", 1); err != nil {
				t.Fatal(err)
			}
			add(t, b, notified(t, "丙", victim+"attack=2024-07-23"))
		}, jikenbo.Withdrawn, []string{"丙 乙 甲"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t, filepath.Join(t.TempDir(), "b.db"))
			first := add(t, b, notified(t, "甲", victim+"attack=2024-07-21"))[0].Entries[0].Number
			add(t, b, notified(t, "乙", victim+"attack=2024-07-22"))
			inferred := cascadesFor(t, b, "帳票")[0].Case
			test.change(t, b, first)
			wantSound(t, b)
			rec := record1(t, b, inferred)
			if rec.Status != test.status || rec.Revisions[len(rec.Revisions)-1].Why == "" {
				t.Errorf("it is %s: %s; want %s", rec.Status, rec.Revisions[len(rec.Revisions)-1].Why, test.status)
			}
			if got := reachedBy(cascadesFor(t, b, "帳票")); !slices.Equal(got, test.want) {
				t.Errorf("%q, want %q", got, test.want)
			}
			n, err := b.Counts(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if test.status == jikenbo.Withdrawn && n.Cases > 4 {
				t.Errorf("%d cases: what a person withdrew is inferred again", n.Cases)
			}
		})
	}
}

// What a person took back can be reopened, and a dissolved one cannot.
func TestReopenInferred(t *testing.T) {
	b := open(t, filepath.Join(t.TempDir(), "b.db"))
	first := add(t, b, notified(t, "甲", "supplier=帳票 attack=2024-07-21"))[0].Entries[0].Number
	add(t, b, notified(t, "乙", "supplier=帳票 attack=2024-07-22"))
	n := cascadesFor(t, b, "帳票")[0].Case
	if _, err := b.Withdraw(t.Context(), n, "editor", "no", 1); err != nil {
		t.Fatal(err)
	}
	if err := b.Reopen(t.Context(), "editor", "yes", n); err != nil {
		t.Fatal(err)
	}
	if rec := record1(t, b, n); rec.Status != jikenbo.Inferred {
		t.Errorf("it is %s", rec.Status)
	}
	wantSound(t, b)
	if _, err := b.Withdraw(t.Context(), first, "editor", "no", 1); err != nil {
		t.Fatal(err)
	}
	if err := b.Reopen(t.Context(), "editor", "yes", n); err == nil {
		t.Error("a case that nobody tells of is reopened")
	}
	wantSound(t, b)
}

// Notices of suppliers that have incidents often, in any order and in batches of
// any size, give the same cascades, whose inferred cases say the same.
func TestCascadesInAnyOrder(t *testing.T) {
	var notices []Intake
	for i := range 24 {
		facts := fmt.Sprintf("published=2024-0%d-09 attack=2024-0%d-%02d type=ransomware supplier=供給%d", 3+i%6, 2+i%6, 1+i, i%2)
		if i%3 == 0 {
			facts += fmt.Sprintf(" supplier=再委託 service=製品%d", i%2)
		}
		notices = append(notices, notified(t, fmt.Sprintf("組織%d", i), facts+fmt.Sprintf(" count=%d", 10+i)))
	}
	notices = append(notices, notified(t, "供給0", "attack=2024-03-05 type=ransomware published=2024-04-01"), notified(t, "供給1", "published=2024-08-01 supplier=再委託"))
	state := func(b *Book) string {
		var s strings.Builder
		for _, supplier := range []string{"供給0", "供給1", "再委託"} {
			for _, c := range cascadesFor(t, b, supplier) {
				fmt.Fprint(&s, supplier, reachedBy([]Cascade{c}), c.Products, c.From, c.To, c.Unstated)
				for _, f := range c.Figures {
					if f.Sum != nil {
						fmt.Fprint(&s, f.Sum.Count, f.Sum.Bound, len(f.Refused))
					}
				}
				if c.Case != (jikenbo.Number{}) {
					rec := record1(t, b, c.Case)
					fmt.Fprint(&s, rec.Status, rec.Case.Organization, rec.Case.Services, len(rec.Evidence["/organization"]))
				}
				s.WriteString("\n")
			}
		}
		return s.String()
	}
	want := ""
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 9))
		r.Shuffle(len(notices), func(i, j int) { notices[i], notices[j] = notices[j], notices[i] })
		b := open(t, filepath.Join(t.TempDir(), "b.db"))
		for rest := notices; len(rest) > 0; {
			n := min(len(rest), 1+r.IntN(6))
			add(t, b, rest[:n]...)
			rest = rest[n:]
		}
		got := state(b)
		if want == "" {
			want = got
			if !strings.Contains(got, "?") || !strings.Contains(got, "!") {
				t.Fatalf("nothing is inferred, or nothing of the suppliers is there: %s", got)
			}
		}
		if got != want {
			t.Errorf("seed %d: %s\nwant %s", seed, got, want)
		}
		wantSound(t, b)
	}
}

// Whatever persons do, cascades are what the cases tell.
func TestCascadesUnderChange(t *testing.T) {
	seeds := 4
	if testing.Short() {
		seeds = 1
	}
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 99))
			b := open(t, filepath.Join(t.TempDir(), "b.db"))
			for i := range 60 {
				facts := fmt.Sprintf("attack=2024-%02d-%02d supplier=供給%d", 1+r.IntN(4), 1+r.IntN(28), r.IntN(3))
				if r.IntN(3) == 0 {
					facts += fmt.Sprintf(" service=製品%d", r.IntN(3))
				}
				organization := fmt.Sprintf("組織%d-%d", i, r.IntN(10))
				if r.IntN(6) == 0 {
					organization = fmt.Sprintf("供給%d", r.IntN(3))
				}
				if r.IntN(2) == 0 {
					add(t, b, notified(t, organization, facts))
				}
				var numbers []jikenbo.Number
				var states []Summary
				for s, err := range b.Cases(t.Context()) {
					if err != nil {
						t.Fatal(err)
					}
					numbers, states = append(numbers, s.Number), append(states, s)
				}
				if len(numbers) < 2 {
					continue
				}
				k := r.IntN(len(numbers))
				n, other := numbers[k], numbers[r.IntN(len(numbers))]
				switch r.IntN(8) { // most of it is refused now and then
				case 0:
					b.Withdraw(t.Context(), n, "editor", "no", states[k].Revisions)
				case 1:
					b.Redirect(t.Context(), "editor", "the same", n, other)
				case 2:
					b.Join(t.Context(), "editor", "the same", n, other)
				case 3:
					b.Reopen(t.Context(), "editor", "it is one", n)
				case 4:
					if as := record1(t, b, n).Notices; len(as) > 1 {
						b.Split(t.Context(), "editor", "another", n, []jikenbo.EntryRef{as[0]})
					}
				case 5:
					if s := states[k].Case.Suppliers; len(s) > 0 {
						b.Edit(t.Context(), n, "editor", "misread", states[k].Revisions, Edit{Field: "suppliers", Old: s[0], New: fmt.Sprintf("供給%d", r.IntN(3))})
					}
				}
				for _, p := range problems(t, b) {
					t.Fatalf("after %d changes: %s", i, p)
				}
			}
		})
	}
}

// BenchmarkVictim adds one more victim of a supplier that has many: in one
// cascade, or in cascades of all years.
func BenchmarkVictim(b *testing.B) {
	for _, years := range []int{1, 40} {
		for _, n := range []int{100, 1000, 5000} {
			b.Run(fmt.Sprintf("years=%d/victims=%d", years, n), func(b *testing.B) {
				book := open(b, filepath.Join(b.TempDir(), "b.db"))
				victim := func(i int) Intake {
					return notified(b, fmt.Sprintf("組織%d", i), fmt.Sprintf("attack=%d-07-%02d supplier=株式会社帳票 count=%d", 1980+i%years, 1+i%9, 1+i))
				}
				var batch []Intake
				for i := range n {
					if batch = append(batch, victim(i)); len(batch) == 256 || i == n-1 {
						add(b, book, batch...)
						batch = nil
					}
				}
				i := n
				for b.Loop() {
					add(b, book, victim(i))
					i++
				}
			})
		}
	}
}
