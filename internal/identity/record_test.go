package identity

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

func TestRecord(t *testing.T) {
	a, err := aliases(t, "株式会社甲斐屋|former|甲斐商店|2020|https://a.example/1", "株式会社甲斐屋|number|7000012050002||https://a.example/2", "株式会社甲斐屋|sector|I||https://a.example/3", "株式会社甲斐屋|english|Kaiya Co., Ltd.||https://a.example/4")
	if err != nil {
		t.Fatal(err)
	}
	notice := "株式会社甲斐屋（旧社名：株式会社甲斐屋本家）は、藤音ホールディングス株式会社の連結子会社である当社が運営する「かいや公式ストア」\n法人番号 7000012050003\n株式会社乙川（以下「乙川社」）"
	statements := Read(notice, "株式会社甲斐屋")
	names := []Used{{"株式会社甲斐屋", 5}, {"甲斐屋㈱", 1}, {"甲斐商店", 2}, {"甲斐屋本家", 3}, {"有限会社甲斐屋", 1}, {"甲斐屋 東店", 1}, {"かいや公式ストア", 1}, {"丙山", 9}, {"乙川社", 1}}
	for _, asked := range []string{"株式会社甲斐屋", "甲斐商店"} {
		rec := a.Record(asked, names, statements)
		if rec.Name != "株式会社甲斐屋" || rec.Form != "株式会社" || rec.Key != "甲斐屋" {
			t.Errorf("%s: %q %q %q", asked, rec.Name, rec.Form, rec.Key)
		}
		values := func(facts []Fact) string {
			var all []string
			for _, f := range facts {
				if f.Source == "" && len(f.Spans) == 0 {
					t.Errorf("%s has neither words nor a source", f.Value)
				}
				for _, s := range f.Spans {
					if err := s.Check(notice); err != nil {
						t.Error(err)
					}
				}
				all = append(all, strings.TrimSuffix(f.Value+" "+f.Doubt, " "))
			}
			return strings.Join(all, ", ")
		}
		for _, test := range []struct{ what, got, want string }{
			{"former", values(rec.Former), "甲斐商店, 株式会社甲斐屋本家"},
			{"english", values(rec.English), "Kaiya Co., Ltd."},
			{"shops", values(rec.Shops), "かいや公式ストア"},
			{"groups", values(rec.Groups), "藤音ホールディングス株式会社"},
			{"numbers", values(rec.Numbers), "7000012050002, 7000012050003 check-digit"},
			{"sectors", values(rec.Sectors), "I"},
			{"short", values(rec.Short), ""},
		} {
			if test.got != test.want {
				t.Errorf("%s of %s: %s, want %s", test.what, asked, test.got, test.want)
			}
		}
		if len(rec.Names) < 3 || rec.Names[0].Count != 5 {
			t.Errorf("names of %s: %v", asked, rec.Names)
		}
	}
	rec := a.Record("株式会社甲斐屋", names, statements)
	var unsure []string
	for _, u := range rec.Unsure {
		unsure = append(unsure, u.Name+" "+string(u.Why))
	}
	want := []string{"甲斐屋本家 former", "かいや公式ストア shop", "有限会社甲斐屋 form", "甲斐屋 東店 unit"}
	if !slices.Equal(unsure, want) {
		t.Errorf("unsure: %q, want %q", unsure, want)
	}
	if holder := a.Record("藤音ホールディングス", nil, statements); len(holder.Members) != 1 || holder.Members[0].Value != "株式会社甲斐屋" {
		t.Errorf("members of the group: %v", holder.Members)
	}
	if b, err := json.Marshal(a.Record("誰も知らない", names, statements)); err != nil || string(b) != `{"name":"誰も知らない"}` {
		t.Errorf("a record of nobody: %s, %v", b, err)
	}
	hospital := []Used{{"医療法人社団清流会 みずかげ総合病院", 2}, {"(医社)清流会　みずかげ総合病院", 1}, {"医療法人社団清流会", 4}}
	if rec := a.Record("医療法人社団清流会 みずかげ総合病院", hospital, nil); len(rec.Units) != 1 || rec.Units[0] != (Used{"みずかげ総合病院", 3}) {
		t.Errorf("units %v of names %v", rec.Units, rec.Names)
	}
	if rec := a.Record("医療法人社団清流会", hospital, nil); len(rec.Units) != 0 {
		t.Errorf("units %v of names %v", rec.Units, rec.Names)
	}
	for w := range whyWords {
		if w.Words("ja") == "" || w.Words("en") == "" || w.Words("ja") == w.Words("en") {
			t.Errorf("no words for %s", w)
		}
	}
}

func BenchmarkLikeness(b *testing.B) {
	x, y := Parse("株式会社しののめ帳票サービス"), Parse("医療法人社団清流会 みずかげ総合病院")
	a := Default()
	for b.Loop() {
		a.Likeness(&x, &y)
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		Parse("医療法人社団清流会 みずかげ総合病院")
	}
}
