package cases

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"time"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// Degree says by what a further notice can be told to be of an incident.
type Degree string

// The degrees of likeness.
const (
	TitleAndDate Degree = "title and date" // it names the title and the date of an earlier notice
	ByDate       Degree = "date"           // it names the date of one, or of two
	ByTitle      Degree = "title"          // it names the title of one
	ByLink       Degree = "link"           // it names the address of one
	Ordinal      Degree = "ordinal"        // it is the 第二報, and names the days of the incident
	SameDays     Degree = "same days"      // it names the days of the incident, and nothing that came before
	SameContact  Degree = "same contact"   // it names the same service, type and contacts, and no days
	Copy         Degree = "copy"           // the first notice at another address, dates in another form
	English      Degree = "English"        // it names the date of an earlier notice, in English
	Vague        Degree = "vague"          // 「先般公表いたしました件」 and nothing else: nobody can tell
)

// Degrees are all degrees, with their shares in a hundred.
var Degrees = []struct {
	Degree Degree
	share  int
}{
	{TitleAndDate, 29}, {ByDate, 25}, {ByTitle, 6}, {ByLink, 4}, {Ordinal, 9}, {SameDays, 9}, {SameContact, 6}, {Copy, 6}, {English, 0}, {Vague, 6},
}

// Told is a notice and of which incident it tells.
type Told struct {
	Incident  uint64   // place in the order of generation; notices with the same one are of one incident
	Place     int      // among the notices of its incident; 0 is the first
	Degree    Degree   // "" of a first notice
	Traits    []string // what else makes it unlike the ones before
	Decidable bool     // a careful reader of all notices can tell its incident; true of a first notice
	Intake    casebook.Intake
}

// World is a number of incidents with all their notices, 15 further ones to 100
// first ones. As in the world, some incidents look alike.
type World struct {
	seed      uint64
	incidents []*incident
	sequels   map[uint64][]*sequel
	notices   []notice
}

// notice is one of an incident.
type notice struct {
	incident *incident
	n        int // 0 is the first
}

// sequel is what is made up of a further notice before it is written.
type sequel struct {
	n         int // 1 is the first after the first notice
	degree    Degree
	paper     string
	published int32
	name      string
	traits    []string
	refs      []int // which notices it names the dates of, or the titles, or the addresses
	found     bool  // it must name the days of the incident
	decidable bool
	typ       jikenbo.Type
	figure    float64 // by what the total is multiplied; 0 for none
	bound     jikenbo.Bound
	intruded  int32

	// Of the notices before it, while it is written.
	before []casebook.Intake
	known  *jikenbo.Case // the last of them with items
	was    string        // the figure before
	next   int           // of refs
}

// NewWorld plans n incidents.
func NewWorld(seed uint64, n int) *World {
	w := &World{seed: seed, sequels: make(map[uint64][]*sequel)}
	p := newPlanner(seed, false)
	days := make(map[string]map[int32]bool) // on which an organization has published
	past := make(map[string][]*incident)
	for range n {
		x := p.incident()
		key := identity(x.name)
		if days[key] == nil {
			days[key] = make(map[int32]bool)
		}
		days[key][x.moments[public]] = true
		past[key] = append(past[key], x)
		w.incidents = append(w.incidents, x)
		w.notices = append(w.notices, notice{x, 0})
	}
	for _, x := range w.incidents {
		key := identity(x.name)
		r := random(seed, ofSequel, x.id)
		all := make([]*sequel, x.sequels)
		for i := range all {
			s := w.sequel(r, x, i+1, all[:i], days[key])
			s.decidable = s.degree != Vague && !slices.ContainsFunc(past[key], func(y *incident) bool { return y != x && s.mightBe(x, y, all[:i]) })
			all[i] = s
			w.notices = append(w.notices, notice{x, s.n})
		}
		if len(all) > 0 {
			w.sequels[x.id] = all
		}
	}
	return w
}

// Len is the number of notices.
func (w *World) Len() int { return len(w.notices) }

// Arrivals gives all notices in one of many random orders.
func (w *World) Arrivals(order uint64) iter.Seq[Told] {
	notices := slices.Clone(w.notices)
	r := random(w.seed, ofOrder, order)
	r.Shuffle(len(notices), func(i, j int) { notices[i], notices[j] = notices[j], notices[i] })
	return w.tell(notices)
}

