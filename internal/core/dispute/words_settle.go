package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// settleWords are T40–T44 and T72.
func settleWords() []*Word {
	return []*Word{
		{Name: "offer", Past: "offered", T: "T40", Stream: record.Talks, Fields: offerFields, Do: doOffer, Leads: true, Silent: true},
		{Name: "decline_offer", Past: "offer_declined", T: "T40", Stream: record.Talks, Fields: declineFields, Set: setOffer, Leads: true, Silent: true},
		{
			Name: "accept_offer", Past: "offer_accepted", T: "T41", Stream: record.Talks, Final: true, Money: true, Leads: true,
			Fields: acceptFields, Set: setOffer, Do: doAcceptOffer, Silent: true,
		},
		{Name: "sign", Past: "settlement_signed", T: "T42", Fields: signFields, Set: setSettlement, Do: doSign, Fold: foldSign},
		{Name: "challenge_settlement", Past: "settlement_challenged", T: "T43", Fields: challengeFields, Set: setSettlement, Do: doChallengeSettlement},
		{Name: "uphold_settlement", Past: "settlement_upheld", T: "T44", Fields: reasoned(""), Do: func(a *act, at *place, _ Answers) { a.settlementStands(at.track) }},
		{Name: "annul_settlement", Past: "settlement_annulled", T: "T44", Final: true, Fields: reasoned(""), Do: doAnnul},
		{Name: "withdraw", Past: "withdrawn", T: "T72", Final: true, Money: true, Leads: true, Fields: withdrawFields, Do: doWithdraw},
	}
}

func termsOf(in Answers) []Term {
	var out []Term
	for _, it := range in.Items("terms") {
		out = append(out, Term{
			Claim: it.Int("claim"), Minor: it.Minor("amount"), Return: it.Code("return") == "yes", Freight: it.Code("freight"),
			Reship: it.Code("reship") == "yes", Act: it.Code("act") == "yes", Days: it.Int("days"), Drop: it.Code("drop") == "yes",
		})
	}
	return out
}

// doOffer: a new offer replaces the side's own old one. An offer of the
// respondent is an answer too; the case hears only that it answered.
func doOffer(a *act, at *place, in Answers) {
	for _, o := range slices.Clone(a.w.Talks.Offers) {
		if o.State == "open" && o.By == a.actor.Side && o.Due.After(a.now) {
			a.lapseOffer(o.No, "replaced")
		}
	}
	a.makeOffer(a.actor.Side, termsOf(in), in.Int("counter"), in.Minor("hours"))
	if a.actor.Side == Respondent && !a.did("answer", at.track) && a.awaitsAnswer(at.track) {
		e := Act{Move: "answer", Track: at.track, Role: a.role, Side: a.actor.Side, As: "contest", Stage: at.stage}
		e.Round = a.c().Track(at.track).Entered
		a.emit(e)
		doAnswer(a, at, in)
	}
}

// awaitsAnswer tells whether the stage of a track waits for a first answer.
func (a *act) awaitsAnswer(track int) bool {
	k := a.b.clocks[clockAnswer]
	return k != nil && a.b.lists(a.b.stages[a.c().Track(track).Stage].Clocks, k)
}

func (a *act) makeOffer(by Side, terms []Term, counter int, hours int64) {
	k := a.b.clocks[clockOffer]
	o := Offer{No: len(a.w.Talks.Offers) + 1, By: by, Counter: counter, Terms: terms, At: a.now, State: "open"}
	rule := workday.Rule{Span: workday.Span{N: 72, Unit: workday.Hours}}
	if k != nil {
		rule = a.b.rule(k, "")
	}
	if hours > 0 {
		rule = workday.Rule{Span: workday.Span{N: int(hours), Unit: workday.Hours}}
	}
	o.Count = a.b.Calendar.Count(workday.Start{At: a.now}, rule)
	o.Due = o.Count.Due
	a.emitTo(record.Talks, OfferMade{Offer: o})
}

// demand keeps the claims themselves open as an offer: the respondent may agree
// to exactly what is asked, with one press, as long as they are open (T12, T41).
func (a *act) demand(track int) {
	for _, o := range slices.Clone(a.w.Talks.Offers) {
		if o.State == "open" && o.By == Claimant && o.Due.IsZero() {
			a.lapseOffer(o.No, "replaced")
		}
	}
	var terms []Term
	for _, k := range a.c().OpenOf(track) {
		if k.By == Claimant {
			terms = append(terms, a.asDemanded(k))
		}
	}
	if len(terms) > 0 {
		a.emitTo(record.Talks, OfferMade{Offer: Offer{No: len(a.w.Talks.Offers) + 1, By: Claimant, Terms: terms, At: a.now, State: "open"}})
	}
}

func (a *act) lapseOffer(no int, why string) { a.emitTo(record.Talks, OfferLapsed{No: no, Why: why}) }

