package cases

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unicode"

	"jikenbo"
)

// incident is what is made up of an incident before anything is written of it:
// small, so that there can be many.
type incident struct {
	id      uint64 // place in the order of generation
	words   uint64 // what its notices are written with; equal for the victims that use their supplier's words
	figures uint64
	org     uint64 // what its services and its mail domain come from
	name    string // of the organization
	typ     jikenbo.Type
	style   int // of dates
	variant int // which of its organization's services
	moments moments
	label   string // what its first notice calls itself; "" for nothing
	phone   string // where it must be this one
	mail    string
	supply  string   // the supplier, where it must be this one
	seat    string   // where the organization is, where others have its name
	full    bool     // that its first notice must say when it was found, and how many are affected
	sequels int      // how many notices follow
	again   *another // an earlier incident that its first notice speaks of
}

// another is an earlier incident of an organization.
type another struct {
	typ       jikenbo.Type
	happened  jikenbo.Date
	published jikenbo.Date // zero if it is not said
}

// moments are the days of an incident, counted from the first of 2000, in the
// order of dated.
type moments [len(dated)]int32

var dated = [...]jikenbo.Moment{
	jikenbo.Intrusion, jikenbo.Discovered, jikenbo.Contained, jikenbo.InvestigationStarted, jikenbo.InvestigationCompleted,
	jikenbo.Reported, jikenbo.Notified, jikenbo.Remediated, jikenbo.Resumed, jikenbo.PublishedMoment,
}

const (
	intruded  = 0
	found     = 1
	completed = 4 // the investigation, the first that a later notice may date anew
	public    = len(dated) - 1
)

func dayOf(n int32) jikenbo.Date {
	return jikenbo.DateOf(time.Date(2000, 1, 1+int(n), 0, 0, 0, 0, jikenbo.JST))
}

func (m *moments) at(k jikenbo.Moment) jikenbo.Date { return dayOf(m[slices.Index(dated[:], k)]) }

func (m *moments) shift(days int32) {
	for i := range m {
		m[i] += days
	}
}

// draw decides when things happened: from 2011 to 2025, more in the later
// years. Small mishaps are noticed and published within days.
func draw(r *rand.Rand, quick bool) moments {
	published := int32(11*365+2) + int32(15*365*math.Pow(r.Float64(), 0.6))
	ago := func(d int32, median, spread float64) int32 {
		return d - int32(median*math.Exp(r.NormFloat64()*spread))
	}
	discovered := ago(published, 18, 1.1)
	intrusion := discovered
	if !chance(r, 25) {
		intrusion = ago(discovered, 25, 1.8)
	}
	if quick {
		discovered = published - int32(1+r.IntN(7))
		intrusion = discovered - int32(r.IntN(3)*r.IntN(2))
	}
	days := int(published - discovered)
	after := func(most int) int32 { return discovered + int32(r.IntN(min(days, most)+1)) }
	return moments{intrusion, discovered, after(2), after(9), after(days), after(days), after(days), after(days), after(days), published}
}

// planner makes up incidents, one after the other. No two of one organization
// are so much alike that a careful reader would take them for one; some are
// nearly so on purpose:
//
//   - Cities, boards and banks with a mishap every few weeks, of few types, with
//     the same section to ask.
//   - Two incidents of an organization on one day or the next.
//   - A supplier and its victims: the same dates, often in the same words.
//   - Sister companies that each publish what has happened to all.
//   - Organizations of one name in different places, in the same week.
//   - Incidents whose notice speaks of an earlier one.
//
// A plain one plans none of these, keeps the incidents of an organization a month
// apart and gives no supplier two victims at a time: each incident is a case of
// its own for whoever compares them.
type planner struct {
	seed  uint64
	plain bool
	next  uint64 // how many groups have been planned
	id    uint64
	past  map[string][]*incident // by organization
	hit   map[string][]*incident // by supplier, of a plain one
	wait  []*incident            // of a group, still to come
}

func newPlanner(seed uint64, plain bool) *planner {
	return &planner{seed: seed, plain: plain, past: make(map[string][]*incident), hit: make(map[string][]*incident)}
}

// incident gives the next one.
func (p *planner) incident() *incident {
	if len(p.wait) == 0 {
		p.group()
	}
	x := p.wait[0]
	p.wait = p.wait[1:]
	x.id = p.id
	p.id++
	return x
}

