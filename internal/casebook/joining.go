package casebook

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"jikenbo"
	"jikenbo/internal/assemble"
	"jikenbo/internal/link"
)

// Errors of joining and splitting.
var (
	// ErrRedirected: the case leads to another, which is to be named instead.
	ErrRedirected = errors.New("it leads to another case")
	// ErrOnePage: a notice is another text of the page of a notice that stays.
	ErrOnePage = errors.New("it is another text of the page of a notice that stays")
	// ErrTooEarly: nothing was public of the case on that day.
	ErrTooEarly = errors.New("nothing of it was public yet")
)

// subject is a case that a person names.
type subject struct {
	id     int64
	number jikenbo.Number
	*state
}

// subject finds a case that is there and is none of another.
func (s *scribe) subject(n jikenbo.Number) (subject, error) {
	x := subject{number: n}
	found, err := s.find(`SELECT id FROM cases WHERE year = ? AND seq = ?`, []any{n.Year, n.Seq}, &x.id)
	if err == nil && !found {
		err = jikenbo.ErrNotFound
	}
	if err == nil {
		x.state, err = s.state(x.id)
	}
	if err != nil {
		return subject{}, fmt.Errorf("%v: %w", n, err)
	}
	return x, nil
}

// live finds a case as subject does, and refuses one that leads to another or
// was withdrawn.
func (s *scribe) live(n jikenbo.Number) (subject, error) {
	x, err := s.subject(n)
	switch {
	case err != nil:
	case x.status == jikenbo.Duplicate:
		to, err := s.number(x.redirect)
		if err != nil {
			return subject{}, err
		}
		return subject{}, fmt.Errorf("%v: %w: name %v", n, ErrRedirected, to)
	case x.status == jikenbo.Withdrawn:
		err = fmt.Errorf("%v: it is withdrawn: reopen it first", n)
	}
	return x, err
}

// entriesOf gives the entries of a case.
func (s *scribe) entriesOf(caseID int64) ([]int64, error) {
	return s.ids(`SELECT id FROM entries WHERE case_id = ? ORDER BY id`, caseID)
}

// resolve keeps that the entries of two cases tell of one incident, or do not.
// Of cases with very many entries the first count.
func (s *scribe) resolve(some, others []int64, same bool) error {
	change, err := s.changeID()
	if err != nil {
		return err
	}
	for _, a := range some[:min(len(some), componentMax)] {
		for _, b := range others[:min(len(others), componentMax)] {
			if a == b {
				continue
			}
			if _, err := s.insert(`INSERT INTO decisions (change, a, b, same) VALUES (?, ?, ?, ?)`, change, min(a, b), max(a, b), same); err != nil {
				return err
			}
		}
	}
	return nil
}

// Join makes cases one, as decided by a person: the notices of the others become
// part of into, whose number it keeps; the numbers of the others lead there.
// What persons decided in the others stays where nobody decided it in into.
//
// The error wraps [jikenbo.ErrNotFound] if there is no such case, and
// [ErrRedirected] if one leads to another already.
func (b *Book) Join(ctx context.Context, who, why string, into jikenbo.Number, others ...jikenbo.Number) error {
	return b.change(ctx, "join into "+into.String(), who, why, func(s *scribe) error {
		to, err := s.live(into)
		if err != nil {
			return err
		}
		if len(others) == 0 {
			return errors.New("no case is named to join with it")
		}
		kept, err := s.entriesOf(to.id)
		if err != nil {
			return err
		}
		note := ""
		fresh := make(map[int64]bool)
		taken := to.state // with what persons decided in the others
		for _, n := range others {
			from, err := s.live(n)
			if err != nil {
				return err
			}
			if from.id == to.id {
				return fmt.Errorf("%v: a case is not joined with itself", n)
			}
			moved, err := s.entriesOf(from.id)
			if err != nil {
				return err
			}
			if err := s.resolve(kept, moved, true); err != nil {
				return err
			}
			for _, id := range moved {
				if err := s.move(id, to.id); err != nil {
					return err
				}
				fresh[id] = true
			}
			kept = append(kept, moved...)
			taken = taken.with(from.state, func(string) bool { return true })
			if err := s.leave(from.id, to.id, true); err != nil {
				return err
			}
			if len(moved) > 0 {
				note = addNote(note, cameFrom+n.String())
			}
		}
		_, err = s.recompose(revision{caseID: to.id, person: true, note: note}, to.state, taken, fresh)
		return err
	})
}

