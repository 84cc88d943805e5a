package casebook

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"jikenbo"
)

// Role is what an account may do. Each may do what the one before it may.
type Role string

// The roles.
const (
	Reader Role = "reader" // look, as everybody may
	Editor Role = "editor" // keep notices and decide facts
	Admin  Role = "admin"  // see and change accounts
)

// Roles are all roles, the least first.
var Roles = []Role{Reader, Editor, Admin}

// May reports whether the role includes another. The zero Role, of nobody,
// includes none.
func (r Role) May(other Role) bool {
	own := slices.Index(Roles, r)
	return own >= 0 && own >= slices.Index(Roles, other)
}

// How long a session lasts without being used, and at most.
const (
	SessionIdle = 12 * time.Hour
	SessionLife = 7 * 24 * time.Hour
)

// sessionsEach is how many sessions an account may have; a further one ends
// the one that was used least lately.
const sessionsEach = 20

// ErrExists: there is an account of that name.
var ErrExists = errors.New("there is an account of that name already")

// Account is who may sign in.
type Account struct {
	Name     string    `json:"name"`
	Role     Role      `json:"role"`
	Created  time.Time `json:"created"`
	Disabled bool      `json:"disabled"`
	Sessions int       `json:"sessions"` // that have not expired
}

const accountColumns = `a.name, a.role, a.created, a.disabled,
	(SELECT count(*) FROM sessions s WHERE s.account = a.id AND s.seen > ? AND s.created > ?)`

func (b *Book) scanAccount(row interface{ Scan(...any) error }, more ...any) (Account, error) {
	var a Account
	var created string
	err := row.Scan(append([]any{&a.Name, &a.Role, &created, &a.Disabled, &a.Sessions}, more...)...)
	if errors.Is(err, sql.ErrNoRows) {
		return Account{}, jikenbo.ErrNotFound
	}
	if err == nil {
		a.Created, err = parseTime(created)
	}
	return a, err
}

// expired gives the moments from which a session must have been used and made
// to be alive, in milliseconds.
func (b *Book) expired() (seen, created int64) {
	now := b.now()
	return now.Add(-SessionIdle).UnixMilli(), now.Add(-SessionLife).UnixMilli()
}

// Accounts gives all accounts, by name.
func (b *Book) Accounts(ctx context.Context) ([]Account, error) {
	seen, created := b.expired()
	rows, err := b.db.QueryContext(ctx, `SELECT `+accountColumns+` FROM accounts a ORDER BY a.name`, seen, created)
	if err != nil {
		return nil, b.fail("accounts", err)
	}
	defer rows.Close()
	var all []Account
	for rows.Next() {
		a, err := b.scanAccount(rows)
		if err != nil {
			return nil, b.fail("accounts", err)
		}
		all = append(all, a)
	}
	if err := rows.Err(); err != nil {
		return nil, b.fail("accounts", err)
	}
	return all, nil
}

// Account gives the account of that name with the hash of its password. The
// error wraps [jikenbo.ErrNotFound] if there is none.
func (b *Book) Account(ctx context.Context, name string) (a Account, password string, err error) {
	seen, created := b.expired()
	a, err = b.scanAccount(b.db.QueryRowContext(ctx, `SELECT `+accountColumns+`, a.password FROM accounts a WHERE a.name = ?`, seen, created, name), &password)
	if err != nil {
		return Account{}, "", b.fail("account "+name, err)
	}
	return a, password, nil
}

// AddAccount adds an account. password is the hash of one; who is who adds it.
// The error wraps [ErrExists] if the name is taken.
func (b *Book) AddAccount(ctx context.Context, who, name string, role Role, password string) error {
	if !slices.Contains(Roles, role) {
		return b.fail("account "+name, fmt.Errorf("there is no role %q", role))
	}
	return b.change(ctx, "account "+name, who, "add account "+name+", "+string(role), func(s *scribe) error {
		var id int64
		if found, err := s.find(`SELECT id FROM accounts WHERE name = ?`, []any{name}, &id); found || err != nil {
			return errors.Join(err, ErrExists)
		}
		if _, err := s.changeID(); err != nil {
			return err
		}
		_, err := s.insert(`INSERT INTO accounts (name, role, password, created) VALUES (?, ?, ?, ?)`, name, string(role), password, formatTime(s.at))
		return err
	})
}

// SetPassword sets the hash of an account's password and ends its sessions.
func (b *Book) SetPassword(ctx context.Context, who, name, password string) error {
	return b.setAccount(ctx, who, name, "new password of account "+name, `UPDATE accounts SET password = ? WHERE name = ?`, password)
}

