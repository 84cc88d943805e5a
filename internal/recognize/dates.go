package recognize

import (
	"strings"
	"time"
	"unicode/utf8"

	"jikenbo"
	"jikenbo/internal/text"
)

// mention is a place where the text states a date, a range of dates, or a word
// that stands for one. A range is one mention.
type mention struct {
	start, end int // the words, the weekday included
	tail       int // behind the time of day and 頃
	date       jikenbo.Date
	to         jikenbo.Date // the end of a range
	line       int
	leading    bool   // it begins its line
	row        bool   // and is set off from what follows: a row of a chronology
	full       bool   // year, month and day are printed
	ofPage     bool   // it says when the page was changed, not the letter on it
	ranged     bool   // a range with two ends
	openFrom   bool   // 12月5日以降, 12月5日より
	openTo     bool   // 12月7日まで
	hours      bool   // a span of hours within one day
	word       string // 同日, 翌日, 本日 …: the code of the word in the date lexicon
	weekday    int    // the weekday printed, 0 Sunday … 6, -1 for none

	year, month, day int // as printed, 0 where left out
	toDay            int // 3月1~5日: the day the span ends
	sentence         int // index of the sentence
}

// kanjiDay are the weekdays as they are printed.
const kanjiDay = "日月火水木金土"

// small reads a number of at most four digits or a kanji numeral.
func small(s string, i int) (v, end int, ok bool) {
	if i < len(s) && s[i] >= '0' && s[i] <= '9' {
		for end = i; end < len(s) && end < i+4 && s[end] >= '0' && s[end] <= '9'; end++ {
			v = v*10 + int(s[end]-'0')
		}
		return v, end, end >= len(s) || s[end] < '0' || s[end] > '9'
	}
	if strings.HasPrefix(s[i:], "元") {
		return 1, i + len("元"), true
	}
	if i < len(s) && s[i] >= 0xE3 {
		n, end, ok := text.Number(s, i)
		if ok && n < 10000 {
			return int(n), end, true
		}
	}
	return 0, i, false
}

func spaces(s string, i int) int {
	for n := 0; i < len(s) && s[i] == ' ' && n < 2; n++ {
		i++
	}
	return i
}

// after reads one of the words at i, with at most two spaces before it.
func after(s string, i int, word string) (int, bool) {
	j := spaces(s, i)
	if strings.HasPrefix(s[j:], word) {
		return j + len(word), true
	}
	return i, false
}

// mentionsIn appends all dates of the range [start, end) of the text. hours
// reports whether hours stand there too, unless within a date.
func (e *Entry) mentionsIn(ms []mention, start, end int) (_ []mention, hours bool) {
	s := e.text.Norm[:end]
	for i := start; i < end; {
		c := s[i]
		if c >= 0xE3 && c <= 0xE9 && i+2 < len(s) && (s[i+1]^0x80|s[i+2]^0x80) < 0x40 { // nearly always
			if !dateHeads.has(rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F)) {
				i += 3
				continue
			}
			if c == "時"[0] && s[i:i+3] == "時" || c == "午"[0] && s[i:i+3] == "午" {
				hours = true
			}
			if !mayDate(c, s[i+1], s[i+2]) {
				i += 3
				continue
			}
		} else if c < '0' || c > '9' && c < 'A' || c > 'Z' && c < utf8.RuneSelf {
			i++
			continue
		}
		var m mention
		ok := false
		switch {
		case c >= '0' && c <= '9':
			if i == start || !numeric(s, i-1) || s[i-1] == '.' && monthFollows(s[:end], i) {
				m, ok = digitDate(s[:end], i)
			}
			if !ok {
				for i < end && s[i] >= '0' && s[i] <= '9' {
					i++
				}
				continue
			}
		case c == 'R' || c == 'H' || c == 'S':
			if i == start || !letter(s[i-1]) {
				m, ok = letterEra(s[:end], i)
			}
			if !ok && (i == start || !letter(s[i-1])) {
				m, ok = englishDate(s[:end], i)
			}
		case c >= 'A' && c <= 'Z':
			if i == start || !letter(s[i-1]) {
				m, ok = englishDate(s[:end], i)
			}
		case c >= 0xE3 && c <= 0xE9:
			if i+3 <= end && mayDate(s[i], s[i+1], s[i+2]) {
				m, ok = kanjiDate(s[:end], i)
			}
		}
		if !ok {
			_, i = runeTo(s, i)
			continue
		}
		m.start = i
		e.finish(&m, end)
		ms = append(ms, m)
		i = m.end
	}
	return ms, hours
}

// monthFollows reports whether the number at i is a month or a year: A2.11月24日.
func monthFollows(s string, i int) bool {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return strings.HasPrefix(s[i:], "月") || strings.HasPrefix(s[i:], "年")
}

// charSet has the last twelve bits of some characters of three bytes.
type charSet [1 << 12 / 64]uint64

func charsOf(s string) (set charSet) {
	for _, r := range s {
		set[r>>6&63] |= 1 << (r & 63)
	}
	return set
}

