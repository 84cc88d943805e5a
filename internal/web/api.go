package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// apiPath is where the read API stands.
const apiPath = "/api/v1"

// Limits of the read API. A request that finds no free place waits for one.
const (
	apiAtOnce = 64              // requests under way
	apiWait   = 5 * time.Second // for a place, until the client is told to come back
	apiBody   = 16 << 10        // bytes of a body, of which none has a use
)

// Both are variables of the package huma that say how every API of the process
// is described and how it words its errors.
func init() {
	huma.DefaultArrayNullable = false // lists are empty, never null
	huma.NewErrorWithContext = func(ctx huma.Context, status int, message string, errs ...error) huma.StatusError {
		r, _ := humago.Unwrap(ctx)
		return apiProblem(r, status, message, errs)
	}
}

// apiProblem words what huma or a handler says is wrong. What a handler says is
// in the only error; what huma says of parameters, in as many as are wrong.
func apiProblem(r *http.Request, status int, message string, errs []error) *huma.ErrorModel {
	if status == http.StatusInternalServerError && len(errs) == 1 {
		return problemOf(r, refusalOf(errs[0]))
	}
	if status != http.StatusUnprocessableEntity {
		return problemOf(r, &refusal{status, message, message})
	}
	p := problemOf(r, &refusal{http.StatusBadRequest,
		"引数が正しくありません。errors にある引数を直してください。",
		"Parameters are wrong. Correct those named in errors."})
	for _, err := range errs {
		if d, ok := errors.AsType[*huma.ErrorDetail](err); ok {
			p.Errors = append(p.Errors, &huma.ErrorDetail{Message: d.Message, Location: d.Location})
		}
	}
	return p
}

// problemOf gives a refusal as Problem Details (RFC 9457). Its instance is the
// ID by which the log knows the request.
func problemOf(r *http.Request, told *refusal) *huma.ErrorModel {
	p := &huma.ErrorModel{Type: "about:blank", Title: http.StatusText(told.status), Status: told.status, Detail: told.en}
	if langOf(r) == "ja" {
		p.Detail = told.ja
	}
	if id := requestID(r.Context()); id != "" {
		p.Instance = "urn:jikenbo:request:" + id
	}
	return p
}

// sendProblem answers with Problem Details.
func sendProblem(w http.ResponseWriter, r *http.Request, told *refusal) {
	h := w.Header()
	openToAll(h, r)
	h.Set("Content-Type", "application/problem+json")
	h.Set("Content-Language", langOf(r))
	h.Set("Cache-Control", "no-store")
	h.Del("ETag")
	h.Add("Vary", "Accept-Language")
	w.WriteHeader(told.status)
	_ = writeJSON(w, problemOf(r, told)) // whoever left cannot be told
}

// api is the read API: operations that huma describes and serves, behind what
// all of them have.
type api struct {
	server   *Server
	mux      *http.ServeMux
	huma     huma.API
	all      []operation   // in the order in which they are shown
	document []byte        // OpenAPI, as served
	places   chan struct{} // of requests under way
	wait     time.Duration // for a place
}

// newAPI makes the API with all its operations.
func newAPI(s *Server) (*api, error) {
	a := &api{server: s, mux: http.NewServeMux(), places: make(chan struct{}, apiAtOnce), wait: apiWait}
	config := huma.DefaultConfig("jikenbo", "1")
	config.CreateHooks = nil // which would add $schema to every body
	config.DocsPath, config.OpenAPIPath, config.SchemasPath = "", "", ""
	format := huma.Format{Marshal: writeJSON, Unmarshal: json.Unmarshal}
	config.Formats = map[string]huma.Format{"application/json": format, "json": format}
	config.Info.Description = apiDescription
	config.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	config.Servers = []*huma.Server{{URL: "/"}}
	config.Tags = []*huma.Tag{
		{Name: "cases", Description: "Numbered incidents, with every fact and the words that state it."},
		{Name: "notices", Description: "The documents as they were published."},
		{Name: "search", Description: "Finding, counting and comparing cases."},
		{Name: "vocabulary", Description: "The codes and the form of a case."},
	}
	if err := defineCase(config.Components.Schemas); err != nil {
		return nil, err
	}
	a.huma = humago.New(a.mux, config)
	a.operations()
	describe(config.Components.Schemas.Map())
	var buf bytes.Buffer
	if err := writeJSON(&buf, a.huma.OpenAPI()); err != nil {
		return nil, err
	}
	a.document = buf.Bytes()
	a.mux.HandleFunc("GET "+apiPath+"/openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/vnd.oai.openapi+json;version=3.1")
		_, _ = w.Write(a.document) // whoever left cannot be told
	})
	return a, nil
}

