package casebook

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"jikenbo"
)

// state is what a case is now, as far as a change needs to know.
type state struct {
	n       int // the revision
	status  jikenbo.Status
	curated bool   // a person set the facts
	json    []byte // the facts
	facts   jikenbo.Case
}

func (s *scribe) state(caseID int64) (state, error) {
	var st state
	var facts []byte
	found, err := s.find(`
		SELECT r.n, r.status, r.entry IS NULL, coalesce(r.facts, e.facts)
		FROM revisions r LEFT JOIN entries e ON e.id = r.entry WHERE r.case_id = ? ORDER BY r.n DESC LIMIT 1`,
		[]any{caseID}, &st.n, &st.status, &st.curated, &facts)
	if err != nil {
		return state{}, err
	}
	if !found {
		return state{}, errors.New("the case has no revision: verify the casebook")
	}
	if st.json, err = unpack(facts); err == nil {
		err = decodeCase(st.json, &st.facts)
	}
	return st, err
}

// join makes an entry part of its case, with a revision where it changes what
// the case says.
func (s *scribe) join(p placement, entryID int64, e *entry) (Change, error) {
	if err := s.touch(caseRef(p.caseID)); err != nil {
		return "", err
	}
	n, status, change := 1, jikenbo.Open, Added
	if !p.fresh {
		now, err := s.state(p.caseID)
		if err != nil {
			return "", err
		}
		earlier := e.reading.Case.Published.Before(now.facts.Published)
		switch {
		case earlier || bytes.Equal(now.json, e.json) || now.curated && now.status == jikenbo.Withdrawn:
			return Joined, nil
		case now.curated:
			return s.follow(p.caseID, entryID)
		}
		n, status, change = now.n+1, now.status, Revised
	}
	id, err := s.changeID()
	if err != nil {
		return "", err
	}
	note := sql.NullString{String: p.note, Valid: p.note != ""}
	_, err = s.insert(`INSERT INTO revisions (case_id, n, change, note, status, entry) VALUES (?, ?, ?, ?, ?, ?)`,
		p.caseID, n, id, note, string(status), entryID)
	return change, err
}

// Revise sets the facts of a case and their evidence, as decided by a person.
// Every span must name a notice of the casebook and quote its text, and every
// fact must have its spans. No later reading changes a field that was set so to
// something else than it was. base is the revision that the decision was based on.
//
// The error wraps [ErrStale] if the case has been revised since base, and
// [jikenbo.ErrNotFound] if there is no such case or notice.
func (b *Book) Revise(ctx context.Context, n jikenbo.Number, who, why string, c jikenbo.Case, e jikenbo.Evidence, base int) (jikenbo.Revision, error) {
	return b.curate(ctx, "revise", n, who, why, func(s *scribe, now *jikenbo.Record) error {
		if err := current(now, base); err != nil {
			return err
		}
		if c.Kind != jikenbo.Incident {
			return fmt.Errorf("a case is an incident, not of kind %q: withdraw it instead", c.Kind)
		}
		now.Case, now.Evidence, now.Conflicts = c, e, nil
		return errors.Join(prove(&c, e, func(sha string) (string, error) {
			cited, err := notice(s.ctx, s.tx.QueryContext, sha)
			return cited.Text, err
		})...)
	})
}

// Withdraw takes a case back, as decided by a person; why is the reason. The
// case stays visible with its facts, and its number stays taken. base and the
// error are as with [Book.Revise].
func (b *Book) Withdraw(ctx context.Context, n jikenbo.Number, who, why string, base int) (jikenbo.Revision, error) {
	return b.curate(ctx, "withdraw", n, who, why, func(_ *scribe, now *jikenbo.Record) error {
		if err := current(now, base); err != nil {
			return err
		}
		if now.Status == jikenbo.Withdrawn {
			return errors.New("it is withdrawn already")
		}
		now.Status = jikenbo.Withdrawn
		return nil
	})
}

// current reports whether base is the last revision of the case.
func current(now *jikenbo.Record, base int) error {
	if last := len(now.Revisions); base != last {
		return fmt.Errorf("%w: the change is based on revision %d, the last one is %d; look at it and decide again", ErrStale, base, last)
	}
	return nil
}

// curate adds a revision made by a person. decide turns the case as it is now
// into what it is to be; the revisions of the case are not to be changed.
func (b *Book) curate(ctx context.Context, verb string, n jikenbo.Number, who, why string, decide func(*scribe, *jikenbo.Record) error) (jikenbo.Revision, error) {
	var rev jikenbo.Revision
	err := b.change(ctx, verb+" "+n.String(), who, why, func(s *scribe) error {
		caseID, now, err := record(s.ctx, s.tx, n)
		if err != nil {
			return err
		}
		if err := decide(s, now); err != nil {
			return err
		}
		rev = jikenbo.Revision{N: len(now.Revisions) + 1, At: s.at, Who: who, Why: why, Case: now.Case, Evidence: now.Evidence, Conflicts: now.Conflicts}
		if err := s.revise(caseID, rev.N, now.Status, "", &rev); err != nil {
			return err
		}
		return s.touch(caseRef(caseID))
	})
	if err != nil {
		return jikenbo.Revision{}, err
	}
	return rev, nil
}

// prove reports what is wrong with evidence whose spans name their notices,
// like [jikenbo.Evidence.Check] does where there is one notice only. text
// gives the text of a notice.
func prove(c *jikenbo.Case, e jikenbo.Evidence, text func(sha string) (string, error)) []error {
	var errs []error
	stated := make(map[string]bool)
	for _, f := range c.Facts() {
		stated[f.Pointer] = true
		if len(e[f.Pointer]) == 0 && !f.Absence {
			errs = append(errs, fmt.Errorf("%s: no evidence", f.Pointer))
		}
	}
	for _, p := range e.Pointers() {
		if !stated[p] {
			errs = append(errs, fmt.Errorf("%s: evidence for a fact the case does not have", p))
		}
		for _, span := range e[p] {
			t, err := text(span.Notice)
			if err == nil {
				err = span.Check(t)
			}
			if err != nil {
				errs = append(errs, fmt.Errorf("%s: notice %s: %w", p, span.Notice, err))
			}
		}
	}
	return errs
}

// proveConflicts reports what is wrong with the words of values that were not
// chosen.
func proveConflicts(conflicts []jikenbo.Conflict, text func(sha string) (string, error)) []error {
	var errs []error
	for _, c := range conflicts {
		for _, other := range c.Others {
			for _, span := range other.Spans {
				t, err := text(span.Notice)
				if err == nil {
					err = span.Check(t)
				}
				if err != nil {
					errs = append(errs, fmt.Errorf("%s: the value not chosen: notice %s: %w", c.Pointer, span.Notice, err))
				}
			}
		}
	}
	return errs
}
