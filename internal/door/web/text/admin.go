package text

// People is what the page of who acts for whom in a case says.
type People struct {
	Title, Says, Who, Kind, From, Until, NoEnd, End            string
	None, NoneSays, Give, GiveSays, Reach, UntilDay, MakeLink  string
	Kinds                                                      func(code string) string
	LinkTitle, LinkSays, Paper                                 string
	JoinTitle, JoinSays, JoinMay, JoinMayNot, JoinButton, Sign string
	JoinDone, Own, OtherSide, Narrow, Wide                     string
	ToCase, Looks, LooksSays, Purpose, NoLooks, NoLooksSays    string
	EndPaper, PaperLine, PaperEnd, PaperReach                  string
	Represents                                                 string
	RepresentsSays                                             string
	PowerPast, OnBehalf, ByFor                                 string
}

// Admin is what the pages of administration say.
type Admin struct {
	Title, Says, WhatItMeans, WayBack                                string
	People, PeopleSays, Find, FindHint, NoPerson, NoPersonSays       string
	Grants, GrantsSays, Give, Take, Capacity, Merchant, Limit, Queue string
	Reason, ReasonHint, Person, PersonHint, From, Until, NoEnd, By   string
	NoGrants, NoGrantsSays, Given, Ended                             string
	Lock, LockSays, Unlock, UnlockSays, Locked, Open, Recover        string
	RecoverSays, CheckedBy, AlsoSecond, LinkTold, State, Account     string
	Checks, LockReasons, Purposes, What                              func(code string) string
	Keys, KeysSays, Label, Scopes, Days, DaysHint, Mint, KeyTold     string
	Revoke, Revoked, Expires, NoKeys, NoKeysSays, Created, KeyOnce   string
	Open2, OpenSays, Login, Name, Opened, LoginHint                  string
	Policy, PolicySays, PolicyOn, PolicyOff, TurnOn, TurnOff         string
	Procedure, ProcedureSays, Stage, Owner, Leads, Clocks, Picture   string
	Calendar, CalendarSays, Year, Holidays, WorkedDays, Provisional  string
	ProvisionalSays, Documents, Version, InForce, Published, Digest  string
	Rules, RulesSays, Rule, Effect, Text, Source, Permit, Forbid     string
	History, HistorySays, Act, When, WhoDid, About, NoHistory        string
	NoHistorySays, AllKinds, Filter, System, Case                    string
	Outages, OutagesSays, NoOutages, NoOutagesSays, Lasted           string
	Mass, MassSays, NoMass, NoMassSays, Product, Cases, Opened2      string
	Regulator, RegulatorSays, RegulatorMay, RegulatorAsk, MassRule   string
	RegulatorGets, RegulatorHow                                      []string
	Totals, Running, Closed, Overdue, OnlySum                        string
	Looks, LooksSays, NoLooks, NoLooksSays                           string
}

func zhPeople() People {
	return People{
		Title: "谁可以代为办理", Says: "代为办理的每一步，页面和文书都写明“代为”和双方姓名。", Who: "代办人", Kind: "范围", From: "起", Until: "止", NoEnd: "没有期限", End: "收回",
		None: "没有人代办", NoneSays: "可以请家人、朋友或律师代为办理。下面生成一个链接交给他。", Give: "请人代办", GiveSays: "对方打开链接、登录并同意后生效。您随时可以收回。",
		Reach: "可以做什么", UntilDay: "到哪一天为止", MakeLink: "生成代办链接",
		Kinds: func(code string) string {
			return of(code, map[string]string{"agent": "一般授权：查看、陈述、举证", "special_agent": "特别授权：还可以和解、撤回、放弃", "guardian": "监护人", "successor": "继承人或承继人"}, "代理")
		},
		LinkTitle: "代办链接", LinkSays: "请当面或用可靠的方式交给他。只显示这一次，七天内有效，只能用一次。", Paper: "授权委托书",
		JoinTitle: "请您代为办理", JoinSays: "%s请您代为办理案件 %s。", JoinMay: "可以查看案件、陈述、举证、参加调解。", JoinMayNot: "不能和解、撤回、放弃或变更请求；这些要本人办理，或有特别授权。",
		JoinButton: "同意代办", Sign: "先登录", JoinDone: "您已成为代办人", Own: "这是您自己的案件，不能代自己办理。", OtherSide: "您在本案中有其他身份，不能代办。",
		Narrow: "一般授权", Wide: "可以代为和解、撤回和放弃；这些一经作出不能撤销。", ToCase: "打开案件",
		Looks: "谁看过我的完整信息", LooksSays: "工作人员查看完整的姓名和联系方式，都要写明用途并留痕。", Purpose: "用途", NoLooks: "没有人看过", NoLooksSays: "有人查看时，会列在这里。",
		EndPaper: "收回授权声明", PaperLine: "委托人%s，受托人%s，案号%s。", PaperEnd: "自即日起收回此前的授权。", PaperReach: "范围：%s。期限：%s。经双方在天平登录确认。",
		Represents: "代为办理的案件", RepresentsSays: "您代他人办理的案件。", PowerPast: "已到期", OnBehalf: "代为", ByFor: "%s代为办理，本人%s",
	}
}