const apiDescription = `What organizations published about their own incidents, field by field, with the words that state it.

Reading needs no account. Every answer has an ETag: send it back as If-None-Match and an unchanged answer is 304 without a body. ` +
	`Lists come in pages: "next" holds the cursor of the page after, and stands in the Link header too; it stays valid while cases are added. ` +
	`Whoever keeps a copy asks /changes with the last change that was seen. ` +
	`What is wrong is told as Problem Details (RFC 9457). A field that no notice states is absent: unknown is not zero.`

// ServeHTTP answers a request to the API.
func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	openToAll(h, r)
	get := r.Clone(r.Context())
	get.Method = http.MethodGet
	_, known := a.mux.Handler(get)
	switch {
	case known == "":
		sendProblem(w, r, &refusal{http.StatusNotFound,
			"この API にその宛先はありません。" + apiPath + "/openapi.json に一覧があります。",
			"The API has no such address. " + apiPath + "/openapi.json lists them."})
		return
	case r.Method == http.MethodOptions:
		h.Set("Allow", "GET, HEAD, OPTIONS")
		h.Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
		h.Set("Access-Control-Allow-Headers", "Accept, Accept-Language, If-None-Match")
		h.Set("Access-Control-Max-Age", "86400")
		w.WriteHeader(http.StatusNoContent)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD, OPTIONS")
		sendProblem(w, r, &refusal{http.StatusMethodNotAllowed,
			"この API は読むだけのものです。GET か HEAD を使ってください。",
			"This API is for reading. Use GET or HEAD."})
		return
	case r.ContentLength > apiBody:
		h.Set("Connection", "close") // rather than read it all
		sendProblem(w, r, &refusal{http.StatusRequestEntityTooLarge,
			"この API は本文を受け付けません。引数は宛先に書いてください。",
			"The API takes no body. Put the parameters into the address."})
		return
	case !acceptable(r.Header["Accept"], a.media(known)):
		sendProblem(w, r, &refusal{http.StatusNotAcceptable,
			"Accept にある形式では返せません。application/json を加えてください。",
			"None of the formats in Accept can be had. Add application/json."})
		return
	}
	r.Header.Set("Accept", "application/json") // which is settled now, and which huma reads less strictly
	leave, err := a.enter(r)
	if err != nil {
		a.server.fail(w, r, err)
		return
	}
	answer := &held{header: h}
	func() {
		defer leave() // before it is sent, which takes as long as the client likes
		a.mux.ServeHTTP(answer, r)
	}()
	answer.send(w, r)
}

// enter waits for a place among the requests that are being answered. leave gives
// it back.
func (a *api) enter(r *http.Request) (leave func(), err error) {
	waiting := time.NewTimer(a.wait)
	defer waiting.Stop()
	select {
	case a.places <- struct{}{}:
		return func() { <-a.places }, nil
	case <-r.Context().Done():
		return nil, r.Context().Err()
	case <-waiting.C:
		return nil, &refusal{http.StatusTooManyRequests,
			"いまは多くの求めに応じています。10秒ほど待ってからやり直してください。",
			"Too many requests are under way. Try again in ten seconds."}
	}
}

// media are the types that the operation behind a pattern answers with.
func (a *api) media(pattern string) []string {
	_, path, _ := strings.Cut(pattern, " ")
	if item := a.huma.OpenAPI().Paths[path]; item != nil && item.Get != nil {
		return slices.Collect(maps.Keys(item.Get.Responses["200"].Content))
	}
	return []string{"application/vnd.oai.openapi+json", "application/openapi+json", "application/json"}
}

// openToAll lets scripts of any site read an answer, which needs no account:
// where the server is for others than this machine, whose browser any page could
// otherwise have read it.
func openToAll(h http.Header, r *http.Request) {
	if !requestOf(r.Context()).open {
		return
	}
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "ETag, Link, Retry-After, X-Request-ID")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

// acceptable reports whether the fields of Accept (RFC 9110, 12.5.1) allow one
// of the media types. Without any they allow all, and so does what cannot be
// read.
func acceptable(accept []string, media []string) bool {
	allowed, said := false, false
	for field := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		if strings.TrimSpace(field) == "" {
			continue
		}
		said = true
		pattern, parameters, err := mime.ParseMediaType(field)
		if err != nil {
			return true
		}
		if q, err := strconv.ParseFloat(parameters["q"], 64); err == nil && q == 0 {
			continue
		}
		for _, m := range media {
			kind, _, _ := strings.Cut(m, "/")
			allowed = allowed || pattern == "*/*" || pattern == "*" || pattern == m || pattern == kind+"/*"
		}
	}
	return allowed || !said
}

// writeJSON writes v as a line of JSON, with <, > and & as they are: no answer
// of ours is taken for HTML.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// held is an answer that is not sent yet, so that what it says makes its ETag
// and an error in the middle of it leaves no half of it.
type held struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (h *held) Header() http.Header { return h.header }

