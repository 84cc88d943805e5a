package casebook

import (
	"database/sql"
	"encoding/hex"

	"jikenbo"
)

// incident is an incident of a notice, with its place among the others there.
type incident struct {
	placement
	facts       *jikenbo.Case
	front, back int // from the first and from the last
}

// alike are what two incidents at one address can have in common that makes
// them one, the surest first. Pages add entries in front and drop them at the
// end, so that places count from the end first.
var alike = []func(a, b *incident) bool{
	func(a, b *incident) bool { return a.facts.Number != "" && a.facts.Number == b.facts.Number },
	func(a, b *incident) bool { return sameTitle(a, b) && sameOrganization(a, b) },
	sameTitle,
	func(a, b *incident) bool {
		return !a.facts.Published.IsZero() && a.facts.Published == b.facts.Published && sameOrganization(a, b)
	},
	func(a, b *incident) bool { return a.back == b.back && sameOrganization(a, b) },
	func(a, b *incident) bool { return a.front == b.front && sameOrganization(a, b) },
	func(a, b *incident) bool { return a.back == b.back },
	func(a, b *incident) bool { return a.front == b.front },
}

func sameTitle(a, b *incident) bool {
	return a.facts.Title != "" && fold(a.facts.Title) == fold(b.facts.Title)
}

func sameOrganization(a, b *incident) bool {
	return fold(a.facts.Organization) == fold(b.facts.Organization)
}

// succeed finds for every entry of a notice that takes the place of another the
// case of the incident there that it corresponds to: the zero placement where
// there is none, as for every entry of a notice that comes by itself.
func (s *scribe) succeed(in *intake) ([]placement, error) {
	cases := make([]placement, len(in.entries))
	if in.earlier == "" {
		return cases, nil
	}
	before, err := s.incidents(in.earlier)
	if err != nil {
		return nil, err
	}
	var now []incident
	var entries []int // of these
	for i := range in.entries {
		if c := &in.entries[i].reading.Case; c.Kind == jikenbo.Incident {
			now, entries = append(now, incident{facts: c}), append(entries, i)
		}
	}
	seat(before)
	seat(now)
	for _, same := range alike {
		for i := range now {
			for j := range before {
				a, b := &now[i], &before[j]
				differ := a.facts.Number != "" && b.facts.Number != "" && a.facts.Number != b.facts.Number
				if a.caseID != 0 || b.caseID == 0 || differ || !same(a, b) {
					continue
				}
				a.placement = b.placement
				b.caseID = 0 // taken
			}
		}
	}
	for i, entry := range entries {
		cases[entry] = now[i].placement
	}
	return cases, nil
}

// seat numbers incidents from both ends.
func seat(all []incident) {
	for i := range all {
		all[i].front, all[i].back = i, len(all)-1-i
	}
}

// incidents gives the incidents of a notice in their order.
func (s *scribe) incidents(sha string) ([]incident, error) {
	key, err := hex.DecodeString(sha)
	if err != nil {
		return nil, err
	}
	stmt, err := s.prepare(`
		SELECT e.id, e.case_id, c.year, c.seq, e.facts FROM notices n JOIN entries e ON e.notice = n.id JOIN cases c ON c.id = e.case_id
		WHERE n.sha256 = ? ORDER BY e.n`)
	if err != nil {
		return nil, err
	}
	rows, err := stmt.QueryContext(s.ctx, key)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []incident
	for rows.Next() {
		x := incident{facts: new(jikenbo.Case)}
		var facts sql.RawBytes
		if err := rows.Scan(&x.replaces, &x.caseID, &x.number.Year, &x.number.Seq, &facts); err != nil {
			return nil, err
		}
		if err := decodeFacts(facts, x.facts); err != nil {
			return nil, err
		}
		all = append(all, x)
	}
	return all, rows.Err()
}

// restore makes a notice that is known already, and has come back to where
// another took its place, say again what its cases are.
func (s *scribe) restore(notice int64, earlier string) ([]EntryOutcome, error) {
	outcomes, err := s.known(notice)
	if err != nil {
		return nil, err
	}
	for i := range outcomes {
		var id, caseID int64
		found, err := s.find(`SELECT id, case_id FROM entries WHERE notice = ? AND n = ? AND case_id IS NOT NULL`,
			[]any{notice, outcomes[i].Entry}, &id, &caseID)
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		if _, err := s.changeID(); err != nil {
			return nil, err
		}
		if _, err := s.insert(`UPDATE entries SET replaced_by = NULL WHERE id = ?`, id); err != nil {
			return nil, err
		}
		_, err = s.insert(`
			UPDATE entries SET replaced_by = ?1 WHERE case_id = ?2 AND replaced_by IS NULL
				AND notice = (SELECT id FROM notices WHERE sha256 = unhex(?3))`, id, caseID, earlier)
		if err != nil {
			return nil, err
		}
		change, err := s.compose(caseID, "", map[int64]bool{id: true})
		if err != nil {
			return nil, err
		}
		if change == Revised {
			outcomes[i].Change = Revised
		}
	}
	return outcomes, nil
}
