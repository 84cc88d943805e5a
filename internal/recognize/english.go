package recognize

import (
	_ "embed" // the patterns
	"fmt"
	"slices"
	"strings"
)

// English says one thing in many forms: we notified the affected customers;
// letters have been mailed; individuals are being contacted. A row of
// english.tsv is a pattern of such a clause, made of words in all their
// inflections and of gaps. What it matches is a word of a lexicon to the
// recognizers, as if it stood in that lexicon.
//
//go:embed english.tsv
var englishFile string

// clausePattern is a row of english.tsv.
type clausePattern struct {
	term   int32 // index in lexicon.terms
	class  class
	fact   bool // it states a fact by itself: confirmed
	orders bool // it has somebody do something: prompt, require
	notice bool // those concerned are told
	steps  []clauseStep
}

// clauseStep is one element of a pattern: one of some words, at most gap other
// words behind the step before.
type clauseStep struct {
	words map[string]wordForm
	gap   int
	verb  bool
}

// wordForm tells which forms of a verb a word may be.
type wordForm uint8

const (
	otherForm  wordForm = 1 << iota // a base form, a noun
	gerund                          // …ing
	participle                      // of the past; as a rule the past, too
	passive                         // a participle behind a form of to be, nothing else
)

// englishWord is a word of a sentence: the range of it, in lower case.
type englishWord struct {
	text       string
	start, end int
	broken     bool // a clause may end before it: a comma, a bracket, a semicolon
	ended      bool // a clause does end before it
}

// patterns are the rows of english.tsv by the words of their first step.
var patterns map[string][]*clausePattern

// addPatterns adds the patterns to the terms of a lexicon, behind those it searches for.
func (l *lexicon) addPatterns() {
	l.clauses = len(l.terms)
	patterns = map[string][]*clausePattern{}
	groups := map[string]string{}
	for n, line := range strings.Split(englishFile, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if name, ok := strings.CutPrefix(fields[0], "@"); ok && len(fields) == 2 {
			groups[name] = expand(fields[1], groups)
			continue
		}
		c := slices.Index(classFiles[:], fields[0])
		if len(fields) != 3 || c < 0 {
			panic(fmt.Sprintf("english.tsv: row %d: want class, tab, meaning, tab, pattern: %q", n+1, line))
		}
		p := &clausePattern{term: int32(len(l.terms)), class: class(c), fact: fields[1] == "confirmed"}
		gap := 0
		for w := range strings.FieldsSeq(fields[2]) {
			if strings.HasPrefix(w, "_") {
				gap = int(w[1] - '0')
				continue
			}
			s := clauseStep{gap: gap, words: map[string]wordForm{}}
			gap = 0
			for alt := range strings.SplitSeq(expand(w, groups), "|") {
				switch {
				case alt[0] == '=':
					s.verb = true
					forms := map[string]wordForm{}
					conjugate(forms, alt[1:])
					for w, form := range forms {
						if form&participle != 0 && s.words[w] == 0 {
							s.words[w] = passive
						}
					}
				case alt[0] == '~':
					s.verb = true
					conjugate(s.words, alt[1:])
				case alt[0] == '%':
					s.words[alt[1:]] |= otherForm
					s.words[plural(alt[1:])] |= otherForm
				default:
					s.words[alt] |= otherForm
				}
			}
			p.steps = append(p.steps, s)
		}
		if len(p.steps) == 0 {
			panic(fmt.Sprintf("english.tsv: row %d: an empty pattern", n+1))
		}
		k := slices.Index(l.names, fields[1])
		if k < 0 {
			k = len(l.names)
			l.names = append(l.names, fields[1])
		}
		l.terms = append(l.terms, term{text: "(" + fields[2] + ")", code: fields[1], class: p.class})
		l.codes = append(l.codes, strings.Split(fields[1], ","))
		l.named = append(l.named, uint16(k))
		l.topics = append(l.topics, 0)
		p.notice = fields[1] == "notified" || fields[1] == "individual-notice"
		p.orders = p.steps[0].words["prompt"] != 0
		for w := range p.steps[0].words {
			patterns[w] = append(patterns[w], p)
		}
	}
}

