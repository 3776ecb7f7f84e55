package dispute

import (
	"errors"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/remedy"
)

// This file and debts.go are the only ones of the package that move money: they turn what the
// case decided into acts on the order's and the merchant's books, in the same
// commit, so that money and case never disagree.

func (a *act) books() escrow.Books {
	return escrow.Books{Order: a.w.Order, Merchant: a.w.Merchant}
}

func (a *act) by() escrow.By {
	return escrow.By{At: a.now, Authority: a.authority, System: a.actor.System != "", Rules: a.b.Escrow}
}

// book takes over what an act on the books did. A refusal of the books is a
// decision they would not carry: it is left undone and told to staff.
func (a *act) book(d escrow.Done, err error) escrow.Done {
	if err != nil {
		var refusal *escrow.Refusal
		if !errors.As(err, &refusal) {
			panic("dispute: books: " + err.Error())
		}
		a.emit(Alerted{Whom: "officer", Why: "money:" + refusal.Code})
		return escrow.Done{Books: a.books()}
	}
	a.w.Order, a.w.Merchant = d.Books.Order, d.Books.Merchant
	a.out = append(a.out, d.Entries...)
	return d
}

// custody tells whether money of the order is ours to move.
func (a *act) custody() bool { return a.w.Order.Custody != escrow.None }

// shareOf is what was paid for the units of a scope item, freight and discount
// included (procedure.md §5).
func (a *act) shareOf(s ScopeItem) int64 {
	n, err := a.w.Order.Worth(s.Line, s.Parcel, 0, int64(s.Qty))
	if err == nil {
		return n
	}
	n, err = a.w.Order.Worth(s.Line, 0, 0, int64(s.Qty))
	if err != nil {
		return 0
	}
	return n
}

// paidFor is what was paid for all that a claim is about.
func (a *act) paidFor(k *Claim) int64 {
	var n int64
	for _, s := range k.Scope {
		n += a.shareOf(s)
	}
	return n
}

func (a *act) kindOf(code string) *remedy.Kind {
	if a.b.Reasons == nil {
		return nil
	}
	for i := range a.b.Reasons.Kinds {
		if a.b.Reasons.Kinds[i].Code == code {
			return &a.b.Reasons.Kinds[i]
		}
	}
	return nil
}

// sumRemedy tells whether a remedy asks for what was paid.
func (a *act) sumRemedy(code string) bool {
	k := a.kindOf(code)
	return k != nil && k.Sum == remedy.UpToPaid
}

// sendsGoods tells whether a remedy sends goods again.
func (a *act) sendsGoods(code string) bool {
	k := a.kindOf(code)
	return k != nil && hasDutyWord(k, replace)
}

func hasDutyWord(k *remedy.Kind, duty string) bool {
	for _, d := range k.Duties {
		if d == duty {
			return true
		}
	}
	return false
}

// goodsWithBuyer tells whether the goods of a claim reached the buyer: he cannot
// have both them and the money without fault found (invariant 9).
func (a *act) goodsWithBuyer(k *Claim) bool {
	for _, s := range k.Scope {
		for _, p := range a.w.Order.Parcels {
			if s.Parcel != 0 && p.No != s.Parcel || p.SignedAt.IsZero() || !sentBack(p).IsZero() || a.notReceived(k) {
				continue
			}
			for _, it := range p.Items {
				if it.Line == s.Line {
					return true
				}
			}
		}
	}
	return false
}

// notReceived: the ground itself is that the goods never came.
func (a *act) notReceived(k *Claim) bool {
	r, ok := a.b.Reasons.Reason(k.Reason)
	return ok && (r.Group == "D" || r.Group == "E")
}

// stakes are what a claim may freeze, per line and parcel: its sum laid over its
// scope by what was paid for each item, never more than that.
func (a *act) stakes(k *Claim, minor int64) []escrow.Stake {
	weights := make([]int64, len(k.Scope))
	var total int64
	for i, s := range k.Scope {
		weights[i] = a.shareOf(s)
		total += weights[i]
	}
	shares, err := money.Allocate(min(minor, total), weights)
	if err != nil {
		return nil
	}
	var out []escrow.Stake
	for i, s := range k.Scope {
		ref := escrow.ClaimRef{Case: a.c().ID, Claim: k.No}
		if n := len(out); n > 0 && out[n-1].Line == s.Line && out[n-1].Parcel == s.Parcel {
			out[n-1].WantMinor += shares[i]
			continue
		}
		out = append(out, escrow.Stake{ClaimRef: ref, Line: s.Line, Parcel: s.Parcel, WantMinor: shares[i]})
	}
	return out
}

