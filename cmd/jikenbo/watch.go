package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"jikenbo"
	"jikenbo/internal/alert"
	"jikenbo/internal/casebook"
	"jikenbo/internal/fetch"
	"jikenbo/internal/screen"
	"jikenbo/internal/watch"
)

var watchHelp = help{
	short: message{"情報源を見張り、新しい公表文を事件簿に加える", "Watch sources and read new notices into the casebook"},
	long: message{`
フィード（RSS、Atom、JSON Feed）、新着情報のページ、サイトマップを見張ります。新しい記事を取り寄せ、
事件の公表文であれば読んで事件簿に一度だけ加えます。加えたページはその後も間隔を広げながら
見に行き、黙って書き換えられた文章（変わった行も示します）と、取り下げられたページを記録します。
ウォッチリストに合う事件は、署名付きの Webhook、メール、Atom フィードで知らせます。

見たもの、飛ばしたものとその理由を一行ずつ標準出力に出します。うまくいかない情報源は間隔を
あけて試し続け、そのたびに知らせます。状態は事件簿にあり、いつ強制終了しても失われません。

中断（Ctrl-C）するまで続けます。--once は、いま済ませるべきことだけをして終わります（cron 用）。
うまくいかない情報源や通知先があれば、終了コードは 1 です。`, `
Watch feeds (RSS, Atom, JSON Feed), pages of news and sitemaps. New items are
fetched; those that are notices of incidents are read into the casebook, each once.
Their pages are looked at again at growing intervals: what was edited silently is
kept with the lines that changed, what was taken down is marked as gone. Cases that
a watchlist asks for are told of by signed webhook, by mail and in an Atom feed.

What was seen, what was skipped and why is printed line by line. A source that
fails is tried again after longer and longer intervals, and reported each time. The
state stands in the casebook; killing the program at any moment loses nothing.

It runs until it is interrupted (Ctrl-C). --once does what is due now and ends, for
cron. If a source or a channel does not work the exit code is 1.`},
	example: message{`
  jikenbo watch --example > watch.yaml  設定の見本を書き出す
  jikenbo watch --config watch.yaml
  jikenbo watch --once --json >> watch.log
  jikenbo watch --status                情報源、ページ、通知先の今の状態`, `
  jikenbo watch --example > watch.yaml  write an example of the file it wants
  jikenbo watch --config watch.yaml
  jikenbo watch --once --json >> watch.log
  jikenbo watch --status                how sources, pages and channels are now`},
}

type watchOptions struct {
	config                      string
	once, json, status, example bool
}

func (a *app) watchCommand() *cobra.Command {
	var o watchOptions
	cmd := a.command("watch [--config FILE] [--once | --status | --example] [--json]", watchHelp)
	cmd.Args = a.exactly(0)
	flags := cmd.Flags()
	flags.StringVar(&o.config, "config", "", a.lang.text(mFlagConfig))
	flags.BoolVar(&o.once, "once", false, a.lang.text(mFlagOnce))
	flags.BoolVar(&o.status, "status", false, a.lang.text(mFlagStatus))
	flags.BoolVar(&o.example, "example", false, a.lang.text(mFlagExample))
	flags.BoolVar(&o.json, "json", false, a.lang.text(mFlagWatchJSON))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		switch {
		case o.once && o.status || o.once && o.example || o.status && o.example:
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(mOneOf, "--once, --status, --example"))}
		case o.example:
			_, err := fmt.Fprint(a.stdout, watch.Example)
			return err
		case o.status:
			return a.runWatchStatus(cmd.Context(), o)
		}
		return a.runWatch(cmd.Context(), o)
	}
	return cmd
}

// watchConfig reads the file of the watch: the one that is named, or that
// beside the casebook.
func (a *app) watchConfig(path string) (*watch.Config, error) {
	if path == "" {
		book, err := a.bookPath()
		if err != nil {
			return nil, err
		}
		path = filepath.Join(filepath.Dir(book), "watch.yaml")
	}
	a.log.Debug("read config", "path", path)
	return watch.Load(path)
}

func (a *app) sender(book *casebook.Book, c *watch.Config) *alert.Sender {
	return &alert.Sender{Book: book, Channels: c.Channels, Env: a.env, Lang: string(a.lang), Log: a.log}
}

func (a *app) runWatch(ctx context.Context, o watchOptions) error {
	config, err := a.watchConfig(o.config)
	if err != nil {
		return err
	}
	book, err := a.openBook(ctx, false)
	if err != nil {
		return err
	}
	defer book.Close()
	release, err := book.LockWatch(ctx)
	if err != nil {
		return err
	}
	defer release()
	p := newPrinter(a.stdout, a.env)
	var printErr error
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	client := &fetch.Client{UserAgent: cmp.Or(config.UserAgent, userAgent()), Allow: config.Allow}
	w := &watch.Watcher{
		Book:   book,
		Config: config,
		Get:    client.Get,
		Screen: func(title, text string) (bool, float64) {
			v := screen.Text(title, text)
			return v.Kind != screen.Event && v.Score >= screen.Possible, v.Score
		},
		Sender: a.sender(book, config),
		Who:    a.user(),
		Now:    time.Now,
		After:  time.After,
		Emit: func(e watch.Event) {
			if o.json {
				printErr = errors.Join(printErr, writeJSON(p.w, e))
			} else {
				a.event(p, e)
			}
			if printErr = errors.Join(printErr, p.flush()); printErr != nil {
				cancel()
			}
		},
		Log: a.log,
	}
	var report watch.Report
	if o.once {
		report, err = w.Once(ctx)
	} else {
		report, err = w.Run(ctx)
	}
	if printErr != nil {
		return printErr
	}
	if err != nil {
		return err
	}
	return a.watchReport(report)
}

