package text

import (
	"fmt"
	"strings"
	"time"
)

// Ruling is what the papers of a case and the desk of who decides say.
type Ruling struct {
	// the paper
	Title, ReviewTitle, RuleTitle, AnswerTitle       string
	Preview, NotMade, MadeOn, Number, VerifyCode     string
	PartiesHead, ClaimsHead, FactsHead, ReasonsHead  string
	ResultsHead, PerformHead, AppealHead, RoutesHead string
	CitedHead, ExhibitsHead, AmendedHead, SignsHead  string
	NoFacts, NoExhibits, NoReasons                   string
	CaseNo, Claimant, Respondent, Adjudicator        string
	Second, Reviewer                                 string
	Asks, Grants, Refuses, Nothing                   string // with one sum each
	Act                                              string
	Pays, OnFinal, InOrder, FirstBack, GoodsKept     string
	Window, WindowBoth, NoWindow, PersonWindow       string
	Route, NotAward, NotAdvice, Detectable           string
	Slip, SlipSum, Upheld                            string
	Print, Paper, Papers, BackToCase, PrintHint      string
	// FactLine says what a fact is about and rests on.
	FactLine func(claim, issue string, exhibits, cites []string) string
	// Date is a day as a paper writes it: with its year.
	Date func(t time.Time) string

	// the desk
	DeskSays, Issues, IssuesSays, Brought, NotBrought string
	FindOnThis, AddFact, Status                       string
	FactNo, Drop, Lacking, DraftNo                    func(n int) string
	Claim, FactsOf, ResultOf                          func(no string) string
	Order                                             func(burden []string) string
	Found, NotFound, Open                             string
	Bounds, Clauses, OtherClauses, MoreClauses        string
	Missing, NothingMissing, Sources, Look            string
	FourEyes, ToDraft, ToPreview, Save                string
	DraftWaits, DraftApproved                         string
	ApproveSays, PreviewSays                          string

	// the case file and the settlement
	File, FileSays, FileMade, FileRest, Timeline, Record, Digest string
	SettledTitle, TermsHead, LeftHead, LeftNothing               string
	ConfirmHead, Accepted, Signed, Unsigned, SignLater           string
	SettledNote, Follows, Gives, InForce, Challenged, Annulled   string
	SignNow, OffersHead                                          string

	// payments
	PaymentsTitle, PaymentsSays, NoPayments, NoPaymentsSays string
	PayAsked, PayRefused, PayAskedAt, PayAgainAt, PayCase   string
	OwnAgain, TriedAgain, NoMoreTries                       string
	Refusals                                                func(n int) string
}

