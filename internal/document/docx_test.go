package document

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"jikenbo"
)

// docxFile makes a Word document of the content of its body and of other parts,
// in pairs of name and content.
func docxFile(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	parts = append(parts, "word/document.xml", `<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>`+body+`</w:body></w:document>`)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDOCX(t *testing.T) {
	p := func(s string) string { return "<w:p><w:r>" + s + "</w:r></w:p>" }
	text := func(s string) string { return p("<w:t>" + s + "</w:t>") }
	cell := func(s string) string { return "<w:tc>" + s + "</w:tc>" }
	list := func(num, level, s string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + num + `"/></w:numPr></w:pPr><w:r><w:t>` + s + `</w:t></w:r></w:p>`
	}
	numbering := []string{"word/numbering.xml", `<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalFullWidth"/><w:lvlText w:val="%1．"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06C;"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>`}
	for _, tc := range []struct {
		name, body string
		parts      []string
		want       string
		deleted    []string
	}{
		{"paragraphs", text("一") + "<w:p/>" + text("二"), nil, "一\n\n二\n", nil},
		{"runs", "<w:p><w:r><w:t>漏</w:t></w:r><w:r><w:t>えい</w:t></w:r></w:p>", nil, "漏えい\n", nil},
		{"tab and break", p("<w:t>件数</w:t><w:tab/><w:t>120件</w:t><w:br/><w:t>次</w:t>"), nil, "件数　　120件\n次\n", nil},
		{"table", "<w:tbl><w:tr>" + cell(text("区分")) + cell(text("件数")) + "</w:tr><w:tr>" + cell(text("会員")) + cell(text("120件")+text("うち3件は重複")) + "</w:tr></w:tbl>", nil, "区分　　件数\n会員　　120件\nうち3件は重複\n", nil},
		{"table within a table", "<w:tbl><w:tr>" + cell("<w:tbl><w:tr>"+cell(text("a"))+cell(text("b"))+"</w:tr></w:tbl>"+text("c")) + "</w:tr></w:tbl>", nil, "a　　b\nc\n", nil},
		{"tracked changes", "<w:p><w:r><w:t>漏えいは</w:t></w:r><w:del><w:r><w:delText>100件</w:delText></w:r></w:del><w:ins><w:r><w:t>120件</w:t></w:r></w:ins><w:r><w:t>です</w:t></w:r></w:p>", nil, "漏えいは120件です\n", []string{"100件"}},
		{"moved", "<w:p><w:moveFrom><w:r><w:t>元</w:t></w:r></w:moveFrom><w:r><w:t>一</w:t></w:r></w:p><w:p><w:moveTo><w:r><w:t>元</w:t></w:r></w:moveTo></w:p>", nil, "一\n元\n", []string{"元"}},
		{"deleted paragraph mark", "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p>" + text("後"), nil, "前後\n", nil},
		{"hidden", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隠</w:t></w:r><w:r><w:t>見</w:t></w:r></w:p>", nil, "見\n", nil},
		{"text box once", "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + text("箱") + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + text("箱") + "</w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>本文</w:t></w:r></w:p>", nil, "本文\n箱\n", nil},
		{"field codes", p("<w:instrText>PAGE</w:instrText>") + text("一"), nil, "\n一\n", nil},
		{"ruby", p("<w:ruby><w:rt><w:r><w:t>ろう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漏</w:t></w:r></w:rubyBase></w:ruby>"), nil, "漏\n", nil},
		{"radicals", text("⽇付"), nil, "日付\n", nil},
		{"numbers", list("1", "0", "経緯") + list("1", "1", "発見") + list("1", "1", "報告") + list("1", "0", "対応") + list("1", "1", "停止"), numbering, "１． 経緯\n(1) 発見\n(2) 報告\n２． 対応\n(1) 停止\n", nil},
		{"bullets", list("2", "0", "氏名"), numbering, "・氏名\n", nil},
		{"footnote", "<w:p><w:r><w:t>120件</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>", []string{"word/footnotes.xml", `<w:footnotes xmlns:w="w"><w:footnote w:id="0">` + text("separator") + `</w:footnote><w:footnote w:id="2">` + text("重複を除く。") + `</w:footnote></w:footnotes>`}, "120件（注1）\n（注1）重複を除く。\n", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, err := Read(docxFile(t, tc.body, tc.parts...), "")
			if err != nil {
				t.Fatal(err)
			}
			if d.Text != tc.want {
				t.Errorf("text %q, want %q", d.Text, tc.want)
			}
			if !slices.Equal(d.Deleted, tc.deleted) {
				t.Errorf("deleted %q, want %q", d.Deleted, tc.deleted)
			}
		})
	}
}

func TestDOCXErrors(t *testing.T) {
	var other bytes.Buffer
	z := zip.NewWriter(&other)
	if _, err := z.Create("xl/workbook.xml"); err != nil {
		t.Fatal(err)
	}
	z.Close()
	for _, tc := range []struct {
		name string
		b    []byte
		err  error
		says string
	}{
		{"a workbook", other.Bytes(), jikenbo.ErrNotText, "a ZIP archive or an Office document"},
		{"an old document", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest"), jikenbo.ErrNotText, "an old Office document"},
		{"no text", docxFile(t, "<w:p/>"), jikenbo.ErrEmpty, "without text"},
		{"broken XML", docxFile(t, "<w:p><w:r"), jikenbo.ErrNotText, "broken Word document"},
		{"bomb", docxFile(t, "<w:p><w:r><w:t>"+strings.Repeat("a", maxPart)+"</w:t></w:r></w:p>"), jikenbo.ErrTooLarge, "MiB"},
		{"ends of elements that never began", docxFile(t, "</w:tc></w:tr></w:tbl></w:txbxContent></w:del>"), jikenbo.ErrEmpty, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Read(tc.b, "")
			if !errors.Is(err, tc.err) || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("error %v, want %v and %q", err, tc.err, tc.says)
			}
		})
	}
}

func FuzzDOCX(f *testing.F) {
	b, err := os.ReadFile("testdata/office.docx")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b, "")
	f.Add([]byte(nil), "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")
	f.Add([]byte(nil), "<w:p><w:del><w:r><w:delText>a</w:delText></w:r></w:del></w:p></w:tc>")
	f.Fuzz(func(t *testing.T, b []byte, body string) {
		if len(b) == 0 {
			b = docxFile(t, body)
		}
		d, err := Read(b, "")
		wantDocument(t, d, err)
	})
}
