package casebook

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"jikenbo"
)

// parseEvidence reads evidence as encode writes it, five times as fast as
// encoding/json; what it reads is what that would. It does not read all JSON:
// where ok is false, encoding/json may.
func parseEvidence(s string) (e jikenbo.Evidence, ok bool) {
	if !utf8.ValidString(s) {
		return nil, false
	}
	p := evidenceParser{rest: s, spans: make([]jikenbo.Span, 0, strings.Count(s, `"start":`))}
	e = make(jikenbo.Evidence, min(strings.Count(s, `":[{`), 100))
	if !p.take("{") {
		return nil, false
	}
	for first := true; !p.take("}"); first = false {
		if !first && !p.take(",") {
			return nil, false
		}
		pointer, ok := p.text()
		if !ok || !p.take(":[") {
			return nil, false
		}
		begin := len(p.spans)
		for {
			if !p.span() {
				return nil, false
			}
			if p.take("]") {
				break
			}
			if !p.take(",") {
				return nil, false
			}
		}
		e[pointer] = p.spans[begin:len(p.spans):len(p.spans)]
	}
	return e, p.rest == ""
}

// evidenceParser reads its rest from the front. What it refuses it does not
// put back.
type evidenceParser struct {
	rest  string
	spans []jikenbo.Span
}

func (p *evidenceParser) take(token string) bool {
	rest, ok := strings.CutPrefix(p.rest, token)
	p.rest = rest
	return ok
}

// text reads a string without escapes.
func (p *evidenceParser) text() (string, bool) {
	if !p.take(`"`) {
		return "", false
	}
	end := strings.IndexByte(p.rest, '"')
	if end < 0 {
		return "", false
	}
	s := p.rest[:end]
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '\\' {
			return "", false
		}
	}
	p.rest = p.rest[end+1:]
	return s, true
}

// digits reads one to nine of them, without a zero in front of others.
func (p *evidenceParser) digits() (string, bool) {
	n := 0
	for n < len(p.rest) && '0' <= p.rest[n] && p.rest[n] <= '9' {
		n++
	}
	s := p.rest[:n]
	if n == 0 || n > 9 || n > 1 && s[0] == '0' {
		return "", false
	}
	p.rest = p.rest[n:]
	return s, true
}

func (p *evidenceParser) offset() (int, bool) {
	s, ok := p.digits()
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// share reads a number between 0 and 1, or the 1 of what a person decided, in
// plain notation.
func (p *evidenceParser) share() (float64, bool) {
	if strings.HasPrefix(p.rest, "1}") {
		p.take("1")
		return 1, true
	}
	begin := p.rest
	if !p.take("0.") {
		return 0, false
	}
	n := 0
	for n < len(p.rest) && '0' <= p.rest[n] && p.rest[n] <= '9' {
		n++
	}
	if n == 0 {
		return 0, false
	}
	p.rest = p.rest[n:]
	f, err := strconv.ParseFloat(begin[:2+n], 64)
	return f, err == nil
}

func (p *evidenceParser) span() bool {
	var s jikenbo.Span
	var ok bool
	if !p.take("{") {
		return false
	}
	if p.take(`"notice":`) {
		if s.Notice, ok = p.text(); !ok || !p.take(",") {
			return false
		}
	}
	if !p.take(`"start":`) {
		return false
	}
	if s.Start, ok = p.offset(); !ok || !p.take(`,"end":`) {
		return false
	}
	if s.End, ok = p.offset(); !ok || !p.take(`,"quote":`) {
		return false
	}
	if s.Quote, ok = p.text(); !ok {
		return false
	}
	if p.take(`,"rule":`) {
		if s.Rule, ok = p.text(); !ok {
			return false
		}
	}
	if p.take(`,"confidence":`) {
		if s.Confidence, ok = p.share(); !ok {
			return false
		}
	}
	p.spans = append(p.spans, s)
	return p.take("}")
}
