package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/fetch"
	"jikenbo/internal/ingest"
	"jikenbo/internal/screen"
)

var readHelp = help{
	short: message{"公表文を読み、事件簿に加える", "Read notices into the casebook"},
	long: message{`
公表文を読んで項目ごとの事実を取り出し、事件に番号を付けて事件簿に加えます。事実には必ず、
それを述べた言葉が付きます。

PATH はファイル、フォルダー（下のフォルダーも）、ワイルドカード、ウェブのアドレス（https://…）。
- は標準入力です。平文、HTML、PDF、Word（.docx）、メール（.eml）、Markdown を読み、ウェブアーカイブ
（.warc、.warc.gz）とメールボックス（.mbox）からは公表文だけを選んで読みます。文字コード（UTF-8、
Shift_JIS、EUC-JP、ISO-2022-JP、UTF-16）は自動で判別します。一つのファイルに複数の記事があれば、
記事ごとに読みます。同じ公表文をもう一度読んでも何も変わらず、そう表示します。

続報などで、事件簿にある事件のものと確かに分かる公表文は、その事件に加わります。確かでない組が
あれば、終わりに数を示します（jikenbo join）。

アドレスは robots.txt と一秒に一回の間隔を守って取得し、要求と応答も保存します（jikenbo archive）。
公開でない宛先（localhost、社内のアドレスなど）と 80・443 以外のポートは、--allow で許さない限り
断ります。前に読んだページが変わっていれば、同じ事件の改訂になります。

読めない入力は名前を挙げて標準エラーに示し、残りを続けます。`, `
Read published notices, take out their facts, number the incidents and add them to
the casebook. Every fact comes with the words that state it.

PATH is a file, a folder (also those in it), a glob or an address of the web
(https://…); - is standard input. Plain text, HTML, PDF, Word (.docx), mails (.eml)
and Markdown are read; of web archives (.warc, .warc.gz) and mailboxes (.mbox) only
what is a notice. The charset (UTF-8, Shift_JIS, EUC-JP, ISO-2022-JP, UTF-16) is
detected. A page of several entries is read entry by entry. Reading the same notice
again changes nothing and says so.

A notice that surely tells of an incident the casebook has, as a follow-up does,
joins its case. If there are pairs that may be one incident but are not sure, their
number is given at the end (jikenbo join).

Addresses are fetched with respect for robots.txt and once a second at most, and
requests and answers are kept (jikenbo archive). What is not public (localhost,
addresses of internal networks) and ports other than 80 and 443 are refused unless
--allow names them. A page that has changed since it was read revises its case.

An input that cannot be read is named on standard error and the rest goes on.`},
	example: message{`
  jikenbo read examples                 フォルダーを読み、事件簿に加える
  jikenbo read --no-save notice.txt     表示するだけで保存しない
  jikenbo read --explain notice.txt     どの規則がどの言葉から読んだかを示す
  jikenbo read https://www.example.co.jp/news/20240501.html
  jikenbo read kaiji.pdf crawl.warc.gz
  jikenbo read --json --no-save 'notices/2023-*.txt' | jq .case.organization
  iconv -f cp932 old.txt | jikenbo read -`, `
  jikenbo read examples                 read a folder into the casebook
  jikenbo read --no-save notice.txt     only show, save nothing
  jikenbo read --explain notice.txt     show which rule read which words
  jikenbo read https://www.example.co.jp/news/20240501.html
  jikenbo read kaiji.pdf crawl.warc.gz
  jikenbo read --json --no-save 'notices/2023-*.txt' | jq .case.organization
  iconv -f cp932 old.txt | jikenbo read -`},
}

type readOptions struct {
	json, noSave, explain bool
	all                   bool
	maxBytes              int64
	allow                 []string
	userAgent             string
}

func (a *app) readCommand() *cobra.Command {
	var o readOptions
	cmd := a.command("read [--json] [--no-save] [--explain] [--all] [--max-bytes N] [--allow HOST] [--user-agent TEXT] PATH…", readHelp)
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(mNoPath))}
		}
		return nil
	}
	flags := cmd.Flags()
	flags.BoolVar(&o.json, "json", false, a.lang.text(mFlagReadJSON))
	flags.BoolVar(&o.noSave, "no-save", false, a.lang.text(mFlagNoSave))
	flags.BoolVar(&o.explain, "explain", false, a.lang.text(mFlagExplain))
	flags.Int64Var(&o.maxBytes, "max-bytes", fetch.DefaultMaxBytes, a.lang.text(mFlagMaxBytes))
	flags.BoolVar(&o.all, "all", false, a.lang.text(mFlagAll))
	flags.StringSliceVar(&o.allow, "allow", nil, a.lang.text(mFlagAllow))
	flags.StringVar(&o.userAgent, "user-agent", userAgent(), a.lang.text(mFlagUserAgent))
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.runRead(cmd.Context(), args, o) }
	return cmd
}

