package fetch

import (
	"bytes"
	"fmt"
	"mime"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"

	"jikenbo"
)

// Item is one entry of a feed, a sitemap or a page of news.
type Item struct {
	// URL is absolute and canonical, with all its parameters: what to fetch.
	// [Normalize] gives from it what tells items apart; GUIDs and dates do not.
	URL       string
	Title     string       // plain text, "" if the list has none
	Published jikenbo.Date // in Japan; of a sitemap, when the page last changed. Zero if the list does not say
	GUID      string       // as the feed has it
	Summary   string       // markup as the feed has it
	Content   string       // likewise
	Sitemap   bool         // URL is another sitemap, to be read by [Items] in its turn
}

// maxList is the size in bytes of a list once it is decompressed: what sitemaps
// are limited to.
const maxList = 50 << 20

// Items reads a list of links: RSS 0.9 to 2.0, Atom, JSON Feed, a sitemap or an
// index of sitemaps, these also compressed with gzip, or a page of news.
// contentType is what the server gave, "" if nothing; base is the address of
// the list. Items that lead to the same page, to no page or by another scheme
// than http and https are left out; the others stay in the order of the list.
//
// Of a page of news these are the links with a date beside them and those in
// the same lists, or if none has a date, all links with more than a few
// characters; without navigation, and of the same site, PDFs apart.
//
// A list that is broken, that would take more time or memory than in proportion
// to its size, or that declares entities is an error, and so is one without
// links, [jikenbo.ErrEmpty], unless it is a feed or sitemap that just has no
// entries.
func Items(b []byte, contentType, base string) ([]Item, error) {
	items, err := readItems(b, contentType, base)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", showURL(base), err)
	}
	return items, nil
}

func readItems(b []byte, contentType, base string) ([]Item, error) {
	t, err := parseURL(base)
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(b, gzipMagic) {
		if b, err = decode(nil, bytes.NewReader(b), []string{"gzip"}, maxList); err != nil {
			return nil, err
		}
	}
	b = toUTF8(b, contentType)
	trimmed := bytes.TrimLeft(b, " \t\r\n")
	l := list{base: t.url, seen: map[string]bool{}}
	switch {
	case len(trimmed) == 0:
		return nil, fmt.Errorf("%w: the list has no bytes", jikenbo.ErrEmpty)
	case trimmed[0] == '{':
		err = l.readFeed(trimmed)
	case trimmed[0] == '<':
		root, err := scanXML(trimmed)
		switch {
		case err == errEntities:
		case root.name == "rss" || root.name == "rdf" || root.name == "feed":
			if err == nil {
				err = l.readFeed(trimmed[root.at:])
			}
		case root.name == "urlset" || root.name == "sitemapindex":
			if err == nil {
				err = l.readSitemap(trimmed[root.at:])
			}
		default:
			err = l.readIndex(trimmed)
		}
		if err != nil {
			return nil, err
		}
	default:
		err = fmt.Errorf("this is neither a feed, nor a sitemap, nor a page; check the address")
	}
	return l.items, err
}

// A list gathers items.
type list struct {
	base  *url.URL
	items []Item
	seen  map[string]bool // by Normalize
}

// add adds an item whose URL is as the list has it, and reports whether it
// leads anywhere.
func (l *list) add(it Item) bool {
	address, err := l.resolve(it.URL)
	if err != nil {
		return false
	}
	key, err := Normalize(address)
	if err != nil {
		return false
	}
	if !l.seen[key] {
		l.seen[key] = true
		it.URL = address
		it.Title = strings.Join(strings.Fields(it.Title), " ")
		l.items = append(l.items, it)
	}
	return true
}

var lineBreaks = strings.NewReplacer("\t", "", "\r", "", "\n", "")

var badEscape = regexp.MustCompile(`%([0-9A-Fa-f]?([^0-9A-Fa-f]|$))`)

