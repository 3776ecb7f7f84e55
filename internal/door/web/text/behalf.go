package text

// Behalf is what papers and lists say of acts done for somebody (代为).
type Behalf struct {
	Head, ActsFor, Ended, NoEnd, NoFile, NoOne string
	Line                                       func(agent, side, kind string) string
	Term                                       func(from, until string) string
	By                                         func(name, kind, from string) string // after who did an act
	Paper                                      func(document, no string) string
	Over                                       func(day string) string
}

func zhBehalf() Behalf {
	return Behalf{
		Head: "代为办理", ActsFor: "代为办理人", NoEnd: "没有期限", NoOne: "没有人代为办理。",
		NoFile: "文件由本方和承办人员查看。", Ended: "已终止",
		Line: func(agent, side, kind string) string { return agent + " 代" + side + "办理；" + kind },
		Term: func(from, until string) string { return "自 " + from + " 起，" + until },
		By: func(name, kind, from string) string {
			return "（由" + name + "代为；" + kind + "；自 " + from + " 起）"
		},
		Paper: func(document, no string) string { return "依据：" + document + " " + no },
		Over:  func(day string) string { return "到 " + day + " 止" },
	}
}

func enBehalf() Behalf {
	return Behalf{
		Head: "Acting for a party", ActsFor: "Acting", NoEnd: "no end", NoOne: "Nobody acts for a party.",
		NoFile: "The document is read by that side and by who handles the case.", Ended: "Over",
		Line: func(agent, side, kind string) string { return agent + " acts for the " + side + "; " + kind },
		Term: func(from, until string) string { return "since " + from + ", " + until },
		By: func(name, kind, from string) string {
			return " (on behalf, by " + name + "; " + kind + "; since " + from + ")"
		},
		Paper: func(document, no string) string { return "By " + document + " " + no },
		Over:  func(day string) string { return "until " + day },
	}
}
