package ingest

import (
	"math"
	"reflect"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"unicode/utf8"

	"jikenbo"
)

// FuzzRead wants of every text: reading it ends, gives the same twice, and each
// entry has codes of their taxonomies, facts with evidence, and evidence that
// stands in the text.
func FuzzRead(f *testing.F) {
	for _, dir := range []string{"examples", "testdata/notices"} {
		for _, text := range texts(f, dir) {
			f.Add(text)
		}
	}
	for _, s := range []string{
		"", "\n", "。", "【】", "株式会社", "2024年6月14日", "同日、翌日、翌6日、同月", "令和元年", "うち120名", "最大約", "1,234件", "(((((((", "」」」」",
		"【セキュリティ事件簿#2024-101】", "[イベント]", "0120-", "@", "https://", "〒", "以上", "記", "~~~", "2024年5月10日~", "～5月", "内訳\n合計", "\xff\xfe", "か\u3099", "㈱㍿㋿",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		readings := Read(raw)
		if again := Read(raw); !reflect.DeepEqual(readings, again) {
			t.Fatalf("read twice: %+v, then %+v", readings, again)
		}
		last := 0
		for i := range readings {
			r := &readings[i]
			if r.Entry != i+1 || r.Start < last || r.End < r.Start || r.End > len(raw) {
				t.Fatalf("reading %d is entry %d at [%d,%d), the one before ends at %d", i, r.Entry, r.Start, r.End, last)
			}
			last = r.End
			checkReading(t, r, raw)
		}
	})
}

// TestReadRepeated reads notices that say one thing over and over: a sentence
// without an end, brackets without a partner, rows without a table.
func TestReadRepeated(t *testing.T) {
	const head = "2024年6月14日\n株式会社みなと通販\n不正アクセスに関するお詫び\n\n弊社のお客様の個人情報が漏えいした可能性があります。深くお詫び申し上げます。\n"
	for _, unit := range []string{
		"2024年5月10日、", "2024年5月10日～", "2024年5月10日\n検知\n", "同日、", "令和", "1,234件、", "うち120名", "1,", "1", "〇", "一", "合計1,234名（会員1,000名、非会員234名）\n",
		"氏名、", "・氏名\n", "件数：\n", "■概要\n", "「", "(", "【", "|", "~", "、", " ", "　x", "a", "あ", "株式会社", "株式会社みなと", "㈱", "第一報",
		"委託先である株式会社海辺データ。", "不正アクセス", "個人情報保護委員会に報告し、", "カード会社から連絡を受け、サーバーを停止し、", "03-1234-5678 ", "a@b.jp ", "https://example.jp/",
		"Q1．何\nA1．氏名\n", "【セキュリティ事件簿#2024-101】甲\n\n\n",
	} {
		for _, size := range []int{900, 9000} {
			raw := head + strings.Repeat(unit, size/len(unit))
			for _, r := range Read(raw) {
				checkReading(t, &r, raw)
			}
			if t.Failed() {
				t.Fatalf("%q, %d bytes of it", unit, size)
			}
		}
	}
}

