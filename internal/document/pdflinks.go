package document

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// A page of the web that was printed has its menus, its lists of other news and
// its footer still, and what is a link there is one in the PDF.

// maxLinks is how many links of a page are looked at.
const maxLinks = 1000

// area is where a link of a page is.
type area struct{ left, bottom, right, top float64 }

// links gives where the links of a page are; a link over two lines is two.
func (p *pdf) links(page references.FPDF_PAGE) []area {
	var all []area
	for at := 0; len(all) < maxLinks; {
		next, err := p.lib.FPDFLink_Enumerate(&requests.FPDFLink_Enumerate{Page: requests.Page{ByReference: &page}, StartPos: at})
		if err != nil || next.Link == nil || next.NextStartPos == nil || *next.NextStartPos <= at {
			break
		}
		at = *next.NextStartPos
		rect, err := p.lib.FPDFLink_GetAnnotRect(&requests.FPDFLink_GetAnnotRect{Link: *next.Link})
		if err != nil || rect.Rect == nil {
			continue
		}
		r := rect.Rect
		all = append(all, area{float64(r.Left), float64(min(r.Bottom, r.Top)), float64(r.Right), float64(max(r.Bottom, r.Top))})
	}
	return all
}

// link says for every character in which link it is, counted from 1.
func link(gs []glyph, all []area) {
	last := 0
	for i := range gs {
		g := &gs[i]
		x, y := (g.left+g.right)/2, (g.bottom+g.top)/2
		in := func(k int) bool {
			a := &all[k-1]
			return a.left <= x && x <= a.right && a.bottom <= y && y <= a.top
		}
		if last > 0 && in(last) {
			g.link = last
			continue
		}
		last = 0
		for k := range all {
			if in(k + 1) {
				last = k + 1
				break
			}
		}
		g.link = last
	}
}

// A row is furniture of a page if it consists of links, of which there are
// several together: menus, breadcrumbs, lists of news.

// linked counts the characters of a row, those of them in links, and the links.
func (r row) linked() (chars, linked, links int) {
	for _, x := range r {
		chars += x.n
		linked += x.linked
		links += x.links
	}
	return chars, linked, links
}

func (r row) width() float64 { return r.last().x1 - r[0].x0 }

// menu reports whether a row is nothing but links, whose words are no address.
func (r row) menu() bool {
	chars, linked, _ := r.linked()
	return linked*10 >= chars*7 && !strings.ContainsAny(r.String(), "@/")
}

// breadcrumb reports whether a row says where on its site a page is.
func (r row) breadcrumb() bool {
	_, linked, _ := r.linked()
	return r[0].linked > 0 && linked > 0 && strings.ContainsAny(r.String(), ">›»＞≫")
}

const (
	shortHeading = 15 // characters of a heading above a list of links, at most
	masthead     = 20 // rows at the top of a document in which a site says what it is
)

// dropMenus takes out of the pages of a printed page of the web what leads to
// other pages.
func dropMenus(pages [][]row) {
	seen := 0
	for n, p := range pages {
		drop := make([]bool, len(p))
		for i := 0; i < len(p); {
			if !p[i].menu() && !(seen+i < masthead && p[i].breadcrumb()) {
				i++
				continue
			}
			k, links := i, 0
			for k < len(p) && (p[k].menu() || seen+k < masthead && p[k].breadcrumb()) {
				_, _, l := p[k].linked()
				links += l
				k++
			}
			crumb := seen+i < masthead && p[i].breadcrumb()
			if links < 2 && !crumb {
				i = k
				continue
			}
			for j := i; j < k; j++ {
				drop[j] = true
			}
			if crumb && k < len(p) && crumbEnd(p[k-1], p[k]) { // it goes on in the next line
				drop[k] = true
				k++
			}
			if i > 0 && !drop[i-1] && (k-i >= 2 || links >= 3) && heads(p[i-1]) {
				drop[i-1] = true
			}
			i = k
		}
		seen += len(p)
		kept := p[:0]
		for i := range p {
			if !drop[i] {
				kept = append(kept, p[i])
			}
		}
		pages[n] = kept
	}
}

// crumbEnd reports whether below is the rest of a breadcrumb that fills its line.
func crumbEnd(crumb, below row) bool {
	return below[0].x0 <= crumb[0].x0+1 && below.single() && crumb.width() > 25*crumb.size() && below.size() == crumb.size() &&
		utf8.RuneCountInString(below.String()) < 2*shortHeading
}

// heads reports whether a row may be the heading of a list of links.
func heads(r row) bool {
	s := r.String()
	return r.single() && utf8.RuneCountInString(s) <= shortHeading && !strings.ContainsAny(s, "。、:：0123456789０１２３４５６７８９") &&
		!slices.ContainsFunc([]string{"以上", "記", "敬具", "株式会社", "お問い合わせ", "お問合せ"}, func(w string) bool { return strings.Contains(s, w) })
}

// dropSides takes out of a page the column of links beside its text, at its left
// or right, with what stands among the links there.
func dropSides(p []row) []row {
	for _, left := range []bool{true, false} {
		p = dropSide(p, left)
	}
	return p
}

func dropSide(p []row, left bool) []row {
	outer := func(r row) run {
		if left {
			return r[0]
		}
		return r.last()
	}
	// The column ends where the text begins beside its links.
	edge, found := 0.0, false
	first, last, links := -1, -1, 0
	for _, r := range p {
		o := outer(r)
		if o.links == 0 || o.linked < o.n || r.single() {
			continue
		}
		x := r[1].x0
		if !left {
			x = -r[len(r)-2].x1
		}
		if !found || x < edge {
			edge, found = x, true
		}
	}
	if !found {
		return p
	}
	if !left {
		edge = -edge
	}
	within := func(x run) bool { return left && x.x1 <= edge || !left && x.x0 >= edge }
	crosses := func(x run) bool { return x.x0 < edge-1 && x.x1 > edge+1 }
	for i, r := range p {
		if o := outer(r); o.links > 0 && o.linked == o.n && within(o) {
			if first < 0 {
				first = i
			}
			last = i
			links++
		}
	}
	if links < 3 {
		return p
	}
	if first > 0 && p[first-1].single() && within(p[first-1][0]) && heads(p[first-1]) {
		first--
	}
	for i := first; i <= last; i++ {
		if slices.ContainsFunc(p[i], crosses) {
			return p
		}
	}
	for last+1 < len(p) && !slices.ContainsFunc(p[last+1], crosses) {
		last++
	}
	side, linked, text := 0, 0, 0
	var lo, hi float64
	for _, r := range p[first : last+1] {
		for _, x := range r {
			if within(x) {
				if side == 0 {
					lo, hi = x.x0, x.x1
				}
				side, linked = side+x.n, linked+x.linked
				lo, hi = min(lo, x.x0), max(hi, x.x1)
			} else {
				text += x.n
			}
		}
	}
	page := 0.0
	for _, r := range p {
		page = max(page, r.width())
	}
	if linked*8 < side || side > text || hi-lo > 0.45*page {
		return p
	}
	kept := p[:0]
	for i, r := range p {
		if first <= i && i <= last {
			r = slices.DeleteFunc(r, within)
		}
		if len(r) > 0 {
			kept = append(kept, r)
		}
	}
	return kept
}
