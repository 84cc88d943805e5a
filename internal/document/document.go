// Package document turns the bytes of a notice, in whatever format and
// charset it was published, into one text.
package document

import (
	"context"
	"mime"
	"slices"
	"strings"

	"jikenbo"
)

// Document is what the bytes of a notice say, as one text.
type Document struct {
	Text      string       // UTF-8; spans point into it
	Type      string       // the media type the bytes were read as, such as text/html
	Charset   string       // of the bytes, as in [jikenbo.Notice]; "" where the format has none, as PDF
	Reader    string       // the rules that made Text of the bytes, with their version, such as "html 1"
	Title     string       // as the markup or metadata states it, "" if it does not
	Published jikenbo.Date // as the markup or metadata states it, zero if it does not
	Author    string       // likewise
	Canonical string       // the address the document gives as its own, absolute; "" if it gives none
	Deleted   []string     // passages marked as deleted, which are no part of Text
	Remarks   []string     // what a reader of Text should know, such as "vertical writing"
}

// Fill sets what n has of a document.
func (d *Document) Fill(n *jikenbo.Notice) {
	n.Text, n.Type, n.Charset, n.Reader = d.Text, d.Type, d.Charset, d.Reader
	n.Markup = jikenbo.Markup{Title: d.Title, Published: d.Published, Author: d.Author, Canonical: d.Canonical, Deleted: d.Deleted, Remarks: d.Remarks}
}

// A format reads documents of one media type.
type format struct {
	mediaType string
	reader    string // with its version, which grows when the same bytes give another text
	// is reports whether b is such a document; declared is the media type
	// that came with b, without parameters.
	is   func(b []byte, declared string) bool
	read func(ctx context.Context, b []byte, declared contentType) (Document, error)
}

// formats are asked in order; the last takes what is left.
var formats = []format{
	{"application/pdf", "pdf 1", isPDF, readPDF},
	{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx 1", isDOCX, quick(readDOCX)},
	{"message/rfc822", "mail 1", isMail, readMail},
	{"text/html", "html 1", isHTML, quick(readHTML)},
	{"text/markdown", "markdown 1", isMarkdown, quick(readMarkdown)},
	{"text/plain", "plain 1", func([]byte, string) bool { return true }, quick(readPlain)},
}

// quick makes a reader of one that takes no time to speak of.
func quick(read func([]byte, contentType) (Document, error)) func(context.Context, []byte, contentType) (Document, error) {
	return func(_ context.Context, b []byte, declared contentType) (Document, error) { return read(b, declared) }
}

// contentType is what came with the bytes about them.
type contentType struct {
	mediaType string // in lower case, "" if nothing came
	charset   string // as declared, in lower case, "" if it is not
}

// Read reads b, a notice. declared is the Content-Type its server or mail gave
// it, or one that its file name stands for; "" if there was none. What the
// bytes themselves say goes before what was declared.
//
// The Document depends on b and declared alone, so the same bytes give the
// same text at any time, as long as Reader is the same.
//
// Errors are those of [Text]: [jikenbo.ErrEmpty] for a document without text
// (a scanned PDF says so), [jikenbo.ErrNotText] for what cannot be read, and
// [jikenbo.ErrTooLarge] for what has more pages, parts or elements than are read
// or takes too long.
func Read(b []byte, declared string) (Document, error) {
	return ReadContext(context.Background(), b, declared)
}

// ReadContext is [Read], given up with the error of ctx when that ends: a PDF at
// once, what takes no time to speak of at its end.
func ReadContext(ctx context.Context, b []byte, declared string) (Document, error) {
	if err := ctx.Err(); err != nil {
		return Document{}, err
	}
	ct := parseContentType(declared)
	for _, f := range formats {
		if !f.is(b, ct.mediaType) {
			continue
		}
		d, err := f.read(ctx, b, ct)
		if err == nil {
			err = ctx.Err() // a part may have been given up
		}
		if err != nil {
			return Document{}, err
		}
		d.Type, d.Reader = f.mediaType, f.reader
		return d, nil
	}
	panic("unreachable: plain text takes what is left")
}

// Reads reports whether documents of a Content-Type can be read; "" may be any.
func Reads(declared string) bool {
	t := parseContentType(declared).mediaType
	return t == "" || t == "application/xhtml+xml" || t == "application/octet-stream" || slices.ContainsFunc(formats, func(f format) bool { return f.mediaType == t })
}

func parseContentType(s string) contentType {
	t, params, err := mime.ParseMediaType(s)
	if err != nil { // careless servers; the type stands before the first semicolon all the same
		t, _, _ = strings.Cut(s, ";")
	}
	return contentType{strings.ToLower(strings.TrimSpace(t)), strings.ToLower(strings.TrimSpace(params["charset"]))}
}

func readPlain(b []byte, _ contentType) (Document, error) {
	text, charset, err := Text(b)
	return Document{Text: text, Charset: charset}, err
}
