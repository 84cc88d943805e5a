package casebook

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"jikenbo"
)

var n2023009 = jikenbo.Number{Year: 2023, Seq: 9}

func figure(count int64) jikenbo.Affected {
	return jikenbo.Affected{Count: count, Unit: "件", Bound: jikenbo.Exact, Role: jikenbo.Total}
}

// withList is a notice that states several members of a list, each with its
// words and one with a conflict.
func withList(source string) Intake {
	in := write(source, post{number: "2023-009", org: "甲", published: "2023-01-01"})
	r := &in.Readings[0]
	text := in.Notice.Text
	for i, words := range []string{"不正アクセス", "サイト", "判明"} {
		at := strings.Index(text, words)
		r.Case.Services = append(r.Case.Services, words)
		r.Evidence[jikenbo.Pointer("services", i)] = []jikenbo.Span{{Start: at, End: at + len(words), Quote: words, Rule: "test -", Confidence: 0.5}}
	}
	at := strings.Index(text, "当社")
	other := []jikenbo.Alternative{{Value: "x", Spans: []jikenbo.Span{{Start: at, End: at + len("当社"), Quote: "当社"}}}}
	r.Conflicts = []jikenbo.Conflict{
		{Pointer: "/organization", Chosen: "甲", Others: other, Reason: "it stands first"},
		{Pointer: "/services/2", Chosen: "判明", Others: other, Reason: "it stands first"},
	}
	return in
}

// words gives a span of the notice of a case.
func words(t testing.TB, b *Book, rec *jikenbo.Record, quote string) jikenbo.Span {
	t.Helper()
	sha := rec.Notices[0].Notice
	n, err := b.Notice(t.Context(), sha)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(n.Text, quote)
	if at < 0 {
		t.Fatalf("the notice has no %q", quote)
	}
	return jikenbo.Span{Notice: sha, Start: at, End: at + len(quote), Quote: quote}
}

