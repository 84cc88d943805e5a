package recognize

import (
	"strings"
	"unicode/utf8"

	"jikenbo/internal/text"
)

// name is a name of an organization in the text.
type name struct {
	start, end int
}

// setOrg records the organization as found at [start, end) with a rank; the
// highest rank wins in assembly, and the first of the highest.
func (e *Entry) setOrg(start, end, rank int, rule string) {
	for start < end && e.text.Norm[start] == ' ' {
		start++
	}
	for end > start && e.text.Norm[end-1] == ' ' {
		end--
	}
	if end <= start {
		return
	}
	words := e.original(start, end)
	if quote := e.span("", start, end).Quote; rule == "entire" && strings.ContainsAny(quote, "\r\n") {
		words = strings.Join(strings.Fields(quote), " ") // over two lines
	}
	e.add("organization", words, rank, e.span("organization-"+rule, start, end))
	if rank > e.orgRank {
		e.org, e.orgRank = e.str(start, end), rank
	}
}

// orgNameAt reads the name around the legal form at h: 株式会社○○ or ○○株式会社.
// alone says that the name is all there is on its line.
func (e *Entry) orgNameAt(h hit, lo, hi int) (name, bool) {
	s := e.text.Norm
	start, end := int(h.start), int(h.end)
	if h.code() == "after" {
		return e.englishName(h, lo)
	}
	left := nameLeft(s, lo, start)
	right := nameRight(s, end, hi)
	switch {
	case right > end && (left == start || !strings.HasPrefix(lex.terms[h.term].text, "(") || right-end > 6):
		if left < start && right > end {
			// ○○株式会社 in the middle of a sentence: the form closes the name
			// where a particle or a title follows.
			if particle(s, end) {
				return name{left, end}, true
			}
			if startsAny(part(s, end, right), "代表", "取締役", "本社", "本店", "社", "様", "御中", "広報", "総務", "サポート", "運営", "グループ") {
				return name{left, end}, true
			}
			if spaced := s[start-1] == ' '; !spaced && left < start {
				if particle(s, right) || right >= hi || strings.ContainsRune("(、。)」", firstRune(s[right:])) {
					return name{left, end}, true
				}
			}
		}
		return name{start, right}, true
	case left < start:
		return name{left, end}, true
	case right > end:
		return name{start, right}, true
	}
	return name{}, false
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// particle reports whether what stands at i cannot be part of a name.
func particle(s string, i int) bool {
	return startsExact(s[i:], particles)
}

var particles = []string{"では", "には", "との", "とは", "から", "より", "まで", "による", "により", "において", "における", "です", "でした", "および", "及び", "並びに", "ならびに", "をはじめ", "が", "を", "へ", "は、", "に対", "に関", "につ", "など", "様", "さま", "等", "御中", "代表取締役", "代表者", "取締役", "社員", "側"}

// behindNames are no part of the name they stand behind.
var behindNames = []string{"代表取締役", "代表者", "取締役社長", "御中", "及び", "並びに", "社員", "担当者", "様", "提供", "製の", "側"}

// kanaParticles end a name even where its own last letter is kana.
var kanaParticles = []string{"に調査", "に依頼", "に確認", "に報告", "に連絡", "に委託", "に相談", "に対し", "に通報", "に指示", "に作業", "において", "における", "による", "により"}

func startsExact(s string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// nameRight finds where a name that begins at i ends.
func nameRight(s string, i, limit int) int {
	at := i
	if at < limit && s[at] == ' ' && at+1 < limit && s[at+1] != ' ' { // 株式会社 ○○
		at++
	}
	begin := at
	for at < limit {
		r, size := utf8.DecodeRuneInString(part(s, at, limit))
		switch {
		case isKanji(r), isKatakana(r) && r != '・', isAlnum(r), r == '&', r == '.' && at > begin, r == '-' && at > begin, r == '\'':
			if at > begin && startsExact(s[at:], behindNames) {
				return at
			}
		case r == '・':
			if next, _ := runeAt(s, at+size); !isKatakana(next) {
				return done(i, begin, at)
			}
		case isHiragana(r):
			prev, _ := runeBefore(s, at)
			if (at == begin || !isHiragana(prev)) && particle(s, at) || isHiragana(prev) && startsExact(s[at:], kanaParticles) {
				return done(i, begin, at)
			}
			// One particle between other characters ends the name; a longer
			// run of hiragana is part of it.
			next, _ := utf8.DecodeRuneInString(part(s, at+size, limit))
			if at > begin && !isHiragana(prev) && !isHiragana(next) && strings.ContainsRune("はがをにでとのへも", r) {
				return done(i, begin, at)
			}
			if at == begin && !isHiragana(next) && strings.ContainsRune("はがをにでとのへも", r) {
				return i
			}
		default:
			return done(i, begin, at)
		}
		at += size
	}
	return done(i, begin, at)
}

// done gives the end of a name, i if it is empty or far too long.
func done(i, begin, at int) int {
	if at == begin || at-i > 120 {
		return i
	}
	return at
}

var verbEnds = anyOf("ます", "した", "する", "いる", "いた", "たる", "ある", "おり", "より", "から", "など")

// nameLeft finds where a name that ends at i begins.
func nameLeft(s string, limit, i int) int {
	at := i
	if endsWith(s[limit:i], verbEnds) {
		return i
	}
	if r, size := runeBefore(s[limit:i], i-limit); strings.ContainsRune("のはがをにとでへやもな", r) {
		if p, _ := runeBefore(s[limit:i-size], i-size-limit); !isHiragana(p) {
			return i // a particle
		}
	}
	for at > limit {
		r, size := utf8.DecodeLastRuneInString(part(s, limit, at))
		switch {
		case isKanji(r), isKatakana(r), isAlnum(r), r == '&', r == '-', r == '.':
		case isHiragana(r):
			prev, _ := utf8.DecodeLastRuneInString(part(s, limit, at-size))
			next, _ := runeAt(s, at)
			if strings.ContainsRune("はがをにでとのへもるたり", r) && !isHiragana(prev) && !isHiragana(next) && at-size > limit && prev != ' ' {
				return at
			}
			if hasAny(part(s, max(limit, at-12), at), "する", "した", "である", "として", "いる", "がける", "営む", "および", "より", "から", "また", "このたび", "なお") {
				if endsAny(part(s, limit, at), "する", "した", "である", "として", "いる", "がける", "営む", "および", "より", "から", "また", "このたび", "なお", "ます") {
					return at
				}
			}
		default:
			return at
		}
		at -= size
		if i-at > 90 {
			return i
		}
	}
	return at
}

// isPlace reports whether a line is the name of a public body and nothing else:
// Township of Lower Wapiti, University of Northfield.
func isPlace(line string) bool {
	what, where, ok := strings.Cut(strings.TrimPrefix(line, "The "), " of ")
	if !ok || len(line) > 60 || strings.ContainsAny(line, ".,:;|?!0123456789") || !titled(where) {
		return false
	}
	switch what {
	case "City", "Town", "Township", "County", "Borough", "Village", "Municipality", "District", "Parish", "University", "State", "Diocese", "Archdiocese", "Bank", "Museum", "Regional Municipality", "Royal Borough", "London Borough", "Corporation":
		return true
	}
	return false
}

// englishName reads a name in Latin letters before the form at h.
func (e *Entry) englishName(h hit, lo int) (name, bool) {
	s := e.text.Norm
	at := int(h.start)
	words := 0
	if s[at] >= 'a' && s[at] <= 'z' && !strings.ContainsAny(lexForm(h), ".") && lexForm(h) != "plc" {
		return name{}, false // the bank, a university
	}
	for at > lo {
		j := at
		for j > lo && s[j-1] == ' ' {
			j--
		}
		k := j
		for k > lo && s[k-1] != ' ' {
			k--
		}
		w := part(s, k, j)
		if w == "" || at-j > 1 {
			break
		}
		r := firstRune(w)
		if !(r >= 'A' && r <= 'Z' || w == "&" || w == "and" && words > 0 || w == "of" && words > 0 || r >= '0' && r <= '9') || strings.HasSuffix(w, ",") && words > 0 || strings.HasSuffix(w, ".") && words > 0 && len(w) > 3 {
			break
		}
		if words == 0 && (w == "The" || w == "A") {
			break
		}
		switch w {
		case "On", "In", "At", "By", "From", "The", "And", "Dear":
			goto end
		}
		at = k
		words++
		if words > 7 {
			break
		}
	}
end:
	stop := int(h.end)
	if stop > 0 && s[stop-1] == '.' && (stop >= len(s) || s[stop] == ' ' && stop+1 < len(s) && s[stop+1] >= 'A' && s[stop+1] <= 'Z') && lex.terms[h.term].text == "ltd." && !contains(s[max(0, int(h.start)-5):h.start], "Co.,") {
		stop-- // the stop of the sentence
	}
	for _, w := range []string{"of ", "and ", "& "} { // shareholders of Hoshikawa Chemical Industries, Ltd.
		if strings.HasPrefix(s[at:], w) {
			at += len(w)
			words--
		}
	}
	if words <= 0 {
		return name{}, false
	}
	return name{at, stop}, true
}

// readOrganization finds whose incident it is among the names in the text.
func (e *Entry) readOrganization() {
	s := e.text.Norm
	e.thirdPerson = !e.firstPerson()
	if e.masthead != "" && e.page.Head >= 0 {
		lines := e.text.Lines
		if i := index(s[:lines[e.page.Lo].Start], e.masthead); i >= 0 {
			e.setOrg(i, i+len(e.masthead), 20, "masthead")
		}
	}
	ss := e.sentences()
	for i := range min(len(ss), 8) {
		if st := ss[i]; e.zones[i] == headZone && e.shows(i, englishMark) && isPlace(e.words(i)) {
			e.setOrg(st.Start, st.End, 49, "organization-place")
		}
	}
	for i := range ss {
		st := ss[i]
		w := e.words(i)
		head := e.zones[i] == headZone
		foot := e.zones[i] == footZone || e.zones[i] == appendZone
		if e.title[0] <= st.Start && st.End <= e.title[1] && e.page.Head < 0 && e.title[1] > 0 {
			continue
		}
		if !e.tells(i, legalClass) {
			continue
		}
		nav := e.shows(i, barMark|moreMark) || e.shows(i, slashMark) && strings.Count(w, "/") > 1
		taken := 0
		for _, h := range e.of(i) {
			if h.class() != legalClass || h.code() == "none" || h.code() == "second" || int(h.start) < taken {
				continue
			}
			if h.code() == "end" {
				if r := e.bodyName(i, h, head, foot, nav); r > 0 {
					taken = r
				}
				continue
			}
			n, ok := e.orgNameAt(h, st.Start, st.End)
			if !ok {
				continue
			}
			if head && int(h.start) == st.Start && h.code() == "form" && !nav {
				// A line that is nothing but a name is the name, whatever it holds.
				if line := part(s, st.Start, st.End); utf8.RuneCountInString(line) <= 28 && !strings.ContainsAny(strings.Replace(line, lexForm(h)+" ", "", 1), " (:") && !endsAny(line, "。", "様", "へ", "て", "せ", "び") && !e.has(line, "に関する", "における", "について", "への") {
					n = name{st.Start, st.End}
				}
			}
			if h.code() == "after" { // Fernhill University Hospitals NHS Trust
				for _, m := range e.within(i, n.end, st.End) {
					if between := part(s, n.end, m.end); m.class() == legalClass && m.code() == "after" && strings.HasPrefix(between, " ") && titled(between) && !strings.ContainsAny(between, ",.();:") && len(between) < 40 {
						n.end = int(m.end)
					}
				}
			}
			taken = n.end
			if head && part(s, st.Start, n.start) == "The " && n.end == st.End {
				n.start = st.Start // The Brackenfold Trust
			}
			before := strings.TrimRight(part(s, st.Start, n.start), " ")
			behind := part(s, n.end, st.End)
			if strings.HasPrefix(behind, "(") && e.thirdPerson { // 株式会社○○(汐名市)は19日、
				if c := strings.IndexByte(behind, ')'); c > 0 && c < 60 && !e.has(behind[:c], "以下") {
					behind = behind[c+1:]
				}
			}
			rank := 0
			rule := ""
			whole := n
			switch {
			case head && startsAny(strings.ReplaceAll(before, " ", ""), "会社名", "商号", "社名", "発行者", "発信者", "法人名", "Companyname", "CompanyName", "Nameofcompany", "NameofCompany", "Corporatename", "CorporateName", "Tradename", "Issuer:"):
				rank, rule = 60, "label"
			case head && !nav && before == "" && !strings.HasSuffix(w, "。"):
				rank, rule = 50, "header"
				whole = e.headerName(n, st.End)
			case head && !nav && (endsAny(before, "日", ")") || len(e.datesOf(i)) > 0) && !strings.HasSuffix(w, "。"):
				rank, rule = 45, "header"
				whole = e.headerName(n, st.End)
			case startsAny(behind, "(以下、当", "(以下「当", "(以下、「当", "(以下弊社", "(以下、弊", "(以下「弊", "(以下、「弊", "(以下当社", "(以下「本", "(以下、本", `(the "Company")`, `("the Company")`, `(hereinafter, "the Company`, `(hereinafter "the Company`, `(hereinafter referred to as "the Company`, `(hereinafter "we`, `("we"`, `(the "Group"`, "(以下、「本学"):
				rank, rule = 55, "defined"
			case before == "" && startsAny(behind, "です", "でございます", "運営", "カスタマー"):
				rank, rule = 48, "introduction"
			case i <= e.body+2 && endsAny(before, "を運営しております", "を運営しています", "を運営いたします", "を運営する", "を提供しております", "を提供する") && (strings.HasSuffix(behind, "です。") || strings.HasSuffix(behind, "でございます。")):
				rank, rule = 48, "introduction"
			case e.kind == "incident" && before == "" && startsAny(behind, "は", "では", "におい", "hereby", "announces", "has "):
				rank, rule = 44, "subject"
			case before == "" && i <= e.body+1 && !e.partner(st.Start, n, st.End):
				rank, rule = 30, "opening"
			case e.about(i, contacting) && !head && !e.partner(st.Start, n, st.End) && (st.Label == n.start || before == "" || endsAny(before, "】", ":")):
				rank, rule = 34, "contact"
				whole = e.headerName(n, st.End)
			case !head && before == "" && behind == "" && !e.thirdPerson && i*3 > len(ss)*2:
				rank, rule = 47, "signature"
			case !head && before == "" && !e.thirdPerson && i*3 > len(ss)*2 && e.headerName(n, st.End).end == st.End:
				rank, rule = 47, "signature"
				whole = e.headerName(n, st.End)
			case !head && before == "" && strings.HasPrefix(behind, " ") && !e.thirdPerson && i*3 > len(ss)*2 && (hasAny(behind, "室", "窓口", "係", "部", "課", "センター") || startsWith(behind, officers)) && !strings.HasSuffix(w, "。"):
				rank, rule = 46, "signature"
			case foot && before == "" && !e.thirdPerson:
				rank, rule = 33, "footer"
				whole = e.headerName(n, st.End)
			case foot && !e.thirdPerson:
				rank, rule = 28, "footer"
			case e.thirdPerson && foot:
				rank, rule = 2, "footer"
			case e.thirdPerson && startsAny(behind, "は") && !e.partner(st.Start, n, st.End):
				rank, rule = 46, "reported"
			case !e.partner(st.Start, n, st.End) && startsAny(behind, "は", "が運営", "が提供する当"):
				rank, rule = 14, "subject"
			case !e.partner(st.Start, n, st.End) && i <= e.body+3:
				rank, rule = 8, "mention"
			}
			if whole == n && before == "" && !strings.HasSuffix(w, "。") && personOf(s[n.start:n.end]) {
				whole = e.headerName(n, st.End)
			}
			if startsAny(behind, "御中", "各位", "様", "殿") {
				continue // the addressee
			}
			if rank > 0 && e.otherParty(st.Start, n, st.End) {
				rank = 1
			}
			if rank > 0 {
				e.setOrg(whole.start, whole.end, rank, rule)
			}
		}
	}
	if e.thirdPerson && e.orgRank < 46 {
		e.readAnnouncer()
	}
	if e.orgRank < 40 {
		e.readPlaces()
	}
	e.entireName()
}

// lexForm gives the legal form of a hit as its lexicon has it.
func lexForm(h hit) string { return lex.terms[h.term].text }

// firstPerson reports whether the text speaks as the organization itself.
func (e *Entry) firstPerson() bool {
	return e.says("当社", "弊社", "当行", "当院", "当会", "当組合", "当金庫", "当協会", "当財団", "当法人", "当館", "当園", "当校", "当店", "当サイト", "弊行", "弊会", "当機構", "当団体", "当市", "当町", "本学", "本市", "本校", "本会", "本県", "本町", "本園", "当所", "本所", "お詫び申し上げ", "お詫び申しあげ", "お詫びいたし", "お詫び致し", "申し訳ございません", "申し訳ありません", "we", "our")
}

// headerName extends a name that stands by itself to what belongs to it: a
// body of its own behind the legal person (医療法人○○会 △△病院).
func (e *Entry) headerName(n name, end int) name {
	s := e.text.Norm
	rest := part(s, n.end, end)
	trimmed := strings.TrimLeft(rest, " ")
	gap := len(rest) - len(trimmed)
	if gap == 0 || gap > 3 {
		return n
	}
	word := trimmed
	if i := strings.IndexByte(word, ' '); i >= 0 {
		word = word[:i]
	}
	for _, h := range lex.find(nil, nil, e.text.Low, n.end+gap, n.end+gap+len(word)) {
		if h.class() == legalClass && int(h.end) == n.end+gap+len(word) && (h.code() == "end" || h.code() == "second") && len(word) > len("病院") {
			return name{n.start, n.end + gap + len(word)}
		}
	}
	if m := body(word); m == len(word) && m > 0 && municipality(word) < m && personOf(s[n.start:n.end]) {
		return name{n.start, n.end + gap + m} // 医療法人社団青空会 みどり歯科
	}
	return n
}

var entrusting = anyOf("委託している", "委託しております", "委託する", "委託した", "委託先の", "委託先である", "利用している", "提供元の", "導入していた、", "導入している", "調査機関である", "開発会社の", "保守を委託")

// partner reports whether the words around a name make it somebody else than
// the publisher: a supplier, an expert, a card company.
func (e *Entry) partner(start int, n name, end int) bool {
	s := e.text.Norm
	before := part(s, max(start, n.start-60), n.start)
	behind := part(s, n.end, min(end, n.end+60))
	return endsWith(before, entrusting) ||
		startsAny(behind, "に委託", "が提供", "(以下「委託先", "(以下、「委託先", "(以下「受託", "(以下、受託", "(以下、「受託", "へ委託", "から", "より報告", "による調査", "のサーバ", "提供")
}

// otherParty reports whether a definition makes the name another party.
func (e *Entry) otherParty(start int, n name, end int) bool {
	behind := part(e.text.Norm, n.end, min(end, n.end+40))
	return startsAny(behind, "(以下「委託", "(以下、「委託", "(以下「受託", "(以下、受託", "(以下、委託", "(以下、「受託", "(以下「再委託", "をはじめとする", "による調査", "に委託", "が提供する", "の第三者")
}

// bodyName considers a name that ends in a word like 市, 大学 or 病院. It gives
// where the name ends, 0 if it is none.
func (e *Entry) bodyName(i int, h hit, head, foot, nav bool) int {
	s := e.text.Norm
	st := e.page.Sentences[i]
	end := int(h.end)
	left := nameLeft(s, st.Start, int(h.start))
	if left >= int(h.start) {
		return 0
	}
	founded := e.has(part(s, st.Start, int(h.start)), "市立", "町立", "村立", "区立", "県立", "府立", "都立", "道立")
	if head && founded && end == st.End && !contains(part(s, st.Start, end), " ") {
		left = st.Start // あおば市立槻の木小学校
	}
	length := utf8.RuneCountInString(part(s, left, end))
	if length < 2 || length > 24 {
		return 0
	}
	short := len(lex.terms[h.term].text) == len("市")
	behind := part(s, end, st.End)
	if e.thirdPerson && strings.HasPrefix(behind, "(") {
		if c := strings.IndexByte(behind, ')'); c > 0 && c < 60 {
			behind = behind[c+1:]
		}
	}
	// 市役所, 市民, 県警: the word goes on.
	if r := firstRune(behind); short && (isKanji(r) || isKatakana(r)) && !startsAny(behind, "役所", "役場", "長", "公式", "ホームページ") || r == 'ー' {
		return 0
	}
	if !short && behind != "" {
		if r := firstRune(behind); isKanji(r) && !startsAny(behind, "学長", "院長", "理事長", "会長", "長", "総務", "本店", "広報", "事務", "公式", "各位", "情報", "入試", "教学") {
			return 0
		}
	}
	before := strings.TrimRight(part(s, st.Start, left), " ")
	lineStart := before == "" || endsAny(before, ">", "】", "日", ")")
	rank, rule := 0, ""
	switch {
	case head && !nav && before == "" && strings.TrimSpace(behind) == "":
		rank, rule = 42, "header"
	case head && !nav && lineStart && !strings.HasSuffix(e.words(i), "。") && len(behind) < 60:
		rank, rule = 38, "header"
	case head && nav && before == "" && i <= 3 && (!short || startsAny(behind, "公式", "ホームページ", "役所", "役場")):
		rank, rule = 18, "masthead"
	case !head && e.thirdPerson && before == "" && startsAny(behind, "は"):
		rank, rule = 46, "reported"
	case !head && before == "" && startsAny(behind, "は、", "では、", "(以下", "におい", "が"):
		rank, rule = 24, "subject"
	case !head && !e.thirdPerson && i*3 > len(e.sentences())*2 && (before == "" || endsAny(before, "日")) && strings.HasPrefix(behind, " ") && startsWith(strings.TrimLeft(behind, " "), officers) && !strings.HasSuffix(e.words(i), "。"):
		rank, rule = 43, "signature" // 2024年8月30日 はなみずき医院 院長 蓮池
	case foot && before == "" && startsAny(behind, "役所", "役場", " ", "事務局"):
		rank, rule = 22, "footer"
	case e.about(i, contacting) && before == "" && !head:
		rank, rule = 16, "contact"
	}
	if head && i == 0 && before == "" && !nav && rank > 0 {
		rank++
	}
	if e.thirdPerson && rule == "reported" && founded && length >= 6 {
		e.setOrg(left, end, rank, rule) // 県立汐入高校は
		return end
	}
	for _, w := range []string{"お客", "皆", "関係", "保護者", "全国", "他の", "同", "各", "本", "当", "市", "県立", "第三者", "個人情報保護", "検討", "対策", "調査"} {
		if strings.HasPrefix(part(s, left, end), w) {
			return 0
		}
	}
	if rank > 0 {
		e.setOrg(left, end, rank, rule)
		return end
	}
	return 0
}

// Masthead gives the name of the organization whose page t is, from the lines
// above its first entry; "" where the page is somebody else's, such as a blog.
func Masthead(t *text.Text, before int) string {
	for i := 0; i < before && i < 3; i++ {
		l := t.Lines[i]
		for _, h := range lex.find(nil, nil, t.Low, l.Start, l.End) {
			if h.class() != legalClass || h.code() == "none" {
				continue
			}
			left := nameLeft(t.Norm, l.Start, int(h.start))
			if left == l.Start && int(h.end) == l.End && left < int(h.start) {
				return t.Norm[left:l.End]
			}
			if h.code() == "form" && int(h.start) == l.Start {
				if right := nameRight(t.Norm, int(h.end), l.End); right == l.End {
					return t.Norm[l.Start:l.End]
				}
			}
		}
	}
	return ""
}
