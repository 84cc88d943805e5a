package web

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"jikenbo"
)

// TestReadersAndEditors lets 64 readers and 8 editors work at once: no answer
// is an error, every edit that was taken is in the history, made to exactly what
// its editor had seen, and who came second was told. JIKENBO_SOAK=5m lets it go on
// for that long.
func TestReadersAndEditors(t *testing.T) {
	length := 2 * time.Second
	if s := os.Getenv("JIKENBO_SOAK"); s != "" {
		var err error
		if length, err = time.ParseDuration(s); err != nil {
			t.Fatal(err)
		}
	}
	d := newDesk(t, "01-ec-card-leak.txt", "02-ransomware-first-report.txt", "04-municipal-bcc.txt", "08-insurer-supplier-breach.txt")
	var cases []jikenbo.Number
	for s, err := range d.book.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		cases = append(cases, s.Number)
	}
	people := make([]*person, 8)
	for i := range people {
		people[i] = d.signedIn(t, []string{"hanako", "jiro"}[i%2])
	}
	end := time.Now().Add(length)
	var group sync.WaitGroup
	var read, saved, told atomic.Int64

	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	defer client.CloseIdleConnections()
	for i := range 64 {
		group.Go(func() {
			r := rand.New(rand.NewPCG(uint64(i), 1))
			for k := 0; k == 0 || time.Now().Before(end); k++ {
				n := cases[r.IntN(len(cases))].String()
				path := []string{"/", "/?q=%E6%BC%8F%E6%B4%A9&sort=oldest", "/cases/" + n, "/cases/" + n + ".json", "/statistics", "/?leak=possible", "/api/v1/cases/" + n}[r.IntN(7)]
				req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, d.URL+path, nil)
				if err != nil {
					t.Error(err)
					return
				}
				resp, err := client.Do(req)
				if err != nil {
					t.Error(err)
					return
				}
				_, err = io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
				if err != nil || resp.StatusCode != http.StatusOK {
					t.Errorf("%s: %d, %v", path, resp.StatusCode, err)
					return
				}
				read.Add(1)
			}
		})
	}

	type done struct {
		number jikenbo.Number
		base   string
		value  string
	}
	taken := make([][]done, len(people))
	for i, p := range people {
		group.Go(func() {
			r := rand.New(rand.NewPCG(uint64(i), 2))
			for k := 0; k == 0 || time.Now().Before(end); k++ {
				n := cases[r.IntN(len(cases))]
				path := editPath(n, "fact", "/title")
				if p.get(path); p.status != http.StatusOK {
					t.Errorf("%s: %d", path, p.status)
					return
				}
				form := p.fields()
				value := fmt.Sprintf("編集者%d %d回目", i, k)
				form.Set("value", value)
				for p.post(path, form); ; p.post(path, form) {
					if p.status == http.StatusSeeOther {
						taken[i] = append(taken[i], done{n, form.Get("rev"), value})
						saved.Add(1)
						break
					}
					if p.status != http.StatusConflict {
						t.Errorf("%s: %d\n%s", path, p.status, p.main())
						return
					}
					told.Add(1)
					if form = p.fields(); form.Get("value") != value {
						t.Errorf("what was entered is lost: %q", form.Get("value"))
					}
					if r.IntN(2) == 0 {
						break // the other's will do
					}
				}
			}
		})
	}
	group.Wait()

	revisions := 0
	records := make(map[jikenbo.Number]*jikenbo.Record)
	for _, n := range cases {
		records[n] = record(t, d, n)
		revisions += len(records[n].Revisions) - 1
	}
	for _, all := range taken {
		for _, x := range all {
			rec := records[x.number]
			var base, at int
			if _, err := fmt.Sscan(x.base, &base); err != nil {
				t.Fatal(err)
			}
			for i, rev := range rec.Revisions {
				if rev.Case.Title == x.value && (i == 0 || rec.Revisions[i-1].Case.Title != x.value) {
					at = i
				}
			}
			if at == 0 || rec.Revisions[at-1].Case.Title != rec.Revisions[base-1].Case.Title {
				t.Errorf("%v: %q, made on revision %d, is revision %d: an edit is lost", x.number, x.value, base, at+1)
			}
		}
	}
	if int64(revisions) != saved.Load() {
		t.Errorf("%d revisions, %d edits were taken", revisions, saved.Load())
	}
	if saved.Load() == 0 || read.Load() == 0 {
		t.Error("nothing was done")
	}
	t.Logf("in %v: %d pages read, %d edits taken, %d told of another's", length, read.Load(), saved.Load(), told.Load())
}
