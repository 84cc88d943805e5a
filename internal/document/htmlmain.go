package document

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// What of a page is the notice is found in four steps, each linear in the page:
// what is marked or named as something else is dropped; so are lists of links
// and boxes with the headings of such; then the way is followed down to where
// most of the prose stands; and beside that way what belongs to the notice is
// kept: its headline, its date, its sender, whom to ask.
//
// Whatever holds most of the prose or the headline is dropped by no name, so
// that a class like "sidebar-right" on the body costs nothing.

// The shares, in percent.
const (
	mostProse  = 60 // of the page's prose, that keeps what has it
	mainProse  = 55 // of what a node holds, that leads the way down to a child
	linkList   = 50 // of characters in links, that makes a list of links of a block
	fewLinks   = 35 // of characters in links, up to which a block beside the way is kept
	wholesale  = 20 // of characters in links, that makes one of short entries with no sentence, as products
	onlyLinks  = 90 // of characters in links, that makes a line lead elsewhere
	shortEntry = 40 // characters to a link, up to which entries are short
)

// share is how much part is of whole, in percent; 0 of nothing.
func share(part, whole int32) int {
	if whole == 0 {
		return 0
	}
	return int(int64(part) * 100 / int64(whole))
}

// choose marks as dropped what is not the notice's own. title is what the page
// is called.
func (p *page) choose(title string) {
	p.sum()
	p.head = p.findHeadline(title)
	if p.head > 0 {
		for i := p.head; i > 0; i = p.nodes[i].parent {
			p.nodes[i].flags |= headline // and all that hold it
		}
	}
	start := p.findMain()
	p.dropNamed(0, start, false)
	p.prune(0)
	p.follow(start, title)
	if p.nodes[0].chars == 0 { // nothing but links: then these are what there is
		for i := range p.nodes {
			p.nodes[i].flags &^= dropped
		}
	}
}

// sum adds up for each element what is below it.
func (p *page) sum() {
	for i := len(p.nodes) - 1; i > 0; i-- {
		n := &p.nodes[i]
		if n.tag == 0 && n.linked == 0 {
			n.mass = n.chars * 2
			if n.stops > 0 {
				n.mass = n.chars * 5
			}
		}
		up := &p.nodes[n.parent]
		up.controls += n.controls
		if n.flags&gone == 0 {
			up.chars += n.chars
			up.linked += n.linked
			up.stops += n.stops
			up.links += n.links
			up.mass += n.mass
		}
	}
}

func (p *page) drop(i int32) {
	n := p.nodes[i]
	if n.flags&(dropped|gone) != 0 {
		return
	}
	p.nodes[i].flags |= dropped
	for at := n.parent; ; at = p.nodes[at].parent {
		up := &p.nodes[at]
		up.chars -= n.chars
		up.linked -= n.linked
		up.stops -= n.stops
		up.links -= n.links
		up.controls -= n.controls
		up.mass -= n.mass
		if at == 0 {
			return
		}
	}
}

// textOf gives the text below i without white space, up to limit bytes.
func (p *page) textOf(i int32, limit int) string {
	var out []byte
	for k := i; k < p.nodes[i].end && len(out) < limit; {
		n := &p.nodes[k]
		if n.flags&(gone|dropped) != 0 {
			k = n.end
			continue
		}
		if n.tag == 0 || n.tag == atom.Img {
			out = appendDense(out, p.text[n.lo:min(n.hi, n.lo+int32(limit))])
		}
		k++
	}
	return string(out)
}

var headingOrder = []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}

