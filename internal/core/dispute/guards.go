package dispute

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// guard is a named predicate of the vocabulary. code is what a refusal says when
// it does not hold; empty for conditions that only expiries use, and for guards
// that the bounds of the inputs already enforce (then is is always true).
type guard struct {
	code string
	is   func(a *act, at place, arg string) bool
}

func always(*act, place, string) bool { return true }

// not makes the negation the file may name.
func not(g func(*act, place, string) bool) func(*act, place, string) bool {
	return func(a *act, at place, arg string) bool { return !g(a, at, arg) }
}

// guards is the closed vocabulary of predicates (procedure.md §7, “The line”).
func guards() map[string]guard { return vocabulary.guards }

func makeGuards() map[string]guard {
	return map[string]guard{
		// of the person and the order
		"own_order":                 {"not_your_order", always}, // the capacity is given only to the order's parties
		"identity":                  {"identity_missing", identified},
		"real_identity":             {"identity_missing", identified},
		"outside_channel":           {"channel_missing", reachable},
		"has_capacity":              {"no_capacity", hasCapacity},
		"not_locked":                {"locked", notLocked},
		"other_person":              {"conflict", otherPerson},
		"unconnected":               {"conflict", unconnected},
		"equal_free_deposit":        {"deposit_too_small", equalFreeDeposit},
		"out_of_time":               {"in_time", func(a *act, _ place, _ string) bool { return a.c().OutOfTime }},
		"C_wants_mediation_only":    {"mediation_not_asked", func(a *act, _ place, _ string) bool { return a.c().WantsMediate }},
		"self_operated":             {"not_self_operated", func(a *act, _ place, _ string) bool { return a.c().SelfOperated }},
		"not_self_operated":         {"self_operated", func(a *act, _ place, _ string) bool { return !a.c().SelfOperated }},
		"mediation_only":            {"not_mediation_only", func(a *act, _ place, _ string) bool { return a.c().MediationOnly }},
		"not_mediation_only":        {"mediation_only", func(a *act, _ place, _ string) bool { return !a.c().MediationOnly }},
		"body_agreed_or_designated": {"", always},
		"feature":                   {"not_offered_here", func(a *act, _ place, f string) bool { return a.b.Procedure.Features[f] }},

		// of time and repetition
		"once":                           {"already_done", once},
		"once_per_line":                  {"already_done", oncePerLine},
		"answer_half_time":               {"too_early", answerHalfTime},
		"before_first_answer":            {"already_answered", func(a *act, at place, _ string) bool { return !a.did("answer", at.track) }},
		"in_first_answer":                {"already_answered", func(a *act, at place, _ string) bool { return !a.did("answer", at.track) }},
		"respondent_answered":            {"not_answered", func(a *act, at place, _ string) bool { return a.did("answer", at.track) }},
		"open_wd3_or_refused_or_silent":  {"too_early", mayEscalate},
		"not_held":                       {"held", func(a *act, at place, _ string) bool { return !a.held(at.track) }},
		"running":                        {"not_running", func(a *act, at place, k string) bool { return a.runs(k, at) }},
		"within":                         {"too_late", func(a *act, at place, k string) bool { return a.runs(k, at) }},
		"extension_left":                 {"no_extension_left", extensionLeft},
		"both_or_body_or_after_stay_min": {"too_early", mayResume},

		// of the round, mediation and decision
		"item_ordered_or_round_open":         {"round_closed", func(*act, place, string) bool { return true }},
		"new_item_served":                    {"nothing_new", newItem},
		"respondent_heard_or_silent":         {"respondent_not_heard", heardOrSilent},
		"both_done_or_expired":               {"round_open", bothDone},
		"both_consented":                     {"not_consented", bothConsented},
		"not_both_consented":                 {"both_consented", not(bothConsented)},
		"quorum":                             {"no_quorum", func(*act, place, string) bool { return false }},
		"not_jury_asked":                     {"jury_asked", func(a *act, _ place, _ string) bool { return !a.b.Procedure.Features["jury"] }},
		"jury_asked":                         {"no_jury", func(a *act, _ place, _ string) bool { return a.b.Procedure.Features["jury"] }},
		"four_eyes":                          {"four_eyes_missing", fourEyes},
		"under_supervision":                  {"not_supervised", func(a *act, at place, _ string) bool { return a.c().Track(at.track).Supervised }},
		"remands_left":                       {"no_remand_left", remandsLeft},
		"other_side_appealed":                {"no_appeal_to_answer", otherAppealed},
		"nobody_can_still_appeal":            {"window_open", nobodyCanAppeal},
		"any_appeal":                         {"no_appeal", anyAppeal},
		"not_any_appeal":                     {"appeal_pending", not(anyAppeal)},
		"from_appeal":                        {"not_from_appeal", func(a *act, at place, _ string) bool { return a.c().Track(at.track).FromAppeal }},
		"not_from_appeal":                    {"from_appeal", func(a *act, at place, _ string) bool { return !a.c().Track(at.track).FromAppeal }},
		"in_appeal":                          {"", inAppeal},
		"before_determination_or_R_consents": {"consent_needed", mayWithdraw},

		// of duties
		"return_accepted":        {"return_not_accepted", returnAccepted},
		"not_return_accepted":    {"return_accepted", not(returnAccepted)},
		"ruled_refused":          {"", func(a *act, at place, _ string) bool { return a.c().Duty(at.duty).Refused }},
		"data_prove_swap":        {"", dataProveSwap},
		"published_address":      {"", func(a *act, _ place, _ string) bool { return a.w.Facts.PublishedContact }},
		"debtor_is_buyer":        {"", debtorIsBuyer},
		"payouts_cover":          {"", payoutsCover},
		"deposit_and_fund_cover": {"", depositAndFundCover},
		"any_short":              {"", anyShort},
		"no_duty":                {"", func(a *act, at place, _ string) bool { return len(a.dutiesOf(at.track)) == 0 }},
		"any_duty_open":          {"", func(a *act, at place, _ string) bool { return a.dutyOpen(at.track) }},
		"agreed_or_determined":   {"", agreedOrDetermined},

		// of silence and offers
		"auto_grant_proved":        {"", autoGrantProved},
		"respondent_made_no_offer": {"", func(a *act, _ place, _ string) bool { return !a.offered(Respondent) }},
		"respondent_silent":        {"", func(a *act, at place, _ string) bool { return !a.did("answer", at.track) }},
		"review_rejection":         {"", func(a *act, at place, _ string) bool { return a.did("review_rejection", at.track) }},
		"item_named":               {"", func(a *act, at place, _ string) bool { return a.c().Track(at.track).ItemNamed }},

		// enforced by the bounds of the inputs: nothing outside them can be said
		"line_and_problem": {"", always}, "one_claim": {"", always}, "listed_ground": {"", always},
		"identity_order_or_claim_only": {"", always}, "coded_reason": {"", always}, "reason_written": {"", always},
		"reason_readable": {"", always}, "each_claim_result": {"", always}, "fresh_confirmation": {"", always},
		"points_and_ground": {"", always}, "no_worsening_for_sole_appellant": {"", always},
		"no_forbidden_term": {"", always}, "exact_text": {"", always}, "claim_ids": {"", always},
		"coded_ground": {"", always}, "proof": {"", always}, "express": {"", always}, "slip_only": {"", always},
		"opening_record": {"", always}, "both": {"", always}, "both_or_body": {"", always},
	}
}

