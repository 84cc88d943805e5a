package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/fetch"
)

var archiveHelp = help{
	short: message{"取得したページをウェブアーカイブ（WARC）として書き出す", "Write the fetched pages as a web archive (WARC)"},
	long: message{`
事件簿がウェブから取得したページを、要求と応答、取得日時、ハッシュとともに WARC 1.1 で書き出します。
証拠として渡したり、WARC を扱う一般の道具で再生したりできます。NUMBER を挙げれば、その事件の公表文
だけを書き出します。ファイルから読んだ公表文は含まれません。

-o がなければ標準出力に書きます。`, `
Write the pages that the casebook has fetched as WARC 1.1, with requests, answers,
times and digests, to be handed on as evidence and replayed by the usual tools.
Where case NUMBERs are given, only their notices are written. Notices that were
read from files are not among them.

Without -o it goes to standard output.`},
	example: message{`
  jikenbo archive -o evidence.warc.gz
  jikenbo archive -o case.warc.gz 2024-012
  jikenbo archive | jikenbo screen -`, `
  jikenbo archive -o evidence.warc.gz
  jikenbo archive -o case.warc.gz 2024-012
  jikenbo archive | jikenbo screen -`},
}

func (a *app) archiveCommand() *cobra.Command {
	var out string
	cmd := a.command("archive [-o FILE] [NUMBER…]", archiveHelp)
	cmd.Flags().StringVarP(&out, "output", "o", "", a.lang.text(mFlagOutput))
	cmd.ValidArgsFunction = a.completeNumbers(0)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		numbers, err := parseNumbers(cmd, args)
		if err != nil {
			return err
		}
		return a.runArchive(cmd.Context(), numbers, out)
	}
	return cmd
}

func (a *app) runArchive(ctx context.Context, numbers []jikenbo.Number, path string) error {
	book, err := a.openBook(ctx, true)
	if err != nil {
		return err
	}
	defer book.Close()
	var notices []string
	for _, number := range numbers {
		rec, err := book.Case(ctx, number)
		if err != nil {
			return err
		}
		for _, n := range rec.Notices {
			notices = append(notices, n.Notice)
		}
	}
	pages, written := 0, counter{}
	write := func(w io.Writer) error {
		written.w = w
		pages, err = writePages(ctx, book, notices, &written)
		return err
	}
	if path == "" {
		if _, seen := terminal(a.stdout); seen {
			return errors.New(a.lang.text(mArchiveTerminal))
		}
		err = write(a.stdout)
	} else {
		err = writeWhole(path, write)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.stderr, clean(a.lang.text(mArchived, pages, size(written.n), cmp.Or(path, "-"))))
	return err
}

// writePages writes the pages of the named notices, of all if none are named,
// and counts them. None at all is [jikenbo.ErrNotFound].
func writePages(ctx context.Context, book *casebook.Book, notices []string, w io.Writer) (pages int, err error) {
	archive := fetch.WARCWriter{W: w, Software: "jikenbo " + thisBuild().Version}
	for n, err := range book.Captures(ctx, notices...) {
		if err != nil {
			return pages, err
		}
		c := n.Capture
		x := fetch.Exchange{URL: c.Final, At: c.At, Remote: c.Remote, Request: c.Request, Head: c.Response, Body: n.Bytes}
		if err := archive.Write(x); err != nil {
			return pages, fmt.Errorf("%s: %w", c.URL, err)
		}
		pages++
	}
	if pages == 0 {
		return 0, fmt.Errorf("archive: %w: none of these notices was fetched from the web; read or watch an address first", jikenbo.ErrNotFound)
	}
	return pages, nil
}

// writeWhole writes a file that is there whole or not at all, and no other in its
// place.
func writeWhole(path string, write func(io.Writer) error) (err error) {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s: %w; name another file, or take it away first", path, fs.ErrExist)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".jikenbo-*")
	if err != nil {
		if failed, ok := errors.AsType[*fs.PathError](err); ok {
			err = failed.Err
		}
		return fmt.Errorf("%s: %w; check its folder", path, err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := errors.Join(f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

type counter struct {
	w io.Writer
	n int
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += n
	return n, err
}
