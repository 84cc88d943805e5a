package link

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed reference.tsv
var referenceTSV string

// meaning is what a term of reference.tsv says; the comment there tells.
type meaning uint8

const (
	tell meaning = iota
	inform
	whom
	documentDate
	before
	earlier
	goesOn
	apart
	and
	planned
	label
	titleEnd
	aSection
	anOffice
	meanings
)

var meaningNames = [meanings]string{"tell", "inform", "whom", "dated", "before", "earlier", "on", "apart", "and", "not", "label", "end", "section", "office"}

// term is a row of reference.tsv.
type term struct {
	text string
	of   meaning
}

// words are the terms by their meaning, and byHead by their first character.
var (
	words  [meanings][]string
	byHead = map[rune][]term{}
	heads  [1 << 16 / 64]uint64 // a set of the characters that terms begin with
)

func init() {
	for line := range strings.Lines(referenceTSV) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		text, name, _ := strings.Cut(line, "\t")
		of := meaning(slices.Index(meaningNames[:], name))
		if text == "" || of >= meanings {
			panic("reference.tsv: want term, tab, meaning: " + line)
		}
		words[of] = append(words[of], text)
		head, _ := utf8.DecodeRuneInString(text)
		byHead[head] = append(byHead[head], term{text, of})
		heads[head&0xFFFF>>6] |= 1 << (head & 63)
	}
	for _, terms := range words {
		slices.SortStableFunc(terms, func(a, b string) int { return len(b) - len(a) })
	}
}

// hit is an occurrence of a term.
type hit struct {
	start, end int
	of         meaning
}

// find gives all occurrences of terms that are looked for anywhere in a text, in
// order.
func find(low string) []hit {
	var hs []hit
	for i, r := range low {
		if heads[r&0xFFFF>>6]>>(r&63)&1 == 0 {
			continue
		}
		for _, t := range byHead[r] {
			if t.of < label && t.of != before && t.of != and && strings.HasPrefix(low[i:], t.text) {
				hs = append(hs, hit{i, i + len(t.text), t.of})
			}
		}
	}
	return hs
}

// within gives the hits that lie in a range.
func within(hs []hit, start, end int) []hit {
	i, _ := slices.BinarySearchFunc(hs, start, func(h hit, at int) int { return h.start - at })
	j := i
	for j < len(hs) && hs[j].start < end {
		j++
	}
	return hs[i:j]
}

// first gives where the first hit of a meaning that ends by a place begins, -1
// for none.
func first(hs []hit, of meaning, end int) int {
	for _, h := range hs {
		if h.of == of && h.end <= end {
			return h.start
		}
	}
	return -1
}

func hasAny(s string, of meaning) bool {
	for _, w := range words[of] {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// trimWord takes a word of a meaning off the end of s.
func trimWord(s string, of meaning) (string, bool) {
	for _, w := range words[of] {
		if rest, ok := strings.CutSuffix(s, w); ok {
			return rest, true
		}
	}
	return s, false
}

// hash is FNV-1a of a kind and a value, 64 bits.
func hash(kind byte, parts ...string) uint64 {
	h := (offset64 ^ uint64(kind)) * prime64
	for _, p := range parts {
		for i := range len(p) {
			h = (h ^ uint64(p[i])) * prime64
		}
		h = (h ^ 0xFF) * prime64 // no byte of UTF-8: "ab", "c" is not "a", "bc"
	}
	return h
}

const (
	offset64 = 14695981039346656037
	prime64  = 1099511628211
)

// bareTitle is a title without what tells it from those of other notices of
// its incident: labels, ordinals, dates, width, case, spaces and marks.
func bareTitle(title string) string {
	s := strings.ToLower(norm.NFKC.String(title[:min(len(title), 600)]))
	// Labels in brackets.
	var b strings.Builder
	for i := 0; i < len(s); {
		closing := ""
		switch {
		case s[i] == '(':
			closing = ")"
		case s[i] == '[':
			closing = "]"
		case strings.HasPrefix(s[i:], "【"):
			closing = "】"
		case strings.HasPrefix(s[i:], "<"):
			closing = ">"
		}
		if closing != "" {
			if k := strings.Index(s[i:], closing); k > 0 && k < 60 && isLabel(s[i+1:i+k]) {
				i += k + len(closing)
				continue
			}
		}
		n := runeLen(s[i])
		n = min(n, len(s)-i)
		b.WriteString(s[i : i+n])
		i += n
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == 'ー' {
			return r
		}
		return -1
	}, b.String())
}

// isLabel reports whether words in brackets place a notice and name nothing.
func isLabel(s string) bool {
	if ordinal(s) > 0 || hasAny(s, label) {
		return true
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	if ordinal(s) > 0 || hasAny(s, label) {
		return true
	}
	for _, r := range s { // a date, a number
		if !unicode.IsDigit(r) && !strings.ContainsRune("年月日令和平成./-【】日付", r) {
			return false
		}
	}
	return true
}

// last is the ordinal of a final report.
const last = 255

// ordinal reads what a notice calls itself: 第2報, 続報, 最終報. It is 0 if it
// says nothing, last for a final report, and 254 for one after the first.
func ordinal(s string) uint8 {
	s = strings.ToLower(s)
	for i := 0; ; {
		k := strings.Index(s[i:], "第")
		if k < 0 {
			break
		}
		i += k + len("第")
		n, j, ok := small(s, skip(s, i))
		if !ok {
			continue
		}
		if _, ok := word(s, j, "報"); ok && n >= 1 && n < 200 {
			return uint8(n)
		}
	}
	for _, o := range ordinals {
		if k := strings.Index(s, o.word); k >= 0 && !letterAt(s, k-1) && !letterAt(s, k+len(o.word)) {
			return o.n
		}
	}
	return 0
}

// letterAt reports whether a letter of English stands at i.
func letterAt(s string, i int) bool { return i >= 0 && i < len(s) && isLetter(s[i]) }

// later is the ordinal of a report after the first, which says no more.
const later = 254

var ordinals = []struct {
	word string
	n    uint8
}{
	{"最終報", last}, {"最終のご報告", last}, {"final report", last}, {"調査結果", last}, {"調査完了", last}, {"完了報告", last},
	{"first report", 1}, {"1st report", 1}, {"initial report", 1}, {"preliminary", 1}, {"初報", 1}, {"速報", 1},
	{"second report", 2}, {"2nd report", 2}, {"third report", 3}, {"3rd report", 3}, {"fourth report", 4}, {"4th report", 4}, {"fifth report", 5},
	{"続報", later}, {"経過報告", later}, {"中間報告", later}, {"追加報告", later}, {"follow-up", later}, {"update", later},
	{"再発防止策", later}, {"訂正", later}, {"その後の", later},
}
