package sms

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/service"
)

const (
	maxReport = 4 << 10
	// window is how far a report's own time may be from ours.
	window = 5 * time.Minute
	// minSecret is the shortest secret that is taken, in bytes.
	minSecret = 24
)

// Reports takes in a gateway's reports of delivery, signed as Standard Webhooks are:
// webhook-signature holds "v1," and base64 of HMAC-SHA-256 over
// "webhook-id.webhook-timestamp.body". A report told again changes nothing.
//
//	{"id": "case_….3", "state": "delivered" | "failed", "receipt": "the gateway's number"}
//
// Answers: 204 taken · 400 not a report · 401 not signed · 404 no such notice ·
// 413 too long · 503 later.
// Source: Standard Webhooks specification 1.0.0.
type Reports struct {
	Secret []byte // at least 24 bytes
	Market id.Market
	Take   func(ctx context.Context, m id.Market, r service.Report) error // service.Worker.Report
	Now    func() time.Time
	Log    *slog.Logger
}

// Ready tells whether the secret will do.
func (r Reports) Ready() error {
	if len(r.Secret) < minSecret {
		return errors.New("sms: the secret of reports is shorter than 24 bytes")
	}
	return nil
}

// report is the body.
type report struct {
	ID      string `json:"id"`
	State   string `json:"state"`
	Receipt string `json:"receipt"`
}

// ServeHTTP implements http.Handler.
func (r Reports) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	if req.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	w.WriteHeader(r.status(w, req))
}

func (r Reports) status(w http.ResponseWriter, req *http.Request) int {
	raw, err := io.ReadAll(http.MaxBytesReader(w, req.Body, maxReport))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return http.StatusRequestEntityTooLarge
	case err != nil:
		return http.StatusBadRequest
	case !r.signed(req.Header, raw):
		return http.StatusUnauthorized
	}
	var told report
	if json.Unmarshal(raw, &told) != nil || told.State != "delivered" && told.State != "failed" {
		return http.StatusBadRequest
	}
	err = r.Take(req.Context(), r.Market, service.Report{Notice: told.ID, Channel: party.SMS, Receipt: code(told.Receipt), Delivered: told.State == "delivered"})
	switch {
	case err == nil:
		return http.StatusNoContent
	case errors.Is(err, service.ErrUnknownNotice):
		return http.StatusNotFound
	case errors.Is(err, docket.ErrBusy):
		return http.StatusServiceUnavailable
	default:
		r.Log.ErrorContext(req.Context(), "report of delivery not taken", "error", err)
		return http.StatusServiceUnavailable // the gateway asks again
	}
}

// signed tells whether a report comes from who holds the secret, and lately.
func (r Reports) signed(h http.Header, raw []byte) bool {
	name, stamp := h.Get("webhook-id"), h.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || name == "" || len(name) > 256 || r.Now().Sub(time.Unix(seconds, 0)).Abs() > window {
		return false
	}
	want := Sign(r.Secret, name, stamp, raw)
	for given := range strings.FieldsSeq(h.Get("webhook-signature")) {
		if hmac.Equal([]byte(given), []byte(want)) {
			return true
		}
	}
	return false
}

// Sign is the signature of a report: "v1," and base64.
func Sign(secret []byte, name, stamp string, body []byte) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(name + "." + stamp + "."))
	mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
