package document

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"jikenbo"
)

func readFile(t *testing.T, name string) Document {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	d, err := Read(b, "")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// lines of a text, without those that are empty.
func linesOf(text string) []string {
	return slices.DeleteFunc(strings.Split(text, "\n"), func(l string) bool { return strings.TrimSpace(l) == "" })
}

func TestPDFFiles(t *testing.T) {
	for _, tc := range []struct {
		file  string
		lines []string // whole lines, in this order
		none  []string
	}{
		{"letter.pdf", []string{
			"2024年5月14日",
			"会社名　　みなと精機株式会社",
			"代表者名　　代表取締役社長　海野　一郎",
			"（コード番号：0000　東証プライム）",
			"問合せ先　　取締役管理本部長　浜田　花子",
			"（TEL 03-0000-0000）",
			"当社サーバーへの不正アクセスによる個人情報の漏えいの可能性に関するお知らせ（第2報）",
			"当社は、2024年4月22日付「当社サーバーへの不正アクセスに関するお知らせ」において公表いたしましたとおり、当社が管理するサーバーに対する第三者による不正アクセスを受けました。外部の専門機関による調査の結果、個人情報の一部が外部に漏えいした可能性があることが判明いたしましたので、下記のとおりお知らせいたします。",
			"記",
			"１．経緯",
			"区分　　件数　　内容",
			"お取引先様のご担当者　　8,214件　　氏名、会社名、部署名、役職、電話番号、メールアドレス",
			"従業員及び退職者　　1,950件　　氏名、生年月日、住所、電話番号、給与の振込口座、緊急連絡先としてお届けいただいたご家族の氏名と電話番号",
			"採用に応募された方　　326件　　氏名、住所、電話番号、履歴書に記載された内容",
			"合計　　10,490件",
			"以上",
		}, nil},
		{"columns.pdf", columnLines, nil},
		{"rotated.pdf", columnLines, nil},
		{"owner-password.pdf", columnLines, nil},
		{"running.pdf", []string{
			"不正アクセスに関する調査報告書（公表版）",
			"2024年8月30日",
			"4　原因",
			"個人情報保護委員会には2024年3月22日に速報を、5月17日に確報を提出した。所轄の警察署には3月25日に被害を相談し、5月20日に被害届が受理された。クレジットカード会社とは公表の時期について協議を行い、対象となる顧客への連絡を8月30日に開始した。",
		}, []string{"file://", "1/", "2/", "\n調査報告書（公表版）\n"}},
		{"web.pdf", []string{
			"個人情報の漏えいについて",
			"2024年5月14日",
			"当店の会員様1,200名の個人情報が漏えいしたことが判明いたしました。詳しくはよくあるご質問をご覧ください。",
			"お問い合わせ先　otoiawase@example.jp",
		}, []string{"ホーム", "シェア", "最近の投稿", "粗品", "第1報", "保護方針"}},
		{"vertical.pdf", []string{
			"会員名簿の紛失に関するお詫び",
			"令和六年七月12日",
			"みなと町商工会",
			"今後は、名簿の持ち出しを禁じ、個人情報の取扱いを改めて徹底いたします。",
		}, nil},
		{"office.pdf", []string{
			"2024年5月14日",
			"メールの誤送信による個人情報の漏えいについて（お詫び）",
			"区分　　人数　　情報",
			"在学生　　196名　　メールアドレス、氏名、学籍番号及び所属する学科の名称",
			"・宛先が自動で隠されるシステムを導入いたします。",
			"以上",
		}, []string{"- 1 -"}},
		{"office.docx", []string{
			"2024年5月14日",
			"メールの誤送信による個人情報の漏えいについて（お詫び）",
			"区分　　人数　　情報",
			"在学生　　196名　　メールアドレス、氏名、学籍番号及び所属する学科の名称",
			"・宛先が自動で隠されるシステムを導入いたします。",
			"以上",
		}, []string{"- 1 -"}},
	} {
		t.Run(tc.file, func(t *testing.T) {
			t.Parallel()
			text := readFile(t, tc.file).Text
			got := linesOf(text)
			at := 0
			for _, want := range tc.lines {
				i := slices.IndexFunc(got[at:], func(l string) bool { return strings.TrimLeft(l, "\u3000") == want })
				if i < 0 {
					t.Fatalf("no line %q after line %d of\n%s", want, at, text)
				}
				at += i + 1
			}
			for _, s := range tc.none {
				if strings.Contains(text, s) {
					t.Errorf("%q in\n%s", s, text)
				}
			}
		})
	}
}

var columnLines = []string{
	"会員の皆様へのお詫びとご報告",
	"1. はじめに",
	"うみべ県文化協会では、2024年6月3日、会員名簿を保存したパソコンが盗難に遭ったことが判明いたしました。会員の皆様には多大なご迷惑とご心配をおかけいたしますことを、心よりお詫び申し上げます。",
	"2. 経過",
	"パソコンには起動時のパスワードが設定されておりましたが、保存されたファイルは暗号化されておりませんでした。",
	"3. 名簿に含まれる情報",
	"4. 再発防止",
	"5. お問い合わせ",
}

func TestPDFProperties(t *testing.T) {
	d := readFile(t, "office.pdf")
	if d.Title != "メールの誤送信に関するお詫び" || d.Author != "みなと大学 広報課" || !d.Published.IsZero() || d.Type != "application/pdf" {
		t.Errorf("title %q, author %q, published %v, type %q", d.Title, d.Author, d.Published, d.Type)
	}
	if d := readFile(t, "vertical.pdf"); !slices.Contains(d.Remarks, "vertical writing") {
		t.Errorf("remarks %q, want vertical writing", d.Remarks)
	}
	if d := readFile(t, "columns.pdf"); slices.Contains(d.Remarks, "vertical writing") {
		t.Errorf("remarks %q of a horizontal page", d.Remarks)
	}
	if d := readFile(t, "partly-scanned.pdf"); !slices.Contains(d.Remarks, "no text on page 2–3 of 3") {
		t.Errorf("remarks %q, want that pages 2 and 3 have no text", d.Remarks)
	}
	for in, want := range map[string]string{
		"Microsoft Word - 20240514_お詫び.docx": "", "無題": "", "notice.pdf": "", "Untitled": "", "": "",
		"Microsoft Word - 個人情報の漏えいについて": "個人情報の漏えいについて", "Notice of Data Breach": "Notice of Data Breach",
	} {
		if got := metaTitle(in); got != want {
			t.Errorf("title of %q is %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"admin": "", "総務部": "総務部", "": "", "Minato Co., Ltd.": "Minato Co., Ltd."} {
		if got := metaAuthor(in); got != want {
			t.Errorf("author of %q is %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"D:20240514093000+09'00'": "2024-05-14", "D:20240514233000Z": "2024-05-15", "D:20240514": "2024-05-14", "yesterday": "", "D:0000": "",
	} {
		got := ""
		if at, ok := pdfDate(in); ok {
			got = jikenbo.DateOf(at).String()
		}
		if got != want {
			t.Errorf("date of %q is %q, want %q", in, got, want)
		}
	}
}

func TestPDFErrors(t *testing.T) {
	scanned, err := os.ReadFile("testdata/scanned.pdf")
	if err != nil {
		t.Fatal(err)
	}
	locked, err := os.ReadFile("testdata/user-password.pdf")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile("testdata/office.pdf")
	if err != nil {
		t.Fatal(err)
	}
	spaces := strings.Repeat(" ", 1<<20)
	bomb := flate(strings.Repeat(spaces, 32) + "BT /F1 12 Tf (end) Tj ET")
	greedy := flate(strings.Repeat("[", 16<<20)) // more than the memory of a PDF
	for _, tc := range []struct {
		name string
		b    []byte
		err  error // nil if it may be read
		says string
	}{
		{"scanned", scanned, jikenbo.ErrEmpty, "OCR"},
		{"password", locked, jikenbo.ErrNotText, "password"},
		{"header only", []byte("%PDF-1.7\n"), jikenbo.ErrNotText, "broken PDF"},
		{"noise", append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte{7, 0, 255, 'x'}, 5000)...), jikenbo.ErrNotText, "broken PDF"},
		{"cut off", whole[:len(whole)/3], jikenbo.ErrNotText, "PDF"},
		{"no pages", pdfFile("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"), jikenbo.ErrEmpty, ""},
		{"page tree in a loop", pdfFile("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"), nil, ""},
		{"cross references in a loop", []byte("%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n"), jikenbo.ErrNotText, "broken PDF"},
		{"form within itself", pdfFile(pageWith("/Fm Do"), "", "", "",
			"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</Fm 5 0 R>>>>/Length 6>>\nstream\n/Fm Do\nendstream"), jikenbo.ErrEmpty, ""},
		{"100,000 pages", pdfFile("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids["+strings.Repeat("3 0 R ", 100_000)+"]/Count 100000>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"), jikenbo.ErrTooLarge, "100000 pages"},
		{"claims pages it has not", pdfFile("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 900>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"), nil, ""},
		{"flate bomb", pdfFile(pageWith(""), "", "", bomb), nil, ""},
		{"memory", pdfFile(pageWith(""), "", "", greedy), nil, ""},
		{"deep arrays", pdfFile("<</Type/Catalog/Pages 2 0 R/X "+strings.Repeat("[", 100_000)+">>", "<</Type/Pages/Kids[]/Count 0>>"), nil, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			d, err := Read(tc.b, "")
			if tc.err != nil && !errors.Is(err, tc.err) {
				t.Fatalf("error %v and text %.60q, want %v", err, d.Text, tc.err)
			}
			if err != nil && !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%q does not say %q", err, tc.says)
			}
			if took := time.Since(start); took > 2*maxPDFTime {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestPDFTooManyCharacters(t *testing.T) {
	err := withPDF(t.Context(), pdfFile(pageWith("BT /F1 12 Tf 50 700 Td (text) Tj ET")), maxPDFTime, func(p *pdf) error {
		p.chars = maxPDFChars - 3
		_, err := p.glyphs(0)
		return err
	})
	if !errors.Is(err, jikenbo.ErrTooLarge) || !strings.Contains(err.Error(), "characters") {
		t.Errorf("error %v, want that there are too many characters", err)
	}
}

// TestPDFTimeLimit wants a document that takes too long to be given up, and the
// next to be read.
func TestPDFTimeLimit(t *testing.T) {
	whole, err := os.ReadFile("testdata/office.pdf")
	if err != nil {
		t.Fatal(err)
	}
	err = withPDF(t.Context(), whole, time.Nanosecond, func(p *pdf) error {
		for {
			if _, err := p.glyphs(0); err != nil {
				return err
			}
			p.chars = 0
		}
	})
	if !errors.Is(err, jikenbo.ErrTooLarge) || !strings.Contains(err.Error(), "longer than") {
		t.Errorf("error %v, want that it takes too long", err)
	}
	if d := readFile(t, "office.pdf"); !strings.Contains(d.Text, "218名") {
		t.Errorf("the next reads %.80q", d.Text)
	}
}

// TestPDFGivenUp wants a reading to end with its context, while it runs and
// while it waits, and the next to be read.
func TestPDFGivenUp(t *testing.T) {
	b, err := os.ReadFile("testdata/office.pdf")
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	began := make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	for range PDFsAtOnce() {
		running.Go(func() {
			err := withPDF(ctx, b, maxPDFTime, func(p *pdf) error {
				began <- struct{}{}
				for {
					if _, err := p.glyphs(0); err != nil {
						return err
					}
					p.chars = 0
				}
			})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("error %v of one that runs", err)
			}
		})
	}
	for range PDFsAtOnce() {
		<-began
	}
	late, end := context.WithTimeout(t.Context(), time.Millisecond)
	defer end()
	if _, err := ReadContext(late, b, ""); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v of one that waits", err)
	}
	cancel()
	running.Wait()
	if d := readFile(t, "office.pdf"); !strings.Contains(d.Text, "218名") {
		t.Errorf("the next reads %.80q", d.Text)
	}
}

// TestPDFMemory wants what a small file unpacks to to be bounded, and given back.
func TestPDFMemory(t *testing.T) {
	resident := func(key string) (kilobytes int) {
		b, err := os.ReadFile("/proc/self/status")
		if err != nil {
			t.Skip("no /proc")
		}
		_, s, _ := strings.Cut(string(b), key+":")
		if _, err := fmt.Sscan(s, &kilobytes); err != nil {
			t.Fatal(err)
		}
		return kilobytes
	}
	var spaces bytes.Buffer
	w := zlib.NewWriter(&spaces)
	for range 200 {
		w.Write(bytes.Repeat([]byte(" "), 1<<20))
	}
	w.Close()
	content := strings.Replace(flate(spaces.String()), "/FlateDecode", "[/FlateDecode/FlateDecode]", 1)
	file := pdfFile(pageWith(""), "", "", content)
	if len(file) > 4000 {
		t.Fatalf("a file of %d bytes proves nothing", len(file))
	}
	readFile(t, "office.pdf") // starts PDFium
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		t.Skip("the peak cannot be reset: ", err)
	}
	before := resident("VmRSS")
	for range 2 {
		Read(file, "") //nolint:errcheck // whether it has text is all the same
	}
	if peak, most := resident("VmHWM")-before, maxPDFWasm*64+32<<10; peak > most {
		t.Errorf("%d kB at most, want %d", peak, most)
	}
	if kept := resident("VmRSS") - before; kept > 32<<10 {
		t.Errorf("%d kB are kept", kept)
	}
}

// TestPDFTogether wants the same of many readings at a time as of one.
func TestPDFTogether(t *testing.T) {
	want := readFile(t, "columns.pdf").Text
	b, err := os.ReadFile("testdata/columns.pdf")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			if i%3 == 0 {
				Read(b[:len(b)/2], "")
				return
			}
			if d, err := Read(b, ""); err != nil || d.Text != want {
				t.Errorf("%v, %.60q", err, d.Text)
			}
		})
	}
	wg.Wait()
}

