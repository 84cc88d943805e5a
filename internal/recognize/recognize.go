// Package recognize reads the sentences of an entry into findings: candidate
// values for the fields of a case, each with the rule that read it and the
// words it was read from. It is deterministic: no model, no network, no clock.
//
// The words are data (lexicon/*.tsv); what they mean beside each other is Go,
// one file a recognizer. [Read] runs the recognizers in the order of the table.
package recognize

import (
	"slices"
	"strings"
	"unicode/utf8"

	"jikenbo"
	"jikenbo/internal/classify"
	"jikenbo/internal/text"
)

// Entry is one entry under reading, with all that recognizers share: the words
// of the lexicons found in it, its sentences with what their section is about,
// and its dates.
type Entry struct {
	text    *text.Text
	page    *text.Entry
	hits    []hit    // ordered by start
	first   []int32  // hits of sentence i are hits[first[i]:first[i+1]]
	classes []uint32 // the classes of the hits of each sentence, a set of bits

	pairs  pairSet    // the pairs of characters it has
	sieve  []uint64   // by word set: the words it may have, see sift
	cues   []uint8    // by cue: how often it occurs, up to 255
	marks  []mark     // of each sentence
	signs  []fewPairs // the pairs of each sentence
	topics []topic    // of each sentence, from its headings and its label
	zones  []zone     // of each sentence
	body   int        // index of the first sentence of prose

	dates     []mention
	dateFirst []int32 // dates of sentence i are dates[dateFirst[i]:dateFirst[i+1]]
	published jikenbo.Date

	corrections []correction

	unaided  bool   // no model is asked: it is read to learn from
	masthead string // the name a page of several entries gives itself

	counts      []count
	numbered    []count // the numbers that they were chosen from
	itemsAt     []itemAt
	kind        jikenbo.Kind
	given       []tally // findings by field
	found       []jikenbo.Finding
	spans       []jikenbo.Span // of what was found, see piece
	places      []int          // of numbers, see piece
	headings    []string       // of each sentence with a label: what headingWords gave
	title       [2]int         // range of the title in the normalised text
	org         string         // the organization as found in normalised text, "" if none
	orgRank     int
	thirdPerson bool // it is told by somebody else, as in a newspaper
	types       []jikenbo.Type
	supplied    bool             // it happened at a supplier
	supplierAt  []name           // the suppliers found
	windows     []jikenbo.Period // the windows found
	attacks     []int            // pairs of sentence and date index: spans of attack or exposure
	reported    []report         // the dated reports
	timed       []slot           // the dates of the body with what the model makes of them
	judged      []judged         // by the models that were asked
	judgements  []int32
	tokens      []uint16   // of the sentences that a model was asked about
	cut         [][2]int32 // by sentence: the range of its tokens, nothing where no model was asked
	ends        []int      // of each sentence in the original, once they are wanted
	itemStarts  []int      // of itemsAt in the original, likewise

	// Memory for what is wanted for a while.
	spare    []hit
	acting   []hit // the acts of reporting in the sentence that was asked about last
	actingIn int   // its index and one more
	guessed  []guess
	likely   []guess
	heard    []report
	room     classify.Room
	written  []byte
	acted    []act
	course   []happening
	english  []englishWord // of a sentence
}

// zone is a part of a notice by its purpose.
type zone uint8

const (
	bodyZone   zone = iota
	headZone        // date, sender, addressee, title
	footZone        // furniture of the page, the sender's address
	appendZone      // behind 以上: questions and answers, lists of shops
)

// sentences is short for the sentences of the entry.
func (e *Entry) sentences() []text.Sentence { return e.page.Sentences }

// recognizers is the table of all recognizers in the order they run; a later
// one may build on what an earlier one found.
var recognizers = []struct {
	field string
	read  func(*Entry)
}{
	{"kind", (*Entry).readKind},
	{"headline", (*Entry).readHeadline},
	{"stage", (*Entry).readStage},
	{"suppliers", (*Entry).readParties},
	{"items", (*Entry).readItems},
	{"windows", (*Entry).readWindows},
	{"affected", (*Entry).readCounts},
	{"types", (*Entry).readTypes},
	{"leak", (*Entry).readLeak},
	{"secondary_damage", (*Entry).readDamage},
	{"reports", (*Entry).readReports},
	{"timeline", (*Entry).readTimeline},
	{"discovered_by", (*Entry).readDiscoverer},
	{"responses", (*Entry).readResponses},
	{"contacts", (*Entry).readContacts},
	{"event", (*Entry).readEvent},
	{"rules", (*Entry).readRules},
}

