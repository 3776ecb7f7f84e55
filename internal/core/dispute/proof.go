package dispute

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// autoGrantProved: platform and carrier data prove the claim, no goods are with
// the buyer, the sum is small, the respondent is a merchant that is not the
// platform itself (T15).
func autoGrantProved(a *act, at place, _ string) bool {
	open := a.c().OpenOf(at.track)
	var sum int64
	for _, k := range open {
		if !a.provedByData(k) || a.goodsWithBuyer(k) {
			return false
		}
		sum += k.Minor
	}
	p := a.c().Party(Respondent)
	return len(open) > 0 && a.b.Procedure.Features["auto_grant"] && sum <= a.b.limit("auto_grant.max") &&
		p.Kind == Merchant && p.Silenceable() && !a.selfOperated()
}

// provedByData tells whether the order's own data prove the ground of a claim;
// the reasons' file may narrow the set, never widen it.
func (a *act) provedByData(k *Claim) bool {
	r, ok := a.b.Reasons.Reason(k.Reason)
	if !ok || !r.AutoGrantProof {
		return false
	}
	switch k.Reason {
	case "D1", "D2", "D4":
		return a.neverSent(k)
	case "F2":
		return a.returnedUnpaid(k)
	}
	return false
}

// neverSent: the promised time of dispatch has passed and no first scan is known.
func (a *act) neverSent(k *Claim) bool {
	if !a.w.Order.Dispatch.Done && !a.dispatchOverdue() {
		return false
	}
	for _, s := range k.Scope {
		for _, p := range a.w.Order.Parcels {
			if (s.Parcel == 0 || p.No == s.Parcel) && !p.DispatchedAt.IsZero() && carries(p, s.Line) {
				return false
			}
		}
	}
	return true
}

func carries(p escrow.Parcel, line int) bool {
	return slices.ContainsFunc(p.Items, func(i escrow.Item) bool { return i.Line == line })
}

func (a *act) dispatchOverdue() bool {
	due, runs := a.w.Order.Dispatch.Due()
	return runs && !a.now.Before(due)
}

// returnedUnpaid: the order's data show the goods back with the merchant for
// longer than the law gives for the refund (7D 13), and the money not paid.
func (a *act) returnedUnpaid(k *Claim) bool {
	rule := workday.Rule{Span: workday.Span{N: 7, Unit: workday.NaturalDays}, Roll: true}
	if c := a.b.clocks[clockRefund]; c != nil {
		rule = a.b.rule(c, "")
	}
	for _, s := range k.Scope {
		back := a.cameBack(s)
		if back.IsZero() || a.now.Before(a.b.Calendar.Count(workday.Start{At: back}, rule).Due) {
			return false
		}
		if a.w.Order.Room(s.Line, escrow.ClaimRef{Case: a.c().ID, Claim: k.No}) < a.shareOf(s) {
			return false // refunded already
		}
	}
	return len(k.Scope) > 0
}

// cameBack is when the carrier brought the goods of a scope item back to the
// merchant, or the buyer refused them; zero when it did not.
func (a *act) cameBack(s ScopeItem) time.Time {
	var last time.Time
	for _, p := range a.w.Order.Parcels {
		if s.Parcel != 0 && p.No != s.Parcel || !carries(p, s.Line) {
			continue
		}
		at := sentBack(p)
		if at.IsZero() {
			return at
		}
		if at.After(last) {
			last = at
		}
	}
	return last
}

func sentBack(p escrow.Parcel) time.Time {
	for _, t := range p.Track {
		if t.Code == escrow.SentBack || t.Code == escrow.Refused {
			return t.At
		}
	}
	return p.RefusedAt
}
