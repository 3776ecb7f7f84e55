package escrow

import "github.com/tianping-odr/tianping/internal/core/id"

// held, frozen … are the balances of a line; parcel 0 means all its parcels.

func (o *Order) held(line, parcel int) int64 {
	return total(o.Balances, isHeld(line, parcel))
}

func (o *Order) frozen(f Stake) int64 { return total(o.Balances, isFrozen(f)) }

func isHeld(line, parcel int) func(Account) bool {
	return func(a Account) bool {
		return a.Name == HeldAccount && a.Line == line && (parcel == 0 || a.Parcel == parcel)
	}
}

// isFrozen matches the accounts of a stake; line 0 means all lines of the claim.
func isFrozen(f Stake) func(Account) bool {
	return func(a Account) bool {
		return a.Name == Frozen && a.Case == f.Case && a.Claim == f.Claim &&
			(f.Line == 0 || a.Line == f.Line) && (f.Parcel == 0 || a.Parcel == f.Parcel)
	}
}

func (o *Order) account(name AccountName, line, parcel int) Account {
	return Account{Name: name, Currency: o.Currency, Line: line, Parcel: parcel}
}

func (o *Order) claimAccount(name AccountName, line, parcel int, c id.Case, claim int) Account {
	return Account{Name: name, Currency: o.Currency, Line: line, Parcel: parcel, Case: c, Claim: claim}
}

// paidIn is what the buyer paid for a line: for an order in nobody's custody the
// line's share is taken at his word.
func (o *Order) paidIn(line int) int64 {
	if o.Custody == None {
		return o.line(line).ShareMinor
	}
	return -total(o.Balances, func(a Account) bool { return a.Name == OutsidePurchase && a.Line == line })
}

// promised is what was refunded for a line or is on its way back.
func (o *Order) promised(line int) int64 {
	sum := total(o.Balances, func(a Account) bool { return a.Name == OutsideRefund && a.Line == line })
	for _, p := range o.PayOuts {
		if p.Line == line && p.Purpose == Refund && p.State != PayOutConfirmed {
			sum += p.Minor
		}
	}
	return sum
}

// stakes is what is secured on a line, by escrow or by deposit, for the claims
// that match.
func (o *Order) stakes(line int, match func(ClaimRef) bool) int64 {
	sum := total(o.Balances, func(a Account) bool {
		return a.Name == Frozen && a.Line == line && match(ClaimRef{a.Case, a.Claim})
	})
	for _, f := range o.Stakes {
		if f.Line == line && match(f.ClaimRef) {
			sum += f.DepositMinor
		}
	}
	return sum
}

// Room is what may still be refunded for a line to a claim without touching what
// is secured for others: paid − refunded − secured for others, at least zero.
func (o Order) Room(line int, ref ClaimRef) int64 { return o.room(line, ref) }

func (o *Order) room(line int, ref ClaimRef) int64 {
	others := o.stakes(line, func(r ClaimRef) bool { return r != ref })
	return max(0, o.paidIn(line)-o.promised(line)-others)
}

// Worth is the part of a line's share that falls on qty units after the first
// before units were counted; parcel 0 counts the whole line. Shares go by units
// cumulatively, so that all units together are worth the share to the fen.
//
// Errors: ErrUnknownLine, ErrUnknownParcel, ErrAmount (more units than there are).
// Source: procedure.md §5 (units cumulatively).
func (o Order) Worth(line, parcel int, before, qty int64) (int64, error) {
	l := o.line(line)
	if l == nil {
		return 0, refuse(ErrUnknownLine, line, 0)
	}
	share, of := l.ShareMinor, l.Qty
	if parcel != 0 {
		i := o.item(parcel, line)
		if i == nil {
			return 0, refuse(ErrUnknownParcel, line, 0)
		}
		share, of = i.ShareMinor, i.Qty
	}
	return units(share, line, before, qty, of)
}
