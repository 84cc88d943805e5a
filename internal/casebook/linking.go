package casebook

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"jikenbo"
	"jikenbo/internal/identity"
	"jikenbo/internal/link"
)

// Bounds of what one entry is compared with, so that joining costs the same
// however large the casebook is.
const (
	commonKey     = 100      // entries that share a key make it too common to tell anything
	candidatesMax = 200      // of one entry, those first that share most keys
	componentMax  = 64       // entries that are grouped anew at a time
	profilesMost  = 16 << 10 // kept in memory
)

// linkVersion is another where the keys or verdicts of the same entries are.
const linkVersion = link.Version<<8 | identity.Version

// linked is an entry that may tell of the same incident as another.
type linked struct {
	entry   int64
	caseID  int64
	verdict link.Verdict
}

// profileQuery asks by what an entry tells its incident; where ?2 is true, with
// its text instead of what is kept of it.
const profileQuery = `
	SELECT e.facts, lower(hex(n.sha256)), e.n, s.fetched, n.markup, (SELECT refs FROM link_refs WHERE entry = e.id),
		CASE WHEN ?2 THEN substr(CAST(coalesce(n.text, n.bytes) AS BLOB), e.start + 1, e.stop - e.start) END,
		(SELECT group_concat(url, char(10)) FROM (SELECT url FROM captures WHERE notice = n.id UNION SELECT final FROM captures WHERE notice = n.id))
	FROM entries e JOIN notices n ON n.id = e.notice JOIN sources s ON s.id = (SELECT min(id) FROM sources WHERE notice = n.id)
	WHERE e.id = ?1`

// readProfile gives by what an entry tells its incident; anew says to read its
// text for that.
func readProfile(query func(string, ...any) (*sql.Rows, error), entry int64, anew bool, aliases *identity.Aliases) (*link.Profile, link.Refs, error) {
	rows, err := query(profileQuery, entry, anew)
	if err != nil {
		return nil, link.Refs{}, err
	}
	defer rows.Close()
	if !rows.Next() {
		return nil, link.Refs{}, cmp.Or(rows.Err(), error(jikenbo.ErrNotFound))
	}
	var a jikenbo.Account
	var m jikenbo.Markup
	var refs link.Refs
	var facts, markup, packedRefs, text sql.RawBytes
	var fetched string
	var addresses sql.NullString
	if err := rows.Scan(&facts, &a.Notice, &a.Entry, &fetched, &markup, &packedRefs, &text, &addresses); err != nil {
		return nil, link.Refs{}, err
	}
	if err := decodeFacts(facts, &a.Case); err != nil {
		return nil, link.Refs{}, err
	}
	at, err := parseTime(fetched)
	if err == nil && len(markup) > 0 {
		err = json.Unmarshal(markup, &m)
	}
	switch {
	case err != nil:
	case anew:
		refs = link.References(string(text), &a.Case)
	case len(packedRefs) > 0:
		err = refs.UnmarshalBinary(packedRefs)
	}
	if err != nil {
		return nil, link.Refs{}, err
	}
	a.Known = known(&a.Case, &m, jikenbo.DateOf(at), false)
	return link.NewProfile(&a, refs, strings.Fields(addresses.String), aliases), refs, rows.Err()
}

// profile gives by what an entry tells its incident.
func (s *scribe) profile(entry int64) (*link.Profile, error) {
	if p := s.profiles[entry]; p != nil {
		return p, nil
	}
	if p := s.book.profiles.get(entry); p != nil && p.Aliases() == s.aliases {
		return p, nil
	}
	p, _, err := readProfile(s.query, entry, false, s.aliases)
	if err == nil {
		s.book.profiles.add(entry, p)
	}
	return p, err
}

