package link

import (
	"cmp"
	"slices"
	"strconv"

	"jikenbo"
)

// Version is that of keys and verdicts: it is raised whenever any of them changes.
const Version = 6

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
	For     []Reason // in the order in which they are weighed
	Against []Reason
}

// The scores from which on a pair is joined or proposed.
const (
	sure  = 80
	surer = 100 // if the organization is written otherwise
	maybe = 40

	contrary = -30 // what speaks against it outweighs the rest
)

// Compare says whether two accounts are of one incident. It is symmetric:
// Compare(a, b) is Compare(b, a).
func Compare(a, b *Profile) Verdict {
	if a.compare(b) > 0 {
		a, b = b, a
	}
	c := comparison{a: a, b: b}
	if a.org.key == b.org.key {
		c.For = make([]Reason, 0, 8)
	}
	return c.verdict()
}

// compare orders profiles by their publication, and those of one day by all else
// that they have: it is 0 only for what no verdict can tell apart.
func (p *Profile) compare(q *Profile) int {
	return cmp.Or(
		p.published.Compare(q.published),
		cmp.Compare(p.ordinal, q.ordinal),
		cmp.Compare(p.org.name.Written, q.org.name.Written),
		cmp.Compare(p.title, q.title),
		cmp.Compare(p.number, q.number),
		slices.CompareFunc(p.days, q.days, func(x, y dated) int { return cmp.Or(x.day-y.day, cmp.Compare(x.what, y.what)) }),
		slices.Compare(p.counts, q.counts),
		cmp.Compare(p.types, q.types),
		slices.CompareFunc(p.services, q.services, keyed.compare),
		slices.CompareFunc(p.suppliers, q.suppliers, keyed.compare),
		slices.CompareFunc(p.contacts, q.contacts, keyed.compare),
		slices.Compare(p.urls, q.urls),
		p.refs.compare(&q.refs),
	)
}

