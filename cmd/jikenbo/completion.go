package main

import (
	"errors"

	"github.com/spf13/cobra"
)

var completionHelp = help{
	short: message{"シェルの補完スクリプトを出す", "Print a completion script for a shell"},
	long: message{`
bash・zsh・fish・powershell の補完スクリプトを標準出力に出します。コマンド、フラグ、
事件の番号、split の公表文が補完されます。`, `
Print a completion script for bash, zsh, fish or powershell on standard output.
It completes commands, flags, the numbers of cases and, for split, their notices.`},
	example: message{`
  source <(jikenbo completion bash)
  jikenbo completion zsh > "${fpath[1]}/_jikenbo"
  jikenbo completion fish > ~/.config/fish/completions/jikenbo.fish
  jikenbo completion powershell | Out-String | Invoke-Expression`, `
  source <(jikenbo completion bash)
  jikenbo completion zsh > "${fpath[1]}/_jikenbo"
  jikenbo completion fish > ~/.config/fish/completions/jikenbo.fish
  jikenbo completion powershell | Out-String | Invoke-Expression`},
}

func (a *app) completionCommand() *cobra.Command {
	cmd := a.command("completion SHELL", completionHelp)
	cmd.Args = a.exactly(1)
	cmd.ValidArgs = []string{"bash", "zsh", "fish", "powershell"}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch root := cmd.Root(); args[0] {
		case "bash":
			return root.GenBashCompletionV2(a.stdout, true)
		case "zsh":
			return root.GenZshCompletion(a.stdout)
		case "fish":
			return root.GenFishCompletion(a.stdout, true)
		case "powershell":
			return root.GenPowerShellCompletionWithDesc(a.stdout)
		}
		return usageError{cmd.CommandPath(), errors.New(a.lang.text(mUnknownShell, args[0]))}
	}
	return cmd
}
