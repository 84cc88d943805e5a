package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"jikenbo"
	"jikenbo/internal/casebook"
	linking "jikenbo/internal/link"
)

// operations adds all operations of the API.
func (a *api) operations() {
	operate(a, operation{"casebook", "", "cases", said{"事件簿の大きさ", "What the casebook holds"},
		said{"収めた事件などの数と、最後の変更の番号。", "How much it holds, and the last change of it."}}, a.casebook)
	operate(a, operation{"list-cases", "/cases", "cases", said{"すべての事件", "All cases"},
		said{"推定、重複、取り下げのものも含め、番号の順に。", "Every case, inferred, duplicate and withdrawn ones included, in the order of their numbers."}}, a.listCases)
	operate(a, operation{"case", "/cases/{number}", "cases", said{"一つの事件", "One case"},
		said{"根拠、もとの公表文、すべての改訂、節目の間の日数、つじつまの合わない点とともに。jikenbo show --json の出力と同じです。重複の番号にはその記録そのものを返し（status は duplicate）、redirect に移った先の番号があります。", "A case with its evidence, the notices it was made from, all its revisions, the days between its milestones, and what does not add up. It is what jikenbo show --json prints. The number of a duplicate gives that record itself, with status duplicate and in redirect the case it leads to: no answer is of another number than was asked for."}}, a.oneCase)
	operate(a, operation{"case-history", "/cases/{number}/history", "cases", said{"報の移り変わり", "What each notice changed"},
		said{"公表の順に、それぞれの公表文が加え、変え、取り消し、触れなくなった事実を、その言葉とともに。人の決めたことは含みません。", "In the order of publication, what each notice added, changed, took back or did not repeat, with its words. Decisions of persons are no part of it."}}, a.caseHistory)
	operate(a, operation{"list-proposals", "/proposals", "cases", said{"同じ事件かもしれない組", "Pairs that may be one incident"},
		said{"自動では一つにしなかった組を、確からしい順に、賛否の理由とともに。", "Pairs of cases that were not joined by themselves, the likeliest first, with what speaks for and against."}}, a.listProposals)
	operate(a, operation{"changes", "/changes", "cases", said{"変わったもの", "What changed since"},
		said{"ある変更より後に事件に起きたことを、古い順に。最後のページの until を取っておき、次に since に渡せば、漏れなく追えます。", "What was done to cases after a change, the oldest first. Keep \"until\" of the last page and send it as since next time: nothing is missed."}}, a.changes)
	operate(a, operation{"list-notices", "/notices", "notices", said{"すべての公表文", "All notices"},
		said{"本文を除き、収めた順に。", "Every notice without its text, in the order they were added."}}, a.listNotices)
	operate(a, operation{"notice", "/notices/{sha256}", "notices", said{"一つの公表文", "One notice"},
		said{"根拠の位置が指す本文、見つけた場所、記事ごとの読み取りとともに。", "A notice with the text that spans point into, where it was found, and what was read out of each of its entries."}}, a.notice)
	a.noticeBytes()
	a.searchOperations()
	operate(a, operation{"taxonomies", "/taxonomies", "vocabulary", said{"符号とその名前", "Codes with their labels"},
		said{"符号の集まりを、表示する順に、日本語と英語の名前とともに。", "The closed sets of codes, in the order they are shown, with Japanese and English labels."}}, a.taxonomies)
	operate(a, operation{"schema", "/schema", "vocabulary", said{"事件の JSON Schema", "JSON Schema of a case"},
		said{"事件の事実の JSON Schema（2020-12）。", "The JSON Schema (2020-12) of the facts of a case."}}, a.schema)
}

// Holdings is the casebook in numbers.
type Holdings struct {
	casebook.Counts
	Change  int64  `json:"change" doc:"The number of the last change, 0 if there was none."`
	Version string `json:"version,omitempty" doc:"Of the program."`
}

func (a *api) casebook(ctx context.Context, _ *none) (*answer[Holdings], error) {
	counts, err := a.server.book.Counts(ctx)
	if err != nil {
		return nil, err
	}
	change, err := a.server.book.LastChange(ctx)
	if err != nil {
		return nil, err
	}
	return &answer[Holdings]{Body: Holdings{counts, change, a.server.version}}, nil
}

// take gives the first n of a sequence, and whether there are more.
func take[T any](seq iter.Seq2[T, error], n int) (items []T, more bool, err error) {
	items = []T{}
	for item, err := range seq {
		if err != nil {
			return nil, false, err
		}
		if len(items) == n {
			return items, true, nil
		}
		items = append(items, item)
	}
	return items, false, nil
}

