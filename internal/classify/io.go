package classify

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
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
		fmt.Fprintf(&b, "\t%s:%d", name, hundredths(m.bias[c]))
	}
	b.WriteByte('\n')
	path := make([]string, len(m.weights))
	for _, k := range slices.SortedFunc(maps.Keys(m.next), func(x, y uint64) int { return cmp.Compare(m.next[x], m.next[y]) }) {
		to := m.next[k]
		path[to] = strconv.FormatUint(k&0xFFFFFFFF, 16)
		if from := k >> 32; from > 0 {
			path[to] = path[from] + "," + path[to]
		}
	}
	var lines []string
	for run, ws := range m.weights {
		if len(ws) == 0 {
			continue
		}
		line := path[run]
		for _, x := range ws {
			line += fmt.Sprintf("\t%d:%d", x.class, hundredths(x.w))
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	for _, line := range lines {
		b.WriteString(line + "\n")
	}
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}

func hundredths(w float32) int {
	if w < 0 {
		return int(w*100 - 0.5)
	}
	return int(w*100 + 0.5)
}

// Read reads a model that [Model.WriteTo] wrote. The error names the line.
func Read(r io.Reader) (*Model, error) {
	m := &Model{next: map[uint64]int32{}, weights: make([][]weight, 1)}
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		head, rest, _ := strings.Cut(sc.Text(), "\t")
		cells := strings.Split(rest, "\t")
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
				k := key(at, token(t))
				to, ok := m.next[k]
				if !ok {
					to = int32(len(m.weights))
					m.next[k] = to
					m.weights = append(m.weights, nil)
				}
				at = to
			}
		}
		for _, cell := range cells {
			name, value, ok := strings.Cut(cell, ":")
			w, err := strconv.Atoi(value)
			if !ok || err != nil {
				return nil, fmt.Errorf("line %d: %q is no weight", n, cell)
			}
			if n == 1 {
				m.Classes = append(m.Classes, name)
				m.bias = append(m.bias, float32(w)/100)
				continue
			}
			c, err := strconv.Atoi(name)
			if err != nil || c < 0 || c >= len(m.Classes) {
				return nil, fmt.Errorf("line %d: there is no class %q", n, name)
			}
			m.weights[at] = append(m.weights[at], weight{int32(c), float32(w) / 100})
		}
	}
	if err := sc.Err(); err != nil {
		return nil, err
	}
	if len(m.Classes) == 0 {
		return nil, fmt.Errorf("the model is empty")
	}
	return m, nil
}
