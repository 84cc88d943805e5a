package recognize

import (
	"strings"
	"unicode/utf8"
)

// This file finds names of organizations that have no legal form and no word of
// the lexicon at their end: by where they stand, by how the names of public
// bodies are built, and in articles by who announced it.

// bodyHeads end the names of bodies; whole tells that what stands before a
// department is the body itself.
var bodyHeads = []string{
	"裁判所", "検察庁", "警察本部", "警察局", "警察署", "労働局", "法務局", "財務局", "国税局", "税務署", "整備局", "運輸局", "厚生局", "農政局", "経済産業局", "総合通信局", "管区気象台", "拘置所", "刑務所", "海上保安本部", "自衛隊",
	"水道局", "交通局", "消防局", "消防本部", "消防署", "病院局", "企業局", "事業局", "企業団", "事業団", "広域連合", "組合", "議会", "教育委員会", "委員会", "教育事務所",
	"大学", "学部", "研究科", "大学院", "短大", "大学校", "高専", "高校", "学校", "学園", "学院", "幼稚園", "保育園", "保育所", "こども園", "支援学校",
	"病院", "医療センター", "総合センター", "研究センター", "クリニック", "診療所", "医院", "歯科", "薬局",
	"協会", "連盟", "連合会", "協議会", "財団", "機構", "公社", "基金", "公庫", "研究所", "研究機構", "会議所", "商工会", "農協", "生協", "漁協", "振興会", "共済会", "学会", "同窓会", "後援会",
	"図書館", "美術館", "博物館", "資料館", "文学館", "科学館", "水族館", "動物園", "植物園", "会館", "文化会館", "公民館", "劇場", "ホール",
	"銀行", "信金", "信組", "金庫", "証券", "生命", "電力", "ガス", "鉄道", "電鉄", "新聞社", "放送", "テレビ", "出版社", "書店", "百貨店", "大使館", "領事館", "神社", "寺",
	"省", "庁",
}

// ownBureaus are the bureaus of a city or prefecture that are bodies of their own.
var ownBureaus = []string{"水道局", "交通局", "消防局", "病院局", "企業局", "事業局", "警察局"}

// sections end the names of departments.
var sections = []string{"部", "課", "室", "局", "係", "班", "グループ", "チーム", "担当", "センター", "事務所", "支所", "出張所"}

// notBodies begin what is no name of a body.
var notBodies = []string{"当", "本", "同", "各", "全て", "全員", "全国の", "全社", "他", "関係", "報道", "問", "お", "ご", "御", "都市", "市役所", "市民", "市長", "県立", "県内", "府立", "市内", "町内", "区役所", "市議", "県議", "担当", "個人情報", "第三者", "対策", "調査", "検討", "所属", "部局", "会議", "他の", "上記", "下記", "別", "次", "また", "この", "その", "なお", "外部", "警察", "複数", "一部", "取引", "委託", "提携", "記者", "資料", "発表", "弊", "私", "地域", "我が", "わが", "消費生活", "令和", "平成", "東京証券", "証券", "財務", "総務"}

