package cases

import (
	"cmp"
	_ "embed"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"jikenbo"
	"jikenbo/internal/casebook"
)

//go:embed templates.tsv
var templatesTSV string

//go:embed sentences.txt
var sentencesTXT string

// part is a piece of a template: words as they are, or what takes their place.
type part struct {
	words string
	slot  string // "" for words
	code  string
	inner []part // of a slot that has words of its own
}

// templates are those of templates.tsv by what they say and of which type,
// those of all types among them.
var templates = func() map[string]map[jikenbo.Type][][]part {
	all := make(map[string]map[jikenbo.Type][][]part)
	for line := range lines(templatesTSV) {
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			panic("templates.tsv: " + line)
		}
		parts, rest := parse(strings.ReplaceAll(fields[2], `\n`, "\n"))
		if rest != "" {
			panic("templates.tsv: " + line)
		}
		types := strings.Fields(fields[1])
		if fields[1] == "*" {
			types = nil
			for _, t := range jikenbo.TaxonomyOf("type").Terms {
				types = append(types, t.Code)
			}
		}
		if all[fields[0]] == nil {
			all[fields[0]] = make(map[jikenbo.Type][][]part)
		}
		for _, t := range types {
			all[fields[0]][jikenbo.Type(t)] = append(all[fields[0]][jikenbo.Type(t)], parts)
		}
	}
	return all
}()

// parse reads a template up to the end or to the } of a slot around it.
func parse(s string) (parts []part, rest string) {
	for s != "" && s[0] != '}' {
		if s[0] != '{' {
			n := strings.IndexAny(s, "{}")
			if n < 0 {
				n = len(s)
			}
			parts, s = append(parts, part{words: s[:n]}), s[n:]
			continue
		}
		n := strings.IndexAny(s, "|}")
		p := part{slot: s[1:n]}
		p.slot, p.code, _ = strings.Cut(p.slot, ":")
		s = s[n:]
		if s[0] == '|' {
			p.inner, s = parse(s[1:])
		}
		parts, s = append(parts, p), s[1:]
	}
	return parts, s
}

// filler are the sentences of sentences.txt, cut into words that another may
// take the place of and what stands between them.
var filler = func() [][]string {
	word := regexp.MustCompile(`\p{Han}{2,4}|[ァ-ヴー]{3,10}`)
	var all [][]string
	for line := range lines(sentencesTXT) {
		var cut []string // by turns: between, word, between, …
		at := 0
		for _, m := range word.FindAllStringIndex(line, -1) {
			cut = append(cut, line[at:m[0]], line[m[0]:m[1]])
			at = m[1]
		}
		all = append(all, append(cut, line[at:]))
	}
	return all
}()

// typeShares say which types of incident are how frequent.
var typeShares = []struct {
	typ   jikenbo.Type
	share int
}{
	{"unauthorized-access", 19}, {"mis-sending", 15}, {"ransomware", 11}, {"loss", 10}, {"web-skimming", 8}, {"supplier-breach", 8}, {"mis-publication", 6},
	{"misconfiguration", 5}, {"account-takeover", 4}, {"malware", 4}, {"phishing", 3}, {"credential-stuffing", 3}, {"insider-misuse", 3}, {"vulnerability-exploit", 3},
	{"support-scam", 2}, {"theft", 2}, {"defacement", 1}, {"dos", 1}, {"impersonation", 1},
}

// itemShares say how frequent items are; see [writer.item].
var itemShares = strings.Fields("name name name name address address address phone phone phone email email email birth-date birth-date sex age postal-code company company job-title member-number login-id password card-number card-expiry card-cvv card-holder bank-account purchase-history delivery inquiry photo my-number medical insurance salary resume family student contract points ip-address other")

