package web

import (
	"net/http"
	"regexp"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// noticePage is what the page of a notice shows.
type noticePage struct {
	Notice   jikenbo.Notice
	Original string
	File     string
	Entries  []noticeEntry
	View     *evidenceView
}

// noticeEntry is what became of one entry of a notice.
type noticeEntry struct {
	casebook.Entry
	Href string // where it is shown, "" for this very page
}

var shaForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// notice shows a notice as it is kept, whole, with what was read out of it.
func (s *Server) notice(w http.ResponseWriter, r *http.Request) error {
	sha := r.PathValue("sha")
	if !shaForm.MatchString(sha) {
		return jikenbo.ErrNotFound
	}
	n, err := s.book.Notice(r.Context(), sha)
	if err != nil {
		return err
	}
	readings, err := s.book.Readings(r.Context(), sha)
	if err != nil {
		return err
	}
	p := s.newPage(r, "公表文", "Notice")
	d := &noticePage{Notice: n}
	d.Original, d.File = original(&n)
	for _, reading := range readings {
		e, err := s.book.Entry(r.Context(), sha, reading.Entry)
		if err != nil {
			return err
		}
		entry := noticeEntry{Entry: e}
		switch {
		case e.Number != (jikenbo.Number{}):
			entry.Href = "/cases/" + e.Number.String()
		case e.Case.Kind != jikenbo.OtherKind:
			entry.Href = entryHref(e.Case.Kind, e.Ref)
		}
		d.Entries = append(d.Entries, entry)
	}
	d.View = newEvidence(n.Text, 0, &jikenbo.Case{}, nil, nil, evidenceOptions{Lang: p.Lang})
	p.Data = d
	return s.render(w, r, http.StatusOK, "notice", p)
}
