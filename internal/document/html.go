package document

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"jikenbo"
)

// isHTML reports whether b is a page: by how it begins, or by what came with it
// if there is markup in it.
func isHTML(b []byte, declared string) bool {
	head := opening(b)
	switch declared {
	case "text/html", "application/xhtml+xml":
		for i := range head {
			if head[i] == '<' && i+1 < len(head) && (isLetter(head[i+1]) || head[i+1] == '!' || head[i+1] == '/') {
				return true
			}
		}
		return false
	}
	xml := false
	for {
		head = bytes.TrimLeft(head, " \t\r\n\f")
		skip := -1
		switch {
		case bytes.HasPrefix(head, []byte("<!--")):
			skip = bytes.Index(head, []byte("-->"))
		case bytes.HasPrefix(head, []byte("<?xml")) && !xml:
			xml = true
			skip = bytes.Index(head, []byte("?>"))
		default:
			for _, tag := range []string{"<!doctype html", "<html", "<head", "<body"} {
				if rest := head[min(len(tag), len(head)):]; len(rest) > 0 && bytes.EqualFold(head[:len(tag)], []byte(tag)) {
					return rest[0] == '>' || rest[0] <= ' '
				}
			}
			return false
		}
		if skip < 0 {
			return false
		}
		head = head[skip+2:]
		head = bytes.TrimPrefix(head, []byte(">"))
	}
}

// opening gives the first bytes of b, of UTF-16 the low ones, without a byte
// order mark.
func opening(b []byte) []byte {
	b = b[:min(len(b), 64<<10)]
	low := -1
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		b, low = b[2:], 0
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		b, low = b[2:], 1
	case bytes.HasPrefix(b, []byte("<\x00")):
		low = 0
	case bytes.HasPrefix(b, []byte("\x00<")):
		low = 1
	default:
		return bytes.TrimPrefix(b, []byte("\ufeff"))
	}
	b = b[:min(len(b), 4<<10)]
	narrow := make([]byte, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		c := b[i+low]
		if b[i+1-low] != 0 {
			c = 0xff
		}
		narrow = append(narrow, c)
	}
	return narrow
}

func readHTML(b []byte, declared contentType) (Document, error) {
	text, cs, replaced, err := decodeLabelled(b, declared.charset, metaCharset(opening(b)))
	if err != nil {
		return Document{}, err
	}
	d, err := readPage(text)
	if err != nil {
		return Document{}, err
	}
	d.Charset = cs.name
	if replaced > 0 {
		d.Remarks = append(d.Remarks, fmt.Sprintf("%d bad bytes replaced by U+FFFD", replaced))
	}
	return d, nil
}

// metaCharset gives the charset that a page names itself, "" if it does not:
// <meta charset=…>, <meta http-equiv=content-type content="…; charset=…">, or
// the encoding of an XML declaration.
func metaCharset(head []byte) string {
	head = bytes.Clone(head[:min(len(head), 8<<10)])
	for i, c := range head {
		if 'A' <= c && c <= 'Z' {
			head[i] = c | 0x20
		}
	}
	if rest, ok := bytes.CutPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("<?xml")); ok {
		decl, _, _ := bytes.Cut(rest, []byte("?>"))
		if label := valueOf(decl, "encoding"); label != "" {
			return label
		}
	}
	for {
		i := bytes.Index(head, []byte("<meta"))
		if i < 0 {
			return ""
		}
		tag := head[i+len("<meta"):]
		head = tag
		if end := bytes.IndexByte(tag, '>'); end >= 0 {
			tag, head = tag[:end], tag[end:]
		}
		if label := valueOf(tag, "charset"); label != "" {
			return label
		}
	}
}

// valueOf gives what stands behind name= in a tag, with or without quotes.
func valueOf(tag []byte, name string) string {
	_, rest, ok := bytes.Cut(tag, []byte(name))
	if !ok {
		return ""
	}
	rest, ok = bytes.CutPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte("="))
	if !ok {
		return ""
	}
	rest = bytes.TrimLeft(rest, " \t\r\n\"'")
	if end := bytes.IndexAny(rest, " \t\r\n\"';,>"); end >= 0 {
		rest = rest[:end]
	}
	return string(rest)
}

