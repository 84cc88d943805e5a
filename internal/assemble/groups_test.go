package assemble_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"jikenbo"
	"jikenbo/internal/assemble"
	"jikenbo/internal/ingest"
)

var update = flag.Bool("u", false, "rewrite testdata/join")

// groups are the notices of one incident each.
var groups = [][]string{{"b01", "b02", "b03"}, {"b04", "b05"}, {"b06", "b07"}}

// TestGroups wants of the notices of one incident, as their gold has them and
// as they are read, the case after each and what each did, in whatever order
// they come.
func TestGroups(t *testing.T) {
	for _, from := range []struct {
		name    string
		account func(t *testing.T, notice string) jikenbo.Account
	}{{"gold", gold}, {"read", read}} {
		for _, names := range groups {
			name := strings.Join(names, "-") + "." + from.name
			t.Run(name, func(t *testing.T) {
				var accounts []jikenbo.Account
				for _, n := range names {
					accounts = append(accounts, from.account(t, n))
				}
				got := tell(t, accounts)
				path := filepath.Join("testdata", "join", name+".txt")
				if *update {
					if err := os.WriteFile(path, got, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(got, want) {
					t.Errorf("%s is no longer so; review it after go test ./internal/assemble -run TestGroups -u. It is now:\n%s", path, got)
				}
				for _, p := range permutations(accounts) {
					if !bytes.Equal(tell(t, p), got) {
						t.Error("the order in which the notices come makes a difference")
					}
				}
			})
		}
	}
}

// TestGroupsAsOf wants of each group that, after each of its notices, what was
// read of the notices so far says together what their golds say.
func TestGroupsAsOf(t *testing.T) {
	facts := func(accounts []jikenbo.Account) (all []string) {
		c, _, _ := assemble.Join(accounts)
		for _, f := range c.Facts() {
			field, _, _ := strings.Cut(strings.TrimPrefix(f.Pointer, "/"), "/")
			all = append(all, field+" "+string(compact(t, f.Value)))
		}
		slices.Sort(all)
		return all
	}
	for _, names := range groups {
		var golds, reads []jikenbo.Account
		for _, n := range names {
			golds, reads = append(golds, gold(t, n)), append(reads, read(t, n))
			if want, got := facts(golds), facts(reads); !slices.Equal(got, want) {
				t.Errorf("after %s: %q, want %q", n, got, want)
			}
		}
	}
}

// tell writes what each account did, and the case after it.
func tell(t *testing.T, accounts []jikenbo.Account) []byte {
	t.Helper()
	var w bytes.Buffer
	steps := assemble.History(accounts)
	sorted := slices.Clone(accounts)
	assemble.Sort(sorted)
	for i, s := range steps {
		fmt.Fprintf(&w, "== %s %s %s %s\n", s.Source, s.Known, s.Stage, s.Title)
		for _, x := range s.Changes {
			fmt.Fprintf(&w, "%-9s %s", x.What, x.Field)
			for _, v := range []any{x.Before, x.After} {
				if v != nil {
					fmt.Fprintf(&w, " %s", compact(t, v))
				} else {
					fmt.Fprint(&w, " -")
				}
			}
			fmt.Fprintf(&w, " [%s]\n", sources(x.Spans))
		}
		c, e, conflicts := assemble.Join(sorted[:i+1])
		fmt.Fprintf(&w, "-- case after %d\n", i+1)
		for _, f := range c.Facts() {
			fmt.Fprintf(&w, "%s %s [%s]\n", f.Pointer, compact(t, f.Value), sources(e[f.Pointer]))
		}
		for _, k := range conflicts {
			fmt.Fprintf(&w, "conflict %s %s, not", k.Pointer, k.Chosen)
			for _, o := range k.Others {
				fmt.Fprintf(&w, " %s [%s]", o.Value, sources(o.Spans))
			}
			fmt.Fprintf(&w, ": %s\n", k.Reason)
		}
		fmt.Fprintln(&w)
	}
	return w.Bytes()
}

func compact(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// sources names the notices of spans in their order.
func sources(spans []jikenbo.Span) string {
	var all []string
	for _, s := range spans {
		if !slices.Contains(all, s.Notice) {
			all = append(all, s.Notice)
		}
	}
	return strings.Join(all, " ")
}

func gold(t *testing.T, name string) jikenbo.Account {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../testdata/notices", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var c jikenbo.Case
	if err := json.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	return assemble.Stated(name, c)
}

func read(t *testing.T, name string) jikenbo.Account {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../testdata/notices", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	rs := ingest.Read(string(text))
	if len(rs) != 1 {
		t.Fatalf("%s has %d entries", name, len(rs))
	}
	r := rs[0]
	a := jikenbo.Account{
		EntryRef: jikenbo.EntryRef{Notice: name, Source: name, Entry: r.Entry, Start: r.Start, End: r.End},
		Known:    r.Case.Published, Case: r.Case, Evidence: r.Evidence, Conflicts: r.Conflicts,
	}
	for _, spans := range a.Evidence {
		for i := range spans {
			spans[i].Notice = name
		}
	}
	for _, k := range a.Conflicts {
		for _, o := range k.Others {
			for i := range o.Spans {
				o.Spans[i].Notice = name
			}
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

// TestReadAsGold wants the case that is read of all notices of a group to be
// the one that their gold makes, in what a reader asks for first.
func TestReadAsGold(t *testing.T) {
	for _, names := range groups {
		var golds, reads []jikenbo.Account
		for _, n := range names {
			golds, reads = append(golds, gold(t, n)), append(reads, read(t, n))
		}
		want, _, _ := assemble.Join(golds)
		got, evidence, _ := assemble.Join(reads)
		for _, c := range []*jikenbo.Case{&want, &got} {
			slices.SortFunc(c.Affected, func(a, b jikenbo.Affected) int { return int(b.Count - a.Count) })
			for i := range c.Affected {
				c.Affected[i].Items = nil
			}
			slices.Sort(c.Types)
		}
		for _, f := range []struct{ got, want any }{
			{got.Organization, want.Organization}, {got.Title, want.Title}, {got.Published, want.Published}, {got.Stage, want.Stage},
			{got.Types, want.Types}, {got.Leak, want.Leak}, {got.Affected, want.Affected}, {got.Items, want.Items},
			{got.ItemsExcluded, want.ItemsExcluded}, {got.Windows, want.Windows}, {got.Reports, want.Reports},
			{got.DiscoveredBy, want.DiscoveredBy}, {got.SecondaryDamage, want.SecondaryDamage}, {got.Contacts, want.Contacts},
		} {
			if !reflect.DeepEqual(f.got, f.want) {
				t.Errorf("%s: read %+v, want %+v", names[0], f.got, f.want)
			}
		}
		for _, f := range got.Facts() {
			if len(evidence[f.Pointer]) == 0 && !f.Absence {
				t.Errorf("%s: %s has no evidence", names[0], f.Pointer)
			}
		}
	}
}
