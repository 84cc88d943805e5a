package identity

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode/utf8"
)

// FindVersion is raised when [Find] gives other marks for the same names, or
// [Tells] and [Read] other answers for the same texts.
const FindVersion = 1

// Find gives the marks by which an organization is found among many whose name
// may be another name of it: names that are not [Different], without aliases,
// have one mark of keep of the one and of seek of the other in common. Names
// that have are not always alike. The first mark of both is that of the key.
func Find(name string) (keep, seek []uint32) {
	n := Parse(name)
	keep = append(keep, trace('k', n.key), trace('k', n.self))
	for _, s := range []string{n.core, n.unit, Key(n.Alias), Key(n.Former), initials(n.Core)} {
		if s != "" {
			keep = append(keep, trace('k', s))
		}
	}
	for _, s := range []string{n.self, n.core} {
		if head := cut(s, 2); utf8.RuneCountInString(head) == 2 {
			keep = append(keep, trace('h', head)) // short forms, groups, slips behind it
		}
	}
	long := utf8.RuneCountInString(n.self)
	if long >= 4 {
		keep = append(keep, trace('t', tail(n.self, 4))) // slips before it, names within names
	}
	if long == 5 {
		keep = append(keep, trace('t', tail(n.self, 3)))
	}
	if hasKana(n.self) {
		keep = append(keep, trace('s', sound(n.self)))
	}
	if pure(n.self) {
		if r := romaji(n.self); len(r) >= 3 {
			keep = append(keep, trace('r', r))
		}
	}
	seek = slices.Clone(keep)
	if long == 2 || long == 3 { // what ends in it
		seek = append(seek, trace('e', n.self))
	}
	for _, k := range []int{2, 3, 4} {
		if long > k {
			end := tail(n.self, k)
			if k < 4 {
				keep = append(keep, trace('e', end))
			}
			if tells(end) {
				seek = append(seek, trace('k', end))
			}
		}
	}
	return once(keep), once(seek)
}

// KeyMark gives the mark of a key: the first that [Find] gives for a name of it.
func KeyMark(key string) uint32 { return trace('k', key) }

func once(marks []uint32) []uint32 {
	var out []uint32
	for _, m := range marks {
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

func trace(kind byte, s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte{kind})
	h.Write([]byte(s))
	return h.Sum32()
}

// cut gives the first n characters of a text.
func cut(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

// tail gives the last n characters of a text.
func tail(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}

// Tells tells whether a text has a word by which it may say who an organization
// is: [Read] finds nothing in others. It takes a fraction of the time of Read.
// Words written in parts, as by a misreading of a scan, are passed over.
func Tells(raw string) bool {
	for i, r := range raw {
		if r < 0x80 {
			switch r {
			case 'f':
				if strings.HasPrefix(raw[i:], "formerly") {
					return true
				}
			case 's':
				if strings.HasPrefix(raw[i:], "subsidiary") {
					return true
				}
			case 'C':
				if strings.HasPrefix(raw[i:], "Corporate ") && (strings.HasPrefix(raw[i+len("Corporate "):], "N") || strings.HasPrefix(raw[i+len("Corporate "):], "n")) {
					return true
				}
			case 'e':
				if strings.HasPrefix(raw[i:], "ecurities ") && (strings.HasPrefix(raw[i+len("ecurities "):], "code") || strings.HasPrefix(raw[i+len("ecurities "):], "Code")) {
					return true
				}
			case 'T':
				if strings.HasPrefix(raw[i:], "TSE") {
					return true
				}
			}
			continue
		}
		if r == utf8.RuneError {
			continue
		}
		before, rest := raw[:i], raw[i+utf8.RuneLen(r):]
		switch r {
		case '旧':
			if !strings.HasSuffix(before, "復") {
				return true
			}
		case '現':
			if strings.HasSuffix(before, "(") || strings.HasSuffix(before, "（") {
				return true
			}
		case '社', '校', '行', '人':
			if r == '社' && strings.HasSuffix(before, "会") && (strings.HasSuffix(before, "子会") || strings.HasSuffix(before, "親会")) || strings.HasPrefix(rest, "名") && renames(rest) {
				return true
			}
		case '商', '名':
			if (r == '商' && strings.HasPrefix(rest, "号") || r == '名' && strings.HasPrefix(rest, "称")) && renames(rest) {
				return true
			}
		case 'グ', 'ｸ':
			if (strings.HasPrefix(rest, "ループ") || strings.HasPrefix(rest, "ﾞﾙｰﾌﾟ")) && !strings.HasPrefix(rest, "ループウ") {
				return true
			}
		case '法':
			if strings.HasPrefix(rest, "人番号") {
				return true
			}
		case 'コ', 'ｺ':
			if strings.HasPrefix(rest, "ード") || strings.HasPrefix(rest, "ｰﾄﾞ") {
				if strings.HasPrefix(rest, "ード番号") || strings.HasSuffix(before, "券") || strings.HasSuffix(before, "柄") || strings.HasSuffix(before, "式") || strings.HasSuffix(before, "場") || strings.HasSuffix(before, "(") || strings.HasSuffix(before, "（") {
					return true
				}
			}
		case '東':
			if strings.HasPrefix(rest, "証") {
				return true
			}
		case '運':
			if strings.HasPrefix(rest, "営") {
				return true
			}
		case '提':
			if strings.HasPrefix(rest, "供する") && strings.HasSuffix(before, "が") {
				return true
			}
		case 'サ', 'ｻ':
			if strings.HasPrefix(rest, "イト「") || strings.HasPrefix(rest, "ｲﾄ") {
				return true
			}
		case '以':
			if said, ok := strings.CutPrefix(rest, "下"); ok {
				said = strings.TrimLeft(said, "、,，「『\" 　“")
				if !startsAny(said, "当", "弊", "本", "同", "の", "に", "は") && !strings.HasPrefix(said, "で") {
					return true
				}
			}
		case '業':
			if strings.HasPrefix(rest, "種") {
				return true
			}
		}
	}
	return false
}

// renames tells whether a change is spoken of close behind.
func renames(rest string) bool {
	rest = rest[:min(len(rest), widest)]
	return strings.Contains(rest, "変更") || strings.Contains(rest, "改め")
}