// freeze freezes what a buyer's money claim has at stake. A merchant's claim
// against a buyer freezes nothing: nothing is taken from buyers.
func (a *act) freeze(no int) {
	k := a.c().Claim(no)
	if k.Minor == 0 || a.c().Party(k.By).Kind != Buyer || a.c().OutOfTime {
		return
	}
	a.freezeUpTo(no, k.Minor-k.Paid)
}

func (a *act) freezeUpTo(no int, minor int64) {
	k := a.c().Claim(no)
	if minor <= 0 || !a.custody() || a.c().Party(k.By).Kind != Buyer {
		return
	}
	for _, s := range a.stakes(k, minor) {
		if d := a.book(escrow.Freeze(a.books(), a.by(), s)); d.Minor > 0 {
			a.emit(Frozen{Claim: no, Line: s.Line, Minor: d.Minor})
		}
	}
}

func (a *act) freezeTrack(track int) {
	for _, k := range a.c().OpenOf(track) {
		a.freeze(k.No)
	}
}

// freezeLine protects a line before anything is filed (T01); the claim number is
// negative, so that no claim ever shares it.
func (a *act) freezeLine(no int, s ScopeItem, minor int64) {
	if !a.custody() {
		return
	}
	st := escrow.Stake{ClaimRef: escrow.ClaimRef{Case: a.c().ID, Claim: no}, Line: s.Line, Parcel: s.Parcel, WantMinor: minor}
	if d := a.book(escrow.Freeze(a.books(), a.by(), st)); d.Minor > 0 {
		a.emit(Frozen{Claim: no, Line: s.Line, Minor: d.Minor})
	}
}

// thawProtected ends the protection of a draft.
func (a *act) thawProtected() {
	for _, s := range a.w.Order.Stakes {
		if s.Case == a.c().ID && s.Claim < 0 {
			a.thawBy(s.Claim, 0)
		}
	}
}

// thaw ends all that is frozen for a claim.
func (a *act) thaw(no int) { a.thawBy(no, 0) }

// thawRest ends what stays frozen of a claim whose result is final, once its
// duties are paid.
func (a *act) thawRest(no int) {
	for _, d := range a.c().Duties {
		if d.Claim == no && d.Kind == pay && !d.Ended && d.Basis != "reversal" {
			a.thawBeyond(no, a.owed(no))
			return
		}
	}
	a.thaw(no)
}

// owed is what open duties may still take from what is frozen for a claim.
func (a *act) owed(no int) int64 {
	var n int64
	for _, d := range a.c().Duties {
		if d.Claim == no && d.Kind == pay && !d.Ended && d.Basis != "reversal" {
			n += d.Minor - d.Paid
		}
	}
	return n + a.c().Claim(no).Paid
}

// thawBeyond keeps frozen only what could still be paid: high in all, less what
// was paid.
func (a *act) thawBeyond(no int, high int64) {
	k := a.c().Claim(no)
	if over := a.stakeOf(no) - max(0, high-k.Paid); over > 0 {
		a.thawBy(no, over)
	}
}

// stakeOf is what is to be frozen for a claim, in the order's escrow and in deposit
// that secures it instead.
func (a *act) stakeOf(no int) int64 {
	var n int64
	for _, s := range a.w.Order.Stakes {
		if s.Case == a.c().ID && s.Claim == no {
			n += s.WantMinor + s.DepositMinor
		}
	}
	return n
}

func (a *act) thawBy(no int, minor int64) {
	e := escrow.Ending{ClaimRef: escrow.ClaimRef{Case: a.c().ID, Claim: no}, Minor: minor}
	d := a.book(escrow.Thaw(a.books(), a.by(), e))
	if d.Minor == 0 {
		return
	}
	a.emit(Thawed{Claim: no, Minor: d.Minor})
	for _, s := range []Side{Claimant, Respondent} {
		a.queue(noticeThawed, s, ref{object: "claim", no: no})
	}
}

// noticeThawed tells a side that money returned to the escrow timer; when both
// were told the timer has at least 72 h (invariant 2).
const noticeThawed = "thawed"

// told sets the timers that waited for both sides to know of a thaw.
func (a *act) told(claim int) {
	a.book(escrow.WasTold(a.books(), a.by(), escrow.ClaimRef{Case: a.c().ID, Claim: claim}, a.now), nil)
}