// Read reads one entry of a text into findings, as [Entry.Read] does.
func Read(t *text.Text, page *text.Entry, masthead string) []jikenbo.Finding {
	return new(Entry).Read(t, page, masthead)
}

// Read makes e one entry of a text and reads it into findings. masthead is the
// name that the page it stands on gives itself, "" where the entry is the whole
// text. It uses the memory of what e was before: the findings of that are void,
// but not their spans.
func (e *Entry) Read(t *text.Text, page *text.Entry, masthead string) []jikenbo.Finding {
	e.begin(t, page)
	e.masthead = masthead
	e.read()
	return e.end()
}

// read runs the recognizers.
func (e *Entry) read() {
	for _, r := range recognizers {
		if e.kind != "" && e.kind != jikenbo.Incident && r.field != "headline" && r.field != "event" && r.field != "rules" {
			continue
		}
		r.read(e)
	}
	e.trust()
}

// begin makes e the entry page, finds words and dates in it and what its parts
// are about. Of what e was before only the memory is left.
func (e *Entry) begin(t *text.Text, page *text.Entry) {
	n := len(page.Sentences)
	*e = Entry{
		text: t, page: page, sieve: sized(e.sieve, len(wordSets)),
		hits: e.hits[:0], first: sized(e.first, n+1), classes: sized(e.classes, n), cues: sized(e.cues, len(lex.cues)),
		marks: sized(e.marks, n), signs: sized(e.signs, n), topics: sized(e.topics, n), zones: sized(e.zones, n),
		dates: e.dates[:0], dateFirst: sized(e.dateFirst, n+1), headings: sized(e.headings, n),
		judged: e.judged[:0], judgements: e.judgements[:0], tokens: e.tokens[:0], cut: sized(e.cut, n), ends: e.ends[:0], itemStarts: e.itemStarts[:0], guessed: e.guessed[:0], likely: e.likely, heard: e.heard, room: e.room, written: e.written, timed: e.timed[:0], spare: e.spare, acting: e.acting[:0], acted: e.acted, course: e.course, english: e.english,
		corrections: e.corrections[:0], counts: e.counts[:0], numbered: e.numbered[:0], itemsAt: e.itemsAt[:0], found: e.found[:0], spans: e.spans[:0], places: e.places[:0], types: e.types[:0], windows: e.windows[:0], attacks: e.attacks[:0], reported: e.reported[:0], given: e.given[:0],
	}
	for i, s := range page.Sentences {
		e.first[i] = int32(len(e.hits))
		e.hits = lex.find(e.hits, e.cues, t.Low, s.Start, s.End)
		for _, h := range e.hits[e.first[i]:] {
			e.classes[i] |= 1 << h.of
		}
	}
	e.first[n] = int32(len(e.hits))
	e.survey()
	e.readEnglish()
	e.readTopics()
	e.readZones()
	e.unquestion()
	e.readDates()
	e.readCorrections()
}

// newEntry gives an entry of its own.
func newEntry(t *text.Text, page *text.Entry) *Entry {
	e := new(Entry)
	e.begin(t, page)
	return e
}

// end gives what was found, its spans in memory of their own, and lets go of
// the text.
func (e *Entry) end() []jikenbo.Finding {
	n := 0
	for i := range e.found {
		n += len(e.found[i].Spans)
	}
	spans := make([]jikenbo.Span, 0, n)
	for i := range e.found {
		f := &e.found[i]
		from := len(spans)
		spans = append(spans, f.Spans...)
		f.Spans = slices.Clip(spans[from:])
	}
	clear(e.spans)
	clear(e.headings)
	clear(e.course)
	clear(e.english)
	clear(e.reported)
	clear(e.heard)
	clear(e.timed)
	clear(e.counts)
	clear(e.numbered)
	e.text, e.page = nil, nil
	return e.found
}

// sized gives a slice of n zero values, in the memory of s if that is enough.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	s = s[:n]
	clear(s)
	return s
}

// piece appends values to memory that many share and gives those appended, as a
// slice of their own.
func piece[T any](shared *[]T, values ...T) []T {
	from := len(*shared)
	*shared = append(*shared, values...)
	return slices.Clip((*shared)[from:])
}

// findIn gives the words of a range that is no sentence. They are void when it
// is asked again.
func (e *Entry) findIn(start, end int) []hit {
	e.spare = lex.find(e.spare[:0], nil, e.text.Low, start, end)
	return e.spare
}

// of gives the hits of sentence i.
func (e *Entry) of(i int) []hit { return e.hits[e.first[i]:e.first[i+1]] }

