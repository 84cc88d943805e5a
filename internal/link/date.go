package link

import (
	"strings"

	"jikenbo"
	"jikenbo/internal/text"
)

// mention is a place where a text states a date, as far as it is printed.
type mention struct {
	start, end       int
	year, month, day int // 0 where left out
	back             int // years before that of publication: 昨年 1, 本年 0; -1 if no such word
	months           int // of a day without its month: what months says
}

// mentions finds the dates of normalised text, in order.
func mentions(s string) []mention {
	var ms []mention
	for i := 0; i < len(s); {
		m, ok := mentionAt(s, i)
		if !ok {
			i += runeLen(s[i])
			// A number that is no date is left as a whole: 1234年5 is not 34年.
			if isDigit(s[i-1]) {
				for i < len(s) && isDigit(s[i]) {
					i++
				}
			}
			continue
		}
		m.start = i
		ms = append(ms, m)
		i = m.end
	}
	return ms
}

func runeLen(b byte) int {
	switch {
	case b < 0xC0:
		return 1
	case b < 0xE0:
		return 2
	case b < 0xF0:
		return 3
	}
	return 4
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// yearWords stand for a year before a month. 同年 is that of the date before.
var yearWords = []struct {
	word string
	back int
}{{"昨年", 1}, {"前年", 1}, {"本年", 0}, {"今年", 0}, {"当年", 0}}

// monthWords stand for a month before a day.
var monthWords = []struct {
	word string
	back int
}{{"同月", sameMonth}, {"先月", lastMonth}, {"前月", lastMonth}, {"今月", thisMonth}, {"本月", thisMonth}}

// Which month a day is of that has none.
const (
	sameMonth = 1 + iota // that of the date before
	lastMonth            // the one before publication
	thisMonth            // that of publication
)

func mentionAt(s string, i int) (mention, bool) {
	c := s[i]
	switch {
	case isDigit(c):
		if i > 0 && (isDigit(s[i-1]) || i > 1 && (s[i-1] == '.' || s[i-1] == '/' || s[i-1] == '-' || s[i-1] == ',') && isDigit(s[i-2])) {
			return mention{}, false
		}
		return digits(s, i)
	case c < 0x80:
		if c >= 'A' && c <= 'Z' && (i == 0 || !isLetter(s[i-1])) {
			if m, ok := english(s, i); ok {
				return m, true
			}
			return eraLetter(s, i)
		}
		return mention{}, false
	case i+2 >= len(s) || !dateHead(c, s[i+1], s[i+2]):
		return mention{}, false
	}
	for _, era := range jikenbo.Eras {
		if strings.HasPrefix(s[i:], era.Name) {
			n, j, ok := small(s, skip(s, i+len(era.Name)))
			if k, year := word(s, j, "年"); ok && year && n >= 1 && n <= 70 && !strings.HasPrefix(s[k:], "度") {
				return yearMonth(s, era.First+n-1, k)
			}
			return mention{}, false
		}
	}
	for _, w := range yearWords {
		if strings.HasPrefix(s[i:], w.word) {
			month, j, ok := small(s, skip(s, i+len(w.word)))
			if k, isMonth := word(s, j, "月"); ok && isMonth && month >= 1 && month <= 12 {
				m := monthDay(s, 0, month, k)
				m.back = w.back
				return m, true
			}
			return mention{}, false
		}
	}
	for _, w := range monthWords {
		if strings.HasPrefix(s[i:], w.word) {
			day, j, ok := small(s, skip(s, i+len(w.word)))
			if k, isDay := word(s, j, "日"); ok && isDay && day >= 1 && day <= 31 {
				return mention{end: k, day: day, back: -1, months: w.back}, true
			}
			return mention{}, false
		}
	}
	if strings.Contains("〇一二三四五六七八九十", s[i:i+3]) {
		if v, j, ok := small(s, i); ok {
			if k, ok := word(s, j, "月"); ok && v >= 1 && v <= 12 {
				m := monthDay(s, 0, v, k)
				return m, m.day > 0
			}
			if k, ok := word(s, j, "年"); ok && v > 1900 {
				m, ok := yearMonth(s, v, k)
				return m, ok
			}
		}
	}
	return mention{}, false
}

// dateHead reports whether a character of three bytes may begin a date: that of
// an era, of a word for a year or a month, or a numeral.
func dateHead(a, b, c byte) bool {
	switch rune(a&0xF)<<12 | rune(b&0x3F)<<6 | rune(c&0x3F) {
	case '令', '平', '昭', '大', '明', '昨', '前', '本', '今', '当', '同', '先', '〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十':
		return true
	}
	return false
}

// small reads a number of up to four digits, 元, or a kanji numeral.
func small(s string, i int) (v, end int, ok bool) {
	if i >= len(s) {
		return 0, i, false
	}
	if isDigit(s[i]) {
		for end = i; end < len(s) && end < i+5 && isDigit(s[end]); end++ {
			v = v*10 + int(s[end]-'0')
		}
		return v, end, end-i <= 4
	}
	if strings.HasPrefix(s[i:], "元") {
		return 1, i + len("元"), true
	}
	if s[i] < 0x80 {
		return 0, i, false
	}
	n, end, ok := text.Number(s[:min(len(s), i+30)], i)
	return int(min(n, 10000)), end, ok && n < 10000
}

// skip passes over at most two spaces.
func skip(s string, i int) int {
	for n := 0; i < len(s) && s[i] == ' ' && n < 2; n++ {
		i++
	}
	return i
}

// word passes over a word and the spaces before it.
func word(s string, i int, w string) (end int, ok bool) {
	if j := skip(s, i); strings.HasPrefix(s[j:], w) {
		return j + len(w), true
	}
	return i, false
}

func digits(s string, i int) (mention, bool) {
	v, j, ok := small(s, i)
	if !ok {
		return mention{}, false
	}
	n := j - i
	if k, ok := word(s, j, "年"); ok && n == 4 && v >= 1900 && v < 2200 && !strings.HasPrefix(s[k:], "度") {
		return yearMonth(s, v, k)
	}
	if n == 4 && v >= 1900 && v < 2200 && j < len(s) && (s[j] == '/' || s[j] == '.' || s[j] == '-') {
		month, k, ok := small(s, skip(s, j+1))
		if ok && month >= 1 && month <= 12 && k < len(s) && s[k] == s[j] {
			if day, end, ok := small(s, skip(s, k+1)); ok && day >= 1 && day <= 31 {
				return mention{end: end, year: v, month: month, day: day, back: -1}, true
			}
		}
		return mention{}, false
	}
	if n > 2 {
		return mention{}, false
	}
	if k, ok := word(s, j, "月"); ok && v >= 1 && v <= 12 {
		for _, w := range []string{"期", "間", "分", "額", "号"} {
			if strings.HasPrefix(s[k:], w) {
				return mention{}, false
			}
		}
		return monthDay(s, 0, v, k), true
	}
	if k, ok := word(s, j, "日"); ok && v >= 1 && v <= 31 && k == j+len("日") {
		for _, w := range []string{"に公表", "に発表", "に開示", "にお知らせ", "の公表", "の発表", "付", "、", "までに公表"} {
			if strings.HasPrefix(s[k:], w) {
				return mention{end: k, day: v, back: -1}, true
			}
		}
		return mention{}, false
	}
	if j < len(s) && s[j] == '/' && v >= 1 && v <= 12 {
		if day, k, ok := small(s, j+1); ok && day >= 1 && day <= 31 && k-j <= 3 && (k >= len(s) || s[k] != '/' && s[k] != '.') {
			return mention{end: k, month: v, day: day, back: -1}, true
		}
	}
	// 5 March 2024, 5th of March
	k := j
	for _, suffix := range []string{"th", "st", "nd", "rd"} {
		if strings.HasPrefix(s[k:], suffix) {
			k += len(suffix)
			break
		}
	}
	if strings.HasPrefix(s[k:], " of ") {
		k += len(" of")
	}
	if k < len(s) && s[k] == ' ' && v >= 1 && v <= 31 {
		if month, end := monthName(s, skip(s, k)); month > 0 {
			return englishYear(s, mention{end: end, month: month, day: v, back: -1}), true
		}
	}
	return mention{}, false
}

// yearMonth reads what follows a year, whose 年 ends at k.
func yearMonth(s string, year, k int) (mention, bool) {
	j := skip(s, k)
	if j < len(s) && s[j] == '(' { // 2023年(令和5年)3月6日
		if c := strings.IndexByte(s[j:min(len(s), j+24)], ')'); c > 0 && strings.HasSuffix(s[j:j+c], "年") {
			j = skip(s, j+c+1)
		}
	}
	month, m, ok := small(s, j)
	if end, isMonth := word(s, m, "月"); ok && isMonth && month >= 1 && month <= 12 {
		if strings.HasPrefix(s[end:], "期") {
			return mention{}, false
		}
		return monthDay(s, year, month, end), true
	}
	return mention{end: k, year: year, back: -1}, true
}

// monthDay reads what follows a month, whose 月 ends at k.
func monthDay(s string, year, month, k int) mention {
	m := mention{end: k, year: year, month: month, back: -1}
	day, d, ok := small(s, skip(s, k))
	if end, isDay := word(s, d, "日"); ok && isDay && day >= 1 && day <= 31 {
		m.day, m.end = day, end
	}
	return m
}

// eraLetter reads R6.4.12.
func eraLetter(s string, i int) (mention, bool) {
	for _, era := range jikenbo.Eras {
		if s[i] != era.Letter {
			continue
		}
		n, j, ok := small(s, i+1)
		if !ok || n < 1 || n > 64 || j >= len(s) || s[j] != '.' && s[j] != '/' {
			continue
		}
		month, k, ok := small(s, j+1)
		if !ok || month < 1 || month > 12 || k >= len(s) || s[k] != s[j] {
			continue
		}
		if day, end, ok := small(s, k+1); ok && day >= 1 && day <= 31 {
			return mention{end: end, year: era.First + n - 1, month: month, day: day, back: -1}, true
		}
	}
	return mention{}, false
}

var monthNames = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// monthName reads the name of a month or its abbreviation.
func monthName(s string, i int) (month, end int) {
	j := i
	for j < len(s) && isLetter(s[j]) && j-i < 10 {
		j++
	}
	if j-i < 3 || s[i] < 'A' || s[i] > 'Z' {
		return 0, i
	}
	for n, name := range monthNames {
		if w := s[i:j]; strings.EqualFold(w, name) || strings.EqualFold(w, name[:3]) || n == 8 && strings.EqualFold(w, "sept") {
			if j < len(s) && s[j] == '.' {
				j++
			}
			return n + 1, j
		}
	}
	return 0, i
}

// english reads June 12, 2023 and June 2023.
func english(s string, i int) (mention, bool) {
	month, j := monthName(s, i)
	if month == 0 {
		return mention{}, false
	}
	k := skip(s, j)
	if day, d, ok := small(s, k); ok && k > j && d-k <= 2 && day >= 1 && day <= 31 && isDigit(s[k]) {
		for _, suffix := range []string{"st", "nd", "rd", "th"} {
			if strings.HasPrefix(s[d:], suffix) {
				d += 2
				break
			}
		}
		if d >= len(s) || s[d] != ':' {
			return englishYear(s, mention{end: d, month: month, day: day, back: -1}), true
		}
	}
	m := englishYear(s, mention{end: j, month: month, back: -1})
	return m, m.year > 0
}

func englishYear(s string, m mention) mention {
	j := m.end
	if j < len(s) && s[j] == ',' {
		j++
	}
	j = skip(s, j)
	if j < len(s) && isDigit(s[j]) {
		if y, k, ok := small(s, j); ok && k-j == 4 && y >= 1900 && y < 2200 {
			m.year, m.end = y, k
		}
	}
	return m
}

// resolve gives the date a mention stands for: what it leaves out is that of
// the date before it in its sentence, or makes it the last such day by the day
// of publication. It is zero if that is not known.
func (m mention) resolve(near, published jikenbo.Date) jikenbo.Date {
	d := jikenbo.Date{Year: m.year, Month: m.month, Day: m.day}
	switch {
	case m.year > 0:
	case m.month == 0 && m.months <= sameMonth && near.Month > 0:
		d.Year, d.Month = near.Year, near.Month
	case m.month == 0:
		if published.Precision() != jikenbo.DayOfMonth || m.months == sameMonth {
			return jikenbo.Date{}
		}
		d.Year, d.Month = published.Year, published.Month
		if m.months == lastMonth || m.months == 0 && d.Day > published.Day {
			if d.Month--; d.Month == 0 {
				d.Year, d.Month = d.Year-1, 12
			}
		}
	case m.back >= 0:
		if published.IsZero() {
			return jikenbo.Date{}
		}
		d.Year = published.Year - m.back
	case !near.IsZero():
		d.Year = near.Year
		if near.Month > d.Month {
			d.Year++
		}
		if !published.IsZero() && published.Before(d) {
			d.Year = near.Year
		}
	case !published.IsZero():
		d.Year = published.Year
		if published.Before(d) {
			d.Year--
		}
	default:
		return jikenbo.Date{}
	}
	if !d.Valid() {
		return jikenbo.Date{}
	}
	return d
}
