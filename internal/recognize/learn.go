package recognize

import (
	"fmt"
	"slices"
	"strings"

	"jikenbo"
	"jikenbo/internal/classify"
	"jikenbo/internal/text"
)

// Lessons are what the models learn from, by the name of the model.
type Lessons map[string][]classify.Example

// Teach makes the recognizers read with other models and without the words that
// forget tells of, until restore is called. It is for cross-validation only:
// nothing may be read meanwhile by others.
func Teach(models *classify.Set, forget func(word string) bool) (restore func()) {
	full := lex
	lex = load(forget)
	taught, forgotten = models, forget
	return func() { lex, taught, forgotten = full, nil, nil }
}

// Searched gives a text as words are searched for in it.
func Searched(raw string) string { return text.New(raw).Low }

// Notice adds what a notice with its gold teaches. gold are its entries in the
// order of the text; a notice that is read as another number of entries
// teaches nothing.
func (l Lessons) Notice(group, raw string, gold []jikenbo.Case) {
	t := text.New(raw)
	entries := t.Entries()
	if len(entries) != len(gold) {
		return
	}
	for k := range entries {
		if gold[k].Kind == jikenbo.Incident {
			e := newEntry(t, &entries[k])
			e.unaided = true
			e.read()
			l.entry(group, e, &gold[k])
		}
	}
}

// entry labels the sentences of an entry: by what was read from them, where
// the gold agrees. What the gold has and nothing was read for may stand in any
// sentence, so nothing is learnt about it.
func (l Lessons) entry(group string, e *Entry, gold *jikenbo.Case) {
	stands := func(field string, start, end int) (values []any) {
		a, b := e.text.Span(start, end)
		for _, f := range e.found {
			if f.Field == field && slices.ContainsFunc(f.Spans, func(s jikenbo.Span) bool { return s.Start < b && s.End > a }) {
				values = append(values, f.Value)
			}
		}
		return values
	}
	var all []string
	for _, r := range gold.Responses {
		all = append(all, string(r))
	}
	for i, st := range e.sentences() {
		if !e.measured(i) {
			continue
		}
		x := classify.Example{Sentence: classify.Sentence{Text: e.words(i)}, Group: group}
		for _, v := range stands("responses", st.Start, st.End) {
			if code := string(v.(jikenbo.Response)); slices.Contains(all, code) {
				x.Labels = append(x.Labels, code)
			}
		}
		x.Not = all
		l["responses"] = append(l["responses"], x)
	}
	l.told(group, e, gold, stands)
	for _, it := range e.itemsAt {
		x := classify.Example{Sentence: it.words, Group: group}
		for code := range strings.SplitSeq(it.code(), ",") {
			if slices.Contains(gold.Items, jikenbo.Item(code)) {
				x.Not = append(x.Not, "leaked")
				if it.polarity == leaked {
					x.Labels = append(x.Labels, "leaked")
				}
			}
			if slices.Contains(gold.ItemsExcluded, jikenbo.Item(code)) {
				x.Not = append(x.Not, "excluded")
				if it.polarity == excluded {
					x.Labels = append(x.Labels, "excluded")
				}
			}
		}
		l["items"] = append(l["items"], x, bare(x))
	}
	for i := range e.sentences() {
		for k := range e.datesOf(i) {
			m := &e.datesOf(i)[k]
			if e.zones[i] != bodyZone || !m.spans() || m.date.Precision() < jikenbo.MonthOfYear {
				continue
			}
			x := classify.Example{Sentence: e.spanWords(i, k), Group: group}
			if slices.Contains(gold.Windows, m.period()) {
				x.Labels = append(x.Labels, "window")
			}
			if slices.ContainsFunc(gold.Timeline, func(h jikenbo.Happening) bool {
				return h.Kind == jikenbo.Intrusion && h.Date == m.date && (h.To == m.to || m.hours || m.openTo)
			}) {
				x.Labels = append(x.Labels, "attack")
			}
			l["windows"] = append(l["windows"], x, bare(x))
		}
	}
	slots := e.slots()
	for k, w := range slots {
		x := classify.Example{Sentence: w.words, Group: group}
		alone := true
		for j, o := range slots {
			alone = alone && (j == k || o.date.date != w.date.date)
		}
		for _, h := range gold.Timeline {
			if h.Date == w.date.date {
				x.Not = append(x.Not, string(h.Kind))
			}
		}
		if alone {
			x.Labels = x.Not
		} else {
			for _, v := range stands("timeline", w.start, w.end) {
				if h := v.(jikenbo.Happening); h.Date == w.date.date && slices.Contains(x.Not, string(h.Kind)) {
					x.Labels = append(x.Labels, string(h.Kind))
				}
			}
		}
		l["timeline"] = append(l["timeline"], x)
	}
}

