package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// duties of the procedure's kinds; PAY, RETURN, REPLACE and ACT are words of the
// vocabulary, their states belong to the file.
const (
	pay     = "PAY"
	giveUp  = "RETURN"
	replace = "REPLACE"
	perform = "ACT"
)

func (a *act) dutyKind(kind string) *procedure.DutyKind {
	for i := range a.b.Procedure.Duties {
		if a.b.Procedure.Duties[i].ID == kind {
			return &a.b.Procedure.Duties[i]
		}
	}
	return nil
}

// doneState is where a duty of a kind ends well: the first terminal state.
func doneState(k *procedure.DutyKind) string {
	for _, s := range k.States {
		if s.Terminal {
			return s.ID
		}
	}
	return ""
}

// owe opens a duty. One that waits for another begins when that has ended well.
// A procedure without such duties records the terms and supervises nothing.
func (a *act) owe(d Duty) int {
	k := a.dutyKind(d.Kind)
	if k == nil {
		return 0
	}
	d.No, d.State, d.Since = len(a.c().Duties)+1, k.States[0].ID, a.now
	if c := a.c().Claim(d.Claim); c != nil {
		d.Track = c.Track
	}
	d.Waiting = d.After != 0 && !a.endedWell(d.After)
	a.emit(DutySet{Duty: d})
	if !d.Waiting {
		a.begin(d.No)
	}
	return d.No
}

func (a *act) endedWell(no int) bool {
	d := a.c().Duty(no)
	return d == nil || d.Ended && d.State == doneState(a.b.kinds[d.State])
}

// begin starts a duty: what the order still holds frozen for it is paid at once
// (T54); then its notices go out and its clocks start.
func (a *act) begin(no int) {
	d := a.c().Duty(no)
	if d.Waiting {
		a.emit(DutyMoved{No: no, State: d.State, From: d.State})
	}
	if d.Kind == pay {
		a.payFromEscrow(no)
		if d.Basis == "reversal" {
			a.drawFund(no) // borne by the fund, with recourse to who gained (T39)
		}
		if d = a.c().Duty(no); d.Paid >= d.Minor {
			a.moveDuty(no, doneState(a.b.kinds[d.State]))
			return
		}
	}
	a.enterDuty(no)
}

func (a *act) enterDuty(no int) {
	d := a.c().Duty(no)
	state := a.b.duties[d.State]
	r := ref{track: d.Track, object: "duty", no: no}
	a.queueFor(state.Owner, state.Clocks, r)
	a.fire(procedure.Start{Kind: "enter", Name: d.State}, r, 0)
	a.seatOwner(state.Owner, d.Track)
}

// moveDuty brings a duty to another state.
func (a *act) moveDuty(no int, to string) {
	d := *a.c().Duty(no)
	next := a.b.duties[to]
	short := int64(0)
	if next.Terminal && d.Kind == pay && to != doneState(a.b.kinds[to]) {
		short = d.Minor - d.Paid
	}
	a.emit(DutyMoved{No: no, State: to, From: d.State, Ended: next.Terminal, Short: short})
	for _, x := range slices.Clone(a.c().Deadlines) {
		if x.Object == "duty" && x.ObjectNo == no && (x.State == "running" || x.State == "paused") && !a.b.lists(next.Clocks, a.b.clocks[x.Clock]) && a.b.clocks[x.Clock].Kind == "" {
			a.emit(DeadlineCancelled{No: x.No})
		}
	}
	if next.Terminal {
		a.dutyEnded(no)
		return
	}
	a.enterDuty(no)
}

// dutyEnded starts what waited for the duty, or lets it fall, and closes the claim
// when nothing is left.
func (a *act) dutyEnded(no int) {
	well := a.endedWell(no)
	if well {
		a.takeReturn(no) // what was ruled of it may have reduced the refund (T64)
	}
	for _, d := range slices.Clone(a.c().Duties) {
		if d.After != no || d.Ended || !d.Waiting {
			continue
		}
		if well {
			a.begin(d.No)
		} else {
			a.emit(DutyCancelled{No: d.No, Lapsed: true})
		}
	}
	a.closeClaim(a.c().Duty(no).Claim)
}

// abandon ends an obligation that nobody can be told of, or whose case has ended:
// what is owed in money is shown as short.
func (a *act) abandon(no int) {
	d := *a.c().Duty(no)
	if d.Ended {
		return
	}
	a.endObject("duty", no)
	k := a.b.kinds[d.State]
	for _, s := range k.States {
		if d.Kind == pay && !d.Waiting && s.Terminal && s.ID != doneState(k) {
			a.unpay(no)
			a.moveDuty(no, s.ID)
			return
		}
	}
	a.emit(DutyCancelled{No: no})
	a.dutyEnded(no)
}

