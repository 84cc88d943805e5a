package casebook

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"modernc.org/sqlite"

	"jikenbo"
)

// Tests change what is kept packed with the opposite of jikenbo_pack.
func init() {
	sqlite.MustRegisterDeterministicScalarFunction("unpack", 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		packed, _ := args[0].([]byte)
		if packed == nil {
			return nil, nil
		}
		b, err := unpack(packed)
		return string(b), err
	})
}

// TestDictionary is there to fail when the dictionary is changed: no casebook
// could be read any more.
func TestDictionary(t *testing.T) {
	const want = "be3d4307c8bbdb45253332f641874e69694b0d04f0421a56dc973f68fba531c7"
	if got := jikenbo.Hash(packedDictionary1); got != want {
		t.Errorf("packed-1.dict was changed (SHA-256 %s): add packed-2.dict instead", got)
	}
	d, err := zstd.InspectDictionary(packedDictionary1)
	if err != nil || d.ID() != 1 {
		t.Errorf("it names itself %d, %v", d.ID(), err)
	}
}

func TestPack(t *testing.T) {
	for _, want := range []string{`{}`, `null`, `{"kind":"incident"}`, strings.Repeat(`{"quote":"氏名"}`, 100_000), strings.Repeat("\x00\xff", 300)} {
		packed, err := pack([]byte(want))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := unpack(packed); err != nil || string(got) != want {
			t.Errorf("%.20q of %d bytes came back as %.20q of %d bytes, %v", want, len(want), got, len(got), err)
		}
		if _, err := unpack(packed[:len(packed)-1]); err == nil {
			t.Errorf("%.20q without its last byte: no error", want)
		}
	}
}

// TestUnpackRefuses hands over what pack does not make.
func TestUnpackRefuses(t *testing.T) {
	packed, err := pack([]byte(`{"kind":"incident","organization":"株式会社甲"}`))
	if err != nil {
		t.Fatal(err)
	}
	// A frame that says it holds 1 GiB: magic, descriptor (eight bytes of size,
	// one segment, no checksum, no dictionary), size, one block of zeros.
	bomb := append([]byte("\x28\xb5\x2f\xfd\xe0"), 0, 0, 0, 0x40, 0, 0, 0, 0)
	bomb = append(bomb, 0x03, 0x00, 0x40, 0x00)
	plain, err := zstd.NewWriter(nil, zstd.WithEncoderDictRaw(7, bytes.Repeat([]byte("organization"), 10)))
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"JSON":                  []byte(`{"kind":"incident"}`),
		"one byte":              {0},
		"a size of 1 GiB":       bomb,
		"another dictionary":    plain.EncodeAll(bytes.Repeat([]byte("organization"), 20), nil),
		"something at the end":  append(bytes.Clone(packed), "x"...),
		"a byte of the header":  append([]byte("\x28\xb5\x2f\xfd\x7f"), packed[5:]...),
		"a byte of its content": append(append(bytes.Clone(packed[:12]), packed[12]^1), packed[13:]...),
	} {
		if got, err := unpack(b); err == nil {
			t.Errorf("%s: unpacked as %q", name, got)
		}
	}
}

func FuzzUnpack(f *testing.F) {
	for _, s := range []string{`{}`, `{"/title":[{"start":1,"end":2,"quote":"甲","rule":"title"}]}`} {
		packed, err := pack([]byte(s))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(packed)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var c jikenbo.Case
		var e jikenbo.Evidence
		var k []jikenbo.Conflict
		_ = decodeReading(b, &c, b, &e, b, &k) // no panic, no end to memory
	})
}

var evidences = []string{
	`{}`, `{"/title":[{"start":0,"end":3,"quote":"甲"}]}`,
	`{"/kind":[{"notice":"ab","start":10,"end":12,"quote":"乙","rule":"kind ++","confidence":0.96},{"start":0,"end":3,"quote":""}],"/types/0":[{"start":1,"end":2,"quote":"x","rule":"r"}]}`,
	`{"/a":[{"start":0,"end":3,"quote":"甲"}],"/a":[{"start":1,"end":3,"quote":"乙"}]}`,
	`{"/a":[{}]}`,
	// What the quick way leaves to encoding/json, or both refuse.
	``, `null`, `{`, `{}x`, ` {}`, `[]`, `{"/a":null}`, `{"/a":[]}`, `{,}`, `{"/a":[{"start":0,"end":1,"quote":"x"}],}`,
	`{"/a":[{"start":0,"end":1,"quote":"x"},]}`, `{"/a":[{"start":00,"end":1,"quote":"x"}]}`, `{"/a":[{"start":-1,"end":1,"quote":"x"}]}`,
	`{"/a":[{"start":99999999999999999999,"end":1,"quote":"x"}]}`, `{"/a":[{"start":0,"end":1,"quote":"\""}]}`, "{\"/a\":[{\"start\":0,\"end\":1,\"quote\":\"\n\"}]}",
	"{\"/a\":[{\"start\":0,\"end\":1,\"quote\":\"\xff\"}]}", `{"/a":[{"end":1,"start":0,"quote":"x"}]}`, `{"/a":[{"start":0,"end":1,"quote":"x","rule":"r","later":1}]}`,
	`{"/a":[{"start":0,"end":1,"quote":"x","confidence":1e-7}]}`, `{"/a":[{"start":0,"end":1,"quote":"x","confidence":0.}]}`, `{"/a":[{"start":0,"end":1,"quote":"x","confidence":0.5}}`,
	"{\"/a\":[{\"start\":0,\"end\":1,\"quote\":\"\u2028\"}]}",
}