// having gives the hits of sentence i, none where no word of class c is among them.
func (e *Entry) having(i int, c class) []hit {
	if !e.tells(i, c) {
		return nil
	}
	return e.of(i)
}

func (h hit) class() class { return h.of }
func (h hit) code() string { return lex.names[lex.named[h.term]] }

// says reports whether any of the cues occurs in the entry. Each has to be a
// row of the cue lexicon.
func (e *Entry) says(cues ...string) bool {
	for _, c := range cues {
		if e.cued(c) > 0 {
			return true
		}
	}
	return false
}

// cued gives how often a cue occurs. A word that is not in the cue lexicon is
// never found; a test keeps the lexicon complete.
func (e *Entry) cued(word string) uint8 {
	if id, ok := lex.cues[word]; ok {
		return e.cues[id-lex.cue0]
	}
	return 0
}

// timesSaid gives how often the cues occur in the entry.
func (e *Entry) timesSaid(cues ...string) int {
	n := 0
	for _, c := range cues {
		n += int(e.cued(c))
	}
	return n
}

// shows reports whether sentence i has any of the marks.
func (e *Entry) shows(i int, m mark) bool { return e.marks[i]&m != 0 }

// str gives the normalised text of a range.
func (e *Entry) str(start, end int) string { return part(e.text.Norm, start, end) }

// words gives the normalised text of sentence i.
func (e *Entry) words(i int) string {
	s := e.page.Sentences[i]
	return part(e.text.Norm, s.Start, s.End)
}

// tells reports whether sentence i holds a word of class c.
func (e *Entry) tells(i int, c class) bool { return e.classes[i]>>c&1 != 0 }

// is reports whether sentence i holds a word of class c with one of the codes.
func (e *Entry) is(i int, c class, codes ...string) bool {
	_, ok := e.hit(i, c, codes...)
	return ok
}

// hit gives the first word of class c with one of the codes in sentence i; any
// code if none is asked for.
func (e *Entry) hit(i int, c class, codes ...string) (hit, bool) {
	if !e.tells(i, c) {
		return hit{}, false
	}
	return pick(e.of(i), c, codes...)
}

func pick(hs []hit, c class, codes ...string) (hit, bool) {
	for _, h := range hs {
		if h.of == c && (len(codes) == 0 || slices.Contains(codes, h.code())) {
			return h, true
		}
	}
	return hit{}, false
}

// within gives the hits of sentence i that begin in [start, end).
func (e *Entry) within(i, start, end int) []hit {
	hs := e.of(i)
	lo := 0
	for lo < len(hs) && int(hs[lo].start) < start {
		lo++
	}
	hi := lo
	for hi < len(hs) && int(hs[hi].start) < end {
		hi++
	}
	return hs[lo:hi]
}

// span gives the place in the original of a range of the normalised text.
func (e *Entry) span(rule string, start, end int) jikenbo.Span {
	s, t := e.text.Span(start, end)
	return jikenbo.Span{Start: s, End: t, Quote: e.text.Raw[s:t], Rule: rule}
}

// maxFindings bounds the findings for one field: a notice that states more has
// not been written.
const maxFindings = 400

// tally counts the findings for a field.
type tally struct {
	field string
	n     int
}

// add records a finding with its spans, which it copies: each finding has its
// own, see [Entry.trust].
func (e *Entry) add(field string, value any, rank int, spans ...jikenbo.Span) {
	k := len(e.given) - 1
	for k >= 0 && e.given[k].field != field {
		k--
	}
	if k < 0 {
		k = len(e.given)
		e.given = append(e.given, tally{field: field})
	}
	if e.given[k].n++; e.given[k].n > maxFindings {
		return
	}
	from := len(e.spans)
	for _, s := range spans {
		if s.End > s.Start {
			e.spans = append(e.spans, s)
		}
	}
	e.found = append(e.found, jikenbo.Finding{Field: field, Value: value, Spans: slices.Clip(e.spans[from:]), Rank: rank})
}

// topic is what a part of a notice is about, a set of bits.
type topic uint32

const (
	course topic = 1 << iota
	counting
	itemizing
	notItems
	window
	cause
	ask
	prevent
	respond
	contacting
	damaging
	business
	authority
	overview
	faq
	notifying
	delayed
	serving
	elsewhere
)

var topicNames = map[string]topic{
	"course": course, "count": counting, "items": itemizing, "notitems": notItems, "window": window,
	"cause": cause, "ask": ask, "prevent": prevent, "respond": respond, "contact": contacting,
	"damage": damaging, "business": business, "authority": authority, "overview": overview, "faq": faq,
	"notify": notifying, "delay": delayed, "service": serving, "other": elsewhere, "none": 0,
}

