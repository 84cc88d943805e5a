package alert

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"

	"github.com/wneessen/go-mail"

	"jikenbo/internal/casebook"
)

// Mail sends messages by SMTP.
type Mail struct {
	Server   string   `yaml:"server"`   // host:port
	TLS      string   `yaml:"tls"`      // starttls, which is the default, implicit, or none
	CA       string   `yaml:"ca"`       // a PEM file the server's certificate must be known by; "" for those of the system
	User     string   `yaml:"user"`     // "" to send without a login
	Password Secret   `yaml:"password"` // of the user
	From     string   `yaml:"from"`
	To       []string `yaml:"to"`
}

func (m *Mail) check() error {
	if _, _, err := m.address(); err != nil {
		return fmt.Errorf("mail: server: %w", err)
	}
	switch m.TLS {
	case "", "starttls", "implicit":
	case "none":
		if m.User != "" {
			return errors.New("mail: tls: a password is not sent without encryption; use starttls or implicit")
		}
	default:
		return fmt.Errorf("mail: tls: %q is unknown; write starttls, implicit or none", m.TLS)
	}
	if m.User != "" {
		if err := m.Password.check(); err != nil {
			return fmt.Errorf("mail: password: %w", err)
		}
	}
	if len(m.To) == 0 {
		return errors.New("mail: to: name whom it is for")
	}
	msg := mail.NewMsg()
	if err := msg.From(m.From); err != nil {
		return fmt.Errorf("mail: from: %w", err)
	}
	if err := msg.To(m.To...); err != nil {
		return fmt.Errorf("mail: to: %w", err)
	}
	return nil
}

func (m *Mail) address() (host string, port int, err error) {
	host, service, err := net.SplitHostPort(m.Server)
	if err != nil {
		return "", 0, errors.New("write HOST:PORT, such as smtp.example.jp:587")
	}
	if port, err = strconv.Atoi(service); err != nil || port < 1 || port > 65535 {
		return "", 0, fmt.Errorf("%q is no port", service)
	}
	return host, port, nil
}

func (m *Mail) send(ctx context.Context, s *Sender, a casebook.Alert) error {
	var message Message
	if err := json.Unmarshal(a.Body, &message); err != nil {
		return refusedError{err}
	}
	msg, err := m.compose(&message, s)
	if err != nil {
		return err
	}
	client, err := m.client(s)
	if err != nil {
		return err
	}
	if err := client.DialAndSendWithContext(ctx, msg); err != nil {
		if e, ok := errors.AsType[*mail.SendError](err); ok && !e.IsTemp() && e.ErrorCode()/100 == 5 {
			return refusedError{err}
		}
		return err
	}
	return nil
}

func (m *Mail) compose(message *Message, s *Sender) (*mail.Msg, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := msg.From(m.From); err != nil {
		return nil, err
	}
	if err := msg.To(m.To...); err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(msg.GetFrom()[0].Address, "@")
	t := newText(message, s.Lang)
	msg.Subject("[jikenbo] " + t.headline)
	msg.SetMessageIDWithValue(message.ID + "@" + domain)
	msg.SetDateWithValue(message.At)
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834
	msg.SetBodyString(mail.TypeTextPlain, t.headline+"\n\n"+strings.Join(t.lines, "\n")+"\n")
	return msg, nil
}

func (m *Mail) client(s *Sender) (*mail.Client, error) {
	host, port, err := m.address()
	if err != nil {
		return nil, err
	}
	config := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if m.CA != "" {
		pem, err := os.ReadFile(m.CA)
		if err != nil {
			return nil, fmt.Errorf("ca: %w", err)
		}
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("ca: there is no PEM certificate in %s", m.CA)
		}
	}
	options := []mail.Option{mail.WithPort(port), mail.WithTimeout(timeout), mail.WithTLSConfig(config)}
	switch m.TLS {
	case "implicit":
		options = append(options, mail.WithSSL())
	case "none":
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if m.User != "" {
		password, err := m.Password.read(s.Env)
		if err != nil {
			return nil, fmt.Errorf("password: %w", err)
		}
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(m.User), mail.WithPassword(password))
	}
	return mail.NewClient(host, options...)
}
