package dispute

import "slices"

// addExhibitFields: a file, what it is for, the claims it speaks to, the order of
// evidence it answers; after its time with a reason (T22), after the round only
// what was ordered (T23).
func addExhibitFields(a *act, at place) []Field {
	orders := Field{Name: "order", Kind: Choice}
	for _, o := range a.orderedOfActor() {
		orders.Choices = append(orders.Choices, Option{Value: itoa(o.No)})
	}
	orders.Required = at.duty == 0 && rowNames(at, "item_ordered_or_round_open")
	f := append(exhibitFields(a), claimsField(false, a.openClaims(func(k *Claim) bool { return !k.over() })), orders)
	if a.roundOver(at) {
		f = append(f, reasonText("late_reason", ""))
	}
	return f
}

// rowNames tells whether the row of the file names a condition.
func rowNames(at place, guard string) bool {
	for _, t := range at.row.Guard {
		if t.Name == guard {
			return true
		}
	}
	return false
}

func opineFields(a *act, at place) []Field {
	items := Field{Name: "exhibit", Kind: Choice, Required: true}
	if rowNames(at, "new_item_served") {
		items.Guard = "new_item_served"
	}
	for _, x := range a.newItems(at) {
		items.Choices = append(items.Choices, Option{Value: itoa(x.No)})
	}
	return []Field{items, choice("genuine", true, "yes", "no", "unsure"), choice("lawful", true, "yes", "no", "unsure"), choice("relevant", true, "yes", "no", "unsure"), text("reason", false)}
}

func orderFields(a *act, _ place) []Field {
	return []Field{choice("to", true, "C", "R"), exhibitFields(a)[1], text("item", true), reasonText("reason", "")}
}

// lackFields: one tap answers an order; why is for him to say or not. What was
// answered so is not answered so again.
func lackFields(a *act, _ place) []Field {
	f := Field{Name: "order", Kind: Choice, Required: true}
	for _, o := range a.orderedOfActor() {
		if !o.Lacked {
			f.Choices = append(f.Choices, Option{Value: itoa(o.No)})
		}
	}
	return []Field{f, text("reason", false)}
}

func thirdFields(a *act, _ place) []Field {
	return []Field{choice("to", true, "carrier", "payment", "platform", "other"), exhibitFields(a)[1], text("item", true), reasonText("reason", "")}
}

// testFields: claims not yet on hold, the object, a body, and that the rule of
// costs was told (T24).
func testFields(a *act, at place) []Field {
	claims := slices.DeleteFunc(a.c().OpenOf(at.track), func(k *Claim) bool { return a.held(k.Track) })
	f := claimsField(true, claims)
	f.None = "held"
	body := text("body", true)
	body.Guard = "body_agreed_or_designated"
	return []Field{f, text("object", true), body, confirm()}
}

// consentFields: yes or no, once.
func consentFields(a *act, at place) []Field {
	f := choice("consent", true, "yes", "no")
	if t := a.c().Track(at.track); slices.Contains(t.Consent, a.actor.Side) || slices.Contains(t.Declined, a.actor.Side) {
		f.Choices, f.None = nil, "already_done"
	}
	return []Field{f}
}

// doneOnce: a side is done with a part of the round once.
func doneOnce(a *act, at place) string {
	if slices.Contains(a.c().Track(at.track).Done, a.actor.Side) {
		return "already_done"
	}
	return ""
}

func extendFields(a *act, at place) []Field {
	f := Field{Name: "deadline", Kind: Choice, Required: true}
	for _, d := range a.extendable(at) {
		f.Choices = append(f.Choices, Option{Value: itoa(d.No), Label: d.Clock})
	}
	return []Field{f, reasonText("reason", "")}
}
