package classify

import (
	"bytes"
	"fmt"
	"io"
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
	names := make([]string, len(m.runs)) // of the runs
	var lines []string
	for _, e := range m.edges() {
		names[e.to] = strconv.FormatUint(uint64(e.token), 16)
		if e.from != 0 {
			names[e.to] = names[e.from] + "," + names[e.to]
		}
		if ws := m.runs[e.to].weights; len(ws) > 0 {
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
	m := &Model{runs: make([]run, 1, 1+bytes.Count(text, []byte("\n")))}
	var all []whole    // the weights of all runs
	path := []int32{0} // the run of the line before, with those it begins with
	var before, own []token
	n := 0
	for line := range bytes.Lines(text) {
		n++
		head, rest, _ := bytes.Cut(bytes.TrimSuffix(line, []byte("\n")), []byte("\t"))
		if n == 1 {
			if string(head) != "classes" {
				return nil, fmt.Errorf("line 1: want classes, not %q", head)
			}
			for cell := range strings.SplitSeq(string(rest), "\t") {
				name, value, ok := strings.Cut(cell, ":")
				w, err := strconv.ParseInt(value, 10, 16)
				if !ok || err != nil {
					return nil, fmt.Errorf("line 1: %q is no class with its weight", cell)
				}
				m.Classes = append(m.Classes, name)
				m.bias = append(m.bias, int32(w))
			}
			continue
		}
		own = own[:0]
		for len(head) > 0 {
			var hex []byte
			hex, head, _ = bytes.Cut(head, []byte(","))
			t, err := strconv.ParseUint(string(hex), 16, 32)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			own = append(own, token(t))
		}
		same := 0
		for same < len(own) && same < len(before) && own[same] == before[same] {
			same++
		}
		if same == len(own) {
			return nil, fmt.Errorf("line %d: it stands there twice, or not behind what it begins with", n)
		}
		path = path[:same+1]
		for _, t := range own[same:] {
			path = append(path, int32(len(m.runs)))
			m.runs = append(m.runs, run{from: path[len(path)-2], token: t})
		}
		before, own = own, before
		from := len(all)
		for len(rest) > 0 {
			var cell []byte
			cell, rest, _ = bytes.Cut(rest, []byte("\t"))
			class, value, ok := bytes.Cut(cell, []byte(":"))
			c, err := strconv.ParseUint(string(class), 10, 16)
			w, err2 := strconv.ParseInt(string(value), 10, 16)
			switch {
			case !ok || err2 != nil:
				return nil, fmt.Errorf("line %d: %q is no weight", n, cell)
			case err != nil || int(c) >= len(m.Classes):
				return nil, fmt.Errorf("line %d: there is no class %q", n, class)
			}
			all = append(all, whole{int32(c), int32(w)})
		}
		m.runs[len(m.runs)-1].weights = all[from:len(all):len(all)]
	}
	if len(m.Classes) == 0 {
		return nil, fmt.Errorf("the model is empty")
	}
	return m, nil
}