// with gives a state with the fields that persons decided in another, where
// nobody decided them in this one.
func (st *state) with(other *state, wanted func(field string) bool) *state {
	out := *st
	out.decided, out.Evidence = maps.Clone(st.decided), maps.Clone(st.Evidence)
	out.Conflicts = slices.Clone(st.Conflicts)
	for _, f := range jikenbo.Fields {
		if !other.decided[f.Name] || out.decided[f.Name] || !wanted(f.Name) {
			continue
		}
		out.decided[f.Name] = true
		fieldOf(&out.Case, f.Name).Set(fieldOf(&other.Case, f.Name))
		for p := range wordsOf(out.Evidence, f.Name) {
			delete(out.Evidence, p)
		}
		maps.Copy(out.Evidence, wordsOf(other.Evidence, f.Name))
		out.Conflicts = slices.DeleteFunc(out.Conflicts, func(c jikenbo.Conflict) bool { return fieldIn(c.Pointer) == f.Name })
		for _, c := range other.Conflicts {
			if fieldIn(c.Pointer) == f.Name {
				out.Conflicts = append(out.Conflicts, c)
			}
		}
	}
	return &out
}

// Split takes entries out of a case, as decided by a person, and gives the case
// they are part of from then on: the one they all came from, if it has led here
// since, else a new one. An account with the entry 0 means all entries of its
// notice. At least one must stay.
func (b *Book) Split(ctx context.Context, who, why string, n jikenbo.Number, out []jikenbo.EntryRef) (jikenbo.Number, error) {
	var to jikenbo.Number
	err := b.change(ctx, "split "+n.String(), who, why, func(s *scribe) error {
		from, err := s.live(n)
		if err != nil {
			return err
		}
		as, err := tellings(s.query, from.id, true)
		if err != nil {
			return err
		}
		var moved, stay []telling
		for _, a := range as {
			named := func(r jikenbo.EntryRef) bool { return r.Notice == a.Notice && (r.Entry == 0 || r.Entry == a.Entry) }
			if slices.ContainsFunc(out, named) {
				moved = append(moved, a)
			} else {
				stay = append(stay, a)
			}
		}
		for _, r := range out {
			if !slices.ContainsFunc(moved, func(a telling) bool { return a.Notice == r.Notice && (r.Entry == 0 || r.Entry == a.Entry) }) {
				return fmt.Errorf("notice %q: %w: it is none of the case", r.Notice, jikenbo.ErrNotFound)
			}
		}
		switch {
		case len(moved) == 0:
			return errors.New("no notice is named to take out of it")
		case len(stay) == 0:
			return errors.New("that is all of its notices: leave one")
		}
		for _, a := range moved { // texts of one address stay together
			for _, o := range stay {
				if a.replacedBy == o.id || o.replacedBy == a.id {
					return fmt.Errorf("notice %s: %w: name %s too", a.Notice, ErrOnePage, o.Notice)
				}
			}
		}
		ids := func(as []telling) (ids []int64) {
			for _, a := range as {
				ids = append(ids, a.id)
			}
			return ids
		}
		if err := s.resolve(ids(moved), ids(stay), false); err != nil {
			return err
		}
		// What persons decided goes with the words it was decided by.
		gone := func(field string) bool {
			words := wordsOf(from.Evidence, field)
			for _, spans := range words {
				for _, span := range spans {
					if slices.ContainsFunc(stay, func(a telling) bool { return a.Notice == span.Notice }) {
						return false
					}
				}
			}
			return len(words) > 0
		}
		id, fresh, err := s.origin(ids(moved), from.id)
		if err != nil {
			return err
		}
		if id == 0 {
			if id, err = s.openFor(moved[0].Known.Year); err != nil {
				return err
			}
		}
		for _, a := range moved {
			if err := s.move(a.id, id); err != nil {
				return err
			}
		}
		var last *state // of the case that they came from
		if !fresh {
			if last, err = s.state(id); err != nil {
				return err
			}
		}
		none := &state{decided: make(map[string]bool), Evidence: make(jikenbo.Evidence)}
		if _, err := s.recompose(revision{caseID: id, person: true, note: "split from " + n.String()}, last, none.with(from.state, gone), nil); err != nil {
			return err
		}
		rest := *from.state
		rest.decided = maps.Clone(rest.decided)
		maps.DeleteFunc(rest.decided, func(field string, _ bool) bool { return gone(field) })
		if to, err = s.number(id); err != nil {
			return err
		}
		_, err = s.recompose(revision{caseID: from.id, person: true, note: wentTo + to.String()}, from.state, &rest, nil)
		return err
	})
	return to, err
}

