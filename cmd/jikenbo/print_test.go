package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jikenbo"
)

func env(pairs ...string) func(string) string {
	m := make(map[string]string)
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return func(name string) string { return m[name] }
}

func TestClean(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"plain 日本語", "plain 日本語"},
		{"a\tb\nc\rd", "a b cd"},
		{"\x1b[31mred\x1b[0m", "[31mred[0m"},
		{"\x1b]0;title\x07", "]0;title"},
		{"\u009b31m", "31m"},
		{"del\x7f", "del"},
		{"gnp.\u202etxt", "gnp.txt"},
		{"bad\xff\xfe", "bad"},
		{"\ufeffmark", "mark"},
	} {
		if got := clean(test.in); got != test.want {
			t.Errorf("clean(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, test := range []struct {
		width, at, indent int
		in                string
		want              []string
	}{
		{0, 0, 0, "いくら長くても折り返さない", []string{"いくら長くても折り返さない"}},
		{10, 0, 0, "あいうえおかき", []string{"あいうえお", "かき"}},
		{10, 0, 4, "あいうえおかき", []string{"あいうえお", "かき"}},
		{10, 4, 4, "あいうえおか", []string{"あいう", "えおか"}},
		{10, 0, 0, "あいうえお。か", []string{"あいうえ", "お。か"}},
		{10, 0, 0, "one two three", []string{"one two", "three"}},
		{10, 8, 2, "three four", []string{"", "three", "four"}},
		{10, 10, 2, "あ", []string{"", "あ"}},
		{10, 0, 0, "abcdefghijklmn", []string{"abcdefghij", "klmn"}},
		{10, 0, 0, "", []string{""}},
	} {
		p := &printer{width: test.width}
		if got := p.fold(test.in, test.at, test.indent); !slices.Equal(got, test.want) {
			t.Errorf("width %d, at %d, indent %d: fold(%q) = %q, want %q", test.width, test.at, test.indent, test.in, got, test.want)
		}
	}
}

// FuzzFold wants every line to fit and nothing but spaces to be lost.
func FuzzFold(f *testing.F) {
	f.Add("あいうえお。かきくけこ one two", 20, 3, 2)
	f.Add("00000000000000 000000000000000000000000000000000000000000000000000", 87, 0, 39)
	f.Fuzz(func(t *testing.T, s string, width, at, indent int) {
		if width < 20 || width > 200 || at < 0 || at > width || indent < 0 || indent > width/2 {
			return
		}
		s = clean(s)
		p := &printer{width: width}
		lines := p.fold(s, at, indent)
		squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if squeeze(strings.Join(lines, "")) != squeeze(s) {
			t.Errorf("fold(%q) = %q", s, lines)
		}
		for _, line := range lines {
			for _, r := range line {
				at += cells(string(r))
			}
			if at > width {
				t.Errorf("fold(%q, %d, %d) = %q: %d cells of %d", s, at, indent, lines, at, width)
			}
			at = indent
		}
	})
}

func TestEscapeC1(t *testing.T) {
	var buf bytes.Buffer
	if err := writeJSON(&buf, "é\u009b31m\x7f\x1b<日本>"); err != nil {
		t.Fatal(err)
	}
	if got, want := buf.String(), `"é\u009b31m\u007f\u001b<日本>"`+"\n"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestEquation(t *testing.T) {
	checks := []jikenbo.Check{
		{Kind: jikenbo.SubsetCheck, Whole: 35, Part: 29},
		{Kind: jikenbo.SumCheck, Parts: []int64{7, 384, 2934}, Total: 3325},
		{Kind: jikenbo.SubsetCheck, Whole: 29, Part: 24},
		{Kind: jikenbo.SubsetCheck, Whole: 10, Part: 11},
		{Kind: jikenbo.SumCheck, Parts: []int64{1, 1}, Total: 3},
	}
	var got []string
	for _, chain := range chains(checks) {
		got = append(got, equation(chain...))
	}
	want := []string{"35 ⊃ 29 ⊃ 24 ✓", "7 + 384 + 2,934 = 3,325 ✓", "10 ⊃ 11 ✗", "1 + 1 = 3 ✗"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestLangOf(t *testing.T) {
	for _, test := range []struct {
		args string
		env  func(string) string
		want lang
	}{
		{"", env(), en},
		{"", env("LANG", "ja_JP.UTF-8"), ja},
		{"", env("LANG", "ja_JP.UTF-8", "LC_MESSAGES", "C"), en},
		{"", env("LANG", "en_US.UTF-8", "LC_ALL", "ja_JP.eucJP"), ja},
		{"", env("LANG", "jam_JM"), en},
		{"list --lang ja", env(), ja},
		{"--lang=en list", env("LANG", "ja_JP.UTF-8"), en},
		{"--lang=fr list", env("LANG", "ja_JP.UTF-8"), ja},
		{"read -- --lang ja", env(), en},
	} {
		if got := langOf(strings.Fields(test.args), test.env); got != test.want {
			t.Errorf("langOf(%q) = %s, want %s", test.args, got, test.want)
		}
	}
}

func TestBookPath(t *testing.T) {
	for _, test := range []struct {
		goos string
		env  func(string) string
		want string // "" for an error
	}{
		{"linux", env("HOME", "/home/u"), "/home/u/.local/share/jikenbo/jikenbo.casebook"},
		{"linux", env("HOME", "/home/u", "XDG_DATA_HOME", "/data"), "/data/jikenbo/jikenbo.casebook"},
		{"linux", env("HOME", "/home/u", "XDG_DATA_HOME", "relative"), "/home/u/.local/share/jikenbo/jikenbo.casebook"},
		{"linux", env("HOME", "/home/u", "JIKENBO_CASEBOOK", "mine"), "mine"},
		{"linux", env(), ""},
		{"darwin", env("HOME", "/Users/u"), "/Users/u/Library/Application Support/jikenbo/jikenbo.casebook"},
		{"windows", env("LocalAppData", "/AppData"), "/AppData/jikenbo/jikenbo.casebook"},
	} {
		got, err := bookPath(test.goos, test.env)
		if filepath.ToSlash(got) != test.want || (err != nil) != (test.want == "") {
			t.Errorf("bookPath(%s) = %q, %v, want %q", test.goos, got, err, test.want)
		}
	}
}

// TestMessages reads the source for messages and wants both languages, with
// the same verbs in the same order.
func TestMessages(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	verbs := regexp.MustCompile(`%[a-z]`)
	count := 0
	for _, file := range files {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok || len(lit.Elts) != 2 {
				return true
			}
			if name, ok := lit.Type.(*ast.Ident); !ok || name.Name != "message" {
				return true
			}
			var texts []string
			for _, e := range lit.Elts {
				if basic, ok := e.(*ast.BasicLit); ok {
					text, err := strconv.Unquote(basic.Value)
					if err != nil {
						t.Fatal(err)
					}
					texts = append(texts, text)
				}
			}
			if len(texts) == 2 {
				count++
				if texts[0] == "" {
					t.Errorf("%s: no Japanese", fset.Position(lit.Pos()))
				}
				if d := cmp.Diff(verbs.FindAllString(texts[0], -1), verbs.FindAllString(texts[1], -1)); d != "" {
					t.Errorf("%s: the verbs differ (-ja +en):\n%s", fset.Position(lit.Pos()), d)
				}
			}
			return true
		})
	}
	if count < 50 {
		t.Errorf("only %d messages found", count)
	}
}