// resolve gives the address a link leads to, read as browsers do: without
// white space around it and line breaks in it, with slashes for backslashes.
func (l *list) resolve(link string) (string, error) {
	link = lineBreaks.Replace(strings.Trim(link, " \t\r\n\f\u3000"))
	if path, query, ok := strings.Cut(link, "?"); ok {
		link = strings.ReplaceAll(path, `\`, "/") + "?" + strings.ReplaceAll(query, `\`, "%5C")
	} else {
		link = strings.ReplaceAll(link, `\`, "/")
	}
	if link == "" {
		return "", fmt.Errorf("the link is empty")
	}
	u, err := url.Parse(link)
	if err != nil {
		if u, err = url.Parse(badEscape.ReplaceAllString(link, "%25$1")); err != nil {
			return "", err
		}
	}
	t, err := parseURL(l.base.ResolveReference(u).String())
	if err != nil {
		return "", err
	}
	return t.url.String(), nil
}

// tracking are the parameters that say where a reader came from, not what the
// page is; names that begin with utm_ are others.
var tracking = []string{
	"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid",
	"mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi", "mkt_tok", "vero_id", "oly_enc_id", "oly_anon_id", "s_cid",
}

// Normalize gives the form of an address that tells pages apart: as it is asked
// for, but with . and .. resolved, percent-encoding only where it is needed,
// parameters in alphabetical order, and neither fragment nor the parameters by
// which campaigns and social networks follow readers (utm_source, fbclid and
// so on). http and https, and paths with and without a last slash, are
// different pages.
func Normalize(address string) (string, error) {
	t, err := parseURL(address)
	if err != nil {
		return "", fmt.Errorf("%s: %w", showURL(address), err)
	}
	u := t.url.ResolveReference(&url.URL{RawQuery: t.url.RawQuery}) // resolves dots
	s := u.Scheme + "://" + u.Host + normalPath(u.EscapedPath(), true)
	var params []string
	for p := range strings.SplitSeq(u.RawQuery, "&") {
		name, _, _ := strings.Cut(strings.ToLower(p), "=")
		if p != "" && !strings.HasPrefix(name, "utm_") && !slices.Contains(tracking, name) {
			params = append(params, normalPath(p, true))
		}
	}
	if len(params) > 0 {
		slices.Sort(params)
		s += "?" + strings.Join(params, "&")
	}
	return s, nil
}

// toUTF8 decodes a list. What it declares counts only if it fits.
func toUTF8(b []byte, contentType string) []byte {
	if utf8.Valid(b) && !bytes.Contains(b, []byte("\x1b$")) {
		return bytes.TrimPrefix(b, []byte("\ufeff"))
	}
	if e, name, certain := charset.DetermineEncoding(b, ""); certain && strings.HasPrefix(name, "utf-16") {
		return decodeWith(e, b)
	}
	best, fewest := bytes.ToValidUTF8(b, []byte("\ufffd")), -1
	for _, e := range []encoding.Encoding{declared(b, contentType), japanese.ShiftJIS, japanese.EUCJP, japanese.ISO2022JP} {
		if e == nil {
			continue
		}
		text := decodeWith(e, b)
		// EUC-JP reads as Shift_JIS full of half-width kana.
		wrong := 0
		for _, r := range string(text) {
			if r == utf8.RuneError || r == '\x1b' {
				wrong += 10
			} else if '｡' <= r && r <= 'ﾟ' {
				wrong++
			}
		}
		if fewest < 0 || wrong < fewest {
			best, fewest = text, wrong
		}
	}
	return best
}

func decodeWith(e encoding.Encoding, b []byte) []byte {
	text, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	return bytes.TrimPrefix(text, []byte("\ufeff"))
}

var declaration = regexp.MustCompile(`(?i)(?:encoding|charset)\s*=\s*["']?\s*([-_:.a-z0-9]+)`)

// declared gives the charset that the beginning of b, or else contentType,
// names; nil if none is known.
func declared(b []byte, contentType string) encoding.Encoding {
	var labels []string
	if m := declaration.FindSubmatch(b[:min(len(b), 2048)]); m != nil {
		labels = append(labels, string(m[1]))
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		labels = append(labels, params["charset"])
	}
	for _, label := range labels {
		switch strings.ToLower(label) {
		case "cp932", "ms932", "windows-932":
			label = "shift_jis"
		case "cp51932", "eucjp":
			label = "euc-jp"
		case "iso-2022-jp-1", "iso-2022-jp-ms":
			label = "iso-2022-jp"
		}
		if e, name := charset.Lookup(label); e != nil && name != "utf-8" && name != "replacement" {
			return e
		}
	}
	return nil
}

// Dates as lists write them. In all of them digits are half-width by then.
var (
	isoTime  = regexp.MustCompile(`(\d{4})-(\d{1,2})-(\d{1,2})[T ]+(\d{1,2}):(\d\d)(?::\d\d)?(?:[.,]\d+)?\s*(Z|[+-]\d\d:?\d\d|[A-Z]{2,4})?`)
	mailTime = regexp.MustCompile(`(\d{1,2})[ -]+([A-Za-z]{3})[a-z]*\.?[ -]+(\d{4}|\d\d)(?:,?\s+(\d{1,2}):(\d\d)(?::\d\d)?\s*([+-]\d\d:?\d\d|[A-Z]{1,4})?)?`)
	usDate   = regexp.MustCompile(`([A-Z][a-z]{2})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`)
	numbers  = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)\s*(?:年|[./-])\s*(\d{1,2})\s*(?:月|[./-])\s*(\d{1,2})(?:\s*日|[^\d]|$)`)
	eraDate  = regexp.MustCompile(`(令和|平成|昭和|\b[RHS])\.?\s*(元|\d{1,2})\s*(?:年|[./-])\s*(\d{1,2})\s*(?:月|[./-])\s*(\d{1,2})(?:\s*日|[^\d]|$)`)
	eight    = regexp.MustCompile(`^\s*((?:19|20)\d\d)([01]\d)([0-3]\d)\s*$`)
)

// zones are hours from UTC. A time in a zone that is not here, or in none, is
// taken for Japan's.
var zones = map[string]int{
	"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "JST": 9, "KST": 9,
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// halfWidth maps the characters of dates.
var halfWidth = strings.NewReplacer(
	"０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"．", ".", "／", "/", "－", "-", "　", " ", "Ｒ", "R", "Ｈ", "H", "Ｓ", "S",
)

// feedDate reads the day in Japan of a date as feeds and sitemaps have them.
func feedDate(s string) jikenbo.Date {
	s = halfWidth.Replace(s[:min(len(s), 200)])
	if m := isoTime.FindStringSubmatch(s); m != nil {
		return inJapan(number(m[1]), number(m[2]), number(m[3]), m[4], m[6])
	}
	if m := mailTime.FindStringSubmatch(s); m != nil {
		year := number(m[3])
		if len(m[3]) == 2 {
			year += 2000 // RFC 822 had two digits
		}
		if d := inJapan(year, month(m[2]), number(m[1]), m[4], m[6]); !d.IsZero() {
			return d
		}
	}
	d, _ := findDate(s)
	return d
}

// inJapan shifts a day by what lies between its zone and Japan.
func inJapan(year, month, day int, hour, zone string) jikenbo.Date {
	d := jikenbo.Date{Year: year, Month: month, Day: day}
	if !d.Valid() || hour == "" || zone == "" {
		return valid(d)
	}
	from, ok := zones[zone]
	if zone[0] == '+' || zone[0] == '-' {
		from, ok = number(zone[1:3]), true
		if zone[0] == '-' {
			from = -from
		}
	}
	if !ok {
		return d
	}
	switch at := number(hour) + 9 - from; {
	case at >= 24:
		return d.AddDays(1)
	case at < 0:
		return d.AddDays(-1)
	}
	return d
}

// findDate finds the first date in a text with half-width digits, and where it
// stands.
func findDate(s string) (jikenbo.Date, [2]int) {
	if !strings.ContainsAny(s, "0123456789") {
		return jikenbo.Date{}, [2]int{}
	}
	if m := eight.FindStringSubmatchIndex(s); m != nil {
		return dateAt(s, m, number), [2]int{m[0], m[1]}
	}
	best, at := jikenbo.Date{}, [2]int{}
	take := func(d jikenbo.Date, from, to int) {
		if d = valid(d); !d.IsZero() && (best.IsZero() || from < at[0]) {
			best, at = d, [2]int{from, to}
		}
	}
	if m := numbers.FindStringSubmatchIndex(s); m != nil {
		to := m[7]
		if strings.HasPrefix(strings.TrimLeft(s[to:], " "), "日") {
			to += strings.Index(s[to:], "日") + len("日")
		}
		take(dateAt(s, m, number), m[2], to)
	}
	if m := eraDate.FindStringSubmatchIndex(s); m != nil {
		to := m[9]
		if strings.HasPrefix(strings.TrimLeft(s[to:], " "), "日") {
			to += strings.Index(s[to:], "日") + len("日")
		}
		name, year := s[m[2]:m[3]], s[m[4]:m[5]]
		for _, era := range jikenbo.Eras {
			if name == era.Name || len(name) == 1 && name[0] == era.Letter {
				n := 1
				if year != "元" {
					n = number(year)
				}
				take(jikenbo.Date{Year: era.First + n - 1, Month: number(s[m[6]:m[7]]), Day: number(s[m[8]:m[9]])}, m[2], to)
			}
		}
	}
	if m := usDate.FindStringSubmatchIndex(s); m != nil {
		take(jikenbo.Date{Year: number(s[m[6]:m[7]]), Month: month(s[m[2]:m[3]]), Day: number(s[m[4]:m[5]])}, m[0], m[1])
	}
	if m := mailTime.FindStringSubmatchIndex(s); m != nil && m[7]-m[6] == 4 {
		take(jikenbo.Date{Year: number(s[m[6]:m[7]]), Month: month(s[m[4]:m[5]]), Day: number(s[m[2]:m[3]])}, m[0], m[1])
	}
	return best, at
}

func dateAt(s string, m []int, number func(string) int) jikenbo.Date {
	return valid(jikenbo.Date{Year: number(s[m[2]:m[3]]), Month: number(s[m[4]:m[5]]), Day: number(s[m[6]:m[7]])})
}

// valid gives d, or the zero Date if there is no such day.
func valid(d jikenbo.Date) jikenbo.Date {
	if d.Precision() != jikenbo.DayOfMonth || !d.Valid() {
		return jikenbo.Date{}
	}
	return d
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// month gives 1..12, 0 for what is no month.
func month(s string) int { return 1 + slices.Index(months, strings.ToLower(s[:3])) }
