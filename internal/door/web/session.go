package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/door/web/page"
)

// cookie is the name of the session cookie. Behind TLS it is bound to this host.
func (s *Site) cookie() string {
	if s.Secure {
		return "__Host-tianping"
	}
	return "tianping"
}

func (s *Site) setCookie(w http.ResponseWriter, token string, lasts time.Duration) {
	c := &http.Cookie{ //nolint:gosec // Secure follows the site: without TLS, on a laptop, the browser would drop it
		Name: s.cookie(), Value: token, Path: "/", MaxAge: int(lasts.Seconds()),
		HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode,
	}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// signIn shows the sign-in page.
func (s *Site) signIn(v *visit) error {
	next := v.r.URL.Query().Get("next")
	if !local(next) {
		next = ""
	}
	return v.showSignIn(http.StatusOK, page.SignIn{Next: next})
}

func (v *visit) showSignIn(status int, in page.SignIn) error {
	in.Demo = v.site.Gate.DemoAccounts(v.r.Context(), v.t.Lang)
	return v.show(status, page.SignInPage(v.frame(v.t.SignIn.Title), in))
}

// signInDone opens a session. A wrong account and a wrong password look the same.
func (s *Site) signInDone(v *visit) error {
	posted, err := v.posted()
	if err != nil {
		return err
	}
	in := page.SignIn{Account: posted.Get("account"), Next: posted.Get("next"), Path: posted.Get("_path"), Body: posted.Get("_body")}
	if !local(in.Next) {
		in.Next = ""
	}
	password := posted.Get("password")
	if len(in.Account) > 200 || len(password) > 1000 {
		in.Account = ""
		in.Wrong = v.t.SignIn.Wrong
		return v.showSignIn(http.StatusUnprocessableEntity, in)
	}
	token, lasts, err := s.Gate.SignIn(v.r.Context(), SignIn{Account: strings.TrimSpace(in.Account), Password: password, Client: client(v.r), Agent: v.r.UserAgent()})
	var wait *Wait
	var half *Half
	switch {
	case errors.As(err, &half):
		if in.Next == "" {
			in.Next = "/"
		}
		return v.secondStep(http.StatusOK, page.Second{Next: in.Next, Path: in.Path, Body: in.Body}, half.Token)
	case errors.Is(err, ErrLocked):
		return v.see("/recover/locked")
	case errors.Is(err, ErrCredentials):
		in.Wrong = v.t.SignIn.Wrong
		return v.showSignIn(http.StatusUnprocessableEntity, in)
	case errors.As(err, &wait):
		in.Wrong = v.t.SignIn.Wait(v.t.Left(wait.For))
		return v.showSignIn(http.StatusTooManyRequests, in)
	case err != nil:
		return err
	}
	s.setCookie(v.w, token, lasts)
	if in.Path != "" {
		return v.resume(in, token)
	}
	if in.Next == "" {
		in.Next = "/"
	}
	return v.see(in.Next)
}

// resume shows the form that was sent when the session had ended, ready to be
// sent again: nothing typed is lost by a sign-in.
func (v *visit) resume(in page.SignIn, token string) error {
	kept, err := url.ParseQuery(in.Body)
	if err != nil || !local(in.Path) {
		return v.see("/")
	}
	if who, err := v.site.Gate.Visitor(v.r.Context(), token, v.t.Lang); err == nil {
		who.Lang = v.t.Lang
		v.who = who
	}
	return v.show(http.StatusOK, page.ResumePage(v.frame(v.t.SignIn.ResumeTitle), in.Path, page.Hidden(kept)))
}

// askToSignIn sends who asks for a page to the sign-in page, and keeps a form that
// was sent after the session had ended.
func (v *visit) askToSignIn() error {
	if v.r.Method == http.MethodGet || v.r.Method == http.MethodHead {
		return v.see("/sign-in?next=" + url.QueryEscape(v.r.URL.RequestURI()))
	}
	in := page.SignIn{Wrong: v.t.SignIn.Ended, Next: v.r.URL.Path}
	if posted, err := v.posted(); err == nil {
		if body := posted.Encode(); len(body) <= resumeBytes {
			in.Path, in.Body, in.Wrong = v.r.URL.RequestURI(), body, v.t.SignIn.EndedKept
		}
	}
	return v.showSignIn(http.StatusUnauthorized, in)
}

// signOut ends the session.
func (s *Site) signOut(v *visit) error {
	if v.token != "" {
		if err := s.Gate.SignOut(v.r.Context(), v.token); err != nil {
			return err
		}
	}
	s.setCookie(v.w, "", 0)
	return v.see("/")
}
