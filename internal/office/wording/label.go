package wording

// Label is a short remark that stands beside something, always in the same words.
func Label(code string) Words { return labels.of(code) }

//nolint:gochecknoglobals // a closed vocabulary, never written to
var labels = table{
	"not_by_person":       {"未经人工裁决", "not decided by a person"},
	"not_an_award":        {"平台处理决定，不是仲裁裁决或法院判决", "a platform ruling, neither an arbitral award nor a judgment"},
	"seller_answer":       {"商家最终答复，不是处理决定", "seller's final answer, no ruling"},
	"on_behalf":           {"代为", "on behalf"},
	"unsigned":            {"未签署，承诺已生效", "unsigned, binding since acceptance"},
	"late":                {"逾期提交", "submitted late"},
	"provisional_accept":  {"先行受理", "accepted provisionally"},
	"provisional_date":    {"暂定日期", "provisional date"},
	"silent":              {"被申请人未答复", "respondent silent"},
	"safety":              {"安全问题，优先处理", "safety, handled first"},
	"self_operated":       {"自营", "the platform's own shop"},
	"mediation_only":      {"仅作调解", "mediation only"},
	"final":               {"已生效", "final"},
	"not_final":           {"尚未生效", "not final yet"},
	"overdue":             {"已逾期", "overdue"},
	"changes_detectable":  {"改动可被发现", "changes are detectable"},
	"reference_only":      {"仅供参考，不构成法律意见", "for reference only, no legal advice"},
	"closed_by_agreement": {"已协议结束", "closed by agreement"}, // all that a decider reads of settled claims
	"talks_ended":         {"协商已结束", "negotiation ended"},   // how a decider reads the claimant's time to choose
}
