package dispute

import (
	"slices"
)

// clauses are what an agreement may say beside its terms; the list is closed, so
// that none can bar a side from reviews, complaints, reports or suits (invariant 8).
var clauses = []string{"without_admission", "as_goodwill"} //nolint:gochecknoglobals // a constant list

// termFields are what an offer may say of one claim. A claim given up has no
// other terms.
func termFields(a *act, open []*Claim) []Field {
	most := a.w.Order.TotalMinor()
	for _, k := range open {
		most = max(most, k.Minor)
	}
	drop := yesNo("drop")
	drop.Choices[0].Then = []Field{unsaid("amount"), unsaid("return"), unsaid("freight"), unsaid("reship"), unsaid("act"), unsaid("days")}
	return []Field{
		claimChoice(open, nil), sum("amount", false, 0, most, a.c().Currency), yesNo("return"),
		choice("freight", false, "merchant", "buyer", "shared"), yesNo("reship"), yesNo("act"), number("days", false, 1, 90), drop, text("note", false),
	}
}

// settleable are the claims that an agreement may still close: those undecided,
// and those decided whose performance the parties may agree otherwise (§2.5).
func (a *act) settleable() []*Claim {
	return a.openClaims(func(k *Claim) bool {
		t := a.c().Track(k.Track)
		owed := (k.State == Determined || k.State == Agreed) && slices.ContainsFunc(a.c().Duties, func(d Duty) bool {
			return d.Claim == k.No && !d.Ended && d.Paying == ""
		})
		return (k.State == Open || determined(k) || owed) && t != nil && a.b.isOpen(t.Stage) && !a.challenged(k.No)
	})
}

// challenged tells whether the settlement of a claim is being examined.
func (a *act) challenged(claim int) bool {
	return slices.ContainsFunc(a.c().Settled, func(s Settlement) bool { return s.Challenged && slices.Contains(s.Claims, claim) })
}

// offerFields: one to all open claims, how long it stands, what it answers (T40).
// An after-sales specialist concedes no more than his limit.
func offerFields(a *act, _ place) []Field {
	open := a.settleable()
	k := a.b.clocks[clockOffer]
	hours := number("hours", false, 24, 168)
	if k != nil {
		hours = number("hours", false, hoursOf(k.Min, 24), hoursOf(k.Max, int64(24*7)))
	}
	counter := Field{Name: "counter", Kind: Choice}
	for _, o := range a.w.Talks.Offers {
		if o.State == "open" && o.By != a.actor.Side {
			counter.Choices = append(counter.Choices, Option{Value: itoa(o.No)})
		}
	}
	extra := Field{Name: "clauses", Kind: Choices, Guard: "no_forbidden_term", Outside: "forbidden_term"}
	for _, c := range clauses {
		extra.Choices = append(extra.Choices, Option{Value: c})
	}
	terms := perClaim("terms", 1, len(open), termFields(a, open)...)
	terms.Total = a.actor.Limit
	return []Field{terms, hours, counter, extra, text("note", false)}
}

// offerChoice are the offers the actor may answer; one that has lapsed, was
// replaced or is his own says so.
func (a *act) offerChoice() Field {
	f := Field{Name: "offer", Kind: Choice, Required: true}
	live := a.answerable()
	for i := range a.w.Talks.Offers {
		o := &a.w.Talks.Offers[i]
		if slices.Contains(live, o) {
			f.Choices = append(f.Choices, Option{Value: itoa(o.No), Label: o.Hash})
			continue
		}
		code := "nothing_there"
		switch {
		case o.By == a.actor.Side:
		case o.State == "lapsed":
			code = "too_late"
			f.None = code
		case o.State == "replaced":
			code = "changed"
		}
		f.Barred = append(f.Barred, Bar{itoa(o.No), code})
	}
	return f
}

func declineFields(a *act, _ place) []Field { return []Field{a.offerChoice(), text("note", false)} }

// acceptFields bind an acceptance to the exact text: the offer, the hash of its
// event, each of its claims, and a fresh confirmation (T41). The inputs shown
// without a choice are the widest; beside an offer they are just its own.
func acceptFields(a *act, _ place) []Field {
	offers := a.offerChoice()
	offers.Guard = "exact_text"
	hashes := Field{Name: "offer_event_hash", Kind: Choice, Required: true, Guard: "exact_text", Outside: "changed"}
	var every []int
	offers.Choices = slices.DeleteFunc(offers.Choices, func(o Option) bool {
		over := a.actor.Limit > 0 && concedes(a.offerOf(o)) > a.actor.Limit
		if over {
			offers.Barred = append(offers.Barred, Bar{o.Value, "bounds"})
			offers.None = "bounds"
		}
		return over
	})
	for i := range offers.Choices {
		o := &offers.Choices[i]
		offer := a.offerOf(*o)
		var claims []int
		for _, t := range a.openTerms(offer) {
			claims = append(claims, t.Claim)
			if !slices.Contains(every, t.Claim) {
				every = append(every, t.Claim)
			}
		}
		named := allOf(claims)
		named.Guard = "claim_ids"
		o.Then = []Field{{Name: hashes.Name, Kind: Seen, Required: true, Must: offer.Hash, Default: offer.Hash, Guard: "exact_text"}, named}
		hashes.Choices = append(hashes.Choices, Option{Value: offer.Hash, Label: o.Value})
	}
	claims := allOf(every)
	claims.Min, claims.Guard = 0, "claim_ids"
	return []Field{offers, hashes, claims, confirm()}
}

func (a *act) offerOf(o Option) *Offer {
	return a.w.Talks.Offer(Answers{{Name: "offer", Value: o.Value}}.Int("offer"))
}

// concedes is the sum an offer would pay.
func concedes(o *Offer) int64 {
	var s int64
	for _, t := range o.Terms {
		s += t.Minor
	}
	return s
}

func signFields(a *act, _ place) []Field {
	f := a.settlementChoice(func(s Settlement) bool { return !slices.Contains(s.Signed, a.actor.Side) })
	if len(a.settlementChoice(func(Settlement) bool { return true }).Choices) > 0 {
		f.None = "already_done"
	}
	return []Field{f, confirm()}
}

func (a *act) settlementChoice(of func(Settlement) bool) Field {
	f := Field{Name: "settlement", Kind: Choice, Required: true}
	for _, s := range a.c().Settled {
		if !s.Annulled && !s.Challenged && of(s) {
			f.Choices = append(f.Choices, Option{Value: itoa(s.No)})
		}
	}
	return f
}

// challengeFields: a settlement still in its window, a coded ground, the proof (T43).
func challengeFields(a *act, at place) []Field {
	proof := text("proof", true)
	proof.Missing = "needs_proof"
	return []Field{
		a.settlementChoice(func(s Settlement) bool { return !s.Closed && s.Track == at.track }),
		ground("coded_ground", "mistake", "fraud", "duress", "capacity"), proof,
	}
}

// withdrawFields: the claims that may be withdrawn now (T72).
func withdrawFields(a *act, _ place) []Field {
	return []Field{claimsField(true, a.withdrawable()), confirm(), text("note", false)}
}

// consentWithdrawalFields: determined claims of the other side.
func consentWithdrawalFields(a *act, _ place) []Field {
	theirs := a.openClaims(func(k *Claim) bool { return k.By == a.actor.Side.Other() && determined(k) })
	return []Field{claimsField(true, theirs), confirm()}
}
