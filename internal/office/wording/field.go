package wording

import "strings"

// FieldWords name an input of an act, with a sentence beside it where one helps.
type FieldWords struct{ Name, Hint Words }

// Field names an input. path leaves row numbers out: "terms.amount". Words of one
// act come before the words of all.
func Field(act, path string) FieldWords {
	name := path[strings.LastIndexByte(path, '.')+1:]
	for _, key := range []string{act + " " + path, path, act + " " + name, name} {
		if f, ok := fields[key]; ok {
			return f
		}
	}
	return FieldWords{Name: fallback(name)}
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var fields = map[string]FieldWords{
	// groups
	"claims":   {Words{"请求", "Claims"}, Words{}},
	"exhibits": {Words{"证据", "Evidence"}, Words{}},
	"answers":  {Words{"逐项答复", "Answers"}, Words{}},
	"terms":    {Words{"方案内容", "Terms"}, Words{"每项请求写一行。", "One row for each claim."}},
	"lines":    {Words{"涉及的商品", "Goods concerned"}, Words{}},
	"scope":    {Words{"涉及的商品", "Goods concerned"}, Words{}},
	"points":   {Words{"申请复核的事项", "Points for review"}, Words{"没有写的事项不再复核。", "What is not named is not reviewed."}},
	"results":  {Words{"逐项结果", "Results"}, Words{"每项请求都要有结果。", "Every claim needs a result."}},
	"facts":    {Words{"认定的事实", "Facts"}, Words{"认定的事实须有证据。", "A fact found needs evidence."}},

	// of a message
	"files":   {Words{"图片和语音", "Pictures and voice"}, Words{"照片、截图、语音、文件，谁能看到消息，谁就能看到它们。", "Photos, screenshots, voice, papers: whoever reads the message sees them, nobody else."}},
	"seconds": {Words{"语音时长（秒）", "Length of the voice, in seconds"}, Words{"由平台测量，不用填写。", "Measured by the platform; leave it out."}},

	// what it is about
	"claim":            {Words{"请求", "Claim"}, Words{}},
	"line":             {Words{"商品", "Item"}, Words{}},
	"parcel":           {Words{"包裹", "Parcel"}, Words{}},
	"qty":              {Words{"数量", "Quantity"}, Words{}},
	"exhibit":          {Words{"证据", "Evidence"}, Words{}},
	"offer":            {Words{"方案", "Offer"}, Words{}},
	"offer_event_hash": {Words{"所见方案的校验值", "Digest of the offer you saw"}, Words{"确保您接受的就是看到的内容。", "It makes sure that you accept what you saw."}},
	"counter":          {Words{"针对的方案", "Offer it answers"}, Words{}},
	"settlement":       {Words{"和解", "Settlement"}, Words{}},
	"draft":            {Words{"决定草稿", "Draft"}, Words{}},
	"draft_hash":       {Words{"所见草稿的校验值", "Digest of the draft you saw"}, Words{}},
	"challenge":        {Words{"回避申请", "Challenge"}, Words{}},
	"hold":             {Words{"中止", "Hold"}, Words{}},
	"proceeding":       {Words{"外部程序", "Proceeding outside"}, Words{}},
	"order":            {Words{"对应的举证要求", "Order it answers"}, Words{}},
	"deadline":         {Words{"期限", "Period"}, Words{}},
	"case":             {Words{"案件编号", "Case"}, Words{}},
	"group":            {Words{"批次编号", "Series"}, Words{}},

	// what is asked and decided
	"reason":               {Words{"理由", "Reason"}, Words{}},
	"submit claims.reason": {Words{"遇到的问题", "Problem"}, Words{}},
	"claims.reason":        {Words{"遇到的问题", "Problem"}, Words{}},
	"protect reason":       {Words{"遇到的问题", "Problem"}, Words{}},
	"remedy":               {Words{"希望怎样解决", "What you ask for"}, Words{}},
	"amount":               {Words{"金额", "Sum"}, Words{}},
	"sought":               {Words{"请求的金额", "Sum sought"}, Words{}},
	"days":                 {Words{"天数", "Days"}, Words{}},
	"hours":                {Words{"方案有效小时数", "Hours the offer stays open"}, Words{}},
	"answer":               {Words{"答复", "Answer"}, Words{"明确拒绝的，对方可以立即申请平台介入。", "After a clear refusal the other side may ask the platform in at once."}},
	"consent":              {Words{"是否同意调解", "Mediation"}, Words{}},
	"return":               {Words{"先退回商品", "Goods go back first"}, Words{}},
	"refused":              {Words{"没有支持这项请求", "This claim was refused"}, Words{}},
	"reship":               {Words{"补发或换货", "Send again or exchange"}, Words{}},
	"act":                  {Words{"其他履行", "Another act"}, Words{}},
	"freight":              {Words{"运费由谁承担", "Who pays freight"}, Words{}},
	"fault":                {Words{"对方有过错", "The other side is at fault"}, Words{}},
	"kept":                 {Words{"商品不退回的理由", "Why the goods are kept"}, Words{"商品仍在买家处的，先退回，或者写明理由。", "Where the goods are with the buyer they go back first, or a ground is named."}},
	"drop":                 {Words{"放弃这一项", "Give this one up"}, Words{}},
	"result":               {Words{"结果", "Result"}, Words{}},
	"status":               {Words{"是否认定", "Found?"}, Words{}},
	"ground":               {Words{"事由", "Ground"}, Words{}},
	"issue":                {Words{"争点", "Issue"}, Words{"要证明什么，由谁证明。", "What has to be proved, and by whom."}},
	"cites":                {Words{"引用的条款", "Clauses cited"}, Words{"认定的事实至少引用一条。", "A fact found cites one at least."}},
	"clause":               {Words{"依据的规则", "Clause"}, Words{}},
	"defect_found":         {Words{"发现问题的时间", "When the defect was found"}, Words{"收货时看不出、后来才发现的，从这天起重新算申请期限。", "If it could not be seen on arrival, the time to file counts anew from then."}},
	"after_sale_refused":   {Words{"商家拒绝售后的时间", "When after-sale was refused"}, Words{"从这天起重新算申请期限。", "The time to file counts anew from then."}},
	"mediation_only":       {Words{"只作调解", "Mediation only"}, Words{"不冻结货款，也不作处理决定。", "Nothing is frozen and no ruling is made."}},
	"deposit_risk":         {Words{"保证金可能不足", "The deposit may not suffice"}, Words{}},

	// opinions on evidence
	"genuine":  {Words{"真实性", "Genuine"}, Words{}},
	"lawful":   {Words{"合法性", "Lawful"}, Words{}},
	"relevant": {Words{"关联性", "Relevant"}, Words{}},

	// who and where
	"party":   {Words{"当事人", "Party"}, Words{}},
	"person":  {Words{"人员", "Person"}, Words{}},
	"power":   {Words{"代理权限", "Extent of the power"}, Words{"不选即为一般代理，不能和解、撤回或放弃。", "Not chosen, it is an ordinary power: no settling, withdrawing or waiving."}},
	"role":    {Words{"岗位", "Seat"}, Words{}},
	"to":      {Words{"对象", "To whom"}, Words{}},
	"body":    {Words{"机构", "Body"}, Words{}},
	"event":   {Words{"变化", "Change"}, Words{}},
	"kind":    {Words{"类型", "Kind"}, Words{}},
	"carrier": {Words{"快递公司", "Carrier"}, Words{}},
	"waybill": {Words{"运单号", "Waybill"}, Words{}},
	"address": {Words{"退货地址", "Return address"}, Words{}},
	"label":   {Words{"退货说明", "Label"}, Words{}},

	// what a person writes
	"story":       {Words{"经过", "What happened"}, Words{"写清时间、经过和您的要求。", "When, what happened, and what you ask for."}},
	"text":        {Words{"内容", "Text"}, Words{}},
	"note":        {Words{"备注", "Note"}, Words{}},
	"reply":       {Words{"答辩", "Reply"}, Words{}},
	"reasons":     {Words{"理由", "Reasons"}, Words{}},
	"late_reason": {Words{"逾期提交的原因", "Why it comes late"}, Words{"会注明逾期，不会丢失。", "It is marked late and not lost."}},
	"purpose":     {Words{"要证明什么", "What it proves"}, Words{}},
	"name":        {Words{"名称", "Name"}, Words{}},
	"fact":        {Words{"事实", "Fact"}, Words{}},
	"item":        {Words{"事项", "Item"}, Words{}},
	"items":       {Words{"补正的内容", "What is completed"}, Words{}},
	"object":      {Words{"检测的物品", "What is tested"}, Words{}},
	"routes":      {Words{"其他途径", "Other routes"}, Words{}},
	"body_name":   {Words{"机构名称", "Name of the body"}, Words{}},

	// proof, codes and instants
	"letter":         {Words{"机关函件或证明", "Letter of a body, or proof"}, Words{}},
	"record":         {Words{"记录种类", "Kind of record"}, Words{}},
	"slip":           {Words{"更正的内容", "What is corrected"}, Words{"只能更正笔误或算错。", "Only a slip of pen or sum."}},
	"clauses":        {Words{"附加说明", "Clauses"}, Words{"不能限制评价、投诉、举报或起诉。", "None may bar reviews, complaints, reports or suits."}},
	"bytes":          {Words{"文件大小（字节）", "Size in bytes"}, Words{}},
	"media":          {Words{"文件类型", "Type of file"}, Words{}},
	"digest":         {Words{"文件", "File"}, Words{}},
	"proof":          {Words{"证明文件", "Proof"}, Words{}},
	"opening_record": {Words{"开箱记录", "Record of opening"}, Words{"开箱视频、称重或序列号记录。", "Video of opening, weight, or serial number."}},
	"call":           {Words{"与谁通话", "Called whom"}, Words{"谁在电话里，记录就给谁看。", "Who was on the telephone reads the note, nobody else."}},
	"minutes":        {Words{"通话分钟数", "Minutes of the call"}, Words{}},
	"began":          {Words{"何时开始", "When it began"}, Words{"不写就是刚刚结束。", "Left empty, it has just ended."}},
	"audience":       {Words{"发送对象", "To whom"}, Words{"仅发给调解员的，对方看不到。", "What is for the mediator alone the other side never sees."}},
	"weight_grams":   {Words{"重量（克）", "Weight in grams"}, Words{}},
	"serial":         {Words{"序列号", "Serial number"}, Words{}},
	"reference":      {Words{"付款凭证号", "Payment reference"}, Words{}},
	"docket":         {Words{"案号", "Docket number"}, Words{}},
	"waybill_digest": {Words{"运单文件", "File of the waybill"}, Words{}},
	"since":          {Words{"开始时间", "Since"}, Words{}},
	"until":          {Words{"截止日期", "Until"}, Words{}},
	"confirm":        {Words{"我已看清，确认继续", "I have read this and go on"}, Words{}},
}
