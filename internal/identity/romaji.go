package identity

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// unvoiced gives a kana without ゛ or ゜, any other character as it is.
func unvoiced(r rune) rune {
	if !isKana(r) {
		return r
	}
	c, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	return c
}

const (
	kanaRow  = "アイウエオカキクケコガギグゲゴサシスセソザジズゼゾタチツテトダヂヅデドナニヌネノハヒフヘホバビブベボパピプペポマミムメモヤユヨラリルレロワヲン"
	latinRow = "a i u e o ka ki ku ke ko ga gi gu ge go sa shi su se so za ji zu ze zo ta chi tsu te to da ji zu de do na ni nu ne no ha hi fu he ho ba bi bu be bo pa pi pu pe po ma mi mu me mo ya yu yo ra ri ru re ro wa o n"
)

var latinOf = func() map[rune]string {
	m := map[rune]string{}
	latin := strings.Fields(latinRow)
	for i, r := range []rune(kanaRow) {
		m[r] = latin[i]
	}
	return m
}()

// romaji gives the reading of kana and Latin letters in the Hepburn way without
// long vowels, as near as it can be told from folded kana, whose small ones are
// not known any more: シヨ may be shiyo or sho, and is sho; ツト is tto. Only two
// readings by romaji may be compared.
func romaji(s string) string {
	var b []byte
	double := false
	for i, r := range s {
		if isHiragana(r) {
			r += 'ァ' - 'ぁ'
		}
		l, ok := latinOf[r]
		switch {
		case r == 'ー':
			continue
		case !ok:
			b = utf8.AppendRune(b, r)
			continue
		case r == 'ツ' && i+3 < len(s) && nextLatin(s[i+3:]) != "" && !strings.ContainsAny(nextLatin(s[i+3:])[:1], "aiueonmry"):
			double = true
			continue
		case (r == 'ヤ' || r == 'ユ' || r == 'ヨ') && len(b) > 1 && b[len(b)-1] == 'i':
			b = b[:len(b)-1]
			if k := len(b); k > 0 && (b[k-1] == 'h' || b[k-1] == 'j') && !(b[k-1] == 'h' && (k < 2 || b[k-2] != 's' && b[k-2] != 'c')) {
				l = l[1:]
			}
		}
		if double {
			b = append(b, l[0])
			double = false
		}
		b = append(b, l...)
	}
	out := string(b)
	for _, long := range []string{"ou", "oo", "oh", "uu", "aa", "ee", "ii"} {
		out = strings.ReplaceAll(out, long, long[:1])
	}
	return strings.NewReplacer("mb", "nb", "mp", "np", "mm", "nm", "si", "shi", "ti", "chi", "tu", "tsu", "hu", "fu", "zi", "ji", "l", "r").Replace(out)
}

// letterNames are how the letters from a to z are called, as sound gives it.
var letterNames = strings.Fields("エ ビ シ デ イ エフ ジ エツチ アイ ジエ ケ エル エム エヌ オ ピ キユ アル エス テ ユ ブイ ダブルユ エツクス ワイ ゼツト")

// letterWays are other ways to write the names of letters.
var letterWays = strings.NewReplacer("エイチ", "エツチ", "ジエイ", "ジエ", "ケイ", "ケ", "デイ", "デ", "テイ", "テ", "ダブリユ", "ダブルユ", "エイ", "エ")

// lettered gives the sound of a folded name with every letter by its name:
// エヌティティデータ of NTTデータ.
func lettered(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= 'a' && r <= 'z' {
			b.WriteString(letterNames[r-'a'])
		} else {
			b.WriteRune(r)
		}
	}
	return letterWays.Replace(sound(b.String()))
}

func nextLatin(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	if isHiragana(r) {
		r += 'ァ' - 'ぁ'
	}
	return latinOf[r]
}
