package recognize

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
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
	of         class
}

// lexicon is all rows in a trie over characters, laid out for the cache: what a
// search meets next stands next. Sets of bits tell whether any term begins with
// three characters of a text, which most do not; a hash table leads
// from these three to their node, and the nodes behind it follow it in depth-first
// order, so that the rest of a term is read in one go. Terms of one and of two
// characters are told by themselves.
type lexicon struct {
	terms   []term
	clauses int              // index of the first term that is a pattern of clauses, see addPatterns
	codes   [][]string       // by term: its meanings where it has several, with commas between
	names   []string         // all meanings
	named   []uint16         // by term: its meaning, an index in names
	topics  []topic          // by term: what it announces as a section word
	cues    map[string]int32 // terms of the cue lexicon by their text
	cue0    int32            // the first of them; the others stand behind it
	heads   headSet
	triples []triple // the nodes of three characters, by hash; its length is a power of two
	shorts  []triple // likewise the first of lexicon.ends of terms of one and of two characters
	nodes   []node   // the first is none
	ends    []end    // the first is none
}

// triple leads from the first characters of a term to a number: they take 16 bits
// each, the first the highest, and the number the lowest.
type triple uint64

// newTriple gives 0, which leads nowhere, if one of the characters takes more.
func newTriple(a, b, c rune) triple {
	if (a|b|c)>>16 != 0 {
		return 0
	}
	return triple(a)<<48 | triple(b)<<32 | triple(c)<<16
}

// node is a place in the trie. Its first child, if it has any, is the next node.
type node struct {
	char    uint16
	ends    uint16 // index in lexicon.ends of the first term that ends here, 0 for none
	sibling uint16 // how many nodes further its next sibling stands, 0 for none
	inner   bool   // it has children
}

// end is a term that ends at a node.
type end struct {
	term  uint16
	class class
	more  bool // the next one ends there too
}

var lex = load(func(string) bool { return false })

// load reads the embedded lexicons but for the words that forget tells of. A
// fault in one is a fault of the program.
func load(forget func(word string) bool) *lexicon {
	l := &lexicon{cues: map[string]int32{}}
	names := map[string]uint16{}
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
			n, known := names[fields[1]]
			if !known {
				n = uint16(len(l.names))
				names[fields[1]] = n
				l.names = append(l.names, fields[1])
			}
			l.named = append(l.named, n)
			var announced topic
			if class(c) == sectionClass {
				for name := range strings.SplitSeq(fields[1], ",") {
					announced |= topicNames[name]
				}
			}
			l.topics = append(l.topics, announced)
		}
	}
	l.build()
	l.addPatterns()
	return l
}

// build lays the terms out as a trie.
func (l *lexicon) build() {
	ids := make([]int32, len(l.terms))
	for i := range ids {
		ids[i] = int32(i)
	}
	slices.SortFunc(ids, func(a, b int32) int {
		return cmp.Or(strings.Compare(l.terms[a].text, l.terms[b].text), cmp.Compare(a, b))
	})
	l.nodes = make([]node, 1, 4*len(ids))
	l.ends = make([]end, 1, len(ids)+1)
	l.triples, l.shorts = make([]triple, 1<<12), make([]triple, 1<<10)
	for _, first := range l.split(ids, 0) {
		r, size := utf8.DecodeRuneInString(l.terms[first[0]].text)
		if alone := l.ending(first, size); len(alone) > 0 {
			l.heads.singles[r>>6&63] |= 1 << (r & 63)
			enter(l.shorts, newTriple(r, 0, 0), l.end(alone))
		}
		for _, second := range l.split(first, size) {
			r2, size2 := utf8.DecodeRuneInString(l.terms[second[0]].text[size:])
			if both := l.ending(second, size+size2); len(both) > 0 {
				l.heads.pairs.put(pairKey(r, r2))
				enter(l.shorts, newTriple(r, r2, 0), l.end(both))
			}
			for _, third := range l.split(second, size+size2) {
				r3, size3 := utf8.DecodeRuneInString(l.terms[third[0]].text[size+size2:])
				l.heads.triples.put(tripleKey(r, r2, r3))
				enter(l.triples, newTriple(r, r2, r3), uint16(l.lay(third, size+size2, size+size2+size3)))
			}
		}
	}
}

