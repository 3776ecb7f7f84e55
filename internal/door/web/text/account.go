package text

// Leaf is what pages of plain parts say by themselves.
type Leaf struct{ ToField string }

// Account is what the pages of the account and of the way back into it say.
type Account struct {
	Title, Says, Admin                                                string
	Devices, DevicesSays, Began, Seen, Browser, Now, ByLink           string
	EndOne, EndAll, EndAllSays, NoDevices                             string
	Browsers, Systems                                                 func(code string) string
	On                                                                func(browser, system string) string
	Password, PasswordSays, OldPassword, NewPassword, PasswordHint    string
	ChangePassword, PasswordDone                                      string
	Contacts, ContactsSays, NoContacts, NoContactsSays                string
	Channel, Address, Confirmed, NotConfirmed, FailedContact, Dropped string
	Mail, Phone, Printed, AddContact, AddContactSays, SendCode        string
	Code, EnterCode, ConfirmCode, Drop, State, CodeSent               string
	NoChannel, ContactRefused, NotNow                                 string
	SecondStep, SecondSays, SecondNeeded, SecondOff, SecondOn         string
	BeginSecond, SecondSecret, SecondPicture, SecondManual            string
	SecondConfirm, SecondDone, CodesTold, CodesLeft, NewCodes         string
	EndSecond, EndSecondSays, SecondTitle, SecondAsk, SecondHint      string
	CodeWrong, SecondLate, LostDevice                                 string
	SecondSteps                                                       []string
	Paper, PaperSays, MakePaper, PaperTitle, PaperOnce, PaperUntil    string
	EnterTitle, EnterSays, EnterButton                                string
	Language, LanguageSays                                            string
	Forgot, RecoverTitle, RecoverSays, Login, RecoverAsk, HaveCode    string
	CodeTitle, CodeSays, CodeHint, SetPassword, PasswordSet, SignInAt string
	NotCome                                                           []string
	LockedTitle, LockedSays, UnlockAsk, UnlockTitle                   string
	LockedMeans, LockedBack                                           []string
	InviteTitle                                                       string
	ActFor, ActForSays, NoActFor, NoActForSays                        string
	LockOwn, LockOwnSays, LockWhy, LockedDone                         string
	Until, Scope, Person, Case                                        string
}

func zhLeaf() Leaf { return Leaf{ToField: "到要改的地方"} }
func enLeaf() Leaf { return Leaf{ToField: "Go to the field"} }