// writer writes the notices of an incident, one after the other, and what they
// state.
type writer struct {
	*incident
	r       *rand.Rand // of the words
	seed    uint64
	dates   moments // as this notice has them
	unit    string
	total   int64
	parts   []int64 // of the total, still to be written
	desk    contacts
	entry   *jikenbo.Reading
	text    strings.Builder
	follows *sequel // of a notice that is not the first

	// Of the sentence being written.
	items    []jikenbo.Item
	reported jikenbo.Date
	told     jikenbo.Span // of reported
	counted  []jikenbo.Span
	counts   []int64
}

// contacts are where one can ask about an incident.
type contacts struct{ phone, mail string }

func newWriter(seed uint64, x *incident) *writer {
	own := *x
	w := &writer{incident: &own, r: random(seed, ofWords, x.words), seed: seed, dates: x.moments}
	r := random(seed, ofFigures, x.figures)
	w.desk = contacts{cmp.Or(x.phone, number(r)), cmp.Or(x.mail, mailbox(r, seed, x.org))}
	w.unit = one(r, []string{"名", "名", "名", "名", "件", "件", "件", "件", "人", "人", "アカウント", "世帯", "社", "口座"})
	w.total = int64(math.Min(1+math.Exp(5.6+2.4*r.NormFloat64()), 40e6))
	w.divide(r)
	if w.supply == "" {
		w.supply = company(random(seed, ofSupplier, zipf(r, 1.3, 6, suppliers)))
	}
	return w
}

// divide cuts the total in two.
func (w *writer) divide(r *rand.Rand) {
	w.parts = nil
	if w.total >= 10 {
		first := 1 + r.Int64N(w.total-1)
		w.parts = []int64{first, w.total - first}
		if chance(r, 2) {
			w.parts[1]++ // a notice that does not add up
		}
	}
}

// first writes the first notice.
func (w *writer) first() casebook.Intake {
	w.text.Grow(4096)
	readings := []jikenbo.Reading{w.report()}
	if chance(w.r, 4) {
		w.text.WriteString("\n\n")
		readings = append(readings, w.other())
	}
	return w.intake(fmt.Sprintf("generated/%d/%07d.txt", w.seed, w.id), readings)
}

func (w *writer) intake(source string, readings []jikenbo.Reading) casebook.Intake {
	text := w.text.String()
	published := w.dates.at(jikenbo.PublishedMoment)
	return casebook.Intake{
		Notice: jikenbo.Notice{
			Source: source, Bytes: []byte(text), Text: text, Charset: "utf-8", Type: "text/plain", Reader: "plain 1",
			Fetched: time.Date(published.Year, time.Month(published.Month), published.Day+1, 9, w.r.IntN(60), w.r.IntN(60), 0, jikenbo.JST),
		},
		Readings: readings,
	}
}

// report writes the first notice up to its contacts.
func (w *writer) report() jikenbo.Reading {
	w.beginIncident()
	w.say("head")
	fillers := 1 + w.r.IntN(4)
	for _, p := range []struct {
		what    string
		percent int
	}{
		{"opening", 100}, {"cause", 100}, {"found", 90}, {"then", 90}, {"then", 60}, {"leak", 80}, {"count", 85}, {"parts", 30}, {"subset", 15},
		{"items", 80}, {"excluded", 40}, {"report", 70}, {"report", 20}, {"damage", 55}, {"response", 90}, {"response", 70}, {"response", 40}, {"closing", 90},
	} {
		if w.total < 10 && (p.what == "parts" || p.what == "subset") {
			continue
		}
		if chance(w.r, p.percent) || w.full && (p.what == "found" || p.what == "count") {
			w.say(p.what)
			w.text.WriteString(one(w.r, []string{"", "\n", "\n", "\n\n"}))
		}
		if p.what == "cause" && w.again != nil {
			if w.again.published.IsZero() {
				w.say("again")
			} else {
				w.say("again-day")
			}
			w.text.WriteString("\n")
		}
		if fillers > 0 && chance(w.r, 30) {
			w.fill()
			fillers--
		}
	}
	for range fillers {
		w.fill()
	}
	w.text.WriteString("\n")
	w.say("contact")
	if w.seat != "" {
		w.text.WriteString("\n所在地：" + w.seat)
	}
	w.dispute()
	return w.end()
}