// topicsOf gives what the section words among hs announce.
func topicsOf(hs []hit) topic {
	var t topic
	for _, h := range hs {
		if h.class() == sectionClass {
			t |= lex.topics[h.term]
		}
	}
	return t
}

// readTopics works out what each sentence is about from the headings above it
// and the label before it.
func (e *Entry) readTopics() {
	sections := make([]topic, len(e.page.Sections))
	done := make([]bool, len(sections))
	var running struct {
		section int
		topic   topic
	}
	begun := false // the text behind the letterhead
	for i, s := range e.page.Sentences {
		if !begun && s.First && !s.Heading && s.End-s.Start >= 36 && strings.HasSuffix(e.words(i), "。") {
			begun, running.topic = true, 0 // whom to ask, in a letterhead, is not what the letter is about
		}
		if !done[s.Section] {
			done[s.Section] = true
			sec := e.page.Sections[s.Section]
			up := sections[sec.Parent]
			var own topic
			if s.Heading {
				own = topicsOf(e.of(i))
				if own == notifying && !e.announces(i, s.Start, s.End) && !e.has(e.words(i), "へのご連絡", "への連絡", "への通知", "への対応", "への説明", "について", "状況") {
					own = 0 // 納税通知書
				}
				low := e.text.Low[sec.Start:sec.End]
				if e.has(low, "含まれ") && e.has(low, "ない") || e.has(low, "流出していない", "漏えいしていない", "not involved") {
					own |= notItems
				}
				if own&notItems != 0 {
					own &^= itemizing | counting
				}
				if !begun && own&ask != 0 && e.has(e.words(i), "お詫び", "おわび", "お知らせ", "ご報告", "について") {
					own &^= ask // the title: …に関するお詫びとお願い
				}
			}
			if s.Heading && e.shows(i, englishMark) {
				own = e.englishHeading(i, own)
			}
			if s.Heading && own&(ask|prevent|contacting|notItems|itemizing) == 0 {
				own |= e.themes(i)
			}
			inherited := own == 0 && s.Heading && running.topic&(itemizing|notItems) != 0 && e.tells(i, itemClass)
			switch {
			case inherited: // 流出した個人情報, and below it 1. 氏名
				own = running.topic
			case own == 0:
				own = up
			default:
				if own&^(window|course|overview) == 0 {
					own |= up & (itemizing | counting)
				}
				own |= up & (ask | faq | business | elsewhere | damaging)
			}
			sections[s.Section] = own
			if inherited {
				running.section = s.Section
			}
		}
		t := sections[s.Section]
		if s.Section != running.section || s.Heading && t != running.topic {
			running.topic = 0
		}
		if !s.Heading && s.Label > s.Start {
			if own := topicsOf(e.within(i, s.Start, s.Label)); own != 0 && e.announces(i, s.Start, s.Label) {
				t = own | t&(ask|faq|business|elsewhere|notItems)
			}
		} else if !s.Heading && s.First && e.announces(i, s.Start, s.End) {
			// A short line that only announces: このページに関するお問い合わせ
			running.section, running.topic = s.Section, topicsOf(e.of(i))
		} else if !s.Heading && s.First && s.End-s.Start <= 90 && i+1 < len(e.page.Sentences) && e.page.Sentences[i+1].Item && strings.HasSuffix(strings.TrimRight(e.words(i), ":"), "情報") && e.themes(i) != 0 {
			// 流出した可能性のあるクレジットカード情報, and a list below it
			running.section, running.topic = s.Section, e.themes(i)
		}
		if t&contacting != 0 && sections[s.Section]&contacting == 0 && !s.Heading {
			running.section, running.topic = s.Section, contacting
		}
		if s.First && e.text.Lines[s.Line].Blank > 0 && !s.Heading && t&(ask|business|damaging|faq|counting|itemizing) != 0 {
			// A paragraph of its own behind a section: what will be done.
			switch w := e.words(i); {
			case startsAny(w, "今後", "再発防止", "当社では、今後", "今回の事態"):
				running.section, running.topic = s.Section, prevent
			case startsAny(w, "対象の", "対象と", "該当する") && t&(business|ask|damaging) != 0 && strings.HasSuffix(w, "。"):
				running.section, running.topic = s.Section, notifying
			}
		}
		if running.topic != 0 && t&(ask|faq|contacting) == 0 {
			if s.Label > s.Start && t != sections[s.Section] {
				t |= running.topic & contacting
			} else {
				t = running.topic
			}
		}
		if !s.Heading && e.background(e.words(i)) {
			t = elsewhere
		}
		e.topics[i] = t
	}
}

