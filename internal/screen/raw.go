package screen

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// Raw reports whether a page may be a notice, by its bytes as they were
// served: HTML or plain text in UTF-8, Shift_JIS, EUC-JP, ISO-2022-JP or
// UTF-16, with or without a declaration. It neither decodes nor parses, and
// turns away most pages on which nothing happened or nobody tells of it.
func Raw(page []byte) bool {
	if bytes.HasPrefix(page, []byte("\xFF\xFE")) || bytes.HasPrefix(page, []byte("\xFE\xFF")) {
		return true
	}
	ts := tables()
	if ts.of(page).count(page).turn >= ts.least {
		return true
	}
	// Some pages write their characters as references.
	if n := bytes.Count(page, []byte("&")); n < manyReferences || bytes.Count(page, []byte("&#")) < manyReferences {
		return false
	}
	return ts.utf8.count([]byte(html.UnescapeString(string(page)))).turn >= ts.least
}

// manyReferences is how many characters a page must write as references to
// have its words looked for among them.
const manyReferences = 24

// of gives the table for a page: by what it looks like where it leaves ASCII, or
// by the escapes of ISO-2022-JP if it does not leave it.
func (ts *evidenceTables) of(page []byte) *table {
	i := 0
	for ; i+8 <= len(page); i += 8 {
		if binary.LittleEndian.Uint64(page[i:])&0x8080808080808080 != 0 {
			break
		}
	}
	for i < len(page) && page[i] < utf8.RuneSelf {
		i++
	}
	if i == len(page) {
		if bytes.Contains(page, []byte("\x1b$")) {
			return ts.jis
		}
		return ts.utf8
	}
	sample := page[i:min(i+2048, len(page))]
	for cut := 0; cut < utf8.UTFMax && cut <= len(sample); cut++ { // the last character may be cut off
		if utf8.Valid(sample[:len(sample)-cut]) {
			return ts.utf8
		}
	}
	return ts.mixed
}

//go:embed evidence.tsv
var evidence string

// evidenceWord is a word in one charset.
type evidenceWord struct {
	bytes  []byte
	number int // of the word, in any charset
	what   wordKind
	weight int // as it stands in the file
	turn   int // how much it turns Raw, in hundredths
}

// wordKind is what a word speaks of.
type wordKind uint8

const (
	happened wordKind = iota // what happened
	told                     // that somebody tells of it
	against                  // something else, and stands in no menu
)

var wordKinds = map[string]wordKind{"happened": happened, "told": told, "against": against}

// table finds words. Four bytes at every step-th place are looked up in a set
// of bits, which turns away nearly all places; no word is shorter than that
// needs.
type table struct {
	step  int
	bits  [1 << 10]uint64
	first [1 << 16]uint16 // by hash: the first candidate, counted from 1
	next  []candidate
}

// candidate is a word that may stand so many bytes before a place.
type candidate struct {
	evidenceWord
	before int
	next   uint16
}

const (
	window   = 4
	maxWords = 384
)

// fold makes ASCII letters lower case, and other bytes something else that is
// the same for the same bytes.
const fold = 0x20202020

func hash(w uint32) uint32 { return (w | fold) * 0x9E3779B1 >> 16 }

func newTable(step int, words []evidenceWord) *table {
	t := &table{step: step, next: make([]candidate, 1)}
	for _, w := range words {
		from, best := 0, math.MaxInt
		for k := 0; k+step-1+window <= len(w.bytes); k++ {
			if c := common(w.bytes[k : k+step-1+window]); c < best {
				from, best = k, c
			}
		}
		if best == math.MaxInt {
			panic(fmt.Sprintf("internal/screen/evidence.tsv: %q is too short", w.bytes))
		}
		for k := from; k < from+step; k++ {
			h := hash(binary.LittleEndian.Uint32(w.bytes[k:]))
			t.bits[h>>6] |= 1 << (h & 63)
			t.next = append(t.next, candidate{w, k, t.first[h]})
			t.first[h] = uint16(len(t.next) - 1)
		}
	}
	return t
}

