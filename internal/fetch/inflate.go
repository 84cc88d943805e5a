package fetch

import (
	"encoding/binary"
	"hash/crc32"
	"math/bits"
)

// An inflater decodes gzip members (RFC 1951, RFC 1952) that lie in memory as a
// whole, into memory for all of what they hold: about twice as fast as a reader
// that may have to stop anywhere. It gives up what it does not like, and it
// gives nothing whose checksum it has not seen to be right, so that a reader
// has the last word on every member. Its tables are 50 KB.
type inflater struct {
	lengths [maxLitCodes + maxDistCodes]uint8
	code    [1 << codeBits]uint32
	lit     [1<<litBits + maxLitCodes<<(maxBits-litBits)]uint32
	dist    [1<<distBits + maxDistCodes<<(maxBits-distBits)]uint32
}

const (
	maxLitCodes  = 288
	maxDistCodes = 32
	maxBits      = 15 // of a code
	maxMatch     = 258

	// A table is looked up by as many bits; codes that are longer are in a
	// table of their own behind it.
	codeBits = 7 // the longest that a code of code lengths can be
	litBits  = 11
	distBits = 8
)

// An entry of a table has the length of its code in its lowest byte, how many
// extra bits follow in the next five bits, and from bit 16 on a literal, the
// base of a length or distance, or the place of another table, whose number of
// bits then is in the lowest byte.
const (
	extraAt  = 8
	valueAt  = 16
	isEnd    = 1 << 13
	isBad    = 1 << 14
	isTable  = 1 << 15
	isLit    = 1 << 31
	noLit    = isEnd | isBad | isTable
	valueOf  = 1<<15 - 1
	extrasOf = 1<<5 - 1
)

var codeEntries, litEntries, distEntries = entries()

// entries gives what symbols stand for (RFC 1951, section 3.2.5).
func entries() (code [19]uint32, lit [maxLitCodes]uint32, dist [maxDistCodes]uint32) {
	for i := range code {
		code[i] = uint32(i) << valueAt
	}
	for i := range lit {
		switch {
		case i < 256:
			lit[i] = isLit | uint32(i)<<valueAt
		case i == 256:
			lit[i] = isEnd
		case i < 265:
			lit[i] = uint32(i-257+3) << valueAt
		case i < 285:
			n := (i - 261) / 4
			lit[i] = uint32((4+(i-261)%4)<<n+3)<<valueAt | uint32(n)<<extraAt
		case i == 285:
			lit[i] = maxMatch << valueAt
		default:
			lit[i] = isBad
		}
	}
	for i := range dist {
		switch {
		case i < 4:
			dist[i] = uint32(i+1) << valueAt
		case i < 30:
			n := (i - 2) / 2
			dist[i] = uint32((2+i%2)<<n+1)<<valueAt | uint32(n)<<extraAt
		default:
			dist[i] = isBad
		}
	}
	return
}

// member decodes the gzip member that src begins with into dst: n bytes from
// used bytes. It is not ok, and dst has no meaning, if the member is damaged, or
// if src or dst is too short; src must go on a few bytes behind the member.
func (z *inflater) member(dst, src []byte) (n, used int, ok bool) {
	at, ok := gzipHead(src)
	if !ok {
		return 0, 0, false
	}
	n, size, ok := z.inflate(dst, src[at:])
	if !ok {
		return 0, 0, false
	}
	at += size
	if len(src)-at < 8 || binary.LittleEndian.Uint32(src[at+4:]) != uint32(n) || binary.LittleEndian.Uint32(src[at:]) != crc32.ChecksumIEEE(dst[:n]) {
		return 0, 0, false
	}
	return n, at + 8, true
}

// gzipHead gives the length of the head of a member.
func gzipHead(src []byte) (n int, ok bool) {
	const hasChecksum, hasExtra, hasName, hasComment, reserved = 2, 4, 8, 16, 0xe0
	if len(src) < 12 || [3]byte(src) != [3]byte(gzipMagic) {
		return 0, false
	}
	flags := src[3]
	n = 10
	if flags&hasExtra != 0 {
		n += 2 + int(binary.LittleEndian.Uint16(src[n:]))
	}
	for _, flag := range []byte{hasName, hasComment} {
		if flags&flag == 0 {
			continue
		}
		for n < len(src) && src[n] != 0 {
			n++
		}
		n++
	}
	if flags&hasChecksum != 0 {
		n += 2
	}
	return n, n < len(src) && flags&reserved == 0
}

