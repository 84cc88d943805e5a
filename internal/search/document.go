package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"jikenbo"
)

// Document is what is found: a case with the text of all its entries, or one
// entry that is no incident.
type Document struct {
	Ref        int64          // names it, 1 or more
	Number     jikenbo.Number // zero for an entry that is no incident
	Status     jikenbo.Status // "" for an entry that is no incident
	Case       *jikenbo.Case
	Evidence   jikenbo.Evidence
	Conflicted bool     // values compete for a fact
	Curated    bool     // a person set the facts
	Texts      []string // of its entries, in the order in which they joined
	Entry      int64    // of an open case: the entry that is all there is of it, 1 or more; 0 if there is more

	folded []part
}

// part is a piece of a document that words lie within.
type part struct {
	space space
	*Folded
}

// Fold makes ready what is looked at often. Until it is called, only one
// goroutine may use the document.
func (d *Document) Fold() {
	if d.folded == nil {
		d.folded = d.parts(true)
	}
}

// Size gives the bytes of a document in memory that is made ready, roughly: its
// texts, what they are folded to, and the facts of a case.
func (d *Document) Size() int {
	const facts, ofRun = 3 << 10, 12
	n := facts
	for _, t := range d.Texts {
		n += len(t)
	}
	for _, p := range d.folded {
		n += len(p.Text) + len(p.runs)*ofRun
	}
	return n
}

// parts gives the parts of a document, its texts first, and if it is asked for,
// where everything in its texts came from. Every one of them counts as its text.
func (d *Document) parts(mapped bool) []part {
	if d.folded != nil {
		return d.folded
	}
	var ps []part
	add := func(s space, raw string) {
		if mapped && s == inText {
			ps = append(ps, part{s, FoldMapped(raw)})
		} else {
			ps = append(ps, part{s, &Folded{Text: Fold(raw)}})
		}
	}
	for _, t := range d.Texts {
		add(inText, t)
	}
	c := d.Case
	add(inOrganization, c.Organization)
	add(inTitle, c.Title)
	if c.Event != nil && c.Event.Name != c.Title {
		add(inTitle, c.Event.Name)
	}
	for _, s := range c.Suppliers {
		add(inSupplier, s)
	}
	for _, s := range c.Services {
		add(inService, s)
	}
	return ps
}

// packed is a term of wide characters with its space and a document in one
// number: 6 bits, 21 bits, 21 bits, 16 bits. Its order is that of keys.
type packed uint64

func pack(s space, first, second rune) packed {
	return packed(s)<<58 | packed(first)<<37 | packed(second)<<16
}

func (p packed) key(b []byte) []byte {
	b = append(b, byte(p>>58))
	b = utf8.AppendRune(b, rune(p>>37&0x1fffff))
	if second := rune(p >> 16 & 0x1fffff); second != 0 {
		b = utf8.AppendRune(b, second)
	}
	return b
}

// key3 gives the key of a term of three characters.
func (p packed) key3(b []byte) []byte {
	b = append(b, byte(inText))
	for shift := 48; shift > 0; shift -= 16 {
		b = utf8.AppendRune(b, rune(p>>shift&0xffff))
	}
	return b
}

// Card is what the index keeps of a document.
type Card struct {
	row   row
	wide  []packed // pairs, with repetitions; and the last of every run, without a second
	three []packed // likewise, of three characters: 16 bits each
	terms []string // keys, with repetitions
}

// row is what is kept of a document as numbers.
type row struct {
	ref    int64
	entry  int64  // that is all there is of a case, 0 if there is more
	date   uint32 // yyyymmdd, 0 for no date
	number uint64 // year<<32 | place
	doubt  uint16 // confidence of the least certain fact in 1/10000; noDoubt if none is estimated
	sizes  []amount
	lags   [lagCount]int32 // days, noLag if it is not known
}

// amount is a figure of a document.
type amount struct {
	class uint8 // index of UnitClasses
	count int64
}

const (
	noDoubt = math.MaxUint16
	noLag   = math.MinInt32
)

// compare orders rows as they are shown: newest first.
func (r *row) compare(o *row) int {
	return cmp.Or(cmp.Compare(o.date, r.date), cmp.Compare(o.number, r.number), cmp.Compare(o.ref, r.ref))
}

// dateKey is a date as a number that orders dates; open parts are 0.
func dateKey(d jikenbo.Date) uint32 { return uint32(d.Year*10000 + d.Month*100 + d.Day) }

// NewCard reads a document.
func NewCard(d *Document) *Card {
	k := &Card{row: rowOf(d)}
	parts := d.parts(false)
	size := 0
	for _, p := range parts {
		size += len(p.Text)
	}
	k.wide, k.three = make([]packed, 0, size/3+8), make([]packed, 0, size/4+8)
	for _, p := range parts {
		k.read(inText, p.Text)
		if p.space != inText {
			k.read(p.space, p.Text)
		}
	}
	if org := bare(d.Case.Organization); org != "" {
		k.terms = append(k.terms, string(byte(exactOrganization))+clip(org))
	}
	for i := range facets {
		s := string(byte(inFacet) + byte(i))
		facets[i].values(d, &k.row, func(value string) { k.terms = append(k.terms, s+value) })
	}
	return k
}

