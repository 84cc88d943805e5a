package web

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"jikenbo"
	"jikenbo/internal/account"
	"jikenbo/internal/casebook"
)

// Options say what is served. Book must be set.
type Options struct {
	Book    *casebook.Book
	Log     *slog.Logger     // nil for none
	Now     func() time.Time // the clock; nil is time.Now
	Version string           // of the program, told in the footer; "" leaves it out
	// PageChanges tells what became of the watched pages of a case; nil for nothing.
	PageChanges func(context.Context, jikenbo.Number) ([]PageChange, error)
	// Read fills in what the bytes of a notice say, by its Declared or, where that
	// is empty, its Source, a file name, and gives what is read in it. The error may
	// wrap [ErrArchive], or be of the context, at whose end the reading is given up.
	// nil: nothing is read in the browser.
	Read func(context.Context, *jikenbo.Notice) ([]jikenbo.Reading, error)
	// ReadAtOnce is how many notices Read can read at a time, of which one is left
	// for editors; 2 at least.
	ReadAtOnce int
	// Fetch brings the page behind an address, if the server may go there; the error
	// may wrap [ErrAddress], [ErrGone] or [ErrRobots]. nil: addresses are not taken.
	Fetch func(context.Context, string) (jikenbo.Notice, error)
	// MetricsElsewhere: /metrics is not answered, since [Server.Metrics] is served
	// somewhere else. Otherwise it is, to this machine only.
	MetricsElsewhere bool
	// Local: only this machine reaches the server. It then answers to the names of
	// this machine and to Hosts, and scripts of other sites may read it only under
	// one of Hosts.
	Local bool
	// Hosts are names the server goes by, as in the Host field, with or without a
	// port; if there are any, it answers to no others than these and those of this
	// machine.
	Hosts []string
	// Proxies are where trusted proxies stand, whose X-Forwarded-For and
	// X-Forwarded-Proto count; nil is this machine.
	Proxies []netip.Prefix
}

// Server serves one casebook. It is an [http.Handler].
type Server struct {
	book    *casebook.Book
	log     *slog.Logger
	now     func() time.Time
	version string
	local   bool
	hosts   []string // names, in lower case
	proxies []netip.Prefix

	gate    *account.Gate
	formKey [32]byte // of the tokens in forms

	pageChanges func(context.Context, jikenbo.Number) ([]PageChange, error)
	readBytes   func(context.Context, *jikenbo.Notice) ([]jikenbo.Reading, error)
	fetch       func(context.Context, string) (jikenbo.Notice, error)
	drafts      drafts
	rooms       *readingRooms

	static  *assets
	pages   *pages
	kept    *kept
	api     *api
	exports exports
	metrics *metrics
	mux     *http.ServeMux
	handler http.Handler
}

// New makes a server. It fails only where a template or an asset of the program
// itself is broken.
func New(o Options) (*Server, error) {
	s := &Server{
		book: o.Book, log: o.Log, now: o.Now, version: o.Version, pageChanges: o.PageChanges, mux: http.NewServeMux(), kept: newKept(keptBytes),
		readBytes: o.Read, fetch: o.Fetch, rooms: newReadingRooms(o.ReadAtOnce), local: o.Local, proxies: o.Proxies,
	}
	for _, host := range o.Hosts {
		s.hosts = append(s.hosts, hostName(host))
	}
	if s.proxies == nil {
		s.proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	s.gate = account.NewGate(s.book, s.now)
	rand.Read(s.formKey[:]) // never fails
	var err error
	if s.static, err = loadAssets(); err != nil {
		return nil, err
	}
	if s.pages, err = parsePages(); err != nil {
		return nil, err
	}
	s.metrics = newMetrics(s.book)
	if !o.MetricsElsewhere {
		s.mux.HandleFunc("GET /metrics", s.localMetrics)
	}
	s.routes()
	if s.api, err = newAPI(s); err != nil {
		return nil, err
	}
	s.mux.Handle("/api", s.api)
	s.mux.Handle("/api/", s.api)
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.SuffixETag("-gzip"))
	if err != nil {
		return nil, err
	}
	s.handler = s.guard(compress(s.identify(routed(s.mux))))
	return s, nil
}

