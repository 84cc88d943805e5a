package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/netip"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/sync/semaphore"

	"jikenbo"
	"jikenbo/internal/account"
	"jikenbo/internal/casebook"
)

// Errors of [Options.Fetch] that are worded for people. Any other says only that
// the page could not be had.
var (
	ErrAddress = errors.New("the address leads where this server does not go")
	ErrGone    = errors.New("there is no such page")
	ErrRobots  = errors.New("the site asks not to fetch it")
)

// ErrArchive is what [Options.Read] says of a file that holds many documents.
var ErrArchive = errors.New("an archive")

// Bounds of what is read for one request.
const (
	uploadFiles   = 20 // of a request; script sends one at a time
	shownReadings = 60 // of a request
	readingTime   = 90 * time.Second
	noticeTime    = 10 * time.Second // of one notice
)

// Bounds of what is received.
const (
	receiveTime = 20 * time.Second // of a request, and longer by what has come
	receiveRate = 64 << 10         // bytes a second that must come
	bodiesEach  = 4                // at a time from one network
	bodiesAll   = 32               // by editors, and as many by everybody else
)

// Bounds of how often addresses are fetched, a minute.
const (
	fetchesEach   = 10 // for an editor or a network
	fetchesOthers = 60 // for all who are no editors
)

// allowance is what one sender may send.
type allowance struct{ file, request int64 }

var (
	toEditors = allowance{10 << 20, 16 << 20}
	toOthers  = allowance{4 << 20, 6 << 20}
)

// leastWeight is what a request counts for at least, however small: a small file
// may unpack to a large one.
const leastWeight = 1 << 20

// readingRoom bounds what one kind of sender has read at a time.
type readingRoom struct {
	allowance
	size   int64
	bytes  *semaphore.Weighted // of what is read
	turns  *semaphore.Weighted // to read a notice; others wait
	bodies int                 // under way
}

func newReadingRoom(a allowance, size, turns int64) *readingRoom {
	return &readingRoom{allowance: a, size: size, bytes: semaphore.NewWeighted(size), turns: semaphore.NewWeighted(turns)}
}

// readingRooms bound what is received and read at a time, so that nobody is kept
// waiting by everybody.
type readingRooms struct {
	editors, others *readingRoom
	patience        time.Duration // receiveTime

	mu      sync.Mutex
	bodies  map[netip.Addr]int // under way
	minute  time.Time
	fetches map[fetcher]int // in that minute
	fetched int             // for others in that minute
}

// fetcher is for whom an address is fetched: an editor's name, or a network.
type fetcher struct {
	name string
	from netip.Addr
}

// newReadingRooms makes rooms in which so many notices are read at a time, of
// which one is left for editors.
func newReadingRooms(atOnce int) *readingRooms {
	turns := int64(max(atOnce, 2))
	return &readingRooms{
		editors: newReadingRoom(toEditors, 16<<20, turns), others: newReadingRoom(toOthers, 8<<20, turns-1),
		patience: receiveTime, bodies: make(map[netip.Addr]int), fetches: make(map[fetcher]int),
	}
}

func (rooms *readingRooms) of(r *http.Request) *readingRoom {
	if sessionOf(r).Role.May(casebook.Editor) {
		return rooms.editors
	}
	return rooms.others
}

// busy tells that there is no room now.
func busy(w http.ResponseWriter) error {
	w.Header().Set("Retry-After", "10")
	return &refusal{http.StatusServiceUnavailable, "混み合っています。少し待ってからもう一度送ってください。", "The server is busy reading. Send it again in a moment."}
}

// receive counts a body that begins, unless there are too many; left ends it.
func (rooms *readingRooms) receive(room *readingRoom, from netip.Addr) (left func(), ok bool) {
	rooms.mu.Lock()
	defer rooms.mu.Unlock()
	if rooms.bodies[from] >= bodiesEach || room.bodies >= bodiesAll {
		return nil, false
	}
	rooms.bodies[from]++
	room.bodies++
	return func() {
		rooms.mu.Lock()
		defer rooms.mu.Unlock()
		room.bodies--
		if rooms.bodies[from]--; rooms.bodies[from] == 0 {
			delete(rooms.bodies, from)
		}
	}, true
}