func rowOf(d *Document) row {
	r := row{ref: d.Ref, entry: d.Entry, date: dateKey(d.Case.Published), doubt: noDoubt, sizes: figures(d.Case), lags: lagsOf(d.Case)}
	if d.Number != (jikenbo.Number{}) {
		r.number = numberKey(d.Number)
	}
	if p := leastConfidence(d.Evidence); p > 0 {
		r.doubt = uint16(math.Round(p * 10000))
	}
	return r
}

// read adds the terms of a folded text.
func (k *Card) read(s space, text string) {
	of := pack(s, 0, 0)
	start, now := 0, mark   // of a run of letters or digits
	var second, before rune // if they are wide
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		c := wide
		if (r < 0x3041 || r > 0x3096) && (r < 0x4e00 || r > 0x9fff) { // most characters are
			c = classOf(r)
		}
		if c != now {
			if now == letter || now == digit {
				k.terms = append(k.terms, string(byte(s))+clip(text[start:i]))
			}
			start, now, second, before = i, c, 0, 0
		}
		if c == wide {
			if before != 0 {
				k.wide = append(k.wide, of|pack(0, before, r))
			}
			if end := i + size; end == len(text) || text[end] < 0xe0 || !startsWide(text[end:]) {
				k.wide = append(k.wide, of|pack(0, r, 0))
			}
			if s == inText && second != 0 && threefold(second, before, r) {
				k.three = append(k.three, packed(second)<<48|packed(before)<<32|packed(r)<<16)
			}
			second, before = before, r
		}
		i += size
	}
	if now == letter || now == digit {
		k.terms = append(k.terms, string(byte(s))+clip(text[start:]))
	}
}

func startsWide(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return classOf(r) == wide
}

// leastConfidence gives the confidence of the least certain fact, 0 if none
// was estimated.
func leastConfidence(e jikenbo.Evidence) float64 {
	least := 0.0
	for p := range e {
		if c := e.Confidence(p); c > 0 && (least == 0 || c < least) {
			least = c
		}
	}
	return least
}

// figures gives the main figures of a case: the largest of each class of units
// among the totals, or among all if it states no total.
func figures(c *jikenbo.Case) []amount {
	total := slices.ContainsFunc(c.Affected, func(a jikenbo.Affected) bool { return a.Role == jikenbo.Total })
	var all []amount
	for _, a := range c.Affected {
		if total && a.Role != jikenbo.Total {
			continue
		}
		class := unitClass(a.Unit)
		i := slices.IndexFunc(all, func(x amount) bool { return x.class == class })
		if i < 0 {
			all = append(all, amount{class, a.Count})
		} else {
			all[i].count = max(all[i].count, a.Count)
		}
	}
	slices.SortFunc(all, func(a, b amount) int { return cmp.Compare(a.class, b.class) })
	return all
}

// UnitClasses are [jikenbo.UnitClasses].
var UnitClasses = jikenbo.UnitClasses

var classOfUnit = func() map[string]uint8 {
	m := make(map[string]uint8)
	for i, class := range UnitClasses {
		m[Fold(class)] = uint8(i)
		for unit := range strings.FieldsSeq(jikenbo.UnitsOf[class]) {
			m[Fold(unit)] = uint8(i)
		}
	}
	return m
}()

// unitClass gives the class of a unit as it is recorded. Of English units
// ("card holders", "faculty members") the last word tells.
func unitClass(unit string) uint8 {
	folded := Fold(unit)
	if class, ok := classOfUnit[folded]; ok {
		return class
	}
	if i := strings.LastIndexByte(folded, ' '); i >= 0 {
		folded = folded[i+1:]
	}
	if class, ok := classOfUnit[folded]; ok {
		return class
	}
	return uint8(len(UnitClasses) - 1)
}

// Lags are the lags that are counted, by their milestones.
var Lags = [lagCount][2]jikenbo.Milestone{
	{jikenbo.Attack, jikenbo.Discovery},
	{jikenbo.Discovery, jikenbo.Containment},
	{jikenbo.Containment, jikenbo.Reporting},
	{jikenbo.Reporting, jikenbo.Publication},
	{jikenbo.Attack, jikenbo.Publication},
	{jikenbo.Discovery, jikenbo.Publication},
}

const lagCount = 6

// lagsOf gives the days of the lags of a case.
func lagsOf(c *jikenbo.Case) [lagCount]int32 {
	var days [lagCount]int32
	for i := range days {
		days[i] = noLag
	}
	for _, l := range c.Lags() {
		if i := slices.Index(Lags[:], [2]jikenbo.Milestone{l.From, l.To}); i >= 0 && l.Known {
			days[i] = int32(l.Days)
		}
	}
	return days
}
