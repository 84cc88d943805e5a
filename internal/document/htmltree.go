package document

import (
	"bytes"
	_ "embed" // the names and phrases of what surrounds a notice
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"jikenbo"
)

// A page is a tree of elements and runs of text. It is no DOM: it is built in
// one pass over the tokens, with the few rules about omitted and misplaced end
// tags that matter to what is text and what is not, in time and memory linear
// in the bytes whatever they are.
type page struct {
	nodes []node // in document order; the root is nodes[0]
	text  []byte // of all runs, entities resolved
	head  int32  // the heading that names the page, 0 if there is none

	title     string
	meta      map[string]string // content by name or property, the first of each
	canonical string            // href of <link rel=canonical>
	base      string            // href of <base>
	jsonLD    [][]byte
	refresh   string // target of <meta http-equiv=refresh>
	frames    bool   // a <frameset> stands for the page
}

// A node is an element or, without a tag, a run of text. Its descendants are
// the nodes up to end.
type node struct {
	tag    atom.Atom
	kind   tagKind
	flags  flags
	parent int32
	end    int32
	lo, hi int32 // in page.text: the run, or the value of the attribute that counts (alt, datetime)
	number int32 // start of an ol, value of an li; -1 if there is none

	// Of the node and all below it, without what is gone or dropped.
	chars    int32 // that are no white space
	linked   int32 // chars that lead elsewhere
	stops    int32 // 。 and the like, outside of links
	links    int32
	controls int32 // buttons and input fields
	mass     int32 // what of it reads as prose, see sum
}

type flags uint16

const (
	gone      flags = 1 << iota // never shown, or no text: scripts, hidden elements, controls
	block                       // begins and ends a line
	dropped                     // shown, but not the notice's own
	pre                         // white space counts
	named                       // its class, id or role names what surrounds a notice
	maybe                       // likewise, but the same names are used within notices too
	narrow                      // a column too narrow for a text
	headline                    // the heading that names the page
	struck                      // deleted text
	plainList                   // a list without marks
)

// maxDepth bounds the tree. What is nested deeper stands at this depth, so
// that nothing below has to fear deep recursion.
const maxDepth = 200

type builder struct {
	page
	stack []int32 // of open elements
	over  int     // elements open beyond maxDepth
	link  bool    // in a link; </a> may be anywhere, so this is no matter of the tree
	raw   atom.Atom
	ld    bool             // the script is JSON-LD
	sheet map[string]flags // what the page's own style sheets say of a tag, .class or #id
}

// The limits of a page. They bound the memory of its tree to about 100 MB.
const (
	maxPage  = 16 << 20 // bytes
	maxNodes = 1 << 20
)

// parsePage builds the tree of src, UTF-8. It is an error if src is too large.
func parsePage(src []byte) (*page, error) {
	if len(src) > maxPage {
		return nil, fmt.Errorf("%w: a page of %d bytes, the limit is %d; save the notice as plain text", jikenbo.ErrTooLarge, len(src), maxPage)
	}
	b := &builder{stack: make([]int32, 1, 32)}
	b.meta = map[string]string{}
	b.text = make([]byte, 0, len(src)/2)
	b.nodes = append(make([]node, 0, len(src)/32+16), node{flags: block, number: -1})
	z := html.NewTokenizer(bytes.NewReader(src))
	for {
		if len(b.nodes) > maxNodes {
			return nil, fmt.Errorf("%w: a page of more than %d elements; save the notice as plain text", jikenbo.ErrTooLarge, maxNodes)
		}
		switch z.Next() {
		case html.ErrorToken: // the end: reading from memory does not fail
			for len(b.stack) > 0 {
				b.pop()
			}
			return &b.page, nil
		case html.TextToken:
			b.addText(z.Text())
			continue
		case html.StartTagToken, html.SelfClosingTagToken:
			b.raw, b.ld = 0, false
			b.start(z)
		case html.EndTagToken:
			b.raw = 0
			name, _ := z.TagName()
			b.endTag(tagOf(name))
		}
	}
}

// unknown stands for all tags that HTML does not know, such as those of custom
// elements. It is no atom.
const unknown atom.Atom = 1

func tagOf(name []byte) atom.Atom {
	if tag := atom.Lookup(name); tag != 0 {
		return tag
	}
	return unknown
}

func (b *builder) top() *node { return &b.nodes[b.stack[len(b.stack)-1]] }

func (b *builder) pop() {
	b.top().end = int32(len(b.nodes))
	b.stack = b.stack[:len(b.stack)-1]
}