func TestEdit(t *testing.T) {
	for _, test := range []struct {
		name  string
		edit  Edit
		quote string // the words chosen
		at    string // where the fact is then, "" for nowhere
		want  func(*jikenbo.Case)
	}{
		{"accept one value", Edit{Field: "organization", Old: "甲", New: "甲"}, "", "/organization", func(*jikenbo.Case) {}},
		{"accept a member", Edit{Field: "services", Old: "サイト", New: "サイト"}, "", "/services/1", func(*jikenbo.Case) {}},
		{"other words", Edit{Field: "organization", Old: "甲", New: "甲"}, "当社", "/organization", func(*jikenbo.Case) {}},
		{"correct one value", Edit{Field: "organization", Old: "甲", New: "甲株式会社"}, "", "/organization", func(c *jikenbo.Case) { c.Organization = "甲株式会社" }},
		{"correct a member", Edit{Field: "services", Old: "サイト", New: "自社サイト"}, "当社が運営するサイト", "/services/1", func(c *jikenbo.Case) { c.Services[1] = "自社サイト" }},
		{"reject one value", Edit{Field: "published", Old: jikenbo.Date{Year: 2023, Month: 1, Day: 1}}, "", "", func(c *jikenbo.Case) { c.Published = jikenbo.Date{} }},
		{"reject the first member", Edit{Field: "services", Old: "不正アクセス"}, "", "", func(c *jikenbo.Case) { c.Services = []string{"サイト", "判明"} }},
		{"reject the last member", Edit{Field: "services", Old: "判明"}, "", "", func(c *jikenbo.Case) { c.Services = c.Services[:2] }},
		{"add the first member", Edit{Field: "affected", New: figure(5)}, "第三者", "/affected/0", func(c *jikenbo.Case) { c.Affected = []jikenbo.Affected{figure(5)} }},
		{"add a further member", Edit{Field: "services", New: "運営"}, "運営", "/services/3", func(c *jikenbo.Case) { c.Services = append(c.Services, "運営") }},
		{"set what was left open", Edit{Field: "leak", Old: jikenbo.LeakUnstated, New: jikenbo.LeakPossible}, "判明", "/leak", func(c *jikenbo.Case) { c.Leak = jikenbo.LeakPossible }},
		{"set what was left open, without an old value", Edit{Field: "leak", New: jikenbo.LeakPossible}, "判明", "/leak", func(c *jikenbo.Case) { c.Leak = jikenbo.LeakPossible }},
		{"set what was not there", Edit{Field: "title", New: "お知らせ"}, "判明", "/title", func(c *jikenbo.Case) { c.Title = "お知らせ" }},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBook(t)
			add(t, b, withList("a"))
			before := getCase(t, b, "2023-009")
			e := test.edit
			if test.quote != "" {
				e.Spans = []jikenbo.Span{words(t, b, before, test.quote)}
			}
			rev, err := b.Edit(t.Context(), n2023009, "editor", "a reason", 1, e)
			if err != nil {
				t.Fatal(err)
			}
			if rev.N != 2 || rev.Who != "editor" || rev.Why != "a reason" || !rev.At.Equal(noon) {
				t.Errorf("revision %+v", rev)
			}
			rec := getCase(t, b, "2023-009")
			want := getCase(t, b, "2023-009").Revisions[0].Case
			test.want(&want)
			if !reflect.DeepEqual(rec.Case, want) || !reflect.DeepEqual(rev.Case, want) {
				t.Errorf("case %+v, want %+v", rec.Case, want)
			}
			if test.at != "" {
				spans := rec.Evidence[test.at]
				if !rec.Evidence.Curated(test.at) || rec.Evidence.Confidence(test.at) != 1 || test.quote != "" && (len(spans) != 1 || spans[0].Quote != test.quote) {
					t.Errorf("evidence %+v", spans)
				}
			}
			// Every other fact keeps its words and its conflict, wherever it stands now.
			for _, f := range before.Case.Facts() {
				field, _, _ := strings.Cut(f.Pointer[1:], "/")
				now := find(&rec.Case, rec.Evidence, field, f.Value)
				if now.value == nil || now.pointer == test.at {
					continue
				}
				if !slices.Equal(now.spans, before.Evidence[f.Pointer]) {
					t.Errorf("%s: words %+v, were %+v", f.Pointer, now.spans, before.Evidence[f.Pointer])
				}
			}
			conflicts := 0
			for _, c := range before.Conflicts {
				if f := find(&rec.Case, rec.Evidence, strings.Split(c.Pointer, "/")[1], c.Chosen); f.value != nil && f.pointer != test.at {
					conflicts++
					if !slices.ContainsFunc(rec.Conflicts, func(d jikenbo.Conflict) bool { return d.Pointer == f.pointer && d.Chosen == c.Chosen }) {
						t.Errorf("the conflict at %s is lost: %+v", c.Pointer, rec.Conflicts)
					}
				}
			}
			if len(rec.Conflicts) != conflicts {
				t.Errorf("conflicts %+v, want %d", rec.Conflicts, conflicts)
			}
			if !reflect.DeepEqual(rec.Revisions[0], before.Revisions[0]) {
				t.Error("the first revision is another now")
			}
			wantSound(t, b)
		})
	}
}