// has reports whether a character may be among them: it errs on the side of yes.
func (set *charSet) has(r rune) bool { return set[r>>6&63]>>(r&63)&1 != 0 }

// dateHeads are the characters that mayDate lets pass and those of hours,
// hourHeads those that a time of day begins with.
var (
	dateHeads = charsOf("〇一二三四五六七八九十令平昭大明時午")
	hourHeads = charsOf("〇一二三四五六七八九十百千午正未早深夕夜日朝昼")
)

// mayDate reports whether a character may begin a date: a kanji numeral or the
// first of an era's name.
func mayDate(a, b, c byte) bool {
	switch rune(a&0xF)<<12 | rune(b&0x3F)<<6 | rune(c&0x3F) {
	case '〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '令', '平', '昭', '大', '明':
		return true
	}
	return false
}

// numeric reports whether the byte at i goes on a number leftward: digits, a
// decimal point or comma, a letter of a code.
func numeric(s string, i int) bool {
	c := s[i]
	if c == '.' || c == ',' || c == '-' || c == '/' {
		return i > 0 && s[i-1] >= '0' && s[i-1] <= '9'
	}
	return c >= '0' && c <= '9' || letter(c) && c != 'R' && c != 'H'
}

// digitDate reads a date that begins with a digit.
func digitDate(s string, i int) (mention, bool) {
	v, j, ok := small(s, i)
	if !ok {
		return mention{}, false
	}
	n := j - i
	if n == 4 && j < len(s) && s[j] == '(' { // 2024(令和6)年3月1日
		if c := strings.IndexByte(s[j:min(len(s), j+24)], ')'); c > 0 && startsAny(s[j+1:], "令和", "平成", "昭和", "R", "H") && strings.HasPrefix(s[j+c+1:], "年") {
			j += c + 1
		}
	}
	if k, ok := after(s, j, "年"); ok && (n == 4 || n == 2) {
		if strings.HasPrefix(s[k:], "度") {
			return mention{}, false
		}
		if n == 2 { // 2023年11月から24年12月
			before := s[max(0, i-40):i]
			if y := strings.LastIndex(before, "年"); y >= 4 && isDigit(before[y-1]) && isDigit(before[y-4]) && before[y-4] == '2' {
				if m, ok := yearMonthDay(s, 2000+v, k); ok && m.month > 0 {
					return m, true
				}
			}
			return mention{}, false
		}
		return yearMonthDay(s, v, k)
	}
	if n == 4 && v >= 1850 && v < 2200 && j < len(s) && (s[j] == '/' || s[j] == '.' || s[j] == '-') {
		sep := s[j]
		month, k, ok := small(s, spaces(s, j+1))
		if !ok || month < 1 || month > 12 {
			return mention{}, false
		}
		if k < len(s) && s[k] == sep {
			if day, k2, ok := small(s, spaces(s, k+1)); ok && day >= 1 && day <= 31 && k2-k <= 4 {
				return mention{year: v, month: month, day: day, end: k2, full: true}, true
			}
		}
		if sep == '-' || k < len(s) && (s[k] == '.' || s[k] >= '0' && s[k] <= '9') {
			return mention{}, false
		}
		return mention{year: v, month: month, end: k}, sep == '/' || k-j == 3
	}
	if n > 2 {
		return mention{}, false
	}
	if k, ok := after(s, j, "月"); ok && v >= 1 && v <= 12 {
		if strings.HasPrefix(s[k:], "期") || strings.HasPrefix(s[k:], "間") || strings.HasPrefix(s[k:], "分の") || strings.HasPrefix(s[k:], "額") || strings.HasPrefix(s[k:], "号") {
			return mention{}, false
		}
		return monthDay(s, 0, v, k)
	}
	if k, ok := after(s, j, "日"); ok && v >= 1 && v <= 31 {
		if (bareDay(s, k) || strings.HasPrefix(s[k:], ")") && endsAny(s[:i], "(", "(同")) && !afterMonth(s, i) && !lasting(s, i, k) {
			return mention{day: v, end: k}, true
		}
		return mention{}, false
	}
	// 3/1(金): month and day need the weekday beside them.
	if j < len(s) && s[j] == '/' && v >= 1 && v <= 12 {
		at := j + 1
		if at+1 < len(s) && s[at] == ' ' && isDigit(s[at+1]) {
			at++ // 11/ 8(金), set in columns
		}
		if day, k, ok := small(s, at); ok && k-at <= 2 && day >= 1 && day <= 31 && (k >= len(s) || s[k] != '/') {
			if _, w := weekday(s, spaces(s, k)); w >= 0 || k < len(s) && (s[k] == ' ' || s[k] == '~' || s[k] == '-') && (i == 0 || s[i-1] == '\n' || s[i-1] == ' ' || s[i-1] == '~' || strings.HasSuffix(s[:i], "。")) {
				return mention{month: v, day: day, end: k}, true
			}
		}
	}
	if m, ok := dayFirst(s, i, v, j); ok {
		return m, true
	}
	// 9 to 17 February 2024
	if k, ok := rangeMark(s, j); ok && v >= 1 && v <= 31 && (!strings.HasPrefix(strings.TrimLeft(s[j:], " "), "and ") || between(s, i)) {
		if to, k2, ok := small(s, k); ok && to > v && to <= 31 && k2-k <= 2 {
			if month, k3 := englishMonth(s, spaces(s, k2)); month > 0 {
				return englishYear(s, mention{month: month, day: v, toDay: to, end: k3}), true
			}
		}
	}
	// 5 March 2024
	if j < len(s) && s[j] == ' ' || strings.HasPrefix(s[j:], "th ") || strings.HasPrefix(s[j:], "st ") || strings.HasPrefix(s[j:], "nd ") || strings.HasPrefix(s[j:], "rd ") {
		k := j
		if s[k] != ' ' {
			k += 2
		}
		if strings.HasPrefix(s[k:], " of ") {
			k += 3
		}
		if month, k2 := englishMonth(s, spaces(s, k)); month > 0 && v >= 1 && v <= 31 {
			m := mention{month: month, day: v, end: k2}
			return englishYear(s, m), true
		}
	}
	return mention{}, false
}

