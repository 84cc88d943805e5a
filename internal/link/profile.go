package link

import (
	"slices"
	"strings"

	"jikenbo"
	"jikenbo/internal/identity"
)

// Profile is what an account tells its incident by. It never changes.
type Profile struct {
	org       organization
	number    string // printed
	title     string
	bare      string   // of the title
	grams     []uint32 // pairs of characters of bare, ascending
	published jikenbo.Date
	printed   bool // published is what the notice states
	day       int  // published as a day number, 0 if it is no day
	ordinal   uint8
	days      []dated // of the incident and of what was done about it, ascending
	types     typeSet
	counts    []int64 // of those affected, 20 and more, descending
	services  []keyed
	suppliers []keyed
	contacts  []keyed
	urls      []uint64
	refs      Refs
	said      []dated // the days of refs.Published, ascending
}

// dated is a day on which something happened: day is its number, what a set of
// moments.
type dated struct {
	day  int
	date jikenbo.Date
	what moments
}

// iso writes the day as YYYY-MM-DD.
func (d dated) iso() string {
	b := make([]byte, 0, len("2006-01-02"))
	two := func(n int) { b = append(b, byte('0'+n/10%10), byte('0'+n%10)) }
	two(d.date.Year / 100)
	two(d.date.Year)
	b = append(b, '-')
	two(d.date.Month)
	b = append(b, '-')
	two(d.date.Day)
	return string(b)
}

type moments uint8

// What happened on a day. What was done about it (handled) tells an incident
// from another only beside other days.
const (
	intrusion moments = 1 << iota // it began
	over                          // the last day of a span of the attack or exposure
	discovered
	contained
	handled // reported, notified, investigated …
	core    = intrusion | over | discovered | contained
)

// NewProfile makes the profile of an account. refs is what the text of its entry
// says of other notices, urls are the addresses the notice came from, aliases
// what is known of names. Only profiles made with the same aliases are compared.
func NewProfile(a *jikenbo.Account, refs Refs, urls []string, aliases *identity.Aliases) *Profile {
	c := &a.Case
	p := &Profile{org: newOrganization(c.Organization, aliases), number: c.Number, title: c.Title, published: c.Published, printed: true, refs: refs, ordinal: refs.Ordinal}
	if n, err := jikenbo.ParseNumber(c.Number); err == nil { // 2023-9 is 2023-009
		p.number = n.String()
	}
	if p.published.IsZero() {
		p.published, p.printed = a.Known, false
	}
	p.day = dayNumber(p.published)
	p.bare = bareTitle(c.Title)
	p.grams = pairs(p.bare)
	if p.ordinal == 0 {
		switch c.Stage {
		case jikenbo.FirstStage:
			p.ordinal = 1
		case jikenbo.UpdateStage:
			p.ordinal = later
		case jikenbo.FinalStage:
			p.ordinal = last
		}
	}
	p.addDays(c)
	for _, t := range c.Types {
		p.types |= typeBit(t)
	}
	for _, n := range c.Affected {
		if n.Count >= 20 {
			p.counts = append(p.counts, n.Count)
		}
	}
	slices.Sort(p.counts)
	slices.Reverse(p.counts)
	p.counts = slices.Compact(p.counts)
	p.counts = p.counts[:min(len(p.counts), 16)]
	p.services = keyedNames(c.Services, aliases)
	p.suppliers = keyedNames(c.Suppliers, aliases)
	p.contacts = keyedContacts(c.Contacts)
	for _, u := range urls {
		if h := addressKey(u); h != 0 && len(p.urls) < 8 {
			p.urls = append(p.urls, h)
		}
	}
	slices.Sort(p.urls)
	p.urls = slices.Compact(p.urls)
	for _, d := range refs.Published {
		if n := dayNumber(d); n != 0 {
			p.said = append(p.said, dated{n, d, 0})
		}
	}
	return p
}

