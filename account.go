package jikenbo

// Account 報 is what one entry of a notice tells of an incident: the accounts of
// one incident, of however many notices, make its case.
type Account struct {
	EntryRef
	Known     Date // from when it was public: as the notice states it, else as its markup does, else the day it was fetched, in Japan
	Replaced  bool // another text has taken its place at its address: nobody says so any more
	Case      Case
	Evidence  Evidence // every span names its notice
	Conflicts []Conflict
}

// Step is what one account did to what was known of an incident.
type Step struct {
	EntryRef
	Known   Date         `json:"known"` // as of the account
	Stage   Stage        `json:"stage"`
	Title   string       `json:"title,omitempty"`
	Changes []FactChange `json:"changes,omitempty"` // in the order of the fields
}

// FactChange is what an account did to one fact. Before and After have the Go
// type that [Case.Facts] gives the fact, and are nil where there is no value.
type FactChange struct {
	What   Verb   `json:"what"`
	Field  string `json:"field"` // the JSON name
	Before any    `json:"before,omitempty"`
	After  any    `json:"after,omitempty"`
	Spans  []Span `json:"evidence,omitempty"` // the words that state After, or that take Before back; of what was dropped, those that stated it
}

// Verb is what an account can do to a fact.
type Verb string

// What an account can do to a fact. What is stated again is not told.
const (
	FactAdded     Verb = "added"
	FactChanged   Verb = "changed"   // After takes the place of Before
	FactWithdrawn Verb = "withdrawn" // taken back, or denied: it is out of the case
	FactDropped   Verb = "dropped"   // not repeated, where others of its field are: it stays in the case; it goes where the text that stated it was edited
)

// Verbs are what an account can do to a fact with their labels, in the order
// they are shown.
var Verbs = Taxonomy{"verb", []Term{
	{string(FactAdded), "加わった", "added"},
	{string(FactChanged), "変わった", "changed"},
	{string(FactWithdrawn), "取り消された", "withdrawn"},
	{string(FactDropped), "触れられていない", "not repeated"},
}}

// Label names the verb in "ja" or "en".
func (v Verb) Label(lang string) string { return Verbs.Label(string(v), lang) }
