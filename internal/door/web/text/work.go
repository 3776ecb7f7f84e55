package text

import "strconv"

// Work is what the workbench says beyond Bench: why a case stands where it stands,
// taking one, the keys.
type Work struct {
	Reason, AtLeast                             string
	Safety, Held                                string
	Turn, Today, Unsafe, Over                   string
	WhySafety, WhyLate, WhyDue, WhySum, WhyAge  string
	WhyNoDue                                    string
	Order                                       string // how the list is ordered
	Take, TakeNext, TakeSays                    string
	Rota                                        string // who fills an empty seat
	Clear                                       string
	Keys, KeysSays, KeysOff, KeysOn, NoKeys     string
	KeyDown, KeyUp, KeyOpen, KeySearch, KeyHelp string
	KeyNext, KeyBack, KeyRead                   string
	NoMine, NoMineSays, NoVacant, NoVacantSays  string
	NoLate, NoLateSays, NoTeam, NoTeamSays      string
	AllAlerts                                   string
	Count                                       func(n int) string
}

func zhWork() Work {
	return Work{
		Reason: "问题", AtLeast: "金额不低于", Safety: "涉及人身安全", Held: "已中止",
		Turn: "等您处理", Today: "今天到期", Unsafe: "涉及人身安全", Over: "已逾期",
		WhySafety: "涉及人身安全，排在最前", WhyLate: "已过期限", WhyDue: "期限更早", WhySum: "期限相同，金额更大", WhyAge: "期限、金额相同，等得更久", WhyNoDue: "没有在走的期限，排在最后",
		Order: "依次按：人身安全、期限、金额、等候时间",
		Take:  "承办这一件", TakeNext: "承办下一件", TakeSays: "没有人承办的案件中最急的一件归您。",
		Rota:  "空缺的席位按轮派补上，主管也可以指派。",
		Clear: "清除筛选",
		Keys:  "快捷键", KeysSays: "每个快捷键都有同样的链接或按钮。", KeysOff: "关掉快捷键", KeysOn: "打开快捷键", NoKeys: "浏览器关闭脚本时，快捷键不可用。",
		KeyDown: "下一行", KeyUp: "上一行", KeyOpen: "打开选中的案件", KeySearch: "搜索", KeyHelp: "看这些快捷键", KeyNext: "下一件", KeyBack: "回到列表", KeyRead: "看过了",
		NoMine: "没有等您处理的案件", NoMineSays: "案件分给您后会列在这里，最急的在最前。",
		NoVacant: "没有空缺的案件", NoVacantSays: "轮派没有找到合适的人时，案件会列在这里，等人承办。",
		NoLate: "没有逾期的案件", NoLateSays: "期限过了还没有处理的案件，会列在这里。",
		NoTeam: "没有未结的案件", NoTeamSays: "有人提交争议后，案件会列在这里。",
		AllAlerts: "全部提醒",
		Count: func(n int) string {
			if n >= 500 {
				return "500+"
			}
			return strconv.Itoa(n)
		},
	}
}

func enWork() Work {
	return Work{
		Reason: "Problem", AtLeast: "Claimed at least", Safety: "Safety", Held: "On hold",
		Turn: "Your turn", Today: "Due today", Unsafe: "Safety", Over: "Overdue",
		WhySafety: "Somebody may get hurt: first of all", WhyLate: "Past its date", WhyDue: "Due earlier", WhySum: "Same date, larger sum", WhyAge: "Same date and sum, waiting longer", WhyNoDue: "No date runs: last of all",
		Order: "In this order: safety, date, sum, waiting time",
		Take:  "Take this case", TakeNext: "Take the next one", TakeSays: "The most urgent case without a person becomes yours.",
		Rota:  "The rota fills empty seats; a supervisor may assign one.",
		Clear: "Clear the filter",
		Keys:  "Keys", KeysSays: "Each key has a link or button that does the same.", KeysOff: "Turn the keys off", KeysOn: "Turn the keys on", NoKeys: "Without scripts the keys do not work.",
		KeyDown: "next row", KeyUp: "row before", KeyOpen: "open the chosen case", KeySearch: "search", KeyHelp: "show these keys", KeyNext: "next case", KeyBack: "back to the list", KeyRead: "seen",
		NoMine: "No case is waiting for you", NoMineSays: "Cases given to you will stand here, the most urgent first.",
		NoVacant: "No case is without a person", NoVacantSays: "When the rota finds nobody fit, a case stands here until somebody takes it.",
		NoLate: "No case is overdue", NoLateSays: "Cases past their date and not dealt with will stand here.",
		NoTeam: "No case is open", NoTeamSays: "Once somebody files a dispute it will stand here.",
		AllAlerts: "All alerts",
		Count: func(n int) string {
			if n >= 500 {
				return "500+"
			}
			return strconv.Itoa(n)
		},
	}
}