// dayFirst reads a date of which the year stands last: 08/22/2023, 22-08-2023,
// 22.8.2023. j is the end of its first number, v.
func dayFirst(s string, i, v, j int) (mention, bool) {
	if j >= len(s) || s[j] != '/' && s[j] != '-' && s[j] != '.' {
		return mention{}, false
	}
	second, k, ok := small(s, j+1)
	if !ok || k-j > 3 || k >= len(s) || s[k] != s[j] {
		return mention{}, false
	}
	year, end, ok := small(s, k+1)
	if !ok || end-k != 5 || year < 1850 || year >= 2200 || end < len(s) && (s[end] == '-' || s[end] == '/') {
		return mention{}, false
	}
	day, month := v, second
	if month > 12 || s[j] == '/' && day <= 12 && monthFirst(s) {
		day, month = month, day
	}
	if day < 1 || day > 31 || month < 1 || month > 12 {
		return mention{}, false
	}
	return mention{year: year, month: month, day: day, end: end, full: true}, true
}

// monthFirst reports whether the month stands first in dates with slashes: other
// dates of the text decide, else how its companies are called.
func monthFirst(s string) bool {
	for at := 0; ; {
		k := strings.IndexByte(s[at:], '/')
		if k < 0 {
			break
		}
		at += k + 1
		if at < 3 || at+7 > len(s) || s[min(at+2, len(s)-1)] != '/' && s[min(at+1, len(s)-1)] != '/' {
			continue
		}
		if second, _, ok := small(s, at); ok && second > 12 && second <= 31 {
			return true
		}
		if first, _, ok := small(s, at-3); ok && first > 12 && first <= 31 {
			return false
		}
	}
	return !hasAny(s, "Pty", "Pte", " plc", "Limited", "Ltd", "GmbH", "S.A.", "UK", "organis", "Singapore", "India")
}

// afterMonth reports whether a printed month stands right before i: of 13月10日
// the day is not read without its month.
func afterMonth(s string, i int) bool {
	head := strings.TrimRight(s[:i], " ")
	if !strings.HasSuffix(head, "月") {
		return false
	}
	head = strings.TrimRight(strings.TrimSuffix(head, "月"), " ")
	return head != "" && isDigit(head[len(head)-1])
}

// bareDay reports whether 日 that ends at k is a day of the month and no count
// of days: what follows it decides.
func bareDay(s string, k int) bool {
	j := spaces(s, k)
	if j >= len(s) || j-k >= 2 { // 25日  調査を開始: a row
		return true
	}
	for _, w := range []string{"間", "以内", "程度", "後", "ごと", "目", "数", "分", "営業", "連続", "本", "中", "当たり", "あたり", "未満", "を超", "を要", "ほど", "ぶり"} {
		if strings.HasPrefix(s[j:], w) {
			return false
		}
	}
	if s[j] >= '0' && s[j] <= '9' {
		return true
	}
	for _, w := range []string{"に", "、", "の", "(", "午前", "午後", "正午", "朝", "夜", "夕", "深夜", "早朝", "未明", "は", "も", "まで", "から", "より", "~", "-", "付", "時点", "以降", "頃", "ごろ", "現在", "月曜", "火曜", "水曜", "木曜", "金曜", "土曜", "日曜", ":", "ー", "迄", "以前", "\n", "及び", "および", "と", "・", "昼", "早", "未", "会見", "記者会見", "発表", "公表", "明らか", "夜に", "朝に"} {
		if strings.HasPrefix(s[j:], w) {
			return true
		}
	}
	return false
}

// lasting reports whether 日 that ends at k closes a length of time: 保存期間が30日と短く.
func lasting(s string, i, k int) bool {
	return endsAny(s[:i], "期間が", "期間は", "期間を", "期限は", "最長", "最大", "最短", "約", "およそ", "丸", "まる", "わずか", "数", "計", "延べ", "連続", "過去", "直近", "毎月") ||
		startsAny(s[k:], "と短", "と長", "とし", "と定め", "の猶予", "の期間", "のうちに", "の間に限")
}

