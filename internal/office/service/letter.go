package service

import (
	"fmt"
	"strings"

	"github.com/tianping-odr/tianping/internal/office/wording"
)

// compose writes the letter of a notice: what it is, in which case, and what to do.
// It names no person, no goods and no sum; those are read on the site.
func compose(e errand) Letter {
	words := wording.Notice(e.notice.Kind)
	title := Words{ZH: words.Title.ZH, EN: words.Title.EN}
	body := Words{
		ZH: fmt.Sprintf("%s\n案件 %s\n%s", title.ZH, e.kase.Number, words.Lead.ZH),
		EN: fmt.Sprintf("%s\nCase %s\n%s", title.EN, e.kase.Number, words.Lead.EN),
	}
	return Letter{
		ID: NoticeID(e.kase.ID, e.notice.No), Number: e.kase.Number, Text: body, Informs: e.informs,
		Subject: Words{ZH: "天平：" + title.ZH + "（案件 " + e.kase.Number + "）", EN: "Tianping: " + title.EN + " (case " + e.kase.Number + ")"},
	}
}

// Plain is the whole letter as plain text, Chinese before English, with how it is
// opened and when it counts as served.
//
// Source: procedure.md §4 “Starts a clock”.
func (l Letter) Plain() string {
	var out strings.Builder
	part := func(body, open, served string) {
		out.WriteString(body + "\n\n")
		if l.Link != "" {
			out.WriteString(open + "\n" + l.Link + "\n\n")
		}
		if !l.Informs {
			out.WriteString(served + "\n")
		}
	}
	part(l.Text.ZH, "打开通知，查看进度（不用密码，链接只能用一次）：", "打开通知即为送达；没有打开的，本渠道收到后满 24 小时视为送达。")
	out.WriteString("这是系统自动发出的消息，请勿回复。\n\n----\n\n")
	part(l.Text.EN, "Open the notice and see where the case stands (no password; the link works once):", "Opening the notice serves it; if it is not opened, it counts as served 24 hours after this channel took it in.")
	out.WriteString("This message was sent by a machine; please do not answer it.\n")
	return out.String()
}

// Short is the letter for a small screen: both titles and the link.
func (l Letter) Short() string {
	text := l.Subject.ZH + " / " + l.Subject.EN
	if l.Link != "" {
		text += " " + l.Link
	}
	return text
}
