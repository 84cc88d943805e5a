package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"jikenbo/internal/web"
)

var serveHelp = help{
	short: message{"事件簿をブラウザーで開けるようにする", "Serve the casebook to browsers"},
	long: message{`
事件簿をブラウザーで開けるようにします。検索、事件のページ、統計、読み取り、API のすべてがこの一つの
プログラムから出て、ほかのどこにも接続しません。止めるには Ctrl+C を押します。

読むだけなら登録は要りません。保存や訂正には編集者の登録が要ります（jikenbo user add）。

既定ではこの機械からだけ開けます。ほかの機械からも開けるようにするときは、--listen で宛先を指定し、
TLS を終端するプロキシーの後ろに置くか、--tls-cert と --tls-key を指定してください。`, `
Serve the casebook to browsers: search, case pages, statistics, reading and the
API, all from this one program, which connects to nowhere else. Ctrl+C stops it.

Reading needs no account. Saving and correcting need an editor's
(jikenbo user add).

By default it can be reached from this machine only. To open it to others, name
the address with --listen, and put it behind a proxy that does TLS, or give
--tls-cert and --tls-key.`},
	example: message{`
  jikenbo serve
  jikenbo serve --listen :8443 --tls-cert cert.pem --tls-key key.pem`, `
  jikenbo serve
  jikenbo serve --listen :8443 --tls-cert cert.pem --tls-key key.pem`},
}

type serveFlags struct{ listen, cert, key string }

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := a.command("serve [--listen ADDRESS]", serveHelp)
	cmd.Args = a.exactly(0)
	cmd.Flags().StringVar(&f.listen, "listen", "127.0.0.1:8484", a.lang.text(mFlagListen))
	cmd.Flags().StringVar(&f.cert, "tls-cert", "", a.lang.text(mFlagTLSCert))
	cmd.Flags().StringVar(&f.key, "tls-key", "", a.lang.text(mFlagTLSKey))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if (f.cert == "") != (f.key == "") {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(mTLSPair))}
		}
		return a.runServe(cmd.Context(), f)
	}
	return cmd
}

// drain is how long requests under way may take once the server is told to end.
const drain = 20 * time.Second

func (a *app) runServe(ctx context.Context, f serveFlags) error {
	book, err := a.openBook(ctx, false)
	if err != nil {
		return err
	}
	defer book.Close()
	site, err := web.New(web.Options{Book: book, Log: a.log, Version: strings.Trim(thisBuild().Version, "()")})
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", f.listen)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           site,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       2 * time.Minute,
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	scheme := "http"
	serve := server.Serve
	if f.cert != "" {
		scheme = "https"
		serve = func(l net.Listener) error { return server.ServeTLS(l, f.cert, f.key) }
	}
	fmt.Fprintln(a.stdout, a.lang.text(mServing, scheme+"://"+reachable(listener.Addr())+"/"))

	ended := make(chan error, 1)
	go func() { ended <- serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	draining, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if err := server.Shutdown(draining); err != nil {
		return cmp.Or(server.Close(), err)
	}
	return nil
}

// reachable gives an address that a browser on this machine can open.
func reachable(addr net.Addr) string {
	host, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return addr.String()
	}
	if ip := net.ParseIP(host); ip != nil && (ip.IsUnspecified() || ip.IsLoopback()) {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}
