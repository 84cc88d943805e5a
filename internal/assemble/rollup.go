package assemble

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"jikenbo"
	"jikenbo/internal/identity"
)

// Told is a case of a cascade as far as its figures are rolled up.
type Told struct {
	Number   jikenbo.Number
	Case     *jikenbo.Case
	Evidence jikenbo.Evidence // every span names its notice
}

// Figure is a count as one case states it.
type Figure struct {
	Number  jikenbo.Number   `json:"number"`  // of the case
	Pointer string           `json:"pointer"` // of the fact in it
	Stated  jikenbo.Affected `json:"stated"`
	Spans   []jikenbo.Span   `json:"evidence,omitempty"` // each names its notice
}

// RolledUp are the figures of a cascade in one class of units and for one
// population, with their sum as far as they can be added.
type RolledUp struct {
	Unit       string    `json:"unit"`                 // one of [jikenbo.UnitClasses]
	Population string    `json:"population,omitempty"` // of people: 会員, 患者, …; "" where the unit says nothing of them
	Supplier   []Figure  `json:"supplier,omitempty"`   // what the supplier says
	Victims    []Figure  `json:"victims,omitempty"`    // what those say whom it reached
	Sum        *Sum      `json:"sum,omitempty"`        // of victims' figures; nil where no two can be added
	Refused    []Refusal `json:"refused,omitempty"`    // what is not added, and why
	Unstated   int       `json:"unstated"`             // victims that state no figure of this unit
}

// Sum is what figures of several organizations add up to.
type Sum struct {
	Count   int64            `json:"count"`
	Bound   jikenbo.Bound    `json:"bound"`   // of the parts, carried through
	Victims []jikenbo.Number `json:"victims"` // whose figures are in it
	Gross   bool             `json:"gross"`   // 延べ: one and the same may be counted by several
}

// Refusal says that figures are not added, and why.
type Refusal struct {
	Code    RefusalCode      `json:"code"`
	Figures []Figure         `json:"figures,omitempty"` // that are left out, or of [OtherUnit] stand in several rows; none where the whole sum is refused
	With    []jikenbo.Number `json:"with,omitempty"`    // cases whose figures they overlap
}

// RefusalCode is a reason not to add figures.
type RefusalCode string

// The reasons.
const (
	SupplierTotal    RefusalCode = "supplier-total"    // the supplier's figure holds those of its victims
	QuotedTotal      RefusalCode = "quoted-total"      // a victim states the very figure of the supplier
	PartOfTotal      RefusalCode = "part"              // a part of a total, or a part without one
	SideBySide       RefusalCode = "side-by-side"      // one notice states several totals, which may count the same
	OtherUnit        RefusalCode = "other-unit"        // the same case states a figure of another unit, maybe of the same data
	SameOrganization RefusalCode = "same-organization" // two cases of one organization or group
	SameFigure       RefusalCode = "same-figure"       // two state the same large figure
	Recommissioned   RefusalCode = "recommissioned"    // the publisher is itself a supplier of another victim
	MixedBounds      RefusalCode = "mixed-bounds"      // at most and at least have no sum
	TooLarge         RefusalCode = "too-large"         // of no use as a number
)

var refusals = map[RefusalCode][2]string{
	SupplierTotal:    {"委託先等の総数には各社の件数が含まれるため、足しません", "the supplier's figure holds those of its customers"},
	QuotedTotal:      {"委託先等が述べる総数と同じ数のため、足しません", "it is the very figure that the supplier states"},
	PartOfTotal:      {"合計の内訳のため、足しません", "a part of a total"},
	SideBySide:       {"一つの公表文に並ぶ別の数で、同じものを数えている場合があるため、最大の数だけを足します", "several totals of one notice may count the same; only the largest is added"},
	OtherUnit:        {"同じ公表文が別の単位でも述べており、同じ情報を数えている場合があるため、単位の異なる数とは足しません", "the case states a figure of another unit too, maybe of the same data; units are not added up"},
	SameOrganization: {"同じ組織・グループの別の事件と同じ人を数えている場合があるため、大きい方だけを足します", "another case of the same organization or group may count the same; only the larger is added"},
	SameFigure:       {"別の組織と同じ数で、同じものを数えている場合があるため、一度だけ足します", "another organization states the same figure, maybe of the same data; it is added once"},
	Recommissioned:   {"この組織自身が別の組織の委託先で、その件数を含む場合があるため、足しません", "the organization is itself a supplier of another one, whose figures may be in it"},
	MixedBounds:      {"「最大」の数と「以上」の数の和は、何も言えないため示しません", "a maximum and a minimum have no sum that says anything"},
	TooLarge:         {"大きすぎて足せません", "too large to be added"},
}

