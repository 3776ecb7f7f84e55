package text

import "fmt"

// Live is what a page says that changes while it is looked at.
type Live struct {
	// New tells of what happened: the newest line, and how many there are.
	New               func(newest string, n int) string
	Ended, Full, Lost string // why a page no longer changes by itself
	Stash             string // above a text whose place on the page has gone
	Saved             func(at string) string
	KeptFrom          func(at string) string // beside a text that was kept and not sent
	PutAway           string
	NotSaved, Offline string
	TooMuch, TooMany  string // why a text is not kept
	Sending, Cancel   string
	Cancelled, Failed string

	// While the house is being mended.
	QuietTitle, QuietSays, QuietAgain, QuietNow, QuietNotSaved string
	QuietNowUntil                                              func(until string) string
	QuietAhead                                                 func(from, until string) string
}

func zhLive() Live {
	return Live{
		New: func(newest string, n int) string {
			if n == 1 {
				return "刚刚：" + newest
			}
			return fmt.Sprintf("有 %d 条新内容，最新：%s", n, newest)
		},
		Ended: "登录已结束，本页不再自动更新。您写的内容还在。",
		Full:  "本页暂不自动更新。刷新可看最新内容。",
		Lost:  "您不再能查看本案，本页已停止更新。",
		Stash: "这里现在不能发送了。您写的内容还在，可以复制：",

		Saved:    func(at string) string { return "已保存 " + at },
		KeptFrom: func(at string) string { return "您 " + at + " 写的，还没有发送。" },
		PutAway:  "放弃这些内容",
		NotSaved: "还没有保存",
		Offline:  "没有网络，内容还在。连上后请再发一次。",
		TooMuch:  "内容太长，不能自动保存。请先复制一份。",
		TooMany:  "暂存的内容太多，请先发送或放弃一些。",
		Sending:  "正在发送……", Cancel: "停止上传",
		Cancelled: "已停止，没有发送。内容还在，可以再发一次。",
		Failed:    "没有发送成功，内容还在。请再发一次。",

		QuietTitle: "系统维护中，暂时不能提交", QuietSays: "没有提交成功，您写的内容还在这里。维护结束后，请再发一次。",
		QuietAgain: "再发一次", QuietNow: "系统维护中：可以查看，暂时不能提交。", QuietNotSaved: "维护中，还没有保存",
		QuietNowUntil: func(until string) string {
			return "系统维护中，预计到 " + until + "：可以查看，暂时不能提交。"
		},
		QuietAhead: func(from, until string) string {
			return "系统维护预告：" + from + " 到 " + until + "，期间可以查看，不能提交。"
		},
	}
}

func enLive() Live {
	return Live{
		New: func(newest string, n int) string {
			if n == 1 {
				return "Just now: " + newest
			}
			return fmt.Sprintf("%d new entries, the latest: %s", n, newest)
		},
		Ended: "You are signed out: this page no longer updates itself. What you wrote is still here.",
		Full:  "This page does not update itself for now. Reload it to see the latest.",
		Lost:  "You can no longer see this case; the page has stopped updating.",
		Stash: "This can no longer be sent here. What you wrote is still there to be copied:",

		Saved:    func(at string) string { return "Saved " + at },
		KeptFrom: func(at string) string { return "You wrote this at " + at + " and have not sent it yet." },
		PutAway:  "Discard this text",
		NotSaved: "Not saved yet",
		Offline:  "No connection. What you wrote is still here: send it again when you are back online.",
		TooMuch:  "Too long to be saved as you type. Please keep a copy.",
		TooMany:  "Too many unsent texts are kept. Send or discard some of them first.",
		Sending:  "Sending …", Cancel: "Stop the upload",
		Cancelled: "Stopped: nothing was sent. Everything is still here, you can send it again.",
		Failed:    "It was not sent, and everything is still here. Please send it again.",

		QuietTitle: "Maintenance: nothing can be sent just now", QuietSays: "It was not recorded. What you wrote is still here: send it again when maintenance is over.",
		QuietAgain: "Send again", QuietNow: "Maintenance: you can read everything, but send nothing for now.", QuietNotSaved: "Maintenance: not saved yet",
		QuietNowUntil: func(until string) string {
			return "Maintenance, expected until " + until + ": you can read everything, but send nothing for now."
		},
		QuietAhead: func(from, until string) string {
			return "Maintenance ahead: from " + from + " to " + until + " you can read, but send nothing."
		},
	}
}
