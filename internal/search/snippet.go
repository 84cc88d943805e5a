package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Snippet is a piece of a text with the words that were looked for.
type Snippet struct {
	Text  string   `json:"text"`
	Marks [][2]int `json:"marks"` // byte ranges of Text that match, in order and apart
}

// Lengths of a snippet in characters: before the first match, and in all.
const (
	snippetBefore = 30
	snippetLength = 110
)

// Snippet gives the words around the first match in the last of the texts of a
// document that has one, the zero Snippet if none has.
func (q *Query) Snippet(d *Document) Snippet {
	if len(q.words) == 0 {
		return Snippet{}
	}
	parts := d.parts(true)
	for i := len(d.Texts) - 1; i >= 0; i-- {
		raw := d.Texts[i]
		marks := q.marks(parts[i].Folded)
		if len(marks) == 0 {
			continue
		}
		start := marks[0][0]
		for n := 0; n < snippetBefore && start > 0; n++ {
			r, size := utf8.DecodeLastRuneInString(raw[:start])
			if r == '。' || r == '\n' && n > 0 && start > 1 && raw[start-2] == '\n' {
				break
			}
			start -= size
		}
		end := start
		for n := 0; (n < snippetLength || end < marks[0][1]) && end < len(raw); n++ {
			_, size := utf8.DecodeRuneInString(raw[end:])
			end += size
		}
		start = end - len(strings.TrimLeftFunc(raw[start:end], unicode.IsSpace))
		end = start + len(strings.TrimRightFunc(raw[start:end], unicode.IsSpace))
		s := Snippet{Text: raw[start:end]}
		for _, m := range marks {
			if m[0] >= start && m[1] <= end {
				s.Marks = append(s.Marks, [2]int{m[0] - start, m[1] - start})
			}
		}
		return s
	}
	return Snippet{}
}

// Marks gives the byte ranges of a text that match words of the query, in
// order and apart from each other.
func (q *Query) Marks(raw string) [][2]int {
	if len(q.words) == 0 {
		return nil
	}
	return q.marks(FoldMapped(raw))
}

func (q *Query) marks(f *Folded) [][2]int {
	var marks [][2]int
	for _, n := range q.words {
		for i := 0; ; {
			start, end := n.word.find(f.Text, i)
			if start < 0 {
				break
			}
			from, to := f.Origin(start, end)
			marks = append(marks, [2]int{from, to})
			i = end
		}
	}
	slices.SortFunc(marks, func(a, b [2]int) int { return a[0] - b[0] })
	out := marks[:0]
	for _, m := range marks {
		if n := len(out); n > 0 && m[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], m[1])
		} else {
			out = append(out, m)
		}
	}
	return out
}
