package casebook

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"
	"strings"

	"jikenbo"
	"jikenbo/internal/identity"
)

// Standing is what an organization has to do with a case.
type Standing string

// The standings.
const (
	AsPublisher Standing = "publisher" // the case is its own
	AsInferred  Standing = "inferred"  // the case is inferred of it from those of others
	AsSupplier  Standing = "supplier"  // the case names it as a supplier
	AsGroup     Standing = "group"     // a notice says that the publisher, or another, is of its group
	AsNamed     Standing = "named"     // a notice says something else of who it is
)

// Part is a case that an organization has a part in.
type Part struct {
	Number jikenbo.Number `json:"number"`
	Status jikenbo.Status `json:"status"`
	Roles  []Standing     `json:"roles"`
	Name   string         `json:"name"` // as the case has it
	Case   jikenbo.Case   `json:"case"`
}

// Organization is what the casebook knows of an organization: a record of its
// identity, and the cases that it has a part in.
type Organization struct {
	identity.Record
	Sum   int    `json:"total"`           // cases
	Cases []Part `json:"cases,omitempty"` // the latest first, at most [PartsMost]
}

// Bounds of a record.
const (
	PartsMost      = 2000 // cases
	statementsMost = 500  // entries that state who it is
	offersMost     = 50   // names that are alike
)

// IsZero reports whether nothing is known by the name that was asked for. What
// may be meant is in Unsure.
func (o *Organization) IsZero() bool { return o.Sum == 0 && len(o.Names) == 0 && len(o.facts()) == 0 }

// facts gives all facts of the record.
func (o *Organization) facts() []identity.Fact {
	return slices.Concat(o.Former, o.Short, o.English, o.Shops, o.Others, o.Groups, o.Members, o.Numbers, o.Codes, o.Sectors)
}

// Organization gives the record of the organization with a name, whichever name
// of it that is: what open cases and their notices say now, with what persons
// corrected, and what the aliases say. A name that several organizations have,
// told apart by their legal forms, is the name of none: they are in Unsure, as
// are names like one that nobody has. The error wraps [jikenbo.ErrNotFound] if
// there are none of those either.
func (b *Book) Organization(ctx context.Context, name string) (*Organization, error) {
	o, err := b.organization(ctx, strings.TrimSpace(name))
	if err == nil && o.IsZero() && len(o.Unsure) == 0 {
		err = jikenbo.ErrNotFound
	}
	if err != nil {
		return nil, b.fail("organization "+name, err)
	}
	return o, nil
}

func (b *Book) organization(ctx context.Context, name string) (*Organization, error) {
	tx, err := b.reads.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() // a snapshot, to be given up
	r, err := b.records(ctx, b.within(tx))
	if err != nil {
		return nil, err
	}
	return r.organization(name)
}

// records reads what makes records of organizations.
type records struct {
	ctx     context.Context
	query   querying
	aliases *identity.Aliases
	apart   map[[2]string]bool // pairs of names that persons decided are of two
}

func (b *Book) records(ctx context.Context, query querying) (*records, error) {
	now, err := b.known(ctx, query)
	if err != nil {
		return nil, err
	}
	r := &records{ctx: ctx, query: query, aliases: now.aliases, apart: make(map[[2]string]bool)}
	for _, e := range now.apart {
		r.apart[pairOf(e.A, e.B, r.aliases.Key)] = true
	}
	return r, nil
}

// decided reports whether a person decided that two names are of two
// organizations.
func (r *records) decided(a, b string) bool { return r.apart[pairOf(a, b, r.aliases.Key)] }

