package procedure

// Standard is the vocabulary of procedure.md: every word a file may use, written
// from that text and not from any code, so that files, code and text are read
// three times apart. core/dispute and core/escrow carry the words out and prove by
// test which; T numbers are rows of procedure.md.
func Standard() Vocabulary {
	return Vocabulary{
		Moves: []string{
			// §2.1 T01–T21, T77
			"protect", "submit", "accept", "ask_cure", "cure", "reject", "review_rejection", "confirm_rejection",
			"object_acceptance", "uphold_objection", "answer", "change_claim", "wait", "agree_deadline", "escalate", "counterclaim",
			// §2.2 T22–T39
			"add_exhibit", "order_evidence", "lack_evidence", "third_party_request", "order_test", "opine", "done", "ask_extension",
			"consent_mediation", "fast_track", "name_item", "close_round", "propose", "leave", "fail", "extend_mediation",
			"tally", "mark_complex", "submit_draft", "approve", "return_draft", "rule", "ask_person",
			// §2.3 T40–T44
			"offer", "decline_offer", "accept_offer", "sign", "challenge_settlement", "uphold_settlement", "annul_settlement",
			// §2.4 T45–T53
			"appeal", "waive_appeal", "reply_appeal", "close_window", "uphold", "vary", "remand", "correct",
			"final_answer", "accept_final_answer",
			// §2.5 T55–T65
			"pay", "give_address", "send_back", "impediment", "return_signed", "return_refused", "accept_return",
			"contest_return", "answer_contest", "rule_return", "decide_return", "ship_replacement", "confirm_replacement",
			"choose_time", "choose_refund", "perform_act", "ask_value", "set_value",
			// §2.6 T66–T76
			"party_event", "stay", "resume", "escalate_external", "external_accepted", "external_result", "external_ended",
			"external_withdraw", "withdraw", "consent_withdrawal", "consent_deadline", "consent_extension", "consent_stay", "consent_resume", "challenge_neutral", "decide_challenge", "recuse", "replace_freeze",
			"raise_safety", "link_mass", "link", "unlink", "prove_held", "message", "extend", "assign",
			// design §3: staff open a talks stream for the first time
			"open_talks",
			// §3 order moves
			"confirm_receipt", "report_tracking", "refund_outside",
		},
		Effects: []string{
			"file_without_freeze", "thaw", "keep_freeze", "acceptance_stands", "lapse_claims", "grant_by_rule", "lapse_offer",
			"supervise", "assign_outside", "offer_to_every_qualified", "close_evidence", "consent_refused",
			"fast_track_off", "go_on_without_item", "next_approver", "replace_neutral", "perform_ruling",
			"decide_by_rule", "open_review", "finalise", "reply_closed", "record_unsigned",
			"settlement_unchallengeable", "settlement_stands", "debit_payouts", "debit_deposit_then_fund", "show_debt",
			"use_published_address", "refund_goods_kept_for_merchant", "release_goods", "lapse_duty_and_refund",
			"trace_by_carrier_data", "pay_refund", "refund_instead", "record_breach", "ask_both_for_state",
			"share_deposit_pro_rata", "fallback_service", "purge_or_anonymise",
			"mark_late_dispatch", "instruct_payout",
		},
		Guards:     append(standardGuards(), "running(clock)", "within(clock)", "feature(feature)"),
		Conditions: standardConditions(),
		Actors: []string{
			"C", "R", "T", "officer", "officer_2", "officer_outside", "third_party", "mediator", "adjudicator", "four_eyes",
			"supervisor", "reviewer", "juror", "platform_as_seller", "regulator", "representative", "debtor", "creditor",
			"carrier", "buyer", "merchant",
		},
		Owners: []string{
			"claimant", "respondent", "parties", "officer", "officer_2", "mediator", "jury", "adjudicator", "reviewer",
			"platform_as_seller", "debtor", "creditor", "carrier", "platform", "asker", "successor", "test_body",
			"account_holder", "legal",
		},
		Facts:    standardFacts(),
		Notices:  standardNotices(),
		EndsHold: []string{"resume", "share_deposit_pro_rata"},
		Features: map[string]string{
			"mediation": "mediation", "adjudication": "decision", "appeal": "appeal", "jury": "panel",
			"protect": "", "auto_grant": "", "guarantee_fund": "",
		},
		Limits: map[string]LimitRule{
			"auto_grant.max": {Kind: "number"}, "four_eyes.from": {Kind: "number"}, "fund.per_claim": {Kind: "number"},
			"fund.covers": {Kind: "list", Words: "covers"}, "mass.cases": {Kind: "number"}, "mass.days": {Kind: "number"},
			"refilings": {Kind: "number"}, "remands": {Kind: "number"}, "refile.within": {Kind: "length"},
			"thaw.min":      {Kind: "length", Least: Length{N: 72, Unit: Hours}}, // §9: raise only
			"stay.min":      {Kind: "length"},
			"message.files": {Kind: "number"}, "message.voice_seconds": {Kind: "number"}, // of one message; not said: 4, 60
		},
		Words: standardWords(),
		Separate: [][2]string{ // §1 invariant 6
			{"mediator", "adjudicator"},
			{"mediator", "reviewer"},
			{"adjudicator", "reviewer"},
			{"four_eyes", "reviewer"},
			{"officer", "officer_2"},
			{"saw_offers", "adjudicator"},
			{"saw_offers", "reviewer"},
		},
		Lasting: []string{"mediation_only", "self_operated"},
	}
}

