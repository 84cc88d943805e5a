package document

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"net/mail"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"jikenbo"

	"github.com/emersion/go-message"
	"golang.org/x/text/encoding/htmlindex"
)

// What one mail may have.
const (
	maxMailParts = 200
	maxMailDepth = 8 // of parts within parts and mails within mails
)

// isMail reports whether b was declared as a mail or has the header of one.
func isMail(b []byte, declared string) bool {
	if declared == "message/rfc822" || declared == "application/mbox" {
		return true
	}
	seen := map[string]bool{}
	for line := range bytes.Lines(b[:min(len(b), 64<<10)]) {
		line = bytes.TrimRight(line, "\r\n")
		name, _, isField := bytes.Cut(line, []byte(":"))
		switch {
		case len(line) == 0:
			return seen["from"] && seen["date"] && (seen["message-id"] || seen["received"] || seen["mime-version"] || seen["content-type"])
		case line[0] == ' ' || line[0] == '\t':
			if len(seen) == 0 {
				return false
			}
		case isField && fieldName(bytes.TrimRight(name, " \t")):
			seen[strings.ToLower(string(bytes.TrimRight(name, " \t")))] = true
		case bytes.HasPrefix(line, []byte("From ")) && len(seen) == 0:
		default:
			return false
		}
	}
	return false
}

// fieldName reports whether b is a name as in RFC 5322, 2.2.
func fieldName(b []byte) bool {
	for _, c := range b {
		if c <= ' ' || c >= 0x7F {
			return false
		}
	}
	return len(b) > 0 && len(b) < 80
}

// readMail reads a mail (RFC 5322, MIME): its subject, if the body does not
// begin with it, the body, and behind it the text of its attachments and of the
// mails it forwards. Attachments that are not read are remarks. Published is
// the date of the mail in Japan.
func readMail(ctx context.Context, b []byte, _ contentType) (Document, error) {
	if bytes.HasPrefix(b, []byte("From ")) {
		n := 0
		for m := range Mails(b) {
			if n++; n > 1 {
				return Document{}, fmt.Errorf("%w: an mbox of several mails; save each as a file of its own, or the mbox under a name that ends in .mbox", jikenbo.ErrNotText)
			}
			b = m
		}
	}
	r := mailReader{ctx: ctx}
	d, err := r.read(b, 0)
	if err != nil {
		return Document{}, err
	}
	d.Remarks = r.remarks
	if strings.TrimSpace(d.Text) == "" {
		return Document{}, fmt.Errorf("%w: a mail without text", jikenbo.ErrEmpty)
	}
	return d, nil
}

type mailReader struct {
	ctx     context.Context //nolint:containedctx // of the one mail that it reads
	parts   int
	remarks []string
}

// read reads a mail, for nested ones too.
func (r *mailReader) read(b []byte, depth int) (Document, error) {
	e, err := message.Read(bytes.NewReader(cleanHeader(b)))
	if err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		return Document{}, fmt.Errorf("%w: a broken mail (%v)", jikenbo.ErrNotText, err)
	}
	var d Document
	d.Title = decodeHeader(e.Header.Get("Subject"))
	d.Author = sender(decodeHeader(e.Header.Get("From")))
	if t, err := mail.ParseDate(e.Header.Get("Date")); err == nil {
		d.Published = jikenbo.DateOf(t)
	}
	body := r.part(e, depth)
	d.Charset, d.Canonical, d.Deleted = body.Charset, body.Canonical, body.Deleted
	d.Text = body.Text
	if d.Title != "" && !startsWith(body.Text, d.Title) {
		d.Text = d.Title + "\n\n" + body.Text
	}
	return d, nil
}

// startsWith reports whether title stands in the first lines of text, but for
// white space.
func startsWith(text, title string) bool {
	squeeze := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, s)
	}
	head := text[:min(len(text), 4*len(title)+400)]
	return strings.Contains(squeeze(head), squeeze(title))
}

