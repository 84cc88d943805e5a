package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	ical "github.com/arran4/golang-ical"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/feed"
)

// eventRoutes are the addresses of the calendar.
func (s *Server) eventRoutes() {
	s.page("GET /events", s.eventsPage)
	s.page("GET /events.ics", s.calendar)
	s.page("GET /events/{sha}/{file}", s.eventFile)
}

// gathering is an announced event with the entry that announces it.
type gathering struct {
	jikenbo.Event
	Ref       jikenbo.EntryRef
	Published jikenbo.Date
}

// Read is the address of the entry that announces it, beside what was read.
func (g gathering) Read() string { return entryAddress(g.Ref) }

// File is the address of its file for calendars, "" where no day is stated.
func (g gathering) File() string {
	if first, _ := g.days(); first.IsZero() {
		return ""
	}
	return "/events/" + g.Ref.Notice + "/" + strconv.Itoa(g.Ref.Entry) + ".ics"
}

// days gives the first and the last day, the zero Date where they are not both
// known to the day.
func (g gathering) days() (first, last jikenbo.Date) {
	first, last = g.From, g.To
	if last.IsZero() {
		last = first
	}
	if first.Precision() != jikenbo.DayOfMonth || last.Precision() != jikenbo.DayOfMonth || !first.Valid() || !last.Valid() || last.Before(first) {
		return jikenbo.Date{}, jikenbo.Date{}
	}
	return first, last
}

// over reports whether all of it was before the day. What is not dated is not
// over.
func (g gathering) over(today jikenbo.Date) bool {
	last := g.To
	if last.IsZero() {
		last = g.From
	}
	return last.Before(today)
}

// agenda is the events of one month.
type agenda struct {
	Month  jikenbo.Date // the zero Date: none is stated
	Events []gathering
}

const eventsShown = 1000 // that have been announced last

// gatherings are the announced events by their day, each once however many
// notices announce it; those without a day last.
func (s *Server) gatherings(r *http.Request) ([]gathering, error) {
	var all []gathering
	for e, err := range s.book.Entries(r.Context(), jikenbo.EventKind) {
		if err != nil {
			return nil, err
		}
		if e.Case.Event == nil {
			continue
		}
		g := gathering{*e.Case.Event, e.Ref, e.Case.Published}
		if g.Name == "" {
			g.Name = e.Case.Title
		}
		if slices.ContainsFunc(all, func(x gathering) bool { return x.Name == g.Name && x.From == g.From && x.To == g.To }) {
			continue // announced again; the newest announcement came first
		}
		if all = append(all, g); len(all) == eventsShown {
			break
		}
	}
	slices.SortStableFunc(all, func(a, b gathering) int {
		if a.From.IsZero() != b.From.IsZero() {
			if a.From.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To), cmp.Compare(a.Name, b.Name))
	})
	return all, nil
}

// eventsPage is the agenda: what comes, or what is over.
func (s *Server) eventsPage(w http.ResponseWriter, r *http.Request) error {
	all, err := s.gatherings(r)
	if err != nil {
		return err
	}
	var data struct {
		Past           bool
		Coming, Passed int
		Months         []agenda
		Today          jikenbo.Date
	}
	data.Today = jikenbo.DateOf(s.now())
	data.Past = r.URL.Query().Get("when") == "past"
	if data.Past {
		slices.Reverse(all)
	}
	for _, g := range all {
		past := g.over(data.Today)
		if past {
			data.Passed++
		} else {
			data.Coming++
		}
		month := jikenbo.Date{Year: g.From.Year, Month: g.From.Month}
		switch {
		case past != data.Past:
		case len(data.Months) == 0 || data.Months[len(data.Months)-1].Month != month:
			data.Months = append(data.Months, agenda{Month: month})
			fallthrough
		default:
			m := &data.Months[len(data.Months)-1]
			m.Events = append(m.Events, g)
		}
	}
	p := s.newPage(r, "予定", "Events")
	p.Data = data
	return s.render(w, r, http.StatusOK, "events", p)
}

