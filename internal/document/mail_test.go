package document

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"jikenbo"
)

// mailOf makes a mail of header lines and a body.
func mailOf(header, body string) string {
	return strings.ReplaceAll("From: =?UTF-8?B?44G/44Gq44Go6YCa6LKp?= <info@minato.example.jp>\nDate: Tue, 14 May 2024 23:30:00 +0000\nMessage-ID: <1@minato.example.jp>\nMIME-Version: 1.0\n"+header+"\n"+strings.ReplaceAll(body, "\r\n", "\n"), "\n", "\r\n")
}

const subject = "Subject: =?UTF-8?Q?=E3=81=8A=E8=A9=AB=E3=81=B3?=\n" // お詫び

func TestMail(t *testing.T) {
	docx, err := os.ReadFile("testdata/office.docx")
	if err != nil {
		t.Fatal(err)
	}
	multipart := func(kind string, parts ...string) string {
		return "Content-Type: multipart/" + kind + "; boundary=b\n\n--b\n" + strings.Join(parts, "\n--b\n") + "\n--b--\n"
	}
	for _, tc := range []struct {
		name, mail string
		want       string // the text
		remark     string // part of one
	}{
		{"plain", mailOf(subject+"Content-Type: text/plain; charset=utf-8\n", "漏えいしました。\n"), "お詫び\n\n漏えいしました。\r\n", ""},
		{"no type", mailOf(subject, "漏えいしました。\n"), "お詫び\n\n漏えいしました。\r\n", ""},
		{"subject in the body", mailOf(subject, "お 詫 び\n\n漏えいしました。\n"), "お 詫 び\r\n\r\n漏えいしました。\r\n", ""},
		{"iso-2022-jp", mailOf(subject+"Content-Type: text/plain; charset=iso-2022-jp\n", "\x1b$BO3$($$\x1b(B 120\x1b$B7o\x1b(B\n"), "お詫び\n\n漏えい 120件\r\n", ""},
		{"shift_jis in base64", mailOf(subject+"Content-Type: text/plain; charset=Shift_JIS\nContent-Transfer-Encoding: base64\n", base64.StdEncoding.EncodeToString([]byte("\x98\x52\x82\xa6\x82\xa2\n"))), "お詫び\n\n漏えい\n", ""},
		{"quoted-printable", mailOf(subject+"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n", "=E6=BC=8F=E3=81=\n=88=E3=81=84\n"), "お詫び\n\n漏えい\r\n", ""},
		{"latin by declaration", mailOf(subject+"Content-Type: text/plain; charset=windows-1252\n", "caf\xe9 \x96 data\n"), "お詫び\n\ncafé – data\r\n", ""},
		{"flowed", mailOf(subject+"Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n", "お客様の情報が \n漏えいしました。\n> 引用 \n> です\n-- \n署名\n"), "お詫び\n\nお客様の情報が漏えいしました。\n> 引用です\n-- \n署名\n", ""},
		{"alternative", mailOf(subject+multipart("alternative", "Content-Type: text/html\n\n<p>HTML</p>", "Content-Type: text/plain; charset=utf-8\n\n漏えい\n"), ""), "お詫び\n\n漏えい\r\n", ""},
		{"attached text", mailOf(subject+multipart("mixed", "Content-Type: text/plain; charset=utf-8\n\n本文\n", "Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment; filename=a.txt\n\n添付 120件\n"), ""), "お詫び\n\n本文\n\n添付 120件\r\n", ""},
		{"attached picture", mailOf(subject+multipart("mixed", "Content-Type: text/plain; charset=utf-8\n\n本文\n", "Content-Type: image/png\nContent-Disposition: attachment; filename=a.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"), ""), "お詫び\n\n本文\r\n", "a.png: image/png is not read"},
		{"attached Word document", mailOf(subject+multipart("mixed", "Content-Type: text/plain; charset=utf-8\n\n本文\n", "Content-Type: application/octet-stream; name=a.docx\nContent-Transfer-Encoding: base64\n\n"+base64.StdEncoding.EncodeToString(docx)+"\n"), ""), "", "a.docx: file made on 2024-05-14"},
		{"forwarded", mailOf("Subject: Fwd\n"+multipart("mixed", "Content-Type: text/plain; charset=utf-8\n\n転送します\n", "Content-Type: message/rfc822\n\n"+strings.ReplaceAll(mailOf(subject, "漏えい\n"), "\r", "")), ""), "Fwd\n\n転送します\n\nお詫び\n\n漏えい\r\n", ""},
		{"closing boundary missing", mailOf(subject+"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n本文\n", ""), "", ""},
		{"lines that are no fields", "From MAILER Tue May 14 09:00:00 2024\n" + mailOf("Subject : test\n", "漏えい\n"), "test\n\n漏えい", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, err := Read([]byte(tc.mail), "")
			if err != nil {
				t.Fatal(err)
			}
			if d.Type != "message/rfc822" || d.Author != "みなと通販" || d.Published.String() != "2024-05-15" {
				t.Errorf("type %q, author %q, published %v", d.Type, d.Author, d.Published)
			}
			if tc.want != "" && d.Text != tc.want {
				t.Errorf("text\n%q, want\n%q", d.Text, tc.want)
			}
			if tc.remark != "" && !slices.ContainsFunc(d.Remarks, func(r string) bool { return strings.Contains(r, tc.remark) }) {
				t.Errorf("remarks %q, want %q", d.Remarks, tc.remark)
			}
		})
	}
}

