package jikenbo

import "errors"

// Errors that callers tell apart. They are wrapped with the input's name and
// what can be done.
var (
	// ErrNotFound: there is no such case, notice or file.
	ErrNotFound = errors.New("not found")
	// ErrNotText: the bytes are no text in any charset that is read.
	ErrNotText = errors.New("not a text")
	// ErrEmpty: there is nothing to read.
	ErrEmpty = errors.New("empty")
	// ErrTooLarge: the input is larger than the limit set for it.
	ErrTooLarge = errors.New("too large")
	// ErrNotCasebook: the file is there and is no casebook.
	ErrNotCasebook = errors.New("not a casebook")
	// ErrNewerCasebook: the casebook was written by a newer version.
	ErrNewerCasebook = errors.New("casebook of a newer version")
)
