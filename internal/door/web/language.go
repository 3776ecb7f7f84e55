package web

import (
	"net/http"
	"time"

	"github.com/tianping-odr/tianping/internal/door/web/text"
)

const langCookie = "lang"

// language is what the visitor chose, else what the browser asks for.
func language(r *http.Request) text.Lang {
	if c, err := r.Cookie(langCookie); err == nil {
		if lang, ok := text.Parse(c.Value); ok {
			return lang
		}
	}
	return text.Choose(r.Header.Get("Accept-Language"))
}

// language answers the switch: it remembers the choice and comes back.
func (s *Site) language(v *visit) error {
	posted, err := v.posted()
	if err != nil {
		return err
	}
	lang, ok := text.Parse(posted.Get("lang"))
	if !ok {
		return ErrUnknown
	}
	http.SetCookie(v.w, &http.Cookie{ //nolint:gosec // Secure follows the site: without TLS, on a laptop, the browser would drop it
		Name: langCookie, Value: string(lang), Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()),
		HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode,
	})
	back := posted.Get("back")
	if !local(back) {
		back = "/"
	}
	return v.see(back)
}
