package assemble

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"jikenbo/internal/identity"
)

// oneName reports whether two names are spellings of one.
func oneName(a, b string) bool {
	if a == b {
		return true
	}
	if a == "" || b == "" || identity.Key(a) != identity.Key(b) {
		return false
	}
	x, y := identity.Parse(a).Form, identity.Parse(b).Form
	return x == y || x == "" || y == ""
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
