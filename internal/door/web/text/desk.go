package text

// Bench is what the workbench says.
type Bench struct {
	SearchFor, MyWork, Reference, Orders, MostUrgent string
	Cases, View, ByDeadline, Load                    string
	Nothing, NothingSays                             string
	Filter, All, Flag, ColCase, ColWaiting           string
	Alerts, AlertsSays, NoAlerts, NoAlertsSays       string
}

// Notice is what the mailbox and one-time links say.
type Notice struct {
	Says, None, NoneSays, Binding, Read, New, ToCase string
	Served                                           func(when, how string) string
	LinkOnce                                         string
	LinkUntil                                        func(when string) string
}

// Clock is what the pages of a sandbox say.
type Clock struct {
	Says, Hour, Day, Week, Next, GoTo, Until   string
	NextDue, NothingDue, Passed, NothingPassed string
	OutgoingSays, NoOutgoing, NoOutgoingSays   string
	Receipt                                    func(when string) string
	Failing, FailingSays, IsFailing, IsWorking string
	LetFail, LetWork                           string
}

// Rules is what the page of rules says.
type Rules struct {
	Contents, Stages, Clocks, Moves, Grants, Reasons  string
	Stage, Owner, Clock, Then, Length, Starts, Source string
	Move, By, From, If, To, No, Rule                  string
	Reason, Burden, Evidence, Remedies                string
}

// Start is what the first page says.
type Start struct {
	Ask, Says, Running, Drafts, Common, EveryStep string
	NoCases, NoCasesSays                          string
}

// SignIn is what the sign-in page says.
type SignIn struct {
	Title, Account, Password, NoAccount, DemoTitle string
	As                                             func(name, role string) string
	Wrong, Ended, EndedKept                        string
	Wait                                           func(left string) string
	ResumeTitle, Resume, ResumeButton, ResumeDrop  string
}

func zhBench() Bench {
	return Bench{
		SearchFor: "搜索案号、订单号或商家", MyWork: "我的工作", Reference: "参考", Orders: "订单", MostUrgent: "最急的一件",
		Cases: "案件列表", View: "视图", ByDeadline: "按到期时间排序", Nothing: "没有等您处理的案件", NothingSays: "案件分给您，或轮到您处理时，会按到期时间列在这里。", Load: "本组负荷",
		Filter: "筛选", All: "全部", Flag: "标记", ColCase: "案件", ColWaiting: "等谁",
		Alerts: "提醒", AlertsSays: "未结案件中需要您查看的事，从新到旧。", NoAlerts: "没有需要查看的事", NoAlertsSays: "通知没有送达、无人受理、款项没有办成时，会列在这里。平台的处理期限将满时也会。",
	}
}

func enBench() Bench {
	return Bench{
		SearchFor: "Search case, order or merchant", MyWork: "My work", Reference: "Reference", Orders: "Orders", MostUrgent: "Most urgent",
		Cases: "Cases", View: "View", ByDeadline: "By deadline", Nothing: "No case is waiting for you", NothingSays: "Cases given to you, or waiting for you, will stand here by deadline.", Load: "Load of the team",
		Filter: "Filter", All: "All", Flag: "Flag", ColCase: "Case", ColWaiting: "Waiting for",
		Alerts: "Alerts", AlertsSays: "What needs your attention in open cases, newest first.", NoAlerts: "Nothing needs attention", NoAlertsSays: "A notice that could not be served, a filing nobody took up, the platform’s time nearly up, or money that could not be moved will stand here.",
	}
}

func zhNotice() Notice {
	return Notice{
		Says: "打开通知即为送达。标着「打开即送达」的会开始计算期限。", None: "还没有通知", NoneSays: "案件有进展，或轮到您处理时，通知会出现在这里。",
		Binding: "打开即送达", Read: "已读", New: "新", ToCase: "进入案件",
		Served:    func(when, how string) string { return when + " 送达（" + how + "）" },
		LinkOnce:  "这个链接只能用一次。",
		LinkUntil: func(when string) string { return "有效至 " + when + "。" },
	}
}

func enNotice() Notice {
	return Notice{
		Says: "Opening a notice serves it. Those marked “opening serves it” start a period.", None: "No notices yet", NoneSays: "When something happens in a case, or it is your turn, a notice will stand here.",
		Binding: "Opening serves it", Read: "Read", New: "New", ToCase: "Go to the case",
		Served:    func(when, how string) string { return "served " + when + " (" + how + ")" },
		LinkOnce:  "This link works once.",
		LinkUntil: func(when string) string { return "It is valid until " + when + "." },
	}
}

func zhClock() Clock {
	return Clock{
		Says: "测试市场的法定时间只能往前拨。途中每个到期的时刻都会停下来处理完。",
		Hour: "+1 小时", Day: "+1 天", Week: "+7 天", Next: "到下一个期限", GoTo: "拨到这个时间", Until: "拨到",
		NextDue: "下一个期限", NothingDue: "没有期限在走", Passed: "刚才发生了什么", NothingPassed: "还没有拨动过",
		OutgoingSays: "测试市场不真的发送消息。它们停在这里，一分钟法定时间后收到回执。", NoOutgoing: "还没有外发消息", NoOutgoingSays: "案件一有通知要送达，就会出现在这里，包括送达回执。",
		Receipt: func(when string) string { return "回执 " + when },
		Failing: "让通道失败", FailingSays: "用来看送达失败时会发生什么。", IsFailing: "失败", IsWorking: "正常",
		LetFail: "让它失败", LetWork: "恢复正常",
	}
}