// yearMonthDay reads what follows a year and 年, which ends at k.
func yearMonthDay(s string, year, k int) (mention, bool) {
	if year < 1 || year > 2200 {
		return mention{}, false
	}
	j := spaces(s, k)
	if j < len(s) && s[j] == '(' { // 2023年(令和5年)3月6日
		if c := strings.IndexByte(s[j:], ')'); c > 0 && c < 24 && strings.HasSuffix(s[j:j+c], "年") {
			j = spaces(s, j+c+1)
		}
	}
	month, m, ok := small(s, j)
	if ok && (month < 1 || month > 12) && strings.HasPrefix(s[m:], "月") {
		return mention{}, false // no such month
	}
	if !ok || month < 1 || month > 12 {
		return mention{year: year, end: k}, true
	}
	if k2, ok := after(s, m, "月"); ok {
		if strings.HasPrefix(s[k2:], "期") {
			return mention{}, false
		}
		return monthDay(s, year, month, k2)
	}
	return mention{year: year, end: k}, true
}

// monthDay reads what follows a month and 月, which ends at k.
func monthDay(s string, year, month, k int) (mention, bool) {
	j := spaces(s, k)
	if day, d, ok := small(s, j); ok && day >= 1 && d < len(s) && (s[d] == '~' || s[d] == '-') { // 3月1~5日
		if to, d2, ok := small(s, d+1); ok && to > day && to <= 31 {
			if k2, ok := after(s, d2, "日"); ok {
				return mention{year: year, month: month, day: day, toDay: to, end: k2, full: year > 0}, true
			}
		}
	}
	if day, d, ok := small(s, j); ok && day >= 1 && day <= 31 && !strings.HasPrefix(s[j:], "元") {
		if year == 0 && strings.HasPrefix(s[d:], ", ") { // 3月 10, 2022
			if y, k2, ok := small(s, d+2); ok && k2-d == 6 && y > 1850 && y < 2200 {
				return mention{year: y, month: month, day: day, end: k2, full: true}, true
			}
		}
		if k2, ok := after(s, d, "日"); ok {
			if strings.HasPrefix(s[k2:], "間") && j == k {
				return mention{}, false
			}
			return mention{year: year, month: month, day: day, end: k2, full: year > 0}, true
		}
	}
	return mention{year: year, month: month, end: k}, true
}

// letterEra reads R6.4.12, H30/3/26 and R6.10月.
func letterEra(s string, i int) (mention, bool) {
	first := 0
	for _, era := range jikenbo.Eras {
		if era.Letter == s[i] {
			first = era.First
		}
	}
	n, j, ok := small(s, i+1)
	if !ok || n < 1 || n > 64 || j >= len(s) || first == 0 || s[j] != '.' && s[j] != '/' && s[j] != '-' && !strings.HasPrefix(s[j:], "年") {
		return mention{}, false
	}
	year := first + n - 1
	if strings.HasPrefix(s[j:], "年") {
		return yearMonthDay(s, year, j+len("年"))
	}
	month, k, ok := small(s, j+1)
	if !ok || month < 1 || month > 12 {
		return mention{}, false
	}
	if k2, ok := after(s, k, "月"); ok {
		return monthDay(s, year, month, k2)
	}
	if k < len(s) && s[k] == s[j] {
		if day, k2, ok := small(s, k+1); ok && day >= 1 && day <= 31 {
			return mention{year: year, month: month, day: day, end: k2, full: true}, true
		}
	}
	return mention{}, false
}

