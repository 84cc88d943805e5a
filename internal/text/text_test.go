package text

import "testing"

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