func (w *writer) beginIncident() {
	w.begin(jikenbo.Incident)
	c := &w.entry.Case
	c.Stage, c.Leak, c.DiscoveredBy, c.SecondaryDamage = jikenbo.OnlyStage, jikenbo.LeakUnstated, jikenbo.DiscovererUnstated, jikenbo.DamageUnstated
}

// other writes an entry that is no incident.
func (w *writer) other() jikenbo.Reading {
	switch w.r.IntN(3) {
	case 0:
		w.begin(jikenbo.EventKind)
		w.say("event")
	case 1:
		w.begin(jikenbo.ThreatNote)
		for _, sector := range []string{"hospitals", "schools", "government", "finance"}[:1+w.r.IntN(4)] {
			rule := jikenbo.TargetRule{Sector: sector, Encrypt: one(w.r, []jikenbo.Permission{jikenbo.Allowed, jikenbo.Careful, jikenbo.Forbidden}), Steal: jikenbo.Allowed}
			at := w.text.Len()
			fmt.Fprintf(&w.text, "%s: encrypt %s, steal %s", sector, rule.Encrypt, rule.Steal)
			w.entry.Case.Rules = append(w.entry.Case.Rules, rule)
			w.evidence(jikenbo.Pointer("rules", len(w.entry.Case.Rules)-1), w.span(at, "rule"))
			w.text.WriteString("\n")
		}
	default:
		w.begin(jikenbo.OtherKind)
		w.fill()
	}
	w.fill()
	return w.end()
}

func (w *writer) begin(kind jikenbo.Kind) {
	n := 1
	if w.entry != nil {
		n = w.entry.Entry + 1
	}
	w.entry = &jikenbo.Reading{Entry: n, Start: w.text.Len(), Case: jikenbo.Case{Kind: kind}, Evidence: make(jikenbo.Evidence, 32)}
}

func (w *writer) end() jikenbo.Reading {
	w.entry.End = w.text.Len()
	return *w.entry
}

// fill writes a sentence that states nothing of interest.
func (w *writer) fill() {
	for i, s := range one(w.r, filler) {
		if i%2 == 1 && chance(w.r, 30) {
			if s[0] == '\xe3' && s[1] <= 0x83 { // kana, U+3040 to U+30FF
				s = one(w.r, words.kana)
			} else {
				s = one(w.r, words.kanji)
			}
		}
		w.text.WriteString(s)
	}
}

// dispute keeps a value that was not chosen in some notices: a date that might
// be that of the notice.
func (w *writer) dispute() {
	c, e := &w.entry.Case, w.entry.Evidence
	if len(c.Timeline) == 0 || !chance(w.r, 4) {
		return
	}
	w.entry.Conflicts = []jikenbo.Conflict{{
		Pointer: "/published", Chosen: c.Published.String(), Reason: "read by published, which ranks above what read the others",
		Others: []jikenbo.Alternative{{Value: c.Timeline[0].Date.String(), Spans: slices.Clone(e["/timeline/0"])}},
	}}
}

// say writes one of the templates of a part.
func (w *writer) say(what string) {
	w.begun()
	w.write(one(w.r, templates[what][w.typ]))
}

func (w *writer) begun() {
	w.items, w.reported, w.counted, w.counts = nil, jikenbo.Date{}, nil, nil
}

func (w *writer) write(parts []part) {
	for _, p := range parts {
		if p.slot == "" {
			w.text.WriteString(p.words)
			continue
		}
		w.put(p)
	}
}

