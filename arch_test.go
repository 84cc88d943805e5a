package jikenbo_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rooms is the import table of doc/architecture.md: for each package what it
// may import of this module, besides its own sub-packages, and why nothing
// else. "*" is everything; "" is the root.
var rooms = map[string]struct {
	may []string
	why string
}{
	"":                   {nil, "the domain knows nothing of files, databases and terminals"},
	"internal/text":      {[]string{""}, "normalising and cutting text knows the domain's spans only"},
	"internal/document":  {[]string{"internal/text", ""}, "bytes become text the same way whoever asks"},
	"internal/classify":  {nil, "a model knows characters and classes, not what they stand for"},
	"internal/screen":    {[]string{"internal/classify", "internal/text", "internal/document", ""}, "whether a page is a notice is decided before anything is read in it"},
	"internal/generate":  {[]string{"internal/casebook", ""}, "it makes up what casebooks are measured with; nothing depends on it"},
	"internal/train":     {[]string{"internal/ingest", "internal/recognize", "internal/classify", "internal/screen", "internal/score", ""}, "it teaches the readers from notices with gold"},
	"internal/recognize": {[]string{"internal/text", "internal/classify", ""}, "readers never see the casebook: the same text gives the same facts"},
	"internal/fetch":     {[]string{""}, "bringing bytes says nothing about what they mean"},
	"internal/identity":  {[]string{"internal/text", ""}, "whose a name is, is told from names and words alone"},
	"internal/assemble":  {[]string{"internal/identity", ""}, "choosing among facts looks at facts and names, not at text"},
	"internal/link":      {[]string{"internal/text", "internal/identity", ""}, "whether two accounts are of one incident is seen by what they say"},
	"internal/search":    {[]string{"internal/text", "internal/identity", ""}, "an index knows texts and terms, not where they are kept"},
	"internal/casebook":  {[]string{"internal/search", "internal/link", "internal/assemble", "internal/identity", ""}, "the store keeps what it is given, and knows what is one incident"},
	"internal/figure":    {[]string{""}, "a drawing knows facts and numbers, not where they are kept or shown"},
	"internal/export":    {[]string{""}, "exporters render; they never see readers"},
	"internal/feed":      {[]string{""}, "a feed is a form of lists and words, whatever is listed"},
	"internal/web":       {[]string{"internal/casebook", "internal/assemble", "internal/link", "internal/account", "internal/search", "internal/identity", "internal/figure", "internal/feed", ""}, "pages render what the casebook holds; what reads is handed in"},
	"internal/ingest": {
		[]string{"internal/fetch", "internal/document", "internal/text", "internal/recognize", "internal/assemble", "internal/casebook", ""},
		"it joins readers to the casebook, and shows nothing to anyone",
	},
	"internal/account": {[]string{"internal/casebook", ""}, "who may sign in is asked of the casebook, whoever shows the form"},
	"internal/alert":   {[]string{"internal/casebook", "internal/identity", "internal/feed", "internal/fetch", ""}, "alerts tell of cases; they read nothing"},
	"internal/watch": {
		[]string{"internal/fetch", "internal/document", "internal/ingest", "internal/casebook", "internal/alert", ""},
		"it joins sources to the casebook and to those who want to know",
	},
	"internal/nodetest": {[]string{""}, "it serves tests, which may be anybody's"},
	"internal/score":    {[]string{""}, "what reads is handed in, so that any reader can be measured"},
	"cmd/jikenbo":       {[]string{"*"}, "the command wires everything"},
}

// goPackage is what go list says of a package.
type goPackage struct {
	ImportPath string
	Name       string
	Doc        string
	Standard   bool
	Imports    []string
}

func goList(t *testing.T, args ...string) []goPackage {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-e", "-json=ImportPath,Name,Doc,Standard,Imports"}, args...)...).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatalf("go list: %v", err)
	}
	var ps []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return ps
		} else if err != nil {
			t.Fatal(err)
		}
		ps = append(ps, p)
	}
}

// place gives where a package of this module stands in it.
func place(importPath string) (dir string, ours bool) {
	if importPath == module {
		return "", true
	}
	return strings.CutPrefix(importPath, module+"/")
}

const module = "jikenbo"

// room finds the row of the table for a package or a sub-package of it.
func room(dir string) (name string, ok bool) {
	for name := range rooms {
		if dir == name || name != "" && strings.HasPrefix(dir, name+"/") {
			return name, true
		}
	}
	return "", false
}

func TestImports(t *testing.T) {
	for _, p := range goList(t, "./...") {
		dir, _ := place(p.ImportPath)
		home, ok := room(dir)
		if !ok {
			t.Errorf("%s has no row in the import table: find its room before it is built", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			at, ours := place(imported)
			if !ours {
				continue
			}
			target, _ := room(at)
			if target != home && !slices.Contains(rooms[home].may, target) && !slices.Contains(rooms[home].may, "*") {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, rooms[home].why)
			}
		}
	}
}

func TestRootImportsStandardLibraryOnly(t *testing.T) {
	root := goList(t, ".")[0]
	for _, p := range goList(t, root.Imports...) {
		if !p.Standard {
			t.Errorf("the root imports %s: %s", p.ImportPath, rooms[""].why)
		}
	}
}

func TestPackages(t *testing.T) {
	for _, p := range goList(t, "./...") {
		if p.Doc == "" {
			t.Errorf("%s has no package comment", p.ImportPath)
		}
		if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "misc", "shared", "base"}, p.Name) {
			t.Errorf("%s: the name %s says nothing of what is in it", p.ImportPath, p.Name)
		}
	}
}
