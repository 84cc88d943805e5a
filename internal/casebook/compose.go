package casebook

import (
	"bytes"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"jikenbo"
	"jikenbo/internal/assemble"

	"modernc.org/sqlite"
)

// telling is what an entry of a case tells, as it is kept.
type telling struct {
	jikenbo.Account
	id         int64
	replacedBy int64 // 0 if nothing took its place
}

// tellingColumns are what scanTelling wants: of entries e of notices n.
const tellingColumns = `
	e.id, coalesce(e.replaced_by, 0), EXISTS (SELECT 1 FROM entries x WHERE x.replaced_by = e.id),
	lower(hex(n.sha256)), s.path, s.fetched, n.markup, e.n, e.start, e.stop, e.facts, e.evidence, e.conflicts
	FROM entries e JOIN notices n ON n.id = e.notice
	JOIN sources s ON s.id = (SELECT min(id) FROM sources WHERE notice = n.id) `

// tellingsQuery asks for the tellings of a case. Those that another took the
// place of are many in a page that changes all the time: ?2 leaves them out.
const tellingsQuery = `SELECT ` + tellingColumns + `WHERE e.case_id = ?1 AND (?2 = 0 OR e.replaced_by IS NULL) ORDER BY e.id`

func scanTelling(rows *sql.Rows) (telling, error) {
	var a telling
	var succeeds bool
	var fetched string
	var markup sql.RawBytes
	var facts, evidence, conflicts sql.RawBytes
	err := rows.Scan(&a.id, &a.replacedBy, &succeeds, &a.Notice, &a.Source, &fetched, &markup, &a.Entry, &a.Start, &a.End, &facts, &evidence, &conflicts)
	if err != nil {
		return telling{}, err
	}
	if err := decodeReading(facts, &a.Case, evidence, &a.Evidence, conflicts, &a.Conflicts); err != nil {
		return telling{}, fmt.Errorf("notice %s entry %d: %w", a.Notice, a.Entry, err)
	}
	attribute(a.Evidence, a.Conflicts, a.Notice)
	a.Replaced = a.replacedBy != 0
	at, err := parseTime(fetched)
	if err != nil {
		return telling{}, err
	}
	var m jikenbo.Markup
	if len(markup) > 0 {
		if err := json.Unmarshal(markup, &m); err != nil {
			return telling{}, err
		}
	}
	a.Known = known(&a.Case, &m, jikenbo.DateOf(at), succeeds)
	return a, nil
}

// known gives the day from when an entry was public: the one it states, else
// that of the markup of its page, else that on which it was fetched, as it also
// is for a text that took the place of another, for the day it states is that of
// the other too.
func known(c *jikenbo.Case, m *jikenbo.Markup, fetched jikenbo.Date, succeeds bool) jikenbo.Date {
	day := c.Published
	if day.IsZero() {
		day = m.Published
	}
	if day.IsZero() || succeeds && day.Before(fetched) {
		day = fetched
	}
	return day
}

