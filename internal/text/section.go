package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Section is a headed part of an entry. Section 0 is the entry itself: it has
// no heading.
type Section struct {
	Parent     int // index of the section it stands in; 0 is its own parent
	Start, End int // byte offsets of the heading in Norm, its mark included
	style      string
}

// mark is a mark of enumeration at the beginning of a line.
type mark struct {
	style string // what tells marks of one level from those of another
	end   int    // byte offset in Norm behind the mark and the space after it
}

// markOf reads the mark at the beginning of the line [start, end).
func markOf(s string, start, end int) (mark, bool) {
	line := s[start:end]
	if line == "" {
		return mark{}, false
	}
	r, size := utf8.DecodeRuneInString(line)
	skip := func(style string, n int) (mark, bool) {
		for n < len(line) && line[n] == ' ' {
			n++
		}
		return mark{style, start + n}, true
	}
	if r > '、' && r <= 0x9FFF && !strings.ContainsRune("【〔〈《・第一二三四五六七八九十", r) { // most lines
		return mark{}, false
	}
	switch {
	case strings.ContainsRune("■□◆◇▼▽▲△★☆●○◎◉◯▶►※", r):
		return skip(string(r), size)
	case strings.ContainsRune("・•‣➢✓└├→⇒", r):
		return skip("・", size)
	case r >= '①' && r <= '⑳':
		return skip("①", size)
	case r == '【' || r == '〔' || r == '〈' || r == '《' || r == '<' || r == '[' || r == '≪' || r == '［':
		if dateLine(strings.Trim(line, "【】〔〕〈〉《》<>[]≪≫［］ ")) {
			return mark{}, false // <2024年7月19日>
		}
		// A bracketed heading is its own mark, of width nothing.
		return mark{string(r), start}, true
	case r == '第':
		n := size + digits(line[size:])
		if n > size && n < len(line) && (line[n] == ' ' || line[n] == '.') {
			return skip("第", n+1)
		}
		return mark{}, false
	case r == '(':
		closing := strings.IndexByte(line, ')')
		if closing < 0 || closing > 8 {
			return mark{}, false
		}
		inner := line[1:closing]
		switch {
		case digits(inner) == len(inner) && len(inner) > 0 && len(inner) <= 2:
			return skip("(1)", closing+1)
		case len(inner) == 1 && (inner[0] >= 'A' && inner[0] <= 'Z' || inner[0] >= 'a' && inner[0] <= 'z'):
			return skip("(A)", closing+1)
		case utf8.RuneCountInString(inner) == 1 && strings.ContainsAny(inner, "アイウエオカキクケコイロハニホヘト一二三四五六七八九十"):
			return skip("(ア)", closing+1)
		}
		return mark{}, false
	case r == '-' || r == '*':
		if len(line) > 1 && line[1] == ' ' {
			return skip("・", 1)
		}
		return mark{}, false
	case r >= '0' && r <= '9':
		n := digits(line)
		if n > 2 || n == len(line) {
			return mark{}, false
		}
		// 1. 1) 1、 1: and 1-1. but no 1.2万, 9月, 10:00.
		rest := line[n:]
		sub := n
		for sub < len(line)-1 && (line[sub] == '.' || line[sub] == '-') && line[sub+1] >= '0' && line[sub+1] <= '9' {
			d := digits(line[sub+1:])
			if d > 2 {
				return mark{}, false
			}
			sub += 1 + d
		}
		style := "1"
		if sub > n {
			style = "1.1"
			rest = line[sub:]
			n = sub
			if rest != "" && rest[0] != ' ' && rest[0] != '.' {
				return mark{}, false
			}
		}
		switch {
		case strings.HasPrefix(rest, "."), strings.HasPrefix(rest, ")"):
			if len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9' {
				return mark{}, false
			}
			return skip(style+rest[:1], n+1)
		case strings.HasPrefix(rest, "、"):
			return skip(style+"、", n+len("、"))
		case strings.HasPrefix(rest, "  "), style == "1.1":
			return skip(style, n)
		case strings.HasPrefix(rest, " "):
			// 1 概要, but no 3 月 10 日 and no 4 社
			next, _ := utf8.DecodeRuneInString(rest[1:])
			if strings.ContainsRune("年月日時分件名人社万千円台回", next) && !strings.HasPrefix(rest[1:], "件数") && !strings.HasPrefix(rest[1:], "件名") && !strings.HasPrefix(rest[1:], "日時") {
				return mark{}, false
			}
			return skip(style, n)
		}
		return mark{}, false
	case strings.ContainsRune("一二三四五六七八九十", r):
		n := size
		if r2, s2 := utf8.DecodeRuneInString(line[n:]); strings.ContainsRune("一二三四五六七八九十", r2) {
			n += s2
		}
		for _, sep := range []string{"、", ".", "  "} {
			if strings.HasPrefix(line[n:], sep) {
				return skip("一", n+len(sep))
			}
		}
		return mark{}, false
	case r >= 'A' && r <= 'Z' && len(line) > 2:
		if line[1] == '.' || line[1] == ':' || line[1] == ')' {
			if line[1] == '.' && line[2] >= 'A' && line[2] <= 'Z' || line[1] == ':' && line[2] == '/' {
				return mark{}, false
			}
			return skip("A", 2)
		}
		if d := digits(line[1:]); (r == 'Q' || r == 'A') && d > 0 && d <= 2 {
			n := 1 + d
			for n < len(line) && strings.IndexByte(".:) ", line[n]) >= 0 {
				n++
			}
			return skip("Q", n)
		}
	}
	return mark{}, false
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// ruleLine reports whether a line only draws a rule or a frame.
func ruleLine(s string) bool {
	n := 0
	for _, r := range s {
		switch r {
		case '-', '=', '_', '*', '~', '─', '━', '│', '┃', '┌', '┐', '└', '┘', '├', '┤', '┬', '┴', '┼', '╋', ' ', '・', '.', '。', '＝', '◇', '◆', '■':
		default:
			return false
		}
		n++
	}
	return n > 0
}

