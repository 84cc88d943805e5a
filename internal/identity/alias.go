package identity

import (
	_ "embed" // the curated file
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"jikenbo"
)

// AliasKind is what a row of a file of aliases says of an organization.
type AliasKind string

// The kinds of aliases.
const (
	FormerName  AliasKind = "former"  // a name it had
	ShortName   AliasKind = "short"   // a short name that is its alone
	EnglishName AliasKind = "english" // its name in Latin letters or another language
	ShopName    AliasKind = "shop"    // a shop or brand that it runs
	OtherName   AliasKind = "other"   // a name that it has for another reason, such as a slip
	GroupName   AliasKind = "group"   // the group it belongs to, or the company that holds it
	NumberOfIt  AliasKind = "number"  // its 法人番号
	SectorOfIt  AliasKind = "sector"  // its sector
)

const (
	sameKinds     = "former short english shop other" // whose value is a name of the organization itself
	everyKind     = sameKinds + " group number sector"
	mostAliases   = 1 << 20
	mostAliasFile = 64 << 20 // bytes
)

// Alias is a row of a file of aliases: what somebody has looked up of an
// organization, and where.
type Alias struct {
	Name   string       // the organization as it is named now
	Kind   AliasKind    // what the value is
	Value  string       // the other name, the number or the letter of the sector
	From   jikenbo.Date // from when that is true; of a former name, when it ceased; zero if unknown
	Source string       // an address, or a file
}

// Aliases are what is known of organizations besides how they are written. Nil
// and the zero value know nothing. They do not change and may be used by many
// at once.
type Aliases struct {
	rows   []Alias
	root   map[string]string   // key of a name: key of the organization as it is named now
	of     map[string][]int    // that key: its rows
	groups map[string][]string // that key: keys of its groups
	forms  map[string]bool     // keys of names whose legal forms and seats tell nothing
}

//go:embed alias.tsv
var aliasTable string

// curated gives the aliases of the project.
var curated = sync.OnceValue(func() *Aliases {
	a, err := ReadAliases(strings.NewReader(aliasTable), "alias.tsv")
	if err != nil {
		panic(err)
	}
	return a
})

var standard atomic.Pointer[Aliases]

// Default gives the aliases that [Compare] knows: those of the project, unless
// [SetDefault] has put others in their place.
func Default() *Aliases {
	if a := standard.Load(); a != nil {
		return a
	}
	return curated()
}

// SetDefault makes others the aliases that [Compare] knows; nil makes them those
// of the project again. A command calls it before anything is read or joined.
func SetDefault(a *Aliases) { standard.Store(a) }

// Load gives the aliases of the project and those of a file of the same form,
// whose head tells of it. What contradicts them is an error.
func Load(path string) (*Aliases, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("aliases: %w", err)
	}
	defer f.Close()
	a, err := ReadAliases(f, path)
	if err != nil {
		return nil, err
	}
	both, err := curated().With(a.rows...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return both, nil
}

