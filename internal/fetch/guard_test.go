package fetch

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

var errNoNetwork = errors.New("no network in this test")

// A dialer that connects to nothing records where it was to connect to.
type dialRecorder struct {
	mu     sync.Mutex
	dialed []string
}

func (d *dialRecorder) dial(_ context.Context, _, address string) (net.Conn, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dialed = append(d.dialed, address)
	return nil, errNoNetwork
}

// lookup resolves names of a table; an address in the name's place stands for
// itself.
func lookup(table map[string][]string) func(context.Context, string) ([]netip.Addr, error) {
	return func(_ context.Context, host string) ([]netip.Addr, error) {
		var addrs []netip.Addr
		for _, s := range table[host] {
			addrs = append(addrs, netip.MustParseAddr(s))
		}
		if addrs == nil {
			return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		}
		return addrs, nil
	}
}

// noWait is a Sleep that does not.
func noWait(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// Nothing is sent anywhere for what is refused.
func TestGuardRefuses(t *testing.T) {
	table := map[string][]string{
		"public.example": {"93.184.215.14"}, "own.example": {"127.0.0.1"}, "lan.example": {"192.168.0.1"}, "six.example": {"::1"},
		"meta.example": {"169.254.169.254"}, "mapped.example": {"::ffff:10.0.0.1"}, "none.example": {},
	}
	for _, test := range []struct{ name, url string }{
		{"loopback", "http://127.0.0.1/"},
		{"all of loopback", "http://127.255.255.254/"},
		{"loopback by name", "http://localhost/"},
		{"loopback by a name under it", "http://a.LOCALHOST./"},
		{"private 10", "http://10.1.2.3/"},
		{"private 172", "http://172.31.255.255/"},
		{"private 192", "https://192.168.1.1/"},
		{"link-local", "http://169.254.1.1/"},
		{"metadata", "http://169.254.169.254/latest/meta-data/"},
		{"metadata in IPv6", "http://[fd00:ec2::254]/"},
		{"metadata by name", "http://metadata.google.internal/"},
		{"metadata of Azure", "http://168.63.129.16/"},
		{"metadata of Alibaba", "http://100.100.100.200/"},
		{"behind a carrier", "http://100.64.0.1/"},
		{"unspecified", "http://0.0.0.0/"},
		{"this network", "http://0.1.2.3/"},
		{"broadcast", "http://255.255.255.255/"},
		{"multicast", "http://224.0.0.1/"},
		{"documentation", "http://192.0.2.1/"},
		{"benchmarks", "http://198.18.0.1/"},
		{"reserved", "http://250.1.1.1/"},
		{"IPv6 loopback", "http://[::1]/"},
		{"IPv6 loopback, long", "http://[0:0:0:0:0:0:0:1]/"},
		{"IPv6 unspecified", "http://[::]/"},
		{"ULA", "http://[fc00::1]/"},
		{"IPv6 link-local", "http://[fe80::1]/"},
		{"zone", "http://[fe80::1%25eth0]/"},
		{"IPv6 multicast", "http://[ff02::1]/"},
		{"IPv4 in IPv6", "http://[::ffff:127.0.0.1]/"},
		{"IPv4 in IPv6, as hexadecimal", "http://[::ffff:7f00:1]/"},
		{"IPv4-compatible", "http://[::127.0.0.1]/"},
		{"NAT64", "http://[64:ff9b::127.0.0.1]/"},
		{"NAT64 with a prefix of its own", "http://[64:ff9b:1::1]/"},
		{"6to4", "http://[2002:7f00:1::1]/"},
		{"Teredo", "http://[2001:0:53aa:64c::1]/"},
		{"IPv6 documentation", "http://[2001:db8::1]/"},
		{"decimal", "http://2130706433/"},
		{"hexadecimal", "http://0x7f000001/"},
		{"hexadecimal parts", "http://0x7f.0.0.0x1/"},
		{"octal", "http://0177.0.0.1/"},
		{"octal of a public address", "http://0135.0270.0327.016/"},
		{"short", "http://127.1/"},
		{"shorter", "http://127.0.1/"},
		{"zero", "http://0/"},
		{"dot behind", "http://127.0.0.1./"},
		{"full-width digits", "http://１２７.０.０.１/"},
		{"circled digits", "http://①②⑦.⓪.⓪.①/"},
		{"ideographic dots", "http://127。0。0。1/"},
		{"percent-encoded", "http://%31%32%37.0.0.1/"},
		{"percent-encoded letters", "http://%6cocalhost/"},
		{"user name", "http://public.example@127.0.0.1/"},
		{"user name before a public host", "http://user:secret@public.example/"},
		{"backslash", `http://public.example\@127.0.0.1/`},
		{"tab in the host", "http://127.0.\t0.1/"},
		{"line break", "http://public.example/\r\nHost: x"},
		{"NUL", "http://public.example/\x00"},
		{"a space in the host", "http://public .example/"},
		{"not UTF-8", "http://public.example/\xff"},
		{"file", "file:///etc/passwd"},
		{"ftp", "ftp://public.example/"},
		{"gopher", "gopher://public.example:70/_x"},
		{"data", "data:text/html,x"},
		{"javascript", "javascript:alert(1)"},
		{"no scheme", "//public.example/"},
		{"a path", "/etc/passwd"},
		{"no host", "http:///x"},
		{"opaque", "http:public.example"},
		{"another port", "http://public.example:8080/"},
		{"port of SSH", "http://public.example:22/"},
		{"port 0", "http://public.example:0/"},
		{"port beyond", "http://public.example:65616/"},
		{"too long", "http://public.example/" + strings.Repeat("x", maxURL)},
		{"nothing", ""},
		{"empty label", "http://a..example/"},
		{"long label", "http://" + strings.Repeat("a", 64) + ".example/"},
		{"a name that is loopback", "http://own.example/"},
		{"a name that is private", "https://lan.example/"},
		{"a name that is IPv6 loopback", "http://six.example/"},
		{"a name that is metadata", "http://meta.example/"},
		{"a name that is IPv4 in IPv6", "http://mapped.example/"},
	} {
		var d dialRecorder
		c := Client{Dial: d.dial, Lookup: lookup(table), Sleep: noWait}
		_, err := c.Get(t.Context(), test.url, Conditions{})
		if !errors.Is(err, ErrRefused) || len(d.dialed) > 0 {
			t.Errorf("%s: %s gives %v, dialed %v", test.name, test.url, err, d.dialed)
		}
		if err != nil && (strings.Contains(err.Error(), "secret") || strings.ContainsAny(err.Error(), "\r\n\x00\t")) {
			t.Errorf("%s: the message %q tells too much", test.name, err)
		}
	}
}

// What is public is asked for, at the address that was looked at.
func TestGuardPasses(t *testing.T) {
	table := map[string][]string{
		"public.example": {"93.184.215.14"}, "www.xn--wgv71a119e.example": {"2606:2800::1"}, "under_score.example": {"93.184.215.14"},
		"mixed.example": {"127.0.0.1", "93.184.215.14", "::1"}, "nat64.example": {"64:ff9b::5db8:d70e"},
		"lan.example": {"10.0.0.1"}, "sub.lan.example": {"10.0.0.2"},
	}
	for _, test := range []struct {
		url   string
		allow []string
		want  string // dialed, "" if refused
	}{
		{"http://public.example/", nil, "93.184.215.14:80"},
		{"HTTPS://Public.Example.:443/x#y", nil, "93.184.215.14:443"},
		{"https://public.example:80/", nil, "93.184.215.14:80"},
		{"http://93.184.215.14/", nil, "93.184.215.14:80"},
		{"http://[2606:2800::1]/", nil, "[2606:2800::1]:80"},
		{"https://www.日本語.example/お知らせ", nil, "[2606:2800::1]:443"},
		{"http://under_score.example/", nil, "93.184.215.14:80"},
		{"http://mixed.example/", nil, "93.184.215.14:80"},
		{"http://nat64.example/", nil, "[64:ff9b::5db8:d70e]:80"},

		{"http://lan.example/", []string{"lan.example"}, "10.0.0.1:80"},
		{"http://lan.example/", []string{"LAN.Example."}, "10.0.0.1:80"},
		{"http://lan.example/", []string{"10.0.0.0/8"}, "10.0.0.1:80"},
		{"http://lan.example/", []string{"10.0.0.1"}, "10.0.0.1:80"},
		{"http://lan.example:8080/", []string{"10.0.0.0/8:8080"}, "10.0.0.1:8080"},
		{"http://lan.example:8080/", []string{"lan.example:*"}, "10.0.0.1:8080"},
		{"http://public.example:8080/", []string{"public.example:8080"}, "93.184.215.14:8080"},
		{"http://[::1]:8080/", []string{"[::1]:8080"}, "[::1]:8080"},
		{"http://[::1]/", []string{"::1"}, "[::1]:80"},
		{"http://[::ffff:127.0.0.1]/", []string{"127.0.0.1"}, "127.0.0.1:80"},
		{"http://localhost/", []string{"localhost"}, ""}, // does not resolve here

		{"http://sub.lan.example/", []string{"lan.example"}, ""},
		{"http://lan.example:8080/", []string{"lan.example"}, ""},
		{"http://lan.example:8080/", []string{"lan.example:8081"}, ""},
		{"http://lan.example/", []string{"lan.example:8080"}, ""},
		{"http://lan.example/", []string{"10.0.0.2", "192.168.0.0/16"}, ""},
		{"http://public.example:8080/", []string{"10.0.0.0/8:*"}, ""},
	} {
		var d dialRecorder
		c := Client{Allow: test.allow, Dial: d.dial, Lookup: lookup(table), Sleep: noWait}
		_, err := c.Get(t.Context(), test.url, Conditions{})
		if test.want == "" && len(d.dialed) > 0 || test.want != "" && (!errors.Is(err, errNoNetwork) || slices.Compact(d.dialed)[0] != test.want) {
			t.Errorf("%s with %v: dialed %v, want %s: %v", test.url, test.allow, d.dialed, test.want, err)
		}
	}
	for _, allow := range []string{"", "10.0.0.0/33", "a b", "lan.example:http", "lan.example:0", "lan.example:70000", "fe80::1%eth0", "*", "0x7f.1"} {
		c := Client{Allow: []string{allow}}
		if _, err := c.Get(t.Context(), "http://public.example/", Conditions{}); err == nil || !strings.Contains(err.Error(), "allow") {
			t.Errorf("Allow %q: %v", allow, err)
		}
	}
}

// An address that passes is never one that is not public, however the names
// resolve, and reads the same again.
func FuzzGuard(f *testing.F) {
	for _, u := range []string{
		"http://127.0.0.1/", "http://[::ffff:7f00:1]/", "http://0x7f.1/", "http://１２７。0.0.1/", "http://a@b/", `http://a\b/`, "https://www.example.jp:443/?a#b",
		"http://%31.0.0.1/", "http://[fe80::1%25eth0]/", "http://xn--wgv71a119e.example/", "http://[64:ff9b::a00:1]/", "http://2130706433/", "http://a.b:80:80/",
	} {
		f.Add(u, []byte{127, 0, 0, 1})
		f.Add(u, []byte{0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1})
		f.Add(u, []byte{93, 184, 215, 14})
	}
	f.Fuzz(func(t *testing.T, raw string, answer []byte) {
		var d dialRecorder
		c := Client{Dial: d.dial, Sleep: noWait, Lookup: func(context.Context, string) ([]netip.Addr, error) {
			addr, ok := netip.AddrFromSlice(answer)
			if !ok {
				return nil, &net.DNSError{IsNotFound: true}
			}
			return []netip.Addr{addr}, nil
		}}
		_, err := c.Get(t.Context(), raw, Conditions{})
		if err == nil {
			t.Fatal("an answer without a network")
		}
		for _, address := range d.dialed {
			at := netip.MustParseAddrPort(address)
			if addr := at.Addr(); addr.IsLoopback() || addr.IsPrivate() || addr.IsLinkLocalUnicast() || addr.IsMulticast() || addr.IsUnspecified() || addr.Is4In6() ||
				private(addr) != "" || !webPort(int(at.Port())) {
				t.Fatalf("%q dialed %s", raw, address)
			}
		}
		if len(d.dialed) > 0 {
			again, err := parseURL(raw)
			if err != nil {
				t.Fatalf("%q was asked for and cannot be read: %v", raw, err)
			}
			canonical := again.url.String()
			if again, err = parseURL(canonical); err != nil || again.url.String() != canonical {
				t.Fatalf("%q becomes %q, and that %v (%v)", raw, canonical, again.url, err)
			}
		}
	})
}
