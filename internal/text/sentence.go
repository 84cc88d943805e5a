package text

import (
	"strings"
	"unicode/utf8"
)

// Sentence is a stretch of one line: a sentence of prose, a list item, a row
// of a table, a heading.
type Sentence struct {
	Start, End int  // byte offsets in Norm
	Line       int  // index in Text.Lines
	Section    int  // index in Entry.Sections, of the section it stands in or is the heading of
	Heading    bool // it names a section
	Item       bool // it begins with a mark of enumeration
	First      bool // it begins its line
	Label      int  // byte offset in Norm where its label ends (件数：, 期間 …), Start if it has none
}

// longest is the length in bytes from which on a sentence is cut at the next
// gap: none is so long, and what is read of a sentence may cost its square.
const longest = 2400

// sentences cuts the line [start, end) of s at its full stops. Stops within
// quotes and brackets do not end a sentence.
func sentences(s string, start, end int, yield func(start, end int)) {
	depth, from := 0, start
	emit := func(to int) {
		a, b := trim(s, from, to)
		if a < b {
			yield(a, b)
		}
		from = to
	}
	for i := start; i < end; {
		c := s[i]
		if i-from >= longest && (c == ' ' || c == ',' || strings.HasPrefix(s[i:], "、") || i-from >= longest+longest/4 && utf8.RuneStart(c)) {
			depth = 0
			emit(i)
		}
		if c < utf8.RuneSelf {
			switch c {
			case '(', '[':
				depth++
			case ')', ']':
				depth = max(0, depth-1)
			case '.', '?', '!':
				if depth == 0 && englishStop(s, i, start, end) {
					emit(i + 1)
				}
			}
			i++
			continue
		}
		if c >= 0xE3 && c < 0xEF && i+2 < end && (c != 0xE3 || s[i+1] != 0x80) && (s[i+1]^0x80|s[i+2]^0x80) < 0x40 { // kana and kanji
			i += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:end])
		switch r {
		case '「', '『', '【':
			depth++
		case '」', '』', '】':
			depth = max(0, depth-1)
		case '。', '！', '？':
			if depth == 0 || i-from > 900 { // a bracket left open does not swallow the rest
				depth = 0
				emit(i + size)
			}
		}
		i += size
	}
	emit(end)
}

// englishStop reports whether the stop at i ends an English sentence.
func englishStop(s string, i, start, end int) bool {
	if i+1 >= end || s[i+1] != ' ' || i == start {
		return false
	}
	j := i + 1
	for j < end && s[j] == ' ' {
		j++
	}
	if j >= end || !(s[j] >= 'A' && s[j] <= 'Z' || s[j] == '"') {
		return false
	}
	if s[i] != '.' {
		return true
	}
	word := s[strings.LastIndexByte(s[start:i], ' ')+1+start : i]
	switch word {
	case "Inc", "Co", "Ltd", "Corp", "Pte", "Pty", "Pvt", "Sdn", "Bhd", "No", "Mr", "Ms", "Mrs", "Dr", "vs", "e.g", "i.e", "approx", "St", "U.S", "a.m", "p.m", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec":
		// An abbreviation ends the sentence only where a common opening follows.
		for _, w := range []string{"The ", "We ", "On ", "Our ", "This ", "It ", "In "} {
			if strings.HasPrefix(s[j:end], w) && word != "No" {
				return true
			}
		}
		return false
	}
	return len(word) > 1 || word >= "0" && word <= "9"
}

func trim(s string, a, b int) (int, int) {
	for a < b && s[a] == ' ' {
		a++
	}
	for a < b && s[b-1] == ' ' {
		b--
	}
	return a, b
}
