package main

import (
	"context"
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
	programs := h.mended(h.programs(market, demo))
	for _, pattern := range []string{"/v1/", "/openapi.json", "/docs", "/docs/"} {
		mux.Handle(pattern, programs)
	}
	if reports := h.reports(market); reports != nil {
		mux.Handle("/hooks/sms", reports)
	}
	pages, err := h.pages(market, demo)
	if err != nil {
		return nil, err
	}
	mux.Handle("/", h.pacing.pages(pages))
	return h.pacing.known(mux), nil
}
