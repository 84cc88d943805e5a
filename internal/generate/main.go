// Command generate writes a casebook of made-up cases, for measuring:
//
//	go run ./internal/generate -n 200000 -seed 1 FILE
//
// See package jikenbo/internal/generate/cases for what they are like.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"

	"jikenbo/internal/casebook"
	"jikenbo/internal/generate/cases"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("generate", flag.ContinueOnError)
	n := flags.Int("n", 20_000, "how many cases")
	seed := flags.Uint64("seed", 1, "which ones")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("name the file to write")
	}
	path := flags.Arg(0)
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("%s is there already: remove it, or name another", path)
	}
	b, err := casebook.Open(ctx, path, casebook.Options{})
	if err != nil {
		return err
	}
	began := time.Now()
	err = cases.Fill(ctx, b, *seed, *n, func(done int) { fmt.Fprintf(os.Stderr, "\r%d cases", done) })
	fmt.Fprintf(os.Stderr, " in %v\n", time.Since(began).Round(time.Millisecond))
	return errors.Join(err, b.Close())
}
