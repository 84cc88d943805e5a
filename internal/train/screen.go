package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"jikenbo/internal/screen"
	"jikenbo/internal/screen/archive"
)

// pageDir holds pages that are no notices, screenDir the models of what is one.
const (
	pageDir      = "internal/train/pages"
	unseenFile   = "internal/screen/testdata/unseen.txt"
	screenDir    = "internal/screen/model"
	evidenceFile = "internal/screen/evidence.tsv"
)

// trainScreen trains what tells notices from other pages, on the notices with
// gold and on the pages of pageDir.
//
// check writes nothing: it leaves the notices of the test data out and prints
// how they are judged, with pages by hand that are never learnt from.
func trainScreen(w io.Writer, check bool) error {
	var held []archive.Sample
	notices, err := readNotices()
	if err != nil {
		return err
	}
	themes, err := readThemes()
	if err != nil {
		return err
	}
	pages, err := readPages(pageDir, themes)
	if err != nil {
		return err
	}
	templates, err := os.ReadFile(filepath.Join(pageDir, "templates.tmpl"))
	if err != nil {
		return err
	}
	for _, s := range archive.Texts(1, string(templates), 6) {
		pages = append(pages, screen.Page{Text: s.Text, Kind: screen.Kind(s.Kind), Theme: themes[s.About], Group: s.About})
	}
	b, err := os.ReadFile(filepath.Join(pageDir, "furniture.lst"))
	if err != nil {
		return err
	}
	for i := range pages {
		if pages[i].Theme == "" {
			pages[i].Theme = "plain"
		}
	}
	furnish(pages, strings.Split(strings.TrimSpace(string(b)), "\n"))
	for _, n := range notices {
		if check && n.dir == noticeDirs[0] {
			held = append(held, archive.Sample{About: n.Name, Kind: string(screen.Notice), Text: n.Text})
			continue
		}
		pages = append(pages, screen.Page{Text: n.Text, Kind: screen.Notice, Group: n.Name})
	}
	j, err := screen.Learn(pages)
	if err != nil {
		return err
	}
	if check {
		return checkScreen(w, j, held)
	}
	if err := os.WriteFile(evidenceFile, []byte(screen.LearnEvidence(pages)), 0o666); err != nil {
		return err
	}
	files := []string{"sentences.model", "digests.model", "weights.tsv"}
	contents := make([]bytes.Buffer, len(files))
	if err := j.WriteTo(&contents[0], &contents[1], &contents[2]); err != nil {
		return err
	}
	for i, name := range files {
		if err := os.WriteFile(filepath.Join(screenDir, name), contents[i].Bytes(), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// readPages reads the files of a folder, each with many pages.
func readPages(dir string, themes map[string]string) ([]screen.Page, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var out []screen.Page
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		samples, err := archive.Samples(string(b))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		for _, s := range samples {
			out = append(out, screen.Page{Text: s.Text, Kind: screen.Kind(s.Kind), Theme: themes[s.About], Group: s.About + strconv.Itoa(len(out))})
		}
	}
	return out, nil
}

// checkScreen prints how many pages of each kind are taken for which, and those
// that are mistaken.
func checkScreen(w io.Writer, j *screen.Judge, held []archive.Sample) error {
	b, err := os.ReadFile(unseenFile)
	if err != nil {
		return err
	}
	samples, err := archive.Samples(string(b))
	if err != nil {
		return fmt.Errorf("%s: %w", unseenFile, err)
	}
	taken := map[string]int{}
	for _, s := range append(held, samples...) {
		v := j.Text("", s.Text)
		taken[s.Kind+" as "+string(v.Kind)]++
		if string(v.Kind) != s.Kind {
			fmt.Fprintf(w, "%s %s as %s %.3f\n", s.About, s.Kind, v.Kind, v.Score)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(taken)) {
		fmt.Fprintf(w, "%s: %d\n", k, taken[k])
	}
	return nil
}

// furnish puts lines that stand around the text of any page before and behind
// those of every page but each third.
func furnish(pages []screen.Page, lines []string) {
	r := rand.New(rand.NewPCG(1, 1))
	some := func() string {
		var b strings.Builder
		for range r.IntN(6) {
			b.WriteString(lines[r.IntN(len(lines))] + "\n")
		}
		return b.String()
	}
	for i := range pages {
		if i%3 != 0 {
			pages[i].Text = some() + pages[i].Text + "\n" + some()
		}
	}
}

// readThemes reads which class of other pages those about a thing are of.
func readThemes() (map[string]string, error) {
	b, err := os.ReadFile(filepath.Join(pageDir, "themes.tsv"))
	if err != nil {
		return nil, err
	}
	themes := map[string]string{}
	for line := range strings.Lines(string(b)) {
		if about, theme, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(line, "#") {
			themes[about] = theme
		}
	}
	return themes, nil
}
