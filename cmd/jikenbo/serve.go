package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
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

この機械からだけ開けるときは、localhost などこの機械の名前で開いたものにだけ答え、ほかのサイトのページの
スクリプトには読ませません。プロキシーの後ろに置くときは、外からの名前を --host で指定します。
プロキシーの X-Forwarded-For と X-Forwarded-Proto は --trusted-proxy にあるものだけを信じます。

/metrics（Prometheus）にはこの機械からの直接の求めにだけ答えます。転送元を示すヘッダーを付けない
プロキシーの後ろに置くときや、ほかの機械から集めるときは、--metrics で別の宛先にしてください。`, `
Serve the casebook to browsers: search, case pages, statistics, reading and the
API, all from this one program, which connects to nowhere else. Ctrl+C stops it.

Reading needs no account. Saving and correcting need an editor's
(jikenbo user add).

By default it can be reached from this machine only. To open it to others, name
the address with --listen, and put it behind a proxy that does TLS, or give
--tls-cert and --tls-key.

Where only this machine reaches it, it answers under the names of this machine,
such as localhost, only, and no script of another site's page may read it.
Behind a proxy, tell it the name it has outside with --host. X-Forwarded-For and
X-Forwarded-Proto count from the proxies of --trusted-proxy only.

/metrics, for Prometheus, is answered to this machine only, and to no proxy that
says for whom it asks. Behind a proxy that does not say so, or to be asked by
other machines, give it an address of its own with --metrics.`},
	example: message{`
  jikenbo serve
  jikenbo serve --listen :8443 --tls-cert cert.pem --tls-key key.pem
  jikenbo serve --host jikenbo.example.jp
  jikenbo serve --log json --metrics 127.0.0.1:9090`, `
  jikenbo serve
  jikenbo serve --listen :8443 --tls-cert cert.pem --tls-key key.pem
  jikenbo serve --host jikenbo.example.jp
  jikenbo serve --log json --metrics 127.0.0.1:9090`},
}

type serveFlags struct {
	listen, cert, key, metrics, log string
	hosts, proxies                  []string
	trusted                         []netip.Prefix // of proxies
}

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := a.command("serve [--listen ADDRESS]", serveHelp)
	cmd.Args = a.exactly(0)
	cmd.Flags().StringVar(&f.listen, "listen", "127.0.0.1:8484", a.lang.text(mFlagListen))
	cmd.Flags().StringVar(&f.cert, "tls-cert", "", a.lang.text(mFlagTLSCert))
	cmd.Flags().StringVar(&f.key, "tls-key", "", a.lang.text(mFlagTLSKey))
	cmd.Flags().StringSliceVar(&f.hosts, "host", nil, a.lang.text(mFlagHost))
	cmd.Flags().StringSliceVar(&f.proxies, "trusted-proxy", []string{"127.0.0.0/8", "::1/128"}, a.lang.text(mFlagProxy))
	cmd.Flags().StringVar(&f.metrics, "metrics", "", a.lang.text(mFlagMetrics))
	cmd.Flags().StringVar(&f.log, "log", "", a.lang.text(mFlagLog))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if f.log != "" && f.log != "json" && f.log != "text" {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(mBadFlagValue, "--log", f.log))}
		}
		if (f.cert == "") != (f.key == "") {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(mTLSPair))}
		}
		for _, host := range f.hosts {
			if host == "" || strings.ContainsAny(host, "/ *@") {
				return usageError{cmd.CommandPath(), errors.New(a.lang.text(mBadFlagValue, "--host", host))}
			}
		}
		f.trusted = []netip.Prefix{} // none, if that is said
		for _, p := range f.proxies {
			prefix, err := proxyPrefix(p)
			if err != nil {
				return usageError{cmd.CommandPath(), errors.New(a.lang.text(mBadFlagValue, "--trusted-proxy", p))}
			}
			f.trusted = append(f.trusted, prefix)
		}
		return a.runServe(cmd.Context(), f)
	}
	return cmd
}

// proxyPrefix reads addresses as 192.0.2.0/24, or a single one.
func proxyPrefix(s string) (netip.Prefix, error) {
	if one, err := netip.ParseAddr(s); err == nil {
		return one.Prefix(one.BitLen())
	}
	p, err := netip.ParsePrefix(s)
	return p.Masked(), err
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
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", f.listen)
	if err != nil {
		return err
	}
	defer listener.Close()
	site, err := web.New(web.Options{
		Book: book, Log: log, Version: strings.Trim(thisBuild().Version, "()"), MetricsElsewhere: f.metrics != "",
		Local: onlyHere(listener.Addr()), Hosts: f.hosts, Proxies: f.trusted,
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
			return err
		}
		mux := http.NewServeMux()
		mux.Handle("GET /metrics", site.Metrics(onlyHere(beside.Addr())))
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

// onlyHere reports whether only this machine reaches an address.
func onlyHere(addr net.Addr) bool {
	at, ok := addr.(*net.TCPAddr)
	return ok && at.IP.IsLoopback()
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
