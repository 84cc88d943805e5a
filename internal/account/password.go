package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/secure/precis"
	"golang.org/x/text/unicode/norm"
)

// Lengths in characters, after normalisation. NIST SP 800-63B asks for no
// composition rules and for at least 64 characters to be taken.
const (
	MinPassword = 12
	MaxPassword = 256
	maxName     = 64
)

// Errors of names and passwords that cannot be used.
var (
	ErrName     = errors.New("a name has 1 to 64 letters, digits and marks such as . - _ @, without spaces, and begins with a letter or a digit")
	ErrShort    = fmt.Errorf("a password has at least %d characters", MinPassword)
	ErrLong     = fmt.Errorf("a password has at most %d characters", MaxPassword)
	ErrPassword = errors.New("a password has no control characters")
)

// Name gives the form in which the name of an account is kept and compared:
// that of RFC 8265, UsernameCaseMapped, so that TANAKA, Tanaka and ｔａｎａｋａ are
// one. The error is [ErrName].
func Name(s string) (string, error) {
	if len(s) > 4*maxName {
		return "", ErrName
	}
	name, err := precis.UsernameCaseMapped.String(s)
	if err != nil || name == "" || utf8.RuneCountInString(name) > maxName || strings.IndexAny(name[:1], "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~") == 0 {
		return "", ErrName
	}
	return name, nil
}

// normalize gives the form in which a password is hashed: NFKC, as NIST SP
// 800-63B recommends, so that what an input method makes of a key counts as the
// key, and then OpaqueString of RFC 8265.
func normalize(password string) (string, error) {
	if len(password) > 4*4*MaxPassword || !utf8.ValidString(password) {
		return "", ErrLong
	}
	p, err := precis.OpaqueString.String(norm.NFKC.String(password))
	switch n := utf8.RuneCountInString(p); {
	case err != nil && password != "":
		return "", ErrPassword
	case err != nil || n < MinPassword:
		return "", ErrShort
	case n > MaxPassword:
		return "", ErrLong
	}
	return p, nil
}

// cost is what one hash takes. The default is what OWASP recommends for
// Argon2id (Password Storage Cheat Sheet).
type cost struct {
	memory  uint32 // KiB
	time    uint32 // passes
	threads uint8
}

var usual = cost{memory: 19 * 1024, time: 2, threads: 1}

const (
	saltLength = 16
	keyLength  = 32
	// atOnce bounds how many passwords are hashed at a time, each taking 19 MiB,
	// and waiting how many more may wait for that.
	atOnce  = 2
	waiting = 64
)

// hasher hashes passwords, a few at a time.
type hasher struct{ working, waiting chan struct{} }

func newHasher() hasher {
	return hasher{make(chan struct{}, atOnce), make(chan struct{}, atOnce+waiting)}
}

// key derives the key of a normalized password. The error is [ErrBusy] if too
// many wait already.
func (h hasher) key(ctx context.Context, password string, salt []byte, c cost) ([]byte, error) {
	select {
	case h.waiting <- struct{}{}:
		defer func() { <-h.waiting }()
	default:
		return nil, ErrBusy
	}
	select {
	case h.working <- struct{}{}:
		defer func() { <-h.working }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(password), salt, c.time, c.memory, c.threads, keyLength), nil
}

// hash gives the PHC string of a normalized password.
func (h hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLength)
	rand.Read(salt) // never fails
	key, err := h.key(ctx, password, salt, usual)
	if err != nil {
		return "", err
	}
	return phc(usual, salt, key), nil
}

// check reports whether a normalized password is the one of a PHC string.
func (h hasher) check(ctx context.Context, password, kept string) (bool, error) {
	c, salt, want, err := parsePHC(kept)
	if err != nil {
		return false, err
	}
	key, err := h.key(ctx, password, salt, c)
	return err == nil && subtle.ConstantTimeCompare(key, want) == 1, err
}

// decoy gives a hash that no password has.
func decoy() string {
	b := make([]byte, saltLength+keyLength)
	rand.Read(b)
	return phc(usual, b[:saltLength], b[saltLength:])
}

// phc writes a hash in the PHC string format,
// https://github.com/P-H-C/phc-string-format.
func phc(c cost, salt, key []byte) string {
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.time, c.threads, enc.EncodeToString(salt), enc.EncodeToString(key))
}

// parsePHC reads what phc writes. It bounds what a hash may cost.
func parsePHC(s string) (c cost, salt, key []byte, err error) {
	fail := func(what string) (cost, []byte, []byte, error) {
		return cost{}, nil, nil, fmt.Errorf("the kept password is no argon2id hash: %s", what)
	}
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return fail("its form")
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.time, &c.threads); err != nil {
		return fail("its cost")
	}
	if c.memory < 8 || c.memory > 256*1024 || c.time < 1 || c.time > 16 || c.threads < 1 || c.threads > 16 || parts[3] != fmt.Sprintf("m=%d,t=%d,p=%d", c.memory, c.time, c.threads) {
		return fail("its cost")
	}
	strict := base64.RawStdEncoding.Strict()
	if salt, err = strict.DecodeString(parts[4]); err != nil || len(salt) < 8 || len(salt) > 64 {
		return fail("its salt")
	}
	if key, err = strict.DecodeString(parts[5]); err != nil || len(key) != keyLength {
		return fail("its key")
	}
	return c, salt, key, nil
}