// body gives the length of the name of the body that the word s, a run of
// letters without a gap, is or begins with: しおかぜ市 of しおかぜ市総務部税務課,
// しおかぜ市消防局 as it is; 0 if it names none.
func body(s string) int {
	s, _, _ = strings.Cut(s, "長 ")
	n := utf8.RuneCountInString(s)
	if n < 3 || n > 30 || startsAny(s, notBodies...) {
		return 0
	}
	for i, r := range s {
		if !isKanji(r) && !isKatakana(r) && !isHiragana(r) && !isAlnum(r) {
			return 0
		}
		if isHiragana(r) && strings.ContainsRune("をはがで", r) && i > 0 {
			return 0
		}
	}
	for _, office := range []string{"役所", "役場", "庁"} {
		if at := strings.Index(s, office); at > 0 {
			if m := municipality(s); m == at {
				return m
			}
		}
	}
	if t, ok := strings.CutSuffix(s, "長"); ok { // しおかぜ市長, しおかぜ家庭裁判所長
		return body(t)
	}
	m := municipality(s)
	if m == len(s) {
		return m
	}
	if endsAny(s, ownBureaus...) || m > 0 && s[m:] == "警察" {
		return len(s)
	}
	for _, w := range bodyHeads {
		if strings.HasSuffix(s, w) && len(s) > len(w) && n > 3 {
			return len(s)
		}
	}
	department := false
	for _, w := range sections {
		department = department || strings.HasSuffix(s, w)
	}
	if !department {
		return 0
	}
	best := 0
	for _, w := range bodyHeads {
		if i := strings.LastIndex(s, w); i > 0 && len(w) > len("省") {
			best = max(best, i+len(w))
		}
	}
	if best > 0 && best > m {
		return best
	}
	return m
}

// inWords are the words behind 市, 町 and the like within another word: 市民, 町会,
// 区域, 県立.
var inWords = []string{"場", "民", "内", "街", "販", "議", "立", "会", "域", "分", "間", "画", "税事", "町村", "区町村", "道府県", "中市"}

// municipality gives the length of the name of a prefecture, city, town or
// village that s begins with, 0 if there is none.
func municipality(s string) int {
	for i, r := range s {
		if i == 0 || !strings.ContainsRune("県府市町村区都道", r) || r == '都' && s[:i] != "東京" || r == '道' && s[:i] != "北海" || r == '府' && endsAny(s[:i], "政", "内閣") {
			continue
		}
		end := i + len("市")
		behind := s[end:]
		if startsAny(behind, inWords...) {
			continue
		}
		if strings.ContainsRune("県府都道", r) && behind != "" && municipality(behind) == len(behind) { // 静浜県しおかぜ市
			return len(s)
		}
		return end
	}
	return 0
}

// place is a name by where it stands in a notice, and how much that tells.
type place struct {
	name
	weight int
	words  string
}

var (
	openings    = []string{"このたび、", "この度、", "このたび", "この度", "本日、", "今般、", "先般、", "このほど、", "また、"}
	topicMarks  = []string{"は", "では", "において", "におきまして", "が", "の", "から", "と"}
	thirdBodies = []string{"をはじめ", "が公表した", "の調査に", "から委託", "より委託"}
)

