package web

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"reflect"
	"strconv"
	"strings"
	"sync"
	tree "text/template/parse"
	"time"

	"golang.org/x/text/language"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/feed"
)

//go:embed templates
var templateFiles embed.FS

// page is what a template renders: what every page has, and in Data what this
// one shows.
type page struct {
	Lang  string // ja or en
	Theme string // light, dark, or "" for that of the system
	Title string
	Path  string // of this page with its query
	Query string // in the search box
	Error bool   // Title says what went wrong
	Wide  bool   // the page uses the whole width
	Data  any

	Account casebook.Account // who is signed in; nobody has no name

	server *Server
}

// Editor reports whether whoever is signed in may keep notices and decide facts.
func (p *page) Editor() bool { return p.Account.Role.May(casebook.Editor) }

// Token gives what every form of the account sends back.
func (p *page) Token() string { return p.server.formToken(p.Account.Name) }

// T gives one of two texts, by the language of the page, with the verbs of
// package fmt filled.
func (p *page) T(ja, en string, args ...any) string {
	text := en
	if p.Lang == "ja" {
		text = ja
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// theProgram stands as who made a revision where nobody is known to have asked
// for it.
const theProgram = "jikenbo"

// someEditor stands for people whose names are not for everybody.
var someEditor = said{"編集者", "an editor"}

// By gives who made a revision, the names of people only to those who are
// signed in.
func (p *page) By(who string) string {
	if who == theProgram || p.Account.Name != "" {
		return who
	}
	return someEditor.in(p.Lang)
}

// Label names a code of a taxonomy in the language of the page.
func (p *page) Label(taxonomy string, code any) string {
	return jikenbo.TaxonomyOf(taxonomy).Label(fmt.Sprint(code), p.Lang)
}

// With gives the page with other data, for a part of it.
func (p *page) With(data any) *page {
	other := *p
	other.Data = data
	return &other
}

// Asset gives the address of an asset.
func (p *page) Asset(name string) string { return p.server.static.url(name) }

// Version names the program.
func (p *page) Version() string { return p.server.version }

// pages are the parsed templates: by the language and the name of a page, the
// layout with that page and everything in templates/parts.
type pages struct{ ja, en map[string]*template.Template }

// of gives the template of a page, nil if there is none.
func (ps *pages) of(p *page, name string) *template.Template {
	if p.Lang == "ja" {
		return ps.ja[name]
	}
	return ps.en[name]
}

var templateFuncs = template.FuncMap{
	"inc": func(i int) int { return i + 1 },
	"pair": func(p *page, v any) any { // for a template that is given one thing
		return struct {
			P *page
			V any
		}{p, v}
	},
	"num":    func(n any) string { return jikenbo.Commas(reflect.ValueOf(n).Int()) },
	"number": func(n jikenbo.Number) string { return "#" + n.String() },
	"clean":  feed.OneLine,
	"choice": func(name string, v any) any {
		if c, ok := v.(*facetChoice); ok {
			v = *c
		}
		return struct {
			Name  string
			Value any
		}{name, v}
	},
	"went": func(line string) string { // of a diff; "" if it came
		if s, ok := strings.CutPrefix(line, "- "); ok {
			return s
		}
		return ""
	},
	"came":         func(line string) string { return strings.TrimPrefix(line, "+ ") },
	"below":        func(n int64) int64 { return n - 1 },
	"lang":         languageOf,
	"organization": organizationAddress,
	"time":         dateTime,
	"day":          func(t time.Time) string { return jikenbo.DateOf(t).String() },
	"url":          func(s string) template.URL { return template.URL(s) }, //nolint:gosec // tel: and mailto: that contacts made
}

func parsePages() (*pages, error) {
	base, err := template.New("layout.html").Funcs(templateFuncs).ParseFS(templateFiles, "templates/layout.html", "templates/parts/*.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	ps := &pages{make(map[string]*template.Template), make(map[string]*template.Template)}
	for _, name := range names {
		if path.Base(name) == "layout.html" {
			continue
		}
		for lang, byName := range map[string]map[string]*template.Template{"ja": ps.ja, "en": ps.en} {
			t, err := base.Clone()
			if err == nil {
				t, err = t.ParseFS(templateFiles, name)
			}
			if err != nil {
				return nil, err
			}
			for _, part := range t.Templates() {
				if part.Tree != nil {
					settle(part.Tree.Root, lang)
				}
			}
			byName[strings.TrimSuffix(path.Base(name), ".html")] = t
		}
	}
	return ps, nil
}

// settle puts the text of a language in the place of each {{.T "…" "…"}}, which
// are most of what a template does. Texts that would have to be escaped stay as
// they are.
func settle(list *tree.ListNode, lang string) {
	if list == nil {
		return
	}
	for i, n := range list.Nodes {
		switch n := n.(type) {
		case *tree.ActionNode:
			if text, ok := settled(n.Pipe, lang); ok {
				list.Nodes[i] = &tree.TextNode{NodeType: tree.NodeText, Pos: n.Pos, Text: []byte(text)}
			}
		case *tree.IfNode:
			settle(n.List, lang)
			settle(n.ElseList, lang)
		case *tree.RangeNode:
			settle(n.List, lang)
			settle(n.ElseList, lang)
		case *tree.WithNode:
			settle(n.List, lang)
			settle(n.ElseList, lang)
		}
	}
}

// settled gives what {{.T "…" "…"}} and {{$p.T "…" "…"}} write in a language.
func settled(pipe *tree.PipeNode, lang string) (text string, ok bool) {
	if len(pipe.Decl) > 0 || len(pipe.Cmds) != 1 || len(pipe.Cmds[0].Args) != 3 {
		return "", false
	}
	args := pipe.Cmds[0].Args
	switch f := args[0].(type) {
	case *tree.FieldNode:
		ok = len(f.Ident) == 1 && f.Ident[0] == "T"
	case *tree.VariableNode:
		ok = len(f.Ident) == 2 && f.Ident[1] == "T"
	}
	ja, isText := args[1].(*tree.StringNode)
	en, areTexts := args[2].(*tree.StringNode)
	if !ok || !isText || !areTexts {
		return "", false
	}
	if text = en.Text; lang == "ja" {
		text = ja.Text
	}
	return text, template.HTMLEscapeString(text) == text && !strings.Contains(text, "`")
}

// newPage begins a page for a request.
func (s *Server) newPage(r *http.Request, titleJa, titleEn string) *page {
	p := &page{Lang: langOf(r), Path: r.URL.RequestURI(), Query: r.URL.Query().Get("q"), Account: sessionOf(r).Account, server: s}
	if c, err := r.Cookie("theme"); err == nil && (c.Value == "light" || c.Value == "dark") {
		p.Theme = c.Value
	}
	p.Title = p.T(titleJa, titleEn)
	return p
}

// render answers with a page. It is rendered whole before anything is sent.
func (s *Server) render(w http.ResponseWriter, r *http.Request, status int, name string, p *page) error {
	d, err := s.draw(name, p)
	if err == nil {
		s.send(w, r, status, d)
	}
	return err
}

// buffers hold pages while they are rendered.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// draw renders a page.
func (s *Server) draw(name string, p *page) (*drawing, error) {
	t := s.pages.of(p, name)
	if t == nil {
		return nil, fmt.Errorf("there is no template %s", name)
	}
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := t.Execute(buf, p); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(buf.Bytes())
	return &drawing{body: bytes.Clone(buf.Bytes()), lang: p.Lang, etag: `"` + hex.EncodeToString(sum[:12]) + `"`}, nil
}

// send answers with a page, or tells that the browser has it.
func (s *Server) send(w http.ResponseWriter, r *http.Request, status int, d *drawing) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", d.lang)
	h.Add("Vary", "Cookie, Accept-Language")
	if status == http.StatusOK && h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "private, no-cache")
		h.Set("ETag", d.etag)
		if matches(r.Header.Get("If-None-Match"), strings.Replace(d.etag, "-gzip", "", 1)) {
			h.Del("Content-Encoding")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(d.body))) // so that it is sent whole
	w.WriteHeader(status)
	_, _ = w.Write(d.body) // whoever left cannot be told
}