func (b *builder) add(n node) {
	n.parent = b.stack[len(b.stack)-1]
	n.end = int32(len(b.nodes)) + 1
	b.nodes = append(b.nodes, n)
}

func (b *builder) addText(t []byte) {
	switch b.raw {
	case 0:
	case atom.Title:
		if b.title == "" && b.top().flags&gone == 0 {
			b.title = squash(string(t))
		}
		return
	case atom.Script:
		if b.ld && len(b.jsonLD) < 16 && len(t) < 1<<18 {
			b.jsonLD = append(b.jsonLD, bytes.Clone(t))
		}
		return
	case atom.Style:
		b.readSheet(t)
		return
	default:
		return
	}
	top := b.top()
	if top.flags&gone != 0 || top.tag == atom.Head {
		return
	}
	n := node{lo: int32(len(b.text)), number: -1, flags: top.flags & pre}
	b.text = append(b.text, t...)
	n.hi = int32(len(b.text))
	for i, c := range t {
		if c > ' ' && (c < utf8.RuneSelf || c >= 0xc0) {
			n.chars++
		}
		switch {
		case c == 0x80 && i >= 2 && t[i-1] == 0x80 && t[i-2] == 0xe3: // U+3000
			n.chars--
		case c == 0x82 && i >= 2 && t[i-1] == 0x80 && t[i-2] == 0xe3: // 。
			n.stops++
		case c == '.' && i > 0 && t[i-1] >= 'a' && (i+1 == len(t) || t[i+1] <= ' '):
			n.stops++
		}
	}
	if b.link && !bytes.Contains(t, []byte("://")) && bytes.IndexByte(t, '@') < 0 {
		n.linked, n.stops = n.chars, 0
	}
	b.add(n)
}

// A tagKind tells what the rules about tags have to know of one.
type tagKind uint16

const (
	isBlock   tagKind = 1 << iota // begins and ends a line
	endsP                         // its start closes an open p
	isVoid                        // has no content
	isRaw                         // the tokenizer gives its content as one raw text
	noText                        // what it holds is never text
	isCell                        // of a table
	isRowPart                     // tr and what holds rows
	isHeading
	isTerm    // dt, dd
	isControl // of a form
	inHead    // may stand in head
	bounds    // an end tag within does not reach beyond it
	listBound // a li within does not close one beyond it
)

var tagKinds = map[atom.Atom]tagKind{}

func init() {
	for k, list := range map[tagKind][]atom.Atom{
		isBlock: {atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div,
			atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
			atom.Header, atom.Hgroup, atom.Html, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Search, atom.Section, atom.Summary,
			atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul},
		endsP: {atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Center, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Dd,
			atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hr,
			atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Ul},
		isVoid: {atom.Area, atom.Base, atom.Basefont, atom.Bgsound, atom.Br, atom.Col, atom.Embed, atom.Frame, atom.Hr, atom.Img, atom.Image, atom.Input, atom.Keygen,
			atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr},
		isRaw: {atom.Iframe, atom.Noembed, atom.Noframes, atom.Plaintext, atom.Script, atom.Style, atom.Textarea, atom.Title, atom.Xmp},
		noText: {atom.Audio, atom.Canvas, atom.Datalist, atom.Map, atom.Math, atom.Noscript, atom.Object, atom.Optgroup, atom.Option, atom.Progress, atom.Meter,
			atom.Rp, atom.Rt, atom.Rtc, atom.Select, atom.Svg, atom.Template, atom.Video},
		isCell:    {atom.Td, atom.Th},
		isRowPart: {atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption, atom.Colgroup},
		isHeading: {atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6},
		isTerm:    {atom.Dt, atom.Dd},
		isControl: {atom.Button, atom.Input, atom.Select, atom.Textarea},
		inHead:    {atom.Meta, atom.Link, atom.Base, atom.Title, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Html},
		bounds:    {atom.Table, atom.Td, atom.Th, atom.Caption, atom.Button, atom.Object, atom.Svg},
		listBound: {atom.Ul, atom.Ol, atom.Menu, atom.Dir, atom.Table, atom.Td, atom.Th, atom.Div, atom.Section, atom.Article},
	} {
		for _, a := range list {
			tagKinds[a] |= k
		}
	}
}

// closeOpen pops the elements down to the innermost for which closes is true,
// unless one for which stops is true stands before it.
func (b *builder) closeOpen(closes, stops func(n *node) bool) {
	for i := len(b.stack) - 1; i > 0; i-- {
		n := &b.nodes[b.stack[i]]
		if closes(n) {
			for len(b.stack) > i {
				b.pop()
			}
			return
		}
		if stops(n) {
			return
		}
	}
}

