package fetch

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// ErrRefused: the address leads where this program does not go by itself: into
// the own machine or network, to another scheme or port. Nothing was sent.
var ErrRefused = errors.New("refused")

// maxURL is the length in bytes above which an address is refused; common
// servers take 8,000 (RFC 9110, section 4.1).
const maxURL = 8 << 10

// A guard says which addresses may be reached. The zero guard lets pass public
// addresses at the ports 80 and 443.
type guard []allowance

// An allowance is an exception from what a guard refuses: for a name or for
// addresses, at one port.
type allowance struct {
	host   string // canonical; "" if prefix counts
	prefix netip.Prefix
	port   int // 0 for 80 and 443, anyPort for all
}

const anyPort = -1

func (a allowance) at(port int) bool {
	return a.port == port || a.port == anyPort || a.port == 0 && webPort(port)
}

func webPort(port int) bool { return port == 80 || port == 443 }

// newGuard reads allowances as [Client.Allow] describes them.
func newGuard(allow []string) (guard, error) {
	var g guard
	for _, s := range allow {
		a, err := parseAllowance(s)
		if err != nil {
			return nil, fmt.Errorf("allow %q: %w; write a name, an address or a prefix such as 10.0.0.0/8, with :PORT or :* if needed", s, err)
		}
		g = append(g, a)
	}
	return g, nil
}

