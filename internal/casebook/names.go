package casebook

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"jikenbo"
	"jikenbo/internal/identity"
)

// nameVersion is another where the marks of the same names are.
const nameVersion = identity.FindVersion<<8 | identity.Version

// namesMost is how many names are known without asking the file.
const namesMost = 1 << 16

// markOf gives a mark as it is kept.
func markOf(m uint32) int64 { return int64(int32(m)) }

// marksJSON gives marks as a query takes them.
func marksJSON(marks []uint32) string {
	kept := make([]int64, len(marks))
	for i, m := range marks {
		kept[i] = markOf(m)
	}
	list, _ := json.Marshal(kept) // of integers
	return string(list)
}

// namesOf gives the organizations that a case names, as it writes them.
func namesOf(c *jikenbo.Case) []string {
	var all []string
	for _, name := range append([]string{c.Organization}, c.Suppliers...) {
		if name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// keepNames keeps names by what they can be found, of an entry or, for 0, as a
// person decided them.
func (s *scribe) keepNames(entry int64, names []string) error {
	for _, name := range names {
		id, err := s.nameID(name)
		if err != nil {
			return err
		}
		if entry == 0 {
			continue
		}
		if _, err := s.insert(`INSERT INTO name_entries (name, entry) VALUES (?, ?)`, id, entry); err != nil {
			return err
		}
	}
	return nil
}

// nameID gives the row of a name as it is written, which exists from the first
// time on.
func (s *scribe) nameID(name string) (int64, error) {
	if id := s.names[name]; id != 0 {
		return id, nil
	}
	if id := s.book.names.get(name); id != 0 {
		return id, nil
	}
	var id int64
	found, err := s.find(`SELECT n.id FROM name_marks m JOIN names n ON n.id = m.name WHERE m.mark = ? AND n.name = ?`,
		[]any{markOf(identity.KeyMark(identity.Key(name))), name}, &id)
	if err == nil && !found {
		if id, err = s.insert(`INSERT INTO names (name) VALUES (?)`, name); err == nil {
			keep, _ := identity.Find(name)
			_, err = s.insert(`INSERT INTO name_marks (mark, name) SELECT value, ?2 FROM json_each(?1)`, marksJSON(keep), id)
		}
	}
	if err != nil {
		return 0, err
	}
	if s.names == nil {
		s.names = make(map[string]int64)
	}
	s.names[name] = id
	return id, nil
}

// statementMarks gives the marks of the organizations of which a text states who
// they are.
func statementMarks(text, organization string) []uint32 {
	if !identity.Tells(text) {
		return nil
	}
	var marks []uint32
	for _, st := range identity.Read(text, organization) {
		names := []string{st.Of}
		switch st.Kind {
		case identity.SaysFormer, identity.SaysShort, identity.SaysShop, identity.SaysGroup:
			names = append(names, st.Value)
		}
		for _, name := range names {
			marks = append(marks, identity.KeyMark(plainKey(name)))
		}
	}
	slices.Sort(marks)
	return slices.Compact(marks)
}

// keepStatements keeps of which organizations an entry states who they are.
func (s *scribe) keepStatements(entry int64, marks []uint32) error {
	if len(marks) == 0 {
		return nil
	}
	_, err := s.insert(`INSERT INTO name_statements (mark, entry) SELECT value, ?2 FROM json_each(?1)`, marksJSON(marks), entry)
	return err
}

// entryTextQuery asks for the facts and the text of incidents.
const entryTextQuery = `
	SELECT e.id, e.facts, substr(CAST(coalesce(n.text, n.bytes) AS BLOB), e.start + 1, e.stop - e.start)
	FROM entries e JOIN notices n ON n.id = e.notice WHERE e.id > ? AND e.case_id IS NOT NULL ORDER BY e.id LIMIT ?`

// decidedNamesQuery asks for the facts of cases whose names persons decided.
const decidedNamesQuery = `
	SELECT r.case_id, r.facts FROM revisions r
	WHERE r.facts IS NOT NULL AND r.n = (SELECT max(n) FROM revisions WHERE case_id = r.case_id) AND (r.decided LIKE '%organization%' OR r.decided LIKE '%suppliers%')`

// rename finds all names anew, as after an update of the program.
func (b *Book) rename(ctx context.Context, progress func(done, total int)) error {
	var version int
	var last int64
	err := b.db.QueryRowContext(ctx, `SELECT version, (SELECT coalesce(max(id), 0) FROM entries WHERE case_id IS NOT NULL) FROM name_state`).Scan(&version, &last)
	if err != nil || version == nameVersion {
		return err
	}
	if last > 0 {
		err := b.indexing(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, `DELETE FROM name_marks; DELETE FROM name_entries; DELETE FROM names; DELETE FROM name_statements; UPDATE name_state SET version = 0`)
			return err
		})
		if err != nil {
			return err
		}
		b.names.clear()
	}
	const batch = 500
	for after := int64(0); after < last; {
		if progress != nil {
			progress(int(after), int(last))
		}
		err := b.indexing(ctx, func(tx *sql.Tx) error {
			s := &scribe{ctx: ctx, tx: tx, book: b, prepared: make(map[string]*sql.Stmt)}
			type told struct {
				entry int64
				names []string
				marks []uint32
			}
			var all []told
			rows, err := s.query(entryTextQuery, after, batch)
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var t told
				var facts, text sql.RawBytes
				var c jikenbo.Case
				if err := rows.Scan(&t.entry, &facts, &text); err != nil {
					return err
				}
				if err := decodeFacts(facts, &c); err != nil {
					return err
				}
				t.names, t.marks = namesOf(&c), statementMarks(string(text), c.Organization)
				all = append(all, t)
			}
			if err := rows.Err(); err != nil {
				return err
			}
			after = last
			for _, t := range all {
				if err := s.keepNames(t.entry, t.names); err != nil {
					return err
				}
				if err := s.keepStatements(t.entry, t.marks); err != nil {
					return err
				}
				if len(all) == batch {
					after = t.entry
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return b.indexing(ctx, func(tx *sql.Tx) error {
		s := &scribe{ctx: ctx, tx: tx, book: b, prepared: make(map[string]*sql.Stmt)}
		var names []string
		rows, err := s.query(decidedNamesQuery)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id int64
			var facts sql.RawBytes
			var c jikenbo.Case
			if err := rows.Scan(&id, &facts); err != nil {
				return err
			}
			if err := decodeFacts(facts, &c); err != nil {
				return err
			}
			names = append(names, namesOf(&c)...)
		}
		if err = rows.Err(); err == nil {
			err = s.keepNames(0, names)
		}
		if err == nil {
			_, err = tx.ExecContext(ctx, `UPDATE name_state SET version = ?`, nameVersion)
		}
		return err
	})
}

// named proves that every name of an organization can be found, and whatever
// an entry states of who one is.
func (v *verifier) named() error {
	const where = "names"
	var version int
	if err := oneRow(v.ctx, v.tx.QueryContext, `SELECT version FROM name_state`, nil, &version); err != nil {
		return err
	}
	if version != nameVersion {
		return v.say(Problem{where, fmt.Sprintf("of version %d; they are made anew when the casebook is opened for writing", version), true})
	}
	marks := make(map[int64][]int64)
	err := v.each(`SELECT name, mark FROM name_marks`, func(rows *sql.Rows) error {
		var id, mark int64
		err := rows.Scan(&id, &mark)
		marks[id] = append(marks[id], mark)
		return err
	})
	if err != nil {
		return err
	}
	known := make(map[string]int64)
	err = v.each(`SELECT id, name FROM names ORDER BY id`, func(rows *sql.Rows) error {
		var id int64
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		keep, _ := identity.Find(name)
		want := make([]int64, len(keep))
		for i, m := range keep {
			want[i] = markOf(m)
		}
		slices.Sort(want)
		slices.Sort(marks[id])
		switch {
		case known[name] != 0:
			return v.report(where, "%q is there twice", name)
		case !slices.Equal(marks[id], slices.Compact(want)):
			return v.report(where, "%q cannot be found by what is like it", name)
		}
		known[name] = id
		return nil
	})
	if err != nil {
		return err
	}
	has := make(map[int64][]int64)
	err = v.each(`SELECT entry, name FROM name_entries`, func(rows *sql.Rows) error {
		var entry, name int64
		err := rows.Scan(&entry, &name)
		has[entry] = append(has[entry], name)
		return err
	})
	if err != nil {
		return err
	}
	said := make(map[int64][]int64)
	err = v.each(`SELECT entry, mark FROM name_statements`, func(rows *sql.Rows) error {
		var entry, mark int64
		err := rows.Scan(&entry, &mark)
		said[entry] = append(said[entry], mark)
		return err
	})
	if err != nil {
		return err
	}
	rows, err := v.tx.QueryContext(v.ctx, entryTextQuery, 0, -1)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var entry int64
		var facts, text sql.RawBytes
		var c jikenbo.Case
		if err := rows.Scan(&entry, &facts, &text); err != nil {
			return err
		}
		if decodeFacts(facts, &c) != nil {
			delete(said, entry)
			delete(has, entry)
			continue // told already
		}
		var want []int64
		for _, name := range namesOf(&c) {
			want = append(want, known[name])
		}
		slices.Sort(want)
		slices.Sort(has[entry])
		if !slices.Equal(want, has[entry]) {
			if err := v.report(where, "entry %d cannot be found by the organizations that it names", entry); err != nil {
				return err
			}
		}
		delete(has, entry)
		want = nil
		for _, m := range statementMarks(string(text), c.Organization) {
			want = append(want, markOf(m))
		}
		slices.Sort(want)
		slices.Sort(said[entry])
		if !slices.Equal(want, said[entry]) {
			if err := v.report(where, "what entry %d states of who organizations are is not what is kept of it", entry); err != nil {
				return err
			}
		}
		delete(said, entry)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, of := range []map[int64][]int64{has, said} {
		for _, entry := range slices.Sorted(maps.Keys(of)) {
			if err := v.report(where, "entry %d is no incident, and is kept with names of organizations", entry); err != nil {
				return err
			}
		}
	}
	return v.each(decidedNamesQuery, func(rows *sql.Rows) error {
		var id int64
		var facts sql.RawBytes
		var c jikenbo.Case
		if err := rows.Scan(&id, &facts); err != nil || decodeFacts(facts, &c) != nil {
			return err // what is damaged was told already
		}
		for _, name := range namesOf(&c) {
			if known[name] == 0 {
				if err := v.report(where, "%q, which a person decided, is not kept", name); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// like gives the names that are found by marks, ascending.
func like(ctx context.Context, query querying, marks []uint32) ([]string, error) {
	var names []string
	rows, err := query(ctx, `SELECT DISTINCT n.name FROM name_marks m JOIN names n ON n.id = m.name WHERE m.mark IN (SELECT value FROM json_each(?))`, marksJSON(marks))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	slices.SortFunc(names, strings.Compare)
	return names, rows.Err()
}
