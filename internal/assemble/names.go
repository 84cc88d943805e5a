package assemble

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"jikenbo/internal/identity"
)

// name is a name as it is written, with what tells it from others.
type name struct {
	text string
	key  string
	form string // legal form, "" if none is written
}

func nameOf(s string) name { return name{s, identity.Key(s), identity.Parse(s).Form} }

// same reports whether two names are spellings of one: they are equal but for
// spelling, and not of two legal forms.
func (n name) same(m name) bool {
	return n.text == m.text || n.key != "" && n.key == m.key && (n.form == m.form || n.form == "" || m.form == "")
}

func oneName(a, b string) bool { return a == b || nameOf(a).same(nameOf(b)) }

// namebook holds the names that have been taken apart.
type namebook map[string]name

func (b namebook) all(texts []string) []name {
	if len(texts) == 0 {
		return nil
	}
	all := make([]name, len(texts))
	for i, s := range texts {
		n, ok := b[s]
		if !ok {
			n = nameOf(s)
			b[s] = n
		}
		all[i] = n
	}
	return all
}

// oneOrganization reports whether two names of the organization that one
// incident happened at are spellings of one, or one names with the owner what
// the other names alone: a hospital, a school.
func oneOrganization(a, b string) bool {
	return oneName(a, b) || owned(a, b) || owned(b, a)
}

// owned reports whether the full name is that of a corporation followed by the
// short one, which has no legal form.
func owned(full, short string) bool {
	if full == "" || short == "" || !strings.HasSuffix(identity.Key(full), identity.Key(short)) {
		return false
	}
	return identity.Parse(full).Form != "" && identity.Parse(short).Form == ""
}

// fuller gives the fuller of two spellings of a name: with its legal form,
// without honorifics and remarks, the longer one. It is the same whichever
// comes first.
func fuller(a, b string) string {
	if a == b {
		return a
	}
	x, y := identity.Parse(a), identity.Parse(b)
	has := func(s string) int { return min(len(s), 1) }
	beside := func(n *identity.Name) int { return has(n.Honorific) + has(n.Alias) + has(n.Former) + len(n.Remarks) }
	if cmp.Or(
		cmp.Compare(has(x.Form), has(y.Form)),
		cmp.Compare(beside(&y), beside(&x)),
		cmp.Compare(utf8.RuneCountInString(a), utf8.RuneCountInString(b)),
		strings.Compare(b, a),
	) > 0 {
		return a
	}
	return b
}