// kanjiDate reads eras and dates in kanji numerals: 令和五年十月三日, 十月四日.
func kanjiDate(s string, i int) (mention, bool) {
	for _, era := range jikenbo.Eras {
		if strings.HasPrefix(s[i:], era.Name) {
			n, j, ok := small(s, spaces(s, i+len(era.Name)))
			if !ok || n < 1 || n > 64 {
				return mention{}, false
			}
			k, ok := after(s, j, "年")
			if !ok || strings.HasPrefix(s[k:], "度") {
				return mention{}, false
			}
			return yearMonthDay(s, era.First+n-1, k)
		}
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	if !strings.ContainsRune("〇一二三四五六七八九十", r) {
		return mention{}, false
	}
	v, j, ok := small(s, i)
	if !ok {
		return mention{}, false
	}
	switch {
	case strings.HasPrefix(s[j:], "月") && v >= 1 && v <= 12:
		m, ok := monthDay(s, 0, v, j+len("月"))
		return m, ok && m.day > 0
	case strings.HasPrefix(s[j:], "年") && v > 1850 && v < 2200:
		return yearMonthDay(s, v, j+len("年"))
	case strings.HasPrefix(s[j:], "日") && v >= 1 && v <= 31 && inKanji(s[max(0, i-400):i]) && bareDay(s, j+len("日")) && !lasting(s, i, j+len("日")):
		if v == 1 && startsAny(s[j+len("日"):], "も", "の", "は", "中") {
			break // 一日も早い
		}
		return mention{day: v, end: j + len("日")}, true
	}
	return mention{}, false
}

// inKanji reports whether a month and day in kanji numerals stand in words: 四月四日
// に…、六日に.
func inKanji(words string) bool {
	for k := strings.LastIndex(words, "月"); k >= len("一"); k = strings.LastIndex(words[:k], "月") {
		if r, _ := utf8.DecodeLastRuneInString(words[:k]); strings.ContainsRune("一二三四五六七八九十", r) {
			if _, end, ok := small(words, k+len("月")); ok && !isDigit(words[k+len("月")]) && strings.HasPrefix(words[end:], "日") {
				return true
			}
		}
	}
	return false
}

var englishMonths = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// englishMonth reads a month's name or its abbreviation at i.
func englishMonth(s string, i int) (month, end int) {
	j := i
	for j < len(s) && letter(s[j]) && j-i < 10 {
		j++
	}
	if j-i < 3 || s[i] < 'A' || s[i] > 'Z' {
		return 0, i
	}
	w := s[i:j]
	for m, name := range englishMonths {
		if name[0] != s[i]|0x20 {
			continue
		}
		if strings.EqualFold(w, name) || strings.EqualFold(w, name[:3]) || m == 8 && strings.EqualFold(w, "sept") {
			if j < len(s) && s[j] == '.' {
				j++
			}
			return m + 1, j
		}
	}
	return 0, i
}

// englishYear reads ", 2024" or " 2024" behind a month and day.
func englishYear(s string, m mention) mention {
	j := m.end
	if j < len(s) && s[j] == ',' {
		j++
	}
	j = spaces(s, j)
	if y, k, ok := small(s, j); ok && k-j == 4 && y > 1850 && y < 2200 {
		m.year, m.end = y, k
		m.full = m.day > 0
	}
	return m
}

// englishDate reads September 3, 2024, Sept. 3 and September 2024.
func englishDate(s string, i int) (mention, bool) {
	month, j := englishMonth(s, i)
	if month == 0 {
		return mention{}, false
	}
	k := spaces(s, j)
	if day, d, ok := small(s, k); ok && k > j && day >= 1 && day <= 31 && d-k <= 2 {
		for _, suffix := range []string{"st", "nd", "rd", "th"} {
			if strings.HasPrefix(s[d:], suffix) {
				d += 2
				break
			}
		}
		if clock := d+1 < len(s) && s[d] == ':' && isDigit(s[d+1]); !clock {
			// February 9 to 17, 2024
			if to, ok := rangeMark(s, d); ok && (!strings.HasPrefix(strings.TrimLeft(s[d:], " "), "and ") || between(s, i)) {
				if last, end, ok := small(s, to); ok && last > day && last <= 31 && end-to <= 2 && (end >= len(s) || s[end] != ':' && !letter(s[end]) && !(s[end] == ' ' && clockBehind(s[end:]))) {
					if m := englishYear(s, mention{month: month, day: day, toDay: last, end: end}); m.year > 0 || end >= len(s) || s[end] != ',' || !isDigit(s[min(end+1, len(s)-1)]) {
						return m, true
					}
				}
			}
			return englishYear(s, mention{month: month, day: day, end: d}), true
		}
	}
	m := englishYear(s, mention{month: month, end: j})
	return m, m.year > 0
}

// clockBehind reports whether s goes on with a time of day or a month, so that
// the number before it is no day: May 3 to 5 June, from May 3 to 5 p.m.
func clockBehind(s string) bool {
	s = strings.TrimLeft(s, " ")
	month, _ := englishMonth(s, 0)
	return month > 0 || startsAny(s, "a.m", "p.m", "am", "pm", "AM", "PM", "o'clock", "hours", "days", "weeks", "%")
}

// weekday reads a weekday at i, in brackets or not, and gives where it ends
// and its number, -1 if there is none.
func weekday(s string, i int) (end, day int) {
	if i >= len(s) {
		return i, -1
	}
	j := i
	bracket := s[i] == '('
	if bracket {
		j = spaces(s, i+1)
	}
	r, size := utf8.DecodeRuneInString(s[j:])
	k := strings.IndexRune(kanjiDay, r)
	if k >= 0 {
		after := j + size
		named := strings.HasPrefix(s[after:], "曜")
		if named {
			after += len("曜")
			if strings.HasPrefix(s[after:], "日") {
				after += len("日")
			}
		}
		if bracket {
			c := strings.IndexByte(s[after:], ')')
			if c < 0 || c > 12 {
				return i, -1
			}
			if c > 0 && !strings.HasPrefix(s[after:], "・") && s[after] != ' ' && !strings.HasPrefix(s[after:], "祝") && !strings.HasPrefix(s[after:], "、") {
				return i, -1
			}
			return after + c + 1, k / 3
		}
		if named {
			return after, k / 3
		}
		return i, -1
	}
	if bracket && j+3 <= len(s) {
		for n, name := range []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} {
			if strings.EqualFold(s[j:j+3], name) {
				if c := strings.IndexByte(s[j:], ')'); c > 0 && c < 12 {
					return j + c + 1, n
				}
			}
		}
	}
	return i, -1
}