func (r *records) organization(name string) (*Organization, error) {
	key := r.aliases.Key(name)
	if key == "" || len(name) > 1000 {
		return &Organization{Record: identity.Record{Name: name}}, nil
	}
	used := make(map[string]int) // by name: the notices that write it so
	parts, err := r.parts(key, name, used)
	if err != nil {
		return nil, err
	}
	if several := r.forms(name, used); several != nil {
		o := &Organization{Record: identity.Record{Name: name, Key: key, Unsure: several}}
		return o, nil
	}
	for id, p := range parts {
		if p.Name == "" { // of another organization of that name
			delete(parts, id)
		}
	}
	statements, err := r.statements(key, name, used, parts)
	if err != nil {
		return nil, err
	}
	if err := r.alike(key, name, used, statements); err != nil {
		return nil, err
	}
	names := make([]identity.Used, 0, len(used))
	for _, n := range slices.Sorted(maps.Keys(used)) {
		if used[n] > 0 {
			names = append(names, identity.Used{Name: n, Count: used[n]})
		}
	}
	o := &Organization{Record: *r.aliases.Record(name, names, statements)}
	o.Unsure = slices.DeleteFunc(o.Unsure, func(u identity.Unsure) bool { return r.decided(o.Name, u.Name) })
	o.Unsure = o.Unsure[:min(len(o.Unsure), offersMost)]
	for _, p := range parts {
		o.Cases = append(o.Cases, *p)
	}
	slices.SortFunc(o.Cases, func(a, b Part) int {
		return cmp.Or(b.Case.Published.Compare(a.Case.Published), b.Number.Year-a.Number.Year, b.Number.Seq-a.Number.Seq)
	})
	o.Sum = len(o.Cases)
	o.Cases = o.Cases[:min(len(o.Cases), PartsMost)]
	return o, nil
}

// own gives all names that are surely of the organization with a name, as far as
// the aliases tell.
func (r *records) own(name string) []string {
	names := []string{name}
	for _, row := range r.aliases.Of(name) {
		names = append(names, row.Name)
		if row.Kind.IsName() {
			names = append(names, row.Value)
		}
	}
	return names
}

// parts gives the cases that an organization has a part in by their ids, and
// counts its names in their notices. Cases of organizations that only their
// legal form tells from it have no name.
func (r *records) parts(key, name string, used map[string]int) (map[int64]*Part, error) {
	parts := make(map[int64]*Part)
	var ids []int64
	decided := make(map[int64]string)
	hash := keyHash(key)
	err := r.each(`
		SELECT DISTINCT c.id, c.year, c.seq, r.status, r.decided, coalesce(r.facts, e.facts), t.cascade
		FROM (SELECT case_id AS id, 0 AS cascade FROM traces WHERE key = ?1
			UNION SELECT cascade, 1 FROM traces WHERE key = ?1 AND cascade IS NOT NULL AND NOT own AND cascade NOT IN (SELECT case_id FROM traces WHERE key = ?1)) t
		JOIN cases c ON c.id = t.id
		JOIN revisions r ON r.case_id = c.id AND r.n = (SELECT max(n) FROM revisions WHERE case_id = c.id)
		LEFT JOIN entries e ON e.id = r.entry
		WHERE r.status IN ('open', 'inferred')`, func(rows *sql.Rows) error {
		var p Part
		var id int64
		var fields string
		var facts sql.RawBytes
		var cascade bool
		if err := rows.Scan(&id, &p.Number.Year, &p.Number.Seq, &p.Status, &fields, &facts, &cascade); err != nil {
			return err
		}
		if err := decodeFacts(facts, &p.Case); err != nil {
			return err
		}
		parts[id], decided[id] = &p, fields
		ids = append(ids, id)
		return nil
	}, hash)
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		if r.aliases.Compare(name, p.Case.Organization) == identity.Same {
			role := AsPublisher
			if p.Status == jikenbo.Inferred {
				role = AsInferred
			}
			p.Roles, p.Name = append(p.Roles, role), p.Case.Organization
		}
		for _, s := range p.Case.Suppliers {
			if r.aliases.Compare(name, s) == identity.Same && !slices.Contains(p.Roles, AsSupplier) {
				p.Roles, p.Name = append(p.Roles, AsSupplier), cmp.Or(p.Name, s)
			}
		}
	}
	count := func(c *jikenbo.Case, fields map[string]bool, want bool) {
		var names []string
		if fields["organization"] == want {
			names = append(names, c.Organization)
		}
		if fields["suppliers"] == want {
			names = append(names, c.Suppliers...)
		}
		slices.Sort(names)
		for _, n := range slices.Compact(names) {
			if r.aliases.Key(n) == key {
				used[n]++
			}
		}
	}
	for id, fields := range decided {
		if fields != "" { // what persons decided counts once
			count(&parts[id].Case, parseFields(fields), true)
		}
	}
	err = eachRow(r.ctx, r.query, `SELECT case_id, facts FROM entries WHERE case_id IN (SELECT value FROM json_each(?)) AND replaced_by IS NULL`, ids, func(rows *sql.Rows) error {
		var id int64
		var facts sql.RawBytes
		var c jikenbo.Case
		if err := rows.Scan(&id, &facts); err != nil {
			return err
		}
		if err := decodeFacts(facts, &c); err != nil {
			return err
		}
		count(&c, parseFields(decided[id]), false)
		return nil
	})
	return parts, err
}

