package text

// File is what the steps of filing a dispute say.
type File struct {
	Progress                                                   string
	StepOrder, StepProblem, StepEvidence, StepClaim, StepCheck string
	WhichOrder, WhichOrderSays, NoOrder                        string
	ThisOrder, UseOrder, OtherOrder                            string
	WhatProblem, WhatProblemSays                               string
	WhatEvidence, WhatEvidenceSays                             string
	WhatClaim, WhatClaimSays                                   string
	Check, CheckSays                                           string
	Saved, Before, NextStep, Submit, Change                    string
	Brought, Useful, Yours                                     string
	ChooseFile, Proves, ProvesHint, AddFile                    string
	Remove                                                     func(name string) string
	NoFile                                                     string
	This, After                                                string
	KeptUntil                                                  func(when string) string
	ChangedElsewhere, SavedElsewhere                           string
}

func zhFile() File {
	return File{
		Progress:  "进度",
		StepOrder: "订单", StepProblem: "问题", StepEvidence: "证据", StepClaim: "请求", StepCheck: "核对",
		WhichOrder: "是哪一个订单？", WhichOrderSays: "选好订单就会存成草稿，可以随时回来继续。", NoOrder: "没有可以发起争议的订单",
		ThisOrder: "您选的订单", UseOrder: "就是这个订单", OtherOrder: "换一个订单",
		WhatProblem: "遇到了什么问题？", WhatProblemSays: "选最接近的一项。平台会据此告诉您要准备什么、由谁举证。",
		WhatEvidence: "提交证据", WhatEvidenceSays: "平台保存的记录已经带入，您只需补充手边的材料。没有也可以先提交，以后再补。",
		WhatClaim: "您希望怎么解决？", WhatClaimSays: "这是给对方的第一个方案，后面还可以调整。",
		Check: "核对后提交", CheckSays: "提交后，对方和平台都能看到下面的内容。",
		Saved: "返回，已保存", Before: "上一步", NextStep: "下一步", Submit: "提交争议", Change: "修改",
		Brought: "平台已自动带入", Useful: "对这类问题最有用", Yours: "您的材料",
		ChooseFile: "拍照或选择文件", Proves: "它能说明什么", ProvesHint: "一两句话即可，对方和平台都能看到。", AddFile: "上传这份材料",
		Remove: func(name string) string { return "移除 " + name },
		NoFile: "请先选择一个文件",
		This:   "本次争议", After: "提交之后",
		KeptUntil:        func(when string) string { return "草稿保留到 " + when + "。" },
		ChangedElsewhere: "这份草稿刚在另一个窗口改过。您填写的内容还在下面；再点一次就以这里的为准。", SavedElsewhere: "另一个窗口保存的内容",
	}
}

func enFile() File {
	return File{
		Progress:  "Progress",
		StepOrder: "Order", StepProblem: "Problem", StepEvidence: "Evidence", StepClaim: "Claim", StepCheck: "Check",
		WhichOrder: "Which order is it about?", WhichOrderSays: "Choosing an order makes a draft; you can come back to it any time.", NoOrder: "There is no order a dispute can be filed about",
		ThisOrder: "The order you chose", UseOrder: "This order", OtherOrder: "Another order",
		WhatProblem: "What went wrong?", WhatProblemSays: "Choose what comes closest. We then tell you what to prepare and who has to prove what.",
		WhatEvidence: "Evidence", WhatEvidenceSays: "What the platform keeps is already here; add what you have at hand. You can also add it later.",
		WhatClaim: "What should happen?", WhatClaimSays: "This is your first proposal to the other side; it can be changed later.",
		Check: "Check and send", CheckSays: "Once sent, the other side and the platform can see all of this.",
		Saved: "Back, everything is saved", Before: "Back", NextStep: "Next", Submit: "File the dispute", Change: "Change",
		Brought: "Brought in by the platform", Useful: "Most useful for this problem", Yours: "Your material",
		ChooseFile: "Take a photo or choose a file", Proves: "What it shows", ProvesHint: "A sentence or two; the other side and the platform can read it.", AddFile: "Upload this item",
		Remove: func(name string) string { return "Remove " + name },
		NoFile: "Please choose a file first",
		This:   "This dispute", After: "After you send it",
		KeptUntil:        func(when string) string { return "The draft is kept until " + when + "." },
		ChangedElsewhere: "This draft was just changed in another window. What you typed is still below; press once more to keep it.", SavedElsewhere: "What the other window saved",
	}
}