// origin gives the case that entries have all come from to the case they are in,
// if it leads there and has none of its own; 0 if there is none. fresh says that
// such a case is yet to be opened.
func (s *scribe) origin(entries []int64, caseID int64) (id int64, fresh bool, err error) {
	for i, entry := range entries {
		var was int64
		_, err := s.find(`SELECT coalesce((SELECT was FROM moves WHERE entry = ? AND now = ? ORDER BY id DESC LIMIT 1), 0)`, []any{entry, caseID}, &was)
		if err != nil {
			return 0, false, err
		}
		if was == 0 || i > 0 && was != id {
			return 0, true, nil
		}
		id = was
	}
	st, err := s.state(id)
	if err != nil {
		return 0, false, err
	}
	if st.status != jikenbo.Duplicate || st.redirect != caseID {
		return 0, true, nil
	}
	left, err := s.entriesOf(id)
	if err != nil || len(left) > 0 {
		return 0, true, err
	}
	return id, false, nil
}

// Redirect makes a case lead to another, as decided by a person: it is a
// duplicate, keeps its notices and stays visible with the reason, but counts
// nowhere. The error is as with [Book.Join].
func (b *Book) Redirect(ctx context.Context, who, why string, n, to jikenbo.Number) error {
	return b.change(ctx, "redirect "+n.String(), who, why, func(s *scribe) error {
		from, err := s.live(n)
		if err != nil {
			return err
		}
		target, err := s.live(to)
		if err != nil {
			return err
		}
		if from.id == target.id {
			return errors.New("a case does not lead to itself")
		}
		return s.restate(from, jikenbo.Duplicate, target.id)
	})
}

// Reopen takes back that a case was withdrawn or led to another, as decided by a
// person. A case whose notices are part of another is split from that instead.
func (b *Book) Reopen(ctx context.Context, who, why string, n jikenbo.Number) error {
	return b.change(ctx, "reopen "+n.String(), who, why, func(s *scribe) error {
		x, err := s.subject(n)
		if err != nil {
			return err
		}
		if x.status == jikenbo.Open || x.status == jikenbo.Inferred {
			return errors.New("it is open already")
		}
		entries, err := s.entriesOf(x.id)
		if err != nil {
			return err
		}
		stands, err := s.standsForSome(x.id)
		if err != nil {
			return err
		}
		if stands {
			return s.restate(x, jikenbo.Inferred, 0)
		}
		if len(entries) == 0 && x.redirect == 0 {
			return errors.New("no two organizations tell of it any more")
		}
		if len(entries) == 0 {
			to, err := s.number(x.redirect)
			if err != nil {
				return err
			}
			return fmt.Errorf("its notices are part of %v: split them from it", to)
		}
		if err := s.restate(x, jikenbo.Open, 0); err != nil {
			return err
		}
		_, err = s.compose(x.id, "", nil)
		return err
	})
}