func (a *app) runRead(ctx context.Context, args []string, o readOptions) error {
	began := time.Now()
	source := fetch.Source{MaxBytes: o.maxBytes, Stdin: a.stdin}
	r := reader{app: a, readOptions: o, out: newPrinter(a.stdout, a.env)}
	if !o.noSave && reaches(source.Paths(ctx, args)) {
		book, err := a.openBook(ctx, false)
		if err != nil {
			return err
		}
		defer book.Close()
		r.book = book
	}
	r.progress = a.newProgress(ctx, source, args)
	err := ingest.Run(ctx, source.Paths(ctx, args), ingest.Options{
		Source: source,
		Client: &fetch.Client{UserAgent: o.userAgent, MaxBytes: o.maxBytes, Allow: o.allow},
		Pick:   o.pick(),
		Book:   r.book,
		Who:    a.user(),
		Why:    "jikenbo read",
		Reread: o.json, // its lines do not depend on what was read before
		Log:    a.log,
	}, r.emit)
	r.progress.clear()
	r.summary(time.Since(began))
	if err == nil {
		err = r.proposed(ctx)
	}
	if err == nil && r.failed > 0 {
		return errReported
	}
	return err
}

// pick decides which documents of archives are read.
func (o *readOptions) pick() func(title, text string) bool {
	if o.all {
		return nil
	}
	return func(title, text string) bool { return screen.Text(title, text).Kind == screen.Notice }
}

// reaches reports whether there is anything to read: a mistyped path shall not
// leave an empty casebook behind.
func reaches(paths iter.Seq2[string, error]) bool {
	for _, err := range paths {
		if err == nil {
			return true
		}
	}
	return false
}

// user is to whom the casebook ascribes a change.
func (a *app) user() string {
	for _, name := range []string{"USER", "LOGNAME", "USERNAME"} {
		if user := a.env(name); user != "" {
			return user
		}
	}
	return "jikenbo"
}

// reader prints what is read and counts it.
type reader struct {
	*app
	readOptions
	book     *casebook.Book // nil for --no-save
	out      *printer
	progress *progress
	closed   bool // nobody reads the output any more

	notices, entries, bytes, failed int
	passedOver                      int
	added, revised, unchanged       int
	joined                          int // to a case that was there, revised or not
}

// emit prints what became of one path, and all of it at once. If the pipe it
// prints to is closed, what is to be saved is saved all the same.
func (r *reader) emit(res ingest.Result) error {
	defer r.progress.step()
	if res.Err != nil {
		r.failed++
		r.progress.clear()
		r.complain(res.Err)
		return nil
	}
	if res.Skipped {
		r.passedOver++
		return nil
	}
	r.count(res)
	if r.closed {
		return nil
	}
	err := r.print(res)
	if errors.Is(err, syscall.EPIPE) && r.book != nil {
		r.closed, err = true, nil
	}
	return err
}

func (r *reader) count(res ingest.Result) {
	r.notices++
	r.bytes += res.Size
	r.entries += max(len(res.Readings), len(res.Outcome.Entries))
	if res.Outcome.Known {
		r.unchanged++
	}
	for _, e := range res.Outcome.Entries {
		switch e.Change {
		case casebook.Added:
			r.added++
		case casebook.Revised:
			r.revised++
			r.joined++
		case casebook.Joined:
			r.joined++
		}
	}
}

// entryLine is the line of --json, a public contract (doc/format.md).
type entryLine struct {
	Source   string           `json:"source"`
	Entry    int              `json:"entry"`
	Case     jikenbo.Case     `json:"case"`
	Evidence jikenbo.Evidence `json:"evidence"`
}