// routes is the table of all addresses.
func (s *Server) routes() {
	s.mux.Handle("GET /static/", s.static)
	s.page("GET /{$}", s.search)
	s.caseRoutes()
	s.statisticsRoutes()
	s.supplierRoutes()
	s.organizationRoutes()
	s.eventRoutes()
	s.noteRoutes()
	s.page("POST /preferences", s.setPreferences)
	s.page("GET /about", s.about)
	s.editRoutes()
	s.page("GET /help/search", s.searchHelp)
	s.mux.HandleFunc("GET /healthz", s.health)
	s.programRoutes()
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// page routes a pattern to a handler whose error becomes a page.
func (s *Server) page(pattern string, handle func(http.ResponseWriter, *http.Request) error) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if err := handle(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

// policy lets a page load what this server serves, and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard stands before every handler: it sets the headers that all answers have,
// refuses what comes from other sites, keeps a panic from ending the server and
// writes the log. The log has the path without the query, which may hold names.
func (s *Server) guard(next http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	mayPass := func(r *http.Request) error {
		switch {
		case !s.addressed(r):
			return errHost
		case crossOrigin.Check(r) != nil, lessSecret(r):
			return errSite
		}
		return nil
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := s.now()
		r, known := s.register(w, r)
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		if known.https && !thisMachine(r.Host) { // where it would count for all that is served there
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		rec := &recorder{ResponseWriter: w}
		s.metrics.flying.Inc()
		defer s.metrics.flying.Dec()
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler { //nolint:errorlint // as net/http compares it
					panic(p)
				}
				s.log.Error("panic", "request", requestID(r.Context()), "method", r.Method, "path", r.URL.Path, "panic", p, "stack", string(debug.Stack()))
				if rec.status == 0 {
					s.fail(rec, r, errors.New("panic"))
				}
			}
			took, status := s.now().Sub(begun), cmp.Or(rec.status, gone)
			s.metrics.done(known.route, status, took)
			s.log.Info("request", "request", known.id, "method", r.Method, "path", r.URL.Path, "status", status, "bytes", rec.bytes, "took", took)
		}()
		if err := mayPass(r); err != nil {
			s.fail(rec, r, err)
			return
		}
		next.ServeHTTP(rec, r)
	})
}

var errSite = &refusal{http.StatusForbidden,
	"ほかのサイトからの送信は受け付けません。このサイトのページからやり直してください。",
	"Forms sent from other sites are refused. Send it from a page of this site."}

// lessSecret reports whether something is sent to this site from a page that
// was not encrypted while the site is: anybody on the way may have made it, under
// the same name, which is all that [http.CrossOriginProtection] compares.
func lessSecret(r *http.Request) bool {
	reading := r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions
	return !reading && requestOf(r.Context()).https && strings.HasPrefix(r.Header.Get("Origin"), "http://")
}

// gone stands in log and metrics for the status of a request whose client left
// before it was answered.
const gone = 499

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int // 0 until something is
	bytes  int64
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets [http.ResponseController] reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// refusal is an error whose words are for the person who asked.
type refusal struct {
	status int
	ja, en string
}

func (e *refusal) Error() string { return e.en }

// refusalOf words an error for the person who asked. What is not expected is
// told in the log only.
func refusalOf(err error) *refusal {
	var tooLarge *http.MaxBytesError
	switch e, ok := errors.AsType[*refusal](err); {
	case ok:
		return e
	case errors.Is(err, jikenbo.ErrNotFound):
		return &refusal{http.StatusNotFound, "このページはありません。番号や言葉で探してください。", "There is no such page. Search for a number or words."}
	case errors.Is(err, casebook.ErrStale):
		return &refusal{http.StatusConflict, "その間にほかの人が直しました。いまの内容を見てから、もう一度決めてください。", "Somebody changed it in the meantime. Look at what it says now and decide again."}
	case errors.As(err, &tooLarge):
		return &refusal{http.StatusRequestEntityTooLarge,
			fmt.Sprintf("送れるのは %s までです。分けて送ってください。", bytesText(tooLarge.Limit)),
			fmt.Sprintf("At most %s can be sent at once. Send it in parts.", bytesText(tooLarge.Limit))}
	case errors.Is(err, casebook.ErrIndexing):
		return &refusal{http.StatusServiceUnavailable, "検索の索引を作っています。少し待ってからもう一度お試しください。", "The index of the search is being made. Wait a little and try again."}
	case errors.Is(err, casebook.ErrFull):
		return &refusal{http.StatusInsufficientStorage, "サーバーのディスクがいっぱいです。何も保存していません。", "The disk of the server is full. Nothing was saved."}
	}
	return &refusal{http.StatusInternalServerError, "サーバーの誤りです。記録に残しました。しばらくしてからもう一度お試しください。", "Something is wrong with the server. It is in its log. Try again later."}
}

// bytesText writes a size for people.
func bytesText(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d KB", n>>10)
}

// fail answers with an error page, to programs with Problem Details.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		return // nobody is there any more
	}
	told := refusalOf(err)
	if told.status == http.StatusTooManyRequests && w.Header().Get("Retry-After") == "" {
		w.Header().Set("Retry-After", "10")
	}
	if told.status == http.StatusInternalServerError {
		s.log.Error("request failed", "request", requestID(r.Context()), "method", r.Method, "path", r.URL.Path, "error", err)
	}
	w.Header().Del("ETag") // of what is not sent
	if fromProgram(r) {
		sendProblem(w, r, told)
		return
	}
	p := s.newPage(r, told.ja, told.en)
	p.Error = true
	if e, ok := errors.AsType[*movedError](err); ok {
		p.Data = &link{"/cases/" + e.to.String(), "#" + e.to.String()}
	}
	w.Header().Set("Cache-Control", "no-store")
	if err := s.render(w, r, told.status, "error", p); err != nil {
		s.log.Error("error page", "error", err)
		http.Error(w, told.en, told.status)
	}
}

// health tells whether the casebook can be read.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if _, err := s.book.Counts(r.Context()); err != nil {
		s.log.Error("health", "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, "the casebook cannot be read")
		return
	}
	fmt.Fprintln(w, "ok")
}
