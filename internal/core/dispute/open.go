package dispute

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Opening is what a new case is made of: who opens it on which order.
type Opening struct {
	Case     id.Case
	Number   string // shown to people, e.g. 2026-000123-4
	Actor    Actor
	Parties  []Party
	Follows  id.Case // an earlier case of the same quarrel
	Refiling         // what it keeps of that (Refile)
}

// Begin begins a case stream with a draft. The doors have shown that the actor is
// a party of the order.
func Begin(b *Book, w World, in Opening) ([]record.Entry, World) {
	w.Case = Case{ID: in.Case}
	a := newAct(b, w, in.Actor)
	a.authority, a.role = "T01", "claimant"
	a.emit(DraftOpened{
		Case: in.Case, Order: w.Order.ID, Number: in.Number, Procedure: b.Procedure.ID + "@" + b.Procedure.Version, Rulebook: b.Hash,
		Currency: w.Order.Currency, Custody: string(w.Order.Custody), SelfOperated: w.Order.SelfOperated,
		Parties: in.Parties, Stage: b.initial(), Follows: in.Follows, Refiling: in.No, FirstFiled: in.FirstFiled,
	})
	a.under("T01", func() { a.event("draft_opened", ref{track: 1}) })
	return a.out, a.w
}

// Signal is news from a machine: a provider's receipt, a carrier, the fund.
// Signals are told again and again without harm: the fold knows what it has.
type Signal struct {
	Kind    string // handed, receipt, failed, read, own_arrived, own_failed, fund_answered, recovered, contact_found, records_opened, stand_in_asked
	Notice  int
	Channel string
	Receipt string
	All     bool // every channel has failed
	Side    Side // who read
	For     bool // read by who acts for that side
	Ref     string
	Duty    int // of "recovered": Minor came in later, Ref is the provider's number
	Minor   int64
	Expect  time.Time // of "handed" by the sandbox channel: when its receipt comes
}

// Hear applies what is due, then a signal. A signal that is stale or known does
// nothing.
func Hear(b *Book, w World, s Signal) ([]record.Entry, World) {
	a := newAct(b, w, Actor{System: timer})
	a.role = timer
	a.elapse()
	a.under("service", func() { a.hear(s) })
	a.settle()
	return a.out, a.w
}

func (a *act) hear(s Signal) {
	n := a.c().Notice(s.Notice)
	switch s.Kind {
	case "handed":
		if n != nil && n.pending() && n.Receipt.IsZero() {
			a.emit(NoticeHanded{No: s.Notice, Channel: s.Channel, Expect: s.Expect})
		}
	case "receipt":
		if n != nil && n.pending() && n.Receipt.IsZero() {
			a.emit(NoticeReceipted{No: s.Notice, Channel: s.Channel, Receipt: s.Receipt})
		}
	case "failed":
		if n != nil && n.pending() && n.Receipt.IsZero() {
			a.failed(s.Notice, s.Channel, s.All)
		}
	case "read":
		if n != nil && n.Served.IsZero() && n.To == s.Side && !a.now.Before(n.Leave) && n.Left && a.mayRead(s) {
			a.served(s.Notice, "read")
		}
	case "contact_found":
		if n != nil && n.Dead && n.Served.IsZero() {
			a.emit(NoticeFellBack{No: s.Notice, To: "other_channel"})
			a.endObject("notice", s.Notice)
		}
	case "records_opened":
		for _, side := range []Side{Claimant, Respondent} {
			if side == Claimant || a.heardOf(side) {
				a.tell(noticeRecords, side, ref{})
			}
		}
	case "stand_in_asked":
		a.emit(Alerted{Whom: "officer", Why: s.Kind})
	case "recovered":
		a.recovered(s.Duty, s.Minor, s.Ref)
	case "own_arrived":
		a.ownArrived(s.Ref)
	case "own_failed":
		a.ownFailed(s.Ref, s.Channel)
	case "fund_answered":
		a.fundAnswered(s.Ref, s.Minor)
	}
}

// mayRead: who holds a locked account, or the account of somebody dead, is not the
// party; it is served through its representative or verified contact (§4).
func (a *act) mayRead(s Signal) bool {
	p := a.c().Party(s.Side)
	return s.For || !p.Locked && !p.Dead
}

func (a *act) payingDuty(ref string) *Duty {
	for i := range a.c().Duties {
		if d := &a.c().Duties[i]; d.Paying == ref && ref != "" {
			return d
		}
	}
	return nil
}

// ownArrived books a debtor's own payment that came. One that was still on its way
// when its duty had to be shown as short pays it after all.
func (a *act) ownArrived(ref string) {
	p := a.payingDuty(ref)
	if p == nil || p.Ended && p.Short == 0 {
		return
	}
	d := *p
	done := a.book(escrow.OwnArrived(a.books(), a.by(), ref))
	d.Paying = ""
	a.emit(DutySet{Duty: d})
	a.paid(d.No, "own_payment", done)
	a.endIfPaid(d.No)
}

func (a *act) ownFailed(ref, problem string) {
	p := a.payingDuty(ref)
	if p == nil {
		return
	}
	d := *p
	a.book(escrow.OwnFailed(a.books(), a.by(), ref, problem))
	d.Paying = ""
	a.emit(DutySet{Duty: d})
}

// fundAnswered books what the guarantee fund paid. A duty that had to be shown as
// short is then paid after all.
func (a *act) fundAnswered(ref string, minor int64) {
	for _, r := range a.w.Order.Fund {
		if r.ID != ref || r.Case != a.c().ID {
			continue
		}
		a.paid(r.Obligation, "guarantee_fund", a.book(escrow.FundAnswer(a.books(), a.by(), ref, minor)))
		a.endIfPaid(r.Obligation)
		a.missed(r.Obligation)
	}
}

// missed: the fund answered with less than what was counted on; the rest is shown
// as what it is.
func (a *act) missed(no int) {
	d := *a.c().Duty(no)
	k := a.b.kinds[d.State]
	if !d.Ended || d.Cancelled || d.Paid >= d.Minor || d.State != doneState(k) {
		return
	}
	for _, s := range k.States {
		if s.Terminal && s.ID != doneState(k) {
			a.emit(DutyMoved{No: no, State: s.ID, From: d.State, Ended: true, Short: d.Minor - d.Paid})
			break
		}
	}
	if c := a.c().Claim(d.Claim); c != nil && c.State == Performed {
		a.emit(ClaimMoved{Claim: c.No, State: Unrecovered})
	}
}

// endIfPaid ends a duty once its sum has come.
func (a *act) endIfPaid(no int) {
	d := a.c().Duty(no)
	if d == nil || d.Paid < d.Minor {
		return
	}
	done := doneState(a.b.kinds[d.State])
	switch {
	case d.Ended && d.Short > 0 && !d.Cancelled:
		a.emit(DutyMoved{No: no, State: done, From: d.State, Ended: true})
	case !d.Ended:
		a.moveDuty(no, done)
	}
}