// comparison weighs a, which was published first, against b.
type comparison struct {
	a, b *Profile
	Verdict
	refers bool // b says that a's publication was of this incident
	anchor bool // something tells this incident from others of the organization
	firm   bool // they name a large number, a title or a page in common
	apart  bool // something excludes that it is one incident

	elsewhere bool // b names the days of other publications, and not that of a

	days, found      bool // both tell of a day of the incident; of that of its discovery
	service, contact bool // both name one
	alike            bool // their titles are nearly the same

	other             bool // days, figures or types exclude each other:
	otherFound, kinds bool // the days of discovery do, the types do
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
	kin := related
	if a.org.key == "" || b.org.key == "" {
		c.con(0, "unknown-organization", "")
		if !c.bridge() {
			c.Degree = Unlikely
			return c.Verdict
		}
	} else if kin = compareNames(&a.org, &b.org); kin == oneself {
		c.pro(0, "same-organization", "")
	} else {
		names := a.org.name.Written + "/" + b.org.name.Written
		if has(a.suppliers, b.org.key) || has(b.suppliers, a.org.key) {
			c.con(0, "supplier-and-victim", names)
			return c.Verdict
		}
		switch kin {
		case nearly:
			c.pro(0, "like-organization", names)
		case related:
			c.pro(0, "related-organization", names)
		default:
			if s, ok := common(a.suppliers, b.suppliers); ok {
				c.con(0, "victims-of-one-supplier", s)
				return c.Verdict
			}
			c.con(0, "other-organization", names)
			if !c.bridge() {
				return c.Verdict
			}
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
	case c.apart || c.Score <= contrary:
		c.Degree = Different
	case c.Score >= sure && (c.anchor || c.firm) && kin == oneself, c.Score >= surer && (c.refers || c.firm || c.contact && c.anchor) && kin == nearly:
		c.Degree = Same
	case c.elsewhere && !c.anchor && !c.firm && !b.saysAbout(a.day):
		c.Degree = Unlikely // it tells on from another notice
	case c.Score >= maybe+20 || c.Score >= maybe && kin != strangers:
		c.Degree = Possible
	case kin == oneself && b.vague() && !c.other && c.Score >= 0 && a.day != 0 && b.day >= a.day && b.day-a.day <= lately:
		c.Degree = Possible // it goes on about something: a person may know what
	case kin == strangers, a.opens() && b.opens() && a.day != b.day && len(c.Against) > 0:
		c.Degree = Different // of two first notices each has its incident
	default:
		c.Degree = Unlikely
	}
	return c.Verdict
}

// saysAbout reports whether a notice names a publication within three days of
// one: pages come out late, and dates are misprinted.
func (p *Profile) saysAbout(day int) bool {
	return slices.ContainsFunc(p.said, func(d dated) bool { return abs(d.day-day) <= 3 })
}

// lately is how many days back what a notice goes on about is looked for where it
// does not say.
const lately = 200

// vague reports whether a notice goes on about an earlier one and tells nothing by
// which that could be found: 先般公表いたしました件.
func (p *Profile) vague() bool {
	r := &p.refs
	return !p.opens() && len(p.days) == 0 && len(r.Published) == 0 && len(r.Titles) == 0 && len(r.Addresses) == 0
}

// opens reports whether a notice says of no earlier one.
func (p *Profile) opens() bool { return p.ordinal <= 1 && !p.refs.Earlier }

// bridge reports whether something leads from one organization to the other.
func (c *comparison) bridge() bool {
	a, b := c.a, c.b
	if _, ok := common(a.contacts, b.contacts); ok {
		return true
	}
	return anyIn(a.urls, b.refs.Addresses) || anyIn(b.urls, a.refs.Addresses) || anyIn(a.urls, b.urls) || b.quotes(a)
}

// common gives what two lists have in common, as the first has it written.
func common(a, b []keyed) (written string, ok bool) {
	for _, l := range a {
		if has(b, l.key) {
			return l.written, true
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
		c.anchor = true
		if c.refers = b.refs.GoesOn || b.ordinal > 1; c.refers {
			c.pro(80, "refers-to-date", a.published.String())
		} else {
			c.pro(50, "refers-to-date", a.published.String())
		}
	} else if d, ok := monthIn(b.refs.Published, a.published); ok && a.day < b.day {
		c.pro(30, "refers-to-month", d.String())
	}
	if !c.refers {
		for _, d := range a.said {
			if b.says(d.day) {
				c.anchor = true
				c.pro(60, "refer-to-same", d.iso())
				break
			}
		}
	}
	// It names the days of others only.
	c.elsewhere = !c.refers && a.day != 0 && a.day < b.day && len(b.said) > 0 && !b.says(a.day)
	switch {
	case b.quotes(a) && c.elsewhere:
		c.pro(15, "quotes-title", a.title)
	case b.quotes(a):
		weight := 40
		if len(a.grams) >= 20 {
			weight = 60
		}
		c.anchor, c.firm = true, true
		c.pro(weight, "quotes-title", a.title)
	case anyIn(a.refs.Titles, b.refs.Titles):
		c.pro(30, "quote-same-title", "")
	}
	switch {
	case anyIn(a.urls, b.refs.Addresses) || anyIn(b.urls, a.refs.Addresses):
		c.anchor, c.firm = true, true
		c.pro(60, "names-address", "")
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
	c.alike = like >= 70
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
	type match struct {
		weight int
		code   string
		dated
	}
	var best match
	var rest []match
	side := 0
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
		m := match{dated: x}
		both := x.what & y.what
		switch {
		case both&discovered != 0:
			m.weight, m.code = 60, "same-discovery"
			if (a.types|b.types)&slip == 0 && a.types|b.types != 0 {
				m.weight = 75 // attacks are rare
			}
			c.found = true
		case both&intrusion != 0:
			m.weight, m.code = 50, "same-intrusion"
		case both&contained != 0:
			m.weight, m.code = 45, "same-containment"
		case both&over != 0:
			m.weight, m.code = 25, "same-end"
		case x.what&core != 0 && y.what&core != 0 && !b.opens() && (a.types|b.types)&slip == 0:
			m.weight, m.code = 55, "same-day" // the day of an attack's discovery is told as that of its happening
		case x.what&core != 0 && y.what&core != 0:
			m.weight, m.code = 15, "same-day"
		default:
			if side++; side <= 2 {
				rest = append(rest, match{10, "same-day", x})
			}
			continue
		}
		if more := both & core; more&(more-1) != 0 {
			m.weight += 10 // more than one thing happened on it
		}
		if m.weight > best.weight {
			m, best = best, m
		}
		if m.weight > 0 {
			rest = append(rest, m)
		}
	}
	if best.weight > 0 {
		c.pro(best.weight, best.code, best.iso())
		c.days = best.weight >= 25
		c.anchor = c.anchor || c.days
	}
	for i, m := range rest[:min(len(rest), 3)] {
		c.pro(min(m.weight, 20/(i+1)), m.code, m.iso())
	}
	c.otherDays()
	if days := b.day - a.day; a.day != 0 && days > 400 && !c.refers && !c.days {
		weight := 20
		if days > 800 {
			weight = 50
		}
		c.con(weight, "long-apart", strconv.Itoa(days))
	}
}

// otherDays weighs days of the incident that exclude each other.
func (c *comparison) otherDays() {
	a, b := c.a, c.b
	x, y := a.spans(), b.spans()
	worst, code := 0, ""
	var p, q dated
	consider := func(gap, most int, what string, from, to dated) {
		weight := most
		switch {
		case gap <= 0 || from.day == 0 || to.day == 0:
			return
		case gap <= 3:
			weight = most * 2 / 5
		case gap <= 30:
			weight = most * 7 / 10
		}
		if weight > worst {
			worst, code, p, q = weight, what, from, to
		}
	}
	if !c.found {
		consider(abs(x.found.day-y.found.day), 110, "other-discovery", x.found, y.found)
	}
	if !c.days {
		consider(max(y.from.day-x.to.day, x.from.day-y.to.day), 80, "other-days", x.from, y.from)
		consider(abs(x.stopped.day-y.stopped.day), 60, "other-days", x.stopped, y.stopped)
		// What was discovered or stopped had begun.
		for _, end := range []dated{x.found, x.stopped} {
			consider(y.from.day-end.day, 90, "other-days", end, y.from)
		}
		for _, end := range []dated{y.found, y.stopped} {
			consider(x.from.day-end.day, 90, "other-days", x.from, end)
		}
	}
	if worst > 0 {
		c.other, c.otherFound = true, code == "other-discovery"
		switch {
		case c.refers && abs(p.day-q.day) < 200:
			worst = min(worst, 50)
		case c.otherFound && !c.days && !c.refers && !c.firm && b.opens():
			c.apart = true // neither tells on from the other
		}
		c.con(worst, code, p.iso()+"/"+q.iso())
	}
	if c.days {
		return
	}
	// What has been published had been discovered.
	first := y.from
	if first.day == 0 || y.found.day != 0 && y.found.day < first.day {
		first = y.found
	}
	if first.day == 0 && b.opens() { // what goes on tells of what was found again since
		first = y.stopped
	}
	if first.day != 0 && a.day != 0 && a.printed && first.day > a.day && !c.refers {
		c.apart = c.apart || first.day > a.day+1 && !c.firm
		c.con(60, "begins-later", a.published.String())
	}
	if d := y.found; d.day != 0 && x == (spans{}) && a.day >= d.day && a.day <= d.day+7 {
		c.pro(20, "published-at-discovery", d.iso())
	}
}

func abs(n int) int { return max(n, -n) }

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
			weight, c.firm = 35, true
		case v >= 100:
			weight, c.firm = 25, true
		}
		if n++; n > 1 {
			weight = min(weight, 10)
		}
		if n <= 3 {
			c.pro(weight, "same-count", strconv.FormatInt(v, 10))
		}
	}
	if n > 0 {
		return
	}
	c.other = true
	weight := 25
	switch {
	case c.refers || b.refs.Earlier:
		weight = 5
	case c.days && a.day != b.day:
		weight = 10
	}
	c.con(weight, "other-count", strconv.FormatInt(a.counts[0], 10)+"/"+strconv.FormatInt(b.counts[0], 10))
}

