package dispute

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/remedy"
)

// What is owed and the sources that pay it, in their order: order escrow, own
// payment, unsettled payouts, deposit, guarantee fund (procedure.md §5).

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
	kind := a.kindOf(k.Remedy)
	if kind == nil || kind.Sum != remedy.Beyond {
		out.Parts = a.refunds(k, left)
		for _, p := range out.Parts {
			left -= p.Minor
		}
	}
	if left > 0 {
		purpose := escrow.Damages
		if kind != nil && kind.Sum == remedy.Freight {
			purpose = escrow.Freight
		}
		out.Parts = append(out.Parts, escrow.Part{Claim: k.No, Purpose: purpose, Minor: left})
	}
	return out
}

// refunds lay a sum over the lines of a claim as its stakes do; what a line has no
// room for, because it was refunded already, falls on the others.
func (a *act) refunds(k *Claim, minor int64) []escrow.Part {
	var out []escrow.Part
	left, used := minor, map[int]int64{}
	take := func(s escrow.Stake, want int64) {
		n := min(left, want, a.w.Order.Room(s.Line, s.ClaimRef)-used[s.Line])
		if n <= 0 {
			return
		}
		left -= n
		used[s.Line] += n
		for i := range out {
			if out[i].Line == s.Line && out[i].Parcel == s.Parcel {
				out[i].Minor += n
				return
			}
		}
		out = append(out, escrow.Part{Claim: k.No, Line: s.Line, Parcel: s.Parcel, Purpose: escrow.Refund, Minor: n})
	}
	stakes := a.stakes(k, minor)
	for _, s := range stakes {
		take(s, s.WantMinor)
	}
	for _, s := range stakes {
		take(s, left)
	}
	return out
}

// paid books what a source covered of a duty.
func (a *act) paid(no int, source string, d escrow.Done) { a.paidBy(no, source, "", d) }

// paidBy is paid with the natural id of who told of it.
func (a *act) paidBy(no int, source, by string, d escrow.Done) {
	var n int64
	for _, p := range d.Paid {
		n += p.Minor
	}
	if n > 0 || by != "" {
		a.emit(DutyPaid{No: no, Claim: a.c().Duty(no).Claim, Minor: n, Source: source, Ref: by})
	}
}

// recovered books what came in later for a duty that ended short: first the
// creditor's shortfall, then what the fund advanced (procedure.md §5). A number
// told before is told for nothing.
func (a *act) recovered(no int, minor int64, by string) {
	d := a.c().Duty(no)
	if d == nil || !d.Ended || !a.custody() || by == "" || slices.ContainsFunc(d.Sources, func(p Paid) bool { return p.Ref == by }) {
		return
	}
	debt := a.debt(*d)
	debt.FundMinor = a.advanced(no)
	most := d.Minor - d.Paid + debt.FundMinor
	if most <= 0 {
		return
	}
	asked := a.book(escrow.AskOwn(a.books(), a.by(), debt, min(minor, most)))
	if asked.Minor == 0 {
		return
	}
	own := a.w.Order.Own[len(a.w.Order.Own)-1].ID
	a.paidBy(no, "own_payment", by, a.book(escrow.OwnArrived(a.books(), a.by(), own)))
	a.endIfPaid(no)
}

// advanced is what the guarantee fund paid of a duty and has not got back.
func (a *act) advanced(no int) int64 {
	for _, x := range a.w.Order.Advances {
		if x.Case == a.c().ID && x.Obligation == no {
			return x.PaidMinor - x.BackMinor
		}
	}
	return 0
}

