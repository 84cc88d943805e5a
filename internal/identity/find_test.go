package identity

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// found tells whether one is found when the other is looked for.
func found(a, b string) bool {
	_, seek := Find(a)
	keep, _ := Find(b)
	return slices.ContainsFunc(seek, func(m uint32) bool { return slices.Contains(keep, m) })
}

func TestFind(t *testing.T) {
	for _, test := range []struct{ a, b string }{
		{"株式会社甲斐屋", "有限会社甲斐屋"}, {"株式会社甲斐屋", "甲斐屋㈱ 東店"}, {"株式会社しののめ帳票サービス", "しののめ社"},
		{"関ケ原町", "関が原町"}, {"株式会社カイヤストア", "カイヤストァ"}, {"Kitamae", "キタマエ"},
		{"医療法人社団清流会 みずかげ総合病院", "みずかげ総合病院"}, {"医療法人碧葉会みどり台記念病院", "医療法人碧葉会"}, {"株式会社カ日本製菓販売", "力日本製菓販売"},
		{"National Institute of Things", "NIT"}, {"藤音ホールディングス株式会社", "株式会社藤音"}, {"株式会社丙山（旧社名：株式会社乙川）", "株式会社乙川"},
	} {
		if Compare(test.a, test.b) == Different {
			t.Errorf("%s and %s are different: a wrong example", test.a, test.b)
		}
		if !found(test.a, test.b) || !found(test.b, test.a) {
			t.Errorf("%s is not found by %s, or it by that", test.a, test.b)
		}
	}
	if found("株式会社甲斐屋", "北前茶舗株式会社") {
		t.Error("names that have nothing in common are found by each other")
	}
}

// TestFindAll makes up names of parts that are like those of real ones, and
// wants all that are alike to be found by each other.
func TestFindAll(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	parts := []string{"株式会社", "㈱", "医療法人社団", "学校法人", "清流会", "しののめ", "シノノメ", "ふじね", "藤音", "北前", "関ケ原", "関が原", "日本", "東", "束", "ストア", "ストァ", "Kaiya", "カイヤ", "帳票", "サービス", "病院", "大学", "グループ", "広報部", "人事課", "藤音グループ ", "ホールディングス", " ", "（旧社名：藤音）", "社", "東京支店", "NTT", "商事", "製菓", "一", "Co., Ltd.", "センター", "公式ショップ"}
	var names []string
	for range 1500 {
		var b strings.Builder
		for range 1 + r.IntN(4) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		names = append(names, b.String())
	}
	alike := 0
	for i, a := range names {
		for _, b := range names[i+1:] {
			if Compare(a, b) == Different {
				continue
			}
			alike++
			if !found(a, b) || !found(b, a) {
				x, y := Parse(a), Parse(b)
				l, why := Default().Likeness(&x, &y)
				t.Errorf("%q and %q are %v (%s), and not found by each other", a, b, l, why)
				if t.Failed() && alike > 20000 {
					return
				}
			}
		}
	}
	if alike < 1000 {
		t.Errorf("only %d pairs are alike: the names say too little", alike)
	}
}

// tellsAll proves that a text in which something is read has a word for it.
func tellsAll(t *testing.T, raw, organization string) {
	t.Helper()
	if got := Read(raw, organization); len(got) > 0 && !Tells(raw) {
		t.Errorf("%q says %s of %s, and has no word for it", cut(raw, 80), got[0].Kind, got[0].Of)
	}
}

func TestTells(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "notices", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no notices")
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for part := range strings.SplitSeq(string(b), "\n\n") {
			tellsAll(t, part, "株式会社甲斐屋")
		}
	}
	for _, raw := range []string{"", "\xe3", "\xe6\x97", "復旧しました。", "株式会社甲斐屋（以下「当社」という）", "サービス名を変更しました。", "QRコードを読み取ってください。"} {
		if Tells(raw) {
			t.Errorf("%q says who nobody is", raw)
		}
	}
}

func BenchmarkTells(b *testing.B) {
	raw := strings.Repeat("この度、弊社が保有するお客様の個人情報の一部が流出した可能性があることが判明いたしました。", 40)
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if Tells(raw) {
			b.Fatal("it tells")
		}
	}
}

func BenchmarkFind(b *testing.B) {
	for b.Loop() {
		Find("医療法人社団清流会 みずかげ総合病院")
	}
}
