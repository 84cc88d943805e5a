package search

import (
	"slices"
)

// Sums gives for every document of a segment a sum of all its terms, which
// [Card.Sum] gives too.
func (s *Segment) Sums(read ReadBlock) ([]uint64, error) {
	sums := make([]uint64, s.Docs())
	var docs []uint16
	last := ""
	err := s.scan(read, "", func(term []byte, p posting) (bool, error) {
		if string(term) <= last {
			return false, ErrDamaged
		}
		last = string(term)
		var err error
		if docs, err = p.appendTo(docs[:0], len(sums)); err != nil {
			return false, err
		}
		h := hash(term)
		for _, d := range docs {
			sums[d] += h
		}
		return true, nil
	})
	return sums, err
}

// Sum gives a sum of the terms of the document.
func (k *Card) Sum() uint64 {
	sum := uint64(0)
	wide := slices.Clone(k.wide)
	slices.Sort(wide)
	var key []byte
	counted := packed(0)
	for _, p := range slices.Compact(wide) {
		if p>>37 != counted {
			counted = p >> 37
			sum += hash((counted << 37).key(key[:0]))
		}
		if key = p.key(key[:0]); p != counted<<37 {
			sum += hash(key)
		}
	}
	three := slices.Clone(k.three)
	slices.Sort(three)
	for _, p := range slices.Compact(three) {
		key = p.key3(key[:0])
		sum += hash(key)
	}
	terms := slices.Clone(k.terms)
	slices.Sort(terms)
	for _, t := range slices.Compact(terms) {
		sum += hash([]byte(t))
	}
	return sum
}

// hash is FNV-1a, mixed so that sums tell sets apart.
func hash(term []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range term {
		h = (h ^ uint64(c)) * 1099511628211
	}
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15
	return h ^ h>>29
}

// SameRow reports whether a document of a segment has the numbers of the card.
func (k *Card) SameRow(s *Segment, doc int) bool {
	a, b := &k.row, &s.rows[doc]
	return a.compare(b) == 0 && a.entry == b.entry && a.doubt == b.doubt && a.lags == b.lags && slices.Equal(a.sizes, b.sizes)
}
