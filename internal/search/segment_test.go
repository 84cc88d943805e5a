package search

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"jikenbo"
)

func TestPosting(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, total := range []int{1, 7, 8, 63, 64, 65, 1000, MaxDocuments} {
		for _, share := range []float64{0, 0.001, 0.1, 0.5, 0.99, 1} {
			for _, together := range []int{1, 50} {
				var docs []uint16
				for d := 0; d < total; {
					n := min(1+r.IntN(together), total-d)
					if r.Float64() < share {
						for i := range n {
							docs = append(docs, uint16(d+i))
						}
					}
					d += n
				}
				name := fmt.Sprintf("%d of %d by %d", len(docs), total, together)
				b := appendPosting([]byte("x"), docs, total)
				p, rest, err := readPosting(append(b[1:], "rest"...))
				if err != nil || string(rest) != "rest" {
					t.Fatalf("%s: rest %q, %v", name, rest, err)
				}
				if most := (total+7)/8 + 4; len(p.data) > most {
					t.Errorf("%s: %d bytes, want %d at most", name, len(p.data), most)
				}
				got, err := p.appendTo(nil, total)
				if err != nil || !slices.Equal(got, docs) {
					t.Errorf("%s: %d documents are read, %v", name, len(got), err)
				}
				s := newSet(total)
				if err := p.addTo(s, total); err != nil || s.count() != len(docs) {
					t.Errorf("%s: the set has %d, %v", name, s.count(), err)
				}
				lo, hi := r.IntN(total+1), r.IntN(total+1)
				want := 0
				for _, d := range docs {
					if int(d) >= lo && int(d) < hi {
						want++
					}
				}
				if got := s.countIn(lo, hi); got != want {
					t.Errorf("%s: %d in [%d,%d), want %d", name, got, lo, hi, want)
				}
				s.flip(total)
				if s.count() != total-len(docs) {
					t.Errorf("%s: the complement has %d", name, s.count())
				}
			}
		}
	}
}

// papers gives documents made of few words, so that terms repeat.
func papers(r *rand.Rand, n int) []*Card {
	words := strings.Fields("漏洩 漏えい ランサムウェア LockBit3.0 2,259 病院 学校 委託先 メール カード情報 不正アクセス a Ω 渡邉 ①")
	some := func(most int) string {
		var b strings.Builder
		for range 1 + r.IntN(most) {
			b.WriteString(words[r.IntN(len(words))])
		}
		return b.String()
	}
	cards := make([]*Card, n)
	for i := range cards {
		c := &jikenbo.Case{Kind: jikenbo.Incident, Organization: some(2), Title: some(3), Published: jikenbo.Date{Year: 2000 + r.IntN(30), Month: r.IntN(13)}}
		if r.IntN(2) == 0 {
			c.Suppliers = []string{some(1), some(1)}
		}
		if r.IntN(2) == 0 {
			c.Affected = []jikenbo.Affected{{Count: r.Int64N(1e6) + 1, Unit: "人"}, {Count: 5, Unit: "件"}}
			c.Types = []jikenbo.Type{"ransomware"}
		}
		cards[i] = NewCard(&Document{Ref: int64(i + 1), Number: jikenbo.Number{Year: 2020, Seq: i + 1}, Status: jikenbo.Open, Case: c, Texts: []string{some(40)}})
	}
	return cards
}

// TestMerge proves that merged segments are what building them at once gives,
// without the documents that are out of date.
func TestMerge(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for _, n := range []int{1, 2, 10, 300, 5000} {
		cards := papers(r, n)
		var alive []*Card
		var sources []Source
		blocks := make(map[int64][][]byte)
		for rest := cards; len(rest) > 0; {
			k := min(1+r.IntN(n), len(rest))
			w := Build(rest[:k])
			id := int64(len(sources) + 1)
			blocks[id] = w.Blocks
			w.Blocks = nil
			s, err := Open(id, w)
			if err != nil {
				t.Fatal(err)
			}
			dead := make(Dead, (k+7)/8)
			for _, c := range rest[:k] {
				if d := s.Find(c.row.ref); r.IntN(3) == 0 {
					dead[d>>3] |= 1 << (d & 7)
				} else {
					alive = append(alive, c)
				}
			}
			sources, rest = append(sources, Source{s, dead}), rest[k:]
		}
		var merged [][]byte
		got, err := Merge(func(id int64, n int) ([]byte, error) { return blocks[id][n], nil }, sources, func(n int, block []byte) error {
			if n != len(merged) {
				t.Errorf("block %d follows %d", n, len(merged)-1)
			}
			merged = append(merged, slices.Clone(block))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		got.Blocks = merged
		want := Build(alive)
		if got.Docs != want.Docs || !bytes.Equal(got.Rows, want.Rows) || !bytes.Equal(got.Terms, want.Terms) || !slices.EqualFunc(got.Blocks, want.Blocks, bytes.Equal) {
			t.Errorf("%d documents of %d segments: the merged one is not what is built of %d", n, len(sources), len(alive))
		}
		s, err := Open(9, got)
		if err != nil {
			t.Fatal(err)
		}
		sums, err := s.Sums(nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range alive {
			if d := s.Find(c.row.ref); d < 0 || sums[d] != c.Sum() || !c.SameRow(s, d) {
				t.Errorf("document %d is not in the merged segment as it is", c.row.ref)
			}
		}
		for _, b := range got.Blocks {
			if len(b) > blockSize && len(got.Blocks) > 1 {
				_, _, rest, err := readEntry(nil, b)
				if err != nil || len(rest) > 0 {
					t.Errorf("a block of %d bytes has more than one posting, %v", len(b), err)
				}
			}
		}
	}
}

// FuzzSegment reads what may not have been written: nothing but an error may
// come of it.
func FuzzSegment(f *testing.F) {
	w := Build(papers(rand.New(rand.NewPCG(3, 3)), 20))
	f.Add(w.Rows, w.Terms, w.Blocks[0], w.Docs)
	f.Add([]byte{}, []byte{}, []byte{}, 0)
	f.Fuzz(func(t *testing.T, rows, terms, block []byte, docs int) {
		s, err := Open(1, &Written{Docs: docs, Rows: rows, Terms: terms})
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		read := func(int64, int) ([]byte, error) { return block, nil }
		check := func(err error) {
			if err != nil && !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
		}
		_, err = s.Sums(read)
		check(err)
		_, err = Merge(read, []Source{{s, Dead{1}}}, func(int, []byte) error { return nil })
		check(err)
		v, dict := new(View), NewDictionary()
		v.Add(s, Dead{2}, []int64{3})
		for _, query := range []string{"漏洩", "lock", "カード情報 OR -病院", "count>5 year:2020 org:学校", "supplier:unstated"} {
			q, _ := Parse(query)
			found, err := v.Find(read, q, []Choice{{"supplier", []string{"病院", Unstated}}})
			check(err)
			if err != nil {
				continue
			}
			found.Unsure(true, 3)
			for o := Newest; o <= Doubtful; o++ {
				check(found.Walk(o, 3, func(Place) bool { return true }))
			}
			_, err = found.Count(dict, []string{"*"}, 5)
			check(err)
			if err == nil {
				_, err = found.Cross(dict, "month", "type")
				check(err)
			}
		}
	})
}
