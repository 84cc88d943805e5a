package jikenbo

// Field describes one field of a [Case] for people: its name in the JSON form,
// its labels, the taxonomy its codes come from ("" for none), and its meaning.
type Field struct {
	Name     string
	Ja       string
	En       string
	Taxonomy string
	Meaning  string
}

// Fields are the fields of a case in their order.
var Fields = []Field{
	{"kind", "種別", "Kind", "kind", "What the entry is."},
	{"number", "番号", "Number", "", "A casebook number printed in the entry, YYYY-NNN."},
	{"organization", "組織", "Organization", "", "The publisher whose incident it is, legal form kept, as written."},
	{"title", "表題", "Title", "", "The title line, without casebook number, organization and date."},
	{"published", "公表日", "Published", "", "The notice's own printed date."},
	{"stage", "報", "Stage", "stage", "The place of the notice among the notices of its incident."},
	{"types", "類型", "Types", "type", "Incident types."},
	{"leak", "漏えい", "Leak", "leak", "Whether leakage is stated as a fact, as possible, or as not having happened."},
	{"affected", "件数", "Affected", "", "Every stated count of affected people, records, accounts, cards, companies."},
	{"items", "項目", "Items", "item", "Data items that leaked or may have leaked."},
	{"items_excluded", "対象外の項目", "Items excluded", "item", "Data items the text states are not affected."},
	{"windows", "期間", "Windows", "", "Periods in which the data was exposed or the attack ran."},
	{"timeline", "経過", "Timeline", "moment", "Dated happenings, one per date and kind."},
	{"reports", "届出・報告", "Reports", "recipient", "Reports and consultations to authorities and industry bodies, one per recipient and date."},
	{"suppliers", "委託先等", "Suppliers", "", "Other named companies through which it happened."},
	{"services", "サービス", "Services", "", "Named sites, products and systems affected."},
	{"discovered_by", "発見者", "Discovered by", "discoverer", "Who noticed the incident first."},
	{"secondary_damage", "二次被害", "Secondary damage", "damage", "Misuse of the data or other follow-on harm."},
	{"responses", "対応", "Responses", "response", "What was done or will be done."},
	{"contacts", "問い合わせ先", "Contacts", "", "Telephone numbers and mail addresses given for enquiries."},
	{"checks", "検算", "Checks", "check", "Arithmetic the stated counts must satisfy."},
	{"event", "催し", "Event", "", "Name, days and address of an announced event."},
	{"rules", "攻撃対象の規則", "Target rules", "", "What an attacker states about attacking a sector."},
}

// Label gives the field's label in "ja" or "en".
func (f Field) Label(lang string) string {
	if lang == "ja" {
		return f.Ja
	}
	return f.En
}

// FieldNamed gives the field with that name; ok is false if there is none.
func FieldNamed(name string) (f Field, ok bool) {
	if i := fieldOrder(name); i < len(Fields) {
		return Fields[i], true
	}
	return Field{}, false
}

func fieldOrder(name string) int {
	for i, f := range Fields {
		if f.Name == name {
			return i
		}
	}
	return len(Fields)
}
