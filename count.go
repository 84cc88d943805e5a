package jikenbo

import "slices"

// Affected is one stated count of people, records, accounts, cards, companies
// or households.
type Affected struct {
	Count  int64   `json:"count"`            // as stated, 1 or more
	Unit   string  `json:"unit"`             // as written: 件, 名, 世帯; an English head noun in lower case
	Bound  Bound   `json:"bound"`            // how the number is meant
	Role   Role    `json:"role"`             // where it stands among the others
	Items  []Item  `json:"items,omitempty"`  // only where the text ties them to this very count
	Window *Period `json:"window,omitempty"` // likewise
}

// Equal reports whether both say the same.
func (a Affected) Equal(b Affected) bool {
	if a.Window != b.Window && (a.Window == nil || b.Window == nil || *a.Window != *b.Window) {
		return false
	}
	return a.Count == b.Count && a.Unit == b.Unit && a.Bound == b.Bound && a.Role == b.Role && slices.Equal(a.Items, b.Items)
}

// Check is an equation that the stated counts must satisfy.
type Check struct {
	Kind  CheckKind `json:"kind"`
	Parts []int64   `json:"parts,omitempty"` // of a sum
	Total int64     `json:"total,omitempty"`
	Whole int64     `json:"whole,omitempty"` // of a subset
	Part  int64     `json:"part,omitempty"`
}

// CheckKind is the kind of a [Check].
type CheckKind string

// The kinds of checks.
const (
	SumCheck    CheckKind = "sum"    // the parts add up to the total
	SubsetCheck CheckKind = "subset" // the part is no larger than the whole
)

// Holds reports whether the check is true.
func (c Check) Holds() bool {
	switch c.Kind {
	case SumCheck:
		var sum int64
		for _, p := range c.Parts {
			sum += p
		}
		return sum == c.Total && len(c.Parts) > 1
	case SubsetCheck:
		return c.Part <= c.Whole
	}
	return false
}

// Equal reports whether both say the same of the same numbers.
func (c Check) Equal(d Check) bool {
	return c.Kind == d.Kind && c.Total == d.Total && c.Whole == d.Whole && c.Part == d.Part && slices.Equal(c.Parts, d.Parts)
}