// group plans the next incident, or several that belong together.
func (p *planner) group() {
	r := random(p.seed, ofIncident, p.next)
	p.next++
	switch n := r.IntN(10_000); {
	case p.plain:
		p.one(r)
	case n < 520:
		p.frequent(r)
	case n < 580:
		p.pair(r)
	case n < 615:
		p.cascade(r)
	case n < 645:
		p.sisters(r)
	case n < 665:
		p.namesakes(r)
	default:
		p.one(r)
	}
}

// ordinary makes up an incident, all but its dates.
func (p *planner) ordinary(r *rand.Rand) *incident {
	x := &incident{words: r.Uint64(), figures: r.Uint64(), org: zipf(r, 1.05, 30, organizations), variant: r.IntN(3), style: r.IntN(8)}
	x.name = organization(p.seed, x.org)
	n := r.IntN(109)
	for _, t := range typeShares {
		if x.typ = t.typ; n < t.share {
			break
		}
		n -= t.share
	}
	if chance(r, 12) {
		x.label = one(r, []string{"第一報", "第１報", "第二報", "続報", "最終報"})
	}
	if chance(r, 40) { // the number that everybody is to call
		x.phone = number(random(p.seed, ofOrganization, x.org<<8|255))
	}
	if r.IntN(1000) < followed {
		p.follow(r, x)
	}
	return x
}

// followed is how many of a thousand incidents have further notices, which makes
// 15 further ones to 100 first ones.
const followed = 85

func (p *planner) follow(r *rand.Rand, x *incident) {
	x.sequels = one(r, []int{1, 1, 1, 1, 1, 2, 2, 2, 3, 4})
	x.full = true
	if x.label = ""; chance(r, 45) {
		x.label = one(r, []string{"第一報", "第１報", "第1報"})
	}
}

func (p *planner) one(r *rand.Rand) {
	x := p.ordinary(r)
	p.date(r, x, false)
	if !p.plain && chance(r, 4) {
		p.speak(r, x)
	}
	if p.plain && x.typ == "supplier-breach" {
		p.choose(r, x)
	}
	if chance(r, 2) && x.sequels == 0 { // a notice with a date that cannot be
		as := x.moments
		if x.moments[found] = x.moments[public] + int32(1+r.IntN(300)); p.clash(x) {
			x.moments = as
		}
	}
	p.keep(x)
}

// frequent plans an incident of one of the few that have hundreds.
func (p *planner) frequent(r *rand.Rand) {
	const pool = 40
	x := p.ordinary(r)
	x.org = organizations + zipf(r, 1.2, 12, pool)
	of := random(p.seed, ofOrganization, x.org)
	x.name = one(of, placeHeads) + one(of, []string{"市", "市", "市", "県教育委員会", "市教育委員会", "銀行", "県"})
	x.typ = one(r, []jikenbo.Type{"mis-sending", "mis-sending", "mis-sending", "mis-sending", "loss", "loss", "mis-publication", "theft"})
	x.style, x.full = of.IntN(8), true
	section := random(p.seed, ofOrganization, x.org<<8|uint64(250+r.IntN(4)))
	x.phone = number(section)
	x.mail = mailbox(section, p.seed, x.org)
	if x.sequels == 0 {
		x.label = ""
	}
	p.date(r, x, true)
	if chance(r, 12) {
		p.speak(r, x)
	}
	p.keep(x)
}

// pair plans two incidents of an organization at one time: of different types,
// or found on different days.
func (p *planner) pair(r *rand.Rand) {
	a, b := p.ordinary(r), p.ordinary(r)
	b.org, b.name, b.style, b.phone, b.mail = a.org, a.name, a.style, a.phone, a.mail
	a.full, b.full, a.label, b.label = true, true, "", ""
	same := chance(r, 50)
	if same {
		b.typ = a.typ
	} else {
		for slip(a.typ) == slip(b.typ) {
			b.typ = typeShares[r.IntN(len(typeShares))].typ
		}
	}
	for tries := 0; ; tries++ {
		p.date(r, a, tries < 20)
		b.moments = a.moments
		if same {
			for i := range public {
				b.moments[i]++
			}
			b.moments[public] = max(a.moments[public], b.moments[found]) + int32(r.IntN(2))
		} else {
			days := int(b.moments[public] - b.moments[found])
			for i := found + 1; i < public; i++ {
				b.moments[i] = b.moments[found] + int32(r.IntN(max(days, 0)+1))
			}
		}
		if !p.clash(b) {
			break
		}
	}
	p.keep(a)
	p.keep(b)
}