// payFromEscrow pays a duty out of what is frozen for its claim (T54); of an
// insolvent merchant's order only once K_LEGAL has ended (T66).
func (a *act) payFromEscrow(no int) {
	d := *a.c().Duty(no)
	if a.c().Party(d.Debtor).Kind != Merchant || d.Basis == "reversal" || !a.custody() || !a.legalEnds(d.Claim).IsZero() {
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

// waitsForBar: while a deposit is barred nothing is debited from it. The duty joins
// those who will share it, and its clock goes on until they do (T76).
func (a *act) waitsForBar(d Deadline) bool {
	until, runs := a.w.Merchant.Bar.Share.Due()
	if d.Clock != clockDeposit || !runs || !a.now.Before(until) || !a.custody() {
		return false
	}
	owed := a.c().Duty(d.ObjectNo)
	a.book(escrow.JoinBar(a.books(), a.by(), escrow.BarredDue{
		Case: a.c().ID, Obligation: owed.No, Currency: a.c().Currency, Minor: owed.Minor - owed.Paid,
	}))
	count := d.Count
	count.Due = until
	a.moveDeadline(d, count, 0, "K_BAR")
	return true
}

// legalEnds is when the order escrow of a claim against an insolvent merchant
// follows the determination; zero when nothing keeps it apart, or no longer.
func (a *act) legalEnds(claim int) time.Time {
	for i := range a.c().Holds {
		if h := &a.c().Holds[i]; !h.Lifted && h.Kind == insolvent && slices.Contains(h.Claims, claim) {
			return a.holdEnds(h)
		}
	}
	return time.Time{}
}

// waitsForLegal: while the order escrow of a claim is kept apart, its debtor is not
// late with what that will pay.
func (a *act) waitsForLegal(d Deadline) bool {
	if d.Clock != clockPay && d.Clock != clockDeposit {
		return false
	}
	claim := a.c().Duty(d.ObjectNo).Claim
	until := a.legalEnds(claim)
	if !until.After(a.now) || a.frozenFor(claim) == 0 {
		return false
	}
	count := d.Count
	count.Due = until
	a.moveDeadline(d, count, 0, "K_LEGAL")
	return true
}

// frozenFor is what of the order's escrow is frozen for a claim now.
func (a *act) frozenFor(claim int) int64 {
	var n int64
	for _, l := range a.books().Picture().Lines {
		for _, k := range l.Claims {
			if k.Case == a.c().ID && k.Claim == claim {
				n += k.FrozenMinor
			}
		}
	}
	return n
}

// payKeptApart pays what waited for K_LEGAL out of the order's own escrow.
func (a *act) payKeptApart(claims []int) {
	for _, d := range slices.Clone(a.c().Duties) {
		if d.Kind == pay && !d.Ended && !d.Waiting && slices.Contains(claims, d.Claim) {
			a.payFromEscrow(d.No)
			a.endIfPaid(d.No)
		}
	}
}

// insolvent is the hold over debits of a merchant whose insolvency was opened.
const insolvent = "INSOLVENT"

// stopDebits: nothing is debited from an insolvent merchant; each order's own
// escrow stays apart (T66).
func (a *act) stopDebits(of Party) {
	if of.Kind == Merchant {
		a.book(escrow.StopDebits(a.books(), a.by(), "insolvency"), nil)
		a.emit(Alerted{Whom: "creditor", Why: "proof_of_claim_kit"})
	}
}

// fundCovers is what the guarantee fund may pay of a duty now (D: refund, part,
// freight; not multiples or damages): its limit is one for a claim, however many
// duties the claim has (procedure.md §5).
func (a *act) fundCovers(d Duty) int64 {
	if !a.b.Procedure.Features["guarantee_fund"] || a.c().Party(d.Creditor()).Kind != Buyer && d.Basis != "reversal" {
		return 0
	}
	var n int64
	for _, p := range a.debt(d).Parts {
		if p.Purpose != escrow.Damages {
			n += p.Minor
		}
	}
	return min(n, max(0, a.b.limit("fund.per_claim")-a.fundUsed(d.Claim)), a.w.Facts.FundFree)
}

// fundUsed is what was asked of the fund for a claim and is not answered, and what
// it advanced for it. What came back to the fund does not open the limit again.
func (a *act) fundUsed(claim int) int64 {
	var n int64
	of, o := a.c().ID, a.books().Order
	for _, r := range o.Fund {
		for _, p := range r.Parts {
			if r.Case == of && p.Claim == claim && (r.State == escrow.RequestAsked || r.State == escrow.RequestLate) {
				n += p.Minor
			}
		}
	}
	for _, p := range o.PayOuts {
		if p.Case == of && p.Claim == claim && p.Source == escrow.FromFund {
			n += p.Minor
		}
	}
	return n
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
	f := claimsField(true, a.openClaims(func(k *Claim) bool { return a.replaceable(k.No) }))
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