func TestEditRefuses(t *testing.T) {
	b := newBook(t)
	add(t, b, withList("a"), write("b", post{org: "乙", published: "2023-01-01"}))
	rec := getCase(t, b, "2023-009")
	good := words(t, b, rec, "判明")
	foreign := words(t, b, getCase(t, b, "2023-010"), "判明")
	span := func(change func(*jikenbo.Span)) []jikenbo.Span {
		s := good
		change(&s)
		return []jikenbo.Span{s}
	}
	for _, test := range []struct {
		name string
		base int
		edit Edit
		want string
		is   error
	}{
		{"no such revision", 2, Edit{Field: "organization", Old: "甲"}, "revision 2", jikenbo.ErrNotFound},
		{"revision 0", 0, Edit{Field: "organization", Old: "甲"}, "revision 0", jikenbo.ErrNotFound},
		{"no such field", 1, Edit{Field: "colour", New: "red"}, "no field", ErrEdit},
		{"the kind", 1, Edit{Field: "kind", Old: jikenbo.Incident, New: jikenbo.EventKind}, "withdraw", ErrEdit},
		{"an event", 1, Edit{Field: "event", New: jikenbo.Event{Name: "x"}}, "has none", ErrEdit},
		{"nothing", 1, Edit{Field: "title"}, "neither", ErrEdit},
		{"another old value", 1, Edit{Field: "organization", Old: "乙", New: "丙"}, "no such value", jikenbo.ErrNotFound},
		{"another old member", 1, Edit{Field: "services", Old: "店"}, "no such value", jikenbo.ErrNotFound},
		{"a value that is set", 1, Edit{Field: "organization", New: "丙", Spans: []jikenbo.Span{good}}, "no such value", jikenbo.ErrNotFound},
		{"a member that is there", 1, Edit{Field: "services", New: "サイト", Spans: []jikenbo.Span{good}}, "already", ErrStated},
		{"a member made another that is there", 1, Edit{Field: "services", Old: "判明", New: "サイト"}, "already", ErrStated},
		{"what is so already", 1, Edit{Field: "leak", New: jikenbo.LeakUnstated}, "already", ErrUnchanged},
		{"an unknown code", 1, Edit{Field: "leak", New: jikenbo.Leak("perhaps"), Spans: []jikenbo.Span{good}}, "perhaps", ErrEdit},
		{"another type", 1, Edit{Field: "leak", New: "possible", Spans: []jikenbo.Span{good}}, "type", ErrEdit},
		{"a list for a member", 1, Edit{Field: "services", New: []string{"x"}}, "services", ErrEdit},
		{"a day that is none", 1, Edit{Field: "published", Old: jikenbo.Date{Year: 2023, Month: 1, Day: 1}, New: jikenbo.Date{Year: 2023, Month: 2, Day: 30}}, "", ErrEdit},
		{"a count of none", 1, Edit{Field: "affected", New: figure(0), Spans: []jikenbo.Span{good}}, "0", ErrEdit},
		{"a line break", 1, Edit{Field: "title", New: "a\nb", Spans: []jikenbo.Span{good}}, "line break", ErrEdit},
		{"a mark that turns text round", 1, Edit{Field: "title", New: "a\u202eb", Spans: []jikenbo.Span{good}}, "control", ErrEdit},
		{"space at the end", 1, Edit{Field: "title", New: "a ", Spans: []jikenbo.Span{good}}, "space", ErrEdit},
		{"a unit with a line break", 1, Edit{Field: "affected", New: jikenbo.Affected{Count: 1, Unit: "\n件", Bound: "exact", Role: "total"}, Spans: []jikenbo.Span{good}}, "line break", ErrEdit},
		{"too long", 1, Edit{Field: "title", New: strings.Repeat("あ", maxValue), Spans: []jikenbo.Span{good}}, "longer", ErrEdit},
		{"no words", 1, Edit{Field: "title", New: "x"}, "no evidence", ErrEdit},
		{"words of another case", 1, Edit{Field: "title", New: "x", Spans: []jikenbo.Span{foreign}}, "none of the case", ErrEdit},
		{"words of no notice", 1, Edit{Field: "title", New: "x", Spans: span(func(s *jikenbo.Span) { s.Notice = "" })}, "none of the case", ErrEdit},
		{"another quote", 1, Edit{Field: "title", New: "x", Spans: span(func(s *jikenbo.Span) { s.Quote = "x" })}, "not \"x\"", ErrEdit},
		{"half a character", 1, Edit{Field: "title", New: "x", Spans: span(func(s *jikenbo.Span) { s.Start++; s.Quote = "" })}, "no words", ErrEdit},
		{"words behind the text", 1, Edit{Field: "title", New: "x", Spans: span(func(s *jikenbo.Span) { s.End = 1 << 40 })}, "no words", ErrEdit},
		{"words before the text", 1, Edit{Field: "title", New: "x", Spans: span(func(s *jikenbo.Span) { s.Start = -1 })}, "no words", ErrEdit},
		{"no word", 1, Edit{Field: "title", New: "x", Spans: span(func(s *jikenbo.Span) { s.End = s.Start })}, "no words", ErrEdit},
		{"very many words", 1, Edit{Field: "title", New: "x", Spans: make([]jikenbo.Span, 101)}, "more than 100", ErrEdit},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := b.Edit(t.Context(), n2023009, "editor", "a test", test.base, test.edit)
			if err == nil || !strings.Contains(err.Error(), test.want) || !errors.Is(err, test.is) {
				t.Errorf("error %v", err)
			}
		})
	}
	if _, err := b.Edit(t.Context(), jikenbo.Number{Year: 2023, Seq: 8}, "editor", "a test", 1, Edit{Field: "title", New: "x"}); !errors.Is(err, jikenbo.ErrNotFound) {
		t.Errorf("no such case: %v", err)
	}
	if _, err := b.Edit(t.Context(), n2023009, "", "a test", 1, Edit{Field: "organization", Old: "甲"}); err == nil {
		t.Error("nobody edited")
	}
	if got := len(getCase(t, b, "2023-009").Revisions); got != 1 {
		t.Errorf("%d revisions", got)
	}
}

