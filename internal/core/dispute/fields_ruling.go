package dispute

import "slices"

// resultBounds are what bears on the results of one kind of decision.
type resultBounds struct {
	ruling bool  // a person decides over both: goods are not kept beside the money for nothing
	alone  int64 // the most that all results together may give without a second person; 0: no limit
}

// resultFields give every open claim of the track a result (invariant 1): all of
// what it asks, a part of it, or nothing.
func (a *act) resultFields(track int, b resultBounds) Field {
	open := a.c().OpenOf(track)
	bound := int64(0)
	for _, k := range open {
		bound = max(bound, k.Minor)
	}
	fields := []Field{choice("result", true, "granted", "partly", "dismissed"), sum("amount", false, 0, bound, a.c().Currency), yesNo("return"), yesNo("fault")}
	if b.ruling {
		fields = append(fields, choice("kept", false, keptGrounds...))
	}
	fields = append(fields, number("days", false, 1, 90), reasonText("reason", ""))
	of := func(k *Claim) []Field { return a.resultOf(k, b) }
	f := perClaim("results", max(1, len(open)), len(open), append([]Field{claimChoice(open, of)}, fields...)...)
	f.Guard = "each_claim_result"
	f.Total, f.Over, f.OverGuard = b.alone, "second_person", "four_eyes"
	return f
}

// resultOf: only a sum can be granted in part, by naming the part.
func (a *act) resultOf(k *Claim, b resultBounds) []Field {
	f := choice("result", true, "granted", "partly", "dismissed")
	f.Choices[0].Then = append([]Field{exactly("amount", k.Minor, a.c().Currency)}, a.keptFields(k, b)...)
	f.Choices[1].Then = append([]Field{sum("amount", true, 1, k.Minor, a.c().Currency)}, a.keptFields(k, b)...)
	f.Choices[2].Then = []Field{exactly("amount", 0, a.c().Currency), unsaid("return"), unsaid("days")}
	if b.ruling {
		f.Choices[2].Then = append(f.Choices[2].Then, unsaid("kept"))
	}
	if k.Minor == 0 {
		f.Choices = slices.Delete(f.Choices, 1, 2)
	}
	return []Field{f}
}

// keptGrounds are why money is given though the goods stay with the buyer and nobody
// is at fault: the law says so, or a return is impracticable (116 art 27(1)).
var keptGrounds = []string{"legal", "impracticable"} //nolint:gochecknoglobals // a constant list

// keptFields are invariant 9: where the goods are with the buyer, money is given
// after they went back, for fault that was found, or on a recorded ground.
func (a *act) keptFields(k *Claim, b resultBounds) []Field {
	switch {
	case !b.ruling:
		return nil
	case k.Minor == 0 || a.c().Party(k.By).Kind != Buyer || !a.goodsWithBuyer(k):
		return []Field{unsaid("kept")}
	}
	back, fault, why := yesNo("return"), choice("fault", true, "yes", "no"), choice("kept", true, keptGrounds...)
	fault.Missing, why.Missing = "needs_reason", "needs_reason"
	back.Choices[0].Then = []Field{yesNo("fault"), unsaid("kept")}
	fault.Choices[0].Then, fault.Choices[1].Then = []Field{unsaid("kept")}, []Field{why}
	return []Field{back, fault}
}

// alone is the most that one person may give on a track; 0: no limit (T34).
func (a *act) alone(track int) int64 {
	var demanded int64
	for _, k := range a.c().OpenOf(track) {
		demanded += k.Minor
	}
	if from := a.b.limit("four_eyes.from"); from > 1 && demanded >= from {
		return from - 1
	}
	return 0
}

func rulingFields(a *act, at place) []Field { return a.rulingFields(at, resultBounds{ruling: true}) }

func (a *act) rulingFields(at place, b resultBounds) []Field {
	return []Field{a.resultFields(at.track, b), a.findings(at.track), reasonText("reasons", "")}
}

func (a *act) exhibitNumbers() Field {
	f := Field{Name: "exhibits", Kind: Exhibits}
	for _, x := range a.c().Exhibits {
		f.Choices = append(f.Choices, Option{Value: itoa(x.No)})
	}
	return f
}

// approveFields: a draft of this round that nobody has approved, or sent back, yet.
func approveFields(a *act, at place) []Field {
	f := Field{Name: "draft", Kind: Choice, Required: true}
	t := a.c().Track(at.track)
	for _, d := range a.w.Deliberation.Drafts {
		switch {
		case d.Track != at.track || d.Round != t.Entered:
		case !a.covers(&d):
			f.Barred, f.None = append(f.Barred, Bar{itoa(d.No), "changed"}), "changed"
		case !d.Returned.IsZero():
			f.Barred, f.None = append(f.Barred, Bar{itoa(d.No), "already_done"}), "already_done"
		case d.Approved.IsZero():
			f.Choices = append(f.Choices, Option{Value: itoa(d.No), Label: d.Hash})
		default:
			f.Barred, f.None = append(f.Barred, Bar{itoa(d.No), "already_done"}), "already_done"
		}
	}
	return []Field{f, confirm()}
}

// returnDraftFields: a draft that waits, and what is to be looked at again.
func returnDraftFields(a *act, at place) []Field {
	return []Field{approveFields(a, at)[0], reasonText("reason", "")}
}

// ruleFields: where a draft was approved the decision is that draft, by its hash;
// else it is given here.
func ruleFields(a *act, at place) []Field {
	if d := a.approvedDraft(at.track); d != nil {
		return []Field{{Name: "draft_hash", Kind: Seen, Required: true, Must: d.Hash, Default: d.Hash}, confirm()}
	}
	return append(a.rulingFields(at, resultBounds{ruling: true, alone: a.alone(at.track)}), confirm())
}

