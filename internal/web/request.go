package web

import (
	"context"
	"crypto/rand"
	"net/http"
	"regexp"
)

type requestKey struct{}

// givenID is an ID that a proxy in front may give a request.
var givenID = regexp.MustCompile(`^[A-Za-z0-9_.-]{8,64}$`)

// identify gives a request the ID by which the log and errors name it: that of
// the proxy in front, or one of our own.
func identify(w http.ResponseWriter, r *http.Request) *http.Request {
	id := r.Header.Get("X-Request-ID")
	if !givenID.MatchString(id) {
		id = rand.Text()
	}
	w.Header().Set("X-Request-ID", id)
	return r.WithContext(context.WithValue(r.Context(), requestKey{}, id))
}

// requestID gives the ID of a request, "" outside of one.
func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}
