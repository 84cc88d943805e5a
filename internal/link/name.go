package link

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"jikenbo/internal/identity"
)

// organization is who published an account, as it can be compared.
type organization struct {
	name  identity.Name
	key   string   // of the name it has now, "" if none is stated
	sites []string // by what it is found: the keys of its name without a unit, and of the unit

	aliases *identity.Aliases
}

func newOrganization(name string, aliases *identity.Aliases) organization {
	name = withoutSection(name)
	o := organization{name: identity.Parse(name), key: aliases.Key(name), aliases: aliases}
	if o.key == "" {
		return o
	}
	core := aliases.Key(o.name.Core)
	if core == "" {
		core = o.key
	}
	o.sites = []string{core}
	if unit := identity.Key(o.name.Unit); unit != "" && unit != core {
		o.sites = append(o.sites, unit)
	}
	return o
}

// withoutSection takes off what says only who in an organization writes: a
// section behind a space, the office of a municipality, the group before the
// name of its company.
func withoutSection(name string) string {
	name = strings.TrimSpace(name)
	if i := strings.LastIndexAny(name, " \u3000"); i > 0 {
		_, size := utf8.DecodeRuneInString(name[i:])
		section := name[i+size:]
		if _, ok := trimWord(section, aSection); ok && len(section) <= 36 {
			rest := strings.TrimSpace(name[:i])
			if identity.Key(rest+section) != identity.Key(section) { // of 株式会社 設計室 it is the name
				name = rest
			}
		}
	}
	if group, rest, ok := strings.Cut(strings.ReplaceAll(name, "\u3000", " "), " "); ok {
		if stem, ok := strings.CutSuffix(group, "グループ"); ok && stem != "" && strings.Contains(rest, stem) {
			name = strings.TrimSpace(rest)
		}
	}
	for _, w := range words[anOffice] { // 市役所 is of a 市
		_, size := utf8.DecodeRuneInString(w)
		if rest, ok := strings.CutSuffix(name, w[size:]); ok && strings.HasSuffix(rest, w[:size]) {
			return rest
		}
	}
	return name
}

// kin says how two names of organizations stand to each other.
type kin uint8

const (
	strangers kin = iota
	related       // a company and its group, two hospitals of one corporation, like names
	nearly        // probably one, but written otherwise: with and without a unit, misread
	oneself
)

// compareNames compares the names of organizations.
func compareNames(a, b *organization) kin {
	likeness, why := a.aliases.Likeness(&a.name, &b.name)
	switch likeness {
	case identity.Same:
		return oneself
	case identity.Different:
		return strangers
	}
	switch why {
	case identity.WhyUnit:
		if a.name.Unit != "" && b.name.Unit != "" && !slices.Equal(a.sites, b.sites) {
			return related
		}
		return nearly
	case identity.WhyGroup:
		if a.name.Holding || b.name.Holding {
			return related
		}
		return nearly // 〇〇グループ
	case identity.WhyForm, identity.WhyReading, identity.WhyMisread, identity.WhyShort:
		return nearly
	}
	return related
}

// Strangers reports whether two names are surely of two organizations: nothing
// joins what they publish by itself. It is false where one is empty.
func Strangers(x, y string, aliases *identity.Aliases) bool {
	a, b := newOrganization(x, aliases), newOrganization(y, aliases)
	return a.key != "" && b.key != "" && compareNames(&a, &b) == strangers
}

// keyed is a name or a contact: by what it is compared, and as it is written.
type keyed struct{ key, written string }

func (k keyed) compare(l keyed) int {
	return cmp.Or(strings.Compare(k.key, l.key), strings.Compare(k.written, l.written))
}

// distinct puts them in the order of their keys, each key once.
func distinct(ks []keyed) []keyed {
	slices.SortFunc(ks, keyed.compare)
	return slices.CompactFunc(ks, func(a, b keyed) bool { return a.key == b.key })
}

// has reports whether one of that key is there.
func has(ks []keyed, key string) bool {
	return slices.ContainsFunc(ks, func(k keyed) bool { return k.key == key })
}

// keyedNames gives names by what they are compared.
func keyedNames(names []string, aliases *identity.Aliases) []keyed {
	var out []keyed
	for _, s := range names[:min(len(names), 16)] {
		if k := aliases.Key(s); k != "" {
			out = append(out, keyed{k, s})
		}
	}
	return distinct(out)
}
