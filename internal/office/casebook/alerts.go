package casebook

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// Alert is one thing in an open case that staff of a role should look at. It holds
// codes only, nothing of what was said or agreed.
type Alert struct {
	Case   id.Case
	Number string
	Whom   string // the capacity it is for: officer, supervisor, admin …
	Why    string // a clock ("K_SERVE"), "safety", or "money:" and what the books refused
	Ahead  bool   // the deadline has not passed yet
	At     time.Time
	// Reads tells that the reader may open the case; who only runs the marketplace may not.
	Reads bool
}

// heeds are those whose alerts a capacity is shown: its own, and for who leads also
// those of the desk he leads. The quality desk is the officers'.
//
// Source: procedure.md §3 (K_ACK, K_PLATFORM, K_SUP2), §4 (K_SERVE).
func heeds(c party.Capacity) []string {
	switch c {
	case party.Officer:
		return []string{"officer", "quality_desk"}
	case party.Supervisor:
		return []string{"supervisor", "officer", "quality_desk"}
	case party.Mediator, party.Adjudicator, party.Reviewer, party.Admin:
		return []string{string(c)}
	default:
		return nil
	}
}

// Alerts lists what the reader's roles are alerted to in cases that are still open,
// newest first. Errors: ErrUnknown for who is not staff, ErrCursor, a fault.
func (b *Casebook) Alerts(ctx context.Context, who clerk.Who, after string, limit int) (Page[Alert], error) {
	market, legal, err := b.marketAt(ctx, who.Market)
	if err != nil {
		return Page[Alert]{}, err
	}
	var whom []any
	for _, g := range party.Capacities(market, who.Acting(), legal) {
		for _, w := range heeds(g.Capacity) {
			if !slices.Contains(whom, any(w)) {
				whom = append(whom, w)
			}
		}
	}
	if len(whom) == 0 {
		return Page[Alert]{}, ErrUnknown
	}
	roles := rolesOf(market, who.Acting(), legal)
	decider := slices.ContainsFunc(deciding(), func(r string) bool { return slices.Contains(roles, r) })
	q := docket.Select{
		Market: who.Market, Table: streams.Alerts, Limit: limitOf(limit), OrderBy: []string{"-at"},
		Where: []docket.Cond{{Column: "whom", Op: "in", Value: whom}},
	}
	return page(ctx, b.Clerk.Docket, q, after, func(r []any) Alert {
		a := Alert{Case: id.From[id.Case](sixteen(r[0])), Whom: str(r[3]), Why: str(r[4]), Ahead: num(r[5]) == 1, At: instant(r[6]), Number: str(r[8]), Reads: len(roles) > 0}
		if decider { // what the books refused may be a sum that was agreed
			a.Why, _, _ = strings.Cut(a.Why, ":")
		}
		return a
	})
}
