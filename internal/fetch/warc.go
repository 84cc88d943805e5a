package fetch

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

// Record is one record of a web archive (WARC 1.0 and 1.1, ISO 28500). It and
// all bytes it gives are valid until the next one is asked for.
type Record struct {
	// Offset is where the record begins, in bytes of the file: itself in a
	// plain file, its gzip member in a compressed one.
	Offset int64
	// Type is the WARC-Type in lower case: response, resource, request,
	// revisit, metadata, warcinfo, conversion or continuation.
	Type string
	// Head are the named fields as they stand, behind the version line.
	Head []byte
	// Block is the content: for a response the head of the answer and its
	// body, with their encodings.
	Block []byte

	uri, id, date, contentType []byte
	httpHead                   int    // length of the head in Block, -1 if not looked for
	plain, decoded             []byte // memory of Body, to use again
	limit                      int64
}

// Field gives the first field of a name, in whatever case, nil if there is
// none.
func (r *Record) Field(name string) []byte { return field(r.Head, name) }

// URL gives the WARC-Target-URI as it stands, "" if there is none.
func (r *Record) URL() string { return string(r.uri) }

// ID gives the WARC-Record-ID, such as <urn:uuid:…>.
func (r *Record) ID() string { return string(r.id) }

// Date gives the WARC-Date, the zero time if it cannot be read.
func (r *Record) Date() time.Time {
	t, err := time.Parse(time.RFC3339, string(r.date))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// HTTP gives the head of the answer that a response or revisit record holds,
// nil for other records.
func (r *Record) HTTP() []byte { return r.Block[:r.split()] }

// Status gives the status of the answer, 0 for records that hold none.
func (r *Record) Status() int { return status(r.HTTP()) }

// ContentType gives the media type of the payload: what the server said it was
// or, without a server, what the archive says.
func (r *Record) ContentType() string {
	if head := r.HTTP(); len(head) > 0 {
		return string(field(head, "Content-Type"))
	}
	return string(r.contentType)
}

// Payload gives the content behind the head of the answer as it stands in the
// archive, all of it for records without one.
func (r *Record) Payload() []byte { return r.Block[r.split():] }

// Body gives the payload without the transfer and content encodings that the
// head of the answer names. Archives whose programs have taken them off and
// left the fields as they were are read too. More bytes than the reader's limit
// are [jikenbo.ErrTooLarge]; of a damaged body what could be read comes with
// the error.
func (r *Record) Body() ([]byte, error) {
	head, b := r.HTTP(), r.Payload()
	if len(head) == 0 {
		return b, nil
	}
	if bytes.Contains(bytes.ToLower(field(head, "Transfer-Encoding")), []byte("chunked")) {
		var ok bool
		if r.plain, ok = dechunk(r.plain[:0], b); ok {
			b = r.plain
		}
	}
	list := encodings(string(field(head, "Content-Encoding")))
	if len(list) == 0 || len(b) == 0 || !looksEncoded(b, list[len(list)-1]) {
		return b, nil
	}
	var err error
	if r.decoded, err = decode(r.decoded[:0], bytes.NewReader(b), list, r.limit); err != nil {
		return r.decoded, &RecordError{r.Offset, fmt.Errorf("%s: %w", showURL(r.URL()), err)}
	}
	return r.decoded, nil
}

// looksEncoded tells an encoded body from one whose encoding is off already,
// for the encodings that have a signature.
func looksEncoded(b []byte, encoding string) bool {
	switch encoding {
	case "gzip":
		return bytes.HasPrefix(b, []byte{0x1f, 0x8b})
	case "zstd":
		return bytes.HasPrefix(b, []byte{0x28, 0xb5, 0x2f, 0xfd})
	}
	trimmed := bytes.TrimLeft(b, "\ufeff \t\r\n")
	return len(trimmed) == 0 || trimmed[0] != '<'
}

// split finds where the head of the answer ends in the block.
func (r *Record) split() int {
	if r.httpHead < 0 {
		r.httpHead = 0
		if (r.Type == "response" || r.Type == "revisit") && bytes.HasPrefix(r.Block, []byte("HTTP/")) {
			r.httpHead = headEnd(r.Block)
		}
	}
	return r.httpHead
}

// field gives the value of the first field of a name in a head, nil if there
// is none. Continued lines are not joined.
func field(head []byte, name string) []byte {
	for line := range bytes.SplitSeq(head, []byte("\n")) {
		if len(line) > len(name) && line[len(name)] == ':' && strings.EqualFold(string(line[:len(name)]), name) {
			return bytes.TrimSpace(line[len(name)+1:])
		}
	}
	return nil
}

// dechunk takes the chunked transfer encoding (RFC 9112, section 7.1) off b and
// appends it to dst; of a body that breaks off it is what there is. ok is false
// if b does not begin with a chunk.
func dechunk(dst, b []byte) (body []byte, ok bool) {
	for {
		i := bytes.IndexByte(b, '\n')
		if i < 0 {
			return dst, ok
		}
		size, _, _ := strings.Cut(string(b[:min(i, 100)]), ";")
		n, err := strconv.ParseUint(strings.TrimSpace(size), 16, 62)
		if err != nil {
			return dst, ok
		}
		b = b[i+1:]
		if n == 0 {
			return dst, true
		}
		if n > uint64(len(b)) {
			return append(dst, b...), ok
		}
		after := bytes.TrimPrefix(bytes.TrimPrefix(b[n:], []byte("\r")), []byte("\n"))
		if len(after) > 0 && len(after) == len(b[n:]) {
			return dst, ok
		}
		ok = true
		dst = append(dst, b[:n]...)
		b = after
	}
}

// RecordError is what is wrong with one record of an archive. Those behind it
// are read all the same.
type RecordError struct {
	Offset int64 // as in [Record]
	Err    error
}

func (e *RecordError) Error() string { return fmt.Sprintf("WARC record at %d: %v", e.Offset, e.Err) }
func (e *RecordError) Unwrap() error { return e.Err }

const (
	maxRecordHead = 64 << 10 // bytes of named fields
	maxRecord     = 1 << 40  // bytes of a block; beyond, its length is taken for damage
	firstWindow   = 256 << 10
)

// ReadWARC gives the records of an archive in their order: plain, or compressed
// with gzip, record by record or as a whole. The limit for a block, and for a
// decoded body, is maxBytes, or DefaultMaxBytes if that is 0 or less. Memory
// grows with the largest block within the limit, not with the archive.
//
// A record that cannot be read comes as a nil record with a [*RecordError], and
// reading goes on behind it: behind a block that is too large
// ([jikenbo.ErrTooLarge]) or cut off, and at the next record that can be found
// behind bytes that are none or a damaged gzip member. Any other error is one
// of r and the last. To stop early, let r fail.
func ReadWARC(r io.Reader, maxBytes int64) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		if maxBytes <= 0 {
			maxBytes = DefaultMaxBytes
		}
		w := &warcReader{tape: tape{r: r}, max: maxBytes, record: Record{limit: maxBytes}}
		w.in = bufio.NewReaderSize(&w.tape, 256<<10)
		for {
			err := w.next()
			switch {
			case err == nil:
				if !yield(&w.record, nil) {
					return
				}
			case w.tape.err != nil && (err == io.EOF || errors.Is(err, w.tape.err)):
				yield(nil, fmt.Errorf("WARC at %d: %w", w.offset(), w.tape.err))
				return
			case err == io.EOF:
				return
			default:
				if !yield(nil, &RecordError{w.record.Offset, err}) {
					return
				}
			}
		}
	}
}

