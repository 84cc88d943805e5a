package recognize_test

import (
	"bufio"
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"jikenbo"
	"jikenbo/internal/assemble"
	"jikenbo/internal/recognize"
	"jikenbo/internal/text"
)

// A phrase is some words of a notice and what a careful person reads there for
// one field: "" for nothing. How a field is written is told by render.
type phrase struct {
	name string
	text string
	want string
}

// letter puts a phrase under the letterhead that all phrases stand under: a
// notice of 14 June 2024 that tells nothing else.
func letter(body string) string {
	return titled("お客様情報に関するお詫びとお知らせ", body)
}

func titled(title, body string) string {
	return "2024年6月14日\n\nお客様各位\n\n株式会社みなと通販\n代表取締役　港　一郎\n\n" + title +
		"\n\nこのたび、弊社におきまして下記の事案が発生いたしました。お客様には多大なるご迷惑とご心配をおかけいたしますこと、深くお詫び申し上げます。\n\n" +
		body + "\n\n以上\n"
}

// englishLetter is the letterhead of a notice in English, of the same day.
func englishLetter(body string) string {
	return "June 14, 2024\n\nMinato Trading Co., Ltd.\n\nNotice and Apology Regarding Customer Information\n\n" +
		"We sincerely apologize to our customers and all others concerned for the trouble and anxiety caused by the matter described below.\n\n" +
		body + "\n"
}

// inLetter reads each phrase under the letterhead and compares one field.
func inLetter(t *testing.T, field string, phrases []phrase) {
	t.Helper()
	compare(t, field, phrases, letter)
}

// inEnglish does the same under the English letterhead.
func inEnglish(t *testing.T, field string, phrases []phrase) {
	t.Helper()
	compare(t, field, phrases, englishLetter)
}

// whole reads each phrase as it is.
func whole(t *testing.T, field string, phrases []phrase) {
	t.Helper()
	compare(t, field, phrases, func(s string) string { return s })
}

func compare(t *testing.T, field string, phrases []phrase, frame func(string) string) {
	t.Helper()
	for _, p := range phrases {
		name := strings.TrimPrefix(t.Name(), "Test") + ": " + p.name
		t.Run(p.name, func(t *testing.T) {
			if misreadings.tried[name] {
				t.Fatalf("%s is there twice", name)
			}
			misreadings.tried[name] = true
			raw := frame(p.text)
			got := render(t, raw, field)
			switch known := misreadings.known[name]; {
			case got == p.want && known && !*update:
				t.Errorf("%s\nno longer misread: remove it from the list %s (or run with -update-misreadings)", name, listFile)
			case got != p.want:
				misreadings.found[name] = true
				if !known && !*update || *show {
					t.Errorf("%s\n got %s\nwant %s\nin:\n%s", p.name, orNothing(got), orNothing(p.want), p.text)
				}
			}
		})
	}
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// render reads a notice and writes one field of its first entry: codes in
// alphabetical order; a count as 12名 exact total; a range of dates as from..to.
func render(t *testing.T, raw, field string) string {
	t.Helper()
	tt := text.New(raw)
	entries := tt.Entries()
	if len(entries) == 0 {
		return ""
	}
	masthead := ""
	if entries[0].Head >= 0 {
		masthead = recognize.Masthead(tt, entries[0].Lo)
	}
	c, evidence, _ := assemble.Case(recognize.Read(tt, &entries[0], masthead))
	for _, err := range evidence.Check(&c, raw) {
		t.Errorf("evidence: %v", err)
	}
	switch field {
	case "kind":
		return string(c.Kind)
	case "number":
		return c.Number
	case "organization":
		return c.Organization
	case "title":
		return c.Title
	case "published":
		return c.Published.String()
	case "stage":
		return string(c.Stage)
	case "types":
		return set(c.Types)
	case "leak":
		return string(c.Leak)
	case "affected":
		return list(c.Affected, func(a jikenbo.Affected) string {
			return fmt.Sprintf("%d%s %s %s", a.Count, a.Unit, a.Bound, a.Role)
		})
	case "affected/items":
		return list(c.Affected, func(a jikenbo.Affected) string {
			return fmt.Sprintf("%d%s: %s", a.Count, a.Unit, set(a.Items))
		})
	case "items":
		return set(c.Items)
	case "items_excluded":
		return set(c.ItemsExcluded)
	case "windows":
		return list(c.Windows, func(p jikenbo.Period) string { return p.From.String() + ".." + p.To.String() })
	case "timeline":
		slices.SortStableFunc(c.Timeline, func(a, b jikenbo.Happening) int {
			return cmp.Or(cmp.Compare(a.Date.String(), b.Date.String()), cmp.Compare(a.Kind, b.Kind))
		})
		return list(c.Timeline, func(h jikenbo.Happening) string {
			if !h.To.IsZero() {
				return h.Date.String() + ".." + h.To.String() + " " + string(h.Kind)
			}
			return h.Date.String() + " " + string(h.Kind)
		})
	case "reports":
		slices.SortStableFunc(c.Reports, func(a, b jikenbo.Report) int {
			return cmp.Or(cmp.Compare(a.To, b.To), cmp.Compare(a.Date.String(), b.Date.String()))
		})
		return list(c.Reports, func(r jikenbo.Report) string {
			return strings.TrimSpace(string(r.To) + " " + r.Date.String())
		})
	case "suppliers":
		return set(c.Suppliers)
	case "services":
		return set(c.Services)
	case "discovered_by":
		return string(c.DiscoveredBy)
	case "secondary_damage":
		return string(c.SecondaryDamage)
	case "responses":
		return set(c.Responses)
	case "contacts":
		return set(c.Contacts)
	case "ties":
		tied := slices.DeleteFunc(c.Affected, func(a jikenbo.Affected) bool { return len(a.Items) == 0 })
		return list(tied, func(a jikenbo.Affected) string {
			var items []string
			for _, it := range a.Items {
				items = append(items, string(it))
			}
			slices.Sort(items)
			return fmt.Sprintf("%d: %s", a.Count, strings.Join(items, " "))
		})
	case "count windows":
		tied := slices.DeleteFunc(c.Affected, func(a jikenbo.Affected) bool { return a.Window == nil })
		return list(tied, func(a jikenbo.Affected) string {
			return fmt.Sprintf("%d: %s..%s", a.Count, a.Window.From, a.Window.To)
		})
	case "checks":
		return list(c.Checks, func(k jikenbo.Check) string {
			if k.Kind == "subset" {
				return fmt.Sprintf("%d of %d", k.Part, k.Whole)
			}
			parts := make([]string, len(k.Parts))
			for i, p := range k.Parts {
				parts[i] = fmt.Sprint(p)
			}
			return fmt.Sprintf("%s = %d", strings.Join(parts, " + "), k.Total)
		})
	case "event":
		if c.Event == nil {
			return ""
		}
		return fmt.Sprintf("%s, %s..%s, %s", c.Event.Name, c.Event.From, c.Event.To, c.Event.URL)
	case "rules":
		return list(c.Rules, func(r jikenbo.TargetRule) string {
			return fmt.Sprintf("%s: encrypt %s, steal %s", r.Sector, r.Encrypt, r.Steal)
		})
	}
	t.Fatalf("no field %q", field)
	return ""
}

func set[T ~string](codes []T) string {
	sorted := slices.Sorted(slices.Values(codes))
	return list(sorted, func(c T) string { return string(c) })
}

func list[T any](values []T, write func(T) string) string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = write(v)
	}
	return strings.Join(all, ", ")
}