// readPlaces finds the organization among names without a legal form: in the
// letterhead, the trail of the page, the first sentence, the signature.
func (e *Entry) readPlaces() {
	s := e.text.Norm
	ss := e.sentences()
	var all []place
	give := func(start, end, weight int) {
		words := part(s, start, end)
		for k := range all {
			if all[k].words == words {
				all[k].weight += weight
				return
			}
		}
		if len(all) < 12 {
			n := min(strings.Count(s, words), 5)
			all = append(all, place{name{start, end}, weight + n, words})
		}
	}
	for i, st := range ss {
		w := e.words(i)
		head, foot := e.zones[i] == headZone, e.zones[i] == footZone || e.zones[i] == appendZone
		stopped := strings.HasSuffix(w, "。")
		inTitle := e.title[1] > 0 && e.title[0] <= st.Start && st.End <= e.title[1]
		switch {
		case inTitle:
			continue
		case !stopped && (head || foot || i*2 > len(ss) || strings.HasPrefix(w, "(") && strings.HasSuffix(w, ")")) && len(w) < 240 && !endsWith(w, addresseeEnds):
			crumbs := strings.Count(w, ">") > 0 || strings.Count(w, "|") > 1
			weight := 4
			if day, behind, ok := strings.Cut(w, " "); ok && strings.HasSuffix(day, "日") && hasDigits(day) && !head && day[0] != '(' {
				w = strings.TrimLeft(behind, " ") // 2024年8月30日 はなみずき医院 院長 蓮池
			}
			switch {
			case head && crumbs:
				weight = 3
			case head:
				weight = 10
			case strings.HasPrefix(w, "("):
				weight = 8
			case i*2 > len(ss) && (body(w) == len(w) || i >= len(ss)-6 && body(w[:max(0, strings.IndexByte(w, ' '))]) > 0 && endsWith(e.posted(w), officers)):
				weight = 8 // a signature
			case i*2 > len(ss) && e.signedBy(w):
				weight = 8
			case i+1 < len(ss) && i*2 > len(ss) && body(w) > 0 && startsWith(e.words(i+1), officers):
				weight = 8
			case e.about(i, contacting) && e.has(w, "役場 ", "役所 "):
				weight = 8
			case e.about(i, contacting):
				weight = 4
			case e.has(w, "〒", "電話", "TEL", "Tel"):
				weight = 2
			}
			if !head && !crumbs && !strings.HasPrefix(w, "(") && e.page.Sentences[i].Item {
				continue
			}
			first := true
			for at := st.Start; at < st.End; {
				j := at
				for j < st.End && !strings.ContainsRune(" ()[]>|/:、,【】「」<>=", firstRune(s[j:])) {
					_, j = runeTo(s, j)
				}
				if n := body(part(s, at, j)); n > 0 && (first || crumbs || head || strings.HasPrefix(w, "(")) {
					give(at, at+n, weight)
					first = false
				} else if j-at > len("電話") && !crumbs && !hasDigits(part(s, at, j)) {
					first = first && head
				}
				if j >= st.End {
					break
				}
				_, at = runeTo(s, j)
			}
		case stopped && i >= e.body && i <= e.body+2 && !head:
			from := st.Start
			for _, o := range openings {
				if strings.HasPrefix(s[from:st.End], o) {
					from += len(o)
					break
				}
			}
			// up to a particle behind the name
			for j := from; j < st.End; {
				r, size := runeAt(s, j)
				if j > from && (r == '(' || isHiragana(r) && startsExact(s[j:], topicMarks)) {
					if n := body(part(s, from, j)); n > 0 && !startsAny(s[j:st.End], thirdBodies...) {
						give(from, from+n, 6+2*b2i(i == e.body && startsAny(s[j:st.End], "が", "は", "では", "におい")))
						break
					}
				}
				if r == '、' || r == '。' || r == '(' || r == '「' || j-from > 90 {
					break
				}
				j += size
			}
		}
	}
	for i := 0; i < min(e.body, 3); i++ { // the line that the page begins with, and that is said again
		st := ss[i]
		w := strings.TrimPrefix(e.words(i), "The ")
		n := utf8.RuneCountInString(w)
		if n < 4 || n > 44 || e.title[0] <= st.Start && st.End <= e.title[1] || strings.ContainsAny(w, "|>/:.,!?()@0123456789") || contains(w, "  ") || contains(w, "お") || len(e.datesOf(i)) > 0 || e.tells(i, titleClass) || endsWith(w, addresseeEnds) || startsWith(w, letterhead) || startsWith(w, newsTitles) || english(w) && !titled(w) {
			continue
		}
		if at := st.End + index(s[st.End:], w); at >= st.End {
			give(st.End-len(w), st.End, 6)
		} else if at := index(e.text.Low[st.End:], strings.ToLower(w)); at >= 0 && w == strings.ToUpper(w) && len(e.text.Low) == len(s) {
			give(st.End+at, st.End+at+len(w), 8)
		}
	}
	for i, st := range ss { // the line above the one who signs
		if i+1 == len(ss) || e.zones[i] != headZone && i*3 < len(ss)*2 || ss[i+1].Line > st.Line+1 || !startsWith(e.words(i+1), officers) || !contains(e.words(i+1), " ") || strings.HasSuffix(e.words(i+1), "。") {
			continue
		}
		if w := e.words(i); bareName(w) && !e.endsTitle(w) && !endsWith(w, addresseeEnds) && len(e.datesOf(i)) == 0 {
			give(st.Start, st.End, 8)
		}
	}
	e.subjects(give)
	best := -1
	for k := range all {
		if best < 0 || all[k].weight > all[best].weight {
			best = k
		}
	}
	if best >= 0 && all[best].weight >= 8 {
		e.setOrg(all[best].start, all[best].end, 20+min(all[best].weight, 20), "place")
	}
}

