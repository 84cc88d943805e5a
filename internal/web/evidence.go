package web

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"jikenbo"
)

// Bounds of what one page shows of a reading, so that no notice, however it is
// written, makes a page that a browser cannot open.
const (
	shownBytes  = 1 << 20 // of a text
	shownFacts  = 2000
	shownSpans  = 5000 // marked in the text
	shownQuotes = 6    // of one fact, beside its value
	shownRunes  = 120  // of one quote there
	shownOfRun  = 24   // facts named by one marked run, or by one paragraph
)

// evidenceOptions say how a reading is shown.
type evidenceOptions struct {
	Lang    string // of the page: ja or en
	Notice  string // SHA-256 of the notice the text is of: spans that name another one are not marked
	Decided string // who chose among conflicting values and when; "" leaves it out

	// Elsewhere gives the address that shows words of another notice and a short
	// name for that; "" if none does. nil where all spans are of one notice.
	Elsewhere func(jikenbo.Span) (href, name string)

	// Action gives what stands at the end of a fact's row, such as a form that
	// corrects it; its Value is nil where nothing is stated. nil for nothing.
	Action func(jikenbo.Fact) template.HTML

	// Past gives what an earlier notice said in the place of a fact, to stand below
	// it. nil for nothing.
	Past func(jikenbo.Fact) template.HTML

	// Words are a range of the text of the notice that #e0 leads to, whatever fact
	// they state; empty for none.
	Words [2]int

	Numbered bool // paragraphs show their numbers, for editors

	After int // the last number of the reading before it on the page, as [evidenceView.Last] gives it; 0 for none
}

// evidenceView is a reading beside its text: the facts, each with its words as
// a link into the text, and the text with those words marked. Both stand in one
// element of class "evidence"; of several on a page each is numbered on. The rules of
// [targetRules] and static/js/evidence.js work on it.
//
// What a notice says is escaped, and turns no text around.
type evidenceView struct {
	Facts  template.HTML // a list of the fields
	Text   template.HTML // paragraph by paragraph, every character as it is
	Marked int           // facts that have words in the text
	Last   int           // the last number given
	Cut    bool          // text, facts or words are more than a page shows

	paragraphs []paragraph
	links      map[string]string
}

// Link gives the address on the page of the words behind the fact at a JSON
// Pointer, or that the pointer points into, or of its row if its words stand in another notice; "" if there is
// no such fact.
func (v *evidenceView) Link(pointer string) string {
	if parts := strings.SplitN(pointer, "/", 4); len(parts) == 4 {
		pointer = strings.Join(parts[:3], "/")
	}
	return v.links[pointer]
}

// paragraph is a part of a shown text that is set as one, with the line break
// that ends it: a line, or several that were one before they were wrapped.
type paragraph struct {
	N          int // among those that are not empty, 1-based; 0 for empty lines
	Start, End int // byte offsets in the text of the notice
}

// Paragraph gives the paragraph with that number.
func (v *evidenceView) Paragraph(n int) (p paragraph, ok bool) {
	i := slices.IndexFunc(v.paragraphs, func(p paragraph) bool { return p.N == n && n > 0 })
	if i < 0 {
		return paragraph{}, false
	}
	return v.paragraphs[i], true
}

// newEvidence shows a reading of text, which begins at byte base of its notice:
// the facts of c, their evidence e, and the values that were not chosen.
func newEvidence(text string, base int, c *jikenbo.Case, e jikenbo.Evidence, conflicts []jikenbo.Conflict, o evidenceOptions) *evidenceView {
	v := new(evidenceView)
	if len(text) > shownBytes {
		end := shownBytes
		for end > 0 && !utf8.RuneStart(text[end]) {
			end--
		}
		text, v.Cut = text[:end], true
	}
	w := evidenceWriter{evidenceOptions: o, shown: text, base: base, names: []string{""}, links: make(map[string]string)}
	w.begin()
	w.facts(c, e, conflicts)
	v.Facts = w.take()
	if start, end := w.Words[0]-base, w.Words[1]-base; 0 <= start && start < end && end <= len(text) &&
		utf8.RuneStart(text[start]) && (end == len(text) || utf8.RuneStart(text[end])) {
		w.spans = append(w.spans, markedSpan{start, end, 0, 1})
	}
	v.paragraphs, w.joins = paragraphsOf(text)
	w.notice(v.paragraphs)
	v.Text = w.end()
	for i := range v.paragraphs {
		v.paragraphs[i].Start += base
		v.paragraphs[i].End += base
	}
	v.links = w.links
	v.Last = w.After + len(w.names) - 1
	v.Marked, v.Cut = w.marked, v.Cut || w.cut
	return v
}