// put writes what stands for a slot, and keeps the fact it states.
func (w *writer) put(p part) {
	at := w.text.Len()
	c := &w.entry.Case
	switch p.slot {
	case "place":
		w.text.WriteString(w.place())
	case "person":
		w.text.WriteString(w.person())
	case "product":
		w.text.WriteString(w.product())
	case "word":
		w.text.WriteString(w.word())
	case "heading":
		w.heading()
	case "title":
		w.write(p.inner)
		c.Title = w.text.String()[at:]
		w.evidence("/title", w.span(at, "title"))
	case "org":
		w.text.WriteString(w.name)
		c.Organization = w.name
		w.evidence("/organization", w.span(at, "organization-header"))
	case "published":
		c.Published = w.date(jikenbo.PublishedMoment)
		w.evidence("/published", w.span(at, "published"))
	case "type":
		w.write(p.inner)
		state(w, "types", &c.Types, w.typ, w.span(at, "type-word ++"))
	case "leak":
		w.write(p.inner)
		c.Leak = jikenbo.Leak(p.code)
		w.evidence("/leak", w.span(at, "leak-stated ++"))
	case "by":
		w.write(p.inner)
		c.DiscoveredBy = jikenbo.Discoverer(p.code)
		w.evidence("/discovered_by", w.span(at, "discoverer ++"))
	case "damage":
		w.write(p.inner)
		c.SecondaryDamage = jikenbo.Damage(p.code)
		w.evidence("/secondary_damage", w.span(at, "damage-not-found ++"))
	case "response":
		w.write(p.inner)
		state(w, "responses", &c.Responses, jikenbo.Response(p.code), w.span(at, "response ++"))
	case "service":
		name := w.service()
		w.text.WriteString(name)
		if strings.HasPrefix(name, "「") {
			name = strings.Trim(name, "「」")
			at += len("「")
		}
		span := w.span(at, "service-name")
		span.Quote, span.End = name, at+len(name)
		state(w, "services", &c.Services, name, span)
	case "supplier":
		w.text.WriteString(w.supply)
		state(w, "suppliers", &c.Suppliers, w.supply, w.span(at, "supplier"))
	case "phone":
		w.text.WriteString(w.desk.phone)
		state(w, "contacts", &c.Contacts, w.desk.phone, w.span(at, "contact-phone"))
	case "mail":
		w.text.WriteString(w.desk.mail)
		state(w, "contacts", &c.Contacts, w.desk.mail, w.span(at, "contact-mail"))
	case "item", "excluded":
		item := w.item(p.slot)
		w.text.WriteString(jikenbo.TaxonomyOf("item").Label(string(item), w.language()))
		if p.slot == "item" {
			state(w, "items", &c.Items, item, w.span(at, "item-leaked ++"))
		} else {
			state(w, "items_excluded", &c.ItemsExcluded, item, w.span(at, "item-excluded ++"))
		}
	case "date":
		moment := jikenbo.Moment(p.code)
		h := jikenbo.Happening{Date: w.date(moment), Kind: moment}
		span := w.span(at, "act-"+p.code+" ++")
		state(w, "timeline", &c.Timeline, h, span)
		if moment == jikenbo.Reported {
			w.reported, w.told = h.Date, span
		}
	case "to":
		w.write(p.inner)
		report := jikenbo.Report{To: jikenbo.Recipient(p.code), Date: w.reported}
		spans := []jikenbo.Span{w.span(at, "report")}
		if !report.Date.IsZero() {
			told := w.told
			told.Rule = "report-date"
			spans = append(spans, told)
		}
		state(w, "reports", &c.Reports, report, spans...)
	case "window":
		var period jikenbo.Period
		period.From = w.date(jikenbo.Intrusion)
		w.text.WriteString("から")
		period.To = w.date(jikenbo.Discovered)
		state(w, "windows", &c.Windows, period, w.span(at, "window"))
	case "total", "part", "subset":
		w.count(p.slot)
	case "eventname":
		w.write(p.inner)
		c.Event = &jikenbo.Event{Name: w.text.String()[at:]}
		w.evidence("/event", w.span(at, "event-name"))
	case "eventday":
		c.Event.From = w.dates.at(jikenbo.PublishedMoment).AddDays(20 + w.r.IntN(60))
		c.Event.To = c.Event.From
		w.text.WriteString(dateText(c.Event.From, w.style))
		w.evidence("/event", w.span(at, "event-date"))
	case "eventurl":
		c.Event.URL = fmt.Sprintf("https://events%d.example.org/%d", w.org, w.r.IntN(10000))
		w.text.WriteString(c.Event.URL)
		w.evidence("/event", w.span(at, "event-url"))
	case "againmonth":
		fmt.Fprintf(&w.text, "%d年%d月", w.again.happened.Year, w.again.happened.Month)
	case "againday":
		w.text.WriteString(dateText(w.again.published, w.style))
	case "againtype":
		w.text.WriteString(jikenbo.TaxonomyOf("type").Label(string(w.again.typ), "ja"))
	case "refdate", "reftitle", "refstage", "was", "typeword", "reflink":
		w.refer(p.slot)
	default:
		panic("templates.tsv: what is " + p.slot + "?")
	}
}

