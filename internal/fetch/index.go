package fetch

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"

	"jikenbo"
)

// A mark is a date or a link on a page of news.
type mark struct {
	date jikenbo.Date // zero for a link
	link *html.Node   // nil for a date
	side bool         // the link stands in navigation and the like
}

// A newsPage is what a page of news has, in its order.
type newsPage struct {
	marks []mark
	in    map[*html.Node][2]int // the range of marks in an element, for those with any
	dates []int                 // how many dates there are before each mark
	last  []int                 // which is the last of them, -1 if there are none
	base  string                // of <base href>
}

// readIndex reads a page of news in UTF-8.
func (l *list) readIndex(b []byte) error {
	doc, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("the page cannot be read: %w", err)
	}
	p := newsPage{in: map[*html.Node][2]int{}}
	p.walk(doc, false, false)
	p.dates, p.last = []int{0}, []int{-1}
	for i, m := range p.marks {
		dates, last := p.dates[i], p.last[i]
		if m.link == nil {
			dates, last = dates+1, i
		}
		p.dates, p.last = append(p.dates, dates), append(p.last, last)
	}
	self := l.base
	if base, err := l.resolve(p.base); err == nil {
		l.base, _ = url.Parse(base)
	}
	for _, withSide := range []bool{false, true} {
		l.addLinks(&p, self, withSide)
		if len(l.items) > 0 {
			return nil
		}
	}
	return fmt.Errorf("%w: the page has no list of links to pages of its site; if scripts make the list, look for a feed or a sitemap", jikenbo.ErrEmpty)
}

// A row is a link with what stands around it.
type row struct {
	link    *html.Node
	element *html.Node // the whole row, nil if it is not known
	links   int        // in the element
	date    jikenbo.Date
	url     string
}

// addLinks adds the links of the lists that have dates, or if none has, all.
func (l *list) addLinks(p *newsPage, self *url.URL, withSide bool) {
	var rows []row
	dated := map[*html.Node]bool{} // what holds rows with dates
	rowsOf := map[string]int{}     // by URL
	for i, m := range p.marks {
		if m.link == nil || m.side && !withSide {
			continue
		}
		address, err := l.resolve(attr(m.link, "href"))
		if err != nil || !sameSite(self, address) || address == self.String() {
			continue
		}
		r := p.row(i)
		r.url = address
		rows = append(rows, r)
		rowsOf[address]++
		if r.element != nil && !r.date.IsZero() {
			dated[r.element.Parent] = true
		}
	}
	for _, r := range rows {
		title := linkTitle(r)
		label := rowsOf[r.url] > 2 && utf8.RuneCountInString(title) <= 12 // of a kind of news, beside each
		switch {
		case label:
		case !r.date.IsZero(),
			len(dated) == 0 && utf8.RuneCountInString(title) > 8,
			r.element != nil && isRow(r.element) && dated[r.element.Parent]:
			l.add(Item{URL: r.url, Title: title, Published: r.date})
		}
	}
}

// maxDateText is the length in bytes of a text that may be there for its date.
const maxDateText = 500

// walk finds the marks below n. side is whether n stands in navigation, link
// whether in a link.
func (p *newsPage) walk(n *html.Node, side, link bool) {
	from := len(p.marks)
	children := true
	switch n.Type {
	case html.TextNode:
		// A date in the middle of a title is part of the title.
		s := strings.TrimSpace(n.Data)
		if len(s) > maxDateText {
			break
		}
		s = halfWidth.Replace(s)
		if d, at := findDate(s); !d.IsZero() && (!link || at[0] == 0 && standsAlone(s[at[1]:])) {
			p.marks = append(p.marks, mark{date: d})
		}
	case html.ElementNode:
		side = side || isSide(n)
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Select, atom.Svg:
			return
		case atom.Base:
			if p.base == "" {
				p.base = attr(n, "href")
			}
		case atom.Time:
			if d, _ := findDate(halfWidth.Replace(attr(n, "datetime"))); !d.IsZero() {
				p.marks = append(p.marks, mark{date: feedDate(attr(n, "datetime"))})
				children = false
			}
		case atom.A:
			if attr(n, "href") != "" {
				p.marks = append(p.marks, mark{link: n, side: side})
				link = true
			}
		}
	}
	if children {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			p.walk(c, side, link)
		}
	}
	if len(p.marks) > from {
		p.in[n] = [2]int{from, len(p.marks)}
	}
}

// standsAlone reports whether what follows a date in a text shows that the date
// is none of its words.
func standsAlone(rest string) bool {
	rest, _, _ = strings.Cut(rest, "(") // (水)
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || strings.ContainsRune(" :|)]】", r)
}

// maxRowLinks is how many links a row with one date has at most.
const maxRowLinks = 5

// row finds the date that belongs to the link at marks[i]: the only one in the
// nearest element around both, or in a list without elements for its rows
// (<dl> above all) the last one before it.
func (p *newsPage) row(i int) row {
	link := p.marks[i].link
	for n := link; n != nil; n = n.Parent {
		in, ok := p.in[n]
		if !ok {
			continue
		}
		dates := p.dates[in[1]] - p.dates[in[0]]
		links := in[1] - in[0] - dates
		switch {
		case dates > 0 && n == link && p.marks[i+1].link == nil:
			return row{link, n, links, p.marks[i+1].date, ""}
		case dates == 1 && links <= maxRowLinks:
			return row{link, n, links, p.marks[p.last[in[1]]].date, ""}
		case dates > 0 && n != link:
			child := childAround(n, link)
			in := p.in[child]
			return row{link, child, in[1] - in[0], p.beside(i, p.in[n]), ""}
		case isRow(n):
			return row{link, n, links, jikenbo.Date{}, ""}
		}
	}
	return row{link: link}
}