var (
	backgrounds  = anyOf("後を絶たな", "あとを絶たな", "後を絶ちま", "同様の事案は", "同種の事案は", "同様の事案が相次", "本誌のまとめ", "編集部のまとめ", "が相次いでいる。", "が相次いでいます。")
	otherParties = anyOf("別の団体", "別の自治体", "別の市", "別の町", "別の県", "別の学校", "別の中学校", "別の小学校", "別の高校", "別の大学", "別の病院", "別の会社", "別の企業", "別の店", "他の自治体で", "他の学校で", "他の病院で", "ほかの自治体で", "ほかの学校で")
)

// background reports whether words tell of what happened to others: …の被害が後を絶たない,
// 10月にも別の団体で.
func (e *Entry) background(w string) bool {
	return e.holds(w, backgrounds) || e.holds(w, otherParties) && contains(w, "にも")
}

// unquestion takes the mark of questions and answers from a notice that tells
// all it has to tell in them.
func (e *Entry) unquestion() {
	asked, all := 0, 0
	for i := range e.topics {
		if e.zones[i] == bodyZone || e.zones[i] == appendZone {
			all++
			asked += b2i(e.about(i, faq))
		}
	}
	if asked*3 < all*2 || all < 6 {
		return
	}
	for i := range e.topics {
		e.topics[i] &^= faq
	}
}

var lostOrSent = anyOf("紛失した", "盗難にあった", "盗まれた", "誤送信した", "誤って送", "誤って掲載", "所在不明", "廃棄した", "送付した", "Information involved", "information involved")

// themes gives what a heading announces by the words it combines: leakage and
// information make a list of data, leakage and people a number.
func (e *Entry) themes(i int) topic {
	var t topic
	w := e.words(i)
	if startsAny(w, "Q", "問") { // どんな情報ですか
		switch {
		case e.has(w, "どんな情報", "どのような情報", "何の情報", "どの情報"):
			return itemizing
		case e.has(w, "何件", "何名", "何人", "どのくらい", "どれくらい"):
			return counting
		case e.has(w, "いつ", "経緯", "どうして分か"):
			return course
		}
	}
	if !e.is(i, leakClass, "leak", "expose", "hold") && !e.holdsIn(i, w, lostOrSent) {
		return 0
	}
	if e.has(w, "情報", "データ", "書類", "名簿", "information", "Information", "項目", "もの", "品") {
		t |= itemizing
	}
	if e.is(i, populationClass, "data") || e.has(w, "の方", "件数", "人数") {
		t |= counting
	}
	if e.has(w, "期間", "時間", "日時") {
		t |= window
	}
	return t
}

// announces reports whether the range of sentence i is a short name that ends
// in a word of the section lexicon: 件数, 対象となる方, このページに関するお問い合わせ.
func (e *Entry) announces(i, start, end int) bool {
	if !e.tells(i, sectionClass) {
		return false
	}
	words := strings.TrimRight(e.str(start, end), " :)(」】")
	if len(words) > 72 || len(words) > 48 && e.shows(i, englishMark) || contains(words, "。") || contains(words, "、") {
		return false
	}
	bracket := start + len(words) // ②ご家族様(緊急連絡先)
	if k := strings.LastIndexByte(e.str(start, end), '('); k > 0 {
		bracket = start + k
	}
	for _, h := range e.within(i, start, end) {
		if h.class() == sectionClass && int(h.start) < bracket && int(h.end) >= min(bracket, start+len(words)) && topicsOf([]hit{h}) != 0 {
			return true
		}
	}
	return false
}

// about reports whether sentence i is about any of the topics.
func (e *Entry) about(i int, t topic) bool { return i >= 0 && i < len(e.topics) && e.topics[i]&t != 0 }

