package text

import "strconv"

// Talk is what the pages beside a case say: questions inside a merchant, direct talk,
// and the writing aid.
type Talk struct {
	AskTitle, AskSays, Ask, Note, NoteHint, NoAsks, NoAsksSays   string
	Waits, Approved, Remarked, Approve, ApproveSays              string
	Remark, RemarkHint, SendRemark, NeedsRemark, AskedBy, Inside string
	Refused                                                      func(code string) string

	Direct, DirectSays, With, NoTalk, NoTalkSays, Send, Text       string
	Download, DownloadSays, Attach, AttachSays, Attached, MarkRead string
	New                                                            func(n int) string
	FileHead                                                       string

	Own, OwnSays, Look, Advice, Fine string
	Short, Long                      string
	Blames                           func(word, calm string) string
	Missing                          func(fact string) string
	FileSide                         func(side string) string
}

func zhTalk() Talk {
	return Talk{
		AskTitle: "请示主管", AskSays: "只有本店成员看得到。买家和平台人员都看不到。", Ask: "发出请示", Note: "补充说明（可不填）", NoteHint: "例如：老客户，建议同意。",
		NoAsks: "还没有请示", NoAsksSays: "超过限额的答复，可以在这里请示主管。", Waits: "等主管答复", Approved: "主管已办理", Remarked: "主管已答复", Approve: "同意并办理",
		ApproveSays: "以您的名义办理，立即生效。", Remark: "答复同事", RemarkHint: "写明怎么办。", SendRemark: "发出答复", NeedsRemark: "请写明怎么办，最多 1000 字。", AskedBy: "请示人", Inside: "店内",
		Refused: words(map[string]string{"talk_full": "已到数量上限。", "talk_too_long": "请写 1 到 1000 个字。", "talk_open": "同样的请示还在等答复。", "talk_not_open": "这件请示已经答复。", "talk_own": "不能答复自己的请示。", "talk_superior": "只有店主或主管可以答复。"}, "现在不能这样做。"),
		Direct:  "与对方直接沟通", DirectSays: "发起争议之前，双方可以先谈。只有买卖双方看得到，不影响任何期限和权利。", With: "对方", NoTalk: "还没有说过话", NoTalkSays: "写下要问的事，对方会在这里答复。", Send: "发出", Text: "写给对方",
		Download: "下载完整记录", DownloadSays: "每一条都在，带时间和校验值，不能只取一段。", Attach: "作为证据提交", AttachSays: "提交的是完整记录。", Attached: "已提交", MarkRead: "标为已读",
		New:      func(n int) string { return strconv.Itoa(n) + " 条新消息" },
		FileHead: "沟通记录",
		Own:      "用自己的话答复", OwnSays: "可以先看看缺什么，再发出。", Look: "先看看", Advice: "可以更好的地方", Fine: "写得清楚、平和。可以发出。",
		Short: "太短，买家看不出您的意思。", Long: "太长，请留下最要紧的几句。",
		Blames:   func(word, calm string) string { return "「" + word + "」像在指责。" + calm + "。" },
		Missing:  words(map[string]string{"waybill": "没有写运单号。", "date": "没有写日期。", "sum": "没有写金额。"}, "?"),
		FileSide: words(map[string]string{"buyer": "买家", "merchant": "商家"}, "?"),
	}
}

func enTalk() Talk {
	return Talk{
		AskTitle: "Ask the supervisor", AskSays: "Only members of the shop see this: neither the buyer nor the platform’s staff do.", Ask: "Ask", Note: "A note (optional)", NoteHint: "For example: a regular customer, I suggest we agree.",
		NoAsks: "No questions yet", NoAsksSays: "An answer beyond one’s limit can be put to the supervisor here.", Waits: "Waits for the supervisor", Approved: "Done by the supervisor", Remarked: "Answered by the supervisor", Approve: "Approve and do it",
		ApproveSays: "Done in your own name, and effective at once.", Remark: "Answer the colleague", RemarkHint: "Say what to do.", SendRemark: "Send the answer", NeedsRemark: "Please say what to do, in at most 1000 characters.", AskedBy: "Asked by", Inside: "Inside the shop",
		Refused: words(map[string]string{"talk_full": "There is room for no more.", "talk_too_long": "Please write 1 to 1000 characters.", "talk_open": "The same question still waits.", "talk_not_open": "This question was answered.", "talk_own": "Nobody answers his own question.", "talk_superior": "Only an owner or a supervisor answers."}, "Not possible now."),
		Direct:  "Talk directly", DirectSays: "Before a dispute the two sides may talk first. Only they read it; no date and no right depends on it.", With: "With", NoTalk: "Nothing was said yet", NoTalkSays: "Write what you want to ask; the answer will stand here.", Send: "Send", Text: "Write",
		Download: "Download the whole record", DownloadSays: "Every message, with its time and checksum; no part can be taken alone.", Attach: "Submit as evidence", AttachSays: "The complete record is submitted.", Attached: "Submitted", MarkRead: "mark as read",
		New: func(n int) string {
			if n == 1 {
				return "1 new message"
			}
			return strconv.Itoa(n) + " new messages"
		},
		FileHead: "Record of a talk",
		Own:      "Answer in your own words", OwnSays: "See first what is missing, then send.", Look: "See first", Advice: "What could be better", Fine: "Clear and calm. It may be sent.",
		Short: "Too short for the buyer to understand.", Long: "Too long: keep the sentences that matter most.",
		Blames:   func(word, calm string) string { return "“" + word + "” sounds like blame: " + calm + "." },
		Missing:  words(map[string]string{"waybill": "The waybill number is missing.", "date": "The date is missing.", "sum": "The sum is missing."}, "?"),
		FileSide: words(map[string]string{"buyer": "Buyer", "merchant": "Merchant"}, "?"),
	}
}
