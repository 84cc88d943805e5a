package jikenbo

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Schema gives the JSON Schema (2020-12) of the JSON form of a case, made from
// the Go types and [Taxonomies]. Its "$defs" hold the schema of a line of
// jikenbo read --json under "Line".
//
// The schema knows form only; what a valid case states may still not add up:
// see [Case.Lint].
func Schema() []byte {
	s := schemaBuilder{}
	root := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", "urn:jikenbo:case"},
		{"title", "Case"},
		{"description", "The facts of one entry of a notice: what the text states, and nothing else."},
	}
	root = append(root, s.structure(reflect.TypeFor[Case]())...)
	root = append(root, member{"allOf", kindRules()})
	s.define("Line", lineSchema(s.of(reflect.TypeFor[Span]())))
	root = append(root, member{"$defs", s.defs})

	b, err := json.Marshal(root)
	if err != nil {
		panic("jikenbo: schema: " + err.Error()) // plain data; a test makes it
	}
	var out bytes.Buffer
	_ = json.Indent(&out, b, "", "  ") // of what Marshal wrote
	out.WriteByte('\n')
	return out.Bytes()
}

// memberMeanings describe what the fields of a case are made of; the fields
// themselves are described in [Fields].
var memberMeanings = map[string]string{
	"Affected.count":       "The number as stated, 1 or more.",
	"Affected.unit":        "As written: 件, 名, 世帯; in English the head noun in lower case.",
	"Affected.bound":       "How the number is meant.",
	"Affected.role":        "Where it stands among the other counts.",
	"Affected.items":       "Data items, only where the text ties them to this very count.",
	"Affected.window":      "A period, only where the text ties it to this very count.",
	"Period.from":          "First day; absent if open.",
	"Period.to":            "Last day; absent if open.",
	"Happening.date":       "The day, or the first day of a range.",
	"Happening.to":         "The last day of a range.",
	"Happening.kind":       "What happened.",
	"Report.to":            "Whom the report or consultation went to.",
	"Report.date":          "The day, where stated; it may be planned.",
	"Check.kind":           "Whether parts add up to a total, or a part lies within a whole.",
	"Check.parts":          "Of a sum: what is added up.",
	"Check.total":          "Of a sum: what it must come to.",
	"Check.whole":          "Of a subset: the larger count.",
	"Check.part":           "Of a subset: the count within it.",
	"Event.name":           "As announced.",
	"Event.from":           "First day.",
	"Event.to":             "Last day; the first one again for a single day.",
	"Event.url":            "Where to learn more or to apply.",
	"TargetRule.sector":    "The sector, in compact English.",
	"TargetRule.encrypt":   "What the rules say of encrypting.",
	"TargetRule.steal":     "What the rules say of stealing data.",
	"TargetRule.condition": "Under what condition, in compact English; may be empty.",
	"Span.notice":          "SHA-256 of the notice, where it is not plain from the context.",
	"Span.start":           "Byte offset in the text as UTF-8, from 0, inclusive.",
	"Span.end":             "Byte offset, exclusive.",
	"Span.quote":           "Exactly the bytes from start to end.",
	"Span.rule":            "The rule that read these words, and, from -- to ++, what a model thought of it; curated where a person chose or accepted them.",
	"Span.confidence":      "How probably these words state the fact, above 0, below 1; 1 where a person decided that they do.",
}

// object is a JSON object that keeps the order of its members.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Quote(m.name)) // names are plain ASCII
		b.WriteByte(':')
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func (o object) has(name string) bool {
	return slices.ContainsFunc(o, func(m member) bool { return m.name == name })
}

// schemaBuilder collects the definitions of named types, under the names they
// have in Go, as they come up.
type schemaBuilder struct{ defs object }

func (s *schemaBuilder) define(name string, schema object) object {
	if !s.defs.has(name) {
		s.defs = append(s.defs, member{name, schema})
	}
	return object{{"$ref", "#/$defs/" + name}}
}

// of gives the schema of a type, by reference where the type has a name.
func (s *schemaBuilder) of(t reflect.Type) object {
	if set, ok := codesOf(t); ok {
		return s.define(t.Name(), codeSchema(set))
	}
	switch {
	case t == reflect.TypeFor[Date]():
		return s.define(t.Name(), object{
			{"description", "A calendar date of Japan, as exact as it is stated: YYYY-MM-DD, YYYY-MM or YYYY."},
			{"type", "string"},
			{"pattern", `^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$`},
		})
	case t.Kind() == reflect.Pointer:
		return s.of(t.Elem())
	case t.Kind() == reflect.Struct:
		return s.define(t.Name(), s.structure(t))
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Int64: // the parts of a sum, which may be alike
		return object{{"type", "array"}, {"items", s.of(t.Elem())}, {"minItems", 2}}
	case t.Kind() == reflect.Slice:
		return object{{"type", "array"}, {"items", s.of(t.Elem())}, {"minItems", 1}, {"uniqueItems", true}}
	case t.Kind() == reflect.Float64:
		return object{{"type", "number"}}
	case t.Kind() == reflect.Int64:
		return object{{"type", "integer"}, {"minimum", 1}}
	case t.Kind() == reflect.Int:
		return object{{"type", "integer"}, {"minimum", 0}}
	}
	return object{{"type", "string"}, {"minLength", 1}}
}

