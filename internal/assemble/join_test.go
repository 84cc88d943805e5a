package assemble

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"jikenbo"
)

// account makes an account of a case, each fact of which is stated in one place.
func account(name string, c jikenbo.Case) jikenbo.Account {
	a := jikenbo.Account{EntryRef: jikenbo.EntryRef{Notice: name, Source: name, Entry: 1}, Known: c.Published, Case: c, Evidence: jikenbo.Evidence{}}
	for i, f := range c.Facts() {
		if !f.Absence {
			a.Evidence[f.Pointer] = []jikenbo.Span{{Notice: name, Start: 10 * i, End: 10*i + 5, Quote: name + f.Pointer, Rule: "test"}}
		}
	}
	return a
}

// ymd reads a date, "" for none.
func ymd(s string) jikenbo.Date {
	if s == "" {
		return jikenbo.Date{}
	}
	d, err := jikenbo.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// says makes an account that came out on a day at a stage, and states what the
// JSON says.
func says(name, day string, stage jikenbo.Stage, facts string) jikenbo.Account {
	c := jikenbo.Case{Kind: jikenbo.Incident, Leak: jikenbo.LeakUnstated, DiscoveredBy: jikenbo.DiscovererUnstated, SecondaryDamage: jikenbo.DamageUnstated}
	if err := json.Unmarshal([]byte("{"+facts+"}"), &c); err != nil {
		panic(fmt.Sprintf("%s: %v", facts, err))
	}
	c.Stage, c.Published = stage, ymd(day)
	return account(name, c)
}

// joinField gives the JSON of a field of the case of accounts, whatever their
// order.
func joinField(t *testing.T, field string, accounts []jikenbo.Account) string {
	t.Helper()
	c, e, k := Join(accounts)
	r := rand.New(rand.NewPCG(1, 2))
	for range 6 {
		mixed := slices.Clone(accounts)
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		c2, e2, k2 := Join(mixed)
		if !reflect.DeepEqual(c, c2) || !reflect.DeepEqual(e, e2) || !reflect.DeepEqual(k, k2) {
			t.Errorf("another order gives another case: %+v %+v %+v, not %+v %+v %+v", c2, e2, k2, c, e, k)
		}
	}
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return string(all[field])
}

// TestJoinFields wants the rules of each field: what a later account
// corrects, what stays though it is silent, what is one and what is two.
func TestJoinFields(t *testing.T) {
	const first, update, final, only = jikenbo.FirstStage, jikenbo.UpdateStage, jikenbo.FinalStage, jikenbo.OnlyStage
	total := func(n int, unit string, more ...string) string {
		return fmt.Sprintf(`{"count":%d,"unit":"%s","bound":"exact","role":"total"%s}`, n, unit, strings.Join(more, ""))
	}
	role := func(n int, unit, role string, more ...string) string {
		return fmt.Sprintf(`{"count":%d,"unit":"%s","bound":"exact","role":"%s"%s}`, n, unit, role, strings.Join(more, ""))
	}
	figures := func(all ...string) string { return `"affected":[` + strings.Join(all, ",") + `]` }
	const staff, buyers = `,"items":["name","salary"]`, `,"items":["name","card"]`
	for _, tc := range []struct {
		name, field string
		accounts    []jikenbo.Account
		want        string
	}{
		{"the latest leak", "leak", []jikenbo.Account{says("a", "2024-05-01", first, `"leak":"confirmed"`), says("b", "2024-05-02", update, `"leak":"possible"`)}, `"possible"`},
		{"a silent one does not erase a leak", "leak", []jikenbo.Account{says("a", "2024-05-01", first, `"leak":"confirmed"`), says("b", "2024-05-02", update, ``)}, `"confirmed"`},
		{"nobody says", "leak", []jikenbo.Account{says("a", "2024-05-01", first, ``), says("b", "2024-05-02", update, ``)}, `"unstated"`},
		{"a stage that is not stated is no later stage", "stage", []jikenbo.Account{says("a", "2024-05-01", first, ``), says("b", "2024-05-02", only, ``)}, `"first"`},
		{"a number once printed", "number", []jikenbo.Account{says("a", "2024-05-01", first, `"number":"2024-001"`), says("b", "2024-05-02", final, ``)}, `"2024-001"`},
		{"the fullest form of the name", "organization", []jikenbo.Account{says("a", "2024-05-01", first, `"organization":"甲商事株式会社"`), says("b", "2024-05-02", final, `"organization":"甲商事"`)}, `"甲商事株式会社"`},
		{"with the owner", "organization", []jikenbo.Account{says("a", "2024-05-01", first, `"organization":"学校法人甲学園 乙大学"`), says("b", "2024-05-02", final, `"organization":"乙大学"`)}, `"学校法人甲学園 乙大学"`},
		{"without honorific", "organization", []jikenbo.Account{says("a", "2024-05-01", first, `"organization":"甲商事株式会社様"`), says("b", "2024-05-02", final, `"organization":"甲商事株式会社"`)}, `"甲商事株式会社"`},
		{"another name is another name", "organization", []jikenbo.Account{says("a", "2024-05-01", first, `"organization":"甲商事ホールディングス株式会社"`), says("b", "2024-05-02", final, `"organization":"甲商事"`)}, `"甲商事"`},

		{"figures are corrected", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(447610, "名"))), says("b", "2024-05-02", update, figures(total(442779, "名")))}, `[` + total(442779, "名") + `]`},
		{"records cover persons", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(500, "名"))), says("b", "2024-05-02", update, figures(total(510, "件")))}, `[` + total(510, "件") + `]`},
		{"persons are what the records were", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(500, "件"))), says("b", "2024-05-02", update, figures(total(510, "人")))}, `[` + total(510, "人") + `]`},
		{"records beside persons were something else", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(500, "件"), total(20, "名"))), says("b", "2024-05-02", update, figures(total(21, "名")))}, `[` + total(21, "名") + `,` + total(500, "件") + `]`},
		{"another kind of unit stays", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(12, "社"), total(500, "名"))), says("b", "2024-05-02", update, figures(total(510, "人")))}, `[` + total(510, "人") + `,` + total(12, "社") + `]`},
		{"records are no companies", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(12, "社"))), says("b", "2024-05-02", update, figures(total(510, "件")))}, `[` + total(510, "件") + `,` + total(12, "社") + `]`},
		{"a silent one erases no figure", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(500, "名"))), says("b", "2024-05-02", update, ``)}, `[` + total(500, "名") + `]`},
		{"a piece alone keeps the total", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(500, "名"))), says("b", "2024-05-02", update, figures(role(12, "名", "subset")))}, `[` + total(500, "名") + `,` + role(12, "名", "subset") + `]`},
		{"pieces that do not fit are of another total", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(500, "名"))), says("b", "2024-05-02", update, figures(role(400, "名", "part"), role(300, "名", "part")))}, `[` + role(400, "名", "part") + `,` + role(300, "名", "part") + `]`},
		{"a total repeated keeps its parts", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(500, "名"), role(200, "名", "part"), role(300, "名", "part"))), says("b", "2024-05-02", update, figures(total(500, "名"), role(12, "名", "subset")))}, `[` + total(500, "名") + `,` + role(12, "名", "subset") + `,` + role(200, "名", "part") + `,` + role(300, "名", "part") + `]`},
		{"a total corrected does not", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(500, "名"), role(200, "名", "part"), role(300, "名", "part"))), says("b", "2024-05-02", update, figures(total(520, "名")))}, `[` + total(520, "名") + `]`},
		{"one population is corrected", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(500, "名", staff), total(2000, "名", buyers))), says("b", "2024-05-02", update, figures(total(2100, "名", buyers)))}, `[` + total(2100, "名", buyers) + `,` + total(500, "名", staff) + `]`},
		{"one total of all populations", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(500, "名", staff), total(2000, "名", buyers))), says("b", "2024-05-02", update, figures(total(2490, "名", buyers)))}, `[` + total(2490, "名", buyers) + `]`},
		{"others are found besides", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(2000, "名", buyers))), says("b", "2024-05-02", update, figures(total(500, "名", staff)))}, `[` + total(500, "名", staff) + `,` + total(2000, "名", buyers) + `]`},
		{"a total that shrinks", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(2000, "名", buyers))), says("b", "2024-05-02", update, figures(total(500, "名", `,"items":["name"]`)))}, `[` + total(500, "名", `,"items":["name"]`) + `]`},
		{"a figure repeated without its items keeps them", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(500, "名", staff))), says("b", "2024-05-02", update, figures(total(500, "名")))}, `[` + total(500, "名", staff) + `]`},
		{"a figure repeated with items gets them", "affected", []jikenbo.Account{says("a", "2024-05-01", first, figures(total(500, "名"))), says("b", "2024-05-02", update, figures(total(500, "名", staff)))}, `[` + total(500, "名", staff) + `]`},
		{"checks of figures that are there", "checks", []jikenbo.Account{
			says("a", "2024-05-01", first, figures(total(500, "名"), role(200, "名", "part"), role(300, "名", "part"))+`,"checks":[{"kind":"sum","parts":[200,300],"total":500}]`),
			says("b", "2024-05-02", update, figures(total(500, "名"), role(12, "名", "subset"))+`,"checks":[{"kind":"subset","whole":500,"part":12}]`),
		}, `[{"kind":"subset","whole":500,"part":12},{"kind":"sum","parts":[200,300],"total":500}]`},
		{"no checks of figures that are gone", "checks", []jikenbo.Account{
			says("a", "2024-05-01", first, figures(total(500, "名"), role(12, "名", "subset"))+`,"checks":[{"kind":"subset","whole":500,"part":12}]`),
			says("b", "2024-05-02", update, figures(total(510, "名"))),
		}, ``},

		{"an attack is told what it was", "types", []jikenbo.Account{says("a", "2024-05-01", first, `"types":["unauthorized-access","supplier-breach"]`), says("b", "2024-05-02", final, `"types":["web-skimming"]`)}, `["web-skimming","supplier-breach"]`},
		{"whichever says it first", "types", []jikenbo.Account{says("a", "2024-05-01", first, `"types":["ransomware"]`), says("b", "2024-05-02", final, `"types":["unauthorized-access"]`)}, `["ransomware"]`},
		{"a supplier's breach says not how", "types", []jikenbo.Account{says("a", "2024-05-01", first, `"types":["unauthorized-access"]`), says("b", "2024-05-02", final, `"types":["supplier-breach"]`)}, `["supplier-breach","unauthorized-access"]`},
		{"an item that is taken back", "items_excluded", []jikenbo.Account{says("a", "2024-05-01", first, `"items_excluded":["name","card"]`), says("b", "2024-05-02", final, `"items":["name","card-number"]`)}, ``},
		{"an item excluded later", "items", []jikenbo.Account{says("a", "2024-05-01", first, `"items":["name","card-number","card-expiry"]`), says("b", "2024-05-02", final, `"items_excluded":["card"]`)}, `["name"]`},
		{"an item repeated by nobody stays", "items", []jikenbo.Account{says("a", "2024-05-01", first, `"items":["name","phone"]`), says("b", "2024-05-02", final, `"items":["email","name"]`)}, `["email","name","phone"]`},

		{"a window is corrected", "windows", []jikenbo.Account{says("a", "2024-05-01", first, `"windows":[{"from":"2024-01-05","to":"2024-03-01"}]`), says("b", "2024-05-02", final, `"windows":[{"from":"2024-01-03","to":"2024-03-01"}]`)}, `[{"from":"2024-01-03","to":"2024-03-01"}]`},
		{"windows apart are two", "windows", []jikenbo.Account{says("a", "2024-05-01", first, `"windows":[{"from":"2024-03-05","to":"2024-03-07"}]`), says("b", "2024-05-02", final, `"windows":[{"from":"2024-01-03","to":"2024-03-01"}]`)}, `[{"from":"2024-01-03","to":"2024-03-01"},{"from":"2024-03-05","to":"2024-03-07"}]`},
		{"a window told less exactly", "windows", []jikenbo.Account{says("a", "2024-05-01", first, `"windows":[{"from":"2024-01-05","to":"2024-03-01"}]`), says("b", "2024-05-02", final, `"windows":[{"from":"2024-01"}]`)}, `[{"from":"2024-01-05","to":"2024-03-01"}]`},
		{"the ends of one window", "windows", []jikenbo.Account{says("a", "2024-05-01", first, `"windows":[{"from":"2024-01-05"}]`), says("b", "2024-05-02", final, `"windows":[{"to":"2024-03-01"}]`)}, `[{"to":"2024-03-01"},{"from":"2024-01-05"}]`},
		{"a window that is repeated is not corrected by its neighbour", "windows", []jikenbo.Account{
			says("a", "2024-05-01", first, `"windows":[{"from":"2024-01-05","to":"2024-03-01"},{"from":"2024-02-01","to":"2024-02-09"}]`),
			says("b", "2024-05-02", final, `"windows":[{"from":"2024-01-05","to":"2024-03-01"}]`),
		}, `[{"from":"2024-01-05","to":"2024-03-01"},{"from":"2024-02-01","to":"2024-02-09"}]`},

		{"a range is corrected, a day is not", "timeline", []jikenbo.Account{
			says("a", "2024-05-01", only, `"timeline":[{"date":"2024-01-05","to":"2024-03-01","kind":"intrusion"},{"date":"2024-04-01","kind":"discovered"}]`),
			says("b", "2024-05-01", final, `"timeline":[{"date":"2024-01-03","to":"2024-03-01","kind":"intrusion"},{"date":"2024-04-02","kind":"discovered"}]`),
		}, `[{"date":"2024-01-03","to":"2024-03-01","kind":"intrusion"},{"date":"2024-04-01","kind":"discovered"},{"date":"2024-04-02","kind":"discovered"}]`},
		{"the more exact date stays, whoever gives it", "timeline", []jikenbo.Account{
			says("a", "2024-05-01", only, `"timeline":[{"date":"2024-03","kind":"intrusion"},{"date":"2024-04-01","kind":"discovered"}]`),
			says("b", "2024-05-01", final, `"timeline":[{"date":"2024-03-05","kind":"intrusion"},{"date":"2024-04","kind":"discovered"}]`),
		}, `[{"date":"2024-03-05","kind":"intrusion"},{"date":"2024-04-01","kind":"discovered"}]`},
		{"when it first came out", "timeline", []jikenbo.Account{says("a", "2024-05-01", first, ``), says("b", "2024-05-09", update, ``), says("c", "2024-06-01", final, `"timeline":[{"date":"2024-05-09","kind":"published"}]`)}, `[{"date":"2024-05-01","kind":"published"},{"date":"2024-05-09","kind":"published"}]`},
		{"a report gets its date", "reports", []jikenbo.Account{says("a", "2024-05-01", first, `"reports":[{"to":"police"},{"to":"ppc"}]`), says("b", "2024-05-02", final, `"reports":[{"to":"ppc","date":"2024-04-30"},{"to":"ppc","date":"2024-04-25"}]`)}, `[{"to":"ppc","date":"2024-04-25"},{"to":"ppc","date":"2024-04-30"},{"to":"police"}]`},
		{"spellings of a supplier", "suppliers", []jikenbo.Account{says("a", "2024-05-01", first, `"suppliers":["乙システムズ","丙"]`), says("b", "2024-05-02", final, `"suppliers":["丁","乙システムズ株式会社"]`)}, `["丁","乙システムズ株式会社","丙"]`},
		{"responses in their order", "responses", []jikenbo.Account{says("a", "2024-05-01", first, `"responses":["training"]`), says("b", "2024-05-02", final, `"responses":["waf","training"]`)}, `["waf","training"]`},
		{"contacts of all", "contacts", []jikenbo.Account{says("a", "2024-05-01", first, `"contacts":["0120-000-001"]`), says("b", "2024-05-02", final, `"contacts":["0120-000-002"]`)}, `["0120-000-002","0120-000-001"]`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := joinField(t, tc.field, tc.accounts); got != tc.want {
				t.Errorf("%s: %s\nwant %s", tc.field, got, tc.want)
			}
		})
	}
}

