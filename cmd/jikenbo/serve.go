package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"jikenbo"
	"jikenbo/internal/document"
	"jikenbo/internal/fetch"
	"jikenbo/internal/ingest"
	"jikenbo/internal/web"
)

var serveHelp = help{
	short: message{"事件簿をブラウザーで開けるようにする", "Serve the casebook to browsers"},
	long: message{`
事件簿をブラウザーで開けるようにします。検索、事件のページ、統計、読み取り、API のすべてがこの一つの
プログラムから出て、ほかのどこにも接続しません。止めるには Ctrl+C を押します。

読むだけなら登録は要りません。保存や訂正には編集者の登録が要ります（jikenbo user add）。

既定ではこの機械からだけ開けます。ほかの機械からも開けるようにするときは、--listen で宛先を指定し、
TLS を終端するプロキシーの後ろに置くか、--tls-cert と --tls-key を指定してください。

/metrics（Prometheus）にはこの機械からの直接の求めにだけ答えます。転送元を示すヘッダーを付けない
プロキシーの後ろに置くときや、ほかの機械から集めるときは、--metrics で別の宛先にしてください。`, `
Serve the casebook to browsers: search, case pages, statistics, reading and the
API, all from this one program, which connects to nowhere else. Ctrl+C stops it.

Reading needs no account. Saving and correcting need an editor's
(jikenbo user add).

By default it can be reached from this machine only. To open it to others, name
the address with --listen, and put it behind a proxy that does TLS, or give
--tls-cert and --tls-key.

/metrics, for Prometheus, is answered to this machine only, and to no proxy that
says for whom it asks. Behind a proxy that does not say so, or to be asked by
other machines, give it an address of its own with --metrics.`},
	example: message{`
  jikenbo serve
  jikenbo serve --listen :8443 --tls-cert cert.pem --tls-key key.pem
  jikenbo serve --log json --metrics 127.0.0.1:9090`, `
  jikenbo serve
  jikenbo serve --listen :8443 --tls-cert cert.pem --tls-key key.pem
  jikenbo serve --log json --metrics 127.0.0.1:9090`},
}

type serveFlags struct{ listen, cert, key, metrics, log string }

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := a.command("serve [--listen ADDRESS]", serveHelp)
	cmd.Args = a.exactly(0)
	cmd.Flags().StringVar(&f.listen, "listen", "127.0.0.1:8484", a.lang.text(mFlagListen))
	cmd.Flags().StringVar(&f.cert, "tls-cert", "", a.lang.text(mFlagTLSCert))
	cmd.Flags().StringVar(&f.key, "tls-key", "", a.lang.text(mFlagTLSKey))
	cmd.Flags().StringVar(&f.metrics, "metrics", "", a.lang.text(mFlagMetrics))
	cmd.Flags().StringVar(&f.log, "log", "", a.lang.text(mFlagLog))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if f.log != "" && f.log != "json" && f.log != "text" {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(mBadFlagValue, "--log", f.log))}
		}
		if (f.cert == "") != (f.key == "") {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(mTLSPair))}
		}
		return a.runServe(cmd.Context(), f)
	}
	return cmd
}

// drain is how long requests under way may take once the server is told to end.
const drain = 20 * time.Second

// serveMemory is how much memory a server uses before it rather collects garbage
// more often, unless GOMEMLIMIT says otherwise. What PDFs are read in is beside it.
const serveMemory = 768 << 20

func (a *app) runServe(ctx context.Context, f serveFlags) error {
	book, err := a.openBook(ctx, false)
	if err != nil {
		return err
	}
	defer book.Close()
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(serveMemory)
	}
	log := a.serveLog(f.log)
	site, err := web.New(web.Options{
		Book: book, Log: log, Version: strings.Trim(thisBuild().Version, "()"), MetricsElsewhere: f.metrics != "",
		PageChanges: func(ctx context.Context, n jikenbo.Number) ([]web.PageChange, error) {
			events, err := webChanges(ctx, book, n)
			var all []web.PageChange
			for _, e := range events {
				all = append(all, web.PageChange(e))
			}
			return all, err
		},
		Read:       readForSite,
		ReadAtOnce: document.PDFsAtOnce(),
		Fetch:      fetchForSite(&fetch.Client{UserAgent: userAgent(), MaxBytes: 10 << 20, Timeout: 20 * time.Second}),
	})
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", f.listen)
	if err != nil {
		return err
	}
	server := newServer(site, log)
	scheme := "http"
	serve := server.Serve
	if f.cert != "" {
		scheme = "https"
		serve = func(l net.Listener) error { return server.ServeTLS(l, f.cert, f.key) }
	}
	ended := make(chan error, 2)
	if f.metrics != "" {
		beside, err := (&net.ListenConfig{}).Listen(ctx, "tcp", f.metrics)
		if err != nil {
			return errors.Join(err, listener.Close())
		}
		mux := http.NewServeMux()
		mux.Handle("GET /metrics", site.Metrics())
		metrics := newServer(mux, log)
		defer metrics.Close()
		go func() { ended <- metrics.Serve(beside) }()
	}
	fmt.Fprintln(a.stdout, a.lang.text(mServing, scheme+"://"+reachable(listener.Addr())+"/"))
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

// newServer makes a server that waits for nobody forever.
func newServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       2 * time.Minute,
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug), // clients that break off, mostly
	}
}

// serveLog is what a server writes on standard error: what goes wrong, and every
// request if a format is asked for.
func (a *app) serveLog(format string) *slog.Logger {
	switch {
	case format == "json":
		return slog.New(slog.NewJSONHandler(a.stderr, nil))
	case format == "text":
		return slog.New(slog.NewTextHandler(a.stderr, nil))
	case a.verbose:
		return a.log
	}
	return slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
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

// readForSite reads a notice that came to the site; a file name stands for a
// type as it does for the command read.
func readForSite(ctx context.Context, n *jikenbo.Notice) ([]jikenbo.Reading, error) {
	if n.Declared == "" {
		n.Declared = fetch.TypeOf(n.Source)
	}
	if n.Declared == "application/warc" || n.Declared == "application/mbox" {
		return nil, web.ErrArchive
	}
	return ingest.Notice(ctx, n)
}

// fetchForSite gives what fetches pages for the site: public ones only.
func fetchForSite(client *fetch.Client) func(context.Context, string) (jikenbo.Notice, error) {
	return func(ctx context.Context, address string) (jikenbo.Notice, error) {
		if !fetch.IsURL(address) {
			return jikenbo.Notice{}, web.ErrAddress
		}
		resp, err := client.Get(ctx, address, fetch.Conditions{})
		if err != nil {
			for theirs, ours := range map[error]error{fetch.ErrRefused: web.ErrAddress, fetch.ErrGone: web.ErrGone, fetch.ErrRobots: web.ErrRobots} {
				if errors.Is(err, theirs) {
					return jikenbo.Notice{}, fmt.Errorf("%w: %w", ours, err)
				}
			}
			return jikenbo.Notice{}, err
		}
		return ingest.Captured(resp), nil
	}
}
