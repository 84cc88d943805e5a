package screen

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"jikenbo/internal/screen/archive"
)

func TestExplore(t *testing.T) {
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
	conf := map[string]int{}
	for _, a := range all {
		v := Text("", a.Text)
		conf[a.Kind+" as "+string(v.Kind)]++
		if string(v.Kind) != a.Kind && os.Getenv("EXPLORE") != "" {
			fmt.Printf("%.3f %s %s as %s %.40q\n", v.Score, a.About, a.Kind, v.Kind, a.Text)
		}
	}
	fmt.Println(conf)
}
