package search

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jikenbo"
)

// BenchmarkCard reads notices of testdata for the index.
func BenchmarkCard(b *testing.B) {
	files, err := filepath.Glob("../../testdata/notices/*.txt")
	if err != nil || len(files) == 0 {
		b.Fatal(err)
	}
	var docs []*Document
	size := 0
	for i, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		t := strings.ToValidUTF8(string(text), "")
		size += len(t)
		docs = append(docs, &Document{Ref: int64(i + 1), Case: &jikenbo.Case{Kind: jikenbo.OtherKind}, Texts: []string{t}})
	}
	b.Run("fold", func(b *testing.B) {
		b.SetBytes(int64(size))
		for b.Loop() {
			for _, d := range docs {
				Fold(d.Texts[0])
			}
		}
	})
	cards := make([]*Card, len(docs))
	b.Run("card", func(b *testing.B) {
		b.SetBytes(int64(size))
		for b.Loop() {
			for i, d := range docs {
				cards[i] = NewCard(d)
			}
		}
	})
	b.Run("build", func(b *testing.B) {
		b.SetBytes(int64(size))
		for b.Loop() {
			Build(cards)
		}
	})
}