// closeClaim ends a claim whose duties have all ended.
func (a *act) closeClaim(no int) {
	k := a.c().Claim(no)
	if k == nil || k.State != Agreed && (k.State != Determined || !k.Final) {
		return
	}
	short, lapsed := false, false
	for _, d := range a.c().Duties {
		if d.Claim != no {
			continue
		}
		if !d.Ended {
			return
		}
		short = short || d.Short > 0
		lapsed = lapsed || d.Lapsed
	}
	switch {
	case lapsed:
		a.emit(ClaimMoved{Claim: no, State: Lapsed, Lapse: "return_not_sent"})
	case short:
		a.emit(ClaimMoved{Claim: no, State: Unrecovered})
	default:
		a.emit(ClaimMoved{Claim: no, State: Performed})
	}
	a.thawRest(no)
}

func (a *act) dutiesOf(track int) []*Duty {
	var out []*Duty
	for i := range a.c().Duties {
		if d := &a.c().Duties[i]; d.Track == track && !d.Cancelled {
			out = append(out, d)
		}
	}
	return out
}

func (a *act) dutyOpen(track int) bool {
	return slices.ContainsFunc(a.dutiesOf(track), func(d *Duty) bool { return !d.Ended })
}

// cancelDuties ends the unfinished duties of a claim; what was paid stays paid.
func (a *act) cancelDuties(claim int) {
	for _, d := range slices.Clone(a.c().Duties) {
		if d.Claim == claim && !d.Ended {
			a.endObject("duty", d.No)
			a.unpay(d.No)
			a.emit(DutyCancelled{No: d.No})
		}
	}
}

// pauseDuties stops or runs on the clocks of a track's duties.
func (a *act) pauseDuties(track int, stop bool) {
	if !stop {
		a.resume(track)
		return
	}
	for _, x := range slices.Clone(a.c().Deadlines) {
		if x.Object == "duty" && x.Track == track && x.Running() && !x.Due.IsZero() {
			a.emit(DeadlinePaused{No: x.No, Rest: a.b.Calendar.Pause(x.Count, a.now), Why: "challenged"})
		}
	}
}

// performResult turns a result into duties, less what already was.
func (a *act) performResult(r Result, basis string) {
	k := *a.c().Claim(r.Claim)
	a.oweFor(k, r.Minor-k.Settled, r.Return, basis, r.Days)
}

// dutiesOfTerm turns one agreed term into duties.
func (a *act) dutiesOfTerm(t Term) {
	k := *a.c().Claim(t.Claim)
	if t.Drop {
		a.closeClaim(k.No)
		return
	}
	by := timeT{}
	if t.Days > 0 {
		by = a.byDays(t.Days)
	}
	after := 0
	if t.Return { // what is agreed in exchange waits for the goods, as under a ruling
		after = a.owe(Duty{Kind: giveUp, Claim: k.No, Debtor: k.By, Basis: "settlement", Remedy: k.Remedy, Freight: t.Freight})
	}
	if t.Reship {
		a.owe(Duty{Kind: replace, Claim: k.No, Debtor: k.By.Other(), By: by, After: after, Basis: "settlement", Remedy: k.Remedy})
	}
	if t.Act {
		if by.IsZero() {
			by = a.byDays(0)
		}
		a.owe(Duty{Kind: perform, Claim: k.No, Debtor: k.By.Other(), By: by, Basis: "settlement", Remedy: k.Remedy})
	}
	if t.Minor > 0 {
		a.owe(Duty{Kind: pay, Claim: k.No, Debtor: k.By.Other(), Minor: t.Minor, By: by, After: after, Basis: "settlement", Remedy: k.Remedy})
	}
	a.closeClaim(k.No)
}

// oweFor opens the duties of a claim: the goods back first where they must go
// back, then the money; or a replacement, or an act.
func (a *act) oweFor(k Claim, minor int64, back bool, basis string, days int) {
	after := 0
	if back && !a.hasDuty(k.No, giveUp) {
		after = a.owe(Duty{Kind: giveUp, Claim: k.No, Debtor: k.By, Basis: basis, Remedy: k.Remedy})
	}
	if minor > 0 {
		a.owe(Duty{Kind: pay, Claim: k.No, Debtor: k.By.Other(), Minor: minor, After: after, Basis: basis, Remedy: k.Remedy})
		return
	}
	switch {
	case k.Minor > 0 || a.hasDuty(k.No, replace) || a.hasDuty(k.No, perform):
	case a.sendsGoods(k.Remedy):
		a.owe(Duty{Kind: replace, Claim: k.No, Debtor: k.By.Other(), After: after, Basis: basis, Remedy: k.Remedy})
	default:
		a.owe(Duty{Kind: perform, Claim: k.No, Debtor: k.By.Other(), By: a.byDays(days), Basis: basis, Remedy: k.Remedy})
	}
}

