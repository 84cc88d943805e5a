package search

import (
	"encoding/binary"
	"errors"
	"math/bits"
)

// set is a set of documents of one segment, a bit each.
type set []uint64

func newSet(docs int) set { return make(set, (docs+63)/64) }

func (s set) has(doc int) bool { return s[doc>>6]>>(doc&63)&1 != 0 }
func (s set) add(doc int)      { s[doc>>6] |= 1 << (doc & 63) }
func (s set) drop(doc int)     { s[doc>>6] &^= 1 << (doc & 63) }

func (s set) count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

func (s set) empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

func (s set) and(o set) {
	for i := range s {
		s[i] &= o[i]
	}
}

func (s set) or(o set) {
	for i := range s {
		s[i] |= o[i]
	}
}

func (s set) andNot(o set) {
	for i := range s {
		s[i] &^= o[i]
	}
}

// flip makes s its complement among so many documents.
func (s set) flip(docs int) {
	for i := range s {
		s[i] = ^s[i]
	}
	if docs&63 != 0 {
		s[len(s)-1] &= 1<<(docs&63) - 1
	}
}

// fill adds the documents from lo up to hi, exclusive.
func (s set) fill(lo, hi int) {
	for lo < hi && lo&63 != 0 {
		s.add(lo)
		lo++
	}
	for ; lo+64 <= hi; lo += 64 {
		s[lo>>6] = ^uint64(0)
	}
	for ; lo < hi; lo++ {
		s.add(lo)
	}
}

// each calls use for every document in order, as long as it returns true.
func (s set) each(use func(doc int) bool) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			if !use(i<<6 + bits.TrailingZeros64(w)) {
				return
			}
		}
	}
}

// countIn counts the documents of s from lo up to hi, exclusive.
func (s set) countIn(lo, hi int) int {
	if lo >= hi {
		return 0
	}
	i, j := lo>>6, (hi-1)>>6
	head, tail := ^uint64(0)<<(lo&63), ^uint64(0)>>(63-(hi-1)&63)
	if i == j {
		return bits.OnesCount64(s[i] & head & tail)
	}
	n := bits.OnesCount64(s[i]&head) + bits.OnesCount64(s[j]&tail)
	for _, w := range s[i+1 : j] {
		n += bits.OnesCount64(w)
	}
	return n
}

// ErrDamaged: what is kept of the index is not what was written.
var ErrDamaged = errors.New("the index is damaged")

// The forms of postings: the documents of a segment that have a term.
const (
	gaps   byte = iota // uvarints: the first document, then the distance to the next, less 1
	bitmap             // as many bytes as the documents need, the lowest bit first
	runs               // uvarints: documents left out, documents in a row less 1, …
)

// appendPosting writes a posting of sorted documents in the shortest form,
// with its length and form before it.
func appendPosting(b []byte, docs []uint16, total int) []byte {
	gapped, running := 0, 0
	next := 0 // the document after the last one
	for i := 0; i < len(docs); {
		j := i + 1
		for j < len(docs) && docs[j] == docs[j-1]+1 {
			j++
		}
		skip := int(docs[i]) - next
		gapped += uvarintLen(skip) + j - i - 1
		running += uvarintLen(skip) + uvarintLen(j-i-1)
		next, i = int(docs[j-1])+1, j
	}
	mapped := (total + 7) / 8
	switch {
	case gapped <= running && gapped <= mapped:
		b = binary.AppendUvarint(b, uint64(gapped)<<2|uint64(gaps))
		next := 0
		for _, d := range docs {
			b = binary.AppendUvarint(b, uint64(int(d)-next))
			next = int(d) + 1
		}
	case running <= mapped:
		b = binary.AppendUvarint(b, uint64(running)<<2|uint64(runs))
		next := 0
		for i := 0; i < len(docs); {
			j := i + 1
			for j < len(docs) && docs[j] == docs[j-1]+1 {
				j++
			}
			b = binary.AppendUvarint(b, uint64(int(docs[i])-next))
			b = binary.AppendUvarint(b, uint64(j-i-1))
			next, i = int(docs[j-1])+1, j
		}
	default:
		b = binary.AppendUvarint(b, uint64(mapped)<<2|uint64(bitmap))
		start := len(b)
		b = append(b, make([]byte, mapped)...)
		for _, d := range docs {
			b[start+int(d)>>3] |= 1 << (d & 7)
		}
	}
	return b
}

