package link_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jikenbo"
	"jikenbo/internal/identity"
	"jikenbo/internal/ingest"
	"jikenbo/internal/link"
)

// notice is an incident of a notice of testdata, by its gold or as it is read.
type notice struct {
	name    string
	text    string
	account jikenbo.Account
	refs    link.Refs
	profile *link.Profile
	same    []string
}

func newNotice(name, text string, c jikenbo.Case) *notice {
	n := &notice{name: name, text: text, account: jikenbo.Account{EntryRef: jikenbo.EntryRef{Notice: name, Entry: 1}, Known: c.Published, Case: c}}
	n.refs = link.References(text, &c)
	n.profile = link.NewProfile(&n.account, n.refs, nil, identity.Default())
	return n
}

// load gives the incidents of the notices of directories, by their gold and as
// they are read.
func load(t testing.TB, dirs ...string) (gold, read []*notice) {
	t.Helper()
	for _, dir := range dirs {
		paths, err := filepath.Glob(filepath.Join(dir, "*.json"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: no notices: %v", dir, err)
		}
		for _, path := range paths {
			name := strings.TrimSuffix(filepath.Base(path), ".json")
			raw, err := os.ReadFile(strings.TrimSuffix(path, ".json") + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			type golden struct {
				jikenbo.Case
				Same []string `json:"same"`
			}
			var cases []golden
			if data[0] == '[' {
				err = json.Unmarshal(data, &cases)
			} else {
				cases = make([]golden, 1)
				err = json.Unmarshal(data, &cases[0])
			}
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			readings := ingest.Read(string(raw))
			for i, g := range cases {
				if g.Kind != jikenbo.Incident {
					continue
				}
				id := name
				if len(cases) > 1 {
					id = fmt.Sprintf("%s.%d", name, i+1)
				}
				text := string(raw)
				if len(readings) == len(cases) {
					text = text[readings[i].Start:readings[i].End]
				}
				n := newNotice(id, text, g.Case)
				n.same = g.Same
				gold = append(gold, n)
				if i < len(readings) && readings[i].Case.Kind == jikenbo.Incident {
					n := newNotice(id, text, readings[i].Case)
					n.same = g.Same
					read = append(read, n)
				}
			}
		}
	}
	return gold, read
}

// parts clusters notices by their verdicts.
func parts(ns []*notice) [][]string {
	var out [][]string
	for _, part := range link.Cluster(len(ns), func(i, j int) link.Verdict { return link.Compare(ns[i].profile, ns[j].profile) }, undecided) {
		var names []string
		for _, i := range part {
			names = append(names, ns[i].name)
		}
		out = append(out, names)
	}
	return out
}

func undecided(i, j int) (same, known bool) { return false, false }

// explain words a verdict.
func explain(v link.Verdict, lang string) string {
	words := func(rs []link.Reason) string {
		var out []string
		for _, r := range rs {
			out = append(out, r.Words(lang))
		}
		return strings.Join(out, "; ")
	}
	return fmt.Sprintf("%v %d, for: %s, against: %s", v.Degree, v.Score, words(v.For), words(v.Against))
}

// TestDevelopmentNotices: the notices of one incident are one part each, and no
// other two are together.
func TestDevelopmentNotices(t *testing.T) {
	gold, read := load(t, "../../testdata/notices")
	for what, ns := range map[string][]*notice{"gold": gold, "read": read} {
		if len(ns) < 45 {
			t.Errorf("%s: %d incidents", what, len(ns))
		}
		of := map[string]*notice{}
		for _, n := range ns {
			of[n.name] = n
		}
		for _, part := range parts(ns) {
			want := of[part[0]].same
			if want == nil {
				want = part[:1]
			}
			if !slices.Equal(part, want) {
				t.Errorf("%s: %v is one incident, want %v", what, part, want)
				for i, x := range want {
					for _, y := range want[i+1:] {
						t.Logf("%s %s: %s", x, y, explain(link.Compare(of[x].profile, of[y].profile), "ja"))
					}
				}
			}
		}
	}
}

// TestAllNotices: of all notices that were written, those of one incident are
// together, but for a few that say too little or whose publisher has another
// name; no others are joined or proposed.
func TestAllNotices(t *testing.T) {
	gold, read := load(t, "../../testdata/notices", "../../testdata/written", "../../examples")
	common := []string{"02-ransomware-first-report 15-ransomware-follow-up", "b01 b02 b03", "b04 b05", "b06 b07", "p02 p03 p04", "ab08 ab09", "ac01 ac02 ac03", "ac04 ac05 ac06", "ac07 ac08", "ae09 ae11",
		"y011 y012 y013", "y021 y022 y023", "y031 y032 y033", "y061 y062 y063", "y072 y074", "y081 y083", "y111 y112 y113", "y121 y122"}
	wanted := map[string][]string{
		"gold": append([]string{"y051 y052 y053", "y101 y102"}, common...),
		"read": append([]string{"y051 y053"}, common...),
	}
	apart := []string{"y041", "y042", "y052", "y053", "y101", "y102", "y123"} // they may be proposed with their own incident
	for what, ns := range map[string][]*notice{"gold": gold, "read": read} {
		var got []string
		together := map[string]string{}
		for _, part := range parts(ns) {
			if len(part) > 1 {
				got = append(got, strings.Join(part, " "))
			}
			for _, name := range part {
				together[name] = part[0]
			}
		}
		want := wanted[what]
		slices.Sort(want)
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s: joined %q, want %q", what, got, want)
		}
		for i, a := range ns {
			for _, b := range ns[i+1:] {
				if slices.Contains(a.same, b.name) && (slices.Contains(apart, a.name) || slices.Contains(apart, b.name)) {
					continue
				}
				v := link.Compare(a.profile, b.profile)
				if v.Degree >= link.Possible && together[a.name] != together[b.name] {
					t.Errorf("%s: %s %s: %s", what, a.name, b.name, explain(v, "ja"))
				}
				if v.Degree >= link.Possible && !meet(a, b) {
					t.Errorf("%s: %s and %s have no key in common", what, a.name, b.name)
				}
			}
		}
	}
}

// meet reports whether two notices have a blocking key in common.
func meet(a, b *notice) bool {
	keys := b.profile.Keys()
	return slices.ContainsFunc(a.profile.Keys(), func(k uint64) bool { return slices.Contains(keys, k) })
}
