package feed

import (
	"strings"

	"jikenbo"
)

// Heading names a case in one line: its number, the organization and the title.
func Heading(n jikenbo.Number, c *jikenbo.Case) string {
	words := []string{"#" + n.String()}
	for _, part := range []string{c.Organization, c.Title} {
		if part != "" {
			words = append(words, part)
		}
	}
	return OneLine(strings.Join(words, " "))
}

// Words tells a case in lines of plain text, in "ja" or "en": what it states of
// who, when, what and how many, and nothing of what it does not state.
func Words(c *jikenbo.Case, lang string) []string {
	choose := func(ja, en string) string {
		if lang == "ja" {
			return ja
		}
		return en
	}
	var lines []string
	add := func(field string, values ...string) {
		if value := strings.Join(values, choose("、", ", ")); value != "" {
			f, _ := jikenbo.FieldNamed(field)
			lines = append(lines, f.Label(lang)+": "+OneLine(value))
		}
	}
	var counts []string
	for _, a := range c.Affected {
		counts = append(counts, a.Words(lang)+choose("（", " (")+jikenbo.TaxonomyOf("role").Label(string(a.Role), lang)+choose("）", ")"))
	}
	add("organization", c.Organization)
	add("title", c.Title)
	add("published", c.Published.String())
	add("types", labels("type", c.Types, lang)...)
	if c.Leak != jikenbo.LeakUnstated {
		add("leak", labels("leak", []jikenbo.Leak{c.Leak}, lang)...)
	}
	add("affected", counts...)
	add("items", labels("item", c.Items, lang)...)
	add("suppliers", c.Suppliers...)
	return lines
}

func labels[T ~string](taxonomy string, codes []T, lang string) []string {
	var all []string
	for _, code := range codes {
		if code != "" {
			all = append(all, jikenbo.TaxonomyOf(taxonomy).Label(string(code), lang))
		}
	}
	return all
}

// OneLine makes a text of anybody's fit for a line, such as a title: without
// what ends a line, speaks to a terminal or turns what follows, and without
// white space around it.
func OneLine(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			return ' '
		case r < 0x20 || r >= 0x7f && r < 0xa0 || r == '\ufeff' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, s))
}
