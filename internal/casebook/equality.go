package casebook

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"time"

	"jikenbo"
	"jikenbo/internal/identity"
)

// Equality is what a person decided about two names of organizations.
type Equality struct {
	A    string    `json:"a"` // the name that it goes by, where both are of one
	B    string    `json:"b"`
	Same bool      `json:"same"` // they are of one organization, else of two
	Who  string    `json:"who"`
	Why  string    `json:"why"`
	At   time.Time `json:"at"`
}

// ErrEquality: the aliases or other decisions of persons contradict a decision
// about two names, or say the same already.
var ErrEquality = errors.New("it cannot be decided so")

// pairOf gives a decision's names as they are compared: by their keys, or, where
// those are one, with their legal forms and seats.
func pairOf(a, b string, key func(string) string) [2]string {
	x, y := key(a), key(b)
	if x == y {
		p, q := identity.Parse(a), identity.Parse(b)
		x, y = fmt.Sprint(x, " ", p.Form, p.Remarks), fmt.Sprint(y, " ", q.Form, q.Remarks)
	}
	return [2]string{min(x, y), max(x, y)}
}

// plainKey gives the key of a name without aliases.
func plainKey(name string) string { return (*identity.Aliases)(nil).Key(name) }

// naming is what is known of names: the aliases with what persons decided.
type naming struct {
	last    int64 // decision
	aliases *identity.Aliases
	sum     int64      // of its roots
	refused []Equality // decisions that the aliases contradict
	apart   []Equality
}

// sumOf tells roots from others; 0 stands for none.
func sumOf(roots map[string]string) int64 {
	if len(roots) == 0 {
		return 0
	}
	h := fnv.New64a()
	for _, key := range slices.Sorted(maps.Keys(roots)) {
		fmt.Fprintf(h, "%s\t%s\n", key, roots[key])
	}
	return int64(h.Sum64() | 1)
}

// aliases gives what is known of names now.
func (b *Book) aliases(ctx context.Context, query querying) (*identity.Aliases, error) {
	n, err := b.known(ctx, query)
	if err != nil {
		return nil, err
	}
	return n.aliases, nil
}

