// Package nodetest runs programs of Node.js in tests, with the packages from npm
// that lie beside them in a package-lock.json.
package nodetest

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"jikenbo"
)

// Need wants programs of the machine. Where one is missing, the test fails in
// CI, and elsewhere is left out and says what it would have tested. It gives the
// path of the last of them; of several that stand in one argument, parted as in a PATH,
// any will do.
func Need(t testing.TB, tests string, programs ...string) (path string) {
	t.Helper()
	for _, any := range programs {
		path = ""
		for _, program := range filepath.SplitList(any) {
			if found, err := exec.LookPath(program); err == nil {
				path = found
				break
			}
		}
		if path != "" {
			continue
		}
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is needed: install it", any)
		}
		t.Skipf("%s is not installed; with it, %s", any, tests)
	}
	return path
}

// Folder gives a copy of a folder with the packages that its package-lock.json
// names, which are installed once into the cache of the user. tests says what
// is left out where there is no Node.js.
func Folder(t testing.TB, dir, tests string) string {
	t.Helper()
	Need(t, tests, "node", "npm")
	lock, err := os.ReadFile(filepath.Join(dir, "package-lock.json"))
	if err != nil {
		t.Fatal(err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	installed := filepath.Join(cache, "jikenbo-test", filepath.Base(dir)+"-"+jikenbo.Hash(lock)[:16])
	if _, err := os.Stat(installed); err != nil {
		install(t, dir, installed)
	}
	folder := t.TempDir()
	err = os.CopyFS(folder, os.DirFS(dir))
	if err == nil {
		err = os.Symlink(filepath.Join(installed, "node_modules"), filepath.Join(folder, "node_modules"))
	}
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// install installs the packages of dir at a path, at once.
func install(t testing.TB, dir, path string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	if err != nil {
		t.Fatal(err)
	}
	work, err := os.MkdirTemp(filepath.Dir(path), "installing-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(work) // of no effect after Rename
	if err := os.CopyFS(work, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	cmd.Dir = work
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	if err := os.Rename(work, path); err != nil && !errors.Is(err, os.ErrExist) {
		t.Fatal(err)
	}
}
