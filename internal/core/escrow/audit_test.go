package escrow_test

import (
	"encoding/json"
	"slices"

	. "github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// accounts is which stream each account belongs to, written by hand from design §6.
var accounts = map[string][]AccountName{
	record.Order: {
		OutsidePurchase, OutsideRefund, OutsideDamages, OutsideOwn, OutsideToSeller, OutsideSettled,
		HeldAccount, Frozen, Payable, Transit,
	},
	record.Merchant: {Payouts, Paying, DepositFree, DepositFrozen, OutsidePayout, OutsideBond, Transit},
	"other order":   {Transit, OutsidePurchase},
	record.Fund:     {Cash, Recourse, OutsideSponsor, OutsideRecourse, Transit},
}

// audit proves, from the entries alone: what is stored folds to the same states;
// every journal sums to zero; only the outside world is below zero; every
// transfer is closed or listed as open; no line gives back more than was paid
// for it; no fen is missing on any line; no fen is held without an exit.
func (s *shop) audit() {
	s.t.Helper()
	s.auditReplay()
	s.auditJournal()
	s.auditLines()
	s.auditTenders()
	s.auditExits()
}

func (s *shop) auditReplay() {
	s.t.Helper()
	var o Order
	m, f := Merchant{ID: s.b.Merchant.ID}, Fund{}
	for _, e := range s.all {
		one := []record.Recorded{{Event: stored(s.t, e.Event), Meta: record.Meta{At: e.At}}}
		switch e.Stream.Kind {
		case record.Order:
			o = EvolveOrder(o, one)
		case record.Merchant:
			m = EvolveMerchant(m, one)
		case record.Fund:
			f = EvolveFund(f, one)
		}
	}
	s.same("order", o, s.b.Order)
	s.same("merchant", m, s.b.Merchant)
	s.same("fund", f, s.f)
}

func (s *shop) same(what string, replayed, now any) {
	s.t.Helper()
	a, err := json.Marshal(replayed)
	if err != nil {
		s.t.Fatalf("%v", err)
	}
	if b, _ := json.Marshal(now); string(a) != string(b) {
		s.t.Fatalf("%s replays to\n%s\nnot\n%s", what, a, b)
	}
}

func (s *shop) auditJournal() {
	s.t.Helper()
	type place struct {
		stream record.Stream
		Account
	}
	balance, transit := map[place]int64{}, map[string]int64{}
	for _, e := range s.all {
		booked, ok := e.Event.(Booked)
		if !ok {
			continue
		}
		var sum int64
		for _, p := range booked.Journal() {
			if !slices.Contains(accounts[e.Stream.Kind], p.Name) {
				s.t.Fatalf("%s books %s on a stream of kind %s", e.Event.Kind(), p.Name, e.Stream.Kind)
			}
			sum += p.Minor
			if p.Name == Transit {
				transit[p.Transfer] += p.Minor
				continue
			}
			at := place{e.Stream, p.Account}
			balance[at] += p.Minor
			if balance[at] < 0 && !p.Name.Outside() {
				s.t.Fatalf("%s leaves %v at %d", e.Event.Kind(), p.Account, balance[at])
			}
		}
		if sum != 0 {
			s.t.Fatalf("%s sums to %d", e.Event.Kind(), sum)
		}
	}
	for transfer, left := range transit {
		open := slices.ContainsFunc(append(s.b.Order.Open, s.f.Open...), func(t Transfer) bool { return t.ID == transfer })
		if left != 0 && !open {
			s.t.Fatalf("transfer %s has %d and is not listed", transfer, left)
		}
		if left < 0 {
			s.t.Fatalf("transfer %s is below zero: %d", transfer, left)
		}
	}
}

// auditTenders: nothing goes back to a payment beyond what it brought; and what
// is packed and paid lies with its parcels.
func (s *shop) auditTenders() {
	s.t.Helper()
	o := s.b.Order
	for _, paid := range o.Payments {
		left := paid.Minor
		for _, p := range o.PayOuts {
			for _, t := range p.Tenders {
				if t.Payment == paid.ID {
					left -= t.Minor
				}
			}
		}
		if left < 0 {
			s.t.Fatalf("payment %s brought %d, %d too much went back to it", paid.ID, paid.Minor, -left)
		}
	}
	for _, l := range o.Lines {
		units := l.Qty
		for _, p := range o.Parcels {
			for _, i := range p.Items {
				if i.Line == l.No && i.Packed {
					units -= i.Qty
				}
			}
		}
		for _, b := range o.Balances {
			loose := (b.Name == HeldAccount || b.Name == Frozen) && b.Line == l.No && b.Parcel == 0
			if units == 0 && loose && b.Minor != 0 {
				s.t.Fatalf("line %d is packed, and %d lies with no parcel", l.No, b.Minor)
			}
		}
	}
}

func (s *shop) auditLines() {
	s.t.Helper()
	p := s.b.Picture()
	for _, l := range append(p.Lines, LinePicture{Sums: p.Sums}) {
		in := l.PaidMinor + l.OthersMinor
		where := l.HeldMinor + l.FrozenMinor + l.PayableMinor + l.RefundedMinor + l.ExtraMinor +
			l.ReleasedMinor + l.SellerMinor + l.FundMinor
		if in != where {
			s.t.Fatalf("line %d: %d came, %d is there: %+v", l.Line, in, where, l)
		}
	}
	for _, l := range s.b.Order.Lines {
		if s.b.Order.Custody == None {
			continue
		}
		at := s.line(l.No)
		if at.PaidMinor > l.ShareMinor {
			s.t.Fatalf("line %d: paid %d of %d", l.No, at.PaidMinor, l.ShareMinor)
		}
		if at.RefundedMinor > at.PaidMinor {
			s.t.Fatalf("line %d: refunded %d of %d paid", l.No, at.RefundedMinor, at.PaidMinor)
		}
		var coming int64
		for _, q := range s.b.Order.PayOuts {
			if q.Line == l.No && q.Purpose == Refund && q.State != PayOutConfirmed {
				coming += q.Minor
			}
		}
		if secured := at.FrozenMinor + at.DepositMinor; at.RefundedMinor+coming+secured > at.PaidMinor {
			s.t.Fatalf("line %d: refunded %d, coming %d, secured %d of %d paid", l.No, at.RefundedMinor, coming, secured, at.PaidMinor)
		}
	}
}

// auditExits: money held of goods that were signed for has a timer, unless a
// stake stops it; money confirmed goes at once.
func (s *shop) auditExits() {
	s.t.Helper()
	o := s.b.Order
	for _, p := range o.Parcels {
		for _, i := range p.Items {
			stopped := slices.ContainsFunc(o.Stakes, func(f Stake) bool {
				return f.WantMinor > 0 && f.Line == i.Line && (f.Parcel == 0 || f.Parcel == p.No)
			})
			var held int64
			for _, b := range o.Balances {
				if b.Name == HeldAccount && b.Line == i.Line && b.Parcel == p.No {
					held += b.Minor
				}
			}
			arrived := !p.SignedAt.IsZero() || !i.ConfirmedAt.IsZero()
			if held > 0 && arrived && !stopped && o.NextDue().IsZero() {
				s.t.Fatalf("parcel %d line %d: %d held without an exit", p.No, i.Line, held)
			}
			if _, runs := i.Confirm.Due(); runs && stopped {
				s.t.Fatalf("parcel %d line %d: timer runs although a claim froze it", p.No, i.Line)
			}
			if i.Confirm.Rest != nil && !stopped {
				s.t.Fatalf("parcel %d line %d: timer stands still for nobody", p.No, i.Line)
			}
		}
	}
}
