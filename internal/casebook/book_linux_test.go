package casebook

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"jikenbo"
)

// asNobody runs f without the rights of root, which permissions do not stop.
func asNobody(t *testing.T, f func()) {
	t.Helper()
	if os.Getuid() != 0 {
		f()
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const nobody = 65534
	if err := syscall.Setfsuid(nobody); err != nil {
		t.Fatal(err)
	}
	defer syscall.Setfsuid(0)
	f()
}

func TestPermission(t *testing.T) {
	for _, test := range []struct {
		name         string
		file, folder fs.FileMode
		opts         Options
	}{
		{"a file that may be read", 0o444, 0o555, Options{}},
		{"a file that may be read, in a folder that may be written", 0o444, 0o777, Options{}},
		{"a file that may not be read", 0o000, 0o777, Options{}},
		{"a folder that may not be entered", 0o666, 0o000, Options{}},
		{"a file that may be written, in a folder that may not", 0o666, 0o555, Options{}},
		{"a folder without room for the log, for reading only", 0o444, 0o555, Options{ReadOnly: true}},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "casebook.db")
			b, err := Open(t.Context(), path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			add(t, b, sample(0))
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
			for _, err := range []error{os.Chmod(filepath.Dir(folder), 0o755), os.Chmod(path, test.file), os.Chmod(folder, test.folder)} {
				if err != nil {
					t.Fatal(err)
				}
			}
			asNobody(t, func() {
				b, err := Open(t.Context(), path, test.opts)
				if err == nil {
					b.Close()
				}
				if err == nil || !strings.Contains(err.Error(), path) || errors.Is(err, jikenbo.ErrNotCasebook) {
					t.Errorf("error %v", err)
				}
			})
			if err := os.Chmod(folder, 0o755); err != nil {
				t.Fatal(err)
			}
			wantSound(t, open(t, path))
		})
	}
	t.Run("a new file", func(t *testing.T) {
		folder := t.TempDir()
		if err := errors.Join(os.Chmod(filepath.Dir(folder), 0o755), os.Chmod(folder, 0o555)); err != nil {
			t.Fatal(err)
		}
		asNobody(t, func() {
			for _, name := range []string{"casebook.db", "folder/casebook.db"} {
				path := filepath.Join(folder, name)
				if _, err := Open(t.Context(), path, Options{}); err == nil || !strings.Contains(err.Error(), path) {
					t.Errorf("error %v", err)
				}
			}
		})
	})
}

func TestOpenPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path, Options{}); !errors.Is(err, jikenbo.ErrNotCasebook) {
		t.Errorf("error %v", err)
	}
}

// TestFullDisk fills a small disk, where one can be made.
func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=2m"); err != nil {
		t.Skip("no small disk can be made here:", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, 0); err != nil {
			t.Error(err)
		}
	})
	path := filepath.Join(disk, "casebook.db")
	b, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	saved := 0
	for err == nil {
		if _, err = b.Add(t.Context(), "reader", "read", []Intake{sample(saved)}); err == nil {
			saved++
		}
	}
	if !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), path) {
		t.Errorf("error %v", err)
	}
	wantCounts(t, b, Counts{saved, saved, saved, saved})
	wantSound(t, b)
	if _, err := Open(t.Context(), filepath.Join(disk, "other.db"), Options{}); !errors.Is(err, ErrFull) {
		t.Errorf("no room for another: error %v", err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = open(t, path)
	wantCounts(t, b, Counts{saved, saved, saved, saved})
	wantSound(t, b)
	if err := syscall.Mount("", disk, "", syscall.MS_REMOUNT, "size=16m"); err != nil {
		t.Fatal(err)
	}
	add(t, b, sample(saved))
}