// mayFetch counts an address that somebody wants to be fetched. No more are
// counted than may be, and editors by their names, so the counts stay few.
func (rooms *readingRooms) mayFetch(now time.Time, who session, from netip.Addr) bool {
	rooms.mu.Lock()
	defer rooms.mu.Unlock()
	if m := now.Truncate(time.Minute); !m.Equal(rooms.minute) {
		rooms.minute, rooms.fetched = m, 0
		clear(rooms.fetches)
	}
	editor := who.Role.May(casebook.Editor)
	key := fetcher{from: from}
	if editor {
		key = fetcher{name: who.Name}
	}
	if rooms.fetches[key] >= fetchesEach || !editor && rooms.fetched >= fetchesOthers {
		return false
	}
	rooms.fetches[key]++
	if !editor {
		rooms.fetched++
	}
	return true
}

// pacedBody is a body that must keep coming.
type pacedBody struct {
	io.ReadCloser
	conn     *http.ResponseController
	begun    time.Time
	patience time.Duration
	n        int64 // bytes that came
}

func (p *pacedBody) Read(b []byte) (int, error) {
	if err := p.conn.SetReadDeadline(p.begun.Add(p.patience + time.Duration(p.n)*time.Second/receiveRate)); err != nil {
		return 0, err
	}
	n, err := p.ReadCloser.Read(b)
	p.n += int64(n)
	return n, err
}

// size is the number of bytes to be read.
func (u *upload) size() int64 {
	n := len(u.text)
	for _, f := range u.files {
		n += len(f.data)
	}
	return int64(n)
}

// upload is what somebody asks to be read.
type upload struct {
	text    string
	address string
	files   []uploadedFile
	part    bool // only the readings are wanted, for the script
	after   int  // the last number on the page
}

type uploadedFile struct {
	name     string
	declared string
	data     []byte
	large    bool // the file is larger than is read
}

// readData is what the page shows on which notices are read.
type readData struct {
	Text     string // as pasted
	Address  string
	Fetches  bool // addresses are taken
	Problem  string
	Read     []readNotice
	Drafts   []string // of all notices that can be saved
	Last     int      // the last number on the page
	Bytes    string   // the most that is taken of a file
	Files    int
	Unsaved  bool
	Outcomes []savedNotice

	late bool // a notice took too long; the rest of the request is not read
}

// readNotice is a notice that was read, or why it was not.
type readNotice struct {
	Name     string
	Problem  string
	Draft    string // by which it can be saved; "" for nobody
	Known    string // SHA-256, if the casebook has it
	Remarks  []string
	Readings []readEntry
	More     int // readings that are not shown
}

type readEntry struct {
	N        int
	Case     *jikenbo.Case
	View     *evidenceView
	Unstated int
	JSON     string
}

func (s *Server) readPage(w http.ResponseWriter, r *http.Request) error {
	return s.showRead(w, r, http.StatusOK, readData{})
}

func (s *Server) showRead(w http.ResponseWriter, r *http.Request, status int, d readData) error {
	w.Header().Set("Cache-Control", "no-store")
	p := s.newPage(r, "公表文を読む", "Read a notice")
	p.Error, p.Wide = d.Problem != "", true
	d.Fetches, d.Bytes, d.Files = s.fetch != nil, bytesText(s.rooms.of(r).file), uploadFiles
	p.Data = d
	return s.render(w, r, status, "read", p)
}

