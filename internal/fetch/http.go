package fetch

import (
	"net/http"
	"net/netip"
	"time"
)

// Response is what a server gave for an address.
type Response struct {
	URL         string     // asked for, after normalising
	Final       string     // where the last redirect led, URL if there was none
	Redirects   []Redirect // in order
	At          time.Time  // when the last request was sent
	Remote      netip.Addr // of the server
	Status      int        // 200, or 304 if nothing changed since Conditions; anything else is an error
	NotModified bool       // 304, or the same bytes by their digest
	Header      http.Header
	Body        []byte // content encodings taken off
	Request     []byte // head of the last request as sent: the line, the fields and an empty line
	Head        []byte // head of the last response as received, in the same form
}

// Redirect is one step on the way to a page.
type Redirect struct {
	URL    string `json:"url"` // that answered with the redirect
	Status int    `json:"status"`
	To     string `json:"to"`
}

// Conditions let a server say that nothing changed. The zero value asks for
// the page whatever happened to it.
type Conditions struct {
	ETag         string
	LastModified string // as the server wrote it
}
