package recognize

import (
	"cmp"
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"jikenbo/internal/classify"
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
	of         class
}

// lexicon is all rows in a trie over characters, in a double array: one look at
// one place tells whether a term goes on with a character. A set of bits in front
// of it tells whether any term begins with two characters of a text, which most
// do not.
type lexicon struct {
	terms []term
	codes [][]string       // by term: its meanings where it has several, with commas between
	cues  map[string]int32 // terms of the cue lexicon by their text
	cue0  int32            // the first of them; the others stand behind it
	pages [1 << 10]uint8   // of the characters by their upper ten bits, in chars
	chars [][64]char       // the first has none
	heads headSet
	nodes []node // the first is the root
	ends  []end  // the first is none
}

// char is the number of a character of terms; 0 is any other. In its highest bit
// stands whether it is a term alone.
type char uint16

const alone char = 1 << 15

// node is a place in the trie. The node behind it by a character stands as many
// nodes behind its base as the number of that character.
type node struct {
	from uint16 // the node it stands behind, noNode where none stands here
	base uint16
	ends uint16 // index in lexicon.ends of the first term that ends here, 0 for none
}

const noNode = 0xFFFF

// end is a term that ends at a node.
type end struct {
	term  int32
	class class
	more  bool // the next one ends there too
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
			l.codes = append(l.codes, strings.Split(fields[1], ","))
		}
	}
	l.build()
	return l
}

// build lays the terms out as a trie.
func (l *lexicon) build() {
	// The characters, those of most terms first, which packs the nodes closely.
	uses := map[rune]int{}
	for _, t := range l.terms {
		for _, r := range t.text {
			uses[r]++
		}
	}
	l.chars = make([][64]char, 1)
	numbers := map[rune]char{}
	for _, r := range slices.SortedFunc(maps.Keys(uses), func(a, b rune) int { return cmp.Or(uses[b]-uses[a], cmp.Compare(a, b)) }) {
		if r > 0xFFFF || len(l.chars) > 0xFF {
			panic(fmt.Sprintf("lexicon: %q, or there are too many characters", r))
		}
		page := &l.pages[r>>6]
		if *page == 0 {
			*page = uint8(len(l.chars))
			l.chars = append(l.chars, [64]char{})
		}
		numbers[r] = char(len(numbers) + 1)
		l.chars[*page][r&63] = numbers[r]
	}
	// The nodes in the order they are met, each with its children.
	type edge struct {
		from int
		char char
	}
	known := map[edge]int{}
	edges := make([]edge, 1)
	follow := make([][]int, 1)
	ending := make([][]int32, 1)
	for id, t := range l.terms {
		at := 0
		for _, r := range t.text {
			e := edge{at, numbers[r]}
			to, ok := known[e]
			if !ok {
				to = len(edges)
				known[e] = to
				edges, follow, ending = append(edges, e), append(follow, nil), append(ending, nil)
				follow[at] = append(follow[at], int(e.char))
			}
			at = to
		}
		ending[at] = append(ending[at], int32(id))
	}
	for _, children := range follow {
		slices.Sort(children)
	}
	bases, highest := classify.Pack(follow)
	size := highest + len(numbers) + 1
	if size > noNode || len(l.terms) > 0xFFFF {
		panic("lexicon: too many terms")
	}
	l.nodes = make([]node, size)
	for i := range l.nodes {
		l.nodes[i].from = noNode
	}
	l.ends = make([]end, 1, len(l.terms)+1)
	place := make([]int, len(edges))
	for to, e := range edges {
		if to == 0 {
			continue
		}
		at := bases[e.from] + int(e.char)
		place[to] = at
		n := node{from: uint16(place[e.from]), base: uint16(bases[to])}
		for i, id := range ending[to] {
			t := l.terms[id]
			if i == 0 {
				n.ends = uint16(len(l.ends))
			} else if slices.ContainsFunc(ending[to][:i], func(o int32) bool { return l.terms[o].class == t.class }) {
				panic(fmt.Sprintf("lexicon/%s.tsv: %q stands there twice", classFiles[t.class], t.text))
			}
			l.ends = append(l.ends, end{id, t.class, i+1 < len(ending[to])})
		}
		l.nodes[at] = n
		switch {
		case e.from == 0 && n.ends != 0:
			r, _ := utf8.DecodeRuneInString(l.terms[ending[to][0]].text)
			l.chars[l.pages[r>>6]][r&63] |= alone
		case e.from != 0 && edges[e.from].from == 0:
			key := pairKey(edges[e.from].char, e.char)
			l.heads[key>>6] |= 1 << (key & 63)
		}
	}
}