func enPeople() People {
	return People{
		Title: "Who may act for me", Says: "Each step taken for somebody is shown as taken on behalf, with both names.", Who: "Acting", Kind: "Reach", From: "From", Until: "Until", NoEnd: "No end", End: "Take back",
		None: "Nobody acts for you", NoneSays: "Family, a friend or a lawyer can. Make a link below and hand it over.", Give: "Ask somebody to act", GiveSays: "It holds once that person opens the link, signs in and agrees. You can take it back at any time.",
		Reach: "What may be done", UntilDay: "Until which day", MakeLink: "Make the link",
		Kinds: func(code string) string {
			return of(code, map[string]string{"agent": "Ordinary: read, speak, show evidence", "special_agent": "Special: also settle, withdraw, waive", "guardian": "Guardian", "successor": "Heir or successor"}, "Representative")
		},
		LinkTitle: "Link for who acts for you", LinkSays: "Hand it over in person or another safe way. Shown this once, good for seven days, works once.", Paper: "Power of attorney",
		JoinTitle: "You are asked to act", JoinSays: "%s asks you to act in case %s.", JoinMay: "You may read the case, speak, show evidence and take part in mediation.", JoinMayNot: "You may not settle, withdraw, waive or change claims: that is for the party, or under a special power.",
		JoinButton: "Agree", Sign: "Sign in first", JoinDone: "You now act in this case", Own: "This is your own case; nobody acts for himself.", OtherSide: "You have another part in this case and cannot act for this side.",
		Narrow: "Ordinary power", Wide: "You may also settle, withdraw and waive; that cannot be undone.", ToCase: "Open the case",
		Looks: "Who saw my data in full", LooksSays: "When staff look at an unmasked name and contacts, they say what for, and it is recorded.", Purpose: "Purpose", NoLooks: "Nobody looked", NoLooksSays: "A look is listed here.",
		EndPaper: "Withdrawal of the power", PaperLine: "Principal %s, agent %s, case %s.", PaperEnd: "The power given before is withdrawn as of today.", PaperReach: "Reach: %s. Term: %s. Confirmed by both, signed in to Tianping.",
		Represents: "Cases of others", RepresentsSays: "Cases in which you act for somebody.", PowerPast: "Over", OnBehalf: "on behalf", ByFor: "%s on behalf of %s",
	}
}

