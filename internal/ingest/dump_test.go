package ingest

import (
	"os"
	"testing"

	"jikenbo/internal/score"
)

// TestDump is for looking at: DUMP=design:notice
func TestDump(t *testing.T) {
	want := os.Getenv("DUMP")
	for _, dir := range []string{"../../testdata/notices", "../../examples"} {
		ps, _ := score.Load(dir)
		for _, p := range ps {
			for _, d := range designs {
				if d.name+":"+p.Name == want {
					os.WriteFile("/tmp/wt/html-page.html", []byte(d.page(wrap(p))), 0o644)
					os.Stdout.WriteString(readPage(t, d, p) + "\n")
				}
			}
		}
	}
}
