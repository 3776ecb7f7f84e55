package dispute_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// The awkward cases of procedure.md §8, one test each under its number: given,
// when, then. The T numbers beside them are the rows that decide.

// timers are the escrow timers and the seven-day windows of a parcel.
func (p *play) timers(parcel int) []escrow.Timer {
	var out []escrow.Timer
	for _, x := range p.World.Order.Parcels {
		for _, i := range x.Items {
			if x.No == parcel {
				out = append(out, i.Confirm, i.Return)
			}
		}
	}
	return out
}

// payload is what is stored of an event, texts left out.
func payload(t *testing.T, e record.Entry) string {
	t.Helper()
	text, err := json.Marshal(e.Event)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// same compares what two instants showed, byte for byte.
func (p *play) same(what string, before, after any) {
	p.t.Helper()
	a, err := json.Marshal(before)
	if err != nil {
		p.t.Fatal(err)
	}
	b, err := json.Marshal(after)
	if err != nil {
		p.t.Fatal(err)
	}
	if string(a) != string(b) {
		p.t.Errorf("%s changed:\n%s\n%s", what, a, b)
	}
}

// told counts the notices of a kind to a side.
func (p *play) told(kind string, to dispute.Side, want int) {
	p.t.Helper()
	n := 0
	for _, x := range p.World.Case.Notices {
		if x.Kind == kind && x.To == to {
			n++
		}
	}
	if n != want {
		p.t.Errorf("%d notices %s to %s, want %d", n, kind, to, want)
	}
}

// bond is what is free of the merchant's deposit.
func (p *play) bond() int64 {
	var n int64
	for _, b := range p.World.Merchant.Balances {
		if b.Name == escrow.DepositFree {
			n += b.Minor
		}
	}
	return n
}

// breach checks whether any obligation was broken.
func (p *play) breach(want bool) {
	p.t.Helper()
	if got := slices.ContainsFunc(p.World.Case.Duties, func(d dispute.Duty) bool { return d.Breach }); got != want {
		p.t.Errorf("breach %v, want %v: %+v", got, want, p.World.Case.Duties)
	}
}