// clock skips a time of day at i: 午後7時頃, 16時48分, 10:00, 早朝. ok is false
// if there is none.
func clock(s string, i int) (end int, ok bool) {
	j := spaces(s, i)
	if j >= len(s) || !isDigit(s[j]) && s[j] != ' ' && (j+2 >= len(s) || !hourHeads.has(rune(s[j+1]&0x3F)<<6|rune(s[j+2]&0x3F))) { // nearly always
		return i, false
	}
	start := j
	for _, w := range []string{"午前", "午後", "正午", "未明", "早朝", "深夜", "夕方", "夜間", "夜中", "日中", "朝", "昼", "夜"} {
		if strings.HasPrefix(s[j:], w) {
			j += len(w)
			ok = true
			break
		}
	}
	k := spaces(s, j)
	if v, d, isNum := small(s, k); isNum && v <= 24 && !strings.HasPrefix(s[k:], "元") {
		if h, isHour := after(s, d, "時"); isHour && !strings.HasPrefix(s[h:], "間") {
			j, ok = h, true
			if strings.HasPrefix(s[j:], "半") {
				j += len("半")
			}
			if m, e, isMin := small(s, spaces(s, j)); isMin && m < 60 {
				if e2, isMin := after(s, e, "分"); isMin {
					j = e2
					if m, e, isSec := small(s, spaces(s, j)); isSec && m < 60 {
						if e2, isSec := after(s, e, "秒"); isSec {
							j = e2
						}
					}
				}
			}
		} else if d < len(s) && s[d] == ':' {
			if m, e, isMin := small(s, d+1); isMin && e-d == 3 && m < 60 {
				j, ok = e, true
			}
			if ok && j < len(s) && s[j] == ':' {
				if m, e, isSec := small(s, j+1); isSec && e-j == 3 && m < 60 {
					j = e
				}
			}
		}
	}
	if !ok {
		return i, false
	}
	for _, w := range []string{" UTC", " JST", " GMT"} {
		if strings.HasPrefix(s[j:], w) {
			j += len(w)
		}
	}
	for range 2 {
		for _, w := range []string{"頃", "ごろ", "ころ", "過ぎ", "すぎ", "前", "台"} {
			if h, ok := after(s, j, w); ok {
				j = h
			}
		}
	}
	return j, j > start
}

// rangeMark reads what stands between the ends of a range.
func rangeMark(s string, i int) (end int, ok bool) {
	j := i
	for j < len(s) && s[j] == ' ' {
		j++
	}
	for _, w := range []string{"から", "より", "~", "--", "-", "ー", "─", "→", "一", "to ", "and ", "through ", "until "} {
		if strings.HasPrefix(s[j:], w) {
			k := j + len(w)
			for k < len(s) && s[k] == ' ' {
				k++
			}
			for _, day := range []string{"Sunday, ", "Monday, ", "Tuesday, ", "Wednesday, ", "Thursday, ", "Friday, ", "Saturday, "} {
				if strings.HasPrefix(s[k:], day) {
					k += len(day)
				}
			}
			return k, true
		}
	}
	return i, false
}

// finish reads what belongs to a date behind it: its weekday, the time of day,
// 上旬 and 頃, a span of hours, and whether it is open.
func (e *Entry) finish(m *mention, limit int) {
	s := e.text.Norm[:limit]
	m.weekday = -1
	if end, day := weekday(s, spaces(s, m.end)); day >= 0 && m.day > 0 {
		m.end, m.weekday = end, day
	}
	if m.weekday >= 0 && m.day > 0 && m.toDay == 0 { // 2月5日(水)~12(水)
		if k, ok := rangeMark(s, m.end); ok {
			if to, d, ok := small(s, k); ok && d-k <= 2 && to > m.day && to <= 31 {
				if end, day := weekday(s, d); day >= 0 {
					m.toDay, m.end = to, end
				}
			}
		}
	}
	m.tail = m.end
	for _, w := range []string{"上旬", "中旬", "下旬", "初旬", "末", "頃", "ごろ", "ころ", "初め", "半ば", "の"} {
		if strings.HasPrefix(s[m.tail:], w) && (w != "の" || func() bool { _, ok := clock(s, m.tail+len(w)); return ok }()) {
			m.tail += len(w)
		}
	}
	if end, ok := clock(s, m.tail); ok {
		m.tail = end
		if k, ok := rangeMark(s, m.tail); ok {
			if end, ok := clock(s, k); ok {
				m.tail, m.hours = end, true
				for _, w := range []string{"まで", "の間", "にかけて"} {
					if k, ok := after(s, m.tail, w); ok {
						m.tail = k
					}
				}
			}
		}
	}
}

