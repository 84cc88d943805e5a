package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"
)

// slowReader takes the header of an answer, and the rest only when it is let.
type slowReader struct {
	*httptest.ResponseRecorder
	begun chan struct{}
	let   chan struct{}
}

func (w *slowReader) Write(b []byte) (int, error) {
	select {
	case w.begun <- struct{}{}:
	default:
	}
	<-w.let
	return w.ResponseRecorder.Write(b)
}

// Exports that are read slowly shut neither the API nor the pages, and those of
// one sender not the exports.
func TestSlowExports(t *testing.T) {
	s, _ := exampleServer(t)
	begin := func(target, from string) (wait func()) {
		w := &slowReader{httptest.NewRecorder(), make(chan struct{}, 1), make(chan struct{})}
		r := newRequest("GET", target)
		r.RemoteAddr = from
		done := make(chan struct{})
		go func() {
			defer close(done)
			s.ServeHTTP(w, r)
		}()
		<-w.begun
		return func() {
			close(w.let)
			<-done
			if w.Code != http.StatusOK || w.Body.Len() == 0 {
				t.Errorf("%s: %d, %d bytes", target, w.Code, w.Body.Len())
			}
		}
	}
	status := func(target, from string) int {
		r := newRequest("GET", target)
		r.RemoteAddr = from
		return serveRequest(s, r).StatusCode
	}
	var waits []func()
	for range exportsEach {
		waits = append(waits, begin("/cases.json", "[2001:db8::1]:1"))
	}
	if got := status("/cases.csv", "[2001:db8::2]:1"); got != http.StatusTooManyRequests {
		t.Errorf("one more of a sender: %d", got)
	}
	for i := range exportsAtOnce - exportsEach {
		waits = append(waits, begin("/cases.csv", fmt.Sprintf("192.0.2.%d:1", i+1)))
	}
	for target, want := range map[string]int{"/cases.csv": 429, "/cases.json": 429, "/api/v1/cases": 200, "/feed.atom": 200, "/": 200} {
		if got := status(target, "198.51.100.1:1"); got != want {
			t.Errorf("%s beside slow exports: %d, want %d", target, got, want)
		}
	}
	for _, wait := range waits {
		wait()
	}
	if got := status("/cases.csv", "[2001:db8::2]:1"); got != http.StatusOK || len(s.exports.sender) > 0 || s.exports.all != 0 {
		t.Errorf("after them: %d, %+v", got, s.exports.sender)
	}
}

// Answers of the API that are read slowly take no place of others.
func TestSlowAnswers(t *testing.T) {
	s, _ := exampleServer(t)
	s.api.places = make(chan struct{}, 1)
	s.api.wait = time.Millisecond
	w := &slowReader{httptest.NewRecorder(), make(chan struct{}, 1), make(chan struct{})}
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.ServeHTTP(w, newRequest("GET", "/api/v1/cases"))
	}()
	<-w.begun
	if r := ask(s, "GET", "/api/v1/cases"); r.StatusCode != http.StatusOK {
		t.Errorf("beside a slow reader: %s", r.Status)
	}
	close(w.let)
	<-done
}

// deadlines is an answer that remembers by when it must be written.
type deadlines struct {
	*httptest.ResponseRecorder
	by []time.Time
}

func (d *deadlines) SetWriteDeadline(t time.Time) error {
	d.by = append(d.by, t)
	return nil
}

func (d *deadlines) Write(b []byte) (int, error) {
	if time.Now().After(d.by[len(d.by)-1]) {
		return 0, errors.New("too late")
	}
	return d.ResponseRecorder.Write(b)
}

// An export is broken off where its client does not keep reading, and when it
// takes too long altogether.
func TestPaced(t *testing.T) {
	for _, test := range []struct {
		name  string
		bytes int           // of each part
		every time.Duration // between parts
		sent  int           // parts, before it breaks off
	}{
		{"slowly", exportStep, exportStall, 41},
		{"at once", 3*exportStep + 1, 0, 100},
		{"too slowly", exportStep / 2, exportStall + time.Second, 1},
		{"by drops", 1, time.Second, 16},
	} {
		synctest.Test(t, func(t *testing.T) { // whose time passes at once
			w := &deadlines{ResponseRecorder: httptest.NewRecorder()}
			p := &paced{ResponseWriter: w, until: time.Now().Add(exportTime)}
			part, sent := make([]byte, test.bytes), 0
			for ; sent < 100; sent++ {
				if n, err := p.Write(part); err != nil {
					break
				} else if n != len(part) {
					t.Fatalf("%s: %d bytes of %d", test.name, n, len(part))
				}
				time.Sleep(test.every)
			}
			if sent != test.sent {
				t.Errorf("%s: %d parts were sent, want %d", test.name, sent, test.sent)
			}
			if w.Body.Len() != sent*test.bytes {
				t.Errorf("%s: %d bytes", test.name, w.Body.Len())
			}
		})
	}
}
