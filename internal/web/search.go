package web

import (
	"net/http"

	"jikenbo/internal/casebook"
)

// search shows the cases that are asked for.
func (s *Server) search(w http.ResponseWriter, r *http.Request) error {
	var data struct {
		Of   int
		Hits []casebook.Summary
	}
	for c, err := range s.book.Cases(r.Context()) {
		if err != nil {
			return err
		}
		data.Hits = append(data.Hits, c)
	}
	data.Of = len(data.Hits)
	p := s.newPage(r, "公表された事件", "Published incidents")
	p.Data = data
	return s.render(w, r, http.StatusOK, "search", p)
}

// about tells how the casebook counts.
func (s *Server) about(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, r, http.StatusOK, "about", s.newPage(r, "数え方と限界", "How it counts, and its limits"))
}
