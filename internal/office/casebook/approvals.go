package casebook

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// Approval is a draft that waits for its second pair of eyes, and that its reader
// may be (T34).
type Approval struct {
	Seen  Case // the case as its reader sees it
	Draft dispute.Draft
	Due   time.Time // of K_FOUR; zero when it has passed
}

// mostDrafts is how many waiting drafts are looked at for one reader: each is opened
// as he would open it, so that who was near the case is shown none.
const mostDrafts = 40

// Approvals are the drafts that wait and that the reader may approve, the first due
// first; none for who does not decide. Nobody is seated to approve: whoever is
// unconnected may. Errors: ErrUnknown for who is not staff, a fault.
func (b *Casebook) Approvals(ctx context.Context, who clerk.Who) ([]Approval, error) {
	roles, _, err := b.Roles(ctx, who.Market, who.Acting())
	if err != nil || !slices.Contains(roles, "adjudicator") {
		return nil, err
	}
	waiting, err := b.drafts(ctx, who.Market)
	if err != nil {
		return nil, err
	}
	var out []Approval
	for _, c := range waiting {
		seen, err := b.Case(ctx, who, c)
		if errors.Is(err, ErrUnknown) {
			continue // not his to know
		}
		if err != nil {
			return nil, err
		}
		for _, m := range seen.Moves {
			if m.Name != "approve" {
				continue
			}
			out = append(out, approvals(seen, m)...)
		}
	}
	slices.SortStableFunc(out, func(x, y Approval) int { return x.Due.Compare(y.Due) })
	return out, nil
}

// approvals are the drafts a move offers.
func approvals(seen Case, m dispute.Move) []Approval {
	var out []Approval
	for _, d := range seen.Sight.World.Deliberation.Drafts {
		if d.Track != m.Track || !d.Approved.IsZero() || !d.Returned.IsZero() {
			continue
		}
		a := Approval{Seen: seen, Draft: d}
		for _, x := range seen.Sight.World.Case.Deadlines {
			if x.Object == "draft" && x.ObjectNo == d.No && x.Running() {
				a.Due = x.Due
			}
		}
		out = append(out, a)
	}
	return out
}

// drafts are the cases in which a draft waits: its time runs, or has passed and the
// supervisor was alerted.
func (b *Casebook) drafts(ctx context.Context, m id.Market) ([]id.Case, error) {
	var out []id.Case
	for _, q := range []docket.Select{
		{Market: m, Table: streams.Turns, Limit: mostDrafts, OrderBy: []string{"due"}, Where: []docket.Cond{{Column: "who", Op: "=", Value: "four_eyes"}}},
		{Market: m, Table: streams.Alerts, Limit: mostDrafts, OrderBy: []string{"-at"}, Where: []docket.Cond{{Column: "why", Op: "=", Value: "K_FOUR"}}},
	} {
		rows, err := b.Clerk.Docket.Select(ctx, q)
		if err != nil {
			return nil, fmt.Errorf("casebook: drafts: %w", err)
		}
		for _, r := range rows {
			if c := id.From[id.Case](sixteen(r[0])); !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out[:min(len(out), mostDrafts)], nil
}
