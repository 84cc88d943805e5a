package jikenbo

import "slices"

// Milestone is a step on the way of an incident from the attack to the public.
type Milestone string

// The milestones, in their usual order.
const (
	Attack      Milestone = "attack"      // the first intrusion, or the beginning of the first window
	Discovery   Milestone = "discovery"   // first noticed
	Containment Milestone = "containment" // first contained
	Reporting   Milestone = "report"      // first reported to an authority
	Publication Milestone = "publication" // first published
)

// Lag is the time from one milestone to another.
type Lag struct {
	From  Milestone `json:"from"`
	To    Milestone `json:"to"`
	Start Date      `json:"start,omitzero"` // as exact as it is stated
	End   Date      `json:"end,omitzero"`
	Days  int       `json:"days"`  // negative where To came first; 0 also where it is not known
	Known bool      `json:"known"` // both dates are stated to the day
}

// lagLabels name the lags by what is counted.
var lagLabels = map[[2]Milestone]struct{ ja, en string }{
	{Attack, Discovery}:      {"発覚まで", "attack to discovery"},
	{Discovery, Containment}: {"遮断まで", "discovery to containment"},
	{Containment, Reporting}: {"報告まで", "containment to report"},
	{Reporting, Publication}: {"公表まで", "report to publication"},
	{Attack, Publication}:    {"攻撃から公表まで", "attack to publication"},
	{Discovery, Publication}: {"発覚から公表まで", "discovery to publication"},
}

// Label names the lag in "ja" or "en".
func (l Lag) Label(lang string) string {
	label := lagLabels[[2]Milestone{l.From, l.To}]
	if lang == "ja" {
		return label.ja
	}
	return label.en
}

// Lags counts the days between the milestones of an incident, each from the
// one before it, then from the attack and from the discovery to the
// publication. Of several dates of a milestone the first counts; a lag is
// known only where the text states both to the day. Other entries have none.
func (c *Case) Lags() []Lag {
	if c.Kind != Incident {
		return nil
	}
	dates := c.milestones()
	var lags []Lag
	for _, pair := range [][2]Milestone{
		{Attack, Discovery}, {Discovery, Containment}, {Containment, Reporting}, {Reporting, Publication},
		{Attack, Publication}, {Discovery, Publication},
	} {
		l := Lag{From: pair[0], To: pair[1], Start: dates[pair[0]], End: dates[pair[1]]}
		l.Days, l.Known = l.Start.DaysUntil(l.End)
		lags = append(lags, l)
	}
	return lags
}

// milestones gives the first stated date of each milestone. A partial date
// stands before every day within it: where 2017-06 and 2017-06-12 are stated,
// the first day is not known.
func (c *Case) milestones() map[Milestone]Date {
	all := make(map[Milestone][]Date)
	add := func(m Milestone, d Date) {
		if !d.IsZero() {
			all[m] = append(all[m], d)
		}
	}
	byMoment := map[Moment]Milestone{
		Intrusion: Attack, Discovered: Discovery, Contained: Containment, Reported: Reporting,
	}
	for _, h := range c.Timeline {
		if m, ok := byMoment[h.Kind]; ok {
			add(m, h.Date)
		}
	}
	for _, w := range c.Windows {
		add(Attack, w.From)
	}
	for _, r := range c.Reports {
		add(Reporting, r.Date)
	}
	add(Publication, c.FirstPublished())
	first := make(map[Milestone]Date)
	for m, dates := range all {
		first[m] = slices.MinFunc(dates, Date.Compare)
	}
	return first
}

// FirstPublished gives when the incident was first told of in public, as far as
// its notices state: the earliest of the date of the notice and of the
// publications in the timeline, the zero Date where none is stated. A partial
// date stands before every day within it, which may not be the first one.
// [Case.Published] is the date of the
// latest notice instead.
func (c *Case) FirstPublished() Date {
	first := c.Published
	for _, h := range c.Timeline {
		if h.Kind == PublishedMoment && !h.Date.IsZero() && (first.IsZero() || h.Date.Compare(first) < 0) {
			first = h.Date
		}
	}
	return first
}
