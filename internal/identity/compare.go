package identity

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Likeness says whether two names are of one organization.
type Likeness uint8

// How alike two names are. The zero value is Different.
const (
	Different Likeness = iota
	// Possible: nothing says that they are one organization, but people write one
	// so with such names. A person decides.
	Possible
	// Same: spellings of one name, or names that the aliases say are of one.
	Same
)

// String gives the name of a likeness in English: "same".
func (l Likeness) String() string {
	switch l {
	case Same:
		return "same"
	case Possible:
		return "possible"
	}
	return "different"
}

// Compare tells how alike two names are, with the aliases of the project.
func Compare(a, b string) Likeness { return Default().Compare(a, b) }

// compare compares names without aliases, and says why they are alike. It is
// symmetric.
func compare(a, b *Name) (Likeness, Why) {
	if a.key == "" || b.key == "" {
		return Different, ""
	}
	if a.self == b.self || a.key == b.key {
		switch {
		case !agree(a.kind, b.kind):
			return Possible, WhyForm
		case a.seat != "" && b.seat != "" && !strings.Contains(a.seat, b.seat) && !strings.Contains(b.seat, a.seat):
			return Possible, WhySeat
		}
		return Same, WhyName
	}
	if pronoun(a.core) || pronoun(b.core) {
		return Different, ""
	}
	for _, p := range [2][2]*Name{{a, b}, {b, a}} {
		if was := p[0].Former; was != "" && Key(was) == p[1].self {
			return Same, WhyFormer
		}
	}
	for _, p := range [2][2]*Name{{a, b}, {b, a}} {
		if w := p[0].like(p[1]); w != "" {
			return Possible, w
		}
	}
	if a.unit != "" || b.unit != "" { // of their own without what is beside them
		if a.core == b.core {
			return Possible, WhyUnit
		}
	}
	if w := spelt(a.self, b.self); w != "" {
		return Possible, w
	}
	return Different, ""
}

// Why is the reason for a likeness.
type Why string

// Reasons.
const (
	WhyName    Why = "name"
	WhyForm    Why = "form"
	WhySeat    Why = "seat"
	WhyAlias   Why = "alias"
	WhyFormer  Why = "former"
	WhyUnit    Why = "unit"
	WhyShort   Why = "short"
	WhyShop    Why = "shop"
	WhyGroup   Why = "group"
	WhyInside  Why = "inside"
	WhyReading Why = "reading"
	WhyMisread Why = "misread"
)

var whyWords = map[Why][2]string{
	WhyName:    {"表記が違うだけの同じ名前です", "spellings of one name"},
	WhyForm:    {"法人格のほかは同じ名前です", "one name but for its legal form"},
	WhySeat:    {"同じ名前ですが、所在地が異なります", "one name, but of different places"},
	WhyAlias:   {"別名の一覧に同じ組織とあります", "the aliases say that they are one"},
	WhyFormer:  {"旧社名とされています", "said to be a former name"},
	WhyUnit:    {"一方が他方の施設・支店・部門とみられます", "one may be a part or a branch of the other"},
	WhyShort:   {"略称とみられます", "one may be a short form of the other"},
	WhyShop:    {"運営する店舗・サイトとされています", "said to be a shop or site that it runs"},
	WhyGroup:   {"同じグループとみられます", "they may be of one group"},
	WhyInside:  {"一方の名前が他方の名前に含まれます", "one name stands within the other"},
	WhyReading: {"読みが同じとみられます", "they may be read alike"},
	WhyMisread: {"1文字違いで、誤記とみられます", "they differ in one character, which may be a slip"},
}

// Words gives the reason in a language, "ja" or "en".
func (w Why) Words(lang string) string {
	if lang == "en" {
		return whyWords[w][1]
	}
	return whyWords[w][0]
}

// agree tells whether legal forms may be of one organization.
func agree(a, b string) bool {
	if a == b || a == "" || b == "" {
		return true
	}
	companies := []string{"stock", "limited", "godo", "gomei", "goshi", "mutual"}
	return strings.HasPrefix(a, "en-") && slices.Contains(companies, b) || strings.HasPrefix(b, "en-") && slices.Contains(companies, a)
}

