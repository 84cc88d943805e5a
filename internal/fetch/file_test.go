package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"jikenbo"
)

// tree makes a folder of files, each holding its own name; a name that ends in
// a slash is a folder, one with -> in it a link.
func tree(t testing.TB, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, n := range names {
		link, target, isLink := strings.Cut(n, "->")
		path := filepath.Join(dir, link)
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		switch {
		case isLink:
			must(t, os.Symlink(target, path))
		case strings.HasSuffix(n, "/"):
			must(t, os.MkdirAll(path, 0o755))
		default:
			must(t, os.WriteFile(path, []byte(n), 0o644))
		}
	}
	return dir
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// collect lists what Paths yields: paths, and errors after a !.
func collect(seq iter.Seq2[string, error]) []string {
	got := []string{}
	for path, err := range seq {
		if err != nil {
			path = "!" + err.Error()
		}
		got = append(got, path)
	}
	return got
}

func TestPaths(t *testing.T) {
	t.Chdir(tree(t,
		"n/b.txt", "n/a.TXT", "n/a.json", "n/c.md", "n/d.text", "n/README", "n/page.html", "n/.hidden.txt", "n/x.txt~",
		"n/sub/z.txt", "n/sub/.git/config", "n/sub/y.png", "n/2023.04.01",
		"n/link.txt->b.txt", "n/up->..", "n/self->self", "n/gone.txt->nowhere.txt", "n/gone.png->nowhere.png",
		"logs/1/a.txt", "logs/2/a.txt", "logs/2/a.json", "logs/3->2", "logs/2/deep/er/a.txt", "logs/2/deep/.a.txt",
		"round/a/loop->..", "round/b/loop->../..", "round/a/x.txt",
		"[重要] お知らせ.txt", "pics/a.png", "empty/",
	))
	for _, test := range []struct {
		name string
		args []string
		want []string
	}{
		{"a file of any kind", []string{"n/a.json", "n/.hidden.txt", "./n/../n/a.json"}, []string{"n/a.json", "n/.hidden.txt", "./n/../n/a.json"}},
		{"a folder", []string{"n"}, []string{
			"n/README", "n/a.TXT", "n/b.txt", "n/c.md", "n/d.text",
			"!n/gone.txt: not found: it is a link to nowhere.txt, which is not there; mend the link or take it away",
			"n/link.txt", "n/page.html",
			"!n/self: too many levels of symbolic links; mend the links that point to each other",
			"n/sub/z.txt",
		}},
		{"a folder with a slash", []string{"logs/1/"}, []string{"logs/1/a.txt"}},
		{"the folder we are in", []string{"."}, nil},
		{"a link to a folder", []string{"logs/3"}, []string{"logs/3/a.txt", "logs/3/deep/er/a.txt"}},
		{"links in circles", []string{"round", "round/a/loop"}, []string{"round/a/x.txt", "round/a/loop/a/x.txt"}},
		{"a pattern takes any kind", []string{"n/a.*"}, []string{"n/a.TXT", "n/a.json"}},
		{"a pattern that matches folders", []string{"logs/[12]"}, []string{"logs/1/a.txt", "logs/2/a.txt", "logs/2/deep/er/a.txt"}},
		{"a pattern through links", []string{"logs/*/a.txt"}, []string{"logs/1/a.txt", "logs/2/a.txt", "logs/3/a.txt"}},
		{"any depth", []string{"logs/**/a.txt"}, []string{"logs/1/a.txt", "logs/2/a.txt", "logs/2/deep/er/a.txt"}},
		{"any depth, each once", []string{"logs/**/**/deep/**/a.*"}, []string{"logs/2/deep/er/a.txt"}},
		{"all below", []string{"logs/2/**"}, []string{"logs/2/a.json", "logs/2/a.txt", "logs/2/deep/er/a.txt"}},
		{"folders at any depth", []string{"**/deep"}, []string{"logs/2/deep/er/a.txt"}},
		{"everything", []string{"logs/**/*"}, []string{"logs/1/a.txt", "logs/2/a.json", "logs/2/a.txt", "logs/2/deep/er/a.txt", "logs/3/a.txt", "logs/3/deep/er/a.txt"}},
		{"a pattern in circles", []string{"round/**/*/**/x.txt"}, nil},
		{"hidden files must be spelled out", []string{"n/*hidden*", "n/.h*"}, []string{"!n/*hidden*: not found: nothing matches; check the pattern", "n/.hidden.txt"}},
		{"brackets in a name", []string{"[重要] お知らせ.txt"}, []string{"[重要] お知らせ.txt"}},
		{"nothing there", []string{"nothing.txt", "n/b.txt"}, []string{"!nothing.txt: not found: there is no such file or folder; check the path", "n/b.txt"}},
		{"no match", []string{"n/*.pdf", "no/*.txt", "n/c.md"}, []string{
			"!n/*.pdf: not found: nothing matches; check the pattern",
			"!no/*.txt: nothing matches: no: not found: there is no such file or folder; check the path",
			"n/c.md",
		}},
		{"a wrong pattern", []string{"n/[a"}, []string{"!n/[a: not found: there is no such file, and as a pattern it is wrong; check its brackets"}},
		{"a dangling link", []string{"n/gone.txt"}, []string{"!n/gone.txt: not found: it is a link to nowhere.txt, which is not there; mend the link or take it away"}},
		{"a file taken for a folder", []string{"n/b.txt/c"}, []string{"!n/b.txt/c: not a directory; check the path and what it is on"}},
		{"a file taken for a folder in a pattern", []string{"n/b.txt/*"}, []string{"!n/b.txt/*: nothing matches: n/b.txt: not a directory; check the path and what it is on"}},
		{"no notices", []string{"pics", "empty"}, []string{
			"!pics: empty: the folder has no notices (.docx, .eml, .htm, .html, .mbox, .md, .pdf, .text, .txt, .warc, .xhtml or no extension); name other files themselves",
			"!empty: empty: the folder has no notices (.docx, .eml, .htm, .html, .mbox, .md, .pdf, .text, .txt, .warc, .xhtml or no extension); name other files themselves",
		}},
		{"no name", []string{""}, []string{`!"": not found: there is no such file or folder; check the path`}},
		{"control characters in a name", []string{"a\x1b]31m\n"}, []string{`!"a\x1b]31m\n": not found: there is no such file or folder; check the path`}},
		{"standard input", []string{"-", "n/b.txt", "-"}, []string{"-", "n/b.txt", "!standard input (-): standard input is named twice; it can be read once"}},
		{"no arguments", nil, []string{}},
	} {
		got := collect(Source{}.Paths(t.Context(), test.args))
		switch test.name {
		case "the folder we are in":
			if !slices.Contains(got, "n/b.txt") || !slices.Contains(got, "round/a/x.txt") {
				t.Errorf("%s: %q", test.name, got)
			}
		case "a pattern in circles":
			if len(got) == 0 || len(got) > 20 {
				t.Errorf("%s: %d paths", test.name, len(got))
			}
		default:
			if !slices.Equal(got, test.want) {
				t.Errorf("%s: %q\n got %q\nwant %q", test.name, test.args, got, test.want)
			}
		}
	}
}

func TestPathsStops(t *testing.T) {
	dir := tree(t, "a.txt", "b.txt", "c/d.txt")
	for range (Source{}).Paths(t.Context(), []string{dir, dir + "/*", "missing"}) {
		break // a walk that went on would panic
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	var last error
	for _, err := range (Source{}).Paths(ctx, []string{dir, dir, dir}) {
		n++
		cancel()
		last = err
	}
	if !errors.Is(last, context.Canceled) || n > 4 {
		t.Errorf("after the end of ctx: %d paths, last error %v", n, last)
	}
}

// A large folder is listed without holding much.
func TestPathsLargeFolder(t *testing.T) {
	const files, perFile = 3_000, 100 // bytes held for each
	dir := t.TempDir()
	for i := range files {
		f, err := os.Create(filepath.Join(dir, fmt.Sprintf("notice-%06d.txt", files-1-i)))
		must(t, err)
		f.Close()
	}
	var before, during runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	n, last := 0, ""
	for path, err := range (Source{}).Paths(t.Context(), []string{dir}) {
		must(t, err)
		if path <= last {
			t.Fatalf("%s after %s", path, last)
		}
		if n++; n == 1 {
			runtime.GC()
			runtime.ReadMemStats(&during)
		}
		last = path
	}
	held := int64(during.HeapAlloc) - int64(before.HeapAlloc)
	if n != files || held > files*perFile {
		t.Errorf("%d files, %d bytes held", n, held)
	}
}

func TestRead(t *testing.T) {
	dir := tree(t, "a.txt", "link.txt->a.txt", "gone.txt->nowhere", "folder/")
	must(t, os.WriteFile(filepath.Join(dir, "empty.txt"), nil, 0o644))
	must(t, os.WriteFile(filepath.Join(dir, "ten.txt"), []byte("0123456789"), 0o644))
	must(t, os.WriteFile(filepath.Join(dir, "eleven.txt"), []byte("0123456789a"), 0o644))
	for _, test := range []struct {
		path string
		want string
		is   error
		says string
	}{
		{path: "a.txt", want: "a.txt"},
		{path: "link.txt", want: "a.txt"},
		{path: "empty.txt"},
		{path: "ten.txt", want: "0123456789"},
		{path: "eleven.txt", is: jikenbo.ErrTooLarge, says: "11 bytes are above the limit of 10 bytes; split it or raise the limit (--max-bytes)"},
		{path: "missing.txt", is: jikenbo.ErrNotFound, says: "check the path"},
		{path: "gone.txt", is: jikenbo.ErrNotFound, says: "is a link to nowhere"},
		{path: "folder", says: "is a folder"},
	} {
		path := filepath.Join(dir, test.path)
		b, err := Source{MaxBytes: 10}.Read(t.Context(), path)
		if string(b) != test.want || (err != nil) != (test.says != "") {
			t.Errorf("%s: %q, %v", test.path, b, err)
		}
		if err != nil && (!strings.HasPrefix(err.Error(), path+": ") || !strings.Contains(err.Error(), test.says) || test.is != nil && !errors.Is(err, test.is)) {
			t.Errorf("%s: %v, want %v saying %q", test.path, err, test.is, test.says)
		}
	}
}

// The default limit holds for a file with nothing on the disk but its size.
func TestReadDefaultLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large.txt")
	must(t, os.WriteFile(path, nil, 0o644))
	must(t, os.Truncate(path, DefaultMaxBytes+1))
	if _, err := (Source{}).Read(t.Context(), path); !errors.Is(err, jikenbo.ErrTooLarge) {
		t.Errorf("one byte above: %v", err)
	}
	must(t, os.Truncate(path, DefaultMaxBytes))
	if b, err := (Source{}).Read(t.Context(), path); err != nil || len(b) != DefaultMaxBytes {
		t.Errorf("at the limit: %d bytes, %v", len(b), err)
	}
}

type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }

func TestReadStdin(t *testing.T) {
	read := func(r io.Reader, limit int64) ([]byte, error) {
		return Source{Stdin: r, MaxBytes: limit}.Read(t.Context(), "-")
	}
	if b, err := read(strings.NewReader("お知らせ"), 12); string(b) != "お知らせ" || err != nil {
		t.Errorf("at the limit: %q, %v", b, err)
	}
	if _, err := read(strings.NewReader("お知らせ"), 11); !errors.Is(err, jikenbo.ErrTooLarge) {
		t.Errorf("above the limit: %v", err)
	}
	if _, err := read(endless{}, 0); !errors.Is(err, jikenbo.ErrTooLarge) || !strings.HasPrefix(err.Error(), "standard input (-): ") {
		t.Errorf("without end: %v", err)
	}
	broken := errors.New("broken")
	if _, err := read(io.MultiReader(strings.NewReader("a"), iotestErr{broken}), 0); !errors.Is(err, broken) {
		t.Errorf("broken: %v", err)
	}
	large := bytes.Repeat([]byte("あ"), 1<<20)
	if b, err := read(bytes.NewReader(large), 0); !bytes.Equal(b, large) || err != nil {
		t.Errorf("3 MiB: %d bytes, %v", len(b), err)
	}
}

type iotestErr struct{ err error }

func (r iotestErr) Read([]byte) (int, error) { return 0, r.err }

func TestReadStdinCancelled(t *testing.T) {
	r, w := io.Pipe() // nothing ever comes
	defer w.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := (Source{Stdin: r}).Read(ctx, "-"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}