// Published gives all notices in the order of their publication.
func (w *World) Published() iter.Seq[Told] {
	notices := slices.Clone(w.notices)
	day := func(p notice) int32 {
		if p.n == 0 {
			return p.incident.moments[public]
		}
		return w.sequels[p.incident.id][p.n-1].published
	}
	slices.SortStableFunc(notices, func(a, b notice) int { return int(day(a) - day(b)) })
	return w.tell(notices)
}

func (w *World) tell(notices []notice) iter.Seq[Told] {
	return func(yield func(Told) bool) {
		for _, p := range notices {
			if !yield(w.write(p)) {
				return
			}
		}
	}
}

// sequel plans the n-th notice after the first of an incident.
func (w *World) sequel(r *rand.Rand, x *incident, n int, before []*sequel, days map[int32]bool) *sequel {
	s := &sequel{n: n, published: x.moments[public], name: x.name, typ: x.typ, intruded: x.moments[intruded]}
	if n > 1 {
		last := before[n-2]
		s.typ, s.intruded = last.typ, last.intruded
		for _, y := range before { // a copy is not the latest
			s.published = max(s.published, y.published)
		}
	}
	share := r.IntN(100)
	for _, d := range Degrees {
		if s.degree = d.Degree; share < d.share {
			break
		}
		share -= d.share
	}
	if x.name[0] < 0x80 && s.degree != Copy && chance(r, 40) {
		s.degree = English
	}
	if s.degree == Copy {
		s.published = x.moments[public]
		s.typ, s.intruded = x.typ, x.moments[intruded]
	} else {
		s.published += 1 + int32(25*math.Exp(r.NormFloat64()*0.9))
		if chance(r, 12) {
			s.published += int32(120 + r.IntN(400))
			s.traits = append(s.traits, "months later")
		}
		for days[s.published] {
			s.published++
		}
		days[s.published] = true
	}
	if s.degree != English && (s.degree != Copy || chance(r, 50)) && chance(r, 18) {
		var how string
		if s.name, how = otherwise(r, x.name); how != "" {
			s.traits = append(s.traits, "name: "+how)
		}
	}
	if s.degree == Copy {
		return s
	}

	s.paper = one(r, []string{"nth", "nth", "update", "findings", "correction", "plain", "prevention", "final"})
	if n < x.sequels && (s.paper == "final" || s.paper == "prevention") {
		s.paper = "nth"
	}
	switch {
	case s.degree == Ordinal:
		s.paper = "nth"
	case s.degree == SameDays && s.paper != "update":
		s.paper = "plain"
	case s.degree == Vague:
		s.paper = one(r, []string{"prevention", "plain", "update"})
	}
	if finer := finer[s.typ]; len(finer) > 0 && chance(r, 15) && s.degree != Vague {
		s.typ = one(r, finer)
		s.traits = append(s.traits, "type refined")
	}
	s.bound = jikenbo.Exact
	if chance(r, 40) || s.paper == "correction" {
		s.figure = one(r, []float64{0.7 + 0.29*r.Float64(), 0.95 + 0.1*r.Float64(), 1.05 + 0.9*r.Float64()})
		s.traits = append(s.traits, "figures changed")
	} else if chance(r, 10) {
		s.bound = jikenbo.About
	}
	if chance(r, 8) {
		s.intruded -= int32(1 + r.IntN(60))
		s.traits = append(s.traits, "intrusion corrected")
	}
	// The notices it names: not such as themselves cannot be placed.
	last := 0
	for i := n - 1; i > 0; i-- {
		if d := before[i-1].degree; before[i-1].decidable && d != Copy && (d != English || s.degree == English) {
			last = i
			break
		}
	}
	switch s.degree {
	case TitleAndDate, ByDate, ByTitle, English:
		s.refs = []int{one(r, []int{0, last})}
		if s.degree == ByDate && last > 0 && chance(r, 50) {
			s.refs = []int{0, last}
		}
	case ByLink:
		s.refs = []int{0}
	case Ordinal, SameDays:
		s.found = true
	}
	if (s.degree == ByTitle || s.degree == ByLink) && chance(r, 50) {
		s.found = true
	}
	return s
}