func zhAdmin() Admin {
	return Admin{
		Title: "管理", Says: "人员、授权、规则和每一次管理行为。", WhatItMeans: "这意味着什么", WayBack: "怎样解锁",
		People: "人员", PeopleSays: "按登录名或人员编号查找。", Find: "查找", FindHint: "完整的登录名，或 per_ 开头的编号", NoPerson: "没有找到这个人", NoPersonSays: "请核对登录名；只能查完整的，不能模糊查找。",
		Grants: "授权", GrantsSays: "谁持有什么身份，由谁授予，到什么时候。", Give: "授予身份", Take: "终止", Capacity: "身份", Merchant: "商家编号", Limit: "和解权限（分）", Queue: "队列",
		Reason: "理由", ReasonHint: "写进历史，加密保存。不要写多余的个人信息。", Person: "人员编号", PersonHint: "per_ 开头", From: "起", Until: "止", NoEnd: "没有期限", By: "授予人",
		NoGrants: "还没有授权", NoGrantsSays: "授予身份后，会列在这里。", Given: "有效", Ended: "已终止",
		Lock: "锁定账号", LockSays: "账号可能落入他人之手时用。会话全部终止，不可撤销的操作停用。", Unlock: "核验身份后解锁", UnlockSays: "旧密码失效，会给出设置新密码的链接。", Locked: "已锁定", Open: "正常", Recover: "帮助找回账号",
		RecoverSays: "先核验身份。会话全部终止，旧密码失效，会给出设置新密码的链接。", CheckedBy: "核验方式", AlsoSecond: "同时关闭两步验证（设备和备用码都丢失时）", LinkTold: "链接只显示这一次，请交给本人", State: "状态", Account: "账号",
		Checks: func(code string) string {
			return of(code, map[string]string{"in_person": "当面核对证件", "by_video": "视频核对证件", "by_payment": "核对付款账户", "by_manager": "员工：由上级确认"}, code)
		},
		LockReasons: func(code string) string {
			return of(code, map[string]string{"taken_over": "怀疑别人在用", "device_lost": "设备或密码丢失", "fraud_suspected": "平台发现可疑", "asked_by_holder": "本人要求", "told_in_case": "案件中报告"}, code)
		},
		Purposes: func(code string) string {
			return of(code, map[string]string{"reach": "联系当事人", "deliver": "寄送货物或文书", "verify": "核验身份", "legal_request": "依法调取"}, code)
		},
		What: func(code string) string {
			return of(code, map[string]string{"staff_second_step": "工作人员须两步验证", "password_only": "只需密码", "same_identity": "同一证件", "same_contact": "同一联系方式", "same_payment": "同一付款账户", "own_statement": "本人陈述"}, code)
		},
		Keys: "程序密钥", KeysSays: "程序用密钥调用接口。内容只显示一次。", Label: "名称", Scopes: "范围", Days: "有效天数", DaysHint: "留空为没有期限", Mint: "发放密钥", KeyTold: "密钥", Revoke: "撤销", Revoked: "已撤销", Expires: "到期", NoKeys: "还没有密钥", NoKeysSays: "发放后列在这里，不含内容。", Created: "发放时间", KeyOnce: "只显示这一次。请立即放进程序的配置。",
		Open2: "开设账号", OpenSays: "给出设置首个密码的一次性链接。", Login: "登录名", Name: "姓名", Opened: "账号已开设", LoginHint: "最多 128 个字节",
		Policy: "登录要求", PolicySays: "要求工作人员开启两步验证。没有开启的，登录后先添加。", PolicyOn: "工作人员须两步验证", PolicyOff: "只需密码", TurnOn: "要求两步验证", TurnOff: "不再要求",
		Procedure: "程序图", ProcedureSays: "现行程序的阶段，以及从哪一步到哪一步。", Stage: "阶段", Owner: "由谁推进", Leads: "可到达", Clocks: "期限", Picture: "程序各阶段及其去向",
		Calendar: "工作日历", CalendarSays: "期限按这份日历计算。已经算出的日期不会悄悄改变。", Year: "年份", Holidays: "放假", WorkedDays: "调休上班", Provisional: "暂定",
		ProvisionalSays: "日历只到%s年。之后的日期先按周末估算，标明“暂定”。发布新日历后确认或延长，从不缩短。", Documents: "已发布的规则文件", Version: "版本", InForce: "生效", Published: "发布", Digest: "摘要",
		Rules: "权限规则表", RulesSays: "没有规则允许的，一律不能做；任何一条禁止都优先。", Rule: "编号", Effect: "效果", Text: "内容", Source: "来源", Permit: "允许", Forbid: "禁止",
		History: "管理记录", HistorySays: "谁在什么时候做了什么，为什么。", Act: "行为", When: "时间", WhoDid: "办理人", About: "对象", NoHistory: "没有符合的记录", NoHistorySays: "授权、设置、锁定和查看个人信息，都会列在这里。", AllKinds: "全部（测试时钟除外）", Filter: "筛选", System: "系统", Case: "案件",
		Outages: "服务中断", OutagesSays: "超过一小时的中断会登记，与它重叠的期限自动顺延。", NoOutages: "没有登记过中断", NoOutagesSays: "超过一小时的中断会列在这里。", Lasted: "时长",
		Mass: "群体案件", MassSays: "同一商家、同一商品在短期内的多件案件。", NoMass: "没有群体案件", NoMassSays: "同一商家的未结案件达到程序规定的数量时，会列在这里。", Product: "商家", Cases: "未结案件", Opened2: "最近受理",
		Regulator: "监管与消费者组织", RegulatorSays: "您能看到的，以及怎样依法调取案件。", RegulatorMay: "可以看到什么", RegulatorAsk: "怎样调取案件", MassRule: "现行程序：至少 %d 件，%d 天之内。",
		RegulatorGets: []string{"不经请求：下面的汇总数字、公开的规则、授权名单和存证。", "有依法调取的请求在卷：该案件的材料。每次查看都留痕。", "协商和调解内容不提供。"},
		RegulatorHow:  []string{"在「依法调取」登记请求：案号、法律依据和用途。附上加盖公章的调取函。", "由另一位管理员核对来函并确认在卷。", "确认后在范围和期限内查看，每次查看都留痕。"},
		Totals:        "汇总", Running: "未结案件", Closed: "已结案件", Overdue: "超期案件", OnlySum: "只有数字，没有个人信息。",
		Looks: "查看个人信息的记录", LooksSays: "工作人员查看未遮盖信息的每一次。", NoLooks: "没有查看记录", NoLooksSays: "查看后会列在这里。",
	}
}

