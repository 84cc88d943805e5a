package web

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// metrics counts what the server does, for Prometheus. Requests are told apart
// by the pattern they were routed by, never by what they asked for.
type metrics struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	flying   prometheus.Gauge
	handler  http.Handler
}

func newMetrics(book *casebook.Book) *metrics {
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "jikenbo_http_requests_total", Help: "Requests answered, by route and status."}, []string{"route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "jikenbo_http_request_duration_seconds", Help: "Time from the first byte of a request to the last of its answer, by route.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}}, []string{"route"}),
		flying: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "jikenbo_http_requests_in_flight", Help: "Requests under way."}),
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(m.requests, m.seconds, m.flying, holdings{book},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.handler = promhttp.HandlerFor(registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError, DisableCompression: true})
	return m
}

// done counts an answered request.
func (m *metrics) done(route string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(route, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
}

// holdings counts what the casebook holds when it is asked.
type holdings struct{ book *casebook.Book }

var holdingsHelp = []struct {
	desc *prometheus.Desc
	of   func(casebook.Counts) int
}{
	{prometheus.NewDesc("jikenbo_cases", "Cases in the casebook, withdrawn ones included.", nil, nil), func(c casebook.Counts) int { return c.Cases }},
	{prometheus.NewDesc("jikenbo_notices", "Notices in the casebook.", nil, nil), func(c casebook.Counts) int { return c.Notices }},
	{prometheus.NewDesc("jikenbo_revisions", "Revisions of all cases.", nil, nil), func(c casebook.Counts) int { return c.Revisions }},
	{prometheus.NewDesc("jikenbo_entries", "Entries of all notices.", nil, nil), func(c casebook.Counts) int { return c.Entries }},
}

// Describe and Collect make holdings a [prometheus.Collector].
func (holdings) Describe(to chan<- *prometheus.Desc) {
	for _, h := range holdingsHelp {
		to <- h.desc
	}
}

// Collect gives the counts, or why there are none.
func (h holdings) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second) // Prometheus passes none
	defer cancel()
	counts, err := h.book.Counts(ctx)
	for _, help := range holdingsHelp {
		if err != nil {
			to <- prometheus.NewInvalidMetric(help.desc, err)
			continue
		}
		to <- prometheus.MustNewConstMetric(help.desc, prometheus.GaugeValue, float64(help.of(counts)))
	}
}

// Metrics answers Prometheus. It is not for the public: whoever serves it says
// on what address, and whether that is local, one that only this machine
// reaches, which then must be asked by a name of this machine.
func (s *Server) Metrics(local bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if local && !thisMachine(r.Host) {
			http.Error(w, errHost.en, errHost.status)
			return
		}
		s.metrics.handler.ServeHTTP(w, r)
	})
}

// localMetrics answers Prometheus on this machine, under its own name and where
// nothing says that a proxy has passed the request on.
func (s *Server) localMetrics(w http.ResponseWriter, r *http.Request) {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	local := err == nil && net.ParseIP(host).IsLoopback() && thisMachine(r.Host)
	for _, field := range []string{"Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip"} {
		local = local && r.Header.Get(field) == ""
	}
	if !local {
		s.fail(w, r, jikenbo.ErrNotFound)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	s.metrics.handler.ServeHTTP(w, r)
}
