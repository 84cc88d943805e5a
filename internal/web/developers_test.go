package web

import (
	"bytes"
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"net/http/httptest"
)

var shellLines = regexp.MustCompile(`(?s)<div class="shell"><pre tabindex="0"><code>(.*?)</code>`)

// Every line on the page can be pasted into a shell: what it asks for is there.
func TestDevelopersLinesWork(t *testing.T) {
	s, _ := exampleServer(t)
	server := httptest.NewServer(s)
	defer server.Close()
	for _, lang := range []string{"ja", "en"} {
		r, err := http.Get(server.URL + "/developers?lang=" + lang)
		if err != nil {
			t.Fatal(err)
		}
		page := string(bodyOf(t, r))
		r.Body.Close()
		lines := shellLines.FindAllStringSubmatch(page, -1)
		if len(lines) != len(s.api.all)+4 {
			t.Errorf("%d lines, want one of each of %d operations and 4", len(lines), len(s.api.all))
		}
		for _, m := range lines {
			for line := range strings.Lines(html.UnescapeString(m[1])) {
				quoted := strings.Split(line, "'")
				address := quoted[len(quoted)-2]
				answer, err := http.Get(address)
				if err != nil {
					t.Fatal(err)
				}
				body := bodyOf(t, answer)
				answer.Body.Close()
				if answer.StatusCode != http.StatusOK || len(body) == 0 || !strings.HasPrefix(address, server.URL) {
					t.Errorf("%s: %s", line, answer.Status)
				}
				if _, err := exec.LookPath("curl"); err == nil && strings.HasPrefix(line, "curl -s '") {
					if out, err := exec.CommandContext(t.Context(), "sh", "-c", line).Output(); err != nil || !bytes.Equal(out, body) {
						t.Errorf("%s: %v: %.200s", line, err, out)
					}
				}
			}
		}
		for _, c := range columns {
			if !strings.Contains(page, "<code>"+c.name+"</code>") {
				t.Errorf("%s: nothing is said of column %s", lang, c.name)
			}
		}
	}
}

// A casebook with nothing in it has the page too.
func TestDevelopersOfNothing(t *testing.T) {
	s, err := New(Options{Book: emptyBook(t)})
	if err != nil {
		t.Fatal(err)
	}
	if r := ask(s, "GET", "/developers"); r.StatusCode != http.StatusOK || !bytes.Contains(bodyOf(t, r), []byte("/api/v1/cases/2023-009")) {
		t.Errorf("%s", r.Status)
	}
	for _, target := range []string{"/feed.atom", "/feed.json", "/cases.csv", "/cases.json", "/api/v1", "/api/v1/search", "/api/v1/statistics", "/api/v1/suppliers", "/api/v1/changes", "/api/v1/cases", "/api/v1/entries"} {
		if r := ask(s, "GET", target); r.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", target, r.Status)
		}
	}
}

// Whatever has parameters tells of each of them in Japanese.
func TestParametersAreToldInJapanese(t *testing.T) {
	s, _ := exampleServer(t)
	for _, o := range s.api.all {
		for _, param := range s.api.huma.OpenAPI().Paths[apiPath+o.path].Get.Parameters {
			p := &page{Lang: "ja", server: s}
			if shown := p.parameter(param); shown.Meaning == param.Description || shown.Meaning == "" {
				t.Errorf("%s: nothing is said of %s in Japanese", o.id, param.Name)
			}
		}
		if o.summary.ja == "" || o.description.ja == "" || o.description.en == "" {
			t.Errorf("little is said of %s", o.id)
		}
	}
}

// Each example in the document is what it is an example of.
func TestExamplesAreValid(t *testing.T) {
	d, _ := describedServer(t)
	var document struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Name, In string
				Example  any
				Schema   struct{ Examples []any }
			}
		}
	}
	if err := json.Unmarshal(bodyOf(t, ask(d.server, "GET", "/api/v1/openapi.json")), &document); err != nil {
		t.Fatal(err)
	}
	var seen []string
	for path, methods := range document.Paths {
		for _, p := range methods["get"].Parameters {
			if len(p.Schema.Examples) > 0 {
				p.Example = p.Schema.Examples[0]
			}
			example, ok := p.Example.(string)
			if !ok {
				continue
			}
			seen = append(seen, p.Name)
			if p.In == "query" {
				r := ask(d.server, "GET", strings.ReplaceAll(path, "{number}", "2026-002")+"?"+url.Values{p.Name: {example}}.Encode())
				if r.StatusCode != http.StatusOK {
					t.Errorf("%s: %s=%s: %s", path, p.Name, example, r.Status)
				}
				continue
			}
			// There may be no such case, but it is asked for rightly.
			if r := ask(d.server, "GET", strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(example))); r.StatusCode == http.StatusBadRequest {
				t.Errorf("%s: %s=%s: %s", path, p.Name, example, r.Status)
			}
		}
	}
	for _, name := range []string{"number", "since", "q", "type"} {
		if !slices.Contains(seen, name) {
			t.Errorf("%s has no example: %v", name, seen)
		}
	}
}
