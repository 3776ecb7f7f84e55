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
	"unknown":        {Words{"没有找到，或不是给您看的。", "Not found, or not for you to see."}, Words{"请从您的案件或订单列表进入。", "Please start from your own cases or orders."}},
	"wrong_capacity": {Words{"您的身份不能做这一步。", "You cannot take this step in your role."}, seeBelow},
	"conflict":       {Words{"您做过或看过须与此分开的内容。", "You have done or seen what must be kept apart from this."}, otherPerson},
	"locked":         {Words{"账号已锁定，不可撤回的操作暂停。", "The account is locked; irreversible acts wait."}, Words{"请用此前验证过的联系方式解锁。", "Please unlock by the contact verified before."}},
	"no_capacity":    {Words{"这一步须由监护人办理。", "A guardian must take this step."}, Words{"请登记监护人，由其办理。", "Please have the guardian recorded, who may then act."}},
	"over_limit":     {Words{"超出您的处理额度。", "This is above your limit."}, Words{"请商家主管办理。", "Please ask the merchant's supervisor."}},

	// where and when
	"wrong_stage":  {Words{"现在这个阶段没有这一步。", "This step does not exist at this stage."}, seeBelow},
	"held":         {Words{"案件中止，这一步要等恢复后再做。", "The case is on hold; this step waits."}, Words{"中止期满自动恢复；协议中止的，可按规则提前恢复。", "It resumes at its date; an agreed stay can be ended earlier as the rules say."}},
	"too_early":    {Words{"还没到可以做这一步的时间。", "It is too early for this step."}, Words{"到时间后可以办理，期间其他操作照常。", "It opens at its time; everything else goes on."}},
	"too_late":     {Words{"这一步的期限已过。", "The time for this step has passed."}, seeBelow},
	"already_done": {Words{"这一步只能做一次，已经做过。", "This can be done once, and was."}, seeBelow},

	// what must be there
	"nothing_there":  {Words{"没有可以处理的内容。", "There is nothing this step could act on."}, seeBelow},
	"not_consented":  {Words{"还需要对方同意。", "The other side must agree as well."}, Words{"您的意愿可以告诉对方；同意后生效。", "You may tell the other side; it takes effect when they agree."}},
	"mediation_only": {Words{"本案只作调解。", "This case is for mediation only."}, Words{"调解未果的，可以走其他途径。", "Without a result, other routes are open."}},
	"self_operated":  {Words{"自营订单没有这一步。", "An order from the platform's own shop has no such step."}, Words{"由自营方最终答复；您也可以走外部途径。", "The platform as seller answers; the routes outside are open."}},
	"second_person":  {Words{"金额较大，须另一人复签。", "A sum of this size needs a second signer."}, Words{"请先提交草稿，由另一人复签。", "Please submit a draft for another person to approve."}},

	// what was given
	"incomplete":        {Words{"有必填项没有填写。", "Something required is missing."}, fillAgain},
	"not_listed_ground": {Words{"理由不在规定范围内。", "This ground is not on the list."}, Words{"请从列出的理由中选择；证据不足不是不受理的理由。", "Please choose a listed one; thin evidence is no ground to refuse."}},
	"needs_reason":      {Words{"请写明理由。", "Please give the reason."}, fillAgain},
	"needs_proof":       {Words{"请附上证明。", "Please attach proof."}, fillAgain},
	"forbidden_term":    {Words{"方案不能限制评价、投诉、举报或起诉。", "No term may bar reviews, complaints, reports or suits."}, Words{"请删去这一条，其余可以保留。", "Please remove it; the rest may stay."}},
	"worsening":         {Words{"只有一方申请复核的，结果不能对其更不利。", "A sole applicant may not end worse."}, Words{"请维持，或作出不更差的变更。", "Please uphold, or vary without worsening."}},
	"not_confirmed":     {Words{"请先确认再继续。", "Please confirm before going on."}, fillAgain},
	"changed":           {Words{"内容在您查看后有变化。", "What you relied on has changed."}, Words{"请查看新的内容，再作决定。", "Please read what is there now and decide again."}},
	"bounds":            {Words{"超出可填的范围。", "This is outside its bounds."}, fillAgain},
	"too_long":          {Words{"文字太长或含有损坏的字符。", "The text is too long or damaged."}, fillAgain},
	"unknown_field":     {Words{"多了一项这一步用不到的内容。", "There is an input this step does not use."}, fillAgain},
}