// enter puts what characters lead to in a hash table.
func enter(table []triple, chars triple, to uint16) {
	k := int(chars.hash())
	for range len(table) / 4 {
		if at := &table[k&(len(table)-1)]; *at == 0 {
			*at = chars | triple(to)
			return
		}
		k++
	}
	panic("lexicon: more beginnings of terms than there is room for")
}

// lookUp gives what characters lead to, 0 for nothing.
func lookUp(table []triple, chars triple) uint16 {
	for k := int(chars.hash()); ; k++ {
		if at := table[k&(len(table)-1)]; at == 0 || (at^chars)>>16 == 0 {
			return uint16(at)
		}
	}
}

func (t triple) hash() uint32 { return uint32(uint64(t) * 0x9E3779B97F4A7C15 >> 40) }

// split parts terms that are alike up to the byte at by their next character,
// the largest part first: the search for a character goes through them in this
// order. Terms that end at that byte are in none.
func (l *lexicon) split(ids []int32, at int) [][]int32 {
	var parts [][]int32
	next := func(id int32) rune { r, _ := utf8.DecodeRuneInString(l.terms[id].text[at:]); return r }
	for _, id := range ids[len(l.ending(ids, at)):] {
		if last := len(parts) - 1; last >= 0 && next(parts[last][0]) == next(id) {
			parts[last] = append(parts[last], id)
		} else {
			parts = append(parts, []int32{id})
		}
	}
	slices.SortStableFunc(parts, func(a, b []int32) int { return len(b) - len(a) })
	return parts
}

// ending gives those of sorted terms, alike up to the byte at, that end there.
func (l *lexicon) ending(ids []int32, at int) []int32 {
	n := 0
	for n < len(ids) && len(l.terms[ids[n]].text) == at {
		n++
	}
	return ids[:n]
}

// lay appends the node of terms that are alike up to the byte at, of which the
// last character begins at char, with all nodes behind it.
func (l *lexicon) lay(ids []int32, char, at int) int32 {
	r, _ := utf8.DecodeRuneInString(l.terms[ids[0]].text[char:])
	own := len(l.nodes)
	if r > 0xFFFF || own > 0xFFFF {
		panic(fmt.Sprintf("lexicon: %q, or there are too many terms", l.terms[ids[0]].text))
	}
	l.nodes = append(l.nodes, node{char: uint16(r)})
	if ending := l.ending(ids, at); len(ending) > 0 {
		l.nodes[own].ends = l.end(ending)
	}
	before := int32(0)
	for _, part := range l.split(ids, at) {
		_, size := utf8.DecodeRuneInString(l.terms[part[0]].text[at:])
		child := l.lay(part, at, at+size)
		if before != 0 {
			if child-before > 0xFFFF {
				panic("lexicon: too many terms begin alike")
			}
			l.nodes[before].sibling = uint16(child - before)
		}
		l.nodes[own].inner = true
		before = child
	}
	return int32(own)
}

// end appends terms that are alike to lexicon.ends, and gives where they begin.
func (l *lexicon) end(ids []int32) uint16 {
	from := len(l.ends)
	for i, id := range ids {
		t := l.terms[id]
		if i > 0 && l.terms[ids[i-1]].class == t.class {
			panic(fmt.Sprintf("lexicon/%s.tsv: %q stands there twice", classFiles[t.class], t.text))
		}
		l.ends = append(l.ends, end{uint16(id), t.class, i+1 < len(ids)})
	}
	if len(l.ends) > 0xFFFF || len(l.terms) > 0xFFFF {
		panic("lexicon: there are too many terms")
	}
	return uint16(from)
}

// next gives the node behind another by a character, 0 if there is none.
func (l *lexicon) next(at int32, char rune) int32 {
	if !l.nodes[at].inner {
		return 0
	}
	for at++; ; {
		n := &l.nodes[at]
		if rune(n.char) == char {
			return at
		}
		if n.sibling == 0 {
			return 0
		}
		at += int32(n.sibling)
	}
}

