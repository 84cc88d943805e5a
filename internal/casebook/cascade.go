package casebook

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"

	"jikenbo"
	"jikenbo/internal/assemble"
	"jikenbo/internal/identity"
)

// Cascade 波及 is an incident at a supplier with the cases of the organizations
// that it reached.
type Cascade struct {
	Case     jikenbo.Number      `json:"case,omitzero"`      // of the supplier's incident; zero where it has none yet, as with one organization only
	Inferred bool                `json:"inferred,omitempty"` // the supplier has published nothing: others tell that it happened
	Supplier string              `json:"supplier"`           // as most write it
	Names    []string            `json:"names"`              // as written, those of most cases first
	Products []string            `json:"products,omitempty"` // that two organizations or more name
	From     jikenbo.Date        `json:"from,omitzero"`      // the first day of the attack that is stated
	To       jikenbo.Date        `json:"to,omitzero"`        // the last one
	Own      *Reached            `json:"own,omitempty"`      // what the supplier says
	Victims  []Reached           `json:"victims"`            // by their first publication, those without a date last
	Figures  []assemble.RolledUp `json:"figures,omitempty"`
	Unstated int                 `json:"unstated"` // victims that state no figure
}

// Reached is a case of a [Cascade].
type Reached struct {
	Number   jikenbo.Number   `json:"number"`
	Case     jikenbo.Case     `json:"case"`
	Name     string           `json:"name,omitempty"` // of the supplier, as the case has it
	Pointer  string           `json:"pointer,omitempty"`
	Spans    []jikenbo.Span   `json:"evidence,omitempty"` // the words that name it
	evidence jikenbo.Evidence // of all
}

// cascadeVersion is another one when traces or cascades of the same cases are:
// the first number is raised then. Names of organizations have the keys by which
// they are linked, those of services the aliases of the project.
var cascadeVersion = sync.OnceValue(func() int64 {
	return keyHash(fmt.Sprint(1, linkVersion, identity.Default().All()))
})

const (
	witnesses    = 8  // cases whose words state the organization of an inferred case
	productsMost = 20 // of an inferred case
)

// nameHash is the key of a name as it is kept; 0 for no name.
func nameHash(name string) int64 { return keyHash(identity.Default().Key(name)) }

// organizationHash is the key of the name that an organization has now, as it is
// kept.
func organizationHash(name string, aliases *identity.Aliases) int64 {
	return keyHash(aliases.Key(name))
}

func keyHash(key string) int64 {
	if key == "" {
		return 0
	}
	sum := sha256.Sum256([]byte(key))
	return int64(binary.BigEndian.Uint64(sum[:]))
}

// trace is what a case tells of a supplier, as it is kept.
type trace struct {
	key, caseID  int64
	own, dated   bool
	start, stop  int
	attack, ways int
	organization int64
	products     []byte
	tie          []byte
	cascade      int64 // 0 for none
}

const traceColumns = `key, start, stop, case_id, own, dated, attack, ways, organization, products, tie, coalesce(cascade, 0)`

func scanTrace(rows *sql.Rows) (t trace, err error) {
	err = rows.Scan(&t.key, &t.start, &t.stop, &t.caseID, &t.own, &t.dated, &t.attack, &t.ways, &t.organization, &t.products, &t.tie, &t.cascade)
	return t, err
}

