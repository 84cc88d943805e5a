package web

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"jikenbo"
	"jikenbo/internal/account"
	"jikenbo/internal/casebook"
)

// formBytes bounds a form without files.
const formBytes = 256 << 10

// editRoutes are the addresses of those who edit, and of reading a notice.
func (s *Server) editRoutes() {
	s.page("GET /sign-in", s.signInPage)
	s.page("POST /sign-in", s.signIn)
	s.page("POST /sign-out", s.signOut)
	s.editing("GET /cases/{number}/edit", s.editPage)
	s.editing("POST /cases/{number}/edit", s.edit)
	s.editing("GET /cases/{number}/withdraw", s.withdrawPage)
	s.editing("POST /cases/{number}/withdraw", s.withdraw)
	s.joiningRoutes()
	s.editing("GET /review", s.review)
	if s.readBytes != nil {
		s.page("GET /read", s.readPage)
		s.page("POST /read", s.read)
		s.editing("POST /read/save", s.saveRead)
	}
}

type sessionKey struct{}

// session is who sends a request.
type session struct {
	casebook.Account
	token string // of the session, a secret
}

// sessionOf gives who sends a request; nobody has no name and no role.
func sessionOf(r *http.Request) session {
	s, _ := r.Context().Value(sessionKey{}).(session)
	return s
}

