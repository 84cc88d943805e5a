package recognize

import (
	"strings"
	"unicode/utf8"

	"jikenbo/internal/text"
)

// readHeadline reads the number, the organization and the title.
func (e *Entry) readHeadline() {
	if e.page.Head >= 0 {
		e.readPageHead()
		if e.kind != "incident" {
			return
		}
		if e.org == "" {
			e.readOrganization()
		}
		return
	}
	e.readTitle()
	if e.kind == "incident" {
		e.readOrganization()
	}
}

// readPageHead reads the heading of an entry of a page:
// 【セキュリティ事件簿#2023-009】カバーマーク株式会社 お客様情報漏洩の… 2023年1月10日
func (e *Entry) readPageHead() {
	l := e.text.Lines[e.page.Head]
	s := e.text.Norm
	start, end := l.Start, l.End
	numbered := false
	if a, b, ok := text.CaseNumber(part(s, start, end)); ok {
		numbered = true
		e.add("number", e.str(start+a, start+b), 0, e.span("number", start+a, start+b))
		rest := start + b
		if i := index(part(s, rest, end), "】"); i >= 0 && i < 8 {
			rest += i + len("】")
		}
		start = rest
	}
	for start < end && s[start] == ' ' {
		start++
	}
	// The date and what stands behind it (a link's remains) are no title.
	for _, m := range e.dates {
		if m.sentence == -1 && m.start > start && m.full {
			at := m.start
			if at > start && s[at-1] == '(' {
				at--
			}
			if numbered || m.end >= end-1 {
				end = at
			}
			break
		}
	}
	for end > start && (s[end-1] == ' ' || s[end-1] == '(') {
		end--
	}
	if numbered {
		if cut := orgEnd(s, start, end); cut > start {
			e.setOrg(start, cut, 100, "heading")
			start = cut
			for start < end && s[start] == ' ' {
				start++
			}
		}
	} else if i := strings.LastIndex(part(s, start, end), "("); i > 0 && strings.HasSuffix(part(s, start, end), ")") && hasDigits(part(s, start+i, end)) && e.kind == "event" {
		end = start + i // (2023/3/16-17)
	}
	if start < end {
		e.title = [2]int{start, end}
		e.add("title", e.original(start, end), 0, e.span("title", start, end))
	}
}

func hasDigits(s string) bool { return strings.ContainsAny(s, "0123456789") }

// orgEnd finds where the organization ends at the beginning of a heading: at
// the first gap behind a name that is more than a legal form.
func orgEnd(s string, start, end int) int {
	at := start
	for {
		i := strings.IndexByte(part(s, at, end), ' ')
		if i < 0 {
			return start
		}
		cut := at + i
		name := part(s, start, cut)
		onlyForm := false
		for _, h := range lex.find(nil, nil, s, start, cut) {
			if h.class() == legalClass && h.code() == "form" && int(h.start) == start && int(h.end) == cut {
				onlyForm = true
			}
		}
		next := cut
		for next < end && s[next] == ' ' {
			next++
		}
		word := part(s, next, end)
		if j := strings.IndexByte(word, ' '); j >= 0 {
			word = word[:j]
		}
		// 公益財団法人 弥生台文化振興財団; 学校法人○○学園 △△大学 …
		if onlyForm {
			at = next
			continue
		}
		if name != "" && word != part(s, next, end) && utf8.RuneCountInString(word) <= 14 && nameOnly(word) {
			at = next
			continue
		}
		return cut
	}
}

// nameOnly reports whether a word is the second part of a name (みずかげ総合病院)
// and not the beginning of a title.
func nameOnly(w string) bool {
	for _, h := range lex.find(nil, nil, strings.ToLower(w), 0, len(w)) {
		if h.class() == legalClass && int(h.end) == len(w) && (h.code() == "end" || h.code() == "second" || h.code() == "form") && int(h.start) > 0 {
			return true
		}
	}
	return false
}

// original gives the words of a range as they stand in the notice, wrapped
// lines joined.
func (e *Entry) original(start, end int) string {
	sp := e.span("", start, end)
	if !strings.ContainsAny(sp.Quote, "\n\r") {
		return sp.Quote
	}
	lines := strings.FieldsFunc(sp.Quote, func(r rune) bool { return r == '\n' || r == '\r' })
	for i := range lines {
		lines[i] = strings.Trim(lines[i], " \t\u3000")
	}
	latin := lines[0] != "" && lines[0][len(lines[0])-1] < utf8.RuneSelf
	if latin {
		return strings.Join(lines, " ")
	}
	return strings.Join(lines, "")
}