// forms gives the names of several organizations that the name which is asked
// for would be one of, since it says nothing of the legal form; nil if it means
// one.
func (r *records) forms(name string, used map[string]int) []identity.Unsure {
	var groups []identity.Unsure
	for _, n := range slices.SortedFunc(maps.Keys(used), func(a, b string) int { return cmp.Or(used[b]-used[a], strings.Compare(a, b)) }) {
		if r.aliases.Compare(name, n) != identity.Same || identity.Parse(n).Form == "" {
			continue
		}
		i := slices.IndexFunc(groups, func(g identity.Unsure) bool { return r.aliases.Compare(g.Name, n) == identity.Same })
		if i < 0 {
			i = len(groups)
			groups = append(groups, identity.Unsure{Name: n, Why: identity.WhyForm})
		}
		groups[i].Count += used[n]
	}
	if len(groups) < 2 {
		return nil
	}
	return groups
}

// statements gives what notices of open cases state of who the organization is,
// and who is it, and adds the cases to its parts.
func (r *records) statements(key, name string, used map[string]int, parts map[int64]*Part) ([]identity.Statement, error) {
	var marks []uint32
	for _, n := range append(r.own(name), slices.Collect(maps.Keys(used))...) {
		if r.aliases.Key(n) == key {
			marks = append(marks, identity.KeyMark(identity.Key(n)))
		}
	}
	corrected := make([]int64, 0) // cases whose organization a person decided: what its notices say of whoever speaks
	for id, p := range parts {
		if slices.Contains(p.Roles, AsPublisher) {
			corrected = append(corrected, id)
		}
	}
	list, err := encode(corrected)
	if err != nil {
		return nil, err
	}
	var all []identity.Statement
	err = r.each(`
		SELECT c.id, c.year, c.seq, r.status, coalesce(r.facts, f.facts), CASE WHEN ' ' || r.decided || ' ' LIKE '% organization %' THEN NULL ELSE e.facts END,
			lower(hex(n.sha256)), e.start, substr(CAST(coalesce(n.text, n.bytes) AS BLOB), e.start + 1, e.stop - e.start)
		FROM (SELECT entry FROM name_statements WHERE mark IN (SELECT value FROM json_each(?1))
			UNION SELECT e.id FROM entries e WHERE e.case_id IN (SELECT value FROM json_each(?2))
				AND (SELECT ' ' || decided || ' ' FROM revisions WHERE case_id = e.case_id ORDER BY n DESC LIMIT 1) LIKE '% organization %') s
		JOIN entries e ON e.id = s.entry JOIN notices n ON n.id = e.notice JOIN cases c ON c.id = e.case_id
		JOIN revisions r ON r.case_id = c.id AND r.n = (SELECT max(n) FROM revisions WHERE case_id = c.id)
		LEFT JOIN entries f ON f.id = r.entry
		WHERE r.status = 'open' AND e.replaced_by IS NULL
		ORDER BY n.sha256, e.n LIMIT ?3`, func(rows *sql.Rows) error {
		var p Part
		var id int64
		var facts, entry, text sql.RawBytes
		var sha string
		var start int
		if err := rows.Scan(&id, &p.Number.Year, &p.Number.Seq, &p.Status, &facts, &entry, &sha, &start, &text); err != nil {
			return err
		}
		if err := decodeFacts(facts, &p.Case); err != nil {
			return err
		}
		speaker := p.Case.Organization
		if entry != nil {
			var c jikenbo.Case
			if err := decodeFacts(entry, &c); err != nil {
				return err
			}
			speaker = c.Organization
		}
		for _, st := range identity.Read(string(text), speaker) {
			role := AsNamed
			switch {
			case r.aliases.Key(st.Of) == key && r.aliases.Compare(st.Of, name) == identity.Same:
			case r.aliases.Key(st.Value) != key || r.aliases.Compare(st.Value, name) != identity.Same:
				continue
			case st.Kind == identity.SaysGroup:
				role = AsGroup
			}
			for i := range st.Spans {
				st.Spans[i].Start += start
				st.Spans[i].End += start
				st.Spans[i].Notice = sha
			}
			all = append(all, st)
			at := parts[id]
			if at == nil {
				at = &p
				at.Name = st.Of
				if role == AsGroup {
					at.Name = st.Value
				}
				parts[id] = at
			}
			if !slices.Contains(at.Roles, role) && (role == AsGroup || len(at.Roles) == 0) {
				at.Roles = append(at.Roles, role)
			}
		}
		return nil
	}, marksJSON(marks), string(list), statementsMost)
	return all, err
}