// The second who decides a fact is told what the first did; who decides
// another fact is not disturbed.
func TestEditStale(t *testing.T) {
	accept := func(field string, v any) Edit { return Edit{Field: field, Old: v, New: v} }
	for _, test := range []struct {
		name   string
		first  []Edit
		second Edit
		stale  bool
		value  any // what the second is told
		by     int // the revision
	}{
		{"another field", []Edit{{Field: "organization", Old: "甲", New: "乙"}}, accept("services", "サイト"), false, nil, 0},
		{"another member", []Edit{{Field: "services", Old: "不正アクセス"}}, Edit{Field: "services", Old: "判明", New: "解明"}, false, nil, 0},
		{"the same value", []Edit{{Field: "organization", Old: "甲", New: "乙"}}, Edit{Field: "organization", Old: "甲", New: "丙"}, true, "乙", 2},
		{"the same value twice", []Edit{{Field: "organization", Old: "甲", New: "乙"}, {Field: "organization", Old: "乙", New: "丁"}, accept("services", "サイト")},
			Edit{Field: "organization", Old: "甲", New: "丙"}, true, "丁", 3},
		{"changed there and back", []Edit{{Field: "organization", Old: "甲", New: "乙"}, {Field: "organization", Old: "乙", New: "甲"}}, Edit{Field: "organization", Old: "甲", New: "丙"}, true, "甲", 3},
		{"accepted by another", []Edit{accept("organization", "甲")}, Edit{Field: "organization", Old: "甲", New: "丙"}, true, "甲", 2},
		{"taken away", []Edit{{Field: "organization", Old: "甲"}}, accept("organization", "甲"), true, nil, 2},
		{"set by another", []Edit{{Field: "leak", New: jikenbo.LeakPossible}}, Edit{Field: "leak", New: jikenbo.LeakConfirmed}, true, jikenbo.LeakPossible, 2},
		{"the same member", []Edit{{Field: "services", Old: "サイト", New: "店"}}, Edit{Field: "services", Old: "サイト", New: "社"}, true, "店", 2},
		{"the same member twice, in another place", []Edit{{Field: "services", Old: "不正アクセス"}, {Field: "services", Old: "サイト", New: "店"}, {Field: "services", Old: "店", New: "屋"}},
			Edit{Field: "services", Old: "サイト", New: "社"}, true, "屋", 4},
		{"the same member taken away", []Edit{{Field: "services", Old: "サイト"}, {Field: "services", Old: "判明"}}, accept("services", "サイト"), true, nil, 2},
		{"the same member accepted", []Edit{accept("services", "サイト")}, Edit{Field: "services", Old: "サイト"}, true, "サイト", 2},
		{"the same new member", []Edit{{Field: "services", New: "店"}}, Edit{Field: "services", New: "店"}, true, "店", 2},
		{"another new member", []Edit{{Field: "services", New: "店"}}, Edit{Field: "services", New: "社"}, false, nil, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBook(t)
			add(t, b, withList("a"))
			edit := func(who string, base int, e Edit) error {
				if e.New != nil {
					e.Spans = []jikenbo.Span{words(t, b, getCase(t, b, "2023-009"), "判明")}
				}
				_, err := b.Edit(t.Context(), n2023009, who, "a test", base, e)
				return err
			}
			for i, e := range test.first {
				if err := edit(fmt.Sprintf("editor %d", i+2), i+1, e); err != nil {
					t.Fatal(err)
				}
			}
			err := edit("the second", 1, test.second)
			if !test.stale {
				if err != nil {
					t.Fatal(err)
				}
				wantSound(t, b)
				return
			}
			stale, ok := errors.AsType[*StaleError](err)
			if !ok || !errors.Is(err, ErrStale) {
				t.Fatalf("error %v", err)
			}
			if !reflect.DeepEqual(stale.Value, test.value) || stale.By.N != test.by || stale.By.Who != fmt.Sprintf("editor %d", test.by) || !stale.By.At.Equal(noon) {
				t.Errorf("told %v by %s in revision %d", stale.Value, stale.By.Who, stale.By.N)
			}
			if got := len(getCase(t, b, "2023-009").Revisions); got != 1+len(test.first) {
				t.Errorf("%d revisions", got)
			}
		})
	}
}