// inflate decodes the blocks that src begins with.
func (z *inflater) inflate(dst, src []byte) (n, used int, ok bool) {
	var (
		acc  uint64 // bits to come, the next one lowest; those above have are those of src[pos:]
		have uint   // how many are taken from src
		pos  int
		o    int // bytes in dst
	)
	for {
		if pos+8 > len(src) {
			return 0, 0, false
		}
		acc, have, pos = refill(acc, have, src, pos)
		last, kind := acc&1, acc>>1&3
		acc >>= 3
		have -= 3
		switch kind {
		case 0: // stored
			acc >>= have & 7
			pos -= int(have >> 3)
			acc, have = 0, 0
			if pos+4 > len(src) {
				return 0, 0, false
			}
			size := int(binary.LittleEndian.Uint16(src[pos:]))
			if size^0xffff != int(binary.LittleEndian.Uint16(src[pos+2:])) {
				return 0, 0, false
			}
			pos += 4
			if pos+size > len(src) || o+size > len(dst) {
				return 0, 0, false
			}
			copy(dst[o:], src[pos:pos+size])
			pos, o = pos+size, o+size
			if last == 1 {
				return o, pos, true
			}
			continue
		case 1:
			z.fixed()
		case 2:
			lits, dists, codes := int(acc&31)+257, int(acc>>5&31)+1, int(acc>>10&15)+4
			acc >>= 14
			have -= 14
			z.lengths = [len(z.lengths)]uint8{}
			for i := range codes {
				if have < 3 {
					if pos+8 > len(src) {
						return 0, 0, false
					}
					acc, have, pos = refill(acc, have, src, pos)
				}
				z.lengths[codeOrder[i]] = uint8(acc & 7)
				acc >>= 3
				have -= 3
			}
			if !build(z.code[:], codeBits, z.lengths[:19], codeEntries[:]) {
				return 0, 0, false
			}
			z.lengths = [len(z.lengths)]uint8{}
			for i := 0; i < lits+dists; {
				if pos+8 > len(src) {
					return 0, 0, false
				}
				acc, have, pos = refill(acc, have, src, pos)
				e := z.code[acc&(1<<codeBits-1)]
				if e&isBad != 0 {
					return 0, 0, false
				}
				acc >>= e & 63
				have -= uint(e & 63)
				symbol := e >> valueAt
				if symbol < 16 {
					z.lengths[i] = uint8(symbol)
					i++
					continue
				}
				var length uint8
				var times, extra uint
				switch symbol {
				case 16:
					if i == 0 {
						return 0, 0, false
					}
					length, times, extra = z.lengths[i-1], 3, 2
				case 17:
					times, extra = 3, 3
				default:
					times, extra = 11, 7
				}
				times += uint(acc & (1<<extra - 1))
				acc >>= extra
				have -= extra
				if i+int(times) > lits+dists {
					return 0, 0, false
				}
				for range times {
					z.lengths[i] = length
					i++
				}
			}
			if lits > 286 || !build(z.lit[:], litBits, z.lengths[:lits], litEntries[:]) ||
				!build(z.dist[:], distBits, z.lengths[lits:lits+dists], distEntries[:]) {
				return 0, 0, false
			}
		default:
			return 0, 0, false
		}

		lit, dist := &z.lit, &z.dist
	symbols:
		for {
			// Room for four literals, or for a match copied by eights.
			if pos+8 > len(src) || o+maxMatch+8 > len(dst) {
				return 0, 0, false
			}
			acc, have, pos = refill(acc, have, src, pos)
			e := lit[acc&(1<<litBits-1)]
			if e&isLit != 0 {
				// Four of up to 11 bits are there without looking.
				out := dst[o : o+4 : len(dst)]
				acc >>= e & 63
				have -= uint(e & 63)
				out[0] = byte(e >> valueAt)
				o++
				if e = lit[acc&(1<<litBits-1)]; e&isLit == 0 {
					continue
				}
				acc >>= e & 63
				have -= uint(e & 63)
				out[1] = byte(e >> valueAt)
				o++
				if e = lit[acc&(1<<litBits-1)]; e&isLit == 0 {
					continue
				}
				acc >>= e & 63
				have -= uint(e & 63)
				out[2] = byte(e >> valueAt)
				o++
				if e = lit[acc&(1<<litBits-1)]; e&isLit == 0 {
					continue
				}
				acc >>= e & 63
				have -= uint(e & 63)
				out[3] = byte(e >> valueAt)
				o++
				continue
			}
			if e&noLit != 0 {
				if e&isTable != 0 {
					e = lit[uint(e>>valueAt)+uint(acc>>litBits)&(1<<(e&63)-1)]
				}
				switch {
				case e&isLit != 0:
					acc >>= e & 63
					have -= uint(e & 63)
					dst[o] = byte(e >> valueAt)
					o++
					continue
				case e&isEnd != 0:
					acc >>= e & 63
					have -= uint(e & 63)
					break symbols
				case e&isBad != 0:
					return 0, 0, false
				}
			}
			// A length and a distance have 15+5+15+13 bits at most.
			acc >>= e & 63
			extra := e >> extraAt & extrasOf
			length := int(e>>valueAt&valueOf) + int(acc&(1<<extra-1))
			acc >>= extra
			have -= uint(e&63) + uint(extra)

			e = dist[acc&(1<<distBits-1)]
			if e&isTable != 0 {
				e = dist[uint(e>>valueAt)+uint(acc>>distBits)&(1<<(e&63)-1)]
			}
			if e&isBad != 0 {
				return 0, 0, false
			}
			acc >>= e & 63
			extra = e >> extraAt & extrasOf
			back := int(e>>valueAt&valueOf) + int(acc&(1<<extra-1))
			acc >>= extra
			have -= uint(e&63) + uint(extra)

			from := o - back
			if from < 0 {
				return 0, 0, false
			}
			end := o + length
			if back >= 8 {
				for ; o < end; o, from = o+8, from+8 {
					binary.LittleEndian.PutUint64(dst[o:], binary.LittleEndian.Uint64(dst[from:]))
				}
			} else {
				for ; o < end; o, from = o+1, from+1 {
					dst[o] = dst[from]
				}
			}
			o = end
		}
		if last == 1 {
			return o, pos - int(have>>3), true
		}
	}
}