// structure gives the members of the schema of a struct: a closed object.
func (s *schemaBuilder) structure(t reflect.Type) object {
	var properties object
	var needed []string
	for f := range t.Fields() {
		name, optional := jsonName(f)
		schema := s.of(f.Type)
		switch name {
		case "number":
			schema = object{{"type", "string"}, {"pattern", `^[0-9]{4}-[0-9]{3,}$`}}
		case "condition": // there may be none
			schema = object{{"type", "string"}}
		}
		if t == reflect.TypeFor[Case]() {
			field := Fields[fieldOrder(name)]
			schema = append(object{{"title", field.Ja + " / " + field.En}, {"description", field.Meaning}}, schema...)
		} else {
			schema = append(object{{"description", memberMeanings[t.Name()+"."+name]}}, schema...)
		}
		properties = append(properties, member{name, schema})
		if !optional {
			needed = append(needed, name)
		}
	}
	o := object{{"type", "object"}, {"properties", properties}, {"additionalProperties", false}}
	if len(needed) > 0 {
		o = append(o, member{"required", needed})
	} else {
		o = append(o, member{"minProperties", 1})
	}
	if t == reflect.TypeFor[Check]() {
		o = append(o, member{"oneOf", []object{
			{{"properties", object{{"kind", constant(SumCheck)}, {"whole", false}, {"part", false}}}, {"required", []string{"parts", "total"}}},
			{{"properties", object{{"kind", constant(SubsetCheck)}, {"parts", false}, {"total", false}}}, {"required", []string{"whole", "part"}}},
		}})
	}
	return o
}

func constant(v any) object { return object{{"const", v}} }

// codeSchema gives a closed set of codes, each with its labels.
func codeSchema(set Taxonomy) object {
	var codes []object
	for _, t := range set.Terms {
		title := t.En
		if t.Ja != "" {
			title = t.Ja + " / " + t.En
		}
		codes = append(codes, object{{"const", t.Code}, {"title", title}})
	}
	return object{{"type", "string"}, {"oneOf", codes}}
}

// kindRules say for each kind which fields its entries have and which not.
func kindRules() []object {
	var rules []object
	for _, t := range TaxonomyOf("kind").Terms {
		kind := Kind(t.Code)
		var never object
		for _, f := range Fields {
			if !belongs(f.Name, kind) {
				never = append(never, member{f.Name, false})
			}
		}
		then := object{{"properties", never}}
		if len(required[kind]) > 0 {
			then = append(object{{"required", required[kind]}}, then...)
		}
		rules = append(rules, object{
			{"if", object{{"properties", object{{"kind", constant(kind)}}}}},
			{"then", then},
		})
	}
	return rules
}

// lineSchema gives the schema of a line of jikenbo read --json.
func lineSchema(span object) object {
	var names []string
	for _, f := range Fields {
		names = append(names, f.Name)
	}
	return object{
		{"title", "Line"},
		{"description", "One entry as jikenbo read --json prints it."},
		{"type", "object"},
		{"properties", object{
			{"source", object{{"description", "The path as given, - for standard input."}, {"type", "string"}}},
			{"entry", object{{"description", "The place of the entry in the notice, from 1."}, {"type", "integer"}, {"minimum", 1}}},
			{"case", object{{"$ref", "#"}}},
			{"evidence", object{
				{"description", "By the JSON Pointer of a fact in the case, the words that state it."},
				{"type", "object"},
				{"propertyNames", object{{"pattern", "^/(" + strings.Join(names, "|") + ")(/(0|[1-9][0-9]*))?$"}}},
				{"additionalProperties", object{{"type", "array"}, {"items", span}, {"minItems", 1}}},
			}},
		}},
		{"additionalProperties", false},
		{"required", []string{"source", "entry", "case", "evidence"}},
	}
}

// required are the fields that every case of a kind has.
var required = map[Kind][]string{
	Incident: {"stage", "leak", "discovered_by", "secondary_damage"},
}

// belongs reports whether cases of the kind may have the field: an incident
// everything but an event and rules, any other entry only what it is called
// and, by its kind, its event or its rules.
func belongs(field string, k Kind) bool {
	switch field {
	case "kind", "number", "title", "published":
		return true
	case "event":
		return k == EventKind
	case "rules":
		return k == ThreatNote
	}
	return k == Incident
}

// jsonName gives the name of a struct field in the JSON form and whether it
// may be left out.
func jsonName(f reflect.StructField) (name string, optional bool) {
	name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name, strings.HasPrefix(options, "omit")
}

// codesOf gives the closed set that the values of a string type come from; ok
// is false for a type of free text.
func codesOf(t reflect.Type) (set Taxonomy, ok bool) {
	if t.Kind() != reflect.String || t.PkgPath() == "" {
		return Taxonomy{}, false
	}
	name := strings.ToLower(t.Name())
	if t == reflect.TypeFor[CheckKind]() {
		name = "check"
	}
	return TaxonomyOf(name), true
}