func scanTraces(rows *sql.Rows, err error) ([]trace, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []trace
	for rows.Next() {
		t, err := scanTrace(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, rows.Err()
}

// tells reports whether both say the same, whatever cascade they are in.
func (t trace) tells(u trace) bool {
	return t.key == u.key && t.own == u.own && t.dated == u.dated && t.start == u.start && t.stop == u.stop && t.attack == u.attack &&
		t.ways == u.ways && t.organization == u.organization && string(t.products) == string(u.products) && string(t.tie) == string(u.tie)
}

// plain gives the trace as cascades are made of.
func (t trace) plain() assemble.Trace {
	p := assemble.Trace{
		ID: string(t.tie), Own: t.own, Dated: t.dated, From: t.start, To: t.stop, Attack: t.attack, Ways: uint8(t.ways),
		Organization: string(binary.BigEndian.AppendUint64(nil, uint64(t.organization))),
	}
	for i := 0; i+8 <= len(t.products); i += 8 {
		p.Products = append(p.Products, string(t.products[i:i+8]))
	}
	return p
}

// tracesOf gives what an open case tells of its suppliers, and of its own
// organization as one.
func tracesOf(caseID int64, c *jikenbo.Case, tie []byte, aliases *identity.Aliases) []trace {
	told := assemble.NewTrace(c)
	t := trace{
		caseID: caseID, dated: told.Dated, start: told.From, stop: told.To, attack: told.Attack, ways: int(told.Ways),
		organization: organizationHash(c.Organization, aliases), products: []byte{}, tie: tie,
	}
	for _, p := range told.Products {
		t.products = binary.BigEndian.AppendUint64(t.products, uint64(keyHash(p)))
	}
	var all []trace
	if t.organization != 0 {
		own := t
		own.key, own.own = t.organization, true
		all = append(all, own)
	}
	for _, name := range c.Suppliers {
		t.key = organizationHash(name, aliases)
		if t.key != 0 && !slices.ContainsFunc(all, func(o trace) bool { return o.key == t.key }) {
			all = append(all, t)
		}
	}
	return all
}

// cascades of traces, as places in them.
func cascadesOf(traces []trace) []assemble.Cascade {
	plain := make([]assemble.Trace, len(traces))
	for i, t := range traces {
		plain[i] = t.plain()
	}
	return assemble.Cascades(plain)
}

// organizations counts those of victims; a case that names none is of one of
// its own.
func organizations(traces []trace, victims []int) int {
	seen := make(map[int64]bool)
	n := 0
	for _, i := range victims {
		if o := traces[i].organization; o == 0 {
			n++
		} else {
			seen[o] = true
		}
	}
	return n + len(seen)
}

// ties gives what orders a case among others that are alike: the first of its
// entries by its notice.
const tieQuery = `SELECT n.sha256, e.n FROM entries e JOIN notices n ON n.id = e.notice WHERE e.case_id = ? ORDER BY n.sha256, e.n LIMIT 1`

func tie(sha []byte, entry int) []byte {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(slices.Clone(sha), uint64(entry)))
	return sum[:8]
}

// nearby loads the traces of a supplier that reach into a time, those that reach
// into theirs, and so on: their cascades are those of all its cases.
func nearby(query func(string, ...any) (*sql.Rows, error), key int64, from, to int) ([]trace, error) {
	var all []trace
	for lo, hi := math.MaxInt32, math.MinInt32; ; { // what is loaded already reaches into it
		more, err := scanTraces(query(`
			SELECT `+traceColumns+` FROM traces
			WHERE key = ?1 AND start BETWEEN ?2 - ?4 AND ?3 AND stop BETWEEN ?2 AND ?3 + ?4 AND start <= stop AND (start > ?6 OR stop < ?5)`,
			key, from, to, assemble.LongestTrace, lo, hi))
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
		lo, hi = from, to
		for _, t := range more {
			from, to = min(from, t.start), max(to, t.stop)
		}
		if lo == from && hi == to {
			slices.SortFunc(all, func(a, b trace) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.caseID, b.caseID)) })
			return all, nil
		}
	}
}

// span is a time of days.
type span struct{ from, to int }

// cascade brings the cascades up to date that the changed cases are of, or were.
func (s *scribe) cascade() error {
	if len(s.cases) == 0 {
		return nil
	}
	times := make(map[int64][]span)        // of suppliers, in which something is otherwise
	left := make(map[int64]map[int64]bool) // by supplier: cases of cascades that lost one
	for _, caseID := range slices.Sorted(maps.Keys(s.cases)) {
		was, err := scanTraces(s.query(`SELECT `+traceColumns+` FROM traces WHERE case_id = ? ORDER BY key`, caseID))
		if err != nil {
			return err
		}
		is, err := s.traces(caseID)
		if err != nil {
			return err
		}
		for _, t := range was {
			i := slices.IndexFunc(is, func(n trace) bool { return n.key == t.key })
			if i >= 0 && is[i].tells(t) {
				is = slices.Delete(is, i, i+1)
				if t.cascade != 0 && !t.own { // it may say so in other words
					times[t.key] = append(times[t.key], span{t.start, t.stop})
				}
				continue
			}
			if i >= 0 && t.own == is[i].own {
				is[i].cascade = t.cascade
			}
			if t.start <= t.stop {
				times[t.key] = append(times[t.key], span{t.start, t.stop})
			}
			if t.cascade != 0 {
				if left[t.key] == nil {
					left[t.key] = make(map[int64]bool)
				}
				left[t.key][t.cascade] = true
			}
			if _, err := s.insert(`DELETE FROM traces WHERE key = ? AND start = ? AND case_id = ?`, t.key, t.start, caseID); err != nil {
				return err
			}
		}
		for _, t := range is {
			if t.start > t.stop {
				t.cascade = 0 // nothing tells which
			} else {
				times[t.key] = append(times[t.key], span{t.start, t.stop})
			}
			if err := s.keepTrace(t); err != nil {
				return err
			}
		}
	}
	for _, caseID := range slices.Sorted(maps.Keys(s.cases)) { // it may stand for a cascade no more
		rows, err := s.query(`SELECT key, min(start), max(stop) FROM traces WHERE cascade = ? GROUP BY key`, caseID)
		if err != nil {
			return err
		}
		for rows.Next() {
			var key int64
			var t span
			if err := rows.Scan(&key, &t.from, &t.to); err != nil {
				rows.Close()
				return err
			}
			times[key] = append(times[key], t)
		}
		if err := cmp.Or(rows.Err(), rows.Close()); err != nil {
			return err
		}
	}
	for _, key := range slices.Sorted(maps.Keys(times)) {
		if err := s.cascadesAt(key, times[key], left[key]); err != nil {
			return err
		}
	}
	return nil
}