// partOf gives a page of a list: the cursor of the next one is the place of its
// last item.
func partOf[T any](path string, w Window, query url.Values, items []T, more bool, mark func(T) string) *answer[Listed[T]] {
	out := &answer[Listed[T]]{Body: Listed[T]{Items: items}}
	if more {
		out.Body.Next = cursor(path, mark(items[len(items)-1]))
		query.Set("limit", strconv.Itoa(w.Limit))
		out.Link = nextLink(path, query, out.Body.Next)
	}
	return out
}

func (a *api) listCases(ctx context.Context, in *Window) (*answer[Listed[casebook.Summary]], error) {
	from, err := placeOf("/cases", in.Cursor)
	if err != nil {
		return nil, err
	}
	var after jikenbo.Number
	if after.UnmarshalText([]byte(from)) != nil {
		return nil, badCursor
	}
	cases, more, err := take(a.server.book.CasesAfter(ctx, after), in.Limit)
	if err != nil {
		return nil, err
	}
	return partOf("/cases", *in, url.Values{}, cases, more, func(c casebook.Summary) string { return c.Number.String() }), nil
}

// CaseView is a case with what follows from it: what jikenbo show --json prints,
// there with the names of those who made its revisions.
type CaseView struct {
	*jikenbo.Record
	AsOf  jikenbo.Date   `json:"as_of,omitzero" doc:"The day at whose end this was known; absent for what is known now."`
	Lags  []jikenbo.Lag  `json:"lags,omitempty" doc:"The days between the milestones of the incident."`
	Flaws []jikenbo.Flaw `json:"flaws,omitempty" doc:"What does not add up."`
	Web   []PageChange   `json:"web,omitempty" doc:"What became of its pages on the web, where they are watched."`
}

// PageChange is what a watch saw become of a page, with the lines of its text
// that went and came.
type PageChange struct {
	casebook.Sighting
	Diff []string `json:"diff,omitempty" doc:"Of an edit, the lines that went, after \"- \", and that came, after \"+ \"."`
}

// view gives a case as those see it who are signed in.
func (s *Server) view(ctx context.Context, n jikenbo.Number) (*CaseView, error) {
	rec, err := s.book.Case(ctx, n)
	if err != nil {
		return nil, err
	}
	v := &CaseView{Record: rec, Lags: rec.Case.Lags(), Flaws: rec.Case.Lint(rec.Evidence)}
	if s.pageChanges != nil {
		if v.Web, err = s.pageChanges(ctx, n); err != nil {
			return nil, err
		}
	}
	for i := range v.Web {
		v.Web[i].URL = publicSource(v.Web[i].URL)
	}
	rec.Notices = publicNotices(rec.Notices)
	return v, nil
}

// publicNotices tells where notices came from as [publicSource] does.
func publicNotices(notices []jikenbo.EntryRef) []jikenbo.EntryRef {
	for i := range notices {
		notices[i].Source = publicSource(notices[i].Source)
	}
	return list(notices)
}

// viewOf gives a case with those accounts as it was known at the end of a day.
func (s *Server) viewOf(ctx context.Context, n jikenbo.Number, day jikenbo.Date, as []jikenbo.Account) (*CaseView, error) {
	rec, err := s.book.AsOf(ctx, n, day)
	if errors.Is(err, casebook.ErrTooEarly) {
		return nil, tooEarly(n, day, as)
	}
	if err != nil {
		return nil, err
	}
	rec.Notices, rec.Revisions = publicNotices(rec.Notices), []jikenbo.Revision{}
	return &CaseView{Record: rec, AsOf: day, Lags: rec.Case.Lags(), Flaws: rec.Case.Lint(rec.Evidence)}, nil
}

// publicView gives a case as everybody may have it: without the names of people.
// asOf is a day, "" for what is known now.
func (s *Server) publicView(ctx context.Context, n jikenbo.Number, asOf string) (*CaseView, error) {
	if asOf != "" {
		day, err := asOfDay(asOf)
		if err != nil {
			return nil, err
		}
		as, err := s.book.AccountsOf(ctx, n)
		if err != nil {
			return nil, err
		}
		return s.viewOf(ctx, n, day, as)
	}
	v, err := s.view(ctx, n)
	if err != nil {
		return nil, err
	}
	for i := range v.Revisions {
		if v.Revisions[i].Who != theProgram {
			v.Revisions[i].Who = someEditor.en
		}
	}
	return v, nil
}

