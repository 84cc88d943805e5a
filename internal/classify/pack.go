package classify

import (
	"math/bits"
	"slices"
)

// pack lays a trie out as a double array (Aoe, 1989): the node that token c makes
// of node n stands c cells behind the base of n in a ring of cells, and no two in
// one cell. What goes on from a node stands near it where there is room, so that
// a look at the one brings the other. follow has the children of each node, tokens
// the token of each; node 0 is the root, of which the base is 0 and the cell the
// first. It gives the base of each node, 0 where it has no children, and whether
// there was room for all.
func pack(follow [][]int32, tokens []uint16) (bases []uint16, ok bool) {
	bases = make([]uint16, len(follow))
	var taken cellSet
	taken.take(0)
	taken.take(free)
	for _, child := range follow[0] {
		taken.take(tokens[child])
	}
	place := func(node int32, from uint16) bool {
		children := follow[node]
		for range len(taken) {
			fit := ^uint64(0) // of the 64 bases from that one on
			for _, child := range children {
				if fit &= ^taken.from(from + tokens[child]); fit == 0 {
					break
				}
			}
			if fit != 0 {
				bases[node] = from + uint16(bits.TrailingZeros64(fit))
				for _, child := range children {
					taken.take(bases[node] + tokens[child])
				}
				return true
			}
			from += 64
		}
		return false
	}
	var below func(node int32) bool
	below = func(node int32) bool {
		for _, child := range follow[node] {
			if len(follow[child]) == 0 {
				continue
			}
			at := bases[node] + tokens[child]
			if !place(child, at&^(line-1)-tokens[follow[child][0]]) || !below(child) {
				return false
			}
		}
		return true
	}
	order := slices.DeleteFunc(slices.Clone(follow[0]), func(node int32) bool { return len(follow[node]) == 0 })
	slices.SortStableFunc(order, func(a, b int32) int { return len(follow[b]) - len(follow[a]) })
	const patience = 512 // behind so many places in vain the search for the next begins
	first := uint16(0)
	for _, node := range order {
		if !place(node, first) {
			return nil, false
		}
		if bases[node]-first > patience {
			first = bases[node]
		}
		if !below(node) {
			return nil, false
		}
	}
	return bases, true
}

// line is how many cells a line of the processor's cache holds.
const line = 16

// cellSet is a set of cells.
type cellSet [(free + 1) / 64]uint64

func (s *cellSet) take(k uint16) { s[k>>6] |= 1 << (k & 63) }

// from gives 64 cells, the first in the lowest bit.
func (s *cellSet) from(k uint16) uint64 {
	return s[k>>6]>>(k&63) | s[(k>>6+1)%uint16(len(s))]<<(64-k&63)
}
