package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/tianping-odr/tianping/internal/door/web/page"
	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// fault answers a request that went wrong. The words say what happened and what
// can be done; the cause goes to the log, never to the visitor.
func (v *visit) fault(err error) {
	var refused *Refused
	if errors.As(err, &refused) {
		f := v.frame(refused.Title)
		if v.show(http.StatusConflict, page.RefusalPage(f, refused.Refusal, nil)) == nil {
			return
		}
	}
	status, title, says := problem(v.t, err)
	v.site.report(v.r.Context(), status, err)
	if v.show(status, page.FaultPage(v.frame(title), says, status)) != nil {
		http.Error(v.w, title, status)
	}
}

// faultPage answers where no visit has begun: limits, foreign sites, panics.
func (s *Site) faultPage(w http.ResponseWriter, r *http.Request, ref string, err error) {
	t := s.texts.Of(language(r))
	status, title, says := problem(t, err)
	s.report(r.Context(), status, err)
	f := page.Frame{T: t, Title: title, Here: "/", Ref: ref}
	if draw(w, r, t, status, page.FaultPage(f, says, status)) != nil {
		http.Error(w, title, status)
	}
}

// report logs a fault once, with its reference id. What a visitor did wrong is
// no fault.
func (s *Site) report(ctx context.Context, status int, err error) {
	if status >= http.StatusInternalServerError {
		s.Log.ErrorContext(ctx, "web: fault", "ref", refOf(ctx), "err", err)
	}
}

// problem is the one place where errors become status and words.
func problem(t *text.Text, err error) (status int, title, says string) {
	f := t.Fault
	switch {
	case errors.Is(err, ErrUnknown):
		return http.StatusNotFound, f.UnknownTitle, f.Unknown
	case errors.Is(err, ErrForbidden):
		return http.StatusForbidden, f.ForbiddenTitle, f.Forbidden
	case errors.Is(err, errForeign):
		return http.StatusForbidden, f.ForeignTitle, f.Foreign
	case errors.Is(err, errTooBig), errors.Is(err, ErrTooLarge):
		return http.StatusRequestEntityTooLarge, f.TooBigTitle, f.TooBig
	case errors.Is(err, ErrGone):
		return http.StatusGone, f.GoneTitle, f.Gone
	case errors.Is(err, errGarbled):
		return http.StatusBadRequest, f.GarbledTitle, f.Garbled
	case errors.Is(err, ErrChanged):
		return http.StatusConflict, f.ChangedTitle, f.Changed
	case errors.Is(err, ErrFileKind):
		return http.StatusUnsupportedMediaType, f.FileKindTitle, f.FileKind
	case errors.Is(err, ErrBusy), errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable, f.BusyTitle, f.Busy
	}
	return http.StatusInternalServerError, f.InternalTitle, f.Internal
}

// nothing answers every address there is not.
func (s *Site) nothing(*visit) error { return ErrUnknown }
