package dispute

import (
	"errors"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/remedy"
)

// This file is the only one of the package that moves money: it turns what the
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
			if s.Parcel != 0 && p.No != s.Parcel || p.SignedAt.IsZero() || a.notReceived(k) {
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
	var frozen int64
	for _, s := range a.w.Order.Stakes {
		if s.Case == a.c().ID && s.Claim == no {
			frozen += s.WantMinor + s.DepositMinor
		}
	}
	if over := frozen - max(0, high-k.Paid); over > 0 {
		a.thawBy(no, over)
	}
}

func (a *act) thawBy(no int, minor int64) {
	e := escrow.Ending{ClaimRef: escrow.ClaimRef{Case: a.c().ID, Claim: no}, Minor: minor, ToldAt: a.now}
	if d := a.book(escrow.Thaw(a.books(), a.by(), e)); d.Minor > 0 {
		a.emit(Thawed{Claim: no, Minor: d.Minor})
	}
}

// debt is what is still owed under a duty, part by part: refunds of the claim's
// lines first, what goes beyond the price after.
func (a *act) debt(d Duty) escrow.Debt {
	k := a.c().Claim(d.Claim)
	left := d.Minor - d.Paid
	out := escrow.Debt{Case: a.c().ID, Obligation: d.No}
	if a.c().Party(d.Creditor()).Kind != Buyer {
		out.Parts = []escrow.Part{{Claim: k.No, Purpose: escrow.ToMerchant, Minor: left}}
		return out
	}
	if kind := a.kindOf(k.Remedy); kind == nil || kind.Sum != remedy.Beyond {
		for _, s := range a.stakes(k, left) {
			room := a.w.Order.Room(s.Line, s.ClaimRef)
			if n := min(left, s.WantMinor, room); n > 0 {
				out.Parts = append(out.Parts, escrow.Part{Claim: k.No, Line: s.Line, Parcel: s.Parcel, Purpose: escrow.Refund, Minor: n})
				left -= n
			}
		}
	}
	if left > 0 {
		out.Parts = append(out.Parts, escrow.Part{Claim: k.No, Purpose: escrow.Damages, Minor: left})
	}
	return out
}

// paid books what a source covered of a duty.
func (a *act) paid(no int, source string, d escrow.Done) {
	if len(d.Paid) == 0 {
		return
	}
	var n int64
	for _, p := range d.Paid {
		n += p.Minor
	}
	if n > 0 {
		a.emit(DutyPaid{No: no, Claim: a.c().Duty(no).Claim, Minor: n, Source: source})
	}
}

// payFromEscrow pays a duty out of what is frozen for its claim (T54).
func (a *act) payFromEscrow(no int) {
	d := *a.c().Duty(no)
	if a.c().Party(d.Debtor).Kind != Merchant || d.Basis == "reversal" || !a.custody() {
		return
	}
	a.paid(no, "order_escrow", a.book(escrow.PayClaim(a.books(), a.by(), a.debt(d))))
}

// ownPayment begins the debtor's own payment through the provider; nothing is
// paid until that confirms. Where nobody holds the money the debtor's word is
// recorded as what it is.
func (a *act) ownPayment(no int, minor int64) {
	d := *a.c().Duty(no)
	if !a.custody() {
		a.emit(DutyPaid{No: no, Claim: d.Claim, Minor: minor, Source: "own_payment"})
		return
	}
	done := a.book(escrow.AskOwn(a.books(), a.by(), a.debt(d), minor))
	if done.Minor > 0 {
		d.Paying = a.w.Order.Own[len(a.w.Order.Own)-1].ID
		a.emit(DutySet{Duty: d})
	}
}

// unpay gives up an own payment that has not arrived when its duty ends.
func (a *act) unpay(no int) {
	d := *a.c().Duty(no)
	if d.Paying == "" {
		return
	}
	a.book(escrow.OwnFailed(a.books(), a.by(), d.Paying, "obligation_ended"))
	d.Paying = ""
	a.emit(DutySet{Duty: d})
}

