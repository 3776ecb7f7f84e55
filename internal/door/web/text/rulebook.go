package text

// Rulebook is what the page of rules says around the words of the procedure.
type Rulebook struct {
	Version, Others, ThisOne           string
	OpenTo, Nobody, Periods            string
	Pauses, Extends                    string
	Hash                               string
	Extended                           func(by, length, most string) string
	Once, Decided                      string
	Variant                            func(in, length string) string
	Until                              func(what string) string
	NotBefore                          func(length string) string
	Reminds, End, Silence, SilenceSays string
	Sketch, Latest                     string
	Whole                              string
}

func zhRulebook() Rulebook {
	return Rulebook{
		Version: "版本", Others: "其他程序", ThisOne: "正在看", OpenTo: "谁可以做什么", Nobody: "这一步没有期限。", Periods: "这一步的期限",
		Pauses: "中止期间不计时", Extends: "能否延长", Hash: "文件指纹",
		Extended: func(by, length, most string) string {
			switch {
			case length == "":
				return by + "可以延长"
			case most == "" || most == length:
				return by + "可以延长 " + length
			}
			return by + "可以延长 " + length + "，合计不超过 " + most
		},
		Once: "只能一次", Decided: "由受理专员决定", Variant: func(in, length string) string { return in + "：" + length },
		Until:     func(what string) string { return "到" + what + "为止" },
		NotBefore: func(length string) string { return "满 " + length + "后可以申请平台介入" },
		Reminds:   "到期前会提醒", End: "到期后", Silence: "不回应意味着什么",
		SilenceSays: "不回应不等于同意，也不等于承认。到期后按下面写明的方式继续。",
		Latest:      "最晚的一个：%s",
		Whole:       "全部规则（可打印）",
		Sketch:      "这是用来对照的示例，本市场的新案件不使用它。",
	}
}

func enRulebook() Rulebook {
	return Rulebook{
		Version: "Version", Others: "Other procedures", ThisOne: "shown here", OpenTo: "Who may do what", Nobody: "This stage has no period.", Periods: "Periods of this stage",
		Pauses: "Stands still during a stay", Extends: "Can it be longer", Hash: "Fingerprint",
		Extended: func(by, length, most string) string {
			switch {
			case length == "":
				return by + " may extend it"
			case most == "" || most == length:
				return by + " may extend it by " + length
			}
			return by + " may extend it by " + length + ", " + most + " in all"
		},
		Once: "once", Decided: "an intake officer decides", Variant: func(in, length string) string { return in + ": " + length },
		Until:     func(what string) string { return "until " + what },
		NotBefore: func(length string) string { return "after " + length + " the platform may be asked in" },
		Reminds:   "reminders come before it ends", End: "When it ends", Silence: "What silence means",
		SilenceSays: "Silence is no consent and no admission. When the time is over, it goes on as written below.",
		Latest:      "the latest of: %s",
		Whole:       "All of it, for printing",
		Sketch:      "This is a sketch for comparison; new cases of this marketplace do not use it.",
	}
}
