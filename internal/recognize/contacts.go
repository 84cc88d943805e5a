package recognize

import (
	"strings"
	"unicode/utf8"
)

var (
	deskWords     = anyOf("問い合わせ", "問合せ", "問合わせ", "問い合せ", "ダイヤル", "窓口", "コールセンター", "連絡先", "相談室", "ヘルプデスク", "サポートセンター", "お客さまセンター", "お客様センター", "サポートデスク", "お客様係", "お客さま係", "専用電話", "nquir", "Contact", "contact", "Questions", "Call ", "E-mail")
	contactLabels = anyOf("電話", "tel", "☎", "メール", "mail", "ダイヤル")
	deskMentions  = anyOf("問い合わせ", "問合せ", "お問合", "連絡", "窓口", "ダイヤル", "申し出", "まで", "お知らせください", "相談", "呼びかけ", "受け付け")
)

// readContacts reads the telephone numbers and mail addresses given for
// enquiries. FAX numbers, the general number of a page's foot and the numbers
// of a scam are none.
func (e *Entry) readContacts() {
	seen := map[string]bool{}
	give := func(value string, start, end int, rule string) {
		if !seen[value] {
			seen[value] = true
			e.add("contacts", value, 0, e.span(rule, start, end))
		}
	}
	s := e.text.Norm
	for i, st := range e.sentences() {
		if e.zones[i] == footZone || !e.shows(i, contactMark) {
			continue
		}
		if e.zones[i] == appendZone && !e.has(e.headingWords(i)+" "+e.words(i), "問い合わせ", "問合せ", "問合わせ", "窓口", "ダイヤル", "連絡先", "Contact", "Inquir", "電話 ", "TEL") {
			continue
		}
		w := e.words(i)
		stopped := strings.HasSuffix(w, "。")
		if stopped && st.Label == st.Start && !e.holdsIn(i, w, deskMentions) {
			continue // told of, not given
		}
		labelled := func() bool { return e.holdsIn(i, e.text.Low[st.Start:st.End], contactLabels) }
		n := len(e.page.Sentences)
		below := i > 0 && e.about(i-1, contacting) && !strings.HasSuffix(e.words(i-1), "。") && (s[st.Start] == '0' || s[st.Start] == '(')
		desk := below || e.about(i, contacting) || e.holdsIn(i, w, deskWords)
		if !desk && !stopped && i*10 > n*6 {
			desk = !e.about(i, ask|faq) && contains(w, "@") ||
				e.page.Head >= 0 && len(w) < 100 && !e.about(i, ask|faq|prevent) || // 観光課 0000-40-2250
				i*10 > n*7 && e.has(w, "電話", "TEL", "Tel", "☎", "メール") && labelled()
		}
		if !desk && !((i > n/2 && !e.about(i, ask|faq|course|cause|prevent|overview) || e.zones[i] == headZone) && labelled()) {
			continue
		}
		if e.about(i, ask|faq|course) && !below && !e.has(e.words(i), "センター ", "相談室", "問い合わせ", "窓口", "ダイヤル", "までご連絡", "までお知らせ") {
			continue
		}
		for at := st.Start; at < st.End; {
			c := s[at]
			if c == '@' {
				if a, b, ok := mailAt(s, st.Start, at, st.End); ok && !e.scam(i, st.Start, a) {
					give(strings.ToLower(part(s, a, b)), a, b, "contact-mail")
					at = b
					continue
				}
			}
			if c >= utf8.RuneSelf && c != "〇"[0] { // begins neither
				_, at = runeTo(s, at)
				continue
			}
			if number, end, ok := phoneAt(s, at, st.End); ok {
				if e.callable(st.Start, at, end, st.End) && !e.scam(i, st.Start, at) {
					give(number, at, end, "contact-phone")
				}
				at = end
				continue
			}
			_, size := utf8.DecodeRuneInString(s[at:])
			at += size
			// A run of digits is one number or none.
			if c >= '0' && c <= '9' {
				for at < st.End && s[at] >= '0' && s[at] <= '9' {
					at++
				}
			}
		}
	}
}

// mailAt reads the mail address around the @ at k.
func mailAt(s string, lo, k, hi int) (start, end int, ok bool) {
	local := func(c byte) bool {
		return isAlnum(rune(c)) || c == '.' || c == '-' || c == '_' || c == '+'
	}
	start, end = k, k+1
	for start > lo && local(s[start-1]) {
		start--
	}
	for end < hi && (isAlnum(rune(s[end])) || s[end] == '.' || s[end] == '-') {
		end++
	}
	for end > k+1 && (s[end-1] == '.' || s[end-1] == '-') {
		end--
	}
	for start < k && (s[start] == '.' || s[start] == '-') {
		start++
	}
	return start, end, start < k && contains(part(s, k, end), ".")
}