// matches reports whether an If-None-Match field names the tag (RFC 9110,
// 13.1.2), with or without the mark of a compressed form.
func matches(field, etag string) bool {
	for tag := range strings.SplitSeq(field, ",") {
		tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/")
		if tag == "*" || tag == etag || tag == strings.TrimSuffix(etag, `"`)+`-gzip"` {
			return true
		}
	}
	return false
}

var langMatcher = language.NewMatcher([]language.Tag{language.English, language.Japanese})

// langOf finds the language of the answer: that of the address, of the cookie,
// or what the browser prefers, English where it says nothing.
func langOf(r *http.Request) string {
	asked := r.URL.Query().Get("lang")
	if c, err := r.Cookie("lang"); err == nil {
		asked = cmp.Or(asked, c.Value)
	}
	if asked == "ja" || asked == "en" {
		return asked
	}
	tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil {
		return "en"
	}
	if _, i, _ := langMatcher.Match(tags...); i == 1 {
		return "ja"
	}
	return "en"
}

// setPreferences keeps the language or the theme in a cookie and goes back to
// the page.
func (s *Server) setPreferences(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
	if err := r.ParseForm(); err != nil {
		return badForm(err)
	}
	for name, values := range map[string][]string{"lang": {"ja", "en"}, "theme": {"light", "dark", "system"}} {
		for _, v := range values {
			if r.PostForm.Get(name) == v {
				http.SetCookie(w, &http.Cookie{Name: name, Value: v, Path: "/", MaxAge: 365 * 24 * 60 * 60, SameSite: http.SameSiteLaxMode, HttpOnly: true, Secure: requestOf(r.Context()).https})
			}
		}
	}
	http.Redirect(w, r, localPath(r.PostForm.Get("return")), http.StatusSeeOther)
	return nil
}

// badForm words what is wrong with a form that cannot be read.
func badForm(err error) error {
	if told := refusalOf(err); told.status != http.StatusInternalServerError {
		return told
	}
	return &refusal{http.StatusBadRequest, "送られた内容を読めません。", "What was sent cannot be read."}
}

// localPath gives a path of this site to go to, "/" for anything else. The
// choice of language in it is dropped, since it would overrule the cookie.
func localPath(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.IsAbs() || u.Host != "" || u.Opaque != "" || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(u.Path, "//") || strings.ContainsAny(s, "\\\r\n\t") {
		return "/"
	}
	q := u.Query()
	q.Del("lang")
	return (&url.URL{Path: u.Path, RawQuery: q.Encode()}).String()
}
