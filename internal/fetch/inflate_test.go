package fetch

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// follows is what stands behind a member in these tests: another one begins.
var follows = []byte("\x1f\x8b\x08\x00\x00\x00\x00\x00")

// A member of any kind is decoded as the usual reader does.
func TestInflate(t *testing.T) {
	page, err := os.ReadFile("links_test.go")
	must(t, err)
	random := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 100_000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	skewed := make([]byte, 100_000) // long codes
	for i := range skewed {
		for skewed[i] < 200 && random.IntN(2) == 0 {
			skewed[i]++
		}
	}
	var z inflater
	dst := make([]byte, 1<<18)
	for name, plain := range map[string][]byte{
		"nothing": nil, "a byte": {'a'}, "a page": page, "noise": noise, "skewed": skewed,
		"one byte again and again": bytes.Repeat([]byte("a"), 100_000), "seven bytes": bytes.Repeat([]byte("abcdefg"), 9_000), "eight": bytes.Repeat([]byte("abcdefgh"), 9_000),
		"far matches": append(append(bytes.Clone(noise[:30_000]), noise[:30_000]...), noise[100:20_000]...),
		"few bytes":   []byte("abcdefgh"), "mixed": append(append(bytes.Clone(noise), page...), noise...),
	} {
		for level := gzip.StatelessCompression; level <= gzip.BestCompression; level++ {
			var b bytes.Buffer
			w, err := gzip.NewWriterLevel(&b, level)
			must(t, err)
			if level%2 == 0 {
				w.Name, w.Comment, w.Extra = "page.html", "a comment", []byte("ab\x01\x00c")
			}
			for i := 0; i < len(plain); i += 50_000 { // more than one block
				w.Write(plain[i:min(i+50_000, len(plain))])
				w.Flush()
			}
			must(t, w.Close())
			n, used, ok := z.member(dst, append(b.Bytes(), follows...))
			if !ok || used != b.Len() || !bytes.Equal(dst[:n], plain) {
				t.Errorf("%s at level %d: %d of %d bytes, from %d of %d, %v", name, level, n, len(plain), used, b.Len(), ok)
			}
			for _, short := range []int{0, 5, 11, b.Len() / 2, b.Len() - 1} {
				if _, _, ok := z.member(dst, b.Bytes()[:short]); ok {
					t.Errorf("%s at level %d: the first %d bytes are a member", name, level, short)
				}
			}
			if _, _, ok := z.member(dst[:max(len(plain)-1, 0)], append(b.Bytes(), follows...)); ok && len(plain) > 0 {
				t.Errorf("%s at level %d: it fits into too little", name, level)
			}
		}
	}
}

// Of any bytes what is decoded is what the usual reader decodes.
func FuzzInflate(f *testing.F) {
	f.Add([]byte(packed("お知らせ")))
	f.Add([]byte(packed(strings.Repeat("不正アクセスのお知らせ", 100))))
	f.Add(compressLevel(f, gzip.NoCompression, "お知らせ"))
	f.Add(compressLevel(f, gzip.HuffmanOnly, strings.Repeat("お知らせ", 50)))
	var z inflater
	dst, plain := make([]byte, 1<<16), make([]byte, 1<<16)
	f.Fuzz(func(t *testing.T, b []byte) {
		b = append(b, follows...)
		// Blocks are looked at even if no checksum could be right.
		if at, ok := gzipHead(b); ok {
			z.inflate(dst, b[at:])
		}
		z.inflate(dst, b)
		n, used, ok := z.member(dst, b)
		if !ok {
			return
		}
		in := bytes.NewReader(b)
		r, err := gzip.NewReader(in)
		must(t, err)
		r.Multistream(false)
		m, err := io.ReadFull(r, plain)
		if err != io.ErrUnexpectedEOF && err != io.EOF || !bytes.Equal(dst[:n], plain[:m]) || used != len(b)-in.Len() {
			t.Fatalf("%q from %d bytes, want %q from %d: %v", dst[:n], used, plain[:m], len(b)-in.Len(), err)
		}
	})
}

func compressLevel(t testing.TB, level int, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, level)
	must(t, err)
	io.WriteString(w, s)
	must(t, w.Close())
	return b.Bytes()
}