// TestJoinConflicts wants what accounts of the same day and stage state
// otherwise to be kept, and what a later one settles not to be.
func TestJoinConflicts(t *testing.T) {
	const update, final = jikenbo.UpdateStage, jikenbo.FinalStage
	for _, tc := range []struct {
		name     string
		accounts []jikenbo.Account
		want     string // pointer chosen ≠ others, one a line
	}{
		{"the same day and stage", []jikenbo.Account{says("a", "2024-05-01", update, `"leak":"possible"`), says("b", "2024-05-01", update, `"leak":"confirmed"`)}, "/leak confirmed ≠ possible"},
		{"the same, undated", []jikenbo.Account{says("a", "", update, `"leak":"possible"`), says("b", "", update, `"leak":"confirmed"`)}, "/leak confirmed ≠ possible"},
		{"another stage", []jikenbo.Account{says("a", "2024-05-01", update, `"leak":"possible"`), says("b", "2024-05-01", final, `"leak":"confirmed"`)}, ""},
		{"another ordinal", []jikenbo.Account{says("a", "2024-05-01", update, `"title":"第2報","leak":"possible"`), says("b", "2024-05-01", update, `"title":"第3報","leak":"confirmed"`)}, ""},
		{"another day", []jikenbo.Account{says("a", "2024-05-01", update, `"leak":"possible"`), says("b", "2024-05-02", update, `"leak":"confirmed"`)}, ""},
		{"titles are each notice's own", []jikenbo.Account{says("a", "2024-05-01", update, `"title":"甲"`), says("b", "2024-05-01", update, `"title":"乙"`)}, ""},
		{"they agree", []jikenbo.Account{says("a", "2024-05-01", update, `"leak":"possible"`), says("b", "2024-05-01", update, `"leak":"possible"`)}, ""},
		{"one is silent", []jikenbo.Account{says("a", "2024-05-01", update, `"leak":"possible"`), says("b", "2024-05-01", update, ``)}, ""},
		{"settled later", []jikenbo.Account{says("a", "2024-05-01", update, `"leak":"possible"`), says("b", "2024-05-01", update, `"leak":"confirmed"`), says("c", "2024-05-02", final, `"leak":"none"`)}, ""},
		{"figures", []jikenbo.Account{
			says("a", "2024-05-01", update, `"affected":[{"count":5,"unit":"名","bound":"exact","role":"total"}]`),
			says("b", "2024-05-01", update, `"affected":[{"count":6,"unit":"名","bound":"exact","role":"total"}]`),
		}, "/affected/0 b/affected/0 ≠ a/affected/0"},
		{"figures, settled by a repetition", []jikenbo.Account{
			says("a", "2024-05-01", update, `"affected":[{"count":5,"unit":"名","bound":"exact","role":"total"}]`),
			says("b", "2024-05-01", update, `"affected":[{"count":6,"unit":"名","bound":"exact","role":"total"}]`),
			says("c", "2024-05-02", update, `"affected":[{"count":6,"unit":"名","bound":"exact","role":"total"}]`),
		}, ""},
		{"items", []jikenbo.Account{says("a", "2024-05-01", update, `"items":["name"]`), says("b", "2024-05-01", update, `"items_excluded":["name"]`)}, "/items_excluded/0 name ≠ name"},
		{"windows", []jikenbo.Account{says("a", "2024-05-01", update, `"windows":[{"from":"2024-01-01"}]`), says("b", "2024-05-01", update, `"windows":[{"from":"2024-01-02"}]`)}, "/windows/0 b/windows/0 ≠ a/windows/0"},
		{"organizations", []jikenbo.Account{says("a", "2024-05-01", update, `"organization":"甲"`), says("b", "2024-05-01", update, `"organization":"乙"`)}, "/organization 乙 ≠ 甲"},
		{"spellings are no conflict", []jikenbo.Account{says("a", "2024-05-01", update, `"organization":"甲商事"`), says("b", "2024-05-01", update, `"organization":"株式会社甲商事"`)}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			joinField(t, "leak", tc.accounts)
			_, _, conflicts := Join(tc.accounts)
			var lines []string
			for _, k := range conflicts {
				var line strings.Builder
				line.WriteString(k.Pointer + " " + k.Chosen + " ≠")
				for _, o := range k.Others {
					line.WriteString(" " + o.Value)
					if len(o.Spans) == 0 {
						t.Errorf("%s is kept without its words", o.Value)
					}
				}
				lines = append(lines, line.String())
			}
			if got := strings.Join(lines, "\n"); got != tc.want {
				t.Errorf("conflicts %q, want %q", got, tc.want)
			}
		})
	}
}

