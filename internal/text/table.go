package text

import "sync/atomic"

// Table is what a function gives for characters. That of the characters of the
// Basic Multilingual Plane is found once for each, as it is met. Several may use
// a table at once.
type Table struct {
	seen [0x10000]atomic.Int32 // 0 is not met yet
	find func(rune) int32
}

// NewTable makes the table of a function, which always gives the same for a
// character, and never 0.
func NewTable(find func(rune) int32) *Table { return &Table{find: find} }

// Of gives what the function gives for a character.
func (t *Table) Of(r rune) int32 {
	if uint32(r) < 0x10000 {
		if v := t.seen[uint32(r)].Load(); v != 0 {
			return v
		}
	}
	return t.look(r)
}

func (t *Table) look(r rune) int32 {
	v := t.find(r)
	if uint32(r) < 0x10000 {
		t.seen[r].Store(v)
	}
	return v
}
