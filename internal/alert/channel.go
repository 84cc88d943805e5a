package alert

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"jikenbo/internal/casebook"
	"jikenbo/internal/feed"
)

// Channel is a way to tell: exactly one of Webhook, Mail and Feed.
type Channel struct {
	Name    string   `yaml:"name"`
	Webhook *Webhook `yaml:"webhook"`
	Mail    *Mail    `yaml:"mail"`
	Feed    *Feed    `yaml:"feed"`
}

// check reports what is wrong with the channel as it is written.
func (c *Channel) check() error {
	n := 0
	var err error
	if c.Webhook != nil {
		n++
		err = c.Webhook.check()
	}
	if c.Mail != nil {
		n++
		err = cmp.Or(err, c.Mail.check())
	}
	if c.Feed != nil {
		n++
		err = cmp.Or(err, c.Feed.check())
	}
	switch {
	case c.Name == "":
		return errors.New("channel: give it a name")
	case n != 1:
		return fmt.Errorf("channel %q: give it one of webhook, mail and feed", c.Name)
	case err != nil:
		return fmt.Errorf("channel %q: %w", c.Name, err)
	}
	return nil
}

// target names where the channel leads.
func (c *Channel) target() string {
	switch {
	case c.Webhook != nil:
		return c.Webhook.URL
	case c.Mail != nil:
		return c.Mail.Server + " " + strings.Join(c.Mail.To, " ")
	}
	return c.Feed.Path
}

// send delivers one message by webhook or mail. The error is a *closedError if the
// receiver wants nothing any more, a *refusedError if it does not want this
// message; others say nothing about the message.
func (c *Channel) send(ctx context.Context, s *Sender, a casebook.Alert) error {
	if c.Webhook != nil {
		return c.Webhook.send(ctx, s, a)
	}
	return c.Mail.send(ctx, s, a)
}

// closedError: the receiver wants nothing any more.
type closedError struct{ error }

// refusedError: the receiver does not want this message.
type refusedError struct{ error }

// Secret is a secret that stands elsewhere than in the file that names it.
type Secret struct {
	Env  string `yaml:"env"`  // the environment variable that holds it, or
	File string `yaml:"file"` // the file, without the newline at its end
}

func (s *Secret) check() error {
	if (s.Env == "") == (s.File == "") {
		return errors.New("name where it stands: env, an environment variable, or file")
	}
	return nil
}

// read gives the secret. Its errors do not hold it.
func (s *Secret) read(env func(string) string) (string, error) {
	if s.Env != "" {
		if v := env(s.Env); v != "" {
			return v, nil
		}
		return "", fmt.Errorf("the environment variable %s is empty: set it", s.Env)
	}
	b, err := os.ReadFile(s.File)
	if err != nil {
		return "", err
	}
	if v := strings.TrimRight(string(b), "\r\n"); v != "" {
		return v, nil
	}
	return "", fmt.Errorf("%s is empty", s.File)
}

// text words what a message says, for people.
type text struct {
	lang     string // ja or en
	headline string
	lines    []string
}

var kindWords = map[Kind][2]string{
	New:      {"新しい事件", "New case"},
	Changed:  {"内容の変更", "Changed"},
	Gone:     {"公表文の削除", "Notice taken down"},
	Returned: {"公表文の再掲", "Notice back"},
}

func newText(m *Message, lang string) text {
	choose := func(ja, en string) string {
		if lang == "ja" {
			return ja
		}
		return en
	}
	c := &m.Case
	kind := kindWords[m.Kind]
	t := text{lang: lang, headline: choose(kind[0], kind[1]) + ": " + feed.Heading(m.Number, c), lines: feed.Words(c, lang)}
	add := func(label, value string) {
		if value != "" {
			t.lines = append(t.lines, label+": "+feed.OneLine(value))
		}
	}
	add(choose("公表文", "Notice"), m.URL)
	add(choose("ウォッチリスト", "Watchlist"), m.Watchlist)
	if len(m.Diff) > 0 {
		t.lines = append(t.lines, "", choose("変わった行:", "Changed lines:"))
		for _, line := range m.Diff {
			t.lines = append(t.lines, feed.OneLine(line))
		}
	}
	return t
}