// digitAt reads one digit, also a kanji one, of a telephone number.
func digitAt(s string, i int) (d byte, size int) {
	if i >= len(s) {
		return 0, 0
	}
	if isDigit(s[i]) {
		return s[i], 1
	}
	if s[i] < 0xE3 {
		return 0, 0
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	if k := strings.IndexRune("〇一二三四五六七八九", r); k >= 0 {
		return '0' + byte(k/3), n
	}
	return 0, 0
}

// phoneAt reads a telephone number that begins at i and writes it with plain
// digits and hyphens.
func phoneAt(s string, i, hi int) (number string, end int, ok bool) {
	if i > 0 && (isDigit(s[i-1]) || s[i-1] == '-' || s[i-1] == '.' && i > 1 && isDigit(s[i-2]) || letter(s[i-1]) || s[i-1] == ',') {
		return "", i, false
	}
	var b strings.Builder
	j := i
	digits, groups := 0, 0
	kanji := false
	if s[j] == '+' {
		b.WriteByte('+')
		j++
	} else if s[j] == '(' && j+1 < hi {
		if d, _ := digitAt(s, j+1); d != '0' && !american(s[j:hi]) {
			return "", i, false
		}
		j++
	} else if d, _ := digitAt(s, j); d != '0' && !american(s[j:hi]) {
		return "", i, false
	}
	inGroup := false
	for j < hi {
		d, size := digitAt(s[:hi], j)
		if d != 0 {
			kanji = kanji || size > 1
			if !inGroup {
				if groups > 0 {
					b.WriteByte('-')
				}
				groups++
				inGroup = true
			}
			b.WriteByte(d)
			digits++
			j += size
			if digits > 15 {
				return "", i, false
			}
			continue
		}
		// One separator, and a digit behind it.
		k := j
		seps := 0
		for k < hi && seps < 3 {
			c := s[k]
			if c == '-' || c == '(' || c == ')' || c == ' ' && seps == 0 && k+1 < hi && (s[k+1] == '(' || s[k+1] == '-') || c == ' ' && seps > 0 {
				k++
				seps++
				continue
			}
			if strings.HasPrefix(part(s, k, hi), "・") || strings.HasPrefix(part(s, k, hi), "ー") || strings.HasPrefix(part(s, k, hi), "の") && kanji {
				k += 3
				seps++
				continue
			}
			break
		}
		if seps == 0 || !inGroup {
			break
		}
		if d, _ := digitAt(s[:hi], k); d == 0 {
			break
		}
		if contains(s[j:k], "(") { // 0120(000)927, but not 0120-000-764(9時から)
			c := k
			for d, size := digitAt(s[:hi], c); d != 0; d, size = digitAt(s[:hi], c) {
				c += size
			}
			if c >= hi || s[c] != ')' || digits == 0 || groups > 1 {
				break
			}
		}
		// 0000-23-5512(内線…) stops; 0120(000)927 goes on.
		inGroup = false
		j = k
	}
	plus := strings.HasPrefix(b.String(), "+")
	if groups == 1 && (digits < 10 || digits > 11 || kanji) || digits < 9 || !plus && digits > 11 || groups > 5 {
		return "", i, false
	}
	// A year-like first group is a date.
	return b.String(), j, true
}

// american reports whether s begins with a number of the North American plan:
// 800-555-0100, (800) 555-0100, 1-800-555-0100.
func american(s string) bool {
	s = strings.TrimPrefix(s, "1-")
	s, bracket := strings.CutPrefix(s, "(")
	for i, n := range []int{3, 3, 4} {
		if len(s) < n {
			return false
		}
		for k := range n {
			if !isDigit(s[k]) {
				return false
			}
		}
		s = s[n:]
		if i == 2 {
			break
		}
		if i == 0 && bracket {
			if s, bracket = strings.CutPrefix(s, ")"); !bracket {
				return false
			}
			s = strings.TrimPrefix(s, " ")
			continue
		}
		if s == "" || s[0] != '-' && s[0] != '.' {
			return false
		}
		s = s[1:]
	}
	return s == "" || !isDigit(s[0]) && s[0] != '-'
}

// callable reports whether a number is to be called about the incident.
func (e *Entry) callable(lo, start, end, hi int) bool {
	before := strings.ToLower(part(e.text.Norm, lo, start))
	if len(before) > 60 {
		before = before[len(before)-60:]
		for len(before) > 0 && !utf8.RuneStart(before[0]) {
			before = before[1:]
		}
	}
	// The label nearest before the number decides.
	fax := e.lastOf(before, "fax", "ファクス", "ファックス", "ファクシミリ")
	tel := e.lastOf(before, "電話", "tel", "ダイヤル", "☎")
	if fax >= 0 && fax > tel {
		return false
	}
	if endsAny(strings.TrimRight(before, " :("), "代表", "代表電話", "代表番号") || strings.HasSuffix(strings.TrimRight(before, " :"), "〒") {
		return false
	}
	if b := strings.TrimRight(before, " :"); strings.HasSuffix(b, "番号") && !endsAny(b, "電話番号", "受付番号", "専用番号", "窓口番号") || endsAny(b, "第") {
		return false // of an office, a licence
	}
	behind := part(e.text.Norm, end, hi)
	if startsAny(behind, "(代表)", "(代)", "(代表電話)") {
		return false
	}
	return !e.has(before[strings.LastIndexAny(before, "。")+1:], "通報は", "緊急", "ガス漏れ", "ご注文は", "注文専用", "ご予約は", "料金に関する", "納入に関する", "検定試験に関するお問い合わせは", "その他のお問い合わせは", "その他お問い合わせは", "以外のお問い合わせは", "商品に関する", "入会に関する")
}

var scamSigns = anyOf("差出人", "偽", "警告", "と表示", "送信元", "を名乗る電話番号", "不審", "に連絡してください」")

// scam reports whether an address or number belongs to the fraud that the
// notice warns of.
func (e *Entry) scam(i, lo, at int) bool {
	before := part(e.text.Norm, lo, at)
	return e.holds(before, scamSigns) || e.has(e.headingWords(i), "偽メール", "偽サイト", "特徴", "例")
}
