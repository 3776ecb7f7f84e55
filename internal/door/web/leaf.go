package web

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/page"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// Room says which leaf is asked for, and by what visit.
type Room struct {
	Area, Name, ID string // "account/devices", "admin/people/per_…"
	Query, After   string
	Kind           string // a filter of a list
	Token          string // of the visitor's session
	Client, Agent  string // address and browser, for throttling and the list of devices
	Key            string // idempotency key of the form
	Files          map[string]RoomFile
}

// RoomFile is a document that came with a form of a leaf, by the name of its input.
type RoomFile struct {
	Name string
	Body []byte
}

// roomFileBytes is how large a document of a leaf may be: a letter or certificate.
const roomFileBytes = 8 << 20

// postedRoom reads a form of a leaf; who is known may add documents to it.
func (v *visit) postedRoom() (form.Typed, map[string]RoomFile, error) {
	if !v.who.Known() || !v.multipart() {
		typed, err := v.posted()
		return typed, nil, err
	}
	came := map[string]RoomFile{}
	in, err := v.postedWithFiles(func(name string, body io.Reader) (Stored, string, error) {
		all, err := io.ReadAll(io.LimitReader(body, roomFileBytes+1))
		if err != nil || len(all) > roomFileBytes || len(came) > 3 {
			return Stored{}, "", cmp.Or(err, errTooBig)
		}
		at := strconv.Itoa(len(came))
		came[at] = RoomFile{Name: name, Body: all}
		return Stored{Digest: at, Name: name}, "", nil
	})
	files := map[string]RoomFile{}
	for _, f := range in.files {
		files[f.Input] = came[f.Digest]
	}
	return in.typed, files, err
}

// Rooms are the leaves: account, recovery, who acts for whom, administration.
type Rooms interface {
	// Show builds a leaf. Errors: ErrUnknown (not there, or not for this visitor).
	Show(ctx context.Context, who view.Visitor, at Room) (view.Leaf, error)
	// Do does what a form of the leaf asks. Errors: ErrUnknown, *Refused (shown above
	// the same leaf), *Wait, ErrBusy.
	Do(ctx context.Context, who view.Visitor, at Room, in form.Typed) (view.LeafDone, error)
}

// Areas of leaves.
const (
	AccountArea = "account"
	RecoverArea = "recover" // open to everybody
	LinkArea    = "l"       // one-time links that are no notices
	RevealArea  = "reveal"  // a party's data unmasked, for who handles the case
	PeopleArea  = "people"  // who acts for whom in a case
	AdminArea   = "admin"
)

// leaves are the addresses of the rooms.
func (s *Site) leaves(routes map[string]route) {
	for pattern, area := range map[string]string{
		"/account": AccountArea, "/account/{room}": AccountArea, "/recover": RecoverArea, "/recover/{room}": RecoverArea,
		"/cases/{id}/people": PeopleArea, "/cases/{id}/reveal": RevealArea, "/admin": AdminArea, "/admin/{room}": AdminArea, "/admin/{room}/{id}": AdminArea,
	} {
		open := area == RecoverArea
		routes["GET "+pattern] = route{open: open, enrols: area == AccountArea, answer: func(v *visit) error { return v.leaf(v.room(area)) }}
		routes["POST "+pattern] = route{open: open, enrols: area == AccountArea, answer: func(v *visit) error { return v.leafDone(v.room(area)) }}
	}
}

func (v *visit) room(area string) Room {
	q := v.r.URL.Query()
	return Room{
		Area: area, Name: short(v.r.PathValue("room")), ID: short(v.r.PathValue("id")), Query: v.search(), After: v.after(), Kind: short(q.Get("kind")),
		Token: v.token, Client: client(v.r), Agent: v.r.UserAgent(),
	}
}

// leaf shows a room.
func (v *visit) leaf(at Room) error {
	l, err := v.site.Rooms.Show(v.r.Context(), v.who, at)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.LeafPage(v.frame(l.Title).In(l.Section), l, nil))
}

