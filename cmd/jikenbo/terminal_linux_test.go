package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// openTerminal opens a terminal of that width: the end of the program and that
// of the person before it.
func openTerminal(t *testing.T, width uint16) (tty, master *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { master.Close() })
	fd := int(master.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: width}); err != nil {
		t.Fatal(err)
	}
	tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return tty, master
}

// onTerminal runs the program on a terminal of that width and gives what it
// wrote there, standard error included.
func onTerminal(t *testing.T, width uint16, env func(string) string, args ...string) string {
	t.Helper()
	tty, master := openTerminal(t, width)
	var written bytes.Buffer
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.Copy(&written, master) // ends with EIO when the terminal is closed
	}()
	code := run(t.Context(), args, strings.NewReader(""), tty, tty, env)
	tty.Close()
	<-done
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, written.String())
	}
	return written.String()
}

// TestTerminal wants colour unless NO_COLOR is set, lines no longer than the
// terminal is wide, and no escape sequence that a notice brings.
func TestTerminal(t *testing.T) {
	dir := t.TempDir()
	notice := filepath.Join(dir, "n.txt")
	text := "2024年6月3日\n株式会社\x1b]0;owned\x07あおば商会\n\n個人情報\x1b[31mの\u009b31m漏えいについて\n\n" +
		strings.Repeat("当社のサーバーが不正アクセスを受け、", 10) + "お客様250名の氏名と住所が漏えいしたことを確認しました。\n"
	if err := os.WriteFile(notice, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	book := filepath.Join(dir, "t.casebook")
	colour := env("TERM", "xterm", "JIKENBO_CASEBOOK", book)
	plain := env("TERM", "xterm", "JIKENBO_CASEBOOK", book, "NO_COLOR", "1")
	for _, args := range []string{"read --no-save --explain " + notice, "read " + notice, "read " + notice, "list", "show 2024-001", "verify"} {
		t.Run(args, func(t *testing.T) {
			args := strings.Fields(args)
			got := onTerminal(t, 40, plain, args...)
			if i := strings.IndexAny(got, "\x1b\u009b\x07"); i >= 0 {
				t.Errorf("escape sequence at %d of %q", i, got)
			}
			for line := range strings.SplitSeq(got, "\r\n") {
				if cells(line) > 40 && !strings.HasPrefix(line, "notices: ") {
					t.Errorf("%d cells: %s", cells(line), line)
				}
			}
			if args[0] == "list" || args[0] == "show" {
				if got := onTerminal(t, 40, colour, args...); !strings.Contains(got, "\x1b[1m#2024-001") {
					t.Errorf("no colour: %q", got)
				}
			}
		})
	}
}

// awaitSilence waits until a terminal does not show what is typed.
func awaitSilence(t *testing.T, terminal *os.File) {
	for t.Context().Err() == nil {
		if now, err := unix.IoctlGetTermios(int(terminal.Fd()), unix.TCGETS); err != nil || now.Lflag&unix.ECHO == 0 {
			return
		}
		runtime.Gosched()
	}
}

// TestAskPassword types passwords on a terminal, which does not show them.
func TestAskPassword(t *testing.T) {
	book := filepath.Join(t.TempDir(), "t.casebook")
	for _, test := range []struct {
		name  string
		typed []string
		code  int
		want  string
	}{
		{"sato", []string{"correct horse battery", "correct horse battery"}, exitDone, "account sato added"},
		{"suzuki", []string{"correct horse battery", "correct horse batteries"}, exitFailed, "the two passwords differ"},
		{"suzuki", []string{"horse"}, exitFailed, "at least 12 characters"},
	} {
		tty, master := openTerminal(t, 80)
		var written bytes.Buffer
		done := make(chan struct{})
		go func() {
			defer close(done)
			typed, buf := 0, make([]byte, 1024)
			for {
				n, err := master.Read(buf)
				written.Write(buf[:n])
				if err != nil {
					return // EIO when the terminal is closed
				}
				for typed < len(test.typed) && strings.Count(written.String(), ": ") > typed { // after each question
					awaitSilence(t, master)
					fmt.Fprintln(master, test.typed[typed])
					typed++
				}
			}
		}()
		code := run(t.Context(), []string{"user", "add", test.name}, tty, tty, tty, env("JIKENBO_CASEBOOK", book, "USER", "tester"))
		tty.Close()
		<-done
		got := written.String()
		if code != test.code || !strings.Contains(got, test.want) {
			t.Errorf("exit code %d: %s", code, got)
		}
		if strings.Contains(got, "horse") {
			t.Errorf("the password was shown: %s", got)
		}
	}

	t.Run("interrupted", func(t *testing.T) {
		tty, master := openTerminal(t, 80)
		defer tty.Close()
		before, err := unix.IoctlGetTermios(int(tty.Fd()), unix.TCGETS)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			awaitSilence(t, master)
			cancel()
		}()
		code := run(ctx, []string{"user", "add", "suzuki"}, tty, io.Discard, tty, env("JIKENBO_CASEBOOK", book, "USER", "tester"))
		after, err := unix.IoctlGetTermios(int(tty.Fd()), unix.TCGETS)
		if code != exitFailed || err != nil || *after != *before {
			t.Errorf("exit code %d; the terminal was %+v, is %+v, %v", code, before, after, err)
		}
	})
}
