package text

import (
	"strings"
	"unicode/utf8"
)

// Number reads the number that begins at i in normalised text: digits with
// grouping commas (12,406), myriads and mixed forms (1万2千4百, 4万6,210,
// 1.2万), kanji numerals by place or by value (一、二〇六, 三百四十二). It gives
// the value and where the number ends; ok is false if there is none, or if it
// is no whole number.
func Number(s string, i int) (value int64, end int, ok bool) {
	if i >= len(s) {
		return 0, i, false
	}
	if s[i] >= '0' && s[i] <= '9' {
		return arabic(s, i)
	}
	return kanji(s, i)
}

const most = int64(1) << 53 // larger numbers are no counts

// arabic reads a number that begins with a digit.
func arabic(s string, i int) (int64, int, bool) {
	var total int64
	for {
		v, frac, scale, end, ok := group(s, i)
		if !ok {
			return 0, i, false
		}
		i = end
		unit, size := myriad(s, i)
		if unit == 0 {
			if frac != 0 {
				return 0, i, false // 1.5 is no count
			}
			total += v
			return total, i, total < most
		}
		part := v * unit
		if frac != 0 {
			if unit%scale != 0 {
				return 0, i, false
			}
			part += frac * (unit / scale)
		}
		if part < 0 || part >= most || total >= most {
			return 0, i, false
		}
		total += part
		i += size
		next := i
		if next < len(s) && s[next] == ' ' && next+1 < len(s) && s[next+1] >= '0' && s[next+1] <= '9' && unit >= 10000 {
			next++ // 1 億 4,300 万
		}
		if next >= len(s) || s[next] < '0' || s[next] > '9' {
			return total, i, true
		}
		i = next
	}
}

// scannedGroup reports whether s goes on with the second group of a number
// that a scan has pulled apart and its noun: " 234件".
func scannedGroup(s string) bool {
	if len(s) < 5 || s[0] != ' ' || digits(s[1:]) != 3 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(s[4:], " "))
	return strings.ContainsRune("件名人社世通枚口", r)
}

// group reads digits with grouping commas and at most one decimal point.
func group(s string, i int) (v, frac, scale int64, end int, ok bool) {
	start := i
	for i < len(s) {
		c := s[i]
		if c >= '0' && c <= '9' {
			v = v*10 + int64(c-'0')
			if v >= most {
				return 0, 0, 0, i, false
			}
			i++
			continue
		}
		if c == ',' && i > start && digits(s[i+1:]) == 3 {
			i++
			continue
		}
		if c == ',' && i > start && i-start <= 3 && scannedGroup(s[i+1:]) {
			i += 2
			continue
		}
		break
	}
	scale = 1
	if i+1 < len(s) && s[i] == '.' {
		n := digits(s[i+1:])
		if n > 0 && n <= 4 {
			for _, c := range []byte(s[i+1 : i+1+n]) {
				frac = frac*10 + int64(c-'0')
				scale *= 10
			}
			i += 1 + n
			if frac == 0 {
				frac, scale = 0, 1
			}
		}
	}
	return v, frac, scale, i, i > start
}

// myriad reads 億, 万, 千 or 百, with a space before it where digits are spaced.
func myriad(s string, i int) (int64, int) {
	skip := 0
	if i < len(s) && s[i] == ' ' {
		skip = 1
	}
	for _, u := range [...]struct {
		name  string
		value int64
	}{{"万", 1e4}, {"億", 1e8}, {"千", 1e3}, {"百", 1e2}} {
		if strings.HasPrefix(s[i+skip:], u.name) {
			return u.value, skip + len(u.name)
		}
	}
	return 0, 0
}

// kanji reads a number in kanji numerals.
func kanji(s string, i int) (int64, int, bool) {
	start := i
	var total, section, digit int64
	places, byValue := 0, false
	for i < len(s) {
		if i-start > 60 { // no number is written so long
			return 0, i, false
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		d := strings.IndexRune("〇一二三四五六七八九", r)
		switch {
		case d >= 0:
			if byValue || places == 0 {
				digit = 0
			}
			digit = digit*10 + int64(d/3)
			places++
			if places > 12 {
				return 0, i, false
			}
			if byValue && places > 1 {
				return 0, i, false
			}
		case r == '十' || r == '百' || r == '千':
			byValue = true
			unit := map[rune]int64{'十': 10, '百': 100, '千': 1000}[r]
			if places == 0 {
				digit = 1
			}
			section += digit * unit
			digit, places = 0, 0
		case r == '万' && i > start:
			byValue = true
			total += (section + digit) * 1e4
			section, digit, places = 0, 0, 0
		case (r == '、' || r == ',') && places > 0 && places <= 3 && !byValue && kanjiGroup(s[i+size:]):
			// 一、二〇六: grouping as in 1,206
			for range 3 {
				i += size
				r, size = utf8.DecodeRuneInString(s[i:])
				digit = digit*10 + int64(strings.IndexRune("〇一二三四五六七八九", r)/3)
			}
			places += 3
		default:
			v := total + section + digit
			return v, i, i > start && v < most
		}
		if total >= most || section >= most || digit >= most {
			return 0, i, false
		}
		i += size
	}
	v := total + section + digit
	return v, i, i > start && v < most
}

// kanjiGroup reports whether exactly three kanji digits stand at the beginning.
func kanjiGroup(s string) bool {
	n := 0
	for _, r := range s {
		if !strings.ContainsRune("〇一二三四五六七八九", r) {
			break
		}
		n++
	}
	return n == 3
}
