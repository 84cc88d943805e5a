package screen

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"jikenbo/internal/screen/archive"
)

var charsets = map[string]encoding.Encoding{
	"UTF-8": unicode.UTF8, "Shift_JIS": japanese.ShiftJIS, "EUC-JP": japanese.EUCJP, "ISO-2022-JP": japanese.ISO2022JP,
	"UTF-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
}

// TestRaw wants no notice to be turned away, in whatever charset and with
// whatever around it.
func TestRaw(t *testing.T) {
	var references strings.Builder
	for name, text := range notices(t) {
		for charset, e := range charsets {
			page := "<!doctype html><title>お知らせ</title>" + strings.Repeat("<li><a href=\"/a/b/c.html\">製品情報</a>\n", 100) + text
			b, err := encoding.HTMLEscapeUnsupported(e.NewEncoder()).Bytes([]byte(page))
			if err != nil {
				t.Fatal(err)
			}
			if !Raw(b) {
				t.Errorf("%s in %s is turned away", name, charset)
			}
		}
		references.Reset()
		for _, r := range text {
			fmt.Fprintf(&references, "&#%d;", r)
		}
		if !Raw([]byte(references.String())) {
			t.Errorf("%s in references is turned away", name)
		}
	}
}

// TestRawTurnsAway wants most other pages to be turned away, in all charsets
// alike.
func TestRawTurnsAway(t *testing.T) {
	b, err := os.ReadFile("archive/kinds.txt")
	if err != nil {
		t.Fatal(err)
	}
	passed, all := map[string]int{}, 0
	for _, s := range archive.Texts(3, string(b), 5) {
		all++
		for charset, e := range charsets {
			if b, err := e.NewEncoder().Bytes([]byte(s.Text)); err == nil && Raw(b) {
				passed[charset]++
			}
		}
	}
	for charset, n := range passed {
		if n > all/3 && charset != "UTF-16" {
			t.Errorf("%d of %d pages in %s are not turned away", n, all, charset)
		}
	}
	t.Log(passed, "of", all)
}

// TestCount wants the words of a page to be those that a search for each finds.
func TestCount(t *testing.T) {
	ts := tables()
	words := map[int][]byte{} // in UTF-8
	for _, c := range ts.utf8.next[1:] {
		words[c.number] = c.bytes
	}
	pages := []string{"", "漏", "漏え", "漏えい", "a漏えい", "ab漏えい", "abc漏えい", "流流出", "RANSOMWARE", "ransom", "we lost a laptop"}
	for _, text := range notices(t) {
		pages = append(pages, text, "x"+text, "xy"+text)
	}
	for _, page := range pages {
		low := strings.Map(func(r rune) rune {
			if r >= 'A' && r <= 'Z' {
				r |= 0x20
			}
			return r
		}, page)
		for _, tab := range []*table{ts.utf8, ts.mixed} {
			seen := tab.count([]byte(page)).seen
			for k, w := range words {
				found := seen[k>>6]&(1<<(k&63)) != 0
				if want := strings.Contains(low, string(w)); found != want && (want || tab == ts.utf8) {
					t.Errorf("%.20q every %d: %s found: %t", page, tab.step, w, found)
				}
			}
		}
	}
}

func FuzzRaw(f *testing.F) {
	f.Add([]byte("不正アクセス\xff"))
	f.Add([]byte("\x1b$BIT@5"))
	f.Add(bytes.Repeat([]byte("&#28431;"), 30))
	f.Fuzz(func(t *testing.T, page []byte) {
		// What stands before and behind takes no word away.
		if Raw(page) && tables().of(page) == tables().utf8 && len(page) > 0 && page[0] < 0xfe && !Raw([]byte("<p>"+string(page)+"</p>")) {
			t.Error("markup around a page turns it away")
		}
	})
}

func BenchmarkRaw(b *testing.B) {
	var text strings.Builder
	for _, s := range unseen(b) {
		if !Raw([]byte(s.Text)) {
			text.WriteString(strings.Repeat("<li class=\"menu-item\"><a href=\"/news/list/index.html\">お知らせ一覧</a></li>\n", 5) + s.Text)
		}
	}
	for _, charset := range []string{"UTF-8", "Shift_JIS"} {
		page, err := encoding.HTMLEscapeUnsupported(charsets[charset].NewEncoder()).Bytes([]byte(text.String()))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(charset, func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			for b.Loop() {
				Raw(page)
			}
		})
	}
}
