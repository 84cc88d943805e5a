package link

import (
	"cmp"
	"slices"
)

// Cluster parts n accounts into incidents. Persons' decisions stand first: what
// they said is the same is together, what they said is different is not, and
// where their decisions contradict each other, keeping apart wins. Then the pairs
// that are Same are joined, the highest score first, unless that would bring
// together two accounts that a person said are different, or whose verdict is
// Different.
//
// The same set of accounts gives the same parts, whatever their order, but for
// ties of scores: those are broken by index. So the caller numbers the accounts in
// an order of their own, such as that of publication. Parts and their members are
// in ascending order. verdict and decided are asked for i < j, verdict once a pair.
func Cluster(n int, verdict func(i, j int) Verdict, decided func(i, j int) (same, known bool)) [][]int {
	type pair struct{ i, j, score int }
	var together, joins []pair
	apart := make([]bool, n*n) // the two must not be in one part
	scores := make([]int, n*n) // of pairs that are Same
	for i := range n {
		for j := i + 1; j < n; j++ {
			if same, known := decided(i, j); known {
				if same {
					together = append(together, pair{i: i, j: j})
				} else {
					apart[i*n+j], apart[j*n+i] = true, true
				}
				continue
			}
			switch v := verdict(i, j); v.Degree {
			case Same:
				joins = append(joins, pair{i, j, v.Score})
				scores[i*n+j], scores[j*n+i] = v.Score, v.Score
			case Different:
				apart[i*n+j], apart[j*n+i] = true, true
			}
		}
	}
	joins = slices.DeleteFunc(joins, func(p pair) bool { return contested(p.i, p.j, p.score, n, scores, apart) })
	slices.SortStableFunc(joins, func(a, b pair) int { return cmp.Compare(b.score, a.score) })
	part := make([]int, n) // the part of each, by its first member
	members := make([][]int, n)
	for i := range n {
		part[i], members[i] = i, []int{i}
	}
	said := func(i, j int) bool { // a person said that they are different
		same, known := decided(min(i, j), max(i, j))
		return known && !same
	}
	join := func(i, j int, forbids func(x, y int) bool) {
		i, j = min(part[i], part[j]), max(part[i], part[j])
		if i == j {
			return
		}
		for _, x := range members[i] {
			for _, y := range members[j] {
				if forbids(x, y) {
					return
				}
			}
		}
		for _, y := range members[j] {
			part[y] = i
		}
		members[i] = append(members[i], members[j]...)
		members[j] = nil
	}
	for _, p := range together {
		join(p.i, p.j, said)
	}
	for _, p := range joins {
		join(p.i, p.j, func(x, y int) bool { return apart[x*n+y] })
	}
	var out [][]int
	for _, m := range members {
		if m != nil {
			slices.Sort(m)
			out = append(out, m)
		}
	}
	return out
}

// margin is how much surer a pair must be than another that excludes it.
const margin = 15

// contested reports whether a pair that is not very sure has a rival: one of the
// two is nearly as likely, or likelier, to be of one incident with a third, of
// which the other is certainly not.
func contested(i, j, score, n int, scores []int, apart []bool) bool {
	if score >= 150 {
		return false
	}
	for k := range n {
		if k == i || k == j {
			continue
		}
		if scores[i*n+k] > score-margin && scores[i*n+k] > 0 && apart[j*n+k] || scores[j*n+k] > score-margin && scores[j*n+k] > 0 && apart[i*n+k] {
			return true
		}
	}
	return false
}
