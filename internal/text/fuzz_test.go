package text

import (
	"testing"
	"unicode/utf8"
)

// FuzzNew wants of every text: a valid one has a valid normalised form; no
// place of it goes back in the original; entries, sections, sentences and lines
// lie in order and stand for ranges of the original on the borders of
// characters.
func FuzzNew(f *testing.F) {
	for _, tc := range norms {
		f.Add(tc.raw)
	}
	for _, tc := range wraps {
		f.Add(tc.raw)
	}
	for _, tc := range sentenceCases {
		f.Add(tc.raw)
	}
	for _, tc := range headingCases {
		f.Add(tc.raw)
	}
	for _, tc := range entryCases {
		f.Add(tc.raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		n := New(raw)
		valid := utf8.ValidString(raw)
		if valid && !utf8.ValidString(n.Norm) {
			t.Errorf("Norm %q of valid %q is not valid", n.Norm, raw)
		}
		if len(n.Low) != len(n.Norm) {
			t.Errorf("Low has %d bytes, Norm %d", len(n.Low), len(n.Norm))
		}
		if end := n.origin(len(n.Norm)); end != len(raw) {
			t.Fatalf("the end of Norm stands for %d of %d", end, len(raw))
		}
		last := 0
		for i := range len(n.Norm) + 1 {
			o := n.origin(i)
			if o < last || o > len(raw) {
				t.Fatalf("byte %d of Norm stands for %d, the one before it for %d, of %d", i, o, last, len(raw))
			}
			last = o
		}
		place := func(what string, start, end int) {
			t.Helper()
			if start < 0 || start >= end || end > len(n.Norm) {
				t.Fatalf("%s is [%d,%d) of %d", what, start, end, len(n.Norm))
			}
			s, e := n.Span(start, end)
			if s < 0 || s >= e || e > len(raw) {
				t.Fatalf("%s %q stands for [%d,%d) of %d", what, n.Norm[start:end], s, e, len(raw))
			}
			if valid && (!utf8.RuneStart(raw[s]) || e < len(raw) && !utf8.RuneStart(raw[e])) {
				t.Fatalf("%s %q stands for a broken %q", what, n.Norm[start:end], raw[s:e])
			}
		}
		at := 0
		for _, l := range n.Lines {
			if l.Start < at {
				t.Fatalf("a line begins at %d, the one before it ends at %d", l.Start, at)
			}
			place("line", l.Start, l.End)
			at = l.End
		}
		at = 0
		for _, e := range n.Entries() {
			if e.Start < at {
				t.Fatalf("an entry begins at %d, the one before it ends at %d", e.Start, at)
			}
			at = e.End
			place("entry", e.Start, e.End)
			for i, s := range e.Sections {
				if i == 0 {
					continue
				}
				place("section", s.Start, s.End)
				if s.Parent >= i {
					t.Fatalf("section %d stands in section %d", i, s.Parent)
				}
			}
			from := e.Start
			for _, s := range e.Sentences {
				if s.Start < from || s.End > e.End {
					t.Fatalf("sentence [%d,%d) stands outside [%d,%d)", s.Start, s.End, from, e.End)
				}
				from = s.End
				place("sentence", s.Start, s.End)
				if s.Label < s.Start || s.Label > s.End || s.Section < 0 || s.Section >= len(e.Sections) || s.Line < e.Lo || s.Line >= e.Hi {
					t.Fatalf("sentence %+v of entry [%d,%d), %d sections", s, e.Lo, e.Hi, len(e.Sections))
				}
			}
		}
	})
}

// FuzzNumber wants a number to be no less than nothing, and to end behind its
// beginning, on the border of a character.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"12,406名", "1万2千4百件", "4万6,210人", "1.2万件", "1億4,300万円", "三百四十二名", "一、二〇六名分", "〇五〇", "38 万 5 千", "12,34名", "", "数百", "1.5", "99999999999999999999", "-5", "十万億千", "1.25万", "1万.5"} {
		f.Add(s, 0)
	}
	f.Fuzz(func(t *testing.T, s string, at int) {
		if at < 0 || at > len(s) {
			return
		}
		v, end, ok := Number(s, at)
		if end < at || end > len(s) {
			t.Fatalf("Number(%q, %d) ends at %d", s, at, end)
		}
		if !ok {
			return
		}
		if v < 0 || v >= most || end == at {
			t.Fatalf("Number(%q, %d) = %d, up to %d", s, at, v, end)
		}
		if utf8.ValidString(s) && end < len(s) && utf8.RuneStart(s[at]) && !utf8.RuneStart(s[end]) {
			t.Fatalf("Number(%q, %d) ends within a character, at %d", s, at, end)
		}
	})
}