func (s *scribe) keepTrace(t trace) error {
	_, err := s.insert(`INSERT INTO traces (key, start, stop, case_id, own, dated, attack, ways, organization, products, tie, cascade) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0))`,
		t.key, t.start, t.stop, t.caseID, t.own, t.dated, t.attack, t.ways, t.organization, t.products, t.tie, t.cascade)
	return err
}

// traces gives what a case tells of suppliers as it is now.
func (s *scribe) traces(caseID int64) ([]trace, error) {
	var status jikenbo.Status
	var facts []byte
	found, err := s.find(`
		SELECT r.status, coalesce(r.facts, e.facts) FROM revisions r LEFT JOIN entries e ON e.id = r.entry
		WHERE r.case_id = ? ORDER BY r.n DESC LIMIT 1`, []any{caseID}, &status, &facts)
	if err == nil && !found {
		err = errNoRevision
	}
	if err != nil || status != jikenbo.Open {
		return nil, err
	}
	var c jikenbo.Case
	if err := decodeFacts(facts, &c); err != nil {
		return nil, err
	}
	if c.Organization == "" && len(c.Suppliers) == 0 {
		return nil, nil
	}
	var sha []byte
	var n int
	if _, err := s.find(tieQuery, []any{caseID}, &sha, &n); err != nil {
		return nil, err
	}
	return tracesOf(caseID, &c, tie(sha, n), s.aliases), nil
}

// cascadesAt brings the cascades of a supplier up to date in some times. left
// are the cases of cascades that lost one.
func (s *scribe) cascadesAt(key int64, times []span, left map[int64]bool) error {
	slices.SortFunc(times, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var all []trace
	seen := make(map[int64]bool)
	until := math.MinInt
	for _, t := range times {
		if t.to <= until {
			continue
		}
		near, err := nearby(s.query, key, t.from, t.to)
		if err != nil {
			return err
		}
		until = t.to
		for _, n := range near {
			until = max(until, n.stop)
			if !seen[n.caseID] {
				seen[n.caseID] = true
				all = append(all, n)
			}
		}
	}
	if len(left) == 0 && !slices.ContainsFunc(all, func(t trace) bool { return !t.own || t.cascade != 0 }) {
		return nil // nobody names it
	}
	groups := cascadesOf(all)
	cases := make([]int64, len(groups)) // of the supplier
	type claim struct {
		group, n int
		caseID   int64
	}
	var claims []claim
	was := maps.Clone(left) // cases of cascades until now
	if was == nil {
		was = make(map[int64]bool)
	}
	for g, group := range groups {
		count := make(map[int64]int)
		for _, i := range group.Victims {
			if c := all[i].cascade; c != 0 {
				count[c]++
				was[c] = true
			}
		}
		switch {
		case group.Own >= 0:
			if len(group.Victims) > 0 {
				cases[g] = all[group.Own].caseID
			}
		case organizations(all, group.Victims) > 1:
			cases[g] = -1 // to be inferred
			for c, n := range count {
				claims = append(claims, claim{g, n, c})
			}
		}
		if group.Own >= 0 && all[group.Own].cascade != 0 {
			was[all[group.Own].cascade] = true
		}
	}
	slices.SortFunc(claims, func(a, b claim) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.caseID, b.caseID), cmp.Compare(a.group, b.group))
	})
	taken := make(map[int64]bool)
	for _, c := range claims {
		if cases[c.group] != -1 || taken[c.caseID] {
			continue
		}
		ours, err := s.standsFor(c.caseID)
		if err != nil {
			return err
		}
		if ours {
			cases[c.group], taken[c.caseID] = c.caseID, true
		}
	}
	became := make(map[int64]map[int64]int) // by the case until now: the cases that its victims have
	for g, group := range groups {
		if cases[g] == -1 || taken[cases[g]] {
			id, err := s.infer(cases[g], key, all, group.Victims)
			if err != nil {
				return err
			}
			cases[g] = id
		}
		members := group.Victims
		if group.Own >= 0 {
			members = append(slices.Clone(members), group.Own)
		}
		for _, i := range members {
			t := &all[i]
			if t.cascade == cases[g] {
				continue
			}
			if t.cascade != 0 && cases[g] != 0 {
				if became[t.cascade] == nil {
					became[t.cascade] = make(map[int64]int)
				}
				became[t.cascade][cases[g]]++
			}
			if _, err := s.insert(`UPDATE traces SET cascade = nullif(?, 0) WHERE key = ? AND start = ? AND case_id = ?`, cases[g], key, t.start, t.caseID); err != nil {
				return err
			}
		}
	}
	for _, c := range slices.Sorted(maps.Keys(was)) {
		if !slices.Contains(cases, c) {
			if err := s.dissolve(c, became[c]); err != nil {
				return err
			}
		}
	}
	return nil
}

