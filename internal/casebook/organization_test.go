package casebook

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jikenbo"
	"jikenbo/internal/identity"
)

// saying writes a notice as notified does, with more words behind its facts.
func saying(t testing.TB, organization, facts, words string) Intake {
	t.Helper()
	in := notified(t, organization, facts)
	in.Notice.Text += words + "\n"
	in.Notice.Bytes = []byte(in.Notice.Text)
	in.Readings[0].End = len(in.Notice.Text)
	return in
}

// recordOf writes a record: its name, its names with their counts, its cases with
// their roles, and who else may be it.
func recordOf(t testing.TB, b *Book, name string) string {
	t.Helper()
	o, err := b.Organization(t.Context(), name)
	if err != nil {
		return err.Error()
	}
	var s []string
	for _, n := range o.Names {
		s = append(s, fmt.Sprintf("%s=%d", n.Name, n.Count))
	}
	for _, c := range o.Cases {
		s = append(s, fmt.Sprintf("%s:%s%v", c.Case.Organization, c.Name, c.Roles))
	}
	for _, f := range o.facts() {
		s = append(s, "is "+f.Value)
	}
	for _, u := range o.Unsure {
		s = append(s, fmt.Sprintf("?%s=%d %s", u.Name, u.Count, u.Why))
	}
	return o.Name + "; " + strings.Join(s, "; ")
}

// shops are notices about one organization and its like.
func shops(t testing.TB) []Intake {
	return []Intake{
		saying(t, "株式会社甲斐屋", "attack=2024-01-10 published=2024-02-01 type=ransomware", "株式会社甲斐屋（旧社名：株式会社甲斐屋本家）は、藤音ホールディングス株式会社の連結子会社である当社が運営する「かいや公式ストア」のことをお知らせします。法人番号 7000012050002"),
		notified(t, "甲斐屋㈱", "attack=2022-05-01 published=2022-06-01 type=loss"),
		notified(t, "有限会社甲斐屋", "attack=2021-03-01 published=2021-04-01 type=theft"),
		notified(t, "株式会社甲斐屋本家", "attack=2019-01-01 published=2019-02-01 type=mis-sending"),
		notified(t, "乙川商事株式会社", "attack=2024-03-01 published=2024-04-01 type=supplier-breach supplier=甲斐屋（株）"),
		notified(t, "藤音ホールディングス株式会社", "attack=2023-03-01 published=2023-04-01 type=malware"),
		notified(t, "丙山市", "attack=2023-07-01 published=2023-08-01 type=loss"),
	}
}

func TestOrganization(t *testing.T) {
	const own = "株式会社甲斐屋; 株式会社甲斐屋=1; 甲斐屋㈱=1; 甲斐屋（株）=1; 乙川商事株式会社:甲斐屋（株）[supplier]; 株式会社甲斐屋:株式会社甲斐屋[publisher]; 甲斐屋㈱:甲斐屋㈱[publisher]; " +
		"is 株式会社甲斐屋本家; is かいや公式ストア; is 藤音ホールディングス株式会社; is 7000012050002; ?株式会社甲斐屋本家=1 former; ?有限会社甲斐屋=1 form"
	tests := []struct{ ask, want string }{
		{"株式会社甲斐屋", own},
		{" 甲斐屋株式会社 ", own},
		{"有限会社甲斐屋", "有限会社甲斐屋; 有限会社甲斐屋=1; 有限会社甲斐屋:有限会社甲斐屋[publisher]; "},
		{"甲斐屋", "甲斐屋; ?株式会社甲斐屋=3 form; ?有限会社甲斐屋=1 form"}, // which of them?
		{"藤音", ""},
		{"藤音ホールディングス", "藤音ホールディングス株式会社; 藤音ホールディングス株式会社=1; 株式会社甲斐屋:藤音ホールディングス株式会社[group]; 藤音ホールディングス株式会社:藤音ホールディングス株式会社[publisher]; is 株式会社甲斐屋"},
		{"丙山市", "丙山市; 丙山市=1; 丙山市:丙山市[publisher]"},
		{"株式会社丙山", "not found"},
		{"", "not found"},
	}
	r := []int{0, 1, 2, 3, 4, 5, 6}
	var first []string
	for round := range 4 { // whatever the order in which they come
		b := newBook(t)
		for _, i := range r {
			add(t, b, shops(t)[i])
		}
		for k, test := range tests {
			got := recordOf(t, b, test.ask)
			if !strings.Contains(got, test.want) {
				t.Errorf("%q in the order %v:\n%s\nwant\n%s", test.ask, r, got, test.want)
			}
			if round == 0 {
				first = append(first, got)
			} else if first[k] != got && !strings.Contains(got, "not found") {
				t.Errorf("%q in the order %v:\n%s\nand before\n%s", test.ask, r, got, first[k])
			}
		}
		wantSound(t, b)
		o, err := b.Organization(t.Context(), "株式会社甲斐屋")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range o.facts() {
			for _, s := range f.Spans {
				n, err := b.Notice(t.Context(), s.Notice)
				if err == nil {
					err = s.Check(n.Text)
				}
				if err != nil {
					t.Errorf("%s: %v", f.Value, err)
				}
			}
			if len(f.Spans) == 0 {
				t.Errorf("%s has no words", f.Value)
			}
		}
		slices.Reverse(r)
		r = append(r[2:], r[:2]...)
	}
}