// read reads what was pasted, sent or named, and shows it. Nothing is saved.
func (s *Server) read(w http.ResponseWriter, r *http.Request) error {
	room := s.rooms.of(r)
	left, ok := s.rooms.receive(room, account.Sender(sender(r)))
	if !ok {
		return busy(w)
	}
	u, err := s.readUpload(w, r, room.allowance)
	left()
	if err != nil {
		return err
	}
	weight := min(max(u.size(), leastWeight), room.size)
	if !room.bytes.TryAcquire(weight) {
		return busy(w)
	}
	leave := sync.OnceFunc(func() { room.bytes.Release(weight) })
	defer leave()
	ctx, cancel := context.WithTimeout(r.Context(), readingTime)
	defer cancel()
	p := s.newPage(r, "", "")
	d := readData{Text: u.text, Address: u.address, Last: u.after}
	if strings.TrimSpace(u.text) != "" {
		n := jikenbo.Notice{Source: "pasted text", Bytes: []byte(strings.ReplaceAll(u.text, "\r\n", "\n")), Declared: "text/plain; charset=utf-8"}
		s.readNotice(ctx, r, p, &d, p.T("貼り付けた文章", "Pasted text"), n, nil)
	}
	if u.address != "" {
		n, err := s.fetchNotice(ctx, r, u.address)
		s.readNotice(ctx, r, p, &d, u.address, n, err)
	}
	for _, f := range u.files {
		n := jikenbo.Notice{Source: f.name, Bytes: f.data}
		var err error
		if f.large {
			err = jikenbo.ErrTooLarge
		}
		if strings.HasPrefix(f.declared, "image/") || strings.HasPrefix(f.declared, "video/") || strings.HasPrefix(f.declared, "audio/") {
			err = errPicture
		}
		s.readNotice(ctx, r, p, &d, f.name, n, err)
	}
	leave() // whoever receives the answer slowly keeps nobody out
	if ctx.Err() != nil && r.Context().Err() != nil {
		return r.Context().Err() // whoever asked has left
	}
	status := http.StatusOK
	if len(d.Read) == 0 {
		d.Problem = p.T("文章を貼り付けるか、ファイルを選ぶか、URL を書いてください。", "Paste a text, choose files or give an address.")
		status = http.StatusUnprocessableEntity
	}
	if u.part {
		w.Header().Set("Cache-Control", "no-store")
		p.Data = d
		return s.renderPart(w, status, "read", "readings", p)
	}
	return s.showRead(w, r, status, d)
}

var errPicture = errors.New("a picture")

// renderPart answers with one part of a page, for its script.
func (s *Server) renderPart(w http.ResponseWriter, status int, name, part string, p *page) error {
	var buf bytes.Buffer
	if err := s.pages.of(p, name).ExecuteTemplate(&buf, part, p); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(buf.Bytes()) // whoever left cannot be told
	return nil
}

// fetchNotice brings the page behind an address.
func (s *Server) fetchNotice(ctx context.Context, r *http.Request, address string) (jikenbo.Notice, error) {
	if s.fetch == nil || len(address) > 2000 {
		return jikenbo.Notice{}, ErrAddress
	}
	if !s.rooms.mayFetch(s.now(), sessionOf(r), account.Sender(sender(r))) {
		return jikenbo.Notice{}, errOften
	}
	n, err := s.fetch(ctx, address)
	if err != nil {
		err = fmt.Errorf("%w: %w", errFetch, err)
	}
	return n, err
}

var errOften = errors.New("too many addresses")

