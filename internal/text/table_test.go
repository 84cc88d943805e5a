package text

import "testing"

// TestTable: a table gives what its function does, which it asks once for each
// character of the Basic Multilingual Plane.
func TestTable(t *testing.T) {
	asked := map[rune]int{}
	table := NewTable(func(r rune) int32 { asked[r]++; return r + 2 })
	for range 3 {
		for _, r := range []rune{0, 'a', '高', 0xfffd, 0xffff, 0x10000, '𠮷', 0x10ffff, -1} {
			if got := table.Of(r); got != r+2 {
				t.Errorf("%#x: %#x", r, got)
			}
		}
	}
	for r, n := range asked {
		if once := r >= 0 && r < 0x10000; once != (n == 1) {
			t.Errorf("asked %d times for %#x", n, r)
		}
	}
}