// restate gives a case another status.
func (s *scribe) restate(x subject, status jikenbo.Status, redirect int64) error {
	if err := s.touch(caseRef(x.id)); err != nil {
		return err
	}
	return s.revise(revision{
		caseID: x.id, n: x.n + 1, status: status, redirect: redirect, person: true, decided: x.decided,
		reading: &jikenbo.Revision{Case: x.Case, Evidence: x.Evidence, Conflicts: x.Conflicts},
	})
}

// Apart keeps that two cases are two incidents, as decided by a person: they are
// not proposed to be joined any more, nor joined by later notices.
func (b *Book) Apart(ctx context.Context, who, why string, n, m jikenbo.Number) error {
	return b.change(ctx, "keep apart "+n.String()+" and "+m.String(), who, why, func(s *scribe) error {
		var entries [2][]int64
		for i, number := range []jikenbo.Number{n, m} {
			x, err := s.subject(number)
			if err != nil {
				return err
			}
			if entries[i], err = s.entriesOf(x.id); err != nil {
				return err
			}
			if err := s.touch(caseRef(x.id)); err != nil {
				return err
			}
		}
		if n == m {
			return errors.New("that is one case: split it")
		}
		return s.resolve(entries[0], entries[1], false)
	})
}

// Strangers reports whether two cases name organizations that surely are two.
func (b *Book) Strangers(ctx context.Context, x, y *jikenbo.Case) (bool, error) {
	aliases, err := b.aliases(ctx, b.look)
	if err != nil {
		return false, b.fail("compare organizations", err)
	}
	return link.Strangers(x.Organization, y.Organization, aliases), nil
}

// Proposal is a pair of cases that may be one incident.
type Proposal struct {
	A       jikenbo.Number `json:"a"` // the one that was opened first
	B       jikenbo.Number `json:"b"`
	Score   int            `json:"score"` // how much speaks for it; larger is more
	For     []link.Reason  `json:"for"`
	Against []link.Reason  `json:"against,omitempty"`
}

// proposalsQuery gives pairs of entries of different cases that may be one
// incident, of which no person has decided, the best of each pair of cases; of
// those of case ?1 if it is not 0.
const proposalsQuery = `
	WITH near AS (
		SELECT a, b, sure, score FROM links WHERE ?1 = 0
		UNION ALL SELECT a, b, sure, score FROM links WHERE a IN (SELECT id FROM entries WHERE case_id = ?1)
		UNION ALL SELECT a, b, sure, score FROM links WHERE b IN (SELECT id FROM entries WHERE case_id = ?1)),
	pairs AS (
		SELECT min(x.case_id, y.case_id) AS p, max(x.case_id, y.case_id) AS q, l.a, l.b, l.sure * 1000000 + l.score AS rank
		FROM near l JOIN entries x ON x.id = l.a JOIN entries y ON y.id = l.b
		WHERE x.case_id <> y.case_id AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.a = l.a AND d.b = l.b))
	SELECT p, q, a, b, max(rank), c.year, c.seq, d.year, d.seq FROM pairs JOIN cases c ON c.id = p JOIN cases d ON d.id = q
	WHERE (SELECT status FROM revisions WHERE case_id = p ORDER BY n DESC LIMIT 1) = 'open'
		AND (SELECT status FROM revisions WHERE case_id = q ORDER BY n DESC LIMIT 1) = 'open'
	GROUP BY p, q ORDER BY 5 DESC, p, q LIMIT ?2`

