// Package account lets people in: it hashes and checks passwords, slows down
// who guesses them, and makes the sessions of those who sign in. The accounts
// and the sessions stand in the casebook.
package account

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// Errors of signing in.
var (
	// ErrDenied: there is no such account, it is disabled, or the password is
	// another. Which of these is not told.
	ErrDenied = errors.New("the name or the password is wrong")
	// ErrBusy: too many passwords are being checked. Nothing was decided.
	ErrBusy = errors.New("too many are signing in: try again in a moment")
)

// WaitError says that too many attempts to sign in have failed.
type WaitError struct {
	Wait time.Duration // until the next attempt
}

// Error says how long to wait.
func (e *WaitError) Error() string {
	return fmt.Sprintf("too many attempts: try again in %v", e.Wait.Round(time.Second))
}

// tokenLength is how many random bytes name a session: 256 bits.
const tokenLength = 32

// Gate is where people sign in to a casebook. Any number of goroutines may
// use it; a process needs one, for it counts the attempts.
type Gate struct {
	book    *casebook.Book
	hasher  hasher
	limiter *limiter
	decoy   string
}

// NewGate makes the gate of a casebook. now is the clock by which attempts are
// limited.
func NewGate(book *casebook.Book, now func() time.Time) *Gate {
	return &Gate{book: book, hasher: newHasher(), limiter: newLimiter(now), decoy: decoy()}
}

// Add adds an account; who is who adds it. It gives the name as it is kept.
// The error is one of [ErrName], [ErrShort], [ErrLong], [ErrPassword], or wraps
// [casebook.ErrExists].
func (g *Gate) Add(ctx context.Context, who, name string, role casebook.Role, password string) (string, error) {
	name, err := Name(name)
	if err != nil {
		return "", err
	}
	hash, err := g.hash(ctx, password)
	if err != nil {
		return "", err
	}
	return name, g.book.AddAccount(ctx, who, name, role, hash)
}

// SetPassword gives an account another password and ends its sessions. The
// errors are those of [Gate.Add]; it wraps [jikenbo.ErrNotFound] if there is no
// such account.
func (g *Gate) SetPassword(ctx context.Context, who, name, password string) error {
	name, err := Name(name)
	if err != nil {
		return err
	}
	hash, err := g.hash(ctx, password)
	if err != nil {
		return err
	}
	return g.book.SetPassword(ctx, who, name, hash)
}

func (g *Gate) hash(ctx context.Context, password string) (string, error) {
	p, err := normalize(password)
	if err != nil {
		return "", err
	}
	return g.hasher.hash(ctx, p)
}

// SignIn begins a session and gives its token, which is a secret: 43
// characters of base64url. from is where the attempt comes from.
//
// The error is [ErrDenied], whether there is such an account or not and after
// the same work, a [*WaitError] if too many attempts failed before, or [ErrBusy].
func (g *Gate) SignIn(ctx context.Context, name, password string, from netip.Addr) (string, error) {
	name, nameErr := Name(name)
	attempt, wait := g.limiter.try(name, from)
	if wait > 0 {
		return "", &WaitError{wait}
	}
	token, err := g.signIn(ctx, name, nameErr == nil, password)
	switch {
	case err == nil:
		attempt.success()
	case !errors.Is(err, ErrDenied):
		attempt.undo()
	}
	return token, err
}

// Pass gives a proof that somebody has signed in to an account, for the browser
// to keep: a secret that holds until the password is another. It lets nobody in.
func (g *Gate) Pass(ctx context.Context, name string) (string, error) {
	name, err := Name(name)
	if err != nil {
		return "", err
	}
	_, hash, err := g.book.Account(ctx, name)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, []byte(hash)) // of which nobody but the casebook knows the salt
	mac.Write([]byte("pass " + name))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)), nil
}

// Recall counts an address as one from where the account was signed in to
// before, if the pass is that of the account. Others change nothing.
func (g *Gate) Recall(ctx context.Context, name, pass string, from netip.Addr) {
	if right, err := g.Pass(ctx, name); err != nil || !hmac.Equal([]byte(right), []byte(pass)) {
		return // who cannot be recalled is a stranger
	}
	if name, err := Name(name); err == nil {
		g.limiter.trust(name, from)
	}
}

func (g *Gate) signIn(ctx context.Context, name string, known bool, password string) (string, error) {
	kept := g.decoy
	if known {
		a, hash, err := g.book.Account(ctx, name)
		switch {
		case err == nil:
			kept, known = hash, !a.Disabled
		case errors.Is(err, jikenbo.ErrNotFound):
			known = false
		default:
			return "", err
		}
	}
	p, unfit := normalize(password)
	right, err := g.hasher.check(ctx, p, kept)
	if err != nil {
		return "", err
	}
	if !right || !known || unfit != nil {
		return "", ErrDenied
	}
	token := make([]byte, tokenLength)
	rand.Read(token) // never fails
	err = g.book.StartSession(ctx, name, kept, token)
	if errors.Is(err, jikenbo.ErrNotFound) { // disabled, or another password, in the meantime
		return "", ErrDenied
	}
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(token), nil
}

// Session gives the account that is signed in under a token. The error wraps
// [jikenbo.ErrNotFound] if nobody is, or nobody any more.
func (g *Gate) Session(ctx context.Context, token string) (casebook.Account, error) {
	t, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(t) != tokenLength {
		return casebook.Account{}, jikenbo.ErrNotFound
	}
	return g.book.Session(ctx, t)
}

// SignOut ends the session under a token, if there is one.
func (g *Gate) SignOut(ctx context.Context, token string) error {
	t, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(t) != tokenLength {
		return nil
	}
	return g.book.EndSession(ctx, t)
}
