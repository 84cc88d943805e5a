package casebook

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"jikenbo"
)

// followed notes a revision of a case that a person had revised, by a later
// notice: it is no decision of a person.
const followed = "what a person decided stays"

// follow makes a later entry part of a case that a person has revised: the
// fields that a person changed stay as they are, the others say what the entry
// says. Where the entry states another value for a fact that stays, the case
// keeps it as a conflict.
func (s *scribe) follow(caseID, entryID int64) (Change, error) {
	var number jikenbo.Number
	if _, err := s.find(`SELECT year, seq FROM cases WHERE id = ?`, []any{caseID}, &number.Year, &number.Seq); err != nil {
		return "", err
	}
	_, rec, err := record(s.ctx, s.tx, number)
	if err != nil {
		return "", err
	}
	decided, err := s.decided(caseID, rec.Revisions)
	if err != nil {
		return "", err
	}
	var facts, evidence, conflicts []byte
	var sha string
	_, err = s.find(`SELECT e.facts, e.evidence, e.conflicts, lower(hex(n.sha256)) FROM entries e JOIN notices n ON n.id = e.notice WHERE e.id = ?`,
		[]any{entryID}, &facts, &evidence, &conflicts, &sha)
	if err != nil {
		return "", err
	}
	var read jikenbo.Revision
	if err := decodeReading(facts, &read.Case, evidence, &read.Evidence, conflicts, &read.Conflicts); err != nil {
		return "", err
	}
	attribute(&read, sha)

	next := merge(rec, &read, decided)
	if reflect.DeepEqual(next.Case, rec.Case) && len(next.Conflicts) == len(rec.Conflicts) {
		return Joined, nil
	}
	if next.Case.Kind != jikenbo.Incident {
		return "", fmt.Errorf("an entry of kind %q", next.Case.Kind)
	}
	return Revised, s.revise(caseID, len(rec.Revisions)+1, rec.Status, followed, &next)
}

// decided gives the fields that persons changed since the last revision that is
// an entry's reading.
func (s *scribe) decided(caseID int64, revs []jikenbo.Revision) (map[string]bool, error) {
	stmt, err := s.prepare(`SELECT n, entry IS NULL, coalesce(note, '') FROM revisions WHERE case_id = ? ORDER BY n`)
	if err != nil {
		return nil, err
	}
	rows, err := stmt.QueryContext(s.ctx, caseID)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	fields := make(map[string]bool)
	for rows.Next() {
		var n int
		var set bool
		var note string
		if err := rows.Scan(&n, &set, &note); err != nil {
			return nil, err
		}
		switch {
		case !set:
			clear(fields) // nothing of a person is in it
		case note != followed && n > 1:
			before, after := &revs[n-2], &revs[n-1]
			for _, f := range jikenbo.Fields {
				if !same(fieldOf(&before.Case, f.Name).Interface(), fieldOf(&after.Case, f.Name).Interface()) ||
					!maps.EqualFunc(wordsOf(before.Evidence, f.Name), wordsOf(after.Evidence, f.Name), slices.Equal[[]jikenbo.Span]) {
					fields[f.Name] = true
				}
			}
		}
	}
	if fields["affected"] { // they are checks of these figures
		fields["checks"] = true
	}
	return fields, rows.Err()
}

// wordsOf gives the evidence of the facts of a field.
func wordsOf(e jikenbo.Evidence, field string) jikenbo.Evidence {
	words := make(jikenbo.Evidence)
	for p, spans := range e {
		if fieldIn(p) == field {
			words[p] = spans
		}
	}
	return words
}

// fieldIn names the field that a pointer leads into.
func fieldIn(pointer string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	return name
}