// evidenceWriter writes the facts first, then the text with what they marked.
// Each fact, and each value that was not chosen for one, has a number n on the
// page: its row is #fN, the first of its words #eN, the next #eN-2.
type evidenceWriter struct {
	evidenceOptions
	htmlBuffer
	shown  string // the text
	base   int
	names  []string          // short names of what is numbered, by its number
	links  map[string]string // by pointer
	spans  []markedSpan
	joins  [][2]int // line breaks that are not to be seen
	marked int
	cut    bool
}

// markedSpan is a span of what is numbered n, in the shown text.
type markedSpan struct{ start, end, n, k int } // k: which of its spans, 1-based; 0 if no link leads to it

// pick gives one of two texts by the language of the page.
func (w *evidenceWriter) pick(ja, en string) string {
	if w.Lang == "ja" {
		return ja
	}
	return en
}

func (w *evidenceWriter) label(taxonomy string, code string) string {
	return jikenbo.TaxonomyOf(taxonomy).Label(code, w.Lang)
}

// silent reports whether a field is left out where it is missing: what few
// entries have, and what only entries of another kind have.
func silent(field string, kind jikenbo.Kind) bool {
	switch field {
	case "kind", "number", "checks", "event", "rules":
		return true
	case "title", "published":
		return false
	}
	return kind != jikenbo.Incident
}

// facts writes the list of facts, field by field.
func (w *evidenceWriter) facts(c *jikenbo.Case, e jikenbo.Evidence, conflicts []jikenbo.Conflict) {
	facts := c.Facts()
	if len(facts) > shownFacts {
		facts, w.cut = facts[:shownFacts], true
	}
	w.raw(`<dl class="facts">`)
	for i := range jikenbo.Fields {
		f := &jikenbo.Fields[i]
		n := 0
		for n < len(facts) && fieldOf(facts[n].Pointer) == f.Name {
			n++
		}
		of := facts[:n]
		facts = facts[n:]
		if n == 0 && silent(f.Name, c.Kind) || f.Name == "kind" && c.Kind == jikenbo.Incident && len(e["/kind"]) == 0 {
			continue
		}
		w.raw("<div><dt>")
		w.text(f.Label(w.Lang))
		if n == 0 {
			w.unstated(jikenbo.Fact{Pointer: "/" + f.Name})
		}
		for _, fact := range of {
			if fact.Absence && len(e[fact.Pointer]) == 0 && fmt.Sprint(fact.Value) == "unstated" {
				w.unstated(fact)
			} else {
				w.fact(f, fact, e[fact.Pointer], conflicts)
			}
		}
		w.raw("</div>") // what ends terms and their descriptions may be left out
	}
	w.raw("</dl>")
}

// unstated writes the row of a field of which the text says nothing.
func (w *evidenceWriter) unstated(fact jikenbo.Fact) {
	w.raw(`<dd><span class="unstated">`)
	w.raw(shapeOf("unstated"))
	w.raw(w.pick("記載なし", "not stated"))
	w.raw("</span>")
	w.action(fact)
}

func (w *evidenceWriter) action(fact jikenbo.Fact) {
	if w.Action != nil {
		w.raw(" ")
		w.raw(string(w.Action(fact)))
	}
}

// open begins the element of what is numbered next.
func (w *evidenceWriter) open(element, name string, spans []jikenbo.Span) {
	n := w.After + len(w.names)
	w.names = append(w.names, name)
	w.raw("<" + element + " id=f")
	w.int(n)
	if len(spans) > 0 {
		w.raw(" data-e=")
		w.int(n)
	}
	w.raw(">")
}