// Proposals gives pairs of cases that may be one incident, the likeliest first:
// those of one case, or of all for the zero Number; at most so many.
func (b *Book) Proposals(ctx context.Context, n jikenbo.Number, limit int) ([]Proposal, error) {
	proposals, err := b.proposals(ctx, n, limit)
	if err != nil {
		return nil, b.fail("proposals", err)
	}
	return proposals, nil
}

func (b *Book) proposals(ctx context.Context, n jikenbo.Number, limit int) ([]Proposal, error) {
	var id int64
	if n != (jikenbo.Number{}) {
		found, err := b.lookOne(ctx, `SELECT id FROM cases WHERE year = ? AND seq = ?`, []any{n.Year, n.Seq}, &id)
		if err != nil || !found {
			return nil, cmp.Or(err, error(jikenbo.ErrNotFound))
		}
	}
	type pair struct{ a, b int64 }
	var pairs []pair
	var proposals []Proposal
	rows, err := b.look(ctx, proposalsQuery, id, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var x Proposal
		var of pair
		var p, q, rank int64
		if err := rows.Scan(&p, &q, &of.a, &of.b, &rank, &x.A.Year, &x.A.Seq, &x.B.Year, &x.B.Seq); err != nil {
			return nil, err
		}
		proposals, pairs = append(proposals, x), append(pairs, of)
	}
	if err := rows.Close(); err != nil {
		return nil, err
	}
	query := func(query string, args ...any) (*sql.Rows, error) { return b.look(ctx, query, args...) }
	aliases, err := b.aliases(ctx, b.look)
	if err != nil {
		return nil, err
	}
	for i, of := range pairs {
		var sides [2]*link.Profile
		for j, entry := range []int64{of.a, of.b} {
			if sides[j], _, err = readProfile(query, entry, false, aliases); err != nil {
				return nil, err
			}
		}
		v := link.Compare(sides[0], sides[1])
		proposals[i].Score, proposals[i].For, proposals[i].Against = v.Score, v.For, v.Against
	}
	return proposals, nil
}

// Tie is why a notice of a case surely tells of one incident with another of it.
type Tie struct {
	With int           `json:"with,omitempty"` // the place of the other, 1-based; 0 if there is none
	For  []link.Reason `json:"for,omitempty"`
}

// Ties gives for every notice of a case, in the order of [Book.AccountsOf], the
// surest tie to one before it, or else to one after it. There is none for the
// first, for what only a person joined or a page that was edited brought, and
// where it is not known any more. The error is as with [Book.AccountsOf].
func (b *Book) Ties(ctx context.Context, n jikenbo.Number) ([]Tie, error) {
	ties, err := b.ties(ctx, n)
	if err != nil {
		return nil, b.fail("ties of "+n.String(), err)
	}
	return ties, nil
}

func (b *Book) ties(ctx context.Context, n jikenbo.Number) ([]Tie, error) {
	as, err := b.tellings(ctx, n)
	if err != nil {
		return nil, err
	}
	sorted := plainly(as)
	assemble.Sort(sorted)
	query := func(query string, args ...any) (*sql.Rows, error) { return b.look(ctx, query, args...) }
	aliases, err := b.aliases(ctx, b.look)
	if err != nil {
		return nil, err
	}
	profiles := make([]*link.Profile, len(sorted))
	for i, a := range sorted {
		at := slices.IndexFunc(as, func(t telling) bool { return t.Notice == a.Notice && t.Entry == a.Entry })
		if profiles[i], _, err = readProfile(query, as[at].id, false, aliases); err != nil {
			return nil, err
		}
	}
	ties := make([]Tie, len(sorted))
	for i := 1; i < len(sorted); i++ {
		best := 0
		look := func(from, to int) {
			for j := from; j < to; j++ {
				if v := link.Compare(profiles[j], profiles[i]); v.Degree == link.Same && v.Score > best {
					best, ties[i] = v.Score, Tie{j + 1, v.For}
				}
			}
		}
		if look(max(0, i-componentMax), i); best == 0 {
			look(i+1, min(len(sorted), i+componentMax))
		}
	}
	return ties, nil
}