// expand puts the words of a group in the place of its name.
func expand(s string, groups map[string]string) string {
	var out []string
	for alt := range strings.SplitSeq(s, "|") {
		if name, ok := strings.CutPrefix(alt, "@"); ok {
			words, known := groups[name]
			if !known {
				panic("english.tsv: no group " + alt)
			}
			alt = words
		}
		out = append(out, alt)
	}
	return strings.Join(out, "|")
}

// irregular verbs: base, past, past participle.
var irregular = func() map[string][2]string {
	m := map[string][2]string{}
	for row := range strings.SplitSeq(`become became become;begin began begun;break broke broken;bring brought brought;build built built;catch caught caught;come came come;cut cut cut;do did done;fall fell fallen;find found found;get got got;give gave given;go went gone;hear heard heard;hold held held;keep kept kept;know knew known;lead led led;learn learned learnt;leave left left;lock locked locked;lose lost lost;make made made;meet met met;overwrite overwrote overwritten;pay paid paid;put put put;read read read;rebuild rebuilt rebuilt;reset reset reset;run ran run;say said said;see saw seen;sell sold sold;send sent sent;set set set;shut shut shut;speak spoke spoken;spend spent spent;steal stole stolen;take took taken;teach taught taught;tell told told;withdraw withdrew withdrawn;write wrote written`, ";") {
		f := strings.Fields(row)
		m[f[0]] = [2]string{f[1], f[2]}
	}
	return m
}()

var doubling = []string{"stop", "drop", "ship", "scan", "step", "log", "shut", "cut", "put", "set", "begin", "reset", "submit", "commit", "occur", "transfer", "spot", "unplug", "plan", "equip", "run", "get", "snap", "tip"}

// conjugate adds all forms of a verb.
func conjugate(forms map[string]wordForm, base string) {
	stem, last := base, base
	switch {
	case slices.Contains(doubling, base):
		last = base + base[len(base)-1:]
	case strings.HasSuffix(base, "e") && !strings.HasSuffix(base, "ee"):
		last = base[:len(base)-1]
	}
	past := last + "ed"
	if strings.HasSuffix(base, "y") && !strings.ContainsRune("aeou", rune(base[len(base)-2])) {
		past = base[:len(base)-1] + "ied"
	}
	if strings.HasSuffix(base, "ee") {
		past = base + "d"
	}
	forms[stem] |= otherForm
	forms[plural(stem)] |= otherForm
	forms[last+"ing"] |= gerund
	if odd, ok := irregular[base]; ok {
		forms[odd[0]] |= otherForm
		forms[odd[1]] |= participle
		if odd[0] == "learned" {
			forms[odd[0]] |= participle
		}
		return
	}
	forms[past] |= participle
}

// plural gives the plural of a noun, which is also the third person of a verb.
func plural(s string) string {
	switch {
	case strings.HasSuffix(s, "y") && len(s) > 1 && !strings.ContainsRune("aeou", rune(s[len(s)-2])):
		return s[:len(s)-1] + "ies"
	case endsAny(s, "s", "x", "z", "ch", "sh"):
		return s + "es"
	}
	return s + "s"
}

// loose are the words that may stand anywhere inside a pattern.
var loose = wordMap("the a an our its their his her all any each this that these those also then immediately promptly subsequently successfully already now has have had having been be being was were is are both of to")

// barring are the words that begin a clause of their own, or name who did it.
var barring = wordMap("by who whom whose which that because after when while but if since although where so")

var toBe = wordMap("be been being was were is are get got")

