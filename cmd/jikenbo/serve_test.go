package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// serving is a server that runs as a process of its own.
type serving struct {
	host   string // and port
	cmd    *exec.Cmd
	stderr *bytes.Buffer
}

// served is how the program says where it serves.
var served = regexp.MustCompile(`http://(localhost:\d+)/`)

// startServer serves a casebook by the real program, on a free port.
func startServer(t testing.TB, program, book string, args ...string) *serving {
	t.Helper()
	s := &serving{stderr: new(bytes.Buffer)}
	s.cmd = exec.Command(program, append([]string{"serve", "--casebook", book, "--listen", "127.0.0.1:0"}, args...)...)
	s.cmd.Env = append(os.Environ(), "LANG=en_US.UTF-8")
	s.cmd.Stderr = s.stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if s.cmd.ProcessState == nil {
			_ = s.cmd.Process.Kill() // or it has ended meanwhile
			_ = s.cmd.Wait()
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if m := served.FindStringSubmatch(line); err == nil && m != nil {
		s.host = m[1]
		return s
	}
	t.Fatalf("it says %q, %v: %s", line, err, s.stderr)
	return nil
}

// end asks the server to end and waits until it has.
func (s *serving) end(t testing.TB) {
	t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("after SIGTERM: %v: %s", err, s.stderr)
	}
}

// fetchText gets a page of a server.
func (s *serving) fetchText(t testing.TB, path string) (status int, body string) {
	t.Helper()
	r, err := http.Get("http://" + s.host + path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(b)
}

// exampleBook reads the examples, or paths below the root of the module, into a
// casebook.
func exampleBook(t testing.TB, program string, paths ...string) string {
	t.Helper()
	book := filepath.Join(t.TempDir(), "t.casebook")
	if len(paths) == 0 {
		paths = []string{"examples"}
	}
	cmd := exec.Command(program, append([]string{"read", "--casebook", book}, paths...)...)
	cmd.Dir = "../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("read: %v\n%s", err, out)
	}
	return book
}

// A request that is under way when the server is told to end is answered; a
// later one is refused; the program ends with 0.
func TestServeEnds(t *testing.T) {
	t.Parallel()
	program := buildProgram(t)
	s := startServer(t, program, exampleBook(t, program), "--log", "json")
	conn, err := net.Dial("tcp", s.host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	const form = "theme=dark&return=%2Fabout"
	fmt.Fprintf(conn, "POST /preferences HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", s.host, len(form))
	answer := bufio.NewReader(conn)
	if line, err := answer.ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") { // it waits for the form
		t.Fatalf("%q, %v", line, err)
	}
	if _, err := answer.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for refused := false; !refused; { // it stops listening first
		other, err := net.DialTimeout("tcp", s.host, time.Second)
		if refused = err != nil; !refused {
			other.Close()
		}
	}
	fmt.Fprint(conn, form)
	response, err := http.ReadResponse(answer, nil)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusSeeOther || response.Header.Get("Location") != "/about" {
		t.Errorf("%s to %q", response.Status, response.Header.Get("Location"))
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("it ends with %v: %s", err, s.stderr)
	}
	var logged struct {
		Msg, Request, Method, Path string
		Status                     int
	}
	if err := json.Unmarshal(s.stderr.Bytes(), &logged); err != nil || logged.Msg != "request" || logged.Path != "/preferences" || logged.Status != 303 || logged.Request == "" {
		t.Errorf("log: %v: %s", err, s.stderr)
	}
}

// What jikenbo show --json prints is what the API gives, but for the names of
// those who made it, which are not public.
func TestServeShowsTheSame(t *testing.T) {
	t.Setenv("USER", "hanako")
	program := buildProgram(t)
	book := exampleBook(t, program)
	s := startServer(t, program, book)
	list, err := exec.Command(program, "list", "--json", "--casebook", book).Output()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(list)) {
		var c struct{ Number string }
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		shown, err := exec.Command(program, "show", "--json", "--casebook", book, c.Number).Output()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(shown), `"who":"hanako"`) {
			t.Errorf("%s: show does not tell who made it: %s", c.Number, shown)
		}
		want := strings.ReplaceAll(string(shown), `"who":"hanako"`, `"who":"an editor"`)
		if _, got := s.fetchText(t, "/api/v1/cases/"+c.Number); got != want {
			t.Errorf("%s: %s", c.Number, cmp.Diff(want, got))
		}
		n++
	}
	if n == 0 {
		t.Error("there are no examples")
	}
	s.end(t)
}

// Served to this machine only, it answers to names of this machine and those it
// is told, and no page of another site may read it.
func TestServeHosts(t *testing.T) {
	t.Parallel()
	program := buildProgram(t)
	s := startServer(t, program, exampleBook(t, program), "--host", "jikenbo.example.jp,b.example.jp")
	for host, want := range map[string]struct {
		status  int
		scripts string
	}{
		s.host: {http.StatusOK, ""}, "jikenbo.example.jp": {http.StatusOK, "*"}, "b.example.jp": {http.StatusOK, "*"}, "evil.example": {http.StatusMisdirectedRequest, ""},
	} {
		r, err := http.NewRequest(http.MethodGet, "http://"+s.host+"/api/v1/cases", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		if got.StatusCode != want.status || got.Header.Get("Access-Control-Allow-Origin") != want.scripts {
			t.Errorf("%s: %s %v", host, got.Status, got.Header)
		}
	}
	s.end(t)
	for _, args := range [][]string{{"--host", "http://a.example"}, {"--trusted-proxy", "10.0.0.0/33"}, {"--trusted-proxy", "proxy.example"}} {
		cmd := exec.Command(program, append([]string{"serve"}, args...)...)
		if out, err := cmd.CombinedOutput(); err == nil || cmd.ProcessState.ExitCode() != 2 || !strings.Contains(string(out), args[0]) {
			t.Errorf("%q: %v: %s", args, err, out)
		}
	}
}

func TestServeMetrics(t *testing.T) {
	program := buildProgram(t)
	book := exampleBook(t, program)
	s := startServer(t, program, book)
	s.fetchText(t, "/cases/2023-009?q=secret")
	status, body := s.fetchText(t, "/metrics")
	for _, want := range []string{"jikenbo_cases ", "jikenbo_http_requests_total{route=", "go_goroutines", "process_resident_memory_bytes"} {
		if status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%d, no %s in %s", status, want, body)
		}
	}
	if strings.Contains(body, "secret") {
		t.Error("metrics tell what was asked for")
	}
	s.end(t)

	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	beside := free.Addr().String()
	free.Close()
	s = startServer(t, program, book, "--metrics", beside)
	if status, _ := s.fetchText(t, "/metrics"); status != http.StatusNotFound {
		t.Errorf("with an address of their own, /metrics is %d", status)
	}
	if status, body := (&serving{host: beside}).fetchText(t, "/metrics"); status != http.StatusOK || !strings.Contains(body, "jikenbo_cases ") {
		t.Errorf("%d: %s", status, body)
	}
	s.end(t)
}
