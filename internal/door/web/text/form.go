package text

// Form is what a form says around its fields, and what it says is wrong. An error
// says what is wrong and how to mend it, and never blames.
type Form struct {
	Wrong        func(n int) string // heading of the summary
	Optional     string
	Choose       string // first line of a list to choose from
	NothingHere  string
	Add          func(label string) string
	AddFirst     func(label string) string // where there is none yet
	Drop         func(label string, n int) string
	Item         func(label string, n int) string
	Date, Time   string
	Exact        func(sum string) string // beside a sum that can only be one
	Between      func(low, high string) string
	AtMost       func(high string) string
	AtLeast      func(low string) string
	Characters   func(n int64) string
	FileLimit    func(megabytes int64) string
	FileKept     func(name string) string
	Send         string
	Back         string
	KeepTyped    string // shown where nothing of the form was recorded
	NotPosted    string // the form could not be read at all
	TooBig       func(megabytes int64) string
	UnknownField func(name string) string

	NeedText, NeedChoice, NeedTick, NeedSum, NeedNumber, NeedDate, NeedTime, NeedFile string

	BadSum, BadNumber, BadDate, BadTime, BadFile string
	Decimals                                     func(places int) string
	Low, High                                    func(bound string) string
	Early, Late                                  func(bound string) string
	NotOffered, Repeated, NotTogether, Alike     string
	Together                                     func(most string) string
	Unspoken                                     func(what string) string
	Long                                         func(most, typed int) string
	HiddenCharacter                              func(position int) string
	BrokenBytes                                  string
	Few, Many                                    func(n int64) string
}

func zhForm() Form {
	return Form{
		Wrong:       func(n int) string { return "有 " + itoa(n) + " 处需要修改" },
		Optional:    "选填",
		Choose:      "请选择",
		NothingHere: "没有可选的内容",
		Add:         func(label string) string { return "再加一项" + label },
		AddFirst:    func(label string) string { return "添加" + label },
		Drop:        func(label string, n int) string { return "去掉" + label + " " + itoa(n) },
		Item:        func(label string, n int) string { return label + " " + itoa(n) },
		Date:        "日期",
		Time:        "时间",
		Exact:       func(sum string) string { return "只能是 " + sum },
		Between:     func(low, high string) string { return low + " 到 " + high },
		AtMost:      func(high string) string { return "最多 " + high },
		AtLeast:     func(low string) string { return "至少 " + low },
		Characters:  func(n int64) string { return "最多 " + i64toa(n) + " 个字" },
		FileLimit:   func(mb int64) string { return "照片、视频、PDF，单个不超过 " + i64toa(mb) + " MB" },
		FileKept: func(name string) string {
			return "已收到：" + name + "。不用再选；要换一份，请重新选择。"
		},
		Send:      "提交",
		Back:      "返回修改",
		KeepTyped: "没有提交成功。您填写的内容都还在，可以直接再试。",
		NotPosted: "没有收到完整的表单，请再提交一次。",
		TooBig: func(mb int64) string {
			return "内容太大，一次最多 " + i64toa(mb) + " MB。请分几次提交。"
		},
		UnknownField: func(name string) string { return "表单里多了一项「" + name + "」，这一步用不到它。" },
		NeedText:     "请填写这一项",
		NeedChoice:   "请选择一项",
		NeedTick:     "请先确认再继续",
		NeedSum:      "请填写金额",
		NeedNumber:   "请填写数字",
		NeedDate:     "请填写日期",
		NeedTime:     "请填写时间",
		NeedFile:     "请选择文件",
		BadSum:       "看不出金额是多少，请这样填：719.20",
		BadNumber:    "请只填整数，例如 2",
		BadDate:      "看不出是哪一天，请这样填：2026-09-14",
		BadTime:      "看不出是几点，请这样填：18:00",
		BadFile:      "文件没有传完整，请重新选择",
		Decimals: func(places int) string {
			if places == 0 {
				return "这种货币没有小数"
			}
			return "小数最多 " + itoa(places) + " 位"
		},
		Low:         func(bound string) string { return "不能少于 " + bound },
		High:        func(bound string) string { return "不能超过 " + bound },
		Early:       func(bound string) string { return "不能早于 " + bound },
		Late:        func(bound string) string { return "不能晚于 " + bound },
		NotOffered:  "这一项现在不能选，请从列出的里面选",
		Repeated:    "同一项填了两次，请只留一个",
		NotTogether: "和上面的选择不能同时填，请清空这一项或改选",
		Alike:       "有两项重复了，请只留一项",
		Unspoken:    func(what string) string { return what + "还没有写到，请补上" },
		Together:    func(most string) string { return "合计不能超过 " + most },
		Long: func(most, typed int) string {
			return "最多 " + itoa(most) + " 个字，现在有 " + itoa(typed) + " 个"
		},
		HiddenCharacter: func(position int) string {
			return "第 " + itoa(position) + " 个字符是看不见的控制符（已显示为 �），请删去"
		},
		BrokenBytes: "有些字符已损坏（已显示为 �），请重新输入",
		Few:         func(n int64) string { return "至少要有 " + i64toa(n) + " 项" },
		Many:        func(n int64) string { return "最多 " + i64toa(n) + " 项" },
	}
}

