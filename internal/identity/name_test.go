package identity

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestKeySame(t *testing.T) {
	for _, names := range [][]string{
		{"株式会社しののめ帳票サービス", "(株)しののめ帳票サービス", "㈱しののめ帳票サービス", "しののめ帳票サービス株式会社", "しののめ帳票サービス(株)", "株式会社 しののめ帳票サービス 様", "しののめ帳票サービス御中", "株 式 会 社 しののめ帳票サービス", "しののめ帳票サービス", "株式会社しののめ帳票サービス(本社:東京都港区)", "株式会社しののめ帳票サービス（以下「しののめ社」といいます。）", "株式會社しののめ帳票サービス", "㍿しののめ帳票サービス", "株式会社しののめ帳票ｻｰﾋﾞｽ", "しののめ帳票サービス株式会社様"},
		{"有限会社琥珀倉珈琲", "㈲琥珀倉珈琲", "琥珀倉珈琲"},
		{"合同会社帆布ホスティング", "(同)帆布ホスティング"},
		{"医療法人社団清流会 みずかげ総合病院", "医療法人社団 清流会　みずかげ総合病院", "医療法人清流会みずかげ総合病院", "(医)清流会みずかげ総合病院"},
		{"国立大学法人白波大学", "白波大学"},
		{"公益財団法人 弥生台文化振興財団", "(公財)弥生台文化振興財団", "財団法人弥生台文化振興財団"},
		{"独立行政法人情報処理推進機構(IPA)", "情報処理推進機構", "(独)情報処理推進機構（ＩＰＡ）"},
		{"髙﨑商店", "高崎商店"},
		{"國學院", "国学院"},
		{"キヤノン株式会社", "キャノン(株)", "ｷﾔﾉﾝ"},
		{"ヴァイオリン工房", "バイオリン工房", "ウ゛ァイオリン工房", "ｳﾞｧｲｵﾘﾝ工房"},
		{"白銀ヶ原市", "白銀ケ原市"},
		{"サーバー・ワークス", "サーバーワークス", "サ－バ－ワ－クス", "サーバー ワークス"},
		{"佐々木商店", "佐佐木商店"},
		{"Hoshikawa Precision Works, Ltd.", "HOSHIKAWA PRECISION WORKS LTD", "Hoshikawa Precision Works Co., Ltd.", "Hoshikawa Precision Works K.K.", "The Hoshikawa Precision Works Company, Limited", "Ｈｏｓｈｉｋａｗａ Precision-Works"},
		{"Cedar Hollow Family Medicine, P.C.", "Cedar Hollow Family Medicine"},
		{"Café Noir Inc.", "CAFE NOIR"},
		{"山田 様", "山田"},
		{"エビス堂", "ヱビス堂"},
		{"税理士法人みなと会計", "みなと会計"},
	} {
		for _, n := range names[1:] {
			if Key(n) != Key(names[0]) {
				t.Errorf("Key(%q) = %q, Key(%q) = %q: not equal", n, Key(n), names[0], Key(names[0]))
			}
		}
	}
}

// TestKeyOfSpellings writes the names of all notices of the repository in other
// ways, and finds them by their keys, and none by another's.
func TestKeyOfSpellings(t *testing.T) {
	wide := strings.NewReplacer(wider()...)
	ways := []func(s string) string{
		strings.ToUpper, strings.ToLower, wide.Replace,
		func(s string) string { return s + " 様" },
		func(s string) string { return s + "御中" },
		func(s string) string { return s + "(本社:東京都千代田区)" },
		func(s string) string { return s + "（以下「当社」といいます。）" },
		func(s string) string { return strings.Join(strings.Split(s, ""), " ") },
		func(s string) string { return strings.ReplaceAll(s, "株式会社", "㈱") },
		func(s string) string { return strings.ReplaceAll(s, "株式会社", "（株）") },
		func(s string) string { return strings.ReplaceAll(s, "株式会社", "株式会社　") },
		func(s string) string { return strings.ReplaceAll(s, "株式会社", "") },
		func(s string) string { return strings.NewReplacer("・", "", " ", "", "　", "").Replace(s) },
		func(s string) string {
			return strings.NewReplacer("高", "髙", "崎", "﨑", "沢", "澤", "浜", "濱", "学", "學", "会", "會").Replace(s)
		},
		func(s string) string {
			return strings.NewReplacer("ー", "－", "ッ", "ツ", "ャ", "ヤ", "ヶ", "ケ").Replace(s)
		},
		norm.NFD.String,
	}
	keys := map[string]string{}
	for _, name := range organizations(t) {
		key := Key(name)
		if other, ok := keys[key]; ok && Compare(name, other) == Same && TrimForm(name) != TrimForm(other) {
			t.Errorf("%q and %q have one key", name, other)
		}
		keys[key] = name
		for i, way := range ways {
			if (i == 7 || i == 12) && strings.ContainsFunc(name, func(r rune) bool { return r < 0x80 && r != ' ' }) {
				continue // the words of a Latin name are lost between spaces
			}
			if got := Key(way(name)); got != key {
				t.Errorf("way %d: Key(%q) = %q, Key(%q) = %q", i, way(name), got, name, key)
			}
		}
	}
	if len(keys) < 300 {
		t.Errorf("%d names only", len(keys))
	}
}

