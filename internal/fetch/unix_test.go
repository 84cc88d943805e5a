//go:build unix

package fetch

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"jikenbo"
)

// What is no file is refused at once, and the files beside it are read.
func TestReadSpecial(t *testing.T) {
	dir := tree(t, "a.txt", "z.txt")
	fifo := filepath.Join(dir, "fifo.txt")
	must(t, syscall.Mkfifo(fifo, 0o644))
	sock, err := net.Listen("unix", filepath.Join(dir, "sock"))
	must(t, err)
	defer sock.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()

	wrong := map[string]string{}
	read := 0
	for path, err := range (Source{}).Paths(ctx, []string{dir, os.DevNull}) {
		must(t, err)
		if _, err := (Source{}).Read(ctx, path); err != nil {
			wrong[filepath.Base(path)] = err.Error()
		} else {
			read++
		}
	}
	for base, says := range map[string]string{"fifo.txt": "is a pipe (FIFO)", "sock": "is a socket", "null": "is a device"} {
		if !strings.Contains(wrong[base], says) {
			t.Errorf("%s: %q, want %q", base, wrong[base], says)
		}
	}
	if read != 2 || ctx.Err() != nil {
		t.Errorf("%d files read, want 2; %v", read, ctx.Err())
	}
}

// A pipe that takes the place of a file between the look and the opening does
// not block either.
func TestReadSwapped(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	fifo, file := filepath.Join(dir, "fifo"), filepath.Join(dir, "file")
	must(t, syscall.Mkfifo(fifo, 0o644))
	must(t, os.WriteFile(file, []byte("text"), 0o644))
	must(t, os.Link(file, path))
	stop := make(chan struct{})
	swapped := make(chan error, 1)
	go func() {
		from := []string{fifo, file}
		for i := 0; ; i++ {
			select {
			case <-stop:
				swapped <- nil
				return
			default:
			}
			tmp := path + ".tmp"
			if err := errors.Join(os.Link(from[i%2], tmp), os.Rename(tmp, path)); err != nil {
				swapped <- err
				return
			}
			os.Remove(tmp) // renaming one link onto another of the same file leaves both
		}
	}()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 2000 {
			b, err := Source{}.Read(context.Background(), path)
			if err == nil && string(b) != "text" || err != nil && !strings.Contains(err.Error(), "FIFO") {
				t.Errorf("%q, %v", b, err)
			}
		}
	}()
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		t.Error("blocked on a pipe")
	}
	close(stop)
	must(t, <-swapped)
}

// A file that tells no size, or grows while it is read, meets the limit too.
func TestReadProc(t *testing.T) {
	const path = "/proc/self/status"
	if info, err := os.Stat(path); err != nil || info.Size() != 0 {
		t.Skip("no /proc here")
	}
	if b, err := (Source{}).Read(t.Context(), path); err != nil || len(b) == 0 {
		t.Errorf("%d bytes, %v", len(b), err)
	}
	if _, err := (Source{MaxBytes: 10}).Read(t.Context(), path); !errors.Is(err, jikenbo.ErrTooLarge) {
		t.Errorf("beyond the limit: %v", err)
	}
}

// Root may read everything, so as root the test runs itself again as nobody.
func TestUnreadable(t *testing.T) {
	if os.Getuid() == 0 {
		asNobody(t)
		return
	}
	dir := tree(t, "in/a.txt", "in/secret/b.txt", "in/z.txt", "in/private.txt")
	must(t, os.Chmod(filepath.Join(dir, "in/secret"), 0))
	defer os.Chmod(filepath.Join(dir, "in/secret"), 0o755)
	must(t, os.Chmod(filepath.Join(dir, "in/private.txt"), 0))
	read, unreadable := 0, 0
	for path, err := range (Source{}).Paths(t.Context(), []string{filepath.Join(dir, "in"), filepath.Join(dir, "in/secret/*.txt")}) {
		if err == nil {
			_, err = Source{}.Read(t.Context(), path)
		}
		switch {
		case err == nil:
			read++
		case errors.Is(err, fs.ErrPermission) && strings.HasPrefix(err.Error(), path) && strings.Contains(err.Error(), "make it readable"):
			unreadable++
		default:
			t.Errorf("%s: %v", path, err)
		}
	}
	if read != 2 || unreadable != 3 {
		t.Errorf("%d read and %d unreadable, want 2 and 3", read, unreadable)
	}
}

func asNobody(t *testing.T) {
	// Nobody may not reach the folder the test was built in.
	dir, err := os.MkdirTemp("", "fetch")
	must(t, err)
	defer os.RemoveAll(dir)
	must(t, os.Chmod(dir, 0o755))
	tmp := filepath.Join(dir, "tmp")
	must(t, os.Mkdir(tmp, 0o777))
	must(t, os.Chmod(tmp, 0o777))
	self, err := os.Executable()
	must(t, err)
	exe := filepath.Join(dir, "fetch.test")
	must(t, copyFile(exe, self))
	cmd := exec.CommandContext(t.Context(), exe, "-test.run=^TestUnreadable$", "-test.v")
	cmd.Dir = tmp
	cmd.Env = append(os.Environ(), "TMPDIR="+tmp)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: TestUnreadable") {
		t.Errorf("as nobody: %v\n%s", err, out)
	}
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