// fact writes the row of a fact, with the values that were not chosen for it.
func (w *evidenceWriter) fact(f *jikenbo.Field, fact jikenbo.Fact, spans []jikenbo.Span, conflicts []jikenbo.Conflict) {
	w.open("dd", w.shortName(f, fact.Value), spans)
	if !itself(w.plain(f, fact.Value), spans) {
		w.value(f, fact.Value)
	}
	if len(spans) == 0 && fact.Value == jikenbo.OnlyStage {
		w.raw(" <small>")
		w.raw(w.pick("ほかの報への言及なし", "mentions no other notice"))
		w.raw("</small>")
	}
	w.links[fact.Pointer] = w.quotes(spans)
	w.trust(spans)
	w.action(fact)
	if w.Past != nil {
		w.raw(string(w.Past(fact)))
	}
	for i := range conflicts {
		if c := &conflicts[i]; c.Pointer == fact.Pointer && len(w.names) < 2*shownFacts {
			w.conflict(c)
		}
	}
}

// itself reports whether the words that state a value are that value, so that
// it need not be told twice.
func itself(value string, spans []jikenbo.Span) bool {
	return slices.ContainsFunc(spans[:min(len(spans), shownQuotes)], func(s jikenbo.Span) bool { return s.Quote == value }) &&
		utf8.RuneCountInString(value) <= shownRunes
}

// quotes writes the words that state what was numbered last, as links to where
// they stand, and marks them in the text. It gives the address of the first of
// them, or of the row.
func (w *evidenceWriter) quotes(spans []jikenbo.Span) (link string) {
	n := w.After + len(w.names) - 1
	link = "#f" + strconv.Itoa(n)
	seen := make(map[string]bool, len(spans))
	here := 0
	for i, s := range spans {
		shown := i < shownQuotes
		w.cut = w.cut || !shown
		switch {
		case w.mark(s, n, here+1, shown):
			here++
			if !shown {
				continue
			}
			w.raw(` <a class=quote href=#e`)
			w.int(n)
			if here > 1 {
				w.raw("-")
				w.int(here)
			}
			if seen[s.Quote] {
				w.raw(` aria-label="`)
				w.attr(w.pick("同じ言葉、ほかの場所 ", "the same words elsewhere ") + shorten(s.Quote))
				w.raw(`">(`)
				w.int(here)
				w.raw(")</a>")
				continue
			}
			w.quote(s.Quote, "</a>")
		case shown && w.Elsewhere != nil && s.Notice != w.Notice:
			href, name := w.Elsewhere(s)
			if seen[s.Quote] || href == "" {
				continue
			}
			w.raw(` <a class="quote far" href="`)
			w.attr(href)
			w.raw(`"`)
			w.quote(s.Quote, " <small>")
			w.text(name)
			w.raw("</small></a>")
		case shown && !seen[s.Quote]:
			w.raw(` <span class="said"`)
			w.quote(s.Quote, "</span>")
		}
		seen[s.Quote] = true
	}
	if here > 0 {
		w.marked++
		link = "#e" + strconv.Itoa(n)
	}
	return link
}

// quote writes words of a notice into the element whose tag is open, and what
// closes it.
func (w *evidenceWriter) quote(s, closing string) {
	w.language(s)
	w.raw(`>「`)
	s = shorten(s)
	for i := strings.IndexByte(s, '\n'); i >= 0; i = strings.IndexByte(s, '\n') {
		w.text(s[:i])
		end := len(s) - len(strings.TrimLeft(s[i:], "\n \u3000"))
		w.join(s[i:end], i > 0 && s[i-1] < utf8.RuneSelf && end < len(s) && s[end] < utf8.RuneSelf)
		s = s[end:]
	}
	w.text(s)
	w.raw(`」`)
	w.raw(closing)
}

// language names the language of words in the tag that is open, if it is not
// that of the page.
func (w *evidenceWriter) language(s string) {
	if lang := languageOf(s); lang != w.Lang {
		w.raw(` lang=`)
		w.raw(lang)
	}
}

// shorten cuts a long quote in its middle.
func shorten(s string) string {
	if len(s) <= shownRunes || utf8.RuneCountInString(s) <= shownRunes {
		return s
	}
	rs := []rune(s)
	return string(rs[:shownRunes*2/3]) + "…" + string(rs[len(rs)-shownRunes/3:])
}