// profileOf gives by what a new entry of a notice, which has that SHA-256, tells
// its incident.
func profileOf(n *jikenbo.Notice, sha string, r *jikenbo.Reading, aliases *identity.Aliases) (*link.Profile, link.Refs) {
	a := jikenbo.Account{EntryRef: jikenbo.EntryRef{Notice: sha, Entry: r.Entry}, Case: r.Case}
	a.Known = known(&r.Case, &n.Markup, jikenbo.DateOf(n.Fetched), false)
	refs := link.References(n.Text[r.Start:r.End], &r.Case)
	var urls []string
	if n.Capture != nil {
		urls = append(urls, n.Capture.URL, n.Capture.Final)
		slices.Sort(urls)
		urls = slices.Compact(urls)
	}
	return link.NewProfile(&a, refs, urls, aliases), refs
}

// compare gives the entries that tell, or may tell, of the same incident as a
// profile, the surest first. It looks at those only that share a key with it.
func (s *scribe) compare(p *link.Profile, not int64) ([]linked, error) {
	shared := make(map[int64]int)
	for _, key := range keysOf(p) {
		rows, err := s.query(`SELECT entry FROM link_keys WHERE key = ? LIMIT ?`, key, commonKey+1)
		if err != nil {
			return nil, err
		}
		var entries []int64
		for rows.Next() {
			var id int64
			if err := rows.Scan(&id); err != nil {
				rows.Close()
				return nil, err
			}
			entries = append(entries, id)
		}
		if err := rows.Close(); err != nil {
			return nil, err
		}
		if len(entries) > commonKey {
			continue
		}
		for _, id := range entries {
			if id != not {
				shared[id]++
			}
		}
	}
	candidates := make([]int64, 0, len(shared))
	for id := range shared {
		candidates = append(candidates, id)
	}
	slices.SortFunc(candidates, func(a, b int64) int { return cmp.Or(shared[b]-shared[a], cmp.Compare(a, b)) })
	var found []linked
	for _, id := range candidates[:min(len(candidates), candidatesMax)] {
		other, err := s.profile(id)
		if err != nil {
			return nil, err
		}
		v := link.Compare(p, other)
		if v.Degree != link.Same && v.Degree != link.Possible {
			continue
		}
		l := linked{entry: id, verdict: v}
		if _, err := s.find(`SELECT case_id FROM entries WHERE id = ?`, []any{id}, &l.caseID); err != nil {
			return nil, err
		}
		found = append(found, l)
	}
	slices.SortStableFunc(found, func(a, b linked) int {
		return cmp.Or(cmp.Compare(b.verdict.Degree, a.verdict.Degree), cmp.Compare(b.verdict.Score, a.verdict.Score))
	})
	return found, nil
}

// keysOf gives the keys of a profile as they are kept: half of each, which takes
// half the room. That two are the same by chance is seen when they are compared.
func keysOf(p *link.Profile) []int64 {
	keys := p.Keys()
	kept := make([]int64, len(keys))
	for i, key := range keys {
		kept[i] = int64(int32(key))
	}
	slices.Sort(kept)
	return slices.Compact(kept)
}

// keepLinks keeps by what an entry can be found, and what it may be one with.
func (s *scribe) keepLinks(entry int64, p *link.Profile, refs link.Refs, found []linked) error {
	list, err := json.Marshal(keysOf(p))
	if err != nil {
		return err
	}
	if _, err := s.insert(`INSERT OR IGNORE INTO link_keys (key, entry) SELECT value, ?2 FROM json_each(?1)`, string(list), entry); err != nil {
		return err
	}
	if !refs.IsZero() {
		packed, err := refs.MarshalBinary()
		if err != nil {
			return err
		}
		if _, err := s.insert(`INSERT INTO link_refs (entry, refs) VALUES (?, ?) ON CONFLICT (entry) DO UPDATE SET refs = excluded.refs`, entry, packed); err != nil {
			return err
		}
	}
	for _, l := range found {
		if err := s.keepLink(entry, l); err != nil {
			return err
		}
	}
	if s.profiles == nil {
		s.profiles = make(map[int64]*link.Profile)
	}
	s.profiles[entry] = p
	return nil
}

