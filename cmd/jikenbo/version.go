package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

var versionHelp = help{
	short: message{"版を表示する", "Print the version"},
	long: message{`
プログラムの版、元になったリビジョン、ビルドした Go の版を表示します。`, `
Print the version of the program, the revision it was built from and the
version of Go that built it.`},
	example: message{`
  jikenbo version
  jikenbo version --json`, `
  jikenbo version
  jikenbo version --json`},
}

// build is what the program knows of its own making. Unknown parts are empty.
type build struct {
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"`
	Time     string `json:"time,omitempty"`     // of the revision
	Modified bool   `json:"modified,omitempty"` // the revision does not tell the whole source
	Go       string `json:"go"`
	System   string `json:"system"`
}

func (a *app) versionCommand() *cobra.Command {
	var asJSON bool
	cmd := a.command("version [--json]", versionHelp)
	cmd.Args = a.exactly(0)
	cmd.Flags().BoolVar(&asJSON, "json", false, a.lang.text(mFlagJSON))
	cmd.RunE = func(*cobra.Command, []string) error {
		b := thisBuild()
		if asJSON {
			return writeJSON(a.stdout, b)
		}
		s := "jikenbo " + b.Version
		if b.Revision != "" {
			s += " " + b.Revision
			if b.Modified {
				s += "+"
			}
		}
		_, err := fmt.Fprintln(a.stdout, s, b.Go, b.System)
		return err
	}
	return cmd
}

// userAgent is what the program says of itself to servers.
func userAgent() string { return "jikenbo/" + strings.Trim(thisBuild().Version, "()") }

func thisBuild() build {
	b := build{Version: "(devel)", Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if info.Main.Version != "" {
		b.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Revision = s.Value
		case "vcs.time":
			b.Time = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return b
}
