// Package feed writes lists of entries as feeds that any reader takes: Atom
// (RFC 4287) and JSON Feed 1.1.
package feed

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"time"
)

// Feed is a list of entries, in the order in which they are written. ID, Title
// and Author must be set.
type Feed struct {
	ID       string // an absolute URI that stays the same
	Title    string
	Author   string
	Language string // a BCP 47 tag; "" leaves it out
	Self     string // the address of the feed; "" leaves it out
	Home     string // the address of what it lists; "" leaves it out
	Entries  []Entry
}

// Entry is one entry of a feed. ID, Title and Updated must be set.
type Entry struct {
	ID         string // an absolute URI that stays the same
	Title      string
	URL        string // where to read on; "" leaves it out
	Published  time.Time
	Updated    time.Time
	Categories []string
	Text       string // plain text
}

// updated is when the last of the entries was, the beginning of 1970 if there
// are none.
func (f *Feed) updated() time.Time {
	last := time.Unix(0, 0)
	for _, e := range f.Entries {
		if e.Updated.After(last) {
			last = e.Updated
		}
	}
	return last
}

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language string      `xml:"xml:lang,attr,omitempty"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Updated  string      `xml:"updated"`
	Author   string      `xml:"author>name"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID         string      `xml:"id"`
	Title      string      `xml:"title"`
	Published  string      `xml:"published,omitempty"`
	Updated    string      `xml:"updated"`
	Links      []atomLink  `xml:"link"`
	Categories []atomLabel `xml:"category"`
	Content    atomText    `xml:"content"`
}

type atomLabel struct {
	Term string `xml:"term,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// Atom writes the feed as Atom.
func (f *Feed) Atom(w io.Writer) error {
	out := atomFeed{Language: f.Language, ID: f.ID, Title: OneLine(f.Title), Updated: stamp(f.updated()), Author: f.Author}
	out.Links = links("self", f.Self, "alternate", f.Home)
	for _, e := range f.Entries {
		entry := atomEntry{
			ID: e.ID, Title: OneLine(e.Title), Published: stamp(e.Published), Updated: stamp(e.Updated),
			Links: links("alternate", e.URL), Content: atomText{"text", e.Text},
		}
		for _, c := range e.Categories {
			entry.Categories = append(entry.Categories, atomLabel{OneLine(c)})
		}
		out.Entries = append(out.Entries, entry)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// links gives those of pairs of a relation and an address that have one.
func links(pairs ...string) (all []atomLink) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			all = append(all, atomLink{pairs[i], pairs[i+1]})
		}
	}
	return all
}

type jsonFeed struct {
	Version  string       `json:"version"`
	Title    string       `json:"title"`
	Home     string       `json:"home_page_url,omitempty"`
	Self     string       `json:"feed_url,omitempty"`
	Authors  []jsonAuthor `json:"authors"`
	Language string       `json:"language,omitempty"`
	Items    []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published,omitempty"`
	Modified  string   `json:"date_modified"`
	Tags      []string `json:"tags,omitempty"`
}

// JSON writes the feed as JSON Feed 1.1, which has no place for its ID.
func (f *Feed) JSON(w io.Writer) error {
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: OneLine(f.Title), Home: f.Home, Self: f.Self,
		Authors: []jsonAuthor{{f.Author}}, Language: f.Language, Items: []jsonItem{},
	}
	for _, e := range f.Entries {
		out.Items = append(out.Items, jsonItem{e.ID, e.URL, OneLine(e.Title), e.Text, stamp(e.Published), stamp(e.Updated), e.Categories})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// stamp writes a time as both forms want it (RFC 3339), "" for the zero time.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