// signedBy reports whether a line is an officer of a body and a name: 葦津市長 猪又 さおり.
func (e *Entry) signedBy(w string) bool {
	first, who, ok := strings.Cut(w, " ")
	return ok && len(w) < 75 && endsWith(first, officers) && body(first) > 0 && !hasDigits(who) && !e.has(who, "電話", "TEL", "課", "室", ":")
}

// officers sign for bodies.
var officers = anyOf("院長", "学長", "校長", "園長", "所長", "館長", "局長", "会長", "理事長", "市長", "町長", "村長", "区長", "知事", "総長", "学部長", "署長", "本部長", "教育長", "組合長", "代表", "社長", "頭取")

// titled reports whether the words of w begin with capitals, but for those that
// only join.
func titled(w string) bool {
	for f := range strings.FieldsSeq(w) {
		if f[0] >= 'a' && f[0] <= 'z' && f != "of" && f != "and" && f != "for" && f != "the" {
			return false
		}
	}
	return true
}

// bareName reports whether a line is made of nothing but what names are.
func bareName(w string) bool {
	n := utf8.RuneCountInString(w)
	if n < 4 || n > 30 {
		return false
	}
	for _, r := range w {
		if !isKanji(r) && !isKatakana(r) && !isHiragana(r) && !isAlnum(r) {
			return false
		}
	}
	return !allHiragana(w) && body(w) == 0 || body(w) == len(w)
}

// subjectVerbs stand behind the name that a notice in English begins with.
var subjectVerbs = []string{" has ", " have ", " is ", " was ", " said", " says", " announced", " confirmed", " regrets", " learned", " discovered", " experienced", " suffered", " identified", " today", " recently", " became", " wishes", " hereby", " would like", " takes ", " apologi", ` ("`, ", the ", " on behalf"}

// subjects gives the name that the first sentences of a notice in English have
// as their subject: SHIRASAGI - The Shirasagi Chamber of Commerce has said …
func (e *Entry) subjects(give func(start, end, weight int)) {
	s := e.text.Norm
	for i := e.body; i < min(e.body+2, len(e.sentences())); i++ {
		st := e.sentences()[i]
		if !english(e.words(i)) {
			continue
		}
		at := st.Start
		for _, dash := range []string{" — ", " – ", " - ", " -- "} {
			if k := strings.Index(s[at:st.End], dash); k > 0 && k < 40 {
				at += k + len(dash)
				break
			}
		}
		if strings.HasPrefix(s[at:st.End], "The ") {
			at += len("The ")
		}
		end, words := at, 0
		for j := at; j < st.End; {
			k := j
			for k < st.End && s[k] != ' ' && s[k] != ',' && s[k] != '(' {
				k++
			}
			w := s[j:k]
			if w == "" || !(w[0] >= 'A' && w[0] <= 'Z' || w == "&") && w != "of" && w != "and" && w != "for" {
				break
			}
			if w[0] >= 'A' && w[0] <= 'Z' {
				end, words = k, words+1
			}
			if k >= st.End || s[k] != ' ' {
				break
			}
			j = k + 1
		}
		if words > 1 && words < 9 && startsExact(s[end:st.End], subjectVerbs) {
			switch first, _, _ := strings.Cut(s[at:end], " "); first {
			case "On", "In", "At", "By", "From", "And", "Dear", "As", "Our", "We", "This", "If", "To", "It", "Between":
			default:
				give(at, end, 9)
			}
		}
	}
}

