// Command jikenbo reads published notices of security incidents into a
// casebook: numbered cases, every fact with the words that state it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
)

// The exit codes.
const (
	exitDone   = 0 // everything asked for was done
	exitFailed = 1 // some inputs failed, each named on standard error; the rest is done
	exitUsage  = 2 // the command line is wrong; nothing was done
)

func main() {
	// A closed pipe shall come back as an error to be met with an orderly end.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the process at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}

// run is the whole program with its surroundings passed in.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) string) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr, env: env, lang: langOf(args, env), log: slog.New(slog.DiscardHandler)}
	root := a.rootCommand()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var usage usageError
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE):
		return exitDone
	case errors.Is(err, errReported):
		return exitFailed
	case errors.As(err, &usage):
		a.complain(usage)
		fmt.Fprintln(stderr, a.lang.text(mSeeHelp, usage.command))
		return exitUsage
	case ctx.Err() != nil:
		a.complain(errors.New(a.lang.text(mInterrupted)))
	default:
		a.complain(err)
	}
	return exitFailed
}

// errReported is returned by a command that has already named on standard
// error what failed.
var errReported = errors.New("reported")

// usageError says what is wrong with the command line.
type usageError struct {
	command string // whose help tells more
	err     error
}

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }
