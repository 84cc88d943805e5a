package alert

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// Sender sends what waits in the outbox of a casebook. Its clock must be that
// of the casebook.
type Sender struct {
	Book     *casebook.Book
	Channels []Channel
	Env      func(string) string // where secrets stand
	Lang     string              // of mails and feeds: ja or en
	Now      func() time.Time    // nil is time.Now
	Log      *slog.Logger        // nil for none
}

// Problem is a channel that took nothing.
type Problem struct {
	Channel string
	Err     error
	Closed  bool // its receiver wants nothing any more, so nothing is sent until it is tried and takes it
}

const (
	// lease is how long an alert is left alone that another process may be
	// sending.
	lease       = 2 * time.Minute
	firstDelay  = time.Minute // before the second attempt; doubled for each further one
	longestWait = 6 * time.Hour
)

// CheckChannels reports what is wrong with channels as they are written.
func CheckChannels(channels []Channel) error {
	var errs []error
	seen := make(map[string]bool)
	for i := range channels {
		c := &channels[i]
		if err := c.check(); err != nil {
			errs = append(errs, err)
		}
		if seen[c.Name] && c.Name != "" {
			errs = append(errs, fmt.Errorf("channel %q: there are two of this name", c.Name))
		}
		seen[c.Name] = true
	}
	return errors.Join(errs...)
}

// Send sends the alerts that are due, all channels at a time and the alerts of
// each in their order. It counts what was accepted and gives a problem for
// each channel that took nothing; alerts that were not accepted are due again
// later. The error is that of the casebook.
func (s *Sender) Send(ctx context.Context) (sent int, problems []Problem, err error) {
	var mu sync.Mutex
	var errs []error
	var group sync.WaitGroup
	for i := range s.Channels {
		c := &s.Channels[i]
		group.Go(func() {
			n, problem, err := s.drain(ctx, c)
			mu.Lock()
			defer mu.Unlock()
			sent += n
			if problem != nil {
				problems = append(problems, *problem)
			}
			if err != nil {
				errs = append(errs, err)
			}
		})
	}
	group.Wait()
	return sent, problems, errors.Join(errs...)
}

// drain sends what is due for a channel. What is begun is ended even if ctx
// is cancelled, so that nothing is sent twice for that.
func (s *Sender) drain(ctx context.Context, c *Channel) (sent int, problem *Problem, err error) {
	why, err := s.Book.ChannelClosed(ctx, c.Name, c.target())
	if err != nil {
		return 0, nil, err
	}
	if why != "" {
		err := s.Book.Postpone(ctx, casebook.Alert{Channel: c.Name}, "", s.now().Add(longestWait), true)
		return 0, &Problem{c.Name, errors.New(why), true}, err
	}
	whole := context.WithoutCancel(ctx)
	for ctx.Err() == nil {
		a, found, err := s.Book.Claim(ctx, c.Name, lease)
		if err != nil || !found {
			return sent, problem, err
		}
		n, failure, err := s.deliver(whole, c, a)
		sent += n
		if err != nil {
			return sent, problem, err
		}
		if failure == nil {
			s.log().Debug("alert delivered", "channel", c.Name, "id", a.ID)
			continue
		}
		s.log().Warn("alert not accepted", "channel", c.Name, "id", a.ID, "attempt", a.Attempts, "err", failure)
		_, closed := errors.AsType[closedError](failure)
		_, alone := errors.AsType[refusedError](failure)
		problem = &Problem{c.Name, failure, closed}
		if closed {
			if err := s.Book.CloseChannel(whole, c.Name, c.target(), failure.Error()); err != nil {
				return sent, problem, err
			}
		}
		if err := s.Book.Postpone(whole, a, failure.Error(), s.now().Add(delay(a.Attempts)), !alone); err != nil || !alone {
			return sent, problem, err
		}
	}
	return sent, problem, ctx.Err()
}

// deliver sends an alert, or writes the feed with all that wait for it, and
// counts what was accepted. failure says why it was not; err is that of the
// casebook.
func (s *Sender) deliver(ctx context.Context, c *Channel, a casebook.Alert) (sent int, failure, err error) {
	if c.Feed != nil {
		return s.publish(ctx, c)
	}
	if failure := c.send(ctx, s, a); failure != nil {
		return 0, failure, nil
	}
	return 1, nil, s.Book.Delivered(ctx, a.ID)
}

// publish writes the feed of a channel anew, with every alert that waits for it.
func (s *Sender) publish(ctx context.Context, c *Channel) (sent int, failure, err error) {
	var newest []casebook.Alert
	var waiting []string
	for a, err := range s.Book.Alerts(ctx, c.Name) {
		if err != nil {
			return 0, nil, err
		}
		if len(newest) < feedEntries {
			newest = append(newest, a)
		} else if a.Due.IsZero() {
			break
		}
		if !a.Due.IsZero() {
			waiting = append(waiting, a.ID)
		}
	}
	if failure := c.Feed.write(c.Name, s.Lang, newest); failure != nil {
		return 0, failure, nil
	}
	for _, id := range waiting {
		if err := s.Book.Delivered(ctx, id); err != nil {
			return sent, nil, err
		}
		sent++
	}
	return sent, nil, nil
}

// delay is the time until the next attempt, after so many.
func delay(attempts int) time.Duration {
	if attempts > 12 {
		return longestWait
	}
	return min(firstDelay<<max(attempts-1, 0), longestWait)
}

// Test sends a message made for the purpose to the channel of that name, and
// opens the channel if it is accepted. A feed is only written anew.
func (s *Sender) Test(ctx context.Context, name string) error {
	i := slices.IndexFunc(s.Channels, func(c Channel) bool { return c.Name == name })
	if i < 0 {
		return fmt.Errorf("channel %q: %w", name, jikenbo.ErrNotFound)
	}
	c := &s.Channels[i]
	at := s.now().UTC()
	m := Message{ID: uuid.NewString(), At: at, Kind: New, Watchlist: "test", Number: jikenbo.Number{Year: at.Year(), Seq: 1},
		Case: jikenbo.Case{Kind: jikenbo.Incident, Organization: "株式会社見本", Title: "通知の試験 / a test of alerts"}}
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	_, failure, err := s.deliver(ctx, c, casebook.Alert{ID: m.ID, Watchlist: m.Watchlist, Channel: name, Body: body})
	if err = cmp.Or(failure, err); err != nil {
		return fmt.Errorf("channel %q: %w", name, err)
	}
	return s.Book.OpenChannel(ctx, name)
}

// State is how a channel is.
type State struct {
	Name      string `json:"name"`
	Delivered int    `json:"delivered"`
	Waiting   int    `json:"waiting"`
	Error     string `json:"error,omitempty"`  // of the last attempt for the first that waits
	Closed    string `json:"closed,omitempty"` // why nothing is sent
}

// States gives how the channels are.
func (s *Sender) States(ctx context.Context) ([]State, error) {
	var all []State
	for i := range s.Channels {
		c := &s.Channels[i]
		state := State{Name: c.Name}
		var err error
		if state.Closed, err = s.Book.ChannelClosed(ctx, c.Name, c.target()); err != nil {
			return nil, err
		}
		for a, err := range s.Book.Alerts(ctx, c.Name) {
			switch {
			case err != nil:
				return nil, err
			case a.Due.IsZero():
				state.Delivered++
			default:
				state.Waiting, state.Error = state.Waiting+1, a.Error
			}
		}
		all = append(all, state)
	}
	return all, nil
}

func (s *Sender) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}

func (s *Sender) log() *slog.Logger {
	if s.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return s.Log
}