// identify finds out who sends a request. Whoever cannot be told is nobody.
func (s *Server) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := r.Cookie(sessionCookie(r))
		if err != nil {
			next.ServeHTTP(w, r)
			return
		}
		who, err := s.gate.Session(r.Context(), c.Value)
		switch {
		case err == nil:
			r = r.WithContext(context.WithValue(r.Context(), sessionKey{}, session{who, c.Value}))
		case !errors.Is(err, jikenbo.ErrNotFound):
			s.fail(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// secure reports whether cookies are for encrypted connections only: always,
// but on this machine itself.
func secure(r *http.Request) bool { return requestOf(r.Context()).https || !thisMachine(r.Host) }

// sessionCookie names the cookie of the session. The prefix makes browsers
// refuse it from other hosts, and without encryption.
func sessionCookie(r *http.Request) string {
	if secure(r) {
		return "__Host-session"
	}
	return "session"
}

// passCookie names the cookie that proves that somebody has signed in before,
// so that guesses of others do not keep them out.
func passCookie(r *http.Request) string {
	if secure(r) {
		return "__Host-pass"
	}
	return "pass"
}

// setPass gives the browser the pass of an account. Without one, signing in
// works all the same.
func (s *Server) setPass(w http.ResponseWriter, r *http.Request, name string) {
	pass, err := s.gate.Pass(r.Context(), name)
	if err != nil {
		s.log.Warn("no pass", "request", requestID(r.Context()), "error", err)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: passCookie(r), Value: pass, Path: "/", MaxAge: 365 * 24 * 60 * 60, HttpOnly: true, Secure: secure(r), SameSite: http.SameSiteStrictMode})
}

// setSession gives the browser the token of a session, "" to forget it.
func setSession(w http.ResponseWriter, r *http.Request, token string) {
	c := &http.Cookie{Name: sessionCookie(r), Value: token, Path: "/", MaxAge: int(casebook.SessionLife / time.Second), HttpOnly: true, Secure: secure(r), SameSite: http.SameSiteLaxMode}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// formToken gives what every form of an account must send back: proof that it
// came from a page of this server. Browsers that say where a form comes from
// are refused by that already; this is for those that do not. It outlives the
// session, so that a form can still be sent after signing in again.
func (s *Server) formToken(name string) string {
	mac := hmac.New(sha256.New, s.formKey[:])
	mac.Write([]byte(name))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// errToken: a form without its token, such as one from before the server was
// started again.
var errToken = &refusal{http.StatusForbidden,
	"ページが古くなっています。開き直してから、もう一度送ってください。",
	"The page is out of date. Open it again, then send it again."}

// errSignIn: a form of somebody who is not signed in, or no longer.
var errSignIn = &refusal{http.StatusForbidden,
	"入っていないか、時間がたって出ています。別のタブで入ってから、このページを再読み込みせずに前へ戻って送り直してください。",
	"You are not signed in, or no longer. Sign in in another tab, then go back here and send it again."}

var errRole = &refusal{http.StatusForbidden, "編集者だけが使えるページです。", "Only editors may do this."}

// editing routes a pattern to a handler that editors may use. Nobody is led to
// the sign-in first. A form is read and its token checked.
func (s *Server) editing(pattern string, handle func(http.ResponseWriter, *http.Request) error) {
	s.page(pattern, func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "no-store")
		who := sessionOf(r)
		reading := r.Method == http.MethodGet || r.Method == http.MethodHead
		switch {
		case who.Name == "" && reading:
			http.Redirect(w, r, "/sign-in?"+url.Values{"return": {r.URL.RequestURI()}}.Encode(), http.StatusSeeOther)
			return nil
		case who.Name == "":
			return errSignIn
		case !who.Role.May(casebook.Editor):
			return errRole
		case !reading:
			if err := readForm(w, r, formBytes); err != nil {
				return err
			}
			if !s.tokenFits(r) {
				return errToken
			}
		}
		return handle(w, r)
	})
}

// tokenFits reports whether a form that was read has the token of its sender.
func (s *Server) tokenFits(r *http.Request) bool {
	return hmac.Equal([]byte(r.PostForm.Get("token")), []byte(s.formToken(sessionOf(r).Name)))
}

// readForm reads a form without files.
func readForm(w http.ResponseWriter, r *http.Request, limit int64) error {
	if t, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || t != "application/x-www-form-urlencoded" {
		return &refusal{http.StatusUnsupportedMediaType, "このページの欄から送ってください。", "Send it with the form of this site."}
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	if err := r.ParseForm(); err != nil {
		return badForm(err)
	}
	return nil
}

// signInData is what the sign-in page shows.
type signInData struct {
	Name    string // as typed
	Return  string // where to go then
	Problem string
	Plain   bool // the connection seems not to be encrypted, so that no browser keeps the cookie
}

func (s *Server) signInPage(w http.ResponseWriter, r *http.Request) error {
	return s.showSignIn(w, r, http.StatusOK, signInData{Return: localPath(r.URL.Query().Get("return"))})
}

func (s *Server) showSignIn(w http.ResponseWriter, r *http.Request, status int, d signInData) error {
	w.Header().Set("Cache-Control", "no-store")
	p := s.newPage(r, "入る", "Sign in")
	p.Error = d.Problem != ""
	d.Plain = secure(r) && !requestOf(r.Context()).https
	p.Data = d
	return s.render(w, r, status, "sign-in", p)
}

func (s *Server) signIn(w http.ResponseWriter, r *http.Request) error {
	if err := readForm(w, r, 16<<10); err != nil {
		return err
	}
	d := signInData{Name: r.PostForm.Get("name"), Return: localPath(r.PostForm.Get("return"))}
	pick := (&page{Lang: langOf(r)}).T
	if pass, err := r.Cookie(passCookie(r)); err == nil {
		s.gate.Recall(r.Context(), d.Name, pass.Value, sender(r))
	}
	token, err := s.gate.SignIn(r.Context(), d.Name, r.PostForm.Get("password"), sender(r))
	status := http.StatusUnprocessableEntity
	var wait *account.WaitError
	switch {
	case err == nil:
		if old := sessionOf(r); old.token != "" { // whoever was signed in here no longer is
			if err := s.gate.SignOut(r.Context(), old.token); err != nil {
				return err
			}
		}
		setSession(w, r, token)
		s.setPass(w, r, d.Name)
		http.Redirect(w, r, d.Return, http.StatusSeeOther)
		return nil
	case errors.Is(err, account.ErrDenied):
		d.Problem = pick("名前かパスワードが違います。", "The name or the password is wrong.")
	case errors.As(err, &wait):
		seconds := int(wait.Wait/time.Second) + 1
		w.Header().Set("Retry-After", strconv.Itoa(seconds))
		d.Problem = pick("続けて失敗したため、あと%sお待ちください。", "Too many attempts failed. Wait %s.", waitText(seconds, langOf(r)))
		status = http.StatusTooManyRequests
	case errors.Is(err, account.ErrBusy):
		d.Problem = pick("混み合っています。少し待ってからもう一度お試しください。", "The server is busy. Try again in a moment.")
		status = http.StatusServiceUnavailable
	default:
		return err
	}
	return s.showSignIn(w, r, status, d)
}

// waitText words a time to wait.
func waitText(seconds int, lang string) string {
	minutes := (seconds + 59) / 60
	switch {
	case lang == "ja" && seconds < 60:
		return fmt.Sprintf("%d秒", seconds)
	case lang == "ja":
		return fmt.Sprintf("%d分", minutes)
	case seconds == 1:
		return "1 second"
	case seconds < 60:
		return fmt.Sprintf("%d seconds", seconds)
	case minutes == 1:
		return "1 minute"
	}
	return fmt.Sprintf("%d minutes", minutes)
}

// signOut ends the session. It needs the form's token, so that no other site
// can sign somebody out.
func (s *Server) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := readForm(w, r, formBytes); err != nil {
		return err
	}
	if who := sessionOf(r); who.token != "" {
		if !s.tokenFits(r) {
			return errToken
		}
		s.drafts.forget(who.token)
		if err := s.gate.SignOut(r.Context(), who.token); err != nil {
			return err
		}
	}
	setSession(w, r, "")
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}
