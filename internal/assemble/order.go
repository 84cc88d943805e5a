package assemble

import (
	"bytes"
	"cmp"
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strings"

	"jikenbo"
)

// Sort orders accounts as they were published: by day, on one day by stage,
// then by the ordinal in the title (第2報), then by the last day they tell of.
// The order is total and does not depend on the order they come in.
//
// An account that is not dated to the day has its place within the span in
// which it must have come out: a month, or all time up to the day it was
// found. It stands at the end of that span, but before every account of a later
// stage: an undated 第一報 comes before the 最終報, whenever it was found. A
// notice that does not say which it is (stage only) is not moved by that.
func Sort(accounts []jikenbo.Account) {
	if len(accounts) < 2 {
		return
	}
	places := seat(accounts)
	sorted := make([]jikenbo.Account, len(accounts))
	for i, p := range places {
		sorted[i] = accounts[p.at]
	}
	copy(accounts, sorted)
}

// until gives the first n accounts as they were when no other had come out.
func until(sorted []jikenbo.Account, heirs []int, n int) []jikenbo.Account {
	out := slices.Clone(sorted[:n])
	for i := range out {
		out[i].Replaced = sorted[i].Replaced && heirs[i] < n
	}
	return out
}

// place is where an account stands among the accounts of its incident.
type place struct {
	at      int // index of the account as given
	day     int // YYYYMMDD, the last on which it can have come out
	rank    int // of the stage
	ordinal int // 第2報: 2; 0 where none is stated
	open    int // 1 if it is not dated to the day
	first   int // the first and the last day on which it can have come out, by its date alone
	last    int
	told    int // the last day it tells of
}

// equal reports whether neither place is before the other: the same day, the
// same stage, and no ordinals that tell them apart.
func (p place) equal(q place) bool {
	return p.day == q.day && p.rank == q.rank && (p.ordinal == q.ordinal || p.ordinal == 0 || q.ordinal == 0)
}

// seat gives the places of accounts in their order.
func seat(accounts []jikenbo.Account) []place {
	places := make([]place, len(accounts))
	loose := false
	for i := range accounts {
		places[i] = placeOf(&accounts[i])
		places[i].at = i
		loose = loose || places[i].open > 0
	}
	for i := range places {
		p := &places[i]
		if !loose || p.open == 0 || accounts[i].Case.Stage == jikenbo.OnlyStage || accounts[i].Case.Stage == "" {
			continue
		}
		for _, q := range places {
			if cmp.Or(cmp.Compare(q.rank, p.rank), cmp.Compare(q.ordinal, p.ordinal)) > 0 {
				p.day = min(p.day, q.last)
			}
		}
		p.day = max(p.day, p.first)
	}
	slices.SortFunc(places, func(p, q place) int {
		a, b := &accounts[p.at], &accounts[q.at]
		c := cmp.Or(cmp.Compare(p.day, q.day), cmp.Compare(p.rank, q.rank), cmp.Compare(p.ordinal, q.ordinal),
			cmp.Compare(p.open, q.open), cmp.Compare(p.last, q.last), cmp.Compare(p.told, q.told))
		if c == 0 && a.Replaced != b.Replaced {
			c = 1
			if a.Replaced {
				c = -1
			}
		}
		if c == 0 {
			c = cmp.Or(strings.Compare(a.Notice, b.Notice), cmp.Compare(a.Entry, b.Entry))
		}
		if c == 0 && p.at != q.at {
			c = byContent(a, b)
		}
		return c
	})
	return places
}

func placeOf(a *jikenbo.Account) place {
	known := a.Known
	if known.IsZero() {
		known = a.Case.Published
	}
	var p place
	p.first, p.last = bounds(known)
	if a.Case.Published.IsZero() {
		p.first = 0 // found that day, published any day before
	}
	p.day = p.last
	for _, h := range a.Case.Timeline {
		day, _ := bounds(h.Date)
		p.told = max(p.told, day)
	}
	if p.first < p.last {
		p.open = 1
	}
	switch a.Case.Stage {
	case jikenbo.FirstStage:
		p.ordinal = 1
	case jikenbo.UpdateStage:
		p.rank, p.ordinal = 1, ordinal(a.Case.Title)
	case jikenbo.FinalStage:
		p.rank, p.ordinal = 2, ordinal(a.Case.Title)
	}
	return p
}

// bounds gives the first and the last day of a date as YYYYMMDD.
func bounds(d jikenbo.Date) (first, last int) {
	n := d.Year*10000 + d.Month*100 + d.Day
	switch d.Precision() {
	case jikenbo.NoDate:
		return 0, math.MaxInt
	case jikenbo.YearOnly:
		return n, n + 1231
	case jikenbo.MonthOfYear:
		return n, n + 31
	}
	return n, n
}

// byContent orders accounts that are of one entry by what they say: it decides
// only where one entry is given twice in different readings.
func byContent(a, b *jikenbo.Account) int {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	if errX != nil || errY != nil {
		return 0
	}
	return bytes.Compare(x, y)
}

var numbered = regexp.MustCompile(`第\s*([0-9０-９〇一二三四五六七八九十]{1,3})\s*[報回信]`)

// ordinal reads the number of a report in a title: 第2報, 第三報, 第４回. It is 0
// where there is none.
func ordinal(title string) int {
	m := numbered.FindStringSubmatch(title)
	if m == nil {
		return 0
	}
	tens, n := 0, 0
	for _, r := range m[1] {
		switch {
		case r == '十':
			tens, n = 10*max(n, 1), 0
		case r >= '０' && r <= '９':
			n = 10*n + int(r-'０')
		case r >= '0' && r <= '9':
			n = 10*n + int(r-'0')
		default:
			n = 10*n + slices.Index(kanjiDigits, r)
		}
	}
	return tens + n
}

var kanjiDigits = []rune("〇一二三四五六七八九")

// heirs gives for each account, in the order of Sort, which one took its place:
// the next text of the same source. What has no heir among them has itself.
func heirs(sorted []jikenbo.Account) []int {
	heirs := make([]int, len(sorted))
	for i := range sorted {
		heirs[i] = i
		if !sorted[i].Replaced {
			continue
		}
		for k := i + 1; k < len(sorted); k++ {
			if sorted[k].Source == sorted[i].Source && sorted[k].Notice != sorted[i].Notice {
				heirs[i] = k
				break
			}
		}
	}
	return heirs
}