// span gives the words from a place on.
func (w *writer) span(start int, rule string) jikenbo.Span {
	s := jikenbo.Span{Start: start, End: w.text.Len(), Quote: w.text.String()[start:], Rule: rule, Confidence: confidence(rule)}
	if chance(w.r, 2) { // a model was in doubt
		s.Rule, s.Confidence = strings.TrimRight(rule, " +")+" -", float64(30+w.r.IntN(30))/100
	}
	return s
}

// confidence is from 0.85 to 0.99, always the same for a rule.
func confidence(rule string) float64 {
	sum := 0
	for _, b := range []byte(rule) {
		sum += int(b)
	}
	return float64(99-sum%15) / 100
}

func (w *writer) evidence(pointer string, spans ...jikenbo.Span) {
	w.entry.Evidence[pointer] = append(w.entry.Evidence[pointer], spans...)
}

// state adds a member to a list of facts, unless it is there already, and its
// evidence.
func state[T comparable](w *writer, field string, list *[]T, v T, spans ...jikenbo.Span) {
	i := slices.Index(*list, v)
	if i < 0 {
		i = len(*list)
		*list = append(*list, v)
	}
	w.evidence(jikenbo.Pointer(field, i), spans...)
}

// item chooses one that neither leaked nor was excluded yet: of a further
// notice mostly what the ones before it named.
func (w *writer) item(slot string) jikenbo.Item {
	if w.follows != nil && chance(w.r, 92) {
		known := w.follows.known.Items
		if slot == "excluded" {
			known = w.follows.known.ItemsExcluded
		}
		for _, item := range known {
			if !slices.Contains(w.entry.Case.Items, item) && !slices.Contains(w.entry.Case.ItemsExcluded, item) {
				return item
			}
		}
	}
	for {
		item := jikenbo.Item(one(w.r, itemShares))
		if !slices.Contains(w.entry.Case.Items, item) && !slices.Contains(w.entry.Case.ItemsExcluded, item) {
			return item
		}
	}
}