// languageOf tells Japanese from English, for fonts and voices.
func languageOf(s string) string {
	for _, r := range s[:min(len(s), 4000)] {
		if r >= 0x3000 && r < 0xFFF0 {
			return "ja"
		}
	}
	if strings.IndexFunc(s, unicode.IsLetter) < 0 {
		return "ja"
	}
	return "en"
}

// mark keeps a span for the text, if it is one of it.
func (w *evidenceWriter) mark(s jikenbo.Span, n, k int, linked bool) bool {
	if s.Notice != "" && w.Notice != "" && s.Notice != w.Notice {
		return false
	}
	start, end := s.Start-w.base, s.End-w.base
	if start < 0 || end <= start || end > len(w.shown) || w.shown[start:end] != s.Quote ||
		!utf8.RuneStart(w.shown[start]) || end < len(w.shown) && !utf8.RuneStart(w.shown[end]) {
		return false
	}
	if len(w.spans) == shownSpans {
		w.cut = true
		return false
	}
	if !linked {
		k = 0
	}
	w.spans = append(w.spans, markedSpan{start, end, n, k})
	return true
}

// uncertain is the confidence below which a fact is marked for a second look.
const uncertain = 0.9

// trust writes how far what spans state can be trusted.
func (w *evidenceWriter) trust(spans []jikenbo.Span) {
	confidence := jikenbo.Evidence{"": spans}.Confidence("")
	if confidence <= 0 {
		return
	}
	if (jikenbo.Evidence{"": spans}).Curated("") {
		w.raw(` <small class=trust>`)
		w.raw(w.pick("確認済み", "checked"))
		w.raw(`</small>`)
		return
	}
	w.raw(` <small class=trust>`)
	w.int(int(confidence*100 + .5))
	if confidence < uncertain {
		w.raw(`% <b>?</b></small>`)
	} else {
		w.raw(`%</small>`)
	}
}

// conflict writes what was not chosen for the fact whose row is open.
func (w *evidenceWriter) conflict(c *jikenbo.Conflict) {
	w.raw(`<div class="conflict"><p>`)
	w.raw(w.pick("食い違い。採用 ", "They differ. Taken: "))
	w.said(c.Chosen)
	if w.Decided != "" {
		w.raw(" (")
		w.text(w.Decided)
		w.raw(")")
	}
	w.raw("</p>")
	for _, other := range c.Others {
		w.open("div", w.pick("採らなかった値", "not taken"), other.Spans)
		w.raw(w.pick("採らなかった値 ", "Not taken: "))
		if !itself(other.Value, other.Spans) {
			w.said(other.Value)
		}
		w.quotes(other.Spans)
		w.raw("</div>")
	}
	w.raw(`<p class="hint">`)
	w.text(w.reason(c.Reason))
	w.raw("</p></div>")
}

// reason words why a value was chosen; the casebook keeps it in English.
func (w *evidenceWriter) reason(s string) string {
	if s == "a person decided it; a later notice states otherwise" {
		return w.pick("人が決めた値です。あとの公表文には別の値があります。", "A person decided it. A later notice states otherwise.")
	}
	if s == "another account of the same day and stage states otherwise" {
		return w.pick("同じ日、同じ段階の別の公表文には別の値があります。", "Another notice of the same day and stage states otherwise.")
	}
	if rule, rest, ok := strings.Cut(strings.TrimPrefix(s, "read by "), ", "); ok && rest == "which ranks above what read the others" {
		return w.pick("規則 "+rule+" を、ほかの値を読んだ規則より上に置いています。", "The rule "+rule+" ranks above those that read the others.")
	}
	return s
}

// said writes a value in the publisher's words.
func (w *evidenceWriter) said(s string) {
	w.raw(`<b class="said"`)
	w.language(s)
	w.raw(`>`)
	w.text(shorten(s))
	w.raw("</b>")
}

// plain gives a value as the words that state it may be.
func (w *evidenceWriter) plain(f *jikenbo.Field, v any) string {
	switch v := v.(type) {
	case string:
		return v
	case jikenbo.Item, jikenbo.Response:
		if f.Name != "items_excluded" { // where the denial must be told
			return w.label(f.Taxonomy, fmt.Sprint(v))
		}
	}
	return ""
}

