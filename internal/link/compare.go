package link

import (
	"slices"
	"strconv"

	"jikenbo"
)

// Version is that of keys and verdicts: it is raised whenever any of them changes.
const Version = 1

// Degree says whether two accounts are of one incident.
type Degree uint8

const (
	Different Degree = iota // they must stay apart
	Unlikely                // nothing speaks for one incident
	Possible                // a person should look
	Same                    // they are joined
)

// String gives the degree as a code.
func (d Degree) String() string {
	return [...]string{"different", "unlikely", "possible", "same"}[min(d, Same)]
}

// Verdict is what the comparison of two accounts gives. Score adds up the weights
// of the reasons: of two Same pairs the higher one is surer.
type Verdict struct {
	Degree  Degree
	Score   int
	For     []Reason // the weightiest first as they are found
	Against []Reason
}

// The scores from which on a pair is joined or proposed.
const (
	sure  = 80
	maybe = 40
)

// Compare says whether two accounts are of one incident. It is symmetric:
// Compare(a, b) is Compare(b, a).
func Compare(a, b *Profile) Verdict {
	if after(a, b) {
		a, b = b, a
	}
	c := comparison{a: a, b: b}
	return c.verdict()
}

// after puts two profiles in an order that does not depend on that of the
// arguments, as far as they differ: the earlier publication first.
func after(a, b *Profile) bool {
	if n := a.published.Compare(b.published); n != 0 {
		return n > 0
	}
	if a.ordinal != b.ordinal {
		return a.ordinal > b.ordinal
	}
	if a.name != b.name {
		return a.name > b.name
	}
	return a.title > b.title
}

// comparison weighs a, which was published first, against b.
type comparison struct {
	a, b *Profile
	Verdict
	refers bool // b says that a's publication was of this incident
	anchor bool // something tells this incident from others of the organization
	apart  bool // something excludes that it is one incident
}

func (c *comparison) pro(weight int, code, detail string) {
	c.Score += weight
	c.For = append(c.For, Reason{code, detail})
}

func (c *comparison) con(weight int, code, detail string) {
	c.Score -= weight
	c.Against = append(c.Against, Reason{code, detail})
}

func (c *comparison) verdict() Verdict {
	a, b := c.a, c.b
	kin := compareNames(a, b)
	switch {
	case a.org == "" || b.org == "":
		c.con(0, "unknown-organization", "")
		if !c.bridge() {
			c.Degree = Unlikely
			return c.Verdict
		}
		kin = related
	case kin == oneself:
		c.pro(0, "same-organization", "")
	default:
		names := a.name + "/" + b.name
		if slices.Contains(a.suppliers, b.org) || slices.Contains(b.suppliers, a.org) {
			c.con(0, "supplier-and-victim", names)
			return c.Verdict
		}
		if s, ok := common(a.suppliers, b.suppliers); ok {
			c.con(0, "victims-of-one-supplier", s)
			return c.Verdict
		}
		if kin == strangers && !c.bridge() {
			c.con(0, "other-organization", names)
			return c.Verdict
		}
		if kin == strangers {
			c.con(0, "other-organization", names)
		} else {
			c.pro(0, "related-organization", names)
		}
	}
	c.numbers(kin)
	c.references()
	c.titles()
	c.incidentDays()
	c.figures()
	c.parties()
	c.types()
	c.stages()
	switch {
	case c.apart:
		c.Degree = Different
	case c.Score >= sure && c.anchor && kin == oneself:
		c.Degree = Same
	case c.Score >= maybe+20 || c.Score >= maybe && kin != strangers:
		c.Degree = Possible
	case kin == strangers:
		c.Degree = Different
	default:
		c.Degree = Unlikely
	}
	return c.Verdict
}

// bridge reports whether something leads from one organization to the other.
func (c *comparison) bridge() bool {
	a, b := c.a, c.b
	if _, ok := common(a.contacts, b.contacts); ok {
		return true
	}
	return anyIn(a.urls, b.refs.Addresses) || anyIn(b.urls, a.refs.Addresses) || anyIn(a.urls, b.urls) || b.quotes(a)
}

// common gives a string that stands in both of two ascending lists.
func common(a, b []string) (string, bool) {
	for _, s := range a {
		if slices.Contains(b, s) {
			return s, true
		}
	}
	return "", false
}

func anyIn(a, b []uint64) bool {
	for _, v := range a {
		if slices.Contains(b, v) {
			return true
		}
	}
	return false
}

