package recognize

import (
	"strings"
	"unicode/utf8"
)

var (
	deskWords     = anyOf("問い合わせ", "問合せ", "問合わせ", "問い合せ", "ダイヤル", "窓口", "コールセンター", "連絡先", "相談室", "ヘルプデスク", "サポートセンター", "お客さまセンター", "お客様センター", "サポートデスク", "お客様係", "お客さま係", "専用電話", "照会先", "ご照会", "ご質問", "御質問", "elpline", "otline", "support line", "assistance line", "help line", "For the media", "Media:", "Press:", "overseas", "nquir", "Contact", "contact", "Questions", "Call ", "E-mail")
	contactLabels = anyOf("電話", "tel", "☎", "メール", "mail", "ダイヤル")
	// hourWords stand in the brackets behind a number that one may call.
	hourWords    = anyOf("内線", "直通", "時~", "時から", "時-", ":00", ":30", "平日", "受付", "受け付け", "土日", "土・日", "24時間", "年中無休", "通話料", "通話無料", "フリーダイヤル", "ナビダイヤル", "専用", "a.m.", " am", "9am", "8am", "10am", "weekdays", "Monday", "Mon-", "toll")
	deskMentions = anyOf("問い合わせ", "問合せ", "お問合", "連絡", "窓口", "ダイヤル", "申し出", "まで", "お知らせください", "相談", "呼びかけ", "受け付け", "質問", "照会", "お寄せ", "ご用命", "承って", "承ります", "お電話ください")
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
	sign := e.atSign()
	near := -2 // the last row that announced a desk or gave one
	for i, st := range e.sentences() {
		if e.zones[i] == footZone {
			continue
		}
		if !e.shows(i, contactMark) && !(i-near < 3 && hasAny(e.text.Low[st.Start:st.End], atSigns...)) && !(sign != "" && strings.Contains(e.words(i), sign)) {
			if st.End-st.Start < 120 && !strings.HasSuffix(e.words(i), "。") && e.holds(e.words(i), deskWords) {
				near = i
			}
			continue
		}
		w := e.words(i)
		gated := e.zones[i] == appendZone && !e.has(e.headingWords(i)+" "+w, "問い合わせ", "問合せ", "問合わせ", "窓口", "ダイヤル", "連絡先", "Contact", "Inquir", "電話 ", "TEL") && !e.holdsIn(i, w, deskWords)
		stopped := strings.HasSuffix(w, "。")
		if stopped && st.Label == st.Start && !e.holdsIn(i, w, deskMentions) {
			continue // told of, not given
		}
		labelled := func() bool { return e.holdsIn(i, e.text.Low[st.Start:st.End], contactLabels) }
		n := len(e.page.Sentences)
		row := !stopped && !strings.HasSuffix(w, ".") && st.End-st.Start < 200 && !e.has(w, "〒")
		below := i > 0 && e.about(i-1, contacting) && !strings.HasSuffix(e.words(i-1), "。") && (s[st.Start] == '0' || s[st.Start] == '(') ||
			row && (i-near == 1 || i-near == 2 && st.End-st.Start < 120)
		desk := below || e.about(i, contacting) || e.holdsIn(i, w, deskWords)
		if !desk && !stopped && i*10 > n*6 {
			desk = !e.about(i, ask|faq) && contains(w, "@") ||
				e.page.Head >= 0 && len(w) < 100 && !e.about(i, ask|faq|prevent) || // 観光課 0000-40-2250
				i*10 > n*7 && e.has(w, "電話", "TEL", "Tel", "☎", "メール") && labelled()
		}
		if !desk && !((i > n/2 && !e.about(i, ask|faq|course|cause|prevent|overview) || e.zones[i] == headZone) && labelled()) {
			gated = true
		}
		if e.about(i, ask|faq|course) && !below && !e.has(w, "センター ", "相談室", "問い合わせ", "窓口", "ダイヤル", "までご連絡", "までお知らせ") && !(e.about(i, contacting) && labelled()) {
			gated = true
		}
		if gated && stopped || e.holds(e.text.Low[st.Start:st.End], callOthers) && english(w) {
			continue
		}
		for at := st.Start; at < st.End; {
			c := s[at]
			if n := e.atWidth(at, st.End, sign); n > 0 {
				if a, b, ok := mailAt(s, st.Start, at, n, st.End); ok && !gated && !e.scam(i, st.Start, a) {
					give(strings.ToLower(s[a:at]+"@"+s[at+n:b]), a, b, "contact-mail")
					near = max(near, i*b2i(row))
					at = b
					continue
				}
			}
			if c >= utf8.RuneSelf && c != "〇"[0] { // begins neither
				_, at = runeTo(s, at)
				continue
			}
			if number, end, ok := phoneAt(s, at, st.End); ok {
				if (!gated || e.offered(number, end, st.End) || e.called(st.Start, at, st.End)) && e.callable(i, st.Start, at, end, st.End) && !e.scam(i, st.Start, at) {
					give(number, at, end, "contact-phone")
					near = max(near, i*b2i(row))
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

// atSigns are written for @ to keep robots away.
var atSigns = []string{"(at)", "[at]", "<at>", "{at}", "_at_", "(アットマーク)", "[アットマーク]", "(アット)", "【at】", "【アットマーク】"}

// atSign gives the character for which the readers are told to write @: (★を@に),
// "" where there is none.
func (e *Entry) atSign() string {
	s := e.text.Norm
	lo, hi := 0, len(s)
	if ss := e.sentences(); len(ss) > 0 {
		lo, hi = ss[0].Start, ss[len(ss)-1].End
	}
	for at := lo; at < hi; {
		k := strings.IndexByte(s[at:hi], '@')
		if k < 0 {
			break
		}
		k += at
		at = k + 1
		before := strings.TrimRight(s[max(lo, k-40):k], " 「『\"'")
		before = strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(before, "の"), "半角"), " 「『\"'")
		if !startsAny(strings.TrimLeft(s[at:hi], " 」』\"'"), "に", "(", "と", "へ") {
			continue
		}
		for _, p := range []string{"を", "は", "部分を", "記号を"} {
			head, ok := strings.CutSuffix(before, p)
			if !ok {
				continue
			}
			head = strings.TrimRight(strings.TrimSuffix(strings.TrimRight(head, " "), "の"), " 」』\"'")
			r, size := utf8.DecodeLastRuneInString(head)
			if size > 0 && r != utf8.RuneError && !isKanji(r) && !isHiragana(r) && !isKatakana(r) && !isAlnum(r) && !strings.ContainsRune(".-+()、。:", r) {
				return head[len(head)-size:]
			}
		}
	}
	return ""
}

// atWidth gives the length of what stands for @ at a place, 0 if nothing does.
func (e *Entry) atWidth(at, hi int, sign string) int {
	rest := e.text.Low[at:hi]
	if rest[0] == '@' {
		return 1
	}
	if sign != "" && strings.HasPrefix(rest, sign) {
		return len(sign)
	}
	if strings.IndexByte("([<{_\xe3", rest[0]) >= 0 {
		for _, w := range atSigns {
			if strings.HasPrefix(rest, w) {
				return len(w)
			}
		}
	}
	return 0
}

// mailAt reads the mail address around the @ at k, which may be written otherwise
// with n bytes.
func mailAt(s string, lo, k, n, hi int) (start, end int, ok bool) {
	local := func(c byte) bool {
		return isAlnum(rune(c)) || c == '.' || c == '-' || c == '_' || c == '+'
	}
	start, end = k, k+n
	for start > lo && local(s[start-1]) {
		start--
	}
	for end < hi && (isAlnum(rune(s[end])) || s[end] == '.' || s[end] == '-') {
		end++
	}
	for end > k+n && (s[end-1] == '.' || s[end-1] == '-') {
		end--
	}
	for start < k && (s[start] == '.' || s[start] == '-') {
		start++
	}
	return start, end, start < k && contains(part(s, k+n, end), ".")
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
	spaced := spacedNumber(s[i:hi])
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
			if c == ' ' && seps == 0 && spaced {
				k++
				seps++
				continue
			}
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
	if n := len("1800-000-000"); len(s) >= n && (strings.HasPrefix(s, "1800") || strings.HasPrefix(s, "1300")) && !isDigit(s[4]) && isDigit(s[5]) && s[8] == s[4] && isDigit(s[n-1]) && (len(s) == n || !isDigit(s[n])) {
		return true // and of Australia, which are called from anywhere there
	}
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

// spacedNumber reports whether s begins with a telephone number in groups with
// nothing but a space between them: 01632 960 111, 020 7946 0000, 0800 000 0525,
// +44 20 7946 0000.
func spacedNumber(s string) bool {
	plus := strings.HasPrefix(s, "+")
	s = strings.TrimPrefix(s, "+")
	groups, digits, last := 0, 0, 0
	for {
		n := 0
		for n < len(s) && isDigit(s[n]) {
			n++
		}
		if n == 0 {
			return false
		}
		if groups == 0 && !plus && (s[0] != '0' && !(n == 4 && (s[:4] == "1800" || s[:4] == "1300")) || n < 3) || groups > 0 && (n < 2 || n > 8) {
			return false
		}
		groups, digits, last = groups+1, digits+n, n
		s = s[n:]
		if len(s) < 2 || s[0] != ' ' || !isDigit(s[1]) || groups == 5 {
			break
		}
		s = s[1:]
	}
	return groups > 1 && last >= 3 && (digits == 10 || digits == 11 || plus && digits > 8 && digits < 14) && !strings.HasPrefix(s, "-") && !strings.HasPrefix(s, ":") && !strings.HasPrefix(s, "年")
}

// offered reports whether what stands behind a number, in a row and not in a
// sentence, is said of one that is to be called: its hours, its extension. One
// that costs nothing needs no more than brackets.
func (e *Entry) offered(number string, end, hi int) bool {
	behind := strings.TrimLeft(part(e.text.Norm, end, hi), " ")
	if !strings.HasPrefix(behind, "(") {
		return false
	}
	if i := strings.IndexByte(behind, ')'); i > 0 {
		behind = behind[:i]
	}
	return e.holds(behind, hourWords) || startsAny(number, "0120-", "0570-", "0800-")
}

var (
	callVerbs   = anyOf("call", "phone", "ring ", "contact", "help", "line", "question", "enquir", "inquir", "concern")
	callOthers  = anyOf("attorney general", "trade commission", "bureau", "equifax", "experian", "transunion", "switchboard", "head office", "main office", "never call", "police", "your bank", "card issuer", "scam", "told her", "told him", "warning", "not belong", "action fraud", "reach her", "reach him", "claiming to be", "pretend")
	beforeCalls = anyOf("call", "call us", "ring", "phone", " on", " at", "line:", "hotline", "helpline", "number,", "toll-free", "toll free", "number:", "us:")
)

// called reports whether an English sentence tells its readers to call the
// number at.
func (e *Entry) called(lo, at, hi int) bool {
	low := e.text.Low
	lo, hi = max(lo, at-400), min(hi, at+200)
	return english(part(low, lo, hi)) && endsWith(part(low, lo, at), beforeCalls) && e.holds(part(low, lo, hi), callVerbs)
}

// callable reports whether a number in sentence i is to be called about the
// incident.
func (e *Entry) callable(i, lo, start, end, hi int) bool {
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
	if startsAny(strings.TrimLeft(part(e.text.Norm, lo, start), " ・■●○◆<【["), "会社住所", "本社住所", "本社所在地", "会社所在地", "会社概要", "会社情報", "本店所在地") {
		return false // of the house
	}
	behind := part(e.text.Norm, end, hi)
	if startsAny(behind, "(代表", "(代)") && !(e.about(i, contacting) && !contains(before, "〒") && startsWith(part(e.text.Norm, lo, start), lineLabels)) {
		return false // of the house, but 電話 03-0000-2040(代表) on a line for enquiries
	}
	return !e.has(before[strings.LastIndexAny(before, "。")+1:], "通報は", "緊急", "ガス漏れ", "ご注文は", "注文専用", "ご予約は", "料金に関する", "納入に関する", "検定試験に関するお問い合わせは", "その他のお問い合わせは", "その他お問い合わせは", "以外のお問い合わせは", "商品に関する", "入会に関する", "発送についての", "配送についての", "ご注文についての", "注文に関する", "配送に関する", "通報専用", "事故のご連絡", "試合", "お電話での注文", "資料請求")
}

// lineLabels begin a line that gives a number.
var lineLabels = anyOf("電話", "TEL", "Tel", "tel", "☎", "℡", "(電話", "(TEL", "(Tel", "■電話", "・電話", "○電話", "●電話")

var scamSigns = anyOf("差出人", "偽", "警告", "と表示", "送信元", "を名乗る電話番号", "不審", "に連絡してください」")

// scam reports whether an address or number belongs to the fraud that the
// notice warns of.
func (e *Entry) scam(i, lo, at int) bool {
	before := part(e.text.Norm, lo, at)
	return e.holds(before, scamSigns) || e.has(e.headingWords(i), "偽メール", "偽サイト", "特徴", "例")
}