func enAdmin() Admin {
	return Admin{
		Title: "Administration", Says: "People, grants, rules, and every act of administration.", WhatItMeans: "What it means", WayBack: "The way back",
		People: "People", PeopleSays: "Found by log-in name or id.", Find: "Find", FindHint: "the whole log-in name, or an id that begins with per_", NoPerson: "Nobody was found", NoPersonSays: "Check the log-in name; only whole ones are found.",
		Grants: "Grants", GrantsSays: "Who holds what, given by whom, until when.", Give: "Give a capacity", Take: "End", Capacity: "Capacity", Merchant: "Id of the merchant", Limit: "Settlement limit, in fen", Queue: "Queue",
		Reason: "Reason", ReasonHint: "It stands in the history, encrypted. No more personal data than needed.", Person: "Id of the person", PersonHint: "begins with per_", From: "From", Until: "Until", NoEnd: "No end", By: "Given by",
		NoGrants: "No grants yet", NoGrantsSays: "A capacity that is given stands here.", Given: "In force", Ended: "Ended",
		Lock: "Lock the account", LockSays: "When it may be in other hands. All sessions end; what cannot be taken back is barred.", Unlock: "Unlock after checking the identity", UnlockSays: "The old password is gone; you get a link that sets another.", Locked: "Locked", Open: "Open", Recover: "Help back into the account",
		RecoverSays: "Check the identity first. All sessions end, the old password is gone; you get a link that sets another.", CheckedBy: "Checked by", AlsoSecond: "Put the second step off as well (device and codes lost)", LinkTold: "The link is shown this once: hand it to the person", State: "State", Account: "Account",
		Checks: func(code string) string {
			return of(code, map[string]string{"in_person": "document seen in person", "by_video": "document seen by video", "by_payment": "payment account compared", "by_manager": "staff: their superior vouches"}, code)
		},
		LockReasons: func(code string) string {
			return of(code, map[string]string{"taken_over": "Somebody else may be using it", "device_lost": "Device or password lost", "fraud_suspected": "Found suspicious by the platform", "asked_by_holder": "The holder wants it", "told_in_case": "Told in a case"}, code)
		},
		Purposes: func(code string) string {
			return of(code, map[string]string{"reach": "to reach a party", "deliver": "to send goods or papers", "verify": "to check an identity", "legal_request": "requested by law"}, code)
		},
		What: func(code string) string {
			return of(code, map[string]string{"staff_second_step": "second step asked of staff", "password_only": "password only", "same_identity": "same document", "same_contact": "same contact", "same_payment": "same payment account", "own_statement": "own statement"}, code)
		},
		Keys: "API keys", KeysSays: "Programs use them. The text is shown once.", Label: "Label", Scopes: "Scopes", Days: "Days", DaysHint: "empty: no end", Mint: "Issue a key", KeyTold: "Key", Revoke: "Revoke", Revoked: "Revoked", Expires: "Expires", NoKeys: "No keys yet", NoKeysSays: "Keys stand here without their text.", Created: "Issued", KeyOnce: "Shown this once. Put it into the program's settings now.",
		Open2: "Open an account", OpenSays: "You get a one-time link that sets the first password.", Login: "Log-in name", Name: "Name", Opened: "The account is open", LoginHint: "at most 128 bytes",
		Policy: "What sign-in asks for", PolicySays: "Ask staff for a second step. Who has none adds it after signing in.", PolicyOn: "Second step asked of staff", PolicyOff: "Password only", TurnOn: "Ask for a second step", TurnOff: "Ask no longer",
		Procedure: "Procedure", ProcedureSays: "The stages of the procedure in force, and which lead where.", Stage: "Stage", Owner: "Moved by", Leads: "Leads to", Clocks: "Clocks", Picture: "The stages of the procedure and where they lead",
		Calendar: "Working days", CalendarSays: "Periods are counted by this calendar. A date once computed never changes silently.", Year: "Year", Holidays: "Days off", WorkedDays: "Weekend days worked", Provisional: "Provisional",
		ProvisionalSays: "The calendar ends with %s. Later dates go by weekends and are marked provisional; a new calendar confirms or extends them, and never shortens.", Documents: "Documents published", Version: "Version", InForce: "In force", Published: "Published", Digest: "Digest",
		Rules: "Table of rules", RulesSays: "What no rule permits cannot be done; any rule that forbids wins.", Rule: "Id", Effect: "Effect", Text: "Text", Source: "Source", Permit: "permits", Forbid: "forbids",
		History: "History of administration", HistorySays: "Who did what, when, and why.", Act: "Act", When: "When", WhoDid: "Who", About: "About", NoHistory: "Nothing of that kind", NoHistorySays: "Grants, settings, locks and looks at personal data stand here.", AllKinds: "All but the test clock", Filter: "Filter", System: "System", Case: "Case",
		Outages: "Outages", OutagesSays: "An outage of more than an hour is recorded; periods it overlaps are extended.", NoOutages: "No outage on record", NoOutagesSays: "One of more than an hour would stand here.", Lasted: "Length",
		Mass: "Mass cases", MassSays: "Many cases against one merchant within a short time.", NoMass: "No mass cases", NoMassSays: "A merchant with as many open cases as the procedure says stands here.", Product: "Merchant", Cases: "Open cases", Opened2: "Last opened",
		Regulator: "Regulators and consumer associations", RegulatorSays: "What you may see, and how a case is requested by law.", RegulatorMay: "What you may see", RegulatorAsk: "How a case is requested", MassRule: "The procedure in force: at least %d, within %d days.",
		RegulatorGets: []string{"Without a request: the sums below, the rules, the grants and the proofs.", "With a request by law on file: the file of that case. Every look is recorded.", "Offers and mediation are not given."},
		RegulatorHow:  []string{"Record a request under “Requests by law”: case, legal basis and purpose, with the sealed letter.", "An administrator, another person, checks the letter and confirms that it is on file.", "You then read within its scope and time; each reading is recorded."},
		Totals:        "Sums", Running: "Open cases", Closed: "Closed cases", Overdue: "Overdue cases", OnlySum: "Figures only, no personal data.",
		Looks: "Looks at personal data", LooksSays: "Each time staff saw unmasked data.", NoLooks: "No looks on record", NoLooksSays: "A look would stand here.",
	}
}
