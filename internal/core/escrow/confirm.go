package escrow

import "time"

// Who confirms receipt.
const (
	ByBuyer = "buyer"
	ByTimer = "timer" // K_CONFIRM
	ByShop  = "shop"  // the buyer did so in the shop
)

// ConfirmReceipt ends the escrow of a parcel because the buyer has it (order
// move confirm_receipt, M176): what is held of its items is released to the
// merchant's unsettled payouts. What is frozen stays frozen.
//
// Errors: ErrUnknownParcel; ErrConfirmed when every item was confirmed before.
func ConfirmReceipt(b Books, by By, parcel int) (Done, error) {
	d := open(b, by)
	p := d.o.parcel(parcel)
	if p == nil {
		return Done{Books: b}, refuse(ErrUnknownParcel, 0, 0)
	}
	var lines []int
	for _, i := range p.Items {
		if i.ConfirmedAt.IsZero() {
			lines = append(lines, i.Line)
		}
	}
	if len(lines) == 0 {
		return Done{Books: b}, ErrConfirmed
	}
	moved := d.confirm(parcel, lines, ByBuyer, d.At, false)
	out := d.done()
	out.Minor = moved
	return out, nil
}

// confirm releases what is held of items. Settled means that the merchant had
// the money before the order came to us.
func (d *desk) confirm(parcel int, lines []int, who string, at time.Time, settled bool) int64 {
	e := ReceiptConfirmed{Parcel: parcel, Lines: lines, By: who, At: at}
	transfer := d.nextTransfer(0)
	var moved int64
	for _, line := range lines {
		to := d.o.account(OutsideSettled, line, 0)
		if !settled {
			to = d.transit(transfer)
			to.Line = line
		}
		held := d.o.held(line, parcel)
		(*journal)(&e.Postings).move(d.o.account(HeldAccount, line, parcel), to, held)
		moved += held
	}
	if moved > 0 && !settled {
		e.Transfer = transfer
	}
	d.order(e)
	if e.Transfer != "" {
		d.payoutDue(transfer, moved)
	}
	return moved
}

// payoutDue is the merchant's half of a release. K_PAYOUT starts.
func (d *desk) payoutDue(transfer string, minor int64) {
	var j journal
	j.move(d.transit(transfer), Account{Name: Payouts, Currency: d.o.Currency}, minor)
	d.merchant(PayoutDue{
		Transfer: transfer, Order: d.o.ID, Currency: d.o.Currency, Minor: minor,
		Send: d.count(d.Rules.Payout), Booking: Booking{j},
	})
}

// Release sends frozen money of a claim to the merchant's unsettled payouts,
// because a result in his favour is final. The stake shrinks by it.
//
// Errors: ErrAmount, ErrNotEnough with what is frozen.
func Release(b Books, by By, ref ClaimRef, line int, minor int64) (Done, error) {
	d := open(b, by)
	frozen := d.o.frozen(Stake{ClaimRef: ref, Line: line})
	switch {
	case minor <= 0 || line == 0:
		return Done{Books: b}, refuse(ErrAmount, line, frozen)
	case minor > frozen:
		return Done{Books: b}, refuse(ErrNotEnough, line, frozen)
	}
	transfer := d.nextTransfer(0)
	e := Released{ClaimRef: ref, Line: line, Minor: minor, Transfer: transfer}
	in := inflow{}
	in.journal.drain(d.o.Balances, isFrozen(Stake{ClaimRef: ref, Line: line}), func(a Account) Account {
		to := d.transit(transfer)
		to.Line = a.Line
		return to
	}, minor)
	e.Postings = in.journal
	d.lessen(in, &e.Change)
	d.order(e)
	d.payoutDue(transfer, minor)
	out := d.done()
	out.Minor = minor
	return out, nil
}
