package fetch

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// readSitemap reads a sitemap or an index of sitemaps (sitemaps.org 0.9), with
// the titles and dates of news sitemaps.
func (l *list) readSitemap(b []byte) error {
	d := newXML(b)
	var it Item
	var text strings.Builder
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("the sitemap cannot be read: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			text.Reset()
			if t.Name.Local == "url" || t.Name.Local == "sitemap" {
				it = Item{Sitemap: t.Name.Local == "sitemap"}
			}
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			switch t.Name.Local {
			case "loc":
				if it.URL == "" { // images have one too
					it.URL = text.String()
				}
			case "lastmod":
				if it.Published.IsZero() {
					it.Published = feedDate(text.String())
				}
			case "publication_date": // of news: goes before the last change
				if date := feedDate(text.String()); !date.IsZero() {
					it.Published = date
				}
			case "title":
				it.Title = text.String()
			case "url", "sitemap":
				l.add(it)
			}
			text.Reset()
		}
	}
}