func zhAccount() Account {
	return Account{
		Title: "我的账户", Says: "登录、联系方式，以及谁可以代您办理。", Admin: "管理",
		Devices: "登录的设备", DevicesSays: "这里不显示完整的网络地址。不认识的，请退出它并更改密码。", Began: "登录时间", Seen: "最近使用", Browser: "浏览器", Now: "当前设备", ByLink: "用一次性链接登录",
		EndOne: "退出这台", EndAll: "全部退出", EndAllSays: "所有设备都会退出，包括当前这台。", NoDevices: "没有登录的设备",
		Browsers: func(code string) string {
			return of(code, map[string]string{"wechat": "微信", "edge": "Edge", "opera": "Opera", "firefox": "火狐", "chrome": "Chrome", "safari": "Safari"}, "浏览器")
		},
		Systems: func(code string) string {
			return of(code, map[string]string{"iphone": "iPhone", "ipad": "iPad", "harmony": "鸿蒙设备", "android": "安卓设备", "windows": "Windows 电脑", "mac": "Mac 电脑", "linux": "Linux 电脑"}, "未知设备")
		},
		On:       func(browser, system string) string { return system + "上的" + browser },
		Password: "更改密码", PasswordSays: "更改后，其他设备会立即退出。", OldPassword: "现在的密码", NewPassword: "新密码", PasswordHint: "10 至 256 个字节；不能与登录名相同。",
		ChangePassword: "更改密码", PasswordDone: "密码已更改，其他设备已退出。",
		Contacts: "联系方式", ContactsSays: "确认过的联系方式用来送达通知，也用来找回密码。", NoContacts: "还没有联系方式", NoContactsSays: "添加并确认一个，才能提交申请、找回密码。",
		Channel: "方式", Address: "地址或号码", Confirmed: "已确认", NotConfirmed: "待确认", FailedContact: "发送失败", Dropped: "已停用",
		Mail: "电子邮件", Phone: "短信", Printed: "纸质链接", AddContact: "添加联系方式", AddContactSays: "添加后会收到确认码。", SendCode: "发送确认码",
		Code: "验证码", EnterCode: "收到的确认码", ConfirmCode: "确认", Drop: "停用", State: "状态", CodeSent: "确认码已发出，一小时内有效。",
		NoChannel: "本市场没有开通这种方式；请换一种。", ContactRefused: "对方服务器拒收；请检查地址。", NotNow: "现在发不出去；请稍后再试。",
		SecondStep: "两步验证", SecondSays: "登录时除密码外，再输入手机应用显示的六位数字。", SecondNeeded: "本市场要求工作人员开启两步验证。开启后才能继续办理。", SecondOff: "没有开启", SecondOn: "已开启",
		BeginSecond: "开始添加", SecondSecret: "密钥（只给自己看）", SecondPicture: "二维码：用验证器应用扫描", SecondManual: "不能扫码时，请在应用里手动输入这串字符。",
		SecondConfirm: "确认并开启", SecondDone: "两步验证已开启", CodesTold: "这些备用码只显示这一次。请打印或抄下，每个只能用一次。", CodesLeft: "剩余备用码", NewCodes: "换一组备用码",
		EndSecond: "关闭两步验证", EndSecondSays: "关闭后，登录只需要密码。", SecondTitle: "输入验证码", SecondAsk: "密码正确。请再输入验证器应用现在显示的六位数字。", SecondHint: "手机不在身边时，可以输入一个备用码。",
		CodeWrong: "验证码不对、已过期或已用过；请等应用显示下一个。", SecondLate: "超过五分钟了，请重新登录。", LostDevice: "手机和备用码都没有了",
		SecondSteps: []string{"在手机上打开一个验证器应用。", "扫描二维码，或手动输入密钥。", "把应用显示的六位数字填在下面。"},
		Paper:       "一次性登录链接", PaperSays: "给不方便用密码的人，或换设备时用。可以打印。", MakePaper: "生成链接", PaperTitle: "一次性登录链接", PaperOnce: "只显示这一次，只能用一次。谁拿到它，谁就能以您的名义登录。", PaperUntil: "有效期至",
		EnterTitle: "用链接登录", EnterSays: "按下按钮后，这台设备会登录。链接随即失效。", EnterButton: "登录",
		Language: "语言", LanguageSays: "通知和页面使用的语言。",
		Forgot: "忘记密码或账号被锁", RecoverTitle: "找回账号", RecoverSays: "填写登录名。有确认过的联系方式的，我们会把验证码发过去。", Login: "登录名", RecoverAsk: "发送验证码", HaveCode: "我已经有验证码",
		CodeTitle: "填写验证码，设置新密码", CodeSays: "如果账号存在，并且有确认过的联系方式，验证码已经发出。三十分钟内有效。", CodeHint: "大小写、空格和短横线都不影响。", SetPassword: "设置新密码", PasswordSet: "新密码已设置。所有设备都已退出，其他联系方式已收到通知。", SignInAt: "去登录",
		NotCome:     []string{"请看看垃圾邮件箱。", "确认登录名没有写错，可以再试一次。", "没有确认过的联系方式时，请联系平台核验身份。"},
		LockedTitle: "账号已锁定", LockedSays: "有人报告这个账号可能落入他人之手，所以先锁上了。钱和案件都还在。", UnlockAsk: "发送解锁链接", UnlockTitle: "解锁账号，设置新密码",
		LockedMeans: []string{"所有设备都已退出。", "接受、撤回、放弃、确认收货和改收款账户都停用。", "案件暂停计时，不会因此判您输。"},
		LockedBack:  []string{"在下面填写登录名。", "链接会发到锁定之前就确认过的联系方式。", "打开链接，设置新密码，账号即解锁。", "没有这样的联系方式时，请联系平台核验身份。"},
		InviteTitle: "设置密码",
		ActFor:      "我代谁办理", ActForSays: "您为他们办理的每一步，都会写明“代为”。", NoActFor: "现在没有人请您代办", NoActForSays: "有人把代办链接交给您后，打开它，这里就会出现他的案件。",
		LockOwn: "锁定我的账号", LockOwnSays: "手机丢了，或怀疑别人在用您的账号时，用它。所有设备立即退出，不可撤销的操作全部停用。", LockWhy: "原因", LockedDone: "账号已锁定。用锁定之前确认过的联系方式可以解锁。",
		Until: "到期", Scope: "范围", Person: "人", Case: "案件",
	}
}

