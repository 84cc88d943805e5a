package recognize

import (
	"embed"
	"fmt"
	"strings"
	"unicode/utf8"
)

// The words the recognizers know are rows of lexicon/*.tsv: the term as it
// stands in normalised text, a tab, its meaning in that lexicon, and, if need
// be, a tab and a remark. Lines that begin with # are comments.
//
//go:embed lexicon/*.tsv
var lexiconFiles embed.FS

// class names a lexicon. Terms of one class never overlap in a text: the
// leftmost longest one is found. Terms of different classes may.
type class uint8

const (
	agentClass      class = iota // who noticed, who told
	cueClass                     // words asked for anywhere in a notice
	damageClass                  // misuse of the data, and that there was none
	dateClass                    // words that stand for a date
	footClass                    // furniture of pages
	itemClass                    // kinds of data
	kindClass                    // what an entry is about
	leakClass                    // leakage, loss and exposure
	legalClass                   // legal forms and the endings of organizations' names
	modalClass                   // certainty, doubt, denial
	momentClass                  // what happened
	populationClass              // whose data: customers, members, staff
	recipientClass               // authorities and industry bodies
	reportClass                  // acts of reporting
	responseClass                // what was done
	sectionClass                 // what a heading announces
	stageClass                   // 第一報 and the like
	titleClass                   // words titles end in
	typeClass                    // kinds of incidents
	unitClass                    // units of counts
	classes
)

var classFiles = [classes]string{
	agentClass: "agent", cueClass: "cue", damageClass: "damage", dateClass: "date", footClass: "foot", itemClass: "item",
	kindClass: "kind", leakClass: "leak", legalClass: "legal", modalClass: "modal", momentClass: "moment",
	populationClass: "population", recipientClass: "recipient", reportClass: "report", responseClass: "response",
	sectionClass: "section", stageClass: "stage", titleClass: "title", typeClass: "type", unitClass: "unit",
}

// term is one row of a lexicon.
type term struct {
	text  string
	code  string
	class class
}

// hit is one occurrence of a term.
type hit struct {
	start, end int32 // byte offsets in the normalised text
	term       int32 // index in lexicon.terms
}

// lexicon is all rows in a trie over characters. Its edges stand in one hash
// table, so that a step costs one look wherever it is; before the first, a bit
// set tells whether any term begins with two characters of the text, which most
// of them do not.
type lexicon struct {
	terms []term
	cues  map[string]int32 // terms of the cue lexicon by their text
	cue0  int32            // the first of them; the others stand behind it
	edges []edge           // by hash; its length is a power of two
	ends  [][]int32        // by node, the root being 0: the terms that end there, one of a class
	heads headSet
}

// edge is a step of the trie. No edge leads to the root: such a one is empty.
type edge struct {
	from int32
	char rune
	to   int32
}

var lex = load(func(string) bool { return false })

// load reads the embedded lexicons but for the words that forget tells of. A
// fault in one is a fault of the program.
func load(forget func(word string) bool) *lexicon {
	l := &lexicon{cues: map[string]int32{}}
	for c, name := range classFiles {
		data, err := lexiconFiles.ReadFile("lexicon/" + name + ".tsv")
		if err != nil {
			panic(err)
		}
		for n, line := range strings.Split(string(data), "\n") {
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			fields := strings.Split(line, "\t")
			if len(fields) < 2 || len(fields) > 3 || fields[0] == "" || fields[1] == "" || !utf8.ValidString(line) {
				panic(fmt.Sprintf("lexicon/%s.tsv: row %d: want term, tab, meaning: %q", name, n+1, line))
			}
			if forget(strings.ToLower(fields[0])) {
				continue
			}
			if class(c) == cueClass {
				if len(l.cues) == 0 {
					l.cue0 = int32(len(l.terms))
				}
				l.cues[strings.ToLower(fields[0])] = int32(len(l.terms))
			}
			l.terms = append(l.terms, term{strings.ToLower(fields[0]), fields[1], class(c)})
		}
	}
	l.build()
	return l
}

// build lays the terms out as a trie.
func (l *lexicon) build() {
	l.edges = make([]edge, 1<<10)
	l.ends = make([][]int32, 1, 4*len(l.terms))
	for id, t := range l.terms {
		at := int32(0)
		for _, r := range t.text {
			at = l.grow(at, r)
		}
		for _, other := range l.ends[at] {
			if l.terms[other].class == t.class {
				panic(fmt.Sprintf("lexicon/%s.tsv: %q stands there twice", classFiles[t.class], t.text))
			}
		}
		l.ends[at] = append(l.ends[at], int32(id))
		l.heads.add(t.text)
	}
}

