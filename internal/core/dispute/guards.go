package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// guard is a named predicate of the vocabulary. code is what a refusal says when
// it does not hold (one of Codes); empty for conditions that only expiries use.
type guard struct {
	code string
	is   func(a *act, at place, arg string) bool
	// why says more exactly what is wrong, where that differs.
	why func(a *act, at place, arg string) string
	// input: the bounds of the fields marked with its name carry it out; before
	// anything is said it holds.
	input bool
	// route: of a word whose inputs decide where it leads (Word.Routes), it is asked
	// after the act is recorded.
	route bool
}

func (g guard) says(a *act, at place, arg string) string {
	if g.why != nil {
		if code := g.why(a, at, arg); code != "" {
			return code
		}
	}
	return g.code
}

type predicate = func(a *act, at place, arg string) bool

// not makes the negation the file may name.
func not(g predicate) predicate {
	return func(a *act, at place, arg string) bool { return !g(a, at, arg) }
}

// ofInput is a condition that the bounds of the inputs carry out.
func ofInput(code string) guard {
	return guard{code: code, is: func(*act, place, string) bool { return true }, input: true}
}

// onTrack is a condition of the track's own record.
func onTrack(is func(*Track) bool) predicate {
	return func(a *act, at place, _ string) bool { return is(a.c().Track(at.track)) }
}

// guards is the closed vocabulary of predicates (procedure.md §7, “The line”).
func guards() map[string]guard { return vocabulary.guards }

func makeGuards() map[string]guard {
	out := map[string]guard{}
	for _, group := range []map[string]guard{guardsOfPersons(), guardsOfTime(), guardsOfRounds(), guardsOfDuties(), guardsOfInputs()} {
		for name, g := range group {
			out[name] = g
		}
	}
	return out
}

// guardsOfPersons speak of who acts, of the order and of the two sides.
func guardsOfPersons() map[string]guard {
	selfOperated := func(a *act, _ place, _ string) bool { return a.selfOperated() }
	mediationOnly := func(a *act, _ place, _ string) bool { return a.c().MediationOnly }
	return map[string]guard{
		"own_order":                          {code: "unknown", is: ownOrder},
		"identity":                           {code: "incomplete", is: identified},
		"real_identity":                      {code: "incomplete", is: identified},
		"outside_channel":                    {code: "incomplete", is: reachable},
		"has_capacity":                       {code: "no_capacity", is: hasCapacity},
		"not_locked":                         {code: "locked", is: notLocked},
		"other_person":                       {code: "conflict", is: otherPerson},
		"unconnected":                        {code: "conflict", is: unconnected},
		"equal_free_deposit":                 {code: "bounds", is: equalFreeDeposit},
		"out_of_time":                        {code: "too_early", is: func(a *act, _ place, _ string) bool { return a.c().OutOfTime }},
		"C_wants_mediation_only":             {code: "not_consented", is: func(a *act, _ place, _ string) bool { return a.c().WantsMediate }},
		"self_operated":                      {code: "self_operated", is: selfOperated},
		"not_self_operated":                  {code: "self_operated", is: not(selfOperated)},
		"mediation_only":                     {code: "too_early", is: mediationOnly},
		"not_mediation_only":                 {code: "mediation_only", is: not(mediationOnly)},
		"both":                               {code: "not_consented", is: bothAgree},
		"both_or_body":                       {code: "not_consented", is: bothOrBody},
		"before_determination_or_R_consents": {code: "not_consented", is: mayWithdraw, why: whyNotWithdraw},
		"feature":                            {code: "wrong_stage", is: func(a *act, _ place, name string) bool { return a.b.Procedure.Features[name] }},
	}
}

// guardsOfTime speak of time and repetition.
func guardsOfTime() map[string]guard {
	return map[string]guard{
		"once":                           {code: "already_done", is: once},
		"once_per_line":                  {code: "already_done", is: oncePerLine},
		"answer_half_time":               {code: "too_early", is: answerHalfTime, why: whyNotWait},
		"before_first_answer":            {code: "too_late", is: not(answered)},
		"in_first_answer":                {code: "too_late", is: not(answered)},
		"respondent_answered":            {code: "too_early", is: answered},
		"open_wd3_or_refused_or_silent":  {code: "too_early", is: mayEscalate},
		"not_held":                       {code: "held", is: func(a *act, at place, _ string) bool { return !a.held(at.track) }},
		"running":                        {code: "nothing_there", is: func(a *act, at place, k string) bool { return a.runs(k, at) }},
		"within":                         {code: "too_late", is: func(a *act, at place, k string) bool { return a.runs(k, at) }, why: neverRan},
		"extension_left":                 {code: "already_done", is: extensionLeft, why: whyNotExtend},
		"both_or_body_or_after_stay_min": {code: "too_early", is: mayResume, why: whyNotResume},
	}
}

