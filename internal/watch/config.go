package watch

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"jikenbo/internal/alert"
)

// Example is a file of a watch with comments, which [Load] takes.
//
//go:embed example.yaml
var Example string

// Config is what a file of a watch says.
type Config struct {
	Sources    []Source          `yaml:"sources"`
	Watchlists []alert.Watchlist `yaml:"watchlists"`
	Channels   []alert.Channel   `yaml:"channels"`
	UserAgent  string            `yaml:"user_agent"` // as in [fetch.Client]
	Allow      []string          `yaml:"allow"`      // likewise
}

// Source is a place that lists pages, or a page itself.
type Source struct {
	Name     string        `yaml:"name"`
	URL      string        `yaml:"url"`
	Kind     Kind          `yaml:"kind"`
	Interval time.Duration `yaml:"interval"` // 0 for defaultInterval
	Include  []pattern     `yaml:"include"`  // of addresses and titles: one of these must occur, unless there are none
	Exclude  []pattern     `yaml:"exclude"`  // likewise: none of these may
}

// Kind is what a source is.
type Kind string

// The kinds of sources. Feeds, indexes and sitemaps are told apart by what they
// are; to name one means that nothing else is taken for it.
const (
	Auto    Kind = "auto" // or ""
	Feed    Kind = "feed"
	Index   Kind = "index" // a page with links to notices
	Sitemap Kind = "sitemap"
	Page    Kind = "page" // one that is itself to be watched, and is not screened
)

var kinds = []Kind{Auto, Feed, Index, Sitemap, Page}

const (
	defaultInterval = 30 * time.Minute
	leastInterval   = time.Minute
)

// pattern is a regular expression (RE2).
type pattern struct{ *regexp.Regexp }

// UnmarshalYAML compiles the expression.
func (p *pattern) UnmarshalYAML(n *yaml.Node) error {
	var s string
	err := n.Decode(&s)
	if err == nil {
		p.Regexp, err = regexp.Compile(s)
	}
	if err != nil {
		return fmt.Errorf("line %d: %w", n.Line, err)
	}
	return nil
}

// maxConfig is how many bytes a file may have.
const maxConfig = 4 << 20

// Load reads the file of a watch.
func Load(path string) (*Config, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxConfig+1))
	if err == nil && len(b) > maxConfig {
		err = fmt.Errorf("it is larger than %d bytes", maxConfig)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	c, err := parse(b)
	if err != nil {
		faults := strings.ReplaceAll(err.Error(), "\n", "; ")
		return nil, fmt.Errorf("%s: %s; jikenbo watch --example shows how such a file is written", path, faults)
	}
	return c, nil
}

func parse(b []byte) (*Config, error) {
	c := &Config{}
	dec := yaml.NewDecoder(bytes.NewReader(b))
	dec.KnownFields(true)
	if err := dec.Decode(c); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	var errs []error
	if len(c.Sources) == 0 {
		errs = append(errs, errors.New("sources: there is none"))
	}
	seen := make(map[string]bool)
	for i := range c.Sources {
		s := &c.Sources[i]
		bad := func(format string, args ...any) {
			errs = append(errs, fmt.Errorf("source %q: "+format, append([]any{s.Name}, args...)...))
		}
		if s.Name == "" || seen[s.Name] {
			bad("number %d: give it a name of its own", i+1)
		}
		seen[s.Name] = true
		if u, err := url.Parse(s.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			bad("url: %q is no http or https address", s.URL)
		}
		if s.Kind == "" {
			s.Kind = Auto
		}
		if !slices.Contains(kinds, s.Kind) {
			bad("kind: %q is unknown; write one of %v", s.Kind, kinds)
		}
		if s.Interval == 0 {
			s.Interval = defaultInterval
		}
		if s.Interval < leastInterval {
			bad("interval: %v is less than %v", s.Interval, leastInterval)
		}
	}
	errs = append(errs, alert.CheckChannels(c.Channels))
	_, err := c.Rules()
	return c, errors.Join(append(errs, err)...)
}

// Rules gives the watchlists in the form in which they are asked.
func (c *Config) Rules() (*alert.Rules, error) {
	var channels []string
	for _, ch := range c.Channels {
		channels = append(channels, ch.Name)
	}
	return alert.NewRules(c.Watchlists, channels)
}

// excluded says why a page is not wanted, "" if it is.
func (s *Source) excluded(address, title string) string {
	occurs := func(p pattern) bool { return p.MatchString(address) || p.MatchString(title) }
	if i := slices.IndexFunc(s.Exclude, occurs); i >= 0 {
		return "exclude: " + s.Exclude[i].String()
	}
	if len(s.Include) > 0 && !slices.ContainsFunc(s.Include, occurs) {
		return "include: none occurs"
	}
	return ""
}