// readPage reads a page that is UTF-8 already, such as the HTML part of a mail.
func readPage(src []byte) (Document, error) {
	p, err := parsePage(src)
	if err != nil {
		return Document{}, err
	}
	d := Document{
		Title:     p.headlineOf(),
		Author:    p.first("author", "article:author", "dc.creator", "dcterms.creator"),
		Canonical: p.canonicalURL(),
	}
	for _, name := range []string{"article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date"} {
		if d.Published.IsZero() {
			d.Published = parseMarkupDate(p.meta[name])
		}
	}
	var ld article
	for _, raw := range p.jsonLD {
		ld.read(raw)
	}
	if ld.published != (jikenbo.Date{}) {
		d.Published = ld.published
	}
	if ld.headline != "" {
		d.Title = ld.headline
	}
	if ld.author != "" {
		d.Author = ld.author
	}
	if strings.Contains(d.Author, "://") { // a profile, no name
		d.Author = ""
	}
	p.choose(d.Title)
	w := p.write()
	d.Text, d.Deleted = w.text(), w.deleted
	if d.Published.IsZero() {
		d.Published = w.published
	}
	if h := missingHeadline(d.Title, p.title, d.Text); h != "" {
		d.Text = h + "\n\n" + d.Text
	}
	if strings.IndexFunc(d.Text, func(r rune) bool { return !isBlank(r) }) < 0 {
		return Document{}, p.empty()
	}
	return d, nil
}

// empty says why there is no text.
func (p *page) empty() error {
	why := "the page has no text of its own (it may need JavaScript to show it); save it from a browser as text or PDF"
	switch {
	case p.frames:
		why = "the page only divides the window into frames; give the address of the frame with the notice"
	case p.refresh != "":
		why = fmt.Sprintf("the page only leads on to %q; give that address", p.refresh)
	}
	return fmt.Errorf("%w: %s", jikenbo.ErrEmpty, why)
}

func (p *page) first(names ...string) string {
	for _, name := range names {
		if v := p.meta[name]; v != "" {
			return v
		}
	}
	return ""
}

// headlineOf gives the title of the page, for the notice alone where the page
// names it so.
func (p *page) headlineOf() string {
	if t := p.first("og:title", "twitter:title"); t != "" {
		return t
	}
	return p.title
}

func (p *page) canonicalURL() string {
	var base *url.URL
	for _, s := range []string{p.base, p.meta["og:url"]} {
		if u, err := url.Parse(s); err == nil && u.IsAbs() && u.Host != "" {
			base = u
			break
		}
	}
	for _, s := range []string{p.canonical, p.meta["og:url"]} {
		u, err := url.Parse(s)
		if s == "" || err != nil {
			continue
		}
		if base != nil {
			u = base.ResolveReference(u)
		}
		if u.IsAbs() && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
			return u.String()
		}
	}
	return ""
}

// separators stand in titles between the notice's and the site's.
var separators = strings.NewReplacer(" | ", "\n", "｜", "\n", "|", "\n", " - ", "\n", " – ", "\n", " — ", "\n", "：", "\n", " : ", "\n", "»", "\n", "＜", "\n", " / ", "\n", "／", "\n")

// titleParts gives the parts of a title.
func titleParts(title string) []string { return strings.Split(separators.Replace(title), "\n") }

// missingHeadline gives the part of the titles that reads as the headline of a
// notice, if text has it nowhere.
func missingHeadline(title, pageTitle, text string) string {
	dense := ""
	for _, t := range []string{title, pageTitle} {
		longest := ""
		for _, part := range titleParts(t) {
			part = strings.TrimSpace(part)
			if utf8.RuneCountInString(part) < 8 {
				continue
			}
			if strings.Contains(text, part) {
				return ""
			}
			if dense == "" {
				dense = unspaced(text)
			}
			if strings.Contains(dense, unspaced(part)) {
				return ""
			}
			if len(part) > len(longest) && namesNotice(part) {
				longest = part
			}
		}
		whole := unspaced(longest)
		n := 0
		for line := range strings.Lines(text) {
			if n++; longest == "" || n > 30 {
				break
			}
			if line = unspaced(line); utf8.RuneCountInString(line) >= 10 && strings.Contains(whole, line) {
				return ""
			}
		}
		if longest != "" {
			return longest
		}
	}
	return ""
}

func namesNotice(s string) bool {
	for _, w := range []string{"お知らせ", "お詫び", "おわび", "について", "に関する", "ご報告", "の報告", "第一報", "第1報", "続報", "Notice", "notice", "Apology", "Incident", "incident", "Unauthorized", "Breach", "breach"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// unspaced gives s without spaces and newlines, U+3000 among them.
func unspaced(s string) string {
	if !strings.ContainsAny(s, " \t\r\n\f\u3000") {
		return s
	}
	return string(appendDense(make([]byte, 0, len(s)), s))
}

// appendDense appends s without spaces and newlines.
func appendDense[T string | []byte](out []byte, s T) []byte {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ', c == '\t', c == '\r', c == '\n', c == '\f':
		case c == 0xe3 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2] == 0x80:
			i += 2
		default:
			out = append(out, c)
		}
	}
	return out
}

