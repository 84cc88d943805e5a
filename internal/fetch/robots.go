package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// ErrRobots: the site's robots.txt asks robots not to fetch the page.
var ErrRobots = errors.New("robots.txt forbids")

const (
	maxRobots     = 500 << 10        // bytes of a robots.txt that are read (RFC 9309, section 2.5)
	maxRules      = 10_000           // of a group
	maxCrawlDelay = 30 * time.Second // more is not honoured: a site would be read for days
	robotsAge     = 24 * time.Hour   // how long a robots.txt counts (RFC 9309, section 2.4)
	robotsFailure = 5 * time.Minute  // and how long that it could not be had
	maxSites      = 10_000           // that are remembered
)

// A site is what is known of one scheme and authority.
type site struct {
	asking chan struct{} // held by who fetches robots.txt
	until  time.Time     // when rules must be fetched again
	rules  robots
	err    error // why they could not be
}

// admitted fetches the site's robots.txt unless it is known, and says whether
// t may be fetched and how far apart its requests must be.
func (c *Client) admitted(ctx context.Context, t target) (delay time.Duration, err error) {
	s := c.site(t.url.Scheme + "://" + t.url.Host)
	select {
	case s.asking <- struct{}{}:
		defer func() { <-s.asking }()
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	if now := c.Now(); !now.Before(s.until) {
		s.rules, s.err = c.robots(ctx, t)
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		s.until = now.Add(robotsAge)
		if s.err != nil {
			s.until = now.Add(robotsFailure)
		}
	}
	if s.err != nil {
		return 0, s.err
	}
	if rule, ok := s.rules.allow(t.url); !ok {
		return 0, fmt.Errorf("%w it for robots (%s); read it in a browser and give the saved file", ErrRobots, strconv.Quote(rule))
	}
	return s.rules.delay, nil
}

func (c *Client) site(origin string) *site {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.sites[origin]
	if s == nil {
		if len(c.sites) >= maxSites {
			clear(c.sites)
		}
		s = &site{asking: make(chan struct{}, 1)}
		c.sites[origin] = s
	}
	return s
}

// robots fetches the rules of the site that t is on. A site that answers that
// there are none has none; one that fails forbids everything while it does
// (RFC 9309, section 2.3.1).
func (c *Client) robots(ctx context.Context, t target) (robots, error) {
	t.url = &url.URL{Scheme: t.url.Scheme, Host: t.url.Host, Path: "/robots.txt"}
	resp, err := (&page{client: c, limit: maxRobots, cut: true}).follow(ctx, t)
	if e, ok := errors.AsType[*StatusError](err); ok {
		if e.Status/100 == 4 && e.Status != 429 {
			return robots{}, nil
		}
		return robots{}, fmt.Errorf("%w all, since it cannot be had: %w", ErrRobots, err)
	}
	if err != nil {
		return robots{}, fmt.Errorf("robots.txt: %w", err)
	}
	product, _, _ := strings.Cut(c.UserAgent, "/")
	return parseRobots(string(resp.Body), product), nil
}

// robots are the rules of a robots.txt for one robot (RFC 9309). The zero
// robots allow everything.
type robots struct {
	rules []robotsRule
	delay time.Duration // of Crawl-delay, 0 if there is none
}

type robotsRule struct {
	allow   bool
	pattern string // normalised
}

// parseRobots takes the groups for product, or else those for *.
func parseRobots(s, product string) robots {
	s = strings.TrimPrefix(s, "\ufeff")
	var own, all robots // for product; for *
	var found bool      // a group for product
	var forOwn, forAll bool
	inAgents := false // the last line was a User-agent
	for line := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '\r' || r == '\n' }) {
		line, _, _ = strings.Cut(line, "#")
		field, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		field, value = strings.ToLower(strings.TrimSpace(field)), strings.TrimSpace(value)
		switch field {
		case "user-agent":
			if !inAgents {
				forOwn, forAll = false, false
			}
			inAgents = true
			if value == "*" {
				forAll = true
			} else if strings.EqualFold(agentToken(value), product) {
				forOwn, found = true, true
			}
		case "allow", "disallow":
			inAgents = false
			if value == "" { // an empty rule matches nothing
				continue
			}
			rule := robotsRule{field == "allow", normalPath(value, true)}
			if forOwn && len(own.rules) < maxRules {
				own.rules = append(own.rules, rule)
			}
			if forAll && len(all.rules) < maxRules {
				all.rules = append(all.rules, rule)
			}
		case "crawl-delay":
			inAgents = false
			seconds, err := strconv.ParseFloat(value, 64)
			if err != nil || !(seconds > 0) {
				continue
			}
			delay := time.Duration(min(seconds, maxCrawlDelay.Seconds()) * float64(time.Second))
			if forOwn {
				own.delay = delay
			}
			if forAll {
				all.delay = delay
			}
		}
	}
	if found {
		return own
	}
	return all
}

// agentToken gives the product token that a User-agent line begins with.
func agentToken(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool {
		return r != '-' && r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	})
	if end < 0 {
		return s
	}
	return s[:end]
}

// allow asks the rule with the longest pattern, Allow if two are as long, and
// names it.
func (r robots) allow(u *url.URL) (rule string, ok bool) {
	path := u.EscapedPath()
	if path == "/robots.txt" {
		return "", true
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	path = normalPath(path, false)
	best := robotsRule{allow: true}
	for _, rule := range r.rules {
		if len(rule.pattern) < len(best.pattern) || len(rule.pattern) == len(best.pattern) && !rule.allow {
			continue
		}
		if matchRobots(rule.pattern, path) {
			best = rule
		}
	}
	return "Disallow: " + best.pattern, best.allow
}

// matchRobots matches a pattern with * and a final $ against the beginning of
// path. It never looks back further than to the last *, so its time is at most
// the product of the lengths.
func matchRobots(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(path, parts[0])
	if !ok {
		return false
	}
	last := len(parts) - 1
	for i, part := range parts[1:] {
		if whole && i == last-1 {
			return strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return !whole || rest == ""
}

// normalPath percent-encodes what is to be and decodes what is not, so that
// paths compare byte for byte (RFC 9309, section 2.2.2). In a pattern * and $
// are kept apart from %2A and %24.
func normalPath(s string, pattern bool) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				i += 2
				if unreserved(byte(v)) {
					b.WriteByte(byte(v))
				} else {
					b.WriteByte('%')
					b.WriteByte(hex[v>>4])
					b.WriteByte(hex[v&15])
				}
				continue
			}
		}
		if c <= ' ' || c >= 0x7f || c == '%' || !pattern && (c == '*' || c == '$') {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// unreserved characters mean the same percent-encoded or not (RFC 3986,
// section 2.3).
func unreserved(c byte) bool {
	return c == '-' || c == '.' || c == '_' || c == '~' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