// Words says the reason in "ja" or "en".
func (r Refusal) Words(lang string) string {
	if lang == "ja" {
		return refusals[r.Code][0]
	}
	return refusals[r.Code][1]
}

// severalCount is where the same figure of two organizations is no chance any
// more.
const severalCount = 1000

// gross are the units of what can be counted by several organizations.
var gross = []string{"人", "世帯", "社", "カード", "口座"}

// persons are units that say of people nothing but that they are.
var persons = []string{"人", "名", "者", "people", "persons", "individuals", "them"}

// RollUp puts the figures of a cascade together, by unit and population, and
// adds what victims state as far as nothing is counted twice for certain or by
// what they say. own is the case of the supplier, nil if it has none. Only
// totals are added; what is left out stands in Refused with the reason.
//
// The order of victims changes the order of figures and nothing else.
func RollUp(own *Told, victims []Told) []RolledUp {
	type key struct{ unit, population string }
	rows := make(map[key]*RolledUp)
	units := make(map[jikenbo.Number][]string) // of each victim's totals
	add := func(t *Told, supplier bool) {
		for i, a := range t.Case.Affected {
			if a.Role == jikenbo.Subset || a.Count < 1 {
				continue
			}
			k := key{unit: jikenbo.UnitClass(a.Unit)}
			if unit := strings.ToLower(a.Unit); k.unit == "人" && !slices.Contains(persons, unit) || k.unit == "other" {
				k.population = unit
			}
			row := rows[k]
			if row == nil {
				row = &RolledUp{Unit: k.unit, Population: k.population}
				rows[k] = row
			}
			pointer := jikenbo.Pointer("affected", i)
			f := Figure{t.Number, pointer, a, t.Evidence[pointer]}
			if supplier {
				row.Supplier = append(row.Supplier, f)
				continue
			}
			row.Victims = append(row.Victims, f)
			if a.Role == jikenbo.Total && !slices.Contains(units[t.Number], k.unit) {
				units[t.Number] = append(units[t.Number], k.unit)
			}
		}
	}
	if own != nil {
		add(own, true)
	}
	for i := range victims {
		add(&victims[i], false)
	}
	told := make(map[jikenbo.Number]*jikenbo.Case, len(victims))
	customers := make(map[string][]jikenbo.Number) // by supplier: victims that name it
	for _, v := range victims {
		told[v.Number] = v.Case
		for _, s := range v.Case.Suppliers {
			k := identity.Default().Key(s)
			customers[k] = append(customers[k], v.Number)
		}
	}
	out := make([]RolledUp, 0, len(rows))
	for _, row := range rows {
		r := roller{row: row, told: told, customers: customers, units: units}
		r.roll()
		stating := make(map[jikenbo.Number]bool)
		for _, f := range row.Victims {
			stating[f.Number] = true
		}
		row.Unstated = len(victims) - len(stating)
		out = append(out, *row)
	}
	slices.SortFunc(out, func(a, b RolledUp) int {
		return cmp.Or(cmp.Compare(slices.Index(jikenbo.UnitClasses, a.Unit), slices.Index(jikenbo.UnitClasses, b.Unit)), cmp.Compare(a.Population, b.Population))
	})
	return out
}

// Unstated counts the victims that state no figure at all.
func Unstated(victims []Told) int {
	n := 0
	for _, v := range victims {
		if len(v.Case.Affected) == 0 {
			n++
		}
	}
	return n
}

// roller adds up one row.
type roller struct {
	row       *RolledUp
	told      map[jikenbo.Number]*jikenbo.Case
	customers map[string][]jikenbo.Number
	units     map[jikenbo.Number][]string
}

// refuse leaves a figure out.
func (r *roller) refuse(code RefusalCode, f Figure, with ...jikenbo.Number) {
	if n := len(r.row.Refused); n > 0 {
		if last := &r.row.Refused[n-1]; last.Code == code && last.Figures[0].Number == f.Number && slices.Equal(last.With, with) {
			last.Figures = append(last.Figures, f)
			return
		}
	}
	r.row.Refused = append(r.row.Refused, Refusal{code, []Figure{f}, with})
}

