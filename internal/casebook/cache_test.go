package casebook

import "testing"

// TestCache: what was asked for lately stays, and what is kept weighs no more
// than twice what half of it may, but for one value of any weight.
func TestCache(t *testing.T) {
	for _, test := range []struct {
		name  string
		most  int
		weigh func(int) int
		least int // of the last values, that stay
		most2 int // values that are kept
	}{
		{"by number", 10, nil, 10, 20},
		{"by weight", 100, func(int) int { return 10 }, 10, 20},
		{"heavy", 100, func(v int) int { return 1000 }, 1, 2},
		{"light beside heavy", 100, func(v int) int { return 1 + v%2*99 }, 2, 8},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := cache[int, int]{most: test.most, weigh: test.weigh}
			const last = 1000
			for v := 1; v <= last; v++ {
				c.add(v, v)
				c.add(v, v) // again: it weighs no more
			}
			if n := len(c.now) + len(c.past); n > test.most2 {
				t.Errorf("%d values are kept, want %d at most", n, test.most2)
			}
			for v := last - test.least + 1; v <= last; v++ {
				if c.get(v) != v {
					t.Errorf("%d of %d is gone", v, last)
				}
			}
			if c.get(1) != 0 {
				t.Error("the first value is still there")
			}
		})
	}
}
