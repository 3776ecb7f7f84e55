package escrow

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// By says when and by which rule an act is done, and by which settings.
type By struct {
	At        time.Time // legal time
	Authority string    // "T41", "K_CONFIRM"
	Rulebook  [32]byte  // zero outside cases
	System    bool
	Rules     Rules
}

// Rules are the settings of an order's clocks (procedure.md §3, last rows).
type Rules struct {
	Calendar       workday.Calendar
	Dispatch       workday.Rule    // K_DISPATCH, where nothing was promised
	Confirm        workday.Rule    // K_CONFIRM, from the parcel's signature
	ConfirmDigital workday.Rule    // K_CONFIRM of digital goods, from delivery
	Payout         workday.Rule    // K_PAYOUT, from release
	Bar            workday.Rule    // K_BAR, from the recorded risk
	FundAnswer     workday.Rule    // how long a transfer to or from the fund may stay open
	ThawLeast      workday.Span    // the least left after a thaw, once both were told
	Untold         workday.Span    // the least left while they are not: K_UNSERVED and ThawLeast
	PayAgain       [4]workday.Rule // K_AGAIN, from a refusal of a pay-out: after the first, the second, the third, each later one
	PayTries       int             // how often a pay-out is instructed by itself
	ReturnRoll     bool            // the no-reason window ends on a working day (CivC 203)
}

// Standard are the rules of tianping-std (procedure.md §3).
func Standard(calendar workday.Calendar) Rules {
	hours := func(n int) workday.Rule {
		return workday.Rule{Span: workday.Span{N: n, Unit: workday.Hours}}
	}
	days := func(n int) workday.Rule {
		return workday.Rule{Span: workday.Span{N: n, Unit: workday.NaturalDays}}
	}
	return Rules{
		Calendar:       calendar,
		Dispatch:       hours(48),
		Confirm:        days(10),
		ConfirmDigital: days(3),
		Payout:         hours(24),
		Bar:            workday.Rule{Span: workday.Span{N: 15, Unit: workday.WorkingDays}},
		FundAnswer:     hours(24),
		ThawLeast:      workday.Span{N: 72, Unit: workday.Hours},
		Untold:         workday.Span{N: 18, Unit: workday.NaturalDays},
		PayAgain:       [4]workday.Rule{hours(1), hours(6), hours(24), hours(24)},
		PayTries:       30,
		ReturnRoll:     true,
	}
}

// Books are what an act on the money of an order may touch: the order and its
// merchant live in one home and change in one commit.
type Books struct {
	Order    Order
	Merchant Merchant
}

// Done is the outcome of an act: what to append and the books as they then are.
// An act that had nothing to do has no entries and is no error.
//
//	d, err := escrow.PayClaim(books, by, debt)
//	d, err = d.Then(func(b escrow.Books) (escrow.Done, error) { return escrow.Thaw(b, by, end) })
//	appends = append(appends, d.Entries...)
type Done struct {
	Entries []record.Entry
	Books   Books
	Minor   int64  // how much moved
	Paid    []Part // what of a debt was covered, part by part
}

// Then does the next act on the books as they now are, and adds its entries. On
// an error the Done before it is returned unchanged. Minor and Paid are those of
// the last act.
func (d Done) Then(next func(Books) (Done, error)) (Done, error) {
	n, err := next(d.Books)
	if err != nil {
		return d, err
	}
	n.Entries = append(d.Entries[:len(d.Entries):len(d.Entries)], n.Entries...)
	return n, nil
}

// desk is an act being done: it owns a copy of the books.
type desk struct {
	By
	o       *Order
	m       *Merchant
	entries []record.Entry
}

func open(b Books, by By) *desk {
	o, m := b.Order.clone(), b.Merchant.clone()
	m.ID = o.Merchant
	return &desk{By: by, o: &o, m: &m}
}

// done closes the desk.
func (d *desk) done() Done {
	return Done{Entries: d.entries, Books: Books{Order: *d.o, Merchant: *d.m}}
}

// order books an event of the order.
func (d *desk) order(e OrderEvent, clear ...record.Clear) {
	d.write(record.Stream{Kind: record.Order, ID: d.o.ID.Bytes()}, e, clear)
	d.o.apply(e, d.At)
}

// merchant books an event of the merchant.
func (d *desk) merchant(e MerchantEvent) {
	d.write(record.Stream{Kind: record.Merchant, ID: d.m.ID.Bytes()}, e, nil)
	d.m.apply(e, d.At)
}

func (d *desk) write(s record.Stream, e record.Event, clear []record.Clear) {
	d.entries = append(d.entries, record.Entry{
		Stream: s, Event: e, At: d.At, Authority: d.Authority,
		Rulebook: d.Rulebook, System: d.System, Clear: clear,
	})
}