// TestConflictsOfAccounts wants a conflict within an account to stay with its
// fact, wherever that stands now, and to go with it.
func TestConflictsOfAccounts(t *testing.T) {
	other := jikenbo.Alternative{Value: "乙", Spans: []jikenbo.Span{{Notice: "a", Start: 1, End: 2, Quote: "乙"}}}
	a := says("a", "2024-05-01", jikenbo.FirstStage, `"leak":"possible","contacts":["1"]`)
	a.Conflicts = []jikenbo.Conflict{
		{Pointer: "/leak", Chosen: "possible", Others: []jikenbo.Alternative{other}, Reason: "why"},
		{Pointer: "/contacts/0", Chosen: "1", Others: []jikenbo.Alternative{other}, Reason: "why"},
	}
	b := says("b", "2024-05-02", jikenbo.UpdateStage, `"leak":"confirmed","contacts":["2"]`)
	_, _, conflicts := Join([]jikenbo.Account{b, a})
	want := []jikenbo.Conflict{{Pointer: "/contacts/1", Chosen: "1", Others: []jikenbo.Alternative{other}, Reason: "why"}}
	if !reflect.DeepEqual(conflicts, want) {
		t.Errorf("conflicts %+v, want %+v", conflicts, want)
	}
}

// TestEvidenceOfAll wants a fact to have the words of all accounts that state
// it, the newest first, and not more than there is room for.
func TestEvidenceOfAll(t *testing.T) {
	var accounts []jikenbo.Account
	for i := range 9 {
		a := says(fmt.Sprint(i), fmt.Sprintf("2024-05-%02d", i+1), jikenbo.UpdateStage, `"leak":"possible"`)
		for n := range 5 {
			a.Evidence["/leak"] = append(a.Evidence["/leak"], jikenbo.Span{Notice: a.Notice, Start: 100 + n, End: 101 + n})
		}
		accounts = append(accounts, a)
	}
	for n, want := range map[int]string{1: "000000", 2: "111110", 3: "222210", 7: "654321", 9: "876543"} {
		_, e, _ := Join(accounts[:n])
		var got strings.Builder
		for _, s := range e["/leak"] {
			got.WriteString(s.Notice)
		}
		if got.String() != want {
			t.Errorf("of %d accounts the words of %s, want %s", n, got.String(), want)
		}
	}
	if e := accounts[0].Evidence["/leak"]; len(e) != 6 || e[0].Notice != "0" {
		t.Error("the accounts were written on")
	}
}

