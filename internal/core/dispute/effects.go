package dispute

import (
	"slices"
)

// makeEffects is the closed vocabulary of what an expiry may do.
func makeEffects() map[string]func(*act, place) {
	nothing := func(*act, place) {}
	return map[string]func(*act, place){
		// filing
		"accept":              byTimer("accept"),
		"acceptance_stands":   nothing, // the objection ends, the point stays open for the adjudicator
		"file_without_freeze": nothing, // read by submit: the filing is late
		"thaw":                thawExpired,
		"keep_freeze":         nothing, // a review of the rejection was asked: what is frozen waits for it (T08)
		"lapse_claims":        lapseClaims,

		// talks
		"escalate":      byTimer("escalate"),
		"grant_by_rule": grantByRule,
		"lapse_offer":   nothing, // offers carry their own instant, behind the wall

		// round, mediation, decision
		"close_evidence":           func(a *act, at place) { a.emit(TrackMarked{Track: at.track, Mark: "evidence_closed"}) },
		"consent_refused":          consentRefused,
		"fast_track_off":           func(a *act, at place) { a.emit(TrackMarked{Track: at.track, Mark: "fast_track", Off: true}) },
		"go_on_without_item":       goOnWithoutItem,
		"next_approver":            func(a *act, at place) { a.emit(Alerted{Whom: "supervisor", Why: "K_FOUR"}) },
		"supervise":                func(a *act, at place) { a.emit(TrackMarked{Track: at.track, Mark: "supervised"}) },
		"assign_outside":           func(a *act, at place) { a.emit(TrackMarked{Track: at.track, Mark: "outside_team"}) },
		"offer_to_every_qualified": func(a *act, at place) { a.emit(TrackMarked{Track: at.track, Mark: "any_qualified"}) },
		"decide_by_rule":           decideByRule,
		"perform_ruling":           performRuling,
		"final_answer":             func(a *act, at place) { a.answerFinally(at.track, a.grantAll(at.track)) },
		"replace_neutral":          replaceNeutral,
		"reply_closed":             nothing,
		"open_review":              func(a *act, at place) { a.performUncontestedAfterWindow(at.track) },
		"finalise":                 func(a *act, at place) { a.finalise(at.track) },

		// settlement
		"record_unsigned":            func(a *act, at place) { a.emit(SettlementMoved{No: at.no, Mark: "unsigned"}) },
		"settlement_unchallengeable": func(a *act, at place) { a.emit(SettlementMoved{No: at.no, Mark: "closed"}) },
		"settlement_stands":          func(a *act, at place) { a.settlementStands(at.track) },

		// duties
		"debit_payouts":                  func(a *act, at place) { a.debitPayouts(at.duty) },
		"debit_deposit_then_fund":        debitDepositThenFund,
		"show_debt":                      func(a *act, at place) { a.kit("creditor") }, // the sum stays shown as open; nothing is debited from a buyer
		"use_published_address":          nothing,                                      // the address the merchant publishes by law is served
		"refund_goods_kept_for_merchant": keepGoods,
		"release_goods":                  nothing, // the buyer may dispose of them
		"lapse_duty_and_refund":          lapseReturn,
		"trace_by_carrier_data":          nothing, // F3: the sender proves; carrier data decide
		"accept_return":                  func(a *act, at place) { a.takeReturn(at.duty) },
		"pay_refund":                     func(a *act, at place) { a.takeReturn(at.duty) },
		"refund_instead":                 func(a *act, at place) { a.refundInstead(at.duty) },
		"record_breach":                  recordBreach,

		// holds and service
		"resume":                 resumeHold,
		"ask_both_for_state":     func(a *act, at place) { a.emit(Alerted{Whom: "parties", Why: "K_EXT"}) },
		"share_deposit_pro_rata": resumeHold,
		"fallback_service":       func(a *act, at place) { a.fallback(at.no) },
		"purge_or_anonymise":     nothing, // the archive's act: keys are destroyed there
	}
}

// byTimer makes a move of the vocabulary as the platform's timer.
func byTimer(move string) func(*act, place) {
	return func(a *act, at place) {
		w, _ := word(move)
		a.move(w, at, nil, nil)
		if w.Do != nil {
			w.Do(a, &at, nil)
		}
		if at.object == "" && w.Past != w.Name {
			a.event(w.Past, at.ref())
		}
		a.inform(move, at.ref())
	}
}

// thawExpired returns money to the escrow timer. A clock over money alone leaves
// the claims as they are: a review of the rejection may still run (K_RJ_HOLD).
func thawExpired(a *act, at place) {
	a.thawProtected()
	if at.deadline.Clock == clockAnswered {
		a.endFinalAnswer(at.track)
		return
	}
	if a.b.clocks[at.deadline.Clock].Kind != "money" {
		a.lapseTrack(at.track, "expired")
		return
	}
	for _, k := range a.c().OpenOf(at.track) {
		a.thaw(k.No)
	}
}