// mostDays bounds the days of a profile.
const mostDays = 24

func (p *Profile) addDays(c *jikenbo.Case) {
	add := func(d jikenbo.Date, what moments) {
		if n := dayNumber(d); n != 0 && len(p.days) < 4*mostDays {
			p.days = append(p.days, dated{n, d, what})
		}
	}
	for _, h := range c.Timeline {
		what := handled
		switch h.Kind {
		case jikenbo.Intrusion:
			what = intrusion
		case jikenbo.Discovered:
			what = discovered
		case jikenbo.Contained:
			what = contained
		case jikenbo.PublishedMoment:
			continue
		}
		add(h.Date, what)
		if what == intrusion {
			add(h.To, over)
		}
	}
	for _, w := range c.Windows {
		add(w.From, intrusion)
		add(w.To, over)
	}
	for _, d := range p.refs.Found {
		add(d, discovered)
	}
	for _, d := range p.refs.Happened {
		add(d, intrusion)
	}
	slices.SortFunc(p.days, func(a, b dated) int { return a.day - b.day })
	out := p.days[:0]
	for _, d := range p.days {
		if n := len(out); n > 0 && out[n-1].day == d.day {
			out[n-1].what |= d.what
			continue
		}
		out = append(out, d)
	}
	p.days = out[:min(len(out), mostDays)]
}

// dayNumber counts days from 1 March of the year 0; 0 for what is no full date.
func dayNumber(d jikenbo.Date) int {
	if d.Precision() != jikenbo.DayOfMonth {
		return 0
	}
	y, m := d.Year, d.Month-3
	if m < 0 {
		y, m = y-1, m+12
	}
	return y*365 + y/4 - y/100 + y/400 + (m*153+2)/5 + d.Day
}

// pairs gives the pairs of characters of a string, ascending, each once.
func pairs(s string) []uint32 {
	var out []uint32
	var prev rune
	for i, r := range s {
		if i > 0 && len(out) < 80 {
			out = append(out, uint32(prev)*0x9E3779B1^uint32(r))
		}
		prev = r
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// keyedContacts gives contacts by what they are compared: an address of mail in
// lower case, the digits of a number.
func keyedContacts(contacts []string) []keyed {
	var out []keyed
	for _, s := range contacts {
		if len(out) >= 16 {
			break
		}
		if strings.Contains(s, "@") {
			out = append(out, keyed{strings.ToLower(s), s})
			continue
		}
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r == '+' {
				return r
			}
			return -1
		}, s)
		if len(digits) >= 6 {
			out = append(out, keyed{digits, s})
		}
	}
	return distinct(out)
}

// The kinds of blocking keys. Each finds pairs that the others may miss.
const (
	numberKey   = 'n' // organization and printed number: an entry that was read twice
	dayKey      = 'd' // organization and a day of the incident: instalments that tell when
	publicKey   = 'p' // organization and a day of publication, its own and those it refers to: a follow-up and what it refers to, two follow-ups of one, copies
	titleKey    = 't' // a title, its own or quoted (with the organization): follow-ups of the same title or that quote it
	contactKind = 'c' // a contact, whatever the organization: a parent and its subsidiary
	addressKind = 'u' // an address, its own or named: a page that took another's place, links
	monthKey    = 'm' // organization and the month of publication, of the discovery, or referred to: a first notice without dates and what tells of its month
	yearKey     = 'y' // organization and the year likewise: the rest, while an organization has few notices
)

// mostKeys bounds the keys of a profile.
const mostKeys = 12

// Aliases gives what the profile was made with.
func (p *Profile) Aliases() *identity.Aliases { return p.org.aliases }

// Published gives the day from when the account was public.
func (p *Profile) Published() jikenbo.Date { return p.published }

