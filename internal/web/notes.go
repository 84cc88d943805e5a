package web

import (
	"net/http"
	"slices"

	"jikenbo"
	"jikenbo/internal/feed"
)

// noteRoutes are the addresses of threat notes and of the other entries that
// are no incidents.
func (s *Server) noteRoutes() {
	s.page("GET /notes", s.notesPage)
	s.page("GET /notes/{sha}/{entry}", s.notePage)
	s.page("GET /actors", s.actorsPage)
	s.page("GET /actors/{name}", s.actorPage)
}

// note is a threat note in a list.
type note struct {
	jikenbo.Case
	Ref    jikenbo.EntryRef
	Actors []actor // that its title names
}

// Read is the address of the note beside what was read in it.
func (n note) Read() string { return entryAddress(n.Ref) }

const notesShown = 1000 // the newest

// notes are the threat notes, the newest first.
func (s *Server) notes(r *http.Request) ([]note, error) {
	var all []note
	for e, err := range s.book.Entries(r.Context(), jikenbo.ThreatNote) {
		if err != nil {
			return nil, err
		}
		all = append(all, note{e.Case, e.Ref, actorsIn(e.Case.Title)})
		if len(all) == notesShown {
			break
		}
	}
	return all, nil
}

// notesPage lists the threat notes.
func (s *Server) notesPage(w http.ResponseWriter, r *http.Request) error {
	all, err := s.notes(r)
	if err != nil {
		return err
	}
	p := s.newPage(r, "脅威メモ", "Threat notes")
	p.Data = all
	return s.render(w, r, http.StatusOK, "notes", p)
}

// notePage shows an entry that is no incident: what was read, and the text with
// the words that state it.
func (s *Server) notePage(w http.ResponseWriter, r *http.Request) error {
	e, err := s.entryAt(r, r.PathValue("sha"), r.PathValue("entry"))
	if err != nil {
		return err
	}
	if e.Number != (jikenbo.Number{}) { // an incident has a page of its own
		http.Redirect(w, r, "/cases/"+e.Number.String(), http.StatusSeeOther)
		return nil
	}
	notice, err := s.book.Notice(r.Context(), e.Ref.Notice)
	if err != nil {
		return err
	}
	start := min(max(e.Ref.Start, 0), len(notice.Text))
	end := min(max(e.Ref.End, start), len(notice.Text))
	var data struct {
		note
		Evidence *evidenceView
		Notice   jikenbo.Notice
		Original string // where it can be read, "" if that is not on the web
		File     string
	}
	p := s.newPage(r, "", "")
	p.Wide = true
	p.Title = feed.OneLine(e.Case.Title)
	data.note = note{e.Case, e.Ref, actorsIn(e.Case.Title)}
	data.Notice = notice
	data.Original, data.File = original(&notice)
	data.Evidence = newEvidence(notice.Text[start:end], start, &e.Case, e.Evidence, e.Conflicts, evidenceOptions{Lang: p.Lang, Notice: e.Ref.Notice})
	p.Data = &data
	return s.render(w, r, http.StatusOK, "note", p)
}

// rule is what an attacker states of one sector, with its words.
type rule struct {
	jikenbo.TargetRule
	Quotes []string
	Href   string // of the words in the note
}

// actorsPage lists the attackers whose stated rules threat notes have.
func (s *Server) actorsPage(w http.ResponseWriter, r *http.Request) error {
	all, err := s.notes(r)
	if err != nil {
		return err
	}
	var data struct {
		Actors  []actorEntry
		Unnamed []note // rules whose note names nobody that is known
	}
	for _, n := range all {
		for _, a := range n.Actors {
			i := slices.IndexFunc(data.Actors, func(x actorEntry) bool { return x.Name == a.Name })
			if i < 0 {
				i = len(data.Actors)
				data.Actors = append(data.Actors, actorEntry{actor: a})
			}
			data.Actors[i].Notes++
			data.Actors[i].Rules = max(data.Actors[i].Rules, len(n.Rules))
		}
		if len(n.Actors) == 0 && len(n.Rules) > 0 {
			data.Unnamed = append(data.Unnamed, n)
		}
	}
	slices.SortFunc(data.Actors, func(a, b actorEntry) int { return compareFold(a.Name, b.Name) })
	p := s.newPage(r, "行為者", "Actors")
	p.Data = data
	return s.render(w, r, http.StatusOK, "actors", p)
}

// actorEntry is an actor in the list.
type actorEntry struct {
	actor
	Notes int
	Rules int // in the note that states most
}