// shortName names a fact for a link from the text.
func (w *evidenceWriter) shortName(f *jikenbo.Field, v any) string {
	switch v := v.(type) {
	case jikenbo.Affected:
		return v.Words(w.Lang)
	case jikenbo.Happening:
		return w.label("moment", string(v.Kind))
	case jikenbo.Report:
		return w.label("recipient", string(v.To))
	case jikenbo.Item:
		if f.Name == "items_excluded" {
			return w.pick(w.label("item", string(v))+"は対象外", "not "+w.label("item", string(v)))
		}
	case jikenbo.TargetRule:
		return v.Sector
	case string, jikenbo.Leak, jikenbo.Damage, jikenbo.Discoverer:
		return f.Label(w.Lang)
	}
	if f.Taxonomy != "" && f.Name != "checks" {
		return w.label(f.Taxonomy, fmt.Sprint(v))
	}
	return f.Label(w.Lang)
}

// value writes a value in our words, or in the publisher's where it is theirs.
func (w *evidenceWriter) value(f *jikenbo.Field, v any) {
	switch v := v.(type) {
	case string:
		w.said(v)
		return
	case jikenbo.Event:
		w.said(v.Name)
		w.raw(" ")
		w.text(days(v.From, v.To) + " " + v.URL)
		return
	case jikenbo.TargetRule:
		w.raw("<b>")
		w.text(v.Sector)
		w.raw("</b> ")
		w.text(w.pick("暗号化 ", "encrypt: ") + w.label("permission", string(v.Encrypt)) +
			w.pick("、窃取 ", ", steal: ") + w.label("permission", string(v.Steal)) + " " + v.Condition)
		return
	}
	w.raw("<b>")
	rest := ""
	switch v := v.(type) {
	case jikenbo.Type:
		w.raw(shapeOf(string(v)))
		w.text(w.label("type", string(v)))
	case jikenbo.Leak:
		w.raw(shapeOf(string(v)))
		w.text(w.label("leak", string(v)))
	case jikenbo.Affected:
		w.text(v.Words(w.Lang))
		if v.Role != jikenbo.Total {
			rest = w.label("role", string(v.Role))
		}
		for i, item := range v.Items {
			rest += cmp.Or(map[bool]string{true: " "}[i == 0], w.pick("・", ", ")) + w.label("item", string(item))
		}
		if v.Window != nil {
			rest += " " + days(v.Window.From, v.Window.To)
		}
	case jikenbo.Item:
		w.text(w.label("item", string(v)))
		if f.Name == "items_excluded" {
			rest = w.pick("含まれないと公表", "not included, as published")
		}
	case jikenbo.Period:
		w.text(period(v.From, v.To))
	case jikenbo.Happening:
		w.text(days(v.Date, v.To))
		rest = w.label("moment", string(v.Kind))
	case jikenbo.Report:
		w.text(w.label("recipient", string(v.To)))
		rest = v.Date.String()
	case jikenbo.Check:
		w.text(equation(v))
	default:
		text := fmt.Sprint(v)
		if f.Taxonomy != "" {
			text = w.label(f.Taxonomy, text)
		}
		w.text(text)
	}
	w.raw("</b>")
	if rest = strings.TrimSpace(rest); rest != "" {
		w.raw(" <span>")
		w.text(rest)
		w.raw("</span>")
	}
}

// period writes a span of days; an open end stays open.
func period(from, to jikenbo.Date) string {
	return strings.TrimSpace(from.String() + " – " + to.String())
}

// days writes a day, or a span of days if to is another one.
func days(from, to jikenbo.Date) string {
	if to.IsZero() || to == from {
		return from.String()
	}
	return period(from, to)
}

// equation writes a check: 7＋384＋2,934＝3,325, or with ≠ if it does not hold.
func equation(c jikenbo.Check) string {
	if c.Kind != jikenbo.SumCheck {
		if c.Holds() {
			return jikenbo.Commas(c.Whole) + " ⊇ " + jikenbo.Commas(c.Part)
		}
		return jikenbo.Commas(c.Whole) + " ⊉ " + jikenbo.Commas(c.Part)
	}
	parts := make([]string, len(c.Parts))
	for i, n := range c.Parts {
		parts[i] = jikenbo.Commas(n)
	}
	equal := "＝"
	if !c.Holds() {
		equal = "≠"
	}
	return strings.Join(parts, "＋") + equal + jikenbo.Commas(c.Total)
}