func zhRuling() Ruling {
	return Ruling{
		Title: "争议处理决定书", ReviewTitle: "复核决定书", RuleTitle: "规则认定书", AnswerTitle: "商家最终答复",
		Preview: "预览", NotMade: "这是预览，签署后才生效。", MadeOn: "作出日期", Number: "编号", VerifyCode: "校验码",
		PartiesHead: "当事人", ClaimsHead: "请求", FactsHead: "认定的事实", ReasonsHead: "理由", ResultsHead: "处理结果",
		PerformHead: "履行", AppealHead: "申请复核", RoutesHead: "其他途径", CitedHead: "引用的条款", ExhibitsHead: "采用的证据", AmendedHead: "更正", SignsHead: "署名",
		NoFacts: "没有另行认定的事实。", NoExhibits: "没有采用证据。", NoReasons: "这份文书没有另写理由。",
		CaseNo: "案号", Claimant: "申请人", Respondent: "被申请人", Adjudicator: "平台裁决员", Second: "第二位裁决员", Reviewer: "复核员",
		Asks: "请求 %s", Grants: "支持 %s", Refuses: "不支持 %s", Nothing: "不支持这项请求", Act: "支持这项请求",
		Pays: "%s向%s支付 %s。", OnFinal: "决定生效后，冻结的担保款随即支付。", InOrder: "款项来源依次为：%s。", FirstBack: "买家先退回商品，再退款。", GoodsKept: "商品不退回，理由：%s。",
		Window: "收到本决定之日起 %s内，可以申请复核。", WindowBoth: "双方都不申请，期满后决定生效。", NoWindow: "本决定作出即生效，不能再申请复核。", PersonWindow: "收到之日起 %s内，可以要求由人处理。",
		Route: "可以向 12315、消费者协会求助，可以起诉；有仲裁协议的，可以向仲裁机构申请。", NotAward: "本文书不是仲裁裁决，也不是法院判决。", NotAdvice: "本平台的计算和说明不构成法律意见。", Detectable: "内容一经改动，用校验码可以查出。",
		Slip: "请求 %d 的文字已更正：%s", SlipSum: "请求 %d 的金额由 %s 更正为 %s：%s", Upheld: "复核维持本决定：%s",
		Print: "打印", Paper: "查看文书", Papers: "文书", BackToCase: "回到案件", PrintHint: "用浏览器的打印功能，可以存成 PDF。",
		Date: func(t time.Time) string { return t.Format("2006年1月2日") },
		FactLine: func(claim, issue string, exhibits, cites []string) string {
			parts := []string{}
			if claim != "" {
				parts = append(parts, "请求 "+claim)
			}
			if issue != "" {
				parts = append(parts, issue)
			}
			if len(exhibits) > 0 {
				parts = append(parts, "证据 "+strings.Join(exhibits, "、"))
			}
			if len(cites) > 0 {
				parts = append(parts, "依据 "+strings.Join(cites, "、"))
			}
			return strings.Join(parts, "；")
		},

		DeskSays: "逐项认定事实，关联证据和条款，再给出结果。", Issues: "争点", IssuesSays: "要证明什么，由谁证明", Brought: "已提交：", NotBrought: "没有提交",
		FindOnThis: "就此认定", AddFact: "添加事实", Status: "认定", Look: "看看还缺什么",
		FactNo: count("事实 %d"), Drop: count("删去事实 %d"), Lacking: count("还差 %d 项"), DraftNo: count("草稿 %d"),
		Claim: named("请求 %s"), FactsOf: named("请求 %s 的事实"), ResultOf: named("请求 %s 的结果"),
		Order: func(burden []string) string { return "举证顺序：" + strings.Join(burden, "，然后") + "。" },
		Found: "认定", NotFound: "不认定", Open: "待查",
		Bounds: "请求 %s，可支持 %s 到 %s", Clauses: "条款", OtherClauses: "其他条款", MoreClauses: "引用其他条款",
		Missing: "签署前还缺", NothingMissing: "都齐了，可以预览。", Sources: "款项来源（依次）",
		FourEyes: "支持的总额达到 %s，须由第二人核准。", ToDraft: "交第二人核准", Save: "保存草稿", ToPreview: "预览文书",
		DraftWaits: "等待核准", DraftApproved: "已核准",
		ApproveSays: "请通读草稿。核准后由起草人签署。", PreviewSays: "下面就是将要送达的文书。",

		File: "案卷", FileSays: "按您可以看到的内容生成。", FileMade: "生成时间", FileRest: "更早的记录在导出包里。", Timeline: "经过", Record: "存证", Digest: "文件校验值",
		SettledTitle: "和解协议", TermsHead: "约定", LeftHead: "未包括的事项", LeftNothing: "各项请求都已约定。",
		ConfirmHead: "确认", Accepted: "%s接受，协议成立", Signed: "%s已签署", Unsigned: "%s未签署，承诺已生效", SignLater: "%s可以在 %s 前签署",
		SettledNote: "协议自接受时成立。签署只是留下记录。", Follows: "由此产生的履行项", Gives: "约定 %s", InForce: "有效", Challenged: "正在审查", Annulled: "已撤销", SignNow: "签署", OffersHead: "方案",

		PaymentsTitle: "付款", PaymentsSays: "发给支付机构的每笔指令，最新的在前。", NoPayments: "没有这样的付款", NoPaymentsSays: "履行开始后，每笔付款会列在这里。",
		PayAsked: "已发指令，等待确认", PayRefused: "未成功", PayAskedAt: "发出于", PayAgainAt: "再次发出", PayCase: "履行项",
		OwnAgain: "付款人可以再付一次。期限照常计算。", TriedAgain: "平台会按时再次发出，编号不变。", NoMoreTries: "不再自动重试。请与支付机构核实原因；款项到账后，由管理员录入结果。",
		Refusals: count("未成功 %d 次"),
	}
}

