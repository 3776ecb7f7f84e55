package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/door/web/page"
)

// Quiet is a time in which the house is mended: pages can be read and nothing is
// taken. Now tells it is so; From and Until announce it, both may be zero.
type Quiet struct {
	Now         bool
	From, Until time.Time
}

// refusesNow tells whether a request would write while nothing may be written. Who
// only changes his language, or leaves, is let through.
func (v *visit) refusesNow() bool {
	return v.site.Quiet != nil && v.site.Quiet().Now && v.r.Method == http.MethodPost &&
		v.r.URL.Path != "/language" && v.r.URL.Path != "/sign-out"
}

// quiet answers a form while nothing is taken: why, until when, and what was written,
// ready to be sent again.
func (v *visit) quiet() error {
	v.w.Header().Set("Retry-After", "120")
	if v.r.URL.Path == "/kept" {
		return v.line(http.StatusServiceUnavailable, v.t.Live.QuietNotSaved)
	}
	if strings.HasPrefix(v.r.URL.Path, "/sign-in") {
		return v.show(http.StatusServiceUnavailable, page.QuietPage(v.frame(v.t.Live.QuietTitle), "", nil)) // a password is not shown again
	}
	in, err := v.postedWithFiles(nil)
	if err != nil {
		return err
	}
	return v.show(http.StatusServiceUnavailable, page.QuietPage(v.frame(v.t.Live.QuietTitle), v.r.URL.RequestURI(), page.Hidden(in.typed)))
}

// announced is what stands above every page before and during such a time.
func (v *visit) announced() string {
	if v.site.Quiet == nil {
		return ""
	}
	q := v.site.Quiet()
	at := func(t time.Time) string { return v.t.At(t.In(v.zone()), v.Now) }
	switch {
	case q.Now && q.Until.IsZero():
		return v.t.Live.QuietNow
	case q.Now:
		return v.t.Live.QuietNowUntil(at(q.Until))
	case !q.From.IsZero():
		return v.t.Live.QuietAhead(at(q.From), at(q.Until))
	}
	return ""
}
