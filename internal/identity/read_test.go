package identity

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"encoding/json"

	"jikenbo/internal/text"
)

func TestRead(t *testing.T) {
	const org = "株式会社北前茶舗"
	for _, test := range []struct {
		text string
		want []string // kind of value
	}{
		// former names
		{"株式会社北前茶舗(旧社名:株式会社北前商店)は、", []string{"former 株式会社北前茶舗 株式会社北前商店"}},
		{"株式会社北前茶舗（旧：株式会社北前商店）は、", []string{"former 株式会社北前茶舗 株式会社北前商店"}},
		{"お問い合わせ\n株式会社北前茶舗\n旧社名：北前商店株式会社\n電話 0120-000-000", []string{"former 株式会社北前茶舗 北前商店株式会社"}},
		{"委託先の株式会社東雲メールサービス（旧東雲郵便株式会社）のサーバーが", []string{"former 株式会社東雲メールサービス 東雲郵便株式会社"}},
		{"委託先の東雲メール株式会社（2023年4月1日より株式会社東雲メールサービスに商号変更）において", []string{"former 株式会社東雲メールサービス 東雲メール株式会社 2023-04-01"}},
		{"委託先の東雲メール株式会社（現・株式会社東雲メールサービス）において", []string{"former 株式会社東雲メールサービス 東雲メール株式会社"}},
		{"なお、当社は令和5年4月1日付で社名を「株式会社北前商店」から「株式会社北前茶舗」に変更しております。", []string{"former 株式会社北前茶舗 株式会社北前商店 2023-04-01"}},
		{"当社は2024年10月1日をもって商号を「北前ホールディングス株式会社」に変更いたします。", []string{"former 北前ホールディングス株式会社 株式会社北前茶舗 2024-10-01"}},
		{"Kitamae Tea Co., Ltd. (formerly Kitamae Trading Co., Ltd.) reports that", []string{"former Kitamae Tea Co., Ltd. Kitamae Trading Co., Ltd."}},
		{"株式会社メタルペイ（現・株式会社ペイメント花、以下「同社」という。）に委託", []string{"former 株式会社ペイメント花 株式会社メタルペイ"}},
		{"株式会社東雲メールサービス（2023年4月1日に東雲郵便株式会社より社名変更）において", []string{"former 株式会社東雲メールサービス 東雲郵便株式会社 2023-04-01"}},
		{"公式X(旧Twitter)アカウントが乗っ取られました。", nil},
		{"株式会社北前茶舗公式X(旧Twitter)のアカウントが", nil},
		{"氏名、住所(旧住所・新住所)、電話番号、旧姓", nil},
		{"当社ホームページ(旧サイト)に不正アクセスがありました。旧社名のまま登録されたお客様", nil},
		{"商号の変更はございません。社名変更の予定はありません。", nil},
		{"ファイル名を変更しました。パスワードを変更してください。宛名を変更", nil},
		// groups
		{"当社の連結子会社である株式会社ハレノヒ（以下「ハレノヒ社」といいます。）が運営する衣装レンタルの予約サイト「ハレノヒ・クローゼット」において", []string{"group 株式会社ハレノヒ 株式会社北前茶舗", "short 株式会社ハレノヒ ハレノヒ社"}},
		{"藤音ホールディングス株式会社の完全子会社である当社は、", []string{"group 株式会社北前茶舗 藤音ホールディングス株式会社"}},
		{"株式会社ハレノヒ(藤音ホールディングス株式会社の連結子会社)は、", []string{"group 株式会社ハレノヒ 藤音ホールディングス株式会社"}},
		{"当社の親会社である藤音ホールディングス株式会社は", []string{"group 株式会社北前茶舗 藤音ホールディングス株式会社"}},
		{"北前茶舗(藤音ホールディングス株式会社グループ)  (C) 2022", []string{"group 株式会社北前茶舗 藤音ホールディングス株式会社グループ"}},
		{"わかば通り薬局グループ　NEWS RELEASE\n2024年5月1日", []string{"group 株式会社北前茶舗 わかば通り薬局グループ"}},
		{"当社は藤音グループの一員として", []string{"group 株式会社北前茶舗 藤音グループ"}},
		{"On May 2, our consolidated subsidiary, Kazahaya Instruments (Thailand) Co., Ltd. (\"KIT\"), was accessed.", []string{"group Kazahaya Instruments (Thailand) Co., Ltd. 株式会社北前茶舗"}},
		{"当社グループ会社である株式会社ハレノヒのサーバー", []string{"group 株式会社ハレノヒ 株式会社北前茶舗"}},
		{"弊社国内グループ会社の株式会社ハレノヒが", []string{"group 株式会社ハレノヒ 株式会社北前茶舗"}},
		{"藤音グループの株式会社ハレノヒは", []string{"group 株式会社ハレノヒ 藤音グループ"}},
		{"株式会社ハレノヒは、藤音グループの一員です", []string{"group 株式会社ハレノヒ 藤音グループ"}},
		{"当社グループの皆様、当社グループ会社のサーバー、ランサムウェアグループの株式を", nil},
		{"当社の連結子会社である Fujieda Precision (Vietnam) Co., Ltd.（以下「FPV」といいます。）において", []string{"group Fujieda Precision (Vietnam) Co., Ltd. 株式会社北前茶舗", "short Fujieda Precision (Vietnam) Co., Ltd. FPV"}},
		{"Kazahaya B.V., a wholly owned subsidiary of Kitamae Holdings, Inc., reports", []string{"group Kazahaya B.V. Kitamae Holdings, Inc."}},
		{"its subsidiary in Utrecht has 5 employees. Our subsidiary network is closed.", nil},
		{"攻撃者グループのリークサイトに掲載", nil},
		{"当社グループのサーバー、国内グループ会社2社の従業員、他のグループ会社", nil},
		{"総務部広報グループ\n電話 0120-000-000", nil},
		{"当社および連結子会社11社のシステムは、子会社の従業員", nil},
		// numbers and codes
		{"国税庁　法人番号7000012050002　代表電話：03-0000-0000", []string{"number 国税庁 7000012050002"}},
		{"株式会社北前茶舗 法人番号：７０００-０１２０-５０００-２", []string{"number 株式会社北前茶舗 7000012050002"}},
		{"法人番号 7000012050003", []string{"number 株式会社北前茶舗 7000012050003 check-digit"}},
		{"法人番号 0000020990013", []string{"number 株式会社北前茶舗 0000020990013 form"}},
		{"法人番号を記入してください。0120-000-0000", nil},
		{"会社名 株式会社北前茶舗\n(コード番号：2345  東証スタンダード)", []string{"code 株式会社北前茶舗 2345"}},
		{"（証券コード：００００　東証プライム市場）", []string{"code 株式会社北前茶舗 0000 form"}},
		{"株式会社東雲メールサービス(東証プライム:130A)は", []string{"code 株式会社東雲メールサービス 130A"}},
		{"(Securities code: 2345, TSE Prime Market)", []string{"code 株式会社北前茶舗 2345"}},
		{"上場会社名 株式会社北前茶舗  上場取引所 東\nコード番号 2345  URL https://example.jp", []string{"code 株式会社北前茶舗 2345"}},
		{"株式会社北前茶舗（東証グロース 2345）", []string{"code 株式会社北前茶舗 2345"}},
		{"(東証 2023年の開示)", nil},
		{"エラーコード 1234、商品コード番号:5678、郵便番号コード 1000、セキュリティコード 0000、(コード番号 1234)", nil},
		{"証券コード:23456 証券コード 2345-6", nil},
		// shops
		{"このたび、弊社が運営する通信販売サイト「木のうつわ北星」が第三者による不正アクセスを受け", []string{"shop 株式会社北前茶舗 木のうつわ北星"}},
		{"「うまいもん港」を運営する株式会社潮待商会(汐名市)は19日、", []string{"shop 株式会社潮待商会 うまいもん港"}},
		{"株式会社サトメグリが運営する『里めぐり』におきまして", []string{"shop 株式会社サトメグリ 里めぐり"}},
		{"株式会社ことの葉文具は5月17日、同社が運営する通販サイト「紙とインクの店」が", nil},
		{"株式会社北前茶舗は5月17日、同社が運営する通販サイト「紙とインクの店」が", []string{"shop 株式会社北前茶舗 紙とインクの店"}},
		{"弊社の通販サイト「つづら屋オンラインストア」（以下「当ストア」）が", []string{"shop 株式会社北前茶舗 つづら屋オンラインストア"}},
		{"弊社が運営する「琥珀倉珈琲 本店」および「豆の量り売りドットネット」におきまして", []string{"shop 株式会社北前茶舗 琥珀倉珈琲 本店", "shop 株式会社北前茶舗 豆の量り売りドットネット"}},
		{"弊社運営のECサイト「ソレイユキッチン公式通販」において", []string{"shop 株式会社北前茶舗 ソレイユキッチン公式通販"}},
		{"当社の運営する「はくぶeくらし」で", []string{"shop 株式会社北前茶舗 はくぶeくらし"}},
		{"株式会社ショーケースが提供する「フォームアシスト」および「サイト・パーソナライザ」", []string{"shop 株式会社ショーケース フォームアシスト", "shop 株式会社ショーケース サイト・パーソナライザ"}},
		{"当社が提供するクラウド型予約管理サービス「ヨヤクノート」への", []string{"shop 株式会社北前茶舗 ヨヤクノート"}},
		{"株式会社ハレノヒは、通販サイト「晴れの店」を運営しております。", []string{"shop 株式会社ハレノヒ 晴れの店"}},
		{"当社が提供する「安心・安全」、運営体制の見直し、運営会社「X社」、当社の運営事務局から「お知らせ」を", nil},
		{"他社サイト「あ店」、外部サイト「い店」、偽の通販サイト「う店」", nil},
		{"攻撃者が運営するとみられるサイト「闇の店」に", nil},
		{"弊社が運営する店舗において、「お客様」の情報が", nil},
		// short names
		{"株式会社しののめ帳票サービス(以下「しののめ社」といいます。)において", []string{"short 株式会社しののめ帳票サービス しののめ社"}},
		{"株式会社東栄エージェンシー（以下「受託者」という。）", nil},
		{"株式会社月兎アミューズ(以下、弊社)が、株式会社メイプルプリント（以下「委託先」）、株式会社ペイロード（以下「P社」）", nil},
		{"「共済掛金払込証明書」（以下「証明書」といいます。）", nil},
		// sectors
		{"■業種：製造業\n", []string{"sector 株式会社北前茶舗 E"}},
		{"他の業種の企業で同じような設定不備が公表された際", nil},
	} {
		var got []string
		tellsAll(t, test.text, org)
		for _, st := range Read(test.text, org) {
			s := string(st.Kind) + " " + st.Of + " " + st.Value
			if !st.From.IsZero() {
				s += " " + st.From.String()
			}
			if st.Doubt != "" {
				s += " " + st.Doubt
			}
			got = append(got, s)
			for _, span := range st.Spans {
				if err := span.Check(test.text); err != nil {
					t.Errorf("%q: %v", test.text, err)
				}
			}
		}
		if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
			t.Errorf("%q:\n got %q\nwant %q", test.text, got, test.want)
		}
	}
}