func isP(n *node) bool       { return n.tag == atom.P }
func isLi(n *node) bool      { return n.tag == atom.Li }
func isTable(n *node) bool   { return n.tag == atom.Table }
func isDtOrDd(n *node) bool  { return n.kind&isTerm != 0 }
func isCellOf(n *node) bool  { return n.kind&isCell != 0 }
func bound(n *node) bool     { return n.kind&bounds != 0 }
func boundOfLi(n *node) bool { return n.kind&listBound != 0 }
func boundOfDt(n *node) bool { return n.tag == atom.Dl || n.tag == atom.Table || n.kind&isCell != 0 }

func (b *builder) start(z *html.Tokenizer) {
	name, more := z.TagName()
	tag := tagOf(name)
	n := node{tag: tag, kind: tagKinds[tag], number: -1}
	if tag == unknown { // custom elements are named by what they are
		n.flags = surroundings.flagsOf(name)
	}
	if tag == atom.Noscript {
		z.NextIsNotRawText()
	}
	var a attributes
	if more {
		a = b.attributes(z, &n)
	}
	if len(b.sheet) > 0 {
		n.flags |= b.sheet[tag.String()]
	}
	if b.top().tag == atom.Head && n.kind&inHead == 0 {
		b.pop()
	}
	switch tag {
	case atom.Meta:
		b.addMeta(a)
		return
	case atom.Link:
		if b.canonical == "" && hasWord(a.rel, "canonical") {
			b.canonical = a.href
		}
		return
	case atom.Base:
		if b.base == "" {
			b.base = a.href
		}
		return
	case atom.Frameset:
		b.frames = true
		return
	case atom.Html, atom.Body: // their classes tell of the whole page
		n.flags &^= named | maybe | narrow | gone // scripts show a body that is hidden at first
	case atom.Main, atom.Article:
		n.flags &^= named | maybe
	}
	if n.kind&isRaw != 0 {
		b.raw, b.ld = tag, tag == atom.Script && strings.Contains(a.kind, "ld+json")
		return
	}
	if n.kind&endsP != 0 {
		b.closeOpen(isP, bound)
	}
	switch {
	case tag == atom.Li:
		b.closeOpen(isLi, boundOfLi)
	case n.kind&isTerm != 0:
		b.closeOpen(isDtOrDd, boundOfDt)
	case n.kind&isCell != 0:
		b.closeOpen(isCellOf, isTable)
	case tag == atom.Tr:
		b.closeOpen(func(n *node) bool { return n.tag == atom.Tr }, isTable)
	case n.kind&isRowPart != 0:
		b.closeOpen(func(n *node) bool { return n.kind&isRowPart != 0 && n.tag != atom.Tr }, isTable)
	case n.kind&isHeading != 0 && b.top().kind&isHeading != 0:
		b.pop()
	}
	if n.kind&isBlock != 0 {
		n.flags |= block
	}
	top := b.top()
	if n.kind&noText != 0 {
		n.flags |= gone
	}
	n.flags |= top.flags & (gone | pre)
	if n.kind&isControl != 0 {
		n.controls = 1
	}
	switch tag {
	case atom.Button: // the headings of what can be folded are buttons
		if top.kind&isHeading == 0 && top.tag != atom.Summary && top.tag != atom.Dt {
			n.flags |= gone
		}
	case atom.Pre, atom.Listing:
		n.flags |= pre
	case atom.Del, atom.S, atom.Strike:
		n.flags |= struck
	case atom.A:
		b.link = a.href != "" && !strings.HasPrefix(a.href, "mailto:") && !strings.HasPrefix(a.href, "tel:")
		if b.link {
			n.links = 1
		}
	case atom.Img, atom.Image:
		n.lo, n.hi = b.keep(a.alt)
	case atom.Time:
		n.lo, n.hi = b.keep(a.datetime)
	}
	if n.kind&isVoid != 0 {
		b.add(n)
		return
	}
	if len(b.stack) >= maxDepth {
		b.over++
		return
	}
	b.add(n)
	b.stack = append(b.stack, int32(len(b.nodes)-1))
}

// keep puts the value of an attribute into the text.
func (b *builder) keep(s string) (lo, hi int32) {
	lo = int32(len(b.text))
	b.text = append(b.text, s...)
	return lo, int32(len(b.text))
}