// alike adds names to used that may be of the organization, one of each that is
// told from others, with the cases that have it.
func (r *records) alike(key, name string, used map[string]int, statements []identity.Statement) error {
	var seek []uint32
	own := r.own(name)
	for n := range used {
		own = append(own, n)
	}
	for _, n := range own {
		_, marks := identity.Find(n)
		seek = append(seek, marks...)
	}
	said := make(map[string]bool)
	for _, st := range statements {
		for _, n := range []string{st.Of, st.Value} {
			if k := identity.Key(n); k != "" && r.aliases.Key(n) != key {
				said[k] = true
				seek = append(seek, identity.KeyMark(k))
			}
		}
	}
	for _, row := range r.aliases.All() {
		if row.Kind != identity.GroupName {
			continue
		}
		if r.aliases.Key(row.Name) == key {
			seek = append(seek, identity.KeyMark(identity.Key(row.Value)))
		} else if r.aliases.Key(row.Value) == key {
			seek = append(seek, identity.KeyMark(identity.Key(row.Name)))
		}
	}
	slices.Sort(seek)
	found, err := like(r.ctx, r.query, slices.Compact(seek))
	if err != nil {
		return err
	}
	asked := identity.Parse(name)
	best := make(map[string]string) // by key: how it is written
	for _, n := range found {
		k := r.aliases.Key(n)
		if k == key {
			continue // counted
		}
		parsed := identity.Parse(n)
		if l, _ := r.aliases.Likeness(&asked, &parsed); l != identity.Possible && !said[identity.Key(n)] {
			continue
		}
		if b, ok := best[k]; !ok || better(n, b) {
			best[k] = n
		}
	}
	for k, n := range best {
		var count int
		if err := oneRow(r.ctx, r.query, `SELECT count(*) FROM traces WHERE key = ?`, []any{keyHash(k)}, &count); err != nil {
			return err
		}
		used[n] = count
	}
	return nil
}

// better reports whether a name tells more of who an organization is than
// another of the same key.
func better(a, b string) bool {
	x, y := identity.Parse(a), identity.Parse(b)
	if (x.Form != "") != (y.Form != "") {
		return x.Form != ""
	}
	return cmp.Or(len(a)-len(b), strings.Compare(a, b)) < 0
}

// each runs a query and calls use for every row.
func (r *records) each(statement string, use func(*sql.Rows) error, args ...any) error {
	rows, err := r.query(r.ctx, statement, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := use(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