// Rejoin looks at every incident anew as if its notice came last, and joins what
// surely is one: after an update of the program that reads or links better.
// Decisions of persons stay. It gives how many entries are in other cases now.
// progress may be nil.
func (b *Book) Rejoin(ctx context.Context, who, why string, progress func(done, total int)) (moved int, err error) {
	var total int
	if err := b.db.QueryRowContext(ctx, `SELECT count(*) FROM entries WHERE case_id IS NOT NULL`).Scan(&total); err != nil {
		return 0, b.fail("rejoin", err)
	}
	const batch = 200
	for done, after := 0, int64(0); done < total; {
		n := 0
		err := b.change(ctx, "rejoin", who, why, func(s *scribe) error {
			ids, err := s.ids(`SELECT id FROM entries WHERE id > ? AND case_id IS NOT NULL ORDER BY id LIMIT ?`, after, batch)
			if err != nil {
				return err
			}
			n = len(ids)
			for _, id := range ids {
				after = id
				joined, err := s.rejoin(id)
				if err != nil {
					return err
				}
				if joined {
					moved++
				}
			}
			return nil
		})
		if err != nil {
			return moved, err
		}
		if n == 0 {
			break
		}
		if done += n; progress != nil {
			progress(min(done, total), total)
		}
	}
	return moved, nil
}

// rejoin looks at an incident anew as if its notice came last; joined says that
// it changed cases by that.
func (s *scribe) rejoin(entry int64) (joined bool, err error) {
	p, err := s.profile(entry)
	if err != nil {
		return false, err
	}
	found, err := s.compare(p, entry)
	if err != nil {
		return false, err
	}
	if _, err := s.insert(`DELETE FROM links WHERE a = ?1 OR b = ?1`, entry); err != nil {
		return false, err
	}
	for _, l := range found {
		if err := s.keepLink(entry, l); err != nil {
			return false, err
		}
	}
	shifts, err := s.regroup(entry)
	if err != nil {
		return false, err
	}
	_, _, err = s.recount(shifts, 0, map[int64]bool{entry: true})
	return len(shifts) > 0, err
}

// Resolve gives the case that a number leads to, itself if it is no duplicate.
// The error wraps [jikenbo.ErrNotFound] if there is none of that number.
func (b *Book) Resolve(ctx context.Context, n jikenbo.Number) (jikenbo.Number, error) {
	found, err := b.lookOne(ctx, `
		WITH RECURSIVE way (id, step) AS (
			SELECT id, 0 FROM cases WHERE year = ? AND seq = ?
			UNION ALL
			SELECT (SELECT redirect FROM revisions WHERE case_id = way.id ORDER BY n DESC LIMIT 1), step + 1 FROM way
			WHERE step < 1000 AND (SELECT redirect FROM revisions WHERE case_id = way.id ORDER BY n DESC LIMIT 1) IS NOT NULL)
		SELECT c.year, c.seq FROM way JOIN cases c ON c.id = way.id ORDER BY step DESC LIMIT 1`,
		[]any{n.Year, n.Seq}, &n.Year, &n.Seq)
	if err == nil && !found {
		err = jikenbo.ErrNotFound
	}
	if err != nil {
		return jikenbo.Number{}, b.fail("case "+n.String(), err)
	}
	return n, nil
}

// AccountsOf gives what every notice of a case tells of its incident, in the order
// they were published. The error wraps [jikenbo.ErrNotFound] if there is no such
// case.
func (b *Book) AccountsOf(ctx context.Context, n jikenbo.Number) ([]jikenbo.Account, error) {
	as, err := b.tellings(ctx, n)
	if err != nil {
		return nil, b.fail("accounts of "+n.String(), err)
	}
	all := plainly(as)
	assemble.Sort(all)
	return all, nil
}

