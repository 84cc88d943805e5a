package web

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// defined stands for a type of the domain whose schema is in [jikenbo.Schema].
type defined[T any] struct{}

const schemas = "#/components/schemas/"

// Schema refers to the schema of the domain.
func (defined[T]) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Ref: schemas + reflect.TypeFor[T]().Name()}
}

// alias makes huma describe a type as the domain does.
func alias[T any](r huma.Registry) {
	r.RegisterTypeAlias(reflect.TypeFor[T](), reflect.TypeFor[defined[T]]())
}

// defineCase puts the JSON Schema of a case among those of the API, since it
// says more than the Go types do.
func defineCase(r huma.Registry) error {
	var root map[string]any
	if err := json.Unmarshal(jikenbo.Schema(), &root); err != nil {
		return err
	}
	definitions, _ := root["$defs"].(map[string]any)
	delete(definitions, "Line") // of the command
	definitions["Case"] = root
	for _, name := range []string{"$schema", "$id", "$defs"} {
		delete(root, name)
	}
	for name, d := range definitions {
		refer(d)
		members, ok := d.(map[string]any)
		if !ok {
			return fmt.Errorf("schema of a case: %s is no object", name)
		}
		r.Map()[name] = &huma.Schema{Extensions: members}
	}
	r.Map()["Number"] = &huma.Schema{Type: "string", Pattern: `^[0-9]{4}-[0-9]{3,}$`, Description: "The number of a case, YYYY-NNN. It is opaque and never changes."}
	r.Map()["Kind"].Extensions["description"] = "What an entry of a notice is."
	alias[jikenbo.Case](r)
	alias[jikenbo.Affected](r)
	alias[jikenbo.Bound](r)
	alias[jikenbo.Span](r)
	alias[jikenbo.Date](r)
	alias[jikenbo.Kind](r)
	alias[jikenbo.Number](r)
	for _, s := range []struct {
		name, description string
		values            []any
	}{
		{"Status", "The state of a case. inferred: others tell of it, and no notice of its own is here. duplicate: its number leads to another case. withdrawn: taken back by a person. All stay visible; only open ones count.",
			enumOf(jikenbo.Statuses)},
		{"Verb", "What a notice did to a fact. changed: after takes the place of before. withdrawn: taken back or denied. dropped: not repeated, which takes nothing back.", enumOf(jikenbo.Verbs)},
		{"Milestone", "A step of an incident on its way to the public.", []any{jikenbo.Attack, jikenbo.Discovery, jikenbo.Containment, jikenbo.Reporting, jikenbo.Publication}},
		{"Change", "added: a new case. revised: its facts or its status changed. joined: one more notice of it, whose facts it already had. kept: an entry that is no incident. unchanged: it was read before.",
			[]any{casebook.Added, casebook.Joined, casebook.Revised, casebook.Kept, casebook.Unchanged}},
	} {
		r.Map()[s.name] = &huma.Schema{Type: "string", Enum: s.values, Description: s.description}
	}
	alias[jikenbo.Status](r)
	alias[jikenbo.Verb](r)
	alias[jikenbo.Milestone](r)
	alias[casebook.Change](r)
	return nil
}

// enumOf gives the codes of a set.
func enumOf(t jikenbo.Taxonomy) (codes []any) {
	for _, term := range t.Terms {
		codes = append(codes, term.Code)
	}
	return codes
}

// refer makes the references of a schema those of the API.
func refer(v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			if s, ok := member.(string); ok && name == "$ref" {
				v[name] = schemas + strings.TrimPrefix(s, "#/$defs/")
				continue
			}
			refer(member)
		}
	case []any:
		for _, member := range v {
			refer(member)
		}
	}
}

