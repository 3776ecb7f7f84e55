package wording

// sentences are keyed by the stored kind of an event.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var sentences = table(gather[Words](actSentences, decisionSentences, obligationSentences, engineSentences, orderSentences, marketSentences))

// actSentences are of acts from filing to mediation.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var actSentences = table{
	"protected":              {"{who}先行冻结货款[ {sum}]", "{who} had the money frozen first[: {sum}]"},
	"submitted":              {"{who}提交申请", "{who} filed the case"},
	"accepted":               {"案件已受理", "the case was accepted"},
	"rejected":               {"不予受理[：{what}]", "the filing was not accepted[: {what}]"},
	"cure_asked":             {"要求补正[：{what}]", "completion was asked for[: {what}]"},
	"cured":                  {"{who}已补正", "{who} completed the filing"},
	"rejection_review_asked": {"{who}申请复议", "{who} asked for a review of the non-acceptance"},
	"rejection_confirmed":    {"维持不予受理", "the non-acceptance was confirmed"},
	"acceptance_objected":    {"{who}对受理提出异议[：{what}]", "{who} objected to the acceptance[: {what}]"},
	"objection_upheld":       {"受理异议成立[：{what}]", "the objection was upheld[: {what}]"},

	"answered":             {"{who}已答复[：{what}]", "{who} answered[: {what}]"},
	"waited":               {"{who}同意再等一次[，新期限 {due}]", "{who} gave more time[, until {due}]"},
	"claim_changed":        {"{who}修改请求", "{who} changed the claims"},
	"deadline_agreed":      {"双方约定协商期限[：{due}]", "both agreed on a date for the talks[: {due}]"},
	"deadline_consented":   {"{who}同意延长协商[：{due}]", "{who} consented to a longer talk[: {due}]"},
	"extension_consented":  {"{who}同意延长调解", "{who} consented to longer mediation"},
	"stay_consented":       {"{who}同意中止", "{who} consented to a stay"},
	"resumption_consented": {"{who}同意恢复处理", "{who} consented to going on"},
	"escalated":            {"{who}申请平台介入", "{who} asked the platform in"},
	"counterclaimed":       {"{who}提出反请求", "{who} made a counterclaim"},
	"message_sent":         {"{who}发送消息", "{who} wrote a message"},
	"offered":              {"{who}提出方案[ {no}]", "{who} made offer[ {no}]"},
	"offer_declined":       {"{who}拒绝方案[ {no}]", "{who} declined offer[ {no}]"},
	"offer_accepted":       {"{who}接受方案[ {no}]", "{who} accepted offer[ {no}]"},

	"exhibit_added":       {"{who}提交证据[ {no}][：{what}]", "{who} submitted evidence[ {no}][: {what}]"},
	"opined":              {"{who}对证据[ {no}]发表意见", "{who} gave an opinion on evidence[ {no}]"},
	"extension_asked":     {"{who}申请延长举证", "{who} asked for more time for evidence"},
	"extended":            {"{what}延长[至 {due}]", "{what}: extended[ until {due}]"},
	"evidence_ordered":    {"要求提交证据[：{what}]", "evidence was ordered[: {what}]"},
	"evidence_lacked":     {"{who}说没有要求的证据[：{what}]", "{who} said it does not have the evidence asked for[: {what}]"},
	"third_party_asked":   {"向第三方调取材料[：{what}]", "a third party was asked for material[: {what}]"},
	"test_ordered":        {"安排检测", "a test was ordered"},
	"part_done":           {"{who}表示举证完毕", "{who} said it had nothing more to submit"},
	"mediation_consented": {"{who}答复是否调解[：{what}]", "{who} answered on mediation[: {what}]"},
	"fast_tracked":        {"拟快速处理", "fast track was proposed"},
	"item_named":          {"{who}指出要查的事项", "{who} named a point to examine"},
	"round_closed":        {"举证结束", "the evidence round closed"},
	"proposed":            {"{who}向双方提出方案[ {no}]", "{who} proposed to both sides[: offer {no}]"},
	"mediation_left":      {"{who}退出调解", "{who} left mediation"},
	"mediation_failed":    {"调解未果[：{what}]", "mediation ended without a result[: {what}]"},
	"mediation_extended":  {"双方延长调解", "both extended mediation"},
	"talks_opened":        {"{who}查看协商记录", "{who} opened the talks"},

	"stayed":                   {"{who}中止处理", "{who} stayed the case"},
	"resumed":                  {"{who}恢复处理", "{who} let the case go on"},
	"hold_proved":              {"{who}提交中止证明", "{who} proved the stay"},
	"party_event_recorded":     {"登记当事人变化[：{what}]", "a change of a party was recorded[: {what}]"},
	"safety_raised":            {"{who}报告安全问题[：{what}]", "{who} reported a safety problem[: {what}]"},
	"external_file_made":       {"{who}准备外部材料[：{what}]", "{who} had a file made for outside[: {what}]"},
	"external_accepted":        {"登记外部受理[：{what}]", "acceptance outside was recorded[: {what}]"},
	"external_result_recorded": {"登记外部结果[：{what}]", "a result from outside was recorded[: {what}]"},
	"external_ended":           {"登记外部未果[：{what}]", "the end outside was recorded[: {what}]"},
	"external_withdrawn":       {"{who}转走外部途径[，{claims}]", "{who} left for the outside route[ with {claims}]"},
	"assigned":                 {"指派人员[：{what}]", "staff was assigned[: {what}]"},
	"neutral_challenged":       {"{who}申请{what}回避", "{who} challenged the {what}"},
	"challenge_decided":        {"回避申请已决定[：{what}]", "the challenge was decided[: {what}]"},
	"recused":                  {"{who}自行回避", "{who} stepped aside"},
	"freeze_replaced":          {"{who}用保证金替换冻结[ {sum}]", "{who} put the deposit in the place of the freeze[: {sum}]"},
	"linked":                   {"关联案件", "a case was linked"},
	"unlinked":                 {"取消案件关联", "a case was unlinked"},
	"mass_linked":              {"标记为批量案件", "the case was linked to a series"},
}