// userInfo is who asks for an address, and may be with what password.
var userInfo = regexp.MustCompile(`([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@`)

// publicSource is where a notice came from, without the folders of this
// machine and without passwords: addresses of the web and paths within the
// folder the program ran in are told, of others the name of the file.
func publicSource(source string) string {
	source = userInfo.ReplaceAllString(source, "$1")
	slashed := strings.ReplaceAll(source, `\`, "/")
	if len(slashed) > 5 && strings.EqualFold(slashed[:5], "file:") {
		if plain, err := url.PathUnescape(slashed); err == nil {
			slashed = strings.ReplaceAll(plain, `\`, "/")
		}
		return path.Base(slashed)
	}
	if u, err := url.Parse(source); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		return source
	}
	drive := len(slashed) > 1 && slashed[1] == ':'
	if strings.HasPrefix(slashed, "/") || drive || slashed == ".." || strings.HasPrefix(slashed, "../") || strings.Contains(slashed, "/../") {
		return path.Base(slashed)
	}
	return source
}

// NumberInput names a case.
type NumberInput struct {
	Number string `path:"number" pattern:"^[0-9]{4}-[0-9]{1,9}$" patternDescription:"YYYY-NNN" maxLength:"14" example:"2023-009" doc:"The number of the case."`
}

type caseInput struct {
	NumberInput
	AsOf string `query:"as_of" maxLength:"10" example:"2026-09-30" doc:"A day, YYYY-MM-DD: the case as it was known at its end, without revisions. 404 before its first notice."`
}

func (a *api) oneCase(ctx context.Context, in *caseInput) (*answer[*CaseView], error) {
	n, err := jikenbo.ParseNumber(in.Number)
	if err != nil {
		return nil, jikenbo.ErrNotFound // no such year, or no such place in it
	}
	v, err := a.server.publicView(ctx, n, in.AsOf)
	if err != nil {
		return nil, err
	}
	return &answer[*CaseView]{Body: v}, nil
}

// CaseHistory is what the notices of a case did one after the other.
type CaseHistory struct {
	Number   jikenbo.Number `json:"number" doc:"Of the case."`
	Redirect jikenbo.Number `json:"redirect,omitzero" doc:"The case that a duplicate leads to."`
	Steps    []jikenbo.Step `json:"steps" doc:"In the order of publication; empty for a case without notices of its own."`
	Ties     []NoticeTie    `json:"ties" doc:"Why the notices are of one case, where the program joined them; none of the first, nor of what only a person joined."`
}

// NoticeTie is why a notice of a case surely tells of one incident with another of it.
type NoticeTie struct {
	Step int              `json:"step" minimum:"1" doc:"The place of the notice among the steps, from 1."`
	With int              `json:"with" minimum:"1" doc:"The place of the other."`
	For  []ProposalReason `json:"for" doc:"What speaks for it."`
}

func (a *api) caseHistory(ctx context.Context, in *NumberInput) (*answer[CaseHistory], error) {
	n, err := jikenbo.ParseNumber(in.Number)
	if err != nil {
		return nil, jikenbo.ErrNotFound
	}
	rec, err := a.server.book.Case(ctx, n)
	if err != nil {
		return nil, err
	}
	if len(rec.Notices) > shownNotices {
		return nil, &refusal{http.StatusNotImplemented,
			fmt.Sprintf("公表文が%d件より多い事件の移り変わりは示せません。as_of で時点の姿を見てください。", shownNotices),
			fmt.Sprintf("A case of more than %d notices has no history here. Use as_of to see it as of a day.", shownNotices)}
	}
	steps, err := a.server.book.History(ctx, n)
	if err != nil {
		return nil, err
	}
	for i := range steps {
		steps[i].Source = publicSource(steps[i].Source)
	}
	ties, err := a.server.book.Ties(ctx, n)
	if err != nil {
		return nil, err
	}
	out := &answer[CaseHistory]{Body: CaseHistory{n, rec.Redirect, list(steps), []NoticeTie{}}}
	if len(ties) == len(steps) { // else a notice came meanwhile
		for i, tie := range ties {
			if tie.With > 0 {
				out.Body.Ties = append(out.Body.Ties, NoticeTie{i + 1, tie.With, reasons(tie.For)})
			}
		}
	}
	return out, nil
}

type proposalsInput struct {
	Number string `query:"number" pattern:"^[0-9]{4}-[0-9]{1,9}$" patternDescription:"YYYY-NNN" maxLength:"14" example:"2023-009" doc:"Only pairs with this case."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many to give at most."`
}

// ProposalReason is why two notices or cases may be of one incident, or may not.
type ProposalReason struct {
	Code   string `json:"code" doc:"What it is."`
	Detail string `json:"detail,omitempty" doc:"What it is seen by: dates, a number, a name; two of them with / between for what differs."`
	Ja     string `json:"ja" doc:"In Japanese."`
	En     string `json:"en" doc:"In English."`
}

func reasons(all []linking.Reason) []ProposalReason {
	out := []ProposalReason{}
	for _, r := range all {
		out = append(out, ProposalReason{r.Code, r.Detail, r.Words("ja"), r.Words("en")})
	}
	return out
}

// ProposedPair is a pair of cases that may be one incident.
type ProposedPair struct {
	A       jikenbo.Number   `json:"a" doc:"The case that was opened first."`
	B       jikenbo.Number   `json:"b" doc:"The other one."`
	Score   int              `json:"score" doc:"How much speaks for it; larger is more."`
	For     []ProposalReason `json:"for" doc:"What speaks for it."`
	Against []ProposalReason `json:"against" doc:"What speaks against it."`
}

// Proposals are pairs of cases that may be one incident.
type Proposals struct {
	Items []ProposedPair `json:"items" doc:"The likeliest first."`
}

func (a *api) listProposals(ctx context.Context, in *proposalsInput) (*answer[Proposals], error) {
	var n jikenbo.Number
	if in.Number != "" {
		var err error
		if n, err = jikenbo.ParseNumber(in.Number); err != nil {
			return nil, jikenbo.ErrNotFound
		}
	}
	found, err := a.server.book.Proposals(ctx, n, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &answer[Proposals]{Body: Proposals{Items: []ProposedPair{}}}
	for _, x := range found {
		out.Body.Items = append(out.Body.Items, ProposedPair{x.A, x.B, x.Score, reasons(x.For), reasons(x.Against)})
	}
	return out, nil
}

type changesInput struct {
	Since string `query:"since" maxLength:"40" pattern:"^[0-9]{1,18}$|^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2}))?$" patternDescription:"the number of a change, a date or an RFC 3339 time" example:"2026-04-01" doc:"The number of a change, or a day or time from which on changes are wanted; a day begins in Japan. Everything without it."`
	Window
}

// changeList is a page of changes.
type changeList struct {
	Listed[casebook.CaseChange]
	Until int64 `json:"until" doc:"Everything up to the change of this number has been given with this page and those before."`
}

func (a *api) changes(ctx context.Context, in *changesInput) (*answer[changeList], error) {
	const path = "/changes"
	from, err := placeOf(path, in.Cursor)
	if err != nil {
		return nil, err
	}
	var after casebook.Mark
	switch {
	case from != "":
		if _, err := fmt.Sscanf(from, "%d.%d", &after.Change, &after.Case); err != nil {
			return nil, badCursor
		}
	case in.Since != "":
		if after, err = a.since(ctx, in.Since); err != nil {
			return nil, err
		}
	}
	last, err := a.server.book.LastChange(ctx) // before the list, which may already have later ones
	if err != nil {
		return nil, err
	}
	changes, more, err := take(a.server.book.Changes(ctx, after), in.Limit)
	if err != nil {
		return nil, err
	}
	page := partOf(path, in.Window, url.Values{}, changes, more, func(c casebook.CaseChange) string {
		return fmt.Sprintf("%d.%d", c.Mark().Change, c.Mark().Case)
	})
	out := &answer[changeList]{Link: page.Link, Body: changeList{page.Body, last}}
	switch {
	case more: // the last change of the page may go on
		out.Body.Until = changes[len(changes)-1].Change - 1
	case len(changes) > 0:
		out.Body.Until = max(last, changes[len(changes)-1].Change)
	}
	return out, nil
}

// since finds where the changes after a number, a day or a time begin.
func (a *api) since(ctx context.Context, s string) (casebook.Mark, error) {
	if id, err := strconv.ParseInt(s, 10, 64); err == nil {
		return casebook.After(id), nil
	}
	at, err := time.ParseInLocation(time.DateOnly, s, jikenbo.JST)
	if err != nil {
		at, err = time.Parse(time.RFC3339, s)
	}
	if err != nil {
		return casebook.Mark{}, &refusal{http.StatusBadRequest,
			"since には変更の番号、日付（2023-01-10）、または RFC 3339 の時刻を書いてください。",
			"since takes the number of a change, a day such as 2023-01-10, or an RFC 3339 time."}
	}
	id, err := a.server.book.ChangeBefore(ctx, at)
	return casebook.After(id), err
}

func (a *api) listNotices(ctx context.Context, in *Window) (*answer[Listed[casebook.NoticeHead]], error) {
	const path = "/notices"
	after, err := placeOf(path, in.Cursor)
	if err != nil {
		return nil, err
	}
	notices, more, err := take(a.server.book.Notices(ctx, after), in.Limit)
	if errors.Is(err, jikenbo.ErrNotFound) {
		err = badCursor
	}
	if err != nil {
		return nil, err
	}
	for i := range notices {
		notices[i].Source = publicSource(notices[i].Source)
	}
	return partOf(path, *in, url.Values{}, notices, more, func(n casebook.NoticeHead) string { return n.SHA256 }), nil
}

// NoticeInput names a notice.
type NoticeInput struct {
	SHA256 string `path:"sha256" pattern:"^[0-9a-f]{64}$" patternDescription:"SHA-256 in lower-case hexadecimal" doc:"The SHA-256 of the bytes of the notice, in lower-case hexadecimal."`
}

// NoticeView is a notice with what was read out of it.
type NoticeView struct {
	SHA256   string         `json:"sha256" doc:"Its name: the SHA-256 of its bytes."`
	Sources  []NoticeSource `json:"sources" doc:"Where it was found, the first place first."`
	Type     string         `json:"type" doc:"The media type its bytes were read as."`
	Charset  string         `json:"charset,omitempty" doc:"Of its bytes; absent where the format has none."`
	Reader   string         `json:"reader" doc:"The rules that made its text of its bytes, with their version."`
	Declared string         `json:"declared,omitempty" doc:"The Content-Type that came with its bytes."`
	Size     int            `json:"size" doc:"Of its bytes."`
	Text     string         `json:"text" doc:"What its bytes say. Spans are byte offsets into it as UTF-8."`
	Markup   jikenbo.Markup `json:"markup,omitzero" doc:"What its markup or metadata states apart from its text."`
	Entries  []EntryView    `json:"entries" doc:"What was read out of it, in the order of the text."`
}

// NoticeSource is a place where a notice was found.
type NoticeSource struct {
	Path    string    `json:"path" doc:"An address or the name of a file."`
	Fetched time.Time `json:"fetched" doc:"When it was read there first."`
}

// EntryView is what was read out of one entry of a notice.
type EntryView struct {
	Notice    string             `json:"notice" doc:"SHA-256 of the notice."`
	Entry     int                `json:"entry" doc:"Its place in the notice, from 1."`
	Start     int                `json:"start" doc:"Where it begins in the text of the notice, a byte offset."`
	End       int                `json:"end" doc:"Where it ends, exclusive."`
	Number    jikenbo.Number     `json:"number,omitzero" doc:"Of its case; absent for an entry that is no incident."`
	Case      jikenbo.Case       `json:"case" doc:"The facts as they were read. A person may have corrected those of its case since."`
	Evidence  jikenbo.Evidence   `json:"evidence" doc:"By the JSON Pointer of a fact, the words that state it."`
	Conflicts []jikenbo.Conflict `json:"conflicts,omitempty" doc:"The values that were not chosen, and why."`
}

func (a *api) notice(ctx context.Context, in *NoticeInput) (*answer[*NoticeView], error) {
	book := a.server.book
	n, err := book.Notice(ctx, in.SHA256)
	if err != nil {
		return nil, err
	}
	sources, err := book.Sources(ctx, in.SHA256)
	if err != nil {
		return nil, err
	}
	readings, err := book.Readings(ctx, in.SHA256)
	if err != nil {
		return nil, err
	}
	numbers, err := book.EntryNumbers(ctx, in.SHA256)
	if err != nil {
		return nil, err
	}
	v := &NoticeView{
		SHA256: n.SHA256, Type: n.Type, Charset: n.Charset, Reader: n.Reader, Declared: n.Declared,
		Size: len(n.Bytes), Text: n.Text, Markup: n.Markup, Entries: []EntryView{},
	}
	for _, s := range sources {
		v.Sources = append(v.Sources, NoticeSource{publicSource(s.Path), s.Fetched})
	}
	for _, r := range readings {
		v.Entries = append(v.Entries, EntryView{n.SHA256, r.Entry, r.Start, r.End, numbers[r.Entry], r.Case, r.Evidence, r.Conflicts})
	}
	return &answer[*NoticeView]{Body: v}, nil
}

// download is a file to be kept, not to be shown.
type download struct {
	ContentType  string `header:"Content-Type"`
	Disposition  string `header:"Content-Disposition" doc:"attachment, with a name."`
	Policy       string `header:"Content-Security-Policy" doc:"sandbox: nothing in the document runs."`
	CacheControl string `header:"Cache-Control" doc:"The bytes of a notice never change."`
	ETag         string `header:"ETag" doc:"The name of the notice."`
	Body         []byte
}

// noticeBytes adds the address of the bytes of a notice, whose type is their
// own.
func (a *api) noticeBytes() {
	operate(a, operation{"notice-bytes", "/notices/{sha256}/bytes", "notices", said{"公表文のバイト列", "The bytes of a notice"},
		said{"公表されたままの文書を、ファイルとして。中身は信用しないでください。", "The document as it was published, byte for byte, to be kept as a file. Whatever it holds is not to be trusted."}},
		func(ctx context.Context, in *NoticeInput) (*download, error) {
			n, err := a.server.book.Notice(ctx, in.SHA256)
			if err != nil {
				return nil, err
			}
			return &download{
				ContentType: "application/octet-stream", Disposition: `attachment; filename="` + n.SHA256[:16] + extension(n.Type) + `"`,
				Policy: "sandbox; default-src 'none'", CacheControl: "public, max-age=31536000, immutable",
				ETag: `"` + n.SHA256 + `"`, Body: n.Bytes,
			}, nil
		})
	ok := a.huma.OpenAPI().Paths[apiPath+"/notices/{sha256}/bytes"].Get.Responses["200"]
	ok.Content = map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}}
}