// equalities reads the decisions of persons, of each pair the last.
func equalities(ctx context.Context, query querying) ([]Equality, error) {
	rows, err := query(ctx, `SELECT q.a, q.b, q.same, c.who, c.why, c.at FROM equalities q JOIN changes c ON c.id = q.change ORDER BY q.id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Equality
	at := make(map[[2]string]int)
	for rows.Next() {
		var e Equality
		var when string
		if err := rows.Scan(&e.A, &e.B, &e.Same, &e.Who, &e.Why, &when); err != nil {
			return nil, err
		}
		if e.At, err = parseTime(when); err != nil {
			return nil, err
		}
		pair := pairOf(e.A, e.B, plainKey)
		if i, ok := at[pair]; ok {
			all[i].Who = "" // another has taken its place
		}
		at[pair] = len(all)
		all = append(all, e)
	}
	return slices.DeleteFunc(all, func(e Equality) bool { return e.Who == "" }), rows.Err()
}

func (b *Book) known(ctx context.Context, query querying) (*naming, error) {
	var last int64
	if err := oneRow(ctx, query, `SELECT coalesce(max(id), 0) FROM equalities`, nil, &last); err != nil {
		return nil, err
	}
	if n := b.naming.Load(); n != nil && n.last == last {
		return n, nil
	}
	all, err := equalities(ctx, query)
	if err != nil {
		return nil, err
	}
	n := nameBy(b.base, all)
	n.last = last
	b.naming.Store(n)
	return n, nil
}

// nameBy adds decisions of persons to aliases. One that they contradict is left
// out.
func nameBy(base *identity.Aliases, decisions []Equality) *naming {
	n := &naming{aliases: base}
	names := make(map[string]string) // by key: the name
	up := make(map[string]string)    // by key: that of the name it goes by
	root := func(name string) string {
		key := base.Key(name)
		for up[key] != "" {
			key = up[key]
		}
		if names[key] == "" {
			names[key] = name
			for _, row := range base.Of(name) {
				if plainKey(row.Name) == key {
					names[key] = row.Name
				}
			}
		}
		return key
	}
	var rows []identity.Alias
	var by []Equality
	for _, e := range decisions {
		if !e.Same {
			n.apart = append(n.apart, e)
			continue
		}
		row := identity.Alias{Name: e.A, Kind: identity.OtherName, Value: e.B, Source: "decided " + jikenbo.DateOf(e.At).String() + ": " + e.Why} // records are public, and who decided is not
		if plainKey(e.A) != plainKey(e.B) {
			a, b := root(e.A), root(e.B)
			if a == b {
				continue // they are already
			}
			up[b] = a
			row.Name, row.Value = names[a], names[b]
		}
		rows, by = append(rows, row), append(by, e)
	}
	if all, err := base.With(rows...); err == nil {
		n.aliases = all
	} else {
		for i, row := range rows {
			if more, err := n.aliases.With(row); err == nil {
				n.aliases = more
			} else {
				n.refused = append(n.refused, by[i])
			}
		}
	}
	n.sum = sumOf(n.aliases.Roots())
	return n
}

// Equate keeps what a person decided about two names: that they are of one
// organization, which goes by a from then on, or of two. The cases and notices
// that have the names are linked anew, and its cascades are found anew; cases
// that are one already stay so. The error wraps [ErrEquality] where the aliases
// or other decisions contradict it or say so already.
func (b *Book) Equate(ctx context.Context, who, why, x, y string, same bool) error {
	x, y = strings.TrimSpace(x), strings.TrimSpace(y)
	return b.change(ctx, "decide about names", who, why, func(s *scribe) error {
		refuse := func(format string, args ...any) error {
			return fmt.Errorf("%s and %s: %w: %s", x, y, ErrEquality, fmt.Sprintf(format, args...))
		}
		for _, name := range []string{x, y} {
			if plainKey(name) == "" || len(name) > 1000 {
				return refuse("%q is no name", name)
			}
		}
		was := s.aliases.Compare(x, y)
		if same && was == identity.Same {
			return refuse("they are names of one organization already")
		}
		if !same && identity.Compare(x, y) == identity.Same && s.book.base.Compare(x, y) == identity.Same {
			return refuse("they are spellings of one name, or a file of aliases says that they are one")
		}
		change, err := s.changeID()
		if err != nil {
			return err
		}
		if _, err := s.insert(`INSERT INTO equalities (change, a, b, same) VALUES (?, ?, ?, ?)`, change, x, y, same); err != nil {
			return err
		}
		now, err := s.naming()
		if err != nil {
			return err
		}
		if is := now.aliases.Compare(x, y); same && is != identity.Same {
			return refuse("the aliases contradict it, as by two corporate numbers")
		} else if !same && is == identity.Same {
			return refuse("other decisions make them one: take those back first")
		}
		for _, e := range now.apart {
			if now.aliases.Compare(e.A, e.B) == identity.Same {
				return refuse("%s decided that %s and %s are of two organizations", e.Who, e.A, e.B)
			}
		}
		return s.adopt()
	})
}

// Equalities gives what persons decided about names, in the order in which they
// did; of each pair the last decision.
func (b *Book) Equalities(ctx context.Context) ([]Equality, error) {
	all, err := equalities(ctx, b.look)
	if err != nil {
		return nil, b.fail("decisions about names", err)
	}
	return all, nil
}

// naming reads what is known of names as the change has it.
func (s *scribe) naming() (*naming, error) {
	all, err := equalities(s.ctx, s.querying)
	if err != nil {
		return nil, err
	}
	return nameBy(s.book.base, all), nil
}

func (s *scribe) querying(_ context.Context, query string, args ...any) (*sql.Rows, error) {
	return s.query(query, args...)
}

// keptRoots gives the roots that links and cascades were made with.
func keptRoots(ctx context.Context, query querying) (map[string]string, error) {
	rows, err := query(ctx, `SELECT key, root FROM alias_roots`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	roots := make(map[string]string)
	for rows.Next() {
		var key, root string
		if err := rows.Scan(&key, &root); err != nil {
			return nil, err
		}
		roots[key] = root
	}
	return roots, rows.Err()
}

// useKept makes the change use the aliases that links were made with.
func (s *scribe) useKept() error {
	roots, err := keptRoots(s.ctx, s.querying)
	s.aliases = identity.Rooted(roots)
	return err
}

// adopt makes links and cascades those of what is known of names now, where they
// are of something else.
func (s *scribe) adopt() error {
	var now *naming
	var err error
	if s.aliases == nil {
		now, err = s.book.known(s.ctx, s.querying)
	} else { // the change itself decided something
		now, err = s.naming()
	}
	if err != nil {
		return err
	}
	s.aliases = now.aliases
	var sum int64
	if _, err := s.find(`SELECT aliases FROM name_state`, nil, &sum); err != nil || sum == now.sum {
		return err
	}
	kept, err := keptRoots(s.ctx, s.querying)
	if err != nil {
		return err
	}
	roots := now.aliases.Roots()
	var changed []string
	for key := range roots {
		if kept[key] != roots[key] {
			changed = append(changed, key)
		}
	}
	for key := range kept {
		if roots[key] == "" {
			changed = append(changed, key)
		}
	}
	slices.Sort(changed)
	var marks []uint32
	var hashes []int64 // of the names that they were
	for _, key := range changed {
		marks = append(marks, identity.KeyMark(key))
		hashes = append(hashes, keyHash(cmp.Or(kept[key], key)))
		if _, err := s.insert(`DELETE FROM alias_roots WHERE key = ?`, key); err != nil {
			return err
		}
		if root := roots[key]; root != "" {
			if _, err := s.insert(`INSERT INTO alias_roots (key, root) VALUES (?, ?)`, key, root); err != nil {
				return err
			}
		}
	}
	if _, err := s.insert(`UPDATE name_state SET aliases = ?`, now.sum); err != nil {
		return err
	}
	entries, err := s.ids(`
		SELECT DISTINCT e.entry FROM name_marks m JOIN name_entries e ON e.name = m.name
		WHERE m.mark IN (SELECT value FROM json_each(?)) ORDER BY e.entry`, marksJSON(marks))
	if err != nil {
		return err
	}
	list, err := encode(hashes)
	if err != nil {
		return err
	}
	cases, err := s.ids(`SELECT DISTINCT case_id FROM traces WHERE key IN (SELECT value FROM json_each(?))`, string(list))
	if err != nil {
		return err
	}
	if err := s.rekey(entries, identity.Rooted(kept)); err != nil {
		return err
	}
	for _, id := range entries {
		if _, err := s.rejoin(id); err != nil {
			return err
		}
		var home int64
		if _, err := s.find(`SELECT case_id FROM entries WHERE id = ?`, []any{id}, &home); err != nil {
			return err
		}
		cases = append(cases, home)
	}
	if s.cases == nil {
		s.cases = make(map[int64]bool)
	}
	for _, id := range cases {
		s.cases[id] = true
	}
	return nil
}

// rekey makes the keys of links of entries those of what is known of names now;
// they were made with other aliases.
func (s *scribe) rekey(entries []int64, was *identity.Aliases) error {
	for _, id := range entries {
		old, _, err := readProfile(s.query, id, false, was)
		if err != nil {
			return err
		}
		list, err := encode(keysOf(old))
		if err != nil {
			return err
		}
		if _, err := s.insert(`DELETE FROM link_keys WHERE entry = ?2 AND key IN (SELECT value FROM json_each(?1))`, string(list), id); err != nil {
			return err
		}
		p, refs, err := readProfile(s.query, id, false, s.aliases)
		if err != nil {
			return err
		}
		if err := s.keepLinks(id, p, refs, nil); err != nil {
			return err
		}
	}
	return nil
}

// realias makes links and cascades those of the aliases with which the casebook
// is opened, where they are of others.
func (b *Book) realias(ctx context.Context, _ func(done, total int)) error {
	now, err := b.known(ctx, b.db.QueryContext)
	if err != nil {
		return err
	}
	var sum int64
	if err := oneRow(ctx, b.db.QueryContext, `SELECT aliases FROM name_state`, nil, &sum); err != nil || sum == now.sum {
		return err
	}
	return b.change(ctx, "use aliases", "jikenbo", "other aliases of names are known", func(*scribe) error { return nil })
}

// roots proves that what is kept of aliases is what it was, and that it takes in
// all that persons decided.
func (v *verifier) roots() error {
	const where = "aliases"
	roots, err := keptRoots(v.ctx, v.tx.QueryContext)
	if err != nil {
		return err
	}
	v.aliases = identity.Rooted(roots)
	var sum int64
	if err := oneRow(v.ctx, v.tx.QueryContext, `SELECT aliases FROM name_state`, nil, &sum); err != nil {
		return err
	}
	if sum != sumOf(roots) {
		if err := v.report(where, "they are not those that links and cascades were made with"); err != nil {
			return err
		}
	}
	all, err := equalities(v.ctx, v.tx.QueryContext)
	if err != nil {
		return err
	}
	now := nameBy(v.base, all)
	for _, e := range now.refused {
		if err := v.say(Problem{where, fmt.Sprintf("%s decided that %s and %s are one organization, and the aliases contradict it", e.Who, e.A, e.B), true}); err != nil {
			return err
		}
	}
	if now.sum != sum {
		return v.say(Problem{where, "they are others now; links and cascades are made anew when the casebook is opened for writing", true})
	}
	return nil
}