// merge gives the reading with the fields that are decided as they are now.
func merge(now *jikenbo.Record, read *jikenbo.Revision, decided map[string]bool) jikenbo.Revision {
	next := jikenbo.Revision{Case: read.Case, Evidence: make(jikenbo.Evidence)}
	for p, spans := range read.Evidence {
		if !decided[fieldIn(p)] {
			next.Evidence[p] = spans
		}
	}
	for _, c := range read.Conflicts {
		if !decided[fieldIn(c.Pointer)] {
			next.Conflicts = append(next.Conflicts, c)
		}
	}
	for _, f := range jikenbo.Fields {
		if !decided[f.Name] {
			continue
		}
		fieldOf(&next.Case, f.Name).Set(fieldOf(&now.Case, f.Name))
		maps.Copy(next.Evidence, wordsOf(now.Evidence, f.Name))
		for _, c := range now.Conflicts {
			if fieldIn(c.Pointer) == f.Name {
				next.Conflicts = append(next.Conflicts, c)
			}
		}
		next.Conflicts = dissent(next.Conflicts, now, read, f.Name)
	}
	return next
}

// dissent adds to conflicts what a reading states otherwise than a field that a
// person decided. What the person took away is not stated again.
func dissent(conflicts []jikenbo.Conflict, now *jikenbo.Record, read *jikenbo.Revision, field string) []jikenbo.Conflict {
	var own, others []jikenbo.Fact
	for _, f := range now.Case.Facts() {
		if fieldIn(f.Pointer) == field {
			own = append(own, f)
		}
	}
	for _, f := range read.Case.Facts() {
		if fieldIn(f.Pointer) == field && !f.Absence && !slices.ContainsFunc(own, func(o jikenbo.Fact) bool { return same(o.Value, f.Value) }) {
			others = append(others, f)
		}
	}
	if len(own) == 0 || own[0].Absence {
		return conflicts
	}
	c := jikenbo.Conflict{
		Pointer: own[0].Pointer, Chosen: wording(own[0].Value, now.Evidence[own[0].Pointer]),
		Reason: "a person decided it; a later notice states otherwise",
	}
	for _, f := range others {
		other := jikenbo.Alternative{Value: wording(f.Value, read.Evidence[f.Pointer]), Spans: read.Evidence[f.Pointer]}
		known := slices.ContainsFunc(conflicts, func(k jikenbo.Conflict) bool {
			return k.Pointer == c.Pointer && slices.ContainsFunc(k.Others, func(a jikenbo.Alternative) bool { return a.Value == other.Value })
		})
		if !known {
			c.Others = append(c.Others, other)
		}
	}
	if len(c.Others) == 0 {
		return conflicts
	}
	return append(conflicts, c)
}

// wording gives a value as text: what is made of several parts, in the words
// that state it.
func wording(value any, spans []jikenbo.Span) string {
	if v := reflect.ValueOf(value); v.Kind() == reflect.String {
		return v.String()
	}
	if d, ok := value.(jikenbo.Date); ok {
		return d.String()
	}
	quotes := make([]string, len(spans))
	for i, s := range spans {
		quotes[i] = s.Quote
	}
	return strings.Join(slices.Compact(quotes), " … ")
}

// revise adds a revision whose facts are no entry's.
func (s *scribe) revise(caseID int64, n int, status jikenbo.Status, note string, r *jikenbo.Revision) error {
	facts, err := encodePacked(r.Case)
	if err != nil {
		return err
	}
	evidence, err := encodePacked(r.Evidence)
	if err != nil {
		return err
	}
	var conflicts []byte
	if len(r.Conflicts) > 0 {
		if conflicts, err = encodePacked(r.Conflicts); err != nil {
			return err
		}
	}
	id, err := s.changeID()
	if err != nil {
		return err
	}
	_, err = s.insert(`INSERT INTO revisions (case_id, n, change, note, status, facts, evidence, conflicts) VALUES (?, ?, ?, nullif(?, ''), ?, ?, ?, ?)`,
		caseID, n, id, note, string(status), facts, evidence, conflicts)
	return err
}