// part gives the text of a part and those in it.
func (r *mailReader) part(e *message.Entity, depth int) Document {
	if r.parts++; r.parts > maxMailParts || depth > maxMailDepth {
		if len(r.remarks) == 0 || !strings.HasPrefix(r.remarks[len(r.remarks)-1], "parts") {
			r.remarks = append(r.remarks, fmt.Sprintf("parts beyond %d, or deeper than %d, are not read", maxMailParts, maxMailDepth))
		}
		return Document{}
	}
	mediaType, params, err := e.Header.ContentType()
	if err != nil || mediaType == "" {
		mediaType = "text/plain"
	}
	mediaType = strings.ToLower(mediaType)
	if mr := e.MultipartReader(); mr != nil {
		var docs []Document
		var types []string
		for r.parts <= maxMailParts {
			p, err := mr.NextPart()
			if err != nil && (p == nil || !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err)) {
				if !errors.Is(err, io.EOF) {
					r.remarks = append(r.remarks, fmt.Sprintf("a part is broken (%v); what follows is not read", err))
				}
				break
			}
			t, _, _ := p.Header.ContentType()
			docs, types = append(docs, r.part(p, depth+1)), append(types, strings.ToLower(t))
		}
		if mediaType == "multipart/alternative" {
			return alternative(docs, types)
		}
		return joinParts(docs)
	}
	b, err := io.ReadAll(e.Body)
	if err != nil {
		r.remarks = append(r.remarks, fmt.Sprintf("a part ends early (%v)", err))
	}
	disposition, dispositionParams, _ := e.Header.ContentDisposition()
	name := decodeHeader(dispositionParams["filename"])
	if name == "" {
		name = decodeHeader(params["name"])
	}
	return r.leaf(b, mediaType, params, name, strings.EqualFold(disposition, "attachment"), depth)
}

// leaf reads the bytes of a part without parts.
func (r *mailReader) leaf(b []byte, mediaType string, params map[string]string, name string, attached bool, depth int) Document {
	ct := contentType{mediaType, strings.ToLower(params["charset"])}
	var d Document
	var err error
	switch extension := strings.ToLower(path.Ext(name)); {
	case len(bytes.TrimSpace(b)) == 0:
		return d
	case mediaType == "message/rfc822" || extension == ".eml":
		if depth >= maxMailDepth {
			r.remarks = append(r.remarks, "a mail within a mail is too deep to be read")
			return d
		}
		d, err = r.read(b, depth+1)
	case isPDF(b, mediaType):
		d, err = readPDF(r.ctx, b, ct)
	case isDOCX(b, mediaType):
		d, err = readDOCX(b, ct)
	case mediaType == "text/html" || extension == ".html" || extension == ".htm":
		ct.mediaType = "text/html"
		d, err = readHTML(b, ct)
	case mediaType == "text/markdown" || extension == ".md":
		d, err = readMarkdown(b, ct)
	case mediaType == "text/plain" || extension == ".txt":
		if d.Text, d.Charset, err = plainPart(b, ct.charset); err == nil && strings.EqualFold(params["format"], "flowed") {
			d.Text = unflow(d.Text, strings.EqualFold(params["delsp"], "yes"))
		}
	default:
		if attached || name != "" {
			err = fmt.Errorf("%s is not read", mediaType)
		}
	}
	if err != nil && !errors.Is(err, jikenbo.ErrEmpty) || err != nil && name != "" {
		if name == "" {
			name = "a part"
		}
		r.remarks = append(r.remarks, fmt.Sprintf("%s: %v", clean(name), err))
		return Document{}
	}
	for _, remark := range d.Remarks {
		r.remarks = append(r.remarks, strings.TrimPrefix(clean(name)+": "+remark, ": "))
	}
	return d
}

