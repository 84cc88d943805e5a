package jikenbo

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Case holds the facts of one entry or of one incident: what is stated, and
// nothing else. Every field but Kind may be absent. The JSON form is the one
// of doc/format.md.
type Case struct {
	Kind            Kind         `json:"kind"`
	Number          string       `json:"number,omitempty"`       // printed in the entry, YYYY-NNN
	Organization    string       `json:"organization,omitempty"` // the publisher whose incident it is, legal form kept
	Title           string       `json:"title,omitempty"`
	Published       Date         `json:"published,omitzero"` // the notice's own printed date
	Stage           Stage        `json:"stage,omitempty"`
	Types           []Type       `json:"types,omitempty"`
	Leak            Leak         `json:"leak,omitempty"`
	Affected        []Affected   `json:"affected,omitempty"`
	Items           []Item       `json:"items,omitempty"`
	ItemsExcluded   []Item       `json:"items_excluded,omitempty"`
	Windows         []Period     `json:"windows,omitempty"`
	Timeline        []Happening  `json:"timeline,omitempty"`
	Reports         []Report     `json:"reports,omitempty"`
	Suppliers       []string     `json:"suppliers,omitempty"`
	Services        []string     `json:"services,omitempty"`
	DiscoveredBy    Discoverer   `json:"discovered_by,omitempty"`
	SecondaryDamage Damage       `json:"secondary_damage,omitempty"`
	Responses       []Response   `json:"responses,omitempty"`
	Contacts        []string     `json:"contacts,omitempty"`
	Checks          []Check      `json:"checks,omitempty"`
	Event           *Event       `json:"event,omitempty"` // of an event
	Rules           []TargetRule `json:"rules,omitempty"` // of a threat note
}

// Happening is one dated happening. A range has To.
type Happening struct {
	Date Date   `json:"date"`
	To   Date   `json:"to,omitzero"`
	Kind Moment `json:"kind"`
}

// Report is a report to or a consultation of an authority or industry body.
type Report struct {
	To   Recipient `json:"to"`
	Date Date      `json:"date,omitzero"`
}

// Event is an announced gathering.
type Event struct {
	Name string `json:"name,omitempty"`
	From Date   `json:"from,omitzero"`
	To   Date   `json:"to,omitzero"` // equals From for a single day
	URL  string `json:"url,omitempty"`
}

// TargetRule is what an attacker states about attacking one sector. It is the
// attacker's claim, not a fact about what happens.
type TargetRule struct {
	Sector    string     `json:"sector"` // compact English
	Encrypt   Permission `json:"encrypt"`
	Steal     Permission `json:"steal"`
	Condition string     `json:"condition"`
}

// Fact is one value of one field of a case.
type Fact struct {
	Pointer string // JSON Pointer in the case
	Value   any
	Absence bool // follows from what the text does not say, so it needs no evidence
}

// Facts lists the facts of the case in the order of its fields.
func (c *Case) Facts() []Fact {
	var fs []Fact
	one := func(field string, v any, present, absence bool) {
		if present {
			fs = append(fs, Fact{"/" + field, v, absence})
		}
	}
	one("kind", c.Kind, c.Kind != "", true)
	one("number", c.Number, c.Number != "", false)
	one("organization", c.Organization, c.Organization != "", false)
	one("title", c.Title, c.Title != "", false)
	one("published", c.Published, !c.Published.IsZero(), false)
	one("stage", c.Stage, c.Stage != "", c.Stage == OnlyStage)
	fs = appendFacts(fs, "types", c.Types)
	one("leak", c.Leak, c.Leak != "", c.Leak == LeakUnstated)
	fs = appendFacts(fs, "affected", c.Affected)
	fs = appendFacts(fs, "items", c.Items)
	fs = appendFacts(fs, "items_excluded", c.ItemsExcluded)
	fs = appendFacts(fs, "windows", c.Windows)
	fs = appendFacts(fs, "timeline", c.Timeline)
	fs = appendFacts(fs, "reports", c.Reports)
	fs = appendFacts(fs, "suppliers", c.Suppliers)
	fs = appendFacts(fs, "services", c.Services)
	one("discovered_by", c.DiscoveredBy, c.DiscoveredBy != "", c.DiscoveredBy == DiscovererUnstated)
	one("secondary_damage", c.SecondaryDamage, c.SecondaryDamage != "", c.SecondaryDamage == DamageUnstated)
	fs = appendFacts(fs, "responses", c.Responses)
	fs = appendFacts(fs, "contacts", c.Contacts)
	fs = appendFacts(fs, "checks", c.Checks)
	if c.Event != nil {
		one("event", *c.Event, true, false)
	}
	return appendFacts(fs, "rules", c.Rules)
}

