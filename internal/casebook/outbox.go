package casebook

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"iter"
	"time"
)

// Alert is a message about one case for one channel.
type Alert struct {
	ID        string          `json:"id"` // the same at every attempt
	Watchlist string          `json:"watchlist"`
	Channel   string          `json:"channel"`
	Body      json.RawMessage `json:"body"`
	At        time.Time       `json:"at"`              // of the sighting it tells of
	Due       time.Time       `json:"due,omitzero"`    // of the next attempt; zero once it is delivered
	Attempts  int             `json:"attempts"`        // begun so far
	Error     string          `json:"error,omitempty"` // of the last of them
}

const alertColumns = `a.id, a.watchlist, a.channel, a.body, s.at, a.due, a.attempts, a.error
	FROM alerts a JOIN sightings s ON s.id = a.sighting`

func scanAlert(row interface{ Scan(...any) error }) (Alert, error) {
	var a Alert
	var at, body string
	var due sql.NullInt64
	err := row.Scan(&a.ID, &a.Watchlist, &a.Channel, &body, &at, &due, &a.Attempts, &a.Error)
	if err == nil {
		a.At, err = parseTime(at)
	}
	a.Body, a.Due = json.RawMessage(body), fromMillis(due)
	return a, err
}

// Claim gives the first alert that is due for a channel, and makes it due again
// only after the lease, so that no other process sends it meanwhile. found is
// false if there is none.
func (b *Book) Claim(ctx context.Context, channel string, lease time.Duration) (a Alert, found bool, err error) {
	err = b.state(ctx, "claim an alert", func(s *scribe) error {
		stmt, err := s.prepare(`SELECT ` + alertColumns + ` WHERE a.channel = ? AND a.due <= ? ORDER BY a.n LIMIT 1`)
		if err != nil {
			return err
		}
		a, err = scanAlert(stmt.QueryRowContext(s.ctx, channel, s.at.UnixMilli()))
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		found = true
		a.Attempts++
		_, err = s.exec(`UPDATE alerts SET due = ?, attempts = ? WHERE id = ?`, s.at.Add(lease).UnixMilli(), a.Attempts, a.ID)
		return err
	})
	return a, found, err
}

// Delivered keeps that an alert was accepted.
func (b *Book) Delivered(ctx context.Context, id string) error {
	return b.state(ctx, "deliver an alert", func(s *scribe) error {
		_, err := s.exec(`UPDATE alerts SET due = NULL, error = '' WHERE id = ?`, id)
		return err
	})
}

// Postpone keeps why an alert was not accepted and when it is sent again. With
// all, what else waits for its channel waits as long.
func (b *Book) Postpone(ctx context.Context, a Alert, why string, due time.Time, all bool) error {
	return b.state(ctx, "postpone an alert", func(s *scribe) error {
		_, err := s.exec(`UPDATE alerts SET due = ?, error = ? WHERE id = ? AND due IS NOT NULL`, due.UnixMilli(), why, a.ID)
		if err == nil && all {
			_, err = s.exec(`UPDATE alerts SET due = ? WHERE channel = ? AND due < ?`, due.UnixMilli(), a.Channel, due.UnixMilli())
		}
		return err
	})
}

// CloseChannel keeps that the receiver behind target wants nothing any more.
// Its alerts stay, and are due again when it is opened.
func (b *Book) CloseChannel(ctx context.Context, name, target, why string) error {
	return b.state(ctx, "close channel "+name, func(s *scribe) error {
		_, err := s.exec(`
			INSERT INTO closed_channels (name, at, target, why) VALUES (?1, ?2, ?3, ?4)
			ON CONFLICT (name) DO UPDATE SET at = ?2, target = ?3, why = ?4`, name, formatTime(s.at), target, why)
		return err
	})
}

// OpenChannel takes back [Book.CloseChannel]; what waits is due at once.
func (b *Book) OpenChannel(ctx context.Context, name string) error {
	return b.state(ctx, "open channel "+name, func(s *scribe) error {
		n, err := s.exec(`DELETE FROM closed_channels WHERE name = ?`, name)
		if err == nil && n > 0 {
			_, err = s.exec(`UPDATE alerts SET due = ? WHERE channel = ? AND due IS NOT NULL`, s.at.UnixMilli(), name)
		}
		return err
	})
}

// ChannelClosed gives why the channel is closed, "" if it is not or if it was
// closed when it led to another target.
func (b *Book) ChannelClosed(ctx context.Context, name, target string) (why string, err error) {
	err = b.db.QueryRowContext(ctx, `SELECT why FROM closed_channels WHERE name = ? AND target = ?`, name, target).Scan(&why)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	if err != nil {
		return "", b.fail("channel "+name, err)
	}
	return why, nil
}

// Alerts gives the alerts of a channel, the newest first. It ends after the
// first error.
func (b *Book) Alerts(ctx context.Context, channel string) iter.Seq2[Alert, error] {
	return func(yield func(Alert, error) bool) {
		rows, err := b.db.QueryContext(ctx, `SELECT `+alertColumns+` WHERE a.channel = ? ORDER BY a.n DESC`, channel)
		if err != nil {
			yield(Alert{}, b.fail("alerts", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			a, err := scanAlert(rows)
			if err != nil {
				yield(Alert{}, b.fail("alerts", err))
				return
			}
			if !yield(a, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Alert{}, b.fail("alerts", err))
		}
	}
}