// did tells whether a move was made on a track in its present round.
func (a *act) did(move string, track int) bool {
	t := a.c().Track(track)
	return slices.ContainsFunc(a.c().Deeds, func(d Deed) bool {
		return d.Move == move && d.Track == track && t != nil && d.Round == t.Entered
	})
}

// didBy counts how often a side made a move in the present round.
func (a *act) didBy(move string, track int, s Side) int {
	t, n := a.c().Track(track), 0
	for _, d := range a.c().Deeds {
		if d.Move == move && d.Track == track && d.Side == s && t != nil && d.Round == t.Entered {
			n++
		}
	}
	return n
}

func (a *act) runs(clock string, at place) bool {
	for _, d := range a.c().Deadlines {
		if d.Clock == clock && d.Track == at.track && d.Running() && (at.duty == 0 || d.Object != "duty" || d.ObjectNo == at.duty) {
			return true
		}
	}
	return false
}

func identified(a *act, _ place, _ string) bool {
	return slices.Contains(a.w.Facts.Identified, a.actor.Side)
}

func reachable(a *act, _ place, _ string) bool {
	return slices.Contains(a.w.Facts.Reachable, a.actor.Side)
}

func hasCapacity(a *act, _ place, _ string) bool {
	p := a.c().Party(a.actor.Side)
	return !p.Dead && (!p.Incapable || a.w.Facts.same(p.Guardian, a.actor.Person))
}

