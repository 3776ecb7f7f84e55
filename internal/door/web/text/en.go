package text

func en() *Text {
	return &Text{
		Lang: English, HTML: "en",
		Shell:  enShell(),
		Form:   enForm(),
		Fault:  enFault(),
		SignIn: enSignIn(),
		Start:  enStart(),
		Order:  enOrder(),
		File:   enFile(),
		Advice: enAdvice(),
		Buyer:  enBuyer(),
		Case:   enCase(),
		Move:   enMove(),
		Bench:  enBench(),
		Work:   enWork(),
		Notice: enNotice(),
		Clock:  enClock(),
		Rules:  enRules(),
		Help:   enHelp(),
		Book:   enRulebook(),
		Desk:   enDesk(),
		Shop:   enShop(),
		Talk:   enTalk(),
		Live:   enLive(),
		Ruling: enRuling(),
		Intake: enIntake(),

		Leaf:     enLeaf(),
		Asked:    enAsked(),
		Review:   enReview(),
		Account:  enAccount(),
		People:   enPeople(),
		Admin:    enAdmin(),
		Mediator: enMediator(),
	}
}
