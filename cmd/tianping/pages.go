package main

import (
	"net/http"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/reception"
)

// pages is the web site; in a demo it shows the ways in and moves the clock.
func (h *house) pages(market id.Market, demo bool) (http.Handler, error) {
	desk := &reception.Reception{
		Market: market, Clerk: h.clerk, Casebook: h.casebook, Identity: h.identity, Library: h.library,
		Filing:   h.drafts,
		Evidence: h.evidence, Unsent: h.unsent, Looks: h.store.Looks(), ByContact: h.byContact, ByLook: h.byLook, Lost: h.lost, Public: h.channels.public,
	}
	if len(h.channels.ways) > 0 {
		desk.Prove = h.service.Prove
	}
	if demo {
		accounts, err := h.demoAccounts()
		if err != nil {
			return nil, err
		}
		for _, a := range accounts {
			if a.Password == "" {
				continue // a key, for programs
			}
			desk.Demo = append(desk.Demo, reception.Account{Name: a.Name, RoleZH: a.RoleZH, RoleEN: a.RoleEN, Password: a.Password})
		}
		desk.Stepper = h.stepper
	}
	site := &web.Site{Ports: desk.Ports(), Words: reception.Words, Log: h.log, Quiet: h.maintenance}
	handler := site.Handler()
	h.leave = site.Leave
	return handler, nil
}