// answerable are the open offers the actor may accept or decline.
func (a *act) answerable() []*Offer {
	var out []*Offer
	for i := range a.w.Talks.Offers {
		o := &a.w.Talks.Offers[i]
		if o.State != "open" || o.By == a.actor.Side || slices.Contains(o.Accepted, a.actor.Side) || slices.Contains(o.Declined, a.actor.Side) {
			continue
		}
		if len(a.openTerms(o)) > 0 {
			out = append(out, o)
		}
	}
	return out
}

// openTerms are the terms of an offer whose claims can still be settled.
func (a *act) openTerms(o *Offer) []Term {
	return slices.DeleteFunc(slices.Clone(o.Terms), func(t Term) bool {
		k := a.c().Claim(t.Claim)
		return k == nil || !slices.Contains(a.settleable(), k)
	})
}

func setOffer(_ *act, _ place, in Answers, e *Act) { e.Object = in.Int("offer") }

// doAcceptOffer: acceptance concludes. A proposal of the mediator needs both.
func doAcceptOffer(a *act, at *place, in Answers) {
	o := *a.w.Talks.Offer(in.Int("offer"))
	terms := a.openTerms(&o)
	var claims []int
	for _, t := range terms {
		claims = append(claims, t.Claim)
	}
	a.emitTo(record.Talks, OfferAccepted{No: o.No, Claims: claims, By: a.actor.Side})
	if a.w.Talks.Offer(o.No).State != "accepted" {
		return
	}
	for _, other := range slices.Clone(a.w.Talks.Offers) {
		if other.State == "open" && len(a.openTerms(&other)) > 0 && sameClaims(other, claims) {
			a.lapseOffer(other.No, "replaced")
		}
	}
	a.reconcile(o, terms, claims, at)
}

func sameClaims(o Offer, claims []int) bool {
	return slices.ContainsFunc(o.Terms, func(t Term) bool { return slices.Contains(claims, t.Claim) })
}

// reconcile closes claims by agreement: their track (or a part split off) goes on
// to performance, duties start, the rest stays where it is.
func (a *act) reconcile(o Offer, terms []Term, claims []int, at *place) {
	byTrack := map[int][]int{}
	var tracks []int
	for _, no := range claims {
		t := a.c().Claim(no).Track
		if !slices.Contains(tracks, t) {
			tracks = append(tracks, t)
		}
		byTrack[t] = append(byTrack[t], no)
	}
	for _, from := range tracks {
		stage := a.c().Track(from).Stage
		if a.runs(clockAnswer, place{track: from}) {
			doAnswer(a, &place{track: from}, nil)
		}
		track := a.split(from, byTrack[from], stage)
		a.leaveHold(track, "settled")
		no := len(a.c().Settled) + 1
		a.emit(Reconciled{Settlement: Settlement{No: no, Claims: byTrack[from], Offer: o.No, Hash: o.Hash, At: a.now, Track: track, Back: stage, Accepted: a.acceptors(o)}})
		for _, t := range terms {
			if !slices.Contains(byTrack[from], t.Claim) {
				continue
			}
			a.cancelDuties(t.Claim)
			a.emit(ClaimMoved{Claim: t.Claim, State: Agreed, Final: true, By: "agreement", Granted: t.Minor, Return: t.Return})
		}
		a.goTo(place{track: track, to: at.to, row: at.row})
		for _, t := range terms {
			if slices.Contains(byTrack[from], t.Claim) {
				a.dutiesOfTerm(t)
				a.thawRest(t.Claim)
			}
		}
		at.track, at.no = track, no
		a.event("accept_offer", ref{track: track, object: "settlement", no: no})
	}
}

func setSettlement(_ *act, _ place, in Answers, e *Act) { e.Object = in.Int("settlement") }

func doSign(a *act, _ *place, in Answers) {
	for _, s := range a.c().Settled {
		if s.No == in.Int("settlement") && len(s.Signed) == 2 {
			a.meet(clockSign, ref{track: s.Track, object: "settlement", no: s.No})
		}
	}
}

func foldSign(c *Case, e Act, _ record.Meta) {
	for i := range c.Settled {
		if c.Settled[i].No == e.Object {
			c.Settled[i].Signed = append(c.Settled[i].Signed, e.Side)
		}
	}
}

func doChallengeSettlement(a *act, at *place, in Answers) {
	a.emit(SettlementMoved{No: in.Int("settlement"), Mark: "challenged"})
	a.pauseDuties(at.track, true)
}

func (a *act) settlementStands(track int) {
	for _, s := range slices.Clone(a.c().Settled) {
		if s.Challenged && s.Track == track {
			a.emit(SettlementMoved{No: s.No, Mark: "stands"})
			a.endObject("settlement", s.No)
		}
	}
	a.pauseDuties(track, false)
}

// acceptors are the sides whose acceptance concluded an offer.
func (a *act) acceptors(o Offer) []Side {
	if now := a.w.Talks.Offer(o.No); now != nil {
		return slices.Clone(now.Accepted)
	}
	return nil
}

