package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"

	"jikenbo"
)

var sample = Feed{
	ID: "urn:jikenbo:feed", Title: "漏洩\n<病院>", Author: "jikenbo", Language: "ja",
	Self: "https://example.jp/feed.atom?q=a&b=c", Home: "https://example.jp/?q=a&b=c",
	Entries: []Entry{
		{ID: "urn:jikenbo:2023-009", Title: "#2023-009 甲 & 乙\x00\x1b", URL: "https://example.jp/cases/2023-009", Categories: []string{"web-skimming"},
			Published: time.Date(2023, 1, 10, 0, 0, 0, 0, jikenbo.JST), Updated: time.Date(2023, 1, 12, 9, 0, 0, 0, jikenbo.JST), Text: "組織: <script>alert(1)</script>\n件数: 7件\x01"},
		{ID: "urn:jikenbo:2023-010", Title: "#2023-010", Updated: time.Date(2023, 1, 11, 0, 0, 0, 0, time.UTC)},
	},
}

func TestFeeds(t *testing.T) {
	for name, write := range map[string]func(*bytes.Buffer) error{
		"atom": func(b *bytes.Buffer) error { return sample.Atom(b) },
		"json": func(b *bytes.Buffer) error { return sample.JSON(b) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(name, err)
		}
		got, err := gofeed.NewParser().Parse(&b)
		if err != nil {
			t.Fatal(name, err)
		}
		if got.Title != "漏洩 <病院>" || got.Link != sample.Home || got.FeedLink != sample.Self || got.Language != "ja" || len(got.Items) != 2 {
			t.Errorf("%s: %+v", name, got)
		}
		first, second := got.Items[0], got.Items[1]
		if first.GUID != sample.Entries[0].ID || first.Link != sample.Entries[0].URL || first.Title != "#2023-009 甲 & 乙" || !slices.Equal(first.Categories, []string{"web-skimming"}) ||
			!first.UpdatedParsed.Equal(sample.Entries[0].Updated) || !first.PublishedParsed.Equal(sample.Entries[0].Published) ||
			!strings.HasPrefix(first.Content, "組織: <script>alert(1)</script>\n件数: 7件") {
			t.Errorf("%s: %+v", name, first)
		}
		if second.Link != "" || second.GUID != sample.Entries[1].ID {
			t.Errorf("%s: %+v", name, second)
		}
	}
}

func TestEmpty(t *testing.T) {
	empty := Feed{ID: "urn:x", Title: "x", Author: "jikenbo"}
	var a, j bytes.Buffer
	if err := empty.Atom(&a); err != nil || !strings.Contains(a.String(), "<updated>1970-01-01T00:00:00Z</updated>") {
		t.Errorf("%v\n%s", err, a.String())
	}
	if err := empty.JSON(&j); err != nil || !strings.Contains(j.String(), `"items":[]`) {
		t.Errorf("%v\n%s", err, j.String())
	}
}

func TestWords(t *testing.T) {
	c := jikenbo.Case{
		Organization: "甲株式会社", Title: "お知らせ", Published: jikenbo.Date{Year: 2023, Month: 1}, Types: []jikenbo.Type{"ransomware", "malware"},
		Leak: jikenbo.LeakPossible, Items: []jikenbo.Item{"name"}, Suppliers: []string{"丙社"},
		Affected: []jikenbo.Affected{
			{Count: 2259, Unit: "件", Bound: jikenbo.Exact, Role: jikenbo.Total}, {Count: 10, Unit: "名", Bound: jikenbo.Max, Role: jikenbo.Part},
			{Count: 5, Unit: "社", Bound: jikenbo.Over, Role: jikenbo.Subset},
		},
	}
	want := map[string][]string{
		"ja": {"組織: 甲株式会社", "表題: お知らせ", "公表日: 2023-01", "類型: ランサムウェア、マルウェア感染", "漏えい: 漏えいの可能性", "件数: 2,259件（総数）、最大10名（内訳）、5社超（うち数）", "項目: 氏名", "委託先等: 丙社"},
		"en": {"Organization: 甲株式会社", "Title: お知らせ", "Published: 2023-01", "Types: ransomware, malware", "Leak: leak possible", "Affected: 2,259件 (total), at most 10名 (part), over 5社 (subset)", "Items: name", "Suppliers: 丙社"},
	}
	for lang, lines := range want {
		if diff := cmp.Diff(lines, Words(&c, lang)); diff != "" {
			t.Errorf("%s: %s", lang, diff)
		}
	}
	if lines := Words(&jikenbo.Case{Kind: jikenbo.Incident, Leak: jikenbo.LeakUnstated}, "ja"); len(lines) != 0 {
		t.Errorf("of nothing stated: %q", lines)
	}
	n := jikenbo.Number{Year: 2023, Seq: 9}
	if got := Heading(n, &c); got != "#2023-009 甲株式会社 お知らせ" {
		t.Error(got)
	}
	if got := Heading(n, &jikenbo.Case{}); got != "#2023-009" {
		t.Error(got)
	}
}

func TestOneLine(t *testing.T) {
	for in, want := range map[string]string{
		"a\r\nBcc: x": "a  Bcc: x", "\x1b[31m": "[31m", "a\u2028b": "a b", "\u202eabc": "abc", "見本　例": "見本　例", "\u0085": "", "\u3000 a\n": "a",
	} {
		if got := OneLine(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Whatever a notice says, a feed is XML and JSON.
func FuzzFeed(f *testing.F) {
	f.Add("甲 & 乙\x00", "<script>\xff]]>")
	f.Fuzz(func(t *testing.T, title, text string) {
		feed := Feed{ID: "urn:x", Title: title, Author: "jikenbo", Entries: []Entry{{ID: "urn:y", Title: title, Text: text, Categories: []string{title}}}}
		var a, j bytes.Buffer
		if err := feed.Atom(&a); err != nil {
			t.Fatal(err)
		}
		var parsed atomFeed
		if err := xml.Unmarshal(a.Bytes(), &parsed); err != nil || len(parsed.Entries) != 1 {
			t.Errorf("%v in %s", err, a.Bytes())
		}
		if err := feed.JSON(&j); err != nil || !json.Valid(j.Bytes()) {
			t.Errorf("%v in %s", err, j.Bytes())
		}
	})
}
