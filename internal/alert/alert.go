// Package alert tells people and programs of cases that they watch for: by
// signed webhook, by mail and in an Atom feed.
//
// What is to be told is decided and committed together with what it tells of,
// and sent later, again and again until it is accepted. Every message has an ID
// that stays the same, so that a receiver can tell a repetition.
package alert

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/identity"
)

// Watchlist says which cases are told of. Within a field any value may match;
// of the fields that are given, all must. Names and words match where they
// occur in a longer one, whatever their width, kana, case, spaces and legal
// form.
type Watchlist struct {
	Name          string   `yaml:"name"`
	Organizations []string `yaml:"organizations"`
	Suppliers     []string `yaml:"suppliers"`
	Services      []string `yaml:"services"`
	Types         []string `yaml:"types"`    // codes or labels
	Items         []string `yaml:"items"`    // codes or labels
	Sectors       []string `yaml:"sectors"`  // words in names and titles: 病院, 銀行
	Text          []string `yaml:"text"`     // words anywhere in the entry
	Above         int64    `yaml:"above"`    // a stated count is larger than this; 0 for any case
	On            []Kind   `yaml:"on"`       // of what; empty for everything
	Channels      []string `yaml:"channels"` // by name; empty for all
}

// Kind says what happened to a case.
type Kind string

// What can happen to a case.
const (
	New      Kind = "new"
	Changed  Kind = "changed"  // its facts, or the text of a notice of it
	Gone     Kind = "gone"     // a notice of it was taken down
	Returned Kind = "returned" // it is there again
)

var kinds = []Kind{New, Changed, Gone, Returned}

// Message is what a channel is told: the body of a webhook.
type Message struct {
	ID        string         `json:"id"` // a UUID, the same at every attempt
	At        time.Time      `json:"at"` // when it was seen
	Kind      Kind           `json:"event"`
	Watchlist string         `json:"watchlist"`
	Number    jikenbo.Number `json:"number"`
	URL       string         `json:"url"` // of the notice
	Case      jikenbo.Case   `json:"case"`
	Diff      []string       `json:"diff,omitempty"` // lines of its text that went, after -, and that came, after +
}

// Rules are watchlists, with the channels they are for.
type Rules struct {
	lists []list
}

// list is a watchlist with its words folded.
type list struct {
	Watchlist
	organizations, suppliers, services, sectors, text []string
}

// NewRules checks watchlists and gives them in the form in which they are
// asked. channels are the names of all channels.
func NewRules(watchlists []Watchlist, channels []string) (*Rules, error) {
	r := &Rules{}
	var errs []error
	seen := make(map[string]bool)
	for i, w := range watchlists {
		bad := func(format string, args ...any) {
			errs = append(errs, fmt.Errorf("watchlist %q: "+format, append([]any{w.Name}, args...)...))
		}
		if w.Name == "" || seen[w.Name] {
			bad("number %d: give it a name of its own", i+1)
		}
		seen[w.Name] = true
		l := list{Watchlist: w}
		for _, f := range []struct {
			field string
			words []string
			into  *[]string
		}{
			{"organizations", w.Organizations, &l.organizations},
			{"suppliers", w.Suppliers, &l.suppliers},
			{"services", w.Services, &l.services},
			{"sectors", w.Sectors, &l.sectors},
			{"text", w.Text, &l.text},
		} {
			for _, word := range f.words {
				folded := fold(identity.TrimForm(word))
				if folded == "" {
					bad("%s: %q has nothing to look for", f.field, word)
				}
				*f.into = append(*f.into, folded)
			}
		}
		var err error
		if l.Types, err = codes("type", w.Types); err != nil {
			bad("types: %w", err)
		}
		if l.Items, err = codes("item", w.Items); err != nil {
			bad("items: %w", err)
		}
		if w.Above < 0 {
			bad("above: %d is no count", w.Above)
		}
		for _, k := range w.On {
			if !slices.Contains(kinds, k) {
				bad("on: %q is unknown; write one of %v", k, kinds)
			}
		}
		if len(w.Channels) == 0 {
			l.Channels = channels
		}
		for _, c := range l.Channels {
			if !slices.Contains(channels, c) {
				bad("channels: there is no channel %q", c)
			}
		}
		r.lists = append(r.lists, l)
	}
	return r, errors.Join(errs...)
}