func (b *builder) endTag(tag atom.Atom) {
	switch tag {
	case atom.A:
		b.link = false
	case atom.Html, atom.Body:
		return // what follows belongs to the page all the same
	case atom.Br:
		b.add(node{tag: atom.Br, number: -1})
		return
	}
	k := tagKinds[tag]
	if b.over > 0 && k&(isVoid|isRaw) == 0 {
		b.over--
		return
	}
	for i := len(b.stack) - 1; i > 0; i-- {
		n := &b.nodes[b.stack[i]]
		switch {
		case n.tag == tag:
			for len(b.stack) > i {
				b.pop()
			}
			return
		case n.tag == atom.Table, n.kind&isCell != 0 && k&isRowPart == 0 && tag != atom.Table,
			n.flags&block != 0 && k&isBlock == 0 && tag != unknown:
			return // an end tag that belongs to nothing here
		}
	}
}

// attributes are what is looked at while the tree is built.
type attributes struct {
	name, content, equiv string // of a meta
	rel, href, kind      string
	alt, datetime        string
	hidden               bool
}

func (b *builder) attributes(z *html.Tokenizer, n *node) (a attributes) {
	for more := true; more; {
		var key, val []byte
		key, val, more = z.TagAttr()
		if len(val) > 1<<16 {
			val = val[:1<<16]
		}
		switch string(key) {
		case "class", "id", "role":
			n.flags |= surroundings.flagsOf(val)
			n.flags |= b.styled(key, val)
		case "hidden":
			a.hidden = !bytes.EqualFold(val, []byte("until-found"))
		case "aria-hidden":
			a.hidden = a.hidden || bytes.EqualFold(bytes.TrimSpace(val), []byte("true"))
		case "style":
			a.hidden = readStyle(n, val) || a.hidden
		case "href":
			a.href = strings.TrimSpace(string(val))
		case "rel":
			a.rel = string(val)
		case "name", "property", "itemprop":
			if n.tag == atom.Meta && a.name == "" {
				a.name = strings.ToLower(string(val))
			}
		case "http-equiv":
			a.equiv = strings.ToLower(string(val))
		case "content":
			a.content = string(val)
		case "type":
			a.kind = strings.ToLower(string(val))
		case "alt":
			a.alt = string(val)
		case "datetime":
			a.datetime = string(val)
		case "start", "value":
			if v, err := strconv.Atoi(string(val)); err == nil && v >= 0 && v < 10000 {
				n.number = int32(v)
			}
		case "width":
			if n.kind&isCell != 0 && isNarrow(string(val)) {
				n.flags |= narrow
			}
		}
	}
	if a.hidden {
		n.flags |= gone
	}
	return a
}

// readSheet takes from a style sheet which classes, ids and tags keep white
// space, are struck through or hidden. Only what is said of them everywhere
// counts: rules for a medium or for what stands in something else do not hide.
func (b *builder) readSheet(css []byte) {
	if b.sheet == nil {
		b.sheet = map[string]flags{}
	}
	for len(css) > 0 && len(b.sheet) < 1000 {
		open := bytes.IndexByte(css, '{')
		if open < 0 {
			return
		}
		selectors, rest := css[:open], css[open+1:]
		if end := bytes.LastIndex(selectors, []byte("*/")); end >= 0 {
			selectors = selectors[end+2:]
		}
		if selectors = bytes.TrimSpace(selectors); len(selectors) > 0 && selectors[0] == '@' {
			depth := 1
			for i, c := range rest {
				switch c {
				case '{':
					depth++
				case '}':
					depth--
				}
				if depth == 0 {
					rest = rest[i+1:]
					break
				}
			}
			if depth > 0 {
				return
			}
			css = rest
			continue
		}
		body, after, _ := bytes.Cut(rest, []byte("}"))
		css = after
		var n node
		if readStyle(&n, body[:min(len(body), 4096)]) {
			n.flags |= gone
		}
		n.flags &^= plainList // what takes the marks from all lists draws its own
		if n.flags == 0 || len(selectors) > 4096 {
			continue
		}
		for sel := range strings.SplitSeq(string(selectors), ",") {
			parts := strings.Fields(sel)
			if len(parts) == 0 {
				continue
			}
			last, f := parts[len(parts)-1], n.flags
			if len(parts) > 1 {
				f &^= gone
			}
			if i := strings.LastIndexAny(last, ".#"); i > 0 {
				last = last[i:]
				f &^= gone
			}
			if !strings.ContainsAny(last, ":[>+~*") {
				b.sheet[last] |= f
			}
		}
	}
}

// styled gives what the style sheets say of a class or id.
func (b *builder) styled(key, val []byte) (f flags) {
	if len(b.sheet) == 0 || len(val) > 512 {
		return 0
	}
	var selector [64]byte
	for token := range bytes.FieldsSeq(val) {
		selector[0] = '.'
		if key[0] == 'i' {
			selector[0] = '#'
		}
		if n := copy(selector[1:], token); n == len(token) {
			f |= b.sheet[string(selector[:1+n])]
		}
	}
	return f
}

