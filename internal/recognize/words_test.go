package recognize

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"jikenbo"
	"jikenbo/internal/text"
)

// TestContains wants of contains what strings.Contains says, for every part of
// a text as the text and as the word.
func TestContains(t *testing.T) {
	for _, text := range []string{
		"お客様の個人情報が漏えいした可能性があります。", "ああいああ", "a、b、c", "1,234件", "ー・ー", "Ｘ😀氏名😀", "の", "",
	} {
		for i := 0; i <= len(text); i++ {
			for k := i; k <= len(text); k++ {
				for _, s := range []string{text, text[i:], text[:i]} {
					if got, want := contains(s, text[i:k]), strings.Contains(s, text[i:k]); got != want {
						t.Fatalf("contains(%q, %q) = %v", s, text[i:k], got)
					}
				}
			}
		}
		if contains(text, text+"あ") || contains(text, "無い言葉") {
			t.Errorf("%q holds what it does not", text)
		}
	}
}

// TestPairs wants the notices to be read the same where every word is searched
// for: has is asked only of what the pairs were gathered from.
func TestPairs(t *testing.T) {
	defer func() { filtered = true }()
	for _, dir := range []string{"examples", "testdata/notices", "testdata/written"} {
		paths, err := filepath.Glob(filepath.Join("..", "..", dir, "*.txt"))
		if err != nil || len(paths) == 0 {
			t.Fatal(paths, err)
		}
		for _, path := range paths {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			tt := text.New(string(raw))
			for i, page := range tt.Entries() {
				var got [2][]jikenbo.Finding
				for k := range got {
					filtered = k == 0
					got[k] = Read(tt, &page, "")
				}
				if !reflect.DeepEqual(got[0], got[1]) {
					t.Errorf("%s, entry %d: read otherwise without pairs", path, i+1)
				}
			}
		}
	}
}

// TestWordsWork wants no word in a call of hasAny, has, startsAny or endsAny that
// another word of the call makes idle: 侵入 finds what 侵入し would.
func TestWordsWork(t *testing.T) {
	idle := map[string]func(word, other string) bool{"hasAny": strings.Contains, "has": strings.Contains, "startsAny": strings.HasPrefix, "endsAny": strings.HasSuffix}
	paths, err := filepath.Glob("*.go")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	calls := 0
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name, ok := call.Fun.(*ast.Ident)
			if sel, method := call.Fun.(*ast.SelectorExpr); method {
				name, ok = sel.Sel, true
			}
			if !ok || idle[name.Name] == nil {
				return true
			}
			calls++
			var words []string
			for _, arg := range call.Args[1:] {
				if l, ok := arg.(*ast.BasicLit); ok {
					w, _ := strconv.Unquote(l.Value)
					words = append(words, w)
				}
			}
			for i, w := range words {
				for j, other := range words {
					if i != j && (w != other || j < i) && idle[name.Name](w, other) {
						t.Errorf("%s: %s: %q adds nothing to %q", fset.Position(call.Pos()), name.Name, w, other)
					}
				}
			}
			return true
		})
	}
	if calls < 700 {
		t.Errorf("%d calls seen", calls)
	}
}
