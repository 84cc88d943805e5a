package alert

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/uuid"

	"jikenbo/internal/casebook"
	"jikenbo/internal/feed"
)

// Feed writes messages into a file as an Atom feed (RFC 4287), the newest
// first.
type Feed struct {
	Path  string `yaml:"path"`
	Title string `yaml:"title"` // "" for one of our own
	URL   string `yaml:"url"`   // where the file is published; "" if it is not
}

// feedEntries is how many messages a feed holds.
const feedEntries = 100

func (f *Feed) check() error {
	if f.Path == "" {
		return errors.New("feed: path: name the file")
	}
	return nil
}

// write writes the feed of these alerts, the newest first, in the place of
// that in the file: a reader sees the one or the other.
func (f *Feed) write(name, lang string, alerts []casebook.Alert) error {
	id := cmp.Or(f.URL, "jikenbo:"+name)
	out := feed.Feed{
		ID:    "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, []byte(id)).String(),
		Title: cmp.Or(f.Title, "jikenbo "+name), Author: "jikenbo", Self: f.URL,
	}
	for _, a := range alerts {
		var m Message
		if err := json.Unmarshal(a.Body, &m); err != nil {
			return err
		}
		t := newText(&m, lang)
		out.Entries = append(out.Entries, feed.Entry{
			ID: "urn:uuid:" + m.ID, Title: t.headline, URL: m.URL, Updated: m.At, Categories: []string{string(m.Kind)}, Text: strings.Join(t.lines, "\n"),
		})
	}
	var buf bytes.Buffer
	if err := out.Atom(&buf); err != nil {
		return err
	}
	return replace(f.Path, buf.Bytes())
}

// replace puts b in the place of a file, at once and for good.
func replace(path string, b []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // of no effect after Rename
	_, err = tmp.Write(b)
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Sync(), tmp.Close())
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