// notice writes the text, cut at every edge of a span into runs that never
// nest, and behind each paragraph the facts whose words begin in it.
func (w *evidenceWriter) notice(paragraphs []paragraph) {
	slices.SortStableFunc(w.spans, func(a, b markedSpan) int { return a.start - b.start })
	ends := make([]int, 0, len(w.spans))
	for _, s := range w.spans {
		ends = append(ends, s.end)
	}
	slices.Sort(ends)
	w.walker()
	w.raw(`<div class="text said" lang="`)
	w.raw(languageOf(w.shown))
	w.raw(`">`)
	var active []markedSpan // that began and have not ended, by their numbers
	next := 0               // of the spans to begin
	for _, p := range paragraphs {
		w.raw("<p")
		if w.Numbered && p.N > 0 {
			w.raw(` id="p`)
			w.int(p.N)
			w.raw(`" data-n="`)
			w.int(p.N)
			w.raw(`"`)
		}
		w.raw(">")
		first := next
		for at := p.Start; at < p.End; {
			for len(ends) > 0 && ends[0] <= at {
				ends = ends[1:]
			}
			active = slices.DeleteFunc(active, func(s markedSpan) bool { return s.end <= at })
			for ; next < len(w.spans) && w.spans[next].start == at; next++ {
				s := w.spans[next]
				i, _ := slices.BinarySearchFunc(active, s, func(a, b markedSpan) int { return a.n - b.n })
				active = slices.Insert(active, i, s)
				w.anchor(s)
			}
			stop := p.End
			if next < len(w.spans) {
				stop = min(stop, w.spans[next].start)
			}
			if len(ends) > 0 {
				stop = min(stop, ends[0])
			}
			w.run(at, stop, active)
			at = stop
		}
		w.raw("</p>")
		w.back(w.spans[first:next])
	}
	w.raw("</div>")
}

// walker writes what static/js/evidence.js shows: the steps through the words
// of one fact, and where touch is used the words at the foot of the screen.
func (w *evidenceWriter) walker() {
	w.raw(`<div class="walk" hidden><button type="button" class="second" data-step="-1" aria-label="`)
	w.raw(w.pick("前の言葉", "Words before"))
	w.raw(`">‹</button><span role="status"></span><button type="button" class="second" data-step="1" aria-label="`)
	w.raw(w.pick("次の言葉", "Words after"))
	w.raw(`">›</button></div><div class="peek" hidden role="dialog" tabindex="-1" aria-label="`)
	w.raw(w.pick("根拠の言葉", "The words"))
	w.raw(`"><div class="text said"></div><p><a class="button">`)
	w.raw(w.pick("公表文で見る", "See it in the notice"))
	w.raw(`</a> <button type="button" class="second">`)
	w.raw(w.pick("閉じる", "Close"))
	w.raw("</button></p></div>")
}

// anchor writes what a link from a fact leads to.
func (w *evidenceWriter) anchor(s markedSpan) {
	if s.k == 0 {
		return
	}
	w.raw(`<i id=e`)
	w.int(s.n)
	if s.k > 1 {
		w.raw("-")
		w.int(s.k)
	}
	w.raw(` data-e=`)
	w.int(s.n)
	w.raw(` tabindex=-1></i>`)
}

// run writes a piece of the text that the same facts share.
func (w *evidenceWriter) run(start, end int, active []markedSpan) {
	if len(active) == 0 {
		w.flow(start, end)
		return
	}
	w.raw(`<mark data-f="`)
	named, last := 0, -1
	for _, a := range active {
		if a.n == last {
			continue
		}
		if named == shownOfRun {
			w.cut = true
			break
		}
		if named > 0 {
			w.raw(" ")
		}
		w.int(a.n)
		named, last = named+1, a.n
	}
	w.raw(`">`)
	w.flow(start, end)
	w.raw("</mark>")
}