func notLocked(a *act, _ place, _ string) bool { return !a.c().Party(a.actor.Side).Locked }

// otherPerson: nobody passes on his own act in one matter (procedure.md inv. 6).
func otherPerson(a *act, at place, _ string) bool {
	watched := map[string][]string{
		"confirm_rejection": {"reject", "uphold_objection"}, "uphold_objection": {"accept"},
		"approve": {"submit_draft"},
	}
	for _, d := range a.c().Deeds {
		if slices.Contains(watched[at.row.Move], d.Move) && a.w.Facts.same(d.Person, a.actor.Person) {
			return false
		}
	}
	if at.row.Move == "decide_challenge" {
		for _, ch := range a.c().Challenges {
			if ch.Ended == "" && a.w.Facts.same(ch.Person, a.actor.Person) {
				return false
			}
		}
	}
	if at.row.Move == "approve" {
		for _, d := range a.w.Deliberation.Drafts {
			if d.Track == at.track && d.Approved.IsZero() && a.w.Facts.same(d.By, a.actor.Person) {
				return false
			}
		}
	}
	return true
}

// unconnected: has done nothing else in the case and seen no offers.
func unconnected(a *act, _ place, _ string) bool {
	for _, d := range a.c().Deeds {
		if a.w.Facts.same(d.Person, a.actor.Person) && !slices.Contains([]string{"rule", "assign", "rule_return", "set_value"}, d.Move) {
			return false
		}
	}
	return !a.sawOffers()
}

func (a *act) sawOffers() bool {
	return slices.ContainsFunc(a.w.Talks.Opened, func(d Deed) bool { return a.w.Facts.same(d.Person, a.actor.Person) })
}

func once(a *act, at place, _ string) bool {
	for _, d := range a.c().Deeds {
		if d.Move != at.row.Move || at.duty != 0 && d.Duty != at.duty {
			continue
		}
		sameSide := a.actor.Side == "" || d.Side == a.actor.Side
		if sameSide && (d.Track == at.track && a.sameWindow(d, at)) {
			return false
		}
	}
	return true
}

// sameWindow: an appeal is once for each ruling; the rest once for each track.
func (a *act) sameWindow(d Deed, at place) bool {
	t := a.c().Track(at.track)
	if at.row.Move == "appeal" || at.row.Move == "reply_appeal" {
		return t != nil && d.Round == t.Entered
	}
	return true
}

func oncePerLine(a *act, _ place, _ string) bool {
	return !slices.ContainsFunc(a.c().Deeds, func(d Deed) bool { return d.Move == "protect" })
}

