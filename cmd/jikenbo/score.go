package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"jikenbo/internal/ingest"
	"jikenbo/internal/score"
)

var scoreHelp = help{
	short: message{"正解と比べて読み取りの精度を測る", "Measure readings against gold facts"},
	long: message{`
GOLD_DIR の公表文 NAME.txt をすべて読み、正解 NAME.json と比べて、項目ごとの適合率・
再現率・F1 と、全体のミクロ平均を表示します。NAME.html や NAME.pdf でも構いません。
事件簿は使いません。

照合: 単一の値は値、集合は要素、affected は件数と単位、windows は両端、timeline は日付と
種類、reports は相手と日付、checks は数。文字列は NFKC にして空白を除いて比べます。`, `
Read every notice NAME.txt of GOLD_DIR, compare what was read with the gold facts
NAME.json, and print precision, recall and F1 for each field and micro over all.
It may be NAME.html or NAME.pdf as well. The casebook is not used.

Matching: scalars by value, sets by member, affected by count and unit, windows
by both ends, timeline by date and kind, reports by recipient and date, checks by
their numbers; strings after NFKC and without spaces.`},
	example: message{`
  jikenbo score examples
  jikenbo score --misses examples     読み落とし（-）と読みすぎ（+）を並べる
  jikenbo score --explain examples    読みすぎの元になった言葉と規則も示す`, `
  jikenbo score examples
  jikenbo score --misses examples     list what was missed (-) and what is too much (+)
  jikenbo score --explain examples    and the words and rules behind each excess`},
}

func (a *app) scoreCommand() *cobra.Command {
	var misses, explain, asJSON bool
	cmd := a.command("score [--misses] [--explain] [--json] GOLD_DIR", scoreHelp)
	cmd.Args = a.exactly(1)
	cmd.Flags().BoolVar(&misses, "misses", false, a.lang.text(mFlagMisses))
	cmd.Flags().BoolVar(&explain, "explain", false, a.lang.text(mFlagExplainMisses))
	cmd.Flags().BoolVar(&asJSON, "json", false, a.lang.text(mFlagJSON))
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		pairs, err := score.Load(args[0], ingest.Text)
		if err != nil {
			return fmt.Errorf("score: %w", err)
		}
		result := score.Score(pairs, ingest.Read)
		if !explain {
			for i := range result.Misses {
				result.Misses[i].Spans = nil
			}
		}
		if !misses && !explain {
			result.Misses = nil
		}
		if asJSON {
			return writeJSON(a.stdout, result)
		}
		var table strings.Builder
		if err := result.WriteTable(&table); err != nil {
			return err
		}
		if misses || explain {
			table.WriteByte('\n')
			if err := result.WriteMisses(&table); err != nil {
				return err
			}
		}
		p := newPrinter(a.stdout, a.env)
		for line := range strings.Lines(table.String()) {
			p.line(2, piece{plain, strings.TrimSuffix(line, "\n")})
		}
		return p.flush()
	}
	return cmd
}