// posted gives the first of the words behind the first gap of a line: 院長 of
// みどり病院 院長 森 一郎.
func (e *Entry) posted(w string) string {
	_, w, _ = strings.Cut(w, " ")
	w, _, _ = strings.Cut(strings.TrimLeft(w, " "), " ")
	return w
}

// entireName looks for a fuller form of the organization that was found: with
// its legal form, with the body behind the legal person, in plain letters.
func (e *Entry) entireName() {
	if e.org == "" {
		return
	}
	s := e.text.Norm
	ss := e.sentences()
	org := e.org
	if org == strings.ToUpper(org) && org != strings.ToLower(org) && english(org) && len(e.text.Low) == len(s) {
		low := strings.ToLower(org)
		for at := 0; ; {
			k := strings.Index(e.text.Low[at:], low)
			if k < 0 {
				break
			}
			at += k
			if w := s[at : at+len(low)]; w != org && titled(w) {
				e.setOrg(at, at+len(low), e.orgRank+1, "plain")
				return
			}
			at += len(low)
		}
	}
	formless := true
	for _, h := range e.findLow(org) {
		formless = formless && !(h.class() == legalClass && (h.code() == "form" || h.code() == "after"))
	}
	for i, st := range ss {
		w := e.words(i)
		if strings.HasSuffix(w, "。") || len(w) > 200 || !contains(w, org) {
			continue
		}
		if formless && w == org && i > 0 && ss[i-1].Line+1 == st.Line && e.is(i-1, legalClass, "form") && personOf(e.words(i-1)) {
			e.setOrg(ss[i-1].Start, st.End, e.orgRank+1, "entire")
			return
		}
		if formless && e.is(i, legalClass, "form") {
			// 学校法人榛原学園 西榛大学
			if at := st.Start + strings.Index(w, org); at > st.Start && s[at-1] == ' ' {
				before := strings.TrimRight(s[st.Start:at], " ")
				if h, ok := e.hit(i, legalClass, "form"); ok && int(h.start) == st.Start && !contains(before[int(h.end)-st.Start:], " ") && len(before) < 90 && !startsAny(before, "株式会社", "有限会社", "合同会社") {
					e.setOrg(st.Start, at+len(org), e.orgRank+1, "entire")
					return
				}
			}
		}
		if !formless && w == org && i+1 < len(ss) && ss[i+1].Line == st.Line+1 && (e.zones[i] == headZone || i*3 > len(ss)*2) && personOf(org) {
			next := e.words(i + 1)
			if k := strings.IndexByte(next, ' '); k > 0 {
				next = next[:k]
			}
			if n := body(next); n == len(next) && n > 0 && municipality(next) < n && endsAny(next, "大学", "病院", "学校", "高校", "学園", "幼稚園", "保育園", "こども園", "医療センター", "クリニック", "診療所", "図書館", "美術館", "博物館", "学部", "短大") {
				e.setOrg(st.Start, ss[i+1].Start+n, e.orgRank+1, "entire")
				return
			}
		}
	}
	if formless && e.orgRank < 50 {
		for i := range ss {
			if e.tells(i, legalClass) && contains(e.words(i), org) {
				if at := index(s, org); at >= 0 {
					if full := e.formed(name{at, at + len(org)}); full.start != at || full.end != at+len(org) {
						e.setOrg(full.start, full.end, e.orgRank+1, "entire")
					}
				}
				return
			}
		}
	}
}

// personOf reports whether a line is the name of a legal person that runs bodies
// with names of their own.
func personOf(w string) bool {
	return utf8.RuneCountInString(w) < 30 && !strings.Contains(w, "。") && startsAny(w, "学校法人", "国立大学法人", "公立大学法人", "医療法人", "社会医療法人", "社会福祉法人", "地方独立行政法人", "独立行政法人", "宗教法人", "公益財団法人", "一般財団法人", "公益社団法人", "一般社団法人")
}

// findLow gives the words of the lexicons in a string that is no part of the text.
func (e *Entry) findLow(s string) []hit {
	return lex.find(nil, nil, strings.ToLower(s), 0, len(strings.ToLower(s)))
}