// A later reading that finds other words for the same fact changes nothing
// that a person has to be told.
func TestEditAfterReading(t *testing.T) {
	b := newBook(t)
	add(t, b, write("a", post{number: "2023-009", org: "甲", published: "2023-01-01", count: 10}))
	add(t, b, write("b", post{number: "2023-009", org: "甲", published: "2023-03-01", count: 99}))
	if _, err := b.Edit(t.Context(), n2023009, "editor", "it is right", 1, Edit{Field: "organization", Old: "甲", New: "甲"}); err != nil {
		t.Fatal(err)
	}
	_, err := b.Edit(t.Context(), n2023009, "editor", "it is right", 1, Edit{Field: "affected", Old: figure(10), New: figure(11)})
	stale, ok := errors.AsType[*StaleError](err)
	if !ok || !reflect.DeepEqual(stale.Value, figure(99)) || stale.By.N != 2 {
		t.Errorf("error %v", err)
	}
	wantSound(t, b)
}

// TestEditConcurrently lets several people decide the same facts at once and
// wants every decision that went through to stand on exactly the state its
// maker had seen, and all others to be told of a change there was.
func TestEditConcurrently(t *testing.T) {
	b := newBook(t)
	add(t, b, withList("a"))
	type done struct {
		base, n int // n is 0 where it was refused as stale
		edit    Edit
		by      int
	}
	const people, times = 6, 25
	all := make([][]done, people)
	chosen := words(t, b, getCase(t, b, "2023-009"), "判明")
	var group sync.WaitGroup
	for p := range people {
		group.Go(func() {
			r := rand.New(rand.NewPCG(20230109, uint64(p)))
			for i := range times {
				rec, err := b.Case(t.Context(), n2023009)
				if err != nil {
					t.Error(err)
					return
				}
				base := len(rec.Revisions)
				e := Edit{Field: []string{"organization", "services", "leak", "affected"}[r.IntN(4)], Spans: []jikenbo.Span{chosen}}
				unique := int64(p*1000 + i + 1)
				switch e.Field {
				case "organization":
					e.Old, e.New = rec.Case.Organization, fmt.Sprint("社", unique)
				case "leak":
					e.Old = rec.Case.Leak
					e.New = []jikenbo.Leak{jikenbo.LeakPossible, jikenbo.LeakConfirmed, jikenbo.LeakNone}[r.IntN(3)]
				case "services":
					e.New = fmt.Sprint("店", unique)
					if k := len(rec.Case.Services); k > 0 && r.IntN(2) == 0 {
						e.Old = rec.Case.Services[r.IntN(k)]
						if r.IntN(2) == 0 {
							e.New, e.Spans = nil, nil
						}
					}
				case "affected":
					e.New = figure(unique)
					if k := len(rec.Case.Affected); k > 2 {
						e.Old = rec.Case.Affected[r.IntN(k)]
					}
				}
				rev, err := b.Edit(t.Context(), n2023009, fmt.Sprint("editor ", p), "a test", base, e)
				stale, isStale := errors.AsType[*StaleError](err)
				switch {
				case err == nil:
					all[p] = append(all[p], done{base: base, n: rev.N, edit: e})
				case isStale:
					all[p] = append(all[p], done{base: base, edit: e, by: stale.By.N})
				case !errors.Is(err, ErrEdit): // which says that it is so already
					t.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	rec := getCase(t, b, "2023-009")
	state := func(n int, e Edit, value any) fact {
		return find(&rec.Revisions[n-1].Case, rec.Revisions[n-1].Evidence, e.Field, value)
	}
	made := map[int]bool{1: true}
	through, told := 0, 0
	for _, d := range slices.Concat(all...) {
		key := d.edit.Old
		if key == nil {
			key = d.edit.New
		}
		if d.n == 0 {
			told++
			if d.by <= d.base || !state(d.base, d.edit, key).changed(state(d.by, d.edit, key)) {
				t.Errorf("told without need: %+v", d)
			}
			continue
		}
		through++
		made[d.n] = true
		if state(d.base, d.edit, key).changed(state(d.n-1, d.edit, key)) {
			t.Errorf("an edit is lost under %+v", d)
		}
		after := state(d.n, d.edit, d.edit.New)
		if !same(after.value, d.edit.New) && d.edit.New != nil {
			t.Errorf("%+v left %v", d, after.value)
		}
		if d.edit.New == nil && state(d.n, d.edit, d.edit.Old).value != nil {
			t.Errorf("%+v took nothing away", d)
		}
	}
	if len(made) != len(rec.Revisions) {
		t.Errorf("%d revisions, %d edits", len(rec.Revisions), through)
	}
	if through < people*times/4 {
		t.Errorf("only %d edits went through", through)
	}
	t.Logf("%d went through, %d were told", through, told)
	wantSound(t, b)
}