func (s *scribe) keepLink(entry int64, l linked) error {
	_, err := s.insert(`INSERT INTO links (a, b, sure, score) VALUES (?, ?, ?, ?) ON CONFLICT (a, b) DO UPDATE SET sure = excluded.sure, score = excluded.score`,
		min(entry, l.entry), max(entry, l.entry), l.verdict.Degree == link.Same, l.verdict.Score)
	return err
}

// member is an entry of a component.
type member struct {
	entry    int64
	caseID   int64
	replaces int64 // the entry that took its place, 0 if none did
	sha      string
	n        int
	open     bool // its case is
	printed  bool // its case has a number that a notice printed
	profile  *link.Profile
}

// component gives the entries that are linked with one, surely or by decisions
// of persons, directly or through others; none if they are too many.
func (s *scribe) component(entry int64) ([]member, error) {
	seen := map[int64]bool{entry: true}
	queue := []int64{entry}
	var members []member
	for len(queue) > 0 {
		if len(seen) > componentMax {
			return nil, nil
		}
		id := queue[0]
		queue = queue[1:]
		m := member{entry: id}
		var status jikenbo.Status
		_, err := s.find(`
			SELECT e.case_id, coalesce(e.replaced_by, 0), lower(hex(n.sha256)), e.n, c.printed,
				(SELECT status FROM revisions WHERE case_id = e.case_id ORDER BY n DESC LIMIT 1)
			FROM entries e JOIN notices n ON n.id = e.notice JOIN cases c ON c.id = e.case_id WHERE e.id = ?`,
			[]any{id}, &m.caseID, &m.replaces, &m.sha, &m.n, &m.printed, &status)
		if err != nil {
			return nil, err
		}
		m.open = status == jikenbo.Open || status == jikenbo.Inferred
		if m.profile, err = s.profile(id); err != nil {
			return nil, err
		}
		members = append(members, m)
		rows, err := s.query(`
			SELECT b FROM links WHERE a = ?1 AND sure UNION SELECT a FROM links WHERE b = ?1 AND sure
			UNION SELECT b FROM decisions WHERE a = ?1 AND same UNION SELECT a FROM decisions WHERE b = ?1 AND same
			UNION SELECT id FROM entries WHERE replaced_by = ?1 UNION SELECT replaced_by FROM entries WHERE id = ?1 AND replaced_by IS NOT NULL`, id)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var other int64
			if err := rows.Scan(&other); err != nil {
				rows.Close()
				return nil, err
			}
			if !seen[other] {
				seen[other] = true
				queue = append(queue, other)
			}
		}
		if err := rows.Close(); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(members, func(a, b member) int { return cmp.Or(strings.Compare(a.sha, b.sha), a.n-b.n) })
	return members, nil
}

// shift is that an entry of one case became part of another.
type shift struct{ entry, from, to int64 }

