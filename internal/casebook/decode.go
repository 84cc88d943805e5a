package casebook

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"jikenbo"
)

// A case is read much more often than it is written, and encoding/json takes
// longer over it than SQLite does. So what encode writes, with its fields in
// their order and without spaces, is read by a parser of our own, about five
// times as fast. It does not read all JSON, but what it reads is what
// encoding/json would read; where it gives up, that is asked.

// parseFacts reads facts as encode writes them. ok is false where it gives up.
func parseFacts(s string) (c jikenbo.Case, ok bool) {
	p, ok := newParser(s)
	if !ok {
		return jikenbo.Case{}, false
	}
	p.object(func() {
		code(p, "kind", &c.Kind)
		code(p, "number", &c.Number)
		code(p, "organization", &c.Organization)
		code(p, "title", &c.Title)
		p.date("published", &c.Published)
		code(p, "stage", &c.Stage)
		codes(p, "types", &c.Types)
		code(p, "leak", &c.Leak)
		objects(p, "affected", &c.Affected, func(a *jikenbo.Affected) {
			p.int("count", &a.Count)
			code(p, "unit", &a.Unit)
			code(p, "bound", &a.Bound)
			code(p, "role", &a.Role)
			codes(p, "items", &a.Items)
			if p.key("window") {
				a.Window = new(jikenbo.Period)
				p.object(func() { p.period(a.Window) })
			}
		})
		codes(p, "items", &c.Items)
		codes(p, "items_excluded", &c.ItemsExcluded)
		objects(p, "windows", &c.Windows, p.period)
		objects(p, "timeline", &c.Timeline, func(h *jikenbo.Happening) {
			p.date("date", &h.Date)
			p.date("to", &h.To)
			code(p, "kind", &h.Kind)
		})
		objects(p, "reports", &c.Reports, func(r *jikenbo.Report) {
			code(p, "to", &r.To)
			p.date("date", &r.Date)
		})
		codes(p, "suppliers", &c.Suppliers)
		codes(p, "services", &c.Services)
		code(p, "discovered_by", &c.DiscoveredBy)
		code(p, "secondary_damage", &c.SecondaryDamage)
		codes(p, "responses", &c.Responses)
		codes(p, "contacts", &c.Contacts)
		objects(p, "checks", &c.Checks, func(k *jikenbo.Check) {
			code(p, "kind", &k.Kind)
			if p.key("parts") {
				p.members(func() { k.Parts = append(k.Parts, p.integer()) })
			}
			p.int("total", &k.Total)
			p.int("whole", &k.Whole)
			p.int("part", &k.Part)
		})
		if p.key("event") {
			c.Event = new(jikenbo.Event)
			p.object(func() {
				code(p, "name", &c.Event.Name)
				p.date("from", &c.Event.From)
				p.date("to", &c.Event.To)
				code(p, "url", &c.Event.URL)
			})
		}
		objects(p, "rules", &c.Rules, func(r *jikenbo.TargetRule) {
			code(p, "sector", &r.Sector)
			code(p, "encrypt", &r.Encrypt)
			code(p, "steal", &r.Steal)
			code(p, "condition", &r.Condition)
		})
	})
	if !p.done() {
		return jikenbo.Case{}, false
	}
	return c, true
}

// parseEvidence reads evidence as encode writes it. ok is false where it gives
// up.
func parseEvidence(s string) (e jikenbo.Evidence, ok bool) {
	p, ok := newParser(s)
	if !ok {
		return nil, false
	}
	spans := make([]jikenbo.Span, 0, min(strings.Count(s, "{"), 1000))
	e = make(jikenbo.Evidence, min(strings.Count(s, "["), 100))
	p.take("{")
	for first := true; !p.failed && !p.skip("}"); first = false {
		if !first {
			p.take(",")
		}
		pointer := p.text()
		p.take(":")
		begin := len(spans)
		p.members(func() {
			spans = append(spans, jikenbo.Span{})
			span := &spans[len(spans)-1]
			p.object(func() {
				code(p, "notice", &span.Notice)
				start, end := int64(0), int64(0)
				p.int("start", &start)
				p.int("end", &end)
				span.Start, span.End = int(start), int(end)
				code(p, "quote", &span.Quote)
				code(p, "rule", &span.Rule)
				if p.key("confidence") {
					span.Confidence = p.share()
				}
			})
		})
		e[pointer] = spans[begin:len(spans):len(spans)]
	}
	if !p.done() {
		return nil, false
	}
	return e, true
}