var (
	titleWords    = anyOf("について", "ください", "関する", "Notice", "NOTICE", "Apology", "APOLOGY", "Regarding", "INCIDENT", "ttack", "ncident", "Breach", "breach", "Access", "Leak")
	titleOpenings = anyOf("Notice", "NOTICE", "Apology", "APOLOGY", "Regarding", "Announcement", "Statement", "Important", "[RESOLVED]", "Report", "Update", "Final Report")
	addresseeEnds = anyOf("各位", "様", "さま", "へ")
	addressLines  = anyOf("担当", "電話", "問い", "問合", "ページ番号", "更新日", "掲載日")
	letterhead    = anyOf("Representative", "Company name", "Company:", "Contact", "(Securities", "Securities code", "(TEL", "Name of", "Listing", "Code", "Dear ", "To ", "(Code")
	newsTitles    = anyOf("お知らせ", "ニュース", "重要なお知らせ", "新着")
)

// aboveHeadline reports whether sentence i, which looks like a heading, stands
// above the headline: [ニュース], 【重要】, a byline. It does where no headline is
// above it and one follows before the text.
func (e *Entry) aboveHeadline(i int) bool {
	ss := e.page.Sentences
	if i > 6 {
		return false
	}
	for k := range i {
		if e.endsTitle(e.words(k)) || e.headlined(k) {
			return false
		}
	}
	for k := i; k < min(i+6, len(ss)); k++ {
		w := e.words(k)
		if strings.HasSuffix(w, "。") || len(w) > 40 && strings.HasSuffix(w, ".") || ss[k].Item && k > i {
			return false
		}
		if e.endsTitle(w) || e.headlined(k) {
			return utf8.RuneCountInString(w) >= 8 && !isDigit(w[0]) && w[0] != '('
		}
	}
	return false
}

// endsTitle reports whether a line ends as titles do.
func (e *Entry) endsTitle(w string) bool {
	return endsAny(strings.TrimRight(w, " )」】"), "について", "お知らせ", "お詫び", "おわび", "報告", "第一報", "第二報", "第三報", "最終報")
}

// endsWordOfTitle reports whether the words that titles end in are broken into
// the end of w and the beginning of nx: …につ, いて(お詫び).
func (e *Entry) endsWordOfTitle(w, nx string) bool {
	for _, full := range []string{"について", "お知らせ", "お詫び", "ご報告", "お願い"} {
		for i := len("お"); i < len(full); i += len("お") {
			if strings.HasSuffix(w, full[:i]) && strings.HasPrefix(nx, full[i:]) {
				return true
			}
		}
	}
	return false
}

// headlined reports whether sentence i has two words at least that titles turn
// on and is long enough for one.
func (e *Entry) headlined(i int) bool {
	n := 0
	for _, h := range e.of(i) {
		n += b2i(h.class() == titleClass || h.class() == typeClass)
	}
	w := e.words(i)
	return n > 1 && utf8.RuneCountInString(w) >= 16 && !strings.HasSuffix(w, "。") && !strings.ContainsAny(w, "|>")
}

// named reports whether sentence i is little more than a name with its legal form.
func (e *Entry) named(i int) bool {
	st := e.page.Sentences[i]
	for _, h := range e.having(i, legalClass) {
		if h.class() != legalClass || h.code() != "form" && h.code() != "after" {
			continue
		}
		if n, ok := e.orgNameAt(h, st.Start, st.End); ok && (n.end-n.start)*10 > (st.End-st.Start)*6 {
			return true
		}
	}
	return false
}

// gapped reports whether a line is parted by gaps into short words, as a bar of
// links is, and not into the parts of a headline.
func gapped(w string) bool {
	parts := strings.Count(w, "  ")
	return parts > 1 && utf8.RuneCountInString(w) < 7*(parts+1)
}