// TestPDFCodeDir wants a folder of machine code that is broken, that others can
// write to or that cannot be made to be passed over.
func TestPDFCodeDir(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", home)
	t.Setenv("HOME", home)
	dir := codeDir()
	if dir == "" {
		t.Fatal("no folder")
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, mode %v, want 0700", err, info.Mode())
	}
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if got := codeDir(); got != "" {
		t.Errorf("%s is used though others can write to it", got)
	}
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := codeDir(); got != "" {
		t.Errorf("%s is used though it is a file", got)
	}
}

// TestPDFFonts reads texts in fonts that the file does not have, as old PDFs
// are, and in such as have the wrong characters for their glyphs.
func TestPDFFonts(t *testing.T) {
	const text = "個人情報漏えいのお詫び"
	sjis, err := japanese.ShiftJIS.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	show := func(s string) string { return fmt.Sprintf("BT /F1 12 Tf 50 700 Td <%X> Tj ET", s) }
	cid := func(encoding string) string {
		return "<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/" + encoding + "/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/DW 1000>>]>>"
	}
	mapped := func(pairs ...string) []string {
		var b strings.Builder
		b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
		fmt.Fprintf(&b, "%d beginbfchar\n", len(pairs))
		for i, p := range pairs {
			u, _ := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(p)
			fmt.Fprintf(&b, "<%04X> <%s>\n", i+1, strings.ToUpper(hex.EncodeToString([]byte(u))))
		}
		b.WriteString("endbfchar endcmap end end")
		return []string{
			"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>]>>",
			fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", b.Len(), b.String()),
		}
	}
	for _, tc := range []struct {
		name, content string
		fonts         []string
		want          string
	}{
		{"90ms-RKSJ-H", show(sjis), []string{cid("90ms-RKSJ-H")}, text},
		{"UniJIS-UTF16-H", show(utf16), []string{cid("UniJIS-UTF16-H")}, text},
		{"radicals", show("\x00\x01\x00\x02\x00\x03\x00\x04"), mapped("⽇", "⻑", "⼈", "\uFA19"), "日長人神"},
		{"ligatures", show("\x00\x01\x00\x02\x00\x03"), mapped("con", "\uFB01", "rm"), "confirm"},
		{"printed twice", show("\x00\x01\x00\x02") + " " + strings.Replace(show("\x00\x01\x00\x02"), "50 700", "50.4 700", 1), mapped("情", "報"), "情報"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			objects := append([]string{pageWith(""), "", "", stream(tc.content)}, tc.fonts...)
			d, err := Read(pdfFile(objects...), "")
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimSpace(d.Text); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// pageWith gives the catalog of a document of one page, whose pages pdfFile
// fills in; content is what the page draws, unless object 4 is given.
func pageWith(content string) string { return "page:" + content }

func stream(s string) string {
	return fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(s), s)
}

func flate(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return fmt.Sprintf("<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream", b.Len(), b.String())
}

// pdfFile makes a PDF of its objects, the first of which is the catalog.
func pdfFile(objects ...string) []byte {
	if content, ok := strings.CutPrefix(objects[0], "page:"); ok {
		objects[0] = "<</Type/Catalog/Pages 2 0 R>>"
		for len(objects) < 4 {
			objects = append(objects, "")
		}
		objects[1] = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
		objects[2] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</Fm 5 0 R>>>>>>"
		if objects[3] == "" {
			objects[3] = stream(content)
		}
		if len(objects) == 4 {
			objects = append(objects, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
		}
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

func FuzzPDF(f *testing.F) {
	for _, name := range []string{"office.pdf", "scanned.pdf"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add(pdfFile(pageWith("BT /F1 12 Tf 50 700 Td (text) Tj ET")))
	f.Add([]byte("%PDF-1.7\nstartxref"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if !isPDF(b, "") {
			return
		}
		d, err := Read(b, "")
		wantDocument(t, d, err)
	})
}

// TestPDFDamaged reads documents in which bytes were changed, cut out or doubled,
// always the same ones: the engine is too heavy for the fuzzer, which compiles it
// anew in each of its processes.
func TestPDFDamaged(t *testing.T) {
	tries := 40
	if s := os.Getenv("JIKENBO_DAMAGED"); s != "" {
		var err error
		if tries, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob("testdata/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range tries {
		b, err := os.ReadFile(files[i%len(files)])
		if err != nil {
			t.Fatal(err)
		}
		for range 1 + random.IntN(20) {
			from := random.IntN(len(b))
			to := from + random.IntN(min(len(b)-from, 200))
			switch random.IntN(4) {
			case 0:
				b[from] = byte(random.Uint32())
			case 1:
				b = slices.Delete(b, from, to)
			case 2:
				b = slices.Insert(b, from, b[from:to]...)
			case 3:
				copy(b[from:to], strconv.Itoa(random.Int()))
			}
		}
		d, err := Read(b, "application/pdf")
		wantDocument(t, d, err)
	}
}

// wantDocument wants what holds for any document.
func wantDocument(t *testing.T, d Document, err error) {
	t.Helper()
	switch {
	case err == nil && (strings.TrimSpace(d.Text) == "" || !utf8.ValidString(d.Text)):
		t.Errorf("text %.80q and no error", d.Text)
	case err != nil && !errors.Is(err, jikenbo.ErrEmpty) && !errors.Is(err, jikenbo.ErrNotText) && !errors.Is(err, jikenbo.ErrTooLarge):
		t.Errorf("error %v is of no kind", err)
	}
}

// BenchmarkPDF reads letter.pdf, of one page.
func BenchmarkPDF(b *testing.B) {
	file, err := os.ReadFile("testdata/letter.pdf")
	if err != nil {
		b.Fatal(err)
	}
	Read(file, "") // start PDFium
	for b.Loop() {
		if _, err := Read(file, ""); err != nil {
			b.Fatal(err)
		}
	}
}