// readZones finds where the letter begins and where it is over.
func (e *Entry) readZones() {
	ss := e.page.Sentences
	e.body = len(ss)
	for i, s := range ss {
		w := e.words(i)
		if s.Section != 0 && !(i < 8 && e.about(i, contacting)) && !e.aboveHeadline(i) { // 照会先 stands in a letterhead
			e.body = i
			break
		}
		n := s.End - s.Start
		if i < 2 && i+3 < len(ss) && s.End-s.Start < 180 && e.has(w, "平素", "日頃", "日ごろ", "いつも") && e.has(w, "御礼", "お礼", "感謝", "ありがとう") && len(e.words(i+1)) <= 40 && contains(e.words(i+1), "年") && strings.HasSuffix(strings.TrimRight(e.words(i+1), "() 月火水木金土"), "日") {
			continue // a greeting above the letterhead
		}
		if (strings.HasSuffix(w, "。") && n >= 36 || n >= 40 && strings.HasSuffix(w, ".") && (n >= 140 || !contains(w, "Ltd")) || strings.HasSuffix(w, "。") && n > 60) && !e.is(i, footClass, "nav") {
			e.body = i
			break
		}
	}
	for i := range min(e.body, len(ss)) {
		e.zones[i] = headZone
	}
	z := bodyZone
	for i := e.body; i < len(ss); i++ {
		w := e.words(i)
		if h, ok := e.hit(i, footClass, "foot", "nav"); ok && i > len(ss)/2 && (int(h.start) < ss[i].Start+24 && h.code() == "foot" || h.code() == "nav" && (int(h.start) <= ss[i].Start+3 || strings.Count(w, "|")+strings.Count(w, "  ")+strings.Count(w, ">") > 1) || h.code() == "foot" && len(w) < 200) && !strings.HasSuffix(w, "。") {
			if h.code() == "foot" {
				z = footZone
			}
			e.zones[i] = footZone
			continue
		}
		if z == bodyZone && i > len(ss)/2 {
			bare := ""
			if len(w) < 40 && (strings.HasSuffix(w, "上") || strings.HasSuffix(w, "具") || strings.HasSuffix(w, "-")) {
				bare = strings.ReplaceAll(w, " ", "")
			}
			if bare == "以上" || bare == "敬具" && !e.laterEnd(i) || bare == "-以上-" {
				z = appendZone
				e.zones[i] = appendZone
				continue
			}
		}
		if i > len(ss)/2 && z != footZone && e.has(w, "〒") && !strings.HasSuffix(w, "。") && !e.about(i, contacting) {
			e.zones[i] = footZone
			continue
		}
		e.zones[i] = z
	}
}

// laterEnd reports whether 以上 stands behind sentence i.
func (e *Entry) laterEnd(i int) bool {
	for k := i + 1; k < len(e.page.Sentences); k++ {
		if w := strings.ReplaceAll(e.words(k), " ", ""); w == "以上" || w == "記" {
			return true
		}
	}
	return false
}

// readDates finds the dates of the entry and resolves them, and before that
// the date of publication, which they are resolved against.
func (e *Entry) readDates() {
	ss := e.page.Sentences
	ms := e.dates
	if e.page.Posted >= 0 {
		l := e.text.Lines[e.page.Posted]
		ms = e.mentionsOn(ms, l.Start, l.End, e.page.Posted, -2)
	}
	if e.page.Head >= 0 {
		l := e.text.Lines[e.page.Head]
		ms = e.mentionsOn(ms, l.Start, l.End, e.page.Head, -1)
	}
	for i, s := range ss {
		from := len(ms)
		ms = e.mentionsOn(ms, s.Start, s.End, s.Line, i)
		if len(ms) > from && s.First {
			m := &ms[from]
			m.leading = m.start <= s.Start || strings.TrimLeft(e.str(s.Start, m.start), " ・•●○■◆※-*()123456789.①②③④⑤⑥⑦⑧⑨⑩:") == ""
			behind := part(e.text.Norm, m.tail, s.End)
			m.row = m.leading && (behind == "" || behind[0] == ' ' || behind[0] == ':' || behind[0] == '|' || strings.HasPrefix(behind, "…") || m.tail > m.end && e.text.Norm[m.end] == ' ')
		}
	}
	e.published = e.publication(ms)
	e.dates = e.resolve(ms)
	k := 0
	for k < len(e.dates) && e.dates[k].sentence < 0 {
		k++
	}
	for i := range ss {
		e.dateFirst[i] = int32(k)
		for k < len(e.dates) && e.dates[k].sentence == i {
			k++
		}
	}
	e.dateFirst[len(ss)] = int32(k)
}

// datesOf gives the dates of sentence i.
func (e *Entry) datesOf(i int) []mention { return e.dates[e.dateFirst[i]:e.dateFirst[i+1]] }