// readNotice reads a notice, unless there is an error already, and adds it to
// what the page shows.
func (s *Server) readNotice(ctx context.Context, r *http.Request, p *page, d *readData, name string, n jikenbo.Notice, err error) {
	shown := readNotice{Name: name}
	defer func() { d.Read = append(d.Read, shown) }()
	if n.Fetched.IsZero() {
		n.Fetched = s.now()
	}
	var readings []jikenbo.Reading
	if err == nil {
		err = ctx.Err()
	}
	if err == nil && d.late {
		err = context.DeadlineExceeded
	}
	if err == nil && len(n.Bytes) == 0 {
		err = jikenbo.ErrEmpty
	}
	room := s.rooms.of(r)
	if err == nil && int64(len(n.Bytes)) > room.file {
		err = jikenbo.ErrTooLarge // as of an address
	}
	if err == nil {
		readings, err = s.readInTurn(ctx, room, &n)
		d.late = errors.Is(err, context.DeadlineExceeded)
	}
	if err == nil && len(readings) == 0 {
		err = jikenbo.ErrEmpty
	}
	if err != nil {
		shown.Problem = p.readProblem(err, room.file)
		return
	}
	shown.Remarks = n.Remarks
	if known, err := s.book.Known(r.Context(), n.SHA256); err == nil && known {
		shown.Known = n.SHA256
	}
	count := 0
	for _, before := range d.Read {
		count += len(before.Readings)
	}
	for i := range readings {
		if count++; count > shownReadings {
			shown.More = len(readings) - i
			break
		}
		c := &readings[i]
		e := readEntry{N: c.Entry, Case: &c.Case}
		e.View = newEvidence(n.Text[c.Start:c.End], c.Start, &c.Case, c.Evidence, c.Conflicts, evidenceOptions{Lang: p.Lang, After: d.Last})
		d.Last = e.View.Last
		e.Unstated = unstatedFields(&c.Case)
		e.JSON = lineOf(name, c)
		shown.Readings = append(shown.Readings, e)
	}
	if who := sessionOf(r); who.Role.May(casebook.Editor) && shown.Known == "" {
		shown.Draft = s.drafts.put(s.now(), who.token, n, readings)
		if shown.Draft != "" {
			d.Drafts = append(d.Drafts, shown.Draft)
		}
	}
	d.Unsaved = d.Unsaved || shown.Known == ""
}

// readInTurn reads a notice when it is the sender's turn, for as long as one may
// take.
func (s *Server) readInTurn(ctx context.Context, room *readingRoom, n *jikenbo.Notice) ([]jikenbo.Reading, error) {
	if err := room.turns.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer room.turns.Release(1)
	ctx, cancel := context.WithTimeout(ctx, noticeTime)
	defer cancel()
	return s.readBytes(ctx, n)
}

// unstatedFields counts the fields of an incident of which nothing is stated.
func unstatedFields(c *jikenbo.Case) int {
	if c.Kind != jikenbo.Incident {
		return 0
	}
	stated := make(map[string]bool)
	for _, f := range c.Facts() {
		if !f.Absence || f.Value == jikenbo.OnlyStage {
			stated[fieldOf(f.Pointer)] = true
		}
	}
	n := 0
	for _, f := range jikenbo.Fields {
		if !silent(f.Name, c.Kind) && !stated[f.Name] {
			n++
		}
	}
	return n
}

// lineOf gives a reading as jikenbo read --json does, set for people.
func lineOf(source string, r *jikenbo.Reading) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(struct {
		Source   string           `json:"source"`
		Entry    int              `json:"entry"`
		Case     jikenbo.Case     `json:"case"`
		Evidence jikenbo.Evidence `json:"evidence"`
	}{source, r.Entry, r.Case, r.Evidence})
	if err != nil {
		return ""
	}
	return b.String()
}