// A warcReader reads records through a window of decoded bytes. A part of the
// file that is decoded by itself is called a member: a gzip member, or a plain
// file to its end.
type warcReader struct {
	tape tape
	in   *bufio.Reader // over tape
	max  int64

	inside   bool  // a member
	packed   bool  // which is compressed
	member   int64 // where it begins
	lost     bool  // the next member must be looked for
	whole    bool  // all of it is in window
	inflater inflater
	gz       gzip.Reader
	trial    gzip.Reader // of bytes that may be a member

	window   []byte
	from, to int   // window[from:to] is decoded and not yet read
	skip     int64 // bytes to pass over before the next record
	search   bool  // the next record must be looked for in the member

	record Record
}

// errEnd is the end of a member.
var errEnd = errors.New("end of the member")

// damage is an error of a gzip member, behind which nothing of it can be read.
type damage struct{ err error }

func (d *damage) Error() string { return "the gzip member is damaged: " + d.err.Error() }
func (d *damage) Unwrap() error { return d.err }

// next reads one record into w.record. [io.EOF] is the end of the archive; any
// other error is that of one record, if the tape has none.
func (w *warcReader) next() error {
	for {
		if !w.inside {
			if err := w.open(); err != nil {
				return err
			}
		}
		err := w.read()
		if err == errEnd {
			w.inside = false
			continue
		}
		if _, ok := err.(*damage); ok {
			w.leave()
		}
		return err
	}
}