// mightBe reports whether a reader might take a further notice of x for one of y,
// another incident of the same organization.
func (s *sequel) mightBe(x, y *incident, before []*sequel) bool {
	if y.moments[public] > s.published || !akin(x.typ, y.typ) && !akin(s.typ, y.typ) {
		return false
	}
	switch s.degree {
	case TitleAndDate, ByDate, English:
		for _, ref := range s.refs {
			if ref > 0 || y.moments[public] != x.moments[public] { // further notices have days of their own
				return false
			}
		}
	case ByLink, Copy:
		return false
	}
	if s.found {
		return y.moments[found] == x.moments[found]
	}
	apart := x.moments[public] - y.moments[public]
	return max(apart, -apart) < 400
}

// write writes a notice, and those before it that it may speak of.
func (w *World) write(p notice) Told {
	x := p.incident
	writer := newWriter(w.seed, x)
	all := w.sequels[x.id]
	t := Told{Incident: x.id, Place: p.n, Decidable: true, Intake: writer.first()}
	linked := slices.ContainsFunc(all, func(s *sequel) bool { return s.degree == ByLink })
	if linked {
		captured(&t.Intake, address(w.seed, x, 0))
	}
	var before []casebook.Intake
	known := &t.Intake.Readings[0].Case
	for _, s := range all[:p.n] {
		s := *s
		before = append(before, t.Intake)
		if c := &t.Intake.Readings[0].Case; len(c.Items) > 0 {
			known = c
		}
		s.before, s.known = before, known
		t.Degree, t.Traits, t.Decidable = s.degree, s.traits, s.decidable
		writer = writer.after(&s)
		t.Intake = writer.further()
		if s.degree == SameContact && !slices.ContainsFunc(before, func(in casebook.Intake) bool { return shares(&in.Readings[0].Case, &t.Intake.Readings[0].Case) }) {
			t.Decidable = false
		}
		if linked {
			captured(&t.Intake, address(w.seed, x, s.n))
		}
	}
	return t
}

// shares reports whether two notices name the same service and the same contact.
func shares(a, b *jikenbo.Case) bool {
	same := func(a, b []string) bool {
		return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
	}
	return same(a.Services, b.Services) && same(a.Contacts, b.Contacts)
}

// address is where a notice is published.
func address(seed uint64, x *incident, n int) string {
	return fmt.Sprintf("https://www.%s/news/%04d/%d-%d.html", domain(seed, x.org), x.moments.at(jikenbo.PublishedMoment).Year, x.id, n)
}

// captured makes a notice one that came from an address.
func captured(in *casebook.Intake, url string) {
	in.Notice.Source = url
	in.Notice.Capture = &jikenbo.Capture{URL: url, Final: url, At: in.Notice.Fetched, Remote: netip.MustParseAddr("192.0.2.1"), Status: 200,
		Request: []byte("GET " + url[strings.Index(url, ".jp")+3:] + " HTTP/1.1\r\n\r\n"), Response: []byte("HTTP/1.1 200 OK\r\n\r\n")}
}

// after gives the writer of the next notice of an incident.
func (w *writer) after(s *sequel) *writer {
	own := *w.incident
	own.name, own.typ = s.name, s.typ
	if s.degree == Copy { // in the same words, but for dates
		own.style = (own.style + 3) % 8
		return newWriter(w.seed, &own)
	}
	next := &writer{incident: &own, r: random(w.seed, ofSequel, uint64(s.n)<<40|w.id), seed: w.seed, dates: w.dates, unit: w.unit, total: w.total, desk: w.desk, follows: s}
	next.dates[public], next.dates[intruded] = s.published, s.intruded
	s.was = grouped(next.total, next.style == 7) + next.unit
	if s.figure > 0 {
		next.total = max(1, int64(float64(next.total)*s.figure))
		if next.total == w.total {
			s.figure = 0
		}
		if chance(next.r, 8) {
			next.unit = map[string]string{"名": "件", "件": "名", "人": "名"}[next.unit]
			if next.unit == "" {
				next.unit = w.unit
			}
		}
	}
	next.divide(next.r)
	days := int(s.published - w.dates[public])
	since := func() int32 { return w.dates[public] + int32(next.r.IntN(max(days, 0)+1)) }
	for i := completed; i < public; i++ {
		if chance(next.r, 50) {
			next.dates[i] = since()
		}
	}
	return next
}