// grow gives the node behind an edge, which it makes if there is none.
func (l *lexicon) grow(from int32, char rune) int32 {
	if to := l.next(from, char); to != 0 {
		return to
	}
	if len(l.ends) > len(l.edges)/2 {
		old := l.edges
		l.edges = make([]edge, 2*len(old))
		for _, e := range old {
			if e.to != 0 {
				l.put(e)
			}
		}
	}
	to := int32(len(l.ends))
	l.ends = append(l.ends, nil)
	l.put(edge{from, char, to})
	return to
}

func (l *lexicon) put(e edge) {
	k := l.slot(e.from, e.char)
	for l.edges[k].to != 0 {
		k = (k + 1) & (len(l.edges) - 1)
	}
	l.edges[k] = e
}

// next gives the node behind an edge, 0 if there is none.
func (l *lexicon) next(from int32, char rune) int32 {
	for k := l.slot(from, char); ; k = (k + 1) & (len(l.edges) - 1) {
		e := &l.edges[k]
		if e.to == 0 || e.from == from && e.char == char {
			return e.to
		}
	}
}

func (l *lexicon) slot(from int32, char rune) int {
	h := uint32(from)*0x9E3779B1 + uint32(char)*0x85EBCA6B
	return int(h^h>>15) & (len(l.edges) - 1)
}

// headSet tells which two characters may begin a term, or which one is a term.
// It errs on the side of yes.
type headSet struct {
	pairs   [1 << 16 / 64]uint64
	singles [1 << 12 / 64]uint64
}

func (hs *headSet) add(term string) {
	r, n := utf8.DecodeRuneInString(term)
	if n == len(term) {
		hs.singles[r>>6&63] |= 1 << (r & 63)
		return
	}
	second, _ := utf8.DecodeRuneInString(term[n:])
	k := pairKey(r, second)
	hs.pairs[k>>6] |= 1 << (k & 63)
}

func (hs *headSet) may(r, second rune) bool {
	k := pairKey(r, second)
	return (hs.pairs[k>>6]>>(k&63)|hs.singles[r>>6&63]>>(r&63))&1 != 0
}

func pairKey(a, b rune) uint16 { return uint16(a*0x2C9B ^ b) }

// find appends every term in text[start:end] to hits, in the order of their
// beginnings. Terms of ASCII letters are found as whole words only. Cues are
// no hits: those found, also within each other, are counted in cues if it is
// not nil.
func (l *lexicon) find(hits []hit, cues []uint8, text string, start, end int) []hit {
	var taken [classes]int32 // where the last hit of a class ended
	var longest [classes]struct{ end, term int32 }
	var touched [classes]class
	text = text[:end]
	r, j := runeTo(text, start) // the character at i and its end
	for i := start; i < end; {
		second, k := runeTo(text, j)
		word := r < utf8.RuneSelf && letter(byte(r))
		if !l.heads.may(r, second) || word && i > start && letter(text[i-1]) {
			i, j, r = j, k, second
			continue
		}
		n := 0
		for at, to := l.next(0, r), j; at != 0; {
			for _, id := range l.ends[at] {
				if word && to < end && letter(text[to]) && letter(text[to-1]) {
					continue
				}
				c := l.terms[id].class
				if c == cueClass {
					if cues != nil && cues[id-l.cue0] < 255 {
						cues[id-l.cue0]++
					}
					continue
				}
				if longest[c].end == 0 {
					touched[n] = c
					n++
				}
				longest[c].end, longest[c].term = int32(to), id
			}
			if to == end {
				break
			}
			var char rune
			char, to = runeTo(text, to)
			at = l.next(at, char)
		}
		for _, c := range touched[:n] {
			if int32(i) >= taken[c] {
				hits = append(hits, hit{int32(i), longest[c].end, longest[c].term})
				taken[c] = longest[c].end
			}
			longest[c].end = 0
		}
		i, j, r = j, k, second
	}
	return hits
}

// runeTo gives the character at i and where it ends; nothing at the end of s.
func runeTo(s string, i int) (r rune, end int) {
	if i+2 < len(s) && s[i] >= 0xE1 && s[i] < 0xF0 && (s[i+1]^0x80|s[i+2]^0x80) < 0x40 { // nearly always
		return rune(s[i]&0xF)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F), i + 3
	}
	if i >= len(s) {
		return 0, i
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	return r, i + size
}

func letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }
