package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"jikenbo"
	"jikenbo/internal/account"
	"jikenbo/internal/casebook"
)

// TestSoak lets 64 readers and 8 editors at one server, for ten seconds or as
// long as JIKENBO_SOAK says. No request fails, no edit that was reported as saved
// is lost, and none is made over what its editor had not seen: of two who correct
// the same fact, the second is told.
func TestSoak(t *testing.T) {
	const readers, editors = 64, 8
	length := 10 * time.Second
	if s := os.Getenv("JIKENBO_SOAK"); s != "" {
		var err error
		if length, err = time.ParseDuration(s); err != nil {
			t.Fatal(err)
		}
	}
	d := newDesk(t, "01-ec-card-leak.txt", "02-ransomware-first-report.txt", "05-school-usb-loss.txt")
	gate := account.NewGate(d.book, d.now)
	var cases []jikenbo.Number
	for c, err := range d.book.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c.Number)
	}
	people := make([]*person, editors)
	for i := range people {
		name := fmt.Sprintf("editor%d", i)
		if _, err := gate.Add(t.Context(), "tester", name, casebook.Editor, deskPassword); err != nil {
			t.Fatal(err)
		}
		people[i] = d.signedIn(t, name)
	}

	ctx, stop := context.WithTimeout(t.Context(), length)
	defer stop()
	var group sync.WaitGroup
	var mu sync.Mutex
	read, told := 0, 0
	// edit is one that was reported as saved: what the editor saw, and what it
	// was to be.
	type edit struct{ seen, value string }
	saved := make(map[string]edit) // by its reason, which is its own

	targets := []string{"/", "/?q=%E6%BC%8F%E3%81%88%E3%81%84", "/statistics", "/suppliers", "/feed.atom", "/cases.csv", "/api/v1/changes", "/api/v1/search?count=all", "/about"}
	for _, n := range cases {
		targets = append(targets, "/cases/"+n.String(), "/cases/"+n.String()+".json", "/api/v1/cases/"+n.String())
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: readers}}
	for range readers {
		group.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				target := targets[rand.IntN(len(targets))]
				r, err := client.Get(d.URL + target)
				if err != nil {
					t.Errorf("%s: %v", target, err)
					return
				}
				body, err := io.ReadAll(r.Body)
				r.Body.Close()
				if err != nil || r.StatusCode != http.StatusOK || len(body) == 0 {
					t.Errorf("%s: %s, %v", target, r.Status, err)
					return
				}
				if strings.HasPrefix(target, "/cases/20") && !strings.HasSuffix(target, ".json") && !bytes.Contains(body, []byte("</html>")) {
					t.Errorf("%s: half a page", target)
				}
				mu.Lock()
				read++
				mu.Unlock()
			}
		})
	}
	for i, p := range people {
		group.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				number := cases[rand.IntN(len(cases))]
				p.get(editPath(number, "fact", "/title"))
				form := p.fields()
				e := edit{form.Get("value"), fmt.Sprintf("題 %d-%d", i, n)}
				why := fmt.Sprintf("reason %d-%d", i, n)
				form.Set("value", e.value)
				form.Set("why", why)
				p.post(editPath(number), form)
				mu.Lock()
				switch p.status {
				case http.StatusSeeOther:
					saved[why] = e
				case http.StatusConflict:
					told++
				default:
					t.Errorf("an edit: %d: %.300s", p.status, p.body)
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()

	kept := 0
	for _, n := range cases {
		rec := record(t, d, n)
		for i, rev := range rec.Revisions[1:] {
			e, ok := saved[rev.Why]
			if !ok {
				t.Errorf("%v, revision %d: nobody was told that %q is saved", n, rev.N, rev.Why)
				continue
			}
			if before := rec.Revisions[i].Case.Title; before != e.seen || rev.Case.Title != e.value {
				t.Errorf("%v, revision %d: %q came after %q; its editor saw %q and wrote %q", n, rev.N, rev.Case.Title, before, e.seen, e.value)
			}
			kept++
		}
		if title := rec.Case.Title; len(rec.Revisions) > 1 && title != saved[rec.Revisions[len(rec.Revisions)-1].Why].value {
			t.Errorf("%v is called %q", n, title)
		}
	}
	if kept != len(saved) {
		t.Errorf("%d edits are kept, %d were reported as saved", kept, len(saved))
	}
	if read == 0 || told == 0 || kept == 0 {
		t.Errorf("%d pages read, %d edits saved, %d told of another's", read, kept, told)
	}
	t.Logf("in %v: %d pages read, %d edits saved, %d editors told of another's", length, read, kept, told)
}