// decisionSentences are of acts from the decision to the settlement's end.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var decisionSentences = table{
	"jury_tallied":          {"评审计票", "the panel's votes were counted"},
	"marked_complex":        {"标记为复杂案件，处理期限延长", "marked as complex; the time to decide is longer"},
	"draft_submitted":       {"提交决定草稿", "a draft was submitted"},
	"draft_returned":        {"草稿被退回", "the draft was sent back"},
	"draft_approved":        {"草稿已复签", "the draft was approved"},
	"ruled":                 {"作出处理决定", "the ruling was made"},
	"final_answer_given":    {"自营方作出最终答复", "the platform as seller gave its final answer"},
	"final_answer_accepted": {"{who}接受处理结果", "{who} accepted the result"},
	"person_asked":          {"{who}要求人工处理", "{who} asked for a person"},
	"corrected":             {"更正处理决定的笔误", "a slip in the ruling was corrected"},
	"appealed":              {"{who}申请复核[：{what}]", "{who} asked for a review[: {what}]"},
	"appeal_waived":         {"{who}接受处理结果", "{who} accepted the result"},
	"appeal_replied":        {"{who}答辩", "{who} replied"},
	"window_closed":         {"复核申请期结束", "the time to ask for a review ended"},
	"ruling_upheld":         {"复核：维持处理决定", "review: the ruling was upheld"},
	"ruling_varied":         {"复核：变更处理决定", "review: the ruling was varied"},
	"remanded":              {"复核：发回重新处理", "review: the case was sent back"},
	"settlement_signed":     {"{who}签署和解协议", "{who} signed the settlement"},
	"settlement_challenged": {"{who}对和解提出异议[：{what}]", "{who} challenged the settlement[: {what}]"},
	"settlement_upheld":     {"和解维持", "the settlement was upheld"},
	"settlement_annulled":   {"和解撤销，请求恢复处理", "the settlement was annulled; the claims are open again"},
	"withdrawn":             {"{who}撤回[{claims}]", "{who} withdrew[ {claims}]"},
	"withdrawal_consented":  {"{who}同意撤回", "{who} consented to withdrawal"},
}

// obligationSentences are of acts on obligations.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var obligationSentences = table{
	"own_payment_begun":     {"{who}发起付款[ {sum}]", "{who} began to pay[ {sum}]"},
	"own_payment_made":      {"{who}付款[ {sum}]", "{who} paid[ {sum}]"},
	"act_performed":         {"{who}登记已履行", "{who} recorded performance"},
	"value_asked":           {"{who}申请折价", "{who} asked for its value in money"},
	"value_set":             {"折价决定[：{sum}]", "the value was set[: {sum}]"},
	"address_given":         {"{who}提供退货地址", "{who} gave the return address"},
	"return_sent":           {"{who}寄回商品", "{who} sent the goods back"},
	"impediment_shown":      {"{who}说明寄回障碍，期限延长", "{who} showed an impediment; the time is extended"},
	"return_signed":         {"退货已签收", "the return was signed for"},
	"return_refused":        {"退货被拒收或未取", "the return was refused or not collected"},
	"return_accepted":       {"退货验收", "the return was accepted"},
	"return_contested":      {"{who}对退货提出异议[：{what}]", "{who} contested the return[: {what}]"},
	"contest_answered":      {"{who}回应退货异议", "{who} answered the contest"},
	"return_ruled":          {"退货异议已决定[：{what}]", "the contest was decided[: {what}]"},
	"return_decided":        {"退货异议复核完毕", "the contest was reviewed"},
	"replacement_sent":      {"{who}寄出补发商品", "{who} sent the replacement"},
	"replacement_confirmed": {"{who}确认收到补发商品", "{who} confirmed the replacement"},
	"time_chosen":           {"{who}选择再等一次", "{who} chose to wait once more"},
	"refund_chosen":         {"{who}选择改为退款", "{who} chose the refund"},
}
