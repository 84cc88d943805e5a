package casebook

import (
	"context"
	"errors"
	"fmt"

	"jikenbo"
)

// Revise sets the facts of a case and their evidence, as decided by a person.
// Every span must name a notice of the casebook and quote its text, and every
// fact must have its spans. No later reading changes a field that was set so to
// something else than it was. base is the revision that the decision was based on.
//
// The error wraps [ErrStale] if the case has been revised since base, and
// [jikenbo.ErrNotFound] if there is no such case or notice.
func (b *Book) Revise(ctx context.Context, n jikenbo.Number, who, why string, c jikenbo.Case, e jikenbo.Evidence, base int) (jikenbo.Revision, error) {
	return b.curate(ctx, "revise", n, who, why, func(s *scribe, now *jikenbo.Record) ([]string, error) {
		if err := current(now, base); err != nil {
			return nil, err
		}
		if c.Kind != jikenbo.Incident {
			return nil, fmt.Errorf("a case is an incident, not of kind %q: withdraw it instead", c.Kind)
		}
		now.Case, now.Evidence, now.Conflicts = c, e, nil
		return nil, errors.Join(prove(&c, e, func(sha string) (string, error) {
			cited, err := notice(s.ctx, s.tx.QueryContext, sha)
			return cited.Text, err
		})...)
	})
}

// Withdraw takes a case back, as decided by a person; why is the reason. The
// case stays visible with its facts, and its number stays taken. base and the
// error are as with [Book.Revise].
func (b *Book) Withdraw(ctx context.Context, n jikenbo.Number, who, why string, base int) (jikenbo.Revision, error) {
	return b.curate(ctx, "withdraw", n, who, why, func(_ *scribe, now *jikenbo.Record) ([]string, error) {
		if err := current(now, base); err != nil {
			return nil, err
		}
		if now.Status == jikenbo.Withdrawn {
			return nil, errors.New("it is withdrawn already")
		}
		now.Status = jikenbo.Withdrawn
		return nil, nil
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
// into what it is to be, and names fields that are decided though they stay as
// they are; the revisions of the case are not to be changed.
func (b *Book) curate(ctx context.Context, verb string, n jikenbo.Number, who, why string, decideOn func(*scribe, *jikenbo.Record) ([]string, error)) (jikenbo.Revision, error) {
	var rev jikenbo.Revision
	err := b.change(ctx, verb+" "+n.String(), who, why, func(s *scribe) error {
		caseID, now, err := record(s.ctx, s.tx, n)
		if err != nil {
			return err
		}
		if now.Status == jikenbo.Duplicate {
			return fmt.Errorf("it leads to %v: %s that one", now.Redirect, verb)
		}
		st, err := s.state(caseID)
		if err != nil {
			return err
		}
		fields, err := decideOn(s, now)
		if err != nil {
			return err
		}
		rev = jikenbo.Revision{N: len(now.Revisions) + 1, At: s.at, Who: who, Why: why, Case: now.Case, Evidence: now.Evidence, Conflicts: now.Conflicts}
		before := jikenbo.Revision{Case: st.Case, Evidence: st.Evidence}
		err = s.revise(revision{
			caseID: caseID, n: rev.N, status: now.Status, person: true, decided: decide(st.decided, &before, &rev, fields...), reading: &rev,
		})
		if err != nil {
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