// plainPart reads text. The bytes say in which charset it is; where they leave
// it open, what was declared does.
func plainPart(b []byte, declared string) (text, charset string, err error) {
	if text, charset, err = Text(b); err == nil || errors.Is(err, jikenbo.ErrEmpty) || declared == "" {
		return text, charset, err
	}
	if enc, e := htmlindex.Get(declared); e == nil {
		if out, e := enc.NewDecoder().Bytes(b); e == nil && !bytes.ContainsRune(out, utf8.RuneError) && bytes.IndexByte(out, 0) < 0 {
			return string(out), declared, nil
		}
	}
	return text, charset, err
}

// alternative chooses among parts that say the same: plain text, unless it only
// says that there is more in another.
func alternative(docs []Document, types []string) Document {
	size := func(d Document) int { return utf8.RuneCountInString(strings.TrimSpace(d.Text)) }
	best := -1
	for i, d := range docs {
		switch {
		case size(d) == 0:
		case best < 0, size(d) > 3*size(docs[best]) && size(docs[best]) < 300:
			best = i
		case types[i] == "text/plain" && types[best] != "text/plain" && (size(docs[best]) <= 3*size(d) || size(d) >= 300):
			best = i
		}
	}
	if best < 0 {
		return Document{}
	}
	return docs[best]
}

// joinParts puts the texts of parts one behind the other.
func joinParts(docs []Document) Document {
	var d Document
	for _, p := range docs {
		if strings.TrimSpace(p.Text) == "" {
			continue
		}
		if d.Text == "" {
			d.Charset, d.Canonical = p.Charset, p.Canonical
		} else {
			d.Text = strings.TrimRight(d.Text, "\r\n") + "\n\n"
		}
		d.Text += p.Text
		d.Deleted = append(d.Deleted, p.Deleted...)
	}
	return d
}

// unflow joins the lines of text/plain; format=flowed (RFC 3676, 4).
func unflow(text string, delSp bool) string {
	var b strings.Builder
	open, depth := false, 0 // whether the line before goes on, and how often it is quoted
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		quotes := len(line) - len(strings.TrimLeft(line, ">"))
		line = strings.TrimPrefix(line[quotes:], " ")
		signature := line == "-- "
		if open && (quotes != depth || signature) {
			b.WriteByte('\n')
			open = false
		}
		if !open {
			b.WriteString(strings.Repeat(">", quotes))
			if quotes > 0 {
				b.WriteByte(' ')
			}
		}
		open, depth = strings.HasSuffix(line, " ") && !signature, quotes
		if open && delSp {
			line = line[:len(line)-1]
		}
		b.WriteString(line)
		if !open {
			b.WriteByte('\n')
		}
	}
	if open {
		b.WriteByte('\n')
	}
	return b.String()
}

// cleanHeader drops lines of the header that are no fields, such as the first
// of a mail in an mbox.
func cleanHeader(b []byte) []byte {
	var out []byte
	field := false
	for len(b) > 0 {
		n := bytes.IndexByte(b, '\n') + 1
		if n == 0 {
			n = len(b)
		}
		line := b[:n]
		trimmed := bytes.TrimRight(line, "\r\n")
		if len(trimmed) == 0 {
			if len(out) > 0 {
				break
			}
			b = b[n:] // empty lines before the header
			continue
		}
		if line[0] != ' ' && line[0] != '\t' {
			name, _, ok := bytes.Cut(trimmed, []byte(":"))
			field = ok && fieldName(bytes.TrimRight(name, " \t"))
			if field && len(name) < len(trimmed) && name[len(name)-1] <= ' ' { // Subject : …
				line = append(append(bytes.TrimRight(bytes.Clone(name), " \t"), ':'), line[len(name)+1:]...)
			}
		}
		if field {
			out = append(out, line...)
		}
		b = b[n:]
	}
	if len(b) == 0 {
		out = append(out, "\r\n"...)
	}
	return append(out, b...)
}

