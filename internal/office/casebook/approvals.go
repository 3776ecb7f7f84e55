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
	Seen  Case // the case as its reader sees it, without its timeline
	Draft dispute.Draft
	Due   time.Time // of K_FOUR; zero when it has passed
}

// mostDrafts is how many waiting drafts are looked at for one reader: of each case that
// he does not decide himself the rules are asked whether he may approve, so that who was near the
// case is shown none. Its timeline and texts are read of no case, its goods of those
// alone that are shown.
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
	if waiting, err = b.notOwn(ctx, who, waiting); err != nil {
		return nil, err
	}
	var out []Approval
	for _, c := range waiting {
		seen, _, err := b.view(ctx, who, c)
		if errors.Is(err, ErrUnknown) {
			continue // not his to know
		}
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(seen.Moves, func(m dispute.Move) bool { return m.Name == "approve" }) {
			continue
		}
		if seen.OrderNumber, seen.Titles, err = b.Bought(ctx, who.Market, seen.Sight.World.Order.ID); err != nil {
			return nil, err
		}
		for _, m := range seen.Moves {
			if m.Name == "approve" {
				out = append(out, approvals(seen, m)...)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Approval) int { return x.Due.Compare(y.Due) })
	return out, nil
}

// notOwn leaves the cases that somebody else decides: nobody is his own second pair
// of eyes.
func (b *Casebook) notOwn(ctx context.Context, who clerk.Who, all []id.Case) ([]id.Case, error) {
	if len(all) == 0 {
		return nil, nil
	}
	rows, err := b.Clerk.Docket.Select(ctx, docket.Select{
		Market: who.Market, Table: streams.Cases, Limit: docket.MaxRows, Columns: []string{"case_id", "adjudicator"},
		Where: []docket.Cond{{Column: "case_id", Op: "in", Value: idsOf(all)}},
	})
	if err != nil {
		return nil, fmt.Errorf("casebook: drafts: %w", err)
	}
	own := map[id.Case]bool{}
	for _, r := range rows {
		own[id.From[id.Case](sixteen(r[0]))] = id.From[id.Person](sixteen(r[13])) == who.Acting()
	}
	return slices.DeleteFunc(all, func(c id.Case) bool { return own[c] }), nil
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
		{Market: m, Table: streams.Turns, Limit: mostDrafts, OrderBy: []string{"due"}, Where: []docket.Cond{{Column: "who", Op: "=", Value: "four_eyes"}}, Columns: []string{"case_id"}},
		{Market: m, Table: streams.Alerts, Limit: mostDrafts, OrderBy: []string{"-at"}, Where: []docket.Cond{{Column: "why", Op: "=", Value: "K_FOUR"}}, Columns: []string{"case_id"}},
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