// quotes reports whether p quotes the title of q.
func (p *Profile) quotes(q *Profile) bool {
	return len(p.refs.Titles) > 0 && q.bare != "" && slices.Contains(p.refs.Titles, hash(titleKey, q.bare))
}

// numbers compares what is printed.
func (c *comparison) numbers(kin kin) {
	a, b := c.a, c.b
	if a.number == "" || b.number == "" {
		return
	}
	if a.number == b.number {
		if kin == oneself {
			c.anchor = true
			c.pro(200, "same-number", a.number)
		}
		return
	}
	c.apart = true
	c.con(200, "other-number", a.number+"/"+b.number)
}

// references weighs what each says of other notices.
func (c *comparison) references() {
	a, b := c.a, c.b
	for _, d := range b.refs.Apart {
		if covers(d, a.published) && !slices.Contains(b.refs.Published, a.published) {
			c.apart = c.apart || d.Day != 0
			c.con(100, "says-apart", d.String())
		}
	}
	if a.day != 0 && a.day < b.day && b.says(a.day) {
		c.refers, c.anchor = true, true
		c.pro(80, "refers-to-date", a.published.String())
	} else if d, ok := monthIn(b.refs.Published, a.published); ok && a.day < b.day {
		c.pro(30, "refers-to-month", d.String())
	}
	if !c.refers {
		for _, d := range a.said {
			if b.says(d.day) {
				c.anchor = true
				c.pro(60, "refer-to-same", d.date.String())
				break
			}
		}
	}
	switch {
	case b.quotes(a):
		weight := 40
		if len(a.grams) >= 20 {
			weight = 60
		}
		c.anchor = true
		c.pro(weight, "quotes-title", a.title)
	case anyIn(a.refs.Titles, b.refs.Titles):
		c.pro(30, "quote-same-title", "")
	}
	switch {
	case anyIn(a.urls, b.refs.Addresses) || anyIn(b.urls, a.refs.Addresses):
		c.pro(40, "names-address", "")
	case anyIn(a.urls, b.urls):
		c.pro(25, "same-address", "")
	}
}

// covers reports whether a day lies in what may be a month.
func covers(d, day jikenbo.Date) bool {
	return !d.IsZero() && d.Year == day.Year && d.Month == day.Month && (d.Day == 0 || d.Day == day.Day)
}

func monthIn(ds []jikenbo.Date, day jikenbo.Date) (jikenbo.Date, bool) {
	for _, d := range ds {
		if d.Day == 0 && covers(d, day) {
			return d, true
		}
	}
	return jikenbo.Date{}, false
}

// titles weighs titles and days of publication.
func (c *comparison) titles() {
	a, b := c.a, c.b
	like := likeness(a, b)
	switch {
	case a.bare != "" && a.bare == b.bare:
		weight := 15
		if len(a.grams) >= 12 {
			weight = 25
		}
		if len(a.grams) >= 24 {
			weight = 35
		}
		c.pro(weight, "same-title", a.title)
	case like >= 70:
		c.pro(15, "like-title", "")
	case like >= 50:
		c.pro(8, "like-title", "")
	}
	if a.day != 0 && a.day == b.day && a.printed && b.printed && like >= 70 {
		c.anchor = true
		c.pro(30, "same-publication", a.published.String())
	}
	if days := b.day - a.day; a.day != 0 && days > 400 && !c.refers {
		weight := 20
		if days > 800 {
			weight = 50
		}
		c.con(weight, "long-apart", strconv.Itoa(days))
	}
}

// likeness compares titles by their pairs of characters (Dice), in percent.
func likeness(a, b *Profile) int {
	if len(a.grams) == 0 || len(b.grams) == 0 {
		return 0
	}
	shared, i, j := 0, 0, 0
	for i < len(a.grams) && j < len(b.grams) {
		switch x, y := a.grams[i], b.grams[j]; {
		case x == y:
			shared++
			i++
			j++
		case x < y:
			i++
		default:
			j++
		}
	}
	return 200 * shared / (len(a.grams) + len(b.grams))
}

