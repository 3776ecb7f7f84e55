package main

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// handler is everything that answers requests.
func (h *house) handler(_ context.Context, market id.Market, demo bool) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		if _, err := h.clerk.Legal(r.Context(), market); err != nil {
			http.Error(w, "not ready", http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(http.StatusOK)
	})
	if demo {
		accounts, err := h.demoAccounts()
		if err != nil {
			return nil, err
		}
		mux.HandleFunc("GET /v1/demo/accounts", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(accounts) //nolint:errchkjson // strings only
		})
	}
	return mux, nil
}
