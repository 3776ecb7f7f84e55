package casebook

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// deciding are the roles behind the wall: who holds one of them, or a seat of it,
// never learns what others agreed on.
func deciding() []string { return []string{"adjudicator", "reviewer", "four_eyes"} }

// settled are the claims on an order that were closed by agreement. decider tells
// whether a person with these roles decides, or may come to decide, about the order.
type settled struct {
	claims  map[escrow.ClaimRef]bool
	decider bool
}

// veiled tells whether the money of the order would give agreed sums away.
func (s settled) veiled() bool { return s.decider && len(s.claims) > 0 }

// settledOn reads the cases of an order. Errors: a fault.
func (b *Casebook) settledOn(ctx context.Context, m id.Market, o id.Order, roles []string, reader id.Person) (settled, error) {
	s := settled{claims: map[escrow.ClaimRef]bool{}}
	s.decider = slices.ContainsFunc(deciding(), func(role string) bool { return slices.Contains(roles, role) })
	var after []any
	for {
		rows, err := b.Clerk.Docket.Select(ctx, docket.Select{
			Market: m, Table: streams.Cases, Limit: docket.MaxRows, OrderBy: []string{"case_id"}, After: after, Columns: []string{"case_id"},
			Where: []docket.Cond{{Column: "order_id", Op: "=", Value: bytesOf(o.Bytes())}},
		})
		if err != nil {
			return s, fmt.Errorf("casebook: cases of an order: %w", err)
		}
		for _, r := range rows {
			c, err := b.caseState(ctx, m, id.From[id.Case](sixteen(r[0])))
			if err != nil {
				return s, err
			}
			s.add(c, reader)
			after = []any{r[0]}
		}
		if len(rows) < docket.MaxRows {
			return s, nil
		}
	}
}

func (s *settled) add(c dispute.Case, reader id.Person) {
	for _, role := range deciding() {
		s.decider = s.decider || c.Seat(role) == reader
	}
	for _, k := range c.Claims {
		if agreed(k) {
			s.claims[escrow.ClaimRef{Case: c.ID, Claim: k.No}] = true
		}
	}
}

// agreed tells whether a claim was closed by the parties themselves.
func agreed(k dispute.Claim) bool { return k.DecideBy == "agreement" || k.State == dispute.Agreed }

func (b *Casebook) caseState(ctx context.Context, m id.Market, c id.Case) (dispute.Case, error) {
	stream := record.Stream{Kind: record.Case, ID: c.Bytes()}
	place, err := b.Clerk.Docket.Find(ctx, m, stream)
	if err != nil {
		return dispute.Case{}, fmt.Errorf("casebook: case of an order: %w", err)
	}
	state, _, err := b.Clerk.Docket.Load(ctx, docket.Ref{Place: place, Stream: stream})
	if err != nil && !errors.Is(err, docket.ErrReadOnly) {
		return dispute.Case{}, fmt.Errorf("casebook: case of an order: %w", err)
	}
	return state.(dispute.Case), nil //nolint:forcetypeassert // the fold of case streams
}

// veil leaves of an order's books what a decider may know when other claims on it
// were settled: what was bought and paid, and what is frozen for claims still open.
// What went back, was released or is left would tell the agreed sums.
func (s settled) veil(o escrow.Order, m escrow.Merchant) (escrow.Order, escrow.Merchant) {
	if !s.veiled() {
		return o, m
	}
	o.Stakes = slices.DeleteFunc(slices.Clone(o.Stakes), func(k escrow.Stake) bool { return s.claims[k.ClaimRef] })
	o.Balances = slices.DeleteFunc(slices.Clone(o.Balances), func(x escrow.Balance) bool {
		return x.Name != escrow.OutsidePurchase && (x.Name != escrow.Frozen || s.claims[escrow.ClaimRef{Case: x.Case, Claim: x.Claim}])
	})
	o.Own, o.PayOuts, o.Fund, o.Advances, o.Open, o.Transfers = nil, nil, nil, nil, nil, 0
	return o, escrow.Merchant{ID: m.ID}
}

// picture draws veiled books; where the money stands as a whole is not said.
func (s settled) picture(b escrow.Books) escrow.Picture {
	p := b.Picture()
	if !s.veiled() {
		return p
	}
	p.Where = ""
	for i := range p.Lines {
		p.Lines[i].RoomMinor = 0
	}
	return p
}

// withoutTerms hides from a decider what was agreed on other claims: the sums of
// such claims and of their duties read “closed by agreement”.
func withoutTerms(c dispute.Case) dispute.Case {
	c = c.Clone()
	closed := map[int]bool{}
	for i := range c.Claims {
		if k := &c.Claims[i]; agreed(*k) {
			closed[k.No] = true
			k.Granted, k.Settled, k.Paid, k.Return = 0, 0, 0, false
		}
	}
	c.Duties = slices.DeleteFunc(c.Duties, func(d dispute.Duty) bool { return closed[d.Claim] || d.Basis == settlement })
	return c
}

// settlement is the basis of duties that an agreement made.
const settlement = "settlement"

// secrets are the claims and duties of a case whose sums a decider may not read, now
// or before a settlement was annulled.
type secrets struct {
	agreed, settled, duties map[int]bool
	judged                  map[int]bool // of the duties: those about which the sides may quarrel again, and somebody decides
}

func secretsOf(c dispute.Case) secrets {
	s := secrets{agreed: map[int]bool{}, settled: map[int]bool{}, duties: map[int]bool{}, judged: map[int]bool{}}
	for _, k := range c.Claims {
		s.agreed[k.No] = agreed(k)
	}
	for _, x := range c.Settled {
		for _, no := range x.Claims {
			s.settled[no] = true
		}
	}
	for _, d := range c.Duties {
		s.duties[d.No] = d.Basis == settlement || s.agreed[d.Claim]
		s.judged[d.No] = d.Kind == "RETURN" || d.Kind == "ACT"
	}
	return s
}

// hides tells whether an event would give an agreed sum away: what was granted, owed,
// paid, or set free because it was no longer needed.
func (s secrets) hides(e record.Event) bool {
	switch e := e.(type) {
	case dispute.ClaimMoved:
		return e.By == "agreement"
	case dispute.DutySet:
		return e.Duty.Basis == settlement || s.duties[e.Duty.No]
	case dispute.DutyMoved:
		return s.duties[e.No]
	case dispute.DutyPaid:
		return s.duties[e.No]
	case dispute.DutyCancelled:
		return s.duties[e.No]
	case dispute.Frozen:
		return s.agreed[e.Claim]
	case dispute.Thawed:
		return s.settled[e.Claim]
	case dispute.Act:
		return s.duties[e.Duty] && !s.judged[e.Duty] // whoever decides a contested return, or sets a value, reads what both say of it
	default:
		return false
	}
}

// hidden tells whether an event is not for an audience: who serves what on the other
// side is staff's business, and a decider sees no sums of settled claims.
func hidden(a Audience, s docket.Stored) bool {
	switch e := s.Event.(type) {
	case dispute.Alerted:
		return !a.Staff && !toldTo(a.Side, e.Whom)
	case dispute.NoticeHanded, dispute.NoticeReceipted, dispute.Reminded:
		return !a.Staff
	default:
		return a.Decider && a.secret.hides(s.Event)
	}
}

// toldTo tells whether an alert is for a party. What is for the creditor is no secret
// between the two: it names a route, no sum.
func toldTo(side dispute.Side, whom string) bool {
	switch whom {
	case "parties", "creditor":
		return true
	case "claimant":
		return side == dispute.Claimant
	case "respondent":
		return side == dispute.Respondent
	default:
		return false
	}
}