// tellings gives what the entries of a case tell: those that are still said, or,
// where all is wanted or nothing is still said, all.
func tellings(query func(string, ...any) (*sql.Rows, error), caseID int64, all bool) ([]telling, error) {
	rows, err := query(tellingsQuery, caseID, !all)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var as []telling
	for rows.Next() {
		a, err := scanTelling(rows)
		if err != nil {
			return nil, err
		}
		as = append(as, a)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if len(as) == 0 && !all {
		return tellings(query, caseID, true)
	}
	return as, nil
}

// query runs a query of a change.
func (s *scribe) query(query string, args ...any) (*sql.Rows, error) {
	stmt, err := s.prepare(query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(s.ctx, args...)
}

// plainly gives tellings without what the casebook adds to them.
func plainly(as []telling) []jikenbo.Account {
	out := make([]jikenbo.Account, len(as))
	for i, a := range as {
		out[i] = a.Account
	}
	return out
}

// together gives what entries tell together.
func together(as []telling) jikenbo.Revision {
	var r jikenbo.Revision
	r.Case, r.Evidence, r.Conflicts = assemble.Join(plainly(as))
	return r
}

// state is what a case is now.
type state struct {
	n         int // the revision
	status    jikenbo.Status
	redirect  int64           // the case that a duplicate leads to
	decided   map[string]bool // the fields that persons decided
	Case      jikenbo.Case
	Evidence  jikenbo.Evidence
	Conflicts []jikenbo.Conflict
}

// errNoRevision: only a case that is being opened has none.
var errNoRevision = errors.New("the case has no revision: verify the casebook")

// state gives what a case is now.
func (s *scribe) state(caseID int64) (*state, error) {
	st := new(state)
	var decided string
	var facts, evidence, conflicts []byte
	var sha sql.NullString
	found, err := s.find(`
		SELECT r.n, r.status, coalesce(r.redirect, 0), r.decided,
			coalesce(r.facts, e.facts), coalesce(r.evidence, e.evidence), coalesce(r.conflicts, e.conflicts), lower(hex(n.sha256))
		FROM revisions r LEFT JOIN entries e ON e.id = r.entry LEFT JOIN notices n ON n.id = e.notice
		WHERE r.case_id = ? ORDER BY r.n DESC LIMIT 1`,
		[]any{caseID}, &st.n, &st.status, &st.redirect, &decided, &facts, &evidence, &conflicts, &sha)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, errNoRevision
	}
	if err := decodeReading(facts, &st.Case, evidence, &st.Evidence, conflicts, &st.Conflicts); err != nil {
		return nil, err
	}
	if sha.Valid && sha.String != "" {
		attribute(st.Evidence, st.Conflicts, sha.String)
	}
	st.decided = parseFields(decided)
	return st, nil
}

// compose makes a case say what its accounts and the decisions of persons make
// of it, by a revision where that is something new. Fresh are accounts that the
// case did not have when persons decided: what they state otherwise is kept as
// a conflict. The change is Revised if the facts are others.
func (s *scribe) compose(caseID int64, note string, fresh map[int64]bool) (Change, error) {
	now, err := s.state(caseID)
	if errors.Is(err, errNoRevision) {
		return s.recompose(revision{caseID: caseID, note: note}, nil, new(state), fresh)
	}
	if err != nil {
		return "", err
	}
	if now.status == jikenbo.Withdrawn || now.status == jikenbo.Duplicate {
		return Joined, s.touch(caseRef(caseID))
	}
	return s.recompose(revision{caseID: caseID, note: note}, now, now, fresh)
}

// recompose does so with what persons decided in another state than the case is
// in; before is nil for a case without revisions. r says what is to be told of
// the revision.
func (s *scribe) recompose(r revision, before, decided *state, fresh map[int64]bool) (Change, error) {
	if err := s.touch(caseRef(r.caseID)); err != nil {
		return "", err
	}
	as, err := tellings(s.query, r.caseID, false)
	if err != nil || len(as) == 0 {
		return Joined, err
	}
	next := together(as)
	if len(decided.decided) > 0 {
		var others []jikenbo.Revision
		for _, a := range as {
			if fresh[a.id] {
				others = append(others, jikenbo.Revision{Case: a.Case, Evidence: a.Evidence, Conflicts: a.Conflicts})
			}
		}
		next = overlay(decided, &next, others)
		if len(others) > 0 {
			r.note = addNote(r.note, "what a person decided stays")
		}
	}
	if next.Case.Kind != jikenbo.Incident {
		return "", fmt.Errorf("an entry of kind %q", next.Case.Kind)
	}
	change := Revised
	r.n, r.status, r.decided = 1, jikenbo.Open, decided.decided
	if before != nil {
		r.n = before.n + 1
		facts, err := sameJSON(next.Case, before.Case)
		if err != nil {
			return "", err
		}
		words, err := sameJSON(next.Evidence, before.Evidence)
		if err != nil {
			return "", err
		}
		if facts && before.status == r.status && len(next.Conflicts) == len(before.Conflicts) {
			change = Joined
			if words {
				return change, nil
			}
		}
	}
	if len(as) == 1 && len(r.decided) == 0 {
		r.entry = as[0].id
	} else {
		r.reading = &next
	}
	return change, s.revise(r)
}

// sameJSON reports whether two values are kept as the same.
func sameJSON(a, b any) (bool, error) {
	x, err := encode(a)
	if err != nil {
		return false, err
	}
	y, err := encode(b)
	return bytes.Equal(x, y), err
}

// addNote adds a note to another.
func addNote(note, more string) string {
	if note == "" {
		return more
	}
	return note + "; " + more
}

func sameEvidence(a, b jikenbo.Evidence) bool {
	return maps.EqualFunc(a, b, slices.Equal[[]jikenbo.Span])
}

// revision is a state of a case to keep.
type revision struct {
	caseID   int64
	n        int
	status   jikenbo.Status
	redirect int64
	person   bool
	decided  map[string]bool
	note     string
	entry    int64             // whose facts these are, or
	reading  *jikenbo.Revision // the facts; spans name their notices
}

// revise adds a revision.
func (s *scribe) revise(r revision) error {
	var facts, evidence, conflicts []byte
	if r.reading != nil && (r.decided["organization"] || r.decided["suppliers"]) {
		if err := s.keepNames(0, namesOf(&r.reading.Case)); err != nil {
			return err
		}
	}
	if r.reading != nil {
		var err error
		if facts, err = encodePacked(r.reading.Case); err != nil {
			return err
		}
		if evidence, err = encodePacked(r.reading.Evidence); err != nil {
			return err
		}
		if len(r.reading.Conflicts) > 0 {
			if conflicts, err = encodePacked(r.reading.Conflicts); err != nil {
				return err
			}
		}
	}
	id, err := s.changeID()
	if err != nil {
		return err
	}
	_, err = s.insert(`
		INSERT INTO revisions (case_id, n, change, note, status, redirect, person, decided, entry, facts, evidence, conflicts)
		VALUES (?, ?, ?, nullif(?, ''), ?, nullif(?, 0), ?, ?, nullif(?, 0), ?, ?, ?)`,
		r.caseID, r.n, id, r.note, string(r.status), r.redirect, r.person, formatFields(r.decided), r.entry, facts, evidence, conflicts)
	return err
}

// formatFields and parseFields write and read names of fields.
func formatFields(fields map[string]bool) string {
	return strings.Join(slices.Sorted(maps.Keys(fields)), " ")
}

func parseFields(s string) map[string]bool {
	fields := make(map[string]bool)
	for name := range strings.FieldsSeq(s) {
		fields[name] = true
	}
	return fields
}

// decide adds to the decided fields those that a person changed.
func decide(decided map[string]bool, before, after *jikenbo.Revision, more ...string) map[string]bool {
	decided = maps.Clone(decided)
	if decided == nil {
		decided = make(map[string]bool)
	}
	for _, f := range jikenbo.Fields {
		if !same(fieldOf(&before.Case, f.Name).Interface(), fieldOf(&after.Case, f.Name).Interface()) ||
			!sameEvidence(wordsOf(before.Evidence, f.Name), wordsOf(after.Evidence, f.Name)) {
			decided[f.Name] = true
		}
	}
	for _, name := range more {
		decided[name] = true
	}
	if decided["affected"] { // they are checks of these figures
		decided["checks"] = true
	}
	return decided
}

// A casebook of version 7 does not say which fields persons decided. The step
// from it finds them with this function of SQL: of two states the fields in
// which they differ.
func init() {
	sqlite.MustRegisterDeterministicScalarFunction("jikenbo_decided", 4, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		var blobs [4][]byte
		for i, arg := range args {
			b, ok := arg.([]byte)
			if !ok {
				return nil, fmt.Errorf("jikenbo_decided: want packed JSON, not %T", arg)
			}
			blobs[i] = b
		}
		var before, after jikenbo.Revision
		if err := decodeReading(blobs[0], &before.Case, blobs[1], &before.Evidence, nil, nil); err != nil {
			return nil, err
		}
		if err := decodeReading(blobs[2], &after.Case, blobs[3], &after.Evidence, nil, nil); err != nil {
			return nil, err
		}
		for _, e := range []jikenbo.Evidence{before.Evidence, after.Evidence} { // a reading does not name its notice
			for _, spans := range e {
				for i := range spans {
					spans[i].Notice = ""
				}
			}
		}
		return formatFields(decide(nil, &before, &after)), nil
	})
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

// overlay gives what accounts say together, with the fields that persons decided
// as they are now. What other readings state otherwise about those is kept as a
// conflict.
func overlay(now *state, read *jikenbo.Revision, others []jikenbo.Revision) jikenbo.Revision {
	next := jikenbo.Revision{Case: read.Case, Evidence: make(jikenbo.Evidence)}
	for p, spans := range read.Evidence {
		if !now.decided[fieldIn(p)] {
			next.Evidence[p] = spans
		}
	}
	for _, c := range read.Conflicts {
		if !now.decided[fieldIn(c.Pointer)] {
			next.Conflicts = append(next.Conflicts, c)
		}
	}
	for _, f := range jikenbo.Fields {
		if !now.decided[f.Name] {
			continue
		}
		fieldOf(&next.Case, f.Name).Set(fieldOf(&now.Case, f.Name))
		maps.Copy(next.Evidence, wordsOf(now.Evidence, f.Name))
		for _, c := range now.Conflicts {
			if fieldIn(c.Pointer) == f.Name {
				next.Conflicts = append(next.Conflicts, c)
			}
		}
		for i := range others {
			next.Conflicts = dissent(next.Conflicts, now, &others[i], f.Name)
		}
	}
	return next
}

// dissent adds to conflicts what a reading states otherwise than a field that a
// person decided. What the person took away is not stated again.
func dissent(conflicts []jikenbo.Conflict, now *state, read *jikenbo.Revision, field string) []jikenbo.Conflict {
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

// attribute names the notice in every span of a reading.
func attribute(e jikenbo.Evidence, conflicts []jikenbo.Conflict, notice string) {
	for _, spans := range e {
		for i := range spans {
			spans[i].Notice = notice
		}
	}
	for _, c := range conflicts {
		for _, other := range c.Others {
			for i := range other.Spans {
				other.Spans[i].Notice = notice
			}
		}
	}
}