// sender gives the name of a From field, its address if there is none.
func sender(s string) string {
	name, address, ok := strings.Cut(s, "<")
	if name = strings.Trim(strings.TrimSpace(name), `"`); name != "" || !ok {
		return name
	}
	address, _, _ = strings.Cut(address, ">")
	return strings.TrimSpace(address)
}

var encodedWord = regexp.MustCompile(`=\?([A-Za-z0-9_.:-]+)(?:\*[A-Za-z-]+)?\?([BbQq])\?([^?\r\n]*)\?=`)

// decodeHeader reads the encoded words of a field (RFC 2047), also such as cut
// a character in two, and fields with bytes of a charset as they are.
func decodeHeader(s string) string {
	var out strings.Builder
	var held []byte // bytes of words that follow each other in one charset
	charset := ""
	release := func() {
		if len(held) == 0 {
			return
		}
		if text, _, err := plainPart(held, charset); err == nil {
			out.WriteString(text)
		} else {
			out.WriteString(strings.ToValidUTF8(string(held), "�"))
		}
		held = nil
	}
	for {
		m := encodedWord.FindStringSubmatchIndex(s)
		if m == nil {
			break
		}
		word := s[m[2]:m[3]]
		if before := s[:m[0]]; strings.TrimSpace(before) != "" || len(held) == 0 {
			release()
			out.WriteString(rawHeader(before))
		} else if !strings.EqualFold(word, charset) {
			release()
		}
		charset = strings.ToLower(word)
		// The word is decoded in a charset that leaves bytes as they are.
		decoder := mime.WordDecoder{CharsetReader: func(_ string, in io.Reader) (io.Reader, error) {
			b, err := io.ReadAll(in)
			held = append(held, b...)
			return strings.NewReader(""), err
		}}
		if _, err := decoder.Decode("=?bytes?" + s[m[4]:m[5]] + "?" + s[m[6]:m[7]] + "?="); err != nil {
			release()
			out.WriteString(s[m[0]:m[1]])
		}
		s = s[m[1]:]
	}
	release()
	out.WriteString(rawHeader(s))
	return strings.Join(strings.Fields(clean(out.String())), " ")
}

// rawHeader reads what stands in a field without encoding.
func rawHeader(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r >= 0x7F || r == 0x1B }) < 0 {
		return s
	}
	if text, _, err := Text([]byte(s)); err == nil {
		return text
	}
	return strings.ToValidUTF8(s, "�")
}

var quotedFrom = regexp.MustCompile(`(?m)^>(>*From )`)

// Mails yields the mails of an mbox file (RFC 4155), each without its line that
// begins with "From " and with the lines that were quoted for its sake as they
// were. What stands before the first such line is [jikenbo.ErrNotText].
func Mails(b []byte) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		start := -1 // of the mail, behind its separator
		blank := true
		emit := func(end int) bool {
			if start < 0 {
				return true
			}
			return yield(quotedFrom.ReplaceAll(bytes.TrimRight(b[start:end], "\r\n"), []byte("$1")), nil)
		}
		for at := 0; at < len(b); {
			n := bytes.IndexByte(b[at:], '\n') + 1
			if n == 0 {
				n = len(b) - at
			}
			line := bytes.TrimRight(b[at:at+n], "\r\n")
			switch {
			case blank && separates(line):
				if !emit(at) {
					return
				}
				start = at + n
			case start < 0 && len(line) > 0:
				yield(nil, fmt.Errorf("%w: no mbox; it begins with no line \"From \" with an address and a date", jikenbo.ErrNotText))
				return
			}
			blank = len(line) == 0
			at += n
		}
		emit(len(b))
	}
}

// separates reports whether a line begins a mail in an mbox: From, an address,
// and a date with a time.
func separates(line []byte) bool {
	return bytes.HasPrefix(line, []byte("From ")) && bytes.IndexByte(line, ':') > 0 && bytes.ContainsAny(line, "0123456789")
}
