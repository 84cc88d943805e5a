package web

import (
	"context"
	"crypto/rand"
	"net"
	"net/http"
	"net/netip"
	"path"
	"regexp"
	"slices"
	"strings"
)

type requestKey struct{}

// request is what is known of a request before anything answers it.
type request struct {
	id    string
	route string     // the pattern that took it, "" until one has
	from  netip.Addr // the client, behind the trusted proxies; the zero Addr: not known
	https bool       // it came encrypted, to this server or to a trusted proxy
	open  bool       // scripts of other sites may read what needs no account
}

// givenID is an ID that a proxy in front may give a request.
var givenID = regexp.MustCompile(`^[A-Za-z0-9_.-]{8,64}$`)

// register finds out what is known of a request. Log and errors name it by the
// ID of the proxy in front, or one of our own.
func (s *Server) register(w http.ResponseWriter, r *http.Request) (*http.Request, *request) {
	known := &request{id: r.Header.Get("X-Request-ID"), https: r.TLS != nil, open: !s.local || s.named(r.Host)}
	if !givenID.MatchString(known.id) {
		known.id = rand.Text()
	}
	w.Header().Set("X-Request-ID", known.id)
	if at, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		known.from = at.Addr()
		if s.trusts(known.from) {
			known.from = s.client(known.from, r.Header.Values("X-Forwarded-For"))
			known.https = known.https || strings.EqualFold(last(r.Header.Values("X-Forwarded-Proto")), "https")
		}
	}
	return r.WithContext(context.WithValue(r.Context(), requestKey{}, known)), known
}

// trusts reports whether what a proxy at an address says of its client counts.
func (s *Server) trusts(at netip.Addr) bool {
	at = at.Unmap().WithZone("")
	return slices.ContainsFunc(s.proxies, func(p netip.Prefix) bool { return p.Contains(at) })
}

// client gives for whom a trusted proxy asks: each proxy adds whom it was asked
// by, and what those say who are not trusted does not count.
func (s *Server) client(at netip.Addr, forwarded []string) netip.Addr {
	for _, entry := range slices.Backward(strings.Split(strings.Join(forwarded, ","), ",")) {
		by, err := netip.ParseAddr(strings.TrimSpace(entry))
		if err != nil || !s.trusts(at) {
			break
		}
		at = by
	}
	return at
}

// last gives the last value of a list in header fields, which the nearest proxy
// wrote.
func last(fields []string) string {
	if len(fields) == 0 {
		return ""
	}
	f := fields[len(fields)-1]
	return strings.TrimSpace(f[strings.LastIndexByte(f, ',')+1:])
}

// requestOf gives what is known of a request.
func requestOf(ctx context.Context) *request {
	if known, ok := ctx.Value(requestKey{}).(*request); ok {
		return known
	}
	return &request{}
}

// sender gives the address a request comes from.
func sender(r *http.Request) netip.Addr { return requestOf(r.Context()).from }

// hostName gives the name of a Host field, without its port and in lower case.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
}

// thisMachine reports whether a Host field names the machine that asks.
func thisMachine(host string) bool {
	name := hostName(host)
	ip, err := netip.ParseAddr(name)
	return name == "localhost" || strings.HasSuffix(name, ".localhost") || err == nil && ip.Unmap().IsLoopback()
}

// named reports whether a Host field is one of the names the server goes by.
func (s *Server) named(host string) bool { return slices.Contains(s.hosts, hostName(host)) }

// addressed reports whether a request is meant for this server. Others are
// those of a page that has its own name point to this machine, to read as a
// page of this site what only this machine may (DNS rebinding). Browsers always
// send a Host.
func (s *Server) addressed(r *http.Request) bool {
	return !s.local && len(s.hosts) == 0 || r.Host == "" || thisMachine(r.Host) || s.named(r.Host)
}

var errHost = &refusal{http.StatusMisdirectedRequest,
	"このサーバーはその名前では開けません。同じ機械からなら http://localhost のアドレスで開いてください。プロキシーの後ろに置くときは、その名前を jikenbo serve --host で指定します。",
	"The server does not go by that name. On its own machine, open it as http://localhost. Behind a proxy, tell it its name with jikenbo serve --host."}

// routed remembers which pattern took a request.
func routed(mux http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		known := requestOf(r.Context())
		defer func() { known.route = r.Pattern }() // also of one that panics
		mux.ServeHTTP(w, r)
	})
}

// requestID gives the ID of a request, "" outside of one.
func requestID(ctx context.Context) string { return requestOf(ctx).id }

// fromProgram reports whether an address is one that programs ask for, who
// cannot read error pages.
func fromProgram(r *http.Request) bool {
	switch path.Ext(r.URL.Path) {
	case ".json", ".csv", ".atom", ".ics":
		return true
	}
	return r.URL.Path == "/api" || strings.HasPrefix(r.URL.Path, "/api/")
}
