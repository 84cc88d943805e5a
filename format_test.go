package jikenbo_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jikenbo"
)

var update = flag.Bool("u", false, "rewrite the generated parts of doc/format.md")

var (
	generatedPart = regexp.MustCompile(`(?s)<!-- generated: ([^\n]*?) -->\n(.*?)<!-- end -->\n`)
	fieldSection  = regexp.MustCompile("(?s)\n### `([a-z_]+)`\n(.*?)(?:\n## |\n### )")
	jsonExample   = regexp.MustCompile("(?s)```json\n(.*?)```")
)

// The page on the format has every field in its order, an example of each that
// is valid, and tables that are what the code says.
func TestFormatDoc(t *testing.T) {
	const path = "doc/format.md"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := formatTables(t)
	seen := make(map[string]bool)
	page := generatedPart.ReplaceAllStringFunc(string(b), func(part string) string {
		name := generatedPart.FindStringSubmatch(part)[1]
		seen[name] = true
		if _, ok := want[name]; !ok {
			t.Errorf("%s: nothing is called %q", path, name)
			return part
		}
		return "<!-- generated: " + name + " -->\n" + want[name] + "<!-- end -->\n"
	})
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if !seen[name] {
			t.Errorf("%s: no part %q", path, name)
		}
	}
	if *update {
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(string(b), page); diff != "" {
		t.Errorf("%s is stale; rewrite it by go test -run TestFormatDoc -u .\n%s", path, diff)
	}

	caseSchema := schema(t, "")
	sections := make(map[string]string)
	var order []string
	for rest := page; ; { // sections share their boundaries
		m := fieldSection.FindStringSubmatchIndex(rest)
		if m == nil {
			break
		}
		name := rest[m[2]:m[3]]
		order = append(order, name)
		sections[name] = rest[m[4]:m[5]]
		rest = rest[m[5]:]
	}
	var fields []string
	for i, f := range jikenbo.Fields {
		fields = append(fields, f.Name)
		m := jsonExample.FindStringSubmatch(sections[f.Name])
		if m == nil {
			t.Errorf("%s: no example of %s", path, f.Name)
			continue
		}
		c := parseCase(t, []byte(m[1]))
		if reflect.ValueOf(c).Field(i).IsZero() {
			t.Errorf("%s: the example of %s is of something else: %s", path, f.Name, m[1])
		}
		if c.Kind == jikenbo.Incident { // the least that an incident has besides
			for p, code := range map[*string]string{
				(*string)(&c.Stage): "only", (*string)(&c.Leak): "unstated",
				(*string)(&c.DiscoveredBy): "unstated", (*string)(&c.SecondaryDamage): "unstated",
			} {
				if *p == "" {
					*p = code
				}
			}
		}
		whole, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if err := caseSchema.Validate(instance(t, string(whole))); err != nil {
			t.Errorf("%s: the example of %s: %v", path, f.Name, err)
		}
	}
	if diff := cmp.Diff(fields, order); diff != "" {
		t.Errorf("%s: headings (-fields +headings)\n%s", path, diff)
	}

	_, line, _ := strings.Cut(page, "## The JSON line")
	if err := schema(t, "Line").Validate(instance(t, jsonExample.FindStringSubmatch(line)[1])); err != nil {
		t.Errorf("%s: the example of a line: %v", path, err)
	}
}

// formatTables gives every generated part by its name.
func formatTables(t *testing.T) map[string]string {
	t.Helper()
	parts := make(map[string]string)
	table := func(name string, head []string, rows [][]string) {
		var b bytes.Buffer
		line := func(cells []string) { fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | ")) }
		line(head)
		line(slices.Repeat([]string{"---"}, len(head)))
		for _, r := range rows {
			line(r)
		}
		parts[name] = b.String()
	}

	var rows [][]string
	fields := reflect.TypeFor[jikenbo.Case]()
	for i, f := range jikenbo.Fields {
		rows = append(rows, []string{"[`" + f.Name + "`](#" + f.Name + ")", typeName(fields.Field(i).Type), f.Ja, f.En, f.Meaning})
	}
	table("fields", []string{"field", "type", "日本語", "English", "meaning"}, rows)

	for _, set := range append(slices.Clone(jikenbo.Taxonomies), jikenbo.LintRules) {
		rows = nil
		for _, term := range set.Terms {
			rows = append(rows, []string{"`" + term.Code + "`", term.Ja, term.En})
		}
		name, head := "codes "+set.Name, "code"
		if set.Name == jikenbo.LintRules.Name {
			name, head = "lint", "rule"
		}
		table(name, []string{head, "日本語", "English"}, rows)
	}

	rows = nil
	for _, l := range (&jikenbo.Case{Kind: jikenbo.Incident}).Lags() {
		rows = append(rows, []string{string(l.From), string(l.To), l.Label("ja"), l.Label("en")})
	}
	table("lags", []string{"from", "to", "日本語", "English"}, rows)

	var doc struct {
		Defs map[string]struct {
			Required   []string
			Properties map[string]struct{ Description string }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(jikenbo.Schema(), &doc); err != nil {
		t.Fatal(err)
	}
	for _, typ := range []reflect.Type{
		reflect.TypeFor[jikenbo.Affected](), reflect.TypeFor[jikenbo.Period](), reflect.TypeFor[jikenbo.Happening](),
		reflect.TypeFor[jikenbo.Report](), reflect.TypeFor[jikenbo.Check](), reflect.TypeFor[jikenbo.Event](),
		reflect.TypeFor[jikenbo.TargetRule](), reflect.TypeFor[jikenbo.Span](),
	} {
		def := doc.Defs[typ.Name()]
		rows = nil
		for field := range typ.Fields() {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			present := "where stated"
			if slices.Contains(def.Required, name) {
				present = "always"
			}
			rows = append(rows, []string{"`" + name + "`", typeName(field.Type), present, def.Properties[name].Description})
		}
		table("members "+typ.Name(), []string{"key", "type", "present", "meaning"}, rows)
	}
	return parts
}

// typeName says in words what the JSON of a Go type is.
func typeName(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[jikenbo.Date]():
		return "date"
	case t.Kind() == reflect.Pointer:
		return typeName(t.Elem())
	case t.Kind() == reflect.Struct:
		return "object"
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.String:
		return "set of " + typeName(t.Elem()) + "s"
	case t.Kind() == reflect.Slice:
		return "list of " + typeName(t.Elem()) + "s"
	case t.Kind() == reflect.Int64, t.Kind() == reflect.Int:
		return "integer"
	case t.Kind() == reflect.Float64:
		return "number"
	case t.PkgPath() != "":
		return "code"
	}
	return "string"
}
