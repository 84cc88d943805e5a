package classify

import (
	"math/bits"
	"slices"
)

// pack lays a trie out as a double array (Aoe, 1989): the node that child c makes
// of node n stands c cells behind the base of n, and no two in one cell. follow
// has the children of each node, all above 0; node 0 is the root, of which the
// base is 0 and the cell the first. It gives the base of each node, 0 where it has
// no children, and the highest.
func pack(follow [][]int) (bases []int, highest int) {
	bases = make([]int, len(follow))
	var order []int
	for node, children := range follow[1:] {
		if len(children) > 0 {
			order = append(order, node+1)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(follow[b]) - len(follow[a]) })
	var taken cellSet
	taken.take(0)
	for _, c := range follow[0] {
		taken.take(c)
	}
	// Behind so many places in vain the search for the next of that size begins.
	const patience = 512
	first, size := 0, 0
	for _, node := range order {
		children := follow[node]
		if len(children) != size && len(children) == 1 {
			first = 0 // a single one fits in any cell that is left
		}
		size = len(children)
		base := max(0, first-children[0])
		from := base
		for {
			free := ^uint64(0) // of the 64 bases from base on
			for _, c := range children {
				if free &= ^taken.from(base + c); free == 0 {
					break
				}
			}
			if free != 0 {
				base += bits.TrailingZeros64(free)
				break
			}
			base += 64
		}
		if base-from > patience || size == 1 && first >= children[0] {
			first = base + children[0]
		}
		bases[node], highest = base, max(highest, base)
		for _, c := range children {
			taken.take(base + c)
		}
	}
	return bases, highest
}

// cellSet is a set of cells.
type cellSet []uint64

func (s *cellSet) take(k int) {
	for len(*s) <= k>>6 {
		*s = append(*s, 0)
	}
	(*s)[k>>6] |= 1 << (k & 63)
}

// from gives 64 cells, the first in the lowest bit.
func (s cellSet) from(k int) uint64 {
	var a, b uint64
	if k>>6 < len(s) {
		a = s[k>>6]
	}
	if k>>6+1 < len(s) {
		b = s[k>>6+1]
	}
	return a>>(k&63) | b<<(64-k&63)
}