// standardGuards are the named predicates of rows, in the order procedure.md meets them.
func standardGuards() []string {
	return []string{
		"own_order", "line_and_problem", "once_per_line", "not_locked", // T01
		"identity", "one_claim", "outside_channel", // T02
		"once", "identity_order_or_claim_only", "listed_ground", "other_person", // T04, T07, T09
		"in_first_answer", "answer_half_time", "before_first_answer", "both", // T10–T14
		"open_wd3_or_refused_or_silent", "respondent_answered", "not_held", "mediation_only", "not_mediation_only", // T17
		"out_of_time", "C_wants_mediation_only", // T77
		"item_ordered_or_round_open", "new_item_served", // T22, T25
		"reason_written", "respondent_heard_or_silent", "self_operated", "not_self_operated", // T27
		"both_done_or_expired", "both_consented", "not_both_consented", "jury_asked", "not_jury_asked", "coded_reason", "quorum", // T28–T31
		"reason_readable", "each_claim_result", "four_eyes", "under_supervision", "unconnected", // T33–T35
		"not_from_appeal", "from_appeal", // T39
		"no_forbidden_term", "exact_text", "claim_ids", "fresh_confirmation", "has_capacity", "coded_ground", // T40–T43
		"points_and_ground", "other_side_appealed", "nobody_can_still_appeal", "any_appeal", "not_any_appeal", // T45–T48
		"no_worsening_for_sole_appellant", "remands_left", "slip_only", // T49–T51
		"proof", "opening_record", "return_accepted", "not_return_accepted", // T60–T64
		"both_or_body", "both_or_body_or_after_stay_min", "express", "before_determination_or_R_consents", // T67–T72
		"equal_free_deposit", "extension_left", // T74, T23
		"real_identity", "body_agreed_or_designated", // 12315
		"parcel_unconfirmed", "parcel_not_frozen", // order
	}
}

// standardConditions are the named predicates of expiries.
func standardConditions() []string {
	return []string{
		"mediation_only", "both_consented", "self_operated", "jury_asked", "item_named", "auto_grant_proved", // T15, T19, T27–T29
		"respondent_made_no_offer", "respondent_silent", "review_rejection", "in_appeal", "any_appeal", // T08, T18, T38, T48
		"any_duty_open", "any_short", "no_duty", "agreed_or_determined", "in_intake", "claimant_lost", // T53, §2.5, T66
		"debtor_is_buyer", "payouts_cover", "deposit_and_fund_cover", "published_address", // T56–T59
		"ruled_refused", "return_accepted", // T63, T64: no data that reach a case could prove a swap by themselves
	}
}