// closer gives the bracket that closes the opening bracket r.
func closer(r rune) rune {
	switch r {
	case '【':
		return '】'
	case '〔':
		return '〕'
	case '〈':
		return '〉'
	case '《':
		return '》'
	case '<':
		return '>'
	case '≪':
		return '≫'
	case '［':
		return '］'
	}
	return ']'
}

// layout reads the lines lo..hi of t into sections and sentences, which it
// appends to empty slices. titled says that a title may stand among the first
// lines.
func (t *Text) layout(sections []Section, out []Sentence, lo, hi int, titled bool) ([]Section, []Sentence) {
	sections = append(sections, Section{})
	out = slices.Grow(out, hi-lo)
	stack := make([]int, 1, 16)
	s := t.Norm
	prose := !titled // whether the text itself has begun
	open := func(style string, start, end int) int {
		for k := len(stack) - 1; k > 0; k-- {
			if sections[stack[k]].style == style {
				stack = stack[:k]
				break
			}
		}
		sections = append(sections, Section{Parent: stack[len(stack)-1], Start: start, End: end, style: style})
		stack = append(stack, len(sections)-1)
		return len(sections) - 1
	}
	for li := lo; li < hi; li++ {
		line := t.Lines[li]
		start, end := line.Start, line.End
		if ruleLine(s[start:end]) {
			continue
		}
		first := true
		add := func(a, b int, item, heading bool) {
			out = append(out, Sentence{Start: a, End: b, Line: li, Section: stack[len(stack)-1], Heading: heading, Item: item, First: first, Label: a})
			first = false
		}
		m, marked := markOf(s, start, end)
		body := start
		if marked {
			body = m.end
		}
		if marked && body == start { // bracketed
			if n := numberedBracket(s[start:end]); n > 0 { // 〔4〕漏えいした…: a mark
				m.style, body = "〔1〕", start+n
			}
		}
		if marked && body == start {
			open1, size := utf8.DecodeRuneInString(s[start:end])
			if i := strings.IndexRune(s[start:end], closer(open1)); i > 0 && i < 90 && utf8.RuneCountInString(s[start+size:start+i]) <= 28 {
				stop := start + i + utf8.RuneLen(closer(open1))
				rest, _ := trim(s, stop, end)
				inTitle := titled && !prose && li-lo < 12 && len(stack) == 1 && rest < end && !strings.Contains(s[rest:end], "。")
				if open1 != '[' && !inTitle || rest >= end {
					open("【", start, stop)
					add(start, stop, false, true)
					if rest < end {
						sentences(s, rest, end, func(a, b int) { add(a, b, false, false) })
					}
					continue
				}
			}
			marked = false
		}
		if marked && m.style == "Q" && s[start] == 'Q' && end-start < 200 { // a question names what its answer tells
			open("Q", start, end)
			add(start, end, true, true)
			continue
		}
		if marked && titled && !prose && li-lo <= 8 && strings.Contains("■◆●★□◇▼", m.style) && saysNotice(s[start:end]) {
			marked, body = false, start // ■お詫び■ …: a title drawn, no section yet
		}
		if marked && headingMark(m.style) && isHeading(s, body, end) {
			open(m.style, start, end)
			add(start, end, true, true)
			continue
		}
		if marked && headingMark(m.style) {
			// A mark, a short name, a gap, and then the text itself.
			g := strings.Index(s[body:end], "  ")
			if g < 0 && strings.Contains("○●■◆◎□◇", m.style) {
				g = strings.IndexByte(s[body:end], ' ')
				if g > 60 {
					g = -1
				}
			}
			if g > 0 && g <= 60 && !strings.Contains(s[body:body+g], "。") && !strings.Contains(s[body:body+g], "、") && m.style != "①" && m.style != "(1)" && m.style != "(ア)" {
				open(m.style, start, body+g)
				add(start, body+g, true, true)
				sentences(s, body+g, end, func(a, b int) { add(a, b, false, false) })
				continue
			}
		}
		if marked && m.style == "・" && bulletHeading(t, li, hi, body) {
			open(m.style+"H", start, end)
			add(start, end, true, true)
			continue
		}
		if !marked && prose && bareHeading(t, li, lo, hi) {
			open("", start, end)
			add(start, end, false, true)
			continue
		}
		if marked && m.style != "・" && m.style != "※" && headingMark(m.style) {
			// An enumerated item closes what stood below its own level.
			for k := len(stack) - 1; k > 0; k-- {
				if sections[stack[k]].style == m.style {
					stack = stack[:k]
					break
				}
			}
		}
		from := len(out)
		prose = prose || end-start >= 60 && (strings.HasSuffix(s[start:end], "。") || strings.HasSuffix(s[start:end], "."))
		sentences(s, start, end, func(a, b int) { add(a, b, marked, false) })
		if len(out) > from && out[from].End > body {
			out[from].Label = labelEnd(s, body, out[from].End)
			if out[from].Label == body {
				out[from].Label = out[from].Start
			}
		}
	}
	return sections, out
}