func (h *held) WriteHeader(status int) {
	if h.status == 0 {
		h.status = status
	}
}

func (h *held) Write(b []byte) (int, error) {
	h.WriteHeader(http.StatusOK)
	return h.body.Write(b)
}

// send sends the answer, or that it is what the client has.
func (h *held) send(w http.ResponseWriter, r *http.Request) {
	switch {
	case h.status == http.StatusOK:
		if h.header.Get("ETag") == "" {
			sum := sha256.Sum256(h.body.Bytes())
			h.header.Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
		}
		if h.header.Get("Cache-Control") == "" {
			h.header.Set("Cache-Control", "public, no-cache")
		}
		if matches(r.Header.Get("If-None-Match"), h.header.Get("ETag")) {
			h.header.Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	case h.status >= http.StatusBadRequest:
		h.header.Set("Cache-Control", "no-store")
		h.header.Set("Content-Language", langOf(r))
		h.header.Add("Vary", "Accept-Language")
	}
	w.WriteHeader(h.status)
	_, _ = w.Write(h.body.Bytes()) // whoever left cannot be told
}

// answer is what an operation gives back.
type answer[T any] struct {
	Link         string `header:"Link" doc:"The next page, where there is one (RFC 8288)."`
	CacheControl string `header:"Cache-Control" doc:"How long the answer may be kept."`
	ETag         string `header:"ETag" doc:"Send it back as If-None-Match to learn whether the answer has changed."`
	Body         T
}

// none is the input of an operation without parameters.
type none struct{}

// operation is what is said of one address of the API.
type operation struct {
	id, path, tag string
	summary       said
	description   said
}

// said is a text in both languages. What programs read is in English.
type said struct{ ja, en string }

// in gives the text in "ja" or "en".
func (s said) in(lang string) string {
	if lang == "ja" {
		return s.ja
	}
	return s.en
}

// operate adds an operation. Parameters that are given are those the input reads
// by itself; it then also refuses those it does not know.
func operate[I, O any](a *api, o operation, handle func(context.Context, *I) (*O, error), parameters ...*huma.Param) {
	errs := []int{http.StatusBadRequest, http.StatusNotAcceptable, http.StatusTooManyRequests}
	if strings.Contains(o.path, "{") {
		errs = append(errs, http.StatusNotFound)
	}
	op := huma.Operation{
		OperationID: o.id, Method: http.MethodGet, Path: apiPath + o.path, Tags: []string{o.tag},
		Summary: o.summary.en, Description: o.description.en, Errors: errs, Parameters: parameters,
		RejectUnknownQueryParameters: len(parameters) == 0,
	}
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		if err != nil && refusalOf(err).status == http.StatusInternalServerError && ctx.Err() == nil {
			a.server.log.Error("request failed", "request", requestID(ctx), "operation", o.id, "error", err)
		}
		return out, err
	})
	a.all = append(a.all, o)
	// Parameters that are wrong are told as 400, not as 422.
	delete(a.huma.OpenAPI().Paths[op.Path].Get.Responses, "422")
}

// Listed is a part of a list.
type Listed[T any] struct {
	Items []T    `json:"items" doc:"In the order of the list; empty where nothing is left."`
	Next  string `json:"next,omitempty" doc:"The cursor of the next page; absent on the last one."`
}

// Window says which part of a list is wanted.
type Window struct {
	Cursor string `query:"cursor" maxLength:"400" doc:"Where to go on: \"next\" of the page before."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many to give at most."`
}

var badCursor = &refusal{http.StatusBadRequest,
	"cursor が正しくありません。前のページの next をそのまま、ほかの引数を変えずに送ってください。",
	"The cursor is wrong. Send \"next\" of the page before as it was, and the other parameters unchanged."}

// cursorSum is how many bytes of a cursor tell whether it is whole and belongs
// to the list it is used for.
const cursorSum = 6

// cursor names a place in a list. It holds nothing secret: the sum in it is
// against mistakes.
func cursor(list, place string) string {
	sum := sha256.Sum256([]byte(list + "\n" + place))
	return base64.RawURLEncoding.EncodeToString(append(sum[:cursorSum:cursorSum], place...))
}

// placeOf reads a cursor of a list, "" for the beginning.
func placeOf(list, c string) (string, error) {
	if c == "" {
		return "", nil
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(c)
	if err != nil || len(b) < cursorSum || cursor(list, string(b[cursorSum:])) != c {
		return "", badCursor
	}
	return string(b[cursorSum:]), nil
}

// nextLink points to the page after, with the parameters of this one.
func nextLink(path string, query url.Values, next string) string {
	q := maps.Clone(query)
	q.Set("cursor", next)
	return fmt.Sprintf("<%s%s?%s>; rel=\"next\"", apiPath, path, q.Encode())
}