// flow writes a piece of the text. Where a line was wrapped by hand the break
// is there, but not seen: the browser breaks lines where they end on its
// screen. Between words of Latin letters it is seen as a space.
func (w *evidenceWriter) flow(start, end int) {
	for len(w.joins) > 0 && w.joins[0][0] < end {
		j := w.joins[0]
		from, to := max(j[0], start), min(j[1], end)
		if from < to {
			w.text(w.shown[start:from])
			w.join(w.shown[from:to], j[0] > 0 && w.shown[j[0]-1] < utf8.RuneSelf && w.shown[j[1]] < utf8.RuneSelf)
			start = to
		}
		if j[1] > end {
			break
		}
		w.joins = w.joins[1:]
	}
	w.text(w.shown[start:end])
}

// join writes a line break that is not seen, or seen as a space only.
func (w *evidenceWriter) join(s string, space bool) {
	if space {
		w.raw("<span class=gap>")
	} else {
		w.raw("<span class=join>")
	}
	w.text(s)
	w.raw("</span>")
}

// back writes links to the facts whose words begin in a paragraph.
func (w *evidenceWriter) back(spans []markedSpan) {
	if len(spans) == 0 {
		return
	}
	numbers := make([]int, 0, len(spans))
	for _, s := range spans {
		if s.n > 0 {
			numbers = append(numbers, s.n)
		}
	}
	if len(numbers) == 0 {
		return
	}
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	class := "back"
	if len(numbers) > 3 {
		class = `"back many"`
	}
	w.raw("<div class=")
	w.raw(class)
	w.raw(` role=group aria-label="`)
	w.raw(w.pick("この段落の事実", "Facts of this paragraph"))
	w.raw(`">`)
	for i, n := range numbers {
		if i == shownOfRun {
			w.cut = true
			w.raw("…")
			break
		}
		if i > 0 {
			w.raw(" ")
		}
		w.raw(`<a href=#f`)
		w.int(n)
		w.raw(`>`)
		w.text(w.names[n-w.After])
		w.raw("</a>")
	}
	w.raw("</div>")
}

// paragraphsOf cuts a text at its line breaks, but not where a line seems to
// have been wrapped by hand: where it is long, does not end a sentence, and
// the next line is neither indented nor marked as an item.
//
// joins are the line breaks within paragraphs, with the indents behind them, as
// ranges of the text.
func paragraphsOf(text string) (ps []paragraph, joins [][2]int) {
	n := 0
	for at := 0; at < len(text); {
		p := paragraph{Start: at}
		for at < len(text) {
			line, rest, _ := strings.Cut(text[at:], "\n")
			at = len(text) - len(rest)
			if strings.TrimSpace(line) == "" {
				following, _, _ := strings.Cut(rest, "\n")
				if at < len(text) && strings.TrimSpace(following) == "" {
					continue
				}
				break
			}
			indent, on := wrapped(line, rest)
			if !on {
				break
			}
			joins = append(joins, [2]int{at - 1, at + indent})
		}
		p.End = at
		if strings.TrimSpace(text[p.Start:p.End]) != "" {
			n++
			p.N = n
		}
		ps = append(ps, p)
	}
	return ps, joins
}

// wrapped reports whether a line goes on in what follows, behind an indent of
// so many bytes.
func wrapped(line, rest string) (indent int, on bool) {
	if len(line) < 84 || utf8.RuneCountInString(line) > 60 { // full-width characters have three bytes
		return 0, false
	}
	indent = len(rest) - len(strings.TrimLeft(rest, " \u3000"))
	first, _ := utf8.DecodeRuneInString(rest[indent:])
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(line, unicode.IsSpace))
	return indent, (indent == 0 || strings.HasPrefix(line, rest[:indent])) &&
		!strings.ContainsRune("。．.！!？?）)」】』〕:：", last) &&
		first != utf8.RuneError && (unicode.IsLetter(first) || unicode.IsDigit(first))
}

// targets is how many facts light without script.
const targets = 400

// targetRules give the style of a fact whose link was followed, at both ends,
// for browsers that run no script.
func targetRules() []byte {
	var b htmlBuffer
	for n := 0; n <= targets; n++ {
		if n > 0 {
			b.raw(",\n")
		}
		b.raw(fmt.Sprintf(`.evidence:not(.live):has([data-e="%d"]:target) :is(mark[data-f~="%d"],.facts [data-e="%[1]d"])`, n, n))
	}
	b.raw(" { background: var(--markon); text-decoration-style: solid; text-decoration-thickness: 3px; }\n")
	return b.b
}