// beside gives the date of a link among other links and dates: the one before
// it, with no links between but those of its own cell, or if links come first,
// the one behind it.
func (p *newsPage) beside(i int, in [2]int) jikenbo.Date {
	if p.marks[in[0]].link != nil && p.marks[in[1]-1].link == nil {
		return p.marks[i+1].date // zero if it is a link
	}
	last := p.last[i]
	if last < in[0] || cell(p.marks[last+1].link) != cell(p.marks[i].link) {
		return jikenbo.Date{}
	}
	return p.marks[last].date
}

// childAround gives the child of n that n's descendant d stands in.
func childAround(n, d *html.Node) *html.Node {
	for d.Parent != n {
		d = d.Parent
	}
	return d
}

// cell gives the element that holds a link and others like it.
func cell(n *html.Node) *html.Node {
	for n = n.Parent; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.Dd, atom.Td, atom.Li, atom.Div, atom.P:
			return n
		}
	}
	return nil
}

func isRow(n *html.Node) bool {
	return n.DataAtom == atom.Li || n.DataAtom == atom.Tr || n.DataAtom == atom.Article
}

// sideNames are the classes and ids of what is no news, as pages name them.
var sideNames = strings.Fields(`nav navi gnav gnavi lnav g-nav global-nav globalnav global-navi globalnavi localnav local-nav
	menu main-menu header-menu footer-menu breadcrumb breadcrumbs pankuzu topicpath topic-path header footer site-header
	site-footer global-header global-footer sidebar side related pager pagination pagenation wp-pagenavi page-nav
	sns share social cookie cookie-banner ranking tagcloud pagetop`)

// isSide reports whether an element holds navigation and the like.
func isSide(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Body, atom.Main, atom.Html:
		return false
	case atom.Nav, atom.Footer, atom.Aside:
		return true
	case atom.Header: // an article has one too
		for a := n.Parent; a != nil; a = a.Parent {
			if a.DataAtom == atom.Main || a.DataAtom == atom.Article || a.DataAtom == atom.Li {
				return false
			}
		}
		return true
	}
	if role := attr(n, "role"); role == "navigation" || role == "contentinfo" || role == "banner" {
		return true
	}
	for _, key := range []string{"class", "id"} {
		for name := range strings.FieldsSeq(attr(n, key)) {
			if slices.Contains(sideNames, strings.ReplaceAll(strings.ToLower(name), "_", "-")) {
				return true
			}
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// sameSite reports whether an address belongs to the site of a page: to the
// same registered name. A PDF does wherever it is, since many sites keep theirs
// elsewhere.
func sameSite(page *url.URL, address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	return u.Hostname() == page.Hostname() || registered(u.Hostname()) == registered(page.Hostname()) ||
		strings.HasSuffix(strings.ToLower(u.Path), ".pdf")
}

func registered(host string) string {
	if name, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return name
	}
	return host
}

// pointers are the words of links that say nothing of what they lead to.
var pointers = []string{"詳細", "詳しく", "こちら", "続きを読む", "続き", "もっと見る", "pdf", "more", "read more", "detail"}

// linkTitle gives the words of a link, or of its row if those only point.
func linkTitle(r row) string {
	title := textOf(r.link)
	bare := strings.ToLower(strings.Trim(title, " 　[]【】()（）>＞»→…。.0123456789kmb"))
	for _, p := range pointers {
		if bare == p || bare == "" || strings.HasPrefix(bare, p) && utf8.RuneCountInString(bare) <= 8 {
			if r.element == nil || r.links > maxRowLinks {
				return title
			}
			if around := textOf(r.element); utf8.RuneCountInString(around) < 300 {
				around = strings.TrimSpace(strings.Replace(around, title, "", 1))
				if around != "" {
					return around
				}
			}
			return title
		}
	}
	return title
}

// textOf gives the text in an element, without dates in <time> or at its beginning, and
// what pictures stand for if there is no text.
func textOf(n *html.Node) string {
	var b, alt strings.Builder
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode:
			if in := c.Parent; in.DataAtom != atom.Script && in.DataAtom != atom.Style && (in.DataAtom != atom.Time || attr(in, "datetime") == "") {
				b.WriteString(c.Data)
			}
		case c.DataAtom == atom.Img:
			alt.WriteString(attr(c, "alt") + " ")
		case c.Type == html.ElementNode:
			b.WriteByte(' ')
		}
	}
	s := strings.Join(strings.Fields(b.String()), " ")
	if narrow := halfWidth.Replace(s); len(narrow) <= len(s) {
		if d, at := findDate(narrow); !d.IsZero() && at[0] == 0 && standsAlone(narrow[at[1]:]) {
			// The same characters in s, which may be wider.
			s = string([]rune(s)[utf8.RuneCountInString(narrow[:at[1]]):])
		}
	}
	s = strings.TrimLeft(s, " 　:：|")
	if s == "" {
		return strings.TrimSpace(alt.String())
	}
	return s
}
