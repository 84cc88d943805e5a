package main

import (
	"bufio"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"jikenbo"
	"jikenbo/internal/fetch"
)

var update = flag.Bool("u", false, "rewrite the golden files of the scripts")

func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"jikenbo": main})
}

// tests are all tests, with what is removed after them.
type tests struct{ m *testing.M }

// builtIn is the folder of the program that some tests build, "" if none has.
var builtIn string

func (t tests) Run() int {
	code := t.m.Run()
	if builtIn != "" {
		if err := os.RemoveAll(builtIn); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return max(code, 1)
		}
	}
	return code
}

// TestScript runs the program as testdata/script/*.txtar say, each in an empty
// folder with a home of its own. $ROOT is the root of the module.
func TestScript(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("ROOT", root)
			env.Setenv("USER", "tester")
			env.Setenv("LANG", "en_US.UTF-8")
			env.Setenv("JIKENBO_CASEBOOK", filepath.Join(env.WorkDir, "book.casebook"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"fill":  fill,
			"bytes": writeBytes,
			"fifo":  fifo,
			"lines": lines,
			"exit":  exit,
			"sql":   execSQL,
			"mask":  mask,
			"serve": serve,
			"warc":  writeArchive,
		},
	})
}

// fill FILE N TEXT writes TEXT over and over until FILE has N bytes.
func fill(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	var n int
	_, err = fmt.Sscan(args[1], &n)
	ts.Check(err)
	w := bufio.NewWriter(f)
	for ; n >= len(args[2]); n -= len(args[2]) {
		w.WriteString(args[2])
	}
	ts.Check(w.Flush())
}

// bytes FILE HEX… writes bytes.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	var b []byte
	for _, arg := range args[1:] {
		for i := 0; i < len(arg); i += 2 {
			var c byte
			_, err := fmt.Sscanf(arg[i:i+2], "%02x", &c)
			ts.Check(err)
			b = append(b, c)
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o644))
}

// fifo FILE makes a pipe.
func fifo(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(syscall.Mkfifo(ts.MkAbs(args[0]), 0o644))
}

// lines FILE N wants N lines in a file, stdout or stderr.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	var want int
	_, err := fmt.Sscan(args[1], &want)
	ts.Check(err)
	if got := strings.Count(ts.ReadFile(args[0]), "\n"); (got == want) == neg {
		ts.Fatalf("%s has %d lines", args[0], got)
	}
}

// warc FILE PAGE… writes a web archive of pages.
func writeArchive(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	w := fetch.WARCWriter{W: f}
	for _, name := range args[1:] {
		body := []byte(ts.ReadFile(name))
		head := fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n", len(body))
		ts.Check(w.Write(fetch.Exchange{
			URL: "https://www.example.jp/" + name, At: time.Date(2024, 6, 3, 1, 2, 3, 0, time.UTC),
			Head: head, Body: body,
		}))
	}
}

var moment = regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d`)

// mask FILE writes the output of the last command to a file, without the
// moments at which things were done.
func mask(ts *testscript.TestScript, _ bool, args []string) {
	masked := moment.ReplaceAllString(ts.ReadFile("stdout"), "YYYY-MM-DD hh:mm")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(masked), 0o644))
}

// serve DIR FILE… serves a folder on loopback, sets SITE to its address and
// writes that for $SITE in the files.
func serve(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := os.ReadFile(filepath.Join(dir, filepath.Clean("/"+r.URL.Path)))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("ETag", `"`+jikenbo.Hash(b)+`"`)
		if r.Header.Get("If-None-Match") == w.Header().Get("ETag") {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(filepath.Ext(r.URL.Path)))
		w.Write(b)
	}))
	ts.Defer(server.Close)
	ts.Setenv("SITE", server.URL)
	for _, name := range args[1:] {
		b := strings.ReplaceAll(ts.ReadFile(name), "$SITE", server.URL)
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(b), 0o644))
	}
}

// exit N COMMAND… runs a command and wants that exit code.
func exit(ts *testscript.TestScript, _ bool, args []string) {
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		failed, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		code = failed.ExitCode()
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// sql FILE STATEMENT… changes an SQLite file behind the program's back.
func execSQL(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	for _, statement := range args[1:] {
		_, err := db.Exec(statement)
		ts.Check(err)
	}
}