// leave gives up a damaged member, which may hold the beginning of the next
// one if it was cut off.
func (w *warcReader) leave() {
	w.inside, w.lost = false, true
	if w.tape.rewind(w.member + 1) {
		w.in.Reset(&w.tape)
	}
}

// offset is the place in the file of the next byte of w.in.
func (w *warcReader) offset() int64 { return w.tape.offset() - int64(w.in.Buffered()) }

// open begins the next member.
func (w *warcReader) open() error {
	if w.lost && !w.find() {
		return io.EOF
	}
	for { // some writers pad
		c, err := w.in.ReadByte()
		if err != nil {
			return io.EOF
		}
		if c != 0 && c != '\r' && c != '\n' {
			w.in.UnreadByte()
			break
		}
	}
	w.member = w.offset()
	w.record.Offset = w.member
	w.tape.forget(w.member)
	w.from, w.to, w.skip, w.search, w.lost, w.whole = 0, 0, 0, false, false, false
	head, _ := w.in.Peek(len(warcMagic))
	w.packed = bytes.HasPrefix(head, gzipMagic)
	if !w.packed {
		if !bytes.Equal(head, warcMagic) {
			w.lost = true
			return errors.New("this is neither a WARC record nor a gzip member; the next one is looked for")
		}
		w.inside = true
		return nil
	}
	w.inside = true
	if w.whole = w.inflate(); w.whole {
		return nil
	}
	if err := w.gz.Reset(w.in); err != nil {
		w.leave()
		return &damage{err}
	}
	w.gz.Multistream(false)
	return nil
}

// inflate decodes the whole member if it is small. If it is not, or damaged,
// it will be read in parts.
func (w *warcReader) inflate() bool {
	if len(w.window) == 0 {
		w.grow()
	}
	if w.in.Buffered() < w.in.Size()/4 {
		w.in.Peek(w.in.Size())
	}
	b, _ := w.in.Peek(w.in.Buffered())
	n, used, ok := w.inflater.member(w.window, b)
	if ok {
		w.in.Discard(used)
		w.to = n
	}
	return ok
}

var (
	warcMagic = []byte("WARC/")
	gzipMagic = []byte{0x1f, 0x8b, 8}
)

// find moves to the next bytes that begin a record, plain or compressed.
func (w *warcReader) find() bool {
	const sight = 4 << 10
	for {
		b, err := w.in.Peek(sight)
		if len(b) == 0 {
			return false
		}
		at := len(b)
		if i := bytes.Index(b, gzipMagic); i >= 0 {
			at = i
		}
		if i := bytes.Index(b[:at], warcMagic); i >= 0 {
			w.in.Discard(i)
			return true
		}
		if at == len(b) {
			if err == nil {
				at -= len(warcMagic) - 1
			}
			w.in.Discard(at)
			continue
		}
		w.in.Discard(at)
		b, _ = w.in.Peek(sight)
		if err := w.trial.Reset(bytes.NewReader(b)); err == nil {
			var begin [5]byte
			if _, err := io.ReadFull(&w.trial, begin[:]); err == nil && bytes.Equal(begin[:], warcMagic) {
				return true
			}
		}
		w.in.Discard(1)
	}
}

// fill decodes more bytes of the member, at least one unless there is an error:
// [errEnd], a [*damage], or that of the tape.
func (w *warcReader) fill() error {
	if w.whole {
		return errEnd
	}
	if w.to == len(w.window) {
		// What is moved is never more than what was read since it last was.
		if w.from < len(w.window)/2 || w.to == 0 {
			w.grow()
		}
		w.to = copy(w.window, w.window[w.from:w.to])
		w.from = 0
	}
	for {
		var n int
		var err error
		if w.packed {
			n, err = w.gz.Read(w.window[w.to:])
		} else {
			n, err = w.in.Read(w.window[w.to:])
		}
		w.to += n
		switch {
		case n > 0:
			return nil
		case err == io.EOF:
			return errEnd
		case err != nil && w.packed:
			return &damage{err}
		case err != nil:
			return err
		}
	}
}