// numberedBracket gives the length of a bracketed number at the beginning of a
// line and the space behind it, 0 if there is none.
func numberedBracket(line string) int {
	open1, size := utf8.DecodeRuneInString(line)
	i := strings.IndexRune(line, closer(open1))
	if i < 0 {
		return 0
	}
	inner := strings.TrimSpace(line[size:i])
	if inner == "" || digits(inner) != len(inner) || len(inner) > 2 {
		return 0
	}
	n := i + utf8.RuneLen(closer(open1))
	for n < len(line) && line[n] == ' ' {
		n++
	}
	return n
}

// bulletHeading reports whether a short bulleted line names what the unmarked
// lines below it tell: ・原因.
func bulletHeading(t *Text, li, hi, body int) bool {
	line := t.Lines[li]
	s := t.Norm[line.Start:line.End]
	if li+1 >= hi || utf8.RuneCountInString(s) > 18 || !isHeading(t.Norm, body, line.End) || body < line.End && t.Norm[body] < utf8.RuneSelf {
		return false
	}
	next := t.Lines[li+1]
	if next.Blank > 0 || next.Indent > line.Indent+1 {
		return false
	}
	_, marked := markOf(t.Norm, next.Start, next.End)
	return !marked && !ruleLine(t.Norm[next.Start:next.End])
}

// headingMark reports whether marks of the style stand before headings.
func headingMark(style string) bool { return style != "・" && style != "※" && style != "Q" }

