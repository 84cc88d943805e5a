package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWatchInterrupted lets a watch run until it is interrupted, which is no
// failure, and wants a second one beside it to be refused.
func TestWatchInterrupted(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/1" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		fmt.Fprint(w, "2026年4月1日\n株式会社見本\n個人情報の漏えいについて\n当社のサーバーが第三者による不正アクセスを受け、お客様250名の氏名と住所が漏えいしたことを確認しました。深くお詫び申し上げます。\n")
	}))
	defer server.Close()
	dir := t.TempDir()
	config := fmt.Sprintf("sources: [{name: news, url: '%s/1', kind: page}]\nallow: ['127.0.0.1:*']\n", server.URL)
	if err := os.WriteFile(filepath.Join(dir, "watch.yaml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	env := func(name string) string {
		return map[string]string{"JIKENBO_CASEBOOK": filepath.Join(dir, "book.casebook"), "LANG": "en_US.UTF-8"}[name]
	}
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	stdout, w := io.Pipe()
	var stderr strings.Builder
	code := make(chan int)
	go func() {
		defer w.Close()
		code <- run(ctx, []string{"watch"}, strings.NewReader(""), w, &stderr, env)
	}()
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		if !strings.Contains(lines.Text(), "added #2026-001") {
			continue
		}
		var other strings.Builder
		if got := run(t.Context(), []string{"watch", "--once"}, strings.NewReader(""), io.Discard, &other, env); got != exitFailed || !strings.Contains(other.String(), "another watch is at work") {
			t.Errorf("a second watch: exit code %d: %s", got, other.String())
		}
		interrupt()
		break
	}
	if got := <-code; got != exitDone || !strings.Contains(stderr.String(), "notices: 1 new") {
		t.Errorf("exit code %d: %s", got, stderr.String())
	}
}

func TestDiffering(t *testing.T) {
	for _, test := range []struct {
		diff []string
		want []string // what differs in each line
	}{
		{[]string{"- お客様1,200名の情報", "+ お客様9,800名の情報"}, []string{"1,2", "9,8"}},
		{[]string{"- 氏名", "+ 氏名、住所"}, []string{"", "、住所"}},
		{[]string{"- あい", "+ あう"}, []string{"い", "う"}},
		{[]string{"- 亜", "+ 亞"}, []string{"亜", "亞"}},
		{[]string{"- ab", "- cd", "+ aX", "+ Xd"}, []string{"b", "c", "X", "X"}},
		{[]string{"- a", "+ b", "- aab", "+ ab"}, []string{"a", "b", "a", ""}},
		{[]string{"+ a", "+ b"}, []string{"", ""}},
		{[]string{"- a", "- b", "+ c"}, []string{"", "", ""}},
		{[]string{"- ", "+ a", "…"}, []string{"", "", ""}},
	} {
		for i, line := range test.diff {
			lo, hi := differing(test.diff, i)
			if got := line[lo:hi]; got != test.want[i] {
				t.Errorf("%q, line %d: %q, want %q", test.diff, i, got, test.want[i])
			}
		}
	}
}