// codes gives the codes of a taxonomy that values name by code or label.
func codes(taxonomy string, values []string) ([]string, error) {
	t := jikenbo.TaxonomyOf(taxonomy)
	var out []string
	for _, v := range values {
		i := slices.IndexFunc(t.Terms, func(x jikenbo.Term) bool {
			return x.Code == v || fold(x.Ja) == fold(v) || fold(x.En) == fold(v)
		})
		if i < 0 {
			var all []string
			for _, x := range t.Terms {
				all = append(all, x.Code)
			}
			return nil, fmt.Errorf("%q is unknown; write one of %s", v, strings.Join(all, ", "))
		}
		out = append(out, t.Terms[i].Code)
	}
	return out, nil
}

// Alerts gives the alerts about news: one for every watchlist that it matches
// and each of its channels. diff is for [Message.Diff].
func (r *Rules) Alerts(n casebook.News, diff []string) []casebook.Alert {
	var alerts []casebook.Alert
	var folded *subject
	for i := range r.lists {
		l := &r.lists[i]
		kind := kindOf(n)
		if len(l.On) > 0 && !slices.Contains(l.On, kind) {
			continue
		}
		if folded == nil {
			folded = newSubject(n)
		}
		if !l.matches(folded) {
			continue
		}
		for _, channel := range l.Channels {
			m := Message{ID: uuid.NewString(), At: n.At, Kind: kind, Watchlist: l.Name, Number: n.Number, URL: n.URL, Case: n.Case, Diff: diff}
			body, err := json.Marshal(m)
			if err != nil {
				panic(err) // a message has nothing that JSON cannot say
			}
			alerts = append(alerts, casebook.Alert{ID: m.ID, Watchlist: l.Name, Channel: channel, Body: body})
		}
	}
	return alerts
}

// Organization names the watchlists that watch for an organization of that name.
func (r *Rules) Organization(name string) []string {
	return r.naming(name, func(l *list) []string { return l.organizations })
}

// Supplier names the watchlists that watch for a supplier of that name.
func (r *Rules) Supplier(name string) []string {
	return r.naming(name, func(l *list) []string { return l.suppliers })
}

func (r *Rules) naming(name string, words func(*list) []string) []string {
	var lists []string
	folded := fold(name)
	for i := range r.lists {
		if w := words(&r.lists[i]); len(w) > 0 && among(w, folded) {
			lists = append(lists, r.lists[i].Name)
		}
	}
	return lists
}

func kindOf(n casebook.News) Kind {
	switch {
	case n.What == casebook.PageGone:
		return Gone
	case n.What == casebook.PageReturned:
		return Returned
	case n.Change == casebook.Added:
		return New
	}
	return Changed
}

// subject is what a case says, folded.
type subject struct {
	*jikenbo.Case
	organization, named, text string
	suppliers, services       []string
}

func newSubject(n casebook.News) *subject {
	s := &subject{Case: &n.Case, organization: fold(n.Case.Organization), text: fold(n.Text)}
	for _, v := range n.Case.Suppliers {
		s.suppliers = append(s.suppliers, fold(v))
	}
	for _, v := range n.Case.Services {
		s.services = append(s.services, fold(v))
	}
	names := append([]string{s.organization, fold(n.Case.Title)}, s.suppliers...)
	s.named = strings.Join(append(names, s.services...), "\n")
	return s
}

func (l *list) matches(s *subject) bool {
	return among(l.organizations, s.organization) && among(l.suppliers, s.suppliers...) && among(l.services, s.services...) &&
		among(l.sectors, s.named) && among(l.text, s.text) &&
		(len(l.Types) == 0 || slices.ContainsFunc(s.Types, func(t jikenbo.Type) bool { return slices.Contains(l.Types, string(t)) })) &&
		(len(l.Items) == 0 || slices.ContainsFunc(s.Items, func(i jikenbo.Item) bool { return slices.Contains(l.Items, string(i)) })) &&
		(l.Above == 0 || slices.ContainsFunc(s.Affected, func(a jikenbo.Affected) bool { return a.Count > l.Above }))
}

// among reports whether a word occurs in a value, or there are no words to ask
// for.
func among(words []string, values ...string) bool {
	return len(words) == 0 || slices.ContainsFunc(values, func(v string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(v, w) })
	})
}
