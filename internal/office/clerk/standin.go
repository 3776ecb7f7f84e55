package clerk

import (
	"context"
	"errors"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

func docketRef(f file, kind string) docket.Ref {
	return docket.Ref{Place: f.place, Stream: caseStream(kind, f.id)}
}

func isNotAllowed(err error) bool {
	var r *party.Refusal
	return errors.As(err, &r) && r.Code == party.NotAllowed
}

// AskStandIn records that somebody asks to act for a party by law, and alerts the desk.
// Who already stands in the case has no need of it.
//
// Errors: *party.Refusal, ErrUnknown, a fault.
func (k *Clerk) AskStandIn(ctx context.Context, who Who, c party.AskStandIn) error {
	_, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return err
	}
	if _, err := k.open(ctx, who.Market, c.Case); err != nil {
		return err
	}
	err = k.onPerson(ctx, who, who.Acting(), legal, func(state party.Person, a party.Act) ([]record.Entry, error) {
		return party.DecideStandIn(state, a, c)
	})
	if err != nil {
		return err
	}
	_, err = k.Hear(ctx, who.Market, c.Case, dispute.Signal{Kind: "stand_in_asked"})
	return err
}

// sideFor is the side of a case that was buyer or seller of its order.
func sideFor(c dispute.Case, as party.Capacity) *dispute.Party {
	for i := range c.Parties {
		if (c.Parties[i].Kind == dispute.Buyer) == (as == party.Buyer) {
			return &c.Parties[i]
		}
	}
	return nil
}

// AnswerStandIn says yes or no to an ask, by who may record a party event in the case
// (P20). A yes records what befell the party, then who acts for it, on the asker's own
// document; told again it does what is left.
//
// Errors: *party.Refusal, *dispute.Refusal, ErrUnknown, a fault.
func (k *Clerk) AnswerStandIn(ctx context.Context, who Who, asker id.Person, no int, granted bool, reason string) error {
	state, err := k.Person(ctx, who.Market, asker)
	if err != nil {
		return err
	}
	if no < 1 || no > len(state.StandIns) || !state.StandIns[no-1].Answered.IsZero() {
		return &party.Refusal{Code: party.UnknownAsk}
	}
	ask := state.StandIns[no-1]
	look, err := k.Look(ctx, who, ask.Case)
	if err != nil {
		return err
	}
	if look.Actor.Side != "" || !slices.ContainsFunc(look.Moves, func(m dispute.Move) bool { return m.Name == "party_event" }) {
		return &party.Refusal{Code: party.NotAllowed, Rule: party.NoRule}
	}
	m, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return err
	}
	if m.SameHuman(who.Acting(), asker) {
		return &party.Refusal{Code: party.NotAllowed, Rule: party.NoRule}
	}
	if granted {
		if err := k.standIn(ctx, who, look.World.Case, asker, ask); err != nil {
			return err
		}
	}
	who.Key = "" // the events of the case have taken it
	return k.onPerson(ctx, who, asker, legal, func(state party.Person, a party.Act) ([]record.Entry, error) {
		a.Authority = "P20"
		return party.DecideStandInAnswer(state, a, no, granted, reason)
	})
}

// standIn records what befell a party and who acts for it now.
func (k *Clerk) standIn(ctx context.Context, who Who, c dispute.Case, asker id.Person, ask party.StandIn) error {
	side := sideFor(c, ask.For)
	if side == nil {
		return ErrUnknown
	}
	who.Key = ""
	tell := func(event string, named bool) error {
		in := dispute.Answers{{Name: "party", Value: string(side.Side)}, {Name: "event", Value: event}, {Name: "proof", Value: ask.Proof}}
		if named {
			in = append(in, dispute.Answer{Name: "person", Value: asker.String()})
		}
		_, err := k.Move(ctx, who, c.ID, dispute.Command{Move: "party_event", In: in})
		return err
	}
	switch {
	case ask.Kind == party.Guardian && side.Incapable:
		return tell("guardian", true)
	case ask.Kind == party.Guardian:
		return tell("incapable", true)
	case !side.Dead:
		if err := tell("substitute", false); err != nil {
			return err
		}
	}
	return tell("succeed", true)
}
