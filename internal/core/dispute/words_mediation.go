package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// mediationWords are T30–T32.
func mediationWords() []*Word {
	return []*Word{
		{Name: "propose", Past: "proposed", T: "T30", Stream: record.Talks, Leads: true, Silent: true, Fields: offerFields, Do: func(a *act, _ *place, in Answers) {
			a.makeOffer("", termsOf(in), 0, in.Minor("hours"))
		}},
		{Name: "leave", Past: "mediation_left", T: "T31", Fields: confirmed, Do: endMediation},
		{Name: "fail", Past: "mediation_failed", T: "T31", Fields: func(*act, place) []Field {
			return []Field{ground("coded_reason", "no_agreement", "absent", "bad_faith", "unsuitable"), confirm()}
		}, Do: endMediation},
		{Name: "extend_mediation", Past: "mediation_extended", T: "T32", Fields: extendMediationFields, Set: setDays, Do: doExtendMediation},
		{Name: "open_talks", Past: "talks_opened", T: "inv. 7", Stream: record.Talks, Leads: true, Fields: confirmed},
	}
}

// endMediation: a mediation-only case ends without a result (T77).
func endMediation(a *act, at *place, _ Answers) {
	a.meet(clockMediation, ref{track: at.track})
	if a.c().MediationOnly {
		a.lapseTrack(at.track, "no_result")
	}
}

// doExtendMediation: the other side has agreed to as many days; the platform's clock moves along.
func doExtendMediation(a *act, at *place, in Answers) {
	a.extendWith(clockMediation, at.track, in.Int("days"), "extend_mediation")
}

// extendWith lengthens a clock and what its extension moves, by the same span.
func (a *act) extendWith(clock string, track, n int, why string) {
	k := a.b.clocks[clock]
	by := workday.Span{N: n, Unit: span(k.Extend.Len).Unit}
	part := a.c().Deadline(clock, track)
	if part == nil || !part.Running() {
		return
	}
	was := part.Due
	a.lengthen(*part, by, why)
	is := a.c().Deadline(clock, track).Due
	if k.Extend.Moves == "" {
		return
	}
	d := a.c().Deadline(k.Extend.Moves, track)
	if d == nil {
		d = a.replacement(k.Extend.Moves, track)
	}
	if d != nil && d.Running() {
		a.moveDeadline(*d, a.b.Calendar.Shift(d.Count, was, is), by.N, clock+".extend")
	}
}

// holdWords are T66, T67, T75 and the moves of holds.
func holdWords() []*Word {
	return []*Word{
		{Name: "stay", Past: "stayed", T: "T67", Fields: stayFields, Set: setStay, Do: doStay, Leads: true, Silent: true},
		{Name: "resume", Past: "resumed", T: "T67", Fields: resumeFields, Set: setHoldChoice, Do: doResume},
		{Name: "prove_held", Past: "hold_proved", T: "T67", Fields: proveFields, Do: doProve, Silent: true},
		{Name: "party_event", Past: "party_event_recorded", T: "T66", Fields: partyFields, Set: setParty, Do: doParty, Silent: true},
		{Name: "raise_safety", Past: "safety_raised", T: "T75", Fields: reasoned("", "injury", "fire", "food", "children"), Bar: safeAlready, Do: doSafety},
	}
}

// setStay keeps what the stay rests on and its claims.
func setStay(a *act, at place, in Answers, e *Act) {
	setClaims(a, at, in, e)
	e.As = a.stayBasis() + " " + e.As
}

// stayBasis: parties agree, the desk acts on the letter of a body.
func (a *act) stayBasis() string {
	if a.actor.Side == "" {
		return "body"
	}
	return "agreed"
}

// doStay: agreed by both it begins at once; on a body's letter at once too, but
// proof must follow (K_PROOF).
func doStay(a *act, at *place, in Answers) {
	claims := in.Numbers("claims")
	slices.Sort(claims)
	if a.stayBasis() == "body" {
		no := a.hold("STAYED_PROOF", claims, "", "body")
		a.event("notice_of_body", a.holdRef(no))
		return
	}
	no := a.hold("STAYED", claims, "", "agreed")
	a.event("stay", a.holdRef(no))
}

func (a *act) holdRef(no int) ref {
	h := a.c().Hold(no)
	r := ref{object: "hold", no: no}
	if len(h.Tracks) > 0 {
		r.track = h.Tracks[0]
	}
	return r
}

// holdUntil ends a hold's own clock at a date the parties named.
func (a *act) holdUntil(no int, until timeT) {
	for _, d := range slices.Clone(a.c().Deadlines) {
		if d.Object == "hold" && d.ObjectNo == no && d.Running() {
			count := d.Count
			count.Due = until
			a.moveDeadline(d, count, 0, "agreed")
		}
	}
}

func doResume(a *act, at *place, in Answers) {
	a.lift(in.Int("hold"), "resumed")
}

