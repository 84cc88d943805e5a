package jikenbo_test

import (
	"math"
	"math/big"
	"testing"

	"jikenbo"
)

func TestCommas(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 49942: "49,942", 100000: "100,000", 1234567: "1,234,567",
		-7: "-7", -100: "-100", -1000: "-1,000", -100000: "-100,000", math.MinInt64: "-9,223,372,036,854,775,808",
	} {
		if got := jikenbo.Commas(n); got != want {
			t.Errorf("Commas(%d) = %s, want %s", n, got, want)
		}
		if got := jikenbo.Commas(big.NewInt(n)); got != want {
			t.Errorf("Commas(big %d) = %s, want %s", n, got, want)
		}
	}
	beyond := new(big.Int).Mul(big.NewInt(math.MaxInt64), big.NewInt(10))
	if got, want := jikenbo.Commas(beyond), "92,233,720,368,547,758,070"; got != want {
		t.Errorf("Commas(%d) = %s, want %s", beyond, got, want)
	}
}

func TestAffectedWords(t *testing.T) {
	for _, test := range []struct {
		count        int64
		unit         string
		bound        jikenbo.Bound
		before, unto string // in Japanese, around the number
		en           string
	}{
		{3817, "件", jikenbo.Exact, "", "件", "3,817件"},
		{3817, "件", jikenbo.Max, "最大", "件", "at most 3,817件"},
		{2400, "customers", jikenbo.About, "約", " customers", "about 2,400 customers"},
		{61, "名", jikenbo.Min, "", "名以上", "at least 61名"},
		{61, "students", jikenbo.Min, "", " students 以上", "at least 61 students"},
		{5, "社", jikenbo.Over, "", "社超", "over 5社"},
		{61, "students", jikenbo.Exact, "", " students", "61 students"},
		{1000, "", jikenbo.Exact, "", "", "1,000"},
		{1000, "", jikenbo.Min, "", "以上", "at least 1,000"},
		{1000, "", jikenbo.Max, "最大", "", "at most 1,000"},
		{1000, "件", "", "", "件", "1,000件"},
		{1000, "件", "perhaps", "", "件", "1,000件"},
	} {
		a := jikenbo.Affected{Count: test.count, Unit: test.unit, Bound: test.bound}
		before, number, after := a.Parts("ja")
		if before != test.before || number != jikenbo.Commas(test.count) || after != test.unto {
			t.Errorf("%+v: %q, %q and %q, want %q and %q around the number", a, before, number, after, test.before, test.unto)
		}
		if got, want := a.Words("ja"), before+number+after; got != want {
			t.Errorf("%+v: %q, want %q", a, got, want)
		}
		if got := a.Words("en"); got != test.en {
			t.Errorf("%+v: %q, want %q", a, got, test.en)
		}
	}
}