// leafDone does what a form asks; a refusal is shown above the same room, with what
// was typed, secrets excepted.
func (v *visit) leafDone(at Room) error {
	posted, files, err := v.postedRoom()
	if err != nil {
		return err
	}
	at.Files = files
	at.Key = short(posted.Get(form.KeyName))
	done, err := v.site.Rooms.Do(v.r.Context(), v.who, at, posted)
	var refused *Refused
	var wait *Wait
	switch {
	case errors.As(err, &refused):
		return v.leafWrong(http.StatusUnprocessableEntity, at, posted, refused.Refusal)
	case errors.As(err, &wait):
		return v.leafWrong(http.StatusTooManyRequests, at, posted, view.Refusal{Code: "wait", Title: v.t.SignIn.Wait(v.t.Left(wait.For))})
	case err != nil:
		return err
	}
	switch {
	case done.Token != "":
		v.site.setCookie(v.w, done.Token, done.Lasts)
	case done.Ended:
		v.site.setCookie(v.w, "", 0)
	case done.Half != "":
		return v.secondStep(http.StatusOK, page.Second{Next: done.Next}, done.Half)
	}
	if done.Told != nil {
		if done.Ended {
			v.who = view.Visitor{Lang: v.who.Lang}
		}
		f := v.frame(done.Told.Title).In(done.Told.Section)
		if at.Area == LinkArea {
			f.Here = "/" // the link is used up
		}
		return v.show(http.StatusOK, page.LeafPage(f, *done.Told, nil))
	}
	return v.see(done.Next)
}

func (v *visit) leafWrong(status int, at Room, posted form.Typed, r view.Refusal) error {
	l, err := v.site.Rooms.Show(v.r.Context(), v.who, at)
	if err != nil {
		return err
	}
	for i := range l.Parts {
		for j := range l.Parts[i].Asks {
			a := &l.Parts[i].Asks[j]
			for k := range a.Fields {
				refill(&a.Fields[k], posted, r)
			}
		}
	}
	return v.show(status, page.LeafPage(v.frame(l.Title).In(l.Section), l, &r))
}

func refill(q *view.Question, posted form.Typed, r view.Refusal) {
	if typed, there := posted[q.Name]; there && q.Kind != "password" && len(typed) > 0 {
		q.Value = form.Show(typed[0])
	}
	if q.Name == r.Field {
		q.Wrong = r.Title
	}
}

// stepCookie is the name of the cookie of a sign-in whose second step is due.
func (s *Site) stepCookie() string { return s.cookie() + "-step" }

const stepLasts = 5 * time.Minute

func (s *Site) setStep(w http.ResponseWriter, half string) {
	c := &http.Cookie{ //nolint:gosec // as the session's own cookie
		Name: s.stepCookie(), Value: half, Path: "/", MaxAge: int(stepLasts.Seconds()),
		HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode,
	}
	if half == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// secondStep asks for the code of a sign-in; half is kept in a cookie no script reads.
func (v *visit) secondStep(status int, in page.Second, half string) error {
	if half != "" {
		v.site.setStep(v.w, half)
	}
	return v.show(status, page.SecondPage(v.frame(v.t.Account.SecondTitle), in))
}

// secondDone finishes a sign-in.
func (s *Site) secondDone(v *visit) error {
	posted, err := v.posted()
	if err != nil {
		return err
	}
	in := page.Second{Next: posted.Get("next"), Path: posted.Get("_path"), Body: posted.Get("_body")}
	if !local(in.Next) {
		in.Next = "/"
	}
	cookie, err := v.r.Cookie(s.stepCookie())
	if err != nil || len(cookie.Value) > 200 {
		return v.see("/sign-in?next=" + url.QueryEscape(in.Next))
	}
	token, lasts, err := s.Gate.Second(v.r.Context(), cookie.Value, short(posted.Get("code")), v.r.UserAgent())
	var wait *Wait
	switch {
	case errors.Is(err, ErrCredentials):
		in.Wrong = v.t.Account.CodeWrong
		return v.secondStep(http.StatusUnprocessableEntity, in, "")
	case errors.As(err, &wait):
		in.Wrong = v.t.SignIn.Wait(v.t.Left(wait.For))
		return v.secondStep(http.StatusTooManyRequests, in, "")
	case errors.Is(err, ErrNoSession): // too late: from the beginning, with what was typed
		s.setStep(v.w, "")
		return v.showSignIn(http.StatusUnauthorized, page.SignIn{Next: in.Next, Path: in.Path, Body: in.Body, Wrong: v.t.Account.SecondLate})
	case errors.Is(err, ErrLocked):
		return v.see("/recover/locked")
	case err != nil:
		return err
	}
	s.setStep(v.w, "")
	s.setCookie(v.w, token, lasts)
	if in.Path != "" {
		return v.resume(page.SignIn{Next: in.Next, Path: in.Path, Body: in.Body}, token)
	}
	return v.see(in.Next)
}