func answerHalfTime(a *act, at place, _ string) bool {
	for i := range a.c().Deadlines {
		d := &a.c().Deadlines[i]
		if k := a.b.clocks[d.Clock]; k != nil && d.Track == at.track && d.Running() && k.Extend != nil && k.Extend.Move == at.row.Move {
			start := d.Count.Start.At
			return !a.now.Before(start.Add(d.Due.Sub(start) / 2))
		}
	}
	return false
}

// mayEscalate: from 00:00 of the working day the file names, at once after a
// refusal or silence, and always where only the claimant's choice is awaited.
func mayEscalate(a *act, at place, _ string) bool {
	t := a.c().Track(at.track)
	if a.actor.Side == Respondent && !a.did("answer", at.track) {
		return false
	}
	if t.Silent || a.refused(at.track) {
		return true
	}
	opens, runs := a.escalationOpens(at.track)
	if !runs {
		return a.choiceOnly(t)
	}
	return !opens.IsZero() && !a.now.Before(opens)
}

// choiceOnly: a stage whose owner is the claimant alone waits for his choice.
func (a *act) choiceOnly(t *Track) bool { return a.b.stages[t.Stage].Owner == "claimant" }

func (a *act) refused(track int) bool {
	return slices.ContainsFunc(a.c().Deeds, func(d Deed) bool {
		return d.Move == "answer" && d.Track == track && d.Value == "refuse"
	})
}

// escalationOpens is the instant from which the platform may be asked in; runs
// tells whether a clock that opens it exists here.
func (a *act) escalationOpens(track int) (opens time.Time, runs bool) {
	for i := range a.b.Procedure.Clocks {
		k := &a.b.Procedure.Clocks[i]
		if k.OpensEscalator.N == 0 || !a.b.lists(a.b.stages[a.c().Track(track).Stage].Clocks, k) {
			continue
		}
		d := a.c().Deadline(k.ID, track)
		if d == nil {
			return time.Time{}, true
		}
		return a.opensAt(d.Count.Start, k.OpensEscalator), true
	}
	return time.Time{}, false
}

// opensAt: 00:00 of the n-th working day, or after so many hours.
func (a *act) opensAt(from workday.Start, l procedure.Length) time.Time {
	if l.Unit == procedure.WorkingDays {
		end := a.b.Calendar.Count(from, workday.Rule{Span: span(l)}).Due
		return end.AddDate(0, 0, -1)
	}
	return a.b.Calendar.Count(from, workday.Rule{Span: span(l)}).Due
}

func extensionLeft(a *act, at place, _ string) bool { return len(a.extendable(at)) > 0 }

func mayResume(a *act, at place, _ string) bool {
	h := a.c().Held(at.track)
	if h == nil {
		return false
	}
	if a.actor.Side == "" || h.As != "agreed" {
		return a.actor.Side == "" || h.By == a.actor.Side
	}
	least := a.b.Procedure.Limits["stay.min"].Length
	return !a.now.Before(a.b.Calendar.Count(workday.Start{At: h.Since}, workday.Rule{Span: span(least)}).Due)
}

func newItem(a *act, _ place, _ string) bool {
	return slices.ContainsFunc(a.c().Exhibits, func(x Exhibit) bool {
		return x.By != a.actor.Side && !slices.ContainsFunc(x.Opinions, func(o Opinion) bool { return o.By == a.actor.Side })
	})
}

func heardOrSilent(a *act, at place, _ string) bool {
	t := a.c().Track(at.track)
	return t.Silent || slices.ContainsFunc(a.c().Deeds, func(d Deed) bool {
		return d.Side == Respondent && (d.Move == "answer" || d.Move == "add_exhibit" || d.Move == "opine" || d.Move == "message")
	})
}

func bothDone(a *act, at place, _ string) bool {
	t := a.c().Track(at.track)
	return len(t.Done) == 2 && (t.EvidenceClosed || !a.twoParts(t))
}