// isNarrow reports whether a cell's width is that of a menu's column.
func isNarrow(width string) bool {
	if s, ok := strings.CutSuffix(width, "%"); ok {
		v, err := strconv.Atoi(s)
		return err == nil && v < 30
	}
	v, err := strconv.Atoi(strings.TrimSuffix(width, "px"))
	return err == nil && v < 260
}

// readStyle takes from declarations what matters to text, and reports whether
// they hide the element.
func readStyle(n *node, style []byte) (hidden bool) {
	for decl := range bytes.SplitSeq(style, []byte(";")) {
		name, value, _ := bytes.Cut(decl, []byte(":"))
		name, value = bytes.TrimSpace(name), bytes.TrimSpace(value)
		is := func(word string) bool { return len(name) == len(word) && bytes.EqualFold(name, []byte(word)) }
		begins := func(word string) bool {
			return len(value) >= len(word) && bytes.EqualFold(value[:len(word)], []byte(word))
		}
		switch {
		case is("display") && begins("none"), is("visibility") && begins("hidden"):
			hidden = true
		case is("white-space") && (begins("pre") || begins("break-spaces")):
			n.flags |= pre
		case (is("text-decoration") || is("text-decoration-line")) && bytes.Contains(value, []byte("line-through")):
			n.flags |= struck
		case (is("list-style") || is("list-style-type")) && begins("none"):
			n.flags |= plainList
		}
	}
	return hidden
}

func (b *builder) addMeta(a attributes) {
	if a.equiv == "refresh" {
		if i := strings.Index(strings.ToLower(a.content), "url="); i >= 0 {
			b.refresh = strings.Trim(a.content[i+len("url="):], `"' `)
		}
	}
	if a.name != "" && a.content != "" && b.meta[a.name] == "" && len(b.meta) < 256 {
		b.meta[a.name] = squash(a.content)
	}
}

func hasWord(s, word string) bool {
	for w := range strings.FieldsSeq(s) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

// squash gives s with single spaces and without those around it.
func squash(s string) string { return strings.Join(strings.Fields(s), " ") }

// A phraseBook knows how what surrounds a notice is named.
type phraseBook struct {
	names map[string]flags  // words of classes, ids and roles
	heads map[rune][]string // what boxes beside a notice are headed, without spaces, by the first letter
	lines []string          // links that lead on
}

//go:embed surroundings.tsv
var surroundingsTSV string

var surroundings = func() *phraseBook {
	p := &phraseBook{names: map[string]flags{}, heads: map[rune][]string{}}
	for line := range strings.Lines(surroundingsTSV) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		term, kind, _ := strings.Cut(line, "\t")
		switch kind {
		case "name":
			p.names[term] = named
		case "maybe":
			p.names[term] = maybe
		case "content":
			p.names[term] = contentOf
		case "head":
			first, _ := utf8.DecodeRuneInString(term)
			p.heads[first] = append(p.heads[first], unspaced(term))
		case "line":
			p.lines = append(p.lines, term)
		default:
			panic("document: surroundings.tsv: " + line)
		}
	}
	return p
}()

// contentOf marks the names of content in a phraseBook; no node has it.
const contentOf flags = 1 << 15

// flagsOf says what a class, id or role attribute names. What a name says
// about its element only in passing (has-sidebar, no-header) does not count.
func (p *phraseBook) flagsOf(val []byte) (f flags) {
	if len(val) > 512 {
		val = val[:512]
	}
	var word [32]byte
	for token := range bytes.FieldsSeq(val) {
		var t flags
		first, passing, n := true, false, 0
		flush := func() {
			if n > 0 {
				w := string(word[:n])
				if first && (w == "has" || w == "no" || w == "with" || w == "without" || w == "is" || w == "not" || w == "js") {
					passing = true
				}
				if first || w != "widget" { // page builders call every block some-widget
					t |= p.names[w]
				}
				first, n = false, 0
			}
		}
		for i, c := range token {
			switch {
			case 'A' <= c && c <= 'Z':
				if i > 0 && 'a' <= token[i-1] && token[i-1] <= 'z' {
					flush()
				}
				c |= 0x20
			case 'a' <= c && c <= 'z':
			default:
				flush()
				continue
			}
			if n < len(word) {
				word[n] = c
				n++
			}
		}
		flush()
		if passing {
			continue
		}
		if t&contentOf != 0 {
			t &^= maybe
		}
		f |= t
	}
	return f &^ contentOf
}
