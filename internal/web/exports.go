package web

import (
	"fmt"
	"net/http"
	"strings"

	"jikenbo"
)

// programRoutes are the addresses for programs besides the API.
func (s *Server) programRoutes() {
	s.mux.HandleFunc("GET /robots.txt", robots)
	s.mux.HandleFunc("/", s.nowhere)
}

// robots lets searching machines read cases, and keeps them from asking every
// question there is.
func robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	fmt.Fprint(w, "User-agent: *\nAllow: /$\nAllow: /cases/\nDisallow: /?\nDisallow: /api/\nDisallow: /cases.\nDisallow: /feed.\nDisallow: /read\nDisallow: /review\nDisallow: /sign-in\n")
}

// nowhere answers requests that no other pattern takes: there is no such
// address, or it is there for other methods.
func (s *Server) nowhere(w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		asked := r.Clone(r.Context())
		asked.Method = method
		if _, pattern := s.mux.Handler(asked); pattern != "/" && pattern != "" && method != r.Method {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 {
		s.fail(w, r, jikenbo.ErrNotFound)
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	s.fail(w, r, &refusal{http.StatusMethodNotAllowed,
		"このページはその方法では使えません。リンクやボタンから開いてください。",
		"This page cannot be used that way. Open it by its link or button."})
}
