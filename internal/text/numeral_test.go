package text

import "testing"

func TestNumber(t *testing.T) {
	for _, tc := range []struct {
		in   string
		want int64
		rest string
	}{
		{"12,406名", 12406, "名"},
		{"2318アカウント", 2318, "アカウント"},
		{"1万2千4百件", 12400, "件"},
		{"4万6,210人", 46210, "人"},
		{"1.2万件", 12000, "件"},
		{"1万2千件", 12000, "件"},
		{"5万2千人", 52000, "人"},
		{"1億4,300万円", 143000000, "円"},
		{"三百四十二名", 342, "名"},
		{"一、二〇六名分", 1206, "名分"},
		{"百四十三戸", 143, "戸"},
		{"二千三百", 2300, ""},
		{"〇五〇", 50, ""},
		{"38 万 5 千", 385000, ""},
		{"12,34名", 12, ",34名"},
		{"1,000,000件", 1000000, "件"},
	} {
		got, end, ok := Number(tc.in, 0)
		if !ok || got != tc.want || tc.in[end:] != tc.rest {
			t.Errorf("Number(%q) = %d, rest %q, %v; want %d, %q", tc.in, got, tc.in[end:], ok, tc.want, tc.rest)
		}
	}
	for _, in := range []string{"", "数百", "1.5", "99999999999999999999", "件", "-5"} {
		if v, _, ok := Number(in, 0); ok {
			t.Errorf("Number(%q) = %d, want none", in, v)
		}
	}
}
