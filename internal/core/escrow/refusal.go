package escrow

import (
	"fmt"
	"strings"
)

// Refusal says why an act on money is not possible. Code is stable; Minor is how
// much would be possible instead, where that makes sense.
type Refusal struct {
	Code  string
	Line  int
	Minor int64
}

// Error implements error. It names codes and numbers only.
func (r *Refusal) Error() string {
	return fmt.Sprintf("escrow: %s (line %d, %d possible)", r.Code, r.Line, r.Minor)
}

// Is compares codes, so that errors.Is(err, ErrOverRefund) holds for any line.
func (r *Refusal) Is(target error) bool {
	other, ok := target.(*Refusal)
	return ok && other.Code == r.Code
}

// The refusals. Compare with errors.Is.
var (
	ErrOverRefund    = &Refusal{Code: "over_refund"}    // more than was paid for the line would go back
	ErrNotEnough     = &Refusal{Code: "not_enough"}     // the account has less
	ErrAmount        = &Refusal{Code: "amount"}         // zero, negative or too large
	ErrUnknownLine   = &Refusal{Code: "unknown_line"}   //
	ErrUnknownParcel = &Refusal{Code: "unknown_parcel"} //
	ErrOverlap       = &Refusal{Code: "overlap"}        // a claim asks for a line whole and by parcel
	ErrUnknownRef    = &Refusal{Code: "unknown_ref"}    // no pay-out, request or transfer of that id
	ErrConfirmed     = &Refusal{Code: "confirmed"}      // receipt was confirmed already
	ErrCurrency      = &Refusal{Code: "currency"}       // not the order's currency
	ErrBarred        = &Refusal{Code: "deposit_barred"} // K_BAR runs: the deposit will be shared
	ErrStopped       = &Refusal{Code: "debits_stopped"} // insolvency: nothing is debited
	ErrNotCovered    = &Refusal{Code: "not_covered"}    // the fund does not pay damages
	ErrPurpose       = &Refusal{Code: "purpose"}        // a refund without a line, or money to a merchant from escrow
	ErrContradicts   = &Refusal{Code: "contradicts"}    // another outcome of the payment was told before
)

func refuse(kind *Refusal, line int, possible int64) error {
	return &Refusal{Code: kind.Code, Line: line, Minor: possible}
}

// FieldError is what is wrong with one field of a purchase.
type FieldError struct {
	Field string // "lines/2/qty", numbered as in the purchase's lists, from 0
	Code  string // "required", "range", "contradicts", "sum", "future", "duplicate", "unknown"
}

// ImportError lists everything wrong with a purchase; nothing of it was booked.
type ImportError struct{ Fields []FieldError }

// Error implements error: fields and codes, never values.
func (e *ImportError) Error() string {
	all := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		all[i] = f.Field + " " + f.Code
	}
	return "escrow: purchase: " + strings.Join(all, ", ")
}
