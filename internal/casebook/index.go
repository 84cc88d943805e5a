package casebook

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"sync"

	"jikenbo"
	"jikenbo/internal/search"

	"golang.org/x/sync/errgroup"
)

// ErrIndexing: the index of the search is not made yet, or by another version
// of the program.
var ErrIndexing = errors.New("its search index is not up to date: open the casebook once for writing (jikenbo read) and let it finish")

const (
	foldAt      = 128  // pending documents that make a segment
	bulk        = 2    // new documents at once that make many: so many times as many make a segment then
	foldMost    = 256  // in one transaction
	anewMost    = 1024 // likewise, when all of the index is made
	pendingMost = 4096 // more of them are not searched one by one
	blockBits   = 24
)

// caseRef and entryRef name the documents of the index.
func caseRef(id int64) int64  { return id << 1 }
func entryRef(id int64) int64 { return id<<1 | 1 }

// touch makes the index take up a document anew.
func (s *scribe) touch(ref int64) error {
	if !s.touched {
		if _, err := s.find(`SELECT generation + 1 FROM search_state`, nil, &s.generation); err != nil {
			return err
		}
		s.touched = true
	}
	if id := ref >> 1; ref == caseRef(id) {
		if s.cases == nil {
			s.cases = make(map[int64]bool)
		}
		s.cases[id] = true
	}
	delete(s.cards, ref)
	_, err := s.insert(`INSERT INTO search_pending (ref, at) VALUES (?, ?) ON CONFLICT (ref) DO UPDATE SET at = excluded.at`, ref, s.generation)
	return err
}

// read reads a new document for the index, which has to read it from the file
// otherwise: an entry that was given an id, or the case that it is all of.
func (s *scribe) read(ref int64, number jikenbo.Number, id int64, e *entry) {
	r := e.reading
	d := search.Document{Ref: ref, Number: number, Case: &r.Case, Evidence: r.Evidence, Conflicted: len(r.Conflicts) > 0, Texts: []string{e.text}}
	if r.Case.Kind == jikenbo.Incident {
		d.Status, d.Entry = jikenbo.Open, id
	}
	if s.cards == nil {
		s.cards = make(map[int64]pendingCard)
	}
	s.cards[ref] = pendingCard{s.generation, search.NewCard(&d)}
}

// settle ends a change of what can be found; it tells how many documents are
// pending.
func (s *scribe) settle() (pending int, err error) {
	if !s.touched {
		return 0, nil
	}
	if _, err := s.insert(`UPDATE search_state SET generation = generation + 1`); err != nil {
		return 0, err
	}
	_, err = s.find(`SELECT count(*) FROM search_pending`, nil, &pending)
	return pending, err
}

// index brings the index up to date: all of it if it is of another version,
// else what is pending.
func (b *Book) index(ctx context.Context, progress func(done, total int)) error {
	var version, pending int
	err := b.db.QueryRowContext(ctx, `SELECT version, (SELECT count(*) FROM search_pending) FROM search_state`).Scan(&version, &pending)
	if err != nil {
		return err
	}
	if version != search.Version {
		if pending, err = b.resetIndex(ctx); err != nil {
			return err
		}
	}
	for total := pending; pending >= b.foldAt; {
		if progress != nil {
			progress(total-pending, total)
		}
		if pending, err = b.foldPending(ctx, anewMost); err != nil {
			return err
		}
	}
	return nil
}

