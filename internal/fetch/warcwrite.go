package fetch

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"net/netip"
	"strconv"
	"time"

	"github.com/klauspost/compress/gzip"

	"jikenbo"
)

// An Exchange is one request and its answer, as [Response] has them and as
// they are kept.
type Exchange struct {
	URL     string     // that was asked, the Final of a Response
	At      time.Time  // when
	Remote  netip.Addr // of the server; the zero Addr if that is not known
	Request []byte     // head as sent; may be nil
	Head    []byte     // head of the answer
	Body    []byte     // of the answer, without content and transfer encodings
	// Refers is, for an answer that nothing changed (304), when the page was
	// fetched that still holds; the zero time if that is not known.
	Refers time.Time
}

// Exchange gives what an archive keeps of r.
func (r *Response) Exchange() Exchange {
	return Exchange{URL: r.Final, At: r.At, Remote: r.Remote, Request: r.Request, Head: r.Head, Body: r.Body}
}

// WARCWriter writes a web archive (WARC 1.1), each record a gzip member of its
// own, that the usual tools index and replay. Set W; the rest may stay zero.
type WARCWriter struct {
	W io.Writer
	// Software is what writes, for the warcinfo record; "" means "jikenbo".
	Software string
	// NewID gives the identifiers of records, URNs each; nil means random
	// UUIDs.
	NewID func() string

	begun bool
	gz    *gzip.Writer
	buf   bytes.Buffer
	err   error
}

// Write adds the records of an exchange: request, if it is known, and
// response, or for status 304 a revisit that says that the server knows of no
// change. The first call writes a warcinfo record before them.
//
// Since bodies are kept without their encodings, the head of the answer is
// changed so that it fits what follows, as replay needs it: Content-Encoding,
// Transfer-Encoding and a Content-Length that is another become
// X-Archive-Orig-Content-Encoding and so on, and Content-Length is that of the
// body. All else stays as received, but that lines end in CRLF. Digests are
// SHA-256 in hexadecimal, so that the payload digest is the name of the notice.
//
// After an error of W every call gives that error: what was written before
// stays readable. An exchange without a head of an answer is an error that
// leaves the archive as it was.
func (w *WARCWriter) Write(x Exchange) error {
	if w.err != nil {
		return w.err
	}
	code := status(x.Head)
	if code == 0 {
		return fmt.Errorf("%s: there is no head of an HTTP answer to archive", showURL(x.URL))
	}
	if parsed, err := parseURL(x.URL); err != nil {
		return fmt.Errorf("%s: %w; it cannot stand in an archive", showURL(x.URL), err)
	} else {
		x.URL = parsed.url.String()
	}
	if !w.begun {
		software := w.Software
		if software == "" {
			software = "jikenbo"
		}
		if err := w.record("warcinfo", w.id(), x.At, []string{"Content-Type", "application/warc-fields"},
			[]byte("software: "+software+"\r\nformat: WARC File Format 1.1\r\n"), nil); err != nil {
			return err
		}
		w.begun = true
	}
	about := []string{"WARC-Target-URI", x.URL}
	if x.Remote.IsValid() {
		about = append(about, "WARC-IP-Address", x.Remote.String())
	}
	answer := w.id()
	if len(x.Request) > 0 {
		fields := append(about[:len(about):len(about)], "WARC-Concurrent-To", answer, "Content-Type", "application/http;msgtype=request")
		if err := w.record("request", w.id(), x.At, fields, x.Request, nil); err != nil {
			return err
		}
	}
	fields := append(about, "Content-Type", "application/http;msgtype=response")
	if code == 304 {
		fields = append(fields, "WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/server-not-modified", "WARC-Refers-To-Target-URI", x.URL)
		if !x.Refers.IsZero() {
			fields = append(fields, "WARC-Refers-To-Date", warcDate(x.Refers))
		}
		return w.record("revisit", answer, x.At, fields, replayHead(x.Head, -1), nil)
	}
	fields = append(fields, "WARC-Payload-Digest", digest(x.Body))
	return w.record("response", answer, x.At, fields, replayHead(x.Head, len(x.Body)), x.Body)
}

func (w *WARCWriter) id() string {
	if w.NewID != nil {
		return "<" + w.NewID() + ">"
	}
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80 // RFC 9562, version 4
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// record writes one record as one gzip member. Its block is head and body.
func (w *WARCWriter) record(kind, id string, at time.Time, fields []string, head, body []byte) error {
	block := append(head[:len(head):len(head)], body...)
	w.buf.Reset()
	if w.gz == nil {
		w.gz = gzip.NewWriter(&w.buf)
	} else {
		w.gz.Reset(&w.buf)
	}
	fmt.Fprintf(w.gz, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: %s\r\nWARC-Date: %s\r\n", kind, id, warcDate(at))
	for i := 0; i < len(fields); i += 2 {
		fmt.Fprintf(w.gz, "%s: %s\r\n", fields[i], fields[i+1])
	}
	fmt.Fprintf(w.gz, "WARC-Block-Digest: %s\r\nContent-Length: %d\r\n\r\n", digest(block), len(block))
	w.gz.Write(block)
	w.gz.Write([]byte("\r\n\r\n"))
	w.err = w.gz.Close()
	if w.err == nil {
		_, w.err = w.W.Write(w.buf.Bytes())
	}
	if w.err != nil {
		w.err = fmt.Errorf("write WARC: %w", w.err)
	}
	return w.err
}

func digest(b []byte) string { return "sha256:" + jikenbo.Hash(b) }

func warcDate(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// replayHead gives the head of an answer with the length of the body that
// stands behind it; a body of less than 0 bytes is none, of a 304.
func replayHead(head []byte, body int) []byte {
	var out bytes.Buffer
	length := strconv.Itoa(body)
	measured := body < 0
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		switch {
		case body < 0:
		case named(name, "Content-Length") && string(bytes.TrimSpace(value)) == length && !measured:
			measured = true
		case named(name, "Content-Length"), named(name, "Content-Encoding"), named(name, "Transfer-Encoding"):
			out.WriteString("X-Archive-Orig-")
		}
		out.Write(line)
		out.WriteString("\r\n")
	}
	if !measured {
		out.WriteString("Content-Length: " + length + "\r\n")
	}
	out.WriteString("\r\n")
	return out.Bytes()
}
