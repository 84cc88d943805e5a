package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jikenbo/internal/casebook"
	"jikenbo/internal/identity"
)

// app is what all commands share: the surroundings of the program and the
// flags every command has.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	env            func(string) string
	log            *slog.Logger
	lang           lang
	casebook       string // --casebook; empty for the default
	aliases        string // --aliases; empty for the default
	verbose        bool   // --verbose
}

func (a *app) rootCommand() *cobra.Command {
	root := a.command("jikenbo", rootHelp)
	root.Args = a.subcommand
	root.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	root.SilenceErrors = true
	root.SilenceUsage = true
	root.SuggestionsMinimumDistance = 2
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetUsageTemplate(a.lang.text(usageTemplate))
	root.SetFlagErrorFunc(a.flagError)
	root.PersistentPreRun = func(*cobra.Command, []string) {
		if a.verbose {
			a.log = slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
		}
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.casebook, "casebook", "", a.lang.text(mFlagCasebook))
	flags.StringVar(&a.aliases, "aliases", "", a.lang.text(mFlagAliases))
	flags.Var(&a.lang, "lang", a.lang.text(mFlagLang))
	flags.Lookup("lang").DefValue = "" // it follows the locale
	flags.BoolVar(&a.verbose, "verbose", false, a.lang.text(mFlagVerbose))
	root.AddCommand(a.readCommand(), a.watchCommand(), a.alertCommand(), a.screenCommand(), a.listCommand(), a.searchCommand(), a.showCommand(), a.diffCommand(), a.supplierCommand(), a.joinCommand(), a.splitCommand(), a.redirectCommand(), a.withdrawCommand(), a.reopenCommand(), a.organizationCommand(), a.serveCommand(), a.archiveCommand(), a.scoreCommand(),
		a.verifyCommand(), a.userCommand(), a.schemaCommand(), a.versionCommand(), a.completionCommand())
	root.SetHelpCommand(a.helpCommand(root))
	a.describeHelp(root)
	return root
}

// describeHelp words the flag --help of a command and of those below it.
func (a *app) describeHelp(cmd *cobra.Command) {
	cmd.InitDefaultHelpFlag()
	cmd.Flags().Lookup("help").Usage = a.lang.text(mFlagHelp)
	for _, sub := range cmd.Commands() {
		a.describeHelp(sub)
	}
}

// subcommand wants no argument: what is left is no command.
func (a *app) subcommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	text := a.lang.text(mUnknownCommand, args[0])
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		text += a.lang.text(mDidYouMean, strings.Join(near, " | "))
	}
	return usageError{cmd.CommandPath(), errors.New(text)}
}

// help is what a command says of itself.
type help struct{ short, long, example message }

// command makes a command with its help in the language of the output.
func (a *app) command(use string, h help) *cobra.Command {
	return &cobra.Command{
		Use:                   use,
		Short:                 a.lang.text(h.short),
		Long:                  strings.TrimSpace(a.lang.text(h.long)),
		Example:               strings.Trim(a.lang.text(h.example), "\n"),
		DisableFlagsInUseLine: true,
	}
}

// helpCommand shows the help of the command its arguments name.
func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	cmd := a.command("help [COMMAND]", helpHelp)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		found, rest, err := root.Find(args)
		if err != nil || len(rest) > 0 {
			return usageError{root.CommandPath(), errors.New(a.lang.text(mUnknownCommand, strings.Join(args, " ")))}
		}
		return found.Help()
	}
	return cmd
}

// exactly wants n arguments.
func (a *app) exactly(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		return usageError{cmd.CommandPath(), errors.New(a.lang.text(mArguments, cmd.UseLine(), len(args)))}
	}
}

// flagError words what the flag library says about the command line.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	text := err.Error()
	var missing *pflag.NotExistError
	var valueless *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &missing):
		name := "--" + missing.GetSpecifiedName()
		if missing.GetSpecifiedShortnames() != "" {
			name = "-" + missing.GetSpecifiedName()
		}
		text = a.lang.text(mUnknownFlag, name)
	case errors.As(err, &valueless):
		text = a.lang.text(mFlagValue, "--"+valueless.GetSpecifiedName())
	case errors.As(err, &invalid):
		text = a.lang.text(mBadFlagValue, "--"+invalid.GetFlag().Name, invalid.GetValue())
	}
	return usageError{cmd.CommandPath(), errors.New(text)}
}

// complain writes one error on standard error.
func (a *app) complain(err error) {
	fmt.Fprintln(a.stderr, "jikenbo: "+clean(a.word(err)))
}

// word says an error in the language of the output.
func (a *app) word(err error) string {
	for _, g := range glosses {
		if errors.Is(err, g.err) {
			return err.Error() + a.lang.text(g.text)
		}
	}
	return err.Error()
}

// bookPath is the casebook that the flags and the environment choose.
func (a *app) bookPath() (string, error) {
	if a.casebook != "" {
		return a.casebook, nil
	}
	return bookPath(runtime.GOOS, a.env)
}

// loadAliases gives what is known of organizations: the project's aliases, with
// those of the file that the flags or the environment name.
func (a *app) loadAliases() (*identity.Aliases, error) {
	if path := cmp.Or(a.aliases, a.env("JIKENBO_ALIASES")); path != "" {
		return identity.Load(path)
	}
	return identity.Default(), nil
}

// openBook opens the casebook, for reading and writing or for reading only.
func (a *app) openBook(ctx context.Context, readOnly bool) (*casebook.Book, error) {
	path, err := a.bookPath()
	if err != nil {
		return nil, err
	}
	aliases, err := a.loadAliases()
	if err != nil {
		return nil, err
	}
	a.log.Debug("open casebook", "path", path)
	var bar *progress
	defer func() { bar.clear() }()
	return casebook.Open(ctx, path, casebook.Options{ReadOnly: readOnly, Aliases: aliases, Indexing: func(done, total int) {
		if done == 0 {
			fmt.Fprintln(a.stderr, a.lang.text(mIndexing, total))
			bar = a.newCountProgress(total)
		}
		bar.set(done)
	}})
}
