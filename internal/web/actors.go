package web

import (
	_ "embed"
	"html/template"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// actor is somebody who attacks, by the name that a note writes.
type actor struct {
	Name string // with its version, where the note gives one: LockBit 3.0
	Base string // without it
}

// Href is the page of the actor.
func (a actor) Href() string {
	return "/actors/" + strings.ReplaceAll(url.PathEscape(a.Name), ".", "%2E")
}

//go:embed actors.tsv
var actorList string

// actorNames are the spellings of names, longest first, with the name that
// stands for each.
var actorNames = func() *regexp.Regexp {
	var spellings []string
	for spelling := range actorBases {
		spellings = append(spellings, regexp.QuoteMeta(spelling))
	}
	slices.SortFunc(spellings, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return regexp.MustCompile(`(?:^|[^\pL\pN])(` + strings.Join(spellings, "|") + `)(?: ?(\d{1,2}(?:\.\d{1,2})?))?(?:$|[^\pL\pN.]|\P{Latin})`)
}()

var actorBases = func() map[string]string {
	bases := make(map[string]string)
	for line := range strings.Lines(actorList) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		spellings := strings.Split(line, "\t")
		for _, s := range spellings {
			bases[strings.ToLower(width.Fold.String(s))] = spellings[0]
		}
	}
	return bases
}()

// actorsIn finds the actors that a text names, each once.
func actorsIn(text string) []actor {
	low := strings.ToLower(width.Fold.String(clipBytes(text, 4000)))
	var all []actor
	for {
		m := actorNames.FindStringSubmatchIndex(low)
		if m == nil {
			return all
		}
		base := actorBases[low[m[2]:m[3]]]
		a := actor{base, base}
		end := m[3]
		if m[4] >= 0 {
			a.Name += " " + low[m[4]:m[5]]
			end = m[5]
		}
		if !slices.Contains(all, a) {
			all = append(all, a)
		}
		low = low[end:]
	}
}

// actorPage shows what an actor states about attacking sectors, and the cases
// whose notices name it.
func (s *Server) actorPage(w http.ResponseWriter, r *http.Request) error {
	asked := oneLine(r.PathValue("name"))
	if len(asked) > valueBytes {
		return jikenbo.ErrNotFound
	}
	all, err := s.notes(r)
	if err != nil {
		return err
	}
	type statement struct {
		note
		Rules []rule
	}
	var data struct {
		actor
		Statements []statement // newest first
		Others     []note      // that name the actor and state no rules
		Cases      []casebook.Hit
		Total      int
		Search     string
	}
	for _, n := range all {
		i := slices.IndexFunc(n.Actors, func(a actor) bool { return compareFold(a.Name, asked) == 0 || compareFold(a.Base, asked) == 0 })
		if i < 0 {
			continue
		}
		if data.actor.Name == "" {
			data.actor = n.Actors[i]
			if compareFold(data.Base, asked) == 0 {
				data.Name = data.Base
			}
		}
		if len(n.Rules) == 0 {
			data.Others = append(data.Others, n)
			continue
		}
		st := statement{note: n}
		if st.Rules, err = s.rules(r, n.Ref); err != nil {
			return err
		}
		data.Statements = append(data.Statements, st)
	}
	if data.Name == "" {
		return &refusal{http.StatusNotFound, "この名前の行為者の脅威メモはありません。行為者の一覧をご覧ください。", "No threat note names this actor. See the list of actors."}
	}
	question := casebook.Search{Query: `actor:"` + data.Base + `"`, Limit: 50}
	found, err := s.book.Search(r.Context(), question)
	if err != nil {
		return err
	}
	data.Cases, data.Total, data.Search = found.Hits, found.Total, "/?"+url.Values{"q": {question.Query}}.Encode()
	p := s.newPage(r, data.Name, data.Name)
	p.Wide, p.Data = true, data
	return s.render(w, r, http.StatusOK, "actor", p)
}

// rules gives the rules that an entry states, with its words.
func (s *Server) rules(r *http.Request, ref jikenbo.EntryRef) ([]rule, error) {
	e, err := s.book.Entry(r.Context(), ref.Notice, ref.Entry)
	if err != nil {
		return nil, err
	}
	var all []rule
	for i, x := range e.Case.Rules {
		one := rule{TargetRule: x, Href: entryAddress(ref)}
		for _, span := range e.Evidence[jikenbo.Pointer("rules", i)] {
			if q := oneLine(span.Quote); q != "" && !slices.Contains(one.Quotes, q) && len(one.Quotes) < 4 {
				one.Quotes = append(one.Quotes, q)
			}
		}
		all = append(all, one)
	}
	return all, nil
}

// Permission words what rules say of an act, with the hatching of what is not
// stated.
func (p *page) Permission(code jikenbo.Permission) template.HTML {
	words := map[jikenbo.Permission]word{
		jikenbo.Allowed: {"許可", "allowed"}, jikenbo.Careful: {"慎重に", "with care"}, jikenbo.Forbidden: {"禁止", "forbidden"},
	}
	w, ok := words[code]
	if !ok {
		return p.Unstated()
	}
	var b htmlBuffer
	b.text(w.in(p.Lang))
	return b.take()
}

// Sector names a sector of rules.
func (p *page) Sector(code string) string { return sectorName(code, p.Lang) }