// An article is what JSON-LD says of a page.
type article struct {
	headline, author string
	published        jikenbo.Date
}

// read adds what raw states and nothing before it has stated. Broken JSON is
// looked through for the one member that is certain to be meant.
func (a *article) read(raw []byte) {
	raw = bytes.TrimSpace(raw)
	for _, cut := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		raw = bytes.TrimSpace(bytes.TrimPrefix(raw, []byte(cut)))
	}
	for _, cut := range []string{"-->", "//]]>", "/*]]>*/", "]]>", ";"} {
		raw = bytes.TrimSpace(bytes.TrimSuffix(raw, []byte(cut)))
	}
	var v any
	if json.Unmarshal(raw, &v) != nil && json.Unmarshal(mendJSON(raw), &v) != nil {
		if _, rest, ok := bytes.Cut(raw, []byte(`"datePublished"`)); ok && a.published.IsZero() {
			if _, rest, ok = bytes.Cut(rest[:min(len(rest), 100)], []byte(`"`)); ok {
				value, _, _ := bytes.Cut(rest, []byte(`"`))
				a.published = parseMarkupDate(string(value))
			}
		}
		return
	}
	a.walk(v, 0)
}

// mendJSON makes JSON of what authors write by hand: line breaks within
// strings, commas behind the last member.
func mendJSON(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	quoted := false
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case quoted && c == '\\' && i+1 < len(raw):
			out = append(out, c)
			i++
			c = raw[i]
		case c == '"':
			quoted = !quoted
		case quoted && c < ' ':
			c = ' '
		case !quoted && (c == '}' || c == ']'):
			out = bytes.TrimSuffix(bytes.TrimRight(out, " \t\r\n"), []byte(","))
		}
		out = append(out, c)
	}
	return out
}

func (a *article) walk(v any, depth int) {
	if depth > 12 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			a.walk(e, depth+1)
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			if a.headline == "" {
				a.headline = squash(asText(v["headline"]))
			}
			if a.author == "" {
				a.author = squash(asText(v["author"]))
			}
			if a.published.IsZero() {
				a.published = parseMarkupDate(asText(v["datePublished"]))
			}
		}
		for _, key := range []string{"@graph", "mainEntity"} {
			a.walk(v[key], depth+1)
		}
	}
}

// isArticle reports whether the type of a node is that of a text.
func isArticle(t any) bool {
	switch t := t.(type) {
	case string:
		t = t[strings.LastIndexByte(t, '/')+1:]
		switch t {
		case "WebPage", "Report", "BlogPosting", "LiveBlogPosting", "SpecialAnnouncement", "SocialMediaPosting":
			return true
		}
		return strings.HasSuffix(t, "Article")
	case []any:
		for _, e := range t {
			if s, ok := e.(string); ok && isArticle(s) {
				return true
			}
		}
	}
	return false
}

// asText gives a string, the name of a thing, or the first of many.
func asText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		if s, ok := v["name"].(string); ok {
			return s
		}
		s, _ := v["@value"].(string)
		return s
	case []any:
		if len(v) > 0 {
			if _, nested := v[0].([]any); !nested {
				return asText(v[0])
			}
		}
	}
	return ""
}

var japan = time.FixedZone("JST", 9*60*60)

// Layouts of dates in markup. Those without a zone are Japan's.
var markupLayouts = []string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", time.RFC1123, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700",
	"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04",
	"2006-1-2", "2006/1/2", "2006/1/2 15:04", "2006/1/2 15:04:05", "2006.1.2", "2006年1月2日", "20060102", "January 2, 2006", "2 January 2006",
}

// parseMarkupDate gives the day in Japan of a date as markup has them, the zero
// Date for what is none.
func parseMarkupDate(s string) jikenbo.Date {
	s = strings.TrimSpace(s)
	if len(s) > 64 || s == "" {
		return jikenbo.Date{}
	}
	d, err := jikenbo.ParseDate(s)
	if err == nil {
		return d
	}
	for _, layout := range markupLayouts {
		if t, err := time.ParseInLocation(layout, s, japan); err == nil {
			t = t.In(japan)
			d = jikenbo.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
			if d.Valid() {
				return d
			}
		}
	}
	return jikenbo.Date{}
}