// pronoun tells whether a folded name is a word for whoever is spoken of.
func pronoun(s string) bool {
	return len(s) <= len("再委託先企業") && slices.Contains([]string{"当社", "弊社", "同社", "自社", "他社", "各社", "本社", "当行", "弊行", "同行", "当院", "当会", "当法人", "本学", "当組合", "本市", "当市", "同市", "a社", "b社", "c社", "x社", "委託先", "再委託先", "we", "us", "委託会社", "受託会社", "委託業者"}, s)
}

// like tells why b may be another name of n: a part of it, a short form of its
// name, its group. It is "" if nothing says so.
func (n *Name) like(b *Name) Why {
	if n.unit != "" && (n.unit == b.self || n.core == b.self) {
		return WhyUnit
	}
	if n.Alias != "" && Key(n.Alias) == b.self {
		return WhyShort
	}
	if rest, ok := strings.CutSuffix(b.self, "社"); ok && b.Form == "" { // しののめ社
		if k := utf8.RuneCountInString(rest); k >= 2 && !strings.HasSuffix(rest, "会") && !strings.HasSuffix(rest, "新聞") && strings.HasPrefix(n.core, rest) {
			return WhyShort
		}
	}
	if len(b.self) >= 3 && len(b.self) <= 9 && n.self != "" && b.self[0] == n.self[0] && initials(n.Core) == b.self {
		return WhyShort
	}
	if g := bare(b.self); g != b.self && utf8.RuneCountInString(g) >= 2 && (g == bare(n.self) || strings.HasPrefix(n.core, g)) {
		return WhyGroup
	}
	if rest, ok := strings.CutPrefix(n.self, b.self); ok && parted(n.self, len(b.self)) && tells(b.self) {
		if ends([]byte(rest), words.shop) || ends([]byte(rest), words.end) {
			return WhyUnit
		}
		return WhyInside
	}
	if rest, ok := strings.CutSuffix(n.self, b.self); ok && rest != "" && parted(n.self, len(rest)) && tells(b.self) && tells(rest) {
		return WhyInside
	}
	return ""
}

// bare gives a folded name without what says that it is of a group.
func bare(s string) string {
	for _, list := range [...][][]byte{words.group, words.holding} {
		for _, w := range list {
			if k := len(s) - len(w); k > 0 && s[k:] == string(w) {
				return s[:k]
			}
		}
	}
	return s
}

// tells tells whether a folded name is long enough to mean somebody: two kanji
// or three letters.
func tells(s string) bool {
	n := utf8.RuneCountInString(s)
	r, _ := utf8.DecodeRuneInString(s)
	return n >= 3 || n == 2 && unicode.Is(unicode.Han, r)
}

// parted tells whether a folded name may be two words, parted at i: letters of
// different scripts meet there, or a word for a part or a trade stands behind.
func parted(s string, i int) bool {
	if i <= 0 || i >= len(s) {
		return false
	}
	a, _ := utf8.DecodeLastRuneInString(s[:i])
	b, _ := utf8.DecodeRuneInString(s[i:])
	if scriptOf(a) != scriptOf(b) {
		return true
	}
	rest := []byte(s[i:])
	for _, w := range words.trade {
		if bytes.HasPrefix(rest, w) {
			return true
		}
	}
	for _, list := range [...][][]byte{words.end, words.shop, words.group, words.holding} {
		for _, w := range list {
			if bytes.HasPrefix(rest, w) || len(w) > 3 && bytes.HasSuffix(rest, w) && scriptOf(a) != kanji {
				return true
			}
		}
	}
	return utf8.RuneCount(rest) >= 4 && (ends(rest, words.end) || ends(rest, words.shop))
}

type script uint8

const (
	sign script = iota
	alphabet
	digits
	hiragana
	katakana
	kanji
)

func scriptOf(r rune) script {
	switch {
	case isKatakana(r):
		return katakana
	case isHiragana(r):
		return hiragana
	case r >= '0' && r <= '9':
		return digits
	case unicode.Is(unicode.Han, r):
		return kanji
	case unicode.IsLetter(r):
		return alphabet
	}
	return sign
}

