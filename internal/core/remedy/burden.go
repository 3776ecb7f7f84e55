package remedy

import "slices"

// Bearer is who has to bring proof, or what decides instead.
type Bearer string

// The bearers (domain.md §2.1).
const (
	OnBuyer    Bearer = "B"
	OnMerchant Bearer = "M"
	ByData     Bearer = "S" // platform or carrier data decide, nobody is asked
	OnProvider Bearer = "P" // the payment provider
	ByFault    Bearer = "F" // follows the fault found for the claim it hangs on
	ByLaw      Bearer = "L" // a point of law: nobody proves it
)

// Circumstance is what may shift a burden inside one reason.
type Circumstance string

// The circumstances.
const (
	Visible          Circumstance = "visible"           // the eye can see it (B1)
	ReceiptConfirmed Circumstance = "receipt_confirmed" // the buyer confirmed receipt before complaining (B4)
)

// Burden is the order in which proof is owed: B→M→B is {OnBuyer, OnMerchant, OnBuyer}:
// the buyer shows first evidence, then the merchant must explain or prove, then
// the buyer must bring an inspection.
type Burden struct {
	Order []Bearer
	When  []Shift // the first whose circumstance holds replaces Order
	Note  Words   // may be empty
}

// Shift is an order of proof under a circumstance.
type Shift struct {
	If    Circumstance
	Order []Bearer
}

// For is the order of proof under what is known of the claim.
func (b Burden) For(known ...Circumstance) []Bearer {
	for _, s := range b.When {
		if slices.Contains(known, s.If) {
			return s.Order
		}
	}
	return b.Order
}

// First is who must prove first. A claim whose First is OnMerchant is granted as
// far as possible when he files nothing (T37); one whose First is OnBuyer may be
// dismissed on the buyer's silence, unless data show its facts (procedure.md §1,
// invariant 5).
func (b Burden) First(known ...Circumstance) Bearer {
	order := b.For(known...)
	if len(order) == 0 {
		return ""
	}
	return order[0]
}