// ReadAliases reads a file of aliases, which is named in errors. All rows that
// are wrong are told of.
func ReadAliases(r io.Reader, name string) (*Aliases, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostAliasFile+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(data) > mostAliasFile {
		return nil, fmt.Errorf("%s: a file of aliases has at most %d MB", name, mostAliasFile>>20)
	}
	var rows []Alias
	var errs []error
	line := 0
	for text := range strings.Lines(strings.TrimPrefix(string(data), "\ufeff")) {
		line++
		text = strings.TrimRight(text, "\r\n")
		if strings.TrimSpace(text) == "" || strings.HasPrefix(text, "#") {
			continue
		}
		row, err := parseAlias(text)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", name, line, err))
			if len(errs) == 20 {
				break
			}
			continue
		}
		rows = append(rows, row)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	a, err := (*Aliases)(nil).With(rows...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return a, nil
}

func parseAlias(text string) (Alias, error) {
	fields := strings.Split(text, "\t")
	if len(fields) != 5 {
		return Alias{}, fmt.Errorf("a row has five columns parted by tabs (name, kind, value, from, source), this one has %d", len(fields))
	}
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	row := Alias{Name: fields[0], Kind: AliasKind(fields[1]), Value: fields[2], Source: fields[4]}
	if fields[3] != "" {
		from, err := jikenbo.ParseDate(fields[3])
		if err != nil {
			return Alias{}, fmt.Errorf("from: %w", err)
		}
		row.From = from
	}
	return row, row.check()
}

func (row Alias) check() error {
	switch {
	case row.Name == "" || row.Value == "":
		return errors.New("a row needs a name and a value")
	case !slices.Contains(strings.Fields(everyKind), string(row.Kind)):
		return fmt.Errorf("%q is no kind of alias: use one of %s", row.Kind, everyKind)
	case row.Source == "":
		return fmt.Errorf("%s %s %s: a row needs a source: the address where that is said", row.Name, row.Kind, row.Value)
	}
	var err error
	switch row.Kind {
	case NumberOfIt:
		_, err = ParseCorporateNumber(row.Value)
	case SectorOfIt:
		_, err = ParseSector(row.Value)
	}
	return err
}

// With gives aliases with more of them. A name that would be of two
// organizations, names that lead back to themselves, and two numbers of one
// organization or one of two are errors.
func (a *Aliases) With(more ...Alias) (*Aliases, error) {
	b := &Aliases{root: map[string]string{}, of: map[string][]int{}, groups: map[string][]string{}, forms: map[string]bool{}}
	if a != nil {
		b.rows = slices.Clone(a.rows)
	}
	seen := make(map[Alias]bool, len(b.rows)+len(more))
	for _, row := range b.rows {
		seen[row] = true
	}
	var errs []error
	for _, row := range more {
		if err := row.check(); err != nil {
			errs = append(errs, err)
		} else if !seen[row] {
			seen[row] = true
			b.rows = append(b.rows, row)
		}
	}
	if len(b.rows) > mostAliases {
		return nil, fmt.Errorf("at most %d aliases can be used", mostAliases)
	}
	parent := map[string]string{}
	by := map[string]Alias{}
	for _, row := range b.rows {
		if !row.Kind.IsName() {
			continue
		}
		name, value := self(row.Name), self(row.Value)
		if name == value { // but for their legal forms
			b.forms[name] = true // nor for their seats
			continue
		}
		if p, ok := parent[value]; ok && p != name {
			errs = append(errs, fmt.Errorf("%s is said to be a name of %s (%s) and of %s (%s)", row.Value, by[value].Name, by[value].Source, row.Name, row.Source))
			continue
		}
		parent[value], by[value] = name, row
	}
	for key := range parent {
		at := key
		for range len(parent) + 1 {
			up, ok := parent[at]
			if !ok {
				break
			}
			at = up
			if at == key {
				errs = append(errs, fmt.Errorf("%s leads back to itself: %s", by[key].Value, by[key].Name))
				break
			}
		}
		b.root[key] = at
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	numbers := map[string]string{}
	for i, row := range b.rows {
		root := b.Key(row.Name)
		b.of[root] = append(b.of[root], i)
		switch row.Kind {
		case GroupName:
			group := b.Key(row.Value)
			if group == root {
				errs = append(errs, fmt.Errorf("%s is no group of itself", row.Value))
			}
			b.groups[root] = append(b.groups[root], group)
		case NumberOfIt:
			n, _ := ParseCorporateNumber(row.Value)
			if other, ok := numbers[string(n)]; ok && other != root {
				errs = append(errs, fmt.Errorf("the number %s is of two organizations, one of them %s", n, row.Name))
			}
			if other, ok := numbers[root]; ok && other != string(n) {
				errs = append(errs, fmt.Errorf("%s has two numbers, %s and %s", row.Name, other, n))
			}
			numbers[string(n)], numbers[root] = root, string(n)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return b, nil
}

// IsName tells whether the value of such a row is a name of the organization
// itself.
func (k AliasKind) IsName() bool { return slices.Contains(strings.Fields(sameKinds), string(k)) }

// Roots gives the keys that are not those of the name that an organization has
// now, each with that.
func (a *Aliases) Roots() map[string]string {
	if a == nil {
		return nil
	}
	return maps.Clone(a.root)
}

// Rooted gives aliases of which nothing is known but [Aliases.Roots].
func Rooted(roots map[string]string) *Aliases { return &Aliases{root: maps.Clone(roots)} }

// Key gives the key of the organization a name is of: [Key] of the name that it
// has now, without a section or a group beside it. Names that have one key here
// are [Same] unless their legal forms or seats contradict each other.
func (a *Aliases) Key(name string) string { return a.now(self(name)) }

// self gives the key of a name without a section or a group beside it.
func self(name string) string {
	n := Parse(name)
	return n.self
}

// now gives the key of the name an organization has now.
func (a *Aliases) now(key string) string {
	if a != nil {
		if root, ok := a.root[key]; ok {
			return root
		}
	}
	return key
}

// Of gives the rows that tell of the organization with a name, whichever name of
// it that is.
func (a *Aliases) Of(name string) []Alias {
	if a == nil {
		return nil
	}
	var rows []Alias
	for _, i := range a.of[a.Key(name)] {
		rows = append(rows, a.rows[i])
	}
	return rows
}

// Sum tells these aliases and this version of the package from others: whoever
// keeps keys or likenesses makes them anew where it is another. It does not
// depend on the order of the rows.
func (a *Aliases) Sum() uint64 {
	sum := uint64(Version)
	if a == nil {
		return sum
	}
	for _, row := range a.rows {
		if row.Kind.IsName() || row.Kind == GroupName {
			h := fnv.New64a()
			fmt.Fprintf(h, "%s\t%s\t%s", row.Name, row.Kind, row.Value)
			sum += h.Sum64()
		}
	}
	return sum
}

// All gives all rows.
func (a *Aliases) All() []Alias {
	if a == nil {
		return nil
	}
	return slices.Clone(a.rows)
}

// Compare tells how alike two names are.
func (a *Aliases) Compare(x, y string) Likeness {
	p, q := Parse(x), Parse(y)
	l, _ := a.Likeness(&p, &q)
	return l
}

// Likeness tells how alike two parsed names are, and why. It is symmetric.
func (a *Aliases) Likeness(x, y *Name) (Likeness, Why) {
	l, why := compare(x, y)
	if l == Same || a == nil || x.key == "" || y.key == "" || pronoun(x.core) || pronoun(y.core) {
		return l, why
	}
	p, q := a.now(x.self), a.now(y.self)
	switch {
	case (why == WhyForm || why == WhySeat) && a.forms[x.self]:
		return Same, WhyAlias
	case p == q && x.self != y.self:
		return Same, WhyAlias
	case l == Possible:
		return l, why
	case slices.Contains(a.groups[p], q) || slices.Contains(a.groups[q], p):
		return Possible, WhyGroup
	case (x.unit != "" || y.unit != "") && a.now(x.core) == a.now(y.core):
		return Possible, WhyUnit
	}
	return l, why
}
