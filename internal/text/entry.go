package text

import (
	"strings"
	"unicode/utf8"
)

// Entry is a part of a text about one matter.
type Entry struct {
	Lo, Hi    int // its lines, Text.Lines[Lo:Hi]
	Head      int // index of the line that names it on a page of several entries; -1 for a text that is one entry
	Posted    int // index of the line with the date a page gives it; -1 if there is none
	Start     int // byte offset in Norm of its first line
	End       int // and of the end of its last
	Sections  []Section
	Sentences []Sentence
}

// Entries cuts the text into its entries, in the order of the text. A text
// without the marks of a page of several entries is one entry. They are void
// when t reads another text.
func (t *Text) Entries() []Entry {
	heads := t.heads()
	es := t.entries[:0]
	if len(heads) == 0 {
		es = append(es, Entry{Lo: 0, Hi: len(t.Lines), Head: -1, Posted: -1})
	}
	for i, h := range heads {
		e := Entry{Lo: h.from, Hi: len(t.Lines), Head: h.title, Posted: h.posted}
		if i+1 < len(heads) {
			e.Hi = heads[i+1].from
		}
		es = append(es, e)
	}
	t.entries = es
	sections, sentences := t.sections[:0], t.sentences[:0] // what is free
	out := es[:0]
	for _, e := range es {
		if e.Lo >= e.Hi {
			continue
		}
		e.Start, e.End = t.Lines[e.Lo].Start, t.Lines[e.Hi-1].End
		from := e.Lo
		if e.Head >= 0 {
			from = e.Head + 1
		}
		e.Sections, e.Sentences = t.layout(sections, sentences, from, e.Hi, e.Head < 0)
		t.sections, sections = behind(t.sections, sections, e.Sections)
		t.sentences, sentences = behind(t.sentences, sentences, e.Sentences)
		out = append(out, e)
	}
	return out
}

// behind gives the memory to keep, which was all before, and what of it is free
// when used was written into what was free before: all of it changes where used
// did not fit.
func behind[T any](all, free, used []T) (keep, rest []T) {
	if cap(used) != cap(free) {
		all = used
	}
	return all, used[len(used):]
}

// head is where an entry of a page begins.
type head struct {
	from   int // its first line
	title  int
	posted int // -1 if the page gives no date apart
}

// heads finds the lines that begin entries. What a page does with its numbered
// entries (a date line before them, two blank lines behind them) tells how its
// other entries begin.
func (t *Text) heads() []head {
	var numbered []int
	for i := range t.Lines {
		if _, _, ok := CaseNumber(t.line(i)); ok && titleShaped(t.line(i)) {
			numbered = append(numbered, i)
		}
	}
	dated := t.datedHeads()
	switch {
	case len(dated) >= 2:
		return dated
	case len(numbered) == 1 && numbered[0] <= 3 && !t.otherTitles(numbered[0]):
		h := head{0, numbered[0], -1}
		for i := range numbered[0] {
			if dateLine(t.line(i)) {
				h.posted = i
			}
		}
		return []head{h}
	case len(numbered) == 0:
		return nil
	}
	airy := 0 // numbered entries with two blank lines behind their title
	for _, i := range numbered {
		if i+1 < len(t.Lines) && t.Lines[i+1].Blank >= 2 {
			airy++
		}
	}
	var hs []head
	for i := range t.Lines {
		_, _, isNumbered := CaseNumber(t.line(i))
		tagged := strings.HasPrefix(t.line(i), "[イベント]") || strings.HasPrefix(t.line(i), "【イベント】")
		apart := airy == len(numbered) && i+1 < len(t.Lines) && t.Lines[i].Blank >= 1 && t.Lines[i+1].Blank == 2
		if (isNumbered || tagged || apart) && titleShaped(t.line(i)) {
			hs = append(hs, head{i, i, -1})
		}
	}
	return hs
}

// otherTitles reports whether a page with one numbered entry has others too.
func (t *Text) otherTitles(numbered int) bool {
	if numbered+1 == len(t.Lines) {
		return false
	}
	for i := range t.Lines {
		if i != numbered && i+1 < len(t.Lines) && t.Lines[i].Blank >= 1 && t.Lines[i+1].Blank >= 2 && titleShaped(t.line(i)) &&
			t.Lines[numbered+1].Blank >= 2 && (strings.HasPrefix(t.line(i), "[") || strings.HasPrefix(t.line(i), "【")) {
			return true
		}
	}
	return false
}

