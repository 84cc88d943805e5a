package jikenbo

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Notice is one published document as it was found. Its Bytes never change;
// its Text can be derived from them again at any time.
type Notice struct {
	SHA256  string    // of Bytes, in lower-case hexadecimal: the notice's name
	Source  string    // where it came from: a path as given, or - for standard input
	Fetched time.Time // when it was read
	Bytes   []byte
	Text    string // Bytes as UTF-8, without a byte order mark; spans point into it
	Charset string // of Bytes: utf-8, shift_jis, euc-jp, iso-2022-jp, utf-16le, utf-16be
}

// Hash names bytes as notices are named: by SHA-256 in lower-case hexadecimal.
func Hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// EntryRef names one entry of one notice.
type EntryRef struct {
	Notice string `json:"notice"` // SHA-256
	Source string `json:"source"`
	Entry  int    `json:"entry"` // 1-based
	Start  int    `json:"start"` // byte offset of the entry in the notice's text
	End    int    `json:"end"`   // exclusive
}