// sameAsJSON wants what the quick way reads to be what encoding/json reads.
func sameAsJSON[T any](t *testing.T, parse func(string) (T, bool), s string) (quick bool) {
	t.Helper()
	got, ok := parse(s)
	if !ok {
		return false
	}
	var want T
	if err := json.Unmarshal([]byte(s), &want); err != nil {
		t.Errorf("%q: read, but %v", s, err)
	} else if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%q: %s", s, diff)
	}
	return true
}

func TestParseEvidence(t *testing.T) {
	for i, s := range evidences {
		if quick := sameAsJSON(t, parseEvidence, s); quick != (i < 5) && quick != strings.Contains(s, "\u2028") {
			t.Errorf("%q: read quickly: %v", s, quick)
		}
	}
	for i := range 100 { // and all that is written, if it has no escapes
		b, err := encode(sample(i).Readings[0].Evidence)
		if err != nil {
			t.Fatal(err)
		}
		if !sameAsJSON(t, parseEvidence, string(b)) {
			t.Errorf("%s: not read quickly", b)
		}
	}
}

func FuzzParseEvidence(f *testing.F) {
	for _, s := range evidences {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { sameAsJSON(t, parseEvidence, s) })
}

// gunzip gives what a file in testdata holds.
func gunzip(t testing.TB, name string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// wholeCase has something in every field.
var wholeCase = func() jikenbo.Case {
	day, month := jikenbo.Date{Year: 2023, Month: 1, Day: 9}, jikenbo.Date{Year: 2022, Month: 12}
	return jikenbo.Case{
		Kind: jikenbo.Incident, Number: "2023-009", Organization: "株式会社甲", Title: "お知らせ", Published: day, Stage: jikenbo.FirstStage,
		Types: []jikenbo.Type{"ransomware", "supplier-breach"}, Leak: jikenbo.LeakPossible,
		Affected: []jikenbo.Affected{
			{Count: 7, Unit: "名", Bound: jikenbo.Max, Role: jikenbo.Total, Items: []jikenbo.Item{"name"}, Window: &jikenbo.Period{From: month, To: day}},
			{Count: 9_000_000_000, Unit: "件"},
		},
		Items: []jikenbo.Item{"name", "email"}, ItemsExcluded: []jikenbo.Item{"card"}, Windows: []jikenbo.Period{{From: month}, {To: day}, {}},
		Timeline: []jikenbo.Happening{{Date: month, To: day, Kind: jikenbo.Intrusion}, {Kind: jikenbo.Discovered}},
		Reports:  []jikenbo.Report{{To: "ppc", Date: day}, {To: "police"}}, Suppliers: []string{"乙"}, Services: []string{"丙", ""},
		DiscoveredBy: "customer", SecondaryDamage: jikenbo.DamageConfirmed, Responses: []jikenbo.Response{"mfa"}, Contacts: []string{"03-0000-0000"},
		Checks: []jikenbo.Check{{Kind: jikenbo.SumCheck, Parts: []int64{3, 0, 4}, Total: 7}, {Kind: jikenbo.SubsetCheck, Whole: 7, Part: 3}},
		Event:  &jikenbo.Event{Name: "会", From: day, To: day, URL: "https://example.com/?a=1&b=2"},
		Rules:  []jikenbo.TargetRule{{Sector: "hospitals", Encrypt: jikenbo.Forbidden, Steal: jikenbo.Allowed, Condition: "none"}},
	}
}()

func TestParseFacts(t *testing.T) {
	for i := range reflect.TypeFor[jikenbo.Case]().NumField() {
		if reflect.ValueOf(wholeCase).Field(i).IsZero() {
			t.Errorf("the whole case has no %s", reflect.TypeFor[jikenbo.Case]().Field(i).Name)
		}
	}
	for _, c := range []jikenbo.Case{{}, {Kind: jikenbo.OtherKind}, wholeCase, sample(1).Readings[0].Case} {
		b, err := encode(c)
		if err != nil {
			t.Fatal(err)
		}
		if !sameAsJSON(t, parseFacts, string(b)) {
			t.Errorf("%s: not read quickly", b)
		}
	}
	for _, s := range []string{
		``, `null`, `{`, `{}x`, `{"kind":"incident",}`, `{,"kind":"incident"}`, `{"kind":"incident" }`, `{"kind":null}`, `{"kind":"a\u0041"}`, `{"Kind":"incident"}`,
		`{"title":"a","kind":"incident"}`, `{"kind":"incident","later":1}`, `{"published":"2023-02-30"}`, `{"published":"x"}`, `{"types":[]}`, `{"types":["a",]}`, `{"types":[1]}`,
		`{"affected":[{"count":-1}]}`, `{"affected":[{"count":1.5}]}`, `{"affected":[{"count":01}]}`, `{"affected":[{"count":9999999999999999999}]}`, `{"event":null}`, "{\"title\":\"\xff\"}",
	} {
		if sameAsJSON(t, parseFacts, s) {
			t.Errorf("%q: read quickly", s)
		}
	}
}

func FuzzParseFacts(f *testing.F) {
	b, err := encode(wholeCase)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(b))
	f.Add(`{"kind":"incident","published":"2023-01","types":["loss"]}`)
	f.Fuzz(func(t *testing.T, s string) { sameAsJSON(t, parseFacts, s) })
}