func uvarintLen(n int) int { return (bits.Len64(uint64(n)|1) + 6) / 7 }

// posting is one as it is kept.
type posting struct {
	form byte
	data []byte
}

// readPosting reads the posting at the beginning of b.
func readPosting(b []byte) (p posting, rest []byte, err error) {
	var head uint64
	n := 1
	if len(b) > 0 && b[0] < 0x80 {
		head = uint64(b[0])
	} else {
		head, n = binary.Uvarint(b)
	}
	if n <= 0 || head>>2 > uint64(len(b)-n) || byte(head&3) > runs {
		return posting{}, nil, ErrDamaged
	}
	end := n + int(head>>2)
	return posting{byte(head & 3), b[n:end]}, b[end:], nil
}

// addTo adds the documents to s, which is of a segment of so many.
func (p posting) addTo(s set, total int) error {
	switch p.form {
	case bitmap:
		if len(p.data) != (total+7)/8 || total&7 != 0 && p.data[len(p.data)-1]>>(total&7) != 0 {
			return ErrDamaged
		}
		i := 0
		for ; (i+1)*8 <= len(p.data); i++ {
			s[i] |= binary.LittleEndian.Uint64(p.data[i*8:])
		}
		for j := i * 8; j < len(p.data); j++ {
			s[i] |= uint64(p.data[j]) << (8 * (j & 7))
		}
		return nil
	case runs:
		return p.eachRun(total, func(lo, hi int) { s.fill(lo, hi) })
	}
	next := 0
	for b := p.data; len(b) > 0; {
		skip, n := uint64(b[0]), 1
		if skip >= 0x80 {
			if skip, n = binary.Uvarint(b); n <= 0 || skip > 0xffff {
				return ErrDamaged
			}
		}
		b = b[n:]
		doc := next + int(skip)
		if doc >= total {
			return ErrDamaged
		}
		s[doc>>6] |= 1 << (doc & 63)
		next = doc + 1
	}
	return nil
}

func (p posting) eachRun(total int, use func(lo, hi int)) error {
	next := 0
	for b := p.data; len(b) > 0; {
		skip, n := binary.Uvarint(b)
		if n <= 0 || skip > 0xffff {
			return ErrDamaged
		}
		more, m := binary.Uvarint(b[n:])
		if m <= 0 || more > 0xffff {
			return ErrDamaged
		}
		b = b[n+m:]
		lo := next + int(skip)
		next = lo + int(more) + 1
		if next > total {
			return ErrDamaged
		}
		use(lo, next)
	}
	return nil
}

// appendTo appends the documents in order to docs.
func (p posting) appendTo(docs []uint16, total int) ([]uint16, error) {
	switch p.form {
	case bitmap:
		s := newSet(total)
		if err := p.addTo(s, total); err != nil {
			return docs, err
		}
		s.each(func(doc int) bool { docs = append(docs, uint16(doc)); return true })
		return docs, nil
	case runs:
		err := p.eachRun(total, func(lo, hi int) {
			for ; lo < hi; lo++ {
				docs = append(docs, uint16(lo))
			}
		})
		return docs, err
	}
	next := 0
	for b := p.data; len(b) > 0; {
		skip, n := uint64(b[0]), 1
		if skip >= 0x80 {
			if skip, n = binary.Uvarint(b); n <= 0 || skip > 0xffff {
				return docs, ErrDamaged
			}
		}
		b = b[n:]
		doc := next + int(skip)
		if doc >= total {
			return docs, ErrDamaged
		}
		docs = append(docs, uint16(doc))
		next = doc + 1
	}
	return docs, nil
}