// parties weighs services, suppliers and contacts.
func (c *comparison) parties() {
	a, b := c.a, c.b
	if s, ok := common(a.services, b.services); ok {
		c.service = true
		c.pro(20, "same-service", s)
	}
	if s, ok := common(a.suppliers, b.suppliers); ok {
		c.pro(15, "same-supplier", s)
	} else if len(a.suppliers) > 0 && len(b.suppliers) > 0 {
		c.con(25, "other-supplier", a.suppliers[0].written+"/"+b.suppliers[0].written)
	}
	if s, ok := common(a.contacts, b.contacts); ok {
		c.contact = true
		c.pro(20, "same-contact", s)
	}
}

func (c *comparison) types() {
	switch compareTypes(c.a.types, c.b.types) {
	case sameFit:
		c.pro(20, "same-type", "")
	case vagueFit:
		c.pro(10, "near-type", "")
	case nearFit:
		c.pro(5, "near-type", "")
	case farFit:
		c.other, c.kinds = true, true
		c.con(50, "other-type", "")
	case otherFit:
		c.other, c.kinds = true, true
		c.con(100, "other-type", "")
	}
}

// stages weighs what the notices call themselves.
func (c *comparison) stages() {
	a, b := c.a, c.b
	x, y := a.ordinal, b.ordinal
	days := b.day - a.day
	counted := func(n uint8) bool { return n > 0 && n < later }
	printed := a.printed && b.printed // else their order is not known
	switch {
	case a.day != 0 && days == 0:
		if printed && c.alike && !c.other {
			c.anchor = true
			c.pro(30, "same-publication", a.published.String())
		} else if c.other && !(c.alike && (x > 1 || y > 1)) {
			c.apart = c.apart || c.kinds || c.otherFound
			c.con(40, "two-on-one-day", a.published.String())
		}
	case counted(x) && x == y && printed && c.refers: // it corrects that report
	case counted(x) && x == y && printed:
		c.con(40, "same-report", strconv.Itoa(int(x)))
	case counted(x) && counted(y) && x > y && printed:
		c.con(40, "report-order", "")
	case counted(x) && y == x+1 && days <= 120:
		weight := 30
		if a.bare == b.bare && a.bare != "" { // one title, numbered
			weight, c.anchor = 40, true
		}
		c.pro(weight, "next-report", strconv.Itoa(int(x))+"/"+strconv.Itoa(int(y)))
	case y == 1 || x == last && y != last:
	case y > 1:
		c.pro(20, "later-report", "")
		c.follow(days)
	case b.refs.Earlier && !c.refers:
		c.pro(10, "later-report", "")
		c.follow(days)
	}
}

// follow makes sure what is known to be a later notice of an incident that the
// other tells of: one contact, and one service or one title. Slips have the same
// title and the same contact time and again.
func (c *comparison) follow(days int) {
	title := c.a.bare == c.b.bare && len(c.a.grams) >= 12 && (c.a.types|c.b.types)&slip == 0
	if c.contact && (c.service || title) && days <= lately && !c.other {
		c.anchor = true
	}
}