// headSet tells which characters may begin a term. It errs on the side of yes.
type headSet struct {
	singles [1 << 12 / 64]uint64 // that are a term
	pairs   keySet               // two that are one
	triples keySet               // three that begin one
}

func (hs *headSet) may(r, second, third rune) bool {
	k, n := pairKey(r, second), tripleKey(r, second, third)
	return (hs.singles[r>>6&63]>>(r&63)|hs.pairs[k>>6]>>(k&63)|hs.triples[n>>6]>>(n&63))&1 != 0
}

func (hs *headSet) single(r rune) bool { return hs.singles[r>>6&63]>>(r&63)&1 != 0 }

// keySet is a set of keys.
type keySet [1 << 16 / 64]uint64

func (ks *keySet) put(k uint16)      { ks[k>>6] |= 1 << (k & 63) }
func (ks *keySet) has(k uint16) bool { return ks[k>>6]>>(k&63)&1 != 0 }

func tripleKey(a, b, c rune) uint16 { return pairKey(a, b)*0x9E35 ^ uint16(c) }

func pairKey(a, b rune) uint16 { return uint16(a*0x2C9B ^ b) }

// find appends every term in text[start:end] to hits, in the order of their
// beginnings. Terms of ASCII letters are found as whole words only. Cues are
// no hits: those found, also within each other, are counted in cues if it is
// not nil.
func (l *lexicon) find(hits []hit, cues []uint8, text string, start, end int) []hit {
	var taken [classes]int32 // where the last hit of a class ended
	var b begun
	text = text[:end]
	r, j := runeTo(text, start) // the character at i and its end, and likewise the next two
	second, k := runeTo(text, j)
	for i := start; i < end; {
		third, to := runeTo(text, k)
		word := r < utf8.RuneSelf && letter(byte(r))
		if !l.heads.may(r, second, third) || word && i > start && letter(text[i-1]) {
			i, j, k, r, second = j, k, to, second, third
			continue
		}
		if l.heads.single(r) && !(word && j < end && letter(text[j])) {
			b.note(l, lookUp(l.shorts, newTriple(r, 0, 0)), j, cues)
		}
		if l.heads.pairs.has(pairKey(r, second)) && !(word && k < end && letter(text[k]) && letter(text[k-1])) {
			b.note(l, lookUp(l.shorts, newTriple(r, second, 0)), k, cues)
		}
		if l.heads.triples.has(tripleKey(r, second, third)) {
			for at, stop := int32(lookUp(l.triples, newTriple(r, second, third))), to; at != 0; {
				if e := l.nodes[at].ends; e != 0 && !(word && stop < end && letter(text[stop]) && letter(text[stop-1])) {
					b.note(l, e, stop, cues)
				}
				if stop == end || !l.nodes[at].inner {
					break
				}
				var char rune
				char, stop = runeTo(text, stop)
				at = l.next(at, char)
			}
		}
		for _, c := range b.touched[:b.n] {
			if int32(i) >= taken[c] {
				hits = append(hits, hit{int32(i), b.end[c], b.term[c], c})
				taken[c] = b.end[c]
			}
			b.end[c] = 0
		}
		b.n = 0
		i, j, k, r, second = j, k, to, second, third
	}
	return hits
}

// begun holds the longest terms of each class that begin at one place.
type begun struct {
	end, term [classes]int32
	touched   [classes]class
	n         int
}

// note takes the terms of lexicon.ends from e on, none for 0, which end at to.
func (b *begun) note(l *lexicon, e uint16, to int, cues []uint8) {
	for ; e != 0; e++ {
		t := l.ends[e]
		switch {
		case t.class != cueClass:
			if b.end[t.class] == 0 {
				b.touched[b.n] = t.class
				b.n++
			}
			b.end[t.class], b.term[t.class] = int32(to), int32(t.term)
		case cues != nil && cues[int32(t.term)-l.cue0] < 255:
			cues[int32(t.term)-l.cue0]++
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
