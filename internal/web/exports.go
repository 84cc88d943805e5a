package web

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/feed"
)

// programRoutes are the addresses for programs besides the API. Those of a
// search take the parameters of its page.
func (s *Server) programRoutes() {
	s.page("GET /feed.atom", s.feed(func(f *feed.Feed, b *bytes.Buffer) error { return f.Atom(b) }, "application/atom+xml; charset=utf-8"))
	s.page("GET /feed.json", s.feed(func(f *feed.Feed, b *bytes.Buffer) error { return f.JSON(b) }, "application/feed+json; charset=utf-8"))
	s.page("GET /cases.csv", s.exportCSV)
	s.page("GET /cases.json", s.exportJSON)
	s.page("GET /developers", s.developers)
	s.mux.HandleFunc("GET /robots.txt", robots)
	s.mux.HandleFunc("/", s.nowhere)
}

// robots lets searching machines read cases, and keeps them from asking every
// question there is.
func robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	fmt.Fprint(w, "User-agent: *\nAllow: /$\nAllow: /cases/\nDisallow: /?\nDisallow: /api/\nDisallow: /cases.\nDisallow: /feed.\nDisallow: /read\nDisallow: /review\nDisallow: /sign-in\n")
}

// nowhere answers requests that no other pattern takes: there is no such
// address, or it is there for other methods.
func (s *Server) nowhere(w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		asked := r.Clone(r.Context())
		asked.Method = method
		if _, pattern := s.mux.Handler(asked); pattern != "/" && pattern != "" && method != r.Method {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 {
		s.fail(w, r, jikenbo.ErrNotFound)
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	s.fail(w, r, &refusal{http.StatusMethodNotAllowed,
		"このページはその方法では使えません。リンクやボタンから開いてください。",
		"This page cannot be used that way. Open it by its link or button."})
}

// find searches the casebook; where notices came from is told as by
// [publicSource].
func (s *Server) find(ctx context.Context, question casebook.Search) (*casebook.Found, error) {
	found, err := s.book.Search(ctx, question)
	if err != nil {
		return nil, err
	}
	for i := range found.Hits {
		found.Hits[i].Ref.Source = publicSource(found.Hits[i].Ref.Source)
	}
	return found, nil
}

// findAll gives everything a search finds, each case once, with what was found
// at the beginning. It holds pageful by pageful in memory.
func (s *Server) findAll(ctx context.Context, question casebook.Search) iter.Seq2[casebook.Hit, error] {
	const pageful = 1000
	return func(yield func(casebook.Hit, error) bool) {
		type key struct {
			number jikenbo.Number
			notice string
			entry  int
		}
		seen := make(map[key]bool)
		for question.Limit, question.Offset = pageful, 0; ; question.Offset += pageful {
			found, err := s.find(ctx, question)
			if err != nil {
				yield(casebook.Hit{}, err)
				return
			}
			for _, hit := range found.Hits {
				k := key{number: hit.Number}
				if k.number == (jikenbo.Number{}) {
					k = key{notice: hit.Ref.Notice, entry: hit.Ref.Entry}
				}
				if seen[k] { // the casebook has grown meanwhile
					continue
				}
				seen[k] = true
				if !yield(hit, nil) {
					return
				}
			}
			if len(found.Hits) < pageful {
				return
			}
		}
	}
}

// known answers that nothing has changed, if it has not: the casebook, the
// program and the question make the tag of an answer. changed reports whether
// there is an answer to be made.
func (s *Server) known(w http.ResponseWriter, r *http.Request) (changed bool, err error) {
	last, err := s.book.LastChange(r.Context())
	if err != nil {
		return false, err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %s %s %t %s %s", last, s.version, s.static.dir, langOf(r), secure(r), r.Host, r.URL.RequestURI()))
	h := w.Header()
	openToAll(h, r)
	h.Set("Cache-Control", "public, no-cache")
	h.Add("Vary", "Cookie, Accept-Language")
	h.Set("ETag", `W/"`+hex.EncodeToString(sum[:12])+`"`)
	if matches(r.Header.Get("If-None-Match"), strings.TrimPrefix(h.Get("ETag"), "W/")) {
		w.WriteHeader(http.StatusNotModified)
		return false, nil
	}
	return true, nil
}

// sendCase answers with a case as the API does.
func sendCase(w http.ResponseWriter, r *http.Request, v *CaseView) error {
	answer := &held{header: w.Header()}
	openToAll(answer.header, r)
	answer.header.Set("Content-Type", "application/json")
	if err := writeJSON(answer, v); err != nil {
		return err
	}
	answer.send(w, r)
	return nil
}

// Bounds of a feed.
const (
	feedEntries = 50   // in it: those that were changed last
	feedAmong   = 1000 // the newest that the search finds
)

// feed answers with a search as a feed: the cases that were changed last.
func (s *Server) feed(write func(*feed.Feed, *bytes.Buffer) error, mediaType string) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		st, err := searchOf(r.URL.Query())
		if err != nil {
			return err
		}
		if changed, err := s.known(w, r); err != nil || !changed {
			return err
		}
		question := st.search()
		question.Sort, question.Offset, question.Limit = casebook.ByDate, 0, feedAmong
		found, err := s.find(r.Context(), question)
		if err != nil {
			return err
		}
		f, err := s.feedOf(r, &st, found.Hits)
		if err != nil {
			return err
		}
		var buf bytes.Buffer
		if err := write(f, &buf); err != nil {
			return err
		}
		w.Header().Set("Content-Type", mediaType)
		_, _ = w.Write(buf.Bytes()) // whoever left cannot be told
		return nil
	}
}

// feedOf makes a feed of cases. Other entries have no time at which they were
// changed, and are left out.
func (s *Server) feedOf(r *http.Request, st *searchState, hits []casebook.Hit) (*feed.Feed, error) {
	ctx, lang := r.Context(), langOf(r)
	began, err := s.book.Began(ctx)
	if err != nil {
		return nil, err
	}
	hits = slices.DeleteFunc(hits, func(h casebook.Hit) bool { return h.Number == jikenbo.Number{} })
	numbers := make([]jikenbo.Number, len(hits))
	for i, h := range hits {
		numbers[i] = h.Number
	}
	times, err := s.book.Times(ctx, numbers)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(hits, func(a, b casebook.Hit) int { return times[b.Number].Revised.Compare(times[a.Number].Revised) })
	// The casebook makes the IDs its own: another may have the same numbers.
	id := func(what string) string {
		return "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, []byte("jikenbo:"+began.UTC().Format(time.RFC3339Nano)+":"+what)).String()
	}
	state := *st
	state.Sort = "" // a feed has its own
	home := s.address(r, "/") + strings.TrimPrefix(state.href("/", 1), "/")
	p := s.newPage(r, "", "")
	f := &feed.Feed{ID: id("feed:" + state.href("/", 1)), Title: p.T("事件簿", "jikenbo"), Author: "jikenbo", Language: lang, Home: home,
		Self: s.address(r, r.URL.Path) + strings.TrimPrefix(state.href("/", 1), "/")}
	if st.Query != "" {
		f.Title += ": " + st.Query
	}
	for _, h := range hits[:min(len(hits), feedEntries)] {
		lines := feed.Words(&h.Case, lang)
		if h.Status != jikenbo.Open {
			lines = slices.Insert(lines, 0, p.T("状態: ", "State: ")+h.Status.Label(lang))
		}
		var types []string
		for _, t := range h.Case.Types {
			types = append(types, string(t))
		}
		f.Entries = append(f.Entries, feed.Entry{
			ID: id("case:" + h.Number.String()), Title: feed.Heading(h.Number, &h.Case), URL: s.address(r, "/cases/"+h.Number.String()),
			Published: times[h.Number].Opened, Updated: times[h.Number].Revised, Categories: types, Text: strings.Join(lines, "\n"),
		})
	}
	return f, nil
}

// column is a column of /cases.csv. Unknown is empty.
type column struct {
	name, ja, en string
	of           func(s *Server, r *http.Request, h *casebook.Hit) string
}

// columns are those of /cases.csv, in their order. New ones come last.
var columns = []column{
	{"number", "事件の番号", "number of the case", func(_ *Server, _ *http.Request, h *casebook.Hit) string { return h.Number.String() }},
	{"status", statusNames("ja"), statusNames("en"), func(_ *Server, _ *http.Request, h *casebook.Hit) string { return string(h.Status) }},
	{"published", "公表日。日や月の記載がなければ YYYY-MM、YYYY", "publication, as exact as it is stated", func(_ *Server, _ *http.Request, h *casebook.Hit) string { return h.Case.Published.String() }},
	{"organization", "公表者", "publisher", func(_ *Server, _ *http.Request, h *casebook.Hit) string { return defuse(h.Case.Organization) }},
	{"title", "表題", "title", func(_ *Server, _ *http.Request, h *casebook.Hit) string { return defuse(h.Case.Title) }},
	{"kind", "種別", "kind", func(_ *Server, _ *http.Request, h *casebook.Hit) string { return string(h.Case.Kind) }},
	{"stage", "報", "stage", func(_ *Server, _ *http.Request, h *casebook.Hit) string { return string(h.Case.Stage) }},
	{"types", "類型（; 区切り）", "types, separated by ;", func(_ *Server, _ *http.Request, h *casebook.Hit) string { return joinCodes(h.Case.Types) }},
	{"leak", "漏えい", "leak", func(_ *Server, _ *http.Request, h *casebook.Hit) string { return stated(h.Case.Leak) }},
	{"count", "総数の件数", "the figure of the total", func(_ *Server, _ *http.Request, h *casebook.Hit) string {
		return mainFigure(h, func(a jikenbo.Affected) string { return strconv.FormatInt(a.Count, 10) })
	}},
	{"unit", "その単位", "its unit", func(_ *Server, _ *http.Request, h *casebook.Hit) string {
		return mainFigure(h, func(a jikenbo.Affected) string { return defuse(a.Unit) })
	}},
	{"bound", "その数の意味（最大、約、以上など）", "how it is meant: exact, max, about, min, over", func(_ *Server, _ *http.Request, h *casebook.Hit) string {
		return mainFigure(h, func(a jikenbo.Affected) string { return string(a.Bound) })
	}},
	{"counts", "記載されたすべての件数: 数 単位 意味 位置（; 区切り）", "every stated figure: number, unit, bound and role, separated by ;", func(_ *Server, _ *http.Request, h *casebook.Hit) string {
		var all []string
		for _, a := range h.Case.Affected {
			all = append(all, fmt.Sprintf("%d %s %s %s", a.Count, a.Unit, a.Bound, a.Role))
		}
		return defuse(strings.Join(all, "; "))
	}},
	{"items", "漏えいした、またはその可能性がある項目", "items that leaked or may have leaked", func(_ *Server, _ *http.Request, h *casebook.Hit) string { return joinCodes(h.Case.Items) }},
	{"items_excluded", "対象外と記載された項目", "items stated not to be affected", func(_ *Server, _ *http.Request, h *casebook.Hit) string { return joinCodes(h.Case.ItemsExcluded) }},
	{"discovered_by", "発見者", "who noticed it", func(_ *Server, _ *http.Request, h *casebook.Hit) string { return stated(h.Case.DiscoveredBy) }},
	{"secondary_damage", "二次被害", "secondary damage", func(_ *Server, _ *http.Request, h *casebook.Hit) string { return stated(h.Case.SecondaryDamage) }},
	{"reported_to", "届出・報告の先", "to whom it was reported", func(_ *Server, _ *http.Request, h *casebook.Hit) string {
		var all []jikenbo.Recipient
		for _, report := range h.Case.Reports {
			if !slices.Contains(all, report.To) {
				all = append(all, report.To)
			}
		}
		return joinCodes(all)
	}},
	{"responses", "対応", "what was done", func(_ *Server, _ *http.Request, h *casebook.Hit) string { return joinCodes(h.Case.Responses) }},
	{"suppliers", "委託先等", "suppliers", func(_ *Server, _ *http.Request, h *casebook.Hit) string {
		return defuse(strings.Join(h.Case.Suppliers, "; "))
	}},
	{"services", "サービス", "services", func(_ *Server, _ *http.Request, h *casebook.Hit) string {
		return defuse(strings.Join(h.Case.Services, "; "))
	}},
	{"days_attack_discovery", "発覚までの日数", "days from attack to discovery", daysOf(jikenbo.Attack, jikenbo.Discovery)},
	{"days_discovery_containment", "遮断までの日数", "days from discovery to containment", daysOf(jikenbo.Discovery, jikenbo.Containment)},
	{"days_containment_report", "報告までの日数", "days from containment to report", daysOf(jikenbo.Containment, jikenbo.Reporting)},
	{"days_report_publication", "公表までの日数", "days from report to publication", daysOf(jikenbo.Reporting, jikenbo.Publication)},
	{"days_attack_publication", "攻撃から公表までの日数", "days from attack to publication", daysOf(jikenbo.Attack, jikenbo.Publication)},
	{"days_discovery_publication", "発覚から公表までの日数", "days from discovery to publication", daysOf(jikenbo.Discovery, jikenbo.Publication)},
	{"source", "最後の公表文の場所", "where the last notice was found", func(_ *Server, _ *http.Request, h *casebook.Hit) string { return defuse(h.Ref.Source) }},
	{"notice", "その SHA-256", "its SHA-256", func(_ *Server, _ *http.Request, h *casebook.Hit) string { return h.Ref.Notice }},
	{"url", "この事件簿でのページ", "its page here", func(s *Server, r *http.Request, h *casebook.Hit) string {
		if h.Number == (jikenbo.Number{}) {
			return ""
		}
		return s.address(r, "/cases/"+h.Number.String())
	}},
	{"first_published", "最初の公表日。続報のある事件の月はこれで数えます", "first publication, by which a case of several notices is counted", func(_ *Server, _ *http.Request, h *casebook.Hit) string {
		return h.Case.FirstPublished().String()
	}},
	{"redirect", "重複が移った先の番号", "the case that a duplicate leads to", func(s *Server, r *http.Request, h *casebook.Hit) string {
		if h.Status != jikenbo.Duplicate {
			return ""
		}
		to, err := s.book.Resolve(r.Context(), h.Number)
		if err != nil {
			s.log.Error("export", "request", requestID(r.Context()), "case", h.Number, "error", err)
			return ""
		}
		return to.String()
	}},
}

// statusNames lists the states of a case: open 有効, inferred 推定 …
func statusNames(lang string) string {
	var all []string
	for _, t := range jikenbo.Statuses.Terms {
		name := t.Code
		if lang == "ja" {
			name += " " + t.Ja
		}
		all = append(all, name)
	}
	return strings.Join(all, ", ")
}

// defuse keeps a spreadsheet from taking words for a formula: an apostrophe
// before them, which it does not show, makes them text.
func defuse(s string) string {
	s = feed.OneLine(s)
	if strings.ContainsAny(s[:min(len(s), 1)], "=+-@|%") || slices.ContainsFunc([]string{"＝", "＋", "－", "＠"}, func(sign string) bool { return strings.HasPrefix(s, sign) }) {
		return "'" + s
	}
	return s
}

func joinCodes[T ~string](codes []T) string {
	all := make([]string, len(codes))
	for i, code := range codes {
		all[i] = string(code)
	}
	return strings.Join(all, "; ")
}

// stated gives a code, "" for that of what is not stated.
func stated[T ~string](code T) string {
	if code == "unstated" {
		return ""
	}
	return string(code)
}

func mainFigure(h *casebook.Hit, part func(jikenbo.Affected) string) string {
	if figures := mainFigures(&h.Case); len(figures) > 0 {
		return part(figures[0])
	}
	return ""
}

func daysOf(from, to jikenbo.Milestone) func(*Server, *http.Request, *casebook.Hit) string {
	return func(_ *Server, _ *http.Request, h *casebook.Hit) string {
		for _, l := range h.Case.Lags() {
			if l.From == from && l.To == to && l.Known {
				return strconv.Itoa(l.Days)
			}
		}
		return ""
	}
}

// export sends all that a search finds as a file, as it is found. What fails
// before the first case is an error page; later, the connection breaks off, so
// that nobody takes half of it for all.
func (s *Server) export(w http.ResponseWriter, r *http.Request, name, mediaType string, write func(out io.Writer, total int, cases iter.Seq2[casebook.Hit, error]) error) error {
	st, err := searchOf(r.URL.Query())
	if err != nil {
		return err
	}
	if changed, err := s.known(w, r); err != nil || !changed {
		return err
	}
	leave, err := s.exports.enter(sender(r))
	if err != nil {
		return err
	}
	defer leave()
	question := st.search()
	question.Limit, question.Offset = 1, 0
	found, err := s.find(r.Context(), question)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	if r.Method == http.MethodHead {
		return nil
	}
	out := bufio.NewWriter(&paced{ResponseWriter: w, until: time.Now().Add(exportTime)})
	err = write(out, found.Total, s.findAll(r.Context(), question))
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		if r.Context().Err() == nil && !errors.Is(err, os.ErrDeadlineExceeded) {
			s.log.Error("export broke off", "request", requestID(r.Context()), "path", r.URL.Path, "error", err)
		}
		panic(http.ErrAbortHandler)
	}
	return nil
}