// standardFacts are what starts clocks without being a move or effect, and who records it.
func standardFacts() map[string][]string {
	return map[string][]string{
		"draft_opened": nil, "parcel_completed": nil, "after_sale_refused": nil, "defect_found": nil, "paid": nil, // order and draft
		"draft_submitted":     {"submit_draft"},
		"return_sent":         {"send_back"},
		"goods_back":          {"accept_return"},
		"replacement_sent":    {"ship_replacement"},
		"notice_of_body":      {"stay"},
		"proof_filed":         {"prove_held"},
		"proof_still_pending": {"prove_held"},
		"lock_party":          {"party_event"},
		"insolvency_opened":   {"party_event"},
		"mass_deposit_risk":   {"link_mass"},
		"service_failed":      nil, "fallback_none": nil, // §4
		"order_completed": nil, "closed": nil, "last_performance": nil, // K_KEEP
		"parcel_signed": nil, "digital_delivered": nil, "released": nil, // K_CONFIRM, K_PAYOUT
	}
}

// standardNotices are what is served, and who queues it; nobody means on arrival.
func standardNotices() map[string][]string {
	return map[string][]string{
		"cure_notice":         {"ask_cure"},
		"rejection":           {"reject", "uphold_objection"},
		"filed":               {"accept"},
		"timetable":           {"escalate", "remand"},
		"fast_track_notice":   {"fast_track"},
		"third_party_request": {"third_party_request"},
		"final_answer":        {"final_answer"},
		"ruling":              {"rule"},
		"appeal":              {"appeal"},
		"rule_decision":       {"grant_by_rule", "decide_by_rule", "perform_ruling"},
		"contest":             {"contest_return", "trace_by_carrier_data"},
		"return_ruling":       {"rule_return"},
		"return_address":      {"give_address", "use_published_address"},
		"duty":                nil,
		"deposit_notice":      nil,
		"lapse_notice":        nil,
		"choice":              nil,
	}
}

// standardWords are those of every other key.
func standardWords() map[string][]string {
	return map[string][]string{
		"as": {
			"provisional", "mediation_only", "respondent_silent", "granted_up_to_paid", "on_file_no_default",
			"irreversible_acts_barred_until_link_used", "without_test", "order_escrow_follows_determination", "by_time",
		},
		"until":          {"last_duty", "date_in_text", "promised_dispatch"},
		"pause":          {"service_pending", "address_or_label_missing", "line_frozen"},
		"variants":       {"safety", "undispatched", "fast_track", "k_last", "digital"},
		"never_before":   {"statutory_window", "warranty", "shelf_life", "promise"},
		"lifted_by":      {"ADM", "JUD"},
		"unless":         {"legal_hold"},
		"offer":          {"route_kit"},
		"reason":         {"refuses", "SIXTY_DAYS"},
		"late":           {"mediation_without_freeze"},
		"extend_by":      {"C", "R", "both", "party", "officer", "adjudicator", "debtor", "rule"},
		"alert":          {"supervisor", "admin"},
		"sources":        {"order_escrow", "own_payment", "unsettled_payouts", "deposit", "guarantee_fund"},
		"buyer_debtor":   {"own_payment_only"},
		"publish":        {"ruling", "offers", "self_operated", "redacted", "never", "apart"},
		"fallback":       {"R_merchant", "C", "R_buyer"},
		"capacity":       {"saw_offers"},
		"covers":         {"REFUND_ONLY", "RETURN_REFUND", "PARTIAL", "FREIGHT"},
		"reject_grounds": {"NOT_OURS", "OUT_OF_TIME", "SAME_CLAIM_DONE", "COURT_OR_TRIBUNAL_HOLDS", "NO_REAL_CLAIMANT", "NO_POWER", "ALREADY_TAKEN", "NOT_LIVING_CONSUMPTION", "OVER_3_YEARS", "MATERIALS", "IDENTITY", "OTHER"},
	}
}
