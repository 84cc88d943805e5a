package casebook

import (
	"fmt"
	"strings"
	"unicode"

	"jikenbo"
)

// reach is how far beyond the next free number a printed number may lie and
// still move it. A notice that prints 2023-999999999 does not use up the year.
const reach = 1000

// placement is the case an incident belongs to.
type placement struct {
	caseID   int64
	number   jikenbo.Number
	fresh    bool   // the case is new
	note     string // why the number is not the printed one, for the history
	replaces int64  // the entry whose place its text has taken, 0 for none
}

// place opens a new case for an incident, under the number it prints if nobody
// has it, else under the next free one of the given year, 0 for that of the clock.
func (s *scribe) place(c *jikenbo.Case, year int) (placement, error) {
	if c.Number == "" {
		return s.allocate(year, placement{})
	}
	printed, err := jikenbo.ParseNumber(c.Number)
	if err != nil {
		return s.allocate(year, placement{note: "the number printed in the notice is no case number"})
	}
	var id int64
	taken, err := s.find(`SELECT id FROM cases WHERE year = ? AND seq = ?`, []any{printed.Year, printed.Seq}, &id)
	if err != nil {
		return placement{}, err
	}
	if taken {
		return s.allocate(year, placement{note: fmt.Sprintf("the printed number %v was taken by another organization", printed)})
	}
	next, err := s.next(printed.Year)
	if err != nil {
		return placement{}, err
	}
	if next <= printed.Seq && printed.Seq < next+reach {
		if err := s.setNext(printed.Year, printed.Seq+1); err != nil {
			return placement{}, err
		}
	}
	return s.open(placement{number: printed}, true)
}

// allocate opens a case under the next free number of a year, 0 for that of the
// clock.
func (s *scribe) allocate(year int, p placement) (placement, error) {
	p.number.Year = year
	if year == 0 {
		p.number.Year = jikenbo.DateOf(s.at).Year
	}
	var err error
	if p.number.Seq, err = s.next(p.number.Year); err != nil {
		return placement{}, err
	}
	for taken := true; taken; {
		var id int64
		if taken, err = s.find(`SELECT id FROM cases WHERE year = ? AND seq = ?`, []any{p.number.Year, p.number.Seq}, &id); err != nil {
			return placement{}, err
		}
		if taken { // printed far ahead of the others
			p.number.Seq++
		}
	}
	if err := s.setNext(p.number.Year, p.number.Seq+1); err != nil {
		return placement{}, err
	}
	return s.open(p, false)
}

func (s *scribe) open(p placement, printed bool) (placement, error) {
	var err error
	p.fresh = true
	p.caseID, err = s.insert(`INSERT INTO cases (year, seq, printed) VALUES (?, ?, ?)`, p.number.Year, p.number.Seq, printed)
	return p, err
}

func (s *scribe) next(year int) (int, error) {
	next := 1
	_, err := s.find(`SELECT next FROM allocations WHERE year = ?`, []any{year}, &next)
	return next, err
}

func (s *scribe) setNext(year, next int) error {
	_, err := s.insert(`
		INSERT INTO allocations (year, next) VALUES (?, ?)
		ON CONFLICT (year) DO UPDATE SET next = excluded.next`, year, next)
	return err
}

// fold makes two spellings of an organization equal that differ in spaces and
// in the width of ASCII characters only.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, s)
}