// standsFor reports whether a case stands for an incident that the supplier has
// not published: it is inferred, or was until a person withdrew it or made it
// lead to another.
func (s *scribe) standsFor(caseID int64) (bool, error) {
	var status jikenbo.Status
	var person, entered bool
	_, err := s.find(`
		SELECT status, person, EXISTS (SELECT 1 FROM entries WHERE case_id = ?1) FROM revisions WHERE case_id = ?1 ORDER BY n DESC LIMIT 1`,
		[]any{caseID}, &status, &person, &entered)
	return status == jikenbo.Inferred || !entered && person && (status == jikenbo.Withdrawn || status == jikenbo.Duplicate), err
}

// standsForSome reports whether a case stands for an incident that victims
// tell of, and its supplier does not.
func (s *scribe) standsForSome(caseID int64) (bool, error) {
	stands, err := s.standsFor(caseID)
	if err != nil || !stands {
		return false, err
	}
	_, err = s.find(`SELECT EXISTS (SELECT 1 FROM traces WHERE cascade = ?)`, []any{caseID}, &stands)
	return stands, err
}

// infer makes a case say what victims state of the incident at their supplier,
// the supplier and its products; 0 opens a new one.
func (s *scribe) infer(caseID int64, key int64, all []trace, victims []int) (int64, error) {
	next, year, err := inferred(s.state, key, all, victims, s.aliases)
	if err != nil {
		return 0, err
	}
	r := revision{n: 1, status: jikenbo.Inferred, reading: next}
	if caseID <= 0 {
		if r.caseID, err = s.openFor(year); err != nil {
			return 0, err
		}
		r.note = "several organizations name it as their supplier"
	} else {
		now, err := s.state(caseID)
		if err != nil {
			return 0, err
		}
		if now.status != jikenbo.Inferred {
			return caseID, nil // a person decided
		}
		if len(now.decided) > 0 {
			*next = overlay(now, next, nil)
		}
		alike, err := sameJSON(next.Case, now.Case)
		if err == nil && alike {
			alike, err = sameJSON(next.Evidence, now.Evidence)
		}
		if err != nil || alike {
			return caseID, err
		}
		r.caseID, r.n, r.decided = caseID, now.n+1, now.decided
	}
	if err := s.touch(caseRef(r.caseID)); err != nil {
		return 0, err
	}
	return r.caseID, s.revise(r)
}

// errNobody: traces are not those of the cases.
var errNobody = errors.New("no case of the cascade names the supplier: verify the casebook")

// inferred gives what the first victims state of their supplier's incident, and
// the year in which it came out.
func inferred(stateOf func(caseID int64) (*state, error), key int64, all []trace, victims []int, aliases *identity.Aliases) (*jikenbo.Revision, int, error) {
	states := make(map[int]*state)
	load := func(i int) (*state, error) {
		if states[i] == nil {
			st, err := stateOf(all[i].caseID)
			if err != nil {
				return nil, err
			}
			states[i] = st
		}
		return states[i], nil
	}
	var names []string
	var words []jikenbo.Span
	year := 0
	for _, i := range victims[:min(len(victims), witnesses)] {
		st, err := load(i)
		if err != nil {
			return nil, 0, err
		}
		if y := st.Case.FirstPublished().Year; y >= 1900 && (year == 0 || y < year) {
			year = y
		}
		for j, name := range st.Case.Suppliers {
			if organizationHash(name, aliases) == key {
				names = append(names, name)
				spans := st.Evidence[jikenbo.Pointer("suppliers", j)]
				words = append(words, spans[:min(len(spans), 1)]...)
				break
			}
		}
	}
	if len(names) == 0 {
		return nil, 0, errNobody
	}
	next := &jikenbo.Revision{Evidence: jikenbo.Evidence{"/organization": words}}
	next.Case = jikenbo.Case{
		Kind: jikenbo.Incident, Organization: mostly(names)[0],
		Stage: jikenbo.OnlyStage, Leak: jikenbo.LeakUnstated, DiscoveredBy: jikenbo.DiscovererUnstated, SecondaryDamage: jikenbo.DamageUnstated,
	}
	for _, product := range products(all, victims) {
		var written []string
		var words []jikenbo.Span
		for _, i := range product.by[:min(len(product.by), 2)] {
			st, err := load(i)
			if err != nil {
				return nil, 0, err
			}
			for j, service := range st.Case.Services {
				if nameHash(service) == product.key {
					written = append(written, service)
					spans := st.Evidence[jikenbo.Pointer("services", j)]
					words = append(words, spans[:min(len(spans), 1)]...)
					break
				}
			}
		}
		if len(words) == 0 {
			continue
		}
		next.Evidence[jikenbo.Pointer("services", len(next.Case.Services))] = words
		next.Case.Services = append(next.Case.Services, mostly(written)[0])
		if len(next.Case.Services) == productsMost {
			break
		}
	}
	return next, year, nil
}