// Keys gives the blocking keys of the account, at most 12, the most selective
// first: accounts of one incident have at least one in common.
func (p *Profile) Keys() []uint64 {
	keys := make([]uint64, 0, mostKeys)
	add := func(h uint64) {
		if len(keys) < mostKeys && !slices.Contains(keys, h) {
			keys = append(keys, h)
		}
	}
	title := hash(titleKey, p.bare)
	if p.org.key == "" {
		if p.bare != "" {
			add(mix(title, uint64(p.day)))
		}
		p.addressKeys(add)
		return keys
	}
	for _, name := range p.org.sites {
		org := hash('o', name)
		if p.number != "" {
			add(mix(org, hash(numberKey, p.number)))
		}
		public := func(day int) { add(mix(org, publicKey, uint64(day))) }
		if p.day != 0 {
			public(p.day)
		}
		for _, i := range []int{len(p.said) - 1, 0, len(p.said) - 2} {
			if i >= 0 && i < len(p.said) {
				public(p.said[i].day)
			}
		}
		n := 0
		for _, what := range []moments{discovered, contained, intrusion} {
			if d, ok := p.when(what); ok && n < 2 {
				add(mix(org, dayKey, uint64(d.day)))
				n++
			}
		}
		if p.bare != "" {
			add(mix(org, title))
		}
		if len(p.refs.Titles) > 0 {
			add(mix(org, p.refs.Titles[0]))
		}
	}
	p.addressKeys(add)
	org := hash('o', p.org.sites[0])
	month := func(d jikenbo.Date) {
		if d.Month > 0 {
			add(mix(org, monthKey, uint64(d.Year*12+d.Month)))
		}
	}
	year := func(d jikenbo.Date) {
		if d.Year > 0 {
			add(mix(org, yearKey, uint64(d.Year)))
		}
	}
	month(p.published)
	for _, d := range p.refs.Published {
		if d.Day == 0 {
			month(d)
		}
	}
	year(p.published)
	if d, ok := p.began(); ok {
		month(d.date)
		year(d.date)
	}
	return keys
}

// addressKeys adds what may lead to a notice of another publisher.
func (p *Profile) addressKeys(add func(uint64)) {
	for _, c := range p.contacts[:min(2, len(p.contacts))] {
		add(hash(contactKind, c.key))
	}
	for _, of := range [][]uint64{p.urls, p.refs.Addresses} {
		if len(of) > 0 {
			add(of[0])
		}
	}
}

// mix makes one hash of several.
func mix(parts ...uint64) uint64 {
	h := uint64(offset64)
	for _, p := range parts {
		for range 8 {
			h = (h ^ p&0xFF) * prime64
			p >>= 8
		}
	}
	return h
}

// began is the day on which the incident was discovered, as far as it is
// stated, else stopped or begun.
func (p *Profile) began() (dated, bool) {
	for _, what := range []moments{discovered, contained, intrusion} {
		if d, ok := p.when(what); ok {
			return d, true
		}
	}
	return dated{}, false
}

// when gives the first day of a moment.
func (p *Profile) when(what moments) (dated, bool) {
	for _, d := range p.days {
		if d.what&what != 0 {
			return d, true
		}
	}
	return dated{}, false
}

// spans are the days of an incident by what happened, as far as they are stated.
type spans struct {
	from, to       dated // of the intrusion
	found, stopped dated
}

func (p *Profile) spans() (s spans) {
	for _, d := range p.days {
		if d.what&intrusion != 0 {
			if s.from.day == 0 {
				s.from = d
			}
			s.to = d
		}
		if d.what&over != 0 {
			s.to = d
		}
		if d.what&discovered != 0 && s.found.day == 0 {
			s.found = d
		}
		if d.what&contained != 0 && s.stopped.day == 0 {
			s.stopped = d
		}
	}
	return s
}

// says reports whether the text says that its incident was told of on a day.
func (p *Profile) says(day int) bool {
	return slices.ContainsFunc(p.said, func(d dated) bool { return d.day == day })
}