func (r *roller) roll() {
	largest := func(fs []Figure) (best int) {
		for i := range fs {
			if fs[i].Stated.Count > fs[best].Stated.Count {
				best = i
			}
		}
		return best
	}
	// Of each case one total.
	var sum []Figure
	totals := make(map[jikenbo.Number][]Figure)
	var cases []jikenbo.Number // in the order of their figures, those of one case together
	for _, f := range r.row.Victims {
		if len(cases) == 0 || cases[len(cases)-1] != f.Number {
			cases = append(cases, f.Number)
		}
		if f.Stated.Role == jikenbo.Part {
			r.refuse(PartOfTotal, f)
			continue
		}
		totals[f.Number] = append(totals[f.Number], f)
	}
	for _, n := range cases {
		fs := totals[n]
		if len(fs) == 0 {
			continue
		}
		at := largest(fs)
		for i, f := range fs {
			if i != at {
				r.refuse(SideBySide, f)
			}
		}
		f := fs[at]
		if key := identity.Default().Key(r.told[n].Organization); key != "" {
			if with := slices.DeleteFunc(slices.Clone(r.customers[key]), func(m jikenbo.Number) bool { return m == n }); len(with) > 0 {
				r.refuse(Recommissioned, f, with...)
				continue
			}
		}
		if i := slices.IndexFunc(r.row.Supplier, func(s Figure) bool { return s.Stated.Count == f.Stated.Count }); i >= 0 {
			r.refuse(QuotedTotal, f, r.row.Supplier[i].Number)
			continue
		}
		sum = append(sum, f)
	}
	// Of those that may count the same, one.
	slices.SortStableFunc(sum, func(a, b Figure) int {
		return cmp.Or(cmp.Compare(b.Stated.Count, a.Stated.Count), cmp.Compare(a.Number.Year, b.Number.Year), cmp.Compare(a.Number.Seq, b.Number.Seq))
	})
	var kept []Figure
	var kin kin
	figure := make(map[int64]jikenbo.Number)
	for _, f := range sum {
		if n, ok := kin.of(r.told[f.Number].Organization); ok {
			r.refuse(SameOrganization, f, n)
			continue
		}
		if n, ok := figure[f.Stated.Count]; ok && f.Stated.Count >= severalCount {
			r.refuse(SameFigure, f, n)
			continue
		}
		kin.add(r.told[f.Number].Organization, f.Number)
		figure[f.Stated.Count] = f.Number
		kept = append(kept, f)
	}
	for _, f := range kept {
		if units := r.units[f.Number]; len(units) > 1 {
			r.refuse(OtherUnit, f)
		}
	}
	if len(r.row.Supplier) > 0 && len(r.row.Victims) > 0 {
		for _, f := range r.row.Supplier {
			r.refuse(SupplierTotal, f, cases...)
		}
	}
	r.add(kept)
}

// add adds figures, if there are several.
func (r *roller) add(fs []Figure) {
	if len(fs) < 2 {
		return
	}
	s := Sum{Bound: jikenbo.Exact, Gross: slices.Contains(gross, r.row.Unit)}
	for _, f := range fs {
		bound, ok := both(s.Bound, f.Stated.Bound)
		if !ok {
			r.row.Refused = append(r.row.Refused, Refusal{Code: MixedBounds})
			return
		}
		if f.Stated.Count > math.MaxInt64-s.Count {
			r.row.Refused = append(r.row.Refused, Refusal{Code: TooLarge})
			return
		}
		s.Bound = bound
		s.Count += f.Stated.Count
		s.Victims = append(s.Victims, f.Number)
	}
	slices.SortFunc(s.Victims, func(a, b jikenbo.Number) int { return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Seq, b.Seq)) })
	r.row.Sum = &s
}

// both gives how a sum of two numbers is meant: nothing is both at most and at
// least, and what is about is about in every sum but one with a limit.
func both(a, b jikenbo.Bound) (jikenbo.Bound, bool) {
	strength := func(x jikenbo.Bound) int {
		return slices.Index([]jikenbo.Bound{jikenbo.Exact, jikenbo.About, jikenbo.Min, jikenbo.Over, jikenbo.Max}, x)
	}
	if strength(a) > strength(b) {
		a, b = b, a
	}
	if b == jikenbo.Max && (a == jikenbo.Min || a == jikenbo.Over) || strength(a) < 0 {
		return "", false
	}
	return b, true
}

// kin are publishers, by the first two characters of their names: those of one
// group and the parts of one organization begin alike.
type kin map[string][]publisher

type publisher struct {
	name   string
	number jikenbo.Number
}

// head gives what names are compared by, "" for no name.
func (k kin) head(name string) string {
	n := 0
	key := identity.Default().Key(name)
	for i := range key {
		if n++; n == 3 {
			return key[:i]
		}
	}
	return key
}

// of gives a publisher that may have the same customers, if there is one.
func (k kin) of(name string) (jikenbo.Number, bool) {
	for _, p := range k[k.head(name)] {
		if identity.Compare(p.name, name) != identity.Different {
			return p.number, true
		}
	}
	return jikenbo.Number{}, false
}

func (k *kin) add(name string, n jikenbo.Number) {
	if *k == nil {
		*k = make(kin)
	}
	if head := k.head(name); head != "" {
		(*k)[head] = append((*k)[head], publisher{name, n})
	}
}