// resolve fills in what the text leaves out, from the nearest earlier date or
// the date of publication, and joins the ends of ranges.
func (e *Entry) resolve(ms []mention) []mention {
	s := e.text.Norm
	var cursor jikenbo.Date // the last full date
	var month jikenbo.Date  // the last date with a month
	var row jikenbo.Date    // the date of the row under reading
	var inner jikenbo.Date  // the last date in brackets
	innerSentence := -1
	rowLine, lastSentence := -1, -1
	out := ms[:0]
	for i := range ms {
		m := ms[i]
		if m.ofPage {
			continue
		}
		base := cursor
		if (m.word == "next-day" || m.word == "previous-day") && m.day == 0 && endsAny(s[:m.start], "の") {
			continue // 障害の翌日
		}
		if m.word != "" {
			if base.IsZero() || m.word == "same-year" || m.word == "next-year" || m.word == "next-month" {
				base = month
			}
			if rowLine == m.line && lastSentence != m.sentence {
				base = row
			}
		}
		if m.year == 0 && m.month == 0 && m.word == "" && m.sentence >= 0 && m.sentence == innerSentence && e.aside(&m) {
			base = inner // 委員会(5月13日)、東京都(同15日)
		}
		m.date = e.fill(&m, base)
		if m.date.IsZero() {
			continue
		}
		if m.toDay > 0 {
			m.to, m.ranged = m.date, true
			m.to.Day = m.toDay
		}
		if n := len(out); n > 0 && !out[n-1].ranged && out[n-1].line+1 == m.line && m.start > out[n-1].tail && m.word == "" && strings.TrimSpace(s[out[n-1].tail:m.start]) == "~" {
			// The end of a range stands below: 5月15日(木) / ~19日(月)
			p := &out[n-1]
			to := m.date
			if m.month == 0 {
				to = valid(jikenbo.Date{Year: p.date.Year, Month: p.date.Month, Day: m.day})
			}
			if p.date.Precision() == jikenbo.DayOfMonth && to.Compare(p.date) > 0 {
				p.to, p.ranged = to, true
				month, cursor = to, to
				continue
			}
		}
		// The end of a range?
		if n := len(out); n > 0 && !out[n-1].ranged && out[n-1].line == m.line && m.start > out[n-1].tail {
			p := &out[n-1]
			behind := p.tail
			if rest := strings.TrimLeft(s[behind:m.start], " "); strings.HasPrefix(rest, "(") { // 8月17日(…のリリース)から
				if c := strings.IndexByte(rest, ')'); c > 0 && c < 90 {
					behind = m.start - len(rest) + c + 1
				}
			}
			if k, ok := rangeMark(s, behind); ok && (k == m.start || hourBefore(s[k:m.start]) || strings.TrimSpace(s[k:m.start]) == "") {
				to := m.date
				if m.year == 0 && m.word == "" && m.month > 0 && to.Compare(p.date) < 0 && to.Precision() >= jikenbo.MonthOfYear {
					to.Year = p.date.Year
					if to.Compare(p.date) < 0 {
						to.Year++
					}
				}
				if m.month == 0 && m.word == "" {
					to = jikenbo.Date{Year: p.date.Year, Month: p.date.Month, Day: m.day}
				}
				if strings.HasPrefix(strings.TrimLeft(s[behind:], " "), "and ") && !between(s, p.start) {
					// two dates, no range
				} else if p.date.Precision() >= jikenbo.MonthOfYear && to.Compare(p.date) >= 0 && to.Valid() {
					if p.year == 0 && m.year > 0 && p.word == "" { // August 11 and September 3, 2024
						d := p.date
						d.Year = m.year
						if d.Compare(to) > 0 {
							d.Year--
						}
						p.date = d
					}
					p.to, p.ranged, p.tail = to, true, m.tail
					if p.date == to && p.date.Precision() == jikenbo.DayOfMonth {
						p.ranged, p.to, p.hours = false, jikenbo.Date{}, true
					}
					p.end = m.end
					month = to
					if to.Precision() == jikenbo.DayOfMonth {
						cursor = to
					}
					continue
				}
			}
		}
		if m.date.Precision() >= jikenbo.MonthOfYear {
			if e.aside(&m) && !e.dayOfTidings(&m) { // (1月13日開催) is not what follows is dated by
				inner, innerSentence = m.date, m.sentence
			} else {
				month = m.date
				if m.date.Precision() == jikenbo.DayOfMonth {
					cursor = m.date
				}
			}
			if m.row {
				row, rowLine = m.date, m.line
			}
			lastSentence = m.sentence
		}
		rest := s[m.tail:]
		rest = strings.TrimLeft(rest, " ")
		switch {
		case strings.HasPrefix(rest, "以降"), strings.HasPrefix(rest, "以後"), strings.HasPrefix(rest, "より"), strings.HasPrefix(rest, "から"), strings.HasPrefix(rest, "~"):
			m.openFrom = true
		case strings.HasPrefix(rest, "まで"), strings.HasPrefix(rest, "迄"), strings.HasPrefix(rest, "以前"):
			m.openTo = true
		}
		out = append(out, m)
	}
	return out
}

// dayOfTidings reports whether a date in brackets is that of the tidings just
// named: カード会社からの連絡(4月11日)により.
func (e *Entry) dayOfTidings(m *mention) bool {
	return endsAny(e.text.Norm[:m.start], "連絡(", "報告(", "指摘(", "通報(", "申し出(", "申出(", "通知(", "検知(", "情報提供(") && strings.HasPrefix(e.text.Norm[m.tail:], ")")
}