// TestReplaced wants a text that another has replaced to be left out, and to
// count while nothing else is there.
func TestReplaced(t *testing.T) {
	old := says("a", "2024-05-01", jikenbo.OnlyStage, `"leak":"confirmed","items":["name"]`)
	old.Replaced = true
	now := says("b", "2024-05-01", jikenbo.OnlyStage, `"items":["email"]`)
	if c, _, _ := Join([]jikenbo.Account{now, old}); !reflect.DeepEqual(c, now.Case) {
		t.Errorf("%+v, want what the page says now", c)
	}
	if c, _, _ := Join([]jikenbo.Account{old}); !reflect.DeepEqual(c, old.Case) {
		t.Errorf("%+v, want what the page said", c)
	}
}

// TestEdited wants the step of a text that took the place of another to tell
// what the edit changed, took back and left out without a word.
func TestEdited(t *testing.T) {
	const facts = `"affected":[{"count":%d,"unit":"名","bound":"exact","role":"total"}],"leak":%q,"suppliers":%s,"items":["name"%s],"items_excluded":[%s]`
	page := func(name string, replaced bool, count int, leak jikenbo.Leak, suppliers, items, excluded string) jikenbo.Account {
		a := says(name, "2024-05-01", jikenbo.OnlyStage, fmt.Sprintf(facts, count, leak, suppliers, items, excluded))
		a.Source, a.Replaced = "https://example.jp/news", replaced
		return a
	}
	old := page("z", true, 500, "confirmed", `["乙システム","丙"]`, `,"phone"`, ``)
	now := page("a", false, 510, "unstated", `["丙"]`, ``, `"phone"`)
	other := says("m", "2024-05-09", jikenbo.FinalStage, `"suppliers":["丁"]`)
	steps := History([]jikenbo.Account{other, now, old})
	if len(steps) != 3 || steps[0].Notice != "z" || steps[1].Notice != "a" || steps[2].Notice != "m" {
		t.Fatalf("steps %+v", steps)
	}
	tell := func(s jikenbo.Step) (lines []string) {
		for _, x := range s.Changes {
			line := fmt.Sprintf("%s %s %v %v by", x.What, x.Field, x.Before, x.After)
			if len(x.Spans) > 0 {
				line += " " + x.Spans[0].Quote
			}
			lines = append(lines, line)
		}
		return lines
	}
	want := []string{
		"dropped leak confirmed <nil> by z/leak",
		"changed affected {500 名 exact total [] <nil>} {510 名 exact total [] <nil>} by a/affected/0",
		"withdrawn items phone <nil> by a/items_excluded/0",
		"added items_excluded <nil> phone by a/items_excluded/0",
		"dropped suppliers 乙システム <nil> by z/suppliers/0",
	}
	if got := tell(steps[1]); !slices.Equal(got, want) {
		t.Errorf("the edit did\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	want = []string{
		"changed published 2024-05-01 2024-05-09 by m/published",
		"added stage <nil> final by m/stage",
		"added timeline <nil> {2024-05-01  published} by a/published",
		"added suppliers <nil> 丁 by m/suppliers/0",
		"dropped suppliers 丙 <nil> by a/suppliers/0",
	}
	if got := tell(steps[2]); !slices.Equal(got, want) {
		t.Errorf("the next did\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestDroppedOnce wants what is no longer repeated to be told when it is first
// not, and again only after it was repeated.
func TestDroppedOnce(t *testing.T) {
	var accounts []jikenbo.Account
	for i, contacts := range []string{`"1","2"`, `"1"`, `"1"`, ``, `"1","2"`, `"1"`} {
		accounts = append(accounts, says(fmt.Sprint(i), fmt.Sprintf("2024-05-%02d", i+1), jikenbo.UpdateStage, `"contacts":[`+contacts+`]`))
	}
	var got []string
	for i, s := range History(accounts) {
		for _, x := range s.Changes {
			if x.What == jikenbo.FactDropped {
				got = append(got, fmt.Sprintf("%d %v", i, x.Before))
			}
		}
	}
	if want := []string{"1 2", "5 2"}; !slices.Equal(got, want) {
		t.Errorf("dropped %q, want %q", got, want)
	}
}

// TestFirstPublication wants lags to end with the first publication, also
// where no later notice names its date.
func TestFirstPublication(t *testing.T) {
	c, _, _ := Join([]jikenbo.Account{
		says("b", "2024-06-20", jikenbo.FinalStage, ``),
		says("a", "2024-05-10", jikenbo.FirstStage, `"timeline":[{"date":"2024-05-01","kind":"discovered"}]`),
	})
	for _, l := range c.Lags() {
		if l.From == jikenbo.Discovery && l.To == jikenbo.Publication && (!l.Known || l.Days != 9) {
			t.Errorf("%d days from discovery to publication, known %v; want 9", l.Days, l.Known)
		}
	}
}

// TestSort wants accounts in the order they came out.
func TestSort(t *testing.T) {
	titled := func(name, day string, stage jikenbo.Stage, title string) jikenbo.Account {
		return says(name, day, stage, fmt.Sprintf(`"title":%q`, title))
	}
	found := func(name, day string, stage jikenbo.Stage) jikenbo.Account { // undated
		a := says(name, "", stage, "")
		a.Known = ymd(day)
		return a
	}
	const only, first, update, final = jikenbo.OnlyStage, jikenbo.FirstStage, jikenbo.UpdateStage, jikenbo.FinalStage
	for _, tc := range []struct {
		name     string
		accounts []jikenbo.Account // in the order wanted
	}{
		{"by day", []jikenbo.Account{says("c", "2024-05-01", only, ""), says("b", "2024-05-02", only, ""), says("a", "2024-05-03", only, "")}},
		{"a day that is printed counts more than a stage", []jikenbo.Account{says("b", "2024-05-01", final, ""), says("a", "2024-05-02", first, "")}},
		{"on one day by stage", []jikenbo.Account{says("d", "2024-05-01", only, ""), says("c", "2024-05-01", first, ""), says("b", "2024-05-01", update, ""), says("a", "2024-05-01", final, "")}},
		{"by ordinal", []jikenbo.Account{titled("c", "2024-05-01", update, "事案について(第二報)"), titled("b", "2024-05-01", update, "第３報"), titled("a", "2024-05-01", update, "第十一報")}},
		{"by what they tell of", []jikenbo.Account{says("b", "2024-05-01", only, ""), says("a", "2024-05-01", only, `"timeline":[{"date":"2024-04-30","kind":"published"}]`)}},
		{"by name at last", []jikenbo.Account{says("a", "2024-05-01", only, ""), says("b", "2024-05-01", only, "")}},
		{"a month stands at its end", []jikenbo.Account{says("b", "2024-05-31", only, ""), says("a", "2024-05", only, ""), says("c", "2024-06-01", only, "")}},
		{"but before a later stage", []jikenbo.Account{says("c", "2024-05-03", only, ""), says("b", "2024-05", first, ""), says("a", "2024-05-20", update, "")}},
		{"not before the month", []jikenbo.Account{says("c", "2024-04-20", update, ""), says("b", "2024-05", first, "")}},
		{"a year", []jikenbo.Account{says("c", "2024-05-20", update, ""), says("b", "2024", final, ""), says("a", "2025-01-01", only, "")}},
		{"undated, by stage", []jikenbo.Account{says("d", "", only, ""), says("c", "", first, ""), says("b", "", update, ""), says("a", "", final, "")}},
		{"a first report found late", []jikenbo.Account{found("b", "2026-01-01", first), says("a", "2024-05-20", update, ""), says("c", "2024-06-20", final, "")}},
		{"a final report found early", []jikenbo.Account{says("b", "2024-05-20", update, ""), found("a", "2024-06-01", final), says("c", "2024-06-20", update, "")}},
		{"of two found, the stage tells", []jikenbo.Account{found("b", "2026-01-02", first), found("a", "2026-01-01", update)}},
		{"one that says nothing was when it was found", []jikenbo.Account{says("b", "2024-05-20", update, ""), found("a", "2026-01-01", only)}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(3, 4))
			for range 10 {
				got := slices.Clone(tc.accounts)
				r.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
				Sort(got)
				if !reflect.DeepEqual(got, tc.accounts) {
					t.Fatalf("%v, want %v", order(got), order(tc.accounts))
				}
			}
		})
	}
}

func order(accounts []jikenbo.Account) (names []string) {
	for _, a := range accounts {
		names = append(names, a.Notice)
	}
	return names
}

// TestOrdinal wants the number of a report in a title.
func TestOrdinal(t *testing.T) {
	for title, want := range map[string]int{
		"(第2報)": 2, "第２報": 2, "第二報": 2, "第十報": 10, "第十二報": 12, "第二十報": 20, "第 3 報": 3, "第4回": 4,
		"第三者による不正アクセス": 0, "第三者による不正アクセス(第2報)": 2, "第": 0, "第報": 0, "続報": 0, "第99999999999999999999報": 0, "第64期の業績(第5報)": 5,
	} {
		if got := ordinal(title); got != want {
			t.Errorf("%s is report %d, want %d", title, got, want)
		}
	}
}

func BenchmarkJoin(b *testing.B) {
	var accounts []jikenbo.Account
	for _, name := range []string{"b01", "b02", "b03"} {
		data, err := os.ReadFile(filepath.Join("../../testdata/notices", name+".json"))
		if err != nil {
			b.Fatal(err)
		}
		var c jikenbo.Case
		if err := json.Unmarshal(data, &c); err != nil {
			b.Fatal(err)
		}
		accounts = append(accounts, account(name, c))
	}
	b.Run("Join", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Join(accounts)
		}
	})
	b.Run("History", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			History(accounts)
		}
	})
}

