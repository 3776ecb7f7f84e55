package escrow

import (
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// The guarantee fund lives in another home, so that money goes in two commits,
// each half balanced, joined by the request's id:
//
//	order: AskFund ─→ fund: FundPay ─→ order: FundAnswer ─→ fund: FundSettle
//	order: … ToFund ─→ fund: FundReceive ─→ order: Arrived

// AskFund asks the guarantee fund for what is left of a debt (T57). The caller
// has cut the debt to the fund's limit and cover (procedure.md §9). Nothing moves
// until the fund answers. One request per obligation may be open.
//
// Errors: ErrAmount, ErrNotCovered (damages), ErrConfirmed (a request is open),
// ErrPurpose, ErrUnknownLine, ErrOverRefund.
func AskFund(b Books, by By, debt Debt) (Done, error) {
	d := open(b, by)
	debt.FundMinor = 0
	if debt.minor() <= 0 {
		return Done{Books: b}, refuse(ErrAmount, 0, 0)
	}
	if slices.ContainsFunc(debt.Parts, func(p Part) bool { return p.Purpose == Damages }) {
		return Done{Books: b}, ErrNotCovered
	}
	if slices.ContainsFunc(d.o.Fund, func(r FundRequest) bool {
		return r.Case == debt.Case && r.Obligation == debt.Obligation && r.open()
	}) {
		return Done{Books: b}, ErrConfirmed
	}
	if err := d.checkRoom(debt, debt.minor()); err != nil {
		return Done{Books: b}, err
	}
	d.order(FundAsked{Request: FundRequest{
		ID: fmt.Sprintf("%s/f%d", d.o.ID, len(d.o.Fund)+1), Debt: debt, At: d.At,
		Until: d.count(d.Rules.FundAnswer).Count.Due, State: RequestAsked,
	}})
	out := d.done()
	out.Minor = debt.minor()
	return out, nil
}

func (r FundRequest) open() bool { return r.State == RequestAsked || r.State == RequestLate }

// FundAnswer books the fund's answer to a request: minor is what it paid, 0 when
// it declined. What the debt no longer needs (Done.Minor is what it took) goes
// back; tell the fund by FundSettle. Told again, it does nothing.
//
// Errors: ErrUnknownRef, ErrAmount (more than was asked).
func FundAnswer(b Books, by By, request string, minor int64) (Done, error) {
	d := open(b, by)
	r := d.o.request(request)
	switch {
	case r == nil:
		return Done{Books: b}, ErrUnknownRef
	case !r.open():
		return Done{Books: b}, nil
	case minor < 0 || minor > r.minor():
		return Done{Books: b}, refuse(ErrAmount, 0, r.minor())
	case minor == 0:
		d.order(FundAnswered{Request: request, State: RequestDeclined})
		return d.done(), nil
	}
	in := inflow{source: FromFund, debt: r.Debt, transfer: request}
	in.debt.Parts = d.stillOwed(r.Debt)
	back := d.spread(&in, minor, d.transit(request))
	state := RequestPaid
	if back > 0 {
		state = RequestReturned
	}
	d.order(FundAnswered{Request: request, State: state, Minor: minor, ReturnedMinor: back})
	d.instruct(in)
	return in.done(d), nil
}

// stillOwed cuts refunds to what may still be refunded.
func (d *desk) stillOwed(debt Debt) []Part {
	parts, used := slices.Clone(debt.Parts), map[int]int64{}
	for i := range parts {
		if p := &parts[i]; p.Purpose == Refund {
			p.Minor = max(0, min(p.Minor, d.o.room(p.Line, ClaimRef{debt.Case, p.Claim})-used[p.Line]))
			used[p.Line] += p.Minor
		}
	}
	return parts
}

// Arrived books that a transfer to the fund arrived. Told again, it does nothing.
func Arrived(b Books, by By, transfer string) Done {
	d := open(b, by)
	if slices.ContainsFunc(d.o.Open, func(t Transfer) bool { return t.ID == transfer }) {
		d.order(TransferArrived{Transfer: transfer})
	}
	return d.done()
}

// FundDone is the outcome of an act of the fund.
type FundDone struct {
	Entries []record.Entry
	Fund    Fund
	Minor   int64
}

// FundStream is the stream of a marketplace's guarantee fund.
func FundStream(market id.Market) record.Stream {
	return record.Stream{Kind: record.Fund, ID: market.Bytes()}
}

type fundDesk struct {
	By
	f       *Fund
	stream  record.Stream
	entries []record.Entry
}

func openFund(f Fund, s record.Stream, by By) *fundDesk {
	f = f.clone()
	return &fundDesk{By: by, f: &f, stream: s}
}

func (d *fundDesk) book(e FundEvent) {
	d.entries = append(d.entries, record.Entry{
		Stream: d.stream, Event: e, At: d.At, Authority: d.Authority, Rulebook: d.Rulebook, System: d.System,
	})
	d.f.apply(e, d.At)
}

func (d *fundDesk) done(minor int64) FundDone {
	return FundDone{Entries: d.entries, Fund: *d.f, Minor: minor}
}

// Give puts money into the fund; ref is the provider's number, told again it does
// nothing. Errors: ErrAmount.
func (f Fund) Give(s record.Stream, by By, sum money.Amount, ref string) (FundDone, error) {
	d := openFund(f, s, by)
	if sum.Minor <= 0 {
		return FundDone{Fund: f}, ErrAmount
	}
	if slices.Contains(f.Refs, ref) {
		return FundDone{Fund: f}, nil
	}
	var j journal
	j.move(Account{Name: OutsideSponsor, Currency: sum.Currency}, Account{Name: Cash, Currency: sum.Currency}, sum.Minor)
	d.book(FundGiven{Ref: ref, Booking: Booking{j}})
	return d.done(sum.Minor), nil
}

// CashMinor is the money in the fund.
func (f Fund) CashMinor(currency string) int64 {
	return total(f.Balances, func(a Account) bool { return a.Name == Cash && a.Currency == currency })
}

// Pay answers a request with what is asked, as far as the fund's money goes, and
// books the recourse against the debtor. Asked again, it does nothing: the answer
// given stands. FundDone.Minor is 0 when it declines.
func (f Fund) Pay(s record.Stream, by By, order id.Order, currency string, r FundRequest) FundDone {
	d := openFund(f, s, by)
	for _, a := range f.Advances {
		if a.Request == r.ID {
			return d.done(a.PaidMinor)
		}
	}
	minor := min(r.minor(), f.CashMinor(currency))
	switch {
	case slices.Contains(f.Refs, r.ID):
		return d.done(0)
	case minor <= 0:
		d.book(FundDeclined{Request: r.ID, Order: order})
		return d.done(0)
	}
	var j journal
	j.move(Account{Name: Cash, Currency: currency}, Account{Name: Transit, Currency: currency, Transfer: r.ID}, minor)
	j.move(Account{Name: OutsideRecourse, Currency: currency}, recourse(currency, r.Case), minor)
	d.book(FundPaid{
		Request: r.ID, Order: order, Case: r.Case, Obligation: r.Obligation, Currency: currency, Minor: minor,
		Until: by.Rules.Calendar.Count(startAt(by.At), by.Rules.FundAnswer).Due, Booking: Booking{j},
	})
	return d.done(minor)
}

func recourse(currency string, c id.Case) Account {
	return Account{Name: Recourse, Currency: currency, Case: c}
}

// Settle closes a payment of the fund: the order took it, but for what it sent
// back. Told again, it does nothing.
func (f Fund) Settle(s record.Stream, by By, request string, returned int64) FundDone {
	d := openFund(f, s, by)
	if !slices.ContainsFunc(f.Open, func(t Transfer) bool { return t.ID == request }) {
		return d.done(0)
	}
	i := slices.IndexFunc(f.Advances, func(a FundAdvance) bool { return a.Request == request })
	a := f.Advances[i]
	var j journal
	j.move(Account{Name: Transit, Currency: a.Currency, Transfer: request}, Account{Name: Cash, Currency: a.Currency}, returned)
	j.move(recourse(a.Currency, a.Case), Account{Name: OutsideRecourse, Currency: a.Currency}, returned)
	d.book(FundSettled{Request: request, ReturnedMinor: returned, Booking: Booking{j}})
	return d.done(returned)
}

// Receive books what an order sends back of an advance. Told again, it does nothing.
//
// Errors: ErrAmount (more than was advanced and not yet recovered).
func (f Fund) Receive(s record.Stream, by By, order id.Order, currency string, debt Debt, t Transfer) (FundDone, error) {
	d := openFund(f, s, by)
	if slices.Contains(f.Refs, t.ID) {
		return d.done(0), nil
	}
	var owed int64
	for _, a := range f.Advances {
		if a.Case == debt.Case && a.Obligation == debt.Obligation && a.Currency == currency {
			owed += a.PaidMinor - a.BackMinor
		}
	}
	if t.Minor <= 0 || t.Minor > owed {
		return FundDone{Fund: f}, refuse(ErrAmount, 0, owed)
	}
	var j journal
	j.move(Account{Name: Transit, Currency: currency, Transfer: t.ID}, Account{Name: Cash, Currency: currency}, t.Minor)
	j.move(recourse(currency, debt.Case), Account{Name: OutsideRecourse, Currency: currency}, t.Minor)
	d.book(FundRecovered{
		Transfer: t.ID, Order: order, Case: debt.Case, Obligation: debt.Obligation, Minor: t.Minor, Booking: Booking{j},
	})
	return d.done(t.Minor), nil
}

// RecourseMinor is what others still owe the fund for a case.
func (f Fund) RecourseMinor(currency string, c id.Case) int64 {
	return total(f.Balances, func(a Account) bool { return a == recourse(currency, c) })
}