// TestReadEntry reads the entries of a page apart: what one says is not taken for
// what another does.
func TestReadEntry(t *testing.T) {
	raw, err := os.ReadFile("../../examples/14-blog-page.txt")
	if err != nil {
		t.Fatal(err)
	}
	tx := text.New(string(raw))
	entries := tx.Entries()
	if len(entries) < 2 {
		t.Fatalf("%d entries", len(entries))
	}
	for i := range entries {
		a, b := tx.Span(entries[i].Start, entries[i].End)
		for _, st := range ReadEntry(tx, &entries[i], "株式会社北前茶舗") {
			for _, s := range st.Spans {
				if err := s.Check(string(raw)); err != nil || s.Start < a || s.End > b {
					t.Errorf("entry %d [%d,%d): %s %s stands at [%d,%d): %v", i, a, b, st.Kind, st.Value, s.Start, s.End, err)
				}
			}
		}
	}
	two := "■ 2024年5月1日\n株式会社甲斐屋 お詫び\n当社が運営する「甲斐の店」\n■ 2024年5月2日\n株式会社乙川 お詫び\n当社が運営する「乙川の店」\n"
	tx = text.New(two)
	half := strings.Index(tx.Norm, "■ 2024年5月2日")
	for _, test := range []struct {
		e    text.Entry
		want string
	}{{text.Entry{Start: 0, End: half}, "甲斐の店"}, {text.Entry{Start: half, End: len(tx.Norm)}, "乙川の店"}} {
		if got := ReadEntry(tx, &test.e, "株式会社甲斐屋"); len(got) != 1 || got[0].Value != test.want {
			t.Errorf("%+v, want %s", got, test.want)
		}
	}
}

