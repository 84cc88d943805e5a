package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"jikenbo"
	"jikenbo/internal/account"
	"jikenbo/internal/casebook"
)

var userHelp = help{
	short: message{"編集者の登録を扱う", "Manage the accounts of editors"},
	long: message{`
jikenbo serve に入れる人を登録します。閲覧に登録は要りません。役割は三つです。

  reader  閲覧だけ
  editor  公表文の保存、事実の訂正と確認
  admin   editor と同じことと、登録の一覧

パスワードは12文字以上です。文字の種類は問いません。端末では表示せずに二度尋ね、端末でなければ
標準入力の一行目を使います。登録は消せません（改訂に名前が残ります）。使わない登録は無効に
してください。`, `
Register who may sign in to jikenbo serve. Reading needs no account. There are
three roles:

  reader  only reads
  editor  saves notices, corrects and accepts facts
  admin   what an editor does, and sees the accounts

A password has 12 characters or more, of any kind. On a terminal it is asked twice
and not shown; elsewhere it is the first line of standard input. Accounts are not
deleted, for revisions keep their names: disable those that are not used.`},
	example: message{`
  jikenbo user add tanaka --role editor
  jikenbo user list
  jikenbo user password tanaka
  jikenbo user disable tanaka`, `
  jikenbo user add tanaka --role editor
  jikenbo user list
  jikenbo user password tanaka
  jikenbo user disable tanaka`},
}

var userAddHelp = help{
	short: message{"登録する", "Add an account"},
	long: message{`
名前とパスワードを登録します。名前は英字の大小と全角半角を区別しません。`, `
Add an account with a name and a password. Names are compared without regard to
case and width.`},
	example: message{`
  jikenbo user add tanaka
  jikenbo user add tanaka@example.jp --role admin
  pwgen 20 1 | tee /dev/tty | jikenbo user add tanaka`, `
  jikenbo user add tanaka
  jikenbo user add tanaka@example.com --role admin
  pwgen 20 1 | tee /dev/tty | jikenbo user add tanaka`},
}

var userListHelp = help{
	short: message{"登録を並べる", "List the accounts"},
	long:  message{`登録を名前の順に並べます。パスワードは出しません。`, `List the accounts by name. Passwords are never shown.`},
	example: message{`
  jikenbo user list
  jikenbo user list --json | jq -r 'select(.role == "admin") | .name'`, `
  jikenbo user list
  jikenbo user list --json | jq -r 'select(.role == "admin") | .name'`},
}

var userPasswordHelp = help{
	short:   message{"パスワードを変える", "Set another password"},
	long:    message{`パスワードを変えます。その人は、いま入っているところすべてから出ます。`, `Set another password. The account is signed out everywhere.`},
	example: message{`  jikenbo user password tanaka`, `  jikenbo user password tanaka`},
}

var userRoleHelp = help{
	short:   message{"役割を変える", "Set another role"},
	long:    message{`役割を変えます（reader | editor | admin）。その人は、いま入っているところすべてから出ます。`, `Set another role: reader, editor or admin. The account is signed out everywhere.`},
	example: message{`  jikenbo user role tanaka admin`, `  jikenbo user role tanaka admin`},
}

var userDisableHelp = help{
	short:   message{"登録を無効にする", "Disable an account"},
	long:    message{`登録を無効にします。その人はすぐに出され、もう入れません。`, `Disable an account. It is signed out at once and cannot sign in again.`},
	example: message{`  jikenbo user disable tanaka`, `  jikenbo user disable tanaka`},
}

var userEnableHelp = help{
	short:   message{"登録をふたたび有効にする", "Enable an account again"},
	long:    message{`無効にした登録を、同じパスワードでふたたび使えるようにします。`, `Let a disabled account sign in again, with the password it had.`},
	example: message{`  jikenbo user enable tanaka`, `  jikenbo user enable tanaka`},
}