// findHeadline gives the heading that the page is called after, else its first
// h1 that leads nowhere else; 0 if there is none.
func (p *page) findHeadline(title string) (best int32) {
	titles := unspaced(title) + "\n" + unspaced(p.title)
	if len(titles) > 2000 {
		titles = titles[:2000]
	}
	rank := 0
	for i := int32(1); i < int32(len(p.nodes)); i++ {
		n := &p.nodes[i]
		if n.flags&gone != 0 || n.tag == atom.Nav || n.tag == atom.Aside {
			i = n.end - 1
			continue
		}
		if n.kind&isHeading == 0 || n.end-i > 64 {
			continue
		}
		text := p.textOf(i, 400)
		length := utf8.RuneCountInString(text)
		if length < 4 {
			continue
		}
		r := 0
		switch {
		case strings.Contains(titles, text) && namesNotice(text):
			r = 2000 + length
		case strings.Contains(titles, text) && length >= 12:
			r = 1000 + length
		case namesNotice(text) && n.linked == 0 && length >= 10:
			r = 500 - 50*slices.Index(headingOrder, n.tag)
		case strings.Contains(titles, text):
			r = length
		case n.tag == atom.H1 && n.linked == 0 && n.chars > 0 && p.isMarked(i):
			r = 1
		}
		if r > rank {
			best, rank = i, r
		}
	}
	return best
}

// isMarked reports whether i stands in what the page marks as its text.
func (p *page) isMarked(i int32) bool {
	for ; i > 0; i = p.nodes[i].parent {
		if tag := p.nodes[i].tag; tag == atom.Main || tag == atom.Article {
			return true
		}
	}
	return false
}

// findMain gives the element that the page marks as its main part, 0 if it does
// not or marks one without text.
func (p *page) findMain() int32 {
	for _, tag := range []atom.Atom{atom.Main, atom.Article} {
		found, n := int32(0), 0
		for i := range p.nodes {
			if p.nodes[i].tag == tag && p.nodes[i].flags&gone == 0 && share(p.nodes[i].mass, p.nodes[0].mass) >= 33 {
				found = int32(i)
				n++
				if tag == atom.Main {
					break
				}
			}
		}
		if n == 1 && (p.nodes[found].flags&headline != 0 || tag == atom.Main && share(p.nodes[found].mass, p.nodes[0].mass) >= 50) {
			return found
		}
	}
	return 0
}

// dropNamed drops what is marked or named as the surroundings of a text. within
// says that i stands in what is marked as the text.
func (p *page) dropNamed(i, start int32, within bool) {
	for c := i + 1; c < p.nodes[i].end; c = p.nodes[c].end {
		n := &p.nodes[c]
		if n.tag == 0 || n.flags&(gone|dropped) != 0 {
			continue
		}
		keep := n.flags&headline != 0 || c == start || share(n.mass, p.nodes[0].mass) >= mostProse
		surrounds := false
		switch n.tag {
		case atom.Nav, atom.Aside, atom.Dialog, atom.Search:
			surrounds = true
		case atom.Footer, atom.Header:
			surrounds = !within || share(n.linked, n.chars) > linkList
		default:
			surrounds = n.flags&named != 0 ||
				n.flags&maybe != 0 && !within && (n.links > 0 || n.chars > 60 || p.copyright(c))
		}
		if surrounds && !keep && p.head > 0 && c-p.head < 40 && p.head-c < 40 && n.chars <= 60 && isDated(p.textOf(c, 400)) && !p.copyright(c) {
			keep = true // the date beside the headline
		}
		if surrounds && !keep {
			p.drop(c)
			continue
		}
		p.dropNamed(c, start, within || n.tag == atom.Main || n.tag == atom.Article)
	}
}

func (p *page) copyright(i int32) bool {
	if p.nodes[i].chars > 600 {
		return false
	}
	text := p.textOf(i, 2000)
	return strings.Contains(text, "©") || strings.Contains(text, "Copyright") || strings.Contains(text, "COPYRIGHT") ||
		strings.Contains(text, "(C)") || strings.Contains(text, "Allrightsreserved") || strings.Contains(text, "AllRightsReserved")
}

// prune drops lists of links, boxes headed as such, and questions about cookies.
func (p *page) prune(i int32) {
	before := int32(0) // the sibling before that has text
	for c := i + 1; c < p.nodes[i].end; {
		if p.isInline(c) {
			c = p.pruneRun(c, p.nodes[i].end)
			continue
		}
		n := p.nodes[c]
		next := n.end
		switch {
		case n.flags&(gone|dropped) != 0 || n.chars == 0:
		case n.flags&headline != 0:
			p.prune(c)
			before = c
		case isLinkList(&n) || p.isHeaded(c) || p.teases(c) || p.asksAboutCookies(c) || n.links > 0 && p.leadsOn(c, next):
			p.drop(c)
			if before > 0 && p.headsNothing(before, next, p.nodes[i].end) {
				p.drop(before)
			}
		default:
			p.prune(c)
			before = c
		}
		c = next
	}
}