func wordMap(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// readEnglish adds what the patterns of clauses match in the English sentences
// to the words found.
func (e *Entry) readEnglish() {
	type place struct {
		sentence int
		hit      hit
	}
	var more []hit
	var added []place
	words := e.english
	for i, st := range e.page.Sentences {
		if !e.shows(i, englishMark) {
			continue
		}
		words = e.wordsOf(words[:0], st.Start, st.End)
		more = e.matches(more[:0], words)
		for _, h := range more {
			if !slices.ContainsFunc(e.of(i), func(o hit) bool {
				return o.of == h.of && o.start < h.end && h.start < o.end && lex.named[o.term] == lex.named[h.term]
			}) {
				added = append(added, place{i, h})
			}
		}
	}
	e.english = words
	if len(added) == 0 {
		return
	}
	old := slices.Clone(e.hits)
	e.hits = e.hits[:0]
	for i := range e.page.Sentences {
		own := old[e.first[i]:e.first[i+1]]
		e.first[i] = int32(len(e.hits))
		e.hits = append(e.hits, own...)
		for len(added) > 0 && added[0].sentence == i {
			if h := added[0].hit; h.of == momentClass && h.code() == "discovered" { // the breach was identified
				from := int(e.first[i])
				e.hits = append(e.hits[:from], slices.DeleteFunc(e.hits[from:], func(o hit) bool {
					return o.of == momentClass && o.start >= h.start && o.end <= h.end && o.code() == "identified"
				})...)
			}
			e.hits = append(e.hits, added[0].hit)
			e.classes[i] |= 1 << added[0].hit.of
			added = added[1:]
		}
		slices.SortStableFunc(e.hits[e.first[i]:], func(a, b hit) int { return int(a.start - b.start) })
	}
	e.first[len(e.page.Sentences)] = int32(len(e.hits))
}

// wordsOf appends the English words of a range.
func (e *Entry) wordsOf(words []englishWord, start, end int) []englishWord {
	low := e.text.Low
	broken, ended := false, false
	for at := start; at < end; {
		c := low[at]
		if !letter(c) && !isDigit(c) {
			switch c {
			case ',', '(', ')', '"':
				broken = true
			case ';', ':', '.', '?', '!', '|':
				ended = true
			}
			at++
			continue
		}
		to := at
		for to < end && (letter(low[to]) || isDigit(low[to]) || to+1 < end && (low[to] == '-' || low[to] == '\'' || low[to] == ',' && isDigit(low[to-1])) && (letter(low[to+1]) || isDigit(low[to+1]))) {
			to++
		}
		w := englishWord{text: low[at:to], start: at, end: to, broken: broken, ended: ended}
		words = append(words, w)
		broken, ended = false, false
		at = to
	}
	return words
}

// matches appends what the patterns match, the longest where several of one
// meaning begin at a word.
func (e *Entry) matches(out []hit, words []englishWord) []hit {
	for k := range words {
		for _, p := range patterns[words[k].text] {
			last, verb := p.match(words, k)
			if last < 0 || !p.holds(words, k, last) {
				continue
			}
			from := k
			if p.class == leakClass || p.class == damageClass {
				from = verb // what doubts or denies it stands before
			}
			h := hit{int32(words[from].start), int32(words[last].end), p.term, p.class}
			if n := slices.IndexFunc(out, func(o hit) bool {
				return o.of == h.of && lex.named[o.term] == lex.named[h.term] && o.start < h.end && h.start < o.end
			}); n >= 0 {
				continue
			}
			out = append(out, h)
		}
	}
	return out
}

// match gives the index of the last word of a pattern that begins at word k, -1
// if it does not match, and that of its first verb.
func (p *clausePattern) match(words []englishWord, k int) (last, verb int) {
	verb = k
	at := k
	seen := false
	for n := range p.steps {
		s := &p.steps[n]
		found := -1
		for skipped := 0; at < len(words) && (at == k || !words[at].ended); at++ {
			if form, ok := s.words[words[at].text]; ok && (form != passive || behindToBe(words, at) || n > 0 && p.class != leakClass && clipped(words, at)) {
				found = at
				break
			}
			if n == 0 {
				return -1, 0
			}
			if w := words[at].text; barring[w] {
				return -1, 0
			} else if !loose[w] {
				if skipped++; skipped > s.gap {
					return -1, 0
				}
			}
		}
		if found < 0 {
			return -1, 0
		}
		if s.verb && !seen {
			verb, seen = found, true
		}
		last = found
		at = found + 1
	}
	return last, verb
}

// behindToBe reports whether a form of to be stands before word k, adverbs aside.
func behindToBe(words []englishWord, k int) bool {
	for n := k - 1; n >= 0 && n >= k-4; n-- {
		if toBe[words[n].text] {
			return true
		}
		if t := words[n].text; !strings.HasSuffix(t, "ly") && t != "not" && t != "also" && t != "since" && t != "all" && t != "then" && t != "now" && t != "individually" && t != "both" {
			return false
		}
	}
	return false
}

// clipped reports whether a participle at word k ends a clause without its form of
// to be, as in rows of a chronology: flaw corrected; clubs notified by e-mail.
func clipped(words []englishWord, k int) bool {
	if k+1 == len(words) || words[k+1].ended || words[k+1].broken {
		return true
	}
	switch words[k+1].text {
	case "by", "and", "from", "on", "at", "to", "for", "with", "in":
		return true
	}
	return false
}

var (
	denying   = wordMap("not no never neither nor without unable cannot didn't don't doesn't isn't aren't wasn't weren't hasn't haven't couldn't won't failed fail fails nobody none unless delay delays delayed lack lacking neglected neglect")
	supposed  = wordMap("if whether unless please you your should you'll")
	coming    = wordMap("will shall would plan plans intend intends can could may might should must expect expects until before")
	astray    = wordMap("mistakenly inadvertently accidentally wrongly incorrectly erroneously unintentionally wrong unintended mistake error incorrect fraudulent phishing scam fake spam suspicious attackers criminals hackers intruders perpetrators extortionists gang itself themselves")
	unrelated = wordMap("connected related affiliated associated employed")
	urging    = wordMap("recommend recommends encourage encourages")
	starting  = wordMap("began begun begin started start able managed decided continued had")
)

// holds reports whether the clause of a match states it: what is denied,
// supposed or, of a dated happening, still to come is none.
func (p *clausePattern) holds(words []englishWord, first, last int) bool {
	dated := p.class == momentClass || p.class == damageClass
	switch {
	case p.class == momentClass, p.class == responseClass, p.class == reportClass, p.class == typeClass, p.class == damageClass && p.fact:
	default:
		return true
	}
	refused := func(w string) bool {
		return denying[w] || supposed[w] || dated && coming[w]
	}
	for n := first + 1; n < last; n++ {
		w := words[n].text
		if w == "not" && unrelated[words[n+1].text] { // a person not connected with us
			continue
		}
		if denying[w] || dated && coming[w] && w != "before" && w != "until" && !(w == "may" && inMay(words, n)) || w == "should" && p.class == responseClass && words[n+1].text == "have" {
			return false
		}
	}
	if p.class == momentClass && lex.codes[p.term][0] == "contained" && first > 0 { // the recipients have deleted it
		for n := first - 1; n >= 0 && n >= first-3 && !words[n+1].ended; n-- {
			if t := words[n].text; t == "they" || t == "recipients" || t == "recipient" {
				return false
			}
		}
	}
	if p.notice {
		for n := max(0, first-2); n <= last; n++ {
			if astray[words[n].text] {
				return false
			}
		}
	}
	if (p.class == responseClass || p.class == momentClass) && !p.orders && advises(words, first, last) {
		return false
	}
	if p.class == responseClass && lex.codes[p.term][0] == "training" && othersStaff(words, first, last) {
		return false
	}
	for n := first; n > 0 && n > first-6; n-- {
		if words[n].ended || words[n].broken {
			break
		}
		w := words[n-1].text
		if w == "that" || w == "who" || w == "and" || w == "but" {
			break
		}
		if refused(w) && !(w == "may" && inMay(words, n-1)) {
			return false
		}
		if n == first && w == "to" && p.class == momentClass && p.steps[0].verb && (n < 2 || !starting[words[n-2].text]) && words[n].text != plural(words[n].text) {
			if form := p.steps[0].words[words[n].text]; form&(participle|gerund) == 0 {
				return false
			}
		}
	}
	return true
}

// headingForms are words that make out what an English heading or question
// announces, the first that fits: it has one of both sets.
var headingForms = []struct {
	words wordSet
	and   wordSet
	topic topic
}{
	{anyOf("authorit", "regulator", "commission", "police", "law enforcement", "supervisory"), anyOf("report", "notif", "contact", "inform", "consult", "communicat", "cooperat"), authority},
	{anyOf("was this reported", "have you reported", "has this been reported", "has it been reported"), anyOf(" "), authority},
	{anyOf("not affected", "not involved", "not concerned", "not included", "not contained"), anyOf(" "), notItems},
	{anyOf("how many", "whose data", "whose information", "who is affected", "who was affected", "persons concerned", "people concerned", "customers concerned", "number of"), anyOf(" "), counting | itemizing},
	{anyOf("could be seen", "could be viewed", "was seen", "was exposed", "were exposed", "was taken", "what data", "which data", "which information", "data concerned", "categories of data", "data categories", "data and persons", "kinds of data", "was in the file", "was on the", "is on page"), anyOf(" "), itemizing},
	{anyOf("misuse", "likely consequences", "harm", "secondary damage"), anyOf("misuse", "has ", "was ", "consequences", "harm", "damage"), damaging},
	{anyOf("went wrong", "what happened", "when did", "how did", "how was it", "how was this", "discovery", "nature of the breach", "how it came"), anyOf(" "), course},
	{anyOf("prevent", "happen again", "from happening", "recurrence"), anyOf(" "), prevent},
	{anyOf("what are we doing", "what we are doing", "what we will do", "what are you doing", "what have you done", "what did you do", "what did we do", "measures taken", "steps taken", "action taken", "what is being done", "what has been done"), anyOf(" "), respond},
}

// englishHeading gives what an English heading announces; own is what its words in
// the lexicon say. A sentence that has such a word in it is a title: extortion gang
// makes contact.
func (e *Entry) englishHeading(i int, own topic) topic {
	st := e.page.Sentences[i]
	low := e.text.Low[st.Start:st.End]
	for _, f := range headingForms {
		if e.holds(low, f.words) && e.holds(low, f.and) {
			return f.topic | own&(faq|itemizing|counting)
		}
	}
	if len(low) > 48 {
		own &^= contacting | business | elsewhere
	}
	return own
}

// othersStaff reports whether it is another's staff that is to be trained: we have
// requested the vendor to educate its staff.
func othersStaff(words []englishWord, first, last int) bool {
	own := false
	for n := first; n <= last; n++ {
		own = own || words[n].text == "its" || words[n].text == "their"
	}
	for n := first - 1; own && n >= 0 && n > first-8; n-- {
		switch words[n].text {
		case "request", "requested", "ask", "asked", "instructed", "required", "urged", "demanded":
			return true
		}
	}
	return false
}

// services are what suppliers do, as participles.
var services = wordMap("printed posted mailed handled processed maintained administered delivered stored kept serviced operated built designed prepared dispatched despatched fulfilled supported provided hosted managed run supplied developed archived scanned shredded collected translated packed shipped entrusted outsourced commissioned subcontracted contracted")

// suppliedBy reports whether the English words before a name make it a supplier: are
// printed and posted by, the management of which we had entrusted to.
func suppliedBy(before string) bool {
	words := strings.Fields(strings.ToLower(before[max(0, len(before)-60):]))
	if n := len(words); n < 2 || words[n-1] != "by" && words[n-1] != "to" && words[n-1] != "with" && words[n-1] != "from" {
		return false
	} else if last := words[n-2]; words[n-1] == "by" {
		return services[last] && (n < 3 || words[n-3] != "investigation")
	} else if words[n-1] == "to" {
		return last == "entrusted" || last == "outsourced" || last == "outsource" || last == "subcontracted" || last == "commissioned" || last == "contracted" || last == "delegated"
	} else {
		return last == "contract" || last == "contracted" || last == "leased" || last == "licensed" || last == "rented"
	}
}

// inMay reports whether the word "may" at k is the month: 3 May 2024.
func inMay(words []englishWord, k int) bool {
	return k > 0 && isDigit(words[k-1].text[0]) || k+1 < len(words) && isDigit(words[k+1].text[0])
}

// advises reports whether a clause asks something of its readers: please reset,
// you should, your password.
func advises(words []englishWord, first, last int) bool {
	for n := first; n <= last; n++ {
		if words[n].text == "your" {
			return true
		}
	}
	for n := first; n >= 0; n-- {
		if n < first && urging[words[n].text] {
			return true
		}
		switch words[n].text {
		case "please":
			return true
		case "you":
			return n+1 < len(words) && (words[n+1].text == "should" || words[n+1].text == "can" || words[n+1].text == "may" || words[n+1].text == "could") ||
				n > 1 && (urging[words[n-1].text] || urging[words[n-2].text])
		}
		if words[n].ended {
			break
		}
	}
	return false
}
