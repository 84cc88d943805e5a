package alert

import (
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"

	"jikenbo/internal/casebook"
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

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Link    *atomLink   `xml:"link,omitempty"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID         string       `xml:"id"`
	Title      string       `xml:"title"`
	Updated    string       `xml:"updated"`
	Link       *atomLink    `xml:"link,omitempty"`
	Categories []atomLabel  `xml:"category"`
	Content    atomContents `xml:"content"`
}

type atomLabel struct {
	Term string `xml:"term,attr"`
}

type atomContents struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// write writes the feed of these alerts, the newest first, in the place of
// that in the file: a reader sees the one or the other.
func (f *Feed) write(name, lang string, alerts []casebook.Alert) error {
	id := cmp.Or(f.URL, "jikenbo:"+name)
	out := atomFeed{
		ID:      "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, []byte(id)).String(),
		Title:   oneLine(cmp.Or(f.Title, "jikenbo "+name)),
		Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Author:  "jikenbo",
	}
	if f.URL != "" {
		out.Link = &atomLink{"self", f.URL}
	}
	for _, a := range alerts {
		var m Message
		if err := json.Unmarshal(a.Body, &m); err != nil {
			return err
		}
		t := newText(&m, lang)
		e := atomEntry{
			ID:         "urn:uuid:" + m.ID,
			Title:      t.headline,
			Updated:    m.At.UTC().Format(time.RFC3339),
			Categories: []atomLabel{{string(m.Kind)}},
			Content:    atomContents{"text", strings.Join(t.lines, "\n")},
		}
		if m.URL != "" {
			e.Link = &atomLink{"alternate", m.URL}
		}
		out.Updated = max(out.Updated, e.Updated)
		out.Entries = append(out.Entries, e)
	}
	var buf bytes.Buffer
	buf.WriteString(xml.Header)
	enc := xml.NewEncoder(&buf)
	enc.Indent("", "  ")
	if err := enc.Encode(out); err != nil {
		return err
	}
	buf.WriteByte('\n')
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
