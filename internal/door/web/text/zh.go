package text

func zh() *Text {
	return &Text{
		Lang: Chinese, HTML: "zh-CN",
		Shell:  zhShell(),
		Form:   zhForm(),
		Fault:  zhFault(),
		SignIn: zhSignIn(),
		Start:  zhStart(),
		Order:  zhOrder(),
		File:   zhFile(),
		Advice: zhAdvice(),
		Buyer:  zhBuyer(),
		Case:   zhCase(),
		Move:   zhMove(),
		Bench:  zhBench(),
		Work:   zhWork(),
		Notice: zhNotice(),
		Clock:  zhClock(),
		Rules:  zhRules(),
		Help:   zhHelp(),
		Book:   zhRulebook(),
		Desk:   zhDesk(),
		Shop:   zhShop(),
		Talk:   zhTalk(),
		Live:   zhLive(),
		Ruling: zhRuling(),
		Intake: zhIntake(),

		Leaf:     zhLeaf(),
		Asked:    zhAsked(),
		Review:   zhReview(),
		Account:  zhAccount(),
		People:   zhPeople(),
		Admin:    zhAdmin(),
		Mediator: zhMediator(),
	}
}
