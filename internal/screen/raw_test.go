package screen

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

func TestRaw(t *testing.T) {
	for _, g := range []string{"../../testdata/notices/*.txt", "../../testdata/written/*.txt", "../../examples/*.txt"} {
		fs, _ := filepath.Glob(g)
		for _, f := range fs {
			b, _ := os.ReadFile(f)
			if !Raw(b) {
				t.Errorf("%s", f)
			}
			for _, e := range []interface{ Bytes([]byte) ([]byte, error) }{japanese.ShiftJIS.NewEncoder(), japanese.EUCJP.NewEncoder(), japanese.ISO2022JP.NewEncoder()} {
				if x, err := e.Bytes(b); err == nil && !Raw(x) {
					t.Errorf("%s %T", f, e)
				}
			}
		}
	}
	n, pass := 0, 0
	for _, s := range trainPages(t) {
		r := Raw([]byte(s.text))
		if s.kind == Notice {
			if !r {
				t.Errorf("%s", s.about)
			}
			continue
		}
		n++
		if r {
			pass++
			t.Logf("pass %s", s.about)
		}
	}
	t.Logf("%d of %d pass", pass, n)
}

func BenchmarkRaw(b *testing.B) {
	for _, enc := range []string{"utf8", "sjis"} {
		b.Run(enc, func(b *testing.B) {
			var page []byte
			for _, s := range unseen(b) {
				if s.kind != Notice && !Raw([]byte(s.text)) {
					for range 5 {
						page = append(page, []byte("<li class=\"menu-item\"><a href=\"/news/list/index.html\">お知らせ一覧</a></li>\n")...)
					}
					x := []byte(s.text)
					page = append(page, x...)
				}
			}
			if enc == "sjis" {
				page, _ = japanese.ShiftJIS.NewEncoder().Bytes(page)
			}
			ts := tables()
			_ = ts
			b.SetBytes(int64(len(page)))
			for b.Loop() {
				for p := page; len(p) > 0; {
					k := min(8192, len(p))
					Raw(p[:k])
					p = p[k:]
				}
			}
		})
	}
}
func trainPages(t *testing.T) (out []sample) {
	fs, _ := filepath.Glob("../train/pages/*.txt")
	for _, f := range fs {
		b, _ := os.ReadFile(f)
		out = append(out, split(string(b))...)
	}
	return
}