// guardsOfRounds speak of the round of evidence, of mediation, decision, appeal.
func guardsOfRounds() map[string]guard {
	juryAsked := func(a *act, _ place, _ string) bool { return a.b.Procedure.Features["jury"] }
	return map[string]guard{
		"item_ordered_or_round_open": {code: "too_late", is: itemOrderedOrRoundOpen},
		"new_item_served":            {code: "nothing_there", is: newItem},
		"respondent_heard_or_silent": {code: "too_early", is: heardOrSilent},
		"both_done_or_expired":       {code: "too_early", is: bothDone},
		"both_consented":             {code: "not_consented", is: bothConsented},
		"not_both_consented":         {code: "already_done", is: not(bothConsented)},
		"quorum":                     {code: "too_early", is: func(*act, place, string) bool { return false }},
		"jury_asked":                 {code: "not_consented", is: juryAsked},
		"not_jury_asked":             {code: "already_done", is: not(juryAsked)},
		"four_eyes":                  {code: "second_person", is: fourEyes},
		"under_supervision":          {code: "too_early", is: underSupervision},
		"remands_left":               {code: "already_done", is: remandsLeft},
		"other_side_appealed":        {code: "nothing_there", is: otherAppealed},
		"nobody_can_still_appeal":    {code: "too_early", is: nobodyCanAppeal},
		"any_appeal":                 {code: "nothing_there", is: anyAppeal},
		"not_any_appeal":             {code: "already_done", is: not(anyAppeal)},
		"from_appeal":                {code: "nothing_there", is: onTrack(func(t *Track) bool { return t.FromAppeal })},
		"not_from_appeal":            {code: "already_done", is: onTrack(func(t *Track) bool { return !t.FromAppeal })},
		"in_appeal":                  {is: inAppeal},
		"auto_grant_proved":          {is: autoGrantProved},
		"respondent_made_no_offer":   {is: func(a *act, _ place, _ string) bool { return !a.offered(Respondent) }},
		"respondent_silent":          {is: not(answered)},
		"review_rejection":           {is: reviewAsked},
		"item_named":                 {is: onTrack(func(t *Track) bool { return t.ItemNamed })},
	}
}

// guardsOfDuties speak of obligations.
func guardsOfDuties() map[string]guard {
	return map[string]guard{
		"return_accepted":        {code: "bounds", is: returnAccepted, route: true},
		"not_return_accepted":    {code: "bounds", is: not(returnAccepted), route: true},
		"ruled_refused":          {is: func(a *act, at place, _ string) bool { return a.c().Duty(at.duty).Refused }},
		"published_address":      {is: func(a *act, _ place, _ string) bool { return a.w.Facts.PublishedContact }},
		"debtor_is_buyer":        {is: debtorIsBuyer},
		"payouts_cover":          {is: payoutsCover},
		"deposit_and_fund_cover": {is: depositAndFundCover},
		"any_short":              {is: anyShort},
		"no_duty":                {is: func(a *act, at place, _ string) bool { return len(a.dutiesOf(at.track)) == 0 }},
		"any_duty_open":          {is: func(a *act, at place, _ string) bool { return a.dutyOpen(at.track) }},
		"agreed_or_determined":   {is: agreedOrDetermined},
		"in_intake":              {is: func(a *act, at place, _ string) bool { return a.b.stages[at.stage].Phase == "intake" }},
		"claimant_lost":          {is: claimantLost},
	}
}

// guardsOfInputs are carried out by the bounds of the fields marked with them.
func guardsOfInputs() map[string]guard {
	return map[string]guard{
		"line_and_problem": ofInput("incomplete"), "one_claim": ofInput("incomplete"), "claim_ids": ofInput("incomplete"),
		"each_claim_result": ofInput("incomplete"), "points_and_ground": ofInput("incomplete"),
		"listed_ground": ofInput("not_listed_ground"), "identity_order_or_claim_only": ofInput("not_listed_ground"),
		"coded_reason": ofInput("needs_reason"), "coded_ground": ofInput("needs_reason"), "reason_written": ofInput("needs_reason"),
		"reason_readable": ofInput("needs_reason"), "proof": ofInput("needs_proof"), "opening_record": ofInput("needs_proof"),
		"no_forbidden_term": ofInput("forbidden_term"), "no_worsening_for_sole_appellant": ofInput("worsening"),
		"fresh_confirmation": ofInput("not_confirmed"), "express": ofInput("not_confirmed"), "exact_text": ofInput("changed"),
		"slip_only": ofInput("bounds"), "body_agreed_or_designated": ofInput("incomplete"),
	}
}