// TestVersion3 opens a casebook that was made when facts and evidence were kept
// as JSON: the examples, one case curated, one withdrawn, one with a second
// notice. It says the same of every case as it said then.
func TestVersion3(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casebook.db")
	if err := os.WriteFile(path, gunzip(t, "version-3.casebook.gz"), 0o600); err != nil {
		t.Fatal(err)
	}
	b := open(t, path)
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	write := func(v any, err error) {
		if err == nil {
			err = enc.Encode(v)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for s, err := range b.Cases(t.Context()) {
		write(s, err)
		rec, err := b.Case(t.Context(), s.Number)
		write(rec, err)
		for _, ref := range rec.Notices {
			rs, err := b.Readings(t.Context(), ref.Notice)
			write(rs, err)
		}
	}
	want := gunzip(t, "version-3.json.gz")
	if n := bytes.Count(want, []byte("\n")); n != 46 || bytes.Count(got.Bytes(), []byte("\n")) != n {
		t.Fatalf("%d lines, want %d", bytes.Count(got.Bytes(), []byte("\n")), n)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Error(cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")))
	}
	wantSound(t, b)
}

// TestPackedSchema wants the tables that were made anew to be as they were: the
// same indexes and triggers, the same references.
func TestPackedSchema(t *testing.T) {
	schema := func(version int) map[string]string {
		path := filepath.Join(t.TempDir(), "casebook.db")
		ofVersion(t, path, version, "")
		db, err := sql.Open("sqlite", dsn(path, true))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		rows, err := db.QueryContext(t.Context(), `
			SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema
			UNION ALL
			SELECT 'references of ' || s.name, group_concat(printf('%s to %s %s', f."from", f."table", f.on_delete), ', ' ORDER BY f."from")
			FROM sqlite_schema s JOIN pragma_foreign_key_list(s.name) f WHERE s.type = 'table' GROUP BY s.name`)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		all := make(map[string]string)
		for rows.Next() {
			var name, sql string
			if err := rows.Scan(&name, &sql); err != nil {
				t.Fatal(err)
			}
			if name == "table entries" || name == "table revisions" {
				sql = "" // what they keep is another
			}
			all[name] = strings.Join(strings.Fields(sql), " ")
		}
		return all
	}
	before, after := schema(3), schema(4)
	if len(before) < 40 || before["references of revisions"] == "" {
		t.Fatalf("a schema of %d parts", len(before))
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
}

// BenchmarkLook reads one case, and one notice, of those of the examples, which
// are about 2.8 KB of text with 30 facts.
func BenchmarkLook(b *testing.B) {
	path := filepath.Join(b.TempDir(), "casebook.db")
	if err := os.WriteFile(path, gunzip(b, "version-3.casebook.gz"), 0o600); err != nil {
		b.Fatal(err)
	}
	book := open(b, path)
	var numbers []jikenbo.Number
	var notices []string
	for s, err := range book.Cases(b.Context()) {
		if err != nil {
			b.Fatal(err)
		}
		if s.Revisions == 1 {
			numbers = append(numbers, s.Number)
			notices = append(notices, getCase(b, book, s.Number.String()).Notices[0].Notice)
		}
	}
	b.Run("case", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if _, err := book.Case(b.Context(), numbers[i%len(numbers)]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("notice", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if _, err := book.Notice(b.Context(), notices[i%len(notices)]); err != nil {
				b.Fatal(err)
			}
		}
	})
}