func (t *Text) line(i int) string { return t.Norm[t.Lines[i].Start:t.Lines[i].End] }

func titleShaped(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 4 && n <= 160 && !strings.HasSuffix(s, "。") && !ruleLine(s)
}

// datedHeads finds entries that begin with a line of nothing but their date,
// followed by their title.
func (t *Text) datedHeads() []head {
	var hs []head
	marked := 0
	for i := 0; i < len(t.Lines); i++ {
		s := t.line(i)
		core := strings.TrimFunc(s, drawn)
		if !dateLine(core) {
			continue
		}
		ruled := i > 0 && ruleLine(t.line(i-1))
		k := i + 1
		if k < len(t.Lines) && ruleLine(t.line(k)) {
			k++
		}
		if k >= len(t.Lines) || !titleShaped(t.line(k)) || dateLine(t.line(k)) || t.Lines[k].Blank > 1 {
			continue
		}
		_, _, numbered := CaseNumber(t.line(k))
		after := k+1 < len(t.Lines) && (ruleLine(t.line(k+1)) || t.Lines[k+1].Blank >= 1)
		decorated := len(core) < len(s)
		weekdayed := strings.HasPrefix(core, "月曜") || strings.HasPrefix(core, "火曜") || strings.HasPrefix(core, "水曜") || strings.HasPrefix(core, "木曜") || strings.HasPrefix(core, "金曜") || strings.HasPrefix(core, "土曜") || strings.HasPrefix(core, "日曜")
		if !(numbered || (ruled && after) || decorated || (weekdayed && after)) {
			continue
		}
		marked++
		hs = append(hs, head{i, k, i})
		i = k
	}
	if marked < 2 {
		return nil
	}
	return hs
}

// drawn reports whether r is drawn around the date of an entry.
func drawn(r rune) bool {
	switch r {
	case '-', '=', '_', '─', '━', '◆', '◇', '■', '●', ' ':
		return true
	}
	return false
}

// dateLine reports whether s is a full date and at most its weekday, in any of
// the usual forms.
func dateLine(s string) bool {
	if len(s) < 8 || len(s) > 60 {
		return false
	}
	numbers, year := 0, false
	for i := 0; i < len(s); {
		c := s[i]
		if c >= '0' && c <= '9' {
			n := digits(s[i:])
			numbers++
			if n == 4 {
				year = true
			}
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch r {
		case '年', '月', '日', '火', '水', '木', '金', '土', '曜', '/', '.', '-', ',', '(', ')', ' ', '令', '和', '平', '成':
		default:
			if !(r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z') {
				return false
			}
		}
		i += size
	}
	if strings.Contains(s, "令和") || strings.Contains(s, "平成") {
		year = true
	}
	letters := 0
	for i := range len(s) {
		if s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z' {
			letters++
		}
	}
	return year && (numbers == 3 && letters <= 9 || numbers == 2 && letters >= 3 && letters <= 20)
}

// CaseNumber finds the number of a casebook in a title: 事件簿#2023-009. It
// gives the range of the number in s.
func CaseNumber(s string) (start, end int, ok bool) {
	if strings.IndexByte(s, '-') < 0 {
		return 0, 0, false
	}
	i := strings.Index(s, "事件簿")
	if i < 0 {
		return 0, 0, false
	}
	i += len("事件簿")
	for i < len(s) && (s[i] == ' ' || s[i] == '#') {
		i++
	}
	if strings.HasPrefix(s[i:], "No.") {
		i += len("No.")
	}
	y := digits(s[i:])
	if y != 4 || i+5 >= len(s) || s[i+4] != '-' {
		return 0, 0, false
	}
	n := digits(s[i+5:])
	if n == 0 || n > 6 {
		return 0, 0, false
	}
	return i, i + 5 + n, true
}

// HeadingOf gives the words of a section's heading.
func (e *Entry) HeadingOf(t *Text, section int) string {
	h := e.Sections[section]
	return t.Norm[h.Start:h.End]
}
