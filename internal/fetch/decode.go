package fetch

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"

	"jikenbo"
)

const (
	// acceptEncoding is what decoders are there for.
	acceptEncoding = "gzip, deflate, br, zstd"
	// maxEncodings is how many content encodings may lie upon each other.
	maxEncodings = 3
	// maxRatio is how much larger than its encoded form a body of more than
	// 1 MiB may be. Pages stay below 50; deflate reaches 1,032.
	maxRatio = 200
	// maxWindow is the memory a zstd body may ask for (RFC 9659).
	maxWindow = 8 << 20
)

// encodings reads a Content-Encoding field: the outermost comes last.
func encodings(field string) []string {
	var list []string
	for e := range strings.SplitSeq(field, ",") {
		e = strings.ToLower(strings.TrimSpace(e))
		if e != "" && e != "identity" && e != "none" {
			list = append(list, strings.TrimPrefix(e, "x-"))
		}
	}
	return list
}

// decode takes the content encodings off r and gives the bytes appended to
// dst. More than limit of them is [jikenbo.ErrTooLarge], and so is what grows
// as only bombs do. An end that comes too early is [io.ErrUnexpectedEOF].
func decode(dst []byte, r io.Reader, encodings []string, limit int64) ([]byte, error) {
	if len(encodings) > maxEncodings {
		return dst, fmt.Errorf("the body is encoded %d times over (%s), more than %d", len(encodings), strings.Join(encodings, ", "), maxEncodings)
	}
	raw := &counter{r: r, limit: limit}
	if len(encodings) > 0 {
		r = raw
	}
	for i := len(encodings) - 1; i >= 0; i-- {
		d, err := newDecoder(encodings[i], r)
		if err != nil {
			return dst, err
		}
		defer d.close()
		r = &bounded{r: d, raw: raw, limit: limit}
	}
	if len(encodings) == 0 {
		r = &bounded{r: r, limit: limit}
	}
	b := bytes.NewBuffer(dst)
	_, err := b.ReadFrom(r)
	return b.Bytes(), err
}

// newDecoder takes one encoding off r.
func newDecoder(encoding string, r io.Reader) (*decoder, error) {
	d := &decoder{encoding: encoding, close: func() error { return nil }}
	switch encoding {
	case "gzip":
		z := gzips.Get().(*gzipReader)
		d.close = func() error { z.in.Reset(nil); gzips.Put(z); return nil }
		z.in.Reset(r)
		if err := z.gz.Reset(z.in); err != nil {
			d.close()
			return nil, d.explain(err)
		}
		z.gz.Multistream(false)
		d.r = z
	case "deflate":
		// zlib (RFC 9110, section 8.4.1.2), or without its head as some
		// servers have it.
		br := bufio.NewReader(r)
		head, _ := br.Peek(2)
		if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			z, err := zlib.NewReader(br)
			if err != nil {
				return nil, d.explain(err)
			}
			d.r, d.close = z, z.Close
		} else {
			z := flate.NewReader(br)
			d.r, d.close = z, z.Close
		}
	case "br":
		d.r = brotli.NewReader(r)
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, d.explain(err)
		}
		d.r, d.close = z, z.IOReadCloser().Close
	default:
		return nil, fmt.Errorf("the body has the content encoding %q, which is not known; %s are", encoding, acceptEncoding)
	}
	return d, nil
}

// gzips are readers to use again, since each has 40 KB of tables.
var gzips = sync.Pool{New: func() any { return &gzipReader{in: bufio.NewReader(nil)} }}

// A gzipReader reads the members of a gzip stream, and ends where what follows
// one is none, as browsers do.
type gzipReader struct {
	in *bufio.Reader
	gz gzip.Reader
}

func (z *gzipReader) Read(p []byte) (int, error) {
	n, err := z.gz.Read(p)
	if err != io.EOF {
		return n, err
	}
	head, err := z.in.Peek(len(gzipMagic))
	switch {
	case err != nil && err != io.EOF:
		return n, err
	case !bytes.Equal(head, gzipMagic):
		return n, io.EOF
	}
	err = z.gz.Reset(z.in)
	z.gz.Multistream(false)
	return n, err
}

// A decoder takes one encoding off, and names it in its errors.
type decoder struct {
	r        io.Reader
	close    func() error
	encoding string
}

func (d *decoder) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	if err != nil && err != io.EOF {
		err = d.explain(err)
	}
	return n, err
}

func (d *decoder) explain(err error) error {
	if errors.Is(err, jikenbo.ErrTooLarge) { // of an encoding around
		return err
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("the body is damaged (%s): %w", d.encoding, err)
}

// A counter counts encoded bytes, and ends when they alone are too many.
type counter struct {
	r        io.Reader
	n, limit int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if c.n += int64(n); c.n > c.limit {
		return 0, tooLarge("the encoded body goes on beyond", c.limit)
	}
	return n, err
}

// bounded ends with [jikenbo.ErrTooLarge] beyond limit bytes, or when it has
// become maxRatio times as large as raw.
type bounded struct {
	r        io.Reader
	raw      *counter // nil if r is not encoded
	n, limit int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.n += int64(n)
	switch {
	case b.n > b.limit:
		return n - int(b.n-b.limit), tooLarge("the body goes on beyond", b.limit)
	case b.raw != nil && b.n > 1<<20 && b.n > maxRatio*b.raw.n:
		return 0, fmt.Errorf("%w: %d bytes of the body decode to more than %d, as only a decompression bomb does", jikenbo.ErrTooLarge, b.raw.n, b.n)
	}
	return n, err
}
