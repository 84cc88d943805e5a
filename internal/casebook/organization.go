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
	o := &Organization{Record: identity.Record{Name: name}}
	if r.aliases.Key(name) == "" || len(name) > 1000 {
		return o, nil
	}
	if key := r.aliases.Key(name); key != plainKey(name) { // by the name that it goes by, with its legal form
		for _, row := range r.aliases.Of(name) {
			if plainKey(row.Name) == key {
				name = row.Name
			}
		}
	}
	of := r.seek(name)
	may, err := r.find(of)
	if err != nil {
		return nil, err
	}
	if err := r.cases(of); err != nil {
		return nil, err
	}
	if o.Unsure = r.forms(of); o.Unsure != nil {
		return o, nil
	}
	maps.DeleteFunc(of.parts, func(_ int64, p *Part) bool { return p.Name == "" }) // of another organization of that name
	statements, err := r.statements(of)
	if err != nil {
		return nil, err
	}
	if err := r.countAlike(of, may, statements); err != nil {
		return nil, err
	}
	names := make([]identity.Used, 0, len(of.used))
	for _, n := range slices.Sorted(maps.Keys(of.used)) {
		if of.used[n] > 0 {
			names = append(names, identity.Used{Name: n, Count: of.used[n]})
		}
	}
	o.Record = *r.aliases.Record(name, names, statements)
	o.Unsure = slices.DeleteFunc(o.Unsure, func(u identity.Unsure) bool { return r.decided(o.Name, u.Name) || r.decided(name, u.Name) })
	o.Unsure = o.Unsure[:min(len(o.Unsure), offersMost)]
	for _, p := range of.parts {
		o.Cases = append(o.Cases, *p)
	}
	slices.SortFunc(o.Cases, func(a, b Part) int {
		return cmp.Or(b.Case.Published.Compare(a.Case.Published), b.Number.Year-a.Number.Year, b.Number.Seq-a.Number.Seq)
	})
	o.Sum = len(o.Cases)
	o.Cases = o.Cases[:min(len(o.Cases), PartsMost)]
	return o, nil
}

// sought is an organization that is asked for by a name.
type sought struct {
	name   string
	parsed identity.Name
	keys   map[string]bool // by the aliases, of all names that may surely be of it
	used   map[string]int  // by name: the notices that write it so
	parts  map[int64]*Part // by the case
}

func (r *records) seek(name string) *sought {
	return &sought{name: name, parsed: identity.Parse(name), keys: map[string]bool{r.aliases.Key(name): true}, used: make(map[string]int), parts: make(map[int64]*Part)}
}

// is reports whether a name is surely one of the organization.
func (r *records) is(of *sought, name string) bool {
	parsed := identity.Parse(name)
	l, _ := r.aliases.Likeness(&of.parsed, &parsed)
	return l == identity.Same
}

// find finds the names that are of the organization, whose keys it notes, and
// gives those that may be.
func (r *records) find(of *sought) (may []string, err error) {
	own := []string{of.name}
	for _, row := range r.aliases.Of(of.name) {
		own = append(own, row.Name)
		if row.Kind.IsName() || row.Kind == identity.GroupName {
			own = append(own, row.Value)
		}
	}
	for _, row := range r.aliases.All() {
		if row.Kind == identity.GroupName && of.keys[r.aliases.Key(row.Value)] {
			own = append(own, row.Name)
		}
	}
	var seek []uint32
	for _, n := range own {
		_, marks := identity.Find(n)
		seek = append(seek, marks...)
	}
	slices.Sort(seek)
	found, err := like(r.ctx, r.query, slices.Compact(seek))
	if err != nil {
		return nil, err
	}
	for _, n := range found {
		parsed := identity.Parse(n)
		switch l, _ := r.aliases.Likeness(&of.parsed, &parsed); l {
		case identity.Same:
			of.keys[r.aliases.Key(n)] = true
		case identity.Possible:
			may = append(may, n)
		}
	}
	return may, nil
}

