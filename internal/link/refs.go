package link

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/bits"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"jikenbo"
	"jikenbo/internal/text"
)

// Refs is what the text of an entry says of other notices. The zero Refs says
// nothing of any.
type Refs struct {
	Published []jikenbo.Date // days and months on which the incident was told of before, ascending
	Apart     []jikenbo.Date // days and months of notices of which it says that they tell of something else
	Found     []jikenbo.Date // days on which it says in passing that the incident was discovered: 8月31日に判明した件
	Happened  []jikenbo.Date // and that it happened
	Titles    []uint64       // of titles it quotes, as hashes, ascending
	Addresses []uint64       // of pages it names, as hashes, ascending
	Ordinal   uint8          // what it calls itself: 1 a first report, 2 a second …, 254 a later one, 255 the last, 0 nothing
	Earlier   bool           // it says that there is an earlier notice of the incident
	GoesOn    bool           // it tells on from what was published before, and not of that in passing
}

// The most that is kept of each; what a text says beyond is of no use.
const (
	mostDates     = 8
	mostTitles    = 4
	mostAddresses = 8
)

// References reads what the text of an entry says of other notices. What a date
// leaves out is taken from the date before it in its sentence, else it is the
// last such date up to the day of publication, which c states with the earlier
// publications that its timeline has. Its time is linear in the text.
func References(raw string, c *jikenbo.Case) Refs {
	var r Refs
	t := text.New(raw)
	s, low := t.Norm, t.Low
	r.Ordinal = ordinal(norm.NFKC.String(c.Title[:min(len(c.Title), 600)]))
	if r.Ordinal == 0 {
		switch c.Stage {
		case jikenbo.FirstStage:
			r.Ordinal = 1
		case jikenbo.UpdateStage:
			r.Ordinal = later
		case jikenbo.FinalStage:
			r.Ordinal = last
		}
	}
	for _, h := range c.Timeline {
		if h.Kind == jikenbo.PublishedMoment {
			r.tell(h.Date, c.Published)
		}
	}
	hits := find(low)
	r.readDates(s, low, hits, c.Published)
	r.readTitles(s, c)
	r.readAddresses(raw)
	r.Published = slices.DeleteFunc(r.Published, func(d jikenbo.Date) bool { return slices.Contains(r.Apart, d) })
	r.Earlier = len(r.Published) > 0 || r.Ordinal > 1 || first(hits, earlier, len(low)) >= 0
	r.Published = tidy(r.Published, jikenbo.Date.Compare, mostDates)
	r.Found = tidy(r.Found, jikenbo.Date.Compare, mostDates)
	r.Happened = tidy(r.Happened, jikenbo.Date.Compare, mostDates)
	r.Apart = tidy(r.Apart, jikenbo.Date.Compare, mostDates)
	r.Titles = tidy(r.Titles, compareHash, mostTitles)
	r.Addresses = tidy(r.Addresses, compareHash, mostAddresses)
	return r
}