// further writes a notice that is not the first.
func (w *writer) further() casebook.Intake {
	s := w.follows
	if s == nil { // a copy
		w.text.WriteString("ホーム ＞ お知らせ ＞ 重要なお知らせ\n\n")
		in := w.first()
		in.Notice.Source = fmt.Sprintf("https://press.example.org/releases/%d", w.id)
		in.Notice.Fetched = in.Notice.Fetched.Add(48 * time.Hour)
		return in
	}
	w.text.Grow(4096)
	w.beginIncident()
	line := func(what string) {
		w.say(what)
		w.text.WriteString(one(w.r, []string{"", "\n", "\n", "\n\n"}))
	}
	if s.degree == English {
		w.say("en-head")
		line("en-body")
		w.say("en-contact")
	} else {
		w.body(line)
	}
	return w.intake(fmt.Sprintf("generated/%d/%07d-%d.txt", w.seed, w.id, s.n), []jikenbo.Reading{w.end()})
}

// body writes a further notice in Japanese.
func (w *writer) body(line func(string)) {
	s := w.follows
	w.say("head")
	switch {
	case s.degree == ByDate && len(s.refs) > 1:
		line("refer-dates")
	default:
		line(map[Degree]string{TitleAndDate: "refer-title-date", ByDate: "refer-date", ByTitle: "refer-title", ByLink: "refer-link", Ordinal: "refer-ordinal",
			SameDays: "refer-days", SameContact: "refer-contact", Vague: "refer-vague"}[s.degree])
	}
	parts := []struct {
		what    string
		percent int
	}{
		{"cause", 60}, {"found", 40}, {"then", 60}, {"then", 30}, {"leak", 70}, {"count", 70}, {"parts", 25}, {"subset", 10}, {"items", 60}, {"excluded", 40},
		{"report", 60}, {"damage", 55}, {"response", 90}, {"response", 70}, {"response", 40}, {"closing", 90}, {"contact", 80},
	}
	fillers := w.r.IntN(4)
	for _, p := range parts {
		switch {
		case s.degree == Vague && p.what != "response" && p.what != "closing",
			w.total < 10 && (p.what == "parts" || p.what == "subset"),
			s.degree == SameContact && p.what == "found",
			s.paper == "prevention" && (p.what == "parts" || p.what == "subset" || p.what == "then"):
			continue
		}
		if s.found && p.what == "found" {
			line(one(w.r, []string{"days", "found"}))
			continue
		}
		if s.degree == SameContact && p.what == "contact" {
			line("contact-both")
			continue
		}
		if !chance(w.r, p.percent) {
			continue
		}
		switch {
		case s.degree == SameContact && (p.what == "cause" || p.what == "count"):
			w.sayUndated(p.what)
		case p.what == "count" && s.figure > 0 && chance(w.r, 60):
			line("was")
		default:
			line(p.what)
		}
		if fillers > 0 && chance(w.r, 30) {
			w.fill()
			fillers--
		}
	}
	for range fillers {
		w.fill()
	}
}

// sayUndated writes one of the templates of a part that names no days.
func (w *writer) sayUndated(what string) {
	var some [][]part
	for _, parts := range templates[what][w.typ] {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.slot == "date" || p.slot == "window" }) {
			some = append(some, parts)
		}
	}
	if len(some) > 0 {
		w.begun()
		w.write(one(w.r, some))
		w.text.WriteString("\n")
	}
}

// heading writes the title, with what the notice calls itself.
func (w *writer) heading() {
	c := &w.entry.Case
	at := w.text.Len()
	label := w.label
	if s := w.follows; s != nil {
		label = w.headline()
	} else {
		w.write(one(w.r, templates["title"][w.typ]))
	}
	if label != "" {
		w.text.WriteString("（")
		w.stage(label)
		w.text.WriteString("）")
	}
	c.Title = w.text.String()[at:]
	w.entry.Evidence["/title"] = []jikenbo.Span{w.span(at, "title")}
}

// stage writes what a notice calls itself.
func (w *writer) stage(label string) {
	at := w.text.Len()
	w.text.WriteString(label)
	stage := jikenbo.UpdateStage
	switch {
	case label == "最終報" || label == "調査結果":
		stage = jikenbo.FinalStage
	case strings.HasPrefix(label, "第一報"), strings.HasPrefix(label, "第１報"), strings.HasPrefix(label, "第1報"):
		stage = jikenbo.FirstStage
	}
	w.entry.Case.Stage = stage
	w.evidence("/stage", w.span(at, "stage-named"))
}

