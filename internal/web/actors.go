package web

import (
	"cmp"
	_ "embed"
	"html/template"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/feed"
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

// actorNames finds the spellings of names, the longest first, each perhaps with
// a version.
var actorNames = func() *regexp.Regexp {
	var spellings []string
	for spelling := range actorBases {
		spellings = append(spellings, regexp.QuoteMeta(spelling))
	}
	slices.SortFunc(spellings, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return regexp.MustCompile(`(` + strings.Join(spellings, "|") + `)(?: ?(\d{1,2}(?:\.\d{1,2})?))?`)
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
	for at := 0; at < len(low); {
		m := actorNames.FindStringSubmatchIndex(low[at:])
		if m == nil {
			break
		}
		start, end := at+m[2], at+m[3]
		at = end
		before, _ := utf8.DecodeLastRuneInString(low[:start])
		first, _ := utf8.DecodeRuneInString(low[start:])
		last, _ := utf8.DecodeLastRuneInString(low[:end])
		after, _ := utf8.DecodeRuneInString(low[end:])
		if joined(before, first) || joined(last, after) && m[4] < 0 {
			continue // a part of another word
		}
		a := actor{Base: actorBases[low[start:end]]}
		a.Name = a.Base
		if m[4] >= 0 {
			next, _ := utf8.DecodeRuneInString(low[end-m[3]+m[5]:])
			if !unicode.IsDigit(next) && !strings.ContainsRune("年月日件社人名.%", next) {
				a.Name += " " + low[end-m[3]+m[4]:end-m[3]+m[5]]
			}
		}
		if !slices.Contains(all, a) {
			all = append(all, a)
		}
	}
	return all
}

// joined reports whether two characters beside each other are of one word:
// letters or digits of one script.
func joined(a, b rune) bool {
	script := func(r rune) int {
		switch {
		case unicode.In(r, unicode.Katakana) || r == 'ー':
			return 1
		case r < 0x3000 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			return 2
		}
		return 0
	}
	return script(a) != 0 && script(a) == script(b)
}

// actorPage shows what an actor states about attacking sectors, and the cases
// whose notices name it.
func (s *Server) actorPage(w http.ResponseWriter, r *http.Request) error {
	asked := feed.OneLine(r.PathValue("name"))
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
			if q := feed.OneLine(span.Quote); q != "" && !slices.Contains(one.Quotes, q) && len(one.Quotes) < 4 {
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
	if code == "" || code == jikenbo.PermissionUnstated {
		return p.Unstated()
	}
	var b htmlBuffer
	b.text(p.Label("permission", code))
	return b.take()
}

// Sector names a sector of rules.
func (p *page) Sector(code string) string { return sectorName(code, p.Lang) }