func (b *Book) tellings(ctx context.Context, n jikenbo.Number) ([]telling, error) {
	var id int64
	found, err := b.lookOne(ctx, `SELECT id FROM cases WHERE year = ? AND seq = ?`, []any{n.Year, n.Seq}, &id)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, jikenbo.ErrNotFound
	}
	return tellings(func(query string, args ...any) (*sql.Rows, error) { return b.look(ctx, query, args...) }, id, true)
}

// History tells notice by notice what each added to what was known of a case,
// changed in it, took back, or dropped without a word. Decisions of persons are
// no part of it. The error is as with [Book.AccountsOf].
func (b *Book) History(ctx context.Context, n jikenbo.Number) ([]jikenbo.Step, error) {
	as, err := b.AccountsOf(ctx, n)
	if err != nil {
		return nil, err
	}
	return assemble.History(as), nil
}

// ends gives the last day of a date that may be a month or a year, as YYYYMMDD.
func ends(d jikenbo.Date) int {
	return d.Year*10000 + cmp.Or(d.Month, 12)*100 + cmp.Or(d.Day, 31)
}

// AsOf gives a case as it was known at the end of a day, a month or a year: what
// the notices that were public by then say together, and of what persons decided
// that which the words of those notices state. It has no revisions. The error
// wraps [ErrTooEarly] if nothing was public yet, and names the first day.
func (b *Book) AsOf(ctx context.Context, n jikenbo.Number, day jikenbo.Date) (*jikenbo.Record, error) {
	rec, err := b.Case(ctx, n)
	if err != nil {
		return nil, err
	}
	as, err := b.tellings(ctx, n)
	if err != nil {
		return nil, b.fail("case "+n.String(), err)
	}
	var then []telling
	var first jikenbo.Date
	for _, a := range as {
		if ends(a.Known) <= ends(day) { // what is dated to a month was surely public at its end
			then = append(then, a)
		}
		if first.IsZero() || a.Known.Before(first) {
			first = a.Known
		}
	}
	if len(then) == 0 {
		if first.IsZero() {
			return nil, b.fail("case "+n.String(), fmt.Errorf("%w: it has no notices of its own", ErrTooEarly))
		}
		return nil, b.fail("case "+n.String(), fmt.Errorf("%w on %v: its first notice is of %v", ErrTooEarly, day, first))
	}
	out := &jikenbo.Record{Number: rec.Number, Status: rec.Status, Redirect: rec.Redirect}
	said := make(map[string]bool)
	for i := range then { // a text was still said until the other took its place
		a := &then[i]
		a.Replaced = slices.ContainsFunc(then, func(o telling) bool { return o.id == a.replacedBy })
		said[a.Notice] = true
	}
	slices.SortFunc(then, func(a, b telling) int { return cmp.Compare(a.id, b.id) })
	for _, a := range then {
		out.Notices = append(out.Notices, a.EntryRef)
	}
	next := together(then)
	var decided string
	_, err = b.lookOne(ctx, `
		SELECT r.decided FROM cases c JOIN revisions r ON r.case_id = c.id WHERE c.year = ? AND c.seq = ? ORDER BY r.n DESC LIMIT 1`,
		[]any{n.Year, n.Seq}, &decided)
	if err != nil {
		return nil, b.fail("case "+n.String(), err)
	}
	now := &state{decided: parseFields(decided), Case: rec.Case, Evidence: rec.Evidence, Conflicts: rec.Conflicts}
	maps.DeleteFunc(now.decided, func(field string, _ bool) bool {
		for _, spans := range wordsOf(rec.Evidence, field) {
			if slices.ContainsFunc(spans, func(s jikenbo.Span) bool { return !said[s.Notice] }) {
				return true // by words that were not public yet
			}
		}
		return false
	})
	if len(now.decided) > 0 {
		next = overlay(now, &next, nil)
	}
	out.Case, out.Evidence, out.Conflicts = next.Case, next.Evidence, next.Conflicts
	return out, nil
}