// grow doubles the window, up to twice what the largest record needs.
func (w *warcReader) grow() {
	largest := maxRecordHead + int(w.max) + 1<<10
	larger := make([]byte, min(max(2*len(w.window), firstWindow), max(2*largest, firstWindow)))
	copy(larger, w.window)
	w.window = larger
}

// read reads the next record of the member into w.record.
func (w *warcReader) read() error {
	if err := w.begin(); err != nil {
		return err
	}
	r := &w.record
	*r = Record{Offset: w.member, plain: r.plain, decoded: r.decoded, limit: r.limit, httpHead: -1}
	if !w.packed {
		r.Offset = w.offset() - int64(w.to-w.from)
	}
	headLen, err := w.head()
	if err != nil {
		return err
	}
	head := w.window[w.from : w.from+headLen]
	n, err := strconv.ParseInt(string(field(head, "Content-Length")), 10, 64)
	switch {
	case err != nil || n < 0 || n > maxRecord:
		err = fmt.Errorf("its Content-Length %q is no length; the next record is looked for", clip(field(head, "Content-Length")))
		w.from, w.search = w.from+headLen-1, true
		return err
	case n > w.max:
		w.from, w.skip = w.from+headLen, n
		return tooLarge(strconv.FormatInt(n, 10)+" bytes of block are above", w.max)
	}
	// A few bytes more show that the length is right, and at the end of a
	// gzip member that its checksum is.
	end := headLen + int(n)
	for w.to-w.from < end+len("\r\n\r\nWARC/") {
		if err := w.fill(); err == errEnd {
			break
		} else if err != nil {
			return err
		}
	}
	rest := w.window[min(w.from+end, w.to):w.to]
	if have := w.to - w.from - headLen; have < int(n) {
		w.from, w.search = w.from+headLen-1, true
		return fmt.Errorf("it is cut off: its block has %d of %d bytes: %w", have, n, io.ErrUnexpectedEOF)
	}
	if !endsBlock(rest) {
		w.from, w.search = w.from+headLen-1, true
		return fmt.Errorf("its Content-Length %d is wrong: the block does not end there; the next record is looked for", n)
	}
	r.parse(w.window[w.from:w.from+headLen], w.window[w.from+headLen:w.from+end])
	w.from += end
	return nil
}

// endsBlock reports whether b is what may stand behind a block: two line ends,
// or fewer before the next record and the end of the member.
func endsBlock(b []byte) bool {
	if bytes.HasPrefix(b, []byte("\r\n\r\n")) || bytes.HasPrefix(b, []byte("\n\n")) {
		return true
	}
	b = bytes.TrimLeft(b, "\r\n")
	return bytes.HasPrefix(b, warcMagic[:min(len(b), len(warcMagic))])
}

// begin moves to the beginning of a record.
func (w *warcReader) begin() error {
	for w.skip > 0 {
		n := int(min(w.skip, int64(w.to-w.from)))
		w.from += n
		if w.skip -= int64(n); w.skip > 0 {
			if err := w.fill(); err != nil {
				return err
			}
		}
	}
	for {
		b := w.window[w.from:w.to]
		if w.search {
			i := bytes.Index(b, []byte("\nWARC/1."))
			if i >= 0 {
				w.from, w.search = w.from+i+1, false
				return nil
			}
			w.from = max(w.from, w.to-len("WARC/1."))
		} else if b = bytes.TrimLeft(b, "\r\n"); len(b) > 0 {
			w.from = w.to - len(b)
			return nil
		} else {
			w.from = w.to
		}
		if err := w.fill(); err != nil {
			return err
		}
	}
}