// readProblem words why a notice was not read, and what can be done.
func (p *page) readProblem(err error, most int64) string {
	switch {
	case errors.Is(err, errPicture):
		return p.T("画像や動画は読めません。本文を貼り付けるか、文字のある PDF を選んでください。", "Pictures and films are not read. Paste the text, or choose a PDF that holds text.")
	case errors.Is(err, ErrArchive):
		return p.T("アーカイブはここでは読めません。jikenbo read で読んでください。", "Archives are not read here. Use jikenbo read.")
	case errors.Is(err, jikenbo.ErrTooLarge):
		if most < toEditors.file {
			return p.T("大きすぎて読めません（1ファイル %s まで、編集者は %s まで）。本文だけを貼り付けてください。", "It is too large to be read (at most %s a file, for editors %s). Paste the text alone.", bytesText(most), bytesText(toEditors.file))
		}
		return p.T("大きすぎて読めません（1ファイル %s まで）。本文だけを貼り付けてください。", "It is too large to be read (at most %s a file). Paste the text alone.", bytesText(most))
	case errors.Is(err, jikenbo.ErrEmpty):
		return p.T("文字が見つかりません。読み取り画像の PDF なら、本文を貼り付けてください。", "No text was found. If it is a scanned PDF, paste the text instead.")
	case errors.Is(err, jikenbo.ErrNotText):
		return p.T("文書として読めません。PDF、Word（.docx）、HTML、メール（.eml）、テキストを読めます。", "It cannot be read as a document. PDF, Word (.docx), HTML, mail (.eml) and text are read.")
	case errors.Is(err, ErrAddress):
		return p.T("この URL は取りに行けません。公開されているページの http か https の URL を書いてください。", "This address is not fetched. Give the http or https address of a public page.")
	case errors.Is(err, ErrGone):
		return p.T("このページはありません。URL を確かめてください。", "There is no such page. Check the address.")
	case errors.Is(err, ErrRobots):
		return p.T("このサイトは機械での取得を断っています。ページを開いて、本文を貼り付けてください。", "The site asks programs not to fetch it. Open the page and paste its text.")
	case errors.Is(err, errOften):
		return p.T("続けて取りに行きすぎています。1分待ってください。", "Too many addresses in a row. Wait a minute.")
	case errors.Is(err, context.DeadlineExceeded):
		return p.T("時間がかかりすぎるため、やめました。分けて送ってください。", "It took too long and was given up. Send less at once.")
	case errors.Is(err, errFetch):
		return p.T("このページを取れませんでした。しばらくしてから試すか、本文を貼り付けてください。", "The page could not be had. Try again later, or paste its text.")
	}
	p.server.log.Warn("not read", "error", err)
	return p.T("この文書は読めませんでした。本文を貼り付けてください。", "This document could not be read. Paste its text.")
}

// errFetch: a page could not be had for another reason.
var errFetch = errors.New("the page could not be had")

// readUpload reads a form with files, all of it in memory: a package that put
// large ones into files would keep what nobody has saved.
func (s *Server) readUpload(w http.ResponseWriter, r *http.Request, most allowance) (*upload, error) {
	t, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || t != "multipart/form-data" {
		return nil, &refusal{http.StatusUnsupportedMediaType,
			"このページの欄から送ってください（multipart/form-data）。", "Send it with the form of this page (multipart/form-data)."}
	}
	if r.ContentLength > most.request {
		return nil, &http.MaxBytesError{Limit: most.request}
	}
	conn := http.NewResponseController(w)
	body := &pacedBody{ReadCloser: r.Body, conn: conn, begun: time.Now(), patience: s.rooms.patience}
	r.Body = http.MaxBytesReader(w, body, most.request)
	form, err := r.MultipartReader()
	if err != nil {
		return nil, badForm(err)
	}
	u := new(upload)
	for parts := 0; ; parts++ {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return u, conn.SetReadDeadline(time.Time{}) // it would end the reading
		}
		if errors.Is(err, os.ErrDeadlineExceeded) {
			return nil, errSlow
		}
		if err != nil {
			return nil, badForm(err)
		}
		if parts > uploadFiles+10 {
			return nil, &refusal{http.StatusRequestEntityTooLarge,
				fmt.Sprintf("一度に送れるのは%dファイルまでです。分けて送ってください。", uploadFiles),
				fmt.Sprintf("At most %d files can be sent at once. Send them in parts.", uploadFiles)}
		}
		b, err := io.ReadAll(io.LimitReader(part, most.file+1))
		if errors.Is(err, os.ErrDeadlineExceeded) {
			return nil, errSlow
		}
		if err != nil {
			return nil, badForm(err)
		}
		large := int64(len(b)) > most.file
		switch part.FormName() {
		case "text":
			if large || !utf8.Valid(b) {
				return nil, &refusal{http.StatusRequestEntityTooLarge, "文章が長すぎるか、文字として読めません。", "The text is too long, or no text."}
			}
			u.text = string(b)
		case "address":
			u.address = strings.TrimSpace(string(b[:min(len(b), 4000)]))
		case "part":
			u.part = string(b) == "1"
		case "after":
			if n, err := strconv.Atoi(string(b[:min(len(b), 9)])); err == nil && n > 0 && n < 1_000_000 {
				u.after = n
			}
		case "file":
			if part.FileName() == "" && len(b) == 0 {
				continue // no file was chosen
			}
			if len(u.files) == uploadFiles {
				return nil, &refusal{http.StatusRequestEntityTooLarge,
					fmt.Sprintf("一度に送れるのは%dファイルまでです。分けて送ってください。", uploadFiles),
					fmt.Sprintf("At most %d files can be sent at once. Send them in parts.", uploadFiles)}
			}
			declared, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type"))
			f := uploadedFile{name: fileName(part.FileName()), declared: declared, large: large}
			if !large {
				f.data = b
			}
			u.files = append(u.files, f)
		}
	}
}