func (a *act) hasDuty(claim int, kind string) bool {
	return slices.ContainsFunc(a.c().Duties, func(d Duty) bool { return d.Claim == claim && d.Kind == kind && !d.Cancelled })
}

// byDays is the date in the text of an act: so many days from now, a week unless said.
func (a *act) byDays(days int) timeT {
	if days == 0 {
		days = 7
	}
	return a.b.Calendar.Count(startAt(a), natural(days)).Due
}

// makeFinal closes the way to appeal on one claim and performs what is left.
func (a *act) makeFinal(no int) {
	k := *a.c().Claim(no)
	if k.Final || k.State != Determined && k.State != Dismissed && k.State != Lapsed {
		return
	}
	if k.State == Lapsed {
		return
	}
	a.emit(ClaimMoved{Claim: no, State: k.State, Final: true, By: k.DecideBy, Granted: k.Granted, Return: k.Return, Fault: k.Fault})
	if k.State == Dismissed {
		a.reverse(no)
		a.thaw(no)
		return
	}
	a.performResult(Result{Claim: no, Minor: k.Granted, Return: k.Return}, "ruling")
	a.reverse(no)
	a.thawRest(no)
	a.closeClaim(no)
}

// reverse: what a rule paid and a person then refused is owed back by who gained
// (T39); nothing is debited from a buyer.
func (a *act) reverse(no int) {
	k := *a.c().Claim(no)
	if over := k.Paid - k.Granted; over > 0 && (k.State == Dismissed || k.State == Determined) && !a.hasReversal(no) {
		a.owe(Duty{Kind: pay, Claim: no, Debtor: k.By, Minor: over, Basis: "reversal", Remedy: k.Remedy})
	}
}

func (a *act) hasReversal(claim int) bool {
	return slices.ContainsFunc(a.c().Duties, func(d Duty) bool { return d.Claim == claim && d.Basis == "reversal" && !d.Cancelled })
}

// finalise: nobody can appeal any more.
func (a *act) finalise(track int) {
	for _, k := range a.c().Of(track) {
		a.makeFinal(k.No)
	}
}

// performUncontested pays at once what no live appeal, and nobody who may still
// appeal, could change (T47); what no appeal can reach is thawed.
func (a *act) performUncontested(track int) {
	t := a.c().Track(track)
	for _, p := range a.c().Of(track) {
		k := *p
		if k.State != Determined && k.State != Dismissed || k.Final || k.Return {
			continue
		}
		low, high, contested := a.reach(&k, track)
		if !spent(t, k.By.Other()) {
			low = 0
		}
		closed := spent(t, k.By) && spent(t, k.By.Other())
		switch {
		case closed && !contested:
			a.makeFinal(k.No)
		case low > k.Settled:
			a.oweFor(k, low-k.Settled, false, "ruling", 0)
		}
		if closed && contested {
			a.thawBeyond(k.No, high)
		}
	}
}

func spent(t *Track, s Side) bool {
	return slices.Contains(t.Appealed, s) || slices.Contains(t.Waived, s)
}

// lapse ends a claim without a decision; its money returns to the escrow timer.
func (a *act) lapse(no int, why string) {
	a.emit(ClaimMoved{Claim: no, State: Lapsed, Lapse: why})
	a.thaw(no)
}

func (a *act) lapseTrack(track int, why string) {
	for _, k := range a.c().OpenOf(track) {
		a.lapse(k.No, why)
	}
	for _, o := range slices.Clone(a.w.Talks.Offers) {
		if o.State == "open" && len(a.openTerms(&o)) == 0 {
			a.lapseOffer(o.No, "lapsed")
		}
	}
}

// finishPerforming ends a clock that runs until the last duty, once that ended
// and nothing else it waits for runs.
func (a *act) finishPerforming(track int) bool {
	t := a.c().Track(track)
	for _, id := range a.b.stages[t.Stage].Clocks {
		k := a.b.clocks[id]
		if k == nil || !slices.Contains(k.Until, "last_duty") {
			continue
		}
		d := a.c().Deadline(id, track)
		if d == nil || !d.Running() || a.dutyOpen(track) {
			continue
		}
		waits := slices.ContainsFunc(a.c().Deadlines, func(x Deadline) bool {
			return x.Track == track && (x.State == "running" || x.State == "paused") && slices.Contains(k.Until, x.Clock)
		})
		if !waits {
			a.expire(d.No)
			return true
		}
	}
	return false
}