func checkReading(t *testing.T, r *jikenbo.Reading, raw string) {
	t.Helper()
	for _, err := range r.Evidence.Check(&r.Case, raw) {
		t.Errorf("entry %d: %v", r.Entry, err)
	}
	quoted := func(what string, spans []jikenbo.Span) {
		for _, s := range spans {
			if err := s.Check(raw); err != nil {
				t.Errorf("entry %d: %s: %v", r.Entry, what, err)
			} else if utf8.ValidString(raw) && !utf8.ValidString(s.Quote) {
				t.Errorf("entry %d: %s: %q is cut within a character", r.Entry, what, s.Quote)
			}
			if s.Rule == "" {
				t.Errorf("entry %d: %s: %q was read by no rule", r.Entry, what, s.Quote)
			}
		}
	}
	for p, spans := range r.Evidence {
		quoted(p, spans)
	}
	for _, c := range r.Conflicts {
		if len(c.Others) == 0 || c.Reason == "" {
			t.Errorf("entry %d: conflict %+v", r.Entry, c)
		}
		for _, o := range c.Others {
			quoted(c.Pointer, o.Spans)
		}
	}
	c := &r.Case
	code := func(taxonomy, code string, absent bool) {
		if code == "" && absent {
			return
		}
		if !jikenbo.TaxonomyOf(taxonomy).Has(code) {
			t.Errorf("entry %d: %q is no %s", r.Entry, code, taxonomy)
		}
	}
	other := c.Kind != jikenbo.Incident
	code("kind", string(c.Kind), false)
	code("stage", string(c.Stage), other)
	code("leak", string(c.Leak), other)
	code("discoverer", string(c.DiscoveredBy), other)
	code("damage", string(c.SecondaryDamage), other)
	codes(code, "type", c.Types)
	codes(code, "item", c.Items)
	codes(code, "item", c.ItemsExcluded)
	codes(code, "response", c.Responses)
	for _, h := range c.Timeline {
		code("moment", string(h.Kind), false)
		if h.Date.IsZero() {
			t.Errorf("entry %d: %s on no date", r.Entry, h.Kind)
		}
	}
	for _, p := range c.Reports {
		code("recipient", string(p.To), false)
	}
	for _, a := range c.Affected {
		code("bound", string(a.Bound), false)
		code("role", string(a.Role), false)
		codes(code, "item", a.Items)
		if a.Count < 1 || a.Unit == "" {
			t.Errorf("entry %d: affected %+v", r.Entry, a)
		}
	}
	for _, w := range c.Windows {
		if w.From.IsZero() && w.To.IsZero() {
			t.Errorf("entry %d: a window without an end", r.Entry)
		}
	}
	for _, k := range c.Checks {
		code("check", string(k.Kind), false)
	}
	for _, rule := range c.Rules {
		code("permission", string(rule.Encrypt), false)
		code("permission", string(rule.Steal), false)
	}
	once(t, "types", c.Types)
	once(t, "items", c.Items)
	once(t, "items_excluded", c.ItemsExcluded)
	once(t, "responses", c.Responses)
	once(t, "suppliers", c.Suppliers)
	once(t, "services", c.Services)
	once(t, "contacts", c.Contacts)
	once(t, "timeline", c.Timeline)
	once(t, "reports", c.Reports)
	if other {
		rest := jikenbo.Case{Kind: c.Kind, Number: c.Number, Title: c.Title, Published: c.Published, Event: c.Event, Rules: c.Rules}
		if !reflect.DeepEqual(*c, rest) {
			t.Errorf("entry %d: a case of kind %s carries more than its own: %+v", r.Entry, c.Kind, *c)
		}
	}
}

func codes[T ~string](check func(taxonomy, code string, absent bool), taxonomy string, all []T) {
	for _, c := range all {
		check(taxonomy, string(c), false)
	}
}

func once[T comparable](t *testing.T, field string, all []T) {
	t.Helper()
	seen := map[T]bool{}
	for _, v := range all {
		if seen[v] {
			t.Errorf("%s: %v stands there twice", field, v)
		}
		seen[v] = true
	}
}

// TestReadIsLinear reads a text of every notice four times over and one of four
// times its length, and wants no more than 4.6 times the allocations and the
// bytes. What is allocated once for a text weighs little in either.
func TestReadIsLinear(t *testing.T) {
	const limit = 4.6
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // a collection takes what the readers keep for the next text
	for i, notice := range append(texts(t, "examples"), texts(t, "testdata/notices")...) {
		short, long := strings.Repeat(notice+"\n\n", 4), strings.Repeat(notice+"\n\n", 16)
		var r reader // one reader: what it keeps is no cost of the text
		r.read(long)
		a1 := testing.AllocsPerRun(1, func() { r.read(short) })
		a4 := testing.AllocsPerRun(1, func() { r.read(long) })
		if a4 > limit*a1 {
			t.Errorf("notice %d: %.0f allocations, four times over %.0f: %.1f times", i+1, a1, a4, a4/a1)
		}
		b1, b4 := allocated(func() { r.read(short) }), allocated(func() { r.read(long) })
		if float64(b4) > limit*float64(b1) {
			t.Errorf("notice %d: %d bytes allocated, four times over %d: %.1f times", i+1, b1, b4, float64(b4)/float64(b1))
		}
	}
}

// allocated gives the bytes that f allocates.
func allocated(f func()) uint64 {
	least := uint64(math.MaxUint64)
	for range 2 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f()
		runtime.ReadMemStats(&after)
		least = min(least, after.TotalAlloc-before.TotalAlloc)
	}
	return least
}