// TestReadNotices reads all notices of the repository: every statement has its
// words there. With -v it tells what is read.
func TestReadNotices(t *testing.T) {
	for _, dir := range []string{"../../testdata/notices", "../../testdata/written", "../../examples"} {
		paths, err := filepath.Glob(filepath.Join(dir, "*.txt"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s has no notices: %v", dir, err)
		}
		for _, path := range paths {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var gold struct{ Organization string }
			if b, err := os.ReadFile(strings.TrimSuffix(path, ".txt") + ".json"); err == nil {
				_ = json.Unmarshal(b, &gold) // a page has a list, and nobody who speaks for it
			}
			for _, st := range Read(string(raw), gold.Organization) {
				t.Logf("%s %s | %s | %s | %s %s", filepath.Base(path), st.Kind, st.Of, st.Value, st.From, st.Doubt)
				for _, span := range st.Spans {
					if err := span.Check(string(raw)); err != nil {
						t.Errorf("%s: %v", path, err)
					}
				}
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("当社の連結子会社である株式会社ハレノヒ（旧社名：x、以下「ハレ社」）が運営する「あ」 (コード番号 1234 東証) 法人番号 7000012050002", "株式会社A")
	f.Add("A(現B株式会社)、商号を「甲」から乙株式会社に変更 Foo Co., Ltd. (formerly Bar Inc.) our subsidiary, Baz Ltd.", "")
	f.Fuzz(func(t *testing.T, raw, org string) {
		tellsAll(t, raw, org)
		for _, st := range Read(raw, org) {
			if st.Of == "" || st.Value == "" || len(st.Spans) == 0 {
				t.Fatalf("%+v is no statement", st)
			}
			for _, span := range st.Spans {
				if err := span.Check(raw); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	raw, err := os.ReadFile("../../testdata/notices/b09.txt")
	if err != nil {
		b.Fatal(err)
	}
	t := text.New(string(raw))
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		ReadText(t, "株式会社北前茶舗")
	}
}

// TestReadHostile reads texts that are nothing but the words that are looked for:
// in time linear in their length, which the deadline of the test holds to.
func TestReadHostile(t *testing.T) {
	for _, s := range []string{"旧社名:", "(旧株式会社", "(現株式会社", "社名を株式会社甲から株式会社乙に変更", "Co., Ltd. (formerly ", "当社の子会社である", "株式会社A", "の親会社の株式会社", "our subsidiary, A Co., ", "グループ", "(A株式会社グループ)", "法人番号 ", "法人番号7000012050002", "証券コード:1234", "(コード番号 東証 ", "当社が運営する「", "「あ」を運営する", "当社が提供する「あ」と", "以下「", "(以下「", "業種:", "サイト「", "しののめ", "Aa "} {
		ReadText(text.New(strings.Repeat(s, 1<<16/len(s))), "株式会社北前茶舗")
	}
}