// parser reads JSON from the front. Once it has failed it reads nothing more.
type parser struct {
	rest   string
	inside bool // of an object, behind its first member
	failed bool
}

func newParser(s string) (p *parser, ok bool) {
	return &parser{rest: s}, utf8.ValidString(s) // encoding/json changes what is not
}

func (p *parser) done() bool { return !p.failed && p.rest == "" }

func (p *parser) skip(token string) bool {
	rest, ok := strings.CutPrefix(p.rest, token)
	p.rest = rest
	return ok
}

func (p *parser) take(token string) {
	if !p.skip(token) {
		p.fail()
	}
}

func (p *parser) fail() { p.rest, p.failed = "", true }

// object reads an object whose members, if they are there, are read by fields.
func (p *parser) object(fields func()) {
	outside := p.inside
	p.inside = false
	p.take("{")
	fields()
	p.take("}")
	p.inside = outside
}

// key reads the name of the next member of the object, if it is that one.
func (p *parser) key(name string) bool {
	rest := p.rest
	if p.inside {
		if rest == "" || rest[0] != ',' {
			return false
		}
		rest = rest[1:]
	}
	if len(rest) < len(name)+3 || rest[0] != '"' || rest[1:1+len(name)] != name || rest[1+len(name):3+len(name)] != `":` {
		return false
	}
	p.rest, p.inside = rest[len(name)+3:], true
	return true
}

// members reads an array that has at least one member.
func (p *parser) members(one func()) {
	p.take("[")
	for one(); !p.failed && !p.skip("]"); one() {
		p.take(",")
	}
}

// text reads a string without escapes.
func (p *parser) text() string {
	end := -1
	if p.skip(`"`) {
		end = strings.IndexByte(p.rest, '"')
	}
	if end < 0 {
		p.fail()
		return ""
	}
	s := p.rest[:end]
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '\\' {
			p.fail()
			return ""
		}
	}
	p.rest = p.rest[end+1:]
	return s
}

// digits gives how many of them come next.
func (p *parser) digits() int {
	n := 0
	for n < len(p.rest) && '0' <= p.rest[n] && p.rest[n] <= '9' {
		n++
	}
	return n
}

// integer reads one of up to 18 digits, not below 0.
func (p *parser) integer() int64 {
	n := p.digits()
	if n == 0 || n > 18 || n > 1 && p.rest[0] == '0' {
		p.fail()
		return 0
	}
	var v int64
	for _, digit := range []byte(p.rest[:n]) {
		v = 10*v + int64(digit-'0')
	}
	p.rest = p.rest[n:]
	return v
}

// share reads a number below 1 that is written with a point, or the 1 of what a
// person decided.
func (p *parser) share() float64 {
	if strings.HasPrefix(p.rest, "1}") {
		p.take("1")
		return 1
	}
	s := p.rest
	p.take("0.")
	n := p.digits()
	if n == 0 {
		p.fail()
		return 0
	}
	p.rest = p.rest[n:]
	v, err := strconv.ParseFloat(s[:2+n], 64)
	if err != nil {
		p.fail()
	}
	return v
}

// The members of objects, where they are there.

func (p *parser) int(name string, v *int64) {
	if p.key(name) {
		*v = p.integer()
	}
}

func (p *parser) date(name string, d *jikenbo.Date) {
	if p.key(name) && d.UnmarshalText([]byte(p.text())) != nil {
		p.fail()
	}
}

func (p *parser) period(v *jikenbo.Period) {
	p.date("from", &v.From)
	p.date("to", &v.To)
}

func code[T ~string](p *parser, name string, v *T) {
	if p.key(name) {
		*v = T(p.text())
	}
}

func codes[T ~string](p *parser, name string, v *[]T) {
	if p.key(name) {
		p.members(func() { *v = append(*v, T(p.text())) })
	}
}

// objects reads a member that is an array of objects, each with what fields reads.
func objects[T any](p *parser, name string, v *[]T, fields func(*T)) {
	if p.key(name) {
		p.members(func() {
			var one T
			p.object(func() { fields(&one) })
			*v = append(*v, one)
		})
	}
}
