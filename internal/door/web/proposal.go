package web

import (
	"net/http"
	"strconv"

	"github.com/tianping-odr/tianping/internal/door/web/page"
)

// proposal reckons a proposal from the claims, for the mediator to send or change.
func (s *Site) proposal(v *visit) error {
	of, err := v.caseOf()
	if err != nil {
		return err
	}
	percent, err := strconv.Atoi(short(v.r.URL.Query().Get("percent")))
	if err != nil {
		percent = 0
	}
	p, err := s.Cases.Proposal(v.r.Context(), v.who, of, short(v.r.URL.Query().Get("way")), percent)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.ProposalPage(v.frame(v.t.Mediator.Draft).In("workbench"), p))
}
