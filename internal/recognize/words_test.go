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

// TestMarks wants of the marks of every sentence of the notices what a look at its
// words says.
func TestMarks(t *testing.T) {
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
			for _, page := range tt.Entries() {
				e := newEntry(tt, &page)
				for i := range e.sentences() {
					w := e.words(i)
					for m, want := range map[mark]bool{
						quoteMark: strings.ContainsAny(w, "「『"), inchMark: strings.Contains(w, `"`), contactMark: strings.ContainsAny(w, "@0+〇"),
						barMark: strings.Contains(w, "|"), moreMark: strings.Contains(w, ">"), slashMark: strings.Contains(w, "/"),
						englishMark: english(w), letterMark: strings.IndexFunc(w, func(r rune) bool { return r < 0x80 && letter(byte(r)) }) >= 0,
					} {
						if e.shows(i, m) != want {
							t.Errorf("%s: mark %b of %q is %v", path, m, w, !want)
						}
					}
				}
			}
		}
	}
}

// TestStatements wants statements to begin and end where the words of clauseEnds
// and the stops are.
func TestStatements(t *testing.T) {
	for _, tc := range []struct{ before, after string }{
		{"漏えいしたが、", "住所は"}, {"確認しましたが", "住所は"}, {"ありますが", "住所は"}, {"漏えいし、", "住所は"}, {"ものの、", "住所は"}, {"です。", "住所は"},
		{"のみで、", "住所は"}, {"", "氏名、住所"}, {"", "氏名が漏えい"}, {"", "、"}, {"", ""},
	} {
		tt := text.New("x" + tc.before + tc.after)
		e := &Entry{text: tt}
		end := 1 + len(tc.before) + len(tc.after)
		wantEnd := 1 + len(tc.before)
		if tc.before == "" {
			wantEnd = end
		}
		if got := e.nextBreak(1, end); got != wantEnd {
			t.Errorf("%q: ends at %d, want %d", tc.before+tc.after, got, wantEnd)
		}
		if got := e.clauseStart(1, end); got != 1+len(tc.before) {
			t.Errorf("%q: begins at %d, want %d", tc.before+tc.after, got, 1+len(tc.before))
		}
	}
}

// TestWordsWork wants no word in a call of hasAny, has, startsAny or endsAny, and
// none of a set that holds, holdsIn, startsWith or endsWith is asked for, that another word
// makes idle: 侵入 finds what 侵入し would. It wants each set to be asked for.
func TestWordsWork(t *testing.T) {
	idle := map[string]func(word, other string) bool{
		"hasAny": strings.Contains, "has": strings.Contains, "startsAny": strings.HasPrefix, "endsAny": strings.HasSuffix,
		"holds": strings.Contains, "holdsIn": strings.Contains, "startsWith": strings.HasPrefix, "endsWith": strings.HasSuffix,
	}
	paths, err := filepath.Glob("*.go")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	fset := token.NewFileSet()
	var files []*ast.File
	sets := map[string][]string{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
		ast.Inspect(f, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok || len(v.Values) != 1 {
				return true
			}
			if call, ok := v.Values[0].(*ast.CallExpr); ok && called(call) == "anyOf" {
				sets[v.Names[0].Name] = literals(call.Args)
			}
			return true
		})
	}
	calls, asked := 0, map[string]bool{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := called(call)
			if idle[name] == nil || len(call.Args) < 2 {
				return true
			}
			calls++
			words := literals(call.Args[1:])
			if set, ok := call.Args[len(call.Args)-1].(*ast.Ident); ok && sets[set.Name] != nil {
				words = sets[set.Name]
				asked[set.Name] = true
			}
			for i, w := range words {
				for j, other := range words {
					if i != j && (w != other || j < i) && idle[name](w, other) {
						t.Errorf("%s: %s: %q adds nothing to %q", fset.Position(call.Pos()), name, w, other)
					}
				}
			}
			return true
		})
	}
	if calls < 700 || len(sets) < 90 {
		t.Errorf("%d calls and %d sets seen", calls, len(sets))
	}
	for set := range sets {
		if !asked[set] {
			t.Errorf("nobody asks for %s", set)
		}
	}
}

// called gives the name of the function or method that is called.
func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// literals gives the strings that stand among the arguments of a call.
func literals(args []ast.Expr) (words []string) {
	for _, arg := range args {
		if l, ok := arg.(*ast.BasicLit); ok && l.Kind == token.STRING {
			if w, err := strconv.Unquote(l.Value); err == nil {
				words = append(words, w)
			}
		}
	}
	return words
}

// TestWordSets wants of a set what a list of its words says, whatever is
// forgotten: also of one longer than what is sifted word by word, and of words
// shorter than what turns away.
func TestWordSets(t *testing.T) {
	defer func(n int) { wordSets, forgotten = wordSets[:n], nil }(len(wordSets))
	lists := [][]string{{"漏えい", "流出", "へ", "ID", "x", "、"}, {"。"}, {"に対し", "at ", "ab"}, nil}
	for i := range 70 {
		lists[3] = append(lists[3], "第"+strconv.Itoa(i)+"号")
	}
	var sets []wordSet
	for _, words := range lists {
		sets = append(sets, anyOf(words...))
	}
	texts := []string{"", "漏", "漏えいした", " 流出へ", "第三者へ ", "IDの流出", "xy", "、漏えい", "です。", "ab", "cat at ", "氏名に対し", "第3号", "第69号です", "先の第69号"}
	for _, forget := range []string{"", "流出", "第69号"} {
		if forget != "" {
			forgotten = func(word string) bool { return word == forget }
		}
		tt := text.New(strings.Join(texts, "\n"))
		page := tt.Entries()[0]
		e := newEntry(tt, &page)
		for _, s := range texts {
			for i, set := range sets {
				if got, want := e.holds(s, set), e.has(s, lists[i]...); got != want {
					t.Errorf("holds(%q, %q) = %v, without %q", s, lists[i], got, forget)
				}
				if got, want := startsWith(s, set), startsAny(s, lists[i]...); got != want {
					t.Errorf("startsWith(%q, %q) = %v, without %q", s, lists[i], got, forget)
				}
				if got, want := endsWith(s, set), endsAny(s, lists[i]...); got != want {
					t.Errorf("endsWith(%q, %q) = %v, without %q", s, lists[i], got, forget)
				}
			}
		}
	}
}