// exportCSV sends a search as comma-separated values (RFC 4180). It begins with
// a byte order mark, without which Excel in Japan takes UTF-8 for Shift_JIS.
func (s *Server) exportCSV(w http.ResponseWriter, r *http.Request) error {
	return s.export(w, r, "cases.csv", "text/csv; charset=utf-8; header=present", func(to io.Writer, _ int, cases iter.Seq2[casebook.Hit, error]) error {
		if _, err := io.WriteString(to, "\ufeff"); err != nil {
			return err
		}
		out := csv.NewWriter(to)
		out.UseCRLF = true
		row := make([]string, len(columns))
		for i, c := range columns {
			row[i] = c.name
		}
		if err := out.Write(row); err != nil {
			return err
		}
		for h, err := range cases {
			if err != nil {
				return err
			}
			for i, c := range columns {
				row[i] = c.of(s, r, &h)
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
		out.Flush()
		return out.Error()
	})
}

// exportJSON sends a search as one JSON object.
func (s *Server) exportJSON(w http.ResponseWriter, r *http.Request) error {
	return s.export(w, r, "cases.json", "application/json", func(to io.Writer, total int, cases iter.Seq2[casebook.Hit, error]) error {
		if _, err := fmt.Fprintf(to, `{"total":%d,"cases":[`, total); err != nil {
			return err
		}
		comma := ""
		for h, err := range cases {
			if err == nil {
				_, err = fmt.Fprint(to, comma, "\n")
			}
			if err == nil {
				err = writeJSON(to, struct {
					*casebook.Hit
					Snippet struct{} `json:"snippet,omitzero"` // none: nothing is shown
				}{Hit: &h})
			}
			if err != nil {
				return err
			}
			comma = ","
		}
		_, err := fmt.Fprint(to, "]}\n")
		return err
	})
}
