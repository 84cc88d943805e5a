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
	for id, term := range lex.terms {
		if term.class != cueClass && !slices.Contains(hitsIn(term.text), hit{0, int32(len(term.text)), int32(id)}) {
			t.Errorf("lexicon/%s.tsv: %q is not found in itself", classFiles[term.class], term.text)
		}
	}
}

// TestCodes wants the code of each term to be one of its taxonomy, or one that
// a recognizer asks for by name: a code that nobody knows is a misprint.
func TestCodes(t *testing.T) {
	taxonomies := map[class]string{
		agentClass: "discoverer", itemClass: "item", momentClass: "moment", recipientClass: "recipient",
		responseClass: "response", stageClass: "stage", typeClass: "type",
	}
	// What stands between quotes in the recognizers, and so is asked for.
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{"none": true}
	quoted := regexp.MustCompile(`"([^"\n]*)"`)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range quoted.FindAllStringSubmatch(string(src), -1) {
			asked[m[1]] = true
		}
	}
	for _, term := range lex.terms {
		taxonomy, ok := taxonomies[term.class]
		if !ok {
			continue
		}
		codes := []string{term.code}
		if term.class == itemClass {
			codes = strings.Split(term.code, ",")
		}
		for _, code := range codes {
			if !jikenbo.TaxonomyOf(taxonomy).Has(code) && !asked[code] {
				t.Errorf("lexicon/%s.tsv: %q means %q, which is no %s and which no recognizer asks for", classFiles[term.class], term.text, code, taxonomy)
			}
		}
	}
}

// TestClosedMeanings wants the meanings of the lexicons without a taxonomy to
// be those that their first lines tell.
func TestClosedMeanings(t *testing.T) {
	topics := []string{}
	for name := range topicNames {
		topics = append(topics, name)
	}
	for c, codes := range map[class][]string{
		damageClass:     {"misuse", "confirmed", "none"},
		footClass:       {"foot", "nav", "end", "address", "none"},
		leakClass:       {"leak", "expose", "hold", "out", "misuse", "none"},
		legalClass:      {"form", "end", "after", "none"},
		modalClass:      {"maybe", "deny", "unfound", "sure", "unknown", "none"},
		populationClass: {"data", "staff", "seen", "none"},
		reportClass:     {"report", "plan", "none"},
		sectionClass:    topics,
		titleClass:      {"end", "mid"},
		kindClass:       {"event", "event1", "event3", "threat", "threat1", "threat3", "incident", "incident1", "incident3", "none"},
		dateClass: {"same-day", "next-day", "previous-day", "yesterday", "today", "same-month", "next-month", "last-month", "this-month",
			"same-year", "next-year", "last-year", "this-year", "two-years-ago"},
	} {
		for _, term := range lex.terms {
			if term.class != c {
				continue
			}
			for code := range strings.SplitSeq(term.code, ",") {
				if !slices.Contains(codes, code) {
					t.Errorf("lexicon/%s.tsv: %q means %q, want one of %s", classFiles[c], term.text, code, strings.Join(codes, " "))
				}
			}
		}
	}
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
