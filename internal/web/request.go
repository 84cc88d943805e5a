package web

import (
	"context"
	"crypto/rand"
	"net/http"
	"path"
	"regexp"
	"strings"
)

type requestKey struct{}

// request is what log and metrics know of a request.
type request struct {
	id    string
	route string // the pattern that took it, "" until one has
}

// givenID is an ID that a proxy in front may give a request.
var givenID = regexp.MustCompile(`^[A-Za-z0-9_.-]{8,64}$`)

// register gives a request the ID by which the log and errors name it: that of
// the proxy in front, or one of our own.
func register(w http.ResponseWriter, r *http.Request) (*http.Request, *request) {
	known := &request{id: r.Header.Get("X-Request-ID")}
	if !givenID.MatchString(known.id) {
		known.id = rand.Text()
	}
	w.Header().Set("X-Request-ID", known.id)
	return r.WithContext(context.WithValue(r.Context(), requestKey{}, known)), known
}

// routed remembers which pattern took a request.
func routed(mux http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if known, ok := r.Context().Value(requestKey{}).(*request); ok {
			defer func() { known.route = r.Pattern }() // also of one that panics
		}
		mux.ServeHTTP(w, r)
	})
}

// requestID gives the ID of a request, "" outside of one.
func requestID(ctx context.Context) string {
	if known, ok := ctx.Value(requestKey{}).(*request); ok {
		return known.id
	}
	return ""
}

// fromProgram reports whether an address is one that programs ask for, who
// cannot read error pages.
func fromProgram(r *http.Request) bool {
	switch path.Ext(r.URL.Path) {
	case ".json", ".csv", ".atom", ".ics":
		return true
	}
	return r.URL.Path == "/api" || strings.HasPrefix(r.URL.Path, "/api/")
}