// lapseClaims ends what nobody pursued, or nobody could be told of; the routes
// outside are told (T20, T77, K_UNSERVED).
func lapseClaims(a *act, at place) {
	why := "not_pursued"
	if at.deadline != nil && at.deadline.Object == "notice" {
		why = "unserved" // not the claimant's doing: the other side could not be told
	}
	a.lapseTrack(at.track, why)
	a.kit("parties")
}

// grantByRule: data prove the claim, the merchant was silent (T15).
func grantByRule(a *act, at place) {
	results := a.grantAll(at.track)
	a.emit(TrackMarked{Track: at.track, Mark: "silent"})
	a.determine(at.track, "rule", "rule", results)
	for _, r := range results {
		a.performResult(r, "rule")
	}
}

func consentRefused(a *act, at place) {
	if t := a.c().Track(at.track); len(t.Consent) < 2 {
		a.emit(TrackMarked{Track: at.track, Mark: "declined"})
	}
}

func goOnWithoutItem(a *act, at place) {
	a.emit(OrderMissed{No: at.no})
}

// decideByRule is T37: nobody of the staff decided. Claims proved by data, and
// claims on which the merchant bears the burden and filed nothing, are granted up
// to the sum paid; the rest lapses.
func decideByRule(a *act, at place) {
	var granted, rest []Result
	for _, r := range a.grantAll(at.track) {
		k := a.c().Claim(r.Claim)
		if r.Minor > 0 && a.c().Party(k.By).Kind == Buyer && (a.provedByData(k) || a.burdenUnmet(k)) {
			granted = append(granted, r)
		} else {
			rest = append(rest, r)
		}
	}
	a.emit(TrackMarked{Track: at.track, Mark: "after_last"})
	a.determine(at.track, "rule", "rule", granted)
	for _, r := range rest {
		a.lapse(r.Claim, "not_decided")
	}
	for _, r := range granted {
		a.performResult(r, "rule")
		a.thawRest(r.Claim)
	}
}

// burdenUnmet: the merchant bears the burden and filed nothing.
func (a *act) burdenUnmet(k *Claim) bool {
	r, ok := a.b.Reasons.Reason(k.Reason)
	if !ok || r.Burden.First() != "M" || !a.c().Party(k.By.Other()).Silenceable() {
		return false
	}
	return !slices.ContainsFunc(a.c().Exhibits, func(x Exhibit) bool { return x.By == k.By.Other() })
}

// performRuling is T38: the reviewer was late, the ruling is performed, a person
// may still be asked.
func performRuling(a *act, at place) {
	a.emit(TrackMarked{Track: at.track, Mark: "after_last"})
	a.emit(TrackMarked{Track: at.track, Mark: "from_appeal"})
	for _, k := range a.c().Of(at.track) {
		if k.State == Determined && !k.Final {
			a.performResult(Result{Claim: k.No, Minor: k.Granted, Return: k.Return}, "rule")
		}
	}
}

func replaceNeutral(a *act, at place) {
	a.emit(ChallengeEnded{No: at.no, How: "replaced"})
	a.replaceNeutral(at.no, at.track)
}

// performUncontestedAfterWindow: the window is over; who has not appealed no
// longer can.
func (a *act) performUncontestedAfterWindow(track int) {
	for _, s := range []Side{Claimant, Respondent} {
		if t := a.c().Track(track); !spent(t, s) {
			a.emit(WindowLapsed{Track: track, Side: s})
		}
	}
	a.performUncontested(track)
}

// debitDepositThenFund: breach; deposit, then the guarantee fund by its rule, then
// a shortfall to the fen (T57).
func debitDepositThenFund(a *act, at place) {
	d := *a.c().Duty(at.duty)
	if !d.Breach {
		d.Breach = true
		a.emit(DutySet{Duty: d})
	}
	a.debitDeposit(at.duty)
	a.drawFund(at.duty)
}

// keepGoods: no address was given; the refund is due, the goods wait for the
// merchant to fetch them (T59).
func keepGoods(a *act, at place) {
	d := *a.c().Duty(at.duty)
	d.Kept = true
	a.emit(DutySet{Duty: d})
}

// lapseReturn: the goods were not sent (or were refused as swapped): the refund
// hanging on them falls, its money thaws (T60).
func lapseReturn(*act, place) {}

func recordBreach(a *act, at place) {
	d := *a.c().Duty(at.duty)
	d.Breach = true
	a.emit(DutySet{Duty: d})
}

// resumeHold ends a hold by time; its claims go on.
func resumeHold(a *act, at place) {
	h := a.c().Hold(at.no)
	if h == nil || at.object != "hold" || h.Lifted {
		return
	}
	a.lift(h.No, "expired")
	if at.as == "on_file_no_default" {
		a.emit(TrackMarked{Track: at.track, Mark: "on_file"})
	}
}
