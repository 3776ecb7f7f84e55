package web

import (
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

// policy is what a page may load: only this origin's style, icons and forms.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; media-src 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard stands before everything: headers of every answer, limits of every
// request, foreign sites, panics, and one line of log without personal data.
func (s *Site) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		headers(w.Header())
		ref := s.token(5)
		seen := &watcher{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			if broken := recover(); broken != nil {
				if err, ok := broken.(error); ok && errors.Is(err, http.ErrAbortHandler) {
					panic(broken)
				}
				s.Log.ErrorContext(r.Context(), "web: panic", "ref", ref, "route", r.Pattern, "what", fmt.Sprint(broken))
				if !seen.begun {
					s.faultPage(seen, r, ref, errors.New("web: panic"))
				}
			}
			s.Log.LogAttrs(r.Context(), slog.LevelDebug, "web", slog.String("ref", ref),
				slog.String("method", r.Method), slog.String("route", r.Pattern), slog.Int("status", seen.status))
		}()
		r = r.WithContext(withRef(r.Context(), ref))
		switch {
		case len(r.URL.RawQuery) > queryBytes:
			s.faultPage(seen, r, ref, errTooBig)
		case s.cross.Check(r) != nil:
			s.faultPage(seen, r, ref, errForeign)
		default:
			next.ServeHTTP(seen, r)
		}
	})
}

func headers(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
	h.Set("Cache-Control", "no-store") // case data never stays on a shared computer
}

// watcher remembers whether an answer has begun, and with what status.
type watcher struct {
	http.ResponseWriter
	status int
	begun  bool
}

// WriteHeader notes the status.
func (w *watcher) WriteHeader(status int) {
	if !w.begun {
		w.status, w.begun = status, true
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write notes that the answer has begun.
func (w *watcher) Write(b []byte) (int, error) {
	w.begun = true
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the real writer.
func (w *watcher) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// token is n random bytes (a multiple of 5) as text.
func (s *Site) token(n int) string {
	b := make([]byte, n)
	if _, err := io.ReadFull(s.Dice, b); err != nil {
		panic("web: no randomness: " + err.Error()) // without it no form may be shown
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(b))
}

// client is the network address of the visitor, for throttling.
func client(r *http.Request) string {
	host, _, found := strings.Cut(r.RemoteAddr, "]:")
	if found {
		return strings.TrimPrefix(host, "[")
	}
	host, _, _ = strings.Cut(r.RemoteAddr, ":")
	return host
}

// patience bounds how long a page may wait for the house.
const patience = 20 * time.Second