// mentionsOn appends the dates of a range and the words that stand for dates,
// in their order.
func (e *Entry) mentionsOn(ms []mention, start, end, line, sentence int) []mention {
	from := len(ms)
	ms, hours := e.mentionsIn(ms, start, end)
	var hs []hit
	if sentence >= 0 {
		hs = e.of(sentence)
	}
	for _, h := range hs {
		if h.class() != dateClass {
			continue
		}
		m := mention{start: int(h.start), end: int(h.end), word: h.code()}
		ok := true
		for k := from; k < len(ms); k++ {
			if ms[k].start == m.end || ms[k].start == m.end+1 && e.text.Norm[m.end] == ' ' { // 昨年12月9日, 翌10日, 同月28日
				if ms[k].year == 0 && ms[k].word == "" {
					m.month, m.day, m.end, m.tail, m.weekday = ms[k].month, ms[k].day, ms[k].end, ms[k].tail, ms[k].weekday
					m.hours = ms[k].hours
					ms = append(ms[:k], ms[k+1:]...)
					ok = false
				}
				break
			}
		}
		if ok {
			term := lex.terms[h.term].text
			if term == "翌" || term == "昨" || m.word == "same-month" || m.word == "same-year" || m.word == "next-month" && !strings.HasPrefix(e.str(m.end, end), "に") || m.word == "next-year" || m.word == "last-year" || m.word == "this-year" {
				if m.word != "same-month" {
					continue // without a month it dates nothing
				}
				// 同年同月, or 同月28日 with the day read as no date
				if v, j, isDay := small(e.text.Norm[:end], m.end); isDay && v <= 31 && strings.HasPrefix(part(e.text.Norm, j, end), "日") {
					m.day, m.end = v, j+len("日")
				} else {
					continue
				}
			}
			e.finish(&m, end)
		}
		// Keep the order of the text.
		at := len(ms)
		for at > from && ms[at-1].start > m.start {
			at--
		}
		ms = append(ms, mention{})
		copy(ms[at+1:], ms[at:])
		ms[at] = m
	}
	if sentence >= 0 && (len(ms) == from || ms[from].start > start+30) {
		// 7時52分  …: a row of the day under discussion; 午後2時から午後3時まで
		at := start
		for at < end && (e.text.Norm[at] == ' ' || e.text.Norm[at] == '-' || strings.HasPrefix(e.text.Norm[at:], "・")) {
			at += 1 + 2*b2i(e.text.Norm[at] >= utf8.RuneSelf)
		}
		if stop, ok := clock(e.text.Norm[:end], at); ok && (e.page.Sentences[sentence].First || startsAny(e.text.Norm[stop:end], "に", "、")) {
			m := mention{start: at, end: stop, tail: stop, word: "same-day", weekday: -1}
			if k, ok := rangeMark(e.text.Norm[:end], stop); ok {
				if stop, ok := clock(e.text.Norm[:end], k); ok {
					m.tail, m.hours = stop, true
				}
			}
			ms = append(ms, mention{})
			copy(ms[from+1:], ms[from:])
			ms[from] = m
		}
	}
	if sentence >= 0 && len(ms) == from && hours {
		if m, ok := e.hoursIn(start, end); ok {
			ms = append(ms, m)
		}
	}
	if low := e.text.Low[start:end]; len(ms) > from && e.has(low, ".m.") && e.has(low, "between", "from ") {
		// between 2:10 a.m. and 6:45 a.m. on July 14
		for k := from; k < len(ms); k++ {
			if before := part(e.text.Low, start, ms[k].start); strings.Count(before, ".m.") == 2 && (strings.HasSuffix(before, " on ") || strings.HasSuffix(before, "day, ") && contains(before, " on ")) {
				ms[k].hours = true
			}
		}
	}
	for k := from; k < len(ms); k++ {
		ms[k].line, ms[k].sentence = line, sentence
	}
	return ms
}

var (
	updateLabels = anyOf("更新日", "updated")
	dateLabels   = anyOf("掲載日", "公開日", "発表日", "発行日", "配信日", "公表日", "掲載]", "posted", "published", "date:")
)

