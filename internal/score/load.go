package score

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"jikenbo"
)

// Pair is a notice with its gold facts.
type Pair struct {
	Name string // of the files, without extension
	Text string
	Gold []jikenbo.Case // one an entry, in the order of the text
	Same []string       // the names of the notices of the same incident; no fact, and not scored
}

// goldCase is a case as a gold file has it. Same names the notices of one
// incident; it is no fact of the text and is not scored.
type goldCase struct {
	jikenbo.Case
	Same []string `json:"same"`
}

// Load reads all pairs NAME.txt and NAME.json of a directory, in the order of
// their names. The JSON is one case or an array of them. Every file must have
// its partner; unknown keys are errors. Errors name the file.
//
// The notice may also be in another format, NAME.html or NAME.pdf, and the same
// notice in several; the name of such a pair has its extension. text gives the
// text of the file at a path.
func Load(dir string, text func(path string) (string, error)) ([]Pair, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	golds := make(map[string]bool) // by name, with whether its notice is there
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".json"); ok {
			golds[name] = false
		}
	}
	var pairs []Pair
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		ext := filepath.Ext(e.Name())
		name := strings.TrimSuffix(e.Name(), ext)
		if _, ok := golds[name]; ext == ".json" || !ok && ext != ".txt" {
			continue
		} else if !ok {
			return nil, fmt.Errorf("%s: notice without its gold %s.json", path, name)
		}
		golds[name] = true
		p := Pair{Name: name}
		if ext != ".txt" {
			p.Name = e.Name()
		}
		if p.Text, err = text(path); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if p.Gold, p.Same, err = loadGold(filepath.Join(dir, name+".json")); err != nil {
			return nil, err
		}
		pairs = append(pairs, p)
	}
	for _, name := range slices.Sorted(maps.Keys(golds)) {
		if !golds[name] {
			return nil, fmt.Errorf("%s: gold without its notice %s.txt", filepath.Join(dir, name+".json"), name)
		}
	}
	if len(pairs) == 0 {
		return nil, fmt.Errorf("%s: no pair NAME.txt and NAME.json: %w", dir, jikenbo.ErrNotFound)
	}
	return pairs, nil
}

func loadGold(path string) (cases []jikenbo.Case, same []string, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	var golds []goldCase
	if bytes.HasPrefix(bytes.TrimSpace(b), []byte("[")) {
		err = decode(b, &golds)
	} else {
		golds = make([]goldCase, 1)
		err = decode(b, &golds[0])
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	cases = make([]jikenbo.Case, len(golds))
	for i, g := range golds {
		if g.Kind == "" {
			return nil, nil, fmt.Errorf("%s: entry %d has no kind", path, i+1)
		}
		cases[i] = g.Case
		same = append(same, g.Same...)
	}
	return cases, same, nil
}

// decode reads exactly one JSON value without unknown keys.
func decode(b []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one JSON value")
	}
	return nil
}