// TestJoinPutRight wants a date that a later account corrects to be gone, and
// others to stay.
func TestJoinPutRight(t *testing.T) {
	first := says("a", "2026-04-10", jikenbo.OnlyStage, `"timeline":[{"date":"2026-04-06","kind":"discovered"},{"date":"2026-04-09","kind":"reported"}]`)
	correction := says("b", "2026-04-13", jikenbo.OnlyStage, `"timeline":[{"date":"2026-04-07","kind":"discovered"},{"date":"2026-04-10","kind":"published"}]`)
	const kept = `{"date":"2026-04-09","kind":"reported"},{"date":"2026-04-10","kind":"published"}]`
	want := `[{"date":"2026-04-06","kind":"discovered"},{"date":"2026-04-07","kind":"discovered"},` + kept
	if got := joinField(t, "timeline", []jikenbo.Account{first, correction}); got != want {
		t.Errorf("two dates, of which none corrects the other: %s, want %s", got, want)
	}
	correction.Evidence["/timeline/0"][0].Rule = jikenbo.PutRight + " ++"
	want = `[{"date":"2026-04-07","kind":"discovered"},` + kept
	if got := joinField(t, "timeline", []jikenbo.Account{first, correction}); got != want {
		t.Errorf("a date that is put right: %s, want %s", got, want)
	}
	again := says("c", "2026-04-20", jikenbo.OnlyStage, `"timeline":[{"date":"2026-04-06","kind":"discovered"}]`)
	want = `[{"date":"2026-04-06","kind":"discovered"},{"date":"2026-04-07","kind":"discovered"},` + kept[:len(kept)-1] + `,{"date":"2026-04-13","kind":"published"}]`
	if got := joinField(t, "timeline", []jikenbo.Account{first, correction, again}); got != want {
		t.Errorf("a date that is said again after it was put right: %s, want %s", got, want)
	}
	var changed bool
	for _, c := range History([]jikenbo.Account{first, correction})[1].Changes {
		changed = changed || c.What == jikenbo.FactChanged && c.Field == "timeline"
	}
	if !changed {
		t.Error("the history does not tell that the date was changed")
	}
}
