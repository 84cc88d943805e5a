package screen

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jikenbo/internal/screen/archive"
)

// notices gives the notices of the test data, by name.
func notices(t testing.TB) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/notices/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no notices: %v", err)
	}
	out := map[string]string{}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(path)] = string(b)
	}
	return out
}

// unseen gives pages by hand that nothing was learnt from.
func unseen(t testing.TB) []archive.Sample {
	t.Helper()
	b, err := os.ReadFile("testdata/unseen.txt")
	if err != nil {
		t.Fatal(err)
	}
	out, err := archive.Samples(string(b))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestText wants of the notices of the test data that they are known. Of pages
// that nothing was learnt from, most of which are near misses or notices of two
// or three sentences, it wants that one in twelve at most may be taken for a
// notice, and that half of the notices may.
func TestText(t *testing.T) {
	for name, text := range notices(t) {
		if v := Text("", text); v.Kind != Notice || v.Score < Threshold {
			t.Errorf("%s: %+v", name, v)
		}
	}
	of, right, taken := map[Kind]int{}, map[Kind]int{}, 0
	for _, s := range unseen(t) {
		kind := Kind(s.Kind)
		of[kind]++
		v := Text("", s.Text)
		if v.Kind != Event && v.Score >= Possible {
			v.Kind = Notice
		}
		switch {
		case v.Kind == kind:
			right[kind]++
		case v.Kind == Notice:
			taken++
			t.Logf("%s %s is taken for a notice: %+v", s.About, kind, v)
		default:
			t.Logf("%s %s: %+v", s.About, kind, v)
		}
	}
	t.Logf("right: %v of %v", right, of)
	if taken*12 > of[Other] || right[Notice]*2 < of[Notice] || right[Event] < of[Event]/2 {
		t.Errorf("%d pages taken for notices; right: %v of %v", taken, right, of)
	}
}

// TestTextAround wants a notice to be known on a long page as well as alone.
func TestTextAround(t *testing.T) {
	const notice = `個人情報の漏えいに関するお詫びとお知らせ
このたび、当社の会員サイトが第三者による不正アクセスを受け、お客様2,104名の氏名とメールアドレスが漏えいした可能性があることが判明いたしました。
6月3日に不審なアクセスを検知し、同日サイトを停止いたしました。個人情報保護委員会に報告し、対象の方には個別にご連絡しております。
お客様に多大なるご迷惑とご心配をおかけしましたことを深くお詫び申し上げます。
`
	menu := strings.Repeat("商品のご案内\n店舗一覧\n採用情報\n夏季休業のお知らせ\n新商品「栗の羊羹」を発売しました。\n", 100)
	for name, text := range map[string]string{"alone": notice, "below": menu + notice, "above": notice + menu, "between": menu + notice + menu} {
		if v := Text("", text); v.Kind != Notice {
			t.Errorf("%s: %+v", name, v)
		}
	}
	if v := Text("", menu); v.Kind != Other {
		t.Errorf("the menu alone: %+v", v)
	}
}

func TestTextEmpty(t *testing.T) {
	for _, text := range []string{"", "\n", "。", "\xff\xfe", strings.Repeat("あ", 10000), strings.Repeat("、・", 10000)} {
		if v := Text("", text); v.Kind == Notice {
			t.Errorf("%.20q: %+v", text, v)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("個人情報の漏えい", "不正アクセスを受けました。、・\n\n 一")
	f.Add("", "、"+strings.Repeat("\x80", 400))
	f.Fuzz(func(t *testing.T, title, text string) {
		v := Text(title, text)
		if !(v.Score >= 0 && v.Score <= 1) || v != Text(title, text) {
			t.Errorf("%+v", v)
		}
	})
}

// TestModel wants the models to be small: they are part of the program.
func TestModel(t *testing.T) {
	if n := len(sentenceModel) + len(digestModel); n > 700<<10 {
		t.Errorf("the models have %d bytes", n)
	}
}
