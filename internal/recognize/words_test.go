package recognize

import (
	"strings"
	"testing"
)

// TestContains wants of contains what strings.Contains says, for every part of
// a text as the text and as the word.
func TestContains(t *testing.T) {
	for _, text := range []string{
		"お客様の個人情報が漏えいした可能性があります。", "ああいああ", "a、b、c", "1,234件", "ー・ー", "Ｘ😀氏名😀", "の", "",
	} {
		for i := 0; i <= len(text); i++ {
			for k := i; k <= len(text); k++ {
				for _, s := range []string{text, text[i:], text[:i]} {
					if got, want := contains(s, text[i:k]), strings.Contains(s, text[i:k]); got != want {
						t.Fatalf("contains(%q, %q) = %v", s, text[i:k], got)
					}
				}
			}
		}
		if contains(text, text+"あ") || contains(text, "無い言葉") {
			t.Errorf("%q holds what it does not", text)
		}
	}
}