// aside reports whether a mention stands in brackets.
func (e *Entry) aside(m *mention) bool {
	return m.sentence >= 0 && e.bracketed(e.page.Sentences[m.sentence].Start, m.start, e.page.Sentences[m.sentence].End)
}

// hoursIn finds a span of hours without a date of its own in a range: it is of
// the day under discussion.
func (e *Entry) hoursIn(start, end int) (mention, bool) {
	s := e.text.Norm[:end]
	for _, w := range []string{"午前", "午後", "時"} {
		k := index(s[start:end], w)
		if k < 0 {
			continue
		}
		at := start + k
		if w == "時" {
			for at > start && (isDigit(s[at-1]) || s[at-1] == ' ') {
				at--
			}
		}
		stop, ok := clock(s, at)
		if !ok {
			continue
		}
		k2, ok := rangeMark(s, stop)
		if !ok {
			continue
		}
		if tail, ok := clock(s, k2); ok {
			return mention{start: at, end: tail, tail: tail, word: "same-day", hours: true, weekday: -1}, true
		}
	}
	return mention{}, false
}

func between(s string, i int) bool {
	return strings.HasSuffix(strings.ToLower(strings.TrimRight(s[max(0, i-30):i], " ")), "between") || contains(strings.ToLower(s[max(0, i-30):i]), "between ")
}

// hourBefore reports whether words are an hour that stands before its date in
// English: from 22:47 UTC on 4 February to 03:12 UTC on 5 February.
func hourBefore(words string) bool {
	words, ok := strings.CutSuffix(words, " on ")
	return ok && len(words) < 24 && words != "" && isDigit(words[0]) && hasAny(words, ":", "m.", "am", "pm", " a.m", " p.m")
}

// fill gives the date a mention means, with base as the nearest earlier date.
func (e *Entry) fill(m *mention, base jikenbo.Date) jikenbo.Date {
	if base.IsZero() {
		base = e.published
	}
	pub := e.published
	switch m.word {
	case "same-day":
		return full(base)
	case "next-day":
		if m.day > 0 { // 翌10日
			d := full(base)
			for n := 0; n < 31 && !d.IsZero(); n++ {
				d = d.AddDays(1)
				if d.Day == m.day {
					return d
				}
			}
			return jikenbo.Date{}
		}
		return full(base).AddDays(1)
	case "previous-day":
		return full(base).AddDays(-1)
	case "today":
		return pub
	case "yesterday":
		return pub.AddDays(-1)
	case "same-month", "next-month": // 同月28日, 翌月2日
		d := jikenbo.Date{Year: base.Year, Month: base.Month, Day: m.day}
		if m.word == "next-month" {
			d.Month++
			if d.Month > 12 {
				d.Year, d.Month = d.Year+1, 1
			}
		}
		return valid(d)
	case "same-year", "next-year", "last-year", "this-year", "two-years-ago":
		year := base.Year
		switch m.word {
		case "next-year":
			year = base.Year + 1
		case "last-year":
			year = pub.Year - 1
		case "this-year":
			year = pub.Year
		case "two-years-ago":
			year = pub.Year - 2
		}
		if year <= 0 || base.IsZero() && m.word == "same-year" {
			return jikenbo.Date{}
		}
		return valid(jikenbo.Date{Year: year, Month: m.month, Day: m.day})
	case "this-month", "last-month":
		d := jikenbo.Date{Year: pub.Year, Month: pub.Month, Day: m.day}
		if m.word == "last-month" && !d.IsZero() {
			d.Month--
			if d.Month == 0 {
				d.Year, d.Month = d.Year-1, 12
			}
		}
		return valid(d)
	}
	d := jikenbo.Date{Year: m.year, Month: m.month, Day: m.day}
	if m.year > 0 {
		return valid(d)
	}
	if m.month == 0 { // a bare day of the month under discussion
		if base.Month == 0 {
			return jikenbo.Date{}
		}
		d.Year, d.Month = base.Year, base.Month
		return valid(d)
	}
	if base.IsZero() {
		return jikenbo.Date{}
	}
	d.Year = base.Year
	if m.weekday >= 0 { // the weekday decides between years
		for _, y := range []int{0, -1, 1, -2} {
			c := d
			c.Year += y
			if w, ok := c.Weekday(); ok && c.Valid() && w == time.Weekday(m.weekday) && (y <= 0 || pub.IsZero() || c.Compare(pub.AddDays(120)) <= 0) {
				return c
			}
		}
	}
	if !pub.IsZero() {
		next := d
		next.Year++
		switch {
		case d.Compare(pub.AddDays(45)) > 0: // not yet: it was the year before
			d.Year--
		case base != pub && d.Compare(base) < 0 && next.Compare(pub) <= 0:
			// A later row of a chronology that has passed the turn of the year.
			if days, ok := d.DaysUntil(base); ok && days > 150 {
				d = next
			}
		}
	}
	return valid(d)
}

func full(d jikenbo.Date) jikenbo.Date {
	if d.Precision() == jikenbo.DayOfMonth {
		return d
	}
	return jikenbo.Date{}
}

func valid(d jikenbo.Date) jikenbo.Date {
	if d.Valid() {
		return d
	}
	return jikenbo.Date{}
}