// itemOrderedOrRoundOpen: after the round only what was ordered comes in (T23);
// the states of obligations that take exhibits are open rounds.
func itemOrderedOrRoundOpen(a *act, at place, _ string) bool {
	return at.duty != 0 || len(a.orderedOfActor()) > 0
}

// orderedOfActor are the orders of evidence that the actor can fulfil: those to
// his side, and for third parties and the desk those to others.
func (a *act) orderedOfActor() []EvidenceOrder {
	return slices.DeleteFunc(slices.Clone(a.c().Orders), func(o EvidenceOrder) bool {
		party := o.To == string(Claimant) || o.To == string(Respondent)
		mine := a.actor.Side != "" && o.To == string(a.actor.Side) || a.actor.Side == "" && !party
		return o.Done || o.Missed || !mine || o.Lacked && a.orderOver(o.No)
	})
}

// orderOver tells whether the time of an order would have ended by now: what was
// said to be missing may still be found until then, not after.
func (a *act) orderOver(no int) bool {
	return slices.ContainsFunc(a.c().Deadlines, func(d Deadline) bool {
		return d.Object == "order" && d.ObjectNo == no && !a.now.Before(d.Due)
	})
}

func newItem(a *act, at place, _ string) bool { return len(a.newItems(at)) > 0 }

// newItems are the exhibits the actor's side may give its opinion on: all of the
// other side's in the round; after it those that came since.
func (a *act) newItems(at place) []Exhibit {
	late := rowNames(at, "new_item_served")
	return slices.DeleteFunc(slices.Clone(a.c().Exhibits), func(x Exhibit) bool {
		said := slices.ContainsFunc(x.Opinions, func(o Opinion) bool { return o.By == a.actor.Side })
		if x.By == a.actor.Side || said || !late {
			return x.By == a.actor.Side || said
		}
		if at.duty != 0 {
			return x.Duty != at.duty
		}
		return x.Duty != 0 || x.At.Before(a.c().Track(at.track).Since)
	})
}

// underSupervision: the decision is overdue; an officer outside the team has his
// turn after the supervisor (T36).
func underSupervision(a *act, at place, _ string) bool {
	event := "supervise"
	if a.role == "officer_outside" {
		event = "assign_outside"
	}
	t, object := a.c().Track(at.track), ""
	since := t.Since
	if at.duty != 0 {
		object, since = "duty", a.c().Duty(at.duty).Since
	}
	return slices.ContainsFunc(a.c().Deadlines, func(d Deadline) bool {
		k := a.b.clocks[d.Clock]
		return k != nil && slices.Contains(k.Start, procedure.Start{Kind: "event", Name: event}) &&
			d.Track == at.track && d.Object == object && d.ObjectNo == at.duty && !d.Count.Start.At.Before(since)
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

// fourEyes: from the limit on a decision needs an approved draft (T34). The bounds of
// the results carry it out; only where every sum needs two persons, none rules alone.
func fourEyes(a *act, at place, _ string) bool {
	return a.b.limit("four_eyes.from") != 1 || a.approvedDraft(at.track) != nil
}

func (a *act) approvedDraft(track int) *Draft {
	t := a.c().Track(track)
	for i := len(a.w.Deliberation.Drafts) - 1; i >= 0; i-- {
		d := &a.w.Deliberation.Drafts[i]
		if d.Track == track && t != nil && d.Round == t.Entered && !d.Approved.IsZero() && a.covers(d) {
			return d
		}
	}
	return nil
}

// covers tells whether a draft gives just the claims of its track a result: claims
// may have been settled, withdrawn or held since.
func (a *act) covers(d *Draft) bool {
	open := a.c().OpenOf(d.Track)
	return len(open) == len(d.Results) && !slices.ContainsFunc(open, func(k *Claim) bool {
		return !slices.ContainsFunc(d.Results, func(r Result) bool { return r.Claim == k.No })
	})
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

func returnAccepted(a *act, at place, _ string) bool {
	d := a.c().Duty(at.duty)
	return d != nil && !d.Refused
}

func debtorIsBuyer(a *act, at place, _ string) bool {
	d := a.c().Duty(at.duty)
	return d != nil && a.c().Party(d.Debtor).Kind == Buyer
}

func anyShort(a *act, at place, _ string) bool {
	return slices.ContainsFunc(a.dutiesOf(at.track), func(d *Duty) bool { return d.Short > 0 })
}

// claimantLost: the claimant is known dead, incapable or locked out, and nobody is
// recorded who acts for it: its silence never counts (T66).
func claimantLost(a *act, _ place, _ string) bool {
	p := a.c().Party(Claimant)
	return !p.Silenceable() && len(p.RepBy) == 0 && p.Guardian.IsZero() && p.Successor.IsZero()
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
