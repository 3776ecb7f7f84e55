package dispute

import "slices"

func addExhibitFields(a *act, at place) []Field {
	f := exhibitFields(a)
	orders := Field{Name: "order", Kind: Choice}
	for _, o := range a.c().Orders {
		if !o.Done && !o.Missed {
			orders.Choices = append(orders.Choices, Option{Value: itoa(o.No)})
		}
	}
	f = append(f, claimsField("claims", false, a.openClaims(func(k *Claim) bool { return !k.over() })), orders)
	if a.roundOver(at) {
		f = append(f, text("late_reason", true))
	}
	return f
}

func opineFields(a *act, _ place) []Field {
	items := Field{Name: "exhibit", Kind: Choice, Required: true}
	for _, x := range a.c().Exhibits {
		if x.By != a.actor.Side && !slices.ContainsFunc(x.Opinions, func(o Opinion) bool { return o.By == a.actor.Side }) {
			items.Choices = append(items.Choices, Option{Value: itoa(x.No)})
		}
	}
	return []Field{items, choice("genuine", true, "yes", "no", "unsure"), choice("lawful", true, "yes", "no", "unsure"), choice("relevant", true, "yes", "no", "unsure"), text("reason", false)}
}

func orderFields(a *act, _ place) []Field {
	f := exhibitFields(a)[1]
	return []Field{choice("to", true, "C", "R"), f, text("item", true), text("reason", true)}
}

func thirdFields(a *act, _ place) []Field {
	f := exhibitFields(a)[1]
	return []Field{choice("to", true, "carrier", "payment", "platform", "other"), f, text("item", true), text("reason", true)}
}

func testFields(a *act, at place) []Field {
	f := claimsField("claims", true, a.c().OpenOf(at.track))
	return []Field{f, text("object", true), text("body", true), confirm()}
}

func consentFields(a *act, at place) []Field {
	if slices.Contains(a.c().Track(at.track).Consent, a.actor.Side) || slices.Contains(a.c().Track(at.track).Declined, a.actor.Side) {
		return []Field{{Name: "consent", Kind: Choice, Required: true}}
	}
	return []Field{choice("consent", true, "yes", "no")}
}

func extendFields(a *act, at place) []Field {
	f := Field{Name: "deadline", Kind: Choice, Required: true}
	for _, d := range a.extendable(at) {
		f.Choices = append(f.Choices, Option{Value: itoa(d.No), Label: d.Clock})
	}
	return []Field{f, text("reason", true)}
}
