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

// NamePair is two names that may be of one organization. A person decides; see
// [Book.Equate].
type NamePair struct {
	A     identity.Used  `json:"a"` // the one that more cases have
	B     identity.Used  `json:"b"`
	Why   identity.Why   `json:"why"`
	Spans []jikenbo.Span `json:"spans,omitempty"` // the words that speak for it
}

// Bounds of what is looked at for pairs.
const (
	bucketMost = 300  // names of one mark: more of them tell nothing
	saidMost   = 2000 // entries that name two organizations that are known
)

// equal are the reasons for which two names may well be of one organization,
// the likeliest first. That one is a part of another, or of its group, is no
// reason to think so.
var equal = []identity.Why{identity.WhyFormer, identity.WhyForm, identity.WhySeat, identity.WhyMisread, identity.WhyReading, identity.WhyShort, identity.WhyShop}

// NamePairs gives pairs of names that may be of one organization, the likeliest
// first, at most limit: names that a notice says are of one, and names alike.
// Names that no open case has, and pairs that persons decided, are left out. It
// looks at all names.
func (b *Book) NamePairs(ctx context.Context, limit int) ([]NamePair, error) {
	pairs, err := b.namePairs(ctx, limit)
	if err != nil {
		return nil, b.fail("pairs of names", err)
	}
	return pairs, nil
}

func (b *Book) namePairs(ctx context.Context, limit int) ([]NamePair, error) {
	tx, err := b.reads.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() // a snapshot, to be given up
	r, err := b.records(ctx, b.within(tx))
	if err != nil {
		return nil, err
	}
	names, err := r.distinct()
	if err != nil {
		return nil, err
	}
	pairs := make(map[[2]string]*NamePair)
	add := func(a, b string, why identity.Why, spans []jikenbo.Span) {
		pair := pairOf(a, b, r.aliases.Key)
		if !slices.Contains(equal, why) || r.apart[pair] {
			return
		}
		if p := pairs[pair]; p != nil {
			p.Spans = append(p.Spans, spans...)
			if len(spans) > 0 {
				p.Why = why
			}
			return
		}
		pairs[pair] = &NamePair{A: identity.Used{Name: a}, B: identity.Used{Name: b}, Why: why, Spans: spans}
	}
	if err := r.said(names, add); err != nil {
		return nil, err
	}
	parsed := make([]identity.Name, 0, len(names))
	for _, key := range slices.Sorted(maps.Keys(names)) {
		for _, name := range names[key] {
			parsed = append(parsed, identity.Parse(name))
		}
	}
	at := make(map[uint32][]int)
	seeks := make([][]uint32, len(parsed))
	for i := range parsed {
		var keep []uint32
		keep, seeks[i] = identity.Find(parsed[i].Written)
		for _, m := range keep {
			at[m] = append(at[m], i)
		}
	}
	for i := range parsed {
		if i%1000 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		seen := map[int]bool{i: true}
		for _, m := range seeks[i] {
			if len(at[m]) > bucketMost {
				continue
			}
			for _, j := range at[m] {
				if seen[j] {
					continue
				}
				seen[j] = true
				if l, why := r.aliases.Likeness(&parsed[i], &parsed[j]); l == identity.Possible {
					add(parsed[i].Written, parsed[j].Written, why, nil)
				}
			}
		}
	}
	all := slices.Collect(maps.Values(pairs))
	slices.SortFunc(all, func(a, b *NamePair) int {
		return cmp.Or(min(len(b.Spans), 1)-min(len(a.Spans), 1), slices.Index(equal, a.Why)-slices.Index(equal, b.Why),
			strings.Compare(min(a.A.Name, a.B.Name), min(b.A.Name, b.B.Name)), strings.Compare(max(a.A.Name, a.B.Name), max(b.A.Name, b.B.Name)))
	})
	var out []NamePair
	for _, p := range all {
		if len(out) == limit {
			break
		}
		for _, u := range []*identity.Used{&p.A, &p.B} {
			if len(names[r.aliases.Key(u.Name)]) > 1 {
				u.Count, err = r.countForm(u.Name)
			} else {
				u.Count, err = r.count(u.Name)
			}
			if err != nil {
				return nil, err
			}
		}
		if p.A.Count == 0 || p.B.Count == 0 {
			continue
		}
		if p.B.Count > p.A.Count || p.B.Count == p.A.Count && better(p.B.Name, p.A.Name) {
			p.A, p.B = p.B, p.A
		}
		out = append(out, *p)
	}
	return out, nil
}

// distinct gives all names by the key of the organization: one for each legal
// form that contradicts others, as it is written best.
func (r *records) distinct() (map[string][]string, error) {
	names := make(map[string][]string)
	err := r.each(`SELECT name FROM names`, func(rows *sql.Rows) error {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		key := r.aliases.Key(name)
		i := slices.IndexFunc(names[key], func(n string) bool { return r.aliases.Compare(n, name) == identity.Same })
		switch {
		case i < 0:
			names[key] = append(names[key], name)
		case better(name, names[key][i]):
			names[key][i] = name
		}
		return nil
	})
	for _, of := range names {
		slices.Sort(of)
	}
	return names, err
}

// among finds a name among those of its key, "" if it may be of several.
func (r *records) among(names map[string][]string, name string) string {
	found := ""
	for _, n := range names[r.aliases.Key(name)] {
		if r.aliases.Compare(n, name) != identity.Same {
			continue
		}
		if found != "" {
			return ""
		}
		found = n
	}
	return found
}

// countForm counts the open cases that have a name, and not one that only its
// legal form or its seat tells from it.
func (r *records) countForm(name string) (n int, err error) {
	of := r.seek(name)
	err = r.cases(of)
	for _, p := range of.parts {
		if p.Name != "" {
			n++
		}
	}
	return n, err
}

// said finds pairs of names that notices say are of one organization.
func (r *records) said(names map[string][]string, add func(a, b string, why identity.Why, spans []jikenbo.Span)) error {
	why := map[identity.StatementKind]identity.Why{identity.SaysFormer: identity.WhyFormer, identity.SaysShort: identity.WhyShort, identity.SaysShop: identity.WhyShop}
	return r.each(`
		SELECT e.facts, lower(hex(n.sha256)), e.start, substr(CAST(coalesce(n.text, n.bytes) AS BLOB), e.start + 1, e.stop - e.start)
		FROM (SELECT entry FROM name_statements s WHERE EXISTS (SELECT 1 FROM name_marks WHERE mark = s.mark) GROUP BY entry HAVING count(*) > 1) s
		JOIN entries e ON e.id = s.entry JOIN notices n ON n.id = e.notice
		WHERE e.replaced_by IS NULL ORDER BY n.sha256, e.n LIMIT ?`, func(rows *sql.Rows) error {
		var facts, text sql.RawBytes
		var sha string
		var start int
		var c jikenbo.Case
		if err := rows.Scan(&facts, &sha, &start, &text); err != nil {
			return err
		}
		if err := decodeFacts(facts, &c); err != nil {
			return err
		}
		for _, st := range identity.Read(string(text), c.Organization) {
			a, b := r.among(names, st.Of), r.among(names, st.Value)
			if why[st.Kind] == "" || a == "" || b == "" || a == b {
				continue
			}
			for i := range st.Spans {
				st.Spans[i].Start += start
				st.Spans[i].End += start
				st.Spans[i].Notice = sha
			}
			add(a, b, why[st.Kind], st.Spans)
		}
		return nil
	}, saidMost)
}
