package text

import "fmt"

// Live is what a page says that changes while it is looked at.
type Live struct {
	// New tells of what happened: the newest line, and how many there are.
	New               func(newest string, n int) string
	Ended, Full, Lost string // why a page no longer changes by itself
	Stash             string // above a text whose place on the page has gone
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
	}
}