// headline writes the title of a further notice, all but what it calls itself
// behind it, which it gives.
func (w *writer) headline() (label string) {
	s := w.follows
	if s.degree == English {
		w.write(one(w.r, templates["en-title"][w.typ]))
		return ""
	}
	same := func() { w.repeat(&s.before[0].Readings[0]) }
	fresh := func() { w.write(one(w.r, templates["title"][w.typ])) }
	title := same
	if chance(w.r, 45) {
		title = fresh
	}
	if s.degree == Vague {
		title = func() {
			w.text.WriteString(one(w.r, []string{"お詫びとお知らせ", "個人情報に関するお詫び", "先般の件に関するお知らせ", "今後の取り組みについて"}))
		}
	}
	switch s.paper {
	case "nth":
		title()
		digits := []string{"", "", "二", "三", "四", "五", "六"}
		return fmt.Sprintf(one(w.r, []string{"第%[1]s報", "第%[1]s報", "第%[2]d報", "第%[3]s報"}), digits[s.n+1], s.n+1, widen(fmt.Sprint(s.n+1)))
	case "update":
		if chance(w.r, 50) {
			title()
			return "続報"
		}
		w.text.WriteString("【")
		w.stage("続報")
		w.text.WriteString("】")
		title()
	case "final":
		title()
		return "最終報"
	case "findings":
		w.text.WriteString("【")
		w.stage("調査結果")
		w.text.WriteString("】")
		title()
	case "correction":
		w.text.WriteString("（訂正とお詫び）")
		title()
	case "prevention":
		if s.degree == Vague {
			w.text.WriteString(one(w.r, []string{"再発防止策のお知らせ", "再発防止に向けた取り組みについて"}))
		} else {
			title()
			w.text.WriteString("（再発防止策のお知らせ）")
		}
	default:
		title()
	}
	return ""
}

// repeat writes the title of an earlier notice, without what that calls itself;
// its words for the type state the type again.
func (w *writer) repeat(first *jikenbo.Reading) {
	title := first.Evidence["/title"][0]
	words, _, _ := strings.Cut(title.Quote, "（第")
	for _, label := range []string{"（続報）", "（最終報）"} {
		words = strings.TrimSuffix(words, label)
	}
	at := w.text.Len()
	w.text.WriteString(words)
	for i, t := range first.Case.Types {
		for _, s := range first.Evidence[jikenbo.Pointer("types", i)] {
			if s.Start >= title.Start && s.End <= title.Start+len(words) {
				s.Start, s.End = s.Start-title.Start+at, s.End-title.Start+at
				state(w, "types", &w.entry.Case.Types, t, s)
			}
		}
	}
	for i, name := range first.Case.Services {
		for _, s := range first.Evidence[jikenbo.Pointer("services", i)] {
			if s.Start >= title.Start && s.End <= title.Start+len(words) {
				s.Start, s.End = s.Start-title.Start+at, s.End-title.Start+at
				state(w, "services", &w.entry.Case.Services, name, s)
			}
		}
	}
}

// refer writes what a further notice says of those before it.
func (w *writer) refer(slot string) {
	s := w.follows
	at := w.text.Len()
	ref := 0
	if len(s.refs) > 0 {
		ref = s.refs[min(s.next, len(s.refs)-1)]
	}
	earlier := &s.before[ref]
	switch slot {
	case "refdate":
		s.next++
		d := earlier.Readings[0].Case.Published
		days, _ := d.DaysUntil(w.dates.at(jikenbo.PublishedMoment))
		switch {
		case s.degree == English:
			w.text.WriteString(dateText(d, english))
		case days < 330 && w.style < 6 && chance(w.r, 55):
			fmt.Fprintf(&w.text, "%d月%d日", d.Month, d.Day)
		default:
			w.text.WriteString(dateText(d, w.style))
		}
		if chance(w.r, 85) {
			state(w, "timeline", &w.entry.Case.Timeline, jikenbo.Happening{Date: d, Kind: jikenbo.PublishedMoment}, w.span(at, "act-published ++"))
		}
	case "reftitle":
		w.text.WriteString(earlier.Readings[0].Case.Title)
	case "reflink":
		w.text.WriteString(earlier.Notice.Source)
	case "was":
		w.text.WriteString(s.was)
	case "typeword":
		w.text.WriteString(jikenbo.TaxonomyOf("type").Label(string(w.typ), "en"))
	}
}
