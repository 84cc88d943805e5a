package recognize

import (
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
}

// lexicon is all rows in a trie over bytes.
type lexicon struct {
	terms []term
	cues  map[string]int32 // terms of the cue lexicon by their text
	nodes []node
	edges []edge
	root  [256]int32 // the node behind each first byte, 0 for none
	char  []int32    // the node behind each first character of three bytes, by its code point
}

type node struct {
	edges int32 // where its edges begin in lexicon.edges, ordered by byte
	n     uint8
	ends  []int32 // terms that end here, one of a class
}

type edge struct {
	b  byte
	to int32
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
	type draft struct {
		next map[byte]int
		ends []int32
	}
	drafts := []draft{{next: map[byte]int{}}}
	for id, t := range l.terms {
		at := 0
		for i := range len(t.text) {
			to, ok := drafts[at].next[t.text[i]]
			if !ok {
				to = len(drafts)
				drafts = append(drafts, draft{next: map[byte]int{}})
				drafts[at].next[t.text[i]] = to
			}
			at = to
		}
		for _, other := range drafts[at].ends {
			if l.terms[other].class == t.class {
				panic(fmt.Sprintf("lexicon/%s.tsv: %q stands there twice", classFiles[t.class], t.text))
			}
		}
		drafts[at].ends = append(drafts[at].ends, int32(id))
	}
	l.nodes = make([]node, len(drafts))
	for i, d := range drafts {
		bytes := make([]byte, 0, len(d.next))
		for b := range d.next {
			bytes = append(bytes, b)
		}
		slices.Sort(bytes)
		l.nodes[i] = node{edges: int32(len(l.edges)), n: uint8(len(bytes)), ends: d.ends}
		for _, b := range bytes {
			l.edges = append(l.edges, edge{b, int32(d.next[b])})
			if i == 0 {
				l.root[b] = int32(d.next[b])
			}
		}
	}
	l.char = make([]int32, 1<<16)
	for a := range l.root {
		if a < 0xE0 || a >= 0xF0 || l.root[a] == 0 {
			continue
		}
		for b, second := range drafts[l.root[a]].next {
			for c, third := range drafts[second].next {
				l.char[rune(a&0xF)<<12|rune(b&0x3F)<<6|rune(c&0x3F)] = int32(third)
			}
		}
	}
}

// find appends every term in text[start:end] to hits, in the order of their
// beginnings. Terms of ASCII letters are found as whole words only. Cues are
// no hits: those found, also within each other, are marked in cues if it is
// not nil.
func (l *lexicon) find(hits []hit, cues []uint8, text string, start, end int) []hit {
	var taken [classes]int32 // where the last hit of a class ended
	var longest [classes]struct{ end, term int32 }
	var touched [classes]class
	for i := start; i < end; i++ {
		b := text[i]
		if b&0xC0 == 0x80 { // inside a character
			continue
		}
		at, j := l.root[b], i+1
		if at != 0 && b >= 0xE0 && b < 0xF0 && i+2 < end {
			at, j = l.char[rune(b&0xF)<<12|rune(text[i+1]&0x3F)<<6|rune(text[i+2]&0x3F)], i+3
		}
		if at == 0 {
			continue
		}
		word := letter(b)
		if word && i > start && letter(text[i-1]) {
			continue
		}
		n := 0
		for ; ; j++ {
			for _, id := range l.nodes[at].ends {
				if word && j < end && letter(text[j]) && letter(text[j-1]) {
					continue
				}
				c := l.terms[id].class
				if c == cueClass {
					if cues != nil && cues[id] < 255 {
						cues[id]++
					}
					continue
				}
				if longest[c].end == 0 {
					touched[n] = c
					n++
				}
				longest[c].end, longest[c].term = int32(j), id
			}
			if j >= end {
				break
			}
			if at = l.next(at, text[j]); at == 0 {
				break
			}
		}
		for _, c := range touched[:n] {
			if int32(i) >= taken[c] {
				hits = append(hits, hit{int32(i), longest[c].end, longest[c].term})
				taken[c] = longest[c].end
			}
			longest[c].end = 0
		}
	}
	return hits
}

func (l *lexicon) next(at int32, b byte) int32 {
	nd := &l.nodes[at]
	es := l.edges[nd.edges : nd.edges+int32(nd.n)]
	if len(es) <= 8 {
		for _, e := range es {
			if e.b == b {
				return e.to
			}
		}
		return 0
	}
	lo, hi := 0, len(es)
	for lo < hi {
		m := (lo + hi) / 2
		if es[m].b < b {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(es) && es[lo].b == b {
		return es[lo].to
	}
	return 0
}

func letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }
