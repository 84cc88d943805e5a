package recognize

import (
	"slices"

	"jikenbo"
	"jikenbo/internal/text"
)

// readKind decides what the entry is. An entry with a casebook number is an
// incident; else its title and its words are weighed.
func (e *Entry) readKind() {
	e.kind = e.decideKind()
	e.add("kind", e.kind, 0)
}

func (e *Entry) decideKind() jikenbo.Kind {
	score := map[string]int{}
	weigh := func(hs []hit, once []int32, scale int) []int32 {
		for _, h := range hs {
			if h.class() != kindClass || slices.Contains(once, h.term) {
				continue
			}
			once = append(once, h.term)
			code := h.code()
			w := 2
			switch code[len(code)-1] {
			case '1':
				w, code = 1, code[:len(code)-1]
			case '3':
				w, code = 6, code[:len(code)-1]
			}
			score[code] += w * scale
		}
		return once
	}
	var room [16]int32
	if e.page.Head >= 0 {
		l := e.text.Lines[e.page.Head]
		if _, _, ok := text.CaseNumber(part(e.text.Norm, l.Start, l.End)); ok {
			return jikenbo.Incident
		}
		weigh(e.findIn(l.Start, l.End), room[:0], 3)
	}
	once := room[:0]
	for i := range e.sentences() {
		once = weigh(e.having(i, kindClass), once, 1)
	}
	// An organization speaks of itself in a notice, not in a note.
	head := e.headWords()
	voice := e.timesSaid("当社", "弊社", "当行", "当院", "当会", "当組合", "当金庫", "当協会", "当財団", "当館", "当園", "本学", "本市", "当市", "本校")
	if e.has(head, "当社", "弊社", "当行", "当院", "本学", "本市") {
		voice++
	}
	if e.page.Head < 0 {
		voice += e.timesSaid("we", "our")
	}
	apology := e.says("お詫び", "おわび", "申し訳ございません", "apologize", "apologise", "sorry") || e.has(head, "お詫び", "おわび")
	speaks := apology || voice > 1 || voice == 1 && e.page.Head < 0
	if speaks {
		score["incident"] += 4
	}
	if e.page.Head < 0 { // a text of its own is published as a notice
		score["incident"] += 4
		for i := range e.sentences() {
			if e.zones[i] == headZone && (e.is(i, leakClass, "leak", "expose", "misuse") || e.is(i, typeClass)) {
				score["incident"] += 2 // its headline names what happened
				break
			}
		}
	}
	switch {
	case score["event"] >= 6 && score["event"] >= score["incident"] && score["event"] > score["threat"]:
		return jikenbo.EventKind
	case speaks && score["incident"]+score["threat"] >= 8 && score["incident"] >= 4 && score["incident"] > score["event"]:
		return jikenbo.Incident
	case score["incident"] >= 6 && (speaks || score["incident"] > score["threat"] && e.page.Head < 0):
		return jikenbo.Incident
	case score["threat"] >= 4 && score["threat"] > score["event"]:
		return jikenbo.ThreatNote
	case score["event"] >= 6:
		return jikenbo.EventKind
	}
	return jikenbo.OtherKind
}

// headWords gives the line that names the entry on its page.
func (e *Entry) headWords() string {
	if e.page.Head < 0 {
		return ""
	}
	l := e.text.Lines[e.page.Head]
	return e.str(l.Start, l.End)
}
