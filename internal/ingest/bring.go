package ingest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"

	"jikenbo"
	"jikenbo/internal/document"
	"jikenbo/internal/fetch"
)

// Captured gives the notice that a server gave, without its text.
func Captured(r *fetch.Response) jikenbo.Notice {
	return jikenbo.Notice{
		Source: r.URL, Fetched: r.At, Bytes: r.Body, Declared: r.Header.Get("Content-Type"),
		Capture: &jikenbo.Capture{
			URL: r.URL, Final: r.Final, Redirects: r.Redirects, At: r.At, Remote: r.Remote, Status: r.Status, Request: r.Request, Response: r.Head,
		},
	}
}

// fetch brings the page behind an address, and what the casebook has that came
// from there last, if anything. If nothing changed since then, they are the same.
func (r *runner) fetch(ctx context.Context, address string) (now, before jikenbo.Notice, err error) {
	last := func(address string) error {
		if r.Book == nil {
			return nil
		}
		before, err = r.Book.Captured(ctx, address)
		if errors.Is(err, jikenbo.ErrNotFound) {
			err = nil
		}
		return err
	}
	if err := last(address); err != nil {
		return now, before, err
	}
	resp, err := r.Client.Get(ctx, address, conditions(&before))
	if err != nil {
		return now, before, err
	}
	if resp.NotModified {
		return before, before, nil
	}
	if resp.URL != address {
		err = last(resp.URL)
	}
	return Captured(resp), before, err
}

// conditions are those under which a page is still the one that was captured.
func conditions(n *jikenbo.Notice) fetch.Conditions {
	if n.Capture == nil {
		return fetch.Conditions{}
	}
	c := fetch.Conditions{SHA256: n.SHA256}
	head := bytes.SplitAfterN(n.Capture.Response, []byte("\n"), 2)
	if len(head) == 2 {
		h, _ := textproto.NewReader(bufio.NewReader(bytes.NewReader(head[1]))).ReadMIMEHeader() // what can be read of it will do
		c.ETag, c.LastModified = http.Header(h).Get("ETag"), http.Header(h).Get("Last-Modified")
	}
	return c
}

// sameWords reports whether two texts differ in white space at most.
func sameWords(a, b string) bool {
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}

// archives are the kinds of files that hold many documents, by their media
// type.
var archives = map[string]func(r *runner, ctx context.Context, path string) iter.Seq[Result]{
	"application/warc": (*runner).warc,
	"application/mbox": (*runner).mbox,
}

// warc gives the documents of a web archive. Pictures, scripts and so on are
// passed over.
func (r *runner) warc(_ context.Context, path string) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		f, err := fetch.Open(path)
		if err != nil {
			yield(Result{Path: path, Err: err})
			return
		}
		defer f.Close()
		for rec, err := range fetch.ReadWARC(f, r.Source.MaxBytes) {
			var res Result
			switch {
			case err != nil:
				res = Result{Path: path, Err: fmt.Errorf("%s: %w", path, err)}
			case rec.Type != "response" && rec.Type != "resource" || rec.Status() != 0 && rec.Status() != http.StatusOK || !document.Reads(rec.ContentType()):
				continue
			default:
				res = record(path, rec)
			}
			if !yield(res) {
				return
			}
		}
	}
}

// record gives the document of a record of a web archive.
func record(path string, rec *fetch.Record) Result {
	res := Result{Path: path + "#" + rec.URL()}
	body, err := rec.Body()
	if err != nil {
		res.Err = fmt.Errorf("%s: %w", res.Path, err)
		return res
	}
	res.notice = jikenbo.Notice{
		Source: res.Path, Fetched: rec.Date(), Bytes: append([]byte{}, body...), Declared: rec.ContentType(),
		Capture: &jikenbo.Capture{
			URL: rec.URL(), Final: rec.URL(), At: rec.Date(), Status: rec.Status(), Response: bytes.Clone(rec.HTTP()),
		},
	}
	return res
}

// mbox gives the mails of a mailbox.
func (r *runner) mbox(ctx context.Context, path string) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		b, err := r.Source.Read(ctx, path)
		if err != nil {
			yield(Result{Path: path, Err: err})
			return
		}
		n := 0
		for mail, err := range document.Mails(b) {
			n++
			res := Result{Path: path + "#" + strconv.Itoa(n)}
			if err != nil {
				res.Err = fmt.Errorf("%s: %w", res.Path, err)
			} else {
				res.notice = jikenbo.Notice{Source: res.Path, Fetched: r.Now(), Bytes: append([]byte{}, mail...), Declared: "message/rfc822"}
			}
			if !yield(res) {
				return
			}
		}
	}
}