// meanings describe what the types of other packages are made of.
var meanings = map[string]string{
	"Alternative.evidence":     "The words that state it.",
	"Alternative.value":        "A value that competed and lost.",
	"Band.cases":               "Cases in it.",
	"Band.hi":                  "Its end, included; absent for no end.",
	"Band.lo":                  "Its beginning.",
	"Band.value":               "Of the facet.",
	"Cascade.case":             "The case of the supplier's incident; absent where there is none, as with one organization only.",
	"Cascade.figures":          "The figures together, by unit and population.",
	"Cascade.from":             "The first day of the attack that is stated.",
	"Cascade.inferred":         "The supplier has published nothing: others tell that it happened.",
	"Cascade.names":            "Of the supplier, as written, those of most cases first.",
	"Cascade.own":              "What the supplier says.",
	"Cascade.products":         "That two organizations or more name.",
	"Cascade.supplier":         "As most write it.",
	"Cascade.to":               "The last day of it.",
	"Cascade.unstated":         "Organizations that state no figure.",
	"Cascade.victims":          "The cases that it reached, by publication.",
	"Figure.evidence":          "The words that state it; each names its notice.",
	"Figure.number":            "Of the case.",
	"Figure.pointer":           "JSON Pointer of the fact in the case.",
	"Figure.stated":            "As the case states it.",
	"Move.entries":             "How many they are.",
	"Move.from":                "The case they were in.",
	"Move.to":                  "The case they are in now.",
	"Reached.case":             "Its facts now.",
	"Reached.evidence":         "The words that name the supplier.",
	"Reached.name":             "Of the supplier, as the case has it.",
	"Reached.number":           "Of the case.",
	"Reached.pointer":          "JSON Pointer of the supplier in the case.",
	"Reason.code":              "What it is.",
	"Reason.detail":            "What it is seen by: dates, a number, a name; two of them with / between for what differs.",
	"Refusal.code":             "The reason.",
	"Refusal.figures":          "That are left out, or stand in several rows; absent where the whole sum is refused.",
	"Refusal.with":             "Cases whose figures they overlap.",
	"RolledUp.population":      "Of people, where the unit tells it.",
	"RolledUp.refused":         "What is not added, and why.",
	"RolledUp.sum":             "Of the organizations' figures; absent where no two can be added.",
	"RolledUp.supplier":        "What the supplier says.",
	"RolledUp.unit":            "The class of units.",
	"RolledUp.unstated":        "Organizations that state no figure of this unit.",
	"RolledUp.victims":         "What the organizations say.",
	"Sum.bound":                "Of the parts, carried through.",
	"Sum.count":                "What they add up to.",
	"Sum.gross":                "One and the same may be counted by several.",
	"Sum.victims":              "Whose figures are in it.",
	"CaseChange.at":            "When it was made.",
	"CaseChange.change":        "Its number. Later changes have larger ones.",
	"CaseChange.number":        "The case.",
	"CaseChange.revision":      "The last revision of the case when the change was done.",
	"CaseChange.status":        "Of the case then.",
	"CaseChange.what":          "What became of the case.",
	"CaseView.case":            "Its facts now.",
	"CaseView.conflicts":       "The values that were not chosen, and why.",
	"CaseView.evidence":        "By the JSON Pointer of a fact in the case, the words that state it.",
	"CaseView.notices":         "The entries of notices it was made from, in the order they were joined.",
	"CaseView.number":          "Of the case.",
	"CaseView.redirect":        "The case that a duplicate leads to.",
	"CaseView.revisions":       "Every state it has been in, the oldest first. The last one is the state now.",
	"CaseView.status":          "Of the case now.",
	"Coded.cases":              "Cases that state it.",
	"Coded.code":               "Of the taxonomy.",
	"Coded.excluded":           "Of items: cases that state it is not affected.",
	"Conflict.chosen":          "The value that was chosen.",
	"Conflict.others":          "Those that were not.",
	"Conflict.pointer":         "JSON Pointer of the fact.",
	"Conflict.reason":          "Why.",
	"EntryOutcome.change":      "What became of the entry.",
	"EntryOutcome.entry":       "Its place in the notice, from 1.",
	"EntryOutcome.for":         "Why it was joined, where it surely tells of one incident with a notice that was there.",
	"EntryOutcome.moved":       "Entries of other notices that are in other cases now, by what this one showed.",
	"EntryOutcome.number":      "Of its case.",
	"EntryRef.end":             "Where it ends, exclusive.",
	"EntryRef.entry":           "Its place in the notice, from 1.",
	"EntryRef.notice":          "SHA-256 of the notice.",
	"EntryRef.source":          "Where the notice was found first: an address or the name of a file.",
	"EntryRef.start":           "Where it begins in the text of the notice, a byte offset.",
	"Facet.missing":            "Cases found that do not state it.",
	"Facet.missing_chosen":     "Whether those are chosen.",
	"Facet.name":               "As in the parameters of a search.",
	"Facet.values":             "With how many cases each would leave.",
	"FacetValue.chosen":        "Whether the search asks for it.",
	"FacetValue.count":         "Cases found that state it.",
	"FacetValue.value":         "A code, a year, a name or a band.",
	"Fact.doubt":               "What is against it: check-digit or form of a number, form of a code.",
	"Fact.from":                "From when it is true; of a former name, when it ceased.",
	"Fact.source":              "Of the list of aliases, or the decision of a person.",
	"Fact.spans":               "The words of notices that state it.",
	"Fact.value":               "A name, a number or a code.",
	"FactChange.after":         "The value now; absent where there is none. Its form is that of the field.",
	"FactChange.before":        "The value before; absent where there was none.",
	"FactChange.evidence":      "The words that state the value now, or take the one before back; of what is not repeated, those that stated it.",
	"FactChange.field":         "The field of the case.",
	"FactChange.what":          "What became of it.",
	"Flaw.en":                  "In English.",
	"Flaw.ja":                  "In Japanese.",
	"Flaw.pointer":             "JSON Pointer of the fact.",
	"Flaw.rule":                "A code of the set lint.",
	"Hit.case":                 "Its facts now.",
	"Hit.number":               "Of the case; absent for an entry that is no incident.",
	"Hit.ref":                  "The entry of a notice that joined the case last.",
	"Hit.snippet":              "The words around the first match in the text.",
	"Hit.status":               "Of the case.",
	"Holdings.cases":           "How many, withdrawn ones included.",
	"Holdings.entries":         "Of all notices and kinds.",
	"Holdings.notices":         "Of different bytes.",
	"Holdings.revisions":       "Of all cases, one or more each.",
	"Lag.days":                 "Negative where the later milestone came first; 0 also where it is not known.",
	"Lag.end":                  "The date of the later milestone, as exact as it is stated.",
	"Lag.from":                 "The earlier milestone.",
	"Lag.known":                "Whether both dates are stated to the day.",
	"Lag.start":                "The date of the earlier milestone, as exact as it is stated.",
	"Lag.to":                   "The later milestone.",
	"Lags.bands":               "By days.",
	"Lags.facet":               "The facet of the search that asks for them.",
	"Lags.from":                "The earlier milestone.",
	"Lags.known":               "Cases that state both to the day.",
	"Lags.median":              "In days, of all that are known.",
	"Lags.negative":            "Cases in which the later milestone came first.",
	"Lags.to":                  "The later milestone.",
	"Lags.types":               "By type of incident.",
	"Lags.unknown":             "Cases that do not.",
	"Markup.author":            "As its metadata says.",
	"Markup.canonical":         "The address the document gives as its own.",
	"Markup.deleted":           "Passages marked as deleted, which are no part of the text.",
	"Markup.published":         "As its metadata says.",
	"Markup.remarks":           "What a reader of the text should know.",
	"Markup.title":             "As its metadata says.",
	"Month.cases":              "First published in it.",
	"Month.month":              "YYYY-MM.",
	"Month.types":              "By type; a case may be of several.",
	"Named.cases":              "Cases that name it.",
	"Named.name":               "As it is written most often.",
	"NoticeHead.cases":         "The numbers of the cases it is part of.",
	"NoticeHead.charset":       "Of its bytes; empty where the format has none.",
	"NoticeHead.declared":      "The Content-Type that came with its bytes; empty if none did.",
	"NoticeHead.fetched":       "When it was read there.",
	"NoticeHead.reader":        "The rules that made its text of its bytes, with their version.",
	"NoticeHead.sha256":        "Its name: the SHA-256 of its bytes.",
	"NoticeHead.source":        "Where it was found first: an address or the name of a file.",
	"NoticeHead.type":          "The media type its bytes were read as.",
	"Organization.cases":       "Those it has a part in, the latest first.",
	"Organization.codes":       "Securities codes.",
	"Organization.english":     "Its names in Latin letters or another language.",
	"Organization.form":        "The legal form that most of its names are written with.",
	"Organization.former":      "Names that it had.",
	"Organization.groups":      "Those it belongs to, or companies that hold it.",
	"Organization.members":     "Organizations that are said to be of its group.",
	"Organization.name":        "As it is named now, as far as is known.",
	"Organization.names":       "As notices write it, those of most notices first.",
	"Organization.numbers":     "Corporate numbers (法人番号). More than one is a contradiction to be looked at.",
	"Organization.others":      "Names that it has for another reason, such as slips.",
	"Organization.sectors":     "Of 日本標準産業分類, letters from A to T.",
	"Organization.shops":       "Shops, sites and services that it runs.",
	"Organization.short":       "Short names.",
	"Organization.total":       "How many cases it has a part in.",
	"Organization.units":       "Its hospitals, branches and shops that these names have beside it.",
	"Organization.unsure":      "Names that may be of it, the likeliest first. A person decides.",
	"PageChange.at":            "When it was seen.",
	"PageChange.earlier":       "SHA-256 of the notice that an edit replaced.",
	"PageChange.entries":       "What became of the entries of a notice that was just kept.",
	"PageChange.notice":        "SHA-256 of the notice.",
	"PageChange.score":         "Of the screening, where that decided.",
	"PageChange.source":        "The source that lists the page, by its name.",
	"PageChange.title":         "Of the page, where it is listed.",
	"PageChange.url":           "Of the page.",
	"PageChange.what":          "What was seen.",
	"PageChange.why":           "Why it was taken so.",
	"Part.case":                "Its facts now.",
	"Part.name":                "Of the organization, as the case has it.",
	"Part.number":              "Of the case.",
	"Part.roles":               "publisher: the case is its own. inferred: inferred of it from those of others. supplier: named as a supplier. group: a notice says that another is of its group. named: a notice says something else of who it is.",
	"Part.status":              "Of the case now.",
	"Problem.en":               "In English.",
	"Problem.end":              "Where it ends, exclusive.",
	"Problem.ja":               "In Japanese.",
	"Problem.start":            "Where it stands in the query, a byte offset.",
	"Revision.at":              "When it was made.",
	"Revision.case":            "The facts in this state.",
	"Revision.conflicts":       "The values that were not chosen, and why.",
	"Revision.evidence":        "The words that state the facts.",
	"Revision.n":               "From 1, without gaps.",
	"Revision.who":             "Who made it: \"jikenbo\" or \"an editor\". Names are not public.",
	"Revision.why":             "Why.",
	"Sizes.bands":              "Half decades.",
	"Sizes.cases":              "Cases with a figure in it.",
	"Sizes.missing":            "Cases without.",
	"Sizes.unit":               "The class of units.",
	"Snippet.marks":            "Byte ranges of it that match.",
	"Snippet.text":             "Of the notice, white space as one space.",
	"Spelling.count":           "How many cases the other query finds.",
	"Spelling.other":           "What means the same.",
	"Spelling.query":           "The query with the other one in its place.",
	"Spelling.word":            "Of the query.",
	"Statistics.cases":         "Found.",
	"Statistics.discoverers":   "Who noticed them first.",
	"Statistics.exact":         "Whether the figures are exact. Otherwise they may be a little too high.",
	"Statistics.items":         "What leaked or may have leaked.",
	"Statistics.lags":          "The days between milestones.",
	"Statistics.months":        "Of publication, none left out between the first and the last.",
	"Statistics.no_discoverer": "Cases that do not state it.",
	"Statistics.no_items":      "Cases that state none.",
	"Statistics.no_month":      "Cases published in no stated month.",
	"Statistics.no_size":       "Cases that state no figure.",
	"Statistics.no_supplier":   "Cases that name none.",
	"Statistics.of":            "In the casebook.",
	"Statistics.sizes":         "The main figures, by class of units.",
	"Statistics.suppliers":     "Those of most cases first.",
	"Step.changes":             "In the order of the fields; absent where nothing changed.",
	"Step.end":                 "Where it ends, exclusive.",
	"Step.entry":               "Its place in the notice, from 1.",
	"Step.known":               "From when on it was public: as it states, else as its page does, else when it was fetched.",
	"Step.notice":              "SHA-256 of the notice.",
	"Step.source":              "Where the notice was found first: an address or the name of a file.",
	"Step.stage":               "Its place among the notices of its incident.",
	"Step.start":               "Where it begins in the text of the notice, a byte offset.",
	"Step.title":               "Of the notice.",
	"Summary.case":             "Its facts now.",
	"Summary.notices":          "How many different notices it was made from.",
	"Summary.number":           "Of the case.",
	"Summary.redirect":         "The case that a duplicate leads to.",
	"Summary.revisions":        "How many states it has been in.",
	"Summary.status":           "Of the case now.",
	"Unsure.count":             "Cases that have it.",
	"Unsure.name":              "As it is written.",
	"Unsure.spans":             "Words of notices that speak for it.",
	"Unsure.why":               "Why it may be of the organization: name, form, seat, alias, former, unit, short, shop, group, inside, reading or misread.",
	"Used.count":               "Notices that write it so.",
	"Used.name":                "As it is written.",
}

// describe says of every property what it means.
func describe(all map[string]*huma.Schema) {
	for name, schema := range all {
		for property, s := range schema.Properties {
			if meaning := meanings[name+"."+property]; meaning != "" && s.Description == "" {
				s.Description = meaning
			}
		}
	}
}