// cascade plans the incident of a supplier and those of its customers.
func (p *planner) cascade(r *rand.Rand) {
	supplier := p.ordinary(r)
	supplier.name = company(random(p.seed, ofSupplier, zipf(r, 1.3, 6, suppliers)))
	supplier.org = organizations + 1000 + p.next
	supplier.typ = one(r, []jikenbo.Type{"ransomware", "unauthorized-access", "vulnerability-exploit", "misconfiguration"})
	supplier.phone, supplier.full = "", true
	p.date(r, supplier, false)
	p.keep(supplier)
	heard := supplier.moments[found] + int32(r.IntN(20))
	style, words := r.IntN(8), r.Uint64()
	names := []string{identity(supplier.name)}
	for range 3 + int(zipf(r, 1.4, 4, 60)) {
		x := p.ordinary(r)
		if slices.Contains(names, identity(x.name)) {
			continue
		}
		names = append(names, identity(x.name))
		x.typ, x.supply, x.full = "supplier-breach", supplier.name, true
		if chance(r, 70) {
			x.words, x.style, x.label = words, style, ""
		}
		tries := 0
		for ; tries == 0 || tries < 50 && p.clash(x); tries++ {
			x.moments = supplier.moments
			x.moments[found] = heard
			if chance(r, 30+tries) {
				x.moments[found] += int32(1 + r.IntN(12+tries))
			}
			x.moments[public] = x.moments[found] + int32(1+r.IntN(25+tries))
			for i := found + 1; i < public; i++ {
				x.moments[i] = x.moments[found] + int32(r.IntN(int(x.moments[public]-x.moments[found])+1))
			}
		}
		if tries < 50 {
			p.keep(x)
		}
	}
}

// sisters plans one happening in a group of companies, of which each publishes
// its own notice.
func (p *planner) sisters(r *rand.Rand) {
	first := p.ordinary(r)
	core := kanaName(r, 2, 3)
	tails := []string{"", "物流", "システムズ", "フーズ", "九州", "ホールディングス", "商事", "北海道", "エンジニアリング"}
	r.Shuffle(len(tails), func(i, j int) { tails[i], tails[j] = tails[j], tails[i] })
	var dates moments
	mail := mailbox(r, p.seed, first.org)
	for i, tail := range tails[:2+r.IntN(3)] {
		x := p.ordinary(r)
		x.name = "株式会社" + core + tail
		if i%2 == 1 {
			x.name = core + tail + "株式会社"
		}
		x.org, x.typ, x.full, x.phone, x.mail = organizations+1_000_000+p.next*8+uint64(i), first.typ, true, "", mail
		x.words, x.style, x.label = first.words, first.style, ""
		if i == 0 {
			p.date(r, x, false)
			dates = x.moments
		}
		x.moments = dates
		for p.clash(x) {
			x.moments.shift(1)
		}
		p.keep(x)
	}
}

// namesakes plans like incidents of organizations with the same name in
// different places.
func (p *planner) namesakes(r *rand.Rand) {
	name := one(r, []string{"第一小学校", "中央小学校", "南中学校", "中央病院", "市民病院", "中央図書館", "青葉幼稚園", "さくら保育園", "みどりクリニック", "中央公民館"})
	typ := one(r, []jikenbo.Type{"mis-sending", "loss", "mis-publication", "theft", "support-scam"})
	var before moments
	for i := range 2 + r.IntN(2) {
		x := p.ordinary(r)
		x.org, x.name, x.typ, x.full, x.phone, x.label = organizations+2_000_000+p.next*8+uint64(i), name, typ, true, "", ""
		x.seat = placeName(r)
		if chance(r, 50) {
			x.name = strings.TrimRight(x.seat, "0123456789") + "立" + name
		}
		if i == 0 {
			p.date(r, x, true)
		} else {
			x.moments = before
			x.moments.shift(int32(1 + r.IntN(6)))
			for p.clash(x) {
				x.moments.shift(1)
			}
		}
		before = x.moments
		p.keep(x)
	}
}

// date decides when an incident happened, so that it is told from all others of
// its organization.
func (p *planner) date(r *rand.Rand, x *incident, quick bool) {
	for tries := 0; tries == 0 || p.clash(x); tries++ {
		x.moments = draw(r, quick)
		switch {
		case tries >= 10 && p.plain: // it has had too many
			x.org = r.Uint64N(organizations)
			x.name = organization(p.seed, x.org)
		case tries == 30: // too many are near: nothing says that others came before
			x.label = ""
		}
	}
}

