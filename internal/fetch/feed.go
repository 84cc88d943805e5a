package fetch

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"

	"github.com/mmcdole/gofeed"

	"jikenbo"
)

// What lists in XML may have. Those found in the wild stay far below.
const (
	maxDepth      = 100 // elements in each other
	maxNamespaces = 100 // declared around one element
)

// A root is the outermost element of an XML document.
type root struct {
	name string // in lower case, without a prefix
	at   int    // where it begins, in bytes
}

var errEntities = errors.New("the list declares entities of its own, which are not expanded; have it written without")

// scanXML reads b for its root, and for what would make readers of it slow.
func scanXML(b []byte) (root, error) {
	var r root
	d := newXML(b)
	var open []int // namespaces declared by each open element
	namespaces := 0
	for {
		at := d.InputOffset()
		t, err := d.RawToken()
		if err == io.EOF {
			if len(open) > 0 {
				return r, fmt.Errorf("the list is cut off in the middle: %w", io.ErrUnexpectedEOF)
			}
			return r, nil
		}
		if err != nil {
			return r, fmt.Errorf("the list is no XML that can be read: %w", err)
		}
		switch t := t.(type) {
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("<!ENTITY")) {
				return r, errEntities
			}
		case xml.StartElement:
			if r.name == "" {
				r = root{strings.ToLower(t.Name.Local), int(at)}
			}
			n := 0
			for _, a := range t.Attr {
				if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
					n++
				}
			}
			open = append(open, n)
			namespaces += n
			if len(open) > maxDepth || namespaces > maxNamespaces {
				return r, fmt.Errorf("the list has more than %d elements in each other or %d namespaces around one", maxDepth, maxNamespaces)
			}
		case xml.EndElement:
			if len(open) > 0 {
				namespaces -= open[len(open)-1]
				open = open[:len(open)-1]
			}
		}
	}
}

// newXML reads UTF-8, whatever the document says, and forgives what feeds get
// wrong.
func newXML(b []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return d
}

// readFeed reads a feed in UTF-8 without a prologue.
func (l *list) readFeed(b []byte) error {
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("the feed cannot be read: %w", err)
	}
	lost := 0
	for _, e := range feed.Items {
		link := e.Link
		if link == "" && len(e.Links) > 0 {
			link = e.Links[0]
		}
		if link == "" && (strings.HasPrefix(e.GUID, "http://") || strings.HasPrefix(e.GUID, "https://")) {
			link = e.GUID
		}
		date := feedDate(e.Published)
		if date.IsZero() {
			date = feedDate(e.Updated)
		}
		if !l.add(Item{URL: link, Title: plain(e.Title), Published: date, GUID: e.GUID, Summary: e.Description, Content: e.Content}) {
			lost++
		}
	}
	if lost > 0 && len(l.items) == 0 {
		return fmt.Errorf("%w: the feed has %d entries, none with an http address", jikenbo.ErrEmpty, lost)
	}
	return nil
}

var tags = regexp.MustCompile(`<[/!a-zA-Z][^>]*>`)

// plain takes the markup out of a title.
func plain(s string) string { return html.UnescapeString(tags.ReplaceAllString(s, "")) }