func appendFacts[T any](fs []Fact, field string, values []T) []Fact {
	for i, v := range values {
		fs = append(fs, Fact{Pointer(field, i), v, false})
	}
	return fs
}

// Number is the number of a case in a casebook: the year it counts under and
// the place in that year. It is opaque: it says nothing about the incident,
// is never used again and never changes. The zero Number is no number.
type Number struct {
	Year int // 1900..9999
	Seq  int // 1 or more
}

// String gives the number as YYYY-NNN, at least three digits after the hyphen.
func (n Number) String() string {
	if n == (Number{}) {
		return ""
	}
	return fmt.Sprintf("%04d-%03d", n.Year, n.Seq)
}

// MarshalText writes the number as String does.
func (n Number) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (n *Number) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*n = Number{}
		return nil
	}
	parsed, err := ParseNumber(string(b))
	if err != nil {
		return err
	}
	*n = parsed
	return nil
}

// ParseNumber reads a case number, with or without the leading # of a
// citation: #2023-009, 2023-009, 2023-9.
func ParseNumber(s string) (Number, error) {
	bad := fmt.Errorf("case number %q: want YYYY-NNN, such as 2023-009", s)
	y, n, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(s), "#"), "-")
	if !ok || len(y) != 4 || len(n) == 0 || len(n) > 9 {
		return Number{}, bad
	}
	year, err1 := strconv.Atoi(y)
	seq, err2 := strconv.Atoi(n)
	if err1 != nil || err2 != nil || year < 1900 || seq < 1 {
		return Number{}, bad
	}
	return Number{year, seq}, nil
}

// Reading is what one reading of one entry of a notice gives.
type Reading struct {
	Entry     int // place in the notice, 1-based
	Start     int // where the entry begins in the notice's text, a byte offset
	End       int // where it ends, exclusive
	Case      Case
	Evidence  Evidence
	Conflicts []Conflict
}

// Conflict keeps the values that were not chosen for a fact, and why.
type Conflict struct {
	Pointer string        `json:"pointer"` // of the fact that was chosen
	Chosen  string        `json:"chosen"`
	Others  []Alternative `json:"others"`
	Reason  string        `json:"reason"`
}

// Alternative is a value that competed and lost.
type Alternative struct {
	Value string `json:"value"`
	Spans []Span `json:"evidence"`
}

// Status is the state of a case in the casebook.
type Status string

// The states of a case. All of them stay visible; only open ones count.
const (
	Open      Status = "open"
	Inferred  Status = "inferred"  // no notice of its own is there: others tell that it happened
	Duplicate Status = "duplicate" // of another case, where its number leads
	Withdrawn Status = "withdrawn" // taken back by a person, who said why
)

// Statuses are the states of a case with their labels, in the order they are
// shown.
var Statuses = Taxonomy{"status", []Term{
	{string(Open), "有効", "open"},
	{string(Inferred), "推定", "inferred"},
	{string(Duplicate), "重複", "duplicate"},
	{string(Withdrawn), "取り下げ", "withdrawn"},
}}

// Label names the state in "ja" or "en".
func (s Status) Label(lang string) string { return Statuses.Label(string(s), lang) }

// Record is a numbered case as the casebook keeps it: its facts now, the
// entries of notices it was made from, and every state it has been in.
type Record struct {
	Number    Number     `json:"number"`
	Status    Status     `json:"status"`
	Redirect  Number     `json:"redirect,omitzero"` // the case that a duplicate leads to
	Case      Case       `json:"case"`
	Evidence  Evidence   `json:"evidence"` // every span names its notice
	Conflicts []Conflict `json:"conflicts,omitempty"`
	Notices   []EntryRef `json:"notices"`   // in the order they were added
	Revisions []Revision `json:"revisions"` // oldest first; the last one is the state now
}

// Revision is one state of a case. Revisions are only ever added.
type Revision struct {
	N         int        `json:"n"` // 1-based, without gaps
	At        time.Time  `json:"at"`
	Who       string     `json:"who"`
	Why       string     `json:"why"`
	Case      Case       `json:"case"`
	Evidence  Evidence   `json:"evidence"`
	Conflicts []Conflict `json:"conflicts,omitempty"`
}