// What a person corrected is what the record goes by, and what was withdrawn or
// leads elsewhere is in none.
func TestOrganizationDecided(t *testing.T) {
	b := newBook(t)
	add(t, b, notified(t, "甲斐尾株式会社", "number=2024-001 attack=2024-01-10 published=2024-02-01 type=loss"),
		notified(t, "甲斐屋株式会社", "number=2024-002 attack=2024-06-10 published=2024-07-01 type=theft"),
		notified(t, "甲斐屋株式会社", "number=2024-003 attack=2023-06-10 published=2023-07-01 type=phishing"),
		notified(t, "甲斐屋株式会社", "number=2024-004 attack=2022-06-10 published=2022-07-01 type=malware"))
	rec := getCase(t, b, "2024-001")
	c, e := rec.Case, rec.Evidence
	c.Organization = "甲斐屋株式会社"
	span := e["/organization"][0]
	span.Rule, span.Confidence = jikenbo.Curated, 1
	e["/organization"] = []jikenbo.Span{span}
	if _, err := b.Revise(t.Context(), rec.Number, "curator", "misread", c, e, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Withdraw(t.Context(), jikenbo.Number{Year: 2024, Seq: 2}, "curator", "no incident", 1); err != nil {
		t.Fatal(err)
	}
	if err := b.Redirect(t.Context(), "curator", "the same", jikenbo.Number{Year: 2024, Seq: 3}, jikenbo.Number{Year: 2024, Seq: 4}); err != nil {
		t.Fatal(err)
	}
	if got, want := recordOf(t, b, "甲斐屋"), "甲斐屋株式会社; 甲斐屋株式会社=2; 甲斐屋株式会社:甲斐屋株式会社[publisher]; 甲斐屋株式会社:甲斐屋株式会社[publisher]"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if got := recordOf(t, b, "甲斐尾"); !strings.Contains(got, "not found") {
		t.Errorf("the name that was corrected: %s", got)
	}
	wantSound(t, b)
}

// An accepted equality makes two names one: in the record, in cascades, and for
// later notices. It can be taken back.
func TestEquate(t *testing.T) {
	ctx := t.Context()
	b := newBook(t)
	add(t, b,
		notified(t, "甲", "attack=2024-07-21 published=2024-08-09 type=ransomware type=supplier-breach supplier=株式会社帳票 service=らくらく"),
		notified(t, "乙", "attack=2024-07-21 published=2024-08-21 type=ransomware type=supplier-breach supplier=フォームズ株式会社 service=らくらく"),
		notified(t, "有限会社丙", "attack=2024-07-21 published=2024-08-21 type=loss"))
	names := func() []string { return reachedBy(cascadesFor(t, b, "帳票")) }
	if got := names(); !slices.Equal(got, []string{"甲"}) {
		t.Fatalf("before: %q", got)
	}
	for _, test := range []struct {
		a, b string
		same bool
	}{{"株式会社帳票", "帳票㈱", true}, {"株式会社帳票", "帳票㈱", false}, {"", "甲", true}, {"日立化成", "レゾナック", false}} {
		if err := b.Equate(ctx, "curator", "a test", test.a, test.b, test.same); !errors.Is(err, ErrEquality) {
			t.Errorf("%q and %q: error %v", test.a, test.b, err)
		}
	}
	if err := b.Equate(ctx, "curator", "renamed in 2024", "フォームズ株式会社", "株式会社帳票", true); err != nil {
		t.Fatal(err)
	}
	if got := names(); !slices.Equal(got, []string{"?乙 甲"}) {
		t.Errorf("cascades: %q", got)
	}
	if got, want := recordOf(t, b, "帳票"), "フォームズ株式会社; フォームズ株式会社=1; 株式会社帳票=1; "; !strings.HasPrefix(got, want) || !strings.Contains(got, "[inferred]") || !strings.Contains(got, "is 株式会社帳票") {
		t.Errorf("record: %s", got)
	}
	o, err := b.Organization(ctx, "帳票")
	if err != nil || len(o.Others) != 1 || !strings.Contains(o.Others[0].Source, ": renamed in 2024") {
		t.Errorf("the decision in the record: %+v, %v", o, err)
	}
	wantSound(t, b)

	// Its own notices under either name are of one organization.
	one := add(t, b, notified(t, "フォームズ株式会社", "attack=2024-07-21 published=2024-08-01 type=ransomware service=らくらく"))[0].Entries[0].Number
	two := add(t, b, notified(t, "株式会社帳票", "attack=2024-07-21 published=2024-08-02 type=ransomware service=らくらく"))[0].Entries[0].Number
	if one != two {
		t.Errorf("notices under both names are %v and %v", one, two)
	}

	// Legal forms, which keys do not tell apart.
	if err := b.Equate(ctx, "curator", "it changed its form", "株式会社丙", "有限会社丙", true); err != nil {
		t.Fatal(err)
	}
	if got := recordOf(t, b, "株式会社丙"); !strings.Contains(got, "有限会社丙=1") || strings.Contains(got, "?") {
		t.Errorf("one form: %s", got)
	}

	// A chain is one; what would part it is refused until it is taken back.
	if err := b.Equate(ctx, "curator", "a third name", "フォームズ株式会社", "紙工房", true); err != nil {
		t.Fatal(err)
	}
	if err := b.Equate(ctx, "curator", "no", "帳票", "紙工房", false); !errors.Is(err, ErrEquality) {
		t.Errorf("parted though others make them one: %v", err)
	}
	if err := b.Equate(ctx, "curator", "no", "フォームズ株式会社", "紙工房", false); err != nil {
		t.Error(err)
	}
	if err := b.Equate(ctx, "curator", "again", "帳票", "紙工房", true); !errors.Is(err, ErrEquality) {
		t.Errorf("made one against a decision: %v", err)
	}
	wantSound(t, b)

	// Another process sees it, and one with other aliases makes them its own.
	path := b.path
	file := filepath.Join(t.TempDir(), "aliases.tsv")
	if err := os.WriteFile(file, []byte("甲\tformer\t乙\t2020\thttps://example.com/\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	aliases, err := identity.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	other, err := Open(ctx, path, Options{Now: b.now, Aliases: aliases})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if got := recordOf(t, other, "乙"); !strings.HasPrefix(got, "甲; ") || !strings.Contains(got, "乙=1; 甲=1") {
		t.Errorf("with a file of aliases: %s", got)
	}
	for _, p := range problems(t, other) {
		t.Error(p)
	}
	all, err := other.Equalities(ctx)
	if err != nil || len(all) != 3 {
		t.Errorf("decisions %+v, %v", all, err)
	}
}

func TestNamePairs(t *testing.T) {
	b := newBook(t)
	add(t, b, shops(t)...)
	pairs := func() []string {
		t.Helper()
		all, err := b.NamePairs(t.Context(), 100)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, p := range all {
			out = append(out, fmt.Sprintf("%s=%d %s=%d %s %d", p.A.Name, p.A.Count, p.B.Name, p.B.Count, p.Why, len(p.Spans)))
		}
		return out
	}
	got := pairs()
	if len(got) != 2 || !strings.Contains(got[0], "株式会社甲斐屋本家=1 former 1") || !strings.Contains(got[1], "有限会社甲斐屋") {
		t.Errorf("pairs %q", got) // the reason that a notice states comes first
	}
	if err := b.Equate(t.Context(), "curator", "two companies", "株式会社甲斐屋", "(有)甲斐屋", false); err != nil {
		t.Fatal(err)
	}
	if err := b.Equate(t.Context(), "curator", "as its notice says", "株式会社甲斐屋", "甲斐屋本家", true); err != nil {
		t.Fatal(err)
	}
	if got := pairs(); len(got) != 0 {
		t.Errorf("after both decisions: %q", got)
	}
	if got := recordOf(t, b, "甲斐屋本家"); !strings.HasPrefix(got, "株式会社甲斐屋; ") || strings.Contains(got, "?") {
		t.Errorf("record %s", got)
	}
	if _, err := b.NamePairs(canceled(t), 1); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
}

func canceled(t testing.TB) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}

func TestVerifyNames(t *testing.T) {
	for _, test := range []struct{ name, damage, want string }{
		{"nothing", `SELECT 1`, ""},
		{"a lost name", `DELETE FROM name_entries; DELETE FROM name_marks; DELETE FROM names`, "cannot be found by the organizations that it names"},
		{"another name", `UPDATE names SET name = '甲斐家' WHERE name LIKE '甲斐屋%'`, "cannot be found by what is like it"},
		{"a lost mark", `DELETE FROM name_marks WHERE mark = (SELECT max(mark) FROM name_marks)`, "cannot be found by what is like it"},
		{"a name twice", `INSERT INTO names (name) SELECT name FROM names LIMIT 1`, "is there twice"},
		{"lost statements", `DELETE FROM name_statements`, "states of who organizations are"},
		{"more statements", `INSERT INTO name_statements SELECT 7, max(id) FROM entries`, "states of who organizations are"},
		{"another entry", `UPDATE name_entries SET entry = 1 WHERE entry = 2`, "cannot be found by the organizations"},
		{"other aliases", `UPDATE alias_roots SET root = 'x' WHERE key = '帳票'`, "not those that links and cascades were made with"},
		{"lost aliases", `DELETE FROM alias_roots; UPDATE name_state SET aliases = 0`, "it is not"},
		{"an older version", `UPDATE name_state SET version = 0`, "made anew"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBook(t)
			add(t, b, shops(t)...)
			add(t, b, notified(t, "甲", "attack=2024-07-21 published=2024-08-09 type=ransomware type=supplier-breach supplier=株式会社帳票"))
			if err := b.Equate(t.Context(), "curator", "renamed", "フォームズ", "帳票", true); err != nil {
				t.Fatal(err)
			}
			if _, err := b.db.ExecContext(t.Context(), test.damage); err != nil {
				t.Fatal(err)
			}
			got := strings.Join(problems(t, b), "\n")
			if (got == "") != (test.want == "") || !strings.Contains(got, test.want) && test.name != "lost aliases" {
				t.Errorf("problems:\n%s\nwant one about %q", got, test.want)
			}
		})
	}
}

// A casebook of the version before has no names; it gets them on opening.
func TestNamesAnew(t *testing.T) {
	b := newBook(t)
	add(t, b, shops(t)...)
	want := recordOf(t, b, "株式会社甲斐屋")
	path := b.path
	if _, err := b.db.ExecContext(t.Context(), `DELETE FROM name_entries; DELETE FROM name_marks; DELETE FROM names; DELETE FROM name_statements; DELETE FROM alias_roots; UPDATE name_state SET version = 0, aliases = 0; UPDATE link_state SET version = 0`); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = open(t, path)
	if got := recordOf(t, b, "株式会社甲斐屋"); got != want {
		t.Errorf("made anew:\n%s\nwas\n%s", got, want)
	}
	wantSound(t, b)
}