// mostly gives strings once each, those that are there most often first, of
// equals the longer.
func mostly(all []string) []string {
	n := make(map[string]int)
	for _, s := range all {
		n[s]++
	}
	return slices.SortedFunc(maps.Keys(n), func(a, b string) int {
		return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
}

// Suppliers are suppliers that cases name.
type Suppliers struct {
	Names    []Named // those of most cases first, a hundred at most
	Cases    int     // that name one of them or more
	Unstated int     // cases asked about that name none
	Of       int     // all cases
	Service  bool    // found by a service of the cases that name them
}

// Suppliers gives the suppliers in whose name a name occurs; if there is none,
// those of the cases that name a service in whose name it does; all of them for
// "". Inferred cases, which are of the supplier itself, do not count. The error
// is as with [Book.Search].
func (b *Book) Suppliers(ctx context.Context, name string) (*Suppliers, error) {
	s, err := b.suppliers(ctx, "supplier", name)
	if err == nil && len(s.Names) == 0 && strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return b.suppliers(ctx, "service", name)
	}
	return s, err
}

func (b *Book) suppliers(ctx context.Context, field, name string) (*Suppliers, error) {
	question := Search{Count: []string{"supplier"}, Limit: 1, Facets: map[string][]string{
		"status": {string(jikenbo.Open), string(jikenbo.Withdrawn)},
	}}
	if name != "" {
		question.Query = field + `:"` + strings.ReplaceAll(name, `"`, " ") + `"`
	}
	found, err := b.Search(ctx, question)
	if err != nil {
		return nil, err
	}
	key := identity.Key(name)
	s := &Suppliers{Of: found.Of, Service: field == "service"}
	for _, f := range found.Facets {
		s.Unstated = f.Missing
		for _, v := range f.Values {
			if v.Value != "" && v.Count > 0 && (name == "" || key != "" && (field != "supplier" || strings.Contains(identity.Key(v.Value), key))) {
				s.Names = append(s.Names, Named{Name: v.Value, Cases: v.Count})
			}
		}
	}
	s.Cases = found.Total - s.Unstated
	return s, nil
}

// named is a product with the traces of different organizations that name it.
type named struct {
	key int64
	by  []int
}

// products gives the services that two organizations or more of a cascade name,
// in the order in which they are named.
func products(all []trace, members []int) []named {
	at := make(map[int64]int)
	var names []named
	for _, i := range members {
		for _, p := range all[i].plain().Products {
			key := int64(binary.BigEndian.Uint64([]byte(p)))
			k, ok := at[key]
			if !ok {
				k = len(names)
				at[key] = k
				names = append(names, named{key: key})
			}
			if !slices.ContainsFunc(names[k].by, func(j int) bool { return all[j].organization == all[i].organization }) {
				names[k].by = append(names[k].by, i)
			}
		}
	}
	return slices.DeleteFunc(names, func(n named) bool { return len(n.by) < 2 })
}

// dissolve takes back an inferred case whose cascade is no more: it leads to the
// case that most of its victims have now, or is withdrawn. Other cases stay.
func (s *scribe) dissolve(caseID int64, became map[int64]int) error {
	now, err := s.state(caseID)
	if err != nil || now.status != jikenbo.Inferred {
		return err
	}
	r := revision{
		caseID: caseID, n: now.n + 1, status: jikenbo.Withdrawn, decided: now.decided, note: "no two organizations tell of it any more",
		reading: &jikenbo.Revision{Case: now.Case, Evidence: now.Evidence, Conflicts: now.Conflicts},
	}
	heirs := slices.SortedFunc(maps.Keys(became), func(a, b int64) int { return cmp.Or(cmp.Compare(became[b], became[a]), cmp.Compare(a, b)) })
	if len(heirs) > 0 {
		if r.redirect, err = s.end(heirs[0]); err != nil {
			return err
		}
		to, err := s.number(r.redirect)
		if err != nil {
			return err
		}
		r.status, r.note = jikenbo.Duplicate, "its cascade is that of "+to.String()
	}
	if err := s.touch(caseRef(caseID)); err != nil {
		return err
	}
	return s.revise(r)
}

// inferredFor gives the inferred case that a notice of the supplier itself tells
// of, 0 if there is none.
func (s *scribe) inferredFor(c *jikenbo.Case) (int64, error) {
	key := organizationHash(c.Organization, s.aliases)
	told := assemble.NewTrace(c)
	if key == 0 || told.From > told.To {
		return 0, nil
	}
	all, err := nearby(s.query, key, told.From, told.To)
	if err != nil || !slices.ContainsFunc(all, func(t trace) bool { return t.cascade != 0 }) {
		return 0, err
	}
	for _, t := range tracesOf(0, c, []byte{}, s.aliases) {
		if t.own {
			all = append(all, t)
		}
	}
	count := make(map[int64]int)
	for _, group := range cascadesOf(all) {
		if group.Own == len(all)-1 {
			for _, i := range group.Victims {
				count[all[i].cascade]++
			}
		}
	}
	for _, id := range slices.SortedFunc(maps.Keys(count), func(a, b int64) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) }) {
		if id == 0 {
			continue
		}
		var status jikenbo.Status
		if _, err := s.find(`SELECT status FROM revisions WHERE case_id = ? ORDER BY n DESC LIMIT 1`, []any{id}, &status); err != nil || status == jikenbo.Inferred {
			return id, err
		}
	}
	return 0, nil
}