func (p *page) isInline(i int32) bool {
	n := &p.nodes[i]
	return n.tag == 0 || n.flags&block == 0 && n.tag != atom.Br && n.tag != atom.Hr
}

// pruneRun drops a line of links that is no block of its own, and prunes what
// is in it otherwise. It gives the node behind the line, which begins at i.
func (p *page) pruneRun(i, end int32) int32 {
	var sum node
	next := i
	for next < end && p.isInline(next) {
		if n := &p.nodes[next]; n.flags&(gone|dropped) == 0 {
			sum.chars += n.chars
			sum.linked += n.linked
			sum.links += n.links
			sum.stops += n.stops
			sum.flags |= n.flags & headline
		}
		next = p.nodes[next].end
	}
	drop := sum.flags&headline == 0 && sum.links > 0 && (isLinkList(&sum) ||
		share(sum.linked, sum.chars) >= onlyLinks && (next <= p.head || p.leadsOn(i, next))) // above the headline: the site, a category
	for c := i; c < next; c = p.nodes[c].end {
		if drop {
			p.drop(c)
		} else if p.nodes[c].flags&(gone|dropped) == 0 && p.nodes[c].chars > 0 {
			p.prune(c)
		}
	}
	return next
}

func isLinkList(n *node) bool {
	if n.links < 2 {
		return false
	}
	linked := share(n.linked, n.chars)
	return linked >= linkList || n.links >= 3 && n.stops == 0 && linked >= wholesale && n.chars/n.links < shortEntry
}

// teases reports whether i, behind the headline, is about other pages: its
// headings lead there.
func (p *page) teases(i int32) bool {
	n := &p.nodes[i]
	if p.head == 0 || i < p.head || n.links == 0 || share(n.mass, p.nodes[0].mass) > 50 {
		return false
	}
	for c := i + 1; c < n.end; c++ {
		if m := &p.nodes[c]; m.kind&isHeading != 0 && m.chars > 0 && m.linked == m.chars {
			return true
		}
	}
	return false
}

// headsNothing reports whether i is the heading of what stood up to next and
// of nothing else.
func (p *page) headsNothing(i, next, end int32) bool {
	n := &p.nodes[i]
	if n.tag == 0 || n.flags&(headline|dropped) != 0 || n.chars > 30 || n.stops > 0 {
		return false
	}
	if isHead(p.textOf(i, 120)) {
		return true
	}
	if n.kind&isHeading == 0 {
		return false
	}
	for ; next < end; next = p.nodes[next].end {
		if m := &p.nodes[next]; m.chars > 0 && m.flags&(gone|dropped) == 0 {
			return m.kind&isHeading != 0
		}
	}
	return true
}

// isHeaded reports whether i is a box headed as something beside the text.
func (p *page) isHeaded(i int32) bool {
	n := &p.nodes[i]
	if n.flags&block == 0 || share(n.chars, p.nodes[0].chars) > 33 || n.links+n.controls == 0 && n.stops > 0 || n.links+n.controls == 0 && n.chars < 40 {
		return false
	}
	for k := i + 1; k < n.end; k++ {
		m := &p.nodes[k]
		if m.flags&(gone|dropped) != 0 {
			k = m.end - 1
		} else if (m.tag == 0 || m.tag == atom.Img) && m.hi > m.lo {
			if t := unspaced(string(p.text[m.lo:min(m.hi, m.lo+200)])); t != "" {
				return isHead(t)
			}
		}
	}
	return false
}

// isHead reports whether t is what a box beside the text is headed.
func isHead(t string) bool {
	t = strings.TrimLeft(t, "■●◆▼★☆◇□▶≫»【［[<〈《・")
	first, _ := utf8.DecodeRuneInString(t)
	for _, h := range surroundings.heads[first] {
		if strings.HasPrefix(t, h) && utf8.RuneCountInString(t) <= utf8.RuneCountInString(h)+6 {
			return true
		}
	}
	return false
}

