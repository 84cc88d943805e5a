package main

import (
	"context"

	"github.com/spf13/cobra"

	"jikenbo/internal/document"
)

var verifyHelp = help{
	short: message{"事件簿を保存された原文から確かめ直す", "Prove the casebook from the stored bytes"},
	long: message{`
保存された公表文のバイト列から、すべてのハッシュ、文字コード、引用の位置と言葉、番号、履歴を
確かめ直します。誤りが一つでもあれば終了コードは 1 です。以前の版の読み取りで文章にした公表文は、
そう付記するだけです。

あわせて、すべての事件のつじつま（合計、日付の前後、曜日など）を調べて「要確認」として示します。
これは公表文の側の誤りかもしれないので、終了コードには影響しません。`, `
Prove everything again from the stored bytes of the notices: every hash, charset,
quote and its place, number and revision. A single fault makes the exit code 1.
A notice that an earlier version of the reader turned into text is only remarked.

Every case is also linted (sums, order of dates, weekdays and so on). What does
not add up is shown as a warning; it may be the notice that errs, so it does not
change the exit code.`},
	example: message{`
  jikenbo verify
  jikenbo verify --casebook backup.casebook`, `
  jikenbo verify
  jikenbo verify --casebook backup.casebook`},
}

func (a *app) verifyCommand() *cobra.Command {
	cmd := a.command("verify", verifyHelp)
	cmd.Args = a.exactly(0)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return a.runVerify(cmd.Context()) }
	return cmd
}

func (a *app) runVerify(ctx context.Context) error {
	book, err := a.openBook(ctx, true)
	if err != nil {
		return err
	}
	defer book.Close()
	p := newPrinter(a.stdout, a.env)
	decode := func(b []byte, declared string) (text, charset, reader string, err error) {
		d, err := document.Read(b, declared)
		return d.Text, d.Charset, d.Reader, err
	}
	faults, warnings := 0, 0
	for problem, err := range book.Verify(ctx, decode) {
		if err != nil {
			return err
		}
		if problem.Remark {
			p.line(2, piece{faint, a.lang.text(mRemark) + ": " + problem.String()})
			continue
		}
		faults++
		p.line(2, piece{warned, a.lang.text(mFault)}, piece{plain, ": " + problem.String()})
	}
	for s, err := range book.Cases(ctx) {
		if err != nil {
			return err
		}
		rec, err := book.Case(ctx, s.Number)
		if err != nil {
			return err
		}
		for _, f := range rec.Case.Lint(rec.Evidence) {
			warnings++
			p.line(2, piece{warned, a.lang.text(mWarning)},
				piece{plain, ": #" + s.Number.String() + " " + f.Pointer + ": " + f.Message(string(a.lang))})
		}
	}
	counts, err := book.Counts(ctx)
	if err != nil {
		return err
	}
	p.line(2, piece{plain, a.lang.text(mVerified, counts.Notices, counts.Entries, counts.Cases, counts.Revisions, faults, warnings)})
	if err := p.flush(); err != nil {
		return err
	}
	if faults > 0 {
		return errReported
	}
	return nil
}
