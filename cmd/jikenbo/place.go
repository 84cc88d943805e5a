package main

import (
	"errors"
	"path/filepath"
)

// bookPath is the casebook to use where --casebook names none: the one that
// JIKENBO_CASEBOOK names, otherwise jikenbo.casebook in the folder where the
// system goos keeps a user's data. On Unix that is the XDG base directory
// specification's $XDG_DATA_HOME, which counts only if it is absolute.
func bookPath(goos string, env func(string) string) (string, error) {
	if path := env("JIKENBO_CASEBOOK"); path != "" {
		return path, nil
	}
	const name = "jikenbo.casebook"
	home := env("HOME")
	switch {
	case goos == "windows" && env("LocalAppData") != "":
		return filepath.Join(env("LocalAppData"), "jikenbo", name), nil
	case goos == "darwin" && home != "":
		return filepath.Join(home, "Library", "Application Support", "jikenbo", name), nil
	case filepath.IsAbs(env("XDG_DATA_HOME")):
		return filepath.Join(env("XDG_DATA_HOME"), "jikenbo", name), nil
	case home != "":
		return filepath.Join(home, ".local", "share", "jikenbo", name), nil
	}
	return "", errors.New("no home folder: name a casebook with --casebook FILE or JIKENBO_CASEBOOK")
}