// Days words the days of an event that has one, within its month: 16（木）–17（金）.
func (p *page) Days(g gathering) string {
	day := func(d, shown jikenbo.Date) string {
		if d.Precision() != jikenbo.DayOfMonth {
			return d.String()
		}
		w, _ := d.Weekday()
		s := strconv.Itoa(d.Day)
		if d.Year != shown.Year || d.Month != shown.Month {
			s = d.String()
		}
		if p.Lang == "ja" {
			return s + "（" + string([]rune("日月火水木金土")[w]) + "）"
		}
		return w.String()[:3] + " " + s
	}
	s := day(g.From, g.From)
	if !g.To.IsZero() && g.To != g.From {
		s += "–" + day(g.To, g.From)
	}
	return s
}

// Month words a month, or a year where that is all that is stated.
func (p *page) Month(d jikenbo.Date) string {
	if d.IsZero() {
		return p.T("日の記載なし", "No day stated")
	}
	if d.Month == 0 {
		return p.T("%d年", "%d", d.Year)
	}
	if p.Lang == "ja" {
		return strconv.Itoa(d.Year) + "年" + strconv.Itoa(d.Month) + "月"
	}
	return time.Month(d.Month).String() + " " + strconv.Itoa(d.Year)
}

// calendar is all events that have days, for programs that subscribe to it.
func (s *Server) calendar(w http.ResponseWriter, r *http.Request) error {
	all, err := s.gatherings(r)
	if err != nil {
		return err
	}
	return s.sendCalendar(w, r, "jikenbo.ics", all)
}

// eventFile is one event as a file for calendars.
func (s *Server) eventFile(w http.ResponseWriter, r *http.Request) error {
	file, ok := strings.CutSuffix(r.PathValue("file"), ".ics")
	if !ok {
		return jikenbo.ErrNotFound
	}
	e, err := s.entryAt(r, r.PathValue("sha"), file)
	if err != nil {
		return err
	}
	if e.Case.Event == nil {
		return jikenbo.ErrNotFound
	}
	g := gathering{*e.Case.Event, e.Ref, e.Case.Published}
	g.Name = cmp.Or(g.Name, e.Case.Title)
	if first, _ := g.days(); first.IsZero() {
		return &refusal{http.StatusNotFound, "この予定には日の記載がないため、.ics はありません。", "The event states no day, so there is no .ics file of it."}
	}
	return s.sendCalendar(w, r, "jikenbo-"+e.Ref.Notice[:8]+"-"+file+".ics", []gathering{g})
}

// sendCalendar answers with events as whole days (RFC 5545). Those without
// days are left out. The time stamp of an event is the day of its announcement,
// so that the same casebook gives the same calendar.
func (s *Server) sendCalendar(w http.ResponseWriter, r *http.Request, name string, events []gathering) error {
	cal := ical.NewCalendarFor("jikenbo")
	cal.SetMethod(ical.MethodPublish)
	cal.SetXWRCalName("事件簿 jikenbo")
	for _, g := range events {
		first, last := g.days()
		if first.IsZero() {
			continue
		}
		e := cal.AddEvent(g.Ref.Notice + "-" + strconv.Itoa(g.Ref.Entry) + "@jikenbo")
		stamp := g.Published
		if stamp.Precision() != jikenbo.DayOfMonth {
			stamp = first
		}
		e.SetDtStampTime(midnight(stamp))
		e.SetAllDayStartAt(midnight(first))
		e.SetAllDayEndAt(midnight(last.AddDays(1))) // the first day after it
		e.SetSummary(feed.OneLine(g.Name))
		if address := webAddress(g.URL); address != "" {
			e.SetURL(address)
		}
	}
	sendFile(w, r, "text/calendar", `inline; filename="`+name+`"`, []byte(cal.Serialize(ical.WithNewLineWindows)))
	return nil
}

func midnight(d jikenbo.Date) time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// entryAddress is the page of an entry that is no incident.
func entryAddress(ref jikenbo.EntryRef) string {
	return "/notes/" + ref.Notice + "/" + strconv.Itoa(ref.Entry)
}

// entryAt finds the entry of an address.
func (s *Server) entryAt(r *http.Request, sha, entry string) (casebook.Entry, error) {
	n, err := strconv.Atoi(entry)
	if err != nil || n < 1 || len(sha) != 64 {
		return casebook.Entry{}, jikenbo.ErrNotFound
	}
	return s.book.Entry(r.Context(), sha, n)
}

// Site is the address of the organizer, "" where it is none of the web.
func (g gathering) Site() string { return webAddress(g.URL) }

// webAddress gives an address of the web as it may stand in a link, "" for
// anything else.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || len(s) > 2000 {
		return ""
	}
	return u.String()
}
