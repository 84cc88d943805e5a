package score

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
)

// MarshalJSON adds precision, recall and F1; null where there is none.
func (c Count) MarshalJSON() ([]byte, error) {
	number := func(x float64, ok bool) *float64 {
		if !ok {
			return nil
		}
		return &x
	}
	return json.Marshal(struct {
		Field     string   `json:"field"`
		TP        int      `json:"tp"`
		FP        int      `json:"fp"`
		FN        int      `json:"fn"`
		Precision *float64 `json:"precision"`
		Recall    *float64 `json:"recall"`
		F1        *float64 `json:"f1"`
	}{c.Field, c.TP, c.FP, c.FN, number(c.Precision()), number(c.Recall()), number(c.F1())})
}

// WriteTable writes the table for people: a line a field in the order of the
// fields, micro at the end, "-" where a ratio has no meaning; then what was
// read and whether its evidence is true.
func (r Result) WriteTable(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	number := func(x float64, ok bool) string {
		if !ok {
			return "-"
		}
		return fmt.Sprintf("%.3f", x)
	}
	fmt.Fprintf(tw, "%-16s\tTP\tFP\tFN\tprecision\trecall\tF1\t\n", "field")
	for _, c := range append(r.Fields[:len(r.Fields):len(r.Fields)], r.Micro) {
		fmt.Fprintf(tw, "%-16s\t%d\t%d\t%d\t%s\t%s\t%s\t\n", c.Field, c.TP, c.FP, c.FN,
			number(c.Precision()), number(c.Recall()), number(c.F1()))
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\nnotices %d, entries %d (read %d), facts %d (without evidence %d), spans %d (false %d)\n",
		r.Notices, r.Entries, r.Read, r.Facts, r.Unproven, r.Spans, r.FalseSpans)
	return err
}

// WriteMisses writes a line a miss: - for a missing value, + for an extra one,
// then the words and the rules an extra value was read from; after them the
// faults of the evidence, marked with an exclamation mark.
func (r Result) WriteMisses(w io.Writer) error {
	bw := bufio.NewWriter(w) // keeps the first error for Flush
	for _, m := range r.Misses {
		sign := "-"
		if m.Kind == Extra {
			sign = "+"
		}
		fmt.Fprintf(bw, "%s %s[%d] %s: %s", sign, m.Notice, m.Entry, m.Field, m.Value)
		for _, s := range m.Spans {
			fmt.Fprintf(bw, "  <%s %q>", s.Rule, s.Quote)
		}
		fmt.Fprintln(bw)
	}
	for _, f := range r.Faults {
		fmt.Fprintf(bw, "! %s[%d] %s\n", f.Notice, f.Entry, f.Error)
	}
	return bw.Flush()
}