func (a *app) userCommand() *cobra.Command {
	cmd := a.command("user COMMAND", userHelp)
	cmd.Args = a.subcommand
	cmd.SuggestionsMinimumDistance = 2
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }

	role := casebook.Editor
	add := a.userAct("add [--role ROLE] NAME", userAddHelp, 1, func(ctx context.Context, g *account.Gate, _ *casebook.Book, args []string) (string, error) {
		name, err := account.Name(args[0])
		if err != nil {
			return "", err
		}
		password, err := a.askPassword(ctx)
		if err != nil {
			return "", err
		}
		_, err = g.Add(ctx, a.user(), name, role, password)
		return a.lang.text(mUserAdded, name, role), err
	})
	add.ValidArgsFunction = cobra.NoFileCompletions
	add.Flags().Var((*roleFlag)(&role), "role", a.lang.text(mFlagRole))
	_ = add.RegisterFlagCompletionFunc("role", completeRole) // there is such a flag

	password := a.userAct("password NAME", userPasswordHelp, 1, func(ctx context.Context, g *account.Gate, book *casebook.Book, args []string) (string, error) {
		name, err := account.Name(args[0])
		if err != nil {
			return "", err
		}
		if _, _, err := book.Account(ctx, name); err != nil { // before anything is asked
			return "", err
		}
		password, err := a.askPassword(ctx)
		if err != nil {
			return "", err
		}
		return a.lang.text(mUserPassword, name), g.SetPassword(ctx, a.user(), name, password)
	})

	setRole := a.userAct("role NAME ROLE", userRoleHelp, 2, func(ctx context.Context, _ *account.Gate, book *casebook.Book, args []string) (string, error) {
		name, err := account.Name(args[0])
		if err != nil {
			return "", err
		}
		role := casebook.Role(args[1])
		return a.lang.text(mUserRole, name, role), book.SetRole(ctx, a.user(), name, role)
	})
	act := setRole.RunE
	setRole.RunE = func(cmd *cobra.Command, args []string) error {
		var role roleFlag
		if err := role.Set(args[1]); err != nil {
			return usageError{cmd.CommandPath(), errors.New(a.lang.text(mUnknownRole, args[1]))}
		}
		return act(cmd, args)
	}

	cmd.AddCommand(add, a.userListCommand(), password, setRole,
		a.userDisabled("disable NAME", userDisableHelp, mUserDisabled, true),
		a.userDisabled("enable NAME", userEnableHelp, mUserEnabled, false))
	return cmd
}

// userAct makes a command that changes an account; act says what it did.
func (a *app) userAct(use string, h help, n int, act func(context.Context, *account.Gate, *casebook.Book, []string) (string, error)) *cobra.Command {
	cmd := a.command(use, h)
	cmd.Args = a.exactly(n)
	cmd.ValidArgsFunction = a.completeAccount
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		book, err := a.openBook(cmd.Context(), false)
		if err != nil {
			return err
		}
		defer book.Close()
		done, err := act(cmd.Context(), account.NewGate(book, time.Now), book, args)
		if err != nil {
			return err
		}
		p := newPrinter(a.stdout, a.env)
		p.line(0, piece{plain, done})
		return p.flush()
	}
	return cmd
}

func (a *app) userDisabled(use string, h help, done message, disabled bool) *cobra.Command {
	return a.userAct(use, h, 1, func(ctx context.Context, _ *account.Gate, book *casebook.Book, args []string) (string, error) {
		name, err := account.Name(args[0])
		if err != nil {
			return "", err
		}
		return a.lang.text(done, name), book.SetDisabled(ctx, a.user(), name, disabled)
	})
}

