package clerk

import (
	"context"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// serves tells whether somebody has authority over service in a case: an officer or
// a supervisor, never who mediates, decides or is a party.
//
// Source: procedure.md §1 “Separation of acts”, §4 “All channels fail”.
func serves(a dispute.Actor) bool {
	return a.Side == "" && (slices.Contains(a.Roles, string(party.Officer)) || slices.Contains(a.Roles, string(party.Supervisor)))
}

// FoundChannel records that staff found another way to serve a notice on which every
// channel had failed: the channels have another turn.
//
// Errors: ErrUnknown, *dispute.Refusal (wrong_capacity; nothing_there: no channel has
// failed on it, or it is served), docket.ErrBusy, docket.ErrKeyReused, a fault.
func (k *Clerk) FoundChannel(ctx context.Context, who Who, c id.Case, notice int) (Result, error) {
	return k.run(ctx, who, c, func(f file, w dispute.World, a dispute.Actor) ([]record.Entry, *dispute.Refusal) {
		passed, now := dispute.Elapse(f.book, w)
		n := now.Case.Notice(notice)
		switch {
		case !serves(a):
			return passed, &dispute.Refusal{Code: "wrong_capacity"}
		case n == nil || !n.Dead || !n.Served.IsZero():
			return passed, &dispute.Refusal{Code: "nothing_there"}
		}
		out, _ := dispute.Hear(f.book, w, dispute.Signal{Kind: "contact_found", Notice: notice})
		return out, nil
	})
}

// Reader is who may open a notice by a link, and how the notice stands. It is the
// first of those at whose contacts the party is served; not the holder of an account
// that may be in other hands.
//
// Errors: ErrUnknown, *dispute.Refusal (wrong_capacity; nothing_there: no such notice,
// not sent yet, or read already; locked: nobody but who holds the locked account), a
// fault.
func (k *Clerk) Reader(ctx context.Context, who Who, c id.Case, notice int) (dispute.Case, dispute.Notice, id.Person, error) {
	look, err := k.Look(ctx, who, c)
	if err != nil {
		return dispute.Case{}, dispute.Notice{}, id.Person{}, err
	}
	kase := look.World.Case
	n := kase.Notice(notice)
	switch {
	case !serves(look.Actor):
		return kase, dispute.Notice{}, id.Person{}, &dispute.Refusal{Code: "wrong_capacity"}
	case n == nil || !n.Left || n.How == "read":
		return kase, dispute.Notice{}, id.Person{}, &dispute.Refusal{Code: "nothing_there"}
	}
	market, err := k.Market(ctx, who.Market)
	if err != nil {
		return kase, *n, id.Person{}, err
	}
	to := *kase.Party(n.To)
	for _, reader := range Addressees(market, to, look.Legal) {
		if !to.Locked || reader != to.Person {
			return kase, *n, reader, nil
		}
	}
	return kase, *n, id.Person{}, &dispute.Refusal{Code: "locked"}
}
