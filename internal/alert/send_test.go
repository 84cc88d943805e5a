package alert

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"jikenbo"
	"jikenbo/internal/casebook"
	"jikenbo/internal/fetch"
)

// post is a casebook with alerts to send, and a clock.
type post struct {
	t    *testing.T
	book *casebook.Book
	mu   sync.Mutex
	now  time.Time
	log  bytes.Buffer
}

func newPost(t *testing.T) *post {
	p := &post{t: t, now: time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)}
	var err error
	p.book, err = casebook.Open(t.Context(), filepath.Join(t.TempDir(), "casebook.db"), casebook.Options{Now: p.clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.book.Close() })
	return p
}

func (p *post) clock() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now
}

func (p *post) pass(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now = p.now.Add(d)
}

// add lets a page say of an organization that it had an incident, and gives
// the ID of the alert about it.
func (p *post) add(organization string) string {
	t := p.t
	t.Helper()
	url := "https://example.jp/" + jikenbo.Hash([]byte(organization))
	feed, err := p.book.Feed(t.Context(), "feed")
	if err != nil {
		t.Fatal(err)
	}
	feed.Due = p.clock()
	if _, err := p.book.List(t.Context(), feed, []casebook.Listed{{URL: url, Address: url}}, ""); err != nil {
		t.Fatal(err)
	}
	page, err := p.book.Page(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	page.Status, page.Words = casebook.LivePage, url
	in := casebook.Intake{Notice: jikenbo.Notice{Source: url, Fetched: p.clock(), Bytes: []byte(organization), Text: organization, Type: "text/plain", Reader: "plain 1"}}
	in.Readings = []jikenbo.Reading{{
		Entry: 1, End: len(organization),
		Case: jikenbo.Case{
			Kind: jikenbo.Incident, Organization: organization, Stage: jikenbo.OnlyStage,
			Leak: jikenbo.LeakUnstated, DiscoveredBy: jikenbo.DiscovererUnstated, SecondaryDamage: jikenbo.DamageUnstated,
		},
		Evidence: jikenbo.Evidence{"/organization": {{End: len(organization), Quote: organization}}},
	}}
	rules, err := NewRules([]Watchlist{{Name: "all"}}, []string{"c"})
	if err != nil {
		t.Fatal(err)
	}
	id := ""
	_, err = p.book.Look(t.Context(), "watch", casebook.Look{Page: page, Intake: &in, What: casebook.PageAdded}, func(n casebook.News) []casebook.Alert {
		alerts := rules.Alerts(n, []string{"- 旧い行", "+ 新しい行"})
		id = alerts[0].ID
		return alerts
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (p *post) sender(c Channel) *Sender {
	c.Name = "c"
	if err := CheckChannels([]Channel{c}); err != nil {
		p.t.Fatal(err)
	}
	return &Sender{
		Book: p.book, Channels: []Channel{c}, Lang: "ja", Now: p.clock, Log: slog.New(slog.NewTextHandler(&p.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Env: func(name string) string {
			return map[string]string{"SECRET": "whsec_c2VjcmV0IGtleQ==", "PASSWORD": "pa55"}[name]
		},
	}
}

func (p *post) send(s *Sender) (int, []Problem) {
	p.t.Helper()
	sent, problems, err := s.Send(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	return sent, problems
}

// receiver answers webhooks with the statuses that it is given, then with 200.
type receiver struct {
	*httptest.Server
	statuses []int
	ids      []string
	requests []*http.Request
	bodies   []string
}

func newReceiver(t *testing.T, statuses ...int) *receiver {
	r := &receiver{statuses: statuses}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		r.ids, r.requests, r.bodies = append(r.ids, req.Header.Get("webhook-id")), append(r.requests, req), append(r.bodies, string(body))
		if len(r.statuses) > 0 {
			if r.statuses[0]/100 == 3 {
				w.Header().Set("Location", "/elsewhere")
			}
			w.WriteHeader(r.statuses[0])
			r.statuses = r.statuses[1:]
		}
	}))
	t.Cleanup(r.Close)
	return r
}

func webhook(url string) Channel {
	return Channel{Webhook: &Webhook{URL: url, Secret: Secret{Env: "SECRET"}, Allow: []string{"127.0.0.1:*"}}}
}

func TestWebhook(t *testing.T) {
	p := newPost(t)
	r := newReceiver(t)
	s := p.sender(webhook(r.URL + "/hook"))
	id := p.add("株式会社見本")
	if sent, problems := p.send(s); sent != 1 || len(problems) != 0 {
		t.Fatalf("sent %d, %+v", sent, problems)
	}
	if sent, _ := p.send(s); sent != 0 || len(r.ids) != 1 {
		t.Errorf("sent again")
	}
	req := r.requests[0]
	if req.Method != "POST" || req.URL.Path != "/hook" || req.Header.Get("Content-Type") != "application/json" || r.ids[0] != id {
		t.Errorf("request %s %v %v", req.Method, req.URL, req.Header)
	}
	if got := req.Header.Get("webhook-timestamp"); got != "1775034000" {
		t.Errorf("timestamp %s", got)
	}
	var m Message
	if err := json.Unmarshal([]byte(r.bodies[0]), &m); err != nil || m.ID != id || m.Case.Organization != "株式会社見本" || m.Watchlist != "all" || !m.At.Equal(p.clock()) {
		t.Errorf("message %+v, %v", m, err)
	}
}

// TestSign is the example of the Standard Webhooks specification's libraries.
func TestSign(t *testing.T) {
	const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	got := sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`))
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got != want {
		t.Errorf("signature %s, want %s", got, want)
	}
	if sign("plain words", "a", time.Unix(1, 0), nil) == sign("other words", "a", time.Unix(1, 0), nil) {
		t.Error("a secret in plain words makes no difference")
	}
}

func TestRetry(t *testing.T) {
	p := newPost(t)
	r := newReceiver(t, 503, 429, 302)
	s := p.sender(webhook(r.URL))
	first, second := p.add("甲"), p.add("乙")
	waits := []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute}
	for i, wait := range waits {
		sent, problems := p.send(s)
		if sent != 0 || len(problems) != 1 || problems[0].Channel != "c" || problems[0].Closed || len(r.ids) != i+1 {
			t.Fatalf("attempt %d: sent %d, %+v, received %v", i, sent, problems, r.ids)
		}
		p.pass(wait - time.Second)
		if sent, problems := p.send(s); sent != 0 || len(problems) != 0 || len(r.ids) != i+1 {
			t.Fatalf("attempt %d: sent before its time: %v", i, r.ids)
		}
		p.pass(time.Second)
	}
	if sent, problems := p.send(s); sent != 2 || len(problems) != 0 {
		t.Errorf("sent %d, %+v", sent, problems)
	}
	if want := []string{first, first, first, first, second}; !slices.Equal(r.ids, want) {
		t.Errorf("received %v, want %v: in their order, under the same ID", r.ids, want)
	}
}

// TestRefused wants one message that the receiver does not take to hold up no
// other.
func TestRefused(t *testing.T) {
	p := newPost(t)
	r := newReceiver(t, 422)
	s := p.sender(webhook(r.URL))
	first, second := p.add("甲"), p.add("乙")
	if sent, problems := p.send(s); sent != 1 || len(problems) != 1 || !slices.Equal(r.ids, []string{first, second}) {
		t.Errorf("sent %d, %+v, received %v", sent, problems, r.ids)
	}
	p.pass(time.Minute)
	if sent, _ := p.send(s); sent != 1 || r.ids[2] != first {
		t.Errorf("received %v", r.ids)
	}
}

func TestClosed(t *testing.T) {
	p := newPost(t)
	r := newReceiver(t, 410)
	s := p.sender(webhook(r.URL))
	id := p.add("甲")
	for range 2 { // and stays so
		if sent, problems := p.send(s); sent != 0 || len(problems) != 1 || !problems[0].Closed || len(r.ids) != 1 {
			t.Fatalf("sent %d, %+v, received %v", sent, problems, r.ids)
		}
		p.pass(24 * time.Hour)
	}
	if states, err := s.States(t.Context()); err != nil || states[0].Waiting != 1 || !strings.Contains(states[0].Closed, "410") {
		t.Errorf("states %+v, %v", states, err)
	}
	if err := s.Test(t.Context(), "c"); err != nil {
		t.Fatal(err)
	}
	if sent, problems := p.send(s); sent != 1 || len(problems) != 0 || r.ids[2] != id {
		t.Errorf("sent %d, %+v, received %v", sent, problems, r.ids)
	}
	if err := s.Test(t.Context(), "x"); !errors.Is(err, jikenbo.ErrNotFound) {
		t.Errorf("error %v", err)
	}
}

func TestGuard(t *testing.T) {
	p := newPost(t)
	r := newReceiver(t)
	c := webhook(r.URL)
	c.Webhook.Allow = nil
	s := p.sender(c)
	p.add("甲")
	if sent, problems := p.send(s); sent != 0 || len(problems) != 1 || !errors.Is(problems[0].Err, fetch.ErrRefused) || len(r.ids) != 0 {
		t.Errorf("sent %d, %+v", sent, problems)
	}
}

// TestSecrets wants no secret and no address with its key in what is logged
// and reported.
func TestSecrets(t *testing.T) {
	p := newPost(t)
	l, err := net.Listen("tcp", "127.0.0.1:0") // and nobody there
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	s := p.sender(webhook("http://" + l.Addr().String() + "/key-in-path"))
	p.add("甲")
	_, problems := p.send(s)
	said := p.log.String() + fmt.Sprint(problems)
	if len(problems) != 1 || strings.Contains(said, "c2VjcmV0") || strings.Contains(said, "secret key") || strings.Contains(said, "key-in-path") {
		t.Errorf("said %s", said)
	}
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte("words\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if v, err := (&Secret{File: file}).read(nil); err != nil || v != "words" {
		t.Errorf("secret %q, %v", v, err)
	}
	if _, err := (&Secret{File: file + "x"}).read(nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

// TestInterrupted wants what is begun to be ended when the program is asked to
// stop, so that nothing is sent twice.
func TestInterrupted(t *testing.T) {
	p := newPost(t)
	ctx, cancel := context.WithCancel(t.Context())
	received := 0
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		received++
		cancel()
	}))
	defer server.Close()
	s := p.sender(webhook(server.URL))
	p.add("甲")
	p.add("乙")
	if sent, _, err := s.Send(ctx); sent != 1 || !errors.Is(err, context.Canceled) {
		t.Errorf("sent %d, %v", sent, err)
	}
	if sent, _ := p.send(s); sent != 1 || received != 2 {
		t.Errorf("received %d", received)
	}
}

// mailbox is a mail server on loopback.
type mailbox struct {
	addr  string
	mu    sync.Mutex
	mails []*mail.Message
	to    []string
	fail  *smtp.SMTPError // what it says to a message
}

// newMailbox starts a mail server: with STARTTLS, TLS from the beginning, or
// none.
func newMailbox(t *testing.T, kind string, config *tls.Config) *mailbox {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b := &mailbox{addr: l.Addr().String()}
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return &session{box: b, login: kind != "none"}, nil
	}))
	server.Domain = "localhost"
	switch kind {
	case "implicit":
		l = tls.NewListener(l, config)
	case "starttls":
		server.TLSConfig = config
	}
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return b
}

type session struct {
	box   *mailbox
	login bool // is still wanted
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "jikenbo" || password != "pa55" {
			return smtp.ErrAuthFailed
		}
		s.login = false
		return nil
	}), nil
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }
func (s *session) Mail(string, *smtp.MailOptions) error {
	if s.login {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.to = append(s.box.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(m.Body)
	if err != nil {
		return err
	}
	m.Body = bytes.NewReader(body)
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	if s.box.fail != nil {
		return s.box.fail
	}
	s.box.mails = append(s.box.mails, m)
	return nil
}

// certificate makes a certificate for loopback and the PEM file it is known by.
func certificate(t *testing.T) (*tls.Config, string) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, path
}

func TestMail(t *testing.T) {
	config, ca := certificate(t)
	for _, kind := range []string{"starttls", "implicit", "none"} {
		t.Run(kind, func(t *testing.T) {
			p := newPost(t)
			box := newMailbox(t, kind, config)
			m := &Mail{Server: box.addr, TLS: kind, CA: ca, From: "事件簿 <jikenbo@example.jp>", To: []string{"a@example.jp", "b@example.jp"}}
			if kind != "none" {
				m.User, m.Password = "jikenbo", Secret{Env: "PASSWORD"}
			}
			s := p.sender(Channel{Mail: m})
			id := p.add("株式会社見本\r\nBcc: x@example.jp\r\n\r\n<script>")
			if sent, problems := p.send(s); sent != 1 || len(problems) != 0 {
				t.Fatalf("sent %d, %+v", sent, problems)
			}
			if !slices.Equal(box.to, m.To) {
				t.Errorf("for %v", box.to)
			}
			h := box.mails[0].Header
			subject, err := new(mime.WordDecoder).DecodeHeader(h.Get("Subject"))
			if err != nil || subject != "[jikenbo] 新しい事件: #2026-001 株式会社見本  Bcc: x@example.jp    <script>" {
				t.Errorf("subject %q, %v", subject, err)
			}
			if h.Get("Bcc") != "" || h.Get("Message-Id") != "<"+id+"@example.jp>" || h.Get("Auto-Submitted") != "auto-generated" {
				t.Errorf("header %v", h)
			}
			body, err := io.ReadAll(decoded(box.mails[0]))
			if err != nil || !strings.Contains(string(body), "変わった行:\r\n- 旧い行\r\n+ 新しい行") {
				t.Errorf("body %s, %v", body, err)
			}
		})
	}
	t.Run("a server that cannot encrypt", func(t *testing.T) {
		p := newPost(t)
		box := newMailbox(t, "none", nil)
		s := p.sender(Channel{Mail: &Mail{Server: box.addr, From: "a@example.jp", To: []string{"b@example.jp"}}})
		p.add("甲")
		if sent, problems := p.send(s); sent != 0 || len(problems) != 1 || len(box.mails) != 0 {
			t.Errorf("sent %d, %+v", sent, problems)
		}
	})
	t.Run("a certificate nobody knows", func(t *testing.T) {
		p := newPost(t)
		box := newMailbox(t, "implicit", config)
		s := p.sender(Channel{Mail: &Mail{Server: box.addr, TLS: "implicit", From: "a@example.jp", To: []string{"b@example.jp"}}})
		p.add("甲")
		if sent, problems := p.send(s); sent != 0 || len(problems) != 1 {
			t.Errorf("sent %d, %+v", sent, problems)
		}
	})
	t.Run("a wrong password", func(t *testing.T) {
		p := newPost(t)
		box := newMailbox(t, "starttls", config)
		s := p.sender(Channel{Mail: &Mail{Server: box.addr, CA: ca, User: "other", Password: Secret{Env: "PASSWORD"}, From: "a@example.jp", To: []string{"b@example.jp"}}})
		p.add("甲")
		sent, problems := p.send(s)
		if said := p.log.String() + fmt.Sprint(problems); sent != 0 || len(problems) != 1 || strings.Contains(said, "pa55") ||
			strings.Contains(said, base64.StdEncoding.EncodeToString([]byte("\x00other\x00pa55"))) {
			t.Errorf("sent %d, said %s", sent, said)
		}
	})
	t.Run("refused for good and for now", func(t *testing.T) {
		p := newPost(t)
		box := newMailbox(t, "none", nil)
		s := p.sender(Channel{Mail: &Mail{Server: box.addr, TLS: "none", From: "a@example.jp", To: []string{"b@example.jp"}}})
		first, second := p.add("甲"), p.add("乙")
		for _, fail := range []*smtp.SMTPError{
			{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "no"},
			{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later"},
		} {
			box.fail = fail
			if sent, problems := p.send(s); sent != 0 || len(problems) != 1 || problems[0].Closed {
				t.Errorf("sent %d, %+v", sent, problems)
			}
			p.pass(time.Hour)
		}
		box.fail = nil
		if sent, problems := p.send(s); sent != 2 || len(problems) != 0 {
			t.Errorf("sent %d, %+v", sent, problems)
		}
		for i, id := range []string{first, second} {
			if got := box.mails[i].Header.Get("Message-Id"); got != "<"+id+"@example.jp>" {
				t.Errorf("mail %d is %s", i, got)
			}
		}
	})
}

func decoded(m *mail.Message) io.Reader {
	switch m.Header.Get("Content-Transfer-Encoding") {
	case "quoted-printable":
		return quotedprintable.NewReader(m.Body)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, m.Body)
	}
	return m.Body
}

func TestAtom(t *testing.T) {
	p := newPost(t)
	path := filepath.Join(t.TempDir(), "alerts.atom")
	s := p.sender(Channel{Feed: &Feed{Path: path, Title: "通知 <&>", URL: "https://example.jp/alerts.atom"}})
	read := func() (feed struct {
		ID      string `xml:"http://www.w3.org/2005/Atom id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Author  string `xml:"author>name"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Content string `xml:"content"`
		} `xml:"entry"`
	}) {
		t.Helper()
		b, err := os.ReadFile(path)
		if err == nil {
			err = xml.Unmarshal(b, &feed)
		}
		if err != nil {
			t.Fatal(err)
		}
		return feed
	}
	first := p.add("甲\x01<script>")
	p.pass(time.Hour)
	second := p.add("乙")
	if sent, problems := p.send(s); sent != 2 || len(problems) != 0 {
		t.Fatalf("sent %d, %+v", sent, problems)
	}
	got := read()
	if got.Title != "通知 <&>" || !strings.HasPrefix(got.ID, "urn:uuid:") || got.Updated != "2026-04-01T10:00:00Z" || got.Author == "" ||
		len(got.Entries) != 2 || got.Entries[0].ID != "urn:uuid:"+second || got.Entries[1].ID != "urn:uuid:"+first || got.Entries[1].Updated != "2026-04-01T09:00:00Z" ||
		got.Entries[1].Title != "新しい事件: #2026-001 甲<script>" || !strings.Contains(got.Entries[0].Content, "組織: 乙") {
		t.Errorf("feed %+v", got)
	}
	for i := range feedEntries {
		p.add(fmt.Sprintf("丙%d", i))
	}
	p.send(s)
	again := read()
	if again.ID != got.ID || len(again.Entries) != feedEntries || again.Entries[0].Title != fmt.Sprintf("新しい事件: #2026-%03d 丙%d", feedEntries+2, feedEntries-1) {
		t.Errorf("%d entries, the first %+v", len(again.Entries), again.Entries[0])
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("beside the feed: %v, %v", left, err)
	}

	s.Channels[0].Feed.Path = filepath.Join(path, "x")
	p.add("丁")
	if sent, problems := p.send(s); sent != 0 || len(problems) != 1 {
		t.Errorf("sent %d, %+v", sent, problems)
	}
}