// common tells how common bytes are: those that stand for kana in any of the
// charsets are.
func common(b []byte) (n int) {
	for _, c := range b {
		switch c {
		case 0xE3, 0x81, 0x82, 0x83, 0xA4, 0xA5, 0x24, 0x25:
			n++
		}
	}
	return n
}

// tally is what the words of a page come to, each counted once.
type tally struct {
	weight [3]int // by what the words speak of
	turn   int
	seen   [maxWords / 64]uint64
}

// count counts the words of a page.
func (t *table) count(page []byte) (sum tally) {
	for i := 0; i+window <= len(page); i += t.step {
		h := hash(binary.LittleEndian.Uint32(page[i:]))
		if t.bits[h>>6&(1<<10-1)]&(1<<(h&63)) == 0 {
			continue
		}
		for c := t.first[h&(1<<16-1)]; c != 0; c = t.next[c].next {
			w := &t.next[c]
			if sum.seen[w.number>>6]&(1<<(w.number&63)) != 0 || !w.stands(page, i-w.before) {
				continue
			}
			sum.seen[w.number>>6] |= 1 << (w.number & 63)
			sum.weight[w.what] += w.weight
			sum.turn += w.turn
		}
	}
	return sum
}

// stands reports whether the word stands at i.
func (w *evidenceWord) stands(page []byte, i int) bool {
	if i < 0 || i+len(w.bytes) > len(page) {
		return false
	}
	for k, c := range w.bytes {
		if d := page[i+k]; d != c && (c < 'a' || c > 'z' || d|0x20 != c) {
			return false
		}
	}
	return true
}

type evidenceTables struct {
	utf8  *table
	jis   *table // ISO-2022-JP
	mixed *table // Shift_JIS, EUC-JP, and UTF-8 with faults
	least int    // the turn from which a page may be a notice
}

// tables are those of the words.
var tables = sync.OnceValue(func() *evidenceTables {
	ts := &evidenceTables{}
	var utf8Words, jisWords, mixedWords []evidenceWord
	number := 0
	for line := range strings.Lines(evidence) {
		if line[0] == '#' {
			continue
		}
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 4 {
			panic("internal/screen/evidence.tsv: " + line)
		}
		what, known := wordKinds[fields[1]]
		weight, err := strconv.Atoi(fields[2])
		turn, err2 := strconv.Atoi(fields[3])
		if err != nil || err2 != nil || !known && fields[1] != "least" {
			panic("internal/screen/evidence.tsv: " + line)
		}
		if fields[1] == "least" {
			ts.least = turn
			continue
		}
		w := evidenceWord{[]byte(fields[0]), number, what, weight, turn}
		number++
		utf8Words = append(utf8Words, w)
		mixedWords = append(mixedWords, w)
		if len(fields[0]) == utf8.RuneCountInString(fields[0]) {
			jisWords = append(jisWords, w)
			continue // the same in all of them
		}
		sjis, err := japanese.ShiftJIS.NewEncoder().Bytes(w.bytes)
		if err != nil {
			panic("internal/screen/evidence.tsv: " + line)
		}
		euc, err := japanese.EUCJP.NewEncoder().Bytes(w.bytes)
		if err != nil {
			panic("internal/screen/evidence.tsv: " + line)
		}
		var jis []byte
		for _, c := range euc {
			jis = append(jis, c&0x7F) // what stands between the escapes
		}
		w.bytes = jis
		jisWords = append(jisWords, w)
		for _, b := range [][]byte{sjis, euc} {
			w.bytes = b
			mixedWords = append(mixedWords, w)
		}
	}
	if number > maxWords {
		panic("internal/screen/evidence.tsv: too many words")
	}
	ts.utf8, ts.jis, ts.mixed = newTable(3, utf8Words), newTable(1, jisWords), newTable(1, mixedWords)
	return ts
})