// doAnnul reopens the claims in their old stage; what was paid counts as advance.
func doAnnul(a *act, at *place, _ Answers) {
	for _, s := range slices.Clone(a.c().Settled) {
		if s.Challenged && s.Track == at.track {
			a.annul(s)
			at.to = "same"
		}
	}
}

// annul takes a settlement back: claims OPEN, money frozen anew less what was
// paid, the old stage with the time left, at least 2 wd.
func (a *act) annul(s Settlement) {
	if a.c().Track(s.Track).Closed {
		return
	}
	a.emit(SettlementMoved{No: s.No, Mark: "annulled"})
	a.endObject("settlement", s.No)
	for _, no := range s.Claims {
		a.cancelDuties(no)
		a.emit(ClaimMoved{Claim: no, State: Open})
		a.freeze(no)
	}
	a.reenter(s.Track, s.Back, s.At)
}

// reenter goes back to a stage that was left at an instant: its clocks run on with
// what was left then. A stage of which nothing is left begins anew.
func (a *act) reenter(track int, stage string, left timeT) {
	t := a.c().Track(track)
	old, next := a.b.stages[t.Stage], a.b.stages[stage]
	least := workday.Span{N: 2, Unit: workday.WorkingDays}
	var back []Deadline
	for _, d := range a.c().Deadlines {
		if d.Track == track && d.Object == "" && d.State == "cancelled" && d.Ended.Equal(left) && a.b.clocks[d.Clock] != nil && a.b.lists(next.Clocks, a.b.clocks[d.Clock]) {
			back = append(back, d)
		}
	}
	if !slices.ContainsFunc(back, func(d Deadline) bool { return a.b.clocks[d.Clock].Kind == "" && !a.umbrella(d.Clock) }) {
		a.enter(track, stage)
	} else {
		a.emit(Entered{Track: track, Stage: stage, From: t.Stage, Back: t.Back})
		a.endClocks(track, old, next)
		a.seatOwner(next.Owner, track)
	}
	for _, d := range back {
		if a.c().Deadline(d.Clock, track) == nil {
			a.runOn(d, a.b.Calendar.Resume(a.b.Calendar.Pause(d.Count, left), a.now, least))
		}
	}
}

// umbrella tells whether a clock spans several stages.
func (a *act) umbrella(clock string) bool {
	return slices.ContainsFunc(a.b.Procedure.Umbrellas, func(u procedure.Umbrella) bool { return u.Clock == clock })
}

// voidSettlements: what somebody without capacity accepted binds nobody, unless
// his guardian ratified it (T66); the claims are open again, the money stays.
func (a *act) voidSettlements(side Side) {
	for _, s := range slices.Clone(a.c().Settled) {
		if !s.Closed && a.unratified(s, side) {
			a.annul(s)
		}
	}
}

// ratify: his guardian stands by what a side accepted; it binds, whatever is shown
// of its capacity later.
func (a *act) ratify(side Side) {
	for _, s := range slices.Clone(a.c().Settled) {
		if a.unratified(s, side) {
			a.emit(SettlementMoved{No: s.No, Mark: "ratified", Side: side})
		}
	}
}

func (a *act) unratified(s Settlement, side Side) bool {
	return !s.Annulled && slices.Contains(s.Accepted, side) && !slices.Contains(s.Ratified, side)
}

// ratifiable tells whether a side accepted something that a guardian may ratify.
func (a *act) ratifiable(side Side) bool {
	return slices.ContainsFunc(a.c().Settled, func(s Settlement) bool { return a.unratified(s, side) })
}

// doWithdraw: named claims end, their money returns to the escrow timer; the
// other side's claims live on.
func doWithdraw(a *act, at *place, in Answers) {
	var tracks []int
	for _, no := range in.Numbers("claims") {
		k := a.c().Claim(no)
		a.emit(ClaimMoved{Claim: no, State: Withdrawn})
		a.thaw(no)
		if !slices.Contains(tracks, k.Track) {
			tracks = append(tracks, k.Track)
		}
	}
	for _, t := range tracks {
		live := slices.ContainsFunc(a.c().Of(t), func(k *Claim) bool { return !k.over() })
		if !live && !a.c().Track(t).Closed {
			a.goTo(place{track: t, to: at.to, row: at.row})
		}
	}
}

// hoursOf is a length of the file in hours.
func hoursOf(l procedure.Length, otherwise int64) int64 {
	switch l.Unit {
	case procedure.Hours:
		return int64(l.N)
	case procedure.NaturalDays:
		return int64(l.N) * 24
	default:
		return otherwise
	}
}

// asDemanded is the term that gives a claim exactly what it asks.
func (a *act) asDemanded(k *Claim) Term {
	t := Term{Claim: k.No, Minor: k.Minor}
	if kind := a.kindOf(k.Remedy); kind != nil {
		t.Return = hasDutyWord(kind, giveUp)
		t.Reship = hasDutyWord(kind, replace)
		t.Act = hasDutyWord(kind, perform)
	}
	return t
}
