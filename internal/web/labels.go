package web

import (
	"strings"

	"jikenbo/internal/feed"
	"jikenbo/internal/search"
)

// lagLabel words a band of days.
func lagLabel(band, lang string) string {
	switch band {
	case "0":
		return said{"当日", "0"}.in(lang)
	case search.NegativeLag:
		return said{"逆の順", "reversed"}.in(lang)
	}
	return strings.Replace(band, "-", "–", 1)
}

// sectorNames name the sectors of attackers' rules.
var sectorNames = map[string]said{
	"critical-infrastructure": {"重要インフラ", "critical infrastructure"}, "oil-and-gas": {"石油・ガス", "oil and gas"},
	"post-soviet-countries": {"旧ソ連諸国", "post-Soviet countries"}, "non-profit": {"非営利", "non-profit"}, "education": {"教育", "education"},
	"medical": {"医療", "medical"}, "medical-life-critical": {"医療（生命に関わる）", "medical, life-critical"}, "law-enforcement": {"警察・捜査機関", "law enforcement"},
	"government": {"行政", "government"}, "military": {"軍", "military"}, "financial": {"金融", "financial"},
}

func sectorName(code, lang string) string {
	if w, ok := sectorNames[code]; ok {
		return w.in(lang)
	}
	return strings.ReplaceAll(feed.OneLine(code), "-", " ")
}
