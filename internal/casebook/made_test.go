package casebook

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"jikenbo"
)

// sentencePool are the sentences of the notices in testdata and examples.
func sentencePool(tb testing.TB) []string {
	var all []string
	for _, pattern := range []string{"../../testdata/*/*.txt", "../../examples/*.txt"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			tb.Fatal(err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				tb.Fatal(err)
			}
			for _, s := range strings.FieldsFunc(string(b), func(r rune) bool { return r == '。' || r == '\n' }) {
				if s = strings.TrimSpace(s); len(s) > 30 {
					all = append(all, s+"。")
				}
			}
		}
	}
	if len(all) < 500 {
		tb.Fatalf("%d sentences only", len(all))
	}
	return all
}

// made is a notice of the i-th of any number of cases, of about 1.6 KB.
func made(r *rand.Rand, pool []string, i int) Intake {
	pickFrom := func(s string) string { a := []rune(s); return string(a[r.IntN(len(a))]) }
	name := func() string {
		const front, back = "青赤白黒金銀東西南北山川海森松竹梅桜大小中新古高長光明星月日花鳥風雪雲霧春夏秋冬朝夕", "屋堂社商工産業機電器薬食品運輸流通信託金属化学製造建設設計開発販売情報通信技研興業物産印刷"
		return pickFrom(front) + pickFrom(front) + pickFrom(front) + pickFrom(back) + pickFrom(back)
	}
	var text strings.Builder
	x := Intake{Readings: make([]jikenbo.Reading, 1)}
	rd := &x.Readings[0]
	rd.Entry, rd.Evidence = 1, jikenbo.Evidence{}
	c := &rd.Case
	state := func(pointer, words string) {
		rd.Evidence[pointer] = []jikenbo.Span{{Start: text.Len(), End: text.Len() + len(words), Quote: words, Rule: "made", Confidence: 0.3 + 0.69*r.Float64()}}
		text.WriteString(words)
	}
	c.Kind, c.Stage = jikenbo.Incident, jikenbo.OnlyStage
	day := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(6000))
	c.Published = jikenbo.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()}
	state("/published", fmt.Sprintf("%d年%d月%d日", day.Year(), day.Month(), day.Day()))
	text.WriteString("\n")
	c.Organization = "株式会社" + name()
	state("/organization", c.Organization)
	text.WriteString("\n\n")
	c.Title = "個人情報の漏えいに関するお詫びとお知らせ"
	state("/title", c.Title)
	text.WriteString("\n\n")
	code := func(set string) string {
		terms := jikenbo.TaxonomyOf(set).Terms
		return terms[min(r.IntN(len(terms)), r.IntN(len(terms)))].Code
	}
	c.Leak = jikenbo.Leak(code("leak"))
	for n := range 1 + r.IntN(2) {
		if t := jikenbo.Type(code("type")); !slices.Contains(c.Types, t) {
			c.Types = append(c.Types, t)
			state(jikenbo.Pointer("types", len(c.Types)-1), "事象"+strconv.Itoa(n))
		}
	}
	if c.Leak != jikenbo.LeakUnstated {
		state("/leak", "漏えいの可能性があります。")
	}
	for range r.IntN(7) {
		if t := jikenbo.Item(code("item")); !slices.Contains(c.Items, t) {
			c.Items = append(c.Items, t)
			state(jikenbo.Pointer("items", len(c.Items)-1), jikenbo.TaxonomyOf("item").Label(string(t), "ja")+"、")
		}
	}
	for range r.IntN(5) {
		if t := jikenbo.Response(code("response")); !slices.Contains(c.Responses, t) {
			c.Responses = append(c.Responses, t)
			state(jikenbo.Pointer("responses", len(c.Responses)-1), jikenbo.TaxonomyOf("response").Label(string(t), "ja")+"。")
		}
	}
	n := int64(1) << r.IntN(20) * int64(1+r.IntN(9))
	c.Affected = []jikenbo.Affected{{Count: n, Unit: "件", Bound: jikenbo.Exact, Role: jikenbo.Total}}
	state("/affected/0", fmt.Sprint(n)+"件")
	text.WriteString("が対象です。\n")
	found := c.Published.AddDays(-r.IntN(200))
	c.Timeline = []jikenbo.Happening{{Date: found, Kind: jikenbo.Discovered}}
	state("/timeline/0", found.String())
	text.WriteString("に判明しました。\n")
	if r.IntN(3) == 0 {
		c.Suppliers = []string{"株式会社" + pickFrom("青赤白黒金銀東西南北") + pickFrom("山川海森松竹梅桜大小") + pickFrom("屋堂社商工") + "サービス"}
		state("/suppliers/0", c.Suppliers[0])
		text.WriteString("に委託しています。\n")
	}
	if r.IntN(2) == 0 {
		c.Services = []string{name() + "オンライン"}
		state("/services/0", c.Services[0])
		text.WriteString("をご利用のお客様へ。\n")
	}
	c.DiscoveredBy = jikenbo.Discoverer(code("discoverer"))
	if c.DiscoveredBy != jikenbo.DiscovererUnstated {
		state("/discovered_by", "連絡を受け")
	}
	c.SecondaryDamage = jikenbo.DamageUnstated
	for text.Len() < 1600 {
		text.WriteString(pool[r.IntN(len(pool))])
	}
	fmt.Fprintf(&text, "\n整理番号 %d\n", i)
	rd.End = text.Len()
	x.Notice = jikenbo.Notice{Source: fmt.Sprintf("made/%d.txt", i), Fetched: noon, Bytes: []byte(text.String()), Text: text.String(), Charset: "utf-8", Type: "text/plain", Reader: "plain 1"}
	return x
}