func (p *page) asksAboutCookies(i int32) bool {
	n := &p.nodes[i]
	if n.chars > 500 || n.links+n.controls == 0 || n.flags&block == 0 || share(n.chars, p.nodes[0].chars) > 50 {
		return false
	}
	text := p.textOf(i, 4000)
	return strings.Contains(text, "クッキー") || strings.Contains(text, "Cookie") || strings.Contains(text, "cookie")
}

// leadsOn reports whether the nodes from i to end are a line of nothing but
// links to other pages of the site.
func (p *page) leadsOn(i, end int32) bool {
	var text strings.Builder
	for c := i; c < end; c = p.nodes[c].end {
		n := &p.nodes[c]
		if n.chars > 60 || share(n.linked, n.chars) < onlyLinks && n.chars > 2 {
			return false
		}
		text.WriteString(p.textOf(c, 200))
		if text.Len() > 200 {
			return false
		}
	}
	for _, l := range surroundings.lines {
		if strings.HasPrefix(strings.TrimLeft(text.String(), "<>«»≪≫＜＞←→▲△↑・［[【"), l) || strings.HasSuffix(strings.TrimRight(text.String(), "<>«»≪≫＜＞←→▲△↑・］]】"), l) {
			return true
		}
	}
	return false
}

// follow goes down from start to where most of the prose stands, and drops what
// stands beside the way and does not belong to it.
func (p *page) follow(start int32, title string) {
	var path []int32
	for at := start; at > 0; at = p.nodes[at].parent {
		path = append(path, at)
	}
	path = append(path, 0)
	slices.Reverse(path)
	for at := start; ; {
		best := int32(0)
		for c := at + 1; c < p.nodes[at].end; c = p.nodes[c].end {
			n := &p.nodes[c]
			if n.flags&(gone|dropped) == 0 && (best == 0 || n.mass > p.nodes[best].mass) {
				best = c
			}
		}
		if best == 0 || share(p.nodes[best].mass, p.nodes[at].mass) < mainProse {
			break
		}
		if n := &p.nodes[best]; n.mass == 0 || n.kind&(isTerm|isHeading) != 0 || n.tag == atom.Table && p.holdsData(best) ||
			slices.Contains([]atom.Atom{0, atom.P, atom.Li, atom.Pre, atom.A}, n.tag) {
			break // a part of the text
		}
		path = append(path, best)
		at = best
	}
	switch core := path[len(path)-1]; p.nodes[core].tag {
	case 0, atom.Html, atom.Body: // nothing holds the text apart from the page
		p.dropCopyright(core)
	}
	parts := titleParts(title)
	for i := range parts {
		parts[i] = unspaced(parts[i])
	}
	for k, at := range path[:len(path)-1] {
		next := path[k+1]
		columns := false // something else stands before the prose, in an element of the same kind
		marked := p.isMarked(at)
		for c := at + 1; c < p.nodes[at].end; c = p.nodes[c].end {
			n := &p.nodes[c]
			if c == next || n.flags&(gone|dropped|headline) != 0 || n.chars == 0 {
				continue
			}
			s := beside{columns: columns, before: c < next, near: k == len(path)-2, close: k >= len(path)-3 && (start == 0 || marked), marked: marked}
			s.within = p.nodes[at].flags&headline != 0 && p.nodes[next].flags&headline == 0
			if p.isForm(c) && p.isForm(next) || p.isForm(at) && n.chars <= longestLabel {
				continue
			}
			if !p.belongs(c, s, parts) {
				columns = columns || c < next && n.tag == p.nodes[next].tag
				p.drop(c)
			}
		}
	}
}

// longestLabel is the length in characters of the longest word that labels a
// row of a form.
const longestLabel = 12

// isForm reports whether i is a row of a form that tells of an incident: its
// first cell is a word or two.
func (p *page) isForm(i int32) bool {
	if p.nodes[i].tag != atom.Tr {
		return false
	}
	label := int32(-1)
	for c := i + 1; c < p.nodes[i].end; c = p.nodes[c].end {
		if n := &p.nodes[c]; n.kind&isCell != 0 {
			if label < 0 {
				label = n.chars
			} else if n.chars > 0 && n.chars > n.linked {
				return label > 0 && label <= longestLabel
			}
		}
	}
	return false
}

