package text

import (
	"strings"
	"testing"
)

func TestNorm(t *testing.T) {
	for _, tc := range []struct{ raw, want string }{
		{"２０２３年８月２２日", "2023年8月22日\n"},
		{"㈱テスト　（株）ﾃｽﾄ", "(株)テスト  (株)テスト\n"},
		{"１０⽉１４⽇（⾦）", "10月14日(金)\n"},
		{"か\u3099く", "がく\n"},
		{"①②", "①②\n"},
		{"帰\n。校内", "帰。校内\n"},
	} {
		got := New(tc.raw)
		if got.Norm != tc.want {
			t.Errorf("New(%q).Norm = %q, want %q", tc.raw, got.Norm, tc.want)
		}
	}
}

func TestSpan(t *testing.T) {
	tt := New("会社㈱テスト（２０２３年）\nか\u3099く")
	for _, tc := range []struct{ norm, raw string }{
		{"(株)テスト", "㈱テスト"}, {"株", "㈱"}, {"2023年", "２０２３年"}, {"がく", "か\u3099く"}, {"が", "か\u3099"},
	} {
		i := index(tt.Norm, tc.norm)
		s, e := tt.Span(i, i+len(tc.norm))
		if tt.Raw[s:e] != tc.raw {
			t.Errorf("%q: got %q, want %q", tc.norm, tt.Raw[s:e], tc.raw)
		}
	}
}

func index(s, sub string) int {
	for i := range s {
		if len(s)-i >= len(sub) && s[i:i+len(sub)] == sub {
			return i
		}
	}
	return -1
}

// TestMisread wants every misreading of the table to be mended, wherever the
// text it stands in comes from.
func TestMisread(t *testing.T) {
	for _, p := range misread {
		wrong, right := string(p[0]), string(p[1])
		mended := func(s string) string { // one may lead to the next
			for _, q := range misread {
				s = strings.ReplaceAll(s, string(q[0]), string(q[1]))
			}
			return s
		}
		if mended(wrong) != mended(right) {
			t.Errorf("%q becomes %q, want %q", wrong, mended(wrong), right)
		}
		for _, s := range []string{wrong, "の" + wrong + "は", "(A)" + wrong + "。" + wrong} {
			if got, want := New(s).Norm, mended(s)+"\n"; got != want {
				t.Errorf("New(%q).Norm = %q, want %q", s, got, want)
			}
		}
	}
	for _, tc := range []struct{ name, raw, want string }{
		{"letters set apart", "佳　所", "住所\n"},
		{"a half-width letter", "ﾊﾞスワード", "パスワード\n"},
		{"nothing shown between", "当\u200B杜", "当社\n"},
		{"a radical", "\u2F12ード", "カード\n"}, // ⼒
		{"in a word that was wrapped", "このたび、お客様へ送ったフ\nアイルを", "このたび、お客様へ送ったファイルを\n"},
		{"a letter O among digits", "2O24年5月1O日、O社、1O件", "2024年5月10日、O社、10件\n"},
	} {
		if got := New(tc.raw).Norm; got != tc.want {
			t.Errorf("%s: New(%q).Norm = %q, want %q", tc.name, tc.raw, got, tc.want)
		}
	}
}
