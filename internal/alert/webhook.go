package alert

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"jikenbo/internal/casebook"
	"jikenbo/internal/feed"
	"jikenbo/internal/fetch"
)

// Webhook posts messages as JSON, signed as the Standard Webhooks
// specification says: the headers webhook-id, webhook-timestamp and
// webhook-signature, the last being v1 and the HMAC-SHA256 of the three parts
// "id.timestamp.body".
type Webhook struct {
	URL    string   `yaml:"url"`
	Secret Secret   `yaml:"secret"` // "whsec_" and base64, or any other string as it is
	Allow  []string `yaml:"allow"`  // as in [fetch.Client]: hosts that are not public, or other ports than 80 and 443
}

// timeout bounds one attempt of delivery.
const timeout = 15 * time.Second

func (w *Webhook) check() error {
	u, err := url.Parse(w.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return errors.New("webhook: url: give an http or https address without a password")
	}
	if err := w.Secret.check(); err != nil {
		return fmt.Errorf("webhook: secret: %w", err)
	}
	if _, err := fetch.Dialer(w.Allow); err != nil {
		return fmt.Errorf("webhook: %w", err)
	}
	return nil
}

func (w *Webhook) send(ctx context.Context, s *Sender, a casebook.Alert) error {
	secret, err := w.Secret.read(s.Env)
	if err != nil {
		return fmt.Errorf("secret: %w", err)
	}
	dial, err := fetch.Dialer(w.Allow)
	if err != nil {
		return err
	}
	transport := &http.Transport{DialContext: dial, DisableKeepAlives: true, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}}
	defer transport.CloseIdleConnections()
	client := &http.Client{
		Transport:     transport,
		Timeout:       timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.URL, bytes.NewReader(a.Body))
	if err != nil {
		return err
	}
	at := s.now()
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "jikenbo")
	req.Header.Set("webhook-id", a.ID)
	req.Header.Set("webhook-timestamp", strconv.FormatInt(at.Unix(), 10))
	req.Header.Set("webhook-signature", sign(secret, a.ID, at, a.Body))
	resp, err := client.Do(req)
	if err != nil {
		if e, ok := errors.AsType[*url.Error](err); ok {
			err = e.Err // the address may hold a key
		}
		return err
	}
	defer resp.Body.Close()
	_, _ = io.CopyN(io.Discard, resp.Body, 64<<10) // the answer is its status
	switch status := fmt.Errorf("the receiver answered %s", feed.OneLine(resp.Status)); {
	case resp.StatusCode/100 == 2:
		return nil
	case resp.StatusCode == http.StatusGone:
		return closedError{status}
	case resp.StatusCode/100 == 3:
		return fmt.Errorf("%w: redirects are not followed; give the address it leads to", status)
	case resp.StatusCode/100 == 4 && resp.StatusCode != http.StatusRequestTimeout && resp.StatusCode != http.StatusTooManyRequests:
		return refusedError{status}
	default:
		return status
	}
}

// sign gives the header webhook-signature.
func sign(secret, id string, at time.Time, body []byte) string {
	key := []byte(secret)
	if encoded, ok := strings.CutPrefix(secret, "whsec_"); ok {
		if decoded, err := base64.StdEncoding.DecodeString(encoded); err == nil {
			key = decoded
		}
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%d.%s", id, at.Unix(), body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