// resetIndex drops the index and makes everything pending.
func (b *Book) resetIndex(ctx context.Context) (pending int, err error) {
	err = b.indexing(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			DELETE FROM search_blocks; DELETE FROM search_segments; DELETE FROM search_pending;
			INSERT INTO search_pending (ref, at) SELECT id << 1, (SELECT generation + 1 FROM search_state) FROM cases;
			INSERT INTO search_pending (ref, at) SELECT id << 1 | 1, (SELECT generation + 1 FROM search_state) FROM entries WHERE case_id IS NULL;
			UPDATE search_state SET generation = generation + 1`)
		if err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx, `UPDATE search_state SET version = ?`, search.Version); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `SELECT count(*) FROM search_pending`).Scan(&pending)
	})
	return pending, err
}

// indexing runs write in a transaction.
func (b *Book) indexing(ctx context.Context, write func(*sql.Tx) error) error {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // of no effect after Commit
	if err := write(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// foldPending makes a segment of so many pending documents at most, and merges segments as
// they become many. It tells how many documents are left.
func (b *Book) foldPending(ctx context.Context, most int) (left int, err error) {
	var names []int64
	err = b.indexing(ctx, func(tx *sql.Tx) error {
		refs, err := pendingRefs(ctx, tx.QueryContext, most)
		if err != nil || len(refs) == 0 {
			return err
		}
		names = make([]int64, len(refs))
		for i, r := range refs {
			names[i] = r.ref
		}
		cards, err := b.pendingCards(ctx, tx.QueryContext, refs)
		if err != nil {
			return err
		}
		segments, err := b.openSegments(ctx, tx.QueryContext)
		if err != nil {
			return err
		}
		for i := range segments {
			if err := segments[i].bury(ctx, tx, names); err != nil {
				return err
			}
		}
		if len(cards) > 0 {
			fresh, err := newSegment(ctx, tx, func(keep search.KeepBlock) (*search.Written, error) {
				w := search.Build(cards)
				for n, block := range w.Blocks {
					if err := keep(n, block); err != nil {
						return nil, err
					}
				}
				return w, nil
			})
			if err != nil {
				return err
			}
			segments = append(segments, fresh)
		}
		list, err := json.Marshal(names)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM search_pending WHERE ref IN (SELECT value FROM json_each(?))`, string(list)); err != nil {
			return err
		}
		if err := b.mergeSegments(ctx, tx, segments); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE search_state SET generation = generation + 1`); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `SELECT count(*) FROM search_pending`).Scan(&left)
	})
	if err == nil {
		b.opened.drop(names)
	}
	return left, err
}

// pendingRef is a document that is not in a segment as it is now.
type pendingRef struct{ ref, at int64 }

func pendingRefs(ctx context.Context, query querying, most int) ([]pendingRef, error) {
	rows, err := query(ctx, `SELECT ref, at FROM search_pending ORDER BY ref LIMIT ?`, most)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var refs []pendingRef
	for rows.Next() {
		var r pendingRef
		if err := rows.Scan(&r.ref, &r.at); err != nil {
			return nil, err
		}
		refs = append(refs, r)
	}
	return refs, rows.Err()
}

// stored is a segment as it is kept.
type stored struct {
	*search.Segment
	dead search.Dead
	live int
}

// count counts the documents that are up to date.
func (s *stored) count() {
	s.live = s.Docs()
	for _, b := range s.dead {
		s.live -= bits.OnesCount8(b)
	}
}

func (s *stored) isDead(doc int) bool { return doc>>3 < len(s.dead) && s.dead[doc>>3]>>(doc&7)&1 != 0 }

// bury marks documents as out of date.
func (s *stored) bury(ctx context.Context, tx *sql.Tx, refs []int64) error {
	changed := false
	for _, ref := range refs {
		d := s.Find(ref)
		if d < 0 || s.isDead(d) {
			continue
		}
		if !changed {
			s.dead = append(slices.Clone(s.dead), make([]byte, (s.Docs()+7)/8-len(s.dead))...)
		}
		s.dead[d>>3] |= 1 << (d & 7)
		s.live--
		changed = true
	}
	if !changed {
		return nil
	}
	_, err := tx.ExecContext(ctx, `UPDATE search_segments SET dead = ? WHERE id = ?`, s.dead, s.ID())
	return err
}

// openSegments gives the segments, those that are open already as they are.
func (b *Book) openSegments(ctx context.Context, query querying) ([]stored, error) {
	rows, err := query(ctx, `SELECT id, dead FROM search_segments ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []stored
	var ids []int64
	for rows.Next() {
		var s stored
		var id int64
		if err := rows.Scan(&id, &s.dead); err != nil {
			return nil, err
		}
		ids, all = append(ids, id), append(all, s)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for i, id := range ids {
		if all[i].Segment = b.opened.segment(id); all[i].Segment == nil {
			opened, err := openSegment(ctx, query, id)
			if err != nil {
				return nil, err
			}
			all[i].Segment = opened.Segment
		}
		all[i].count()
	}
	b.opened.keep(all)
	return all, nil
}

// openSegment reads a segment.
func openSegment(ctx context.Context, query querying, id int64) (stored, error) {
	var s stored
	var w search.Written
	err := oneRow(ctx, query, `SELECT docs, rows, terms, dead FROM search_segments WHERE id = ?`, []any{id}, &w.Docs, &w.Rows, &w.Terms, &s.dead)
	if err != nil {
		return stored{}, err
	}
	if s.Segment, err = search.Open(id, &w); err != nil {
		return stored{}, err
	}
	s.count()
	return s, nil
}

// newSegment keeps a new segment that write makes, and gives to keep its blocks.
func newSegment(ctx context.Context, tx *sql.Tx, write func(keep search.KeepBlock) (*search.Written, error)) (stored, error) {
	result, err := tx.ExecContext(ctx, `INSERT INTO search_segments (docs, rows, terms, dead) VALUES (1, x'', x'', x'')`)
	if err != nil {
		return stored{}, err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return stored{}, err
	}
	stmt, err := tx.PrepareContext(ctx, `INSERT INTO search_blocks (id, block) VALUES (?, ?)`)
	if err != nil {
		return stored{}, err
	}
	defer stmt.Close()
	w, err := write(func(n int, block []byte) error {
		_, err := stmt.ExecContext(ctx, id<<blockBits|int64(n), block)
		return err
	})
	if err != nil {
		return stored{}, err
	}
	if w.Docs == 0 {
		_, err := tx.ExecContext(ctx, `DELETE FROM search_segments WHERE id = ?`, id)
		return stored{}, err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE search_segments SET docs = ?, rows = ?, terms = ? WHERE id = ?`, w.Docs, w.Rows, w.Terms, id); err != nil {
		return stored{}, err
	}
	s, err := search.Open(id, &search.Written{Docs: w.Docs, Rows: w.Rows, Terms: w.Terms})
	return stored{Segment: s, live: w.Docs}, err
}

// mergeSegments merges segments of like size, four at a time, so that there
// are few of them; each document is written anew only as often as segments
// quadruple.
func (b *Book) mergeSegments(ctx context.Context, tx *sql.Tx, segments []stored) error {
	block, err := tx.PrepareContext(ctx, blockQuery)
	if err != nil {
		return err
	}
	defer block.Close()
	read := func(segment int64, n int) (data []byte, err error) {
		err = block.QueryRowContext(ctx, segment<<blockBits|int64(n)).Scan(&data)
		return data, err
	}
	for {
		picked := pick(segments, b.foldAt)
		if len(picked) == 0 {
			return nil
		}
		var sources []search.Source
		for _, i := range picked {
			sources = append(sources, search.Source{Segment: segments[i].Segment, Dead: segments[i].dead})
		}
		merged, err := newSegment(ctx, tx, func(keep search.KeepBlock) (*search.Written, error) {
			return search.Merge(read, sources, keep)
		})
		if err != nil {
			return err
		}
		for _, s := range sources {
			from := s.ID() << blockBits
			if _, err := tx.ExecContext(ctx, `DELETE FROM search_blocks WHERE id BETWEEN ? AND ?`, from, from|(1<<blockBits-1)); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `DELETE FROM search_segments WHERE id = ?`, s.ID()); err != nil {
				return err
			}
		}
		var rest []stored
		for i, s := range segments {
			if !slices.Contains(picked, i) {
				rest = append(rest, s)
			}
		}
		segments = rest
		if merged.Segment != nil {
			segments = append(segments, merged)
		}
	}
}

// pick gives the segments that are to be made one, none if they are few enough.
func pick(segments []stored, foldAt int) []int {
	const several = 4
	tiers := make(map[int][]int)
	for i, s := range segments {
		if s.live == 0 {
			return []int{i}
		}
		tier := 0
		for n := s.live; n >= foldAt*several; n /= several {
			tier++
		}
		tiers[tier] = append(tiers[tier], i)
	}
	for tier := range 16 {
		var picked []int
		docs := 0
		for _, i := range tiers[tier] {
			if docs+segments[i].live <= search.MaxDocuments {
				picked, docs = append(picked, i), docs+segments[i].live
			}
		}
		// Of the largest, fewer than four make a full one.
		if len(picked) >= several || len(picked) > 1 && docs > search.MaxDocuments*3/4 {
			return picked
		}
	}
	for i, s := range segments { // most of it is out of date
		if s.live < s.Docs()/2 {
			return []int{i}
		}
	}
	return nil
}

// opened are the segments and pieces of the index that are in memory.
type opened struct {
	mu        sync.Mutex
	segments  map[int64]*search.Segment
	cards     map[int64]pendingCard
	view      *view
	dict      *search.Dictionary
	blocks    cache[blockKey, []byte]
	documents cache[documentKey, *document]
}

// How much of the index and of the documents is kept in memory at most, half of
// which was asked for lately.
const (
	blocksMost    = 12 << 10 // of 4 KB mostly
	documentsMost = 28 << 20 // bytes
)

// pendingCard is what was read of a pending document.
type pendingCard struct {
	at   int64
	card *search.Card
}

// add keeps what was read of pending documents.
func (o *opened) add(cards map[int64]pendingCard) {
	if len(cards) == 0 {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.cards == nil {
		o.cards = make(map[int64]pendingCard)
	}
	maps.Copy(o.cards, cards)
	if len(o.cards) > 2*pendingMost { // those of segments by now, which another process made
		o.cards = cards
	}
}

// drop forgets what was read of documents that are in a segment now.
func (o *opened) drop(refs []int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, ref := range refs {
		delete(o.cards, ref)
	}
}

func (o *opened) segment(id int64) *search.Segment {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.segments[id]
}

// keep keeps these segments open, and no others.
func (o *opened) keep(all []stored) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.segments = make(map[int64]*search.Segment, len(all))
	for _, s := range all {
		o.segments[s.ID()] = s.Segment
	}
}

// document is a document with what is shown of it.
type document struct {
	search.Document
	last jikenbo.EntryRef // of its entries
}

// loadDocuments gives the documents with these names, in any order; proofs
// says whether their evidence is wanted. What is read of one is decoded while the
// next is read; ready is called then, by several goroutines at a time. Of a case
// with very many entries, as of a page that changes all the time, it has the texts
// of the last 64.
func loadDocuments(ctx context.Context, query querying, refs []int64, proofs bool, ready func(*document)) ([]*document, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	type packed struct {
		*document
		facts, evidence []byte
	}
	complete := make(chan packed, len(refs))
	decode := func() error {
		for p := range complete {
			err := decodeFacts(p.facts, p.Case)
			if err == nil && proofs {
				err = decodeEvidence(p.evidence, &p.Evidence)
			}
			if err != nil {
				return err
			}
			ready(p.document)
		}
		return nil
	}
	var beside errgroup.Group
	beside.Go(decode)
	docs, err := scanDocuments(ctx, query, refs, proofs, func(d *document, facts, evidence []byte) {
		complete <- packed{d, facts, evidence} // there is room for all
	})
	close(complete)
	if err == nil {
		err = decode()
	}
	return docs, cmp.Or(err, beside.Wait())
}

// scanDocuments reads documents; complete is called for each of them with its
// facts and evidence as they are kept.
func scanDocuments(ctx context.Context, query querying, refs []int64, proofs bool, complete func(d *document, facts, evidence []byte)) ([]*document, error) {
	var cases, entries []int64
	for _, ref := range refs {
		if ref&1 == 0 {
			cases = append(cases, ref>>1)
		} else {
			entries = append(entries, ref>>1)
		}
	}
	docs := make([]*document, 0, len(refs))
	add := func() *document {
		d := &document{Document: search.Document{Case: new(jikenbo.Case)}}
		docs = append(docs, d)
		return d
	}
	err := eachRow(ctx, query, entriesQuery, entries, func(rows *sql.Rows) error {
		d := add()
		var sha, text sql.RawBytes
		var facts, evidence []byte
		if err := rows.Scan(&d.Ref, &facts, &evidence, &d.Conflicted, &sha, &d.last.Source, &d.last.Entry, &d.last.Start, &d.last.End, &text); err != nil {
			return err
		}
		d.last.Notice, d.Texts = hex.EncodeToString(sha), []string{string(text)}
		complete(d, facts, evidence)
		return nil
	}, proofs)
	if err != nil || len(cases) == 0 {
		return docs, err
	}
	type part struct {
		*document
		facts, evidence []byte
	}
	at := make(map[int64]*part, len(cases))
	err = eachRow(ctx, query, casesQuery, cases, func(rows *sql.Rows) error {
		p := &part{document: add()}
		if err := rows.Scan(&p.Ref, &p.Number.Year, &p.Number.Seq, &p.Status, &p.Curated, &p.facts, &p.evidence, &p.Conflicted, &p.Entry); err != nil {
			return err
		}
		at[p.Ref] = p
		return nil
	}, proofs)
	if err != nil {
		return nil, err
	}
	err = eachRow(ctx, query, textsQuery, cases, func(rows *sql.Rows) error {
		var ref int64
		var last jikenbo.EntryRef
		var sha, text sql.RawBytes
		if err := rows.Scan(&ref, &sha, &last.Source, &last.Entry, &last.Start, &last.End, &text); err != nil {
			return err
		}
		p := at[ref]
		if p == nil {
			return fmt.Errorf("document %d has no case", ref)
		}
		last.Notice = hex.EncodeToString(sha)
		p.last = last
		p.Texts = append(p.Texts, string(text))
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, p := range at {
		complete(p.document, p.facts, p.evidence)
	}
	return docs, nil
}

// What loadDocuments asks, about ids in a JSON array.
const (
	casesQuery = `
		SELECT c.id << 1, c.year, c.seq, r.status, r.person OR r.decided <> '', coalesce(r.facts, e.facts),
			CASE WHEN ?2 THEN coalesce(r.evidence, e.evidence) END, coalesce(r.conflicts, e.conflicts) IS NOT NULL,
			CASE WHEN r.status = 'open' AND NOT r.person AND r.decided = '' AND r.facts IS NULL AND r.conflicts IS NULL AND e.case_id = c.id
				AND NOT EXISTS (SELECT 1 FROM entries WHERE case_id = c.id AND id <> e.id) THEN e.id ELSE 0 END
		FROM cases c
		JOIN revisions r ON r.case_id = c.id AND r.n = (SELECT max(n) FROM revisions WHERE case_id = c.id)
		LEFT JOIN entries e ON e.id = r.entry
		WHERE c.id IN (SELECT value FROM json_each(?1))`
	entriesQuery = `
		SELECT e.id << 1 | 1, e.facts, CASE WHEN ?2 THEN e.evidence END, e.conflicts IS NOT NULL, ` + textColumns + `
		FROM json_each(?1) j CROSS JOIN entries e ON e.id = j.value CROSS JOIN notices n ON n.id = e.notice`
	// SQLite takes the path from the row with the least id; an ORDER BY would sort.
	textColumns = `
		n.sha256, (SELECT path FROM (SELECT path, min(id) FROM sources WHERE notice = n.id)), e.n, e.start, e.stop,
		substr(CAST(coalesce(n.text, n.bytes) AS BLOB), e.start + 1, e.stop - e.start) `
	textsQuery = `
		WITH j AS MATERIALIZED (
			SELECT value AS id, coalesce((SELECT id FROM entries WHERE case_id = value ORDER BY id DESC LIMIT 1 OFFSET 63), 0) AS since FROM json_each(?))
		SELECT e.case_id << 1, ` + textColumns + `
		FROM entries e JOIN notices n ON n.id = e.notice WHERE e.id IN (SELECT e.id FROM j CROSS JOIN entries e ON e.case_id = j.id AND e.id >= j.since)
		ORDER BY e.id`
)

// eachRow runs a query about ids, and what else it asks for, and calls use for
// every row.
func eachRow(ctx context.Context, query querying, statement string, ids []int64, use func(*sql.Rows) error, more ...any) error {
	if len(ids) == 0 {
		return nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	rows, err := query(ctx, statement, append([]any{string(list)}, more...)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := use(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// blockKey names a block, documentKey a document of a segment. Neither ever
// names another one.
type (
	blockKey    int64
	documentKey struct {
		segment int64
		doc     int
	}
)

// cache keeps in memory what was asked for last.
type cache[K comparable, V any] struct {
	most      int         // in each half of it
	weigh     func(V) int // what a value counts for; nil for 1
	mu        sync.Mutex
	now, past map[K]V // asked for since the last turn, and before it
	weight    int     // of now
}

// get gives what is kept, the zero value if it is not.
func (c *cache[K, V]) get(key K) V {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.now[key]
	if !ok {
		if v, ok = c.past[key]; ok {
			c.put(key, v)
		}
	}
	return v
}

// add keeps a value.
func (c *cache[K, V]) add(key K, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.put(key, v)
}

// clear forgets everything.
func (c *cache[K, V]) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now, c.past, c.weight = nil, nil, 0
}

// put keeps a value. The lock is held.
func (c *cache[K, V]) put(key K, v V) {
	w := 1
	if c.weigh != nil {
		w = c.weigh(v)
	}
	if c.now == nil || c.weight >= c.most {
		c.now, c.past, c.weight = make(map[K]V), c.now, 0
	}
	if _, ok := c.now[key]; !ok {
		c.weight += w
	}
	c.now[key] = v
}