// SetRole sets the role of an account and ends its sessions.
func (b *Book) SetRole(ctx context.Context, who, name string, role Role) error {
	if !slices.Contains(Roles, role) {
		return b.fail("account "+name, fmt.Errorf("there is no role %q", role))
	}
	return b.setAccount(ctx, who, name, "account "+name+" becomes "+string(role), `UPDATE accounts SET role = ? WHERE name = ?`, string(role))
}

// SetDisabled disables an account, or enables it again, and ends its sessions.
func (b *Book) SetDisabled(ctx context.Context, who, name string, disabled bool) error {
	why := "enable account " + name
	if disabled {
		why = "disable account " + name
	}
	return b.setAccount(ctx, who, name, why, `UPDATE accounts SET disabled = ? WHERE name = ?`, disabled)
}

// setAccount changes an account; a trigger ends its sessions. The error wraps
// [jikenbo.ErrNotFound] if there is none of that name.
func (b *Book) setAccount(ctx context.Context, who, name, why, update string, value any) error {
	return b.change(ctx, "account "+name, who, why, func(s *scribe) error {
		var id int64
		if found, err := s.find(`SELECT id FROM accounts WHERE name = ?`, []any{name}, &id); !found || err != nil {
			return errors.Join(err, jikenbo.ErrNotFound)
		}
		if _, err := s.changeID(); err != nil {
			return err
		}
		_, err := s.insert(update, value, name)
		return err
	})
}

// StartSession begins a session of an account that is not disabled and whose
// password still has that hash, under a token that nobody can guess. Only the
// token's own hash is kept. The error wraps [jikenbo.ErrNotFound] if there is no
// such account.
func (b *Book) StartSession(ctx context.Context, name, password string, token []byte) error {
	return b.change(ctx, "sign in "+name, name, "sign in", func(s *scribe) error {
		var id int64
		found, err := s.find(`SELECT id FROM accounts WHERE name = ? AND password = ? AND disabled = 0`, []any{name, password}, &id)
		if !found || err != nil {
			return errors.Join(err, jikenbo.ErrNotFound)
		}
		seen, created := b.expired()
		if _, err := s.insert(`DELETE FROM sessions WHERE seen <= ? OR created <= ?`, seen, created); err != nil {
			return err
		}
		_, err = s.insert(`DELETE FROM sessions WHERE token IN (SELECT token FROM sessions WHERE account = ? ORDER BY seen DESC, token LIMIT -1 OFFSET ?)`, id, sessionsEach-1)
		if err != nil {
			return err
		}
		hash, at := sha256.Sum256(token), s.at.UnixMilli()
		_, err = s.insert(`INSERT INTO sessions (token, account, created, seen) VALUES (?, ?, ?, ?)`, hash[:], id, at, at)
		return err
	})
}

// Session gives the account that is signed in under a token. Each use keeps
// the session alive for [SessionIdle], up to [SessionLife] in all. The error
// wraps [jikenbo.ErrNotFound] if there is no such session, or none any more.
func (b *Book) Session(ctx context.Context, token []byte) (Account, error) {
	hash := sha256.Sum256(token)
	seen, created := b.expired()
	var last int64
	a, err := b.scanAccount(b.db.QueryRowContext(ctx, `
		SELECT `+accountColumns+`, s.seen FROM sessions s JOIN accounts a ON a.id = s.account
		WHERE s.token = ? AND s.seen > ? AND s.created > ? AND a.disabled = 0`, seen, created, hash[:], seen, created), &last)
	if err != nil {
		return Account{}, b.fail("session", err)
	}
	// A use is noted once a minute: reading need not wait for writers.
	if now := b.now(); !b.readOnly && now.Sub(time.UnixMilli(last)) >= time.Minute {
		err = b.change(ctx, "session", a.Name, "use", func(s *scribe) error {
			_, err := s.insert(`UPDATE sessions SET seen = max(seen, ?) WHERE token = ?`, now.UnixMilli(), hash[:])
			return err
		})
	}
	return a, err
}

// EndSession ends the session under a token, if there is one.
func (b *Book) EndSession(ctx context.Context, token []byte) error {
	hash := sha256.Sum256(token)
	return b.change(ctx, "sign out", "jikenbo", "sign out", func(s *scribe) error {
		_, err := s.insert(`DELETE FROM sessions WHERE token = ?`, hash[:])
		return err
	})
}
