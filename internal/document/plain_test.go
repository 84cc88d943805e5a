package document

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"jikenbo"
)

// Every charset with and without what may stand in front of it.
var encodings = []struct {
	charset string
	mark    string
	enc     encoding.Encoding
}{
	{"utf-8", "", unicode.UTF8},
	{"utf-8", "\ufeff", unicode.UTF8},
	{"shift_jis", "", japanese.ShiftJIS},
	{"shift_jis", "\ufeff", japanese.ShiftJIS},
	{"euc-jp", "", japanese.EUCJP},
	{"euc-jp", "\ufeff", japanese.EUCJP},
	{"iso-2022-jp", "", japanese.ISO2022JP},
	{"iso-2022-jp", "\ufeff", japanese.ISO2022JP},
	{"utf-16le", "", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"utf-16le", "\xff\xfe", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"utf-16be", "", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{"utf-16be", "\xfe\xff", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
}

// Whole short notices, from ten characters on.
var short = []string{
	"不正アクセスのお知らせ",
	"重要なお知らせとお詫び",
	"個人情報漏えいについて",
	"メール誤送信のお詫びについて",
	"サイト改ざんに関するご報告（第２報）",
	"当社サーバーへの不正アクセスについて",
	"ランサムウェア感染に関する最終報告",
	"USBメモリ紛失のご報告とお詫び",
	"個人情報流出の可能性に関するお知らせ",
	"株式会社髙﨑商事：①被害②原因③対策",
	"㈱あおば印刷 No.３ 情報漏えいの件",
	"委託先（㈱ミナト運輸）での誤廃棄",
	"ｼｽﾃﾑ障害のお知らせ（続報）",
	"【重要】ｸﾚｼﾞｯﾄｶｰﾄﾞ情報の漏えい",
	"ﾒｰﾙｱﾄﾞﾚｽ流出のお詫び",
	"ﾊﾟｽﾜｰﾄﾞﾘｽﾄ型攻撃ﾆﾖﾙ不正ﾛｸﾞｲﾝ",
	"ｺﾉﾀﾋﾞﾊｺﾞﾒｲﾜｸｦｵｶｹｼﾏｼﾃﾓｳｼﾜｹｺﾞｻﾞｲﾏｾﾝ",
	"会員１２，３４５名の情報が流出しました。",
	"7件＋384件＋2934件＝3325件です。",
	"Webサイトが改ざんされました。",
	"Notice: 不正アクセスを確認 (3 accounts)",
	"お客さまの情報、計四十二名分です",
	"さくらとももの店からおわびです",
	"カードセキュリティコードの流出",
	"臨時休業　お詫び　〒100-0001",
	"2023年4月1日\n第一報\nお詫び",
	"令和５年度入学者情報の誤掲載",
	"はい、そのとおりでございます。",
}

// Parts of longer notices; a case joins some of them.
var (
	openings = []string{
		"２０２３年８月２２日\r\nお客様各位\r\n\r\n株式会社ほしの堂\r\n代表取締役社長　星野　髙志\r\n\r\n",
		"令和5年4月12日\n\n会員の皆さまへ\n\n㈱みどり文具　情報セキュリティ室\n\n",
		"Published: 2023-01-30\nAoba Tech Inc. (青葉テック株式会社)\n\n",
		"　平素は格別のご高配を賜り、厚く御礼申し上げます。\n",
	}
	events = []string{
		"　このたび、弊社が運営する通信販売サイトにおきまして、第三者による不正アクセスを受け、お客様のクレジットカード情報（最大３,８１７件）が漏えいした可能性があることが判明いたしました。\n",
		"当社の従業員が、取引先様29名のメールアドレスをBCCではなくToに入れて送信しておりました。\n",
		"ﾌｧｲﾙｻｰﾊﾞｰ 2 台が LockBit 3.0 と称するランサムウェアに暗号化され、業務システムが停止しました。\n",
		"①氏名 ②住所 ③電話番号 ④メールアドレス ⑤パスワード（ハッシュ化済み）№12～№384\n",
		"委託先の担当者がＵＳＢメモリを紛失し、児童・生徒四百二十一名分の名簿が所在不明となっています。\n",
		"The attacker gained access through a VPN appliance on 2022/12/24; no card numbers were stored on it.\n",
		"表示「申込―能力ソフト」の予約表は、貼付・十分な構成・噂の類いを含みません。\n", // trail bytes 5C, 7C and the like
	}
	closings = []string{
		"【お問い合わせ先】\nお客様相談窓口　☎０１２０－１２３－４５６（平日９：００～１７：００）\n",
		"　なお、現時点で二次被害は確認されておりません。個人情報保護委員会および警察へ報告済みです。\n以上\n",
		"ご迷惑をおかけしましたことを深くお詫び申し上げます。ﾄﾞﾒｲﾝ: example.co.jp\n",
	}
)

// long makes the n-th of the longer notices, up to 5 KB.
func long(n int) string {
	var b strings.Builder
	b.WriteString(openings[n%len(openings)])
	for i := range 1 + n%36 {
		b.WriteString(events[(n*3+i*(1+n%5))%len(events)])
	}
	b.WriteString(closings[n%len(closings)])
	return b.String()
}

func notices() []string {
	texts := append([]string(nil), short...)
	for n := range 60 {
		texts = append(texts, long(n))
	}
	return texts
}

// encode gives the bytes of text, ok if the charset has all its characters.
func encode(t testing.TB, enc encoding.Encoding, text string) (b []byte, ok bool) {
	t.Helper()
	b, err := enc.NewEncoder().Bytes([]byte(text))
	if err != nil {
		return nil, false
	}
	back, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		t.Fatal(err)
	}
	return b, string(back) == text
}

func TestTextRoundTrip(t *testing.T) {
	cases := map[string]int{}
	for _, text := range notices() {
		for _, e := range encodings {
			b, ok := encode(t, e.enc, text)
			if !ok {
				continue
			}
			cases[e.charset]++
			got, charset, err := Text(append([]byte(e.mark), b...))
			if got != text || charset != e.charset || err != nil {
				t.Errorf("%s, mark %q: %.40q became %.40q, %s, %v", e.charset, e.mark, text, got, charset, err)
			}
		}
	}
	total := 0
	for charset, n := range cases {
		total += n
		if want := len(notices()); n < want {
			t.Errorf("%s: only %d cases, want %d or more", charset, n, want)
		}
	}
	t.Logf("%d cases: %v", total, cases)
}

// Half-width katakana alone are the hardest: pairs of them are kanji in EUC-JP.
func TestTextKanaOrKanji(t *testing.T) {
	for _, test := range []struct{ charset, text string }{
		{"shift_jis", "ｱﾝｼﾝｾｲｶﾂ"},
		{"shift_jis", "ｺｳｻﾞﾌﾘｶｴﾉｺﾞｱﾝﾅｲ"},
		{"shift_jis", "ﾆﾎﾝﾃﾞﾝｷｼｽﾃﾑｻｰﾋﾞｽ"},
		{"shift_jis", "ｵｼﾗｾ 2023/04/01 ﾆ ﾃｲｼ"},
		{"euc-jp", "┌──────┬────┐"},
		{"euc-jp", "情報漏洩"},
		{"euc-jp", "株式会社髙﨑"},
		{"euc-jp", "個人情報保護委員会"},
		{"euc-jp", "東京都渋谷区道玄坂"},
		{"euc-jp", "鎌倉彫刻工房"},
		{"euc-jp", "ｼｽﾃﾑ障害"},
		{"shift_jis", "情報漏洩"},
		{"shift_jis", "東京都渋谷区道玄坂"},
	} {
		enc := encoding.Encoding(japanese.ShiftJIS)
		if test.charset == "euc-jp" {
			enc = japanese.EUCJP
		}
		b, ok := encode(t, enc, test.text)
		if !ok {
			t.Fatalf("%s cannot be written in %s", test.text, test.charset)
		}
		if got, charset, err := Text(b); got != test.text || charset != test.charset || err != nil {
			t.Errorf("%s %s became %q, %s, %v", test.charset, test.text, got, charset, err)
		}
	}
}

func TestTextExact(t *testing.T) {
	for _, test := range []struct{ name, in, charset, want string }{
		{"ASCII", "Notice\r\nend\n", "utf-8", "Notice\r\nend\n"},
		{"newlines of all kinds", "あ\r\nい\rう\n\n", "utf-8", "あ\r\nい\rう\n\n"},
		{"hiragana only", "\x82\xa0\x82\xa0\x82\xa0\x82\xa0\x82\xa0", "shift_jis", "あああああ"},
		{"UTF-8 though it might be ああああ in UTF-16", "0B0B0B0B", "utf-8", "0B0B0B0B"},
		{"U+FFFD that is there", "文字化け\ufffdです", "utf-8", "文字化け\ufffdです"},
		{"second mark is text", "\ufeff\ufeffあ", "utf-8", "\ufeffあ"},
		{"wave dash", "\x81\x60\x82\xa0\x82\xa2", "shift_jis", "\uff5eあい"},
		{"minus", "\x81\x7c\x82\xa0\x82\xa2", "shift_jis", "\uff0dあい"},
		{"wave dash in EUC", "\xa1\xc1\xa4\xa2\xa4\xa4", "euc-jp", "\uff5eあい"},
		{"extensions of CP932", "\x87\x40\x87\x8a\xfb\xfc\xfa\xb1\x87\x82\x82\xa0", "shift_jis", "①㈱髙﨑№あ"},
		{"extensions in EUC", "\xad\xa1\xad\xea\xfc\xe2\xf9\xd4\xad\xe2\xa4\xa2", "euc-jp", "①㈱髙﨎№あ"},
		{"gaiji", "\x82\xa0\xf0\x40\x82\xa2\xf9\xfc", "shift_jis", "あ\ue000い\ue757"},
		{"backslash and tilde", "C:\\~ \x83\x5c\x95\x5c\x82\xa0", "shift_jis", "C:\\~ ソ表あ"},
		{"JIS X 0212", "\x8f\xb0\xa1\xa4\xc7\xa4\xb9\xa1\xa3", "euc-jp", "丂です。"},
		{"JIS, old and new", "\x1b$@$\"\x1b(J-\x1b$B$$\x1b(I1\x1b(B.", "iso-2022-jp", "あ-いｱ."},
		{"JIS X 0212 in JIS", "\x1b$(D0!\x1b$B$$\x1b(B", "iso-2022-jp", "丂い"},
		{"JIS without end", "\x1b$B$\"$$", "iso-2022-jp", "あい"},
		{"JIS, newline ends", "\x1b$B$\"\nabc", "iso-2022-jp", "あ\nabc"},
		{"JIS, CR LF", "\x1b$B$\"\r\nabc", "iso-2022-jp", "あ\r\nabc"},
		{"colours are not JIS", "\x1b[31mred\x1b(B\x1b[m ok", "utf-8", "\x1b[31mred\x1b(B\x1b[m ok"},
		{"end-of-file mark of DOS", "\x82\xa8\x92\x6d\x82\xe7\x82\xb9\x1a", "shift_jis", "お知らせ\x1a"},
		{"emoji in UTF-16", "\xff\xfe\x3d\xd8\x0d\xdd", "utf-16le", "🔍"},
		{"ASCII in UTF-16 without mark", "\x00N\x00o\x00t\x00e\x00\n", "utf-16be", "Note\n"},
	} {
		got, charset, err := Text([]byte(test.in))
		if got != test.want || charset != test.charset || err != nil {
			t.Errorf("%s: %q, %s, %v; want %q, %s", test.name, got, charset, err, test.want, test.charset)
		}
	}
}

func TestTextErrors(t *testing.T) {
	for _, test := range []struct {
		name, in string
		is       error
		says     string
	}{
		{"no bytes", "", jikenbo.ErrEmpty, "nothing in it"},
		{"white space", " \t\r\n　\n", jikenbo.ErrEmpty, "white space"},
		{"white space in Shift_JIS", "\x81\x40\x81\x40\n", jikenbo.ErrEmpty, "white space"},
		{"mark only", "\ufeff", jikenbo.ErrEmpty, "nothing in it"},
		{"UTF-16 mark only", "\xff\xfe", jikenbo.ErrEmpty, "nothing in it"},
		{"PDF", "%PDF-1.7\n", jikenbo.ErrNotText, "PDF"},
		{"ZIP", "PK\x03\x04\x14\x00", jikenbo.ErrNotText, "ZIP archive or an Office document"},
		{"PNG", "\x89PNG\r\n\x1a\n\x00\x00", jikenbo.ErrNotText, "PNG image"},
		{"JPEG", "\xff\xd8\xff\xe0\x00\x10JFIF", jikenbo.ErrNotText, "JPEG image"},
		{"WebP", "RIFF\x00\x00\x00\x00WEBPVP8 ", jikenbo.ErrNotText, "WebP image"},
		{"ELF", "\x7fELF\x02\x01\x01\x00", jikenbo.ErrNotText, "ELF"},
		{"SQLite", "SQLite format 3\x00\x10\x00", jikenbo.ErrNotText, "SQLite database"},
		{"gzip", "\x1f\x8b\x08\x00", jikenbo.ErrNotText, "gzip"},
		{"Windows program", "MZ\x90\x00\x03\x00", jikenbo.ErrNotText, "Windows program"},
		{"UTF-32", "\xff\xfe\x00\x00A\x00\x00\x00", jikenbo.ErrNotText, "UTF-32"},
		{"NUL", "line\nabc\x00def", jikenbo.ErrNotText, "byte 8 (line 2): a NUL"},
		{"NUL in Shift_JIS", "\x82\xa8\x92\x6d\x82\xe7\x82\xb9\x00", jikenbo.ErrNotText, "byte 8 (line 1): a NUL"},
		{"NUL in UTF-16", "\xff\xfeA\x00\x00\x00B\x00", jikenbo.ErrNotText, "byte 1 (line 1): a NUL, as binary data has; give the notice as plain text (counted in the text as UTF-8)"},
		{"controls", "\x01\x02\x03\x04abc\x05\x06", jikenbo.ErrNotText, "first of 6 control characters"},
		{"only NULs", "\x00\x00\x00\x00", jikenbo.ErrNotText, "byte 0 (line 1): a NUL"},
		{"cut off", "お知らせ\nお詫"[:18], jikenbo.ErrNotText, "byte 16 (line 2): E8 A9 is a character of utf-8 cut off"},
		{"cut off after ASCII", "Notice \xe3\x81", jikenbo.ErrNotText, "byte 7 (line 1): E3 81 is a character of utf-8 cut off"},
		{"cut off, nothing else", "\xe3\x81", jikenbo.ErrNotText, "byte 0 (line 1): E3 81"},
		{"lone surrogate", "お知らせ\xed\xa0\x80です", jikenbo.ErrNotText, "byte 12 (line 1): ED A0 80 is a lone half of a surrogate pair"},
		{"lone surrogate in ASCII", "abc \xed\xb0\x80 def", jikenbo.ErrNotText, "byte 4 (line 1): ED B0 80 is a lone half"},
		{"lone surrogate alone", "\xed\xa0\x80", jikenbo.ErrNotText, "byte 0 (line 1): ED A0 80 is a lone half"},
		{"lone surrogate after a mark", "\ufeffabc\xed\xa0\x80", jikenbo.ErrNotText, "byte 6 (line 1)"},
		{"CESU-8", "絵文字\xed\xa0\xbd\xed\xb8\x80", jikenbo.ErrNotText, "byte 9 (line 1): ED A0 BD"},
		{"stray byte", "個人情報\xff漏えい", jikenbo.ErrNotText, "byte 12 (line 1): FF is no character of utf-8"},
		{"overlong", "個人情報\xc0\xaf漏えい", jikenbo.ErrNotText, "byte 12 (line 1): C0"},
		{"beyond Unicode", "個人情報\xf4\x90\x80\x80漏えい", jikenbo.ErrNotText, "byte 12 (line 1): F4 90 80 80"},
		{"Shift_JIS cut off", "\x82\xa8\x92\x6d\x82\xe7\x82", jikenbo.ErrNotText, "byte 6 (line 1): 82 is a character of shift_jis cut off"},
		{"hole in Shift_JIS", "\x82\xa8\x92\x6d\x82\xe7\n\x81\xad\x82\xb9", jikenbo.ErrNotText, "byte 7 (line 2): 81 AD is no character of shift_jis"},
		{"EUC-JP cut off", "\xa4\xaa\xc3\xce\xa4\xe9\xa4\xbb\xa4", jikenbo.ErrNotText, "byte 8 (line 1): A4 is a character of euc-jp cut off"},
		{"JIS cut off", "\x1b$B$\"$", jikenbo.ErrNotText, "byte 5 (line 1): 24"},
		{"JIS with a space", "\x1b$B$\" $\x1b(B", jikenbo.ErrNotText, "byte 5 (line 1): 20"},
		{"UTF-16 cut off", "\xff\xfeA\x00B", jikenbo.ErrNotText, "byte 4 (line 1): 42 is a character of utf-16le cut off"},
		{"UTF-16 lone surrogate", "\xfe\xff\x00A\x00\n\xdc\x00\x00B", jikenbo.ErrNotText, "byte 6 (line 2): DC 00 is a lone half"},
		{"Western", "Le caf\xe9 est ferm\xe9.", jikenbo.ErrNotText, "byte 6 (line 1): E9 is no character of utf-8; fetch the notice again or save it as UTF-8 (it seems to be windows-1252"},
		{"Western quotation marks", "We don\x92t know \x93who\x94 did it \x96 yet.", jikenbo.ErrNotText, "windows-1252"},
	} {
		text, charset, err := Text([]byte(test.in))
		if text != "" || charset != "" {
			t.Errorf("%s: gave %q, %s beside its error", test.name, text, charset)
		}
		if !errors.Is(err, test.is) || !strings.Contains(fmt.Sprint(err), test.says) {
			t.Errorf("%s: error %v, want %v saying %q", test.name, err, test.is, test.says)
		}
	}
}

// A UTF-8 text with one bad byte stays a bad UTF-8 text, wherever the byte is.
func TestTextOneBadByte(t *testing.T) {
	for _, text := range append([]string{long(2), long(5)}, short...) {
		for i := 0; i < len(text); i += 1 + len(text)/300 {
			for _, in := range []string{
				text[:i],                                       // cut off
				text[:i] + "\xff" + text[i:],                   // a byte too many
				text[:i] + text[i+1:],                          // one lost
				text[:i] + "\xed\xa0\x80" + text[i:],           // a lone surrogate
				text[:i] + "\x82" + text[min(i+1, len(text)):], // one changed
			} {
				if utf8.ValidString(in) {
					continue
				}
				got, charset, err := Text([]byte(in))
				if err == nil {
					t.Fatalf("%q was read as %s: %q", in, charset, got)
				}
				if bad := firstBad(in); !strings.Contains(err.Error(), fmt.Sprintf("byte %d (", bad)) {
					t.Fatalf("%q: %v, want byte %d", in, err, bad)
				}
			}
		}
	}
}

func firstBad(s string) int {
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd") {
			return i
		}
	}
	return -1
}