// regroup puts the entries that an entry is linked with into the cases that they
// make together: the same ones, whatever the order they came in. It changes
// nothing of cases that a person withdrew or redirected. It gives what it moved.
func (s *scribe) regroup(entry int64) ([]shift, error) {
	members, err := s.component(entry)
	if err != nil {
		return nil, err
	}
	members = slices.DeleteFunc(members, func(m member) bool { return !m.open })
	if len(members) < 2 {
		return nil, nil
	}
	decided, err := s.decisions(members)
	if err != nil {
		return nil, err
	}
	groups := link.Cluster(len(members),
		func(i, j int) link.Verdict { return link.Compare(members[i].profile, members[j].profile) },
		func(i, j int) (same, known bool) {
			a, b := &members[i], &members[j]
			if same, known := decided[[2]int64{min(a.entry, b.entry), max(a.entry, b.entry)}]; known {
				return same, true
			}
			taken := a.replaces == b.entry || b.replaces == a.entry
			return taken, taken
		})

	// Every group has the number of the first case that is in it, one that was
	// printed before others; of several groups that have entries of one case, the
	// one with the entry that came first keeps its number.
	type claim struct {
		group         int
		printed       bool
		caseID, first int64
	}
	var claims []claim
	for g, group := range groups {
		at := make(map[int64]int)
		for _, i := range group {
			m := &members[i]
			k, ok := at[m.caseID]
			if !ok {
				k = len(claims)
				at[m.caseID] = k
				claims = append(claims, claim{group: g, printed: m.printed, caseID: m.caseID, first: m.entry})
			}
			claims[k].first = min(claims[k].first, m.entry)
		}
	}
	slices.SortStableFunc(claims, func(a, b claim) int {
		if a.printed != b.printed {
			if a.printed {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.caseID, b.caseID), cmp.Compare(a.first, b.first))
	})
	of := make(map[int]int64) // the case of a group
	taken := make(map[int64]bool)
	for _, c := range claims {
		if of[c.group] == 0 && !taken[c.caseID] {
			of[c.group], taken[c.caseID] = c.caseID, true
		}
	}
	var shifts []shift
	went := make(map[int64]int64) // from a case to another
	for g, group := range groups {
		if of[g] == 0 {
			first := members[group[0]].profile.Published()
			for _, i := range group {
				if day := members[i].profile.Published(); day.Before(first) {
					first = day
				}
			}
			if of[g], err = s.openFor(first.Year); err != nil {
				return nil, err
			}
		}
		for _, i := range group {
			if m := &members[i]; m.caseID != of[g] {
				if err := s.move(m.entry, of[g]); err != nil {
					return nil, err
				}
				shifts = append(shifts, shift{m.entry, m.caseID, of[g]})
				went[m.caseID] = of[g]
			}
		}
	}
	for _, from := range slices.Sorted(maps.Keys(went)) {
		if err := s.leave(from, went[from], false); err != nil {
			return nil, err
		}
	}
	return shifts, nil
}

// recount makes the cases that entries were moved between say what they say now,
// with a note of where the notices came from or went, and gives what that did to
// each, and the moves. Of the entry that is added, 0 for none, nobody is told that it
// came from a case. Fresh is as with compose.
func (s *scribe) recount(shifts []shift, added int64, fresh map[int64]bool) (map[int64]Change, []Move, error) {
	var moves []Move
	changed := make(map[int64]bool)
	notes := make(map[int64][]string)
	for _, x := range shifts {
		changed[x.from], changed[x.to] = true, true
		if x.entry == added {
			continue
		}
		from, err := s.number(x.from)
		if err != nil {
			return nil, nil, err
		}
		to, err := s.number(x.to)
		if err != nil {
			return nil, nil, err
		}
		if i := slices.IndexFunc(moves, func(m Move) bool { return m.From == from && m.To == to }); i >= 0 {
			moves[i].Entries++
			continue
		}
		moves = append(moves, Move{from, to, 1})
		notes[x.to] = append(notes[x.to], cameFrom+from.String())
		notes[x.from] = append(notes[x.from], wentTo+to.String())
	}
	done := make(map[int64]Change, len(changed))
	for _, caseID := range slices.Sorted(maps.Keys(changed)) {
		var err error
		if done[caseID], err = s.compose(caseID, strings.Join(notes[caseID], "; "), fresh); err != nil {
			return nil, nil, err
		}
	}
	return done, moves, nil
}

// What a revision notes of notices that became part of a case, or of another.
const (
	cameFrom = "notices came from "
	wentTo   = "notices went to "
)

// openFor opens a case without entries, which are to be moved there.
func (s *scribe) openFor(year int) (int64, error) {
	p, err := s.allocate(year, placement{})
	return p.caseID, err
}

// move makes an entry part of another case.
func (s *scribe) move(entry, caseID int64) error {
	if _, err := s.changeID(); err != nil { // which the log of moves names
		return err
	}
	_, err := s.insert(`UPDATE entries SET case_id = ? WHERE id = ?`, caseID, entry)
	return err
}

