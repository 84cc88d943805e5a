package alert

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"mime"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// FuzzMessage wants whatever a page says to become one mail with the headers
// of ours only, and a feed that is XML.
func FuzzMessage(f *testing.F) {
	f.Add("株式会社見本", "お詫び", "https://example.jp/1", "- 旧い行")
	f.Add("a\r\nBcc: x@example.jp", "\r\n\r\n<script>", "javascript:alert(1)", ".\r\nQUIT\r\n")
	f.Add("=?utf-8?q?a?=", "\x00\x1b[31m\u202e", "", "]]>")
	f.Add("\xff\xfe", strings.Repeat("長", 500), "\ufffe", "\x85")
	headers := map[string]bool{
		"From": true, "To": true, "Subject": true, "Date": true, "Message-Id": true, "Mime-Version": true,
		"Auto-Submitted": true, "Content-Type": true, "Content-Transfer-Encoding": true,
	}
	path := filepath.Join(f.TempDir(), "feed.atom")
	f.Fuzz(func(t *testing.T, organization, title, url, diff string) {
		m := Message{
			ID: "6f1c2a34-0000-4000-8000-000000000000", At: time.Unix(0, 0), Kind: Changed, Watchlist: "w", Number: jikenbo.Number{Year: 2026, Seq: 1},
			URL: url, Case: jikenbo.Case{Organization: organization, Title: title, Suppliers: []string{title}}, Diff: []string{diff},
		}
		channel := &Mail{From: "jikenbo@example.jp", To: []string{"a@example.jp"}}
		msg, err := channel.compose(&m, &Sender{Lang: "ja"})
		if err != nil {
			t.Fatal(err)
		}
		var raw bytes.Buffer
		if _, err := msg.WriteTo(&raw); err != nil {
			t.Fatal(err)
		}
		parsed, err := mail.ReadMessage(&raw)
		if err != nil {
			t.Fatal(err)
		}
		for name := range parsed.Header {
			if !headers[name] {
				t.Errorf("header %s: %q", name, parsed.Header[name])
			}
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(parsed.Header.Get("Subject"))
		if err != nil || strings.ContainsAny(subject, "\r\n\x1b\x00") {
			t.Errorf("subject %q, %v", subject, err)
		}

		body, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if err := (&Feed{Path: path}).write("c", "en", []casebook.Alert{{ID: m.ID, Body: body}}); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var feed struct {
			Entries []struct {
				ID string `xml:"id"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal(b, &feed); err != nil || len(feed.Entries) != 1 || feed.Entries[0].ID != "urn:uuid:"+m.ID {
			t.Errorf("feed %s: %v", b, err)
		}
	})
}
