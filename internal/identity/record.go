package identity

import (
	"cmp"
	"slices"
	"strings"

	"jikenbo"
)

// Used is a name as notices write it, and in how many.
type Used struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// Fact is one thing that is known of an organization, and where it stands: in
// the words of notices, or in a file of aliases with the source it names.
type Fact struct {
	Value  string         `json:"value"`
	From   jikenbo.Date   `json:"from,omitzero"` // from when it is true; of a former name, when it ceased
	Doubt  string         `json:"doubt,omitempty"`
	Spans  []jikenbo.Span `json:"spans,omitempty"`
	Source string         `json:"source,omitempty"`
}

// Unsure is a name that may be of the organization. A person decides.
type Unsure struct {
	Name  string         `json:"name"`
	Count int            `json:"count"`
	Why   Why            `json:"why"`
	Spans []jikenbo.Span `json:"spans,omitempty"` // words of notices that speak for it
}

// Record is what is known of an organization. Every fact but the names is stated
// by a notice or in a file of aliases; nothing is inferred.
type Record struct {
	Name    string   `json:"name"` // as it is named now, as far as is known
	Key     string   `json:"-"`    // [Aliases.Key] of it
	Names   []Used   `json:"names,omitempty"`
	Units   []Used   `json:"units,omitempty"` // its hospitals, branches and shops that these names have beside it
	Form    string   `json:"form,omitempty"`  // the legal form most of its names are written with
	Former  []Fact   `json:"former,omitempty"`
	Short   []Fact   `json:"short,omitempty"`
	English []Fact   `json:"english,omitempty"`
	Shops   []Fact   `json:"shops,omitempty"`
	Others  []Fact   `json:"others,omitempty"` // names that it has for another reason, such as slips
	Groups  []Fact   `json:"groups,omitempty"`
	Members []Fact   `json:"members,omitempty"` // organizations that are said to be of its group
	Numbers []Fact   `json:"numbers,omitempty"` // 法人番号; more than one is a contradiction to be looked at
	Codes   []Fact   `json:"codes,omitempty"`   // securities codes
	Sectors []Fact   `json:"sectors,omitempty"`
	Unsure  []Unsure `json:"unsure,omitempty"` // the likeliest first
}

