package screen

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"jikenbo/internal/classify"
	"jikenbo/internal/screen/archive"
)

func TestExplore(t *testing.T) {
	if os.Getenv("EXPLORE") == "" {
		t.Skip()
	}
	var all []archive.Sample
	for _, s := range unseen(t) {
		all = append(all, archive.Sample{About: "hand-" + s.about, Kind: string(s.kind), Text: s.text})
	}
	b, _ := os.ReadFile("archive/kinds.txt")
	all = append(all, archive.Texts(5, string(b), 10)...)
	for _, n := range noticeSamples(t) {
		if filepath.Ext(n.About) == ".txt" {
			all = append(all, n)
		}
	}
	j := embedded()
	type row struct {
		d, s1, s3 float64
		a         archive.Sample
	}
	var rows []row
	lg := func(p float32) float64 {
		x := float64(p)
		return math.Max(-6, math.Min(6, math.Log((x+1e-9)/(1-x+1e-9))))
	}
	for _, a := range all {
		d := new(desk)
		best := row{d: -99, s1: -99, s3: -99, a: a}
		for _, ss := range d.cut("", a.Text) {
			var ls []float64
			for _, s := range ss {
				ls = append(ls, lg(j.sentences.Classify(nil, classify.Sentence{Text: s})[0]))
			}
			slices.Sort(ls)
			slices.Reverse(ls)
			if len(ls) == 0 {
				continue
			}
			best.s1 = max(best.s1, ls[0])
			m := 0.0
			for i := range 3 {
				if i < len(ls) {
					m += ls[i] / 3
				} else {
					m -= 1
				}
			}
			best.s3 = max(best.s3, m)
			best.d = max(best.d, lg(j.digests.Classify(nil, digest(j.sentences, d, ss, digestSentences))[0]))
		}
		rows = append(rows, best)
	}
	for name, f := range map[string]func(r row) float64{"digest": func(r row) float64 { return r.d }, "s1": func(r row) float64 { return r.s1 }, "s3": func(r row) float64 { return r.s3 }, "d+s3": func(r row) float64 { return r.d + r.s3 }, "d+2s3": func(r row) float64 { return r.d + 2*r.s3 }} {
		// best threshold errors
		slices.SortStableFunc(rows, func(a, b row) int {
			if f(a) > f(b) {
				return -1
			}
			return 1
		})
		pos := 0
		for _, r := range rows {
			if r.a.Kind == "notice" {
				pos++
			}
		}
		tp, fp, best, bt := 0, 0, 0.0, 0.0
		for _, r := range rows {
			if r.a.Kind == "notice" {
				tp++
			} else {
				fp++
			}
			p, rc := float64(tp)/float64(tp+fp), float64(tp)/float64(pos)
			if f1 := 2 * p * rc / (p + rc); f1 > best {
				best, bt = f1, f(r)
			}
		}
		fmt.Printf("%s F1 %.4f at %.2f\n", name, best, bt)
		if os.Getenv("EXPLORE") == name {
			for _, r := range rows {
				if (f(r) >= bt) != (r.a.Kind == "notice") {
					fmt.Printf("%.2f d %.2f s1 %.2f s3 %.2f %s %s %.40q\n", f(r), r.d, r.s1, r.s3, r.a.About, r.a.Kind, r.a.Text)
				}
			}
		}
	}
}
