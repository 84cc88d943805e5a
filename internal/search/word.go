package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"jikenbo/internal/identity"
)

// word is what a text is looked for: folded, beginning and ending in a letter,
// a digit or a wide character. Letters at its end find longer words that begin
// with them; digits find whole numbers only. The zero word is none.
type word struct {
	text    string
	head    class // of its first character
	tail    class // of its last one
	inTexts needles
	inNames needles // in the spaces of fields
}

// needles are terms all of which a part has that has a word.
type needles struct {
	terms  []term
	proves bool // a part that has them has the word
}

// newWord gives the word of a folded text, the zero word if nothing in it can
// be looked for.
func newWord(s string) word {
	s = strings.TrimFunc(s, func(r rune) bool { return classOf(r) == mark })
	if s == "" {
		return word{}
	}
	w := word{text: s}
	r, _ := utf8.DecodeRuneInString(s)
	w.head = classOf(r)
	r, _ = utf8.DecodeLastRuneInString(s)
	w.tail = classOf(r)
	tokens, whole := 0, true
	eachToken(s, func(c class, start, end int) {
		tokens++
		token := s[start:end]
		if c != wide {
			cut := clip(token)
			whole = whole && len(cut) < clipLen
			t := term{text: cut, prefix: c == letter && end == len(s)}
			w.inTexts.terms, w.inNames.terms = append(w.inTexts.terms, t), append(w.inNames.terms, t)
			return
		}
		runes := []rune(token)
		if len(runes) == 1 {
			t := term{first: runes[0]}
			w.inTexts.terms, w.inNames.terms = append(w.inTexts.terms, t), append(w.inNames.terms, t)
		}
		for i := 1; i < len(runes); i++ {
			pair := term{first: runes[i-1], second: runes[i]}
			w.inNames.terms = append(w.inNames.terms, pair)
			after, before := i+1 < len(runes) && threefold(runes[i-1], runes[i], runes[i+1]), i > 1 && threefold(runes[i-2], runes[i-1], runes[i])
			if after {
				pair.third = runes[i+1]
			}
			if after || !before { // else those before prove it
				w.inTexts.terms = append(w.inTexts.terms, pair)
			}
		}
	})
	w.inTexts.settle(tokens == 1 && whole)
	w.inNames.settle(tokens == 1 && whole)
	return w
}

// settle drops repetitions.
func (n *needles) settle(one bool) {
	slices.SortFunc(n.terms, func(a, b term) int { return strings.Compare(a.key(0), b.key(0)) })
	n.terms = slices.CompactFunc(n.terms, func(a, b term) bool { return a == b })
	n.proves = one && len(n.terms) == 1
}

// threefold tells whether three wide characters in a row are a term of texts,
// too: those with kana between, whose pairs are in most texts.
func threefold(a, b, c rune) bool {
	return (b >= 'ぁ' && b <= 'ゖ' || b == 'ー') && a < 0x10000 && c < 0x10000
}

func (w *word) isZero() bool { return w.text == "" }

// find gives the first place of the word in a folded text from i on, -1 if
// there is none.
func (w *word) find(text string, i int) (start, end int) {
	for i <= len(text) {
		at := strings.Index(text[i:], w.text)
		if at < 0 {
			break
		}
		start, end = i+at, i+at+len(w.text)
		if w.head == wide || w.head != classBefore(text, start) {
			if w.tail != digit || classAfter(text, end) != digit {
				return start, end
			}
		}
		_, size := utf8.DecodeRuneInString(text[start:])
		i = start + size
	}
	return -1, -1
}

func (w *word) in(text string) bool {
	start, _ := w.find(text, 0)
	return start >= 0
}

func classBefore(s string, i int) class {
	if i == 0 {
		return mark
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return classOf(r)
}

func classAfter(s string, i int) class {
	if i == len(s) {
		return mark
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return classOf(r)
}

// eachToken calls use for every run of characters of one class in a folded
// text but for marks.
func eachToken(s string, use func(c class, start, end int)) {
	start, now := 0, mark
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if c := classOf(r); c != now {
			if now != mark {
				use(now, start, i)
			}
			start, now = i, c
		}
		i += size
	}
	if now != mark {
		use(now, start, len(s))
	}
}

// clipLen is how many bytes of a run of letters or digits make a term.
const clipLen = 40

// clip cuts a run for its term.
func clip(s string) string {
	if len(s) <= clipLen {
		return s
	}
	n := clipLen
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// term is what postings are kept of: one to three wide characters, or a text.
type term struct {
	first, second rune
	third         rune
	text          string
	prefix        bool // every term that begins with text
}

// key gives the name of the term in a space.
func (t term) key(s space) string {
	b := []byte{byte(s)}
	if t.text != "" {
		return string(append(b, t.text...))
	}
	b = utf8.AppendRune(b, t.first)
	if t.second != 0 {
		b = utf8.AppendRune(b, t.second)
	}
	if t.third != 0 {
		b = utf8.AppendRune(b, t.third)
	}
	return string(b)
}

// space is where a term is from.
type space uint8

// The spaces of terms. Those of facets follow.
const (
	inText space = iota // any part of a document
	inOrganization
	inTitle
	inSupplier
	inService
	exactOrganization // the whole name, bare
	inFacet
)

// bare folds a name without its legal form, the name itself if it is nothing
// else.
func bare(name string) string {
	if rest := identity.TrimForm(name); rest != "" {
		return Fold(rest)
	}
	return Fold(name)
}
