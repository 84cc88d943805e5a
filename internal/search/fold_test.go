package search

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"width of letters", "ＬｏｃｋＢｉｔ３．０", "lockbit3.0"},
		{"case", "LockBit", "lockbit"},
		{"accents", "Café cafe\u0301", "cafe cafe"},
		{"katakana", "ランサムウェア", "らんさむうぇあ"},
		{"half-width kana with their marks", "ﾗﾝｻﾑｳｪｱ ｶﾞﾊﾟ", "らんさむうぇあがぱ"},
		{"marks apart from their kana", "か\u3099は\u309a", "がぱ"},
		{"prolonged sound", "サーバー", "さーばー"},
		{"half-width prolonged sound", "ｻｰﾊﾞｰ", "さーばー"},
		{"dashes for a prolonged sound", "サ―バ－ サ−バ‐に", "さーばーさーばーに"},
		{"prolonged sound in hiragana", "らーめん", "らーめん"},
		{"prolonged sound for a hyphen", "2023ー01", "2023-01"},
		{"hyphens", "K‐LINK K－LINK K−LINK", "k-link k-link k-link"},
		{"a hyphen between katakana and letters", "システム-A", "しすてむ-a"},
		{"old kanji", "髙﨑國學齋邊邉", "高崎国学斉辺辺"},
		{"compatibility kanji", "\ufa10\uf9dc", "塚隆"},
		{"variation selectors", "葛\U000e0100城", "葛城"},
		{"square and ring characters", "㈱㍿㌔", "(株)株式会社きろ"},
		{"enumerating marks are no digits", "①２件", "①2件"},
		{"superscripts are no digits", "10²", "10²"},
		{"commas in numbers", "2,259件、1，234，567円", "2259件、1234567円"},
		{"a comma between other numbers", "1,2,3", "1,2,3"},
		{"a comma before four digits", "1,2345", "1,2345"},
		{"a comma behind four digits", "2023,001", "2023,001"},
		{"a comma and a space", "1, 234", "1, 234"},
		{"space within Japanese", "会 社　名", "会社名"},
		{"a wrapped line", "クレジット\n  カード", "くれじっとかーど"},
		{"an empty line", "終わり\n\n始め", "終わり\n始め"},
		{"space between words", "unauthorized  access", "unauthorized access"},
		{"space between a number and its unit", "300 件", "300件"},
		{"zero width", "漏\u200b洩\ufeff", "漏洩"},
		{"soft hyphens", "ran\u00adsom", "ransom"},
		{"controls", "a\x00b", "a b"},
		{"bytes that are no UTF-8", "漏\xff洩", "漏\ufffd洩"},
		{"nothing", " \n\u3000", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Fold(test.in); got != test.want {
				t.Errorf("Fold(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func TestOrigin(t *testing.T) {
	for _, test := range []struct{ raw, word, want string }{
		{"件数は 2,259 件です", "2259件", "2,259 件"},
		{"ﾗﾝｻﾑｳｪｱが", "ランサムウェア", "ﾗﾝｻﾑｳｪｱ"},
		{"㈱髙橋商店の", "高橋", "髙橋"},
		{"ＬｏｃｋＢｉｔ３．０に", "lockbit", "ＬｏｃｋＢｉｔ"},
		{"会 社 名 甲", "会社名", "会 社 名"},
		{"前㍿甲", "株式会社", "㍿"},
	} {
		f := FoldMapped(test.raw)
		w := newWord(Fold(test.word))
		start, end := w.find(f.Text, 0)
		if start < 0 {
			t.Errorf("%q: %q is not found", test.raw, test.word)
			continue
		}
		if from, to := f.Origin(start, end); test.raw[from:to] != test.want {
			t.Errorf("%q: %q is found as %q, want %q", test.raw, test.word, test.raw[from:to], test.want)
		}
	}
}

// FuzzFold proves that what is folded has no other forms of its characters, and
// that everything comes from somewhere in the original, in order.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "㈱髙橋　2,259 件", "ｶﾞﾊﾟサ―バ－", "cafe\u0301 ①²", "a\n\nb", "か\u3099\xff", "1,234,567,89"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m := FoldMapped(s)
		if m.Text != Fold(s) {
			t.Fatalf("%q is folded to %q and %q", s, m.Text, Fold(s))
		}
		if !utf8.ValidString(m.Text) || strings.ContainsFunc(m.Text, func(r rune) bool {
			return unicode.IsControl(r) && r != '\n' || r >= 'A' && r <= 'Z' || r >= 'ァ' && r <= 'ヶ'
		}) {
			t.Fatalf("%q is folded to %q", s, m.Text)
		}
		last := 0
		for i := 0; i < len(m.Text); {
			_, size := utf8.DecodeRuneInString(m.Text[i:])
			from, to := m.Origin(i, i+size)
			if from < last || to < from || to > len(s) {
				t.Fatalf("%q: byte %d comes from [%d,%d), the one before from %d", s, i, from, to, last)
			}
			last, i = from, i+size
		}
	})
}