// refill takes at least 56 bits from the eight bytes at src[pos:].
func refill(acc uint64, have uint, src []byte, pos int) (uint64, uint, int) {
	acc |= binary.LittleEndian.Uint64(src[pos:]) << (have & 63)
	return acc, have | 56, pos + int((63-have)>>3)
}

// codeOrder is the order of the lengths of the codes of code lengths.
var codeOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// fixed builds the tables of blocks that bring none (RFC 1951, section 3.2.6).
func (z *inflater) fixed() {
	for i := range maxLitCodes {
		switch {
		case i < 144, i >= 280:
			z.lengths[i] = 8
		case i < 256:
			z.lengths[i] = 9
		default:
			z.lengths[i] = 7
		}
	}
	for i := range maxDistCodes {
		z.lengths[maxLitCodes+i] = 5
	}
	build(z.lit[:], litBits, z.lengths[:maxLitCodes], litEntries[:])
	build(z.dist[:], distBits, z.lengths[maxLitCodes:], distEntries[:])
}

// build makes the table of a code from the lengths of its symbols. It is false
// for codes that say too much or too little; a single symbol, or none, may do
// the latter.
func build(table []uint32, tableBits int, lengths []uint8, entries []uint32) bool {
	var count, next [maxBits + 1]int
	for _, l := range lengths {
		count[l]++
	}
	codes := len(lengths) - count[0]
	count[0] = 0
	left, longest := 1, 0
	for l := 1; l <= maxBits; l++ {
		left = left<<1 - count[l]
		if left < 0 {
			return false
		}
		if count[l] > 0 {
			longest = l
		}
		if l < maxBits {
			next[l+1] = next[l] + count[l]
		}
	}
	main := 1 << tableBits
	if left > 0 {
		if codes > 1 || longest > 1 {
			return false
		}
		for i := range main {
			table[i] = isBad
		}
	}
	var sorted [maxLitCodes]uint16
	for s, l := range lengths {
		if l > 0 {
			sorted[next[l]] = uint16(s)
			next[l]++
		}
	}
	code, end := uint16(0), main
	prefix, sub := -1, 0
	i := 0
	for l := 1; l <= longest; l++ {
		for range count[l] {
			e := entries[sorted[i]] | uint32(l)
			i++
			reversed := int(bits.Reverse16(code) >> (16 - l))
			code++
			if l <= tableBits {
				for at := reversed; at < main; at += 1 << l {
					table[at] = e
				}
				continue
			}
			if p := reversed & (main - 1); p != prefix {
				prefix, sub = p, end
				end += 1 << (longest - tableBits)
				table[p] = isTable | uint32(sub)<<valueAt | uint32(longest-tableBits)
			}
			for at := reversed >> tableBits; at < 1<<(longest-tableBits); at += 1 << (l - tableBits) {
				table[sub+at] = e
			}
		}
		code <<= 1
	}
	return true
}