// publication finds the notice's own printed date: the date its page gives it,
// the date of its heading, a date that stands alone above the text or is
// labelled so, else one that stands alone below it.
func (e *Entry) publication(ms []mention) jikenbo.Date {
	best, rank := -1, 0
	below := -1 // a date that stands alone below the text
	for i := range ms {
		m := &ms[i]
		if !m.full {
			continue
		}
		r := 0
		switch {
		case m.sentence == -1:
			l := e.text.Lines[e.page.Head]
			if _, _, ok := text.CaseNumber(e.str(l.Start, l.End)); !ok {
				continue // the day of an event, not of its announcement
			}
			r = 100 // the date of the heading
		case m.sentence == -2:
			r = 90
		default:
			s := e.page.Sentences[m.sentence]
			w := e.str(s.Start, s.End)
			around := len(w) - (m.end - m.start)
			low := e.text.Low[s.Start:s.End]
			labelled := around < 120 && e.holdsIn(m.sentence, low, dateLabels)
			m.ofPage = around < 120 && !labelled && e.holdsIn(m.sentence, low, updateLabels)
			switch {
			case e.zones[m.sentence] == headZone && m.ofPage:
				r = 35 // of the page: a letter on it may have a date of its own
			case m.ofPage:
				r = 25
			case e.zones[m.sentence] == headZone && labelled:
				r = 60
			case e.zones[m.sentence] == headZone && around <= 24 && !contains(w, "開催"):
				r = 50
			case e.zones[m.sentence] == headZone && m.start-s.Start <= 2 && !strings.HasSuffix(w, "。"):
				r = 40
			case e.zones[m.sentence] == headZone && !strings.HasSuffix(w, "。"):
				r = 30
			case labelled && m.sentence < len(e.page.Sentences):
				r = 25
			case around <= 8 && (m.sentence*3 > len(e.page.Sentences)*2 || e.signedBelow(m.sentence)):
				r = 20
				below = i
			case around <= 8 && m.sentence <= e.body+3:
				r = 15
			case e.credit(m):
				r = 18
				below = i
			case startsAny(part(e.text.Norm, m.tail, s.End), "付朝刊", "付夕刊", "付け朝刊", "付け夕刊", "朝刊", "夕刊", "配信", "掲載)", "公開)"):
				r = 22 // of a newspaper
			}
			r -= min(m.sentence, 9) * b2i(e.zones[m.sentence] == headZone) / 3
		}
		if r > rank {
			best, rank = i, r
		}
	}
	if best < 0 {
		return jikenbo.Date{}
	}
	if ms[best].ofPage && below >= 0 {
		best = below
	}
	m := ms[best]
	ms[best].ofPage = false
	d := valid(jikenbo.Date{Year: m.year, Month: m.month, Day: m.day})
	if !d.IsZero() {
		e.add("published", d, 0, e.span("published", m.start, m.end))
	}
	return d
}

// credit reports whether a full date stands in the last lines of the text in
// brackets with the name of a paper, or before a signature: (SecurityNote -
// 2025/04/15), 2024年8月30日 はなみずき耳鼻咽喉科医院 院長 蓮池亮.
func (e *Entry) credit(m *mention) bool {
	n := len(e.page.Sentences)
	s := e.page.Sentences[m.sentence]
	w := e.str(s.Start, s.End)
	if m.sentence*2 < n || len(w) > 150 || strings.HasSuffix(w, "。") || contains(w, "。") || e.tells(m.sentence, momentClass) || e.tells(m.sentence, reportClass) {
		return false
	}
	before, behind := part(e.text.Norm, s.Start, m.start), part(e.text.Norm, m.tail, s.End)
	if strings.HasPrefix(w, "(") || strings.HasPrefix(w, "[") {
		rest := strings.TrimSpace(behind)
		return len(before) <= 60 && (rest == ")" || rest == "]" || endsAny(rest, ")", "]") && len(rest) <= 40) && !e.has(w, "現在", "時点", "まで", "から", "~", "以降", "締切", "期限")
	}
	if strings.TrimSpace(before) != "" || !strings.HasPrefix(behind, " ") || !e.signed(behind) {
		return false
	}
	for k := m.sentence + 1; k < n; k++ {
		if w := e.words(k); len(w) > 150 || strings.HasSuffix(w, "。") || len(w) > 0 && e.page.Sentences[k].Heading && n-k > 6 {
			return false
		}
	}
	return n-m.sentence <= 8
}

// signed reports whether words end a letter: a name with its office.
func (e *Entry) signed(s string) bool {
	return e.has(s, "会社", "法人", "院長", "社長", "会長", "学長", "校長", "園長", "所長", "館長", "理事長", "市長", "町長", "村長", "知事", "代表", "責任者", "店長", "教育長", "局長", "部長", "課長", "事務局", "編集部", "記者", "広報", "組合", "協会", "病院", "医院", "大学", "高等学校", "役所", "役場", "一同")
}

// signedBelow reports whether there is nothing behind sentence i but the lines of
// a signature.
func (e *Entry) signedBelow(i int) bool {
	n := len(e.page.Sentences)
	for k := i + 1; k < n; k++ {
		if w := e.words(k); len(w) > 120 || strings.HasSuffix(w, "。") || e.page.Sentences[k].Heading {
			return false
		}
	}
	return i > 1 && i+1 < n && n-i <= 6
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
