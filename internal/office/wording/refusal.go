package wording

import "github.com/tianping-odr/tianping/internal/core/party"

// RefusalWords say why an act was refused, and what is possible instead. They
// name no person and no figure; instants and moves stand beside them as data.
type RefusalWords struct{ Wrong, Instead Words }

// Refusal gives the words of a refusal's code.
func Refusal(code string) RefusalWords {
	if r, ok := refusals[code]; ok {
		return r
	}
	if t := party.Code(code).Text(); t != (party.Text{}) { // grants, links, persons: said beside their codes
		return RefusalWords{Wrong: Words(t), Instead: seeBelow}
	}
	return RefusalWords{Wrong: fallback(code), Instead: seeBelow}
}

//nolint:gochecknoglobals // constant words
var (
	seeBelow    = Words{"现在可以做的，见下方。", "What is possible now is listed below."}
	fillAgain   = Words{"请改好后再提交，您填写的内容都在。", "Please change it and send again; what you typed is kept."}
	otherPerson = Words{"由其他合格人员办理。", "Another qualified person takes it."}
)

//nolint:gochecknoglobals // a closed vocabulary, never written to
var refusals = gather(caseRefusals, moneyRefusals)

// caseRefusals are of acts in a case (core/dispute).
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var caseRefusals = map[string]RefusalWords{
	// who
	"unknown":          {Words{"没有找到，或不是给您看的。", "Not found, or not for you to see."}, Words{"请从您的案件或订单列表进入。", "Please start from your own cases or orders."}},
	"not_your_order":   {Words{"没有找到这个订单。", "This order was not found."}, Words{"请从您的订单列表进入。", "Please start from your own orders."}},
	"wrong_capacity":   {Words{"您的身份不能做这一步。", "You cannot take this step in your role."}, seeBelow},
	"not_assigned":     {Words{"本案没有指派给您。", "This case is not assigned to you."}, Words{"由被指派的人办理，或请主管指派。", "Who is assigned takes it, or a supervisor assigns you."}},
	"conflict":         {Words{"您做过或看过须与此分开的内容。", "You have done or seen what must be kept apart from this."}, otherPerson},
	"locked":           {Words{"账号已锁定，不可撤回的操作暂停。", "The account is locked; irreversible acts wait."}, Words{"请用此前验证过的联系方式解锁。", "Please unlock by the contact verified before."}},
	"no_capacity":      {Words{"这一步须由监护人办理。", "A guardian must take this step."}, Words{"请登记监护人，由其办理。", "Please have the guardian recorded, who may then act."}},
	"identity_missing": {Words{"还没有确认您的身份。", "Your identity is not confirmed yet."}, Words{"请先确认身份，草稿会保留。", "Please confirm it first; your draft is kept."}},
	"channel_missing":  {Words{"还没有确认站外联系方式。", "No contact outside this site is confirmed."}, Words{"请先确认手机号或邮箱，草稿会保留。", "Please confirm a phone or e-mail first; your draft is kept."}},
	"over_limit":       {Words{"超出您的处理额度。", "This is above your limit."}, Words{"请商家主管办理。", "Please ask the merchant's supervisor."}},

	// where and when
	"unknown_move":          {Words{"没有这个操作。", "There is no such act."}, seeBelow},
	"wrong_stage":           {Words{"现在这个阶段没有这一步。", "This step does not exist at this stage."}, seeBelow},
	"held":                  {Words{"案件中止，这一步要等恢复后再做。", "The case is on hold; this step waits."}, Words{"中止期满自动恢复；协议中止的，可按规则提前恢复。", "It resumes at its date; an agreed stay can be ended earlier as the rules say."}},
	"too_early":             {Words{"还没到可以做这一步的时间。", "It is too early for this step."}, Words{"到时间后可以办理，期间其他操作照常。", "It opens at its time; everything else goes on."}},
	"too_late":              {Words{"这一步的期限已过。", "The time for this step has passed."}, seeBelow},
	"in_time":               {Words{"申请没有超过期限。", "The filing is in time."}, Words{"请按普通案件受理。", "Please accept it as an ordinary case."}},
	"already_done":          {Words{"这一步只能做一次，已经做过。", "This can be done once, and was."}, seeBelow},
	"already_answered":      {Words{"对方已经答复，不能再做这一步。", "The first answer was given; this step is over."}, seeBelow},
	"respondent_unanswered": {Words{"请先答复请求。", "Please answer the claims first."}, Words{"答复后可以申请平台介入。", "Afterwards you may ask the platform in."}},
	"not_running":           {Words{"相关期限没有在计时。", "The time this belongs to is not running."}, seeBelow},
	"no_extension_left":     {Words{"期限不能再延长。", "No extension is left."}, seeBelow},
	"window_open":           {Words{"复核申请期还没有结束。", "The time to ask for a review still runs."}, Words{"期满，或双方都已决定后再继续。", "It goes on when it ends or both have decided."}},

	// what must be there
	"nothing_there":        {Words{"没有可以处理的内容。", "There is nothing this step could act on."}, seeBelow},
	"nothing_to_choose":    {Words{"现在没有可以选的内容。", "There is nothing to choose from now."}, seeBelow},
	"nothing_new":          {Words{"没有新的证据需要表态。", "There is no new item to comment on."}, seeBelow},
	"not_consented":        {Words{"还需要对方同意。", "The other side must agree as well."}, Words{"您的意愿可以告诉对方；同意后生效。", "You may tell the other side; it takes effect when they agree."}},
	"consent_needed":       {Words{"已有处理结果，撤回须对方同意。", "After a decision the other side must consent."}, Words{"请先征得对方同意，或接受处理结果。", "Please ask for consent, or accept the result."}},
	"both_consented":       {Words{"双方都同意调解，先调解。", "Both agreed to mediation, so it comes first."}, seeBelow},
	"mediation_only":       {Words{"本案只作调解。", "This case is for mediation only."}, Words{"调解未果的，可以走其他途径。", "Without a result, other routes are open."}},
	"not_mediation_only":   {Words{"只有仅作调解的案件才有这一步。", "Only a case for mediation only has this step."}, seeBelow},
	"mediation_not_asked":  {Words{"申请人没有选择只调解。", "The claimant has not asked for mediation only."}, Words{"请先询问申请人。", "Please ask the claimant first."}},
	"self_operated":        {Words{"自营订单没有这一步。", "An order from the platform's own shop has no such step."}, Words{"由自营方最终答复；您也可以走外部途径。", "The platform as seller answers; the routes outside are open."}},
	"not_self_operated":    {Words{"只有自营订单才有这一步。", "Only an order from the platform's own shop has this step."}, seeBelow},
	"respondent_not_heard": {Words{"对方还没有机会说明。", "The other side has not been heard."}, Words{"对方答复后，或答复期满后再办理。", "Possible after the answer, or once its time has ended."}},
	"round_open":           {Words{"举证还没有结束。", "The evidence round is still open."}, Words{"双方都完毕，或期满后再继续。", "It goes on when both are done or time has ended."}},
	"round_closed":         {Words{"举证已经结束。", "The evidence round is closed."}, Words{"可以提交被要求提供的证据，或在复核时提出。", "You may bring what was ordered, or raise it on review."}},
	"no_quorum":            {Words{"投票人数不够。", "There is no quorum."}, seeBelow},
	"four_eyes_missing":    {Words{"金额较大，须另一人复签。", "A sum of this size needs a second signer."}, Words{"请先提交草稿，由另一人复签。", "Please submit a draft for another person to approve."}},
	"second_person":        {Words{"金额较大，须另一人复签。", "A sum of this size needs a second signer."}, Words{"请先提交草稿，由另一人复签。", "Please submit a draft for another person to approve."}},
	"not_supervised":       {Words{"还没有进入督办。", "The decision is not overdue."}, Words{"由指派的人员办理。", "Who is assigned takes it."}},
	"no_remand_left":       {Words{"本案已经发回过一次。", "The case was sent back once already."}, Words{"请维持或变更处理决定。", "Please uphold or vary the ruling."}},
	"no_appeal":            {Words{"没有人申请复核。", "Nobody has asked for a review."}, seeBelow},
	"no_appeal_to_answer":  {Words{"对方没有申请复核。", "The other side has not asked for a review."}, seeBelow},
	"appeal_pending":       {Words{"已有人申请复核。", "A review was asked for."}, seeBelow},
	"from_appeal":          {Words{"本案来自复核，由复核人处理。", "The case came from review and goes back there."}, seeBelow},
	"not_from_appeal":      {Words{"本案不是来自复核。", "The case did not come from review."}, seeBelow},
	"return_accepted":      {Words{"退货已认定成立。", "The return was accepted."}, seeBelow},
	"return_not_accepted":  {Words{"退货没有认定成立。", "The return was not accepted."}, seeBelow},
	"deposit_too_small":    {Words{"可用保证金不够。", "The free deposit is too small."}, Words{"补足保证金后可以替换，原冻结不变。", "Top it up first; until then the freeze stays."}},
	"feature_off":          {Words{"本平台没有开启这项功能。", "This marketplace does not offer this."}, seeBelow},

	// what was given
	"incomplete":        {Words{"有必填项没有填写。", "Something required is missing."}, fillAgain},
	"missing_field":     {Words{"有必填项没有填写。", "Something required is missing."}, fillAgain},
	"not_listed_ground": {Words{"理由不在规定范围内。", "This ground is not on the list."}, Words{"请从列出的理由中选择；证据不足不是不受理的理由。", "Please choose a listed one; thin evidence is no ground to refuse."}},
	"needs_reason":      {Words{"请写明理由。", "Please give the reason."}, fillAgain},
	"needs_proof":       {Words{"请附上证明。", "Please attach proof."}, fillAgain},
	"forbidden_term":    {Words{"方案不能限制评价、投诉、举报或起诉。", "No term may bar reviews, complaints, reports or suits."}, Words{"请删去这一条，其余可以保留。", "Please remove it; the rest may stay."}},
	"worsening":         {Words{"只有一方申请复核的，结果不能对其更不利。", "A sole applicant may not end worse."}, Words{"请维持，或作出不更差的变更。", "Please uphold, or vary without worsening."}},
	"not_confirmed":     {Words{"请先确认再继续。", "Please confirm before going on."}, fillAgain},
	"changed":           {Words{"内容在您查看后有变化。", "What you relied on has changed."}, Words{"请查看新的内容，再作决定。", "Please read what is there now and decide again."}},
	"changed_meanwhile": {Words{"内容在您查看后有变化。", "What you relied on has changed."}, Words{"请查看新的内容，再作决定。", "Please read what is there now and decide again."}},
	"bounds":            {Words{"超出可填的范围。", "This is outside its bounds."}, fillAgain},
	"out_of_bounds":     {Words{"超出可填的范围。", "This is outside its bounds."}, fillAgain},
	"not_a_choice":      {Words{"这一项现在不能选。", "This cannot be chosen now."}, fillAgain},
	"too_long":          {Words{"文字太长或含有损坏的字符。", "The text is too long or damaged."}, fillAgain},
	"not_a_digest":      {Words{"文件没有传完整。", "The file did not arrive complete."}, Words{"请重新选择文件。", "Please choose the file again."}},
	"unknown_field":     {Words{"多了一项这一步用不到的内容。", "There is an input this step does not use."}, fillAgain},
	"repeated_field":    {Words{"同一项填了两次。", "One input is given twice."}, fillAgain},
	"repeated_item":     {Words{"同一项填了两次。", "One item is given twice."}, fillAgain},
}
