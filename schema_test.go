package jikenbo_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"jikenbo"
)

// schema compiles the schema, or the definition with that name in it. It does
// not compile unless it satisfies the schema of schemas.
func schema(t *testing.T, definition string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(jikenbo.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft4) // so that only "$schema" can make it 2020-12
	if err := c.AddResource("urn:jikenbo:case", doc); err != nil {
		t.Fatal(err)
	}
	id := "urn:jikenbo:case"
	if definition != "" {
		id += "#/$defs/" + definition
	}
	s, err := c.Compile(id)
	if err != nil {
		t.Fatalf("%#v", err)
	}
	return s
}

func instance(t *testing.T, s string) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(s))
	if err != nil {
		t.Fatalf("%v in %s", err, s)
	}
	return v
}

// What is gold is valid, and nothing of it is lost or added on the way through
// the Go types.
func TestGoldsSatisfySchema(t *testing.T) {
	s := schema(t, "")
	for _, g := range golds(t) {
		if err := s.Validate(instance(t, string(g.json))); err != nil {
			t.Errorf("%s: %v", g.name, err)
		}
		c := parseCase(t, g.json)
		again, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var raw map[string]any
		if err := json.Unmarshal(again, &raw); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(g.raw, raw); diff != "" {
			t.Errorf("%s: (-gold +again)\n%s", g.name, diff)
		}
	}
}

