package jikenbo

import (
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"strings"
	"time"
)

// Notice is one published document as it was found. Its Bytes never change;
// its Text can be derived from them and Declared again at any time.
type Notice struct {
	SHA256   string    // of Bytes, in lower-case hexadecimal: the notice's name
	Source   string    // where it came from: a path or address as given, or - for standard input
	Fetched  time.Time // when it was read
	Bytes    []byte
	Declared string // the Content-Type that came with Bytes; "" if none did
	Text     string // what Bytes say, as UTF-8; spans point into it
	Charset  string // of Bytes: utf-8, shift_jis, euc-jp, iso-2022-jp, utf-16le, utf-16be, …; "" where the format has none
	Type     string // the media type Bytes were read as, such as text/html
	Reader   string // the rules that made Text of Bytes, with their version, such as "html 1"
	Markup
	Capture *Capture // how Bytes came from an address; nil if they did not
}

// Markup is what the markup or the metadata of a document states, apart from
// its text. Every field may be zero.
type Markup struct {
	Title     string   `json:"title,omitempty"`
	Published Date     `json:"published,omitzero"`
	Author    string   `json:"author,omitempty"`
	Canonical string   `json:"canonical,omitempty"` // the address the document gives as its own, absolute
	Deleted   []string `json:"deleted,omitempty"`   // passages marked as deleted, which are no part of the text
	Remarks   []string `json:"remarks,omitempty"`   // what a reader of the text should know, such as "vertical writing"
}

// Capture is how a page came from its address: with the bytes of the notice,
// all that a WARC file of it needs.
type Capture struct {
	URL       string // asked for
	Final     string // where the last redirect led, URL if there was none
	Redirects []Redirect
	At        time.Time  // when the last request was sent
	Remote    netip.Addr // of the server; invalid if it is not known
	Status    int
	Request   []byte // head of the last request as sent: the line, the fields and an empty line
	Response  []byte // head of the last response as received, likewise
}

// Redirect is one step on the way to a page.
type Redirect struct {
	URL    string `json:"url"` // that answered with the redirect
	Status int    `json:"status"`
	To     string `json:"to"`
}

// Downgrade reports whether the step gave up encryption: whoever stands
// between could have changed what came after it.
func (r Redirect) Downgrade() bool {
	return strings.HasPrefix(r.URL, "https:") && strings.HasPrefix(r.To, "http:")
}

// Hash names bytes as notices are named: by SHA-256 in lower-case hexadecimal.
func Hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// EntryRef names one entry of one notice.
type EntryRef struct {
	Notice string `json:"notice"` // SHA-256
	Source string `json:"source"`
	Entry  int    `json:"entry"` // 1-based
	Start  int    `json:"start"` // byte offset of the entry in the notice's text
	End    int    `json:"end"`   // exclusive
}
