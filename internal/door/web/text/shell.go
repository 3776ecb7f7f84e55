package text

// Shell is what stands around every page, and the faults it may have to show.
type Shell struct {
	Name, Tagline               string
	Workbench                   string
	Skip                        string
	MainNav, BottomNav, SideNav string
	Problem, Cases, Orders      string
	Rules, Notices              string
	Menu, MenuTitle             string
	Outgoing, TestClock         string
	Account                     func(name string) string
	Unread                      func(n int) string
	SignIn, SignOut             string
	OtherLanguage               string // the name of the other language, in itself
	SwitchTo                    string // label of the switch
	Home                        string
	LegalTime                   string
	Sandbox                     string
	MoveClock                   string
	Footer                      string
	NotAnAward                  string
	Recorded                    string // toast after an act
	Yes, No                     string
	Next, Previous              string
	Pages                       string
	Search                      string
	More, Empty                 string
}

// Fault is what an error page says.
type Fault struct {
	Reference func(id string) string

	UnknownTitle, Unknown     string // 404: also for what a stranger may not see
	ForbiddenTitle, Forbidden string
	ForeignTitle, Foreign     string // a request from another site
	TooBigTitle, TooBig       string
	BusyTitle, Busy           string
	InternalTitle, Internal   string
	GoneTitle, Gone           string // a one-time link used or out of time
	GarbledTitle, Garbled     string
	ChangedTitle, Changed     string
	FileKindTitle, FileKind   string
	GoHome, Back, Retry       string
}

func zhShell() Shell {
	return Shell{
		Name: "天平", Tagline: "电商争议一站式解决", Workbench: "工作台", Skip: "跳到主要内容",
		MainNav: "主导航", BottomNav: "底部导航", SideNav: "侧栏",
		Problem: "遇到问题", Cases: "我的案件", Orders: "我的订单", Rules: "规则与公开", Notices: "通知", Menu: "打开菜单", MenuTitle: "菜单",
		Outgoing: "外发消息", TestClock: "测试时钟",
		Account: func(name string) string { return "我的账户 " + name },
		Unread: func(n int) string {
			if n == 0 {
				return "通知"
			}
			return "通知，" + itoa(n) + " 条未读"
		},
		SignIn: "登录", SignOut: "退出", OtherLanguage: "English", SwitchTo: "切换语言",
		Home: "首页", LegalTime: "法定时间", Sandbox: "测试市场，不涉及真实的钱", MoveClock: "拨动时钟",
		Footer: "天平 · 电商争议一站式解决", NotAnAward: "平台处理决定不是仲裁裁决，也不是法院判决。",
		Recorded: "已记录", Yes: "是", No: "否", Next: "下一页", Previous: "回到第一页", Pages: "翻页",
		Search: "搜索", More: "更多", Empty: "这里还没有内容",
	}
}

func enShell() Shell {
	return Shell{
		Name: "Tianping", Tagline: "Online shopping disputes, from complaint to result", Workbench: "Workbench", Skip: "Skip to main content",
		MainNav: "Main navigation", BottomNav: "Bottom navigation", SideNav: "Side bar",
		Problem: "Get help", Cases: "My cases", Orders: "My orders", Rules: "Rules", Notices: "Notices", Menu: "Open the menu", MenuTitle: "Menu",
		Outgoing: "Outgoing messages", TestClock: "Test clock",
		Account: func(name string) string { return "My account " + name },
		Unread: func(n int) string {
			if n == 0 {
				return "Notices"
			}
			return "Notices, " + itoa(n) + " unread"
		},
		SignIn: "Sign in", SignOut: "Sign out", OtherLanguage: "中文", SwitchTo: "Switch language",
		Home: "Home", LegalTime: "Legal time", Sandbox: "Sandbox: no real money", MoveClock: "Move the clock",
		Footer: "Tianping · online shopping disputes, from complaint to result", NotAnAward: "A platform ruling is not an arbitral award and not a judgment.",
		Recorded: "Recorded", Yes: "Yes", No: "No", Next: "Next page", Previous: "Back to the first page", Pages: "Pages",
		Search: "Search", More: "More", Empty: "Nothing here yet",
	}
}

func zhFault() Fault {
	return Fault{
		Reference:    func(id string) string { return "查询编号 " + id },
		UnknownTitle: "没有找到这个页面", Unknown: "它可能不存在，也可能不是给您看的。请从首页重新进入。",
		ForbiddenTitle: "这一步不能在这里做", Forbidden: "您的身份不能做这一步。",
		ForeignTitle: "没有执行", Foreign: "这个请求来自另一个网站。请在天平的页面上重新操作。",
		TooBigTitle: "内容太大", TooBig: "提交的内容超过了上限，没有记录任何东西。请返回，减少内容后再提交。",
		BusyTitle: "现在有点忙", Busy: "没有记录任何东西。请过几秒再试。",
		InternalTitle: "出了点问题", Internal: "这是我们的问题，没有记录任何东西。请稍后再试；如需帮助，请告诉我们下面的查询编号。",
		GoneTitle: "这个链接不能再用了", Gone: "一次性链接只能用一次，并且有有效期。请登录查看。",
		GarbledTitle: "没有看懂这份表单", Garbled: "内容没有传完整，没有记录任何东西。请返回再提交一次。",
		ChangedTitle: "内容刚被改过", Changed: "它刚在别处改过，没有记录任何东西。请刷新后再试。",
		FileKindTitle: "不能用这种文件", FileKind: "请换成照片（JPG、PNG、HEIC）、视频（MP4、MOV）或 PDF。",
		GoHome: "回到首页", Back: "返回", Retry: "再试一次",
	}
}

func enFault() Fault {
	return Fault{
		Reference:    func(id string) string { return "Reference " + id },
		UnknownTitle: "There is no such page", Unknown: "It may not exist, or it may not be for you. Please start again from the home page.",
		ForbiddenTitle: "This cannot be done here", Forbidden: "You cannot take this step in your role.",
		ForeignTitle: "Nothing was done", Foreign: "This request came from another site. Please act on Tianping's own pages.",
		TooBigTitle: "Too large", TooBig: "What was sent is over the limit; nothing was recorded. Please go back and send less.",
		BusyTitle: "Busy right now", Busy: "Nothing was recorded. Please try again in a few seconds.",
		InternalTitle: "Something went wrong", Internal: "This is our fault; nothing was recorded. Please try again later. If you ask for help, give the reference below.",
		GoneTitle: "This link can no longer be used", Gone: "A one-time link works once and for a limited time. Please sign in.",
		GarbledTitle: "The form could not be read", Garbled: "It did not arrive complete; nothing was recorded. Please go back and send it again.",
		ChangedTitle: "Changed meanwhile", Changed: "It was just changed elsewhere; nothing was recorded. Please reload and try again.",
		FileKindTitle: "This kind of file cannot be used", FileKind: "Please use a photo (JPG, PNG, HEIC), a video (MP4, MOV) or a PDF.",
		GoHome: "Go home", Back: "Back", Retry: "Try again",
	}
}
