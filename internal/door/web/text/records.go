package text

import "strconv"

// Records is what the pages of requests by law, and of results and proofs, say.
type Records struct {
	Results, ResultsSays, NoResults, NoResultsSays       string
	Case, Ended, Outcome, Proof                          string
	Title, Says, StaffSays, None, NoneSays, NoneStaff    string
	Ask, AskSays, CaseNo, CaseHint                       string
	Authority, Basis, BasisHint, Number, What, WhatHint  string
	Order, Ledger, Personal, Silence, SilenceHint, Paper string
	PaperHint, Send, State, Waits, Granted, Refused      string
	Over, Until, Read, NotRead, Asker, Scope, Told       string
	NotTold, Open, OpenSays, Answer, AnswerSays, Days    string
	Reason, ReasonHint, Silent, Confirm, Refuse, See     string
	NoCase, NeedDays, Unsure                             string
	Scopes                                               func(code string) string
	Times                                                func(n int) string
}

func zhRecords() Records {
	return Records{
		Results: "结果和存证", ResultsSays: "已结束案件的结果和校验值，不含姓名和内容。", NoResults: "还没有结束的案件", NoResultsSays: "案件结束后，结果和校验值列在这里。",
		Case: "案件", Ended: "结束", Outcome: "结果", Proof: "校验值",
		Title: "依法调取", Says: "登记请求，经管理员确认在卷后，才能在范围和期限内查看。每次查看都留痕。", StaffSays: "监管人员提出的请求。确认前请核对文件。",
		None: "还没有请求", NoneSays: "在下面登记后，列在这里，并写明进展。", NoneStaff: "监管人员登记请求后，列在这里，等您答复。",
		Ask: "登记请求", AskSays: "平台只登记，不判断请求是否合法。", CaseNo: "案号", CaseHint: "案件页和通知上的编号",
		Authority: "机关", Basis: "法律依据", BasisHint: "法律名称和条款", Number: "文号", What: "调取什么", WhatHint: "为什么、要哪些内容",
		Order: "同时调取订单和物流", Ledger: "同时调取担保账", Personal: "同时调取未遮盖的个人信息", Silence: "依法不得告知当事人的理由", SilenceHint: "留空则告知双方；填写的须写明依据。",
		Paper: "请求文书", PaperHint: "PDF 或照片，不超过 8 MB", Send: "登记", State: "进展", Waits: "等待确认", Granted: "已确认在卷", Refused: "未确认",
		Over: "已到期", Until: "可查看到", Read: "查看次数", NotRead: "还没有查看", Asker: "提出人", Scope: "范围", Told: "告知双方", NotTold: "依法不告知",
		Open: "查看并留痕", OpenSays: "每按一次记录一次；三十分钟内可以打印。", Answer: "答复", AnswerSays: "请先打开文书核对机关、文号和范围。提出人不能自己确认。", Days: "可查看几天（1 到 30）",
		Reason: "理由", ReasonHint: "写明核对了什么。加密保存，留在管理记录中。", Silent: "依法不告知当事人", Confirm: "确认在卷", Refuse: "不予确认", See: "打开文书",
		NoCase: "没有这个案号，请核对", NeedDays: "请填 1 到 30 天", Unsure: "电子商务法第二十五条（U，未经核验）。是否适用，请向法律顾问确认。",
		Scopes: func(code string) string {
			return of(code, map[string]string{"case": "案件", "order": "订单和物流", "ledger": "担保账", "personal": "未遮盖的个人信息"}, code)
		},
		Times: func(n int) string { return strconv.Itoa(n) + " 次" },
	}
}

func enRecords() Records {
	return Records{
		Results: "Results and proofs", ResultsSays: "How cases ended, and their checksums; no names, nothing anybody wrote.", NoResults: "No case has ended yet", NoResultsSays: "Results and checksums stand here once a case has ended.",
		Case: "Case", Ended: "Ended", Outcome: "Result", Proof: "Checksum",
		Title: "Requests by law", Says: "Record a request. Once an administrator has confirmed that it is on file you may read, within its scope and time. Each reading is recorded.", StaffSays: "Requests of authorities. Check the document before you confirm.",
		None: "No request yet", NoneSays: "Record one below; it stands here with its state.", NoneStaff: "Requests recorded by regulators stand here and wait for your answer.",
		Ask: "Record a request", AskSays: "The platform records it; it does not judge whether it is lawful.", CaseNo: "Case number", CaseHint: "As on the case page and in notices",
		Authority: "Authority", Basis: "Legal basis", BasisHint: "Statute and article", Number: "Document number", What: "What is asked", WhatHint: "Why, and which parts",
		Order: "Also order and tracking", Ledger: "Also the escrow", Personal: "Also unmasked personal data", Silence: "Why the parties may not be told, by law", SilenceHint: "Leave it empty and both sides are told; else give the provision.",
		Paper: "The document", PaperHint: "PDF or photo, up to 8 MB", Send: "Record it", State: "State", Waits: "Waits for confirmation", Granted: "On file", Refused: "Not confirmed",
		Over: "Over", Until: "May be read until", Read: "Readings", NotRead: "Not read yet", Asker: "Asked by", Scope: "Scope", Told: "Both sides are told", NotTold: "Not told, by law",
		Open: "Read, on record", OpenSays: "Each press is one reading on record; it can be printed for thirty minutes.", Answer: "Answer", AnswerSays: "Open the document first: authority, number, scope. Who asked cannot confirm.", Days: "May read for so many days (1 to 30)",
		Reason: "Reason", ReasonHint: "Say what you checked. Kept sealed, in the history.", Silent: "By law the parties are not told", Confirm: "Confirm: on file", Refuse: "Do not confirm", See: "Open the document",
		NoCase: "There is no such case number; please check", NeedDays: "Please give 1 to 30 days", Unsure: "E-Commerce Law art. 25 (U, not verified). Ask counsel whether it applies.",
		Scopes: func(code string) string {
			return of(code, map[string]string{"case": "case", "order": "order and tracking", "ledger": "escrow", "personal": "unmasked personal data"}, code)
		},
		Times: func(n int) string {
			if n == 1 {
				return "once"
			}
			return strconv.Itoa(n) + " times"
		},
	}
}
