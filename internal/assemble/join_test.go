package assemble

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"jikenbo"
)

// goldAccount makes an account of the gold facts of a notice: each fact has as
// evidence one place of a notice of that name.
func goldAccount(t testing.TB, name string) jikenbo.Account {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../testdata/notices", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var c jikenbo.Case
	if err := json.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	return account(name, c)
}

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

func permutations(accounts []jikenbo.Account) [][]jikenbo.Account {
	if len(accounts) < 2 {
		return [][]jikenbo.Account{slices.Clone(accounts)}
	}
	var all [][]jikenbo.Account
	for i := range accounts {
		rest := slices.Concat(accounts[:i:i], accounts[i+1:])
		for _, p := range permutations(rest) {
			all = append(all, append([]jikenbo.Account{accounts[i]}, p...))
		}
	}
	return all
}

func TestJoinGroups(t *testing.T) {
	for _, g := range [][]string{{"b01", "b02", "b03"}, {"b04", "b05"}, {"b06", "b07"}} {
		var as []jikenbo.Account
		for _, n := range g {
			as = append(as, goldAccount(t, n))
			c, _, k := Join(as)
			b, _ := json.Marshal(c)
			t.Logf("%s\n%+v", b, k)
		}
		c, e, k := Join(as)
		for _, p := range permutations(as) {
			c2, e2, k2 := Join(p)
			if !reflect.DeepEqual(c, c2) || !reflect.DeepEqual(e, e2) || !reflect.DeepEqual(k, k2) {
				t.Error("order matters")
			}
		}
	}
}

func BenchmarkJoin(b *testing.B) {
	as := []jikenbo.Account{goldAccount(b, "b01"), goldAccount(b, "b02"), goldAccount(b, "b03")}
	b.ReportAllocs()
	for b.Loop() {
		Join(as)
	}
}