// incidentDays weighs the days on which the incident began, was discovered and
// was stopped.
func (c *comparison) incidentDays() {
	a, b := c.a, c.b
	shared, side := 0, 0
	for i, j := 0, 0; i < len(a.days) && j < len(b.days); {
		x, y := a.days[i], b.days[j]
		switch {
		case x.day < y.day:
			i++
			continue
		case x.day > y.day:
			j++
			continue
		}
		i++
		j++
		both := x.what & y.what
		weight, code := 0, ""
		switch {
		case both&discovered != 0:
			weight, code = 60, "same-discovery"
		case both&intrusion != 0:
			weight, code = 50, "same-intrusion"
		case both&contained != 0:
			weight, code = 50, "same-containment"
		case x.what&core != 0 && y.what&core != 0:
			weight, code = 40, "same-day"
		default:
			if side++; side > 2 {
				continue
			}
			c.pro(10, "same-day", x.date.String())
			continue
		}
		if shared > 0 {
			weight = 20 / shared
		}
		shared++
		c.anchor = true
		if shared <= 3 {
			c.pro(weight, code, x.date.String())
		}
	}
	aFrom, aTo, aHas := a.span()
	bFrom, bTo, bHas := b.span()
	if shared == 0 && aHas && bHas {
		gap := max(bFrom.day-aTo.day, aFrom.day-bTo.day, 0)
		weight := 90
		switch {
		case gap == 0:
			weight = 15
		case gap <= 3:
			weight = 30
		case gap <= 30:
			weight = 60
		}
		code, x, y := "other-days", aFrom, bFrom
		if p, ok := a.when(discovered); ok {
			if q, ok := b.when(discovered); ok {
				code, x, y = "other-discovery", p, q
				weight += 20
			}
		}
		if c.refers {
			weight = min(weight, 30)
		} else if gap > 30 || gap > 0 && a.ordinal == 1 && b.ordinal == 1 {
			c.apart = true
		}
		c.con(weight, code, x.date.String()+"/"+y.date.String())
	}
	if bHas && a.day != 0 && bFrom.day > a.day && !c.refers && shared == 0 {
		c.apart = c.apart || bFrom.day > a.day+1
		c.con(60, "begins-later", a.published.String())
	}
	if d, ok := b.when(discovered); ok && !aHas && a.day >= d.day && a.day <= d.day+7 {
		c.pro(20, "published-at-discovery", d.date.String())
	}
}

// figures weighs the numbers of those affected.
func (c *comparison) figures() {
	a, b := c.a, c.b
	if len(a.counts) == 0 || len(b.counts) == 0 {
		return
	}
	n := 0
	for _, v := range a.counts {
		if !slices.Contains(b.counts, v) {
			continue
		}
		weight := 12
		switch {
		case v >= 1000:
			weight = 35
		case v >= 100:
			weight = 25
		}
		if n++; n > 1 {
			weight = min(weight, 10)
		}
		if n <= 3 {
			c.pro(weight, "same-count", strconv.FormatInt(v, 10))
		}
	}
	if n > 0 {
		c.anchor = true
		return
	}
	weight := 5
	if !c.refers && c.b.ordinal <= 1 {
		weight = 25
	}
	c.con(weight, "other-count", strconv.FormatInt(a.counts[0], 10)+"/"+strconv.FormatInt(b.counts[0], 10))
}

// parties weighs services, suppliers and contacts.
func (c *comparison) parties() {
	a, b := c.a, c.b
	if s, ok := common(a.services, b.services); ok {
		c.pro(15, "same-service", s)
	}
	if s, ok := common(a.suppliers, b.suppliers); ok {
		c.pro(15, "same-supplier", s)
	} else if len(a.suppliers) > 0 && len(b.suppliers) > 0 {
		c.con(25, "other-supplier", a.suppliers[0]+"/"+b.suppliers[0])
	}
	if s, ok := common(a.contacts, b.contacts); ok {
		c.pro(15, "same-contact", s)
	}
}

func (c *comparison) types() {
	switch compareTypes(c.a.types, c.b.types) {
	case sameFit:
		c.pro(15, "same-type", "")
	case nearFit:
		c.pro(5, "near-type", "")
	case otherFit:
		c.con(40, "other-type", "")
	}
}

// stages weighs what the notices call themselves.
func (c *comparison) stages() {
	a, b := c.a, c.b
	x, y := a.ordinal, b.ordinal
	apart := a.day != b.day
	switch {
	case x == 0 && y == 0, x == 0 && y == 1:
		if b.refs.Earlier && !c.refers {
			c.pro(10, "later-report", "")
		}
	case x == y && x != later && apart:
		if x == 1 {
			c.con(40, "same-report", strconv.Itoa(int(x)))
		} else {
			c.con(30, "same-report", strconv.Itoa(int(x)))
		}
	case x > y && y > 0 && x != later && apart:
		c.con(40, "report-order", "")
	case x > 0 && y == x+1 && b.day-a.day <= 120:
		c.pro(25, "next-report", strconv.Itoa(int(x))+"/"+strconv.Itoa(int(y)))
	case y > 1 && x < y:
		c.pro(15, "later-report", "")
	}
}
