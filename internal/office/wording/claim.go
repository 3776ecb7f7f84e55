package wording

//nolint:gochecknoglobals // a closed vocabulary, never written to
var claimStates = table{
	"OPEN":        {"待处理", "Open"},
	"AGREED":      {"已和解", "Agreed"},
	"DETERMINED":  {"已认定", "Granted"},
	"DISMISSED":   {"已驳回", "Dismissed"},
	"WITHDRAWN":   {"已撤回", "Withdrawn"},
	"LAPSED":      {"已终止", "Ended without a decision"},
	"PERFORMED":   {"履行已办理", "Performance arranged"},
	"UNRECOVERED": {"未足额", "Not paid in full"},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var lapses = table{
	"expired":      {"期限届满", "time passed"},
	"incomplete":   {"未补正", "not completed"},
	"rejected":     {"不予受理", "not accepted"},
	"not_pursued":  {"申请人未继续", "not pursued by the claimant"},
	"no_result":    {"调解未果", "mediation without a result"},
	"unserved":     {"无法送达", "could not be served"},
	"not_decided":  {"期限内没有人作出决定", "nobody decided in time"},
	"final_answer": {"最终答复未同意的部分", "refused in the final answer"},
	"not_returned": {"未寄回商品", "goods not sent back"},
	"external":     {"转外部途径", "taken outside"},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var deciders = table{
	"person":    {"由人工作出", "decided by a person"},
	"rule":      {"未经人工裁决", "not decided by a person"},
	"agreement": {"双方和解", "agreed by both sides"},
	"outside":   {"外部机构作出", "decided outside"},
	"seller":    {"商家最终答复，不是处理决定", "seller's final answer, no ruling"},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var sources = table{
	"order_escrow":      {"本单担保款", "escrow of this order"},
	"own_payment":       {"履行方自行付款", "own payment"},
	"unsettled_payouts": {"商家待结算货款", "merchant's unsettled payouts"},
	"deposit":           {"商家保证金", "merchant's deposit"},
	"guarantee_fund":    {"先行赔付基金", "guarantee fund"},
	"outside":           {"平台外付款", "paid outside"},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var bases = table{
	"settlement":   {"和解", "settlement"},
	"agreement":    {"和解", "settlement"},
	"ruling":       {"处理决定", "ruling"},
	"review":       {"复核结果", "review"},
	"rule":         {"规则认定", "decision by rule"},
	"outside":      {"外部结果", "result from outside"},
	"final_answer": {"商家最终答复", "final answer"},
	"value":        {"折价", "valued in money"},
}

// ClaimState is the name of a claim's state (procedure.md §1).
func ClaimState(code string) Words { return claimStates.of(code) }

// Lapse says why a claim ended without a decision.
func Lapse(code string) Words { return lapses.of(code) }

// DecidedBy says who decided: a decision by rule is labelled as such, always.
func DecidedBy(code string) Words { return deciders.of(code) }

// Source is the name of a source of money (procedure.md §5, order of sources).
func Source(code string) Words { return sources.of(code) }

// Basis is the name of what an obligation rests on.
func Basis(code string) Words { return bases.of(code) }