// initials gives the first letters of a name of three and more Latin words.
func initials(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == ',' })
	if len(words) < 3 {
		return ""
	}
	var b []byte
	for _, w := range words {
		switch c := w[0]; {
		case c >= 'A' && c <= 'Z':
			b = append(b, c-'A'+'a')
		case w != "of" && w != "and" && w != "the" && w != "for" && w != "&":
			return ""
		}
	}
	return string(b)
}

// spelt tells why two folded names may be spellings or readings of one.
func spelt(a, b string) Why {
	if soundOf(first(a)) == soundOf(first(b)) && sound(a) == sound(b) {
		return WhyReading
	}
	if hasLatin(a) != hasLatin(b) && (hasKana(a) || hasKana(b)) && lettered(a) == lettered(b) {
		return WhyReading
	}
	if strings.Contains(a, "&") != strings.Contains(b, "&") && strings.ReplaceAll(a, "&", "and") == strings.ReplaceAll(b, "&", "and") {
		return WhyReading
	}
	if pure(a) && pure(b) && hasKana(a) != hasKana(b) {
		if p, q := romaji(a), romaji(b); p == q && len(p) >= 3 {
			return WhyReading
		}
	}
	i, j := 0, 0 // the bytes that are alike at both ends
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	for j < min(len(a), len(b)) && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	if i+j+3 >= max(len(a), len(b)) && misread([]rune(a), []rune(b)) {
		return WhyMisread
	}
	return ""
}

// sound gives a folded name with hiragana as katakana, without prolonged
// sounds, and with ケ between kanji as ガ: 関ケ原 and 関が原.
func sound(s string) string {
	b := make([]byte, 0, len(s))
	var prev rune
	for i, r := range s {
		sounds := soundOf(r)
		if r == 'ケ' && unicode.Is(unicode.Han, prev) && unicode.Is(unicode.Han, first(s[i+3:])) {
			sounds = 'ガ'
		}
		if sounds != 'ー' {
			b = utf8.AppendRune(b, sounds)
		}
		prev = r
	}
	return string(b)
}

// soundOf gives a character as it sounds: kana as katakana.
func soundOf(r rune) rune {
	if isHiragana(r) {
		r += 'ァ' - 'ぁ'
	}
	switch r {
	case 'ヂ':
		return 'ジ'
	case 'ヅ':
		return 'ズ'
	}
	return r
}

func hasLatin(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' })
}

func hasKana(s string) bool { return strings.ContainsFunc(s, isKana) }

// pure tells whether a folded name has nothing but kana, letters and digits.
func pure(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { k := scriptOf(r); return k == kanji || k == sign })
}

// lookalikes are characters that are taken for one another in scans, folded.
var lookalikes = []string{"ロ口", "カ力", "エ工", "ニ二", "ハ八", "タ夕", "ト卜", "ヘへ", "ベべ", "ペぺ", "リり", "ー一", "人入八", "末未", "士土", "己已巳", "犬太", "日曰", "千干", "間問", "待侍", "鳥烏", "綱網", "績積", "住佳", "微徴", "l1i", "o0", "社杜", "詰話", "官宮", "因困", "堀掘", "萩荻", "柿枾", "ツシ", "ソン", "クケ", "コユ", "ラヲ", "ナメ", "rn", "s5", "b8", "z2", "徳得", "輸輪", "線緑", "縁緑", "析折", "技枝", "牧枚", "栗粟", "延廷", "遣遺"}

// misread tells whether two long names differ in one character that may be a
// misreading or a slip: kana for kana or letter for letter in very long ones.
func misread(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 5 || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		if i == len(a) || !slices.Equal(a[i+1:], b[i+1:]) {
			return false
		}
		p, q := a[i], b[i]
		for _, l := range lookalikes {
			if strings.ContainsRune(l, p) && strings.ContainsRune(l, q) {
				return true
			}
		}
		return len(a) >= 8 && (isKana(p) && isKana(q) || scriptOf(p) == alphabet && scriptOf(q) == alphabet) || unvoiced(p) == unvoiced(q) && isKana(p)
	}
	return len(a) >= 8 && slices.Equal(a[i:], b[i+1:]) && (isKana(b[i]) || scriptOf(b[i]) == alphabet)
}