// isHeading reports whether the words behind a mark name a section.
func isHeading(s string, start, end int) bool {
	line := s[start:end]
	n := utf8.RuneCountInString(line)
	if n == 0 || n > 45 {
		return false
	}
	if strings.ContainsAny(line, ":") || strings.Contains(line, "。") || strings.Contains(line, "…") {
		return strings.HasSuffix(line, ":") && n <= 30
	}
	if strings.Contains(line, "  ") || strings.Contains(line, "、") && n > 24 {
		return false
	}
	for _, verb := range []string{"ました", "ます", "した", "する", "です", "ません", "である", "いる", "いた", "ない"} {
		if strings.HasSuffix(line, verb) {
			return false
		}
	}
	return !endsInFigure(line)
}

// endsInFigure reports whether a line ends in a number and its unit, which
// makes it a row and no heading: 会員情報 128,436件.
func endsInFigure(line string) bool {
	last := strings.LastIndexAny(line, "0123456789")
	if last < 0 {
		r, size := utf8.DecodeLastRuneInString(line)
		p, _ := utf8.DecodeLastRuneInString(line[:len(line)-size])
		return strings.ContainsRune("件名人社戸通枚", r) && strings.ContainsRune("〇一二三四五六七八九十百千万", p)
	}
	rest := strings.TrimSpace(line[last+1:])
	return utf8.RuneCountInString(rest) <= 6 && strings.Trim(rest, "件名人社世帯口座アカウント枚通冊戸先者部点様分IDのお客方余り以上万千") == ""
}

// bareHeading reports whether an unmarked line names a section: short, without
// a stop, after a blank line, before text.
func bareHeading(t *Text, li, lo, hi int) bool {
	line := t.Lines[li]
	if line.Blank == 0 || li+1 >= hi || li == lo {
		return false
	}
	s := t.Norm[line.Start:line.End]
	n := utf8.RuneCountInString(s)
	next := t.Lines[li+1]
	if next.Blank > 1 {
		return false
	}
	latin := s[0] < utf8.RuneSelf
	limit := 16
	if latin {
		limit = 60
	}
	if n < 2 || n > limit || strings.ContainsAny(s, ":@/|") || strings.Contains(s, "。") || strings.Contains(s, "、") || strings.Contains(s, "  ") {
		return false
	}
	if s[0] >= '0' && s[0] <= '9' || digits(s[len(s)-1:]) > 0 || strings.HasSuffix(s, "各位") || strings.HasSuffix(s, "様") {
		return false
	}
	following := t.Norm[next.Start:next.End]
	if latin {
		return !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, ",") && strings.Contains(following, ". ") || strings.HasSuffix(s, "?") || strings.HasSuffix(following, ".") && !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, ",")
	}
	return strings.Contains(following, "。") || following != "" && isMarker(firstRune(following))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// labelEnd finds the end of a label at the beginning of a line: a short name
// before a colon, a leader or a wide gap. It gives start if there is none.
func labelEnd(s string, start, end int) int {
	line := s[start:end]
	for i, size := 0, 0; i < len(line) && i <= 60; i += size {
		if c := line[i]; c >= 0xE3 && c <= 0xE9 && i+2 < len(line) && (c != 0xE3 || line[i+1] != 0x80) && (line[i+1]^0x80|line[i+2]^0x80) < 0x40 { // kana and kanji
			size = 3
			continue
		}
		var r rune
		r, size = utf8.DecodeRuneInString(line[i:])
		switch {
		case r == ':':
			if i > 0 && i+1 < len(line) && line[i-1] >= '0' && line[i-1] <= '9' && line[i+1] >= '0' && line[i+1] <= '9' || strings.HasPrefix(line[i:], "://") {
				return start
			}
			return start + i
		case r == '…' || r == '|' || r == '│':
			return start + i
		case r == ' ':
			if strings.HasPrefix(line[i:], "  ") && i > 0 && utf8.RuneCountInString(line[:i]) > 1 {
				return start + i
			}
		case r == '。' || r == '、' && i > 36:
			return start
		}
	}
	return start
}

// saysNotice reports whether a line reads as the title of a notice.
func saysNotice(line string) bool {
	for _, w := range [...]string{"お詫び", "おわび", "お知らせ", "について", "ご報告", "の報告", "に関する"} {
		if strings.Contains(line, w) {
			return true
		}
	}
	return false
}