func enAccount() Account {
	return Account{
		Title: "My account", Says: "Signing in, contacts, and who may act for you.", Admin: "Administration",
		Devices: "Devices signed in", DevicesSays: "No full network address is shown. Sign out what you do not know, and change your password.", Began: "Signed in", Seen: "Last used", Browser: "Browser", Now: "This device", ByLink: "by one-time link",
		EndOne: "Sign this one out", EndAll: "Sign out everywhere", EndAllSays: "Every device is signed out, this one too.", NoDevices: "No device is signed in",
		Browsers: func(code string) string {
			return of(code, map[string]string{"wechat": "WeChat", "edge": "Edge", "opera": "Opera", "firefox": "Firefox", "chrome": "Chrome", "safari": "Safari"}, "A browser")
		},
		Systems: func(code string) string {
			return of(code, map[string]string{"iphone": "iPhone", "ipad": "iPad", "harmony": "a Harmony device", "android": "an Android device", "windows": "a Windows computer", "mac": "a Mac", "linux": "a Linux computer"}, "an unknown device")
		},
		On:       func(browser, system string) string { return browser + " on " + system },
		Password: "Change the password", PasswordSays: "Other devices are signed out at once.", OldPassword: "Password now", NewPassword: "New password", PasswordHint: "10 to 256 bytes; not the log-in name.",
		ChangePassword: "Change the password", PasswordDone: "The password is changed; other devices are signed out.",
		Contacts: "Contacts", ContactsSays: "Confirmed contacts are where notices are served, and the way back when the password is lost.", NoContacts: "No contacts yet", NoContactsSays: "Add and confirm one to be able to file, and to get back in.",
		Channel: "Way", Address: "Address or number", Confirmed: "Confirmed", NotConfirmed: "To be confirmed", FailedContact: "Not delivered", Dropped: "Not in use",
		Mail: "E-mail", Phone: "Text message", Printed: "Printed link", AddContact: "Add a contact", AddContactSays: "A code is sent there.", SendCode: "Send a code",
		Code: "Code", EnterCode: "The code you received", ConfirmCode: "Confirm", Drop: "Stop using", State: "State", CodeSent: "The code is on its way; it is good for an hour.",
		NoChannel: "This marketplace does not send by that way; choose another.", ContactRefused: "It was refused there; check the address.", NotNow: "It cannot be sent right now; try again later.",
		SecondStep: "Second step at sign-in", SecondSays: "Besides the password you type six digits that an app on your phone shows.", SecondNeeded: "This marketplace asks its staff for a second step. Add it to go on.", SecondOff: "Off", SecondOn: "On",
		BeginSecond: "Begin", SecondSecret: "Secret, for your eyes only", SecondPicture: "QR code, to be scanned with an authenticator app", SecondManual: "If you cannot scan, type these characters into the app.",
		SecondConfirm: "Confirm and turn on", SecondDone: "The second step is on", CodesTold: "These codes are shown this once. Print or copy them; each works once.", CodesLeft: "Codes left", NewCodes: "Make new codes",
		EndSecond: "Turn the second step off", EndSecondSays: "From then on the password alone signs you in.", SecondTitle: "Enter the code", SecondAsk: "The password is right. Now the six digits your authenticator app shows.", SecondHint: "Without your phone, one of the printed codes works.",
		CodeWrong: "The code is wrong, out of time or used; wait for the next one.", SecondLate: "More than five minutes have passed; please sign in again.", LostDevice: "I have neither phone nor codes",
		SecondSteps: []string{"Open an authenticator app on your phone.", "Scan the code, or type the secret.", "Type the six digits it shows below."},
		Paper:       "One-time link to sign in", PaperSays: "For somebody who does not get on with passwords, or for another device. It can be printed.", MakePaper: "Make a link", PaperTitle: "One-time link to sign in", PaperOnce: "Shown this once, works once. Whoever has it signs in as you.", PaperUntil: "Good until",
		EnterTitle: "Sign in by link", EnterSays: "The button signs this device in. The link is then used up.", EnterButton: "Sign in",
		Language: "Language", LanguageSays: "Of pages and notices.",
		Forgot: "Forgotten password, or account locked", RecoverTitle: "Get back into the account", RecoverSays: "Type the log-in name. Where a contact is confirmed, a code is sent there.", Login: "Log-in name", RecoverAsk: "Send a code", HaveCode: "I have a code",
		CodeTitle: "Type the code, set a new password", CodeSays: "If the account exists and has a confirmed contact, a code is on its way. It is good for thirty minutes.", CodeHint: "Capitals, spaces and hyphens do not matter.", SetPassword: "Set the password", PasswordSet: "The new password is set. All devices are signed out; your other contacts have been told.", SignInAt: "Sign in",
		NotCome:     []string{"Look into the spam folder.", "Check the log-in name, and try again.", "Without a confirmed contact, ask the platform to check your identity."},
		LockedTitle: "The account is locked", LockedSays: "It was reported to be in other hands, so it was locked. Your money and your cases are still there.", UnlockAsk: "Send a link to unlock", UnlockTitle: "Unlock the account, set a new password",
		LockedMeans: []string{"Every device is signed out.", "Accepting, withdrawing, waiving, confirming receipt and changing the payout are barred.", "Your cases pause; nobody loses by it."},
		LockedBack:  []string{"Type the log-in name below.", "A link goes to contacts that were confirmed before the lock.", "Open it and set a new password: the account is open.", "Without such a contact, ask the platform to check your identity."},
		InviteTitle: "Set a password",
		ActFor:      "For whom I act", ActForSays: "Each step you take for them is shown as taken on their behalf.", NoActFor: "Nobody has asked you yet", NoActForSays: "When somebody hands you a link to act for him, open it; his case then stands here.",
		LockOwn: "Lock my account", LockOwnSays: "When your phone is lost, or somebody else may be using your account. Every device is signed out at once, and what cannot be taken back is barred.", LockWhy: "Reason", LockedDone: "The account is locked. A contact confirmed before the lock opens it again.",
		Until: "Until", Scope: "Reach", Person: "Person", Case: "Case",
	}
}

// of finds the word for a code, or another where there is none.
func of(code string, words map[string]string, otherwise string) string {
	if w := words[code]; w != "" {
		return w
	}
	return otherwise
}