// extension names the kind of a file that is kept.
func extension(mediaType string) string {
	switch mediaType {
	case "text/plain":
		return ".txt"
	case "text/html":
		return ".html"
	case "text/markdown":
		return ".md"
	case "application/pdf":
		return ".pdf"
	case "message/rfc822":
		return ".eml"
	case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return ".docx"
	}
	return ".bin"
}

// Code is a code of a taxonomy with its labels.
type Code struct {
	Code string `json:"code" doc:"As it stands in a case."`
	Ja   string `json:"ja" doc:"Its Japanese label; empty where nothing is said."`
	En   string `json:"en" doc:"Its English label."`
}

// CodeSet is a closed set of codes.
type CodeSet struct {
	Name  string `json:"name" doc:"Of the set."`
	Codes []Code `json:"codes" doc:"In the order they are shown."`
}

// CaseField is a field of a case.
type CaseField struct {
	Name     string `json:"name" doc:"In the JSON form."`
	Ja       string `json:"ja" doc:"Its Japanese label."`
	En       string `json:"en" doc:"Its English label."`
	Taxonomy string `json:"taxonomy,omitempty" doc:"The set its codes come from; absent if it has none."`
	Meaning  string `json:"meaning" doc:"What it holds."`
}

// Vocabulary is what the codes and fields of a case mean.
type Vocabulary struct {
	Taxonomies []CodeSet   `json:"taxonomies" doc:"All closed sets of codes."`
	Fields     []CaseField `json:"fields" doc:"The fields of a case, in their order."`
}

func (a *api) taxonomies(context.Context, *none) (*answer[Vocabulary], error) {
	out := &answer[Vocabulary]{}
	for _, t := range append(jikenbo.Taxonomies[:len(jikenbo.Taxonomies):len(jikenbo.Taxonomies)], jikenbo.LintRules, jikenbo.Statuses, jikenbo.Verbs) {
		set := CodeSet{Name: t.Name}
		for _, term := range t.Terms {
			set.Codes = append(set.Codes, Code(term))
		}
		out.Body.Taxonomies = append(out.Body.Taxonomies, set)
	}
	for _, f := range jikenbo.Fields {
		out.Body.Fields = append(out.Body.Fields, CaseField(f))
	}
	return out, nil
}

func (a *api) schema(context.Context, *none) (*answer[map[string]any], error) {
	out := &answer[map[string]any]{}
	return out, json.Unmarshal(jikenbo.Schema(), &out.Body)
}