var (
	update = flag.Bool("update-misreadings", false, "rewrite the list of known misreadings")
	show   = flag.Bool("show-misreadings", false, "fail for known misreadings too, to see them")
)

// listFile lists the phrases that are known to be misread. It may only shrink:
// what is read right by now fails as long as it stands there.
const listFile = "testdata/known-misreadings.txt"

var misreadings = struct{ known, tried, found map[string]bool }{
	map[string]bool{}, map[string]bool{}, map[string]bool{},
}

func TestMain(m *testing.M) {
	flag.Parse()
	if err := loadMisreadings(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	partly := flag.Lookup("test.run").Value.String() != "" || flag.Lookup("test.skip").Value.String() != "" ||
		flag.Lookup("test.list").Value.String() != "" || flag.Lookup("test.fuzz").Value.String() != ""
	for name := range misreadings.known {
		if !partly && !misreadings.tried[name] && !*update {
			fmt.Fprintf(os.Stderr, "%s lists %q, which is no phrase\n", listFile, name)
			code = 1
		}
	}
	if *update {
		if err := storeMisreadings(partly); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

func loadMisreadings() error {
	f, err := os.Open(listFile)
	if err != nil {
		return err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for s.Scan() {
		if line := s.Text(); line != "" && !strings.HasPrefix(line, "#") {
			misreadings.known[line] = true
		}
	}
	return s.Err()
}

// storeMisreadings rewrites the list. What a partial run did not try stays.
func storeMisreadings(partly bool) error {
	var b strings.Builder
	b.WriteString("# Phrases that are known to be misread, by test and name. The list may only\n" +
		"# shrink: go test ./internal/recognize -update-misreadings rewrites it.\n")
	all := misreadings.found
	for name := range misreadings.known {
		if partly && !misreadings.tried[name] {
			all[name] = true
		}
	}
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range all {
			if !yield(name) {
				return
			}
		}
	}) {
		b.WriteString(name + "\n")
	}
	return os.WriteFile(listFile, []byte(b.String()), 0o644)
}