var announced = anyOf("発表した", "発表しました", "発表。", "公表した", "明らかにした", "明らかになった", "明らかに。", "分かった", "わかった", "判明した", "公表しました", "告知した", "公開した", "報告した", "説明した", "謝罪した", "発表している", "公表している", "明かした", "と発表", "たと公表")

// notVictims are those who announce what happened to others, or to whom it is told.
var notVictims = anyOf("県警", "府警", "警視庁", "道警", "警察署", "警察庁", "個人情報保護委員会", "容疑者", "被告", "関係者", "捜査", "教諭", "職員", "社員", "社長", "担当者", "男性", "女性", "研究者", "攻撃者")

// readAnnouncer finds in an article who announced the incident: the name that
// a sentence with 発表した and the like has as its topic, with its legal form if
// the article has it anywhere.
func (e *Entry) readAnnouncer() {
	s := e.text.Norm
	ss := e.sentences()
	for i := range ss {
		st := ss[i]
		if i < e.body || e.zones[i] == headZone || i > e.body+5 {
			continue
		}
		w := e.words(i)
		if !e.holds(w, announced) && !contains(w, "によると") {
			continue
		}
		for at, tries := st.Start, 0; at < st.End && tries < 8; tries++ {
			k := index(s[at:st.End], "は")
			if k < 0 {
				break
			}
			k += at
			at = k + len("は")
			end := k
			if end > st.Start && s[end-1] == ')' { // 汐見銀行(しおかぜ市)は
				open := strings.LastIndexByte(s[st.Start:end], '(')
				if open < 0 || end-st.Start-open > 90 {
					continue
				}
				end = st.Start + open
			}
			if next, _ := runeAt(s, at); isHiragana(next) && !startsAny(s[at:st.End], "このほど", "この度", "このたび") {
				continue // はじめ, はがき
			}
			quoted := strings.HasSuffix(s[:end], "」")
			start := end
			if quoted {
				end -= len("」")
				open := strings.LastIndex(s[st.Start:end], "「")
				if open < 0 {
					continue
				}
				start = st.Start + open + len("「")
			} else {
				start = nameLeft(s, st.Start, end)
			}
			words := part(s, start, end)
			n := utf8.RuneCountInString(words)
			if n < 2 || n > 30 || startsAny(words, "同", "これ", "それ", "この", "その", "今回", "原因", "いずれ", "対象", "被害", "問題", "当") || e.holds(words, notVictims) || allHiragana(words) || hasDigits(words[:1]) {
				continue
			}
			if e.partner(st.Start, name{start, end}, st.End) {
				continue
			}
			if strings.Count(s, words) < 2 && body(words) == 0 && !startsAny(s[at:st.End], "このほど") && (at >= st.End || !isDigit(s[at])) {
				continue
			}
			full := e.formed(name{start, end})
			e.setOrg(full.start, full.end, 43, "announced")
			return
		}
	}
}

func allHiragana(s string) bool {
	for _, r := range s {
		if !isHiragana(r) {
			return false
		}
	}
	return true
}

// formed gives the place where the name n stands with its legal form, n if it
// has none anywhere.
func (e *Entry) formed(n name) name {
	words := squeeze(e.str(n.start, n.end))
	for i, st := range e.sentences() {
		if !e.tells(i, legalClass) {
			continue
		}
		for _, h := range e.of(i) {
			if h.class() != legalClass || h.code() != "form" {
				continue
			}
			m, ok := e.orgNameAt(h, st.Start, st.End)
			if !ok {
				continue
			}
			with := squeeze(e.str(m.start, m.end))
			form := squeeze(lexForm(h))
			if len(with) == len(form)+len(words) && (strings.HasPrefix(with, form) && strings.HasSuffix(with, words) || strings.HasPrefix(with, words) && strings.HasSuffix(with, form)) {
				return m
			}
		}
	}
	return n
}
