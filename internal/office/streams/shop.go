package streams

import (
	"math"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
)

// Unserved stands for the instant of a case that nobody has told the merchant of yet:
// no time runs against him, and he may answer at once. It comes before what waits for
// others.
const Unserved = math.MaxInt64 - 1

// turn is what a case asks of the merchant that is a party of it.
type turn struct {
	due    int64  // when he has to have acted; the last instant there is when it waits for others
	clock  string // which deadline that is
	risk   int64  // what he may still have to pay, fen
	charge id.Person
}

// shopTurn reads it from the case alone: an offer that waits for his answer is of the
// talks, and casebook adds it.
func shopTurn(b *dispute.Book, k dispute.Case) turn {
	t := turn{due: math.MaxInt64}
	i := slices.IndexFunc(k.Parties, func(p dispute.Party) bool { return p.Kind == dispute.Merchant })
	if i < 0 {
		return t
	}
	side := k.Parties[i].Side
	t.risk, t.charge = dispute.AtStake(k, side), dispute.InCharge(k, side)
	switch next, ok := dispute.TurnOf(dispute.Turns(b, k), dispute.OwnerOf(side)); {
	case ok && next.Due.IsZero():
		t.due = Unserved
	case ok:
		t.due, t.clock = micro(next.Due), next.Clock
	}
	return t
}

// carriers are those who bring the parcels of an order: "JD SF".
func carriers(o escrow.Order) string {
	var out []string
	for _, p := range o.Parcels {
		if p.Carrier != "" && !slices.Contains(out, p.Carrier) {
			out = append(out, p.Carrier)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