// next gives the node behind another by a character, 0 if there is none.
func (l *lexicon) next(at uint16, c char) uint16 {
	to := l.nodes[at].base + uint16(c&^alone)
	if int(to) < len(l.nodes) && l.nodes[to].from == at {
		return to
	}
	return 0
}

// char gives the character at i and where it ends; none at the end of s.
func (l *lexicon) char(s string, i int) (c char, end int) {
	r, end := runeTo(s, i)
	if r > 0xFFFF {
		return 0, end
	}
	return l.chars[l.pages[r>>6]][r&63], end
}

// headSet tells which two characters may begin a term. It errs on the side of
// yes.
type headSet [1 << 16 / 64]uint64

func (hs *headSet) may(c, second char) bool {
	k := pairKey(c, second)
	return hs[k>>6]>>(k&63)&1 != 0
}

func pairKey(a, b char) uint16 {
	a, b = a&^alone, b&^alone
	return uint16(a<<6 ^ a>>4 ^ b)
}

// find appends every term in text[start:end] to hits, in the order of their
// beginnings. Terms of ASCII letters are found as whole words only. Cues are
// no hits: those found, also within each other, are counted in cues if it is
// not nil.
func (l *lexicon) find(hits []hit, cues []uint8, text string, start, end int) []hit {
	var taken [classes]int32 // where the last hit of a class ended
	var b begun
	text = text[:end]
	first, j := l.char(text, start) // the character at i and its end
	for i := start; i < end; {
		var second char
		k := j
		if j+2 < len(text) && text[j] >= 0xE1 && text[j] < 0xF0 && (text[j+1]^0x80|text[j+2]^0x80) < 0x40 { // nearly always
			second, k = l.chars[l.pages[uint(text[j]&0xF)<<6|uint(text[j+1]&0x3F)]][text[j+2]&0x3F], j+3
		} else {
			second, k = l.char(text, j)
		}
		word := letter(text[i])
		if first == 0 || first&alone == 0 && !l.heads.may(first, second) || word && i > start && letter(text[i-1]) {
			i, j, first = j, k, second
			continue
		}
		at := uint16(first &^ alone)
		if first&alone != 0 && !(word && j < end && letter(text[j])) {
			b.note(l, l.nodes[at].ends, j, cues)
		}
		for to, c := k, second; ; {
			if at = l.next(at, c); at == 0 {
				break
			}
			if e := l.nodes[at].ends; e != 0 && !(word && to < end && letter(text[to]) && letter(text[to-1])) {
				b.note(l, e, to, cues)
			}
			c, to = l.char(text, to)
		}
		for _, c := range b.touched[:b.n] {
			if int32(i) >= taken[c] {
				hits = append(hits, hit{int32(i), b.end[c], b.term[c], c})
				taken[c] = b.end[c]
			}
			b.end[c] = 0
		}
		b.n = 0
		i, j, first = j, k, second
	}
	return hits
}

// begun holds the longest terms of each class that begin at one place.
type begun struct {
	end, term [classes]int32
	touched   [classes]class
	n         int
}

// note takes the terms of lexicon.ends from e on, which end at to.
func (b *begun) note(l *lexicon, e uint16, to int, cues []uint8) {
	for ; ; e++ {
		t := l.ends[e]
		switch {
		case t.class != cueClass:
			if b.end[t.class] == 0 {
				b.touched[b.n] = t.class
				b.n++
			}
			b.end[t.class], b.term[t.class] = int32(to), t.term
		case cues != nil && cues[t.term-l.cue0] < 255:
			cues[t.term-l.cue0]++
		}
		if !t.more {
			return
		}
	}
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