func (r *reader) print(res ingest.Result) error {
	if r.json {
		for _, reading := range res.Readings {
			line := entryLine{res.Path, reading.Entry, reading.Case, bare(reading.Evidence, r.explain)}
			if err := writeJSON(r.out.w, line); err != nil {
				return err
			}
		}
		return r.out.flush()
	}
	switch {
	case res.Outcome.Known:
		r.out.line(2, piece{plain, r.lang.text(mKnown, res.Path, r.numbers(res.Outcome))})
	case len(res.Readings) == 0:
		r.out.line(2, piece{plain, r.lang.text(mNoEntry, res.Path)})
	}
	for i, reading := range res.Readings {
		if res.Outcome.Known {
			break
		}
		var outcome casebook.EntryOutcome
		if r.book != nil {
			outcome = res.Outcome.Entries[i]
		}
		r.card(res.Path, reading, outcome)
	}
	for _, remark := range res.Remarks {
		r.out.line(2, piece{faint, res.Path + ": " + r.lang.text(mRemark) + ": " + remark})
	}
	return r.out.flush()
}

// bare gives the evidence without the rules, unless they are asked for. The
// notice of a span is the line's.
func bare(e jikenbo.Evidence, rules bool) jikenbo.Evidence {
	out := make(jikenbo.Evidence, len(e))
	for pointer, spans := range e {
		copied := make([]jikenbo.Span, len(spans))
		for i, s := range spans {
			s.Notice = ""
			if !rules {
				s.Rule = ""
			}
			copied[i] = s
		}
		out[pointer] = copied
	}
	return out
}

// numbers lists the cases a known notice belongs to.
func (r *reader) numbers(o casebook.Outcome) string {
	var numbers []string
	for _, e := range o.Entries {
		if e.Number != (jikenbo.Number{}) {
			numbers = append(numbers, " #"+e.Number.String())
		}
	}
	return strings.Join(numbers, "")
}

// card prints one entry.
func (r *reader) card(path string, reading jikenbo.Reading, outcome casebook.EntryOutcome) {
	c := &reading.Case
	number := c.Number
	if outcome.Number != (jikenbo.Number{}) {
		number = outcome.Number.String()
	}
	r.lang.heading(r.out, number, c)
	q := noQuotes
	if r.explain {
		q = ruledQuotes
	}
	r.lang.facts(r.out, c, reading.Evidence, q, nil)
	r.out.line(2, piece{faint, r.lang.text(mEntry, path, reading.Entry) + " · " + r.became(c.Stage, outcome)})
	if len(outcome.For) > 0 {
		r.out.line(2, piece{faint, r.lang.text(mJoinedFor, r.reasonsInWords(outcome.For))})
	}
	for _, m := range outcome.Moved {
		r.out.line(2, piece{plain, r.lang.text(mMoved, m.Entries, m.From, m.To)})
	}
	r.out.blank()
}

// became words what an entry of a stage did to the casebook.
func (r *reader) became(stage jikenbo.Stage, outcome casebook.EntryOutcome) string {
	switch outcome.Change {
	case "":
		return r.lang.text(mNotSaved)
	case casebook.Joined, casebook.Revised:
		text := r.lang.text(mJoined, outcome.Number)
		if stage != "" {
			text = r.lang.text(mJoinedAs, outcome.Number, r.lang.label("stage", string(stage)))
		}
		if outcome.Change == casebook.Joined {
			text += r.lang.text(mSameFacts)
		}
		return text
	}
	return r.lang.text(changes[outcome.Change])
}

// mostCounted is up to how many pairs that may be one incident are counted.
const mostCounted = 100

// proposed tells on standard error how many pairs of cases may be one incident,
// if anything has been added.
func (r *reader) proposed(ctx context.Context) error {
	if r.book == nil || r.added+r.joined == 0 {
		return nil
	}
	proposals, err := r.book.Proposals(ctx, jikenbo.Number{}, mostCounted)
	switch n := len(proposals); {
	case err != nil:
		return err
	case n == mostCounted:
		fmt.Fprintln(r.stderr, r.lang.text(mProposedMany, n))
	case n > 0:
		fmt.Fprintln(r.stderr, r.lang.text(mProposed, n))
	}
	return nil
}

// summary tells at the end, on standard error, what was done.
func (r *reader) summary(took time.Duration) {
	if r.passedOver > 0 {
		fmt.Fprintln(r.stderr, r.lang.text(mPassedOver, r.passedOver))
	}
	duration := took.Round(10 * time.Millisecond).String()
	text := r.lang.text(mSummaryOnly, r.notices, r.entries, size(r.bytes), duration, r.failed)
	if r.book != nil {
		path, _ := r.bookPath()
		text = r.lang.text(mSummary, r.notices, r.entries, size(r.bytes), duration, r.added, r.revised, r.unchanged, r.failed, path)
	}
	fmt.Fprintln(r.stderr, clean(text))
}

// size words a number of bytes.
func size(n int) string {
	switch {
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%d B", n)
}
