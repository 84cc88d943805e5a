package recognize_test

import (
	"slices"
	"strings"
	"testing"

	"jikenbo"
	"jikenbo/internal/assemble"
	"jikenbo/internal/recognize"
	"jikenbo/internal/text"
)

// cases reads all entries of a notice and wants true evidence.
func cases(t *testing.T, raw string) []jikenbo.Case {
	t.Helper()
	tt := text.New(raw)
	entries := tt.Entries()
	all := make([]jikenbo.Case, 0, len(entries))
	for i := range entries {
		c, evidence, _ := assemble.Case(recognize.Read(tt, &entries[i], ""))
		for _, err := range evidence.Check(&c, raw) {
			t.Errorf("evidence: %v", err)
		}
		all = append(all, c)
	}
	return all
}

// FuzzDates writes anything where a date stands and wants only days that the
// calendar has.
func FuzzDates(f *testing.F) {
	for _, s := range []string{
		"2024年5月10日", "２０２４年５月１０日", "令和6年5月10日(金)", "令和元年", "R6.5.10", "平成31年3月1日", "2024/5/10", "2024-05-10", "2024.5.10", "5月10日", "10日",
		"二〇二四年五月十日", "同日", "翌日", "翌11日", "同月28日", "同年同月", "昨年12月9日", "翌年1月15日", "本日", "前日", "2024年2月30日", "2024年13月10日", "2023年12月28日から1月5日まで",
		"2024年5月上旬", "2024年5月10日14時30分頃", "May 10, 2024", "10 May 2024", "2024年3月1～5日", "2024年1月5日～2月28日", "0000年0月0日", "9999年12月31日、翌日", "令和99年1月1日",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, date string) {
		real := func(what string, d jikenbo.Date) {
			if !d.IsZero() && !d.Valid() {
				t.Errorf("%s %v is not in the calendar", what, d)
			}
		}
		for _, c := range cases(t, letter(date+"、不正アクセスを検知しました。\n"+date+"　サーバーを停止\n対象期間："+date+"\n"+date+"、個人情報保護委員会へ報告いたしました。")) {
			real("published", c.Published)
			for _, h := range c.Timeline {
				real(string(h.Kind), h.Date)
				real(string(h.Kind)+" to", h.To)
			}
			for _, w := range c.Windows {
				real("from", w.From)
				real("to", w.To)
			}
			for _, r := range c.Reports {
				real(string(r.To), r.Date)
			}
		}
	})
}

// FuzzCounts writes anything where a number stands and wants counts of one or
// more that the text spells, and checks between stated figures only.
func FuzzCounts(f *testing.F) {
	for _, s := range []string{
		"1,234件", "最大12,406名", "約2,400件", "少なくとも1,000名", "1万2千件", "1.2万件", "12万8,436件", "二百三十名", "一、二〇六名分", "延べ6,300件（4,120名分）",
		"合計1,234名（会員1,000名、非会員234名）", "3,000名、うち120名", "0件", "数百件", "99999999999999999999件", "1,2,3,4件", "1億4,300万円", "-5件", "3,325名様分", "(((1件)))", "うちうちうち1名",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, number string) {
		for _, c := range cases(t, letter("漏えいした可能性のある個人情報は"+number+"です。\n\n■件数\n会員　"+number+"\n合計　"+number)) {
			var stated []int64
			for _, a := range c.Affected {
				if a.Count < 1 || a.Count >= 1<<53 || a.Unit == "" || strings.TrimSpace(a.Unit) != a.Unit {
					t.Errorf("affected %+v", a)
				}
				stated = append(stated, a.Count)
			}
			for _, k := range c.Checks {
				figures := append([]int64{k.Total, k.Whole, k.Part}, k.Parts...)
				for _, figure := range figures {
					if figure != 0 && !slices.Contains(stated, figure) {
						t.Errorf("check %+v of figures that are not stated: %v", k, stated)
					}
				}
			}
		}
	})
}