// head gives the length of the record's head, with its empty line.
func (w *warcReader) head() (int, error) {
	seen := 0
	for {
		b := w.window[w.from:w.to]
		if !bytes.HasPrefix(b, warcMagic[:min(len(b), len(warcMagic))]) {
			w.search = true
			return 0, errors.New("it does not begin as a WARC record; the next one is looked for")
		}
		end := seen + headEnd(b[seen:])
		whole := end < len(b) || endsHead(b)
		if whole && end <= maxRecordHead {
			return end, nil
		}
		if whole || len(b) > maxRecordHead {
			w.search = true
			return 0, fmt.Errorf("its fields go on beyond the limit of %d bytes; the next record is looked for", maxRecordHead)
		}
		seen = max(0, len(b)-len("\n\r"))
		if err := w.fill(); err == errEnd {
			w.search = true
			return 0, fmt.Errorf("it is cut off in its fields: %w", io.ErrUnexpectedEOF)
		} else if err != nil {
			return 0, err
		}
	}
}

func endsHead(b []byte) bool {
	return bytes.HasSuffix(b, []byte("\n\r\n")) || bytes.HasSuffix(b, []byte("\n\n"))
}

// clip shortens bytes for a message.
func clip(b []byte) []byte { return b[:min(len(b), 40)] }

// types are the WARC-Types of the standard, which need no new string.
var types = []string{"response", "request", "resource", "revisit", "metadata", "warcinfo", "conversion", "continuation"}

func (r *Record) parse(head, block []byte) {
	_, r.Head, _ = bytes.Cut(head, []byte("\n"))
	r.Block = block
	for rest := r.Head; len(rest) > 0; {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		name, value, ok := bytes.Cut(line, []byte(":"))
		if !ok {
			continue
		}
		value = bytes.TrimSpace(value)
		switch {
		case r.Type == "" && named(name, "WARC-Type"):
			if i := slices.IndexFunc(types, func(t string) bool { return named(value, t) }); i >= 0 {
				r.Type = types[i]
			} else {
				r.Type = strings.ToLower(string(value))
			}
		case r.uri == nil && named(name, "WARC-Target-URI"):
			r.uri = bytes.TrimSuffix(bytes.TrimPrefix(value, []byte("<")), []byte(">")) // WARC 1.0 had them in its grammar
		case r.date == nil && named(name, "WARC-Date"):
			r.date = value
		case r.id == nil && named(name, "WARC-Record-ID"):
			r.id = value
		case r.contentType == nil && named(name, "Content-Type"):
			r.contentType = value
		}
	}
}

func named(b []byte, name string) bool {
	return len(b) == len(name) && strings.EqualFold(string(b), name)
}

// A tape hands out a file and keeps what it has handed out since the last mark,
// 1 MiB at most, so that it can be read again.
type tape struct {
	r     io.Reader
	err   error // of r, but not its end
	kept  []byte
	base  int64 // offset of kept[0] in the file
	pos   int   // kept[pos:] comes again
	again int64 // bytes read again
}

const maxKept = 1 << 20

func (t *tape) offset() int64 { return t.base + int64(t.pos) }

func (t *tape) Read(p []byte) (int, error) {
	if t.pos < len(t.kept) {
		n := copy(p, t.kept[t.pos:])
		t.pos += n
		return n, nil
	}
	n, err := t.r.Read(p)
	if err != nil && err != io.EOF {
		t.err = err
	}
	if drop := len(t.kept) + n - maxKept; drop > maxKept/2 {
		t.drop(min(drop, len(t.kept)))
	}
	t.kept = append(t.kept, p[:n]...)
	t.pos = len(t.kept)
	return n, err
}

// forget sets the mark: what is before offset will not be read again.
func (t *tape) forget(offset int64) {
	if drop := int(min(offset-t.base, int64(t.pos))); drop > len(t.kept)/2 {
		t.drop(drop)
	}
}

func (t *tape) drop(n int) {
	t.kept = append(t.kept[:0], t.kept[n:]...)
	t.base += int64(n)
	t.pos -= n
}

// rewind goes back to offset, or as near to it as is kept. It stays where it
// is when much more would be read again than the file has, so that no archive
// takes longer than in proportion to its size.
func (t *tape) rewind(offset int64) bool {
	to := int(max(offset-t.base, 0))
	if to >= t.pos || t.again > 4*(t.base+int64(len(t.kept)))+16*maxKept {
		return false
	}
	t.again += int64(t.pos - to)
	t.pos = to
	return true
}