// Record gathers what is known of the organization with a name: from the names
// that are written, from what notices state, and from the aliases. It takes time
// linear in the number of names and statements. The record of a name that
// nobody has is one without names.
func (a *Aliases) Record(name string, names []Used, statements []Statement) *Record {
	asked := Parse(name)
	rec := &Record{Name: strings.TrimSpace(name), Key: a.now(asked.self)}
	unsure := map[string]*Unsure{}
	propose := func(name string, count int, why Why, spans []jikenbo.Span) {
		if u, ok := unsure[name]; ok {
			u.Spans = append(u.Spans, spans...)
			if len(spans) > 0 {
				u.Why = why
			}
			return
		}
		unsure[name] = &Unsure{name, count, why, spans}
	}
	forms := map[string]int{}
	byKey := map[string][]Used{} // names that are not of it
	for _, u := range names {
		n := Parse(u.Name)
		switch l, why := a.Likeness(&asked, &n); l {
		case Same:
			rec.Names = append(rec.Names, u)
			if n.Form != "" && n.unit == "" {
				forms[n.Form] += u.Count
			}
			if i := slices.IndexFunc(rec.Units, func(known Used) bool { return Key(known.Name) == n.unit }); i >= 0 {
				rec.Units[i].Count += u.Count
			} else if n.unit != "" {
				rec.Units = append(rec.Units, Used{n.Unit, u.Count})
			}
			continue
		case Possible:
			propose(u.Name, u.Count, why, nil)
		}
		byKey[n.self] = append(byKey[n.self], u)
	}
	for _, row := range a.Of(name) {
		fact := Fact{Value: row.Value, From: row.From, Source: row.Source}
		switch row.Kind {
		case FormerName:
			rec.Former = append(rec.Former, fact)
		case ShortName:
			rec.Short = append(rec.Short, fact)
		case EnglishName:
			rec.English = append(rec.English, fact)
		case ShopName:
			rec.Shops = append(rec.Shops, fact)
		case OtherName:
			rec.Others = append(rec.Others, fact)
		case GroupName:
			rec.Groups = append(rec.Groups, fact)
		case NumberOfIt:
			n, _ := ParseCorporateNumber(row.Value)
			fact.Value = string(n)
			rec.Numbers = append(rec.Numbers, fact)
		case SectorOfIt:
			s, _ := ParseSector(row.Value)
			fact.Value = string(s)
			rec.Sectors = append(rec.Sectors, fact)
		}
		if self(row.Name) == rec.Key {
			rec.Name = row.Name
		}
	}
	for _, st := range statements {
		fact := Fact{Value: st.Value, From: st.From, Doubt: st.Doubt, Spans: st.Spans}
		value := self(st.Value)
		if a.Key(st.Of) != rec.Key {
			if a.now(value) == rec.Key { // another says that this is a name of it, or its group
				switch st.Kind {
				case SaysGroup:
					fact.Value = st.Of
					gather(&rec.Members, fact)
				case SaysFormer, SaysShort, SaysShop:
					for _, u := range byKey[self(st.Of)] {
						propose(u.Name, u.Count, saidWhy[st.Kind], st.Spans)
					}
				}
			}
			continue
		}
		switch st.Kind {
		case SaysFormer:
			gather(&rec.Former, fact)
		case SaysShort:
			gather(&rec.Short, fact)
		case SaysShop:
			gather(&rec.Shops, fact)
		case SaysGroup:
			gather(&rec.Groups, fact)
			continue
		case SaysNumber:
			gather(&rec.Numbers, fact)
			continue
		case SaysCode:
			gather(&rec.Codes, fact)
			continue
		case SaysSector:
			gather(&rec.Sectors, fact)
			continue
		}
		for _, u := range byKey[value] {
			propose(u.Name, u.Count, saidWhy[st.Kind], st.Spans)
		}
	}
	for _, used := range [][]Used{rec.Names, rec.Units} {
		slices.SortFunc(used, func(a, b Used) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Name, b.Name)) })
	}
	if len(rec.Names) > 0 && len(a.Of(name)) == 0 {
		rec.Name = rec.Names[0].Name
	}
	best := 0
	for form, n := range forms {
		if n > best || n == best && form < rec.Form {
			rec.Form, best = form, n
		}
	}
	if rec.Form == "" {
		rec.Form = Parse(rec.Name).Form
	}
	for _, u := range unsure {
		rec.Unsure = append(rec.Unsure, *u)
	}
	slices.SortFunc(rec.Unsure, func(a, b Unsure) int {
		return cmp.Or(min(len(b.Spans), 1)-min(len(a.Spans), 1), slices.Index(likeliest, a.Why)-slices.Index(likeliest, b.Why), b.Count-a.Count, strings.Compare(a.Name, b.Name))
	})
	return rec
}

// saidWhy is the reason that a statement gives.
var saidWhy = map[StatementKind]Why{SaysFormer: WhyFormer, SaysShort: WhyShort, SaysShop: WhyShop}

// likeliest are the reasons for unsure names, the likeliest first.
var likeliest = []Why{WhyFormer, WhyForm, WhySeat, WhyMisread, WhyReading, WhyUnit, WhyShop, WhyShort, WhyGroup, WhyInside}

// gather adds a fact, or its words to the same fact.
func gather(facts *[]Fact, f Fact) {
	key := Key(f.Value)
	for i := range *facts {
		if old := &(*facts)[i]; Key(old.Value) == key {
			old.Spans = append(old.Spans, f.Spans...)
			if old.From.IsZero() {
				old.From = f.From
			}
			return
		}
	}
	f.Spans = slices.Clone(f.Spans)
	*facts = append(*facts, f)
}
