package link

import (
	"cmp"
	"slices"
)

// pair is two accounts that are of one incident, and how sure that is.
type pair struct{ i, j, score int }

// Cluster parts n accounts into incidents. Persons' decisions stand first: what
// they said is the same is together, what they said is different is not, and
// where their decisions contradict each other, keeping apart wins. Then the pairs
// that are Same are joined, the highest score first, unless that would bring
// together two accounts that a person said are different, or whose verdict is
// Different; of those that a person put together one that it is Same with is
// enough. A pair that could as well be parted for another is not joined: the
// caller proposes it.
//
// The same set of accounts gives the same parts, whatever their order, but for
// ties of scores: those are broken by index. So the caller numbers the accounts in
// an order of their own, such as that of publication. Parts and their members are
// in ascending order. verdict and decided are asked for i < j, verdict once a pair.
func Cluster(n int, verdict func(i, j int) Verdict, decided func(i, j int) (same, known bool)) [][]int {
	var together, joins []pair
	of := make([][]pair, n)    // the joins of each, from it
	never := make([]bool, n*n) // the two must not be in one part
	for i := range n {
		for j := i + 1; j < n; j++ {
			if same, known := decided(i, j); known {
				if same {
					together = append(together, pair{i: i, j: j})
				} else {
					never[i*n+j], never[j*n+i] = true, true
				}
				continue
			}
			switch v := verdict(i, j); v.Degree {
			case Same:
				joins = append(joins, pair{i, j, v.Score})
				of[i] = append(of[i], pair{i, j, v.Score})
				of[j] = append(of[j], pair{j, i, v.Score})
			case Different:
				never[i*n+j], never[j*n+i] = true, true
			}
		}
	}
	apart := func(i, j int) bool { return never[i*n+j] }
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
	// Who surely belongs to one of those that a person put together belongs to
	// them, however the others of them tell it.
	for _, p := range joins {
		if i, j := part[p.i], part[p.j]; i != j && len(members[i])+len(members[j]) > 2 {
			for _, x := range members[i] {
				for _, y := range members[j] {
					if !said(x, y) {
						never[x*n+y], never[y*n+x] = false, false
					}
				}
			}
		}
	}
	joins = slices.DeleteFunc(joins, func(p pair) bool { return contested(p, of, apart) })
	for _, p := range joins {
		join(p.i, p.j, apart)
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

// A pair must be by margin surer than another that excludes it, unless it is
// certain.
const (
	margin  = 15
	certain = 200
)

// contested reports whether a pair that is not very sure has a rival: one of the
// two is nearly as likely, or likelier, to be of one incident with a third, of
// which the other is certainly not.
func contested(p pair, of [][]pair, apart func(i, j int) bool) bool {
	if p.score >= certain {
		return false
	}
	for _, e := range [2][2]int{{p.i, p.j}, {p.j, p.i}} {
		for _, rival := range of[e[0]] {
			if rival.score > p.score-margin && apart(rival.j, e[1]) {
				return true
			}
		}
	}
	return false
}
