package ingest

import (
	"bytes"
	"io"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"jikenbo/internal/document"
	"jikenbo/internal/score"
)

// BenchmarkPages reads the notices with gold in each design into text.
func BenchmarkPages(b *testing.B) {
	pairs, err := score.Load("../../testdata/notices")
	if err != nil {
		b.Fatal(err)
	}
	for _, d := range designs {
		if d.charset != unicode.UTF8 && d.charset != japanese.ShiftJIS {
			continue
		}
		var pages [][]byte
		size := 0
		for _, p := range pairs {
			enc := encoding.ReplaceUnsupported(d.charset.NewEncoder())
			src, err := enc.Bytes([]byte(toCharset(d.page(wrap(p)))))
			if err != nil {
				b.Fatal(err)
			}
			pages = append(pages, src)
			size += len(src)
		}
		b.Run(d.name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, p := range pages {
					if _, err := document.Read(p, d.header); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
		b.Run(d.name+"-tok", func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				for _, p := range pages {
					z := html.NewTokenizer(bytes.NewReader(p))
					for z.Next() != html.ErrorToken {
					}
					_ = io.EOF
				}
			}
		})
	}
}
