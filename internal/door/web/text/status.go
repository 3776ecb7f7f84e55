package text

// Status is what the pages say of links that show how a case stands.
type Status struct {
	Title, Says, Make, Of, Once string
	Made, Until, Back           string // of the list
	None, NoneSays, NoCase      string
	Look, LookSays, Show        string // of the link, before it is used
	Waits                       func(who, act string) string
	Due                         func(at string) string
	Nothing, SignIn             string
}

func zhStatus() Status {
	return Status{
		Title: "进度链接", Says: "不用密码，点开就能看一次案件到了哪一步。看不到姓名、金额、证据和对话，也不能操作。",
		Make: "生成链接", Of: "哪个案件", Once: "只显示这一次，只能打开一次。给谁，谁就能看到这个案件的进度。",
		Made: "生成时间", Until: "有效期至", Back: "收回",
		None: "没有有效的进度链接", NoneSays: "生成后，还没有打开的链接会列在这里，随时可以收回。", NoCase: "您还没有案件。提出申请后，可以在这里生成。",
		Look: "查看案件进度", LookSays: "打开后会看到案件到了哪一步、轮到谁、什么时候到期。没有别的内容。", Show: "查看进度",
		Waits:   func(who, act string) string { return "现在轮到：" + who + "，" + act },
		Due:     func(at string) string { return "到期时间：" + at },
		Nothing: "现在没有正在计算的期限。", SignIn: "登录查看全部",
	}
}

func enStatus() Status {
	return Status{
		Title: "Status links", Says: "Opens once, without a password, and shows which stage a case is in. No names, sums, evidence or messages, and nothing can be done.",
		Make: "Make a link", Of: "Which case", Once: "Shown this once, opens once. Whoever has it sees how this case stands.",
		Made: "Made", Until: "Good until", Back: "Take back",
		None: "No status link works now", NoneSays: "Links that nobody has opened yet are listed here; you can take them back.", NoCase: "You have no case yet. Links can be made here once you have filed one.",
		Look: "How a case stands", LookSays: "It shows which stage the case is in, whose turn it is and when that ends. Nothing else.", Show: "Show it",
		Waits:   func(who, act string) string { return "Waiting for: " + who + ", " + act },
		Due:     func(at string) string { return "Due: " + at },
		Nothing: "No period runs now.", SignIn: "Sign in to see everything",
	}
}
