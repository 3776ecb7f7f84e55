package wording

import "strings"

// Choice names one allowed value of an input: a ground, an answer, a result. Words
// of one act come before the words of all; reasons, remedies and kinds of evidence
// come from the built-in taxonomy.
func Choice(act, path, value string) Words {
	name := path[strings.LastIndexByte(path, '.')+1:]
	for _, key := range []string{act + " " + name + " " + value, name + " " + value} {
		if w, ok := choices[key]; ok {
			return w
		}
	}
	switch name {
	case "reason":
		return Reason(value)
	case "remedy":
		return Remedy(value)
	case "kind":
		return Evidence(value)
	case "role", "party":
		return Who(value)
	case "cites":
		return Clause(value)
	case "issue":
		return Issue(value)
	}
	if w, ok := plain[value]; ok {
		return w
	}
	return fallback(value)
}

// Ground names a coded ground of an act: a reason for non-acceptance, for review,
// for a challenge.
func Ground(act, code string) Words { return Choice(act, "ground", code) }

//nolint:gochecknoglobals // a closed vocabulary, never written to
var plain = table{
	"yes": {"是", "Yes"},
	"no":  {"否", "No"},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var choices = table{
	"call both":        {"双方", "both sides"},
	"call C":           {"申请人", "the claimant"},
	"call R":           {"被申请人", "the respondent"},
	"audience C":       {"仅申请人", "the claimant alone"},
	"audience R":       {"仅被申请人", "the respondent alone"},
	"audience both":    {"双方和调解员", "both sides and the mediator"},
	"audience private": {"仅调解员", "the mediator alone"},
	// grounds of non-acceptance (closed list, procedure.md T07)
	"ground NOT_OURS":                {"不属于平台处理范围", "not within the platform's scope"},
	"ground OUT_OF_TIME":             {"超过申请期限", "out of time"},
	"ground SAME_CLAIM_DONE":         {"同一请求已经处理", "the same claim was dealt with"},
	"ground COURT_OR_TRIBUNAL_HOLDS": {"法院或仲裁机构已受理", "a court or tribunal holds it"},
	"ground NO_REAL_CLAIMANT":        {"申请人身份不实", "no real claimant"},
	// of the regulator's procedure (Order 121 art 16)
	"ground NO_POWER":               {"没有处理权限", "no power to handle it"},
	"ground ALREADY_TAKEN":          {"其他机关已受理或处理", "already taken by another body"},
	"ground NOT_LIVING_CONSUMPTION": {"不是为生活消费需要", "not for living consumption"},
	"ground OVER_3_YEARS":           {"超过三年", "more than three years"},
	"ground MATERIALS":              {"材料不全或不实", "material missing or false"},
	"ground IDENTITY":               {"身份不实", "identity not real"},
	"ground OTHER":                  {"其他法定情形", "other ground in law"},

	// records of what came back
	"record opening": {"开箱记录", "of the opening"},
	"record weight":  {"称重记录", "of the weight"},
	"record serial":  {"序列号记录", "of the serial number"},

	// corrections, clauses
	"slip pen":                  {"笔误", "slip of pen"},
	"slip sum":                  {"算错", "slip of sum"},
	"clauses without_admission": {"不代表承认责任", "without admission"},
	"clauses as_goodwill":       {"出于善意", "as goodwill"},

	// what must be completed
	"ground identity": {"身份", "identity"},
	"ground order":    {"订单", "order"},
	"ground claim":    {"请求", "claim"},

	// review
	"ground new_fact":  {"有新的事实或证据", "new fact or evidence"},
	"ground error":     {"认定或适用规则有误", "error of fact or rule"},
	"ground not_heard": {"没有得到陈述的机会", "not heard"},

	// settlement
	"ground mistake":  {"重大误解", "mistake"},
	"ground fraud":    {"受欺诈", "fraud"},
	"ground duress":   {"受胁迫", "duress"},
	"ground capacity": {"没有行为能力", "lack of capacity"},

	// neutrals
	"ground interest": {"有利害关系", "interest in the outcome"},
	"ground relation": {"与一方有关系", "tie to one side"},
	"ground bias":     {"可能不公正", "bias"},
	"ground other":    {"其他", "other"},

	// mediation, safety, outside, returns
	"ground no_agreement":  {"达不成一致", "no agreement"},
	"ground absent":        {"一方不参加", "a side stays away"},
	"ground bad_faith":     {"一方不诚信", "bad faith"},
	"ground unsuitable":    {"不适合调解", "not fit for mediation"},
	"ground injury":        {"人身伤害", "injury"},
	"ground fire":          {"起火、漏电", "fire or electric hazard"},
	"ground food":          {"食品药品安全", "food or drugs"},
	"ground children":      {"涉及儿童安全", "children's safety"},
	"ground not_accepted":  {"没有受理", "not accepted"},
	"ground no_result":     {"没有结果", "no result"},
	"ground withdrawn":     {"已撤回", "withdrawn"},
	"ground wrong_item":    {"不是原商品", "another item"},
	"ground empty":         {"空包", "empty parcel"},
	"ground damaged":       {"商品损坏", "damaged"},
	"ground used":          {"已使用", "used"},
	"ground missing_parts": {"缺少配件", "parts missing"},

	// answers and results
	"answer refuse":                   {"拒绝", "refuse"},
	"answer contest":                  {"有争议", "contest"},
	"answer discuss":                  {"愿意商量", "willing to discuss"},
	"consent yes":                     {"同意调解", "agree to mediation"},
	"consent no":                      {"不同意调解", "no mediation"},
	"result granted":                  {"支持", "granted"},
	"result partly":                   {"部分支持", "granted in part"},
	"result dismissed":                {"驳回", "dismissed"},
	"result varied":                   {"变更", "varied"},
	"result accepted":                 {"退货成立", "return accepted"},
	"result reduced":                  {"退货成立，部分退款", "accepted, refund reduced"},
	"result refused":                  {"退货不成立", "return refused"},
	"result upheld":                   {"成立", "upheld"},
	"decide_challenge result upheld":  {"应当回避", "must step aside"},
	"decide_challenge result refused": {"不需回避", "may stay"},
	"kept legal":                      {"法律规定可以不退回", "the law allows it"},
	"kept impracticable":              {"无法退回或退回不合理", "a return is impracticable"},
	"status found":                    {"认定", "found"},
	"status not_found":                {"不认定", "not found"},
	"status open":                     {"待查", "open"},
	"genuine yes":                     {"真实", "genuine"},
	"genuine no":                      {"不真实", "not genuine"},
	"genuine unsure":                  {"不能确定", "not sure"},
	"lawful yes":                      {"合法", "lawful"},
	"lawful no":                       {"不合法", "not lawful"},
	"lawful unsure":                   {"不能确定", "not sure"},
	"relevant yes":                    {"有关联", "relevant"},
	"relevant no":                     {"无关联", "not relevant"},
	"relevant unsure":                 {"不能确定", "not sure"},
	"freight merchant":                {"商家承担", "the merchant"},
	"freight buyer":                   {"买家承担", "the buyer"},
	"freight shared":                  {"双方分担", "shared"},

	// holds, changes of parties, outside
	"event represent":         {"委托代理", "representation"},
	"event end_power":         {"收回委托", "power ended"},
	"event substitute":        {"去世或承继", "death or succession"},
	"event succeed":           {"登记继承人或承继人", "heir or successor recorded"},
	"power agent":             {"一般代理", "ordinary power"},
	"power special_agent":     {"特别授权（可和解、撤回、放弃）", "special power (may settle, withdraw, waive)"},
	"event incapable":         {"无行为能力", "lack of capacity"},
	"event lock_party":        {"锁定账号", "lock the account"},
	"event unlock":            {"解锁账号", "unlock the account"},
	"event guardian":          {"登记监护人", "guardian recorded"},
	"event capable":           {"恢复行为能力或已成年", "able again, or of age"},
	"event ratify":            {"监护人追认", "ratified by the guardian"},
	"event insolvency_opened": {"进入破产程序", "insolvency opened"},
	"body 12315":              {"12315（市场监管）", "12315 (market regulator)"},
	"body regulator":          {"市场监管部门", "market regulator"},
	"body association":        {"消费者协会", "consumer association"},
	"body arbitration":        {"仲裁机构", "arbitral institution"},
	"body tribunal":           {"仲裁机构", "arbitral institution"},
	"body court":              {"法院", "court"},
	"body other":              {"其他机构", "other body"},
	"kind judgment":           {"判决或裁定", "judgment"},
	"kind award":              {"仲裁裁决", "arbitral award"},
	"kind agreement":          {"调解书或协议", "agreement"},
	"to carrier":              {"快递公司", "carrier"},
	"to payment":              {"支付机构", "payment provider"},
	"to platform":             {"平台数据部门", "platform data desk"},
	"to other":                {"其他", "other"},
	"to C":                    {"申请人", "claimant"},
	"to R":                    {"被申请人", "respondent"},
}
