package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"jikenbo/internal/nodetest"
)

// Bounds of TestPageSpeed where it is asked for.
const (
	pagesASecond = 1000
	slowestOf99  = 50 * time.Millisecond
	connections  = 64
)

var (
	wrkRate    = regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`)
	wrkSlowest = regexp.MustCompile(`99%\s+([0-9.]+[mu]?s)`)
)

// TestPageSpeed asks for pages of cases with 64 connections from a server that
// has one core: one page again and again, and all of them in a random order.
// Every answer must be a page. With JIKENBO_WRK, the seconds of each run, it
// fails below 1,000 pages a second, or where one of a hundred takes 50 ms.
func TestPageSpeed(t *testing.T) {
	nodetest.Need(t, "the speed of pages is measured", "wrk")
	seconds, bound := 1, os.Getenv("JIKENBO_WRK") != ""
	if bound {
		var err error
		if seconds, err = strconv.Atoi(os.Getenv("JIKENBO_WRK")); err != nil {
			t.Fatal(err)
		}
	}
	program := buildProgram(t)
	t.Setenv("GOMAXPROCS", "1")
	s := startServer(t, program, exampleBook(t, program, "examples", "testdata/notices"))
	var all struct {
		Items []struct{ Number string }
	}
	if _, body := s.fetchText(t, "/api/v1/cases?limit=200"); json.Unmarshal([]byte(body), &all) != nil || len(all.Items) == 0 {
		t.Fatal("there are no cases")
	}
	var paths []string
	for _, c := range all.Items {
		paths = append(paths, "/cases/"+c.Number)
	}
	for name, paths := range map[string][]string{"one page": paths[:1], "all pages": paths} {
		t.Run(name, func(t *testing.T) {
			list := filepath.Join(t.TempDir(), "paths")
			if err := os.WriteFile(list, []byte(strings.Join(paths, "\n")+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.CommandContext(t.Context(), "wrk", "-t", "1", "-c", fmt.Sprint(connections), "-d", fmt.Sprintf("%ds", seconds),
				"--latency", "-s", "testdata/wrk.lua", "http://"+strings.Replace(s.host, "localhost", "127.0.0.1", 1), "--", list).CombinedOutput()
			if err != nil || strings.Contains(string(out), "Non-2xx") || strings.Contains(string(out), "Socket errors") {
				t.Fatalf("%v\n%s", err, out)
			}
			rate, slowest := wrkRate.FindSubmatch(out), wrkSlowest.FindSubmatch(out)
			if rate == nil || slowest == nil {
				t.Fatalf("wrk says\n%s", out)
			}
			perSecond, err1 := strconv.ParseFloat(string(rate[1]), 64)
			p99, err2 := time.ParseDuration(string(slowest[1]))
			if err1 != nil || err2 != nil {
				t.Fatalf("%v, %v\n%s", err1, err2, out)
			}
			t.Logf("%d pages: %.0f a second, 99%% within %v", len(paths), perSecond, p99)
			if bound && (perSecond < pagesASecond || p99 >= slowestOf99) {
				t.Errorf("want %d a second, 99%% within %v", pagesASecond, slowestOf99)
			}
		})
	}
	s.end(t)
}
