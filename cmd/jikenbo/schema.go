package main

import (
	"github.com/spf13/cobra"

	"jikenbo"
)

var schemaHelp = help{
	short: message{"事件の JSON Schema を出す", "Print the JSON Schema of a case"},
	long: message{`
事件の JSON Schema（2020-12）を標準出力に出します。read --json の各行の case が、これに従います。`, `
Print the JSON Schema (2020-12) of a case on standard output. The case of every
line of read --json satisfies it.`},
	example: message{`
  jikenbo schema > case.schema.json`, `
  jikenbo schema > case.schema.json`},
}

func (a *app) schemaCommand() *cobra.Command {
	cmd := a.command("schema", schemaHelp)
	cmd.Args = a.exactly(0)
	cmd.RunE = func(*cobra.Command, []string) error {
		_, err := a.stdout.Write(jikenbo.Schema())
		return err
	}
	return cmd
}