// bare gives an example without what is known of its sentence: the words have
// to speak for themselves too.
func bare(x classify.Example) classify.Example {
	x.Marks = 0
	x.Weight = 0.5
	return x
}

// told labels the sentences that tell of the incident for the models that are
// asked where the lexicons found nothing.
func (l Lessons) told(group string, e *Entry, gold *jikenbo.Case, stands func(field string, start, end int) []any) {
	for i, st := range e.sentences() {
		if !e.told(i) {
			continue
		}
		label := func(field, unstated string, want ...string) {
			x := classify.Example{Sentence: classify.Sentence{Text: e.words(i)}, Group: group}
			for _, w := range want {
				if w == unstated {
					continue
				}
				x.Not = append(x.Not, w)
				if slices.ContainsFunc(stands(field, st.Start, st.End), func(v any) bool { return fmt.Sprint(v) == w }) {
					x.Labels = append(x.Labels, w)
				}
			}
			l[field] = append(l[field], x)
		}
		label("discovered_by", string(jikenbo.DiscovererUnstated), string(gold.DiscoveredBy))
		label("secondary_damage", string(jikenbo.DamageUnstated), string(gold.SecondaryDamage))
		if len(stands("leak", st.Start, st.End)) > 0 || !e.is(i, leakClass) {
			label("leak", string(jikenbo.LeakUnstated), string(gold.Leak))
		}
		var types []string
		for _, t := range gold.Types {
			types = append(types, string(t))
		}
		label("types", "", types...)
	}
}

// Sentence adds a labelled sentence: its codes with commas between them, or
// none, a tab, and the sentence. For the timeline the date in question stands
// in 〔 〕, for the items the item, for the windows the span. What the reader does not
// see teaches nothing: the model is never asked about it. The error says what is
// wrong with the line.
func (l Lessons) Sentence(name, line string) error {
	codes, sentence, ok := strings.Cut(line, "\t")
	if !ok || codes == "" || sentence == "" {
		return fmt.Errorf("want codes, tab, sentence: %q", line)
	}
	x := classify.Example{Group: line}
	if codes != "none" && codes != "other" || name == "leak" && codes == "none" {
		x.Labels = strings.Split(codes, ",")
	}
	if name != "timeline" && name != "items" && name != "windows" {
		t := text.New(sentence)
		x.Text = strings.ReplaceAll(strings.TrimSpace(t.Norm), "\n", " ")
		l[name] = append(l[name], x)
		return nil
	}
	before, rest, _ := strings.Cut(sentence, "〔")
	marked, behind, ok := strings.Cut(rest, "〕")
	if !ok {
		return fmt.Errorf("nothing in 〔 〕: %q", line)
	}
	const head = "経緯\n2024年4月1日、発生。\n" // for 同日 to follow
	t := text.New(head + before + marked + behind + "\n")
	entries := t.Entries()
	if len(entries) != 1 {
		return nil
	}
	e := newEntry(t, &entries[0])
	for i := range e.zones {
		e.zones[i] = bodyZone
		e.topics[i] = 0
	}
	from := len(head) + len(before)
	overlaps := func(start, end int) bool {
		a, b := t.Span(start, end)
		return a < from+len(marked) && b > from
	}
	if name == "timeline" {
		for _, w := range e.slots() {
			if overlaps(w.date.start, w.date.end) {
				x.Sentence = w.words
				l[name] = append(l[name], x)
				break
			}
		}
		return nil
	}
	for i := range e.sentences() {
		for k := range e.datesOf(i) {
			if m := &e.datesOf(i)[k]; name == "windows" && m.spans() && overlaps(m.start, m.end) {
				x.Sentence = e.spanWords(i, k)
				l[name] = append(l[name], x, bare(x))
				return nil
			}
		}
		for _, h := range e.of(i) {
			if name != "items" {
				break
			}
			if h.class() == itemClass && h.code() != "none" && overlaps(int(h.start), int(h.end)) {
				x.Sentence = e.itemSentence(i, h, unsaid)
				l[name] = append(l[name], x, bare(x))
				return nil
			}
		}
	}
	return nil
}
