package ingest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// readInto reads notices into a new casebook in their order.
func readInto(t *testing.T, paths ...string) *casebook.Book {
	t.Helper()
	book := openBook(t)
	o := options(book)
	o.reader = nil // the real one
	for _, r := range run(t, paths, o) {
		if r.Err != nil {
			t.Fatal(r.Err)
		}
	}
	return book
}

func cascades(t *testing.T, book *casebook.Book, supplier string) []casebook.Cascade {
	t.Helper()
	all, err := book.Cascades(t.Context(), supplier)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// tells writes a cascade in short: who it reached with their figures, the
// products, and what is added up.
func tells(c casebook.Cascade) string {
	var s strings.Builder
	victims := slices.Clone(c.Victims)
	if c.Own != nil {
		fmt.Fprintf(&s, "own %s; ", c.Own.Case.Organization)
	}
	slices.SortFunc(victims, func(a, b casebook.Reached) int { return strings.Compare(a.Case.Organization, b.Case.Organization) })
	for _, v := range victims {
		fmt.Fprintf(&s, "%s「%s」", v.Case.Organization, v.Spans[0].Quote)
		for _, a := range v.Case.Affected {
			if a.Role == jikenbo.Total {
				fmt.Fprintf(&s, " %d%s", a.Count, a.Unit)
			}
		}
		s.WriteString("; ")
	}
	for _, f := range c.Figures {
		fmt.Fprintf(&s, "%s %d/%d", f.Unit, len(f.Supplier), len(f.Victims))
		if f.Sum != nil {
			fmt.Fprintf(&s, " = %s %d", f.Sum.Bound, f.Sum.Count)
		}
		for _, r := range f.Refused {
			fmt.Fprintf(&s, " !%s", r.Code)
		}
		s.WriteString("; ")
	}
	return fmt.Sprint(s.String(), c.Products, " inferred ", c.Inferred)
}

// The two notices of one ransomware attack on a printer make a cascade, and keep
// their own figures.
func TestCascadeOfNotices(t *testing.T) {
	paths := []string{"../../testdata/notices/b08.txt", "../../testdata/notices/b09.txt"}
	for range 2 {
		all := cascades(t, readInto(t, paths...), "しののめ帳票サービス")
		if len(all) != 1 {
			t.Fatalf("%d cascades, want 1", len(all))
		}
		want := "ひだまり少額短期保険株式会社「株式会社しののめ帳票サービス」 45409名; 白波市「株式会社しののめ帳票サービス」 8412件 11905世帯; " +
			"人 0/4 !part; 件 0/1 !other-unit; 世帯 0/1 !other-unit; [] inferred true"
		if got := tells(all[0]); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
		if all[0].Supplier != "株式会社しののめ帳票サービス" || all[0].From.String() != "2024-07-21" {
			t.Errorf("%q from %v", all[0].Supplier, all[0].From)
		}
		slices.Reverse(paths)
	}
}

// A pair of victims, and the notice of their supplier, whichever comes first.
func TestCascadeAndItsSupplier(t *testing.T) {
	const dir = "../../testdata/cascades/own-"
	first, second, own := dir+"first.txt", dir+"second.txt", dir+"supplier.txt"
	book := readInto(t, first, second)
	const pair = "有限会社すずかけ園芸「(株)つばくろ配送」 1045名; 株式会社きたかぜ文庫「株式会社つばくろ配送」 2610名; "
	all := cascades(t, book, "つばくろ配送")
	if len(all) != 1 || tells(all[0]) != pair+"人 0/2 = max 3655; [つばくろ出荷便] inferred true" {
		t.Errorf("%v", all)
	}
	for _, order := range [][]string{{first, second, own}, {own, second, first}, {second, own, first}} {
		all := cascades(t, readInto(t, order...), "つばくろ配送")
		want := "own 株式会社つばくろ配送; " + pair + "人 1/2 = max 3655 !supplier-total; [つばくろ出荷便] inferred false"
		if len(all) != 1 || tells(all[0]) != want {
			t.Errorf("%v, want %s", all, want)
		}
	}
}

// The real page of a blog and a second victim's notice make a cascade with both
// products.
func TestCascadeOfPage(t *testing.T) {
	const page = "../../../shared/notices/page/casebook-2023-01.txt"
	if _, err := os.Stat(page); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the real page ../shared/notices/page/casebook-2023-01.txt is not there")
	}
	paths := []string{page, "../../testdata/cascades/showcase-second.txt"}
	for range 2 {
		all := cascades(t, readInto(t, paths...), "株式会社ショーケース")
		if len(all) != 1 || len(all[0].Victims) != 2 || !all[0].Inferred {
			t.Fatalf("%v", all)
		}
		if c := all[0]; !slices.Equal(c.Products, []string{"フォームアシスト", "サイト・パーソナライザ"}) && !slices.Equal(c.Products, []string{"サイト・パーソナライザ", "フォームアシスト"}) ||
			c.From.String() != "2022-07-19" || c.To.String() != "2022-07-26" {
			t.Errorf("products %q, from %v to %v", c.Products, c.From, c.To)
		}
		slices.Reverse(paths)
	}
}

// No two notices of testdata/notices are of one cascade but those of one supplier.
func TestCascadesOfAllNotices(t *testing.T) {
	paths, err := filesIn("../../testdata/notices")
	if err != nil {
		t.Fatal(err)
	}
	book := readInto(t, paths...)
	inferred := 0
	for s, err := range book.Cases(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if s.Status == jikenbo.Inferred {
			inferred++
			if s.Case.Organization != "株式会社しののめ帳票サービス" {
				t.Errorf("%v %s is inferred", s.Number, s.Case.Organization)
			}
		}
	}
	if inferred != 1 {
		t.Errorf("%d inferred cases, want 1", inferred)
	}
}

func filesIn(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	var paths []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".txt") {
			paths = append(paths, dir+"/"+e.Name())
		}
	}
	return paths, err
}
