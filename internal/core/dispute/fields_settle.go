package dispute

import "slices"

// termFields are what an offer may say of one claim: no room for a term of
// procedure, so none can be barred by it (invariant 8).
func termFields(a *act, open []*Claim) []Field {
	most := a.w.Order.TotalMinor()
	for _, k := range open {
		most = max(most, k.Minor)
	}
	return []Field{
		claimChoice(open), sum("amount", false, 0, most, a.c().Currency),
		choice("return", false, "yes", "no"), choice("freight", false, "merchant", "buyer", "shared"),
		choice("reship", false, "yes", "no"), choice("act", false, "yes", "no"), number("days", false, 1, 90), choice("drop", false, "yes", "no"), text("note", false),
	}
}

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
	return []Field{
		{Name: "terms", Kind: Group, Required: true, Min: 1, Max: int64(len(open)), Distinct: true, Fields: termFields(a, open)},
		hours, counter, text("note", false),
	}
}

func (a *act) offerChoice() Field {
	f := Field{Name: "offer", Kind: Choice, Required: true}
	for _, o := range a.answerable() {
		f.Choices = append(f.Choices, Option{Value: itoa(o.No), Label: o.Hash})
	}
	return f
}

func declineFields(a *act, _ place) []Field { return []Field{a.offerChoice(), text("note", false)} }

// acceptFields bind the acceptance to the exact text: the hash of the offer's
// event, by choice of one pair, and a fresh confirmation.
func acceptFields(a *act, _ place) []Field {
	offers := Field{Name: "offer", Kind: Choice, Required: true}
	hashes := Field{Name: "offer_event_hash", Kind: Choice, Required: true}
	for _, o := range a.answerable() {
		if a.actor.Limit > 0 && concedes(o) > a.actor.Limit {
			continue
		}
		offers.Choices = append(offers.Choices, Option{Value: itoa(o.No)})
		hashes.Choices = append(hashes.Choices, Option{Value: o.Hash, Label: itoa(o.No)})
	}
	return []Field{offers, hashes, confirm()}
}

func signFields(a *act, _ place) []Field {
	return []Field{a.settlementChoice(func(s Settlement) bool { return !slices.Contains(s.Signed, a.actor.Side) }), confirm()}
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

func challengeFields(a *act, at place) []Field {
	return []Field{
		a.settlementChoice(func(s Settlement) bool { return !s.Closed && s.Track == at.track }),
		choice("ground", true, "mistake", "fraud", "duress", "capacity"), text("proof", true),
	}
}

func withdrawFields(a *act, _ place) []Field {
	own := a.openClaims(func(k *Claim) bool {
		return k.By == a.actor.Side && !k.over() && k.State != Agreed && (k.State == Open || !k.Final)
	})
	return []Field{claimsField("claims", true, own), confirm(), text("note", false)}
}