var errSlow = &refusal{http.StatusRequestTimeout, "届くのが遅すぎるため、受け取るのをやめました。分けて送ってください。", "It came too slowly and was given up. Send it in parts."}

// fileName gives the last part of a name that a browser sent, fit to be shown.
// It is never used as a path.
func fileName(s string) string {
	s = strings.ToValidUTF8(path.Base(strings.ReplaceAll(s, `\`, "/")), "\uFFFD")
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
			return -1
		}
		return r
	}, s))
	if rs := []rune(s); len(rs) > 150 {
		s = string(rs[:100]) + "…" + string(rs[len(rs)-49:])
	}
	if s == "" || s == "." || s == "/" {
		return "file"
	}
	return s
}

// savedNotice is what the casebook did with a notice.
type savedNotice struct {
	Name    string
	Notice  string
	Known   bool
	Entries []savedEntry
}

type savedEntry struct {
	N      int
	Number jikenbo.Number // zero for what is no incident
	Title  string
	Change string
}

// saveRead saves what the form names of what was read in this session.
func (s *Server) saveRead(w http.ResponseWriter, r *http.Request) error {
	who := sessionOf(r)
	ids := r.PostForm["draft"]
	if r.PostForm.Get("do") == "discard" {
		s.drafts.take(s.now(), who.token, ids)
		http.Redirect(w, r, "/read", http.StatusSeeOther)
		return nil
	}
	taken := s.drafts.take(s.now(), who.token, ids)
	p := s.newPage(r, "保存しました", "Saved")
	if len(taken) == 0 {
		return &refusal{http.StatusGone,
			"読み取りは1時間で消えます。すでに保存したのでなければ、もう一度読ませてください。",
			"A reading is kept for an hour. Unless it was saved already, let it be read again."}
	}
	batch := make([]casebook.Intake, len(taken))
	for i, t := range taken {
		batch[i] = casebook.Intake{Notice: t.Notice, Readings: t.Readings}
	}
	outcomes, err := s.book.Add(r.Context(), who.Name, "read in the browser", batch)
	if err != nil {
		s.drafts.putBack(taken)
		return err
	}
	var saved []savedNotice
	for i, o := range outcomes {
		n := savedNotice{Name: taken[i].Notice.Source, Notice: o.Notice, Known: o.Known}
		for _, e := range o.Entries {
			entry := savedEntry{N: e.Entry, Number: e.Number, Change: p.change(e.Change)}
			if j := slices.IndexFunc(taken[i].Readings, func(c jikenbo.Reading) bool { return c.Entry == e.Entry }); j >= 0 {
				entry.Title = taken[i].Readings[j].Case.Title
			}
			n.Entries = append(n.Entries, entry)
		}
		saved = append(saved, n)
	}
	p.Data = readData{Outcomes: saved}
	return s.render(w, r, http.StatusOK, "read-saved", p)
}

// change words what an entry did to the casebook.
func (p *page) change(c casebook.Change) string {
	switch c {
	case casebook.Added:
		return p.T("新しい事件", "new case")
	case casebook.Joined:
		return p.T("既存の事件に追加、事実は同じ", "joined its case, same facts")
	case casebook.Revised:
		return p.T("既存の事件を改訂", "case revised")
	case casebook.Kept:
		return p.T("公表文とともに保存", "kept with its notice")
	}
	return p.T("変更なし", "unchanged")
}
