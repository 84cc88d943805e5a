package jikenbo_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"jikenbo"
)

func TestParseValue(t *testing.T) {
	for _, test := range []struct {
		field, json string
		want        any // nil: refused
	}{
		{"leak", `"possible"`, jikenbo.LeakPossible},
		{"leak", `"perhaps"`, nil},
		{"leak", `""`, nil},
		{"leak", `null`, nil},
		{"types", `"loss"`, jikenbo.Type("loss")},
		{"types", `["loss"]`, nil},
		{"organization", `"甲株式会社"`, "甲株式会社"},
		{"organization", `""`, nil},
		{"organization", `1`, nil},
		{"organization", "\"\xff\"", nil},
		{"organization", `"a" "b"`, nil},
		{"organization", ``, nil},
		{"number", `"2023-009"`, "2023-009"},
		{"number", `"2023-9"`, nil},
		{"number", `"#2023-009"`, nil},
		{"published", `"2023-01"`, jikenbo.Date{Year: 2023, Month: 1}},
		{"published", `"2023-02-30"`, nil},
		{"published", `""`, nil},
		{"published", `"2023/01/10"`, nil},
		{"affected", `{"count":3,"unit":"件","bound":"exact","role":"total"}`, jikenbo.Affected{Count: 3, Unit: "件", Bound: jikenbo.Exact, Role: jikenbo.Total}},
		{"affected", `{"count":3,"unit":"","bound":"exact","role":"total"}`, nil},
		{"affected", `{"count":0,"unit":"件","bound":"exact","role":"total"}`, nil},
		{"affected", `{"count":-3,"unit":"件","bound":"exact","role":"total"}`, nil},
		{"affected", `{"count":99999999999999999999,"unit":"件","bound":"exact","role":"total"}`, nil},
		{"affected", `{"count":3,"unit":"件","role":"total"}`, nil},
		{"affected", `{"count":3,"unit":"件","bound":"exact","role":"total","note":""}`, nil},
		{"affected", `{"count":3,"unit":"件","bound":"exact","role":"total","items":[]}`, nil},
		{"affected", `{"count":3,"unit":"件","bound":"exact","role":"total","items":["name","name"]}`, nil},
		{"affected", `{"count":3,"unit":"件","bound":"exact","role":"total","window":{}}`, nil},
		{"windows", `{"from":"2023"}`, jikenbo.Period{From: jikenbo.Date{Year: 2023}}},
		{"windows", `{}`, nil},
		{"timeline", `{"date":"2023-01-10","kind":"discovered"}`, jikenbo.Happening{Date: jikenbo.Date{Year: 2023, Month: 1, Day: 10}, Kind: jikenbo.Discovered}},
		{"timeline", `{"kind":"discovered"}`, nil},
		{"reports", `{"to":"police"}`, jikenbo.Report{To: "police"}},
		{"reports", `{"to":"press"}`, nil},
		{"checks", `{"kind":"sum","parts":[7,384],"total":391}`, jikenbo.Check{Kind: jikenbo.SumCheck, Parts: []int64{7, 384}, Total: 391}},
		{"checks", `{"kind":"sum","parts":[7],"total":7}`, nil},
		{"checks", `{"kind":"sum","parts":[7,0],"total":7}`, nil},
		{"checks", `{"kind":"subset","whole":7,"part":3,"parts":[]}`, nil},
		{"checks", `{"kind":"subset","whole":7}`, nil},
		{"event", `{}`, nil},
		{"colour", `"red"`, nil},
		{"", `"red"`, nil},
	} {
		got, err := jikenbo.ParseValue(test.field, []byte(test.json))
		if (err == nil) != (test.want != nil) || test.want != nil && !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s %s: %#v, %v", test.field, test.json, got, err)
		}
	}
}

// Every fact of every gold comes back as it was.
func TestParseValueOfGolds(t *testing.T) {
	for _, g := range golds(t) {
		c := parseCase(t, g.json)
		for _, f := range c.Facts() {
			b, err := json.Marshal(f.Value)
			if err != nil {
				t.Fatal(err)
			}
			field, _, _ := strings.Cut(f.Pointer[1:], "/")
			if got, err := jikenbo.ParseValue(field, b); err != nil || !reflect.DeepEqual(got, f.Value) {
				t.Errorf("%s %s: %s gives %#v, %v", g.name, f.Pointer, b, got, err)
			}
		}
	}
}

// FuzzParseValue wants the schema to agree with what is taken, and a value to
// survive being written and read again.
func FuzzParseValue(f *testing.F) {
	for _, field := range jikenbo.Fields {
		f.Add(field.Name, []byte(`"2023-01-10"`))
		f.Add(field.Name, []byte(`{"count":3,"unit":"件","bound":"max","role":"part","items":["name"],"window":{"to":"2020"}}`))
		f.Add(field.Name, []byte(`{"kind":"sum","parts":[1,2],"total":4}`))
		f.Add(field.Name, []byte(`"other"`))
	}
	kinds := map[string]string{"event": "event", "rules": "threat-note"}
	var validate func(any) error // made once, for it takes long
	f.Fuzz(func(t *testing.T, field string, data []byte) {
		v, err := jikenbo.ParseValue(field, data)
		if err != nil {
			return
		}
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		again, err := jikenbo.ParseValue(field, b)
		if err != nil || !reflect.DeepEqual(v, again) {
			t.Errorf("%s: %#v is written as %s and read as %#v, %v", field, v, b, again, err)
		}
		c := map[string]json.RawMessage{"kind": json.RawMessage(`"incident"`)}
		if k := kinds[field]; k != "" {
			c["kind"] = json.RawMessage(`"` + k + `"`)
		} else {
			for name, code := range map[string]string{"stage": "only", "leak": "none", "discovered_by": "unstated", "secondary_damage": "unstated"} {
				c[name] = json.RawMessage(`"` + code + `"`)
			}
		}
		if field == "kind" {
			return
		}
		c[field] = b
		if typ, _ := reflect.TypeFor[jikenbo.Case]().FieldByNameFunc(func(name string) bool {
			f, _ := reflect.TypeFor[jikenbo.Case]().FieldByName(name)
			tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			return tag == field
		}); typ.Type.Kind() == reflect.Slice {
			c[field] = json.RawMessage("[" + string(b) + "]")
		}
		whole, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if validate == nil {
			validate = schema(t, "").Validate
		}
		if err := validate(instance(t, string(whole))); err != nil {
			t.Errorf("%s is taken, the schema says %v", whole, err)
		}
	})
}
