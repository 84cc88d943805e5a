package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestReadme keeps the picture of README.md true: it is what the program
// prints. -u draws it anew.
func TestReadme(t *testing.T) {
	const path, begin, end = "../../README.md", "<!-- picture -->\n", "<!-- end -->"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(b), begin)
	_, tail, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no %q with %q behind it", path, begin, end)
	}
	t.Chdir("../..")
	var out, errs bytes.Buffer
	args := []string{"read", "--no-save", "examples/01-ec-card-leak.txt"}
	if code := run(t.Context(), args, nil, &out, &errs, env("LANG", "en")); code != exitDone {
		t.Fatal(errs.String())
	}
	want := head + begin + "```\n$ jikenbo " + strings.Join(args, " ") + "\n" + strings.TrimRight(out.String(), "\n") + "\n```\n" + end + tail
	if want == string(b) {
		return
	}
	if !*update {
		t.Fatalf("the picture in %s is not what the program prints; go test ./cmd/jikenbo -run TestReadme -u", path)
	}
	if err := os.WriteFile("README.md", []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}