// leave makes a case that has no entries any more lead to another.
func (s *scribe) leave(from, to int64, person bool) error {
	var left bool
	if _, err := s.find(`SELECT EXISTS (SELECT 1 FROM entries WHERE case_id = ?)`, []any{from}, &left); err != nil || left {
		return err
	}
	now, err := s.state(from)
	if err != nil {
		return err
	}
	if err := s.touch(caseRef(from)); err != nil {
		return err
	}
	number, err := s.number(to)
	if err != nil {
		return err
	}
	return s.revise(revision{
		caseID: from, n: now.n + 1, status: jikenbo.Duplicate, redirect: to, person: person, decided: now.decided,
		note:    "its notices are part of " + number.String(),
		reading: &jikenbo.Revision{Case: now.Case, Evidence: now.Evidence, Conflicts: now.Conflicts},
	})
}

// end gives the case that a case leads to, itself if it is no duplicate.
func (s *scribe) end(caseID int64) (int64, error) {
	for {
		var to int64
		_, err := s.find(`SELECT coalesce(redirect, 0) FROM revisions WHERE case_id = ? ORDER BY n DESC LIMIT 1`, []any{caseID}, &to)
		if err != nil || to == 0 {
			return caseID, err
		}
		caseID = to
	}
}

// number gives the number of a case.
func (s *scribe) number(caseID int64) (n jikenbo.Number, err error) {
	_, err = s.find(`SELECT year, seq FROM cases WHERE id = ?`, []any{caseID}, &n.Year, &n.Seq)
	return n, err
}

// decisions gives what persons decided about pairs of members.
func (s *scribe) decisions(members []member) (map[[2]int64]bool, error) {
	ids := make([]int64, len(members))
	for i, m := range members {
		ids[i] = m.entry
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := s.query(`SELECT a, b, same FROM decisions WHERE a IN (SELECT value FROM json_each(?)) ORDER BY id`, string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	decided := make(map[[2]int64]bool)
	for rows.Next() {
		var pair [2]int64
		var same bool
		if err := rows.Scan(&pair[0], &pair[1], &same); err != nil {
			return nil, err
		}
		decided[pair] = same
	}
	return decided, rows.Err()
}

// relink finds the keys of all entries anew, as after an update of the program.
func (b *Book) relink(ctx context.Context, progress func(done, total int)) error {
	var version, last int64
	var total int
	err := b.db.QueryRowContext(ctx, `SELECT version, (SELECT count(*) FROM entries WHERE case_id IS NOT NULL), (SELECT coalesce(max(id), 0) FROM entries) FROM link_state`).Scan(&version, &total, &last)
	if err != nil || version == linkVersion {
		return err
	}
	if total > 0 {
		// Keys of the other version stay until all are there, so that a kill in
		// between is followed by another try.
		err := b.indexing(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, `DELETE FROM link_keys; DELETE FROM link_refs; UPDATE link_state SET version = 0`)
			return err
		})
		if err != nil {
			return err
		}
	}
	const batch = 500
	for done, after := 0, int64(0); after < last; {
		err := b.indexing(ctx, func(tx *sql.Tx) error {
			s := &scribe{ctx: ctx, tx: tx, book: b, prepared: make(map[string]*sql.Stmt)}
			if err := s.useKept(); err != nil {
				return err
			}
			ids, err := s.ids(`SELECT id FROM entries WHERE id > ? AND case_id IS NOT NULL ORDER BY id LIMIT ?`, after, batch)
			if err != nil {
				return err
			}
			after = last
			for _, id := range ids {
				p, refs, err := readProfile(s.query, id, true, s.aliases)
				if err != nil {
					return err
				}
				if err := s.keepLinks(id, p, refs, nil); err != nil {
					return err
				}
				after = id
			}
			if len(ids) < batch {
				after = last
			}
			done += len(ids)
			return nil
		})
		if err != nil {
			return err
		}
		if progress != nil {
			progress(done, total)
		}
	}
	b.profiles.clear()
	_, err = b.db.ExecContext(ctx, `UPDATE link_state SET version = ?`, linkVersion)
	return err
}

// ids gives the first column of what a query finds.
func (s *scribe) ids(query string, args ...any) ([]int64, error) {
	rows, err := s.query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}