func enClock() Clock {
	return Clock{
		Says: "Legal time of a sandbox only goes forward. It stops at everything due on the way.",
		Hour: "+1 hour", Day: "+1 day", Week: "+7 days", Next: "Next deadline", GoTo: "Go to this time", Until: "Go to",
		NextDue: "Next deadline", NothingDue: "No period is running", Passed: "What just happened", NothingPassed: "The clock has not been moved yet",
		OutgoingSays: "A sandbox sends nothing. Messages stay here; their receipt comes after one minute of legal time.", NoOutgoing: "No messages yet", NoOutgoingSays: "As soon as a notice is to be served it will stand here, with its receipt.",
		Receipt: func(when string) string { return "receipt " + when },
		Failing: "Let a channel fail", FailingSays: "To see what happens when service fails.", IsFailing: "Failing", IsWorking: "Working",
		LetFail: "Let it fail", LetWork: "Let it work",
	}
}

func zhRules() Rules {
	return Rules{
		Contents: "目录", Stages: "阶段", Clocks: "期限", Moves: "可以做的事", Grants: "权限", Reasons: "问题与举证",
		Stage: "阶段", Owner: "等谁", Clock: "期限", Then: "到期后", Length: "长度", Starts: "从何时起算", Source: "来源",
		Move: "做什么", By: "由谁", From: "在哪一步", If: "条件", To: "之后", No: "编号", Rule: "规则",
		Reason: "问题", Burden: "谁举证", Evidence: "证据", Remedies: "可以请求",
	}
}

func enRules() Rules {
	return Rules{
		Contents: "Contents", Stages: "Stages", Clocks: "Periods", Moves: "What can be done", Grants: "Who may", Reasons: "Problems and proof",
		Stage: "Stage", Owner: "Waits for", Clock: "Period", Then: "When it ends", Length: "Length", Starts: "Starts with", Source: "Source",
		Move: "Act", By: "By", From: "In", If: "If", To: "Then", No: "No", Rule: "Rule",
		Reason: "Problem", Burden: "Who proves", Evidence: "Evidence", Remedies: "Possible claims",
	}
}

func zhStart() Start {
	return Start{
		Ask: "遇到什么问题？", Says: "先看该怎么做，再决定要不要发起争议。每一步都有期限，钱在结案前由担保账户保管。",
		Running: "正在进行的案件", Drafts: "没写完的草稿", Common: "常见问题", NoCases: "还没有案件", NoCasesSays: "您发起的争议，或与您的订单有关的争议，会出现在这里。",
		EveryStep: "每一步都有期限",
	}
}

func enStart() Start {
	return Start{
		Ask: "What went wrong?", Says: "See first what to do, then decide whether to file a dispute. Every step has a deadline, and the money stays in escrow until the case ends.",
		Running: "Your open cases", Drafts: "Unfinished drafts", Common: "Common problems", NoCases: "No cases yet", NoCasesSays: "Disputes you file, and those about your orders, will stand here.",
		EveryStep: "Every step has a deadline",
	}
}

func zhSignIn() SignIn {
	return SignIn{
		Title: "登录", Account: "账户", Password: "密码",
		NoAccount: "没有账户？收到一次性链接的，请直接打开链接。", DemoTitle: "演示账户",
		As:          func(name, role string) string { return "以 " + name + "（" + role + "）登录" },
		Wrong:       "账户或密码不对，请再试一次",
		Ended:       "登录已过期，请重新登录",
		EndedKept:   "登录已过期。请重新登录，您刚才填写的内容都还在",
		Wait:        func(left string) string { return "尝试次数太多，请 " + left + "后再试" },
		ResumeTitle: "继续刚才的提交", Resume: "您刚才填写的内容都在。点一下就按原样提交。",
		ResumeButton: "继续提交", ResumeDrop: "不提交了",
	}
}

func enSignIn() SignIn {
	return SignIn{
		Title: "Sign in", Account: "Account", Password: "Password",
		NoAccount: "No account? If you were sent a one-time link, open it.", DemoTitle: "Demo accounts",
		As:          func(name, role string) string { return "Sign in as " + name + " (" + role + ")" },
		Wrong:       "Account or password is not right. Please try again",
		Ended:       "Your session has ended. Please sign in again",
		EndedKept:   "Your session has ended. Sign in again; everything you typed is kept",
		Wait:        func(left string) string { return "Too many attempts. Please try again in " + left },
		ResumeTitle: "Continue what you were sending", Resume: "Everything you typed is here. One press sends it as it was.",
		ResumeButton: "Continue", ResumeDrop: "Do not send",
	}
}