// count writes a number of those affected.
func (w *writer) count(slot string) {
	c := &w.entry.Case
	a := jikenbo.Affected{Count: w.total, Unit: w.unit, Bound: jikenbo.Exact, Role: jikenbo.Role(slot)}
	switch slot {
	case "total":
		switch w.r.IntN(10) {
		case 0:
			a.Bound = jikenbo.About
		case 1, 2:
			a.Bound = jikenbo.Max
		}
		if w.follows != nil {
			a.Bound = w.follows.bound
		}
	case "part":
		a.Count, w.parts = w.parts[0], w.parts[1:]
	case "subset":
		a.Count = 1 + w.r.Int64N(w.total)
	}
	at := w.text.Len()
	if w.language() == "en" {
		a.Unit = "people"
		if a.Bound != jikenbo.Exact {
			w.text.WriteString(jikenbo.TaxonomyOf("bound").Label(string(a.Bound), "en") + " ")
		}
		w.text.WriteString(grouped(a.Count, false) + " " + a.Unit)
	} else {
		w.text.WriteString(jikenbo.TaxonomyOf("bound").Label(string(a.Bound), "ja") + grouped(a.Count, w.style == 7) + a.Unit)
	}
	span := w.span(at, "count")
	i := slices.IndexFunc(c.Affected, a.Equal)
	if i < 0 {
		i = len(c.Affected)
		c.Affected = append(c.Affected, a)
	}
	w.evidence(jikenbo.Pointer("affected", i), span)
	w.counted, w.counts = append(w.counted, span), append(w.counts, a.Count)
	whole := w.entry.Evidence["/affected/0"]
	if c.Affected[0].Role != jikenbo.Total {
		return
	}
	var check jikenbo.Check
	switch {
	case slot == "part" && len(w.counts) == 2:
		check = jikenbo.Check{Kind: jikenbo.SumCheck, Parts: w.counts, Total: w.total}
	case slot == "subset":
		check = jikenbo.Check{Kind: jikenbo.SubsetCheck, Whole: w.total, Part: a.Count}
	default:
		return
	}
	c.Checks = append(c.Checks, check)
	for _, s := range append(w.counted, whole[0]) {
		s.Rule = string(check.Kind)
		w.evidence(jikenbo.Pointer("checks", len(c.Checks)-1), s)
	}
}

// grouped writes a number with commas, full width if wide.
func grouped(n int64, wide bool) string {
	if wide {
		return widen(jikenbo.Commas(n))
	}
	return jikenbo.Commas(n)
}

func widen(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r - '!' + '！'
		}
		return r
	}, s)
}

// date writes that of a moment, and gives it as exactly as it is written.
func (w *writer) date(m jikenbo.Moment) jikenbo.Date {
	d := w.dates.at(m)
	if m == jikenbo.Intrusion && d.AddDays(60).Before(w.dates.at(jikenbo.Discovered)) && chance(w.r, 40) {
		d.Day = 0
	}
	style := w.style
	if w.language() == "en" {
		style = english
	}
	w.text.WriteString(dateText(d, style))
	return d
}

// english is the style of dates in English.
const english = 8

func (w *writer) language() string {
	if w.follows != nil && w.follows.degree == English {
		return "en"
	}
	return "ja"
}

// dateText writes a date in one of eight ways, or in English.
func dateText(d jikenbo.Date, style int) string {
	switch {
	case style == english && d.Day == 0:
		return fmt.Sprintf("%v %d", time.Month(d.Month), d.Year)
	case style == english:
		return fmt.Sprintf("%v %d, %d", time.Month(d.Month), d.Day, d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%d年%d月", d.Year, d.Month)
	}
	weekday, _ := d.Weekday()
	switch style {
	case 0, 1, 2:
		return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
	case 3, 4:
		if d.Compare(jikenbo.Date{Year: 2019, Month: 5, Day: 1}) >= 0 {
			return fmt.Sprintf("令和%s年%d月%d日", yearOf(d.Year-2018), d.Month, d.Day)
		}
		return fmt.Sprintf("平成%s年%d月%d日", yearOf(d.Year-1988), d.Month, d.Day)
	case 5:
		return fmt.Sprintf("%d年%d月%d日（%c）", d.Year, d.Month, d.Day, []rune("日月火水木金土")[weekday])
	case 6:
		return fmt.Sprintf("%d/%02d/%02d", d.Year, d.Month, d.Day)
	default:
		return widen(fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day))
	}
}

// yearOf writes a year of an era.
func yearOf(n int) string {
	if n == 1 {
		return "元"
	}
	return strconv.Itoa(n)
}