// Validity is proven beyond the sample, and found out beyond it.
func TestTextBeyondSample(t *testing.T) {
	filler := strings.Repeat("All of this is ASCII and says nothing about the charset.\n", 4000)
	sjis, _ := encode(t, japanese.ShiftJIS, long(7))
	text, charset, err := Text(append([]byte("(c) \xa9\n"+filler), sjis...))
	if err != nil || charset != "shift_jis" || !strings.HasSuffix(text, long(7)) {
		t.Errorf("Japanese after much ASCII: %s, %v", charset, err)
	}
	body := strings.Repeat(long(7), 20)
	in := body + "\xe3\x81" + body
	if _, _, err = Text([]byte(in)); !errors.Is(err, jikenbo.ErrNotText) || !strings.Contains(err.Error(), fmt.Sprintf("byte %d (", len(body))) {
		t.Errorf("bad byte beyond the sample: %v", err)
	}
	sjis, _ = encode(t, japanese.ShiftJIS, body)
	in = string(sjis) + "\xff" + string(sjis)
	if _, _, err = Text([]byte(in)); !strings.Contains(fmt.Sprint(err), fmt.Sprintf("byte %d (", len(sjis))) {
		t.Errorf("bad byte in Shift_JIS beyond the sample: %v", err)
	}
}

