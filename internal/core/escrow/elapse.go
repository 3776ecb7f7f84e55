package escrow

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// due is something that happens by itself at an instant.
type due struct {
	at    time.Time
	clock string
	act   func(d *desk)
}

// NextDue is the next instant at which something of this order happens by
// itself; zero when nothing does. It is a hint for a timer: Elapse decides.
func (o Order) NextDue() time.Time { return earliest(o.dues()).at }

// NextDue is the next instant at which something of this merchant's payouts or
// deposit happens by itself; zero when nothing does.
func (m Merchant) NextDue() time.Time { return earliest(m.dues()).at }

// Elapse lets everything happen that fell due until now, in order, each at its
// own due instant: receipt confirmed by K_CONFIRM, payouts sent by K_PAYOUT, the
// deposit shared by K_BAR, a refused pay-out instructed again by K_AGAIN, marks. Call it before any act on the books: a timer
// that comes late then changes nothing. by.At is now; authority and system are
// those of the clocks.
//
// Source: design §5.
func Elapse(b Books, by By) Done {
	return elapse(open(b, by), func(d *desk) []due { return append(d.o.dues(), d.m.dues()...) })
}

// ElapseMerchant is Elapse of a merchant's stream alone. Of the books only
// Merchant is used.
func ElapseMerchant(b Books, by By) Done {
	return elapse(openMerchant(b, by), func(d *desk) []due { return d.m.dues() })
}

func elapse(d *desk, dues func(*desk) []due) Done {
	now := d.At
	d.System = true
	for {
		next := earliest(dues(d))
		if next.act == nil || next.at.After(now) {
			return d.done()
		}
		d.At, d.Authority = next.at, next.clock
		next.act(d)
	}
}

func earliest(all []due) due {
	if len(all) == 0 {
		return due{}
	}
	return slices.MinFunc(all, func(a, b due) int { return a.at.Compare(b.at) })
}

// dues of an order. What became due before the order knew of it (a signature
// reported late) is due when it learned it.
func (o *Order) dues() []due {
	var all []due
	if at, runs := o.Dispatch.Due(); runs {
		all = append(all, due{at, "K_DISPATCH", func(d *desk) { d.order(DispatchMissed{}) }})
	}
	for _, p := range o.Parcels {
		for _, e := range o.endings(p) {
			all = append(all, due{e.at, "K_CONFIRM", func(d *desk) { d.confirm(p.No, e.lines, ByTimer, d.At, false) }})
		}
	}
	for _, r := range o.Fund {
		if r.State == RequestAsked {
			all = append(all, due{r.Until, "K_FUND", func(d *desk) { d.order(FundOverdue{Request: r.ID}) }})
		}
	}
	for _, t := range o.Open {
		if !t.Late {
			all = append(all, due{t.Until, "K_FUND", func(d *desk) { d.order(TransferOverdue{Transfer: t.ID}) }})
		}
	}
	for _, p := range o.PayOuts {
		if at, runs := p.Again.Due(); runs && p.State == PayOutFailed {
			all = append(all, due{at, "K_AGAIN", func(d *desk) { d.again(p.ID) }})
		}
	}
	for i := range all {
		if all[i].at.Before(o.LastAt) {
			all[i].at = o.LastAt
		}
	}
	return all
}

// ending are the lines of a parcel whose escrow ends at one instant.
type ending struct {
	at    time.Time
	lines []int
}

// endings are those of a parcel: by their timer, or at once where receipt was
// confirmed and money came later.
func (o *Order) endings(p Parcel) []ending {
	var all []ending
	for _, i := range p.Items {
		at, runs := i.Confirm.Due()
		if !runs && !i.ConfirmedAt.IsZero() && !covered(o.Stakes, p.No, i.Line) && o.held(i.Line, p.No) > 0 {
			at, runs = i.ConfirmedAt, true
		}
		if !runs {
			continue
		}
		same := slices.IndexFunc(all, func(e ending) bool { return e.at.Equal(at) })
		if same < 0 {
			same = len(all)
			all = append(all, ending{at: at})
		}
		all[same].lines = append(all[same].lines, i.Line)
	}
	return all
}

func (m *Merchant) dues() []due {
	var all []due
	for _, p := range m.Payouts {
		if at, runs := p.Send.Due(); runs {
			all = append(all, due{at, "K_PAYOUT", func(d *desk) { d.send(p) }})
		}
	}
	if at, runs := m.Bar.Share.Due(); runs {
		all = append(all, due{at, "K_BAR", func(d *desk) { d.shareDeposit() }})
	}
	return all
}

// NextDue is the next instant at which a payment of the fund is overdue; zero
// when there is none.
func (f Fund) NextDue() time.Time {
	var next time.Time
	for _, t := range f.Open {
		if !t.Late && earlier(t.Until, next) {
			next = t.Until
		}
	}
	return next
}

// Elapse marks payments of the fund whose answer is overdue.
func (f Fund) Elapse(s record.Stream, by By) FundDone {
	d := openFund(f, s, by)
	d.System = true
	for {
		i := slices.IndexFunc(d.f.Open, func(t Transfer) bool { return !t.Late && !t.Until.After(by.At) })
		if i < 0 {
			return d.done(0)
		}
		d.At, d.Authority = d.f.Open[i].Until, "K_FUND"
		d.book(FundTransferOverdue{Transfer: d.f.Open[i].ID})
	}
}
