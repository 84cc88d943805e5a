package recognize

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"jikenbo/internal/text"
)

func TestDebug(t *testing.T) {
	p := os.Getenv("DBG")
	if p == "" {
		return
	}
	raw, _ := os.ReadFile(p)
	tt := text.New(string(raw))
	for _, pg := range tt.Entries() {
		pg := pg
		e := newEntry(tt, &pg)
		fmt.Println("=== entry published", e.published, "kind", e.decideKind())
		for i, s := range e.sentences() {
			var names []string
			for k, v := range topicNames {
				if v != 0 && e.topics[i]&v != 0 {
					names = append(names, k)
				}
			}
			flag := ""
			if s.Heading {
				flag += "H"
			}
			if s.Item {
				flag += "*"
			}
			fmt.Printf("%d z%d %s s%d %v | %s\n", i, e.zones[i], flag, s.Section, names, e.words(i))
			for _, m := range e.datesOf(i) {
				fmt.Printf("      date %q %v..%v lead=%v hours=%v word=%s of=%v ot=%v tail=%q\n", e.str(m.start, m.end), m.date, m.to, m.leading, m.hours, m.word, m.openFrom, m.openTo, e.str(m.end, m.tail))
			}
			if os.Getenv("HITS") != "" {
				var hs []string
				for _, h := range e.of(i) {
					hs = append(hs, fmt.Sprintf("%s:%s=%s", classFiles[h.class()], lex.terms[h.term].text, h.code()))
				}
				fmt.Println("      ", strings.Join(hs, " "))
			}
		}
	}
}