func FuzzText(f *testing.F) {
	for _, text := range notices() {
		for _, e := range encodings {
			if b, ok := encode(f, e.enc, text); ok && len(b) < 1000 {
				f.Add(append([]byte(e.mark), b...))
			}
		}
	}
	for _, s := range []string{"\xed\xa0\x80", "\x1b$B$\"\r\n\x1b(I1", "\x8f\xb0\xa1", "\xf0\x40", "a\x00b\x00", "\x80", "%PDF-"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		before := bytes.Clone(b)
		text, charset, err := Text(b)
		if !bytes.Equal(b, before) {
			t.Fatal("the input was changed")
		}
		if text2, charset2, err2 := Text(b); text != text2 || charset != charset2 || fmt.Sprint(err) != fmt.Sprint(err2) {
			t.Fatal("two readings differ")
		}
		if err != nil {
			if text != "" || charset != "" || !errors.Is(err, jikenbo.ErrNotText) && !errors.Is(err, jikenbo.ErrEmpty) {
				t.Fatalf("%q, %s, %v", text, charset, err)
			}
			return
		}
		if !utf8.ValidString(text) {
			t.Fatalf("%q is not UTF-8", text)
		}
		// What is read is what x/text reads, but for what it does not tell.
		b = bytes.TrimPrefix(b, []byte("\ufeff"))
		switch charset {
		case "utf-8":
			if text != string(b) {
				t.Fatalf("UTF-8 became %q", text)
			}
		case "shift_jis", "euc-jp":
			enc := encoding.Encoding(japanese.ShiftJIS)
			if charset == "euc-jp" {
				enc = japanese.EUCJP
			}
			want, err := enc.NewDecoder().Bytes(b)
			gaiji := strings.ContainsFunc(text, func(r rune) bool { return 0xe000 <= r && r <= 0xe757 })
			if err != nil || !gaiji && string(want) != text {
				t.Fatalf("%s: %q, x/text reads %q", charset, text, want)
			}
		case "utf-16le", "utf-16be", "iso-2022-jp":
		default:
			t.Fatalf("charset %q", charset)
		}
		if charset != "utf-8" && !strings.HasPrefix(charset, "utf-16") && strings.ContainsRune(text, utf8.RuneError) {
			t.Fatalf("%s: U+FFFD in %q", charset, text)
		}
	})
}

func benchmarkText(b *testing.B, enc encoding.Encoding, n int) {
	in, ok := encode(b, enc, strings.Repeat(long(35), n))
	if !ok {
		b.Fatal("cannot be encoded")
	}
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Text(in); err != nil {
			b.Fatal(err)
		}
	}
}

// A notice of 5 KB as UTF-8, and a hundred of them.
func BenchmarkTextUTF8(b *testing.B)          { benchmarkText(b, unicode.UTF8, 1) }
func BenchmarkTextUTF8Large(b *testing.B)     { benchmarkText(b, unicode.UTF8, 100) }
func BenchmarkTextShiftJIS(b *testing.B)      { benchmarkText(b, japanese.ShiftJIS, 1) }
func BenchmarkTextShiftJISLarge(b *testing.B) { benchmarkText(b, japanese.ShiftJIS, 100) }
func BenchmarkTextISO2022JP(b *testing.B)     { benchmarkText(b, japanese.ISO2022JP, 1) }
