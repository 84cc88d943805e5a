package recognize

import (
	"strings"

	"jikenbo"
)

// readEvent reads the name, the days and the address of an announced event.
func (e *Entry) readEvent() {
	if e.kind != jikenbo.EventKind {
		return
	}
	var ev jikenbo.Event
	var spans []jikenbo.Span
	s := e.text.Norm
	start, end := e.title[0], e.title[1]
	if start < end {
		for _, label := range []string{"[イベント]", "【イベント】", "[告知]", "【告知】", "【開催案内】", "【開催】", "[event]"} {
			if strings.HasPrefix(part(s, start, end), label) {
				start += len(label)
			}
		}
		for start < end && s[start] == ' ' {
			start++
		}
		if a := index(part(s, start, end), "「"); a >= 0 {
			if b := index(part(s, start+a, end), "」"); b > 0 && (a == 0 || e.has(part(s, start+a+b, end), "開催", "お知らせ", "案内")) {
				start, end = start+a+len("「"), start+a+b
			}
		}
		for _, tail := range []string{"のお知らせ", "を開催します", "を開催いたします", "開催のお知らせ", "のご案内", "開催のご案内", "について", "を開催", "が開催されます", "開催決定"} {
			if strings.HasSuffix(part(s, start, end), tail) {
				end -= len(tail)
			}
		}
		if k := strings.LastIndex(part(s, start, end), "("); k > 0 && strings.HasSuffix(part(s, start, end), ")") {
			end = start + k
		}
		for end > start && s[end-1] == ' ' {
			end--
		}
		if start < end {
			ev.Name = e.original(start, end)
			spans = append(spans, e.span("event-name", start, end))
		}
	}
	if m := e.eventDate(); m != nil {
		ev.From, ev.To = m.date, m.date
		if m.ranged {
			ev.To = m.to
		} else if m.sentence >= 0 { // 8月30日(金)、31日(土)
			for _, d := range e.datesOf(m.sentence) {
				if gap := strings.TrimSpace(part(s, m.tail, d.start)); d.start >= m.tail && d.start-m.tail <= 6 && (gap == "、" || gap == "・" || gap == "と" || gap == "") && d.date.Compare(ev.To) > 0 {
					ev.To = d.date
				}
			}
		}
		spans = append(spans, e.span("event-date", m.start, m.end))
		// 2023/3/16-17
		if !m.ranged && m.end+1 < len(s) && (s[m.end] == '-' || s[m.end] == '~') && isDigit(s[m.end+1]) {
			if d, j, ok := small(s, m.end+1); ok && d > m.date.Day && d <= 31 {
				ev.To.Day = d
				spans[len(spans)-1] = e.span("event-date", m.start, j)
			}
		}
	}
	for i, st := range e.sentences() {
		if e.zones[i] == footZone && ev.URL != "" {
			continue
		}
		low := e.text.Low[st.Start:st.End]
		if k := index(low, "http"); k >= 0 && contains(low[k:], "://") {
			from := st.Start + k
			to := from
			for to < st.End && s[to] > ' ' && s[to] < 0x7F && s[to] != ')' && s[to] != '>' && s[to] != '"' {
				to++
			}
			ev.URL = part(s, from, to)
			spans = append(spans, e.span("event-url", from, to))
			break
		}
	}
	if ev != (jikenbo.Event{}) {
		e.add("event", ev, 0, spans...)
	}
}

// eventDate finds the date an event is held: in its title, behind a label, or
// the first one in the text.
func (e *Entry) eventDate() *mention {
	var first *mention
	for k := range e.dates {
		m := &e.dates[k]
		if m.sentence == -1 && m.start >= e.page.Start && m.date.Precision() == jikenbo.DayOfMonth {
			return m
		}
	}
	for i, st := range e.sentences() {
		ds := e.datesOf(i)
		for k := range ds {
			m := &ds[k]
			if m.date.Precision() != jikenbo.DayOfMonth || m.word != "" {
				continue
			}
			before := part(e.text.Norm, st.Start, m.start)
			if e.has(before, "日時", "期間", "開催日", "会期", "日程", "と き", "とき", "期日") {
				return m
			}
			if first == nil {
				first = m
			}
		}
	}
	return first
}