// choose gives an incident a supplier that had none at that time.
func (p *planner) choose(r *rand.Rand, x *incident) {
	began := func(x *incident) int32 { return min(x.moments[intruded], x.moments[public]-240) - 60 }
	near := func(y *incident) bool {
		return began(x) < y.moments[public] && began(y) < x.moments[public]
	}
	for tries := 0; tries == 0 || slices.ContainsFunc(p.hit[identity(x.supply)], near); tries++ {
		n := zipf(r, 1.3, 6, suppliers)
		if tries >= 10 {
			n = r.Uint64N(10 * suppliers)
		}
		x.supply = company(random(p.seed, ofSupplier, n))
	}
	p.hit[identity(x.supply)] = append(p.hit[identity(x.supply)], x)
}

// clash reports whether a reader might take an incident for one that its
// organization has had.
func (p *planner) clash(x *incident) bool {
	for _, y := range p.past[identity(x.name)] {
		if y.moments[public] == x.moments[public] || y.moments[found] == x.moments[found] || y.moments[intruded] == x.moments[intruded] {
			return true
		}
		far := y.moments[public] - x.moments[public]
		if p.plain && (max(far, -far) < 30 || slices.ContainsFunc(x.moments[:], func(day int32) bool { return slices.Contains(y.moments[:], day) })) {
			return true
		}
		if (later(x.label) || later(y.label)) && max(far, -far) < 500 && akin(x.typ, y.typ) {
			return true
		}
	}
	return false
}

// later reports whether a notice says that it is not the first.
func later(label string) bool {
	return label == "第二報" || label == "続報" || label == "最終報"
}

func (p *planner) keep(x *incident) {
	key := identity(x.name)
	p.past[key] = append(p.past[key], x)
	p.wait = append(p.wait, x)
}

// speak lets a notice speak of the last incident that its organization had
// before.
func (p *planner) speak(r *rand.Rand, x *incident) {
	var last *incident
	for _, y := range p.past[identity(x.name)] {
		if y.moments[public] < x.moments[intruded]-10 && (last == nil || y.moments[public] > last.moments[public]) {
			last = y
		}
	}
	if last == nil {
		return
	}
	x.again = &another{typ: last.typ, happened: last.moments.at(jikenbo.Intrusion)}
	if chance(r, 35) {
		x.again.published = last.moments.at(jikenbo.PublishedMoment)
	}
}

// finer are the types that a later notice may give for what an earlier one
// called otherwise.
var finer = map[jikenbo.Type][]jikenbo.Type{
	"unauthorized-access": {"ransomware", "vulnerability-exploit", "web-skimming", "malware", "account-takeover", "credential-stuffing"},
	"malware":             {"ransomware", "support-scam"},
	"loss":                {"theft"},
	"misconfiguration":    {"mis-publication"},
	"account-takeover":    {"phishing", "credential-stuffing"},
}

// akin reports whether both types may be said of one incident.
func akin(a, b jikenbo.Type) bool {
	return a == b || slices.Contains(finer[a], b) || slices.Contains(finer[b], a)
}

// slip reports whether a type is of what happens without an attack.
func slip(t jikenbo.Type) bool {
	return slices.Contains([]jikenbo.Type{"mis-sending", "mis-publication", "loss", "theft"}, t)
}

// forms takes legal forms off names.
var forms = strings.NewReplacer("株式会社", "", "有限会社", "", "合同会社", "", " Co., Ltd.", "", " Inc.", "", " K.K.", "", " Ltd.", "",
	"一般社団法人", "", "公益財団法人", "", "特定非営利活動法人", "", "国立大学法人", "", "公立大学法人", "", "学校法人", "")

// identity is what a careful reader knows an organization by: its name without
// its legal form and spaces; of hospitals that of who runs them.
func identity(name string) string {
	if _, rest, ok := strings.Cut(name, "医療法人"); ok {
		runs, _, _ := strings.Cut(strings.TrimPrefix(rest, "社団"), "会")
		return runs + "会"
	}
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return -1
		}
		return c
	}, forms.Replace(name))
}

func number(r *rand.Rand) string {
	if chance(r, 50) {
		return fmt.Sprintf("0120-%03d-%03d", r.IntN(1000), r.IntN(1000))
	}
	return fmt.Sprintf("0%d-%04d-%04d", 1+r.IntN(9), r.IntN(10000), r.IntN(10000))
}

// mailbox gives a mail address of an organization.
func mailbox(r *rand.Rand, seed, org uint64) string {
	return fmt.Sprintf("%s@%s", one(r, []string{"info", "privacy", "soudan", "kojin", "press", "support"}), domain(seed, org))
}

func domain(seed, org uint64) string {
	return fmt.Sprintf("%s%d.example.jp", strings.ToLower(one(random(seed, ofOrganization, org<<8|254), latinHeads)), org)
}