func enRuling() Ruling {
	return Ruling{
		Title: "Decision on the dispute", ReviewTitle: "Decision on review", RuleTitle: "Determination by rule", AnswerTitle: "The merchant's final answer",
		Preview: "Preview", NotMade: "This is a preview. It takes effect when it is signed.", MadeOn: "Made on", Number: "Number", VerifyCode: "Verification code",
		PartiesHead: "Parties", ClaimsHead: "Claims", FactsHead: "Facts", ReasonsHead: "Reasons", ResultsHead: "Results",
		PerformHead: "Performance", AppealHead: "Review", RoutesHead: "Other routes", CitedHead: "Clauses cited", ExhibitsHead: "Evidence relied on", AmendedHead: "Corrections", SignsHead: "Signed by",
		NoFacts: "No further facts were found.", NoExhibits: "No evidence was relied on.", NoReasons: "No reasons were written beside this paper.",
		CaseNo: "Case", Claimant: "Claimant", Respondent: "Respondent", Adjudicator: "Platform adjudicator", Second: "Second adjudicator", Reviewer: "Reviewer",
		Asks: "Asked %s", Grants: "granted %s", Refuses: "refused %s", Nothing: "This claim is dismissed", Act: "This claim is granted",
		Pays: "%s pays %s %s.", OnFinal: "Once the decision is final, the frozen escrow is paid at once.", InOrder: "The money comes, in this order, from: %s.", FirstBack: "The buyer sends the goods back first, then the refund is due.", GoodsKept: "The goods are not sent back, because: %s.",
		Window: "A review may be asked for within %s of receiving this decision.", WindowBoth: "If neither side asks, it becomes final when that time ends.", NoWindow: "This decision is final; there is no further review.", PersonWindow: "Within %s of receipt, either side may ask that a person decides.",
		Route: "You may turn to 12315 or a consumer association, or sue; where there is an arbitration agreement, you may apply for arbitration.", NotAward: "This paper is neither an arbitral award nor a court judgment.", NotAdvice: "What the platform computes and explains is not legal advice.", Detectable: "Any change to it can be detected with the verification code.",
		Slip: "Claim %d, wording corrected: %s", SlipSum: "Claim %d, sum corrected from %s to %s: %s", Upheld: "Upheld on review: %s",
		Print: "Print", Paper: "Open the paper", Papers: "Papers", BackToCase: "Back to the case", PrintHint: "Your browser can print it, or save it as PDF.",
		Date: func(t time.Time) string { return t.Format("2 January 2006") },
		FactLine: func(claim, issue string, exhibits, cites []string) string {
			parts := []string{}
			if claim != "" {
				parts = append(parts, "Claim "+claim)
			}
			if issue != "" {
				parts = append(parts, issue)
			}
			if len(exhibits) > 0 {
				parts = append(parts, "evidence "+strings.Join(exhibits, ", "))
			}
			if len(cites) > 0 {
				parts = append(parts, "under "+strings.Join(cites, "; "))
			}
			return strings.Join(parts, "; ")
		},

		DeskSays: "Find the facts claim by claim, tie them to evidence and clauses, then give the result.", Issues: "Issues", IssuesSays: "What has to be proved, and by whom", Brought: "Brought: ", NotBrought: "Nothing brought",
		FindOnThis: "Find on this", AddFact: "Add a fact", Status: "Finding", Look: "See what is missing",
		FactNo: count("Fact %d"), Drop: count("Remove fact %d"), Lacking: count("%d missing"), DraftNo: count("Draft %d"),
		Claim: named("Claim %s"), FactsOf: named("Facts for claim %s"), ResultOf: named("Result of claim %s"),
		Order: func(burden []string) string { return "Order of proof: " + strings.Join(burden, ", then ") + "." },
		Found: "Found", NotFound: "Not found", Open: "To be looked into",
		Bounds: "Asked %s; %s to %s may be granted", Clauses: "Clauses", OtherClauses: "Other clauses", MoreClauses: "Cite another clause",
		Missing: "Missing before signing", NothingMissing: "Nothing is missing; look at the preview.", Sources: "Where the money comes from, in order",
		FourEyes: "From %s granted in all, a second person must approve.", ToDraft: "Hand to a second person", Save: "Save draft", ToPreview: "Preview the paper",
		DraftWaits: "waits for approval", DraftApproved: "approved",
		ApproveSays: "Read the draft whole. Once approved, its author signs it.", PreviewSays: "This is the paper that will be served.",

		File: "Case file", FileSays: "Made from what you may see.", FileMade: "Made", FileRest: "Older entries are in the export.", Timeline: "What happened", Record: "Record", Digest: "Digest of the file",
		SettledTitle: "Settlement agreement", TermsHead: "Terms", LeftHead: "Not included", LeftNothing: "Every claim is settled.",
		ConfirmHead: "Confirmed by", Accepted: "%s accepted; the agreement was concluded", Signed: "%s signed", Unsigned: "%s did not sign; the promise stands", SignLater: "%s may sign until %s",
		SettledNote: "The agreement is concluded by acceptance. A signature only records it.", Follows: "Obligations that follow", Gives: "agreed %s", InForce: "in force", Challenged: "under examination", Annulled: "annulled", SignNow: "Sign", OffersHead: "Offers",

		PaymentsTitle: "Payments", PaymentsSays: "Every instruction to the provider, the newest first.", NoPayments: "No such payment", NoPaymentsSays: "Once performance begins, every payment is listed here.",
		PayAsked: "Instructed, awaiting confirmation", PayRefused: "Not carried out", PayAskedAt: "Instructed", PayAgainAt: "instructed again", PayCase: "Obligation",
		OwnAgain: "The payer may pay again. The time to pay runs on.", TriedAgain: "It is instructed again by date, under the same number.", NoMoreTries: "It is not tried again by itself. Ask the provider for the cause; when the money has come, an administrator records it.",
		Refusals: count("refused %d times"),
	}
}

// count is a text with a number in it.
func count(format string) func(int) string {
	return func(n int) string { return fmt.Sprintf(format, n) }
}

// named is a text with a word in it.
func named(format string) func(string) string {
	return func(word string) string { return fmt.Sprintf(format, word) }
}
