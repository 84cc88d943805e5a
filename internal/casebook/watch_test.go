package casebook

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"jikenbo"
)

// replace adds a notice that takes the place of another at its address.
func replace(t *testing.T, b *Book, earlier Intake, now Intake) Outcome {
	t.Helper()
	now.Earlier = jikenbo.Hash(earlier.Notice.Bytes)
	return add(t, b, now)[0]
}

func TestSucceed(t *testing.T) {
	a := post{org: "甲", published: "2023-01-01", count: 10}
	for _, test := range []struct {
		name        string
		before, now []post
		want        string
	}{
		{"another count", []post{a}, []post{{org: "甲", published: "2023-01-01", count: 20}}, "2023-001 revised"},
		{"the same facts", []post{a}, []post{a}, "2023-001 joined"},
		{"another date and count", []post{a}, []post{{org: "甲", published: "2023-02-01", count: 20}}, "2023-001 revised"},
		{"another organization", []post{a}, []post{{org: "株式会社甲", published: "2023-01-01"}}, "2023-001 revised"},
		{"an entry in front", []post{a}, []post{{org: "乙", published: "2023-03-01"}, {org: "甲", published: "2023-01-01", count: 11}}, "2023-002 added, 2023-001 revised"},
		{"all edited and one in front", []post{a}, []post{{org: "乙", published: "2023-03-01"}, {org: "丙", published: "2023-01-02"}}, "2023-002 added, 2023-001 revised"},
		{
			"one in front, one dropped",
			[]post{{org: "甲", published: "2023-01-03"}, {org: "甲", published: "2023-01-02"}},
			[]post{{org: "甲", published: "2023-01-04"}, {org: "甲", published: "2023-01-03"}}, "2023-003 added, 2023-001 joined",
		},
		{
			"reordered",
			[]post{{org: "甲", published: "2023-01-01"}, {org: "乙", published: "2023-01-01"}},
			[]post{{org: "乙", published: "2023-01-01", count: 3}, {org: "甲", published: "2023-01-01"}}, "2023-002 revised, 2023-001 joined",
		},
		{"another printed number", []post{{number: "2023-007", org: "甲"}}, []post{{number: "2023-008", org: "甲"}}, "2023-008 added"},
		{"the printed number", []post{{number: "2023-007", org: "甲"}}, []post{{number: "2023-007", org: "乙"}}, "2023-007 revised"},
		{"a number printed later", []post{a}, []post{{number: "2023-007", org: "甲"}}, "2023-001 revised"},
		{"no incident any more", []post{a}, []post{{kind: jikenbo.OtherKind}}, "0000-000 kept"},
		{"an incident at last", []post{{kind: jikenbo.OtherKind}}, []post{a}, "2023-001 added"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBook(t)
			before := write("https://example.jp/1", test.before...)
			now := write("https://example.jp/1 again", test.now...)
			add(t, b, before)
			got := show(replace(t, b, before, now))
			if got != strings.ReplaceAll(test.want, "0000-000 ", "") {
				t.Errorf("%s, want %s", got, test.want)
			}
			wantSound(t, b)
		})
	}
}

// TestSameAddress wants a notice to join the cases of the last one that came
// from its address, and reading both again to change nothing.
func TestSameAddress(t *testing.T) {
	b := newBook(t)
	from := func(url string, p post) Intake {
		in := write(url+fmt.Sprint(p.count), p)
		in.Notice.Capture = &jikenbo.Capture{URL: url, Final: url, At: noon, Status: 200}
		return in
	}
	const url = "https://example.jp/1"
	batch := []Intake{
		from(url, post{org: "甲", published: "2023-01-01", count: 10}),
		from(url, post{org: "甲", published: "2023-01-01", count: 20}),
		from(url+"?other", post{org: "甲", published: "2023-01-01", count: 30}),
	}
	for i, want := range []string{"2023-001 added", "2023-001 revised", "2023-002 added"} {
		if got := show(add(t, b, batch[i])[0]); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	for _, o := range add(t, b, batch...) {
		if !o.Known || o.Entries[0].Change != Unchanged {
			t.Errorf("again: %s", show(o))
		}
	}
	if rec := getCase(t, b, "2023-001"); rec.Case.Affected[0].Count != 20 || len(rec.Revisions) != 2 {
		t.Errorf("case %+v", rec.Case)
	}
	wantSound(t, b)
}

func TestRestore(t *testing.T) {
	b := newBook(t)
	first := write("1", post{org: "甲", published: "2023-01-01", count: 10}, post{kind: jikenbo.OtherKind})
	second := write("2", post{org: "甲", published: "2023-01-01", count: 20}, post{kind: jikenbo.OtherKind})
	add(t, b, first)
	replace(t, b, first, second)
	if got := show(replace(t, b, second, first)); got != "known: 2023-001 revised, 0000-000 unchanged" && got != "known: 2023-001 revised, unchanged" {
		t.Errorf("outcome %s", got)
	}
	rec := getCase(t, b, "2023-001")
	if n := rec.Case.Affected[0].Count; n != 10 || len(rec.Revisions) != 3 {
		t.Errorf("%d affected after %d revisions", n, len(rec.Revisions))
	}
	if got := show(replace(t, b, first, first)); got != "known: 2023-001 unchanged, unchanged" {
		t.Errorf("outcome %s", got)
	}
	wantSound(t, b)
}

// at opens a casebook whose clock shows *now.
func at(t *testing.T, now *time.Time) *Book {
	b := newBook(t)
	b.now = func() time.Time { return *now }
	return b
}

// tell is a watchlist that wants everything on the channel "all".
func tell(n News) []Alert {
	body, _ := json.Marshal(string(n.What) + " " + n.Number.String() + " " + n.Case.Organization)
	return []Alert{{ID: fmt.Sprint(n.At.UnixNano(), n.Number, n.What), Watchlist: "w", Channel: "all", Body: body}}
}

func list(t *testing.T, b *Book, name string, items ...Listed) []Sighting {
	t.Helper()
	f, err := b.Feed(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	f.Due, f.Items = b.now().Add(time.Hour), len(items)
	log, err := b.List(t.Context(), f, items, "")
	if err != nil {
		t.Fatal(err)
	}
	return log
}

// look looks at a page that is due.
func look(t *testing.T, b *Book, url string, what What, in *Intake) Sighting {
	t.Helper()
	p, err := b.Page(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	p.Status, p.Due = LivePage, b.now().Add(time.Hour)
	if in != nil {
		p.Words = jikenbo.Hash([]byte(in.Notice.Text))
	}
	line, err := b.Look(t.Context(), "watch", Look{Page: p, Intake: in, What: what}, tell)
	if err != nil {
		t.Fatal(err)
	}
	return line
}

// duePages gives the pages of the one host that is due.
func duePages(t *testing.T, b *Book) []Page {
	t.Helper()
	due, err := b.DuePages(t.Context(), 10)
	if err != nil || len(due) > 1 {
		t.Fatalf("due %+v, %v", due, err)
	}
	return due[""]
}

func alerts(t *testing.T, b *Book) []string {
	t.Helper()
	var got []string
	for a, err := range b.Alerts(t.Context(), "all") {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(a.Body))
	}
	slices.Reverse(got)
	return got
}

func TestWatch(t *testing.T) {
	now := noon
	b := at(t, &now)
	const one, two, ad = "https://example.jp/1", "https://example.jp/2", "https://example.jp/ad"
	log := list(t, b, "feed", Listed{URL: one, Title: "お知らせ"}, Listed{URL: ad, Exclude: "exclude: ad"}, Listed{URL: one})
	if len(log) != 2 || log[0].What != PageListed || log[1].What != PageExcluded || log[1].Why != "exclude: ad" {
		t.Errorf("log %+v", log)
	}
	if log := list(t, b, "other feed", Listed{URL: one, Title: "another title"}, Listed{URL: ad, Exclude: "x"}); len(log) != 0 {
		t.Errorf("log %+v of what is known", log)
	}
	due := duePages(t, b)
	if len(due) != 1 || due[0].URL != one || due[0].Title != "お知らせ" || due[0].Source != "feed" || due[0].Status != NewPage {
		t.Fatalf("due %+v", due)
	}

	first := write(one, post{org: "甲", published: "2023-01-01", count: 10})
	line := look(t, b, one, PageAdded, &first)
	if line.What != PageAdded || len(line.Entries) != 1 || line.Entries[0].Number.String() != "2023-001" || line.Entries[0].Change != Added {
		t.Errorf("line %+v", line)
	}
	// The look at what was due is stale now.
	if _, err := b.Look(t.Context(), "watch", Look{Page: due[0], Intake: &first, What: PageAdded}, tell); !errors.Is(err, ErrStale) {
		t.Errorf("error %v", err)
	}

	// The same text at another address is the same page.
	list(t, b, "feed", Listed{URL: two})
	again := write(one, post{org: "甲", published: "2023-01-01", count: 10})
	if line := look(t, b, two, PageAdded, &again); line.What != PageDuplicate || line.Why != one || line.Notice != "" {
		t.Errorf("line %+v", line)
	}
	if p, err := b.Page(t.Context(), two); err != nil || p.Status != DuplicatePage || !p.Due.IsZero() {
		t.Errorf("page %+v, %v", p, err)
	}

	// Listed with a later date, it is due; with one to come or one before, it is not.
	now = now.Add(48 * time.Hour)
	look(t, b, one, "", nil)
	for _, test := range []struct {
		published string
		want      int
	}{{"2024-01-04", 0}, {"2023-12-31", 0}, {"2024-01-03", 1}, {"2024-01-03", 0}} {
		published, _ := jikenbo.ParseDate(test.published)
		list(t, b, "feed", Listed{URL: one, Published: published})
		if due := duePages(t, b); len(due) != test.want {
			t.Errorf("listed at %v: due %+v", published, due)
		}
		look(t, b, one, "", nil)
	}
	second := write(one+" edited", post{org: "甲", published: "2023-01-01", count: 20})
	line = look(t, b, one, PageEdited, &second)
	if line.Earlier != jikenbo.Hash(first.Notice.Bytes) || line.Entries[0].Change != Revised || line.Entries[0].Number.String() != "2023-001" {
		t.Errorf("line %+v", line)
	}
	look(t, b, one, PageMissing, nil)
	look(t, b, one, PageGone, nil)
	now = now.Add(time.Second)
	look(t, b, one, PageReturned, nil)
	look(t, b, one, "", nil)

	want := []string{`"added 2023-001 甲"`, `"edited 2023-001 甲"`, `"gone 2023-001 甲"`, `"returned 2023-001 甲"`}
	if got := alerts(t, b); !slices.Equal(got, want) {
		t.Errorf("alerts %v, want %v", got, want)
	}
	var whats []What
	for s, err := range b.Sightings(t.Context(), jikenbo.Number{Year: 2023, Seq: 1}) {
		if err != nil {
			t.Fatal(err)
		}
		whats = append(whats, s.What)
	}
	if want := []What{PageListed, PageAdded, PageEdited, PageMissing, PageGone, PageReturned}; !slices.Equal(whats, want) {
		t.Errorf("log of the case %v, want %v", whats, want)
	}
	// What was excluded is looked at once it is not any more.
	if log := list(t, b, "feed", Listed{URL: ad}); len(log) != 1 || log[0].What != PageListed {
		t.Errorf("log %+v", log)
	}
	for _, statement := range []string{`UPDATE snapshots SET at = ''`, `UPDATE sightings SET what = ''`, `UPDATE alerts SET body = ''`,
		`DELETE FROM pages`, `DELETE FROM snapshots`, `DELETE FROM sightings`, `DELETE FROM alerts`} {
		if _, err := b.db.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("%s: done", statement)
		}
	}
	wantSound(t, b)
}

// TestDuePages wants a host with many pages to hold up no other.
func TestDuePages(t *testing.T) {
	now := noon
	b := at(t, &now)
	for i := range 10 {
		list(t, b, "feed", Listed{URL: fmt.Sprint("https://a.example.jp/", i), Host: "a.example.jp"})
	}
	now = now.Add(time.Minute)
	list(t, b, "feed", Listed{URL: "https://b.example.jp/", Host: "b.example.jp"}, Listed{URL: "https://b.example.jp/x", Host: "b.example.jp", Exclude: "x"})
	due, err := b.DuePages(t.Context(), 3)
	if err != nil || len(due) != 2 || len(due["a.example.jp"]) != 3 || len(due["b.example.jp"]) != 1 || due["a.example.jp"][0].URL != "https://a.example.jp/0" {
		t.Errorf("due %+v, %v", due, err)
	}
}

// TestLookIsWhole wants nothing of a look to be kept where a part of it fails.
func TestLookIsWhole(t *testing.T) {
	now := noon
	b := at(t, &now)
	list(t, b, "feed", Listed{URL: "https://example.jp/1"})
	p, err := b.Page(t.Context(), "https://example.jp/1")
	if err != nil {
		t.Fatal(err)
	}
	in := sample(0)
	p.Status = "no status"
	if _, err := b.Look(t.Context(), "watch", Look{Page: p, Intake: &in, What: PageAdded}, tell); err == nil {
		t.Fatal("no error")
	}
	wantCounts(t, b, Counts{})
	if got := alerts(t, b); len(got) != 0 {
		t.Errorf("alerts %v", got)
	}
}

func TestFeed(t *testing.T) {
	now := noon
	b := at(t, &now)
	list(t, b, "feed", Listed{URL: "https://example.jp/1"})
	f, err := b.Feed(t.Context(), "feed")
	if err != nil || f.Polls != 1 || f.Items != 1 || !f.Checked.Equal(noon.Truncate(time.Millisecond)) {
		t.Errorf("feed %+v, %v", f, err)
	}
	f.Failures, f.Error, f.Due = 1, "503", now.Add(time.Hour)
	log, err := b.List(t.Context(), f, nil, FeedFailed)
	if err != nil || len(log) != 1 || log[0].What != FeedFailed || log[0].Why != "503" {
		t.Errorf("log %+v, %v", log, err)
	}
	if _, err := b.List(t.Context(), f, []Listed{{URL: "https://example.jp/2"}}, ""); !errors.Is(err, ErrStale) {
		t.Errorf("error %v", err)
	}
	if _, err := b.Page(t.Context(), "https://example.jp/2"); !errors.Is(err, jikenbo.ErrNotFound) {
		t.Errorf("a stale answer was kept: %v", err)
	}
}

func TestOutbox(t *testing.T) {
	now := noon
	b := at(t, &now)
	for i := range 3 {
		url := fmt.Sprintf("https://example.jp/%d", i)
		list(t, b, "feed", Listed{URL: url})
		in := sample(i)
		look(t, b, url, PageAdded, &in)
	}
	claim := func() (Alert, bool) {
		t.Helper()
		a, found, err := b.Claim(t.Context(), "all", time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		return a, found
	}
	first, found := claim()
	if !found || first.Attempts != 1 || !strings.Contains(string(first.Body), "株式会社例0") {
		t.Fatalf("claimed %+v, %v", first, found)
	}
	second, _ := claim()
	if second.ID == first.ID {
		t.Error("claimed twice")
	}
	if err := b.Delivered(t.Context(), first.ID); err != nil {
		t.Fatal(err)
	}
	if err := b.Postpone(t.Context(), second, "503", now.Add(time.Hour), true); err != nil {
		t.Fatal(err)
	}
	if a, found := claim(); found {
		t.Errorf("claimed %+v of a channel that waits", a)
	}
	if due, err := b.NextDue(t.Context(), []string{"all"}); err != nil || !due.Equal(now.Add(time.Hour).Truncate(time.Millisecond)) {
		t.Errorf("due %v, %v", due, err)
	}
	if a, found, err := b.Claim(t.Context(), "other", time.Minute); found || err != nil {
		t.Errorf("claimed %+v of another channel, %v", a, err)
	}
	now = now.Add(time.Hour)
	for _, want := range []string{"株式会社例1", "株式会社例2"} {
		if a, found := claim(); !found || !strings.Contains(string(a.Body), want) {
			t.Errorf("claimed %+v, want that about %s", a, want)
		}
	}
	now = now.Add(time.Minute) // the leases of a process that was killed are over
	if a, found := claim(); !found || a.ID != second.ID || a.Attempts != 3 || a.Error != "503" {
		t.Errorf("claimed %+v", a)
	}

	why := func(target string) string {
		t.Helper()
		why, err := b.ChannelClosed(t.Context(), "all", target)
		if err != nil {
			t.Fatal(err)
		}
		return why
	}
	if err := b.CloseChannel(t.Context(), "all", "https://example.jp/hook", "410 Gone"); err != nil {
		t.Fatal(err)
	}
	if why("https://example.jp/hook") != "410 Gone" || why("https://example.jp/new") != "" {
		t.Error("a channel is closed for its target")
	}
	if err := b.OpenChannel(t.Context(), "all"); err != nil || why("https://example.jp/hook") != "" {
		t.Errorf("opened, %v", err)
	}
}

func TestLockWatch(t *testing.T) {
	b := newBook(t)
	other := open(t, b.path)
	release, err := b.LockWatch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.LockWatch(t.Context()); !errors.Is(err, ErrWatched) || !strings.Contains(err.Error(), b.path) {
		t.Errorf("error %v", err)
	}
	add(t, other, sample(0)) // what is no watch goes on
	release()
	release, err = other.LockWatch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	release()
}