func enForm() Form {
	return Form{
		Wrong:       func(n int) string { return plural(n, "thing needs", "things need") + " changing" },
		Optional:    "optional",
		Choose:      "Please choose",
		NothingHere: "There is nothing to choose from",
		Add:         func(label string) string { return "Add another: " + label },
		AddFirst:    func(label string) string { return "Add: " + label },
		Drop:        func(label string, n int) string { return "Remove " + label + " " + itoa(n) },
		Item:        func(label string, n int) string { return label + " " + itoa(n) },
		Date:        "Date",
		Time:        "Time",
		Exact:       func(sum string) string { return "It can only be " + sum },
		Between:     func(low, high string) string { return low + " to " + high },
		AtMost:      func(high string) string { return "At most " + high },
		AtLeast:     func(low string) string { return "At least " + low },
		Characters:  func(n int64) string { return "At most " + i64toa(n) + " characters" },
		FileLimit:   func(mb int64) string { return "Photos, videos, PDF; each at most " + i64toa(mb) + " MB" },
		FileKept:    func(name string) string { return "Received: " + name + ". Choose again only to replace it." },
		Send:        "Send",
		Back:        "Go back",
		KeepTyped:   "Nothing was recorded. Everything you typed is still here; you can try again.",
		NotPosted:   "The form did not arrive complete. Please send it again.",
		TooBig: func(mb int64) string {
			return "Too large: at most " + i64toa(mb) + " MB at a time. Please send it in parts."
		},
		UnknownField: func(name string) string { return "The form holds “" + name + "”, which this step does not use." },
		NeedText:     "Please fill this in",
		NeedChoice:   "Please choose one",
		NeedTick:     "Please confirm before going on",
		NeedSum:      "Please enter a sum",
		NeedNumber:   "Please enter a number",
		NeedDate:     "Please enter a date",
		NeedTime:     "Please enter a time",
		NeedFile:     "Please choose a file",
		BadSum:       "This is not readable as a sum. Write it like 719.20",
		BadNumber:    "Please enter a whole number, like 2",
		BadDate:      "This is not readable as a date. Write it like 2026-09-14",
		BadTime:      "This is not readable as a time. Write it like 18:00",
		BadFile:      "The file did not arrive complete. Please choose it again",
		Decimals: func(places int) string {
			if places == 0 {
				return "This currency has no decimals"
			}
			return "At most " + itoa(places) + " decimals"
		},
		Low:         func(bound string) string { return "Not less than " + bound },
		High:        func(bound string) string { return "Not more than " + bound },
		Early:       func(bound string) string { return "Not earlier than " + bound },
		Late:        func(bound string) string { return "Not later than " + bound },
		NotOffered:  "This cannot be chosen now. Please choose one of those listed",
		Repeated:    "Given twice. Please keep only one",
		NotTogether: "This does not go with the choice above. Please clear it or choose otherwise",
		Alike:       "Two of these are the same. Please keep only one",
		Unspoken:    func(what string) string { return what + " is not spoken of yet. Please add it" },
		Together:    func(most string) string { return "Together not more than " + most },
		Long: func(most, typed int) string {
			return "At most " + itoa(most) + " characters; there are " + itoa(typed)
		},
		HiddenCharacter: func(position int) string {
			return "Character " + itoa(position) + " is an invisible control character (shown as �). Please remove it"
		},
		BrokenBytes: "Some characters are damaged (shown as �). Please type them again",
		Few:         func(n int64) string { return "At least " + i64toa(n) + " needed" },
		Many:        func(n int64) string { return "At most " + i64toa(n) + " possible" },
	}
}
