package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

var alertHelp = help{
	short: message{"通知先を試す", "Try a channel of alerts"},
	long: message{`
jikenbo watch の設定にある通知先（Webhook、メール、Atom フィード）へ、試験の通知を一つ送ります。
受け取り手が断ったために（410 Gone）止まっている通知先は、受け取られれば再び使われます。`, `
Send a message made for the purpose to a channel (webhook, mail, Atom feed) of the
file of jikenbo watch. A channel that was closed because its receiver wanted nothing
any more (410 Gone) is used again if it takes the message.`},
	example: message{`
  jikenbo alert 当番
  jikenbo alert --config watch.yaml 担当者`, `
  jikenbo alert duty
  jikenbo alert --config watch.yaml csirt`},
}

func (a *app) alertCommand() *cobra.Command {
	var config string
	cmd := a.command("alert [--config FILE] CHANNEL", alertHelp)
	cmd.Args = a.exactly(1)
	cmd.Flags().StringVar(&config, "config", "", a.lang.text(mFlagConfig))
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.runAlert(cmd.Context(), config, args[0]) }
	return cmd
}

func (a *app) runAlert(ctx context.Context, path, channel string) error {
	config, err := a.watchConfig(path)
	if err != nil {
		return err
	}
	book, err := a.openBook(ctx, false)
	if err != nil {
		return err
	}
	defer book.Close()
	if err := a.sender(book, config).Test(ctx, channel); err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.stdout, a.lang.text(mAlerted, clean(channel)))
	return err
}