// twoParts tells whether the round has a second part, for opinions.
func (a *act) twoParts(t *Track) bool {
	for _, id := range a.b.stages[t.Stage].Clocks {
		if k := a.b.clocks[id]; k != nil && slices.Contains(k.Start, procedure.Start{Kind: "event", Name: "close_evidence"}) {
			return true
		}
	}
	return false
}

func bothConsented(a *act, at place, _ string) bool {
	t := a.c().Track(at.track)
	return a.b.Procedure.Features["mediation"] && slices.Contains(t.Consent, Claimant) && slices.Contains(t.Consent, Respondent)
}

// fourEyes: above the limit a decision needs an approved draft (T34).
func fourEyes(a *act, at place, _ string) bool {
	return !a.needsFourEyes(at.track) || a.approvedDraft(at.track) != nil
}

func (a *act) needsFourEyes(track int) bool {
	from := a.b.limit("four_eyes.from")
	if from == 0 {
		return false
	}
	var sum int64
	for _, k := range a.c().OpenOf(track) {
		sum += k.Minor
	}
	return sum >= from
}

func (a *act) approvedDraft(track int) *Draft {
	t := a.c().Track(track)
	for i := len(a.w.Deliberation.Drafts) - 1; i >= 0; i-- {
		d := &a.w.Deliberation.Drafts[i]
		if d.Track == track && t != nil && d.Round == t.Entered && !d.Approved.IsZero() {
			return d
		}
	}
	return nil
}

func remandsLeft(a *act, _ place, _ string) bool {
	n := int64(0)
	for _, d := range a.c().Deeds {
		if d.Move == "remand" {
			n++
		}
	}
	return n < a.b.limit("remands")
}

func otherAppealed(a *act, at place, _ string) bool {
	if at.duty != 0 {
		return slices.Contains(a.c().Duty(at.duty).Appealed, a.actor.Side.Other())
	}
	return slices.Contains(a.c().Track(at.track).Appealed, a.actor.Side.Other())
}

func nobodyCanAppeal(a *act, at place, _ string) bool {
	t := a.c().Track(at.track)
	spent := func(s Side) bool { return slices.Contains(t.Appealed, s) || slices.Contains(t.Waived, s) }
	return spent(Claimant) && spent(Respondent)
}

func anyAppeal(a *act, at place, _ string) bool {
	if at.duty != 0 {
		return len(a.c().Duty(at.duty).Appealed) > 0
	}
	return len(a.c().Track(at.track).Appealed) > 0
}

func inAppeal(a *act, at place, _ string) bool {
	return a.b.stages[at.stage] != nil && a.b.stages[at.stage].Owner == "reviewer"
}

func mayWithdraw(a *act, at place, _ string) bool {
	for _, k := range a.c().Claims {
		if k.By == a.actor.Side && k.State == Open {
			return true
		}
	}
	return slices.ContainsFunc(a.c().Deeds, func(d Deed) bool { return d.Move == "consent_withdrawal" && d.Side == a.actor.Side.Other() })
}

func returnAccepted(a *act, at place, _ string) bool {
	d := a.c().Duty(at.duty)
	return d != nil && !d.Refused
}

func dataProveSwap(*act, place, string) bool { return false }

func debtorIsBuyer(a *act, at place, _ string) bool {
	d := a.c().Duty(at.duty)
	return d != nil && a.c().Party(d.Debtor).Kind == Buyer
}

func anyShort(a *act, at place, _ string) bool {
	return slices.ContainsFunc(a.dutiesOf(at.track), func(d *Duty) bool { return d.Short > 0 })
}

func agreedOrDetermined(a *act, at place, _ string) bool {
	for _, k := range a.c().Of(at.track) {
		if k.State == Open {
			return false
		}
	}
	return true
}

// offered tells whether a side made any offer.
func (a *act) offered(s Side) bool {
	return slices.ContainsFunc(a.w.Talks.Offers, func(o Offer) bool { return o.By == s })
}

var _ = escrow.Refund