func TestMailHeaders(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                    "plain",
		"=?utf-8?B?5ryP44GI44GE?=": "漏えい",
		"=?utf-8?B?5ryP44E=?= =?utf-8?B?iOOBhA==?=":                "漏えい", // え is cut in two
		"=?ISO-2022-JP?B?GyRCTzMkKCQkGyhC?=":                       "漏えい",
		"=?Shift_JIS?Q?=98R=82=A6=82=A2?= (2)":                     "漏えい (2)",
		"=?utf-8?X?broken?=":                                       "=?utf-8?X?broken?=",
		"\x98\x52\x82\xa6\x82\xa2\x82\xc9\x82\xc2\x82\xa2\x82\xc4": "漏えいについて",
		"a\x1b[31mb": "a [31mb",
	} {
		if got := decodeHeader(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"みなと通販 <a@example.jp>": "みなと通販", `"Minato, Inc." <a@example.jp>`: "Minato, Inc.", "<a@example.jp>": "a@example.jp", "a@example.jp": "a@example.jp", "": "",
	} {
		if got := sender(in); got != want {
			t.Errorf("sender of %q is %q, want %q", in, got, want)
		}
	}
}

func TestIsMail(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       bool
	}{
		{"mail", mailOf("Subject: a\n", "b"), true},
		{"notice that begins like a letter", "Date: 2024-05-14\nFrom: Minato Inc.\n\nWe found that data was leaked.\n", false},
		{"notice", "件名：お詫び\n差出人：みなと通販\n\n漏えいしました。", false},
		{"no body", "From: a@example.jp\nDate: x\nMessage-ID: y\n", false},
		{"empty", "", false},
	} {
		if got := isMail([]byte(tc.text), ""); got != tc.want {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
	if !isMail([]byte("x"), "message/rfc822") {
		t.Error("what is declared as a mail is none")
	}
}

func TestMailBounds(t *testing.T) {
	deep := "Content-Type: text/plain\n\ninnermost\n"
	for i := range 50 {
		deep = fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%[1]d\nContent-Type: text/plain\n\nlevel %[1]d\n--b%[1]d\n%s\n--b%[1]d--\n", i, deep)
	}
	d, err := Read([]byte(mailOf(deep, "")), "")
	if err != nil || strings.Contains(d.Text, "innermost") || !strings.Contains(d.Text, "level 49") || len(d.Remarks) == 0 {
		t.Errorf("deep parts: %v, %q, %q", err, d.Text, d.Remarks)
	}
	many := mailOf("Content-Type: multipart/mixed; boundary=b\n", strings.Repeat("--b\n\npart\n", 10_000)+"--b--\n")
	if d, err = Read([]byte(many), ""); err != nil || strings.Count(d.Text, "part") > maxMailParts || len(d.Remarks) == 0 {
		t.Errorf("many parts: %v, %d parts, %q", err, strings.Count(d.Text, "part"), d.Remarks)
	}
	if _, err = Read([]byte(mailOf("", "\n")), ""); !errors.Is(err, jikenbo.ErrEmpty) {
		t.Errorf("no text: %v", err)
	}
}

func TestMails(t *testing.T) {
	const mbox = "From a@example.jp Tue May 14 09:00:00 2024\nSubject: 1\n\n>From here\n>>From there\nFrom the sea\n\nFrom b@example.jp Tue May 14 10:00:00 2024\nSubject: 2\n\ntext\n"
	var got []string
	for m, err := range Mails([]byte(mbox)) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(m))
	}
	want := []string{"Subject: 1\n\nFrom here\n>From there\nFrom the sea", "Subject: 2\n\ntext"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, err := range Mails([]byte("no mbox\n")) {
		if !errors.Is(err, jikenbo.ErrNotText) {
			t.Errorf("error %v", err)
		}
	}
	for range Mails(nil) {
		t.Error("a mail of nothing")
	}
	if _, err := Read([]byte(mbox), "application/mbox"); !errors.Is(err, jikenbo.ErrNotText) {
		t.Errorf("several mails as one document: %v", err)
	}
}

func FuzzMail(f *testing.F) {
	f.Add([]byte(mailOf(subject, "漏えい\n")))
	f.Add([]byte(mailOf("Content-Type: multipart/mixed; boundary=b\n", "--b\nContent-Type: message/rfc822\n\nFrom: a\n\nb\n--b--\n")))
	f.Add([]byte("From a@example.jp 10:00\n\n>From x\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for m, err := range Mails(b) {
			if err == nil && len(m) > len(b) {
				t.Errorf("a mail of %d bytes in %d", len(m), len(b))
			}
		}
		d, err := Read(b, "message/rfc822")
		wantDocument(t, d, err)
	})
}
