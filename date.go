package jikenbo

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Precision says how much of a [Date] the text states.
type Precision uint8

// The precisions, from nothing to a day.
const (
	NoDate      Precision = iota // nothing is stated
	YearOnly                     // 2017年
	MonthOfYear                  // 2017年5月
	DayOfMonth                   // 2017年5月9日
)

// Date is a calendar date of Japan (JST), as exact as the text that states it.
// Month and Day are 0 where the text leaves them open; they are never filled
// up with a guess. The zero Date states nothing.
type Date struct {
	Year  int // 1..9999, or 0 for no date
	Month int // 1..12, or 0
	Day   int // 1..31, or 0
}

// Precision reports how much of the date is stated.
func (d Date) Precision() Precision {
	switch {
	case d.Year == 0:
		return NoDate
	case d.Month == 0:
		return YearOnly
	case d.Day == 0:
		return MonthOfYear
	}
	return DayOfMonth
}

// IsZero reports whether d states nothing.
func (d Date) IsZero() bool { return d.Year == 0 }

// Valid reports whether d is a date of the calendar (no 31 April, no day
// without its month). The zero Date is not valid.
func (d Date) Valid() bool {
	if d.Year < 1 || d.Year > 9999 || d.Month < 0 || d.Month > 12 || d.Day < 0 {
		return false
	}
	if d.Month == 0 {
		return d.Day == 0
	}
	return d.Day <= daysIn(d.Year, d.Month)
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// String gives the date as YYYY-MM-DD, YYYY-MM or YYYY, "" for the zero Date.
func (d Date) String() string {
	switch d.Precision() {
	case NoDate:
		return ""
	case YearOnly:
		return fmt.Sprintf("%04d", d.Year)
	case MonthOfYear:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// ParseDate reads what [Date.String] writes.
func ParseDate(s string) (Date, error) {
	var d Date
	parts := strings.Split(s, "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return Date{}, fmt.Errorf("date %q: want YYYY-MM-DD, YYYY-MM or YYYY", s)
	}
	for i, field := range []*int{&d.Year, &d.Month, &d.Day} {
		if i >= len(parts) {
			break
		}
		n, err := strconv.Atoi(parts[i])
		if err != nil || i > 0 && len(parts[i]) != 2 || n == 0 {
			return Date{}, fmt.Errorf("date %q: want YYYY-MM-DD, YYYY-MM or YYYY", s)
		}
		*field = n
	}
	if !d.Valid() {
		return Date{}, fmt.Errorf("date %q: no such day in the calendar", s)
	}
	return d, nil
}

// MarshalText writes the date as [Date.String] does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes; "" is the zero Date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Compare orders dates; a date that leaves its month or day open stands before
// every date within it.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d is certainly earlier than e: 2017-05 is before
// 2017-06-01, but neither before nor after 2017-05-09.
func (d Date) Before(e Date) bool {
	if d.IsZero() || e.IsZero() {
		return false
	}
	p := min(d.Precision(), e.Precision())
	return d.trim(p).Compare(e.trim(p)) < 0
}

func (d Date) trim(p Precision) Date {
	if p < DayOfMonth {
		d.Day = 0
	}
	if p < MonthOfYear {
		d.Month = 0
	}
	return d
}

// AddDays gives the day n days later. It is defined for full dates only and
// returns d unchanged otherwise.
func (d Date) AddDays(n int) Date {
	if d.Precision() != DayOfMonth {
		return d
	}
	t := time.Date(d.Year, time.Month(d.Month), d.Day+n, 0, 0, 0, 0, time.UTC)
	return Date{t.Year(), int(t.Month()), t.Day()}
}

// DaysUntil counts the days from d to e, negative where e is earlier. ok is
// false unless both are full dates.
func (d Date) DaysUntil(e Date) (days int, ok bool) {
	if d.Precision() != DayOfMonth || e.Precision() != DayOfMonth {
		return 0, false
	}
	from := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	to := time.Date(e.Year, time.Month(e.Month), e.Day, 0, 0, 0, 0, time.UTC)
	return int(to.Sub(from) / (24 * time.Hour)), true
}

// Weekday gives the day of the week; ok is false unless d is a full date.
func (d Date) Weekday() (day time.Weekday, ok bool) {
	if d.Precision() != DayOfMonth {
		return 0, false
	}
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Weekday(), true
}

// DateOf gives the day in Japan at the moment t.
func DateOf(t time.Time) Date {
	t = t.In(JST)
	return Date{t.Year(), int(t.Month()), t.Day()}
}

// JST is Japan's time zone, without daylight saving since 1951.
var JST = time.FixedZone("JST", 9*60*60)

// Eras are the Japanese eras (元号) of the Gregorian calendar in force: the
// year e.First+n-1 is written e.Name+n. Source: 元号法 and the cabinet orders
// 昭和64年政令第1号 (平成) and 平成31年政令第143号 (令和).
var Eras = []Era{
	{"令和", 'R', 2019}, {"平成", 'H', 1989}, {"昭和", 'S', 1926}, {"大正", 'T', 1912}, {"明治", 'M', 1868},
}

// Era is one Japanese era.
type Era struct {
	Name   string
	Letter byte // as in R6.4.12
	First  int  // the Gregorian year of its year 1 (元年)
}

// Period is a span of days, both ends included. An open span has only From or
// only To.
type Period struct {
	From Date `json:"from,omitzero"`
	To   Date `json:"to,omitzero"`
}

// IsZero reports whether neither end is stated.
func (p Period) IsZero() bool { return p.From.IsZero() && p.To.IsZero() }

// Compare orders periods by their beginning, then by their end.
func (p Period) Compare(q Period) int { return cmp.Or(p.From.Compare(q.From), p.To.Compare(q.To)) }

// String gives the period as FROM/TO (ISO 8601), ".." for an open end.
func (p Period) String() string {
	open := func(d Date) string {
		if d.IsZero() {
			return ".."
		}
		return d.String()
	}
	return open(p.From) + "/" + open(p.To)
}