// payoutsCover tells whether the merchant's unsettled payouts would pay a duty in
// full, and no payment of his own is on its way.
func payoutsCover(a *act, at place, _ string) bool {
	d := *a.c().Duty(at.duty)
	if d.Paying != "" || !a.custody() {
		return false
	}
	done, err := escrow.DebitPayouts(a.books(), a.by(), a.debt(d))
	return err == nil && done.Minor >= d.Minor-d.Paid
}

func (a *act) debitPayouts(no int) {
	d := *a.c().Duty(no)
	if d.Paying != "" || !a.custody() {
		return // “unknown” stays unknown until asked again; nothing is taken twice
	}
	a.paid(no, "unsettled_payouts", a.book(escrow.DebitPayouts(a.books(), a.by(), a.debt(d))))
}

// debitDeposit takes the deposit; an own payment that has not arrived by now is
// given up first.
func (a *act) debitDeposit(no int) {
	a.unpay(no)
	d := *a.c().Duty(no)
	if !a.custody() || d.Paid >= d.Minor {
		return
	}
	a.paid(no, "deposit", a.book(escrow.DebitDeposit(a.books(), a.by(), a.debt(d))))
}

// fundCovers is what the guarantee fund may pay of a duty now (D: refund, part,
// freight; not multiples or damages).
func (a *act) fundCovers(d Duty) int64 {
	if !a.b.Procedure.Features["guarantee_fund"] || a.c().Party(d.Creditor()).Kind != Buyer {
		return 0
	}
	var n int64
	for _, p := range a.debt(d).Parts {
		if p.Purpose != escrow.Damages {
			n += p.Minor
		}
	}
	return min(n, a.b.limit("fund.per_claim"), a.w.Facts.FundFree)
}

func depositAndFundCover(a *act, at place, _ string) bool {
	d := *a.c().Duty(at.duty)
	left := d.Minor - d.Paid
	if a.custody() {
		done, err := escrow.DebitDeposit(a.books(), a.by(), a.debt(d))
		if err == nil {
			left -= done.Minor
		}
	}
	return left <= 0 || left <= a.fundCovers(d)
}

// drawFund asks the guarantee fund, which lives in another home, for what is left.
func (a *act) drawFund(no int) {
	d := *a.c().Duty(no)
	if n := min(d.Minor-d.Paid, a.fundCovers(d)); n > 0 && a.custody() {
		a.askFund(no, n)
	}
}

func equalFreeDeposit(a *act, _ place, _ string) bool {
	for _, k := range a.c().Claims {
		if a.replaceable(k.No) {
			return true
		}
	}
	return false
}

// replaceable tells whether free deposit could secure what is frozen for a claim.
func (a *act) replaceable(no int) bool {
	_, err := escrow.ReplaceFreeze(a.books(), a.by(), escrow.ClaimRef{Case: a.c().ID, Claim: no})
	return err == nil
}

func replaceFields(a *act, _ place) []Field {
	f := claimsField("claims", true, a.openClaims(func(k *Claim) bool { return a.replaceable(k.No) }))
	f.None, f.Guard = "bounds", "equal_free_deposit"
	return []Field{f, confirm()}
}

// doReplaceFreeze lets deposit secure the claims instead (T74), one by one as far
// as it reaches.
func doReplaceFreeze(a *act, _ *place, in Answers) {
	for _, no := range in.Numbers("claims") {
		if a.replaceable(no) {
			a.book(escrow.ReplaceFreeze(a.books(), a.by(), escrow.ClaimRef{Case: a.c().ID, Claim: no}))
		}
	}
}

// askFund asks the guarantee fund for so much of a duty, damages left out. The
// answer comes back as a command; until then the duty stays as it is.
func (a *act) askFund(no int, minor int64) {
	debt := a.debt(*a.c().Duty(no))
	var parts []escrow.Part
	for _, p := range debt.Parts {
		if n := min(p.Minor, minor); p.Purpose != escrow.Damages && n > 0 {
			p.Minor = n
			parts = append(parts, p)
			minor -= n
		}
	}
	debt.Parts = parts
	a.book(escrow.AskFund(a.books(), a.by(), debt))
}