func TestSchemaRejects(t *testing.T) {
	s := schema(t, "")
	const always = `"kind":"incident","stage":"only","leak":"none","discovered_by":"unstated","secondary_damage":"unstated"`
	if err := s.Validate(instance(t, "{"+always+"}")); err != nil {
		t.Fatalf("the least incident: %v", err)
	}
	for name, wrong := range map[string]string{
		"no object":                  `[]`,
		"no kind":                    `{"title":"x"}`,
		"unknown kind":               `{"kind":"accident"}`,
		"unknown field":              `{"kind":"other","colour":"red"}`,
		"names of other notices":     `{"kind":"other","same":["a01"]}`,
		"null":                       `{"kind":"other","title":null}`,
		"empty title":                `{"kind":"other","title":""}`,
		"number without its year":    `{"kind":"other","number":"9"}`,
		"number too short":           `{"kind":"other","number":"2023-09"}`,
		"incident without stage":     `{"kind":"incident","leak":"none","discovered_by":"unstated","secondary_damage":"unstated"}`,
		"stage on an event":          `{"kind":"event","stage":"only"}`,
		"organization on a note":     `{"kind":"threat-note","organization":"x"}`,
		"event on an incident":       `{` + always + `,"event":{"name":"x"}}`,
		"event on another":           `{"kind":"other","event":{"name":"x"}}`,
		"rules on an event":          `{"kind":"event","rules":[{"sector":"x","encrypt":"allowed","steal":"allowed","condition":""}]}`,
		"empty event":                `{"kind":"event","event":{}}`,
		"rule without condition":     `{"kind":"threat-note","rules":[{"sector":"x","encrypt":"allowed","steal":"allowed"}]}`,
		"rule with unknown leave":    `{"kind":"threat-note","rules":[{"sector":"x","encrypt":"sometimes","steal":"allowed","condition":""}]}`,
		"a day that is none":         `{"kind":"other","published":"2023-01-32"}`,
		"a month that is none":       `{"kind":"other","published":"2023-13"}`,
		"a date with slashes":        `{"kind":"other","published":"2023/01/10"}`,
		"an empty list":              `{` + always + `,"types":[]}`,
		"a member twice":             `{` + always + `,"types":["loss","loss"]}`,
		"a set that is a string":     `{` + always + `,"types":"loss"}`,
		"unknown type":               `{` + always + `,"types":["lost"]}`,
		"unknown item excluded":      `{` + always + `,"items_excluded":["names"]}`,
		"count as string":            `{` + always + `,"affected":[{"count":"3","unit":"件","bound":"exact","role":"total"}]}`,
		"count of zero":              `{` + always + `,"affected":[{"count":0,"unit":"件","bound":"exact","role":"total"}]}`,
		"count of a half":            `{` + always + `,"affected":[{"count":1.5,"unit":"件","bound":"exact","role":"total"}]}`,
		"count without bound":        `{` + always + `,"affected":[{"count":3,"unit":"件","role":"total"}]}`,
		"count with something else":  `{` + always + `,"affected":[{"count":3,"unit":"件","bound":"exact","role":"total","note":"x"}]}`,
		"window without ends":        `{` + always + `,"windows":[{}]}`,
		"happening without date":     `{` + always + `,"timeline":[{"kind":"contained"}]}`,
		"happening of unknown kind":  `{` + always + `,"timeline":[{"date":"2023","kind":"noticed"}]}`,
		"report to nobody":           `{` + always + `,"reports":[{"date":"2023-01-01"}]}`,
		"report to the unknown":      `{` + always + `,"reports":[{"to":"press"}]}`,
		"sum without total":          `{` + always + `,"checks":[{"kind":"sum","parts":[1,2]}]}`,
		"sum of one":                 `{` + always + `,"checks":[{"kind":"sum","parts":[1],"total":1}]}`,
		"sum with a whole":           `{` + always + `,"checks":[{"kind":"sum","parts":[1,2],"total":3,"whole":3}]}`,
		"subset without part":        `{` + always + `,"checks":[{"kind":"subset","whole":3}]}`,
		"subset with parts":          `{` + always + `,"checks":[{"kind":"subset","whole":3,"part":2,"parts":[1,2]}]}`,
		"a check of another kind":    `{` + always + `,"checks":[{"kind":"product","whole":3,"part":2}]}`,
		"unknown discoverer":         `{"kind":"incident","stage":"only","leak":"none","discovered_by":"nobody","secondary_damage":"unstated"}`,
		"damage only as possible":    `{"kind":"incident","stage":"only","leak":"none","discovered_by":"unstated","secondary_damage":"possible"}`,
		"contacts with an empty one": `{` + always + `,"contacts":[""]}`,
	} {
		if s.Validate(instance(t, wrong)) == nil {
			t.Errorf("%s is let through: %s", name, wrong)
		}
	}
	for name, right := range map[string]string{
		"parts that are alike": `{` + always + `,"checks":[{"kind":"sum","parts":[5,5],"total":10}]}`,
		"partial dates":        `{"kind":"other","published":"2023-01"}`,
		"an open window":       `{` + always + `,"windows":[{"from":"2023"}]}`,
		"a long number":        `{"kind":"other","number":"2023-1009"}`,
		"no condition":         `{"kind":"threat-note","rules":[{"sector":"x","encrypt":"allowed","steal":"careful","condition":""}]}`,
	} {
		if err := s.Validate(instance(t, right)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLineSchema(t *testing.T) {
	s := schema(t, "Line")
	const right = `{"source":"-","entry":1,"case":{"kind":"other","title":"表題"},"evidence":{"/title":[{"start":0,"end":6,"quote":"表題"}]}}`
	if err := s.Validate(instance(t, right)); err != nil {
		t.Error(err)
	}
	for name, change := range map[string][2]string{
		"no evidence":          {`,"evidence":{"/title":[{"start":0,"end":6,"quote":"表題"}]}`, ``},
		"a wrong case":         {`"kind":"other"`, `"kind":"x"`},
		"entry 0":              {`"entry":1`, `"entry":0`},
		"an unknown pointer":   {`"/title"`, `"/colour"`},
		"a pointer too deep":   {`"/title"`, `"/affected/0/count"`},
		"no span":              {`[{"start":0,"end":6,"quote":"表題"}]`, `[]`},
		"a span of nothing":    {`"quote":"表題"`, `"quote":""`},
		"a span without end":   {`"end":6,`, ``},
		"a negative beginning": {`"start":0`, `"start":-1`},
		"something else":       {`"source":"-"`, `"source":"-","x":1`},
	} {
		wrong := strings.Replace(right, change[0], change[1], 1)
		if s.Validate(instance(t, wrong)) == nil {
			t.Errorf("%s is let through: %s", name, wrong)
		}
	}
}

// Every string of a case is free text or of a closed set; no type falls
// between, every set is used, and every field is described.
func TestSchemaIsComplete(t *testing.T) {
	var doc struct {
		Properties map[string]struct{ Title, Description string }
		Defs       map[string]struct {
			Properties map[string]struct{ Description string }
			OneOf      []struct{ Const, Title string }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(jikenbo.Schema(), &doc); err != nil {
		t.Fatal(err)
	}
	fields := reflect.TypeFor[jikenbo.Case]()
	if fields.NumField() != len(jikenbo.Fields) {
		t.Fatalf("a case has %d fields, %d are described", fields.NumField(), len(jikenbo.Fields))
	}
	for i, f := range jikenbo.Fields {
		if name, _, _ := strings.Cut(fields.Field(i).Tag.Get("json"), ","); name != f.Name {
			t.Errorf("field %d is %s, described as %s", i, name, f.Name)
		}
		if p := doc.Properties[f.Name]; p.Title == "" || p.Description == "" {
			t.Errorf("%s: %+v", f.Name, p)
		}
	}
	for _, set := range jikenbo.Taxonomies {
		name := strings.ToUpper(set.Name[:1]) + set.Name[1:]
		if name == "Check" {
			name = "CheckKind"
		}
		if got := len(doc.Defs[name].OneOf); got != len(set.Terms) {
			t.Errorf("%s: %d codes in the schema, %d in the set", set.Name, got, len(set.Terms))
		}
	}
	for name, def := range doc.Defs {
		if name == "Line" {
			continue
		}
		for p, v := range def.Properties {
			if v.Description == "" {
				t.Errorf("%s.%s has no description", name, p)
			}
		}
	}
}
