package main

import (
	"cmp"
	"fmt"
	"strings"

	"jikenbo"
)

// quotes says how much of the evidence stands under each fact.
type quotes int

const (
	noQuotes    quotes = iota
	plainQuotes        // the words, unless they are the value itself
	ruledQuotes        // the words, the rule that read them, and where they stand
)

// heading writes what a case is called: its number, who published it, and its
// title.
func (l lang) heading(p *printer, number string, c *jikenbo.Case) {
	var words []string
	if number != "" {
		words = append(words, "#"+number)
	}
	if c.Kind != jikenbo.Incident {
		words = append(words, "["+l.label("kind", string(c.Kind))+"]")
	}
	if c.Organization != "" {
		words = append(words, c.Organization)
	}
	if len(words) > 0 {
		p.line(2, piece{strong, strings.Join(words, " ")})
	}
	p.line(2, piece{plain, cmp.Or(c.Title, l.text(mUntitled))})
}

// inHeading are the fields that the heading shows.
var inHeading = map[string]bool{"kind": true, "number": true, "organization": true, "title": true}

// facts writes the facts of a case, a field a row. Without quotes the codes
// and names of a field share one row, and what the heading shows is left out;
// with quotes every fact has its own row. The kind is there with rules only.
// What facts of a field were before stands under them.
func (l lang) facts(p *printer, c *jikenbo.Case, ev jikenbo.Evidence, q quotes, past map[string][]string) {
	width := 0
	for _, f := range jikenbo.Fields {
		width = max(width, cells(f.Label(string(l))))
	}
	indent := width + 2
	facts := c.Facts()
	for _, f := range jikenbo.Fields {
		var values []string
		label := f.Label(string(l))
		row := func(value string, trust piece) {
			p.line(indent, piece{faint, pad(label, width) + "  "}, piece{plain, value}, trust)
			label = ""
		}
		for _, fact := range facts {
			if fieldOf(fact.Pointer) != f.Name || f.Name == "kind" && q != ruledQuotes || inHeading[f.Name] && q == noQuotes {
				continue
			}
			value, short := l.value(f, fact.Value)
			if q == noQuotes && short {
				values = append(values, value)
				continue
			}
			row(value, l.trust(ev, fact.Pointer, q))
			l.quote(p, indent, value, ev[fact.Pointer], q)
		}
		if len(values) > 0 {
			row(strings.Join(values, l.comma()), piece{})
		}
		for _, was := range past[f.Name] {
			p.line(indent+2, piece{faint, pad(label, width) + "  " + was})
			label = ""
		}
	}
}

// uncertain is the confidence below which a fact is marked for a second look.
const uncertain = 0.9

// trust words how far a fact can be trusted, where quotes stand under it:
// nothing where nobody has estimated it, with a question mark below 90 %.
func (l lang) trust(ev jikenbo.Evidence, pointer string, q quotes) piece {
	confidence := ev.Confidence(pointer)
	switch {
	case q == noQuotes || confidence == 0:
		return piece{}
	case ev.Curated(pointer):
		return piece{faint, "  " + l.text(mCurated)}
	case confidence < uncertain:
		return piece{warned, fmt.Sprintf("  %.0f%% ?", 100*confidence)}
	}
	return piece{faint, fmt.Sprintf("  %.0f%%", 100*confidence)}
}

// quote writes the words that state a value: with their rules every time they
// stand there, without them once.
func (l lang) quote(p *printer, indent int, value string, spans []jikenbo.Span, q quotes) {
	if q == noQuotes {
		return
	}
	margin := strings.Repeat(" ", indent)
	seen := map[string]bool{value: true}
	for _, s := range spans {
		if q == plainQuotes {
			if !seen[s.Quote] {
				p.line(indent+2, piece{plain, margin}, piece{quoted, "「" + s.Quote + "」"})
			}
			seen[s.Quote] = true
			continue
		}
		p.line(indent+2, piece{plain, margin}, piece{quoted, "「" + s.Quote + "」"},
			piece{faint, fmt.Sprintf(" %s [%d,%d)", s.Rule, s.Start, s.End)})
	}
}

// fieldOf gives the field that a JSON Pointer points into.
func fieldOf(pointer string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	return name
}

// value words one value of a field; short says that it may share a row.
func (l lang) value(f jikenbo.Field, v any) (text string, short bool) {
	switch v := v.(type) {
	case jikenbo.Affected:
		return l.affected(v), false
	case jikenbo.Period:
		return period(v), false
	case jikenbo.Happening:
		return days(v.Date, v.To) + "  " + l.label("moment", string(v.Kind)), false
	case jikenbo.Report:
		return strings.TrimSpace(l.label("recipient", string(v.To)) + "  " + v.Date.String()), false
	case jikenbo.Check:
		return equation(v), false
	case jikenbo.Event:
		return strings.TrimSpace(v.Name + "  " + days(v.From, v.To) + "  " + v.URL), false
	case jikenbo.TargetRule:
		return l.text(mTargetRule, v.Sector, l.label("permission", string(v.Encrypt)), l.label("permission", string(v.Steal)), v.Condition), false
	case jikenbo.Date:
		return v.String(), true
	}
	text = fmt.Sprint(v)
	if f.Taxonomy != "" {
		text = l.label(f.Taxonomy, text)
	}
	return text, true
}

func (l lang) label(taxonomy, code string) string {
	return jikenbo.TaxonomyOf(taxonomy).Label(code, string(l))
}

func (l lang) affected(a jikenbo.Affected) string {
	s := a.Words(string(l))
	if a.Role != jikenbo.Total {
		s += " (" + l.label("role", string(a.Role)) + ")"
	}
	var ties []string
	for _, item := range a.Items {
		ties = append(ties, l.label("item", string(item)))
	}
	if len(ties) > 0 {
		s += "  " + strings.Join(ties, l.comma())
	}
	if a.Window != nil {
		s += "  " + period(*a.Window)
	}
	return s
}

// period writes a span of days; an open end stays open.
func period(p jikenbo.Period) string {
	return strings.TrimSpace(p.From.String() + " – " + p.To.String())
}

// days writes a day, or a span of days if to is another one.
func days(from, to jikenbo.Date) string {
	if to.IsZero() || to == from {
		return from.String()
	}
	return period(jikenbo.Period{From: from, To: to})
}

// equation writes a check with its verdict, or a chain of subsets as one
// funnel: 7 + 384 + 2,934 = 3,325 ✓, 35 ⊃ 29 ⊃ 24 ✓.
func equation(chain ...jikenbo.Check) string {
	var s string
	switch first := chain[0]; first.Kind {
	case jikenbo.SumCheck:
		parts := make([]string, len(first.Parts))
		for i, n := range first.Parts {
			parts[i] = jikenbo.Commas(n)
		}
		s = strings.Join(parts, " + ") + " = " + jikenbo.Commas(first.Total)
	case jikenbo.SubsetCheck:
		s = jikenbo.Commas(first.Whole)
	}
	holds := true
	for _, c := range chain {
		if c.Kind == jikenbo.SubsetCheck {
			s += " ⊃ " + jikenbo.Commas(c.Part)
		}
		holds = holds && c.Holds()
	}
	if holds {
		return s + " ✓"
	}
	return s + " ✗"
}
