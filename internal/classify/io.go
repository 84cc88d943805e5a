package classify

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A model is written as text: the classes with their biases on the first line,
// then one run of tokens a line, in hexadecimal, with the weights of the
// classes it speaks for or against, in hundredths.
//
//	classes	discovered:-310	contained:-402
//	767a,899a	0:312	1:-20

// WriteTo writes the model, the same model always as the same bytes. Runs
// without weight are left out.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	var b strings.Builder
	b.WriteString("classes")
	for c, name := range m.Classes {
		fmt.Fprintf(&b, "\t%s:%d", name, m.bias[c])
	}
	b.WriteByte('\n')
	names := make([]string, len(m.weights)) // of the runs
	var lines []string
	for _, e := range m.edges() {
		names[e.to] = strconv.FormatUint(uint64(e.token), 16)
		if e.from != 0 {
			names[e.to] = names[e.from] + "," + names[e.to]
		}
		if ws := m.weights[e.to]; len(ws) > 0 {
			line := []byte(names[e.to])
			for _, w := range ws {
				line = fmt.Appendf(line, "	%d:%d", w.class, w.w)
			}
			lines = append(lines, string(line))
		}
	}
	slices.Sort(lines)
	for _, line := range lines {
		b.WriteString(line + "\n")
	}
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}

// Read reads a model that [Model.WriteTo] wrote. The error names the line.
func Read(r io.Reader) (*Model, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	d := &Model{next: map[uint64]int32{}, weights: make([][]whole, 1)}
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		head, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		at := int32(0)
		if n == 1 {
			if head != "classes" {
				return nil, fmt.Errorf("line 1: want classes, not %q", head)
			}
		} else {
			for hex := range strings.SplitSeq(head, ",") {
				t, err := strconv.ParseUint(hex, 16, 32)
				if err != nil {
					return nil, fmt.Errorf("line %d: %w", n, err)
				}
				at = d.grow(key(at, token(t)))
			}
		}
		for cell := range strings.SplitSeq(rest, "\t") {
			name, value, ok := strings.Cut(cell, ":")
			w, err := strconv.Atoi(value)
			if !ok || err != nil || w < math.MinInt16 || w > math.MaxInt16 {
				return nil, fmt.Errorf("line %d: %q is no weight", n, cell)
			}
			if n == 1 {
				d.Classes = append(d.Classes, name)
				d.bias = append(d.bias, int32(w))
				continue
			}
			c, err := strconv.Atoi(name)
			if err != nil || c < 0 || c >= len(d.Classes) {
				return nil, fmt.Errorf("line %d: there is no class %q", n, name)
			}
			d.weights[at] = append(d.weights[at], whole{c, int32(w)})
		}
	}
	if len(d.Classes) == 0 {
		return nil, fmt.Errorf("the model is empty")
	}
	return d, nil
}
