package recognize

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var updateCues = flag.Bool("update-cues", false, "rewrite lexicon/cue.tsv from the calls of says and timesSaid")

// TestCues keeps the cue lexicon equal to the words the recognizers ask for.
func TestCues(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "says" && sel.Sel.Name != "timesSaid" {
				return true
			}
			for _, arg := range call.Args {
				if lit, ok := arg.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					word, err := strconv.Unquote(lit.Value)
					if err != nil {
						t.Fatal(err)
					}
					if word != strings.ToLower(word) {
						t.Errorf("%s: cue %q is not in lower case", name, word)
					}
					asked = append(asked, word)
				}
			}
			return true
		})
	}
	slices.Sort(asked)
	asked = slices.Compact(asked)
	if *updateCues {
		var b strings.Builder
		b.WriteString("# Words that recognizers ask for anywhere in a notice. Meaning: cue. Written by\n# go test ./internal/recognize -run TestCues -update-cues\n")
		for _, w := range asked {
			b.WriteString(w + "\tcue\n")
		}
		if err := os.WriteFile("lexicon/cue.tsv", []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	var known []string
	for w := range lex.cues {
		known = append(known, w)
	}
	slices.Sort(known)
	if !slices.Equal(asked, known) {
		t.Errorf("lexicon/cue.tsv does not hold the cues that are asked for; run go test ./internal/recognize -run TestCues -update-cues")
	}
}
