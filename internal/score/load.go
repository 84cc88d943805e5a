package score

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

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
func Load(dir string) ([]Pair, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	files := make(map[string]bool)
	for _, e := range entries {
		files[e.Name()] = true
	}
	var pairs []Pair
	for _, e := range entries { // sorted by name: NAME.json before NAME.txt
		path := filepath.Join(dir, e.Name())
		switch name, ext := strings.TrimSuffix(e.Name(), filepath.Ext(e.Name())), filepath.Ext(e.Name()); ext {
		case ".json":
			if !files[name+".txt"] {
				return nil, fmt.Errorf("%s: gold without its notice %s.txt", path, name)
			}
		case ".txt":
			if !files[name+".json"] {
				return nil, fmt.Errorf("%s: notice without its gold %s.json", path, name)
			}
			text, err := loadText(path)
			if err != nil {
				return nil, err
			}
			gold, same, err := loadGold(filepath.Join(dir, name+".json"))
			if err != nil {
				return nil, err
			}
			pairs = append(pairs, Pair{name, text, gold, same})
		}
	}
	if len(pairs) == 0 {
		return nil, fmt.Errorf("%s: no pair NAME.txt and NAME.json: %w", dir, jikenbo.ErrNotFound)
	}
	return pairs, nil
}

func loadText(path string) (string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	if !utf8.Valid(b) {
		return "", fmt.Errorf("%s: not UTF-8: %w", path, jikenbo.ErrNotText)
	}
	return string(bytes.TrimPrefix(b, []byte("\ufeff"))), nil
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