// recascade makes all cascades anew, where they are of another version.
func (b *Book) recascade(ctx context.Context, progress func(done, total int)) error {
	var version, last int64
	err := b.db.QueryRowContext(ctx, `SELECT version, (SELECT coalesce(max(id), 0) FROM cases) FROM cascade_state`).Scan(&version, &last)
	if err != nil || version == cascadeVersion() {
		return err
	}
	const batch = 500
	for after := int64(0); after < last; after += batch {
		if progress != nil {
			progress(int(after), int(last))
		}
		err := b.change(ctx, "find cascades", "jikenbo", "cascades found anew", func(s *scribe) error {
			ids, err := s.ids(`SELECT id FROM cases WHERE id > ? AND id <= ? ORDER BY id`, after, after+batch)
			s.cases = make(map[int64]bool, len(ids))
			for _, id := range ids {
				s.cases[id] = true
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	_, err = b.db.ExecContext(ctx, `UPDATE cascade_state SET version = ?`, cascadeVersion())
	return err
}

// Cascades gives the incidents at a supplier, the latest first, each with the
// cases of the organizations that it reached. An organization that nobody names
// as a supplier has none. Names that are spellings of one (package identity) are
// one. The supplier's own cases are told where they reached somebody.
func (b *Book) Cascades(ctx context.Context, supplier string) ([]Cascade, error) {
	aliases, err := b.aliases(ctx, b.look)
	if err != nil {
		return nil, b.fail("cascades of "+supplier, err)
	}
	key := organizationHash(supplier, aliases)
	all, err := b.cascades(ctx, key, func(query querying) ([]trace, error) {
		return scanTraces(query(ctx, `SELECT `+traceColumns+` FROM traces WHERE key = ? ORDER BY start, case_id`, key))
	}, nil)
	if err != nil {
		return nil, b.fail("cascades of "+supplier, err)
	}
	return all, nil
}

// CascadeOf gives the cascades that a case is of: as one that was reached, one
// for each of its suppliers, or as the supplier's own or an inferred one. The
// error wraps [jikenbo.ErrNotFound] if there is no such case.
func (b *Book) CascadeOf(ctx context.Context, n jikenbo.Number) ([]Cascade, error) {
	all, err := b.cascadeOf(ctx, n)
	if err != nil {
		return nil, b.fail("cascades of "+n.String(), err)
	}
	return all, nil
}

func (b *Book) cascadeOf(ctx context.Context, n jikenbo.Number) ([]Cascade, error) {
	var id int64
	found, err := b.lookOne(ctx, `SELECT id FROM cases WHERE year = ? AND seq = ?`, []any{n.Year, n.Seq}, &id)
	if err == nil && !found {
		err = jikenbo.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	rows, err := scanTraces(b.look(ctx, `
		SELECT `+traceColumns+` FROM traces WHERE case_id = ?1
		UNION ALL SELECT `+traceColumns+` FROM traces WHERE cascade = ?1 AND case_id <> ?1 ORDER BY key`, id))
	if err != nil {
		return nil, err
	}
	var out []Cascade
	seen := make(map[int64]bool)
	for _, row := range rows {
		if seen[row.key] {
			continue
		}
		seen[row.key] = true
		cascades, err := b.cascades(ctx, row.key, func(query querying) ([]trace, error) {
			if row.start > row.stop {
				return []trace{row}, nil
			}
			return nearby(func(q string, args ...any) (*sql.Rows, error) { return query(ctx, q, args...) }, row.key, row.start, row.stop)
		}, func(t trace) bool { return t.caseID == id || t.cascade == id })
		if err != nil {
			return nil, err
		}
		out = append(out, cascades...)
	}
	return out, nil
}

// Victims gives the open cases that name a supplier, in the order of their
// numbers, as [Book.Cases] does.
func (b *Book) Victims(ctx context.Context) iter.Seq2[Summary, error] {
	return b.summaries(ctx, `c.id IN (SELECT case_id FROM traces WHERE own = 0)`)
}

// cascades gives the cascades of the traces that are read, those that have one
// that is wanted; nil wants all.
func (b *Book) cascades(ctx context.Context, key int64, read func(querying) ([]trace, error), want func(trace) bool) ([]Cascade, error) {
	tx, err := b.reads.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() // a snapshot, to be given up
	query := b.within(tx)
	aliases, err := b.aliases(ctx, query)
	if err != nil {
		return nil, err
	}
	traces, err := read(query)
	if err != nil {
		return nil, err
	}
	var out []Cascade
	for _, group := range slices.Backward(cascadesOf(traces)) {
		members := group.Victims
		if len(members) == 0 {
			continue
		}
		if group.Own >= 0 {
			members = append(slices.Clone(members), group.Own)
		}
		if want != nil && !slices.ContainsFunc(members, func(i int) bool { return want(traces[i]) }) {
			continue
		}
		c, err := readCascade(ctx, query, key, traces, group, aliases)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// readCascade reads the cases of a cascade.
func readCascade(ctx context.Context, query querying, key int64, traces []trace, group assemble.Cascade, aliases *identity.Aliases) (Cascade, error) {
	var c Cascade
	members := slices.Clone(group.Victims)
	if group.Own >= 0 {
		members = append(members, group.Own)
	}
	ids := make([]int64, len(members))
	for k, i := range members {
		ids[k] = traces[i].caseID
	}
	cases := make(map[int64]*Reached, len(ids))
	err := eachRow(ctx, query, `
		SELECT c.id, c.year, c.seq, coalesce(r.facts, e.facts), coalesce(r.evidence, e.evidence), coalesce(lower(hex(n.sha256)), '')
		FROM cases c
		JOIN revisions r ON r.case_id = c.id AND r.n = (SELECT max(n) FROM revisions WHERE case_id = c.id)
		LEFT JOIN entries e ON e.id = r.entry LEFT JOIN notices n ON n.id = e.notice
		WHERE c.id IN (SELECT value FROM json_each(?))`, ids, func(rows *sql.Rows) error {
		r := new(Reached)
		var id int64
		var facts, evidence sql.RawBytes
		var sha string
		if err := rows.Scan(&id, &r.Number.Year, &r.Number.Seq, &facts, &evidence, &sha); err != nil {
			return err
		}
		if err := decodeReading(facts, &r.Case, evidence, &r.evidence, nil, nil); err != nil {
			return err
		}
		if sha != "" {
			attribute(r.evidence, nil, sha)
		}
		cases[id] = r
		return nil
	})
	if err != nil {
		return Cascade{}, err
	}
	var names []string
	for _, i := range group.Victims {
		r := cases[traces[i].caseID]
		if r == nil {
			return Cascade{}, errors.New("a case of a cascade is not there: verify the casebook")
		}
		for j, name := range r.Case.Suppliers {
			if organizationHash(name, aliases) == key {
				r.Name, r.Pointer = name, jikenbo.Pointer("suppliers", j)
				r.Spans = r.evidence[r.Pointer]
				break
			}
		}
		names = append(names, r.Name)
		c.Victims = append(c.Victims, *r)
	}
	if group.Own >= 0 {
		c.Own = cases[traces[group.Own].caseID]
		names = append(names, c.Own.Case.Organization)
	}
	c.Names = mostly(names)
	c.Supplier = c.Names[0]
	for _, p := range products(traces, members) {
		var written []string
		for _, i := range p.by {
			for _, service := range cases[traces[i].caseID].Case.Services {
				if nameHash(service) == p.key {
					written = append(written, service)
				}
			}
		}
		if len(written) > 0 {
			c.Products = append(c.Products, mostly(written)[0])
		}
	}
	for _, r := range cases {
		from, to := assemble.Attacked(&r.Case)
		if !from.IsZero() && (c.From.IsZero() || from.Compare(c.From) < 0) {
			c.From = from
		}
		if to.Compare(c.To) > 0 {
			c.To = to
		}
	}
	slices.SortStableFunc(c.Victims, func(a, b Reached) int {
		x, y := a.Case.FirstPublished(), b.Case.FirstPublished()
		if x.IsZero() != y.IsZero() {
			if x.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(x.Compare(y), cmp.Compare(a.Number.Year, b.Number.Year), cmp.Compare(a.Number.Seq, b.Number.Seq))
	})
	told := make([]assemble.Told, len(c.Victims))
	for i := range c.Victims {
		told[i] = c.Victims[i].told()
	}
	var own *assemble.Told
	if c.Own != nil {
		o := c.Own.told()
		own = &o
	}
	c.Figures, c.Unstated = assemble.RollUp(own, told), assemble.Unstated(told)
	if id := traces[members[0]].cascade; id != 0 {
		var status jikenbo.Status
		err := oneRow(ctx, query, endQuery, []any{id}, &c.Case.Year, &c.Case.Seq, &status)
		if err != nil {
			return Cascade{}, err
		}
		c.Inferred = status == jikenbo.Inferred
	}
	return c, nil
}

// endQuery gives the number and the status of the case that a case leads to.
const endQuery = `
	WITH RECURSIVE way (id, step) AS (
		SELECT ?, 0
		UNION ALL
		SELECT (SELECT redirect FROM revisions WHERE case_id = way.id ORDER BY n DESC LIMIT 1), step + 1 FROM way
		WHERE step < 1000 AND (SELECT redirect FROM revisions WHERE case_id = way.id ORDER BY n DESC LIMIT 1) IS NOT NULL)
	SELECT c.year, c.seq, (SELECT status FROM revisions WHERE case_id = c.id ORDER BY n DESC LIMIT 1)
	FROM way JOIN cases c ON c.id = way.id ORDER BY step DESC LIMIT 1`

func (r *Reached) told() assemble.Told {
	return assemble.Told{Number: r.Number, Case: &r.Case, Evidence: r.evidence}
}

// cascades proves that every open case has its traces, that those of one
// incident of a supplier are of one cascade, and that inferred cases say what
// their victims state.
func (v *verifier) cascades() error {
	var version int64
	if err := oneRow(v.ctx, v.tx.QueryContext, `SELECT version FROM cascade_state`, nil, &version); err != nil {
		return err
	}
	if version != cascadeVersion() {
		return v.say(Problem{"cascades", "of another version; they are made anew when the casebook is opened for writing", true})
	}
	s := &scribe{ctx: v.ctx, tx: v.tx, prepared: make(map[string]*sql.Stmt), aliases: v.aliases}
	kept, err := scanTraces(v.tx.QueryContext(v.ctx, `SELECT `+traceColumns+` FROM traces ORDER BY key, start, case_id`))
	if err != nil {
		return err
	}
	of := make(map[int64][]trace)
	for _, t := range kept {
		of[t.caseID] = append(of[t.caseID], t)
	}
	var ids, inferredIDs []int64
	err = v.each(`SELECT c.id, (SELECT status FROM revisions WHERE case_id = c.id ORDER BY n DESC LIMIT 1) = 'inferred' FROM cases c ORDER BY c.id`, func(rows *sql.Rows) error {
		var id int64
		var alone sql.NullBool
		err := rows.Scan(&id, &alone)
		if ids = append(ids, id); alone.Bool {
			inferredIDs = append(inferredIDs, id)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range ids {
		want, err := s.traces(id)
		if v.told(err) {
			continue
		}
		if err != nil {
			return err
		}
		got := of[id]
		if len(got) != len(want) || slices.ContainsFunc(want, func(t trace) bool { return !slices.ContainsFunc(got, t.tells) }) {
			number, err := s.number(id)
			if err != nil {
				return err
			}
			if err := v.report("case "+number.String(), "what it tells of suppliers is not what is kept of it"); err != nil {
				return err
			}
		}
	}
	told := make(map[int64]bool) // inferred cases that victims tell of
	for len(kept) > 0 {
		n := 1
		for n < len(kept) && kept[n].key == kept[0].key {
			n++
		}
		if err := v.cascadesOf(s, kept[:n], told); err != nil {
			return err
		}
		kept = kept[n:]
	}
	for _, id := range inferredIDs {
		if told[id] {
			continue
		}
		number, err := s.number(id)
		if err != nil {
			return err
		}
		if err := v.report("case "+number.String(), "it is inferred, but no organizations tell of it"); err != nil {
			return err
		}
	}
	return nil
}

// told reports whether an error is of a case that cannot be read, which other
// proofs tell of.
func (v *verifier) told(err error) bool {
	return err != nil && resultCode(err) == 0 && v.ctx.Err() == nil
}

// cascadesOf proves the cascades of one supplier.
func (v *verifier) cascadesOf(s *scribe, all []trace, told map[int64]bool) error {
	wrong := func(caseID int64, what string) error {
		number, err := s.number(caseID)
		if err != nil {
			return err
		}
		return v.report("case "+number.String(), "%s", what)
	}
	seen := make(map[int64]bool)
	for _, group := range cascadesOf(all) {
		members := group.Victims
		if group.Own >= 0 {
			members = append(slices.Clone(members), group.Own)
		}
		first := all[members[0]]
		for _, i := range members {
			if all[i].cascade != first.cascade {
				return wrong(all[i].caseID, "it is not of the cascade that it tells of")
			}
		}
		has := false
		switch {
		case group.Own >= 0 && len(group.Victims) > 0:
			if first.cascade != all[group.Own].caseID {
				return wrong(first.caseID, "its cascade is not that of its supplier's own case")
			}
			continue
		case group.Own < 0 && !(first.start > first.stop):
			has = organizations(all, group.Victims) > 1
		}
		if has != (first.cascade != 0) || seen[first.cascade] {
			return wrong(first.caseID, "its cascade is wrong")
		}
		if !has {
			continue
		}
		seen[first.cascade] = true
		now, err := s.state(first.cascade)
		if v.told(err) {
			return nil
		}
		if err != nil {
			return err
		}
		if now.status != jikenbo.Inferred {
			if ours, err := s.standsFor(first.cascade); err != nil || !ours {
				return cmp.Or(err, wrong(first.caseID, "its cascade has a case that does not stand for it"))
			}
			continue
		}
		told[first.cascade] = true
		if len(now.decided) > 0 {
			continue
		}
		next, _, err := inferred(s.state, first.key, all, group.Victims, s.aliases)
		if v.told(err) {
			return nil
		}
		if err != nil {
			return err
		}
		alike, err := sameJSON(next.Case, now.Case)
		if err == nil && alike {
			alike, err = sameJSON(next.Evidence, now.Evidence)
		}
		if err != nil || !alike {
			return cmp.Or(err, wrong(first.cascade, "it does not say what is inferred from others"))
		}
	}
	return nil
}