// dropCopyright drops the last block of i if it is the foot of the page.
func (p *page) dropCopyright(i int32) {
	last := int32(0)
	for c := i + 1; c < p.nodes[i].end; c = p.nodes[c].end {
		if n := &p.nodes[c]; n.chars > 0 && n.flags&(gone|dropped) == 0 {
			last = c
		}
	}
	if n := &p.nodes[last]; last > 0 && n.flags&(block|headline) == block && share(n.chars, p.nodes[0].chars) < 50 && p.copyright(last) {
		p.drop(last)
	}
}

// beside is where something stands beside the way to the prose.
type beside struct {
	before  bool // it precedes the prose
	columns bool // what precedes the prose beside it does not belong to the notice
	near    bool // its parent is that of the prose
	close   bool // its parent or the parent of that is, within what the page marks as its main part
	marked  bool // it stands in a main or article element
	within  bool // with the headline and the prose in one element, and with none of them in a smaller one
}

// belongs reports whether c, beside the way, belongs to the notice.
func (p *page) belongs(c int32, s beside, titleParts []string) bool {
	n := &p.nodes[c]
	if share(n.linked, n.chars) > fewLinks || n.controls >= 2 && n.stops == 0 {
		return false
	}
	if n.flags&narrow != 0 || n.kind&isCell != 0 {
		return false
	}
	if s.before {
		switch {
		case p.head > 0 && p.head < c && s.within: // between the headline and the prose
			return true
		case n.chars <= 80 && n.links <= 1 && n.stops == 0 && isDated(p.textOf(c, 400)):
			return true
		case p.head == 0 && n.chars <= 300:
			text := p.textOf(c, 1000)
			for _, part := range titleParts {
				if length := utf8.RuneCountInString(part); length >= 8 && strings.Contains(text, part) && (namesNotice(part) || int(n.chars) <= length+8) {
					return true
				}
			}
			for k := c; k < n.end && n.links == 0; k++ {
				if m := &p.nodes[k]; m.tag == 0 && m.chars >= 10 && namesNotice(string(p.text[m.lo:m.hi])) {
					return true
				}
			}
		}
		return s.near && n.links == 0 && (s.marked || n.stops == 0 && n.chars <= 40 || n.kind&isHeading != 0 && n.chars <= 100)
	}
	if p.copyright(c) {
		return false
	}
	switch {
	case s.marked || s.within:
		if n.links == 0 || n.stops > 0 {
			return true
		}
	case s.columns:
		return saysWhomToAsk(p.textOf(c, 120))
	case s.near && n.links == 0 && !p.holdsHeadings(c):
		return true
	}
	if s.close && !p.holdsHeadings(c) && share(n.linked, n.chars) <= wholesale && n.stops > 0 && n.links <= 1+n.stops {
		return true
	}
	return saysWhomToAsk(p.textOf(c, 120))
}

func (p *page) holdsHeadings(i int32) bool {
	for c := i + 1; c < p.nodes[i].end; c++ {
		if p.nodes[c].kind&isHeading != 0 {
			return true
		}
	}
	return false
}

func saysWhomToAsk(t string) bool {
	for _, w := range []string{"お問い合わせ先", "お問合せ先", "問い合わせ先", "問合せ先", "お問い合わせ窓口", "このページに関する", "本件に関する", "本件についての", "この記事に関する", "Contact:", "Forinquir"} {
		if strings.Contains(t, w) {
			return true
		}
	}
	return false
}

// isDated reports whether t has a year and what follows one in a date.
func isDated(t string) bool {
	if strings.Contains(t, "令和") || strings.Contains(t, "平成") {
		return true
	}
	number := 0
	for _, r := range t {
		if r >= '０' && r <= '９' {
			r -= '０' - '0'
		}
		switch {
		case r >= '0' && r <= '9':
			number = min(number*10+int(r-'0'), 1<<20)
			continue
		case number >= 1990 && number < 2100 && strings.ContainsRune("年/.-．／", r):
			return true
		}
		number = 0
	}
	for _, m := range []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"} {
		if i := strings.Index(t, m); i >= 0 && strings.Contains(t[i:], "20") {
			return true
		}
	}
	return false
}
