package demo

import "time"

// aug is an instant of August 2026 in legal time.
func aug(day, hour, minute int) time.Time { return at(time.August, day, hour, minute) }

// back is what a buyer asks who wants to send goods back.
func back() []string { return claim("B1", "RETURN_REFUND") }

// settled plays a case to a settlement: filed on a morning, an offer on the next
// afternoon, accepted a day later.
func settled(file time.Time, c, terms []string, rest ...step) []step {
	offer := append([]string{"terms/0/claim", "1", "hours", "72"}, terms...)
	return opened(file, file.Add(time.Hour), c, append([]step{
		do(file.Add(30*time.Hour), "respondent", "offer", offer...), do(file.Add(49*time.Hour), "claimant", "accept_offer", "offer", "2"),
	}, rest...)...)
}

// shipped is a return on its way and at the merchant's: the address given, sent two
// days later, signed for after two more.
func shipped(address time.Time, rest ...step) []step {
	return append([]step{
		do(address, "respondent", "give_address"), do(address.Add(48*time.Hour), "claimant", "send_back", "carrier", "SF"), do(address.Add(96*time.Hour), "carrier", "return_signed"),
	}, rest...)
}

// contested is such a return that the merchant objects to, answered the next day.
func contested(address time.Time, ground string, rest ...step) []step {
	at := address.Add(98 * time.Hour)
	return shipped(address, append([]step{do(at, "respondent", "contest_return", "ground", ground), do(at.Add(24*time.Hour), "claimant", "answer_contest")}, rest...)...)
}

// lateScenes are cases at the end of their way: what is owed and how it went.
func lateScenes() []scene {
	var all []scene
	add := func(name string, steps ...step) { all = append(all, scene{name: name, steps: steps}) }
	more := func(name string, change func(*scene), steps ...step) {
		s := scene{name: name, steps: steps}
		change(&s)
		all = append(all, s)
	}
	returned := []string{"terms/0/amount", "15000", "terms/0/return", "yes"}
	replaced := []string{"terms/0/reship", "yes"}
	acted := func(days string) []string { return []string{"terms/0/act", "yes", "terms/0/days", days} }

	// what is to be sent back, and isn't
	add("return overdue", settled(aug(29, 9, 0), back(), returned, do(at(time.September, 1, 9, 0), "respondent", "give_address"))...)
	add("return about to lapse", settled(aug(25, 9, 5), back(), returned, do(aug(28, 9, 5), "respondent", "give_address"))...)
	add("return lapsed", settled(aug(7, 9, 10), back(), returned, do(aug(10, 9, 10), "respondent", "give_address"))...)

	// what came back, and what the merchant says of it
	add("return accepted", settled(sep(1, 9, 20), back(), returned, shipped(sep(4, 9, 0), do(sep(9, 10, 0), "respondent", "accept_return"))...)...)
	add("return contested: evidence", settled(sep(2, 9, 25), back(), returned, contested(sep(6, 9, 0), "used")...)...)
	add("return contested: to be decided", settled(aug(28, 9, 30), back(), returned, contested(aug(31, 9, 0), "damaged")...)...)
	ruledOn := func(file, address, ruling time.Time, result string, rest ...step) []step {
		return settled(file, back(), returned, contested(address, "wrong_item", append([]step{do(ruling, "seat:adjudicator", "rule_return", "result", result)}, rest...)...)...)
	}
	add("return contested: decided", ruledOn(aug(21, 9, 35), aug(24, 9, 0), sep(8, 10, 0), "accepted")...)
	add("return contested: under review", ruledOn(aug(12, 9, 40), aug(15, 9, 0), aug(28, 10, 0), "refused", do(aug(30, 10, 0), "claimant", "appeal"))...)
	add("return refused", ruledOn(aug(3, 9, 45), aug(6, 9, 0), aug(17, 10, 0), "refused")...)

	// what is sent again
	add("replacement to be sent", settled(sep(10, 14, 0), back(), replaced)...)
	add("replacement arrived", settled(sep(4, 10, 0), back(), replaced, do(sep(7, 15, 0), "respondent", "ship_replacement", "carrier", "SF"), do(sep(10, 18, 0), "claimant", "confirm_replacement"))...)
	add("refund instead", settled(sep(4, 10, 5), back(), replaced, do(sep(12, 18, 0), "claimant", "choose_refund"))...)

	// what is to be done
	add("act done", settled(sep(4, 10, 10), back(), acted("10"), do(sep(8, 15, 0), "respondent", "perform_act"))...)
	add("act not done", settled(aug(24, 10, 15), back(), acted("5"))...)
	add("act valued in money", settled(aug(24, 10, 20), back(), acted("5"), do(sep(11, 10, 0), "claimant", "ask_value"))...)
	add("act never done", settled(at(time.July, 13, 10, 25), back(), acted("5"))...)

	// what is owed after the money has left
	left := func(s *scene) { s.shop, s.gone, s.signed = "拾光杂货", true, 240*time.Hour }
	part := claim("A1", "PARTIAL", "claims/0/amount", "6000")
	more("deposit about to be debited", left, opened(sep(9, 9, 0), sep(9, 10, 0), part, do(sep(11, 8, 30), "respondent", "accept_offer", "offer", "1"))...)
	shop := func(s *scene) { s.filer, s.gone, s.signed = "shop", true, 240*time.Hour }
	recover := claim("L3", "RECOVER_PRICE", "claims/0/amount", "9900")
	more("buyer owes", shop, opened(sep(7, 16, 0), sep(7, 17, 0), recover, do(sep(9, 16, 0), "respondent", "accept_offer", "offer", "1"))...)
	more("buyer's debt shown", shop, opened(aug(17, 16, 5), aug(17, 17, 5), recover, do(aug(19, 16, 0), "respondent", "accept_offer", "offer", "1"))...)
	return all
}

// closedScenes end without a ruling, each in another way.
func closedScenes() []scene {
	notReceived := claim("E1", "REFUND_ONLY")
	var all []scene
	add := func(name string, steps ...step) { all = append(all, scene{name: name, steps: steps}) }
	add("never completed", do(aug(10, 10, 0), "claimant", "submit", notReceived...), do(aug(10, 16, 0), "officer", "ask_cure", "ground", "order"))
	add("rejected for good", do(aug(10, 11, 0), "claimant", "submit", notReceived...), do(aug(10, 15, 0), "officer", "reject", "ground", "NOT_OURS"))
	add("gone to court", escalated(aug(24, 14, 0), aug(24, 15, 0), aug(26, 14, 0), aug(27, 14, 0), notReceived,
		do(aug(31, 13, 0), "claimant", "external_accepted", "body", "court", "claims", "1"), do(sep(2, 10, 0), "claimant", "external_withdraw", "claims", "1"))...)
	own := func(name string, file, round time.Time, answer step) {
		s := scene{name: name, own: true, steps: escalated(file, file.Add(time.Hour), file.Add(50*time.Hour), file.Add(55*time.Hour), notReceived, append(heard(round, "no"), answer)...)}
		all = append(all, s)
	}
	own("final answer given", sep(1, 11, 30), sep(7, 11, 30), do(sep(9, 12, 0), "respondent", "final_answer"))
	own("final answer, case closed", aug(3, 11, 30), aug(10, 11, 30), do(aug(12, 12, 0), "respondent", "final_answer", "results/0/result", "dismissed"))
	return all
}
