package recognize

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jikenbo"
	"jikenbo/internal/text"
)

// TestLexiconFiles wants every file to be read by a class and to have rows
// that say what they mean.
func TestLexiconFiles(t *testing.T) {
	files, err := fs.Glob(lexiconFiles, "lexicon/*.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".tsv")
		if !slices.Contains(classFiles[:], name) {
			t.Errorf("%s is read by no class", file)
		}
		data, err := lexiconFiles.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(data), "# ") {
			t.Errorf("%s does not begin by saying what its meanings are", file)
		}
		if !strings.HasSuffix(string(data), "\n") {
			t.Errorf("%s does not end in a newline", file)
		}
	}
	rows := map[class]int{}
	for _, term := range lex.terms {
		rows[term.class]++
	}
	for c, name := range classFiles {
		if rows[class(c)] == 0 {
			t.Errorf("lexicon/%s.tsv has no rows", name)
		}
	}
}

// TestTermsAreNormalised wants each term as it stands in normalised text: what
// is written otherwise would never be found.
func TestTermsAreNormalised(t *testing.T) {
	for _, term := range lex.terms {
		if folded := strings.TrimSuffix(text.New(term.text).Low, "\n"); folded != term.text {
			t.Errorf("lexicon/%s.tsv: %q stands in a text as %q", classFiles[term.class], term.text, folded)
		}
	}
}

// TestTermsOnce wants each term once in its lexicon.
func TestTermsOnce(t *testing.T) {
	type row struct {
		class class
		text  string
	}
	seen := map[row]bool{}
	for _, term := range lex.terms {
		r := row{term.class, term.text}
		if seen[r] {
			t.Errorf("lexicon/%s.tsv: %q stands there twice", classFiles[r.class], r.text)
		}
		seen[r] = true
	}
}

func hitsIn(s string) []hit { return lex.find(nil, nil, s, 0, len(s)) }

// TestTermsAreFound wants each term but the cues, which are no hits, to be
// found where it stands alone.
func TestTermsAreFound(t *testing.T) {
	for id, term := range lex.terms[:lex.clauses] {
		if term.class != cueClass && !slices.Contains(hitsIn(term.text), hit{0, int32(len(term.text)), int32(id), term.class}) {
			t.Errorf("lexicon/%s.tsv: %q is not found in itself", classFiles[term.class], term.text)
		}
	}
}

// TestCodes wants the meaning of each term to be a code of its taxonomy, one
// that the head of its lexicon tells, or one that a recognizer asks for by
// name: one that nobody knows is a misprint.
func TestCodes(t *testing.T) {
	taxonomies := map[class]string{
		agentClass: "discoverer", itemClass: "item", momentClass: "moment", recipientClass: "recipient",
		responseClass: "response", stageClass: "stage", typeClass: "type",
	}
	asked := map[string]bool{"none": true, "address": true}
	for _, word := range quotedInSource(t) {
		asked[word] = true
	}
	var heads [classes][]string
	for c, name := range classFiles {
		data, err := lexiconFiles.ReadFile("lexicon/" + name + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if !strings.HasPrefix(line, "#") {
				break
			}
			heads[c] = append(heads[c], strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" ,;:.\n", r) })...)
		}
	}
	for _, term := range lex.terms {
		taxonomy := taxonomies[term.class]
		switch term.class {
		case unitClass: // as it is recorded
			continue
		case cueClass: // its words are asked for, not its meaning
			continue
		}
		for code := range strings.SplitSeq(term.code, ",") {
			known := asked[code] || slices.Contains(heads[term.class], code) || taxonomy != "" && jikenbo.TaxonomyOf(taxonomy).Has(code)
			if term.class == kindClass { // with a weight behind it
				known = known || asked[strings.TrimRight(code, "0123456789")]
			}
			if !known {
				t.Errorf("lexicon/%s.tsv: %q means %q, which no recognizer asks for", classFiles[term.class], term.text, code)
			}
		}
	}
}

// quotedInSource gives what stands between quotes in the recognizers.
func quotedInSource(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	quoted := regexp.MustCompile(`"([^"\n]*)"`)
	var words []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range quoted.FindAllStringSubmatch(string(src), -1) {
			words = append(words, m[1])
		}
	}
	return words
}

// TestFind wants the longest term of each class, from the left, and words of
// Latin letters whole.
func TestFind(t *testing.T) {
	for _, tc := range []struct {
		in    string
		class class
		want  []string
	}{
		{"カード会社から", agentClass, []string{"カード会社"}},
		{"クレジットカード会社から", agentClass, []string{"クレジットカード会社"}},
		{"第一報と第1報", stageClass, []string{"第一報", "第1報"}},
		{"氏名氏名", itemClass, []string{"氏名", "氏名"}},
		{"the email of a mailman", itemClass, []string{"email"}},
		{"何もない", itemClass, nil},
		{"", itemClass, nil},
	} {
		var got []string
		for _, h := range hitsIn(tc.in) {
			if h.class() == tc.class {
				got = append(got, tc.in[h.start:h.end])
			}
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%q: got %q, want %q", tc.in, got, tc.want)
		}
	}
}
