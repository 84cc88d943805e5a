package watch

import (
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// Limits of what [Diff] gives, so that a page cannot fill a mailbox.
const (
	diffLines = 200
	diffRunes = 1000 // of a line
)

// Diff gives the lines of before that are not in after, with "- " in front,
// and those that came, with "+ ", in the order of the text. White space at the
// ends of lines and empty lines count for nothing.
func Diff(before, after string) []string {
	before, after = trim(before), trim(after)
	u, err := udiff.ToUnifiedDiff("", "", before, udiff.Lines(before, after), 0)
	if err != nil {
		panic(err) // edits fit the text they were made of
	}
	var out []string
	for _, h := range u.Hunks {
		for _, l := range h.Lines {
			mark := "+ "
			switch l.Kind {
			case udiff.Equal:
				continue
			case udiff.Delete:
				mark = "- "
			}
			if len(out) == diffLines {
				return append(out, "…")
			}
			out = append(out, mark+cut(strings.TrimSuffix(l.Content, "\n")))
		}
	}
	return out
}

func trim(s string) string {
	var out strings.Builder
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			out.WriteString(line)
			out.WriteByte('\n')
		}
	}
	return out.String()
}

func cut(s string) string {
	n := 0
	for i := range s {
		if n++; n > diffRunes {
			return s[:i] + "…"
		}
	}
	return s
}