// cases finds the cases that the organization is named in, and counts its names
// in their notices. Cases of organizations that only their legal form tells from
// it have no name.
func (r *records) cases(of *sought) error {
	var hashes, ids []int64
	for key := range of.keys {
		hashes = append(hashes, keyHash(key))
	}
	list, err := encode(hashes)
	if err != nil {
		return err
	}
	decided := make(map[int64]map[string]bool)
	err = r.each(`
		WITH of (id, cascade) AS MATERIALIZED (SELECT case_id, cascade FROM traces WHERE key IN (SELECT value FROM json_each(?)))
		SELECT c.id, c.year, c.seq, r.status, r.decided, coalesce(r.facts, e.facts)
		FROM (SELECT id FROM of UNION SELECT cascade FROM of WHERE cascade IS NOT NULL) t
		JOIN cases c ON c.id = t.id
		JOIN revisions r ON r.case_id = c.id AND r.n = (SELECT max(n) FROM revisions WHERE case_id = c.id)
		LEFT JOIN entries e ON e.id = r.entry
		WHERE r.status IN ('open', 'inferred')`, func(rows *sql.Rows) error {
		p := new(Part)
		var id int64
		var fields string
		var facts sql.RawBytes
		if err := rows.Scan(&id, &p.Number.Year, &p.Number.Seq, &p.Status, &fields, &facts); err != nil {
			return err
		}
		if err := decodeFacts(facts, &p.Case); err != nil {
			return err
		}
		of.parts[id], decided[id] = p, parseFields(fields)
		ids = append(ids, id)
		return nil
	}, string(list))
	if err != nil {
		return err
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
			if of.keys[r.aliases.Key(n)] {
				of.used[n]++
			}
		}
	}
	for id, p := range of.parts {
		if r.is(of, p.Case.Organization) {
			as := AsPublisher
			if p.Status == jikenbo.Inferred {
				as = AsInferred
			}
			p.Roles, p.Name = append(p.Roles, as), p.Case.Organization
		}
		for _, s := range p.Case.Suppliers {
			if r.is(of, s) && !slices.Contains(p.Roles, AsSupplier) {
				p.Roles, p.Name = append(p.Roles, AsSupplier), cmp.Or(p.Name, s)
			}
		}
		count(&p.Case, decided[id], true) // what persons decided counts once
	}
	return eachRow(r.ctx, r.query, `SELECT case_id, facts FROM entries WHERE case_id IN (SELECT value FROM json_each(?)) AND replaced_by IS NULL`, ids, func(rows *sql.Rows) error {
		var id int64
		var facts sql.RawBytes
		var c jikenbo.Case
		if err := rows.Scan(&id, &facts); err != nil {
			return err
		}
		if err := decodeFacts(facts, &c); err != nil {
			return err
		}
		count(&c, decided[id], false)
		return nil
	})
}

// forms gives the names of several organizations that the name which is asked
// for would be one of, since it says nothing of the legal form; nil if it means
// one.
func (r *records) forms(of *sought) []identity.Unsure {
	var groups []identity.Unsure
	for _, n := range slices.SortedFunc(maps.Keys(of.used), func(a, b string) int { return cmp.Or(of.used[b]-of.used[a], strings.Compare(a, b)) }) {
		if p := identity.Parse(n); !r.is(of, n) || p.Form == "" && len(p.Remarks) == 0 {
			continue
		}
		i := slices.IndexFunc(groups, func(g identity.Unsure) bool { return r.aliases.Compare(g.Name, n) == identity.Same })
		if i < 0 {
			i = len(groups)
			groups = append(groups, identity.Unsure{Name: n, Why: identity.WhyForm})
		}
		groups[i].Count += of.used[n]
	}
	if len(groups) < 2 {
		return nil
	}
	slices.SortStableFunc(groups, func(a, b identity.Unsure) int { return b.Count - a.Count })
	return groups
}

// statements gives what notices of open cases state of who the organization is,
// and who is it, and adds the cases to its parts.
func (r *records) statements(of *sought) ([]identity.Statement, error) {
	var marks []uint32
	for key := range of.keys {
		marks = append(marks, identity.KeyMark(key))
	}
	for _, row := range r.aliases.Of(of.name) {
		if row.Kind.IsName() {
			marks = append(marks, identity.KeyMark(plainKey(row.Value)))
		}
	}
	for n := range of.used {
		marks = append(marks, identity.KeyMark(plainKey(n)))
	}
	corrected := make([]int64, 0) // cases whose organization a person decided: what its notices say of whoever speaks
	for id, p := range of.parts {
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
			case r.is(of, st.Of):
			case !r.is(of, st.Value):
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
			at := of.parts[id]
			if at == nil {
				at = &p
				at.Name = st.Of
				if role == AsGroup {
					at.Name = st.Value
				}
				of.parts[id] = at
			}
			if !slices.Contains(at.Roles, role) && (role == AsGroup || len(at.Roles) == 0) {
				at.Roles = append(at.Roles, role)
			}
		}
		return nil
	}, marksJSON(marks), string(list), statementsMost)
	return all, err
}

// countAlike adds names to those of the organization that may be of it, one of
// each that is told from others, with the cases that have it.
func (r *records) countAlike(of *sought, may []string, statements []identity.Statement) error {
	var marks []uint32
	said := make(map[string]bool)
	for _, st := range statements {
		for _, n := range []string{st.Of, st.Value} {
			if k := plainKey(n); k != "" && !of.keys[r.aliases.Key(n)] {
				said[k] = true
				marks = append(marks, identity.KeyMark(k))
			}
		}
	}
	found, err := like(r.ctx, r.query, marks)
	if err != nil {
		return err
	}
	for _, n := range found {
		if said[plainKey(n)] {
			may = append(may, n)
		}
	}
	best := make(map[string]string) // by key: how it is written
	for _, n := range may {
		k := r.aliases.Key(n)
		if b, ok := best[k]; !of.keys[k] && (!ok || better(n, b)) { // others are counted
			best[k] = n
		}
	}
	for _, n := range best {
		if of.used[n], err = r.count(n); err != nil {
			return err
		}
	}
	return nil
}

// count counts the open cases that have a name, whatever its spelling.
func (r *records) count(name string) (n int, err error) {
	err = oneRow(r.ctx, r.query, `SELECT count(*) FROM traces WHERE key = ?`, []any{organizationHash(name, r.aliases)}, &n)
	return n, err
}

// better reports whether a name tells more of who an organization is than
// another of the same key.
func better(a, b string) bool {
	full := func(name string) bool { // it is written with its legal form in full
		form := identity.Parse(name).Form
		return form != "" && strings.Contains(name, form)
	}
	if x, y := full(a), full(b); x != y {
		return x
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
