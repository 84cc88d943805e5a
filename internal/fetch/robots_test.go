package fetch

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestRobots(t *testing.T) {
	for _, test := range []struct {
		name, file string
		allowed    string // paths
		forbidden  string
		delay      time.Duration
	}{
		{"no rules", "", "/ /a", "", 0},
		{"all", "User-agent: *\nDisallow: /", "/robots.txt", "/ /a", 0},
		{"nothing", "User-agent: *\nDisallow:", "/ /a", "", 0},
		{"a folder", "User-agent: *\nDisallow: /a/", "/ /a /A/ /b/a/", "/a/ /a/b /a/?c", 0},
		{"the longest rule", "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c", "/a/b /a/bc", "/a /a/c /a/b/c", 0},
		{"Allow when as long", "User-agent: *\nDisallow: /a\nAllow: /a", "/a /ab", "", 0},
		{"wildcards", "User-agent: *\nDisallow: /*.pdf$\nDisallow: /a*z/\nAllow: /$", "/ /x.pdfx /x.pdf?y /az /a/z", "/x.pdf /y/x.pdf.pdf /az/ /a123z/b", 0},
		{"end", "User-agent: *\nDisallow: /a$", "/ab /a/ /a?b", "/a", 0},
		{"queries", "User-agent: *\nDisallow: /*?print=", "/a?b", "/a?print=1", 0},
		{"own group, in any case", "User-agent: *\nDisallow: /\nUser-Agent: JIKENBO\nDisallow: /own", "/a", "/own", 0},
		{"own group with a version", "User-agent: jikenbo/1.0\nDisallow: /own\n\nUser-agent: *\nDisallow: /", "/a", "/own", 0},
		{"another with the same beginning", "User-agent: jikenbo-other\nDisallow: /\nUser-agent: jiken\nDisallow: /", "/a", "", 0},
		{"groups of one robot are one", "User-agent: jikenbo\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: jikenbo\nDisallow: /b", "/c", "/a /b", 0},
		{"many robots in a group", "User-agent: x\nUser-agent: jikenbo\nUser-agent: y\nDisallow: /a\nUser-agent: z\nDisallow: /", "/b", "/a", 0},
		{"own group without rules", "User-agent: *\nDisallow: /\nUser-agent: jikenbo\nSitemap: /s", "/a", "", 0},
		{"rules before any group", "Disallow: /\nUser-agent: *\nDisallow: /a", "/b", "/a", 0},
		{"lines without meaning, comments, CR", "\ufeffnonsense\rUser-agent : * # all\r\nDisallow: /a # here\rSitemap: x\r\nHost: y", "/b", "/a", 0},
		{"percent-encoding", "User-agent: *\nDisallow: /あ\nDisallow: /%7eb\nDisallow: /c%2Fd", "/c/d", "/%E3%81%82x /%e3%81%82 /~b /c%2fd", 0},
		{"a star that is meant", "User-agent: *\nDisallow: /a%2Ab", "/axb", "/a*b /a%2ab", 0},
		{"crawl delay", "User-agent: *\nCrawl-delay: 2.5\nDisallow: /a", "/b", "/a", 2500 * time.Millisecond},
		{"crawl delay of a year", "User-agent: *\nCrawl-delay: 31536000", "/b", "", maxCrawlDelay},
		{"crawl delay that is none", "User-agent: *\nCrawl-delay: -1\nCrawl-delay: NaN\nCrawl-delay: x", "/b", "", 0},
		{"crawl delay of others", "User-agent: x\nCrawl-delay: 5\nUser-agent: *\nDisallow: /a", "/b", "/a", 0},
	} {
		r := parseRobots(test.file, "jikenbo")
		if r.delay != test.delay {
			t.Errorf("%s: delay %v, want %v", test.name, r.delay, test.delay)
		}
		for _, want := range []bool{true, false} {
			paths := test.allowed
			if !want {
				paths = test.forbidden
			}
			for path := range strings.FieldsSeq(paths) {
				u, err := url.Parse("https://www.example.jp" + path)
				must(t, err)
				if rule, ok := r.allow(u); ok != want {
					t.Errorf("%s: %s allowed is %v by %q", test.name, path, ok, rule)
				}
			}
		}
	}
}

// matchSlow matches as the words of RFC 9309 say, one character at a time.
func matchSlow(pattern, path string) bool {
	switch pattern {
	case "":
		return true
	case "$":
		return path == ""
	}
	if pattern[0] == '*' {
		return matchSlow(pattern[1:], path) || path != "" && matchSlow(pattern, path[1:])
	}
	return path != "" && pattern[0] == path[0] && matchSlow(pattern[1:], path[1:])
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /\nCrawl-delay: 3", "/a*b$", "/axb")
	f.Add("User-agent: jikenbo\nDisallow: /%zz%41", "*a*a*b", "aab")
	f.Add("\xff:\xff\r\nuser-agent:*", "/*$", "/")
	f.Add("", "a$", "ab")
	f.Fuzz(func(t *testing.T, file, pattern, path string) {
		r := parseRobots(file, "jikenbo")
		if r.delay < 0 || r.delay > maxCrawlDelay || len(r.rules) > maxRules {
			t.Fatalf("%v, %d rules", r.delay, len(r.rules))
		}
		r.allow(&url.URL{Scheme: "https", Host: "www.example.jp", Path: path})
		if again := normalPath(normalPath(path, true), true); again != normalPath(path, true) {
			t.Fatalf("%q becomes %q, and that %q", path, normalPath(path, true), again)
		}
		if len(pattern) > 12 || len(path) > 12 || strings.Contains(strings.TrimSuffix(pattern, "$"), "$") {
			return
		}
		if got, want := matchRobots(pattern, path), matchSlow(pattern, path); got != want {
			t.Fatalf("%q matches %q: %v, want %v", pattern, path, got, want)
		}
	})
}

// A robots.txt of stars and of rules is read in little time.
func TestRobotsBomb(t *testing.T) {
	path := "/" + strings.Repeat("a", 8000)
	for name, file := range map[string]string{
		"stars":  "User-agent: *\nDisallow: /" + strings.Repeat("a*", maxRobots/2-20) + "b",
		"rules":  "User-agent: *\n" + strings.Repeat("Disallow: /*a*a*a*a*a*b\n", maxRobots/24),
		"agents": strings.Repeat("User-agent: a\n", maxRobots/14),
		"colons": strings.Repeat(":", maxRobots),
	} {
		start := time.Now()
		parseRobots(file, "jikenbo").allow(&url.URL{Path: path})
		if d := time.Since(start); d > time.Second {
			t.Errorf("%s: %v", name, d)
		}
	}
}

func ExampleNormalize() {
	fmt.Println(Normalize("https://WWW.example.jp/news/../news/1.html?utm_source=feed&id=3#top"))
	// Output: https://www.example.jp/news/1.html?id=3 <nil>
}