func compareHash(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// tidy sorts values and keeps the first ones.
func tidy[T comparable](v []T, compare func(a, b T) int, most int) []T {
	slices.SortFunc(v, compare)
	v = slices.Compact(v)
	return slices.Clip(v[:min(len(v), most)])
}

// tell notes an earlier publication: what is not before this one is none.
func (r *Refs) tell(d, published jikenbo.Date) bool {
	earlier := d.Precision() >= jikenbo.MonthOfYear && d.Valid() && (published.IsZero() || d.Before(published) || d.Day == 0 && d.Year == published.Year && d.Month == published.Month) && len(r.Published) < 64
	if earlier {
		r.Published = append(r.Published, d)
	}
	return earlier
}

// How far around a date its words are looked for, in bytes.
const (
	behindDate = 240
	beforeDate = 60
	around     = 300
)

// readDates finds the dates of earlier publications.
func (r *Refs) readDates(s, low string, hits []hit, published jikenbo.Date) {
	ms := mentions(s)
	told, goesOnAt := make([]bool, len(ms)), make([]bool, len(ms))
	// From the last to the first: 6月12日(第一報)及び7月3日(第二報)に公表した.
	for i := len(ms) - 1; i >= 0; i-- {
		m := ms[i]
		end := clauseEnd(s, m.end, min(len(s), m.end+behindDate))
		sentence := end
		joined := false
		if i+1 < len(ms) && ms[i+1].start < end {
			end = ms[i+1].start
			joined = told[i+1] && joins(low[m.end:end])
		}
		start := clauseStart(s, max(0, m.start-beforeDate), m.start)
		if i > 0 {
			start = max(start, ms[i-1].end)
		}
		ahead := announces(low[start:m.start])
		told[i] = joined || ahead || publishes(low, hits, m.end, end)
		if told[i] && (ahead || first(within(hits, m.end, sentence), goesOn, sentence) >= 0 || ordinal(low[m.end:min(sentence, m.end+60)]) > 0) {
			goesOnAt[i] = true
		}
	}
	var near jikenbo.Date
	nearEnd := 0
	for i, m := range ms {
		if strings.IndexByte(s[nearEnd:m.start], '\n') >= 0 || strings.Contains(s[nearEnd:m.start], "。") {
			near = jikenbo.Date{}
		}
		d := m.resolve(near, published)
		nearEnd = m.end
		if d.IsZero() {
			continue
		}
		near = d
		from := clauseStart(s, max(0, m.start-around), m.start)
		to := clauseEnd(s, m.end, min(len(s), m.end+around))
		switch {
		case apartFrom(s, within(hits, from, to), to):
			if len(r.Apart) < 64 && d.Precision() >= jikenbo.MonthOfYear {
				r.Apart = append(r.Apart, d)
			}
		case told[i]:
			if r.tell(d, published) && goesOnAt[i] {
				r.GoesOn = true
			}
		case d.Day > 0:
			switch passing(low[m.end:to]) {
			case "判明", "発覚":
				r.Found = append(r.Found, d)
			case "発生":
				r.Happened = append(r.Happened, d)
			}
		}
	}
}

// apartFrom reports whether a clause sets what it tells apart from another
// matter. What follows a report does not: 第1報に続き.
func apartFrom(s string, hs []hit, end int) bool {
	for _, h := range hs {
		if h.of != apart || h.end > end {
			continue
		}
		before := s[:h.start]
		follows := strings.HasPrefix(s[h.start:], "に続") || strings.HasPrefix(s[h.start:], "に引き続き")
		if follows && slices.ContainsFunc([]string{"報", "お知らせ", "公表", "発表", "案内", "リリース"}, func(w string) bool { return strings.HasSuffix(before, w) }) {
			continue
		}
		return true
	}
	return false
}

// passing gives the verb of a clause that says of an incident when it came to be
// or to be known, to name it: 8月31日に判明した情報漏えいにつきまして. It is "" for
// other words.
func passing(behind string) string {
	b := strings.TrimLeft(behind, " ")
	if strings.HasPrefix(b, "(") {
		if k := strings.IndexByte(b, ')'); k > 0 && k < 20 {
			b = b[k+1:]
		}
	}
	b, ok := strings.CutPrefix(b, "に")
	if !ok {
		return ""
	}
	for _, verb := range []string{"判明", "発覚", "発生"} {
		rest, ok := strings.CutPrefix(b, verb)
		if !ok {
			continue
		}
		for _, past := range []string{"いたしました", "致しました", "しました", "した"} {
			if rest, ok := strings.CutPrefix(rest, past); ok && rest != "" && !strings.HasPrefix(rest, "が") && !strings.HasPrefix(rest, "(") && rest[0] > ' ' {
				return verb
			}
		}
	}
	return ""
}

// clauseEnd gives where the sentence that goes on at i ends.
func clauseEnd(s string, i, most int) int {
	w := s[i:most]
	if k := strings.IndexByte(w, '\n'); k >= 0 {
		w = w[:k]
	}
	if k := strings.Index(w, "。"); k >= 0 {
		w = w[:k]
	}
	for k := 0; ; {
		n := strings.Index(w[k:], ". ")
		if n < 0 {
			break
		}
		if k += n; k > 3 && isLetter(w[k-1]) && isLetter(w[k-2]) && isLetter(w[k-3]) && isLetter(w[max(0, k-4)]) { // not Jan. 5, Co. Ltd.
			w = w[:k]
			break
		}
		k++
	}
	return i + len(w)
}

// clauseStart gives where the sentence begins that has come to end.
func clauseStart(s string, least, end int) int {
	w := s[least:end]
	if k := strings.LastIndexByte(w, '\n'); k >= 0 {
		least += k + 1
		w = s[least:end]
	}
	if k := strings.LastIndex(w, "。"); k >= 0 {
		least += k + len("。")
	}
	return least
}

// joins reports whether words between two dates let them share a predicate.
func joins(between string) bool {
	if len(between) > 60 {
		return false
	}
	b := strings.TrimSpace(between)
	b = strings.TrimSuffix(b, "同") // 同年
	b = strings.TrimSuffix(b, "on")
	_, ok := trimWord(strings.TrimSpace(b), and)
	return ok
}

// publishes reports whether what stands behind a date says that a notice was
// published then: 付「…」にて公表した, に公表しました, (第一報).
func publishes(low string, hits []hit, start, end int) bool {
	at := func(i int) string { return low[i:end] }
	i := min(skip(low, start), end)
	if strings.HasPrefix(at(i), "(") { // a weekday, 第1報
		if k := strings.IndexByte(at(i), ')'); k > 0 && k < 40 {
			if ordinal(low[i:i+k]) > 0 {
				return true
			}
			i = min(skip(low, i+k+1), end)
		}
	}
	dated := false
	for _, w := range words[documentDate] {
		if strings.HasPrefix(at(i), w) {
			i, dated = i+len(w), true
			break
		}
	}
	hs := within(hits, i, end)
	told, informed := first(hs, tell, end), first(hs, inform, end)
	// 保護者にお知らせした, reported to the police
	addressee := -1
	if informed >= 0 {
		until := informed
		if low[informed] < utf8.RuneSelf {
			until = min(informed+70, end)
		}
		if addressee = first(hs, whom, until); addressee < 0 && strings.HasPrefix(low[informed:], "報告") {
			// 委員会にも6月12日に報告した
			addressee = first(within(hits, clauseStart(low, max(0, start-around), start), start), whom, start)
		}
	}
	if n := min(end, i+40); first(hs, whom, n) < 0 && ordinal(low[i:n]) > 0 && !strings.Contains(low[i:min(end, i+60)], "提出") {
		return true
	}
	coming := func(verb int) bool { k := first(within(hs, verb, end), planned, end); return k >= 0 && k < verb+30 }
	switch {
	case dated && (told >= 0 || informed >= 0 && (addressee < 0 || strings.Contains(at(i), "「"))):
		return true
	case told >= 0 && told <= i+150:
		return !coming(told)
	case informed >= 0 && informed <= i+150 && addressee < 0:
		return !coming(informed)
	}
	return false
}

// announces reports whether what stands before a date says that a notice was
// published then: 前回のお知らせ(, 第一報:, announced on.
func announces(ahead string) bool {
	b := trimMarks(ahead)
	for _, w := range []string{"", "の", "は", "日", "in", "on", "of", "dated", "the", "our", "was"} {
		if w != "" {
			rest, ok := strings.CutSuffix(b, w)
			if !ok || isLetter(w[0]) && !strings.HasSuffix(rest, " ") {
				continue
			}
			b = trimMarks(rest)
		}
		if k := strings.LastIndex(b, "第"); k >= 0 && len(b)-k <= 16 && ordinal(b[k:]) > 0 {
			return true
		}
		if _, ok := trimWord(b, before); ok {
			return true
		}
	}
	return false
}

func trimMarks(s string) string { return strings.TrimRight(s, " ([「『:・、,-/=→") }

// readTitles finds the titles of notices that stand in quotation marks.
func (r *Refs) readTitles(s string, c *jikenbo.Case) {
	quotes := 0
	for i := 0; i < len(s) && len(r.Titles) < 32 && quotes < 1000; {
		open, closing := "", ""
		switch s[i] {
		case '"':
			open, closing = `"`, `"`
		case "「"[0]:
			if strings.HasPrefix(s[i:], "「") {
				open, closing = "「", "」"
			} else if strings.HasPrefix(s[i:], "『") {
				open, closing = "『", "』"
			}
		case "“"[0]:
			if strings.HasPrefix(s[i:], "“") {
				open, closing = "“", "”"
			}
		}
		if open == "" {
			i += runeLen(s[i])
			continue
		}
		quotes++
		i += len(open)
		w := s[i:min(len(s), i+600)]
		n := closes(w, open, closing)
		if n < 0 {
			continue
		}
		if q := w[:n]; isTitle(q) {
			if bare := bareTitle(q); bare != "" {
				r.Titles = append(r.Titles, hash(titleKey, bare))
			}
			i += n
		}
	}
}

// closes finds where a quotation ends, which may hold others.
func closes(w, open, closing string) int {
	depth := 0
	for i := 0; i < len(w); {
		switch {
		case strings.HasPrefix(w[i:], closing):
			if depth == 0 {
				return i
			}
			depth--
			i += len(closing)
		case strings.HasPrefix(w[i:], open):
			depth++
			i += len(open)
		default:
			i++
		}
	}
	return -1
}

// isTitle reports whether quoted words are like the title of a notice: long
// enough, and ending as titles do.
func isTitle(q string) bool {
	q = strings.ToLower(strings.TrimSpace(q))
	if len(q) < 24 || strings.ContainsAny(q, "\n") && len(q) > 300 {
		return false
	}
	for strings.HasSuffix(q, ")") {
		k := strings.LastIndexByte(q, '(')
		if k < 0 || !isLabel(q[k+1:len(q)-1]) {
			break
		}
		q = strings.TrimSpace(q[:k])
	}
	if _, ok := trimWord(q, titleEnd); ok {
		return true
	}
	return strings.HasPrefix(q, "notice ") || strings.HasPrefix(q, "apology ") || strings.Contains(q, "regarding ") || strings.Contains(q, "incident") && len(q) > 30
}

// readAddresses finds the addresses of pages.
func (r *Refs) readAddresses(raw string) {
	for i := 0; len(r.Addresses) < 64; {
		k := strings.Index(raw[i:], "://")
		if k < 0 {
			return
		}
		i += k + len("://")
		scheme := raw[max(0, i-8):i]
		if !strings.HasSuffix(scheme, "http://") && !strings.HasSuffix(scheme, "https://") {
			continue
		}
		end := i
		for end < len(raw) && end < i+2000 && raw[end] > ' ' && raw[end] < 0x7F && !strings.ContainsRune("<>\"'()[]{}|\\^`", rune(raw[end])) {
			end++
		}
		if h := addressKey("https://" + strings.TrimRight(raw[i:end], ".,;:!?")); h != 0 {
			r.Addresses = append(r.Addresses, h)
		}
		i = end
	}
}

// addressKey is a hash of the address of a page, whatever its scheme, fragment
// and campaign; 0 for what is none and for the top page of a site.
func addressKey(address string) uint64 {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return 0
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	path := strings.TrimSuffix(u.EscapedPath(), "/")
	for _, index := range []string{"/index.html", "/index.htm", "/index.php"} {
		path = strings.TrimSuffix(path, index)
	}
	query := strings.Split(u.RawQuery, "&")
	query = slices.DeleteFunc(query, func(q string) bool { return q == "" || strings.HasPrefix(q, "utm_") || strings.HasPrefix(q, "fbclid=") })
	slices.Sort(query)
	if path == "" && len(query) == 0 {
		return 0
	}
	return hash(addressKind, host, path, strings.Join(query, "&"))
}

// The tags of the fields of encoded refs. A field that is not known is skipped.
const (
	tagPublished = 1
	tagApart     = 2
	tagTitles    = 3
	tagAddresses = 4
	tagOrdinal   = 5
	tagEarlier   = 6
	tagFound     = 7
	tagHappened  = 8
	tagGoesOn    = 9
)

// IsZero reports whether the text says nothing of other notices.
func (r *Refs) IsZero() bool {
	return len(r.Published)+len(r.Apart)+len(r.Found)+len(r.Happened)+len(r.Titles)+len(r.Addresses) == 0 && r.Ordinal == 0 && !r.Earlier && !r.GoesOn
}

// compare orders refs by their bytes.
func (r *Refs) compare(q *Refs) int {
	x, _ := r.MarshalBinary()
	y, _ := q.MarshalBinary()
	return bytes.Compare(x, y)
}

// MarshalBinary writes fields as tag, length and content; nothing for the zero Refs.
func (r Refs) MarshalBinary() ([]byte, error) {
	var out []byte
	field := func(tag byte, content []byte) {
		if len(content) > 0 {
			out = append(out, tag)
			out = binary.AppendUvarint(out, uint64(len(content)))
			out = append(out, content...)
		}
	}
	dates := func(ds []jikenbo.Date) (b []byte) {
		for _, d := range ds {
			b = binary.AppendUvarint(b, uint64(d.Year)<<9|uint64(d.Month)<<5|uint64(d.Day))
		}
		return b
	}
	hashes := func(hs []uint64) (b []byte) {
		for _, h := range hs {
			b = binary.BigEndian.AppendUint64(b, h)
		}
		return b
	}
	field(tagPublished, dates(r.Published))
	field(tagApart, dates(r.Apart))
	field(tagFound, dates(r.Found))
	field(tagHappened, dates(r.Happened))
	field(tagTitles, hashes(r.Titles))
	field(tagAddresses, hashes(r.Addresses))
	if r.Ordinal > 0 {
		field(tagOrdinal, []byte{r.Ordinal})
	}
	if r.Earlier {
		field(tagEarlier, []byte{1})
	}
	if r.GoesOn {
		field(tagGoesOn, []byte{1})
	}
	return out, nil
}

// UnmarshalBinary reads what MarshalBinary of any version writes. What this
// version does not know is passed over; bytes that are cut off, dates that are
// none and more of anything than is ever written are errors, and r is zero then.
func (r *Refs) UnmarshalBinary(b []byte) error {
	*r = Refs{}
	var out Refs
	for len(b) > 0 {
		tag := b[0]
		n, size := binary.Uvarint(b[1:])
		if size <= 0 || n > uint64(len(b)-1-size) {
			return errors.New("references: bytes are missing")
		}
		content := b[1+size : 1+size+int(n)]
		b = b[1+size+int(n):]
		var err error
		switch tag {
		case tagPublished:
			out.Published, err = readDates(content)
		case tagApart:
			out.Apart, err = readDates(content)
		case tagFound:
			out.Found, err = readDates(content)
		case tagHappened:
			out.Happened, err = readDates(content)
		case tagTitles:
			out.Titles, err = readHashes(content, mostTitles)
		case tagAddresses:
			out.Addresses, err = readHashes(content, mostAddresses)
		case tagOrdinal:
			if len(content) == 1 {
				out.Ordinal = content[0]
			}
		case tagEarlier:
			out.Earlier = true
		case tagGoesOn:
			out.GoesOn = true
		}
		if err != nil {
			return err
		}
	}
	*r = out
	return nil
}

func readDates(b []byte) (ds []jikenbo.Date, err error) {
	for len(b) > 0 {
		v, n := binary.Uvarint(b)
		if n <= 0 || bits.Len64(v) > 32 || len(ds) >= mostDates {
			return nil, errors.New("references: no list of dates")
		}
		b = b[n:]
		d := jikenbo.Date{Year: int(v >> 9), Month: int(v >> 5 & 0xF), Day: int(v & 0x1F)}
		if !d.Valid() {
			return nil, errors.New("references: a date is none of the calendar")
		}
		ds = append(ds, d)
	}
	slices.SortFunc(ds, jikenbo.Date.Compare)
	return slices.Compact(ds), nil
}

func readHashes(b []byte, most int) (hs []uint64, err error) {
	if len(b)%8 != 0 || len(b) > 8*most {
		return nil, errors.New("references: no list of hashes")
	}
	for ; len(b) > 0; b = b[8:] {
		hs = append(hs, binary.BigEndian.Uint64(b))
	}
	slices.Sort(hs)
	return slices.Compact(hs), nil
}