func parseAllowance(s string) (a allowance, err error) {
	host := s
	if i := strings.LastIndexByte(s, ':'); i > 0 && (s[i-1] == ']' || strings.Count(s, ":") == 1) {
		host = s[:i]
		if a.port, err = strconv.Atoi(s[i+1:]); s[i+1:] == "*" {
			a.port = anyPort
		} else if err != nil || a.port < 1 || a.port > 65535 {
			return a, errors.New("this is no port")
		}
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	if a.prefix, err = netip.ParsePrefix(host); err == nil {
		return a, nil
	}
	if addr, err := netip.ParseAddr(host); err == nil && addr.Zone() == "" {
		a.prefix = netip.PrefixFrom(addr, addr.BitLen())
		return a, nil
	}
	a.host, err = canonicalHost(host)
	return a, err
}

// A target is an address that a request is to go to.
type target struct {
	url  *url.URL // canonical, as it is asked for
	host string   // a name, or an address in its usual form without brackets
	addr netip.Addr
	port int
}

// parse reads an address strictly and gives its canonical form: scheme and
// host in lower case, names in ASCII, no default port, no fragment. Where two
// programs could read an address differently it is refused.
func (g guard) parse(raw string) (target, error) {
	t, err := parseURL(raw)
	if err != nil {
		return target{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return t, g.ask(t)
}

func parseURL(raw string) (target, error) {
	switch {
	case len(raw) > maxURL:
		return target{}, fmt.Errorf("the address has %d bytes, more than %d", len(raw), maxURL)
	case !utf8.ValidString(raw):
		return target{}, errors.New("the address is not UTF-8; percent-encode it")
	case strings.ContainsFunc(raw, unicode.IsControl):
		return target{}, errors.New("the address has control characters; take them out")
	case strings.Contains(raw, `\`):
		return target{}, errors.New(`the address has a backslash, which some read as a slash; write / or %5C`)
	}
	u, err := url.Parse(raw)
	if err != nil {
		if e, ok := errors.AsType[*url.Error](err); ok {
			err = e.Err
		}
		return target{}, fmt.Errorf("the address cannot be read: %w", err)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return target{}, fmt.Errorf("the scheme %q is not fetched; give an http or https address", u.Scheme)
	}
	_, authority, _ := strings.Cut(raw, "://")
	authority = authority[:min(len(authority), strings.IndexAny(authority+"/", "/?#"))]
	switch {
	case u.User != nil || strings.Contains(authority, "@"):
		return target{}, errors.New("the address has a user name or password in it; take it out")
	case u.Opaque != "" || u.Hostname() == "":
		return target{}, errors.New("the address names no host")
	case strings.Contains(authority, "%"):
		return target{}, errors.New("the host has percent signs; write it plainly, without a zone")
	}
	t := target{url: u, port: 80}
	if u.Scheme == "https" {
		t.port = 443
	}
	port := u.Port()
	if port != "" {
		if t.port, err = strconv.Atoi(port); err != nil || t.port < 1 || t.port > 65535 {
			return target{}, fmt.Errorf("%s is no port", port)
		}
	}
	if strings.HasPrefix(u.Host, "[") {
		if t.addr, err = netip.ParseAddr(u.Hostname()); err != nil || !t.addr.Is6() {
			return target{}, fmt.Errorf("%s is no IPv6 address", u.Host)
		}
		t.host = t.addr.String()
		u.Host = "[" + t.host + "]"
	} else {
		if t.host, err = canonicalHost(u.Hostname()); err != nil {
			return target{}, err
		}
		u.Host = t.host
		t.addr, _ = netip.ParseAddr(t.host)
	}
	if !webPort(t.port) || (t.port == 443) != (u.Scheme == "https") {
		u.Host += ":" + strconv.Itoa(t.port)
	}
	u.Fragment, u.RawFragment, u.ForceQuery = "", "", false
	if u.Path == "" {
		u.Path = "/"
	}
	return t, nil
}

// names maps and checks names as UTS #46 says, without its rule against
// underscores, which names in use have.
var names = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(false), idna.CheckHyphens(false))

// canonicalHost gives a name in ASCII and lower case, without the dot of the
// root, or an IPv4 address. Numbers that resolvers may take for an IPv4 address
// in another spelling (octal, hexadecimal, fewer parts) are an error.
func canonicalHost(host string) (string, error) {
	ascii, err := names.ToASCII(host)
	if err != nil {
		return "", fmt.Errorf("the host %q is no name: %w", host, err)
	}
	ascii = strings.TrimSuffix(strings.ToLower(ascii), ".")
	if len(ascii) > 253 {
		return "", fmt.Errorf("the host has %d bytes, more than a name can have", len(ascii))
	}
	labels := strings.Split(ascii, ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || strings.ContainsFunc(label, func(r rune) bool {
			return r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
		}) {
			return "", fmt.Errorf("the host %q is no name", host)
		}
	}
	last := labels[len(labels)-1]
	if strings.HasPrefix(last, "0x") || strings.Trim(last, "0123456789") == "" {
		if _, err := netip.ParseAddr(ascii); err != nil {
			return "", fmt.Errorf("the host %q is a number in an unusual spelling; write a name, or an address such as 192.0.2.1", host)
		}
	}
	return ascii, nil
}

// ask refuses what can be known before the name is resolved.
func (g guard) ask(t target) error {
	if t.addr.IsValid() {
		return g.connect(t.host, t.addr, t.port)
	}
	deferred := false // to what its name resolves to
	for _, a := range g {
		if a.at(t.port) {
			if a.host == t.host {
				return nil
			}
			deferred = deferred || a.host == ""
		}
	}
	if why := privateName(t.host); why != "" {
		return refuse(t.host, t.port, why)
	}
	if !webPort(t.port) && !deferred {
		return refuse(t.host, t.port, "the port is neither 80 nor 443")
	}
	return nil
}

// connect refuses an address that host has resolved to. It is asked at the
// moment of connecting, about the address that is connected to.
func (g guard) connect(host string, addr netip.Addr, port int) error {
	addr = addr.Unmap()
	for _, a := range g {
		if a.at(port) && (a.host != "" && a.host == host || a.prefix.Contains(addr)) {
			return nil
		}
	}
	if why := private(addr); why != "" {
		if addr.String() != host {
			why = addr.String() + ", which it resolves to, is " + why
		} else {
			why = "it is " + why
		}
		return refuse(host, port, why)
	}
	if !webPort(port) {
		return refuse(host, port, "the port is neither 80 nor 443")
	}
	return nil
}

func refuse(host string, port int, why string) error {
	return fmt.Errorf("%w: %s at port %d: %s; if it is meant, allow it by name and port (--allow %s, in the file of a watch allow)", ErrRefused, host, port, why, net.JoinHostPort(host, strconv.Itoa(int(port))))
}

// privateName says why a name is never asked for, "" if it may be. RFC 6761,
// 6762, 8375 and 9476; .internal is reserved by ICANN for private use.
func privateName(host string) string {
	switch top := host[strings.LastIndexByte(host, '.')+1:]; top {
	case "localhost", "local", "localdomain", "internal", "onion", "alt":
		return "names under ." + top + " are not public"
	}
	if host == "home.arpa" || strings.HasSuffix(host, ".home.arpa") {
		return "names under .home.arpa are not public"
	}
	return ""
}

type network struct {
	prefix netip.Prefix
	what   string
}

func networks(list ...string) []network {
	ns := make([]network, 0, len(list)/2)
	for i := 0; i < len(list); i += 2 {
		ns = append(ns, network{netip.MustParsePrefix(list[i]), list[i+1]})
	}
	return ns
}

// special are the networks that are not public: the special-purpose address
// registries of IANA (RFC 6890), and addresses at which clouds tell their
// machines secrets.
var special = networks(
	"169.254.169.254/32", "a metadata address",
	"168.63.129.16/32", "a metadata address",
	"100.100.100.200/32", "a metadata address",
	"192.0.0.192/32", "a metadata address",
	"fd00:ec2::/32", "a metadata address",
	"fd20:ce::254/128", "a metadata address",

	"0.0.0.0/8", "unspecified",
	"10.0.0.0/8", "private",
	"100.64.0.0/10", "shared between customers of a carrier",
	"127.0.0.0/8", "loopback",
	"169.254.0.0/16", "link-local",
	"172.16.0.0/12", "private",
	"192.0.0.0/24", "for protocols only",
	"192.0.2.0/24", "for documentation only",
	"192.88.99.0/24", "a 6to4 relay",
	"192.168.0.0/16", "private",
	"198.18.0.0/15", "for benchmarks only",
	"198.51.100.0/24", "for documentation only",
	"203.0.113.0/24", "for documentation only",
	"224.0.0.0/4", "multicast",
	"240.0.0.0/4", "reserved",

	"::/128", "unspecified",
	"::1/128", "loopback",
	"::/96", "an IPv4-compatible address",
	"2001::/32", "a Teredo address",
	"2001::/23", "for protocols only",
	"2001:db8::/32", "for documentation only",
	"2002::/16", "a 6to4 address",
	"3fff::/20", "for documentation only",
	"fc00::/7", "private (ULA)",
	"fe80::/10", "link-local",
	"fec0::/10", "site-local",
	"ff00::/8", "multicast",
)

var (
	globalUnicast = netip.MustParsePrefix("2000::/3")     // RFC 4291: all that is given out
	nat64         = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052: an IPv4 address in the last four bytes
)

// private says what addr is if it is not public, "" if it is.
func private(addr netip.Addr) string {
	if addr.Zone() != "" {
		return "link-local"
	}
	addr = addr.Unmap()
	for _, n := range special {
		if n.prefix.Contains(addr) {
			return n.what
		}
	}
	if addr.Is4() {
		return ""
	}
	if nat64.Contains(addr) {
		b := addr.As16()
		if what := private(netip.AddrFrom4([4]byte(b[12:]))); what != "" {
			return "a NAT64 address of one that is " + what
		}
		return ""
	}
	if !globalUnicast.Contains(addr) {
		return "not a global address"
	}
	return ""
}
