package cases

import (
	"math/rand/v2"
	"strings"
	"unicode"
)

// otherwise writes the name of an organization as another notice might, and says
// in what it differs; "" where it is written as it was.
func otherwise(r *rand.Rand, name string) (written, how string) {
	form, core, front := "", name, false
	for _, f := range []string{"株式会社", "有限会社", "合同会社"} {
		if rest, ok := strings.CutPrefix(name, f); ok {
			form, core, front = f, rest, true
		} else if rest, ok := strings.CutSuffix(name, f); ok {
			form, core = f, rest
		}
	}
	type way struct {
		how string
		new func() string
	}
	ways := []way{
		{"a shop or section is added", func() string {
			if form == "" {
				return name + one(r, []string{"　総務部", " 本部", "　広報課", " 情報管理室"})
			}
			return name + one(r, []string{" ", "　"}) + one(r, []string{one(r, placeHeads) + "店", one(r, placeHeads) + "支店", "本社", "カスタマーセンター", "広報部"})
		}},
	}
	if form != "" {
		ways = append(ways,
			way{"the legal form stands on the other side", func() string {
				if front {
					return core + form
				}
				return form + core
			}},
			way{"the legal form is left out", func() string { return core }},
			way{"a space by the legal form", func() string {
				if front {
					return form + one(r, []string{" ", "　"}) + core
				}
				return core + one(r, []string{" ", "　"}) + form
			}},
			way{"a group is added", func() string { return core + "グループ" + one(r, []string{" ", "　"}) + name }},
		)
	}
	if form == "株式会社" {
		ways = append(ways, way{"the legal form is abbreviated", func() string {
			short := one(r, []string{"㈱", "(株)", "（株）"})
			if front {
				return short + core
			}
			return core + short
		}})
	}
	switch {
	case strings.HasSuffix(name, "市"), strings.HasSuffix(name, "町"), strings.HasSuffix(name, "村"), strings.HasSuffix(name, "区"):
		ways = append(ways, way{"the office is added", func() string {
			return name + map[string]string{"市": "役所", "町": "役場", "村": "役場", "区": "役所"}[name[len(name)-len("市"):]]
		}})
	case strings.HasSuffix(name, "県"):
		ways = append(ways, way{"the office is added", func() string { return name + "庁" }})
	}
	if corporation, house, ok := strings.Cut(name, "会 "); ok && strings.Contains(corporation, "法人") {
		ways = append(ways, way{"only the facility", func() string { return house }})
	}
	if latin := strings.IndexFunc(name, func(c rune) bool { return c < unicode.MaxASCII && unicode.IsLetter(c) }); latin >= 0 {
		ways = append(ways,
			way{"full width", func() string { return widen(name) }},
			way{"capitals", func() string { return strings.ToUpper(name) }},
			way{"Japanese legal form", func() string { return "株式会社" + forms.Replace(name) }},
		)
	}
	if strings.ContainsAny(name, "沢桜浜広斉竜塩嶋") {
		ways = append(ways, way{"old characters", func() string { return oldKanji.Replace(name) }})
	}
	w := ways[0]
	switch {
	case len(ways) > 1 && chance(r, 80):
		w = one(r, ways[1:])
	case chance(r, 50):
		return name, ""
	}
	return w.new(), w.how
}

var oldKanji = strings.NewReplacer("沢", "澤", "桜", "櫻", "浜", "濱", "広", "廣", "斉", "齊", "竜", "龍", "塩", "鹽")