func (a *app) userListCommand() *cobra.Command {
	var asJSON bool
	cmd := a.command("list [--json]", userListHelp)
	cmd.Args = a.exactly(0)
	cmd.Flags().BoolVar(&asJSON, "json", false, a.lang.text(mFlagUserJSON))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		book, err := a.openBook(cmd.Context(), true)
		if err != nil {
			return err
		}
		defer book.Close()
		accounts, err := book.Accounts(cmd.Context())
		if err != nil {
			return err
		}
		p := newPrinter(a.stdout, a.env)
		width := 0
		for _, u := range accounts {
			width = max(width, cells(clean(u.Name)))
		}
		for _, u := range accounts {
			if asJSON {
				if err := writeJSON(p.w, u); err != nil {
					return err
				}
				continue
			}
			state := ""
			switch {
			case u.Disabled:
				state = "  [" + a.lang.text(mUserIsDisabled) + "]"
			case u.Sessions > 0:
				state = "  " + a.lang.text(mUserSessions, u.Sessions)
			}
			_ = p.row(piece{strong, pad(clean(u.Name), width)}, piece{plain, "  " + pad(string(u.Role), 6) + "  "},
				piece{faint, u.Created.In(jikenbo.JST).Format("2006-01-02 15:04")}, piece{plain, state}) // flush reports it
		}
		return p.flush()
	}
	return cmd
}

// roleFlag is the value of --role.
type roleFlag casebook.Role

// String, Set and Type make it a flag.
func (r *roleFlag) String() string { return string(*r) }

// Set takes one of the roles.
func (r *roleFlag) Set(s string) error {
	if !slices.Contains(casebook.Roles, casebook.Role(s)) {
		return fmt.Errorf("%q: reader | editor | admin", s)
	}
	*r = roleFlag(s)
	return nil
}

// Type names the value in the help.
func (r *roleFlag) Type() string { return "ROLE" }

func completeRole(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var offers []cobra.Completion
	for _, r := range casebook.Roles {
		offers = append(offers, string(r))
	}
	return offers, cobra.ShellCompDirectiveNoFileComp
}

// completeAccount offers the names of the accounts to the shell, and behind
// one, where it is wanted, the roles.
func (a *app) completeAccount(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	switch {
	case len(args) == 1 && cmd.Name() == "role":
		return completeRole(cmd, args, typed)
	case len(args) > 0:
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	book, err := a.openBook(cmd.Context(), true)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	defer book.Close()
	accounts, _ := book.Accounts(cmd.Context()) // an error offers nothing
	var offers []cobra.Completion
	for _, u := range accounts {
		offers = append(offers, cobra.CompletionWithDesc(clean(u.Name), string(u.Role)))
	}
	return offers, cobra.ShellCompDirectiveNoFileComp
}

// askPassword asks for a new password, twice and without showing it, or takes
// the first line of a standard input that is no terminal.
func (a *app) askPassword(ctx context.Context) (string, error) {
	f, ok := terminal(a.stdin)
	if !ok {
		const most = 8 << 10
		line, err := bufio.NewReaderSize(io.LimitReader(a.stdin, most), most).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		if line == "" {
			return "", errors.New(a.lang.text(mNoPassword))
		}
		return strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r"), nil
	}
	first, err := a.ask(ctx, f, a.lang.text(mAskPassword, account.MinPassword))
	if err != nil {
		return "", err
	}
	if utf8.RuneCountInString(first) < account.MinPassword {
		return "", account.ErrShort // not to be typed twice
	}
	second, err := a.ask(ctx, f, a.lang.text(mAskAgain))
	if err == nil && first != second {
		err = errors.New(a.lang.text(mPasswordsDiffer))
	}
	return first, err
}

// ask asks for a line on a terminal without showing it. An interrupt leaves the
// terminal as it was.
func (a *app) ask(ctx context.Context, f *os.File, question string) (string, error) {
	fd := int(f.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return "", err
	}
	fmt.Fprint(a.stderr, question)
	type answer struct {
		line []byte
		err  error
	}
	answered := make(chan answer, 1)
	go func() {
		line, err := term.ReadPassword(fd)
		answered <- answer{line, err}
	}()
	defer fmt.Fprintln(a.stderr)
	select {
	case got := <-answered:
		return string(got.line), got.err
	case <-ctx.Done():
		return "", errors.Join(ctx.Err(), term.Restore(fd, before))
	}
}