// wider gives ASCII characters and their full width.
func wider() []string {
	var out []string
	for c := '!'; c <= '~'; c++ {
		out = append(out, string(c), string(c-'!'+'！'))
	}
	return out
}

// organizations gives the organizations and suppliers of the gold of the notices
// of the repository.
func organizations(t *testing.T) []string {
	t.Helper()
	seen := map[string]bool{}
	var out []string
	for _, dir := range []string{"../../testdata/notices", "../../testdata/written", "../../examples"} {
		paths, err := filepath.Glob(filepath.Join(dir, "*.json"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s has no gold: %v", dir, err)
		}
		for _, path := range paths {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var gold struct {
				Organization string
				Suppliers    []string
			}
			if json.Unmarshal(raw, &gold) != nil {
				continue // a page of many
			}
			for _, name := range append(gold.Suppliers, gold.Organization) {
				if name != "" && !seen[name] {
					seen[name] = true
					out = append(out, name)
				}
			}
		}
	}
	return out
}

// different are pairs of names of different organizations.
var different = [][2]string{
	{"三菱電機株式会社", "三菱電機ビルソリューションズ株式会社"},
	{"三菱電機ビルソリューションズ株式会社", "三菱電機株式会社ビルソリューションズ"},
	{"東京ガス株式会社", "東京ガスiネット株式会社"},
	{"白波市", "白波町"},
	{"白波市", "白波県"},
	{"白波大学", "白波大学病院"},
	{"北浜銀行", "北浜信用金庫"},
	{"アサヒビール株式会社", "アサヒビル株式会社"},
	{"さくら商事", "サクラ商事"},
	{"税理士法人みどりの会計", "税理士法人みのり会計パートナーズ"},
	{"スタジオ1-1", "スタジオ11"},
	{"第一商事", "第二商事"},
	{"公立大学法人大阪", "大阪"},
	{"株式会社おひさま", "おひ"},
	{"A&B株式会社", "AB株式会社"},
	{"株式会社X", "株式会社Y"},
	{"株式会社みなと浦銀行", "株式会社みなと銀行"},
	{"Fujieda Precision (Vietnam) Co., Ltd.", "Fujieda Precision Co., Ltd."},
	{"日本模様", "日本模"},
	{"Tanaka PC", "Tanaka"},
	{"東都フーズ(USA)", "東都フーズ"},
	{"今出川学園(同志会)", "今出川学園"},
	{"カード株式会社", "力ード株式会社"},
	{"!!!", "???"},
	{"株式会社", "有限会社"},
}

func TestKeyDifferent(t *testing.T) {
	for _, p := range different {
		if Key(p[0]) == Key(p[1]) {
			t.Errorf("%q and %q have one key %q", p[0], p[1], Key(p[0]))
		}
	}
}

func TestParse(t *testing.T) {
	for _, test := range []struct {
		in   string
		want Name
	}{
		{"", Name{}},
		{"株式会社しののめ帳票サービス(以下「しののめ社」といいます。)", Name{Core: "しののめ帳票サービス", Form: "株式会社", Alias: "しののめ社"}},
		{"東雲メールサービス㈱ 御中", Name{Core: "東雲メールサービス", Form: "株式会社", Behind: true, Honorific: "御中"}},
		{"医療法人社団清流会 みずかげ総合病院", Name{Core: "清流会", Form: "医療法人社団", Unit: "みずかげ総合病院"}},
		{"医療法人碧葉会　みどり台記念病院", Name{Core: "碧葉会", Form: "医療法人", Unit: "みどり台記念病院"}},
		{"医療法人碧葉会みどり台記念病院", Name{Core: "碧葉会", Form: "医療法人", Unit: "みどり台記念病院"}},
		{"株式会社久遠台マシナリー 東部事業部", Name{Core: "久遠台マシナリー", Form: "株式会社", Section: "東部事業部"}},
		{"久遠台マシナリー株式会社東部事業部", Name{Core: "久遠台マシナリー", Form: "株式会社", Behind: true, Section: "東部事業部"}},
		{"久遠台マシナリー株式会社 東部事業部", Name{Core: "久遠台マシナリー", Form: "株式会社", Behind: true, Section: "東部事業部"}},
		{"久遠台マシナリー株式会社 東部支店", Name{Core: "久遠台マシナリー", Form: "株式会社", Behind: true, Unit: "東部支店"}},
		{"医療法人社団清流会 みずかげ総合病院 看護部 管理室", Name{Core: "清流会", Form: "医療法人社団", Unit: "みずかげ総合病院", Section: "看護部 管理室"}},
		{"藤音グループ 株式会社藤音", Name{Core: "藤音", Form: "株式会社", In: "藤音グループ"}},
		{"藤音グループ株式会社藤音", Name{Core: "藤音", Form: "株式会社", In: "藤音グループ"}},
		{"藤音グループ　藤音株式会社", Name{Core: "藤音", Form: "株式会社", Behind: true, In: "藤音グループ"}},
		{"白波市　総務部", Name{Core: "白波市", Section: "総務部"}},
		{"白波市 教育委員会", Name{Core: "白波市", Unit: "教育委員会"}},
		{"白波市役所", Name{Core: "白波市"}},
		{"ホテル汐見坂 株式会社汐見坂観光", Name{Core: "汐見坂観光", Form: "株式会社", Unit: "ホテル汐見坂"}},
		{"シトラスベール公式オンラインストア", Name{Core: "シトラスベール公式オンラインストア", Shop: true}},
		{"わかば通り薬局 川辺店", Name{Core: "わかば通り薬局", Unit: "川辺店", Shop: true}},
		{"藤音ホールディングス株式会社", Name{Core: "藤音ホールディングス", Form: "株式会社", Behind: true, Holding: true}},
		{"いしづち第一銀行グループ", Name{Core: "いしづち第一銀行グループ", Group: true}},
		{"株式会社北前茶舗(旧社名:株式会社北前商店)(本社:金沢市、証券コード0000)", Name{Core: "北前茶舗", Form: "株式会社", Former: "株式会社北前商店", Remarks: []string{"本社:金沢市、証券コード0000"}}},
		{"Hoshikawa Precision Works, Ltd.", Name{Core: "Hoshikawa Precision Works", Form: "Ltd.", Behind: true}},
		{"Fujieda Precision (Vietnam) Co., Ltd.", Name{Core: "Fujieda Precision (Vietnam)", Form: "Co., Ltd.", Behind: true}},
		{"独立行政法人情報処理推進機構（IPA）", Name{Core: "情報処理推進機構", Form: "独立行政法人", Alias: "IPA"}},
		{"白波市", Name{Core: "白波市"}},
		{"株式会社", Name{Core: "株式会社"}},
		{"株式会社瀬峰銀行様", Name{Core: "瀬峰銀行", Form: "株式会社", Honorific: "様"}},
		{"瀬峰銀行株式会社様", Name{Core: "瀬峰銀行", Form: "株式会社", Behind: true, Honorific: "様"}},
	} {
		got := Parse(test.in)
		got.key, got.core, got.unit, got.kind, got.self = "", "", "", "", ""
		got.seat = ""
		test.want.Written = test.in
		if !equal(got, test.want) {
			t.Errorf("Parse(%q):\n got %+v\nwant %+v", test.in, got, test.want)
		}
	}
}

func equal(a, b Name) bool {
	return strings.Join(a.Remarks, "\x00") == strings.Join(b.Remarks, "\x00") && func() bool {
		a.Remarks, b.Remarks = nil, nil
		return a.Written == b.Written && a.Core == b.Core && a.Form == b.Form && a.Behind == b.Behind && a.Unit == b.Unit && a.Section == b.Section && a.In == b.In && a.Alias == b.Alias && a.Former == b.Former && a.Honorific == b.Honorific && a.Shop == b.Shop && a.Group == b.Group && a.Holding == b.Holding
	}()
}

func TestCompare(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want Likeness
	}{
		{"株式会社しののめ帳票サービス", "しののめ帳票サービス㈱", Same},
		{"しののめ社", "株式会社しののめ帳票サービス", Possible},
		{"医療法人社団清流会 みずかげ総合病院", "みずかげ総合病院", Possible},
		{"医療法人社団清流会 みずかげ総合病院", "医療法人社団清流会", Possible},
		{"三菱電機", "三菱電機ビルソリューションズ", Possible},
		{"東京ガス", "東京ガスiネット", Possible},
		{"白波大学", "白波大学病院", Possible},
		{"白波市", "白波町", Different},
		{"白波市", "白波市教育委員会", Possible},
		{"白波市教育委員会", "白波町教育委員会", Different},
		{"北浜銀行", "北浜信用金庫", Different},
		{"社会福祉法人誠和会", "医療法人誠和会", Possible},
		{"株式会社丸山", "有限会社丸山", Possible},
		{"株式会社丸山", "丸山", Same},
		{"Quillstack, Inc.", "Quillstack Ltd.", Possible},
		{"Quillstack Co., Ltd.", "Quillstack Ltd.", Same},
		{"Quillstack K.K.", "株式会社Quillstack", Same},
		{"Quillstack K.K.", "有限会社Quillstack", Possible},
		{"Quillstack Inc.", "株式会社Quillstack", Same},
		{"Quillstack Inc.", "学校法人Quillstack", Possible},
		{"Evergreen Foods Inc.", "Evergreen Foods Inc. 本部", Same},
		{"Evergreen Foods Inc.", "Evergreen Foods Inc. 東京支店", Possible},
		{"株式会社ラナー書店", "ラナー書店グループ　株式会社ラナー書店", Same},
		{"国立大学法人白波大学", "公立大学法人白波大学", Possible},
		{"国立大学法人白波大学", "白波大学", Same},
		{"株式会社藤音", "藤音株式会社", Same},
		{"みどりクリニック(横浜市)", "みどりクリニック(仙台市)", Possible},
		{"みどりクリニック(本社:神奈川県横浜市、代表:緑)", "みどりクリニック(横浜市)", Same},
		{"みどりクリニック(横浜市)", "みどりクリニック", Same},
		{"株式会社エヌ・ティ・ティ・データ東海", "NTTデータ東海", Possible},
		{"ケイディーディーアイ", "KDDI株式会社", Possible},
		{"エヌイーシー", "NTT", Different},
		{"Marlowe & Finch Stationers Ltd", "Marlowe and Finch Stationers", Possible},
		{"海野原市", "海野原市役所", Same},
		{"緑川県庁 総務課", "緑川県", Same},
		{"株式会社藤音 広報部", "藤音", Same},
		{"株式会社藤音 広報部", "藤音グループ 株式会社藤音", Same},
		{"株式会社藤音 広報部", "株式会社藤音 東店", Possible},
		{"医療法人社団清流会 みずかげ総合病院 看護部", "医療法人社団清流会", Possible},
		{"医療法人社団清流会 みずかげ総合病院 看護部", "清流会みずかげ総合病院", Same},
		{"藤音グループ 株式会社藤音", "藤音グループ", Possible},
		{"藤音グループ　藤音株式会社", "株式会社藤音", Same},
		{"財団法人丸山会", "公益財団法人丸山会", Same},
		{"藤音グループ", "藤音ホールディングス株式会社", Possible},
		{"カドカワ", "KADOKAWA", Possible},
		{"ナミノリストア", "なみのりストア", Possible},
		{"トヨタ", "TOYOTA", Possible},
		{"サービスショップひかり", "サービスショッブひかり", Possible},
		{"東日本旅客鉄道", "西日本旅客鉄道", Different},
		{"第一生命保険", "第二生命保険", Different},
		{"当社", "当社グループ", Different},
		{"有限会社琥珀倉珈琲", "株式会社潮待商会", Different},
		{"", "", Different},
		{"株式会社北前茶舗(旧社名:株式会社北前商店)", "北前商店", Same},
	} {
		if got := Compare(test.a, test.b); got != test.want {
			t.Errorf("Compare(%q, %q) = %v, want %v", test.a, test.b, got, test.want)
		}
		if x, y := Compare(test.a, test.b), Compare(test.b, test.a); x != y {
			t.Errorf("Compare(%q, %q) is %v one way and %v the other", test.a, test.b, x, y)
		}
	}
	for _, p := range different {
		if Compare(p[0], p[1]) == Same {
			t.Errorf("Compare(%q, %q) is same", p[0], p[1])
		}
	}
}

func TestTrimForm(t *testing.T) {
	for name, want := range map[string]string{
		"株式会社つづら屋": "つづら屋", "つづら屋株式会社": "つづら屋", "㈱つづら屋": "つづら屋", "つづら屋（株）": "つづら屋", "株式会社　つづら屋": "つづら屋",
		"医療法人社団 清流会": "清流会", "Example Co., Ltd.": "Example", "Example, Inc.": "Example", "Zinc": "Zinc", "株式会社": "", "（株）": "",
		"株式会社(株)": "", "NPO法人ひかり": "ひかり", "Limited": "Limited", "Co., Ltd.": "Co", "": "", "学校": "学校", "お客様": "お客様", "ノート PC": "ノート PC",
		"株式会社A(本社:東京)": "A(本社:東京)", "Cedar Hollow, P.C.": "Cedar Hollow",
	} {
		if got := TrimForm(name); got != want {
			t.Errorf("TrimForm(%q) = %q, want %q", name, got, want)
		}
	}
}

func FuzzKey(f *testing.F) {
	for _, s := range []string{"株式会社しののめ帳票サービス(以下「しののめ社」といいます。)", "ｳﾞｧﾞ゛々ーー-1.1-2", "A株式会社B 医療法人C㈱", "The Co. Co., Ltd. K.K.", "(株)(本社:x", "様さま殿 各位", "|a|", "\xff(\xfe)"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		k := Key(a)
		if !utf8.ValidString(k) {
			t.Fatalf("Key(%q) = %q is no UTF-8", a, k)
		}
		if again := Key(k); again != k {
			t.Fatalf("Key(%q) = %q, whose key is %q", a, k, again)
		}
		n := Parse(a)
		if n.key != k {
			t.Fatalf("Parse(%q).key = %q, Key %q", a, n.key, k)
		}
		if x, y := Compare(a, b), Compare(b, a); x != y {
			t.Fatalf("Compare(%q, %q) is %v one way and %v the other", a, b, x, y)
		}
		if k != "" && Compare(a, a) != Same {
			t.Fatalf("%q is not the same as itself", a)
		}
		if k != "" && k == Key(b) && Compare(a, b) == Different {
			t.Fatalf("%q and %q have one key and are different", a, b)
		}
		for _, part := range []string{n.Section, n.In, n.Core, n.Unit, n.Alias, n.Former, n.Honorific} {
			if !strings.Contains(a, part) {
				t.Fatalf("Parse(%q) has %q, which is not in it", a, part)
			}
		}
	})
}

// TestHostile reads names that no organization has: in time linear in their
// length, which the deadline of the test holds to.
func TestHostile(t *testing.T) {
	for _, s := range []string{"(", ")", "様", "国立大学法人", "株式会社", "A株式会社", "会社", "(株)", "co. ", "The ", "ー", "々", "゛", "a会", "((旧", "清流会 病院", "総務部 ", "a グループ 株式会社"} {
		long := strings.Repeat(s, 1<<17/len(s))
		if k := Key(long); Key(k) != k {
			t.Errorf("%q repeated: the key of its key is another", s)
		}
		Compare(long, long+"a")
	}
}

func BenchmarkKey(b *testing.B) {
	for _, s := range []string{"株式会社しののめ帳票印刷発送情報サービス", "医療法人社団清流会 みずかげ総合病院", "白波市教育委員会", "Hoshikawa Precision Works, Ltd."} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Key(s)
			}
		})
	}
}
