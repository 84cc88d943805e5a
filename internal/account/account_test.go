package account

import (
	"bytes"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// clock is a clock that the test sets.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

const secret = "ひらけごま ひらけごま!"

var home = netip.MustParseAddr("192.0.2.1")

// newGate makes a casebook with one editor, tanaka.
func newGate(t testing.TB) (*Gate, *casebook.Book, *clock, string) {
	t.Helper()
	c := &clock{at: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)}
	path := filepath.Join(t.TempDir(), "casebook.db")
	b, err := casebook.Open(t.Context(), path, casebook.Options{Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	g := NewGate(b, c.now)
	if _, err := g.Add(t.Context(), "tester", "Tanaka", casebook.Editor, secret); err != nil {
		t.Fatal(err)
	}
	return g, b, c, path
}

func signIn(t testing.TB, g *Gate) string {
	t.Helper()
	token, err := g.SignIn(t.Context(), "tanaka", secret, home)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestAdd(t *testing.T) {
	g, b, _, _ := newGate(t)
	for _, test := range []struct {
		name, password string
		want           error
	}{
		{"TANAKA", secret, casebook.ErrExists},
		{"ｔａｎａｋａ", secret, casebook.ErrExists},
		{"", secret, ErrName},
		{"a b", secret, ErrName},
		{"a\nb", secret, ErrName},
		{"-a", secret, ErrName},
		{"<b>", secret, ErrName},
		{strings.Repeat("a", 65), secret, ErrName},
		{"\xff", secret, ErrName},
		{"sato", "", ErrShort},
		{"sato", "elevenchars", ErrShort},
		{"sato", strings.Repeat("a", 257), ErrLong},
		{"sato", strings.Repeat("a", 1<<20), ErrLong},
		{"sato", "twelve chars\x00", ErrPassword},
		{"sato", "twelvechars!", nil},
		{"山田@example.jp", strings.Repeat("長", 256), nil},
	} {
		name, err := g.Add(t.Context(), "tester", test.name, casebook.Reader, test.password)
		if !errors.Is(err, test.want) {
			t.Errorf("%q with %.20q: %v, want %v", test.name, test.password, err, test.want)
		}
		if err == nil {
			if _, err := g.SignIn(t.Context(), name, test.password, home); err != nil {
				t.Errorf("%s cannot sign in: %v", name, err)
			}
		}
	}
	_, hash, err := b.Account(t.Context(), "tanaka")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("kept as %s, %v", hash, err)
	}
}

// The same password, as different keyboards and input methods give it.
func TestSamePassword(t *testing.T) {
	g, _, _, _ := newGate(t)
	for _, p := range []string{"ひらけごま ひらけごま!", "ひらけこ\u3099ま\u3000ひらけごま！"} {
		if _, err := g.SignIn(t.Context(), "tanaka", p, home); err != nil {
			t.Errorf("%q: %v", p, err)
		}
	}
	if _, err := g.SignIn(t.Context(), "tanaka", "ヒラケゴマ ヒラケゴマ!", home); !errors.Is(err, ErrDenied) {
		t.Errorf("another password: %v", err)
	}
}

func TestSignIn(t *testing.T) {
	g, b, _, path := newGate(t)
	for _, test := range []struct{ name, password string }{
		{"tanaka", "another password"}, {"tanaka", ""}, {"tanaka", strings.Repeat("x", 1<<20)}, {"tanaka", secret + " "},
		{"nobody", secret}, {"", secret}, {"' OR 1=1 --", secret}, {"tanaka\x00", secret},
	} {
		from := netip.AddrFrom4([4]byte{198, 51, 100, byte(len(test.name))})
		if token, err := g.SignIn(t.Context(), test.name, test.password, from); !errors.Is(err, ErrDenied) || err.Error() != ErrDenied.Error() || token != "" {
			t.Errorf("%s with %.20q: %v", test.name, test.password, err)
		}
	}
	token, other := signIn(t, g), signIn(t, g)
	if token == other || len(token) != 43 {
		t.Errorf("tokens %s and %s", token, other)
	}
	a, err := g.Session(t.Context(), token)
	if err != nil || a.Name != "tanaka" || a.Role != casebook.Editor || a.Sessions != 2 {
		t.Errorf("session of %+v, %v", a, err)
	}
	for _, bad := range []string{"", "x", token + "A", token[:42], strings.Repeat("A", 43), strings.ToLower(token), token[:42] + "*"} {
		if _, err := g.Session(t.Context(), bad); !errors.Is(err, jikenbo.ErrNotFound) {
			t.Errorf("session of %q: %v", bad, err)
		}
	}
	// Neither a token nor a password is in the file.
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(file, []byte(token)) || bytes.Contains(file, []byte("ひらけごま")) || !bytes.Contains(file, []byte("tanaka")) {
		t.Error("the file gives away a secret")
	}
}

func TestSessionsEnd(t *testing.T) {
	set := func(change func(*casebook.Book) error) func(*testing.T, *Gate, *casebook.Book, *clock, string) {
		return func(t *testing.T, _ *Gate, b *casebook.Book, _ *clock, _ string) {
			if err := change(b); err != nil {
				t.Fatal(err)
			}
		}
	}
	use := func(t *testing.T, g *Gate, token string) error {
		_, err := g.Session(t.Context(), token)
		return err
	}
	for _, test := range []struct {
		name  string
		after func(*testing.T, *Gate, *casebook.Book, *clock, string)
		ends  bool
	}{
		{"after an hour", func(_ *testing.T, _ *Gate, _ *casebook.Book, c *clock, _ string) { c.pass(time.Hour) }, false},
		{"unused", func(_ *testing.T, _ *Gate, _ *casebook.Book, c *clock, _ string) { c.pass(casebook.SessionIdle) }, true},
		{"used in between", func(t *testing.T, g *Gate, _ *casebook.Book, c *clock, token string) {
			for range 3 {
				c.pass(casebook.SessionIdle - time.Minute)
				if err := use(t, g, token); err != nil {
					t.Error(err)
				}
			}
		}, false},
		{"used for very long", func(t *testing.T, g *Gate, _ *casebook.Book, c *clock, token string) {
			for range 24 * 7 {
				if err := use(t, g, token); err != nil {
					t.Error(err)
				}
				c.pass(time.Hour)
			}
		}, true},
		{"signed out", func(t *testing.T, g *Gate, _ *casebook.Book, _ *clock, token string) {
			if err := g.SignOut(t.Context(), token); err != nil {
				t.Error(err)
			}
		}, true},
		{"another signed out", func(t *testing.T, g *Gate, _ *casebook.Book, _ *clock, _ string) {
			if err := g.SignOut(t.Context(), signIn(t, g)); err != nil {
				t.Error(err)
			}
		}, false},
		{"another role", set(func(b *casebook.Book) error {
			return b.SetRole(t.Context(), "tester", "tanaka", casebook.Admin)
		}), true},
		{"disabled", set(func(b *casebook.Book) error { return b.SetDisabled(t.Context(), "tester", "tanaka", true) }), true},
		{"disabled and enabled", set(func(b *casebook.Book) error {
			return errors.Join(b.SetDisabled(t.Context(), "tester", "tanaka", true), b.SetDisabled(t.Context(), "tester", "tanaka", false))
		}), true},
		{"another password", func(t *testing.T, g *Gate, _ *casebook.Book, _ *clock, _ string) {
			if err := g.SetPassword(t.Context(), "tester", "tanaka", "something else"); err != nil {
				t.Error(err)
			}
			if _, err := g.SignIn(t.Context(), "tanaka", secret, home); !errors.Is(err, ErrDenied) {
				t.Errorf("the old password: %v", err)
			}
		}, true},
		{"very many others", func(t *testing.T, g *Gate, b *casebook.Book, c *clock, _ string) {
			_, hash, err := b.Account(t.Context(), "tanaka")
			for i := range 30 {
				c.pass(time.Second)
				err = errors.Join(err, b.StartSession(t.Context(), "tanaka", hash, fmt.Append(nil, i)))
			}
			if a, _, _ := b.Account(t.Context(), "tanaka"); err != nil || a.Sessions != 20 {
				t.Errorf("%d sessions, %v", a.Sessions, err)
			}
		}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			g, b, c, _ := newGate(t)
			token := signIn(t, g)
			test.after(t, g, b, c, token)
			if err := use(t, g, token); (err != nil) != test.ends || err != nil && !errors.Is(err, jikenbo.ErrNotFound) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestDisabled(t *testing.T) {
	g, b, _, _ := newGate(t)
	if err := b.SetDisabled(t.Context(), "tester", "tanaka", true); err != nil {
		t.Fatal(err)
	}
	if _, err := g.SignIn(t.Context(), "tanaka", secret, home); !errors.Is(err, ErrDenied) {
		t.Errorf("error %v", err)
	}
	if err := b.SetDisabled(t.Context(), "tester", "nobody", true); !errors.Is(err, jikenbo.ErrNotFound) {
		t.Errorf("error %v", err)
	}
	if err := b.SetRole(t.Context(), "tester", "tanaka", "owner"); err == nil {
		t.Error("a role that is none")
	}
}

// An attempt with an unknown name takes as much work as one with a known one.
func TestSameWork(t *testing.T) {
	g, _, _, _ := newGate(t)
	fastest := func(name string) time.Duration {
		best := time.Hour
		for range 4 {
			began := time.Now()
			if _, err := g.SignIn(t.Context(), name, "another password", home); !errors.Is(err, ErrDenied) {
				t.Fatal(err)
			}
			best = min(best, time.Since(began))
		}
		return best
	}
	known, unknown := fastest("tanaka"), fastest("nobody")
	if unknown < known/3 || known < unknown/3 { // without the hash it is a hundredth
		t.Errorf("known %v, unknown %v", known, unknown)
	}
}

func TestBusy(t *testing.T) {
	g, _, _, _ := newGate(t)
	for range cap(g.hasher.waiting) {
		g.hasher.waiting <- struct{}{}
	}
	for range 2 * freeOfName {
		if _, err := g.SignIn(t.Context(), "tanaka", secret, home); !errors.Is(err, ErrBusy) {
			t.Errorf("error %v", err)
		}
	}
	for range cap(g.hasher.waiting) {
		<-g.hasher.waiting
	}
	signIn(t, g) // being busy was not counted against it
}

func TestPHC(t *testing.T) {
	h := newHasher()
	good, err := h.hash(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := h.check(t.Context(), secret, good); !ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	if ok, err := h.check(t.Context(), secret+".", good); ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	// A hash is read with its own cost.
	cheap := cost{memory: 64, time: 3, threads: 2}
	key, err := h.key(t.Context(), secret, []byte("saltsalt"), cheap)
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := h.check(t.Context(), secret, phc(cheap, []byte("saltsalt"), key)); !ok || err != nil {
		t.Errorf("another cost: %v, %v", ok, err)
	}
	for _, bad := range []string{
		"", secret, strings.Replace(good, "argon2id", "argon2i", 1), strings.Replace(good, "v=19", "v=16", 1),
		strings.Replace(good, "m=19456", "m=99999999", 1), strings.Replace(good, "m=19456", "m=0", 1), strings.Replace(good, "t=2", "t=99", 1),
		strings.Replace(good, "t=2", "t=02", 1), strings.Replace(good, "p=1", "p=0", 1), strings.Replace(good, "p=1", "p=1,x=1", 1), good[:len(good)-1], good + "A", good + "$", "$" + good,
	} {
		if ok, err := h.check(t.Context(), secret, bad); ok || err == nil {
			t.Errorf("%s: %v, %v", bad, ok, err)
		}
	}
}

func FuzzParsePHC(f *testing.F) {
	f.Add(decoy())
	f.Add("$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$")
	f.Fuzz(func(t *testing.T, s string) {
		c, salt, key, err := parsePHC(s)
		if err == nil && phc(c, salt, key) != s {
			t.Errorf("%s is read as %s", s, phc(c, salt, key))
		}
	})
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"", "Tanaka", "ｔａｎａｋａ", "山田@example.jp", "ß", "ﬀ", "a\u200db", "א1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		name, err := Name(s)
		if err != nil {
			return
		}
		if again, err := Name(name); err != nil || again != name {
			t.Errorf("%q gives %q, that gives %q, %v", s, name, again, err)
		}
	})
}

func TestLimit(t *testing.T) {
	c := &clock{at: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)}
	l := newLimiter(c.now)
	addr := func(i int) netip.Addr { return netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}) }
	fail := func(name string, from netip.Addr) time.Duration {
		_, wait := l.try(name, from)
		return wait
	}

	t.Run("a name, from anywhere", func(t *testing.T) {
		for i := range freeOfName {
			if wait := fail("a", addr(i)); wait != 0 {
				t.Fatalf("attempt %d waits %v", i, wait)
			}
		}
		for _, want := range []time.Duration{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900} {
			want *= time.Second
			if wait := fail("a", addr(999)); wait != want {
				t.Errorf("wait %v, want %v", wait, want)
			}
			c.pass(want - time.Nanosecond)
			if wait := fail("a", addr(999)); wait != 1 {
				t.Errorf("wait %v a nanosecond before", wait)
			}
			c.pass(1)
			if wait := fail("a", addr(int(want/time.Second))); wait != 0 {
				t.Errorf("wait %v after %v", wait, want)
			}
		}
		if wait := fail("b", addr(1000)); wait != 0 {
			t.Errorf("another name waits %v", wait)
		}
		c.pass(forgetAfter + maxDelay)
		for range freeOfName {
			if wait := fail("a", addr(999)); wait != 0 {
				t.Errorf("it is not forgotten: %v", wait)
			}
		}
	})
	t.Run("an address, with any name", func(t *testing.T) {
		for i := range freeOfAddress {
			if wait := fail(fmt.Sprint("n", i), netip.MustParseAddr(fmt.Sprintf("2001:db8::%x", i+1))); wait != 0 {
				t.Fatalf("attempt %d waits %v", i, wait)
			}
		}
		for from, want := range map[string]time.Duration{"2001:db8::1": time.Second, "2001:db8::ffff:1": time.Second, "2001:db8:0:1::1": 0} {
			if wait := fail("m", netip.MustParseAddr(from)); wait != want {
				t.Errorf("%s waits %v, want %v", from, wait, want)
			}
		}
		if wait := fail("n", netip.Addr{}); wait != 0 {
			t.Errorf("no address waits %v", wait)
		}
	})
	t.Run("a person is not kept out by others", func(t *testing.T) {
		a, _ := l.try("c", addr(2000))
		a.success()
		for i := range 2 * freeOfName {
			fail("c", addr(3000+i))
		}
		if wait := fail("c", addr(4000)); wait == 0 {
			t.Error("guesses from elsewhere go on")
		}
		if wait := fail("c", addr(2000)); wait != 0 {
			t.Errorf("who was here before waits %v", wait)
		}
		for range freeOfName {
			fail("c", addr(2000))
		}
		if wait := fail("c", addr(2000)); wait == 0 {
			t.Error("guesses from there go on")
		}
	})
	t.Run("success frees the name", func(t *testing.T) {
		for range 3 {
			for range freeOfName - 1 {
				fail("d", addr(5000))
			}
			a, wait := l.try("d", addr(5000))
			if wait != 0 {
				t.Fatal(wait)
			}
			a.success()
			c.pass(maxDelay)
		}
	})
	t.Run("many at once are no way round", func(t *testing.T) {
		let := make(chan bool, 100)
		var group sync.WaitGroup
		for i := range 100 {
			group.Go(func() { let <- fail("e", addr(6000+i)) == 0 })
		}
		group.Wait()
		close(let)
		through := 0
		for ok := range let {
			if ok {
				through++
			}
		}
		if through != freeOfName {
			t.Errorf("%d of 100 were let through", through)
		}
	})
	t.Run("memory is bounded", func(t *testing.T) {
		for i := range 3 * kept {
			fail(fmt.Sprint("f", i), addr(100_000+i))
		}
		for _, r := range []recent{l.names, l.addresses, l.trusted} {
			if len(r.byKey) > kept || r.order.Len() != len(r.byKey) {
				t.Errorf("%d kept", len(r.byKey))
			}
		}
	})
}

func BenchmarkHash(b *testing.B) {
	h := newHasher()
	for b.Loop() {
		if _, err := h.hash(b.Context(), secret); err != nil {
			b.Fatal(err)
		}
	}
}