// filled reports whether line i of a letterhead runs full into line k below it:
// a title that was broken where the line ended.
func (e *Entry) filled(i, k int) bool {
	a, b := e.page.Sentences[i], e.page.Sentences[k]
	la, lb := e.text.Lines[a.Line], e.text.Lines[b.Line]
	p := e.words(i)
	return a.Line+1 == b.Line && lb.Blank == 0 && a.Start == la.Start && b.Start == lb.Start &&
		utf8.RuneCountInString(p) >= max(20, utf8.RuneCountInString(e.words(k))) && !english(p) &&
		!contains(p, "  ") && !strings.ContainsAny(p, "|>:@)") && !hasAny(p, "お詫び", "おわび", "お知ら", "ご報告") && !e.endsTitle(p) && !endsWith(p, addresseeEnds) &&
		len(e.datesOf(i)) == 0 && !e.named(i) && (e.tells(i, typeClass) || e.tells(i, titleClass) || e.tells(i, itemClass))
}

// readTitle finds the line above the text that reads as a title.
func (e *Entry) readTitle() {
	best, rank := -1, 0
	ss := e.sentences()
	limit := min(len(ss), max(e.body, 1)+2)
	for i := range limit {
		s := ss[i]
		w := e.words(i)
		if e.zones[i] != headZone && !(i == 0 && !strings.HasSuffix(w, "。")) {
			continue
		}
		n := utf8.RuneCountInString(w)
		if n < 8 || n > 140 || strings.HasSuffix(w, "。") || contains(w, "@") {
			continue
		}
		r := 0
		ending := false
		for _, h := range e.of(i) {
			switch {
			case h.class() == titleClass && h.code() == "end":
				r += 2
				tail := e.str(int(h.end), s.End)
				if tail == "" || startsAny(tail, "(", "【", "[", ")", "<") {
					r += 6
					ending = true
				}
			case h.class() == titleClass:
				r += 2
			case h.class() == typeClass:
				r++
			case h.class() == footClass && h.code() == "nav":
				r -= 12
			}
		}
		if !ending && !e.holds(w, titleWords) {
			r -= 3
		}
		if startsWith(w, titleOpenings) {
			r += 5
		}
		if strings.Count(w, ">") >= 1 || strings.Count(w, "|")+strings.Count(w, "|") >= 1 && n > 20 || strings.Count(w, "/") >= 3 {
			r -= 14
		}
		if endsWith(w, addresseeEnds) || startsWith(w, addressLines) {
			r -= 8
		}
		if strings.HasSuffix(w, ":") || startsAny(w, "By ") {
			r -= 12 // a label, a byline
		}
		if startsWith(w, letterhead) {
			r -= 12 // the letterhead
		}
		if h, ok := e.hit(i, legalClass, "form", "after"); ok && int(h.end-h.start) > n && n < 24 {
			r -= 4
		}
		if startsWith(w, newsTitles) && n < 14 {
			r -= 6
		}
		if r > rank {
			best, rank = i, r
		}
	}
	if best < 0 || rank < 4 {
		// A headline that names no kind of notice: the longest line above the text.
		longest := 11
		latin := e.body < len(ss) && english(e.words(e.body))
		for i := range min(e.body, len(ss)) {
			w := e.words(i)
			if n := utf8.RuneCountInString(w); n > longest && n <= 90+10*b2i(latin) && latin == english(w) && !strings.ContainsAny(w, "|>@│┃") && !endsAny(w, "。", "各位", "様", "さま", "へ", ",", ":") && !e.is(i, footClass) && !e.named(i) && !startsAny(w, "By ", "文・", "取材") {
				dated := false
				for _, m := range e.datesOf(i) {
					dated = dated || m.full && (n-utf8.RuneCountInString(e.str(m.start, m.end)) < 12 || contains(w, "  ")) // of an issue
				}
				if !dated && !gapped(w) && strings.Count(w, "/") < 3 {
					best, longest = i, n
				}
			}
		}
		if best < 0 || rank < 4 && longest == 11 {
			return
		}
	}
	s := ss[best]
	start, end := s.Start, s.End
	// A date before the title, and 報道発表 and the like, are not part of it.
	for _, m := range e.datesOf(best) {
		if m.full && (m.start-start <= 2 || strings.Trim(e.str(start, m.start), "■◆●▼□◇○ ") == "") {
			start = m.end
		} else if m.full && end-m.end <= 2 {
			end = m.start
		}
	}
	for start < end && (e.text.Norm[start] == ' ' || e.text.Norm[start] == ':') {
		start++
	}
	for end > start && (e.text.Norm[end-1] == ' ' || e.text.Norm[end-1] == '(') {
		end--
	}
	if k := strings.LastIndex(e.text.Norm[start:end], " - "); k > 24 { // … - 東野県職員共済会: of whom it tells
		name := strings.TrimSpace(e.text.Norm[start+k+len(" - ") : end])
		if n := utf8.RuneCountInString(name); n >= 3 && n <= 24 && e.body < len(ss) && !english(name) && contains(e.text.Norm[ss[e.body].Start:], name) {
			end = start + k
			for end > start && e.text.Norm[end-1] == ' ' {
				end--
			}
		}
	}
	for _, mark := range []string{"◆", "◇", "■", "□", "●", "○", "▼", "▽", "★", "☆", "▶", "►", "◎", "※"} {
		if rest, ok := strings.CutPrefix(e.text.Norm[start:end], mark); ok && utf8.RuneCountInString(rest) >= 8 && !contains(rest, mark) {
			start += len(mark)
			for start < end && e.text.Norm[start] == ' ' {
				start++
			}
			break
		}
	}
	if w := e.text.Norm[start:end]; endsAny(w, "現在)", "時点)", "更新)", "掲載)", "公開)", "公表)", "発表)") { // (令和4年9月2日現在)
		if k := strings.LastIndexByte(w, '('); k > 12 && hasDigits(w[k:]) && len(e.datesOf(best)) > 0 && e.datesOf(best)[len(e.datesOf(best))-1].start >= start+k {
			end = start + k
			for end > start && e.text.Norm[end-1] == ' ' {
				end--
			}
		}
	}
	for _, label := range []string{"件名:", "表題:", "標題:", "題名:", "タイトル:"} {
		if strings.HasPrefix(e.text.Norm[start:end], label) {
			start += len(label)
			for start < end && e.text.Norm[start] == ' ' {
				start++
			}
		}
	}
	if i := index(e.str(start, end), "  "); i > 0 && i < 30 && !e.has(e.str(start, start+i), "について", "する", "【", "の") {
		// a label and the title: 件名  …
		if startsAny(e.str(start, start+i), "件名", "件 名", "お知らせ", "PRESS", "表題") {
			start += i
			for start < end && e.text.Norm[start] == ' ' {
				start++
			}
		}
	}
	// A title broken over lines: the line before ends in the middle of a
	// phrase, or the line behind is nothing but the end of one.
	if best > 0 && e.zones[best-1] == headZone {
		p := e.words(best - 1)
		if endsAny(p, "による", "に関する", "における", "および", "及び", "に伴う", "の", "を", "に", "した", "、") && !endsAny(p, "各位") && ss[best-1].Line+1 == s.Line && len(e.datesOf(best-1)) == 0 {
			start = ss[best-1].Start
		} else if e.filled(best-1, best) {
			start = ss[best-1].Start
		}
	}
	if best+1 < len(ss) && e.zones[best+1] == headZone && ss[best+1].Line == s.Line+1 && e.text.Lines[s.Line+1].Blank == 0 {
		w, nx := e.str(start, end), e.words(best+1)
		if endsAny(w, "による", "に関する", "における", "および", "及び", "に伴う", "の", "を", "に", "した", "、", "への対応と") ||
			len(nx) <= 60 && !endsAny(w, "て", "せ", "び", "告", "い", ")", "】") && endsAny(nx, "について", "お知らせ", "お詫び", "ご報告", ")") && len(e.datesOf(best+1)) == 0 {
			end = ss[best+1].End
		} else if len(nx) < 60 && !e.endsTitle(w) && !e.endsTitle(nx) && e.endsWordOfTitle(w, nx) && len(e.datesOf(best+1)) == 0 {
			end = ss[best+1].End // broken in the middle of a word
		} else if strings.HasPrefix(nx, "(") && strings.HasSuffix(nx, ")") && e.is(best+1, stageClass) {
			end = ss[best+1].End
		}
	}
	e.title = [2]int{start, end}
	e.add("title", e.original(start, end), 0, e.span("title", start, end))
}