func finalAnswerFields(a *act, at place) []Field {
	return []Field{a.resultFields(at.track, resultBounds{}), confirm()}
}

// correctFields: a slip of pen, which changes no sum, or of sum (T51).
func correctFields(a *act, at place) []Field {
	var of []*Claim
	most := int64(1)
	for _, k := range a.c().Of(at.track) {
		if k.State == Determined && a.mayCorrect(k) {
			of = append(of, k)
			most = max(most, k.Minor)
		}
	}
	slip := choice("slip", true, "pen", "sum")
	slip.Guard = "slip_only"
	return []Field{claimChoice(of, func(k *Claim) []Field {
		own := slip
		own.Choices = []Option{{Value: "pen", Then: []Field{exactly("amount", k.Granted, a.c().Currency)}}}
		if k.Minor > 0 {
			own.Choices = append(own.Choices, Option{Value: "sum", Then: []Field{sum("amount", true, 1, k.Minor, a.c().Currency)}})
		}
		return []Field{own}
	}), slip, sum("amount", false, 0, most, a.c().Currency), reasonText("reason", "")}
}

// appealFields: point by point, the result sought: a sum, or dismissal as the sum
// zero, and a coded ground. Nobody seeks less than he was given.
func appealFields(a *act, at place) []Field {
	grounds := ground("points_and_ground", "new_fact", "error", "not_heard")
	if at.duty != 0 {
		return []Field{grounds, reasonText("reason", "")}
	}
	var of []*Claim
	most := int64(0)
	for _, k := range a.c().Of(at.track) {
		if low, high := a.mayseek(k); determined(k) && low <= high {
			of = append(of, k)
			most = max(most, high)
		}
	}
	points := perClaim("points", 1, len(of), claimChoice(of, func(k *Claim) []Field {
		low, high := a.mayseek(k)
		return []Field{sum("sought", true, low, high, a.c().Currency)}
	}), sum("sought", true, 0, most, a.c().Currency), grounds)
	points.Guard = "points_and_ground"
	return []Field{points, reasonText("reason", ""), {Name: "exhibits", Kind: Group, Max: 30, Fields: exhibitFields(a)}}
}

// mayseek is what a side may ask a result to become: more of its own claim, less
// of the other's. Where an act is asked the sum stands for it: 1 granted, 0 not.
func (a *act) mayseek(k *Claim) (low, high int64) {
	got, all := worth(k)
	if k.By == a.actor.Side {
		return got + 1, all
	}
	return 0, got - 1
}

// worth is what a claim was given and what it asks; of an act, 1 for granted.
func worth(k *Claim) (got, all int64) {
	if k.Minor > 0 {
		return k.Granted, k.Minor
	}
	if k.State == Determined {
		return 1, 1
	}
	return 0, 1
}

// varyFields keep every new sum between what the appeals ask: a sole appellant is
// never worse off.
func varyFields(a *act, at place) []Field {
	var of []*Claim
	least, most := int64(1<<62), int64(0)
	for _, k := range a.contestedOn(at.track) {
		low, high, _ := a.reach(k, at.track)
		of = append(of, k)
		least, most = min(least, low), max(most, high)
	}
	if len(of) == 0 {
		least = 0
	}
	amount := sum("amount", true, least, most, a.c().Currency)
	points := perClaim("points", 1, len(of), claimChoice(of, func(k *Claim) []Field {
		low, high, _ := a.reach(k, at.track)
		own := sum("amount", true, low, high, a.c().Currency)
		own.Guard = "no_worsening_for_sole_appellant"
		own.Under, own.Outside = a.worsening(at.track, k)
		return []Field{own}
	}), amount, reasonText("reason", ""))
	return []Field{points, a.reviewFindings(at.track), reasonText("reasons", ""), confirm()}
}

// worsening is what a refusal says of a sum below and above those bounds: a sole
// appellant asks for more of his claim, or for less of the other's, and may not
// end with less, or with more; beyond what was sought it is out of bounds.
func (a *act) worsening(track int, k *Claim) (under, over string) {
	under, over = "bounds", "bounds"
	appeals := a.appealsOn(track)
	sole := len(appeals) > 0 && !slices.ContainsFunc(appeals, func(p Appeal) bool { return p.Side != appeals[0].Side })
	switch {
	case sole && appeals[0].Side == k.By:
		under = "worsening"
	case sole:
		over = "worsening"
	}
	return under, over
}

// contestedOn are the claims that a live appeal seeks to change.
func (a *act) contestedOn(track int) []*Claim {
	return slices.DeleteFunc(a.c().Of(track), func(k *Claim) bool {
		_, _, contested := a.reach(k, track)
		return !contested || k.Final
	})
}

func remandFields(a *act, at place) []Field {
	return []Field{claimsField(true, a.contestedOn(at.track)), reasonText("reason", ""), confirm()}
}

// waiveOnce: a side that has appealed or waived has nothing left to waive.
func waiveOnce(a *act, at place) string {
	if a.appealSpent(at, a.actor.Side) {
		return "already_done"
	}
	return ""
}

// complexInTime: only a period that runs, and that the file lets grow, can be made
// longer (T33).
func complexInTime(a *act, at place) string {
	k := a.b.clocks[clockDecision]
	if k == nil || k.Extend == nil {
		return "wrong_stage"
	}
	if d := a.c().Deadline(clockDecision, at.track); d == nil || !d.Running() {
		return "too_late"
	}
	return ""
}
