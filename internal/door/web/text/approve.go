package text

// Approve is what the pages of a second pair of eyes say (T34).
type Approve struct {
	Waits, WaitsSays, By, Sum, Open, Late string
	Return, ReturnSays, Returned, Reason  string
	Back                                  string
}

func zhApprove() Approve {
	return Approve{
		Waits: "等您复签", WaitsSays: "另一位裁决员写的草稿，需要您看过才能作出。", By: "草稿作者", Sum: "支持总额", Open: "查看草稿", Late: "复签期限已过",
		Return: "退回草稿", ReturnSays: "写明哪里要改。复签期限停止，裁决期限照常。", Returned: "已退回", Reason: "退回理由：", Back: "这份草稿已被退回，请改好后重新提交。",
	}
}

func enApprove() Approve {
	return Approve{
		Waits: "Waits for your approval", WaitsSays: "Drafts of another adjudicator, which need a second person.", By: "Drafted by", Sum: "Granted in all", Open: "Read the draft", Late: "The time to approve has passed",
		Return: "Send the draft back", ReturnSays: "Say what has to change. The time to approve ends; the time to decide goes on.", Returned: "Sent back", Reason: "Why it was sent back: ", Back: "This draft was sent back. Please put it right and submit it again.",
	}
}
