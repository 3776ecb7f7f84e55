package web

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/page"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// route is what answers an address. open pages also serve who is not signed in;
// files tells that the form may carry files and is read as a stream; the answer of
// stream has no end. enrols tells that it serves also who must first add a second step
// to his sign-in.
type route struct {
	open, files, stream, enrols bool
	answer                      func(*visit) error
}

// visit is one request by a known (or unknown) visitor.
type visit struct {
	site  *Site
	w     http.ResponseWriter
	r     *http.Request
	who   view.Visitor
	token string
	t     *text.Text
	Around
}

// serve finds out who asks and in which language, and turns errors into pages.
func (s *Site) serve(p route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !p.files && !p.stream {
			ctx, cancel := context.WithTimeout(r.Context(), patience)
			defer cancel()
			r = r.WithContext(ctx)
			r.Body = http.MaxBytesReader(w, r.Body, ownBytes)
		}
		v := &visit{site: s, w: w, r: r}
		err := v.arrive()
		if err == nil && v.refusesNow() {
			err = v.quiet()
		} else if err == nil && !p.open && !v.who.Known() {
			err = v.askToSignIn()
		} else if err == nil && v.who.MustEnrol && !p.enrols {
			err = v.see("/account/second-step")
		} else if err == nil {
			err = p.answer(v)
		}
		if err != nil {
			v.fault(err)
		}
	})
}

// arrive reads the cookies: language and session.
func (v *visit) arrive() error {
	v.t = v.site.texts.Of(language(v.r))
	if c, err := v.r.Cookie(v.site.cookie()); err == nil && len(c.Value) <= 200 {
		who, err := v.site.Gate.Visitor(v.r.Context(), c.Value, v.t.Lang)
		switch {
		case err == nil:
			v.who, v.token = who, c.Value
		case !errors.Is(err, ErrNoSession):
			return err
		}
	}
	v.who.Lang = v.t.Lang
	v.hat()
	around, err := v.site.Front.Around(v.r.Context(), v.who)
	v.Around = around
	return err
}

// frame is what every page is drawn in.
func (v *visit) frame(title string) page.Frame {
	return page.Frame{
		T: v.t, Who: v.who, Now: v.Now, Clock: v.Clock, Title: title,
		Here: here(v.r), Key: v.site.token(15), Ref: refOf(v.r.Context()),
		Sandbox: v.site.Sandbox != nil, Announced: v.announced(), Marks: text.NewMarks(v.t.Lang),
	}
}

// here is the address the language switch comes back to: this page if it was
// asked for, else the place it belongs to.
func here(r *http.Request) string {
	if r.Method == http.MethodGet {
		return r.URL.RequestURI()
	}
	return r.URL.Path
}

// show draws a page whole before the first byte leaves, so that a page is never
// half there.
func (v *visit) show(status int, c templ.Component) error {
	return draw(v.w, v.r, v.t, status, c)
}

func draw(w http.ResponseWriter, r *http.Request, t *text.Text, status int, c templ.Component) error {
	var out bytes.Buffer
	if err := c.Render(r.Context(), &out); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", t.HTML)
	if r.Method == http.MethodPost {
		h.Set("Tianping-Answer", "here") // to a script that sent files: shown in place, not led on to
	}
	h.Add("Vary", "Cookie, Accept-Language, Accept-Encoding, Sec-Fetch-Site")
	if mayPack(r) {
		h.Set("Content-Encoding", "gzip")
		out = packed(out.Bytes())
	}
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes()) // the visitor may have left: no fault of ours
	return nil
}

// see sends the browser to another page of this site, after an act.
func (v *visit) see(path string) error {
	v.w.Header().Set("Location", path)
	v.w.WriteHeader(http.StatusSeeOther)
	return nil
}

// local tells whether a path leads to this site and nowhere else.
func local(path string) bool {
	u, err := url.Parse(path)
	return err == nil && u.Scheme == "" && u.Host == "" && u.User == nil && strings.HasPrefix(path, "/") &&
		!strings.HasPrefix(path, "//") && !strings.ContainsAny(path, "\\\r\n\t\x00")
}

// search reads the search words of a list, bounded and without hidden characters.
func (v *visit) search() string {
	q := strings.TrimSpace(form.Show(v.r.URL.Query().Get("q")))
	if runes := []rune(q); len(runes) > searchRunes {
		q = string(runes[:searchRunes])
	}
	return strings.ReplaceAll(q, "\n", " ")
}

func (v *visit) after() string {
	after := v.r.URL.Query().Get("after")
	if len(after) > 512 {
		return ""
	}
	return after
}

// sheet is the drawer for an act's fields, in the visitor's language and zone.
func (v *visit) sheet(act string) form.Sheet {
	return form.Sheet{
		Act: act, Words: v.site.Words(v.t.Lang), Text: v.t, Zone: v.zone(), Now: v.Now,
		FileMB: v.site.FileBytes >> 20,
	}
}

func (v *visit) zone() *time.Location {
	if v.Now.IsZero() {
		return time.UTC
	}
	return v.Now.Location()
}
