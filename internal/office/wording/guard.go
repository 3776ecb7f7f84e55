package wording

import "github.com/tianping-odr/tianping/internal/core/procedure"

// Guard says a condition of a procedure file, for the page of rules: 案件未中止.
// A negated term says so.
func Guard(t procedure.Term) Words {
	w := guards.of(t.Name)
	switch t.Arg {
	case "":
	default:
		arg := Clock(t.Arg)
		if _, known := arranged().Clocks[t.Arg]; !known {
			arg = features.of(t.Arg)
		}
		w = Words{ZH: w.ZH + "：" + arg.ZH, EN: w.EN + ": " + arg.EN}
	}
	if t.Not {
		return Words{ZH: "并非「" + w.ZH + "」", EN: "not: " + w.EN}
	}
	return w
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var features = table{
	"mediation":      {"调解", "mediation"},
	"adjudication":   {"平台裁决", "platform decision"},
	"appeal":         {"复核", "review"},
	"jury":           {"大众评审", "public panel"},
	"protect":        {"先行冻结", "freezing before filing"},
	"auto_grant":     {"按规则支持", "granting by rule"},
	"guarantee_fund": {"先行赔付基金", "guarantee fund"},
}

// Feature is the name of what a marketplace may switch on or off.
func Feature(code string) Words { return features.of(code) }

//nolint:gochecknoglobals // a closed vocabulary, never written to
var guards = table{
	// of persons and orders
	"own_order":                 {"本人的订单", "own order"},
	"identity":                  {"已确认身份", "identity confirmed"},
	"real_identity":             {"已确认真实身份", "real identity confirmed"},
	"outside_channel":           {"已确认站外联系方式", "a channel outside is confirmed"},
	"has_capacity":              {"有行为能力，或由监护人办理", "has capacity, or a guardian acts"},
	"not_locked":                {"账号未锁定", "account not locked"},
	"other_person":              {"不是作出前一决定的人", "not who decided before"},
	"unconnected":               {"与本案没有其他关系", "otherwise unconnected with the case"},
	"equal_free_deposit":        {"可用保证金足够", "the free deposit suffices"},
	"out_of_time":               {"已过申请期限", "past the time to file"},
	"C_wants_mediation_only":    {"申请人只要调解", "the claimant wants mediation only"},
	"self_operated":             {"自营订单", "order of the platform's own shop"},
	"not_self_operated":         {"不是自营订单", "not an order of the platform's own shop"},
	"mediation_only":            {"仅作调解的案件", "case for mediation only"},
	"not_mediation_only":        {"不是仅作调解的案件", "not a case for mediation only"},
	"body_agreed_or_designated": {"检测机构已商定或指定", "test body agreed or designated"},
	"feature":                   {"已开启", "switched on"},
	"buyer":                     {"买家", "the buyer"},
	"parcel_unconfirmed":        {"包裹尚未确认收货", "parcel not yet confirmed"},
	"parcel_not_frozen":         {"包裹货款未冻结", "money of the parcel not frozen"},

	// of time and repetition
	"once":                           {"只能一次", "once"},
	"once_per_line":                  {"每件商品一次", "once for each line"},
	"answer_half_time":               {"答复期限已过半", "half of the time to answer has passed"},
	"before_first_answer":            {"首次答复之前", "before the first answer"},
	"in_first_answer":                {"首次答复时", "in the first answer"},
	"respondent_answered":            {"被申请人已答复", "the respondent has answered"},
	"open_wd3_or_refused_or_silent":  {"协商满规定天数，或明确拒绝，或逾期未答复", "after the days set, or a refusal, or silence"},
	"not_held":                       {"案件未中止", "not on hold"},
	"running":                        {"期限正在计时", "while it runs"},
	"within":                         {"在期限内", "within its time"},
	"extension_left":                 {"还可以延长", "an extension is left"},
	"both":                           {"双方同意", "both agree"},
	"both_or_body":                   {"双方同意，或有机关函件", "both agree, or a body's letter"},
	"both_or_body_or_after_stay_min": {"双方同意，或有机关函件，或已过最短中止期", "both agree, a body's letter, or the least time has passed"},

	// of inputs
	"line_and_problem":             {"写明商品和问题", "names line and problem"},
	"one_claim":                    {"至少一项请求", "at least one claim"},
	"listed_ground":                {"理由在规定范围内", "a listed ground"},
	"identity_order_or_claim_only": {"只限身份、订单或请求不明", "identity, order or claim only"},
	"coded_reason":                 {"选择了原因", "a coded reason"},
	"coded_ground":                 {"选择了理由", "a coded ground"},
	"reason_written":               {"写明理由", "reason written"},
	"reason_readable":              {"理由双方可见", "reason both can read"},
	"each_claim_result":            {"每项请求都有结果", "a result for every claim"},
	"fresh_confirmation":           {"当场再次确认", "a fresh confirmation"},
	"points_and_ground":            {"写明事项和理由", "points and ground"},
	"no_forbidden_term":            {"没有禁止的条款", "no forbidden term"},
	"exact_text":                   {"与所见内容一致", "the exact text seen"},
	"claim_ids":                    {"写明哪几项请求", "names the claims"},
	"proof":                        {"附证明", "with proof"},
	"express":                      {"明确表示", "expressly"},
	"slip_only":                    {"仅限笔误", "slips only"},
	"opening_record":               {"附开箱、称重或序列号记录", "record of opening, weight or serial"},

	// of the round and the decision
	"item_ordered_or_round_open":         {"举证未结束，或已要求提交", "round open, or item ordered"},
	"new_item_served":                    {"有新证据送达", "a new item was served"},
	"respondent_heard_or_silent":         {"对方已说明或逾期未答复", "the other side was heard or silent"},
	"both_done_or_expired":               {"双方举证完毕或期满", "both done, or time ended"},
	"both_consented":                     {"双方同意调解", "both consented to mediation"},
	"not_both_consented":                 {"没有双方同意调解", "not both consented to mediation"},
	"jury_asked":                         {"已要求大众评审", "a panel was asked for"},
	"not_jury_asked":                     {"没有要求大众评审", "no panel was asked for"},
	"quorum":                             {"达到法定人数", "quorum"},
	"four_eyes":                          {"金额较大的已复签", "second signer where the sum is large"},
	"under_supervision":                  {"已进入督办", "under supervision"},
	"remands_left":                       {"还可以发回", "a remand is left"},
	"other_side_appealed":                {"对方已申请复核", "the other side asked for a review"},
	"nobody_can_still_appeal":            {"双方都不能再申请复核", "nobody can still ask for a review"},
	"any_appeal":                         {"有人申请复核", "a review was asked for"},
	"not_any_appeal":                     {"没有人申请复核", "no review was asked for"},
	"from_appeal":                        {"来自复核", "came from review"},
	"not_from_appeal":                    {"不是来自复核", "did not come from review"},
	"in_appeal":                          {"正在复核", "in review"},
	"no_worsening_for_sole_appellant":    {"不对唯一申请人更不利", "no worse for a sole applicant"},
	"before_determination_or_R_consents": {"处理结果作出前，或对方同意", "before the determination, or with consent"},
	"agreed_or_determined":               {"已和解或已认定", "agreed or determined"},
	"in_intake":                          {"尚未受理", "not yet accepted"},
	"claimant_lost":                      {"申请人身故、受限或账号被锁，且无人代为", "the claimant is dead, incapable or locked out, and nobody acts for it"},

	// of silence, data and money
	"auto_grant_proved":        {"数据已能证明，且在规则限额内", "proved by data and within the limit"},
	"respondent_made_no_offer": {"对方没有提出方案", "the other side made no offer"},
	"respondent_silent":        {"对方没有答复", "the other side was silent"},
	"review_rejection":         {"已申请复议", "a review was asked for"},
	"item_named":               {"已指出要查的事项", "a point was named"},
	"debtor_is_buyer":          {"由买家履行", "the buyer must perform"},
	"payouts_cover":            {"待结算货款足够", "payouts suffice"},
	"deposit_and_fund_cover":   {"保证金和基金足够", "deposit and fund suffice"},
	"published_address":        {"商家有公示地址", "the merchant publishes an address"},
	"return_accepted":          {"退货认定成立", "the return was accepted"},
	"not_return_accepted":      {"退货认定不成立", "the return was not accepted"},
	"ruled_refused":            {"已决定不成立", "ruled refused"},
	"any_short":                {"有未付足的", "something is short"},
	"no_duty":                  {"没有须履行的", "nothing to perform"},
	"any_duty_open":            {"有未履行的", "something is still to perform"},
}
