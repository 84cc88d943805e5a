package link

import (
	"slices"
	"strings"
	"testing"

	"jikenbo"
)

// dates writes dates for comparison.
func dates(ds []jikenbo.Date) string {
	var out []string
	for _, d := range ds {
		out = append(out, d.String())
	}
	return strings.Join(out, " ")
}

func day(s string) jikenbo.Date {
	if s == "" {
		return jikenbo.Date{}
	}
	d, err := jikenbo.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestReferencesDates(t *testing.T) {
	const now = "2023-10-20"
	for _, test := range []struct{ text, want string }{
		// Earlier notices.
		{"2023年6月12日付(第一報)及び7月3日付(第二報)で公表いたしました当社サーバーへのサイバー攻撃につきまして", "2023-06-12 2023-07-03"},
		{"6 月 12 日付「当社サーバーへのサイバー攻撃によるシステム障害の発生について(第一報)」にて公表いたしましたとおり", "2023-06-12"},
		{"６月１２日に公表いたしました標記の件につきまして", "2023-06-12"},
		{"令和5年10月3日の第1報及び同年10月10日の第2報でお知らせしたとおり", "2023-10-03 2023-10-10"},
		{"前回のお知らせ(9月16日)からの訂正", "2023-09-16"},
		{"対象／第1報（8月24日）／第2報（9月7日）／第3報（本日）", "2023-08-24 2023-09-07"},
		{"前回（3/18）　　　今回（4/11）", "2023-03-18"},
		{"昨年12月27日に公表しました標記の件", "2022-12-27"},
		{"12月27日に公表しました標記の件", "2022-12-27"},
		{"本年三月八日に公表いたしました会員名簿の盗難", "2023-03-08"},
		{"先月28日にお知らせしました不正ログイン", "2023-09-28"},
		{"10日に発表した不正アクセスについて", "2023-10-10"},
		{"本年3月に公表いたしました元従業員による持ち出し", "2023-03"},
		{"当組合は、南支店における書類の紛失について令和5年4月22日に公表いたしましたが", "2023-04-22"},
		{"8月29日の公表以降に多くいただいたご質問にお答えします。", "2023-08-29"},
		{"標記の件（7月17日公表済み）について", "2023-07-17"},
		{"2021年11月2日及び11月30日に公表した", "2021-11-02 2021-11-30"},
		{"As announced on February 3, 2023 in the first report, a ransomware attack", "2023-02-03"},
		{"the cyber incident that we first announced on 26 February 2023 and on which we last reported on 4 March 2023.", "2023-02-26 2023-03-04"},
		{"This is an update to our notice of 5 June 2023.", "2023-06-05"},
		{"This report replaces the preliminary report that Quillstack Ltd. published on 2023-10-09.", "2023-10-09"},
		{"The Company issued its First Report on May 6, 2023 and its Second Report on June 1, 2023 on the attack.", "2023-05-06 2023-06-01"},
		{"On June 5, 2023, we announced that an unauthorized party", "2023-06-05"},

		// What is no notice, or not an earlier one.
		{"6月14日(水)に個人情報保護委員会に報告いたしました。", ""},
		{"対象の方には6月30日に書面で通知いたしました。", ""},
		{"2023年6月12日、対象の皆様に書面でお知らせいたしました。", ""},
		{"個人情報保護委員会にも2023年6月12日に報告済みです。", ""},
		{"2023年10月20日に公表いたしました。", ""}, // that is this one
		{"2023年11月10日に公表する予定です。", ""},
		{"10月25日に公表いたします。", ""},
		{"On June 5, 2023, we reported the incident to the police.", ""},
		{"2023年6月9日、当社のサーバーがランサムウェアにより暗号化されました。", ""},
		{"専門会社による調査は8月末頃に終わる見込みです。", ""},
		{"", ""},
		{"13月45日に公表した", ""},
		{"2023年2月30日に公表した", ""},
	} {
		r := References(test.text, &jikenbo.Case{Published: day(now)})
		if got := dates(r.Published); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
		if len(r.Apart) > 0 {
			t.Errorf("%q: another matter of %v", test.text, r.Apart)
		}
		if test.want != "" && !r.Earlier {
			t.Errorf("%q: no earlier notice", test.text)
		}
	}
}

func TestReferencesApart(t *testing.T) {
	for _, test := range []struct{ text, apart string }{
		{"なお、令和6年8月に公表した職員による公用車の事故とは別の部署の事案です。", "2024-08"},
		{"本市では3月1日に税務課における誤送付を公表したばかりですが、これとは別の事案です。", "2024-03-01"},
		{"8月21日に公表いたしました委託先のランサムウェア被害とは関係ございません。", "2024-08-21"},
		{"令和5年6月に市民協働課でメールの誤送信があり、再び発生した", "2023-06"},
		{"This is unrelated to the incident that we announced on May 2, 2024.", "2024-05-02"},
		{"8月21日に公表いたしました委託先のランサムウェア被害について", ""},
	} {
		// The reader has it in the timeline too.
		c := &jikenbo.Case{Published: day("2024-12-20")}
		if len(test.apart) == len("2024-03-01") {
			c.Timeline = []jikenbo.Happening{{Date: day(test.apart), Kind: jikenbo.PublishedMoment}}
		}
		r := References(test.text, c)
		if got := dates(r.Apart); got != test.apart {
			t.Errorf("%q: another matter of %q, want %q", test.text, got, test.apart)
		}
		if test.apart != "" && len(r.Published) > 0 {
			t.Errorf("%q: told of on %v", test.text, r.Published)
		}
	}
}

func TestReferencesPassing(t *testing.T) {
	c := &jikenbo.Case{Published: day("2024-09-20")}
	for _, test := range []struct{ text, found, happened string }{
		{"8月31日(土)に判明したランサムウェア感染につきまして、復旧いたしました。", "2024-08-31", ""},
		{"2024年8月30日に発生いたしました不正アクセスについて", "", "2024-08-30"},
		{"8月31日に判明しました。", "", ""}, // that is told, and read as a fact
		{"8月31日に判明した別の事案", "", ""},
		{"2024年8月に発生した事案", "", ""},
	} {
		r := References(test.text, c)
		if dates(r.Found) != test.found || dates(r.Happened) != test.happened {
			t.Errorf("%q: found %v, happened %v", test.text, r.Found, r.Happened)
		}
	}
}

func TestReferencesWithoutPublication(t *testing.T) {
	r := References("2023年6月12日に公表いたしました件。その後、7月3日に公表した(第二報)のとおり。", &jikenbo.Case{})
	if got := dates(r.Published); got != "2023-06-12" { // nothing says the year of the other
		t.Errorf("told of on %q", got)
	}
}

func TestReferencesTitles(t *testing.T) {
	for _, test := range []struct {
		text, title string
		want        bool
	}{
		{"2月16日に「個人情報を含むファイルが閲覧可能な状態にあったことに関するお詫びとお知らせ」を公表いたしました。", "個人情報を含むファイルが閲覧可能な状態にあったことに関するお詫びとお知らせ", true},
		{"「当社サーバーへのサイバー攻撃について(第一報)」にて", "当社サーバーへのサイバー攻撃について(第2報)", true}, // but for what they call themselves
		{"『「ねこ将軍オンライン」への不正アクセスに関するお知らせ』のとおり", "【重要】「ねこ将軍オンライン」への不正アクセスに関するお知らせ", true},
		{`in "Notice of Unauthorized Access to Our Network (First Report)" dated November 11`, "Notice of Unauthorized Access to Our Network", true},
		{"弊社が運営する「いさごオンラインストア」への不正アクセス", "いさごオンラインストア", false},
		{"「海野原市情報セキュリティポリシー」第12条では", "海野原市情報セキュリティポリシー", false},
		{"「当社サーバーへのサイバー攻撃について", "当社サーバーへのサイバー攻撃について", false},
	} {
		r := References(test.text, &jikenbo.Case{})
		if got := slices.Contains(r.Titles, hash(titleKey, bareTitle(test.title))); got != test.want {
			t.Errorf("%q: quotes %q: %v", test.text, test.title, got)
		}
	}
}

func TestReferencesOrdinal(t *testing.T) {
	for _, test := range []struct {
		title string
		stage jikenbo.Stage
		want  uint8
	}{
		{"システム障害の発生について(第一報)", "", 1},
		{"システム障害の発生について（第１０報）", "", 10},
		{"不正アクセスについて(第 2 報)", "", 2},
		{"【続報】不正アクセスについて", "", later},
		{"(訂正)不正アクセスについて", "", later},
		{"再発防止策のお知らせ", "", later},
		{"調査結果のご報告(最終報)", "", last},
		{"Notice of a Data Incident (Second Report)", "", 2},
		{"Update on the incident", "", later},
		{"不正アクセスについて", "", 0},
		{"不正アクセスについて", jikenbo.OnlyStage, 0},
		{"不正アクセスについて", jikenbo.FirstStage, 1},
		{"不正アクセスについて", jikenbo.FinalStage, last},
		{"第一工場における盗難について", "", 0},
		{"The updated list of a postal service", "", 0},
	} {
		if got := References("", &jikenbo.Case{Title: test.title, Stage: test.stage}).Ordinal; got != test.want {
			t.Errorf("%q: %d, want %d", test.title, got, test.want)
		}
	}
}

func TestReferencesAddresses(t *testing.T) {
	r := References("先にhttps://www.example.co.jp/news/2024/12.html?utm_source=x#topでお知らせしたとおりです。(https://www.ppc.go.jp/)", &jikenbo.Case{})
	want := []uint64{addressKey("http://example.co.jp/news/2024/12.html")}
	if want[0] == 0 || !slices.Equal(r.Addresses, want) {
		t.Errorf("%v, want %v", r.Addresses, want)
	}
	for _, none := range []string{"", "example.com/a", "ftp://example.com/a", "https://", "https://example.com/", "https://example.com/index.html", "https://[::1", "mailto:a@example.com"} {
		if addressKey(none) != 0 {
			t.Errorf("%q is no page", none)
		}
	}
}

func TestBareTitle(t *testing.T) {
	for _, test := range []struct{ a, b string }{
		{"【重要】不正アクセスについて（第２報）", "不正アクセスについて"},
		{"不正 アクセスについて(2023年6月12日)", "不正アクセスについて"},
		{"［続報］「ＡＢＣストア」への不正アクセスについて", "「abcストア」への不正アクセスについて"},
	} {
		if bareTitle(test.a) != bareTitle(test.b) {
			t.Errorf("%q is %q, %q is %q", test.a, bareTitle(test.a), test.b, bareTitle(test.b))
		}
	}
	if bareTitle("書類の紛失(誤廃棄)について") == bareTitle("書類の紛失について") {
		t.Error("a remark in brackets is part of a title")
	}
}

func TestWithoutSection(t *testing.T) {
	for name, want := range map[string]string{
		"株式会社青葉菓子舗　広報部":            "株式会社青葉菓子舗",
		"月見市役所":                    "月見市",
		"奥多比町役場":                   "奥多比町",
		"北浜県庁":                     "北浜県",
		"有限会社 鈴鹿野薬局":               "有限会社 鈴鹿野薬局",
		"株式会社 設計室":                 "株式会社 設計室",
		"コアグループ 株式会社コア":            "株式会社コア",
		"医療法人社団清流会 みずかげ総合病院":       "医療法人社団清流会 みずかげ総合病院",
		"Kazahaya Instruments Co.": "Kazahaya Instruments Co.",
		"":                         "",
	} {
		if got := withoutSection(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// FuzzReferences: any text gives dates of the calendar, before the publication,
// and what is encoded is what is decoded.
func FuzzReferences(f *testing.F) {
	for _, s := range []string{"2023年6月12日付(第一報)及び7月3日付で公表", "As announced on May 2, 2023", "「「について", "https://a.example/b", "先月99日に公表", "令和元年5月1日に公表した", "昨年2月29日に公表した\n同月", "2023.6.12", "\xe4\xbb\xa4", "第第第報"} {
		f.Add(s, "2023-10-20", "不正アクセスについて(第2報)")
		f.Add(s, "", s)
	}
	f.Fuzz(func(t *testing.T, text, published, title string) {
		if len(text) > 1<<12 {
			return
		}
		c := &jikenbo.Case{Title: title}
		if d, err := jikenbo.ParseDate(published); err == nil {
			c.Published = d
		}
		r := References(text, c)
		for _, d := range slices.Concat(r.Published, r.Apart, r.Found, r.Happened) {
			if !d.Valid() {
				t.Errorf("%v is no date", d)
			}
		}
		for _, d := range r.Published {
			if c.Published.Before(d) {
				t.Errorf("told of on %v, after %v", d, c.Published)
			}
		}
		b, err := r.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		if len(b) > 400 || (len(b) == 0) != r.IsZero() {
			t.Errorf("%d bytes of %+v", len(b), r)
		}
		var back Refs
		if err := back.UnmarshalBinary(b); err != nil {
			t.Fatalf("%+v: %v", r, err)
		}
		if back.compare(&r) != 0 {
			t.Errorf("%+v is read back as %+v", r, back)
		}
	})
}

// FuzzUnmarshal: any bytes are refs or an error, and refs are written as bytes
// that read the same.
func FuzzUnmarshal(f *testing.F) {
	b, _ := Refs{Published: []jikenbo.Date{day("2023-06-12"), day("2023-07")}, Titles: []uint64{1, 2}, Addresses: []uint64{3}, Ordinal: 2, Earlier: true}.MarshalBinary()
	f.Add(b)
	f.Add([]byte{99, 3, 1, 2, 3}) // of a later version
	f.Add([]byte{1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		var r, back Refs
		if err := r.UnmarshalBinary(b); err != nil {
			if !r.IsZero() {
				t.Errorf("%v, and yet %+v", err, r)
			}
			return
		}
		written, err := r.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		if err := back.UnmarshalBinary(written); err != nil || back.compare(&r) != 0 {
			t.Errorf("%+v is read back as %+v, %v", r, back, err)
		}
	})
}

func TestUnmarshal(t *testing.T) {
	var r Refs
	if err := r.UnmarshalBinary(nil); err != nil || !r.IsZero() {
		t.Errorf("no bytes: %+v, %v", r, err)
	}
	b, _ := Refs{Ordinal: 2}.MarshalBinary()
	if err := r.UnmarshalBinary(append([]byte{200, 2, 0, 0}, b...)); err != nil || r.Ordinal != 2 {
		t.Errorf("a field of a later version is passed over: %+v, %v", r, err)
	}
	for _, bad := range [][]byte{{1}, {1, 5, 0}, {3, 4, 0, 0, 0, 0}, {1, 1, 0}, {1, 2, 0xff, 0xff}} {
		if err := r.UnmarshalBinary(bad); err == nil {
			t.Errorf("% x is read as %+v", bad, r)
		}
	}
}
