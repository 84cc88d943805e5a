package search

import (
	_ "embed" // the groups of words
	"strings"
	"unicode"
)

//go:embed spelling.tsv
var spellingTSV string

// spellings gives for a folded word the groups it is in, as they are written.
var spellings = func() map[string][]string {
	m := make(map[string][]string)
	for line := range strings.Lines(spellingTSV) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		group := strings.Split(line, "\t")
		for _, w := range group {
			m[Fold(w)] = append(m[Fold(w)], group...)
		}
	}
	return m
}()

// Spelling is another way to say a word of a query.
type Spelling struct {
	Word  string `json:"word"`  // of the query
	Other string `json:"other"` // what means the same
	Query string `json:"query"` // with the other one in its place
}

// maxSpellings bounds the spellings of one query.
const maxSpellings = 8

// Spellings gives other ways to say the words of a query, which was s. Words
// with a prolonged sound at the end are also tried without it.
func (q *Query) Spellings(s string) []Spelling {
	var all []Spelling
	for _, n := range q.words {
		if n.space != inText {
			continue
		}
		word := s[n.start:n.end]
		others := spellings[n.word.text]
		if cut, ok := strings.CutSuffix(n.word.text, "ー"); ok && len(others) == 0 && len([]rune(cut)) > 2 {
			others = []string{strings.TrimRightFunc(word, func(r rune) bool { return Fold("ア"+string(r)) == "あー" })}
		}
		for _, other := range others {
			if Fold(other) == n.word.text || len(all) == maxSpellings {
				continue
			}
			with := other
			if strings.ContainsFunc(other, unicode.IsSpace) {
				with = `"` + other + `"`
			}
			all = append(all, Spelling{strings.Trim(word, "\"＂“”「」『』"), other, s[:n.start] + with + s[n.end:]})
		}
	}
	return all
}
