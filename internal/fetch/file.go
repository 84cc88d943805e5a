// Package fetch brings the bytes of notices and remembers where they came
// from.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"
	"unicode"

	"jikenbo"
)

// DefaultMaxBytes is the limit for one input that sets none: 16 MiB.
const DefaultMaxBytes = 16 << 20

// Stdin is the path that names standard input. A file of that name is ./-.
const Stdin = "-"

// Source reads files and standard input. The zero Source is ready to use.
type Source struct {
	// MaxBytes is the size in bytes above which an input is refused; 0 or
	// less means DefaultMaxBytes.
	MaxBytes int64
	// Stdin is what - stands for; nil means os.Stdin.
	Stdin io.Reader
}

// Read gives the bytes of the file at path, or of standard input for -. It
// never blocks on anything but standard input, and there it returns when ctx
// ends. What the bytes mean is not looked at: an empty file gives no bytes and
// no error.
//
// More than MaxBytes is [jikenbo.ErrTooLarge], known from the file's size
// before it is read and kept up while it is read, for files that grow or have
// no size. A missing file is [jikenbo.ErrNotFound]. A folder, pipe, socket or
// device is refused without being opened. Every error names path, what is
// wrong and what to do.
func (s Source) Read(ctx context.Context, path string) ([]byte, error) {
	b, err := s.read(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name(path), err)
	}
	return b, nil
}

func (s Source) read(ctx context.Context, path string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if path == Stdin {
		return s.readStdin(ctx)
	}
	f, info, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info.Size() > s.limit() {
		return nil, tooLarge(strconv.FormatInt(info.Size(), 10)+" bytes are above", s.limit())
	}
	return s.readAll(ctx, f, info.Size())
}

// Open opens the file at path, of whatever size, as [Source.Read] does.
func Open(path string) (*os.File, error) {
	f, _, err := open(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name(path), err)
	}
	return f, nil
}

func open(path string) (*os.File, fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, explain(path, err)
	}
	if err := admit(info); err != nil {
		return nil, nil, err
	}
	// What was a file may have become a pipe by now: opening must not block,
	// and what was opened is looked at again.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, nil, explain(path, err)
	}
	if info, err = f.Stat(); err != nil {
		err = explain(path, err)
	} else {
		err = admit(info)
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// readStdin reads in the background, since nothing else ends a wait for a
// terminal or a pipe; a read that ctx ended is left behind.
func (s Source) readStdin(ctx context.Context) ([]byte, error) {
	r := s.Stdin
	if r == nil {
		r = os.Stdin
	}
	type result struct {
		b   []byte
		err error
	}
	done := make(chan result, 1)
	go func() {
		b, err := s.readAll(ctx, r, 0)
		done <- result{b, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case d := <-done:
		return d.b, d.err
	}
}

// readAll reads r to its end; size is how much is likely to come, 0 if that is
// unknown.
func (s Source) readAll(ctx context.Context, r io.Reader, size int64) ([]byte, error) {
	const chunk = 1 << 20 // bytes between two looks at ctx
	limit := s.limit()
	b := make([]byte, 0, max(512, min(size, limit)+1)) // one more, so that the end shows at once
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := r.Read(b[len(b):min(cap(b), len(b)+chunk)])
		b = b[:len(b)+n]
		switch {
		case int64(len(b)) > limit:
			return nil, tooLarge("it goes on beyond", limit)
		case err == io.EOF:
			return b, nil
		case err != nil:
			return nil, explain("", err)
		}
	}
}

func (s Source) limit() int64 {
	if s.MaxBytes <= 0 {
		return DefaultMaxBytes
	}
	return s.MaxBytes
}

// admit refuses what is no file.
func admit(info fs.FileInfo) error {
	mode := info.Mode()
	switch {
	case mode.IsRegular():
		return nil
	case mode.IsDir():
		return errors.New("is a folder; its files are read one by one")
	case mode&fs.ModeNamedPipe != 0:
		return errors.New("is a pipe (FIFO), which was not opened; give its content on standard input, as -")
	case mode&fs.ModeSocket != 0:
		return errors.New("is a socket, which was not opened; give a file")
	case mode&fs.ModeDevice != 0:
		return errors.New("is a device, which was not opened; give a file, or its content on standard input, as -")
	}
	return fmt.Errorf("is no file (%s), and was not opened; give a file", mode)
}

func tooLarge(what string, limit int64) error {
	return fmt.Errorf("%w: %s the limit of %d bytes; split it or raise the limit (--max-bytes)", jikenbo.ErrTooLarge, what, limit)
}

// explain says what an error of the file system means for the user. It is
// without the path, which callers put in front.
func explain(path string, err error) error {
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathErr.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if to, linkErr := os.Readlink(path); linkErr == nil {
			return fmt.Errorf("%w: it is a link to %s, which is not there; mend the link or take it away", jikenbo.ErrNotFound, name(to))
		}
		return fmt.Errorf("%w: there is no such file or folder; check the path", jikenbo.ErrNotFound)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w; make it readable for you (chmod), and the folders above it", err)
	case errors.Is(err, syscall.ELOOP):
		return fmt.Errorf("%w; mend the links that point to each other", err)
	}
	return fmt.Errorf("%w; check the path and what it is on", err)
}

// name gives a path for a message: quoted where it has characters that a
// terminal would act on or not show.
func name(path string) string {
	if path == Stdin {
		return "standard input (-)"
	}
	if path == "" || strings.ContainsFunc(path, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(path)
	}
	return path
}