// event prints a line of the log, with what an edit changed below it.
func (a *app) event(p *printer, e watch.Event) {
	pieces := []piece{
		{faint, e.At.In(jikenbo.JST).Format("2006-01-02 15:04") + "  "},
		{strong, a.lang.text(whats[e.What])},
	}
	for _, entry := range e.Entries {
		if entry.Number != (jikenbo.Number{}) {
			pieces = append(pieces, piece{strong, " #" + entry.Number.String()})
		}
	}
	for _, part := range []string{e.Title, e.URL} {
		if part != "" {
			pieces = append(pieces, piece{plain, "  " + part})
		}
	}
	pieces = append(pieces, piece{faint, "  [" + e.Source + "]"})
	why := e.Why
	if e.Score != nil {
		why = strings.TrimPrefix(why+a.lang.text(mScored, *e.Score), "; ")
	}
	if why != "" {
		pieces = append(pieces, piece{faint, "  " + why})
	}
	p.line(4, pieces...)
	for i, line := range e.Diff {
		lo, hi := differing(e.Diff, i)
		p.line(8, piece{quoted, "      " + line[:lo]}, piece{strong, line[lo:hi]}, piece{quoted, line[hi:]})
	}
}

// differing gives the range of bytes in which a line of a diff differs from the
// one that took its place or whose place it took, an empty one if there is no
// such line.
func differing(diff []string, i int) (lo, hi int) {
	gone := func(j int) bool { return strings.HasPrefix(diff[j], "-") }
	first, middle, last := i, i, i // of the lines that went and of those that came in their place
	for first > 0 && (gone(first-1) || !gone(first)) {
		first--
	}
	for middle = first; middle < len(diff) && gone(middle); {
		middle++
	}
	for last = middle; last < len(diff) && !gone(last); {
		last++
	}
	if middle-first != last-middle {
		return 0, 0
	}
	other := i + middle - first
	if i >= middle {
		other = i - (middle - first)
	}
	a, b := diff[i][1:], diff[other][1:]
	for lo < min(len(a), len(b)) && a[lo] == b[lo] {
		lo++
	}
	for lo > 0 && lo < len(a) && !utf8.RuneStart(a[lo]) {
		lo--
	}
	n := 0
	for n < min(len(a), len(b))-lo && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && !utf8.RuneStart(a[len(a)-n]) {
		n--
	}
	return lo + 1, len(a) - n + 1
}

// watchReport tells at the end, on standard error, what was done and what does
// not work.
func (a *app) watchReport(r watch.Report) error {
	fmt.Fprintln(a.stderr, a.lang.text(mWatched, r.Looks, r.Seen[casebook.PageAdded], r.Seen[casebook.PageEdited],
		r.Seen[casebook.PageGone], r.Seen[casebook.PageSkipped], r.Sent, len(r.Failing), len(r.Channels)))
	for _, f := range r.Failing {
		a.complain(errors.New(a.lang.text(mSourceFails, f.Source, f.Failures, f.Error, clockTime(f.Due))))
	}
	for _, c := range r.Channels {
		text := mChannelFails
		if c.Closed {
			text = mChannelClosed
		}
		a.complain(errors.New(a.lang.text(text, c.Channel, c.Err)))
	}
	if len(r.Failing)+len(r.Channels) > 0 {
		return errReported
	}
	return nil
}

// clockTime words a time in Japan, "" for the zero time.
func clockTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(jikenbo.JST).Format("2006-01-02 15:04")
}

// runWatchStatus lists sources, pages and channels as they are.
func (a *app) runWatchStatus(ctx context.Context, o watchOptions) error {
	config, err := a.watchConfig(o.config)
	if err != nil {
		return err
	}
	book, err := a.openBook(ctx, true)
	if err != nil {
		return err
	}
	defer book.Close()
	p := newPrinter(a.stdout, a.env)
	for _, s := range config.Sources {
		f, err := book.Feed(ctx, s.Name)
		if err != nil {
			return err
		}
		if o.json {
			if err := writeJSON(p.w, struct {
				Source casebook.Feed `json:"source"`
			}{f}); err != nil {
				return err
			}
			continue
		}
		p.line(4, piece{strong, s.Name}, piece{plain, "  " + s.URL}, piece{faint, "  " +
			a.lang.text(mSourceState, f.Items, clockTime(f.Checked), clockTime(f.Due))})
		if f.Failures > 0 {
			p.line(4, piece{warned, "    " + a.lang.text(mFailures, f.Failures, f.Error)})
		}
	}
	for page, err := range book.Pages(ctx) {
		if err != nil {
			return err
		}
		if o.json {
			if err := writeJSON(p.w, struct {
				Page casebook.Page `json:"page"`
			}{page}); err != nil {
				return err
			}
			continue
		}
		p.line(4, piece{strong, a.lang.text(pageStates[page.Status])}, piece{plain, "  " + page.Title + "  " + page.URL},
			piece{faint, "  " + a.lang.text(mPageState, page.Source, clockTime(page.Checked), clockTime(page.Due))},
			piece{faint, strings.TrimRight("  "+page.Reason, " ")})
	}
	states, err := a.sender(book, config).States(ctx)
	if err != nil {
		return err
	}
	for _, s := range states {
		if o.json {
			if err := writeJSON(p.w, struct {
				Channel alert.State `json:"channel"`
			}{s}); err != nil {
				return err
			}
			continue
		}
		p.line(4, piece{strong, s.Name}, piece{faint, "  " + a.lang.text(mChannelState, s.Delivered, s.Waiting)},
			piece{warned, strings.TrimRight("  "+s.Closed+s.Error, " ")})
	}
	return p.flush()
}