// doProve: proof of a police matter turns the wait for proof into the longer
// hold; proof that a court still holds the claim renews its own.
func doProve(a *act, _ *place, in Answers) {
	h := *a.c().Hold(in.Int("hold"))
	if h.Kind == "STAYED_PROOF" {
		a.emit(HoldLifted{No: h.No, As: "proved"})
		a.endObject("hold", h.No)
		no := a.hold("STAYED_POLICE", h.Claims, h.By, "proof")
		a.event("proof_filed", a.holdRef(no))
		return
	}
	a.meet(clockOutside, a.holdRef(h.No))
	a.event("proof_still_pending", a.holdRef(h.No))
}

func setParty(a *act, _ place, in Answers, e *Act) {
	e.As, e.Object = in.Code("event"), len(a.c().Holds)+1
}

// doParty records what happened to a party; a death, a taken-over account or an
// insolvency lays a hold (procedure.md §2.6).
func doParty(a *act, at *place, in Answers) {
	p := *a.c().Party(Side(in.Code("party")))
	p.RepBy, p.Powers = slices.Clone(p.RepBy), slices.Clone(p.Powers)
	what := in.Code("event")
	switch what {
	case "represent":
		p.empower(powerOf(in, a.now))
	case "end_power":
		p.endPower(personOf(in))
	case "guardian":
		p.Guardian = personOf(in)
	case "capable": // of age, or able again: nobody acts for it by law any more
		p.Incapable, p.Guardian = false, personID{}
	case "substitute":
		p.Dead = true
	case "succeed":
		p.Successor = personOf(in)
	case "lock_party":
		p.Locked = true
		if since := in.get("since").At; since != nil {
			p.LockedSince = *since
		}
	case "unlock":
		p.Locked = false
	case "incapable":
		p.Incapable = true
		if who := personOf(in); !who.IsZero() {
			p.Guardian = who
		}
	case "insolvency_opened":
		p.Insolvent = true
	}
	a.emit(PartyChanged{Party: p, Why: what})
	a.afterParty(p, what)
}

func personOf(in Answers) personID {
	var who personID
	if err := who.UnmarshalText([]byte(in.Code("person"))); err != nil {
		return personID{}
	}
	return who
}

// afterParty is what an event of a party does to the case.
func (a *act) afterParty(p Party, what string) {
	switch what {
	case "substitute":
		a.holdEach("STAYED_PARTY", "party_event", p.Side, what)
	case "lock_party":
		a.holdEach("LOCKED", "lock_party", p.Side, what)
	case "insolvency_opened":
		a.stopDebits(p)
		a.holdEach(insolvent, "insolvency_opened", p.Side, what)
	case "incapable":
		a.voidSettlements(p.Side)
	case "ratify":
		a.ratify(p.Side)
	case "unlock", "represent", "succeed":
		a.liftOf(p.Side, what)
	}
}

// holdEach lays a hold over every track, each with a clock of its own: they may end
// differently. A hold that pauses lies only where no other does.
func (a *act) holdEach(kind, event string, by Side, as string) {
	tracks := map[int][]int{}
	var order []int
	claims := a.pausable()
	if !a.b.pauses[kind] {
		claims = a.openClaims(func(k *Claim) bool { return !k.over() && !a.c().Track(k.Track).Closed })
	}
	for _, k := range claims {
		if tracks[k.Track] == nil {
			order = append(order, k.Track)
		}
		tracks[k.Track] = append(tracks[k.Track], k.No)
	}
	for _, t := range order {
		a.event(event, a.holdRef(a.hold(kind, tracks[t], by, as)))
	}
}

// liftOf ends the holds that waited for a side: its account is its own again, or
// somebody acts for it.
func (a *act) liftOf(side Side, what string) {
	kind := map[string]string{"unlock": "LOCKED", "represent": "STAYED_PARTY", "succeed": "STAYED_PARTY"}[what]
	for _, h := range slices.Clone(a.c().Holds) {
		if !h.Lifted && h.By == side && h.Kind == kind {
			a.lift(h.No, what)
		}
	}
}

// doSafety puts the case first: shorter time to answer, nights count too.
func doSafety(a *act, _ *place, _ Answers) {
	if !a.c().Safety {
		a.goesFirst()
	}
}

// goesFirst marks a matter of safety and calls the quality desk, whoever raised it
// and whenever: also the filing itself, before anybody has accepted it.
func (a *act) goesFirst() {
	a.emit(CaseMarked{Mark: "safety"})
	a.emit(Alerted{Whom: "quality_desk", Why: "safety"})
	for _, d := range slices.Clone(a.c().Deadlines) {
		k := a.b.clocks[d.Clock]
		if k == nil || d.State != "running" || d.Notice != 0 || d.Variant == "safety" {
			continue // what was served on a party is never shortened (invariant 4)
		}
		if _, ok := k.Variants["safety"]; !ok {
			continue
		}
		if count := a.b.Calendar.Count(workday.Start{At: a.now}, a.b.rule(k, "safety")); count.Due.Before(d.Due) {
			a.moveDeadline(d, count, 0, "safety")
		}
	}
}

func safeAlready(a *act, _ place) string {
	if a.c().Safety {
		return "already_done"
	}
	return ""
}
